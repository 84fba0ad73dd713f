/// One record of a journal file.
///
/// A payload is a kind, a key as eight bytes, and: of a blob its bytes, of a commit its sequence number and the ledger's
/// end as eight bytes each and the number of records that it commits as four. All integers have the lowest byte first.
enum JournalRecord {
    /// The blob of `key` is `bytes` from now on.
    case put(key: UInt64, bytes: ArraySlice<UInt8>)
    /// `key` is no more.
    case remove(key: UInt64)
    /// All records since the last commit are in force.
    case commit(JournalCommit)

    private enum Kind: UInt8 {
        case put = 1
        case remove = 2
        case commit = 3
    }

    /// A kind and a key.
    static let prefixBytes = 9
    /// The payload of a commit.
    static let commitBytes = prefixBytes + 20

    /// The payload in a journal file.
    var encoded: [UInt8] {
        var payload: [UInt8] = []
        switch self {
        case .put(let key, let bytes):
            payload.reserveCapacity(Self.prefixBytes + bytes.count)
            payload.append(Kind.put.rawValue)
            payload.append(littleEndian: key)
            payload += bytes
        case .remove(let key):
            payload.append(Kind.remove.rawValue)
            payload.append(littleEndian: key)
        case .commit(let commit):
            payload.append(Kind.commit.rawValue)
            payload.append(littleEndian: commit.largestKey)
            payload.append(littleEndian: commit.sequence)
            payload.append(littleEndian: commit.ledgerEnd)
            payload.append(littleEndian: commit.recordCount)
        }
        return payload
    }

    /// Reads back a payload; `nil` where it is none.
    init?(encoded payload: ArraySlice<UInt8>) {
        guard let kind = payload.first.flatMap(Kind.init), let key = UInt64(littleEndian: payload.dropFirst()) else {
            return nil
        }
        let rest = payload.dropFirst(Self.prefixBytes)
        switch kind {
        case .put:
            self = .put(key: key, bytes: rest)
        case .remove:
            guard rest.isEmpty else { return nil }
            self = .remove(key: key)
        case .commit:
            guard rest.count == Self.commitBytes - Self.prefixBytes, let sequence = UInt64(littleEndian: rest),
                let ledgerEnd = UInt64(littleEndian: rest.dropFirst(8)),
                let recordCount = UInt32(littleEndian: rest.dropFirst(16))
            else { return nil }
            self = .commit(
                JournalCommit(
                    sequence: sequence,
                    ledgerEnd: ledgerEnd,
                    largestKey: key,
                    recordCount: recordCount
                )
            )
        }
    }

    /// Whether a payload of `length` bytes can begin with `beginning`.
    static func isPlausible(_ beginning: ArraySlice<UInt8>, length: Int) -> Bool {
        switch beginning.first.flatMap(Kind.init) {
        case nil: false
        case .put: true
        case .remove: length == prefixBytes
        case .commit: length == commitBytes
        }
    }
}

/// What a commit record says.
struct JournalCommit: Equatable {
    /// Its number; one more than the last.
    var sequence: UInt64 = 0
    /// The ledger's end, up to which closed sessions are out of the journal.
    var ledgerEnd: UInt64 = 0
    /// The largest key that was ever put.
    var largestKey: UInt64 = 0
    /// How many records it commits.
    var recordCount: UInt32 = 0
}
