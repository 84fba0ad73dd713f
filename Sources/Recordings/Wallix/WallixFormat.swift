extension RecordingFormat {
    /// A part of a recording of WALLIX Bastion's RDP and VNC proxy: what the screen showed, and with each stamp where the
    /// pointer was and what was typed since the last. Of its other files, indexes and encrypted ones, it says what they are.
    public static let wallix = RecordingFormat(
        name: "wallix-wrm",
        summary: "WALLIX Bastion's .wrm, in parts of some minutes",
        contents: RecordingContents(
            pointer: .motion,
            keys: .characters,
            describes: [.user, .host, .account, .address],
            clock: .wall,
            hasEndMark: false
        ),
        parts: .wallix,
        describe: { WallixName($0)?.description }
    ) { prefix in
        var isUndecided = false
        for verdict in [
            Wallix.judgeAsPart(prefix), verdict(on: prefix, expecting: "WCFM"), Wallix.judgeAsIndex(prefix),
            Wallix.judgeAsOldIndex(prefix),
        ] {
            switch verdict {
            case .matches: return .matches
            case .undecided: isUndecided = true
            case .differs: continue
            }
        }
        return isUndecided ? .undecided : .differs
    } makeDecoder: {
        WallixDecoder()
    }
}

/// What is fixed about the format: chunks of a kind (2 bytes), their whole length (4), a count (2), and a payload; every
/// number's lowest byte comes first.
enum Wallix {
    /// The bytes of a chunk before its payload.
    static let headLength: UInt64 = 8
    /// A chunk that says it is longer does not tell the truth: the longest are pictures of the screen.
    static let longestChunk: UInt64 = 1 << 28
    /// The most decompressed bytes of a part: there is a new one every ten minutes. A file that is compressed once more
    /// could hold a thousand times what it takes itself.
    static let longestPart: Int64 = 1 << 30
    /// The kind of the first chunk, which says how the others are written.
    static let meta: UInt16 = 0x03EE
    /// The kind of chunks that say when it is, where the pointer is, and what was typed.
    static let timestamp: UInt16 = 0x03F0
    /// The kind of chunks that say what time the clock of the stamps has on the wall's.
    static let times: UInt16 = 0x03F4
    static let versions: ClosedRange<UInt16> = 1...5
    /// The offset in the first chunk's payload of the byte that names the compression of all that follows.
    static let compressionOffset: UInt64 = 35
    /// The first version whose first chunk has that byte.
    static let firstCompressedVersion: UInt16 = 4

    static func judgeAsPart(_ prefix: Span<UInt8>) -> RecordingFormat.Verdict {
        for index in 0..<min(prefix.count, 8) {
            let byte = prefix[index]
            let fits =
                switch index {
                case 0: byte == 0xEE
                case 1: byte == 0x03
                case 2: true
                // No version's is as long as 1 KiB.
                case 3: byte < 4
                case 6: byte == 1
                default: byte == 0
                }
            guard fits else { return .differs }
        }
        return prefix.count < 8 ? .undecided : .matches
    }

    /// An index begins with its version, and then the size of the screen or, in the file of its checksums, nothing.
    static func judgeAsIndex(_ prefix: Span<UInt8>) -> RecordingFormat.Verdict {
        let verdict = RecordingFormat.verdict(on: prefix, expecting: "v2\n")
        guard verdict == .matches else { return verdict }
        guard prefix.count > 3 else { return .undecided }
        return isDigit(prefix[3]) || prefix[3] == UInt8(ascii: "\n") ? .matches : .differs
    }

    /// An index of the first version begins with the size of the screen, a line that may hold a number, and an empty one.
    static func judgeAsOldIndex(_ prefix: Span<UInt8>) -> RecordingFormat.Verdict {
        var digits = 0
        var field = 0
        for index in prefix.indices {
            let byte = prefix[index]
            if field < 3, isDigit(byte), digits < 5 {
                digits += 1
                continue
            }
            let end = field == 0 ? UInt8(ascii: " ") : UInt8(ascii: "\n")
            guard byte == end, digits > 0 || field > 1 else { return .differs }
            if field == 3 { return .matches }
            field += 1
            digits = 0
        }
        return .undecided
    }

    /// What the first eight bytes (or fewer) of a file are the beginning of, where they begin no recording.
    static func problem(of beginning: UInt64) -> RecordingError.Problem {
        let bytes = (0..<8).map { UInt8(truncatingIfNeeded: beginning >> (8 * $0)) }
        if UInt32(truncatingIfNeeded: beginning) == 0x4D46_4357 {
            return .unsupported(
                what: "encrypted by WALLIX",
                remedy: "Have the bastion write it without encryption, or decrypt it there first"
            )
        }
        if [judgeAsIndex(bytes.span), judgeAsOldIndex(bytes.span)].contains(where: { $0 != .differs }) {
            return .companion("an index of WALLIX, whose .wrm parts are the recordings")
        }
        return .unframed(missing: "META chunk")
    }

    private static func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }
}
