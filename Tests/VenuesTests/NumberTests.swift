import Market
import Testing
import Venues

/// Decimal text to ticks and lots: exact, or refused.
@Suite struct NumberTests {
  private func ticker(_ bid: String, _ bidQuantity: String) -> String {
    #"{"u":1,"s":"BTCUSDT","b":\#(bid),"B":\#(bidQuantity),"a":"1000000000","A":"10"}"#
  }

  private func reader(_ grid: Grid) throws -> FrameReader { try FrameReader(.binanceSpot, [("BTCUSDT", grid)]) }

  @Test(
    "the same number in any spelling is the same number of steps",
    arguments: [
      #""61837.6""#, #""61837.60""#, #""61837.60000000000000""#, #""6.18376e4""#, #""6.18376E+4""#, #""618376e-1""#,
      #""618376000E-4""#, #""61837.6e0""#,
    ])
  func readsEverySpelling(_ text: String) throws {
    var reader = try reader(.tenths)
    let frame = reader.read(ticker(text, #""1.5e-2""#))
    #expect(frame.ticker?.bid == Level(618_376, 15))
  }

  @Test("bare integers count as well, other bare numbers are refused: a double is not exact")
  func readsBareIntegers() throws {
    var reader = try reader(.tenths)
    #expect(reader.read(ticker("61837", "2")).ticker?.bid == Level(618_370, 2_000))
    #expect(reader.read(ticker("61837.6", "2")).reason == .badNumber)
    #expect(reader.read(ticker("61837", "18446744073709551615")).reason == .badNumber)
    #expect(reader.read(ticker("null", "2")).reason == .badField)
  }

  @Test(
    "what is no decimal number is refused",
    arguments: [
      "", "-", ".", ".5", "5.", "+1", "01", "1e", "1e+", "1e12345", "0x1", "1,5", " 1", "1 ", "1_0", "NaN", "Infinity",
      "١",
      "1.2.3", "--1", "1e5.0",
    ])
  func refusesOtherText(_ text: String) throws {
    var reader = try reader(.tenths)
    let frame = reader.read(ticker("\"\(text)\"", #""1""#))
    #expect(frame.status == .rejected && frame.reason == .badNumber)
  }

  @Test("18 digits are exact, 19 are refused")
  func readsEighteenDigits() throws {
    var fine = try reader(.fine)
    let frame = fine.read(ticker(#""1234567890.12345678""#, #""9999999999.99999999""#))
    #expect(frame.ticker?.bid == Level(123_456_789_012_345_678, 999_999_999_999_999_999))
    #expect(fine.read(ticker(#""12345678901.12345678""#, #""1""#)).reason == .badNumber)
    #expect(fine.read(ticker(#""1""#, #""99999999999""#)).reason == .badNumber, "19 digits on this grid")
    var whole = try reader(.whole)
    #expect(whole.read(ticker(#""999999999999999999""#, #""1""#)).ticker?.bid == Level(999_999_999_999_999_999, 1))
    #expect(whole.read(ticker(#""1000000000000000001""#, #""1""#)).reason == .badNumber)
    #expect(whole.read(ticker(#""1e18""#, #""1""#)).reason == .badNumber)
    #expect(whole.read(ticker(#""1.234567890123456789""#, #""1""#)).reason == .badNumber, "19 digits, 18 decimals")
  }

  @Test("zeros without number do not overflow")
  func readsManyZeros() throws {
    var reader = try reader(.tenths)
    let zeros = String(repeating: "0", count: 200)
    #expect(reader.read(ticker("\"5.\(zeros)\"", "\"0.\(zeros)\"")).ticker?.bid == Level(50, 0))
    #expect(reader.read(ticker("\"5\(zeros)e-200\"", #""1""#)).ticker?.bid == Level(50, 1_000))
    #expect(reader.read(ticker("\"5\(zeros)\"", #""1""#)).reason == .badNumber)
  }

  @Test("1000PEPE and SHIB: tiny prices, huge quantities")
  func readsTinyPrices() throws {
    let pepe = Grid(tickMantissa: 1, tickDecimals: 7, lotMantissa: 1, lotDecimals: 0)
    let shib = Grid(tickMantissa: 1, tickDecimals: 8, lotMantissa: 1, lotDecimals: 2)
    var reader = try FrameReader(.binanceSpot, [("1000PEPEUSDT", pepe), ("SHIBUSDT", shib)])
    let pepes = reader.read(#"{"u":1,"s":"1000PEPEUSDT","b":"0.0044478","B":"98765432101","a":"0.0044479","A":"1"}"#)
    #expect(pepes.slot == 0 && pepes.ticker?.bid == Level(44_478, 98_765_432_101))
    let shibs = reader.read(
      #"{"u":1,"s":"SHIBUSDT","b":"0.00000851","B":"589000000000000.00","a":"0.00000852","#
        + #""A":"0.01"}"#)
    #expect(shibs.slot == 1)
    #expect(shibs.ticker?.bid == Level(851, 58_900_000_000_000_000) && shibs.ticker?.ask == Level(852, 1))
  }

  @Test("steps need not be powers of ten")
  func readsOtherSteps() throws {
    let grid = Grid(tickMantissa: 25, tickDecimals: 2, lotMantissa: 10, lotDecimals: 0)
    var reader = try reader(grid)
    #expect(reader.read(ticker(#""100.75""#, #""120""#)).ticker?.bid == Level(403, 12))
    #expect(reader.read(ticker(#""100.80""#, #""120""#)).status == .offGrid)
    #expect(reader.read(ticker(#""100.75""#, #""125""#)).status == .offGrid)
  }

  @Test("a value off the grid says how many decimals would hold it, and fits once the grid does")
  func tellsWhatAFinerGridNeeds() throws {
    var reader = try reader(.tenths)
    let text = ticker(#""61837.6250""#, #""0.12345""#)
    let frame = reader.read(text)
    #expect(frame.status == .offGrid && frame.slot == 0 && frame.kind == .none && frame.ticker == nil)
    #expect(frame.neededPriceDecimals == 3 && frame.neededQuantityDecimals == 5)
    let finer = Grid(tickMantissa: 1, tickDecimals: 3, lotMantissa: 1, lotDecimals: 5)
    #expect(reader.setGrid(InstrumentSlot(0), finer) == true)
    #expect(reader.read(text).ticker?.bid == Level(61_837_625, 12_345))
  }
}

@Suite struct SymbolTests {
  private func ticker(_ symbol: String) -> String {
    #"{"u":1,"s":"\#(symbol)","b":"1","B":"1","a":"2","A":"1"}"#
  }

  @Test("an unknown symbol is named, with the decimals that its values need, and read once it is registered")
  func namesUnknownSymbols() throws {
    var reader = try FrameReader(.binanceSpot)
    let text = #"{"u":1,"s":"SOLUSDT","b":"1.25","B":"0.001","a":"2","A":"1"}"#
    let frame = reader.read(text)
    #expect(frame.status == .unknownSymbol && frame.unknownSymbol == "SOLUSDT" && frame.kind == .none)
    #expect(frame.neededPriceDecimals == 2 && frame.neededQuantityDecimals == 3)
    #expect(reader.add("SOLUSDT", slot: InstrumentSlot(7), .fine) == true)
    #expect(reader.read(text).slot == 7)
  }

  @Test("a symbol that is filtered out is known and gives nothing")
  func ignoresFilteredSymbols() throws {
    var reader = try FrameReader(.binanceSpot)
    #expect(reader.add("ETHUSDT", slot: nil, .whole) == true)
    let trade = #"{"e":"trade","E":1672515782136,"s":"ETHUSDT","t":1,"p":"1","q":"1","T":1672515782136,"m":true}"#
    let frame = reader.read(trade)
    #expect(frame.status == .ignored && frame.reason == .symbolFiltered && frame.trades.isEmpty)
  }

  @Test("symbols may be written in any script, up to 32 bytes")
  func readsLongNames() throws {
    let longest = String(repeating: "币", count: 10) + "AB"
    var reader = try FrameReader(.binanceSpot, [("币安人生USDT", .fine), (longest, .fine)])
    #expect(reader.read(ticker("币安人生USDT")).slot == 0)
    #expect(reader.read(ticker(#"\u5e01\u5b89\u4eba\u751fUSDT"#)).slot == 0, "escapes are the same name")
    #expect(reader.read(ticker(longest)).slot == 1)
    #expect(reader.read(ticker(longest + "C")).reason == .symbolTooLong)
    #expect(reader.add(longest + "C", slot: nil, .fine) == false)
  }

  @Test("a name is registered once, and a full table or a grid without steps is refused")
  func refusesBadRegistrations() throws {
    var reader = try FrameReader(.binanceSpot)
    #expect(reader.add("BTCUSDT", slot: nil, .fine) == false)
    #expect(reader.add("", slot: nil, .fine) == false)
    #expect(reader.add("X", slot: nil, Grid(tickMantissa: 0, tickDecimals: 0, lotMantissa: 1, lotDecimals: 0)) == false)
    for index in 1..<64 { #expect(reader.add("S\(index)", slot: nil, .fine) == true) }
    #expect(reader.add("ONEMORE", slot: nil, .fine) == false)
    #expect(reader.setGrid(InstrumentSlot(9), .fine) == false)
  }
}
