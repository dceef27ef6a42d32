import Engine
import Market
import NaiveTwins
import Testing

/// The day's volume-weighted price (B-58, SEMANTICS.md I14).
@Suite struct SessionVWAPTests {
  private static let midnight: Int64 = 1_699_920_000_000
  private static let tenths = Grid(tickMantissa: 1, tickDecimals: 1, lotMantissa: 1, lotDecimals: 0)

  @Test("prices weighted by quantity (E-33); before the first trade there is none")
  func weighs() {
    var market = OneInstrument(grid: Self.tenths)
    #expect(market.number("vwap_session") == nil && market.read("vwap_session").flag == .warming)
    #expect(market.trade(100, .buy, price: 95, at: Self.midnight) == true)
    #expect(market.trade(50, .sell, price: 105, at: Self.midnight + 1) == true)
    #expect(market.isNear("vwap_session", 59.0 / 6, within: 1e-12) == true)
  }

  @Test(
    "the oracle's example, at each bar's typical price (G19)",
    .enabled(if: GoldenVectors.areHere, Comment(rawValue: GoldenVectors.skipMessage)))
  func equalsTheOracle() throws {
    let golden = try BarVectors.examples().vwap
    var market = OneInstrument(grid: Self.tenths)
    for bar in golden.hlc3v {
      let price = Int64(((bar[0] + bar[1] + bar[2]) / 3 * 10).rounded())
      #expect(market.trade(Int64(bar[3]), .buy, price: price, at: Self.midnight) == true)
    }
    #expect(market.isNear("vwap_session", golden.vwap, within: 1e-12) == true)
  }

  @Test("it begins anew at midnight UTC, and a late trade of the day before adds nothing")
  func startsADay() {
    var market = OneInstrument(grid: .whole)
    #expect(market.trade(10, .buy, price: 50, at: Self.midnight - 1) == true)
    #expect(market.trade(10, .buy, price: 80, at: Self.midnight) == true)
    #expect(market.trade(10, .buy, price: 50, at: Self.midnight - 1) == true)
    #expect(market.number("vwap_session") == 80)
    #expect(market.text("session_poc") == "80" && market.text("session_val") == "80")
  }

  @Test("a finer grid changes nothing")
  func survivesAFinerGrid() {
    var market = OneInstrument(grid: .whole)
    #expect(market.trade(3, .buy, price: 100, at: Self.midnight) == true)
    let finer = Grid(tickMantissa: 1, tickDecimals: 2, lotMantissa: 1, lotDecimals: 3)
    #expect(market.engine.regrid(market.slot, to: finer, isChange: true) == true)
    #expect(market.trade(1_000, .buy, price: 10_400, at: Self.midnight) == true)
    #expect(market.number("vwap_session") == 101)
  }

  @Test("inverse contracts: Σ contracts ÷ Σ (contracts ÷ price); null without their size")
  func knowsInverseContracts() {
    var market = OneInstrument(grid: .whole, contracts: .inverse(sizeUSD: Decimal64(mantissa: 10, decimals: 0)))
    #expect(market.trade(1, .buy, price: 50, at: Self.midnight) == true)
    #expect(market.trade(3, .buy, price: 100, at: Self.midnight) == true)
    #expect(market.isNear("vwap_session", 80, within: 1e-12) == true)
    var unknown = OneInstrument(grid: .whole, contracts: .inverseUnknown)
    #expect(unknown.trade(1, .buy, price: 50, at: Self.midnight) == true)
    #expect(unknown.number("vwap_session") == nil && unknown.read("vwap_session").flag == .invalid)
  }

  @Test("a sum that does not fit has no value, until the next day")
  func survivesHostileTrades() {
    var market = OneInstrument(grid: .whole)
    let hostile: Int64 = 999_999_999_999_999_999
    for _ in 0..<200 { #expect(market.trade(hostile, .buy, price: hostile, at: Self.midnight) == true) }
    #expect(market.number("vwap_session") == nil && market.read("vwap_session").flag == .invalid)
    #expect(market.trade(1, .buy, price: 7, at: Self.midnight + 86_400_000) == true)
    #expect(market.number("vwap_session") == 7)
  }
}
