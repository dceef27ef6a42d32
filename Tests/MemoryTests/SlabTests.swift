import Memory
import Testing

@Suite struct SlabTests {
  /// Counts how many of its kind were destroyed.
  private final class Graves { var count = 0 }

  private struct Element: ~Copyable {
    var value: Int
    let graves: Graves
    deinit { graves.count += 1 }
  }

  @Test("a slab fills from the front until it is full")
  func fills() {
    let graves = Graves()
    var slab = Slab<Element>(capacity: 2)
    #expect(slab.count == 0 && !slab.isFull)
    slab.append(Element(value: 1, graves: graves))
    slab.append(Element(value: 2, graves: graves))
    #expect(slab.count == 2 && slab.capacity == 2 && slab.isFull)
    #expect(slab[0].value == 1 && slab[1].value == 2)
    #expect(graves.count == 0)
  }

  @Test("an element is changed in place and does not move")
  func changesInPlace() {
    let graves = Graves()
    var slab = Slab<Element>(capacity: 3)
    slab.append(Element(value: 1, graves: graves))
    let before = UInt(bitPattern: slab.address(0))
    slab[0].value += 10
    slab.append(Element(value: 2, graves: graves))
    #expect(slab[0].value == 11)
    #expect(UInt(bitPattern: slab.address(0)) == before)
  }

  @Test("the elements end with the slab, each once")
  func destroysItsElements() {
    let graves = Graves()
    fillAndDrop(graves)
    #expect(graves.count == 3)
  }

  private func fillAndDrop(_ graves: Graves) {
    var slab = Slab<Element>(capacity: 5)
    for value in 0..<3 { slab.append(Element(value: value, graves: graves)) }
  }
}
