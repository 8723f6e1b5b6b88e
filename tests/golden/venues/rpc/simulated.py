"""Rpc, simulated: its routes, words, signatures and frames over the venue-neutral exchange.

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
    OrderNotFound,
    PostOnlyRejected,
    RateLimitExceeded,
    VenueError,
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
    PriceBand,
    Side,
    TimeInForce,
)
from venue_runtime.testing.dialect import FieldPath, SimBucket, SimCall, SimRoute, SimSocketRoute, Subscription
from venue_runtime.testing.filling import filled, get, put, with_columns
from venue_runtime.testing.generated import ErrorPlace, GeneratedDialect, Param, Refusal, load_examples
from venue_runtime.testing.generated_socket import Envelope, GeneratedSocket, Hole, Login, SharedSocket, TopicRule
from venue_runtime.testing.market_views import fills_of, first_row, interval_ns, read_style, required, write_style
from venue_runtime.testing.verifying import Seen, SignedBy, sent_time
from venue_runtime.wire import decimal_text

SIDE_IN = {"buy": Side.BUY, "sell": Side.SELL}

SIDE_OUT = {Side.BUY: "buy", Side.SELL: "sell"}

KIND_OUT = {OrderType.LIMIT: "limit", OrderType.MARKET: "market"}

LIFE_OUT = {
    TimeInForce.GTC: "good_til_cancelled",
    TimeInForce.IOC: "immediate_or_cancel",
    TimeInForce.FOK: "fill_or_kill",
}

STATE_OUT = {
    OrderStatus.NEW: "open",
    OrderStatus.FILLED: "filled",
    OrderStatus.CANCELED: "cancelled",
    OrderStatus.REJECTED: "rejected",
    OrderStatus.PARTIALLY_FILLED: "open",
    OrderStatus.EXPIRED: "cancelled",
}

ROLE_OUT = {Liquidity.MAKER: "M", Liquidity.TAKER: "T"}

INSTRUMENTS: tuple[Instrument, ...] = (
    Instrument(
        symbol="AAA/BBB",
        venue_symbol="AAA_BBB",
        kind=InstrumentKind.SPOT,
        base="AAA",
        quote="BBB",
        price_increment=Decimal("0.01"),
        quantity_increment=Decimal("0.001"),
        min_quantity=Decimal("0.001"),
        price_bands=(PriceBand(Decimal("10"), Decimal("0.05")),),
    ),  # documented: markets
)
"""What is traded where nobody says otherwise."""

_STYLES: Sequence[tuple[Mapping[str, tuple[Any, ...]], Mapping[str, Any]]] = (
    (
        {"type": (OrderType.LIMIT,), "post_only": (True,)},
        {"kind": "limit", "post_only": True, "life": "good_til_cancelled"},
    ),
    (
        {"type": (OrderType.LIMIT,), "time_in_force": (TimeInForce.IOC,)},
        {"kind": "limit", "life": "immediate_or_cancel"},
    ),
    ({"type": (OrderType.LIMIT,), "time_in_force": (TimeInForce.FOK,)}, {"kind": "limit", "life": "fill_or_kill"}),
    ({"type": (OrderType.LIMIT,)}, {"kind": "limit", "life": "good_til_cancelled"}),
    ({"type": (OrderType.MARKET,)}, {"kind": "market"}),
)
"""What an order is → how the venue says it."""


def _style(v: Order) -> Mapping[str, Any]:
    """How the venue says what kind of order this is."""
    return write_style(_STYLES, v)


def _write_market(example: Any, v: Instrument) -> Any:
    """Instrument as `Market`."""
    return filled(
        example,
        {
            "instrument_name": v.venue_symbol,
            "base_currency": v.base,
            "quote_currency": v.quote,
            "is_active": v.status == InstrumentStatus.TRADING,
            "tick_size": decimal_text(v.price_increment) if v.price_increment is not None else None,
            "tick_size_steps": [
                {"above_price": decimal_text(band.above), "tick_size": decimal_text(band.increment)}
                for band in v.price_bands
            ],
            "min_trade_amount": decimal_text(v.quantity_increment) if v.quantity_increment is not None else None,
        },
    )


def _write_order(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `Order`."""
    return filled(
        example,
        {
            "order_state": STATE_OUT[v.status],
            "instrument_name": i.venue_symbol,
            "order_id": v.venue_order_id,
            "label": v.client_order_id if v.client_order_id is not None else "",
            "direction": SIDE_OUT[v.side] if v.side is not None else None,
            "order_type": KIND_OUT[v.type] if v.type is not None else None,
            "time_in_force": LIFE_OUT[v.time_in_force] if v.time_in_force is not None else None,
            "post_only": v.post_only,
            "price": json_number(v.price) if v.price is not None else "",
            "amount": decimal_text(v.quantity) if v.quantity is not None else None,
            "filled_amount": decimal_text(v.filled_quantity) if v.filled_quantity is not None else None,
            "average_price": decimal_text(v.average_price) if v.average_price is not None else None,
            "last_update_timestamp": v.ts_event // 1_000_000 if v.ts_event is not None else None,
        },
        {"average_price"},
    )


