"""Gate, simulated: its routes, words, signatures and frames over the venue-neutral exchange.

Made from the spec, and from nothing of the client. Answers are the documented examples, filled with live values; an
endpoint that no method of the contract uses is answered with its documented example as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar
from urllib.parse import unquote

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
from venue_runtime.exprs import json_at, word_of
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
from venue_runtime.signing import sha512
from venue_runtime.testing.dialect import FieldPath, SimBucket, SimCall, SimRoute, SimSocketRoute, Subscription
from venue_runtime.testing.filling import filled, get, put
from venue_runtime.testing.generated import ErrorPlace, GeneratedDialect, Param, Refusal, load_examples
from venue_runtime.testing.generated_socket import (
    Envelope,
    GeneratedSocket,
    Hole,
    KeyPart,
    Login,
    SharedSocket,
    TopicRule,
)
from venue_runtime.testing.market_views import (
    candle_of,
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
from venue_runtime.wire import bool_text, decimal_text, ms_from_ns, s_from_ns

SIDE_IN = {"buy": Side.BUY, "sell": Side.SELL}

SIDE_OUT = {Side.BUY: "buy", Side.SELL: "sell"}

ORDER_TYPE_OUT = {OrderType.LIMIT: "limit", OrderType.MARKET: "market"}

TIME_IN_FORCE_IN = {"gtc": TimeInForce.GTC, "ioc": TimeInForce.IOC, "fok": TimeInForce.FOK}

STP_ACT_IN = {
    "cn": SelfTradePrevention.CANCEL_TAKER,
    "co": SelfTradePrevention.CANCEL_MAKER,
    "cb": SelfTradePrevention.CANCEL_BOTH,
}

ROLE_OUT = {Liquidity.MAKER: "maker", Liquidity.TAKER: "taker"}

TRADE_STATUS_OUT = {InstrumentStatus.TRADING: "tradable", InstrumentStatus.HALTED: "untradable"}

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
        symbol="ETH/USDT",
        venue_symbol="ETH_USDT",
        kind=InstrumentKind.SPOT,
        base="ETH",
        quote="USDT",
        price_increment=Decimal("0.000001"),
        quantity_increment=Decimal("0.001"),
        min_quantity=Decimal("0.001"),
        max_quantity=Decimal("10000"),
        min_notional=Decimal("1"),
    ),  # documented: pairs
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
        symbol="ETC/BTC",
        venue_symbol="ETC_BTC",
        kind=InstrumentKind.SPOT,
        base="ETC",
        quote="BTC",
        price_increment=Decimal("0.01"),
        quantity_increment=Decimal("0.01"),
    ),
    Instrument(
        symbol="GT/USDT",
        venue_symbol="GT_USDT",
        kind=InstrumentKind.SPOT,
        base="GT",
        quote="USDT",
        price_increment=Decimal("0.01"),
        quantity_increment=Decimal("0.01"),
    ),
    Instrument(
        symbol="BTC3L/USDT",
        venue_symbol="BTC3L_USDT",
        kind=InstrumentKind.SPOT,
        base="BTC3L",
        quote="USDT",
        price_increment=Decimal("0.01"),
        quantity_increment=Decimal("0.01"),
    ),
)
"""What is traded where nobody says otherwise."""

_STYLES: Sequence[tuple[Mapping[str, tuple[Any, ...]], Mapping[str, Any]]] = (
    (
        {"type": (OrderType.LIMIT,), "post_only": (True,), "time_in_force": (TimeInForce.GTC,)},
        {"type": "limit", "time_in_force": "poc"},
    ),
    ({"type": (OrderType.LIMIT,), "post_only": (True,)}, {"type": "limit", "time_in_force": "poc"}),
    ({"type": (OrderType.LIMIT,), "time_in_force": (TimeInForce.IOC, TimeInForce.FOK)}, {"type": "limit"}),
    ({"type": (OrderType.LIMIT,), "time_in_force": (TimeInForce.GTC,)}, {"type": "limit", "time_in_force": "gtc"}),
    ({"type": (OrderType.LIMIT,)}, {"type": "limit"}),
    (
        {"type": (OrderType.MARKET,), "side": (Side.BUY,), "time_in_force": (TimeInForce.IOC, TimeInForce.FOK)},
        {"type": "market"},
    ),
    ({"type": (OrderType.MARKET,), "time_in_force": (TimeInForce.IOC, TimeInForce.FOK)}, {"type": "market"}),
    ({"type": (OrderType.MARKET,), "side": (Side.BUY,)}, {"type": "market", "time_in_force": "ioc"}),
    ({"type": (OrderType.MARKET,)}, {"type": "market", "time_in_force": "ioc"}),
)
"""What an order is → how the venue says it."""


def _style(v: Order) -> Mapping[str, Any]:
    """How the venue says what kind of order this is."""
    return write_style(_STYLES, v)


def _write_instrument(example: Any, v: Instrument) -> Any:
    """Instrument as `Pair`."""
    return filled(
        example,
        {
            "precision": 2,
            "amount_precision": 2,
            "id": v.venue_symbol,
            "base": v.base,
            "quote": v.quote,
            "trade_status": TRADE_STATUS_OUT[v.status],
            "min_base_amount": decimal_text(v.min_quantity) if v.min_quantity is not None else None,
            "max_base_amount": decimal_text(v.max_quantity) if v.max_quantity is not None else None,
            "min_quote_amount": decimal_text(v.min_notional) if v.min_notional is not None else None,
        },
        {"min_base_amount", "max_base_amount", "min_quote_amount"},
    )


def _write_ticker(example: Any, v: Ticker, i: Instrument) -> Any:
    """Ticker as `Ticker`."""
    return filled(
        example,
        {
            "currency_pair": i.venue_symbol,
            "highest_bid": decimal_text(v.bid) if v.bid is not None else "",
            "highest_size": decimal_text(v.bid_quantity) if v.bid_quantity is not None else "",
            "lowest_ask": decimal_text(v.ask) if v.ask is not None else "",
            "lowest_size": decimal_text(v.ask_quantity) if v.ask_quantity is not None else "",
            "last": decimal_text(v.last) if v.last is not None else "",
        },
    )


def _write_trade(example: Any, v: Trade, i: Instrument) -> Any:
    """Trade as `Trade`."""
    return filled(
        example,
        {
            "id": v.trade_id,
            "side": SIDE_OUT[v.side] if v.side is not None else None,
            "price": decimal_text(v.price),
            "amount": decimal_text(v.quantity),
            "create_time_ms": str(ms_from_ns(v.ts_event)) if v.ts_event is not None else None,
        },
    )


def _write_candle(example: Any, v: Candle, i: Instrument) -> Any:
    """Candle as `Candle`."""
    return filled(
        example,
        {
            "0": str(s_from_ns(v.ts_open)),
            "5": decimal_text(v.open),
            "3": decimal_text(v.high),
            "4": decimal_text(v.low),
            "2": decimal_text(v.close),
            "6": decimal_text(v.volume),
            "7": bool_text(v.closed),
        },
    )


def _write_order(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `Order`."""
    style = _style(v)
    return filled(
        example,
        {
            "text": v.client_order_id or "apiv4",
            "type": ORDER_TYPE_OUT[v.type or OrderType.LIMIT],
            "status": (
                "open"
                if v.status in (OrderStatus.NEW, OrderStatus.PARTIALLY_FILLED, OrderStatus.PENDING_CANCEL)
                else "closed" if v.status == OrderStatus.FILLED else "cancelled"
            ),
            "price": decimal_text(v.price or Decimal(0)),
            "amount": decimal_text(v.quantity or v.quote_quantity or Decimal(0)),
            "left": decimal_text((v.quantity or Decimal(0)) - (v.filled_quantity or Decimal(0))),
            "filled_amount": decimal_text(v.filled_quantity or Decimal(0)),
            "avg_deal_price": decimal_text(v.average_price or Decimal(0)),
            "finish_as": (
                "open"
                if v.status in (OrderStatus.NEW, OrderStatus.PARTIALLY_FILLED, OrderStatus.PENDING_CANCEL)
                else "filled" if v.status == OrderStatus.FILLED else "cancelled"
            ),
            "update_time_ms": (
                v.ts_event // 1000000 if v.ts_event else v.ts_recv // 1000000 if v.ts_recv is not None else None
            ),
            "update_time": str(s_from_ns(_1)) if (_1 := (v.ts_event or v.ts_recv)) is not None else None,
            "currency_pair": i.venue_symbol,
            "id": v.venue_order_id,
            "side": SIDE_OUT[v.side] if v.side is not None else None,
            "time_in_force": style["time_in_force"],
        },
        {"update_time_ms"},
    )


