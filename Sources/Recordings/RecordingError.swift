/// Why a recording cannot be read, where, and what to do about it.
///
/// The error does not know the file's name: whoever opened the file puts it in front.
public struct RecordingError: Error, Sendable, Equatable {
    /// What is wrong.
    public enum Problem: Sendable, Equatable {
        /// There is not one byte.
        case empty
        /// The first bytes are those of no format that Gait reads.
        case unknownFormat
        /// The format's header is not the expected one.
        case wrongHeader(expected: String)
        /// The recording is of a kind of its format that Gait cannot read: `what` completes "the recording is", `remedy` is
        /// a sentence without its full stop.
        case unsupported(what: String, remedy: String)
        /// The file is none of the recordings but lies beside them; the text completes "this is".
        case companion(String)
        /// There is none of this where one has to be, such as "record", so that the rest cannot be read either.
        case unframed(missing: String)
        /// More than half of the rows are malformed.
        case mostlyMalformed(malformed: Int64, rows: Int64, first: MalformedRow.Reason)
        /// The compressed data contradicts itself; the text is the decompressor's.
        case corruptCompression(String)
        /// The compressed data stops in the middle.
        case compressionEndsEarly
        /// The compressed data has more than this many decompressed bytes.
        case tooLarge(limit: Int64)
        /// The compressed data expands more than this many times.
        case expandsTooMuch(ratio: Int64)
    }

    /// What is wrong.
    public let problem: Problem
    /// The line concerned, counted from 1; nil where the problem is not one of lines.
    public let line: Int64?
    /// The offset concerned, counted from 0: in the file for problems of compression, else in the uncompressed stream.
    public let byte: Int64

    /// Describes a problem and its place.
    public init(_ problem: Problem, line: Int64? = nil, byte: Int64) {
        self.problem = problem
        self.line = line
        self.byte = byte
    }
}

extension RecordingError: CustomStringConvertible {
    /// One or two sentences: where, what is wrong, what to do.
    public var description: String {
        let place = line.map { "line \($0), byte \(byte)" } ?? "byte \(byte)"
        return "\(place): \(what). \(remedy)."
    }

    private var what: String {
        switch problem {
        case .empty: "the recording is empty"
        case .unknownFormat: "these are not the first bytes of any format that Gait reads"
        case .wrongHeader(let expected): "the header is not \"\(expected)\""
        case .unsupported(let what, _): "the recording is \(what)"
        case .companion(let what): "this is \(what)"
        case .unframed(let missing): "there is no \(missing) where one should be"
        case .mostlyMalformed(let malformed, let rows, let first):
            "\(malformed) of \(rows) rows are malformed, the first one here: \(first)"
        case .corruptCompression(let message): "the compressed data is corrupt (\(message))"
        case .compressionEndsEarly: "the compressed data ends early, before the first row"
        case .tooLarge(let limit): "the compressed data holds more than \(limit) bytes"
        case .expandsTooMuch(let ratio): "the compressed data expands more than \(ratio) times"
        }
    }

    private var remedy: String {
        switch problem {
        case .empty: "Check that the recorder could write, or delete the file"
        case .unknownFormat:
            "Check that it is a recording; known formats are \(RecordingFormat.all.map(\.name).joined(separator: ", "))"
        case .wrongHeader: "Check the recorder's settings, and that the beginning of the file was not lost"
        case .unsupported(_, let remedy): remedy
        case .companion: "Nothing is lost: it holds no events"
        case .unframed, .mostlyMalformed: "Check that the file is whole and of this format"
        case .corruptCompression, .compressionEndsEarly: "Fetch the file again from where it was compressed"
        case .tooLarge, .expandsTooMuch: "It was set aside; raise the limit if it is a genuine recording"
        }
    }
}
