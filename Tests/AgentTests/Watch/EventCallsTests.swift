@testable import Agent
import CLinux
import Foundation
import SystemPackage
import TestSupport
import Testing

/// The kernel's calls by which Gait waits and knows files again.
struct EventCallsTests {
    private let kernel = Kernel()

    @Test func aBlockedSignalIsRead() throws {
        var before = sigset_t()
        unsafe pthread_sigmask(SIG_BLOCK, nil, &before)
        defer { unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }
        let queue = try kernel.openSignals([.user1, .hangUp])
        defer { kernel.close(queue) }
        #expect(try kernel.nextSignal(in: queue) == nil)
        // To this thread alone, so that no other sees it.
        pthread_kill(pthread_self(), SIGUSR1)
        #expect(try kernel.poll([queue], timeout: 1_000_000_000) == [true])
        #expect(try kernel.nextSignal(in: queue) == .user1)
        #expect(try kernel.nextSignal(in: queue) == nil)
        #expect(try kernel.poll([queue], timeout: 0) == [false])
    }

    @Test func theMonotonicClockDoesNotGoBack() {
        var last = kernel.monotonicTime()
        for _ in 0..<1_000 {
            let now = kernel.monotonicTime()
            #expect(now >= last)
            last = now
        }
    }

    @Test func theLockOfAWriterIsSeenAndThatOfAReaderIsNot() throws {
        let directory = try TemporaryDirectory()
        try directory.write([1], to: "recording")
        let path = directory.url.path + "/recording"
        let writer = unsafe open(path, O_RDWR)
        let reader = FileDescriptor(rawValue: unsafe open(path, O_RDONLY))
        defer {
            kernel.close(reader)
            kernel.close(FileDescriptor(rawValue: writer))
        }
        for (type, isSeen) in [(F_UNLCK, false), (F_WRLCK, true), (F_RDLCK, false), (F_UNLCK, false)] {
            var lock = flock()
            lock.l_type = CShort(type)
            #expect(unsafe fcntl(writer, F_SETLK, &lock) == 0)
            #expect(try kernel.isLockedByWriter(reader) == isSeen)
        }
    }

    @Test func aFileThatNobodyMayWriteToIsSeen() throws {
        let directory = try TemporaryDirectory()
        try directory.write([1], to: "timing")
        let path = directory.url.path + "/timing"
        let file = FileDescriptor(rawValue: unsafe open(path, O_RDONLY))
        defer { kernel.close(file) }
        for (mode, isProtected) in [(0o600, false), (0o440, true), (0o420, false)] as [(mode_t, Bool)] {
            #expect(unsafe chmod(path, mode) == 0)
            #expect(try kernel.status(of: file).isWriteProtected == isProtected)
        }
    }

    @Test func aLargeDirectoryIsReadInParts() throws {
        let directory = try TemporaryDirectory()
        let expected = (0..<3_000).map { "a rather long name, so that fewer fit \($0)" }.sorted()
        for name in expected {
            let descriptor = unsafe open(directory.url.path + "/" + name, O_CREAT | O_WRONLY, 0o600)
            #expect(close(descriptor) == 0)
        }
        let opened = try kernel.openDirectory(directory.path)
        defer { kernel.close(opened) }
        var names: [FileName] = []
        var calls = 0
        while true {
            let next = try kernel.nextEntries(of: opened)
            if next.isEmpty { break }
            names += next
            calls += 1
        }
        #expect(calls > 1)
        #expect(names.sorted() == expected.map { FileName($0) }.sorted())
    }

    @Test func aTimeCenturiesAwayIsTheNearestThereIs() {
        #expect(Int64(nanoseconds: timespec(tv_sec: .max, tv_nsec: 999_999_999)) == .max)
        #expect(Int64(nanoseconds: timespec(tv_sec: .min, tv_nsec: 0)) == .min)
        #expect(Int64(nanoseconds: timespec(tv_sec: 2, tv_nsec: 5)) == 2_000_000_005)
        #expect(Int64(nanoseconds: timespec(tv_sec: -1, tv_nsec: 5)) == -999_999_995)
    }

    @Test func aStatusTellsFilesApart() throws {
        let directory = try TemporaryDirectory()
        try directory.write([1], to: "a")
        try directory.write([1], to: "b")
        let opened = try kernel.openDirectory(directory.path)
        defer { kernel.close(opened) }
        let a = try kernel.status(of: FileName("a"), in: opened)
        let b = try kernel.status(of: FileName("b"), in: opened)
        #expect(a.device == b.device && a.inode != b.inode)
        #expect(a.modified > 1_500_000_000_000_000_000)
        let file = try kernel.open(FileName("a"), in: opened, asDirectory: false)
        defer { kernel.close(file) }
        #expect(try kernel.status(of: file) == a)
        #expect(try kernel.generation(of: file) == kernel.generation(of: file))
    }

    @Test func cutNotificationsAreNotTaken() {
        // Watch 3, IN_CREATE, no cookie, 4 bytes of name.
        let whole: [UInt8] = [3, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0x61, 0, 0, 0]
        let notification = DirectoryNotification(
            watch: WatchNumber(rawValue: 3),
            events: .created,
            name: FileName("a")
        )
        let twice = whole + whole
        #expect(DirectoryNotification.notifications(in: twice.span) == [notification, notification])
        for count in 0..<whole.count {
            #expect(DirectoryNotification.notifications(in: whole.span.extracting(..<count)).isEmpty)
        }
    }
}
