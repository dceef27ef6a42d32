internal import Glibc

/// Room for a fixed number of noncopyable elements, filled from the front and kept until the slab ends.
/// Elements never move, so one can be mutated in place through its index. A full slab must not be appended to.
@safe
public struct Slab<Element: ~Copyable>: ~Copyable {
  @usableFromInline let base: UnsafeMutablePointer<Element>
  public let capacity: Int
  public private(set) var count = 0

  public init(capacity: Int) {
    precondition(capacity > 0, "a slab needs room for at least one element")
    self.capacity = capacity
    unsafe base = UnsafeMutablePointer<Element>.allocate(capacity: capacity)
    // A table of hundreds of large elements is walked at random: fewer translations miss in huge pages.
    unsafe madviseHuge(base, capacity * MemoryLayout<Element>.stride)
  }

  deinit {
    unsafe base.deinitialize(count: count)
    unsafe base.deallocate()
  }

  public var isFull: Bool { count == capacity }

  public mutating func append(_ element: consuming Element) {
    precondition(!isFull, "the slab is full")
    unsafe (base + count).initialize(to: element)
    count += 1
  }

  @inlinable
  public subscript(index: Int) -> Element {
    @inline(__always) unsafeAddress { unsafe UnsafePointer(address(index)) }
    @inline(__always) unsafeMutableAddress { unsafe UnsafeMutablePointer(mutating: address(index)) }
  }

  /// Where an element lies, for owners that lend it out in turn.
  @inlinable @inline(__always)
  public func address(_ index: Int) -> UnsafePointer<Element> {
    precondition(index >= 0 && index < count, "no such element")
    return unsafe UnsafePointer(base + index)
  }
}

/// Asks for huge pages where whole ones lie inside; memory that is smaller stays as it is.
private func madviseHuge(_ memory: UnsafeMutableRawPointer, _ byteCount: Int) {
  let pageBytes: UInt = 2 << 20
  let start = (UInt(bitPattern: memory) + pageBytes - 1) & ~(pageBytes - 1)
  let end = (UInt(bitPattern: memory) + UInt(byteCount)) & ~(pageBytes - 1)
  guard end > start, let first = unsafe UnsafeMutableRawPointer(bitPattern: start) else { return }
  unsafe madvise(first, Int(end - start), MADV_HUGEPAGE)
}
