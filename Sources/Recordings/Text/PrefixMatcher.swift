/// Compares the beginning of a file with a grammar, token by token.
struct PrefixMatcher {
    /// Why the beginning cannot be compared further.
    enum Stop: Error {
        /// It ends before the grammar does.
        case undecided
        /// It is none of the grammar.
        case differs

        /// What that says of the file.
        var verdict: RecordingFormat.Verdict { self == .undecided ? .undecided : .differs }
    }

    private(set) var position = 0

    /// What `grammar` says of a beginning, which matches where it comes to its end.
    static func judge(by grammar: (inout PrefixMatcher) throws(Stop) -> Void) -> RecordingFormat.Verdict {
        var matcher = PrefixMatcher()
        do throws(Stop) {
            try grammar(&matcher)
            return .matches
        } catch {
            return error.verdict
        }
    }

    /// Moves behind one byte of `range` and returns it.
    mutating func byte(in range: ClosedRange<UInt8>, _ text: Span<UInt8>) throws(Stop) -> UInt8 {
        guard position < text.count else { throw .undecided }
        let byte = text[position]
        guard range ~= byte else { throw .differs }
        position += 1
        return byte
    }

    /// Moves behind as many bytes as `belongs` is true of, whose number lies in `counts`.
    mutating func run(
        _ counts: ClosedRange<Int>,
        _ text: Span<UInt8>,
        _ belongs: (UInt8) -> Bool
    ) throws(Stop) {
        let start = position
        while position < text.count, belongs(text[position]) {
            position += 1
            guard position - start <= counts.upperBound else { throw .differs }
        }
        guard position < text.count else { throw .undecided }
        guard position - start >= counts.lowerBound else { throw .differs }
    }

    /// Moves behind as many decimal digits, whose number lies in `counts`.
    mutating func digits(_ counts: ClosedRange<Int>, _ text: Span<UInt8>) throws(Stop) {
        try run(counts, text) { $0 &- UInt8(ascii: "0") < 10 }
    }

    /// Moves behind a number of s that has a fraction.
    mutating func delay(_ text: Span<UInt8>) throws(Stop) {
        try digits(1...9, text)
        let separator = try byte(in: UInt8(ascii: ",")...UInt8(ascii: "."), text)
        guard separator != UInt8(ascii: "-") else { throw .differs }
        try digits(1...9, text)
    }

    /// Moves behind `token`.
    mutating func take(_ token: StaticString, _ text: Span<UInt8>) throws(Stop) {
        switch RecordingFormat.verdict(on: text.extracting(position...), expecting: token) {
        case .matches: position += token.utf8CodeUnitCount
        case .undecided: throw .undecided
        case .differs: throw .differs
        }
    }

    /// Moves behind the end of a line.
    mutating func lineEnd(_ text: Span<UInt8>) throws(Stop) {
        if position < text.count, text[position] == UInt8(ascii: "\r") { position += 1 }
        try take("\n", text)
    }
}

extension RecordingFormat.Verdict {
    /// What is to be said of a file that may be of one of several kinds.
    init(ofAny verdicts: [RecordingFormat.Verdict]) {
        self = verdicts.contains(.matches) ? .matches : verdicts.contains(.undecided) ? .undecided : .differs
    }
}
