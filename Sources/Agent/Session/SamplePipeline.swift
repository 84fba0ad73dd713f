public import Gestures
public import Profiles
public import Recordings

/// The way of one session's data, from the bytes of its recording to samples: decoding, gestures, features.
///
/// Pure: bytes in, samples out, the same for any chunking.
public struct SamplePipeline: ~Copyable {
    var reader: RecordingReader
    var measurer: EventMeasurer

    /// How finely the recording samples, as far as it was read.
    public var signal: PointerSignal { measurer.signal }
    /// How much of a keyboard the recording has, as far as it was read.
    public var keys: KeySignal { measurer.keys }
    /// The commands that were entered, as far as it was read.
    var commands: CommandSketch { measurer.commands }
    /// When the recording's first event was, in ms on the recorder's clock.
    var start: Int64 { measurer.start }
    /// What was found, as far as it was read, that somebody wants to be told of.
    var events: [InterestingEvent] { measurer.interesting.events(since: start) }
    /// How many of these there were.
    var eventCount: Int { measurer.interesting.count }
    /// Goes on looking for other things that somebody wants to be told of.
    mutating func watch(for rules: [EventRule]) { measurer.interesting.watch(for: rules) }
    /// What shows, as far as it was read, that a program may be at work.
    public var signs: [ScriptedSign] {
        // Where a recorder keeps a position now and then, a hand's way to a click has no more steps than a program's.
        let isCoarse = (signal.typicalInterval ?? 0) >= PointerSignal.coarse
        return measurer.signs.filter { !isCoarse || $0.test != .clicksWithoutPath }
    }

    /// A pipeline at the beginning of a recording.
    ///
    /// - Parameters:
    ///   - format: the recording's format; `nil` to recognise it by its first bytes.
    ///   - modalities: what is measured of it.
    ///   - rules: what is to be told of it.
    ///   - isContinuation: whether it is a part of that format that goes on where another was cut off.
    ///   - key: what hashes of commands are keyed with; a secret wherever they are kept.
    public init(
        format: RecordingFormat? = nil,
        measuring modalities: [Modality] = Modality.allCases,
        watchingFor rules: [EventRule] = [],
        isContinuation: Bool = false,
        key: NameKey = .open
    ) {
        reader = RecordingReader(format: format, isContinuation: isContinuation)
        measurer = EventMeasurer(modalities, watchingFor: rules, key: key)
    }

    /// The stream whose bytes are needed next; `nil` once the recording has ended.
    var wantedStream: StreamName? { reader.wantedStream }

    /// ms from the recording's first event to the first that counts in `modality`, as far as it was read.
    func lead(of modality: Modality) -> Int64 { measurer.lead(of: modality) }

    /// The modalities that have a say, as far as the recording was read.
    var tellingModalities: [Modality] { measurer.tellingModalities }

    /// ms from the first event to the last, or over all rows where these say more of time; as far as it was read.
    var duration: Int64 { max(measurer.duration, reader.facts.span?.duration ?? 0) }

    /// Takes the next bytes of a stream, and calls `consume` with the samples of each batch of events in each modality.
    ///
    /// - Returns: how many bytes were used: fewer than all once another stream is wanted.
    /// - Throws: `RecordingError` where the recording cannot be read as a whole.
    @discardableResult
    public mutating func read(
        _ bytes: Span<UInt8>,
        of stream: StreamName = .main,
        using memory: inout PipelineMemory,
        consume: (Modality, borrowing SampleBuffer) -> Void
    ) throws(RecordingError) -> Int {
        try reader.read(bytes, of: stream, using: &memory.decoding) { batch in
            measurer.measure(batch, using: &memory.samples, consume: consume)
        }
    }

    /// Takes note that the wanted stream has no more bytes.
    ///
    /// - Throws: `RecordingError` where the recording cannot be read as a whole.
    mutating func endWantedStream(
        using memory: inout PipelineMemory,
        consume: (Modality, borrowing SampleBuffer) -> Void
    ) throws(RecordingError) {
        try reader.endWantedStream(using: &memory.decoding) { batch in
            measurer.measure(batch, using: &memory.samples, consume: consume)
        }
    }

