import SystemPackage

extension RecordingWatch {
    /// How many times the queue is read before other work has its turn.
    private static let mostReads = 32

    /// Turns what is in the queue into paths to be looked at.
    mutating func takeNotifications() {
        guard let descriptor else { return }
        for _ in 0..<Self.mostReads {
            do throws(Errno) {
                let notifications = try system.notifications(in: descriptor)
                if notifications.isEmpty { return }
                for notification in notifications { take(notification) }
            } catch {
                // A queue that cannot be read would be ready for ever: the next rescan makes another.
                loseNotifications()
                system.close(descriptor)
                self.descriptor = nil
                table = WatchTable(of: directory.root.source)
                polledDirectories = max(1, polledDirectories)
                return
            }
        }
    }

    /// Drops all hints, because some are lost: a rescan finds out instead.
    mutating func loseNotifications() {
        hints.removeAll()
        trees.removeAll()
        missing.removeAll()
        goneDirectories.removeAll()
        schedule.request()
        if !facts.contains(.remark(.notificationsLost)) { facts.append(.remark(.notificationsLost)) }
    }

    private mutating func take(_ notification: DirectoryNotification) {
        let events = notification.events
        if events.contains(.overflowed) { return loseNotifications() }
        // Of a directory whose watch was ended some may still be in the queue.
        guard let directory = table.path(of: notification.watch) else { return }
        if events.contains(.unwatched) {
            table.remove(notification.watch)
        } else if let name = notification.name {
            take(events, directory.appending(name))
        } else if !events.isDisjoint(with: [.selfDeleted, .selfMoved, .unmounted]) {
            // The directory above tells where it went, if that one is watched.
            unwatch(below: directory)
            schedule.request()
        }
    }

    private mutating func take(_ events: DirectoryNotification.Events, _ path: RecordingPath) {
        var hasRoom = true
        if !events.contains(.directory) {
            hasRoom = hints.append(path)
        } else if !events.isDisjoint(with: [.movedFrom, .deleted]) {
            unwatch(below: path)
            hasRoom = goneDirectories.append(path)
        } else {
            hasRoom = trees.append(path)
        }
        if !hasRoom { loseNotifications() }
    }

    private mutating func unwatch(below path: RecordingPath) {
        for watch in table.remove(below: path) { unwatch(watch) }
    }

    /// Ends a watch.
    mutating func unwatch(_ watch: WatchNumber) {
        guard let descriptor else { return }
        // EINVAL: the kernel has ended it already, with the directory.
        try? system.unwatch(watch, in: descriptor)
    }

    /// Makes the queue where there is none.
    mutating func openNotifications() {
        guard descriptor == nil, configuration.method != .polling else { return }
        do throws(Errno) {
            descriptor = try system.openNotifications()
        } catch {
            say(.notificationsUnavailable(reason: "\(error)"))
        }
    }

    /// Puts an open directory under a watch, before its entries are read; counts it as polled where that cannot be.
    ///
    /// - Returns: whether it is watched.
    mutating func watch(_ path: RecordingPath, _ directory: FileDescriptor, _ status: FileStatus) -> Bool {
        guard let descriptor else { return false }
        if configuration.method == .automatic, let name = nameOfSilentFileSystem(directory, status) {
            say(.pollingFileSystem(name, path))
            return false
        }
        do throws(Errno) {
            let watch = try system.watch(directory, in: descriptor)
            guard table.path(of: watch) != nil || table.count < mostWatches else {
                unwatch(watch)
                sayLimit()
                return false
            }
            table.set(watch, path, round: round)
            return true
        } catch .noSpace {
            sayLimit()
        } catch {
            say(.unwatchable(path, reason: "\(error)"))
        }
        return false
    }

    private mutating func sayLimit() {
        if isLimitSaid { return }
        isLimitSaid = true
        facts.append(.remark(.watchLimitReached(watched: table.count)))
    }

    private mutating func nameOfSilentFileSystem(_ directory: FileDescriptor, _ status: FileStatus) -> String? {
        if let known = fileSystems[status.device] { return known }
        // Where it does not even say what it is, it is taken for one that tells; the rescan is behind it.
        let name = (try? system.fileSystem(of: directory))?.nameWithoutNotifications
        fileSystems[status.device] = .some(name)
        return name
    }
}
