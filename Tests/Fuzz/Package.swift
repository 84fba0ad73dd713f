// swift-tools-version: 6.2

import PackageDescription

/// Fuzz targets, a package of their own so that the product needs no fuzzer to build. `run` builds and starts them.
let package = Package(
    name: "fuzz",
    dependencies: [.package(name: "gait", path: "../..")],
    targets: [
        .target(
            name: "Laws",
            dependencies: [
                .product(name: "Recordings", package: "gait"), .product(name: "Snapshots", package: "gait"),
            ]
        ),
        .executableTarget(name: "FuzzDecoder", dependencies: ["Laws"]),
        .executableTarget(name: "FuzzGunzip", dependencies: ["Laws"]),
        .executableTarget(name: "FuzzParts", dependencies: ["Laws"]),
        .executableTarget(name: "FuzzSnapshot", dependencies: ["Laws"]),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets {
    target.swiftSettings = [
        .unsafeFlags(["-parse-as-library"]),
        .strictMemorySafety(),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
    ]
}
