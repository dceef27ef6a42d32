/// What left and joined a level between book updates (B-22), the long way: every print and every drop waits in a list
/// until its counterpart comes or its 250 ms are over.
public struct NaiveLedger: Equatable, Sendable {
  private enum Kind { case print, drop }

  private struct Waiting: Equatable {
    let kind: Kind
    let due_ms: Int64
    var quantity: NaiveDecimal
    let isNear: Bool
  }

  public private(set) var displayed: NaiveDecimal
  public private(set) var executed = NaiveDecimal.zero
  public private(set) var cancelled = NaiveDecimal.zero
  public private(set) var added = NaiveDecimal.zero
  public private(set) var wasCancelledNear = false
  private var waiting: [Waiting] = []

  public init(displayed: NaiveDecimal) { self.displayed = displayed }

  public var isSettled: Bool { waiting.isEmpty }

  /// Executed ÷ (executed + cancelled); nil while nothing has left.
  public var share: Double? {
    let left = executed + cancelled
    return left.isZero ? nil : executed.double / left.double
  }

  public var ending: String {
    let left = executed + cancelled
    if left.isZero { return "gone" }
    if executed * NaiveDecimal(10) >= left * NaiveDecimal(6) { return "eaten" }
    return executed * NaiveDecimal(10) <= left * NaiveDecimal(3) ? "pulled" : "gone"
  }

  public mutating func show(_ quantity: NaiveDecimal, now_ms: Int64, isNear: Bool) {
    settle(now_ms: now_ms)
    if quantity > displayed {
      added += quantity - displayed
    } else if quantity < displayed {
      enter(.drop, displayed - quantity, now_ms, isNear)
    }
    displayed = quantity
  }

  public mutating func recordPrint(_ quantity: NaiveDecimal, now_ms: Int64) {
    settle(now_ms: now_ms)
    executed += quantity
    enter(.print, quantity, now_ms, false)
  }

  /// A print that counts only as far as a drop waits for it.
  public mutating func printLate(_ quantity: NaiveDecimal, now_ms: Int64) {
    settle(now_ms: now_ms)
    let drops = waiting.filter { $0.kind == .drop }.map(\.quantity).sum()
    guard min(quantity, drops) > .zero else { return }
    recordPrint(min(quantity, drops), now_ms: now_ms)
  }

  /// Across a snapshot sizes change, and nothing else.
  public mutating func restart(_ quantity: NaiveDecimal) {
    displayed = quantity
    waiting = []
  }

  public mutating func settle(now_ms: Int64) {
    for entry in waiting where entry.due_ms <= now_ms {
      if entry.kind == .print { added += entry.quantity } else { cancelled += entry.quantity }
      if entry.kind == .drop && entry.isNear { wasCancelledNear = true }
    }
    waiting.removeAll { $0.due_ms <= now_ms }
  }

  private mutating func enter(_ kind: Kind, _ quantity: NaiveDecimal, _ now_ms: Int64, _ isNear: Bool) {
    var left = quantity
    while !left.isZero, let index = waiting.firstIndex(where: { $0.kind != kind }) {
      let taken = min(left, waiting[index].quantity)
      waiting[index].quantity = waiting[index].quantity - taken
      left = left - taken
      if waiting[index].quantity.isZero { waiting.remove(at: index) }
    }
    guard !left.isZero else { return }
    waiting.append(Waiting(kind: kind, due_ms: now_ms + 250, quantity: left, isNear: isNear))
  }
}
