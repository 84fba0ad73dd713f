/// How the files are called into which a recorder writes a session part by part: in a folder, each with a number.
public struct RecordingParts: Sendable {
    /// The name of a part's file, taken apart.
    public struct Name: Sendable, Equatable {
        /// What the names of all parts of the session have in common, and those of no other session.
        public var session: [UInt8]
        /// By which parts are in order, ascending.
        public var number: Int64

        /// A name of its parts.
        package init(session: [UInt8], number: Int64) {
            self.session = session
            self.number = number
        }
    }

    /// The most parts of a session that are read.
    public static let most = 4096

    /// Takes the name of a file apart, of which `.gz` at its end was taken off; nil where it is not a part's.
    private let parse: @Sendable (_ name: ArraySlice<UInt8>) -> Name?
    /// The number of the first part, where each part's is one more than that of the part before; nil where numbers are of
    /// another kind, so that a part that is missing does not show.
    public let first: Int64?
    /// The file beside the parts that says which there are; nil where there is none.
    let index: RecordingPartsIndex?

    /// Describes the names of a format's parts.
    ///
    /// - Parameters:
    ///   - first: the number of the first part where parts are counted; nil where they are not.
    ///   - index: the file beside the parts that says which there are; nil where there is none.
    ///   - parse: takes the name of a file apart; nil where it is not a part's.
    package init(
        first: Int64?,
        index: RecordingPartsIndex? = nil,
        parse: @escaping @Sendable (_ name: ArraySlice<UInt8>) -> Name?
    ) {
        self.first = first
        self.index = index
        self.parse = parse
    }

    /// Takes the name of a file apart, whether or not it is that of a compressed one; nil where it is not a part's.
    public func name(_ name: [UInt8]) -> Name? {
        let packed: [UInt8] = [0x2E, 0x67, 0x7A]
        return parse(name.suffix(packed.count).elementsEqual(packed) ? name.dropLast(packed.count) : name[...])
    }

    /// How the part of `number` may be called of the session of which `name` is another's; none where parts are not counted.
    public func names(ofPart number: Int64, besides name: [UInt8]) -> [[UInt8]] {
        let isDigit = { (byte: UInt8) in (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
        guard first != nil, let part = self.name(name), let last = name.lastIndex(where: isDigit) else { return [] }
        let start = name[...last].lastIndex { !isDigit($0) }.map { $0 + 1 } ?? 0
        let digits = Array(String(number).utf8)
        let padding = [UInt8](repeating: UInt8(ascii: "0"), count: max(last + 1 - start - digits.count, 0))
        let plain = [digits, padding + digits].map { name[..<start] + $0 + name[(last + 1)...] }.map(Array.init)
        let packed: [UInt8] = Array(".gz".utf8)
        let others = plain.map { $0.suffix(3).elementsEqual(packed) ? Array($0.dropLast(3)) : $0 + packed }
        return (plain + others).filter { self.name($0) == Name(session: part.session, number: number) }
    }

    /// Whether the part of `number` may follow directly on that of `former`.
    public func follows(_ number: Int64, on former: Int64) -> Bool {
        first == nil ? number > former : number - 1 == former
    }
}

extension RecordingParts {
    /// Takes the name of a file apart by the way of whatever recorder gives such names; nil where none does.
    public static func anyName(_ name: [UInt8]) -> Name? {
        RecordingFormat.all.lazy.compactMap { $0.parts?.name(name) }.first
    }
}

extension StreamName {
    private static let partPrefix = "part "

    /// The stream of the `number`th part of a recording, from 1 on: the first is `main`.
    package static func part(_ number: Int) -> StreamName {
        number == 1 ? .main : StreamName(partPrefix + String(number))
    }

    /// Which part's stream it is, from 2 on; nil of all other streams.
    package var partNumber: Int? {
        guard name.hasPrefix(Self.partPrefix), let number = Int(name.dropFirst(Self.partPrefix.count)), number > 1
        else {
            return nil
        }
        return number
    }
}
