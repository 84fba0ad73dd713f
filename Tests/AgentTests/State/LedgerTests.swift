import Gestures
import Profiles
import Scoring
import SystemPackage
import Testing

@testable import Agent

struct LedgerTests {
    private static let home = FilePath("/state")

    /// Calls `body` with the ledger on `system`, whose files take about three records each.
    private static func open<Result>(
        _ system: SimulatedSystem,
        mode: ScoringMode? = .own,
        key: NameKey = .example,
        knownIntactTo known: UInt64 = 0,
        _ body: (inout Ledger) throws -> Result
    ) throws -> Result {
        let directory = try system.openDirectory(home)
        defer { system.close(directory) }
        var ledger = try Ledger(
            in: StateFolder(directory, at: home, system: system),
            spaces: .shipped,
            mode: mode,
            key: key,
            segmentBytes: 1500,
            knownIntactTo: known
        )
        return try body(&ledger)
    }

    /// Appends records `numbers`, and commits each.
    private static func fill(_ system: SimulatedSystem, _ numbers: Range<Int>) throws -> [UInt64] {
        try open(system) { ledger throws in
            try numbers.map { number in
                let position = try ledger.append(.session(.example(number)))
                try ledger.commit()
                return position
            }
        }
    }

    private static func replayed(_ system: SimulatedSystem, from position: UInt64 = 0) throws -> [Int] {
        try open(system) { ledger throws in
            var numbers: [Int] = []
            try ledger.replay(from: position) { entry in
                if case .session(let record) = entry.record { numbers.append(Int(record.finding.eventCount)) }
            }
            return numbers
        }
    }

    @Test func positionsFindTheirRecordsInAllFiles() throws {
        let system = try SimulatedSystem(directory: Self.home)
        let positions = try Self.fill(system, 0..<10)
        #expect(positions == positions.sorted())
        #expect(system.files(in: Self.home).count > 2)
        for (number, position) in positions.enumerated() {
            #expect(try Self.replayed(system, from: position) == Array(number..<10))
            try Self.open(system, mode: nil) { ledger throws in
                let entry = try ledger.read(at: position)
                guard case .session(let record) = entry.record else {
                    Issue.record("\(entry)")
                    return
                }
                #expect(record.finding.eventCount == Int64(number))
                #expect(record.finding.closing == SessionRecord.example(number).finding.closing)
                #expect(record.sketches == SessionRecord.example(number).sketches)
                #expect(throws: StateError.self) { try ledger.read(at: position + 1) }
                #expect(throws: StateError.self) { try ledger.read(at: ledger.end) }
            }
        }
    }

    @Test func whatIsNotCommittedIsReadAndNotKept() throws {
        let system = try SimulatedSystem(directory: Self.home)
        try Self.open(system) { ledger throws in
            let position = try ledger.append(.session(.example(5)))
            #expect(try ledger.read(at: position).end == ledger.end)
            #expect(ledger.committedEnd == position)
        }
        #expect(try Self.replayed(system) == [])
    }

    @Test(arguments: Closing.Reason.allCases)
    func whyASessionEndedIsKept(reason: Closing.Reason) throws {
        let system = try SimulatedSystem(directory: Self.home)
        var record = SessionRecord.example(1)
        record.finding.closing?.reason = reason
        let position = try Self.open(system) { ledger throws in
            let position = try ledger.append(.session(record))
            try ledger.commit()
            return position
        }
        try Self.open(system) { ledger throws in
            guard case .session(let found) = try ledger.read(at: position).record else {
                Issue.record("not a session")
                return
            }
            #expect(found.finding.closing == record.finding.closing)
        }
    }

    /// The bytes of a ledger as a former version wrote it: of the pointer alone.
    private static func former(_ magic: String, _ numbers: Range<Int>) throws -> [UInt8] {
        var bytes = Array(magic.utf8)
        var header = LedgerHeader(spaces: .shipped, mode: .own, key: .example)
        header.otherBins = nil
        Frame.append(try LedgerRecord.header(header).encoded(), to: &bytes)
        for number in numbers {
            let record = SessionRecord.example(number)
            let payload = try LedgerRecord.session(record).encoded()
            let text = payload.dropLast(record.sketches.encoded.count).dropFirst()
            let sketch = try #require(record.sketches.sketches[.pointer])
            Frame.append([1] + text + sketch.encoded, to: &bytes)
        }
        return bytes
    }

