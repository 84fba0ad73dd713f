public import SystemPackage

extension DecisionRequest {
    /// How long whoever asks waits for the answer, in ns.
    static let patience: Int64 = 5_000_000_000
    private static let pauseMilliseconds: Int32 = 50

    /// Asks the daemon that has the state directory at `path`, and waits for its answer.
    ///
    /// - Parameter number: names the request's file; a random one, so that two who ask do not meet.
    /// - Returns: the answer; `nil` where none came within 5 s. The request is taken back then, and was not answered
    ///   unless the daemon was about to.
    /// - Throws: `StateError` where nothing can be asked, or the answer is none.
    public func ask(
        daemonOf path: FilePath,
        number: UInt64 = .random(in: 0 ... .max),
        system: any SystemCalls & ServiceCalls
    ) throws(StateError) -> DecisionAnswer? {
        guard session.utf8.count <= Self.mostSessionBytes else {
            throw StateError(path, "knows no session whose name has more than \(Self.mostSessionBytes) bytes")
        }
        let directory = try attempt(path, "cannot be opened") { () throws(Errno) in try system.openDirectory(path) }
        defer { system.close(directory) }
        let folder = try StateFolder(directory, at: path, system: system).folder(RequestFile.folderName)
        defer { system.close(folder.descriptor) }
        let name = RequestFile.name(number)
        try RequestFile.put(self, as: name, in: folder)
        let end = system.monotonicTime() + Self.patience
        while system.monotonicTime() < end {
            if let answer = try Self.fetchAnswer(to: name, in: folder) { return answer }
            system.pause(milliseconds: Self.pauseMilliseconds)
        }
        try folder.remove(name)
        // The daemon answers before it takes the request away.
        return try Self.fetchAnswer(to: name, in: folder)
    }

    private static func fetchAnswer(
        to request: FileName,
        in folder: StateFolder
    ) throws(StateError) -> DecisionAnswer? {
        let name = RequestFile.answer(to: request)
        guard let bytes = try RequestFile.read(name, atMost: DecisionAnswer.mostBytes, in: folder) else { return nil }
        try folder.remove(name)
        try folder.remove(request)
        do throws(PublicationError) {
            return try DecisionAnswer(json: bytes)
        } catch {
            throw StateError(folder.path(of: name), error.description)
        }
    }
}
