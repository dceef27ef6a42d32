internal import Glibc

/// Memory for exactly `count` trivial elements, taken once, zero-filled and never grown.
///
/// Pages of large arrays are touched only when used: a capacity that is named in a limit costs address space, not RAM,
/// until it is needed. Arrays up to 256 KiB share huge pages, see `HugePages`. All-zero bytes must be a valid
/// `Element`. Reads and writes are bounds-checked (0.3 ns, design/STYLE 3.1).
@safe
public struct FixedArray<Element: BitwiseCopyable>: ~Copyable {
  @usableFromInline let base: UnsafeMutablePointer<Element>
  public let count: Int

  /// Traps when the system has no memory left: a process that cannot take its memory at start must not start.
  public init(zeroed count: Int) {
    precondition(count > 0, "a fixed array needs at least one element")
    guard let raw = unsafe Self.memory(count * MemoryLayout<Element>.stride) else {
      preconditionFailure("out of memory: \(count) elements of \(MemoryLayout<Element>.stride) bytes")
    }
    unsafe base = raw.bindMemory(to: Element.self, capacity: count)
    self.count = count
  }

  deinit {
    if count * MemoryLayout<Element>.stride <= HugePages.arrayBytesMax {
      unsafe HugePages.give(base)
    } else {
      unsafe free(base)
    }
  }

  private static func memory(_ byteCount: Int) -> UnsafeMutableRawPointer? {
    unsafe byteCount <= HugePages.arrayBytesMax ? HugePages.take(byteCount) : calloc(1, byteCount)
  }

  @inlinable
  public subscript(index: Int) -> Element {
    @inline(__always) get {
      precondition(index >= 0 && index < count)
      return unsafe base[index]
    }
    @inline(__always) set {
      precondition(index >= 0 && index < count)
      unsafe base[index] = newValue
    }
  }

  /// Moves `length` elements inside the array; source and target may overlap.
  @inlinable
  public mutating func move(from source: Int, to target: Int, length: Int) {
    precondition(length >= 0 && source >= 0 && target >= 0)
    precondition(source + length <= count && target + length <= count)
    unsafe (base + target).update(from: base + source, count: length)
  }

  /// Sets every element to all-zero bytes.
  public mutating func clear() {
    unsafe memset(base, 0, count * MemoryLayout<Element>.stride)
  }

  /// The elements from `start` on, for bulk reads. Valid while the array lives and is not written.
  @inlinable
  public func pointer(at start: Int, length: Int) -> UnsafeBufferPointer<Element> {
    precondition(start >= 0 && length >= 0 && start + length <= count)
    return unsafe UnsafeBufferPointer(start: base + start, count: length)
  }

  /// The whole memory, for loops whose indices cannot leave it by construction. Valid while the array lives.
  @inlinable
  public mutating func withMemory() -> UnsafeMutablePointer<Element> { unsafe base }

  /// Bytes of address space taken.
  public var byteCount: Int { count * MemoryLayout<Element>.stride }
}
