import Agent
import ArgumentParser
import SystemPackage

/// Which state directory's list is read.
struct PublishedListOptions: ParsableArguments {
    @OptionGroup var place: StateOptions

    /// The bytes of the list, and the state directory that it is in.
    ///
    /// - Throws: `Failure` where there is none that can be read.
    func read() throws(Failure) -> (bytes: [UInt8], state: String) {
        let state = try place.directory()
        return (try bytes(in: state), state)
    }

    private func bytes(in state: String) throws(Failure) -> [UInt8] {
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

    /// The list that `bytes` of the state directory `state` are.
    func document(_ bytes: [UInt8], in state: String) throws(Failure) -> PriorityListDocument {
        do throws(PublicationError) {
            return try PriorityListDocument(json: bytes)
        } catch {
            throw Failure("\(state)/priority.json \(error)")
        }
    }
}
