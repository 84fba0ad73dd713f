import Agent
import AgentSupport
import Foundation
import Recordings
import Scoring
import Synthesis
import TestSupport
import Testing

/// Whatever lies in the directory gets one row with the reason, and nothing else suffers.
struct HostileDirectoryTests {
    private static let header = "record timestamp,client timestamp,button,state,x,y\n"

    private static func report(_ prepare: (TemporaryDirectory) throws -> Void) throws -> [String: SessionReport] {
        let directory = try TemporaryDirectory()
        try prepare(directory)
        let configuration = SessionScanner.Configuration(layout: try LayoutPattern("{user}/{session}"), threads: 2)
        let result = try SessionScanner(configuration, system: Kernel())
            .scan(RecordingDirectory(directory.path, system: Kernel()))
        return Dictionary(uniqueKeysWithValues: result.sessions.map { ($0.path.description, $0) })
    }

    private static func reason(_ report: SessionReport?) -> String? {
        guard case .unreadable(let reason) = report?.outcome else { return nil }
        return reason.description
    }

    @Test func aFIFOIsNotOpened() throws {
        let reports = try Self.report { directory in
            try directory.write([], to: "u/empty")
            #expect(unsafe mkfifo(directory.url.appending(path: "u/pipe").path, 0o600) == 0)
        }
        #expect(Self.reason(reports["u/pipe"])?.contains("FIFO") == true)
        #expect(Self.reason(reports["u/empty"])?.contains("empty") == true)
    }

    @Test func aLinkIsNotFollowed() throws {
        let outside = try TemporaryDirectory()
        try outside.write(Array(Self.header.utf8), to: "secret")
        let reports = try Self.report { directory in
            try directory.write([], to: "u/empty")
            let manager = FileManager.default
            try manager.createSymbolicLink(
                at: directory.url.appending(path: "u/link"),
                withDestinationURL: outside.url.appending(path: "secret")
            )
            try manager.createSymbolicLink(at: directory.url.appending(path: "v"), withDestinationURL: outside.url)
        }
        #expect(Self.reason(reports["u/link"])?.contains("symbolic link") == true)
        #expect(Self.reason(reports["v"])?.contains("symbolic link") == true)
        #expect(reports.count == 3)
    }

    @Test func aWrongHeaderNamesItsPlace() throws {
        let reports = try Self.report { try $0.write(Array("what,ever\n1,2\n".utf8), to: "u/odd") }
        #expect(Self.reason(reports["u/odd"])?.contains("byte 0") == true)
    }

    @Test func anUnreadableFileSaysSo() throws {
        let reports = try Self.report { directory in
            try directory.write(Array(Self.header.utf8), to: "u/closed")
            unsafe chmod(directory.url.appending(path: "u/closed").path, 0)
        }
        // Root reads everything; then the recording is merely without events.
        let report = try #require(reports["u/closed"])
        if getuid() != 0 { #expect(Self.reason(report)?.contains("permission") == true) }
    }

    @Test func oneBadRecordingDoesNotStopTheOthers() throws {
        let synthetic = try SyntheticDirectory(users: 1, sessions: 5)
        try synthetic.directory.write([0x1F, 0x8B, 8, 0, 1, 2, 3], to: "user01/session_00000_broken.gz")
        try synthetic.directory.write([0, 0, 0], to: "user01/session_00000_zeros")
        let configuration = SessionScanner.Configuration(
            layout: try LayoutPattern("{user}/session_{session}"),
            threads: 2
        )
        let result = try SessionScanner(configuration, system: Kernel())
            .scan(RecordingDirectory(synthetic.directory.path, system: Kernel()))
        #expect(result.sessions.count == 7)
        let unreadable = result.sessions.filter { Self.reason($0) != nil }
        #expect(unreadable.count == 2)
        #expect(result.sessions.contains { if case .scored = $0.outcome { true } else { false } })
    }

    @Test func aNameCannotSpeakToTheTerminal() throws {
        let reports = try Self.report { try $0.write([], to: "u/\u{1B}[31mred\n") }
        #expect(reports.keys.first == #"u/\u{1B}[31mred\n"#)
    }
}
