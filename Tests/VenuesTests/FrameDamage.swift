import NaiveTwins

/// What a wire or an attacker may do to a frame.
enum FrameDamage {
  /// One to three changes: a flipped bit, another byte, one too many, one too few, or the end cut off.
  static func random(_ frame: [UInt8], using random: inout SeededGenerator) -> [UInt8] {
    var damaged = frame
    for _ in 0..<Int.random(in: 1...3, using: &random) where !damaged.isEmpty {
      let place = Int.random(in: 0..<damaged.count, using: &random)
      switch Int.random(in: 0..<6, using: &random) {
      case 0: damaged[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      case 1: damaged[place] = likely(using: &random)
      case 2: damaged.insert(likely(using: &random), at: place)
      case 3: damaged.remove(at: place)
      case 4: damaged.insert(contentsOf: damaged[place..<min(place + 12, damaged.count)], at: place)
      default: damaged.removeLast(min(damaged.count, Int.random(in: 1...20, using: &random)))
      }
    }
    return damaged
  }

  /// Mostly bytes that mean something in JSON.
  private static func likely(using random: inout SeededGenerator) -> UInt8 {
    let syntax = Array(#"{}[]",:\0123456789.eE+-tfn mTEusbapqUvS"#.utf8)
    guard Int.random(in: 0..<8, using: &random) > 0 else { return UInt8.random(in: 0...255, using: &random) }
    return syntax[Int.random(in: 0..<syntax.count, using: &random)]
  }
}