    @Test(arguments: ["GAITLDG1", "GAITLDG2"])
    func aFormerVersionBecomesThis(magic: String) throws {
        let system = try SimulatedSystem(directory: Self.home)
        let former = try Self.former(magic, 0..<2)
        try system.place(former, at: Self.home.appending("ledger-00000001"))
        let sketches = try Self.open(system) { ledger throws in
            var sketches: [SessionSketches] = []
            try ledger.replay(from: 0) { entry in
                if case .session(let record) = entry.record { sketches.append(record.sketches) }
            }
            return sketches
        }
        #expect(sketches == (0..<2).map { SessionRecord.example($0).sketches })
        _ = try Self.fill(system, 2..<9)
        // What follows has a header that names the bins of every modality.
        let file = try #require(system.files(in: Self.home)["ledger-00000001"])
        #expect(file == Array("GAITLDG7".utf8) + former.dropFirst(8))
        #expect(try Self.replayed(system) == Array(0..<9))
    }

    /// That there is no trace and that there are no commands are the last bytes.
    @Test(arguments: [("GAITLDG3", 2), ("GAITLDG4", 1)])
    func sketchesOfFormerVersionsAreRead(magic: String, missing: Int) throws {
        let system = try SimulatedSystem(directory: Self.home)
        var bytes = Array(magic.utf8)
        Frame.append(
            try LedgerRecord.header(LedgerHeader(spaces: .shipped, mode: .own, key: .example)).encoded(),
            to: &bytes
        )
        let record = SessionRecord.example(0)
        Frame.append(try LedgerRecord.session(record).encoded().dropLast(missing), to: &bytes)
        try system.place(bytes, at: Self.home.appending("ledger-00000001"))
        _ = try Self.fill(system, 1..<2)
        let file = try #require(system.files(in: Self.home)["ledger-00000001"])
        #expect(file.starts(with: Array("GAITLDG7".utf8) + bytes.dropFirst(8)))
        #expect(try Self.replayed(system) == [0, 1])
    }

    /// Profiles are written under it before a record is.
    @Test func aFormerVersionIsUnderTheKeyOnceItWasOpened() throws {
        let system = try SimulatedSystem(directory: Self.home)
        try system.place(try Self.former("GAITLDG2", 0..<2), at: Self.home.appending("ledger-00000001"))
        let end = try Self.open(system) { $0.end }
        #expect(try Self.open(system) { $0.end } == end)
        #expect(throws: StateError.self) { try Self.open(system, key: .open) { $0.end } }
    }

    /// Hashes of commands that a former version wrote are under the key once they are read, and what follows is in a file whose
    /// header says under which.
    @Test func commandsOfAFormerVersionAreKeyed() throws {
        let system = try SimulatedSystem(directory: Self.home)
        let commands = CommandBlock(index: 0, commands: [1, 2, 3, 2, 1])
        var header = LedgerHeader(spaces: .shipped, mode: .own, key: .example)
        header.key = nil
        var bytes = Array("GAITLDG5".utf8)
        Frame.append(try LedgerRecord.header(header).encoded(), to: &bytes)
        var record = SessionRecord.example(0)
        record.sketches.commands = [commands]
        Frame.append(try LedgerRecord.session(record).encoded(), to: &bytes)
        try system.place(bytes, at: Self.home.appending("ledger-00000001"))
        record.sketches.commands = [commands.keyed(with: .example)]
        for _ in 0..<2 {
            try Self.open(system) { ledger throws in
                _ = try ledger.append(.session(record))
                try ledger.commit()
            }
        }
        try Self.open(system) { ledger throws in
            var found: [[CommandBlock]] = []
            try ledger.replay { entry in
                if case .session(let record) = entry.record { found.append(record.sketches.commands) }
            }
            #expect(found == Array(repeating: record.sketches.commands, count: 3))
        }
        #expect(system.files(in: Self.home).keys.sorted() == ["ledger-00000001", "ledger-00000002"])
        #expect(throws: StateError.self) { try Self.open(system, key: .open) { $0.end } }
    }

