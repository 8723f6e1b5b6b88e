"""WhiteBIT, simulated: its routes, words, signatures and frames over the venue-neutral exchange.

Made from the spec, and from nothing of the client. Answers are the documented examples, filled with live values; an
endpoint that no method of the contract uses is answered with its documented example as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from venue_runtime.errors import (
    AuthenticationError,
    ClockSkew,
    DuplicateOrderId,
    InsufficientFunds,
    InvalidNonce,
    InvalidOrder,
    OrderNotFound,
    PermissionDenied,
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
from venue_runtime.testing.filling import filled, get, put
from venue_runtime.testing.generated import ErrorPlace, GeneratedDialect, Param, Refusal, load_examples
from venue_runtime.testing.generated_socket import Envelope, GeneratedSocket, Hole, Login, SharedSocket, TopicRule
from venue_runtime.testing.market_views import (
    candle_of,
    fills_of,
    first_entry,
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

SIDE_NUMBER_OUT = {Side.SELL: 1, Side.BUY: 2}

ROLE_OUT = {Liquidity.MAKER: 1, Liquidity.TAKER: 2}

KIND_OUT = {
    OrderType.LIMIT: "limit",
    OrderType.MARKET: "market",
    OrderType.STOP_LIMIT: "stop limit",
    OrderType.STOP: "stop market",
}

KIND_NUMBER_OUT = {OrderType.LIMIT: 1, OrderType.MARKET: 2, OrderType.STOP_LIMIT: 3, OrderType.STOP: 4}

STATUS_OUT = {
    OrderStatus.NEW: "OPEN",
    OrderStatus.PARTIALLY_FILLED: "PARTIALLY_FILLED",
    OrderStatus.FILLED: "FILLED",
    OrderStatus.CANCELED: "CANCELED",
    OrderStatus.EXPIRED: "CANCELED",
    OrderStatus.REJECTED: "CANCELED",
}

STP_IN = {
    "no": SelfTradePrevention.NONE,
    "cb": SelfTradePrevention.CANCEL_BOTH,
    "cn": SelfTradePrevention.CANCEL_TAKER,
    "co": SelfTradePrevention.CANCEL_MAKER,
}

INSTRUMENTS: tuple[Instrument, ...] = (
    Instrument(
        symbol="BTC/USDT",
        venue_symbol="BTC_USDT",
        kind=InstrumentKind.SPOT,
        base="BTC",
        quote="USDT",
        price_increment=Decimal("0.01"),
        quantity_increment=Decimal("0.01"),
    ),
    Instrument(
        symbol="ETH/BTC",
        venue_symbol="ETH_BTC",
        kind=InstrumentKind.SPOT,
        base="ETH",
        quote="BTC",
        price_increment=Decimal("0.01"),
        quantity_increment=Decimal("0.01"),
    ),
    Instrument(
        symbol="SON/USD",
        venue_symbol="SON_USD",
        kind=InstrumentKind.SPOT,
        base="SON",
        quote="USD",
        price_increment=Decimal("0.01"),
        quantity_increment=Decimal("0.01"),
    ),
    Instrument(
        symbol="SHIB/PERP",
        venue_symbol="SHIB_PERP",
        kind=InstrumentKind.SPOT,
        base="SHIB",
        quote="PERP",
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
    ({"type": (OrderType.MARKET,), "side": (Side.BUY,)}, {}),
    ({"type": (OrderType.MARKET,)}, {}),
    ({"type": (OrderType.STOP_LIMIT,), "time_in_force": (TimeInForce.GTC,)}, {}),
    ({"type": (OrderType.STOP_LIMIT,)}, {}),
    ({"type": (OrderType.STOP,), "side": (Side.BUY,)}, {}),
    ({"type": (OrderType.STOP,)}, {}),
)
"""What an order is → how the venue says it."""


def _style(v: Order) -> Mapping[str, Any]:
    """How the venue says what kind of order this is."""
    return write_style(_STYLES, v)


def _write_instrument(example: Any, v: Instrument) -> Any:
    """Instrument as `Market`."""
    return filled(
        example,
        {
            "moneyPrec": str(2),
            "stockPrec": str(2),
            "name": v.venue_symbol,
            "stock": v.base,
            "money": v.quote,
            "tradesEnabled": v.status == InstrumentStatus.TRADING,
            "minAmount": decimal_text(v.min_quantity) if v.min_quantity is not None else None,
            "minTotal": decimal_text(v.min_notional) if v.min_notional is not None else None,
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
        },
    )


def _write_trade(example: Any, v: Trade, i: Instrument) -> Any:
    """Trade as `Trade`."""
    return filled(
        example,
        {
            "base_volume": decimal_text(v.price * v.quantity),
            "tradeID": int(v.trade_id) if v.trade_id is not None else None,
            "type": SIDE_OUT[v.side] if v.side is not None else None,
            "price": decimal_text(v.price),
            "quote_volume": decimal_text(v.quantity),
            "trade_timestamp": v.ts_event // 1_000_000_000 if v.ts_event is not None else None,
        },
    )


def _write_candle(example: Any, v: Candle, i: Instrument) -> Any:
    """Candle as `Candle`."""
    return filled(
        example,
        {
            "0": v.ts_open // 1_000_000_000,
            "1": decimal_text(v.open),
            "3": decimal_text(v.high),
            "4": decimal_text(v.low),
            "2": decimal_text(v.close),
            "5": decimal_text(v.volume),
        },
    )


def _write_order(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `Order`."""
    return filled(
        example,
        {
            "ioc": v.time_in_force == TimeInForce.IOC,
            "price": decimal_text(v.price or Decimal(0)),
            "amount": decimal_text(v.quantity or v.quote_quantity or Decimal(0)),
            "left": decimal_text((v.quantity or v.filled_quantity or Decimal(0)) - (v.filled_quantity or Decimal(0))),
            "dealMoney": decimal_text((v.average_price or Decimal(0)) * (v.filled_quantity or Decimal(0))),
            "market": i.venue_symbol,
            "orderId": int(v.venue_order_id) if v.venue_order_id is not None else None,
            "clientOrderId": v.client_order_id if v.client_order_id is not None else "",
            "side": SIDE_OUT[v.side] if v.side is not None else None,
            "type": KIND_OUT[v.type] if v.type is not None else None,
            "status": STATUS_OUT[v.status],
            "activation_price": decimal_text(v.trigger_price) if v.trigger_price is not None else None,
            "dealStock": decimal_text(v.filled_quantity) if v.filled_quantity is not None else None,
            "postOnly": v.post_only,
            "timestamp": json_number(Decimal(v.ts_event).scaleb(-9)) if v.ts_event is not None else None,
        },
        {"activation_price", "postOnly"},
    )


