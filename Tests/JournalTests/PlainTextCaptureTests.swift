import Journal
import Testing

/// Lines and stamps, whatever the file's format.
struct PlainTextCaptureTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: [
    ("1723161255030314667", 1_723_161_255_030_314_667),
    ("1723161255030314", 1_723_161_255_030_314_000),
    ("1723161255030", 1_723_161_255_030_000_000),
    ("0000000000001", 1_000_000),
    ("9223372036854775807", Int64.max),
    ("9223372036854775", 9_223_372_036_854_775_000),
    ("9223372036854", 9_223_372_036_854_000_000),
  ])
  func stampsOfAllUnitsBecomeNanoseconds(stamp: String, nanoseconds: Int64) throws {
    for separator in [" ", "\t"] {
      let capture = try read(folder.write("\(stamp)\(separator){}\n"))
      #expect(capture.contents == [.frame(nanoseconds: nanoseconds, text: "{}")])
      #expect(capture.end == .complete)
    }
  }

  @Test(arguments: [
    "{}", "{\"e\":1}", " 1723161255030 {}", "172316125503 {}", "17231612550301 {}", "172316125503031 {}",
    "17231612550303146 {}", "172316125503031466 {}", "17231612550303146671 {}", "172316125503031466712345 {}",
    "1723161255030,{}", "1723161255030.5 {}", "-723161255030 {}", "+723161255030 {}", "172316125503x {}",
    "172316/255030314667 {}", "172316125503031466: {}", "1723161255:30314 {}", "1723161255030\u{B}{}",
    "9223372036854775808 {}", "9999999999999999999 {}", "9223372036854776 {}", "9223372036855 {}",
    "17231612550300000000000000000000", "1723161255030{}", "1", " ", "\r\r",
  ])
  func anythingElseIsABadStamp(line: String) throws {
    let capture = try read(folder.write("\(line)\n1723161255030 {}\n"))
    #expect(capture.contents == [.bad(.badStamp), .frame(nanoseconds: 1_723_161_255_030_000_000, text: "{}")])
  }

  @Test(arguments: ["1723161255030", "1723161255030314", "1723161255030314667"], ["", " ", "\t", "\r", " \r"])
  func aStampAloneIsNoFrame(stamp: String, rest: String) throws {
    let capture = try read(folder.write("\(stamp)\(rest)\n\(stamp)\(rest)"))
    #expect(capture.contents == [.bad(.noFrame), .bad(.noFrame)])
  }

  @Test func framesAreGivenAsTheyAre() throws {
    let capture = try read(folder.write("1723161255030  {\"a\":\t1}\u{0} \r\n1723161255031 µ\r\r\n"))
    #expect(
      capture.contents == [
        .frame(nanoseconds: 1_723_161_255_030_000_000, text: " {\"a\":\t1}\u{0} "),
        .frame(nanoseconds: 1_723_161_255_031_000_000, text: "µ\r"),
      ])
  }

  @Test func emptyLinesAreNumberedButNotGiven() throws {
    let capture = try read(folder.write("\n\r\n1723161255030 a\n\n\n1723161255031 b\r\n\r\n"))
    #expect(
      capture.lines == [
        ReadLine(number: 3, offset: 3, content: .frame(nanoseconds: 1_723_161_255_030_000_000, text: "a")),
        ReadLine(number: 6, offset: 21, content: .frame(nanoseconds: 1_723_161_255_031_000_000, text: "b")),
      ])
    #expect(capture.end == .complete)
  }

  @Test func aLastLineWithoutNewlineCounts() throws {
    let capture = try read(folder.write("1723161255030 a\n1723161255031 b"))
    #expect(capture.lines.last?.content == .frame(nanoseconds: 1_723_161_255_031_000_000, text: "b"))
    #expect(capture.lines.count == 2)
    #expect(capture.end == .complete)
  }

  @Test(arguments: ["", "\n", "\r\n\n", "\r"])
  func aCaptureWithoutLinesJustEnds(text: String) throws {
    #expect(try read(folder.write(text)) == ReadCapture(end: .complete))
  }

  @Test func theEndStays() throws {
    var capture = try TextCapture(path: folder.write("1723161255030 a\n\n"))
    var kinds: [String] = []
    for _ in 0..<4 {
      switch capture.next() {
      case .frame: kinds.append("frame")
      case .bad: kinds.append("bad")
      case .end(let end): kinds.append("\(end)")
      }
    }
    #expect(kinds == ["frame", "complete", "complete", "complete"])
    #expect(capture.lineNumber == 2)
    #expect(capture.complaint.isEmpty)
  }

  /// 2 MiB of frame and a stamp of 19 digits are the longest; one byte more is passed over. The line ends differ, so
  /// that neither a carriage return nor the end of the file moves the limit.
  @Test(arguments: ["\n", "\r\n", ""])
  func theLongestLineIsTwoMebibytesAndItsStamp(lineEnd: String) throws {
    let frame = String(repeating: "x", count: 2 * 1024 * 1024)
    let longest = try read(folder.write("1723161255030314667 \(frame)\(lineEnd)"))
    #expect(longest.contents == [.frame(nanoseconds: 1_723_161_255_030_314_667, text: frame)])

    let start = "1723161255030 a\n"
    let longer = try read(folder.write("\(start)1723161255030314667 \(frame)x\(lineEnd)"))
    #expect(longer.lines.count == 2)
    #expect(longer.lines.last == ReadLine(number: 2, offset: Int64(start.utf8.count), content: .bad(.lineTooLong)))
    #expect(longer.end == .complete)
  }

  @Test func theLineAfterAnEndlessOneIsGood() throws {
    let endless = String(repeating: "x", count: 9_000_000)
    let capture = try read(folder.write("1723161255030 \(endless)\n1723161255031 b\n"))
    #expect(
      capture.lines == [
        ReadLine(number: 1, offset: 0, content: .bad(.lineTooLong)),
        ReadLine(number: 2, offset: 9_000_015, content: .frame(nanoseconds: 1_723_161_255_031_000_000, text: "b")),
      ])
  }
}
