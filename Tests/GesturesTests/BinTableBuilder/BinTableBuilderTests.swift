import Synthesis
import Testing

@testable import Gestures

struct BinTableBuilderTests {
    private static let features: [BinTableBuilder.Feature] = [
        .init(identifier: "length", kind: .numeric(.identity)),
        .init(identifier: "time", kind: .numeric(.log)),
        .init(identifier: "kind", kind: .cells(count: 3)),
    ]

    /// Six users, more than have a say, with four sessions each, of which many have more values than are kept.
    private struct Sessions {
        var builder = BinTableBuilder(features: BinTableBuilderTests.features, valuesPerUser: 50, mostUsers: 4)
        var sessions: [SessionSamples] = []

        init(seed: UInt64) {
            var generator = SplitMix64(seed: seed)
            for user in 0..<6 as Range<UInt8> {
                for number in 0..<4 as Range<UInt8> {
                    var session = builder.session(named: [number], of: [user])
                    let values = (0...Int.random(in: 0..<150, using: &generator)).map { _ in
                        (Double.random(in: 1...9, using: &generator), Int.random(in: 0..<3, using: &generator))
                    }
                    session.add(values)
                    sessions.append(session)
                }
            }
        }
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func orderOfSessionsDoesNotMatter(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let all = Sessions(seed: seed)
        var inOrder = all.builder
        var shuffled = all.builder
        for session in all.sessions { inOrder.add(session) }
        for session in all.sessions.shuffled(using: &generator) { shuffled.add(session) }
        #expect(shuffled == inOrder)
        #expect(try shuffled.table() == inOrder.table())
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func mergedBuildersAreTheBuilderOfTheWhole(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let all = Sessions(seed: seed)
        var whole = all.builder
        var parts = [all.builder, all.builder, all.builder]
        for session in all.sessions {
            whole.add(session)
            parts[Int.random(in: 0..<3, using: &generator)].add(session)
        }
        var merged = parts.removeLast()
        for part in parts { merged.merge(part) }
        #expect(merged == whole)
    }

    @Test func chunksOfASessionDoNotMatter() {
        let values = (0..<300).map { (Double($0), $0 % 3) }
        let empty = BinTableBuilder(features: Self.features, valuesPerUser: 50)
        var whole = empty
        var chunked = empty
        var session = empty.session(named: [1], of: [1])
        session.add(values)
        whole.add(session)
        session = empty.session(named: [1], of: [1])
        for start in stride(from: 0, to: values.count, by: 7) { session.add(Array(values[start...].prefix(7))) }
        chunked.add(session)
        #expect(chunked == whole)
    }

    @Test func memoryIsBounded() throws {
        let all = Sessions(seed: 1)
        var builder = all.builder
        for session in all.sessions { builder.add(session) }
        #expect(builder.userCount == 4)
        for user in builder.users.values {
            #expect(user.samples.numbers[0].sortedValues().count == 50)
        }
    }

    @Test func edgesDivideIntoBinsOfEqualWeight() throws {
        var builder = BinTableBuilder(features: [.init(identifier: "x", kind: .numeric(.identity))])
        var session = builder.session(named: [], of: [])
        session.add((0..<3200).map { (Double($0), nil) })
        builder.add(session)
        // The quantile k/32 is the value 100k − 1, because 100k of 3,200 values are not greater.
        #expect(try builder.table().edges["x"] == (1...31).map { 100 * Double($0) - 1.5 })
    }

    @Test func everyUserHasTheSameWeight() throws {
        var builder = BinTableBuilder(features: [.init(identifier: "x", kind: .numeric(.identity))])
        let values: [[Double]] = [(0..<2000).map { Double($0 % 2) }, [10, 11]]
        for (user, values) in values.enumerated() {
            var session = builder.session(named: [], of: [UInt8(user)])
            session.add(values.map { ($0, nil) })
            builder.add(session)
        }
        #expect(try builder.table().edges["x"] == [0.5, 5.5, 10.5])
    }

    @Test func usersWithoutAFeatureHaveNoSayInIt() throws {
        var builder = BinTableBuilder(features: Self.features)
        for (user, cells) in [[0, 0, 1, 2], [1, 1], []].enumerated() {
            var session = builder.session(named: [], of: [UInt8(user)])
            session.add(cells.map { (nil, $0) })
            session.add([(1, nil), (2, nil)])
            builder.add(session)
        }
        #expect(try builder.table().cellShares["kind"] == [0.25, 0.625, 0.125])
    }

    @Test func aFeatureThatNobodyHasIsNamed() throws {
        var builder = BinTableBuilder(features: Self.features)
        var session = builder.session(named: [], of: [])
        session.add([(1, nil), (2, nil)])
        builder.add(session)
        let fault = #expect(throws: BinTable.Fault.self) { try builder.table() }
        #expect(fault?.feature == "kind")
    }

    @Test func aConstantFeatureHasOneBin() throws {
        var builder = BinTableBuilder(features: [.init(identifier: "x", kind: .numeric(.identity))])
        var session = builder.session(named: [], of: [])
        session.add([(3, nil), (3, nil)])
        builder.add(session)
        #expect(try builder.table().edges["x"] == [])
    }

    @Test func valuesThatAreNotFiniteAreLeftOut() {
        let builder = BinTableBuilder(features: Self.features)
        var session = builder.session(named: [], of: [])
        session.add([(.nan, nil), (.infinity, nil), (0, nil)])
        #expect(session.samples.numbers[0].sortedValues() == [0])
        #expect(session.samples.numbers[1].sortedValues() == [])
    }

    @Test func provenanceCountsWhatWasUsed() throws {
        var builder = BinTableBuilder(features: [.init(identifier: "x", kind: .numeric(.identity))])
        for (user, name) in [(1, 1), (1, 2), (2, 1)] as [(UInt8, UInt8)] {
            var session = builder.session(named: [name], of: [user])
            session.add([(1, nil), (2, nil)])
            builder.add(session)
        }
        #expect(try builder.table().provenance.contains("from 6 samples of 3 recordings of 2 users"))
    }
}

extension SessionSamples {
    /// Adds numbers as samples of all features before the last, and cells as samples of the feature after them.
    fileprivate mutating func add(_ values: [(number: Double?, cell: Int?)]) {
        var buffer = SampleBuffer(capacity: 2 * max(values.count, 1))
        for value in values {
            for feature in samples.cells.indices {
                if samples.cells[feature].isEmpty {
                    if let number = value.number { buffer.append(number: number, of: UInt8(feature)) }
                } else if let cell = value.cell {
                    buffer.append(cell: cell, of: UInt8(feature))
                }
            }
        }
        add(buffer)
    }
}
