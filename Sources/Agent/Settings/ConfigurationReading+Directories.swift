public import Configuration
import SystemPackage

extension ConfigurationReading {
    /// Adds what is wrong with the directories that the configuration names: each source has to be there and readable, the
    /// state directory too, or it can be made where its parent is. None may lie in another, by whatever name.
    ///
    /// - Parameters:
    ///   - areSourcesUsed: `false` where another directory is followed instead.
    ///   - isStateUsed: `false` where another state directory is taken instead.
    ///   - defaultState: the state directory where the configuration names none.
    public mutating func checkDirectories(
        areSourcesUsed: Bool = true,
        isStateUsed: Bool = true,
        defaultState: String,
        _ system: any SystemCalls
    ) {
        var found: [ConfigurationProblem] = []
        var sources: [NamedDirectory] = []
        for source in areSourcesUsed ? configuration.sources.map(\.directory) : [] {
            do throws(Errno) {
                let directory = NamedDirectory(source, try DirectoryLocation(at: FilePath(source.value), system))
                found += sources.compactMap { directory.overlap(with: $0, "the source") }
                sources.append(directory)
            } catch {
                found.append(problem(source, "the source", error))
            }
        }
        if isStateUsed, let state = configuration.state {
            do throws(Errno) {
                let directory = NamedDirectory(state, try DirectoryLocation(at: FilePath(state.value), system))
                found += sources.compactMap { directory.overlap(with: $0, "the state directory") }
            } catch .noSuchFileOrDirectory {
                found += checkMissingState(state, sources, system)
            } catch {
                found.append(problem(state, "the state directory", error))
            }
        } else if isStateUsed {
            found += overlaps(of: sources, withState: defaultState, system)
        }
        add(found)
    }

    /// What is wrong with the place at which the state directory is to be made.
    private func checkMissingState(
        _ state: Located<String>,
        _ sources: [NamedDirectory],
        _ system: any SystemCalls
    ) -> [ConfigurationProblem] {
        do throws(Errno) {
            let parent = try DirectoryLocation(at: FilePath(state.value).removingLastComponent(), system)
            let directory = NamedDirectory(state, DirectoryLocation(missingIn: parent))
            return sources.compactMap { directory.overlap(with: $0, "the state directory") }
        } catch {
            return [problem(state, "the parent of the state directory", error)]
        }
    }

    /// That one of the `sources` lies in the state directory that the configuration does not name, or the reverse.
    private func overlaps(
        of sources: [NamedDirectory],
        withState state: String,
        _ system: any SystemCalls
    ) -> [ConfigurationProblem] {
        // One that is not there yet is made where its name says.
        let location = try? DirectoryLocation(at: FilePath(state), system)
        return sources.compactMap { source in
            let byName = PlainPath(source.name.value).relation(to: PlainPath(state))
            guard let relation = byName ?? location.flatMap(source.location.relation) else { return nil }
            return ConfigurationProblem(
                "the source \(relation.rawValue) the state directory, \(state)",
                at: source.name.position,
                "choose directories beside each other, or another state directory by state = \"/…\" before all headers"
            )
        }
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

/// A directory as the configuration names it, and where it lies.
private struct NamedDirectory {
    let name: Located<String>
    let location: DirectoryLocation

    init(_ name: Located<String>, _ location: DirectoryLocation) {
        self.name = name
        self.location = location
    }

    /// That this, which is called `title`, lies in `source` or the reverse, where their names do not say so.
    func overlap(with source: NamedDirectory, _ title: String) -> ConfigurationProblem? {
        guard let relation = location.relation(to: source.location),
            PlainPath(name.value).relation(to: PlainPath(source.name.value)) == nil
        else { return nil }
        return ConfigurationProblem(
            "\(title) \(relation.rawValue) the source of line \(source.name.position.line), by another name",
            at: name.position,
            "choose directories beside each other"
        )
    }
}
