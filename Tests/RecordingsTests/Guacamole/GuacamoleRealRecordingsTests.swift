import Foundation
import RecordingWriters
import Recordings
import TestSupport
import Testing

/// What was sent to a real guacd, against what is read from the files that it wrote.
@Suite(.enabled(if: GuacamoleData.isPresent, GuacamoleData.absence))
struct GuacamoleRealRecordingsTests {
    @Test func everyReportOfTheFileIsThatOfItsText() throws {
        for (name, bytes) in ProjectFiles.contents(of: GuacamoleData.recordings) {
            let reading = Reading(bytes, pieces: [8192])
            try #require(reading.error == nil, "\(name)")
            #expect(reading.facts.format == .guacamole)
            let reports = GuacamoleData.reports(in: bytes)
            let keys = GuacamoleData.keys(in: bytes)
            #expect(reading.facts.rows.total == Int64(reports.count + keys.count) && reports.count > 600)
            #expect(reading.facts.rows.malformed == 0 && reading.facts.rows.unplaced == 0)
            #expect(SentEvent.events(of: reports) == reading.events.map(SentEvent.init), "\(name)")
            #expect(Reading(gzip(bytes)).events == reading.events)
        }
    }

    /// The client that was recorded merged movements that came faster than it sent them: what was meant to be sent may
    /// hold moves that the file does not.
    ///
    /// The bar for intervals is 20 ms. Where fewer than one in 200 is off by more, the stamps themselves are: the client
    /// or the network held a report up, by at most 60 ms.
    @Test func everyEventWasSentThenAndThere() throws {
        for (name, bytes) in ProjectFiles.contents(of: GuacamoleData.recordings) {
            let sent = SentEvent.events(of: try GuacamoleData.truth(of: name))
            var next = 0
            var matched: [(read: SentEvent, sent: SentEvent)] = []
            for event in Reading(bytes).events.map(SentEvent.init) {
                while next < sent.count, !sent[next].isSame(as: event) {
                    #expect(sent[next].isMotion, "\(name) lacks \(sent[next])")
                    next += 1
                }
                try #require(next < sent.count, "\(name): \(event) was not sent")
                matched.append((event, sent[next]))
                next += 1
            }
            #expect(sent[next...].allSatisfy { $0.isMotion })
            let errors = zip(matched, matched.dropFirst()).map { one, other in
                abs(other.read.time - one.read.time - (other.sent.time - one.sent.time))
            }.sorted()
            #expect(errors[errors.count / 2] <= 2, "\(name)")
            #expect(errors[errors.count * 199 / 200] <= 20 && errors.last! <= 60, "\(name)")
        }
    }
}

/// Recordings made with a real guacd, which lie beside the project where they are at all.
enum GuacamoleData {
    private static let folder = RealData.balabit.deletingLastPathComponent().appending(path: "recordings/guacamole")

    static let recordings = folder.appending(path: "rec")
    static let isPresent = FileManager.default.fileExists(atPath: recordings.path)
    static let absence: Comment = "the recordings of a real guacd are not beside the project"

    /// A report as a time in ms, x, y and mask.
    struct Report {
        var time: Int64
        var x: Int32
        var y: Int32
        var mask: Int
    }

    /// The reports in a file none of whose values holds a comma, a semicolon or a point.
    static func reports(in bytes: [UInt8]) -> [Report] {
        String(decoding: bytes, as: UTF8.self).split(separator: ";").compactMap { instruction in
            let values = instruction.split(separator: ",").map { $0.split(separator: ".").last! }
            guard values[0] == "mouse" else { return nil }
            return Report(time: Int64(values[4])!, x: Int32(values[1])!, y: Int32(values[2])!, mask: Int(values[3])!)
        }
    }

    /// A press or a release of a key as a time in ms, a keysym, and whether it is a press.
    struct KeyReport: Equatable {
        var time: Int64
        var keysym: UInt32
        var isPress: Bool
    }

    /// The keys in a file none of whose values holds a comma, a semicolon or a point.
    static func keys(in bytes: [UInt8]) -> [KeyReport] {
        String(decoding: bytes, as: UTF8.self).split(separator: ";").compactMap { instruction in
            let values = instruction.split(separator: ",").map { $0.split(separator: ".").last! }
            guard values[0] == "key" else { return nil }
            return KeyReport(time: Int64(values[3])!, keysym: UInt32(values[1])!, isPress: values[2] == "1")
        }
    }

    /// The keys that were sent.
    static func keyTruth(of name: String) throws -> [KeyReport] {
        let data = try Data(contentsOf: folder.appending(path: "truth/\(name).json"))
        let entries = try JSONSerialization.jsonObject(with: data) as? [[Any]] ?? []
        return entries.compactMap { entry in
            guard entry[1] as? String == "key", let time = entry[0] as? Int, let keysym = entry[2] as? Int else {
                return nil
            }
            return KeyReport(time: Int64(time), keysym: UInt32(keysym), isPress: entry[3] as? Int == 1)
        }
    }

    /// What was sent, without the keys.
    static func truth(of name: String) throws -> [Report] {
        let data = try Data(contentsOf: folder.appending(path: "truth/\(name).json"))
        let entries = try JSONSerialization.jsonObject(with: data) as? [[Any]] ?? []
        return entries.compactMap { entry in
            guard entry[1] as? String == "mouse" else { return nil }
            let numbers = [entry[0], entry[2], entry[3], entry[4]].compactMap { $0 as? Int }
            return Report(time: Int64(numbers[0]), x: Int32(numbers[1]), y: Int32(numbers[2]), mask: numbers[3])
        }
    }
}

/// An event and its one time in ms.
struct SentEvent: Equatable {
    var time: Int64
    var x: Int32
    var y: Int32
    var kind: PointerEvent.Kind
    var button: PointerEvent.Button

    var isMotion: Bool { kind == .move || kind == .drag }

    func isSame(as other: SentEvent) -> Bool {
        x == other.x && y == other.y && kind == other.kind && button == other.button
    }

    /// What reports mean, one bit at a time.
    static func events(of reports: [GuacamoleData.Report]) -> [SentEvent] {
        let bits: [(bit: Int, set: PointerEvent.Kind, cleared: PointerEvent.Kind?, button: PointerEvent.Button)] = [
            (1, .press, .release, .left), (2, .press, .release, .middle), (4, .press, .release, .right),
            (8, .wheelUp, nil, .wheel), (16, .wheelDown, nil, .wheel),
        ]
        var events: [SentEvent] = []
        var last: GuacamoleData.Report?
        for report in reports {
            func add(_ kind: PointerEvent.Kind, _ button: PointerEvent.Button) {
                events.append(SentEvent(time: report.time, x: report.x, y: report.y, kind: kind, button: button))
            }
            let old = last?.mask ?? 0
            let count = events.count
            for entry in bits where old & entry.bit > report.mask & entry.bit {
                if let kind = entry.cleared { add(kind, entry.button) }
            }
            for entry in bits where old & entry.bit < report.mask & entry.bit { add(entry.set, entry.button) }
            let hasMoved = last.map { $0.x != report.x || $0.y != report.y } ?? true
            if events.count == count, old == report.mask || hasMoved {
                let held = [bits[0], bits[2], bits[1]].first { report.mask & $0.bit != 0 }
                add(held == nil ? .move : .drag, held?.button ?? .none)
            }
            last = report
        }
        return events
    }
}

extension SentEvent {
    init(_ event: PointerEvent) {
        time = event.recorderTime.milliseconds
        x = event.x
        y = event.y
        kind = event.kind
        button = event.button
    }
}
