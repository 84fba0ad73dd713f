import Gestures
public import Profiles
public import Recordings
public import Snapshots

extension SamplePipeline {
    /// Appends everything that the samples still to come depend on: from some hundred bytes to about 20 KiB, by how long
    /// the gesture and the row are that are going on.
    public func snapshot(into writer: inout SnapshotWriter) {
        reader.snapshot(into: &writer)
        measurer.snapshot(into: &writer)
    }

    /// A pipeline that goes on where one was when it took a snapshot, with the bytes at `resumeOffset`.
    ///
    /// - Parameters:
    ///   - rules: what is to be told of the session.
    ///   - key: what hashes of commands are keyed with; that of the pipeline that took the snapshot.
    /// - Throws: `SnapshotCorruption` where the bytes are no such snapshot.
    public init(
        from reader: inout SnapshotReader,
        watchingFor rules: [EventRule] = [],
        key: NameKey = .open
    ) throws(SnapshotCorruption) {
        let recording = try RecordingReader(from: &reader)
        measurer = try EventMeasurer(from: &reader, watchingFor: rules, key: key)
        self.reader = recording
    }

    /// Where in the recording's file the bytes begin that `read` is to be given next.
    ///
    /// After a snapshot was restored that is for a plain recording where reading stopped, for a compressed one its start,
    /// because zlib's state cannot be saved: the file is decompressed once more, and what had been decoded is skipped.
    public var resumeOffset: Int64 { reader.resumeOffset() }

    /// What the bytes said about the recording so far.
    public var facts: RecordingFacts { reader.facts }

    /// Goes on in a compressed copy of a plain recording, whose bytes `read` is to be given from the copy's start. What had
    /// been decoded is skipped. Nothing changes where the recording is compressed already.
    ///
    /// That it is a copy is the caller's to check.
    public mutating func continueInCompressedCopy() {
        reader.continueInCompressedCopy()
    }
}
