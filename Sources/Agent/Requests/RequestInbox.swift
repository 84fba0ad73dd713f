import SystemPackage

/// The folder `requests` as the daemon sees it: what is asked there, and what is left there and taken away.
struct RequestInbox {
    /// A request that was asked longer ago than this is not answered, and what else lies in the folder for longer is
    /// taken away, in ms. Whoever asks waits for a few seconds.
    static let patience: Int64 = 60_000
    /// So many requests are taken at once.
    static let mostAtOnce = 16
    /// So many entries of the folder are looked at, about.
    private static let mostEntries = 1000

    private let state: StateFolder
    /// When what is no request was seen first, in ms of the monotonic clock.
    private var strangers: [FileName: Int64] = [:]
    /// What there is to say to the log.
    private(set) var messages: [String] = []

    /// A request, and the name of its file.
    struct Letter: Equatable {
        var name: FileName
        var request: DecisionRequest
    }

    /// The inbox in the state directory `state`; makes the folder where it is missing.
    init(in state: StateFolder) {
        self.state = state
        do throws(StateError) {
            let folder = try state.folder(RequestFile.folderName)
            state.system.close(folder.descriptor)
        } catch {
            messages.append(error.description)
        }
    }

    /// What there was to say since the last call.
    mutating func takeMessages() -> [String] {
        defer { messages = [] }
        return messages
    }

    /// The requests that wait, oldest first, at most `mostAtOnce`.
    mutating func letters() -> [Letter] {
        var letters: [Letter] = []
        use { (folder, inbox) throws(StateError) in
            let names = try inbox.names(folder)
            for name in names.filter(RequestFile.isRequest).prefix(Self.mostAtOnce) {
                if let request = inbox.request(name, in: folder) {
                    letters.append(Letter(name: name, request: request))
                }
            }
            inbox.takeAwayStrangers(names.filter { !RequestFile.isRequest($0) }, in: folder)
        }
        return letters.sorted { ($0.request.time, $0.name) < ($1.request.time, $1.name) }
    }

    /// Whether nobody has taken a request back.
    mutating func isThere(_ letter: Letter) -> Bool {
        var isThere = false
        use { (folder, _) throws(StateError) in
            isThere = (try? folder.system.status(of: letter.name, in: folder.descriptor)) != nil
        }
        return isThere
    }

    /// Answers a request, and takes it away. Where that fails the request stays, and comes again.
    mutating func reply(_ answer: DecisionAnswer, to letter: Letter) {
        use { (folder, _) throws(StateError) in
            try RequestFile.put(answer, as: RequestFile.answer(to: letter.name), in: folder)
            try folder.remove(letter.name)
        }
    }

    /// Calls `body` with the folder, if it is there, and says what fails.
    private mutating func use(_ body: (StateFolder, inout RequestInbox) throws(StateError) -> Void) {
        let path = state.path(of: RequestFile.folderName)
        do throws(Errno) {
            let descriptor = try state.system.open(RequestFile.folderName, in: state.descriptor, asDirectory: true)
            defer { state.system.close(descriptor) }
            do throws(StateError) {
                try body(StateFolder(descriptor, at: path, system: state.system), &self)
            } catch {
                messages.append(error.description)
            }
        } catch .noSuchFileOrDirectory {
            // Nobody asks.
        } catch {
            messages.append("\(path) cannot be looked into: \(error); nobody can decide while gait run works")
        }
    }

    /// The first names in the folder, ascending.
    private func names(_ folder: StateFolder) throws(StateError) -> [FileName] {
        var names: [FileName] = []
        while names.count < Self.mostEntries {
            let next = try attempt(folder.path, "cannot be listed") { () throws(Errno) in
                try folder.system.nextEntries(of: folder.descriptor)
            }
            if next.isEmpty { break }
            names += next
        }
        return names.sorted()
    }

    /// Reads a request; takes away what is none, or too old.
    private mutating func request(_ name: FileName, in folder: StateFolder) -> DecisionRequest? {
        do throws(StateError) {
            guard let bytes = try RequestFile.read(name, atMost: DecisionRequest.mostBytes, in: folder) else {
                return nil
            }
            let request: DecisionRequest
            do throws(PublicationError) {
                request = try DecisionRequest(json: bytes)
            } catch {
                throw StateError(folder.path(of: name), error.description)
            }
            let age = folder.system.wallClockTime() / 1_000_000 - request.time.milliseconds
            guard abs(age) <= Self.patience else {
                throw StateError(folder.path(of: name), "was asked at \(request.time), which is not now: ask again")
            }
            return request
        } catch {
            takeAway(name, in: folder, because: error.description)
            return nil
        }
    }

    /// Takes away what has lain there for long: answers that nobody fetched, requests that were never complete.
    private mutating func takeAwayStrangers(_ names: [FileName], in folder: StateFolder) {
        let now = folder.system.monotonicTime() / 1_000_000
        let former = strangers
        strangers = [:]
        for name in names {
            let since = former[name] ?? now
            if now - since > Self.patience {
                takeAway(name, in: folder, because: "\(folder.path(of: name)) was left there")
            } else {
                strangers[name] = since
            }
        }
    }

    private mutating func takeAway(_ name: FileName, in folder: StateFolder, because reason: String) {
        do throws(StateError) {
            try folder.remove(name)
            messages.append("\(printable(reason)); it is removed")
        } catch {
            messages.append("\(printable(reason)); \(printable(error.description))")
        }
    }
}
