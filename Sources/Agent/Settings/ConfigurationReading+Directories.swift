public import Configuration
import SystemPackage

extension ConfigurationReading {
    /// Adds what is wrong with the directories that the configuration names: the source has to be there and readable,
    /// the state directory too, or it can be made where its parent is. Neither may be the other by another name.
    ///
    /// - Parameters:
    ///   - isSourceUsed: `false` where another directory is followed instead.
    ///   - isStateUsed: `false` where another state directory is taken instead.
    public mutating func checkDirectories(
        isSourceUsed: Bool = true,
        isStateUsed: Bool = true,
        _ system: any SystemCalls
    ) {
        let source = isSourceUsed ? configuration.source?.directory : nil
        let state = isStateUsed ? configuration.state : nil
        var found: [ConfigurationProblem] = []
        var sourceNode: (UInt64, UInt64)?
        if let source {
            do throws(Errno) {
                sourceNode = try node(FilePath(source.value), system)
            } catch {
                found.append(problem(source, "the source", error))
            }
        }
        if let state {
            let path = FilePath(state.value)
            do throws(Errno) {
                let stateNode = try node(path, system)
                if let source, let sourceNode, stateNode == sourceNode, source.value != state.value {
                    let what = "the state directory is the source of line \(source.position.line) by another name"
                    found.append(ConfigurationProblem(what, at: state.position, "choose another directory"))
                }
            } catch .noSuchFileOrDirectory {
                do throws(Errno) {
                    _ = try node(path.removingLastComponent(), system)
                } catch {
                    found.append(problem(state, "the parent of the state directory", error))
                }
            } catch {
                found.append(problem(state, "the state directory", error))
            }
        }
        add(found)
    }

    /// Which directory `path` is.
    private func node(_ path: FilePath, _ system: any SystemCalls) throws(Errno) -> (UInt64, UInt64) {
        let descriptor = try system.openDirectory(path)
        defer { system.close(descriptor) }
        let status = try system.status(of: descriptor)
        return (status.device, status.inode)
    }

    private func problem(_ path: Located<String>, _ name: String, _ error: Errno) -> ConfigurationProblem {
        switch error {
        case .noSuchFileOrDirectory:
            ConfigurationProblem("\(name) does not exist", at: path.position, "make the directory, or name another")
        case .notDirectory:
            ConfigurationProblem("\(name) is no directory", at: path.position, "name a directory")
        case .permissionDenied:
            ConfigurationProblem(
                "\(name) cannot be opened: no permission",
                at: path.position,
                "let the user that runs Gait read it, and check as that user"
            )
        default:
            ConfigurationProblem("\(name) cannot be opened: \(error)", at: path.position, "mend that, or name another")
        }
    }
}
