"""VPIN (B-07, I36, D17): volume buckets of a fiftieth of the first known 24-h base volume."""

from decimal import ROUND_CEILING, Decimal

BUCKETS_PER_DAY = 50
BUCKETS = 50


def bucket_size(day_volume, lot):
    """A fiftieth of the day's volume, rounded up to whole lots."""
    return (day_volume / BUCKETS_PER_DAY / lot).to_integral_value(ROUND_CEILING) * lot


def vpin(buckets, size):
    """Over full buckets (bought, sold); None without one."""
    if not buckets:
        return None
    return float(sum((abs(bought - sold) for bought, sold in buckets), Decimal(0)) / (len(buckets) * size))


class Buckets:
    """Fills one bucket after the other; a trade that does not fit is split."""

    def __init__(self, size):
        self.size = size
        self.full = []
        self.filling = {1: Decimal(0), -1: Decimal(0)}

    def add(self, quantity, sign):
        while quantity:
            room = self.size - self.filling[1] - self.filling[-1]
            part = min(room, quantity)
            self.filling[sign] += part
            quantity -= part
            if part == room:
                self.full.append((self.filling[1], self.filling[-1]))
                self.filling = {1: Decimal(0), -1: Decimal(0)}


class Vpin:
    """Bucketing starts with the first trade after the volume became known."""

    def __init__(self, history):
        self.history = history
        self.buckets = None
        self.consumed = 0

    def start(self):
        known = next((entry for entry in self.history.volumes_24h if entry[1]), None)
        if known is None:
            return
        _, base, _, self.consumed, lot = known
        self.buckets = Buckets(bucket_size(base, lot))

    def printed(self):
        if self.buckets is None:
            self.start()
        if self.buckets is None:
            return None, "warming"
        for trade in self.history.trades[self.consumed:]:
            self.buckets.add(trade.quantity, trade.sign)
        self.consumed = len(self.history.trades)
        full = self.buckets.full[-BUCKETS:]
        return vpin(full, self.buckets.size), "ok" if len(full) == BUCKETS else "warming"