    /// Takes bytes of the main stream, and in between those of other streams that are wanted.
    ///
    /// - Parameter companionBytes: about so many bytes of other streams are read at most.
    /// - Returns: how many bytes of the main stream were used, and what keeps the rest from being used: that a stream has
    ///   no more bytes yet or cannot be read, or that the recording has ended. Where nothing does, enough was read.
    /// - Throws: `RecordingError` where the recording cannot be read as a whole.
    mutating func read(
        _ bytes: Span<UInt8>,
        with companions: inout CompanionFiles,
        atMost companionBytes: Int = .max,
        using memory: inout PipelineMemory,
        consume: (Modality, borrowing SampleBuffer) -> Void
    ) throws(RecordingError) -> (used: Int, obstacle: ReadingObstacle?) {
        var used = 0
        var left = companionBytes
        while true {
            if let obstacle = try readCompanions(&companions, atMost: &left, using: &memory, consume: consume) {
                return (used, obstacle)
            }
            guard used < bytes.count, wantedStream == .main else { return (used, nil) }
            used += try read(bytes.extracting(used...), using: &memory, consume: consume)
        }
    }

    /// Reads of the other streams what is wanted before the main one.
    private mutating func readCompanions(
        _ companions: inout CompanionFiles,
        atMost left: inout Int,
        using memory: inout PipelineMemory,
        consume: (Modality, borrowing SampleBuffer) -> Void
    ) throws(RecordingError) -> ReadingObstacle? {
        while let wanted = wantedStream, wanted != .main, left > 0 {
            switch companions.next(of: wanted, at: reader.resumeOffset(of: wanted), facts.format) {
            case .bytes(let bytes, let start):
                left -= try read(bytes.span.extracting(start...), of: wanted, using: &memory, consume: consume)
            case .end: try endWantedStream(using: &memory, consume: consume)
            case .notYet: return .waiting
            case .failed(let error): return .failed(error)
            }
        }
        return nil
    }

    /// Ends the recording, and calls `consume` with what remains.
    ///
    /// - Parameter companions: the files of other streams, of which all is read that there is.
    /// - Throws: `UnreadableRecording` where the recording cannot be read as a whole.
    mutating func finish(
        with companions: inout CompanionFiles,
        using memory: inout PipelineMemory,
        consume: (Modality, borrowing SampleBuffer) -> Void
    ) throws(UnreadableRecording) -> RecordingSummary {
        while wantedStream != nil {
            let obstacle: ReadingObstacle?
            do throws(RecordingError) {
                var left = Int.max
                obstacle = try readCompanions(&companions, atMost: &left, using: &memory, consume: consume)
                try endWantedStream(using: &memory, consume: consume)
            } catch {
                throw UnreadableRecording(error)
            }
            if case .failed(let error)? = obstacle { throw error }
        }
        do throws(RecordingError) {
            return try finish(using: &memory, consume: consume)
        } catch {
            throw UnreadableRecording(error)
        }
    }

    /// Ends the recording, and calls `consume` with what remains.
    ///
    /// - Throws: `RecordingError` where the recording cannot be read as a whole.
    public mutating func finish(
        using memory: inout PipelineMemory,
        consume: (Modality, borrowing SampleBuffer) -> Void
    ) throws(RecordingError) -> RecordingSummary {
        let facts = try reader.finish(using: &memory.decoding) { batch in
            measurer.measure(batch, using: &memory.samples, consume: consume)
        }
        measurer.finish(using: &memory.samples, consume: consume)
        return RecordingSummary(
            facts: facts,
            signal: signal,
            keys: keys,
            signs: signs,
            input: measurer.input,
            commands: commands,
            start: start,
            events: events,
            duration: max(measurer.duration, facts.span?.duration ?? 0),
            leads: ModalityMap(Modality.allCases) { measurer.lead(of: $0) },
            tellingModalities: tellingModalities,
            unusableEvents: measurer.pointer.unusableCount,
            clockLeaps: measurer.pointer.clockLeaps
        )
    }

    /// Lets the pipeline take little memory until bytes come again.
    public mutating func pack() { measurer.pack() }

    /// Bytes of memory that it takes, about: itself, the gesture that is going on, and what reading keeps.
    var byteCount: Int { MemoryLayout<Self>.size + measurer.byteCount + reader.byteCount }
}

