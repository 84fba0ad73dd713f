import Laws

/// Takes arbitrary bytes for the snapshot of a reader, and for what that is to read.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    // Safe: libFuzzer lends `count` bytes for the length of the call.
    let input = unsafe Span(_unsafeStart: start, count: count)
    checkSnapshotLaws(input)
    return 0
}
