/// A whole session of one venue: lines in, symbols out. The plain twin of `tidewire replay`.
public struct NaiveSession: Sendable {
  /// What one frame did.
  public struct Outcome: Sendable {
    public let rows: [NaiveFrame]
    /// The book states that its updates left, by symbol, oldest first.
    public let applied: [(symbol: String, states: [NaiveLevels])]
  }

  public let venue: NaiveVenue
  public private(set) var frames = 0
  public private(set) var ignored: [String: Int] = [:]
  public private(set) var rejected: [String: Int] = [:]
  /// Names in order of first appearance.
  public private(set) var names: [String] = []
  public private(set) var symbols: [String: NaiveSymbol] = [:]

  private let tracksIndicators: Bool
  private var namesInFile: [String] = []
  /// A snapshot without a name that came before any symbol of its file.
  private var heldSnapshot: NaiveDepth?

  public init(venue: NaiveVenue, tracksIndicators: Bool = true) {
    self.venue = venue
    self.tracksIndicators = tracksIndicators
  }

  /// Call before each file of the session: a snapshot without a name belongs to a symbol of its own file.
  public mutating func beginFile() {
    namesInFile = []
    if heldSnapshot != nil { rejected["snapshot_ambiguous", default: 0] += 1 }
    heldSnapshot = nil
  }

  /// Takes the bytes of one frame, without its receive time.
  @discardableResult
  public mutating func feed(_ bytes: some Sequence<UInt8>) -> Outcome {
    frames += 1
    let rows = NaiveFrame.decode(bytes, venue: venue)
    var applied: [(symbol: String, states: [NaiveLevels])] = []
    for row in rows { applied += take(row) }
    return Outcome(rows: rows, applied: applied)
  }

  private mutating func take(_ row: NaiveFrame) -> [(symbol: String, states: [NaiveLevels])] {
    switch row.content {
    case .ignored(let reason):
      ignored[reason, default: 0] += 1
      return []
    case .rejected(let reason):
      rejected[reason, default: 0] += 1
      return []
    case .snapshot(let depth) where row.symbol == nil:
      return takeUnnamed(depth)
    default:
      return row.symbol.map { takeNamed(row, $0) } ?? []
    }
  }

  private mutating func takeNamed(_ row: NaiveFrame, _ name: String) -> [(symbol: String, states: [NaiveLevels])] {
    if !namesInFile.contains(name) { namesInFile.append(name) }
    if !names.contains(name) { names.append(name) }
    var symbol = symbols[name] ?? NaiveSymbol(name: name, venue: venue)
    var states: [NaiveLevels] = []
    if let snapshot = heldSnapshot {
      heldSnapshot = nil
      states += takeHeld(snapshot, &symbol, before: row)
    }
    symbols[name] = nil  // one owner only: a second one would copy the whole history
    states += symbol.take(row, tracksIndicators: tracksIndicators)
    symbols[name] = symbol
    return states.isEmpty ? [] : [(name, states)]
  }

  /// The row's time moves `now` before the held snapshot is applied, as if the snapshot were part of its frame.
  private mutating func takeHeld(
    _ snapshot: NaiveDepth, _ symbol: inout NaiveSymbol, before row: NaiveFrame
  ) -> [NaiveLevels] {
    guard symbol.book.status == .syncing || symbol.book.status == .gap else {
      rejected["snapshot_ambiguous", default: 0] += 1
      return []
    }
    let named = NaiveFrame(symbol: symbol.name, eventTime_ms: row.eventTime_ms, content: .snapshot(snapshot))
    return symbol.take(named, tracksIndicators: tracksIndicators)
  }

  /// SEMANTICS, "Snapshots without a symbol".
  private mutating func takeUnnamed(_ snapshot: NaiveDepth) -> [(symbol: String, states: [NaiveLevels])] {
    if namesInFile.isEmpty {
      heldSnapshot = snapshot
      return []
    }
    let waiting = namesInFile.filter { [.syncing, .gap].contains(symbols[$0]?.book.status) }
    let owners = waiting.count > 1 ? waiting.filter { brackets($0, snapshot.lastID) } : waiting
    guard let owner = owners.first, owners.count == 1 else {
      rejected["snapshot_ambiguous", default: 0] += 1
      return []
    }
    return takeNamed(NaiveFrame(symbol: owner, eventTime_ms: nil, content: .snapshot(snapshot)), owner)
  }

  private func brackets(_ name: String, _ id: Int64) -> Bool {
    let buffer = symbols[name]?.book.buffer ?? []
    let next = venue == .binanceSpot ? id + 1 : id
    return buffer.contains { ($0.firstID ?? .max) <= next && $0.lastID >= id }
  }
}
