"""Bybit, simulated: its routes, words, signatures and frames over the venue-neutral exchange.

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
    TriggerBy,
)
from venue_runtime.testing.changes import Changes
from venue_runtime.testing.dialect import FieldPath, SimBucket, SimCall, SimRoute, SimSocketRoute, Subscription
from venue_runtime.testing.filling import filled, get, put
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
    within,
    write_style,
)
from venue_runtime.testing.verifying import Seen, SignedBy, sent_time
from venue_runtime.wire import decimal_text, ms_from_ns

SIDE_IN = {"Buy": Side.BUY, "Sell": Side.SELL}

SIDE_OUT = {Side.BUY: "Buy", Side.SELL: "Sell"}

ORDER_TYPE_IN = {"Limit": OrderType.LIMIT, "Market": OrderType.MARKET}

TIME_IN_FORCE_IN = {"GTC": TimeInForce.GTC, "IOC": TimeInForce.IOC, "FOK": TimeInForce.FOK}

ORDER_STATUS_OUT = {
    OrderStatus.NEW: "New",
    OrderStatus.PARTIALLY_FILLED: "PartiallyFilled",
    OrderStatus.REJECTED: "Rejected",
    OrderStatus.FILLED: "Filled",
    OrderStatus.CANCELED: "Cancelled",
    OrderStatus.TRIGGERED: "Triggered",
    OrderStatus.EXPIRED: "Cancelled",
}

SYMBOL_STATUS_OUT = {
    InstrumentStatus.TRADING: "Trading",
    InstrumentStatus.HALTED: "PreLaunch",
    InstrumentStatus.CLOSED: "Delivering",
}

TRIGGER_BY_IN = {"LastPrice": TriggerBy.LAST, "IndexPrice": TriggerBy.INDEX, "MarkPrice": TriggerBy.MARK}

SMP_TYPE_IN = {
    "None": SelfTradePrevention.NONE,
    "CancelTaker": SelfTradePrevention.CANCEL_TAKER,
    "CancelMaker": SelfTradePrevention.CANCEL_MAKER,
    "CancelBoth": SelfTradePrevention.CANCEL_BOTH,
}

INSTRUMENTS: tuple[Instrument, ...] = (
    Instrument(
        symbol="BTC/USDT",
        venue_symbol="BTCUSDT",
        kind=InstrumentKind.SPOT,
        partition="spot",
        base="BTC",
        quote="USDT",
        price_increment=Decimal("0.1"),
        quantity_increment=Decimal("0.000001"),
        max_quantity=Decimal("83"),
        min_notional=Decimal("5"),
    ),  # documented: instruments.spot
    Instrument(
        symbol="BTC/USDT:USDT",
        venue_symbol="BTCUSDT",
        kind=InstrumentKind.PERPETUAL,
        partition="linear",
        base="BTC",
        quote="USDT",
        settle="USDT",
        price_increment=Decimal("0.1"),
        quantity_increment=Decimal("0.001"),
        min_price=Decimal("0.1"),
        max_price=Decimal("1999999.8"),
        min_quantity=Decimal("0.001"),
        max_quantity=Decimal("1190"),
        min_notional=Decimal("5"),
    ),  # documented: instruments.linear
    Instrument(
        symbol="ETH/USDT:USDT",
        venue_symbol="ETHUSDT",
        kind=InstrumentKind.PERPETUAL,
        base="ETH",
        quote="USDT",
        settle="USDT",
        price_increment=Decimal("0.01"),
        quantity_increment=Decimal("0.01"),
        partition="linear",
    ),
    Instrument(
        symbol="BTC/USD:BTC",
        venue_symbol="BTCUSD",
        kind=InstrumentKind.PERPETUAL,
        base="BTC",
        quote="USD",
        settle="BTC",
        price_increment=Decimal("0.01"),
        quantity_increment=Decimal("0.01"),
    ),
    Instrument(
        symbol="ETH/USDC:USDC",
        venue_symbol="ETHPERP",
        kind=InstrumentKind.PERPETUAL,
        base="ETH",
        quote="USDC",
        settle="USDC",
        price_increment=Decimal("0.01"),
        quantity_increment=Decimal("0.01"),
        partition="linear",
    ),
)
"""What is traded where nobody says otherwise."""

_STYLES: Sequence[tuple[Mapping[str, tuple[Any, ...]], Mapping[str, Any]]] = (
    ({"type": (OrderType.LIMIT,), "post_only": (True,)}, {"kind": "Limit", "life": "PostOnly"}),
    ({"type": (OrderType.LIMIT,)}, {"kind": "Limit"}),
    ({"type": (OrderType.MARKET,)}, {"kind": "Market"}),
    ({"type": (OrderType.MARKET,)}, {"kind": "Market"}),
    ({"type": (OrderType.STOP, OrderType.TAKE_PROFIT)}, {"kind": "Market"}),
    (
        {"type": (OrderType.STOP_LIMIT, OrderType.TAKE_PROFIT_LIMIT), "post_only": (True,)},
        {"kind": "Limit", "life": "PostOnly"},
    ),
    ({"type": (OrderType.STOP_LIMIT, OrderType.TAKE_PROFIT_LIMIT)}, {"kind": "Limit"}),
)
"""What an order is → how the venue says it."""


def _style(v: Order) -> Mapping[str, Any]:
    """How the venue says what kind of order this is."""
    return write_style(_STYLES, v)


def _write_instrument(example: Any, v: Instrument) -> Any:
    """Instrument as `InstrumentInfo`."""
    return filled(
        example,
        {
            "contractType": (
                None
                if v.kind == InstrumentKind.SPOT
                else ("Inverse" if v.inverse else "Linear")
                + ("Perpetual" if v.kind == InstrumentKind.PERPETUAL else "Futures")
            ),
            ("lotSizeFilter", "qtyStep"): (
                decimal_text(v.quantity_increment) if v.quantity_increment is not None else None
            ),
            ("lotSizeFilter", "basePrecision"): (
                decimal_text(v.quantity_increment) if v.quantity_increment is not None else None
            ),
            ("lotSizeFilter", "minOrderQty"): decimal_text(v.min_quantity) if v.min_quantity is not None else None,
            ("lotSizeFilter", "maxOrderQty"): decimal_text(v.max_quantity) if v.max_quantity is not None else None,
            ("lotSizeFilter", "maxLimitOrderQty"): decimal_text(v.max_quantity) if v.max_quantity is not None else None,
            ("lotSizeFilter", "minNotionalValue"): decimal_text(v.min_notional) if v.min_notional is not None else None,
            ("lotSizeFilter", "minOrderAmt"): decimal_text(v.min_notional) if v.min_notional is not None else None,
            "deliveryTime": str(ms_from_ns(v.expiry)) if v.expiry is not None else None,
            "symbol": v.venue_symbol,
            "baseCoin": v.base,
            "quoteCoin": v.quote,
            "settleCoin": v.settle,
            "status": SYMBOL_STATUS_OUT[v.status],
            ("priceFilter", "tickSize"): decimal_text(v.price_increment) if v.price_increment is not None else None,
            ("priceFilter", "minPrice"): decimal_text(v.min_price) if v.min_price is not None else None,
            ("priceFilter", "maxPrice"): decimal_text(v.max_price) if v.max_price is not None else None,
        },
        {
            "contractType",
            ("lotSizeFilter", "qtyStep"),
            ("lotSizeFilter", "basePrecision"),
            ("lotSizeFilter", "minOrderQty"),
            ("lotSizeFilter", "maxOrderQty"),
            ("lotSizeFilter", "maxLimitOrderQty"),
            ("lotSizeFilter", "minNotionalValue"),
            ("lotSizeFilter", "minOrderAmt"),
            "deliveryTime",
            "settleCoin",
            ("priceFilter", "minPrice"),
            ("priceFilter", "maxPrice"),
        },
    )


def _write_ticker(example: Any, v: Ticker, i: Instrument) -> Any:
    """Ticker as `TickerRow`."""
    return filled(
        example,
        {
            "bid1Price": decimal_text(v.bid) if v.bid is not None else "",
            "bid1Size": decimal_text(v.bid_quantity) if v.bid_quantity is not None else "",
            "ask1Price": decimal_text(v.ask) if v.ask is not None else "",
            "ask1Size": decimal_text(v.ask_quantity) if v.ask_quantity is not None else "",
            "lastPrice": decimal_text(v.last) if v.last is not None else "",
        },
    )


def _write_funding(example: Any, v: FundingRate, i: Instrument) -> Any:
    """FundingRate as `TickerRow`."""
    return filled(
        example,
        {
            "fundingRate": decimal_text(v.rate),
            "nextFundingTime": str(ms_from_ns(v.ts_funding)) if v.ts_funding is not None else "",
            "markPrice": decimal_text(v.mark_price) if v.mark_price is not None else "",
            "indexPrice": decimal_text(v.index_price) if v.index_price is not None else "",
        },
    )


def _write_trade(example: Any, v: Trade, i: Instrument) -> Any:
    """Trade as `PublicTrade`."""
    return filled(
        example,
        {
            "execId": v.trade_id,
            "side": SIDE_OUT[v.side] if v.side is not None else None,
            "price": decimal_text(v.price),
            "size": decimal_text(v.quantity),
            "time": str(ms_from_ns(v.ts_event)) if v.ts_event is not None else None,
        },
    )


def _write_candle(example: Any, v: Candle, i: Instrument) -> Any:
    """Candle as `Candle`."""
    return filled(
        example,
        {
            "0": str(ms_from_ns(v.ts_open)),
            "1": decimal_text(v.open),
            "2": decimal_text(v.high),
            "3": decimal_text(v.low),
            "4": decimal_text(v.close),
            "5": decimal_text(v.volume),
        },
    )


def _write_create_order_ack(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `Placed`."""
    return filled(example, {("result", "orderId"): v.venue_order_id})


