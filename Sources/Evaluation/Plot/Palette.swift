/// Colours that stay apart for readers with any of the common colour blindnesses: blue and vermilion of M. Okabe and
/// K. Ito, *Color Universal Design* (2008), on white.
enum Palette {
    static let paper = "#ffffff"
    static let ink = "#1f2933"
    static let faintInk = "#52606d"
    static let axis = "#7b8794"
    static let grid = "#e4e7eb"
    static let legal = "#0072b2"
    static let illegal = "#d55e00"
}
