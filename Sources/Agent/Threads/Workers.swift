import Glibc
import Synchronization

/// Runs `work` for every number in `0..<count`, on `threads` threads that take the numbers in ascending order, and
/// returns when all are done.
///
/// With one thread everything runs on the caller's.
///
/// - Parameters:
///   - memory: makes what one thread lends to its pieces of work, one after another.
///   - work: does one piece.
package func runConcurrently<Memory: ~Copyable>(
    count: Int,
    threads: Int,
    memory: @escaping @Sendable () -> Memory,
    work: @escaping @Sendable (_ number: Int, _ memory: inout Memory) -> Void
) {
    let next = NextNumber()
    let run: @Sendable () -> Void = {
        var lent = memory()
        while let number = next.take(below: count) { work(number, &lent) }
    }
    var started: [pthread_t] = []
    for _ in 1..<max(min(threads, count), 1) {
        var thread = pthread_t()
        let body = unsafe Unmanaged.passRetained(ThreadBody(run)).toOpaque()
        let result = unsafe pthread_create(&thread, nil, runThreadBody, body)
        if result == 0 {
            started.append(thread)
        } else {
            // Fewer threads than asked for do the same work.
            unsafe Unmanaged<ThreadBody>.fromOpaque(body).release()
        }
    }
    run()
    for thread in started { pthread_join(thread, nil) }
}

private final class NextNumber: Sendable {
    private let next = Atomic<Int>(0)

    func take(below count: Int) -> Int? {
        let number = next.wrappingAdd(1, ordering: .relaxed).oldValue
        return number < count ? number : nil
    }
}

private final class ThreadBody: Sendable {
    let run: @Sendable () -> Void

    init(_ run: @escaping @Sendable () -> Void) {
        self.run = run
    }
}

private func runThreadBody(_ body: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    // `body` is the one retained reference that `runConcurrently` made for this thread.
    if let body = unsafe body { unsafe Unmanaged<ThreadBody>.fromOpaque(body).takeRetainedValue().run() }
    return nil
}
