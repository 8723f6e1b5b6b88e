"""Kraken Spot, simulated: its routes, words, signatures and frames over the venue-neutral exchange.

Made from the spec, and from nothing of the client. Answers are the documented examples, filled with live values; an
endpoint that no method of the contract uses is answered with its documented example as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from venue_runtime.checksums import concatenated, crc32, digits
from venue_runtime.errors import (
    AuthenticationError,
    InsufficientFunds,
    InvalidNonce,
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
from venue_runtime.exprs import item, json_number
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
    TriggerBy,
)
from venue_runtime.signing import sha256
from venue_runtime.testing.dialect import FieldPath, SimBucket, SimCall, SimRoute, SimSocketRoute, Subscription
from venue_runtime.testing.filling import filled, get, put
from venue_runtime.testing.generated import ErrorPlace, GeneratedDialect, Param, Refusal, load_examples
from venue_runtime.testing.generated_socket import Envelope, GeneratedSocket, Hole, KeyPart, SharedSocket, TopicRule
from venue_runtime.testing.market_views import (
    candle_of,
    fills_of,
    first_entry,
    first_row,
    interval_ns,
    read_style,
    required,
    ticker_of,
    write_style,
)
from venue_runtime.testing.verifying import Seen, SignedBy
from venue_runtime.wire import decimal_text, iso_from_ns

from .simulated_fix import SimulatedKrakenSpotFix

SIDE_IN = {"buy": Side.BUY, "sell": Side.SELL}

SIDE_OUT = {Side.BUY: "buy", Side.SELL: "sell"}

PAIR_STATUS_OUT = {
    InstrumentStatus.TRADING: "online",
    InstrumentStatus.HALTED: "cancel_only",
    InstrumentStatus.CLOSED: "delisted",
}

ORDER_TYPE_OUT = {
    OrderType.LIMIT: "limit",
    OrderType.MARKET: "market",
    OrderType.STOP: "stop-loss",
    OrderType.STOP_LIMIT: "stop-loss-limit",
    OrderType.TAKE_PROFIT: "take-profit",
    OrderType.TAKE_PROFIT_LIMIT: "take-profit-limit",
    OrderType.TRAILING_STOP: "trailing-stop",
}

TIME_IN_FORCE_IN = {"GTC": TimeInForce.GTC, "IOC": TimeInForce.IOC, "GTD": TimeInForce.GTD, "FOK": TimeInForce.FOK}

TIME_IN_FORCE_OUT = {TimeInForce.GTC: "GTC", TimeInForce.IOC: "IOC", TimeInForce.GTD: "GTD", TimeInForce.FOK: "FOK"}

TRIGGER_IN = {"last": TriggerBy.LAST, "index": TriggerBy.INDEX}

PREVENTION_IN = {
    "cancel-newest": SelfTradePrevention.CANCEL_TAKER,
    "cancel-oldest": SelfTradePrevention.CANCEL_MAKER,
    "cancel-both": SelfTradePrevention.CANCEL_BOTH,
}

STREAM_TIME_IN_FORCE_IN = {
    "gtc": TimeInForce.GTC,
    "ioc": TimeInForce.IOC,
    "gtd": TimeInForce.GTD,
    "fok": TimeInForce.FOK,
}

STREAM_PREVENTION_IN = {
    "cancel_newest": SelfTradePrevention.CANCEL_TAKER,
    "cancel_oldest": SelfTradePrevention.CANCEL_MAKER,
    "cancel_both": SelfTradePrevention.CANCEL_BOTH,
}

ORDER_STATE_OUT = {
    OrderStatus.PENDING_NEW: "pending",
    OrderStatus.NEW: "open",
    OrderStatus.FILLED: "closed",
    OrderStatus.CANCELED: "canceled",
    OrderStatus.EXPIRED: "expired",
    OrderStatus.PARTIALLY_FILLED: "open",
    OrderStatus.REJECTED: "canceled",
}

EXECUTION_STATUS_OUT = {
    OrderStatus.PENDING_NEW: "pending_new",
    OrderStatus.NEW: "new",
    OrderStatus.PARTIALLY_FILLED: "partially_filled",
    OrderStatus.FILLED: "filled",
    OrderStatus.CANCELED: "canceled",
    OrderStatus.EXPIRED: "expired",
    OrderStatus.REJECTED: "canceled",
}

ROLE_OUT = {Liquidity.MAKER: "m", Liquidity.TAKER: "t"}

INSTRUMENTS: tuple[Instrument, ...] = (
    Instrument(
        symbol="BTC/USD",
        venue_symbol="BTC/USD",
        kind=InstrumentKind.SPOT,
        base="BTC",
        quote="USD",
        price_increment=Decimal("0.1"),
        quantity_increment=Decimal("0.00000001"),
        min_quantity=Decimal("0.0001"),
        min_notional=Decimal("0.5"),
        aliases=("XXBTZUSD", "XBTUSD"),
    ),  # documented: asset_pairs
    Instrument(
        symbol="ETH/BTC",
        venue_symbol="ETH/BTC",
        kind=InstrumentKind.SPOT,
        base="ETH",
        quote="BTC",
        price_increment=Decimal("0.00001"),
        quantity_increment=Decimal("0.00000001"),
        min_quantity=Decimal("0.01"),
        min_notional=Decimal("0.00002"),
        aliases=("XETHXXBT", "ETHXBT"),
    ),  # documented: asset_pairs
)
"""What is traded where nobody says otherwise."""

_STYLES: Sequence[tuple[Mapping[str, tuple[Any, ...]], Mapping[str, Any]]] = (
    ({"type": (OrderType.LIMIT,), "post_only": (True,)}, {"kind": "limit", "flags": "post"}),
    ({"type": (OrderType.LIMIT,)}, {"kind": "limit"}),
    ({"type": (OrderType.MARKET,), "side": (Side.BUY,)}, {"kind": "market"}),
    ({"type": (OrderType.MARKET,)}, {"kind": "market"}),
    ({"type": (OrderType.STOP,)}, {"kind": "stop-loss"}),
    ({"type": (OrderType.TAKE_PROFIT,)}, {"kind": "take-profit"}),
    ({"type": (OrderType.STOP_LIMIT,)}, {"kind": "stop-loss-limit"}),
    ({"type": (OrderType.TAKE_PROFIT_LIMIT,)}, {"kind": "take-profit-limit"}),
)
"""What an order is → how the venue says it."""


def _style(v: Order) -> Mapping[str, Any]:
    """How the venue says what kind of order this is."""
    return write_style(_STYLES, v)


def _write_instrument(example: Any, v: Instrument) -> Any:
    """Instrument as `PairEntry`."""
    return filled(
        example,
        {
            "0": item(v.aliases, 0) or v.venue_symbol,
            ("1", "altname"): item(v.aliases, -1) or v.venue_symbol,
            ("1", "wsname"): v.base + "/" + v.quote,
            ("1", "lot_decimals"): 8,
            ("1", "status"): PAIR_STATUS_OUT[v.status],
            ("1", "tick_size"): decimal_text(v.price_increment) if v.price_increment is not None else None,
            ("1", "ordermin"): decimal_text(v.min_quantity) if v.min_quantity is not None else None,
            ("1", "costmin"): decimal_text(v.min_notional) if v.min_notional is not None else None,
        },
        {("1", "tick_size"), ("1", "ordermin"), ("1", "costmin")},
    )


def _write_ticker(example: Any, v: Ticker, i: Instrument) -> Any:
    """Ticker as `TickerInfo`."""
    return filled(
        example,
        {
            ("b", "0"): decimal_text(v.bid) if v.bid is not None else None,
            ("b", "2"): decimal_text(v.bid_quantity) if v.bid_quantity is not None else None,
            ("a", "0"): decimal_text(v.ask) if v.ask is not None else None,
            ("a", "2"): decimal_text(v.ask_quantity) if v.ask_quantity is not None else None,
            ("c", "0"): decimal_text(v.last) if v.last is not None else None,
        },
    )


def _write_create_order_ack(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `Reply<Placed>`."""
    return filled(example, {("result", "txid", "0"): v.venue_order_id})


