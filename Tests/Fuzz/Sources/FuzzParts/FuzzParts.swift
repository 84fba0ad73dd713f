import Laws

/// Takes arbitrary bytes for the names of parts of a recording, and for the index beside them.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    // Safe: libFuzzer lends `count` bytes for the length of the call.
    let input = unsafe Span(_unsafeStart: start, count: count)
    checkPartLaws(input)
    return 0
}
