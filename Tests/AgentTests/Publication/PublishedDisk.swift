import Synthesis
import SystemPackage

@testable import Agent

/// A state directory on a simulated disk, in which lists are published.
struct PublishedDisk {
    private static let home = FilePath("/state")

    let system: SimulatedSystem
    private(set) var publisher: PriorityPublisher

    init() throws {
        system = try SimulatedSystem(directory: Self.home)
        publisher = try Self.publisher(on: system)
    }

    private static func publisher(on system: SimulatedSystem) throws -> PriorityPublisher {
        PriorityPublisher(in: PublicationFolder(try system.openDirectory(home), at: home, system: system))
    }

    func publish(_ list: inout PriorityList, sequence: UInt64 = 0) throws {
        try publisher.publish(&list, sequence: sequence)
    }

    func published(within limits: PriorityList.Limits = PriorityList.Limits()) throws -> PriorityList? {
        try publisher.published(within: limits)
    }

    /// Starts the machine anew.
    mutating func restart(keeping survival: SimulatedDisk.Survival) throws {
        system.restart(keeping: survival)
        publisher = try Self.publisher(on: system)
    }

    /// The list as it lies there; empty where there is none.
    var content: [UInt8] {
        get { system.files(in: Self.home)["priority.json"] ?? [] }
        nonmutating set { try? system.place(newValue, at: Self.home.appending("priority.json")) }
    }

    /// Rows of all kinds, some with equal evidence and some of one recording, and their keys.
    static let rows: [(PublishedSession, String)] = {
        var generator = SplitMix64(seed: 5)
        return (0..<60).map { number in
            let path = "user\(number % 4)/session\(number / 2)"
            let evidence: Double? = number % 5 == 0 ? nil : Double(generator.next() % 8)
            let end = number % 3 == 0 ? nil : UTCTime.day(Double(generator.next() % 200))
            return (.example(path, evidence: evidence, end: end, isOpen: number % 7 == 0), "key\(number)")
        }
    }()
}
