"""Order flow imbalance of Cont, Kukanov and Stoikov: B-18, with I12, I13 and D9."""

from dataclasses import dataclass
from decimal import Decimal

from book import Book

Level = tuple[Decimal, Decimal]
LEVELS = 5


@dataclass(slots=True)
class Top:
    bids: list[Level]
    asks: list[Level]


def top(book: Book) -> Top:
    return Top(book.bids.best(LEVELS), book.asks.best(LEVELS))


def level_flow(bid: Level, ask: Level, bid_before: Level, ask_before: Level) -> Decimal:
    """e of one level: what was added at the bid less what was added at the ask."""
    e = Decimal(0)
    if bid[0] >= bid_before[0]:
        e += bid[1]
    if bid[0] <= bid_before[0]:
        e -= bid_before[1]
    if ask[0] <= ask_before[0]:
        e -= ask[1]
    if ask[0] >= ask_before[0]:
        e += ask_before[1]
    return e


def flows(before: Top, after: Top) -> list[Decimal]:
    """e of each level that both books have on both sides."""
    return [level_flow(*rows) for rows in zip(after.bids, after.asks, before.bids, before.asks)]
