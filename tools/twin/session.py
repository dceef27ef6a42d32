"""A session: frames of several files in order, one symbol after another."""

from wire import Part, Rejected, Snapshot, lines, parse

import sync
from symbol import Symbol


class Session:
    def __init__(self, venue: str, instruments: dict | None = None):
        self.venue = venue
        self.instruments = instruments or {}
        self.symbols: dict[str, Symbol] = {}
        self.seq = 0
        self.of_file: list[str] = []
        self.early: list[Part] = []
        self.rejected: dict[str, int] = {}

    def begin_file(self) -> None:
        self.of_file, self.early = [], []

    def feed(self, line: bytes) -> list[Symbol]:
        """One frame; the symbols it was about, in order."""
        self.seq += 1
        try:
            parts = parse(line, self.venue)
        except Rejected as reason:
            self._reject(str(reason))
            return []
        touched = []
        for part in parts:
            symbol = self._place(part)
            if symbol is None:
                continue
            symbol.begin(part, self.seq)
            symbol.take(part, self.seq)
            self._release(symbol)
            symbol.finish()
            touched.append(symbol)
        return touched

    def _place(self, part: Part) -> Symbol | None:
        if part.symbol is not None:
            if part.symbol not in self.of_file:
                self.of_file.append(part.symbol)
            if part.symbol not in self.symbols:
                self.symbols[part.symbol] = Symbol(part.symbol, self.venue, self.instruments.get(part.symbol))
            return self.symbols[part.symbol]
        if not self.of_file:
            self.early.append(part)  # It belongs to a symbol that is still to come.
            return None
        snapshot: Snapshot = part.rows[0]
        waiting = [self.symbols[name] for name in self.of_file if self.symbols[name].status in ("syncing", "gap")]
        if len(waiting) > 1:
            waiting = [symbol for symbol in waiting if _brackets(symbol, snapshot)]
        if len(waiting) == 1:
            return waiting[0]
        self._reject("snapshot_ambiguous")
        return None

    def _release(self, symbol: Symbol) -> None:
        """A snapshot that came before any symbol of its file goes to the first one whose diffs bracket it."""
        for part in list(self.early):
            if symbol.status != "ok" and _brackets(symbol, part.rows[0]):
                self.early.remove(part)
                symbol.take(part, self.seq)

    def _reject(self, reason: str) -> None:
        self.rejected[reason] = self.rejected.get(reason, 0) + 1


def _brackets(symbol: Symbol, snapshot: Snapshot) -> bool:
    """Whether one of the buffered diffs may be applied right after the snapshot."""
    left = [diff for diff in symbol.buffer if symbol.rule(diff, snapshot.last, True) != sync.DROP]
    return bool(left) and symbol.rule(left[0], snapshot.last, True) == sync.APPLY


def replay(paths: list[str], venue: str, every: int | None, instruments: dict | None = None):
    """Yields (session, symbol) whenever an indicators line is due; both stand at that frame."""
    session = Session(venue, instruments)
    printed: dict[str, int] = {}
    for path in paths:
        session.begin_file()
        for line in lines(path):
            for symbol in session.feed(line):
                before, after = symbol.updates_before_frame, symbol.counts["book_updates"]
                if every and before // every != after // every:
                    printed[symbol.history.symbol] = session.seq
                    yield session, symbol
    for name, symbol in session.symbols.items():
        if printed.get(name) != session.seq:
            yield session, symbol
