import Market
import Venues

/// The whole tick with many instruments: the same frames under other names, first one instrument after the other, then
/// all in turn as a venue sends them. The work is the same, so the ratio is what the caches lose.
struct InstrumentSweep: Encodable {
  let instruments: Int
  /// Medians over slices of the capture, ns.
  let nsPerFrameInTurn: Double
  let nsPerFrameInterleaved: Double

  static let sizes = [1, 50, 500]
  /// Each order takes so many timed turns; before them, as many slices warm up.
  private static let slices = 8

  /// Nil where the capture is too short for so many instruments, or its symbol too short for so many names.
  init?(_ capture: Capture, instruments: Int) {
    let start = capture.firstFrameAfterSnapshot
    let sliceLength = (capture.frames.count - start) / (instruments * 2 * Self.slices)
    guard sliceLength > 0, capture.instrument.symbol.utf8.count >= 4 else { return nil }
    var inTurn = Crowd(capture, count: instruments)
    var interleaved = Crowd(capture, count: instruments)
    var inTurnTimes: [Double] = []
    var interleavedTimes: [Double] = []
    for slice in 0..<(2 * Self.slices) {
      let frames = (start + slice * sliceLength)..<(start + (slice + 1) * sliceLength)
      let turn = inTurn.time(frames, interleaved: false)
      let mixed = interleaved.time(frames, interleaved: true)
      guard slice >= Self.slices else { continue }
      inTurnTimes.append(turn)
      interleavedTimes.append(mixed)
    }
    guard let turn = inTurnTimes.median, let mixed = interleavedTimes.median else { return nil }
    self.instruments = instruments
    nsPerFrameInTurn = turn
    nsPerFrameInterleaved = mixed
  }
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
