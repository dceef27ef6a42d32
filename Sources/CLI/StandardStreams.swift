internal import Foundation

/// Bytes to standard output, unbuffered here: callers hand over whole lines.
enum StandardOutput {
  static func write(_ bytes: [UInt8]) throws(Failure) {
    try File(descriptor: STDOUT_FILENO, name: "standard output").write(bytes)
  }

  static func write(_ text: String) throws(Failure) { try write(Array(text.utf8)) }
}

/// Messages for people. A standard error that cannot be written leaves nobody to tell.
enum StandardError {
  static func line(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }
}

/// A file being written, with errors that say which.
struct File {
  let descriptor: Int32
  let name: String

  init(descriptor: Int32, name: String) {
    self.descriptor = descriptor
    self.name = name
  }

  /// Creates or empties a file.
  init(creating path: String) throws(Failure) {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw .work("cannot create \(path): \(Self.lastError); give a path in a folder that exists and is writable")
    }
    self.init(descriptor: descriptor, name: path)
  }

  func write(_ bytes: [UInt8]) throws(Failure) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if written < 0 && errno == EINTR { continue }
      guard written > 0 else { throw .work("cannot write \(name): \(Self.lastError)") }
      rest = rest.dropFirst(written)
    }
  }

  func close() throws(Failure) {
    guard Glibc.close(descriptor) == 0 else { throw .work("cannot finish \(name): \(Self.lastError)") }
  }

  private static var lastError: String { unsafe String(cString: strerror(errno)) }
}
