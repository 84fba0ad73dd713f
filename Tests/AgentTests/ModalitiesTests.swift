import Gestures
import Recordings
import Testing

@testable import Agent
@testable import Scoring

/// Sessions in which there is more than the pointer, or something else.
struct ModalitiesTests {
    private static let alice = TypedSession.Typist(hold: 90, latency: 180)
    private static let trustingPointer = [Voice.modality(.pointer): VoiceUse.trust]
    private static let bob = TypedSession.Typist(hold: 60, latency: 110)

    /// Sessions of an owner, and one more in the owner's name that another types.
    private static func recordings(
        _ way: TypedSession.Way,
        pointers: [[UInt8]] = []
    ) -> [(path: String, content: [UInt8])] {
        (0..<8).map { number in
            let typist = number < 7 ? alice : bob
            let pointer = number < pointers.count ? pointers[number] : []
            let session = TypedSession(typist, way, seed: UInt64(number) + 1, pointer: pointer)
            return ("alice/\(number).jsonl", session.bytes)
        }
    }

    private static func scan(
        _ recordings: [(path: String, content: [UInt8])],
        by combination: Combination = Combination()
    ) throws -> [String: SessionReport] {
        try DaemonRun().scanned(recordings, by: combination)
    }

    @Test(
        arguments: [
            (.presses, .keystrokes), (.terminalInput, .terminalInput), (.terminalEcho, .terminalEcho),
        ] as [(TypedSession.Way, Modality)]
    )
    func whatIsTypedIsScored(way: TypedSession.Way, modality: Modality) throws {
        let reports = try Self.scan(Self.recordings(way))
        let own = try #require(reports["alice/6.jsonl"]?.outcome.assessment)
        let other = try #require(reports["alice/7.jsonl"]?.outcome.assessment)
        #expect(own.modalities.map(\.modality) == [modality])
        #expect(other.modalities.map(\.modality) == [modality])
        #expect(other.evidence > own.evidence + 3)
        // A key that goes down while it is down is repeated, not typed.
        #expect((390...400).contains(reports["alice/7.jsonl"]?.gestureCount ?? 0))
    }

    @Test func severalModalitiesAreCombined() throws {
        let corpus = try SimulatedCorpus(users: 1, sessions: 8, seed: 71)
        let reports = try Self.scan(Self.recordings(.presses, pointers: corpus.recordings.map(\.content)))
        let assessment = try #require(reports["alice/7.jsonl"]?.outcome.assessment)
        #expect(Set(assessment.modalities.map(\.modality)) == [.pointer, .keystrokes])
        #expect(assessment.strongest?.modality == .keystrokes)
        let evidence = assessment.modalities.map(\.assessment.evidence)
        #expect(evidence == evidence.sorted(by: >))
        #expect(abs(assessment.evidence - CombinedEvidence.combine(evidence, variance: assessment.variance)) < 1e-12)
        // The pointer comes after what was typed, and its minutes are those of the recording.
        let pointer = try #require(assessment[.pointer]?.segment)
        let typed = try #require(assessment[.keystrokes]?.segment)
        #expect(typed.end < pointer.start)
        #expect(typed.start >= 0 && pointer.end <= (reports["alice/7.jsonl"]?.duration ?? 0))
    }

    @Test(arguments: [Modality.pointer, .keystrokes])
    func whatIsOffIsAsIfItWereNotThere(off: Modality) throws {
        let corpus = try SimulatedCorpus(users: 1, sessions: 8, seed: 71)
        let recordings = Self.recordings(.presses, pointers: corpus.recordings.map(\.content))
        var combination = Combination()
        combination.uses[.modality(off)] = .off
        let reports = try Self.scan(recordings, by: combination)
        let all = try Self.scan(recordings)
        let found = try #require(reports["alice/7.jsonl"]?.outcome.assessment)
        #expect(found.modalities.count == 1)
        #expect(found[off] == nil)
        #expect(reports["alice/7.jsonl"]?.duration == all["alice/7.jsonl"]?.duration)
    }

