"""Backpack Exchange, simulated: its routes, words, signatures and frames over the venue-neutral exchange.

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
    MarketClosed,
    OrderError,
    OrderNotFound,
    PermissionDenied,
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
from venue_runtime.testing.filling import filled, get, put
from venue_runtime.testing.generated import ErrorPlace, GeneratedDialect, Param, Refusal, load_examples
from venue_runtime.testing.generated_socket import Envelope, GeneratedSocket, Hole, SharedSocket, TopicRule
from venue_runtime.testing.market_views import (
    candle_of,
    fills_of,
    first_entry,
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
from venue_runtime.wire import decimal_text, iso_from_ns, pairs

from .hooks import hooks

SIDE_IN = {"Bid": Side.BUY, "Ask": Side.SELL}

SIDE_OUT = {Side.BUY: "Bid", Side.SELL: "Ask"}

ORDER_TYPE_OUT = {OrderType.MARKET: "Market", OrderType.LIMIT: "Limit"}

STREAM_ORDER_TYPE_OUT = {OrderType.MARKET: "MARKET", OrderType.LIMIT: "LIMIT"}

TIME_IN_FORCE_IN = {"GTC": TimeInForce.GTC, "IOC": TimeInForce.IOC, "FOK": TimeInForce.FOK}

TIME_IN_FORCE_OUT = {TimeInForce.GTC: "GTC", TimeInForce.IOC: "IOC", TimeInForce.FOK: "FOK"}

ORDER_STATUS_OUT = {
    OrderStatus.NEW: "New",
    OrderStatus.PARTIALLY_FILLED: "PartiallyFilled",
    OrderStatus.FILLED: "Filled",
    OrderStatus.CANCELED: "Cancelled",
    OrderStatus.EXPIRED: "Expired",
    OrderStatus.REJECTED: "TriggerFailed",
    OrderStatus.TRIGGERED: "Triggered",
}

SELF_TRADE_PREVENTION_IN = {
    "RejectTaker": SelfTradePrevention.CANCEL_TAKER,
    "RejectMaker": SelfTradePrevention.CANCEL_MAKER,
    "RejectBoth": SelfTradePrevention.CANCEL_BOTH,
}

MARKET_TYPE_OUT = {InstrumentKind.SPOT: "SPOT", InstrumentKind.PERPETUAL: "PERP"}

ORDER_BOOK_STATE_OUT = {
    InstrumentStatus.TRADING: "Open",
    InstrumentStatus.HALTED: "CancelOnly",
    InstrumentStatus.CLOSED: "Closed",
}

INSTRUMENTS: tuple[Instrument, ...] = (
    Instrument(
        symbol="SOL/USDC",
        venue_symbol="SOL_USDC",
        kind=InstrumentKind.SPOT,
        base="SOL",
        quote="USDC",
        price_increment=Decimal("0.01"),
        quantity_increment=Decimal("0.01"),
    ),
    Instrument(
        symbol="SOL/USDC:USDC",
        venue_symbol="SOL_USDC_PERP",
        kind=InstrumentKind.PERPETUAL,
        base="SOL",
        quote="USDC",
        settle="USDC",
        price_increment=Decimal("0.01"),
        quantity_increment=Decimal("0.01"),
    ),
    Instrument(
        symbol="USDT/USDC",
        venue_symbol="USDT_USDC",
        kind=InstrumentKind.SPOT,
        base="USDT",
        quote="USDC",
        price_increment=Decimal("0.01"),
        quantity_increment=Decimal("0.01"),
    ),
    Instrument(
        symbol="ETH/USDC",
        venue_symbol="ETH_USDC",
        kind=InstrumentKind.SPOT,
        base="ETH",
        quote="USDC",
        price_increment=Decimal("0.01"),
        quantity_increment=Decimal("0.01"),
    ),
    Instrument(
        symbol="ETH/USDC:USDC",
        venue_symbol="ETH_USDC_PERP",
        kind=InstrumentKind.PERPETUAL,
        base="ETH",
        quote="USDC",
        settle="USDC",
        price_increment=Decimal("0.01"),
        quantity_increment=Decimal("0.01"),
    ),
)
"""What is traded where nobody says otherwise."""

_STYLES: Sequence[tuple[Mapping[str, tuple[Any, ...]], Mapping[str, Any]]] = (
    (
        {"type": (OrderType.LIMIT,), "post_only": (True,), "time_in_force": (TimeInForce.GTC,)},
        {"order_type": "Limit", "post_only": True, "time_in_force": "GTC"},
    ),
    ({"type": (OrderType.LIMIT,), "post_only": (True,)}, {"order_type": "Limit", "post_only": True}),
    ({"type": (OrderType.LIMIT,)}, {"order_type": "Limit"}),
    ({"type": (OrderType.MARKET,)}, {"order_type": "Market"}),
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
            "symbol": v.venue_symbol,
            "marketType": MARKET_TYPE_OUT[v.kind],
            "baseSymbol": v.base,
            "quoteSymbol": v.quote,
            "orderBookState": ORDER_BOOK_STATE_OUT[v.status],
            ("filters", "price", "tickSize"): (
                decimal_text(v.price_increment) if v.price_increment is not None else None
            ),
            ("filters", "quantity", "stepSize"): (
                decimal_text(v.quantity_increment) if v.quantity_increment is not None else None
            ),
            ("filters", "price", "minPrice"): decimal_text(v.min_price) if v.min_price is not None else None,
            ("filters", "price", "maxPrice"): decimal_text(v.max_price) if v.max_price is not None else None,
            ("filters", "quantity", "minQuantity"): (
                decimal_text(v.min_quantity) if v.min_quantity is not None else None
            ),
            ("filters", "quantity", "maxQuantity"): (
                decimal_text(v.max_quantity) if v.max_quantity is not None else None
            ),
        },
        {("filters", "price", "maxPrice"), ("filters", "quantity", "maxQuantity")},
    )


def _write_ticker(example: Any, v: Ticker, i: Instrument) -> Any:
    """Ticker as `Ticker`."""
    return filled(
        example, {"symbol": i.venue_symbol, "lastPrice": decimal_text(v.last) if v.last is not None else None}
    )


def _write_trade(example: Any, v: Trade, i: Instrument) -> Any:
    """Trade as `Trade`."""
    return filled(
        example,
        {
            "id": int(v.trade_id) if v.trade_id is not None else None,
            "isBuyerMaker": v.side == Side.SELL,
            "price": decimal_text(v.price),
            "quantity": decimal_text(v.quantity),
            "timestamp": v.ts_event // 1_000_000 if v.ts_event is not None else None,
        },
        {"id"},
    )


def _write_candle(example: Any, v: Candle, i: Instrument) -> Any:
    """Candle as `Kline`."""
    return filled(
        example,
        {
            "start": iso_from_ns(v.ts_open),
            "open": decimal_text(v.open),
            "high": decimal_text(v.high),
            "low": decimal_text(v.low),
            "close": decimal_text(v.close),
            "volume": decimal_text(v.volume),
        },
    )


def _write_funding(example: Any, v: FundingRate, i: Instrument) -> Any:
    """FundingRate as `MarkPrice`."""
    return filled(
        example,
        {
            "symbol": i.venue_symbol,
            "fundingRate": decimal_text(v.rate),
            "nextFundingTimestamp": v.ts_funding // 1_000_000 if v.ts_funding is not None else None,
            "markPrice": decimal_text(v.mark_price) if v.mark_price is not None else None,
            "indexPrice": decimal_text(v.index_price) if v.index_price is not None else None,
        },
        {"nextFundingTimestamp", "indexPrice"},
    )


def _write_order(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `Order`."""
    return filled(
        example,
        {
            "executedQuoteQuantity": decimal_text((v.average_price or Decimal(0)) * (v.filled_quantity or Decimal(0))),
            "symbol": i.venue_symbol,
            "id": v.venue_order_id,
            "clientId": int(v.client_order_id) if v.client_order_id is not None else None,
            "side": SIDE_OUT[v.side] if v.side is not None else None,
            "orderType": ORDER_TYPE_OUT[v.type] if v.type is not None else None,
            "timeInForce": TIME_IN_FORCE_OUT[v.time_in_force] if v.time_in_force is not None else None,
            "postOnly": v.post_only,
            "reduceOnly": v.reduce_only,
            "status": ORDER_STATUS_OUT[v.status],
            "price": decimal_text(v.price) if v.price is not None else None,
            "quantity": decimal_text(v.quantity) if v.quantity is not None else None,
            "quoteQuantity": decimal_text(v.quote_quantity) if v.quote_quantity is not None else None,
            "executedQuantity": decimal_text(v.filled_quantity) if v.filled_quantity is not None else None,
            "expiryReason": v.reason,
        },
        {
            "clientId",
            "postOnly",
            "reduceOnly",
            "price",
            "quantity",
            "quoteQuantity",
            "executedQuantity",
            "expiryReason",
        },
    )


