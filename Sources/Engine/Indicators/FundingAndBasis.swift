internal import Market

/// Funding and the perpetual's premium (B-42, SEMANTICS.md I39): the last rate brought to 8 hours, and how far mark
/// stands above index. Each part is what was last heard of it.
struct FundingAndBasis: BitwiseCopyable {
  private static let hourMilliseconds = 3_600_000.0

  private let instrumentIntervalHours: Int32?
  private var mark: Decimal64?
  private var index: Decimal64?
  private var rate: Decimal64?
  private var tickerIntervalHours: Int32?
  private var nextFundingMilliseconds: Int64 = 0
  /// Between the last two next-funding times that differ.
  private var seenIntervalHours: Double?

  init(instrumentIntervalHours: Int32?) { self.instrumentIntervalHours = instrumentIntervalHours }

  mutating func update(_ price: MarkPrice) {
    mark = price.mark ?? mark
    index = price.index ?? index
    rate = price.fundingRate ?? rate
    tickerIntervalHours = price.fundingIntervalHours ?? tickerIntervalHours
    note(nextFunding: price.nextFundingMilliseconds)
  }

  /// 0 stands for none. A time that steps back says nothing of the interval.
  private mutating func note(nextFunding milliseconds: Int64) {
    guard milliseconds > 0, milliseconds != nextFundingMilliseconds else { return }
    if nextFundingMilliseconds > 0, milliseconds > nextFundingMilliseconds {
      seenIntervalHours = Double(milliseconds - nextFundingMilliseconds) / Self.hourMilliseconds
    }
    nextFundingMilliseconds = milliseconds
  }

  private var intervalHours: Double? {
    tickerIntervalHours.map { Double($0) } ?? instrumentIntervalHours.map { Double($0) } ?? seenIntervalHours
  }

  /// Rate × 8 ÷ interval hours, as a fraction.
  var funding8h: Reading {
    guard let rate, let hours = intervalHours else { return .missing(.warming) }
    return .number(rate.double * 8 / hours)
  }

  /// 10⁴·(mark − index) ÷ index.
  var basisBps: Reading {
    guard let mark = mark?.double, let index = index?.double else { return .missing(.warming) }
    return .number(1e4 * (mark - index) / index)
  }
}

extension InstrumentState {
  func funding8h() -> Reading { traits.isDerivative ? funding.funding8h : .missing(.invalid) }

  func basisBps() -> Reading { traits.isDerivative ? funding.basisBps : .missing(.invalid) }
}
