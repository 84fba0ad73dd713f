import Laws
import Recordings

/// Decodes arbitrary bytes as each of the formats, and as whatever they are recognised as.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    // Safe: libFuzzer lends `count` bytes for the length of the call.
    let input = unsafe Span(_unsafeStart: start, count: count)
    for format in RecordingFormat.all { checkLaws(input, format: format) }
    checkLaws(input, format: nil)
    return 0
}
