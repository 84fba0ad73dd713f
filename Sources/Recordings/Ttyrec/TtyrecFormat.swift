extension RecordingFormat {
    /// What ttyrec and its kin write, among them The Bastion's: a record for each time that a terminal was shown something.
    /// Of compressed and encrypted ones it says what they are.
    public static let ttyrec = RecordingFormat(
        name: "ttyrec",
        summary: "ttyrec of a terminal, as The Bastion writes it",
        contents: RecordingContents(
            keys: .terminalOutput,
            describes: [.user, .host, .account],
            clock: .wall,
            hasEndMark: false
        ),
        parts: .bastion,
        describe: { BastionName($0)?.description }
    ) { prefix in
        let verdicts = [Ttyrec.judge(prefix), Ttyrec.judgeAsZstandard(prefix), Ttyrec.judgeAsOpenPGP(prefix)]
        if verdicts.contains(.matches) { return .matches }
        return verdicts.contains(.undecided) ? .undecided : .differs
    } makeDecoder: {
        TtyrecDecoder()
    }
}

/// What is fixed about the format: a record is a time in s (4 bytes) and µs (4), the length of what follows (4), and what
/// was shown; every number's lowest byte comes first.
enum Ttyrec {
    /// The bytes of a record before what was shown.
    static let headLength = 12
    /// A record that says it is longer does not tell the truth: recorders write what they read at once, some KiB.
    static let longestRecord: UInt32 = 1 << 22
    /// That there is no record.
    static let noHead = RecordingError.Problem.unframed(missing: "head of a record")
    /// The years from 2000 to 2100, in s since 1970. There was nothing to record before, and nobody has this then; and the
    /// time is what tells a record from other bytes best.
    private static let years: ClosedRange<UInt32> = 946_684_800...4_102_444_800

    /// Whether a record may begin with these numbers.
    static func isHead(seconds: UInt32, microseconds: UInt32, length: UInt32) -> Bool {
        years.contains(seconds) && microseconds < 1_000_000 && length <= longestRecord
    }

    /// Judges by the first record's head. A session may be over with one record, so that no second can be waited for; where
    /// one comes that is none, the decoder says it.
    static func judge(_ prefix: Span<UInt8>) -> RecordingFormat.Verdict {
        // The bytes of 999,999 and of `longestRecord` from the highest on.
        if prefix.count > 7, prefix[7] != 0 { return .differs }
        if prefix.count > 6, prefix[6] > 0x0F { return .differs }
        guard prefix.count >= headLength else { return .undecided }
        func number(at index: Int) -> UInt32 {
            (0..<4).reduce(0) { $0 | UInt32(prefix[index + $1]) << UInt32(8 * $1) }
        }
        let length = number(at: 8)
        let isHead = isHead(seconds: number(at: 0), microseconds: number(at: 4), length: length)
        return isHead && length > 0 ? .matches : .differs
    }

    /// Judges by the magic number of a Zstandard frame (RFC 8878, 3.1.1) and the bit behind it that is always 0.
    static func judgeAsZstandard(_ prefix: Span<UInt8>) -> RecordingFormat.Verdict {
        let magic: [4 of UInt8] = [0x28, 0xB5, 0x2F, 0xFD]
        for index in 0..<min(prefix.count, 4) where prefix[index] != magic[index] { return .differs }
        guard prefix.count > 4 else { return .undecided }
        return prefix[4] & 0x08 == 0 ? .matches : .differs
    }

    /// Judges by the first packet of an OpenPGP message (RFC 9580): the session key, encrypted for a recipient or with a
    /// passphrase, with a header such as GnuPG writes.
    static func judgeAsOpenPGP(_ prefix: Span<UInt8>) -> RecordingFormat.Verdict {
        let armour = RecordingFormat.verdict(on: prefix, expecting: "-----BEGIN PGP MESSAGE-----")
        guard armour == .differs, prefix.count > 0 else { return armour }
        for index in prefix.indices {
            guard let allowed = openPGPByte(at: index, behind: prefix[0]) else { return .matches }
            guard allowed.contains(prefix[index]) else { return .differs }
        }
        return .undecided
    }

    /// What the byte at `index` may be in a packet that begins with `first`; nil behind all that is looked at.
    private static func openPGPByte(at index: Int, behind first: UInt8) -> [UInt8]? {
        let anything = Array(0...UInt8.max)
        // RSA, Elgamal, ECDH.
        let algorithms: [UInt8] = [1, 2, 16, 18]
        switch (first, index) {
        // The length in one byte or two, version 3, the key's number (8 bytes), and an algorithm.
        case (0x84, 2), (0x85, 3): return [3]
        case (0x84, 11), (0x85, 12): return algorithms
        case (0x84, 0..<11), (0x85, 0..<12): return anything
        // Thirteen bytes: version 4, a cipher, what makes a key with salt in many rounds, and a hash.
        case (0x8C, 0): return anything
        case (0x8C, 1): return [13]
        case (0x8C, 2): return [4]
        case (0x8C, 3): return Array(1...13)
        case (0x8C, 4): return [3]
        case (0x8C, 5): return Array(1...14)
        case (0x84, _), (0x85, _), (0x8C, _): return nil
        default: return []
        }
    }

    /// What the first bytes (at most a head) of a file are the beginning of, where they begin no recording.
    static func problem(of beginning: Span<UInt8>) -> RecordingError.Problem {
        if judgeAsZstandard(beginning) != .differs {
            return .unsupported(
                what: "compressed with zstd, which Gait cannot unpack",
                remedy: "Let the recorder write it without, or unpack it: zstd -d"
            )
        }
        if judgeAsOpenPGP(beginning) != .differs {
            return .unsupported(
                what: "encrypted with OpenPGP",
                remedy: "Let Gait read it before it is encrypted, or decrypt it: gpg -d"
            )
        }
        return noHead
    }
}
