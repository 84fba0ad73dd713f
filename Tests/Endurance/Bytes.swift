import Glibc
import SystemPackage

/// The content of a file.
struct Bytes {
    private(set) var bytes: [UInt8]

    /// Reads the whole of the file at `path`.
    init(contentsOf path: FilePath) throws {
        let file = try FileDescriptor.open(path, .readOnly)
        bytes = try file.closeAfter { try Self.read(file) }
    }

    /// Reads the rest of `file`.
    static func read(_ file: FileDescriptor) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var capacity = 1 << 16
        while true {
            let missing = capacity
            let chunk = try unsafe [UInt8](unsafeUninitializedCapacity: missing) { buffer, count in
                count = try unsafe file.read(into: UnsafeMutableRawBufferPointer(buffer))
            }
            if chunk.isEmpty { return bytes }
            bytes += chunk
            capacity = min(2 * capacity, 1 << 24)
        }
    }

    /// The first number behind the first `text`; 0 where there is none.
    func number(after text: String) -> Double {
        guard let start = bytes[...].firstEnd(of: Array(text.utf8)) else { return 0 }
        return bytes[start...].leadingNumber
    }
}

extension ArraySlice<UInt8> {
    /// Where the first `needle` ends; `nil` where there is none.
    func firstEnd(of needle: [UInt8]) -> Int? {
        guard let first = needle.first else { return startIndex }
        return unsafe withUnsafeBytes { haystack in
            guard let base = haystack.baseAddress else { return nil }
            var offset = 0
            // Both read only bytes before the slice's end.
            while haystack.count - offset >= needle.count,
                let found = unsafe memchr(base + offset, Int32(first), haystack.count - needle.count + 1 - offset)
            {
                offset = unsafe UnsafeRawPointer(found) - base
                if unsafe memcmp(found, needle, needle.count) == 0 { return startIndex + offset + needle.count }
                offset += 1
            }
            return nil
        }
    }

    /// The number that the slice begins with, behind blanks; 0 where there is none.
    var leadingNumber: Double {
        let digits = drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }.prefix {
            $0 == UInt8(ascii: ".") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
        }
        return Double(String(decoding: digits, as: UTF8.self)) ?? 0
    }

    /// The text up to the next quotation mark.
    var leadingText: String { String(decoding: prefix { $0 != UInt8(ascii: "\"") }, as: UTF8.self) }
}
