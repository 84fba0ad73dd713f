/// When made-up asciicasts began, in s since 1970.
public let asciicastStart: Int64 = 1_700_000_000
/// How an asciicast of version 2 begins.
public let asciicastHeader2 = #"{"version": 2, "width": 80, "height": 24, "timestamp": 1700000000}"#
/// How an asciicast of version 3 begins.
public let asciicastHeader3 = #"{"version":3,"term":{"cols":80,"rows":24},"timestamp":1700000000}"#

/// An asciicast of version 2 that has just these lines behind the header.
public func asciicast2(_ lines: String...) -> String { asciicast2(lines) }

/// An asciicast of version 2 that has just these lines behind the header.
public func asciicast2(_ lines: [String]) -> String {
    ([asciicastHeader2] + lines).map { $0 + "\n" }.joined()
}

/// An asciicast of version 3 that has just these lines behind the header.
public func asciicast3(_ lines: String...) -> String { asciicast3(lines) }

/// An asciicast of version 3 that has just these lines behind the header.
public func asciicast3(_ lines: [String]) -> String {
    ([asciicastHeader3] + lines).map { $0 + "\n" }.joined()
}

/// An asciicast of version 1 that has just these events.
public func asciicast1(_ events: String...) -> String { asciicast1(events) }

/// An asciicast of version 1 that has just these events.
public func asciicast1(_ events: [String]) -> String {
    #"{"version": 1, "width": 80, "height": 24, "stdout": [\#(events.joined(separator: ",\n"))]}"#
}
