import AgentSupport
import Foundation
import Recordings
import SystemPackage
import TestSupport
import Testing

@testable import Agent

/// A directory with what recorders of many kinds wrote, and other files among that.
@Suite(.enabled(if: RealData.hasRecordings, RealData.absence))
struct RealRecordingsScanTests {
    private static let encrypted = Array("WCFM".utf8)

    /// Why a file is no recording by itself; `nil` where it is one, or none of any kind.
    private static func companionProblem(_ bytes: [UInt8]) -> RecordingError? {
        var scratch = RecordingScratch()
        var reader = RecordingReader()
        do throws(RecordingError) {
            try reader.read(bytes.span, using: &scratch) { _ in }
            _ = try reader.finish(using: &scratch) { _ in }
        } catch {
            if case .companion = error.problem { return error }
        }
        return nil
    }

    @Test func everyFileIsReadOrNamedWithItsReason() throws {
        let scanner = SessionScanner(
            SessionScanner.Configuration(layout: try LayoutPattern("{user}/{session}"), threads: 2),
            system: Kernel()
        )
        let directory = RecordingDirectory(FilePath(RealData.recordings.path), system: Kernel())
        let sessions = try scanner.scan(directory).sessions
        let reports = Dictionary(uniqueKeysWithValues: sessions.map { ($0.path.description, $0) })
        let parts = try Set(directory.recordings(format: nil).flatMap { $0.parts ?? [] }.map(\.path.description))
        var counts: [String: Int] = [:]
        for (name, bytes) in ProjectFiles.contents(of: RealData.recordings) {
            guard let report = reports[name] else {
                // It belongs to another.
                let path = RecordingPath(printed: name)
                let isBesideMain = directory.main(ofCompanion: path, format: nil) != nil
                #expect(isBesideMain || parts.contains(name) || Self.companionProblem(bytes) != nil, "\(name)")
                counts["companion", default: 0] += 1
                continue
            }
            guard case .unreadable(let error) = report.outcome else {
                #expect(report.format != nil, "\(name)")
                if case .notScored(.outputOnly) = report.outcome { counts["output only", default: 0] += 1 }
                counts["read", default: 0] += 1
                continue
            }
            counts["unreadable", default: 0] += 1
            if bytes.starts(with: Self.encrypted) {
                #expect(error.description.contains("encrypted"), "\(name): \(error)")
                counts["encrypted", default: 0] += 1
            } else if error.description.contains("there is no timing that can be read") {
                counts["without timing", default: 0] += 1
            } else {
                #expect(error.description.contains("not the first bytes of any format"), "\(name): \(error)")
                if case .recognised(let format) = RecordingFormat.recognise(bytes.span) {
                    Issue.record("\(name) is \(format.name)")
                }
            }
        }
        // Something of everything is there.
        #expect(counts.count == 6 && counts.values.allSatisfy { $0 > 0 }, "\(counts)")
    }
}
