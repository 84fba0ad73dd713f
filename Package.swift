// swift-tools-version: 6.2

import PackageDescription

let package = Package(
    name: "gait",
    targets: [
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
        .target(name: "Recordings", dependencies: ["CZlib"]),
        .target(name: "Gestures", dependencies: ["Recordings"]),
        .target(name: "Statistics"),
        .target(name: "Profiles", dependencies: ["Gestures", "Statistics"]),
        .target(name: "Scoring", dependencies: ["Gestures", "Profiles", "Statistics"]),
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
