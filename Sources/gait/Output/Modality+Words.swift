import Gestures

extension Modality {
    /// What is measured, in words.
    var words: String {
        switch self {
        case .pointer: "the pointer"
        case .keystrokes: "typing"
        case .terminalInput: "what was typed into a terminal"
        case .terminalEcho: "what a terminal echoed"
        }
    }
}
