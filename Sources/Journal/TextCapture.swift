internal import Glibc

/// A text capture, line by line: `<receive time><one space or tab><frame>`, plain, gzip or zstd (SEMANTICS.md "Input").
///
/// The text passes through one buffer in chunks; the line that a chunk cuts is moved to the buffer's front before the
/// next chunk is put behind it. A line that could never fit is passed over chunk by chunk. All memory of its own is
/// taken by `init`: about 2.5 MiB. zlib adds 40 KiB; libzstd the window that the file asks for, at most 128 MiB.
@safe
public struct TextCapture: ~Copyable {
  /// Readable bytes behind each frame.
  public static let padding = 64
  private static let newline = CInt(UInt8(ascii: "\n"))

  private let stream: any ByteStream
  private let memory: CaptureMemory
  private let buffer: UnsafeMutableRawPointer
  /// The buffer holds text up to `filled`; lines before `cursor` were given, before `searched` no further newline is.
  private var cursor = 0
  private var searched = 0
  private var filled = 0
  /// Offset of the buffer's first byte in the uncompressed text.
  private var bufferOffset: Int64 = 0
  /// Where the line began that is too long for the buffer and being passed over.
  private var oversizedOffset: Int64?
  /// How the stream ended, once it has.
  private var end: CaptureEnd?

  /// Bytes of the current line without its line end.
  private var lineLength = 0

  /// Number of the current line, from 1, empty lines included; 0 before the first.
  public private(set) var lineNumber: Int64 = 0
  /// Bytes of uncompressed text before the current line.
  public private(set) var offset: Int64 = 0

  /// Opens a capture and recognises its format by its first bytes, which must be readable.
  public init(path: String) throws(CaptureError) {
    try self.init(path: path, memory: CaptureMemory())
  }

  package init(path: String, memory: CaptureMemory) throws(CaptureError) {
    let file = try InputFile(path: path, blockBytes: memory.inputBytes)
    stream =
      switch unsafe FileFormat(firstBytes: UnsafeRawBufferPointer(file.block)) {
      case .plain: PlainStream(file)
      case .gzip: GzipStream(file)
      case .zstd: ZstdStream(file)
      }
    self.memory = memory
    let byteCount = memory.bufferBytes + Self.padding
    guard let buffer = unsafe calloc(byteCount, 1) else {
      preconditionFailure("out of memory: \(byteCount) bytes for the lines of a capture")
    }
    unsafe self.buffer = buffer
  }

  deinit { unsafe free(buffer) }

  /// What zlib or libzstd say about corrupt data, in their words; empty otherwise.
  public var complaint: String { stream.complaint }

  /// Goes to the next line that is not empty. At the end it stays there.
  ///
  /// Costs about 25 ns a line of 300 bytes besides reading and unpacking, and allocates nothing.
  public mutating func next() -> Line {
    while true {
      if let end = advance() { return .end(end) }
      if lineLength > 0 { return line() }
    }
  }

  /// Makes the next line the current one, an empty one too; the end where there is none.
  private mutating func advance() -> CaptureEnd? {
    while true {
      if let newline = unsafe memchr(buffer + searched, Self.newline, filled - searched) {
        let lineEnd = unsafe UnsafeRawPointer(newline) - UnsafeRawPointer(buffer)
        take(upTo: lineEnd, next: lineEnd + 1)
        return nil
      }
      searched = filled
      if let end {
        guard end == .complete, hasRest else { return end }
        take(upTo: filled, next: filled)
        return nil
      }
      refill()
    }
  }

  /// Whether text without a newline follows the last line.
  private var hasRest: Bool { cursor < filled || oversizedOffset != nil }

  private mutating func take(upTo lineEnd: Int, next: Int) {
    lineNumber += 1
    offset = oversizedOffset ?? bufferOffset + Int64(cursor)
    oversizedOffset = nil
    lineLength = Int(bufferOffset - offset) + lineEnd
    if lineEnd > cursor, unsafe buffer.load(fromByteOffset: lineEnd - 1, as: UInt8.self) == UInt8(ascii: "\r") {
      lineLength -= 1
    }
    cursor = next
    searched = next
  }

  /// The current line, taken apart.
  private func line() -> Line {
    if lineLength > memory.lineBytesMax { return .bad(.lineTooLong) }
    let start = unsafe UnsafeRawPointer(buffer) + Int(offset - bufferOffset)
    guard let stamp = unsafe ReceiveStamp(start, length: lineLength) else { return .bad(.badStamp) }
    let prefix = stamp.digitCount + 1
    guard lineLength > prefix else { return .bad(.noFrame) }
    return unsafe .frame(
      receiveNanoseconds: stamp.nanoseconds, start: (start + prefix).assumingMemoryBound(to: CChar.self),
      length: lineLength - prefix)
  }

  /// Puts the next chunk of text behind the unfinished line.
  private mutating func refill() {
    passOverOversized()
    let kept = filled - cursor
    if cursor > 0 { unsafe buffer.copyMemory(from: buffer + cursor, byteCount: kept) }
    bufferOffset += Int64(cursor)
    cursor = 0
    searched = kept
    let part = unsafe stream.read(
      into: UnsafeMutableRawBufferPointer(start: buffer + kept, count: memory.chunkBytes))
    filled = kept + part.byteCount
    end = part.end
  }

  /// Drops the text of an unfinished line that is too long, whatever follows; only where it began is remembered.
  private mutating func passOverOversized() {
    guard filled - cursor > memory.lineBytesMax + 1 else { return }
    oversizedOffset = oversizedOffset ?? bufferOffset + Int64(cursor)
    cursor = filled
  }
}
