/// Writes Scalable Vector Graphics 1.1: elements closed, text and attributes escaped, numbers in px with two decimals.
struct SVGWriter {
    /// Names and values of attributes, in the order they are written.
    typealias Attributes = KeyValuePairs<String, String>

    /// How a piece of text stands to its position.
    enum Anchor: String {
        case start, middle, end
    }

    private(set) var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

    /// Writes `name` with what `content` writes inside.
    mutating func element(_ name: String, _ attributes: Attributes, content: (inout SVGWriter) -> Void) {
        text += "<\(name)\(Self.formatted(attributes))>\n"
        content(&self)
        text += "</\(name)>\n"
    }

    /// Writes `name` with nothing inside.
    mutating func element(_ name: String, _ attributes: Attributes) {
        text += "<\(name)\(Self.formatted(attributes))/>\n"
    }

    /// Writes `name` with `characters` inside.
    mutating func element(_ name: String, _ attributes: Attributes = [:], characters: String) {
        text += "<\(name)\(Self.formatted(attributes))>\(Self.escaped(characters))</\(name)>\n"
    }

    /// Writes `characters` with the baseline at `y`.
    mutating func label(
        _ characters: String,
        x: Double,
        y: Double,
        size: Double = 12,
        anchor: Anchor = .start,
        fill: String = Palette.ink
    ) {
        element(
            "text",
            [
                "x": Self.px(x), "y": Self.px(y), "font-size": Self.px(size), "text-anchor": anchor.rawValue,
                "fill": fill,
            ],
            characters: characters
        )
    }

    /// Writes a straight line.
    mutating func line(from start: PixelPoint, to end: PixelPoint, stroke: String, width: Double, dashes: String? = nil)
    {
        let ends =
            "x1=\"\(Self.px(start.x))\" y1=\"\(Self.px(start.y))\" x2=\"\(Self.px(end.x))\" y2=\"\(Self.px(end.y))\""
        let dashing = dashes.map { " stroke-dasharray=\"\($0)\"" } ?? ""
        text += "<line \(ends) stroke=\"\(stroke)\" stroke-width=\"\(Self.px(width))\"\(dashing)/>\n"
    }

    /// Writes a rectangle with its upper left corner at (`x`, `y`).
    mutating func rectangle(
        x: Double,
        y: Double,
        width: Double,
        height: Double,
        fill: String,
        opacity: Double = 1,
        stroke: String = "none"
    ) {
        element(
            "rect",
            [
                "x": Self.px(x), "y": Self.px(y), "width": Self.px(width), "height": Self.px(height), "fill": fill,
                "fill-opacity": Self.px(opacity), "stroke": stroke,
            ]
        )
    }

    /// Writes straight lines from each point to the next.
    mutating func polyline(_ points: [PixelPoint], stroke: String, width: Double) {
        element(
            "polyline",
            [
                "points": points.map { "\(Self.px($0.x)),\(Self.px($0.y))" }.joined(separator: " "),
                "fill": "none", "stroke": stroke, "stroke-width": Self.px(width), "stroke-linejoin": "round",
            ]
        )
    }

    /// Writes a dot with a light rim, which keeps it apart from the line it lies on.
    mutating func dot(at center: PixelPoint, fill: String) {
        element(
            "circle",
            [
                "cx": Self.px(center.x), "cy": Self.px(center.y), "r": "4.5", "fill": fill,
                "stroke": Palette.paper, "stroke-width": "1",
            ]
        )
    }

    /// `value` with at most two decimals.
    static func px(_ value: Double) -> String {
        var digits = String(fixedPoint: value, decimals: 2)[...]
        while digits.hasSuffix("0") { digits.removeLast() }
        if digits.hasSuffix(".") { digits.removeLast() }
        return String(digits)
    }

    /// `text` as XML character data that may also stand in an attribute; what XML 1.0 has no way to write becomes U+FFFD.
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&apos;"
            case "\u{9}", "\u{A}", "\u{D}": result += " "
            case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private static func formatted(_ attributes: Attributes) -> String {
        attributes.map { " \($0.key)=\"\(escaped($0.value))\"" }.joined()
    }
}

/// A place on the drawing in px, `y` growing downwards.
struct PixelPoint: Equatable {
    var x: Double
    var y: Double
}
