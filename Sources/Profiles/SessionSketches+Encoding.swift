public import Gestures
import Snapshots

extension SessionSketches {
    /// The encoding: how many modalities there are, and for each the length of its name, the name, the length of its sketch's
    /// encoding, and that; then whether there is a trace, the trace, and the commands. All integers are of variable length.
    public var encoded: [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(variableLength: UInt64(sketches.modalities.count))
        sketches.forEach { modality, sketch in
            bytes.append(text: modality.rawValue)
            bytes.append(counted: sketch.encoded)
        }
        bytes.append(variableLength: trace == nil ? 0 : 1)
        trace?.encode(into: &bytes)
        bytes.append(commands: commands)
        return bytes
    }

    /// Reads back the encoding of the sketches of `session`, whose histograms range over the cells of `spaces`. Former ones end
    /// with the modalities, or with the trace.
    ///
    /// - Throws: `SessionSketch.Corruption` where the bytes are no such encoding.
    public init(
        encoded bytes: [UInt8],
        session: String,
        spaces: FeatureSpaces
    ) throws(SessionSketch.Corruption) {
        var reader = ProfileReader(bytes)
        var sketches = ModalityMap<SessionSketch>()
        for _ in 0..<(try reader.integer(atMost: Modality.allCases.count)) {
            let modality = try reader.modality(notIn: sketches)
            let encoding = try reader.bytes()
            let place = reader.offset - encoding.count
            do throws(SessionSketch.Corruption) {
                sketches[modality] = try SessionSketch(
                    encoded: encoding,
                    session: session,
                    cellCount: spaces[modality].cellCount
                )
            } catch {
                throw SessionSketch.Corruption(byte: place + error.byte)
            }
        }
        let hasTrace = reader.isAtEnd ? 0 : try reader.integer(atMost: 1)
        let trace = hasTrace == 1 ? try SessionTrace(from: &reader) : nil
        let commands = reader.isAtEnd ? [] : try reader.commandBlocks()
        try reader.finish()
        self.init(session: session, sketches)
        self.trace = trace
        self.commands = commands
    }
}

extension SessionSketches {
    /// Reads back the encoding of a sketch of the pointer alone.
    ///
    /// - Throws: `SessionSketch.Corruption` where the bytes are no such encoding.
    public init(
        encodedOfPointer bytes: [UInt8],
        session: String,
        spaces: FeatureSpaces
    ) throws(SessionSketch.Corruption) {
        let cellCount = spaces[.pointer].cellCount
        let sketch = try SessionSketch(encoded: bytes, session: session, cellCount: cellCount)
        var sketches = ModalityMap<SessionSketch>()
        sketches[.pointer] = sketch
        self.init(session: session, sketches)
    }
}
