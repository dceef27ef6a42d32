internal import Glibc

/// The files that the inputs of a replay stand for.
public enum CaptureFiles {
  /// Files in the order given; a folder stands for its regular files (links to such included), sorted by the bytes of
  /// their names.
  ///
  /// Never fails: what is missing, cannot be listed or holds no file stays in the list as it was given, so that opening
  /// it says why and the other inputs are still used.
  public static func expand(_ inputs: [String]) -> [String] {
    inputs.flatMap { input in
      let files = regularFiles(in: input)
      return files.isEmpty ? [input] : files
    }
  }

  /// Empty where `folder` is none, or cannot be listed to its end.
  private static func regularFiles(in folder: String) -> [String] {
    guard let listing = unsafe opendir(folder) else { return [] }
    defer { unsafe closedir(listing) }
    let prefix = folder.hasSuffix("/") ? folder : folder + "/"
    var files: [String] = []
    errno = 0
    while let entry = unsafe readdir(listing) {
      let path = unsafe prefix + name(of: entry)
      if isRegularFile(path) { files.append(path) }
      errno = 0
    }
    guard errno == 0 else { return [] }
    return files.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private static func name(of entry: UnsafeMutablePointer<dirent>) -> String {
    unsafe withUnsafePointer(to: &entry.pointee.d_name) { name in
      unsafe name.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: name.pointee)) {
        unsafe String(cString: $0)
      }
    }
  }

  private static func isRegularFile(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }
}
