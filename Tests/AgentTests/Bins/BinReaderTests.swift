import Agent
import Foundation
import Gestures
import Recordings
import SystemPackage
import Testing

struct BinReaderTests {
    /// Calls `body` with a directory that holds `files` by their paths below it, and removes it afterwards.
    private func withDirectory(_ files: [String: String], _ body: (URL) throws -> Void) throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: directory) }
        for (path, content) in files {
            let file = directory.appending(path: path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(content.utf8).write(to: file)
        }
        try body(directory)
    }

    private func read(_ directory: URL, threads: Int) throws -> BinReader.Outcome {
        let reader = BinReader(layout: try LayoutPattern("{user}/{session}"), threads: threads, system: Kernel())
        return try reader.read(RecordingDirectory(FilePath(directory.path), system: Kernel()))
    }

    private func recording(of step: Int) -> String {
        let rows = (0..<200).map { "\($0).1,\($0).1,NoButton,Move,\($0 * step % 900),\($0 * 3 % 700)" }
        return "record timestamp,client timestamp,button,state,x,y\n" + rows.joined(separator: "\n") + "\n"
    }

    @Test func oneBadRecordingDoesNotStopTheOthers() throws {
        let files = ["alice/1": recording(of: 5), "bob/1": "this is no recording\n", "stray": recording(of: 7)]
        try withDirectory(files) { directory in
            try FileManager.default.createSymbolicLink(
                at: directory.appending(path: "alice/2"),
                withDestinationURL: directory.appending(path: "alice/1")
            )
            let outcome = try read(directory, threads: 1)
            #expect(outcome.readCount == 1)
            #expect(outcome.unreadableCount == 3)
            #expect(outcome.findings.map(\.path.description) == ["alice/2", "bob/1", "stray"])
            #expect(outcome.findings.allSatisfy { !$0.isRead })
            #expect(outcome.builder.userCount == 1)
        }
    }

    @Test func threadsDoNotMatter() throws {
        let files = (1...9).map { ("user\($0 % 3)/\($0)", recording(of: $0)) }
        try withDirectory(Dictionary(uniqueKeysWithValues: files)) { directory in
            let alone = try read(directory, threads: 1)
            #expect(alone.builder.sessionCount == 9)
            #expect(try read(directory, threads: 4).builder == alone.builder)
        }
    }

    @Test func aDirectoryThatIsGoneIsAnError() throws {
        #expect(throws: UnreadableRecording.self) {
            try read(URL(filePath: "/nonexistent-\(UUID().uuidString)"), threads: 1)
        }
    }
}
