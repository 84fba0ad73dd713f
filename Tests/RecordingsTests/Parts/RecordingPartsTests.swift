import Recordings
import Testing

/// The names that recorders give to the parts of a session.
struct RecordingPartsTests {
    private static func name(_ name: String) -> RecordingParts.Name? { RecordingParts.anyName(Array(name.utf8)) }

    private static func described(_ name: String, by format: RecordingFormat) -> [String?] {
        let description = format.description(fromFileName: Array(name.utf8))
        return [RecordingDescription.Member.user, .address, .account, .host].map { description[$0] }
    }

    private static let bastion = "2026-02-03.10-20-30.000456.0123456789ab.alice.root.192.0.2.7.22.ttyrec"
    private static let wallix = "alice@192.0.2.1,root@server,20260203-102030,bastion,4711-000002.wrm"

    @Test func areTakenApart() throws {
        #expect(Self.name("5f0e.12.part") == .init(session: Array("5f0e.part".utf8), number: 12))
        #expect(Self.name("5f0e.12.part.gz") == Self.name("5f0e.12.part"))
        let wallix = try #require(Self.name(Self.wallix))
        #expect(wallix.number == 2)
        #expect(wallix.session == Array("alice@192.0.2.1,root@server,20260203-102030,bastion,4711.wrm".utf8))
        let bastion = try #require(Self.name(Self.bastion))
        #expect(bastion.session == Array("0123456789ab.alice.root.192.0.2.7.22.ttyrec".utf8))
        let later = try #require(Self.name(Self.bastion.replacing("10-20-30.000456", with: "10-20-31.000002")))
        #expect(later.session == bastion.session && later.number > bastion.number)
    }

    @Test func sayHowOthersMayBeCalled() throws {
        func others(_ number: Int64, _ name: String, _ format: RecordingFormat) -> [String]? {
            format.parts?.names(ofPart: number, besides: Array(name.utf8)).map { String(decoding: $0, as: UTF8.self) }
        }
        #expect(others(0, "5f0e.12.part", .guacamole)?.contains("5f0e.0.part") == true)
        #expect(others(0, "5f0e.1.part.gz", .guacamole)?.contains("5f0e.0.part") == true)
        #expect(others(0, Self.wallix, .wallix)?.first == Self.wallix.replacing("000002", with: "000000"))
        #expect(others(0, Self.bastion, .ttyrec) == [])
        #expect(others(0, "12", .guacamole) == [])
        #expect(others(10, "5f0e.9.part", .guacamole)?.first == "5f0e.10.part")
        #expect(others(10, Self.wallix, .wallix)?.first == Self.wallix.replacing("000002", with: "000010"))
    }

    @Test(arguments: [
        "", "part", ".0.part", "x.part", "x.-1.part", "x.1234567890123456.part", "x.0.part.meta", "000000.wrm",
        "-000000.wrm", "x-00000.wrm", "x-0000000.wrm", "x-00000a.wrm", "x-000000.mwrm",
        "2026-02-03.10-20-30.000456.0123456789a.alice.root.192.0.2.7.22.ttyrec",
        "2026-02-03.10-20-30.1000000.0123456789ab.alice.root.192.0.2.7.22.ttyrec",
        "2026-02-03.10-20.000456.0123456789ab.alice.root.192.0.2.7.22.ttyrec",
        "2026-02-03.10-20-30.000456.0123456789ab.alice.root.192.0.2.7.22.ttyrec.zst",
        "2026-02-03.10-20-30.000456.0123456789ab..root.192.0.2.7.22.ttyrec",
    ])
    func areNoOthers(name: String) {
        #expect(Self.name(name) == nil)
    }

    @Test func sayWhoAndWhere() {
        #expect(Self.described(Self.bastion, by: .ttyrec) == ["alice", nil, "root", "192.0.2.7"])
        let ipv6 = "2026-02-03.10-20-30.000456.0123456789ab.alice.root.2001:db8::7.22.ttyrec"
        #expect(Self.described(ipv6, by: .ttyrec) == ["alice", nil, "root", "2001:db8::7"])
        #expect(Self.described(Self.wallix, by: .wallix) == ["alice", "192.0.2.1", "root", "server"])
        #expect(Self.described(Self.wallix + ".gz", by: .wallix) == ["alice", "192.0.2.1", "root", "server"])
        let domain = "a@example.org@192.0.2.1,x@y@z,20260203-102030,bastion,4711-000002.wrm"
        #expect(Self.described(domain, by: .wallix) == ["a@example.org", "192.0.2.1", "x@y", "z"])
    }

    /// Nobody is named by a guess.
    @Test func sayNothingThatIsOpen() {
        let points = "2026-02-03.10-20-30.000456.0123456789ab.alice.b.root.192.0.2.7.22.ttyrec"
        #expect(Self.described(points, by: .ttyrec) == [nil, nil, nil, "192.0.2.7"])
        let noAddress = "2026-02-03.10-20-30.000456.0123456789ab.alice.root.192.0.2.700.22.ttyrec"
        #expect(Self.described(noAddress, by: .ttyrec) == [nil, nil, nil, nil])
        #expect(Self.described("replay-000000.wrm", by: .wallix) == [nil, nil, nil, nil])
        #expect(Self.described("alice,root@server,x,y,z-000000.wrm", by: .wallix) == [nil, nil, "root", "server"])
        #expect(Self.described("@,@,x,y,z-000000.wrm", by: .wallix) == [nil, nil, nil, nil])
        let long = String(repeating: "a", count: 256)
        #expect(Self.described("\(long)@b,c@d,x,y,z-000000.wrm", by: .wallix) == [nil, "b", "c", "d"])
        #expect(Self.described(Self.wallix, by: .ttyrec) == [nil, nil, nil, nil])
    }

    @Test func thatAreMissingAreSaid() throws {
        let parts = try #require(RecordingFormat.wallix.parts)
        #expect(parts.remarks(on: [0, 1, 2]).isEmpty)
        #expect(parts.remarks(on: [2, 3, 7, 9]) == ["parts are missing: 0 to 1, 4 to 6, 8, counted from 0"])
        #expect(parts.follows(3, on: 2) && !parts.follows(4, on: 2))
        let others = try #require(RecordingFormat.ttyrec.parts)
        #expect(others.remarks(on: [5, 900]).isEmpty && others.follows(900, on: 5))
    }
}
