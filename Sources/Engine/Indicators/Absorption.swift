package import Market
internal import Memory

/// `absorption_3s`, `absorption_10s`, `absorption_30s` (B-14): aggressive volume that price did not follow. Negative:
/// selling is absorbed (bullish); positive: buying. Evaluated at every whole second s over (s−T, s].
///
/// Of each side: the volume Q in its own half-hourly mean, times what share of the expected move (λ⁺·Q, at least a
/// tick) did not come. The larger of both stands; of equal ones the selling.
package struct Absorption: ~Copyable {
  private static let halfLifeMilliseconds: Int64 = 1_800_000
  private static let enterValue = 2.0
  private static let enterRatio = 0.5
  private static let progressTicksMax = 2.0
  private static let progressShareMax = 0.0002
  private static let enterUSD = 50_000.0
  /// An episode is over when its rule has not held for so long.
  private static let quietSeconds: Int64 = 10

  /// What a whole second is judged by; the same for all windows.
  package struct Second: BitwiseCopyable {
    package var second: Int64
    package var grid: Grid
    package var contracts: ContractKind
    /// Of the latest counted trade; nil before any, and then nothing is sampled.
    package var lastPrice: Price?

    package init(second: Int64, grid: Grid, contracts: ContractKind, lastPrice: Price?) {
      self.second = second
      self.grid = grid
      self.contracts = contracts
      self.lastPrice = lastPrice
    }
  }

  /// One window's means and its latest value.
  struct Window: BitwiseCopyable {
    let seconds: Int64
    var buys = ExponentialMean(halfLifeMilliseconds: halfLifeMilliseconds)
    var sells = ExponentialMean(halfLifeMilliseconds: halfLifeMilliseconds)
    /// Of the latest second; nil before the first trade and while there is no mid at the window's start.
    var seen: Seen?
  }

  /// Aggressive volume of one side of a window, its mean before this second, and how far price went with it.
  struct Push: BitwiseCopyable {
    var quantity: Double
    var mean: Double?
    var progressTicks: Double
  }

  /// What a value is made of. The value itself waits for its reader: it is measured in the tick of the grid then.
  struct Seen: BitwiseCopyable {
    var sell: Push
    var buy: Push
    /// λ⁺ before this second.
    var impact: Double?
  }

  private var windows = FixedArray<Window>(zeroed: 3)
  /// λ⁺: |Δmid| per unit of signed volume of a second, price per base.
  private var impact = ExponentialMean(halfLifeMilliseconds: halfLifeMilliseconds)
  /// When absorption by either side last held; nil: not yet.
  private var heldBidSecond: Int64?
  private var heldAskSecond: Int64?

  package init() {
    windows[0] = Window(seconds: 3)
    windows[1] = Window(seconds: 10)
    windows[2] = Window(seconds: 30)
  }

  package var windowCount: Int { windows.count }
  package func seconds(window: Int) -> Int64 { windows[window].seconds }
  package func value(window: Int, _ grid: Grid) -> Double? { windows[window].seen?.value(grid) }

  /// Brings one window to a whole second. `twiceMid` is that at the window's start, in ticks; nil where there was none.
  package mutating func evaluate(
    window index: Int, _ span: TradeSeconds.Span, twiceMid: Int64?, _ moment: Second
  ) {
    var window = windows[index]
    guard moment.lastPrice != nil else { return }
    window.seen = see(span, twiceMid, window, moment.grid)
    window.buys.add(moment.grid.base(lots: span.buyLots), at: moment.second * 1_000)
    window.sells.add(moment.grid.base(lots: span.sellLots), at: moment.second * 1_000)
    windows[index] = window
  }

  /// After the windows of a second: what mid moved within it, in price units, on what signed volume, in base; only
  /// seconds with signed volume count.
  package mutating func sampleImpact(move: Double, delta: Double, at milliseconds: Int64) {
    impact.add(abs(move) / abs(delta), at: milliseconds)
  }

  package func reading(window: Int, at now: Int64, _ grid: Grid) -> Reading {
    guard let value = value(window: window, grid) else { return .missing(.warming) }
    return .number(value, windows[window].sells.isWarming(at: now) ? .warming : .ok)
  }

  var byteCount: Int { windows.byteCount }

  package mutating func scale(_ refinement: GridRefinement) {
    for index in 0..<windows.count {
      windows[index].seen?.sell.progressTicks *= Double(refinement.price)
      windows[index].seen?.buy.progressTicks *= Double(refinement.price)
    }
  }
}

