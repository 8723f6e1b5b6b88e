"""Coinbase Exchange, simulated: its routes, words, signatures and frames over the venue-neutral exchange.

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
    InsufficientFunds,
    InvalidOrder,
    OrderError,
    OrderNotFound,
    PermissionDenied,
    PostOnlyRejected,
    RateLimitExceeded,
    VenueError,
    VenueResponseError,
    VenueUnavailable,
)
from venue_runtime.exprs import json_number
from venue_runtime.model import (
    Balance,
    Candle,
    Fill,
    Instrument,
    InstrumentKind,
    InstrumentStatus,
    Liquidity,
    Order,
    OrderRequest,
    OrderStatus,
    OrderType,
    SelfTradePrevention,
    Side,
    Ticker,
    TimeInForce,
    Trade,
)
from venue_runtime.testing.dialect import FieldPath, SimBucket, SimCall, SimRoute, SimSocketRoute, Subscription
from venue_runtime.testing.filling import filled
from venue_runtime.testing.generated import ErrorPlace, GeneratedDialect, Param, Refusal, load_examples
from venue_runtime.testing.generated_socket import Envelope, GeneratedSocket, Hole, KeyPart, SharedSocket, TopicRule
from venue_runtime.testing.market_views import (
    fills_of,
    first_row,
    interval_ns,
    read_style,
    required,
    ticker_of,
    trades_of,
    write_style,
)
from venue_runtime.testing.verifying import Seen, SignedBy, sent_time
from venue_runtime.wire import decimal_text, iso_from_ns

from .simulated_fix import SimulatedCoinbaseExchangeFix

SIDE_IN = {"buy": Side.BUY, "sell": Side.SELL}

SIDE_OUT = {Side.BUY: "buy", Side.SELL: "sell"}

ORDER_TYPE_OUT = {OrderType.LIMIT: "limit", OrderType.MARKET: "market"}

TIME_IN_FORCE_IN = {"GTC": TimeInForce.GTC, "GTT": TimeInForce.GTD, "IOC": TimeInForce.IOC, "FOK": TimeInForce.FOK}

TIME_IN_FORCE_OUT = {TimeInForce.GTC: "GTC", TimeInForce.GTD: "GTT", TimeInForce.IOC: "IOC", TimeInForce.FOK: "FOK"}

STP_IN = {
    "cn": SelfTradePrevention.CANCEL_TAKER,
    "co": SelfTradePrevention.CANCEL_MAKER,
    "cb": SelfTradePrevention.CANCEL_BOTH,
    "dc": SelfTradePrevention.DECREMENT,
}

LIQUIDITY_OUT = {Liquidity.TAKER: "T", Liquidity.MAKER: "M"}

INSTRUMENTS: tuple[Instrument, ...] = (
    Instrument(
        symbol="BTC/USD",
        venue_symbol="BTC-USD",
        kind=InstrumentKind.SPOT,
        base="BTC",
        quote="USD",
        price_increment=Decimal("0.01"),
        quantity_increment=Decimal("0.00000001"),
        min_notional=Decimal("5"),
    ),  # documented: products
    Instrument(
        symbol="ETH/USD",
        venue_symbol="ETH-USD",
        kind=InstrumentKind.SPOT,
        base="ETH",
        quote="USD",
        price_increment=Decimal("0.01"),
        quantity_increment=Decimal("0.01"),
    ),
    Instrument(
        symbol="SKL/BTC",
        venue_symbol="SKL-BTC",
        kind=InstrumentKind.SPOT,
        base="SKL",
        quote="BTC",
        price_increment=Decimal("0.00000001"),
        quantity_increment=Decimal("0.1"),
        min_notional=Decimal("0.0001"),
    ),  # documented: products
    Instrument(
        symbol="SKL/USD",
        venue_symbol="SKL-USD",
        kind=InstrumentKind.SPOT,
        base="SKL",
        quote="USD",
        price_increment=Decimal("0.0001"),
        quantity_increment=Decimal("0.1"),
        min_notional=Decimal("5"),
    ),  # documented: products
    Instrument(
        symbol="BAND/GBP",
        venue_symbol="BAND-GBP",
        kind=InstrumentKind.SPOT,
        base="BAND",
        quote="GBP",
        price_increment=Decimal("0.0001"),
        quantity_increment=Decimal("0.01"),
        min_notional=Decimal("1"),
    ),  # documented: products
)
"""What is traded where nobody says otherwise."""

_STYLES: Sequence[tuple[Mapping[str, tuple[Any, ...]], Mapping[str, Any]]] = (
    (
        {"type": (OrderType.LIMIT,), "post_only": (True,), "time_in_force": (TimeInForce.GTC,)},
        {"type": "limit", "post_only": True, "time_in_force": "GTC"},
    ),
    ({"type": (OrderType.LIMIT,), "post_only": (True,)}, {"type": "limit", "post_only": True}),
    (
        {"type": (OrderType.LIMIT,), "time_in_force": (TimeInForce.GTC, TimeInForce.IOC, TimeInForce.FOK)},
        {"type": "limit"},
    ),
    ({"type": (OrderType.LIMIT,)}, {"type": "limit"}),
    ({"type": (OrderType.MARKET,)}, {"type": "market"}),
)
"""What an order is → how the venue says it."""


def _style(v: Order) -> Mapping[str, Any]:
    """How the venue says what kind of order this is."""
    return write_style(_STYLES, v)


def _write_instrument(example: Any, v: Instrument) -> Any:
    """Instrument as `Product`."""
    return filled(
        example,
        {
            "status": "delisted" if v.status == InstrumentStatus.CLOSED else "online",
            "trading_disabled": v.status == InstrumentStatus.HALTED,
            "cancel_only": False,
            "id": v.venue_symbol,
            "base_currency": v.base,
            "quote_currency": v.quote,
            "quote_increment": decimal_text(v.price_increment) if v.price_increment is not None else None,
            "base_increment": decimal_text(v.quantity_increment) if v.quantity_increment is not None else None,
            "min_market_funds": decimal_text(v.min_notional) if v.min_notional is not None else None,
        },
    )


def _write_ticker(example: Any, v: Ticker, i: Instrument) -> Any:
    """Ticker as `Ticker`."""
    return filled(
        example,
        {
            "bid": decimal_text(v.bid) if v.bid is not None else None,
            "ask": decimal_text(v.ask) if v.ask is not None else None,
            "price": decimal_text(v.last) if v.last is not None else None,
            "time": iso_from_ns(v.ts_event) if v.ts_event is not None else None,
        },
    )


def _write_trade(example: Any, v: Trade, i: Instrument) -> Any:
    """Trade as `Trade`."""
    return filled(
        example,
        {
            "side": "sell" if v.side == Side.BUY else "buy",
            "trade_id": int(v.trade_id) if v.trade_id is not None else None,
            "price": decimal_text(v.price),
            "size": decimal_text(v.quantity),
            "time": iso_from_ns(v.ts_event) if v.ts_event is not None else None,
        },
    )


def _write_candle(example: Any, v: Candle, i: Instrument) -> Any:
    """Candle as `Candle`."""
    return filled(
        example,
        {
            "0": v.ts_open // 1_000_000_000,
            "3": json_number(v.open),
            "2": json_number(v.high),
            "1": json_number(v.low),
            "4": json_number(v.close),
            "5": json_number(v.volume),
        },
    )


def _write_order(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `Order`."""
    return filled(
        example,
        {
            "status": (
                "rejected"
                if v.status == OrderStatus.REJECTED
                else (
                    "done"
                    if v.status in (OrderStatus.FILLED, OrderStatus.CANCELED)
                    else "pending" if v.status == OrderStatus.PENDING_NEW else "open"
                )
            ),
            "done_reason": v.status.value if v.status in (OrderStatus.FILLED, OrderStatus.CANCELED) else None,
            "executed_value": decimal_text(
                v.average_price * (v.filled_quantity or Decimal(0)) if v.average_price is not None else Decimal(0)
            ),
            "done_at": iso_from_ns(v.ts_event) if v.ts_event is not None else None,
            "created_at": iso_from_ns(v.ts_event) if v.ts_event is not None else None,
            "product_id": i.venue_symbol,
            "id": v.venue_order_id,
            "client_oid": v.client_order_id,
            "side": SIDE_OUT[v.side] if v.side is not None else None,
            "type": ORDER_TYPE_OUT[v.type] if v.type is not None else None,
            "time_in_force": TIME_IN_FORCE_OUT[v.time_in_force] if v.time_in_force is not None else None,
            "post_only": v.post_only,
            "price": decimal_text(v.price) if v.price is not None else None,
            "size": decimal_text(v.quantity) if v.quantity is not None else None,
            "specified_funds": decimal_text(v.quote_quantity) if v.quote_quantity is not None else None,
            "filled_size": decimal_text(v.filled_quantity) if v.filled_quantity is not None else None,
            "reject_reason": v.reason,
        },
        {
            "done_reason",
            "done_at",
            "client_oid",
            "time_in_force",
            "post_only",
            "price",
            "size",
            "specified_funds",
            "reject_reason",
        },
    )


