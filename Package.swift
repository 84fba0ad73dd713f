// swift-tools-version: 6.2

import PackageDescription

let package = Package(
    name: "gait",
    products: [
        .executable(name: "gait", targets: ["gait"]),
        .library(
            name: "GaitModules",
            targets: [
                "Agent", "Evaluation", "Experiments", "Gestures", "Profiles", "Recordings", "Scoring", "Statistics",
                "Synthesis",
            ]
        ),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    ],
    targets: [
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
        .target(name: "Recordings", dependencies: ["CZlib"]),
        .target(name: "Gestures", dependencies: ["Recordings"]),
        .target(name: "Statistics"),
        .target(name: "Profiles", dependencies: ["Gestures", "Statistics"]),
        .target(name: "Scoring", dependencies: ["Gestures", "Profiles", "Statistics"]),
        .target(
            name: "Agent",
            dependencies: [
                "Gestures", "Profiles", "Recordings", "Scoring", "Statistics", "Synthesis",
                .product(name: "SystemPackage", package: "swift-system"),
            ]
        ),
        .target(name: "Evaluation"),
        .target(
            name: "Experiments",
            dependencies: [
                "Agent", "Evaluation", "Gestures", "Profiles", "Recordings", "Scoring",
                .product(name: "SystemPackage", package: "swift-system"),
            ]
        ),
        .target(name: "Synthesis", dependencies: ["Recordings"]),
        .executableTarget(
            name: "gait",
            dependencies: [
                "Agent", "Evaluation", "Experiments", "Gestures", "Profiles", "Recordings", "Scoring", "Statistics",
                "Synthesis",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),
        .testTarget(name: "RecordingsTests", dependencies: ["Recordings", "CZlib"]),
        .testTarget(name: "GesturesTests", dependencies: ["Gestures", "Recordings"]),
        .testTarget(name: "StatisticsTests", dependencies: ["Statistics"]),
        .testTarget(name: "ProfilesTests", dependencies: ["Gestures", "Profiles", "Recordings"]),
        .testTarget(name: "ScoringTests", dependencies: ["Gestures", "Profiles", "Scoring", "Statistics"]),
        .testTarget(name: "EvaluationTests", dependencies: ["Evaluation"]),
        .testTarget(name: "SynthesisTests", dependencies: ["Recordings", "Synthesis"]),
        .testTarget(
            name: "AgentTests",
            dependencies: [
                "Agent", "Gestures", "Profiles", "Recordings", "Scoring", "Statistics", "Synthesis",
                .product(name: "SystemPackage", package: "swift-system"),
            ]
        ),
        .testTarget(
            name: "ExperimentsTests",
            dependencies: [
                "Agent", "Evaluation", "Experiments", "Recordings", "Scoring",
                .product(name: "SystemPackage", package: "swift-system"),
            ]
        ),
        .testTarget(name: "GaitTests", dependencies: ["Agent", "Gestures", "Scoring", "gait"]),
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
