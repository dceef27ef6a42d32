"""What was executed and what cancelled at a level (B-22, F-65), and the spoof score of a density (B-23, D18)."""

from decimal import Decimal

SETTLE_MS = 250
YOUNG_MS, MEMORY_MS = 10_000, 3_600_000
PULLED_SHARE = 0.3
NEAR_TICKS, NEAR_SHARE = 5, Decimal("0.0005")


class Attribution:
    """Prints explain decreases that come within 250 ms before or after them; what stays unexplained was cancelled.

    Every print is executed. A decrease is settled 250 ms after it was seen, or at the level's next change.
    """

    def __init__(self, size: Decimal):
        self.size = size
        self.executed = self.cancelled = Decimal(0)
        self.cancelled_near = False
        self.loose: list[tuple[int, Decimal]] = []
        self.drop: tuple[int, Decimal, bool] | None = None

    def print(self, now: int, quantity: Decimal) -> None:
        self.settle(now)
        self.executed += quantity
        if self.drop:
            time, left, near = self.drop
            self.drop = (time, left - min(left, quantity), near)
            quantity -= min(left, quantity)
        self.loose.append((now, quantity))

    def show(self, now: int, size: Decimal, near: bool) -> None:
        """The size displayed after a book update."""
        self.settle(now)
        if size == self.size:
            return
        self._close_drop()
        recent = sum((quantity for time, quantity in self.loose if now - time <= SETTLE_MS), Decimal(0))
        residual = size - (self.size - recent)
        self.drop = (now, -residual, near) if residual < 0 else None
        self.size, self.loose = size, []

    def settle(self, now: int) -> None:
        if self.drop and now - self.drop[0] > SETTLE_MS:
            self._close_drop()

    def _close_drop(self) -> None:
        if self.drop and self.drop[1] > 0:
            self.cancelled += self.drop[1]
            self.cancelled_near |= self.drop[2]
        self.drop = None

    def executed_share(self) -> float | None:
        total = self.executed + self.cancelled
        return None if total == 0 else float(self.executed / total)


def is_near(mid: Decimal | None, price: Decimal, tick: Decimal) -> bool:
    return mid is not None and abs(mid - price) <= max(NEAR_TICKS * tick, NEAR_SHARE * price)


def score(attribution: Attribution, age_ms: int, pulled_before: int) -> float:
    """0 is honest, 1 a spoof."""
    share = attribution.executed_share()
    return ((0 if share is None else 0.4 * (1 - share)) + 0.25 * (age_ms < YOUNG_MS)
            + 0.2 * attribution.cancelled_near + 0.15 * min(1, pulled_before / 3))
