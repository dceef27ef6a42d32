import CAllocationCount

/// What a run asked of the heap and of reference counting, on this thread.
struct HeapTraffic: Equatable {
  var allocations: UInt64
  var retains: UInt64
  var releases: UInt64

  static let none = HeapTraffic(allocations: 0, retains: 0, releases: 0)

  /// Whether this CPU and build can count; zeros mean nothing elsewhere.
  static var isCounted: Bool { tw_allocation_count_is_active() && tw_reference_count_is_active() }

  static var now: HeapTraffic {
    HeapTraffic(allocations: tw_allocation_count(), retains: tw_retain_count(), releases: tw_release_count())
  }

  static func - (after: Self, before: Self) -> Self {
    HeapTraffic(
      allocations: after.allocations - before.allocations, retains: after.retains - before.retains,
      releases: after.releases - before.releases)
  }
}
