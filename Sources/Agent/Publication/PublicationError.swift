import FoundationEssentials

/// Why something could not be published, or what was published not be read: a sentence that follows the file's name, or
/// begins with it.
public struct PublicationError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The sentence.
    public let description: String
    /// Whether what was published last cannot be read any more as it was written: it is to be made anew.
    public let isDamage: Bool

    init(_ description: String, isDamage: Bool = false) {
        self.description = description
        self.isDamage = isDamage
    }
}

/// `value` as JSON with sorted keys, so that equal values give equal bytes: on one line, or with `isPretty` for people.
///
/// - Throws: `PublicationError` where a number is not finite.
func json(_ value: some Encodable, isPretty: Bool = false) throws(PublicationError) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if isPretty { encoder.outputFormatting.insert(.prettyPrinted) }
    do {
        return [UInt8](try encoder.encode(value))
    } catch {
        throw PublicationError("cannot be written as JSON: \(describe(error))")
    }
}

/// What is wrong with JSON, and where in it.
func describe(_ error: any Error) -> String {
    func place(_ context: DecodingError.Context) -> String {
        let path = context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
        return path.isEmpty ? "at the top" : "at \(path)"
    }
    return switch error {
    case DecodingError.keyNotFound(let key, let context): "\(key.stringValue) is missing \(place(context))"
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
        "another kind of value is needed \(place(context))"
    case DecodingError.dataCorrupted(let context): "\(context.debugDescription) (\(place(context)))"
    case EncodingError.invalidValue(let value, _): "\(value) is not finite"
    default: "\(error)"
    }
}
