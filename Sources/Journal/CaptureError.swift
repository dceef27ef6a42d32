internal import Glibc

/// A capture that cannot be read: which one, what the system said, and what to do.
public struct CaptureError: Error, Sendable, Hashable, CustomStringConvertible {
  public var path: String
  /// The system's error number.
  public var errno: Int32

  public init(path: String, errno: Int32) {
    self.path = path
    self.errno = errno
  }

  public var description: String { "cannot read \(path): \(reason); \(advice)" }

  private var reason: String {
    guard let text = unsafe strerror(errno) else { return "error \(errno)" }
    return unsafe String(cString: text)
  }

  private var advice: String {
    switch errno {
    case ENOENT, ENOTDIR: "check the path, a relative one starts at the current folder"
    case EACCES, EPERM: "give this user the right to read it"
    case EISDIR: "name capture files, or a folder that holds files itself (folders inside it are not entered)"
    default: "copy the file to a sound disk and try again"
    }
  }
}