def _write_create_orders_ack(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `BatchedOrder`."""
    return filled(example, {"id": v.venue_order_id}, {"id"})


def _write_fill(example: Any, v: Fill, i: Instrument) -> Any:
    """Fill as `Fill`."""
    return filled(
        example,
        {
            "text": v.client_order_id or "apiv4",
            "fee": decimal_text(v.fee or Decimal(0)),
            "gt_fee": decimal_text(Decimal(0)),
            "fee_currency": v.fee_currency,
            "id": v.trade_id,
            "order_id": v.venue_order_id,
            "side": SIDE_OUT[v.side],
            "price": decimal_text(v.price),
            "amount": decimal_text(v.quantity),
            "role": ROLE_OUT[v.liquidity] if v.liquidity is not None else None,
            "create_time_ms": str(ms_from_ns(v.ts_event)) if v.ts_event is not None else None,
        },
        {"fee_currency"},
    )


def _write_balance(example: Any, v: Balance) -> Any:
    """Balance as `Account`."""
    return filled(
        example,
        {
            "available": decimal_text(v.free or Decimal(0)),
            "locked": decimal_text(v.locked or Decimal(0)),
            "currency": v.currency,
        },
    )


def _write_ticker_update(example: Any, v: Ticker, i: Instrument) -> Any:
    """Ticker as `TickerUpdate`."""
    return filled(
        example,
        {
            "currency_pair": i.venue_symbol,
            "highest_bid": decimal_text(v.bid) if v.bid is not None else "",
            "lowest_ask": decimal_text(v.ask) if v.ask is not None else "",
            "last": decimal_text(v.last) if v.last is not None else "",
        },
    )


def _write_trade_update(example: Any, v: Trade, i: Instrument) -> Any:
    """Trade as `TradeUpdate`."""
    return filled(
        example,
        {
            "id": int(v.trade_id) if v.trade_id is not None else None,
            "currency_pair": i.venue_symbol,
            "side": SIDE_OUT[v.side] if v.side is not None else None,
            "price": decimal_text(v.price),
            "amount": decimal_text(v.quantity),
            "create_time_ms": str(ms_from_ns(v.ts_event)) if v.ts_event is not None else None,
        },
    )


def _write_candle_update(example: Any, v: Candle, i: Instrument) -> Any:
    """Candle as `CandleUpdate`."""
    return filled(
        example,
        {
            "w": v.closed,
            "t": str(s_from_ns(v.ts_open)),
            "o": decimal_text(v.open),
            "h": decimal_text(v.high),
            "l": decimal_text(v.low),
            "c": decimal_text(v.close),
            "a": decimal_text(v.volume),
        },
    )


def _write_order_update(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `OrderUpdate`."""
    style = _style(v)
    return filled(
        example,
        {
            "text": v.client_order_id or "apiv4",
            "type": ORDER_TYPE_OUT[v.type or OrderType.LIMIT],
            "price": decimal_text(v.price or Decimal(0)),
            "amount": decimal_text(v.quantity or v.quote_quantity or Decimal(0)),
            "left": decimal_text((v.quantity or Decimal(0)) - (v.filled_quantity or Decimal(0))),
            "filled_amount": decimal_text(v.filled_quantity or Decimal(0)),
            "avg_deal_price": decimal_text(v.average_price or Decimal(0)),
            "finish_as": (
                "open"
                if v.status in (OrderStatus.NEW, OrderStatus.PARTIALLY_FILLED, OrderStatus.PENDING_CANCEL)
                else "filled" if v.status == OrderStatus.FILLED else "cancelled"
            ),
            "update_time_ms": str(ms_from_ns(_1)) if (_1 := (v.ts_event or v.ts_recv)) is not None else None,
            "event": (
                "put"
                if v.status == OrderStatus.NEW
                else "update" if v.status in (OrderStatus.PARTIALLY_FILLED, OrderStatus.PENDING_CANCEL) else "finish"
            ),
            "currency_pair": i.venue_symbol,
            "id": v.venue_order_id,
            "side": SIDE_OUT[v.side] if v.side is not None else None,
            "time_in_force": style["time_in_force"],
        },
    )


def _write_fill_update(example: Any, v: Fill, i: Instrument) -> Any:
    """Fill as `FillUpdate`."""
    return filled(
        example,
        {
            "text": v.client_order_id or "apiv4",
            "fee": decimal_text(v.fee or Decimal(0)),
            "gt_fee": decimal_text(Decimal(0)),
            "fee_currency": v.fee_currency,
            "id": int(v.trade_id) if v.trade_id is not None else None,
            "order_id": v.venue_order_id,
            "currency_pair": i.venue_symbol,
            "side": SIDE_OUT[v.side],
            "price": decimal_text(v.price),
            "amount": decimal_text(v.quantity),
            "role": ROLE_OUT[v.liquidity] if v.liquidity is not None else None,
            "create_time_ms": str(ms_from_ns(v.ts_event)) if v.ts_event is not None else None,
        },
        {"fee_currency"},
    )


def _write_balance_update(example: Any, v: Balance) -> Any:
    """Balance as `BalanceUpdate`."""
    return filled(
        example,
        {
            "currency": v.currency,
            "total": decimal_text(v.total) if v.total is not None else None,
            "available": decimal_text(v.free) if v.free is not None else None,
            "freeze": decimal_text(v.locked) if v.locked is not None else None,
        },
    )


class PublicSocket(GeneratedSocket):
    """Connection `public`."""

    subscribe: ClassVar[Any] = {
        "time": Hole(""),
        "id": Hole("id"),
        "channel": Hole("topic.channel"),
        "event": "subscribe",
        "payload": Hole("topic.payload"),
    }

    unsubscribe: ClassVar[Any] = {
        "time": Hole(""),
        "id": Hole("id"),
        "channel": Hole("topic.channel"),
        "event": "unsubscribe",
        "payload": Hole("topic.payload"),
    }

    topics = (
        TopicRule(
            channel="depth",
            pattern={"channel": "spot\\.obu", "payload": "\\['ob\\.(?P<symbol>[^@]+?)\\.(?P<levels>[^@{}]+)'\\]"},
            key="spot.obu:ob.{symbol}.{levels}",
            events=frozenset(["book"]),
            writer="depth",
            start="depth_start",
        ),
        TopicRule(
            channel="book_updates",
            pattern={"channel": "spot\\.order_book_update", "payload": "\\['(?P<symbol>[^@]+?)', '100ms'\\]"},
            key="spot.order_book_update:{symbol}",
            example="stream_order_book_update",
        ),
        TopicRule(
            channel="best",
            pattern={"channel": "spot\\.book_ticker", "payload": "\\['(?P<symbol>[^@]+?)'\\]"},
            key="spot.book_ticker:{symbol}",
            events=frozenset(["quote", "trade"]),
            writer="best",
        ),
        TopicRule(
            channel="tickers",
            pattern={"channel": "spot\\.tickers", "payload": "\\['(?P<symbol>[^@]+?)'\\]"},
            key="spot.tickers:{symbol}",
            events=frozenset(["quote", "trade"]),
            writer="tickers",
        ),
        TopicRule(
            channel="trades",
            pattern={"channel": "spot\\.trades", "payload": "\\['(?P<symbol>[^@]+?)'\\]"},
            key="spot.trades:{symbol}",
            events=frozenset(["trade"]),
            writer="trades",
        ),
        TopicRule(
            channel="candles",
            pattern={
                "channel": "spot\\.candlesticks",
                "payload": "\\['(?P<interval>[^@{}]+)', '(?P<symbol>[^@]+?)'\\]",
            },
            key="spot.candlesticks:{interval}_{symbol}",
            events=frozenset(["trade"]),
            writer="candles",
        ),
    )

    ack = Envelope(body={"event": "subscribe", "id": {}}, id="id")

    left = Envelope(body={"event": "unsubscribe", "id": {}}, id="id")

    refused = ErrorPlace({"event": "subscribe", "id": {}}, ("error", "code"), ("error", "message"), True)

    drain: ClassVar[Any] = {"event": "upgrade"}

    push = Envelope(
        body={"event": "update", "channel": {}, "result": {}},
        keys=(KeyPart("channel"), KeyPart(("result", "s"), ":", others=(("result", "currency_pair"), ("result", "n")))),
        payload="result",
    )

    pings = (({"time": Hole(""), "channel": "spot.ping"}, {"channel": "spot.pong"}),)

    def depth_start(self, subscription: Subscription) -> Any:
        """What a subscription to the channel begins with."""
        u = self.start_book(subscription)
        return filled(
            self.dialect.example("stream_obu.full"),
            {
                "u": u.last_id,
                "U": u.previous_id + 1,
                "full": True,
                "t": u.ts_event // 1_000_000,
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
            self.dialect.example("stream_obu.update"),
            {
                "u": u.last_id,
                "U": u.previous_id + 1,
                "t": u.ts_event // 1_000_000,
                "b": [[decimal_text(level.price), decimal_text(level.quantity)] for level in u.bids],
                "a": [[decimal_text(level.price), decimal_text(level.quantity)] for level in u.asks],
            },
        )

    def best(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `best`; None where it does not report the event."""
        exchange = self.connection.context.exchange
        i = exchange.instrument(event.symbol)
        v = ticker_of(exchange, event.symbol)
        answer = self.dialect.example("stream_book_ticker")
        return filled(
            answer,
            {
                "s": i.venue_symbol,
                "b": decimal_text(v.bid) if v.bid is not None else None,
                "B": decimal_text(v.bid_quantity) if v.bid_quantity is not None else None,
                "a": decimal_text(v.ask) if v.ask is not None else None,
                "A": decimal_text(v.ask_quantity) if v.ask_quantity is not None else None,
                "u": exchange.book(event.symbol, 1).last_id,
            },
        )

    def tickers(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `tickers`; None where it does not report the event."""
        exchange = self.connection.context.exchange
        i = exchange.instrument(event.symbol)
        v = ticker_of(exchange, event.symbol)
        return filled(
            _write_ticker_update(self.dialect.example("stream_tickers"), v, i), {"currency_pair": i.venue_symbol}
        )

    def trades(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `trades`; None where it does not report the event."""
        exchange = self.connection.context.exchange
        i = exchange.instrument(event.symbol)
        v = event.trade
        return filled(
            _write_trade_update(self.dialect.example("stream_trades"), v, i), {"currency_pair": i.venue_symbol}
        )

    def candles(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `candles`; None where it does not report the event."""
        interval = interval_ns(
            {
                "10s": "10s",
                "1m": "1m",
                "5m": "5m",
                "15m": "15m",
                "30m": "30m",
                "1h": "1h",
                "4h": "4h",
                "8h": "8h",
                "1d": "1d",
                "7d": "1w",
            }[subscription.data[1]["interval"]]
        )
        exchange = self.connection.context.exchange
        i = exchange.instrument(event.symbol)
        v = candle_of(exchange, event.symbol, interval)
        return _write_candle_update(self.dialect.example("stream_candlesticks"), v, i)


class PrivateSocket(GeneratedSocket):
    """Connection `private`."""

    subscribe: ClassVar[Any] = {
        "time": Hole(""),
        "id": Hole("id"),
        "channel": Hole("topic.channel"),
        "event": "subscribe",
        "payload": Hole("topic.payload"),
    }

    subscribe_auth = "channel"

    unsubscribe: ClassVar[Any] = {
        "time": Hole(""),
        "id": Hole("id"),
        "channel": Hole("topic.channel"),
        "event": "unsubscribe",
        "payload": Hole("topic.payload"),
    }

    topics = (
        TopicRule(
            channel="orders",
            pattern={"channel": "spot\\.orders_v2", "payload": "\\['!all'\\]"},
            key="spot.orders_v2",
            private=True,
            events=frozenset(["order"]),
            writer="orders",
        ),
        TopicRule(
            channel="fills",
            pattern={"channel": "spot\\.usertrades", "payload": "\\['!all'\\]"},
            key="spot.usertrades",
            private=True,
            events=frozenset(["order"]),
            writer="fills",
        ),
        TopicRule(
            channel="balances",
            pattern={"channel": "spot\\.balances", "payload": "\\[\\]"},
            key="spot.balances",
            private=True,
            events=frozenset(["balance"]),
            writer="balances",
        ),
    )

    ack = Envelope(body={"event": "subscribe", "id": {}}, id="id")

    left = Envelope(body={"event": "unsubscribe", "id": {}}, id="id")

    refused = ErrorPlace({"event": "subscribe", "id": {}}, ("error", "code"), ("error", "message"), True)

    drain: ClassVar[Any] = {"event": "upgrade"}

    push = Envelope(body={"event": "update", "channel": {}, "result": {}}, key="channel", payload="result")

    pings = (({"time": Hole(""), "channel": "spot.ping"}, {"channel": "spot.pong"}),)

    def orders(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `orders`; None where it does not report the event."""
        i = self.instrument(event.symbol)
        names = {"new": "stream_orders.put"}
        answer = self.dialect.example(names.get(event.order.status.value) or next(iter(names.values())))
        return [_write_order_update(first_row(answer, ()), event.order, i)]

    def fills(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `fills`; None where it does not report the event."""
        i = self.instrument(event.symbol)
        if event.fill is None:
            return None
        answer = self.dialect.example("stream_usertrades")
        return [_write_fill_update(first_row(answer, ()), event.fill, i)]

    def balances(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `balances`; None where it does not report the event."""
        answer = self.dialect.example("stream_balances")
        row = first_row(answer, ())
        return put(answer, (), [_write_balance_update(row, v) for v in event.balances])


class CallsSocket(GeneratedSocket):
    """Connection `calls`."""

    rpc: ClassVar[Any] = {
        "time": Hole(""),
        "channel": Hole("method"),
        "event": "api",
        "payload": {"req_id": Hole("id"), "req_param": Hole("params")},
    }

    rpc_auth: ClassVar[Any] = {"signed": "session"}

    methods: ClassVar[Any] = {
        "spot.order_place": ("place",),
        "spot.order_cancel": ("cancel",),
        "spot.order_amend": ("amend",),
        "spot.order_status": ("order",),
    }

    drain: ClassVar[Any] = {"event": "upgrade"}

    reply = Envelope(id="request_id", payload=("data", "result"))

    arrived: ClassVar[Any] = {"ack": True}

    errors = ErrorPlace({"data": {"errs": {}}}, ("data", "errs", "label"), ("data", "errs", "message"))

    login = Login(
        frame={
            "time": Hole(""),
            "channel": "spot.login",
            "event": "api",
            "payload": {
                "api_key": Hole(""),
                "signature": Hole("signature"),
                "timestamp": Hole("ts"),
                "req_id": "login",
            },
        },
        auth="login",
        reply=Envelope(id="request_id", payload=("data", "result")),
        id="login",
        channels=(),
    )

    pings = (({"time": Hole(""), "channel": "spot.ping"}, {"channel": "spot.pong"}),)


class SimulatedGate(GeneratedDialect):
    """Implements `SimDialect`."""

    venue = "gate"
    params: ClassVar[Mapping[str, Sequence[Param]]] = {
        "time": (),
        "pairs": (),
        "tickers": (Param("currency_pair", "currency_pair", str), Param("timezone", "timezone", str)),
        "order_book": (
            Param("currency_pair", "currency_pair", str, required=True),
            Param("interval", "interval", Decimal),
            Param("limit", "limit", int),
            Param("with_id", "with_id", bool, const=True),
        ),
        "trades": (
            Param("currency_pair", "currency_pair", str, required=True),
            Param("limit", "limit", int),
            Param("last_id", "last_id", str),
            Param("reverse", "reverse", bool),
            Param("from", "start", int),
            Param("to", "end", int),
            Param("page", "page_number", int),
        ),
        "candles": (
            Param("currency_pair", "currency_pair", str, required=True),
            Param("limit", "limit", int),
            Param("from", "start", int),
            Param("to", "end", int),
            Param("interval", "interval", str),
        ),
        "place": (
            Param("text", "client_order_id", str),
            Param("currency_pair", "currency_pair", str, required=True),
            Param("type", "type", str, required=True),
            Param("account", "account", str, required=True),
            Param("side", "side", str, required=True),
            Param("amount", "amount", Decimal, required=True),
            Param("price", "price", Decimal),
            Param("time_in_force", "time_in_force", str),
            Param("iceberg", "iceberg", Decimal),
            Param("auto_borrow", "auto_borrow", bool),
            Param("auto_repay", "auto_repay", bool),
            Param("stp_act", "stp_act", str),
            Param("action_mode", "action_mode", str),
            Param("slippage", "slippage", Decimal),
            Param("stop_profit.trigger_price", "take_profit_trigger", Decimal),
            Param("stop_profit.order_price", "take_profit_price", Decimal),
            Param("stop_loss.trigger_price", "stop_loss_trigger", Decimal),
            Param("stop_loss.order_price", "stop_loss_price", Decimal),
        ),
        "place_many": (Param("$body", "orders", list[Any], required=True),),
        "cancel": (
            Param("order_id", "order_id", str, required=True),
            Param("currency_pair", "currency_pair", str, required=True),
            Param("account", "account", str),
            Param("action_mode", "action_mode", str),
        ),
        "cancel_many": (Param("$body", "orders", list[Any], required=True),),
        "cancel_open": (
            Param("currency_pair", "currency_pair", str),
            Param("side", "side", str),
            Param("account", "account", str),
            Param("action_mode", "action_mode", str),
        ),
        "amend": (
            Param("order_id", "order_id", str, required=True),
            Param("currency_pair", "currency_pair", str, required=True),
            Param("account", "account", str),
            Param("amount", "amount", Decimal),
            Param("price", "price", Decimal),
            Param("amend_text", "amend_text", str),
            Param("action_mode", "action_mode", str),
        ),
        "order": (
            Param("order_id", "order_id", str, required=True),
            Param("currency_pair", "currency_pair", str, required=True),
            Param("account", "account", str),
        ),
        "orders": (
            Param("currency_pair", "currency_pair", str, required=True),
            Param("status", "status", str, required=True),
            Param("page", "page_number", int),
            Param("limit", "limit", int),
            Param("account", "account", str),
            Param("from", "start", int),
            Param("to", "end", int),
            Param("side", "side", str),
        ),
        "open_orders": (
            Param("page", "page_number", int),
            Param("limit", "limit", int),
            Param("account", "account", str),
        ),
        "fills": (
            Param("currency_pair", "currency_pair", str),
            Param("limit", "limit", int),
            Param("page", "page_number", int),
            Param("order_id", "order_id", str),
            Param("account", "account", str),
            Param("from", "start", int),
            Param("to", "end", int),
        ),
        "countdown": (Param("timeout", "timeout", int, required=True), Param("currency_pair", "currency_pair", str)),
        "accounts": (Param("currency", "currency", str),),
    }
    costs: ClassVar[Mapping[str, Any]] = {
        "time": {"time": 1},
        "pairs": {"pairs": 1},
        "tickers": {"tickers": 1},
        "order_book": {"order_book": 1},
        "trades": {"trades": 1},
        "candles": {"candles": 1},
        "place": {"place": 1},
        "place_many": {"place": 1},
        "cancel": {"cancel": 1},
        "cancel_many": {"cancel": 1},
        "cancel_open": {"cancel": 1},
        "amend": {"place": 1},
        "order": {"order": 1},
        "orders": {"orders": 1},
        "open_orders": {"open_orders": 1},
        "fills": {"fills": 1},
        "countdown": {"countdown": 1},
        "accounts": {"accounts": 1},
    }
    refusals = (
        Refusal(InvalidOrder, "INVALID_PARAM_VALUE", "Invalid parameter `text` with value: abc", 400, ("place",)),
        Refusal(VenueResponseError, "INVALID_PROTOCOL", ""),
        Refusal(AuthenticationError, "INVALID_CREDENTIALS", ""),
        Refusal(PermissionDenied, "IP_FORBIDDEN", ""),
        Refusal(ClockSkew, "REQUEST_EXPIRED", ""),
        Refusal(RateLimitExceeded, "TOO_MANY_REQUESTS", ""),
        Refusal(InsufficientFunds, "QUANTITY_NOT_ENOUGH", ""),
        Refusal(CancelRejected, "ORDER_CLOSED", ""),
        Refusal(PostOnlyRejected, "POC_FILL_IMMEDIATELY", ""),
        Refusal(OrderNotFound, "ORDER_NOT_FOUND", ""),
        Refusal(OrderError, "FOK_NOT_FILL", ""),
        Refusal(VenueUnavailable, "INTERNAL", ""),
        Refusal(VenueResponseError, "1", ""),
        Refusal(VenueUnavailable, "3", ""),
        Refusal(AuthenticationError, "4", ""),
    )
    statuses: ClassVar[Mapping[type[VenueError], int]] = {
        AuthenticationError: 401,
        RateLimitExceeded: 429,
        VenueUnavailable: 500,
    }
    error_place = ErrorPlace({}, "label", "message")
    shown_instruments = INSTRUMENTS
    signed_fields = frozenset()
    used_headers: ClassVar[Mapping[str, tuple[str, bool]]] = {
        "time": ("X-Gate-RateLimit-Requests-Remain", True),
        "pairs": ("X-Gate-RateLimit-Requests-Remain", True),
        "tickers": ("X-Gate-RateLimit-Requests-Remain", True),
        "order_book": ("X-Gate-RateLimit-Requests-Remain", True),
        "trades": ("X-Gate-RateLimit-Requests-Remain", True),
        "candles": ("X-Gate-RateLimit-Requests-Remain", True),
        "place": ("X-Gate-RateLimit-Requests-Remain", True),
        "cancel": ("X-Gate-RateLimit-Requests-Remain", True),
        "order": ("X-Gate-RateLimit-Requests-Remain", True),
        "orders": ("X-Gate-RateLimit-Requests-Remain", True),
        "open_orders": ("X-Gate-RateLimit-Requests-Remain", True),
        "fills": ("X-Gate-RateLimit-Requests-Remain", True),
        "countdown": ("X-Gate-RateLimit-Requests-Remain", True),
        "accounts": ("X-Gate-RateLimit-Requests-Remain", True),
    }
    channels: Sequence[str] = (
        "depth",
        "book_updates",
        "best",
        "tickers",
        "trades",
        "candles",
        "orders",
        "fills",
        "balances",
    )
    buckets: Sequence[SimBucket] = (
        SimBucket("time", 200, 10000000000, per="ip", window="sliding"),
        SimBucket("pairs", 200, 10000000000, per="ip", window="sliding"),
        SimBucket("tickers", 200, 10000000000, per="ip", window="sliding"),
        SimBucket("order_book", 200, 10000000000, per="ip", window="sliding"),
        SimBucket("trades", 200, 10000000000, per="ip", window="sliding"),
        SimBucket("candles", 200, 10000000000, per="ip", window="sliding"),
        SimBucket("place", 10, 1000000000, per="account", window="sliding"),
        SimBucket("cancel", 200, 1000000000, per="account", window="sliding"),
        SimBucket("order", 200, 10000000000, per="account", window="sliding"),
        SimBucket("orders", 200, 10000000000, per="account", window="sliding"),
        SimBucket("open_orders", 200, 10000000000, per="account", window="sliding"),
        SimBucket("fills", 200, 10000000000, per="account", window="sliding"),
        SimBucket("countdown", 200, 10000000000, per="account", window="sliding"),
        SimBucket("accounts", 200, 10000000000, per="account", window="sliding"),
    )
    enum_fields: Mapping[str, Sequence[FieldPath]] = {
        "pairs": (("*", "trade_status"),),
        "trades": (("*", "side"), ("result", "side")),
        "place": (("status",), ("type",), ("side",), ("time_in_force",), ("stp_act",), ("finish_as",)),
        "place_many": (("*", "status"),),
        "amend": (("status",), ("type",), ("side",), ("time_in_force",), ("stp_act",), ("finish_as",)),
        "cancel": (("status",), ("type",), ("side",), ("time_in_force",), ("stp_act",), ("finish_as",)),
        "cancel_open": (
            ("*", "status"),
            ("*", "type"),
            ("*", "side"),
            ("*", "time_in_force"),
            ("*", "stp_act"),
            ("*", "finish_as"),
        ),
        "order": (("status",), ("type",), ("side",), ("time_in_force",), ("stp_act",), ("finish_as",)),
        "orders": (
            ("*", "status"),
            ("*", "type"),
            ("*", "side"),
            ("*", "time_in_force"),
            ("*", "stp_act"),
            ("*", "finish_as"),
            ("result", "*", "type"),
            ("result", "*", "side"),
            ("result", "*", "time_in_force"),
            ("result", "*", "event"),
            ("result", "*", "stp_act"),
            ("result", "*", "finish_as"),
        ),
        "fills": (("*", "side"), ("*", "role"), ("result", "*", "side"), ("result", "*", "role")),
    }

    def __init__(self) -> None:
        super().__init__(load_examples(__file__))
        self.routes = (
            SimRoute("GET", "/api/v4/spot/time", "time", self.time, cost=self.cost),
            SimRoute("GET", "/api/v4/spot/currency_pairs", "pairs", self.pairs, cost=self.cost),
            SimRoute("GET", "/api/v4/spot/tickers", "tickers", self.tickers, cost=self.cost),
            SimRoute("GET", "/api/v4/spot/order_book", "order_book", self.order_book, cost=self.cost),
            SimRoute("GET", "/api/v4/spot/trades", "trades", self.trades, cost=self.cost),
            SimRoute("GET", "/api/v4/spot/candlesticks", "candles", self.candles, cost=self.cost),
            SimRoute("POST", "/api/v4/spot/orders", "place", self.place, "signed", command=True, cost=self.cost),
            SimRoute(
                "POST",
                "/api/v4/spot/batch_orders",
                "place_many",
                self.place_many,
                "signed",
                command=True,
                cost=self.cost,
            ),
            SimRoute(
                "DELETE",
                "/api/v4/spot/orders/{order_id}",
                "cancel",
                self.cancel,
                "signed",
                command=True,
                cost=self.cost,
            ),
            SimRoute(
                "POST",
                "/api/v4/spot/cancel_batch_orders",
                "cancel_many",
                self.documented("cancel_many"),
                "signed",
                command=True,
                cost=self.cost,
            ),
            SimRoute(
                "DELETE", "/api/v4/spot/orders", "cancel_open", self.cancel_open, "signed", command=True, cost=self.cost
            ),
            SimRoute(
                "PATCH", "/api/v4/spot/orders/{order_id}", "amend", self.amend, "signed", command=True, cost=self.cost
            ),
            SimRoute("GET", "/api/v4/spot/orders/{order_id}", "order", self.order, "signed", cost=self.cost),
            SimRoute("GET", "/api/v4/spot/orders", "orders", self.orders, "signed", cost=self.cost),
            SimRoute("GET", "/api/v4/spot/open_orders", "open_orders", self.open_orders, "signed", cost=self.cost),
            SimRoute("GET", "/api/v4/spot/my_trades", "fills", self.fills, "signed", cost=self.cost),
            SimRoute(
                "POST",
                "/api/v4/spot/countdown_cancel_all",
                "countdown",
                self.documented("countdown"),
                "signed",
                command=True,
                cost=self.cost,
            ),
            SimRoute("GET", "/api/v4/spot/accounts", "accounts", self.accounts, "signed", cost=self.cost),
        )
        self.sockets = (
            SimSocketRoute(
                "public",
                "/ws/v4/",
                lambda connection: SharedSocket(
                    (PublicSocket(connection, self), PrivateSocket(connection, self), CallsSocket(connection, self))
                ),
                also=("private", "calls"),
            ),
        )

    def verify(self, call: SimCall) -> str:
        """See `SimDialect`."""
        if call.auth == "signed":
            return self._verify_signed(call)
        if call.auth == "channel":
            return self._verify_channel(call)
        if call.auth == "login":
            return self._verify_login(call)
        if call.auth == "session":
            return self._verify_session(call)
        raise AuthenticationError(f"no such scheme: {call.auth}")

    def _verify_signed(self, call: SimCall) -> str:
        seen = Seen(call)
        ts = seen.get("header", "Timestamp")
        now = sent_time(ts, "s")
        signature = seen.get("header", "SIGN")
        account, credentials = self.account_of(call, "api_key", seen.get("header", "KEY"))
        digest = sha512.hex(seen.body)
        self.check_signature(
            credentials,
            "\n".join((seen.method, seen.path, unquote(seen.query), digest, ts)),
            signature,
            (SignedBy("api_secret", "hmac-sha512"),),
        )
        self.check_time(call, now, 5_000_000_000)
        return account

    def _verify_channel(self, call: SimCall) -> str:
        seen = Seen(call)
        signature = seen.get("msg", ("auth", "SIGN"))
        account, credentials = self.account_of(call, "api_key", seen.get("msg", ("auth", "KEY")))
        self.check_signature(
            credentials,
            "channel="
            + (word_of(_1) if (_1 := json_at(call.parameters, "channel")) is not None and word_of(_1) else "")
            + "&event="
            + (word_of(_2) if (_2 := json_at(call.parameters, "event")) is not None and word_of(_2) else "")
            + "&time="
            + (word_of(_3) if (_3 := json_at(call.parameters, "time")) is not None and word_of(_3) else ""),
            signature,
            (SignedBy("api_secret", "hmac-sha512"),),
        )
        return account

    def _verify_login(self, call: SimCall) -> str:
        seen = Seen(call)
        now = sent_time(seen.get("msg", "time"), "s")
        signature = seen.get("msg", ("payload", "signature"))
        ts = seen.get("msg", ("payload", "timestamp"))
        account, credentials = self.account_of(call, "api_key", seen.get("msg", ("payload", "api_key")))
        self.check_signature(
            credentials, "\n".join(("api", "spot.login", "", ts)), signature, (SignedBy("api_secret", "hmac-sha512"),)
        )
        self.check_time(call, now, 5_000_000_000)
        return account

    def _verify_session(self, call: SimCall) -> str:
        return self.session_of(call)

    def pairs(self, call: SimCall) -> object:
        """`load_instruments` of the contract."""
        self.read(call)
        exchange = call.exchange
        values = list(exchange.instruments.values())
        row = first_row(self.example("pairs"), ())
        return [_write_instrument(row, v) for v in values]

    def time(self, call: SimCall) -> object:
        """`fetch_time` of the contract."""
        self.read(call)
        return filled(self.example("time"), {"server_time": call.now_ns // 1_000_000})

    def tickers(self, call: SimCall) -> object:
        """`fetch_ticker` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.currency_pair or "")
        exchange = call.exchange
        v = ticker_of(exchange, i.symbol)
        return put(
            self.example("tickers"),
            ("0",),
            _write_ticker(get(self.example("tickers"), ("0",)), v, exchange.instrument(v.symbol)),
        )

    def order_book(self, call: SimCall) -> object:
        """`fetch_order_book` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.currency_pair)
        exchange = call.exchange
        book = exchange.book(i.symbol, p.limit)
        return filled(
            self.example("order_book"),
            {
                "bids": [[decimal_text(level.price), decimal_text(level.quantity)] for level in book.bids],
                "asks": [[decimal_text(level.price), decimal_text(level.quantity)] for level in book.asks],
                "id": book.last_id,
            },
        )

    def trades(self, call: SimCall) -> object:
        """`fetch_trades` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.currency_pair)
        exchange = call.exchange
        values = trades_of(exchange, i.symbol, None, p.limit)
        values = values[::-1]
        row = first_row(self.example("trades"), ())
        return [_write_trade(row, v, exchange.instrument(v.symbol)) for v in values]

    def candles(self, call: SimCall) -> object:
        """`fetch_candles` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.currency_pair)
        exchange = call.exchange
        interval = interval_ns(
            {
                "1s": "1s",
                "10s": "10s",
                "1m": "1m",
                "5m": "5m",
                "15m": "15m",
                "30m": "30m",
                "1h": "1h",
                "4h": "4h",
                "8h": "8h",
                "1d": "1d",
                "7d": "1w",
            }.get(p.interval, p.interval)
        )
        tape = exchange.tape(i.symbol)
        values = tape.candles(
            interval, call.now_ns, since=p.start * 1_000_000_000 if p.start is not None else None, limit=p.limit
        )
        row = first_row(self.example("candles"), ())
        return [_write_candle(row, v, i) for v in values]

    def place(self, call: SimCall) -> object:
        """`create_order` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.currency_pair)
        exchange = call.exchange
        style = read_style(_STYLES, {"type": p.type, "time_in_force": p.time_in_force})
        request = OrderRequest(
            symbol=i.symbol,
            quantity=None if p.type == "market" and p.side == "buy" else p.amount,
            quote_quantity=p.amount if p.type == "market" and p.side == "buy" else None,
            side=required(SIDE_IN.get(p.side), "side"),
            price=p.price,
            client_order_id=p.client_order_id,
            display_quantity=p.iceberg,
            self_trade_prevention=STP_ACT_IN.get(p.stp_act) if p.stp_act is not None else None,
            type=style["type"],
            post_only=style.get("post_only", False),
            time_in_force=(TIME_IN_FORCE_IN.get(p.time_in_force)),
        )
        v = exchange.create_order(call.account, request).order
        return _write_order(self.example("place"), v, exchange.instrument(v.symbol))

    def place_many(self, call: SimCall) -> object:
        """`create_orders` of the contract."""
        p = self.read(call)
        answer = self.example("place_many")
        documented = answer
        rows = self.one_by_one(
            call, p.orders, "place", self.place, documented, _write_create_orders_ack, (("label",), ("message",))
        )
        return rows

    def amend(self, call: SimCall) -> object:
        """`edit_order` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.currency_pair)
        exchange = call.exchange
        v = exchange.edit_order(
            call.account,
            i.symbol,
            venue_order_id=None if p.order_id.startswith("t-") else p.order_id,
            client_order_id=p.order_id if p.order_id.startswith("t-") else None,
            quantity=p.amount,
            price=p.price,
        ).order
        return _write_order(self.example("amend"), v, exchange.instrument(v.symbol))

    def cancel(self, call: SimCall) -> object:
        """`cancel_order` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.currency_pair)
        exchange = call.exchange
        v = exchange.cancel_order(
            call.account,
            i.symbol,
            venue_order_id=None if p.order_id.startswith("t-") else p.order_id,
            client_order_id=p.order_id if p.order_id.startswith("t-") else None,
        ).order
        return _write_order(self.example("cancel"), v, exchange.instrument(v.symbol))

    def cancel_open(self, call: SimCall) -> object:
        """`cancel_all_orders` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.currency_pair) if p.currency_pair is not None else None
        exchange = call.exchange
        values = [each.order for each in exchange.cancel_all_orders(call.account, i.symbol if i is not None else None)]
        row = first_row(self.example("cancel_open"), ())
        return [_write_order(row, v, exchange.instrument(v.symbol)) for v in values]

    def order(self, call: SimCall) -> object:
        """`fetch_order` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.currency_pair)
        exchange = call.exchange
        v = exchange.order(
            call.account,
            i.symbol,
            venue_order_id=None if p.order_id.startswith("t-") else p.order_id,
            client_order_id=p.order_id if p.order_id.startswith("t-") else None,
        ).order
        return _write_order(self.example("order"), v, exchange.instrument(v.symbol))

    def open_orders(self, call: SimCall) -> object:
        """`fetch_open_orders` of the contract."""
        self.read(call)
        exchange = call.exchange
        values = [each.order for each in exchange.open_orders(call.account, None)]
        answer = self.example("open_orders")
        row = first_row(answer, ("0", "orders"))
        return put(answer, ("0", "orders"), [_write_order(row, v, exchange.instrument(v.symbol)) for v in values])

    def orders(self, call: SimCall) -> object:
        """`fetch_open_orders` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.currency_pair)
        exchange = call.exchange
        values = [each.order for each in exchange.open_orders(call.account, i.symbol)]
        row = first_row(self.example("orders"), ())
        return [_write_order(row, v, exchange.instrument(v.symbol)) for v in values]

    def fills(self, call: SimCall) -> object:
        """`fetch_my_trades` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.currency_pair) if p.currency_pair is not None else None
        exchange = call.exchange
        values = fills_of(
            exchange,
            call.account,
            i.symbol if i is not None else None,
            p.start * 1_000_000_000 if p.start is not None else None,
            p.limit,
        )
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