def _write_fill(example: Any, v: Fill, i: Instrument) -> Any:
    """Fill as `Fill`."""
    return filled(
        example,
        {
            "trade_id": v.trade_id,
            "order_id": v.venue_order_id,
            "label": v.client_order_id if v.client_order_id is not None else "",
            "instrument_name": i.venue_symbol,
            "direction": SIDE_OUT[v.side],
            "price": decimal_text(v.price),
            "amount": decimal_text(v.quantity),
            "fee": decimal_text(v.fee) if v.fee is not None else None,
            "fee_currency": v.fee_currency,
            "liquidity": ROLE_OUT[v.liquidity] if v.liquidity is not None else None,
            "timestamp": v.ts_event // 1_000_000 if v.ts_event is not None else None,
        },
    )


def _write_candle(example: Any, v: Candle, i: Instrument) -> Any:
    """Candle as `Candle`."""
    return filled(
        example,
        {
            "0": v.ts_open // 1_000_000,
            "1": decimal_text(v.open),
            "2": decimal_text(v.high),
            "3": decimal_text(v.low),
            "4": decimal_text(v.close),
            "5": decimal_text(v.volume),
        },
    )


def _write_summary(example: Any, v: Balance) -> Any:
    """Balance as `Summary`."""
    return filled(
        example,
        {
            "equity": decimal_text(v.total or Decimal(0)),
            "locked": decimal_text(v.locked or Decimal(0)),
            "currency": v.currency,
        },
    )


