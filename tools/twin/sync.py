"""Which depth message may be applied: the venues' continuity rules, one function a rule set."""

from wire import Diff

DROP, APPLY, GAP = "drop", "apply", "gap"


def spot(diff: Diff, book_id: int, after_snapshot: bool) -> str:
    """EXCHANGES B1: at or below the book's id is old, beyond the next id is a gap."""
    if diff.last <= book_id:
        return DROP
    return APPLY if diff.first <= book_id + 1 else GAP


def futures(diff: Diff, book_id: int, after_snapshot: bool) -> str:
    """EXCHANGES B2: the first one has to bracket the snapshot, each later one to name its predecessor."""
    if after_snapshot:
        if diff.last < book_id:
            return DROP
        return APPLY if diff.first <= book_id else GAP
    return APPLY if diff.previous == book_id else GAP


def bybit(diff: Diff, book_id: int, after_snapshot: bool) -> str:
    """SEMANTICS, Bybit: deltas of 50, 200 and 1000 need the next id; other depths have no rule."""
    if diff.depth not in (50, 200, 1000):
        return APPLY
    return APPLY if diff.last == book_id + 1 else GAP


def rule(venue: str):
    return bybit if venue.startswith("bybit") else spot if venue == "binance-spot" else futures
