import Testing

@testable import Recordings

/// Formats tell each other's recordings apart, however little of them is there.
struct RecognitionTests {
    /// How recordings begin, with their format's name.
    private static let beginnings: [(format: String, text: String)] = [
        ("session-csv", "record timestamp,client timestamp,button,state,x,y\n0.5,0.25,NoButton,Move,3,4\n"),
        ("session-csv", "\u{FEFF}record timestamp,client timestamp,button,state,x,y\r\n"),
        ("guacamole", "4.size,2.-2,2.11,2.16;4.size,1.0,4.1600,4.1200;"),
        ("guacamole", "5.mouse,3.370,3.479,1.0,7.6043422;"), ("guacamole", "3.nop;4.sync,8.15035699;"),
        ("sudo-iolog", "4 0.100000000 2\n"), ("sudo-iolog", "7 0.002850082 TSTP\r\n3 0.1 1\n"),
        ("sudo-iolog", "5 1.0 24 80\n"), ("sudo-iolog", "1603746837:millert:root::/dev/ttypb:24:80\n/home\n"),
        ("sudo-iolog", "{\n \"timestamp\": {\n \"seconds\": 1"), ("script", "0.032200 32\n"),
        ("script", "12.5 1\n0.1 2\n"), ("script", "H 0.000000 START_TIME 2026-01-31 23:59:59+01:00\n"),
        ("script", "Script started on 2026"), ("script", "[BEGIN TYPESCRIPT]\nlogin: "),
        ("guacamole", "00009.clipboard,1.0,10.text/plain;"),
    ]

    /// What no format is.
    private static let foreign = [
        "", "4.siz,", "4.size1.0", "4.Size,1.0;", "0.;", "0.000123 12\n", "000004.size,", "4size", "33.size,",
        "4.1234,",
        "1.5,2.5\n", "99999999999999999999.", "{\"version\": 2}\n", "\u{0}\u{1}\u{2}",
    ]

    @Test(arguments: beginnings)
    func aBeginningMatchesItsFormatAlone(format: String, text: String) {
        let bytes = Array(text.utf8)
        for candidate in RecordingFormat.all {
            var hasMatched = false
            for length in 0...bytes.count {
                let verdict = candidate.recognise(bytes.span.extracting(..<length))
                if candidate.name == format {
                    #expect(verdict == .matches || verdict == .undecided && !hasMatched, "\(length) bytes")
                    hasMatched = hasMatched || verdict == .matches
                } else {
                    #expect(verdict != .matches, "\(candidate.name) takes \(length) bytes of \(format)")
                }
            }
            #expect(hasMatched == (candidate.name == format))
        }
        guard case .recognised(let recognised) = RecordingFormat.recognise(bytes.span) else {
            Issue.record("some format before \(format) does not decide")
            return
        }
        #expect(recognised.name == format)
    }

    @Test(arguments: foreign)
    func foreignBytesMatchGuacamoleAtNoLength(text: String) {
        let bytes = Array(text.utf8)
        for length in 0...bytes.count {
            #expect(RecordingFormat.guacamole.recognise(bytes.span.extracting(..<length)) != .matches)
        }
        if !bytes.isEmpty { #expect(RecordingFormat.guacamole.recognise(bytes.span) == .differs) }
    }
}
