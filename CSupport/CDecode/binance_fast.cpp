// Binance's hot frames through the cursor: depthUpdate, bookTicker, trade, aggTrade, raw or in an envelope.
#include "cursor.hpp"

namespace cdecode {

namespace {

enum class EventName { none, depthUpdate, bookTicker, trade, aggTrade };

/// One bit for each field, by key and by the type of its value where that differs between events.
enum Seen : uint32_t {
  kName = 1 << 0,
  kSentTime = 1 << 1,
  kEventTime = 1 << 2,
  kSymbol = 1 << 3,
  kFirstId = 1 << 4,
  kLastId = 1 << 5,
  kPreviousId = 1 << 6,
  kBids = 1 << 7,
  kAsks = 1 << 8,
  kBestPrices = 1 << 9,
  kTradeId = 1 << 10,
  kAggregateId = 1 << 11,
  kPrice = 1 << 12,
  kBuyerIsMaker = 1 << 13,
  kMarket = 1 << 14,
  kProduct = 1 << 15,
  kPair = 1 << 16,
  kFirstTradeId = 1 << 17,
  kLastTradeId = 1 << 18,
  kBestMatch = 1 << 19,
  kNonRPIQuantity = 1 << 20,
};

/// Which product a row belongs to, and its pair.
constexpr uint32_t kOrigin = kProduct | kPair;
constexpr uint32_t kDepthFields = kName | kSentTime | kSymbol | kFirstId | kLastId | kBids | kAsks;
constexpr uint32_t kTickerFields = kSymbol | kLastId | kBestPrices;
constexpr uint32_t kTradeFields = kName | kSentTime | kEventTime | kSymbol | kPrice | kBuyerIsMaker;
constexpr uint32_t kTradeOptions = kOrigin | kMarket | kBestMatch | kFirstTradeId | kLastTradeId | kNonRPIQuantity;

/// What stands between a price and its quantity, from the closing to the opening quote.
constexpr Word kBidQuantityKey("\",\"B\":\"");
constexpr Word kAskQuantityKey("\",\"A\":\"");
constexpr Word kQuantityKey("\",\"q\":\"");

/// One event object, its fields in any order, except that the symbol comes before the values on its grid and that price
/// and quantity stand together.
class Event {
 public:
  Event(tw_decoder &decoder, Cursor &cursor) : decoder_(decoder), cursor_(cursor) {}

  /// From behind the opening brace to behind the closing one.
  CDECODE_INLINE bool read();
  /// Fills the frame; false unless the fields are exactly those of one kind of frame.
  CDECODE_INLINE bool publish(std::string_view stream, bool isCombined);

 private:
  CDECODE_INLINE bool readField();
  CDECODE_INLINE bool readShort(char key);
  CDECODE_INLINE bool readLong();
  CDECODE_INLINE bool readName();
  CDECODE_INLINE bool readBid();
  CDECODE_INLINE bool readAsk();
  CDECODE_INLINE bool readPrice();
  CDECODE_INLINE bool readProduct();
  CDECODE_INLINE bool publishDepth(std::string_view stream, bool isCombined);
  CDECODE_INLINE bool publishTicker();
  CDECODE_INLINE bool publishTrade(bool isAggregate);

  CDECODE_INLINE bool once(uint32_t field) {
    const bool isNew = (seen_ & field) == 0;
    seen_ |= field;
    return isNew;
  }
  CDECODE_INLINE bool has(uint32_t required, uint32_t optional) const {
    return (seen_ & required) == required && (seen_ & ~(required | optional)) == 0;
  }
  CDECODE_INLINE bool integer(uint32_t field, uint32_t &digits, int64_t &out) {
    return once(field) && cursor_.integer(digits, out);
  }
  CDECODE_INLINE bool skipInteger(uint32_t field) {
    int64_t unused;
    return once(field) && cursor_.integer(decoder_.tradeIdDigits, unused);
  }
  CDECODE_INLINE bool skipText(uint32_t field) {
    std::string_view unused;
    return once(field) && cursor_.text(unused);
  }

