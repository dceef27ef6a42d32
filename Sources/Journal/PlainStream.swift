/// A file that is not compressed.
@safe
final class PlainStream: ByteStream {
  private let file: InputFile
  /// Bytes of the file's first block that were given already; after it, the file is read straight into the target.
  private var used = 0

  init(_ file: InputFile) { self.file = file }

  func read(into target: UnsafeMutableRawBufferPointer) -> StreamPart {
    let rest = unsafe file.block[used...].prefix(target.count)
    if unsafe !rest.isEmpty {
      unsafe target.copyMemory(from: UnsafeRawBufferPointer(rebasing: rest))
      unsafe used += rest.count
      return unsafe StreamPart(byteCount: rest.count, end: nil)
    }
    do {
      let count = unsafe try file.read(into: target)
      return StreamPart(byteCount: count, end: count == 0 ? .complete : nil)
    } catch {
      return StreamPart(byteCount: 0, end: .unreadable(errno: error.errno))
    }
  }

  var complaint: String { "" }
}
