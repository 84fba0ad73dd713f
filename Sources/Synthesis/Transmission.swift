internal import Recordings

/// A line at work: reports of the device in, records of the recorder out.
///
/// What waits in it is bounded: one movement, and the records of one packet.
struct Transmission: Sendable {
    private let line: Line
    private var random: Xoshiro256
    /// When the line last sent a movement, button or notch, in µs.
    private var lastSent: Int64 = -1_000_000
    /// The movement that waits for the line to be free again.
    private var latest: Report?
    /// The first movement that had to wait, where the line sends it too, stamped like what was sent before it.
    private var first: Report?
    /// When the line will be free, in µs.
    private var due: Int64 = 0
    private var packet: [PointerEvent] = []
    private var packetStart: Int64 = 0
    /// The client's clock at the first record, in µs.
    private var clientOrigin: Int64?
    /// The recorder's clock at the first record, in µs.
    private var recorderOrigin: Int64?
    /// The recorder's clock at the last record, in µs.
    private var lastRecorded: Int64 = 0

    init(line: Line, random: Xoshiro256) {
        self.line = line
        self.random = random
    }

    /// Sends reports, which are in the order of time, and appends the records that are complete.
    mutating func send(_ reports: [Report], into records: inout [PointerEvent]) {
        for report in reports {
            if latest != nil, report.time >= due { sendLatest(at: due, into: &records) }
            switch report.kind {
            case .move, .drag: sendMovement(report, into: &records)
            case .press, .release, .wheelUp, .wheelDown:
                sendLatest(at: report.time, into: &records)
                send(report, at: report.time, into: &records)
            }
        }
    }

    /// Sends what still waits.
    mutating func finish(into records: inout [PointerEvent]) {
        sendLatest(at: due, into: &records)
        closePacket(into: &records)
    }

    private mutating func sendMovement(_ report: Report, into records: inout [PointerEvent]) {
        if report.time >= lastSent + line.coalescing {
            send(report, at: report.time, into: &records)
            return
        }
        if latest == nil {
            due = lastSent + line.coalescing + Int64(6_000 * random.unit())
            if random.chance(line.doubling) { first = report }
        }
        latest = report
    }

    private mutating func sendLatest(at time: Int64, into records: inout [PointerEvent]) {
        guard let waiting = latest else { return }
        latest = nil
        if let early = first, early.time != waiting.time {
            records.append(record(early, clientTime: lastSent, recorderTime: recorded(at: time)))
        }
        first = nil
        send(waiting, at: time, into: &records)
    }

    private mutating func send(_ report: Report, at time: Int64, into records: inout [PointerEvent]) {
        lastSent = time
        guard line.gathering > 0 else {
            records.append(record(report, clientTime: time, recorderTime: recorded(at: time)))
            return
        }
        if !packet.isEmpty, time >= packetStart + line.gathering { closePacket(into: &records) }
        if packet.isEmpty { packetStart = time }
        packet.append(record(report, clientTime: time, recorderTime: 0))
    }

    /// Stamps what was gathered with the time of the packet's arrival.
    private mutating func closePacket(into records: inout [PointerEvent]) {
        guard !packet.isEmpty else { return }
        lastRecorded = recorded(at: packetStart + line.gathering)
        for index in packet.indices {
            // Taking a packet apart takes well under a millisecond, but may cross the edge of one.
            if index > 0 { lastRecorded += 50 }
            packet[index].recorderTime = Timestamp(milliseconds: lastRecorded / 1_000)
        }
        records.append(contentsOf: packet)
        packet.removeAll(keepingCapacity: true)
    }

    /// The record of a report, with times in µs.
    private mutating func record(_ report: Report, clientTime: Int64, recorderTime: Int64) -> PointerEvent {
        let tick = clientTime / line.clientTick * line.clientTick
        let origin = clientOrigin ?? tick
        clientOrigin = origin
        return PointerEvent(
            recorderTime: Timestamp(milliseconds: recorderTime / 1_000),
            clientTime: Timestamp(milliseconds: (tick - origin) / 1_000),
            x: report.x,
            y: report.y,
            kind: report.kind,
            button: report.button
        )
    }

    /// The recorder's clock when what was sent at `time` arrives, in µs; never before what arrived earlier.
    private mutating func recorded(at time: Int64) -> Int64 {
        let delay = line.latency > 0 ? Int64(random.logNormal(median: line.latency, spread: 0.4)) : 0
        let arrival = time + time / 1_000_000 * line.drift + delay
        let origin = recorderOrigin ?? arrival
        recorderOrigin = origin
        lastRecorded = max(lastRecorded, arrival - origin)
        return lastRecorded
    }
}
