// swift-tools-version: 6.2

import PackageDescription

let package = Package(
    name: "gait",
    products: [
        .library(name: "Recordings", targets: ["Recordings"])
    ],
    targets: [
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
        .target(name: "Recordings", dependencies: ["CZlib"]),
        .testTarget(name: "RecordingsTests", dependencies: ["Recordings", "CZlib"]),
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
