import Agent
import ArgumentParser
import SystemPackage

/// Which state directory's list is read.
struct PublishedListOptions: ParsableArguments {
    @Option(name: .customLong("state"), help: "The state directory of gait run.", completion: .directory)
    var state = defaultStateDirectory

    /// The bytes of the list.
    ///
    /// - Throws: `Failure` where there is none that can be read.
    func bytes() throws -> [UInt8] {
        let system = Kernel()
        let path = FilePath(state)
        let descriptor: FileDescriptor
        do throws(Errno) {
            descriptor = try system.openDirectory(path)
        } catch {
            throw Failure(
                "\(state): the state directory cannot be opened: \(error); name that of gait run with --state"
            )
        }
        defer { system.close(descriptor) }
        do throws(PublicationError) {
            let folder = PublicationFolder(descriptor, at: path, system: system)
            if let bytes = try folder.read(PriorityPublisher.listName, atMost: PriorityPublisher.mostListBytes) {
                return bytes
            }
        } catch {
            throw Failure(error.description)
        }
        throw Failure("\(state) holds no priority.json: start gait run with this state directory first")
    }

    /// The list that `bytes` are.
    func document(_ bytes: [UInt8]) throws -> PriorityListDocument {
        do throws(PublicationError) {
            return try PriorityListDocument(json: bytes)
        } catch {
            throw Failure("\(state)/priority.json \(error)")
        }
    }
}

/// Where the daemon keeps its state unless it is told otherwise.
let defaultStateDirectory = "/var/lib/gait"
