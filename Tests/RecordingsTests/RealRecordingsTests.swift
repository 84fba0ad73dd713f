import Glibc
import Recordings
import TestSupport
import Testing

@Suite(.enabled(if: RealData.isPresent, RealData.absence))
struct RealRecordingsTests {
    @Test func everyRowIsAnEventWithTheTimesOfASimpleParser() throws {
        var lines = 0
        var events = 0
        for (path, bytes) in ProjectFiles.contents(of: RealData.balabit) where path.contains("/session_") {
            let reading = Reading(bytes, pieces: [65536])
            let expected = OracleRow.rows(bytes)
            try #require(reading.error == nil)
            #expect(reading.facts.rows.malformed == 0 && reading.facts.rows.unplaced == 0)
            #expect(reading.events.elementsEqual(expected) { OracleRow($0) == $1 }, "\(path)")
            lines += bytes.count { $0 == UInt8(ascii: "\n") } - 1
            events += reading.events.count
        }
        #expect(events == lines && events > 0)
    }
}

/// What the straightforward way gives for a row: the C library's numbers, times 1,000, rounded half to even.
struct OracleRow: Equatable {
    var recorderTime: Int64
    var clientTime: Int64
    var x: Int32
    var y: Int32

    /// The rows of a well-formed file that ends with a line feed, its header left out.
    static func rows(_ bytes: [UInt8]) -> [OracleRow] {
        var rows: [OracleRow] = []
        unsafe (bytes + [0]).withUnsafeBufferPointer { buffer in
            let text = unsafe UnsafeRawPointer(buffer.baseAddress!).assumingMemoryBound(to: CChar.self)
            guard var place = unsafe strchr(text, 0x0A) else { return }
            unsafe place += 1
            while unsafe place.pointee != 0 {
                var end: UnsafeMutablePointer<CChar>? = unsafe place
                let recorderTime = unsafe strtod(place, &end)
                let clientTime = unsafe strtod(end! + 1, &end)
                let state = unsafe strchr(strchr(end! + 1, 0x2C)! + 1, 0x2C)!
                let x = unsafe strtol(state + 1, &end, 10)
                let y = unsafe strtol(end! + 1, &end, 10)
                unsafe place = end! + 1
                rows.append(
                    OracleRow(
                        recorderTime: milliseconds(recorderTime),
                        clientTime: milliseconds(clientTime),
                        x: Int32(x),
                        y: Int32(y)
                    )
                )
            }
        }
        return rows
    }

    private static func milliseconds(_ seconds: Double) -> Int64 {
        Int64((seconds * 1000).rounded(.toNearestOrEven))
    }
}

extension OracleRow {
    init(_ event: PointerEvent) {
        recorderTime = event.recorderTime.milliseconds
        clientTime = event.clientTime.milliseconds
        x = event.x
        y = event.y
    }
}
