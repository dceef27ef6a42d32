import Market

/// Copies of a capture's frames in which the symbol has another name of the same length, in the order they are fed.
@safe
struct RenamedFrames: ~Copyable {
  typealias Choice = (frame: Int, instrument: Int)

  private let text: UnsafeMutableBufferPointer<CChar>
  let frames: [Frame]

  private static let padding = 64

  init(_ capture: Capture, _ choices: [Choice]) {
    let length = choices.reduce(Self.padding) { $0 + capture.frames[$1.frame].length }
    unsafe text = .allocate(capacity: length)
    unsafe text.initialize(repeating: 0)
    let symbol = capture.instrument.symbol
    var frames: [Frame] = []
    var used = 0
    for choice in choices {
      let source = capture.frames[choice.frame]
      let copy = unsafe UnsafeMutableBufferPointer(rebasing: text[used..<(used + source.length)])
      _ = unsafe copy.update(from: UnsafeBufferPointer(start: source.bytes, count: source.length))
      let name = Self.name(choice.instrument, length: symbol.utf8.count)
      unsafe Self.replace(symbol, by: name, in: copy)
      unsafe Self.replace(symbol.lowercased(), by: name.lowercased(), in: copy)
      guard let start = copy.baseAddress else { preconditionFailure("a frame is not empty") }
      unsafe frames.append(
        Frame(
          bytes: UnsafePointer(start), length: source.length, receivedNanoseconds: source.receivedNanoseconds))
      used += source.length
    }
    self.frames = frames
  }

  deinit { unsafe text.deallocate() }

  /// A name as long as the old one, so that no frame changes its length: filled up in front of the number.
  private static func name(_ instrument: Int, length: Int) -> String {
    let digits = String(instrument)
    return String(repeating: "X", count: length - digits.utf8.count) + digits
  }

  private static func replace(_ old: String, by new: String, in text: UnsafeMutableBufferPointer<CChar>) {
    let old = old.utf8.map(CChar.init)
    let new = new.utf8.map(CChar.init)
    var at = 0
    while at + old.count <= text.count {
      if unsafe text[at] == old[0], unsafe text[at..<(at + old.count)].elementsEqual(old) {
        for index in new.indices { unsafe text[at + index] = new[index] }
        at += old.count
      } else {
        at += 1
      }
    }
  }
}
