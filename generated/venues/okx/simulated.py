"""OKX, simulated: its routes, words, signatures and frames over the venue-neutral exchange.

Made from the spec, and from nothing of the client. Answers are the documented examples, filled with live values; an
endpoint that no method of the contract uses is answered with its documented example as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from venue_runtime.checksums import crc32, interleaved, signed
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
    MarginMode,
    Order,
    OrderRequest,
    OrderStatus,
    OrderType,
    Position,
    PositionSide,
    QuantityUnit,
    SelfTradePrevention,
    Side,
    Ticker,
    TimeInForce,
    Trade,
)
from venue_runtime.testing.dialect import FieldPath, SimBucket, SimCall, SimRoute, SimSocketRoute, Subscription
from venue_runtime.testing.filling import filled, get, put
from venue_runtime.testing.generated import ErrorPlace, GeneratedDialect, Param, Refusal, load_examples
from venue_runtime.testing.generated_socket import Envelope, GeneratedSocket, Hole, KeyPart, Login, TopicRule
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
from venue_runtime.wire import bool_text, decimal_text, ms_from_ns

SIDE_IN = {"buy": Side.BUY, "sell": Side.SELL}

SIDE_OUT = {Side.BUY: "buy", Side.SELL: "sell"}

INST_TYPE_OUT = {
    InstrumentKind.SPOT: "SPOT",
    InstrumentKind.PERPETUAL: "SWAP",
    InstrumentKind.FUTURE: "FUTURES",
    InstrumentKind.OPTION: "OPTION",
}

INST_STATE_OUT = {
    InstrumentStatus.TRADING: "live",
    InstrumentStatus.HALTED: "suspend",
    InstrumentStatus.CLOSED: "preopen",
}

ORDER_STATE_OUT = {
    OrderStatus.NEW: "live",
    OrderStatus.PARTIALLY_FILLED: "partially_filled",
    OrderStatus.FILLED: "filled",
    OrderStatus.CANCELED: "canceled",
    OrderStatus.EXPIRED: "canceled",
    OrderStatus.REJECTED: "canceled",
}

TRADE_MODE_IN = {"cash": MarginMode.CASH, "cross": MarginMode.CROSS, "isolated": MarginMode.ISOLATED}

POS_SIDE_IN = {"long": PositionSide.LONG, "short": PositionSide.SHORT}

STP_MODE_IN = {
    "cancel_maker": SelfTradePrevention.CANCEL_MAKER,
    "cancel_taker": SelfTradePrevention.CANCEL_TAKER,
    "cancel_both": SelfTradePrevention.CANCEL_BOTH,
}

ROLE_OUT = {Liquidity.MAKER: "M", Liquidity.TAKER: "T"}

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
        max_quantity=Decimal("9999999999"),
    ),  # documented: instruments.spot
    Instrument(
        symbol="BTC/USD:BTC",
        venue_symbol="BTC-USD-SWAP",
        kind=InstrumentKind.PERPETUAL,
        base="BTC",
        quote="USD",
        settle="BTC",
        price_increment=Decimal("0.1"),
        quantity_increment=Decimal("1"),
        min_quantity=Decimal("1"),
        max_quantity=Decimal("100000000"),
        quantity_unit=QuantityUnit.CONTRACTS,
        contract_size=Decimal("100"),
        inverse=True,
    ),  # documented: instruments.swap
    Instrument(
        symbol="BTC/USDT:USDT",
        venue_symbol="BTC-USDT-SWAP",
        kind=InstrumentKind.PERPETUAL,
        base="BTC",
        quote="USDT",
        settle="USDT",
        price_increment=Decimal("0.1"),
        quantity_increment=Decimal("1"),
        min_quantity=Decimal("1"),
        max_quantity=Decimal("100000000"),
        quantity_unit=QuantityUnit.CONTRACTS,
        contract_size=Decimal("0.01"),
    ),  # documented: instruments.swap
    Instrument(
        symbol="ETH/USD:ETH",
        venue_symbol="ETH-USD-SWAP",
        kind=InstrumentKind.PERPETUAL,
        base="ETH",
        quote="USD",
        settle="ETH",
        price_increment=Decimal("0.01"),
        quantity_increment=Decimal("0.01"),
    ),
    Instrument(
        symbol="ETH/USD:ETH-210430",
        venue_symbol="ETH-USD-210430",
        kind=InstrumentKind.FUTURE,
        base="ETH",
        quote="USD",
        settle="ETH",
        price_increment=Decimal("0.01"),
        quantity_increment=Decimal("0.01"),
    ),
    Instrument(
        symbol="BTC/USD:BTC-220527",
        venue_symbol="BTC-USD-220527",
        kind=InstrumentKind.FUTURE,
        base="BTC",
        quote="USD",
        settle="BTC",
        price_increment=Decimal("0.1"),
        quantity_increment=Decimal("1"),
        min_quantity=Decimal("1"),
        max_quantity=Decimal("1000000"),
        quantity_unit=QuantityUnit.CONTRACTS,
        contract_size=Decimal("100"),
        inverse=True,
        expiry=1653638400000000000,
    ),  # documented: instruments.futures
)
"""What is traded where nobody says otherwise."""

_STYLES: Sequence[tuple[Mapping[str, tuple[Any, ...]], Mapping[str, Any]]] = (
    ({"type": (OrderType.LIMIT,), "post_only": (True,), "time_in_force": (TimeInForce.GTC,)}, {"kind": "post_only"}),
    ({"type": (OrderType.LIMIT,), "post_only": (True,)}, {"kind": "post_only"}),
    ({"type": (OrderType.LIMIT,), "time_in_force": (TimeInForce.FOK,)}, {"kind": "fok"}),
    ({"type": (OrderType.LIMIT,), "time_in_force": (TimeInForce.IOC,)}, {"kind": "ioc"}),
    ({"type": (OrderType.LIMIT,), "time_in_force": (TimeInForce.GTC,)}, {"kind": "limit"}),
    ({"type": (OrderType.LIMIT,)}, {"kind": "limit"}),
    ({"type": (OrderType.MARKET,)}, {"kind": "market"}),
    ({"type": (OrderType.MARKET,)}, {"kind": "market"}),
    ({"type": (OrderType.MARKET,), "time_in_force": (TimeInForce.IOC,)}, {"kind": "optimal_limit_ioc"}),
    ({"type": (OrderType.LIMIT,), "time_in_force": (TimeInForce.FOK,)}, {"kind": "op_fok"}),
    ({"type": (OrderType.LIMIT,), "post_only": (True,)}, {"kind": "mmp_and_post_only"}),
    ({"type": (OrderType.LIMIT,)}, {"kind": "mmp"}),
)
"""What an order is → how the venue says it."""


def _style(v: Order) -> Mapping[str, Any]:
    """How the venue says what kind of order this is."""
    return write_style(_STYLES, v)


def _write_instrument(example: Any, v: Instrument) -> Any:
    """Instrument as `Instrument`."""
    return filled(
        example,
        {
            "baseCcy": _1 if (_1 := (v.base if v.kind == InstrumentKind.SPOT else None)) is not None else "",
            "quoteCcy": _1 if (_1 := (v.quote if v.kind == InstrumentKind.SPOT else None)) is not None else "",
            "uly": (
                _1 if (_1 := (None if v.kind == InstrumentKind.SPOT else v.base + "-" + v.quote)) is not None else ""
            ),
            "ctVal": decimal_text(v.contract_size),
            "ctMult": decimal_text(Decimal(1)),
            "ctType": (
                _1
                if (_1 := (None if v.kind == InstrumentKind.SPOT else "inverse" if v.inverse else "linear")) is not None
                else ""
            ),
            "expTime": str(ms_from_ns(v.expiry)) if v.expiry is not None else "",
            "instId": v.venue_symbol,
            "instType": INST_TYPE_OUT[v.kind],
            "settleCcy": v.settle if v.settle is not None else "",
            "state": INST_STATE_OUT[v.status],
            "tickSz": decimal_text(v.price_increment) if v.price_increment is not None else "",
            "lotSz": decimal_text(v.quantity_increment) if v.quantity_increment is not None else "",
            "minSz": decimal_text(v.min_quantity) if v.min_quantity is not None else "",
            "maxLmtSz": decimal_text(v.max_quantity) if v.max_quantity is not None else "",
        },
    )


def _write_ticker(example: Any, v: Ticker, i: Instrument) -> Any:
    """Ticker as `Ticker`."""
    return filled(
        example,
        {
            "instId": i.venue_symbol,
            "bidPx": decimal_text(v.bid) if v.bid is not None else "",
            "bidSz": decimal_text(v.bid_quantity) if v.bid_quantity is not None else "",
            "askPx": decimal_text(v.ask) if v.ask is not None else "",
            "askSz": decimal_text(v.ask_quantity) if v.ask_quantity is not None else "",
            "last": decimal_text(v.last) if v.last is not None else "",
            "ts": str(ms_from_ns(v.ts_event)) if v.ts_event is not None else None,
        },
    )


def _write_trade(example: Any, v: Trade, i: Instrument) -> Any:
    """Trade as `Trade`."""
    return filled(
        example,
        {
            "tradeId": v.trade_id,
            "instId": i.venue_symbol,
            "side": SIDE_OUT[v.side] if v.side is not None else None,
            "px": decimal_text(v.price),
            "sz": decimal_text(v.quantity),
            "ts": str(ms_from_ns(v.ts_event)) if v.ts_event is not None else None,
        },
    )


def _write_candle(example: Any, v: Candle, i: Instrument) -> Any:
    """Candle as `Candle`."""
    return filled(
        example,
        {
            "8": "1" if v.closed else "0",
            "0": str(ms_from_ns(v.ts_open)),
            "1": decimal_text(v.open),
            "2": decimal_text(v.high),
            "3": decimal_text(v.low),
            "4": decimal_text(v.close),
            "5": decimal_text(v.volume),
        },
    )


def _write_funding(example: Any, v: FundingRate, i: Instrument) -> Any:
    """FundingRate as `Funding`."""
    return filled(
        example,
        {
            "instId": i.venue_symbol,
            "fundingRate": decimal_text(v.rate),
            "fundingTime": str(ms_from_ns(v.ts_funding)) if v.ts_funding is not None else None,
        },
    )


def _write_create_order_ack(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `Many<Ack>`."""
    return filled(example, {("data", "0", "ordId"): v.venue_order_id if v.venue_order_id is not None else ""})


