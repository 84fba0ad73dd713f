import Agent
import FoundationEssentials
import Harness
import Scoring
import SystemPackage

/// What the ledger in a state directory says of sessions that are over.
struct LedgerFindings {
    /// What it says of one.
    struct Finding: Equatable {
        var path: String
        var reason: String
        var remarks: [String]
        var gestures: Int
        var events: Int64
        var duration: Int64
        var score: Double?
    }

    /// By key; the last word counts.
    private(set) var findings: [String: Finding] = [:]
    /// How many records there are.
    private(set) var count = 0

    /// Reads the ledger in `state`, where no daemon runs any more.
    init(in state: FilePath) throws {
        for name in try names(in: state) where name.hasPrefix("ledger-") {
            try read(Bytes(contentsOf: state.appending(name)).bytes[...])
        }
    }

    /// The findings are objects of JSON between bytes that are none.
    private mutating func read(_ ledger: ArraySlice<UInt8>) throws {
        var rest = ledger
        while let end = rest.firstEnd(of: Self.begin) {
            let object = ledger[(end - Self.begin.count)...].leadingObject
            rest = ledger[end...]
            guard let finding = try? JSONDecoder().decode(SessionRecord.Finding.self, from: Data(object)) else {
                continue
            }
            count += 1
            findings[finding.name.session] = Finding(
                path: finding.path,
                reason: finding.closing?.reason.rawValue ?? "nothing",
                remarks: finding.remarks,
                gestures: finding.gestureCount,
                events: finding.eventCount,
                duration: finding.duration,
                score: finding.scored?.assessment.score
            )
            rest = ledger[object.endIndex...]
        }
    }

    private static let begin = Array("{\"".utf8)
}

/// The names in `directory`, ascending.
func names(in directory: FilePath) throws -> [String] {
    let output = directory.removingLastComponent().appending("names")
    try runChild(["ls", directory.string], output: output.string)
    return String(decoding: try Bytes(contentsOf: output).bytes, as: UTF8.self).split(separator: "\n").map(String.init)
}

extension ArraySlice<UInt8> {
    /// The object of JSON that the slice begins with.
    fileprivate var leadingObject: Self {
        var depth = 0
        var isInText = false
        var isEscaped = false
        for index in indices {
            switch self[index] {
            case _ where isEscaped: isEscaped = false
            case UInt8(ascii: "\\"): isEscaped = isInText
            case UInt8(ascii: "\""): isInText.toggle()
            case UInt8(ascii: "{") where !isInText: depth += 1
            case UInt8(ascii: "}") where !isInText:
                depth -= 1
                if depth == 0 { return self[...index] }
            default: break
            }
        }
        return self
    }
}
