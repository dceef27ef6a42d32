import Engine
import Market
import Testing

/// |ln return| per USD of closed minutes (B-09, SYSTEMS.md E-18).
@Suite struct AmihudTests {
  private static let start: Int64 = 1_699_999_200_000

  /// Minutes from 1 on: a price and the lots traded there; a minute of 0 lots has no trade.
  private static func market(
    _ minutes: [(price: Int64, lots: Int64)], contracts: ContractKind = .linear
  ) -> OneInstrument {
    var market = OneInstrument(grid: .whole, contracts: contracts)
    #expect(market.trade(1, .buy, price: minutes[0].price, at: start + 1) == true)
    for (index, minute) in minutes.enumerated() where minute.lots > 0 {
      let time = start + Int64(index + 1) * 60_000
      #expect(market.trade(minute.lots, .buy, price: minute.price, at: time) == true)
    }
    market.begin(at: start + Int64(minutes.count + 1) * 60_000 + 2_000)
    return market
  }

  /// 10⁶ and 0.5·10⁶ USD at a step of ln 1.01 each: the worked example.
  @Test("the mean over the bars that have volume (G11)")
  func equalsTheExample() {
    let market = Self.market([(100, 1), (101, 9_901), (100, 5_000)])
    let step = 0.009950330853168083
    let expected = (step / (101 * 9_901) + step / 500_000) / 2
    #expect(market.isNear("amihud", expected, within: 1e-20) == true)
    #expect(market.isNear("amihud", 1.4925496280e-8, within: 1e-12) == true)
    #expect(market.read("amihud").flag == .warming)
  }

  @Test("empty minutes take a place among the 60 and carry the close on")
  func skipsEmptyMinutes() {
    let silence: [(price: Int64, lots: Int64)] = Array(repeating: (price: 100, lots: 0), count: 58)
    let filled = [(price: 100, lots: 1)] + silence + [(price: 110, lots: 10)]
    let market = Self.market(filled)
    #expect(market.isNear("amihud", 0.0953101798043249 / 1_100, within: 1e-15) == true)
    #expect(market.read("amihud").flag == .ok)
    let later = Self.market(filled + Array(repeating: (price: 100, lots: 0), count: 59))
    #expect(later.number("amihud") != nil)
    let gone = Self.market(filled + Array(repeating: (price: 100, lots: 0), count: 60))
    #expect(gone.number("amihud") == nil && gone.read("amihud").flag == .warming)
  }

  @Test("inverse contracts are worth their size; of an unknown one nothing can be said")
  func knowsInverseContracts() {
    let size = Decimal64(mantissa: 100, decimals: 0)
    let minutes: [(price: Int64, lots: Int64)] = [(100, 1), (110, 10)]
    let inverse = Self.market(minutes, contracts: .inverse(sizeUSD: size))
    #expect(inverse.isNear("amihud", 0.0953101798043249 / 1_000, within: 1e-15) == true)
    let unknown = Self.market(minutes, contracts: .inverseUnknown)
    #expect(unknown.number("amihud") == nil && unknown.read("amihud").flag == .invalid)
  }
}
