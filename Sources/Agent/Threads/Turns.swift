import Glibc

/// A value that numbered pieces of work change strictly in the order of their numbers, whatever threads they run on.
///
/// Work that needs no order goes on outside; whoever needs the value waits until all earlier pieces have finished. The
/// piece with the lowest unfinished number never waits, so there is no deadlock as long as numbers are handed out in
/// order and every piece finishes.
@safe
package final class Turns<Value>: @unchecked Sendable {
    // Safe to share: `value` is reached only by the piece whose turn it is, and `turn` only under `mutex`. Both
    // pthread objects live at a fixed address, because they are allocated and not stored inline.
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var turn = 0
    private var value: Value

    package init(_ value: Value) {
        self.value = value
        unsafe pthread_mutex_init(mutex, nil)
        unsafe pthread_cond_init(changed, nil)
    }

    deinit {
        unsafe pthread_cond_destroy(changed)
        unsafe pthread_mutex_destroy(mutex)
        unsafe changed.deallocate()
        unsafe mutex.deallocate()
    }

    /// Waits for the turn of piece `number`, and calls `body` with the value.
    ///
    /// - Precondition: the piece has not finished.
    package func take<Result>(_ number: Int, _ body: (inout Value) -> Result) -> Result {
        unsafe pthread_mutex_lock(mutex)
        precondition(turn <= number, "a piece that has finished has no further turn")
        while turn != number { unsafe pthread_cond_wait(changed, mutex) }
        unsafe pthread_mutex_unlock(mutex)
        return body(&value)
    }

    /// Finishes piece `number` and passes the turn on.
    ///
    /// - Precondition: it is the piece's turn.
    package func finish(_ number: Int) {
        unsafe pthread_mutex_lock(mutex)
        precondition(turn == number, "only the piece whose turn it is can pass it on")
        turn += 1
        unsafe pthread_cond_broadcast(changed)
        unsafe pthread_mutex_unlock(mutex)
    }

    /// The value once all pieces have finished.
    ///
    /// - Precondition: no piece is running.
    package func finalValue() -> Value { value }
}
