import Foundation
import Journal
import Testing

/// gzip and zstd: what is complete in them is given, and how they end is said.
struct PackedTextCaptureTests {
  private let folder: TemporaryFolder
  private static let text = Array("1723161255030 alpha\n1723161255031 beta\n1723161255032 gamma\n".utf8)
  private static let lines: [ReadLine.Content] = [
    .frame(nanoseconds: 1_723_161_255_030_000_000, text: "alpha"),
    .frame(nanoseconds: 1_723_161_255_031_000_000, text: "beta"),
    .frame(nanoseconds: 1_723_161_255_032_000_000, text: "gamma"),
  ]

  init() throws { folder = try TemporaryFolder() }

  private func read(_ bytes: [UInt8]) throws -> ReadCapture {
    try JournalTests.read(folder.write(bytes, as: "capture"))
  }

  @Test(arguments: PackedText.Format.allCases)
  func severalMembersAreOneStream(format: PackedText.Format) throws {
    // A line runs from the second into the third, and one of them is empty.
    let parts = [Self.text[..<20], Self.text[20..<33], [], Self.text[33...]].map { Array($0) }
    let capture = try read(PackedText.pack(parts, as: format))
    #expect(capture.contents == Self.lines)
    #expect(capture.lines.map(\.offset) == [0, 20, 39])
    #expect(capture.end == .complete)
  }

  @Test(arguments: [PackedText.Format.gzip, .zstd])
  func aLastLineWithoutNewlineCountsInACompleteStream(format: PackedText.Format) throws {
    let capture = try read(PackedText.pack([Self.text.dropLast()], as: format))
    #expect(capture.contents == Self.lines)
    #expect(capture.end == .complete)
  }

  /// Cut after each byte: the lines whose newline is before the cut, no more and no fewer.
  @Test(arguments: [PackedText.Format.gzip, .zstd])
  func aTruncatedStreamGivesItsCompleteLines(format: PackedText.Format) throws {
    let packed = PackedText.pack([Self.text], as: format)
    let textStart = format == .gzip ? 15 : 9
    for cut in 4..<packed.count {
      let textBytes = min(max(cut - textStart, 0), Self.text.count)
      let complete = Self.text.prefix(textBytes).count { $0 == UInt8(ascii: "\n") }
      let capture = try read(Array(packed.prefix(cut)))
      #expect(capture.contents == Array(Self.lines.prefix(complete)), "cut after \(cut) bytes")
      #expect(capture.end == .truncated, "cut after \(cut) bytes")
    }
  }

  @Test(arguments: [PackedText.Format.gzip, .zstd])
  func aCutAfterTheFirstMemberIsTruncatedToo(format: PackedText.Format) throws {
    let first = PackedText.pack([Self.text], as: format)
    for cut in 1..<8 {
      let capture = try read(first + first.prefix(cut))
      #expect(capture.contents == Self.lines)
      #expect(capture.end == .truncated)
    }
  }

  @Test func linesBeforeACorruptGzipMemberAreGiven() throws {
    // 7 begins a deflate block of the reserved kind 3.
    let capture = try read(PackedText.gzipMember(Array(Self.text.prefix(25))) + PackedText.gzipHeader + [7, 0, 0])
    #expect(capture.contents == Array(Self.lines.prefix(1)))
    #expect(capture.end == .corrupt)
  }

  @Test func aWrongGzipChecksumIsSaid() throws {
    var member = PackedText.gzipMember(Self.text + Array("1723161255033 cut".utf8))
    member[member.count - 5] ^= 1
    var capture = try TextCapture(path: folder.write(member, as: "capture"))
    var frames = 0
    while case .frame = capture.next() { frames += 1 }
    #expect(frames == 3)
    guard case .end(.corrupt) = capture.next() else {
      Issue.record("the capture must end as corrupt")
      return
    }
    #expect(capture.complaint == "incorrect data check")
  }

  @Test(arguments: [[0], [0x78, 0x9C, 1, 0, 0, 0xFF, 0xFF, 0, 0, 0, 1], Array("more".utf8)] as [[UInt8]])
  func whatFollowsAGzipMemberMustBeOne(tail: [UInt8]) throws {
    let capture = try read(PackedText.gzipMember(Self.text) + tail)
    #expect(capture.contents == Self.lines)
    #expect(capture.end == (tail.count == 1 ? .truncated : .corrupt))
  }

