import Engine
import Testing

/// SEMANTICS.md I43: stale beyond max(3 s, 20 × the mean interval of the last 100 applied frames); 3 s until there
/// are 100.
@Suite struct DataAgeTests {
  private func age(frames: Int, apart interval: Int64) -> DataAge {
    var age = DataAge()
    for frame in 0..<Int64(frames) { age.applied(at: 1_000_000 + frame * interval) }
    return age
  }

  @Test("before the first frame nothing is stale")
  func startsFresh() {
    let age = DataAge()
    #expect(age.isStale(at: 9_000_000_000) == false)
  }

  @Test("with fewer than 100 frames the limit is 3 s, however slow they come", arguments: [1, 50, 99])
  func beginsWithThreeSeconds(_ frames: Int) {
    let age = age(frames: frames, apart: 1_000)
    let last = 1_000_000 + Int64(frames - 1) * 1_000
    #expect(age.isStale(at: last + 3_000) == false)
    #expect(age.isStale(at: last + 3_001) == true)
  }

  @Test("from 100 frames on it is 20 mean intervals, but at least 3 s")
  func followsThePace() {
    let slow = age(frames: 100, apart: 1_000)
    #expect(slow.isStale(at: 1_099_000 + 20_000) == false)
    #expect(slow.isStale(at: 1_099_000 + 20_001) == true)
    let fast = age(frames: 100, apart: 10)
    #expect(fast.isStale(at: 1_000_990 + 3_000) == false)
    #expect(fast.isStale(at: 1_000_990 + 3_001) == true)
  }

  @Test("only the last 100 frames count")
  func forgetsOldFrames() {
    var age = age(frames: 100, apart: 1_000)
    for frame in 1...100 as ClosedRange<Int64> { age.applied(at: 1_099_000 + frame * 200) }
    let last: Int64 = 1_099_000 + 20_000
    #expect(age.isStale(at: last + 4_000) == false)
    #expect(age.isStale(at: last + 4_001) == true)
  }
}
