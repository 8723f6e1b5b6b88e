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
    ClockSkew,
    DuplicateOrderId,
    InsufficientFunds,
    InvalidOrder,
    MarketClosed,
    OrderNotFound,
    PermissionDenied,
    RateLimitExceeded,
    VenueError,
    VenueResponseError,
    VenueUnavailable,
)
from venue_runtime.model import (
    Instrument,
    InstrumentKind,
    InstrumentStatus,
    Order,
    OrderStatus,
    OrderType,
    Side,
    TimeInForce,
)
from venue_runtime.testing.dialect import FieldPath, SimBucket, SimCall, SimRoute
from venue_runtime.testing.filling import filled
from venue_runtime.testing.generated import ErrorPlace, GeneratedDialect, Param, Refusal, load_examples
from venue_runtime.testing.market_views import first_row
from venue_runtime.testing.verifying import Seen, SignedBy, sent_time
from venue_runtime.wire import decimal_text

from .simulated_fix import SimulatedBitvavoFix

SIDE_OUT = {Side.BUY: "buy", Side.SELL: "sell"}

ORDER_TYPE_OUT = {
    OrderType.LIMIT: "limit",
    OrderType.MARKET: "market",
    OrderType.STOP: "stopLoss",
    OrderType.STOP_LIMIT: "stopLossLimit",
    OrderType.TAKE_PROFIT: "takeProfit",
    OrderType.TAKE_PROFIT_LIMIT: "takeProfitLimit",
}

TIME_IN_FORCE_OUT = {TimeInForce.GTC: "GTC", TimeInForce.IOC: "IOC", TimeInForce.FOK: "FOK"}

ORDER_STATE_OUT = {
    OrderStatus.NEW: "new",
    OrderStatus.PARTIALLY_FILLED: "partiallyFilled",
    OrderStatus.FILLED: "filled",
    OrderStatus.CANCELED: "canceled",
    OrderStatus.EXPIRED: "expired",
    OrderStatus.REJECTED: "canceled",
}

