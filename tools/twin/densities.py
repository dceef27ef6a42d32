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
    flow: spoof.Attribution
    weak_since: int | None = None
    ended: int | None = None


class Densities:
    def __init__(self):
        self.pending: dict[Decimal, Density] = {}
        self.tracked: dict[Decimal, Density] = {}
        self.gone: list[Density] = []

    def update(self, side: Side, now: int, dollars: Dollars, mid: Decimal | None, tick: Decimal) -> None:
        """The check at one book update."""
        met = dense(side.best(LEVELS), dollars)
        for density in self._living():
            density.flow.show(now, side.size(density.price), spoof.is_near(mid, density.price, tick))
        for density in list(self.tracked.values()):
            if not self._stays(density, side.size(density.price), density.price in met, now):
                density.ended = now
                self.gone.append(self.tracked.pop(density.price))
        self.pending = {price: density for price, density in self.pending.items() if price in met}
        for price in met:
            if price in self.tracked:
                continue
            density = self.pending.setdefault(
                price, Density(price, now, Decimal(0), spoof.Attribution(side.size(price))))
            grow(density, side.size(price), now)
            if now - density.first_met >= HELD_MS:
                self.tracked[price] = self.pending.pop(price)

    def print(self, price: Decimal, quantity: Decimal, now: int) -> None:
        """A counted trade against this side; one that ended a moment ago may still be explained by it."""
        for density in [*self._living(), *self._just_gone(now)]:
            if density.price == price:
                density.flow.print(now, quantity)

    def _just_gone(self, now: int) -> list[Density]:
        return list(takewhile(lambda density: now - density.ended <= spoof.SETTLE_MS, reversed(self.gone)))

    def scores(self, now: int) -> list[float]:
        """Spoof scores of the densities tracked now."""
        for density in [*self._living(), *self.gone]:
            density.flow.settle(now)
        return [spoof.score(density.flow, now - density.first_met, self._pulled_before(density.price, now))
                for density in self.tracked.values()]

    def _pulled_before(self, price: Decimal, now: int) -> int:
        shares = [density.flow.executed_share() for density in self.gone
                  if density.price == price and now - density.ended <= spoof.MEMORY_MS]
        return sum(share is not None and share <= spoof.PULLED_SHARE for share in shares)

    def _living(self) -> list[Density]:
        return [*self.pending.values(), *self.tracked.values()]

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
