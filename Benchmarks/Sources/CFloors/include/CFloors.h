// The alternatives that ours is measured against, and the floors below which nothing can read the same bytes: C++ over
// simdjson and the standard library. Each is a contender that Swift resets, runs over frames and asks for its book.
//
// The stream is Binance USD-M, one symbol: depth diffs, bookTicker, trade and aggTrade in combined-stream envelopes.
#pragma once
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#pragma clang assume_nonnull begin

/// One frame's text; at least 64 readable bytes follow it.
typedef struct floors_frame {
  const char *bytes;
  size_t length;
  int64_t received_ns;
} floors_frame;

/// A level in units of the capture's own decimals: 61659.70 is 6165970.
typedef struct floors_level {
  int64_t price;
  int64_t quantity;
} floors_level;

typedef enum __attribute__((enum_extensibility(closed))) floors_kind {
  FLOORS_TOUCH __attribute__((swift_name("touch"))) = 0,
  FLOORS_STAGE_1 __attribute__((swift_name("stage1"))) = 1,
  FLOORS_ON_DEMAND __attribute__((swift_name("onDemand"))) = 2,
  FLOORS_ON_DEMAND_FLAT __attribute__((swift_name("onDemandFlat"))) = 3,
  FLOORS_ON_DEMAND_FLAT_PLAIN __attribute__((swift_name("onDemandFlatPlain"))) = 4,
  FLOORS_ON_DEMAND_MAP __attribute__((swift_name("onDemandMap"))) = 5,
  FLOORS_SCANNER __attribute__((swift_name("scanner"))) = 6,
  FLOORS_SCANNER_FLAT __attribute__((swift_name("scannerFlat"))) = 7,
  FLOORS_BOOK_FLAT __attribute__((swift_name("bookFlat"))) = 8,
  FLOORS_BOOK_MAP __attribute__((swift_name("bookMap"))) = 9,
} floors_kind;

typedef enum __attribute__((enum_extensibility(closed))) floors_side {
  FLOORS_BID __attribute__((swift_name("bid"))) = 0,
  FLOORS_ASK __attribute__((swift_name("ask"))) = 1,
} floors_side;

/// What the contenders start from and what they may assume of a capture.
typedef struct floors_capture floors_capture;
typedef struct floors_contender floors_contender;

/// Reads the snapshot, and every frame once to find out which contenders the capture suits. The frames are not kept.
/// Null when the snapshot is no REST depth snapshot with at least one level.
floors_capture *_Nullable floors_capture_create(const floors_frame *frames, size_t count, floors_frame snapshot);
void floors_capture_destroy(floors_capture *capture);
/// Decimals of every price and quantity.
int32_t floors_capture_price_decimals(const floors_capture *capture);
int32_t floors_capture_quantity_decimals(const floors_capture *capture);
/// Why a contender cannot read this capture; null when it can.
const char *_Nullable floors_capture_objection(const floors_capture *capture, floors_kind kind);

/// The capture must live as long as the contender.
floors_contender *floors_create(floors_kind kind, const floors_capture *capture);
void floors_destroy(floors_contender *contender);
/// Back to the snapshot.
void floors_reset(floors_contender *contender);
/// Takes the frames in order. The book-alone contenders take their prebuilt level updates instead.
void floors_run(floors_contender *contender, const floors_frame *frames, size_t count);
/// The same, writing the ns that each frame took: from one clock read to the next.
void floors_latencies(floors_contender *contender, const floors_frame *frames, size_t count, uint32_t *ns);

/// Frames that it could not decode since the reset.
size_t floors_faults(const floors_contender *contender);
/// A sum over every decoded value since the reset, equal for contenders that decoded the same; 0 where none decodes.
uint64_t floors_decoded_sum(const floors_contender *contender);
/// Level updates that a book-alone contender applies in one run; 0 for the others.
size_t floors_prebuilt_levels(const floors_contender *contender);
/// The best `limit` levels, best first; returns how many there are. 0 for contenders without a book.
size_t floors_top(const floors_contender *contender, floors_side side, floors_level *levels, size_t limit);
/// Levels held on a side.
size_t floors_level_count(const floors_contender *contender, floors_side side);

/// Memory that is freed from now on stays in the process, and large blocks come from there too. 0 when malloc refuses.
int32_t floors_keep_memory(void);

/// simdjson's version and the instruction set that it chose for stage 1 on this CPU, in `text`.
void floors_describe(char *text, size_t capacity);

#pragma clang assume_nonnull end

#ifdef __cplusplus
}
#endif
