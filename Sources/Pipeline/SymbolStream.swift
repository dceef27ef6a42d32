internal import Market
internal import Venues

/// What stands between a symbol's frames and its book: continuity, waiting diffs, and which topic is the book.
struct SymbolStream: ~Copyable {
  var sync: BookSync
  var pending = PendingDiffs()
  /// Depth of the topic that is the book (Bybit); a shallower one does not feed it (SEMANTICS.md "Bybit").
  var deepestTopic: Int32 = 0
  /// Number of the input file in which the symbol was last seen: an unnamed snapshot belongs to its own file's symbols.
  var seenInFile = 0
  /// False until a first frame was taken: the first grid found is not a change of grid.
  var hasGrid = false
}
