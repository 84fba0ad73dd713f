import Harness
import SystemPackage

/// The memory of a process as it is now: what a core dump would hold, and what is left out of one because it lies in files.
struct ProcessMemory {
    /// A mapping that can be read.
    struct Mapping {
        var start: UInt64
        var end: UInt64
        /// What it is of, as the kernel says it; empty of anonymous memory.
        var name: String
    }

    /// What has no bytes of the process.
    private static let foreign: Set = ["[vvar]", "[vvar_vclock]", "[vsyscall]"]

    private let process: DaemonProcess
    /// All mappings that can be read.
    let mappings: [Mapping]

    init(of process: DaemonProcess) throws {
        self.process = process
        let maps = String(decoding: try Bytes(contentsOf: FilePath("/proc/\(process.pid)/maps")).bytes, as: UTF8.self)
        mappings = maps.split(separator: "\n").compactMap { line in
            let fields = line.split(separator: " ", maxSplits: 5)
            let limits = fields[0].split(separator: "-").compactMap { UInt64($0, radix: 16) }
            let name = fields.count > 5 ? fields[5].drop { $0 == " " } : ""
            guard limits.count == 2, fields[1].hasPrefix("r"), !Self.foreign.contains(String(name)) else { return nil }
            return Mapping(start: limits[0], end: limits[1], name: String(name))
        }
    }

    /// How many bytes there are.
    var size: Int { mappings.reduce(0) { $0 + Int($1.end - $1.start) } }

    /// Calls `body` with the bytes of each mapping.
    ///
    /// - Throws: where this process may not read the other's memory.
    func forEachMapping(_ body: (Mapping, [UInt8]) -> Void) throws {
        let memory = try FileDescriptor.open(FilePath("/proc/\(process.pid)/mem"), .readOnly)
        try memory.closeAfter {
            for mapping in mappings {
                let length = Int(mapping.end - mapping.start)
                let bytes = try unsafe [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
                    while count < length {
                        // Reads into what is left of the buffer.
                        let rest = unsafe UnsafeMutableRawBufferPointer(
                            rebasing: UnsafeMutableRawBufferPointer(buffer)[count...]
                        )
                        let offset = Int64(mapping.start) + Int64(count)
                        do {
                            let read = try unsafe memory.read(fromAbsoluteOffset: offset, into: rest)
                            if read == 0 { break }
                            count += read
                        } catch Errno.ioError {
                            // The process has given it back meanwhile.
                            break
                        }
                    }
                }
                body(mapping, bytes)
            }
        }
    }
}
