import Gestures
import Profiles

extension SessionReport {
    /// What later sessions are compared with, where `input` is by what the session's input is known again.
    func trace(_ input: ReplaySketch) -> SessionTrace {
        // That a file was modified does not say to the second when a session began.
        let isStated = dating == .recording || dating == .sideFile
        return SessionTrace(input: input, start: isStated ? start.map { $0.milliseconds / 1000 } : nil)
    }
}
