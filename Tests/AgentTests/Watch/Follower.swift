import Agent

/// What is known of recordings by somebody who believes every fact: the model of an owner of a watch.
struct Follower: KnownRecordings {
    private(set) var known: [RecordingPath: FileStatus] = [:]
    private var order: [RecordingPath] = []
    var refused: [RecordingPath: UnreadableRecording] = [:]
    var remarks: [WatchRemark] = []
    var reports: [RescanReport] = []
    var facts: [WatchFact] = []

    func knowledge(of path: RecordingPath, status: FileStatus) -> RecordingKnowledge {
        guard let known = known[path] else { return .unknown }
        return known == status ? .asKnown : .different
    }

    func followedPath(after path: RecordingPath?) -> RecordingPath? {
        guard let path else { return order.first }
        let index = order.partitioningIndex { path < $0 }
        return index < order.count ? order[index] : nil
    }

    mutating func believe(_ facts: [WatchFact]) {
        self.facts += facts
        for fact in facts {
            switch fact {
            case .appeared(let path, let status), .changed(let path, let status): known[path] = status
            case .gone(let path): known[path] = nil
            case .refused(let path, let reason): refused[path] = reason
            case .rescanned(let report): reports.append(report)
            case .remark(let remark): remarks.append(remark)
            }
        }
        if !facts.isEmpty { order = known.keys.sorted() }
    }

    /// Lets `watch` work until it has nothing to go on with.
    mutating func settle(_ watch: inout RecordingWatch) {
        repeat { believe(watch.advance(known: self)) } while watch.deadline == 0
    }

    /// The paths that are known, in order.
    var paths: [String] { order.map(\.description) }
}

extension [RecordingPath] {
    /// The first index at which `isBeyond` holds, where it holds from some index on.
    fileprivate func partitioningIndex(where isBeyond: (RecordingPath) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if isBeyond(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
