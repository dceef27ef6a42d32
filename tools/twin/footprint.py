"""Footprint bars, diagonal imbalances, value areas and the session profile (B-27..B-31, I15..I19, I29, D12)."""

from bisect import bisect_left
from collections import defaultdict
from decimal import ROUND_FLOOR, Decimal

MINUTE_MS = 60_000
SETTLE_MS = 2_000
RATIO = 3
STACK_ROWS = 3
CLOSED_BARS = 3
BAR_ROWS, SESSION_ROWS = 512, 8_192


def bin_width(first_trade):
    """About one basis point of the first price, in whole ticks of the grid it came with."""
    ticks = (first_trade.price * Decimal("0.0001") / first_trade.tick + Decimal("0.5")).to_integral_value(ROUND_FLOOR)
    return max(Decimal(1), ticks) * first_trade.tick


def cells_of(trades, width, rows_max=BAR_ROWS):
    """Row index -> [sold by aggressors, bought by aggressors]. What a drifting price leaves behind by `rows_max` rows
    or more is folded into the outermost row that stays (B-27: the array of rows shifts)."""
    cells = {}
    low = high = None
    for trade in trades:
        row = int(trade.price // width)
        if low is None:
            low = high = row
        elif not low <= row <= high:
            fold(cells, row - rows_max + 1, row + rows_max - 1)
            low, high = min([row, *cells]), max([row, *cells])
        cells.setdefault(row, [Decimal(0), Decimal(0)])[trade.sign > 0] += trade.quantity
    return cells


def fold(cells, low, high):
    for row in [row for row in cells if not low <= row <= high]:
        sold, bought = cells.pop(row)
        edge = cells.setdefault(low if row < low else high, [Decimal(0), Decimal(0)])
        edge[0] += sold
        edge[1] += bought


def half_mean_cell(cells):
    """Half the mean of the cells that are not zero (I16)."""
    sizes = [size for cell in cells.values() for size in cell if size]
    return sum(sizes, Decimal(0)) / (2 * len(sizes)) if sizes else Decimal(0)


def dominates(strong, weak, lot, minimum, ratio=RATIO, strict=False):
    """A zero on the weak side counts as one lot; with lot None such a pair is no imbalance."""
    if strong < minimum or (not weak and lot is None):
        return False
    needed = ratio * (weak or lot)
    return strong > needed if strict else strong >= needed


def imbalances(cells, lot, minimum=None, strict=False):
    """Rows of buy and of sell imbalance, ascending. The lowest row has no buy, the highest no sell test (I17)."""
    if not cells:
        return [], []
    minimum = half_mean_cell(cells) if minimum is None else minimum
    nothing = [Decimal(0), Decimal(0)]
    buys, sells = [], []
    for row in sorted(cells):
        sold, bought = cells[row]
        if row != min(cells) and dominates(bought, cells.get(row - 1, nothing)[0], lot, minimum, strict=strict):
            buys.append(row)
        if row != max(cells) and dominates(sold, cells.get(row + 1, nothing)[1], lot, minimum, strict=strict):
            sells.append(row)
    return buys, sells


def runs(rows, length=STACK_ROWS):
    """(lowest, highest) of each run of at least `length` neighbouring rows."""
    found, start = [], None
    for row in rows:
        if row - 1 not in rows:
            start = row
        if row + 1 not in rows and row - start + 1 >= length:
            found.append((start, row))
    return found


def point_of_control(totals):
    """Row of the largest volume; of equals the one closest to the middle of the profile, then the upper."""
    doubled_centre = min(totals) + max(totals)
    return max(totals, key=lambda row: (totals[row], -abs(2 * row - doubled_centre), row))


def value_area(totals):
    """(poc, vah, val): from the POC outwards by the larger pair of rows until 70 % of the volume is inside."""
    poc = point_of_control(totals)
    low, high, bottom, top = poc, poc, min(totals), max(totals)
    inside, everything = totals[poc], sum(totals.values(), Decimal(0))
    while 10 * inside < 7 * everything:
        above = [row for row in (high + 1, high + 2) if row <= top]
        below = [row for row in (low - 1, low - 2) if row >= bottom]
        above_sum = sum((totals.get(row, Decimal(0)) for row in above), Decimal(0))
        below_sum = sum((totals.get(row, Decimal(0)) for row in below), Decimal(0))
        if above and (not below or above_sum >= below_sum):
            high, inside = above[-1], inside + above_sum
        else:
            low, inside = below[-1], inside + below_sum
    return poc, high, low


def totals_of(cells):
    return {row: sold + bought for row, (sold, bought) in cells.items()}


def profile(trades, width, rows_max=BAR_ROWS):
    """poc, vah, val as prices: each row is named by its lower edge (I29)."""
    return tuple(row * width for row in value_area(totals_of(cells_of(trades, width, rows_max))))


class FootprintBars:
    """Trades of each bar of one interval; those that come after the bar's settling time enter none (I19)."""

    def __init__(self, history, interval_ms=MINUTE_MS):
        self.history = history
        self.interval_ms = interval_ms
        self.trades_by_start = defaultdict(list)
        self.arrivals = []
        self.late = 0

    def catch_up(self):
        for trade in self.history.trades[len(self.arrivals):]:
            self.arrivals.append(trade.now)
            start = trade.time // self.interval_ms * self.interval_ms
            if trade.now < self.closing_time(start):
                self.trades_by_start[start].append(trade)
            else:
                self.late += 1

    def closing_time(self, start):
        return start + self.interval_ms + SETTLE_MS

    def lot_of(self, start):
        """The grid's lot when the bar closed, as far as trades tell it; of an open bar the lot now."""
        if self.history.now < self.closing_time(start):
            return self.history.lot
        return self.history.trades[bisect_left(self.arrivals, self.closing_time(start)) - 1].lot

    def net_imbalance(self, start, width):
        buys, sells = imbalances(cells_of(self.trades_by_start[start], width), self.lot_of(start))
        return len(buys) - len(sells)

    def closed_starts(self):
        return sorted(start for start in self.trades_by_start if self.closing_time(start) <= self.history.now)


def footprint_values(history, bars, today):
    names = ("poc", "vah", "val")
    session = tuple(f"session_{name}" for name in names)
    if not history.trades:
        return {name: (None, "warming") for name in names + session + ("footprint_imbalance",)}
    width = bin_width(history.trades[0])
    current = history.now // MINUTE_MS * MINUTE_MS
    # Looked up with get and sorted: a defaultdict would otherwise gain bars without trades.
    before = sorted(start for start in bars.trades_by_start if start < current)[-CLOSED_BARS:]
    counted = before + ([current] if current in bars.trades_by_start else [])
    values = {"footprint_imbalance": (sum(bars.net_imbalance(start, width) for start in counted), "ok")}
    if current in bars.trades_by_start:
        prices = profile(bars.trades_by_start[current], width)
        values |= {name: (price, "ok") for name, price in zip(names, prices)}
    else:
        values |= {name: (None, "warming") for name in names}
    values |= {name: (price, "ok") for name, price in zip(session, profile(today, width, SESSION_ROWS))}
    return values


def footprint_line(bars, start, width):
    """The fields of CLI.md but for `recv_ns`; seq and event time are those of the frame that closed the bar."""
    cells = cells_of(bars.trades_by_start[start], width)
    buys, sells = imbalances(cells, bars.lot_of(start))
    poc, vah, val = (row * width for row in value_area(totals_of(cells)))
    clock = bars.history.clock
    closed_at, seq = clock[bisect_left(clock, (bars.closing_time(start),))]
    stacked = [("buy", run) for run in runs(buys)] + [("sell", run) for run in runs(sells)]
    return {
        "type": "footprint",
        "venue": bars.history.venue,
        "symbol": bars.history.symbol,
        "seq": seq,
        "event_ms": closed_at,
        "bar_start_ms": start,
        "interval_ms": bars.interval_ms,
        "rows": [[row * width, *cells[row]] for row in sorted(cells)],
        "poc": poc,
        "vah": vah,
        "val": val,
        "delta": sum((bought - sold for sold, bought in cells.values()), Decimal(0)),
        "buy_imbalances": [row * width for row in buys],
        "sell_imbalances": [row * width for row in sells],
        "stacked": [[side, low * width, high * width] for side, (low, high) in stacked],
    }


def footprint_lines(history, interval_ms=MINUTE_MS):
    """One line per closed bar with trades, in the order of closing. All prices and quantities are Decimal."""
    if not history.trades:
        return []
    bars = FootprintBars(history, interval_ms)
    bars.catch_up()
    width = bin_width(history.trades[0])
    return [footprint_line(bars, start, width) for start in bars.closed_starts()]