def _write_create_orders_ack(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `Placed`."""
    return filled(
        example,
        {
            "id": v.venue_order_id,
            "status": ORDER_STATUS_OUT[v.status],
            "executedQuantity": decimal_text(v.filled_quantity) if v.filled_quantity is not None else None,
        },
        {"id", "executedQuantity"},
    )


def _write_fill(example: Any, v: Fill, i: Instrument) -> Any:
    """Fill as `Fill`."""
    return filled(
        example,
        {
            "tradeId": int(v.trade_id) if v.trade_id is not None else None,
            "orderId": v.venue_order_id,
            "clientId": v.client_order_id,
            "symbol": i.venue_symbol,
            "side": SIDE_OUT[v.side],
            "price": decimal_text(v.price),
            "quantity": decimal_text(v.quantity),
            "fee": decimal_text(v.fee) if v.fee is not None else None,
            "feeSymbol": v.fee_currency,
            "isMaker": v.liquidity == Liquidity.MAKER,
            "timestamp": iso_from_ns(v.ts_event) if v.ts_event is not None else None,
        },
        {"tradeId", "clientId"},
    )


def _write_balance(example: Any, v: Balance) -> Any:
    """Balance as `BalanceEntry`."""
    return filled(
        example,
        {
            "0": v.currency,
            ("1", "available"): decimal_text(v.free or Decimal(0)),
            ("1", "locked"): decimal_text(v.locked or Decimal(0)),
            ("1", "staked"): decimal_text(Decimal(0)),
        },
    )


def _write_position(example: Any, v: Position, i: Instrument) -> Any:
    """Position as `Position`."""
    return filled(
        example,
        {
            "netQuantity": decimal_text(v.quantity if v.side == PositionSide.LONG else -v.quantity),
            "symbol": i.venue_symbol,
            "entryPrice": decimal_text(v.entry_price) if v.entry_price is not None else None,
            "markPrice": decimal_text(v.mark_price) if v.mark_price is not None else None,
            "pnlUnrealized": decimal_text(v.unrealized_pnl) if v.unrealized_pnl is not None else None,
            "estLiquidationPrice": decimal_text(v.liquidation_price) if v.liquidation_price is not None else None,
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
            "T": v.ts_event // 1_000 if v.ts_event is not None else None,
        },
    )


def _write_book_ticker(example: Any, v: Ticker, i: Instrument) -> Any:
    """Ticker as `BookTickerEvent`."""
    return filled(
        example,
        {
            "s": i.venue_symbol,
            "b": decimal_text(v.bid) if v.bid is not None else None,
            "B": decimal_text(v.bid_quantity) if v.bid_quantity is not None else None,
            "a": decimal_text(v.ask) if v.ask is not None else None,
            "A": decimal_text(v.ask_quantity) if v.ask_quantity is not None else None,
            "T": v.ts_event // 1_000 if v.ts_event is not None else None,
        },
    )


def _write_candle_event(example: Any, v: Candle, i: Instrument) -> Any:
    """Candle as `KlineEvent`."""
    return filled(
        example,
        {
            "t": iso_from_ns(v.ts_open),
            "o": decimal_text(v.open),
            "h": decimal_text(v.high),
            "l": decimal_text(v.low),
            "c": decimal_text(v.close),
            "v": decimal_text(v.volume),
            "X": v.closed,
        },
    )


def _write_order_event(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `OrderEvent`."""
    return filled(
        example,
        {
            "Z": decimal_text((v.average_price or Decimal(0)) * (v.filled_quantity or Decimal(0))),
            "s": i.venue_symbol,
            "i": v.venue_order_id,
            "c": int(v.client_order_id) if v.client_order_id is not None else None,
            "S": SIDE_OUT[v.side] if v.side is not None else None,
            "o": STREAM_ORDER_TYPE_OUT[v.type] if v.type is not None else None,
            "f": TIME_IN_FORCE_OUT[v.time_in_force] if v.time_in_force is not None else None,
            "y": v.post_only,
            "r": v.reduce_only,
            "X": ORDER_STATUS_OUT[v.status],
            "p": decimal_text(v.price) if v.price is not None else None,
            "P": decimal_text(v.trigger_price) if v.trigger_price is not None else None,
            "q": decimal_text(v.quantity) if v.quantity is not None else None,
            "z": decimal_text(v.filled_quantity) if v.filled_quantity is not None else None,
            "R": v.reason,
            "T": v.ts_event // 1_000 if v.ts_event is not None else None,
        },
        {"c", "y", "r", "p", "P", "q", "R"},
    )


def _write_fill_event(example: Any, v: Fill, i: Instrument) -> Any:
    """Fill as `OrderEvent`."""
    return filled(
        example,
        {
            "t": int(v.trade_id) if v.trade_id is not None else None,
            "i": v.venue_order_id,
            "c": int(v.client_order_id) if v.client_order_id is not None else None,
            "s": i.venue_symbol,
            "S": SIDE_OUT[v.side],
            "L": decimal_text(v.price),
            "l": decimal_text(v.quantity),
            "n": decimal_text(v.fee) if v.fee is not None else None,
            "N": v.fee_currency,
            "m": v.liquidity == Liquidity.MAKER,
            "T": v.ts_event // 1_000 if v.ts_event is not None else None,
        },
        {"t", "c", "n", "N"},
    )


def _write_balance_event(example: Any, v: Balance) -> Any:
    """Balance as `BalanceEvent`."""
    return filled(
        example,
        {
            "L": decimal_text(v.locked or Decimal(0)),
            "S": decimal_text(Decimal(0)),
            "a": v.currency,
            "A": decimal_text(v.free) if v.free is not None else None,
        },
    )


class PublicSocket(GeneratedSocket):
    """Connection `public`."""

    subscribe: ClassVar[Any] = {"method": "SUBSCRIBE", "params": Hole("topics")}

    unsubscribe: ClassVar[Any] = {"method": "UNSUBSCRIBE", "params": Hole("topics")}

    topics = (
        TopicRule(channel="depth", pattern="depth\\.(?P<symbol>[^@]+?)", events=frozenset(["book"]), writer="depth"),
        TopicRule(channel="trades", pattern="trade\\.(?P<symbol>[^@]+?)", events=frozenset(["trade"]), writer="trades"),
        TopicRule(
            channel="book_ticker",
            pattern="bookTicker\\.(?P<symbol>[^@]+?)",
            events=frozenset(["quote", "trade"]),
            writer="book_ticker",
        ),
        TopicRule(
            channel="klines",
            pattern="kline\\.(?P<interval>[^@{}]+)\\.(?P<symbol>[^@]+?)",
            events=frozenset(["trade"]),
            writer="klines",
        ),
    )

    push = Envelope(body={"stream": {}, "data": {}}, key="stream", payload="data")

    def depth(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `depth`; None where it does not report the event."""
        u = plain_update(event)
        return filled(
            self.dialect.example("stream_depth"),
            {
                "s": self.instrument(u.symbol).venue_symbol,
                "u": u.last_id,
                "U": u.previous_id + 1,
                "T": u.ts_event // 1_000,
                "b": [[decimal_text(level.price), decimal_text(level.quantity)] for level in u.bids],
                "a": [[decimal_text(level.price), decimal_text(level.quantity)] for level in u.asks],
            },
        )

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
        return filled(_write_book_ticker(self.dialect.example("stream_book_ticker"), v, i), {"s": i.venue_symbol})

    def klines(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `klines`; None where it does not report the event."""
        interval = interval_ns(
            {
                "1s": "1s",
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
                "1month": "1M",
            }[subscription.data[1]["interval"]]
        )
        exchange = self.connection.context.exchange
        i = exchange.instrument(event.symbol)
        v = candle_of(exchange, event.symbol, interval)
        return filled(_write_candle_event(self.dialect.example("stream_kline"), v, i), {"s": i.venue_symbol})


class PrivateSocket(GeneratedSocket):
    """Connection `private`."""

    subscribe: ClassVar[Any] = {"method": "SUBSCRIBE", "params": Hole("topics")}

    subscribe_auth = "stream"

    unsubscribe: ClassVar[Any] = {"method": "UNSUBSCRIBE", "params": Hole("topics")}

    topics = (
        TopicRule(
            channel="orders",
            pattern="account\\.orderUpdate",
            private=True,
            events=frozenset(["order"]),
            writer="orders",
        ),
        TopicRule(
            channel="balances",
            pattern="account\\.balanceUpdate",
            private=True,
            events=frozenset(["balance"]),
            writer="balances",
        ),
        TopicRule(channel="positions", pattern="account\\.positionUpdate", private=True, example="stream_position"),
    )

    push = Envelope(body={"stream": {}, "data": {}}, key="stream", payload="data")

    lost: ClassVar[Any] = {"error": {}}

    errors = ErrorPlace({}, ("error", "code"), ("error", "message"), True)

    def orders(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `orders`; None where it does not report the event."""
        i = self.instrument(event.symbol)
        names = (
            {"filled": "stream_order.filled"}
            if event.fill is not None
            else {"new": "stream_order", "canceled": "stream_order.canceled"}
        )
        answer = self.dialect.example(names.get(event.order.status.value) or next(iter(names.values())))
        message = _write_order_event(answer, event.order, i)
        if event.fill is not None:
            message = _write_fill_event(message, event.fill, i)
        return message

    def balances(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `balances`; None where it does not report the event."""
        return _write_balance_event(self.dialect.example("stream_balance"), event.balances[-1])


class SimulatedBackpack(GeneratedDialect):
    """Implements `SimDialect`."""

    venue = "backpack"
    params: ClassVar[Mapping[str, Sequence[Param]]] = {
        "time": (),
        "status": (),
        "markets": (Param("marketType", "market_type", str),),
        "ticker": (Param("symbol", "symbol", str, required=True), Param("interval", "interval", str)),
        "depth": (Param("symbol", "symbol", str, required=True), Param("limit", "limit", int)),
        "trades": (Param("symbol", "symbol", str, required=True), Param("limit", "limit", int)),
        "klines": (
            Param("symbol", "symbol", str, required=True),
            Param("interval", "interval", str, required=True),
            Param("startTime", "start_time", int, required=True),
            Param("endTime", "end_time", int),
            Param("priceType", "price_type", str),
        ),
        "mark_prices": (Param("symbol", "symbol", str), Param("marketType", "market_type", str)),
        "place": (
            Param("X-BROKER-ID", "broker", int),
            Param("autoLend", "auto_lend", bool),
            Param("autoLendRedeem", "auto_lend_redeem", bool),
            Param("autoBorrow", "auto_borrow", bool),
            Param("autoBorrowRepay", "auto_borrow_repay", bool),
            Param("clientId", "client_id", int),
            Param("orderType", "order_type", str, required=True),
            Param("postOnly", "post_only", bool),
            Param("price", "price", Decimal),
            Param("quantity", "quantity", Decimal),
            Param("quoteQuantity", "quote_quantity", Decimal),
            Param("reduceOnly", "reduce_only", bool),
            Param("selfTradePrevention", "self_trade_prevention", str),
            Param("side", "side", str, required=True),
            Param("symbol", "symbol", str, required=True),
            Param("timeInForce", "time_in_force", str),
            Param("triggerBy", "trigger_by", str),
            Param("triggerPrice", "trigger_price", Decimal),
            Param("triggerQuantity", "trigger_quantity", Decimal),
        ),
        "place_many": (Param("$body", "orders", list[Any], required=True),),
        "cancel": (
            Param("clientId", "client_id", int),
            Param("orderId", "order_id", str),
            Param("symbol", "symbol", str, required=True),
        ),
        "cancel_all": (Param("symbol", "symbol", str, required=True), Param("orderType", "order_type", str)),
        "order": (
            Param("clientId", "client_id", int),
            Param("orderId", "order_id", str),
            Param("symbol", "symbol", str, required=True),
        ),
        "open_orders": (Param("marketType", "market_type", str), Param("symbol", "symbol", str)),
        "order_history": (
            Param("orderId", "order_id", str),
            Param("symbol", "symbol", str),
            Param("limit", "limit", int),
            Param("offset", "offset", int),
            Param("sortDirection", "sort_direction", str),
        ),
        "fills": (
            Param("orderId", "order_id", str),
            Param("from", "since", int),
            Param("to", "until", int),
            Param("symbol", "symbol", str),
            Param("limit", "limit", int),
            Param("offset", "offset", int),
            Param("fillType", "fill_type", str),
            Param("sortDirection", "sort_direction", str),
        ),
        "balances": (),
        "positions": (Param("symbol", "symbol", str), Param("marketType", "market_type", str)),
    }
    costs: ClassVar[Mapping[str, Any]] = {
        "time": {"requests": 1},
        "status": {"requests": 1},
        "markets": {"requests": 1},
        "ticker": {"requests": 1},
        "depth": {"requests": 1},
        "trades": {"historical": 1},
        "klines": {"historical": 1},
        "mark_prices": {"requests": 1},
        "place": {"requests": 1},
        "place_many": {"requests": 1},
        "cancel": {"requests": 1},
        "cancel_all": {"requests": 1},
        "order": {"requests": 1},
        "open_orders": {"requests": 1},
        "order_history": {"requests": 1},
        "fills": {"requests": 1},
        "balances": {"requests": 1},
        "positions": {"requests": 1},
    }
    refusals = (
        Refusal(InvalidOrder, "INVALID_ORDER", "Invalid order", 400, ("place",)),
        Refusal(InvalidOrder, "INVALID_PRICE", "Price is too far from the last active price", 400, ("place",)),
        Refusal(
            VenueResponseError,
            "INVALID_CLIENT_REQUEST",
            "Must specify both `triggerPrice` and `triggerQuantity` or neither",
            400,
            ("place",),
        ),
        Refusal(AuthenticationError, "UNAUTHORIZED", ""),
        Refusal(PermissionDenied, "FORBIDDEN", ""),
        Refusal(RateLimitExceeded, "TOO_MANY_REQUESTS", ""),
        Refusal(VenueUnavailable, "SERVER_ERROR", ""),
        Refusal(InsufficientFunds, "INSUFFICIENT_FUNDS", ""),
        Refusal(OrderNotFound, "RESOURCE_NOT_FOUND", ""),
        Refusal(OrderError, "ORDER_LIMIT", ""),
        Refusal(MarketClosed, "TRADING_PAUSED", ""),
    )
    statuses: ClassVar[Mapping[type[VenueError], int]] = {
        AuthenticationError: 401,
        PermissionDenied: 403,
        OrderNotFound: 404,
        RateLimitExceeded: 429,
        VenueUnavailable: 500,
    }
    error_place = ErrorPlace({}, "code", "message")
    shown_instruments = INSTRUMENTS
    signed_fields = frozenset()
    used_headers: ClassVar[Mapping[str, tuple[str, bool]]] = {}
    channels: Sequence[str] = ("depth", "trades", "book_ticker", "klines", "orders", "balances", "positions")
    buckets: Sequence[SimBucket] = (
        SimBucket("requests", 2000, 60000000000, per="account", window="sliding"),
        SimBucket("historical", 30, 60000000000, per="account", window="sliding"),
    )
    enum_fields: Mapping[str, Sequence[FieldPath]] = {
        "markets": (("*", "marketType"), ("*", "orderBookState")),
        "place": (("side",), ("orderType",), ("timeInForce",), ("status",), ("selfTradePrevention",)),
        "place_many": (("*", "operation"), ("*", "status")),
        "cancel": (("side",), ("orderType",), ("timeInForce",), ("status",), ("selfTradePrevention",)),
        "cancel_all": (
            ("*", "side"),
            ("*", "orderType"),
            ("*", "timeInForce"),
            ("*", "status"),
            ("*", "selfTradePrevention"),
        ),
        "order": (("side",), ("orderType",), ("timeInForce",), ("status",), ("selfTradePrevention",)),
        "order_history": (
            ("*", "side"),
            ("*", "orderType"),
            ("*", "timeInForce"),
            ("*", "status"),
            ("*", "selfTradePrevention"),
        ),
        "open_orders": (
            ("*", "side"),
            ("*", "orderType"),
            ("*", "timeInForce"),
            ("*", "status"),
            ("*", "selfTradePrevention"),
        ),
        "fills": (("*", "side"),),
        "orders": (("data", "S"), ("data", "o"), ("data", "f"), ("data", "X")),
    }

    def __init__(self) -> None:
        super().__init__(load_examples(__file__))
        self.routes = (
            SimRoute("GET", "/api/v1/time", "time", self.time, cost=self.cost),
            SimRoute("GET", "/api/v1/status", "status", self.documented("status"), cost=self.cost),
            SimRoute("GET", "/api/v1/markets", "markets", self.markets, cost=self.cost),
            SimRoute("GET", "/api/v1/ticker", "ticker", self.ticker, cost=self.cost),
            SimRoute("GET", "/api/v1/depth", "depth", self.depth, cost=self.cost),
            SimRoute("GET", "/api/v1/trades", "trades", self.trades, cost=self.cost),
            SimRoute("GET", "/api/v1/klines", "klines", self.klines, cost=self.cost),
            SimRoute("GET", "/api/v1/markPrices", "mark_prices", self.mark_prices, cost=self.cost),
            SimRoute("POST", "/api/v1/order", "place", self.place, "signed", command=True, cost=self.cost),
            SimRoute(
                "POST", "/api/v1/orders", "place_many", self.place_many, "signed_batch", command=True, cost=self.cost
            ),
            SimRoute("DELETE", "/api/v1/order", "cancel", self.cancel, "signed", command=True, cost=self.cost),
            SimRoute("DELETE", "/api/v1/orders", "cancel_all", self.cancel_all, "signed", command=True, cost=self.cost),
            SimRoute("GET", "/api/v1/order", "order", self.order, "signed", cost=self.cost),
            SimRoute("GET", "/api/v1/orders", "open_orders", self.open_orders, "signed", cost=self.cost),
            SimRoute("GET", "/wapi/v1/history/orders", "order_history", self.order_history, "signed", cost=self.cost),
            SimRoute("GET", "/wapi/v1/history/fills", "fills", self.fills, "signed", cost=self.cost),
            SimRoute("GET", "/api/v1/capital", "balances", self.balances, "signed", cost=self.cost),
            SimRoute("GET", "/api/v1/position", "positions", self.positions, "signed", cost=self.cost),
        )
        self.sockets = (
            SimSocketRoute(
                "public",
                "/",
                lambda connection: SharedSocket((PublicSocket(connection, self), PrivateSocket(connection, self))),
                also=("private",),
            ),
        )

    def verify(self, call: SimCall) -> str:
        """See `SimDialect`."""
        if call.auth == "signed":
            return self._verify_signed(call)
        if call.auth == "signed_batch":
            return self._verify_signed_batch(call)
        if call.auth == "stream":
            return self._verify_stream(call)
        raise AuthenticationError(f"no such scheme: {call.auth}")

    def _verify_signed(self, call: SimCall) -> str:
        seen = Seen(call)
        signature = seen.get("header", "X-Signature")
        now = sent_time(seen.get("header", "X-Timestamp"), "ms")
        account, credentials = self.account_of(call, "api_key", seen.get("header", "X-API-Key"))
        instruction = {
            "GET /api/v1/capital": "balanceQuery",
            "GET /api/v1/position": "positionQuery",
            "POST /api/v1/order": "orderExecute",
            "DELETE /api/v1/order": "orderCancel",
            "GET /api/v1/order": "orderQuery",
            "GET /api/v1/orders": "orderQueryAll",
            "DELETE /api/v1/orders": "orderCancelAll",
            "GET /wapi/v1/history/orders": "orderHistoryQueryAll",
            "GET /wapi/v1/history/fills": "fillHistoryQueryAll",
        }.get(seen.method + " " + seen.path) or ""
        asked = (
            pairs(sorted_map(seen.query_map), "=", "&")
            if seen.method == "GET"
            else pairs(sorted_map(seen.body_map), "=", "&")
        )
        payload = (
            "instruction="
            + instruction
            + ("&" + asked if asked != "" else "")
            + "&timestamp="
            + str(now // 1_000_000)
            + "&window="
            + str(seen.get("header", "X-Window"))
        )
        self.check_signature(
            credentials, payload, signature, (SignedBy("private_key", "ed25519", "text", ("ed25519_seed_base64",)),)
        )
        self.check_time(call, now, int(seen.get("header", "X-Window")) * 1_000_000)
        return account

    def _verify_signed_batch(self, call: SimCall) -> str:
        seen = Seen(call)
        signature = seen.get("header", "X-Signature")
        now = sent_time(seen.get("header", "X-Timestamp"), "ms")
        account, credentials = self.account_of(call, "api_key", seen.get("header", "X-API-Key"))
        payload = (
            hooks.each_order(seen.body, "orderExecute")
            + "&timestamp="
            + str(now // 1_000_000)
            + "&window="
            + str(seen.get("header", "X-Window"))
        )
        self.check_signature(
            credentials, payload, signature, (SignedBy("private_key", "ed25519", "text", ("ed25519_seed_base64",)),)
        )
        self.check_time(call, now, int(seen.get("header", "X-Window")) * 1_000_000)
        return account

    def _verify_stream(self, call: SimCall) -> str:
        seen = Seen(call)
        signature = seen.get("msg", ("signature", "1"))
        now = sent_time(seen.get("msg", ("signature", "2")), "ms")
        account, credentials = self.account_of(call, "api_key", seen.get("msg", ("signature", "0")))
        payload = (
            "instruction=subscribe&timestamp="
            + str(now // 1_000_000)
            + "&window="
            + str(seen.get("msg", ("signature", "3")))
        )
        self.check_signature(
            credentials, payload, signature, (SignedBy("private_key", "ed25519", "text", ("ed25519_seed_base64",)),)
        )
        self.check_time(call, now, int(seen.get("msg", ("signature", "3"))) * 1_000_000)
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
        return filled(self.example("time"), {(): call.now_ns // 1_000_000})

    def ticker(self, call: SimCall) -> object:
        """`fetch_ticker` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol)
        exchange = call.exchange
        v = ticker_of(exchange, i.symbol)
        return _write_ticker(self.example("ticker"), v, exchange.instrument(v.symbol))

    def depth(self, call: SimCall) -> object:
        """`fetch_order_book` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol)
        exchange = call.exchange
        book = exchange.book(i.symbol, p.limit or 1000)
        return filled(
            self.example("depth"),
            {
                "bids": [[decimal_text(level.price), decimal_text(level.quantity)] for level in book.bids],
                "asks": [[decimal_text(level.price), decimal_text(level.quantity)] for level in book.asks],
                "lastUpdateId": str(book.last_id),
            },
        )

    def trades(self, call: SimCall) -> object:
        """`fetch_trades` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol)
        exchange = call.exchange
        values = trades_of(exchange, i.symbol, None, p.limit)
        values = values[::-1]
        row = first_row(self.example("trades"), ())
        return [_write_trade(row, v, exchange.instrument(v.symbol)) for v in values]

    def klines(self, call: SimCall) -> object:
        """`fetch_candles` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol)
        exchange = call.exchange
        interval = interval_ns(
            {
                "1s": "1s",
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
                "1month": "1M",
            }.get(p.interval, p.interval)
        )
        tape = exchange.tape(i.symbol)
        values = tape.candles(interval, call.now_ns, since=p.start_time * 1_000_000_000, limit=None)
        row = first_row(self.example("klines"), ())
        return [_write_candle(row, v, i) for v in values]

    def mark_prices(self, call: SimCall) -> object:
        """`fetch_funding_rate` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol or "")
        exchange = call.exchange
        v = funding_of(exchange, i.symbol)
        return put(
            self.example("mark_prices"),
            ("0",),
            _write_funding(get(self.example("mark_prices"), ("0",)), v, exchange.instrument(v.symbol)),
        )

    def place(self, call: SimCall) -> object:
        """`create_order` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol)
        exchange = call.exchange
        style = read_style(
            _STYLES, {"order_type": p.order_type, "post_only": p.post_only, "time_in_force": p.time_in_force}
        )
        request = OrderRequest(
            symbol=i.symbol,
            side=required(SIDE_IN.get(p.side), "side"),
            price=p.price,
            quantity=p.quantity,
            quote_quantity=p.quote_quantity,
            client_order_id=str(p.client_id) if p.client_id is not None else None,
            self_trade_prevention=(
                SELF_TRADE_PREVENTION_IN.get(p.self_trade_prevention) if p.self_trade_prevention is not None else None
            ),
            type=style["type"],
            post_only=style.get("post_only", False),
            time_in_force=(TIME_IN_FORCE_IN.get(p.time_in_force) or style.get("time_in_force")),
        )
        v = exchange.create_order(call.account, request).order
        return _write_order(self.example("place"), v, exchange.instrument(v.symbol))

    def place_many(self, call: SimCall) -> object:
        """`create_orders` of the contract."""
        p = self.read(call)
        answer = self.example("place_many")
        documented = answer
        rows = self.one_by_one(
            call, p.orders, "place", self.place, documented, _write_create_orders_ack, (("code",), ("message",))
        )
        return rows

    def cancel(self, call: SimCall) -> object:
        """`cancel_order` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol)
        exchange = call.exchange
        v = exchange.cancel_order(
            call.account,
            i.symbol,
            venue_order_id=p.order_id,
            client_order_id=str(p.client_id) if p.client_id is not None else None,
        ).order
        return _write_order(self.example("cancel"), v, exchange.instrument(v.symbol))

    def cancel_all(self, call: SimCall) -> object:
        """`cancel_all_orders` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol)
        exchange = call.exchange
        values = [each.order for each in exchange.cancel_all_orders(call.account, i.symbol)]
        row = first_row(self.example("cancel_all"), ())
        return [_write_order(row, v, exchange.instrument(v.symbol)) for v in values]

    def order(self, call: SimCall) -> object:
        """`fetch_order` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol)
        exchange = call.exchange
        v = exchange.order(
            call.account,
            i.symbol,
            venue_order_id=p.order_id,
            client_order_id=str(p.client_id) if p.client_id is not None else None,
        ).order
        return _write_order(self.example("order"), v, exchange.instrument(v.symbol))

    def order_history(self, call: SimCall) -> object:
        """`fetch_order` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol or "")
        exchange = call.exchange
        values = [each.order for each in exchange.all_orders(call.account, i.symbol)]
        row = first_row(self.example("order_history"), ())
        return [_write_order(row, v, exchange.instrument(v.symbol)) for v in values]

    def open_orders(self, call: SimCall) -> object:
        """`fetch_open_orders` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol) if p.symbol is not None else None
        exchange = call.exchange
        values = [each.order for each in exchange.open_orders(call.account, i.symbol if i is not None else None)]
        row = first_row(self.example("open_orders"), ())
        return [_write_order(row, v, exchange.instrument(v.symbol)) for v in values]

    def fills(self, call: SimCall) -> object:
        """`fetch_my_trades` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol) if p.symbol is not None else None
        exchange = call.exchange
        values = fills_of(
            exchange,
            call.account,
            i.symbol if i is not None else None,
            p.since * 1_000_000 if p.since is not None else None,
            p.limit,
        )
        row = first_row(self.example("fills"), ())
        return [_write_fill(row, v, exchange.instrument(v.symbol)) for v in values]

    def balances(self, call: SimCall) -> object:
        """`fetch_balances` of the contract."""
        self.read(call)
        exchange = call.exchange
        values = list(exchange.balances(call.account).values())
        answer = self.example("balances")
        row = first_entry(answer, ())
        return put(answer, (), dict(_write_balance(row, v) for v in values))

    def positions(self, call: SimCall) -> object:
        """`fetch_positions` of the contract."""
        self.read(call)
        exchange = call.exchange
        values = exchange.positions(call.account)
        row = first_row(self.example("positions"), ())
        return [_write_position(row, v, exchange.instrument(v.symbol)) for v in values]
