import Evaluation
import Testing

@Suite struct EvaluationPlotTests {
    /// Twenty illegal sessions and forty legal ones, which mostly score lower.
    private static let scores: [LabelledScore] = (0..<60).map { index in
        let isIllegal = index % 3 == 0
        let spread = index * 37 % 61
        return LabelledScore(score: Double(spread + (isIllegal ? 5 : -20)), isIllegal: isIllegal)
    }
    private static let probabilities = (0..<40).map { Double($0 * 17 % 41) / 41 }

    private func svg(
        title: String = "Test",
        scores: [LabelledScore] = scores,
        probabilities: [Double] = probabilities
    ) throws -> String {
        try EvaluationPlot(title: title, scores: scores, legalTailProbabilities: probabilities).svg()
    }

    @Test func drawingIsWellFormedAndSelfContained() throws {
        let svg = try svg()
        let outline = try #require(XMLOutline(svg))
        #expect(outline.elementNames.first == "svg")
        #expect(outline.elementNames.count { $0 == "title" } == 1)
        #expect(outline.elementNames.count { $0 == "desc" } == 1)
        let drawn: Set = ["svg", "title", "desc", "g", "text", "line", "rect", "polyline", "path", "circle"]
        #expect(drawn.isSuperset(of: outline.elementNames))
        #expect(!svg.contains("href") && !svg.contains("url("))
    }

    @Test func figuresAreThoseOfTheCurve() throws {
        let curve = try #require(try ROCCurve(Self.scores))
        let distance = try #require(try kolmogorovSmirnovDistanceFromUniform(Self.probabilities))
        let texts = try #require(XMLOutline(svg())).texts
        #expect(texts.contains("AUC " + String(fixedPoint: curve.areaUnderCurve, decimals: 4)))
        #expect(texts.contains("EER " + String(fixedPoint: curve.equalErrorRate, decimals: 3)))
        #expect(texts.contains("KS distance " + String(fixedPoint: distance, decimals: 3)))
        #expect(texts.contains("legal 40"))
        #expect(texts.contains("illegal 20"))
    }

    @Test func titleIsEscaped() throws {
        let outline = try #require(XMLOutline(svg(title: "<script>&\"'\u{0}\u{1B}\u{FFFE}é</script>")))
        #expect(outline.texts[0] == "&lt;script&gt;&amp;&quot;&apos;\u{FFFD}\u{FFFD}\u{FFFD}é&lt;/script&gt;")
        #expect(!outline.elementNames.contains("script"))
    }

    @Test func longTitleIsShortenedWhereItIsDrawn() throws {
        let title = String(repeating: "w", count: 500)
        let texts = try #require(XMLOutline(svg(title: title))).texts
        #expect(texts[0] == title)
        #expect(texts[2].hasSuffix("w…") && texts[2].count < 120)
    }

    @Test func orderOfTheInputPlaysNoPart() throws {
        let reversed = try svg(scores: Self.scores.reversed(), probabilities: Self.probabilities.reversed())
        #expect(try svg() == reversed)
    }

    @Test(
        arguments: [
            [], [LabelledScore(score: 3, isIllegal: false)], [LabelledScore(score: 3, isIllegal: true)],
            [LabelledScore(score: 0, isIllegal: false), LabelledScore(score: 0, isIllegal: true)],
            [LabelledScore(score: -1e308, isIllegal: false), LabelledScore(score: 1e308, isIllegal: true)],
            [
                LabelledScore(score: .leastNonzeroMagnitude, isIllegal: true),
                LabelledScore(score: -.leastNonzeroMagnitude, isIllegal: false),
            ],
        ])
    func extremeScoresAreDrawnWithFiniteNumbers(scores: [LabelledScore]) throws {
        for probabilities in [[], [0.0, 1]] {
            let svg = try svg(scores: scores, probabilities: probabilities)
            #expect(XMLOutline(svg) != nil)
            #expect(!svg.contains("nan") && !svg.contains("inf"))
        }
    }

    @Test func emptyPanelsSaySo() throws {
        let texts = try #require(XMLOutline(svg(scores: [], probabilities: []))).texts
        #expect(texts.contains("no curve without legal and illegal sessions"))
        #expect(texts.contains("no sessions"))
        #expect(texts.contains("no legal session has a tail probability"))
    }

    @Test func scoresBeyondTheAxisAreCounted() throws {
        var scores: [LabelledScore] = (0..<300).map { LabelledScore(score: Double($0 % 10), isIllegal: $0 % 2 == 1) }
        scores[7].score = 1e9
        let texts = try #require(XMLOutline(svg(scores: scores))).texts
        #expect(texts.contains("beyond the axis, counted in its end bins: 1"))
    }

    @Test func numbersThatCannotBeDrawnAreRefused() {
        #expect(throws: EvaluationError.nonFiniteScore(index: 0)) {
            try svg(scores: [LabelledScore(score: .nan, isIllegal: true)])
        }
        #expect(throws: EvaluationError.probabilityOutOfRange(index: 1)) { try svg(probabilities: [0, 2]) }
    }
}
