import Agent
import Foundation
import Gestures
import Recordings
import SystemPackage
import TestSupport
import Testing

@Suite(.enabled(if: RealData.isPresent, RealData.absence))
struct ShippedBinsTests {
    @Test func shippedTableIsMadeOfTheTrainingRecordings() throws {
        let reader = BinReader(layout: try LayoutPattern("{user}/{session}"), threads: 2, system: Kernel())
        let outcome = try reader.read(RecordingDirectory(FilePath(RealData.balabitTraining.path), system: Kernel()))
        #expect(outcome.unreadableCount == 0)
        #expect(try outcome.builder.table() == BinTable.pointer)
    }
}
