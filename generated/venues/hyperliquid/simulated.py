"""Hyperliquid, simulated: its routes, words, signatures and frames over the venue-neutral exchange.

Made from the spec, and from nothing of the client. Answers are the documented examples, filled with live values; an
endpoint that no method of the contract uses is answered with its documented example as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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
    PostOnlyRejected,
    RateLimitExceeded,
    VenueError,
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
    Position,
    PositionSide,
    PriceBand,
    Side,
    Ticker,
    TimeInForce,
    Trade,
)
from venue_runtime.testing.dialect import FieldPath, SimBucket, SimCall, SimRoute, SimSocketRoute, Subscription
from venue_runtime.testing.filling import filled, get, put
from venue_runtime.testing.generated import ErrorPlace, GeneratedDialect, Param, Refusal, load_examples
from venue_runtime.testing.generated_socket import Envelope, GeneratedSocket, Hole, KeyPart, SharedSocket, TopicRule
from venue_runtime.testing.market_views import (
    candle_of,
    fills_of,
    first_row,
    interval_ns,
    of_kind,
    read_style,
    ticker_of,
    trades_of,
    write_style,
)
from venue_runtime.testing.verifying import Seen, SignedBy
from venue_runtime.wire import decimal_text

from .hooks import hooks
from .venue import HyperliquidRef

SIDE_OUT = {Side.BUY: "B", Side.SELL: "A"}

ORDER_KIND_OUT = {
    OrderType.LIMIT: "Limit",
    OrderType.MARKET: "Market",
    OrderType.STOP: "Stop Market",
    OrderType.STOP_LIMIT: "Stop Limit",
    OrderType.TAKE_PROFIT: "Take Profit Market",
    OrderType.TAKE_PROFIT_LIMIT: "Take Profit Limit",
}

ORDER_STATUS_OUT = {
    OrderStatus.NEW: "open",
    OrderStatus.FILLED: "filled",
    OrderStatus.CANCELED: "canceled",
    OrderStatus.TRIGGERED: "triggered",
    OrderStatus.REJECTED: "rejected",
    OrderStatus.PARTIALLY_FILLED: "open",
    OrderStatus.EXPIRED: "canceled",
}

INSTRUMENTS: tuple[Instrument, ...] = (
    Instrument(
        symbol="BTC/USDC:USDC",
        venue_symbol="BTC",
        kind=InstrumentKind.PERPETUAL,
        ref=HyperliquidRef(asset=0),
        base="BTC",
        quote="USDC",
        settle="USDC",
        price_increment=Decimal("0.1"),
        quantity_increment=Decimal("0.00001"),
        min_notional=Decimal("10"),
        price_bands=(PriceBand(Decimal("0"), Decimal("0.1")), PriceBand(Decimal("10000"), Decimal("1"))),
    ),  # documented: meta
    Instrument(
        symbol="ETH/USDC:USDC",
        venue_symbol="ETH",
        kind=InstrumentKind.PERPETUAL,
        ref=HyperliquidRef(asset=1),
        base="ETH",
        quote="USDC",
        settle="USDC",
        price_increment=Decimal("0.01"),
        quantity_increment=Decimal("0.0001"),
        min_notional=Decimal("10"),
        price_bands=(
            PriceBand(Decimal("0"), Decimal("0.01")),
            PriceBand(Decimal("1000"), Decimal("0.1")),
            PriceBand(Decimal("10000"), Decimal("1")),
        ),
    ),  # documented: meta
    Instrument(
        symbol="HPOS/USDC:USDC",
        venue_symbol="HPOS",
        kind=InstrumentKind.PERPETUAL,
        ref=HyperliquidRef(asset=2),
        base="HPOS",
        quote="USDC",
        settle="USDC",
        price_increment=Decimal("0.000001"),
        quantity_increment=Decimal("1"),
        min_notional=Decimal("10"),
        price_bands=(
            PriceBand(Decimal("0"), Decimal("0.000001")),
            PriceBand(Decimal("0.1"), Decimal("0.00001")),
            PriceBand(Decimal("1"), Decimal("0.0001")),
            PriceBand(Decimal("10"), Decimal("0.001")),
            PriceBand(Decimal("100"), Decimal("0.01")),
            PriceBand(Decimal("1000"), Decimal("0.1")),
            PriceBand(Decimal("10000"), Decimal("1")),
        ),
    ),  # documented: meta
    Instrument(
        symbol="LOOM/USDC:USDC",
        venue_symbol="LOOM",
        kind=InstrumentKind.PERPETUAL,
        ref=HyperliquidRef(asset=3),
        base="LOOM",
        quote="USDC",
        settle="USDC",
        price_increment=Decimal("0.00001"),
        quantity_increment=Decimal("0.1"),
        min_notional=Decimal("10"),
        price_bands=(
            PriceBand(Decimal("0"), Decimal("0.00001")),
            PriceBand(Decimal("1"), Decimal("0.0001")),
            PriceBand(Decimal("10"), Decimal("0.001")),
            PriceBand(Decimal("100"), Decimal("0.01")),
            PriceBand(Decimal("1000"), Decimal("0.1")),
            PriceBand(Decimal("10000"), Decimal("1")),
        ),
    ),  # documented: meta
    Instrument(
        symbol="AVAX/USDC:USDC",
        venue_symbol="AVAX",
        kind=InstrumentKind.PERPETUAL,
        base="AVAX",
        quote="USDC",
        settle="USDC",
        price_increment=Decimal("0.01"),
        quantity_increment=Decimal("0.01"),
    ),
    Instrument(
        symbol="DYDX/USDC:USDC",
        venue_symbol="DYDX",
        kind=InstrumentKind.PERPETUAL,
        base="DYDX",
        quote="USDC",
        settle="USDC",
        price_increment=Decimal("0.01"),
        quantity_increment=Decimal("0.01"),
    ),
    Instrument(
        symbol="INJ/USDC:USDC",
        venue_symbol="INJ",
        kind=InstrumentKind.PERPETUAL,
        base="INJ",
        quote="USDC",
        settle="USDC",
        price_increment=Decimal("0.01"),
        quantity_increment=Decimal("0.01"),
    ),
    Instrument(
        symbol="PURR/USDC",
        venue_symbol="PURR/USDC",
        kind=InstrumentKind.SPOT,
        ref=HyperliquidRef(asset=10000),
        base="PURR",
        quote="USDC",
        price_increment=Decimal("0.00000001"),
        quantity_increment=Decimal("1"),
        min_notional=Decimal("10"),
        price_bands=(
            PriceBand(Decimal("0"), Decimal("0.00000001")),
            PriceBand(Decimal("0.001"), Decimal("0.0000001")),
            PriceBand(Decimal("0.01"), Decimal("0.000001")),
            PriceBand(Decimal("0.1"), Decimal("0.00001")),
            PriceBand(Decimal("1"), Decimal("0.0001")),
            PriceBand(Decimal("10"), Decimal("0.001")),
            PriceBand(Decimal("100"), Decimal("0.01")),
            PriceBand(Decimal("1000"), Decimal("0.1")),
            PriceBand(Decimal("10000"), Decimal("1")),
        ),
    ),  # documented: spot_meta
    Instrument(
        symbol="HFUN/USDC",
        venue_symbol="@1",
        kind=InstrumentKind.SPOT,
        ref=HyperliquidRef(asset=10001),
        base="HFUN",
        quote="USDC",
        price_increment=Decimal("0.000001"),
        quantity_increment=Decimal("0.01"),
        min_notional=Decimal("10"),
        price_bands=(
            PriceBand(Decimal("0"), Decimal("0.000001")),
            PriceBand(Decimal("0.1"), Decimal("0.00001")),
            PriceBand(Decimal("1"), Decimal("0.0001")),
            PriceBand(Decimal("10"), Decimal("0.001")),
            PriceBand(Decimal("100"), Decimal("0.01")),
            PriceBand(Decimal("1000"), Decimal("0.1")),
            PriceBand(Decimal("10000"), Decimal("1")),
        ),
    ),  # documented: spot_meta
    Instrument(
        symbol="HYPE/USDC",
        venue_symbol="@107",
        kind=InstrumentKind.SPOT,
        base="HYPE",
        quote="USDC",
        price_increment=Decimal("0.01"),
        quantity_increment=Decimal("0.01"),
    ),
)
"""What is traded where nobody says otherwise."""

_STYLES: Sequence[tuple[Mapping[str, tuple[Any, ...]], Mapping[str, Any]]] = (
    ({"type": (OrderType.LIMIT,), "post_only": (True,), "time_in_force": (TimeInForce.GTC,)}, {"tif": "Alo"}),
    ({"type": (OrderType.LIMIT,), "post_only": (True,)}, {"tif": "Alo"}),
    ({"type": (OrderType.LIMIT,), "time_in_force": (TimeInForce.IOC,)}, {"tif": "Ioc"}),
    ({"type": (OrderType.LIMIT,), "time_in_force": (TimeInForce.GTC,)}, {"tif": "Gtc"}),
    ({"type": (OrderType.LIMIT,)}, {"tif": "Gtc"}),
    ({"type": (OrderType.STOP_LIMIT,)}, {"is_market": False, "tpsl": "sl"}),
    ({"type": (OrderType.TAKE_PROFIT_LIMIT,)}, {"is_market": False, "tpsl": "tp"}),
)
"""What an order is → how the venue says it."""


def _style(v: Order) -> Mapping[str, Any]:
    """How the venue says what kind of order this is."""
    return write_style(_STYLES, v)


def _write_perpetual(example: Any, v: Instrument, place: int) -> Any:
    """Instrument as `Meta`."""
    return filled(example, {"isDelisted": v.status == InstrumentStatus.CLOSED, "szDecimals": 2, "name": v.venue_symbol})


def _write_pair(example: Any, v: Instrument, place: int) -> Any:
    """Instrument as `SpotMeta`."""
    return filled(example, {"index": place, "tokens": (2 * place, 2 * place + 1), "name": v.venue_symbol})


def _write_pair_base(example: Any, v: Instrument, place: int) -> Any:
    """What `pair` of a Instrument finds as `base`."""
    return filled(example, {"index": 2 * place, "szDecimals": 2, "name": v.base})


def _write_pair_quote(example: Any, v: Instrument, place: int) -> Any:
    """What `pair` of a Instrument finds as `quote`."""
    return filled(example, {"index": 2 * place + 1, "name": v.quote})


def _write_trade(example: Any, v: Trade, i: Instrument) -> Any:
    """Trade as `Trade`."""
    return filled(
        example,
        {
            "tid": int(v.trade_id) if v.trade_id is not None else None,
            "coin": i.venue_symbol,
            "side": SIDE_OUT[v.side] if v.side is not None else None,
            "px": decimal_text(v.price),
            "sz": decimal_text(v.quantity),
            "time": v.ts_event // 1_000_000 if v.ts_event is not None else None,
        },
    )


def _write_candle(example: Any, v: Candle, i: Instrument) -> Any:
    """Candle as `Candle`."""
    return filled(
        example,
        {
            "t": v.ts_open // 1_000_000,
            "o": decimal_text(v.open),
            "h": decimal_text(v.high),
            "l": decimal_text(v.low),
            "c": decimal_text(v.close),
            "v": decimal_text(v.volume),
        },
    )


def _write_create_order_ack(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `Answer`."""
    return filled(
        example,
        {
            ("response", "data", "statuses", "0", "resting", "oid"): (
                int(v.venue_order_id) if v.venue_order_id is not None else None
            ),
            ("response", "data", "statuses", "0", "filled", "oid"): (
                int(v.venue_order_id) if v.venue_order_id is not None else None
            ),
            ("response", "data", "statuses", "0", "filled", "totalSz"): (
                decimal_text(v.filled_quantity) if v.filled_quantity is not None else None
            ),
            ("response", "data", "statuses", "0", "filled", "avgPx"): (
                decimal_text(v.average_price) if v.average_price is not None else None
            ),
        },
        either=[(("response", "data", "statuses", "0", "resting"), ("response", "data", "statuses", "0", "filled"))],
    )


