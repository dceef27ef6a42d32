internal import ArgumentParser
internal import Foundation

/// As fast as possible, or a multiple of the pace at which the frames were received.
enum ReplaySpeed: ExpressibleByArgument, Equatable {
  case max
  case multiple(Double)

  private static let factors = 0.01...10_000.0

  init?(argument: String) {
    if argument == "max" {
      self = .max
    } else if argument.hasSuffix("x"), let factor = Double(argument.dropLast()), Self.factors.contains(factor) {
      self = .multiple(factor)
    } else {
      return nil
    }
  }
}

/// Holds a replay back to the recorded pace. A silence in the record is waited out for at most a second of its own
/// time, so that history written before the market, or the night between two files, does not stop the show.
struct Pacer {
  private static let silenceMaxNanoseconds: Int64 = 1_000_000_000
  private let factor: Double
  private var previous: Int64?
  private var due = DispatchTime.now().uptimeNanoseconds

  init?(_ speed: ReplaySpeed) {
    guard case .multiple(let factor) = speed else { return nil }
    self.factor = factor
  }

  mutating func wait(for receiveNanoseconds: Int64) {
    defer { previous = receiveNanoseconds }
    guard let previous else { return }
    let silence = min(Swift.max(receiveNanoseconds - previous, 0), Self.silenceMaxNanoseconds)
    due += UInt64(Double(silence) / factor)
    let now = DispatchTime.now().uptimeNanoseconds
    if due > now { usleep(UInt32((due - now) / 1_000)) }
  }
}
