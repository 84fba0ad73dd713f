public import Recordings

/// The least header of Gait's own format.
public let jsonLinesHeader = #"{"format":"gait-jsonl","version":1}"#

/// A recording that has just these lines behind the header.
public func jsonLines(_ lines: String...) -> String { jsonLines(lines) }

/// A recording that has just these lines behind the header.
public func jsonLines(_ lines: [String]) -> String {
    ([jsonLinesHeader] + lines).map { $0 + "\n" }.joined()
}

/// A recording of `events` in Gait's own format, with the end mark.
public func jsonLines(_ events: [PointerEvent]) -> [UInt8] {
    var text = jsonLinesHeader + "\n"
    for event in events { text += jsonLine(event) + "\n" }
    return Array((text + #"{"kind":"end"}"# + "\n").utf8)
}

private func jsonLine(_ event: PointerEvent) -> String {
    let kind =
        switch event.kind {
        case .move: "move"
        case .drag: "drag"
        case .press: "press"
        case .release: "release"
        case .wheelUp: "wheel-up"
        case .wheelDown: "wheel-down"
        }
    var members = [#""kind":"\#(kind)""#, #""x":\#(event.x)"#, #""y":\#(event.y)"#]
    if !event.recorderTime.isMissing { members.append(#""t":\#(event.recorderTime.milliseconds)"#) }
    if !event.clientTime.isMissing { members.append(#""client":\#(event.clientTime.milliseconds)"#) }
    if event.button != .none, event.button != .wheel { members.append(#""button":"\#(event.button)""#) }
    return "{" + members.joined(separator: ",") + "}"
}
