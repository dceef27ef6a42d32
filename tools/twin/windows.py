"""Trade windows of the twin: delta, delta ratio, CVD, last price, session VWAP (SYSTEMS.md B-01..B-03, B-58).

Every value is a pair (value, flag); flag is "ok", "warming" or "invalid". A window is (now - T, now] by the trades'
own time. Exact values are Decimal, ratios are float.
"""

import decimal
from bisect import bisect_right
from decimal import Decimal

# Products of two 18-digit numbers and sums of 100 000 of them must stay exact; 28 digits would round silently.
decimal.getcontext().prec = 120

DAY_MS = 86_400_000
DELTA_SECONDS = (1, 5, 15, 30, 60, 180, 300)
RATIO_SECONDS = (5, 30, 60, 180)
CVD_SECONDS = {"cvd_1h": 3_600, "cvd_4h": 14_400}
RATIO_TRADES_MIN = 5


class Tape:
    """Finds the trades of a time window. Trades arrive nearly, but not quite, in the order of their own times:
    everything before the first index whose running latest time passes the window's start is too old."""

    def __init__(self, trades):
        self.trades = trades
        self.latest = []

    def between(self, after_ms, until_ms, arrived=None):
        """Trades among the first `arrived` with time in (after_ms, until_ms], in arrival order."""
        while len(self.latest) < len(self.trades):
            time = self.trades[len(self.latest)].time
            self.latest.append(max(time, self.latest[-1]) if self.latest else time)
        first = bisect_right(self.latest, after_ms)
        arrived = len(self.trades) if arrived is None else arrived
        return [trade for trade in self.trades[first:arrived] if after_ms < trade.time <= until_ms]


def signed_sum(trades):
    return sum((trade.quantity * trade.sign for trade in trades), Decimal(0))


def quantity_of(trades, sign):
    return sum((trade.quantity for trade in trades if trade.sign == sign), Decimal(0))


def ratio(trades):
    """(B - S) / (B + S), None where nothing was traded."""
    buys, sells = quantity_of(trades, 1), quantity_of(trades, -1)
    return float((buys - sells) / (buys + sells)) if buys + sells else None


def window_flag(history, seconds):
    return "ok" if history.now - history.trades[0].time >= seconds * 1000 else "warming"


def windowed_delta(history, tape, seconds):
    if not history.trades:
        return None, "warming"
    trades = tape.between(history.now - seconds * 1000, history.now)
    return signed_sum(trades), window_flag(history, seconds)


def delta_ratio(history, tape, seconds):
    """Fewer than five trades make it invalid (I30), none at all also null (I10)."""
    trades = tape.between(history.now - seconds * 1000, history.now) if history.trades else []
    value = ratio(trades)
    if value is None or len(trades) < RATIO_TRADES_MIN:
        return value, "invalid"
    return value, window_flag(history, seconds)


def trades_of_day(history):
    """The trades of the UTC day of the latest trade time (I33); late ones of an earlier day are not among them."""
    day = max((trade.time for trade in history.trades), default=0) // DAY_MS
    return [trade for trade in history.trades if trade.time // DAY_MS == day]


def vwap_session(history, today):
    """Sum(pq)/sum(q); inverse contracts: USD over base (D13)."""
    inverse = history.contract == "inverse"
    if inverse and history.contract_size is None:
        return None, "invalid"
    if not today:
        return None, "warming"
    if inverse:
        size = history.contract_size
        usd = sum((trade.quantity * size for trade in today), Decimal(0))
        base = sum((trade.quantity * size / trade.price for trade in today), Decimal(0))
    else:
        usd = sum((trade.quantity * trade.price for trade in today), Decimal(0))
        base = sum((trade.quantity for trade in today), Decimal(0))
    return (float(usd / base), "ok") if base else (None, "invalid")


def window_values(history, tape, today):
    values = {f"delta_{seconds}s": windowed_delta(history, tape, seconds) for seconds in DELTA_SECONDS}
    values |= {f"delta_ratio_{seconds}s": delta_ratio(history, tape, seconds) for seconds in RATIO_SECONDS}
    values |= {name: windowed_delta(history, tape, seconds) for name, seconds in CVD_SECONDS.items()}
    if history.trades:
        values["cvd"] = signed_sum(today), "ok"
        values["cvd_total"] = signed_sum(history.trades), "ok"
        values["last_price"] = history.trades[-1].price, "ok"
    else:
        values |= {name: (None, "warming") for name in ("cvd", "cvd_total", "last_price")}
    values["vwap_session"] = vwap_session(history, today)
    return values
