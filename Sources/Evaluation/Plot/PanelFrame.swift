/// The rectangle in which one panel's data are drawn, in px.
struct PanelFrame {
    var left: Double
    var top: Double
    var width: Double
    var height: Double

    var right: Double { left + width }
    var bottom: Double { top + height }

    /// The place at a share of the width from the left and a share of the height from the bottom.
    func point(_ xFraction: Double, _ yFraction: Double) -> PixelPoint {
        PixelPoint(x: left + xFraction * width, y: bottom - yFraction * height)
    }
}

extension SVGWriter {
    /// Draws the grid, the axes and their labels.
    mutating func axes(
        in frame: PanelFrame,
        xTicks: [Tick],
        yTicks: [Tick],
        xTitle: String,
        yTitle: String,
        tickSize: Double = 12
    ) {
        for tick in xTicks {
            let foot = frame.point(tick.fraction, 0)
            line(from: foot, to: frame.point(tick.fraction, 1), stroke: Palette.grid, width: 1)
            line(from: foot, to: PixelPoint(x: foot.x, y: foot.y + 4), stroke: Palette.axis, width: 1)
            label(
                tick.label,
                x: foot.x,
                y: foot.y + 7 + tickSize,
                size: tickSize,
                anchor: .middle,
                fill: Palette.faintInk
            )
        }
        for tick in yTicks {
            let foot = frame.point(0, tick.fraction)
            line(from: foot, to: frame.point(1, tick.fraction), stroke: Palette.grid, width: 1)
            label(
                tick.label,
                x: foot.x - 7,
                y: foot.y + tickSize * 0.35,
                size: tickSize,
                anchor: .end,
                fill: Palette.faintInk
            )
        }
        line(from: frame.point(0, 0), to: frame.point(1, 0), stroke: Palette.axis, width: 1)
        line(from: frame.point(0, 0), to: frame.point(0, 1), stroke: Palette.axis, width: 1)

        let middle = frame.point(0.5, 0.5)
        if !xTitle.isEmpty {
            label(xTitle, x: middle.x, y: frame.bottom + 42, size: 13, anchor: .middle)
        }
        if !yTitle.isEmpty {
            let x = frame.left - 46
            element("g", ["transform": "rotate(-90 \(Self.px(x)) \(Self.px(middle.y)))"]) { svg in
                svg.label(yTitle, x: x, y: middle.y, size: 13, anchor: .middle)
            }
        }
    }

    /// Says in the middle of `frame` why there is nothing to see.
    mutating func emptiness(_ reason: String, in frame: PanelFrame) {
        let middle = frame.point(0.5, 0.5)
        label(reason, x: middle.x, y: middle.y, size: 13, anchor: .middle, fill: Palette.faintInk)
    }
}
