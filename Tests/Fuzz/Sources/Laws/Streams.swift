import Recordings

/// Where in a fuzzer's input the streams of a recording lie: one behind the other, with a byte 0xFF between them where the
/// format has several files, or `~part~` where it has parts.
struct Streams {
    private var ranges: [StreamName: Range<Int>] = [:]

    init(_ bytes: Span<UInt8>, format: RecordingFormat?) {
        let companions = format?.companions ?? .none
        let files = ["timing", "s.timing"].flatMap { companions.files(Array($0.utf8)) }
        var names = ([.main] + files.map(\.stream)).makeIterator()
        let separator = Array((files.isEmpty ? "~part~" : "\u{FF}").unicodeScalars).map { UInt8($0.value) }
        let hasParts = files.isEmpty && format?.parts != nil
        var name = names.next() ?? .main
        var start = 0
        var number = 1
        var index = 0
        while index + separator.count <= bytes.count, hasParts || !files.isEmpty {
            guard separator.indices.allSatisfy({ bytes[index + $0] == separator[$0] }) else {
                index += 1
                continue
            }
            number += 1
            guard let next = hasParts ? StreamName("part \(number)") : names.next() else { break }
            ranges[name] = start..<index
            index += separator.count
            start = index
            name = next
        }
        ranges[name] = start..<bytes.count
    }

    func range(of stream: StreamName) -> Range<Int> { ranges[stream] ?? 0..<0 }
}
