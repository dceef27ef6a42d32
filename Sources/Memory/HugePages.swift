internal import Glibc
internal import Synchronization

/// Zeroed memory for small and medium arrays, packed into pages of 2 MiB.
///
/// An instrument's tables are some seventy arrays. In pages of 4 KiB a tick touches dozens of them, and a few hundred
/// instruments then miss the address translation at nearly every access; in huge pages the tables of 500 instruments
/// need some hundred translations. A page goes back to the system with its last array. Where the system grants no huge
/// pages these are ordinary ones: slower, nothing else.
enum HugePages {
  /// Larger arrays stay by themselves: most of what they hold is never touched.
  static let arrayBytesMax = 256 << 10

  private static let pageBytes = 2 << 20
  /// The start of each page holds how many of its arrays live.
  private static let headBytes = 64
  private static let lineBytes = 64

  /// The page that is being filled, by its address (0: none), and how much of it is taken.
  private struct Filling {
    var page: UInt = 0
    var used = 0
  }

  private static let filling = Mutex(Filling())

  /// Memory that starts a cache line; nil when the system has none left.
  static func take(_ byteCount: Int) -> UnsafeMutableRawPointer? {
    precondition(byteCount <= arrayBytesMax)
    let rounded = (byteCount + lineBytes - 1) / lineBytes * lineBytes
    return unsafe filling.withLock { filling -> UInt? in
      if filling.page == 0 || filling.used + rounded > pageBytes {
        guard let page = newPage() else { return nil }
        filling = Filling(page: page, used: headBytes)
      }
      let address = filling.page + UInt(filling.used)
      filling.used += rounded
      countArrays(filling.page, 1)
      return address
    }.flatMap { unsafe UnsafeMutableRawPointer(bitPattern: $0) }
  }

  static func give(_ array: UnsafeMutableRawPointer) {
    let page = UInt(bitPattern: array) & ~UInt(pageBytes - 1)
    filling.withLock { filling in
      countArrays(page, -1)
      guard unsafe pointer(page).pointee == 0 else { return }
      if filling.page == page { filling = Filling() }
      unsafe munmap(UnsafeMutableRawPointer(pointer(page)), pageBytes)
    }
  }

  private static func countArrays(_ page: UInt, _ change: Int) { unsafe pointer(page).pointee += change }

  private static func pointer(_ page: UInt) -> UnsafeMutablePointer<Int> {
    guard let pointer = unsafe UnsafeMutablePointer<Int>(bitPattern: page) else { preconditionFailure("no page") }
    return unsafe pointer
  }

  /// Twice the size is asked for and what stands over given back, because a huge page must start at a multiple.
  private static func newPage() -> UInt? {
    let memory = unsafe mmap(nil, 2 * pageBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let memory = unsafe memory, unsafe memory != MAP_FAILED else { return nil }
    let start = UInt(bitPattern: memory)
    let page = (start + UInt(pageBytes) - 1) & ~UInt(pageBytes - 1)
    let (before, after) = (Int(page - start), pageBytes - Int(page - start))
    if before > 0 { unsafe munmap(memory, before) }
    if after > 0 { unsafe munmap(memory + before + pageBytes, after) }
    unsafe madvise(memory + before, pageBytes, MADV_HUGEPAGE)
    return page
  }
}
