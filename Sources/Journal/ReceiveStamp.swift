/// When a frame was received: 19, 16 or 13 digits at the front of a line, for ns, µs and ms since 1970.
///
/// Eight digits are read as one word.
struct ReceiveStamp {
  var nanoseconds: Int64
  var digitCount: Int

  /// Nil where the line does not begin with a stamp that the line's end, a space or a tab follows, and where it lies
  /// beyond the year 2262, which Int64 cannot count in ns.
  @inline(__always)
  init?(_ line: UnsafeRawPointer, length: Int) {
    let digits: UInt64?
    let nanosecondsPerUnit: UInt64
    if unsafe Self.ends(line, length, at: 13) {
      digitCount = 13
      nanosecondsPerUnit = 1_000_000
      digits = unsafe Self.joined(Self.eightDigits(line), Self.eightDigits(line + 5), lastPlaces: 100_000)
    } else if unsafe Self.ends(line, length, at: 16) {
      digitCount = 16
      nanosecondsPerUnit = 1000
      digits = unsafe Self.sixteenDigits(line)
    } else if unsafe Self.ends(line, length, at: 19) {
      digitCount = 19
      nanosecondsPerUnit = 1
      digits = unsafe Self.joined(Self.sixteenDigits(line), Self.eightDigits(line + 11), lastPlaces: 1000)
    } else {
      return nil
    }
    // 19 digits of the smallest unit fit 64 bits without a sign, so this product cannot overflow them.
    guard let digits, let nanoseconds = Int64(exactly: digits * nanosecondsPerUnit) else { return nil }
    self.nanoseconds = nanoseconds
  }

  @inline(__always)
  private static func ends(_ line: UnsafeRawPointer, _ length: Int, at index: Int) -> Bool {
    guard length > index else { return length == index }
    let byte = unsafe line.load(fromByteOffset: index, as: UInt8.self)
    return byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }

  /// The digits of `front`, then those of `back` in its lowest places; the places above overlap `front`.
  @inline(__always)
  private static func joined(_ front: UInt64?, _ back: UInt64?, lastPlaces: UInt64) -> UInt64? {
    guard let front, let back else { return nil }
    return front * lastPlaces + back % lastPlaces
  }

  @inline(__always)
  private static func sixteenDigits(_ bytes: UnsafeRawPointer) -> UInt64? {
    guard let high = unsafe eightDigits(bytes), let low = unsafe eightDigits(bytes + 8) else { return nil }
    return high * 100_000_000 + low
  }

  /// Nil where one of the eight bytes is no digit. The word holds the first digit in its lowest byte; neighbours are
  /// joined to numbers of two, four and eight digits.
  @inline(__always)
  private static func eightDigits(_ bytes: UnsafeRawPointer) -> UInt64? {
    let text = unsafe UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self))
    let upperHalves = text & 0xF0F0_F0F0_F0F0_F0F0
    let carries = (text &+ 0x0606_0606_0606_0606) & 0xF0F0_F0F0_F0F0_F0F0
    guard upperHalves == 0x3030_3030_3030_3030, carries == upperHalves else { return nil }
    let ones = text & 0x0F0F_0F0F_0F0F_0F0F
    let pairs = (ones &* 10 &+ ones >> 8) & 0x00FF_00FF_00FF_00FF
    let fours = (pairs &* 100 &+ pairs >> 16) & 0x0000_FFFF_0000_FFFF
    return (fours &* 10_000 &+ fours >> 32) & 0xFFFF_FFFF
  }
}
