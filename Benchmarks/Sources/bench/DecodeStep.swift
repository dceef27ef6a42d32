import Venues

/// Decoding alone, every frame fully validated.
struct DecodeStep: FrameStep, ~Copyable {
  private var decoder: Decoder
  private(set) var faults = 0

  init(_ capture: Capture) { decoder = Decoder(knowing: capture.instrument) }

  @inline(__always)
  mutating func take(_ frame: Frame) {
    switch decoder.decode(frame) {
    case .ok, .ignored: break
    case .rejected, .unknownSymbol, .offGrid: faults += 1
    }
  }

  borrowing func book() -> BookState? { nil }
}
