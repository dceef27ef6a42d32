import Engine
import Market
import Testing

/// What the engine tells of closed bars, and the limits of what it hands out.
@Suite struct FootprintsTests {
  private static let start: Int64 = 1_699_999_200_000

  /// The bar of SYSTEMS.md E-22 in one minute.
  private static func example() -> OneInstrument {
    var market = OneInstrument(grid: .whole)
    let cells: [(price: Int64, bid: Int64, ask: Int64)] = [
      (100, 30, 4), (101, 20, 90), (102, 8, 84), (103, 1, 40), (104, 0, 15), (105, 51, 2), (106, 5, 0),
    ]
    for cell in cells {
      #expect(market.trade(cell.bid, .sell, price: cell.price, at: start) == true)
      #expect(market.trade(cell.ask, .buy, price: cell.price, at: start) == true)
    }
    return market
  }

  @Test("a minute closes 2 s after its end, with its stacks and unfinished extremes as events (E-22, E-25)")
  func tellsAClosedMinute() {
    var market = Self.example()
    #expect(market.number("footprint_imbalance") == 3)
    market.begin(at: Self.start + 61_999)
    #expect(market.engine.changes.count == 0 && market.engine.closedBars.count == 0)
    market.begin(at: Self.start + 62_000)
    #expect(market.engine.closedBars.count == 1 && market.engine.changes.count == 2)
    guard case .stackedImbalance(.buy, let low, let high, let rows) = market.engine.changes[0].kind,
      case .unfinishedAuction(.low, let edge) = market.engine.changes[1].kind
    else {
      Issue.record("the stack comes first, then the low")
      return
    }
    #expect(low.ticks == 101 && high.ticks == 104 && rows == 4 && edge.ticks == 100)
    market.begin(at: Self.start + 62_001)
    #expect(market.engine.closedBars.count == 0 && market.number("footprint_imbalance") == 3)
  }

  @Test("the current bar's rows are missing while it has no trade; the session's stay (I18, I29)")
  func readsTheCurrentBar() {
    var market = OneInstrument(grid: .whole)
    #expect(market.read("footprint_imbalance").flag == .warming && market.number("session_poc") == nil)
    #expect(market.trade(5, .buy, price: 100, at: Self.start) == true)
    #expect(market.text("poc") == "100" && market.text("vah") == "100" && market.text("val") == "100")
    market.begin(at: Self.start + 60_000)
    #expect(market.number("poc") == nil && market.read("vah").flag == .warming)
    #expect(market.text("session_poc") == "100" && market.number("footprint_imbalance") == 0)
  }

  @Test("the first counted trade fixes the bin as a price, about 1 bp of it (I15)")
  func fixesTheBin() {
    var market = OneInstrument(grid: Grid(tickMantissa: 1, tickDecimals: 1, lotMantissa: 1, lotDecimals: 0))
    #expect(market.trade(1, .buy, price: 615_000, at: Self.start) == true)
    #expect(market.trade(9, .buy, price: 615_123, at: Self.start) == true)
    #expect(market.text("poc") == "61510.2", "61.5 ticks are rounded to 62, and 61512.3 lies in row 9921")
    market.begin(at: nil)
    let finer = Grid(tickMantissa: 1, tickDecimals: 2, lotMantissa: 1, lotDecimals: 1)
    #expect(market.engine.regrid(market.slot, to: finer, isChange: true) == true)
    #expect(market.text("poc") == "61510.2")
  }

  @Test("a trade that fills volume bars by the quintillion is split, and what finds no room is counted")
  func boundsWhatOneTradeCloses() {
    var market = OneInstrument(grid: .whole, footprints: [.volume(lots: 2)])
    #expect(market.trade(1, .buy, price: 100, at: Self.start) == true)
    #expect(market.engine.closedBars.count == 0)
    let hostile: Int64 = 999_999_999_999_999_998
    #expect(market.trade(hostile, .sell, price: 100, at: Self.start + 1) == true)
    #expect(market.engine.closedBars.count == Limits.closedBarsPerFrame)
    #expect(market.engine.closedBars.dropped == (hostile + 1) / 2 - Int64(Limits.closedBarsPerFrame))
    #expect(
      market.engine.closedBars[0].startMilliseconds == Self.start && market.engine.closedBars[0].delta.text == "0")
    #expect(market.engine.closedBars[1].startMilliseconds == Self.start + 1)
    #expect(market.trade(1, .buy, price: 100, at: Self.start + 2) == true)
    #expect(market.engine.closedBars.count == 1, "one lot of the large trade was left")
  }
}
