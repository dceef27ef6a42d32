import Journal

/// A line of a capture, copied out of the reader.
struct ReadLine: Equatable {
  enum Content: Equatable {
    case frame(nanoseconds: Int64, text: String)
    case bad(TextCapture.BadLine)
  }

  var number: Int64
  var offset: Int64
  var content: Content
}

/// A whole capture, read to its end.
struct ReadCapture: Equatable {
  var lines: [ReadLine] = []
  var end: CaptureEnd

  var contents: [ReadLine.Content] { lines.map(\.content) }
}

func read(_ path: String, memory: CaptureMemory = CaptureMemory()) throws -> ReadCapture {
  var capture = try TextCapture(path: path, memory: memory)
  var lines: [ReadLine] = []
  while true {
    let content: ReadLine.Content
    switch capture.next() {
    case .frame(let nanoseconds, let start, let length):
      content = unsafe .frame(nanoseconds: nanoseconds, text: text(start, length))
    case .bad(let reason): content = .bad(reason)
    case .end(let end): return ReadCapture(lines: lines, end: end)
    }
    lines.append(ReadLine(number: capture.lineNumber, offset: capture.offset, content: content))
  }
}

/// The frame's text. Reads the padding too, where a sanitizer would object to memory that is not the reader's.
private func text(_ start: UnsafePointer<CChar>, _ length: Int) -> String {
  let bytes = unsafe UnsafeRawBufferPointer(start: start, count: length + TextCapture.padding)
  let copy = unsafe Array(bytes)
  return String(decoding: copy.prefix(length), as: UTF8.self)
}
