internal import Market

/// The series that are sampled at whole seconds, each from those before it.
extension InstrumentState {
  mutating func sampleSeries(second: Int64, changes: inout StateChanges) {
    let milliseconds = second * 1_000
    if flow.firstMilliseconds != nil {
      momentum.sample(delta: grid.base(lots: flow.sums(window: 1).deltaLots), at: milliseconds)
      let lastSecond = flow.sums(window: 0)
      volumeBurst.sample(volume: grid.base(lots: lastSecond.buyLots + lastSecond.sellLots), at: milliseconds)
    }
    if let mid = mids.twiceMid(secondsAgo: 0), let before = mids.twiceMid(secondsAgo: 1) {
      volatility.sample(mid: Double(mid), before: Double(before), at: milliseconds)
    }
    samplePanic(at: milliseconds, changes: &changes)
    sampleAbsorption(second: second, changes: &changes)
    sampleImpact(at: milliseconds)
  }

  private mutating func samplePanic(at milliseconds: Int64, changes: inout StateChanges) {
    let second = PanicIndex.Second(
      milliseconds: milliseconds, volatility: volatility.tenSeconds, volumeScore: volumeBurst.score,
      mid: midPrice(secondsAgo: 0), midBefore: midPrice(secondsAgo: 30), atr5m: atr5m)
    guard let told = panic.sample(second), let index = panic.index else { return }
    let kind = StateChange.Kind.panic(told.step, direction: Int32(told.direction), value: index)
    changes.append(StateChange(slot: slot, kind: kind))
  }

  private func midPrice(secondsAgo: Int64) -> Double? {
    mids.twiceMid(secondsAgo: secondsAgo).map { grid.price(halfTicks: Int128($0)) }
  }

  private mutating func sampleAbsorption(second: Int64, changes: inout StateChanges) {
    let moment = Absorption.Second(second: second, grid: grid, contracts: contracts, lastPrice: flow.lastPrice)
    for window in 0..<absorption.windowCount {
      let length = absorption.seconds(window: window)
      absorption.evaluate(
        window: window, tradeSeconds.span(endingAt: second, seconds: length),
        twiceMid: mids.twiceMid(secondsAgo: length), moment)
    }
    guard let told = absorption.tell(moment) else { return }
    let kind = StateChange.Kind.absorption(told.side, value: told.value, windowSeconds: Int32(told.windowSeconds))
    changes.append(StateChange(slot: slot, kind: kind))
  }

  /// What volume moved price, for the regression and for the absorption of the seconds to come.
  private mutating func sampleImpact(at milliseconds: Int64) {
    guard flow.firstMilliseconds != nil, let mid = mids.twiceMid(secondsAgo: 0),
      let before = mids.twiceMid(secondsAgo: 1)
    else { return }
    let (step, deltaLots) = (Int128(mid) - Int128(before), flow.sums(window: 0).deltaLots)
    kyle.sample(halfTicks: step, lots: deltaLots)
    guard deltaLots != 0 else { return }
    absorption.sampleImpact(
      move: grid.price(halfTicks: step), delta: grid.base(lots: deltaLots), at: milliseconds)
  }
}
