internal import CZlib

/// A gzip file: one member after the other, as one stream. The only Swift file that knows zlib.
@safe
final class GzipStream: ByteStream {
  private let file: InputFile
  /// zlib keeps a pointer back to this: it must not move.
  private let zlib: UnsafeMutablePointer<z_stream>
  private var isInsideMember = true

  /// zlib's "with gzip header and trailer, nothing else" and the largest window.
  private static let gzipWindowBits = 16 + MAX_WBITS

  /// `file`'s first block must begin with gzip's magic bytes.
  init(_ file: InputFile) {
    self.file = file
    unsafe zlib = .allocate(capacity: 1)
    unsafe zlib.initialize(to: z_stream())
    let status = unsafe tw_gunzip_start(zlib)
    precondition(status == Z_OK, "zlib cannot start (status \(status)): no memory, or another version than built with")
    takeBlock()
  }

  deinit {
    unsafe inflateEnd(zlib)
    unsafe zlib.deallocate()
  }

  func read(into target: UnsafeMutableRawBufferPointer) -> StreamPart {
    unsafe zlib.pointee.next_out = target.bindMemory(to: UInt8.self).baseAddress
    unsafe zlib.pointee.avail_out = UInt32(target.count)
    let end = fillTarget()
    return unsafe StreamPart(byteCount: target.count - Int(zlib.pointee.avail_out), end: end)
  }

  var complaint: String {
    guard let text = unsafe zlib.pointee.msg else { return "" }
    return unsafe String(cString: text)
  }

  /// Nil when the target is full, else how the stream ended.
  private func fillTarget() -> CaptureEnd? {
    while unsafe zlib.pointee.avail_out > 0 {
      if unsafe zlib.pointee.avail_in == 0 {
        do { try file.refill() } catch { return .unreadable(errno: error.errno) }
        takeBlock()
        if file.isAtEnd && !isInsideMember { return .complete }
      }
      if !isInsideMember { startMember() }
      if let end = inflateBlock() { return end }
    }
    return nil
  }

  private func takeBlock() {
    unsafe zlib.pointee.next_in = file.block.bindMemory(to: UInt8.self).baseAddress
    unsafe zlib.pointee.avail_in = UInt32(file.block.count)
  }

  private func startMember() {
    let status = unsafe inflateReset2(zlib, Self.gzipWindowBits)
    precondition(status == Z_OK, "zlib cannot start over: status \(status)")
    isInsideMember = true
  }

  /// Unpacks until the target is full, the block is used up or the member is over. Without a block, which is at the
  /// end of the file, it hands out what zlib still holds.
  private func inflateBlock() -> CaptureEnd? {
    switch unsafe inflate(zlib, Z_NO_FLUSH) {
    case Z_OK: return nil
    case Z_STREAM_END:
      isInsideMember = false
      return nil
    case Z_BUF_ERROR: return .truncated  // neither input nor anything held back, in the middle of a member
    case Z_MEM_ERROR: preconditionFailure("out of memory: zlib's window of 32 KiB")
    default: return .corrupt
    }
  }
}
