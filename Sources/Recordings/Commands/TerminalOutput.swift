/// Finds in what a terminal showed the echoes of keys, the commands that were entered, and the titles of its window.
///
/// It is told that something was sent to the terminal, and never what: what is not shown, such as a password, cannot come out. A
/// command is what the cursor's line shows, as edited, from where its entry began to its end, once the cursor leaves it for the
/// next line.
struct TerminalOutput: TextSink {
    /// The most commands that come of one record, of one line each or of several; those behind them are left out.
    static let mostCommands = EventBatch.mostCommandsOfRow
    /// The most titles that come of one record; of each no more is kept than what one record has of it.
    static let mostTitles = 16
    /// The most bytes of a title; of a longer one no more is kept.
    static let longestTitle = 256
    /// A string that is longer is taken for broken, so that not all that follows belongs to it.
    static let longestString = 8192
    /// So many lines that a shell seems to have begun, and not run, mean that its mark of the prompt is not to be believed.
    static let mostRefused = 8

    /// A shell that says only after so many records that a line was entered is not waited for.
    static let mostRecordsOfCandidate = 64

    /// What the next byte belongs to.
    enum State: UInt8 {
        case ground
        case escape
        /// The byte behind `ESC` and an intermediate one.
        case designation
        /// A control sequence.
        case control
        /// The number of an operating system command.
        case command
        /// A title.
        case title
        /// A string that does not matter.
        case string
        /// Behind `ESC` within one of the last three.
        case stringEscape
    }

    /// A line that has been shown, of which it is not known yet whether it was entered.
    struct Candidate: Equatable {
        var commands: [CommandWords]
        /// When its record was; missing while that is not known.
        var time = Timestamp.missing
        /// How many records have ended since.
        var records = 0
    }

    /// A command that the present record has given.
    struct Found: Equatable {
        var command: CommandWords
        /// When its line was shown, if that was before the present record; missing otherwise.
        var time = Timestamp.missing
    }

    var echo = TerminalEcho()
    var line = TerminalLine()
    var state = State.ground
    var sequence = ControlSequence()
    /// The number of an operating system command as far as it has come.
    var number: UInt8 = 0
    /// How many bytes of a string there were.
    var stringLength = 0
    /// A title as far as it has come.
    var title: [UInt8] = []
    /// Whether the string is a title.
    var isTitle = false
    /// Whether the terminal shows its other screen, as editors use it.
    var isAlternate = false
    /// The column to which the cursor goes back from there.
    var columnBefore = 0
    /// Whether a shell has said that it waits for a line: it lets the terminal mark what is pasted meanwhile.
    var isPrompting = false
    /// Whether the end of its prompt is still to come.
    var awaitsPrompt = false
    /// Whether the line's mark is one that an earlier line had, because the shell shows that line once more.
    var isShownAgain = false
    /// How many candidates were not run, one after the other.
    var refusedCount = 0
    var candidate: Candidate?
    /// Whether the recording has any input.
    var hasInput = false
    /// The column of the cursor before the present record.
    var recordColumn = 0
    /// What the present record has given.
    var commands: [Found] = []
    var titles: [WordHashes] = []

    init() {}

    /// Whether it keeps something of what was shown, be it as hashes, which is in no snapshot.
    var holdsText: Bool {
        line.holdsText || !title.isEmpty || candidate != nil || !commands.isEmpty || !titles.isEmpty
    }

    /// The terminal's columns; 0 where they are not known.
    var width: Int {
        get { line.width }
        set { line.width = newValue }
    }

    // MARK: Records

    /// Takes note that something was sent to the terminal.
    mutating func noteInput() {
        hasInput = true
        isShownAgain = false
        guard !isAlternate else { return }
        if line.mark == nil || line.isErased, !line.isGivenUp {
            line.setMark(at: line.column)
        } else {
            countRecord()
        }
    }

    /// Takes the next byte of the record.
    @inline(__always)
    mutating func take(_ byte: UInt8) {
        echo.take(byte)
        if isIdle { pass(byte) } else { show(byte) }
    }