class StreamSocket(GeneratedSocket):
    """Connection `stream`."""

    subscribe: ClassVar[Any] = {
        "jsonrpc": "2.0",
        "id": Hole("id"),
        "method": "public/subscribe",
        "params": {"channels": Hole("topics")},
    }

    unsubscribe: ClassVar[Any] = {
        "jsonrpc": "2.0",
        "id": Hole("id"),
        "method": "public/unsubscribe",
        "params": {"channels": Hole("topics")},
    }

    topics = (
        TopicRule(
            channel="book",
            pattern="book\\.(?P<symbol>[^@]+?)\\.raw",
            events=frozenset(["book"]),
            writer="book",
            start="book_start",
        ),
    )

    ack = Envelope(body={"jsonrpc": "2.0", "id": {}}, id="id")

    refused = ErrorPlace({"jsonrpc": "2.0", "id": {}}, ("error", "code"), ("error", "message"), True)

    push = Envelope(
        body={"jsonrpc": "2.0", "method": "subscription", "params": {"data": {}}},
        key=("params", "channel"),
        payload=("params", "data"),
    )

    accepted = (
        {"jsonrpc": "2.0", "id": 9, "method": "public/set_heartbeat", "params": {"interval": 30}},
        {"jsonrpc": "2.0", "id": Hole("id"), "method": "public/test", "params": {}},
    )

    def book_start(self, subscription: Subscription) -> Any:
        """What a subscription to the channel begins with."""
        u = self.start_book(subscription)
        return filled(
            self.dialect.example("book_start"),
            {
                "instrument_name": self.instrument(u.symbol).venue_symbol,
                "change_id": u.last_id,
                "prev_change_id": u.previous_id,
                "type": "snapshot",
                "timestamp": u.ts_event // 1_000_000,
                "bids": [
                    filled(
                        ["new", "100.5", 2],
                        {
                            "1": decimal_text(level.price),
                            "2": decimal_text(level.quantity),
                            "0": "new" if level.quantity else "delete",
                        },
                    )
                    for level in u.bids
                ],
                "asks": [
                    filled(
                        ["new", "100.5", 2],
                        {
                            "1": decimal_text(level.price),
                            "2": decimal_text(level.quantity),
                            "0": "new" if level.quantity else "delete",
                        },
                    )
                    for level in u.asks
                ],
            },
        )

    def book(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `book`; None where it does not report the event."""
        u = self.next_book(subscription, event)
        if u is None:
            return None
        return filled(
            self.dialect.example("book"),
            {
                "instrument_name": self.instrument(u.symbol).venue_symbol,
                "change_id": u.last_id,
                "prev_change_id": u.previous_id,
                "timestamp": u.ts_event // 1_000_000,
                "bids": [
                    filled(
                        ["new", "100.5", 2],
                        {
                            "1": decimal_text(level.price),
                            "2": decimal_text(level.quantity),
                            "0": "new" if level.quantity else "delete",
                        },
                    )
                    for level in u.bids
                ],
                "asks": [
                    filled(
                        ["new", "100.5", 2],
                        {
                            "1": decimal_text(level.price),
                            "2": decimal_text(level.quantity),
                            "0": "new" if level.quantity else "delete",
                        },
                    )
                    for level in u.asks
                ],
            },
        )


class CallsSocket(GeneratedSocket):
    """Connection `calls`."""

    rpc: ClassVar[Any] = {"jsonrpc": "2.0", "id": Hole("id"), "method": Hole("method"), "params": Hole("params")}

    rpc_auth: ClassVar[Any] = {"bearer": "session"}

    methods: ClassVar[Any] = {"private/place": ("place",), "private/cancel": ("cancel",)}

    reply = Envelope(body={"jsonrpc": "2.0"}, id="id", payload=())

    errors = ErrorPlace({"jsonrpc": "2.0"}, ("error", "code"), ("error", "message"), True)

    login = Login(method="public/auth", auth="grant_ws", channels=())


class PrivateSocket(GeneratedSocket):
    """Connection `private`."""

    subscribe: ClassVar[Any] = {
        "jsonrpc": "2.0",
        "id": Hole("id"),
        "method": "private/subscribe",
        "params": {"channels": Hole("topics"), "access_token": Hole("lease.session.token")},
    }

    unsubscribe: ClassVar[Any] = {
        "jsonrpc": "2.0",
        "id": Hole("id"),
        "method": "private/unsubscribe",
        "params": {"channels": Hole("topics")},
    }

    topics = (
        TopicRule(
            channel="orders",
            pattern="user\\.orders\\.any\\.raw",
            private=True,
            events=frozenset(["order"]),
            writer="orders",
        ),
        TopicRule(
            channel="fills",
            pattern="user\\.trades\\.any\\.raw",
            private=True,
            events=frozenset(["order"]),
            writer="fills",
        ),
    )

    ack = Envelope(body={"jsonrpc": "2.0", "id": {}}, id="id")

    refused = ErrorPlace({"jsonrpc": "2.0", "id": {}}, ("error", "code"), ("error", "message"), True)

    push = Envelope(
        body={"jsonrpc": "2.0", "method": "subscription", "params": {"data": {}}},
        key=("params", "channel"),
        payload=("params", "data"),
    )

    def orders(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `orders`; None where it does not report the event."""
        i = self.instrument(event.symbol)
        names = {"new": "order_event"}
        answer = self.dialect.example(names.get(event.order.status.value) or next(iter(names.values())))
        return _write_order(answer, event.order, i)

    def fills(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `fills`; None where it does not report the event."""
        i = self.instrument(event.symbol)
        if event.fill is None:
            return None
        answer = self.dialect.example("fill_event")
        return [_write_fill(first_row(answer, ()), event.fill, i)]


class SimulatedRpc(GeneratedDialect):
    """Implements `SimDialect`."""

    venue = "rpc"
    params: ClassVar[Mapping[str, Sequence[Param]]] = {
        "auth": (Param("grant_type", "grant_type", str, const="client_signature"),),
        "refresh": (
            Param("grant_type", "grant_type", str, const="refresh_token"),
            Param("refresh_token", "refresh_token", str, required=True),
        ),
        "time": (),
        "markets": (),
        "candles": (
            Param("instrument_name", "name", str, required=True),
            Param("start_timestamp", "start", int, required=True),
            Param("end_timestamp", "end", int, required=True),
            Param("resolution", "resolution", str, required=True),
        ),
        "place": (
            Param("instrument_name", "name", str, required=True),
            Param("direction", "side", str, required=True),
            Param("amount", "size", Decimal, required=True),
            Param("type", "kind", str, required=True),
            Param("label", "label", str),
            Param("price", "price", Decimal),
            Param("time_in_force", "life", str),
            Param("post_only", "post_only", bool),
        ),
        "cancel": (Param("order_id", "id", str, required=True),),
        "order": (Param("order_id", "id", str, required=True),),
        "open_orders": (Param("instrument_name", "name", str),),
        "fills": (
            Param("instrument_name", "name", str),
            Param("start_timestamp", "since", int),
            Param("count", "limit", int),
        ),
        "summaries": (),
    }
    costs: ClassVar[Mapping[str, Any]] = {
        "auth": {"credits": 10},
        "refresh": {"credits": 10},
        "time": {"credits": 10},
        "markets": {"credits": 10},
        "candles": {"credits": 10},
        "place": {"credits": 10},
        "cancel": {"credits": 10},
        "order": {"credits": 10},
        "open_orders": {"credits": 10},
        "fills": {"credits": 10},
        "summaries": {"credits": 10},
    }
    refusals = (
        Refusal(OrderNotFound, "10004", ""),
        Refusal(InsufficientFunds, "10009", ""),
        Refusal(RateLimitExceeded, "10028", ""),
        Refusal(InvalidOrder, "11029", ""),
        Refusal(CancelRejected, "11044", ""),
        Refusal(PostOnlyRejected, "11054", ""),
        Refusal(DuplicateOrderId, "11055", ""),
        Refusal(AuthenticationError, "13004", ""),
        Refusal(AuthenticationError, "13009", "", gone=True),
        Refusal(ClockSkew, "13012", ""),
    )
    statuses: ClassVar[Mapping[type[VenueError], int]] = {RateLimitExceeded: 429, VenueUnavailable: 500}
    error_place = ErrorPlace({}, ("error", "code"), ("error", "message"), True)
    shown_instruments = INSTRUMENTS
    signed_fields = frozenset(["client_id", "nonce", "signature", "timestamp"])
    used_headers: ClassVar[Mapping[str, tuple[str, bool]]] = {}
    channels: Sequence[str] = ("book", "orders", "fills")
    buckets: Sequence[SimBucket] = (SimBucket("credits", 1000, 1000000000, per="account", window="decay"),)
    enum_fields: Mapping[str, Sequence[FieldPath]] = {
        "orders": (
            ("params", "data", "direction"),
            ("params", "data", "order_type"),
            ("params", "data", "time_in_force"),
            ("params", "data", "order_state"),
        ),
        "fills": (("params", "data", "*", "direction"), ("params", "data", "*", "liquidity")),
    }

    def __init__(self) -> None:
        super().__init__(load_examples(__file__))
        self.routes = (
            SimRoute("GET", "/api/v2/public/auth", "auth", self.auth, "grant", cost=self.cost),
            SimRoute("GET", "/api/v2/public/auth", "refresh", self.documented("auth"), cost=self.cost),
            SimRoute("GET", "/api/v2/public/get_time", "time", self.time, cost=self.cost),
            SimRoute("GET", "/api/v2/public/get_instruments", "markets", self.markets, cost=self.cost),
            SimRoute("GET", "/api/v2/public/get_candles", "candles", self.candles, cost=self.cost),
            SimRoute("GET", "/api/v2/private/place", "place", self.place, "bearer", command=True, cost=self.cost),
            SimRoute("GET", "/api/v2/private/cancel", "cancel", self.cancel, "bearer", command=True, cost=self.cost),
            SimRoute("GET", "/api/v2/private/get_order_state", "order", self.order, "bearer", cost=self.cost),
            SimRoute(
                "GET", "/api/v2/private/get_open_orders", "open_orders", self.open_orders, "bearer", cost=self.cost
            ),
            SimRoute("GET", "/api/v2/private/get_user_trades", "fills", self.fills, "bearer", cost=self.cost),
            SimRoute(
                "GET", "/api/v2/private/get_account_summaries", "summaries", self.summaries, "bearer", cost=self.cost
            ),
        )
        self.sockets = (
            SimSocketRoute(
                "stream",
                "/ws/api/v2",
                lambda connection: SharedSocket(
                    (StreamSocket(connection, self), CallsSocket(connection, self), PrivateSocket(connection, self))
                ),
                also=("calls", "private"),
            ),
        )

    def verify(self, call: SimCall) -> str:
        """See `SimDialect`."""
        if call.auth == "grant":
            return self._verify_grant(call)
        if call.auth == "grant_ws":
            return self._verify_grant_ws(call)
        if call.auth == "bearer":
            return self._verify_bearer(call)
        if call.auth == "session":
            return self._verify_session(call)
        raise AuthenticationError(f"no such scheme: {call.auth}")

    def _verify_grant(self, call: SimCall) -> str:
        seen = Seen(call, "/api/v2")
        ts = seen.get("query", "timestamp")
        now = sent_time(ts, "ms")
        salt = seen.get("query", "nonce")
        sig = seen.get("query", "signature")
        account, credentials = self.account_of(call, "client_id", seen.get("query", "client_id"))
        self.check_signature(credentials, "\n".join((ts, salt, "")), sig, (SignedBy("client_secret", "hmac-sha256"),))
        self.check_time(call, now, 5_000_000_000)
        return account

    def _verify_grant_ws(self, call: SimCall) -> str:
        seen = Seen(call, "/api/v2")
        ts = seen.get("params", "timestamp")
        now = sent_time(ts, "ms")
        salt = seen.get("params", "nonce")
        sig = seen.get("params", "signature")
        account, credentials = self.account_of(call, "client_id", seen.get("params", "client_id"))
        self.check_signature(credentials, "\n".join((ts, salt, "")), sig, (SignedBy("client_secret", "hmac-sha256"),))
        self.check_time(call, now, 5_000_000_000)
        return account

    def _verify_bearer(self, call: SimCall) -> str:
        seen = Seen(call, "/api/v2")
        (part_1_0,) = seen.parts("header", "Authorization", "Bearer\\ (.+?)")
        account = self.holder_of(call, "session", part_1_0)
        credentials = call.context.accounts[account]
        return account

    def _verify_session(self, call: SimCall) -> str:
        return self.session_of(call)

    def time(self, call: SimCall) -> object:
        """`fetch_time` of the contract."""
        self.read(call)
        return filled(self.example("time"), {"result": call.now_ns // 1_000_000})

    def markets(self, call: SimCall) -> object:
        """`load_instruments` of the contract."""
        self.read(call)
        exchange = call.exchange
        values = list(exchange.instruments.values())
        answer = self.example("markets")
        row = first_row(answer, ("result",))
        return put(answer, ("result",), [_write_market(row, v) for v in values])

    def place(self, call: SimCall) -> object:
        """`create_order` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.name)
        exchange = call.exchange
        style = read_style(_STYLES, {"kind": p.kind, "post_only": p.post_only, "life": p.life})
        request = OrderRequest(
            symbol=i.symbol,
            side=required(SIDE_IN.get(p.side), "side"),
            quantity=p.size,
            price=p.price,
            client_order_id=p.label,
            type=style["type"],
            post_only=style.get("post_only", False),
            time_in_force=style.get("time_in_force"),
        )
        report = exchange.create_order(call.account, request)
        v = report.order
        answer = self.example("placed")
        answer = put(
            answer,
            ("result", "order"),
            _write_order(get(answer, ("result", "order")), v, exchange.instrument(v.symbol)),
        )
        row = first_row(answer, ("result", "trades"))
        return put(
            answer,
            ("result", "trades"),
            [_write_fill(row, fill, exchange.instrument(v.symbol)) for fill in report.fills],
        )

    def candles(self, call: SimCall) -> object:
        """`fetch_candles` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.name)
        exchange = call.exchange
        interval = interval_ns({"1": "1m", "60": "1h"}.get(p.resolution, p.resolution))
        tape = exchange.tape(i.symbol)
        values = tape.candles(interval, call.now_ns, since=p.start * 1_000_000, limit=None)
        rows = [_write_candle([], v, i) for v in values]
        return with_columns(
            self.example("candles"),
            (
                ("result", "ticks"),
                ("result", "open"),
                ("result", "high"),
                ("result", "low"),
                ("result", "close"),
                ("result", "volume"),
            ),
            rows,
        )

    def cancel(self, call: SimCall) -> object:
        """`cancel_order` of the contract."""
        p = self.read(call)
        i = self.instrument_of(call, venue_order_id=p.id, client_order_id=None)
        exchange = call.exchange
        v = exchange.cancel_order(call.account, i.symbol, venue_order_id=p.id, client_order_id=None).order
        return put(
            self.example("order"),
            ("result",),
            _write_order(get(self.example("order"), ("result",)), v, exchange.instrument(v.symbol)),
        )

    def order(self, call: SimCall) -> object:
        """`fetch_order` of the contract."""
        p = self.read(call)
        i = self.instrument_of(call, venue_order_id=p.id, client_order_id=None)
        exchange = call.exchange
        v = exchange.order(call.account, i.symbol, venue_order_id=p.id, client_order_id=None).order
        return put(
            self.example("order"),
            ("result",),
            _write_order(get(self.example("order"), ("result",)), v, exchange.instrument(v.symbol)),
        )

    def open_orders(self, call: SimCall) -> object:
        """`fetch_open_orders` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.name) if p.name is not None else None
        exchange = call.exchange
        values = [each.order for each in exchange.open_orders(call.account, i.symbol if i is not None else None)]
        answer = self.example("orders")
        row = first_row(answer, ("result",))
        return put(answer, ("result",), [_write_order(row, v, exchange.instrument(v.symbol)) for v in values])

    def fills(self, call: SimCall) -> object:
        """`fetch_my_trades` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.name) if p.name is not None else None
        exchange = call.exchange
        values = fills_of(
            exchange,
            call.account,
            i.symbol if i is not None else None,
            p.since * 1_000_000 if p.since is not None else None,
            p.limit,
        )
        answer = self.example("fills")
        row = first_row(answer, ("result", "trades"))
        return put(answer, ("result", "trades"), [_write_fill(row, v, exchange.instrument(v.symbol)) for v in values])

    def summaries(self, call: SimCall) -> object:
        """`fetch_balances` of the contract."""
        self.read(call)
        exchange = call.exchange
        values = list(exchange.balances(call.account).values())
        answer = self.example("summaries")
        row = first_row(answer, ("result", "summaries"))
        return put(answer, ("result", "summaries"), [_write_summary(row, v) for v in values])

    def auth(self, call: SimCall) -> object:
        """Grants the lease `session`."""
        self.read(call)
        return self.grant(
            call, "session", self.example("auth"), (("result", "access_token"), ("result", "refresh_token"))
        )
