import Glibc

/// The clock of all measurements, the same that std::chrono::steady_clock reads.
enum MonotonicClock {
  @inline(__always)
  static func nanoseconds() -> Int64 {
    var time = timespec()
    let result = unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    precondition(result == 0, "Linux always has a monotonic clock")
    return Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
  }

  /// What one read costs in ns: it is part of every per-frame latency.
  static func readCost() -> Double {
    let reads = 100_000
    let start = nanoseconds()
    for _ in 0..<reads { _ = nanoseconds() }
    return Double(nanoseconds() - start) / Double(reads)
  }
}

/// What this thread has run, without what others took of the machine meanwhile: for spans of many milliseconds.
enum ThreadClock {
  static func nanoseconds() -> Int64 {
    var time = timespec()
    let result = unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    precondition(result == 0, "Linux counts the time of each thread")
    return Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
  }
}
