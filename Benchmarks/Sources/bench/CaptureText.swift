import Journal

/// The frames of a text capture, one behind the other in memory, with readable padding behind the last.
///
/// The memory is never given back: it is what the whole run reads.
@safe
struct CaptureText {
  /// All frames but REST snapshots, in order.
  let frames: Frames
  /// The first REST snapshot.
  let snapshot: Frame

  /// - Parameter limit: take only so many frames.
  init(path: String, limit: Int?) throws(Failure) {
    var lines = Lines()
    try lines.read(path)
    guard let snapshot = lines.snapshot, !lines.frames.isEmpty else {
      throw .input("\(path): there must be frames and a REST snapshot, {\"lastUpdateId\":…")
    }
    let text = unsafe UnsafeRawPointer(Self.kept(lines.text))
    let frame = { (line: Line) in
      unsafe Frame(
        bytes: (text + line.start).assumingMemoryBound(to: CChar.self), length: line.length,
        receivedNanoseconds: line.receivedNanoseconds)
    }
    self.snapshot = frame(snapshot)
    frames = Frames(lines.frames.prefix(limit ?? .max).map(frame))
  }

  /// A copy that lives as long as the program.
  private static func kept(_ text: [CChar]) -> UnsafePointer<CChar> {
    let memory = UnsafeMutablePointer<CChar>.allocate(capacity: text.count)
    unsafe memory.initialize(from: text, count: text.count)
    return unsafe UnsafePointer(memory)
  }

  /// Where a frame lies within the text.
  private struct Line {
    var start: Int
    var length: Int
    var receivedNanoseconds: Int64
  }

  private struct Lines {
    var text: [CChar] = []
    var frames: [Line] = []
    var snapshot: Line?

    private static let snapshotStart = "{\"lastUpdateId\"".utf8.map(CChar.init)
    /// What our own recordings put around a snapshot, so that it says whose it is.
    private static let namedStart = "{\"symbol\":\"".utf8.map(CChar.init)
    private static let named = "\"snapshot\":".utf8.map(CChar.init)

    mutating func read(_ path: String) throws(Failure) {
      var capture: TextCapture
      do { capture = try TextCapture(path: path) } catch { throw .input(error.description) }
      while true {
        switch capture.next() {
        case .frame(let received, let start, let length):
          unsafe append(UnsafeBufferPointer(start: start, count: length), received)
        case .bad: throw .input("\(path):\(capture.lineNumber): not `<receive time> <frame>`")
        case .end(.complete):
          text.append(contentsOf: repeatElement(0, count: TextCapture.padding))
          return
        case .end: throw .input("\(path): damaged after line \(capture.lineNumber)")
        }
      }
    }

    private mutating func append(_ line: UnsafeBufferPointer<CChar>, _ received: Int64) {
      let frame = unsafe Self.unwrapped(line)
      let line = Line(start: text.count, length: frame.count, receivedNanoseconds: received)
      unsafe text.append(contentsOf: frame)
      if unsafe !frame.starts(with: Self.snapshotStart) {
        frames.append(line)
      } else if snapshot == nil {
        snapshot = line
      }
    }

    /// The snapshot inside `{"symbol":…,"snapshot":{…}}`; any other frame as it is.
    private static func unwrapped(_ frame: UnsafeBufferPointer<CChar>) -> UnsafeBufferPointer<CChar> {
      guard unsafe frame.starts(with: namedStart), let name = unsafe frame.firstRange(of: named) else {
        return unsafe frame
      }
      return unsafe UnsafeBufferPointer(rebasing: frame[name.upperBound..<(frame.count - 1)])
    }
  }
}
