import Foundation

/// The report for people.
struct Table {
  private static let titles = [
    "ns/frame min", "median", "ns/level min", "median", "p50", "p99", "p99.9", "max ns",
    "allocs", "retains", "releases",
  ]

  let lines: [String]

  init(_ report: Report) {
    let rows = [[""] + Self.titles] + report.rows.map(Self.cells)
    let widths = rows[0].indices.map { column in rows.map { $0.count > column ? $0[column].count : 0 }.max() ?? 0 }
    let table = zip(rows, [""] + report.rows.map(\.remark)).map { cells, remark in
      Self.line(cells, widths, remark)
    }
    lines = Self.head(report) + table + Self.sweep(report) + Self.foot(report)
  }

  private static func head(_ report: Report) -> [String] {
    let machine = report.machine
    return [
      "capture:  \(report.capture): \(report.frames) frames, \(report.depthFrames) of depth with"
        + " \(report.depthLevels) level updates",
      "machine:  \(machine.processor), \(machine.processors) CPUs; simdjson \(machine.simdjson)",
      "flags:    \(machine.flags)",
      "method:   one process, one thread, \(report.rounds) rounds, contenders in turn on the same bytes; one clock read"
        + " a frame (\(machine.clockReadNanoseconds.short) ns) is in the percentiles; heap figures are per frame",
      "book:     \(report.book); the same top 20 and counts for every contender that was timed",
      "",
    ]
  }

  private static func cells(_ row: Report.Row) -> [String] {
    let times = [row.nsPerFrameMin, row.nsPerFrameMedian, row.nsPerLevelMin, row.nsPerLevelMedian]
    let latencies = [row.p50, row.p99, row.p999, row.max]
    let heap = [row.allocationsPerFrame, row.retainsPerFrame, row.releasesPerFrame]
    return [row.name] + times.map { $0.map { String(format: "%.1f", $0) } ?? "" }
      + latencies.map { $0.map { String(format: "%.0f", $0) } ?? "" } + heap.map { $0?.short ?? "" }
  }

  private static func line(_ cells: [String], _ widths: [Int], _ remark: String) -> String {
    let name = cells[0].padding(toLength: widths[0], withPad: " ", startingAt: 0)
    guard remark.isEmpty else { return "\(name)  \(remark)" }
    let figures = zip(cells, widths).dropFirst().map { cell, width in
      String(repeating: " ", count: width - cell.count) + cell
    }
    return name + "  " + figures.joined(separator: "  ")
  }

  private static func sweep(_ report: Report) -> [String] {
    guard !report.sweep.isEmpty else { return [] }
    return ["", "ours: whole tick with so many instruments, the same frames to each in turn, ns/frame:"]
      + report.sweep.map { row in
        String(
          format: "%5d: %.1f, one alone %.1f, ratio %.2f", row.instruments, row.nsPerFrame, row.nsPerFrameAlone,
          row.ratio)
      }
  }

  private static func foot(_ report: Report) -> [String] {
    let targets = report.targets.map { target in
      let minima = target.fromMinima.map { ", \($0.short) from the minima" } ?? ""
      return "\(target.isMet ? "met   " : "MISSED") \(target.name): \(target.value.short)\(minima) (\(target.goal))"
    }
    return ["", "targets, from the medians of this run:"] + targets
  }
}

extension Double {
  /// Up to three significant digits, no more decimals than needed: `0`, `0.0123`, `1.35`, `64`.
  var short: String { self >= 100 ? String(format: "%.0f", self) : String(format: "%.3g", self) }
}
