import Glibc
package import SystemPackage

/// How many bytes this process has in memory, as `/proc/self/statm` says.
///
/// - Throws: `Errno` where that cannot be read, or says nothing.
package func residentBytes(_ system: any SystemCalls) throws(Errno) -> Int64 {
    let directory = try system.openDirectory("/proc/self")
    defer { system.close(directory) }
    let file = try system.open(FileName("statm"), in: directory, asDirectory: false)
    defer { system.close(file) }
    let text = String(decoding: try system.read(file, at: 0, count: 256), as: UTF8.self)
    let numbers = text.split(separator: " ")
    guard numbers.count > 1, let pages = Int64(numbers[1]) else { throw .invalidArgument }
    return pages.multipliedReportingOverflow(by: Int64(sysconf(Int32(_SC_PAGESIZE)))).partialValue
}
