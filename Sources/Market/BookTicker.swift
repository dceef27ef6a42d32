/// Best prices as the venue's own ticker stream gives them; they never feed the book (SEMANTICS.md I31).
public struct BookTicker: Sendable, BitwiseCopyable, Hashable {
  public var updateID: Int64
  public var bid: Level
  public var ask: Level
  public var eventMilliseconds: Int64?

  public init(updateID: Int64, bid: Level, ask: Level, eventMilliseconds: Int64?) {
    self.updateID = updateID
    self.bid = bid
    self.ask = ask
    self.eventMilliseconds = eventMilliseconds
  }
}
