/// How the tail probabilities of legal sessions are distributed: evenly, where "one session in N looks this unusual" is
/// true for every N.
struct TailProbabilityPanel {
    private static let binCount = 20

    /// Values between 0 and 1.
    var probabilities: [Double]
    /// Their Kolmogorov–Smirnov distance from the uniform distribution; `nil` where there are none.
    var distanceFromUniform: Double?

    func draw(in frame: PanelFrame, on svg: inout SVGWriter) {
        let bins = Histogram(probabilities, from: 0, to: 1, binCount: Self.binCount)
        let share = 1 / Double(Self.binCount)
        let expected = Double(probabilities.count) * share
        let deviation = (expected * (1 - share)).squareRoot()
        let band = max(0, expected - 2 * deviation)...(expected + 2 * deviation)

        var key: [KeyEntry] = []
        if let distanceFromUniform {
            key = [
                KeyEntry(
                    mark: .none,
                    text: "KS distance " + String(fixedPoint: distanceFromUniform, decimals: 3)
                ),
                KeyEntry(mark: .line(color: Palette.ink, dashes: "6 3"), text: "uniform"),
                KeyEntry(mark: .area(color: Palette.axis, opacity: 0.3), text: "± 2 std. dev."),
            ]
        }
        svg.heading("Tail probabilities of legal sessions", key: key, above: frame)
        let largest = max(Double(bins.counts.max() ?? 0), band.upperBound, 1)
        let axis = CountAxis(holding: largest, smallestStepPowerOfTen: 0)
        svg.axes(
            in: frame,
            xTicks: (0...5).map {
                Tick(fraction: Double($0) / 5, label: String(fixedPoint: Double($0) / 5, decimals: 1))
            },
            yTicks: axis.ticks,
            xTitle: "tail probability p",
            yTitle: "legal sessions"
        )
        guard !probabilities.isEmpty else {
            svg.emptiness("no legal session has a tail probability", in: frame)
            return
        }
        let bandTop = frame.point(0, band.upperBound / axis.upper)
        let bandFoot = frame.point(0, band.lowerBound / axis.upper)
        svg.rectangle(
            x: frame.left,
            y: bandTop.y,
            width: frame.width,
            height: bandFoot.y - bandTop.y,
            fill: Palette.axis,
            opacity: 0.3
        )
        svg.steps(bins.counts.map { Double($0) / axis.upper }, color: Palette.legal, in: frame)
        let level = expected / axis.upper
        svg.line(from: frame.point(0, level), to: frame.point(1, level), stroke: Palette.ink, width: 1.5, dashes: "6 3")
    }
}
