import Recordings
import Synthesis
import Testing

struct LayoutPatternTests {
    private func names(_ pattern: String, _ path: String) throws -> [String?]? {
        try LayoutPattern(pattern).match(path).map { match in
            [match.user, match.session, match.host, match.account].map {
                $0.map { String(decoding: $0.bytes, as: UTF8.self) }
            }
        }
    }

    @Test(arguments: [
        ("{user}/session_{session}", "alice/session_17", ["alice", "17", nil, nil]),
        ("{user}/session_{session}", "alice/session_17.gz", ["alice", "17", nil, nil]),
        ("{user}/session_{session}", "alice/session_17.gz.gz", ["alice", "17.gz", nil, nil]),
        ("{user}/session_{session}", "alice/session_17.xz", ["alice", "17.xz", nil, nil]),
        ("{user}/{session}.txt", "u/a.txt.txt", ["u", "a.txt", nil, nil]),
        ("{user}/{session}.txt", "u/a.txt.gz", ["u", "a", nil, nil]),
        ("{user}@{host}", "a@b@c", ["a", nil, "b@c", nil]),
        ("{user}@{host}/{account}-{session}.csv", "a@h/root-7-8.csv", ["a", "7-8", "h", "root"]),
        ("rec/{session}", "rec/x", [nil, "x", nil, nil]),
        ("a{user}b", "abbb", ["bb", nil, nil, nil]),
        ("{user}ab{session}ab", "xababab", ["x", "ab", nil, nil]),
        ("{}/{}.{session}.cast", "2026-11-21/a.7.cast", [nil, "7", nil, nil]),
        ("fixed", "fixed.gz", [nil, nil, nil, nil]),
    ])
    func pathsGiveNames(pattern: String, path: String, expected: [String?]) throws {
        #expect(try names(pattern, path) == expected)
    }

    @Test(arguments: [
        ("{user}/session_{session}", "alice/session_"), ("{user}/session_{session}", "alice/session_.gz"),
        ("{user}/session_{session}", "/session_1"), ("{user}/session_{session}", "a/b/session_1"),
        ("{user}/session_{session}", "a/session_1/2"), ("{user}/session_{session}", "alice/Session_1"),
        ("{user}/session_{session}", ""), ("{user}/{session}.txt", "u/.txt"), ("{user}/{session}.txt", "u/a.txt.bz2"),
        ("{user}@{host}", "@h"), ("{user}@{host}", "u@"), ("fixed", "fixed2"), ("fixed", "afixed"),
        ("{user}", ".gz"), ("{user}ab{session}ab", "xabab"),
    ])
    func otherPathsDoNotMatch(pattern: String, path: String) throws {
        #expect(try names(pattern, path) == nil)
    }

    @Test(arguments: [
        ("{user}/{users}", LayoutPatternError(.unknownPlaceholder("users"), byte: 7)),
        ("{ }", LayoutPatternError(.unknownPlaceholder(" "), byte: 0)),
        ("{}{user}", LayoutPatternError(.adjacentPlaceholders, byte: 2)),
        ("{user}/a{user}", LayoutPatternError(.duplicatedPlaceholder("user"), byte: 8)),
        ("{user}/{user}", LayoutPatternError(.duplicatedPlaceholder("user"), byte: 7)),
        ("{session}/x/{session}", LayoutPatternError(.duplicatedPlaceholder("session"), byte: 12)),
        ("{session}/{session}.x", LayoutPatternError(.duplicatedPlaceholder("session"), byte: 10)),
        ("{session}.x/{session}", LayoutPatternError(.duplicatedPlaceholder("session"), byte: 12)),
        ("a{user}{session}", LayoutPatternError(.adjacentPlaceholders, byte: 7)),
        ("{user", LayoutPatternError(.unbalancedBrace, byte: 0)),
        ("{us/er}", LayoutPatternError(.unbalancedBrace, byte: 0)),
        ("user}", LayoutPatternError(.unbalancedBrace, byte: 4)),
        ("", LayoutPatternError(.impossibleComponent, byte: 0)),
        ("/{user}", LayoutPatternError(.impossibleComponent, byte: 0)),
        ("{user}//x", LayoutPatternError(.impossibleComponent, byte: 7)),
        ("{user}/", LayoutPatternError(.impossibleComponent, byte: 7)),
        ("../{user}", LayoutPatternError(.impossibleComponent, byte: 0)),
        ("./{user}", LayoutPatternError(.impossibleComponent, byte: 0)),
        ("{user}.gz", LayoutPatternError(.compressionSuffix, byte: 6)),
    ])
    func badPatternsAreRefusedWithTheirPlace(pattern: String, expected: LayoutPatternError) {
        #expect(throws: expected) { try LayoutPattern(pattern) }
        #expect(expected.description.hasPrefix("layout pattern, byte \(expected.byte): "))
    }

    @Test func directoriesAreOneSession() throws {
        let layout = try LayoutPattern("{session}/{session}/{session}/timing")
        #expect(layout.match("00/00/1A/timing.gz")?.session == RecordingName("00/00/1A"))
        #expect(layout.match("00/1A/timing") == nil)
        #expect(layout.match("00/00//timing") == nil)
    }

    @Test func addressesAreNamed() throws {
        #expect(try LayoutPattern("{user}@{address}/{session}").match("a@::1/7")?.address == RecordingName("::1"))
    }

    @Test func patternsWithoutUserNameNobody() throws {
        #expect(try !LayoutPattern("{host}/{session}").namesUser)
        #expect(try LayoutPattern("{host}/{user}").namesUser)
    }

    @Test func namesAreTheirBytes() throws {
        let layout = try LayoutPattern("{user}/x")
        let odd: [UInt8] = [0xFF, 0x1B, 0x0A]
        #expect(layout.match(bytes: odd + Array("/x".utf8))?.user == RecordingName(bytes: odd))
        #expect(RecordingName("\u{E9}") != RecordingName("e\u{301}"))
        #expect(RecordingName("a") < RecordingName("ab"))
    }

    @Test func matchesPutTogetherAgainGiveThePath() throws {
        let layout = try LayoutPattern("{user}-{host}/{session}-x-{account}")
        var random = SplitMix64(seed: 3)
        var matched = 0
        for _ in 0..<5000 {
            let length = Int.random(in: 1...14, using: &random)
            let path = (0..<length).map { _ in Array("--a-x/".utf8).randomElement(using: &random)! }
            guard let match = layout.match(bytes: path), let user = match.user, let host = match.host,
                let session = match.session, let account = match.account
            else { continue }
            matched += 1
            #expect(
                user.bytes + Array("-".utf8) + host.bytes + Array("/".utf8) + session.bytes
                    + Array("-x-".utf8) + account.bytes == path
            )
        }
        #expect(matched > 0)
    }
}
