"""Frames of a text capture as plain rows, written from EXCHANGES.md and SEMANTICS.md alone."""

import gzip
import json
import re
import zlib
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Iterator

Level = tuple[Decimal, Decimal]

# Minutes of the kline intervals both venues name; longer calendar intervals have no fixed length and are left out.
INTERVALS = {"1m": 1, "3m": 3, "5m": 5, "15m": 15, "30m": 30, "1h": 60, "2h": 120, "4h": 240, "6h": 360,
             "8h": 480, "12h": 720, "1d": 1440, "1": 1, "3": 3, "5": 5, "15": 15, "30": 30, "60": 60,
             "120": 120, "240": 240, "360": 360, "720": 720, "D": 1440}


@dataclass(slots=True)
class Diff:
    first: int
    last: int
    previous: int | None
    bids: list[Level]
    asks: list[Level]
    time: int | None
    depth: int | None = None


@dataclass(slots=True)
class Snapshot:
    last: int
    bids: list[Level]
    asks: list[Level]
    time: int | None = None
    depth: int | None = None


@dataclass(slots=True)
class Quotes:
    """Best prices without a book: bookTicker, partial depth, Bybit orderbook.1."""

    kind: str
    bids: list[Level]
    asks: list[Level]
    replaces: bool = True


@dataclass(slots=True)
class TradeRow:
    kind: str
    time: int
    price: Decimal
    quantity: Decimal
    sign: int
    ignored: bool


@dataclass(slots=True)
class LiquidationRow:
    time: int
    price: Decimal
    quantity: Decimal
    grid_price: Decimal
    side: str


@dataclass(slots=True)
class KlineRow:
    start: int
    minutes: int
    closed: bool
    open: Decimal
    high: Decimal
    low: Decimal
    close: Decimal
    base_volume: Decimal
    quote_volume: Decimal


@dataclass(slots=True)
class MarkRow:
    mark: Decimal | None
    index: Decimal | None
    rate: Decimal | None
    next_funding: int | None


@dataclass(slots=True)
class Volume24h:
    base: Decimal | None
    quote: Decimal | None


@dataclass(slots=True)
class OpenInterestRow:
    value: Decimal


@dataclass(slots=True)
class BybitTicker:
    snapshot: bool
    fields: dict[str, Any]


@dataclass(slots=True)
class Part:
    """What one frame says about one symbol. A `symbol` of None is a REST snapshot that names none."""

    symbol: str | None
    time: int | None
    rows: list[Any]


class Rejected(Exception):
    """A line that is no frame."""


def lines(path: str) -> Iterator[bytes]:
    """Non-empty lines, plain or gzip; of a truncated file all complete lines."""
    with open(path, "rb") as probe:
        packed = probe.read(2) == b"\x1f\x8b"
    with (gzip.open(path, "rb") if packed else open(path, "rb")) as stream:
        try:
            for line in stream:
                if line.strip():
                    yield line
        except (EOFError, zlib.error):
            return


def parse(line: bytes, venue: str) -> list[Part]:
    """The parts of one line; an empty list for acknowledgements and what this twin has no use for."""
    stamped = re.fullmatch(rb"(\d+)[ \t](.*)", line.strip(b"\r\n"), re.DOTALL)
    if not stamped or len(stamped.group(1)) not in (13, 16, 19):
        raise Rejected("bad_stamp")
    try:
        message = json.loads(stamped.group(2), parse_float=Decimal)
        return _bybit(message) if venue.startswith("bybit") else _binance(message, venue)
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, InvalidOperation) as error:
        raise Rejected(str(error)) from error


def _levels(rows: list[list[str]]) -> list[Level]:
    return [(Decimal(row[0]), Decimal(row[1])) for row in rows]


def _number(text: Any) -> Decimal | None:
    return None if text in (None, "") else Decimal(text)


def _binance(message: Any, venue: str) -> list[Part]:
    if isinstance(message, dict) and "snapshot" in message and "symbol" in message:
        return [Part(message["symbol"], None, [_rest_snapshot(message["snapshot"])])]
    stream = message.get("stream", "") if isinstance(message, dict) else ""
    data = message["data"] if stream else message
    if isinstance(data, dict) and "lastUpdateId" in data:
        if not stream:
            return [Part(None, None, [_rest_snapshot(data)])]
        quotes = Quotes("partial", _levels(data["bids"]), _levels(data["asks"]))
        return [Part(stream.split("@")[0].upper(), None, [quotes])]
    parts: list[Part] = []
    for row in data if isinstance(data, list) else [data]:
        part = _binance_row(row, stream, venue)
        if part:
            parts.append(part)
    return parts


def _rest_snapshot(data: dict) -> Snapshot:
    return Snapshot(data["lastUpdateId"], _levels(data["bids"]), _levels(data["asks"]))


