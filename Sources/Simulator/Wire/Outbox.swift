/// Frames on their way to the recorder: each arrives some milliseconds after its event, frames of one stream in order,
/// those of different streams as their latencies have it. Holds only what is under way, a few dozen frames.
struct Outbox {
  private struct Frame {
    var receiveNanoseconds: Int64
    var bytes: [UInt8]
  }

  private var underWay: [Frame] = []
  private var latestOfStream: [Int64]
  private var random: RandomSource

  init(streams: Int, random: RandomSource) {
    latestOfStream = Array(repeating: 0, count: streams)
    self.random = random
  }

  /// Sends a frame of a stream; its latency lies in the range, most often near the lower bound.
  mutating func send(
    _ frame: FrameText, stream: Int, milliseconds: Int64, latencyMicroseconds: ClosedRange<Double> = 2_000...9_000
  ) {
    let share = random.unit() * random.unit()
    let width = latencyMicroseconds.upperBound - latencyMicroseconds.lowerBound
    let latency = Int64((latencyMicroseconds.lowerBound + width * share) * 1_000)
    // Two frames of a connection are at least some hundred nanoseconds apart.
    let earliest = latestOfStream[stream] + random.integer(300...3_000)
    let receive = max(earliest, milliseconds * 1_000_000 + latency)
    latestOfStream[stream] = receive
    let index = underWay.lastIndex { $0.receiveNanoseconds <= receive }.map { $0 + 1 } ?? 0
    underWay.insert(Frame(receiveNanoseconds: receive, bytes: frame.bytes), at: index)
  }

  /// Appends the lines of all frames that have arrived by then; false when there are none.
  mutating func deliver(until nanoseconds: Int64, into bytes: inout [UInt8]) -> Bool {
    var delivered = 0
    for frame in underWay {
      guard frame.receiveNanoseconds <= nanoseconds else { break }
      bytes.append(contentsOf: String(frame.receiveNanoseconds).utf8)
      bytes.append(UInt8(ascii: " "))
      bytes.append(contentsOf: frame.bytes)
      bytes.append(UInt8(ascii: "\n"))
      delivered += 1
    }
    underWay.removeFirst(delivered)
    return delivered > 0
  }
}
