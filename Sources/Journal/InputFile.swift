internal import Glibc

/// A file opened for reading, and the block of it that was read last. Pipes will do: nothing is read twice.
@safe
final class InputFile {
  private let path: String
  private let descriptor: Int32
  private let memory: UnsafeMutableRawBufferPointer
  /// The bytes read last; empty at the end of the file.
  private(set) var block: UnsafeMutableRawBufferPointer
  /// Whether the last read found no more bytes.
  var isAtEnd: Bool { unsafe block.isEmpty }

  /// Opens the file and reads its first block: at least four bytes, from which its format can be told, if it has them.
  init(path: String, blockBytes: Int) throws(CaptureError) {
    precondition(blockBytes >= 4, "the first block must hold the magic bytes of a format")
    self.path = path
    descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { throw CaptureError(path: path, errno: errno) }
    unsafe memory = .allocate(byteCount: blockBytes, alignment: 16)
    unsafe block = UnsafeMutableRawBufferPointer(rebasing: memory[..<0])
    var filled = 0
    while filled < 4 {
      let count = unsafe try read(into: UnsafeMutableRawBufferPointer(rebasing: memory[filled...]))
      if count == 0 { break }
      filled += count
    }
    unsafe block = UnsafeMutableRawBufferPointer(rebasing: memory[..<filled])
  }

  deinit {
    // A file that was only read loses nothing when closing fails.
    _ = close(descriptor)
    unsafe memory.deallocate()
  }

  /// Replaces the block by the next one.
  func refill() throws(CaptureError) {
    let count = unsafe try read(into: memory)
    unsafe block = UnsafeMutableRawBufferPointer(rebasing: memory[..<count])
  }

  /// Puts what comes after the block into `target`, as much as the system gives at once; 0 at the end of the file.
  func read(into target: UnsafeMutableRawBufferPointer) throws(CaptureError) -> Int {
    while true {
      let count = unsafe Glibc.read(descriptor, target.baseAddress, target.count)
      if count >= 0 { return count }
      if errno != EINTR { throw CaptureError(path: path, errno: errno) }
    }
  }
}
