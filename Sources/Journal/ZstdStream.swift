internal import CZstd

/// A zstd file: one frame after the other, as one stream. The only Swift file that knows libzstd.
///
/// Windows above 128 MiB (`zstd --long=28` and more) are refused as corrupt, as the zstd tool itself does by default.
@safe
final class ZstdStream: ByteStream {
  private let file: InputFile
  private let zstd: OpaquePointer
  private var input = unsafe ZSTD_inBuffer()
  /// Bytes that libzstd wants next; for a block that is its own and the next block's header.
  private var wanted: Int
  private let wantedAtStart: Int
  private var isInsideFrame = false
  private var failure = 0
  private static let blockHeaderBytes = 3

  /// `file`'s first block must begin with the magic bytes of a zstd frame, skippable or not.
  init(_ file: InputFile) {
    self.file = file
    guard let zstd = unsafe ZSTD_createDStream() else { preconditionFailure("out of memory: a zstd decoder") }
    unsafe self.zstd = zstd
    unsafe wantedAtStart = ZSTD_initDStream(zstd)
    wanted = wantedAtStart
    takeBlock()
  }

  deinit { unsafe ZSTD_freeDStream(zstd) }

  func read(into target: UnsafeMutableRawBufferPointer) -> StreamPart {
    var output = unsafe ZSTD_outBuffer(dst: target.baseAddress, size: target.count, pos: 0)
    let end = unsafe fill(&output)
    return unsafe StreamPart(byteCount: output.pos, end: end)
  }

  var complaint: String {
    guard failure != 0, let text = unsafe ZSTD_getErrorName(failure) else { return "" }
    return unsafe String(cString: text)
  }

  /// Nil when the target is full, else how the stream ended.
  private func fill(_ output: inout ZSTD_outBuffer) -> CaptureEnd? {
    while unsafe output.pos < output.size {
      if unsafe input.pos == file.block.count {
        do { try file.refill() } catch { return .unreadable(errno: error.errno) }
        takeBlock()
        if file.isAtEnd && !isInsideFrame { return .complete }
      }
      if let end = unsafe decompressBlock(&output) { return end }
    }
    return nil
  }

  private func takeBlock() {
    unsafe input = ZSTD_inBuffer(src: file.block.baseAddress, size: 0, pos: 0)
  }

  /// Unpacks one block at most, without the next one's header: libzstd forgets what it wrote in a call that fails, and
  /// the lines before a corrupt block must be given. Without input, which is at the end of the file, it hands out what
  /// it holds.
  private func decompressBlock(_ output: inout ZSTD_outBuffer) -> CaptureEnd? {
    let written = unsafe output.pos
    let share = wanted > Self.blockHeaderBytes ? wanted - Self.blockHeaderBytes : wanted
    unsafe input.size = min(input.pos + share, file.block.count)
    let answer = unsafe ZSTD_decompressStream(zstd, &output, &input)
    if ZSTD_isError(answer) != 0 {
      failure = answer
      return .corrupt
    }
    isInsideFrame = answer != 0
    wanted = isInsideFrame ? answer : wantedAtStart
    return unsafe file.isAtEnd && isInsideFrame && output.pos == written ? .truncated : nil
  }
}
