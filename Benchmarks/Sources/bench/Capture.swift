import Engine
import Market
import Pipeline
import Venues

/// A capture of one Binance USD-M symbol, and what one pass over it taught: every contender starts from this.
struct Capture {
  static let venue = Venue.binanceUSDM

  let path: String
  let frames: Frames
  let snapshot: Frame
  let instrument: Instrument
  /// The frames that update the book, and the level updates in them.
  let depthFrames: Frames
  let depthLevels: Int

  init(path: String, limit: Int?) throws(Failure) {
    let text = try CaptureText(path: path, limit: limit)
    self.path = path
    frames = text.frames
    snapshot = text.snapshot
    instrument = try Self.instrument(of: text)
    (depthFrames, depthLevels) = try Self.depth(of: text, instrument)
  }

  /// The symbol and its grid, as a session infers them.
  private static func instrument(of text: CaptureText) throws(Failure) -> Instrument {
    guard var session = Session(venue: venue) else { throw .input("no memory for a session") }
    for frame in text.frames { session.feed(frame) }
    guard session.symbols.count == 1 else {
      throw .input("the capture must hold one Binance USD-M symbol, not \(session.symbols.count)")
    }
    return Instrument(symbol: session.symbols[0], grid: session.engine[.only].grid)
  }

  private static func depth(of text: CaptureText, _ instrument: Instrument) throws(Failure) -> (Frames, levels: Int) {
    var decoder = Decoder(knowing: instrument)
    var frames: [Frame] = []
    var levels = 0
    for frame in text.frames where decoder.decode(frame) == .ok && decoder.kind == .depth {
      frames.append(frame)
      levels += unsafe decoder.bids.count + decoder.asks.count
    }
    guard levels > 0 else { throw .input("no depth frame among the frames") }
    return (Frames(frames), levels)
  }
}

extension InstrumentSlot {
  /// The slot of the capture's symbol.
  static let only = InstrumentSlot(0)
}

extension Decoder {
  /// A decoder that has met its one symbol.
  init(knowing instrument: Instrument) {
    guard let decoder = Decoder(venue: Capture.venue, symbolCapacity: 1) else { preconditionFailure("out of memory") }
    self = decoder
    precondition(add(symbol: instrument.symbol, slot: .only, grid: instrument.grid), "the session took this symbol")
  }

  @inline(__always)
  mutating func decode(_ frame: Frame) -> Status { unsafe decode(frame.bytes, length: frame.length) }
}

extension Session {
  @inline(__always)
  mutating func feed(_ frame: Frame) {
    let stamp = FrameStamp(sequence: counts.frames + 1, receiveNanoseconds: frame.receivedNanoseconds)
    unsafe feed(frame.bytes, length: frame.length, stamp)
  }
}
