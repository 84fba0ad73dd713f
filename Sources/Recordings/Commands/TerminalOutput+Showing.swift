extension TerminalOutput {
    /// Shows bytes. While nothing is being entered no more is looked for than escapes, and what the last line's column is.
    mutating func show(_ bytes: Span<UInt8>) {
        var position = 0
        while position < bytes.count {
            if isIdle {
                let rest = bytes.extracting(position...)
                let end = position + (rest.firstIndex(of: UInt8(ascii: "\u{1B}")) ?? rest.count)
                if !isAlternate { moveCursor(over: bytes.extracting(position..<end)) }
                position = end
                guard position < bytes.count else { return }
            }
            show(bytes[position])
            position += 1
            if state == .escape, isPassing { position = passRendition(bytes, from: position) }
        }
    }

    /// Shows a byte while nothing is being entered and no escape has begun.
    @inline(__always)
    mutating func pass(_ byte: UInt8) {
        switch byte {
        case 0x20...0x7E: if !isAlternate { line.advance(by: 1) }
        case 0x1B: state = .escape
        case 0x0A: if !isAlternate { line.feed() }
        case 0x0D: if !isAlternate { line.column = 0 }
        default: show(byte)
        }
    }

    /// Passes over what follows `ESC`, and returns where it ends, if that is all of a control sequence which only says how
    /// characters look, as most do; otherwise returns `start`.
    @inline(__always)
    mutating func passRendition(_ bytes: Span<UInt8>, from start: Int) -> Int {
        guard start < bytes.count, bytes[start] == UInt8(ascii: "[") else { return start }
        var position = start + 1
        while position < bytes.count, 0x20...0x3F ~= bytes[position] { position += 1 }
        guard position < bytes.count, bytes[position] == UInt8(ascii: "m") else { return start }
        state = .ground
        return position + 1
    }

    /// In more bytes than this it is worth while to look for the last line first.
    private static let longestLine = 256

    /// Moves the cursor behind bytes without an escape, of which nothing is kept.
    private mutating func moveCursor(over bytes: Span<UInt8>) {
        var start = 0
        if bytes.count > Self.longestLine {
            start = bytes.count
            while start > 0, bytes[start - 1] != UInt8(ascii: "\n"), bytes[start - 1] != UInt8(ascii: "\r") {
                start -= 1
            }
        }
        if start > 0 {
            line.column = 0
            if line.isGivenUp, bytes.firstIndex(of: UInt8(ascii: "\n")) != nil { line.isGivenUp = false }
        }
        while start < bytes.count {
            let (end, columns) = bytes.extent(ofTextFrom: start)
            line.advance(by: columns)
            start = end
            guard start < bytes.count else { return }
            control(bytes[start])
            start += 1
        }
    }

    /// Shows a byte.
    mutating func show(_ byte: UInt8) {
        if line.mark != nil {
            line.bytes += 1
            if line.bytes > TerminalLine.mostBytes { line.giveUp() }
        }
        switch state {
        case .ground: byte < 0x20 ? control(byte) : print(byte)
        case .escape: takeEscaped(byte)
        case .designation: if !(0x20...0x2F ~= byte) { state = .ground }
        case .control: takeControl(byte)
        case .command, .title, .string: takeString(byte)
        case .stringEscape:
            if byte == UInt8(ascii: "\\") { return endString() }
            dropString()
            state = .escape
            takeEscaped(byte)
        }
    }

    /// Shows a byte of a character.
    mutating func print(_ byte: UInt8) {
        guard !isAlternate, byte != 0x7F else { return }
        if byte & 0xC0 == 0x80 { return line.goOn(byte) }
        if candidate != nil { refuseCandidate() }
        line.show(byte)
    }

    private mutating func control(_ byte: UInt8) {
        if byte == 0x1B { state = .escape }
        guard !isAlternate else { return }
        switch byte {
        case 0x0A: endLine()
        case 0x0D: line.returnCursor()
        case 0x08: line.move(by: -1)
        case 0x09: line.tabulate()
        default: break
        }
    }

    // MARK: Lines

    /// Goes to the next line. What was being entered has been, unless the shell only shows something below it.
    private mutating func endLine() {
        defer { line.feed() }
        guard line.mark != nil else { return }
        let entered = line.endsWithControl ? [] : CommandWords.commands(in: line.text)
        if isPrompting {
            candidate = entered.isEmpty ? nil : Candidate(commands: entered)
        } else {
            find(entered, at: .missing)
            line.removeMark()
        }
    }

    private mutating func find(_ entered: [CommandWords], at time: Timestamp) {
        for command in entered where commands.count < Self.mostCommands {
            commands.append(Found(command: command, time: time))
        }
    }

    /// The shell shows something although it was not said that it no longer waits: the line was not entered.
    private mutating func refuseCandidate() {
        candidate = nil
        if !isShownAgain {
            refusedCount += 1
            if refusedCount >= Self.mostRefused {
                isPrompting = false
                line.removeMark()
            }
        }
        isShownAgain = true
    }

    private mutating func beginPrompt() {
        candidate = nil
        isPrompting = true
        awaitsPrompt = true
        isShownAgain = false
        refusedCount = 0
        line.removeMark()
    }

    private mutating func endPrompt() {
        if let candidate { find(candidate.commands, at: candidate.time) }
        candidate = nil
        isPrompting = false
        awaitsPrompt = false
        isShownAgain = false
        refusedCount = 0
        // Some shells say it before the line ends.
        if !line.holdsText { line.removeMark() }
    }

    // MARK: Escapes

    private mutating func takeEscaped(_ byte: UInt8) {
        state = .ground
        switch byte {
        case 0x00..<0x20: control(byte)
        case 0x20...0x2F: state = .designation
        case UInt8(ascii: "["): state = .control
        case UInt8(ascii: "]"):
            state = .command
            number = 0
            stringLength = 0
        case UInt8(ascii: "P"), UInt8(ascii: "X"), UInt8(ascii: "^"), UInt8(ascii: "_"), UInt8(ascii: "k"):
            state = .string
            stringLength = 0
        case UInt8(ascii: "c"):
            line.removeMark()
            line.column = 0
            isAlternate = false
        case UInt8(ascii: "D") where !isAlternate: line.moveRows(by: 1)
        case UInt8(ascii: "M") where !isAlternate: line.moveRows(by: -1)
        case UInt8(ascii: "E") where !isAlternate: endLine()
        default: break
        }
    }

    private mutating func takeControl(_ byte: UInt8) {
        switch byte {
        case 0x40...0x7E:
            state = .ground
            if !sequence.isForeign { perform(byte) }
        case 0x20...0x3F: sequence.take(byte)
        case 0x18, 0x1A: state = .ground
        case 0x00..<0x20: control(byte)
        default: break
        }
        if state != .control { sequence = ControlSequence() }
    }

    private mutating func perform(_ final: UInt8) {
        if sequence.isPrivate {
            switch final {
            case UInt8(ascii: "h"): setModes(to: true)
            case UInt8(ascii: "l"): setModes(to: false)
            default: break
            }
        } else if !isAlternate {
            edit(final)
        }
    }

    private mutating func setModes(to isOn: Bool) {
        if sequence.has(47) || sequence.has(1047) || sequence.has(1049), isOn != isAlternate {
            if isOn {
                candidate = nil
                line.removeMark()
                columnBefore = line.column
            } else {
                line.column = columnBefore
            }
            isAlternate = isOn
        }
        if sequence.has(2004), !isAlternate {
            if isOn { beginPrompt() } else { endPrompt() }
        }
    }

    private mutating func edit(_ final: UInt8) {
        let times = sequence.times
        switch final {
        case UInt8(ascii: "C"), UInt8(ascii: "a"): line.move(by: times)
        case UInt8(ascii: "D"): line.move(by: -times)
        case UInt8(ascii: "G"), UInt8(ascii: "`"): line.move(to: times - 1)
        case UInt8(ascii: "K"):
            if sequence.parameters[0] != 1 { line.eraseRight() }
            if sequence.parameters[0] != 0 { line.eraseLeft() }
        case UInt8(ascii: "J") where sequence.parameters[0] == 0: line.eraseBelow()
        case UInt8(ascii: "P"): line.delete(times)
        case UInt8(ascii: "@"): line.insert(times)
        case UInt8(ascii: "X"): line.erase(times)
        case UInt8(ascii: "h") where sequence.has(4): line.isInserting = true
        case UInt8(ascii: "l") where sequence.has(4): line.isInserting = false
        case UInt8(ascii: "A"): line.moveRows(by: -times)
        case UInt8(ascii: "B"), UInt8(ascii: "e"): line.moveRows(by: times)
        case UInt8(ascii: "E"), UInt8(ascii: "F"), UInt8(ascii: "r"): leaveLine(for: 0)
        case UInt8(ascii: "H"), UInt8(ascii: "f"): leaveLine(for: Int(max(1, sequence.parameters[1])) - 1)
        case UInt8(ascii: "J"), UInt8(ascii: "d"), UInt8(ascii: "L"), UInt8(ascii: "M"), UInt8(ascii: "S"),
            UInt8(ascii: "T"):
            line.removeMark()
        default: break
        }
    }

    /// Goes to a column of another line.
    private mutating func leaveLine(for column: Int) {
        line.removeMark()
        line.move(to: column)
        // A screen that was cleared is begun with the prompt again.
        if isPrompting { awaitsPrompt = true }
    }

    // MARK: Strings

    private mutating func takeString(_ byte: UInt8) {
        stringLength += 1
        if byte == 0x07 { return endString() }
        if byte == 0x1B {
            state = .stringEscape
        } else if stringLength > Self.longestString || byte == 0x18 || byte == 0x1A {
            dropString()
        } else if state == .title {
            if title.count < Self.longestTitle { title.append(byte) }
        } else if state == .command {
            takeNumber(byte)
        }
    }

    private mutating func takeNumber(_ byte: UInt8) {
        if byte.isASCIIDigit {
            number = min(number, 25) * 10 &+ min(byte & 0x0F, 5)
        } else {
            isTitle = byte == UInt8(ascii: ";") && (number == 0 || number == 2)
            state = isTitle ? .title : .string
        }
    }

    private mutating func endString() {
        if isTitle, titles.count < Self.mostTitles {
            let words = TitleWords.words(in: title)
            if words.count > 0 { titles.append(words) }
        }
        dropString()
    }

    private mutating func dropString() {
        title.removeAll(keepingCapacity: false)
        isTitle = false
        state = .ground
    }
}
