// swift-tools-version: 6.2
import PackageDescription

/// Every Swift target: Swift 6 mode, unsafe code spelled out, no warning tolerated.
let swift: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

/// C++ reports by status, never by exception.
let cxx: [CXXSetting] = [
  .define("SIMDJSON_EXCEPTIONS", to: "0"),
  .enableWarning("all"),
  .treatAllWarnings(as: .error),
]

/// Tests read captures through pointers too; they need not spell each one out.
let tests: [SwiftSetting] = [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)]

let package = Package(
  name: "tidewire",
  products: [
    .executable(name: "tidewire", targets: ["CLI"]),
    // What benchmarks need beside the engine: captures, the decoder's general path, the counters.
    .library(name: "TidewireMeasurement", targets: ["Journal", "CDecode", "CAllocationCount", "CTickLaps"]),
    .library(name: "TidewireCore", targets: ["Market", "Memory", "Venues", "Engine", "Pipeline", "Simulator"]),
  ],
  dependencies: [
    // Subcommands, options and help texts are not what Tidewire is about.
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    // Percentiles of frame costs: recording must be cheap and the tail exact to three digits.
    .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.1.0"),
  ],
  targets: [
    // C and C++ planks: one header each, wrapped by exactly one Swift file.
    .target(
      name: "CDecode", path: "CSupport/CDecode", cxxSettings: cxx,
      linkerSettings: [.linkedLibrary("simdjson")]),  // JSON with full validation; our cursor path must agree with it
    .target(
      name: "CDecodeCheck", dependencies: ["CDecode"], path: "CSupport/CDecodeCheck", cxxSettings: cxx,
      linkerSettings: [.linkedLibrary("simdjson")]),  // the fuzzer's body, run small in the tests
    .target(
      name: "CAllocationCount", path: "CSupport/CAllocationCount",
      cSettings: [.enableWarning("all"), .treatAllWarnings(as: .error)]),  // linked to tests and benchmarks only
    // gzip captures
    .systemLibrary(name: "CZlib", path: "CSupport/CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    // zstd captures
    .systemLibrary(name: "CZstd", path: "CSupport/CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
    // SHA-256 for digests and signal ids
    .systemLibrary(
      name: "CCrypto", path: "CSupport/CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),

    .target(name: "Market", swiftSettings: swift),
    .target(name: "Memory", swiftSettings: swift),
    .target(name: "Venues", dependencies: ["Market", "CDecode"], swiftSettings: swift),
    .target(name: "CPrefetch", path: "CSupport/CPrefetch"),
    .target(name: "CTickLaps", path: "CSupport/CTickLaps"),  // called by the benchmark's measuring build only
    .target(name: "Engine", dependencies: ["Market", "Memory", "CPrefetch", "CTickLaps"], swiftSettings: swift),
    .target(name: "Pipeline", dependencies: ["Market", "Memory", "Venues", "Engine", "CCrypto"], swiftSettings: swift),
    .target(name: "Simulator", swiftSettings: swift),
    .target(name: "Journal", dependencies: ["CZlib", "CZstd"], swiftSettings: swift),
    .executableTarget(
      name: "CLI",
      dependencies: [
        "Market", "Memory", "Venues", "Engine", "Pipeline", "Simulator", "Journal",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Histogram", package: "hdrhistogram-swift"),
      ],
      swiftSettings: swift),

    .target(name: "NaiveTwins", path: "Tests/NaiveTwins", swiftSettings: swift),  // slow, from the spec, shares no code
    .target(
      name: "TestMarkets", dependencies: ["Simulator", "Pipeline", "Engine", "Market", "Venues"],
      path: "Tests/TestMarkets", swiftSettings: swift),  // generated markets in memory
    .testTarget(name: "MarketTests", dependencies: ["Market"], swiftSettings: tests),
    .testTarget(name: "MemoryTests", dependencies: ["Memory"], swiftSettings: tests),
    .testTarget(name: "EngineTests", dependencies: ["Engine", "Market", "Memory", "NaiveTwins"], swiftSettings: tests),
    .testTarget(
      name: "VenuesTests", dependencies: ["Venues", "Market", "NaiveTwins", "CDecodeCheck", "Journal"],
      swiftSettings: tests),
    .testTarget(
      name: "PipelineTests",
      dependencies: ["Pipeline", "Engine", "Market", "Venues", "Journal", "Simulator", "NaiveTwins", "TestMarkets"],
      swiftSettings: tests),
    .testTarget(name: "JournalTests", dependencies: ["Journal"], swiftSettings: tests),
    .testTarget(name: "SimulatorTests", dependencies: ["Simulator"], swiftSettings: tests),
    .testTarget(name: "CLITests", dependencies: ["CLI"], swiftSettings: tests),
    .testTarget(
      name: "ReleaseTests",
      dependencies: [
        "CAllocationCount", "Pipeline", "Engine", "Market", "Venues", "Journal", "Simulator", "TestMarkets",
      ],
      swiftSettings: tests),
  ],
  cxxLanguageStandard: .cxx17
)
