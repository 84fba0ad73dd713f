import Gestures
import Snapshots

/// Reads the parts of which the encodings of profiles and sketches are made.
struct ProfileReader {
    private var reader: VariableLengthReader

    /// Reads `bytes` from `offset` on.
    init(_ bytes: [UInt8], at offset: Int = 0) {
        reader = VariableLengthReader(bytes, at: offset)
    }

    /// How many bytes have been read, or were left out at the beginning.
    var offset: Int { reader.offset }

    /// Whether nothing is left.
    var isAtEnd: Bool { reader.isAtEnd }

    mutating func integer(atMost limit: Int) throws(Profile.Corruption) -> Int {
        let byte = offset
        guard let value = reader.next(), value <= UInt64(limit) else { throw Profile.Corruption(byte: byte) }
        return Int(value)
    }

    /// A time in s, from 0 on; `nil` where none was known.
    mutating func time() throws(Profile.Corruption) -> Int64? {
        let value = try integer(atMost: 1 << 48)
        return value == 0 ? nil : Int64(value - 1)
    }

    mutating func hash() throws(Profile.Corruption) -> UInt64 {
        let byte = offset
        guard let value = reader.next() else { throw Profile.Corruption(byte: byte) }
        return value
    }

    /// Bytes behind their count.
    mutating func bytes() throws(Profile.Corruption) -> [UInt8] {
        let length = try integer(atMost: .max)
        let byte = offset
        guard let bytes = reader.bytes(length) else { throw Profile.Corruption(byte: byte) }
        return bytes
    }

    /// A text behind the number of its bytes.
    mutating func text() throws(Profile.Corruption) -> String {
        let byte = offset
        guard let text = String(validating: try bytes(), as: UTF8.self) else { throw Profile.Corruption(byte: byte) }
        return text
    }

    /// The name of a modality that was not read before.
    mutating func modality<Value>(notIn known: ModalityMap<Value>) throws(Profile.Corruption) -> Modality {
        let byte = offset
        guard let modality = Modality(rawValue: try text()), known[modality] == nil else {
            throw Profile.Corruption(byte: byte)
        }
        return modality
    }

    /// Makes sure that nothing is left.
    func finish() throws(Profile.Corruption) {
        if !reader.isAtEnd { throw Profile.Corruption(byte: offset) }
    }
}

extension [UInt8] {
    /// Appends 0 for no time; else one more than it is.
    mutating func append(time: Int64?) {
        append(variableLength: time.map { UInt64(clamping: $0) &+ 1 } ?? 0)
    }

    /// Appends the number of bytes of a text, and the text.
    mutating func append(text: String) {
        append(variableLength: UInt64(text.utf8.count))
        self += text.utf8
    }

    /// Appends how many bytes there are, and the bytes.
    mutating func append(counted bytes: [UInt8]) {
        append(variableLength: UInt64(bytes.count))
        self += bytes
    }
}
