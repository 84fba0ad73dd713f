import Agent
import Foundation
import SystemPackage
import TestSupport
import Testing

struct HealthReportTests {
    private static func report(_ status: Status, isLocked: Bool = true) throws -> HealthReport {
        let bytes = [UInt8](try JSONEncoder().encode(status))
        return Health.judge(.init(status: .bytes(bytes), isLocked: isLocked), now: status.time)
    }

    @Test func theLineIsAPlugins() throws {
        #expect(
            try Self.report(.example()).line
                == "GAIT OK: 12 sessions open | 'lag'=0.250s;60;600 'lag_bytes'=2048B 'open'=12 'unreadable'=0 "
                + "'resident'=20000000B;50000000; 'disk_free'=10000000000B;268435456:;33554432: 'profiles'=7 "
                + "'score_age'=864s"
        )
    }

    @Test func theTextIsUnder80CharactersOnOneLineWithoutABarOfItsOwn() throws {
        var status = Status.example()
        status.pid = .min
        status.sessions.unreadable = .max
        status.refusals = [.init(reason: "a | b\nc", count: .max, names: [String(repeating: "n|\n", count: 400)])]
        status.limits = [.init(limit: String(repeating: "|", count: 300), count: 1)]
        for isLocked in [true, false] {
            let line = try Self.report(status, isLocked: isLocked).line
            let text = line.split(separator: "|", maxSplits: 1)[0]
            #expect(text.count <= 80 && line.hasPrefix("GAIT "))
            #expect(line.filter { $0 == "|" }.count == 1)
            #expect(!line.contains { $0.isNewline })
        }
    }

    @Test func withoutAStatusThereAreNoFigures() {
        let report = Health.judge(.init(status: .noDirectory, isLocked: false), now: .day(1))
        #expect(report.line == "GAIT UNKNOWN: never started: there is no state directory")
    }

    @Test func theJSONHasTheLevelAndTheWholeStatus() throws {
        let report = try Self.report(.example())
        let json = try #require(
            JSONSerialization.jsonObject(with: Data(report.encoded())) as? [String: Any]
        )
        #expect(Set(json.keys) == ["level", "sentence", "details", "performance", "status"])
        #expect(json["level"] as? String == "OK")
        #expect((json["status"] as? [String: Any])?["pid"] as? Int == 4711)
    }

    @Test func everyMetricIsDescribedOnceAndEveryLineIsOne() throws {
        var status = Status.example()
        status.refusals = [
            .init(reason: "a \"link\"\\\n", count: 2, names: []), .init(reason: "a FIFO", count: 1, names: []),
        ]
        status.limits = [.init(limit: "rows", count: 4)]
        let lines = try Self.report(status).prometheusText.split(separator: "\n").map(String.init)
        var described: [String] = []
        for line in lines {
            if line.hasPrefix("# TYPE ") {
                described.append(String(line.split(separator: " ")[2]))
            } else if !line.hasPrefix("# HELP ") {
                let name = try #require(line.split(whereSeparator: { "{ ".contains($0) }).first).description
                #expect(name == described.last)
                #expect(Double(line.split(separator: " ").last ?? "") != nil)
            }
        }
        #expect(Set(described).count == described.count)
        #expect(lines.contains("gait_health_level 0"))
        #expect(lines.contains("gait_lag_seconds 0.250"))
        #expect(lines.contains(#"gait_sessions{state="open"} 12"#))
        #expect(lines.contains(#"gait_refused{reason="a \"link\"\\\\\\n"} 2"#))
    }

    @Test func theTextfileIsReplacedAndEverybodyMayReadIt() throws {
        let directory = try TemporaryDirectory()
        let file = directory.path.appending("gait.prom")
        let report = try Self.report(.example())
        for _ in 0..<2 { try report.writePrometheusText(to: file, system: Kernel()) }
        let data = try #require(FileManager.default.contents(atPath: file.string))
        #expect(String(decoding: data, as: UTF8.self) == report.prometheusText)
        let attributes = try FileManager.default.attributesOfItem(atPath: file.string)
        #expect(attributes[.posixPermissions] as? Int == 0o644)
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path.string) == ["gait.prom"])
    }

    @Test func aTextfileThatCannotBeWrittenIsNamed() throws {
        let directory = try TemporaryDirectory()
        #expect(throws: PublicationError.self) {
            try Self.report(.example()).writePrometheusText(
                to: directory.path.appending("missing/gait.prom"),
                system: Kernel()
            )
        }
    }
}
