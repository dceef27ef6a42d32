extension NaiveBook {
  /// Looks at the age of the last applied book frame (I43); call it after every frame of the symbol.
  public mutating func observe(now_ms: Int64?, applied: Bool = false) {
    guard let now_ms else { return }
    if applied {
      appliedTimes_ms.append(now_ms)
      if appliedTimes_ms.count > 100 { appliedTimes_ms.removeFirst() }
    }
    if status == .ok, isTooOld(now_ms) { status = .stale }
  }

  /// Older than 3 s and than 20 × the mean of the 99 intervals between the last 100 applied frames.
  private func isTooOld(_ now_ms: Int64) -> Bool {
    guard let first = appliedTimes_ms.first, let last = appliedTimes_ms.last else { return false }
    let age = now_ms - last
    guard appliedTimes_ms.count == 100 else { return age > 3000 }
    return age > 3000 && 99 * age > 20 * (last - first)
  }
}
