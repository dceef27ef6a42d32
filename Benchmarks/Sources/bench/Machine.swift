import Foundation

/// Where the figures come from.
struct Machine: Encodable {
  let processor: String
  let processors: Int
  let simdjson: String
  /// ns of one clock read, which is part of every per-frame latency.
  let clockReadNanoseconds: Double
  let flags = "alternatives: -O3 -march=native; ours as released: -O, C++ -O2, for any \(Machine.architecture)"

  init() {
    processors = ProcessInfo.processInfo.activeProcessorCount
    processor = Self.processorName ?? "unknown processor"
    simdjson = Floor.simdjson
    clockReadNanoseconds = MonotonicClock.readCost()
  }

  private static var processorName: String? {
    guard let text = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8) else { return nil }
    let line = text.split(separator: "\n").first { $0.hasPrefix("model name") }
    return line?.split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) }
  }

  private static var architecture: String {
    #if arch(x86_64)
      "x86-64"
    #else
      "CPU of this architecture"
    #endif
  }
}
