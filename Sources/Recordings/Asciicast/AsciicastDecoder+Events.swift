extension AsciicastDecoder {
    // MARK: Lines

    /// Looks what the line begins with at `position`, or moves behind white space.
    mutating func beginLine(_ bytes: Span<UInt8>, at position: inout Int) {
        switch bytes[position] {
        case UInt8(ascii: "\n"):
            line += 1
            position += 1
        case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
            position += 1
        case UInt8(ascii: "#"):
            part = .restOfLine
        case UInt8(ascii: "["):
            part = .event
            if let head = AsciicastPlainHead(bytes, at: position, hasCode: true) {
                json = JSONStream(withinStringOfArrayInLine: ())
                take(head, elements: 3, at: &position)
            } else {
                json = JSONStream(isOneLine: true)
            }
        default:
            rows.count(MalformedRow(line: line, byte: offset + Int64(position), reason: .missing("JSON array")))
            part = .restOfLine
        }
    }

    /// Reads on in the event of a line.
    @inline(__always)
    mutating func readLine(_ bytes: Span<UInt8>, at position: inout Int, into batch: inout EventBatch) {
        do throws(JSONStream.Defect) {
            while part == .event, position < bytes.count {
                guard try readText(bytes, at: &position), let token = try json.next(bytes, at: &position) else {
                    return
                }
                take(token, eventDepth: 1, endingAt: position, into: &batch)
                if json.place == .nothing { part = .lineStart }
            }
        } catch {
            json = JSONStream(isOneLine: true)
            text = nil
            row?.reject(.missing("JSON array"))
            endRow(into: &batch)
            part = .restOfLine
        }
        if isComplete { part = .nothing }
    }

    // MARK: Events

    /// Takes a token of an event, or of what surrounds events.
    ///
    /// - Parameters:
    ///   - token: the token.
    ///   - eventDepth: how many arrays and objects are open inside an event, its own array counted.
    ///   - position: where the token ends.
    ///   - batch: where events go.
    @inline(__always)
    mutating func take(
        _ token: JSONStream.Token,
        eventDepth: Int,
        endingAt position: Int,
        into batch: inout EventBatch
    ) {
        switch token {
        case .arrayBegins, .objectBegins:
            if json.depth == eventDepth {
                beginRow(endingAt: position)
                if token == .objectBegins { row?.reject(.missing("JSON array")) }
            } else if json.depth == eventDepth + 1 {
                takeElement(token)
            }
        case .arrayEnds, .objectEnds:
            if json.depth == eventDepth - 1 { endRow(into: &batch) }
        case .number, .string, .word:
            if token == .string { text = .ignored }
            if json.depth == eventDepth {
                takeElement(token)
            } else if json.depth == eventDepth - 1 {
                beginRow(endingAt: position)
                row?.reject(.missing("JSON array"))
                endRow(into: &batch)
            }
        case .key: break
        }
    }

    /// Takes the beginning of a further event of version 1 as what the JSON parser would make of it, behind the comma before it;
    /// false where none comes next that is plain.
    @inline(__always)
    mutating func beginPlainEvent(_ bytes: Span<UInt8>, at position: inout Int) -> Bool {
        guard json.depth == 2, json.isBehindElement, bytes.count - position > 2, bytes[position] == UInt8(ascii: ",")
        else { return false }
        let blank = bytes[position + 1]
        let start = blank == UInt8(ascii: "\n") || blank == UInt8(ascii: " ") ? position + 2 : position + 1
        guard bytes[start] == UInt8(ascii: "["), let head = AsciicastPlainHead(bytes, at: start, hasCode: false) else {
            return false
        }
        if blank == UInt8(ascii: "\n") { json.lineFeeds += 1 }
        json.enterStringOfInnerArray()
        position = start
        take(head, elements: 2, at: &position)
        return true
    }

    /// Takes the beginning of an event as what the JSON parser would make of it.
    @inline(__always)
    private mutating func take(_ head: AsciicastPlainHead, elements: Int, at position: inout Int) {
        beginRow(endingAt: position + 1)
        position += head.length
        row?.elements = elements
        row?.kind = head.kind
        text = head.kind == .output ? .output : .input
        takeTime(microseconds: head.time, isAbsolute: header.version == 2)
    }

    @inline(__always)
    private mutating func beginRow(endingAt position: Int) {
        row = AsciicastRow(start: offset + Int64(position) - 1, line: line + json.lineFeeds)
        time = .missing
        formerInput = input
        formerEcho = output.echo
    }

    /// Takes the first token of an event's next element.
    @inline(__always)
    private mutating func takeElement(_ token: JSONStream.Token) {
        guard let place = row?.elements else { return }
        row?.elements += 1
        let version = header.version ?? 1
        switch (place, version) {
        case (0, _): takeTime(token, isAbsolute: version == 2)
        case (1, 2...):
            guard token == .string else { return row?.reject(.word(field: "code")) ?? () }
            text = .code
        case (1, _):
            row?.kind = .output
            takeText(token)
        case (2, 2...): takeText(token)
        default: break
        }
    }

    @inline(__always)
    private mutating func takeTime(_ token: JSONStream.Token, isAbsolute: Bool) {
        guard token == .number, let microseconds = Asciicast.microseconds(json.number) else {
            return row?.reject(.number(field: "time")) ?? ()
        }
        takeTime(microseconds: microseconds, isAbsolute: isAbsolute)
    }

    @inline(__always)
    private mutating func takeTime(microseconds: Int64, isAbsolute: Bool) {
        guard let sum = Asciicast.sum(isAbsolute ? 0 : elapsed, microseconds),
            let sinceZero = Asciicast.sum(header.start ?? 0, sum)
        else { return row?.reject(.number(field: "time")) ?? () }
        elapsed = sum
        time = Timestamp(roundingMicroseconds: sinceZero)
    }

    @inline(__always)
    private mutating func takeText(_ token: JSONStream.Token) {
        guard row?.kind == .output || row?.kind == .input else { return }
        guard token == .string else { return row?.reject(.missing("text")) ?? () }
        text = row?.kind == .output ? .output : .input
    }

    @inline(__always)
    private mutating func endRow(into batch: inout EventBatch) {
        guard var row = row.take() else { return }
        let isOfTerminal = row.kind == .output || row.kind == .input
        if row.kind == nil || isOfTerminal && row.elements != (header.version ?? 1 == 1 ? 2 : 3) {
            row.reject(.fieldCount)
        }
        if let reason = row.reason {
            input = formerInput
            if row.kind == .output { output.dropRecord() }
            output.echo = formerEcho
            code = AsciicastCode()
            return rows.count(MalformedRow(line: row.line, byte: row.start, reason: reason))
        }
        span?.include(time)
        switch row.kind {
        case .output:
            rows.total += 1
            output.finishRecord(at: time, into: &batch)
        case .input:
            rows.total += 1
            input.endRecord(at: time, into: &batch)
            output.noteInput()
        case .exit:
            isComplete = true
            output.giveUpText()
        case .other, nil: break
        }
    }

    // MARK: Texts

    /// Reads on in the text that is being read; whether none is any more.
    @inline(__always)
    mutating func readText(_ bytes: Span<UInt8>, at position: inout Int) throws(JSONStream.Defect) -> Bool {
        guard let text else { return true }
        let isWhole: Bool
        switch text {
        case .ignored:
            var ignored = IgnoredText()
            isWhole = try json.readString(bytes, at: &position, into: &ignored)
        case .code: isWhole = try json.readString(bytes, at: &position, into: &code)
        case .output: isWhole = try json.readString(bytes, at: &position, into: &output)
        case .input: isWhole = try json.readString(bytes, at: &position, into: &input)
        case .name: isWhole = try json.readString(bytes, at: &position, into: &header)
        }
        guard isWhole else { return false }
        self.text = nil
        if text == .code {
            row?.take(code, version: header.version ?? 1)
            code = AsciicastCode()
        }
        if text == .name { header.endName() }
        return true
    }
}
