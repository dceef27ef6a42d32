/// Which build runs: some tests say something only of the optimised one, or would take minutes in the other.
enum Build {
  static var isOptimised: Bool {
    #if DEBUG
      false
    #else
      true
    #endif
  }
}
