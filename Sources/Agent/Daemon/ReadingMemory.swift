/// What reading takes of memory, for one session after another.
struct ReadingMemory: ~Copyable {
    /// What was read of a recording last.
    var chunk = [UInt8](repeating: 0, count: 256 * 1024)
    /// What turns it into samples.
    var pipeline = PipelineMemory()
}

extension Daemon {
    /// Lends `body` what reading takes, which is there while anything is read.
    func withReadingMemory<Result, Failure>(
        _ body: (inout ReadingMemory) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        if reading == nil { reading = ReadingMemory() }
        return try body(&reading!)
    }
}
