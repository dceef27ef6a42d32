"""Liquidations, cascades, Hawkes ratio, funding, basis, open interest (B-39..B-42, I37..I40, D14..D16)."""

import math
from decimal import Decimal

from series import Ew

SIDES = ("long", "short")
SUM_SECONDS = (30, 60, 300)
TAU_MS = 30_000
HOUR_MS = 3_600_000
BASELINE_FLOOR_USD = 10_000.0
THRESHOLD_MULTIPLE = 6.0
THRESHOLD_BTC_USD = 250_000.0
THRESHOLD_DAY_SHARE = 0.0005
EVENTS_MIN = 5
END_EXHAUSTION = 0.95
EPISODE_MS_MAX = 900_000
HAWKES_DECAY_PER_S = 1 / 30
HAWKES_JUMP_PER_S = 0.8 * HAWKES_DECAY_PER_S
HAWKES_FLOOR_PER_S = 1 / 600


def has_derivatives(history):
    return not history.venue.endswith("-spot")


def usd_unknown(history):
    return history.contract == "inverse" and history.contract_size is None


def decayed_sum(events, at_ms, tau_ms=TAU_MS):
    """Sum of size * e^(-(at - time)/tau) over (time, size)."""
    return math.fsum(size * math.exp(-(at_ms - time) / tau_ms) for time, size in events)


def liquidation_sum(history, side, seconds):
    if not has_derivatives(history) or usd_unknown(history):
        return None, "invalid"
    if not history.frames_seen:
        return None, "warming"
    now = history.now if history.now is not None else 0
    total = sum(
        (row.usd for row in history.liquidations if row.side == side and now - seconds * 1000 < row.time <= now),
        Decimal(0),
    )
    warm = history.first_now is not None and now - history.first_now >= seconds * 1000
    return total, "ok" if warm else "warming"


class Cascade:
    """One side's intensity, its baseline and the episode that runs, if one does (B-40, D14)."""

    def __init__(self, history, side):
        self.history = history
        self.side = side
        self.events = []
        self.baseline = Ew(3_600)
        self.started = None
        self.peak = None

    def intensity(self, at_ms):
        return decayed_sum(self.events, at_ms)

    def threshold(self, at_ms):
        """USD; infinite while a symbol other than BTC has no known 24-h quote volume."""
        absolute = THRESHOLD_BTC_USD if self.history.symbol.startswith("BTC") else math.inf
        if absolute == math.inf:
            known = [self.day_usd(volume) for volume in self.history.volumes_24h
                     if volume[0] is not None and volume[0] <= at_ms]
            last = next((usd for usd in reversed(known) if usd is not None), None)
            absolute = math.inf if last is None else THRESHOLD_DAY_SHARE * float(last)
        baseline = max(self.baseline.mean or 0.0, BASELINE_FLOOR_USD)
        return max(THRESHOLD_MULTIPLE * baseline, absolute)

    def day_usd(self, volume):
        """The 24-h quote volume; an inverse contract's, which is in base, is its contracts times their size."""
        _, base, quote, _ = volume
        if self.history.contract != "inverse":
            return quote
        return None if base is None else base * self.history.contract_size

    def exhaustion(self, at_ms):
        return None if self.started is None else 1.0 - self.intensity(at_ms) / self.peak

    def test_end(self, at_ms):
        if self.started is None:
            return
        if self.exhaustion(at_ms) >= END_EXHAUSTION or at_ms - self.started >= EPISODE_MS_MAX:
            self.started = self.peak = None

    def at_second(self, second):
        self.baseline.add(self.intensity(second * 1000), second)
        self.test_end(second * 1000)

    def at_liquidation(self, row):
        """Rows of the other side only test the end."""
        at_ms = row.arrived_now
        if row.side == self.side:
            self.events.append((row.time, float(row.usd)))
        if self.started is not None:
            self.peak = max(self.peak, self.intensity(at_ms))
            self.test_end(at_ms)
        elif row.side == self.side:
            self.test_start(at_ms)

    def test_start(self, at_ms):
        recent = sum(1 for time, _ in self.events if at_ms - TAU_MS < time <= at_ms)
        intensity = self.intensity(at_ms)
        if recent >= EVENTS_MIN and intensity >= self.threshold(at_ms):
            self.started, self.peak = at_ms, intensity


def hawkes_intensity(base, jump, decay_per_s, times_s, at_s):
    """Intensity just before an event at `at_s`, given the times of the earlier ones (B-41)."""
    return base + jump * math.fsum(math.exp(-decay_per_s * (at_s - time)) for time in times_s)


