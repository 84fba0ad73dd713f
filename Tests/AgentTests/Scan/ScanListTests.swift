import SystemPackage
import Testing

@testable import Agent

struct ScanListTests {
    private static let reports: [SessionReport] = [
        .example("u/middle", .scored(3)),
        .example("u/gone", .unreadable(UnreadableRecording("gone"))),
        .example("u/z", .scored(2)),
        .example("u/short", .notScored(.namesNobody)),
        .example("u/first", .scored(5, isQuarantined: true)),
        .example("u/a", .scored(2)),
    ]

    private static func list(of reports: [SessionReport]) throws -> ScanList {
        let list = ScanList(spillingInto: "/spill", system: try SimulatedSystem(directory: "/spill"))
        for report in reports { list.add(report) }
        return list
    }

    @Test func scoredSessionsComeFirstAndTiesAreInOrderOfPath() throws {
        let rows = try Self.list(of: Self.reports).mapRows(top: nil, \.self)
        #expect(rows.map(\.path) == ["u/first", "u/middle", "u/a", "u/z", "u/short", "u/gone"])
        #expect(rows.map(\.rank) == [1, 2, 3, 4, nil, nil])
    }

    @Test func theOrderInWhichReportsComeMakesNoDifference() throws {
        let rows = try Self.list(of: Self.reports).mapRows(top: nil, \.self)
        #expect(try Self.list(of: Self.reports.reversed()).mapRows(top: nil, \.self) == rows)
    }

    @Test func aRowIsItsReportWithARank() throws {
        var expected = PublishedSession(Self.reports[0])
        expected.rank = 2
        #expect(try Self.list(of: Self.reports).mapRows(top: 2, \.self).last == expected)
    }

    @Test func aRowOfTextIsOnOneLine() throws {
        var lines: [[UInt8]] = []
        try Self.list(of: Self.reports).forEachRow(top: nil) { lines.append($0) }
        #expect(lines.count == Self.reports.count)
        #expect(lines.allSatisfy { $0.first == UInt8(ascii: "{") && !$0.contains(UInt8(ascii: "\n")) })
    }

    @Test func theSummaryCountsEveryKind() throws {
        let summary = try Self.list(of: Self.reports).summary
        #expect(summary.recordings == 6 && summary.scored == 4 && summary.quarantined == 1)
        #expect(summary.notScored == 1 && summary.unreadable == 1 && summary.withRemarks == 0)
        #expect(summary.bytes == 0 && summary.events == 0)
    }

    @Test func anEmptyListHasReadNothing() throws {
        let summary = try Self.list(of: []).summary
        #expect(summary.recordings == 0 && summary.bytes == 0 && summary.events == 0)
    }

    @Test func aListThatIsLongIsTheSame() throws {
        let reports = (0..<400).map { SessionReport.example("u/\($0)", .scored(Double(($0 * 37) % 400))) }
        let evidence = try Self.list(of: reports).mapRows(top: nil) { $0.evidence?.combined }
        #expect(evidence == (0..<400).reversed().map { Double($0) })
    }

    @Test func aNumberThatJSONCannotWriteMakesItsRowUnreadableAndNoOther() throws {
        let list = try Self.list(of: [.example("u/1", .scored(.nan)), .example("u/2", .scored(1))])
        let rows = try list.mapRows(top: nil, \.self)
        #expect(rows.map(\.path) == ["u/2", "u/1"])
        #expect(rows[1].state == .unreadable && rows[1].reason?.contains("not finite") == true)
        #expect(list.summary.scored == 1 && list.summary.unreadable == 1)
    }

    @Test func whatCannotBeReadAgainNamesTheFolder() throws {
        let system = try SimulatedSystem(directory: "/spill")
        let list = ScanList(spillingInto: "/spill", system: system)
        for number in 0..<400 { list.add(.example("u/\(number)", .scored(Double(number)))) }
        // The row that comes first is still in memory, the last one in the file.
        system.arm(.fault(.ioError), at: 1)
        let error = #expect(throws: PublicationError.self) { try list.mapRows(top: nil, \.self) }
        #expect(error?.description.contains("/spill") == true)
    }
}
