"""Example Positional, simulated: its routes, words, signatures and frames over the venue-neutral exchange.

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
    PostOnlyRejected,
    RateLimitExceeded,
    VenueError,
    VenueResponseError,
    VenueUnavailable,
)
from venue_runtime.exprs import json_number
from venue_runtime.model import (
    Balance,
    Fill,
    Instrument,
    InstrumentKind,
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
from venue_runtime.testing.filling import filled, put
from venue_runtime.testing.generated import ErrorPlace, GeneratedDialect, Param, Refusal, load_examples
from venue_runtime.testing.generated_socket import Envelope, GeneratedSocket, Hole, Login, SharedSocket, TopicRule
from venue_runtime.testing.market_views import fills_of, first_entry, first_row, read_style, required, write_style
from venue_runtime.testing.verifying import Seen, SignedBy
from venue_runtime.wire import decimal_text

SIDE_IN = {"buy": Side.BUY, "sell": Side.SELL}

SIDE_OUT = {Side.BUY: "buy", Side.SELL: "sell"}

SIDE_NUMBER_OUT = {Side.SELL: 1, Side.BUY: 2}

KIND_OUT = {OrderType.LIMIT: "limit", OrderType.MARKET: "market"}

KIND_NUMBER_OUT = {OrderType.LIMIT: 1, OrderType.MARKET: 2}

ROLE_OUT = {Liquidity.MAKER: 1, Liquidity.TAKER: 2}

STATUS_OUT = {
    OrderStatus.NEW: "OPEN",
    OrderStatus.PARTIALLY_FILLED: "PART",
    OrderStatus.FILLED: "FILLED",
    OrderStatus.CANCELED: "CANCELED",
    OrderStatus.EXPIRED: "CANCELED",
    OrderStatus.REJECTED: "CANCELED",
}

INSTRUMENTS: tuple[Instrument, ...] = (
    Instrument(
        symbol="AAA/BBB",
        venue_symbol="AAA_BBB",
        kind=InstrumentKind.SPOT,
        base="AAA",
        quote="BBB",
        price_increment=Decimal("0.01"),
        quantity_increment=Decimal("0.01"),
    ),
    Instrument(
        symbol="CCC/BBB",
        venue_symbol="CCC_BBB",
        kind=InstrumentKind.SPOT,
        base="CCC",
        quote="BBB",
        price_increment=Decimal("0.01"),
        quantity_increment=Decimal("0.01"),
    ),
)
"""What is traded where nobody says otherwise."""

_STYLES: Sequence[tuple[Mapping[str, tuple[Any, ...]], Mapping[str, Any]]] = (
    ({"type": (OrderType.LIMIT,), "post_only": (True,), "time_in_force": (TimeInForce.GTC,)}, {"post_only": True}),
    ({"type": (OrderType.LIMIT,), "post_only": (True,)}, {"post_only": True}),
    ({"type": (OrderType.LIMIT,), "time_in_force": (TimeInForce.IOC,)}, {"ioc": True}),
    ({"type": (OrderType.LIMIT,), "time_in_force": (TimeInForce.GTC,)}, {}),
    ({"type": (OrderType.LIMIT,)}, {}),
    ({"type": (OrderType.MARKET,)}, {}),
)
"""What an order is → how the venue says it."""


def _style(v: Order) -> Mapping[str, Any]:
    """How the venue says what kind of order this is."""
    return write_style(_STYLES, v)


def _write_market(example: Any, v: Instrument) -> Any:
    """Instrument as `Market`."""
    return filled(example, {"name": v.venue_symbol, "stock": v.base, "money": v.quote})


def _write_balance(example: Any, v: Balance) -> Any:
    """Balance as `Holding`."""
    return filled(
        example,
        {
            "0": v.currency,
            ("1", "available"): decimal_text(v.free) if v.free is not None else None,
            ("1", "freeze"): decimal_text(v.locked) if v.locked is not None else None,
        },
    )


def _write_order(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `Order`."""
    return filled(
        example,
        {
            "ioc": v.time_in_force == TimeInForce.IOC,
            "market": i.venue_symbol,
            "orderId": int(v.venue_order_id) if v.venue_order_id is not None else None,
            "clientOrderId": v.client_order_id if v.client_order_id is not None else "",
            "side": SIDE_OUT[v.side] if v.side is not None else None,
            "type": KIND_OUT[v.type] if v.type is not None else None,
            "status": STATUS_OUT[v.status],
            "postOnly": v.post_only,
            "price": decimal_text(v.price) if v.price is not None else None,
            "amount": decimal_text(v.quantity) if v.quantity is not None else None,
            "dealStock": decimal_text(v.filled_quantity) if v.filled_quantity is not None else None,
            "timestamp": json_number(Decimal(v.ts_event).scaleb(-9)) if v.ts_event is not None else None,
        },
        {"postOnly", "price"},
    )


