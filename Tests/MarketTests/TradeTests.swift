import Market
import Testing

@Suite struct TradeTests {
  private func trade(id: Int64, idTail: Int64?) -> Trade {
    Trade(
      id: id, idTail: idTail, milliseconds: 0, price: Price(ticks: 1), quantity: Quantity(lots: 1), aggressor: .buy,
      kind: .trade)
  }

  @Test("an id is written as the venue wrote it: digits, or a UUID")
  func writesItsID() {
    #expect(trade(id: 8_121_136_411, idTail: nil).idText == "8121136411")
    #expect(
      trade(id: 0x20f4_3950_d8dd_5b31, idTail: Int64(bitPattern: 0x9112_a178_eb60_23af)).idText
        == "20f43950-d8dd-5b31-9112-a178eb6023af")
    #expect(trade(id: 0, idTail: 0xf).idText == "00000000-0000-0000-0000-00000000000f")
    #expect(trade(id: -1, idTail: -1).idText == "ffffffff-ffff-ffff-ffff-ffffffffffff")
  }
}
