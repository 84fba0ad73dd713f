import Configuration
import Synthesis
import Testing

@testable import Agent

@Suite struct WatchTableTests {
    /// What it says after any operations is what a dictionary of paths would say.
    @Test(arguments: 0..<8)
    func isADictionary(seed: UInt64) {
        var random = Xoshiro256(seed: seed)
        var table = WatchTable(of: SourceName("rdp"))
        var model: [WatchNumber: (path: RecordingPath, round: Int)] = [:]
        for round in 0..<400 {
            let watch = WatchNumber(rawValue: Int32(random.next() % 20))
            let names = (0..<random.next() % 3).map { _ in FileName("d\(random.next() % 12)") }
            let path = RecordingPath(names, in: SourceName("rdp"))
            switch random.next() % 8 {
            case 0:
                table.remove(watch)
                model[watch] = nil
            case 1:
                let gone = model.filter { $0.value.path.isAtOrBelow(path) }.keys
                #expect(Set(table.remove(below: path)) == Set(gone))
                for watch in gone { model[watch] = nil }
            case 2:
                let gone = model.filter { $0.value.round < round - 30 }.keys
                #expect(Set(table.remove(before: round - 30)) == Set(gone))
                for watch in gone { model[watch] = nil }
            default:
                table.set(watch, path, round: round)
                model[watch] = (path, round)
            }
            #expect(table.count == model.count)
            for (watch, known) in model { #expect(table.path(of: watch) == known.path) }
        }
    }
}
