import Snapshots

extension TerminalOutput {
    /// Appends all but what it keeps of what was shown, see `holdsText`.
    func snapshot(into writer: inout SnapshotWriter) {
        echo.snapshot(into: &writer)
        line.snapshot(into: &writer)
        writer.append(count: state.rawValue)
        sequence.snapshot(into: &writer)
        writer.append(count: number)
        writer.append(count: stringLength)
        writer.append(flag: isTitle)
        writer.append(flag: isAlternate)
        writer.append(count: columnBefore)
        writer.append(flag: isPrompting)
        writer.append(flag: awaitsPrompt)
        writer.append(flag: isShownAgain)
        writer.append(count: refusedCount)
        writer.append(flag: hasInput)
        writer.append(count: recordColumn)
    }

    mutating func restore(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        try echo.restore(from: &reader)
        line = try TerminalLine(from: &reader)
        guard let state = State(rawValue: UInt8(try reader.count(atMost: 255))) else { throw reader.corruption }
        self.state = state
        sequence = try ControlSequence(from: &reader)
        number = UInt8(try reader.count(atMost: 255))
        stringLength = try reader.count(atMost: Self.longestString + 1)
        isTitle = try reader.flag()
        isAlternate = try reader.flag()
        columnBefore = try reader.count(atMost: TerminalLine.lastColumn)
        isPrompting = try reader.flag()
        awaitsPrompt = try reader.flag()
        isShownAgain = try reader.flag()
        refusedCount = try reader.count(atMost: Self.mostRefused)
        hasInput = try reader.flag()
        recordColumn = try reader.count(atMost: TerminalLine.lastColumn)
    }
}

extension TerminalLine {
    fileprivate func snapshot(into writer: inout SnapshotWriter) {
        writer.append(count: width)
        writer.append(count: column)
        writer.append(count: rowStart)
        writer.append(optional: mark) { $0.append(count: $1) }
        writer.append(flag: isErased)
        writer.append(count: bytes)
        writer.append(count: records)
        writer.append(flag: isGivenUp)
        writer.append(flag: isInserting)
    }

    fileprivate init(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        let width = try reader.count(atMost: Int(UInt16.max))
        let column = try reader.count(atMost: Self.lastColumn)
        let rowStart = try reader.count(atMost: column)
        let mark = try reader.optional { reader throws(SnapshotCorruption) in
            try reader.count(atMost: Self.lastColumn)
        }
        self.init(column: column, rowStart: rowStart, mark: mark, isErased: try reader.flag())
        guard mark != nil || rowStart == 0 else { throw reader.corruption }
        self.width = width
        bytes = try reader.count(atMost: Self.mostBytes)
        records = try reader.count(atMost: Self.mostRecords)
        isGivenUp = try reader.flag()
        isInserting = try reader.flag()
    }
}

extension ControlSequence {
    fileprivate func snapshot(into writer: inout SnapshotWriter) {
        for index in parameters.indices { writer.append(count: parameters[index]) }
        writer.append(count: count)
        writer.append(flag: isPrivate)
        writer.append(flag: isForeign)
    }

    fileprivate init(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        self.init()
        for index in parameters.indices { parameters[index] = UInt16(try reader.count(atMost: Int(Self.largest))) }
        count = max(1, try reader.count(atMost: Self.mostParameters + 1))
        isPrivate = try reader.flag()
        isForeign = try reader.flag()
    }
}
