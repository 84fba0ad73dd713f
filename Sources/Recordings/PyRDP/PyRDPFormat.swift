extension RecordingFormat {
    /// A recording of PyRDP: a record for each message between the RDP client and the server, with the box's time.
    public static let pyRDP = RecordingFormat(
        name: "pyrdp",
        summary: "PyRDP's .pyrdp, an RDP session's messages",
        contents: RecordingContents(
            pointer: .motionButtonsAndWheel,
            keys: .pressesAndReleases,
            clock: .wall,
            hasEndMark: true
        )
    ) { prefix in
        for index in 0..<min(prefix.count, PyRDP.headLength) where !PyRDP.canBegin(with: prefix[index], at: index) {
            return .differs
        }
        // A record is at least as long as its head.
        if prefix.count >= 4, prefix[0] < PyRDP.headLength, prefix[1] == 0, prefix[2] == 0, prefix[3] == 0 {
            return .differs
        }
        return prefix.count < PyRDP.headLength ? .undecided : .matches
    } makeDecoder: {
        PyRDPDecoder()
    }
}

/// What is fixed about the format: a record is the length of all of it, a kind, ms since 1970, and a payload that the
/// kind explains; every number's lowest byte comes first.
enum PyRDP {
    /// The bytes of a record before its payload: length (8), kind (2), time (8).
    static let headLength = 18
    /// A record that says it is longer does not tell the truth: PyRDP writes one for each message.
    static let longestRecord: UInt64 = 1 << 31
    /// The kind of a record that holds a fast-path input PDU [MS-RDPBCGR] 2.2.8.1.2.
    static let fastPathInput: UInt16 = 1
    /// The kind of the record that ends the recording of a connection.
    static let connectionClose: UInt16 = 5

    /// Whether a recording may have `byte` at `index` of its first record's head.
    static func canBegin(with byte: UInt8, at index: Int) -> Bool {
        switch index {
        case 3: byte < 0x80
        // PyRDP knows about 20 kinds.
        case 8: 1...31 ~= byte
        // 2⁴⁰ ms and more: a time between 2004 and 2109.
        case 15: 1...3 ~= byte
        case 4...7, 9, 16, 17: byte == 0
        default: true
        }
    }
}
