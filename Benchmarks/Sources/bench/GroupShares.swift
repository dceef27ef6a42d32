#if TICK_LAPS
  import CTickLaps
  import Engine
  import Foundation

  /// What each group of indicators takes of the whole tick, with everything on: laps of a stopwatch between the real
  /// calls of the engine, in a build of its own (`-DTICK_LAPS`). A lap's own cost, measured apart, is taken off. Minima
  /// over the rounds: what interrupts the program is charged to whoever is at work.
  struct GroupShares {
    private struct Row {
      let group: TickGroup
      /// ns.
      let nsPerTick: Double
      let nsPerCall: Double
      /// Frames in which the group had work, of all.
      let ticks: UInt64
    }

    private let rows: [Row]
    private let frames: Int
    private let rounds: Int
    private let lapNanoseconds: Double

    init(_ capture: Capture, rounds: Int) {
      frames = capture.frames.count
      self.rounds = rounds
      let lapTime = Self.lapTime()
      let groups = TickGroup.allCases
      var taken = groups.map { _ in Double.infinity }
      var ticks: [UInt64] = groups.map { _ in 0 }
      var nsPerUnit = 1.0
      for _ in 0..<rounds {
        nsPerUnit = Self.run(capture)
        for (index, group) in groups.enumerated() {
          let sum = tw_lap_sum_of(group.rawValue)
          taken[index] = min(taken[index], max(0, Double(sum.time) - Double(sum.laps) * lapTime) * nsPerUnit)
          ticks[index] = sum.ticks
        }
      }
      lapNanoseconds = lapTime * nsPerUnit
      let frames = Double(capture.frames.count)
      rows = groups.indices.compactMap { index in
        guard ticks[index] > 0 else { return nil }
        return Row(
          group: groups[index], nsPerTick: taken[index] / frames, nsPerCall: taken[index] / Double(ticks[index]),
          ticks: ticks[index])
      }
    }

    /// One pass over the capture from the snapshot on; returns the ns of a unit of the stopwatch.
    private static func run(_ capture: Capture) -> Double {
      var step = TickStep(capture)
      tw_lap_reset()
      let (start, unitsStart) = (MonotonicClock.nanoseconds(), tw_lap_clock())
      for index in 0..<capture.frames.count {
        tw_lap_begin_tick()
        step.take(capture.frames[index])
      }
      return Double(MonotonicClock.nanoseconds() - start) / Double(tw_lap_clock() - unitsStart)
    }

    /// What a lap takes by itself, in units of the stopwatch: the least of many short runs over all groups in turn.
    private static func lapTime() -> Double {
      let laps = 10_000
      var least = UInt64.max
      for _ in 0..<200 {
        tw_lap_begin_tick()
        let start = tw_lap_clock()
        for lap in 0..<laps { tw_lap(UInt32(lap % TickGroup.allCases.count)) }
        least = min(least, tw_lap_clock() - start)
      }
      return Double(least) / Double(laps)
    }

    var lines: [String] {
      let whole = rows.reduce(0) { $0 + $1.nsPerTick }
      let head = [
        "",
        "ours: whole tick by groups, everything on: ns, minima of \(rounds) rounds over \(frames) frames;"
          + " a lap of the stopwatch takes \(lapNanoseconds.short) ns, which is taken off",
        "", Self.line("group", "ns/tick", "share", "ns/tick with work", "such ticks"),
      ]
      let body = rows.map { row in
        Self.line(
          "\(row.group)", String(format: "%.1f", row.nsPerTick), String(format: "%.0f %%", 100 * row.nsPerTick / whole),
          String(format: "%.1f", row.nsPerCall), "\(row.ticks)")
      }
      return head + body + [Self.line("whole tick", String(format: "%.1f", whole), "100 %", "", "\(frames)")]
    }

    private static func line(_ name: String, _ cells: String...) -> String {
      name.padding(toLength: 14, withPad: " ", startingAt: 0)
        + cells.map { String(repeating: " ", count: max(0, 18 - $0.count)) + $0 }.joined()
    }
  }
#endif
