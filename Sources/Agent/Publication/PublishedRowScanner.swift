import FoundationEssentials
import Gestures
import Recordings
import Scoring

/// Reads one row of a list that was published, as `JSONEncoder` wrote it, without making values of what only explains
/// it.
///
/// Whatever it takes, `PublishedSession` can be decoded from: the row goes from list to list as it is.
struct PublishedRowScanner {
    /// What a value has to be.
    private indirect enum Shape: Sendable {
        case text
        case time
        /// One of some words.
        case word(isKnown: @Sendable (String) -> Bool)
        case number
        case integer
        case flag
        case list(Shape)
        case object([Field])
    }

    /// A key of an object.
    private struct Field: Sendable {
        let key: [UInt8]
        let shape: Shape
        let isRequired: Bool
        let use: Use?

        init(_ key: String, _ shape: Shape, isRequired: Bool = false, use: Use? = nil) {
            self.key = Array(key.utf8)
            self.shape = shape
            self.isRequired = isRequired
            self.use = use
        }
    }

    /// The values that are kept.
    private enum Use: Int, CaseIterable, Sendable {
        case key, path, session, state, evidence, score, end, isProvisional, isQuarantined, rank, remarks
    }

    private static let stretch = Shape.object([
        Field("a", .number, isRequired: true),
        Field("b", .number, isRequired: true),
        Field("c", .number),
        Field("e", .number, isRequired: true),
        Field("s", .number, isRequired: true),
        Field("t", .number, isRequired: true),
    ])

    private static let segment = Shape.object([
        Field("endMs", .integer, isRequired: true),
        Field("firstWindow", .integer, isRequired: true),
        Field("gestures", .integer, isRequired: true),
        Field("startMs", .integer, isRequired: true),
        Field("stretch", stretch, isRequired: true),
    ])

    private static let modality = Shape.word { Modality(rawValue: $0) != nil }

    private static let evidence = Shape.object([
        Field("circumstances", circumstanceEvidence),
        Field("combined", .number, isRequired: true, use: .evidence),
        Field("commands", commandEvidence),
        Field("modalities", .list(modalityEvidence), isRequired: true),
        Field("rule", .word { CombinationRule(rawValue: $0) != nil }),
        Field("variance", .number),
    ])

    private static let commandEvidence = Shape.object([
        Field("baselineCommands", .integer, isRequired: true),
        Field("different", .integer, isRequired: true),
        Field("evidence", .number, isRequired: true),
        Field("isTrusted", .flag),
        Field("new", .integer, isRequired: true),
        Field("newToBox", .integer),
        Field("parts", .list(commandPart), isRequired: true),
        Field("segment", commandSegment),
        Field("sessions", .integer, isRequired: true),
        Field("usual", .number, isRequired: true),
        Field("whole", commandStretch, isRequired: true),
        Field("windows", .integer, isRequired: true),
    ])

    private static let commandPart = Shape.object([
        Field("contribution", .number, isRequired: true),
        Field("part", .word { CommandPart(rawValue: $0) != nil }, isRequired: true),
    ])

    private static let commandSegment = Shape.object([
        Field("endMs", .integer, isRequired: true),
        Field("firstCommand", .integer, isRequired: true),
        Field("startMs", .integer, isRequired: true),
        Field("stretch", commandStretch, isRequired: true),
    ])

    private static let commandStretch = Shape.object([
        Field("asUnusual", .integer, isRequired: true),
        Field("commands", .integer, isRequired: true),
        Field("compared", .integer, isRequired: true),
        Field("p", .number, isRequired: true),
        Field("s", .number, isRequired: true),
    ])

    private static let circumstanceEvidence = Shape.object([
        Field("asUnusual", .integer, isRequired: true),
        Field("evidence", .number, isRequired: true),
        Field("isTrusted", .flag),
        Field("moreUnusual", .integer, isRequired: true),
        Field("parts", .list(circumstancePart), isRequired: true),
        Field("sessions", .integer, isRequired: true),
        Field("surprise", .number, isRequired: true),
    ])