// MARK: - The value

extension Absorption {
  private func see(_ span: TradeSeconds.Span, _ twiceMid: Int64?, _ window: Window, _ grid: Grid) -> Seen? {
    guard let twiceMid else { return nil }
    let (down, up) =
      span.trades == 0
      ? (0, 0)
      : (Int128(twiceMid) - 2 * Int128(span.lowestTicks), 2 * Int128(span.highestTicks) - Int128(twiceMid))
    return Seen(
      sell: Push(
        quantity: grid.base(lots: span.sellLots), mean: window.sells.mean, progressTicks: double(max(0, down)) / 2),
      buy: Push(
        quantity: grid.base(lots: span.buyLots), mean: window.buys.mean, progressTicks: double(max(0, up)) / 2),
      impact: impact.mean)
  }
}

extension Absorption.Seen {
  fileprivate func value(_ grid: Grid) -> Double {
    let tick = grid.price(halfTicks: 2)
    let (selling, buying) = (strength(sell, tick), strength(buy, tick))
    if buying > selling { return buying }
    return selling == 0 ? 0 : -selling  // never −0
  }

  /// (Q ÷ EW(Q))·(expected ÷ (expected + progress)); 0 without a mean to compare with.
  private func strength(_ push: Absorption.Push, _ tick: Double) -> Double {
    guard let mean = push.mean, mean > 0 else { return 0 }
    let expectedTicks = max(1, (impact ?? 0) * push.quantity / tick)
    return push.quantity / mean * (expectedTicks / (expectedTicks + push.progressTicks))
  }
}

// MARK: - The event

extension Absorption {
  /// Absorption as it is told: the side that absorbs and the window in which it shows most.
  package struct Told: BitwiseCopyable {
    package var side: BookSide
    package var value: Double
    package var windowSeconds: Int64
  }

  /// After the windows of a second: the absorption that begins with it, if any.
  ///
  /// The rule must hold over the longest window: a single large order fulfils it over 3 s and 10 s, which happens
  /// several times an hour in a market where nothing is absorbed. What lasts is told once, with the strongest of the
  /// windows in which it holds then, and again only after 10 s in which it did not hold.
  package mutating func tell(_ moment: Second) -> Told? {
    guard let side = side(window: windowCount - 1, moment) else { return nil }
    let held = side == .bid ? heldBidSecond : heldAskSecond
    if side == .bid { heldBidSecond = moment.second } else { heldAskSecond = moment.second }
    if let held, moment.second - held <= Self.quietSeconds { return nil }
    var told: Told?
    for index in 0..<windowCount where self.side(window: index, moment) == side {
      guard let value = value(window: index, moment.grid), abs(value) > abs(told?.value ?? 0) else { continue }
      told = Told(side: side, value: value, windowSeconds: windows[index].seconds)
    }
    return told
  }

  /// The side that absorbs by the rule of B-14 over one window.
  private func side(window index: Int, _ moment: Second) -> BookSide? {
    windows[index].seen.flatMap { Self.absorbingSide($0, moment) }
  }

  /// ABSORB_BID: value ≤ −2, delta ratio of the window ≤ −0.5, price at most max(2 ticks, 0.02 %) down, and at least
  /// 50 000 USD sold; ABSORB_ASK is its mirror. The price of the last two is that of the latest trade.
  ///
  /// The flag does not matter here: who acts on the event looks at the value's own.
  private static func absorbingSide(_ seen: Seen, _ moment: Second) -> BookSide? {
    let value = seen.value(moment.grid)
    guard abs(value) >= enterValue, let price = moment.lastPrice else { return nil }
    let (push, other) = value < 0 ? (seen.sell, seen.buy) : (seen.buy, seen.sell)
    let ratio = (push.quantity - other.quantity) / (push.quantity + other.quantity)
    let progressMax = max(progressTicksMax, progressShareMax * Double(price.ticks))
    guard ratio >= enterRatio, push.progressTicks <= progressMax, let usd = usd(push.quantity, price, moment),
      usd >= enterUSD
    else { return nil }
    return value < 0 ? .bid : .ask
  }

  /// nil for contracts of unknown size.
  private static func usd(_ quantity: Double, _ price: Price, _ moment: Second) -> Double? {
    switch moment.contracts {
    case .linear: quantity * moment.grid.price(halfTicks: 2 * Int128(price.ticks))
    case .inverse(let size): quantity * size.double
    case .inverseUnknown: nil
    }
  }
}
