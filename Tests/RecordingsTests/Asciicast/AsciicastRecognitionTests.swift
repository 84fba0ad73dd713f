import Foundation
import RecordingWriters
import TestSupport
import Testing

@testable import Recordings

struct AsciicastRecognitionTests {
    @Test(arguments: [
        asciicast2(), asciicast3(), asciicast1(), "\n { \"version\" : 1 ,\n\"height\": 5}",
        #"{"env": {"TERM": "x", "version": 9}, "width": 75, "timestamp": 1, "version": 2, "idle_time_limit": 2.0}"#,
        #"{"version":2,"title":"a \"version\":9 {","height":5}"#, #"{"stdout":[[1,"a"]],"version":1}"#,
        #"{"version":3,"env":{"A":"\#(String(repeating: "x", count: 600))"},"term":{}}"#,
    ])
    func aBeginningIsOfThisFormatAlone(text: String) {
        #expect(RecordingFormat.names(recognising: Array(text.utf8)) == ["asciicast"])
    }

    @Test(arguments: [
        jsonLines(), #"{"ver":"2.3","host":"h","rec":"r","user":"u","term":"xterm","session":1,"id":1,"pos":0}"#,
        #"{"version":4,"width":80}"#, #"{"version":2.5,"width":80}"#, #"{"version":"2","width":80}"#,
        #"{"version":null,"width":80}"#, #"{"version":2}"#, #"{"version":2,"services":{"width":1}}"#, "{}", "[1]",
        "[[1,",
        #"["version",2,"width",80]"#, #"{"a":{"version":2},"width":80}"#, "5.mouse,3.100,", "4.size,1.0", "{]", "12345",
        #"{"width":80,"height":24}"#, #"{"a":"\#(String(repeating: "x", count: 600))","version":2,"width":1}"#,
    ])
    func othersAreNot(text: String) {
        #expect(!RecordingFormat.names(recognising: Array(text.utf8)).contains("asciicast"))
    }

    @Test func aDifferenceIsToldAtItsByte() {
        for (text, difference) in [("x", 1), ("{x", 2), (#"{"version":x"#, 12), (#"{"version":7,"#, 13), ("{}", 2)] {
            let bytes = Array(text.utf8)
            #expect(RecordingFormat.asciicast.recognise(bytes.span.extracting(..<difference)) == .differs)
            #expect(RecordingFormat.asciicast.recognise(bytes.span.extracting(..<(difference - 1))) == .undecided)
        }
    }

    @Test(.enabled(if: RealData.hasRecordings, RealData.absence))
    func realRecordingsOfOtherRecordersAreNot() {
        for (path, bytes) in ProjectFiles.contents(of: RealData.recordings) where !path.contains("asciicast/") {
            #expect(!RecordingFormat.names(recognising: bytes).contains("asciicast"), "\(path)")
        }
    }
}
