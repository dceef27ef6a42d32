"""1-m and 5-m bars, ATR and Amihud (B-09, B-53, B-64; I19, I34, I35; D7, D8)."""

import math
from collections import defaultdict, namedtuple
from decimal import Decimal

MINUTE_MS = 60_000
FIVE_MS = 300_000
SETTLE_MS = 2_000
ATR_BARS = 14
AMIHUD_BARS = 60

# own: built here from trades or 1-m bars, so that a later correction may replace it; a kline is the venue's word.
Bar = namedtuple("Bar", "start open high low close usd own")


def usd_of(history, price, quantity):
    """None for an inverse contract of unknown size."""
    if history.contract != "inverse":
        return price * quantity
    return None if history.contract_size is None else quantity * history.contract_size


def bar_of_trades(history, start, trades):
    prices = [trade.price for trade in trades]
    usd = [usd_of(history, trade.price, trade.quantity) for trade in trades]
    total = None if None in usd else sum(usd, Decimal(0))
    return Bar(start, prices[0], max(prices), min(prices), prices[-1], total, True)


def bar_of_kline(history, kline):
    usd = kline.quote_volume
    if history.contract == "inverse":  # its base volume is in contracts
        usd = usd_of(history, kline.close, kline.base_volume)
    return Bar(kline.start, kline.open, kline.high, kline.low, kline.close, usd, False)


def flat_bar(start, close):
    return Bar(start, close, close, close, close, Decimal(0), True)


def merged(bars):
    usd = [bar.usd for bar in bars]
    total = None if None in usd else sum(usd, Decimal(0))
    high, low = max(bar.high for bar in bars), min(bar.low for bar in bars)
    return Bar(bars[0].start, bars[0].open, high, low, bars[-1].close, total, True)


def true_ranges(bars):
    """From the second bar on: the first has no close before it."""
    return [
        float(max(bar.high - bar.low, abs(bar.high - before.close), abs(bar.low - before.close)))
        for before, bar in zip(bars, bars[1:])
    ]


def atr(bars, count=ATR_BARS):
    """Mean of the first `count` true ranges, then Wilder's average; None before that."""
    ranges = true_ranges(bars)
    if len(ranges) < count:
        return None
    value = sum(ranges[:count]) / count
    for true_range in ranges[count:]:
        value = (value * (count - 1) + true_range) / count
    return value


def amihud(bars, count=AMIHUD_BARS):
    """Mean of |ln(close/previous close)| per USD over the traded ones of the last `count` bars; None without any."""
    ratios = [
        abs(math.log(float(bar.close / before.close))) / float(bar.usd)
        for before, bar in list(zip(bars, bars[1:]))[-count if len(bars) > count else 0:]
        if bar.usd
    ]
    return sum(ratios) / len(ratios) if ratios else None


class Bars:
    """The series of closed bars at a moment that only moves forward. A hole restarts a series."""

    def __init__(self, history):
        self.history = history
        self.trades_seen = 0
        self.klines_seen = 0
        self.trades_by_start = defaultdict(list)
        self.next_start = None
        self.minutes = []
        self.fives = []
        self.atr_of_count = {}

    def advance(self, now, before=math.inf):
        """To the state with the clock at `now` and the klines seen that came while the clock stood below `before`."""
        klines = self.history.klines
        while self.klines_seen < len(klines):
            kline = klines[self.klines_seen]
            if kline.now is not None and kline.now >= before:
                break
            self.klines_seen += 1
            if kline.now is not None:
                self.close_until(kline.now)
            self.take(kline)
        self.close_until(now)

    def atr_before(self, sample):
        """ATR(5m) as the evaluation of a second sees it: before the frame that reaches the second."""
        self.advance(sample.now_before, before=sample.second * 1000)
        return self.atr(5)

    def atr(self, minutes):
        """Cached by the series itself, because it is asked for at every second and changes once a minute."""
        bars = self.minutes if minutes == 1 else self.fives
        key = (len(bars), bars[0].start, bars[-1]) if bars else None
        if self.atr_of_count.get(minutes, (0, 0))[0] != key or key is None:
            self.atr_of_count[minutes] = key, atr(bars)
        return self.atr_of_count[minutes][1]

    def group_trades(self):
        """A trade that comes when its bar has closed already enters none."""
        for trade in self.history.trades[self.trades_seen:]:
            start = trade.time // MINUTE_MS * MINUTE_MS
            if trade.now < start + MINUTE_MS + SETTLE_MS:
                self.trades_by_start[start].append(trade)
        self.trades_seen = len(self.history.trades)

    def close_until(self, now):
        self.group_trades()
        if not self.history.trades or now is None:
            return
        if self.next_start is None:
            self.next_start = self.history.trades[0].time // MINUTE_MS * MINUTE_MS
        while self.next_start + MINUTE_MS + SETTLE_MS <= now:
            self.close_own(self.next_start)
            self.next_start += MINUTE_MS

    def close_own(self, start):
        first_start = self.history.trades[0].time // MINUTE_MS * MINUTE_MS
        last = self.minutes[-1] if self.minutes else None
        if start == first_start or (last is not None and last.start >= start):
            return  # partial, or a kline stands there already
        trades = self.trades_by_start.get(start)
        if trades:
            self.append_minute(bar_of_trades(self.history, start, trades))
        elif last is not None and last.start == start - MINUTE_MS:
            self.append_minute(flat_bar(start, last.close))
        elif start == first_start + MINUTE_MS and self.trades_by_start[first_start]:
            # The partial bar is dropped, but how it closed is known.
            self.append_minute(flat_bar(start, self.trades_by_start[first_start][-1].price))

    def take(self, kline):
        if not kline.closed or kline.interval_minutes not in (1, 5):
            return
        bar = bar_of_kline(self.history, kline)
        bars = self.minutes if kline.interval_minutes == 1 else self.fives
        if bars and bar.start < bars[-1].start:
            return
        if bars and bar.start == bars[-1].start:
            bars[-1] = bar
            if bars is self.minutes:
                self.build_five(bar.start)
        elif bars is self.minutes:
            self.append_minute(bar)
        else:
            self.append_five(bar)

    def append_minute(self, bar):
        if self.minutes and bar.start != self.minutes[-1].start + MINUTE_MS:
            self.minutes.clear()
        self.minutes.append(bar)
        self.build_five(bar.start)

    def build_five(self, start):
        """Called with each new or corrected 1-m bar; the fifth of its five completes them."""
        five = self.minutes[-5:]
        if start % FIVE_MS != FIVE_MS - MINUTE_MS or len(five) < 5:
            return
        bar = merged(five)
        if self.fives and self.fives[-1].start == bar.start and self.fives[-1].own:
            self.fives[-1] = bar
        elif not self.fives or self.fives[-1].start < bar.start:
            self.append_five(bar)

    def append_five(self, bar):
        if self.fives and bar.start != self.fives[-1].start + FIVE_MS:
            self.fives.clear()
        self.fives.append(bar)

    def printed(self):
        values = {}
        for minutes in (1, 5):
            value = self.atr(minutes)
            values[f"atr_{minutes}m"] = value, "warming" if value is None else "ok"
        values["amihud"] = self.amihud_printed()
        return values

    def amihud_printed(self):
        if self.history.contract == "inverse" and self.history.contract_size is None:
            return None, "invalid"
        value = amihud(self.minutes)
        return value, "ok" if value is not None and len(self.minutes) >= AMIHUD_BARS else "warming"
