/// One drawing of an evaluation: the ROC curve, the distributions of legal and illegal scores, and how evenly the tail
/// probabilities of legal sessions are spread.
///
/// It is one self-contained SVG of 1,380 × 520 px without scripts, links or fonts of its own. The same input, in any
/// order, gives the same bytes.
///
/// ```swift
/// let plot = try EvaluationPlot(title: "Sessions of May", scores: scores, legalTailProbabilities: probabilities)
/// write(plot.svg())
/// ```
public struct EvaluationPlot: Sendable {
    private static let width = 1380.0
    private static let height = 520.0
    /// The most characters of the title that find room above the panels.
    private static let longestVisibleTitle = 110

    private let title: String
    private let scores: [LabelledScore]
    private let legalTailProbabilities: [Double]
    private let curve: ROCCurve?
    private let distanceFromUniform: Double?

    /// A plot of `scores`, and of the tail probabilities of those legal sessions that have one (0 to 1).
    ///
    /// Anything may be empty or one-sided: a panel that has nothing to show says so. `title` may be any text; a long one
    /// is shortened on the drawing and stays whole in its title element.
    ///
    /// - Throws: `EvaluationError` for a score that is not finite or a probability outside 0 to 1.
    public init(
        title: String,
        scores: [LabelledScore],
        legalTailProbabilities: [Double]
    ) throws(EvaluationError) {
        self.title = title
        self.scores = scores
        self.legalTailProbabilities = legalTailProbabilities
        curve = try ROCCurve(scores)
        distanceFromUniform = try kolmogorovSmirnovDistanceFromUniform(legalTailProbabilities)
    }

    /// The drawing as an XML document.
    public func svg() -> String {
        let summary = summary
        var svg = SVGWriter()
        svg.element(
            "svg",
            [
                "xmlns": "http://www.w3.org/2000/svg", "width": SVGWriter.px(Self.width),
                "height": SVGWriter.px(Self.height),
                "viewBox": "0 0 \(SVGWriter.px(Self.width)) \(SVGWriter.px(Self.height))",
                "role": "img", "aria-labelledby": "title description",
                "font-family": "system-ui, 'Segoe UI', Roboto, 'DejaVu Sans', Arial, sans-serif",
            ]
        ) { svg in
            svg.element("title", ["id": "title"], characters: title)
            svg.element("desc", ["id": "description"], characters: description(summary: summary))
            svg.rectangle(x: 0, y: 0, width: Self.width, height: Self.height, fill: Palette.paper)
            svg.element(
                "text",
                ["x": "24", "y": "38", "font-size": "20", "font-weight": "bold", "fill": Palette.ink],
                characters: visibleTitle
            )
            svg.label(summary, x: 24, y: 62, size: 14, fill: Palette.faintInk)
            ROCPanel(curve: curve).draw(in: Self.frame(ofPanel: 0), on: &svg)
            ScorePanel(scores: scores, equalErrorThreshold: equalErrorThreshold)
                .draw(in: Self.frame(ofPanel: 1), on: &svg)
            TailProbabilityPanel(probabilities: legalTailProbabilities, distanceFromUniform: distanceFromUniform)
                .draw(in: Self.frame(ofPanel: 2), on: &svg)
        }
        return svg.text
    }

    private static func frame(ofPanel index: Int) -> PanelFrame {
        PanelFrame(left: 78 + Double(index) * 452, top: 142, width: 372, height: 310)
    }

    private var visibleTitle: String {
        title.count > Self.longestVisibleTitle ? title.prefix(Self.longestVisibleTitle - 1) + "…" : title
    }

    /// The threshold of equal errors; `nil` where it is the one that calls nothing illegal.
    private var equalErrorThreshold: Double? {
        curve.map(\.equalErrorPoint.threshold).flatMap { $0.isFinite ? $0 : nil }
    }

    private var summary: String {
        let illegalCount = scores.count { $0.isIllegal }
        let counts = "\(scores.count) sessions: \(scores.count - illegalCount) legal, \(illegalCount) illegal"
        guard let curve else { return counts }
        let caught = [0.01, 0.05].map {
            String(fixedPoint: 100 * curve.truePositiveRate(atFalsePositiveRate: $0), decimals: 1)
        }
        return counts + " · \(caught[0]) % of the illegal ones caught at 1 % false positives, \(caught[1]) % at 5 %"
    }

    private func description(summary: String) -> String {
        var sentences = [summary]
        if let curve {
            let area = String(fixedPoint: curve.areaUnderCurve, decimals: 4)
            let rate = String(fixedPoint: curve.equalErrorRate, decimals: 3)
            sentences.append("Area under the ROC curve \(area), equal error rate \(rate)")
        }
        if let distanceFromUniform {
            let distance = String(fixedPoint: distanceFromUniform, decimals: 3)
            sentences.append("Kolmogorov–Smirnov distance of legal tail probabilities from uniform \(distance)")
        }
        return sentences.joined(separator: ". ") + "."
    }
}
