"""Series sampled at whole seconds: delta_momentum, volume_burst, kyle_lambda, rv, panic, absorption.

A second is evaluated before the frame that reaches it (I4): only the trades that had arrived by then count, in windows
(s - T, s] by their own time.
"""

import math
from decimal import Decimal

from windows import quantity_of, signed_sum

HOUR_S = 3_600
EPSILON = 1e-9
Z_LIMIT = 10.0
MOMENTUM_HALF_LIFE_S = 300
BURST_HALF_LIFE_S = 1_800
KYLE_BUCKETS = 300
RV_HALF_LIFE_S = {"rv_10s": 10, "rv_30m": 1_800}
ABSORPTION_SECONDS = (3, 10, 30)
ABSORPTION_HALF_LIFE_S = 1_800


class Ew:
    """Exponential average with a half-life; the first sample sets the mean and a zero variance (I5)."""

    def __init__(self, half_life_s):
        self.half_life_s = half_life_s
        self.mean = None
        self.variance = 0.0
        self.first = None
        self.last = None

    def add(self, x, second):
        if self.mean is None:
            self.mean, self.first = x, second
        else:
            keep = 2.0 ** (-(second - self.last) / self.half_life_s)
            step = x - self.mean
            self.mean = keep * self.mean + (1.0 - keep) * x
            self.variance = keep * (self.variance + (1.0 - keep) * step * step)
        self.last = second

    def z_unclipped(self, x):
        return None if self.mean is None else (x - self.mean) / max(math.sqrt(self.variance), EPSILON)

    def flag(self, now_ms, warm_s=None):
        """warming until the half-life, or `warm_s`, has passed since the first sample (I9)."""
        warm_s = self.half_life_s if warm_s is None else warm_s
        return "ok" if self.first is not None and now_ms - self.first * 1000 >= warm_s * 1000 else "warming"


def clip(z):
    return None if z is None else max(-Z_LIMIT, min(Z_LIMIT, z))


class ZScore:
    """z of each sample against the average before it."""

    def __init__(self, half_life_s):
        self.average = Ew(half_life_s)
        self.value = None

    def add(self, x, second):
        self.value = clip(self.average.z_unclipped(x))
        self.average.add(x, second)

    def printed(self, now_ms):
        return self.value, "warming" if self.value is None else self.average.flag(now_ms)


def kyle_slope(pairs):
    """Slope with intercept of y on x over pairs (x, y): None below two pairs or without variance of x."""
    n = len(pairs)
    sum_x = sum((x for x, _ in pairs), Decimal(0))
    sum_y = sum((y for _, y in pairs), Decimal(0))
    sum_xx = sum((x * x for x, _ in pairs), Decimal(0))
    sum_xy = sum((x * y for x, y in pairs), Decimal(0))
    spread = n * sum_xx - sum_x * sum_x
    return float((n * sum_xy - sum_x * sum_y) / spread) if n >= 2 and spread else None


def kyle_printed(pairs):
    recent = pairs[-KYLE_BUCKETS:]
    value = kyle_slope(recent)
    if value is None:
        return None, "warming" if len(recent) < 2 else "invalid"
    return value, "ok" if len(recent) == KYLE_BUCKETS else "warming"


def normal_cdf(z):
    return 0.5 * math.erfc(-z / math.sqrt(2.0))


class Panic:
    """Panic index and its states (B-12, D4). Fed once a second, after rv and volume_burst of that second."""

    FLOOR = 1e-7
    ENTER, EXIT, PEAK_DROP, RAW_SHARE = 90.0, 70.0, 10.0, 0.75
    MAX_S = 600
    WARM_S = 600

    def __init__(self):
        self.sigma = Ew(1_800)
        self.volume = Ew(10)
        self.z_sigma = None
        self.index = None
        self.raw = None
        self.direction = None
        self.first_index_second = None
        self.state = "CALM"
        self.entered = None
        self.raw_max = None
        self.index_max = None

    def step(self, second, rv, burst, mid, mid_before_30s, atr_5m):
        """rv and burst are None in a second that sampled none; the mids are Decimal or None."""
        if rv is not None:
            x = math.log(max(rv, self.FLOOR))
            self.z_sigma = self.sigma.z_unclipped(x)
            self.sigma.add(x, second)
        if burst is not None:
            self.volume.add(burst, second)
        if mid is not None and mid_before_30s is not None:
            self.direction = (mid > mid_before_30s) - (mid < mid_before_30s)
        if self.z_sigma is None or self.volume.mean is None:
            return
        self.index = 100.0 * (0.6 * normal_cdf(clip(self.z_sigma)) + 0.4 * normal_cdf(self.volume.mean))
        self.raw = 0.6 * self.z_sigma + 0.4 * self.volume.mean
        if self.first_index_second is None:
            self.first_index_second = second
        if self.state == "CALM":
            self.enter(second, mid, mid_before_30s, atr_5m)
        else:
            self.follow(second)

    def enter(self, second, mid, mid_before_30s, atr_5m):
        if self.index < self.ENTER or atr_5m is None or mid_before_30s is None or not self.direction:
            return
        if abs(float(mid / mid_before_30s) - 1.0) >= 0.25 * atr_5m / float(mid):
            self.state = "PANIC_DOWN" if self.direction < 0 else "EUPHORIA_UP"
            self.entered, self.raw_max, self.index_max = second, self.raw, self.index

    def follow(self, second):
        if self.index < self.EXIT or second - self.entered >= self.MAX_S:
            self.state = "CALM"
            return
        self.raw_max = max(self.raw_max, self.raw)
        self.index_max = max(self.index_max, self.index)
        if self.raw <= self.RAW_SHARE * self.raw_max or self.index <= self.index_max - self.PEAK_DROP:
            self.state = "PEAKED"

    def printed(self, now_ms, atr_5m):
        first = self.first_index_second
        flag = "ok" if first is not None and now_ms - first * 1000 >= self.WARM_S * 1000 else "warming"
        return {
            "panic_index": (self.index, flag),
            "panic_state": (self.state, "warming" if atr_5m is None else flag),
            "panic_dir": (self.direction, "warming" if self.direction is None else flag),
        }


