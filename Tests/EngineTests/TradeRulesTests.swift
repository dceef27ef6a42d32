import Engine
import Market
import Testing

/// Which trades count, and from when a value is trusted (SEMANTICS.md "Which trades count", "Windows", "CVD").
@Suite struct TradeRulesTests {
  private static let midnight: Int64 = 1_699_920_000_000

  @Test("before the first trade every flow value is missing and warming")
  func startsWarming() {
    let market = OneInstrument(grid: .whole)
    for name in ["delta_5s", "cvd", "cvd_total", "cvd_4h", "last_price"] {
      #expect(market.number(name) == nil && market.read(name).flag == .warming, "\(name)")
    }
    #expect(market.number("delta_ratio_5s") == nil && market.read("delta_ratio_5s").flag == .invalid)
  }

  @Test("the first kind of trade seen feeds; rows of the other feed nothing")
  func takesOneKind() {
    var market = OneInstrument(grid: .whole)
    #expect(market.trade(3, .buy, at: 1_000, kind: .aggregate) == true)
    #expect(market.trade(50, .sell, price: 7, at: 1_001, kind: .trade) == false)
    #expect(market.trade(2, .sell, at: 1_002, kind: .aggregate) == true)
    #expect(market.number("cvd_total") == 1 && market.number("delta_1s") == 1)
    #expect(market.number("last_price") == 100)
  }

  @Test("cvd starts anew at midnight UTC of the trade time; cvd_total does not")
  func startsADayAtMidnight() {
    var market = OneInstrument(grid: .whole)
    #expect(market.trade(10, .buy, at: Self.midnight - 1) == true)
    #expect(market.trade(4, .buy, at: Self.midnight) == true)
    #expect(market.number("cvd") == 4 && market.number("cvd_total") == 14)
  }

  @Test("a late trade of the day before adds to cvd_total only (I33)")
  func keepsDaysApart() {
    var market = OneInstrument(grid: .whole)
    #expect(market.trade(4, .buy, at: Self.midnight) == true)
    #expect(market.trade(10, .sell, at: Self.midnight - 1) == true)
    #expect(market.number("cvd") == 4 && market.number("cvd_total") == -6)
  }

  @Test("a ratio of fewer than five trades is printed and invalid; without volume it is missing (I30)")
  func wantsFiveTrades() {
    var market = OneInstrument(grid: .whole)
    for trade in 0..<4 as Range<Int64> { #expect(market.trade(1, .buy, at: 10_000 + trade) == true) }
    #expect(market.number("delta_ratio_5s") == 1 && market.read("delta_ratio_5s").flag == .invalid)
    #expect(market.trade(4, .sell, at: 10_004) == true)
    #expect(market.number("delta_ratio_5s") == 0 && market.read("delta_ratio_5s").flag == .warming)
    market.begin(at: 15_004)
    #expect(market.number("delta_ratio_5s") == nil && market.read("delta_ratio_5s").flag == .invalid)
  }

  @Test("a window is warming until it has its length since the first trade")
  func warmsUp() {
    var market = OneInstrument(grid: .whole)
    #expect(market.trade(1, .buy, at: 10_000) == true)
    market.begin(at: 14_999)
    #expect(market.read("delta_5s").flag == .warming)
    market.begin(at: 15_000)
    #expect(market.read("delta_5s").flag == .ok && market.number("delta_5s") == 0)
  }

  @Test("a finer grid changes no value")
  func survivesAFinerGrid() {
    var market = OneInstrument(grid: .whole)
    #expect(market.trade(3, .buy, at: Self.midnight + 5_000) == true)
    market.begin(at: nil)
    let finer = Grid(tickMantissa: 1, tickDecimals: 2, lotMantissa: 1, lotDecimals: 3)
    #expect(market.engine.regrid(market.slot, to: finer, isChange: true) == true)
    #expect(market.engine.changes.count == 1)
    #expect(market.trade(1_500, .sell, price: 10_150, at: Self.midnight + 5_001) == true)
    for name in ["delta_1s", "cvd", "cvd_total", "cvd_1h"] { #expect(market.number(name) == 1.5, "\(name)") }
    #expect(market.number("last_price") == 101.5)
  }

  @Test("quantities of 18 digits do not trap")
  func survivesHostileQuantities() {
    var market = OneInstrument(grid: .whole)
    for trade in 0..<100 as Range<Int64> {
      #expect(market.trade(999_999_999_999_999_999, .buy, price: 999_999_999_999_999_999, at: 1_000 + trade) == true)
    }
    #expect(market.text("cvd_total") == "99999999999999999900")
    market.begin(at: nil)
    let finer = Grid(tickMantissa: 1, tickDecimals: 2, lotMantissa: 1, lotDecimals: 3)
    #expect(market.engine.regrid(market.slot, to: finer, isChange: true) == false)
    #expect(market.text("cvd_total") == "99999999999999999900")
  }
}
