"""Enveloped, simulated: its routes, words, signatures and frames over the venue-neutral exchange.

Made from the spec, and from nothing of the client. Answers are the documented examples, filled with live values; an
endpoint that no method of the contract uses is answered with its documented example as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from venue_runtime.checksums import crc32, interleaved, signed
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
from venue_runtime.model import (
    Balance,
    Fill,
    Instrument,
    InstrumentKind,
    InstrumentStatus,
    Liquidity,
    Order,
    OrderRequest,
    OrderStatus,
    OrderType,
    Side,
    TimeInForce,
    Trade,
)
from venue_runtime.testing.dialect import FieldPath, SimBucket, SimCall, SimRoute, SimSocketRoute, Subscription
from venue_runtime.testing.filling import filled, get, put
from venue_runtime.testing.generated import ErrorPlace, GeneratedDialect, Param, Refusal, load_examples
from venue_runtime.testing.generated_socket import Envelope, GeneratedSocket, Hole, KeyPart, Login, TopicRule
from venue_runtime.testing.market_views import fills_of, first_row, read_style, required, write_style
from venue_runtime.testing.verifying import Seen, SignedBy, sent_time
from venue_runtime.wire import decimal_text, ms_from_ns

SIDE_IN = {"buy": Side.BUY, "sell": Side.SELL}

SIDE_OUT = {Side.BUY: "buy", Side.SELL: "sell"}

STATE_OUT = {
    OrderStatus.NEW: "live",
    OrderStatus.PARTIALLY_FILLED: "partial",
    OrderStatus.FILLED: "filled",
    OrderStatus.CANCELED: "canceled",
    OrderStatus.EXPIRED: "canceled",
    OrderStatus.REJECTED: "canceled",
}

INSTRUMENTS: tuple[Instrument, ...] = (
    Instrument(
        symbol="AAA/BBB",
        venue_symbol="AAA-BBB",
        kind=InstrumentKind.SPOT,
        base="AAA",
        quote="BBB",
        price_increment=Decimal("0.01"),
        quantity_increment=Decimal("0.001"),
        min_quantity=Decimal("0.001"),
    ),  # documented: markets
)
"""What is traded where nobody says otherwise."""

_STYLES: Sequence[tuple[Mapping[str, tuple[Any, ...]], Mapping[str, Any]]] = (
    ({"type": (OrderType.LIMIT,), "post_only": (True,)}, {"kind": "post_only"}),
    ({"type": (OrderType.LIMIT,), "time_in_force": (TimeInForce.FOK,)}, {"kind": "fok"}),
    ({"type": (OrderType.LIMIT,), "time_in_force": (TimeInForce.IOC,)}, {"kind": "ioc"}),
    ({"type": (OrderType.LIMIT,)}, {"kind": "limit"}),
    ({"type": (OrderType.MARKET,)}, {"kind": "market"}),
)
"""What an order is → how the venue says it."""


def _style(v: Order) -> Mapping[str, Any]:
    """How the venue says what kind of order this is."""
    return write_style(_STYLES, v)


def _write_create_orders_ack(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `Ack`."""
    return filled(example, {"ordId": v.venue_order_id})


def _write_market(example: Any, v: Instrument) -> Any:
    """Instrument as `Market`."""
    return filled(
        example,
        {
            "state": "live" if v.status == InstrumentStatus.TRADING else "suspend",
            "instId": v.venue_symbol,
            "baseCcy": v.base,
            "quoteCcy": v.quote,
            "tickSz": decimal_text(v.price_increment) if v.price_increment is not None else None,
            "lotSz": decimal_text(v.quantity_increment) if v.quantity_increment is not None else None,
            "minSz": decimal_text(v.min_quantity) if v.min_quantity is not None else None,
        },
    )


