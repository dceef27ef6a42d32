"""Tracked densities of one side: B-19 with R31, I26 and D11."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import takewhile
from typing import Callable

import spoof
from book import Side
from walls import GONE_SHARE, GROWING_MS, HELD_MS, WEAK_MS, grow

Level = tuple[Decimal, Decimal]
Dollars = Callable[[Decimal, Decimal], Decimal | None]

LEVELS = 50
LEAST_USD, LEAST_RELATIVE, LEAST_SHARE = Decimal(50_000), 3, Decimal("0.05")


@dataclass
class Density:
    price: Decimal
    first_met: int
    initial: Decimal
    ledger: spoof.Ledger | None = None
    weak_since: int | None = None
    ended: int | None = None


class Densities:
    def __init__(self):
        self.pending: dict[Decimal, Density] = {}
        self.tracked: dict[Decimal, Density] = {}
        self.gone: list[Density] = []

    def update(self, side: Side, now: int, dollars: Dollars, mid: Decimal | None, tick: Decimal,
               is_snapshot: bool = False) -> None:
        """The check at one book update."""
        met = dense(side.best(LEVELS), dollars)
        for density in list(self.tracked.values()):
            size = side.size(density.price)
            if is_snapshot:
                density.ledger.restart(now, size)
            else:
                density.ledger.show(now, size, spoof.is_near(mid, density.price, tick))
            if not self._stays(density, size, density.price in met, now):
                density.ended = now
                self.gone.append(self.tracked.pop(density.price))
        self.pending = {price: density for price, density in self.pending.items() if price in met}
        for price in met:
            if price in self.tracked:
                continue
            density = self.pending.setdefault(price, Density(price, now, Decimal(0)))
            grow(density, side.size(price), now)
            if now - density.first_met >= HELD_MS:
                density.ledger = spoof.Ledger(side.size(price))
                self.tracked[price] = self.pending.pop(price)

    def print(self, price: Decimal, quantity: Decimal, now: int, has_book: bool) -> None:
        """A counted trade against this side. It may wait for the book to show it only where a book goes on showing the
        level; of one that ended within 250 ms, and in a gap, it still explains an earlier drop."""
        if price in self.tracked:
            self.tracked[price].ledger.print(now, quantity, may_wait=has_book)
        for density in takewhile(lambda density: now - density.ended < spoof.SETTLE_MS, reversed(self.gone)):
            if density.price == price:
                density.ledger.print(now, quantity, may_wait=False)

    def scores(self, now: int) -> list[float]:
        """Spoof scores of the densities tracked now."""
        for density in [*self.tracked.values(), *self.gone]:
            density.ledger.settle(now)
        return [spoof.score(density.ledger, now - density.first_met, self._pulled_before(density.price, now))
                for density in self.tracked.values()]

    def _pulled_before(self, price: Decimal, now: int) -> int:
        """How often one of that price ended as pulled within the last hour; that is known when its 250 ms are over."""
        return sum(density.ledger.was_pulled() for density in self.gone
                   if density.price == price and spoof.SETTLE_MS <= now - density.ended < spoof.MEMORY_MS)

    def _stays(self, density: Density, size: Decimal, is_met: bool, now: int) -> bool:
        grow(density, size, now)
        if is_met:
            density.weak_since = None
        elif density.weak_since is None:
            density.weak_since = now
        weak_for = 0 if density.weak_since is None else now - density.weak_since
        return size >= GONE_SHARE * density.initial and weak_for < WEAK_MS


def dense(levels: list[Level], dollars: Dollars) -> list[Decimal]:
    """Prices of the levels for which all three criteria hold."""
    total = sum((size for _, size in levels), Decimal(0))
    found = []
    for price, size in levels:
        usd = dollars(price, size)
        if (usd is not None and usd >= LEAST_USD and size * len(levels) >= LEAST_RELATIVE * total
                and size >= LEAST_SHARE * total):
            found.append(price)
    return found
