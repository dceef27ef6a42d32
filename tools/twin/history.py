"""What the twin remembers of one symbol: plain lists in arrival order, nothing summed up.

Every indicator value is computed from these lists when it is asked for. Prices and quantities are Decimals and
all sums of them are exact: the context below holds more digits than any capture needs.
"""

import decimal
from dataclasses import dataclass, field
from decimal import Decimal

decimal.getcontext().prec = 120


@dataclass(slots=True)
class Trade:
    """A counted trade: its own time (ms), aggressor sign, and what the symbol knew when it arrived: the grid, and the
    best prices it met, None where there were none."""

    time: int
    price: Decimal
    quantity: Decimal
    sign: int
    now: int | None
    seq: int
    tick: Decimal
    lot: Decimal
    bid: Decimal | None = None
    ask: Decimal | None = None


@dataclass(slots=True)
class Second:
    """One evaluated whole second (since 1970): what had arrived before the frame that reached it.

    `now_before` is the clock before that frame: bars close by the clock, and after the seconds of a frame.
    """

    second: int
    mid: Decimal | None
    trades_arrived: int
    liquidations_arrived: int
    now_before: int | None = None


@dataclass(slots=True)
class Liquidation:
    """`usd` is None for an inverse contract of unknown size."""

    time: int
    usd: Decimal | None
    side: str
    arrived_now: int | None


@dataclass(slots=True)
class Kline:
    start: int
    interval_minutes: int
    closed: bool
    open: Decimal
    high: Decimal
    low: Decimal
    close: Decimal
    base_volume: Decimal
    quote_volume: Decimal
    now: int | None
    trades_arrived: int


@dataclass(slots=True)
class Mark:
    now: int | None
    mark: Decimal | None
    index: Decimal | None
    funding_rate: Decimal | None
    next_funding: int | None
    funding_interval_hours: Decimal | None


@dataclass
class History:
    venue: str
    symbol: str
    contract: str
    contract_size: Decimal | None
    # As instrument data says; None where it does not.
    funding_interval_hours: Decimal | None = None
    tick: Decimal = Decimal(1)
    lot: Decimal = Decimal(1)
    now: int | None = None
    first_now: int | None = None
    frames_seen: bool = False
    trades: list[Trade] = field(default_factory=list)
    seconds: list[Second] = field(default_factory=list)
    liquidations: list[Liquidation] = field(default_factory=list)
    klines: list[Kline] = field(default_factory=list)
    tickers: list[dict] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    open_interests: list[tuple[int | None, Decimal]] = field(default_factory=list)
    volumes_24h: list[tuple[int | None, Decimal | None, Decimal | None, int]] = field(default_factory=list)

    @property
    def is_spot(self) -> bool:
        return self.venue.endswith("-spot")

    def dollars(self, price: Decimal, quantity: Decimal) -> Decimal | None:
        """USD of a quantity as on the wire (I42); None for an inverse contract of unknown size."""
        if self.contract != "inverse":
            return price * quantity
        return None if self.contract_size is None else quantity * self.contract_size
