import Agent
import Glibc
import Testing

/// What a process that forbids core dumps may still write.
struct CoreDumpTests {
    /// In a process of its own, because it cannot be taken back.
    @Test func areForbiddenForGood() async {
        await #expect(processExitsWith: .success) {
            try Kernel().forbidCoreDumps()
            // Again, as where somebody else has forbidden them already.
            try Kernel().forbidCoreDumps()
            var limit = rlimit()
            let status = unsafe getrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
            #expect(status == 0)
            #expect(limit.rlim_cur == limit.rlim_max && limit.rlim_max <= 1)
        }
    }
}
