import Agent
import ArgumentParser
import Gestures
import Profiles
import Recordings
import SystemPackage

/// One stage of the pipeline on one thread, in a process of its own so that the kernel accounts for it.
///
/// Prints what went through: bytes of uncompressed recordings, events, and results.
struct StageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stage",
        abstract: "Run one stage over directories of recordings.",
        shouldDisplay: false
    )

    enum Stage: String, ExpressibleByArgument {
        /// Bytes to events.
        case decode
        /// … to gestures and samples.
        case extract
        /// … to bins and windows.
        case sketch
        /// Models of the first directory's sessions, and the second's scored on them.
        case score
    }

    @Argument var stage: Stage
    @Argument var directories: [String]

    func run() throws {
        if stage == .score {
            let study = ScoringStudy(baseline: directories[0], sessions: directories[1])
            print(try study.run().text)
            return
        }
        var total = Throughput()
        var runner = StageRunner()
        var chunk = [UInt8](repeating: 0, count: 256 * 1024)
        for path in directories {
            let directory = RecordingDirectory(FilePath(path), system: Kernel())
            for entry in try directory.entries() where entry.refusal == nil {
                let file = try directory.open(entry.path)
                defer { Kernel().close(file.descriptor) }
                let facts = try runner.run(stage, file.descriptor, &chunk)
                total.bytes += facts.bytesDecoded
                total.events += facts.rows.total
            }
        }
        print(total.text)
    }
}

/// What went through a stage.
struct Throughput {
    var bytes: Int64 = 0
    var events: Int64 = 0

    var text: String { "\(bytes) \(events)" }
}

/// The memory of a stage, lent to one recording after another.
struct StageRunner: ~Copyable {
    private var decoding = RecordingScratch()
    private var memory = PipelineMemory()
    /// What the stages give, added up so that no optimiser leaves them out.
    private(set) var checksum = 0

    /// Sends `file` through `stage`, in pieces as large as `chunk`.
    mutating func run(
        _ stage: StageCommand.Stage,
        _ file: FileDescriptor,
        _ chunk: inout [UInt8]
    ) throws -> RecordingFacts {
        switch stage {
        case .decode: try decode(file, &chunk)
        case .extract: try extract(file, &chunk)
        case .sketch, .score: try sketch(file, &chunk)
        }
    }

    private mutating func decode(_ file: FileDescriptor, _ chunk: inout [UInt8]) throws -> RecordingFacts {
        var reader = RecordingReader()
        var count = 0
        while let length = try Self.read(file, into: &chunk) {
            try reader.read(chunk.span.extracting(..<length), using: &decoding) { count &+= $0.pointer.count }
        }
        let facts = try reader.finish(using: &decoding) { count &+= $0.pointer.count }
        checksum &+= count
        return facts
    }

    private mutating func extract(_ file: FileDescriptor, _ chunk: inout [UInt8]) throws -> RecordingFacts {
        var pipeline = SamplePipeline()
        var count = 0
        while let length = try Self.read(file, into: &chunk) {
            try pipeline.read(chunk.span.extracting(..<length), using: &memory) { count &+= $1.numberCount }
        }
        let summary = try pipeline.finish(using: &memory) { count &+= $1.numberCount }
        checksum &+= count
        return summary.facts
    }

    private mutating func sketch(_ file: FileDescriptor, _ chunk: inout [UInt8]) throws -> RecordingFacts {
        var pipeline = SamplePipeline()
        var sketcher = SessionSketcher(space: .pointer)
        var count = 0
        while let length = try Self.read(file, into: &chunk) {
            try pipeline.read(chunk.span.extracting(..<length), using: &memory) { _, samples in
                sketcher.add(samples) { count &+= $0.sampleCount }
            }
        }
        let summary = try pipeline.finish(using: &memory) { _, samples in
            sketcher.add(samples) { count &+= $0.sampleCount }
        }
        sketcher.finish { count &+= $0.sampleCount }
        checksum &+= count
        return summary.facts
    }

    /// Reads the next bytes of `file`; returns how many, `nil` at the end.
    private static func read(_ file: FileDescriptor, into chunk: inout [UInt8]) throws -> Int? {
        let count = try unsafe chunk.withUnsafeMutableBytes { try unsafe file.read(into: $0) }
        return count == 0 ? nil : count
    }
}