    private static let circumstancePart = Shape.object([
        Field("alike", .integer, isRequired: true),
        Field("kind", .word { CircumstanceAssessment.Kind(identifier: $0) != nil }, isRequired: true),
        Field("sessions", .integer, isRequired: true),
        Field("surprise", .number, isRequired: true),
    ])

    private static let deviceTrait = Shape.object([
        Field("evidence", .number, isRequired: true),
        Field("found", .number),
        Field("trait", .word { DeviceTrait(rawValue: $0) != nil }, isRequired: true),
        Field("usual", .number),
        Field("words", .text, isRequired: true),
    ])

    private static let device = Shape.object([
        Field("evidence", .number, isRequired: true),
        Field("isAnother", .flag, isRequired: true),
        Field("p", .number, isRequired: true),
        Field("traits", .list(deviceTrait), isRequired: true),
    ])

    private static let modalityEvidence = Shape.object([
        Field("allowance", .number),
        Field("baselineSessions", .integer, isRequired: true),
        Field("device", device),
        Field("evidence", .number, isRequired: true),
        Field("handShare", .number, isRequired: true),
        Field("isTrusted", .flag),
        Field("modality", modality, isRequired: true),
        Field("segment", segment),
        Field("segments", .integer, isRequired: true),
        Field("whole", stretch, isRequired: true),
    ])

    private static let reason = Shape.object([
        Field("contribution", .number, isRequired: true),
        Field("feature", .text, isRequired: true),
        Field("modality", .word { Voice(named: $0) != nil }, isRequired: true),
        Field("words", .text, isRequired: true),
    ])

    private static let baseline = Shape.object([
        Field("sessions", .integer, isRequired: true),
        Field("windows", .integer, isRequired: true),
    ])

    private static let circumstance = Shape.object([
        Field("kind", .word { Circumstance.Kind(rawValue: $0) != nil }, isRequired: true),
        Field("origin", .word { Circumstance.Origin(rawValue: $0) != nil }, isRequired: true),
        Field("value", .text, isRequired: true),
    ])

    private static let tag = Shape.object([
        Field("count", .integer, isRequired: true),
        Field("statistic", .number, isRequired: true),
        Field("tag", .word { SessionTag.Kind(rawValue: $0) != nil }, isRequired: true),
        Field("test", .word { ScriptedTest(rawValue: $0) != nil }, isRequired: true),
        Field("threshold", .number, isRequired: true),
        Field("words", .text, isRequired: true),
    ])

    private static let event = Shape.object([
        Field("count", .integer, isRequired: true),
        Field("firstMs", .integer, isRequired: true),
        Field("name", .text, isRequired: true),
        Field("subject", .word { EventRule.Subject(rawValue: $0) != nil }, isRequired: true),
    ])

    private static let row = Shape.object([
        Field("band", .text),
        Field("baseline", baseline),
        Field("circumstances", .list(circumstance)),
        Field("dating", .word { SessionReport.Dating(rawValue: $0) != nil }),
        Field("durationMs", .integer),
        Field("end", .time, use: .end),
        Field("events", .list(event)),
        Field("evidence", evidence),
        Field("firstScore", .number),
        Field("gestures", .integer),
        Field("isProvisional", .flag, use: .isProvisional),
        Field("isQuarantined", .flag, use: .isQuarantined),
        Field("key", .text, isRequired: true, use: .key),
        Field("oneIn", .number),
        Field("p", .number),
        Field("path", .text, isRequired: true, use: .path),
        Field("rank", .integer, use: .rank),
        Field("reason", .text),
        Field("reasons", .list(reason)),
        Field("remarks", .list(.text), isRequired: true, use: .remarks),
        Field("s", .number),
        Field("score", .number, use: .score),
        Field("session", .text, use: .session),
        Field("start", .time),
        Field(
            "state",
            .word { PublishedSession.State(rawValue: $0) != nil },
            isRequired: true,
            use: .state
        ),
        Field("tags", .list(tag)),
        Field("user", .text),
    ])

