/// Before anything is timed: whoever decodes or keeps a book must end with the same values as the reference. Who does
/// not is not timed, because a wrong answer has no speed. The run is every contender's warm-up too.
struct EqualityGate {
  /// The book that all agree on.
  private(set) var book: BookState?
  private var decodedSum: UInt64?
  private(set) var failures = 0

  /// Marks those that fail, and takes their contender away.
  mutating func check(_ roster: inout Roster, _ capture: Capture) {
    let reference =
      roster.entries.first { $0.name == Roster.reference && $0.contender != nil }
      ?? roster.entries.first { $0.name == Roster.tick }
    for entry in [reference].compactMap({ $0 }) { learn(entry, capture) }
    for index in roster.entries.indices {
      guard let contender = roster.entries[index].contender else { continue }
      guard let fault = fault(of: contender, capture) else { continue }
      roster.entries[index].remark = "FAILED, not timed: \(fault)"
      roster.entries[index].contender = nil
      failures += 1
    }
  }

  private mutating func learn(_ entry: Entry, _ capture: Capture) {
    guard let contender = entry.contender else { return }
    contender.reset()
    contender.run(capture.frames)
    book = contender.book()
    decodedSum = contender.decodedSum
  }

  private func fault(of contender: any Contender, _ capture: Capture) -> String? {
    contender.reset()
    contender.run(capture.frames)
    if contender.faults > 0 { return "\(contender.faults) faults: frames refused, gaps, or updates not applied" }
    if let sum = contender.decodedSum, sum != decodedSum { return "other values decoded" }
    guard let found = contender.book(), found != book else { return nil }
    return "ends with another book: \(found.summary)"
  }
}

extension BookState {
  /// `61659.7 / 61659.8, 5018 + 4578 levels`
  var summary: String { "\(Self.price(bids)) / \(Self.price(asks)), \(bidCount) + \(askCount) levels" }
}
