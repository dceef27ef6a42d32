/// Why a frame gives nothing; caught at the top of the decoder, so that no frame is ever taken in part.
struct NaiveFault: Error {
  let reason: String
}
