"""The originals' values, printed with --compat only (E-01, E-03, E-04, E-07, E-08 in their causal form)."""

import math
import statistics
from collections import defaultdict
from decimal import Decimal

from derivatives import has_derivatives

DELTA_TRADES = 30
ABSORPTION_TRADES = 50
PANIC_TRADES = 30
FOOTPRINT_TRADES = 100
FOOTPRINT_RATIO = 3
CASCADE_MS = 300_000
EPSILON = 1e-9


def tick_rule(prices, quantities):
    """Signed by the price change: zero for the first and for equal prices."""
    deltas = [Decimal(0)] if prices else []
    for before, price, quantity in zip(prices, prices[1:], quantities[1:]):
        deltas.append(quantity * ((price > before) - (price < before)))
    return deltas


def delta_of_last(deltas, count):
    return sum(deltas[-count:], Decimal(0)) if len(deltas) >= count else None


def absorption(prices, quantities, count):
    delta = delta_of_last(tick_rule(prices, quantities), count)
    if delta is None:
        return None
    return float(delta) / (float(max(prices[-count:]) - min(prices[-count:])) + EPSILON)


def class_of(trade):
    """1 bought, -1 sold, 0 neither: by the best prices it met, the ask tested first (E-07)."""
    if trade.ask is not None and trade.price >= trade.ask:
        return 1
    return -1 if trade.bid is not None and trade.price <= trade.bid else 0


def footprint_imbalance(trades, ratio):
    """Bought trades of more than `ratio` times what was sold at the next lower traded price; where there is no lower
    price that is zero (HEAD form). Sold ones count nothing. In doubles, oldest first: the originals' numbers."""
    sold = defaultdict(float)
    for trade in trades:
        if class_of(trade) < 0:
            sold[trade.price] += float(trade.quantity)
    levels = sorted({trade.price for trade in trades})
    lower = dict(zip(levels[1:], levels))
    return sum(1 for trade in trades
               if class_of(trade) > 0 and float(trade.quantity) > ratio * sold.get(lower.get(trade.price), 0))


class Panic:
    """Expanding min-max of the deviation of returns and of the change of volume, trade by trade."""

    def __init__(self, count=PANIC_TRADES):
        self.count = count
        self.prices, self.quantities = [], []
        self.volume_before = None
        self.deviation_range = None
        self.change_range = None
        self.value = None

    def add(self, price, quantity):
        self.prices = (self.prices + [float(price)])[-self.count - 1:]
        self.quantities = (self.quantities + [quantity])[-self.count:]
        change = self.volume_change()
        self.change_range = widened(self.change_range, change)
        if len(self.prices) <= self.count:
            return
        returns = [math.log(after / before) for before, after in zip(self.prices, self.prices[1:])]
        deviation = statistics.stdev(returns)
        self.deviation_range = widened(self.deviation_range, deviation)
        self.value = 0.6 * placed(deviation, self.deviation_range) + 0.4 * placed(change, self.change_range)

    def volume_change(self):
        """Relative change of the windowed volume; zero until there are two windows."""
        if len(self.quantities) < self.count:
            return 0.0
        volume, before = sum(self.quantities, Decimal(0)), self.volume_before
        self.volume_before = volume
        return float(volume / before) - 1.0 if before else 0.0


def widened(bounds, x):
    return (x, x) if bounds is None else (min(bounds[0], x), max(bounds[1], x))


def placed(x, bounds):
    return (x - bounds[0]) / (bounds[1] - bounds[0] + EPSILON)


class Compat:
    """The five values of a history; only panic, which looks at the whole past, keeps anything."""

    def __init__(self, history):
        self.history = history
        self.panic = Panic()
        self.consumed = 0

    def printed(self):
        trades = self.history.trades
        for trade in trades[self.consumed:]:
            self.panic.add(trade.price, trade.quantity)
        self.consumed = len(trades)
        # One trade more than the window, because the sign of its first trade needs the price before it.
        recent = trades[-ABSORPTION_TRADES - 1:]
        prices, quantities = [trade.price for trade in recent], [trade.quantity for trade in recent]
        delta = delta_of_last(tick_rule(prices, quantities), DELTA_TRADES)
        values = {
            "ofd30_compat": None if delta is None else float(delta),
            "absorption50_compat": absorption(prices, quantities, ABSORPTION_TRADES),
            "panic_compat": self.panic.value,
        }
        values = {name: (value, "warming" if value is None else "ok") for name, value in values.items()}
        values["cascade_exhaustion_compat"] = self.cascade()
        values["footprint_imbalance_compat"] = self.footprint()
        return values

    def cascade(self):
        history = self.history
        if not has_derivatives(history):
            return None, "invalid"
        if history.now is None:
            return 0, "warming"
        count = sum(1 for row in history.liquidations if history.now - CASCADE_MS < row.time <= history.now)
        return count, "ok" if history.now - history.first_now >= CASCADE_MS else "warming"

    def footprint(self):
        recent = self.history.trades[-FOOTPRINT_TRADES:]
        if not recent:
            return None, "warming"
        return footprint_imbalance(recent, FOOTPRINT_RATIO), "ok" if len(recent) == FOOTPRINT_TRADES else "warming"
