import Testing
import Engine
import Foundation
import Journal
import Market
import Pipeline
import Venues

/// The captures that the golden tests run over, and where their shared folder is.
enum Captures {
  /// `../shared` beside the package, or what TIDEWIRE_SHARED names.
  static let folder: URL = {
    if let path = ProcessInfo.processInfo.environment["TIDEWIRE_SHARED"] { return URL(fileURLWithPath: path) }
    let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    return package.deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("shared")
  }()

  static let areHere = FileManager.default.fileExists(atPath: folder.appendingPathComponent("data").path)
  static let skipMessage: Comment = "skipped: no captures beside the package (../shared/data or TIDEWIRE_SHARED)"

  static func path(_ file: String) -> String { folder.appendingPathComponent("data/\(file)").path }
}

/// One recorded frame, owned: tests change, drop and swap them.
struct RecordedFrame: Sendable {
  var receiveNanoseconds: Int64
  /// The frame's text and `Decoder.padding` zero bytes behind it.
  private var padded: [CChar]

  init(receiveNanoseconds: Int64, text: String) {
    self.receiveNanoseconds = receiveNanoseconds
    padded = text.utf8.map { CChar(bitPattern: $0) } + [CChar](repeating: 0, count: Decoder.padding)
  }

  var text: String {
    String(decoding: padded.dropLast(Decoder.padding).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  func feed(_ session: inout Session, sequence: Int64) {
    let stamp = FrameStamp(sequence: sequence, receiveNanoseconds: receiveNanoseconds)
    padded.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return }
      session.feed(base, length: bytes.count - Decoder.padding, stamp)
    }
  }

  /// Up to `limit` frames of a capture.
  static func read(_ path: String, limit: Int = .max) throws -> [RecordedFrame] {
    var capture = try TextCapture(path: path)
    var frames: [RecordedFrame] = []
    while frames.count < limit {
      switch capture.next() {
      case .frame(let receiveNanoseconds, let start, let length):
        let text = String(decoding: UnsafeRawBufferPointer(start: start, count: length), as: UTF8.self)
        frames.append(RecordedFrame(receiveNanoseconds: receiveNanoseconds, text: text))
      case .bad: continue
      case .end: return frames
      }
    }
    return frames
  }
}

extension Session {
  /// Feeds whole files as one session, calling back after each frame.
  mutating func replay(_ paths: [String], afterFrame: (borrowing Session, Int64) throws -> Void) throws -> FrameStamp {
    var stamp = FrameStamp(sequence: 0, receiveNanoseconds: 0)
    for path in paths {
      beginFile()
      var capture = try TextCapture(path: path)
      reading: while true {
        switch capture.next() {
        case .frame(let receiveNanoseconds, let start, let length):
          stamp = FrameStamp(sequence: stamp.sequence + 1, receiveNanoseconds: receiveNanoseconds)
          feed(start, length: length, stamp)
          try afterFrame(self, stamp.sequence)
        case .bad: stamp.sequence += 1
        case .end: break reading
        }
      }
    }
    endFile()
    return stamp
  }
}

/// A session that takes all symbols; without instruments the grid is inferred.
func session(_ venue: Venue, instruments: [String: Instrument]? = nil) throws -> Session {
  guard let session = Session(venue: venue, instruments: instruments) else {
    throw Missing(what: "memory for a session")
  }
  return session
}

struct Missing: Error { var what: String }
