// Bybit's hot frames through the cursor: orderbook.* and publicTrade, the topic first, all else in any order.
#include "bybit_topic.hpp"
#include "cursor.hpp"

#include <algorithm>

namespace cdecode {

namespace {

using bybit::Topic;

/// One bit for each field of the frame, the book object or a trade row.
enum Seen : uint32_t {
  kType = 1 << 0,
  kSentTime = 1 << 1,
  kMatchTime = 1 << 2,
  kData = 1 << 3,
  kSymbol = 1 << 4,
  kBids = 1 << 5,
  kAsks = 1 << 6,
  kUpdateId = 1 << 7,
  kSequence = 1 << 8,
  kTradeTime = 1 << 9,
  kSide = 1 << 10,
  kQuantity = 1 << 11,
  kPrice = 1 << 12,
  kTickDirection = 1 << 13,
  kTradeId = 1 << 14,
  kBlockTrade = 1 << 15,
  kRPI = 1 << 16,
};

constexpr uint32_t kBookFields = kSymbol | kBids | kAsks | kUpdateId | kSequence;
constexpr uint32_t kRowFields = kTradeTime | kSymbol | kSide | kQuantity | kPrice | kTradeId;
constexpr uint32_t kRowOptions = kTickDirection | kBlockTrade | kRPI | kSequence;

class Frame {
 public:
  Frame(tw_decoder &decoder, Cursor &cursor) : decoder_(decoder), cursor_(cursor) {}

  bool read();
  bool publish();

 private:
  bool readField();
  bool readType();
  bool readBook();
  bool readBookField(uint32_t &seen);
  bool readRows();
  bool readRow();
  bool readRowField(uint32_t &seen, tw_trade &row);
  bool readSymbol(uint32_t &seen);
  bool readSide(uint32_t &seen, tw_trade &row);
  bool readTradeId(uint32_t &seen, tw_trade &row);
  bool readBlockTrade(uint32_t &seen);
  void publishBook();
  void publishTrades();

  static bool once(uint32_t &seen, uint32_t field) {
    const bool isNew = (seen & field) == 0;
    seen |= field;
    return isNew;
  }

