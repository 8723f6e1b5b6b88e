"""Binance Spot, simulated: its routes, words, signatures and frames over the venue-neutral exchange.

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
from venue_runtime.testing.filling import filled, put
from venue_runtime.testing.generated import ErrorPlace, GeneratedDialect, Param, Refusal, load_examples
from venue_runtime.testing.generated_socket import Envelope, GeneratedSocket, Hole, Login, TopicRule
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
from venue_runtime.wire import decimal_text, pairs

from .simulated_fix import SimulatedBinanceSpotFix

SIDE_IN = {"BUY": Side.BUY, "SELL": Side.SELL}

SIDE_OUT = {Side.BUY: "BUY", Side.SELL: "SELL"}

TIME_IN_FORCE_IN = {"GTC": TimeInForce.GTC, "IOC": TimeInForce.IOC, "FOK": TimeInForce.FOK}

TIME_IN_FORCE_OUT = {TimeInForce.GTC: "GTC", TimeInForce.IOC: "IOC", TimeInForce.FOK: "FOK"}

ORDER_STATUS_OUT = {
    OrderStatus.NEW: "NEW",
    OrderStatus.PARTIALLY_FILLED: "PARTIALLY_FILLED",
    OrderStatus.FILLED: "FILLED",
    OrderStatus.CANCELED: "CANCELED",
    OrderStatus.REJECTED: "REJECTED",
    OrderStatus.EXPIRED: "EXPIRED",
    OrderStatus.PENDING_NEW: "PENDING_NEW",
    OrderStatus.PENDING_CANCEL: "PENDING_CANCEL",
}

STP_MODE_IN = {
    "NONE": SelfTradePrevention.NONE,
    "EXPIRE_TAKER": SelfTradePrevention.CANCEL_TAKER,
    "EXPIRE_MAKER": SelfTradePrevention.CANCEL_MAKER,
    "EXPIRE_BOTH": SelfTradePrevention.CANCEL_BOTH,
    "DECREMENT": SelfTradePrevention.DECREMENT,
    "TRANSFER": SelfTradePrevention.TRANSFER,
}

ORDER_TYPE_OUT = {
    OrderType.LIMIT: "LIMIT",
    OrderType.MARKET: "MARKET",
    OrderType.STOP: "STOP_LOSS",
    OrderType.STOP_LIMIT: "STOP_LOSS_LIMIT",
    OrderType.TAKE_PROFIT: "TAKE_PROFIT",
    OrderType.TAKE_PROFIT_LIMIT: "TAKE_PROFIT_LIMIT",
}

SYMBOL_STATUS_OUT = {InstrumentStatus.TRADING: "TRADING", InstrumentStatus.HALTED: "HALT"}

INSTRUMENTS: tuple[Instrument, ...] = (
    Instrument(
        symbol="BTC/USDT",
        venue_symbol="BTCUSDT",
        kind=InstrumentKind.SPOT,
        base="BTC",
        quote="USDT",
        price_increment=Decimal("0.01"),
        quantity_increment=Decimal("0.01"),
    ),
    Instrument(
        symbol="LTC/BTC",
        venue_symbol="LTCBTC",
        kind=InstrumentKind.SPOT,
        base="LTC",
        quote="BTC",
        price_increment=Decimal("0.000001"),
        quantity_increment=Decimal("0.001"),
        min_price=Decimal("0.000001"),
        max_price=Decimal("100000"),
        min_quantity=Decimal("0.001"),
        max_quantity=Decimal("100000"),
        min_notional=Decimal("0.001"),
    ),  # documented: exchange_info.all_filters
    Instrument(
        symbol="ETH/BTC",
        venue_symbol="ETHBTC",
        kind=InstrumentKind.SPOT,
        base="ETH",
        quote="BTC",
        price_increment=Decimal("0.000001"),
        quantity_increment=Decimal("0.001"),
        min_price=Decimal("0.000001"),
        max_price=Decimal("100000"),
        min_quantity=Decimal("0.001"),
        max_quantity=Decimal("100000"),
        min_notional=Decimal("10"),
        max_notional=Decimal("10000"),
    ),  # documented: exchange_info.all_filters
    Instrument(
        symbol="BNB/BTC",
        venue_symbol="BNBBTC",
        kind=InstrumentKind.SPOT,
        base="BNB",
        quote="BTC",
        price_increment=Decimal("0.000001"),
        quantity_increment=Decimal("0.001"),
        min_price=Decimal("0.000001"),
        max_price=Decimal("100000"),
        min_quantity=Decimal("0.001"),
        max_quantity=Decimal("100000"),
    ),  # documented: exchange_info.filters
)
"""What is traded where nobody says otherwise."""

_STYLES: Sequence[tuple[Mapping[str, tuple[Any, ...]], Mapping[str, Any]]] = (
    ({"type": (OrderType.LIMIT,), "post_only": (True,), "time_in_force": (TimeInForce.GTC,)}, {"type": "LIMIT_MAKER"}),
    ({"type": (OrderType.LIMIT,), "post_only": (True,)}, {"type": "LIMIT_MAKER"}),
    ({"type": (OrderType.LIMIT,), "time_in_force": (TimeInForce.IOC, TimeInForce.FOK)}, {"type": "LIMIT"}),
    ({"type": (OrderType.LIMIT,)}, {"type": "LIMIT"}),
    ({"type": (OrderType.MARKET,)}, {"type": "MARKET"}),
    ({"type": (OrderType.STOP,)}, {"type": "STOP_LOSS"}),
    (
        {"type": (OrderType.STOP_LIMIT,), "time_in_force": (TimeInForce.IOC, TimeInForce.FOK)},
        {"type": "STOP_LOSS_LIMIT"},
    ),
    ({"type": (OrderType.STOP_LIMIT,)}, {"type": "STOP_LOSS_LIMIT"}),
    ({"type": (OrderType.TAKE_PROFIT,)}, {"type": "TAKE_PROFIT"}),
    (
        {"type": (OrderType.TAKE_PROFIT_LIMIT,), "time_in_force": (TimeInForce.IOC, TimeInForce.FOK)},
        {"type": "TAKE_PROFIT_LIMIT"},
    ),
    ({"type": (OrderType.TAKE_PROFIT_LIMIT,)}, {"type": "TAKE_PROFIT_LIMIT"}),
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
            "symbol": v.venue_symbol,
            "baseAsset": v.base,
            "quoteAsset": v.quote,
            "status": SYMBOL_STATUS_OUT[v.status],
            ("filters", ("filterType", "PRICE_FILTER"), "tickSize"): decimal_text(v.price_increment or Decimal("0")),
            ("filters", ("filterType", "PRICE_FILTER"), "minPrice"): decimal_text(v.min_price or Decimal("0")),
            ("filters", ("filterType", "PRICE_FILTER"), "maxPrice"): decimal_text(v.max_price or Decimal("0")),
            ("filters", ("filterType", "LOT_SIZE"), "stepSize"): decimal_text(v.quantity_increment or Decimal("0")),
            ("filters", ("filterType", "LOT_SIZE"), "minQty"): decimal_text(v.min_quantity or Decimal("0")),
            ("filters", ("filterType", "LOT_SIZE"), "maxQty"): decimal_text(v.max_quantity or Decimal("0")),
            ("filters", ("filterType", "NOTIONAL"), "minNotional"): decimal_text(v.min_notional or Decimal("0")),
            ("filters", ("filterType", "NOTIONAL"), "maxNotional"): decimal_text(v.max_notional or Decimal("0")),
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
            "bidPrice": decimal_text(v.bid) if v.bid is not None else None,
            "bidQty": decimal_text(v.bid_quantity) if v.bid_quantity is not None else None,
            "askPrice": decimal_text(v.ask) if v.ask is not None else None,
            "askQty": decimal_text(v.ask_quantity) if v.ask_quantity is not None else None,
        },
        {"bidPrice", "bidQty", "askPrice", "askQty"},
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
    """Order as `Canceled`."""
    return filled(
        example,
        {
            "origClientOrderId": v.client_order_id,
            "clientOrderId": None,
            "price": decimal_text(v.price or Decimal(0)),
            "origQuoteOrderQty": decimal_text(v.quote_quantity or Decimal(0)),
            "cummulativeQuoteQty": decimal_text(
                v.average_price * (v.filled_quantity or Decimal(0)) if v.average_price is not None else Decimal(0)
            ),
            "symbol": i.venue_symbol,
            "orderId": int(v.venue_order_id) if v.venue_order_id is not None else None,
            "side": SIDE_OUT[v.side] if v.side is not None else None,
            "type": ORDER_TYPE_OUT[v.type] if v.type is not None else None,
            "timeInForce": TIME_IN_FORCE_OUT[v.time_in_force] if v.time_in_force is not None else None,
            "status": ORDER_STATUS_OUT[v.status],
            "stopPrice": decimal_text(v.trigger_price) if v.trigger_price is not None else None,
            "origQty": decimal_text(v.quantity) if v.quantity is not None else None,
            "executedQty": decimal_text(v.filled_quantity) if v.filled_quantity is not None else None,
            "transactTime": v.ts_event // 1_000_000 if v.ts_event is not None else None,
        },
        {
            "origClientOrderId",
            "clientOrderId",
            "orderId",
            "side",
            "type",
            "timeInForce",
            "stopPrice",
            "origQty",
            "executedQty",
            "transactTime",
        },
    )


def _write_order_detail(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `OrderDetail`."""
    style = _style(v)
    return filled(
        example,
        {
            "price": decimal_text(v.price or Decimal(0)),
            "stopPrice": decimal_text(v.trigger_price) if v.trigger_price is not None else None,
            "origQuoteOrderQty": decimal_text(v.quote_quantity or Decimal(0)),
            "preventedQuantity": None,
            "cummulativeQuoteQty": decimal_text(
                v.average_price * (v.filled_quantity or Decimal(0)) if v.average_price is not None else Decimal(0)
            ),
            "symbol": i.venue_symbol,
            "orderId": int(v.venue_order_id) if v.venue_order_id is not None else None,
            "clientOrderId": v.client_order_id,
            "side": SIDE_OUT[v.side] if v.side is not None else None,
            "timeInForce": TIME_IN_FORCE_OUT[v.time_in_force] if v.time_in_force is not None else None,
            "status": ORDER_STATUS_OUT[v.status],
            "origQty": decimal_text(v.quantity) if v.quantity is not None else None,
            "executedQty": decimal_text(v.filled_quantity) if v.filled_quantity is not None else None,
            "expiryReason": v.reason,
            "updateTime": v.ts_event // 1_000_000 if v.ts_event is not None else None,
            "type": style["type"],
        },
        {"stopPrice", "preventedQuantity", "expiryReason"},
    )


