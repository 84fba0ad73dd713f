public import Evaluation
public import SystemPackage

extension SessionLabels {
    /// Reads labels from the file at `path`, as `init(csv:)` has them.
    ///
    /// - Parameter mostBytes: how many bytes the file may have.
    /// - Throws: `LabelsFileError` where the file cannot be read, is larger, or is no labels file.
    public init(contentsOf path: FilePath, mostBytes: Int = 64 * 1024 * 1024) throws(LabelsFileError) {
        let bytes = try Self.read(path, mostBytes: mostBytes)
        do throws(SessionLabelsError) {
            try self.init(csv: bytes.span)
        } catch {
            throw .malformed(path, error)
        }
    }

    private static func read(_ path: FilePath, mostBytes: Int) throws(LabelsFileError) -> [UInt8] {
        var bytes: [UInt8] = []
        do {
            let file = try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
            defer { try? file.close() }
            var chunk = [UInt8](repeating: 0, count: 64 * 1024)
            while true {
                let count = try unsafe chunk.withUnsafeMutableBytes { try unsafe file.read(into: $0) }
                if count == 0 { return bytes }
                // Counted instead of asked for, because what is read may be a pipe.
                guard bytes.count + count <= mostBytes else {
                    throw LabelsFileError.tooLarge(path, mostBytes: mostBytes)
                }
                bytes += chunk[..<count]
            }
        } catch let error as LabelsFileError {
            throw error
        } catch {
            throw .unreadable(path, error as? Errno ?? .ioError)
        }
    }
}

/// Why a labels file cannot be used.
public enum LabelsFileError: Error, Sendable, Equatable {
    /// The system refuses to read it.
    case unreadable(FilePath, Errno)
    /// It has more than `mostBytes` bytes.
    case tooLarge(FilePath, mostBytes: Int)
    /// What stands in it is wrong.
    case malformed(FilePath, SessionLabelsError)
}

extension LabelsFileError: CustomStringConvertible {
    /// Which file, what is wrong, and what to do about it.
    public var description: String {
        switch self {
        case .unreadable(let path, let error): "\(path): it cannot be read: \(error); give a CSV file of labels"
        case .tooLarge(let path, let most): "\(path): it has more than \(most) bytes; give the labels of fewer sessions"
        case .malformed(let path, let error): "\(path): \(error)"
        }
    }
}
