public import SystemPackage

/// Tells the service manager how the daemon is: the protocol of `sd_notify(3)`, without its library.
public struct ServiceNotifier: Sendable {
    /// What can be told.
    public enum Message: Sendable, Equatable {
        /// The daemon is ready to work.
        case ready
        /// What it does, for people; escaped, so that it stays on one line.
        case status(String)
        /// It is alive.
        case watchdog
        /// It begins to read its configuration again; `ready` says that it has.
        ///
        /// `at` is the monotonic clock, in µs.
        case reloading(at: Int64)
        /// It is about to end.
        case stopping

        /// The lines of the datagram.
        var lines: String {
            switch self {
            case .ready: "READY=1\n"
            case .status(let text): "STATUS=\(printable(text))\n"
            case .watchdog: "WATCHDOG=1\n"
            case .reloading(let time): "RELOADING=1\nMONOTONIC_USEC=\(time)\n"
            case .stopping: "STOPPING=1\n"
            }
        }
    }

    private let address: [UInt8]
    private let system: any SystemCalls & ServiceCalls

    /// A notifier of the manager that listens at `socket`.
    ///
    /// - Parameter socket: the value of `NOTIFY_SOCKET`: a path, or an abstract name after `@`; `nil` where the variable
    ///   is not set, because no manager wants to know.
    /// - Returns: `nil` without a manager.
    /// - Throws: `ServiceNotifierError` where the value is no such address.
    public init?(socket: String?, system: any SystemCalls & ServiceCalls) throws(ServiceNotifierError) {
        guard let socket, !socket.isEmpty else { return nil }
        var address = Array(socket.utf8)
        let isAbstract = address[0] == UInt8(ascii: "@")
        guard address.count > 1, address.count <= mostAddressBytes, isAbstract || address[0] == UInt8(ascii: "/") else {
            throw ServiceNotifierError(
                "NOTIFY_SOCKET=\(printable(socket)) is neither a path nor a name after @ of at most "
                    + "\(mostAddressBytes) bytes: unset it to run without a service manager"
            )
        }
        if isAbstract { address[0] = 0 }
        self.address = address
        self.system = system
    }

    /// Tells all `messages` in one datagram, without waiting.
    ///
    /// - Throws: `Errno` where it cannot be sent; EAGAIN where the manager is too busy to take it.
    public func send(_ messages: Message...) throws(Errno) {
        let socket = try system.openDatagramSocket()
        defer { system.close(socket) }
        try system.send(Array(messages.map(\.lines).joined().utf8), to: address, from: socket)
    }

    /// How often `watchdog` is to be sent, in ns: half of what the manager waits; `nil` where it does not wait, or for
    /// another process.
    ///
    /// - Parameters:
    ///   - timeout: the value of `WATCHDOG_USEC`, in µs.
    ///   - process: the value of `WATCHDOG_PID`; `nil` where it is not set.
    ///   - pid: this process.
    public static func watchdogPeriod(timeout: String?, process: String?, pid: Int32) -> Int64? {
        guard let timeout = timeout.flatMap({ Int64($0) }), timeout > 0 else { return nil }
        guard process == nil || process == String(pid) else { return nil }
        return min(max(timeout / 2, 1), .max / 1000) * 1000
    }
}

/// Why the service manager cannot be told anything.
public struct ServiceNotifierError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The sentence.
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}
