import Glibc

extension Span<UInt8> {
    /// The index of the first `byte`.
    func firstIndex(of byte: UInt8) -> Int? {
        unsafe withUnsafeBufferPointer { buffer in
            guard let start = buffer.baseAddress, let found = unsafe memchr(start, Int32(byte), buffer.count) else {
                return nil
            }
            return unsafe UnsafeRawPointer(found) - UnsafeRawPointer(start)
        }
    }

    /// Whether `text` comes first.
    func begins(with text: StaticString) -> Bool {
        RecordingFormat.verdict(on: self, expecting: text) == .matches
    }
}
