"""Bitvavo, simulated: its routes, words, signatures and frames over the venue-neutral exchange.

Made from the spec, and from nothing of the client. Answers are the documented examples, filled with live values; an
endpoint that no method of the contract uses is answered with its documented example as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from venue_runtime.errors import (
    AuthenticationError,
    CancelRejected,
    DuplicateOrderId,
    InsufficientFunds,
    InvalidOrder,
    MarketClosed,
    OrderNotFound,
    RateLimitExceeded,
    VenueError,
    VenueResponseError,
    VenueUnavailable,
)
from venue_runtime.model import Instrument, InstrumentKind, InstrumentStatus
from venue_runtime.testing.dialect import FieldPath, SimBucket, SimCall, SimRoute
from venue_runtime.testing.filling import filled
from venue_runtime.testing.generated import ErrorPlace, GeneratedDialect, Param, Refusal, load_examples
from venue_runtime.testing.market_views import first_row
from venue_runtime.wire import decimal_text

from .simulated_fix import SimulatedBitvavoFix

INSTRUMENTS: tuple[Instrument, ...] = (
    Instrument(
        symbol="AAA/BBB",
        venue_symbol="AAABBB",
        kind=InstrumentKind.SPOT,
        base="AAA",
        quote="BBB",
        price_increment=Decimal("0.01"),
        quantity_increment=Decimal("0.01"),
    ),
)
"""What is traded where nobody says otherwise."""


def _write_instrument(example: Any, v: Instrument) -> Any:
    """Instrument as `Market`."""
    return filled(
        example,
        {
            "status": "trading" if v.status == InstrumentStatus.TRADING else "halted",
            "quantityDecimals": 8,
            "market": v.venue_symbol,
            "base": v.base,
            "quote": v.quote,
            "tickSize": decimal_text(v.price_increment) if v.price_increment is not None else None,
            "minOrderInBaseAsset": decimal_text(v.min_quantity) if v.min_quantity is not None else None,
            "maxOrderInBaseAsset": decimal_text(v.max_quantity) if v.max_quantity is not None else None,
            "minOrderInQuoteAsset": decimal_text(v.min_notional) if v.min_notional is not None else None,
        },
    )


class SimulatedBitvavo(GeneratedDialect):
    """Implements `SimDialect`."""

    venue = "bitvavo"
    params: ClassVar[Mapping[str, Sequence[Param]]] = {"time": (), "markets": ()}
    costs: ClassVar[Mapping[str, Any]] = {"time": {"weight": 1}, "markets": {"weight": 1}}
    refusals = (
        Refusal(VenueResponseError, "102", ""),
        Refusal(RateLimitExceeded, "103", ""),
        Refusal(VenueUnavailable, "107", ""),
        Refusal(InvalidOrder, "210", ""),
        Refusal(InsufficientFunds, "216", ""),
        Refusal(MarketClosed, "219", ""),
        Refusal(DuplicateOrderId, "220", ""),
        Refusal(OrderNotFound, "cancel 1", ""),
        Refusal(CancelRejected, "cancel 8", ""),
    )
    statuses: ClassVar[Mapping[type[VenueError], int]] = {RateLimitExceeded: 429, VenueUnavailable: 500}
    error_place = ErrorPlace({}, "errorCode", "error", True)
    shown_instruments = INSTRUMENTS
    signed_fields = frozenset()
    used_headers: ClassVar[Mapping[str, tuple[str, bool]]] = {"weight": ("bitvavo-ratelimit-remaining", True)}
    channels: Sequence[str] = ()
    buckets: Sequence[SimBucket] = (SimBucket("weight", 1000, 60000000000, per="ip", window="sliding"),)
    enum_fields: Mapping[str, Sequence[FieldPath]] = {}

    def __init__(self) -> None:
        super().__init__(load_examples(__file__))
        self.routes = (
            SimRoute("GET", "/v2/time", "time", self.time, cost=self.cost),
            SimRoute("GET", "/v2/markets", "markets", self.markets, cost=self.cost),
        )
        self.sockets = ()
        self.fix = SimulatedBitvavoFix(self)

    def verify(self, call: SimCall) -> str:
        """See `SimDialect`."""
        raise AuthenticationError(f"no such scheme: {call.auth}")

    def markets(self, call: SimCall) -> object:
        """`load_instruments` of the contract."""
        self.read(call)
        exchange = call.exchange
        values = list(exchange.instruments.values())
        row = first_row(self.example("markets"), ())
        return [_write_instrument(row, v) for v in values]

    def time(self, call: SimCall) -> object:
        """`fetch_time` of the contract."""
        self.read(call)
        return filled(self.example("time"), {"time": call.now_ns // 1_000_000})
