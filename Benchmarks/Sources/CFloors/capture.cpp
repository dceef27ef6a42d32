// Finds out once what a capture is, so that no contender has to ask while it is timed.
#include "capture.hpp"

#include <algorithm>
#include <cstring>
#include <memory>

#include "on_demand.hpp"
#include "scanner.hpp"

namespace {

using OnDemand = floors::OnDemand<floors::InlinedValues>;
using Update = floors_capture::Update;

/// Keeps what a book would be told.
struct Recorder {
  std::vector<Update> *updates = nullptr;
  template <floors_side side>
  void set(int64_t price, int64_t quantity) {
    updates->push_back({price, quantity, side});
  }
};

/// The text of the first string after `key`.
std::string first_string_after(const std::string &text, const char *key) {
  const size_t at = text.find(key);
  if (at == std::string::npos) return {};
  const size_t open = text.find('"', at + std::strlen(key));
  const size_t close = open == std::string::npos ? open : text.find('"', open + 1);
  return close == std::string::npos ? std::string() : text.substr(open + 1, close - open - 1);
}

int32_t decimals_of(const std::string &number) {
  const size_t point = number.find('.');
  return point == std::string::npos ? 0 : static_cast<int32_t>(number.size() - point - 1);
}

/// The first level says how many decimals all are to have.
bool find_decimals(floors_capture &capture, const std::string &snapshot) {
  const std::string price = first_string_after(snapshot, "[[");
  if (price.empty()) return false;
  const std::string quantity = first_string_after(snapshot, ("[[\"" + price + "\",").c_str());
  if (quantity.empty()) return false;
  capture.price_decimals = decimals_of(price);
  capture.quantity_decimals = decimals_of(quantity);
  return true;
}

std::string on_demand_objection(floors_capture &capture, const floors_frame *frames, size_t count) {
  if (capture.price_decimals == 0 || capture.quantity_decimals == 0) return "prices or quantities without decimals";
  OnDemand decoder(capture.price_decimals, capture.quantity_decimals);
  floors::Sink<Recorder> sink;
  sink.book.updates = &capture.updates;
  sink.start(capture.snapshot_id);
  for (size_t each = 0; each < count; ++each)
    if (!decoder.decode(frames[each], sink)) return "decimals vary, or a frame is no USD-M stream frame";
  return {};
}

std::string flat_objection(const floors_capture &capture) {
  if (!capture.on_demand_objection.empty()) return capture.on_demand_objection;
  if (capture.price_decimals != floors::flat_price_decimals) return "made for prices of 2 decimals";
  if (capture.quantity_decimals != floors::flat_quantity_decimals) return "made for quantities of 3 decimals";
  const auto on_grid = [](const Update &update) { return update.price % floors::units_per_tick == 0; };
  for (const auto *updates : {&capture.snapshot, &capture.updates})
    if (!std::all_of(updates->begin(), updates->end(), on_grid)) return "made for prices in steps of 0.10";
  return {};
}

std::string scanner_objection(const floors_capture &capture, const floors_frame *frames, size_t count) {
  if (!capture.flat_objection.empty()) return capture.flat_objection;
  floors::Scanner<true> scanner(capture.symbol_length);
  floors::Sink<floors::NoBook> sink;
  for (size_t each = 0; each < count; ++each)
    if (!scanner.decode(frames[each], sink)) return "made for the frames of btcusdt_20240808";
  return {};
}

size_t symbol_length_of(const floors_frame &frame) {
  const std::string text(frame.bytes, frame.length);
  const std::string stream = first_string_after(text, "\"stream\":");
  return std::min(stream.find('@'), stream.size());
}

}  // namespace

floors_capture *floors_capture_create(const floors_frame *frames, size_t count, floors_frame snapshot) {
  auto capture = std::make_unique<floors_capture>();
  if (count == 0 || !find_decimals(*capture, std::string(snapshot.bytes, snapshot.length))) return nullptr;
  capture->symbol_length = symbol_length_of(frames[0]);
  OnDemand decoder(capture->price_decimals, capture->quantity_decimals);
  const auto keep = [&](floors_side side, int64_t price, int64_t quantity) {
    capture->snapshot.push_back({price, quantity, side});
  };
  if (!decoder.snapshot(snapshot, capture->snapshot_id, keep)) {
    capture->on_demand_objection = "the snapshot's decimals vary";
  } else {
    capture->on_demand_objection = on_demand_objection(*capture, frames, count);
  }
  capture->flat_objection = flat_objection(*capture);
  capture->scanner_objection = scanner_objection(*capture, frames, count);
  return capture.release();
}

void floors_capture_destroy(floors_capture *capture) { delete capture; }

int32_t floors_capture_price_decimals(const floors_capture *capture) { return capture->price_decimals; }

int32_t floors_capture_quantity_decimals(const floors_capture *capture) { return capture->quantity_decimals; }

const char *floors_capture_objection(const floors_capture *capture, floors_kind kind) {
  const std::string *objection = nullptr;
  switch (kind) {
    case FLOORS_TOUCH: case FLOORS_STAGE_1: return nullptr;
    case FLOORS_ON_DEMAND: case FLOORS_ON_DEMAND_MAP: case FLOORS_BOOK_MAP:
      objection = &capture->on_demand_objection;
      break;
    case FLOORS_ON_DEMAND_FLAT: case FLOORS_ON_DEMAND_FLAT_PLAIN: case FLOORS_BOOK_FLAT:
      objection = &capture->flat_objection;
      break;
    case FLOORS_SCANNER: case FLOORS_SCANNER_FLAT:
      objection = &capture->scanner_objection;
      break;
  }
  return objection == nullptr || objection->empty() ? nullptr : objection->c_str();
}
