import CAllocationCount

/// What a piece of work asked of the heap and of reference counting, on the thread that ran it.
///
/// A hot entry point must measure `.none` after its warm-up. Only a release build says what users get: in debug the
/// compiler retains freely.
struct HeapTraffic: Equatable {
  /// Calls of malloc and its relatives, Swift's own included.
  var allocations: UInt64
  /// Strong retains; 0 where `isCounted` is false.
  var retains: UInt64
  /// Strong releases; 0 where `isCounted` is false.
  var releases: UInt64

  static let none = HeapTraffic(allocations: 0, retains: 0, releases: 0)

  /// Whether this build can see both; sanitizers keep malloc to themselves, and arm64 its retains.
  static var isCounted: Bool { tw_allocation_count_is_active() && tw_reference_count_is_active() }

  /// Whether zero is to be expected: counted, and optimised.
  static var isTelling: Bool { isCounted && Build.isOptimised }

  /// Runs `work` once, on the calling thread, and returns what it alone caused.
  static func during(_ work: () -> Void) -> HeapTraffic {
    let before = now
    work()
    let after = now
    return HeapTraffic(
      allocations: after.allocations - before.allocations,
      retains: after.retains - before.retains,
      releases: after.releases - before.releases)
  }

  private static var now: HeapTraffic {
    HeapTraffic(allocations: tw_allocation_count(), retains: tw_retain_count(), releases: tw_release_count())
  }
}
