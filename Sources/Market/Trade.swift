/// One public trade, or one aggregate of a taker's fills at one price.
public struct Trade: Sendable, BitwiseCopyable, Hashable {
  public enum Kind: UInt8, Sendable, BitwiseCopyable { case trade, aggregate }
  /// The venue's id; of a UUID (Bybit derivatives) the first half.
  public var id: Int64
  /// The second half of a UUID; nil where the id is a number.
  public var idTail: Int64?
  public var milliseconds: Int64
  public var price: Price
  public var quantity: Quantity
  public var aggressor: Aggressor
  public var kind: Kind

  public init(
    id: Int64, idTail: Int64? = nil, milliseconds: Int64, price: Price, quantity: Quantity, aggressor: Aggressor,
    kind: Kind
  ) {
    self.id = id
    self.idTail = idTail
    self.milliseconds = milliseconds
    self.price = price
    self.quantity = quantity
    self.aggressor = aggressor
    self.kind = kind
  }
}

extension Trade {
  /// The id as the venue writes it: digits, or a UUID in lower case.
  public var idText: String {
    guard let idTail else { return String(id) }
    let digits = Self.hex(id) + Self.hex(idTail)
    var text = ""
    for (index, digit) in digits.enumerated() {
      if [8, 12, 16, 20].contains(index) { text.append("-") }
      text.append(digit)
    }
    return text
  }

  private static func hex(_ bits: Int64) -> String {
    let digits = String(UInt64(bitPattern: bits), radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
