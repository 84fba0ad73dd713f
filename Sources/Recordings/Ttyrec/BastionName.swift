/// The name that The Bastion gives a ttyrec: `%Y-%m-%d.%H-%M-%S.#usec#.UNIQID.ACCOUNT.USER.IP.PORT.ttyrec`.
///
/// A session keeps its UNIQID, of 12 hexadecimal digits, over all files that it is written to. ACCOUNT is who authenticated to
/// the bastion, USER whom it logged on as at IP.
struct BastionName {
    /// When the file was begun, in an order that is that of time.
    let time: Int64
    /// What follows on the time, which is the same in all files of the session.
    let session: ArraySlice<UInt8>
    private let uniqueFields: [ArraySlice<UInt8>]

    /// Takes a name apart, of which `.gz` was taken off; nil where it is no such name.
    init?(_ name: ArraySlice<UInt8>) {
        let fields = name.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard fields.count >= 8, fields.last?.elementsEqual("ttyrec".utf8) == true, fields[3].count == 12,
            fields[3].allSatisfy(\.isHexadecimalDigit), fields[4..<fields.count - 1].allSatisfy({ !$0.isEmpty }),
            let time = Self.time(date: fields[0], clock: fields[1], fraction: fields[2])
        else { return nil }
        self.time = time
        session = name[fields[3].startIndex...]
        uniqueFields = Array(fields[4..<fields.count - 1])
    }

    private static func time(
        date: ArraySlice<UInt8>,
        clock: ArraySlice<UInt8>,
        fraction: ArraySlice<UInt8>
    ) -> Int64? {
        let numbers = [date, clock].flatMap { $0.split(separator: UInt8(ascii: "-")).map { Int64(digits: $0) } }
        guard numbers.count == 6, let microseconds = Int64(digits: fraction), microseconds < 1_000_000 else {
            return nil
        }
        let bases: [Int64] = [10_000, 13, 32, 24, 60, 61]
        var time: Int64 = 0
        for (number, base) in zip(numbers, bases) {
            guard let number, number < base else { return nil }
            time = time * base + number
        }
        return time * 1_000_000 + microseconds
    }

    /// Who, as whom, and where. Where a name with points in it leaves it open which is whose, of both nothing is said.
    var description: RecordingDescription {
        var description = RecordingDescription()
        let isIPv6 = uniqueFields.count >= 2 && uniqueFields[uniqueFields.count - 2].contains(UInt8(ascii: ":"))
        let names = uniqueFields.dropLast(isIPv6 ? 2 : 5)
        guard !names.isEmpty, let port = uniqueFields.last, Int64(digits: port) != nil else { return description }
        let address = uniqueFields[names.endIndex..<uniqueFields.count - 1]
        guard isIPv6 || address.allSatisfy({ Int64(digits: $0).map { $0 < 256 } ?? false }) else { return description }
        description.host = RecordingName(bounded: Array(address.joined(separator: [UInt8(ascii: ".")])).span)
        guard names.count == 2 else { return description }
        description.user = RecordingName(bounded: Array(names[0]).span)
        description.account = RecordingName(bounded: Array(names[1]).span)
        return description
    }
}

extension RecordingParts {
    /// The Bastion's, which begins another file in the middle of a session.
    static let bastion = RecordingParts(first: nil) { name in
        BastionName(name).map { Name(session: Array($0.session), number: $0.time) }
    }
}

extension UInt8 {
    fileprivate var isHexadecimalDigit: Bool {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }
}
