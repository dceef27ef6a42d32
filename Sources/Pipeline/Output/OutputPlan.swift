/// What a session prints besides its summary, and how often.
public struct OutputPlan: Sendable {
  public enum Line: String, CaseIterable, Sendable {
    case book, trade, indicators, footprint, event, signal
  }

  public var lines: Set<Line>
  /// Book and indicator lines at updates N, 2N, … of each symbol; nil: only at the end.
  public var every: Int64?
  /// Levels of a side in a book line.
  public var levels: Int
  /// Indicator lines end with the original programs' values.
  public var printsOriginals: Bool

  public init(lines: Set<Line> = [], every: Int64? = nil, levels: Int = 20, printsOriginals: Bool = false) {
    self.lines = lines
    self.every = every
    self.levels = levels
    self.printsOriginals = printsOriginals
  }
}

/// Where a frame was read: what a signal names as the bytes that caused it.
public struct JournalPosition: Sendable {
  public var file: String
  public var line: Int64

  public init(file: String, line: Int64) {
    self.file = file
    self.line = line
  }
}
