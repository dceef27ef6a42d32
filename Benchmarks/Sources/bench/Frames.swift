/// Frames in memory that lives as long as the program.
@safe
struct Frames: RandomAccessCollection {
  private let base: UnsafePointer<Frame>
  let count: Int

  init(_ frames: some Collection<Frame>) {
    let memory = UnsafeMutablePointer<Frame>.allocate(capacity: frames.count)
    _ = unsafe UnsafeMutableBufferPointer(start: memory, count: frames.count).initialize(from: frames)
    unsafe base = UnsafePointer(memory)
    count = frames.count
  }

  var startIndex: Int { 0 }
  var endIndex: Int { count }

  subscript(index: Int) -> Frame {
    @inline(__always) get {
      precondition(index >= 0 && index < count)
      return unsafe base[index]
    }
  }

  /// Where the frames lie, for contenders in C++.
  @unsafe var pointer: UnsafePointer<Frame> { unsafe base }
}
