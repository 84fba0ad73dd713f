/// How the scores of legal and of illegal sessions are distributed, each kind as shares of its own number.
struct ScorePanel {
    private static let binCount = 40
    /// In px.
    private static let smallestTickGap = 36.0
    /// Of the axis, in positions of `SquareRootScale`; sessions that all score 0 have an axis nevertheless.
    private static let smallestExtent = 0.1

    private var legal: [Double]
    private var illegal: [Double]
    private var equalErrorThreshold: Double?
    private var lower: Double
    private var upper: Double

    /// The panel of `scores`, all of them finite.
    init(scores: [LabelledScore], equalErrorThreshold: Double?) {
        legal = scores.filter { !$0.isIllegal }.map { SquareRootScale.position(of: $0.score) }
        illegal = scores.filter(\.isIllegal).map { SquareRootScale.position(of: $0.score) }
        self.equalErrorThreshold = equalErrorThreshold

        // The axis holds 0 and all scores, but does not let the outermost 1 % on either side take more than a third of it.
        let positions = (legal + illegal).sorted()
        lower = 0
        upper = 0
        if let least = positions.first, let greatest = positions.last {
            let bulk = min(positions.quantileOfSorted(0.01), 0)...max(positions.quantileOfSorted(0.99), 0)
            let reach = (bulk.upperBound - bulk.lowerBound) / 2
            lower = min(lower, max(least, bulk.lowerBound - reach))
            upper = max(upper, min(greatest, bulk.upperBound + reach))
        }
        if upper - lower < Self.smallestExtent {
            lower -= Self.smallestExtent / 2
            upper += Self.smallestExtent / 2
        }
    }

    func draw(in frame: PanelFrame, on svg: inout SVGWriter) {
        var key: [KeyEntry] = [
            KeyEntry(mark: .area(color: Palette.legal, opacity: 0.45), text: "legal \(legal.count)"),
            KeyEntry(mark: .area(color: Palette.illegal, opacity: 0.45), text: "illegal \(illegal.count)"),
        ]
        if let equalErrorThreshold {
            // Wider numbers would reach into the next panel.
            let isShort = equalErrorThreshold.magnitude < 1e6
            let threshold = isShort ? " " + String(fixedPoint: equalErrorThreshold, decimals: 2) : ""
            key.append(
                KeyEntry(mark: .upright(color: Palette.ink, dashes: "3 3"), text: "EER threshold\(threshold)")
            )
        }
        svg.heading("Scores of legal and illegal sessions", key: key, above: frame)

        let legalBins = Histogram(legal, from: lower, to: upper, binCount: Self.binCount)
        let illegalBins = Histogram(illegal, from: lower, to: upper, binCount: Self.binCount)
        let shares = [legalBins.percentages, illegalBins.percentages]
        let axis = CountAxis(holding: max(shares.joined().max() ?? 0, 1), smallestStepPowerOfTen: 0)
        svg.axes(
            in: frame,
            xTicks: scoreTicks(width: frame.width),
            yTicks: axis.ticks,
            xTitle: "score, higher is more unusual (square-root axis)",
            yTitle: "share of the sessions of a kind (%)"
        )
        guard !legal.isEmpty || !illegal.isEmpty else {
            svg.emptiness("no sessions", in: frame)
            return
        }
        for (percentages, color) in zip(shares, [Palette.legal, Palette.illegal]) {
            svg.steps(percentages.map { $0 / axis.upper }, color: color, in: frame)
        }
        if let equalErrorThreshold {
            let x = fraction(of: SquareRootScale.position(of: equalErrorThreshold))
            if 0...1 ~= x {
                svg.line(
                    from: frame.point(x, 0),
                    to: frame.point(x, 1),
                    stroke: Palette.ink,
                    width: 1.5,
                    dashes: "3 3"
                )
            }
        }
        let beyond = legalBins.below + legalBins.above + illegalBins.below + illegalBins.above
        if beyond > 0 {
            svg.label(
                "beyond the axis, counted in its end bins: \(beyond)",
                x: frame.right,
                y: frame.bottom + 60,
                anchor: .end,
                fill: Palette.faintInk
            )
        }
    }

    private func fraction(of position: Double) -> Double {
        (position - lower) / (upper - lower)
    }

    /// 0 and, outwards on both sides, the nice numbers that leave room for each other.
    private func scoreTicks(width: Double) -> [Tick] {
        let gap = Self.smallestTickGap / width
        var ticks = [Tick(fraction: fraction(of: 0), label: "0")]
        for (sign, prefix) in [(-1.0, "−"), (1.0, "")] {
            var last = fraction(of: 0)
            var number = NiceNumber(powerOfTen: -2)
            while true {
                let fraction = fraction(of: SquareRootScale.position(of: sign * number.value))
                guard 0...1 ~= fraction else { break }
                if abs(fraction - last) >= gap {
                    ticks.append(Tick(fraction: fraction, label: prefix + number.label(times: 1)))
                    last = fraction
                }
                number.advance()
            }
        }
        return ticks.sorted { $0.fraction < $1.fraction }
    }
}

extension Histogram {
    /// Each bin's share of all values, 0 to 100; zeros where there are none.
    fileprivate var percentages: [Double] {
        counts.map { total > 0 ? 100 * Double($0) / Double(total) : 0 }
    }
}

extension SVGWriter {
    /// Draws bins of equal width, those that touch as one outlined area; `heights` are shares of the frame's height.
    mutating func steps(_ heights: [Double], color: String, in frame: PanelFrame) {
        var outline = ""
        func draw(_ command: String, _ bin: Int, _ height: Double) {
            let point = frame.point(Double(bin) / Double(heights.count), height)
            outline += command + Self.px(point.x) + "," + Self.px(point.y)
        }
        for (bin, height) in heights.enumerated() where height > 0 {
            if bin == 0 || heights[bin - 1] == 0 { draw("M", bin, 0) }
            draw("L", bin, height)
            draw("L", bin + 1, height)
            if bin + 1 == heights.count || heights[bin + 1] == 0 { draw("L", bin + 1, 0) }
        }
        guard !outline.isEmpty else { return }
        element(
            "path",
            [
                "d": outline, "fill": color, "fill-opacity": "0.35", "stroke": color, "stroke-width": "1.5",
                "stroke-linejoin": "round",
            ]
        )
    }
}
