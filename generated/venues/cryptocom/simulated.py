"""Crypto.com Exchange, simulated: its routes, words, signatures and frames over the venue-neutral exchange.

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
)
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
    write_style,
)
from venue_runtime.testing.verifying import Seen, SignedBy, sent_time
from venue_runtime.wire import decimal_text, flat

CURRENCY_CODES = {"USD": "USD_Stable_Coin"}

SIDE_IN = {"BUY": Side.BUY, "SELL": Side.SELL}

SIDE_OUT = {Side.BUY: "BUY", Side.SELL: "SELL"}

ORDER_TYPE_OUT = {
    OrderType.LIMIT: "LIMIT",
    OrderType.MARKET: "MARKET",
    OrderType.STOP: "STOP_LOSS",
    OrderType.STOP_LIMIT: "STOP_LIMIT",
    OrderType.TAKE_PROFIT: "TAKE_PROFIT",
    OrderType.TAKE_PROFIT_LIMIT: "TAKE_PROFIT_LIMIT",
}

TIME_IN_FORCE_IN = {
    "GOOD_TILL_CANCEL": TimeInForce.GTC,
    "IMMEDIATE_OR_CANCEL": TimeInForce.IOC,
    "FILL_OR_KILL": TimeInForce.FOK,
}

TIME_IN_FORCE_OUT = {
    TimeInForce.GTC: "GOOD_TILL_CANCEL",
    TimeInForce.IOC: "IMMEDIATE_OR_CANCEL",
    TimeInForce.FOK: "FILL_OR_KILL",
}

ORDER_STATUS_OUT = {
    OrderStatus.PENDING_NEW: "PENDING",
    OrderStatus.NEW: "NEW",
    OrderStatus.FILLED: "FILLED",
    OrderStatus.CANCELED: "CANCELED",
    OrderStatus.REJECTED: "REJECTED",
    OrderStatus.EXPIRED: "EXPIRED",
    OrderStatus.PARTIALLY_FILLED: "NEW",
}

INST_TYPE_OUT = {
    InstrumentKind.SPOT: "CCY_PAIR",
    InstrumentKind.PERPETUAL: "PERPETUAL_SWAP",
    InstrumentKind.FUTURE: "FUTURE",
}

ROLE_OUT = {Liquidity.MAKER: "MAKER", Liquidity.TAKER: "TAKER"}

STP_INST_IN = {
    "M": SelfTradePrevention.CANCEL_MAKER,
    "T": SelfTradePrevention.CANCEL_TAKER,
    "B": SelfTradePrevention.CANCEL_BOTH,
}

INSTRUMENTS: tuple[Instrument, ...] = (
    Instrument(
        symbol="BTC/USD:USD",
        venue_symbol="BTCUSD-PERP",
        kind=InstrumentKind.PERPETUAL,
        base="BTC",
        quote="USD",
        settle="USD",
        price_increment=Decimal("0.01"),
        quantity_increment=Decimal("0.01"),
    ),
    Instrument(
        symbol="CRO/USD",
        venue_symbol="CRO_USD",
        kind=InstrumentKind.SPOT,
        base="CRO",
        quote="USD",
        price_increment=Decimal("0.01"),
        quantity_increment=Decimal("0.01"),
    ),
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
        symbol="RUNE/USD:USD",
        venue_symbol="RUNEUSD-PERP",
        kind=InstrumentKind.PERPETUAL,
        base="RUNE",
        quote="USD",
        settle="USD",
        price_increment=Decimal("0.01"),
        quantity_increment=Decimal("0.01"),
    ),
    Instrument(
        symbol="ETH/USD:USD-230825",
        venue_symbol="ETHUSD-230825",
        kind=InstrumentKind.FUTURE,
        base="ETH",
        quote="USD",
        settle="USD",
        price_increment=Decimal("0.01"),
        quantity_increment=Decimal("0.01"),
    ),
    Instrument(
        symbol="LTC/USD:USD",
        venue_symbol="LTCUSD-PERP",
        kind=InstrumentKind.PERPETUAL,
        base="LTC",
        quote="USD",
        settle="USD",
        price_increment=Decimal("0.01"),
        quantity_increment=Decimal("0.01"),
    ),
)
"""What is traded where nobody says otherwise."""

_STYLES: Sequence[tuple[Mapping[str, tuple[Any, ...]], Mapping[str, Any]]] = (
    (
        {"type": (OrderType.LIMIT,), "post_only": (True,), "time_in_force": (TimeInForce.GTC,)},
        {"type": "LIMIT", "time_in_force": "GOOD_TILL_CANCEL"},
    ),
    ({"type": (OrderType.LIMIT,), "post_only": (True,)}, {"type": "LIMIT", "time_in_force": "GOOD_TILL_CANCEL"}),
    ({"type": (OrderType.LIMIT,)}, {"type": "LIMIT"}),
    ({"type": (OrderType.MARKET,), "side": (Side.BUY,)}, {"type": "MARKET"}),
    ({"type": (OrderType.MARKET,)}, {"type": "MARKET"}),
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
            "base_ccy": v.base,
            "quote_ccy": v.quote,
            "expiry_timestamp_ms": v.expiry // 1000000 if v.expiry is not None else None,
            "symbol": v.venue_symbol,
            "inst_type": INST_TYPE_OUT[v.kind],
            "tradable": v.status == InstrumentStatus.TRADING,
            "price_tick_size": decimal_text(v.price_increment) if v.price_increment is not None else None,
            "qty_tick_size": decimal_text(v.quantity_increment) if v.quantity_increment is not None else None,
        },
        {"expiry_timestamp_ms"},
    )


def _write_ticker(example: Any, v: Ticker, i: Instrument) -> Any:
    """Ticker as `Ticker`."""
    return filled(
        example,
        {
            "i": i.venue_symbol,
            "b": decimal_text(v.bid) if v.bid is not None else None,
            "bs": decimal_text(v.bid_quantity) if v.bid_quantity is not None else None,
            "k": decimal_text(v.ask) if v.ask is not None else None,
            "ks": decimal_text(v.ask_quantity) if v.ask_quantity is not None else None,
            "a": decimal_text(v.last) if v.last is not None else None,
            "t": v.ts_event // 1_000_000 if v.ts_event is not None else None,
        },
        {"bs", "ks"},
    )


def _write_trade(example: Any, v: Trade, i: Instrument) -> Any:
    """Trade as `Trade`."""
    return filled(
        example,
        {
            "d": v.trade_id,
            "i": i.venue_symbol,
            "s": SIDE_OUT[v.side] if v.side is not None else None,
            "p": decimal_text(v.price),
            "q": decimal_text(v.quantity),
            "t": v.ts_event // 1_000_000 if v.ts_event is not None else None,
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


def _write_funding(example: Any, v: FundingRate, i: Instrument) -> Any:
    """FundingRate as `Valuation`."""
    return filled(example, {"v": decimal_text(v.rate)})


def _write_create_order_ack(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `Result<Ack>`."""
    return filled(example, {("result", "order_id"): v.venue_order_id})


