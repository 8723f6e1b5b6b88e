"""Binance USD-M Futures, simulated: its routes, words, signatures and frames over the venue-neutral exchange.

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
    MarketClosed,
    OrderError,
    OrderNotFound,
    PermissionDenied,
    PostOnlyRejected,
    RateLimitExceeded,
    VenueError,
    VenueResponseError,
    VenueUnavailable,
)
from venue_runtime.exprs import sorted_map
from venue_runtime.model import (
    Balance,
    Candle,
    Fill,
    FundingRate,
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
    SelfTradePrevention,
    Side,
    Ticker,
    TimeInForce,
    Trade,
)
from venue_runtime.testing.book_views import plain_update
from venue_runtime.testing.dialect import FieldPath, SimBucket, SimCall, SimRoute, SimSocketRoute, Subscription
from venue_runtime.testing.filling import filled, put
from venue_runtime.testing.generated import ErrorPlace, GeneratedDialect, Param, Refusal, load_examples
from venue_runtime.testing.generated_socket import Envelope, GeneratedSocket, Hole, Login, TopicRule
from venue_runtime.testing.market_views import (
    candle_of,
    fills_of,
    first_row,
    funding_of,
    interval_ns,
    read_style,
    required,
    ticker_of,
    trades_of,
    write_style,
)
from venue_runtime.testing.verifying import Seen, SignedBy, sent_time
from venue_runtime.wire import decimal_text, pairs

SIDE_IN = {"BUY": Side.BUY, "SELL": Side.SELL}

SIDE_OUT = {Side.BUY: "BUY", Side.SELL: "SELL"}

TIME_IN_FORCE_IN = {
    "GTC": TimeInForce.GTC,
    "IOC": TimeInForce.IOC,
    "FOK": TimeInForce.FOK,
    "GTX": TimeInForce.GTC,
    "GTD": TimeInForce.GTD,
}

TIME_IN_FORCE_OUT = {TimeInForce.GTC: "GTC", TimeInForce.IOC: "IOC", TimeInForce.FOK: "FOK", TimeInForce.GTD: "GTD"}

ORDER_STATUS_OUT = {
    OrderStatus.NEW: "NEW",
    OrderStatus.PARTIALLY_FILLED: "PARTIALLY_FILLED",
    OrderStatus.FILLED: "FILLED",
    OrderStatus.CANCELED: "CANCELED",
    OrderStatus.REJECTED: "REJECTED",
    OrderStatus.EXPIRED: "EXPIRED",
}

STP_MODE_IN = {
    "NONE": SelfTradePrevention.NONE,
    "EXPIRE_TAKER": SelfTradePrevention.CANCEL_TAKER,
    "EXPIRE_MAKER": SelfTradePrevention.CANCEL_MAKER,
    "EXPIRE_BOTH": SelfTradePrevention.CANCEL_BOTH,
}

ORDER_TYPE_OUT = {
    OrderType.LIMIT: "LIMIT",
    OrderType.MARKET: "MARKET",
    OrderType.STOP_LIMIT: "STOP",
    OrderType.STOP: "STOP_MARKET",
    OrderType.TAKE_PROFIT_LIMIT: "TAKE_PROFIT",
    OrderType.TAKE_PROFIT: "TAKE_PROFIT_MARKET",
    OrderType.TRAILING_STOP: "TRAILING_STOP_MARKET",
}

SYMBOL_STATUS_OUT = {
    InstrumentStatus.TRADING: "TRADING",
    InstrumentStatus.CLOSED: "PENDING_TRADING",
    InstrumentStatus.HALTED: "PRE_DELIVERING",
}

POSITION_SIDE_IN = {"LONG": PositionSide.LONG, "SHORT": PositionSide.SHORT}

POSITION_SIDE_OUT = {PositionSide.LONG: "LONG", PositionSide.SHORT: "SHORT"}

INSTRUMENTS: tuple[Instrument, ...] = (
    Instrument(
        symbol="BTC/USDT:USDT",
        venue_symbol="BTCUSDT",
        kind=InstrumentKind.PERPETUAL,
        base="BTC",
        quote="USDT",
        settle="USDT",
        price_increment=Decimal("0.01"),
        quantity_increment=Decimal("0.01"),
    ),
    Instrument(
        symbol="ADA/USDT:USDT",
        venue_symbol="ADAUSDT",
        kind=InstrumentKind.PERPETUAL,
        base="ADA",
        quote="USDT",
        settle="USDT",
        price_increment=Decimal("0.01"),
        quantity_increment=Decimal("0.01"),
    ),
    Instrument(
        symbol="COMP/USDT:USDT",
        venue_symbol="COMPUSDT",
        kind=InstrumentKind.PERPETUAL,
        base="COMP",
        quote="USDT",
        settle="USDT",
        price_increment=Decimal("0.01"),
        quantity_increment=Decimal("0.01"),
    ),
    Instrument(
        symbol="BLZ/USDT:USDT",
        venue_symbol="BLZUSDT",
        kind=InstrumentKind.PERPETUAL,
        base="BLZ",
        quote="USDT",
        settle="USDT",
        price_increment=Decimal("0.0001"),
        min_price=Decimal("0.0001"),
        max_price=Decimal("300"),
        quantity_increment=Decimal("1"),
        min_quantity=Decimal("1"),
        max_quantity=Decimal("10000000"),
        min_notional=Decimal("5"),
    ),  # documented: exchange_info
)
"""What is traded where nobody says otherwise."""

_STYLES: Sequence[tuple[Mapping[str, tuple[Any, ...]], Mapping[str, Any]]] = (
    (
        {"type": (OrderType.LIMIT,), "post_only": (True,), "time_in_force": (TimeInForce.GTC,)},
        {"type": "LIMIT", "time_in_force": "GTX"},
    ),
    ({"type": (OrderType.LIMIT,), "post_only": (True,)}, {"type": "LIMIT", "time_in_force": "GTX"}),
    ({"type": (OrderType.LIMIT,), "time_in_force": (TimeInForce.IOC, TimeInForce.FOK)}, {"type": "LIMIT"}),
    ({"type": (OrderType.LIMIT,), "time_in_force": (TimeInForce.GTD,)}, {"type": "LIMIT", "time_in_force": "GTD"}),
    ({"type": (OrderType.LIMIT,)}, {"type": "LIMIT"}),
    ({"type": (OrderType.MARKET,)}, {"type": "MARKET"}),
    ({"type": (OrderType.STOP,)}, {"type": "STOP_MARKET"}),
    ({"type": (OrderType.STOP_LIMIT,)}, {"type": "STOP"}),
    ({"type": (OrderType.TAKE_PROFIT,)}, {"type": "TAKE_PROFIT_MARKET"}),
    ({"type": (OrderType.TAKE_PROFIT_LIMIT,)}, {"type": "TAKE_PROFIT"}),
    ({"type": (OrderType.TRAILING_STOP,)}, {"type": "TRAILING_STOP_MARKET"}),
)
"""What an order is → how the venue says it."""


def _style(v: Order) -> Mapping[str, Any]:
    """How the venue says what kind of order this is."""
    return write_style(_STYLES, v)


def _write_instrument(example: Any, v: Instrument) -> Any:
    """Instrument as `SymbolInfo`."""
    return filled(
        example,
        {
            "filters": None,
            "contractType": "PERPETUAL" if v.kind == InstrumentKind.PERPETUAL else "CURRENT_QUARTER",
            "symbol": v.venue_symbol,
            "baseAsset": v.base,
            "quoteAsset": v.quote,
            "status": SYMBOL_STATUS_OUT[v.status],
            "marginAsset": v.settle,
            "deliveryDate": v.expiry // 1_000_000 if v.expiry is not None else None,
            ("filters", ("filterType", "PRICE_FILTER"), "tickSize"): decimal_text(v.price_increment or Decimal("0")),
            ("filters", ("filterType", "PRICE_FILTER"), "minPrice"): decimal_text(v.min_price or Decimal("0")),
            ("filters", ("filterType", "PRICE_FILTER"), "maxPrice"): decimal_text(v.max_price or Decimal("0")),
            ("filters", ("filterType", "LOT_SIZE"), "stepSize"): decimal_text(v.quantity_increment or Decimal("0")),
            ("filters", ("filterType", "LOT_SIZE"), "minQty"): decimal_text(v.min_quantity or Decimal("0")),
            ("filters", ("filterType", "LOT_SIZE"), "maxQty"): decimal_text(v.max_quantity or Decimal("0")),
            ("filters", ("filterType", "MIN_NOTIONAL"), "notional"): decimal_text(v.min_notional or Decimal("0")),
        },
    )


def _write_ticker(example: Any, v: Ticker, i: Instrument) -> Any:
    """Ticker as `TickerStats`."""
    return filled(
        example,
        {
            "symbol": i.venue_symbol,
            "lastPrice": decimal_text(v.last) if v.last is not None else None,
            "closeTime": v.ts_event // 1_000_000 if v.ts_event is not None else None,
        },
    )


def _write_agg_trade(example: Any, v: Trade, i: Instrument) -> Any:
    """Trade as `AggTrade`."""
    return filled(
        example,
        {
            "a": int(v.trade_id) if v.trade_id is not None else None,
            "m": v.side == Side.SELL,
            "p": decimal_text(v.price),
            "q": decimal_text(v.quantity),
            "T": v.ts_event // 1_000_000 if v.ts_event is not None else None,
        },
    )


def _write_candle(example: Any, v: Candle, i: Instrument) -> Any:
    """Candle as `Kline`."""
    return filled(
        example,
        {
            "6": None,
            "0": v.ts_open // 1_000_000,
            "1": decimal_text(v.open),
            "2": decimal_text(v.high),
            "3": decimal_text(v.low),
            "4": decimal_text(v.close),
            "5": decimal_text(v.volume),
        },
    )


def _write_order_canceled(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `Order`."""
    return filled(
        example,
        {
            "price": decimal_text(v.price or Decimal(0)),
            "stopPrice": decimal_text(v.trigger_price or Decimal(0)),
            "avgPrice": decimal_text(v.average_price or Decimal(0)),
            "symbol": i.venue_symbol,
            "orderId": int(v.venue_order_id) if v.venue_order_id is not None else None,
            "clientOrderId": v.client_order_id,
            "side": SIDE_OUT[v.side] if v.side is not None else None,
            "type": ORDER_TYPE_OUT[v.type] if v.type is not None else None,
            "reduceOnly": v.reduce_only,
            "positionSide": POSITION_SIDE_OUT[v.position_side] if v.position_side is not None else None,
            "timeInForce": TIME_IN_FORCE_OUT[v.time_in_force] if v.time_in_force is not None else None,
            "goodTillDate": v.expire_time // 1_000_000 if v.expire_time is not None else None,
            "status": ORDER_STATUS_OUT[v.status],
            "origQty": decimal_text(v.quantity) if v.quantity is not None else None,
            "executedQty": decimal_text(v.filled_quantity) if v.filled_quantity is not None else None,
            "updateTime": v.ts_event // 1_000_000 if v.ts_event is not None else None,
        },
        {"goodTillDate"},
    )


