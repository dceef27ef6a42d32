import CFloors
import Market

/// The C++ contenders.
enum FloorKind {
  case touch, stage1, onDemand, onDemandFlat, onDemandFlatPlain, onDemandMap, scanner, scannerFlat, bookFlat, bookMap

  fileprivate var cValue: floors_kind {
    switch self {
    case .touch: .touch
    case .stage1: .stage1
    case .onDemand: .onDemand
    case .onDemandFlat: .onDemandFlat
    case .onDemandFlatPlain: .onDemandFlatPlain
    case .onDemandMap: .onDemandMap
    case .scanner: .scanner
    case .scannerFlat: .scannerFlat
    case .bookFlat: .bookFlat
    case .bookMap: .bookMap
    }
  }

  fileprivate var hasBook: Bool {
    switch self {
    case .touch, .stage1, .onDemand, .scanner: false
    case .onDemandFlat, .onDemandFlatPlain, .onDemandMap, .scannerFlat, .bookFlat, .bookMap: true
    }
  }
}

/// What the C++ contenders start from.
@safe
final class FloorCapture {
  fileprivate let handle: OpaquePointer

  init(_ capture: Capture) throws(Failure) {
    let snapshot = unsafe floors_frame(capture.snapshot)
    let handle = unsafe capture.frames.withFloorFrames {
      unsafe floors_capture_create($0, capture.frames.count, snapshot)
    }
    guard let handle = unsafe handle else { throw .input("the snapshot holds no levels") }
    unsafe self.handle = handle
  }

  deinit { unsafe floors_capture_destroy(handle) }

  /// Why this capture does not suit a contender; nil when it does.
  func objection(to kind: FloorKind) -> String? {
    unsafe floors_capture_objection(handle, kind.cValue).map { unsafe String(cString: $0) }
  }

  fileprivate func text(_ level: floors_level) -> String {
    let price = unsafe floors_capture_price_decimals(handle)
    let quantity = unsafe floors_capture_quantity_decimals(handle)
    return BookState.text(
      ExactDecimal(mantissa: Int128(level.price), decimals: price),
      ExactDecimal(mantissa: Int128(level.quantity), decimals: quantity))
  }
}

/// A contender in C++: a floor, or what a user would build from simdjson and the standard library.
@safe
final class Floor: Contender {
  private let capture: FloorCapture
  private let handle: OpaquePointer
  private let hasBook: Bool

  init(_ kind: FloorKind, _ capture: FloorCapture) {
    self.capture = capture
    unsafe handle = floors_create(kind.cValue, capture.handle)
    hasBook = kind.hasBook
  }

  deinit { unsafe floors_destroy(handle) }

  var prebuiltLevels: Int? {
    let levels = unsafe floors_prebuilt_levels(handle)
    return levels > 0 ? levels : nil
  }
  var faults: Int { unsafe floors_faults(handle) }
  var decodedSum: UInt64? {
    let sum = unsafe floors_decoded_sum(handle)
    return sum == 0 ? nil : sum
  }

  func reset() { unsafe floors_reset(handle) }

  func run(_ frames: Frames) {
    unsafe frames.withFloorFrames { unsafe floors_run(handle, $0, frames.count) }
  }

  func run(_ frames: Frames, latencies: inout [UInt32]) {
    precondition(latencies.count >= frames.count)
    unsafe frames.withFloorFrames { unsafe floors_latencies(handle, $0, frames.count, &latencies) }
  }

  func book() -> BookState? {
    guard hasBook else { return nil }
    return BookState(
      bids: top(.bid), asks: top(.ask), bidCount: unsafe floors_level_count(handle, .bid),
      askCount: unsafe floors_level_count(handle, .ask))
  }

  private func top(_ side: floors_side) -> [String] {
    var levels = [floors_level](repeating: floors_level(), count: BookState.depth)
    let count = unsafe floors_top(handle, side, &levels, levels.count)
    return levels.prefix(count).map(capture.text)
  }

  /// From now on freed memory stays in the process; false when malloc does not take its options.
  static func keepMemory() -> Bool { floors_keep_memory() != 0 }

  /// simdjson's version and instruction set.
  static var simdjson: String {
    var text = [CChar](repeating: 0, count: 64)
    unsafe floors_describe(&text, text.count)
    return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}

extension floors_frame {
  fileprivate init(_ frame: Frame) {
    unsafe self.init(bytes: frame.bytes, length: frame.length, received_ns: frame.receivedNanoseconds)
  }
}

extension Frames {
  /// A Frame is the C struct by another name: pointer, length, time.
  fileprivate func withFloorFrames<Result>(_ body: (UnsafePointer<floors_frame>) -> Result) -> Result {
    precondition(unsafe MemoryLayout<Frame>.stride == MemoryLayout<floors_frame>.stride)
    return unsafe body(UnsafeRawPointer(pointer).assumingMemoryBound(to: floors_frame.self))
  }
}
