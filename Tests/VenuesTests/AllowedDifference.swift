import NaiveTwins
import Venues

/// The one place where decoder and twin may differ on a frame, and why.
struct AllowedDifference {
  let frame: [UInt8]
  let ours: ReadFrame
  let rows: [NaiveFrame]

  /// The twin has no name for what ours reads or refuses: allowed in recorded frames too.
  var isTwinBlind: Bool {
    switch ours.status {
    case .rejected: rows.allSatisfy { isUnnamed($0.content) }
    case .ignored: isAnswerTheTwinRejects
    case .ok: isBybitRestAnswer
    case .offGrid, .unknownSymbol: false
    }
  }

  /// Allowed in damaged frames, which no venue sends.
  var isByDamage: Bool {
    switch ours.status {
    case .rejected: isOursStricter
    case .ok: usesOtherTypes
    case .offGrid: usesManyDecimals
    case .ignored, .unknownSymbol: ours.reason == .unusedStream
    }
  }

  /// Ours checks more than the twin reads, and refuses where the twin finds its own fields whole.
  private var isOursStricter: Bool {
    switch ours.reason {
    case .badNumber: true  // at most 18 digits, no leading zeros, no trade of nothing
    case .badTime: true  // between 2000 and 2100; the twin takes any integer
    case .duplicateField: true  // the twin's parser keeps one of the two
    case .missingField, .badField: true  // E of a trade, type and seq of a book, a kline's end: the twin never looks
    case .wrongVenue, .unknownFrame, .legacyFormat: true  // told by fields and names that the twin does not know
    case .mixedSymbols, .symbolTooLong: true  // the twin does not compare a row's symbol with its topic's
    case .badJSON: hasLooseText || hasHugeInteger
    default: false
    }
  }

  /// Messages that neither twin reads: the twin calls them `other` or an answer, ours has a reason to refuse them.
  private func isUnnamed(_ content: NaiveContent) -> Bool {
    switch content {
    case .other, .acknowledgement, .rejected: true
    default: false
    }
  }

  /// The twin wants one of three words in an answer of Bybit.
  private var isAnswerTheTwinRejects: Bool {
    rows.allSatisfy { if case .rejected = $0.content { true } else { isUnnamed($0.content) } }
  }

  /// /v5/market/orderbook, which the twin does not know.
  private var isBybitRestAnswer: Bool { contains(#""retCode""#) && ours.depth?.kind == .snapshot }

  /// Ours takes 5 for "5", and Bybit's times as text; the twin insists on the documented types.
  private var usesOtherTypes: Bool {
    rows.allSatisfy { if case .rejected(let reason) = $0.content { reason.hasPrefix("bad_field") } else { false } }
  }

  private var usesManyDecimals: Bool { ours.neededPriceDecimals > 8 || ours.neededQuantityDecimals > 8 }

  /// Foundation lets pass raw control characters in strings and broken escapes of half a character.
  private var hasLooseText: Bool { frame.contains { $0 < 0x20 } || contains(#"\u"#) }

  /// Integers beyond 64 bits; Foundation makes doubles of them, and the twin may not look at the field.
  private var hasHugeInteger: Bool {
    frame.split { !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }.contains { $0.count > 19 }
  }

  private func contains(_ text: String) -> Bool { String(decoding: frame, as: UTF8.self).contains(text) }
}