def _binance_row(row: dict, stream: str, venue: str) -> Part | None:
    event = row.get("e")
    inner = row.get("o") if event == "forceOrder" else row
    kind = inner.get("st", row.get("st")) if isinstance(inner, dict) else None
    if venue == "binance-usdm" and kind == 2:
        return None
    if event in ("trade", "aggTrade"):
        ignored = venue == "binance-usdm" and row.get("X", "MARKET") != "MARKET"
        trade = TradeRow(event, row["T"], Decimal(row["p"]), Decimal(row["q"]), -1 if row["m"] else 1, ignored)
        return Part(row["s"], row["T"], [trade])
    if event == "depthUpdate":
        if "rpiDepth" in stream:
            return None
        time = row.get("T", row.get("E"))
        bids, asks = _levels(row["b"]), _levels(row["a"])
        if re.search(r"@depth(5|10|20)(@|$)", stream):
            return Part(row["s"], time, [Quotes("partial", bids, asks)])
        return Part(row["s"], time, [Diff(row["U"], row["u"], row.get("pu"), bids, asks, time)])
    if event == "bookTicker" or (event is None and {"u", "s", "b", "B", "a", "A"} <= row.keys()):
        best = Quotes("bookTicker", [(Decimal(row["b"]), Decimal(row["B"]))], [(Decimal(row["a"]), Decimal(row["A"]))])
        return Part(row["s"], row.get("T", row.get("E")), [best])
    if event == "markPriceUpdate":
        mark = MarkRow(_number(row.get("p")), _number(row.get("i")), _number(row.get("r")), row.get("T") or None)
        return Part(row["s"], row["E"], [mark])
    if event == "forceOrder":
        size = _number(inner.get("z")) if _number(inner.get("z")) is not None else Decimal(inner["q"])
        forced = LiquidationRow(inner["T"], Decimal(inner["ap"]), size, Decimal(inner["p"]),
                                "long" if inner["S"] == "SELL" else "short")
        return Part(inner["s"], inner["T"], [forced])
    if event == "kline":
        bar = row["k"]
        minutes = INTERVALS.get(bar["i"])
        if minutes is None:
            return Part(row["s"], row["E"], [])
        return Part(row["s"], row["E"], [KlineRow(
            bar["t"], minutes, bar["x"], Decimal(bar["o"]), Decimal(bar["h"]), Decimal(bar["l"]),
            Decimal(bar["c"]), Decimal(bar["v"]), Decimal(bar["q"]))])
    if event in ("24hrTicker", "24hrMiniTicker"):
        return Part(row["s"], row["E"], [Volume24h(_number(row.get("v")), _number(row.get("q")))])
    if event is None and {"openInterest", "symbol"} <= row.keys():
        return Part(row["symbol"], None, [OpenInterestRow(Decimal(row["openInterest"]))])
    return None


def _bybit(message: Any) -> list[Part]:
    topic = message.get("topic", "") if isinstance(message, dict) else ""
    fields = topic.split(".")
    data, stamp = message.get("data"), _integer(message.get("ts"))
    if fields[0] == "orderbook" and len(fields) == 3 and fields[1].isdigit():
        time = _integer(message.get("cts"))
        return [_bybit_book(int(fields[1]), message["type"], data, stamp if time is None else time)]
    if fields[0] == "publicTrade":
        return _bybit_trades(data)
    if fields[0] == "tickers":
        return [Part(data["symbol"], stamp, [BybitTicker(message["type"] == "snapshot", data)])]
    if fields[0] == "kline" and len(fields) == 3:
        minutes = INTERVALS.get(fields[1])
        bars = [] if minutes is None else [KlineRow(
            _integer(bar["start"]), minutes, bar["confirm"], Decimal(bar["open"]), Decimal(bar["high"]),
            Decimal(bar["low"]), Decimal(bar["close"]), Decimal(bar["volume"]), Decimal(bar["turnover"]))
            for bar in data]
        return [Part(fields[2], stamp, bars)]
    if fields[0] == "allLiquidation":
        return _by_symbol(data, [LiquidationRow(
            row["T"], Decimal(row["p"]), Decimal(row["v"]), Decimal(row["p"]),
            "long" if row["S"] == "Buy" else "short") for row in data], stamp)
    return []


def _integer(value: Any) -> int | None:
    return None if value in (None, "") else int(value)


def _bybit_book(depth: int, kind: str, data: dict, time: int | None) -> Part:
    bids, asks, update = _levels(data["b"]), _levels(data["a"]), data["u"]
    if depth == 1:
        return Part(data["s"], time, [Quotes("orderbook.1", bids, asks, replaces=kind == "snapshot")])
    if kind == "snapshot" or update == 1:
        return Part(data["s"], time, [Snapshot(update, bids, asks, time, depth)])
    return Part(data["s"], time, [Diff(update, update, update - 1, bids, asks, time, depth)])


def _bybit_trades(data: list[dict]) -> list[Part]:
    rows = [TradeRow("trade", row["T"], Decimal(row["p"]), Decimal(row["v"]), 1 if row["S"] == "Buy" else -1,
                     bool(row.get("BT"))) for row in data]
    return _by_symbol(data, rows, None)


def _by_symbol(data: list[dict], rows: list[Any], stamp: int | None) -> list[Part]:
    """Rows grouped by symbol, in order; without a stamp the frame's time is its latest row's."""
    parts: dict[str, Part] = {}
    for source, row in zip(data, rows):
        part = parts.setdefault(source["s"], Part(source["s"], stamp, []))
        part.rows.append(row)
        if stamp is None:
            part.time = row.time if part.time is None else max(part.time, row.time)
    return list(parts.values())
