import Foundation
import Simulator
import Testing

struct PowerOfTwoTests {
  @Test func agreesWithTheLibrary() {
    for step in -400...400 {
      let x = Double(step) / 40
      #expect(abs(powerOfTwo(x) / pow(2, x) - 1) < 1e-7)
    }
    #expect(powerOfTwo(10) == 1_024)
  }
}
