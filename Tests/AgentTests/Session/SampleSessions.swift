import Gestures
import Profiles
import Recordings
import Scoring
import Synthesis

/// Recordings and models for the tests of sessions.
enum SampleSessions {
    /// A recording of about so many gestures, in the middle of which somebody else sits down.
    static func recording(gestures: Int) -> [UInt8] {
        let takeover = Takeover(by: Person(seed: 9), gestures: gestures / 3..<gestures * 2 / 3)
        return Array(RecorderCSV(Person(seed: 3).session(seed: 21, gestures: gestures, takeover: takeover)).joined())
    }

    /// A recording with rows that are malformed, long, without a place or a time, and with clocks that leap.
    static func hostileRecording(gestures: Int) -> [UInt8] {
        var random = SplitMix64(seed: 4)
        var bytes: [UInt8] = []
        for line in recording(gestures: gestures).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        {
            var fields = line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).map(Array.init)
            if !bytes.isEmpty, fields.count == 6 {
                switch Int.random(in: 0..<60, using: &random) {
                case 0: fields[0] = []
                case 1: fields[1] = []
                case 2: fields[1] = Array("\(Int.random(in: -9_000_000...9_000_000_000, using: &random)).25".utf8)
                case 3: fields[4] = Array("65535".utf8)
                case 4: fields[5] = Array("nan".utf8)
                case 5: fields[3] = Array("Unheard".utf8)
                case 6: fields[2] = [UInt8](repeating: UInt8(ascii: "x"), count: 5000)
                case 7: fields[5].append(UInt8(ascii: "\r"))
                case 8: fields = [[]]
                case 9: fields[3] = Array(["Up", "Down", "Pressed", "Released"].randomElement(using: &random)!.utf8)
                default: break
                }
            }
            bytes += fields.joined(separator: [UInt8(ascii: ",")])
            bytes.append(UInt8(ascii: "\n"))
        }
        return bytes
    }

    /// The first owner of a small box, with and without the population.
    static let references: [SessionRun.Reference] = {
        let fits = [3, 5].map { fit(of: Person(seed: $0)) }
        guard let first = fits[0], let second = fits[1] else { return [] }
        let place = PopulationModel(["a": first, "b": second])?.place(of: "a")
        return [
            SessionRun.Reference(owner: first.model, population: nil),
            SessionRun.Reference(owner: first.model, population: place),
        ]
    }()

    private static func fit(of person: Person) -> OwnerFit? {
        var profile = Profile()
        for session in 0..<3 {
            var extractor = PointerExtractor()
            var sketcher = SessionSketcher(space: .pointer)
            var sketch = SessionSketch(session: "baseline/\(session)")
            var samples = SampleBuffer(capacity: PointerExtractor.mostSamples)
            for event in person.session(seed: UInt64(session), gestures: 160) {
                samples.removeAll()
                extractor.extract([event].span, into: &samples)
                sketcher.add(samples) { sketch.add($0) }
            }
            sketcher.finish { sketch.add($0) }
            profile.learn(sketch)
        }
        return OwnerFit(profile, space: .pointer)
    }
}
