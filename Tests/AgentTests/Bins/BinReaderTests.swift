import Agent
import Foundation
import Gestures
import Recordings
import SystemPackage
import TestSupport
import Testing

struct BinReaderTests {
    private func directory(of files: [String: String]) throws -> TemporaryDirectory {
        let directory = try TemporaryDirectory()
        for (path, content) in files { try directory.write(content.utf8, to: path) }
        return directory
    }

    private func read(_ directory: FilePath, threads: Int) throws -> BinReader.Outcome {
        let reader = BinReader(layout: try LayoutPattern("{user}/{session}"), threads: threads, system: Kernel())
        return try reader.read(RecordingDirectory(directory, system: Kernel()))
    }

    private func recording(of step: Int) -> String {
        let rows = (0..<200).map { "0.\(100 + $0),0.\(100 + $0),NoButton,Move,\($0 * step % 900),\($0 * 3 % 700)" }
        return "record timestamp,client timestamp,button,state,x,y\n" + rows.joined(separator: "\n") + "\n"
    }

    @Test func oneBadRecordingDoesNotStopTheOthers() throws {
        let files = ["alice/1": recording(of: 5), "bob/1": "this is no recording\n", "stray": recording(of: 7)]
        let directory = try directory(of: files)
        try FileManager.default.createSymbolicLink(
            at: directory.url.appending(path: "alice/2"),
            withDestinationURL: directory.url.appending(path: "alice/1")
        )
        let outcome = try read(directory.path, threads: 1)
        #expect(outcome.readCount == 1)
        #expect(outcome.unreadableCount == 3)
        #expect(outcome.findings.map(\.path.description) == ["alice/2", "bob/1", "stray"])
        #expect(outcome.findings.allSatisfy { !$0.isRead })
        #expect(outcome.builder.userCount == 1)
    }

    @Test func threadsDoNotMatter() throws {
        let files = (1...9).map { ("user\($0 % 3)/\($0)", recording(of: $0)) }
        let directory = try directory(of: Dictionary(uniqueKeysWithValues: files))
        let alone = try read(directory.path, threads: 1)
        #expect(alone.builder.sessionCount == 9)
        #expect(try read(directory.path, threads: 4).builder == alone.builder)
    }

    @Test func aDirectoryThatIsGoneIsAnError() throws {
        #expect(throws: UnreadableRecording.self) {
            try read(TemporaryDirectory().path.appending("gone"), threads: 1)
        }
    }
}
