public import Foundation

/// Where the recorded captures lie: `../shared/data` beside the package, or below the folder that the environment
/// variable TIDEWIRE_SHARED names.
public enum SharedData {
  /// Why a capture could not be read.
  public struct Fault: Error, CustomStringConvertible {
    public let description: String
  }

  public static var folder: URL {
    if let path = ProcessInfo.processInfo.environment["TIDEWIRE_SHARED"] {
      return URL(fileURLWithPath: path).appendingPathComponent("data")
    }
    let package = URL(fileURLWithPath: #filePath)  // PACKAGE/Tests/NaiveTwins/SharedData.swift
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    return package.deletingLastPathComponent().appendingPathComponent("shared/data")
  }

  public static var isAvailable: Bool {
    FileManager.default.fileExists(atPath: folder.appendingPathComponent("MANIFEST.tsv").path)
  }

  /// What a skipped test says.
  public static let skipMessage: String =
    "no recorded captures: expected the folder shared/data beside the package, or in $TIDEWIRE_SHARED"

  /// The lines of a capture, named by its path below `folder`; gzip is unpacked where the name ends in `.gz`.
  public static func lines(of path: String) throws -> CaptureLines {
    CaptureLines(try bytes(of: path))
  }

  /// The whole unpacked content of a capture.
  public static func bytes(of path: String) throws -> [UInt8] {
    let file = folder.appendingPathComponent(path)
    return Array(path.hasSuffix(".gz") ? try unpacked(file) : try Data(contentsOf: file))
  }

  private static func unpacked(_ file: URL) throws -> Data {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["gzip", "-dc", file.path]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Fault(description: "gzip could not unpack \(file.path)") }
    return data
  }
}