def _write_create_orders_ack(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `Ack`."""
    return filled(example, {"ordId": v.venue_order_id if v.venue_order_id is not None else ""})


def _write_order(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `Order`."""
    style = _style(v)
    return filled(
        example,
        {
            "sz": decimal_text(v.quantity or v.quote_quantity or Decimal(0)),
            "tgtCcy": _1 if (_1 := (None if v.quote_quantity is None else "quote_ccy")) is not None else "",
            "avgPx": decimal_text(v.average_price) if v.average_price is not None else "",
            "instId": i.venue_symbol,
            "ordId": v.venue_order_id,
            "clOrdId": v.client_order_id if v.client_order_id is not None else "",
            "side": SIDE_OUT[v.side] if v.side is not None else None,
            "reduceOnly": bool_text(v.reduce_only) if v.reduce_only is not None else None,
            "state": ORDER_STATE_OUT[v.status],
            "px": decimal_text(v.price) if v.price is not None else "",
            "accFillSz": decimal_text(v.filled_quantity) if v.filled_quantity is not None else None,
            "cancelSource": v.reason if v.reason is not None else "",
            "uTime": str(ms_from_ns(v.ts_event)) if v.ts_event is not None else None,
            "ordType": style["kind"],
        },
    )


def _write_fill(example: Any, v: Fill, i: Instrument) -> Any:
    """Fill as `Fill`."""
    return filled(
        example,
        {
            "tradeId": v.trade_id,
            "ordId": v.venue_order_id,
            "clOrdId": v.client_order_id if v.client_order_id is not None else "",
            "instId": i.venue_symbol,
            "side": SIDE_OUT[v.side],
            "fillPx": decimal_text(v.price),
            "fillSz": decimal_text(v.quantity),
            "fee": decimal_text(-v.fee) if v.fee is not None else None,
            "feeCcy": v.fee_currency if v.fee_currency is not None else "",
            "execType": ROLE_OUT[v.liquidity] if v.liquidity is not None else "",
            "fillTime": str(ms_from_ns(v.ts_event)) if v.ts_event is not None else None,
        },
    )


def _write_balance(example: Any, v: Balance) -> Any:
    """Balance as `Detail`."""
    return filled(
        example,
        {
            "ccy": v.currency,
            "cashBal": decimal_text(v.total) if v.total is not None else None,
            "availBal": decimal_text(v.free) if v.free is not None else "",
            "frozenBal": decimal_text(v.locked) if v.locked is not None else "",
        },
    )


def _write_position(example: Any, v: Position, i: Instrument) -> Any:
    """Position as `Position`."""
    return filled(
        example,
        {
            "posSide": "net",
            "pos": decimal_text(v.quantity if v.side == PositionSide.LONG else -v.quantity),
            "instId": i.venue_symbol,
            "avgPx": decimal_text(v.entry_price) if v.entry_price is not None else "",
            "markPx": decimal_text(v.mark_price) if v.mark_price is not None else "",
            "upl": decimal_text(v.unrealized_pnl) if v.unrealized_pnl is not None else "",
            "lever": decimal_text(v.leverage) if v.leverage is not None else "",
            "liqPx": decimal_text(v.liquidation_price) if v.liquidation_price is not None else "",
            "uTime": str(ms_from_ns(v.ts_event)) if v.ts_event is not None else None,
        },
    )


def _write_order_event(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `OrderEvent`."""
    style = _style(v)
    return filled(
        example,
        {
            "sz": decimal_text(v.quantity or v.quote_quantity or Decimal(0)),
            "tgtCcy": _1 if (_1 := (None if v.quote_quantity is None else "quote_ccy")) is not None else "",
            "avgPx": decimal_text(v.average_price) if v.average_price is not None else "",
            "instId": i.venue_symbol,
            "ordId": v.venue_order_id,
            "clOrdId": v.client_order_id if v.client_order_id is not None else "",
            "side": SIDE_OUT[v.side] if v.side is not None else None,
            "reduceOnly": bool_text(v.reduce_only) if v.reduce_only is not None else None,
            "state": ORDER_STATE_OUT[v.status],
            "px": decimal_text(v.price) if v.price is not None else "",
            "accFillSz": decimal_text(v.filled_quantity) if v.filled_quantity is not None else None,
            "cancelSource": v.reason if v.reason is not None else "",
            "uTime": str(ms_from_ns(v.ts_event)) if v.ts_event is not None else None,
            "ordType": style["kind"],
        },
    )


def _write_fill_event(example: Any, v: Fill, i: Instrument) -> Any:
    """Fill as `OrderEvent`."""
    return filled(
        example,
        {
            "fillTime": str(ms_from_ns(v.ts_event)) if v.ts_event is not None else "",
            "uTime": str(ms_from_ns(v.ts_event)) if v.ts_event is not None else None,
            "tradeId": v.trade_id if v.trade_id is not None else "",
            "ordId": v.venue_order_id,
            "clOrdId": v.client_order_id if v.client_order_id is not None else "",
            "instId": i.venue_symbol,
            "side": SIDE_OUT[v.side],
            "fillPx": decimal_text(v.price),
            "fillSz": decimal_text(v.quantity),
            "fillFee": decimal_text(-v.fee) if v.fee is not None else "",
            "fillFeeCcy": v.fee_currency if v.fee_currency is not None else "",
            "execType": ROLE_OUT[v.liquidity] if v.liquidity is not None else "",
        },
    )


class PublicSocket(GeneratedSocket):
    """Connection `public`."""

    subscribe: ClassVar[Any] = {"op": "subscribe", "args": Hole("topics")}

    unsubscribe: ClassVar[Any] = {"op": "unsubscribe", "args": Hole("topics")}

    topics = (
        TopicRule(
            channel="books",
            pattern={"channel": "books", "instId": "(?P<symbol>[^@]+?)"},
            key="books:{symbol}",
            events=frozenset(["book"]),
            writer="books",
            start="books_start",
        ),
        TopicRule(
            channel="trades",
            pattern={"channel": "trades", "instId": "(?P<symbol>[^@]+?)"},
            key="trades:{symbol}",
            events=frozenset(["trade"]),
            writer="trades",
        ),
        TopicRule(
            channel="tickers",
            pattern={"channel": "tickers", "instId": "(?P<symbol>[^@]+?)"},
            key="tickers:{symbol}",
            events=frozenset(["quote", "trade"]),
            writer="tickers",
        ),
    )

    ack = Envelope(body={"event": "subscribe"})

    left = Envelope(body={"event": "unsubscribe"})

    refused = ErrorPlace({"event": "error"}, "code", "msg")

    push = Envelope(
        body={"data": {}, "arg": {}},
        keys=(KeyPart(("arg", "channel")), KeyPart(("arg", "instId"), ":")),
        payload="data",
    )

    drain: ClassVar[Any] = {"event": "notice"}

    pings = (("ping", "pong"),)

    def books_start(self, subscription: Subscription) -> Any:
        """What a subscription to the channel begins with."""
        u = self.start_book(subscription)
        answer = self.dialect.example("stream_books.snapshot")
        return [
            filled(
                first_row(answer, ()),
                {
                    "seqId": u.last_id,
                    "prevSeqId": -1,
                    "ts": str(ms_from_ns(u.ts_event)),
                    "bids": [
                        filled(
                            ["8476.97", "256", "0", "12"],
                            {"0": decimal_text(level.price), "1": decimal_text(level.quantity)},
                        )
                        for level in u.bids
                    ],
                    "asks": [
                        filled(
                            ["8476.97", "256", "0", "12"],
                            {"0": decimal_text(level.price), "1": decimal_text(level.quantity)},
                        )
                        for level in u.asks
                    ],
                    "checksum": signed(crc32(interleaved(u.bid_texts(25), u.ask_texts(25), join=":"))),
                },
            )
        ]

    def books(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `books`; None where it does not report the event."""
        u = self.next_book(subscription, event)
        if u is None:
            return None
        answer = self.dialect.example("stream_books.update")
        return [
            filled(
                first_row(answer, ()),
                {
                    "seqId": u.last_id,
                    "prevSeqId": u.previous_id,
                    "ts": str(ms_from_ns(u.ts_event)),
                    "bids": [
                        filled(
                            ["8476.97", "256", "0", "12"],
                            {"0": decimal_text(level.price), "1": decimal_text(level.quantity)},
                        )
                        for level in u.bids
                    ],
                    "asks": [
                        filled(
                            ["8476.97", "256", "0", "12"],
                            {"0": decimal_text(level.price), "1": decimal_text(level.quantity)},
                        )
                        for level in u.asks
                    ],
                    "checksum": signed(crc32(interleaved(u.bid_texts(25), u.ask_texts(25), join=":"))),
                },
            )
        ]

    def trades(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `trades`; None where it does not report the event."""
        exchange = self.connection.context.exchange
        i = exchange.instrument(event.symbol)
        v = event.trade
        return [
            filled(_write_trade(first_row(self.dialect.example("stream_trades"), ()), v, i), {"instId": i.venue_symbol})
        ]

    def tickers(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `tickers`; None where it does not report the event."""
        exchange = self.connection.context.exchange
        i = exchange.instrument(event.symbol)
        v = ticker_of(exchange, event.symbol)
        return [
            filled(
                _write_ticker(first_row(self.dialect.example("stream_tickers"), ()), v, i), {"instId": i.venue_symbol}
            )
        ]


class BusinessSocket(GeneratedSocket):
    """Connection `business`."""

    subscribe: ClassVar[Any] = {"op": "subscribe", "args": Hole("topics")}

    unsubscribe: ClassVar[Any] = {"op": "unsubscribe", "args": Hole("topics")}

    topics = (
        TopicRule(
            channel="candles",
            pattern={"channel": "candle(?P<bar>[^@{}]+)", "instId": "(?P<symbol>[^@]+?)"},
            key="candle{bar}:{symbol}",
            events=frozenset(["trade"]),
            writer="candles",
        ),
    )

    ack = Envelope(body={"event": "subscribe"})

    left = Envelope(body={"event": "unsubscribe"})

    refused = ErrorPlace({"event": "error"}, "code", "msg")

    push = Envelope(
        body={"data": {}, "arg": {}},
        keys=(KeyPart(("arg", "channel")), KeyPart(("arg", "instId"), ":")),
        payload="data",
    )

    drain: ClassVar[Any] = {"event": "notice"}

    pings = (("ping", "pong"),)

    def candles(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `candles`; None where it does not report the event."""
        interval = interval_ns(
            {
                "1s": "1s",
                "1m": "1m",
                "3m": "3m",
                "5m": "5m",
                "15m": "15m",
                "30m": "30m",
                "1H": "1h",
                "2H": "2h",
                "4H": "4h",
                "6Hutc": "6h",
                "12Hutc": "12h",
                "1Dutc": "1d",
                "3Dutc": "3d",
                "1Wutc": "1w",
                "1Mutc": "1M",
            }[subscription.data[1]["bar"]]
        )
        exchange = self.connection.context.exchange
        i = exchange.instrument(event.symbol)
        v = candle_of(exchange, event.symbol, interval)
        return [_write_candle(first_row(self.dialect.example("stream_candles"), ()), v, i)]


class PrivateSocket(GeneratedSocket):
    """Connection `private`."""

    subscribe: ClassVar[Any] = {"op": "subscribe", "args": Hole("topics")}

    unsubscribe: ClassVar[Any] = {"op": "unsubscribe", "args": Hole("topics")}

    rpc: ClassVar[Any] = {"id": Hole("id"), "op": Hole("method"), "args": [Hole("params")]}

    rpc_auth: ClassVar[Any] = {"signed": "session"}

    methods: ClassVar[Any] = {"order": ("place",), "cancel-order": ("cancel",), "amend-order": ("amend",)}

    topics = (
        TopicRule(
            channel="orders",
            pattern={"channel": "orders", "instType": "ANY"},
            key="orders",
            private=True,
            events=frozenset(["order"]),
            writer="orders",
        ),
        TopicRule(
            channel="account",
            pattern={"channel": "account"},
            key="account",
            private=True,
            events=frozenset(["balance"]),
            writer="account",
        ),
        TopicRule(
            channel="positions",
            pattern={"channel": "positions", "instType": "ANY"},
            key="positions",
            private=True,
            example="stream_positions",
        ),
    )

    ack = Envelope(body={"event": "subscribe"})

    left = Envelope(body={"event": "unsubscribe"})

    refused = ErrorPlace({"event": "error"}, "code", "msg")

    reply = Envelope(id="id", method="op", payload=())

    push = Envelope(body={"data": {}, "arg": {}}, key=("arg", "channel"), payload="data")

    lost: ClassVar[Any] = {"event": "channel-conn-count-error"}

    drain: ClassVar[Any] = {"event": "notice"}

    login = Login(
        frame={
            "op": "login",
            "args": [{"apiKey": Hole(""), "passphrase": Hole(""), "timestamp": Hole("ts"), "sign": Hole("signature")}],
        },
        auth="login",
        reply=Envelope(body={"event": "login"}),
        refused=ErrorPlace({"event": "error"}, "code", "msg"),
        channels=(),
    )

    pings = (("ping", "pong"),)

    def orders(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `orders`; None where it does not report the event."""
        i = self.instrument(event.symbol)
        names = (
            {"filled": "stream_orders.filled"}
            if event.fill is not None
            else {"new": "stream_orders.live", "canceled": "stream_orders.post_only_canceled"}
        )
        answer = self.dialect.example(names.get(event.order.status.value) or next(iter(names.values())))
        message = _write_order_event(first_row(answer, ()), event.order, i)
        if event.fill is not None:
            message = _write_fill_event(message, event.fill, i)
        return [message]

    def account(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `account`; None where it does not report the event."""
        answer = self.dialect.example("stream_account")
        row = first_row(answer, ("0", "details"))
        return put(answer, ("0", "details"), [_write_balance(row, v) for v in event.balances])


class SimulatedOkx(GeneratedDialect):
    """Implements `SimDialect`."""

    venue = "okx"
    params: ClassVar[Mapping[str, Sequence[Param]]] = {
        "time": (),
        "instruments": (
            Param("instType", "kind", str, required=True),
            Param("instFamily", "family", str),
            Param("instId", "instrument", str),
        ),
        "ticker": (Param("instId", "instrument", str, required=True),),
        "depth": (Param("instId", "instrument", str, required=True), Param("sz", "size", int, required=True)),
        "trades": (Param("instId", "instrument", str, required=True), Param("limit", "limit", int)),
        "candles": (
            Param("instId", "instrument", str, required=True),
            Param("bar", "bar", str),
            Param("after", "after", int),
            Param("before", "before", int),
            Param("limit", "limit", int),
        ),
        "candles_history": (
            Param("instId", "instrument", str, required=True),
            Param("bar", "bar", str),
            Param("after", "after", int),
            Param("before", "before", int),
            Param("limit", "limit", int),
        ),
        "funding_rate": (Param("instId", "instrument", str, required=True),),
        "place": (
            Param("instId", "instrument", str, required=True),
            Param("tdMode", "mode", str, required=True),
            Param("side", "side", str, required=True),
            Param("ordType", "kind", str, required=True),
            Param("sz", "size", Decimal, required=True),
            Param("px", "price", Decimal),
            Param("clOrdId", "client_id", str),
            Param("posSide", "position_side", str),
            Param("reduceOnly", "reduce_only", bool),
            Param("tgtCcy", "target", str),
            Param("stpMode", "self_trade", str),
            Param("ccy", "margin_currency", str),
            Param("tag", "tag", str),
            Param("banAmend", "ban_amend", bool),
        ),
        "place_many": (Param("$body", "orders", list[Any], required=True),),
        "cancel": (
            Param("instId", "instrument", str, required=True),
            Param("ordId", "id", str),
            Param("clOrdId", "client_id", str),
        ),
        "cancel_many": (Param("$body", "orders", list[Any], required=True),),
        "amend": (
            Param("instId", "instrument", str, required=True),
            Param("ordId", "id", str),
            Param("clOrdId", "client_id", str),
            Param("reqId", "request_id", str),
            Param("newSz", "size", Decimal),
            Param("newPx", "price", Decimal),
            Param("cxlOnFail", "cancel_on_fail", bool),
        ),
        "timer": (Param("timeOut", "seconds", int, required=True), Param("tag", "tag", str)),
        "order": (
            Param("instId", "instrument", str, required=True),
            Param("ordId", "id", str),
            Param("clOrdId", "client_id", str),
        ),
        "open_orders": (
            Param("instType", "inst_type", str),
            Param("instId", "instrument", str),
            Param("after", "after", str),
            Param("limit", "limit", int),
        ),
        "fills": (
            Param("instType", "inst_type", str),
            Param("instId", "instrument", str),
            Param("ordId", "order_id", str),
            Param("after", "after", str),
            Param("begin", "begin", int),
            Param("end", "end", int),
            Param("limit", "limit", int),
        ),
        "balance": (Param("ccy", "currencies", list[str]),),
        "positions": (Param("instType", "inst_type", str), Param("instId", "instrument", str)),
        "set_leverage": (
            Param("instId", "instrument", str, required=True),
            Param("lever", "leverage", Decimal, required=True),
            Param("mgnMode", "mode", str, required=True),
            Param("posSide", "position_side", str),
        ),
        "set_position_mode": (Param("posMode", "mode", str, required=True),),
    }
    costs: ClassVar[Mapping[str, Any]] = {
        "time": {"time": 1},
        "instruments": {"instruments": 1},
        "ticker": {"ticker": 1},
        "depth": {"depth": 1},
        "trades": {"trades": 1},
        "candles": {"candles": 1},
        "candles_history": {"old_candles": 1},
        "funding_rate": {"funding": 1},
        "place": {"place": 1, "sub_account": 1},
        "place_many": lambda p: {"place_many": len(p.orders), "sub_account": len(p.orders)},
        "cancel": {"cancel": 1},
        "cancel_many": lambda p: {"cancel_many": len(p.orders)},
        "amend": {"amend": 1, "sub_account": 1},
        "timer": {"timer": 1},
        "order": {"order": 1},
        "open_orders": {"open_orders": 1},
        "fills": {"fills": 1},
        "balance": {"balance": 1},
        "positions": {"positions": 1},
        "set_leverage": {"leverage": 1},
        "set_position_mode": {"position_mode": 1},
    }
    refusals = (
        Refusal(VenueUnavailable, "50001", "Service temporarily unavailable. Please try again later.", 503, ("place",)),
        Refusal(
            VenueUnavailable,
            "50004",
            "API endpoint request timeout. (does not mean that the request was successful or failed, please check the request result).",
            400,
            ("place",),
        ),
        Refusal(RateLimitExceeded, "50011", "Too Many Requests", 429, ("place",)),
        Refusal(
            RateLimitExceeded, "50061", "You've reached the maximum order rate limit for this account.", 200, ("place",)
        ),
        Refusal(ClockSkew, "50102", "Timestamp request expired.", 401, ("place",)),
        Refusal(AuthenticationError, "50105", 'Request header "OK-ACCESS-PASSPHRASE" incorrect.', 401, ("place",)),
        Refusal(AuthenticationError, "50113", "Invalid signature.", 401, ("place",)),
        Refusal(
            InvalidOrder,
            "51006",
            "Order price is not within the price limit (max buy price: 30000 , min sell price: 29000 )",
            200,
            ("place",),
        ),
        Refusal(InsufficientFunds, "51008", "Order failed. Insufficient USDT balance in account", 200, ("place",)),
        Refusal(DuplicateOrderId, "51016", "Client order ID already exists.", 200, ("place",)),
        Refusal(InvalidOrder, "51020", "Your order should meet or exceed the minimum order amount.", 200, ("place",)),
        Refusal(MarketClosed, "51022", "Contract suspended.", 200, ("place",)),
        Refusal(VenueUnavailable, "51149", "Order timed out. Please try again.", 500, ("place",)),
        Refusal(
            OrderNotFound,
            "51400",
            "Order cancellation failed as the order has been filled, canceled or does not exist.",
            200,
            ("cancel",),
        ),
        Refusal(
            PostOnlyRejected,
            "51511",
            "Modification failed as the order price did not meet the requirement for Post Only.",
            200,
            ("amend",),
        ),
        Refusal(OrderNotFound, "51603", "Order does not exist.", 200, ("order",)),
        Refusal(VenueResponseError, "50000", ""),
        Refusal(PermissionDenied, "50007", ""),
        Refusal(OrderError, "50017", ""),
        Refusal(CancelRejected, "51403", ""),
    )
    statuses: ClassVar[Mapping[type[VenueError], int]] = {
        AuthenticationError: 401,
        PermissionDenied: 403,
        RateLimitExceeded: 429,
        VenueUnavailable: 500,
    }
    error_place = ErrorPlace({}, "code", "message")
    shown_instruments = INSTRUMENTS
    refused_status = 200
    signed_fields = frozenset()
    used_headers: ClassVar[Mapping[str, tuple[str, bool]]] = {}
    channels: Sequence[str] = ("books", "trades", "tickers", "candles", "orders", "account", "positions")
    buckets: Sequence[SimBucket] = (
        SimBucket("instruments", 20, 2000000000, per="ip", window="sliding"),
        SimBucket("time", 10, 2000000000, per="ip", window="sliding"),
        SimBucket("ticker", 20, 2000000000, per="ip", window="sliding"),
        SimBucket("depth", 40, 2000000000, per="ip", window="sliding"),
        SimBucket("candles", 40, 2000000000, per="ip", window="sliding"),
        SimBucket("old_candles", 20, 2000000000, per="ip", window="sliding"),
        SimBucket("trades", 100, 2000000000, per="ip", window="sliding"),
        SimBucket("funding", 20, 2000000000, per="ip", window="sliding"),
        SimBucket("place", 60, 2000000000, per="account", window="sliding"),
        SimBucket("amend", 60, 2000000000, per="account", window="sliding"),
        SimBucket("cancel", 60, 2000000000, per="account", window="sliding"),
        SimBucket("place_many", 300, 2000000000, per="account", window="sliding"),
        SimBucket("cancel_many", 300, 2000000000, per="account", window="sliding"),
        SimBucket("sub_account", 1000, 2000000000, per="account", window="sliding"),
        SimBucket("timer", 1, 1000000000, per="account", window="sliding"),
        SimBucket("order", 60, 2000000000, per="account", window="sliding"),
        SimBucket("open_orders", 60, 2000000000, per="account", window="sliding"),
        SimBucket("fills", 60, 2000000000, per="account", window="sliding"),
        SimBucket("balance", 10, 2000000000, per="account", window="sliding"),
        SimBucket("positions", 10, 2000000000, per="account", window="sliding"),
        SimBucket("leverage", 20, 2000000000, per="account", window="sliding"),
        SimBucket("position_mode", 5, 2000000000, per="account", window="sliding"),
    )
    enum_fields: Mapping[str, Sequence[FieldPath]] = {
        "trades": (("data", "*", "side"),),
        "orders": (
            ("data", "*", "instType"),
            ("data", "*", "side"),
            ("data", "*", "ordType"),
            ("data", "*", "posSide"),
            ("data", "*", "tdMode"),
            ("data", "*", "tgtCcy"),
            ("data", "*", "state"),
            ("data", "*", "execType"),
        ),
        "positions": (("data", "*", "instType"), ("data", "*", "posSide")),
    }
    checksum_fields: Mapping[str, Sequence[FieldPath]] = {"books": (("data", 0, "checksum"),)}

    def __init__(self) -> None:
        super().__init__(load_examples(__file__))
        self.routes = (
            SimRoute("GET", "/api/v5/public/time", "time", self.time, cost=self.cost),
            SimRoute("GET", "/api/v5/public/instruments", "instruments", self.instruments, cost=self.cost),
            SimRoute("GET", "/api/v5/market/ticker", "ticker", self.ticker, cost=self.cost),
            SimRoute("GET", "/api/v5/market/books", "depth", self.depth, cost=self.cost),
            SimRoute("GET", "/api/v5/market/trades", "trades", self.trades, cost=self.cost),
            SimRoute("GET", "/api/v5/market/candles", "candles", self.candles, cost=self.cost),
            SimRoute("GET", "/api/v5/market/history-candles", "candles_history", self.documented(""), cost=self.cost),
            SimRoute("GET", "/api/v5/public/funding-rate", "funding_rate", self.funding_rate, cost=self.cost),
            SimRoute("POST", "/api/v5/trade/order", "place", self.place, "signed", command=True, cost=self.cost),
            SimRoute(
                "POST",
                "/api/v5/trade/batch-orders",
                "place_many",
                self.place_many,
                "signed",
                command=True,
                cost=self.cost,
            ),
            SimRoute(
                "POST", "/api/v5/trade/cancel-order", "cancel", self.cancel, "signed", command=True, cost=self.cost
            ),
            SimRoute(
                "POST",
                "/api/v5/trade/cancel-batch-orders",
                "cancel_many",
                self.cancel_many,
                "signed",
                command=True,
                cost=self.cost,
            ),
            SimRoute("POST", "/api/v5/trade/amend-order", "amend", self.amend, "signed", command=True, cost=self.cost),
            SimRoute(
                "POST",
                "/api/v5/trade/cancel-all-after",
                "timer",
                self.documented("timer"),
                "signed",
                command=True,
                cost=self.cost,
            ),
            SimRoute("GET", "/api/v5/trade/order", "order", self.order, "signed", cost=self.cost),
            SimRoute("GET", "/api/v5/trade/orders-pending", "open_orders", self.open_orders, "signed", cost=self.cost),
            SimRoute("GET", "/api/v5/trade/fills", "fills", self.fills, "signed", cost=self.cost),
            SimRoute("GET", "/api/v5/account/balance", "balance", self.balance, "signed", cost=self.cost),
            SimRoute("GET", "/api/v5/account/positions", "positions", self.positions, "signed", cost=self.cost),
            SimRoute(
                "POST",
                "/api/v5/account/set-leverage",
                "set_leverage",
                self.documented("set_leverage"),
                "signed",
                command=True,
                cost=self.cost,
            ),
            SimRoute(
                "POST",
                "/api/v5/account/set-position-mode",
                "set_position_mode",
                self.documented("set_position_mode"),
                "signed",
                command=True,
                cost=self.cost,
            ),
        )
        self.sockets = (
            SimSocketRoute(
                "public", "/ws/v5/public", lambda connection: PublicSocket(connection, self), subscription_limit=29
            ),
            SimSocketRoute(
                "business",
                "/ws/v5/business",
                lambda connection: BusinessSocket(connection, self),
                subscription_limit=29,
            ),
            SimSocketRoute("private", "/ws/v5/private", lambda connection: PrivateSocket(connection, self)),
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
        signature = seen.get("header", "OK-ACCESS-SIGN")
        ts = seen.get("header", "OK-ACCESS-TIMESTAMP")
        now = sent_time(ts, "iso")
        account, credentials = self.account_of(call, "api_key", seen.get("header", "OK-ACCESS-KEY"))
        self.check_same(credentials.reveal("passphrase"), seen.get("header", "OK-ACCESS-PASSPHRASE"))
        self.check_signature(
            credentials, ts + seen.method + seen.target + seen.body, signature, (SignedBy("api_secret", "hmac-sha256"),)
        )
        self.check_time(call, now, 5_000_000_000)
        return account

    def _verify_login(self, call: SimCall) -> str:
        seen = Seen(call)
        ts = seen.get("msg", ("args", "0", "timestamp"))
        now = sent_time(ts, "s")
        signature = seen.get("msg", ("args", "0", "sign"))
        account, credentials = self.account_of(call, "api_key", seen.get("msg", ("args", "0", "apiKey")))
        self.check_same(credentials.reveal("passphrase"), seen.get("msg", ("args", "0", "passphrase")))
        self.check_signature(
            credentials, ts + "GET" + "/users/self/verify", signature, (SignedBy("api_secret", "hmac-sha256"),)
        )
        self.check_time(call, now, 5_000_000_000)
        return account

    def _verify_session(self, call: SimCall) -> str:
        return self.session_of(call)

    def instruments(self, call: SimCall) -> object:
        """`load_instruments` of the contract."""
        self.read(call)
        exchange = call.exchange
        values = list(exchange.instruments.values())
        answer = self.example("instruments.spot")
        row = first_row(answer, ("data",))
        return put(answer, ("data",), [_write_instrument(row, v) for v in values])

    def time(self, call: SimCall) -> object:
        """`fetch_time` of the contract."""
        self.read(call)
        return filled(self.example("time"), {("data", "0", "ts"): str(ms_from_ns(call.now_ns))})

    def ticker(self, call: SimCall) -> object:
        """`fetch_ticker` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.instrument)
        exchange = call.exchange
        v = ticker_of(exchange, i.symbol)
        return put(
            self.example("ticker"),
            ("data", "0"),
            _write_ticker(get(self.example("ticker"), ("data", "0")), v, exchange.instrument(v.symbol)),
        )

    def depth(self, call: SimCall) -> object:
        """`fetch_order_book` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.instrument)
        exchange = call.exchange
        book = exchange.book(i.symbol, p.size)
        return filled(
            self.example("depth"),
            {
                ("data", "0", "bids"): [
                    [decimal_text(level.price), decimal_text(level.quantity)] for level in book.bids
                ],
                ("data", "0", "asks"): [
                    [decimal_text(level.price), decimal_text(level.quantity)] for level in book.asks
                ],
            },
        )

    def trades(self, call: SimCall) -> object:
        """`fetch_trades` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.instrument)
        exchange = call.exchange
        values = trades_of(exchange, i.symbol, None, p.limit)
        values = values[::-1]
        answer = self.example("trades")
        row = first_row(answer, ("data",))
        return put(answer, ("data",), [_write_trade(row, v, exchange.instrument(v.symbol)) for v in values])

    def candles(self, call: SimCall) -> object:
        """`fetch_candles` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.instrument)
        exchange = call.exchange
        interval = interval_ns(
            {
                "1m": "1m",
                "3m": "3m",
                "5m": "5m",
                "15m": "15m",
                "30m": "30m",
                "1H": "1h",
                "2H": "2h",
                "4H": "4h",
                "6Hutc": "6h",
                "12Hutc": "12h",
                "1Dutc": "1d",
                "3Dutc": "3d",
                "1Wutc": "1w",
                "1Mutc": "1M",
            }.get(p.bar, p.bar)
        )
        tape = exchange.tape(i.symbol)
        values = tape.candles(
            interval,
            call.now_ns,
            since=(p.before + 1000000) * 1_000_000 if p.before is not None else None,
            limit=p.limit,
        )
        values = values[::-1]
        answer = self.example("candles")
        row = first_row(answer, ("data",))
        return put(answer, ("data",), [_write_candle(row, v, i) for v in values])

    def funding_rate(self, call: SimCall) -> object:
        """`fetch_funding_rate` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.instrument)
        exchange = call.exchange
        v = funding_of(exchange, i.symbol)
        return put(
            self.example("funding_rate"),
            ("data", "0"),
            _write_funding(get(self.example("funding_rate"), ("data", "0")), v, exchange.instrument(v.symbol)),
        )

    def place(self, call: SimCall) -> object:
        """`create_order` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.instrument)
        exchange = call.exchange
        style = read_style(_STYLES, {"kind": p.kind})
        request = OrderRequest(
            symbol=i.symbol,
            quantity=p.size if p.target != "quote_ccy" else None,
            quote_quantity=p.size if p.target == "quote_ccy" else None,
            margin_mode=TRADE_MODE_IN.get(p.mode),
            side=required(SIDE_IN.get(p.side), "side"),
            price=p.price,
            client_order_id=p.client_id,
            position_side=POS_SIDE_IN.get(p.position_side) if p.position_side is not None else None,
            self_trade_prevention=STP_MODE_IN.get(p.self_trade) if p.self_trade is not None else None,
            type=style["type"],
            post_only=style.get("post_only", False),
            time_in_force=style.get("time_in_force"),
        )
        v = exchange.create_order(call.account, request).order
        return _write_create_order_ack(self.example("place"), v, exchange.instrument(v.symbol))

    def place_many(self, call: SimCall) -> object:
        """`create_orders` of the contract."""
        p = self.read(call)
        answer = self.example("place_many")
        documented = get(answer, ("data",))
        rows = self.one_by_one(
            call, p.orders, "place", self.place, documented, _write_create_orders_ack, (("sCode",), ("sMsg",))
        )
        return put(answer, ("data",), rows)

    def amend(self, call: SimCall) -> object:
        """`edit_order` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.instrument)
        exchange = call.exchange
        exchange.edit_order(
            call.account, i.symbol, venue_order_id=p.id, client_order_id=p.client_id, quantity=p.size, price=p.price
        )
        return self.example("amend")

    def cancel(self, call: SimCall) -> object:
        """`cancel_order` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.instrument)
        exchange = call.exchange
        exchange.cancel_order(call.account, i.symbol, venue_order_id=p.id, client_order_id=p.client_id)
        return self.example("cancel")

    def cancel_many(self, call: SimCall) -> object:
        """`cancel_orders` of the contract."""
        p = self.read(call)
        answer = self.example("cancel_many")
        documented = get(answer, ("data",))
        rows = self.one_by_one(call, p.orders, "cancel", self.cancel, documented, None, (("sCode",), ("sMsg",)))
        return put(answer, ("data",), rows)

    def order(self, call: SimCall) -> object:
        """`fetch_order` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.instrument)
        exchange = call.exchange
        v = exchange.order(call.account, i.symbol, venue_order_id=p.id, client_order_id=p.client_id).order
        return put(
            self.example("order"),
            ("data", "0"),
            _write_order(get(self.example("order"), ("data", "0")), v, exchange.instrument(v.symbol)),
        )

    def open_orders(self, call: SimCall) -> object:
        """`fetch_open_orders` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.instrument) if p.instrument is not None else None
        exchange = call.exchange
        values = [each.order for each in exchange.open_orders(call.account, i.symbol if i is not None else None)]
        values = values[::-1]
        answer = self.example("open_orders")
        row = first_row(answer, ("data",))
        return put(answer, ("data",), [_write_order(row, v, exchange.instrument(v.symbol)) for v in values])

    def fills(self, call: SimCall) -> object:
        """`fetch_my_trades` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.instrument) if p.instrument is not None else None
        exchange = call.exchange
        values = fills_of(
            exchange,
            call.account,
            i.symbol if i is not None else None,
            p.begin * 1_000_000 if p.begin is not None else None,
            p.limit,
        )
        values = values[::-1]
        answer = self.example("fills")
        row = first_row(answer, ("data",))
        return put(answer, ("data",), [_write_fill(row, v, exchange.instrument(v.symbol)) for v in values])

    def balance(self, call: SimCall) -> object:
        """`fetch_balances` of the contract."""
        self.read(call)
        exchange = call.exchange
        values = list(exchange.balances(call.account).values())
        answer = self.example("balance")
        row = first_row(answer, ("data", "0", "details"))
        return put(answer, ("data", "0", "details"), [_write_balance(row, v) for v in values])

    def positions(self, call: SimCall) -> object:
        """`fetch_positions` of the contract."""
        self.read(call)
        exchange = call.exchange
        values = exchange.positions(call.account)
        answer = self.example("positions")
        row = first_row(answer, ("data",))
        return put(answer, ("data",), [_write_position(row, v, exchange.instrument(v.symbol)) for v in values])
