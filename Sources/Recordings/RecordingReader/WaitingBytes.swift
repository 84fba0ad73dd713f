/// Bytes that are taken from the front now and then, and appended to at the end.
struct WaitingBytes {
    /// The bytes, those that were taken included.
    private(set) var storage: [UInt8] = []
    /// How many of `storage` were taken.
    private(set) var taken = 0

    var count: Int { storage.count - taken }
    var isEmpty: Bool { count == 0 }

    /// Appends bytes.
    mutating func append(_ bytes: Span<UInt8>) {
        // What was taken goes once it is more than what is left, so that no byte is moved often.
        if taken > count {
            storage.removeFirst(taken)
            taken = 0
        }
        unsafe bytes.withUnsafeBufferPointer { unsafe storage.append(contentsOf: $0) }
    }

    /// Takes `count` bytes from the front.
    ///
    /// - Precondition: there are as many.
    mutating func removeFirst(_ count: Int) {
        precondition(count <= self.count, "no more bytes are taken than are there")
        taken += count
        if taken == storage.count { self = WaitingBytes() }
    }
}