def _write_create_orders_ack(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `Outcome`."""
    return filled(
        example,
        {
            ("resting", "oid"): int(v.venue_order_id) if v.venue_order_id is not None else None,
            ("filled", "oid"): int(v.venue_order_id) if v.venue_order_id is not None else None,
            ("filled", "totalSz"): decimal_text(v.filled_quantity) if v.filled_quantity is not None else None,
            ("filled", "avgPx"): decimal_text(v.average_price) if v.average_price is not None else None,
        },
        either=[(("resting",), ("filled",))],
    )


def _write_order(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `OrderState`."""
    return filled(
        example,
        {
            ("order", "tif"): "Alo" if v.post_only else "Ioc" if v.time_in_force == TimeInForce.IOC else "Gtc",
            ("order", "sz"): decimal_text((v.quantity or Decimal(0)) - (v.filled_quantity or Decimal(0))),
            ("order", "isTrigger"): v.trigger_price is not None,
            ("order", "coin"): i.venue_symbol,
            ("order", "oid"): int(v.venue_order_id) if v.venue_order_id is not None else None,
            ("order", "cloid"): v.client_order_id,
            ("order", "side"): SIDE_OUT[v.side] if v.side is not None else None,
            ("order", "orderType"): ORDER_KIND_OUT[v.type] if v.type is not None else None,
            ("order", "reduceOnly"): v.reduce_only,
            "status": ORDER_STATUS_OUT[v.status],
            ("order", "limitPx"): decimal_text(v.price) if v.price is not None else None,
            ("order", "triggerPx"): decimal_text(v.trigger_price) if v.trigger_price is not None else None,
            ("order", "origSz"): decimal_text(v.quantity) if v.quantity is not None else None,
            "statusTimestamp": v.ts_event // 1_000_000 if v.ts_event is not None else None,
        },
        {("order", "cloid"), ("order", "orderType"), ("order", "reduceOnly"), ("order", "triggerPx")},
    )


def _write_open_order(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `Order`."""
    return filled(
        example,
        {
            "tif": "Alo" if v.post_only else "Ioc" if v.time_in_force == TimeInForce.IOC else "Gtc",
            "sz": decimal_text(v.leaves_quantity or Decimal(0)),
            "isTrigger": v.trigger_price is not None,
            "coin": i.venue_symbol,
            "oid": int(v.venue_order_id) if v.venue_order_id is not None else None,
            "cloid": v.client_order_id,
            "side": SIDE_OUT[v.side] if v.side is not None else None,
            "orderType": ORDER_KIND_OUT[v.type] if v.type is not None else None,
            "reduceOnly": v.reduce_only,
            "limitPx": decimal_text(v.price) if v.price is not None else None,
            "triggerPx": decimal_text(v.trigger_price) if v.trigger_price is not None else None,
            "origSz": decimal_text(v.quantity) if v.quantity is not None else None,
            "timestamp": v.ts_event // 1_000_000 if v.ts_event is not None else None,
        },
        {"cloid", "orderType", "reduceOnly", "triggerPx"},
    )


def _write_fill(example: Any, v: Fill, i: Instrument) -> Any:
    """Fill as `Fill`."""
    return filled(
        example,
        {
            "tid": int(v.trade_id) if v.trade_id is not None else None,
            "oid": int(v.venue_order_id) if v.venue_order_id is not None else None,
            "cloid": v.client_order_id,
            "coin": i.venue_symbol,
            "side": SIDE_OUT[v.side],
            "px": decimal_text(v.price),
            "sz": decimal_text(v.quantity),
            "fee": decimal_text(v.fee) if v.fee is not None else None,
            "feeToken": v.fee_currency,
            "crossed": v.liquidity == Liquidity.TAKER,
            "time": v.ts_event // 1_000_000 if v.ts_event is not None else None,
        },
        {"cloid"},
    )


def _write_balance(example: Any, v: Balance) -> Any:
    """Balance as `Holding`."""
    return filled(
        example,
        {
            "hold": decimal_text(v.locked) if v.locked is not None else None,
            "coin": v.currency,
            "total": decimal_text(v.total) if v.total is not None else None,
        },
    )


def _write_position(example: Any, v: Position, i: Instrument) -> Any:
    """Position as `Held`."""
    return filled(
        example,
        {
            ("position", "szi"): decimal_text(v.quantity if v.side == PositionSide.LONG else -v.quantity),
            ("position", "coin"): i.venue_symbol,
            ("position", "entryPx"): decimal_text(v.entry_price) if v.entry_price is not None else None,
            ("position", "unrealizedPnl"): decimal_text(v.unrealized_pnl) if v.unrealized_pnl is not None else None,
            ("position", "leverage", "value"): decimal_text(v.leverage) if v.leverage is not None else None,
            ("position", "liquidationPx"): (
                decimal_text(v.liquidation_price) if v.liquidation_price is not None else None
            ),
        },
    )


def _write_best(example: Any, v: Ticker, i: Instrument) -> Any:
    """Ticker as `Bbo`."""
    return filled(
        example,
        {
            "coin": i.venue_symbol,
            ("bbo", "0", "px"): decimal_text(v.bid) if v.bid is not None else None,
            ("bbo", "0", "sz"): decimal_text(v.bid_quantity) if v.bid_quantity is not None else None,
            ("bbo", "1", "px"): decimal_text(v.ask) if v.ask is not None else None,
            ("bbo", "1", "sz"): decimal_text(v.ask_quantity) if v.ask_quantity is not None else None,
            "time": v.ts_event // 1_000_000 if v.ts_event is not None else None,
        },
    )


class MarketSocket(GeneratedSocket):
    """Connection `market`."""

    subscribe: ClassVar[Any] = {"method": "subscribe", "subscription": Hole("topic")}

    unsubscribe: ClassVar[Any] = {"method": "unsubscribe", "subscription": Hole("topic")}

    topics = (
        TopicRule(
            channel="book",
            pattern={"type": "l2Book", "coin": "(?P<symbol>[^@]+?)"},
            key="l2Book:{symbol}",
            events=frozenset(["book"]),
            writer="book",
            start="book_start",
        ),
        TopicRule(
            channel="best",
            pattern={"type": "bbo", "coin": "(?P<symbol>[^@]+?)"},
            key="bbo:{symbol}",
            events=frozenset(["quote", "trade"]),
            writer="best",
        ),
        TopicRule(
            channel="trades",
            pattern={"type": "trades", "coin": "(?P<symbol>[^@]+?)"},
            key="trades:{symbol}",
            events=frozenset(["trade"]),
            writer="trades",
        ),
        TopicRule(
            channel="candles",
            pattern={"type": "candle", "coin": "(?P<symbol>[^@]+?)", "interval": "(?P<interval>[^@{}]+)"},
            key="candle:{symbol}:{interval}",
            events=frozenset(["trade"]),
            writer="candles",
        ),
    )

    ack = Envelope(body={"channel": "subscriptionResponse"})

    refused = ErrorPlace({"channel": "error"}, None, "data")

    forms: ClassVar[Any] = {
        "trades": Envelope(
            body={"channel": "trades", "data": {}}, keys=(KeyPart(("data", "0", "coin"), "trades:"),), payload="data"
        ),
        "candles": Envelope(
            body={"channel": "candle", "data": {}},
            keys=(KeyPart(("data", "s"), "candle:"), KeyPart(("data", "i"), ":")),
            payload="data",
        ),
    }

    push = Envelope(
        body={"channel": "l2Book", "data": {}},
        keys=(KeyPart("channel"), KeyPart(("data", "coin"), ":")),
        payload="data",
    )

    pings = (({"method": "ping"}, {"channel": "pong"}),)

    def book_start(self, subscription: Subscription) -> Any:
        """What a subscription to the channel begins with."""
        u = self.start_book(subscription)
        return filled(
            self.dialect.example("stream_book"),
            {
                "coin": self.instrument(u.symbol).venue_symbol,
                "time": u.ts_event // 1_000_000,
                ("levels", "0"): [
                    filled(
                        {"px": "113377.0", "sz": "7.6699", "n": 17},
                        {"px": decimal_text(level.price), "sz": decimal_text(level.quantity)},
                    )
                    for level in u.bids
                ],
                ("levels", "1"): [
                    filled(
                        {"px": "113377.0", "sz": "7.6699", "n": 17},
                        {"px": decimal_text(level.price), "sz": decimal_text(level.quantity)},
                    )
                    for level in u.asks
                ],
            },
        )

    def book(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `book`; None where it does not report the event."""
        u = self.next_book(subscription, event, None, True)
        if u is None:
            return None
        return filled(
            self.dialect.example("stream_book"),
            {
                "coin": self.instrument(u.symbol).venue_symbol,
                "time": u.ts_event // 1_000_000,
                ("levels", "0"): [
                    filled(
                        {"px": "113377.0", "sz": "7.6699", "n": 17},
                        {"px": decimal_text(level.price), "sz": decimal_text(level.quantity)},
                    )
                    for level in u.bids
                ],
                ("levels", "1"): [
                    filled(
                        {"px": "113377.0", "sz": "7.6699", "n": 17},
                        {"px": decimal_text(level.price), "sz": decimal_text(level.quantity)},
                    )
                    for level in u.asks
                ],
            },
        )

    def best(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `best`; None where it does not report the event."""
        exchange = self.connection.context.exchange
        i = exchange.instrument(event.symbol)
        v = ticker_of(exchange, event.symbol)
        return filled(_write_best(self.dialect.example("stream_bbo"), v, i), {"coin": i.venue_symbol})

    def trades(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `trades`; None where it does not report the event."""
        exchange = self.connection.context.exchange
        i = exchange.instrument(event.symbol)
        v = event.trade
        return [
            filled(_write_trade(first_row(self.dialect.example("stream_trades"), ()), v, i), {"coin": i.venue_symbol})
        ]

    def candles(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `candles`; None where it does not report the event."""
        interval = interval_ns(
            {
                "1m": "1m",
                "3m": "3m",
                "5m": "5m",
                "15m": "15m",
                "30m": "30m",
                "1h": "1h",
                "2h": "2h",
                "4h": "4h",
                "8h": "8h",
                "12h": "12h",
                "1d": "1d",
                "3d": "3d",
                "1w": "1w",
                "1M": "1M",
            }[subscription.data[1]["interval"]]
        )
        exchange = self.connection.context.exchange
        i = exchange.instrument(event.symbol)
        v = candle_of(exchange, event.symbol, interval)
        return filled(_write_candle(self.dialect.example("stream_candle"), v, i), {"s": i.venue_symbol})


class PrivateSocket(GeneratedSocket):
    """Connection `private`."""

    subscribe: ClassVar[Any] = {"method": "subscribe", "subscription": Hole("topic")}

    unsubscribe: ClassVar[Any] = {"method": "unsubscribe", "subscription": Hole("topic")}

    topics = (
        TopicRule(
            channel="orders",
            pattern={"type": "orderUpdates", "user": "(?P<cred_account>[^@{}]+)"},
            key="orderUpdates",
            private=True,
            events=frozenset(["order"]),
            writer="orders",
        ),
        TopicRule(
            channel="fills",
            pattern={"type": "userFills", "user": "(?P<cred_account>[^@{}]+)"},
            key="userFills",
            private=True,
            events=frozenset(["order"]),
            writer="fills",
        ),
        TopicRule(
            channel="holdings",
            pattern={"type": "spotState", "user": "(?P<cred_account>[^@{}]+)"},
            key="spotState",
            private=True,
            events=frozenset(["balance"]),
            writer="holdings",
        ),
        TopicRule(
            channel="positions",
            pattern={"type": "clearinghouseState", "user": "(?P<cred_account>[^@{}]+)"},
            key="clearinghouseState",
            private=True,
            example="stream_positions",
        ),
    )

    ack = Envelope(body={"channel": "subscriptionResponse"})

    refused = ErrorPlace({"channel": "error"}, None, "data")

    push = Envelope(body={"channel": "orderUpdates", "data": {}}, key="channel", payload="data")

    errors = ErrorPlace({"channel": "clearinghouseState"}, "status", "response")

    pings = (({"method": "ping"}, {"channel": "pong"}),)

    def orders(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `orders`; None where it does not report the event."""
        i = self.instrument(event.symbol)
        names = {"new": "stream_orders.open", "filled": "stream_orders.filled", "canceled": "stream_orders.canceled"}
        answer = self.dialect.example(names.get(event.order.status.value) or next(iter(names.values())))
        return [_write_order(first_row(answer, ()), event.order, i)]

    def fills(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `fills`; None where it does not report the event."""
        i = self.instrument(event.symbol)
        if event.fill is None:
            return None
        answer = self.dialect.example("stream_fills")
        return put(answer, ("fills",), [_write_fill(first_row(answer, ("fills",)), event.fill, i)])

    def holdings(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `holdings`; None where it does not report the event."""
        answer = self.dialect.example("stream_spot_state")
        row = first_row(answer, ("spotState", "balances"))
        return put(answer, ("spotState", "balances"), [_write_balance(row, v) for v in event.balances])


class SimulatedHyperliquid(GeneratedDialect):
    """Implements `SimDialect`."""

    venue = "hyperliquid"
    params: ClassVar[Mapping[str, Sequence[Param]]] = {
        "meta": (Param("type", "type", str, const="meta"),),
        "spot_meta": (Param("type", "type", str, const="spotMeta"),),
        "contexts": (Param("type", "type", str, const="metaAndAssetCtxs"),),
        "book": (
            Param("type", "type", str, const="l2Book"),
            Param("coin", "coin", str, required=True),
            Param("nSigFigs", "figures", int),
            Param("mantissa", "mantissa", int),
        ),
        "recent_trades": (Param("type", "type", str, const="recentTrades"), Param("coin", "coin", str, required=True)),
        "candles": (
            Param("type", "type", str, const="candleSnapshot"),
            Param("req.coin", "coin", str, required=True),
            Param("req.interval", "interval", str, required=True),
            Param("req.startTime", "start", int, required=True),
            Param("req.endTime", "end", int, required=True),
        ),
        "order": (
            Param("type", "type", str, const="orderStatus"),
            Param("user", "user", str, required=True),
            Param("oid", "id", int, required=True),
        ),
        "order_by_client_id": (
            Param("type", "type", str, const="orderStatus"),
            Param("user", "user", str, required=True),
            Param("oid", "client_id", str, required=True),
        ),
        "open_orders": (
            Param("type", "type", str, const="frontendOpenOrders"),
            Param("user", "user", str, required=True),
            Param("dex", "dex", str),
        ),
        "fills": (
            Param("type", "type", str, const="userFills"),
            Param("user", "user", str, required=True),
            Param("aggregateByTime", "aggregate_by_time", bool),
        ),
        "fills_since": (
            Param("type", "type", str, const="userFillsByTime"),
            Param("user", "user", str, required=True),
            Param("aggregateByTime", "aggregate_by_time", bool),
            Param("startTime", "start", int, required=True),
            Param("endTime", "end", int),
        ),
        "spot_state": (
            Param("type", "type", str, const="spotClearinghouseState"),
            Param("user", "user", str, required=True),
        ),
        "perp_state": (
            Param("type", "type", str, const="clearinghouseState"),
            Param("user", "user", str, required=True),
            Param("dex", "dex", str),
        ),
        "allowance": (Param("type", "type", str, const="userRateLimit"), Param("user", "user", str, required=True)),
        "place": (
            Param("action.type", "action_type", str, const="order"),
            Param("action.orders.0.a", "asset", int, required=True),
            Param("action.orders.0.b", "is_buy", bool, required=True),
            Param("action.orders.0.p", "price", Decimal, required=True),
            Param("action.orders.0.s", "size", Decimal, required=True),
            Param("action.orders.0.r", "reduce_only", bool, required=True),
            Param("action.orders.0.t.limit.tif", "tif", str),
            Param("action.orders.0.t.trigger.isMarket", "is_market", bool),
            Param("action.orders.0.t.trigger.triggerPx", "trigger_price", Decimal),
            Param("action.orders.0.t.trigger.tpsl", "tpsl", str),
            Param("action.orders.0.c", "client_id", str),
            Param("action.grouping", "grouping", str, default="na"),
        ),
        "place_many": (
            Param("action.type", "action_type", str, const="order"),
            Param("action.orders", "orders", list[Any], required=True),
            Param("action.grouping", "grouping", str, default="na"),
        ),
        "amend": (
            Param("action.type", "action_type", str, const="batchModify"),
            Param("action.modifies.0.oid", "id", int, required=True),
            Param("action.modifies.0.order.a", "asset", int, required=True),
            Param("action.modifies.0.order.b", "is_buy", bool, required=True),
            Param("action.modifies.0.order.p", "price", Decimal, required=True),
            Param("action.modifies.0.order.s", "size", Decimal, required=True),
            Param("action.modifies.0.order.r", "reduce_only", bool, required=True),
            Param("action.modifies.0.order.t.limit.tif", "tif", str, required=True),
            Param("action.modifies.0.order.c", "client_id", str),
        ),
        "cancel": (
            Param("action.type", "action_type", str, const="cancel"),
            Param("action.cancels.0.a", "asset", int, required=True),
            Param("action.cancels.0.o", "id", int, required=True),
        ),
        "cancel_by_client_id": (
            Param("action.type", "action_type", str, const="cancelByCloid"),
            Param("action.cancels.0.asset", "asset", int, required=True),
            Param("action.cancels.0.cloid", "client_id", str, required=True),
        ),
        "cancel_many": (
            Param("action.type", "action_type", str, const="cancel"),
            Param("action.cancels", "orders", list[Any], required=True),
        ),
        "schedule_cancel": (
            Param("action.type", "action_type", str, const="scheduleCancel"),
            Param("action.time", "time", int),
        ),
        "set_leverage": (
            Param("action.type", "action_type", str, const="updateLeverage"),
            Param("action.asset", "asset", int, required=True),
            Param("action.isCross", "is_cross", bool, required=True),
            Param("action.leverage", "leverage", int, required=True),
        ),
        "set_isolated_margin": (
            Param("action.type", "action_type", str, const="updateIsolatedMargin"),
            Param("action.asset", "asset", int, required=True),
            Param("action.isBuy", "is_buy", bool, default=True),
            Param("action.ntli", "millionths", int, required=True),
        ),
        "use_nonce": (Param("action.type", "action_type", str, const="noop"),),
    }
    costs: ClassVar[Mapping[str, Any]] = {
        "meta": {"weight": 20},
        "spot_meta": {"weight": 20},
        "contexts": {"weight": 20},
        "book": {"weight": 2},
        "recent_trades": {"weight": 20},
        "candles": {"weight": 20},
        "order": {"weight": 2},
        "order_by_client_id": {"weight": 2},
        "open_orders": {"weight": 20},
        "fills": {"weight": 20},
        "fills_since": {"weight": 20},
        "spot_state": {"weight": 2},
        "perp_state": {"weight": 2},
        "allowance": {"weight": 20},
        "place": {"weight": 1},
        "place_many": lambda p: {"weight": 1 + len(p.orders) // 40},
        "amend": {"weight": 1},
        "cancel": {"weight": 1},
        "cancel_by_client_id": {"weight": 1},
        "cancel_many": lambda p: {"weight": 1 + len(p.orders) // 40},
        "schedule_cancel": {"weight": 1},
        "set_leverage": {"weight": 1},
        "set_isolated_margin": {"weight": 1},
        "use_nonce": {"weight": 1},
    }
    refusals = (
        Refusal(OrderNotFound, "unknownOid", "unknownOid", 200, ("order", "order_by_client_id")),
        Refusal(InvalidOrder, "err", "Order must have minimum value of $10.", 200, ("place",)),
        Refusal(
            OrderNotFound,
            "err",
            "Order was never placed, already canceled, or filled.",
            200,
            ("cancel", "cancel_by_client_id"),
        ),
        Refusal(InsufficientFunds, "err", "Insufficient margin to place order"),
        Refusal(OrderError, "err", "Reduce only order would increase position"),
        Refusal(PostOnlyRejected, "err", "Post only order would have immediately matched"),
        Refusal(AuthenticationError, "err", "L1 error: User or API Wallet"),
        Refusal(RateLimitExceeded, "err", "Too many cumulative requests sent"),
        Refusal(InvalidNonce, "err", "Invalid nonce"),
        Refusal(MarketClosed, "err", "Only post-only orders allowed"),
    )
    statuses: ClassVar[Mapping[type[VenueError], int]] = {RateLimitExceeded: 429, VenueUnavailable: 500}
    error_place = ErrorPlace({"status": "err"}, "status", "response")
    shown_instruments = INSTRUMENTS
    refs: ClassVar[Sequence[tuple[InstrumentKind | None, Callable[[Instrument, int], Mapping[str, Any]]]]] = (
        (InstrumentKind.PERPETUAL, lambda v, place: {"asset": place}),
        (InstrumentKind.SPOT, lambda v, place: {"asset": 10000 + place}),
    )
    refused_status = 200
    signed_fields = frozenset(["expiresAfter", "nonce", "signature", "vaultAddress"])
    used_headers: ClassVar[Mapping[str, tuple[str, bool]]] = {}
    channels: Sequence[str] = ("book", "best", "trades", "candles", "orders", "fills", "holdings", "positions")
    buckets: Sequence[SimBucket] = (SimBucket("weight", 1200, 60000000000, per="ip", window="sliding"),)
    enum_fields: Mapping[str, Sequence[FieldPath]] = {
        "recent_trades": (("*", "side"),),
        "open_orders": (("*", "side"), ("*", "orderType"), ("*", "tif")),
        "fills": (("*", "side"), ("data", "fills", "*", "side")),
        "fills_since": (("*", "side"),),
        "trades": (("data", "*", "side"),),
        "orders": (("data", "*", "status"),),
    }

    def __init__(self) -> None:
        super().__init__(load_examples(__file__))
        self.routes = (
            SimRoute("POST", "/info", "meta", self.meta, cost=self.cost),
            SimRoute("POST", "/info", "spot_meta", self.spot_meta, cost=self.cost),
            SimRoute("POST", "/info", "contexts", self.documented("contexts"), cost=self.cost),
            SimRoute("POST", "/info", "book", self.book, cost=self.cost),
            SimRoute("POST", "/info", "recent_trades", self.recent_trades, cost=self.cost),
            SimRoute("POST", "/info", "candles", self.candles, cost=self.cost),
            SimRoute("POST", "/info", "order", self.order, cost=self.cost),
            SimRoute("POST", "/info", "order_by_client_id", self.order_by_client_id, cost=self.cost),
            SimRoute("POST", "/info", "open_orders", self.open_orders, cost=self.cost),
            SimRoute("POST", "/info", "fills", self.fills, cost=self.cost),
            SimRoute("POST", "/info", "fills_since", self.fills_since, cost=self.cost),
            SimRoute("POST", "/info", "spot_state", self.spot_state, cost=self.cost),
            SimRoute("POST", "/info", "perp_state", self.perp_state, cost=self.cost),
            SimRoute("POST", "/info", "allowance", self.documented("allowance"), cost=self.cost),
            SimRoute("POST", "/exchange", "place", self.place, "action", command=True, cost=self.cost),
            SimRoute("POST", "/exchange", "place_many", self.place_many, "action", command=True, cost=self.cost),
            SimRoute("POST", "/exchange", "amend", self.amend, "action", command=True, cost=self.cost),
            SimRoute("POST", "/exchange", "cancel", self.cancel, "action", command=True, cost=self.cost),
            SimRoute(
                "POST",
                "/exchange",
                "cancel_by_client_id",
                self.cancel_by_client_id,
                "action",
                command=True,
                cost=self.cost,
            ),
            SimRoute("POST", "/exchange", "cancel_many", self.cancel_many, "action", command=True, cost=self.cost),
            SimRoute(
                "POST",
                "/exchange",
                "schedule_cancel",
                self.documented("default"),
                "action",
                command=True,
                cost=self.cost,
            ),
            SimRoute(
                "POST", "/exchange", "set_leverage", self.documented("default"), "action", command=True, cost=self.cost
            ),
            SimRoute(
                "POST",
                "/exchange",
                "set_isolated_margin",
                self.documented("default"),
                "action",
                command=True,
                cost=self.cost,
            ),
            SimRoute(
                "POST", "/exchange", "use_nonce", self.documented("default"), "action", command=True, cost=self.cost
            ),
        )
        self.sockets = (
            SimSocketRoute(
                "market",
                "/ws",
                lambda connection: SharedSocket((MarketSocket(connection, self), PrivateSocket(connection, self))),
                message_limit=2000,
                message_window_ns=60000000000,
                subscription_limit=1000,
                also=("private",),
            ),
        )

    def verify(self, call: SimCall) -> str:
        """See `SimDialect`."""
        if call.auth == "action":
            return self._verify_action(call)
        raise AuthenticationError(f"no such scheme: {call.auth}")

    def _verify_action(self, call: SimCall) -> str:
        seen = Seen(call)
        stamp = seen.get("body", "nonce")
        nonce_actions = int(stamp)
        signature = seen.get("body", "signature")
        vault = seen.find("body", "vaultAddress")
        expires = seen.find("body", "expiresAfter")
        account = self.signer_in(call)
        credentials = call.context.accounts[account]
        connection = hooks.connection_id(seen.body_map, stamp, vault, expires)
        digest = hooks.digest("a", connection)
        self.check_signature(
            credentials, digest, signature, (SignedBy("private_key", "secp256k1", "text", ("secp256k1_hex",)),)
        )
        self.check_nonce(call, account, nonce_actions)
        return account

    def meta(self, call: SimCall) -> object:
        """`load_instruments` of the contract."""
        self.read(call)
        exchange = call.exchange
        values = of_kind(exchange, InstrumentKind.PERPETUAL)
        answer = self.example("meta")
        row = first_row(answer, ("universe",))
        rows = [_write_perpetual(row, v, place) for place, v in enumerate(values)]
        answer = put(answer, ("universe",), rows)
        return answer

    def spot_meta(self, call: SimCall) -> object:
        """`load_instruments` of the contract."""
        self.read(call)
        exchange = call.exchange
        values = of_kind(exchange, InstrumentKind.SPOT)
        answer = self.example("spot_meta")
        row = first_row(answer, ("universe",))
        rows = [_write_pair(row, v, place) for place, v in enumerate(values)]
        answer = put(answer, ("universe",), rows)
        other = first_row(answer, ("tokens",))
        others = [
            each
            for place, v in enumerate(values)
            for each in (_write_pair_base(other, v, place), _write_pair_quote(other, v, place))
        ]
        answer = put(answer, ("tokens",), others)
        return answer

    def book(self, call: SimCall) -> object:
        """`fetch_order_book` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.coin)
        exchange = call.exchange
        book = exchange.book(i.symbol, None)
        return filled(
            self.example("book"),
            {
                ("levels", "0"): [
                    filled(
                        {"px": "113377.0", "sz": "7.6699", "n": 17},
                        {"px": decimal_text(level.price), "sz": decimal_text(level.quantity)},
                    )
                    for level in book.bids
                ],
                ("levels", "1"): [
                    filled(
                        {"px": "113397.0", "sz": "0.11543", "n": 3},
                        {"px": decimal_text(level.price), "sz": decimal_text(level.quantity)},
                    )
                    for level in book.asks
                ],
            },
        )

    def recent_trades(self, call: SimCall) -> object:
        """`fetch_trades` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.coin)
        exchange = call.exchange
        values = trades_of(exchange, i.symbol, None, None)
        values = values[::-1]
        row = first_row(self.example("recent_trades"), ())
        return [_write_trade(row, v, exchange.instrument(v.symbol)) for v in values]

    def candles(self, call: SimCall) -> object:
        """`fetch_candles` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.coin)
        exchange = call.exchange
        interval = interval_ns(
            {
                "1m": "1m",
                "3m": "3m",
                "5m": "5m",
                "15m": "15m",
                "30m": "30m",
                "1h": "1h",
                "2h": "2h",
                "4h": "4h",
                "8h": "8h",
                "12h": "12h",
                "1d": "1d",
                "3d": "3d",
                "1w": "1w",
                "1M": "1M",
            }.get(p.interval, p.interval)
        )
        tape = exchange.tape(i.symbol)
        values = tape.candles(interval, call.now_ns, since=p.start * 1_000_000, limit=None)
        row = first_row(self.example("candles"), ())
        return [_write_candle(row, v, i) for v in values]

    def place(self, call: SimCall) -> object:
        """`create_order` of the contract."""
        p = self.read(call)
        i = self.instrument_by(call, "asset", p.asset)
        exchange = call.exchange
        style = read_style(_STYLES, {"is_market": p.is_market, "tpsl": p.tpsl, "tif": p.tif})
        request = OrderRequest(
            symbol=i.symbol,
            side=Side.BUY if p.is_buy else Side.SELL,
            price=p.price,
            quantity=p.size,
            reduce_only=p.reduce_only,
            client_order_id=p.client_id,
            type=style["type"],
            post_only=style.get("post_only", False),
            time_in_force=style.get("time_in_force"),
            trigger_price=p.trigger_price,
        )
        v = exchange.create_order(call.account, request).order
        return _write_create_order_ack(
            self.example({"filled": "place.filled"}.get(v.status.value, "place.resting")),
            v,
            exchange.instrument(v.symbol),
        )

    def place_many(self, call: SimCall) -> object:
        """`create_orders` of the contract."""
        p = self.read(call)
        answer = self.example("place_many")
        documented = get(answer, ("response", "data", "statuses"))
        rows = self.one_by_one(
            call,
            p.orders,
            "place",
            self.place,
            documented,
            _write_create_orders_ack,
            ((), ("error",)),
            within=("action", "orders", "0"),
        )
        return put(answer, ("response", "data", "statuses"), rows)

    def amend(self, call: SimCall) -> object:
        """`edit_order` of the contract."""
        p = self.read(call)
        i = self.instrument_by(call, "asset", p.asset)
        exchange = call.exchange
        exchange.edit_order(
            call.account, i.symbol, venue_order_id=str(p.id), client_order_id=None, quantity=p.size, price=p.price
        )
        return self.example("amend")

    def cancel_by_client_id(self, call: SimCall) -> object:
        """`cancel_order` of the contract."""
        p = self.read(call)
        i = self.instrument_by(call, "asset", p.asset)
        exchange = call.exchange
        exchange.cancel_order(call.account, i.symbol, venue_order_id=None, client_order_id=p.client_id)
        return self.example("cancel")

    def cancel(self, call: SimCall) -> object:
        """`cancel_order` of the contract."""
        p = self.read(call)
        i = self.instrument_by(call, "asset", p.asset)
        exchange = call.exchange
        exchange.cancel_order(call.account, i.symbol, venue_order_id=str(p.id), client_order_id=None)
        return self.example("cancel")

    def cancel_many(self, call: SimCall) -> object:
        """`cancel_orders` of the contract."""
        p = self.read(call)
        answer = self.example("cancel_many")
        documented = get(answer, ("response", "data", "statuses"))
        rows = self.one_by_one(
            call, p.orders, "cancel", self.cancel, documented, None, ((), ("error",)), within=("action", "cancels", "0")
        )
        return put(answer, ("response", "data", "statuses"), rows)

    def order_by_client_id(self, call: SimCall) -> object:
        """`fetch_order` of the contract."""
        p = self.read(call)
        call.account, _ = self.account_of(call, "account", str(p.user))
        i = self.instrument_of(call, venue_order_id=None, client_order_id=p.client_id)
        exchange = call.exchange
        v = exchange.order(call.account, i.symbol, venue_order_id=None, client_order_id=p.client_id).order
        return put(
            self.example("order"),
            ("order",),
            _write_order(get(self.example("order"), ("order",)), v, exchange.instrument(v.symbol)),
        )

    def order(self, call: SimCall) -> object:
        """`fetch_order` of the contract."""
        p = self.read(call)
        call.account, _ = self.account_of(call, "account", str(p.user))
        i = self.instrument_of(call, venue_order_id=str(p.id), client_order_id=None)
        exchange = call.exchange
        v = exchange.order(call.account, i.symbol, venue_order_id=str(p.id), client_order_id=None).order
        return put(
            self.example("order"),
            ("order",),
            _write_order(get(self.example("order"), ("order",)), v, exchange.instrument(v.symbol)),
        )

    def open_orders(self, call: SimCall) -> object:
        """`fetch_open_orders` of the contract."""
        p = self.read(call)
        call.account, _ = self.account_of(call, "account", str(p.user))
        exchange = call.exchange
        values = [each.order for each in exchange.open_orders(call.account, None)]
        values = values[::-1]
        row = first_row(self.example("open_orders"), ())
        return [_write_open_order(row, v, exchange.instrument(v.symbol)) for v in values]

    def fills(self, call: SimCall) -> object:
        """`fetch_my_trades` of the contract."""
        p = self.read(call)
        call.account, _ = self.account_of(call, "account", str(p.user))
        exchange = call.exchange
        values = fills_of(exchange, call.account, None, None, None)
        values = values[::-1]
        row = first_row(self.example("fills"), ())
        return [_write_fill(row, v, exchange.instrument(v.symbol)) for v in values]

    def fills_since(self, call: SimCall) -> object:
        """`fetch_my_trades` of the contract."""
        p = self.read(call)
        call.account, _ = self.account_of(call, "account", str(p.user))
        exchange = call.exchange
        values = fills_of(exchange, call.account, None, p.start * 1_000_000, None)
        values = values[::-1]
        row = first_row(self.example("fills"), ())
        return [_write_fill(row, v, exchange.instrument(v.symbol)) for v in values]

    def spot_state(self, call: SimCall) -> object:
        """`fetch_balances` of the contract."""
        p = self.read(call)
        call.account, _ = self.account_of(call, "account", str(p.user))
        exchange = call.exchange
        values = list(exchange.balances(call.account).values())
        answer = self.example("spot_state")
        row = first_row(answer, ("balances",))
        return put(answer, ("balances",), [_write_balance(row, v) for v in values])

    def perp_state(self, call: SimCall) -> object:
        """`fetch_positions` of the contract."""
        p = self.read(call)
        call.account, _ = self.account_of(call, "account", str(p.user))
        exchange = call.exchange
        values = exchange.positions(call.account)
        answer = self.example("perp_state")
        row = first_row(answer, ("assetPositions",))
        return put(
            answer, ("assetPositions",), [_write_position(row, v, exchange.instrument(v.symbol)) for v in values]
        )
