import Agent
import Foundation
import Synchronization
import Synthesis
import SystemPackage
import TestSupport
import Testing

@Suite struct CorpusWriterTests {
    private let corpus: Corpus
    private let directory: TemporaryDirectory
    private let layout: CorpusLayout

    init() throws {
        corpus = try Corpus(users: 2, sessionsPerUser: 4, seed: 7)
        directory = try TemporaryDirectory()
        layout = CorpusLayout(root: directory.path.appending("corpus"))
    }

    private func write(threads: Int = 1, system: any SystemCalls = Kernel()) throws -> Int64 {
        try CorpusWriter(corpus, to: layout, threads: threads, system: system).write()
    }

    /// The contents of all files below the layout's root, by relative path.
    private func files() -> [String: [UInt8]] {
        ProjectFiles.contents(of: URL(filePath: layout.root.string))
    }

    @Test(arguments: [1, 3])
    func filesAreTheCorpusWhateverTheNumberOfThreads(_ threads: Int) throws {
        let bytes = try write(threads: threads)
        var expected = ["labels.csv": Array(corpus.labels.joined())]
        for recording in corpus {
            let half = recording.isBaseline ? "baseline" : "sessions"
            expected["\(half)/\(recording.path)"] = Array(recording.csv.joined())
        }
        let recordings = expected.filter { $0.key != "labels.csv" }.values
        #expect(files() == expected)
        #expect(bytes == recordings.reduce(0) { $0 + Int64($1.count) })
    }

    @Test func progressAscendsToTheNumberOfRecordings() throws {
        let seen = Mutex<[Int]>([])
        _ = try CorpusWriter(corpus, to: layout, threads: 3, system: Kernel()).write { done in
            seen.withLock { $0.append(done) }
        }
        #expect(seen.withLock { $0 } == Array(1...corpus.count))
    }

    @Test func emptyDirectoryIsTaken() throws {
        try FileManager.default.createDirectory(atPath: layout.root.string, withIntermediateDirectories: false)
        _ = try write()
        #expect(!files().isEmpty)
    }

    @Test func directoryThatHoldsSomethingIsLeftAsItIs() throws {
        try FileManager.default.createDirectory(atPath: layout.root.string, withIntermediateDirectories: false)
        let own = layout.root.appending(".own")
        #expect(FileManager.default.createFile(atPath: own.string, contents: Data([1])))
        #expect(throws: CorpusWritingError.notEmpty(layout.root)) { try write() }
        #expect(files() == [".own": [1]])
    }

    @Test func missingParentIsNamed() throws {
        let deeper = CorpusLayout(root: layout.root.appending("deeper"))
        #expect(throws: CorpusWritingError.directory(deeper.root, .noSuchFileOrDirectory)) {
            try CorpusWriter(corpus, to: deeper, threads: 1, system: Kernel()).write()
        }
    }

    @Test func fullDiskNamesTheFileAndLeavesNoLabels() throws {
        let second = layout.file(of: corpus[1])
        #expect(throws: CorpusWritingError.file(second, .noSpace)) {
            try write(system: FullDisk(room: corpus[0].csv.reduce(0) { $0 + $1.count }))
        }
        #expect(files()["labels.csv"] == nil)
    }
}
