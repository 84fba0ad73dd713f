/// A file beside the parts of a recording in which its recorder says which parts there are, in their order.
public struct RecordingPartsIndex: Sendable {
    /// The most bytes of such a file that are read, which name a thousand parts and more. What a longer one says behind them counts
    /// for nothing.
    public static let longest = 1 << 18

    /// How it is called, given what the names of all parts of the session have in common.
    let name: @Sendable (_ session: [UInt8]) -> [UInt8]
    /// The numbers of the parts that it names, in its order; nil where it cannot be read.
    let parts: @Sendable (_ content: Span<UInt8>) -> [Int64]?

    /// Describes such a file.
    ///
    /// - Parameters:
    ///   - name: how it is called, given what the names of all parts of the session have in common.
    ///   - parts: the numbers of the parts that it names, in its order; nil where it cannot be read.
    init(
        name: @escaping @Sendable (_ session: [UInt8]) -> [UInt8],
        parts: @escaping @Sendable (_ content: Span<UInt8>) -> [Int64]?
    ) {
        self.name = name
        self.parts = parts
    }
}

extension RecordingParts {
    /// How the index is called of the session of which a part is called `name`; nil where there is none.
    public func indexName(besides name: [UInt8]) -> [UInt8]? {
        guard let index, let part = self.name(name) else { return nil }
        return index.name(part.session)
    }

    /// What there is to say of the parts of `numbers`, which ascend, in words: that others are missing among them or before
    /// them, or that the index does not agree with them. Nothing where all is well, as far as is known.
    ///
    /// - Parameter index: the content of the session's index; nil where there is none.
    public func remarks(on numbers: [Int64], index content: Span<UInt8>? = nil) -> [String] {
        guard let first else { return [] }
        var named: [Int64]?
        if let content, let index { named = index.parts(content) }
        var missing: [ClosedRange<Int64>] = []
        var expected = first
        for number in numbers {
            if number > expected { missing.append(expected...number - 1) }
            expected = number + 1
        }
        // The last is named only once it is complete.
        let last = named?.max() ?? .min
        if last >= expected { missing.append(expected...last) }
        var remarks: [String] = []
        if !missing.isEmpty { remarks.append("parts are missing: \(Self.list(missing)), counted from \(first)") }
        guard let named else { return remarks }
        if zip(named, named.dropFirst()).contains(where: { $0 >= $1 }) {
            remarks.append(
                "the index of its parts does not name them in their order: they were read as they are counted"
            )
        }
        let known = Set(named)
        let unnamed = numbers.filter { $0 < last && !known.contains($0) }.map { $0...$0 }
        if !unnamed.isEmpty {
            remarks.append("the index of its parts does not name some that were read: \(Self.list(unnamed))")
        }
        return remarks
    }

    private static func list(_ ranges: [ClosedRange<Int64>]) -> String {
        let texts = ranges.prefix(8).map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound) to \($0.upperBound)" }
        return texts.joined(separator: ", ") + (ranges.count > texts.count ? " and others" : "")
    }
}
