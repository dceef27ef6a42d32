// The contenders behind one set of calls: reset, run, latencies, book. The loops over frames are here, so that a call
// from Swift costs once a run and not once a frame.
#include <malloc.h>
#include <simdjson.h>

#include <chrono>
#include <cstdio>
#include <limits>
#include <memory>
#include <utility>

#include "books.hpp"
#include "capture.hpp"
#include "on_demand.hpp"
#include "scanner.hpp"

struct floors_contender {
  virtual ~floors_contender() = default;
  virtual void reset() {}
  virtual void run(const floors_frame *frames, size_t count) = 0;
  virtual void latencies(const floors_frame *frames, size_t count, uint32_t *ns) = 0;
  virtual uint64_t decoded_sum() const { return 0; }
  virtual size_t prebuilt_levels() const { return 0; }
  virtual size_t top(floors_side, floors_level *, size_t) const { return 0; }
  virtual size_t level_count(floors_side) const { return 0; }

  size_t faults = 0;
};

namespace {

using Clock = std::chrono::steady_clock;

/// Takes one frame at a time through `Work::take`, which says whether it understood it.
template <class Work>
class PerFrame : public floors_contender {
 public:
  template <class... Arguments>
  explicit PerFrame(Arguments &&...arguments) : work_(std::forward<Arguments>(arguments)...) {}

  void reset() override {
    faults = 0;
    work_.reset();
  }

  void run(const floors_frame *frames, size_t count) override {
    size_t failed = 0;
    for (size_t each = 0; each < count; ++each) failed += !work_.take(frames[each]);
    faults += failed;
  }

  void latencies(const floors_frame *frames, size_t count, uint32_t *ns) override {
    auto before = Clock::now();
    for (size_t each = 0; each < count; ++each) {
      faults += !work_.take(frames[each]);
      const auto after = Clock::now();
      const int64_t elapsed = std::chrono::nanoseconds(after - before).count();
      ns[each] = static_cast<uint32_t>(std::min<int64_t>(elapsed, std::numeric_limits<uint32_t>::max()));
      before = after;
    }
  }

  uint64_t decoded_sum() const override { return work_.sum(); }
  size_t top(floors_side side, floors_level *levels, size_t limit) const override {
    return work_.book().top(side, levels, limit);
  }
  size_t level_count(floors_side side) const override { return work_.book().count(side); }

 private:
  Work work_;
};

/// Work that has no book and decodes nothing; what it reads ends in a volatile, so that the reading is not removed.
class Bookless {
 public:
  void reset() {}
  uint64_t sum() const { return 0; }
  const floors::NoBook &book() const { return book_; }

 protected:
  static constexpr size_t cache_line = 64;
  volatile uint64_t seen_ = 0;

 private:
  floors::NoBook book_;
};

/// One byte of every cache line: what it costs to bring the frames in.
class Touch : public Bookless {
 public:
  bool take(const floors_frame &frame) {
    uint64_t sum = 0;
    for (size_t at = 0; at < frame.length; at += cache_line) sum += static_cast<unsigned char>(frame.bytes[at]);
    seen_ = sum;
    return true;
  }
};

/// simdjson finds the structure of each frame and goes no further.
class Stage1 : public Bookless {
 public:
  bool take(const floors_frame &frame) {
    return !parser_.iterate(frame.bytes, frame.length, frame.length + simdjson::SIMDJSON_PADDING).error();
  }

 private:
  simdjson::ondemand::parser parser_;
};

template <class Book>
void load(Book &book, const std::vector<floors_capture::Update> &updates) {
  for (const auto &update : updates) {
    if (update.side == FLOORS_BID)
      book.template set<FLOORS_BID>(update.price, update.quantity);
    else
      book.template set<FLOORS_ASK>(update.price, update.quantity);
  }
}

template <class Decoder, class Book>
class Decoding {
 public:
  Decoding(const floors_capture &capture, Decoder decoder) : capture_(capture), decoder_(std::move(decoder)) {}

  void reset() {
    sink_.start(capture_.snapshot_id);
    sink_.book.clear();
    load(sink_.book, capture_.snapshot);
  }

