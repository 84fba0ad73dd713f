import Recordings
import Synthesis
import Testing

@Suite struct CorpusTests {
    private func bytes(_ recording: Corpus.Recording) -> [UInt8] { recording.csv.reduce(into: []) { $0 += $1 } }

    @Test func bytesOfASeedAreTheSameOnEveryMachine() throws {
        // FNV-1a (Fowler, Noll, Vo), 64 bits.
        var digest: UInt64 = 0xCBF2_9CE4_8422_2325
        for recording in try Corpus(users: 4, sessionsPerUser: 6, seed: 1) where !recording.isBaseline {
            for chunk in recording.csv {
                for byte in chunk { digest = (digest ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
            }
        }
        #expect(digest == 5_994_369_431_814_403_769)
    }

    @Test func recordingsAreIndependentOfTheOrderInWhichTheyAreMade() throws {
        let later = try Corpus(users: 2, sessionsPerUser: 6, seed: 8).filter { !$0.isBaseline }
        let forwards = later.map(bytes)
        let backwards = later.reversed().map(bytes)
        #expect(forwards == backwards.reversed())
    }

    @Test func anotherSeedMakesOtherRecordingsUnderOtherNames() throws {
        let one = try Corpus(users: 2, sessionsPerUser: 4, seed: 1)
        let other = try Corpus(users: 2, sessionsPerUser: 4, seed: 2)
        for (left, right) in zip(one, other) {
            #expect(left.path != right.path)
            #expect(Array(left.events.prefix(100)) != Array(right.events.prefix(100)))
        }
    }

    @Test func namesSortInTheOrderOfRecording() throws {
        let corpus = try Corpus(users: 120, sessionsPerUser: 11, seed: 3)
        let paths = corpus.map(\.path)
        #expect(paths == paths.sorted())
        #expect(Set(paths).count == 120 * 11)
        let folders = Set(paths.map { $0.prefix { $0 != "/" } })
        #expect(folders.count == 120)
        #expect(folders.contains("user001"))
    }

    @Test func namesHaveTheRecordersForm() throws {
        let path = try Corpus(users: 1, sessionsPerUser: 1, seed: 3)[0].path
        #expect(path.wholeMatch(of: /user01\/session_00001[0-9]{5}/) != nil)
    }

    @Test(arguments: [(1, 1), (2, 2), (3, 3), (8, 3), (12, 3), (40, 10)])
    func baselineIsAQuarterButAtLeastThreeSessions(_ sessions: Int, _ baseline: Int) throws {
        let corpus = try Corpus(users: 1, sessionsPerUser: sessions, seed: 3)
        #expect(corpus.baselineSessions == baseline)
        #expect(corpus.map(\.isBaseline) == (0..<sessions).map { $0 < baseline })
    }

    @Test func baselineIsLongAndTheOwners() throws {
        let corpus = try Corpus(users: 10, sessionsPerUser: 20, seed: 4)
        #expect(corpus.allSatisfy { ($0.isBaseline ? 400...800 : 40...200).contains($0.gestures) })
        #expect(!corpus.contains { $0.isBaseline && $0.isIllegal })
    }

    @Test func oneLaterSessionInTenIsAnothersAndOneInThirtyTakenOver() throws {
        let corpus = try Corpus(users: 10, sessionsPerUser: 40, seed: 4)
        let later = corpus.filter { !$0.isBaseline }
        var (whole, part) = (0, 0)
        for recording in later {
            switch recording.author {
            case .owner: break
            case .impostor: whole += 1
            case .takenOver(_, let gestures):
                #expect(!gestures.isEmpty && (0..<recording.gestures).clamped(to: gestures) == gestures)
                if gestures == 0..<recording.gestures { whole += 1 } else { part += 1 }
            }
        }
        #expect(whole == later.count / 10)
        // A session that is another's anyway is not taken over.
        #expect(later.count / 60...later.count / 30 ~= part)
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func smallCorpusHasSomethingToFind(_ seed: UInt64) throws {
        #expect(try Corpus(users: 2, sessionsPerUser: 6, seed: seed).contains { $0.isIllegal })
    }

    @Test func nobodyImpersonatesThemselves() throws {
        for recording in try Corpus(users: 2, sessionsPerUser: 60, seed: 6) {
            switch recording.author {
            case .owner: break
            case .impostor(let other), .takenOver(let other, _): #expect(other == 1 - recording.user)
            }
        }
    }

    @Test func onlyAccountIsAttackedByAStranger() throws {
        let authors = try Corpus(users: 1, sessionsPerUser: 60, seed: 6).map(\.author)
        #expect(authors.contains { if case .impostor(1) = $0 { true } else { false } })
    }

    @Test func labelsNameEveryLaterSession() throws {
        let corpus = try Corpus(users: 3, sessionsPerUser: 9, seed: 5)
        let lines = corpus.filter { !$0.isBaseline }.map { "\($0.path),\($0.isIllegal ? 1 : 0)\n" }
        let labels = String(decoding: Array(corpus.labels.joined()), as: UTF8.self)
        #expect(labels == "filename,is_illegal\n" + lines.joined())
    }

    @Test(arguments: [0, -1, Corpus.limit + 1, .max])
    func numbersOutOfRangeAreRefused(_ count: Int) {
        #expect(throws: CorpusError.users(count)) { try Corpus(users: count, sessionsPerUser: 1, seed: 0) }
        #expect(throws: CorpusError.sessionsPerUser(count)) { try Corpus(users: 1, sessionsPerUser: count, seed: 0) }
    }

    @Test func largestCorpusIsPlannedWithoutStoringIt() throws {
        let corpus = try Corpus(users: Corpus.limit, sessionsPerUser: Corpus.limit, seed: 0)
        #expect(corpus.count == Corpus.limit * Corpus.limit)
        #expect(corpus[corpus.count - 1].path.hasPrefix("user99999/session_99999"))
    }
}
