import Laws
import Recordings

/// The format that the program is called after; a session CSV where it is called after none.
private let format: RecordingFormat = {
    let name = CommandLine.arguments[0].split(separator: "/").last.map(String.init)
    return RecordingFormat.all.first { $0.name == name } ?? .sessionCSV
}()

/// Decodes arbitrary bytes as a recording of the program's format, and as whatever they are recognised as.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    // Safe: libFuzzer lends `count` bytes for the length of the call.
    let input = unsafe Span(_unsafeStart: start, count: count)
    checkLaws(input, format: format)
    checkLaws(input, format: nil)
    return 0
}
