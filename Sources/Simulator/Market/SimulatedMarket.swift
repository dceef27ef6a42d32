/// The market itself: a book around a scripted price, traders who hit it, and the scene's wall. Time goes in steps of
/// 1 ms; what happened in the latest step stands in `quotes`, `fills` and `forcedOrders` for the feeds to write.
///
/// Price does not emerge from orders here: quotes follow the script's reference price, and where they have to cross
/// resting levels, aggressive trades take these first. So scenes happen where they should, and tape and book still
/// agree.
package struct SimulatedMarket {
  /// Set up by the script and left to the feed, which alone knows frames.
  enum FeedCue { case dropDepthFrame, takeSnapshot }

  struct Wall {
    var side: BookSide
    var ticks: Int64
    var initialLots: Int64
    /// The share of its size that comes and goes while it is not the best level.
    var breath: Double
    var placedMilliseconds: Int64
    /// When trades may take it: the time by which nothing is left.
    var erodedByMilliseconds: Int64?
  }

  private(set) var milliseconds: Int64
  package internal(set) var book: SimulatedBook
  var wall: Wall?
  package internal(set) var quotes: [Quote] = []
  package internal(set) var fills: [Fill] = []
  var forcedOrders: [ForcedOrder] = []
  private(set) var feedCues: [FeedCue] = []
  var random: RandomSource

  private let startMilliseconds: Int64
  private var story: StoryReader
  private var arrivals = TradeArrivals()
  private var noise = PriceNoise()
  private(set) var mood: StoryReader.Mood
  private(set) var nextTradeID: Int64
  private var latestQuote: Quote

  /// How often quotes are compared with the reference price.
  private static let followMilliseconds: Int64 = 25
  /// Changes of resting orders a second in a calm market.
  private static let calmBookChangesPerSecond = 300.0

  package init(story: Story, startMilliseconds: Int64, random: RandomSource) {
    self.random = random
    self.startMilliseconds = startMilliseconds
    milliseconds = startMilliseconds
    self.story = StoryReader(story)
    mood = self.story.mood(at: 0)
    let updateID = self.random.integer(9_000_000_000_000...12_000_000_000_000)
    book = SimulatedBook(
      bidTicks: Int64(mood.referenceTicks), seed: self.random.next(), updateID: updateID, random: &self.random)
    _ = book.takeChangedTicks()  // The initial book is no change.
    nextTradeID = self.random.integer(5_000_000_000...9_000_000_000)
    latestQuote = book.quote(at: startMilliseconds)
  }

  /// Advances by one millisecond.
  mutating func step() {
    milliseconds += 1
    quotes.removeAll(keepingCapacity: true)
    fills.removeAll(keepingCapacity: true)
    forcedOrders.removeAll(keepingCapacity: true)
    feedCues.removeAll(keepingCapacity: true)
    let elapsed = milliseconds - startMilliseconds
    mood = story.mood(at: elapsed)
    while let action = story.takeCue(at: elapsed) { perform(action) }
    if elapsed % PriceNoise.stepMilliseconds == 0 { noise.step(random: &random) }
    if elapsed % Self.followMilliseconds == 0 { followReference() }
    changeRestingOrders()
    for _ in 0..<arrivals.next(activity: mood.activity, random: &random) { tradeAtTouch() }
    if random.chance(mood.liquidationsPerSecond / 1_000) { liquidate() }
    finishErosion()
  }

  private mutating func perform(_ action: StoryCue.Action) {
    switch action {
    case .placeWall(let side, let ticks, let lots, let breath):
      placeWall(side, ticks: ticks, lots: lots, breath: breath)
    case .shrinkWall(let remaining): shrinkWall(remaining: remaining)
    case .erodeWall(let until): wall?.erodedByMilliseconds = startMilliseconds + until
    case .hitWall(let share): hitWall(share: share)
    case .refillWall(let lots): refillWall(lots: lots)
    case .dropDepthFrame: feedCues.append(.dropDepthFrame)
    case .takeSnapshot: feedCues.append(.takeSnapshot)
    }
  }

  private var referenceTicks: Double { mood.referenceTicks + mood.noiseTicks * noise.value }

  /// Quotes move in jumps: only when the reference has left them by a third of the noise, and never by less than 3
  /// ticks.
  private mutating func followReference() {
    guard abs(referenceTicks - book.midTicks) > max(3, mood.noiseTicks * 0.35) else { return }
    requote()
  }

  mutating func requote() {
    let spread = random.chance(min(0.3, 0.03 * mood.activity)) ? random.integer(2...5) : 1
    requote(bidTicks: Int64(referenceTicks), spreadTicks: spread)
  }

  private mutating func changeRestingOrders() {
    let expected = Self.calmBookChangesPerSecond * mood.activity.squareRoot() / 1_000
    let certain = expected.rounded(.down)
    let count = Int(certain) + (random.chance(expected - certain) ? 1 : 0)
    for _ in 0..<count { changeRestingOrder(random.chance(0.5) ? .bid : .ask) }
  }

  private mutating func changeRestingOrder(_ side: BookSide) {
    switch random.unit() {
    case ..<0.12: resizeTouch(side)
    case ..<0.65: resizeResident(side, depth: 60)
    case ..<0.87: resizeResident(side, depth: 900)
    case ..<0.985: toggleNearLevel(side)
    default: narrowSpread(side)
    }
  }

  /// Appends the touch if it differs from the one published last.
  mutating func publishQuote() {
    let quote = book.quote(at: milliseconds)
    precondition(quote.bidTicks < quote.askTicks, "the simulated book is crossed")
    guard !quote.showsSameTouch(as: latestQuote) else { return }
    latestQuote = quote
    quotes.append(quote)
  }

  mutating func recordFill(ticks: Int64, lots: Int64, isBuy: Bool) {
    fills.append(Fill(tradeID: nextTradeID, milliseconds: milliseconds, ticks: ticks, lots: lots, isBuy: isBuy))
    nextTradeID += 1
  }
}
