/// The command line of `bench`.
struct Arguments {
  static let usage = """
    usage: bench --capture FILE [--json FILE] [--rounds N] [--frames N]
      --capture FILE  text capture (plain, gzip, zstd) of one Binance USD-M symbol with a REST snapshot
      --json FILE     also writes all figures there
      --rounds N      turns of every contender (default 7)
      --frames N      only the first N frames
    The measuring build (-DTICK_LAPS) prints what each group of indicators takes instead, and writes no JSON.
    """

  private(set) var capture = ""
  private(set) var json: String?
  private(set) var rounds = 7
  private(set) var frames: Int?

  init(_ words: [String]) throws(Failure) {
    var words = words[...]
    while let option = words.popFirst() {
      guard let value = words.popFirst() else { throw .usage("\(option) needs a value") }
      switch option {
      case "--capture": capture = value
      case "--json": json = value
      case "--rounds": rounds = try Self.positive(value, of: option)
      case "--frames": frames = try Self.positive(value, of: option)
      default: throw .usage("unknown option \(option)")
      }
    }
    if capture.isEmpty { throw .usage("--capture is missing") }
  }

  private static func positive(_ text: String, of option: String) throws(Failure) -> Int {
    guard let number = Int(text), number > 0 else { throw .usage("\(option) takes a number from 1, not \(text)") }
    return number
  }
}
