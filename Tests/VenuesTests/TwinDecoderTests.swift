import Market
import NaiveTwins
import Testing
import Venues

/// The decoder against a plain one over recorded frames, whole and damaged.
@Suite(.enabled(if: SharedFrames.areHere, SharedFrames.skipMessage))
struct TwinDecoderTests {
  @Test("recorded streams are read as the plain decoder reads them", arguments: SharedFrames.streams)
  func agreesOnStreams(_ capture: SharedFrames) throws {
    var reader = try TwinReader(capture.venue)
    let frames = try capture.frames()
    #expect(!frames.isEmpty)
    for frame in frames {
      let difference = try reader.difference(frame)
      try #require(difference == nil)
    }
  }

  @Test("examples of other projects are read as the plain decoder reads them", arguments: SharedFrames.fixtures)
  func agreesOnFixtures(_ capture: SharedFrames) throws {
    var reader = try TwinReader(capture.venue)
    for frame in try capture.frames() {
      let difference = try reader.difference(frame, isDamaged: true)
      try #require(difference == nil)
    }
  }

  @Test("damaged frames are refused, or read as the plain decoder reads them", arguments: SharedFrames.streams)
  func agreesOnDamagedFrames(_ capture: SharedFrames) throws {
    var reader = try TwinReader(capture.venue)
    var random = SeededGenerator(seed: UInt64(capture.path.utf8.count))
    let frames = try capture.frames().filter { $0.count < 1_500 }
    for _ in 0..<800 {
      guard let frame = frames.randomElement(using: &random) else { return }
      let damaged = FrameDamage.random(frame, using: &random)
      let difference = try reader.difference(damaged, isDamaged: true)
      try #require(difference == nil)
    }
  }
}
