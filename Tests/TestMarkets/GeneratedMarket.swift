public import Engine
public import Foundation
public import Market
public import Pipeline
public import Simulator
public import Venues

/// A generated market in memory, split into frames: the input of every test that must run on any machine.
@safe
public struct GeneratedMarket: Sendable {
  public struct Frame: Sendable {
    public var receiveNanoseconds: Int64
    fileprivate var start: Int
    fileprivate var length: Int
  }

  public let venue: Venue
  public let frames: [Frame]
  public let script: [ScriptedMoment]
  private let text: [CChar]

  public init(
    _ venue: SimulatedVenue, seed: UInt64, seconds: Int, scene: Scene = .mixed, warmupMinutes: Int = 0
  ) {
    var options = GeneratorOptions(venue: venue, seed: seed, seconds: seconds)
    options.scene = scene
    options.warmupMinutes = warmupMinutes
    var generator = MarketGenerator(options)
    var bytes: [UInt8] = []
    while generator.next(into: &bytes) {}
    script = generator.script
    self.venue = venue == .binanceUSDM ? .binanceUSDM : .bybitLinear
    frames = Self.split(bytes)
    text = bytes.map { CChar(bitPattern: $0) } + [CChar](repeating: 0, count: Decoder.padding)
  }

  /// Lines of `<receive ns> <frame>`.
  private static func split(_ bytes: [UInt8]) -> [Frame] {
    var frames: [Frame] = []
    var start = 0
    while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
      let space = start + 19
      let stamp = Int64(String(decoding: bytes[start..<space], as: UTF8.self)) ?? 0
      frames.append(Frame(receiveNanoseconds: stamp, start: space + 1, length: end - space - 1))
      start = end + 1
    }
    return frames
  }

  /// Feeds one frame; the session must be of this venue.
  public func feed(_ session: inout Session, _ index: Int) {
    let frame = frames[index]
    unsafe text.withUnsafeBufferPointer { text in
      guard let base = text.baseAddress else { return }
      unsafe session.feed(base + frame.start, length: frame.length, stamp(index))
    }
  }

  /// The text of one frame.
  public func text(_ index: Int) -> String {
    let frame = frames[index]
    return String(decoding: text[frame.start..<frame.start + frame.length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Decodes one frame without a session.
  public func decode(_ decoder: inout Decoder, _ index: Int) -> Decoder.Status {
    let frame = frames[index]
    return unsafe text.withUnsafeBufferPointer { text in
      guard let base = text.baseAddress else { return .rejected }
      return unsafe decoder.decode(base + frame.start, length: frame.length)
    }
  }

  /// The market as the text capture it was.
  public func write(to file: URL) throws {
    try Data(text.dropLast(Decoder.padding).map { UInt8(bitPattern: $0) }).write(to: file)
  }

  public func stamp(_ index: Int) -> FrameStamp {
    FrameStamp(sequence: Int64(index + 1), receiveNanoseconds: frames[index].receiveNanoseconds)
  }

  public struct OutOfMemory: Error {
    public init() {}
  }

  public func session() throws -> Session {
    guard let session = Session(venue: venue) else { throw OutOfMemory() }
    return session
  }

  /// Replays everything and returns the digest.
  public func digest(_ plan: OutputPlan = OutputPlan()) throws -> String {
    var session = try session()
    var report = SessionReport(plan)
    session.beginFile()
    for index in frames.indices {
      feed(&session, index)
      report.compute(session)
      report.report(session, stamp(index), at: JournalPosition(file: "generated", line: Int64(index + 1)))
      _ = report.takeOutput()
    }
    return report.finishDigest()
  }

  /// One event and the time of the frame that caused it; that of the frame before where it has none.
  public struct Event: Sendable {
    public var milliseconds: Int64
    public var change: StateChange
  }

  /// Events of the whole market.
  public func events() throws -> [Event] {
    var session = try session()
    var events: [Event] = []
    var now: Int64 = 0
    session.beginFile()
    for index in frames.indices {
      feed(&session, index)
      now = session.eventMilliseconds ?? now
      for change in 0..<session.engine.changes.count {
        events.append(Event(milliseconds: now, change: session.engine.changes[change]))
      }
    }
    return events
  }

  /// Signals of the whole market.
  public func signals() throws -> [Signal] {
    var session = try session()
    var signals: [Signal] = []
    session.beginFile()
    for index in frames.indices {
      feed(&session, index)
      for signal in 0..<session.engine.signals.count { signals.append(session.engine.signals[signal]) }
    }
    return signals
  }
}
