internal import Foundation
internal import Journal
internal import Venues

/// What a rejected line means to the one who gave it, in a sentence that says what to do.
extension FrameReason {
  var advice: String {
    switch self {
    case .badJSON: "the frame is not valid JSON; it was skipped"
    case .notAnObject: "the frame is no JSON object; it was skipped"
    case .badField, .missingField, .duplicateField:
      "a field has the wrong type, is missing or stands twice; the frame was skipped"
    case .badNumber: "a price or quantity is no decimal of at most 18 digits; the frame was skipped"
    case .badTime: "an event time lies outside 2000–2100; the frame was skipped"
    case .unknownFrame: "no frame of this venue looks like this; it was skipped"
    case .wrongVenue: "this is a frame of another venue; give its name with --venue"
    case .legacyFormat: "this is Bybit's format before V5, which is not read; record from the V5 endpoints"
    case .tooManyLevels, .tooManyRows, .frameTooLong, .symbolTooLong, .lineTooLong:
      "the frame is larger than any real one; it was skipped"
    case .mixedSymbols: "one depth frame names two symbols; it was skipped"
    case .snapshotAmbiguous:
      "the snapshot names no symbol and fits none or several; record it as {\"symbol\":…,\"snapshot\":…}"
    case .noInstrument: "the instruments file does not name this symbol; add it or leave --instruments out"
    case .symbolTableFull: "more symbols than one process holds; choose with --symbol"
    case .offGrid: "a price or quantity does not lie on the instrument's grid; is the instruments file of this time?"
    case .badStamp: "the line does not begin with a receive time of 19, 16 or 13 digits; it was skipped"
    case .noFrame: "there is no frame behind the receive time; the line was skipped"
    case .truncatedInput: "the file ends early; all complete lines before were used"
    case .unreadableFile: "the file was left out"
    default: "the frame was skipped"
    }
  }
}

extension TextCapture.BadLine {
  var reason: FrameReason {
    switch self {
    case .badStamp: .badStamp
    case .noFrame: .noFrame
    case .lineTooLong: .lineTooLong
    }
  }
}

extension CaptureEnd {
  /// What cut the file short; nil when nothing did.
  var complaint: String? {
    switch self {
    case .complete: nil
    case .truncated: "the compressed data stop before their end"
    case .corrupt: "the compressed data are damaged from here on"
    case .unreadable(let errno): unsafe "the system could not read on: \(String(cString: strerror(errno)))"
    }
  }
}
