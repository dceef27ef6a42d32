/// What was measured of one contender.
struct Samples {
  /// One mean a round over all frames, and over the depth frames alone divided by their levels.
  private(set) var nsPerFrame: [Double] = []
  private(set) var nsPerLevel: [Double] = []
  /// Every frame of every round.
  private var latencies: [UInt32] = []
  /// Of the last round's run over all frames.
  private(set) var traffic = HeapTraffic.none
  private(set) var framesPerRun = 0

  /// One turn: each measurement from the snapshot on, the text as warm in the caches as one pass over it leaves it.
  mutating func takeTurn(_ contender: any Contender, _ capture: Capture, warming: any Contender) {
    if let levels = contender.prebuiltLevels {
      nsPerLevel.append(time(contender, capture.depthFrames, warming) / Double(levels))
    } else {
      nsPerLevel.append(time(contender, capture.depthFrames, warming) / Double(capture.depthLevels))
      nsPerFrame.append(time(contender, capture.frames, warming) / Double(capture.frames.count))
      takeLatencies(contender, capture.frames, warming)
    }
  }

  private mutating func time(_ contender: any Contender, _ frames: Frames, _ warming: any Contender) -> Double {
    contender.reset()
    warming.run(frames)
    let before = HeapTraffic.now
    let start = MonotonicClock.nanoseconds()
    contender.run(frames)
    let end = MonotonicClock.nanoseconds()
    traffic = HeapTraffic.now - before
    framesPerRun = frames.count
    return Double(end - start)
  }

  private mutating func takeLatencies(_ contender: any Contender, _ frames: Frames, _ warming: any Contender) {
    contender.reset()
    warming.run(frames)
    var taken = [UInt32](repeating: 0, count: frames.count)
    contender.run(frames, latencies: &taken)
    latencies += taken
  }

  /// Per-frame latencies at these shares of all frames (nearest rank), in ns; empty where frames are not read.
  func percentiles(_ shares: [Double]) -> [Double] {
    guard !latencies.isEmpty else { return [] }
    let sorted = latencies.sorted()
    return shares.map { Double(sorted[max(Int((Double(sorted.count) * $0).rounded(.up)) - 1, 0)]) }
  }
}

extension [Double] {
  /// The middle one; of two, the lower. Nil where there are none.
  var median: Double? { isEmpty ? nil : sorted()[(count - 1) / 2] }
}