def _write_create_orders_ack(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `Placed`."""
    return filled(example, {("result", "orderId"): int(v.venue_order_id) if v.venue_order_id is not None else None})


def _write_edit_order_ack(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `Order`."""
    return filled(example, {"orderId": int(v.venue_order_id) if v.venue_order_id is not None else None})


def _write_found_order(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `FoundOrder`."""
    return filled(
        example,
        {
            "ioc": v.time_in_force == TimeInForce.IOC,
            "price": decimal_text(v.price or Decimal(0)),
            "amount": decimal_text(v.quantity or v.quote_quantity or Decimal(0)),
            "left": decimal_text((v.quantity or v.filled_quantity or Decimal(0)) - (v.filled_quantity or Decimal(0))),
            "dealMoney": decimal_text((v.average_price or Decimal(0)) * (v.filled_quantity or Decimal(0))),
            "orderId": int(v.venue_order_id) if v.venue_order_id is not None else None,
            "id": None,
            "ctime": None,
            "ftime": None,
            "timestamp": json_number(Decimal(_1).scaleb(-9)) if (_1 := (v.ts_event or v.ts_recv)) is not None else None,
            "clientOrderId": v.client_order_id if v.client_order_id is not None else "",
            "side": SIDE_OUT[v.side] if v.side is not None else None,
            "type": KIND_OUT[v.type] if v.type is not None else None,
            "status": STATUS_OUT[v.status],
            "activation_price": decimal_text(v.trigger_price) if v.trigger_price is not None else None,
            "dealStock": decimal_text(v.filled_quantity) if v.filled_quantity is not None else None,
            "postOnly": v.post_only,
        },
        {"orderId", "id", "ctime", "ftime", "timestamp", "activation_price", "postOnly"},
    )


def _write_fill(example: Any, v: Fill, i: Instrument) -> Any:
    """Fill as `Deal`."""
    return filled(
        example,
        {
            "deal": decimal_text(v.price * v.quantity),
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


def _write_trade_update(example: Any, v: Trade, i: Instrument) -> Any:
    """Trade as `TradeUpdate`."""
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


def _write_candle_update(example: Any, v: Candle, i: Instrument) -> Any:
    """Candle as `CandleUpdate`."""
    return filled(
        example,
        {
            "0": v.ts_open // 1_000_000_000,
            "1": decimal_text(v.open),
            "3": decimal_text(v.high),
            "4": decimal_text(v.low),
            "2": decimal_text(v.close),
            "5": decimal_text(v.volume),
        },
    )


def _write_best(example: Any, v: Ticker, i: Instrument) -> Any:
    """Ticker as `BestUpdate`."""
    return filled(
        example,
        {
            "2": i.venue_symbol,
            "4": decimal_text(v.bid) if v.bid is not None else None,
            "5": decimal_text(v.bid_quantity) if v.bid_quantity is not None else None,
            "6": decimal_text(v.ask) if v.ask is not None else None,
            "7": decimal_text(v.ask_quantity) if v.ask_quantity is not None else None,
            "0": json_number(Decimal(v.ts_event).scaleb(-9)) if v.ts_event is not None else None,
        },
    )


def _write_order_update(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `OrderUpdate`."""
    return filled(
        example,
        {
            "0": (
                1
                if v.status == OrderStatus.NEW
                else 2 if v.status in (OrderStatus.PARTIALLY_FILLED, OrderStatus.PENDING_CANCEL) else 3
            ),
            ("1", "ioc"): v.time_in_force == TimeInForce.IOC,
            ("1", "price"): decimal_text(v.price or Decimal(0)),
            ("1", "amount"): decimal_text(v.quantity or v.quote_quantity or Decimal(0)),
            ("1", "deal_money"): decimal_text((v.average_price or Decimal(0)) * (v.filled_quantity or Decimal(0))),
            ("1", "market"): i.venue_symbol,
            ("1", "id"): int(v.venue_order_id) if v.venue_order_id is not None else None,
            ("1", "client_order_id"): v.client_order_id if v.client_order_id is not None else "",
            ("1", "side"): SIDE_NUMBER_OUT[v.side] if v.side is not None else None,
            ("1", "type"): KIND_NUMBER_OUT[v.type] if v.type is not None else None,
            ("1", "status"): STATUS_OUT[v.status],
            ("1", "deal_stock"): decimal_text(v.filled_quantity) if v.filled_quantity is not None else None,
            ("1", "post_only"): v.post_only,
            ("1", "mtime"): json_number(Decimal(v.ts_event).scaleb(-9)) if v.ts_event is not None else None,
        },
    )


def _write_deal(example: Any, v: Fill, i: Instrument) -> Any:
    """Fill as `DealUpdate`."""
    return filled(
        example,
        {
            "0": int(v.trade_id) if v.trade_id is not None else None,
            "3": int(v.venue_order_id) if v.venue_order_id is not None else None,
            "7": v.client_order_id if v.client_order_id is not None else "",
            "2": i.venue_symbol,
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

    subscribe: ClassVar[Any] = {
        "id": Hole("id"),
        "method": "depth_subscribe",
        "params": [Hole("topic"), 100, "0", True],
    }

    unsubscribe: ClassVar[Any] = {"id": Hole("id"), "method": "depth_unsubscribe", "params": [Hole("topic")]}

    topics = (
        TopicRule(
            channel="books",
            pattern="(?P<symbol>[^@]+?)",
            events=frozenset(["book"]),
            writer="books",
            start="books_start",
        ),
    )

    ack = Envelope(body={"id": {}}, id="id")

    refused = ErrorPlace({"id": {}}, ("error", "code"), ("error", "message"), True)

    push = Envelope(body={"method": "depth_update", "params": {}}, key=("params", "2"), payload="params")

    pings = (({"id": Hole("id"), "method": "ping", "params": []}, {"result": "pong"}),)

    def books_start(self, subscription: Subscription) -> Any:
        """What a subscription to the channel begins with."""
        u = self.start_book(subscription, 100)
        return filled(
            self.dialect.example("stream_depth.snapshot"),
            {
                "2": self.instrument(u.symbol).venue_symbol,
                ("1", "update_id"): u.last_id,
                ("1", "past_update_id"): u.previous_id,
                "0": True,
                ("1", "event_time"): json_number(Decimal(u.ts_event).scaleb(-9)),
                ("1", "bids"): [[decimal_text(level.price), decimal_text(level.quantity)] for level in u.bids],
                ("1", "asks"): [[decimal_text(level.price), decimal_text(level.quantity)] for level in u.asks],
            },
        )

    def books(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `books`; None where it does not report the event."""
        u = self.next_book(subscription, event, 100)
        if u is None:
            return None
        return filled(
            self.dialect.example("stream_depth.update"),
            {
                "2": self.instrument(u.symbol).venue_symbol,
                ("1", "update_id"): u.last_id,
                ("1", "past_update_id"): u.previous_id,
                ("1", "event_time"): json_number(Decimal(u.ts_event).scaleb(-9)),
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

    pings = (({"id": Hole("id"), "method": "ping", "params": []}, {"result": "pong"}),)

    def trades(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `trades`; None where it does not report the event."""
        exchange = self.connection.context.exchange
        i = exchange.instrument(event.symbol)
        v = event.trade
        answer = self.dialect.example("stream_trades")
        row = first_row(answer, ("1",))
        return put(answer, ("1",), [_write_trade_update(row, v, i)])


class CandlesSocket(GeneratedSocket):
    """Connection `candles`."""

    subscribe: ClassVar[Any] = {
        "id": Hole("id"),
        "method": "candles_subscribe",
        "params": [Hole("topic.market"), Hole("topic.interval")],
    }

    unsubscribe: ClassVar[Any] = {"id": Hole("id"), "method": "candles_unsubscribe", "params": []}

    topics = (
        TopicRule(
            channel="candles",
            pattern={"market": "(?P<symbol>[^@]+?)", "interval": "(?P<interval>[^@{}]+)"},
            key="candles",
            events=frozenset(["trade"]),
            writer="candles",
        ),
    )

    ack = Envelope(body={"id": {}}, id="id")

    refused = ErrorPlace({"id": {}}, ("error", "code"), ("error", "message"), True)

    push = Envelope(body={"method": "candles_update", "params": {}}, payload="params")

    pings = (({"id": Hole("id"), "method": "ping", "params": []}, {"result": "pong"}),)

    def candles(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `candles`; None where it does not report the event."""
        interval = interval_ns(
            {
                "60": "1m",
                "180": "3m",
                "300": "5m",
                "900": "15m",
                "1800": "30m",
                "3600": "1h",
                "14400": "4h",
                "86400": "1d",
            }[subscription.data[1]["interval"]]
        )
        exchange = self.connection.context.exchange
        i = exchange.instrument(event.symbol)
        v = candle_of(exchange, event.symbol, interval)
        return [
            filled(
                _write_candle_update(first_row(self.dialect.example("stream_candles"), ()), v, i), {"7": i.venue_symbol}
            )
        ]


class BestSocket(GeneratedSocket):
    """Connection `best`."""

    subscribe: ClassVar[Any] = {"id": Hole("id"), "method": "bookTicker_subscribe", "params": [Hole("topic")]}

    unsubscribe: ClassVar[Any] = {"id": Hole("id"), "method": "bookTicker_unsubscribe", "params": [Hole("topic")]}

    topics = (
        TopicRule(
            channel="tickers", pattern="(?P<symbol>[^@]+?)", events=frozenset(["quote", "trade"]), writer="tickers"
        ),
    )

    ack = Envelope(body={"id": {}}, id="id")

    refused = ErrorPlace({"id": {}}, ("error", "code"), ("error", "message"), True)

    push = Envelope(body={"method": "bookTicker_update", "params": {}}, key=("params", "0", "2"), payload="params")

    pings = (({"id": Hole("id"), "method": "ping", "params": []}, {"result": "pong"}),)

    def tickers(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `tickers`; None where it does not report the event."""
        exchange = self.connection.context.exchange
        i = exchange.instrument(event.symbol)
        v = ticker_of(exchange, event.symbol)
        return [filled(_write_best(first_row(self.dialect.example("stream_best"), ()), v, i), {"2": i.venue_symbol})]


class PrivateSocket(GeneratedSocket):
    """Connection `private`."""

    subscribe: ClassVar[Any] = {"id": Hole("id"), "*": Hole("topic")}

    topics = (
        TopicRule(
            channel="orders",
            pattern={"method": "ordersPending_subscribe", "params": ".*"},
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
        TopicRule(
            channel="balances",
            pattern={"method": "balanceSpot_subscribe", "params": "\\[\\]"},
            key="balances",
            private=True,
            example="stream_balances",
        ),
    )

    ack = Envelope(body={"id": {}}, id="id")

    refused = ErrorPlace({"id": {}}, ("error", "code"), ("error", "message"), True)

    pushes: ClassVar[Any] = {
        "orders": Envelope(body={"method": "ordersPending_update", "params": {}}, payload="params"),
        "deals": Envelope(body={"method": "deals_update", "params": {}}, payload="params"),
        "balances": Envelope(body={"method": "balanceSpot_update", "params": {}}, payload="params"),
    }

    push = Envelope(body={"method": "ordersPending_update", "params": {}}, payload="params")

    login = Login(
        frame={"id": 0, "method": "authorize", "params": [Hole("lease.stream.token"), "public"]},
        auth="login",
        reply=Envelope(body={"id": 0}),
        refused=ErrorPlace({"id": 0}, ("error", "code"), ("error", "message"), True),
        channels=(),
    )

    pings = (({"id": Hole("id"), "method": "ping", "params": []}, {"result": "pong"}),)

    def orders(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `orders`; None where it does not report the event."""
        i = self.instrument(event.symbol)
        names = {"new": "stream_orders"}
        answer = self.dialect.example(names.get(event.order.status.value) or next(iter(names.values())))
        return _write_order_update(answer, event.order, i)

    def deals(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `deals`; None where it does not report the event."""
        i = self.instrument(event.symbol)
        if event.fill is None:
            return None
        answer = self.dialect.example("stream_deals")
        return _write_deal(answer, event.fill, i)


class SimulatedWhitebit(GeneratedDialect):
    """Implements `SimDialect`."""

    venue = "whitebit"
    params: ClassVar[Mapping[str, Sequence[Param]]] = {
        "markets": (),
        "time": (),
        "ticker": (Param("market", "market", str, required=True),),
        "order_book": (
            Param("market", "market", str, required=True),
            Param("limit", "limit", int),
            Param("level", "level", int),
        ),
        "trades": (Param("market", "market", str, required=True), Param("type", "side", str)),
        "candles": (
            Param("market", "market", str, required=True),
            Param("start", "start", int),
            Param("end", "end", int),
            Param("interval", "interval", str),
            Param("limit", "limit", int),
        ),
        "websocket_token": (),
        "balances": (Param("ticker", "ticker", str),),
        "new_limit": (
            Param("market", "market", str, required=True),
            Param("side", "side", str, required=True),
            Param("amount", "amount", Decimal, required=True),
            Param("price", "price", Decimal, required=True),
            Param("clientOrderId", "client_order_id", str),
            Param("postOnly", "post_only", bool),
            Param("ioc", "ioc", bool),
            Param("bboRole", "bbo_role", int),
            Param("stp", "stp", str),
            Param("rpi", "rpi", bool),
            Param("retail", "retail", bool),
        ),
        "new_market": (
            Param("market", "market", str, required=True),
            Param("side", "side", str, required=True),
            Param("amount", "amount", Decimal, required=True),
            Param("clientOrderId", "client_order_id", str),
            Param("stp", "stp", str),
        ),
        "new_stock_market": (
            Param("market", "market", str, required=True),
            Param("side", "side", str, required=True),
            Param("amount", "amount", Decimal, required=True),
            Param("clientOrderId", "client_order_id", str),
            Param("stp", "stp", str),
        ),
        "new_stop_limit": (
            Param("market", "market", str, required=True),
            Param("side", "side", str, required=True),
            Param("amount", "amount", Decimal, required=True),
            Param("price", "price", Decimal, required=True),
            Param("activation_price", "activation_price", Decimal, required=True),
            Param("clientOrderId", "client_order_id", str),
            Param("bboRole", "bbo_role", int),
            Param("stp", "stp", str),
        ),
        "new_stop_market": (
            Param("market", "market", str, required=True),
            Param("side", "side", str, required=True),
            Param("amount", "amount", Decimal, required=True),
            Param("activation_price", "activation_price", Decimal, required=True),
            Param("clientOrderId", "client_order_id", str),
            Param("stp", "stp", str),
        ),
        "new_many": (Param("orders", "orders", list[Any], required=True), Param("stopOnFail", "stop_on_fail", bool)),
        "cancel": (
            Param("market", "market", str, required=True),
            Param("orderId", "order_id", int),
            Param("clientOrderId", "client_order_id", str),
        ),
        "cancel_many": (Param("orders", "orders", list[Any], required=True),),
        "cancel_all": (Param("market", "market", str), Param("type", "type", list[str])),
        "kill_switch": (
            Param("market", "market", str, required=True),
            Param("timeout", "timeout", str | None, required=True),
            Param("types", "types", list[str]),
        ),
        "modify": (
            Param("orderId", "order_id", int),
            Param("clientOrderId", "client_order_id", str),
            Param("market", "market", str, required=True),
            Param("amount", "amount", Decimal),
            Param("total", "total", Decimal),
            Param("price", "price", Decimal),
            Param("activationPrice", "activation_price", Decimal),
            Param("stp", "stp", str),
        ),
        "active_order": (
            Param("market", "market", str, required=True),
            Param("orderId", "order_id", int),
            Param("clientOrderId", "client_order_id", str),
        ),
        "open_orders": (Param("market", "market", str), Param("offset", "offset", int), Param("limit", "limit", int)),
        "order_history": (
            Param("market", "market", str),
            Param("orderId", "order_id", int),
            Param("clientOrderId", "client_order_id", str),
            Param("status", "status", str),
            Param("startDate", "start_date", int),
            Param("endDate", "end_date", int),
            Param("offset", "offset", int),
            Param("limit", "limit", int),
        ),
        "deals": (
            Param("market", "market", str, required=True),
            Param("clientOrderId", "client_order_id", str),
            Param("startDate", "start_date", int),
            Param("endDate", "end_date", int),
            Param("offset", "offset", int),
            Param("limit", "limit", int),
        ),
    }
    costs: ClassVar[Mapping[str, Any]] = {
        "markets": {"market_data": 1},
        "time": {"market_data": 1},
        "ticker": {"candles": 1},
        "order_book": {"order_book": 1},
        "trades": {"market_data": 1},
        "candles": {"candles": 1},
        "websocket_token": {"token": 1},
        "balances": {"account": 1},
        "new_limit": {"trading": 1},
        "new_market": {"trading": 1},
        "new_stock_market": {"trading": 1},
        "new_stop_limit": {"trading": 1},
        "new_stop_market": {"trading": 1},
        "new_many": {"trading": 1},
        "cancel": {"trading": 1},
        "cancel_many": {"trading": 1},
        "cancel_all": {"trading": 1},
        "kill_switch": {"trading": 1},
        "modify": {"trading": 1},
        "active_order": {"account": 1},
        "open_orders": {"account": 1},
        "order_history": {"account": 1},
        "deals": {"account": 1},
    }
    refusals = (
        Refusal(VenueResponseError, "None", '{"market":["Market is not available."]}', 200, ("candles",)),
        Refusal(
            DuplicateOrderId, "36", "This client order id is already used by the current account.", 422, ("new_limit",)
        ),
        Refusal(InvalidOrder, "37", "Either IOC or PostOnly flag in true state is allowed.", 422, ("new_limit",)),
        Refusal(InsufficientFunds, "32", "Not enough balance.", 422, ("new_market",)),
        Refusal(OrderNotFound, "2", "Unexecuted order was not found.", 400, ("cancel",)),
        Refusal(InsufficientFunds, "10", "Not enough balance.", 422, ("modify",)),
        Refusal(OrderNotFound, "30", "OrderHistory was not found.", 422, ("order_history",)),
        Refusal(InvalidNonce, "0", "Too many requests"),
        Refusal(ClockSkew, "0", "Your nonce is more than"),
        Refusal(AuthenticationError, "0", "Payload not provided"),
        Refusal(PermissionDenied, "0", "This action is unauthorized"),
        Refusal(VenueResponseError, "0", ""),
        Refusal(RateLimitExceeded, "7", "too many requests"),
        Refusal(VenueUnavailable, "500", ""),
    )
    statuses: ClassVar[Mapping[type[VenueError], int]] = {
        AuthenticationError: 401,
        PermissionDenied: 403,
        RateLimitExceeded: 429,
        VenueUnavailable: 500,
    }
    error_place = ErrorPlace({"success": False}, "code", "message", True)
    shown_instruments = INSTRUMENTS
    signed_fields = frozenset(["nonce", "nonceWindow", "request"])
    used_headers: ClassVar[Mapping[str, tuple[str, bool]]] = {}
    channels: Sequence[str] = ("books", "trades", "candles", "tickers", "orders", "deals", "balances")
    buckets: Sequence[SimBucket] = (
        SimBucket("market_data", 2000, 10000000000, per="ip", window="sliding"),
        SimBucket("order_book", 600, 10000000000, per="ip", window="sliding"),
        SimBucket("candles", 1000, 10000000000, per="ip", window="sliding"),
        SimBucket("trading", 10000, 10000000000, per="ip", window="sliding"),
        SimBucket("account", 12000, 10000000000, per="ip", window="sliding"),
        SimBucket("token", 10, 60000000000, per="ip", window="sliding"),
    )
    enum_fields: Mapping[str, Sequence[FieldPath]] = {
        "markets": (("*", "type"),),
        "trades": (("*", "type"),),
        "new_limit": (("side",), ("type",), ("status",), ("stp",)),
        "new_market": (("side",), ("type",), ("status",), ("stp",)),
        "new_stock_market": (("side",), ("type",), ("status",), ("stp",)),
        "new_stop_limit": (("side",), ("type",), ("status",), ("stp",)),
        "new_stop_market": (("side",), ("type",), ("status",), ("stp",)),
        "modify": (("side",), ("type",), ("status",), ("stp",)),
        "cancel": (("side",), ("type",), ("status",), ("stp",)),
        "active_order": (("*", "side"), ("*", "type"), ("*", "status"), ("*", "stp")),
        "open_orders": (("*", "side"), ("*", "type"), ("*", "status"), ("*", "stp")),
        "deals": (("*", "side"), ("*", "role")),
    }

    def __init__(self) -> None:
        super().__init__(load_examples(__file__))
        self.routes = (
            SimRoute("GET", "/api/v4/public/markets", "markets", self.markets, cost=self.cost),
            SimRoute("GET", "/api/v4/public/time", "time", self.time, cost=self.cost),
            SimRoute("GET", "/api/v1/public/ticker", "ticker", self.ticker, cost=self.cost),
            SimRoute("GET", "/api/v4/public/orderbook/{market}", "order_book", self.order_book, cost=self.cost),
            SimRoute("GET", "/api/v4/public/trades/{market}", "trades", self.trades, cost=self.cost),
            SimRoute("GET", "/api/v1/public/kline", "candles", self.candles, cost=self.cost),
            SimRoute(
                "POST",
                "/api/v4/profile/websocket_token",
                "websocket_token",
                self.websocket_token,
                "signed",
                cost=self.cost,
            ),
            SimRoute("POST", "/api/v4/trade-account/balance", "balances", self.balances, "signed", cost=self.cost),
            SimRoute("POST", "/api/v4/order/new", "new_limit", self.new_limit, "signed", command=True, cost=self.cost),
            SimRoute(
                "POST", "/api/v4/order/market", "new_market", self.new_market, "signed", command=True, cost=self.cost
            ),
            SimRoute(
                "POST",
                "/api/v4/order/stock_market",
                "new_stock_market",
                self.new_stock_market,
                "signed",
                command=True,
                cost=self.cost,
            ),
            SimRoute(
                "POST",
                "/api/v4/order/stop_limit",
                "new_stop_limit",
                self.new_stop_limit,
                "signed",
                command=True,
                cost=self.cost,
            ),
            SimRoute(
                "POST",
                "/api/v4/order/stop_market",
                "new_stop_market",
                self.new_stop_market,
                "signed",
                command=True,
                cost=self.cost,
            ),
            SimRoute("POST", "/api/v4/order/bulk", "new_many", self.new_many, "signed", command=True, cost=self.cost),
            SimRoute("POST", "/api/v4/order/cancel", "cancel", self.cancel, "signed", command=True, cost=self.cost),
            SimRoute(
                "POST",
                "/api/v4/order/cancel/bulk",
                "cancel_many",
                self.cancel_many,
                "signed",
                command=True,
                cost=self.cost,
            ),
            SimRoute(
                "POST",
                "/api/v4/order/cancel/all",
                "cancel_all",
                self.cancel_all,
                "signed",
                command=True,
                cost=self.cost,
            ),
            SimRoute(
                "POST",
                "/api/v4/order/kill-switch",
                "kill_switch",
                self.documented("kill_switch"),
                "signed",
                command=True,
                cost=self.cost,
            ),
            SimRoute("POST", "/api/v4/order/modify", "modify", self.modify, "signed", command=True, cost=self.cost),
            SimRoute("POST", "/api/v4/orders", "active_order", self.active_order, "signed", cost=self.cost),
            SimRoute("POST", "/api/v4/orders", "open_orders", self.open_orders, "signed", cost=self.cost),
            SimRoute(
                "POST",
                "/api/v4/trade-account/order/history",
                "order_history",
                self.documented("order_history"),
                "signed",
                cost=self.cost,
            ),
            SimRoute("POST", "/api/v4/trade-account/executed-history", "deals", self.deals, "signed", cost=self.cost),
        )
        self.sockets = (
            SimSocketRoute(
                "depth",
                "/ws",
                lambda connection: SharedSocket(
                    (
                        DepthSocket(connection, self),
                        TradesSocket(connection, self),
                        CandlesSocket(connection, self),
                        BestSocket(connection, self),
                        PrivateSocket(connection, self),
                    )
                ),
                also=("trades", "candles", "best", "private"),
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
        payload = seen.get("header", "X-TXC-PAYLOAD")
        signature = seen.get("header", "X-TXC-SIGNATURE")
        account, credentials = self.account_of(call, "api_key", seen.get("header", "X-TXC-APIKEY"))
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
        return [_write_instrument(row, v) for v in values]

    def time(self, call: SimCall) -> object:
        """`fetch_time` of the contract."""
        self.read(call)
        return filled(self.example("time"), {"time": call.now_ns // 1_000_000_000})

    def ticker(self, call: SimCall) -> object:
        """`fetch_ticker` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.market)
        exchange = call.exchange
        v = ticker_of(exchange, i.symbol)
        return put(
            self.example("ticker"),
            ("result",),
            _write_ticker(get(self.example("ticker"), ("result",)), v, exchange.instrument(v.symbol)),
        )

    def order_book(self, call: SimCall) -> object:
        """`fetch_order_book` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.market)
        exchange = call.exchange
        book = exchange.book(i.symbol, p.limit)
        return filled(
            self.example("order_book"),
            {
                "bids": [[decimal_text(level.price), decimal_text(level.quantity)] for level in book.bids],
                "asks": [[decimal_text(level.price), decimal_text(level.quantity)] for level in book.asks],
            },
        )

    def trades(self, call: SimCall) -> object:
        """`fetch_trades` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.market)
        exchange = call.exchange
        values = trades_of(exchange, i.symbol, None, None)
        values = values[::-1]
        row = first_row(self.example("trades"), ())
        return [_write_trade(row, v, exchange.instrument(v.symbol)) for v in values]

    def candles(self, call: SimCall) -> object:
        """`fetch_candles` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.market)
        exchange = call.exchange
        interval = interval_ns(
            {
                "1s": "1s",
                "10s": "10s",
                "30s": "30s",
                "1m": "1m",
                "3m": "3m",
                "5m": "5m",
                "15m": "15m",
                "30m": "30m",
                "1h": "1h",
                "2h": "2h",
                "4h": "4h",
                "6h": "6h",
                "8h": "8h",
                "12h": "12h",
                "1d": "1d",
                "3d": "3d",
                "1w": "1w",
                "1M": "1M",
            }.get(p.interval, p.interval)
        )
        tape = exchange.tape(i.symbol)
        values = tape.candles(
            interval, call.now_ns, since=p.start * 1_000_000_000 if p.start is not None else None, limit=p.limit
        )
        answer = self.example("candles")
        row = first_row(answer, ("result",))
        return put(answer, ("result",), [_write_candle(row, v, i) for v in values])

    def new_limit(self, call: SimCall) -> object:
        """`create_order` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.market)
        exchange = call.exchange
        style = read_style(_STYLES, {"post_only": p.post_only, "ioc": p.ioc})
        request = OrderRequest(
            symbol=i.symbol,
            type=OrderType.LIMIT,
            quantity=p.amount,
            quote_quantity=None,
            side=required(SIDE_IN.get(p.side), "side"),
            price=p.price,
            client_order_id=p.client_order_id,
            self_trade_prevention=STP_IN.get(p.stp) if p.stp is not None else None,
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
            quantity=None,
            quote_quantity=p.amount,
            side=required(SIDE_IN.get(p.side), "side"),
            client_order_id=p.client_order_id,
            self_trade_prevention=STP_IN.get(p.stp) if p.stp is not None else None,
            post_only=style.get("post_only", False),
        )
        v = exchange.create_order(call.account, request).order
        return _write_order(self.example("new_market"), v, exchange.instrument(v.symbol))

    def new_stock_market(self, call: SimCall) -> object:
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
            self_trade_prevention=STP_IN.get(p.stp) if p.stp is not None else None,
            post_only=style.get("post_only", False),
        )
        v = exchange.create_order(call.account, request).order
        return _write_order(self.example("new_stock_market"), v, exchange.instrument(v.symbol))

    def new_stop_limit(self, call: SimCall) -> object:
        """`create_order` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.market)
        exchange = call.exchange
        style = read_style(_STYLES, {})
        request = OrderRequest(
            symbol=i.symbol,
            type=OrderType.STOP_LIMIT,
            side=required(SIDE_IN.get(p.side), "side"),
            quantity=p.amount,
            price=p.price,
            client_order_id=p.client_order_id,
            self_trade_prevention=STP_IN.get(p.stp) if p.stp is not None else None,
            trigger_price=p.activation_price,
            post_only=style.get("post_only", False),
            time_in_force=style.get("time_in_force"),
        )
        v = exchange.create_order(call.account, request).order
        return _write_order(self.example("new_stop_limit"), v, exchange.instrument(v.symbol))

    def new_stop_market(self, call: SimCall) -> object:
        """`create_order` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.market)
        exchange = call.exchange
        style = read_style(_STYLES, {})
        request = OrderRequest(
            symbol=i.symbol,
            type=OrderType.STOP,
            time_in_force=None,
            quantity=None if p.side == "buy" else p.amount,
            quote_quantity=p.amount if p.side == "buy" else None,
            side=required(SIDE_IN.get(p.side), "side"),
            client_order_id=p.client_order_id,
            self_trade_prevention=STP_IN.get(p.stp) if p.stp is not None else None,
            trigger_price=p.activation_price,
            post_only=style.get("post_only", False),
        )
        v = exchange.create_order(call.account, request).order
        return _write_order(self.example("new_stop_market"), v, exchange.instrument(v.symbol))

    def new_many(self, call: SimCall) -> object:
        """`create_orders` of the contract."""
        p = self.read(call)
        answer = self.example("new_many")
        documented = answer
        rows = self.one_by_one(
            call,
            p.orders,
            "new_limit",
            self.new_limit,
            documented,
            _write_create_orders_ack,
            (("error", "code"), ("error", "message")),
        )
        return rows

    def modify(self, call: SimCall) -> object:
        """`edit_order` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.market)
        exchange = call.exchange
        v = exchange.edit_order(
            call.account,
            i.symbol,
            venue_order_id=str(p.order_id) if p.order_id is not None else None,
            client_order_id=p.client_order_id,
            quantity=p.amount,
            price=p.price,
        ).order
        return _write_edit_order_ack(self.example("modify"), v, exchange.instrument(v.symbol))

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

    def cancel_many(self, call: SimCall) -> object:
        """`cancel_orders` of the contract."""
        p = self.read(call)
        answer = self.example("cancel_many")
        documented = answer
        rows = self.one_by_one(
            call, p.orders, "cancel", self.cancel, documented, None, (("error", "code"), ("error", "message"))
        )
        return rows

    def cancel_all(self, call: SimCall) -> object:
        """`cancel_all_orders` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.market) if p.market is not None else None
        exchange = call.exchange
        exchange.cancel_all_orders(call.account, i.symbol if i is not None else None)
        return self.example("cancel_all")

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

    def deals(self, call: SimCall) -> object:
        """`fetch_my_trades` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.market)
        exchange = call.exchange
        values = fills_of(
            exchange,
            call.account,
            i.symbol,
            p.start_date * 1_000_000_000 if p.start_date is not None else None,
            p.limit,
        )
        values = values[::-1]
        row = first_row(self.example("deals"), ())
        return [_write_fill(row, v, exchange.instrument(v.symbol)) for v in values]

    def balances(self, call: SimCall) -> object:
        """`fetch_balances` of the contract."""
        self.read(call)
        exchange = call.exchange
        values = list(exchange.balances(call.account).values())
        answer = self.example("balances")
        row = first_entry(answer, ())
        return put(answer, (), dict(_write_balance(row, v) for v in values))

    def websocket_token(self, call: SimCall) -> object:
        """Grants the lease `stream`."""
        self.read(call)
        return self.grant(call, "stream", self.example("websocket_token"), (("websocket_token",),))