def _write_my_trade(example: Any, v: Fill, i: Instrument) -> Any:
    """Fill as `MyTrade`."""
    return filled(
        example,
        {
            "id": int(v.trade_id) if v.trade_id is not None else None,
            "orderId": int(v.venue_order_id) if v.venue_order_id is not None else None,
            "symbol": i.venue_symbol,
            "isBuyer": v.side == Side.BUY,
            "price": decimal_text(v.price),
            "qty": decimal_text(v.quantity),
            "commission": decimal_text(v.fee) if v.fee is not None else None,
            "commissionAsset": v.fee_currency,
            "isMaker": v.liquidity == Liquidity.MAKER,
            "time": v.ts_event // 1_000_000 if v.ts_event is not None else None,
        },
    )


def _write_order_full(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `OrderFull`."""
    style = _style(v)
    return filled(
        example,
        {
            "price": decimal_text(v.price or Decimal(0)),
            "stopPrice": decimal_text(v.trigger_price) if v.trigger_price is not None else None,
            "origQuoteOrderQty": decimal_text(v.quote_quantity or Decimal(0)),
            "preventedQuantity": None,
            "cummulativeQuoteQty": decimal_text(
                v.average_price * (v.filled_quantity or Decimal(0)) if v.average_price is not None else Decimal(0)
            ),
            "symbol": i.venue_symbol,
            "orderId": int(v.venue_order_id) if v.venue_order_id is not None else None,
            "clientOrderId": v.client_order_id,
            "side": SIDE_OUT[v.side] if v.side is not None else None,
            "timeInForce": TIME_IN_FORCE_OUT[v.time_in_force] if v.time_in_force is not None else None,
            "status": ORDER_STATUS_OUT[v.status],
            "origQty": decimal_text(v.quantity) if v.quantity is not None else None,
            "executedQty": decimal_text(v.filled_quantity) if v.filled_quantity is not None else None,
            "expiryReason": v.reason,
            "transactTime": v.ts_event // 1_000_000 if v.ts_event is not None else None,
            "type": style["type"],
        },
        {"stopPrice", "preventedQuantity", "expiryReason"},
    )


def _write_order_amended(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `Amended`."""
    return filled(
        example,
        {
            ("amendedOrder", "preventedQty"): decimal_text(Decimal(0)),
            ("amendedOrder", "cumulativeQuoteQty"): decimal_text(
                v.average_price * (v.filled_quantity or Decimal(0)) if v.average_price is not None else Decimal(0)
            ),
            ("amendedOrder", "symbol"): i.venue_symbol,
            ("amendedOrder", "orderId"): int(v.venue_order_id) if v.venue_order_id is not None else None,
            ("amendedOrder", "clientOrderId"): v.client_order_id,
            ("amendedOrder", "side"): SIDE_OUT[v.side] if v.side is not None else None,
            ("amendedOrder", "type"): ORDER_TYPE_OUT[v.type] if v.type is not None else None,
            ("amendedOrder", "timeInForce"): (
                TIME_IN_FORCE_OUT[v.time_in_force] if v.time_in_force is not None else None
            ),
            ("amendedOrder", "status"): ORDER_STATUS_OUT[v.status],
            ("amendedOrder", "price"): decimal_text(v.price) if v.price is not None else None,
            ("amendedOrder", "stopPrice"): decimal_text(v.trigger_price) if v.trigger_price is not None else None,
            ("amendedOrder", "qty"): decimal_text(v.quantity) if v.quantity is not None else None,
            ("amendedOrder", "quoteOrderQty"): decimal_text(v.quote_quantity) if v.quote_quantity is not None else None,
            ("amendedOrder", "executedQty"): decimal_text(v.filled_quantity) if v.filled_quantity is not None else None,
            "transactTime": v.ts_event // 1_000_000 if v.ts_event is not None else None,
        },
        {("amendedOrder", "stopPrice")},
    )


def _write_balance(example: Any, v: Balance) -> Any:
    """Balance as `AssetBalance`."""
    return filled(
        example,
        {
            "asset": v.currency,
            "free": decimal_text(v.free) if v.free is not None else None,
            "locked": decimal_text(v.locked) if v.locked is not None else None,
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
            "b": decimal_text(v.bid) if v.bid is not None else None,
            "B": decimal_text(v.bid_quantity) if v.bid_quantity is not None else None,
            "a": decimal_text(v.ask) if v.ask is not None else None,
            "A": decimal_text(v.ask_quantity) if v.ask_quantity is not None else None,
        },
    )


def _write_trade_event(example: Any, v: Trade, i: Instrument) -> Any:
    """Trade as `TradeEvent`."""
    return filled(
        example,
        {
            "t": int(v.trade_id) if v.trade_id is not None else None,
            "s": i.venue_symbol,
            "m": v.side == Side.SELL,
            "p": decimal_text(v.price),
            "q": decimal_text(v.quantity),
            "T": v.ts_event // 1_000_000 if v.ts_event is not None else None,
        },
    )


def _write_order_event(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `ExecutionReport`."""
    style = _style(v)
    return filled(
        example,
        {
            "x": (
                "NEW"
                if v.status == OrderStatus.NEW
                else (
                    "CANCELED"
                    if v.status == OrderStatus.CANCELED
                    else (
                        "REJECTED"
                        if v.status == OrderStatus.REJECTED
                        else "EXPIRED" if v.status == OrderStatus.EXPIRED else "TRADE"
                    )
                )
            ),
            "c": "cancel" if v.status == OrderStatus.CANCELED else v.client_order_id or "",
            "C": _1 if (_1 := (v.client_order_id if v.status == OrderStatus.CANCELED else None)) is not None else "",
            "A": None,
            "p": decimal_text(v.price or Decimal(0)),
            "P": decimal_text(v.trigger_price or Decimal(0)),
            "Q": decimal_text(v.quote_quantity or Decimal(0)),
            "Z": decimal_text(
                v.average_price * (v.filled_quantity or Decimal(0)) if v.average_price is not None else Decimal(0)
            ),
            "r": v.reason or "NONE" if v.status == OrderStatus.REJECTED else "NONE",
            "eR": v.reason if v.status == OrderStatus.EXPIRED else None,
            "s": i.venue_symbol,
            "i": int(v.venue_order_id) if v.venue_order_id is not None else None,
            "S": SIDE_OUT[v.side] if v.side is not None else None,
            "f": TIME_IN_FORCE_OUT[v.time_in_force] if v.time_in_force is not None else None,
            "X": ORDER_STATUS_OUT[v.status],
            "q": decimal_text(v.quantity) if v.quantity is not None else None,
            "z": decimal_text(v.filled_quantity) if v.filled_quantity is not None else None,
            "T": v.ts_event // 1_000_000 if v.ts_event is not None else None,
            "o": style["type"],
        },
        {"A", "eR"},
    )


def _write_fill_event(example: Any, v: Fill, i: Instrument) -> Any:
    """Fill as `ExecutionReport`."""
    return filled(
        example,
        {
            "t": int(v.trade_id or "-1"),
            "a": None,
            "i": int(v.venue_order_id) if v.venue_order_id is not None else None,
            "c": v.client_order_id,
            "s": i.venue_symbol,
            "S": SIDE_OUT[v.side],
            "L": decimal_text(v.price),
            "l": decimal_text(v.quantity),
            "n": decimal_text(v.fee) if v.fee is not None else None,
            "N": v.fee_currency,
            "m": v.liquidity == Liquidity.MAKER,
            "T": v.ts_event // 1_000_000 if v.ts_event is not None else None,
        },
        {"a"},
    )


def _write_balance_event(example: Any, v: Balance) -> Any:
    """Balance as `PositionBalance`."""
    return filled(
        example,
        {
            "a": v.currency,
            "f": decimal_text(v.free) if v.free is not None else None,
            "l": decimal_text(v.locked) if v.locked is not None else None,
        },
    )


class MarketSocket(GeneratedSocket):
    """Connection `market`."""

    subscribe: ClassVar[Any] = {"method": "SUBSCRIBE", "params": Hole("topics"), "id": Hole("id")}

    unsubscribe: ClassVar[Any] = {"method": "UNSUBSCRIBE", "params": Hole("topics"), "id": Hole("id")}

    topics = (
        TopicRule(
            channel="agg_trades", pattern="(?P<symbol>[^@]+?)@aggTrade", fold="lower", example="stream_agg_trade"
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
            channel="trades",
            pattern="(?P<symbol>[^@]+?)@trade",
            fold="lower",
            events=frozenset(["trade"]),
            writer="trades",
        ),
        TopicRule(
            channel="block_trades", pattern="(?P<symbol>[^@]+?)@blockTrade", fold="lower", example="stream_block_trade"
        ),
        TopicRule(
            channel="klines_utc8",
            pattern="(?P<symbol>[^@]+?)@kline_(?P<interval>[^@{}]+)@\\+08:00",
            fold="lower",
            example="stream_kline.timezone",
        ),
        TopicRule(
            channel="mini_ticker", pattern="(?P<symbol>[^@]+?)@miniTicker", fold="lower", example="stream_mini_ticker"
        ),
        TopicRule(channel="mini_tickers", pattern="!miniTicker@arr"),
        TopicRule(
            channel="window_ticker",
            pattern="(?P<symbol>[^@]+?)@ticker_(?P<window>[^@{}]+)",
            fold="lower",
            example="stream_ticker_rolling",
        ),
        TopicRule(channel="window_tickers", pattern="!ticker_(?P<window>[^@{}]+)@arr"),
        TopicRule(
            channel="book_ticker",
            pattern="(?P<symbol>[^@]+?)@bookTicker",
            fold="lower",
            events=frozenset(["quote", "trade"]),
            writer="book_ticker",
        ),
        TopicRule(channel="avg_price", pattern="(?P<symbol>[^@]+?)@avgPrice", fold="lower", example="stream_avg_price"),
        TopicRule(
            channel="reference_price",
            pattern="(?P<symbol>[^@]+?)@referencePrice",
            fold="lower",
            example="stream_reference_price",
        ),
        TopicRule(
            channel="partial_depth",
            pattern="(?P<symbol>[^@]+?)@depth(?P<levels>[^@{}]+)@100ms",
            fold="lower",
            example="stream_partial_depth",
        ),
        TopicRule(
            channel="depth_updates",
            pattern="(?P<symbol>[^@]+?)@depth@100ms",
            fold="lower",
            events=frozenset(["book"]),
            writer="depth_updates",
        ),
        TopicRule(channel="depth_updates_1s", pattern="(?P<symbol>[^@]+?)@depth", fold="lower"),
    )

    ack = Envelope(body={"id": {}}, id="id")

    refused = ErrorPlace({"id": {}}, "code", "msg", True)

    drain: ClassVar[Any] = {"stream": "!serverShutdown"}

    push = Envelope(body={"stream": {}, "data": {}}, key="stream", payload="data")

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
                "1s": "1s",
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

    def trades(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `trades`; None where it does not report the event."""
        exchange = self.connection.context.exchange
        i = exchange.instrument(event.symbol)
        v = event.trade
        return filled(_write_trade_event(self.dialect.example("stream_trade"), v, i), {"s": i.venue_symbol})

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

    def depth_updates(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `depth_updates`; None where it does not report the event."""
        u = plain_update(event)
        return filled(
            self.dialect.example("stream_depth"),
            {
                "s": self.instrument(u.symbol).venue_symbol,
                "u": u.last_id,
                "U": u.previous_id + 1,
                "E": u.ts_event // 1_000_000,
                "b": [[decimal_text(level.price), decimal_text(level.quantity)] for level in u.bids],
                "a": [[decimal_text(level.price), decimal_text(level.quantity)] for level in u.asks],
            },
        )


class WsApiSocket(GeneratedSocket):
    """Connection `ws_api`."""

    rpc: ClassVar[Any] = {"id": Hole("id"), "method": Hole("method"), "params": Hole("params")}

    rpc_auth: ClassVar[Any] = {"signed": "ws_signed"}

    methods: ClassVar[Any] = {
        "time": ("server_time",),
        "exchangeInfo": ("exchange_info",),
        "depth": ("depth",),
        "trades.aggregate": ("agg_trades",),
        "order.cancel": ("cancel_order",),
        "order.status": ("query_order",),
        "openOrders.status": ("open_orders",),
        "myTrades": ("my_trades",),
        "ping": ("ping",),
        "executionRules": ("execution_rules",),
        "trades.recent": ("trades",),
        "trades.historical": ("historical_trades",),
        "blockTrades.historical": ("historical_block_trades",),
        "klines": ("klines",),
        "uiKlines": ("ui_klines",),
        "avgPrice": ("avg_price",),
        "ticker.24hr": ("ticker_24hr", "tickers_24hr"),
        "ticker.tradingDay": ("ticker_trading_day", "tickers_trading_day"),
        "ticker": ("ticker_window", "tickers_window"),
        "ticker.price": ("ticker_price", "tickers_price"),
        "ticker.book": ("ticker_book", "tickers_book"),
        "referencePrice": ("reference_price",),
        "referencePrice.calculation": ("reference_price_calculation",),
        "order.place": ("new_order", "new_order_ack"),
        "order.test": ("order_test",),
        "openOrders.cancelAll": ("cancel_open_orders",),
        "order.cancelReplace": ("cancel_replace",),
        "order.amend.keepPriority": ("amend_keep_priority",),
        "sor.order.test": ("sor_order_test",),
        "orderList.place": ("oco_deprecated",),
        "orderList.place.oco": ("oco",),
        "orderList.place.oto": ("oto",),
        "orderList.place.otoco": ("otoco",),
        "orderList.place.opo": ("opo",),
        "orderList.place.opoco": ("opoco",),
        "orderList.cancel": ("cancel_order_list",),
        "account.status": ("account",),
        "allOrders": ("all_orders",),
        "orderList.status": ("query_order_list",),
        "openOrderLists.status": ("open_order_lists",),
        "allOrderLists": ("all_order_lists",),
        "account.rateLimits.orders": ("order_rate_limits",),
        "myPreventedMatches": ("prevented_matches",),
        "myAllocations": ("allocations",),
        "account.commission": ("commission",),
        "order.amendments": ("order_amendments",),
        "myFilters": ("my_filters",),
    }

    lost: ClassVar[Any] = {"event": {"e": "eventStreamTerminated"}}

    drain: ClassVar[Any] = {"event": {"e": "serverShutdown"}}

    push = Envelope(body={"event": {}}, payload="event")

    reply = Envelope(id="id", payload="result")

    errors = ErrorPlace({}, ("error", "code"), ("error", "msg"), True)

    login = Login(
        method="userDataStream.subscribe.signature",
        auth="ws_signed",
        channels=(
            TopicRule(
                channel="execution_reports", private=True, events=frozenset(["order"]), writer="execution_reports"
            ),
            TopicRule(
                channel="account_positions", private=True, events=frozenset(["balance"]), writer="account_positions"
            ),
            TopicRule(channel="balance_updates", private=True, example="user_balance_update"),
            TopicRule(channel="external_lock_updates", private=True, example="user_external_lock_update"),
            TopicRule(channel="list_statuses", private=True, example="user_list_status"),
        ),
    )

    def execution_reports(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `execution_reports`; None where it does not report the event."""
        i = self.instrument(event.symbol)
        names = (
            {"filled": "user_execution_report.trade_filled", "partially_filled": "user_execution_report.trade_partial"}
            if event.fill is not None
            else {
                "canceled": "user_execution_report.canceled",
                "expired": "user_execution_report.expired",
                "new": "user_execution_report.new",
                "rejected": "user_execution_report.rejected",
            }
        )
        answer = self.dialect.example(names.get(event.order.status.value) or next(iter(names.values())))
        message = _write_order_event(answer, event.order, i)
        if event.fill is not None:
            message = _write_fill_event(message, event.fill, i)
        return message

    def account_positions(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `account_positions`; None where it does not report the event."""
        answer = self.dialect.example("user_account_position")
        row = first_row(answer, ("B",))
        return put(answer, ("B",), [_write_balance_event(row, v) for v in event.balances])


class SimulatedBinanceSpot(GeneratedDialect):
    """Implements `SimDialect`."""

    venue = "binance_spot"
    params: ClassVar[Mapping[str, Sequence[Param]]] = {
        "server_time": (),
        "exchange_info": (
            Param("symbol", "symbol", str),
            Param("symbols", "symbols", list[str]),
            Param("permissions", "permissions", list[str]),
            Param("showPermissionSets", "show_permission_sets", bool),
            Param("symbolStatus", "symbol_status", str),
        ),
        "depth": (
            Param("symbol", "symbol", str, required=True),
            Param("limit", "limit", int, default=100),
            Param("symbolStatus", "symbol_status", str),
        ),
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
            Param("newClientOrderId", "new_client_order_id", str),
            Param("cancelRestrictions", "cancel_restrictions", str),
        ),
        "query_order": (
            Param("symbol", "symbol", str, required=True),
            Param("orderId", "order_id", int),
            Param("origClientOrderId", "orig_client_order_id", str),
            Param("newClientOrderId", "new_client_order_id", str),
            Param("cancelRestrictions", "cancel_restrictions", str),
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
        "ping": (),
        "execution_rules": (
            Param("symbol", "symbol", str),
            Param("symbols", "symbols", list[str]),
            Param("symbolStatus", "symbol_status", str),
        ),
        "trades": (Param("symbol", "symbol", str, required=True), Param("limit", "limit", int)),
        "historical_trades": (
            Param("symbol", "symbol", str, required=True),
            Param("limit", "limit", int),
            Param("fromId", "from_id", int),
        ),
        "historical_block_trades": (
            Param("symbol", "symbol", str, required=True),
            Param("fromId", "from_id", int, required=True),
            Param("limit", "limit", int),
        ),
        "klines": (
            Param("symbol", "symbol", str, required=True),
            Param("interval", "interval", str, required=True),
            Param("startTime", "start_time", int),
            Param("endTime", "end_time", int),
            Param("timeZone", "time_zone", str),
            Param("limit", "limit", int),
        ),
        "ui_klines": (
            Param("symbol", "symbol", str, required=True),
            Param("interval", "interval", str, required=True),
            Param("startTime", "start_time", int),
            Param("endTime", "end_time", int),
            Param("timeZone", "time_zone", str),
            Param("limit", "limit", int),
        ),
        "avg_price": (Param("symbol", "symbol", str, required=True),),
        "ticker_24hr": (
            Param("symbol", "symbol", str, required=True),
            Param("type", "type", str),
            Param("symbolStatus", "symbol_status", str),
        ),
        "tickers_24hr": (
            Param("symbols", "symbols", list[str]),
            Param("type", "type", str),
            Param("symbolStatus", "symbol_status", str),
        ),
        "ticker_trading_day": (
            Param("symbol", "symbol", str, required=True),
            Param("timeZone", "time_zone", str),
            Param("type", "type", str),
            Param("symbolStatus", "symbol_status", str),
        ),
        "tickers_trading_day": (
            Param("symbols", "symbols", list[str], required=True),
            Param("timeZone", "time_zone", str),
            Param("type", "type", str),
            Param("symbolStatus", "symbol_status", str),
        ),
        "ticker_window": (
            Param("symbol", "symbol", str, required=True),
            Param("windowSize", "window_size", str),
            Param("type", "type", str),
            Param("symbolStatus", "symbol_status", str),
        ),
        "tickers_window": (
            Param("symbols", "symbols", list[str], required=True),
            Param("windowSize", "window_size", str),
            Param("type", "type", str),
            Param("symbolStatus", "symbol_status", str),
        ),
        "ticker_price": (Param("symbol", "symbol", str, required=True), Param("symbolStatus", "symbol_status", str)),
        "tickers_price": (Param("symbols", "symbols", list[str]), Param("symbolStatus", "symbol_status", str)),
        "ticker_book": (Param("symbol", "symbol", str, required=True), Param("symbolStatus", "symbol_status", str)),
        "tickers_book": (Param("symbols", "symbols", list[str]), Param("symbolStatus", "symbol_status", str)),
        "reference_price": (Param("symbol", "symbol", str, required=True),),
        "reference_price_calculation": (
            Param("symbol", "symbol", str, required=True),
            Param("symbolStatus", "symbol_status", str),
        ),
        "new_order": (
            Param("symbol", "symbol", str, required=True),
            Param("side", "side", str, required=True),
            Param("type", "type", str, required=True),
            Param("timeInForce", "time_in_force", str),
            Param("quantity", "quantity", Decimal),
            Param("quoteOrderQty", "quote_quantity", Decimal),
            Param("price", "price", Decimal),
            Param("newClientOrderId", "client_order_id", str),
            Param("strategyId", "strategy_id", int),
            Param("strategyType", "strategy_type", int),
            Param("stopPrice", "stop_price", Decimal),
            Param("trailingDelta", "trailing_delta", int),
            Param("icebergQty", "iceberg_quantity", Decimal),
            Param("selfTradePreventionMode", "self_trade_prevention_mode", str),
            Param("pegPriceType", "peg_price_type", str),
            Param("pegOffsetValue", "peg_offset_value", int),
            Param("pegOffsetType", "peg_offset_type", str),
            Param("newOrderRespType", "new_order_resp_type", str, const="FULL"),
        ),
        "new_order_ack": (
            Param("symbol", "symbol", str, required=True),
            Param("side", "side", str, required=True),
            Param("type", "type", str, required=True),
            Param("timeInForce", "time_in_force", str),
            Param("quantity", "quantity", Decimal),
            Param("quoteOrderQty", "quote_quantity", Decimal),
            Param("price", "price", Decimal),
            Param("newClientOrderId", "client_order_id", str),
            Param("strategyId", "strategy_id", int),
            Param("strategyType", "strategy_type", int),
            Param("stopPrice", "stop_price", Decimal),
            Param("trailingDelta", "trailing_delta", int),
            Param("icebergQty", "iceberg_quantity", Decimal),
            Param("selfTradePreventionMode", "self_trade_prevention_mode", str),
            Param("pegPriceType", "peg_price_type", str),
            Param("pegOffsetValue", "peg_offset_value", int),
            Param("pegOffsetType", "peg_offset_type", str),
            Param("newOrderRespType", "new_order_resp_type", str, const="ACK"),
        ),
        "order_test": (
            Param("symbol", "symbol", str, required=True),
            Param("side", "side", str, required=True),
            Param("type", "type", str, required=True),
            Param("timeInForce", "time_in_force", str),
            Param("quantity", "quantity", Decimal),
            Param("quoteOrderQty", "quote_quantity", Decimal),
            Param("price", "price", Decimal),
            Param("newClientOrderId", "client_order_id", str),
            Param("strategyId", "strategy_id", int),
            Param("strategyType", "strategy_type", int),
            Param("stopPrice", "stop_price", Decimal),
            Param("trailingDelta", "trailing_delta", int),
            Param("icebergQty", "iceberg_quantity", Decimal),
            Param("selfTradePreventionMode", "self_trade_prevention_mode", str),
            Param("pegPriceType", "peg_price_type", str),
            Param("pegOffsetValue", "peg_offset_value", int),
            Param("pegOffsetType", "peg_offset_type", str),
            Param("computeCommissionRates", "compute_commission_rates", bool),
        ),
        "cancel_open_orders": (Param("symbol", "symbol", str, required=True),),
        "cancel_replace": (
            Param("symbol", "symbol", str, required=True),
            Param("side", "side", str, required=True),
            Param("type", "type", str, required=True),
            Param("cancelReplaceMode", "cancel_replace_mode", str, required=True),
            Param("timeInForce", "time_in_force", str),
            Param("quantity", "quantity", Decimal),
            Param("quoteOrderQty", "quote_quantity", Decimal),
            Param("price", "price", Decimal),
            Param("cancelNewClientOrderId", "cancel_new_client_order_id", str),
            Param("cancelOrigClientOrderId", "cancel_orig_client_order_id", str),
            Param("cancelOrderId", "cancel_order_id", int),
            Param("newClientOrderId", "client_order_id", str),
            Param("strategyId", "strategy_id", int),
            Param("strategyType", "strategy_type", int),
            Param("stopPrice", "stop_price", Decimal),
            Param("trailingDelta", "trailing_delta", int),
            Param("icebergQty", "iceberg_quantity", Decimal),
            Param("selfTradePreventionMode", "self_trade_prevention_mode", str),
            Param("cancelRestrictions", "cancel_restrictions", str),
            Param("orderRateLimitExceededMode", "order_rate_limit_exceeded_mode", str),
            Param("pegPriceType", "peg_price_type", str),
            Param("pegOffsetValue", "peg_offset_value", int),
            Param("pegOffsetType", "peg_offset_type", str),
            Param("newOrderRespType", "new_order_resp_type", str, const="FULL"),
        ),
        "amend_keep_priority": (
            Param("symbol", "symbol", str, required=True),
            Param("orderId", "order_id", int),
            Param("origClientOrderId", "orig_client_order_id", str),
            Param("newClientOrderId", "new_client_order_id", str),
            Param("newQty", "new_quantity", Decimal, required=True),
        ),
        "sor_order": (
            Param("symbol", "symbol", str, required=True),
            Param("side", "side", str, required=True),
            Param("type", "type", str, required=True),
            Param("timeInForce", "time_in_force", str),
            Param("quantity", "quantity", Decimal, required=True),
            Param("price", "price", Decimal),
            Param("newClientOrderId", "client_order_id", str),
            Param("strategyId", "strategy_id", int),
            Param("strategyType", "strategy_type", int),
            Param("icebergQty", "iceberg_quantity", Decimal),
            Param("selfTradePreventionMode", "self_trade_prevention_mode", str),
            Param("newOrderRespType", "new_order_resp_type", str, const="FULL"),
        ),
        "sor_order_test": (
            Param("symbol", "symbol", str, required=True),
            Param("side", "side", str, required=True),
            Param("type", "type", str, required=True),
            Param("timeInForce", "time_in_force", str),
            Param("quantity", "quantity", Decimal, required=True),
            Param("price", "price", Decimal),
            Param("newClientOrderId", "client_order_id", str),
            Param("strategyId", "strategy_id", int),
            Param("strategyType", "strategy_type", int),
            Param("icebergQty", "iceberg_quantity", Decimal),
            Param("selfTradePreventionMode", "self_trade_prevention_mode", str),
            Param("computeCommissionRates", "compute_commission_rates", bool),
        ),
        "oco_deprecated": (
            Param("symbol", "symbol", str, required=True),
            Param("listClientOrderId", "list_client_order_id", str),
            Param("side", "side", str, required=True),
            Param("quantity", "quantity", Decimal, required=True),
            Param("limitClientOrderId", "limit_client_order_id", str),
            Param("price", "price", Decimal, required=True),
            Param("limitStrategyId", "limit_strategy_id", int),
            Param("limitStrategyType", "limit_strategy_type", int),
            Param("limitIcebergQty", "limit_iceberg_quantity", Decimal),
            Param("trailingDelta", "trailing_delta", int),
            Param("stopClientOrderId", "stop_client_order_id", str),
            Param("stopPrice", "stop_price", Decimal, required=True),
            Param("stopStrategyId", "stop_strategy_id", int),
            Param("stopStrategyType", "stop_strategy_type", int),
            Param("stopLimitPrice", "stop_limit_price", Decimal),
            Param("stopIcebergQty", "stop_iceberg_quantity", Decimal),
            Param("stopLimitTimeInForce", "stop_limit_time_in_force", str),
            Param("selfTradePreventionMode", "self_trade_prevention_mode", str),
            Param("newOrderRespType", "new_order_resp_type", str, const="RESULT"),
        ),
        "oco": (
            Param("symbol", "symbol", str, required=True),
            Param("listClientOrderId", "list_client_order_id", str),
            Param("side", "side", str, required=True),
            Param("quantity", "quantity", Decimal, required=True),
            Param("aboveType", "above_type", str, required=True),
            Param("aboveClientOrderId", "above_client_order_id", str),
            Param("aboveIcebergQty", "above_iceberg_quantity", Decimal),
            Param("abovePrice", "above_price", Decimal),
            Param("aboveStopPrice", "above_stop_price", Decimal),
            Param("aboveTrailingDelta", "above_trailing_delta", int),
            Param("aboveTimeInForce", "above_time_in_force", str),
            Param("aboveStrategyId", "above_strategy_id", int),
            Param("aboveStrategyType", "above_strategy_type", int),
            Param("abovePegPriceType", "above_peg_price_type", str),
            Param("abovePegOffsetType", "above_peg_offset_type", str),
            Param("abovePegOffsetValue", "above_peg_offset_value", int),
            Param("belowType", "below_type", str, required=True),
            Param("belowClientOrderId", "below_client_order_id", str),
            Param("belowIcebergQty", "below_iceberg_quantity", Decimal),
            Param("belowPrice", "below_price", Decimal),
            Param("belowStopPrice", "below_stop_price", Decimal),
            Param("belowTrailingDelta", "below_trailing_delta", int),
            Param("belowTimeInForce", "below_time_in_force", str),
            Param("belowStrategyId", "below_strategy_id", int),
            Param("belowStrategyType", "below_strategy_type", int),
            Param("belowPegPriceType", "below_peg_price_type", str),
            Param("belowPegOffsetType", "below_peg_offset_type", str),
            Param("belowPegOffsetValue", "below_peg_offset_value", int),
            Param("selfTradePreventionMode", "self_trade_prevention_mode", str),
            Param("newOrderRespType", "new_order_resp_type", str, const="RESULT"),
        ),
        "oto": (
            Param("symbol", "symbol", str, required=True),
            Param("listClientOrderId", "list_client_order_id", str),
            Param("selfTradePreventionMode", "self_trade_prevention_mode", str),
            Param("newOrderRespType", "new_order_resp_type", str, const="RESULT"),
            Param("workingType", "working_type", str, required=True),
            Param("workingSide", "working_side", str, required=True),
            Param("workingClientOrderId", "working_client_order_id", str),
            Param("workingPrice", "working_price", Decimal, required=True),
            Param("workingQuantity", "working_quantity", Decimal, required=True),
            Param("workingIcebergQty", "working_iceberg_quantity", Decimal),
            Param("workingTimeInForce", "working_time_in_force", str),
            Param("workingStrategyId", "working_strategy_id", int),
            Param("workingStrategyType", "working_strategy_type", int),
            Param("workingPegPriceType", "working_peg_price_type", str),
            Param("workingPegOffsetType", "working_peg_offset_type", str),
            Param("workingPegOffsetValue", "working_peg_offset_value", int),
            Param("pendingType", "pending_type", str, required=True),
            Param("pendingSide", "pending_side", str, required=True),
            Param("pendingClientOrderId", "pending_client_order_id", str),
            Param("pendingPrice", "pending_price", Decimal),
            Param("pendingStopPrice", "pending_stop_price", Decimal),
            Param("pendingTrailingDelta", "pending_trailing_delta", int),
            Param("pendingQuantity", "pending_quantity", Decimal, required=True),
            Param("pendingIcebergQty", "pending_iceberg_quantity", Decimal),
            Param("pendingTimeInForce", "pending_time_in_force", str),
            Param("pendingStrategyId", "pending_strategy_id", int),
            Param("pendingStrategyType", "pending_strategy_type", int),
            Param("pendingPegPriceType", "pending_peg_price_type", str),
            Param("pendingPegOffsetType", "pending_peg_offset_type", str),
            Param("pendingPegOffsetValue", "pending_peg_offset_value", int),
        ),
        "otoco": (
            Param("symbol", "symbol", str, required=True),
            Param("listClientOrderId", "list_client_order_id", str),
            Param("selfTradePreventionMode", "self_trade_prevention_mode", str),
            Param("newOrderRespType", "new_order_resp_type", str, const="RESULT"),
            Param("workingType", "working_type", str, required=True),
            Param("workingSide", "working_side", str, required=True),
            Param("workingClientOrderId", "working_client_order_id", str),
            Param("workingPrice", "working_price", Decimal, required=True),
            Param("workingQuantity", "working_quantity", Decimal, required=True),
            Param("workingIcebergQty", "working_iceberg_quantity", Decimal),
            Param("workingTimeInForce", "working_time_in_force", str),
            Param("workingStrategyId", "working_strategy_id", int),
            Param("workingStrategyType", "working_strategy_type", int),
            Param("workingPegPriceType", "working_peg_price_type", str),
            Param("workingPegOffsetType", "working_peg_offset_type", str),
            Param("workingPegOffsetValue", "working_peg_offset_value", int),
            Param("pendingSide", "pending_side", str, required=True),
            Param("pendingQuantity", "pending_quantity", Decimal, required=True),
            Param("pendingAboveType", "pending_above_type", str, required=True),
            Param("pendingAboveClientOrderId", "pending_above_client_order_id", str),
            Param("pendingAbovePrice", "pending_above_price", Decimal),
            Param("pendingAboveStopPrice", "pending_above_stop_price", Decimal),
            Param("pendingAboveTrailingDelta", "pending_above_trailing_delta", int),
            Param("pendingAboveIcebergQty", "pending_above_iceberg_quantity", Decimal),
            Param("pendingAboveTimeInForce", "pending_above_time_in_force", str),
            Param("pendingAboveStrategyId", "pending_above_strategy_id", int),
            Param("pendingAboveStrategyType", "pending_above_strategy_type", int),
            Param("pendingAbovePegPriceType", "pending_above_peg_price_type", str),
            Param("pendingAbovePegOffsetType", "pending_above_peg_offset_type", str),
            Param("pendingAbovePegOffsetValue", "pending_above_peg_offset_value", int),
            Param("pendingBelowType", "pending_below_type", str),
            Param("pendingBelowClientOrderId", "pending_below_client_order_id", str),
            Param("pendingBelowPrice", "pending_below_price", Decimal),
            Param("pendingBelowStopPrice", "pending_below_stop_price", Decimal),
            Param("pendingBelowTrailingDelta", "pending_below_trailing_delta", int),
            Param("pendingBelowIcebergQty", "pending_below_iceberg_quantity", Decimal),
            Param("pendingBelowTimeInForce", "pending_below_time_in_force", str),
            Param("pendingBelowStrategyId", "pending_below_strategy_id", int),
            Param("pendingBelowStrategyType", "pending_below_strategy_type", int),
            Param("pendingBelowPegPriceType", "pending_below_peg_price_type", str),
            Param("pendingBelowPegOffsetType", "pending_below_peg_offset_type", str),
            Param("pendingBelowPegOffsetValue", "pending_below_peg_offset_value", int),
        ),
        "opo": (
            Param("symbol", "symbol", str, required=True),
            Param("listClientOrderId", "list_client_order_id", str),
            Param("selfTradePreventionMode", "self_trade_prevention_mode", str),
            Param("newOrderRespType", "new_order_resp_type", str, const="RESULT"),
            Param("workingType", "working_type", str, required=True),
            Param("workingSide", "working_side", str, required=True),
            Param("workingClientOrderId", "working_client_order_id", str),
            Param("workingPrice", "working_price", Decimal, required=True),
            Param("workingQuantity", "working_quantity", Decimal, required=True),
            Param("workingIcebergQty", "working_iceberg_quantity", Decimal),
            Param("workingTimeInForce", "working_time_in_force", str),
            Param("workingStrategyId", "working_strategy_id", int),
            Param("workingStrategyType", "working_strategy_type", int),
            Param("workingPegPriceType", "working_peg_price_type", str),
            Param("workingPegOffsetType", "working_peg_offset_type", str),
            Param("workingPegOffsetValue", "working_peg_offset_value", int),
            Param("pendingType", "pending_type", str, required=True),
            Param("pendingSide", "pending_side", str, required=True),
            Param("pendingClientOrderId", "pending_client_order_id", str),
            Param("pendingPrice", "pending_price", Decimal),
            Param("pendingStopPrice", "pending_stop_price", Decimal),
            Param("pendingTrailingDelta", "pending_trailing_delta", int),
            Param("pendingIcebergQty", "pending_iceberg_quantity", Decimal),
            Param("pendingTimeInForce", "pending_time_in_force", str),
            Param("pendingStrategyId", "pending_strategy_id", int),
            Param("pendingStrategyType", "pending_strategy_type", int),
            Param("pendingPegPriceType", "pending_peg_price_type", str),
            Param("pendingPegOffsetType", "pending_peg_offset_type", str),
            Param("pendingPegOffsetValue", "pending_peg_offset_value", int),
        ),
        "opoco": (
            Param("symbol", "symbol", str, required=True),
            Param("listClientOrderId", "list_client_order_id", str),
            Param("selfTradePreventionMode", "self_trade_prevention_mode", str),
            Param("newOrderRespType", "new_order_resp_type", str, const="RESULT"),
            Param("workingType", "working_type", str, required=True),
            Param("workingSide", "working_side", str, required=True),
            Param("workingClientOrderId", "working_client_order_id", str),
            Param("workingPrice", "working_price", Decimal, required=True),
            Param("workingQuantity", "working_quantity", Decimal, required=True),
            Param("workingIcebergQty", "working_iceberg_quantity", Decimal),
            Param("workingTimeInForce", "working_time_in_force", str),
            Param("workingStrategyId", "working_strategy_id", int),
            Param("workingStrategyType", "working_strategy_type", int),
            Param("workingPegPriceType", "working_peg_price_type", str),
            Param("workingPegOffsetType", "working_peg_offset_type", str),
            Param("workingPegOffsetValue", "working_peg_offset_value", int),
            Param("pendingSide", "pending_side", str, required=True),
            Param("pendingAboveType", "pending_above_type", str, required=True),
            Param("pendingAboveClientOrderId", "pending_above_client_order_id", str),
            Param("pendingAbovePrice", "pending_above_price", Decimal),
            Param("pendingAboveStopPrice", "pending_above_stop_price", Decimal),
            Param("pendingAboveTrailingDelta", "pending_above_trailing_delta", int),
            Param("pendingAboveIcebergQty", "pending_above_iceberg_quantity", Decimal),
            Param("pendingAboveTimeInForce", "pending_above_time_in_force", str),
            Param("pendingAboveStrategyId", "pending_above_strategy_id", int),
            Param("pendingAboveStrategyType", "pending_above_strategy_type", int),
            Param("pendingAbovePegPriceType", "pending_above_peg_price_type", str),
            Param("pendingAbovePegOffsetType", "pending_above_peg_offset_type", str),
            Param("pendingAbovePegOffsetValue", "pending_above_peg_offset_value", int),
            Param("pendingBelowType", "pending_below_type", str),
            Param("pendingBelowClientOrderId", "pending_below_client_order_id", str),
            Param("pendingBelowPrice", "pending_below_price", Decimal),
            Param("pendingBelowStopPrice", "pending_below_stop_price", Decimal),
            Param("pendingBelowTrailingDelta", "pending_below_trailing_delta", int),
            Param("pendingBelowIcebergQty", "pending_below_iceberg_quantity", Decimal),
            Param("pendingBelowTimeInForce", "pending_below_time_in_force", str),
            Param("pendingBelowStrategyId", "pending_below_strategy_id", int),
            Param("pendingBelowStrategyType", "pending_below_strategy_type", int),
            Param("pendingBelowPegPriceType", "pending_below_peg_price_type", str),
            Param("pendingBelowPegOffsetType", "pending_below_peg_offset_type", str),
            Param("pendingBelowPegOffsetValue", "pending_below_peg_offset_value", int),
        ),
        "cancel_order_list": (
            Param("symbol", "symbol", str, required=True),
            Param("orderListId", "order_list_id", int),
            Param("listClientOrderId", "list_client_order_id", str),
            Param("newClientOrderId", "new_client_order_id", str),
        ),
        "account": (Param("omitZeroBalances", "omit_zero_balances", bool),),
        "all_orders": (
            Param("symbol", "symbol", str, required=True),
            Param("orderId", "order_id", int),
            Param("startTime", "start_time", int),
            Param("endTime", "end_time", int),
            Param("limit", "limit", int),
        ),
        "query_order_list": (
            Param("orderListId", "order_list_id", int),
            Param("origClientOrderId", "orig_client_order_id", str),
        ),
        "open_order_lists": (),
        "all_order_lists": (
            Param("fromId", "from_id", int),
            Param("startTime", "start_time", int),
            Param("endTime", "end_time", int),
            Param("limit", "limit", int),
        ),
        "order_rate_limits": (),
        "prevented_matches": (
            Param("symbol", "symbol", str, required=True),
            Param("preventedMatchId", "prevented_match_id", int),
            Param("orderId", "order_id", int),
            Param("fromPreventedMatchId", "from_prevented_match_id", int),
            Param("limit", "limit", int),
        ),
        "allocations": (
            Param("symbol", "symbol", str, required=True),
            Param("startTime", "start_time", int),
            Param("endTime", "end_time", int),
            Param("fromAllocationId", "from_allocation_id", int),
            Param("limit", "limit", int),
            Param("orderId", "order_id", int),
        ),
        "commission": (Param("symbol", "symbol", str, required=True),),
        "order_amendments": (
            Param("symbol", "symbol", str, required=True),
            Param("orderId", "order_id", int, required=True),
            Param("fromExecutionId", "from_execution_id", int),
            Param("limit", "limit", int),
        ),
        "my_filters": (Param("symbol", "symbol", str, required=True),),
    }
    costs: ClassVar[Mapping[str, Any]] = {
        "server_time": {"weight": 1},
        "exchange_info": {"weight": 20},
        "depth": lambda p: {
            "weight": 5 if p.limit <= 100 else 25 if p.limit <= 500 else 50 if p.limit <= 1000 else 250
        },
        "agg_trades": {"weight": 4},
        "cancel_order": {"weight": 1},
        "query_order": {"weight": 4},
        "open_orders": lambda p: {"weight": 6 if p.symbol is not None else 80},
        "my_trades": lambda p: {"weight": 20 if p.order_id is None else 5},
        "ping": {"weight": 1},
        "execution_rules": lambda p: {
            "weight": (
                2 if p.symbol is not None else 40 if p.symbols is None or len(p.symbols) > 20 else 2 * len(p.symbols)
            )
        },
        "trades": {"weight": 25},
        "historical_trades": {"weight": 25},
        "historical_block_trades": {"weight": 25},
        "klines": {"weight": 2},
        "ui_klines": {"weight": 2},
        "avg_price": {"weight": 2},
        "ticker_24hr": {"weight": 2},
        "tickers_24hr": lambda p: {
            "weight": 80 if p.symbols is None else 2 if len(p.symbols) <= 20 else 40 if len(p.symbols) <= 100 else 80
        },
        "ticker_trading_day": {"weight": 4},
        "tickers_trading_day": lambda p: {"weight": 4 * len(p.symbols) if len(p.symbols) < 50 else 200},
        "ticker_window": {"weight": 4},
        "tickers_window": lambda p: {"weight": 4 * len(p.symbols) if len(p.symbols) < 50 else 200},
        "ticker_price": {"weight": 2},
        "tickers_price": {"weight": 4},
        "ticker_book": {"weight": 2},
        "tickers_book": {"weight": 4},
        "reference_price": {"weight": 2},
        "reference_price_calculation": {"weight": 2},
        "new_order": {"weight": 1, "orders_10s": 1, "orders_1d": 1},
        "new_order_ack": {"weight": 1, "orders_10s": 1, "orders_1d": 1},
        "order_test": lambda p: {"weight": 20 if p.compute_commission_rates else 1},
        "cancel_open_orders": {"weight": 1},
        "cancel_replace": {"weight": 1, "orders_10s": 1, "orders_1d": 1},
        "amend_keep_priority": {"weight": 4},
        "sor_order": {"weight": 1, "orders_10s": 1, "orders_1d": 1},
        "sor_order_test": lambda p: {"weight": 20 if p.compute_commission_rates else 1},
        "oco_deprecated": {"weight": 1, "orders_10s": 2, "orders_1d": 2},
        "oco": {"weight": 1, "orders_10s": 2, "orders_1d": 2},
        "oto": {"weight": 1, "orders_10s": 2, "orders_1d": 2},
        "otoco": {"weight": 1, "orders_10s": 3, "orders_1d": 3},
        "opo": {"weight": 1, "orders_10s": 2, "orders_1d": 2},
        "opoco": {"weight": 1, "orders_10s": 3, "orders_1d": 3},
        "cancel_order_list": {"weight": 1},
        "account": {"weight": 20},
        "all_orders": {"weight": 20},
        "query_order_list": {"weight": 4},
        "open_order_lists": {"weight": 6},
        "all_order_lists": {"weight": 20},
        "order_rate_limits": {"weight": 40},
        "prevented_matches": lambda p: {"weight": 2 if p.prevented_match_id is not None else 20},
        "allocations": {"weight": 20},
        "commission": {"weight": 20},
        "order_amendments": {"weight": 4},
        "my_filters": {"weight": 40},
    }
    refusals = (
        Refusal(CancelRejected, "-2011", "Order was not canceled due to cancel restrictions.", 400, ("cancel_order",)),
        Refusal(InvalidOrder, "-1145", "Invalid cancelRestrictions", 400, ("cancel_order",)),
        Refusal(
            CancelRejected, "-2011", "Cancel order is invalid. Check origClOrdId and orderId.", 400, ("cancel_order",)
        ),
        Refusal(PermissionDenied, "-2011", "This account may not place or cancel orders.", 400, ("cancel_order",)),
        Refusal(CancelRejected, "-2011", "Order was not canceled due to cancel restrictions.", 400, ("cancel_order",)),
        Refusal(OrderNotFound, "-2011", "Unknown order sent.", 400, ("cancel_order",)),
        Refusal(OrderNotFound, "-2039", "Client order ID is not correct for this order ID.", 400, ("cancel_order",)),
        Refusal(OrderNotFound, "-2013", "Order does not exist.", 400, ("query_order",)),
        Refusal(
            OrderNotFound,
            "-2026",
            "Order was canceled or expired with no executed qty over 90 days ago and has been archived.",
            400,
            ("query_order",),
        ),
        Refusal(VenueResponseError, "-1100", "Illegal characters found in a parameter.", 400, ("klines",)),
        Refusal(VenueResponseError, "-1120", "Invalid interval.", 400, ("klines",)),
        Refusal(VenueResponseError, "-1121", "Invalid symbol.", 400, ("klines",)),
        Refusal(VenueResponseError, "-1127", "More than 24 hours between startTime and endTime.", 400, ("klines",)),
        Refusal(VenueResponseError, "-1128", "Combination of optional parameters invalid.", 400, ("klines",)),
        Refusal(VenueResponseError, "-1130", "Data sent for parameter 'limit' is not valid.", 400, ("klines",)),
        Refusal(
            VenueResponseError,
            "-1220",
            "The symbol's status does not match the requested symbolStatus.",
            400,
            ("ticker_24hr",),
        ),
        Refusal(VenueResponseError, "-2043", "This symbol doesn't have a reference price.", 400, ("reference_price",)),
        Refusal(
            VenueResponseError,
            "-2043",
            "This symbol doesn't have a reference price.",
            400,
            ("reference_price_calculation",),
        ),
        Refusal(
            VenueUnavailable, "-1000", "An unknown error occurred while processing the request.", 400, ("new_order",)
        ),
        Refusal(
            VenueUnavailable,
            "-1001",
            "Internal error; unable to process your request. Please try again.",
            400,
            ("new_order",),
        ),
        Refusal(PermissionDenied, "-1002", "You are not authorized to execute this request.", 401, ("new_order",)),
        Refusal(
            RateLimitExceeded,
            "-1003",
            "Way too much request weight used; IP banned until 1659146400000. Please use WebSocket Streams for live updates to avoid bans.",
            418,
            ("new_order",),
        ),
        Refusal(RateLimitExceeded, "-1003", "Too many requests queued.", 429, ("new_order",)),
        Refusal(
            RateLimitExceeded,
            "-1003",
            "Too much request weight used; current limit is 6000 request weight per 1 MINUTE. Please use WebSocket Streams for live updates to avoid polling the API.",
            429,
            ("new_order",),
        ),
        Refusal(
            VenueUnavailable,
            "-1006",
            "An unexpected response was received from the message bus. Execution status unknown.",
            400,
            ("new_order",),
        ),
        Refusal(
            VenueUnavailable,
            "-1007",
            "Timeout waiting for response from backend server. Send status unknown; execution status unknown.",
            400,
            ("new_order",),
        ),
        Refusal(
            VenueUnavailable,
            "-1008",
            "Server is currently overloaded with other requests. Please try again in a few minutes.",
            503,
            ("new_order",),
        ),
        Refusal(InvalidOrder, "-1013", "Filter failure: LOT_SIZE", 400, ("new_order",)),
        Refusal(InvalidOrder, "-1013", "Filter failure: NOTIONAL", 400, ("new_order",)),
        Refusal(InvalidOrder, "-1013", "Filter failure: PRICE_FILTER", 400, ("new_order",)),
        Refusal(InvalidOrder, "-1014", "Unsupported order combination.", 400, ("new_order",)),
        Refusal(
            RateLimitExceeded,
            "-1015",
            "Too many new orders; current limit is 50 orders per 10 SECOND.",
            429,
            ("new_order",),
        ),
        Refusal(VenueUnavailable, "-1016", "This service is no longer available.", 400, ("new_order",)),
        Refusal(VenueResponseError, "-1020", "This operation is not supported.", 400, ("new_order",)),
        Refusal(
            ClockSkew, "-1021", "Timestamp for this request was 1000ms ahead of the server's time.", 400, ("new_order",)
        ),
        Refusal(ClockSkew, "-1021", "Timestamp for this request is outside of the recvWindow.", 400, ("new_order",)),
        Refusal(AuthenticationError, "-1022", "Signature for this request is not valid.", 400, ("new_order",)),
        Refusal(
            VenueResponseError,
            "-1102",
            "A mandatory parameter was not sent, was empty/null, or malformed.",
            400,
            ("new_order",),
        ),
        Refusal(InvalidOrder, "-1111", "Parameter 'price' has too much precision.", 400, ("new_order",)),
        Refusal(InvalidOrder, "-1115", "Invalid timeInForce.", 400, ("new_order",)),
        Refusal(InvalidOrder, "-1116", "Invalid orderType.", 400, ("new_order",)),
        Refusal(InvalidOrder, "-1117", "Invalid side.", 400, ("new_order",)),
        Refusal(InvalidOrder, "-1134", "strategyType was less than 1000000.", 400, ("new_order",)),
        Refusal(PermissionDenied, "-2010", "This action is disabled on this account.", 400, ("new_order",)),
        Refusal(DuplicateOrderId, "-2010", "Duplicate order sent.", 400, ("new_order",)),
        Refusal(
            InsufficientFunds, "-2010", "Account has insufficient balance for requested action.", 400, ("new_order",)
        ),
        Refusal(MarketClosed, "-2010", "Market is closed.", 400, ("new_order",)),
        Refusal(
            InvalidOrder, "-2010", "Order book liquidity is less than symbol minimum quantity.", 400, ("new_order",)
        ),
        Refusal(PermissionDenied, "-2010", "This account may not place or cancel orders.", 400, ("new_order",)),
        Refusal(
            InvalidOrder, "-2010", "The relationship of the prices for the orders is not correct.", 400, ("new_order",)
        ),
        Refusal(PostOnlyRejected, "-2010", "Order would immediately match and take.", 400, ("new_order",)),
        Refusal(PermissionDenied, "-2010", "Rest API trading is not enabled.", 400, ("new_order",)),
        Refusal(PermissionDenied, "-2010", "This symbol is not permitted for this account.", 400, ("new_order",)),
        Refusal(PermissionDenied, "-2010", "This symbol is restricted for this account.", 400, ("new_order",)),
        Refusal(InvalidOrder, "-2010", "Order would trigger immediately.", 400, ("new_order",)),
        Refusal(InvalidOrder, "-2010", "Market orders are not supported for this symbol.", 400, ("new_order",)),
        Refusal(InvalidOrder, "-2010", "Price * QTY is zero or less.", 400, ("new_order",)),
        Refusal(AuthenticationError, "-2014", "API-key format invalid.", 401, ("new_order",)),
        Refusal(AuthenticationError, "-2015", "Invalid API-key, IP, or permissions for action.", 401, ("new_order",)),
        Refusal(OrderError, "-2022", "Order cancel-replace failed.", 400, ("cancel_replace",)),
        Refusal(OrderError, "-2022", "Order cancel-replace failed.", 400, ("cancel_replace",)),
        Refusal(OrderError, "-2021", "Order cancel-replace partially failed.", 409, ("cancel_replace",)),
        Refusal(OrderError, "-2021", "Order cancel-replace partially failed.", 409, ("cancel_replace",)),
        Refusal(
            RateLimitExceeded,
            "-1015",
            "Too many new orders; current limit is 1 orders per 10 SECOND.",
            429,
            ("cancel_replace",),
        ),
        Refusal(OrderError, "-2021", "Order cancel-replace partially failed.", 409, ("cancel_replace",)),
        Refusal(
            InvalidOrder, "-2038", "Order amend (quantity increase) is not supported.", 400, ("amend_keep_priority",)
        ),
        Refusal(
            InvalidOrder,
            "-2038",
            "The requested action would change no state; rejecting.",
            400,
            ("amend_keep_priority",),
        ),
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
        "orders_1d": ("X-MBX-ORDER-COUNT-1D", False),
    }
    channels: Sequence[str] = (
        "agg_trades",
        "klines",
        "ticker",
        "trades",
        "block_trades",
        "klines_utc8",
        "mini_ticker",
        "mini_tickers",
        "window_ticker",
        "window_tickers",
        "book_ticker",
        "avg_price",
        "reference_price",
        "partial_depth",
        "depth_updates",
        "depth_updates_1s",
        "execution_reports",
        "account_positions",
        "balance_updates",
        "external_lock_updates",
        "list_statuses",
    )
    buckets: Sequence[SimBucket] = (
        SimBucket("weight", 6000, 60000000000, per="ip", window="fixed"),
        SimBucket("orders_10s", 50, 10000000000, per="account", window="fixed"),
        SimBucket("orders_1d", 160000, 86400000000000, per="account", window="fixed"),
    )
    enum_fields: Mapping[str, Sequence[FieldPath]] = {
        "cancel_order": (
            ("status",),
            ("timeInForce",),
            ("type",),
            ("side",),
            ("selfTradePreventionMode",),
            ("contingencyType",),
            ("listStatusType",),
            ("listOrderStatus",),
        ),
        "query_order": (
            ("status",),
            ("timeInForce",),
            ("type",),
            ("side",),
            ("selfTradePreventionMode",),
            ("pegPriceType",),
            ("pegOffsetType",),
        ),
        "open_orders": (
            ("*", "status"),
            ("*", "timeInForce"),
            ("*", "type"),
            ("*", "side"),
            ("*", "selfTradePreventionMode"),
            ("*", "pegPriceType"),
            ("*", "pegOffsetType"),
        ),
        "new_order": (
            ("status",),
            ("timeInForce",),
            ("type",),
            ("side",),
            ("selfTradePreventionMode",),
            ("pegPriceType",),
            ("pegOffsetType",),
        ),
        "cancel_open_orders": (
            ("*", "status"),
            ("*", "timeInForce"),
            ("*", "type"),
            ("*", "side"),
            ("*", "selfTradePreventionMode"),
            ("*", "contingencyType"),
            ("*", "listStatusType"),
            ("*", "listOrderStatus"),
        ),
        "execution_reports": (
            ("event", "S"),
            ("event", "o"),
            ("event", "f"),
            ("event", "x"),
            ("event", "X"),
            ("event", "V"),
            ("event", "gP"),
            ("event", "gOT"),
        ),
        "list_statuses": (("event", "c"), ("event", "l"), ("event", "L")),
    }

    def __init__(self) -> None:
        super().__init__(load_examples(__file__))
        self.routes = (
            SimRoute("GET", "/api/v3/time", "server_time", self.server_time, cost=self.cost),
            SimRoute("GET", "/api/v3/exchangeInfo", "exchange_info", self.exchange_info, cost=self.cost),
            SimRoute("GET", "/api/v3/depth", "depth", self.depth, cost=self.cost),
            SimRoute("GET", "/api/v3/aggTrades", "agg_trades", self.agg_trades, cost=self.cost),
            SimRoute(
                "DELETE", "/api/v3/order", "cancel_order", self.cancel_order, "signed", command=True, cost=self.cost
            ),
            SimRoute("GET", "/api/v3/order", "query_order", self.query_order, "signed", cost=self.cost),
            SimRoute("GET", "/api/v3/openOrders", "open_orders", self.open_orders, "signed", cost=self.cost),
            SimRoute("GET", "/api/v3/myTrades", "my_trades", self.my_trades, "signed", cost=self.cost),
            SimRoute("GET", "/api/v3/ping", "ping", self.documented("ping"), cost=self.cost),
            SimRoute(
                "GET", "/api/v3/executionRules", "execution_rules", self.documented("execution_rules"), cost=self.cost
            ),
            SimRoute("GET", "/api/v3/trades", "trades", self.documented("trades"), cost=self.cost),
            SimRoute(
                "GET",
                "/api/v3/historicalTrades",
                "historical_trades",
                self.documented("historical_trades"),
                cost=self.cost,
            ),
            SimRoute(
                "GET",
                "/api/v3/historicalBlockTrades",
                "historical_block_trades",
                self.documented("historical_block_trades"),
                cost=self.cost,
            ),
            SimRoute("GET", "/api/v3/klines", "klines", self.klines, cost=self.cost),
            SimRoute("GET", "/api/v3/uiKlines", "ui_klines", self.documented("ui_klines"), cost=self.cost),
            SimRoute("GET", "/api/v3/avgPrice", "avg_price", self.documented("avg_price"), cost=self.cost),
            SimRoute("GET", "/api/v3/ticker/24hr", "ticker_24hr", self.ticker_24hr, cost=self.cost),
            SimRoute(
                "GET", "/api/v3/ticker/24hr", "tickers_24hr", self.documented("ticker_24hr.full_list"), cost=self.cost
            ),
            SimRoute(
                "GET",
                "/api/v3/ticker/tradingDay",
                "ticker_trading_day",
                self.documented("ticker_trading_day.full"),
                cost=self.cost,
            ),
            SimRoute(
                "GET",
                "/api/v3/ticker/tradingDay",
                "tickers_trading_day",
                self.documented("ticker_trading_day.full_list"),
                cost=self.cost,
            ),
            SimRoute("GET", "/api/v3/ticker", "ticker_window", self.documented("ticker_rolling.full"), cost=self.cost),
            SimRoute(
                "GET", "/api/v3/ticker", "tickers_window", self.documented("ticker_rolling.full_list"), cost=self.cost
            ),
            SimRoute("GET", "/api/v3/ticker/price", "ticker_price", self.documented("ticker_price"), cost=self.cost),
            SimRoute(
                "GET", "/api/v3/ticker/price", "tickers_price", self.documented("ticker_price.list"), cost=self.cost
            ),
            SimRoute("GET", "/api/v3/ticker/bookTicker", "ticker_book", self.documented("ticker_book"), cost=self.cost),
            SimRoute(
                "GET", "/api/v3/ticker/bookTicker", "tickers_book", self.documented("ticker_book.list"), cost=self.cost
            ),
            SimRoute(
                "GET", "/api/v3/referencePrice", "reference_price", self.documented("reference_price"), cost=self.cost
            ),
            SimRoute(
                "GET",
                "/api/v3/referencePrice/calculation",
                "reference_price_calculation",
                self.documented("reference_price_calculation.arithmetic_mean"),
                cost=self.cost,
            ),
            SimRoute("POST", "/api/v3/order", "new_order", self.new_order, "signed", command=True, cost=self.cost),
            SimRoute(
                "POST",
                "/api/v3/order",
                "new_order_ack",
                self.documented("order_place.ack"),
                "signed",
                command=True,
                cost=self.cost,
            ),
            SimRoute(
                "POST", "/api/v3/order/test", "order_test", self.documented("order_test"), "signed", cost=self.cost
            ),
            SimRoute(
                "DELETE",
                "/api/v3/openOrders",
                "cancel_open_orders",
                self.cancel_open_orders,
                "signed",
                command=True,
                cost=self.cost,
            ),
            SimRoute(
                "POST",
                "/api/v3/order/cancelReplace",
                "cancel_replace",
                self.documented("order_cancel_replace"),
                "signed",
                command=True,
                cost=self.cost,
            ),
            SimRoute(
                "PUT",
                "/api/v3/order/amend/keepPriority",
                "amend_keep_priority",
                self.amend_keep_priority,
                "signed",
                command=True,
                cost=self.cost,
            ),
            SimRoute(
                "POST",
                "/api/v3/sor/order",
                "sor_order",
                self.documented("sor_order_place"),
                "signed",
                command=True,
                cost=self.cost,
            ),
            SimRoute(
                "POST",
                "/api/v3/sor/order/test",
                "sor_order_test",
                self.documented("sor_order_test"),
                "signed",
                cost=self.cost,
            ),
            SimRoute(
                "POST",
                "/api/v3/order/oco",
                "oco_deprecated",
                self.documented("order_list_place.deprecated_oco"),
                "signed",
                command=True,
                cost=self.cost,
            ),
            SimRoute(
                "POST",
                "/api/v3/orderList/oco",
                "oco",
                self.documented("order_list_place.oco"),
                "signed",
                command=True,
                cost=self.cost,
            ),
            SimRoute(
                "POST",
                "/api/v3/orderList/oto",
                "oto",
                self.documented("order_list_place.oto"),
                "signed",
                command=True,
                cost=self.cost,
            ),
            SimRoute(
                "POST",
                "/api/v3/orderList/otoco",
                "otoco",
                self.documented("order_list_place.otoco"),
                "signed",
                command=True,
                cost=self.cost,
            ),
            SimRoute(
                "POST",
                "/api/v3/orderList/opo",
                "opo",
                self.documented("order_list_place.opo"),
                "signed",
                command=True,
                cost=self.cost,
            ),
            SimRoute(
                "POST",
                "/api/v3/orderList/opoco",
                "opoco",
                self.documented("order_list_place.opoco"),
                "signed",
                command=True,
                cost=self.cost,
            ),
            SimRoute(
                "DELETE",
                "/api/v3/orderList",
                "cancel_order_list",
                self.documented("order_list_cancel"),
                "signed",
                command=True,
                cost=self.cost,
            ),
            SimRoute("GET", "/api/v3/account", "account", self.account, "signed", cost=self.cost),
            SimRoute("GET", "/api/v3/allOrders", "all_orders", self.documented("all_orders"), "signed", cost=self.cost),
            SimRoute(
                "GET", "/api/v3/orderList", "query_order_list", self.documented("order_list"), "signed", cost=self.cost
            ),
            SimRoute(
                "GET",
                "/api/v3/openOrderList",
                "open_order_lists",
                self.documented("open_order_lists"),
                "signed",
                cost=self.cost,
            ),
            SimRoute(
                "GET",
                "/api/v3/allOrderList",
                "all_order_lists",
                self.documented("all_order_lists"),
                "signed",
                cost=self.cost,
            ),
            SimRoute(
                "GET",
                "/api/v3/rateLimit/order",
                "order_rate_limits",
                self.documented("order_rate_limits"),
                "signed",
                cost=self.cost,
            ),
            SimRoute(
                "GET",
                "/api/v3/myPreventedMatches",
                "prevented_matches",
                self.documented("my_prevented_matches"),
                "signed",
                cost=self.cost,
            ),
            SimRoute(
                "GET",
                "/api/v3/myAllocations",
                "allocations",
                self.documented("my_allocations"),
                "signed",
                cost=self.cost,
            ),
            SimRoute(
                "GET",
                "/api/v3/account/commission",
                "commission",
                self.documented("account_commission"),
                "signed",
                cost=self.cost,
            ),
            SimRoute(
                "GET",
                "/api/v3/order/amendments",
                "order_amendments",
                self.documented("order_amendments"),
                "signed",
                cost=self.cost,
            ),
            SimRoute("GET", "/api/v3/myFilters", "my_filters", self.documented("my_filters"), "signed", cost=self.cost),
        )
        self.sockets = (
            SimSocketRoute(
                "market",
                "/stream",
                lambda connection: MarketSocket(connection, self),
                message_limit=5,
                message_window_ns=1000000000,
                subscription_limit=1024,
            ),
            SimSocketRoute("ws_api", "/ws-api/v3", lambda connection: WsApiSocket(connection, self)),
        )
        self.fix = SimulatedBinanceSpotFix(self)

    def verify(self, call: SimCall) -> str:
        """See `SimDialect`."""
        if call.auth == "signed":
            return self._verify_signed(call)
        if call.auth == "ws_signed":
            return self._verify_ws_signed(call)
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

    def exchange_info(self, call: SimCall) -> object:
        """`load_instruments` of the contract."""
        self.read(call)
        exchange = call.exchange
        values = list(exchange.instruments.values())
        answer = self.example("exchange_info.filters")
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
        return _write_ticker(self.example("ticker_24hr.full"), v, exchange.instrument(v.symbol))

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
                "1s": "1s",
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

    def new_order(self, call: SimCall) -> object:
        """`create_order` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol)
        exchange = call.exchange
        style = read_style(_STYLES, {"type": p.type})
        request = OrderRequest(
            symbol=i.symbol,
            side=required(SIDE_IN.get(p.side), "side"),
            quantity=p.quantity,
            quote_quantity=p.quote_quantity,
            price=p.price,
            client_order_id=p.client_order_id,
            trigger_price=p.stop_price,
            display_quantity=p.iceberg_quantity,
            self_trade_prevention=(
                STP_MODE_IN.get(p.self_trade_prevention_mode) if p.self_trade_prevention_mode is not None else None
            ),
            type=style["type"],
            post_only=style.get("post_only", False),
            time_in_force=(TIME_IN_FORCE_IN.get(p.time_in_force)),
        )
        v = exchange.create_order(call.account, request).order
        return _write_order_full(self.example("order_place.result"), v, exchange.instrument(v.symbol))

    def amend_keep_priority(self, call: SimCall) -> object:
        """`edit_order` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol)
        exchange = call.exchange
        v = exchange.edit_order(
            call.account,
            i.symbol,
            venue_order_id=str(p.order_id) if p.order_id is not None else None,
            client_order_id=p.orig_client_order_id,
            quantity=p.new_quantity,
            price=None,
        ).order
        return _write_order_amended(self.example("order_amend"), v, exchange.instrument(v.symbol))

    def cancel_open_orders(self, call: SimCall) -> object:
        """`cancel_all_orders` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol)
        exchange = call.exchange
        values = [each.order for each in exchange.cancel_all_orders(call.account, i.symbol)]
        row = first_row(self.example("open_orders_cancel"), ())
        return [_write_order_canceled(row, v, exchange.instrument(v.symbol)) for v in values]

    def account(self, call: SimCall) -> object:
        """`fetch_balances` of the contract."""
        self.read(call)
        exchange = call.exchange
        values = list(exchange.balances(call.account).values())
        answer = self.example("account")
        row = first_row(answer, ("balances",))
        return put(answer, ("balances",), [_write_balance(row, v) for v in values])
