import Foundation

/// A text capture as it lies in memory: lines `<received> <JSON>`, and behind the last one readable padding.
///
/// The memory is never given back: it is what the whole run reads.
@safe
struct CaptureText {
  /// All frames but REST snapshots, in order.
  let frames: Frames
  /// The first REST snapshot.
  let snapshot: Frame

  /// Behind the last frame; simdjson and Tidewire's decoder ask for 64 bytes.
  private static let padding = 64
  private static let snapshotStart = Array("{\"lastUpdateId\"".utf8)

  /// - Parameter limit: take only so many frames.
  init(path: String, limit: Int?) throws(Failure) {
    let text = try Self.read(path)
    var found: [Frame] = []
    var snapshot: Frame?
    for line in unsafe text.dropLast(Self.padding).split(separator: UInt8(ascii: "\n")) {
      let (frame, isSnapshot) = unsafe try Self.frame(Slice(base: text, bounds: line.startIndex..<line.endIndex))
      if !isSnapshot { found.append(frame) } else if snapshot == nil { snapshot = frame }
    }
    guard let snapshot else { throw .input("\(path): no REST snapshot line, {\"lastUpdateId\":…") }
    let count = min(limit ?? found.count, found.count)
    guard count > 0 else { throw .input("\(path): no frames") }
    self.snapshot = snapshot
    frames = unsafe Self.kept(found[..<count])
  }

  /// A copy that lives as long as the program.
  static func kept<Element>(_ elements: some Collection<Element>) -> UnsafeBufferPointer<Element> {
    let memory = UnsafeMutableBufferPointer<Element>.allocate(capacity: elements.count)
    _ = unsafe memory.initialize(from: elements)
    return unsafe UnsafeBufferPointer(memory)
  }

  private static func read(_ path: String) throws(Failure) -> UnsafeBufferPointer<UInt8> {
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      throw .input("\(path): \(error.localizedDescription)")
    }
    return unsafe kept(data + Data(count: padding))
  }

  private static func frame(_ line: Slice<UnsafeBufferPointer<UInt8>>) throws(Failure) -> (Frame, isSnapshot: Bool) {
    guard let space = unsafe line.firstIndex(of: UInt8(ascii: " ")),
      let stamp = unsafe Int64(String(decoding: line[..<space], as: UTF8.self))
    else { throw .input("a line is not `<received> <JSON>`: \(unsafe String(decoding: line.prefix(60), as: UTF8.self))") }
    let json = unsafe UnsafeBufferPointer(rebasing: line[(space + 1)...])
    guard let base = unsafe json.baseAddress else { throw .input("a line holds no frame") }
    let frame = unsafe Frame(
      bytes: UnsafeRawPointer(base).assumingMemoryBound(to: CChar.self), length: json.count,
      receivedNanoseconds: nanoseconds(stamp))
    return unsafe (frame, json.starts(with: snapshotStart))
  }

  /// Stamps are ms, µs or ns since 1970; their size tells which, for the years 2001 to 5138.
  private static func nanoseconds(_ stamp: Int64) -> Int64 {
    switch stamp {
    case ..<100_000_000_000_000: stamp * 1_000_000
    case ..<100_000_000_000_000_000: stamp * 1_000
    default: stamp
    }
  }
}
