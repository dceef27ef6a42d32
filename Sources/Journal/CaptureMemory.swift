/// The memory that one open capture takes at its start, and the limit that keeps it enough. Tests make it small, so
/// that every line meets the edge of a chunk.
package struct CaptureMemory: Sendable {
  /// Longest line in bytes, without its line end: a frame of 2 MiB, a stamp of 19 digits and the separator.
  package var lineBytesMax = 2 * 1024 * 1024 + 20
  /// Bytes unpacked at a time, few enough to be still in the CPU's cache when they are read as lines.
  package var chunkBytes = 256 * 1024
  /// Bytes read from a compressed file at a time.
  package var inputBytes = 256 * 1024

  package init() {}

  /// Room for an unfinished line that may still become a legal one (it may end in a carriage return), and one chunk.
  var bufferBytes: Int { lineBytesMax + 1 + chunkBytes }
}