def _write_order_detail(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `Order`."""
    return filled(
        example,
        {
            "price": decimal_text(v.price or Decimal(0)),
            "stopPrice": decimal_text(v.trigger_price or Decimal(0)),
            "avgPrice": decimal_text(v.average_price or Decimal(0)),
            "symbol": i.venue_symbol,
            "orderId": int(v.venue_order_id) if v.venue_order_id is not None else None,
            "clientOrderId": v.client_order_id,
            "side": SIDE_OUT[v.side] if v.side is not None else None,
            "type": ORDER_TYPE_OUT[v.type] if v.type is not None else None,
            "reduceOnly": v.reduce_only,
            "positionSide": POSITION_SIDE_OUT[v.position_side] if v.position_side is not None else None,
            "timeInForce": TIME_IN_FORCE_OUT[v.time_in_force] if v.time_in_force is not None else None,
            "goodTillDate": v.expire_time // 1_000_000 if v.expire_time is not None else None,
            "status": ORDER_STATUS_OUT[v.status],
            "origQty": decimal_text(v.quantity) if v.quantity is not None else None,
            "executedQty": decimal_text(v.filled_quantity) if v.filled_quantity is not None else None,
            "updateTime": v.ts_event // 1_000_000 if v.ts_event is not None else None,
        },
        {"goodTillDate"},
    )


def _write_my_trade(example: Any, v: Fill, i: Instrument) -> Any:
    """Fill as `MyTrade`."""
    return filled(
        example,
        {
            "id": int(v.trade_id) if v.trade_id is not None else None,
            "orderId": int(v.venue_order_id) if v.venue_order_id is not None else None,
            "symbol": i.venue_symbol,
            "side": SIDE_OUT[v.side],
            "price": decimal_text(v.price),
            "qty": decimal_text(v.quantity),
            "commission": decimal_text(v.fee) if v.fee is not None else None,
            "commissionAsset": v.fee_currency,
            "maker": v.liquidity == Liquidity.MAKER,
            "time": v.ts_event // 1_000_000 if v.ts_event is not None else None,
        },
    )


def _write_funding(example: Any, v: FundingRate, i: Instrument) -> Any:
    """FundingRate as `PremiumIndex`."""
    return filled(
        example,
        {
            "symbol": i.venue_symbol,
            "lastFundingRate": decimal_text(v.rate),
            "nextFundingTime": v.ts_funding // 1_000_000 if v.ts_funding is not None else None,
            "markPrice": decimal_text(v.mark_price) if v.mark_price is not None else None,
            "indexPrice": decimal_text(v.index_price) if v.index_price is not None else None,
        },
    )


def _write_order(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `Order`."""
    return filled(
        example,
        {
            "price": decimal_text(v.price or Decimal(0)),
            "stopPrice": decimal_text(v.trigger_price or Decimal(0)),
            "avgPrice": decimal_text(v.average_price or Decimal(0)),
            "symbol": i.venue_symbol,
            "orderId": int(v.venue_order_id) if v.venue_order_id is not None else None,
            "clientOrderId": v.client_order_id,
            "side": SIDE_OUT[v.side] if v.side is not None else None,
            "type": ORDER_TYPE_OUT[v.type] if v.type is not None else None,
            "reduceOnly": v.reduce_only,
            "positionSide": POSITION_SIDE_OUT[v.position_side] if v.position_side is not None else None,
            "timeInForce": TIME_IN_FORCE_OUT[v.time_in_force] if v.time_in_force is not None else None,
            "goodTillDate": v.expire_time // 1_000_000 if v.expire_time is not None else None,
            "status": ORDER_STATUS_OUT[v.status],
            "origQty": decimal_text(v.quantity) if v.quantity is not None else None,
            "executedQty": decimal_text(v.filled_quantity) if v.filled_quantity is not None else None,
            "updateTime": v.ts_event // 1_000_000 if v.ts_event is not None else None,
        },
        {"goodTillDate"},
    )


def _write_create_orders_ack(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `BatchedOrder`."""
    return filled(
        example,
        {
            "orderId": int(v.venue_order_id) if v.venue_order_id is not None else None,
            "status": ORDER_STATUS_OUT[v.status],
        },
        {"orderId"},
    )


def _write_balance(example: Any, v: Balance) -> Any:
    """Balance as `AssetBalance`."""
    return filled(
        example,
        {
            "asset": v.currency,
            "balance": decimal_text(v.total) if v.total is not None else None,
            "availableBalance": decimal_text(v.free) if v.free is not None else None,
        },
    )


def _write_position(example: Any, v: Position, i: Instrument) -> Any:
    """Position as `PositionRisk`."""
    return filled(
        example,
        {
            "positionAmt": decimal_text(v.quantity if v.side == PositionSide.LONG else -v.quantity),
            "symbol": i.venue_symbol,
            "entryPrice": decimal_text(v.entry_price) if v.entry_price is not None else None,
            "markPrice": decimal_text(v.mark_price) if v.mark_price is not None else None,
            "unRealizedProfit": decimal_text(v.unrealized_pnl) if v.unrealized_pnl is not None else None,
            "liquidationPrice": decimal_text(v.liquidation_price) if v.liquidation_price is not None else None,
            "updateTime": v.ts_event // 1_000_000 if v.ts_event is not None else None,
        },
    )


def _write_trade_event(example: Any, v: Trade, i: Instrument) -> Any:
    """Trade as `AggTradeEvent`."""
    return filled(
        example,
        {
            "a": int(v.trade_id) if v.trade_id is not None else None,
            "s": i.venue_symbol,
            "m": v.side == Side.SELL,
            "p": decimal_text(v.price),
            "q": decimal_text(v.quantity),
            "T": v.ts_event // 1_000_000 if v.ts_event is not None else None,
        },
    )


def _write_candle_event(example: Any, v: Candle, i: Instrument) -> Any:
    """Candle as `KlineEvent`."""
    return filled(
        example,
        {
            ("k", "t"): v.ts_open // 1_000_000,
            ("k", "o"): decimal_text(v.open),
            ("k", "h"): decimal_text(v.high),
            ("k", "l"): decimal_text(v.low),
            ("k", "c"): decimal_text(v.close),
            ("k", "v"): decimal_text(v.volume),
            ("k", "x"): v.closed,
        },
    )


def _write_ticker_event(example: Any, v: Ticker, i: Instrument) -> Any:
    """Ticker as `TickerEvent`."""
    return filled(
        example,
        {
            "s": i.venue_symbol,
            "c": decimal_text(v.last) if v.last is not None else None,
            "E": v.ts_event // 1_000_000 if v.ts_event is not None else None,
        },
    )


def _write_order_event(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `OrderTradeUpdate`."""
    return filled(
        example,
        {
            ("o", "s"): i.venue_symbol,
            ("o", "i"): int(v.venue_order_id) if v.venue_order_id is not None else None,
            ("o", "c"): v.client_order_id,
            ("o", "S"): SIDE_OUT[v.side] if v.side is not None else None,
            ("o", "o"): ORDER_TYPE_OUT[v.type] if v.type is not None else None,
            ("o", "R"): v.reduce_only,
            ("o", "ps"): POSITION_SIDE_OUT[v.position_side] if v.position_side is not None else None,
            ("o", "f"): TIME_IN_FORCE_OUT[v.time_in_force] if v.time_in_force is not None else None,
            ("o", "gtd"): v.expire_time // 1_000_000 if v.expire_time is not None else None,
            ("o", "X"): ORDER_STATUS_OUT[v.status],
            ("o", "p"): decimal_text(v.price) if v.price is not None else None,
            ("o", "sp"): decimal_text(v.trigger_price) if v.trigger_price is not None else None,
            ("o", "q"): decimal_text(v.quantity) if v.quantity is not None else None,
            ("o", "z"): decimal_text(v.filled_quantity) if v.filled_quantity is not None else None,
            ("o", "ap"): decimal_text(v.average_price) if v.average_price is not None else None,
            ("o", "er"): v.reason,
            "T": v.ts_event // 1_000_000 if v.ts_event is not None else None,
        },
        {("o", "gtd"), ("o", "er")},
    )


def _write_fill_event(example: Any, v: Fill, i: Instrument) -> Any:
    """Fill as `OrderTradeUpdate`."""
    return filled(
        example,
        {
            ("o", "t"): int(v.trade_id) if v.trade_id is not None else None,
            ("o", "i"): int(v.venue_order_id) if v.venue_order_id is not None else None,
            ("o", "c"): v.client_order_id,
            ("o", "s"): i.venue_symbol,
            ("o", "S"): SIDE_OUT[v.side],
            ("o", "L"): decimal_text(v.price),
            ("o", "l"): decimal_text(v.quantity),
            ("o", "n"): decimal_text(v.fee) if v.fee is not None else None,
            ("o", "N"): v.fee_currency,
            ("o", "m"): v.liquidity == Liquidity.MAKER,
            "T": v.ts_event // 1_000_000 if v.ts_event is not None else None,
        },
        {("o", "n"), ("o", "N")},
    )


def _write_balance_event(example: Any, v: Balance) -> Any:
    """Balance as `WalletBalance`."""
    return filled(example, {"a": v.currency, "wb": decimal_text(v.total) if v.total is not None else None})


def _write_position_event(example: Any, v: Position, i: Instrument) -> Any:
    """Position as `PositionUpdate`."""
    return filled(
        example,
        {
            "pa": decimal_text(v.quantity if v.side == PositionSide.LONG else -v.quantity),
            "ps": "BOTH",
            "s": i.venue_symbol,
            "ep": decimal_text(v.entry_price) if v.entry_price is not None else None,
            "up": decimal_text(v.unrealized_pnl) if v.unrealized_pnl is not None else None,
        },
    )


class MarketSocket(GeneratedSocket):
    """Connection `market`."""

    subscribe: ClassVar[Any] = {"method": "SUBSCRIBE", "params": Hole("topics"), "id": Hole("id")}

    unsubscribe: ClassVar[Any] = {"method": "UNSUBSCRIBE", "params": Hole("topics"), "id": Hole("id")}

    topics = (
        TopicRule(
            channel="agg_trades",
            pattern="(?P<symbol>[^@]+?)@aggTrade",
            fold="lower",
            events=frozenset(["trade"]),
            writer="agg_trades",
        ),
        TopicRule(
            channel="klines",
            pattern="(?P<symbol>[^@]+?)@kline_(?P<interval>[^@{}]+)",
            fold="lower",
            events=frozenset(["trade"]),
            writer="klines",
        ),
        TopicRule(
            channel="ticker",
            pattern="(?P<symbol>[^@]+?)@ticker",
            fold="lower",
            events=frozenset(["quote", "trade"]),
            writer="ticker",
        ),
        TopicRule(
            channel="mark_price", pattern="(?P<symbol>[^@]+?)@markPrice@1s", fold="lower", example="stream_mark_price"
        ),
    )

    ack = Envelope(body={"id": {}}, id="id")

    refused = ErrorPlace({"id": {}}, "code", "msg", True)

    drain: ClassVar[Any] = {"stream": "!serverShutdown"}

    push = Envelope(body={"stream": {}, "data": {}}, key="stream", payload="data")

    def agg_trades(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `agg_trades`; None where it does not report the event."""
        exchange = self.connection.context.exchange
        i = exchange.instrument(event.symbol)
        v = event.trade
        return filled(_write_trade_event(self.dialect.example("stream_agg_trade"), v, i), {"s": i.venue_symbol})

    def klines(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `klines`; None where it does not report the event."""
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
                "6h": "6h",
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
        return filled(_write_candle_event(self.dialect.example("stream_kline"), v, i), {"s": i.venue_symbol})

    def ticker(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `ticker`; None where it does not report the event."""
        exchange = self.connection.context.exchange
        i = exchange.instrument(event.symbol)
        v = ticker_of(exchange, event.symbol)
        return filled(_write_ticker_event(self.dialect.example("stream_ticker"), v, i), {"s": i.venue_symbol})


class WsApiSocket(GeneratedSocket):
    """Connection `ws_api`."""

    rpc: ClassVar[Any] = {"id": Hole("id"), "method": Hole("method"), "params": Hole("params")}

    rpc_auth: ClassVar[Any] = {"signed": "ws_signed"}

    methods: ClassVar[Any] = {
        "order.cancel": ("cancel_order",),
        "order.status": ("query_order",),
        "order.place": ("new_order",),
        "order.modify": ("modify_order",),
    }

    reply = Envelope(id="id", payload="result")

    errors = ErrorPlace({}, ("error", "code"), ("error", "msg"), True)


class PublicSocket(GeneratedSocket):
    """Connection `public`."""

    subscribe: ClassVar[Any] = {"method": "SUBSCRIBE", "params": Hole("topics"), "id": Hole("id")}

    unsubscribe: ClassVar[Any] = {"method": "UNSUBSCRIBE", "params": Hole("topics"), "id": Hole("id")}

    topics = (
        TopicRule(
            channel="depth_updates",
            pattern="(?P<symbol>[^@]+?)@depth@100ms",
            fold="lower",
            events=frozenset(["book"]),
            writer="depth_updates",
        ),
        TopicRule(
            channel="book_ticker",
            pattern="(?P<symbol>[^@]+?)@bookTicker",
            fold="lower",
            events=frozenset(["quote", "trade"]),
            writer="book_ticker",
        ),
    )

    ack = Envelope(body={"id": {}}, id="id")

    refused = ErrorPlace({"id": {}}, "code", "msg", True)

    drain: ClassVar[Any] = {"stream": "!serverShutdown"}

    push = Envelope(body={"stream": {}, "data": {}}, key="stream", payload="data")

    def depth_updates(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `depth_updates`; None where it does not report the event."""
        u = plain_update(event)
        return filled(
            self.dialect.example("stream_depth"),
            {
                "s": self.instrument(u.symbol).venue_symbol,
                "u": u.last_id,
                "pu": u.previous_id,
                "U": u.previous_id,
                "E": u.ts_event // 1_000_000,
                "b": [[decimal_text(level.price), decimal_text(level.quantity)] for level in u.bids],
                "a": [[decimal_text(level.price), decimal_text(level.quantity)] for level in u.asks],
            },
        )

    def book_ticker(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `book_ticker`; None where it does not report the event."""
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


class PrivateSocket(GeneratedSocket):
    """Connection `private`."""

    lost: ClassVar[Any] = {"e": "listenKeyExpired"}

    push = Envelope(payload=())

    login = Login(
        lease="listen_key",
        pattern="/private/ws\\?listenKey=([^&/?]+)",
        channels=(
            TopicRule(channel="order_updates", private=True, events=frozenset(["order"]), writer="order_updates"),
            TopicRule(channel="account_updates", private=True, events=frozenset(["balance"]), writer="account_updates"),
        ),
    )

    def order_updates(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `order_updates`; None where it does not report the event."""
        i = self.instrument(event.symbol)
        names = {"filled": "user_order.trade"} if event.fill is not None else {"new": "user_order.new"}
        answer = self.dialect.example(names.get(event.order.status.value) or next(iter(names.values())))
        message = _write_order_event(answer, event.order, i)
        if event.fill is not None:
            message = _write_fill_event(message, event.fill, i)
        return message

    def account_updates(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `account_updates`; None where it does not report the event."""
        answer = self.dialect.example("user_account_update")
        exchange = self.connection.context.exchange
        row = first_row(answer, ("a", "P"))
        rows = [_write_position_event(row, v, exchange.instrument(v.symbol)) for v in exchange.positions(event.account)]
        answer = put(answer, ("a", "P"), rows)
        row = first_row(answer, ("a", "B"))
        return put(answer, ("a", "B"), [_write_balance_event(row, v) for v in event.balances])


class SimulatedBinanceUsdm(GeneratedDialect):
    """Implements `SimDialect`."""

    venue = "binance_usdm"
    params: ClassVar[Mapping[str, Sequence[Param]]] = {
        "server_time": (),
        "exchange_info": (),
        "depth": (Param("symbol", "symbol", str, required=True), Param("limit", "limit", int, default=500)),
        "agg_trades": (
            Param("symbol", "symbol", str, required=True),
            Param("fromId", "from_id", int),
            Param("startTime", "start_time", int),
            Param("endTime", "end_time", int),
            Param("limit", "limit", int),
        ),
        "cancel_order": (
            Param("symbol", "symbol", str, required=True),
            Param("orderId", "order_id", int),
            Param("origClientOrderId", "orig_client_order_id", str),
        ),
        "query_order": (
            Param("symbol", "symbol", str, required=True),
            Param("orderId", "order_id", int),
            Param("origClientOrderId", "orig_client_order_id", str),
        ),
        "open_orders": (Param("symbol", "symbol", str),),
        "my_trades": (
            Param("symbol", "symbol", str, required=True),
            Param("fromId", "from_id", int),
            Param("startTime", "start_time", int),
            Param("endTime", "end_time", int),
            Param("limit", "limit", int),
            Param("orderId", "order_id", int),
        ),
        "klines": (
            Param("symbol", "symbol", str, required=True),
            Param("interval", "interval", str, required=True),
            Param("startTime", "start_time", int),
            Param("endTime", "end_time", int),
            Param("limit", "limit", int, default=500),
        ),
        "ticker_24hr": (Param("symbol", "symbol", str, required=True),),
        "ticker_book": (Param("symbol", "symbol", str, required=True),),
        "premium_index": (Param("symbol", "symbol", str, required=True),),
        "new_order": (
            Param("symbol", "symbol", str, required=True),
            Param("side", "side", str, required=True),
            Param("positionSide", "position_side", str),
            Param("type", "type", str, required=True),
            Param("timeInForce", "time_in_force", str),
            Param("quantity", "quantity", Decimal),
            Param("reduceOnly", "reduce_only", bool),
            Param("price", "price", Decimal),
            Param("newClientOrderId", "client_order_id", str),
            Param("newOrderRespType", "new_order_resp_type", str, const="RESULT"),
            Param("priceMatch", "price_match", str),
            Param("selfTradePreventionMode", "self_trade_prevention_mode", str),
            Param("goodTillDate", "good_till_date", int),
        ),
        "modify_order": (
            Param("symbol", "symbol", str, required=True),
            Param("orderId", "order_id", int),
            Param("origClientOrderId", "orig_client_order_id", str),
            Param("side", "side", str, required=True),
            Param("quantity", "quantity", Decimal, required=True),
            Param("price", "price", Decimal),
            Param("priceMatch", "price_match", str),
        ),
        "new_orders": (Param("batchOrders", "orders", list[Any], required=True),),
        "cancel_batch": (
            Param("symbol", "symbol", str, required=True),
            Param("orderIdList", "order_id_list", list[int], required=True),
        ),
        "cancel_open_orders": (Param("symbol", "symbol", str, required=True),),
        "countdown_cancel_all": (
            Param("symbol", "symbol", str, required=True),
            Param("countdownTime", "countdown_time", int, required=True),
        ),
        "new_algo_order": (
            Param("symbol", "symbol", str, required=True),
            Param("side", "side", str, required=True),
            Param("positionSide", "position_side", str),
            Param("type", "type", str, required=True),
            Param("timeInForce", "time_in_force", str),
            Param("quantity", "quantity", Decimal),
            Param("reduceOnly", "reduce_only", bool),
            Param("price", "price", Decimal),
            Param("priceMatch", "price_match", str),
            Param("selfTradePreventionMode", "self_trade_prevention_mode", str),
            Param("goodTillDate", "good_till_date", int),
            Param("algoType", "algo_type", str, const="CONDITIONAL"),
            Param("triggerPrice", "trigger_price", Decimal),
            Param("workingType", "working_type", str),
            Param("closePosition", "close_position", bool),
            Param("priceProtect", "price_protect", bool),
            Param("activatePrice", "activate_price", Decimal),
            Param("callbackRate", "callback_rate", Decimal),
            Param("clientAlgoId", "client_algo_id", str),
        ),
        "cancel_algo_order": (Param("algoId", "algo_id", int), Param("clientAlgoId", "client_algo_id", str)),
        "query_algo_order": (Param("algoId", "algo_id", int), Param("clientAlgoId", "client_algo_id", str)),
        "open_algo_orders": (
            Param("algoType", "algo_type", str),
            Param("symbol", "symbol", str),
            Param("algoId", "algo_id", int),
        ),
        "balances": (),
        "positions": (Param("symbol", "symbol", str),),
        "leverage": (Param("symbol", "symbol", str, required=True), Param("leverage", "leverage", int, required=True)),
        "margin_type": (
            Param("symbol", "symbol", str, required=True),
            Param("marginType", "margin_type", str, required=True),
        ),
        "position_mode": (Param("dualSidePosition", "dual_side_position", bool, required=True),),
        "query_position_mode": (),
        "start_user_stream": (),
        "keep_user_stream": (),
        "close_user_stream": (),
    }
    costs: ClassVar[Mapping[str, Any]] = {
        "server_time": {"weight": 1},
        "exchange_info": {"weight": 1},
        "depth": lambda p: {"weight": 2 if p.limit <= 50 else 5 if p.limit <= 100 else 10 if p.limit <= 500 else 20},
        "agg_trades": {"weight": 20},
        "cancel_order": {"weight": 1},
        "query_order": {"weight": 1},
        "open_orders": lambda p: {"weight": 1 if p.symbol is not None else 40},
        "my_trades": {"weight": 5},
        "klines": lambda p: {"weight": 1 if p.limit < 100 else 2 if p.limit < 500 else 5 if p.limit <= 1000 else 10},
        "ticker_24hr": {"weight": 1},
        "ticker_book": {"weight": 2},
        "premium_index": {"weight": 1},
        "new_order": {"weight": 0, "orders_10s": 1, "orders_1m": 1},
        "modify_order": {"weight": 1, "orders_10s": 1, "orders_1m": 1},
        "new_orders": {"weight": 5, "orders_10s": 5, "orders_1m": 1},
        "cancel_batch": {"weight": 1},
        "cancel_open_orders": {"weight": 1},
        "countdown_cancel_all": {"weight": 10},
        "new_algo_order": {"weight": 0, "orders_10s": 1, "orders_1m": 1},
        "cancel_algo_order": {"weight": 1},
        "query_algo_order": {"weight": 1},
        "open_algo_orders": {"weight": 1},
        "balances": {"weight": 5},
        "positions": {"weight": 5},
        "leverage": {"weight": 1},
        "margin_type": {"weight": 1},
        "position_mode": {"weight": 1},
        "query_position_mode": {"weight": 30},
        "start_user_stream": {"weight": 1},
        "keep_user_stream": {"weight": 1},
        "close_user_stream": {"weight": 1},
    }
    refusals = (
        Refusal(OrderNotFound, "-2011", "Unknown order sent.", 400, ("cancel_order",)),
        Refusal(OrderNotFound, "-2013", "Order does not exist.", 400, ("query_order",)),
        Refusal(VenueResponseError, "-1121", "Invalid symbol.", 400, ("klines",)),
        Refusal(
            VenueUnavailable,
            "-1007",
            "Timeout waiting for response from backend server. Send status unknown; execution status unknown.",
            400,
            ("new_order",),
        ),
        Refusal(RateLimitExceeded, "-1015", "Too many new orders.", 400, ("new_order",)),
        Refusal(ClockSkew, "-1021", "Timestamp for this request is outside of the recvWindow.", 400, ("new_order",)),
        Refusal(AuthenticationError, "-1022", "Signature for this request is not valid.", 400, ("new_order",)),
        Refusal(AuthenticationError, "-2015", "Invalid API-key, IP, or permissions for action.", 400, ("new_order",)),
        Refusal(InsufficientFunds, "-2019", "Margin is insufficient.", 400, ("new_order",)),
        Refusal(InvalidOrder, "-2022", "ReduceOnly Order is rejected.", 400, ("new_order",)),
        Refusal(DuplicateOrderId, "-4116", "clientOrderId is duplicated", 400, ("new_order",)),
        Refusal(
            InvalidOrder,
            "-4120",
            "Order type not supported for this endpoint. Please use the Algo Order API endpoints instead.",
            400,
            ("new_order",),
        ),
        Refusal(MarketClosed, "-4141", "Symbol is closed", 400, ("new_order",)),
        Refusal(
            InvalidOrder,
            "-4164",
            "Order's notional must be no smaller than 5.0 (unless you choose reduce only)",
            400,
            ("new_order",),
        ),
        Refusal(
            PostOnlyRejected,
            "-5022",
            "Due to the order could not be executed as maker, the Post Only order will be rejected.",
            400,
            ("new_order",),
        ),
        Refusal(VenueResponseError, "-1125", "This listenKey does not exist.", 400, ("keep_user_stream",), gone=True),
        Refusal(PermissionDenied, "-1002", ""),
        Refusal(CancelRejected, "-2012", ""),
        Refusal(OrderError, "-4083", ""),
    )
    statuses: ClassVar[Mapping[type[VenueError], int]] = {
        PermissionDenied: 403,
        RateLimitExceeded: 429,
        VenueUnavailable: 500,
    }
    error_place = ErrorPlace({}, "code", "msg", True)
    shown_instruments = INSTRUMENTS
    signed_fields = frozenset(["apiKey", "recvWindow", "signature", "timestamp"])
    used_headers: ClassVar[Mapping[str, tuple[str, bool]]] = {
        "weight": ("X-MBX-USED-WEIGHT-1M", False),
        "orders_10s": ("X-MBX-ORDER-COUNT-10S", False),
        "orders_1m": ("X-MBX-ORDER-COUNT-1M", False),
    }
    channels: Sequence[str] = (
        "agg_trades",
        "klines",
        "ticker",
        "mark_price",
        "depth_updates",
        "book_ticker",
        "order_updates",
        "account_updates",
    )
    buckets: Sequence[SimBucket] = (
        SimBucket("weight", 2400, 60000000000, per="ip", window="fixed"),
        SimBucket("orders_10s", 300, 10000000000, per="account", window="fixed"),
        SimBucket("orders_1m", 1200, 60000000000, per="account", window="fixed"),
    )
    enum_fields: Mapping[str, Sequence[FieldPath]] = {
        "cancel_order": (
            ("status",),
            ("timeInForce",),
            ("type",),
            ("origType",),
            ("side",),
            ("positionSide",),
            ("workingType",),
            ("priceMatch",),
            ("selfTradePreventionMode",),
        ),
        "query_order": (
            ("status",),
            ("timeInForce",),
            ("type",),
            ("origType",),
            ("side",),
            ("positionSide",),
            ("workingType",),
            ("priceMatch",),
            ("selfTradePreventionMode",),
        ),
        "open_orders": (
            ("*", "status"),
            ("*", "timeInForce"),
            ("*", "type"),
            ("*", "origType"),
            ("*", "side"),
            ("*", "positionSide"),
            ("*", "workingType"),
            ("*", "priceMatch"),
            ("*", "selfTradePreventionMode"),
        ),
        "my_trades": (("*", "side"), ("*", "positionSide")),
        "new_order": (
            ("status",),
            ("timeInForce",),
            ("type",),
            ("origType",),
            ("side",),
            ("positionSide",),
            ("workingType",),
            ("priceMatch",),
            ("selfTradePreventionMode",),
        ),
        "new_orders": (("*", "status"),),
        "modify_order": (
            ("status",),
            ("timeInForce",),
            ("type",),
            ("origType",),
            ("side",),
            ("positionSide",),
            ("workingType",),
            ("priceMatch",),
            ("selfTradePreventionMode",),
        ),
        "cancel_batch": (("*", "status"),),
        "positions": (("*", "positionSide"),),
        "order_updates": (
            ("o", "S"),
            ("o", "o"),
            ("o", "f"),
            ("o", "x"),
            ("o", "X"),
            ("o", "wt"),
            ("o", "ot"),
            ("o", "ps"),
            ("o", "V"),
            ("o", "pm"),
        ),
        "account_updates": (("a", "P", "*", "ps"),),
    }

    def __init__(self) -> None:
        super().__init__(load_examples(__file__))
        self.routes = (
            SimRoute("GET", "/fapi/v1/time", "server_time", self.server_time, cost=self.cost),
            SimRoute("GET", "/fapi/v1/exchangeInfo", "exchange_info", self.exchange_info, cost=self.cost),
            SimRoute("GET", "/fapi/v1/depth", "depth", self.depth, cost=self.cost),
            SimRoute("GET", "/fapi/v1/aggTrades", "agg_trades", self.agg_trades, cost=self.cost),
            SimRoute(
                "DELETE", "/fapi/v1/order", "cancel_order", self.cancel_order, "signed", command=True, cost=self.cost
            ),
            SimRoute("GET", "/fapi/v1/order", "query_order", self.query_order, "signed", cost=self.cost),
            SimRoute("GET", "/fapi/v1/openOrders", "open_orders", self.open_orders, "signed", cost=self.cost),
            SimRoute("GET", "/fapi/v1/userTrades", "my_trades", self.my_trades, "signed", cost=self.cost),
            SimRoute("GET", "/fapi/v1/klines", "klines", self.klines, cost=self.cost),
            SimRoute("GET", "/fapi/v1/ticker/24hr", "ticker_24hr", self.ticker_24hr, cost=self.cost),
            SimRoute(
                "GET", "/fapi/v1/ticker/bookTicker", "ticker_book", self.documented("ticker_book"), cost=self.cost
            ),
            SimRoute("GET", "/fapi/v1/premiumIndex", "premium_index", self.premium_index, cost=self.cost),
            SimRoute("POST", "/fapi/v1/order", "new_order", self.new_order, "signed", command=True, cost=self.cost),
            SimRoute(
                "PUT", "/fapi/v1/order", "modify_order", self.modify_order, "signed", command=True, cost=self.cost
            ),
            SimRoute(
                "POST", "/fapi/v1/batchOrders", "new_orders", self.new_orders, "signed", command=True, cost=self.cost
            ),
            SimRoute(
                "DELETE",
                "/fapi/v1/batchOrders",
                "cancel_batch",
                self.cancel_batch,
                "signed",
                command=True,
                cost=self.cost,
            ),
            SimRoute(
                "DELETE",
                "/fapi/v1/allOpenOrders",
                "cancel_open_orders",
                self.cancel_open_orders,
                "signed",
                command=True,
                cost=self.cost,
            ),
            SimRoute(
                "POST",
                "/fapi/v1/countdownCancelAll",
                "countdown_cancel_all",
                self.documented("countdown_cancel_all"),
                "signed",
                command=True,
                cost=self.cost,
            ),
            SimRoute(
                "POST",
                "/fapi/v1/algoOrder",
                "new_algo_order",
                self.documented(""),
                "signed",
                command=True,
                cost=self.cost,
            ),
            SimRoute(
                "DELETE",
                "/fapi/v1/algoOrder",
                "cancel_algo_order",
                self.documented(""),
                "signed",
                command=True,
                cost=self.cost,
            ),
            SimRoute("GET", "/fapi/v1/algoOrder", "query_algo_order", self.documented(""), "signed", cost=self.cost),
            SimRoute(
                "GET", "/fapi/v1/openAlgoOrders", "open_algo_orders", self.documented(""), "signed", cost=self.cost
            ),
            SimRoute("GET", "/fapi/v3/balance", "balances", self.balances, "signed", cost=self.cost),
            SimRoute("GET", "/fapi/v3/positionRisk", "positions", self.positions, "signed", cost=self.cost),
            SimRoute(
                "POST",
                "/fapi/v1/leverage",
                "leverage",
                self.documented("leverage"),
                "signed",
                command=True,
                cost=self.cost,
            ),
            SimRoute(
                "POST",
                "/fapi/v1/marginType",
                "margin_type",
                self.documented("margin_type"),
                "signed",
                command=True,
                cost=self.cost,
            ),
            SimRoute(
                "POST",
                "/fapi/v1/positionSide/dual",
                "position_mode",
                self.documented("position_mode"),
                "signed",
                command=True,
                cost=self.cost,
            ),
            SimRoute(
                "GET",
                "/fapi/v1/positionSide/dual",
                "query_position_mode",
                self.documented("position_mode.current"),
                "signed",
                cost=self.cost,
            ),
            SimRoute(
                "POST", "/fapi/v1/listenKey", "start_user_stream", self.start_user_stream, "key_only", cost=self.cost
            ),
            SimRoute(
                "PUT",
                "/fapi/v1/listenKey",
                "keep_user_stream",
                self.documented("listen_key.kept"),
                "key_only",
                cost=self.cost,
            ),
            SimRoute(
                "DELETE",
                "/fapi/v1/listenKey",
                "close_user_stream",
                self.documented("listen_key.closed"),
                "key_only",
                command=True,
                cost=self.cost,
            ),
        )
        self.sockets = (
            SimSocketRoute(
                "market",
                "/market/stream",
                lambda connection: MarketSocket(connection, self),
                message_limit=10,
                message_window_ns=1000000000,
                subscription_limit=200,
            ),
            SimSocketRoute("ws_api", "/ws-fapi/v1", lambda connection: WsApiSocket(connection, self)),
            SimSocketRoute(
                "public",
                "/public/stream",
                lambda connection: PublicSocket(connection, self),
                message_limit=10,
                message_window_ns=1000000000,
                subscription_limit=200,
            ),
            SimSocketRoute("private", "/private/ws*", lambda connection: PrivateSocket(connection, self)),
        )

    def verify(self, call: SimCall) -> str:
        """See `SimDialect`."""
        if call.auth == "signed":
            return self._verify_signed(call)
        if call.auth == "ws_signed":
            return self._verify_ws_signed(call)
        if call.auth == "key_only":
            return self._verify_key_only(call)
        raise AuthenticationError(f"no such scheme: {call.auth}")

    def _verify_signed(self, call: SimCall) -> str:
        seen = Seen(call)
        now = sent_time(seen.get("query", "timestamp"), "ms")
        signature = seen.get("query", "signature")
        account, credentials = self.account_of(call, "api_key", seen.get("header", "X-MBX-APIKEY"))
        seen.pop("query", "signature")
        self.check_signature(
            credentials,
            seen.query + seen.body,
            signature,
            (SignedBy("api_secret", "hmac-sha256"), SignedBy("private_key", "by-key", "text", ("pem",))),
        )
        self.check_time(call, now, int(seen.get("query", "recvWindow")) * 1_000_000)
        return account

    def _verify_ws_signed(self, call: SimCall) -> str:
        seen = Seen(call)
        now = sent_time(seen.get("params", "timestamp"), "ms")
        signature = seen.get("params", "signature")
        account, credentials = self.account_of(call, "api_key", seen.get("params", "apiKey"))
        seen.pop("params", "signature")
        self.check_signature(
            credentials,
            pairs(sorted_map(seen.params), "=", "&"),
            signature,
            (SignedBy("api_secret", "hmac-sha256"), SignedBy("private_key", "by-key", "text", ("pem",))),
        )
        self.check_time(call, now, int(seen.get("params", "recvWindow")) * 1_000_000)
        return account

    def _verify_key_only(self, call: SimCall) -> str:
        seen = Seen(call)
        account, credentials = self.account_of(call, "api_key", seen.get("header", "X-MBX-APIKEY"))
        return account

    def exchange_info(self, call: SimCall) -> object:
        """`load_instruments` of the contract."""
        self.read(call)
        exchange = call.exchange
        values = list(exchange.instruments.values())
        answer = self.example("exchange_info.dated")
        row = first_row(answer, ("symbols",))
        return put(answer, ("symbols",), [_write_instrument(row, v) for v in values])

    def server_time(self, call: SimCall) -> object:
        """`fetch_time` of the contract."""
        self.read(call)
        return filled(self.example("time"), {"serverTime": call.now_ns // 1_000_000})

    def ticker_24hr(self, call: SimCall) -> object:
        """`fetch_ticker` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol)
        exchange = call.exchange
        v = ticker_of(exchange, i.symbol)
        return _write_ticker(self.example("ticker_24hr"), v, exchange.instrument(v.symbol))

    def agg_trades(self, call: SimCall) -> object:
        """`fetch_trades` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol)
        exchange = call.exchange
        values = trades_of(exchange, i.symbol, p.start_time * 1_000_000 if p.start_time is not None else None, p.limit)
        row = first_row(self.example("agg_trades"), ())
        return [_write_agg_trade(row, v, exchange.instrument(v.symbol)) for v in values]

    def klines(self, call: SimCall) -> object:
        """`fetch_candles` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol)
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
            interval, call.now_ns, since=p.start_time * 1_000_000 if p.start_time is not None else None, limit=p.limit
        )
        row = first_row(self.example("klines"), ())
        return [_write_candle(row, v, i) for v in values]

    def cancel_order(self, call: SimCall) -> object:
        """`cancel_order` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol)
        exchange = call.exchange
        v = exchange.cancel_order(
            call.account,
            i.symbol,
            venue_order_id=str(p.order_id) if p.order_id is not None else None,
            client_order_id=p.orig_client_order_id,
        ).order
        return _write_order_canceled(self.example("order_cancel"), v, exchange.instrument(v.symbol))

    def query_order(self, call: SimCall) -> object:
        """`fetch_order` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol)
        exchange = call.exchange
        v = exchange.order(
            call.account,
            i.symbol,
            venue_order_id=str(p.order_id) if p.order_id is not None else None,
            client_order_id=p.orig_client_order_id,
        ).order
        return _write_order_detail(self.example("order_query"), v, exchange.instrument(v.symbol))

    def open_orders(self, call: SimCall) -> object:
        """`fetch_open_orders` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol) if p.symbol is not None else None
        exchange = call.exchange
        values = [each.order for each in exchange.open_orders(call.account, i.symbol if i is not None else None)]
        row = first_row(self.example("open_orders"), ())
        return [_write_order_detail(row, v, exchange.instrument(v.symbol)) for v in values]

    def my_trades(self, call: SimCall) -> object:
        """`fetch_my_trades` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol)
        exchange = call.exchange
        values = fills_of(
            exchange, call.account, i.symbol, p.start_time * 1_000_000 if p.start_time is not None else None, p.limit
        )
        row = first_row(self.example("my_trades"), ())
        return [_write_my_trade(row, v, exchange.instrument(v.symbol)) for v in values]

    def depth(self, call: SimCall) -> object:
        """`fetch_order_book` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol)
        exchange = call.exchange
        book = exchange.book(i.symbol, p.limit)
        return filled(
            self.example("depth"),
            {
                "bids": [[decimal_text(level.price), decimal_text(level.quantity)] for level in book.bids],
                "asks": [[decimal_text(level.price), decimal_text(level.quantity)] for level in book.asks],
                "lastUpdateId": book.last_id,
            },
        )

    def premium_index(self, call: SimCall) -> object:
        """`fetch_funding_rate` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol)
        exchange = call.exchange
        v = funding_of(exchange, i.symbol)
        return _write_funding(self.example("premium_index"), v, exchange.instrument(v.symbol))

    def new_order(self, call: SimCall) -> object:
        """`create_order` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol)
        exchange = call.exchange
        style = read_style(_STYLES, {"type": p.type, "time_in_force": p.time_in_force})
        request = OrderRequest(
            symbol=i.symbol,
            side=required(SIDE_IN.get(p.side), "side"),
            position_side=POSITION_SIDE_IN.get(p.position_side) if p.position_side is not None else None,
            quantity=p.quantity,
            price=p.price,
            client_order_id=p.client_order_id,
            self_trade_prevention=(
                STP_MODE_IN.get(p.self_trade_prevention_mode) if p.self_trade_prevention_mode is not None else None
            ),
            expire_time=p.good_till_date * 1_000_000 if p.good_till_date is not None else None,
            type=style["type"],
            post_only=style.get("post_only", False),
            time_in_force=(TIME_IN_FORCE_IN.get(p.time_in_force)),
        )
        v = exchange.create_order(call.account, request).order
        return _write_order(self.example("order_new"), v, exchange.instrument(v.symbol))

    def new_orders(self, call: SimCall) -> object:
        """`create_orders` of the contract."""
        p = self.read(call)
        answer = self.example("orders_new")
        documented = answer
        rows = self.one_by_one(
            call, p.orders, "new_order", self.new_order, documented, _write_create_orders_ack, (("code",), ("msg",))
        )
        return rows

    def modify_order(self, call: SimCall) -> object:
        """`edit_order` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol)
        exchange = call.exchange
        v = exchange.edit_order(
            call.account,
            i.symbol,
            venue_order_id=str(p.order_id) if p.order_id is not None else None,
            client_order_id=p.orig_client_order_id,
            quantity=p.quantity,
            price=p.price,
        ).order
        return _write_order(self.example("order_modify"), v, exchange.instrument(v.symbol))

    def cancel_batch(self, call: SimCall) -> object:
        """`cancel_orders` of the contract."""
        p = self.read(call)
        answer = self.example("orders_cancel")
        return put(
            answer,
            (),
            self.canceled_alone(call, p.order_id_list, first_row(answer, ()), {"code": {}}, (("code",), ("msg",)), ()),
        )

    def cancel_open_orders(self, call: SimCall) -> object:
        """`cancel_all_orders` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol)
        exchange = call.exchange
        exchange.cancel_all_orders(call.account, i.symbol)
        return self.example("open_orders_cancel")

    def balances(self, call: SimCall) -> object:
        """`fetch_balances` of the contract."""
        self.read(call)
        exchange = call.exchange
        values = list(exchange.balances(call.account).values())
        row = first_row(self.example("balances"), ())
        return [_write_balance(row, v) for v in values]

    def positions(self, call: SimCall) -> object:
        """`fetch_positions` of the contract."""
        self.read(call)
        exchange = call.exchange
        values = exchange.positions(call.account)
        row = first_row(self.example("positions"), ())
        return [_write_position(row, v, exchange.instrument(v.symbol)) for v in values]

    def start_user_stream(self, call: SimCall) -> object:
        """Grants the lease `listen_key`."""
        self.read(call)
        return self.grant(call, "listen_key", self.example("listen_key"), (("listenKey",),))
