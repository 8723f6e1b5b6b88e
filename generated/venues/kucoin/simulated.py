"""KuCoin, simulated: its routes, words, signatures and frames over the venue-neutral exchange.

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
    DuplicateOrderId,
    InsufficientFunds,
    InvalidOrder,
    MarketClosed,
    OrderNotFound,
    PermissionDenied,
    RateLimitExceeded,
    VenueError,
    VenueResponseError,
    VenueUnavailable,
)
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
from venue_runtime.testing.book_views import plain_update
from venue_runtime.testing.dialect import FieldPath, SimBucket, SimCall, SimRoute, SimSocketRoute, Subscription
from venue_runtime.testing.filling import filled, get, put
from venue_runtime.testing.generated import ErrorPlace, GeneratedDialect, Param, Refusal, load_examples
from venue_runtime.testing.generated_socket import Envelope, GeneratedSocket, Hole, Login, SharedSocket, TopicRule
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
from venue_runtime.wire import decimal_text, s_from_ns

SIDE_IN = {"buy": Side.BUY, "sell": Side.SELL}

SIDE_OUT = {Side.BUY: "buy", Side.SELL: "sell"}

ORDER_TYPE_OUT = {OrderType.LIMIT: "limit", OrderType.MARKET: "market"}

TIME_IN_FORCE_IN = {"GTC": TimeInForce.GTC, "IOC": TimeInForce.IOC, "FOK": TimeInForce.FOK, "GTT": TimeInForce.GTD}

TIME_IN_FORCE_OUT = {TimeInForce.GTC: "GTC", TimeInForce.IOC: "IOC", TimeInForce.FOK: "FOK", TimeInForce.GTD: "GTT"}

STP_IN = {
    "CN": SelfTradePrevention.CANCEL_TAKER,
    "CO": SelfTradePrevention.CANCEL_MAKER,
    "CB": SelfTradePrevention.CANCEL_BOTH,
    "DC": SelfTradePrevention.DECREMENT,
}

LIQUIDITY_OUT = {Liquidity.TAKER: "taker", Liquidity.MAKER: "maker"}

INSTRUMENTS: tuple[Instrument, ...] = (
    Instrument(
        symbol="BTC/USDT",
        venue_symbol="BTC-USDT",
        kind=InstrumentKind.SPOT,
        base="BTC",
        quote="USDT",
        price_increment=Decimal("0.1"),
        quantity_increment=Decimal("0.00000001"),
        min_quantity=Decimal("0.00001"),
        max_quantity=Decimal("10000000000"),
        min_notional=Decimal("0.1"),
    ),  # documented: symbols
    Instrument(
        symbol="ETH/USDT",
        venue_symbol="ETH-USDT",
        kind=InstrumentKind.SPOT,
        base="ETH",
        quote="USDT",
        price_increment=Decimal("0.01"),
        quantity_increment=Decimal("0.01"),
    ),
    Instrument(
        symbol="KCS/USDT",
        venue_symbol="KCS-USDT",
        kind=InstrumentKind.SPOT,
        base="KCS",
        quote="USDT",
        price_increment=Decimal("0.01"),
        quantity_increment=Decimal("0.01"),
    ),
)
"""What is traded where nobody says otherwise."""

_STYLES: Sequence[tuple[Mapping[str, tuple[Any, ...]], Mapping[str, Any]]] = (
    (
        {"type": (OrderType.LIMIT,), "post_only": (True,), "time_in_force": (TimeInForce.GTC,)},
        {"type": "limit", "post_only": True},
    ),
    (
        {"type": (OrderType.LIMIT,), "post_only": (True,), "time_in_force": (TimeInForce.GTD,)},
        {"type": "limit", "post_only": True},
    ),
    ({"type": (OrderType.LIMIT,), "post_only": (True,)}, {"type": "limit", "post_only": True}),
    ({"type": (OrderType.LIMIT,), "time_in_force": (TimeInForce.IOC, TimeInForce.FOK)}, {"type": "limit"}),
    ({"type": (OrderType.LIMIT,), "time_in_force": (TimeInForce.GTD,)}, {"type": "limit"}),
    ({"type": (OrderType.LIMIT,), "time_in_force": (TimeInForce.GTC,)}, {"type": "limit"}),
    ({"type": (OrderType.LIMIT,)}, {"type": "limit"}),
    ({"type": (OrderType.MARKET,)}, {"type": "market"}),
)
"""What an order is → how the venue says it."""


def _style(v: Order) -> Mapping[str, Any]:
    """How the venue says what kind of order this is."""
    return write_style(_STYLES, v)


def _write_instrument(example: Any, v: Instrument) -> Any:
    """Instrument as `Symbol`."""
    return filled(
        example,
        {
            "enableTrading": v.status == InstrumentStatus.TRADING,
            "symbol": v.venue_symbol,
            "baseCurrency": v.base,
            "quoteCurrency": v.quote,
            "priceIncrement": decimal_text(v.price_increment) if v.price_increment is not None else None,
            "baseIncrement": decimal_text(v.quantity_increment) if v.quantity_increment is not None else None,
            "baseMinSize": decimal_text(v.min_quantity) if v.min_quantity is not None else None,
            "baseMaxSize": decimal_text(v.max_quantity) if v.max_quantity is not None else None,
            "minFunds": decimal_text(v.min_notional) if v.min_notional is not None else None,
        },
        {"minFunds"},
    )


def _write_ticker(example: Any, v: Ticker, i: Instrument) -> Any:
    """Ticker as `Level1`."""
    return filled(
        example,
        {
            "bestBid": decimal_text(v.bid) if v.bid is not None else None,
            "bestBidSize": decimal_text(v.bid_quantity) if v.bid_quantity is not None else None,
            "bestAsk": decimal_text(v.ask) if v.ask is not None else None,
            "bestAskSize": decimal_text(v.ask_quantity) if v.ask_quantity is not None else None,
            "price": decimal_text(v.last) if v.last is not None else None,
            "time": v.ts_event // 1_000_000 if v.ts_event is not None else None,
        },
    )


def _write_trade(example: Any, v: Trade, i: Instrument) -> Any:
    """Trade as `Trade`."""
    return filled(
        example,
        {
            "sequence": v.trade_id,
            "side": SIDE_OUT[v.side] if v.side is not None else None,
            "price": decimal_text(v.price),
            "size": decimal_text(v.quantity),
            "time": v.ts_event,
        },
    )


def _write_candle(example: Any, v: Candle, i: Instrument) -> Any:
    """Candle as `Candle`."""
    return filled(
        example,
        {
            "0": str(s_from_ns(v.ts_open)),
            "1": decimal_text(v.open),
            "3": decimal_text(v.high),
            "4": decimal_text(v.low),
            "2": decimal_text(v.close),
            "5": decimal_text(v.volume),
        },
    )


def _write_create_order_ack(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `Envelope<SyncedOrder>`."""
    return filled(example, {("data", "orderId"): v.venue_order_id}, {("data", "orderId")})


