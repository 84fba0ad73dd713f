import Agent
import Configuration
import Synthesis
import Testing

struct RecordingPathTests {
    private static func name(_ text: String) throws -> SourceName { try #require(SourceName(text)) }

    /// A name that a hostile user may give to a file.
    private static func fileName(_ random: inout SplitMix64) -> FileName {
        let alphabet =
            Array(#"abnrtxu0{}\-. "#.utf8) + [0x0A, 0x0D, 0x09, 0x1B, 0x7F, 0xFF, 0xC3, 0xA9, 0xE2, 0x80, 0xAE]
        return FileName((0...(random.next() % 6)).map { _ in alphabet[Int(random.next() % UInt64(alphabet.count))] })
    }

    @Test func aPathIsReadBackAsItWasPrinted() throws {
        var random = SplitMix64(seed: 1)
        let sources = [nil, try Self.name("citrix"), try Self.name("a")]
        for _ in 0..<2_000 {
            let components = (0..<(random.next() % 4)).map { _ in Self.fileName(&random) }
            let path = RecordingPath(components, in: sources[Int(random.next() % 3)])
            #expect(RecordingPath(printed: path.description) == path, "\(path)")
        }
    }

    @Test(arguments: [
        #"a\u{2f}b"#, #"a\u{0}"#, #"\x"#, #"\x4"#, #"\u{"#, #"\u{110000}"#, #"\"#, "a//b", "/", "//", "x///y",
    ])
    func anyTextIsAPath(text: String) {
        for component in RecordingPath(printed: text).components {
            #expect(!component.bytes.contains(0) && !component.bytes.contains(UInt8(ascii: "/")))
        }
    }

    @Test func aSourceIsPrintedAsNoDirectoryCanBe() throws {
        let components = [FileName("alice"), FileName("1")]
        let plain = RecordingPath([FileName("citrix")] + components)
        let named = RecordingPath(components, in: try Self.name("citrix"))
        #expect(named.description == "citrix//alice/1")
        #expect(plain.description == "citrix/alice/1")
        #expect(named != plain && named != RecordingPath(components))
        #expect(named.bytes == Array("alice/1".utf8))
    }

    @Test func pathsAreInOrderOfTheirSourcesFirst() throws {
        let (a, b) = (try Self.name("a"), try Self.name("b"))
        let names = [FileName("x"), FileName("y")]
        let ascending = [nil, a, b].flatMap { source in
            [RecordingPath([], in: source), RecordingPath([names[0]], in: source), RecordingPath(names, in: source)]
        }
        for (index, path) in ascending.enumerated() {
            for (other, second) in ascending.enumerated() { #expect((path < second) == (index < other)) }
        }
    }
}
