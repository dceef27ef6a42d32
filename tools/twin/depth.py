"""Spread, depth in a band, pressure and weighted mid: B-24, B-25, B-26 with I27, D10 and D19."""

from decimal import Decimal

from book import Book
from history import History

Level = tuple[Decimal, Decimal]


def band(book: Book, bps: int) -> tuple[list[Level], list[Level]]:
    """The levels within `bps` of mid, the edge included: |p − mid|·10⁴ ≤ bps·mid."""
    mid = book.mid()
    low, high = mid - mid * bps / 10_000, mid + mid * bps / 10_000
    return ([(price, book.bids.sizes[price]) for price in _from_best(book.bids.prices[::-1], lambda p: p >= low)],
            [(price, book.asks.sizes[price]) for price in _from_best(book.asks.prices, lambda p: p <= high)])


def _from_best(prices: list[Decimal], is_inside) -> list[Decimal]:
    inside = []
    for price in prices:
        if not is_inside(price):
            break
        inside.append(price)
    return inside


def known_edges(book: Book, history: History) -> tuple[Decimal | None, Decimal | None]:
    """The worst prices up to which the book is known: the snapshot's on Binance, those held on Bybit."""
    if history.venue.startswith("bybit"):
        return (book.bids.prices[0] if book.bids.prices else None, book.asks.prices[-1] if book.asks.prices else None)
    return book.worst_bid, book.worst_ask


def reaches_unknown(book: Book, history: History, bps: int) -> tuple[bool, bool]:
    """Whether the band reaches past the known depth, bids and asks."""
    mid = book.mid()
    bid_edge, ask_edge = known_edges(book, history)
    return (bid_edge is None or mid - mid * bps / 10_000 < bid_edge,
            ask_edge is None or mid + mid * bps / 10_000 > ask_edge)


def dollars(levels: list[Level], history: History) -> Decimal | None:
    values = [history.dollars(price, size) for price, size in levels]
    return None if None in values else sum(values, Decimal(0))


def spread_bps(book: Book) -> float:
    return float(10_000 * (book.best_ask() - book.best_bid()) / book.mid())


def weighted_mid(book: Book) -> float:
    (bid, bid_size), = book.bids.best(1)
    (ask, ask_size), = book.asks.best(1)
    return float((ask * bid_size + bid * ask_size) / (bid_size + ask_size))


def pressure(book: Book, history: History) -> float:
    count = 50 if history.venue.startswith("bybit") else 100
    return float(sum(size for _, size in book.bids.best(count)) / sum(size for _, size in book.asks.best(count)))