def _write_create_orders_ack(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `BatchedOrder`."""
    return filled(example, {"orderId": v.venue_order_id}, {"orderId"})


def _write_edit_order_ack(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `Envelope<Edited>`."""
    return filled(example, {("data", "newOrderId"): v.venue_order_id})


def _write_order(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `Order`."""
    return filled(
        example,
        {
            "active": v.status
            in (OrderStatus.NEW, OrderStatus.PARTIALLY_FILLED, OrderStatus.PENDING_NEW, OrderStatus.PENDING_CANCEL),
            "cancelExist": v.status == OrderStatus.CANCELED,
            "price": decimal_text(v.price or Decimal(0)),
            "size": decimal_text(v.quantity or Decimal(0)),
            "funds": decimal_text(v.quote_quantity or Decimal(0)),
            "remainSize": decimal_text(v.leaves_quantity or Decimal(0)),
            "dealFunds": decimal_text(
                v.average_price * (v.filled_quantity or Decimal(0)) if v.average_price is not None else Decimal(0)
            ),
            "symbol": i.venue_symbol,
            "id": v.venue_order_id,
            "clientOid": v.client_order_id,
            "side": SIDE_OUT[v.side] if v.side is not None else None,
            "type": ORDER_TYPE_OUT[v.type] if v.type is not None else None,
            "timeInForce": TIME_IN_FORCE_OUT[v.time_in_force] if v.time_in_force is not None else None,
            "postOnly": v.post_only,
            "dealSize": decimal_text(v.filled_quantity) if v.filled_quantity is not None else None,
            "lastUpdatedAt": v.ts_event // 1_000_000 if v.ts_event is not None else None,
        },
        {"clientOid"},
    )


def _write_fill(example: Any, v: Fill, i: Instrument) -> Any:
    """Fill as `Fill`."""
    return filled(
        example,
        {
            "tradeId": int(v.trade_id) if v.trade_id is not None else None,
            "orderId": v.venue_order_id,
            "symbol": i.venue_symbol,
            "side": SIDE_OUT[v.side],
            "price": decimal_text(v.price),
            "size": decimal_text(v.quantity),
            "fee": decimal_text(v.fee) if v.fee is not None else None,
            "feeCurrency": v.fee_currency,
            "liquidity": LIQUIDITY_OUT[v.liquidity] if v.liquidity is not None else None,
            "createdAt": v.ts_event // 1_000_000 if v.ts_event is not None else None,
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
            "holds": decimal_text(v.locked) if v.locked is not None else None,
        },
    )


def _write_ticker_update(example: Any, v: Ticker, i: Instrument) -> Any:
    """Ticker as `TickerUpdate`."""
    return filled(
        example,
        {
            "time": v.ts_event // 1000000 if v.ts_event is not None else None,
            "Time": None,
            "bestBid": decimal_text(v.bid) if v.bid is not None else None,
            "bestBidSize": decimal_text(v.bid_quantity) if v.bid_quantity is not None else None,
            "bestAsk": decimal_text(v.ask) if v.ask is not None else None,
            "bestAskSize": decimal_text(v.ask_quantity) if v.ask_quantity is not None else None,
            "price": decimal_text(v.last) if v.last is not None else None,
        },
        {"time", "Time"},
    )


def _write_match(example: Any, v: Trade, i: Instrument) -> Any:
    """Trade as `Match`."""
    return filled(
        example,
        {
            "tradeId": v.trade_id,
            "symbol": i.venue_symbol,
            "side": SIDE_OUT[v.side] if v.side is not None else None,
            "price": decimal_text(v.price),
            "size": decimal_text(v.quantity),
            "time": str(v.ts_event) if v.ts_event is not None else None,
        },
    )


def _write_candle_update(example: Any, v: Candle, i: Instrument) -> Any:
    """Candle as `CandleUpdate`."""
    return filled(
        example,
        {
            ("candles", "0"): str(s_from_ns(v.ts_open)),
            ("candles", "1"): decimal_text(v.open),
            ("candles", "3"): decimal_text(v.high),
            ("candles", "4"): decimal_text(v.low),
            ("candles", "2"): decimal_text(v.close),
            ("candles", "5"): decimal_text(v.volume),
        },
    )


def _write_order_update(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `OrderUpdate`."""
    return filled(
        example,
        {
            "type": (
                "received"
                if v.status == OrderStatus.PENDING_NEW
                else (
                    "open"
                    if v.status == OrderStatus.NEW
                    else (
                        "filled"
                        if v.status == OrderStatus.FILLED
                        else "update" if v.status == OrderStatus.PARTIALLY_FILLED else "canceled"
                    )
                )
            ),
            "status": (
                "new"
                if v.status == OrderStatus.PENDING_NEW
                else "open" if v.status in (OrderStatus.NEW, OrderStatus.PARTIALLY_FILLED) else "done"
            ),
            "originSize": decimal_text(v.quantity) if v.quantity is not None else None,
            "size": decimal_text(v.quantity) if v.quantity is not None else None,
            "remainSize": decimal_text(v.leaves_quantity) if v.leaves_quantity is not None else None,
            "symbol": i.venue_symbol,
            "orderId": v.venue_order_id,
            "clientOid": v.client_order_id,
            "side": SIDE_OUT[v.side] if v.side is not None else None,
            "orderType": ORDER_TYPE_OUT[v.type] if v.type is not None else None,
            "price": decimal_text(v.price) if v.price is not None else None,
            "filledSize": decimal_text(v.filled_quantity) if v.filled_quantity is not None else None,
            "ts": v.ts_event,
        },
        {"originSize", "size", "remainSize", "clientOid", "price", "filledSize"},
    )


def _write_fill_update(example: Any, v: Fill, i: Instrument) -> Any:
    """Fill as `OrderUpdate`."""
    return filled(
        example,
        {
            "type": "match",
            "status": "match",
            "tradeId": v.trade_id,
            "orderId": v.venue_order_id,
            "clientOid": v.client_order_id,
            "symbol": i.venue_symbol,
            "side": SIDE_OUT[v.side],
            "matchPrice": decimal_text(v.price),
            "matchSize": decimal_text(v.quantity),
            "liquidity": LIQUIDITY_OUT[v.liquidity] if v.liquidity is not None else None,
            "ts": v.ts_event,
        },
        {"tradeId", "clientOid", "liquidity"},
    )


def _write_balance_update(example: Any, v: Balance) -> Any:
    """Balance as `BalanceUpdate`."""
    return filled(
        example,
        {
            "currency": v.currency,
            "total": decimal_text(v.total) if v.total is not None else None,
            "available": decimal_text(v.free) if v.free is not None else None,
            "hold": decimal_text(v.locked) if v.locked is not None else None,
        },
    )


class PublicSocket(GeneratedSocket):
    """Connection `public`."""

    subscribe: ClassVar[Any] = {
        "id": Hole("id"),
        "type": "subscribe",
        "topic": Hole("topic"),
        "privateChannel": False,
        "response": True,
    }

    unsubscribe: ClassVar[Any] = {
        "id": Hole("id"),
        "type": "unsubscribe",
        "topic": Hole("topic"),
        "privateChannel": False,
        "response": True,
    }

    topics = (
        TopicRule(
            channel="depth_updates",
            pattern="/market/level2:(?P<symbol>[^@]+?)",
            events=frozenset(["book"]),
            writer="depth_updates",
        ),
        TopicRule(channel="depth_5", pattern="/spotMarket/level2Depth5:(?P<symbol>[^@]+?)", example="stream_level2_5"),
        TopicRule(channel="depth_50", pattern="/spotMarket/level2Depth50:(?P<symbol>[^@]+?)"),
        TopicRule(channel="best", pattern="/spotMarket/level1:(?P<symbol>[^@]+?)", example="stream_level1"),
        TopicRule(
            channel="ticker",
            pattern="/market/ticker:(?P<symbol>[^@]+?)",
            events=frozenset(["quote", "trade"]),
            writer="ticker",
        ),
        TopicRule(
            channel="trades", pattern="/market/match:(?P<symbol>[^@]+?)", events=frozenset(["trade"]), writer="trades"
        ),
        TopicRule(
            channel="candles",
            pattern="/market/candles:(?P<symbol>[^@]+?)_(?P<interval>[^@{}]+)",
            events=frozenset(["trade"]),
            writer="candles",
        ),
    )

    ack = Envelope(body={"type": "ack"}, id="id")

    refused = ErrorPlace({"type": "error"}, "code", "data", True)

    push = Envelope(body={"type": "message", "topic": {}, "data": {}}, key="topic", payload="data")

    ready: ClassVar[Any] = {"type": "welcome"}

    lost: ClassVar[Any] = {"type": "error", "code": 401}

    login = Login(lease="public", pattern="[^?]*\\?token=([^&/?]+)", channels=())

    pings = (({"id": Hole("id"), "type": "ping"}, {"type": "pong"}),)

    def depth_updates(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `depth_updates`; None where it does not report the event."""
        u = plain_update(event)
        return filled(
            self.dialect.example("stream_level2"),
            {
                "symbol": self.instrument(u.symbol).venue_symbol,
                "sequenceEnd": u.last_id,
                "sequenceStart": u.previous_id + 1,
                "time": u.ts_event // 1_000_000,
                ("changes", "bids"): [
                    filled(
                        ["67993.3", "1.21427407", "14701689783"],
                        {"0": decimal_text(level.price), "1": decimal_text(level.quantity)},
                    )
                    for level in u.bids
                ],
                ("changes", "asks"): [
                    filled(
                        ["67993.3", "1.21427407", "14701689783"],
                        {"0": decimal_text(level.price), "1": decimal_text(level.quantity)},
                    )
                    for level in u.asks
                ],
            },
        )

    def ticker(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `ticker`; None where it does not report the event."""
        exchange = self.connection.context.exchange
        i = exchange.instrument(event.symbol)
        v = ticker_of(exchange, event.symbol)
        return _write_ticker_update(self.dialect.example("stream_ticker"), v, i)

    def trades(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `trades`; None where it does not report the event."""
        exchange = self.connection.context.exchange
        i = exchange.instrument(event.symbol)
        v = event.trade
        return filled(_write_match(self.dialect.example("stream_match"), v, i), {"symbol": i.venue_symbol})

    def candles(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `candles`; None where it does not report the event."""
        interval = interval_ns(
            {
                "1min": "1m",
                "3min": "3m",
                "5min": "5m",
                "15min": "15m",
                "30min": "30m",
                "1hour": "1h",
                "2hour": "2h",
                "4hour": "4h",
                "6hour": "6h",
                "8hour": "8h",
                "12hour": "12h",
                "1day": "1d",
                "1week": "1w",
                "1month": "1M",
            }[subscription.data[1]["interval"]]
        )
        exchange = self.connection.context.exchange
        i = exchange.instrument(event.symbol)
        v = candle_of(exchange, event.symbol, interval)
        return filled(_write_candle_update(self.dialect.example("stream_candles"), v, i), {"symbol": i.venue_symbol})


class PrivateSocket(GeneratedSocket):
    """Connection `private`."""

    subscribe: ClassVar[Any] = {
        "id": Hole("id"),
        "type": "subscribe",
        "topic": Hole("topic"),
        "privateChannel": True,
        "response": True,
    }

    unsubscribe: ClassVar[Any] = {
        "id": Hole("id"),
        "type": "unsubscribe",
        "topic": Hole("topic"),
        "privateChannel": True,
        "response": True,
    }

    topics = (
        TopicRule(
            channel="orders",
            pattern="/spotMarket/tradeOrdersV2",
            private=True,
            events=frozenset(["order"]),
            writer="orders",
        ),
        TopicRule(
            channel="balances",
            pattern="/account/balance",
            private=True,
            events=frozenset(["balance"]),
            writer="balances",
        ),
    )

    ack = Envelope(body={"type": "ack"}, id="id")

    refused = ErrorPlace({"type": "error"}, "code", "data", True)

    push = Envelope(body={"type": "message", "topic": {}, "data": {}}, key="topic", payload="data")

    ready: ClassVar[Any] = {"type": "welcome"}

    lost: ClassVar[Any] = {"type": "error", "code": 401}

    login = Login(lease="private", pattern="[^?]*\\?token=([^&/?]+)", channels=())

    pings = (({"id": Hole("id"), "type": "ping"}, {"type": "pong"}),)

    def orders(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `orders`; None where it does not report the event."""
        i = self.instrument(event.symbol)
        names = (
            {"filled": "stream_order.match"}
            if event.fill is not None
            else {"pending_new": "stream_order.received", "new": "stream_order.open", "filled": "stream_order.filled"}
        )
        answer = self.dialect.example(names.get(event.order.status.value) or next(iter(names.values())))
        message = _write_order_update(answer, event.order, i)
        if event.fill is not None:
            message = _write_fill_update(message, event.fill, i)
        return message

    def balances(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `balances`; None where it does not report the event."""
        return _write_balance_update(self.dialect.example("stream_balance"), event.balances[-1])


class SimulatedKucoin(GeneratedDialect):
    """Implements `SimDialect`."""

    venue = "kucoin"
    params: ClassVar[Mapping[str, Sequence[Param]]] = {
        "server_time": (),
        "service_status": (),
        "symbols": (Param("market", "market", str),),
        "level1": (Param("symbol", "symbol", str, required=True),),
        "trades": (Param("symbol", "symbol", str, required=True),),
        "candles": (
            Param("symbol", "symbol", str, required=True),
            Param("type", "type", str, required=True),
            Param("startAt", "start_at", int),
            Param("endAt", "end_at", int),
        ),
        "part_order_book": (Param("symbol", "symbol", str, required=True), Param("size", "size", int, required=True)),
        "full_order_book": (Param("symbol", "symbol", str, required=True),),
        "bullet_public": (),
        "bullet_private": (),
        "new_order": (
            Param("clientOid", "client_order_id", str),
            Param("symbol", "symbol", str, required=True),
            Param("type", "type", str, required=True),
            Param("side", "side", str, required=True),
            Param("price", "price", Decimal),
            Param("size", "quantity", Decimal),
            Param("funds", "quote_quantity", Decimal),
            Param("timeInForce", "time_in_force", str),
            Param("postOnly", "post_only", bool),
            Param("stp", "stp", str),
            Param("hidden", "hidden", bool),
            Param("iceberg", "iceberg", bool),
            Param("visibleSize", "visible_quantity", Decimal),
            Param("cancelAfter", "cancel_after", int),
            Param("remark", "remark", str),
            Param("tags", "tags", str),
            Param("allowMaxTimeWindow", "allow_max_time_window", int),
            Param("clientTimestamp", "client_timestamp", int),
        ),
        "new_order_sync": (
            Param("clientOid", "client_order_id", str),
            Param("symbol", "symbol", str, required=True),
            Param("type", "type", str, required=True),
            Param("side", "side", str, required=True),
            Param("price", "price", Decimal),
            Param("size", "quantity", Decimal),
            Param("funds", "quote_quantity", Decimal),
            Param("timeInForce", "time_in_force", str),
            Param("postOnly", "post_only", bool),
            Param("stp", "stp", str),
            Param("hidden", "hidden", bool),
            Param("iceberg", "iceberg", bool),
            Param("visibleSize", "visible_quantity", Decimal),
            Param("cancelAfter", "cancel_after", int),
            Param("remark", "remark", str),
            Param("tags", "tags", str),
            Param("allowMaxTimeWindow", "allow_max_time_window", int),
            Param("clientTimestamp", "client_timestamp", int),
        ),
        "new_order_test": (
            Param("clientOid", "client_order_id", str),
            Param("symbol", "symbol", str, required=True),
            Param("type", "type", str, required=True),
            Param("side", "side", str, required=True),
            Param("price", "price", Decimal),
            Param("size", "quantity", Decimal),
            Param("funds", "quote_quantity", Decimal),
            Param("timeInForce", "time_in_force", str),
            Param("postOnly", "post_only", bool),
            Param("stp", "stp", str),
            Param("hidden", "hidden", bool),
            Param("iceberg", "iceberg", bool),
            Param("visibleSize", "visible_quantity", Decimal),
            Param("cancelAfter", "cancel_after", int),
            Param("remark", "remark", str),
            Param("tags", "tags", str),
            Param("allowMaxTimeWindow", "allow_max_time_window", int),
            Param("clientTimestamp", "client_timestamp", int),
        ),
        "new_orders_sync": (Param("orderList", "orders", list[Any], required=True),),
        "edit_order": (
            Param("symbol", "symbol", str, required=True),
            Param("orderId", "order_id", str),
            Param("clientOid", "client_order_id", str),
            Param("newPrice", "new_price", Decimal),
            Param("newSize", "new_quantity", Decimal),
        ),
        "cancel_order_sync": (
            Param("symbol", "symbol", str, required=True),
            Param("orderId", "order_id", str, required=True),
        ),
        "cancel_order_by_client_id_sync": (
            Param("symbol", "symbol", str, required=True),
            Param("clientOid", "client_order_id", str, required=True),
        ),
        "cancel_order": (
            Param("symbol", "symbol", str, required=True),
            Param("orderId", "order_id", str, required=True),
        ),
        "cancel_part": (
            Param("symbol", "symbol", str, required=True),
            Param("cancelSize", "quantity", Decimal, required=True),
            Param("orderId", "order_id", str, required=True),
        ),
        "cancel_orders_of_symbol": (Param("symbol", "symbol", str, required=True),),
        "cancel_all_orders": (),
        "order": (Param("symbol", "symbol", str, required=True), Param("orderId", "order_id", str, required=True)),
        "order_by_client_id": (
            Param("symbol", "symbol", str, required=True),
            Param("clientOid", "client_order_id", str, required=True),
        ),
        "open_orders": (Param("symbol", "symbol", str, required=True),),
        "symbols_with_open_orders": (),
        "closed_orders": (
            Param("symbol", "symbol", str, required=True),
            Param("side", "side", str),
            Param("type", "type", str),
            Param("lastId", "last_id", int),
            Param("limit", "limit", int),
            Param("startAt", "start_at", int),
            Param("endAt", "end_at", int),
        ),
        "fills": (
            Param("symbol", "symbol", str, required=True),
            Param("orderId", "order_id", str),
            Param("side", "side", str),
            Param("type", "type", str),
            Param("lastId", "last_id", int),
            Param("limit", "limit", int),
            Param("startAt", "start_at", int),
            Param("endAt", "end_at", int),
        ),
        "switch": (),
        "set_switch": (Param("timeout", "timeout", int, required=True), Param("symbols", "symbols", str)),
        "accounts": (Param("currency", "currency", str), Param("type", "type", str)),
        "api_key": (),
    }
    costs: ClassVar[Mapping[str, Any]] = {
        "server_time": {"public": 3},
        "service_status": {"public": 3},
        "symbols": {"public": 4},
        "level1": {"public": 2},
        "trades": {"public": 3},
        "candles": {"public": 3},
        "part_order_book": {"public": 2},
        "full_order_book": {"spot": 3},
        "bullet_public": {"public": 10},
        "bullet_private": {"spot": 10},
        "new_order": {"spot": 1},
        "new_order_sync": {"spot": 1},
        "new_order_test": {"spot": 1},
        "new_orders_sync": {"spot": 1},
        "edit_order": {"spot": 1},
        "cancel_order_sync": {"spot": 1},
        "cancel_order_by_client_id_sync": {"spot": 1},
        "cancel_order": {"spot": 1},
        "cancel_part": {"spot": 2},
        "cancel_orders_of_symbol": {"spot": 2},
        "cancel_all_orders": {"spot": 30},
        "order": {"spot": 2},
        "order_by_client_id": {"spot": 2},
        "open_orders": {"spot": 2},
        "symbols_with_open_orders": {"spot": 2},
        "closed_orders": {"spot": 2},
        "fills": {"spot": 2},
        "switch": {"spot": 2},
        "set_switch": {"spot": 2},
        "accounts": {"management": 5},
        "api_key": {"management": 20},
    }
    refusals = (
        Refusal(MarketClosed, "200001", ""),
        Refusal(RateLimitExceeded, "200002", "Too many requests"),
        Refusal(CancelRejected, "200002", ""),
        Refusal(InvalidOrder, "200003", ""),
        Refusal(InsufficientFunds, "200004", ""),
        Refusal(PermissionDenied, "200009", ""),
        Refusal(VenueResponseError, "400001", "Please check the URL"),
        Refusal(AuthenticationError, "400001", ""),
        Refusal(ClockSkew, "400002", ""),
        Refusal(OrderNotFound, "400100", "order_not_exist"),
        Refusal(DuplicateOrderId, "400100", "validation.createOrder.clientOidDuplicated"),
        Refusal(VenueUnavailable, "500000", ""),
    )
    statuses: ClassVar[Mapping[type[VenueError], int]] = {RateLimitExceeded: 429, VenueUnavailable: 500}
    error_place = ErrorPlace({}, "code", "msg")
    shown_instruments = INSTRUMENTS
    signed_fields = frozenset()
    used_headers: ClassVar[Mapping[str, tuple[str, bool]]] = {
        "spot": ("gw-ratelimit-remaining", True),
        "management": ("gw-ratelimit-remaining", True),
        "public": ("gw-ratelimit-remaining", True),
    }
    channels: Sequence[str] = (
        "depth_updates",
        "depth_5",
        "depth_50",
        "best",
        "ticker",
        "trades",
        "candles",
        "orders",
        "balances",
    )
    buckets: Sequence[SimBucket] = (
        SimBucket("spot", 4000, 30000000000, per="account", window="sliding"),
        SimBucket("management", 2000, 30000000000, per="account", window="sliding"),
        SimBucket("public", 2000, 30000000000, per="ip", window="sliding"),
    )
    enum_fields: Mapping[str, Sequence[FieldPath]] = {
        "trades": (("data", "side"),),
        "orders": (
            ("data", "side"),
            ("data", "orderType"),
            ("data", "type"),
            ("data", "status"),
            ("data", "liquidity"),
        ),
    }

    def __init__(self) -> None:
        super().__init__(load_examples(__file__))
        self.routes = (
            SimRoute("GET", "/api/v1/timestamp", "server_time", self.server_time, cost=self.cost),
            SimRoute("GET", "/api/v1/status", "service_status", self.documented("status"), cost=self.cost),
            SimRoute("GET", "/api/v2/symbols", "symbols", self.symbols, cost=self.cost),
            SimRoute("GET", "/api/v1/market/orderbook/level1", "level1", self.level1, cost=self.cost),
            SimRoute("GET", "/api/v1/market/histories", "trades", self.trades, cost=self.cost),
            SimRoute("GET", "/api/v1/market/candles", "candles", self.candles, cost=self.cost),
            SimRoute(
                "GET", "/api/v1/market/orderbook/level2_{size}", "part_order_book", self.part_order_book, cost=self.cost
            ),
            SimRoute(
                "GET",
                "/api/v3/market/orderbook/level2",
                "full_order_book",
                self.full_order_book,
                "signed",
                cost=self.cost,
            ),
            SimRoute("POST", "/api/v1/bullet-public", "bullet_public", self.bullet_public, cost=self.cost),
            SimRoute("POST", "/api/v1/bullet-private", "bullet_private", self.bullet_private, "signed", cost=self.cost),
            SimRoute(
                "POST",
                "/api/v1/hf/orders",
                "new_order",
                self.documented("new_order"),
                "signed",
                command=True,
                cost=self.cost,
            ),
            SimRoute(
                "POST",
                "/api/v1/hf/orders/sync",
                "new_order_sync",
                self.new_order_sync,
                "signed",
                command=True,
                cost=self.cost,
            ),
            SimRoute(
                "POST",
                "/api/v1/hf/orders/test",
                "new_order_test",
                self.documented("new_order_test"),
                "signed",
                command=True,
                cost=self.cost,
            ),
            SimRoute(
                "POST",
                "/api/v1/hf/orders/multi/sync",
                "new_orders_sync",
                self.new_orders_sync,
                "signed",
                command=True,
                cost=self.cost,
            ),
            SimRoute(
                "POST", "/api/v1/hf/orders/alter", "edit_order", self.edit_order, "signed", command=True, cost=self.cost
            ),
            SimRoute(
                "DELETE",
                "/api/v1/hf/orders/sync/{orderId}",
                "cancel_order_sync",
                self.cancel_order_sync,
                "signed",
                command=True,
                cost=self.cost,
            ),
            SimRoute(
                "DELETE",
                "/api/v1/hf/orders/sync/client-order/{clientOid}",
                "cancel_order_by_client_id_sync",
                self.cancel_order_by_client_id_sync,
                "signed",
                command=True,
                cost=self.cost,
            ),
            SimRoute(
                "DELETE",
                "/api/v1/hf/orders/{orderId}",
                "cancel_order",
                self.documented("cancel_order"),
                "signed",
                command=True,
                cost=self.cost,
            ),
            SimRoute(
                "DELETE",
                "/api/v1/hf/orders/cancel/{orderId}",
                "cancel_part",
                self.documented("cancel_part"),
                "signed",
                command=True,
                cost=self.cost,
            ),
            SimRoute(
                "DELETE",
                "/api/v1/hf/orders",
                "cancel_orders_of_symbol",
                self.cancel_orders_of_symbol,
                "signed",
                command=True,
                cost=self.cost,
            ),
            SimRoute(
                "DELETE",
                "/api/v1/hf/orders/cancelAll",
                "cancel_all_orders",
                self.cancel_all_orders,
                "signed",
                command=True,
                cost=self.cost,
            ),
            SimRoute("GET", "/api/v1/hf/orders/{orderId}", "order", self.order, "signed", cost=self.cost),
            SimRoute(
                "GET",
                "/api/v1/hf/orders/client-order/{clientOid}",
                "order_by_client_id",
                self.order_by_client_id,
                "signed",
                cost=self.cost,
            ),
            SimRoute("GET", "/api/v1/hf/orders/active", "open_orders", self.open_orders, "signed", cost=self.cost),
            SimRoute(
                "GET",
                "/api/v1/hf/orders/active/symbols",
                "symbols_with_open_orders",
                self.documented("symbols_with_open_orders"),
                "signed",
                cost=self.cost,
            ),
            SimRoute(
                "GET",
                "/api/v1/hf/orders/done",
                "closed_orders",
                self.documented("closed_orders"),
                "signed",
                cost=self.cost,
            ),
            SimRoute("GET", "/api/v1/hf/fills", "fills", self.fills, "signed", cost=self.cost),
            SimRoute(
                "GET",
                "/api/v1/hf/orders/dead-cancel-all/query",
                "switch",
                self.documented("switch"),
                "signed",
                cost=self.cost,
            ),
            SimRoute(
                "POST",
                "/api/v1/hf/orders/dead-cancel-all",
                "set_switch",
                self.documented("set_switch"),
                "signed",
                command=True,
                cost=self.cost,
            ),
            SimRoute("GET", "/api/v1/accounts", "accounts", self.accounts, "signed", cost=self.cost),
            SimRoute("GET", "/api/v1/user/api-key", "api_key", self.documented("api_key"), "signed", cost=self.cost),
        )
        self.sockets = (
            SimSocketRoute(
                "public",
                "/*",
                lambda connection: SharedSocket((PublicSocket(connection, self), PrivateSocket(connection, self))),
                subscription_limit=300,
                also=("private",),
            ),
        )

    def verify(self, call: SimCall) -> str:
        """See `SimDialect`."""
        if call.auth == "signed":
            return self._verify_signed(call)
        raise AuthenticationError(f"no such scheme: {call.auth}")

    def _verify_signed(self, call: SimCall) -> str:
        seen = Seen(call)
        signature = seen.get("header", "KC-API-SIGN")
        now = sent_time(seen.get("header", "KC-API-TIMESTAMP"), "ms")
        phrase = seen.get("header", "KC-API-PASSPHRASE")
        account, credentials = self.account_of(call, "api_key", seen.get("header", "KC-API-KEY"))
        self.check_signature(
            credentials, credentials.reveal("passphrase"), phrase, (SignedBy("api_secret", "hmac-sha256"),)
        )
        asked = "?" + unquote(seen.query) if unquote(seen.query) != "" else ""
        self.check_signature(
            credentials,
            str(now // 1_000_000) + seen.method + seen.path + asked + seen.body,
            signature,
            (SignedBy("api_secret", "hmac-sha256"),),
        )
        self.check_time(call, now, 5_000_000_000)
        return account

    def symbols(self, call: SimCall) -> object:
        """`load_instruments` of the contract."""
        self.read(call)
        exchange = call.exchange
        values = list(exchange.instruments.values())
        answer = self.example("symbols")
        row = first_row(answer, ("data",))
        return put(answer, ("data",), [_write_instrument(row, v) for v in values])

    def server_time(self, call: SimCall) -> object:
        """`fetch_time` of the contract."""
        self.read(call)
        return filled(self.example("time"), {"data": call.now_ns // 1_000_000})

    def level1(self, call: SimCall) -> object:
        """`fetch_ticker` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol)
        exchange = call.exchange
        v = ticker_of(exchange, i.symbol)
        return put(
            self.example("level1"),
            ("data",),
            _write_ticker(get(self.example("level1"), ("data",)), v, exchange.instrument(v.symbol)),
        )

    def part_order_book(self, call: SimCall) -> object:
        """`fetch_order_book` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol)
        exchange = call.exchange
        book = exchange.book(i.symbol, p.size)
        return filled(
            self.example("part_order_book"),
            {
                ("data", "bids"): [[decimal_text(level.price), decimal_text(level.quantity)] for level in book.bids],
                ("data", "asks"): [[decimal_text(level.price), decimal_text(level.quantity)] for level in book.asks],
                ("data", "sequence"): str(book.last_id),
            },
        )

    def full_order_book(self, call: SimCall) -> object:
        """`fetch_order_book` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol)
        exchange = call.exchange
        book = exchange.book(i.symbol, None)
        return filled(
            self.example("full_order_book"),
            {
                ("data", "bids"): [[decimal_text(level.price), decimal_text(level.quantity)] for level in book.bids],
                ("data", "asks"): [[decimal_text(level.price), decimal_text(level.quantity)] for level in book.asks],
                ("data", "sequence"): str(book.last_id),
            },
        )

    def trades(self, call: SimCall) -> object:
        """`fetch_trades` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol)
        exchange = call.exchange
        values = trades_of(exchange, i.symbol, None, None)
        answer = self.example("trades")
        row = first_row(answer, ("data",))
        return put(answer, ("data",), [_write_trade(row, v, exchange.instrument(v.symbol)) for v in values])

    def candles(self, call: SimCall) -> object:
        """`fetch_candles` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol)
        exchange = call.exchange
        interval = interval_ns(
            {
                "1min": "1m",
                "3min": "3m",
                "5min": "5m",
                "15min": "15m",
                "30min": "30m",
                "1hour": "1h",
                "2hour": "2h",
                "4hour": "4h",
                "6hour": "6h",
                "8hour": "8h",
                "12hour": "12h",
                "1day": "1d",
                "1week": "1w",
                "1month": "1M",
            }.get(p.type, p.type)
        )
        tape = exchange.tape(i.symbol)
        values = tape.candles(
            interval, call.now_ns, since=p.start_at * 1_000_000_000 if p.start_at is not None else None, limit=None
        )
        values = values[::-1]
        answer = self.example("candles")
        row = first_row(answer, ("data",))
        return put(answer, ("data",), [_write_candle(row, v, i) for v in values])

    def new_order_sync(self, call: SimCall) -> object:
        """`create_order` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol)
        exchange = call.exchange
        style = read_style(_STYLES, {"type": p.type, "post_only": p.post_only})
        request = OrderRequest(
            symbol=i.symbol,
            expire_time=None,
            side=required(SIDE_IN.get(p.side), "side"),
            quantity=p.quantity,
            quote_quantity=p.quote_quantity,
            price=p.price,
            client_order_id=p.client_order_id,
            self_trade_prevention=STP_IN.get(p.stp) if p.stp is not None else None,
            display_quantity=p.visible_quantity,
            type=style["type"],
            post_only=style.get("post_only", False),
            time_in_force=(TIME_IN_FORCE_IN.get(p.time_in_force)),
        )
        v = exchange.create_order(call.account, request).order
        return _write_create_order_ack(self.example("new_order_sync"), v, exchange.instrument(v.symbol))

    def new_orders_sync(self, call: SimCall) -> object:
        """`create_orders` of the contract."""
        p = self.read(call)
        answer = self.example("new_orders_sync")
        documented = get(answer, ("data",))
        rows = self.one_by_one(
            call,
            p.orders,
            "new_order_sync",
            self.new_order_sync,
            documented,
            _write_create_orders_ack,
            ((), ("failMsg",)),
        )
        return put(answer, ("data",), rows)

    def edit_order(self, call: SimCall) -> object:
        """`edit_order` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol)
        exchange = call.exchange
        v = exchange.edit_order(
            call.account,
            i.symbol,
            venue_order_id=p.order_id,
            client_order_id=p.client_order_id,
            quantity=p.new_quantity,
            price=p.new_price,
        ).order
        return _write_edit_order_ack(self.example("edit_order"), v, exchange.instrument(v.symbol))

    def cancel_order_sync(self, call: SimCall) -> object:
        """`cancel_order` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol)
        exchange = call.exchange
        exchange.cancel_order(call.account, i.symbol, venue_order_id=p.order_id, client_order_id=None)
        return self.example("cancel_order_sync")

    def cancel_order_by_client_id_sync(self, call: SimCall) -> object:
        """`cancel_order` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol)
        exchange = call.exchange
        exchange.cancel_order(call.account, i.symbol, venue_order_id=None, client_order_id=p.client_order_id)
        return self.example("cancel_order_by_client_id_sync")

    def cancel_all_orders(self, call: SimCall) -> object:
        """`cancel_all_orders` of the contract."""
        self.read(call)
        exchange = call.exchange
        exchange.cancel_all_orders(call.account, None)
        return self.example("cancel_all_orders")

    def cancel_orders_of_symbol(self, call: SimCall) -> object:
        """`cancel_all_orders` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol)
        exchange = call.exchange
        exchange.cancel_all_orders(call.account, i.symbol)
        return self.example("cancel_orders_of_symbol")

    def order(self, call: SimCall) -> object:
        """`fetch_order` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol)
        exchange = call.exchange
        v = exchange.order(call.account, i.symbol, venue_order_id=p.order_id, client_order_id=None).order
        return put(
            self.example("order"),
            ("data",),
            _write_order(get(self.example("order"), ("data",)), v, exchange.instrument(v.symbol)),
        )

    def order_by_client_id(self, call: SimCall) -> object:
        """`fetch_order` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol)
        exchange = call.exchange
        v = exchange.order(call.account, i.symbol, venue_order_id=None, client_order_id=p.client_order_id).order
        return put(
            self.example("order_by_client_id"),
            ("data",),
            _write_order(get(self.example("order_by_client_id"), ("data",)), v, exchange.instrument(v.symbol)),
        )

    def open_orders(self, call: SimCall) -> object:
        """`fetch_open_orders` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol)
        exchange = call.exchange
        values = [each.order for each in exchange.open_orders(call.account, i.symbol)]
        answer = self.example("open_orders")
        row = first_row(answer, ("data",))
        return put(answer, ("data",), [_write_order(row, v, exchange.instrument(v.symbol)) for v in values])

    def fills(self, call: SimCall) -> object:
        """`fetch_my_trades` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol)
        exchange = call.exchange
        values = fills_of(
            exchange, call.account, i.symbol, p.start_at * 1_000_000 if p.start_at is not None else None, p.limit
        )
        values = values[::-1]
        answer = self.example("fills")
        row = first_row(answer, ("data", "items"))
        return put(answer, ("data", "items"), [_write_fill(row, v, exchange.instrument(v.symbol)) for v in values])

    def accounts(self, call: SimCall) -> object:
        """`fetch_balances` of the contract."""
        self.read(call)
        exchange = call.exchange
        values = list(exchange.balances(call.account).values())
        answer = self.example("accounts")
        row = first_row(answer, ("data",))
        return put(answer, ("data",), [_write_balance(row, v) for v in values])

    def bullet_public(self, call: SimCall) -> object:
        """Grants the lease `public`."""
        self.read(call)
        return self.grant(call, "public", self.example("bullet_public"), (("data", "token"),))

    def bullet_private(self, call: SimCall) -> object:
        """Grants the lease `private`."""
        self.read(call)
        return self.grant(call, "private", self.example("bullet_private"), (("data", "token"),))
