import Foundation

/// Where the real captures lie: ../shared/data from the package, unless TIDEWIRE_SHARED names another ../shared.
enum SharedCaptures {
  static var folder: URL {
    if let shared = ProcessInfo.processInfo.environment["TIDEWIRE_SHARED"] {
      return URL(filePath: shared).appending(path: "data")
    }
    let package = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
    return package.appending(path: "../shared/data").standardized
  }

  static var exist: Bool { FileManager.default.fileExists(atPath: folder.path) }
}