def _write_found_order(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `FoundOrder`."""
    return filled(
        example,
        {
            "ioc": v.time_in_force == TimeInForce.IOC,
            "orderId": int(v.venue_order_id) if v.venue_order_id is not None else None,
            "id": None,
            "clientOrderId": v.client_order_id if v.client_order_id is not None else "",
            "side": SIDE_OUT[v.side] if v.side is not None else None,
            "type": KIND_OUT[v.type] if v.type is not None else None,
            "status": STATUS_OUT[v.status],
            "postOnly": v.post_only,
            "price": decimal_text(v.price) if v.price is not None else None,
            "amount": decimal_text(v.quantity) if v.quantity is not None else None,
            "dealStock": decimal_text(v.filled_quantity) if v.filled_quantity is not None else None,
            "timestamp": json_number(Decimal(v.ts_event).scaleb(-9)) if v.ts_event is not None else None,
        },
        {"orderId", "id", "postOnly", "price"},
    )


def _write_my_trade(example: Any, v: Fill, i: Instrument) -> Any:
    """Fill as `MyDeal`."""
    return filled(
        example,
        {
            "id": int(v.trade_id) if v.trade_id is not None else None,
            "orderId": int(v.venue_order_id) if v.venue_order_id is not None else None,
            "clientOrderId": v.client_order_id if v.client_order_id is not None else "",
            "side": SIDE_OUT[v.side],
            "price": decimal_text(v.price),
            "amount": decimal_text(v.quantity),
            "fee": decimal_text(v.fee) if v.fee is not None else None,
            "feeAsset": v.fee_currency,
            "role": ROLE_OUT[v.liquidity] if v.liquidity is not None else None,
            "time": json_number(Decimal(v.ts_event).scaleb(-9)) if v.ts_event is not None else None,
        },
    )


def _write_stream_trade(example: Any, v: Trade, i: Instrument) -> Any:
    """Trade as `StreamTrade`."""
    return filled(
        example,
        {
            "id": int(v.trade_id) if v.trade_id is not None else None,
            "type": SIDE_OUT[v.side] if v.side is not None else None,
            "price": decimal_text(v.price),
            "amount": decimal_text(v.quantity),
            "time": json_number(Decimal(v.ts_event).scaleb(-9)) if v.ts_event is not None else None,
        },
    )


def _write_order_event(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `OrderEvent`."""
    return filled(
        example,
        {
            "0": 1 if v.status == OrderStatus.NEW else 2 if v.status == OrderStatus.PARTIALLY_FILLED else 3,
            ("1", "price"): decimal_text(v.price or Decimal(0)),
            ("1", "market"): i.venue_symbol,
            ("1", "id"): int(v.venue_order_id) if v.venue_order_id is not None else None,
            ("1", "client_order_id"): v.client_order_id if v.client_order_id is not None else "",
            ("1", "side"): SIDE_NUMBER_OUT[v.side] if v.side is not None else None,
            ("1", "type"): KIND_NUMBER_OUT[v.type] if v.type is not None else None,
            ("1", "status"): STATUS_OUT[v.status],
            ("1", "amount"): decimal_text(v.quantity) if v.quantity is not None else None,
            ("1", "deal_stock"): decimal_text(v.filled_quantity) if v.filled_quantity is not None else None,
            ("1", "mtime"): json_number(Decimal(v.ts_event).scaleb(-9)) if v.ts_event is not None else None,
        },
    )


def _write_deal(example: Any, v: Fill, i: Instrument) -> Any:
    """Fill as `Deal`."""
    return filled(
        example,
        {
            "2": i.venue_symbol,
            "0": int(v.trade_id) if v.trade_id is not None else None,
            "3": int(v.venue_order_id) if v.venue_order_id is not None else None,
            "7": v.client_order_id if v.client_order_id is not None else "",
            "8": SIDE_NUMBER_OUT[v.side],
            "4": decimal_text(v.price),
            "5": decimal_text(v.quantity),
            "6": decimal_text(v.fee) if v.fee is not None else None,
            "10": v.fee_currency,
            "9": ROLE_OUT[v.liquidity] if v.liquidity is not None else None,
            "1": json_number(Decimal(v.ts_event).scaleb(-9)) if v.ts_event is not None else None,
        },
    )


class DepthSocket(GeneratedSocket):
    """Connection `depth`."""

    subscribe: ClassVar[Any] = {"id": Hole("id"), "method": "depth_subscribe", "params": [Hole("topic"), 100, True]}

    unsubscribe: ClassVar[Any] = {"id": Hole("id"), "method": "depth_unsubscribe", "params": [Hole("topic")]}

    topics = (
        TopicRule(
            channel="book", pattern="(?P<symbol>[^@]+?)", events=frozenset(["book"]), writer="book", start="book_start"
        ),
    )

    ack = Envelope(body={"id": {}}, id="id")

    refused = ErrorPlace({"id": {}}, ("error", "code"), ("error", "message"), True)

    push = Envelope(body={"method": "depth_update", "params": {}}, key=("params", "2"), payload="params")

    pings = (({"id": Hole("id"), "method": "ping", "params": []}, {"result": "pong"}),)

    def book_start(self, subscription: Subscription) -> Any:
        """What a subscription to the channel begins with."""
        u = self.start_book(subscription, 100)
        return filled(
            self.dialect.example("stream_depth.snapshot"),
            {
                "2": self.instrument(u.symbol).venue_symbol,
                ("1", "id"): u.last_id,
                ("1", "past_id"): u.previous_id,
                "0": True,
                ("1", "time"): json_number(Decimal(u.ts_event).scaleb(-9)),
                ("1", "bids"): [[decimal_text(level.price), decimal_text(level.quantity)] for level in u.bids],
                ("1", "asks"): [[decimal_text(level.price), decimal_text(level.quantity)] for level in u.asks],
            },
        )

    def book(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `book`; None where it does not report the event."""
        u = self.next_book(subscription, event, 100)
        if u is None:
            return None
        return filled(
            self.dialect.example("stream_depth.update"),
            {
                "2": self.instrument(u.symbol).venue_symbol,
                ("1", "id"): u.last_id,
                ("1", "past_id"): u.previous_id,
                ("1", "time"): json_number(Decimal(u.ts_event).scaleb(-9)),
                ("1", "bids"): [[decimal_text(level.price), decimal_text(level.quantity)] for level in u.bids],
                ("1", "asks"): [[decimal_text(level.price), decimal_text(level.quantity)] for level in u.asks],
            },
        )


class TradesSocket(GeneratedSocket):
    """Connection `trades`."""

    subscribe: ClassVar[Any] = {"id": Hole("id"), "method": "trades_subscribe", "params": [Hole("topic")]}

    unsubscribe: ClassVar[Any] = {"id": Hole("id"), "method": "trades_unsubscribe", "params": []}

    topics = (TopicRule(channel="trades", pattern="(?P<symbol>[^@]+?)", events=frozenset(["trade"]), writer="trades"),)

    ack = Envelope(body={"id": {}}, id="id")

    refused = ErrorPlace({"id": {}}, ("error", "code"), ("error", "message"), True)

    push = Envelope(body={"method": "trades_update", "params": {}}, key=("params", "0"), payload="params")

    pings = (({"id": Hole("id"), "method": "ping", "params": []}, None),)

    def trades(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `trades`; None where it does not report the event."""
        exchange = self.connection.context.exchange
        i = exchange.instrument(event.symbol)
        v = event.trade
        answer = self.dialect.example("stream_trades")
        row = first_row(answer, ("1",))
        return put(answer, ("1",), [_write_stream_trade(row, v, i)])


class PrivateSocket(GeneratedSocket):
    """Connection `private`."""

    subscribe: ClassVar[Any] = {"id": Hole("id"), "*": Hole("topic")}

    topics = (
        TopicRule(
            channel="orders",
            pattern={"method": "orders_subscribe", "params": ".*"},
            key="orders",
            private=True,
            events=frozenset(["order"]),
            writer="orders",
        ),
        TopicRule(
            channel="deals",
            pattern={"method": "deals_subscribe", "params": ".*"},
            key="deals",
            private=True,
            events=frozenset(["order"]),
            writer="deals",
        ),
    )

    ack = Envelope(body={"id": {}}, id="id")

    refused = ErrorPlace({"id": {}}, ("error", "code"), ("error", "message"), True)

    pushes: ClassVar[Any] = {
        "orders": Envelope(body={"method": "orders_update", "params": {}}, payload="params"),
        "deals": Envelope(body={"method": "deals_update", "params": {}}, payload="params"),
    }

    push = Envelope(body={"method": "orders_update", "params": {}}, payload="params")

    login = Login(
        frame={"id": 0, "method": "authorize", "params": [Hole("lease.stream.token"), "public"]},
        auth="login",
        reply=Envelope(body={"id": 0}),
        refused=ErrorPlace({"id": 0}, ("error", "code"), ("error", "message"), True),
        channels=(),
    )

    pings = (({"id": Hole("id"), "method": "ping", "params": []}, None),)

    def orders(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `orders`; None where it does not report the event."""
        i = self.instrument(event.symbol)
        names = {"new": "stream_order"}
        answer = self.dialect.example(names.get(event.order.status.value) or next(iter(names.values())))
        return _write_order_event(answer, event.order, i)

    def deals(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `deals`; None where it does not report the event."""
        i = self.instrument(event.symbol)
        if event.fill is None:
            return None
        answer = self.dialect.example("stream_deal")
        return _write_deal(answer, event.fill, i)


class SimulatedExamplePositional(GeneratedDialect):
    """Implements `SimDialect`."""

    venue = "example_positional"
    params: ClassVar[Mapping[str, Sequence[Param]]] = {
        "markets": (),
        "depth": (Param("market", "market", str, required=True),),
        "token": (),
        "balances": (),
        "new_limit": (
            Param("market", "market", str, required=True),
            Param("side", "side", str, required=True),
            Param("amount", "amount", Decimal, required=True),
            Param("price", "price", Decimal, required=True),
            Param("clientOrderId", "client_order_id", str),
            Param("ioc", "ioc", bool),
            Param("postOnly", "post_only", bool),
        ),
        "new_market": (
            Param("market", "market", str, required=True),
            Param("side", "side", str, required=True),
            Param("amount", "amount", Decimal, required=True),
            Param("clientOrderId", "client_order_id", str),
        ),
        "cancel": (
            Param("market", "market", str, required=True),
            Param("orderId", "order_id", int),
            Param("clientOrderId", "client_order_id", str),
        ),
        "active_order": (
            Param("market", "market", str, required=True),
            Param("orderId", "order_id", int),
            Param("clientOrderId", "client_order_id", str),
        ),
        "open_orders": (Param("market", "market", str), Param("offset", "offset", int), Param("limit", "limit", int)),
        "history": (
            Param("market", "market", str, required=True),
            Param("orderId", "order_id", int),
            Param("clientOrderId", "client_order_id", str),
        ),
        "my_trades": (Param("market", "market", str, required=True), Param("startDate", "start_date", int)),
    }
    costs: ClassVar[Mapping[str, Any]] = {
        "markets": {"requests": 1},
        "depth": {"requests": 1},
        "token": {"requests": 1},
        "balances": {"requests": 1},
        "new_limit": {"requests": 1},
        "new_market": {"requests": 1},
        "cancel": {"requests": 1},
        "active_order": {"requests": 1},
        "open_orders": {"requests": 1},
        "history": {"requests": 1},
        "my_trades": {"requests": 1},
    }
    refusals = (
        Refusal(VenueResponseError, "None", "Market is not available.", 422, ("depth",)),
        Refusal(InsufficientFunds, "10", "Not enough balance.", 422, ("new_limit",)),
        Refusal(OrderNotFound, "2", "Unexecuted order was not found.", 400, ("cancel",)),
        Refusal(AuthenticationError, "0", ""),
        Refusal(VenueResponseError, "2", ""),
        Refusal(InvalidOrder, "32", ""),
        Refusal(PostOnlyRejected, "33", ""),
    )
    statuses: ClassVar[Mapping[type[VenueError], int]] = {RateLimitExceeded: 429, VenueUnavailable: 500}
    error_place = ErrorPlace({}, "code", "message", True)
    shown_instruments = INSTRUMENTS
    signed_fields = frozenset(["nonce", "request"])
    used_headers: ClassVar[Mapping[str, tuple[str, bool]]] = {}
    channels: Sequence[str] = ("book", "trades", "orders", "deals")
    buckets: Sequence[SimBucket] = (SimBucket("requests", 1000, 10000000000, per="ip", window="sliding"),)
    enum_fields: Mapping[str, Sequence[FieldPath]] = {
        "new_limit": (("side",), ("type",), ("status",)),
        "new_market": (("side",), ("type",), ("status",)),
        "cancel": (("side",), ("type",), ("status",)),
        "active_order": (("*", "side"), ("*", "type"), ("*", "status")),
        "open_orders": (("*", "side"), ("*", "type"), ("*", "status")),
        "my_trades": (("*", "side"), ("*", "role")),
    }

    def __init__(self) -> None:
        super().__init__(load_examples(__file__))
        self.routes = (
            SimRoute("GET", "/markets", "markets", self.markets, cost=self.cost),
            SimRoute("GET", "/depth/{market}", "depth", self.depth, cost=self.cost),
            SimRoute("POST", "/token", "token", self.token, "signed", cost=self.cost),
            SimRoute("POST", "/balances", "balances", self.balances, "signed", cost=self.cost),
            SimRoute("POST", "/order/limit", "new_limit", self.new_limit, "signed", command=True, cost=self.cost),
            SimRoute("POST", "/order/market", "new_market", self.new_market, "signed", command=True, cost=self.cost),
            SimRoute("POST", "/order/cancel", "cancel", self.cancel, "signed", command=True, cost=self.cost),
            SimRoute("POST", "/orders", "active_order", self.active_order, "signed", cost=self.cost),
            SimRoute("POST", "/orders", "open_orders", self.open_orders, "signed", cost=self.cost),
            SimRoute("POST", "/history", "history", self.documented("history"), "signed", cost=self.cost),
            SimRoute("POST", "/deals", "my_trades", self.my_trades, "signed", cost=self.cost),
        )
        self.sockets = (
            SimSocketRoute(
                "depth",
                "/ws",
                lambda connection: SharedSocket(
                    (DepthSocket(connection, self), TradesSocket(connection, self), PrivateSocket(connection, self))
                ),
                also=("trades", "private"),
            ),
        )

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
        payload = seen.get("header", "X-PAYLOAD")
        signature = seen.get("header", "X-SIGN")
        account, credentials = self.account_of(call, "api_key", seen.get("header", "X-KEY"))
        self.check_signature(credentials, payload, signature, (SignedBy("api_secret", "hmac-sha512"),))
        self.check_same(seen.path, seen.get("body", "request"))
        self.check_nonce(call, account, nonce_calls)
        return account

    def _verify_login(self, call: SimCall) -> str:
        seen = Seen(call)
        account = self.holder_of(call, "stream", seen.get("msg", ("params", "0")))
        credentials = call.context.accounts[account]
        return account

    def markets(self, call: SimCall) -> object:
        """`load_instruments` of the contract."""
        self.read(call)
        exchange = call.exchange
        values = list(exchange.instruments.values())
        row = first_row(self.example("markets"), ())
        return [_write_market(row, v) for v in values]

    def depth(self, call: SimCall) -> object:
        """`fetch_order_book` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.market)
        exchange = call.exchange
        book = exchange.book(i.symbol, None)
        return filled(
            self.example("depth"),
            {
                "bids": [[decimal_text(level.price), decimal_text(level.quantity)] for level in book.bids],
                "asks": [[decimal_text(level.price), decimal_text(level.quantity)] for level in book.asks],
            },
        )

    def balances(self, call: SimCall) -> object:
        """`fetch_balances` of the contract."""
        self.read(call)
        exchange = call.exchange
        values = list(exchange.balances(call.account).values())
        answer = self.example("balances")
        row = first_entry(answer, ())
        return put(answer, (), dict(_write_balance(row, v) for v in values))

    def new_limit(self, call: SimCall) -> object:
        """`create_order` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.market)
        exchange = call.exchange
        style = read_style(_STYLES, {"post_only": p.post_only, "ioc": p.ioc})
        request = OrderRequest(
            symbol=i.symbol,
            type=OrderType.LIMIT,
            side=required(SIDE_IN.get(p.side), "side"),
            quantity=p.amount,
            price=p.price,
            client_order_id=p.client_order_id,
            post_only=style.get("post_only", False),
            time_in_force=style.get("time_in_force"),
        )
        v = exchange.create_order(call.account, request).order
        return _write_order(self.example("new_limit"), v, exchange.instrument(v.symbol))

    def new_market(self, call: SimCall) -> object:
        """`create_order` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.market)
        exchange = call.exchange
        style = read_style(_STYLES, {})
        request = OrderRequest(
            symbol=i.symbol,
            type=OrderType.MARKET,
            time_in_force=None,
            side=required(SIDE_IN.get(p.side), "side"),
            quantity=p.amount,
            client_order_id=p.client_order_id,
            post_only=style.get("post_only", False),
        )
        v = exchange.create_order(call.account, request).order
        return _write_order(self.example("new_market"), v, exchange.instrument(v.symbol))

    def cancel(self, call: SimCall) -> object:
        """`cancel_order` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.market)
        exchange = call.exchange
        v = exchange.cancel_order(
            call.account,
            i.symbol,
            venue_order_id=str(p.order_id) if p.order_id is not None else None,
            client_order_id=p.client_order_id,
        ).order
        return _write_order(self.example("cancel"), v, exchange.instrument(v.symbol))

    def active_order(self, call: SimCall) -> object:
        """`fetch_order` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.market)
        exchange = call.exchange
        v = exchange.order(
            call.account,
            i.symbol,
            venue_order_id=str(p.order_id) if p.order_id is not None else None,
            client_order_id=p.client_order_id,
        ).order
        answer = self.example("active_order")
        row = first_row(answer, ())
        return put(answer, (), [_write_found_order(row, v, exchange.instrument(v.symbol))])

    def open_orders(self, call: SimCall) -> object:
        """`fetch_open_orders` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.market) if p.market is not None else None
        exchange = call.exchange
        values = [each.order for each in exchange.open_orders(call.account, i.symbol if i is not None else None)]
        row = first_row(self.example("open_orders"), ())
        return [_write_order(row, v, exchange.instrument(v.symbol)) for v in values]

    def my_trades(self, call: SimCall) -> object:
        """`fetch_my_trades` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.market)
        exchange = call.exchange
        values = fills_of(
            exchange, call.account, i.symbol, p.start_date * 1_000_000_000 if p.start_date is not None else None, None
        )
        values = values[::-1]
        row = first_row(self.example("my_trades"), ())
        return [_write_my_trade(row, v, exchange.instrument(v.symbol)) for v in values]

    def token(self, call: SimCall) -> object:
        """Grants the lease `stream`."""
        self.read(call)
        return self.grant(call, "stream", self.example("token"), (("token",),))
