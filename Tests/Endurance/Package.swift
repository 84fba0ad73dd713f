// swift-tools-version: 6.2

import PackageDescription

let package = Package(
    name: "Endurance",
    dependencies: [
        .package(name: "gait", path: "../.."),
        .package(path: "../Benchmarks"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    ],
    targets: [
        .executableTarget(
            name: "Endurance",
            dependencies: [
                .product(name: "GaitModules", package: "gait"),
                .product(name: "Harness", package: "Benchmarks"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: [
                .strictMemorySafety(),
                .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("InternalImportsByDefault"),
                .enableUpcomingFeature("MemberImportVisibility"),
            ]
        )
    ],
    swiftLanguageModes: [.v6]
)