def _write_create_order_ack(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `Many<Ack>`."""
    return filled(example, {("data", "0", "ordId"): v.venue_order_id})


def _write_order(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `Order`."""
    style = _style(v)
    return filled(
        example,
        {
            "instId": i.venue_symbol,
            "ordId": v.venue_order_id,
            "clOrdId": v.client_order_id if v.client_order_id is not None else "",
            "side": SIDE_OUT[v.side] if v.side is not None else None,
            "state": STATE_OUT[v.status],
            "px": decimal_text(v.price) if v.price is not None else "",
            "sz": decimal_text(v.quantity) if v.quantity is not None else None,
            "accFillSz": decimal_text(v.filled_quantity) if v.filled_quantity is not None else None,
            "avgPx": decimal_text(v.average_price) if v.average_price is not None else "",
            "uTime": str(ms_from_ns(v.ts_event)) if v.ts_event is not None else None,
            "ordType": style["kind"],
        },
    )


def _write_fill(example: Any, v: Fill, i: Instrument) -> Any:
    """Fill as `Order`."""
    return filled(
        example,
        {
            "execType": "M" if v.liquidity == Liquidity.MAKER else "T",
            "tradeId": v.trade_id if v.trade_id is not None else "",
            "ordId": v.venue_order_id,
            "clOrdId": v.client_order_id if v.client_order_id is not None else "",
            "instId": i.venue_symbol,
            "side": SIDE_OUT[v.side],
            "fillPx": decimal_text(v.price),
            "fillSz": decimal_text(v.quantity),
            "fillFee": decimal_text(-v.fee) if v.fee is not None else "",
            "fillFeeCcy": v.fee_currency if v.fee_currency is not None else "",
            "fillTime": str(ms_from_ns(v.ts_event)) if v.ts_event is not None else None,
        },
    )


def _write_detail(example: Any, v: Balance) -> Any:
    """Balance as `Detail`."""
    return filled(
        example,
        {
            "cashBal": decimal_text(v.total or Decimal(0)),
            "frozenBal": decimal_text(v.locked or Decimal(0)),
            "ccy": v.currency,
        },
    )


def _write_trade(example: Any, v: Trade, i: Instrument) -> Any:
    """Trade as `Trade`."""
    return filled(
        example,
        {
            "tradeId": v.trade_id,
            "instId": i.venue_symbol,
            "side": SIDE_OUT[v.side] if v.side is not None else None,
            "px": decimal_text(v.price),
            "sz": decimal_text(v.quantity),
            "ts": str(ms_from_ns(v.ts_event)) if v.ts_event is not None else None,
        },
    )


class PublicSocket(GeneratedSocket):
    """Connection `public`."""

    subscribe: ClassVar[Any] = {"op": "subscribe", "args": Hole("topics")}

    unsubscribe: ClassVar[Any] = {"op": "unsubscribe", "args": Hole("topics")}

    topics = (
        TopicRule(
            channel="book",
            pattern={"channel": "books", "instId": "(?P<symbol>[^@]+?)"},
            key="books:{symbol}",
            events=frozenset(["book"]),
            writer="book",
            start="book_start",
        ),
        TopicRule(
            channel="trades",
            pattern={"channel": "trades", "instId": "(?P<symbol>[^@]+?)"},
            key="trades:{symbol}",
            events=frozenset(["trade"]),
            writer="trades",
        ),
    )

    ack = Envelope(body={"event": "subscribe"})

    left = Envelope(body={"event": "unsubscribe"})

    refused = ErrorPlace({"event": "error"}, "code", "msg")

    push = Envelope(
        body={"data": {}, "arg": {}},
        keys=(KeyPart(("arg", "channel")), KeyPart(("arg", "instId"), ":")),
        payload="data",
    )

    pings = (("ping", "pong"),)

    def book_start(self, subscription: Subscription) -> Any:
        """What a subscription to the channel begins with."""
        u = self.start_book(subscription)
        answer = self.dialect.example("book_start")
        return [
            filled(
                first_row(answer, ()),
                {
                    "seqId": u.last_id,
                    "prevSeqId": -1,
                    "ts": str(ms_from_ns(u.ts_event)),
                    "bids": [
                        filled(
                            ["100.5", "2", "0", "4"],
                            {"0": decimal_text(level.price), "1": decimal_text(level.quantity)},
                        )
                        for level in u.bids
                    ],
                    "asks": [
                        filled(
                            ["100.5", "2", "0", "4"],
                            {"0": decimal_text(level.price), "1": decimal_text(level.quantity)},
                        )
                        for level in u.asks
                    ],
                    "checksum": signed(crc32(interleaved(u.bid_texts(25), u.ask_texts(25), join=":"))),
                },
            )
        ]

    def book(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `book`; None where it does not report the event."""
        u = self.next_book(subscription, event)
        if u is None:
            return None
        answer = self.dialect.example("book")
        return [
            filled(
                first_row(answer, ()),
                {
                    "seqId": u.last_id,
                    "prevSeqId": u.previous_id,
                    "ts": str(ms_from_ns(u.ts_event)),
                    "bids": [
                        filled(
                            ["100.5", "2", "0", "4"],
                            {"0": decimal_text(level.price), "1": decimal_text(level.quantity)},
                        )
                        for level in u.bids
                    ],
                    "asks": [
                        filled(
                            ["100.5", "2", "0", "4"],
                            {"0": decimal_text(level.price), "1": decimal_text(level.quantity)},
                        )
                        for level in u.asks
                    ],
                    "checksum": signed(crc32(interleaved(u.bid_texts(25), u.ask_texts(25), join=":"))),
                },
            )
        ]

    def trades(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `trades`; None where it does not report the event."""
        exchange = self.connection.context.exchange
        i = exchange.instrument(event.symbol)
        v = event.trade
        return [filled(_write_trade(first_row(self.dialect.example("trades"), ()), v, i), {"instId": i.venue_symbol})]


class PrivateSocket(GeneratedSocket):
    """Connection `private`."""

    subscribe: ClassVar[Any] = {"op": "subscribe", "args": Hole("topics")}

    unsubscribe: ClassVar[Any] = {"op": "unsubscribe", "args": Hole("topics")}

    rpc: ClassVar[Any] = {"id": Hole("id"), "op": Hole("method"), "args": [Hole("params")]}

    rpc_auth: ClassVar[Any] = {"headers": "session"}

    methods: ClassVar[Any] = {"cancel-all": ("stream_cancel_all",), "order": ("place",), "cancel-order": ("cancel",)}

    topics = (
        TopicRule(
            channel="orders",
            pattern={"channel": "orders", "instType": "ANY"},
            key="orders",
            private=True,
            events=frozenset(["order"]),
            writer="orders",
        ),
        TopicRule(
            channel="account",
            pattern={"channel": "account"},
            key="account",
            private=True,
            events=frozenset(["balance"]),
            writer="account",
        ),
    )

    ack = Envelope(body={"event": "subscribe"})

    left = Envelope(body={"event": "unsubscribe"})

    refused = ErrorPlace({"event": "error"}, "code", "msg")

    reply = Envelope(id="id", method="op", payload=())

    push = Envelope(body={"data": {}, "arg": {}}, key=("arg", "channel"), payload="data")

    drain: ClassVar[Any] = {"event": "notice"}

    errors = ErrorPlace({}, "code", "msg")

    login = Login(
        frame={"op": "login", "args": [{"key": Hole(""), "pass": Hole(""), "time": Hole("ts"), "sign": Hole("sig")}]},
        auth="login",
        reply=Envelope(body={"event": "login"}),
        refused=ErrorPlace({"event": "error"}, "code", "msg"),
        channels=(),
    )

    pings = (("ping", "pong"),)

    def orders(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `orders`; None where it does not report the event."""
        i = self.instrument(event.symbol)
        names = {"partially_filled": "fill_event"} if event.fill is not None else {"new": "order_event"}
        answer = self.dialect.example(names.get(event.order.status.value) or next(iter(names.values())))
        message = _write_order(first_row(answer, ()), event.order, i)
        if event.fill is not None:
            message = _write_fill(message, event.fill, i)
        return [message]

    def account(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `account`; None where it does not report the event."""
        answer = self.dialect.example("account")
        row = first_row(answer, ("0", "details"))
        return put(answer, ("0", "details"), [_write_detail(row, v) for v in event.balances])


class SimulatedEnveloped(GeneratedDialect):
    """Implements `SimDialect`."""

    venue = "enveloped"
    params: ClassVar[Mapping[str, Sequence[Param]]] = {
        "markets": (),
        "place_many": (
            Param("instId", "inst", str, required=True),
            Param("orders", "orders", list[Any], required=True),
        ),
        "cancel_many": (Param("ids", "ids", list[str], required=True),),
        "cancel_all": (),
        "stream_cancel_all": (Param("filter.scope", "scope", str, required=True),),
        "place": (
            Param("instId", "inst", str, required=True),
            Param("side", "side", str, required=True),
            Param("ordType", "kind", str, required=True),
            Param("sz", "size", Decimal, required=True),
            Param("px", "price", Decimal),
            Param("clOrdId", "client_id", str),
        ),
        "cancel": (
            Param("instId", "inst", str, required=True),
            Param("ordId", "id", str),
            Param("clOrdId", "client_id", str),
        ),
        "order": (
            Param("instId", "inst", str, required=True),
            Param("ordId", "id", str),
            Param("clOrdId", "client_id", str),
        ),
        "open_orders": (Param("instId", "inst", str), Param("after", "after", str)),
        "fills": (Param("instId", "inst", str),),
        "balance": (),
    }
    costs: ClassVar[Mapping[str, Any]] = {
        "markets": {"calls": 1},
        "place_many": {"calls": 1},
        "cancel_many": {"calls": 1},
        "cancel_all": {"calls": 1},
        "stream_cancel_all": {"calls": 1},
        "place": {"calls": 1},
        "cancel": {"calls": 1},
        "order": {"calls": 1},
        "open_orders": {"calls": 1},
        "fills": {"calls": 1},
        "balance": {"calls": 1},
    }
    refusals = (
        Refusal(AuthenticationError, "501", ""),
        Refusal(ClockSkew, "502", ""),
        Refusal(RateLimitExceeded, "511", ""),
        Refusal(InvalidOrder, "600", ""),
        Refusal(InsufficientFunds, "601", ""),
        Refusal(OrderNotFound, "602", ""),
        Refusal(CancelRejected, "603", ""),
        Refusal(PostOnlyRejected, "604", ""),
        Refusal(DuplicateOrderId, "605", ""),
    )
    statuses: ClassVar[Mapping[type[VenueError], int]] = {RateLimitExceeded: 429, VenueUnavailable: 500}
    error_place = ErrorPlace({}, "code", "msg")
    shown_instruments = INSTRUMENTS
    refused_status = 200
    signed_fields = frozenset()
    used_headers: ClassVar[Mapping[str, tuple[str, bool]]] = {}
    channels: Sequence[str] = ("book", "trades", "orders", "account")
    buckets: Sequence[SimBucket] = (SimBucket("calls", 60, 2000000000, per="account", window="sliding"),)
    enum_fields: Mapping[str, Sequence[FieldPath]] = {
        "trades": (("data", "*", "side"),),
        "orders": (("data", "*", "side"), ("data", "*", "ordType"), ("data", "*", "state")),
    }
    checksum_fields: Mapping[str, Sequence[FieldPath]] = {"book": (("data", 0, "checksum"),)}

    def __init__(self) -> None:
        super().__init__(load_examples(__file__))
        self.routes = (
            SimRoute("GET", "/base/v5/public/instruments", "markets", self.markets, cost=self.cost),
            SimRoute(
                "POST", "/base/v5/trade/orders", "place_many", self.place_many, "headers", command=True, cost=self.cost
            ),
            SimRoute(
                "POST",
                "/base/v5/trade/cancel-orders",
                "cancel_many",
                self.cancel_many,
                "headers",
                command=True,
                cost=self.cost,
            ),
            SimRoute(
                "POST",
                "/base/v5/trade/cancel-all",
                "cancel_all",
                self.cancel_all,
                "headers",
                command=True,
                cost=self.cost,
            ),
            SimRoute("", "", "stream_cancel_all", self.stream_cancel_all, "headers", command=True, cost=self.cost),
            SimRoute("POST", "/base/v5/trade/order", "place", self.place, "headers", command=True, cost=self.cost),
            SimRoute(
                "POST", "/base/v5/trade/cancel-order", "cancel", self.cancel, "headers", command=True, cost=self.cost
            ),
            SimRoute("GET", "/base/v5/trade/order", "order", self.order, "headers", cost=self.cost),
            SimRoute(
                "GET", "/base/v5/trade/orders-pending", "open_orders", self.open_orders, "headers", cost=self.cost
            ),
            SimRoute("GET", "/base/v5/trade/fills", "fills", self.fills, "headers", cost=self.cost),
            SimRoute("GET", "/base/v5/account/balance", "balance", self.balance, "headers", cost=self.cost),
        )
        self.sockets = (
            SimSocketRoute("public", "/public", lambda connection: PublicSocket(connection, self)),
            SimSocketRoute("private", "/private", lambda connection: PrivateSocket(connection, self)),
        )

    def verify(self, call: SimCall) -> str:
        """See `SimDialect`."""
        if call.auth == "headers":
            return self._verify_headers(call)
        if call.auth == "session":
            return self._verify_session(call)
        if call.auth == "login":
            return self._verify_login(call)
        raise AuthenticationError(f"no such scheme: {call.auth}")

    def _verify_headers(self, call: SimCall) -> str:
        seen = Seen(call, "/base")
        sig = seen.get("header", "X-SIGN")
        ts = seen.get("header", "X-TIME")
        now = sent_time(ts, "iso")
        account, credentials = self.account_of(call, "api_key", seen.get("header", "X-KEY"))
        self.check_same(credentials.reveal("passphrase"), seen.get("header", "X-PASS"))
        self.check_signature(
            credentials, ts + seen.method + seen.target + seen.body, sig, (SignedBy("api_secret", "hmac-sha256"),)
        )
        self.check_time(call, now, 5_000_000_000)
        return account

    def _verify_session(self, call: SimCall) -> str:
        return self.session_of(call)

    def _verify_login(self, call: SimCall) -> str:
        seen = Seen(call, "/base")
        ts = seen.get("msg", ("args", "0", "time"))
        now = sent_time(ts, "s")
        sig = seen.get("msg", ("args", "0", "sign"))
        account, credentials = self.account_of(call, "api_key", seen.get("msg", ("args", "0", "key")))
        self.check_same(credentials.reveal("passphrase"), seen.get("msg", ("args", "0", "pass")))
        self.check_signature(credentials, ts + "GET" + "/self/verify", sig, (SignedBy("api_secret", "hmac-sha256"),))
        self.check_time(call, now, 5_000_000_000)
        return account

    def place_many(self, call: SimCall) -> object:
        """`create_orders` of the contract."""
        p = self.read(call)
        answer = self.example("ack")
        documented = get(answer, ("data",))
        shared = {name: call.parameters[name] for name in ("instId",) if name in call.parameters}
        rows = self.one_by_one(
            call, p.orders, "place", self.place, documented, _write_create_orders_ack, ((), ()), shared=shared
        )
        return put(answer, ("data",), rows)

    def cancel_many(self, call: SimCall) -> object:
        """`cancel_orders` of the contract."""
        p = self.read(call)
        done = self.cancelled(call, p.ids, "venue_order_id")
        return put(self.example("done"), ("done",), done)

    def cancel_all(self, call: SimCall) -> object:
        """`cancel_all_orders` of the contract."""
        self.read(call)
        exchange = call.exchange
        exchange.cancel_all_orders(call.account, None)
        return self.example("done")

    def stream_cancel_all(self, call: SimCall) -> object:
        """`cancel_all_orders` of the contract."""
        self.read(call)
        exchange = call.exchange
        exchange.cancel_all_orders(call.account, None)
        return self.example("done")

    def markets(self, call: SimCall) -> object:
        """`load_instruments` of the contract."""
        self.read(call)
        exchange = call.exchange
        values = list(exchange.instruments.values())
        answer = self.example("markets")
        row = first_row(answer, ("data",))
        return put(answer, ("data",), [_write_market(row, v) for v in values])

    def place(self, call: SimCall) -> object:
        """`create_order` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.inst)
        exchange = call.exchange
        style = read_style(_STYLES, {"kind": p.kind})
        request = OrderRequest(
            symbol=i.symbol,
            side=required(SIDE_IN.get(p.side), "side"),
            quantity=p.size,
            price=p.price,
            client_order_id=p.client_id,
            type=style["type"],
            post_only=style.get("post_only", False),
            time_in_force=style.get("time_in_force"),
        )
        v = exchange.create_order(call.account, request).order
        return _write_create_order_ack(self.example("ack"), v, exchange.instrument(v.symbol))

    def cancel(self, call: SimCall) -> object:
        """`cancel_order` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.inst)
        exchange = call.exchange
        exchange.cancel_order(call.account, i.symbol, venue_order_id=p.id, client_order_id=p.client_id)
        return self.example("ack")

    def order(self, call: SimCall) -> object:
        """`fetch_order` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.inst)
        exchange = call.exchange
        v = exchange.order(call.account, i.symbol, venue_order_id=p.id, client_order_id=p.client_id).order
        return put(
            self.example("order"),
            ("data", "0"),
            _write_order(get(self.example("order"), ("data", "0")), v, exchange.instrument(v.symbol)),
        )

    def open_orders(self, call: SimCall) -> object:
        """`fetch_open_orders` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.inst) if p.inst is not None else None
        exchange = call.exchange
        values = [each.order for each in exchange.open_orders(call.account, i.symbol if i is not None else None)]
        answer = self.example("order")
        row = first_row(answer, ("data",))
        return put(answer, ("data",), [_write_order(row, v, exchange.instrument(v.symbol)) for v in values])

    def fills(self, call: SimCall) -> object:
        """`fetch_my_trades` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.inst) if p.inst is not None else None
        exchange = call.exchange
        values = fills_of(exchange, call.account, i.symbol if i is not None else None, None, None)
        answer = self.example("fills")
        row = first_row(answer, ("data",))
        return put(answer, ("data",), [_write_fill(row, v, exchange.instrument(v.symbol)) for v in values])

    def balance(self, call: SimCall) -> object:
        """`fetch_balances` of the contract."""
        self.read(call)
        exchange = call.exchange
        values = list(exchange.balances(call.account).values())
        answer = self.example("balance")
        row = first_row(answer, ("data", "0", "details"))
        return put(answer, ("data", "0", "details"), [_write_detail(row, v) for v in values])
