"""Order book imbalance: B-17. Quantities as on the wire, exact until the last division."""

import math
from decimal import Decimal

from book import Book

Level = tuple[Decimal, Decimal]


def plain(bids: list[Level], asks: list[Level]) -> float | None:
    """(Vb − Va) / (Vb + Va) of the levels given; None where either side has none (I10)."""
    if not bids or not asks:
        return None
    bid, ask = sum(size for _, size in bids), sum(size for _, size in asks)
    return float((bid - ask) / (bid + ask))


def weighted(bids: list[Level], asks: list[Level]) -> float | None:
    """The same with weights e^(−0.5·(i−1))."""
    if not bids or not asks:
        return None
    bid, ask = (math.fsum(float(size) * math.exp(-0.5 * place) for place, (_, size) in enumerate(levels))
                for levels in (bids, asks))
    return (bid - ask) / (bid + ask)


def obi(book: Book, levels: int) -> float | None:
    return plain(book.bids.best(levels), book.asks.best(levels))


def smoothed(samples: list[tuple[int, float]], half_life_ms: int) -> float | None:
    """EW mean of (time, value): the first sample is the mean (I5), no time passed changes nothing (I23)."""
    mean, last = None, None
    for time, value in samples:
        if mean is None:
            mean = value
        else:
            weight = 2.0 ** (-(time - last) / half_life_ms)
            mean = weight * mean + (1 - weight) * value
        last = time
    return mean
