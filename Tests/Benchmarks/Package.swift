// swift-tools-version: 6.2

import PackageDescription

let package = Package(
    name: "Benchmarks",
    products: [
        .executable(name: "Benchmarks", targets: ["Benchmarks"]),
        .library(name: "Harness", targets: ["Harness"]),
    ],
    dependencies: [
        .package(name: "gait", path: "../.."),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    ],
    targets: [
        .target(name: "Harness", dependencies: [.product(name: "SystemPackage", package: "swift-system")]),
        .executableTarget(
            name: "Benchmarks",
            dependencies: [
                "Harness",
                .product(name: "GaitModules", package: "gait"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "SystemPackage", package: "swift-system"),
            ]
        ),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets {
    target.swiftSettings = [
        .strictMemorySafety(),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
    ]
}
