import Memory
import Testing

@Suite struct FixedArrayTests {
  private func contents(_ array: borrowing FixedArray<Int>) -> [Int] {
    Array(array.pointer(at: 0, length: array.count))
  }

  private func counting(_ count: Int) -> FixedArray<Int> {
    var array = FixedArray<Int>(zeroed: count)
    for index in 0..<count { array[index] = index }
    return array
  }

  @Test("a new array holds zeros")
  func startsZeroed() {
    let array = FixedArray<Int64>(zeroed: 100)
    #expect(array.count == 100)
    #expect(array.byteCount == 800)
    #expect(array.pointer(at: 0, length: 100).allSatisfy { $0 == 0 })
  }

  @Test("arrays of every size start a cache line, hold zeros and share nothing, also in memory that was used before")
  func areZeroedAndApart() {
    for round in 1...3 {
      var small = FixedArray<UInt8>(zeroed: 1)
      var neighbour = FixedArray<UInt8>(zeroed: 65)
      for elements in [1, 63, 4_096, 32_768, 32_769, 65_536, 300_000] {
        var array = FixedArray<Int64>(zeroed: elements)
        let memory = array.pointer(at: 0, length: elements)
        #expect(memory.allSatisfy { $0 == 0 }, "\(elements) elements, round \(round)")
        if elements <= 32_768 { #expect(UInt(bitPattern: memory.baseAddress) % 64 == 0) }
        for index in 0..<elements { array[index] = -1 }
      }
      #expect(small[0] == 0 && neighbour.pointer(at: 0, length: 65).allSatisfy { $0 == 0 })
      small[0] = 255
      for index in 0..<65 { neighbour[index] = 255 }
      #expect(small[0] == 255)
    }
  }

  @Test("every overlapping and separate move gives what a copy through a second array gives")
  func movesOverlappingRuns() {
    let size = 9
    for source in 0...size {
      for target in 0...size {
        for length in 0...(size - max(source, target)) {
          var array = counting(size)
          var expected = Array(0..<size)
          expected.replaceSubrange(target..<(target + length), with: Array(source..<(source + length)))
          array.move(from: source, to: target, length: length)
          #expect(contents(array) == expected, "from \(source) to \(target), \(length) elements")
        }
      }
    }
  }

  @Test("clearing zeroes every element")
  func clears() {
    var array = counting(7)
    array.clear()
    #expect(contents(array) == Array(repeating: 0, count: 7))
  }

  @Test("a part is read in place")
  func lendsAPart() {
    let array = counting(6)
    #expect(Array(array.pointer(at: 2, length: 3)) == [2, 3, 4])
    #expect(array.pointer(at: 6, length: 0).isEmpty)
  }
}
