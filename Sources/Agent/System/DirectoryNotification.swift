/// One notification about a watched directory, as `inotify(7)` gives it.
public struct DirectoryNotification: Sendable, Equatable {
    /// What can have happened, one or several at once.
    public struct Events: OptionSet, Sendable {
        /// The bits of `struct inotify_event`.
        public let rawValue: UInt32

        /// The events of these bits.
        public init(rawValue: UInt32) {
            self.rawValue = rawValue
        }

        /// A file's content was changed. IN_MODIFY.
        public static let modified = Events(rawValue: 0x2)
        /// Permissions, times or the number of links were changed. IN_ATTRIB.
        public static let attributesChanged = Events(rawValue: 0x4)
        /// A file that was open for writing was closed. IN_CLOSE_WRITE.
        public static let closedAfterWriting = Events(rawValue: 0x8)
        /// An entry has left the directory. IN_MOVED_FROM.
        public static let movedFrom = Events(rawValue: 0x40)
        /// An entry has come into the directory. IN_MOVED_TO.
        public static let movedTo = Events(rawValue: 0x80)
        /// An entry was created. IN_CREATE.
        public static let created = Events(rawValue: 0x100)
        /// An entry was deleted. IN_DELETE.
        public static let deleted = Events(rawValue: 0x200)
        /// The directory itself was deleted. IN_DELETE_SELF.
        public static let selfDeleted = Events(rawValue: 0x400)
        /// The directory itself was moved. IN_MOVE_SELF.
        public static let selfMoved = Events(rawValue: 0x800)
        /// Its file system was unmounted. IN_UNMOUNT.
        public static let unmounted = Events(rawValue: 0x2000)
        /// The queue was full, and notifications were lost. IN_Q_OVERFLOW.
        public static let overflowed = Events(rawValue: 0x4000)
        /// The watch is no more. IN_IGNORED.
        public static let unwatched = Events(rawValue: 0x8000)
        /// The entry is a directory. IN_ISDIR.
        public static let directory = Events(rawValue: 0x4000_0000)

        /// What Gait asks to be told.
        public static let watched: Events = [
            .modified, .attributesChanged, .closedAfterWriting, .movedFrom, .movedTo, .created, .deleted, .selfDeleted,
            .selfMoved,
        ]
    }

    /// The watched directory; -1 for an overflow.
    public var watch: WatchNumber
    /// What happened.
    public var events: Events
    /// The entry that it happened to; `nil` for the directory itself.
    public var name: FileName?

    /// Creates a notification from its parts.
    public init(watch: WatchNumber, events: Events, name: FileName? = nil) {
        self.watch = watch
        self.events = events
        self.name = name
    }

    /// The notifications in what `read` gave: a number of `struct inotify_event`, each a header of 16 bytes (watch,
    /// events, cookie, length of the name, in the machine's byte order) and a name filled up with NUL.
    static func notifications(in bytes: Span<UInt8>) -> [DirectoryNotification] {
        let headerSize = 16
        var notifications: [DirectoryNotification] = []
        var start = 0
        while bytes.count - start >= headerSize {
            let nameStart = start + headerSize
            let nameLength = word(at: start + 12, of: bytes)
            guard nameLength <= bytes.count - nameStart else { break }
            let end = nameStart + Int(nameLength)
            var name: [UInt8] = []
            for index in nameStart..<end where bytes[index] != 0 { name.append(bytes[index]) }
            notifications.append(
                DirectoryNotification(
                    watch: WatchNumber(rawValue: Int32(bitPattern: word(at: start, of: bytes))),
                    events: Events(rawValue: word(at: start + 4, of: bytes)),
                    name: name.isEmpty ? nil : FileName(name)
                )
            )
            start = end
        }
        return notifications
    }

    private static func word(at start: Int, of bytes: Span<UInt8>) -> UInt32 {
        // As a memory load would take it, in whatever order the machine has.
        unsafe bytes.bytes.unsafeLoadUnaligned(fromByteOffset: start, as: UInt32.self)
    }
}
