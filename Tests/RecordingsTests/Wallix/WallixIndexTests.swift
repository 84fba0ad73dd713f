import Foundation
import Recordings
import TestSupport
import Testing

/// What the index of a session of WALLIX says of its parts.
struct WallixIndexTests {
    private static let head = "v2\n800 600\nnochecksum\n\n\n"

    private static func remarks(on numbers: [Int64], index: String) throws -> [String] {
        let parts = try #require(RecordingFormat.wallix.parts)
        return parts.remarks(on: numbers, index: Array(index.utf8).span)
    }

    private static func line(_ number: Int, in folder: String = "/var/wab/recorded/rdp/") -> String {
        "\(folder)a@192.0.2.1,b@c,d,e,1-00000\(number).wrm 166 33056 0 0 0 0 0 0 1000 1011 \(String(repeating: "a", count: 64))\n"
    }

    @Test func liesBesideTheParts() throws {
        let parts = try #require(RecordingFormat.wallix.parts)
        for name in ["a@b,c@d,x,y,1-000003.wrm", "a@b,c@d,x,y,1-000003.wrm.gz"] {
            #expect(parts.indexName(besides: Array(name.utf8)) == Array("a@b,c@d,x,y,1.mwrm".utf8))
        }
        #expect(parts.indexName(besides: Array("kpd_input.wrm".utf8)) == nil)
        #expect(RecordingFormat.guacamole.parts?.indexName(besides: Array("x.1.part".utf8)) == nil)
    }

    @Test(arguments: ["", "./", "/a folder/b.wrm c/", "x-000007.wrm /"])
    func isNoCauseToSayAnythingWhereAllIsWell(folder: String) throws {
        let lines = (0..<3).map { Self.line($0, in: folder) }
        #expect(try Self.remarks(on: [0, 1, 2], index: Self.head + lines.joined()).isEmpty)
        // The last is not complete yet.
        #expect(try Self.remarks(on: [0, 1, 2], index: Self.head + lines[0] + lines[1]).isEmpty)
        #expect(try Self.remarks(on: [0, 1, 2], index: Self.head).isEmpty)
    }

    @Test(arguments: ["800 600\n0\n\n", "800 600\n\n\n"])
    func ofTheFirstVersionNamesThem(head: String) throws {
        let lines = "./x-000000.wrm 1352304810 1352304870\n./x-000001.wrm 1352304870 1352304930\n"
        #expect(try Self.remarks(on: [0], index: head + lines) == ["parts are missing: 1, counted from 0"])
    }

    @Test func namesThoseThatAreMissing() throws {
        let index = Self.head + (0..<5).map { Self.line($0) }.joined()
        #expect(try Self.remarks(on: [0, 1], index: index) == ["parts are missing: 2 to 4, counted from 0"])
        #expect(try Self.remarks(on: [1, 3], index: index) == ["parts are missing: 0, 2, 4, counted from 0"])
    }

    @Test func thatNamesThemInAnotherOrderIsSaid() throws {
        for numbers in [[1, 0], [0, 1, 1]] {
            let remarks = try Self.remarks(on: [0, 1], index: Self.head + numbers.map { Self.line($0) }.joined())
            #expect(remarks.count == 1 && remarks[0].contains("does not name them in their order"))
        }
    }

    @Test func thatDoesNotNameSomeIsSaid() throws {
        let remarks = try Self.remarks(on: [0, 1, 2, 3], index: Self.head + Self.line(0) + Self.line(2))
        #expect(remarks == ["the index of its parts does not name some that were read: 1"])
    }

    /// One that is encrypted, is none, or is still being written.
    @Test(arguments: ["", "v2\n", "WCFM and so on x-000009.wrm 1\n", "x-000009.wrm 1 2\n", head + "x-000009.wrm 1"])
    func countsForNothingWhereItCannotBeRead(index: String) throws {
        #expect(try Self.remarks(on: [0], index: index).isEmpty)
    }

    @Test(
        .enabled(if: RealData.hasRecordings, RealData.absence),
        arguments: ["resizing-capture-0", "resizing-capture-1"]
    )
    func realOnesNameTheirParts(session: String) throws {
        let folder = RealData.recordings.appending(path: "wallix-wrm")
        let parts = try #require(RecordingFormat.wallix.parts)
        let name = try #require(parts.indexName(besides: Array("\(session)-000000.wrm".utf8)))
        let content = [UInt8](try Data(contentsOf: folder.appending(path: String(decoding: name, as: UTF8.self))))
        #expect(parts.remarks(on: [0, 1, 2, 3], index: content.span).isEmpty)
        #expect(parts.remarks(on: [0, 1, 2], index: content.span) == ["parts are missing: 3, counted from 0"])
    }
}
