"""One symbol's book as two dictionaries, with the prices kept sorted beside them."""

from bisect import bisect_left, insort
from decimal import Decimal
from typing import Iterable

Level = tuple[Decimal, Decimal]


class Side:
    """All non-zero levels of one side."""

    def __init__(self, is_bid: bool, levels: Iterable[Level] = ()):
        self.is_bid = is_bid
        self.sizes: dict[Decimal, Decimal] = {price: size for price, size in levels if size != 0}
        self.prices: list[Decimal] = sorted(self.sizes)

    def put(self, price: Decimal, size: Decimal) -> None:
        if size == 0:
            if self.sizes.pop(price, None) is not None:
                del self.prices[bisect_left(self.prices, price)]
        else:
            if price not in self.sizes:
                insort(self.prices, price)
            self.sizes[price] = size

    def best(self, count: int) -> list[Level]:
        """The first `count` levels, best first."""
        prices = self.prices[-count:][::-1] if self.is_bid else self.prices[:count]
        return [(price, self.sizes[price]) for price in prices]

    def rank(self, price: Decimal) -> int:
        """The place of a held price, the best is 0."""
        place = bisect_left(self.prices, price)
        return len(self.prices) - 1 - place if self.is_bid else place

    def around(self, rank: int, count: int) -> tuple[list[Decimal], list[Decimal]]:
        """Sizes of up to `count` held levels before (better) and behind a rank."""
        nearby = self.best(rank + count + 1)
        return [size for _, size in nearby[max(0, rank - count):rank]], [size for _, size in nearby[rank + 1:]]

    def size(self, price: Decimal) -> Decimal:
        return self.sizes.get(price, Decimal(0))

    def __len__(self) -> int:
        return len(self.prices)


class Book:
    """Both sides, and the worst prices of the latest snapshot: what lies beyond them is unknown (I27)."""

    def __init__(self):
        self.bids, self.asks = Side(True), Side(False)
        self.worst_bid: Decimal | None = None
        self.worst_ask: Decimal | None = None

    def replace(self, bids: list[Level], asks: list[Level]) -> None:
        self.bids, self.asks = Side(True, bids), Side(False, asks)
        self.worst_bid = self.bids.prices[0] if self.bids.prices else None
        self.worst_ask = self.asks.prices[-1] if self.asks.prices else None

    def change(self, bids: list[Level], asks: list[Level]) -> None:
        for side, levels in ((self.bids, bids), (self.asks, asks)):
            for price, size in levels:
                side.put(price, size)

    def touched(self, bids: list[Level], asks: list[Level]) -> tuple[list[Level], list[Level]]:
        """What `change` has to be given to take the same change back."""
        return ([(price, self.bids.size(price)) for price, _ in bids],
                [(price, self.asks.size(price)) for price, _ in asks])

    def best_bid(self) -> Decimal | None:
        return self.bids.prices[-1] if self.bids.prices else None

    def best_ask(self) -> Decimal | None:
        return self.asks.prices[0] if self.asks.prices else None

    def mid(self) -> Decimal | None:
        return (self.best_bid() + self.best_ask()) / 2 if self.bids.prices and self.asks.prices else None

    def is_crossed(self) -> bool:
        return bool(self.bids.prices and self.asks.prices) and self.best_bid() >= self.best_ask()
