extension RecordingFormat {
    /// What guacd, the proxy of Apache Guacamole, writes: instructions of the Guacamole protocol, among them a `mouse`
    /// for each report of the pointer and, if it was told to include keys, a `key` for each press and release.
    public static let guacamole = RecordingFormat(
        name: "guacamole",
        summary: "Apache Guacamole session recording, with or without output",
        contents: RecordingContents(
            pointer: .motionButtonsAndWheel,
            keys: .pressesAndReleases,
            describes: [.user, .host, .account, .address],
            clock: .monotonic,
            hasEndMark: false
        ),
        companions: JumpServer.companions,
        sideFile: JumpServer.session,
        parts: JumpServer.parts,
        // guacd holds a write lock on the whole file for as long as it has it open.
        endSign: .unlocked
    ) { prefix in
        Guacamole.recognise(prefix)
    } makeContinuingDecoder: {
        GuacamoleDecoder(isContinuation: true)
    } makeDecoder: {
        GuacamoleDecoder()
    }
}

/// What is fixed about the format.
///
///     stream      = *instruction
///     instruction = element *("," element) ";"
///     element     = LENGTH "." VALUE
///
/// LENGTH is the value's number of Unicode code points, the first element the instruction's name. The limits are those
/// of guacd's own parser.
enum Guacamole {
    /// The most digits of a length.
    static let lengthDigitLimit = 5
    /// The most code points of an element.
    static let elementLengthLimit = 8192
    /// The most elements of an instruction.
    static let elementCountLimit = 128
    /// More letters than any instruction's name has.
    private static let nameLengthLimit = 32

    /// Judges by the first element, which is the name of an instruction: so many lower-case letters as it says.
    static func recognise(_ prefix: Span<UInt8>) -> RecordingFormat.Verdict {
        var length = 0
        var position = 0
        while position < prefix.count, let digit = prefix[position].decimalDigit {
            length = length * 10 + digit
            position += 1
            guard position <= lengthDigitLimit else { return .differs }
        }
        guard position < prefix.count else { return .undecided }
        guard prefix[position] == UInt8(ascii: "."), 1...nameLengthLimit ~= length else { return .differs }
        let name = prefix.extracting((position + 1)...)
        for index in 0..<min(length, name.count) {
            guard UInt8(ascii: "a")...UInt8(ascii: "z") ~= name[index] else { return .differs }
        }
        guard name.count > length else { return .undecided }
        let end = name[length]
        return end == UInt8(ascii: ",") || end == UInt8(ascii: ";") ? .matches : .differs
    }
}

extension UInt8 {
    /// The value of a decimal digit.
    var decimalDigit: Int? {
        let value = self &- UInt8(ascii: "0")
        return value < 10 ? Int(value) : nil
    }
}
