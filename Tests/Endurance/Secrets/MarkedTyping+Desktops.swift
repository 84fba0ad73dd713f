import RecordingWriters
import Recordings
import Synthesis

extension MarkedTyping {
    /// ms from one key to the next.
    private var interval: Int { 100 + number }

    /// When the pointer's way ends, in ms.
    private var end: Int { events.last.map(Self.time) ?? 0 }

    /// When an event was, in ms on the client's clock, or on the recorder's where that is missing.
    private static func time(_ event: PointerEvent) -> Int {
        Int((event.clientTime.isMissing ? event.recorderTime : event.clientTime).milliseconds)
    }

    /// A recording of guacd, with what was pasted and what windows were called.
    var guacamole: [UInt8] {
        var encoder = GuacamoleEncoder()
        for event in events { encoder.append(event) }
        var text = RecordingWriters.guacamole("size", "0", "1600", "1200") + encoder.text
        var time = end
        for scalar in marker.text.unicodeScalars {
            time += interval
            text += RecordingWriters.guacamole("key", "\(scalar.value)", "1", "\(time)")
            text += RecordingWriters.guacamole("key", "\(scalar.value)", "0", "\(time + 40)")
        }
        text += RecordingWriters.guacamole("clipboard", "1", "text/plain")
        text += RecordingWriters.guacamole("blob", "1", marker.text) + RecordingWriters.guacamole("end", "1")
        text += RecordingWriters.guacamole("name", marker.text)
        let instructions = damaged(
            RecordingWriters.guacamole("mouse", marker.text, "1", "0", "\(time)"),
            RecordingWriters.guacamole("key", marker.text, marker.text, "\(time)"),
            RecordingWriters.guacamole("key", "97", "1", marker.text),
            RecordingWriters.guacamole(marker.text, "1")
        )
        // The last one lies about its length, and nothing behind it is one.
        return Array((text + instructions.joined() + damaged("7.\(marker.text);").prefix(1).joined()).utf8)
    }

    /// A recording of PyRDP, with codes of keys, characters, what was pasted, and what the client signed in with.
    var pyRDP: [UInt8] {
        var encoder = PyRDPEncoder()
        encoder.writer.record(3, marker.wide + Array(marker.text.utf8))
        for event in events { encoder.append(event) }
        var writer = encoder.writer
        var time = PyRDPWriter.start + UInt64(end)
        for code in marker.scancodes {
            time += UInt64(interval)
            writer.input(time: time, [[0x00, code], [0x01, code]])
        }
        writer.input(time: time + 100, marker.text.utf8.map { [0x80, $0, 0] })
        writer.record(6, time: time + 200, marker.wide + Array(marker.text.utf8))
        for _ in 0..<damage.repetitions {
            // Events that there are no such kinds of.
            writer.record(1, time: time + 300, [0x04, 0x32] + Array(marker.text.utf8))
        }
        // What follows is taken for a record's head.
        writer.bytes += damaged(marker.text).prefix(1).joined().utf8
        if damage == .none { writer.record(5, time: time + 400) }
        return writer.bytes
    }

    /// A part of a WALLIX recording.
    var wallix: WallixWriter {
        var writer = WallixWriter()
        writer.times(0, WallixWriter.start + UInt64(number))
        for event in events {
            writer.stamp(UInt64(Self.time(event)) * 1000, UInt16(clamping: event.x), UInt16(clamping: event.y))
        }
        var time = UInt64(end) * 1000
        for character in marker.characters {
            time += UInt64(interval) * 1000
            writer.stamp(time, 100, 100, typed: character)
        }
        writer.stamp(time + 1000, 100, 100, typed: marker.text)
        for _ in 0..<damage.repetitions {
            writer.chunks += WallixWriter.chunk(0x03F0, Array(marker.text.utf8.prefix(7)))
            writer.chunks += WallixWriter.chunk(0x0777, Array(marker.text.utf8))
        }
        // What follows is taken for a chunk's head.
        writer.chunks += damaged(marker.text).prefix(1).joined().utf8
        return writer
    }

    /// A recording in Gait's own format.
    var jsonLines: [UInt8] {
        let text = marker.text
        var bytes = RecordingWriters.jsonLines(events)
        var lines: [String] = []
        var time = end
        for character in marker.characters {
            time += interval
            lines.append(#"{"t":\#(time),"kind":"key-press","key":"\#(character)"}"#)
            lines.append(#"{"t":\#(time + 40),"kind":"key-release","key":"\#(character)"}"#)
            lines.append(#"{"t":\#(time + 50),"kind":"input","text":"\#(character)"}"#)
            lines.append(#"{"t":\#(time + 60),"kind":"output","text":"\#(character)"}"#)
        }
        lines.append(#"{"t":\#(time + 70),"kind":"input","text":"\#(text)"}"#)
        lines.append(#"{"t":\#(time + 80),"kind":"output","text":"\#(text)"}"#)
        lines.append(#"{"t":\#(time + 90),"kind":"key","key":"\#(text)"}"#)
        lines += damaged(
            text,
            #"{"t":"\#(text)","kind":"move","x":1,"y":1}"#,
            #"{"t":1,"kind":"\#(text)","x":"\#(text)"}"#,
            #"{"t":\#(text)}"#,
            #"{"t":1,"kind":"input","text":"\#(text)"#
        )
        // In front of the end mark.
        let mark = #"{"kind":"end"}"# + "\n"
        bytes.removeLast(mark.utf8.count)
        return bytes + Array((lines.map { $0 + "\n" }.joined() + mark).utf8)
    }

    /// A recording that has no text, but for what is damaged.
    var sessionCSV: [UInt8] {
        let text = marker.text
        let lines = damaged("\(text),\(text),NoButton,Move,1,1", "0.1,0.1,\(text),\(text),1,1", text)
        return RecorderCSV(events).reduce([], +) + Array(lines.map { $0 + "\n" }.joined().utf8)
    }
}
