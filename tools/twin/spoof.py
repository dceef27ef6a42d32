"""What was executed and what cancelled at a tracked level (B-22, F-65), and the spoof score of a density (B-23, D18)."""

from decimal import Decimal

SETTLE_MS = 250
YOUNG_MS, MEMORY_MS = 10_000, 3_600_000
NEAR_TICKS, NEAR_SHARE = 5, Decimal("0.0005")


class Ledger:
    """What left a level since it is tracked. Prints and the book come in two streams, and either may be first: a print
    that no drop has shown yet and a drop that no print has explained yet wait 250 ms for each other. What is left of a
    drop then was cancelled; what is left of a print was refilled before the book could show it."""

    def __init__(self, size: Decimal):
        self.size = size
        self.executed = self.cancelled = Decimal(0)
        self.cancelled_near = False
        # Oldest first: [since, quantity, whether mid stood near]. Never both, because they explain each other.
        self.prints: list[list] = []
        self.drops: list[list] = []

    def print(self, now: int, quantity: Decimal, may_wait: bool = True) -> None:
        """A trade that hits the level; unless `may_wait`, only what explains a drop counts."""
        self.settle(now)
        unseen = explained(self.drops, quantity)
        self.executed += quantity if may_wait else quantity - unseen
        if may_wait and unseen:
            self.prints.append([now, unseen, False])

    def show(self, now: int, size: Decimal, near: bool) -> None:
        """The size displayed after a book update."""
        self.settle(now)
        if size < self.size:
            left = explained(self.prints, self.size - size)
            if left:
                self.drops.append([now, left, near])
        self.size = size

    def restart(self, now: int, size: Decimal) -> None:
        """A snapshot only changes the size (I26)."""
        self.settle(now)
        self.size, self.prints, self.drops = size, [], []

    def settle(self, now: int) -> None:
        """Judges what has waited long enough."""
        for since, quantity, near in self.drops:
            if now - since >= SETTLE_MS:
                self.cancelled += quantity
                self.cancelled_near |= near
        self.drops = [drop for drop in self.drops if now - drop[0] < SETTLE_MS]
        self.prints = [print for print in self.prints if now - print[0] < SETTLE_MS]

    def executed_share(self) -> float | None:
        total = self.executed + self.cancelled
        return None if total == 0 else float(self.executed / total)

    def was_pulled(self) -> bool:
        total = self.executed + self.cancelled
        return total > 0 and 10 * self.executed <= 3 * total


def explained(waiting: list[list], quantity: Decimal) -> Decimal:
    """Takes a quantity off what waits, oldest first; returns how much of it found nothing."""
    while waiting and quantity:
        taken = min(waiting[0][1], quantity)
        quantity -= taken
        waiting[0][1] -= taken
        if not waiting[0][1]:
            del waiting[0]
    return quantity


def is_near(mid: Decimal | None, price: Decimal, tick: Decimal) -> bool:
    return mid is not None and abs(mid - price) <= max(NEAR_TICKS * tick, NEAR_SHARE * price)


def score(ledger: Ledger, age_ms: int, pulled_before: int) -> float:
    """0 is honest, 1 a spoof."""
    share = ledger.executed_share()
    return ((0 if share is None else 0.4 * (1 - share)) + 0.25 * (age_ms < YOUNG_MS)
            + 0.2 * ledger.cancelled_near + 0.15 * min(1, pulled_before / 3))
