public import Statistics

/// What of a file's content up to an offset identifies it: hashes of its beginning and of what lies just before the
/// offset.
///
/// A first line identifies nothing, because recordings share it; with the bytes before the offset, which carry times and
/// places, two recordings do not agree.
public struct ContentMark: Sendable, Hashable {
    /// How many bytes each of the hashes covers, where there are as many.
    public static let span = 512

    /// How many bytes of the file come before the mark.
    public let offset: Int64
    /// The hash of the first 512 of them, or of all.
    public let head: UInt64
    /// The hash of the last 512 of them, or of all.
    public let tail: UInt64

    /// A mark from its parts, as they were kept.
    public init(offset: Int64, head: UInt64, tail: UInt64) {
        self.offset = offset
        self.head = head
        self.tail = tail
    }

    /// Whether the mark tells files apart: whether as many bytes come before it as a hash covers.
    public var isDistinctive: Bool { offset >= Int64(Self.span) }
}

/// Makes marks while a file is read, in any chunks.
public struct ContentTrail: Sendable {
    private let hash: SipHash
    /// How many bytes of the file were taken.
    private(set) var offset: Int64 = 0
    /// The hash of the file's beginning; `nil` until as much was taken as it covers.
    private(set) var head: UInt64?
    /// The last bytes of the file that were taken, as many as a hash covers.
    private var recent: [UInt8] = []
    /// What the trail goes on from, as long as the bytes before it are not supplied.
    private var former: ContentMark?

    /// A trail at the beginning of a file.
    ///
    /// - Parameter hash: under the key of the state directory; marks under different keys do not compare.
    public init(hash: SipHash) {
        self.hash = hash
    }

    /// A trail that goes on from `mark`. The bytes before that are not kept anywhere but in the file, because they may hold
    /// what was typed: they are to be supplied before more are appended.
    public init(from mark: ContentMark, hash: SipHash) {
        self.hash = hash
        offset = mark.offset
        head = mark.isDistinctive ? mark.head : nil
        former = mark.offset > 0 ? mark : nil
    }

    /// Where in the file the bytes lie that are to be supplied; `nil` where none are.
    public var missing: Range<Int64>? {
        former.map { max(0, $0.offset - Int64(ContentMark.span))..<$0.offset }
    }

    /// Supplies the bytes that are missing.
    ///
    /// - Returns: whether these are those that the mark was made of; otherwise nothing changes.
    public mutating func supply(_ tail: [UInt8]) -> Bool {
        guard let mark = former, let missing else { return true }
        guard tail.count == missing.count, hash(tail) == mark.tail else { return false }
        recent = tail
        former = nil
        return true
    }

    /// Takes the next bytes of the file.
    ///
    /// - Precondition: no bytes are missing, or there are none to take.
    public mutating func append(_ bytes: Span<UInt8>) {
        guard bytes.count > 0 else { return }
        precondition(former == nil, "what was before is supplied first")
        // While the beginning is not complete, what is recent is all there was.
        var rest = 0
        if head == nil {
            while rest < bytes.count && recent.count < ContentMark.span {
                recent.append(bytes[rest])
                rest += 1
            }
            if recent.count == ContentMark.span { head = hash(recent) }
        }
        let fresh = min(bytes.count - rest, ContentMark.span)
        recent.removeFirst(max(0, recent.count + fresh - ContentMark.span))
        for index in (bytes.count - fresh)..<bytes.count { recent.append(bytes[index]) }
        offset += Int64(bytes.count)
    }

    /// The mark at the end of what was taken.
    public var mark: ContentMark {
        if let former { return former }
        let tail = hash(recent)
        return ContentMark(offset: offset, head: head ?? tail, tail: tail)
    }
}
