import Harness
import SystemPackage

/// What a process takes now.
struct ProcessFigures {
    /// Resident bytes.
    var resident: Double
    /// Of these, bytes that no file is behind.
    var anonymous: Double
    /// Bytes that it has had written to the disk since it was started.
    var written: Double
    /// s of processor time since it was started, of its main thread.
    var processor: Double

    /// - Throws: where there is no such process.
    init(_ process: DaemonProcess) throws {
        let status = try Bytes(contentsOf: FilePath("/proc/\(process.pid)/status"))
        resident = status.number(after: "VmRSS:") * 1024
        anonymous = status.number(after: "RssAnon:") * 1024
        written = try Bytes(contentsOf: FilePath("/proc/\(process.pid)/io")).number(after: "\nwrite_bytes:")
        processor = try Self.processor(process)
    }

    /// s of processor time of the main thread, which is all there is.
    static func processor(_ process: DaemonProcess) throws -> Double {
        try Bytes(contentsOf: FilePath("/proc/\(process.pid)/schedstat")).number(after: "") / 1e9
    }
}

extension Double {
    /// This number of bytes in MiB.
    var mebibytes: Double { self / Double(1 << 20) }
}