    /// What of the row ranks it, counts it and finds it.
    let facts: PriorityRowFacts
    /// The rank, and where it stands; `nil` without one.
    let rank: (value: Int, place: Range<Int>)?

    /// - Parameter line: the row, without anything around it.
    /// - Throws: `PublicationError` where it is no row.
    init(_ line: ArraySlice<UInt8>) throws(PublicationError) {
        var cursor = Cursor(line)
        try cursor.take(Self.row)
        guard cursor.place == line.endIndex else { throw cursor.mistake("the end of the row") }
        // Texts are UTF-8, which the cursor does not look at.
        if line.contains(where: { $0 >= 0x80 }), String(validating: line, as: UTF8.self) == nil {
            throw PublicationError("is no priority list: a row is no UTF-8")
        }
        guard let key = cursor.text(.key), let path = cursor.text(.path),
            let state = cursor.text(.state).flatMap(PublishedSession.State.init(rawValue:))
        else { throw cursor.mistake("a row with a key, a path and a state") }
        facts = PriorityRowFacts(
            key: key,
            path: path,
            session: cursor.text(.session),
            state: state,
            evidence: cursor.digits(.evidence).flatMap(Double.init),
            score: cursor.digits(.score).flatMap(Double.init),
            end: cursor.text(.end).flatMap(UTCTime.init),
            isProvisional: cursor.digits(.isProvisional) == "true",
            isQuarantined: cursor.digits(.isQuarantined) == "true",
            hasRemarks: cursor.uses[Use.remarks.rawValue]?.count != 2
        )
        rank = cursor.uses[Use.rank.rawValue].flatMap { place in
            cursor.digits(.rank).flatMap { Int($0) }.map { ($0, place) }
        }
    }

    /// Goes over a line, and notes where values of use stand in it.
    private struct Cursor {
        private static let mostPlainDigits = 300

        let line: ArraySlice<UInt8>
        var place: Int
        var uses = [Range<Int>?](repeating: nil, count: Use.allCases.count)

        init(_ line: ArraySlice<UInt8>) {
            self.line = line
            place = line.startIndex
        }

        func mistake(_ expected: String) -> PublicationError {
            PublicationError("is no priority list: byte \(place - line.startIndex) of a row is not \(expected)")
        }

        private var next: UInt8? { place < line.endIndex ? line[place] : nil }

        private mutating func skip(_ byte: UInt8) -> Bool {
            guard next == byte else { return false }
            place += 1
            return true
        }

        private mutating func expect(_ byte: UInt8) throws(PublicationError) {
            guard skip(byte) else { throw mistake("“\(Character(Unicode.Scalar(byte)))”") }
        }

        private mutating func expect(word: StaticString) throws(PublicationError) {
            for byte in word.description.utf8 { try expect(byte) }
        }

        mutating func take(_ shape: Shape) throws(PublicationError) {
            switch shape {
            case .text: _ = try takeText()
            case .time:
                let text = try takeText()
                guard UTCTime(String(decoding: line[text], as: UTF8.self)) != nil else { throw mistake("a time") }
            case .word(let isKnown):
                let text = try takeText()
                guard isKnown(String(decoding: line[text], as: UTF8.self)) else { throw mistake("a known word") }
            case .number: try takeNumber()
            case .integer:
                let start = place
                _ = skip(UInt8(ascii: "-"))
                try takeDigits()
                guard Int(String(decoding: line[start..<place], as: UTF8.self)) != nil else {
                    throw mistake("a whole number")
                }
            case .flag: if next == UInt8(ascii: "t") { try expect(word: "true") } else { try expect(word: "false") }
            case .list(let element): try takeList(of: element)
            case .object(let fields): try takeObject(of: fields)
            }
        }

        private mutating func takeList(of element: Shape) throws(PublicationError) {
            try expect(UInt8(ascii: "["))
            if skip(UInt8(ascii: "]")) { return }
            repeat { try take(element) } while skip(UInt8(ascii: ","))
            try expect(UInt8(ascii: "]"))
        }