INSTRUMENTS: tuple[Instrument, ...] = (
    Instrument(
        symbol="BTC/EUR",
        venue_symbol="BTC-EUR",
        kind=InstrumentKind.SPOT,
        base="BTC",
        quote="EUR",
        price_increment=Decimal("0.01"),
        quantity_increment=Decimal("0.0001"),
        min_quantity=Decimal("0.0001"),
        max_quantity=Decimal("1000000000"),
        min_notional=Decimal("5"),
    ),  # documented: markets
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


def _write_order(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `Order`."""
    return filled(
        example,
        {
            "filledAmountQuote": decimal_text(
                v.average_price * (v.filled_quantity or Decimal(0)) if v.average_price is not None else Decimal(0)
            ),
            "created": v.ts_event // 1000000 if v.ts_event is not None else None,
            "market": i.venue_symbol,
            "orderId": v.venue_order_id,
            "clientOrderId": v.client_order_id,
            "side": SIDE_OUT[v.side] if v.side is not None else None,
            "orderType": ORDER_TYPE_OUT[v.type] if v.type is not None else None,
            "timeInForce": TIME_IN_FORCE_OUT[v.time_in_force] if v.time_in_force is not None else None,
            "postOnly": v.post_only,
            "status": ORDER_STATE_OUT[v.status],
            "price": decimal_text(v.price) if v.price is not None else None,
            "triggerPrice": decimal_text(v.trigger_price) if v.trigger_price is not None else None,
            "amount": decimal_text(v.quantity) if v.quantity is not None else None,
            "amountQuote": decimal_text(v.quote_quantity) if v.quote_quantity is not None else None,
            "filledAmount": decimal_text(v.filled_quantity) if v.filled_quantity is not None else None,
            "amountRemaining": decimal_text(v.leaves_quantity) if v.leaves_quantity is not None else None,
            "updated": v.ts_event // 1_000_000 if v.ts_event is not None else None,
        },
        {
            "clientOrderId",
            "timeInForce",
            "postOnly",
            "price",
            "triggerPrice",
            "amount",
            "amountQuote",
            "amountRemaining",
        },
    )


class SimulatedBitvavo(GeneratedDialect):
    """Implements `SimDialect`."""

    venue = "bitvavo"
    params: ClassVar[Mapping[str, Sequence[Param]]] = {
        "time": (),
        "markets": (),
        "order": (
            Param("market", "symbol", str, required=True),
            Param("orderId", "order_id", str),
            Param("clientOrderId", "client_order_id", str),
        ),
        "open_orders": (Param("market", "symbol", str),),
    }
    costs: ClassVar[Mapping[str, Any]] = {
        "time": {"weight": 1},
        "markets": {"weight": 1},
        "order": {"weight": 1},
        "open_orders": lambda p: {"weight": 1 if p.symbol is not None else 25},
    }
    refusals = (
        Refusal(
            OrderNotFound,
            "240",
            "No order found. Please be aware that simultaneously updating the same order may return this error.",
            404,
            ("order",),
        ),
        Refusal(VenueResponseError, "102", ""),
        Refusal(RateLimitExceeded, "103", ""),
        Refusal(VenueUnavailable, "107", ""),
        Refusal(InvalidOrder, "210", ""),
        Refusal(InsufficientFunds, "216", ""),
        Refusal(MarketClosed, "219", ""),
        Refusal(DuplicateOrderId, "220", ""),
        Refusal(ClockSkew, "304", ""),
        Refusal(AuthenticationError, "300", ""),
        Refusal(PermissionDenied, "307", ""),
        Refusal(OrderNotFound, "cancel 1", ""),
        Refusal(CancelRejected, "cancel 8", ""),
    )
    statuses: ClassVar[Mapping[type[VenueError], int]] = {
        AuthenticationError: 403,
        RateLimitExceeded: 429,
        VenueUnavailable: 500,
    }
    error_place = ErrorPlace({}, "errorCode", "error", True)
    shown_instruments = INSTRUMENTS
    signed_fields = frozenset()
    used_headers: ClassVar[Mapping[str, tuple[str, bool]]] = {"weight": ("bitvavo-ratelimit-remaining", True)}
    channels: Sequence[str] = ()
    buckets: Sequence[SimBucket] = (SimBucket("weight", 1000, 60000000000, per="ip", window="sliding"),)
    enum_fields: Mapping[str, Sequence[FieldPath]] = {
        "order": (("status",), ("side",), ("orderType",), ("timeInForce",)),
        "open_orders": (("*", "status"), ("*", "side"), ("*", "orderType"), ("*", "timeInForce")),
    }

    def __init__(self) -> None:
        super().__init__(load_examples(__file__))
        self.routes = (
            SimRoute("GET", "/v2/time", "time", self.time, cost=self.cost),
            SimRoute("GET", "/v2/markets", "markets", self.markets, cost=self.cost),
            SimRoute("GET", "/v2/order", "order", self.order, "signed", cost=self.cost),
            SimRoute("GET", "/v2/ordersOpen", "open_orders", self.open_orders, "signed", cost=self.cost),
        )
        self.sockets = ()
        self.fix = SimulatedBitvavoFix(self)

    def verify(self, call: SimCall) -> str:
        """See `SimDialect`."""
        if call.auth == "signed":
            return self._verify_signed(call)
        raise AuthenticationError(f"no such scheme: {call.auth}")

    def _verify_signed(self, call: SimCall) -> str:
        seen = Seen(call, "/v2")
        signature = seen.get("header", "Bitvavo-Access-Signature")
        ts = seen.get("header", "Bitvavo-Access-Timestamp")
        now = sent_time(ts, "ms")
        account, credentials = self.account_of(call, "api_key", seen.get("header", "Bitvavo-Access-Key"))
        self.check_signature(
            credentials, ts + seen.method + seen.target, signature, (SignedBy("api_secret", "hmac-sha256"),)
        )
        self.check_time(call, now, 5_000_000_000)
        return account

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

    def order(self, call: SimCall) -> object:
        """`fetch_order` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol)
        exchange = call.exchange
        v = exchange.order(call.account, i.symbol, venue_order_id=p.order_id, client_order_id=p.client_order_id).order
        return _write_order(self.example("order"), v, exchange.instrument(v.symbol))

    def open_orders(self, call: SimCall) -> object:
        """`fetch_open_orders` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol) if p.symbol is not None else None
        exchange = call.exchange
        values = [each.order for each in exchange.open_orders(call.account, i.symbol if i is not None else None)]
        row = first_row(self.example("open_orders"), ())
        return [_write_order(row, v, exchange.instrument(v.symbol)) for v in values]
