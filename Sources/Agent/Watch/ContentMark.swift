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
    private(set) var recent: [UInt8] = []

    /// A trail at the beginning of a file.
    ///
    /// - Parameter hash: under the key of the state directory; marks under different keys do not compare.
    public init(hash: SipHash) {
        self.hash = hash
    }

    /// A trail that goes on from `mark`, whose last bytes are `tail`; `nil` where they are not.
    public init?(from mark: ContentMark, tail: [UInt8], hash: SipHash) {
        guard tail.count == Int(min(mark.offset, Int64(ContentMark.span))), hash(tail) == mark.tail else { return nil }
        self.hash = hash
        offset = mark.offset
        head = mark.isDistinctive ? mark.head : nil
        recent = tail
    }

    /// Takes the next bytes of the file.
    public mutating func append(_ bytes: Span<UInt8>) {
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
        let tail = hash(recent)
        return ContentMark(offset: offset, head: head ?? tail, tail: tail)
    }
}
