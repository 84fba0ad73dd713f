extension RecordingCompanions {
    /// How the name of a stream's file ends.
    struct Ending: Sendable {
        var stream: StreamName
        var ending: StaticString
        /// Whether all of the file is written before the main stream's first byte is.
        var isWrittenFirst = false
    }

    /// The files of recordings that have a folder each, in which all of them have the same names.
    ///
    /// - Parameters:
    ///   - main: the name of the main stream's file.
    ///   - read: the names of the others.
    ///   - unread: the names of files that belong to the recording and are not read.
    ///   - standIns: the names of those files that stand for the recording where the main stream's is missing, the first that is
    ///     there for the others.
    init(folderWith main: StaticString, read: [Ending], unread: [StaticString], standIns: [StaticString]) {
        let names = FileNames(
            mainEndings: [main],
            hasStem: false,
            endings: read,
            unread: unread,
            standIns: standIns
        )
        self.init(files: { names.files(besides: $0) }, mainNames: { names.mainNames(of: $0) })
    }

    /// The files of recordings whose names differ in their endings only.
    ///
    /// - Parameters:
    ///   - mainEndings: how the names of main streams' files may end.
    ///   - read: how the names of the others end.
    init(mainEndings: [StaticString], read: [Ending]) {
        let names = FileNames(mainEndings: mainEndings, hasStem: true, endings: read, unread: [])
        self.init(files: { names.files(besides: $0) }, mainNames: { names.mainNames(of: $0) })
    }
}

/// Names that consist of a stem and an ending. `.gz` behind them counts for nothing.
private struct FileNames: Sendable {
    var mainEndings: [StaticString]
    /// Whether there is a stem; otherwise the endings are the whole names.
    var hasStem: Bool
    var endings: [RecordingCompanions.Ending]
    var unread: [StaticString]
    var standIns: [StaticString] = []

    func files(besides name: [UInt8]) -> [RecordingCompanions.File] {
        let name = Self.unpacked(name)
        guard let stem = mainEndings.lazy.compactMap({ stem(of: name, endingWith: $0) }).first else { return [] }
        return endings.map {
            RecordingCompanions.File(
                stream: $0.stream,
                name: stem + $0.ending.bytes,
                isWrittenFirst: $0.isWrittenFirst
            )
        }
    }

    func mainNames(of companion: [UInt8]) -> [[UInt8]] {
        let name = Self.unpacked(companion)
        let stems = (endings.map(\.ending) + unread).compactMap { stem(of: name, endingWith: $0) }
        let others = standIns.map(\.bytes)
        let earlier = stems.isEmpty ? [] : others.prefix { $0 != name }
        return stems.flatMap { stem in mainEndings.map { stem + $0.bytes } } + earlier
    }

    /// What comes before `ending` in `name`; nil where that is not how it ends, or what comes before is none.
    private func stem(of name: [UInt8], endingWith ending: StaticString) -> [UInt8]? {
        let ending = ending.bytes
        guard name.count >= ending.count, name.suffix(ending.count).elementsEqual(ending) else { return nil }
        let stem = Array(name.dropLast(ending.count))
        return stem.isEmpty != hasStem ? stem : nil
    }

    private static func unpacked(_ name: [UInt8]) -> [UInt8] {
        let ending = (".gz" as StaticString).bytes
        let isPacked = name.count > ending.count && name.suffix(ending.count).elementsEqual(ending)
        return isPacked ? Array(name.dropLast(ending.count)) : name
    }
}

extension StaticString {
    fileprivate var bytes: [UInt8] {
        unsafe Array(UnsafeBufferPointer(start: utf8Start, count: utf8CodeUnitCount))
    }
}
