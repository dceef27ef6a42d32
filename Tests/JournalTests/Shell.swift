import Foundation
import Testing

/// Runs command lines in a test's folder.
enum Shell {
  /// Runs a command line to its end, which must be a good one.
  static func run(_ command: String, in folder: URL) throws {
    let process = try start(command, in: folder)
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "\(command) failed")
  }

  static func start(_ command: String, in folder: URL) throws -> Process {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", command]
    process.currentDirectoryURL = folder
    try process.run()
    return process
  }
}