    @Test func anotherVersionIsRefused() throws {
        let system = try SimulatedSystem(directory: Self.home)
        try system.place(Array("GAITLDG8 and what not".utf8), at: Self.home.appending("ledger-00000001"))
        #expect(throws: StateError.self) { try Self.replayed(system) }
        #expect(system.openCount == 0)
    }

    @Test func aMissingFileIsSaid() throws {
        let system = try SimulatedSystem(directory: Self.home)
        _ = try Self.fill(system, 0..<10)
        let directory = try system.openDirectory(Self.home)
        try system.remove(FileName("ledger-00000002"), in: directory)
        system.close(directory)
        let error = #expect(throws: StateError.self) { try Self.replayed(system) }
        #expect(error?.description.contains("lacks a file") == true)
        #expect(system.openCount == 0)
    }

    @Test func damageIsNamedWhereverItIs() throws {
        let system = try SimulatedSystem(directory: Self.home)
        _ = try Self.fill(system, 0..<10)
        let files = system.files(in: Self.home)
        for (name, bytes) in files where name != files.keys.max() {
            for byte in stride(from: 8, to: bytes.count, by: 97) {
                var damaged = bytes
                damaged[byte] ^= 4
                try system.place(damaged, at: Self.home.appending(name))
                let error = #expect(throws: StateError.self) { try Self.replayed(system) }
                #expect(error?.description.contains(name) == true, "byte \(byte) of \(name)")
            }
            try system.place(bytes, at: Self.home.appending(name))
        }
    }

    @Test func whatIsKnownToBeIntactIsNotReadAgain() throws {
        let system = try SimulatedSystem(directory: Self.home)
        _ = try Self.fill(system, 0..<2)
        let end = try Self.open(system) { $0.end }
        system.makeTransfersShort()
        system.arm(.kill, at: .max)
        _ = try Self.open(system) { $0.end }
        let all = system.calls
        system.arm(.kill, at: .max)
        #expect(try Self.open(system, knownIntactTo: end) { $0.end } == end)
        #expect(system.calls < all)
    }

    @Test(arguments: [Errno.noSpace, .ioError, .interrupted, .tooManyOpenFiles], [false, true])
    func anAppendThatFailsCanBeRepeated(error: Errno, short: Bool) throws {
        for call in 1... {
            let system = try SimulatedSystem(directory: Self.home)
            if short { system.makeTransfersShort() }
            _ = try Self.fill(system, 0..<3)
            let wasReached = try Self.open(system) { ledger throws in
                system.arm(.fault(error), at: call)
                for number in 3..<7 {
                    if (try? ledger.append(.session(.example(number)))) == nil {
                        _ = try ledger.append(.session(.example(number)))
                    }
                    do { try ledger.commit() } catch { try ledger.commit() }
                }
                return system.disarm()
            }
            system.restart(keeping: .onlySynchronised)
            #expect(try Self.replayed(system) == Array(0..<7), "call \(call)")
            if !wasReached { break }
        }
    }
}

extension NameKey {
    static let example = NameKey(low: 3, high: 4)
}

extension SessionRecord {
    /// A session with `number` events.
    static func example(_ number: Int, user: String = "alice") -> SessionRecord {
        let name = SessionName(user: user, session: "\(user)/session_\(number)")
        let cells = (0..<30).map { CellCount(cell: $0 * 3 + number % 3, count: UInt32(number % 7 + $0 + 1)) }
        var sketches = SessionSketches(session: name.session)
        sketches.setGestureCount(60, of: .pointer)
        for index in 0..<2 {
            sketches.add(
                SessionWindow(
                    size: 30,
                    index: index,
                    gestureCount: 30,
                    sampleCount: 300,
                    start: 0,
                    end: 10,
                    cells: cells,
                    cellCount: FeatureSpace.pointer.cellCount
                ),
                of: .pointer
            )
        }
        return SessionRecord(
            finding: Finding(
                name: name,
                session: "\(number)",
                path: name.session,
                fileSize: 1000,
                fingerprint: 7,
                gestureCount: 60,
                duration: 10,
                bytesRead: 1000,
                eventCount: Int64(number),
                remarks: [],
                isLearnt: true,
                closing: Closing(journalKey: UInt64(number), profile: 3, population: 2, reason: .silence)
            ),
            sketches: sketches,
            key: .example
        )
    }
}
