/// A line of the table: who, and how it did, or why it was not timed.
struct Entry {
  let name: String
  /// Nil when it is not timed; then `remark` says why.
  var contender: (any Contender)?
  var remark = ""
  var samples = Samples()
}

/// All contenders, in the order of the table and of their turns.
struct Roster {
  // Names that ratios and targets refer to.
  /// On-Demand as it is usually written is the reference of the target; with its three small helpers forced inline
  /// it is twice as fast, so both are shown.
  static let onDemandFlat = "simdjson On-Demand + flat array"
  static let onDemandFlatInlined = "the same, helpers forced inline"
  static let limit = "limit probe: scanner + flat array"
  static let bookAlone = "book alone: ours"
  static let decode = "ours: decode"
  static let decodeBook = "ours: decode + book"
  static let tick = "ours: whole tick"
  static let reference = "simdjson On-Demand + std::map"

  var entries: [Entry] = []

  init(_ capture: Capture) throws(Failure) {
    let floors = try FloorCapture(capture)
    add("touch every cache line", .touch, floors)
    add("simdjson stage 1", .stage1, floors)
    add("simdjson On-Demand decode, forced inline", .onDemand, floors)
    add(Self.onDemandFlat, .onDemandFlatPlain, floors)
    add(Self.onDemandFlatInlined, .onDemandFlat, floors)
    add(Self.reference, .onDemandMap, floors)
    add("limit probe: scanner decode", .scanner, floors)
    add(Self.limit, .scannerFlat, floors)
    add("book alone: flat array", .bookFlat, floors)
    add("book alone: std::map", .bookMap, floors)
    add(Self.bookAlone, OurBook(capture))
    add("ours: decode, general path", Ours<GeneralDecodeStep>(capture))
    add(Self.decode, Ours<DecodeStep>(capture))
    add(Self.decodeBook, Ours<DecodeBookStep>(capture))
    add(Self.tick, Ours<TickStep>(capture))
    add("ours: whole tick, all indicators read", Ours<IndicatorTickStep>(capture))
  }

  /// A contender that the capture does not suit gets its line all the same.
  private mutating func add(_ name: String, _ kind: FloorKind, _ floors: FloorCapture) {
    if let objection = floors.objection(to: kind) {
      entries.append(Entry(name: name, contender: nil, remark: "not applicable: \(objection)"))
    } else {
      add(name, Floor(kind, floors))
    }
  }

  private mutating func add(_ name: String, _ contender: any Contender) {
    entries.append(Entry(name: name, contender: contender))
  }
}
