/// How far a value may be trusted. Where several apply, the first of gap, stale, invalid, warming stands
/// (SEMANTICS.md I11).
public enum ReadingFlag: UInt8, Sendable, BitwiseCopyable {
  case ok, warming, stale, gap, invalid

  public var name: String {
    switch self {
    case .ok: "ok"
    case .warming: "warming"
    case .stale: "stale"
    case .gap: "gap"
    case .invalid: "invalid"
    }
  }
}

/// The words that an indicator's value may be (B-12).
public enum ReadingWord: UInt8, Sendable, BitwiseCopyable {
  case calm, panicDown, euphoriaUp, peaked

  public var text: String {
    switch self {
    case .calm: "CALM"
    case .panicDown: "PANIC_DOWN"
    case .euphoriaUp: "EUPHORIA_UP"
    case .peaked: "PEAKED"
    }
  }
}

/// One indicator's value and its flag. NaN never leaves: a value that does not exist is `none`, and always flagged.
public struct Reading: Sendable, BitwiseCopyable {
  public enum Value: Sendable, BitwiseCopyable {
    case none
    /// Printed as a decimal string.
    case exact(ExactDecimal)
    /// Printed as the shortest number that reads back to the same bits.
    case number(Double)
    /// Counts and directions: printed as a JSON integer.
    case integer(Int64)
    case word(ReadingWord)
  }

  public var value: Value
  public var flag: ReadingFlag

  public init(_ value: Value, _ flag: ReadingFlag) {
    self.value = value
    self.flag = flag
  }

  public static func missing(_ flag: ReadingFlag) -> Reading { Reading(.none, flag) }
  public static func exact(_ value: ExactDecimal, _ flag: ReadingFlag = .ok) -> Reading { Reading(.exact(value), flag) }

  /// A result that is no finite number does not exist.
  public static func number(_ value: Double, _ flag: ReadingFlag = .ok) -> Reading {
    value.isFinite ? Reading(.number(value), flag) : .missing(flag == .ok ? .invalid : flag)
  }

  public static func integer(_ value: Int64, _ flag: ReadingFlag = .ok) -> Reading { Reading(.integer(value), flag) }

  public static func word(_ value: ReadingWord, _ flag: ReadingFlag = .ok) -> Reading { Reading(.word(value), flag) }

  /// The same value under the graver of both flags.
  public func flagged(_ other: ReadingFlag) -> Reading {
    Reading(value, Self.gravity(other) > Self.gravity(flag) ? other : flag)
  }

  private static func gravity(_ flag: ReadingFlag) -> Int {
    switch flag {
    case .ok: 0
    case .warming: 1
    case .invalid: 2
    case .stale: 3
    case .gap: 4
    }
  }
}
