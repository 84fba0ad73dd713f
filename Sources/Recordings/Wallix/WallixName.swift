/// The name that WALLIX Bastion gives a part: `USER@ADDRESS,ACCOUNT@HOST,YYYYMMDD-HHMMSS,BASTION,PID-NNNNNN.wrm`.
struct WallixName {
    /// The six digits at its end, from 0 on.
    let number: Int64
    /// What the names of all parts of the session begin with.
    let stem: ArraySlice<UInt8>

    /// Takes a name apart, of which `.gz` was taken off; nil where it is not that of a part.
    init?(_ name: ArraySlice<UInt8>) {
        let ending = ".wrm".utf8
        let digits = name.dropLast(ending.count).suffix(6)
        guard name.suffix(ending.count).elementsEqual(ending), digits.count == 6, let number = Int64(digits: digits),
            name[..<digits.startIndex].last == UInt8(ascii: "-")
        else { return nil }
        self.number = number
        stem = name[..<(digits.startIndex - 1)]
        guard !stem.isEmpty else { return nil }
    }

    /// Who, from where, as whom, and where, as far as the name has its five fields.
    var description: RecordingDescription {
        var description = RecordingDescription()
        let fields = stem.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        guard fields.count == 5 else { return description }
        (description.user, description.address) = Self.halves(of: fields[0])
        (description.account, description.host) = Self.halves(of: fields[1])
        return description
    }

    /// What comes before the last `@`, which a name may have in itself, and what behind it.
    private static func halves(of field: ArraySlice<UInt8>) -> (RecordingName?, RecordingName?) {
        guard let at = field.lastIndex(of: UInt8(ascii: "@")) else { return (nil, nil) }
        return (
            RecordingName(bounded: Array(field[..<at]).span), RecordingName(bounded: Array(field[(at + 1)...]).span)
        )
    }
}

extension RecordingParts {
    /// Those of WALLIX, of which another begins about every ten minutes.
    static let wallix = RecordingParts(first: 0, index: .wallix) { name in
        WallixName(name).map { Name(session: Array($0.stem) + ".wrm".utf8, number: $0.number) }
    }
}

extension RecordingPartsIndex {
    /// That of WALLIX: the name without the part's number, and another ending.
    static let wallix = RecordingPartsIndex { session in
        session.dropLast(".wrm".utf8.count) + ".mwrm".utf8
    } parts: { content in
        WallixIndex.parts(in: content)
    }
}
