/// One frame's text within the capture's memory, and when it was received.
@safe
struct Frame: BitwiseCopyable {
  let bytes: UnsafePointer<CChar>
  let length: Int
  let receivedNanoseconds: Int64
}