def _write_fill(example: Any, v: Fill, i: Instrument) -> Any:
    """Fill as `Fill`."""
    return filled(
        example,
        {
            "trade_id": int(v.trade_id) if v.trade_id is not None else None,
            "order_id": v.venue_order_id,
            "product_id": i.venue_symbol,
            "side": SIDE_OUT[v.side],
            "price": decimal_text(v.price),
            "size": decimal_text(v.quantity),
            "fee": decimal_text(v.fee) if v.fee is not None else None,
            "liquidity": LIQUIDITY_OUT[v.liquidity] if v.liquidity is not None else None,
            "created_at": iso_from_ns(v.ts_event) if v.ts_event is not None else None,
        },
    )


def _write_balance(example: Any, v: Balance) -> Any:
    """Balance as `Account`."""
    return filled(
        example,
        {
            "currency": v.currency,
            "balance": decimal_text(v.total) if v.total is not None else None,
            "available": decimal_text(v.free) if v.free is not None else None,
            "hold": decimal_text(v.locked) if v.locked is not None else None,
        },
    )


def _write_match(example: Any, v: Trade, i: Instrument) -> Any:
    """Trade as `Match`."""
    return filled(
        example,
        {
            "side": "sell" if v.side == Side.BUY else "buy",
            "trade_id": int(v.trade_id) if v.trade_id is not None else None,
            "product_id": i.venue_symbol,
            "price": decimal_text(v.price),
            "size": decimal_text(v.quantity),
            "time": iso_from_ns(v.ts_event) if v.ts_event is not None else None,
        },
    )


