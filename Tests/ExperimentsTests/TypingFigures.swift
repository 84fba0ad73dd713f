import Agent
import Evaluation
import Experiments
import Foundation
import Gestures
import Scoring
import TestSupport
import Testing

/// What detection has to reach on typing: free text of 55 people, six sessions of 500 keys each, and a fixed text of 60 people,
/// four sessions of 100 keys. Later sessions, in pieces, of every user against every user.
@Suite(.enabled(if: FileManager.default.fileExists(atPath: RealData.keystrokes.path), RealData.absence))
struct TypingFigures {
    /// What a recorder writes of the keys.
    enum Form: Sendable {
        case pressesAndReleases
        case characters

        var modality: Modality { self == .characters ? .terminalInput : .keystrokes }
    }

    struct Case: Sendable {
        var text: String
        var form: Form
        var keys: Int
        var mode: ScoringMode
        var auc: Double
        var eer: Double
    }

    @Test(arguments: [
        // A few of 500 keys are repetitions of a key that is held.
        Case(text: "free_text", form: .pressesAndReleases, keys: 490, mode: .own, auc: 0.97, eer: 0.06),
        Case(text: "free_text", form: .pressesAndReleases, keys: 100, mode: .own, auc: 0.955, eer: 0.1),
        Case(text: "free_text", form: .pressesAndReleases, keys: 490, mode: .population, auc: 0.98, eer: 0.035),
        Case(text: "free_text", form: .pressesAndReleases, keys: 100, mode: .population, auc: 0.975, eer: 0.06),
        Case(text: "free_text", form: .characters, keys: 450, mode: .own, auc: 0.97, eer: 0.08),
        Case(text: "free_text", form: .characters, keys: 100, mode: .own, auc: 0.935, eer: 0.14),
        Case(text: "fixed_text", form: .pressesAndReleases, keys: 90, mode: .own, auc: 0.96, eer: 0.12),
        Case(text: "fixed_text", form: .pressesAndReleases, keys: 90, mode: .population, auc: 0.98, eer: 0.06),
    ])
    func everyUserAgainstEveryOther(_ wanted: Case) throws {
        let directory = try TemporaryDirectory()
        try Self.convert(RealData.keystrokes.appending(path: "\(wanted.text).csv"), wanted.form, to: directory.url)
        let modality = wanted.form.modality
        let sessions = try RealRecordings.collect(directory.url, .pieces(gestures: wanted.keys), modality).sessions
        let study = try #require(CrossStudy(sessions))
        let trials = study.trials(RealRecordings.experiment(wanted.mode, modality))
        #expect(trials.allSatisfy { $0.assessment != nil })
        let curve = try #require(try ROCCurve(trials.scores))
        #expect(curve.areaUnderCurve >= wanted.auc)
        #expect(curve.equalErrorRate <= wanted.eer)
    }

    private struct Keystroke {
        var key: String
        var press: Int
        var release: Int
    }

    /// The data set's own text as Gait's own format.
    private static func convert(_ file: URL, _ form: Form, to target: URL) throws {
        var sessions: [String: [Keystroke]] = [:]
        for line in try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isNewline) {
            let fields = line.split(separator: ",").map(String.init)
            guard fields.count == 5, let press = Int(fields[3]), let release = Int(fields[4]) else { continue }
            sessions["u\(fields[0])/\(fields[1])", default: []]
                .append(Keystroke(key: fields[2], press: press, release: max(press, release)))
        }
        for (path, keys) in sessions {
            let lines = form == .characters ? characters(keys) : pressesAndReleases(keys)
            let file = target.appending(path: path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            let text = ([#"{"format":"gait-jsonl","version":1}"#] + lines).map { $0 + "\n" }.joined()
            try Data(text.utf8).write(to: file)
        }
    }

    private static func pressesAndReleases(_ keys: [Keystroke]) -> [String] {
        let events = keys.enumerated().flatMap { number, key in
            [
                (time: key.press, order: 1, number: number, kind: "key-press"),
                (time: key.release, order: key.release > key.press ? 0 : 2, number: number, kind: "key-release"),
            ]
        }
        return events.sorted { ($0.time, $0.order, $0.number) < ($1.time, $1.order, $1.number) }.map { event in
            #"{"t":\#(event.time),"kind":"\#(event.kind)","key":\#(quoted(name(keys[event.number].key)))}"#
        }
    }

    private static func characters(_ keys: [Keystroke]) -> [String] {
        keys.enumerated().sorted { ($0.element.press, $0.offset) < ($1.element.press, $1.offset) }.compactMap {
            _,
            key in
            character(key.key).map { #"{"t":\#(key.press),"kind":"input","text":\#(quoted($0))}"# }
        }
    }

    private static func quoted(_ text: String) -> String {
        let data = try? JSONEncoder().encode(text)
        return data.map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
    }

    private static let marks = [
        "period": ".", "comma": ",", "quote": "'", "slash": "/", "dash": "-", "semicolon": ";", "equals": "=",
        "back_slash": "\\", "close_bracket": "]", "open_bracket": "[", "back_quote": "`",
    ]
    private static let names = [
        "space": "space", "shift": "Shift", "backspace": "Backspace", "enter": "Enter", "tab": "Tab",
        "caps_lock": "CapsLock", "left": "ArrowLeft", "right": "ArrowRight", "up": "ArrowUp", "down": "ArrowDown",
        "delete": "Delete", "end": "End", "home": "Home", "alt": "Alt", "ctrl": "Control", "num_lock": "NumLock",
        "page_down": "PageDown", "page_up": "PageUp", "insert": "Insert", "windows": "Meta", "command": "Meta",
    ]
    private static let sequences = [
        "space": " ", "backspace": "\u{7F}", "enter": "\r", "tab": "\t", "left": "\u{1B}[D", "right": "\u{1B}[C",
        "up": "\u{1B}[A", "down": "\u{1B}[B", "delete": "\u{1B}[3~", "end": "\u{1B}[F", "home": "\u{1B}[H",
        "page_down": "\u{1B}[6~", "insert": "\u{1B}[2~",
    ]

    private static func withoutBlock(_ key: String) -> String {
        key.hasPrefix("numpad_") ? String(key.dropFirst("numpad_".count)) : key
    }

    private static func name(_ key: String) -> String {
        let key = withoutBlock(key)
        return marks[key] ?? names[key] ?? key
    }

    /// What a terminal is sent; `nil` of a key that sends nothing.
    private static func character(_ key: String) -> String? {
        let key = withoutBlock(key)
        return key.count == 1 ? key : marks[key] ?? sequences[key]
    }
}
