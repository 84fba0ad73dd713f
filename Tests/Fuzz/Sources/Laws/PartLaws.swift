import Recordings

/// Takes names of files apart as those of parts, and says what is missing among them; traps where that breaks a law.
///
/// - Parameter input: names of files, each in a line, up to an empty one; then the index of their session.
public func checkPartLaws(_ input: Span<UInt8>) {
    var names: [[UInt8]] = [[]]
    var position = 0
    while position < input.count {
        let byte = input[position]
        position += 1
        if byte != UInt8(ascii: "\n") {
            names[names.count - 1].append(byte)
        } else if names[names.count - 1].isEmpty {
            break
        } else {
            names.append([])
        }
    }
    let index = input.extracting(position...)
    for way in RecordingFormat.all.compactMap(\.parts) {
        var numbers: Set<Int64> = []
        for name in names {
            guard let part = way.name(name) else { continue }
            precondition(way.name(name + ".gz".utf8) ?? part == part, "what is compressed is the same part")
            for number in [part.number, part.number + 1, 0] {
                for other in way.names(ofPart: number, besides: name) {
                    precondition(way.name(other)?.number == number, "names are those of the part asked for")
                    precondition(way.name(other)?.session == part.session, "and of the same session")
                }
            }
            numbers.insert(part.number)
            _ = way.indexName(besides: name)
        }
        let ordered = numbers.sorted()
        precondition(
            zip(ordered, ordered.dropFirst()).allSatisfy {
                way.follows($1, on: $0) == ($1 == $0 + 1 || way.first == nil)
            },
            "a part follows on that before it"
        )
        precondition(way.remarks(on: ordered).count <= 1, "without an index only gaps are known")
        precondition(way.remarks(on: ordered, index: index).count <= 3)
    }
}
