extension Int64 {
  /// ⌊self ÷ divisor⌋ for a positive divisor; Swift's `/` goes towards zero.
  @inline(__always)
  func floorDivided(by divisor: Int64) -> Int64 {
    let quotient = self / divisor
    return self < 0 && quotient * divisor != self ? quotient - 1 : quotient
  }
}
