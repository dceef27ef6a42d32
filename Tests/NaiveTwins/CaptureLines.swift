/// One non-empty line of a text capture.
public struct CaptureLine: Sendable {
  /// From 1, empty lines counted.
  public let number: Int
  /// The receive time as written; empty in a capture without stamps.
  public let received: String
  /// The wire text, without the line's end.
  public let frame: ArraySlice<UInt8>
}

/// Walks through a capture held in memory, line by line, copying nothing but the receive time.
public struct CaptureLines: Sequence, IteratorProtocol, Sendable {
  private let bytes: [UInt8]
  private var position = 0
  private var number = 0

  public init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  public mutating func next() -> CaptureLine? {
    while position < bytes.count {
      let end = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      let line = bytes[position..<end]
      position = end + 1
      number += 1
      if !line.isEmpty { return split(line) }
    }
    return nil
  }

  /// A stamp is a run of digits before the first blank or tab.
  private func split(_ line: ArraySlice<UInt8>) -> CaptureLine {
    let digits = line.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    guard !digits.isEmpty, digits.endIndex < line.endIndex, [0x20, 0x09].contains(line[digits.endIndex]) else {
      return CaptureLine(number: number, received: "", frame: line)
    }
    return CaptureLine(
      number: number, received: String(decoding: digits, as: UTF8.self), frame: line[(digits.endIndex + 1)...])
  }
}
