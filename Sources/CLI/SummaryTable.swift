internal import Engine
internal import Foundation
internal import Market
internal import Pipeline
internal import Venues

/// The summary as a table for people.
enum SummaryTable {
  static func text(_ summary: SessionSummary) -> String {
    var lines = ["", "\(summary.venue.name): \(count(summary.frames)) frames, \(count(summary.bytes)) bytes"]
    for symbol in summary.symbols { lines.append(line(symbol)) }
    let cost = summary.nanosecondsPerFrame
    lines += [
      row("decoded", count(summary.decoded)),
      row("ignored", reasons(summary.ignored)),
      row("rejected", reasons(summary.rejected)),
      row("book updates", "\(count(summary.books.updates)) of \(count(summary.books.levelUpdates)) levels"),
      row("trades", count(summary.trades)),
      row("gaps", "\(summary.books.gaps), resyncs \(summary.books.resyncs), crossed \(summary.books.crossed)"),
      row("signals", count(summary.signals)),
      row("elapsed", String(format: "%.3f s", summary.elapsedSeconds)),
      row(
        "ns a frame",
        String(format: "mean %.0f, ", cost.mean)
          + "p50 \(cost.p50), p99 \(cost.p99), p99.9 \(cost.p999), max \(cost.max)"),
      row("digest", summary.digest),
      "",
    ]
    return lines.joined(separator: "\n")
  }

  private static func line(_ symbol: SessionSummary.SymbolSummary) -> String {
    let best = [symbol.bestBid, symbol.bestAsk].map { $0 ?? "–" }.joined(separator: " / ")
    return row(
      symbol.name, "\(symbol.status.name), \(best), \(symbol.bidLevels) + \(symbol.askLevels) levels held")
  }

  private static func row(_ name: String, _ value: String) -> String {
    "  " + name.padding(toLength: max(14, name.count), withPad: " ", startingAt: 0) + " " + value
  }

  private static func reasons(_ reasons: [SessionSummary.ReasonCount]) -> String {
    reasons.isEmpty ? "0" : reasons.map { "\($0.reason.name) \(count($0.count))" }.joined(separator: ", ")
  }

  /// Digits in groups of three.
  private static func count(_ number: Int64) -> String {
    var text = String(number)
    var position = text.count - 3
    while position > 0 {
      text.insert(" ", at: text.index(text.startIndex, offsetBy: position))
      position -= 3
    }
    return text
  }
}
