/// The curve, the point of equal errors on it, and a close view of its low false positive rates.
struct ROCPanel {
    private static let closeViewLimit = 0.1
    private static let equalErrorColor = Palette.illegal

    var curve: ROCCurve?

    func draw(in frame: PanelFrame, on svg: inout SVGWriter) {
        var key: [KeyEntry] = []
        if let curve {
            key = [
                KeyEntry(
                    mark: .line(color: Palette.legal, dashes: nil),
                    text: "AUC " + String(fixedPoint: curve.areaUnderCurve, decimals: 4)
                ),
                KeyEntry(
                    mark: .dot(color: Self.equalErrorColor),
                    text: "EER " + String(fixedPoint: curve.equalErrorRate, decimals: 3)
                ),
                KeyEntry(mark: .line(color: Palette.axis, dashes: "4 4"), text: "chance"),
            ]
        }
        svg.heading("ROC: what each threshold catches", key: key, above: frame)
        let ticks = [0, 20, 40, 60, 80, 100].map { Tick(fraction: Double($0) / 100, label: String($0)) }
        svg.axes(
            in: frame,
            xTicks: ticks,
            yTicks: ticks,
            xTitle: "legal sessions called illegal (%)",
            yTitle: "illegal sessions called illegal (%)"
        )
        guard let curve else {
            svg.emptiness("no curve without legal and illegal sessions", in: frame)
            return
        }
        svg.line(from: frame.point(0, 0), to: frame.point(1, 1), stroke: Palette.axis, width: 1, dashes: "4 4")
        svg.polyline(line(of: curve, upTo: 1, in: frame), stroke: Palette.legal, width: 2)
        let equalError = curve.equalErrorPoint
        svg.dot(at: frame.point(equalError.falsePositiveRate, equalError.truePositiveRate), fill: Self.equalErrorColor)

        // The close view has the empty corner below the curve, if the curve leaves it empty.
        if curve.truePositiveRate(atFalsePositiveRate: 0.38) >= 0.8 {
            drawCloseView(of: curve, in: frame, on: &svg)
        }
    }

    private func drawCloseView(of curve: ROCCurve, in frame: PanelFrame, on svg: inout SVGWriter) {
        let corner = frame.point(0.40, 0.76)
        svg.rectangle(
            x: corner.x,
            y: corner.y,
            width: frame.width * 0.575,
            height: frame.height * 0.72,
            fill: Palette.paper,
            stroke: Palette.grid
        )
        let inner = PanelFrame(
            left: frame.left + frame.width * 0.51,
            top: frame.bottom - frame.height * 0.66,
            width: frame.width * 0.43,
            height: frame.height * 0.54
        )
        svg.label("the first 10 % close up", x: inner.left, y: inner.top - 9, size: 12)
        let limit = Self.closeViewLimit
        svg.axes(
            in: inner,
            xTicks: [0, 1, 5, 10].map { Tick(fraction: Double($0) / 100 / limit, label: String($0)) },
            yTicks: [0, 50, 100].map { Tick(fraction: Double($0) / 100, label: String($0)) },
            xTitle: "",
            yTitle: "",
            tickSize: 11
        )
        svg.polyline(line(of: curve, upTo: limit, in: inner), stroke: Palette.legal, width: 2)
        let equalError = curve.equalErrorPoint
        if equalError.falsePositiveRate <= limit {
            svg.dot(
                at: inner.point(equalError.falsePositiveRate / limit, equalError.truePositiveRate),
                fill: Self.equalErrorColor
            )
        }
    }

    /// The curve from 0 to the false positive rate `limit`, which becomes the whole width of `frame`. What would move the
    /// pen by less than 0.1 px is left out.
    private func line(of curve: ROCCurve, upTo limit: Double, in frame: PanelFrame) -> [PixelPoint] {
        var line: [PixelPoint] = []
        var previous = curve.points[0]
        for point in curve.points {
            guard point.falsePositiveRate <= limit else {
                let share =
                    (limit - previous.falsePositiveRate) / (point.falsePositiveRate - previous.falsePositiveRate)
                let rise = point.truePositiveRate - previous.truePositiveRate
                line.append(frame.point(1, previous.truePositiveRate + share * rise))
                break
            }
            let pixel = frame.point(point.falsePositiveRate / limit, point.truePositiveRate)
            let isLast = point.falsePositives == curve.legalCount && point.truePositives == curve.illegalCount
            if let last = line.last, !isLast, abs(pixel.x - last.x) < 0.1, abs(pixel.y - last.y) < 0.1 {
                continue
            }
            line.append(pixel)
            previous = point
        }
        return line
    }
}
