/// What one kind of mark in a panel means.
struct KeyEntry {
    enum Mark: Equatable {
        case none
        case line(color: String, dashes: String?)
        case upright(color: String, dashes: String)
        case dot(color: String)
        case area(color: String, opacity: Double)
    }

    var mark: Mark
    var text: String
}

extension SVGWriter {
    /// Draws a panel's heading and, below it, the key to its marks.
    mutating func heading(_ title: String, key: [KeyEntry], above frame: PanelFrame) {
        element(
            "text",
            [
                "x": Self.px(frame.left), "y": Self.px(frame.top - 42), "font-size": "15", "font-weight": "bold",
                "fill": Palette.ink,
            ],
            characters: title
        )
        var x = frame.left
        let y = frame.top - 17
        for entry in key {
            swatch(entry.mark, x: x, baseline: y)
            let textX = entry.mark == .none ? x : x + 21
            label(entry.text, x: textX, y: y, size: 12.5)
            // Without a font to measure, 0.56 em is taken for a character; common sans-serif faces are narrower.
            x = textX + Double(entry.text.unicodeScalars.count) * 7 + 14
        }
    }

    private mutating func swatch(_ mark: KeyEntry.Mark, x: Double, baseline: Double) {
        let middle = baseline - 4.5
        switch mark {
        case .none:
            break
        case .line(let color, let dashes):
            line(
                from: PixelPoint(x: x, y: middle),
                to: PixelPoint(x: x + 16, y: middle),
                stroke: color,
                width: 2,
                dashes: dashes
            )
        case .upright(let color, let dashes):
            line(
                from: PixelPoint(x: x + 8, y: middle - 7),
                to: PixelPoint(x: x + 8, y: middle + 7),
                stroke: color,
                width: 1.5,
                dashes: dashes
            )
        case .dot(let color):
            dot(at: PixelPoint(x: x + 8, y: middle), fill: color)
        case .area(let color, let opacity):
            rectangle(x: x, y: middle - 5, width: 16, height: 10, fill: color, opacity: opacity)
        }
    }
}
