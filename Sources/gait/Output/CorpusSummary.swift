import Agent
import Evaluation
import Synthesis
import SystemPackage

/// What a corpus that was written holds, and what to do with it.
struct CorpusSummary {
    /// The whole text.
    let text: String

    /// - Parameter bytes: how many bytes all recordings have.
    init(_ corpus: Corpus, at layout: CorpusLayout, bytes: Int64) {
        let baseline = corpus.users * corpus.baselineSessions
        let illegal = corpus.lazy.count { $0.isIllegal }
        let megabytes = String(fixedPoint: Double(bytes) / 1e6, decimals: 1)
        text = """
            \(corpus.count) recordings of \(corpus.users) users who do not exist, \(megabytes) MB, in \(layout.root):
              baseline    \(baseline) sessions, all their owners'
              sessions    \(corpus.count - baseline) later ones, \(illegal) of them somebody else's, wholly or in part
              labels.csv  which of the later ones those are

            Which session to open first, and how good that list is:
              gait scan --baseline \(Self.quoted(layout.baseline)) \(Self.quoted(layout.sessions))
              gait evaluate --baseline \(Self.quoted(layout.baseline)) --labels \(Self.quoted(layout.labels)) \
            \(Self.quoted(layout.sessions))

            """
    }

    /// A path as a shell reads it.
    private static func quoted(_ path: FilePath) -> String {
        let plain = path.string.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "-"), UInt8(ascii: "+"):
                true
            default: false
            }
        }
        return plain
            ? path.string
            : "'" + path.string.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}
