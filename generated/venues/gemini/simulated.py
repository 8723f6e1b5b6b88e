"""Gemini, simulated: its routes, words, signatures and frames over the venue-neutral exchange.

Made from the spec, and from nothing of the client. Answers are the documented examples, filled with live values; an
endpoint that no method of the contract uses is answered with its documented example as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from venue_runtime.errors import (
    AuthenticationError,
    InsufficientFunds,
    InvalidNonce,
    InvalidOrder,
    MarketClosed,
    OrderError,
    OrderNotFound,
    PermissionDenied,
    RateLimitExceeded,
    VenueError,
    VenueResponseError,
    VenueUnavailable,
)
from venue_runtime.exprs import base64_bytes, json_number
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
    Position,
    PositionSide,
    Side,
    Ticker,
    TimeInForce,
    Trade,
)
from venue_runtime.testing.dialect import FieldPath, SimBucket, SimCall, SimRoute, SimSocketRoute, Subscription
from venue_runtime.testing.filling import filled, put
from venue_runtime.testing.generated import ErrorPlace, GeneratedDialect, Param, Refusal, load_examples
from venue_runtime.testing.generated_socket import Envelope, GeneratedSocket, Hole, SharedSocket, TopicRule
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
from venue_runtime.testing.verifying import Seen, SignedBy
from venue_runtime.wire import decimal_text

SIDE_IN = {"buy": Side.BUY, "sell": Side.SELL}

SIDE_OUT = {Side.BUY: "buy", Side.SELL: "sell"}

FILL_SIDE_OUT = {Side.BUY: "Buy", Side.SELL: "Sell"}

EVENT_SIDE_OUT = {Side.BUY: "BUY", Side.SELL: "SELL"}

EVENT_TYPE_OUT = {
    OrderType.LIMIT: "LIMIT",
    OrderType.MARKET: "MARKET",
    OrderType.STOP_LIMIT: "STOP_LIMIT",
    OrderType.STOP: "STOP_MARKET",
}

EVENT_STATUS_OUT = {
    OrderStatus.NEW: "NEW",
    OrderStatus.PARTIALLY_FILLED: "PARTIALLY_FILLED",
    OrderStatus.FILLED: "FILLED",
    OrderStatus.CANCELED: "CANCELED",
    OrderStatus.REJECTED: "REJECTED",
    OrderStatus.EXPIRED: "CANCELED",
}

SYMBOL_STATUS_OUT = {
    InstrumentStatus.TRADING: "open",
    InstrumentStatus.CLOSED: "closed",
    InstrumentStatus.HALTED: "cancel_only",
}

INSTRUMENTS: tuple[Instrument, ...] = (
    Instrument(
        symbol="BTC/USD",
        venue_symbol="btcusd",
        kind=InstrumentKind.SPOT,
        base="BTC",
        quote="USD",
        price_increment=Decimal("0.01"),
        quantity_increment=Decimal("0.00000001"),
        min_quantity=Decimal("0.00001"),
    ),  # documented: all_details
    Instrument(
        symbol="ETH/USD",
        venue_symbol="ethusd",
        kind=InstrumentKind.SPOT,
        base="ETH",
        quote="USD",
        price_increment=Decimal("0.01"),
        quantity_increment=Decimal("0.01"),
    ),
    Instrument(
        symbol="BTC/GUSD:GUSD",
        venue_symbol="btcgusdperp",
        kind=InstrumentKind.PERPETUAL,
        base="BTC",
        quote="GUSD",
        settle="GUSD",
        price_increment=Decimal("0.01"),
        quantity_increment=Decimal("0.01"),
    ),
)
"""What is traded where nobody says otherwise."""

_STYLES: Sequence[tuple[Mapping[str, tuple[Any, ...]], Mapping[str, Any]]] = (
    (
        {"type": (OrderType.LIMIT,), "post_only": (True,), "time_in_force": (TimeInForce.GTC,)},
        {"kind": "exchange limit"},
    ),
    ({"type": (OrderType.LIMIT,), "post_only": (True,)}, {"kind": "exchange limit"}),
    ({"type": (OrderType.LIMIT,), "time_in_force": (TimeInForce.IOC,)}, {"kind": "exchange limit"}),
    ({"type": (OrderType.LIMIT,), "time_in_force": (TimeInForce.FOK,)}, {"kind": "exchange limit"}),
    ({"type": (OrderType.LIMIT,), "time_in_force": (TimeInForce.GTC,)}, {"kind": "exchange limit"}),
    ({"type": (OrderType.LIMIT,)}, {"kind": "exchange limit"}),
    ({"type": (OrderType.STOP_LIMIT,), "time_in_force": (TimeInForce.GTC,)}, {"kind": "exchange stop limit"}),
    ({"type": (OrderType.STOP_LIMIT,)}, {"kind": "exchange stop limit"}),
)
"""What an order is → how the venue says it."""


def _style(v: Order) -> Mapping[str, Any]:
    """How the venue says what kind of order this is."""
    return write_style(_STYLES, v)


def _write_instrument(example: Any, v: Instrument) -> Any:
    """Instrument as `Details`."""
    return filled(
        example,
        {
            "symbol": v.venue_symbol.upper(),
            "product_type": "swap" if v.kind == InstrumentKind.PERPETUAL else "spot",
            "contract_price_currency": v.settle or v.quote,
            "base_currency": v.base,
            "quote_currency": v.quote,
            "status": SYMBOL_STATUS_OUT[v.status],
            "quote_increment": json_number(v.price_increment) if v.price_increment is not None else None,
            "tick_size": json_number(v.quantity_increment) if v.quantity_increment is not None else None,
            "min_order_size": decimal_text(v.min_quantity) if v.min_quantity is not None else None,
        },
    )


def _write_ticker(example: Any, v: Ticker, i: Instrument) -> Any:
    """Ticker as `Ticker`."""
    return filled(
        example,
        {
            "bid": decimal_text(v.bid) if v.bid is not None else None,
            "ask": decimal_text(v.ask) if v.ask is not None else None,
            "last": decimal_text(v.last) if v.last is not None else None,
            ("volume", "timestamp"): v.ts_event // 1_000_000 if v.ts_event is not None else None,
        },
    )


def _write_trade(example: Any, v: Trade, i: Instrument) -> Any:
    """Trade as `Trade`."""
    return filled(
        example,
        {
            "tid": int(v.trade_id) if v.trade_id is not None else None,
            "type": SIDE_OUT[v.side] if v.side is not None else None,
            "price": decimal_text(v.price),
            "amount": decimal_text(v.quantity),
            "timestampms": v.ts_event // 1_000_000 if v.ts_event is not None else None,
        },
    )


def _write_candle(example: Any, v: Candle, i: Instrument) -> Any:
    """Candle as `Candle`."""
    return filled(
        example,
        {
            "0": v.ts_open // 1_000_000,
            "1": json_number(v.open),
            "2": json_number(v.high),
            "3": json_number(v.low),
            "4": json_number(v.close),
            "5": json_number(v.volume),
        },
    )


def _write_order(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `Order`."""
    return filled(
        example,
        {
            "type": "stop-limit" if v.type == OrderType.STOP_LIMIT else "exchange limit",
            "options": (
                ["maker-or-cancel"]
                if v.post_only
                else (
                    ["immediate-or-cancel"]
                    if v.time_in_force == TimeInForce.IOC
                    else ["fill-or-kill"] if v.time_in_force == TimeInForce.FOK else []
                )
            ),
            "is_live": v.status in (OrderStatus.NEW, OrderStatus.PARTIALLY_FILLED),
            "is_cancelled": v.status == OrderStatus.CANCELED,
            "avg_execution_price": decimal_text(v.average_price or Decimal(0)),
            "remaining_amount": decimal_text((v.quantity or Decimal(0)) - (v.filled_quantity or Decimal(0))),
            "symbol": i.venue_symbol,
            "order_id": v.venue_order_id,
            "client_order_id": v.client_order_id,
            "side": SIDE_OUT[v.side] if v.side is not None else None,
            "price": decimal_text(v.price) if v.price is not None else None,
            "stop_price": decimal_text(v.trigger_price) if v.trigger_price is not None else None,
            "original_amount": decimal_text(v.quantity) if v.quantity is not None else None,
            "executed_amount": decimal_text(v.filled_quantity) if v.filled_quantity is not None else None,
            "reason": v.reason,
            "timestampms": v.ts_event // 1_000_000 if v.ts_event is not None else None,
        },
        {"client_order_id", "price", "stop_price", "original_amount", "reason"},
    )


