import Laws
import Recordings

/// Reads arbitrary bytes as a recording, under limits so tight that inputs of a fuzzer's size reach them.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    // Safe: libFuzzer lends `count` bytes for the length of the call.
    let input = unsafe Span(_unsafeStart: start, count: count)
    checkLaws(
        input,
        format: nil,
        limits: RecordingReader.Limits(decodedBytes: 100_000, expansion: 20, expansionAllowance: 4096)
    )
    return 0
}
