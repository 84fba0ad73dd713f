/// The line that a terminal's cursor is on: the cursor's column, and from the mark on, where somebody began to enter something,
/// what the line shows.
///
/// Columns are counted from the line's beginning, also where it goes on in further rows of the terminal. A character takes one.
struct TerminalLine {
    /// The most columns of which the characters are kept.
    static let mostCells = 1024
    /// Few lines have more; for so many the memory is taken at once.
    private static let usualCells = 64
    /// The largest column.
    static let lastColumn = 1 << 20
    /// So many bytes may be shown, and so many records may come, before a mark is given up: what has to be shown again after a
    /// restart is bounded by them.
    static let mostBytes = 4096
    static let mostRecords = 1024
    /// No narrower terminal is believed to wrap a line, where its width is not known.
    private static let narrowest = 40

    /// The terminal's columns; 0 where they are not known.
    var width = 0
    /// The column of the cursor.
    var column = 0
    /// The column at which the terminal's present row begins; 0 while there is no mark.
    var rowStart = 0
    /// The column at which something is being entered; nil where nothing is.
    private(set) var mark: Int?
    /// What has been shown since the mark was set: the bytes of a character, the first one lowest; 0 where nothing was.
    private(set) var cells: [UInt32] = []
    /// How many bytes were shown since the mark was set, and how many records there were.
    var bytes = 0
    var records = 0
    /// Whether the mark was given up, so that none is set before the next line.
    var isGivenUp = false
    /// Whether the line was erased from before the mark, as a program does that then writes another.
    private(set) var isErased = false
    /// Whether characters push those behind them to the right.
    var isInserting = false
    /// The last character and the one before it, where they are ASCII and nothing else came between.
    private var latest: UInt8 = 0
    private var beforeLatest: UInt8 = 0

    /// Whether something that was shown is kept.
    var holdsText: Bool { !cells.isEmpty || latest != 0 }

    /// Whether a control key, such as one that interrupts, was shown last.
    var endsWithControl: Bool {
        guard beforeLatest == UInt8(ascii: "^") else { return false }
        return latest == UInt8(ascii: "C") || latest == UInt8(ascii: "Z") || latest == UInt8(ascii: "\\")
    }

    // MARK: The mark

    /// Sets the mark where the cursor is, or at an earlier column of the present row.
    mutating func setMark(at column: Int) {
        // What was shown before is not kept, so that it is the same after a restart.
        mark = max(0, min(column, self.column) - rowStart)
        self.column -= rowStart
        rowStart = 0
        beginText()
    }

    /// Forgets the mark and what was shown behind it.
    mutating func removeMark() {
        mark = nil
        column -= rowStart
        rowStart = 0
        beginText()
    }

    /// Removes the mark, and lets none be set on this line.
    mutating func giveUp() {
        removeMark()
        isGivenUp = true
    }

    private mutating func beginText() {
        if !cells.isEmpty { cells.removeAll(keepingCapacity: false) }
        latest = 0
        beforeLatest = 0
        bytes = 0
        records = 0
        isErased = false
    }

    /// A line of which nothing but its cursor and its mark is known.
    init(column: Int = 0, rowStart: Int = 0, mark: Int? = nil, isErased: Bool = false) {
        self.column = column
        self.rowStart = rowStart
        self.mark = mark
        self.isErased = isErased
    }

    /// What the line shows from the mark on; empty where there is no mark.
    var text: [UInt8] {
        guard let mark, mark < cells.count else { return [] }
        var text: [UInt8] = []
        text.reserveCapacity(cells.count - mark)
        for cell in cells[mark...] {
            text.append(cell == 0 ? UInt8(ascii: " ") : UInt8(truncatingIfNeeded: cell))
            var rest = cell >> 8
            while rest != 0 {
                text.append(UInt8(truncatingIfNeeded: rest))
                rest >>= 8
            }
        }
        return text
    }

    // MARK: Characters

    /// Shows the first byte of a character.
    @inline(__always)
    mutating func show(_ byte: UInt8) {
        if width > 0, column - rowStart >= width { wrap() }
        if mark != nil { keep(byte) }
        column = min(column + 1, Self.lastColumn)
    }

    /// Shows so many characters that are not kept.
    ///
    /// - Precondition: there is no mark.
    @inline(__always)
    mutating func advance(by count: Int) {
        guard count > 0 else { return }
        let place = column - rowStart + count
        if width > 0, place > width {
            rowStart = 0
            column = (place - 1) % width + 1
        } else {
            column = min(column + count, Self.lastColumn)
        }
    }