  tw_decoder &decoder_;
  Cursor &cursor_;
  Symbol *symbol_ = nullptr;
  uint32_t seen_ = 0;
  EventName name_ = EventName::none;
  bool buyerIsMaker_ = false;
  // Zero where the field may be absent; the others are read only when `seen_` says that they are set.
  int64_t sent_ = 0, time_ = 0, previousId_ = 0;
  int64_t firstId_, lastId_, rowId_, price_, quantity_, bidPrice_, bidQuantity_, askPrice_, askQuantity_;
  int32_t bidCount_, askCount_;
};

CDECODE_INLINE bool Event::read() {
  while (cursor_.isInside()) {
    if (!readField()) return false;
    if (cursor_.take(',')) continue;
    return cursor_.take('}');
  }
  return false;
}

CDECODE_INLINE bool Event::readField() {
  const char key = cursor_.peek(1);
  if (cursor_.peek() != '"') return false;
  if (cursor_.peek(2) != '"' || cursor_.peek(3) != ':') return readLong();
  cursor_.skip(4);
  return readShort(key);
}

CDECODE_INLINE bool Event::readShort(char key) {
  switch (key) {
    case 'e': return readName();
    case 'E': return once(kSentTime) && cursor_.time(sent_);
    case 'T': return once(kEventTime) && cursor_.time(time_);
    case 's': return once(kSymbol) && cursor_.symbol(decoder_, symbol_);
    case 'U': return integer(kFirstId, decoder_.updateIdDigits, firstId_);
    case 'u': return integer(kLastId, decoder_.updateIdDigits, lastId_);
    case 'b': return readBid();
    case 'a': return readAsk();
    case 't': return integer(kTradeId, decoder_.tradeIdDigits, rowId_);
    case 'p': return readPrice();
    case 'm': return once(kBuyerIsMaker) && cursor_.boolean(buyerIsMaker_);
    case 'X': return once(kMarket) && cursor_.take("\"MARKET\"");
    case 'f': return skipInteger(kFirstTradeId);
    case 'l': return skipInteger(kLastTradeId);
    case 'M': {
      bool unused;
      return once(kBestMatch) && cursor_.boolean(unused);
    }
    default: return false;
  }
}

CDECODE_INLINE bool Event::readLong() {
  if (cursor_.take("\"pu\":")) return integer(kPreviousId, decoder_.updateIdDigits, previousId_);
  if (cursor_.take("\"ps\":")) return skipText(kPair);
  if (cursor_.take("\"st\":")) return readProduct();
  if (cursor_.take("\"nq\":")) return skipText(kNonRPIQuantity);
  return false;
}

CDECODE_INLINE bool Event::readName() {
  if (!once(kName)) return false;
  if (cursor_.take("\"bookTicker\"")) {
    name_ = EventName::bookTicker;
  } else if (cursor_.take("\"trade\"")) {
    name_ = EventName::trade;
  } else if (cursor_.take("\"depthUpdate\"")) {
    name_ = EventName::depthUpdate;
  } else if (cursor_.take("\"aggTrade\"")) {
    name_ = EventName::aggTrade;
  }
  return name_ != EventName::none;
}

/// Best bid and ask stand together in one order on all products.
CDECODE_INLINE bool Event::readBid() {
  if (symbol_ == nullptr) return false;
  if (cursor_.take('[')) return once(kBids) && cursor_.levels(*symbol_, decoder_.bids.get(), bidCount_);
  return once(kBestPrices) && cursor_.quote(symbol_->bids, *symbol_, kBidQuantityKey, bidPrice_, bidQuantity_) &&
         cursor_.take(",\"a\":") &&
         cursor_.quote(symbol_->asks, *symbol_, kAskQuantityKey, askPrice_, askQuantity_);
}

CDECODE_INLINE bool Event::readAsk() {
  if (!cursor_.take('[')) return integer(kAggregateId, decoder_.tradeIdDigits, rowId_);
  return once(kAsks) && symbol_ != nullptr && cursor_.levels(*symbol_, decoder_.asks.get(), askCount_);
}

/// Price and quantity of a trade stand together too.
CDECODE_INLINE bool Event::readPrice() {
  return once(kPrice) && symbol_ != nullptr &&
         cursor_.quote(symbol_->trades, *symbol_, kQuantityKey, price_, quantity_);
}

/// Rows of the other futures product are dropped and counted by the general path.
CDECODE_INLINE bool Event::readProduct() {
  const char own = decoder_.venue == TW_BINANCE_USDM ? '1' : '2';
  return once(kProduct) && decoder_.isBinanceFutures() && cursor_.take(own);
}

CDECODE_INLINE bool Event::publish(std::string_view stream, bool isCombined) {
  switch (name_) {
    case EventName::depthUpdate: return publishDepth(stream, isCombined);
    case EventName::trade: return publishTrade(false);
    case EventName::aggTrade: return publishTrade(true);
    case EventName::bookTicker:
    case EventName::none: return publishTicker();
  }
  return false;
}

/// Partial depth looks the same on futures; only the stream's name tells.
bool isDiffStream(std::string_view stream) {
  const size_t at = stream.find('@');
  if (at == std::string_view::npos) return false;
  const std::string_view name = stream.substr(at + 1);
  return name.substr(0, 5) == "depth" && (name.size() == 5 || name[5] == '@');
}

CDECODE_INLINE bool Event::publishDepth(std::string_view stream, bool isCombined) {
  const uint32_t previous = decoder_.isBinanceFutures() ? kPreviousId : 0;
  if (!has(kDepthFields | previous, kEventTime | kOrigin)) return false;
  if (isCombined && !isDiffStream(stream)) return false;
  if (bidCount_ + askCount_ > TW_MAX_LEVELS) return false;
  tw_frame &frame = decoder_.frame;
  clearFrame(frame);
  frame.kind = TW_DEPTH_DIFF;
  frame.slot = symbol_->slot;
  frame.event_ms = (seen_ & kEventTime) != 0 ? time_ : sent_;
  frame.sent_ms = sent_;
  frame.first_id = firstId_;
  frame.last_id = lastId_;
  frame.previous_id = previousId_;
  frame.bid_count = bidCount_;
  frame.ask_count = askCount_;
  frame.bids = decoder_.bids.get();
  frame.asks = decoder_.asks.get();
  return true;
}

CDECODE_INLINE bool Event::publishTicker() {
  const uint32_t name = decoder_.isBinanceFutures() ? kName : 0;
  if (!has(kTickerFields | name, kSentTime | kEventTime | kOrigin)) return false;
  tw_frame &frame = decoder_.frame;
  clearFrame(frame);
  frame.kind = TW_BOOK_TICKER;
  frame.slot = symbol_->slot;
  frame.event_ms = (seen_ & kEventTime) != 0 ? time_ : sent_;
  frame.sent_ms = sent_;
  frame.last_id = lastId_;
  frame.bid_price_ticks = bidPrice_;
  frame.bid_quantity_lots = bidQuantity_;
  frame.ask_price_ticks = askPrice_;
  frame.ask_quantity_lots = askQuantity_;
  return true;
}

CDECODE_INLINE bool Event::publishTrade(bool isAggregate) {
  if (!has(kTradeFields | (isAggregate ? kAggregateId : kTradeId), kTradeOptions)) return false;
  if (price_ == 0 || quantity_ == 0) return false;
  tw_trade &row = decoder_.trades[0];
  row = {};
  row.id = rowId_;
  row.time_ms = time_;
  row.price_ticks = price_;
  row.quantity_lots = quantity_;
  row.slot = symbol_->slot;
  row.buy_aggressor = buyerIsMaker_ ? 0 : 1;
  row.is_aggregate = isAggregate ? 1 : 0;
  tw_frame &frame = decoder_.frame;
  clearFrame(frame);
  frame.kind = TW_TRADES;
  frame.slot = row.slot;
  frame.event_ms = time_;
  frame.sent_ms = sent_;
  frame.trade_count = 1;
  frame.trades = &row;
  return true;
}

}  // namespace

bool decodeBinanceFast(tw_decoder &decoder, const char *bytes, size_t length) {
  Cursor cursor(bytes, length);
  std::string_view stream;
  const bool isCombined = cursor.take("{\"stream\":");
  if (isCombined && (!cursor.text(stream) || !cursor.take(",\"data\":"))) return false;
  Event event(decoder, cursor);
  if (!cursor.take('{') || !event.read() || (isCombined && !cursor.take('}'))) return false;
  return cursor.isAtEnd() && event.publish(stream, isCombined);
}

}  // namespace cdecode