        private mutating func takeObject(of fields: [Field]) throws(PublicationError) {
            try expect(UInt8(ascii: "{"))
            var number = 0
            repeat {
                let key = try takeText()
                // Keys are sorted, so that those which are not there are passed by.
                while number < fields.count, !fields[number].key.elementsEqual(line[key]) {
                    guard !fields[number].isRequired else { throw mistake("behind a key that has to be there") }
                    number += 1
                }
                guard number < fields.count else { throw mistake("behind a key of a row") }
                try expect(UInt8(ascii: ":"))
                let start = place
                try take(fields[number].shape)
                if let use = fields[number].use { uses[use.rawValue] = start..<place }
                number += 1
            } while skip(UInt8(ascii: ","))
            if fields[number...].contains(where: \.isRequired) { throw mistake("behind a key that has to be there") }
            try expect(UInt8(ascii: "}"))
        }

        /// Takes a text; returns what stands between its quotation marks.
        private mutating func takeText() throws(PublicationError) -> Range<Int> {
            try expect(UInt8(ascii: "\""))
            let start = place
            while let byte = next, byte != UInt8(ascii: "\"") {
                guard byte >= 0x20 else { throw mistake("a character of a text") }
                place += 1
                if byte == UInt8(ascii: "\\") { try takeEscape() }
            }
            let text = start..<place
            try expect(UInt8(ascii: "\""))
            return text
        }

        /// Takes what follows a backslash: what the encoder writes so are marks and control characters.
        private mutating func takeEscape() throws(PublicationError) {
            guard let byte = next, "\"\\/bfnrtu".utf8.contains(byte) else { throw mistake("an escape") }
            place += 1
            guard byte == UInt8(ascii: "u") else { return }
            try expect(word: "00")
            for _ in 0..<2 {
                guard let digit = next, Character(Unicode.Scalar(digit)).isHexDigit else { throw mistake("a digit") }
                place += 1
            }
        }

        private mutating func takeDigits() throws(PublicationError) {
            let start = place
            while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { place += 1 }
            guard place > start, line[start] != UInt8(ascii: "0") || place == start + 1 else {
                throw mistake("a number")
            }
        }

        private mutating func takeNumber() throws(PublicationError) {
            let start = place
            _ = skip(UInt8(ascii: "-"))
            let startsWithZero = next == UInt8(ascii: "0")
            try takeDigits()
            // JSONDecoder takes 0e1 for no number, and JSONEncoder does not write it.
            guard !startsWithZero || next != UInt8(ascii: "e") else { throw mistake("a number") }
            if skip(UInt8(ascii: ".")) {
                while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { place += 1 }
                guard line[place - 1] != UInt8(ascii: ".") else { throw mistake("a decimal") }
            }
            let hasExponent = skip(UInt8(ascii: "e"))
            if hasExponent {
                if !skip(UInt8(ascii: "-")) { _ = skip(UInt8(ascii: "+")) }
                while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { place += 1 }
            }
            // All others of a usual length are numbers as they are.
            guard hasExponent || place - start > Self.mostPlainDigits else { return }
            guard let value = Double(String(decoding: line[start..<place], as: UTF8.self)), value.isFinite else {
                throw mistake("a number")
            }
        }

        /// The text of this use; `nil` where there is none.
        func text(_ use: Use) -> String? {
            guard let place = uses[use.rawValue] else { return nil }
            guard line[place].contains(UInt8(ascii: "\\")) else {
                return String(decoding: line[place].dropFirst().dropLast(), as: UTF8.self)
            }
            return try? JSONDecoder().decode(String.self, from: Data(line[place]))
        }

        /// The number or flag of this use, as it is written; `nil` where there is none.
        func digits(_ use: Use) -> String? {
            uses[use.rawValue].map { String(decoding: line[$0], as: UTF8.self) }
        }
    }
}
