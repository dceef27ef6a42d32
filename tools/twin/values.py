"""Name → (value, flag) of every indicator of CLI.md, for one symbol at this moment."""

from decimal import Decimal

import depth
import imbalance
from symbol import Symbol

try:
    from flow_values import compat_values, flow_values
except ImportError:  # The other half of the twin.
    def flow_values(history):
        return {}

    compat_values = flow_values

Reading = tuple[Decimal | float | int | str | None, str]
OK, WARMING, INVALID = "ok", "warming", "invalid"


def all_values(symbol: Symbol, with_compat: bool = False) -> dict[str, Reading]:
    values = dict(flow_values(symbol.history))
    if with_compat:
        values.update(compat_values(symbol.history))
    values.update({name: _shaded(symbol, reading) for name, reading in book_values(symbol).items()})
    values.update(price_values(symbol))
    return values


def _shaded(symbol: Symbol, reading: Reading) -> Reading:
    """The state of the book comes before an indicator's own flag (I11)."""
    status = symbol.status_now()
    if status == "gap" or symbol.is_blind():
        return reading[0], "gap"
    return (reading[0], "stale") if status == "stale" else reading


def price_values(symbol: Symbol) -> dict[str, Reading]:
    """A top-of-book topic's prices are as good as they are; the book's carry its flag."""
    bid, ask = symbol.best_prices()
    mid = None if bid is None or ask is None else (bid + ask) / 2
    absent = WARMING if not symbol.samples else INVALID
    readings = {name: (value, absent if value is None else OK)
                for name, value in (("mid", mid), ("best_bid", bid), ("best_ask", ask))}
    return {name: _shaded(symbol, reading) for name, reading in readings.items()}


def book_values(symbol: Symbol) -> dict[str, Reading]:
    book, history = symbol.book, symbol.history
    has_book = symbol.status != "syncing"
    absent = INVALID if has_book else WARMING

    def of(value) -> Reading:
        return value, absent if value is None else OK

    values: dict[str, Reading] = {}
    for levels in (1, 5, 10, 20):
        values[f"obi_{levels}"] = of(imbalance.obi(book, levels))
    values["obi_5_weighted"] = of(imbalance.weighted(book.bids.best(5), book.asks.best(5)))
    two_sided = book.mid() is not None
    values["obi_10bps"] = of(None)
    if two_sided:
        balance = imbalance.plain(*depth.band(book, 10))
        reaches = any(depth.reaches_unknown(book, history, 10))
        values["obi_10bps"] = (balance, INVALID if reaches or balance is None else OK)
    values["obi_5_ew"] = smoothed_imbalance(symbol)
    values.update(flow_readings(symbol))
    values["weighted_mid"] = of(depth.weighted_mid(book) if two_sided else None)
    values["microprice"] = values["weighted_mid"]
    values["spread_bps"] = of(depth.spread_bps(book) if two_sided else None)
    values["book_pressure"] = of(depth.pressure(book, history) if two_sided else None)
    values.update(depth_readings(symbol, absent))
    values.update(wall_readings(symbol, has_book))
    values["densities"] = density_count(symbol, has_book)
    values["spoof_max"] = spoof_reading(symbol)
    return values


def smoothed_imbalance(symbol: Symbol) -> Reading:
    samples = [(sample.now, sample.obi_5) for sample in symbol.samples
               if sample.obi_5 is not None and sample.now is not None]
    if not samples:
        untimed = [sample.obi_5 for sample in symbol.samples if sample.obi_5 is not None]
        return (untimed[-1] if untimed else None), WARMING
    is_warm = symbol.history.now - samples[0][0] >= 2_000
    return imbalance.smoothed(samples, 2_000), OK if is_warm else WARMING


def flow_readings(symbol: Symbol) -> dict[str, Reading]:
    """OFI windows (now − T, now] at the updates' own times; `warming` until T since the first book update."""
    now, samples = symbol.history.now, symbol.samples
    if not samples:
        return {name: (None, WARMING) for name in ("ofi_1s", "ofi_5s", "mlofi_5s")}

    def inside(window: int) -> list[list[Decimal]]:
        return [sample.flows for sample in samples
                if sample.flows is not None and sample.time is not None and now - window < sample.time <= now]

    first = next((sample.now for sample in samples if sample.now is not None), now)
    if samples[0].now is None:
        first = symbol.history.first_now

    def flag(window: int) -> str:
        return WARMING if now is None or now - first < window else OK

    values: dict[str, Reading] = {}
    for name, window in (("ofi_1s", 1_000), ("ofi_5s", 5_000)):
        values[name] = (sum((flows[0] for flows in inside(window) if flows), Decimal(0)), flag(window))
    integrated = sum((sum(flows) for flows in inside(5_000)), Decimal(0))
    values["mlofi_5s"] = (float(integrated / 5), flag(5_000))
    return values


def depth_readings(symbol: Symbol, absent: str) -> dict[str, Reading]:
    book, history = symbol.book, symbol.history
    values: dict[str, Reading] = {}
    for bps in (10, 25):
        for place, side in enumerate(("bid", "ask")):
            name = f"depth_usd_{side}_{bps}bps"
            if history.contract == "inverse" and history.contract_size is None:
                values[name] = (None, INVALID)
            elif book.mid() is None:
                values[name] = (None, absent)
            else:
                reaches = depth.reaches_unknown(book, history, bps)[place]
                values[name] = (depth.dollars(depth.band(book, bps)[place], history), INVALID if reaches else OK)
    return values


def wall_readings(symbol: Symbol, has_book: bool) -> dict[str, Reading]:
    """A missing wall may still come; a distance without mid is `invalid`, which comes first (I11)."""
    values: dict[str, Reading] = {}
    mid = symbol.book.mid()
    for word, is_bid, side in (("buy", True, symbol.book.bids), ("sell", False, symbol.book.asks)):
        wall = symbol.walls[is_bid].nearest()
        price = size = away = erosion = None
        if wall is not None:
            price, size = wall.price, side.size(wall.price)
            erosion = float(100 * (wall.initial - size) / wall.initial)
            if mid is not None:
                away = float(100 * ((mid - price) if is_bid else (price - mid)) / mid)
        absent = WARMING if wall is None else OK
        values[f"{word}_wall_price"] = price, absent
        values[f"{word}_wall_quantity"] = size, absent
        values[f"dist_to_{word}_wall"] = away, INVALID if has_book and mid is None else absent
        values[f"wall_erosion_{word}"] = erosion, absent
    return values


def density_count(symbol: Symbol, has_book: bool) -> Reading:
    if symbol.history.contract == "inverse" and symbol.history.contract_size is None:
        return None, INVALID
    if not has_book:
        return None, WARMING
    return sum(len(densities.tracked) for densities in symbol.densities.values()), OK


def spoof_reading(symbol: Symbol) -> Reading:
    """The largest score of the densities tracked now."""
    now = symbol.history.now
    if symbol.history.contract == "inverse" and symbol.history.contract_size is None:
        return None, INVALID
    scores = [score for densities in symbol.densities.values() if now is not None for score in densities.scores(now)]
    return (max(scores), OK) if scores else (None, WARMING)
