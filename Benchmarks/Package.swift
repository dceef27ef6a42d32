// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that neither `swift build` nor `swift test` of Tidewire builds what only measures it.
// One program and no benchmark framework: what is needed is that all contenders take turns in one process.

/// As in Tidewire itself: Swift 6 mode, unsafe code spelled out, no warning tolerated.
let swift: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "tidewire-benchmarks",
  dependencies: [
    // What is measured.
    .package(name: "tidewire", path: "..")
  ],
  targets: [
    // The alternatives get all that this machine has (-O3, -march=native); ours is built for any x86-64.
    .target(
      name: "CFloors",
      cxxSettings: [
        .define("SIMDJSON_EXCEPTIONS", to: "0"),
        .enableWarning("all"),
        .treatAllWarnings(as: .error),
        .unsafeFlags(["-O3", "-march=native"]),
      ],
      linkerSettings: [.linkedLibrary("simdjson")]),
    .executableTarget(
      name: "bench",
      dependencies: [
        "CFloors",
        .product(name: "TidewireCore", package: "tidewire"),
        // The counters of allocations and retains, and the decoder's general path as a row of its own.
        .product(name: "TidewireMeasurement", package: "tidewire"),
      ],
      swiftSettings: swift),
  ],
  cxxLanguageStandard: .cxx17
)