def _write_create_orders_ack(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `Placed`."""
    return filled(example, {"order_id": v.venue_order_id}, {"order_id"})


def _write_order(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `Order`."""
    return filled(
        example,
        {
            "exec_inst": ["POST_ONLY"] if v.post_only else ["REDUCE_ONLY"] if v.reduce_only else [],
            "status": ORDER_STATUS_OUT[v.status],
            "limit_price": decimal_text(v.price) if v.price is not None else None,
            "ref_price": decimal_text(v.trigger_price) if v.trigger_price is not None else None,
            "avg_price": decimal_text(v.average_price or Decimal(0)),
            "reason": v.reason,
            "instrument_name": i.venue_symbol,
            "order_id": v.venue_order_id,
            "client_oid": v.client_order_id,
            "side": SIDE_OUT[v.side] if v.side is not None else None,
            "order_type": ORDER_TYPE_OUT[v.type] if v.type is not None else None,
            "time_in_force": TIME_IN_FORCE_OUT[v.time_in_force] if v.time_in_force is not None else None,
            "quantity": decimal_text(v.quantity) if v.quantity is not None else None,
            "cumulative_quantity": decimal_text(v.filled_quantity) if v.filled_quantity is not None else None,
            "update_time": v.ts_event // 1_000_000 if v.ts_event is not None else None,
        },
        {"limit_price", "ref_price", "reason", "client_oid", "time_in_force"},
    )


def _write_fill(example: Any, v: Fill, i: Instrument) -> Any:
    """Fill as `Fill`."""
    return filled(
        example,
        {
            "trade_id": v.trade_id,
            "order_id": v.venue_order_id,
            "client_oid": v.client_order_id,
            "instrument_name": i.venue_symbol,
            "side": SIDE_OUT[v.side],
            "traded_price": decimal_text(v.price),
            "traded_quantity": decimal_text(v.quantity),
            "fees": decimal_text(-v.fee) if v.fee is not None else None,
            "fee_instrument_name": (
                CURRENCY_CODES.get(v.fee_currency, v.fee_currency) if v.fee_currency is not None else None
            ),
            "taker_side": ROLE_OUT[v.liquidity] if v.liquidity is not None else "",
            "create_time": v.ts_event // 1_000_000 if v.ts_event is not None else None,
        },
        {"client_oid"},
    )


def _write_balance(example: Any, v: Balance) -> Any:
    """Balance as `Holding`."""
    return filled(
        example,
        {
            "instrument_name": v.currency,
            "quantity": decimal_text(v.total or Decimal(0)),
            "reserved_qty": decimal_text(v.locked or Decimal(0)),
        },
    )


def _write_position(example: Any, v: Position, i: Instrument) -> Any:
    """Position as `Position`."""
    return filled(
        example,
        {
            "quantity": decimal_text(v.quantity if v.side == PositionSide.LONG else -v.quantity),
            "instrument_name": i.venue_symbol,
            "mark_price": decimal_text(v.mark_price) if v.mark_price is not None else None,
            "open_position_pnl": decimal_text(v.unrealized_pnl) if v.unrealized_pnl is not None else None,
            "leverage": decimal_text(v.leverage) if v.leverage is not None else None,
            "liquidation_price": decimal_text(v.liquidation_price) if v.liquidation_price is not None else None,
            "update_timestamp_ms": v.ts_event // 1_000_000 if v.ts_event is not None else None,
        },
        {"mark_price", "leverage", "liquidation_price"},
    )


class MarketSocket(GeneratedSocket):
    """Connection `market`."""

    subscribe: ClassVar[Any] = {
        "id": Hole("id"),
        "method": "subscribe",
        "params": {
            "channels": Hole("topics"),
            "book_subscription_type": "SNAPSHOT_AND_UPDATE",
            "book_update_frequency": Hole(""),
        },
        "nonce": Hole(""),
    }

    unsubscribe: ClassVar[Any] = {
        "id": Hole("id"),
        "method": "unsubscribe",
        "params": {"channels": Hole("topics")},
        "nonce": Hole(""),
    }

    topics = (
        TopicRule(
            channel="book",
            pattern="book\\.(?P<symbol>[^@]+?)\\.(?P<depth>[^@{}]+)",
            events=frozenset(["book"]),
            writer="book",
            start="book_start",
        ),
        TopicRule(channel="trade", pattern="trade\\.(?P<symbol>[^@]+?)", events=frozenset(["trade"]), writer="trade"),
        TopicRule(
            channel="ticker",
            pattern="ticker\\.(?P<symbol>[^@]+?)",
            events=frozenset(["quote", "trade"]),
            writer="ticker",
        ),
        TopicRule(
            channel="candlestick",
            pattern="candlestick\\.(?P<timeframe>[^@{}]+)\\.(?P<symbol>[^@]+?)",
            events=frozenset(["trade"]),
            writer="candlestick",
        ),
    )

    ack = Envelope(body={"id": {}, "code": "0"}, id="id")

    refused = ErrorPlace({"id": {}}, "code", "message")

    push = Envelope(body={"method": "subscribe", "result": {}}, key=("result", "subscription"), payload="result")

    accepted = ({"id": Hole(""), "method": "public/respond-heartbeat"},)

    def book_start(self, subscription: Subscription) -> Any:
        """What a subscription to the channel begins with."""
        u = self.start_book(subscription)
        answer = self.dialect.example("stream_book.snapshot")
        return put(
            answer,
            ("data",),
            [
                filled(
                    first_row(answer, ("data",)),
                    {
                        "u": u.last_id,
                        "t": u.ts_event // 1_000_000,
                        "bids": [
                            filled(
                                ["30079.0", "0.0505", "1"],
                                {"0": decimal_text(level.price), "1": decimal_text(level.quantity)},
                            )
                            for level in u.bids
                        ],
                        "asks": [
                            filled(
                                ["30079.0", "0.0505", "1"],
                                {"0": decimal_text(level.price), "1": decimal_text(level.quantity)},
                            )
                            for level in u.asks
                        ],
                    },
                )
            ],
        )

    def book(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `book`; None where it does not report the event."""
        u = self.next_book(subscription, event)
        if u is None:
            return None
        answer = self.dialect.example("stream_book.update")
        return put(
            answer,
            ("data",),
            [
                filled(
                    first_row(answer, ("data",)),
                    {
                        "u": u.last_id,
                        "pu": u.previous_id,
                        "t": u.ts_event // 1_000_000,
                        ("update", "bids"): [
                            filled(
                                ["30079.0", "0.0505", "1"],
                                {"0": decimal_text(level.price), "1": decimal_text(level.quantity)},
                            )
                            for level in u.bids
                        ],
                        ("update", "asks"): [
                            filled(
                                ["30079.0", "0.0505", "1"],
                                {"0": decimal_text(level.price), "1": decimal_text(level.quantity)},
                            )
                            for level in u.asks
                        ],
                    },
                )
            ],
        )

    def trade(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `trade`; None where it does not report the event."""
        exchange = self.connection.context.exchange
        i = exchange.instrument(event.symbol)
        v = event.trade
        answer = self.dialect.example("stream_trade")
        row = first_row(answer, ("data",))
        return put(answer, ("data",), [_write_trade(row, v, i)])

    def ticker(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `ticker`; None where it does not report the event."""
        exchange = self.connection.context.exchange
        i = exchange.instrument(event.symbol)
        v = ticker_of(exchange, event.symbol)
        answer = self.dialect.example("stream_ticker")
        row = first_row(answer, ("data",))
        return put(answer, ("data",), [_write_ticker(row, v, i)])

    def candlestick(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `candlestick`; None where it does not report the event."""
        interval = interval_ns(
            {
                "1m": "1m",
                "5m": "5m",
                "15m": "15m",
                "30m": "30m",
                "1h": "1h",
                "2h": "2h",
                "4h": "4h",
                "12h": "12h",
                "1D": "1d",
                "7D": "1w",
                "1M": "1M",
            }[subscription.data[1]["timeframe"]]
        )
        exchange = self.connection.context.exchange
        i = exchange.instrument(event.symbol)
        v = candle_of(exchange, event.symbol, interval)
        answer = self.dialect.example("stream_candlestick")
        row = first_row(answer, ("data",))
        return put(answer, ("data",), [_write_candle(row, v, i)])


class UserSocket(GeneratedSocket):
    """Connection `user`."""

    subscribe: ClassVar[Any] = {
        "id": Hole("id"),
        "method": "subscribe",
        "params": {"channels": Hole("topics")},
        "nonce": Hole(""),
    }

    unsubscribe: ClassVar[Any] = {
        "id": Hole("id"),
        "method": "unsubscribe",
        "params": {"channels": Hole("topics")},
        "nonce": Hole(""),
    }

    rpc: ClassVar[Any] = {"id": Hole("id"), "method": Hole("method"), "params": Hole("params"), "nonce": Hole("")}

    rpc_auth: ClassVar[Any] = {"signed": "session"}

    methods: ClassVar[Any] = {
        "private/create-order": ("place",),
        "private/create-order-list": ("place_many",),
        "private/amend-order": ("amend",),
        "private/cancel-order": ("cancel",),
        "private/cancel-order-list": ("cancel_many",),
        "private/cancel-all-orders": ("cancel_all",),
        "private/set-cancel-on-disconnect": ("cancel_on_disconnect",),
    }

    topics = (
        TopicRule(channel="orders", pattern="user\\.order", private=True, events=frozenset(["order"]), writer="orders"),
        TopicRule(channel="fills", pattern="user\\.trade", private=True, events=frozenset(["order"]), writer="fills"),
        TopicRule(
            channel="balances", pattern="user\\.balance", private=True, events=frozenset(["balance"]), writer="balances"
        ),
        TopicRule(channel="positions", pattern="user\\.positions", private=True, example="stream_position"),
    )

    ack = Envelope(body={"id": {}, "code": "0"}, id="id")

    refused = ErrorPlace({"id": {}}, "code", "message")

    push = Envelope(body={"method": "subscribe", "result": {}}, key=("result", "channel"), payload="result")

    reply = Envelope(id="id", payload=())

    errors = ErrorPlace({}, "code", "message")

    login = Login(
        frame={"id": 0, "method": "public/auth", "api_key": Hole(""), "nonce": Hole("ts"), "sig": Hole("sig")},
        auth="login",
        reply=Envelope(body={"id": 0, "code": "0"}),
        refused=ErrorPlace({"id": 0}, "code", "message"),
        channels=(),
    )

    accepted = ({"id": Hole(""), "method": "public/respond-heartbeat"},)

    def orders(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `orders`; None where it does not report the event."""
        i = self.instrument(event.symbol)
        names = {"new": "stream_order"}
        answer = self.dialect.example(names.get(event.order.status.value) or next(iter(names.values())))
        return put(answer, ("data",), [_write_order(first_row(answer, ("data",)), event.order, i)])

    def fills(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `fills`; None where it does not report the event."""
        i = self.instrument(event.symbol)
        if event.fill is None:
            return None
        answer = self.dialect.example("stream_fill")
        return put(answer, ("data",), [_write_fill(first_row(answer, ("data",)), event.fill, i)])

    def balances(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `balances`; None where it does not report the event."""
        answer = self.dialect.example("stream_balance")
        row = first_row(answer, ("data", "0", "position_balances"))
        return put(answer, ("data", "0", "position_balances"), [_write_balance(row, v) for v in event.balances])


class SimulatedCryptocom(GeneratedDialect):
    """Implements `SimDialect`."""

    venue = "cryptocom"
    params: ClassVar[Mapping[str, Sequence[Param]]] = {
        "instruments": (),
        "book": (
            Param("instrument_name", "instrument", str, required=True),
            Param("depth", "depth", int, required=True),
        ),
        "trades": (
            Param("instrument_name", "instrument", str, required=True),
            Param("count", "count", int),
            Param("start_ts", "start_ts", int),
            Param("end_ts", "end_ts", int),
        ),
        "tickers": (Param("instrument_name", "instrument", str),),
        "candles": (
            Param("instrument_name", "instrument", str, required=True),
            Param("timeframe", "timeframe", str),
            Param("count", "count", int),
            Param("start_ts", "start_ts", int),
            Param("end_ts", "end_ts", int),
        ),
        "valuations": (
            Param("instrument_name", "instrument", str, required=True),
            Param("valuation_type", "kind", str, required=True),
            Param("count", "count", int),
            Param("start_ts", "start_ts", int),
            Param("end_ts", "end_ts", int),
        ),
        "place": (
            Param("instrument_name", "instrument", str, required=True),
            Param("side", "side", str, required=True),
            Param("type", "type", str, required=True),
            Param("price", "price", Decimal),
            Param("quantity", "quantity", Decimal),
            Param("notional", "notional", Decimal),
            Param("client_oid", "client_id", str),
            Param("exec_inst", "exec_inst", list[str]),
            Param("time_in_force", "time_in_force", str),
            Param("spot_margin", "spot_margin", str),
            Param("fee_instrument_name", "fee_currency", str),
            Param("stp_scope", "stp_scope", str),
            Param("stp_inst", "stp_inst", str),
            Param("stp_id", "stp_id", str),
            Param("isolation_id", "isolation_id", str),
            Param("isolated_margin_amount", "isolated_margin_amount", Decimal),
            Param("leverage", "leverage", Decimal),
        ),
        "place_many": (
            Param("contingency_type", "contingency_type", str, const="LIST"),
            Param("order_list", "orders", list[Any], required=True),
        ),
        "amend": (
            Param("order_id", "id", str),
            Param("orig_client_oid", "client_id", str),
            Param("new_price", "price", Decimal, required=True),
            Param("new_quantity", "quantity", Decimal, required=True),
        ),
        "cancel": (Param("order_id", "id", str), Param("client_oid", "client_id", str)),
        "cancel_many": (
            Param("contingency_type", "contingency_type", str, const="LIST"),
            Param("order_list", "orders", list[Any], required=True),
        ),
        "cancel_all": (Param("instrument_name", "instrument", str), Param("type", "type", str)),
        "cancel_on_disconnect": (Param("scope", "scope", str, const="CONNECTION"),),
        "order": (Param("order_id", "id", str), Param("client_oid", "client_id", str)),
        "open_orders": (Param("instrument_name", "instrument", str),),
        "order_history": (
            Param("instrument_name", "instrument", str),
            Param("start_time", "start", int),
            Param("end_time", "end", int),
            Param("limit", "limit", int),
            Param("isolation_id", "isolation_id", str),
        ),
        "fills": (
            Param("instrument_name", "instrument", str),
            Param("start_time", "start", int),
            Param("end_time", "end", int),
            Param("limit", "limit", int),
            Param("isolation_id", "isolation_id", str),
        ),
        "balance": (),
        "positions": (Param("instrument_name", "instrument", str),),
    }
    costs: ClassVar[Mapping[str, Any]] = {
        "instruments": {"instruments": 1},
        "book": {"book": 1},
        "trades": {"trades": 1},
        "tickers": {"tickers": 1},
        "candles": {"candles": 1},
        "valuations": {"valuations": 1},
        "place": {"place": 1},
        "place_many": {"place_many": 1},
        "amend": {"amend": 1},
        "cancel": {"cancel": 1},
        "cancel_many": {"cancel_many": 1},
        "cancel_all": {"cancel_all": 1},
        "cancel_on_disconnect": {},
        "order": {"order": 1},
        "open_orders": {"open_orders": 1},
        "order_history": {"history": 1},
        "fills": {"fills": 1},
        "balance": {"balance": 1},
        "positions": {"positions": 1},
    }
    refusals = (
        Refusal(VenueResponseError, "40001", "BAD_REQUEST", 400, ("place",)),
        Refusal(AuthenticationError, "40101", "UNAUTHORIZED", 401, ("place",)),
        Refusal(VenueUnavailable, "40801", "REQUEST_TIMEOUT", 408, ("place",)),
        Refusal(RateLimitExceeded, "42901", "TOO_MANY_REQUESTS", 429, ("place",)),
        Refusal(VenueUnavailable, "50001", "INTERNAL_SERVER_ERROR", 500, ("place",)),
        Refusal(PermissionDenied, "202", ""),
        Refusal(DuplicateOrderId, "204", ""),
        Refusal(MarketClosed, "208", ""),
        Refusal(InvalidOrder, "209", ""),
        Refusal(OrderError, "224", ""),
        Refusal(OrderNotFound, "212", ""),
        Refusal(CancelRejected, "307", ""),
        Refusal(InsufficientFunds, "306", ""),
        Refusal(ClockSkew, "40102", ""),
        Refusal(PostOnlyRejected, "43005", ""),
    )
    statuses: ClassVar[Mapping[type[VenueError], int]] = {
        AuthenticationError: 401,
        RateLimitExceeded: 429,
        VenueUnavailable: 500,
    }
    error_place = ErrorPlace({}, "code", "message")
    shown_instruments = INSTRUMENTS
    refused_status = 200
    signed_fields = frozenset(["api_key", "id", "method", "nonce", "params", "sig"])
    used_headers: ClassVar[Mapping[str, tuple[str, bool]]] = {}
    channels: Sequence[str] = ("book", "trade", "ticker", "candlestick", "orders", "fills", "balances", "positions")
    buckets: Sequence[SimBucket] = (
        SimBucket("instruments", 100, 1000000000, per="ip", window="sliding"),
        SimBucket("book", 100, 1000000000, per="ip", window="sliding"),
        SimBucket("trades", 100, 1000000000, per="ip", window="sliding"),
        SimBucket("tickers", 100, 1000000000, per="ip", window="sliding"),
        SimBucket("candles", 100, 1000000000, per="ip", window="sliding"),
        SimBucket("valuations", 100, 1000000000, per="ip", window="sliding"),
        SimBucket("place", 15, 100000000, per="account", window="sliding"),
        SimBucket("cancel", 15, 100000000, per="account", window="sliding"),
        SimBucket("cancel_all", 15, 100000000, per="account", window="sliding"),
        SimBucket("amend", 3, 100000000, per="account", window="sliding"),
        SimBucket("place_many", 3, 100000000, per="account", window="sliding"),
        SimBucket("cancel_many", 3, 100000000, per="account", window="sliding"),
        SimBucket("order", 30, 100000000, per="account", window="sliding"),
        SimBucket("open_orders", 3, 100000000, per="account", window="sliding"),
        SimBucket("history", 1, 1000000000, per="account", window="sliding"),
        SimBucket("fills", 1, 1000000000, per="account", window="sliding"),
        SimBucket("balance", 3, 100000000, per="account", window="sliding"),
        SimBucket("positions", 3, 100000000, per="account", window="sliding"),
    )
    enum_fields: Mapping[str, Sequence[FieldPath]] = {
        "trade": (("result", "data", "*", "s"),),
        "orders": (
            ("result", "data", "*", "order_type"),
            ("result", "data", "*", "time_in_force"),
            ("result", "data", "*", "side"),
            ("result", "data", "*", "status"),
        ),
        "fills": (("result", "data", "*", "side"), ("result", "data", "*", "taker_side")),
    }

    def __init__(self) -> None:
        super().__init__(load_examples(__file__))
        self.routes = (
            SimRoute("GET", "/exchange/v1/public/get-instruments", "instruments", self.instruments, cost=self.cost),
            SimRoute("GET", "/exchange/v1/public/get-book", "book", self.book, cost=self.cost),
            SimRoute("GET", "/exchange/v1/public/get-trades", "trades", self.trades, cost=self.cost),
            SimRoute("GET", "/exchange/v1/public/get-tickers", "tickers", self.tickers, cost=self.cost),
            SimRoute("GET", "/exchange/v1/public/get-candlestick", "candles", self.candles, cost=self.cost),
            SimRoute("GET", "/exchange/v1/public/get-valuations", "valuations", self.valuations, cost=self.cost),
            SimRoute(
                "POST", "/exchange/v1/private/create-order", "place", self.place, "signed", command=True, cost=self.cost
            ),
            SimRoute(
                "POST",
                "/exchange/v1/private/create-order-list",
                "place_many",
                self.place_many,
                "signed",
                command=True,
                cost=self.cost,
            ),
            SimRoute(
                "POST", "/exchange/v1/private/amend-order", "amend", self.amend, "signed", command=True, cost=self.cost
            ),
            SimRoute(
                "POST",
                "/exchange/v1/private/cancel-order",
                "cancel",
                self.cancel,
                "signed",
                command=True,
                cost=self.cost,
            ),
            SimRoute(
                "POST",
                "/exchange/v1/private/cancel-order-list",
                "cancel_many",
                self.documented("cancel_many"),
                "signed",
                command=True,
                cost=self.cost,
            ),
            SimRoute(
                "POST",
                "/exchange/v1/private/cancel-all-orders",
                "cancel_all",
                self.cancel_all,
                "signed",
                command=True,
                cost=self.cost,
            ),
            SimRoute("", "", "cancel_on_disconnect", self.documented(""), command=True, cost=self.cost),
            SimRoute("POST", "/exchange/v1/private/get-order-detail", "order", self.order, "signed", cost=self.cost),
            SimRoute(
                "POST",
                "/exchange/v1/private/get-open-orders",
                "open_orders",
                self.open_orders,
                "signed",
                cost=self.cost,
            ),
            SimRoute(
                "POST",
                "/exchange/v1/private/get-order-history",
                "order_history",
                self.documented("order_history"),
                "signed",
                cost=self.cost,
            ),
            SimRoute("POST", "/exchange/v1/private/get-trades", "fills", self.fills, "signed", cost=self.cost),
            SimRoute("POST", "/exchange/v1/private/user-balance", "balance", self.balance, "signed", cost=self.cost),
            SimRoute(
                "POST", "/exchange/v1/private/get-positions", "positions", self.positions, "signed", cost=self.cost
            ),
        )
        self.sockets = (
            SimSocketRoute(
                "market",
                "/exchange/v1/market",
                lambda connection: MarketSocket(connection, self),
                message_limit=100,
                message_window_ns=1000000000,
                subscription_limit=400,
            ),
            SimSocketRoute(
                "user",
                "/exchange/v1/user",
                lambda connection: UserSocket(connection, self),
                message_limit=150,
                message_window_ns=1000000000,
            ),
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
        seen = Seen(call, "/exchange/v1")
        seen.take(seen.get("body", "params"))
        ts = seen.get("body", "id")
        now = sent_time(ts, "ms")
        call_ = seen.get("body", "method")
        self.check_same(ts, seen.get("body", "nonce"))
        sig = seen.get("body", "sig")
        account, credentials = self.account_of(call, "api_key", seen.get("body", "api_key"))
        seen.pop("body", "id")
        seen.pop("body", "method")
        seen.pop("body", "api_key")
        seen.pop("body", "params")
        seen.pop("body", "nonce")
        seen.pop("body", "sig")
        self.check_signature(
            credentials,
            call_ + ts + credentials.reveal("api_key") + flat(seen.params) + ts,
            sig,
            (SignedBy("api_secret", "hmac-sha256"),),
        )
        self.check_time(call, now, 5_000_000_000)
        return account

    def _verify_login(self, call: SimCall) -> str:
        seen = Seen(call, "/exchange/v1")
        ts = seen.get("msg", "nonce")
        now = sent_time(ts, "ms")
        sig = seen.get("msg", "sig")
        account, credentials = self.account_of(call, "api_key", seen.get("msg", "api_key"))
        self.check_signature(
            credentials,
            "public/auth" + "0" + credentials.reveal("api_key") + ts,
            sig,
            (SignedBy("api_secret", "hmac-sha256"),),
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
        answer = self.example("instruments")
        row = first_row(answer, ("result", "data"))
        return put(answer, ("result", "data"), [_write_instrument(row, v) for v in values])

    def tickers(self, call: SimCall) -> object:
        """`fetch_ticker` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.instrument or "")
        exchange = call.exchange
        v = ticker_of(exchange, i.symbol)
        return put(
            self.example("tickers"),
            ("result", "data", "0"),
            _write_ticker(get(self.example("tickers"), ("result", "data", "0")), v, exchange.instrument(v.symbol)),
        )

    def book(self, call: SimCall) -> object:
        """`fetch_order_book` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.instrument)
        exchange = call.exchange
        book = exchange.book(i.symbol, p.depth)
        return filled(
            self.example("book"),
            {
                ("result", "data", "0", "bids"): [
                    [decimal_text(level.price), decimal_text(level.quantity)] for level in book.bids
                ],
                ("result", "data", "0", "asks"): [
                    [decimal_text(level.price), decimal_text(level.quantity)] for level in book.asks
                ],
            },
        )

    def trades(self, call: SimCall) -> object:
        """`fetch_trades` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.instrument)
        exchange = call.exchange
        values = trades_of(exchange, i.symbol, p.start_ts, p.count)
        values = values[::-1]
        answer = self.example("trades")
        row = first_row(answer, ("result", "data"))
        return put(answer, ("result", "data"), [_write_trade(row, v, exchange.instrument(v.symbol)) for v in values])

    def candles(self, call: SimCall) -> object:
        """`fetch_candles` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.instrument)
        exchange = call.exchange
        interval = interval_ns(
            {
                "1m": "1m",
                "5m": "5m",
                "15m": "15m",
                "30m": "30m",
                "1h": "1h",
                "2h": "2h",
                "4h": "4h",
                "12h": "12h",
                "1D": "1d",
                "7D": "1w",
                "1M": "1M",
            }.get(p.timeframe, p.timeframe)
        )
        tape = exchange.tape(i.symbol)
        values = tape.candles(
            interval,
            call.now_ns,
            since=(p.start_ts + 1000000) * 1_000_000 if p.start_ts is not None else None,
            limit=p.count,
        )
        answer = self.example("candles")
        row = first_row(answer, ("result", "data"))
        return put(answer, ("result", "data"), [_write_candle(row, v, i) for v in values])

    def valuations(self, call: SimCall) -> object:
        """`fetch_funding_rate` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.instrument)
        exchange = call.exchange
        v = funding_of(exchange, i.symbol)
        return put(
            self.example("valuations.funding"),
            ("result", "data", "0"),
            _write_funding(
                get(self.example("valuations.funding"), ("result", "data", "0")), v, exchange.instrument(v.symbol)
            ),
        )

    def place(self, call: SimCall) -> object:
        """`create_order` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.instrument)
        exchange = call.exchange
        style = read_style(_STYLES, {"type": p.type, "time_in_force": p.time_in_force})
        request = OrderRequest(
            symbol=i.symbol,
            post_only="POST_ONLY" in (p.exec_inst or []),
            reduce_only="REDUCE_ONLY" in (p.exec_inst or []),
            side=required(SIDE_IN.get(p.side), "side"),
            price=p.price,
            quantity=p.quantity,
            quote_quantity=p.notional,
            client_order_id=p.client_id,
            self_trade_prevention=STP_INST_IN.get(p.stp_inst) if p.stp_inst is not None else None,
            type=style["type"],
            time_in_force=(TIME_IN_FORCE_IN.get(p.time_in_force) or style.get("time_in_force")),
        )
        v = exchange.create_order(call.account, request).order
        return _write_create_order_ack(self.example("place"), v, exchange.instrument(v.symbol))

    def place_many(self, call: SimCall) -> object:
        """`create_orders` of the contract."""
        p = self.read(call)
        answer = self.example("place_many")
        documented = get(answer, ("result",))
        rows = self.one_by_one(
            call, p.orders, "place", self.place, documented, _write_create_orders_ack, (("code",), ("message",))
        )
        return put(answer, ("result",), rows)

    def amend(self, call: SimCall) -> object:
        """`edit_order` of the contract."""
        p = self.read(call)
        i = self.instrument_of(call, venue_order_id=p.id, client_order_id=p.client_id)
        exchange = call.exchange
        exchange.edit_order(
            call.account, i.symbol, venue_order_id=p.id, client_order_id=p.client_id, quantity=p.quantity, price=p.price
        )
        return self.example("amend")

    def cancel(self, call: SimCall) -> object:
        """`cancel_order` of the contract."""
        p = self.read(call)
        i = self.instrument_of(call, venue_order_id=p.id, client_order_id=p.client_id)
        exchange = call.exchange
        exchange.cancel_order(call.account, i.symbol, venue_order_id=p.id, client_order_id=p.client_id)
        return self.example("cancel")

    def cancel_all(self, call: SimCall) -> object:
        """`cancel_all_orders` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.instrument) if p.instrument is not None else None
        exchange = call.exchange
        exchange.cancel_all_orders(call.account, i.symbol if i is not None else None)
        return self.example("cancel_all")

    def order(self, call: SimCall) -> object:
        """`fetch_order` of the contract."""
        p = self.read(call)
        i = self.instrument_of(call, venue_order_id=p.id, client_order_id=p.client_id)
        exchange = call.exchange
        v = exchange.order(call.account, i.symbol, venue_order_id=p.id, client_order_id=p.client_id).order
        return put(
            self.example("order"),
            ("result",),
            _write_order(get(self.example("order"), ("result",)), v, exchange.instrument(v.symbol)),
        )

    def open_orders(self, call: SimCall) -> object:
        """`fetch_open_orders` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.instrument) if p.instrument is not None else None
        exchange = call.exchange
        values = [each.order for each in exchange.open_orders(call.account, i.symbol if i is not None else None)]
        answer = self.example("open_orders")
        row = first_row(answer, ("result", "data"))
        return put(answer, ("result", "data"), [_write_order(row, v, exchange.instrument(v.symbol)) for v in values])

    def fills(self, call: SimCall) -> object:
        """`fetch_my_trades` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.instrument) if p.instrument is not None else None
        exchange = call.exchange
        values = fills_of(exchange, call.account, i.symbol if i is not None else None, p.start, p.limit)
        values = values[::-1]
        answer = self.example("fills")
        row = first_row(answer, ("result", "data"))
        return put(answer, ("result", "data"), [_write_fill(row, v, exchange.instrument(v.symbol)) for v in values])

    def balance(self, call: SimCall) -> object:
        """`fetch_balances` of the contract."""
        self.read(call)
        exchange = call.exchange
        values = list(exchange.balances(call.account).values())
        answer = self.example("balance")
        row = first_row(answer, ("result", "data", "0", "position_balances"))
        return put(answer, ("result", "data", "0", "position_balances"), [_write_balance(row, v) for v in values])

    def positions(self, call: SimCall) -> object:
        """`fetch_positions` of the contract."""
        self.read(call)
        exchange = call.exchange
        values = exchange.positions(call.account)
        answer = self.example("positions")
        row = first_row(answer, ("result", "data"))
        return put(answer, ("result", "data"), [_write_position(row, v, exchange.instrument(v.symbol)) for v in values])
