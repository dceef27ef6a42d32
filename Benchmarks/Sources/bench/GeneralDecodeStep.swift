import CDecode
import Market

/// Decoding alone through simdjson's DOM: the path that takes over where the cursor meets what it does not expect.
@safe
struct GeneralDecodeStep: FrameStep, ~Copyable {
  private let handle: OpaquePointer
  private(set) var faults = 0

  init(_ capture: Capture) {
    guard let handle = unsafe tw_decoder_create(.binanceUSDM, 1) else { preconditionFailure("out of memory") }
    unsafe self.handle = handle
    let grid = capture.instrument.grid
    let isAdded = unsafe tw_decoder_add_symbol(
      handle, capture.instrument.symbol, Int32(capture.instrument.symbol.utf8.count), InstrumentSlot.only.index,
      tw_grid(
        tick_mantissa: grid.tickMantissa, tick_decimals: grid.tickDecimals, lot_decimals: grid.lotDecimals,
        lot_mantissa: grid.lotMantissa))
    precondition(isAdded != 0, "the session took this symbol")
  }

  deinit { unsafe tw_decoder_destroy(handle) }

  @inline(__always)
  mutating func take(_ frame: Frame) {
    switch unsafe tw_decode_general(handle, frame.bytes, frame.length, -1).pointee.status {
    case .ok, .ignored: break
    case .rejected, .unknownSymbol, .offGrid: faults += 1
    }
  }

  borrowing func book() -> BookState? { nil }
}
