import Gestures
import Profiles
import Recordings
import Snapshots

/// Measures a session's events in every modality that it has, and takes note of what signals there are for any.
struct EventMeasurer {
    /// The most samples of either kind that one batch of events can give in one modality.
    static let mostSamples = max(PointerExtractor.mostSamples, KeystrokeExtractor.mostSamples)

    private(set) var pointer = PointerExtractor()
    private(set) var signal = PointerSignal()
    private(set) var keys = KeySignal()
    /// Looks for signs that a program is at work.
    private var script = ScriptDetector()
    /// The commands that were entered.
    private(set) var commands = CommandSketch()
    /// What somebody wants to be told of.
    var interesting: InterestingEvents
    /// What measures keys in each modality; none before the first key.
    private var keystrokes = ModalityMap<KeystrokeExtractor>()
    /// When the first event of the pointer was that the recorder has a time for, in ms on its clock.
    private var pointerStart: Int64?
    /// When the first event of a key was, likewise.
    private var keyStart: Int64?
    /// When the first command was entered or the first title shown, likewise.
    private var terminalStart: Int64?

    /// What is measured of it.
    private let modalities: [Modality]
    /// What hashes of commands are keyed with before they are kept.
    private let key: NameKey

    init(_ modalities: [Modality] = Modality.allCases, watchingFor rules: [EventRule] = [], key: NameKey) {
        self.modalities = modalities
        self.key = key
        interesting = InterestingEvents(rules)
    }

    /// ms from the first event to the last.
    var duration: Int64 {
        let keyDuration = keystrokes.values.reduce(0) { max($0, $1.duration) }
        return max(lead(of: .pointer) + pointer.duration, lead(of: .keystrokes) + keyDuration)
    }

    /// When the recording's first event was, in ms on the recorder's clock; 0 where no event has a time.
    var start: Int64 { [pointerStart, keyStart, terminalStart].compactMap(\.self).min() ?? 0 }

    /// ms from the recording's first event to the first that counts in `modality`, as far as the recorder's clock tells.
    ///
    /// Each modality's own times count from its own first event: which of these was earlier is not known before both were
    /// met, and must not depend on the pieces in which a recording comes.
    func lead(of modality: Modality) -> Int64 {
        guard let pointerStart, let keyStart else { return 0 }
        return (modality == .pointer ? pointerStart : keyStart) - min(pointerStart, keyStart)
    }

    /// The modalities that have a say: not what a terminal echoed where the recording says what was typed.
    var tellingModalities: [Modality] {
        keys.typed + keys.pastes > 0 ? modalities.filter { $0 != .terminalEcho } : modalities
    }

    /// What shows that a program may be at work.
    var signs: [ScriptedSign] { script.signs(paths: pointer.paths) }
    /// By what the input so far is known again.
    var input: ReplaySketch { script.input }

    /// Bytes of memory that it takes beside itself.
    var byteCount: Int {
        pointer.byteCount + script.byteCount + commands.byteCount
            + keystrokes.modalities.count * MemoryLayout<KeystrokeExtractor>.stride
    }

    /// Lets it take little memory until events come again.
    mutating func pack() {
        pointer.pack()
        script.pack()
    }

    /// Calls `consume` with the samples of a batch of events in each modality that it has any of.
    mutating func measure(
        _ batch: borrowing EventBatch,
        using samples: inout SampleBuffer,
        consume: (Modality, borrowing SampleBuffer) -> Void
    ) {
        if batch.pointer.count > 0 {
            pointerStart = pointerStart ?? batch.pointer.span.firstTime(\.recorderTime)
            signal.add(batch.pointer.span)
            script.add(batch.pointer.span)
            samples.removeAll()
            pointer.extract(batch.pointer.span, into: &samples)
            if modalities.contains(.pointer) { consume(.pointer, samples) }
        }
        measure(commands: batch.commands.span)
        measure(titles: batch.titles.span)
        guard batch.keys.count > 0 else { return }
        if keyStart == nil { beginKeys(batch.keys.span) }
        keys.add(batch.keys.span)
        script.add(batch.keys.span)
        keystrokes.update { modality, extractor in
            samples.removeAll()
            extractor.extract(batch.keys.span, into: &samples)
            if !samples.isEmpty { consume(modality, samples) }
        }
    }

