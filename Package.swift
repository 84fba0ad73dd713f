// swift-tools-version: 6.2

import PackageDescription

let package = Package(
    name: "gait",
    products: [
        .executable(name: "gait", targets: ["gait"]),
        .library(name: "Recordings", targets: ["Recordings"]),
        .library(name: "Snapshots", targets: ["Snapshots"]),
        .library(name: "Harness", targets: ["Harness"]),
        .library(name: "RecordingWriters", targets: ["RecordingWriters"]),
        .library(
            name: "GaitModules",
            targets: [
                "Agent", "Configuration", "Evaluation", "Experiments", "Gestures", "Profiles", "Recordings", "Scoring",
                "Snapshots", "Statistics", "Synthesis",
            ]
        ),
    ],
    dependencies: [
        // One version each, lest the same sources give other bytes on another day. Package.resolved is not kept: it also
        // holds hashes of commits, which a mirror of the packages does not have.
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
    ],
    targets: [
        .systemLibrary(name: "CLinux"),
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
        .target(name: "Snapshots"),
        .target(name: "Recordings", dependencies: ["CZlib", "Snapshots", "Statistics"]),
        .target(name: "Gestures", dependencies: ["Recordings", "Snapshots", "Statistics"]),
        .target(name: "Statistics"),
        .target(name: "Profiles", dependencies: ["Gestures", "Snapshots", "Statistics"]),
        .target(name: "Scoring", dependencies: ["Gestures", "Profiles", "Snapshots", "Statistics"]),
        .target(name: "Configuration", dependencies: ["Gestures", "Recordings", "Scoring"]),
        .target(
            name: "Agent",
            dependencies: [
                "CLinux", "Configuration", "Gestures", "Profiles", "Recordings", "Scoring", "Snapshots", "Statistics",
                "Synthesis",
                .product(name: "SystemPackage", package: "swift-system"),
            ]
        ),
        .target(name: "Evaluation"),
        .target(
            name: "Experiments",
            dependencies: [
                "Agent", "Evaluation", "Gestures", "Profiles", "Recordings", "Scoring", "Statistics",
                .product(name: "SystemPackage", package: "swift-system"),
            ]
        ),
        .target(name: "Synthesis", dependencies: ["Recordings"]),
        .executableTarget(
            name: "gait",
            dependencies: [
                "Agent", "Configuration", "Evaluation", "Experiments", "Gestures", "Profiles", "Recordings", "Scoring",
                "Statistics", "Synthesis",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),
        .target(
            name: "Harness",
            dependencies: [.product(name: "SystemPackage", package: "swift-system")],
            path: "Tests/Harness"
        ),
        .executableTarget(
            name: "Endurance",
            dependencies: [
                "Agent", "Gestures", "Harness", "Profiles", "RecordingWriters", "Recordings", "Scoring", "Synthesis",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            path: "Tests/Endurance",
            exclude: ["run"]
        ),
        .target(
            name: "TestSupport",
            dependencies: ["Synthesis", .product(name: "SystemPackage", package: "swift-system")],
            path: "Tests/Support"
        ),
        .target(name: "AgentSupport", dependencies: ["Agent"], path: "Tests/AgentSupport"),
        .target(name: "RecordingWriters", dependencies: ["CZlib", "Recordings"], path: "Tests/Writers"),
        .testTarget(name: "SnapshotsTests", dependencies: ["Snapshots", "Synthesis"]),
        .testTarget(
            name: "RecordingsTests",
            dependencies: ["CZlib", "RecordingWriters", "Recordings", "Snapshots", "Synthesis", "TestSupport"]
        ),
        .testTarget(name: "GesturesTests", dependencies: ["Gestures", "Recordings", "Synthesis", "TestSupport"]),
        .testTarget(name: "StatisticsTests", dependencies: ["Statistics", "Synthesis"]),
        .testTarget(
            name: "ProfilesTests",
            dependencies: ["Gestures", "Profiles", "Recordings", "Snapshots", "Synthesis"]
        ),
        .testTarget(
            name: "ScoringTests",
            dependencies: ["Gestures", "Profiles", "Scoring", "Statistics", "Synthesis"]
        ),
        .testTarget(
            name: "ConfigurationTests",
            dependencies: ["Configuration", "Gestures", "Recordings", "Scoring", "Synthesis", "TestSupport"]
        ),
        .testTarget(name: "EvaluationTests", dependencies: ["Evaluation", "Synthesis", "TestSupport"]),
        .testTarget(name: "SynthesisTests", dependencies: ["Recordings", "Synthesis"]),
        .testTarget(
            name: "AgentTests",
            dependencies: [
                "Agent", "AgentSupport", "CLinux", "Configuration", "Gestures", "Profiles", "RecordingWriters",
                "Recordings", "Scoring", "Snapshots", "Statistics", "Synthesis", "TestSupport",
                .product(name: "SystemPackage", package: "swift-system"),
            ]
        ),
        .testTarget(
            name: "ExperimentsTests",
            dependencies: [
                "Agent", "AgentSupport", "Evaluation", "Experiments", "Gestures", "Profiles", "RecordingWriters",
                "Recordings", "Scoring", "Synthesis", "TestSupport",
                .product(name: "SystemPackage", package: "swift-system"),
            ]
        ),
        .testTarget(
            name: "GaitTests",
            dependencies: [
                "Agent", "Configuration", "Gestures", "Profiles", "Recordings", "Scoring", "TestSupport", "gait",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "SystemPackage", package: "swift-system"),
            ]
        ),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets where [.executable, .test, .regular].contains(target.type) {
    target.swiftSettings = [
        .strictMemorySafety(),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
    ]
}