def _write_fill(example: Any, v: Fill, i: Instrument) -> Any:
    """Fill as `Fill`."""
    return filled(
        example,
        {
            "aggressor": v.liquidity == Liquidity.TAKER,
            "symbol": i.venue_symbol,
            "tid": int(v.trade_id) if v.trade_id is not None else None,
            "order_id": v.venue_order_id,
            "client_order_id": v.client_order_id,
            "type": FILL_SIDE_OUT[v.side],
            "price": decimal_text(v.price),
            "amount": decimal_text(v.quantity),
            "fee_amount": decimal_text(v.fee) if v.fee is not None else None,
            "fee_currency": v.fee_currency,
            "timestampms": v.ts_event // 1_000_000 if v.ts_event is not None else None,
        },
        {"client_order_id"},
    )


def _write_balance(example: Any, v: Balance) -> Any:
    """Balance as `Balance`."""
    return filled(
        example,
        {
            "amount": decimal_text(v.total or Decimal(0)),
            "available": decimal_text(v.free or Decimal(0)),
            "currency": v.currency,
        },
    )


def _write_position(example: Any, v: Position, i: Instrument) -> Any:
    """Position as `Position`."""
    return filled(
        example,
        {
            "quantity": decimal_text(v.quantity if v.side == PositionSide.LONG else 0 - v.quantity),
            "symbol": i.venue_symbol,
            "average_cost": decimal_text(v.entry_price) if v.entry_price is not None else None,
            "mark_price": decimal_text(v.mark_price) if v.mark_price is not None else None,
            "unrealised_pnl": decimal_text(v.unrealized_pnl) if v.unrealized_pnl is not None else None,
        },
    )


