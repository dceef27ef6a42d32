extension NaiveBook {
  private enum Verdict {
    case apply, duplicate, alreadyInSnapshot, gap
  }

  mutating func takeDiff(_ diff: NaiveDepth) {
    guard status == .ok || status == .stale else {
      buffer.append(diff)
      return
    }
    applyInSteadyState(diff)
  }

  /// A snapshot is an update and `ok` in its own frame (I1). A diff buffered above it that does not bracket it is a
  /// gap.
  mutating func takeSnapshot(_ snapshot: NaiveDepth) {
    if venue.isBinance, status == .ok || status == .stale, snapshot.lastID <= levels.updateID ?? .min {
      counters.duplicates += 1  // taking it would throw the book back behind the diffs already applied
      return
    }
    if status == .gap { counters.resyncs += 1 }
    status = .ok
    isBridged = !venue.isBinance
    levels.replace(with: snapshot)
    count(snapshot)
    let waiting = buffer
    buffer = []
    if venue.isBinance { release(waiting) }  // Bybit's snapshot stands in the stream: all before it is older
  }

  private mutating func release(_ waiting: [NaiveDepth]) {
    for diff in waiting { takeDiff(diff) }
  }

  private mutating func applyInSteadyState(_ diff: NaiveDepth) {
    switch verdict(diff) {
    case .apply:
      isBridged = true
      status = .ok
      levels.apply(diff)
      count(diff)
    case .duplicate:
      counters.duplicates += 1
    case .alreadyInSnapshot:
      counters.dropped += 1
    case .gap:
      loseContinuity()
      buffer.append(diff)  // the next snapshot may be bridged by this very diff
    }
  }

  private mutating func count(_ depth: NaiveDepth) {
    counters.bookUpdates += 1
    counters.levelUpdates += depth.levelCount
    applied.append(levels)
  }

  private func verdict(_ diff: NaiveDepth) -> Verdict {
    guard let id = levels.updateID else { preconditionFailure("a book in steady state has an update id") }
    switch venue {
    case .binanceSpot: return spotVerdict(diff, id)
    case .binanceUSDM, .binanceCOINM: return futuresVerdict(diff, id)
    case .bybitSpot, .bybitLinear, .bybitInverse: return bybitVerdict(diff, id)
    }
  }

  private func spotVerdict(_ diff: NaiveDepth, _ id: Int64) -> Verdict {
    if diff.lastID <= id { return isBridged ? .duplicate : .alreadyInSnapshot }
    return diff.firstID ?? .max <= id + 1 ? .apply : .gap
  }

  /// Ids are shared among symbols and jump, so only `pu` tells continuity, and U ≤ lastUpdateId ≤ u the first diff.
  private func futuresVerdict(_ diff: NaiveDepth, _ id: Int64) -> Verdict {
    if isBridged {
      if diff.lastID <= id { return .duplicate }
      return diff.previousID == id ? .apply : .gap
    }
    if diff.lastID < id { return .alreadyInSnapshot }
    return diff.firstID ?? .max <= id ? .apply : .gap
  }

  private func bybitVerdict(_ diff: NaiveDepth, _ id: Int64) -> Verdict {
    if diff.lastID <= id { return .duplicate }
    return diff.lastID == id + 1 ? .apply : .gap
  }
}
