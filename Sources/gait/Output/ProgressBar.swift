import Synchronization

/// One line on standard error that fills up while work goes on.
final class ProgressBar: Sendable {
    private static let width = 40

    private let isShown: Bool
    private let filled = Mutex(-1)

    init(isShown: Bool) {
        self.isShown = isShown
    }

    /// Shows that `done` of `total` are done; draws only when the picture changes.
    func show(done: Int, of total: Int) {
        guard isShown, total > 0 else { return }
        let cells = done * Self.width / total
        filled.withLock { filled in
            guard cells > filled || done == total else { return }
            filled = done == total ? -1 : cells
            let bar = String(repeating: "█", count: cells) + String(repeating: "░", count: Self.width - cells)
            StandardError.write("\r\(bar) \(done) of \(total) recordings")
        }
    }

    /// Takes the line away.
    func clear() {
        if isShown { StandardError.write("\r\u{1B}[K") }
    }
}
