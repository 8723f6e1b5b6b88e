"""Example Futures, simulated: its routes, words, signatures and frames over the venue-neutral exchange.

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
    OrderNotFound,
    PostOnlyRejected,
    RateLimitExceeded,
    VenueError,
    VenueUnavailable,
)
from venue_runtime.model import (
    Balance,
    Fill,
    FundingRate,
    Instrument,
    InstrumentKind,
    Liquidity,
    OptionType,
    Order,
    OrderRequest,
    OrderStatus,
    OrderType,
    Position,
    PositionSide,
    QuantityUnit,
    Side,
)
from venue_runtime.testing.dialect import FieldPath, SimBucket, SimCall, SimRoute, SimSocketRoute, Subscription
from venue_runtime.testing.filling import filled, get, put
from venue_runtime.testing.generated import ErrorPlace, GeneratedDialect, Param, Refusal, load_examples
from venue_runtime.testing.generated_socket import Envelope, GeneratedSocket, Hole, Login, TopicRule
from venue_runtime.testing.market_views import fills_of, first_row, funding_of, read_style, required, write_style
from venue_runtime.testing.verifying import Seen, SignedBy, sent_time
from venue_runtime.wire import decimal_text

SIDE_IN = {"buy": Side.BUY, "sell": Side.SELL}

SIDE_OUT = {Side.BUY: "buy", Side.SELL: "sell"}

KIND_OUT = {
    InstrumentKind.SPOT: "cash",
    InstrumentKind.PERPETUAL: "swap",
    InstrumentKind.FUTURE: "dated",
    InstrumentKind.OPTION: "choice",
}

RIGHT_OUT = {OptionType.CALL: "C", OptionType.PUT: "P"}

ORDER_KIND_OUT = {OrderType.LIMIT: "limit", OrderType.MARKET: "market"}

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
        symbol="BTC/USD:BTC",
        venue_symbol="BTCUSD",
        kind=InstrumentKind.PERPETUAL,
        base="BTC",
        quote="USD",
        settle="BTC",
        price_increment=Decimal("0.1"),
        quantity_increment=Decimal("0.1"),
        quantity_unit=QuantityUnit.CONTRACTS,
        contract_size=Decimal("100"),
        inverse=True,
    ),  # documented: markets
    Instrument(
        symbol="BTC/EUR",
        venue_symbol="BTCEUR",
        kind=InstrumentKind.SPOT,
        base="BTC",
        quote="EUR",
        price_increment=Decimal("0.01"),
        quantity_increment=Decimal("0.0001"),
    ),  # documented: markets
)
"""What is traded where nobody says otherwise."""

_STYLES: Sequence[tuple[Mapping[str, tuple[Any, ...]], Mapping[str, Any]]] = (
    ({"type": (OrderType.LIMIT,), "post_only": (True,)}, {"kind": "maker"}),
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
            "kind": KIND_OUT[v.kind],
            "base": v.base,
            "quote": v.quote,
            "settle": v.settle if v.settle is not None else "",
            "tick": decimal_text(v.price_increment) if v.price_increment is not None else None,
            "lot": decimal_text(v.quantity_increment) if v.quantity_increment is not None else None,
            "size": decimal_text(v.contract_size),
            "inverse": v.inverse,
            "expiry": v.expiry // 1_000_000 if v.expiry is not None else None,
            "strike": decimal_text(v.strike) if v.strike is not None else None,
            "right": RIGHT_OUT[v.option_type] if v.option_type is not None else None,
        },
        {"expiry", "strike", "right"},
    )


def _write_funding(example: Any, v: FundingRate, i: Instrument) -> Any:
    """FundingRate as `Funding`."""
    return filled(
        example,
        {
            "market": i.venue_symbol,
            "rate": decimal_text(v.rate),
            "next": v.ts_funding // 1_000_000 if v.ts_funding is not None else None,
            "mark": decimal_text(v.mark_price) if v.mark_price is not None else None,
            "index": decimal_text(v.index_price) if v.index_price is not None else None,
        },
    )


def _write_create_order_ack(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `Envelope<Sent>`."""
    return filled(example, {("data", "id"): str(int(v.venue_order_id)) if v.venue_order_id is not None else ""})


