import Journal
import Testing

/// Random captures through a tiny buffer, where every line meets the edge of a chunk, against a twin that splits the
/// whole text at once and reads stamps with the standard library.
struct CaptureSplitTests {
  private static let lineBytesMax = 40

  @Test(arguments: PackedText.Format.allCases)
  func anySplitGivesTheLinesOfTheWholeText(format: PackedText.Format) throws {
    let folder = try TemporaryFolder()
    for seed in 0..<600 as Range<UInt64> {
      var random = SeededRandom(seed: seed)
      let text = Self.text(&random)
      let packed = PackedText.pack(Self.parts(of: text, &random), as: format)
      let capture = try read(folder.write(packed, as: "capture"), memory: Self.memory(&random))
      let expected = ReadCapture(lines: Self.naiveLines(text), end: .complete)
      try #require(capture == expected, "seed \(seed)")
    }
  }

  private static func memory(_ random: inout SeededRandom) -> CaptureMemory {
    var memory = CaptureMemory()
    memory.lineBytesMax = lineBytesMax
    memory.chunkBytes = 1 + random.next(below: 60)
    memory.inputBytes = 4 + random.next(below: 60)
    return memory
  }

  private static func text(_ random: inout SeededRandom) -> [UInt8] {
    let stamps = ["1723161255030314667", "1723161255030314", "1723161255030", "9999999999999", "17231612550", "x", ""]
    var text = ""
    for _ in 0..<random.next(below: 40) {
      text += stamps[random.next(below: stamps.count)]
      text += ["", " ", "\t", "  "][random.next(below: 4)]
      // Every third line is around the longest length or far beyond it.
      let length = random.next(below: 3) > 0 ? random.next(below: 8) : 15 + random.next(below: 150)
      text += String(repeating: "y", count: length)
      text += ["\n", "\r\n", "\n\n", "\r\r\n"][random.next(below: 4)]
    }
    let bytes = Array(text.utf8)
    return bytes.dropLast(min(bytes.count, random.next(below: 3)))
  }

  /// The text cut at random places; no part, one or several.
  private static func parts(of text: [UInt8], _ random: inout SeededRandom) -> [[UInt8]] {
    let cuts = (0..<random.next(below: 5)).map { _ in random.next(below: text.count + 1) }.sorted()
    return zip([0] + cuts, cuts + [text.count]).map { Array(text[$0..<$1]) }
  }

  private static func naiveLines(_ text: [UInt8]) -> [ReadLine] {
    var lines: [ReadLine] = []
    var offset: Int64 = 0
    for (index, raw) in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
      let line = raw.last == UInt8(ascii: "\r") ? raw.dropLast() : raw
      if !line.isEmpty {
        lines.append(ReadLine(number: Int64(index + 1), offset: offset, content: naiveContent(line)))
      }
      offset += Int64(raw.count + 1)
    }
    return lines
  }

  private static func naiveContent(_ line: ArraySlice<UInt8>) -> ReadLine.Content {
    if line.count > lineBytesMax { return .bad(.lineTooLong) }
    let words = line.split(maxSplits: 1, omittingEmptySubsequences: false) {
      $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t")
    }
    let units: [Int: Int64] = [19: 1, 16: 1000, 13: 1_000_000]
    guard let unit = units[words[0].count], let stamp = Int64(String(decoding: words[0], as: UTF8.self)) else {
      return .bad(.badStamp)
    }
    let (nanoseconds, isTooLarge) = stamp.multipliedReportingOverflow(by: unit)
    if isTooLarge { return .bad(.badStamp) }
    guard words.count == 2, !words[1].isEmpty else { return .bad(.noFrame) }
    return .frame(nanoseconds: nanoseconds, text: String(decoding: words[1], as: UTF8.self))
  }
}