def _write_ticker_update(example: Any, v: Ticker, i: Instrument) -> Any:
    """Ticker as `TickerUpdate`."""
    return filled(
        example,
        {
            "product_id": i.venue_symbol,
            "best_bid": decimal_text(v.bid) if v.bid is not None else None,
            "best_bid_size": decimal_text(v.bid_quantity) if v.bid_quantity is not None else None,
            "best_ask": decimal_text(v.ask) if v.ask is not None else None,
            "best_ask_size": decimal_text(v.ask_quantity) if v.ask_quantity is not None else None,
            "price": decimal_text(v.last) if v.last is not None else None,
            "time": iso_from_ns(v.ts_event) if v.ts_event is not None else None,
        },
        {"best_bid_size", "best_ask_size"},
    )


def _write_user_order(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `UserEvent`."""
    return filled(
        example,
        {
            "type": (
                "received" if v.status == OrderStatus.PENDING_NEW else "open" if v.status == OrderStatus.NEW else "done"
            ),
            "reason": v.status.value if v.status in (OrderStatus.FILLED, OrderStatus.CANCELED) else None,
            "remaining_size": decimal_text(v.leaves_quantity) if v.leaves_quantity is not None else None,
            "product_id": i.venue_symbol,
            "order_id": v.venue_order_id,
            "client_oid": v.client_order_id,
            "side": SIDE_OUT[v.side] if v.side is not None else None,
            "order_type": ORDER_TYPE_OUT[v.type] if v.type is not None else None,
            "price": decimal_text(v.price) if v.price is not None else None,
            "size": decimal_text(v.quantity) if v.quantity is not None else None,
            "time": iso_from_ns(v.ts_event) if v.ts_event is not None else None,
        },
        {"reason", "remaining_size", "order_id", "client_oid", "order_type", "price", "size"},
    )


def _write_user_fill(example: Any, v: Fill, i: Instrument) -> Any:
    """Fill as `UserEvent`."""
    return filled(
        example,
        {
            "type": "match",
            "taker_order_id": v.venue_order_id if v.liquidity == Liquidity.TAKER else None,
            "maker_order_id": v.venue_order_id if v.liquidity != Liquidity.TAKER else None,
            "taker_user_id": "1" if v.liquidity == Liquidity.TAKER else None,
            "side": "sell" if (v.side == Side.SELL) == (v.liquidity != Liquidity.TAKER) else "buy",
            "trade_id": int(v.trade_id) if v.trade_id is not None else None,
            "product_id": i.venue_symbol,
            "price": decimal_text(v.price),
            "size": decimal_text(v.quantity),
            "time": iso_from_ns(v.ts_event) if v.ts_event is not None else None,
        },
        {"taker_order_id", "maker_order_id", "taker_user_id", "trade_id"},
    )


class PublicSocket(GeneratedSocket):
    """Connection `public`."""

    subscribe: ClassVar[Any] = {
        "type": "subscribe",
        "product_ids": [Hole("topic", ":", 1)],
        "channels": [Hole("topic", ":", 0)],
    }

    unsubscribe: ClassVar[Any] = {
        "type": "unsubscribe",
        "product_ids": [Hole("topic", ":", 1)],
        "channels": [Hole("topic", ":", 0)],
    }

    topics = (
        TopicRule(
            channel="level2",
            pattern="level2_batch:(?P<symbol>[^@]+?)",
            events=frozenset(["book"]),
            writer="level2",
            start="level2_start",
        ),
        TopicRule(
            channel="matches", pattern="matches:(?P<symbol>[^@]+?)", events=frozenset(["trade"]), writer="matches"
        ),
        TopicRule(
            channel="ticker", pattern="ticker:(?P<symbol>[^@]+?)", events=frozenset(["quote", "trade"]), writer="ticker"
        ),
        TopicRule(channel="heartbeat", pattern="heartbeat:(?P<symbol>[^@]+?)", example="stream_heartbeat"),
    )

    ack = Envelope(body={"type": "subscriptions"})

    refused = ErrorPlace({"type": "error"}, "message", "reason")

    push = Envelope(body={"type": "snapshot"}, keys=(KeyPart("product_id", "level2_batch:"),), payload=())

    def level2_start(self, subscription: Subscription) -> Any:
        """What a subscription to the channel begins with."""
        u = self.start_book(subscription)
        return filled(
            self.dialect.example("stream_level2.snapshot"),
            {
                "product_id": self.instrument(u.symbol).venue_symbol,
                "type": "snapshot",
                "time": iso_from_ns(u.ts_event),
                "bids": [[decimal_text(level.price), decimal_text(level.quantity)] for level in u.bids],
                "asks": [[decimal_text(level.price), decimal_text(level.quantity)] for level in u.asks],
            },
        )

    def level2(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `level2`; None where it does not report the event."""
        u = self.next_book(subscription, event)
        if u is None:
            return None
        return filled(
            self.dialect.example("stream_level2.update"),
            {
                "product_id": self.instrument(u.symbol).venue_symbol,
                "time": iso_from_ns(u.ts_event),
                "changes": [
                    filled(
                        ["0.00001302", "110.0"],
                        {"0": "buy", "1": decimal_text(level.price), "2": decimal_text(level.quantity)},
                    )
                    for level in u.bids
                ]
                + [
                    filled(
                        ["0.00001302", "110.0"],
                        {"0": "sell", "1": decimal_text(level.price), "2": decimal_text(level.quantity)},
                    )
                    for level in u.asks
                ],
            },
        )

    def matches(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `matches`; None where it does not report the event."""
        exchange = self.connection.context.exchange
        i = exchange.instrument(event.symbol)
        v = event.trade
        return filled(_write_match(self.dialect.example("stream_match"), v, i), {"product_id": i.venue_symbol})

    def ticker(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `ticker`; None where it does not report the event."""
        exchange = self.connection.context.exchange
        i = exchange.instrument(event.symbol)
        v = ticker_of(exchange, event.symbol)
        return filled(_write_ticker_update(self.dialect.example("stream_ticker"), v, i), {"product_id": i.venue_symbol})


class PrivateSocket(GeneratedSocket):
    """Connection `private`."""

    subscribe: ClassVar[Any] = {"type": "subscribe", "product_ids": Hole(""), "channels": [Hole("topic")]}

    subscribe_auth = "subscription"

    unsubscribe: ClassVar[Any] = {"type": "unsubscribe", "product_ids": Hole(""), "channels": [Hole("topic")]}

    topics = (TopicRule(channel="user", pattern="user", private=True, events=frozenset(["order"]), writer="user"),)

    ack = Envelope(body={"type": "subscriptions"})

    refused = ErrorPlace({"type": "error"}, "message", "reason")

    push = Envelope(body={"type": "subscribe"}, payload=())

    def user(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `user`; None where it does not report the event."""
        i = self.instrument(event.symbol)
        names = (
            {"None": "stream_user.match"}
            if event.fill is not None
            else {"pending_new": "stream_user.received", "new": "stream_user.open", "filled": "stream_user.done"}
        )
        answer = self.dialect.example(names.get(event.order.status.value) or next(iter(names.values())))
        message = _write_user_order(answer, event.order, i)
        if event.fill is not None:
            message = _write_user_fill(message, event.fill, i)
        return message


class SimulatedCoinbaseExchange(GeneratedDialect):
    """Implements `SimDialect`."""

    venue = "coinbase_exchange"
    params: ClassVar[Mapping[str, Sequence[Param]]] = {
        "time": (),
        "products": (),
        "book": (Param("product_id", "symbol", str, required=True), Param("level", "level", int)),
        "ticker": (Param("product_id", "symbol", str, required=True),),
        "trades": (
            Param("product_id", "symbol", str, required=True),
            Param("limit", "limit", int),
            Param("before", "before", int),
            Param("after", "after", int),
        ),
        "candles": (
            Param("product_id", "symbol", str, required=True),
            Param("granularity", "granularity", int, required=True),
            Param("start", "start", int, time="iso"),
            Param("end", "end", int, time="iso"),
        ),
        "new_order": (
            Param("profile_id", "profile_id", str),
            Param("type", "type", str, required=True),
            Param("side", "side", str, required=True),
            Param("product_id", "symbol", str, required=True),
            Param("stp", "stp", str),
            Param("stop", "stop", str),
            Param("stop_price", "stop_price", Decimal),
            Param("price", "price", Decimal),
            Param("size", "quantity", Decimal),
            Param("funds", "quote_quantity", Decimal),
            Param("time_in_force", "time_in_force", str),
            Param("cancel_after", "cancel_after", str),
            Param("post_only", "post_only", bool),
            Param("client_oid", "client_order_id", str),
            Param("max_floor", "max_floor", Decimal),
        ),
        "cancel_order": (
            Param("order_id", "order_id", str, required=True),
            Param("product_id", "symbol", str, required=True),
        ),
        "cancel_order_by_client_id": (
            Param("client_oid", "client_order_id", str, required=True),
            Param("product_id", "symbol", str, required=True),
        ),
        "cancel_orders": (Param("product_id", "symbol", str), Param("profile_id", "profile_id", str)),
        "orders": (
            Param("product_id", "symbol", str),
            Param("status", "status", str),
            Param("limit", "limit", int),
            Param("before", "before", str),
            Param("after", "after", str),
        ),
        "order": (Param("order_id", "order_id", str, required=True),),
        "order_by_client_id": (Param("client_oid", "client_order_id", str, required=True),),
        "fills": (
            Param("order_id", "order_id", str),
            Param("product_id", "symbol", str),
            Param("limit", "limit", int),
            Param("before", "before", int),
            Param("after", "after", int),
        ),
        "accounts": (),
    }
    costs: ClassVar[Mapping[str, Any]] = {
        "time": {"public": 1},
        "products": {"public": 1},
        "book": {"public": 1},
        "ticker": {"public": 1},
        "trades": {"public": 1},
        "candles": {"public": 1},
        "new_order": {"private": 1},
        "cancel_order": {"private": 1},
        "cancel_order_by_client_id": {"private": 1},
        "cancel_orders": {"private": 1},
        "orders": {"private": 1},
        "order": {"private": 1},
        "order_by_client_id": {"private": 1},
        "fills": {"fills": 1},
        "accounts": {"private": 1},
    }
    refusals = (
        Refusal(InsufficientFunds, "400", "Insufficient funds", 400, ("new_order",)),
        Refusal(InvalidOrder, "400", "Invalid Price", 400, ("new_order",)),
        Refusal(AuthenticationError, "400", "invalid signature", 400, ("new_order",)),
        Refusal(ClockSkew, "401", "request timestamp expired", 401, ("new_order",)),
        Refusal(InvalidOrder, "400", "Order size is too small. Minimum size is 0.001", 400, ("new_order",)),
        Refusal(PostOnlyRejected, "rejected", "post only", 200, ("new_order",), answer="error.post_only"),
        Refusal(
            OrderNotFound,
            "404",
            "NotFound",
            404,
            ("cancel_order", "cancel_order_by_client_id", "order", "order_by_client_id"),
        ),
        Refusal(VenueResponseError, "400", ""),
        Refusal(PermissionDenied, "403", ""),
        Refusal(RateLimitExceeded, "429", ""),
        Refusal(VenueUnavailable, "500", ""),
        Refusal(OrderError, "rejected", ""),
        Refusal(CancelRejected, "cancel_rejected", ""),
    )
    statuses: ClassVar[Mapping[type[VenueError], int]] = {VenueUnavailable: 500}
    error_place = ErrorPlace({}, "code", "message")
    shown_instruments = INSTRUMENTS
    signed_fields = frozenset()
    used_headers: ClassVar[Mapping[str, tuple[str, bool]]] = {}
    channels: Sequence[str] = ("level2", "matches", "ticker", "heartbeat", "user")
    buckets: Sequence[SimBucket] = (
        SimBucket("public", 15, 1000000000, per="ip", window="decay"),
        SimBucket("private", 30, 1000000000, per="account", window="decay"),
        SimBucket("fills", 20, 1000000000, per="account", window="decay"),
    )
    enum_fields: Mapping[str, Sequence[FieldPath]] = {
        "products": (("*", "status"),),
        "trades": (("*", "side"),),
        "new_order": (("side",), ("stp",), ("type",), ("time_in_force",), ("stop",), ("status",)),
        "order": (("side",), ("stp",), ("type",), ("time_in_force",), ("stop",), ("status",)),
        "order_by_client_id": (("side",), ("stp",), ("type",), ("time_in_force",), ("stop",), ("status",)),
        "orders": (("*", "side"), ("*", "stp"), ("*", "type"), ("*", "time_in_force"), ("*", "stop"), ("*", "status")),
        "fills": (("*", "liquidity"), ("*", "side")),
        "matches": (("side",),),
        "ticker": (("side",),),
        "user": (("type",), ("order_type",), ("side",)),
    }

    def __init__(self) -> None:
        super().__init__(load_examples(__file__))
        self.routes = (
            SimRoute("GET", "/time", "time", self.time, cost=self.cost),
            SimRoute("GET", "/products", "products", self.products, cost=self.cost),
            SimRoute("GET", "/products/{product_id}/book", "book", self.book, cost=self.cost),
            SimRoute("GET", "/products/{product_id}/ticker", "ticker", self.ticker, cost=self.cost),
            SimRoute("GET", "/products/{product_id}/trades", "trades", self.trades, cost=self.cost),
            SimRoute("GET", "/products/{product_id}/candles", "candles", self.candles, cost=self.cost),
            SimRoute("POST", "/orders", "new_order", self.new_order, "signed", command=True, cost=self.cost),
            SimRoute(
                "DELETE",
                "/orders/{order_id}",
                "cancel_order",
                self.cancel_order,
                "signed",
                command=True,
                cost=self.cost,
            ),
            SimRoute(
                "DELETE",
                "/orders/client:{client_oid}",
                "cancel_order_by_client_id",
                self.cancel_order_by_client_id,
                "signed",
                command=True,
                cost=self.cost,
            ),
            SimRoute("DELETE", "/orders", "cancel_orders", self.cancel_orders, "signed", command=True, cost=self.cost),
            SimRoute("GET", "/orders", "orders", self.orders, "signed", cost=self.cost),
            SimRoute("GET", "/orders/{order_id}", "order", self.order, "signed", cost=self.cost),
            SimRoute(
                "GET",
                "/orders/client:{client_oid}",
                "order_by_client_id",
                self.order_by_client_id,
                "signed",
                cost=self.cost,
            ),
            SimRoute("GET", "/fills", "fills", self.fills, "signed", cost=self.cost),
            SimRoute("GET", "/accounts", "accounts", self.accounts, "signed", cost=self.cost),
        )
        self.sockets = (
            SimSocketRoute(
                "public",
                "/",
                lambda connection: SharedSocket((PublicSocket(connection, self), PrivateSocket(connection, self))),
                message_limit=100,
                message_window_ns=1000000000,
                also=("private",),
            ),
        )
        self.fix = SimulatedCoinbaseExchangeFix(self)

    def verify(self, call: SimCall) -> str:
        """See `SimDialect`."""
        if call.auth == "signed":
            return self._verify_signed(call)
        if call.auth == "subscription":
            return self._verify_subscription(call)
        raise AuthenticationError(f"no such scheme: {call.auth}")

    def _verify_signed(self, call: SimCall) -> str:
        seen = Seen(call)
        signature = seen.get("header", "CB-ACCESS-SIGN")
        ts = seen.get("header", "CB-ACCESS-TIMESTAMP")
        now = sent_time(ts, "s")
        account, credentials = self.account_of(call, "api_key", seen.get("header", "CB-ACCESS-KEY"))
        self.check_same(credentials.reveal("passphrase"), seen.get("header", "CB-ACCESS-PASSPHRASE"))
        self.check_signature(
            credentials,
            ts + seen.method + seen.target + seen.body,
            signature,
            (SignedBy("api_secret", "hmac-sha256", "base64"),),
        )
        self.check_time(call, now, 5_000_000_000)
        return account

    def _verify_subscription(self, call: SimCall) -> str:
        seen = Seen(call)
        signature = seen.get("msg", "signature")
        ts = seen.get("msg", "timestamp")
        now = sent_time(ts, "s")
        account, credentials = self.account_of(call, "api_key", seen.get("msg", "key"))
        self.check_same(credentials.reveal("passphrase"), seen.get("msg", "passphrase"))
        self.check_signature(
            credentials,
            ts + "GET" + "/users/self/verify",
            signature,
            (SignedBy("api_secret", "hmac-sha256", "base64"),),
        )
        self.check_time(call, now, 5_000_000_000)
        return account

    def products(self, call: SimCall) -> object:
        """`load_instruments` of the contract."""
        self.read(call)
        exchange = call.exchange
        values = list(exchange.instruments.values())
        row = first_row(self.example("products"), ())
        return [_write_instrument(row, v) for v in values]

    def time(self, call: SimCall) -> object:
        """`fetch_time` of the contract."""
        self.read(call)
        return filled(self.example("time"), {"iso": iso_from_ns(call.now_ns)})

    def ticker(self, call: SimCall) -> object:
        """`fetch_ticker` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol)
        exchange = call.exchange
        v = ticker_of(exchange, i.symbol)
        return _write_ticker(self.example("ticker"), v, exchange.instrument(v.symbol))

    def book(self, call: SimCall) -> object:
        """`fetch_order_book` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol)
        exchange = call.exchange
        book = exchange.book(i.symbol, None)
        return filled(
            self.example("book"),
            {
                "bids": [
                    filled(
                        ["295.96", "4.39088265", 2], {"0": decimal_text(level.price), "1": decimal_text(level.quantity)}
                    )
                    for level in book.bids
                ],
                "asks": [
                    filled(
                        ["295.97", "25.23542881", 12],
                        {"0": decimal_text(level.price), "1": decimal_text(level.quantity)},
                    )
                    for level in book.asks
                ],
                "sequence": book.last_id,
            },
        )

    def trades(self, call: SimCall) -> object:
        """`fetch_trades` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol)
        exchange = call.exchange
        values = trades_of(exchange, i.symbol, None, p.limit)
        values = values[::-1]
        row = first_row(self.example("trades"), ())
        return [_write_trade(row, v, exchange.instrument(v.symbol)) for v in values]

    def candles(self, call: SimCall) -> object:
        """`fetch_candles` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol)
        exchange = call.exchange
        interval = interval_ns(
            {"60": "1m", "300": "5m", "900": "15m", "3600": "1h", "21600": "6h", "86400": "1d"}.get(
                str(p.granularity), str(p.granularity)
            )
        )
        tape = exchange.tape(i.symbol)
        values = tape.candles(interval, call.now_ns, since=p.start, limit=None)
        values = values[::-1]
        row = first_row(self.example("candles"), ())
        return [_write_candle(row, v, i) for v in values]

    def new_order(self, call: SimCall) -> object:
        """`create_order` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol)
        exchange = call.exchange
        style = read_style(_STYLES, {"type": p.type, "post_only": p.post_only, "time_in_force": p.time_in_force})
        request = OrderRequest(
            symbol=i.symbol,
            side=required(SIDE_IN.get(p.side), "side"),
            quantity=p.quantity,
            quote_quantity=p.quote_quantity,
            price=p.price,
            client_order_id=p.client_order_id,
            self_trade_prevention=STP_IN.get(p.stp) if p.stp is not None else None,
            type=style["type"],
            post_only=style.get("post_only", False),
            time_in_force=(TIME_IN_FORCE_IN.get(p.time_in_force) or style.get("time_in_force")),
        )
        v = exchange.create_order(call.account, request).order
        return _write_order(self.example("new_order"), v, exchange.instrument(v.symbol))

    def cancel_order(self, call: SimCall) -> object:
        """`cancel_order` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol)
        exchange = call.exchange
        exchange.cancel_order(call.account, i.symbol, venue_order_id=p.order_id, client_order_id=None)
        return self.example("cancel_order")

    def cancel_order_by_client_id(self, call: SimCall) -> object:
        """`cancel_order` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol)
        exchange = call.exchange
        exchange.cancel_order(call.account, i.symbol, venue_order_id=None, client_order_id=p.client_order_id)
        return self.example("cancel_order")

    def cancel_orders(self, call: SimCall) -> object:
        """`cancel_all_orders` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol) if p.symbol is not None else None
        exchange = call.exchange
        exchange.cancel_all_orders(call.account, i.symbol if i is not None else None)
        return self.example("cancel_orders")

    def order(self, call: SimCall) -> object:
        """`fetch_order` of the contract."""
        p = self.read(call)
        i = self.instrument_of(call, venue_order_id=p.order_id, client_order_id=None)
        exchange = call.exchange
        v = exchange.order(call.account, i.symbol, venue_order_id=p.order_id, client_order_id=None).order
        return _write_order(self.example("order.open"), v, exchange.instrument(v.symbol))

    def order_by_client_id(self, call: SimCall) -> object:
        """`fetch_order` of the contract."""
        p = self.read(call)
        i = self.instrument_of(call, venue_order_id=None, client_order_id=p.client_order_id)
        exchange = call.exchange
        v = exchange.order(call.account, i.symbol, venue_order_id=None, client_order_id=p.client_order_id).order
        return _write_order(self.example("order.done"), v, exchange.instrument(v.symbol))

    def orders(self, call: SimCall) -> object:
        """`fetch_open_orders` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol) if p.symbol is not None else None
        exchange = call.exchange
        values = [each.order for each in exchange.open_orders(call.account, i.symbol if i is not None else None)]
        row = first_row(self.example("orders"), ())
        return [_write_order(row, v, exchange.instrument(v.symbol)) for v in values]

    def fills(self, call: SimCall) -> object:
        """`fetch_my_trades` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol) if p.symbol is not None else None
        exchange = call.exchange
        values = fills_of(exchange, call.account, i.symbol if i is not None else None, None, p.limit)
        values = values[::-1]
        row = first_row(self.example("fills"), ())
        return [_write_fill(row, v, exchange.instrument(v.symbol)) for v in values]

    def accounts(self, call: SimCall) -> object:
        """`fetch_balances` of the contract."""
        self.read(call)
        exchange = call.exchange
        values = list(exchange.balances(call.account).values())
        row = first_row(self.example("accounts"), ())
        return [_write_balance(row, v) for v in values]
