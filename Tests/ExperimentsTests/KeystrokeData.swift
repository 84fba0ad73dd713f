import Foundation
import TestSupport

/// What people typed: a data set in a text format of its own, as lines of Gait's.
struct KeystrokeData {
    /// A key, and when it went down and came up, in ms.
    struct Keystroke {
        var key: String
        var press: Int
        var release: Int
    }

    /// What was typed in each session of each user.
    private(set) var sessions: [String: [String: [Keystroke]]] = [:]

    /// Those of the file called `name`.
    init(_ name: String) throws {
        let file = RealData.keystrokes.appending(path: "\(name).csv")
        for line in try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isNewline) {
            let fields = line.split(separator: ",").map(String.init)
            guard fields.count == 5, let press = Int(fields[3]), let release = Int(fields[4]) else { continue }
            sessions["u\(fields[0])", default: [:]][fields[1], default: []]
                .append(Keystroke(key: fields[2], press: press, release: max(press, release)))
        }
    }

    static func pressesAndReleases(_ keys: [Keystroke]) -> [String] {
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

    static func characters(_ keys: [Keystroke]) -> [String] {
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
