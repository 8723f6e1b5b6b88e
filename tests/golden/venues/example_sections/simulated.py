"""Example Sections, simulated: its routes, words, signatures and frames over the venue-neutral exchange.

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
    InvalidOrder,
    OrderNotFound,
    RateLimitExceeded,
    VenueError,
)
from venue_runtime.model import Instrument, InstrumentKind, Order, OrderStatus, Side
from venue_runtime.testing.dialect import FieldPath, SimBucket, SimCall, SimRoute, SimSocketRoute, Subscription
from venue_runtime.testing.filling import filled, get, put
from venue_runtime.testing.generated import ErrorPlace, GeneratedDialect, Param, Refusal, load_examples
from venue_runtime.testing.generated_socket import Envelope, GeneratedSocket, Hole, Login, TopicRule
from venue_runtime.testing.market_views import first_row, within
from venue_runtime.testing.verifying import Seen, SignedBy, sent_time
from venue_runtime.wire import decimal_text

SIDE_OUT = {Side.BUY: "buy", Side.SELL: "sell"}

STATE_OUT = {
    OrderStatus.NEW: "live",
    OrderStatus.PARTIALLY_FILLED: "part",
    OrderStatus.FILLED: "done",
    OrderStatus.CANCELED: "gone",
    OrderStatus.EXPIRED: "gone",
    OrderStatus.REJECTED: "gone",
}

INSTRUMENTS: tuple[Instrument, ...] = (
    Instrument(
        symbol="AAA/BBB",
        venue_symbol="AAABBB",
        kind=InstrumentKind.SPOT,
        partition="cash",
        aliases=("AAABBB", "AAA_BBB"),
        base="AAA",
        quote="BBB",
        price_increment=Decimal("0.01"),
        quantity_increment=Decimal("0.1"),
    ),  # documented: markets
    Instrument(
        symbol="CCC/BBB:BBB",
        venue_symbol="CCCBBB",
        kind=InstrumentKind.PERPETUAL,
        partition="swap",
        aliases=("CCCBBB",),
        base="CCC",
        quote="BBB",
        settle="BBB",
        price_increment=Decimal("0.01"),
        quantity_increment=Decimal("0.1"),
    ),  # documented: markets
)
"""What is traded where nobody says otherwise."""


def _write_market(example: Any, v: Instrument) -> Any:
    """Instrument as `Market`."""
    return filled(
        example,
        {
            "section": "swap" if v.kind == InstrumentKind.PERPETUAL else "cash",
            "names": v.venue_symbol,
            "name": v.venue_symbol,
            "base": v.base,
            "quote": v.quote,
            "tick": decimal_text(v.price_increment) if v.price_increment is not None else None,
            "lot": decimal_text(v.quantity_increment) if v.quantity_increment is not None else None,
        },
    )


def _write_order(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `Order`."""
    return filled(
        example,
        {
            "section": i.partition,
            "market": i.venue_symbol,
            "id": int(v.venue_order_id) if v.venue_order_id is not None else None,
            "cid": v.client_order_id,
            "side": SIDE_OUT[v.side] if v.side is not None else None,
            "state": STATE_OUT[v.status],
            "price": decimal_text(v.price) if v.price is not None else None,
            "size": decimal_text(v.quantity) if v.quantity is not None else None,
            "filled": decimal_text(v.filled_quantity) if v.filled_quantity is not None else None,
            "time": v.ts_event // 1_000_000 if v.ts_event is not None else None,
        },
        {"cid"},
    )


