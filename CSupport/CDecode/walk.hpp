// One frame's walk through simdjson's DOM: typed reads, the first error, symbols, rows, and the verdict at the end.
#pragma once
#include <string_view>

#include "decoder.hpp"
#include "fields.hpp"

namespace cdecode {

/// Reads keep going after an error and then return zeros, so that a decoder reads like the frame's description;
/// the first error decides. Nothing of a frame is published unless all of it was good.
class Walk {
 public:
  Walk(tw_decoder &decoder, int32_t forcedSlot);

  tw_decoder &decoder;
  tw_frame &frame;

  bool hasFailed() const { return error_ != TW_REASON_NONE; }
  void fail(tw_reason reason);
  /// The frame is fine, but feeds nothing unless rows say otherwise.
  void ignore(tw_reason reason) { ignored_ = reason; }

  /// The object's known fields; an error when it is none or repeats one.
  template <size_t count>
  bool collect(simdjson::dom::element element, const KeyTable<count> &keys, Fields &out) {
    simdjson::dom::object object;
    if (element.get(object) != simdjson::SUCCESS) return fail(TW_REASON_BAD_FIELD), false;
    if (!out.collect(object, keys)) return fail(TW_REASON_DUPLICATE_FIELD), false;
    return true;
  }

  // Typed reads of a field that must be there, or (optional…) may be missing and is then 0.
  std::string_view text(const Fields &fields, int key);
  int64_t integer(const Fields &fields, int key);
  bool flag(const Fields &fields, int key);
  int64_t time(const Fields &fields, int key);
  int64_t optionalTime(const Fields &fields, int key);
  /// As optionalTime, but "" and 0 also mean none.
  int64_t timeOrNone(const Fields &fields, int key);
  tw_decimal decimal(const Fields &fields, int key);
  /// "" also means absent.
  tw_decimal optionalDecimal(const Fields &fields, int key);

  // Symbols. A symbol that is unknown or filtered stands in for itself: its values are checked all the same.
  const Symbol &symbol(std::string_view name);
  /// The symbol that the caller forced, or one that stands for none.
  const Symbol &forcedSymbol() const;
  static bool isKept(const Symbol &symbol) { return symbol.slot >= 0; }

  // Values on a symbol's grid, at least `least` ticks or lots.
  int64_t ticks(const Fields &fields, int key, const Symbol &symbol, int64_t least);
  int64_t lots(const Fields &fields, int key, const Symbol &symbol, int64_t least);
  void levels(const Fields &fields, int bidsKey, int asksKey, const Symbol &symbol);

  // Rows: null when the frame holds too many.
  tw_trade *addTrade();
  tw_record *addRecord(tw_record_kind kind, const Symbol &symbol);

  /// Writes the verdict. Called once, last.
  void finish(tw_kind kind);

 private:
  tw_decimal decimalOf(simdjson::dom::element element);
  int64_t timeOf(simdjson::dom::element element);
  int64_t onGrid(simdjson::dom::element element, const Symbol &symbol, bool isPrice, int64_t least);
  void noteOffGrid(const Symbol &symbol, bool isPrice, int32_t decimals);
  int32_t side(simdjson::dom::element element, const Symbol &symbol, tw_level *out, int32_t room);
  bool hasRows() const;
  tw_reason reasonWithoutRows() const;
  void publish(tw_kind kind);
  void settle(tw_status status, tw_reason reason);

  int32_t forcedSlot_;
  tw_reason error_ = TW_REASON_NONE;
  tw_reason ignored_ = TW_REASON_NONE;
  bool isFiltered_ = false;
  /// The first symbol that is not registered; its grid is whole numbers, so that it collects the decimals needed.
  Symbol unknown_;
  /// The first symbol with a value off its grid; null if all fit.
  const Symbol *offGrid_ = nullptr;
  int32_t neededPriceDecimals_ = 0;
  int32_t neededQuantityDecimals_ = 0;
};

}  // namespace cdecode
