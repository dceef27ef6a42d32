/// Why the program ends early, in one sentence, and with which exit code.
struct Failure: Error {
  let exitCode: Int32
  let message: String

  /// Wrong arguments.
  static func usage(_ message: String) -> Failure { Failure(exitCode: 2, message: "\(message)\n\(Arguments.usage)") }
  /// A capture that cannot be used.
  static func input(_ message: String) -> Failure { Failure(exitCode: 3, message: message) }
}
