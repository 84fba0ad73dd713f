@testable import Recordings

extension RecordingFormat {
    /// The names of the formats that take some beginning of `recording` for their own; a longer beginning must not change
    /// what a shorter one settled.
    static func names(recognising recording: [UInt8]) -> Set<String> {
        var names: Set<String> = []
        for format in all {
            var settled: Bool?
            for length in 0...min(recording.count, recognitionLength) {
                let verdict: Bool? =
                    switch format.recognise(recording.span.extracting(..<length)) {
                    case .matches: true
                    case .differs: false
                    case .undecided: nil
                    }
                precondition(settled == nil || verdict == settled, "\(format.name) changes its mind at \(length)")
                settled = verdict
            }
            if settled == true { names.insert(format.name) }
        }
        return names
    }
}