/// What keeps a recording of several streams from being read on.
enum ReadingObstacle {
    /// One of the streams has no more bytes yet.
    case waiting
    /// The file of one cannot be read.
    case failed(UnreadableRecording)
}

/// The memory that a pipeline needs for a moment: one for each thread, lent to one session after another.
public struct PipelineMemory: ~Copyable {
    var decoding = RecordingScratch()
    var samples = SampleBuffer(capacity: EventMeasurer.mostSamples)

    /// Memory for one session at a time.
    public init() {}
}

/// What is known of a recording once it has been read.
public struct RecordingSummary: Sendable {
    /// What the bytes said about the recording.
    public var facts: RecordingFacts
    /// How finely the recording samples the pointer.
    public var signal: PointerSignal
    /// How much of a keyboard the recording has.
    public var keys: KeySignal
    /// What shows that a program may be at work.
    public var signs: [ScriptedSign]
    /// By what the session's input is known again.
    public var input: ReplaySketch
    /// The commands that were entered.
    var commands: CommandSketch
    /// When the recording's first event was, in ms on the recorder's clock.
    var start: Int64
    /// What was found that somebody wants to be told of.
    var events: [InterestingEvent]
    /// ms from the first event to the last, or over all rows where these say more of time.
    public var duration: Int64
    /// ms from the recording's first event to the first that counts in each modality.
    var leads: ModalityMap<Int64>
    /// The modalities that have a say.
    var tellingModalities: [Modality]
    /// How many events had coordinates that no screen has, or no time.
    public var unusableEvents: Int
    /// How many times the client's clock leapt away from the recorder's.
    public var clockLeaps: Int

    /// What the recording gives cause to say, in words.
    public var remarks: [String] {
        var remarks: [String] = []
        if let byte = facts.endsEarlyAt { remarks.append("the compressed data ends early, at byte \(byte)") }
        if let byte = facts.trailingBytesAt {
            remarks.append("what follows the compressed data from byte \(byte) on was ignored")
        }
        if let damage = facts.damage { remarks.append("damaged: \(damage.description)") }
        if let first = facts.rows.firstMalformed {
            remarks.append(
                "\(facts.rows.malformed) of \(facts.rows.total) rows are malformed, the first \(first.place): "
                    + first.reason.description
            )
        }
        let unusable = facts.rows.unplaced + Int64(unusableEvents)
        if unusable > 0 {
            remarks.append("\(unusable) of \(facts.rows.total) rows give no place on a screen or no time")
        }
        remarks += signal.remarks
        if clockLeaps > 0 { remarks.append("the client's clock leapt \(clockLeaps) times") }
        return remarks
    }
}

extension RecordingSummary {
    /// Why nothing that the recording holds can be compared; `nil` where it can.
    var notScored: NotScored? { facts.withoutPointer(keys) }
}

extension RecordingFacts {
    /// That there is nothing of a pointer in recordings of this format, with what there is of keys; `nil` where there is.
    func withoutPointer(_ keys: KeySignal) -> NotScored? {
        guard let format, format.contents.pointer == nil else { return nil }
        return keys.typed + keys.pastes > 0 ? .withoutPointer(keys: keys.typed) : .outputOnly(echoes: keys.echoes)
    }
}

extension PointerSignal {
    /// Intervals from which on few gestures have the four points that they are measured by, in ms.
    fileprivate static let coarse: Int64 = 256

    /// From this share of bursts on, speeds say more of the recorder than of the hand.
    private static let manyBursts = 0.5
    /// From steps of so many ms on, clocks round what a hand does within a gesture.
    private static let coarseStep: Int64 = 10

    /// What keeps gestures from being measured well, in words.
    fileprivate var remarks: [String] {
        var remarks: [String] = []
        if let interval = typicalInterval, interval >= Self.coarse {
            remarks.append(
                "most positions are \(interval) ms apart or more: the recorder samples too seldom for many gestures"
            )
        }
        if let share = burstShare, share >= Self.manyBursts {
            remarks.append(
                "\(Int((share * 100).rounded())) % of the positions have the same time as the one before: "
                    + "how fast the pointer moved is known only roughly"
            )
        }
        if let step = clockStep, step >= Self.coarseStep {
            remarks.append("its clock goes in steps of \(step) ms: short intervals are known only roughly")
        }
        return remarks
    }
}
