public import Gestures
import Snapshots

extension SessionSketches {
    /// The encoding: how many modalities there are, and for each the length of its name, the name, the length of its sketch's
    /// encoding, and that. All integers are of variable length.
    public var encoded: [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(variableLength: UInt64(sketches.modalities.count))
        sketches.forEach { modality, sketch in
            let (name, encoding) = (modality.rawValue.utf8, sketch.encoded)
            bytes.append(variableLength: UInt64(name.count))
            bytes += name
            bytes.append(variableLength: UInt64(encoding.count))
            bytes += encoding
        }
        return bytes
    }

    /// Reads back the encoding of the sketches of `session`, whose histograms range over the cells of `spaces`.
    ///
    /// - Throws: `SessionSketch.Corruption` where the bytes are no such encoding.
    public init(
        encoded bytes: [UInt8],
        session: String,
        spaces: FeatureSpaces
    ) throws(SessionSketch.Corruption) {
        var reader = VariableLengthReader(bytes)
        var sketches = ModalityMap<SessionSketch>()
        guard let count = reader.next(), count <= UInt64(Modality.allCases.count) else {
            throw SessionSketch.Corruption(byte: 0)
        }
        for _ in 0..<count {
            let start = reader.offset
            guard let modality = reader.modality(), sketches[modality] == nil, let length = reader.next(),
                length <= UInt64(bytes.count), case let place = reader.offset, let encoding = reader.bytes(Int(length))
            else { throw SessionSketch.Corruption(byte: start) }
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
        guard reader.isAtEnd else { throw SessionSketch.Corruption(byte: reader.offset) }
        self.init(session: session, sketches)
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

extension VariableLengthReader {
    /// The modality whose name comes next, behind its length; `nil` where there is no such name.
    mutating func modality() -> Modality? {
        guard let length = next(), length <= 32, let name = bytes(Int(length)) else { return nil }
        return String(validating: name, as: UTF8.self).flatMap(Modality.init)
    }
}
