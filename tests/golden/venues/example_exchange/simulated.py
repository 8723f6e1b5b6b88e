"""Example Exchange, simulated: its routes, words, signatures and frames over the venue-neutral exchange.

Made from the spec, and from nothing of the client. Answers are the documented examples, filled with live values; an
endpoint that no method of the contract uses is answered with its documented example as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from venue_runtime.checksums import crc32, interleaved
from venue_runtime.errors import (
    AuthenticationError,
    CancelRejected,
    ClockSkew,
    DuplicateOrderId,
    InsufficientFunds,
    InvalidNonce,
    InvalidOrder,
    OrderNotFound,
    PostOnlyRejected,
    RateLimitExceeded,
    VenueError,
    VenueResponseError,
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
)
from venue_runtime.signing import sha256
from venue_runtime.testing.dialect import FieldPath, SimBucket, SimCall, SimRoute, SimSocketRoute, Subscription
from venue_runtime.testing.filling import filled, get, put
from venue_runtime.testing.generated import ErrorPlace, GeneratedDialect, Param, Refusal, load_examples
from venue_runtime.testing.generated_socket import Envelope, GeneratedSocket, Hole, Login, TopicRule
from venue_runtime.testing.market_views import fills_of, first_row, read_style, required, write_style
from venue_runtime.testing.verifying import Seen, SignedBy, Token, sent_time
from venue_runtime.wire import decimal_text, iso_from_ns

SIDE_IN = {"buy": Side.BUY, "sell": Side.SELL}

SIDE_OUT = {Side.BUY: "buy", Side.SELL: "sell"}

KIND_OUT = {OrderType.LIMIT: "limit", OrderType.MARKET: "market"}

STATE_OUT = {
    OrderStatus.NEW: 1,
    OrderStatus.PARTIALLY_FILLED: 2,
    OrderStatus.FILLED: 3,
    OrderStatus.CANCELED: 4,
    OrderStatus.EXPIRED: 4,
    OrderStatus.REJECTED: 4,
}

ROLE_OUT = {Liquidity.MAKER: "M", Liquidity.TAKER: "T"}

INSTRUMENTS: tuple[Instrument, ...] = (
    Instrument(
        symbol="AAA/BBB",
        venue_symbol="AAA-BBB",
        kind=InstrumentKind.SPOT,
        base="AAA",
        quote="BBB",
        price_increment=Decimal("0.1"),
        quantity_increment=Decimal("0.001"),
    ),  # documented: markets
    Instrument(
        symbol="CCC/BBB",
        venue_symbol="CCC-BBB",
        kind=InstrumentKind.SPOT,
        base="CCC",
        quote="BBB",
        price_increment=Decimal("0.01"),
        quantity_increment=Decimal("0.01"),
    ),
)
"""What is traded where nobody says otherwise."""

_STYLES: Sequence[tuple[Mapping[str, tuple[Any, ...]], Mapping[str, Any]]] = (
    ({"type": (OrderType.LIMIT,), "post_only": (True,)}, {"kind": "limit", "post_only": True}),
    ({"type": (OrderType.LIMIT,)}, {"kind": "limit"}),
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
            "id": v.venue_symbol,
            "base": v.base,
            "quote": v.quote,
            "open": int(v.status == InstrumentStatus.TRADING),
            "tick": decimal_text(v.price_increment) if v.price_increment is not None else None,
            "step": decimal_text(v.quantity_increment) if v.quantity_increment is not None else None,
            "min_size": decimal_text(v.min_quantity) if v.min_quantity is not None else "",
        },
    )


def _write_create_order_ack(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `Envelope<OrderId>`."""
    return filled(example, {("data", "id"): str(int(v.venue_order_id)) if v.venue_order_id is not None else None})