def _write_trade_event(example: Any, v: Trade, i: Instrument) -> Any:
    """Trade as `TradeEvent`."""
    return filled(
        example,
        {
            "s": i.venue_symbol,
            "t": int(v.trade_id) if v.trade_id is not None else None,
            "m": v.side == Side.SELL,
            "p": decimal_text(v.price),
            "q": decimal_text(v.quantity),
            "E": v.ts_event,
        },
    )


def _write_book_ticker(example: Any, v: Ticker, i: Instrument) -> Any:
    """Ticker as `BookTicker`."""
    return filled(
        example,
        {
            "s": i.venue_symbol,
            "b": decimal_text(v.bid) if v.bid is not None else "",
            "B": decimal_text(v.bid_quantity) if v.bid_quantity is not None else "",
            "a": decimal_text(v.ask) if v.ask is not None else "",
            "A": decimal_text(v.ask_quantity) if v.ask_quantity is not None else "",
            "c": decimal_text(v.last) if v.last is not None else None,
            "E": v.ts_event,
        },
        {"c"},
    )


def _write_order_event(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `OrderUpdate`."""
    return filled(
        example,
        {
            "X": EVENT_STATUS_OUT[v.status],
            "Z": (
                decimal_text(_1)
                if (_1 := (v.filled_quantity if v.status in (OrderStatus.CANCELED, OrderStatus.REJECTED) else None))
                is not None
                else None
            ),
            "z": decimal_text(v.leaves_quantity) if v.leaves_quantity is not None else None,
            "t": None,
            "L": None,
            "n": None,
            "s": i.venue_symbol,
            "i": int(v.venue_order_id) if v.venue_order_id is not None else None,
            "c": v.client_order_id,
            "S": EVENT_SIDE_OUT[v.side] if v.side is not None else None,
            "o": EVENT_TYPE_OUT[v.type] if v.type is not None else None,
            "p": decimal_text(v.price) if v.price is not None else None,
            "P": decimal_text(v.trigger_price) if v.trigger_price is not None else None,
            "q": decimal_text(v.quantity) if v.quantity is not None else None,
            "r": v.reason,
            "T": v.ts_event,
        },
        {"Z", "z", "t", "L", "n", "c", "S", "o", "p", "P", "q", "r"},
    )


def _write_fill_event(example: Any, v: Fill, i: Instrument) -> Any:
    """Fill as `OrderUpdate`."""
    return filled(
        example,
        {
            "X": "PARTIALLY_FILLED",
            "o": "LIMIT",
            "S": EVENT_SIDE_OUT[v.side],
            "L": decimal_text(v.price),
            "Z": decimal_text(v.quantity),
            "m": v.liquidity == Liquidity.MAKER,
            "t": int(v.trade_id) if v.trade_id is not None else None,
            "i": int(v.venue_order_id) if v.venue_order_id is not None else None,
            "c": v.client_order_id,
            "s": i.venue_symbol,
            "n": decimal_text(v.fee) if v.fee is not None else None,
            "T": v.ts_event,
        },
        {"t", "c", "n"},
    )


def _write_balance_event(example: Any, v: Balance) -> Any:
    """Balance as `StreamBalance`."""
    return filled(
        example, {"c": decimal_text(v.total or Decimal(0)), "f": decimal_text(v.free or Decimal(0)), "a": v.currency}
    )


class PublicSocket(GeneratedSocket):
    """Connection `public`."""

    subscribe: ClassVar[Any] = {"id": Hole("id"), "method": "subscribe", "params": Hole("topics")}

    unsubscribe: ClassVar[Any] = {"id": Hole("id"), "method": "unsubscribe", "params": Hole("topics")}

    topics = (
        TopicRule(
            channel="depth",
            pattern="(?P<symbol>[^@]+?)@depth@100ms",
            events=frozenset(["book"]),
            writer="depth",
            start="depth_start",
        ),
        TopicRule(channel="trades", pattern="(?P<symbol>[^@]+?)@trade", events=frozenset(["trade"]), writer="trades"),
        TopicRule(
            channel="book_ticker",
            pattern="(?P<symbol>[^@]+?)@bookTicker",
            events=frozenset(["quote", "trade"]),
            writer="book_ticker",
        ),
    )

    ack = Envelope(body={"status": 200}, id="id")

    refused = ErrorPlace({"status": 400}, ("error", "code"), ("error", "msg"), True)

    push = Envelope(payload=())

    def depth_start(self, subscription: Subscription) -> Any:
        """What a subscription to the channel begins with."""
        u = self.start_book(subscription)
        return filled(
            self.dialect.example("stream_depth"),
            {
                "s": self.instrument(u.symbol).venue_symbol,
                "u": u.last_id,
                "U": u.previous_id + 1,
                "E": u.ts_event,
                "b": [[decimal_text(level.price), decimal_text(level.quantity)] for level in u.bids],
                "a": [[decimal_text(level.price), decimal_text(level.quantity)] for level in u.asks],
            },
        )

    def depth(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `depth`; None where it does not report the event."""
        u = self.next_book(subscription, event)
        if u is None:
            return None
        return filled(
            self.dialect.example("stream_depth"),
            {
                "s": self.instrument(u.symbol).venue_symbol,
                "u": u.last_id,
                "U": u.previous_id + 1,
                "E": u.ts_event,
                "b": [[decimal_text(level.price), decimal_text(level.quantity)] for level in u.bids],
                "a": [[decimal_text(level.price), decimal_text(level.quantity)] for level in u.asks],
            },
        )

    def trades(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `trades`; None where it does not report the event."""
        exchange = self.connection.context.exchange
        i = exchange.instrument(event.symbol)
        v = event.trade
        return filled(_write_trade_event(self.dialect.example("stream_trade"), v, i), {"s": i.venue_symbol})

    def book_ticker(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `book_ticker`; None where it does not report the event."""
        exchange = self.connection.context.exchange
        i = exchange.instrument(event.symbol)
        v = ticker_of(exchange, event.symbol)
        return filled(_write_book_ticker(self.dialect.example("stream_book_ticker"), v, i), {"s": i.venue_symbol})


class PrivateSocket(GeneratedSocket):
    """Connection `private`."""

    subscribe: ClassVar[Any] = {"id": Hole("id"), "method": "subscribe", "params": Hole("topics")}

    handshake = "handshake"

    unsubscribe: ClassVar[Any] = {"id": Hole("id"), "method": "unsubscribe", "params": Hole("topics")}

    topics = (
        TopicRule(
            channel="orders", pattern="orders@account", private=True, events=frozenset(["order"]), writer="orders"
        ),
        TopicRule(
            channel="balances",
            pattern="balances@account",
            private=True,
            events=frozenset(["balance"]),
            writer="balances",
        ),
    )

    ack = Envelope(body={"status": 200}, id="id")

    refused = ErrorPlace({"status": 400}, ("error", "code"), ("error", "msg"), True)

    pushes: ClassVar[Any] = {
        "orders@account": Envelope(body={"e": "orderUpdate"}, payload=()),
        "balances@account": Envelope(body={"e": "balanceUpdate"}, payload=()),
    }

    push = Envelope(body={"e": "orderUpdate"}, payload=())

    def orders(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `orders`; None where it does not report the event."""
        i = self.instrument(event.symbol)
        names = (
            {"partially_filled": "stream_order.partial", "filled": "stream_order.filled"}
            if event.fill is not None
            else {"new": "stream_order.new", "canceled": "stream_order.canceled"}
        )
        answer = self.dialect.example(names.get(event.order.status.value) or next(iter(names.values())))
        message = _write_order_event(answer, event.order, i)
        if event.fill is not None:
            message = _write_fill_event(message, event.fill, i)
        return message

    def balances(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `balances`; None where it does not report the event."""
        answer = self.dialect.example("stream_balance")
        row = first_row(answer, ("B",))
        return put(answer, ("B",), [_write_balance_event(row, v) for v in event.balances])


class SimulatedGemini(GeneratedDialect):
    """Implements `SimDialect`."""

    venue = "gemini"
    params: ClassVar[Mapping[str, Sequence[Param]]] = {
        "symbols": (),
        "all_details": (),
        "details": (Param("symbol", "symbol", str, required=True),),
        "ticker": (Param("symbol", "symbol", str, required=True),),
        "ticker_v2": (Param("symbol", "symbol", str, required=True),),
        "book": (
            Param("symbol", "symbol", str, required=True),
            Param("limit_bids", "limit_bids", int),
            Param("limit_asks", "limit_asks", int),
        ),
        "trades": (
            Param("symbol", "symbol", str, required=True),
            Param("timestamp", "timestamp", int),
            Param("since_tid", "since_tid", int),
            Param("limit_trades", "limit_trades", int),
            Param("include_breaks", "include_breaks", bool),
        ),
        "candles": (
            Param("symbol", "symbol", str, required=True),
            Param("time_frame", "time_frame", str, required=True),
        ),
        "perpetual_candles": (
            Param("symbol", "symbol", str, required=True),
            Param("time_frame", "time_frame", str, required=True),
        ),
        "funding_amount": (Param("symbol", "symbol", str, required=True),),
        "risk_stats": (Param("symbol", "symbol", str, required=True),),
        "new_order": (
            Param("client_order_id", "client_order_id", str),
            Param("symbol", "symbol", str, required=True),
            Param("amount", "quantity", Decimal, required=True),
            Param("price", "price", Decimal, required=True),
            Param("side", "side", str, required=True),
            Param("type", "kind", str, required=True),
            Param("options", "options", list[str]),
            Param("stop_price", "stop_price", Decimal),
            Param("margin_order", "margin_order", bool),
        ),
        "cancel_order": (Param("order_id", "order_id", int, required=True),),
        "cancel_all": (),
        "cancel_session": (),
        "order_status": (
            Param("order_id", "order_id", int),
            Param("client_order_id", "client_order_id", str),
            Param("include_trades", "include_trades", bool),
        ),
        "open_orders": (),
        "my_trades": (
            Param("symbol", "symbol", str),
            Param("limit_trades", "limit_trades", int),
            Param("timestamp", "timestamp", int),
        ),
        "heartbeat": (),
        "balances": (),
        "positions": (),
    }
    costs: ClassVar[Mapping[str, Any]] = {
        "symbols": {"public": 1},
        "all_details": {"public": 1},
        "details": {"public": 1},
        "ticker": {"public": 1},
        "ticker_v2": {"public": 1},
        "book": {"public": 1},
        "trades": {"public": 1},
        "candles": {"public": 1},
        "perpetual_candles": {"public": 1},
        "funding_amount": {"public": 1},
        "risk_stats": {"public": 1},
        "new_order": {"private": 1},
        "cancel_order": {"private": 1},
        "cancel_all": {"private": 1},
        "cancel_session": {"private": 1},
        "order_status": {"private": 1},
        "open_orders": {"private": 1},
        "my_trades": {"private": 1},
        "heartbeat": {"private": 1},
        "balances": {"private": 1},
        "positions": {"private": 1},
    }
    refusals = (
        Refusal(InsufficientFunds, "InsufficientFunds", "Insufficient funds", 406, ("new_order",)),
        Refusal(MarketClosed, "MarketClosed", "Market is closed", 400, ("new_order",)),
        Refusal(
            PermissionDenied, "AcceptTermsRequired", "Terms must be accepted before placing orders", 400, ("new_order",)
        ),
        Refusal(
            PermissionDenied, "MustAccepTerms", "Terms must be accepted before placing orders", 400, ("new_order",)
        ),
        Refusal(OrderNotFound, "OrderNotFound", "Order not found", 404, ("cancel_order", "order_status")),
        Refusal(InvalidNonce, "InvalidNonce", "Nonce must be greater than the previous nonce", 400, ("balances",)),
        Refusal(AuthenticationError, "InvalidSignature", "Invalid signature for this request", 400, ("balances",)),
        Refusal(PermissionDenied, "MissingRole", "OrderStatus required", 403, ("balances",)),
        Refusal(PermissionDenied, "MissingRole", "OrderStatus required", 403, ("balances",)),
        Refusal(RateLimitExceeded, "RateLimit", "Rate limit exceeded", 429, ("balances",)),
        Refusal(InvalidOrder, "ClientOrderIdMustBeString", ""),
        Refusal(VenueResponseError, "EndpointNotFound", ""),
        Refusal(VenueUnavailable, "Maintenance", ""),
        Refusal(OrderError, "MissingOrderField", ""),
        Refusal(VenueUnavailable, "-1000", ""),
        Refusal(AuthenticationError, "-1002", ""),
        Refusal(RateLimitExceeded, "-1003", ""),
        Refusal(VenueResponseError, "-1013", ""),
        Refusal(OrderError, "-2010", ""),
    )
    statuses: ClassVar[Mapping[type[VenueError], int]] = {
        AuthenticationError: 401,
        PermissionDenied: 403,
        InsufficientFunds: 406,
        RateLimitExceeded: 429,
        VenueUnavailable: 500,
    }
    error_place = ErrorPlace({"result": "error"}, "reason", "message")
    shown_instruments = INSTRUMENTS
    signed_fields = frozenset(["account", "nonce", "request"])
    used_headers: ClassVar[Mapping[str, tuple[str, bool]]] = {}
    channels: Sequence[str] = ("depth", "trades", "book_ticker", "orders", "balances")
    buckets: Sequence[SimBucket] = (
        SimBucket("public", 7, 1000000000, per="ip", window="decay"),
        SimBucket("private", 15, 1000000000, per="account", window="decay"),
    )
    enum_fields: Mapping[str, Sequence[FieldPath]] = {
        "all_details": (("*", "status"),),
        "trades": (("*", "type"),),
        "new_order": (("side",), ("type",)),
        "cancel_order": (("side",), ("type",)),
        "open_orders": (("*", "side"), ("*", "type")),
        "my_trades": (("*", "type"),),
        "orders": (("S",), ("o",), ("X",)),
    }

    def __init__(self) -> None:
        super().__init__(load_examples(__file__))
        self.routes = (
            SimRoute("GET", "/v1/symbols", "symbols", self.documented("symbols"), cost=self.cost),
            SimRoute("GET", "/v1/symbols/details/all", "all_details", self.all_details, cost=self.cost),
            SimRoute("GET", "/v1/symbols/details/{symbol}", "details", self.documented("details.spot"), cost=self.cost),
            SimRoute("GET", "/v1/pubticker/{symbol}", "ticker", self.ticker, cost=self.cost),
            SimRoute("GET", "/v2/ticker/{symbol}", "ticker_v2", self.documented("ticker_v2"), cost=self.cost),
            SimRoute("GET", "/v1/book/{symbol}", "book", self.book, cost=self.cost),
            SimRoute("GET", "/v1/trades/{symbol}", "trades", self.trades, cost=self.cost),
            SimRoute("GET", "/v2/candles/{symbol}/{time_frame}", "candles", self.candles, cost=self.cost),
            SimRoute(
                "GET",
                "/v2/derivatives/candles/{symbol}/{time_frame}",
                "perpetual_candles",
                self.perpetual_candles,
                cost=self.cost,
            ),
            SimRoute(
                "GET", "/v1/fundingamount/{symbol}", "funding_amount", self.documented("funding_amount"), cost=self.cost
            ),
            SimRoute("GET", "/v1/riskstats/{symbol}", "risk_stats", self.documented("risk_stats"), cost=self.cost),
            SimRoute("POST", "/v1/order/new", "new_order", self.new_order, "request", command=True, cost=self.cost),
            SimRoute(
                "POST", "/v1/order/cancel", "cancel_order", self.cancel_order, "request", command=True, cost=self.cost
            ),
            SimRoute(
                "POST", "/v1/order/cancel/all", "cancel_all", self.cancel_all, "request", command=True, cost=self.cost
            ),
            SimRoute(
                "POST",
                "/v1/order/cancel/session",
                "cancel_session",
                self.documented("cancel_session"),
                "request",
                command=True,
                cost=self.cost,
            ),
            SimRoute("POST", "/v1/order/status", "order_status", self.order_status, "request", cost=self.cost),
            SimRoute("POST", "/v1/orders", "open_orders", self.open_orders, "request", cost=self.cost),
            SimRoute("POST", "/v1/mytrades", "my_trades", self.my_trades, "request", cost=self.cost),
            SimRoute("POST", "/v1/heartbeat", "heartbeat", self.documented("heartbeat"), "request", cost=self.cost),
            SimRoute("POST", "/v1/balances", "balances", self.balances, "request", cost=self.cost),
            SimRoute("POST", "/v1/positions", "positions", self.positions, "request", cost=self.cost),
        )
        self.sockets = (
            SimSocketRoute(
                "public",
                "/",
                lambda connection: SharedSocket((PublicSocket(connection, self), PrivateSocket(connection, self))),
                also=("private",),
            ),
        )

    def verify(self, call: SimCall) -> str:
        """See `SimDialect`."""
        if call.auth == "request":
            return self._verify_request(call)
        if call.auth == "handshake":
            return self._verify_handshake(call)
        raise AuthenticationError(f"no such scheme: {call.auth}")

    def _verify_request(self, call: SimCall) -> str:
        seen = Seen(call)
        payload = seen.get("header", "X-GEMINI-PAYLOAD")
        seen.take(base64_bytes(str(payload)).decode())
        stamp = seen.get("params", "nonce")
        nonce_requests = int(stamp)
        signature = seen.get("header", "X-GEMINI-SIGNATURE")
        account, credentials = self.account_of(call, "api_key", seen.get("header", "X-GEMINI-APIKEY"))
        self.check_signature(credentials, payload, signature, (SignedBy("api_secret", "hmac-sha384"),))
        self.check_same(seen.path, seen.get("params", "request"))
        self.check_nonce(call, f"{account}@ms", nonce_requests)
        return account

    def _verify_handshake(self, call: SimCall) -> str:
        seen = Seen(call)
        stamp = seen.get("header", "X-GEMINI-NONCE")
        nonce_connections = int(stamp)
        payload = seen.get("header", "X-GEMINI-PAYLOAD")
        self.check_same(stamp, base64_bytes(str(payload)).decode())
        signature = seen.get("header", "X-GEMINI-SIGNATURE")
        account, credentials = self.account_of(call, "api_key", seen.get("header", "X-GEMINI-APIKEY"))
        self.check_signature(credentials, payload, signature, (SignedBy("api_secret", "hmac-sha384"),))
        self.check_nonce(call, f"{account}@s", nonce_connections)
        return account

    def all_details(self, call: SimCall) -> object:
        """`load_instruments` of the contract."""
        self.read(call)
        exchange = call.exchange
        values = list(exchange.instruments.values())
        row = first_row(self.example("all_details"), ())
        return [_write_instrument(row, v) for v in values]

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
        book = exchange.book(i.symbol, p.limit_bids)
        return filled(
            self.example("book"),
            {
                "bids": [
                    filled(
                        {"price": "3607.85", "amount": "6.643373", "timestamp": "1547147541"},
                        {"price": decimal_text(level.price), "amount": decimal_text(level.quantity)},
                    )
                    for level in book.bids
                ],
                "asks": [
                    filled(
                        {"price": "3607.86", "amount": "14.68205084", "timestamp": "1547147541"},
                        {"price": decimal_text(level.price), "amount": decimal_text(level.quantity)},
                    )
                    for level in book.asks
                ],
            },
        )

    def trades(self, call: SimCall) -> object:
        """`fetch_trades` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol)
        exchange = call.exchange
        values = trades_of(
            exchange, i.symbol, p.timestamp * 1_000_000 if p.timestamp is not None else None, p.limit_trades
        )
        values = values[::-1]
        row = first_row(self.example("trades"), ())
        return [_write_trade(row, v, exchange.instrument(v.symbol)) for v in values]

    def candles(self, call: SimCall) -> object:
        """`fetch_candles` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol)
        exchange = call.exchange
        interval = interval_ns(
            {"1m": "1m", "5m": "5m", "15m": "15m", "30m": "30m", "1hr": "1h", "6hr": "6h", "1day": "1d"}.get(
                p.time_frame, p.time_frame
            )
        )
        tape = exchange.tape(i.symbol)
        values = tape.candles(interval, call.now_ns, since=None, limit=None)
        values = values[::-1]
        row = first_row(self.example("candles"), ())
        return [_write_candle(row, v, i) for v in values]

    def perpetual_candles(self, call: SimCall) -> object:
        """`fetch_candles` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol)
        exchange = call.exchange
        interval = interval_ns(
            {"1m": "1m", "5m": "5m", "15m": "15m", "30m": "30m", "1hr": "1h", "6hr": "6h", "1day": "1d"}.get(
                p.time_frame, p.time_frame
            )
        )
        tape = exchange.tape(i.symbol)
        values = tape.candles(interval, call.now_ns, since=None, limit=None)
        values = values[::-1]
        row = first_row(self.example("perpetual_candles"), ())
        return [_write_candle(row, v, i) for v in values]

    def new_order(self, call: SimCall) -> object:
        """`create_order` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol)
        exchange = call.exchange
        style = read_style(_STYLES, {"kind": p.kind})
        request = OrderRequest(
            symbol=i.symbol,
            post_only="maker-or-cancel" in (p.options or []),
            time_in_force=(
                TimeInForce.IOC
                if "immediate-or-cancel" in (p.options or [])
                else TimeInForce.FOK if "fill-or-kill" in (p.options or []) else TimeInForce.GTC
            ),
            quantity=p.quantity,
            price=p.price,
            side=required(SIDE_IN.get(p.side), "side"),
            trigger_price=p.stop_price,
            client_order_id=p.client_order_id,
            type=style["type"],
        )
        v = exchange.create_order(call.account, request).order
        return _write_order(self.example("new_order"), v, exchange.instrument(v.symbol))

    def cancel_order(self, call: SimCall) -> object:
        """`cancel_order` of the contract."""
        p = self.read(call)
        i = self.instrument_of(call, venue_order_id=str(p.order_id), client_order_id=None)
        exchange = call.exchange
        v = exchange.cancel_order(call.account, i.symbol, venue_order_id=str(p.order_id), client_order_id=None).order
        return _write_order(self.example("cancel_order"), v, exchange.instrument(v.symbol))

    def cancel_all(self, call: SimCall) -> object:
        """`cancel_all_orders` of the contract."""
        self.read(call)
        exchange = call.exchange
        exchange.cancel_all_orders(call.account, None)
        return self.example("cancel_all")

    def order_status(self, call: SimCall) -> object:
        """`fetch_order` of the contract."""
        p = self.read(call)
        i = self.instrument_of(
            call, venue_order_id=str(p.order_id) if p.order_id is not None else None, client_order_id=p.client_order_id
        )
        exchange = call.exchange
        v = exchange.order(
            call.account,
            i.symbol,
            venue_order_id=str(p.order_id) if p.order_id is not None else None,
            client_order_id=p.client_order_id,
        ).order
        return _write_order(self.example("order_status"), v, exchange.instrument(v.symbol))

    def open_orders(self, call: SimCall) -> object:
        """`fetch_open_orders` of the contract."""
        self.read(call)
        exchange = call.exchange
        values = [each.order for each in exchange.open_orders(call.account, None)]
        row = first_row(self.example("open_orders"), ())
        return [_write_order(row, v, exchange.instrument(v.symbol)) for v in values]

    def my_trades(self, call: SimCall) -> object:
        """`fetch_my_trades` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol) if p.symbol is not None else None
        exchange = call.exchange
        values = fills_of(
            exchange,
            call.account,
            i.symbol if i is not None else None,
            p.timestamp * 1_000_000 if p.timestamp is not None else None,
            p.limit_trades,
        )
        values = values[::-1]
        row = first_row(self.example("my_trades"), ())
        return [_write_fill(row, v, exchange.instrument(v.symbol)) for v in values]

    def balances(self, call: SimCall) -> object:
        """`fetch_balances` of the contract."""
        self.read(call)
        exchange = call.exchange
        values = list(exchange.balances(call.account).values())
        row = first_row(self.example("balances"), ())
        return [_write_balance(row, v) for v in values]

    def positions(self, call: SimCall) -> object:
        """`fetch_positions` of the contract."""
        self.read(call)
        exchange = call.exchange
        values = exchange.positions(call.account)
        row = first_row(self.example("positions"), ())
        return [_write_position(row, v, exchange.instrument(v.symbol)) for v in values]