def _write_edit_order_ack(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `Placed`."""
    return filled(example, {("result", "orderId"): v.venue_order_id})


def _write_cancel_order_ack(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `Placed`."""
    return filled(example, {("result", "orderId"): v.venue_order_id})


def _write_order(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `Order`."""
    return filled(
        example,
        {
            "category": i.partition,
            "orderType": (
                "Limit" if v.type in (OrderType.LIMIT, OrderType.STOP_LIMIT, OrderType.TAKE_PROFIT_LIMIT) else "Market"
            ),
            "timeInForce": (
                "PostOnly"
                if v.post_only
                else (
                    "FOK"
                    if v.time_in_force == TimeInForce.FOK
                    else "IOC" if v.time_in_force == TimeInForce.IOC or v.type == OrderType.MARKET else "GTC"
                )
            ),
            "triggerDirection": (
                0
                if v.trigger_price is None
                else 1 if (v.type in (OrderType.STOP, OrderType.STOP_LIMIT)) == (v.side == Side.BUY) else 2
            ),
            "qty": decimal_text(v.quantity or v.quote_quantity or Decimal(0)),
            "marketUnit": "quoteCoin" if v.quantity is None else "",
            "rejectReason": v.reason or "EC_NoError",
            "symbol": i.venue_symbol,
            "orderId": v.venue_order_id,
            "orderLinkId": v.client_order_id if v.client_order_id is not None else "",
            "side": SIDE_OUT[v.side] if v.side is not None else None,
            "reduceOnly": v.reduce_only,
            "orderStatus": ORDER_STATUS_OUT[v.status],
            "price": decimal_text(v.price) if v.price is not None else "",
            "triggerPrice": decimal_text(v.trigger_price) if v.trigger_price is not None else "",
            "cumExecQty": decimal_text(v.filled_quantity) if v.filled_quantity is not None else "",
            "leavesQty": decimal_text(v.leaves_quantity) if v.leaves_quantity is not None else "",
            "avgPrice": decimal_text(v.average_price) if v.average_price is not None else "",
            "updatedTime": str(ms_from_ns(v.ts_event)) if v.ts_event is not None else None,
        },
    )


def _write_fill(example: Any, v: Fill, i: Instrument) -> Any:
    """Fill as `Execution`."""
    return filled(
        example,
        {
            "category": i.partition,
            "execType": "Trade",
            "execId": v.trade_id,
            "orderId": v.venue_order_id,
            "orderLinkId": v.client_order_id if v.client_order_id is not None else "",
            "symbol": i.venue_symbol,
            "side": SIDE_OUT[v.side],
            "execPrice": decimal_text(v.price),
            "execQty": decimal_text(v.quantity),
            "execFee": decimal_text(v.fee) if v.fee is not None else "",
            "feeCurrency": v.fee_currency if v.fee_currency is not None else "",
            "isMaker": v.liquidity == Liquidity.MAKER,
            "execTime": str(ms_from_ns(v.ts_event)) if v.ts_event is not None else None,
        },
    )


def _write_balance(example: Any, v: Balance) -> Any:
    """Balance as `Coin`."""
    return filled(
        example,
        {
            "walletBalance": decimal_text(v.total or Decimal(0)),
            "locked": decimal_text(v.locked or Decimal(0)),
            "totalOrderIM": decimal_text(Decimal(0)),
            "totalPositionIM": decimal_text(Decimal(0)),
            "coin": v.currency,
        },
    )


def _write_position(example: Any, v: Position, i: Instrument) -> Any:
    """Position as `Position`."""
    return filled(
        example,
        {
            "category": i.partition,
            "side": "Sell" if v.side == PositionSide.SHORT else "Buy",
            "positionIdx": 0,
            "avgPrice": decimal_text(v.entry_price) if v.entry_price is not None else "",
            "entryPrice": decimal_text(v.entry_price) if v.entry_price is not None else "",
            "symbol": i.venue_symbol,
            "size": decimal_text(v.quantity),
            "markPrice": decimal_text(v.mark_price) if v.mark_price is not None else "",
            "unrealisedPnl": decimal_text(v.unrealized_pnl) if v.unrealized_pnl is not None else "",
            "leverage": decimal_text(v.leverage) if v.leverage is not None else "",
            "liqPrice": decimal_text(v.liquidation_price) if v.liquidation_price is not None else "",
            "updatedTime": str(ms_from_ns(v.ts_event)) if v.ts_event is not None else None,
        },
    )


def _write_trade_event(example: Any, v: Trade, i: Instrument) -> Any:
    """Trade as `TradeEvent`."""
    return filled(
        example,
        {
            "i": v.trade_id,
            "S": SIDE_OUT[v.side] if v.side is not None else None,
            "p": decimal_text(v.price),
            "v": decimal_text(v.quantity),
            "T": v.ts_event // 1_000_000 if v.ts_event is not None else None,
        },
    )


def _write_ticker_event(example: Any, v: Ticker, i: Instrument) -> Any:
    """Ticker as `TickerMessage`."""
    return filled(
        example,
        {
            ("data", "symbol"): i.venue_symbol,
            ("data", "bid1Price"): decimal_text(v.bid) if v.bid is not None else "",
            ("data", "bid1Size"): decimal_text(v.bid_quantity) if v.bid_quantity is not None else "",
            ("data", "ask1Price"): decimal_text(v.ask) if v.ask is not None else "",
            ("data", "ask1Size"): decimal_text(v.ask_quantity) if v.ask_quantity is not None else "",
            ("data", "lastPrice"): decimal_text(v.last) if v.last is not None else "",
            "ts": v.ts_event // 1_000_000 if v.ts_event is not None else None,
        },
    )


def _write_candle_event(example: Any, v: Candle, i: Instrument) -> Any:
    """Candle as `CandleEvent`."""
    return filled(
        example,
        {
            "start": v.ts_open // 1_000_000,
            "open": decimal_text(v.open),
            "high": decimal_text(v.high),
            "low": decimal_text(v.low),
            "close": decimal_text(v.close),
            "volume": decimal_text(v.volume),
            "confirm": v.closed,
        },
    )


class PublicSocket(GeneratedSocket):
    """Connection `public`."""

    subscribe: ClassVar[Any] = {"op": "subscribe", "req_id": Hole("id"), "args": Hole("topics")}

    unsubscribe: ClassVar[Any] = {"op": "unsubscribe", "req_id": Hole("id"), "args": Hole("topics")}

    topics = (
        TopicRule(
            channel="book",
            pattern="orderbook\\.(?P<levels>[^@{}]+)\\.(?P<symbol>[^@]+?)",
            events=frozenset(["book"]),
            writer="book",
            start="book_start",
        ),
        TopicRule(
            channel="trades", pattern="publicTrade\\.(?P<symbol>[^@]+?)", events=frozenset(["trade"]), writer="trades"
        ),
        TopicRule(
            channel="tickers",
            pattern="tickers\\.(?P<symbol>[^@]+?)",
            events=frozenset(["quote", "trade"]),
            writer="tickers",
            changes=Changes(marks={("type",): "delta"}, part="data", keeps=("symbol",)),
        ),
        TopicRule(
            channel="candles",
            pattern="kline\\.(?P<interval>[^@{}]+)\\.(?P<symbol>[^@]+?)",
            events=frozenset(["trade"]),
            writer="candles",
        ),
    )

    per_partition = True

    ack = Envelope(body={"op": "subscribe"}, id="req_id")

    left = Envelope(body={"op": "unsubscribe"}, id="req_id")

    refused = ErrorPlace({"op": "subscribe", "success": False}, None, "ret_msg")

    push = Envelope(key="topic", payload=())

    pings = (({"op": "ping"}, {"op": "pong"}),)

    def book_start(self, subscription: Subscription) -> Any:
        """What a subscription to the channel begins with."""
        u = self.start_book(subscription)
        return filled(
            self.dialect.example("stream_orderbook.snapshot"),
            {
                ("data", "u"): u.count,
                "type": "snapshot",
                "cts": u.ts_event // 1_000_000,
                ("data", "b"): [[decimal_text(level.price), decimal_text(level.quantity)] for level in u.bids],
                ("data", "a"): [[decimal_text(level.price), decimal_text(level.quantity)] for level in u.asks],
            },
        )

    def book(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `book`; None where it does not report the event."""
        u = self.next_book(subscription, event)
        if u is None:
            return None
        return filled(
            self.dialect.example("stream_orderbook.delta"),
            {
                ("data", "u"): u.count,
                "cts": u.ts_event // 1_000_000,
                ("data", "b"): [[decimal_text(level.price), decimal_text(level.quantity)] for level in u.bids],
                ("data", "a"): [[decimal_text(level.price), decimal_text(level.quantity)] for level in u.asks],
            },
        )

    def trades(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `trades`; None where it does not report the event."""
        exchange = self.connection.context.exchange
        i = exchange.instrument(event.symbol)
        v = event.trade
        answer = self.dialect.example("stream_trade")
        row = first_row(answer, ("data",))
        return put(answer, ("data",), [_write_trade_event(row, v, i)])

    def tickers(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `tickers`; None where it does not report the event."""
        exchange = self.connection.context.exchange
        i = exchange.instrument(event.symbol)
        v = ticker_of(exchange, event.symbol)
        return _write_ticker_event(self.dialect.example("stream_ticker.linear"), v, i)

    def candles(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `candles`; None where it does not report the event."""
        interval = interval_ns(
            {
                "1": "1m",
                "3": "3m",
                "5": "5m",
                "15": "15m",
                "30": "30m",
                "60": "1h",
                "120": "2h",
                "240": "4h",
                "360": "6h",
                "720": "12h",
                "D": "1d",
                "W": "1w",
                "M": "1M",
            }[subscription.data[1]["interval"]]
        )
        exchange = self.connection.context.exchange
        i = exchange.instrument(event.symbol)
        v = candle_of(exchange, event.symbol, interval)
        answer = self.dialect.example("stream_kline")
        row = first_row(answer, ("data",))
        return put(answer, ("data",), [_write_candle_event(row, v, i)])


class PrivateSocket(GeneratedSocket):
    """Connection `private`."""

    subscribe: ClassVar[Any] = {"op": "subscribe", "req_id": Hole("id"), "args": Hole("topics")}

    unsubscribe: ClassVar[Any] = {"op": "unsubscribe", "req_id": Hole("id"), "args": Hole("topics")}

    topics = (
        TopicRule(channel="orders", pattern="order", private=True, events=frozenset(["order"]), writer="orders"),
        TopicRule(
            channel="executions", pattern="execution", private=True, events=frozenset(["order"]), writer="executions"
        ),
        TopicRule(channel="wallet", pattern="wallet", private=True, events=frozenset(["balance"]), writer="wallet"),
        TopicRule(channel="positions", pattern="position", private=True, example="stream_position"),
        TopicRule(channel="dcp_spot", pattern="dcp\\.spot", private=True),
        TopicRule(channel="dcp_future", pattern="dcp\\.future", private=True),
    )

    ack = Envelope(body={"op": "subscribe"}, id="req_id")

    left = Envelope(body={"op": "unsubscribe"}, id="req_id")

    refused = ErrorPlace({"op": "subscribe", "success": False}, None, "ret_msg")

    push = Envelope(key="topic", payload=())

    login = Login(
        frame={"op": "auth", "args": [Hole(""), Hole("expires"), Hole("signature")]},
        auth="login",
        reply=Envelope(body={"op": "auth"}),
        refused=ErrorPlace({"op": "auth", "success": False}, None, "ret_msg"),
        channels=(),
    )

    pings = (({"op": "ping"}, {"op": "pong"}),)

    def orders(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `orders`; None where it does not report the event."""
        i = self.instrument(event.symbol)
        names = {"new": "stream_order"}
        answer = self.dialect.example(names.get(event.order.status.value) or next(iter(names.values())))
        return put(answer, ("data",), [_write_order(first_row(answer, ("data",)), event.order, i)])

    def executions(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `executions`; None where it does not report the event."""
        i = self.instrument(event.symbol)
        if event.fill is None:
            return None
        answer = self.dialect.example("stream_execution")
        return put(answer, ("data",), [_write_fill(first_row(answer, ("data",)), event.fill, i)])

    def wallet(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `wallet`; None where it does not report the event."""
        answer = self.dialect.example("stream_wallet")
        row = first_row(answer, ("data", "0", "coin"))
        return put(answer, ("data", "0", "coin"), [_write_balance(row, v) for v in event.balances])


class TradeSocket(GeneratedSocket):
    """Connection `trade`."""

    rpc: ClassVar[Any] = {
        "reqId": Hole("id"),
        "header": {"X-BAPI-TIMESTAMP": Hole(""), "X-BAPI-RECV-WINDOW": Hole("")},
        "op": Hole("method"),
        "args": [Hole("params")],
    }

    rpc_auth: ClassVar[Any] = {"signed": "session"}

    methods: ClassVar[Any] = {
        "order.create": ("create_order",),
        "order.amend": ("amend_order",),
        "order.cancel": ("cancel_order",),
    }

    ack = Envelope(body={"op": "auth"})

    refused = ErrorPlace({"op": "auth"}, "retCode", "retMsg", True)

    reply = Envelope(id="reqId", payload=())

    errors = ErrorPlace({}, "retCode", "retMsg", True)

    login = Login(
        frame={"op": "auth", "args": [Hole(""), Hole("expires"), Hole("signature")]},
        auth="login",
        reply=Envelope(body={"op": "auth"}),
        refused=ErrorPlace({"op": "auth"}, "retCode", "retMsg", True),
        channels=(),
    )

    pings = (({"op": "ping"}, {"op": "pong"}),)


class SimulatedBybit(GeneratedDialect):
    """Implements `SimDialect`."""

    venue = "bybit"
    params: ClassVar[Mapping[str, Sequence[Param]]] = {
        "server_time": (),
        "instruments": (
            Param("category", "category", str, required=True),
            Param("symbol", "symbol", str),
            Param("status", "status", str),
            Param("baseCoin", "base_coin", str),
            Param("limit", "limit", int),
            Param("cursor", "cursor", str),
        ),
        "order_book": (
            Param("category", "category", str, required=True),
            Param("symbol", "symbol", str, required=True),
            Param("limit", "limit", int),
        ),
        "trades": (
            Param("category", "category", str, required=True),
            Param("symbol", "symbol", str, required=True),
            Param("limit", "limit", int),
        ),
        "tickers": (Param("category", "category", str, required=True), Param("symbol", "symbol", str, required=True)),
        "candles": (
            Param("category", "category", str, required=True),
            Param("symbol", "symbol", str, required=True),
            Param("interval", "interval", str, required=True),
            Param("start", "start", int),
            Param("end", "end", int),
            Param("limit", "limit", int),
        ),
        "create_order": (
            Param("category", "category", str, required=True),
            Param("symbol", "symbol", str, required=True),
            Param("isLeverage", "is_leverage", int),
            Param("side", "side", str, required=True),
            Param("orderType", "kind", str, required=True),
            Param("qty", "quantity", Decimal, required=True),
            Param("marketUnit", "market_unit", str),
            Param("slippageToleranceType", "slippage_tolerance_type", str),
            Param("slippageTolerance", "slippage_tolerance", Decimal),
            Param("price", "price", Decimal),
            Param("triggerDirection", "trigger_direction", int),
            Param("orderFilter", "order_filter", str),
            Param("triggerPrice", "trigger_price", Decimal),
            Param("triggerBy", "trigger_by", str),
            Param("timeInForce", "life", str),
            Param("positionIdx", "position_index", int),
            Param("orderLinkId", "client_id", str),
            Param("takeProfit", "take_profit", Decimal),
            Param("stopLoss", "stop_loss", Decimal),
            Param("reduceOnly", "reduce_only", bool),
            Param("closeOnTrigger", "close_on_trigger", bool),
            Param("smpType", "smp_type", str),
        ),
        "amend_order": (
            Param("category", "category", str, required=True),
            Param("symbol", "symbol", str, required=True),
            Param("orderId", "id", str),
            Param("orderLinkId", "client_id", str),
            Param("triggerPrice", "trigger_price", Decimal),
            Param("qty", "quantity", Decimal),
            Param("price", "price", Decimal),
        ),
        "cancel_order": (
            Param("category", "category", str, required=True),
            Param("symbol", "symbol", str, required=True),
            Param("orderId", "id", str),
            Param("orderLinkId", "client_id", str),
            Param("orderFilter", "order_filter", str),
        ),
        "cancel_all": (
            Param("category", "category", str, required=True),
            Param("symbol", "symbol", str),
            Param("baseCoin", "base_coin", str),
            Param("settleCoin", "settle_coin", str),
            Param("orderFilter", "order_filter", str),
        ),
        "create_batch": (
            Param("category", "category", str, required=True),
            Param("request", "orders", list[Any], required=True),
        ),
        "cancel_batch": (
            Param("category", "category", str, required=True),
            Param("request", "orders", list[Any], required=True),
        ),
        "disconnect_cancel_all": (
            Param("product", "product", str),
            Param("timeWindow", "time_window", int, required=True),
        ),
        "open_orders": (
            Param("category", "category", str, required=True),
            Param("symbol", "symbol", str),
            Param("settleCoin", "settle_coin", str),
            Param("openOnly", "open_only", int),
            Param("orderFilter", "order_filter", str),
            Param("limit", "limit", int),
            Param("cursor", "cursor", str),
        ),
        "order": (
            Param("category", "category", str, required=True),
            Param("symbol", "symbol", str, required=True),
            Param("orderId", "id", str),
            Param("orderLinkId", "client_id", str),
        ),
        "order_history": (
            Param("category", "category", str, required=True),
            Param("symbol", "symbol", str),
            Param("orderId", "id", str),
            Param("orderLinkId", "client_id", str),
            Param("startTime", "start_time", int),
            Param("endTime", "end_time", int),
            Param("limit", "limit", int),
            Param("cursor", "cursor", str),
        ),
        "executions": (
            Param("category", "category", str, required=True),
            Param("symbol", "symbol", str),
            Param("orderId", "order_id", str),
            Param("startTime", "start_time", int),
            Param("endTime", "end_time", int),
            Param("limit", "limit", int),
            Param("cursor", "cursor", str),
        ),
        "wallet_balance": (Param("accountType", "account_type", str, default="UNIFIED"), Param("coin", "coin", str)),
        "positions": (
            Param("category", "category", str, required=True),
            Param("symbol", "symbol", str),
            Param("settleCoin", "settle_coin", str),
            Param("limit", "limit", int),
            Param("cursor", "cursor", str),
        ),
        "set_leverage": (
            Param("category", "category", str, required=True),
            Param("symbol", "symbol", str, required=True),
            Param("buyLeverage", "buy_leverage", Decimal, required=True),
            Param("sellLeverage", "sell_leverage", Decimal, required=True),
        ),
    }
    costs: ClassVar[Mapping[str, Any]] = {
        "server_time": {"ip": 1},
        "instruments": {"ip": 1},
        "order_book": {"ip": 1},
        "trades": {"ip": 1},
        "tickers": {"ip": 1},
        "candles": {"ip": 1},
        "create_order": {"ip": 1, "create": 1},
        "amend_order": {"ip": 1, "amend": 1},
        "cancel_order": {"ip": 1, "cancel": 1},
        "cancel_all": {"ip": 1, "cancel_all": 1},
        "create_batch": lambda p: {"ip": 1, "create_batch": len(p.orders)},
        "cancel_batch": lambda p: {"ip": 1, "cancel_batch": len(p.orders)},
        "disconnect_cancel_all": {"ip": 1},
        "open_orders": {"ip": 1, "query_orders": 1},
        "order": {"ip": 1, "query_orders": 1},
        "order_history": {"ip": 1, "order_history": 1},
        "executions": {"ip": 1, "executions": 1},
        "wallet_balance": {"ip": 1, "wallet": 1},
        "positions": {"ip": 1, "positions": 1},
        "set_leverage": {"ip": 1},
    }
    refusals = (
        Refusal(VenueUnavailable, "10000", ""),
        Refusal(VenueResponseError, "10001", ""),
        Refusal(ClockSkew, "10002", ""),
        Refusal(AuthenticationError, "10003", ""),
        Refusal(PermissionDenied, "10005", ""),
        Refusal(RateLimitExceeded, "10006", ""),
        Refusal(InvalidOrder, "10029", ""),
        Refusal(MarketClosed, "30228", ""),
        Refusal(OrderNotFound, "110001", ""),
        Refusal(InsufficientFunds, "110004", ""),
        Refusal(OrderError, "110005", ""),
        Refusal(DuplicateOrderId, "110072", ""),
        Refusal(CancelRejected, "170139", ""),
        Refusal(PostOnlyRejected, "170218", ""),
    )
    statuses: ClassVar[Mapping[type[VenueError], int]] = {RateLimitExceeded: 429, VenueUnavailable: 500}
    error_place = ErrorPlace({}, "retCode", "retMsg", True)
    shown_instruments = INSTRUMENTS
    refused_status = 200
    signed_fields = frozenset()
    used_headers: ClassVar[Mapping[str, tuple[str, bool]]] = {
        "create": ("X-Bapi-Limit-Status", True),
        "amend": ("X-Bapi-Limit-Status", True),
        "cancel": ("X-Bapi-Limit-Status", True),
        "cancel_all": ("X-Bapi-Limit-Status", True),
        "create_batch": ("X-Bapi-Limit-Status", True),
        "cancel_batch": ("X-Bapi-Limit-Status", True),
        "query_orders": ("X-Bapi-Limit-Status", True),
        "order_history": ("X-Bapi-Limit-Status", True),
        "executions": ("X-Bapi-Limit-Status", True),
        "wallet": ("X-Bapi-Limit-Status", True),
        "positions": ("X-Bapi-Limit-Status", True),
    }
    channels: Sequence[str] = (
        "book",
        "trades",
        "tickers",
        "candles",
        "orders",
        "executions",
        "wallet",
        "positions",
        "dcp_spot",
        "dcp_future",
    )
    buckets: Sequence[SimBucket] = (
        SimBucket("ip", 600, 5000000000, per="ip", window="sliding"),
        SimBucket("create", 10, 1000000000, per="account", window="sliding"),
        SimBucket("amend", 10, 1000000000, per="account", window="sliding"),
        SimBucket("cancel", 10, 1000000000, per="account", window="sliding"),
        SimBucket("cancel_all", 10, 1000000000, per="account", window="sliding"),
        SimBucket("create_batch", 10, 1000000000, per="account", window="sliding"),
        SimBucket("cancel_batch", 10, 1000000000, per="account", window="sliding"),
        SimBucket("query_orders", 50, 1000000000, per="account", window="sliding"),
        SimBucket("order_history", 50, 1000000000, per="account", window="sliding"),
        SimBucket("executions", 50, 1000000000, per="account", window="sliding"),
        SimBucket("wallet", 50, 1000000000, per="account", window="sliding"),
        SimBucket("positions", 50, 1000000000, per="account", window="sliding"),
    )
    enum_fields: Mapping[str, Sequence[FieldPath]] = {
        "book": (("type",),),
        "trades": (("data", "*", "S"),),
        "tickers": (("type",),),
        "orders": (
            ("data", "*", "side"),
            ("data", "*", "orderType"),
            ("data", "*", "timeInForce"),
            ("data", "*", "orderStatus"),
        ),
        "executions": (("data", "*", "side"), ("data", "*", "execType")),
    }

    def __init__(self) -> None:
        super().__init__(load_examples(__file__))
        self.routes = (
            SimRoute("GET", "/v5/market/time", "server_time", self.server_time, cost=self.cost),
            SimRoute("GET", "/v5/market/instruments-info", "instruments", self.instruments, cost=self.cost),
            SimRoute("GET", "/v5/market/orderbook", "order_book", self.order_book, cost=self.cost),
            SimRoute("GET", "/v5/market/recent-trade", "trades", self.trades, cost=self.cost),
            SimRoute("GET", "/v5/market/tickers", "tickers", self.tickers, cost=self.cost),
            SimRoute("GET", "/v5/market/kline", "candles", self.candles, cost=self.cost),
            SimRoute(
                "POST", "/v5/order/create", "create_order", self.create_order, "signed", command=True, cost=self.cost
            ),
            SimRoute(
                "POST", "/v5/order/amend", "amend_order", self.amend_order, "signed", command=True, cost=self.cost
            ),
            SimRoute(
                "POST", "/v5/order/cancel", "cancel_order", self.cancel_order, "signed", command=True, cost=self.cost
            ),
            SimRoute(
                "POST", "/v5/order/cancel-all", "cancel_all", self.cancel_all, "signed", command=True, cost=self.cost
            ),
            SimRoute(
                "POST",
                "/v5/order/create-batch",
                "create_batch",
                self.documented("order_create_batch"),
                "signed",
                command=True,
                cost=self.cost,
            ),
            SimRoute(
                "POST",
                "/v5/order/cancel-batch",
                "cancel_batch",
                self.documented("order_cancel_batch"),
                "signed",
                command=True,
                cost=self.cost,
            ),
            SimRoute(
                "POST",
                "/v5/order/disconnected-cancel-all",
                "disconnect_cancel_all",
                self.documented("order_dcp"),
                "signed",
                command=True,
                cost=self.cost,
            ),
            SimRoute("GET", "/v5/order/realtime", "open_orders", self.open_orders, "signed", cost=self.cost),
            SimRoute("GET", "/v5/order/realtime", "order", self.order, "signed", cost=self.cost),
            SimRoute(
                "GET", "/v5/order/history", "order_history", self.documented("order_history"), "signed", cost=self.cost
            ),
            SimRoute("GET", "/v5/execution/list", "executions", self.executions, "signed", cost=self.cost),
            SimRoute(
                "GET", "/v5/account/wallet-balance", "wallet_balance", self.wallet_balance, "signed", cost=self.cost
            ),
            SimRoute("GET", "/v5/position/list", "positions", self.positions, "signed", cost=self.cost),
            SimRoute(
                "POST",
                "/v5/position/set-leverage",
                "set_leverage",
                self.documented("set_leverage"),
                "signed",
                command=True,
                cost=self.cost,
            ),
        )
        self.sockets = (
            SimSocketRoute("public", "/v5/public/{per}", lambda connection: PublicSocket(connection, self)),
            SimSocketRoute("private", "/v5/private", lambda connection: PrivateSocket(connection, self)),
            SimSocketRoute("trade", "/v5/trade", lambda connection: TradeSocket(connection, self)),
        )

    def verify(self, call: SimCall) -> str:
        """See `SimDialect`."""
        if call.auth == "signed":
            return self._verify_signed(call)
        if call.auth == "login":
            return self._verify_login(call)
        if call.auth == "session":
            return self._verify_session(call)
        raise AuthenticationError(f"no such scheme: {call.auth}")

    def _verify_signed(self, call: SimCall) -> str:
        seen = Seen(call)
        ts = seen.get("header", "X-BAPI-TIMESTAMP")
        now = sent_time(ts, "ms")
        window = seen.get("header", "X-BAPI-RECV-WINDOW")
        signature = seen.get("header", "X-BAPI-SIGN")
        account, credentials = self.account_of(call, "api_key", seen.get("header", "X-BAPI-API-KEY"))
        self.check_signature(
            credentials,
            ts + credentials.reveal("api_key") + window + seen.query + seen.body,
            signature,
            (SignedBy("api_secret", "hmac-sha256"), SignedBy("private_key", "rsa-sha256", "text", ("pem_rsa",))),
        )
        self.check_time(call, now, int(window) * 1_000_000)
        return account

    def _verify_login(self, call: SimCall) -> str:
        seen = Seen(call)
        expires = seen.get("msg", ("args", "1"))
        signature = seen.get("msg", ("args", "2"))
        account, credentials = self.account_of(call, "api_key", seen.get("msg", ("args", "0")))
        self.check_signature(
            credentials,
            "GET/realtime" + str(expires),
            signature,
            (SignedBy("api_secret", "hmac-sha256"), SignedBy("private_key", "rsa-sha256", "text", ("pem_rsa",))),
        )
        return account

    def _verify_session(self, call: SimCall) -> str:
        return self.session_of(call)

    def instruments(self, call: SimCall) -> object:
        """`load_instruments` of the contract."""
        p = self.read(call)
        exchange = call.exchange
        values = list(exchange.instruments.values())
        values = within(exchange, p.category, values)
        answer = self.example("instruments.linear")
        answer = put(answer, ("result", "nextPageCursor"), "")
        row = first_row(answer, ("result", "list"))
        return put(answer, ("result", "list"), [_write_instrument(row, v) for v in values])

    def server_time(self, call: SimCall) -> object:
        """`fetch_time` of the contract."""
        self.read(call)
        return filled(self.example("time"), {("result", "timeNano"): str(call.now_ns)})

    def tickers(self, call: SimCall) -> object:
        """`fetch_ticker` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol, p.category)
        exchange = call.exchange
        v = ticker_of(exchange, i.symbol)
        return put(
            self.example("tickers.spot"),
            ("result", "list", "0"),
            _write_funding(
                _write_ticker(
                    get(self.example("tickers.spot"), ("result", "list", "0")), v, exchange.instrument(v.symbol)
                ),
                funding_of(exchange, i.symbol),
                i,
            ),
        )

    def order_book(self, call: SimCall) -> object:
        """`fetch_order_book` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol, p.category)
        exchange = call.exchange
        book = exchange.book(i.symbol, p.limit)
        return filled(
            self.example("orderbook"),
            {
                ("result", "b"): [[decimal_text(level.price), decimal_text(level.quantity)] for level in book.bids],
                ("result", "a"): [[decimal_text(level.price), decimal_text(level.quantity)] for level in book.asks],
            },
        )

    def trades(self, call: SimCall) -> object:
        """`fetch_trades` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol, p.category)
        exchange = call.exchange
        values = trades_of(exchange, i.symbol, None, p.limit)
        values = values[::-1]
        answer = self.example("recent_trade")
        row = first_row(answer, ("result", "list"))
        return put(answer, ("result", "list"), [_write_trade(row, v, exchange.instrument(v.symbol)) for v in values])

    def candles(self, call: SimCall) -> object:
        """`fetch_candles` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol, p.category)
        exchange = call.exchange
        interval = interval_ns(
            {
                "1": "1m",
                "3": "3m",
                "5": "5m",
                "15": "15m",
                "30": "30m",
                "60": "1h",
                "120": "2h",
                "240": "4h",
                "360": "6h",
                "720": "12h",
                "D": "1d",
                "W": "1w",
                "M": "1M",
            }.get(p.interval, p.interval)
        )
        tape = exchange.tape(i.symbol)
        values = tape.candles(
            interval, call.now_ns, since=p.start * 1_000_000 if p.start is not None else None, limit=p.limit
        )
        values = values[::-1]
        answer = self.example("kline")
        row = first_row(answer, ("result", "list"))
        return put(answer, ("result", "list"), [_write_candle(row, v, i) for v in values])

    def create_order(self, call: SimCall) -> object:
        """`create_order` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol, p.category)
        exchange = call.exchange
        style = read_style(_STYLES, {"kind": p.kind, "life": p.life})
        request = OrderRequest(
            symbol=i.symbol,
            position_side=(
                PositionSide.LONG if p.position_index == 1 else PositionSide.SHORT if p.position_index == 2 else None
            ),
            quantity=p.quantity if p.market_unit != "quoteCoin" else None,
            quote_quantity=p.quantity if p.market_unit == "quoteCoin" else None,
            type=required(
                (
                    ORDER_TYPE_IN.get(p.kind)
                    if p.trigger_price is None
                    else (
                        (OrderType.STOP_LIMIT if p.kind == "Limit" else OrderType.STOP)
                        if p.trigger_direction is None or (p.trigger_direction == 1) == (p.side == "Buy")
                        else OrderType.TAKE_PROFIT_LIMIT if p.kind == "Limit" else OrderType.TAKE_PROFIT
                    )
                ),
                "type",
            ),
            side=required(SIDE_IN.get(p.side), "side"),
            price=p.price,
            trigger_price=p.trigger_price,
            trigger_by=TRIGGER_BY_IN.get(p.trigger_by) if p.trigger_by is not None else None,
            client_order_id=p.client_id,
            self_trade_prevention=SMP_TYPE_IN.get(p.smp_type) if p.smp_type is not None else None,
            post_only=style.get("post_only", False),
            time_in_force=(TIME_IN_FORCE_IN.get(p.life)),
        )
        v = exchange.create_order(call.account, request).order
        return _write_create_order_ack(self.example("order_create"), v, exchange.instrument(v.symbol))

    def amend_order(self, call: SimCall) -> object:
        """`edit_order` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol, p.category)
        exchange = call.exchange
        v = exchange.edit_order(
            call.account, i.symbol, venue_order_id=p.id, client_order_id=p.client_id, quantity=p.quantity, price=p.price
        ).order
        return _write_edit_order_ack(self.example("order_amend"), v, exchange.instrument(v.symbol))

    def cancel_order(self, call: SimCall) -> object:
        """`cancel_order` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol, p.category)
        exchange = call.exchange
        v = exchange.cancel_order(call.account, i.symbol, venue_order_id=p.id, client_order_id=p.client_id).order
        return _write_cancel_order_ack(self.example("order_cancel"), v, exchange.instrument(v.symbol))

    def cancel_all(self, call: SimCall) -> object:
        """`cancel_all_orders` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol, p.category) if p.symbol is not None else None
        exchange = call.exchange
        exchange.cancel_all_orders(call.account, i.symbol if i is not None else None)
        return self.example("order_cancel_all")

    def order(self, call: SimCall) -> object:
        """`fetch_order` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol, p.category)
        exchange = call.exchange
        v = exchange.order(call.account, i.symbol, venue_order_id=p.id, client_order_id=p.client_id).order
        return put(
            self.example("order_realtime.one"),
            ("result", "list", "0"),
            _write_order(
                get(self.example("order_realtime.one"), ("result", "list", "0")), v, exchange.instrument(v.symbol)
            ),
        )

    def open_orders(self, call: SimCall) -> object:
        """`fetch_open_orders` of the contract."""
        p = self.read(call)
        exchange = call.exchange
        values = [each.order for each in exchange.open_orders(call.account, None)]
        values = within(exchange, p.category, values)
        values = values[::-1]
        answer = self.example("order_realtime")
        answer = put(answer, ("result", "nextPageCursor"), "")
        row = first_row(answer, ("result", "list"))
        return put(answer, ("result", "list"), [_write_order(row, v, exchange.instrument(v.symbol)) for v in values])

    def executions(self, call: SimCall) -> object:
        """`fetch_my_trades` of the contract."""
        p = self.read(call)
        exchange = call.exchange
        values = fills_of(
            exchange, call.account, None, p.start_time * 1_000_000 if p.start_time is not None else None, p.limit
        )
        values = within(exchange, p.category, values)
        values = values[::-1]
        answer = self.example("execution_list")
        answer = put(answer, ("result", "nextPageCursor"), "")
        row = first_row(answer, ("result", "list"))
        return put(answer, ("result", "list"), [_write_fill(row, v, exchange.instrument(v.symbol)) for v in values])

    def wallet_balance(self, call: SimCall) -> object:
        """`fetch_balances` of the contract."""
        self.read(call)
        exchange = call.exchange
        values = list(exchange.balances(call.account).values())
        answer = self.example("wallet_balance")
        row = first_row(answer, ("result", "list", "0", "coin"))
        return put(answer, ("result", "list", "0", "coin"), [_write_balance(row, v) for v in values])

    def positions(self, call: SimCall) -> object:
        """`fetch_positions` of the contract."""
        p = self.read(call)
        exchange = call.exchange
        values = exchange.positions(call.account)
        values = within(exchange, p.category, values)
        answer = self.example("position_list")
        answer = put(answer, ("result", "nextPageCursor"), "")
        row = first_row(answer, ("result", "list"))
        return put(answer, ("result", "list"), [_write_position(row, v, exchange.instrument(v.symbol)) for v in values])
