internal import CCrypto

/// SHA-256 of OpenSSL's libcrypto, fed in pieces. The only Swift file that knows CCrypto.
@safe
struct SHA256: ~Copyable {
  private let context: OpaquePointer

  init() {
    guard let context = unsafe EVP_MD_CTX_new(), unsafe EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else {
      preconditionFailure("libcrypto has no SHA-256")
    }
    unsafe self.context = context
  }

  deinit { unsafe EVP_MD_CTX_free(context) }

  mutating func update(_ bytes: [UInt8]) {
    let done = unsafe bytes.withUnsafeBytes { unsafe EVP_DigestUpdate(context, $0.baseAddress, $0.count) }
    precondition(done == 1, "SHA-256 cannot fail on memory")
  }

  /// The hash as lower-case hex; the state must not be used afterwards.
  mutating func finish() -> String {
    var hash = [UInt8](repeating: 0, count: 32)
    let done = unsafe hash.withUnsafeMutableBufferPointer { unsafe EVP_DigestFinal_ex(context, $0.baseAddress, nil) }
    precondition(done == 1, "SHA-256 cannot fail on memory")
    return hash.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  static func hex(_ text: String) -> String {
    var hash = SHA256()
    hash.update(Array(text.utf8))
    return hash.finish()
  }
}