def _write_update(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `Update`."""
    return filled(
        example,
        {
            "section": i.partition,
            "market": i.venue_symbol,
            "id": int(v.venue_order_id) if v.venue_order_id is not None else None,
            "cid": v.client_order_id,
            "side": SIDE_OUT[v.side] if v.side is not None else None,
            "state": STATE_OUT[v.status],
            "price": decimal_text(v.price) if v.price is not None else None,
            "size": decimal_text(v.quantity) if v.quantity is not None else None,
            "filled": decimal_text(v.filled_quantity) if v.filled_quantity is not None else None,
            "time": v.ts_event // 1_000_000 if v.ts_event is not None else None,
        },
        {"cid", "side", "price", "size"},
    )


class PrivateSocket(GeneratedSocket):
    """Connection `private`."""

    ack = Envelope(body={"op": "login"})

    refused = ErrorPlace({"op": "login", "ok": False}, "msg", "msg")

    push = Envelope(body={"topic": {}, "data": {}}, key="topic", payload="data")

    login = Login(
        frame={"op": "login", "key": Hole(""), "time": Hole(""), "sign": Hole("signature")},
        auth="login",
        reply=Envelope(body={"op": "login"}),
        refused=ErrorPlace({"op": "login", "ok": False}, "msg", "msg"),
        channels=(
            TopicRule(channel="orders", key="orders", private=True, events=frozenset(["order"]), writer="orders"),
        ),
    )

    def orders(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `orders`; None where it does not report the event."""
        i = self.instrument(event.symbol)
        names = {"filled": "update"}
        answer = self.dialect.example(names.get(event.order.status.value) or next(iter(names.values())))
        return _write_update(answer, event.order, i)


class SimulatedExampleSections(GeneratedDialect):
    """Implements `SimDialect`."""

    venue = "example_sections"
    params: ClassVar[Mapping[str, Sequence[Param]]] = {
        "markets": (Param("section", "section", str, required=True),),
        "place": (
            Param("section", "section", str, required=True),
            Param("market", "market", str, required=True),
            Param("side", "side", str, required=True),
            Param("size", "size", Decimal, required=True),
            Param("price", "price", Decimal, required=True),
            Param("cid", "client_id", str),
        ),
        "order": (Param("section", "section", str, required=True), Param("id", "id", int, required=True)),
        "open_orders": (Param("section", "section", str, required=True), Param("cursor", "cursor", str)),
    }
    costs: ClassVar[Mapping[str, Any]] = {"markets": {}, "place": {}, "order": {}, "open_orders": {}}
    refusals = (Refusal(InvalidOrder, "1", ""), Refusal(OrderNotFound, "2", ""), Refusal(InsufficientFunds, "3", ""))
    statuses: ClassVar[Mapping[type[VenueError], int]] = {RateLimitExceeded: 429}
    error_place = ErrorPlace({}, "code", "msg")
    shown_instruments = INSTRUMENTS
    refused_status = 200
    signed_fields = frozenset(["nonce"])
    used_headers: ClassVar[Mapping[str, tuple[str, bool]]] = {}
    channels: Sequence[str] = ("orders",)
    buckets: Sequence[SimBucket] = ()
    enum_fields: Mapping[str, Sequence[FieldPath]] = {"orders": (("data", "side"), ("data", "state"))}

    def __init__(self) -> None:
        super().__init__(load_examples(__file__))
        self.routes = (
            SimRoute("GET", "/v1/markets", "markets", self.markets, cost=self.cost),
            SimRoute("POST", "/v1/order", "place", self.documented("place"), "signed", command=True, cost=self.cost),
            SimRoute("POST", "/v1/order/status", "order", self.order, "signed", cost=self.cost),
            SimRoute("POST", "/v1/orders", "open_orders", self.open_orders, "signed", cost=self.cost),
        )
        self.sockets = (SimSocketRoute("private", "/private", lambda connection: PrivateSocket(connection, self)),)

    def verify(self, call: SimCall) -> str:
        """See `SimDialect`."""
        if call.auth == "signed":
            return self._verify_signed(call)
        if call.auth == "login":
            return self._verify_login(call)
        raise AuthenticationError(f"no such scheme: {call.auth}")

    def _verify_signed(self, call: SimCall) -> str:
        seen = Seen(call)
        nonce_calls = int(seen.get("body", "nonce"))
        signature = seen.get("header", "X-SIGN")
        account, credentials = self.account_of(call, "api_key", seen.get("header", "X-KEY"))
        self.check_signature(credentials, seen.path + seen.body, signature, (SignedBy("api_secret", "hmac-sha256"),))
        self.check_nonce(call, account, nonce_calls)
        return account

    def _verify_login(self, call: SimCall) -> str:
        seen = Seen(call)
        now = sent_time(seen.get("msg", "time"), "ms")
        signature = seen.get("msg", "sign")
        account, credentials = self.account_of(call, "api_key", seen.get("msg", "key"))
        self.check_signature(credentials, str(now // 1_000_000), signature, (SignedBy("api_secret", "hmac-sha256"),))
        self.check_time(call, now, 5_000_000_000)
        return account

    def markets(self, call: SimCall) -> object:
        """`load_instruments` of the contract."""
        p = self.read(call)
        exchange = call.exchange
        values = list(exchange.instruments.values())
        values = within(exchange, p.section, values)
        answer = self.example("markets")
        row = first_row(answer, ("data",))
        return put(answer, ("data",), [_write_market(row, v) for v in values])

    def order(self, call: SimCall) -> object:
        """`fetch_order` of the contract."""
        p = self.read(call)
        i = self.instrument_of(call, venue_order_id=str(p.id), client_order_id=None)
        exchange = call.exchange
        v = exchange.order(call.account, i.symbol, venue_order_id=str(p.id), client_order_id=None).order
        return put(
            self.example("order"),
            ("data",),
            _write_order(get(self.example("order"), ("data",)), v, exchange.instrument(v.symbol)),
        )

    def open_orders(self, call: SimCall) -> object:
        """`fetch_open_orders` of the contract."""
        p = self.read(call)
        exchange = call.exchange
        values = [each.order for each in exchange.open_orders(call.account, None)]
        values = within(exchange, p.section, values)
        answer = self.example("orders")
        answer = put(answer, ("data", "cursor"), "")
        row = first_row(answer, ("data", "rows"))
        return put(answer, ("data", "rows"), [_write_order(row, v, exchange.instrument(v.symbol)) for v in values])
