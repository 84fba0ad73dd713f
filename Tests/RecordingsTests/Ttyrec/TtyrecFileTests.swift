import RecordingWriters
import Recordings
import TestSupport
import Testing

struct TtyrecFileTests {
    private let start = Int64(TtyrecWriter.start) * 1000

    private func echo(_ after: Int64, _ keyClass: KeyClass) -> KeyEvent {
        KeyEvent(time: Timestamp(milliseconds: start + after), action: .echo, keyClass: keyClass)
    }

    private func recording(_ build: (inout TtyrecWriter) -> Void) -> [UInt8] {
        var writer = TtyrecWriter()
        build(&writer)
        return writer.bytes
    }

    @Test func whatEchoesASingleKeyIsRead() {
        let reading = Reading(
            recording { writer in
                writer.record(TtyrecWriter.start, 499, "$ ")
                writer.record(TtyrecWriter.start, 1499, "l")
                writer.record(TtyrecWriter.start, 999_500, "7")
                writer.record(TtyrecWriter.start + 1, 0, "")
                writer.record(TtyrecWriter.start + 2, 250_000, "\r\n")
                writer.record(TtyrecWriter.start + 3, 0, "a file\r\n")
                writer.record(TtyrecWriter.start + 4, 0, "\u{8} \u{8}")
            }
        )
        #expect(reading.error == nil && reading.facts.format == .ttyrec && reading.facts.clock == .wall)
        #expect(
            reading.keys == [
                echo(1, .letterRight), echo(1000, .digit), echo(2250, .enter), echo(4000, .erase),
            ]
        )
        #expect(reading.facts.rows.total == 6 && reading.facts.rows.malformed == 0)
        #expect(
            reading.facts.span?.first.milliseconds == start && reading.facts.span?.last.milliseconds == start + 4000
        )
        #expect(reading.facts.description == RecordingDescription() && !reading.facts.isComplete)
    }

    @Test func aSessionOfASingleRecordIsRead() {
        let reading = Reading(recording { $0.record(TtyrecWriter.start, 0, "Connection refused\r\n") })
        #expect(reading.error == nil && reading.facts.format == .ttyrec && reading.facts.rows.total == 1)
    }

    @Test func recordsOfMegabytesAreNeverKept() {
        let reading = Reading(
            recording { writer in
                writer.record(TtyrecWriter.start, 0, String(repeating: "text ", count: 800_000))
                writer.record(TtyrecWriter.start, 5000, "a")
            },
            pieces: [4096]
        )
        #expect(reading.error == nil && reading.keys == [echo(5, .letterLeft)])
    }

    /// The heads that cannot be one: of before 2000, of after 2100, of more than a second's µs, and of more than 4 MiB.
    private static let lies: [(UInt32, UInt32, UInt32)] = [
        (0, 0, 1), (4_294_967_295, 0, 1), (TtyrecWriter.start, 1_000_000, 1), (TtyrecWriter.start, 0, 4_194_305),
        (TtyrecWriter.start, 0, .max),
    ]

    /// Where the next record begins is not known, so what came before is all there is.
    @Test(arguments: lies)
    func aHeadThatLiesEndsWhatIsRead(seconds: UInt32, microseconds: UInt32, length: UInt32) {
        let before = recording { writer in
            writer.record(TtyrecWriter.start, 0, "a")
            writer.record(TtyrecWriter.start, 1000, "b")
        }
        var writer = TtyrecWriter(bytes: before)
        writer.record(seconds, microseconds, "c", length: length)
        writer.record(TtyrecWriter.start, 2000, "d")
        for pieces in [[Int.max], [1]] {
            let reading = Reading(writer.bytes, pieces: pieces)
            #expect(reading.error == nil && reading.keys.count == 2)
            let damage = RecordingError(.unframed(missing: "head of a record"), byte: Int64(before.count))
            #expect(reading.facts.damage == damage)
        }
    }

    /// After a single record that need not have been one, the file is none of this format.
    @Test(arguments: lies)
    func aSecondHeadThatLiesIsAnError(seconds: UInt32, microseconds: UInt32, length: UInt32) {
        var writer = TtyrecWriter()
        writer.record(TtyrecWriter.start, 0, "a")
        writer.record(seconds, microseconds, "c", length: length)
        for pieces in [[Int.max], [1]] {
            let error = Reading(writer.bytes, pieces: pieces).error
            #expect(error == RecordingError(.unframed(missing: "head of a record"), byte: 13))
        }
    }

    @Test(arguments: lies)
    func aFirstHeadThatLiesIsAnError(seconds: UInt32, microseconds: UInt32, length: UInt32) {
        let bytes = recording { $0.record(seconds, microseconds, "c", length: length) }
        #expect(Reading(bytes).error == RecordingError(.unknownFormat, byte: 0))
        let error = RecordingError(.unframed(missing: "head of a record"), byte: 0)
        for pieces in [[Int.max], [1]] { #expect(Reading(bytes, pieces: pieces, format: .ttyrec).error == error) }
    }

    @Test func whatAnEndCutsOffDoesNotCount() {
        let whole = recording { writer in
            writer.record(TtyrecWriter.start, 1, "a")
            writer.record(TtyrecWriter.start, 1000, "text")
        }
        for length in 13..<whole.count {
            let reading = Reading(Array(whole.prefix(length)))
            #expect(reading.error == nil && reading.keys.count == 1 && reading.facts.rows.total == 1, "\(length)")
        }
        #expect(Reading([1, 2], format: .ttyrec).error?.problem == .unframed(missing: "head of a record"))
    }

    /// How compressed and encrypted files begin: as zstd and gpg write them, for a key of RSA, for one of Curve25519, and
    /// with a passphrase.
    private static let beginnings: [(String, [UInt8])] = [
        ("zstd", [0x28, 0xB5, 0x2F, 0xFD, 0x24, 0x05, 0x29, 0, 0, 0x61, 0x62, 0x63, 0x64]),
        ("zstd", [0x28, 0xB5, 0x2F, 0xFD, 0x04, 0x58, 0x09, 0, 0]),
        ("OpenPGP", [0x85, 0x01, 0x0C, 3, 1, 2, 3, 4, 5, 6, 7, 8, 1, 0x07, 0xFE, 9]),
        ("OpenPGP", [0x84, 0x5E, 3, 1, 2, 3, 4, 5, 6, 7, 8, 18, 1, 7, 0x40, 9, 9]),
        ("OpenPGP", [0x8C, 13, 4, 9, 3, 8, 1, 2, 3, 4, 5, 6, 7, 8, 0xFF, 0xD2]),
        ("OpenPGP", Array("-----BEGIN PGP MESSAGE-----\n\nhQEMA".utf8)),
    ]

    @Test(arguments: beginnings)
    func compressedAndEncryptedOnesAreNamed(what: String, bytes: [UInt8]) {
        for format in [nil, RecordingFormat.ttyrec] {
            for pieces in [[Int.max], [1]] {
                let error = Reading(bytes + [UInt8](repeating: 0xA5, count: 900), pieces: pieces, format: format).error
                guard case .unsupported(let text, _)? = error?.problem else {
                    Issue.record("\(what) is \(String(describing: error))")
                    continue
                }
                #expect(text.contains(what))
            }
        }
    }

    @Test(
        arguments: [
            [0x28, 0xB5, 0x2F, 0xFD, 0x08, 0, 0], [0x85, 0x01, 0x0C, 4],
            [0x85, 0x01, 0x0C, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1],
            [0x84, 0x5E, 4], [0x8C, 12], [0x8C, 13, 4, 99], [0x86, 1, 2, 3, 4, 5, 6, 7],
            Array("-----BEGIN PGP PUBLIC KEY BLOCK-----".utf8),
            Array("\u{7F}ELF".utf8) + [2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0],
            [0xD4, 0xC3, 0xB2, 0xA1, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0], [UInt8](repeating: 0, count: 600),
            Array("RIFF".utf8) + [0x24, 8, 0, 0] + Array("WAVEfmt ".utf8), Array("12345678901234567890".utf8),
        ] as [[UInt8]]
    )
    func othersAreNotRecognised(bytes: [UInt8]) {
        #expect(!RecordingFormat.names(recognising: bytes).contains("ttyrec"))
    }

    @Test func aBeginningIsOnlyThisFormats() {
        let bytes = recording { $0.record(TtyrecWriter.start, 999_999, "Welcome") }
        #expect(RecordingFormat.names(recognising: bytes) == ["ttyrec"])
        for text in [sessionCSV(), guacamoleMouse(1, 2, 0, 7), jsonLines(), asciicast2(), asciicast1()] {
            #expect(!RecordingFormat.names(recognising: Array(text.utf8)).contains("ttyrec"))
        }
    }
}
