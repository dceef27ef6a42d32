"""Tracked walls of one side: B-20 with R27's identity and I24, I25."""

from dataclasses import dataclass
from decimal import Decimal

from book import Side

LEVELS, NEIGHBOURS = 20, 5
APPEAR_RATIO, KEEP_RATIO = 10, 5
HELD_MS, GROWING_MS, WEAK_MS = 500, 2_000, 10_000
GONE_SHARE = Decimal("0.2")


@dataclass
class Wall:
    price: Decimal
    first_met: int
    initial: Decimal
    weak_since: int | None = None


class Walls:
    def __init__(self, is_bid: bool):
        self.is_bid = is_bid
        self.pending: dict[Decimal, Wall] = {}
        self.tracked: dict[Decimal, Wall] = {}

    def update(self, side: Side, now: int) -> None:
        """The check at one book update."""
        for wall in list(self.tracked.values()):
            if not self._stays(wall, side, now):
                del self.tracked[wall.price]
        met = candidates(side)
        self.pending = {price: wall for price, wall in self.pending.items() if price in met}
        for price in met:
            if price in self.tracked:
                continue
            wall = self.pending.setdefault(price, Wall(price, now, Decimal(0)))
            grow(wall, side.size(price), now)
            if now - wall.first_met >= HELD_MS:
                self.tracked[price] = self.pending.pop(price)

    def _stays(self, wall: Wall, side: Side, now: int) -> bool:
        size = side.size(wall.price)
        grow(wall, size, now)
        if size < GONE_SHARE * wall.initial:
            return False
        nearer, farther = side.around(side.rank(wall.price), NEIGHBOURS)
        if meets(size, nearer + farther, KEEP_RATIO):
            wall.weak_since = None
        elif wall.weak_since is None:
            wall.weak_since = now
        return wall.weak_since is None or now - wall.weak_since < WEAK_MS

    def nearest(self) -> Wall | None:
        """The tracked wall nearest to mid: of bids the highest, of asks the lowest."""
        prices = self.tracked.keys()
        return self.tracked[max(prices) if self.is_bid else min(prices)] if prices else None


def grow(wall, size: Decimal, now: int) -> None:
    """v_init: the largest size shown within 2 s after the criteria were first met."""
    if now - wall.first_met <= GROWING_MS:
        wall.initial = max(wall.initial, size)


def meets(size: Decimal, neighbours: list[Decimal], ratio: int) -> bool:
    return bool(neighbours) and size * len(neighbours) >= ratio * sum(neighbours)


def candidates(side: Side) -> list[Decimal]:
    """Prices among the first 20, the best excepted, that are 10 times the mean of their neighbours."""
    if len(side) <= NEIGHBOURS:
        return []
    levels = side.best(LEVELS + NEIGHBOURS)
    found = []
    for rank in range(1, min(LEVELS, len(levels))):
        nearer = [size for _, size in levels[max(0, rank - NEIGHBOURS):rank]]
        farther = [size for _, size in levels[rank + 1:rank + 1 + NEIGHBOURS]]
        if farther and meets(levels[rank][1], nearer + farther, APPEAR_RATIO):
            found.append(levels[rank][0])
    return found
