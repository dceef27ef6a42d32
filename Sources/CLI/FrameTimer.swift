internal import Foundation
internal import Histogram
internal import Pipeline

/// How long each frame took, from bytes in memory to all outputs computed. The cost of reading the clock, measured at
/// the start, is taken off, because it is as large as a small frame.
struct FrameTimer {
  private var histogram = Histogram<UInt64>(numberOfSignificantValueDigits: .three)
  private let clockNanoseconds: UInt64
  private var total: UInt64 = 0
  private var started: UInt64 = 0

  init() { clockNanoseconds = Self.clockCost() }

  /// The median of back-to-back readings.
  private static func clockCost() -> UInt64 {
    let costs = (0..<10_001).map { _ -> UInt64 in
      let first = now()
      return now() - first
    }
    return costs.sorted()[5_000]
  }

  @inline(__always)
  private static func now() -> UInt64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec)
  }

  @inline(__always)
  mutating func start() { started = Self.now() }

  @inline(__always)
  mutating func stop() {
    let elapsed = Self.now() - started
    let cost = elapsed > clockNanoseconds ? elapsed - clockNanoseconds : 0
    total += cost
    histogram.record(cost)
  }

  var cost: SessionSummary.FrameCost {
    guard histogram.totalCount > 0 else { return .init(mean: 0, p50: 0, p99: 0, p999: 0, max: 0) }
    return .init(
      mean: Double(total) / Double(histogram.totalCount),
      p50: Int64(histogram.valueAtPercentile(50)), p99: Int64(histogram.valueAtPercentile(99)),
      p999: Int64(histogram.valueAtPercentile(99.9)), max: Int64(histogram.max))
  }
}
