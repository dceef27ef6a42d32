internal import ArgumentParser
internal import Foundation

/// The one executable. Exit codes: 0 done, 1 the work failed, 2 wrong arguments, 3 input bad beyond use.
@main
struct Tidewire: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tidewire",
    abstract: "Reads crypto order flow from the wire to a decision.",
    subcommands: [ReplayCommand.self, SimulateCommand.self, InspectCommand.self])

  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let failure as Failure {
      StandardError.line("tidewire: \(failure.message)")
      Foundation.exit(failure.exitCode)
    } catch {
      let isHelp = exitCode(for: error) == .success
      if isHelp { print(fullMessage(for: error)) } else { StandardError.line(fullMessage(for: error)) }
      Foundation.exit(isHelp ? 0 : 2)
    }
  }
}

/// A failure with its one line for the user (what, where, what to do) and its exit code.
struct Failure: Error {
  var message: String
  var exitCode: Int32

  static func work(_ message: String) -> Failure { Failure(message: message, exitCode: 1) }
  static func input(_ message: String) -> Failure { Failure(message: message, exitCode: 3) }
}
