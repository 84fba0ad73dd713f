import Foundation
import RecordingWriters
import TestSupport
import Testing

@testable import Recordings

struct JSONLinesRecognitionTests {
    /// The formats that say `matches` of any prefix of `bytes` as long as formats are recognised by.
    private func formats(matchingAnyPrefixOf bytes: [UInt8]) -> Set<String> {
        var names: Set<String> = []
        for length in 0...min(bytes.count, RecordingFormat.recognitionLength) {
            let prefix = bytes.span.extracting(..<length)
            for format in RecordingFormat.all {
                if case .matches = format.recognise(prefix) { names.insert(format.name) }
            }
        }
        return names
    }

    @Test(arguments: [
        (sessionCSV("1,1,NoButton,Move,1,1"), "session-csv"), ("\u{FEFF}" + sessionCSV(), "session-csv"),
        (jsonLines(#"{"t":1,"kind":"move","x":1,"y":1}"#), "gait-jsonl"), ("\u{FEFF} \r\n" + jsonLines(), "gait-jsonl"),
        ("{ \"format\"\t: \"gait-jsonl\" ,", "gait-jsonl"),
    ])
    func aBeginningIsOfOneFormat(text: String, name: String) {
        #expect(formats(matchingAnyPrefixOf: Array(text.utf8)) == [name])
    }

    @Test(arguments: [
        #"{"version": 2, "width": 80}"#, #"{"ver":"2.3","host":"h"}"#, #"{"format":"gait"}"#,
        #"{"format":"gait-jsonl2"}"#,
        #"{"version":1,"format":"gait-jsonl"}"#, #"{"f\u006frmat":"gait-jsonl"}"#, #"[{"format":"gait-jsonl"}]"#,
        #"{"format":["gait-jsonl"]}"#, "\u{FEFF}\u{FEFF}" + jsonLinesHeader, "{}", "5.mouse,3.100,",
        String(repeating: " ", count: 512) + jsonLinesHeader,
    ])
    func othersAreNot(text: String) {
        #expect(!formats(matchingAnyPrefixOf: Array(text.utf8)).contains("gait-jsonl"))
    }

    /// What is not this format is known not to be as soon as it differs.
    @Test func aDifferenceIsToldAtItsByte() {
        let header = Array(jsonLinesHeader.utf8)
        for index in 0..<#"{"format":"gait-jsonl""#.utf8.count {
            let prefix = Array(header[..<index]) + [UInt8(ascii: "~")]
            guard case .differs = RecordingFormat.jsonLines.recognise(prefix.span) else {
                Issue.record("undecided at byte \(index)")
                continue
            }
            guard case .undecided = RecordingFormat.jsonLines.recognise(header.span.extracting(..<index)) else {
                Issue.record("decided before byte \(index)")
                continue
            }
        }
    }

    @Test(.enabled(if: RealData.isPresent, RealData.absence))
    func realRecordingsOfOtherRecordersAreNot() {
        let folder = RealData.balabit.deletingLastPathComponent().appending(path: "recordings")
        for (path, bytes) in ProjectFiles.contents(of: folder) {
            #expect(!formats(matchingAnyPrefixOf: bytes).contains("gait-jsonl"), "\(path)")
        }
    }
}
