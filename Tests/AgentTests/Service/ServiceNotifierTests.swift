import Agent
import Glibc
import SystemPackage
import TestSupport
import Testing

struct ServiceNotifierTests {
    @Test(arguments: ["path", "abstract"])
    func messagesArriveInOneDatagram(kind: String) throws {
        let directory = try TemporaryDirectory()
        let path = directory.path.appending("notify").string
        let name = kind == "path" ? path : "@gait-test" + path
        let manager = try Manager(at: name)
        let notifier = try #require(try ServiceNotifier(socket: name, system: Kernel()))
        try notifier.send(.ready, .status("12 open\nSTOPPING=1"))
        #expect(manager.next() == "READY=1\nSTATUS=12 open\\nSTOPPING=1\n")
        try notifier.send(.reloading(at: 123_456))
        #expect(manager.next() == "RELOADING=1\nMONOTONIC_USEC=123456\n")
        try notifier.send(.watchdog)
        #expect(manager.next() == "WATCHDOG=1\n")
        try notifier.send(.stopping)
        #expect(manager.next() == "STOPPING=1\n")
    }

    @Test func withoutAManagerThereIsNoNotifier() throws {
        #expect(try ServiceNotifier(socket: nil, system: Kernel()) == nil)
        #expect(try ServiceNotifier(socket: "", system: Kernel()) == nil)
    }

    @Test(arguments: ["relative", "@", "/", "vsock:2:1", "/" + String(repeating: "x", count: 107)])
    func whatIsNoAddressIsRefused(address: String) {
        #expect(throws: ServiceNotifierError.self) { try ServiceNotifier(socket: address, system: Kernel()) }
    }

    @Test func aManagerThatIsGoneIsAnError() throws {
        let directory = try TemporaryDirectory()
        let notifier = try ServiceNotifier(socket: directory.path.appending("none").string, system: Kernel())
        #expect(throws: Errno.noSuchFileOrDirectory) { try notifier?.send(.ready) }
    }

    @Test func theWatchdogIsFedTwiceInItsTime() {
        #expect(ServiceNotifier.watchdogPeriod(timeout: "30000000", process: nil, pid: 7) == 15_000_000_000)
        #expect(ServiceNotifier.watchdogPeriod(timeout: "30000000", process: "7", pid: 7) == 15_000_000_000)
        #expect(ServiceNotifier.watchdogPeriod(timeout: "30000000", process: "8", pid: 7) == nil)
        #expect(
            ServiceNotifier.watchdogPeriod(timeout: "\(Int64.max)", process: nil, pid: 7) == Int64.max / 1000 * 1000
        )
        for timeout in [nil, "", "0", "-5", "soon"] {
            #expect(ServiceNotifier.watchdogPeriod(timeout: timeout, process: nil, pid: 7) == nil)
        }
    }
}

/// The receiving end, as a service manager has it.
private final class Manager {
    private let descriptor: CInt

    init(at name: String) throws {
        descriptor = socket(AF_UNIX, CInt(SOCK_DGRAM.rawValue), 0)
        var bytes = Array(name.utf8)
        if bytes[0] == UInt8(ascii: "@") { bytes[0] = 0 }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: bytes) }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + bytes.count)
        let bound = unsafe withUnsafeBytes(of: &address) { address in
            unsafe bind(descriptor, address.baseAddress?.assumingMemoryBound(to: sockaddr.self), length)
        }
        guard bound == 0 else { throw Errno(rawValue: errno) }
    }

    deinit { close(descriptor) }

    /// The next datagram, which has arrived: sending to a socket of this machine delivers it.
    func next() -> String {
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = unsafe bytes.withUnsafeMutableBytes { buffer in
            unsafe recv(descriptor, buffer.baseAddress, buffer.count, CInt(MSG_DONTWAIT))
        }
        return String(decoding: bytes[..<max(count, 0)], as: UTF8.self)
    }
}