    @Test(arguments: [true, false], [Combination(), Combination(rule: .trimmedMean, uses: trustingPointer)])
    func liveIsAsAtRest(hasPointer: Bool, combination: Combination) throws {
        let corpus = try SimulatedCorpus(users: 1, sessions: 8, seed: 72)
        let recordings = Self.recordings(.presses, pointers: hasPointer ? corpus.recordings.map(\.content) : [])
        var run = try DaemonRun()
        run.configuration.combination = combination
        for (path, content) in recordings {
            let parts = (1...3).map { part in (path, Array(content.prefix(content.count * part / 3))) }
            for part in parts { try run.run([.placed([part])], stepsPerPhase: 4) }
            try run.run([.placed([(path, content)])])
        }
        let found = try run.findings()
        let expected = try Self.scan(recordings, by: combination)
        #expect(expected.values.contains { $0.outcome.assessment != nil })
        for (path, report) in expected {
            #expect(found[path]?.scored?.assessment == report.outcome.assessment, "\(path)")
            #expect(found[path]?.gestureCount == report.gestureCount)
        }
    }

    /// Where rows are not in the order of their times, it matters not in what pieces they come.
    @Test(arguments: [true, false])
    func timesCountFromTheFirstEventWhateverTheOrder(isKeyFirst: Bool) throws {
        var measured: [[Int64]] = []
        for size in [1, 50, 100_000] {
            var rows = [
                #"{"t":9000,"kind":"key-press","key":"a"}"#, #"{"t":5000,"kind":"move","x":1,"y":1}"#,
            ]
            if !isKeyFirst { rows.reverse() }
            let text = ([#"{"format":"gait-jsonl","version":1}"#] + rows).map { $0 + "\n" }.joined()
            var pipeline = SamplePipeline()
            var memory = PipelineMemory()
            let bytes = Array(text.utf8)
            for start in stride(from: 0, to: bytes.count, by: size) {
                let piece = Array(bytes[start..<min(start + size, bytes.count)])
                try pipeline.read(piece.span, using: &memory) { _, _ in }
            }
            let summary = try pipeline.finish(using: &memory) { _, _ in }
            measured.append([summary.leads[.pointer] ?? -1, summary.leads[.keystrokes] ?? -1, summary.duration])
        }
        #expect(measured == Array(repeating: [0, 4000, 4000], count: 3))
    }

    /// What is echoed before anything was typed has no say where it is known what was typed.
    @Test func anEchoHasNoSayBesideWhatIsTyped() throws {
        let typed = Self.recordings(.terminalInput)
        let recordings = typed.enumerated().map { number, recording in
            let echo = TypedSession(Self.bob, .terminalEcho, seed: UInt64(number) + 50).bytes
            let lines = String(decoding: recording.content, as: UTF8.self).split(separator: "\n").dropFirst()
            return (path: recording.path, content: echo + Array((lines.joined(separator: "\n") + "\n").utf8))
        }
        var run = try DaemonRun()
        for (path, content) in recordings {
            try run.run([.placed([(path, Array(content.prefix(content.count / 2)))])], stepsPerPhase: 4)
            try run.run([.placed([(path, content)])])
        }
        let found = try run.findings()
        for (path, report) in try Self.scan(recordings) {
            #expect(report.outcome.assessment?.modalities.contains { $0.modality == .terminalEcho } != true)
            #expect(found[path]?.scored?.assessment == report.outcome.assessment)
            #expect(report.gestureCount == 400 && found[path]?.gestureCount == 400)
        }
        let profile = try ProfileFiles.read(in: DaemonRun.state, system: run.system) { files throws(StateError) in
            try files.profile(of: "alice")
        }
        #expect(profile?.model.modalities.map(\.modality) == [.terminalInput])
    }

    @Test func aSessionThatIsTooShortSaysWhatThereIs() throws {
        let reports = try Self.scan([("a/1", TypedSession(Self.alice, .presses, keys: 3, seed: 1).bytes)])
        guard case .notScored(.tooShort) = reports["a/1"]?.outcome else {
            Issue.record("\(String(describing: reports["a/1"]?.outcome))")
            return
        }
    }
}