    /// Whether nothing is being entered, so that text changes nothing but the cursor's column.
    @inline(__always)
    var isPassing: Bool { line.mark == nil && candidate == nil }

    /// Whether nothing is being entered, and no escape has begun.
    @inline(__always)
    var isIdle: Bool { state == .ground && isPassing }

    /// Takes the next bytes of the record, which have no control character but DEL and take so many columns.
    @inline(__always)
    mutating func take(_ bytes: Span<UInt8>, columns: Int) {
        echo.take(bytes)
        guard isPassing else { return show(bytes) }
        // Each byte of such a sequence has been counted as a column.
        let passed = state == .escape ? passRendition(bytes, from: 0) : 0
        guard state == .ground else { return show(bytes) }
        if !isAlternate { line.advance(by: columns - passed) }
    }

    /// Takes the next bytes of the record.
    mutating func take(_ bytes: Span<UInt8>) {
        echo.take(bytes)
        show(bytes)
    }

    /// Ends the record, which was shown at `time` on the recorder's clock.
    ///
    /// - Returns: what it is the echo of, if of anything.
    @inline(__always)
    mutating func endRecord(at time: Timestamp, into batch: inout EventBatch) -> TerminalEcho.Finding? {
        let former = echo
        let finding = echo.endRecord()
        if line.mark != nil || !hasInput { endLineOfRecord(echoing: finding, former) }
        recordColumn = line.column
        if isTitle { giveUpTitle() }
        if !commands.isEmpty || !titles.isEmpty || candidate != nil { handOut(at: time, into: &batch) }
        return finding
    }

    /// Ends the record, which was shown at `time` on the recorder's clock.
    @inline(__always)
    mutating func finishRecord(at time: Timestamp, into batch: inout EventBatch) {
        if let finding = endRecord(at: time, into: &batch) { batch.append(KeyEvent(finding, at: time)) }
    }

    /// Ends a record that is not whole or not to be believed: nothing comes of it, nor of the line that it was shown on.
    mutating func dropRecord() {
        _ = echo.endRecord()
        forget()
    }

    /// Forgets everything but what the terminal is set to.
    mutating func forget() {
        giveUpText()
        state = .ground
        sequence = ControlSequence()
        commands.removeAll(keepingCapacity: true)
        titles.removeAll(keepingCapacity: true)
        recordColumn = line.column
    }

    /// Forgets what it keeps of what was shown.
    mutating func giveUpText() {
        if line.holdsText { line.giveUp() }
        candidate = nil
        giveUpTitle()
    }

    /// Forgets a title that is not whole.
    private mutating func giveUpTitle() {
        title = []
        isTitle = false
        if state == .title { state = .string }
    }

    private mutating func endLineOfRecord(echoing finding: TerminalEcho.Finding?, _ echo: TerminalEcho) {
        guard !isAlternate else { return }
        if line.mark != nil { return countRecord() }
        guard !hasInput, !line.isGivenUp else { return }
        if awaitsPrompt, line.column > 0 {
            awaitsPrompt = false
            line.setMark(at: line.column)
        } else if finding?.keyClass.isLetter == true, !awaitsPrompt {
            line.setMark(at: recordColumn)
            line.column = line.mark ?? 0
            for byte in echo.record { print(byte) }
        }
    }

    private mutating func countRecord() {
        guard line.mark != nil else { return }
        line.records += 1
        if line.records > TerminalLine.mostRecords { line.giveUp() }
    }

    private mutating func handOut(at time: Timestamp, into batch: inout EventBatch) {
        if candidate?.time.isMissing == true { candidate?.time = time }
        candidate?.records += 1
        if candidate?.records ?? 0 > Self.mostRecordsOfCandidate { candidate = nil }
        for found in commands {
            let (command, words) = (found.command.command, found.command.words)
            batch.append(CommandEvent(time: found.time.isMissing ? time : found.time, command: command, words: words))
        }
        for title in titles { batch.append(TitleEvent(time: time, words: title)) }
        commands.removeAll(keepingCapacity: true)
        titles.removeAll(keepingCapacity: true)
    }
}