def _write_create_orders_ack(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `Sent`."""
    return filled(example, {"id": str(int(v.venue_order_id)) if v.venue_order_id is not None else ""})


def _write_edit_order_ack(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `Envelope<Sent>`."""
    return filled(example, {("data", "id"): str(int(v.venue_order_id)) if v.venue_order_id is not None else ""})


def _write_order(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `Order`."""
    return filled(
        example,
        {
            "market": i.venue_symbol,
            "id": str(int(v.venue_order_id)) if v.venue_order_id is not None else None,
            "cid": v.client_order_id if v.client_order_id is not None else "",
            "side": SIDE_OUT[v.side] if v.side is not None else None,
            "type": ORDER_KIND_OUT[v.type] if v.type is not None else None,
            "state": STATE_OUT[v.status],
            "price": decimal_text(v.price) if v.price is not None else "",
            "size": decimal_text(v.quantity) if v.quantity is not None else None,
            "filled": decimal_text(v.filled_quantity) if v.filled_quantity is not None else None,
            "time": v.ts_event // 1_000_000 if v.ts_event is not None else None,
        },
    )


def _write_fill(example: Any, v: Fill, i: Instrument) -> Any:
    """Fill as `Fill`."""
    return filled(
        example,
        {
            "id": int(v.trade_id) if v.trade_id is not None else None,
            "order": str(int(v.venue_order_id)) if v.venue_order_id is not None else None,
            "market": i.venue_symbol,
            "side": SIDE_OUT[v.side],
            "price": decimal_text(v.price),
            "size": decimal_text(v.quantity),
            "fee": decimal_text(v.fee) if v.fee is not None else None,
            "asset": v.fee_currency,
            "maker": v.liquidity == Liquidity.MAKER,
            "time": v.ts_event // 1_000_000 if v.ts_event is not None else None,
        },
    )


def _write_funds(example: Any, v: Balance) -> Any:
    """Balance as `Funds`."""
    return filled(
        example,
        {
            "asset": v.currency,
            "total": decimal_text(v.total) if v.total is not None else None,
            "free": decimal_text(v.free) if v.free is not None else None,
        },
    )


def _write_position(example: Any, v: Position, i: Instrument) -> Any:
    """Position as `Position`."""
    return filled(
        example,
        {
            "size": decimal_text(v.quantity if v.side == PositionSide.LONG else -v.quantity),
            "market": i.venue_symbol,
            "entry": decimal_text(v.entry_price) if v.entry_price is not None else None,
            "mark": decimal_text(v.mark_price) if v.mark_price is not None else None,
            "pnl": decimal_text(v.unrealized_pnl) if v.unrealized_pnl is not None else None,
            "leverage": decimal_text(v.leverage) if v.leverage is not None else None,
            "liq": decimal_text(v.liquidation_price) if v.liquidation_price is not None else "",
        },
    )


class PrivateSocket(GeneratedSocket):
    """Connection `private`."""

    ack = Envelope(body={"op": "login"})

    refused = ErrorPlace({"op": "login", "ok": False}, "code", "msg")

    push = Envelope(body={"topic": {}, "data": {}}, key="topic", payload="data")

    login = Login(
        frame={"op": "login", "key": Hole(""), "time": Hole(""), "sign": Hole("signature")},
        auth="login",
        reply=Envelope(body={"op": "login"}),
        refused=ErrorPlace({"op": "login", "ok": False}, "code", "msg"),
        channels=(
            TopicRule(channel="orders", key="orders", private=True, events=frozenset(["order"]), writer="orders"),
            TopicRule(channel="fills", key="fills", private=True, events=frozenset(["order"]), writer="fills"),
            TopicRule(channel="positions", key="positions", private=True, example="position_event"),
        ),
    )

    def orders(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `orders`; None where it does not report the event."""
        i = self.instrument(event.symbol)
        names = {"partially_filled": "order_event"}
        answer = self.dialect.example(names.get(event.order.status.value) or next(iter(names.values())))
        return _write_order(answer, event.order, i)

    def fills(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `fills`; None where it does not report the event."""
        i = self.instrument(event.symbol)
        if event.fill is None:
            return None
        answer = self.dialect.example("fill_event")
        return _write_fill(answer, event.fill, i)


class SimulatedExampleFutures(GeneratedDialect):
    """Implements `SimDialect`."""

    venue = "example_futures"
    params: ClassVar[Mapping[str, Sequence[Param]]] = {
        "markets": (),
        "place": (
            Param("market", "market", str, required=True),
            Param("side", "side", str, required=True),
            Param("type", "kind", str, required=True),
            Param("size", "size", Decimal, required=True),
            Param("price", "price", Decimal),
            Param("reduce", "reduce", bool),
            Param("cid", "client_id", str, required=True),
        ),
        "place_many": (Param("$body", "orders", list[Any], required=True),),
        "amend": (
            Param("market", "market", str, required=True),
            Param("id", "id", int),
            Param("cid", "client_id", str),
            Param("size", "size", Decimal),
            Param("price", "price", Decimal),
        ),
        "cancel": (
            Param("market", "market", str, required=True),
            Param("id", "id", int),
            Param("cid", "client_id", str),
        ),
        "cancel_many": (Param("orders", "orders", list[Any], required=True),),
        "cancel_all": (Param("market", "market", str),),
        "timer": (Param("timeout", "timeout", int, required=True),),
        "on_disconnect": (Param("enabled", "enabled", bool, required=True),),
        "order": (Param("id", "id", int), Param("cid", "client_id", str)),
        "open_orders": (Param("market", "market", str),),
        "fills": (Param("market", "market", str), Param("from", "since", int), Param("limit", "limit", int)),
        "funds": (),
        "positions": (),
        "funding": (Param("market", "market", str, required=True),),
        "leverage": (
            Param("market", "market", str, required=True),
            Param("leverage", "leverage", Decimal, required=True),
        ),
        "margin": (Param("market", "market", str, required=True), Param("mode", "mode", str, required=True)),
        "hedge": (Param("hedged", "hedged", bool, required=True),),
    }
    costs: ClassVar[Mapping[str, Any]] = {
        "markets": {"calls": 1},
        "place": {"calls": 1, "orders": 1},
        "place_many": lambda p: {"calls": 1, "orders": len(p.orders)},
        "amend": {"calls": 1},
        "cancel": {"calls": 1},
        "cancel_many": {"calls": 1},
        "cancel_all": {"calls": 1},
        "timer": {"calls": 1},
        "on_disconnect": {"calls": 1},
        "order": {"calls": 1},
        "open_orders": {"calls": 1},
        "fills": {"calls": 1},
        "funds": {"calls": 1},
        "positions": {"calls": 1},
        "funding": {"calls": 1},
        "leverage": {"calls": 1},
        "margin": {"calls": 1},
        "hedge": {"calls": 1},
    }
    refusals = (
        Refusal(InvalidOrder, "100", ""),
        Refusal(InsufficientFunds, "101", ""),
        Refusal(OrderNotFound, "102", ""),
        Refusal(VenueUnavailable, "103", ""),
        Refusal(RateLimitExceeded, "104", ""),
        Refusal(CancelRejected, "105", ""),
        Refusal(AuthenticationError, "106", ""),
        Refusal(PostOnlyRejected, "107", ""),
        Refusal(DuplicateOrderId, "108", ""),
    )
    statuses: ClassVar[Mapping[type[VenueError], int]] = {RateLimitExceeded: 429, VenueUnavailable: 500}
    error_place = ErrorPlace({}, "code", "msg")
    shown_instruments = INSTRUMENTS
    refused_status = 200
    signed_fields = frozenset()
    used_headers: ClassVar[Mapping[str, tuple[str, bool]]] = {}
    channels: Sequence[str] = ("orders", "fills", "positions")
    buckets: Sequence[SimBucket] = (
        SimBucket("calls", 100, 10000000000, per="account", window="sliding"),
        SimBucket("orders", 50, 1000000000, per="account", window="sliding"),
    )
    enum_fields: Mapping[str, Sequence[FieldPath]] = {
        "orders": (("data", "side"), ("data", "type"), ("data", "state")),
        "fills": (("data", "side"),),
    }

    def __init__(self) -> None:
        super().__init__(load_examples(__file__))
        self.routes = (
            SimRoute("GET", "/v1/markets", "markets", self.markets, cost=self.cost),
            SimRoute("POST", "/v1/order", "place", self.place, "signed", command=True, cost=self.cost),
            SimRoute("POST", "/v1/orders", "place_many", self.place_many, "signed", command=True, cost=self.cost),
            SimRoute("POST", "/v1/amend", "amend", self.amend, "signed", command=True, cost=self.cost),
            SimRoute("POST", "/v1/cancel", "cancel", self.cancel, "signed", command=True, cost=self.cost),
            SimRoute("DELETE", "/v1/orders", "cancel_many", self.cancel_many, "signed", command=True, cost=self.cost),
            SimRoute("DELETE", "/v1/all", "cancel_all", self.cancel_all, "signed", command=True, cost=self.cost),
            SimRoute("POST", "/v1/timer", "timer", self.timer, "timed", command=True, cost=self.cost),
            SimRoute(
                "POST",
                "/v1/on_disconnect",
                "on_disconnect",
                self.documented(""),
                "signed",
                command=True,
                cost=self.cost,
            ),
            SimRoute("GET", "/v1/order", "order", self.order, "signed", cost=self.cost),
            SimRoute("GET", "/v1/open", "open_orders", self.open_orders, "signed", cost=self.cost),
            SimRoute("GET", "/v1/fills", "fills", self.fills, "signed", cost=self.cost),
            SimRoute("GET", "/v1/funds", "funds", self.funds, "signed", cost=self.cost),
            SimRoute("GET", "/v1/positions", "positions", self.positions, "signed", cost=self.cost),
            SimRoute("GET", "/v1/funding", "funding", self.funding, cost=self.cost),
            SimRoute("POST", "/v1/leverage", "leverage", self.documented(""), "signed", command=True, cost=self.cost),
            SimRoute("POST", "/v1/margin", "margin", self.documented(""), "signed", command=True, cost=self.cost),
            SimRoute("POST", "/v1/hedge", "hedge", self.documented(""), "signed", command=True, cost=self.cost),
        )
        self.sockets = (SimSocketRoute("private", "/private", lambda connection: PrivateSocket(connection, self)),)

    def verify(self, call: SimCall) -> str:
        """See `SimDialect`."""
        if call.auth == "signed":
            return self._verify_signed(call)
        if call.auth == "timed":
            return self._verify_timed(call)
        if call.auth == "login":
            return self._verify_login(call)
        raise AuthenticationError(f"no such scheme: {call.auth}")

    def _verify_signed(self, call: SimCall) -> str:
        seen = Seen(call)
        stamp = seen.get("header", "X-NONCE")
        nonce_calls = int(stamp)
        signature = seen.get("header", "X-SIGN")
        account, credentials = self.account_of(call, "api_key", seen.get("header", "X-KEY"))
        self.check_signature(
            credentials,
            stamp + seen.method + seen.target + seen.body,
            signature,
            (SignedBy("api_secret", "hmac-sha256"),),
        )
        self.check_nonce(call, f"{account}@ms", nonce_calls)
        return account

    def _verify_timed(self, call: SimCall) -> str:
        seen = Seen(call)
        stamp = seen.get("header", "X-NONCE")
        nonce_timers = int(stamp)
        signature = seen.get("header", "X-SIGN")
        account, credentials = self.account_of(call, "api_key", seen.get("header", "X-KEY"))
        self.check_signature(
            credentials, stamp + seen.path + seen.body, signature, (SignedBy("api_secret", "hmac-sha256"),)
        )
        self.check_nonce(call, f"{account}@us", nonce_timers)
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
        self.read(call)
        exchange = call.exchange
        values = list(exchange.instruments.values())
        answer = self.example("markets")
        row = first_row(answer, ("data",))
        return put(answer, ("data",), [_write_market(row, v) for v in values])

    def funding(self, call: SimCall) -> object:
        """`fetch_funding_rate` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.market)
        exchange = call.exchange
        v = funding_of(exchange, i.symbol)
        return put(
            self.example("funding"),
            ("data",),
            _write_funding(get(self.example("funding"), ("data",)), v, exchange.instrument(v.symbol)),
        )

    def place(self, call: SimCall) -> object:
        """`create_order` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.market)
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
        )
        v = exchange.create_order(call.account, request).order
        return _write_create_order_ack(self.example("place"), v, exchange.instrument(v.symbol))

    def place_many(self, call: SimCall) -> object:
        """`create_orders` of the contract."""
        p = self.read(call)
        answer = self.example("place_many")
        documented = get(answer, ("data",))
        rows = self.one_by_one(
            call, p.orders, "place", self.place, documented, _write_create_orders_ack, (("code",), ("msg",))
        )
        return put(answer, ("data",), rows)

    def amend(self, call: SimCall) -> object:
        """`edit_order` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.market)
        exchange = call.exchange
        v = exchange.edit_order(
            call.account,
            i.symbol,
            venue_order_id=str(p.id) if p.id is not None else None,
            client_order_id=p.client_id,
            quantity=p.size,
            price=p.price,
        ).order
        return _write_edit_order_ack(self.example("place"), v, exchange.instrument(v.symbol))

    def cancel(self, call: SimCall) -> object:
        """`cancel_order` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.market)
        exchange = call.exchange
        exchange.cancel_order(
            call.account, i.symbol, venue_order_id=str(p.id) if p.id is not None else None, client_order_id=p.client_id
        )
        return self.example("place")

    def cancel_many(self, call: SimCall) -> object:
        """`cancel_orders` of the contract."""
        p = self.read(call)
        answer = self.example("place_many")
        documented = get(answer, ("data",))
        rows = self.one_by_one(call, p.orders, "cancel", self.cancel, documented, None, (("code",), ("msg",)))
        return put(answer, ("data",), rows)

    def cancel_all(self, call: SimCall) -> object:
        """`cancel_all_orders` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.market) if p.market is not None else None
        exchange = call.exchange
        exchange.cancel_all_orders(call.account, i.symbol if i is not None else None)
        return {}

    def timer(self, call: SimCall) -> object:
        """`cancel_all_orders_after` of the contract."""
        p = self.read(call)
        exchange = call.exchange
        exchange.cancel_all_orders_after(call.account, float(p.timeout), None)
        return {}

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

    def open_orders(self, call: SimCall) -> object:
        """`fetch_open_orders` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.market) if p.market is not None else None
        exchange = call.exchange
        values = [each.order for each in exchange.open_orders(call.account, i.symbol if i is not None else None)]
        answer = self.example("orders")
        row = first_row(answer, ("data",))
        return put(answer, ("data",), [_write_order(row, v, exchange.instrument(v.symbol)) for v in values])

    def fills(self, call: SimCall) -> object:
        """`fetch_my_trades` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.market) if p.market is not None else None
        exchange = call.exchange
        values = fills_of(
            exchange,
            call.account,
            i.symbol if i is not None else None,
            p.since * 1_000_000 if p.since is not None else None,
            p.limit,
        )
        answer = self.example("fills")
        row = first_row(answer, ("data",))
        return put(answer, ("data",), [_write_fill(row, v, exchange.instrument(v.symbol)) for v in values])

    def funds(self, call: SimCall) -> object:
        """`fetch_balances` of the contract."""
        self.read(call)
        exchange = call.exchange
        values = list(exchange.balances(call.account).values())
        answer = self.example("funds")
        row = first_row(answer, ("data",))
        return put(answer, ("data",), [_write_funds(row, v) for v in values])

    def positions(self, call: SimCall) -> object:
        """`fetch_positions` of the contract."""
        self.read(call)
        exchange = call.exchange
        values = exchange.positions(call.account)
        answer = self.example("positions")
        row = first_row(answer, ("data",))
        return put(answer, ("data",), [_write_position(row, v, exchange.instrument(v.symbol)) for v in values])
