import RecordingWriters
import Recordings

/// What somebody did in one session, for every recorder to write down: typed a marker key by key, which was echoed, pasted it
/// at once, and saw all of it in a line. Another number gives another session.
struct MarkedTyping {
    /// How much of the recording is damaged; the marker is also in what is.
    enum Damage: String, CaseIterable {
        case none
        /// Some lines or records, so that the rest is read.
        case some
        /// Nearly all, so that the recording as a whole is not.
        case nearlyAll

        /// How often each damaged line is there.
        var repetitions: Int {
            switch self {
            case .none: 0
            case .some: 1
            case .nearlyAll: 200
            }
        }
    }

    let marker: Marker
    let number: Int
    let damage: Damage
    /// The pointer's way meanwhile.
    let events: [PointerEvent]

    /// A session of somebody at a terminal.
    var transcript: TerminalTranscript {
        let interval = Int64(100 + number) * 1_000_000
        var records: [TerminalTranscript.Record] = [.init(.output, after: 0, "$ ")]
        for character in marker.characters {
            records.append(.init(.input, after: interval, character))
            records.append(.init(.output, after: 5_000_000, character))
        }
        records.append(.init(.input, after: interval, marker.text))
        records.append(.init(.output, after: 5_000_000, marker.text))
        records.append(.init(.input, after: interval, "\u{1B}[200~\(marker.text)\u{1B}[201~\r"))
        records.append(.init(.output, after: 5_000_000, "\r\nsaid \(marker.text) and more\r\n$ "))
        return TerminalTranscript(records)
    }

    /// `lines`, as often as there is damage.
    func damaged(_ lines: String...) -> [String] {
        (0..<damage.repetitions).flatMap { _ in lines }
    }
}
