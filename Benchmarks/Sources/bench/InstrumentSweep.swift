import Market
import Venues

/// The whole tick with many instruments: the same frames under other names, all in turn as a venue sends them, against
/// one instrument that has the caches to itself. The work is the same, so the ratio is what the caches lose.
struct InstrumentSweep: Encodable {
  let instruments: Int
  /// Medians over slices of the capture, ns.
  let nsPerFrame: Double
  let nsPerFrameAlone: Double
  /// Median of the slices' ratios.
  let ratio: Double

  static let sizes = [1, 50, 500]
  private static let slices = 8
  /// Slices that only warm up.
  private static let warmingSlices = 2
  /// Frames of all instruments in a slice, about.
  private static let sliceFrames = 200_000
  /// One instrument takes so little time that several live through each slice; their median counts.
  private static let alone = 5

  /// Nil where the capture is too short for two frames a slice, or its symbol too short for so many names.
  init?(_ capture: Capture, instruments: Int) {
    let start = capture.firstFrameAfterSnapshot
    let length = min((capture.frames.count - start) / Self.slices, Self.sliceFrames / instruments)
    guard length >= 2, capture.instrument.symbol.utf8.count >= 4 else { return nil }
    var crowd = Crowd(capture, count: instruments)
    let alone = Loners((0..<Self.alone).map { _ in Loner(Crowd(capture, count: 1)) })
    var (times, timesAlone, ratios): ([Double], [Double], [Double]) = ([], [], [])
    for slice in 0..<Self.slices {
      let frames = (start + slice * length)..<(start + (slice + 1) * length)
      let time = crowd.time(frames)
      let timeAlone = alone.time(frames)
      guard slice >= Self.warmingSlices else { continue }
      times.append(time)
      timesAlone.append(timeAlone)
      ratios.append(time / timeAlone)
    }
    guard let time = times.median, let timeAlone = timesAlone.median, let ratio = ratios.median else { return nil }
    self.instruments = instruments
    nsPerFrame = time
    nsPerFrameAlone = timeAlone
    self.ratio = ratio
  }
}

/// Crowds of one, each with the caches to itself while it is timed.
private struct Loners {
  private let loners: [Loner]

  init(_ loners: [Loner]) { self.loners = loners }

  func time(_ frames: Range<Int>) -> Double { loners.map { $0.crowd.time(frames) }.median ?? 0 }
}

/// A noncopyable crowd as an element of an array.
private final class Loner {
  var crowd: Crowd
  init(_ crowd: consuming Crowd) { self.crowd = crowd }
}

extension Capture {
  /// Index of the first depth frame that the snapshot does not hold.
  fileprivate var firstFrameAfterSnapshot: Int {
    var decoder = Decoder(knowing: instrument)
    let status = unsafe decoder.decode(snapshot.bytes, length: snapshot.length, forcedSlot: .only)
    precondition(status == .ok, "the session took this snapshot")
    let snapshotID = decoder.depth.lastID
    return frames.firstIndex { frame in
      decoder.decode(frame) == .ok && decoder.kind == .depth && decoder.depth.lastID >= snapshotID
    } ?? frames.count
  }
}
