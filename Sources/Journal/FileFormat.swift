/// How a capture is stored, told by its first bytes, never by its name.
enum FileFormat {
  case plain, gzip, zstd

  init(firstBytes: UnsafeRawBufferPointer) {
    let word = unsafe firstBytes.prefix(4).enumerated().reduce(UInt32(0)) { word, byte in
      word | UInt32(byte.element) << (8 * UInt32(byte.offset))
    }
    if word & 0xFFFF == 0x8B1F {
      self = .gzip
    } else if word == 0xFD2F_B528 || word & 0xFFFF_FFF0 == 0x184D_2A50 {
      // The second is a frame to skip: pzstd and others put their own data first.
      self = .zstd
    } else {
      self = .plain
    }
  }
}
