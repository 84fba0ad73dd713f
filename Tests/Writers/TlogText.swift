/// Makes up messages of tlog.
public struct TlogText: Sendable {
    /// The recording's name.
    public var recording: String
    /// The format's version, as it stands in the message.
    public var version: String
    /// Seconds since 1970 when the recording began; nil where tlog is too old to say it.
    public var start: Double?

    /// Messages of a recording.
    ///
    /// - Parameters:
    ///   - recording: the recording's name.
    ///   - version: the format's version, as it stands in the message.
    ///   - start: s since 1970 when it began; nil where tlog is too old to say it.
    public init(
        recording: String = "r-1",
        version: String = #""2.3""#,
        start: Double? = 1_700_000_000.5
    ) {
        self.recording = recording
        self.version = version
        self.start = start
    }

    /// A message, without a line's end.
    public func message(
        _ id: Int,
        at position: Int = 0,
        _ timing: String,
        input: String = "",
        output: String = "",
        inputBytes: [UInt8] = [],
        outputBytes: [UInt8] = []
    ) -> String {
        let time = start.map { #""time":\#(Self.seconds($0 + Double(position) / 1000)),"# } ?? ""
        return #"{"ver":\#(version),"host":"server","rec":"\#(recording)","user":"anna","term":"xterm","session":7,"#
            + #""id":\#(id),"pos":\#(position),\#(time)"timing":"\#(timing)","in_txt":"\#(Self.escaped(input))","#
            + #""in_bin":\#(inputBytes),"out_txt":"\#(Self.escaped(output))","out_bin":\#(outputBytes)}"#
    }

    private static func seconds(_ time: Double) -> String {
        let thousandths = Int((time * 1000).rounded())
        let fraction = String(1000 + thousandths % 1000).dropFirst()
        return "\(thousandths / 1000).\(fraction)"
    }

    /// A text as it stands in a JSON string.
    public static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": escaped += "\\\(scalar)"
            case "\r": escaped += "\\r"
            case "\n": escaped += "\\n"
            case "\u{0}"..<" ", "\u{7F}":
                escaped += "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    /// A journal's entry for each message, as `journalctl -o export` writes it, or with a length where that is asked for.
    public static func export(_ messages: [String], withLength: Bool = false) -> [UInt8] {
        var bytes: [UInt8] = []
        for (index, message) in messages.enumerated() {
            let head = "__CURSOR=s=5b;i=\(index)\n__REALTIME_TIMESTAMP=1543433283998030\nPRIORITY=6\nTLOG_ID=\(index)\n"
            bytes += Array(head.utf8)
            if withLength {
                bytes += Array("MESSAGE\n".utf8) + littleEndian(UInt64(message.utf8.count)) + Array(message.utf8)
            } else {
                bytes += Array("MESSAGE=\(message)".utf8)
            }
            bytes += Array("\n_PID=1536\n\n".utf8)
        }
        return bytes
    }

    /// The same as `journalctl -o json` writes it: with the message as a string, or as an array of bytes.
    public static func json(_ messages: [String], asBytes: Bool = false) -> [UInt8] {
        var text = ""
        for message in messages {
            let value = asBytes ? "\(Array(message.utf8))" : "\"\(escaped(message))\""
            text += #"{"__CURSOR":"s=5b","MESSAGE":\#(value),"TLOG_REC":"r-1","_PID":"1536","A":[1,"}"]}"# + "\n"
        }
        return Array(text.utf8)
    }
}