def _write_order(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `Order`."""
    return filled(
        example,
        {
            "market": i.venue_symbol,
            "id": str(int(v.venue_order_id)) if v.venue_order_id is not None else None,
            "client_id": v.client_order_id if v.client_order_id is not None else "",
            "side": SIDE_OUT[v.side] if v.side is not None else None,
            "kind": KIND_OUT[v.type] if v.type is not None else None,
            "state": STATE_OUT[v.status],
            "price": decimal_text(v.price) if v.price is not None else "",
            "size": decimal_text(v.quantity) if v.quantity is not None else None,
            "filled": decimal_text(v.filled_quantity) if v.filled_quantity is not None else None,
            "average": decimal_text(v.average_price) if v.average_price is not None else "",
            "updated": str(v.ts_event) if v.ts_event is not None else None,
        },
    )


def _write_fill(example: Any, v: Fill, i: Instrument) -> Any:
    """Fill as `Fill`."""
    return filled(
        example,
        {
            "id": v.trade_id,
            "order_id": str(int(v.venue_order_id)) if v.venue_order_id is not None else None,
            "market": i.venue_symbol,
            "side": SIDE_OUT[v.side],
            "price": decimal_text(v.price),
            "size": decimal_text(v.quantity),
            "fee": decimal_text(v.fee) if v.fee is not None else "",
            "fee_asset": v.fee_currency if v.fee_currency is not None else "",
            "role": ROLE_OUT[v.liquidity] if v.liquidity is not None else None,
            "at": iso_from_ns(v.ts_event) if v.ts_event is not None else None,
        },
    )


def _write_funds(example: Any, v: Balance) -> Any:
    """Balance as `Funds`."""
    return filled(
        example,
        {
            "total": decimal_text(v.total or Decimal(0)),
            "held": decimal_text(v.locked or Decimal(0)),
            "asset": v.currency,
        },
    )


class PublicSocket(GeneratedSocket):
    """Connection `public`."""

    subscribe: ClassVar[Any] = {"op": "subscribe", "topic": Hole("topic")}

    unsubscribe: ClassVar[Any] = {"op": "unsubscribe", "topic": Hole("topic")}

    topics = (
        TopicRule(
            channel="book",
            pattern="book\\.(?P<symbol>[^@]+?)",
            events=frozenset(["book"]),
            writer="book",
            start="book_start",
        ),
    )

    ack = Envelope(body={"op": "subscribe"})

    left = Envelope(body={"op": "unsubscribe"})

    refused = ErrorPlace({"op": "subscribe", "ok": False}, "code", "msg")

    push = Envelope(body={"topic": {}, "data": {}}, key="topic", payload="data")

    pings = (("ping", "pong"),)

    def book_start(self, subscription: Subscription) -> Any:
        """What a subscription to the channel begins with."""
        u = self.start_book(subscription)
        return filled(
            self.dialect.example("book.snapshot"),
            {
                "market": self.instrument(u.symbol).venue_symbol,
                "seq": u.last_id,
                "prev": u.previous_id,
                "kind": "snapshot",
                "at": u.ts_event // 1_000_000,
                "bids": [
                    filled(["10.4", "3", "1"], {"0": decimal_text(level.price), "1": decimal_text(level.quantity)})
                    for level in u.bids
                ],
                "asks": [
                    filled(["10.4", "3", "1"], {"0": decimal_text(level.price), "1": decimal_text(level.quantity)})
                    for level in u.asks
                ],
                "crc": crc32(interleaved(u.bid_texts(2), u.ask_texts(2), join=":")),
            },
        )

    def book(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `book`; None where it does not report the event."""
        u = self.next_book(subscription, event)
        if u is None:
            return None
        return filled(
            self.dialect.example("book.update"),
            {
                "market": self.instrument(u.symbol).venue_symbol,
                "seq": u.last_id,
                "prev": u.previous_id,
                "at": u.ts_event // 1_000_000,
                "bids": [
                    filled(["10.4", "3", "1"], {"0": decimal_text(level.price), "1": decimal_text(level.quantity)})
                    for level in u.bids
                ],
                "asks": [
                    filled(["10.4", "3", "1"], {"0": decimal_text(level.price), "1": decimal_text(level.quantity)})
                    for level in u.asks
                ],
                "crc": crc32(interleaved(u.bid_texts(2), u.ask_texts(2), join=":")),
            },
        )


class PrivateSocket(GeneratedSocket):
    """Connection `private`."""

    ack = Envelope(body={"op": "login"})

    refused = ErrorPlace({"op": "login", "ok": False}, "code", "msg")

    lost: ClassVar[Any] = {"type": "token_expired"}

    push = Envelope(body={"topic": {}, "data": {}}, key="topic", payload="data")

    login = Login(
        frame={"op": "login", "args": [Hole(""), Hole(""), Hole(""), Hole("signature")]},
        auth="ws_login",
        reply=Envelope(body={"op": "login"}),
        refused=ErrorPlace({"op": "login", "ok": False}, "code", "msg"),
        lease="stream",
        pattern="/private\\?token=([^&/?]+)",
        channels=(
            TopicRule(channel="orders", key="orders", private=True, events=frozenset(["order"]), writer="orders"),
            TopicRule(channel="fills", key="fills", private=True, events=frozenset(["order"]), writer="fills"),
        ),
    )

    pings = (("ping", "pong"),)

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
        return _write_fill(answer, event.fill, i)


class SimulatedExampleExchange(GeneratedDialect):
    """Implements `SimDialect`."""

    venue = "example_exchange"
    params: ClassVar[Mapping[str, Sequence[Param]]] = {
        "markets": (),
        "place": (
            Param("market", "market", str, required=True),
            Param("side", "side", str, required=True),
            Param("kind", "kind", str, required=True),
            Param("size", "size", Decimal),
            Param("price", "price", Decimal),
            Param("post_only", "post_only", bool),
            Param("options.account", "account", str, required=True),
            Param("options.client_id", "client_id", str),
        ),
        "cancel": (Param("id", "id", int, required=True),),
        "order": (Param("id", "id", int), Param("client_id", "client_id", str)),
        "fills": (
            Param("market", "market", str),
            Param("cursor", "cursor", str),
            Param("limit", "limit", int, default=100),
        ),
        "funds": (Param("account", "account", str, required=True),),
        "stream_token": (),
        "keep_stream_token": (),
    }
    costs: ClassVar[Mapping[str, Any]] = {
        "markets": {"calls": 1},
        "place": {"calls": 1},
        "cancel": {"calls": 1},
        "order": {"calls": 1},
        "fills": {"calls": 1},
        "funds": {"calls": 1},
        "stream_token": {"calls": 1},
        "keep_stream_token": {"calls": 1},
    }
    refusals = (
        Refusal(InsufficientFunds, "1002", "not enough", 400, ("place",)),
        Refusal(VenueResponseError, "1001", "no such market"),
        Refusal(InvalidOrder, "1001", ""),
        Refusal(OrderNotFound, "1003", ""),
        Refusal(CancelRejected, "1004", ""),
        Refusal(PostOnlyRejected, "1005", ""),
        Refusal(DuplicateOrderId, "1006", ""),
        Refusal(AuthenticationError, "4009", ""),
        Refusal(AuthenticationError, "4010", "", gone=True),
        Refusal(ClockSkew, "4011", ""),
        Refusal(InvalidNonce, "4012", ""),
    )
    statuses: ClassVar[Mapping[type[VenueError], int]] = {RateLimitExceeded: 429, VenueUnavailable: 500}
    error_place = ErrorPlace({}, "code", "msg")
    shown_instruments = INSTRUMENTS
    signed_fields = frozenset(["nonce"])
    used_headers: ClassVar[Mapping[str, tuple[str, bool]]] = {"calls": ("X-RATE-LEFT", True)}
    channels: Sequence[str] = ("book", "orders", "fills")
    buckets: Sequence[SimBucket] = (SimBucket("calls", 20, 1000000000, per="account", window="decay"),)
    enum_fields: Mapping[str, Sequence[FieldPath]] = {
        "orders": (("data", "side"), ("data", "kind"), ("data", "state")),
        "fills": (("data", "side"), ("data", "role")),
    }
    checksum_fields: Mapping[str, Sequence[FieldPath]] = {"book": (("data", "crc"),)}

    def __init__(self) -> None:
        super().__init__(load_examples(__file__))
        self.routes = (
            SimRoute("GET", "/v1/markets", "markets", self.markets, cost=self.cost),
            SimRoute("POST", "/v1/orders", "place", self.place, "signed", command=True, cost=self.cost),
            SimRoute("DELETE", "/v1/orders/{id}", "cancel", self.cancel, "signed", command=True, cost=self.cost),
            SimRoute("GET", "/v1/orders", "order", self.order, "signed", cost=self.cost),
            SimRoute("GET", "/v1/fills", "fills", self.fills, "bearer", cost=self.cost),
            SimRoute("GET", "/v1/funds", "funds", self.funds, "signed", cost=self.cost),
            SimRoute(
                "POST", "/v1/private/stream_token", "stream_token", self.stream_token, "nonce_form", cost=self.cost
            ),
            SimRoute(
                "POST",
                "/v1/private/keep_stream_token",
                "keep_stream_token",
                self.documented("stream_token"),
                "nonce_form",
                cost=self.cost,
            ),
        )
        self.sockets = (
            SimSocketRoute("public", "/public", lambda connection: PublicSocket(connection, self)),
            SimSocketRoute("private", "/private*", lambda connection: PrivateSocket(connection, self)),
        )

    def verify(self, call: SimCall) -> str:
        """See `SimDialect`."""
        if call.auth == "signed":
            return self._verify_signed(call)
        if call.auth == "nonce_form":
            return self._verify_nonce_form(call)
        if call.auth == "bearer":
            return self._verify_bearer(call)
        if call.auth == "ws_login":
            return self._verify_ws_login(call)
        raise AuthenticationError(f"no such scheme: {call.auth}")

    def _verify_signed(self, call: SimCall) -> str:
        seen = Seen(call)
        signature = seen.get("header", "X-SIGN")
        now = sent_time(seen.get("header", "X-TIME"), "ms")
        signed_passphrase = seen.get("header", "X-PASS")
        account, credentials = self.account_of(call, "api_key", seen.get("header", "X-KEY"))
        self.check_signature(
            credentials,
            credentials.reveal("passphrase"),
            signed_passphrase,
            (SignedBy("api_secret", "hmac-sha256", "base64"),),
        )
        self.check_signature(
            credentials,
            str(now // 1_000_000) + seen.method + seen.target + seen.body,
            signature,
            (SignedBy("api_secret", "hmac-sha256", "base64"),),
        )
        self.check_time(call, now, 5_000_000_000)
        return account

    def _verify_nonce_form(self, call: SimCall) -> str:
        seen = Seen(call)
        stamp = seen.get("body", "nonce")
        nonce_calls = int(stamp)
        signature = seen.get("header", "X-SIGN")
        account, credentials = self.account_of(call, "api_key", seen.get("header", "X-KEY"))
        digest = sha256.raw(stamp + seen.body)
        self.check_signature(
            credentials, seen.path.encode() + digest, signature, (SignedBy("api_secret", "hmac-sha512", "base64"),)
        )
        self.check_nonce(call, account, nonce_calls)
        return account

    def _verify_bearer(self, call: SimCall) -> str:
        seen = Seen(call)
        (part_1_0,) = seen.parts("header", "Authorization", "Bearer\\ (.+?)")
        token = Token.read(part_1_0)
        now = sent_time(token.get("claims", "iat"), "s")
        account, credentials = self.account_of(call, "api_key", token.get("claims", "sub"))
        self.check_token(
            credentials,
            token,
            (SignedBy("jwt_secret", "hmac-sha256"),),
            {"alg": "HS256", "typ": "JWT"},
            {"sub": credentials.reveal("api_key"), "name": "John Doe", "iat": now // 1_000_000_000},
        )
        self.check_time(call, now, 5_000_000_000)
        return account

    def _verify_ws_login(self, call: SimCall) -> str:
        seen = Seen(call)
        now = sent_time(seen.get("msg", ("args", "2")), "s")
        signature = seen.get("msg", ("args", "3"))
        account, credentials = self.account_of(call, "api_key", seen.get("msg", ("args", "0")))
        self.check_same(credentials.reveal("passphrase"), seen.get("msg", ("args", "1")))
        self.check_signature(
            credentials,
            str(now // 1_000_000_000) + "GET" + "/ws/login",
            signature,
            (SignedBy("api_secret", "hmac-sha256", "base64"),),
        )
        self.check_time(call, now, 5_000_000_000)
        return account

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
        i = self.instrument(call, p.market)
        exchange = call.exchange
        style = read_style(_STYLES, {"kind": p.kind, "post_only": p.post_only})
        request = OrderRequest(
            symbol=i.symbol,
            side=required(SIDE_IN.get(p.side), "side"),
            quantity=p.size,
            price=p.price,
            client_order_id=p.client_id,
            type=style["type"],
            post_only=style.get("post_only", False),
        )
        v = exchange.create_order(call.account, request).order
        return _write_create_order_ack(self.example("place"), v, exchange.instrument(v.symbol))

    def cancel(self, call: SimCall) -> object:
        """`cancel_order` of the contract."""
        p = self.read(call)
        i = self.instrument_of(call, venue_order_id=str(p.id), client_order_id=None)
        exchange = call.exchange
        exchange.cancel_order(call.account, i.symbol, venue_order_id=str(p.id), client_order_id=None)
        return self.example("cancel")

    def order(self, call: SimCall) -> object:
        """`fetch_order` of the contract."""
        p = self.read(call)
        i = self.instrument_of(
            call, venue_order_id=str(p.id) if p.id is not None else None, client_order_id=p.client_id
        )
        exchange = call.exchange
        v = exchange.order(
            call.account, i.symbol, venue_order_id=str(p.id) if p.id is not None else None, client_order_id=p.client_id
        ).order
        return put(
            self.example("order"),
            ("data",),
            _write_order(get(self.example("order"), ("data",)), v, exchange.instrument(v.symbol)),
        )

    def fills(self, call: SimCall) -> object:
        """`fetch_my_trades` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.market) if p.market is not None else None
        exchange = call.exchange
        values = fills_of(exchange, call.account, i.symbol if i is not None else None, None, p.limit)
        answer = self.example("fills")
        answer = put(answer, ("data", "cursor"), "")
        row = first_row(answer, ("data", "items"))
        return put(answer, ("data", "items"), [_write_fill(row, v, exchange.instrument(v.symbol)) for v in values])

    def funds(self, call: SimCall) -> object:
        """`fetch_balances` of the contract."""
        self.read(call)
        exchange = call.exchange
        values = list(exchange.balances(call.account).values())
        answer = self.example("funds")
        row = first_row(answer, ("data",))
        return put(answer, ("data",), [_write_funds(row, v) for v in values])

    def stream_token(self, call: SimCall) -> object:
        """Grants the lease `stream`."""
        self.read(call)
        return self.grant(call, "stream", self.example("stream_token"), (("data", "token"),))