class Hawkes:
    """Ratio of the intensity now to the long-run rate of one side's liquidations (D15)."""

    def __init__(self):
        self.times_ms = []
        self.rate = Ew(3_600)

    def at_second(self, second):
        at = second * 1000
        self.rate.add(float(sum(1 for time in self.times_ms if at - 1000 < time <= at)), second)

    def printed(self, now_ms):
        base = max(self.rate.mean or 0.0, HAWKES_FLOOR_PER_S)
        ages = [(time - now_ms) / 1000 for time in self.times_ms]  # seconds since 1970 would lose digits
        ratio = hawkes_intensity(base, HAWKES_JUMP_PER_S, HAWKES_DECAY_PER_S, ages, 0) / base
        return ratio, self.rate.flag(now_ms)


class Liquidations:
    """Feeds both sides with seconds and liquidations in the order in which they came."""

    def __init__(self, history):
        self.history = history
        self.cascades = {side: Cascade(history, side) for side in SIDES}
        self.hawkes = {side: Hawkes() for side in SIDES}
        self.seconds_seen = 0
        self.rows_seen = 0

    def catch_up(self):
        if not has_derivatives(self.history):
            return
        for sample in self.history.seconds[self.seconds_seen:]:
            self.take_rows(sample.liquidations_arrived)
            for side in SIDES:
                if not usd_unknown(self.history):
                    self.cascades[side].at_second(sample.second)
                self.hawkes[side].at_second(sample.second)
        self.seconds_seen = len(self.history.seconds)
        self.take_rows(len(self.history.liquidations))

    def take_rows(self, until):
        for row in self.history.liquidations[self.rows_seen:until]:
            self.hawkes[row.side].times_ms.append(row.time)
            for side in SIDES:
                if not usd_unknown(self.history):
                    self.cascades[side].at_liquidation(row)
        self.rows_seen = max(self.rows_seen, until)

    def printed(self):
        values = {}
        for side in SIDES:
            for seconds in SUM_SECONDS:
                values[f"liq_{side}_usd_{seconds}s"] = liquidation_sum(self.history, side, seconds)
            values |= self.cascade_printed(side)
            values[f"hawkes_ratio_{side}"] = self.hawkes_printed(side)
        return values

    def cascade_printed(self, side):
        name = f"cascade_{side}"
        if not has_derivatives(self.history) or usd_unknown(self.history):
            return {name: (None, "invalid"), f"{name}_exhaustion": (None, "invalid")}
        if not self.history.frames_seen:
            return {name: (None, "warming"), f"{name}_exhaustion": (None, "warming")}
        now = self.history.now if self.history.now is not None else 0
        exhaustion = self.cascades[side].exhaustion(now)
        return {
            name: (self.cascades[side].intensity(now), "ok"),
            f"{name}_exhaustion": (exhaustion, "warming" if exhaustion is None else "ok"),
        }

    def hawkes_printed(self, side):
        if not has_derivatives(self.history):
            return None, "invalid"
        if not self.history.frames_seen:
            return None, "warming"
        return self.hawkes[side].printed(self.history.now if self.history.now is not None else 0)


def last_of(marks, name):
    """What was last heard of one part; parts may come apart."""
    return next((getattr(mark, name) for mark in reversed(marks) if getattr(mark, name) is not None), None)


def funding_interval_hours(history):
    """What tickers said, else instrument data, else the last difference of two successive next-funding times."""
    said = last_of(history.marks, "funding_interval_hours") or history.funding_interval_hours
    if said is not None:
        return float(said)
    times = [mark.next_funding for mark in history.marks if mark.next_funding]
    steps = [after - before for before, after in zip(times, times[1:]) if after > before]
    return steps[-1] / HOUR_MS if steps else None


def funding_8h(history):
    if not has_derivatives(history):
        return None, "invalid"
    rate = last_of(history.marks, "funding_rate")
    if rate is None:
        return None, "warming"
    hours = funding_interval_hours(history)
    return (float(rate) * 8 / hours, "ok") if hours else (None, "warming")


def basis_bps(history):
    if not has_derivatives(history):
        return None, "invalid"
    mark, index = last_of(history.marks, "mark"), last_of(history.marks, "index")
    if mark is None or index is None:
        return None, "warming"
    return (float(10_000 * (mark - index) / index), "ok") if index else (None, "invalid")


def open_interest_values(history):
    names = ("open_interest", "open_interest_change_1h_pct")
    if not has_derivatives(history):
        return {name: (None, "invalid") for name in names}
    if not history.open_interests:
        return {name: (None, "warming") for name in names}
    value = history.open_interests[-1][1]
    old = [seen for now, seen in history.open_interests if now is not None and now <= history.now - HOUR_MS]
    then = old[-1] if old else history.open_interests[0][1]
    if then:
        change = float(100 * (value - then) / then), "ok" if old else "warming"
    else:
        change = None, "invalid"
    return {"open_interest": (value, "ok"), "open_interest_change_1h_pct": change}


def derivative_values(history, liquidations):
    return liquidations.printed() | open_interest_values(history) | {
        "funding_8h": funding_8h(history),
        "basis_bps": basis_bps(history),
    }