  /// libzstd forgets what it wrote in a call that fails; the good blocks before must be given all the same.
  @Test func linesBeforeACorruptZstdBlockAreGiven() throws {
    var frame = PackedText.zstdFrame(blocks: [Array(Self.text.prefix(20)), Array(Self.text[20..<50]), []])
    frame.removeLast(3)
    frame += PackedText.zstdBlock(Array(Self.text[50...]), kind: 3, isLast: true)
    var capture = try TextCapture(path: folder.write(frame, as: "capture"))
    var frames = 0
    while case .frame = capture.next() { frames += 1 }
    #expect(frames == 2)
    #expect(!capture.complaint.isEmpty)
    #expect(try read(frame).end == .corrupt)
  }

  @Test func aZstdWindowBeyondTheLimitIsSaid() throws {
    var frame = PackedText.zstdFrame(blocks: [Self.text])
    frame[5] = 0x90  // a window of 256 MiB
    var capture = try TextCapture(path: folder.write(frame, as: "capture"))
    guard case .end(.corrupt) = capture.next() else {
      Issue.record("a window that takes so much memory must be refused")
      return
    }
    #expect(capture.complaint.contains("memory"))
  }

  @Test func aZstdFrameToSkipMayComeFirst() throws {
    let skipped: [UInt8] = [0x53, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3]
    let capture = try read(skipped + PackedText.zstdFrame(blocks: [Self.text]))
    #expect(capture.contents == Self.lines)
    #expect(capture.end == .complete)
  }

  @Test func theFormatIsToldByContentNotByName() throws {
    #expect(try JournalTests.read(folder.write(Self.text, as: "a.gz")).contents == Self.lines)
    let packed = PackedText.pack([Self.text], as: .zstd)
    #expect(try JournalTests.read(folder.write(packed, as: "a.jsonl")).contents == Self.lines)
  }

  /// The tools' own compression, over several chunks, with a long line that a member or frame cuts.
  @Test(arguments: [["gzip", "-1"], ["gzip", "-9"], ["zstd", "-1"], ["zstd", "-19"], ["zstd", "--long=27"]])
  func whatTheToolsPackIsRead(tool: [String]) throws {
    let expected = try read(Self.market(lineCount: 4000))
    try Shell.run("\(tool.joined(separator: " ")) -c < capture > packed && cat packed packed > twice", in: folder.url)
    let packed = try JournalTests.read(folder.path("packed"))
    #expect(packed == expected)
    let twice = try JournalTests.read(folder.path("twice"))
    #expect(twice.contents == expected.contents + expected.contents)
    #expect(twice.end == .complete)
  }

  @Test(arguments: ["gzip", "zstd"])
  func realCompressedDataCutAnywhereGivesAPrefix(tool: String) throws {
    let expected = try read(Self.market(lineCount: 400))
    try Shell.run("\(tool) -c < capture > packed", in: folder.url)
    let packed = try [UInt8](Data(contentsOf: folder.url.appending(path: "packed")))
    for cut in stride(from: 4, to: packed.count, by: 997) {
      let capture = try read(Array(packed.prefix(cut)))
      #expect(capture.end == .truncated)
      #expect(capture.lines == Array(expected.lines.prefix(capture.lines.count)))
    }
  }

  /// Byte by byte, so that the first read gets less than the magic bytes.
  @Test func aPipeIsReadLikeAFile() throws {
    let packed = PackedText.pack([Self.text], as: .gzip)
    #expect(try folder.write(packed, as: "packed") == folder.path("packed"))
    try Shell.run("mkfifo pipe", in: folder.url)
    let writer = try Shell.start("dd if=packed of=pipe bs=1 status=none", in: folder.url)
    let capture = try JournalTests.read(folder.path("pipe"))
    writer.waitUntilExit()
    #expect(capture.contents == Self.lines)
    #expect(capture.end == .complete)
  }

  /// Lines of many lengths that compress about as well as real frames, about 200 bytes each.
  private static func market(lineCount: Int) -> [UInt8] {
    var random = SeededRandom(seed: 7)
    return (0..<lineCount).flatMap { line in
      let levels = (0..<random.next(below: 20)).map { _ in "[\"\(random.next(below: 100_000))\",\"0.5\"]" }
      return Array("\(1_723_161_255_030 + line) {\"b\":[\(levels.joined(separator: ","))]}\n".utf8)
    }
  }
}