  bool take(const floors_frame &frame) { return decoder_.decode(frame, sink_); }
  uint64_t sum() const { return sink_.sum(); }
  const Book &book() const { return sink_.book; }

 private:
  const floors_capture &capture_;
  Decoder decoder_;
  floors::Sink<Book> sink_;
};

/// Only the book is timed: its updates are ready in memory.
template <class Book>
class BookAlone : public floors_contender {
 public:
  explicit BookAlone(const floors_capture &capture) : capture_(capture) {}

  void reset() override {
    book_.clear();
    load(book_, capture_.snapshot);
  }

  void run(const floors_frame *, size_t) override { load(book_, capture_.updates); }
  void latencies(const floors_frame *, size_t, uint32_t *) override {}
  size_t prebuilt_levels() const override { return capture_.updates.size(); }
  size_t top(floors_side side, floors_level *levels, size_t limit) const override {
    return book_.top(side, levels, limit);
  }
  size_t level_count(floors_side side) const override { return book_.count(side); }

 private:
  const floors_capture &capture_;
  Book book_;
};

template <class Book, class Values = floors::InlinedValues>
floors_contender *on_demand(const floors_capture &capture) {
  using Decoder = floors::OnDemand<Values>;
  return new PerFrame<Decoding<Decoder, Book>>(capture, Decoder(capture.price_decimals, capture.quantity_decimals));
}

template <class Book>
floors_contender *scanner(const floors_capture &capture) {
  using Work = Decoding<floors::Scanner<false>, Book>;
  return new PerFrame<Work>(capture, floors::Scanner<false>(capture.symbol_length));
}

}  // namespace

floors_contender *floors_create(floors_kind kind, const floors_capture *capture) {
  switch (kind) {
    case FLOORS_TOUCH: return new PerFrame<Touch>();
    case FLOORS_STAGE_1: return new PerFrame<Stage1>();
    case FLOORS_ON_DEMAND: return on_demand<floors::NoBook>(*capture);
    case FLOORS_ON_DEMAND_FLAT: return on_demand<floors::FlatBook>(*capture);
    case FLOORS_ON_DEMAND_FLAT_PLAIN: return on_demand<floors::FlatBook, floors::PlainValues>(*capture);
    case FLOORS_ON_DEMAND_MAP: return on_demand<floors::MapBook>(*capture);
    case FLOORS_SCANNER: return scanner<floors::NoBook>(*capture);
    case FLOORS_SCANNER_FLAT: return scanner<floors::FlatBook>(*capture);
    case FLOORS_BOOK_FLAT: return new BookAlone<floors::FlatBook>(*capture);
    case FLOORS_BOOK_MAP: return new BookAlone<floors::MapBook>(*capture);
  }
  __builtin_unreachable();
}

void floors_destroy(floors_contender *contender) { delete contender; }

void floors_reset(floors_contender *contender) { contender->reset(); }

void floors_run(floors_contender *contender, const floors_frame *frames, size_t count) {
  contender->run(frames, count);
}

void floors_latencies(floors_contender *contender, const floors_frame *frames, size_t count, uint32_t *ns) {
  contender->latencies(frames, count, ns);
}

size_t floors_faults(const floors_contender *contender) { return contender->faults; }

uint64_t floors_decoded_sum(const floors_contender *contender) { return contender->decoded_sum(); }

size_t floors_prebuilt_levels(const floors_contender *contender) { return contender->prebuilt_levels(); }

size_t floors_top(const floors_contender *contender, floors_side side, floors_level *levels, size_t limit) {
  return contender->top(side, levels, limit);
}

size_t floors_level_count(const floors_contender *contender, floors_side side) { return contender->level_count(side); }

int32_t floors_keep_memory(void) { return mallopt(M_MMAP_MAX, 0) == 1 && mallopt(M_TRIM_THRESHOLD, -1) == 1; }

void floors_describe(char *text, size_t capacity) {
  const std::string name = simdjson::get_active_implementation()->name();
  std::snprintf(text, capacity, "%s (%s)", SIMDJSON_STRINGIFY(SIMDJSON_VERSION), name.c_str());
}