    private mutating func wrap() {
        if mark == nil { column = 0 }
        rowStart = column
    }

    private mutating func keep(_ byte: UInt8) {
        beforeLatest = latest
        latest = byte
        guard column < Self.mostCells else { return }
        if isInserting { insert(1) }
        fill(upTo: column + 1)
        cells[column] = UInt32(byte)
    }

    private mutating func fill(upTo count: Int) {
        if cells.isEmpty { cells.reserveCapacity(max(count, Self.usualCells)) }
        while cells.count < count { cells.append(0) }
    }

    /// Shows a further byte of the character before the cursor.
    mutating func goOn(_ byte: UInt8) {
        let index = column - 1
        guard mark != nil, index >= 0, index < cells.count, cells[index] >= 0xC0 else { return }
        let length = UInt32(4 - cells[index].leadingZeroBitCount / 8)
        if length < 4 { cells[index] |= UInt32(byte) << (8 * length) }
    }

    // MARK: The cursor

    /// Goes to the next line.
    @inline(__always)
    mutating func feed() {
        column = 0
        isGivenUp = false
        guard mark != nil else { return }
        rowStart = 0
        beginText()
    }

    /// Goes to the beginning of the row.
    mutating func returnCursor() {
        let isWrapped = width == 0 && mark != nil && latest == UInt8(ascii: " ") && column == cells.count
        // Behind a full row a shell shows a blank in the next one, and returns to its beginning.
        if isWrapped, column - 1 - rowStart >= Self.narrowest { rowStart = column - 1 }
        column = rowStart
    }

    /// Moves by so many columns within the row.
    mutating func move(by count: Int) {
        settle()
        move(to: column - rowStart + count)
    }

    /// Moves to a column of the row, counted from 0.
    mutating func move(to place: Int) {
        let last = width > 0 ? width - 1 : Self.lastColumn
        column = min(rowStart + max(0, min(place, last)), Self.lastColumn)
    }

    /// Moves to the next tab stop.
    mutating func tabulate() {
        settle()
        move(to: (column - rowStart) / 8 * 8 + 8)
    }

    /// Moves by so many rows. Away from what is being entered the mark is removed.
    mutating func moveRows(by count: Int) {
        guard mark != nil else { return }
        settle()
        let start = rowStart + count * width
        guard width > 0, start >= 0, start <= cells.count else { return removeMark() }
        column += start - rowStart
        rowStart = start
    }

    /// Behind a full row the cursor is still on its last column.
    private mutating func settle() {
        if width > 0, column - rowStart >= width { column = rowStart + width - 1 }
    }

    // MARK: Editing

    /// The first column behind the row, or behind what is kept.
    private var rowEnd: Int { width > 0 ? min(cells.count, rowStart + width) : cells.count }

    /// Erases from the cursor to the row's end.
    mutating func eraseRight() {
        settle()
        if let mark, column < mark { isErased = true }
        if rowEnd == cells.count {
            if column < cells.count { cells.removeSubrange(column...) }
        } else {
            blank(column..<max(column, rowEnd))
        }
    }

    /// Erases all that is behind the cursor.
    mutating func eraseBelow() {
        settle()
        if column < cells.count { cells.removeSubrange(column...) }
    }

    /// Erases from the row's beginning to the cursor.
    mutating func eraseLeft() {
        blank(rowStart..<column + 1)
    }

    /// Erases so many characters.
    mutating func erase(_ count: Int) {
        blank(column..<column + count)
    }

    private mutating func blank(_ range: Range<Int>) {
        for index in range.clamped(to: 0..<rowEnd) { cells[index] = 0 }
    }

    /// Makes room for so many characters.
    mutating func insert(_ count: Int) {
        settle()
        guard column < rowEnd else { return }
        let isLastRow = rowEnd == cells.count
        let most = min(width > 0 ? rowStart + width : .max, Self.mostCells)
        let end = isLastRow ? min(cells.count + count, most) : rowEnd
        fill(upTo: end)
        var index = end - 1
        while index >= column {
            cells[index] = index - count >= column ? cells[index - count] : 0
            index -= 1
        }
    }

    /// Removes so many characters.
    mutating func delete(_ count: Int) {
        settle()
        guard column < rowEnd else { return }
        let (end, isLastRow) = (rowEnd, rowEnd == cells.count)
        for index in column..<end { cells[index] = index + count < end ? cells[index + count] : 0 }
        if isLastRow { cells.removeLast(min(count, end - column)) }
    }
}
