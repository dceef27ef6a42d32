import Testing

/// The counters themselves: a zero elsewhere means something only if they count here.
@Suite(.enabled(if: HeapTraffic.isCounted, "a sanitizer or this CPU hides allocations or retains from the counters"))
struct AllocationCountTests {
  @Test func anEmptyMeasurementIsZero() {
    #expect(HeapTraffic.during {} == .none)
  }

  @Test func integerWorkIsZero() {
    var hash = 1
    let traffic = HeapTraffic.during { hash = mixed(hash, rounds: 100_000) }
    #expect(traffic == .none)
    #expect(hash != 1)
  }

  @Test func arrayGrowthIsSeen() {
    var numbers: [Int] = []
    let traffic = HeapTraffic.during { append(1000, to: &numbers) }
    // 1000 integers grow through several capacities, and every old buffer is released.
    #expect(traffic.allocations > 1)
    #expect(traffic.releases > 1)
    #expect(numbers.count == 1000)
  }

  @Test func alignedAllocationIsSeen() {
    // Alignments above 16 bytes leave malloc for posix_memalign.
    let traffic = HeapTraffic.during { allocateAndFree(byteCount: 4096, alignment: 128) }
    #expect(traffic.allocations == 1)
  }

  @Test func anObjectIsOneAllocation() {
    let holder = Holder()
    let traffic = HeapTraffic.during { store(makeNode(id: 7), in: holder) }
    #expect(traffic.allocations == 1)
  }

  @Test func storingAReferenceIsOneRetain() {
    let holder = Holder()
    let node = makeNode(id: 7)
    let traffic = HeapTraffic.during { store(node, in: holder) }
    #expect(traffic.allocations == 0)
    #expect(traffic.retains >= 1)
    #expect(holder.node === node)
  }

  @Test func copyingAnArrayIsOneRetain() {
    let holder = Holder()
    holder.nodes = [makeNode(id: 7)]
    var copy: [Node] = []
    let traffic = HeapTraffic.during { copy = nodes(of: holder) }
    #expect(traffic.allocations == 0)
    #expect(traffic.retains >= 1)
    #expect(copy.count == 1)
  }
}

private final class Node {
  let id: Int
  init(id: Int) { self.id = id }
}

private final class Holder {
  var node: Node?
  var nodes: [Node] = []
}

// Not inlined, so that the optimizer cannot see through a measurement and remove what it should find.

@inline(never) private func mixed(_ seed: Int, rounds: Int) -> Int {
  var hash = seed
  for round in 0..<rounds { hash = hash &* 31 &+ round }
  return hash
}

@inline(never) private func append(_ count: Int, to numbers: inout [Int]) {
  for number in 0..<count { numbers.append(number) }
}

@inline(never) private func allocateAndFree(byteCount: Int, alignment: Int) {
  let memory = UnsafeMutableRawPointer.allocate(byteCount: byteCount, alignment: alignment)
  unsafe memory.deallocate()
}

// A node of constants alone would be laid out at compile time and not allocated.
@inline(never) private func makeNode(id: Int) -> Node {
  Node(id: id)
}

@inline(never) private func store(_ node: Node, in holder: Holder) {
  holder.node = node
}

@inline(never) private func nodes(of holder: Holder) -> [Node] {
  holder.nodes
}