def _write_create_order_ack_2(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `StreamReply<StreamPlaced>`."""
    return filled(example, {("result", "order_id"): v.venue_order_id}, {("result", "order_id")})


def _write_create_orders_ack(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `BatchItem`."""
    return filled(example, {"txid": v.venue_order_id}, {"txid"})


def _write_order(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `OrderEntry`."""
    return filled(
        example,
        {
            ("1", "oflags"): ",".join(
                ["viqc"] if v.quote_quantity is not None else ["post"] if v.post_only else ["fciq"]
            ),
            ("1", "status"): ORDER_STATE_OUT[OrderStatus.NEW if v.status == OrderStatus.PARTIALLY_FILLED else v.status],
            ("1", "descr", "price"): decimal_text(v.trigger_price or v.price or Decimal(0)),
            ("1", "descr", "price2"): decimal_text(v.price or Decimal(0)) if v.trigger_price is not None else "0",
            ("1", "vol"): decimal_text(v.quantity or v.quote_quantity or Decimal(0)),
            ("1", "opentm"): json_number(Decimal(v.ts_event).scaleb(-9)) if v.ts_event is not None else None,
            ("1", "closetm"): None,
            ("1", "price"): decimal_text(v.average_price or Decimal(0)),
            ("1", "descr", "pair"): i.venue_symbol,
            "0": v.venue_order_id,
            ("1", "cl_ord_id"): v.client_order_id,
            ("1", "descr", "type"): SIDE_OUT[v.side] if v.side is not None else None,
            ("1", "descr", "ordertype"): ORDER_TYPE_OUT[v.type] if v.type is not None else None,
            ("1", "timeinforce"): TIME_IN_FORCE_OUT[v.time_in_force] if v.time_in_force is not None else None,
            ("1", "vol_exec"): decimal_text(v.filled_quantity) if v.filled_quantity is not None else None,
            ("1", "reason"): v.reason,
        },
        {("1", "closetm"), ("1", "cl_ord_id"), ("1", "timeinforce"), ("1", "reason")},
    )


def _write_my_trade(example: Any, v: Fill, i: Instrument) -> Any:
    """Fill as `TradeInfoEntry`."""
    return filled(
        example,
        {
            ("1", "maker"): v.liquidity == Liquidity.MAKER,
            "0": v.trade_id,
            ("1", "ordertxid"): v.venue_order_id,
            ("1", "pair"): i.venue_symbol,
            ("1", "type"): SIDE_OUT[v.side],
            ("1", "price"): decimal_text(v.price),
            ("1", "vol"): decimal_text(v.quantity),
            ("1", "fee"): decimal_text(v.fee) if v.fee is not None else None,
            ("1", "time"): json_number(Decimal(v.ts_event).scaleb(-9)) if v.ts_event is not None else None,
        },
    )


def _write_balance(example: Any, v: Balance) -> Any:
    """Balance as `BalanceEntry`."""
    return filled(
        example,
        {
            "0": v.currency,
            ("1", "balance"): decimal_text(v.total or Decimal(0)),
            ("1", "hold_trade"): decimal_text(v.locked or Decimal(0)),
            ("1", "credit"): None,
            ("1", "credit_used"): None,
        },
        {("1", "credit"), ("1", "credit_used")},
    )


def _write_trade_event(example: Any, v: Trade, i: Instrument) -> Any:
    """Trade as `TradeEvent`."""
    return filled(
        example,
        {
            "trade_id": int(v.trade_id) if v.trade_id is not None else None,
            "side": SIDE_OUT[v.side] if v.side is not None else None,
            "price": decimal_text(v.price),
            "qty": decimal_text(v.quantity),
            "timestamp": iso_from_ns(v.ts_event) if v.ts_event is not None else None,
        },
    )


def _write_ticker_event(example: Any, v: Ticker, i: Instrument) -> Any:
    """Ticker as `TickerEvent`."""
    return filled(
        example,
        {
            "bid": decimal_text(v.bid) if v.bid is not None else None,
            "bid_qty": decimal_text(v.bid_quantity) if v.bid_quantity is not None else None,
            "ask": decimal_text(v.ask) if v.ask is not None else None,
            "ask_qty": decimal_text(v.ask_quantity) if v.ask_quantity is not None else None,
            "last": decimal_text(v.last) if v.last is not None else None,
            "timestamp": iso_from_ns(v.ts_event) if v.ts_event is not None else None,
        },
        {"timestamp"},
    )


def _write_candle_event(example: Any, v: Candle, i: Instrument) -> Any:
    """Candle as `CandleEvent`."""
    return filled(
        example,
        {
            "interval_begin": iso_from_ns(v.ts_open),
            "open": decimal_text(v.open),
            "high": decimal_text(v.high),
            "low": decimal_text(v.low),
            "close": decimal_text(v.close),
            "volume": decimal_text(v.volume),
        },
    )


def _write_execution(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `Execution`."""
    return filled(
        example,
        {
            "symbol": i.venue_symbol,
            "exec_type": "status",
            ("triggers", "price"): decimal_text(v.trigger_price) if v.trigger_price is not None else None,
            ("triggers", "price_type"): "static",
            ("triggers", "actual_price"): None,
            "avg_price": decimal_text(v.average_price) if v.average_price is not None else None,
            "cum_cost": None,
            "exec_id": None,
            "trade_id": None,
            "order_id": v.venue_order_id,
            "cl_ord_id": v.client_order_id,
            "side": SIDE_OUT[v.side] if v.side is not None else None,
            "order_type": ORDER_TYPE_OUT[v.type] if v.type is not None else None,
            "time_in_force": TIME_IN_FORCE_OUT[v.time_in_force] if v.time_in_force is not None else None,
            "post_only": v.post_only,
            "reduce_only": v.reduce_only,
            "order_status": EXECUTION_STATUS_OUT[v.status],
            "limit_price": decimal_text(v.price) if v.price is not None else None,
            "order_qty": decimal_text(v.quantity) if v.quantity is not None else None,
            "cash_order_qty": decimal_text(v.quote_quantity) if v.quote_quantity is not None else None,
            "cum_qty": decimal_text(v.filled_quantity) if v.filled_quantity is not None else None,
            "reason": v.reason,
            "timestamp": iso_from_ns(v.ts_event) if v.ts_event is not None else None,
        },
        {
            ("triggers", "price"),
            ("triggers", "actual_price"),
            "avg_price",
            "cum_cost",
            "exec_id",
            "trade_id",
            "cl_ord_id",
            "side",
            "order_type",
            "time_in_force",
            "post_only",
            "reduce_only",
            "limit_price",
            "order_qty",
            "cash_order_qty",
            "cum_qty",
            "reason",
        },
    )


def _write_execution_fill(example: Any, v: Fill, i: Instrument) -> Any:
    """Fill as `Execution`."""
    return filled(
        example,
        {
            "symbol": i.venue_symbol,
            "exec_type": "trade",
            "order_status": "partially_filled",
            "last_price": decimal_text(v.price),
            "last_qty": decimal_text(v.quantity),
            "side": SIDE_OUT[v.side],
            "order_type": "limit",
            "exec_id": v.trade_id,
            "order_id": v.venue_order_id,
            "cl_ord_id": v.client_order_id,
            ("fees", "0", "qty"): decimal_text(v.fee) if v.fee is not None else None,
            ("fees", "0", "asset"): v.fee_currency,
            "liquidity_ind": ROLE_OUT[v.liquidity] if v.liquidity is not None else None,
            "timestamp": iso_from_ns(v.ts_event) if v.ts_event is not None else None,
        },
        {"exec_id", "cl_ord_id", "liquidity_ind"},
    )


def _write_balance_event(example: Any, v: Balance) -> Any:
    """Balance as `BalanceChange`."""
    return filled(example, {"asset": v.currency, "balance": decimal_text(v.total) if v.total is not None else None})


class PublicSocket(GeneratedSocket):
    """Connection `public`."""

    subscribe: ClassVar[Any] = {"method": "subscribe", "params": Hole("topic"), "req_id": Hole("id")}

    unsubscribe: ClassVar[Any] = {"method": "unsubscribe", "params": Hole("topic"), "req_id": Hole("id")}

    topics = (
        TopicRule(
            channel="book",
            pattern={"channel": "book", "symbol": "\\['(?P<symbol>[^@]+?)'\\]", "depth": "(?P<levels>[^@{}]+)"},
            key="book:{symbol}",
            events=frozenset(["book"]),
            writer="book",
            start="book_start",
        ),
        TopicRule(
            channel="trades",
            pattern={"channel": "trade", "symbol": "\\['(?P<symbol>[^@]+?)'\\]", "snapshot": "False"},
            key="trade:{symbol}",
            events=frozenset(["trade"]),
            writer="trades",
        ),
        TopicRule(
            channel="ticker",
            pattern={"channel": "ticker", "symbol": "\\['(?P<symbol>[^@]+?)'\\]", "event_trigger": "bbo"},
            key="ticker:{symbol}",
            events=frozenset(["quote", "trade"]),
            writer="ticker",
        ),
        TopicRule(
            channel="candles",
            pattern={"channel": "ohlc", "symbol": "\\['(?P<symbol>[^@]+?)'\\]", "interval": "(?P<interval>[^@{}]+)"},
            key="ohlc:{symbol}:{interval}",
            events=frozenset(["trade"]),
            writer="candles",
        ),
    )

    ack = Envelope(body={"req_id": {}}, id="req_id")

    refused = ErrorPlace({"req_id": {}, "success": False}, "error", "error")

    push = Envelope(
        body={"channel": "book", "data": {}},
        keys=(
            KeyPart("channel"),
            KeyPart(("data", "0", "symbol"), ":"),
            KeyPart(("data", "0", "interval"), ":", may_miss=True),
        ),
        payload="data",
    )

    pings = (({"method": "ping"}, {"method": "pong"}),)

    def book_start(self, subscription: Subscription) -> Any:
        """What a subscription to the channel begins with."""
        u = self.start_book(subscription)
        answer = self.dialect.example("stream_book.snapshot")
        return [
            filled(
                first_row(answer, ()),
                {
                    "symbol": self.instrument(u.symbol).venue_symbol,
                    "timestamp": iso_from_ns(u.ts_event),
                    "bids": [
                        filled(
                            {"price": "45283.5", "qty": "0.1"},
                            {"price": decimal_text(level.price), "qty": decimal_text(level.quantity)},
                        )
                        for level in u.bids
                    ],
                    "asks": [
                        filled(
                            {"price": "45283.5", "qty": "0.1"},
                            {"price": decimal_text(level.price), "qty": decimal_text(level.quantity)},
                        )
                        for level in u.asks
                    ],
                    "checksum": crc32(
                        concatenated(u.ask_texts(10), digits, join="") + concatenated(u.bid_texts(10), digits, join="")
                    ),
                },
            )
        ]

    def book(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `book`; None where it does not report the event."""
        u = self.next_book(subscription, event)
        if u is None:
            return None
        answer = self.dialect.example("stream_book.snapshot")
        return [
            filled(
                first_row(answer, ()),
                {
                    "symbol": self.instrument(u.symbol).venue_symbol,
                    "timestamp": iso_from_ns(u.ts_event),
                    "bids": [
                        filled(
                            {"price": "45283.5", "qty": "0.1"},
                            {"price": decimal_text(level.price), "qty": decimal_text(level.quantity)},
                        )
                        for level in u.bids
                    ],
                    "asks": [
                        filled(
                            {"price": "45283.5", "qty": "0.1"},
                            {"price": decimal_text(level.price), "qty": decimal_text(level.quantity)},
                        )
                        for level in u.asks
                    ],
                    "checksum": crc32(
                        concatenated(u.ask_texts(10), digits, join="") + concatenated(u.bid_texts(10), digits, join="")
                    ),
                },
            )
        ]

    def trades(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `trades`; None where it does not report the event."""
        exchange = self.connection.context.exchange
        i = exchange.instrument(event.symbol)
        v = event.trade
        return [
            filled(
                _write_trade_event(first_row(self.dialect.example("stream_trade"), ()), v, i),
                {"symbol": i.venue_symbol},
            )
        ]

    def ticker(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `ticker`; None where it does not report the event."""
        exchange = self.connection.context.exchange
        i = exchange.instrument(event.symbol)
        v = ticker_of(exchange, event.symbol)
        return [
            filled(
                _write_ticker_event(first_row(self.dialect.example("stream_ticker"), ()), v, i),
                {"symbol": i.venue_symbol},
            )
        ]

    def candles(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `candles`; None where it does not report the event."""
        interval = interval_ns(
            {
                "1": "1m",
                "5": "5m",
                "15": "15m",
                "30": "30m",
                "60": "1h",
                "240": "4h",
                "1440": "1d",
                "10080": "1w",
                "21600": "15d",
            }[subscription.data[1]["interval"]]
        )
        exchange = self.connection.context.exchange
        i = exchange.instrument(event.symbol)
        v = candle_of(exchange, event.symbol, interval)
        return [
            filled(
                _write_candle_event(first_row(self.dialect.example("stream_ohlc"), ()), v, i),
                {"symbol": i.venue_symbol},
            )
        ]


class PrivateSocket(GeneratedSocket):
    """Connection `private`."""

    subscribe: ClassVar[Any] = {
        "method": "subscribe",
        "params": {"channel": Hole("topic"), "token": Hole("lease.stream.token")},
        "req_id": Hole("id"),
    }

    unsubscribe: ClassVar[Any] = {
        "method": "unsubscribe",
        "params": {"channel": Hole("topic"), "token": Hole("lease.stream.token")},
        "req_id": Hole("id"),
    }

    rpc: ClassVar[Any] = {"method": Hole("method"), "params": Hole("params"), "req_id": Hole("id")}

    rpc_auth: ClassVar[Any] = {"signed": "token"}

    methods: ClassVar[Any] = {
        "add_order": ("stream_add_order",),
        "amend_order": ("stream_amend_order",),
        "cancel_order": ("stream_cancel_order",),
        "cancel_all": ("stream_cancel_all",),
        "cancel_all_orders_after": ("stream_cancel_all_after",),
    }

    topics = (
        TopicRule(
            channel="executions", pattern="executions", private=True, events=frozenset(["order"]), writer="executions"
        ),
    )

    ack = Envelope(body={"req_id": {}, "method": "subscribe"}, id="req_id")

    left = Envelope(body={"req_id": {}, "method": "unsubscribe"}, id="req_id")

    refused = ErrorPlace({"req_id": {}, "method": "subscribe", "success": False}, "error", "error")

    counted = ("sequence",)

    push = Envelope(body={"channel": "executions", "data": {}}, key="channel", payload="data")

    reply = Envelope(id="req_id", payload=())

    errors = ErrorPlace({"success": False}, "error", None)

    pings = (({"method": "ping"}, {"method": "pong"}),)

    def executions(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `executions`; None where it does not report the event."""
        i = self.instrument(event.symbol)
        names = (
            {"partially_filled": "stream_execution.trade"}
            if event.fill is not None
            else {"pending_new": "stream_execution.pending"}
        )
        answer = self.dialect.example(names.get(event.order.status.value) or next(iter(names.values())))
        message = _write_execution(first_row(answer, ()), event.order, i)
        if event.fill is not None:
            message = _write_execution_fill(message, event.fill, i)
        return [message]


class BalancesSocket(GeneratedSocket):
    """Connection `balances`."""

    subscribe: ClassVar[Any] = {
        "method": "subscribe",
        "params": {"channel": Hole("topic"), "token": Hole("lease.stream.token")},
        "req_id": Hole("id"),
    }

    unsubscribe: ClassVar[Any] = {
        "method": "unsubscribe",
        "params": {"channel": Hole("topic"), "token": Hole("lease.stream.token")},
        "req_id": Hole("id"),
    }

    topics = (
        TopicRule(
            channel="balances", pattern="balances", private=True, events=frozenset(["balance"]), writer="balances"
        ),
    )

    ack = Envelope(body={"req_id": {}}, id="req_id")

    refused = ErrorPlace({"req_id": {}, "success": False}, "error", "error")

    counted = ("sequence",)

    push = Envelope(body={"channel": "balances", "data": {}}, key="channel", payload="data")

    pings = (({"method": "ping"}, {"method": "pong"}),)

    def balances(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `balances`; None where it does not report the event."""
        answer = self.dialect.example("stream_balance.snapshot")
        row = first_row(answer, ())
        return put(answer, (), [_write_balance_event(row, v) for v in event.balances])


class SimulatedKrakenSpot(GeneratedDialect):
    """Implements `SimDialect`."""

    venue = "kraken_spot"
    params: ClassVar[Mapping[str, Sequence[Param]]] = {
        "server_time": (),
        "system_status": (),
        "asset_pairs": (Param("pair", "pair", list[str]), Param("country_code", "country_code", str)),
        "ticker": (Param("pair", "pair", str, required=True),),
        "ohlc": (
            Param("pair", "pair", str, required=True),
            Param("interval", "interval", int, default=1),
            Param("since", "since", int),
        ),
        "depth": (Param("pair", "pair", str, required=True), Param("count", "count", int)),
        "trades": (
            Param("pair", "pair", str, required=True),
            Param("since", "since", int, time="s"),
            Param("count", "count", int),
        ),
        "stream_token": (),
        "balances": (),
        "open_orders": (
            Param("trades", "trades", bool),
            Param("userref", "userref", int),
            Param("cl_ord_id", "client_order_id", str),
        ),
        "query_orders": (Param("txid", "order_ids", str, required=True), Param("trades", "trades", bool)),
        "trades_history": (
            Param("type", "type", str),
            Param("start", "start", int, time="s"),
            Param("end", "end", int, time="s"),
            Param("ofs", "offset", int),
        ),
        "add_order": (
            Param("ordertype", "kind", str, required=True),
            Param("type", "side", str, required=True),
            Param("volume", "quantity", Decimal, required=True),
            Param("pair", "pair", str, required=True),
            Param("price", "price", Decimal),
            Param("price2", "second_price", Decimal),
            Param("trigger", "trigger", str),
            Param("leverage", "leverage", str),
            Param("displayvol", "display_quantity", Decimal),
            Param("reduce_only", "reduce_only", bool),
            Param("stptype", "prevention", str),
            Param("oflags", "flags", str),
            Param("timeinforce", "time_in_force", str),
            Param("expiretm", "expire_time", int, time="s"),
            Param("cl_ord_id", "client_order_id", str),
            Param("userref", "userref", int),
            Param("close[ordertype]", "close_type", str),
            Param("close[price]", "close_price", str),
            Param("close[price2]", "close_price2", str),
            Param("deadline", "deadline", int, time="iso"),
            Param("validate", "validate", bool),
        ),
        "add_order_batch": (
            Param("pair", "pair", str, required=True),
            Param("orders", "orders", list[Any], required=True),
            Param("deadline", "deadline", int, time="iso"),
            Param("validate", "validate", bool),
        ),
        "amend_order": (
            Param("txid", "order_id", str),
            Param("cl_ord_id", "client_order_id", str),
            Param("order_qty", "quantity", Decimal),
            Param("display_qty", "display_quantity", Decimal),
            Param("limit_price", "limit_price", Decimal),
            Param("trigger_price", "trigger_price", Decimal),
            Param("post_only", "post_only", bool),
            Param("deadline", "deadline", int, time="iso"),
        ),
        "cancel_order": (Param("txid", "order_id", str), Param("cl_ord_id", "client_order_id", str)),
        "cancel_order_batch": (Param("orders", "order_ids", list[str], required=True),),
        "cancel_all": (),
        "cancel_all_after": (Param("timeout", "timeout", int, required=True),),
        "stream_add_order": (
            Param("order_type", "kind", str, required=True),
            Param("side", "side", str, required=True),
            Param("order_qty", "quantity", Decimal),
            Param("symbol", "symbol", str, required=True),
            Param("limit_price", "limit_price", Decimal),
            Param("triggers.reference", "trigger", str),
            Param("triggers.price", "trigger_price", Decimal),
            Param("time_in_force", "life", str),
            Param("post_only", "post_only", bool),
            Param("reduce_only", "reduce_only", bool),
            Param("expire_time", "expires", int, time="iso"),
            Param("deadline", "deadline", int, time="iso"),
            Param("cl_ord_id", "client_order_id", str),
            Param("order_userref", "userref", int),
            Param("display_qty", "display_quantity", Decimal),
            Param("stp_type", "stream_prevention", str),
            Param("cash_order_qty", "quote_quantity", Decimal),
            Param("validate", "validate", bool),
        ),
        "stream_amend_order": (
            Param("order_id", "order_id", str),
            Param("cl_ord_id", "client_order_id", str),
            Param("order_qty", "quantity", Decimal),
            Param("display_qty", "display_quantity", Decimal),
            Param("limit_price", "limit_price", Decimal),
            Param("trigger_price", "trigger_price", Decimal),
            Param("post_only", "post_only", bool),
            Param("deadline", "deadline", int, time="iso"),
        ),
        "stream_cancel_order": (
            Param("order_id", "order_ids", list[str]),
            Param("cl_ord_id", "client_order_ids", list[str]),
        ),
        "stream_cancel_all": (),
        "stream_cancel_all_after": (Param("timeout", "timeout", int, required=True),),
    }
    costs: ClassVar[Mapping[str, Any]] = {
        "server_time": {"public": 1},
        "system_status": {"public": 1},
        "asset_pairs": {"public": 1},
        "ticker": {"public": 1},
        "ohlc": {"public": 1},
        "depth": {"public": 1},
        "trades": {"public": 1},
        "stream_token": {"calls": 1},
        "balances": {"calls": 1},
        "open_orders": {"calls": 1},
        "query_orders": {"calls": 1},
        "trades_history": {"calls": 2},
        "add_order": {"trading": 1},
        "add_order_batch": lambda p: {"trading": max(int(Decimal(len(p.orders)) / 2), 1)},
        "amend_order": {"trading": 4},
        "cancel_order": {"trading": 8},
        "cancel_order_batch": lambda p: {"trading": len(p.order_ids) * 8},
        "cancel_all": {"calls": 1},
        "cancel_all_after": {"calls": 1},
        "stream_add_order": {"trading": 1},
        "stream_amend_order": {"trading": 4},
        "stream_cancel_order": {"trading": 8},
        "stream_cancel_all": {"calls": 1},
        "stream_cancel_all_after": {"calls": 1},
    }
    refusals = (
        Refusal(InsufficientFunds, "EOrder:Insufficient funds", "EOrder:Insufficient funds", 200, ("add_order",)),
        Refusal(InvalidNonce, "EAPI:Invalid nonce", "EAPI:Invalid nonce", 200, ("add_order",)),
        Refusal(VenueUnavailable, "EGeneral:Internal error", "EGeneral:Internal error:7", 200, ("add_order",)),
        Refusal(
            InsufficientFunds, "EOrder:Insufficient funds", "EOrder:Insufficient funds", 200, ("stream_add_order",)
        ),
        Refusal(AuthenticationError, "EAPI:Invalid key", ""),
        Refusal(RateLimitExceeded, "EAPI:Rate limit exceeded", ""),
        Refusal(PermissionDenied, "EAuth:Account temporary disabled", ""),
        Refusal(VenueResponseError, "EGeneral:Invalid arguments", ""),
        Refusal(MarketClosed, "EService:Market in cancel_only mode", ""),
        Refusal(OrderError, "EService:Deadline elapsed", ""),
        Refusal(InvalidOrder, "EOrder:Margin position size exceeded", ""),
        Refusal(OrderNotFound, "EOrder:Unknown order", ""),
        Refusal(PostOnlyRejected, "EOrder:Post only order", ""),
    )
    statuses: ClassVar[Mapping[type[VenueError], int]] = {RateLimitExceeded: 429, VenueUnavailable: 500}
    error_place = ErrorPlace({**{}, "error": []}, ("error", 0), None)
    shown_instruments = INSTRUMENTS
    refused_status = 200
    signed_fields = frozenset(["nonce", "token"])
    used_headers: ClassVar[Mapping[str, tuple[str, bool]]] = {}
    channels: Sequence[str] = ("book", "trades", "ticker", "candles", "executions", "balances")
    buckets: Sequence[SimBucket] = (
        SimBucket("public", 10, 1000000000, per="ip", window="decay"),
        SimBucket("calls", 20, 1000000000, per="account", window="decay"),
        SimBucket("trading", 125, 1000000000, per="account", window="decay"),
    )
    enum_fields: Mapping[str, Sequence[FieldPath]] = {
        "trades": (("data", "*", "side"),),
        "executions": (
            ("data", "*", "order_status"),
            ("data", "*", "side"),
            ("data", "*", "order_type"),
            ("data", "*", "time_in_force"),
            ("data", "*", "liquidity_ind"),
        ),
    }
    checksum_fields: Mapping[str, Sequence[FieldPath]] = {"book": (("data", 0, "checksum"),)}

    def __init__(self) -> None:
        super().__init__(load_examples(__file__))
        self.routes = (
            SimRoute("GET", "/0/public/Time", "server_time", self.server_time, cost=self.cost),
            SimRoute(
                "GET", "/0/public/SystemStatus", "system_status", self.documented("system_status"), cost=self.cost
            ),
            SimRoute("GET", "/0/public/AssetPairs", "asset_pairs", self.asset_pairs, cost=self.cost),
            SimRoute("GET", "/0/public/Ticker", "ticker", self.ticker, cost=self.cost),
            SimRoute("GET", "/0/public/OHLC", "ohlc", self.documented("ohlc"), cost=self.cost),
            SimRoute("GET", "/0/public/Depth", "depth", self.depth, cost=self.cost),
            SimRoute("GET", "/0/public/Trades", "trades", self.documented("trades"), cost=self.cost),
            SimRoute(
                "POST", "/0/private/GetWebSocketsToken", "stream_token", self.stream_token, "signed", cost=self.cost
            ),
            SimRoute("POST", "/0/private/BalanceEx", "balances", self.balances, "signed", cost=self.cost),
            SimRoute("POST", "/0/private/OpenOrders", "open_orders", self.open_orders, "signed", cost=self.cost),
            SimRoute("POST", "/0/private/QueryOrders", "query_orders", self.query_orders, "signed", cost=self.cost),
            SimRoute(
                "POST", "/0/private/TradesHistory", "trades_history", self.trades_history, "signed", cost=self.cost
            ),
            SimRoute(
                "POST", "/0/private/AddOrder", "add_order", self.add_order, "signed", command=True, cost=self.cost
            ),
            SimRoute(
                "POST",
                "/0/private/AddOrderBatch",
                "add_order_batch",
                self.add_order_batch,
                "signed_json",
                command=True,
                cost=self.cost,
            ),
            SimRoute(
                "POST", "/0/private/AmendOrder", "amend_order", self.amend_order, "signed", command=True, cost=self.cost
            ),
            SimRoute(
                "POST",
                "/0/private/CancelOrder",
                "cancel_order",
                self.cancel_order,
                "signed",
                command=True,
                cost=self.cost,
            ),
            SimRoute(
                "POST",
                "/0/private/CancelOrderBatch",
                "cancel_order_batch",
                self.cancel_order_batch,
                "signed_json",
                command=True,
                cost=self.cost,
            ),
            SimRoute(
                "POST", "/0/private/CancelAll", "cancel_all", self.cancel_all, "signed", command=True, cost=self.cost
            ),
            SimRoute(
                "POST",
                "/0/private/CancelAllOrdersAfter",
                "cancel_all_after",
                self.documented("cancel_all_after"),
                "signed",
                command=True,
                cost=self.cost,
            ),
            SimRoute("", "", "stream_add_order", self.stream_add_order, "signed", command=True, cost=self.cost),
            SimRoute("", "", "stream_amend_order", self.stream_amend_order, "signed", command=True, cost=self.cost),
            SimRoute("", "", "stream_cancel_order", self.stream_cancel_order, "signed", command=True, cost=self.cost),
            SimRoute("", "", "stream_cancel_all", self.stream_cancel_all, "signed", command=True, cost=self.cost),
            SimRoute(
                "",
                "",
                "stream_cancel_all_after",
                self.documented("stream_cancel_all_after"),
                "signed",
                command=True,
                cost=self.cost,
            ),
        )
        self.sockets = (
            SimSocketRoute(
                "public",
                "/v2",
                lambda connection: SharedSocket(
                    (PublicSocket(connection, self), PrivateSocket(connection, self), BalancesSocket(connection, self))
                ),
                also=("private", "balances"),
            ),
        )
        self.fix = SimulatedKrakenSpotFix(self)

    def verify(self, call: SimCall) -> str:
        """See `SimDialect`."""
        if call.auth == "signed":
            return self._verify_signed(call)
        if call.auth == "signed_json":
            return self._verify_signed_json(call)
        if call.auth == "token":
            return self._verify_token(call)
        raise AuthenticationError(f"no such scheme: {call.auth}")

    def _verify_signed(self, call: SimCall) -> str:
        seen = Seen(call)
        stamp = seen.get("body", "nonce")
        nonce_calls = int(stamp)
        signature = seen.get("header", "API-Sign")
        account, credentials = self.account_of(call, "api_key", seen.get("header", "API-Key"))
        digest = sha256.raw(stamp + seen.body)
        self.check_signature(
            credentials, seen.path.encode() + digest, signature, (SignedBy("api_secret", "hmac-sha512", "base64"),)
        )
        self.check_nonce(call, account, nonce_calls)
        return account

    def _verify_signed_json(self, call: SimCall) -> str:
        seen = Seen(call)
        stamp = seen.get("body", "nonce")
        nonce_calls = int(stamp)
        signature = seen.get("header", "API-Sign")
        account, credentials = self.account_of(call, "api_key", seen.get("header", "API-Key"))
        digest = sha256.raw(stamp + seen.body)
        self.check_signature(
            credentials, seen.path.encode() + digest, signature, (SignedBy("api_secret", "hmac-sha512", "base64"),)
        )
        self.check_nonce(call, account, nonce_calls)
        return account

    def _verify_token(self, call: SimCall) -> str:
        seen = Seen(call)
        account = self.holder_of(call, "stream", seen.get("params", "token"))
        credentials = call.context.accounts[account]
        return account

    def asset_pairs(self, call: SimCall) -> object:
        """`load_instruments` of the contract."""
        self.read(call)
        exchange = call.exchange
        values = list(exchange.instruments.values())
        answer = self.example("asset_pairs")
        row = first_entry(answer, ("result",))
        return put(answer, ("result",), dict(_write_instrument(row, v) for v in values))

    def server_time(self, call: SimCall) -> object:
        """`fetch_time` of the contract."""
        self.read(call)
        return filled(self.example("time"), {("result", "unixtime"): call.now_ns // 1_000_000_000})

    def ticker(self, call: SimCall) -> object:
        """`fetch_ticker` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.pair)
        exchange = call.exchange
        v = ticker_of(exchange, i.symbol)
        answer = self.example("ticker")
        key, value = first_entry(answer, ("result",))
        return put(answer, ("result",), {key: _write_ticker(value, v, exchange.instrument(v.symbol))})

    def depth(self, call: SimCall) -> object:
        """`fetch_order_book` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.pair)
        exchange = call.exchange
        book = exchange.book(i.symbol, p.count)
        answer = self.example("depth")
        key, value = first_entry(answer, ("result",))
        return put(
            answer,
            ("result",),
            {
                key: filled(
                    value,
                    {
                        "bids": [
                            filled(
                                ["30297.00000", "1.115", 1688671636],
                                {"0": decimal_text(level.price), "1": decimal_text(level.quantity)},
                            )
                            for level in book.bids
                        ],
                        "asks": [
                            filled(
                                ["30384.10000", "2.059", 1688671659],
                                {"0": decimal_text(level.price), "1": decimal_text(level.quantity)},
                            )
                            for level in book.asks
                        ],
                    },
                )
            },
        )

    def add_order(self, call: SimCall) -> object:
        """`create_order` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.pair)
        exchange = call.exchange
        style = read_style(_STYLES, {"kind": p.kind, "flags": p.flags})
        request = OrderRequest(
            symbol=i.symbol,
            quantity=p.quantity if p.flags != "viqc" else None,
            quote_quantity=p.quantity if p.flags == "viqc" else None,
            price=p.second_price or (p.price if p.kind == "limit" else None),
            trigger_price=p.price if p.kind != "limit" else None,
            side=required(SIDE_IN.get(p.side), "side"),
            trigger_by=TRIGGER_IN.get(p.trigger) if p.trigger is not None else None,
            display_quantity=p.display_quantity,
            self_trade_prevention=PREVENTION_IN.get(p.prevention) if p.prevention is not None else None,
            client_order_id=p.client_order_id,
            type=style["type"],
            post_only=style.get("post_only", False),
            time_in_force=(TIME_IN_FORCE_IN.get(p.time_in_force)),
            expire_time=p.expire_time,
        )
        v = exchange.create_order(call.account, request).order
        return _write_create_order_ack(self.example("add_order"), v, exchange.instrument(v.symbol))

    def stream_add_order(self, call: SimCall) -> object:
        """`create_order` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol)
        exchange = call.exchange
        style = read_style(_STYLES, {"kind": p.kind})
        request = OrderRequest(
            symbol=i.symbol,
            post_only=p.post_only == True,
            side=required(SIDE_IN.get(p.side), "side"),
            quantity=p.quantity,
            trigger_by=TRIGGER_IN.get(p.trigger) if p.trigger is not None else None,
            display_quantity=p.display_quantity,
            client_order_id=p.client_order_id,
            quote_quantity=p.quote_quantity,
            price=p.limit_price,
            trigger_price=p.trigger_price,
            time_in_force=STREAM_TIME_IN_FORCE_IN.get(p.life) if p.life is not None else None,
            expire_time=p.expires,
            self_trade_prevention=(
                STREAM_PREVENTION_IN.get(p.stream_prevention) if p.stream_prevention is not None else None
            ),
            type=style["type"],
        )
        v = exchange.create_order(call.account, request).order
        return _write_create_order_ack_2(self.example("stream_add_order"), v, exchange.instrument(v.symbol))

    def amend_order(self, call: SimCall) -> object:
        """`edit_order` of the contract."""
        p = self.read(call)
        i = self.instrument_of(call, venue_order_id=p.order_id, client_order_id=p.client_order_id)
        exchange = call.exchange
        exchange.edit_order(
            call.account,
            i.symbol,
            venue_order_id=p.order_id,
            client_order_id=p.client_order_id,
            quantity=p.quantity,
            price=p.limit_price,
        )
        return self.example("amend_order")

    def stream_amend_order(self, call: SimCall) -> object:
        """`edit_order` of the contract."""
        p = self.read(call)
        i = self.instrument_of(call, venue_order_id=p.order_id, client_order_id=p.client_order_id)
        exchange = call.exchange
        exchange.edit_order(
            call.account,
            i.symbol,
            venue_order_id=p.order_id,
            client_order_id=p.client_order_id,
            quantity=p.quantity,
            price=p.limit_price,
        )
        return self.example("stream_amend_order")

    def cancel_order(self, call: SimCall) -> object:
        """`cancel_order` of the contract."""
        p = self.read(call)
        i = self.instrument_of(call, venue_order_id=p.order_id, client_order_id=p.client_order_id)
        exchange = call.exchange
        exchange.cancel_order(call.account, i.symbol, venue_order_id=p.order_id, client_order_id=p.client_order_id)
        return self.example("cancel_order")

    def stream_cancel_order(self, call: SimCall) -> object:
        """`cancel_order` of the contract."""
        p = self.read(call)
        i = self.instrument_of(
            call,
            venue_order_id=item(p.order_ids, 0) if p.order_ids is not None else None,
            client_order_id=item(p.client_order_ids, 0) if p.client_order_ids is not None else None,
        )
        exchange = call.exchange
        exchange.cancel_order(
            call.account,
            i.symbol,
            venue_order_id=item(p.order_ids, 0) if p.order_ids is not None else None,
            client_order_id=item(p.client_order_ids, 0) if p.client_order_ids is not None else None,
        )
        return self.example("stream_cancel_order")

    def add_order_batch(self, call: SimCall) -> object:
        """`create_orders` of the contract."""
        p = self.read(call)
        answer = self.example("add_order_batch")
        documented = get(answer, ("result", "orders"))
        shared = {name: call.parameters[name] for name in ("pair", "deadline", "validate") if name in call.parameters}
        rows = self.one_by_one(
            call,
            p.orders,
            "add_order",
            self.add_order,
            documented,
            _write_create_orders_ack,
            (("error",), ("error",)),
            shared=shared,
        )
        return put(answer, ("result", "orders"), rows)

    def cancel_order_batch(self, call: SimCall) -> object:
        """`cancel_orders` of the contract."""
        p = self.read(call)
        done = self.cancelled(call, p.order_ids, "venue_order_id")
        return put(self.example("cancel_order_batch"), ("result", "count"), done)

    def cancel_all(self, call: SimCall) -> object:
        """`cancel_all_orders` of the contract."""
        self.read(call)
        exchange = call.exchange
        exchange.cancel_all_orders(call.account, None)
        return self.example("cancel_all")

    def stream_cancel_all(self, call: SimCall) -> object:
        """`cancel_all_orders` of the contract."""
        self.read(call)
        exchange = call.exchange
        exchange.cancel_all_orders(call.account, None)
        return self.example("stream_cancel_all")

    def query_orders(self, call: SimCall) -> object:
        """`fetch_order` of the contract."""
        p = self.read(call)
        i = self.instrument_of(call, venue_order_id=p.order_ids, client_order_id=None)
        exchange = call.exchange
        v = exchange.order(call.account, i.symbol, venue_order_id=p.order_ids, client_order_id=None).order
        answer = self.example("query_orders")
        row = first_entry(answer, ("result",))
        return put(answer, ("result",), dict([_write_order(row, v, exchange.instrument(v.symbol))]))

    def open_orders(self, call: SimCall) -> object:
        """`fetch_open_orders` of the contract."""
        self.read(call)
        exchange = call.exchange
        values = [each.order for each in exchange.open_orders(call.account, None)]
        answer = self.example("open_orders")
        row = first_entry(answer, ("result", "open"))
        return put(
            answer, ("result", "open"), dict(_write_order(row, v, exchange.instrument(v.symbol)) for v in values)
        )

    def trades_history(self, call: SimCall) -> object:
        """`fetch_my_trades` of the contract."""
        p = self.read(call)
        exchange = call.exchange
        values = fills_of(exchange, call.account, None, p.start, None)
        values = values[::-1]
        answer = self.example("trades_history")
        row = first_entry(answer, ("result", "trades"))
        return put(
            answer, ("result", "trades"), dict(_write_my_trade(row, v, exchange.instrument(v.symbol)) for v in values)
        )

    def balances(self, call: SimCall) -> object:
        """`fetch_balances` of the contract."""
        self.read(call)
        exchange = call.exchange
        values = list(exchange.balances(call.account).values())
        answer = self.example("balances")
        row = first_entry(answer, ("result",))
        return put(answer, ("result",), dict(_write_balance(row, v) for v in values))

    def stream_token(self, call: SimCall) -> object:
        """Grants the lease `stream`."""
        self.read(call)
        return self.grant(call, "stream", self.example("stream_token"), (("result", "token"),))
