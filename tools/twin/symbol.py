"""One symbol: its clock, the continuity of its book, and the record of what happened."""

from dataclasses import dataclass
from decimal import Decimal

import imbalance
import ofi
import sync
from book import Book
from densities import Densities
from history import History, Kline, Liquidation, Mark, Second, Trade
from walls import Walls
from wire import (BybitTicker, Diff, KlineRow, LiquidationRow, MarkRow, OpenInterestRow, Part, Quotes, Snapshot,
                  TradeRow, Volume24h)

SHORTEST_STALE_MS, STALE_INTERVALS, STALE_FRAMES = 3_000, 20, 100
BLIND_AFTER_RESYNC_MS = 1_000


@dataclass(slots=True)
class BookSample:
    """What one book update left: `now`, the update's own time, and the values sampled at it."""

    now: int | None
    time: int | None
    obi_5: float | None
    flows: list[Decimal] | None


class Symbol:
    def __init__(self, name: str, venue: str, instrument: dict | None = None):
        inverse = venue in ("binance-coinm", "bybit-inverse")
        given = instrument or {}
        self.history = History(venue, name, "inverse" if inverse else "linear", given.get("contract_size"),
                               given.get("funding_hours"))
        self.grid_given = "tick" in given
        if self.grid_given:
            self.history.tick, self.history.lot = given["tick"], given["lot"]
        self.book, self.status = Book(), "syncing"
        self.rule = sync.rule(venue)
        self.depth = 0
        self.quotes: dict[bool, dict[Decimal, Decimal]] = {True: {}, False: {}}
        self.had_deeper_topic = False
        self.book_id, self.after_snapshot = 0, False
        self.buffer: list[Diff] = []
        self.samples: list[BookSample] = []
        self.top_before: ofi.Top | None = None
        self.frames_with_book: list[int | None] = []
        self.last_mid: Decimal | None = None
        self.resynced_at: int | None = None
        self.walls = {True: Walls(True), False: Walls(False)}
        self.densities = {True: Densities(), False: Densities()}
        self.trade_kind: str | None = None
        self.ticker: dict = {}
        self.open_interest_field = "openInterest"
        self.counts = {"book_updates": 0, "trades": 0, "gaps": 0, "resyncs": 0, "crossed": 0,
                       "trades_duplicate_kind": 0}
        self.updates_before_frame = 0
        self.crossing: list = []

    # ------------------------------------------------------------------ time

    def advance(self, time: int | None) -> None:
        """Moves `now`; the whole seconds passed are evaluated before the frame's content (I4)."""
        history = self.history
        history.frames_seen = True
        if time is None or (history.now is not None and time <= history.now):
            return
        if history.now is None:
            history.first_now = time
        else:
            for second in range(history.now // 1000 + 1, time // 1000 + 1):
                history.seconds.append(Second(
                    second, self.last_mid, len(history.trades), len(history.liquidations), history.now))
        history.now = time

    def status_now(self) -> str:
        """I43: `stale` is an `ok` book without an applied frame for longer than the limit."""
        now, applied = self.history.now, self.frames_with_book
        if self.status != "ok" or now is None:
            return self.status
        last = self.history.first_now if applied[-1] is None else applied[-1]
        return "stale" if now - last > self.stale_limit() else "ok"

    def stale_limit(self) -> Decimal:
        recent = self.frames_with_book[-STALE_FRAMES:]
        if len(recent) < STALE_FRAMES or recent[0] is None:
            return Decimal(SHORTEST_STALE_MS)
        mean = Decimal(recent[-1] - recent[0]) / (STALE_FRAMES - 1)
        return max(Decimal(SHORTEST_STALE_MS), STALE_INTERVALS * mean)

    # ------------------------------------------------------------------ frames

    def begin(self, part: Part) -> None:
        self.updates_before_frame = self.counts["book_updates"]
        self.crossing = []
        self.advance(part.time)

    def take(self, part: Part, seq: int) -> None:
        for row in part.rows:
            self._refine_grid(row)
        for row in part.rows:
            self._take_row(row, seq)

    def finish(self) -> None:
        """The end of the frame: what left bid ≥ ask is taken back and the book marked (SEMANTICS, Status)."""
        if self.crossing:
            refused = [row for row, _ in self.crossing if isinstance(row, Diff)]
            self._take_back()
            self.counts["crossed"] += 1
            self._gap(refused)
        if self.counts["book_updates"] > self.updates_before_frame:
            self.frames_with_book.append(self.history.now)
        if self.status == "ok" and self.book.mid() is not None:
            self.last_mid = self.book.mid()

    def _take_row(self, row, seq: int) -> None:
        history = self.history
        match row:
            case TradeRow():
                self._trade(row, seq)
            case Snapshot():
                self._snapshot(row)
            case Diff():
                self._diff(row)
            case Quotes(kind="orderbook.1"):
                self._best_prices(row)
            case LiquidationRow():
                usd = history.dollars(row.price, row.quantity)
                history.liquidations.append(Liquidation(row.time, usd, row.side, history.now))
            case KlineRow():
                history.klines.append(Kline(
                    row.start, row.minutes, row.closed, row.open, row.high, row.low, row.close,
                    row.base_volume, row.quote_volume, history.now, len(history.trades)))
            case MarkRow():
                history.marks.append(Mark(history.now, row.mark, row.index, row.rate, row.next_funding, None))
            case Volume24h():
                history.volumes_24h.append((history.now, row.base, row.quote, len(history.trades)))
            case OpenInterestRow():
                history.open_interests.append((history.now, row.value))
            case BybitTicker():
                self._ticker(row)

    def _trade(self, row: TradeRow, seq: int) -> None:
        history = self.history
        if row.ignored:
            return
        self.counts["trades"] += 1
        self.trade_kind = self.trade_kind or row.kind
        if row.kind != self.trade_kind:
            self.counts["trades_duplicate_kind"] += 1
            return
        bid, ask = self.best_prices()
        history.trades.append(Trade(row.time, row.price, row.quantity, row.sign, history.now, seq,
                                    history.tick, history.lot, bid, ask))
        # Sells hit the bids, buys the asks.
        self.densities[row.sign < 0].print(row.price, row.quantity, history.now, has_book=self.status == "ok")

    def _ticker(self, row: BybitTicker) -> None:
        """Bybit tickers: what is missing or empty leaves the last one standing."""
        self.ticker.update({name: value for name, value in row.fields.items() if value not in (None, "")})
        history, merged, new = self.history, self.ticker, row.fields.keys()
        history.tickers.append(dict(merged))

        def number(name: str) -> Decimal | None:
            return Decimal(merged[name]) if name in merged else None

        if new & {"markPrice", "indexPrice", "fundingRate", "nextFundingTime", "fundingIntervalHour"}:
            upcoming = number("nextFundingTime")
            history.marks.append(Mark(
                history.now, number("markPrice"), number("indexPrice"), number("fundingRate"),
                None if not upcoming else int(upcoming), number("fundingIntervalHour")))
        interest = "singleOpenInterest" if number("singleOpenInterest") is not None else "openInterest"
        if interest != self.open_interest_field:
            # The other kind counts both sides of a contract: a change between the two would be none of the market's.
            history.open_interests.clear()
            self.open_interest_field = interest
        if interest in new and number(interest) is not None:
            history.open_interests.append((history.now, number(interest)))
        if new & {"volume24h", "turnover24h"}:
            history.volumes_24h.append((history.now, number("volume24h"), number("turnover24h"), len(history.trades)))

    # ------------------------------------------------------------------ grid

    def _refine_grid(self, row) -> None:
        """I15: the most decimals of all prices and quantities, trailing zeros dropped."""
        if self.grid_given:
            return
        match row:
            case TradeRow():
                self._refine([row.price], [row.quantity])
            case LiquidationRow():
                self._refine([row.grid_price], [row.quantity])
            case Diff() | Snapshot() | Quotes():
                self._refine([price for price, _ in row.bids + row.asks], [size for _, size in row.bids + row.asks])

    def _refine(self, prices: list[Decimal], quantities: list[Decimal]) -> None:
        for price in prices:
            self.history.tick = finer(self.history.tick, price)
        for quantity in quantities:
            self.history.lot = finer(self.history.lot, quantity)

    # ------------------------------------------------------------------ book

    def _best_prices(self, row: Quotes) -> None:
        for is_bid, levels in ((True, row.bids), (False, row.asks)):
            if row.replaces:
                self.quotes[is_bid] = {}
            for price, size in levels:
                self.quotes[is_bid][price] = size
            self.quotes[is_bid] = {price: size for price, size in self.quotes[is_bid].items() if size != 0}

    def best_prices(self) -> tuple[Decimal | None, Decimal | None]:
        """I31: from the book; orderbook.1's only while the symbol never had a deeper topic."""
        if not self.samples and not self.had_deeper_topic:
            return max(self.quotes[True], default=None), min(self.quotes[False], default=None)
        return self.book.best_bid(), self.book.best_ask()

    def _is_of_the_book(self, depth: int | None) -> bool:
        """The book of a Bybit symbol is its deepest topic seen."""
        if depth is None:
            return True
        if depth > self.depth:
            if self.depth and self.status != "syncing":
                self.book, self.status, self.buffer = Book(), "syncing", []
            self.depth, self.had_deeper_topic = depth, True
        return depth == self.depth

    def _snapshot(self, row: Snapshot) -> None:
        if not self._is_of_the_book(row.depth):
            return
        if row.depth is not None:
            self.buffer = []
        elif self.status == "ok":
            return  # A REST snapshot belongs to a symbol that waits for one.
        if self.status == "gap":
            self.counts["resyncs"] += 1
            self.resynced_at = self.history.now
        self.book_id, self.after_snapshot, self.status = row.last, True, "ok"
        self._apply(row)
        waiting, self.buffer = self.buffer, []
        for diff in waiting:
            self._diff(diff)

    def _diff(self, diff: Diff) -> None:
        if not self._is_of_the_book(diff.depth):
            return
        if self.status != "ok":
            self.buffer.append(diff)
            return
        verdict = self.rule(diff, self.book_id, self.after_snapshot)
        if verdict == sync.GAP:
            self._gap([diff])
        elif verdict == sync.APPLY:
            self.book_id, self.after_snapshot = diff.last, False
            self._apply(diff)

    def _gap(self, refused: list[Diff]) -> None:
        """What could not be applied waits with the later diffs: a snapshot may bridge to it."""
        self.status = "gap"
        self.counts["gaps"] += 1
        self.buffer = refused

    def _apply(self, row: Snapshot | Diff) -> None:
        """Changes the book. What leaves it crossed counts only if a later update of the same frame uncrosses it."""
        self._change(row)
        if self.book.is_crossed():
            return
        settled = [step for step, _ in self.crossing]
        self._take_back()
        for step in settled:
            self._change(step)
            self._sample(step)
        self.crossing = []

    def _change(self, row: Snapshot | Diff) -> None:
        if isinstance(row, Snapshot):
            self.crossing.append((row, self.book))
            self.book = Book()
            self.book.replace(row.bids, row.asks)
        else:
            self.crossing.append((row, self.book.touched(row.bids, row.asks)))
            self.book.change(row.bids, row.asks)

    def _take_back(self) -> None:
        """Levels stay at the last good state."""
        for _, before in reversed(self.crossing):
            if isinstance(before, Book):
                self.book = before
            else:
                self.book.change(*before)
        self.crossing = []

    def _sample(self, row: Snapshot | Diff) -> None:
        """A book update: everything that is sampled at one."""
        self.counts["book_updates"] += 1
        now, time = self.history.now, row.time
        after, flows = ofi.top(self.book), None
        if isinstance(row, Snapshot):
            self.top_before = None
        else:
            if self.top_before is not None:
                flows = ofi.flows(self.top_before, after)
            self.top_before = after
        self.samples.append(BookSample(now, now if time is None else time, imbalance.obi(self.book, 5), flows))
        if now is not None:
            for is_bid, side in ((True, self.book.bids), (False, self.book.asks)):
                self.walls[is_bid].update(side, now)
                self.densities[is_bid].update(side, now, self.history.dollars, self.book.mid(), self.history.tick,
                                              is_snapshot=isinstance(row, Snapshot))

    def is_blind(self) -> bool:
        """For one second after a resync the book indicators keep the flag `gap`."""
        now = self.history.now
        return (self.resynced_at is not None and now is not None
                and now - self.resynced_at < BLIND_AFTER_RESYNC_MS)


def finer(step: Decimal, value: Decimal) -> Decimal:
    """The decimal step that also holds `value`."""
    if value % step == 0:
        return step
    decimals = -value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(-decimals)