    private mutating func measure(commands events: Span<CommandEvent>) {
        interesting.add(events)
        for index in events.indices {
            let event = events[index]
            guard !event.time.isMissing else { continue }
            terminalStart = min(terminalStart ?? .max, event.time.milliseconds)
            commands.add(key(UInt32(truncatingIfNeeded: event.command)), at: event.time.milliseconds)
        }
    }

    private mutating func measure(titles events: Span<TitleEvent>) {
        interesting.add(events)
        if let start = events.firstTime(\.time) { terminalStart = min(terminalStart ?? .max, start) }
    }

    /// Calls `consume` with the samples of what is going on at the end of the session.
    mutating func finish(
        using samples: inout SampleBuffer,
        consume: (Modality, borrowing SampleBuffer) -> Void
    ) {
        samples.removeAll()
        pointer.finish(into: &samples)
        if !samples.isEmpty, modalities.contains(.pointer) { consume(.pointer, samples) }
        keystrokes.update { modality, extractor in
            samples.removeAll()
            extractor.finish(into: &samples)
            if !samples.isEmpty { consume(modality, samples) }
        }
    }

    private mutating func beginKeys(_ events: Span<KeyEvent>) {
        guard let start = events.firstTime(\.time) else { return }
        keyStart = start
        for modality in modalities {
            guard let source = modality.keySource else { continue }
            keystrokes[modality] = KeystrokeExtractor(of: source, since: start)
        }
    }

    // MARK: Snapshots

    func snapshot(into writer: inout SnapshotWriter) {
        writer.append(count: modalities.count)
        for modality in modalities { writer.append(text: modality.rawValue) }
        pointer.snapshot(into: &writer)
        signal.snapshot(into: &writer)
        keys.snapshot(into: &writer)
        script.snapshot(into: &writer)
        writer.append(optional: pointerStart) { $0.append(signed: $1) }
        writer.append(optional: keyStart) { $0.append(signed: $1) }
        keystrokes.forEach { $1.snapshot(into: &writer) }
        writer.append(optional: terminalStart) { $0.append(signed: $1) }
        commands.snapshot(into: &writer)
        interesting.snapshot(into: &writer)
    }

    init(
        from reader: inout SnapshotReader,
        watchingFor rules: [EventRule],
        key: NameKey
    ) throws(SnapshotCorruption) {
        self.key = key
        interesting = InterestingEvents()
        modalities = try reader.modalities()
        pointer = try PointerExtractor(from: &reader)
        signal = try PointerSignal(from: &reader)
        keys = try KeySignal(from: &reader)
        script = try ScriptDetector(from: &reader)
        pointerStart = try reader.start()
        keyStart = try reader.start()
        if keyStart != nil {
            for modality in modalities where modality.keySource != nil {
                keystrokes[modality] = try KeystrokeExtractor(from: &reader)
            }
        }
        terminalStart = try reader.start()
        commands = try CommandSketch(from: &reader)
        interesting = try InterestingEvents(rules, from: &reader)
    }
}

extension Modality {
    /// What its extractor takes for a key; `nil` for the pointer.
    fileprivate var keySource: KeyEvent.Action? {
        switch self {
        case .pointer: nil
        case .keystrokes: .press
        case .terminalInput: .input
        case .terminalEcho: .echo
        }
    }
}

extension SnapshotReader {
    fileprivate mutating func modalities() throws(SnapshotCorruption) -> [Modality] {
        var names: Set<String> = []
        for _ in 0..<(try count(atMost: Modality.allCases.count)) { names.insert(try text(atMost: 32)) }
        let modalities = Modality.allCases.filter { names.contains($0.rawValue) }
        guard modalities.count == names.count else { throw corruption }
        return modalities
    }

    fileprivate mutating func start() throws(SnapshotCorruption) -> Int64? {
        try optional { reader throws(SnapshotCorruption) in
            try reader.signed(in: -Timestamp.limit...Timestamp.limit)
        }
    }
}

extension Span {
    /// The first time that one of the events has, in ms.
    fileprivate func firstTime(_ time: (Element) -> Timestamp) -> Int64? {
        for index in indices where !time(self[index]).isMissing { return time(self[index]).milliseconds }
        return nil
    }
}