class Absorption:
    """Absorption of one window length (B-14, I20, D5). Keeps what the latest second saw, before its own sample."""

    def __init__(self, seconds):
        self.seconds = seconds
        self.average = {1: Ew(ABSORPTION_HALF_LIFE_S), -1: Ew(ABSORPTION_HALF_LIFE_S)}
        self.latest = None

    def step(self, second, trades, reference, impact):
        """`reference`: mid at second s - T or None; `impact`: mean price move per base before this second, or None."""
        quantity = {sign: quantity_of(trades, sign) for sign in (1, -1)}
        means = {sign: self.average[sign].mean for sign in (1, -1)}
        prices = [trade.price for trade in trades]
        self.latest = quantity, means, prices, reference, impact
        for sign in (1, -1):
            self.average[sign].add(float(quantity[sign]), second)

    def side(self, sign, tick):
        quantity, means, prices, reference, impact = self.latest
        if not quantity[sign] or not means[sign]:
            return 0.0
        away = max(prices) - reference if sign > 0 else reference - min(prices)
        progress = max(0.0, float(away / tick))
        expected = max(1.0, (impact or 0.0) * float(quantity[sign]) / float(tick))
        return sign * (float(quantity[sign]) / means[sign]) * (expected / (expected + progress))

    def printed(self, now_ms, tick):
        if self.latest is None or self.latest[3] is None:
            return None, "warming"
        buy, sell = self.side(1, tick), self.side(-1, tick)
        value = buy if abs(buy) > abs(sell) else sell
        return value, self.average[-1].flag(now_ms)


class SecondSeries:
    """Consumes history.seconds once each and keeps the latest values. `bars` gives ATR(5m) as of a second."""

    def __init__(self, history, tape, bars):
        self.history, self.tape, self.bars = history, tape, bars
        self.consumed = 0
        self.mids = {}
        self.momentum = ZScore(MOMENTUM_HALF_LIFE_S)
        self.burst = ZScore(BURST_HALF_LIFE_S)
        self.kyle_pairs = []
        self.squares = {name: Ew(half_life) for name, half_life in RV_HALF_LIFE_S.items()}
        self.panic = Panic()
        self.impact = Ew(ABSORPTION_HALF_LIFE_S)
        self.absorptions = {seconds: Absorption(seconds) for seconds in ABSORPTION_SECONDS}

    def catch_up(self):
        while self.consumed < len(self.history.seconds):
            self.evaluate(self.history.seconds[self.consumed])
            self.consumed += 1

    def window(self, sample, seconds):
        at = sample.second * 1000
        return self.tape.between(at - seconds * 1000, at, sample.trades_arrived)

    def evaluate(self, sample):
        second, mid = sample.second, sample.mid
        if mid is not None:
            self.mids[second] = mid
        previous = self.mids.get(second - 1)
        has_mids = mid is not None and previous is not None
        has_trades = sample.trades_arrived > 0
        if has_trades:
            self.trade_series(sample, mid - previous if has_mids else None)
        if has_mids:
            r = math.log(float(mid / previous))
            for square in self.squares.values():
                square.add(r * r, second)
        self.panic.step(
            second,
            math.sqrt(self.squares["rv_10s"].mean) if has_mids else None,
            self.burst.value if has_trades else None,
            mid,
            self.mids.get(second - 30),
            self.bars.atr_before(sample),
        )

    def trade_series(self, sample, move):
        """`move`: mid change over this second, or None."""
        second = sample.second
        last_second = self.window(sample, 1)
        self.momentum.add(float(signed_sum(self.window(sample, 5))), second)
        volume = sum((trade.quantity for trade in last_second), Decimal(0))
        self.burst.add(math.log(1.0 + float(volume)), second)
        for seconds, absorption in self.absorptions.items():
            reference = self.mids.get(second - seconds)
            absorption.step(second, self.window(sample, seconds), reference, self.impact.mean)
        if move is not None:
            flow = signed_sum(last_second)
            self.kyle_pairs.append((flow, move))
            if flow:
                self.impact.add(float(abs(move) / abs(flow)), second)

    def printed(self, atr_5m):
        now = self.history.now
        values = {
            "delta_momentum": self.momentum.printed(now),
            "volume_burst": self.burst.printed(now),
            "kyle_lambda": kyle_printed(self.kyle_pairs),
        }
        for name, square in self.squares.items():
            values[name] = (None if square.mean is None else math.sqrt(square.mean)), square.flag(now)
        values |= self.panic.printed(now, atr_5m)
        for seconds, absorption in self.absorptions.items():
            values[f"absorption_{seconds}s"] = absorption.printed(now, self.history.tick)
        return values
