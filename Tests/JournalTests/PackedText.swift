/// gzip and zstd files written by hand, with their content uncompressed: where a cut or a wrong byte lies in the text
/// is then known to the byte.
enum PackedText {
  enum Format: CaseIterable, Sendable { case plain, gzip, zstd }

  /// Each part becomes one gzip member or zstd frame of its own.
  static func pack(_ parts: [[UInt8]], as format: Format) -> [UInt8] {
    switch format {
    case .plain: parts.flatMap { $0 }
    case .gzip: parts.flatMap { gzipMember($0) }
    case .zstd: parts.flatMap { zstdFrame(blocks: [$0]) }
    }
  }

  static let gzipHeader: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]

  /// A stored deflate block (RFC 1951, 3.2.4) of at most 65 535 bytes between gzip's header and trailer (RFC 1952).
  static func gzipMember(_ text: [UInt8]) -> [UInt8] {
    let length = UInt16(text.count)
    return gzipHeader + [1] + bytes(of: length) + bytes(of: ~length) + text + bytes(of: checksum(text))
      + bytes(of: UInt32(text.count))
  }

  /// A frame without checksum, with a window of 2 MiB (RFC 8878, 3.1.1).
  static func zstdFrame(blocks: [[UInt8]]) -> [UInt8] {
    var frame: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0, 0x58]
    for (index, block) in blocks.enumerated() {
      frame += zstdBlock(block, kind: 0, isLast: index == blocks.count - 1)
    }
    return frame
  }

  /// Kind 0 is a raw block, kind 3 is reserved: no decoder may accept it (RFC 8878, 3.1.1.2).
  static func zstdBlock(_ text: [UInt8], kind: UInt32, isLast: Bool) -> [UInt8] {
    let header = UInt32(text.count) << 3 | kind << 1 | (isLast ? 1 : 0)
    return bytes(of: header).prefix(3) + text
  }

  private static func bytes<Number: FixedWidthInteger>(of number: Number) -> [UInt8] {
    (0..<Number.bitWidth / 8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }

  /// CRC-32 as gzip uses it, bit by bit.
  private static func checksum(_ text: [UInt8]) -> UInt32 {
    ~text.reduce(UInt32.max) { sum, byte in
      (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }
  }
}
