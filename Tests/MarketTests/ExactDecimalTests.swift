import Market
import Testing

@Suite struct ExactDecimalTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var mantissa: Int128
    var decimals: Int32
    var text: String
    var testDescription: String { "\(mantissa) ÷ 10^\(decimals)" }
  }

  @Test(
    "a decimal is written without exponent and without trailing zeros",
    arguments: [
      Case(mantissa: 616_597, decimals: 1, text: "61659.7"),
      Case(mantissa: 6_165_970, decimals: 2, text: "61659.7"),
      Case(mantissa: -3, decimals: 3, text: "-0.003"),
      Case(mantissa: -12_345, decimals: 2, text: "-123.45"),
      Case(mantissa: 0, decimals: 0, text: "0"),
      Case(mantissa: 0, decimals: 8, text: "0"),
      Case(mantissa: 0, decimals: -3, text: "0"),
      Case(mantissa: 1_200, decimals: 0, text: "1200"),
      Case(mantissa: 1_200, decimals: 2, text: "12"),
      Case(mantissa: 1, decimals: 18, text: "0.000000000000000001"),
      Case(mantissa: 10, decimals: 18, text: "0.00000000000000001"),
      Case(mantissa: 999, decimals: 3, text: "0.999"),
      Case(mantissa: 7, decimals: -3, text: "7000"),
      Case(mantissa: -7, decimals: -1, text: "-70"),
    ])
  func isWrittenPlainly(_ example: Case) {
    #expect(ExactDecimal(mantissa: example.mantissa, decimals: example.decimals).text == example.text)
  }

  @Test("the widest sums are written whole")
  func writesWideSums() {
    #expect(
      ExactDecimal(mantissa: .max, decimals: 0).text == "170141183460469231731687303715884105727")
    #expect(
      ExactDecimal(mantissa: .min, decimals: 20).text == "-1701411834604692317.31687303715884105728")
  }

  @Test("prices and quantities of a grid are written in quote and base units")
  func writesGridValues() {
    let grid = Grid(tickMantissa: 5, tickDecimals: 1, lotMantissa: 10, lotDecimals: 0)
    #expect(grid.price(ticks: 3).text == "1.5")
    #expect(grid.price(ticks: -4).text == "-2")
    #expect(grid.quantity(lots: 41).text == "410")
  }

  @Test("a decimal's double is the nearest one, with decimals on either side of the point")
  func becomesTheNearestDouble() {
    #expect(Decimal64(mantissa: 523, decimals: 8).double == 0.00000523)
    #expect(Decimal64(mantissa: -8_529_660_260_870, decimals: 8).double == -85296.60260870)
    #expect(Decimal64(mantissa: 12, decimals: -3).double == 12_000)
  }
}
