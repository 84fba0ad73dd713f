/// How JumpServer's lion keeps the Guacamole instructions of a session: in parts `SESSION.0.part`, `SESSION.1.part` and so on,
/// each with a `.meta` of its own, and beside them `SESSION.json`, or `SESSION.replay.json` once the session is over.
enum JumpServer {
    static let parts = RecordingParts(first: 0) { name in
        part(name).map { RecordingParts.Name(session: Array($0.session) + ".part".utf8, number: $0.number) }
    }

    static let session = RecordingSideFile { name in
        guard let session = part(unpacked(name))?.session else { return [] }
        return [Array(session) + ".json".utf8, Array(session) + ".replay.json".utf8]
    } describe: { content in
        description(in: content)
    }

    /// The files that hold no stream, so that they are not taken for recordings.
    static let companions = RecordingCompanions { _ in
        []
    } mainNames: { name in
        if let part = stem(of: name[...], without: ".meta") { return packedOrNot(Array(part)) }
        guard let session = stem(of: name[...], without: ".json") else { return [] }
        return [session, stem(of: session, without: ".replay")].compactMap(\.self).flatMap {
            // The first part may be missing: lion drops what is very short.
            packedOrNot(Array($0) + ".0.part".utf8) + packedOrNot(Array($0) + ".1.part".utf8)
        }
    }

    private static func part(_ name: ArraySlice<UInt8>) -> (session: ArraySlice<UInt8>, number: Int64)? {
        guard let numbered = stem(of: name, without: ".part"),
            let point = numbered.lastIndex(of: UInt8(ascii: ".")), point > numbered.startIndex,
            let number = Int64(digits: numbered[(point + 1)...])
        else { return nil }
        return (numbered[..<point], number)
    }

    private static func stem(of name: ArraySlice<UInt8>, without ending: String) -> ArraySlice<UInt8>? {
        let count = ending.utf8.count
        return name.count > count && name.suffix(count).elementsEqual(ending.utf8) ? name.dropLast(count) : nil
    }

    private static func unpacked(_ name: [UInt8]) -> ArraySlice<UInt8> {
        stem(of: name[...], without: ".gz") ?? name[...]
    }

    private static func packedOrNot(_ name: [UInt8]) -> [[UInt8]] { [name, name + ".gz".utf8] }

    /// What a session's JSON object says; nil where it is none, or not complete.
    static func description(in text: Span<UInt8>) -> RecordingDescription? {
        var json = JSONStream()
        var description = RecordingDescription()
        var position = 0
        do throws(JSONStream.Defect) {
            while let token = try json.next(text, at: &position) {
                if token == .objectEnds, json.depth == 0 { return description }
                guard token == .string else { continue }
                var value = NameText()
                guard try json.readString(text, at: &position, into: &value) else { return nil }
                if json.depth == 1 { description.take(value, as: json.key) }
            }
        } catch {}
        return nil
    }
}

extension RecordingDescription {
    /// Takes the value of a member of a session's object.
    fileprivate mutating func take(_ text: NameText, as member: ShortText) {
        switch member {
        case ShortText("user"): user = text.name
        case ShortText("asset"): host = text.name
        case ShortText("account"): account = text.name
        case ShortText("remote_addr"): address = text.name
        case ShortText("date_start"): start = Timestamp(firstInstantIn: text.bytes.span)
        default: break
        }
    }
}
