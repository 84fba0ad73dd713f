import Synchronization
public import Synthesis
import SystemPackage

/// Writes a corpus of made-up recordings as files.
public struct CorpusWriter: Sendable {
    private let corpus: Corpus
    private let layout: CorpusLayout
    private let threads: Int
    private let system: any SystemCalls

    /// A writer of `corpus` to `layout` on `threads` threads.
    public init(_ corpus: Corpus, to layout: CorpusLayout, threads: Int, system: any SystemCalls) {
        self.corpus = corpus
        self.layout = layout
        self.threads = threads
        self.system = system
    }

    /// Writes everything. The root directory is made unless it is there. The labels come last: a directory without them
    /// was not finished.
    ///
    /// - Parameter progress: called with the number of recordings that are done, ascending, on any thread.
    /// - Returns: how many bytes of recordings were written.
    /// - Throws: where the root directory already holds something, or the system refuses.
    public func write(progress: @escaping @Sendable (Int) -> Void = { _ in }) throws(CorpusWritingError) -> Int64 {
        try makeDirectories()
        let state = Mutex(WritingState())
        runConcurrently(count: corpus.count, threads: threads) {
        } work: { number, _ in
            guard state.withLock({ $0.error == nil }) else { return }
            let recording = corpus[number]
            let result = write(recording.csv, to: layout.file(of: recording))
            state.withLock { state in
                state.finish(result)
                if state.error == nil { progress(state.done) }
            }
        }
        let final = state.withLock { $0 }
        if let error = final.error { throw error }
        _ = try write(corpus.labels, to: layout.labels).get()
        return final.bytesWritten
    }

    private func makeDirectories() throws(CorpusWritingError) {
        try makeDirectory(layout.root)
        guard try entries(of: layout.root).isEmpty else { throw .notEmpty(layout.root) }
        try makeDirectory(layout.baseline)
        try makeDirectory(layout.sessions)
        for user in 0..<corpus.users {
            let own = corpus[user * corpus.sessionsPerUser..<(user + 1) * corpus.sessionsPerUser]
            for recording in [own.first, own.last] {
                if let recording { try makeDirectory(layout.file(of: recording).removingLastComponent()) }
            }
        }
    }

    private func makeDirectory(_ path: FilePath) throws(CorpusWritingError) {
        do {
            try system.makeDirectory(path)
        } catch {
            throw .directory(path, error)
        }
    }

    private func entries(of path: FilePath) throws(CorpusWritingError) -> [FileName] {
        do throws(Errno) {
            let directory = try system.openDirectory(path)
            defer { system.close(directory) }
            return try system.entries(of: directory)
        } catch {
            throw .directory(path, error)
        }
    }

    private func write(_ chunks: some Sequence<[UInt8]>, to path: FilePath) -> Result<Int64, CorpusWritingError> {
        guard let name = path.lastComponent else { preconditionFailure("every file of the layout has a name") }
        do throws(Errno) {
            let directory = try system.openDirectory(path.removingLastComponent())
            defer { system.close(directory) }
            let file = try system.create(FileName(name.string), in: directory)
            defer { system.close(file) }
            var bytesWritten: Int64 = 0
            for chunk in chunks {
                try system.write(chunk, to: file)
                bytesWritten += Int64(chunk.count)
            }
            return .success(bytesWritten)
        } catch {
            return .failure(.file(path, error))
        }
    }
}

/// How far the writing has come, over all threads.
private struct WritingState {
    var done = 0
    var bytesWritten: Int64 = 0
    var error: CorpusWritingError?

    /// Counts a recording that was written, or keeps the first error.
    mutating func finish(_ result: Result<Int64, CorpusWritingError>) {
        switch result {
        case .success(let bytes):
            done += 1
            bytesWritten += bytes
        case .failure(let error):
            self.error = self.error ?? error
        }
    }
}