  tw_decoder &decoder_;
  Cursor &cursor_;
  Topic topic_;
  bool isBook_ = false;
  bool isDelta_ = false;
  Symbol *symbol_ = nullptr;
  uint32_t seen_ = 0;
  int32_t depth_ = 0, bidCount_ = 0, askCount_ = 0, tradeCount_ = 0;
  int64_t sent_ = 0, matched_ = 0, updateId_ = 0, sequence_ = 0;
};

bool Frame::read() {
  std::string_view topic;
  if (!cursor_.take("{\"topic\":") || !cursor_.text(topic)) return false;
  topic_ = bybit::parseTopic(topic);
  isBook_ = topic_.group == "orderbook";
  depth_ = isBook_ ? bybit::bookDepth(topic_.argument) : 0;
  if (depth_ < 0 || (!isBook_ && topic_.group != "publicTrade")) return false;
  while (cursor_.isInside() && cursor_.take(',')) {
    if (!readField()) return false;
  }
  return cursor_.take('}') && cursor_.isAtEnd();
}

bool Frame::readField() {
  if (cursor_.take("\"ts\":")) return once(seen_, kSentTime) && cursor_.time(sent_);
  if (cursor_.take("\"type\":")) return once(seen_, kType) && readType();
  if (cursor_.take("\"cts\":")) return once(seen_, kMatchTime) && cursor_.time(matched_);
  if (cursor_.take("\"data\":")) return once(seen_, kData) && (isBook_ ? readBook() : readRows());
  return false;
}

bool Frame::readType() {
  isDelta_ = cursor_.take("\"delta\"");
  return isDelta_ || cursor_.take("\"snapshot\"");
}

bool Frame::readBook() {
  uint32_t seen = 0;
  if (!cursor_.take('{')) return false;
  while (cursor_.isInside()) {
    if (!readBookField(seen)) return false;
    if (cursor_.take(',')) continue;
    return cursor_.take('}') && seen == kBookFields;
  }
  return false;
}

bool Frame::readBookField(uint32_t &seen) {
  if (cursor_.take("\"s\":")) return readSymbol(seen);
  if (cursor_.take("\"b\":[")) {
    return once(seen, kBids) && symbol_ != nullptr &&
           cursor_.levels(*symbol_, decoder_.bids.get(), bidCount_);
  }
  if (cursor_.take("\"a\":[")) {
    return once(seen, kAsks) && symbol_ != nullptr &&
           cursor_.levels(*symbol_, decoder_.asks.get(), askCount_);
  }
  if (cursor_.take("\"u\":")) return once(seen, kUpdateId) && cursor_.integer(decoder_.updateIdDigits, updateId_);
  if (cursor_.take("\"seq\":")) return once(seen, kSequence) && cursor_.integer(decoder_.tradeIdDigits, sequence_);
  return false;
}

bool Frame::readRows() {
  if (!cursor_.take('[')) return false;
  for (; cursor_.isInside() && tradeCount_ < TW_MAX_ROWS; ++tradeCount_) {
    if (!readRow()) return false;
    if (cursor_.take(',')) continue;
    ++tradeCount_;
    return cursor_.take(']');
  }
  return false;
}

bool Frame::readRow() {
  uint32_t seen = 0;
  tw_trade row = {};
  if (!cursor_.take('{')) return false;
  while (cursor_.isInside()) {
    if (!readRowField(seen, row)) return false;
    if (cursor_.take(',')) continue;
    row.slot = symbol_ != nullptr ? symbol_->slot : -1;
    decoder_.trades[tradeCount_] = row;
    const bool isComplete = (seen & kRowFields) == kRowFields && (seen & ~(kRowFields | kRowOptions)) == 0;
    return cursor_.take('}') && isComplete && row.price_ticks > 0 && row.quantity_lots > 0;
  }
  return false;
}

bool Frame::readRowField(uint32_t &seen, tw_trade &row) {
  if (cursor_.take("\"T\":")) return once(seen, kTradeTime) && cursor_.time(row.time_ms);
  if (cursor_.take("\"s\":")) return readSymbol(seen);
  if (cursor_.take("\"S\":")) return readSide(seen, row);
  if (cursor_.take("\"v\":")) {
    return once(seen, kQuantity) && (seen & kSymbol) != 0 &&
           cursor_.onGrid(symbol_->trades.quantity, symbol_->quantity, row.quantity_lots);
  }
  if (cursor_.take("\"p\":")) {
    return once(seen, kPrice) && (seen & kSymbol) != 0 &&
           cursor_.onGrid(symbol_->trades.price, symbol_->price, row.price_ticks);
  }
  if (cursor_.take("\"i\":")) return readTradeId(seen, row);
  if (cursor_.take("\"BT\":")) return readBlockTrade(seen);
  std::string_view unusedText;
  if (cursor_.take("\"L\":")) return once(seen, kTickDirection) && cursor_.text(unusedText);
  bool unusedFlag;
  if (cursor_.take("\"RPI\":")) return once(seen, kRPI) && cursor_.boolean(unusedFlag);
  int64_t unusedNumber;
  return cursor_.take("\"seq\":") && once(seen, kSequence) && cursor_.integer(decoder_.tradeIdDigits, unusedNumber);
}

/// The topic and every row name the same symbol.
bool Frame::readSymbol(uint32_t &seen) {
  if (!once(seen, kSymbol) || !cursor_.symbol(decoder_, symbol_)) return false;
  const auto length = static_cast<size_t>(symbol_->length);
  return topic_.symbol.size() == length && std::memcmp(topic_.symbol.data(), symbol_->name.words, length) == 0;
}

bool Frame::readSide(uint32_t &seen, tw_trade &row) {
  const bool isBuy = cursor_.take("\"Buy\"");
  row.buy_aggressor = isBuy ? 1 : 0;
  return once(seen, kSide) && (isBuy || cursor_.take("\"Sell\""));
}

bool Frame::readTradeId(uint32_t &seen, tw_trade &row) {
  std::string_view id;
  return once(seen, kTradeId) && cursor_.text(id) && parseTradeId(id, row);
}

/// Block trades are dropped and counted by the general path.
bool Frame::readBlockTrade(uint32_t &seen) {
  bool isBlockTrade = false;
  return once(seen, kBlockTrade) && cursor_.boolean(isBlockTrade) && !isBlockTrade;
}

bool Frame::publish() {
  const uint32_t required = kType | kSentTime | kData;
  if ((seen_ & required) != required || bidCount_ + askCount_ > TW_MAX_LEVELS) return false;
  clearFrame(decoder_.frame);
  decoder_.frame.slot = symbol_->slot;
  decoder_.frame.sent_ms = sent_;
  if (isBook_) {
    publishBook();
  } else {
    publishTrades();
  }
  return true;
}

void Frame::publishBook() {
  tw_frame &frame = decoder_.frame;
  frame.kind = isDelta_ && updateId_ != 1 ? TW_DEPTH_DIFF : TW_DEPTH_SNAPSHOT;
  frame.event_ms = (seen_ & kMatchTime) != 0 ? matched_ : sent_;
  frame.first_id = sequence_;
  frame.last_id = updateId_;
  frame.depth = depth_;
  frame.bid_count = bidCount_;
  frame.ask_count = askCount_;
  frame.bids = decoder_.bids.get();
  frame.asks = decoder_.asks.get();
}

void Frame::publishTrades() {
  tw_frame &frame = decoder_.frame;
  frame.kind = TW_TRADES;
  for (int32_t row = 0; row < tradeCount_; ++row) {
    frame.event_ms = std::max(frame.event_ms, decoder_.trades[row].time_ms);
  }
  frame.trade_count = tradeCount_;
  frame.trades = decoder_.trades.get();
}

}  // namespace

bool decodeBybitFast(tw_decoder &decoder, const char *bytes, size_t length) {
  Cursor cursor(bytes, length);
  Frame frame(decoder, cursor);
  return frame.read() && frame.publish();
}

}  // namespace cdecode
