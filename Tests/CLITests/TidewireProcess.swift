import Foundation

/// The built executable, run as a user runs it.
struct TidewireProcess {
  var exitCode: Int32
  var output: String
  var errors: String

  /// Lines of standard output as JSON objects; a line that is none fails the conversion.
  var objects: [[String: Any]] {
    get throws {
      try output.split(separator: "\n").map { line in
        guard let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] else {
          throw NotAnObject(line: String(line))
        }
        return object
      }
    }
  }

  struct NotAnObject: Error { var line: String }

  /// It lies beside the test runner.
  static let executable = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    .appendingPathComponent("tidewire")

  static func run(_ arguments: String...) throws -> TidewireProcess { try run(arguments) }

  /// Output goes to files, so that no pipe can fill up.
  static func run(_ arguments: [String], environment: [String: String] = [:]) throws -> TidewireProcess {
    let folder = try Scratch()
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let output = try folder.emptyFile("stdout")
    let errors = try folder.emptyFile("stderr")
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    process.waitUntilExit()
    return TidewireProcess(
      exitCode: process.terminationStatus, output: try String(contentsOf: output, encoding: .utf8),
      errors: try String(contentsOf: errors, encoding: .utf8))
  }
}

/// A folder of one test's own, gone with it.
final class Scratch {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("tidewire-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func emptyFile(_ name: String) throws -> URL {
    let file = url.appendingPathComponent(name)
    try Data().write(to: file)
    return file
  }

  func write(_ text: String, _ name: String) throws -> String {
    let file = url.appendingPathComponent(name)
    try Data(text.utf8).write(to: file)
    return file.path
  }

  /// A small generated market of Binance USD-M.
  func market(_ name: String = "market.txt", seconds: Int = 20) throws -> String {
    let path = url.appendingPathComponent(name).path
    let made = try TidewireProcess.run(
      "simulate", "--record", path, "--venue", "binance-usdm", "--seconds", "\(seconds)", "--seed", "4",
      "--scene", "calm")
    guard made.exitCode == 0 else { throw Failed(errors: made.errors) }
    return path
  }

  struct Failed: Error { var errors: String }
}
