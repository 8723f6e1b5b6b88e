"""Coinbase Advanced Trade, simulated: its routes, words, signatures and frames over the venue-neutral exchange.

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
    Side,
    Ticker,
    TimeInForce,
    Trade,
)
from venue_runtime.testing.dialect import FieldPath, SimBucket, SimCall, SimRoute, SimSocketRoute, Subscription
from venue_runtime.testing.filling import filled, get, put
from venue_runtime.testing.generated import ErrorPlace, GeneratedDialect, Param, Refusal, load_examples
from venue_runtime.testing.generated_socket import Envelope, GeneratedSocket, Hole, SharedSocket, TopicRule
from venue_runtime.testing.market_views import (
    candle_of,
    fills_of,
    first_row,
    interval_ns,
    read_style,
    required,
    ticker_of,
    write_style,
)
from venue_runtime.testing.verifying import Seen, SignedBy, Token, sent_time
from venue_runtime.wire import bool_text, decimal_text, iso_from_ns, ms_from_ns, s_from_ns

SIDE_IN = {"BUY": Side.BUY, "SELL": Side.SELL}

SIDE_OUT = {Side.BUY: "BUY", Side.SELL: "SELL"}

PRODUCT_TYPE_OUT = {InstrumentKind.SPOT: "SPOT", InstrumentKind.FUTURE: "FUTURE"}

TIME_IN_FORCE_OUT = {
    TimeInForce.GTC: "GOOD_UNTIL_CANCELLED",
    TimeInForce.GTD: "GOOD_UNTIL_DATE_TIME",
    TimeInForce.IOC: "IMMEDIATE_OR_CANCEL",
    TimeInForce.FOK: "FILL_OR_KILL",
}

LIQUIDITY_OUT = {Liquidity.MAKER: "MAKER", Liquidity.TAKER: "TAKER"}

MARGIN_TYPE_IN = {"CROSS": MarginMode.CROSS, "ISOLATED": MarginMode.ISOLATED}

POSITION_SIDE_OUT = {PositionSide.LONG: "LONG", PositionSide.SHORT: "SHORT"}

INSTRUMENTS: tuple[Instrument, ...] = (
    Instrument(
        symbol="BTC/USD",
        venue_symbol="BTC-USD",
        kind=InstrumentKind.SPOT,
        base="BTC",
        quote="USD",
        price_increment=Decimal("0.01"),
        quantity_increment=Decimal("0.00000001"),
        min_quantity=Decimal("0.00000001"),
        max_quantity=Decimal("3400"),
        min_notional=Decimal("1"),
    ),  # documented: products.spot
    Instrument(
        symbol="BTC/USDC",
        venue_symbol="BTC-USDC",
        kind=InstrumentKind.SPOT,
        base="BTC",
        quote="USDC",
        price_increment=Decimal("0.01"),
        quantity_increment=Decimal("0.00000001"),
        min_quantity=Decimal("0.00000001"),
        max_quantity=Decimal("3400"),
        min_notional=Decimal("1"),
    ),  # documented: products.spot
    Instrument(
        symbol="ETH/USD",
        venue_symbol="ETH-USD",
        kind=InstrumentKind.SPOT,
        base="ETH",
        quote="USD",
        price_increment=Decimal("0.01"),
        quantity_increment=Decimal("0.01"),
    ),
    Instrument(
        symbol="BTC/USD:USD-301220",
        venue_symbol="BIP-20DEC30-CDE",
        kind=InstrumentKind.FUTURE,
        base="BTC",
        quote="USD",
        settle="USD",
        price_increment=Decimal("5"),
        quantity_increment=Decimal("1"),
        min_quantity=Decimal("1"),
        max_quantity=Decimal("5000"),
        quantity_unit=QuantityUnit.CONTRACTS,
        contract_size=Decimal("0.01"),
        expiry=1924012800000000000,
    ),  # documented: products.future
    Instrument(
        symbol="BTC/USD:USD-260424",
        venue_symbol="BIT-24APR26-CDE",
        kind=InstrumentKind.FUTURE,
        base="BTC",
        quote="USD",
        settle="USD",
        price_increment=Decimal("5"),
        quantity_increment=Decimal("1"),
        min_quantity=Decimal("1"),
        max_quantity=Decimal("5000"),
        quantity_unit=QuantityUnit.CONTRACTS,
        contract_size=Decimal("0.01"),
        expiry=1777042800000000000,
    ),  # documented: products.future
)
"""What is traded where nobody says otherwise."""

_STYLES: Sequence[tuple[Mapping[str, tuple[Any, ...]], Mapping[str, Any]]] = (
    (
        {"type": (OrderType.LIMIT,), "post_only": (True,), "time_in_force": (TimeInForce.GTC,)},
        {"configuration": "limit_limit_gtc", "post_only": True},
    ),
    (
        {"type": (OrderType.LIMIT,), "post_only": (True,), "time_in_force": (TimeInForce.GTD,)},
        {"configuration": "limit_limit_gtd", "post_only": True},
    ),
    ({"type": (OrderType.LIMIT,), "post_only": (True,)}, {"configuration": "limit_limit_gtc", "post_only": True}),
    ({"type": (OrderType.LIMIT,), "time_in_force": (TimeInForce.IOC,)}, {"configuration": "sor_limit_ioc"}),
    ({"type": (OrderType.LIMIT,), "time_in_force": (TimeInForce.FOK,)}, {"configuration": "limit_limit_fok"}),
    (
        {"type": (OrderType.LIMIT,), "time_in_force": (TimeInForce.GTD,)},
        {"configuration": "limit_limit_gtd", "post_only": False},
    ),
    (
        {"type": (OrderType.LIMIT,), "time_in_force": (TimeInForce.GTC,)},
        {"configuration": "limit_limit_gtc", "post_only": False},
    ),
    ({"type": (OrderType.LIMIT,)}, {"configuration": "limit_limit_gtc", "post_only": False}),
    ({"type": (OrderType.MARKET,)}, {"configuration": "market_market_ioc"}),
    ({"type": (OrderType.MARKET,)}, {"configuration": "market_market_ioc"}),
    (
        {"type": (OrderType.STOP_LIMIT, OrderType.TAKE_PROFIT_LIMIT), "time_in_force": (TimeInForce.GTD,)},
        {"configuration": "stop_limit_stop_limit_gtd"},
    ),
    (
        {"type": (OrderType.STOP_LIMIT, OrderType.TAKE_PROFIT_LIMIT), "time_in_force": (TimeInForce.GTC,)},
        {"configuration": "stop_limit_stop_limit_gtc"},
    ),
    ({"type": (OrderType.STOP_LIMIT, OrderType.TAKE_PROFIT_LIMIT)}, {"configuration": "stop_limit_stop_limit_gtc"}),
)
"""What an order is → how the venue says it."""


def _style(v: Order) -> Mapping[str, Any]:
    """How the venue says what kind of order this is."""
    return write_style(_STYLES, v)


def _write_instrument(example: Any, v: Instrument) -> Any:
    """Instrument as `Product`."""
    return filled(
        example,
        {
            "base_currency_id": v.base if v.kind == InstrumentKind.SPOT else "",
            ("future_product_details", "contract_root_unit"): v.base if v.kind != InstrumentKind.SPOT else None,
            "status": "delisted" if v.status == InstrumentStatus.CLOSED else "online",
            "is_disabled": v.status == InstrumentStatus.HALTED,
            "trading_disabled": v.status == InstrumentStatus.HALTED,
            "view_only": False,
            "cancel_only": False,
            ("fcm_trading_session_details", "is_session_open"): True,
            "product_id": v.venue_symbol,
            "product_type": PRODUCT_TYPE_OUT[v.kind],
            "quote_currency_id": v.quote,
            "price_increment": decimal_text(v.price_increment) if v.price_increment is not None else None,
            "base_increment": decimal_text(v.quantity_increment) if v.quantity_increment is not None else None,
            "base_min_size": decimal_text(v.min_quantity) if v.min_quantity is not None else None,
            "base_max_size": decimal_text(v.max_quantity) if v.max_quantity is not None else None,
            "quote_min_size": decimal_text(v.min_notional) if v.min_notional is not None else None,
            ("future_product_details", "contract_size"): decimal_text(v.contract_size),
            ("future_product_details", "contract_expiry"): iso_from_ns(v.expiry) if v.expiry is not None else "",
        },
        {("future_product_details", "contract_root_unit")},
    )


def _write_ticker(example: Any, v: Ticker, i: Instrument) -> Any:
    """Ticker as `Trades`."""
    return filled(
        example,
        {
            "best_bid": decimal_text(v.bid) if v.bid is not None else "",
            "best_ask": decimal_text(v.ask) if v.ask is not None else "",
            ("trades", "0", "price"): decimal_text(v.last) if v.last is not None else None,
            ("trades", "0", "time"): iso_from_ns(v.ts_event) if v.ts_event is not None else None,
        },
    )


def _write_candle(example: Any, v: Candle, i: Instrument) -> Any:
    """Candle as `Candle`."""
    return filled(
        example,
        {
            "start": str(s_from_ns(v.ts_open)),
            "open": decimal_text(v.open),
            "high": decimal_text(v.high),
            "low": decimal_text(v.low),
            "close": decimal_text(v.close),
            "volume": decimal_text(v.volume),
        },
    )


def _write_create_order_ack(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `Created`."""
    return filled(example, {("success_response", "order_id"): v.venue_order_id})


def _write_order(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `Order`."""
    return filled(
        example,
        {
            "last_fill_time": None,
            "created_time": iso_from_ns(v.ts_event) if v.ts_event is not None else None,
            "order_type": (
                "MARKET" if v.type == OrderType.MARKET else "LIMIT" if v.type == OrderType.LIMIT else "STOP_LIMIT"
            ),
            ("order_configuration", "{}", "stop_direction"): (
                None
                if v.trigger_price is None
                else (
                    "STOP_DIRECTION_STOP_UP"
                    if (v.side == Side.BUY) == (v.type == OrderType.STOP_LIMIT)
                    else "STOP_DIRECTION_STOP_DOWN"
                )
            ),
            ("order_configuration", "{}", "base_size"): decimal_text(v.quantity) if v.quantity is not None else None,
            "status": (
                "OPEN"
                if v.status in (OrderStatus.NEW, OrderStatus.PARTIALLY_FILLED, OrderStatus.TRIGGERED)
                else (
                    "FILLED"
                    if v.status == OrderStatus.FILLED
                    else (
                        "CANCELLED"
                        if v.status == OrderStatus.CANCELED
                        else (
                            "EXPIRED"
                            if v.status == OrderStatus.EXPIRED
                            else (
                                "FAILED"
                                if v.status == OrderStatus.REJECTED
                                else "CANCEL_QUEUED" if v.status == OrderStatus.PENDING_CANCEL else "PENDING"
                            )
                        )
                    )
                )
            ),
            "pending_cancel": False,
            "trigger_status": "STOP_TRIGGERED" if v.status == OrderStatus.TRIGGERED else "INVALID_ORDER_TYPE",
            "reject_message": v.reason if v.status == OrderStatus.REJECTED else None,
            "cancel_message": v.reason if v.status != OrderStatus.REJECTED else None,
            "product_id": i.venue_symbol,
            "order_id": v.venue_order_id,
            "client_order_id": v.client_order_id,
            "side": SIDE_OUT[v.side] if v.side is not None else None,
            "time_in_force": TIME_IN_FORCE_OUT[v.time_in_force] if v.time_in_force is not None else None,
            ("order_configuration", "{}", "post_only"): v.post_only,
            ("order_configuration", "{}", "limit_price"): decimal_text(v.price) if v.price is not None else None,
            ("order_configuration", "{}", "stop_price"): (
                decimal_text(v.trigger_price) if v.trigger_price is not None else None
            ),
            ("order_configuration", "{}", "quote_size"): (
                decimal_text(v.quote_quantity) if v.quote_quantity is not None else None
            ),
            ("order_configuration", "{}", "end_time"): (
                iso_from_ns(v.expire_time) if v.expire_time is not None else None
            ),
            "filled_size": decimal_text(v.filled_quantity) if v.filled_quantity is not None else None,
            "average_filled_price": decimal_text(v.average_price) if v.average_price is not None else "",
            "last_update_time": iso_from_ns(v.ts_event) if v.ts_event is not None else "",
        },
        {
            "last_fill_time",
            ("order_configuration", "{}", "stop_direction"),
            ("order_configuration", "{}", "base_size"),
            "reject_message",
            "cancel_message",
            ("order_configuration", "{}", "post_only"),
            ("order_configuration", "{}", "limit_price"),
            ("order_configuration", "{}", "stop_price"),
            ("order_configuration", "{}", "quote_size"),
            ("order_configuration", "{}", "end_time"),
        },
    )


def _write_fill(example: Any, v: Fill, i: Instrument) -> Any:
    """Fill as `Fill`."""
    return filled(
        example,
        {
            "size": decimal_text(v.quantity),
            "size_in_quote": False,
            "trade_id": v.trade_id,
            "order_id": v.venue_order_id,
            "product_id": i.venue_symbol,
            "side": SIDE_OUT[v.side],
            "price": decimal_text(v.price),
            "commission": decimal_text(v.fee) if v.fee is not None else None,
            "liquidity_indicator": LIQUIDITY_OUT[v.liquidity] if v.liquidity is not None else None,
            "trade_time": iso_from_ns(v.ts_event) if v.ts_event is not None else None,
        },
    )


def _write_balance(example: Any, v: Balance) -> Any:
    """Balance as `Account`."""
    return filled(
        example,
        {
            "currency": v.currency,
            ("available_balance", "value"): decimal_text(v.free) if v.free is not None else None,
            ("hold", "value"): decimal_text(v.locked) if v.locked is not None else None,
        },
    )


def _write_position(example: Any, v: Position, i: Instrument) -> Any:
    """Position as `Position`."""
    return filled(
        example,
        {
            "product_id": i.venue_symbol,
            "side": POSITION_SIDE_OUT[v.side],
            "number_of_contracts": decimal_text(v.quantity),
            "avg_entry_price": decimal_text(v.entry_price) if v.entry_price is not None else "",
            "current_price": decimal_text(v.mark_price) if v.mark_price is not None else "",
            "unrealized_pnl": decimal_text(v.unrealized_pnl) if v.unrealized_pnl is not None else "",
        },
    )


def _write_stream_trade(example: Any, v: Trade, i: Instrument) -> Any:
    """Trade as `StreamTrade`."""
    return filled(
        example,
        {
            "side": "SELL" if v.side == Side.BUY else "BUY",
            "trade_id": v.trade_id,
            "price": decimal_text(v.price),
            "size": decimal_text(v.quantity),
            "time": iso_from_ns(v.ts_event) if v.ts_event is not None else None,
        },
    )


def _write_stream_ticker(example: Any, v: Ticker, i: Instrument) -> Any:
    """Ticker as `Ticker`."""
    return filled(
        example,
        {
            "best_bid": decimal_text(v.bid) if v.bid is not None else "",
            "best_bid_quantity": decimal_text(v.bid_quantity) if v.bid_quantity is not None else "",
            "best_ask": decimal_text(v.ask) if v.ask is not None else "",
            "best_ask_quantity": decimal_text(v.ask_quantity) if v.ask_quantity is not None else "",
            "price": decimal_text(v.last) if v.last is not None else None,
        },
    )


def _write_stream_candle(example: Any, v: Candle, i: Instrument) -> Any:
    """Candle as `StreamCandle`."""
    return filled(
        example,
        {
            "start": str(s_from_ns(v.ts_open)),
            "open": decimal_text(v.open),
            "high": decimal_text(v.high),
            "low": decimal_text(v.low),
            "close": decimal_text(v.close),
            "volume": decimal_text(v.volume),
        },
    )


def _write_user_order(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `UserOrder`."""
    return filled(
        example,
        {
            "order_type": (
                "MARKET" if v.type == OrderType.MARKET else "STOP_LIMIT" if v.trigger_price is not None else "LIMIT"
            ),
            "status": (
                "OPEN"
                if v.status in (OrderStatus.NEW, OrderStatus.PARTIALLY_FILLED, OrderStatus.TRIGGERED)
                else (
                    "FILLED"
                    if v.status == OrderStatus.FILLED
                    else (
                        "CANCELLED"
                        if v.status == OrderStatus.CANCELED
                        else (
                            "EXPIRED"
                            if v.status == OrderStatus.EXPIRED
                            else (
                                "FAILED"
                                if v.status == OrderStatus.REJECTED
                                else "CANCEL_QUEUED" if v.status == OrderStatus.PENDING_CANCEL else "PENDING"
                            )
                        )
                    )
                )
            ),
            "trigger_status": "STOP_TRIGGERED" if v.status == OrderStatus.TRIGGERED else "INVALID_ORDER_TYPE",
            "leaves_quantity": decimal_text(v.leaves_quantity or Decimal(0)),
            "cancel_reason": v.reason or "",
            "creation_time": iso_from_ns(v.ts_event) if v.ts_event is not None else None,
            "product_id": i.venue_symbol,
            "order_id": v.venue_order_id,
            "client_order_id": v.client_order_id,
            "order_side": SIDE_OUT[v.side] if v.side is not None else None,
            "time_in_force": TIME_IN_FORCE_OUT[v.time_in_force] if v.time_in_force is not None else None,
            "post_only": bool_text(v.post_only) if v.post_only is not None else None,
            "limit_price": decimal_text(v.price) if v.price is not None else "",
            "stop_price": decimal_text(v.trigger_price) if v.trigger_price is not None else "",
            "cumulative_quantity": decimal_text(v.filled_quantity) if v.filled_quantity is not None else None,
            "avg_price": decimal_text(v.average_price) if v.average_price is not None else "",
            "reject_reason": v.reason,
        },
        {"post_only"},
    )


class MarketSocket(GeneratedSocket):
    """Connection `market`."""

    subscribe: ClassVar[Any] = {
        "type": "subscribe",
        "product_ids": Hole("topic", ":", 1, ","),
        "channel": Hole("topic", ":", 0),
    }

    unsubscribe: ClassVar[Any] = {
        "type": "unsubscribe",
        "product_ids": Hole("topic", ":", 1, ","),
        "channel": Hole("topic", ":", 0),
    }

    topics = (
        TopicRule(
            channel="heartbeats", pattern="heartbeats:", key="heartbeats", always=True, example="stream_heartbeats"
        ),
        TopicRule(
            channel="level2",
            pattern="level2:(?P<symbol>[^@]+?)",
            key="l2_data",
            events=frozenset(["book"]),
            writer="level2",
            start="level2_start",
        ),
        TopicRule(
            channel="trades",
            pattern="market_trades:(?P<symbol>[^@]+?)",
            key="market_trades",
            events=frozenset(["trade"]),
            writer="trades",
        ),
        TopicRule(
            channel="ticker",
            pattern="ticker:(?P<symbol>[^@]+?)",
            key="ticker",
            events=frozenset(["quote", "trade"]),
            writer="ticker",
        ),
        TopicRule(
            channel="candles",
            pattern="candles:(?P<symbol>[^@]+?)",
            key="candles",
            events=frozenset(["trade"]),
            writer="candles",
        ),
    )

    ack = Envelope(body={"channel": "subscriptions"})

    refused = ErrorPlace({"channel": "subscriptions", "type": "error"}, None, "message")

    counted = ("sequence_num",)

    push = Envelope(body={"channel": {}, "events": {}}, key="channel", payload="events")

    def level2_start(self, subscription: Subscription) -> Any:
        """What a subscription to the channel begins with."""
        u = self.start_book(subscription)
        answer = self.dialect.example("stream_level2.snapshot")
        return [
            filled(
                first_row(answer, ()),
                {
                    "type": "snapshot",
                    "updates": [
                        filled(
                            {
                                "side": "bid",
                                "event_time": "1970-01-01T00:00:00Z",
                                "price_level": "21921.73",
                                "new_quantity": "0.06317902",
                            },
                            {
                                "side": "bid",
                                "price_level": decimal_text(level.price),
                                "new_quantity": decimal_text(level.quantity),
                            },
                        )
                        for level in u.bids
                    ]
                    + [
                        filled(
                            {
                                "side": "bid",
                                "event_time": "1970-01-01T00:00:00Z",
                                "price_level": "21921.73",
                                "new_quantity": "0.06317902",
                            },
                            {
                                "side": "offer",
                                "price_level": decimal_text(level.price),
                                "new_quantity": decimal_text(level.quantity),
                            },
                        )
                        for level in u.asks
                    ],
                },
            )
        ]

    def level2(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `level2`; None where it does not report the event."""
        u = self.next_book(subscription, event)
        if u is None:
            return None
        answer = self.dialect.example("stream_level2.update")
        return [
            filled(
                first_row(answer, ()),
                {
                    "updates": [
                        filled(
                            {
                                "side": "bid",
                                "event_time": "1970-01-01T00:00:00Z",
                                "price_level": "21921.73",
                                "new_quantity": "0.06317902",
                            },
                            {
                                "side": "bid",
                                "price_level": decimal_text(level.price),
                                "new_quantity": decimal_text(level.quantity),
                            },
                        )
                        for level in u.bids
                    ]
                    + [
                        filled(
                            {
                                "side": "bid",
                                "event_time": "1970-01-01T00:00:00Z",
                                "price_level": "21921.73",
                                "new_quantity": "0.06317902",
                            },
                            {
                                "side": "offer",
                                "price_level": decimal_text(level.price),
                                "new_quantity": decimal_text(level.quantity),
                            },
                        )
                        for level in u.asks
                    ]
                },
            )
        ]

    def trades(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `trades`; None where it does not report the event."""
        exchange = self.connection.context.exchange
        i = exchange.instrument(event.symbol)
        v = event.trade
        answer = self.dialect.example("stream_trades")
        row = first_row(answer, ("0", "trades"))
        return put(answer, ("0", "trades"), [_write_stream_trade(row, v, i)])

    def ticker(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `ticker`; None where it does not report the event."""
        exchange = self.connection.context.exchange
        i = exchange.instrument(event.symbol)
        v = ticker_of(exchange, event.symbol)
        answer = self.dialect.example("stream_ticker")
        row = first_row(answer, ("0", "tickers"))
        return put(answer, ("0", "tickers"), [_write_stream_ticker(row, v, i)])

    def candles(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `candles`; None where it does not report the event."""
        interval = interval_ns("5m")
        exchange = self.connection.context.exchange
        i = exchange.instrument(event.symbol)
        v = candle_of(exchange, event.symbol, interval)
        answer = self.dialect.example("stream_candles")
        row = first_row(answer, ("0", "candles"))
        return put(answer, ("0", "candles"), [_write_stream_candle(row, v, i)])


class UserSocket(GeneratedSocket):
    """Connection `user`."""

    subscribe: ClassVar[Any] = {
        "type": "subscribe",
        "product_ids": Hole("topic", ":", 1, ","),
        "channel": Hole("topic", ":", 0),
    }

    subscribe_auth = "stream"

    unsubscribe: ClassVar[Any] = {
        "type": "unsubscribe",
        "product_ids": Hole("topic", ":", 1, ","),
        "channel": Hole("topic", ":", 0),
    }

    topics = (
        TopicRule(
            channel="user_heartbeats", pattern="heartbeats:", key="heartbeats", always=True, example="stream_heartbeats"
        ),
        TopicRule(
            channel="user", pattern="user:[^@]*?", key="user", private=True, events=frozenset(["order"]), writer="user"
        ),
    )

    ack = Envelope(body={"channel": "subscriptions"})

    refused = ErrorPlace({"channel": "subscriptions", "type": "error"}, None, "message")

    counted = ("sequence_num",)

    push = Envelope(body={"channel": {}, "events": {}}, key="channel", payload="events")

    def user(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `user`; None where it does not report the event."""
        i = self.instrument(event.symbol)
        names = {"filled": "stream_user"} if event.fill is not None else {"new": "stream_user.open"}
        answer = self.dialect.example(names.get(event.order.status.value) or next(iter(names.values())))
        return put(answer, ("0", "orders"), [_write_user_order(first_row(answer, ("0", "orders")), event.order, i)])


class SimulatedCoinbaseAdvanced(GeneratedDialect):
    """Implements `SimDialect`."""

    venue = "coinbase_advanced"
    params: ClassVar[Mapping[str, Sequence[Param]]] = {
        "time": (),
        "products": (Param("product_type", "kind", str), Param("limit", "limit", int), Param("offset", "offset", int)),
        "product": (Param("product_id", "symbol", str, required=True),),
        "book": (
            Param("product_id", "symbol", str, required=True),
            Param("limit", "limit", int),
            Param("aggregation_price_increment", "aggregation_price_increment", Decimal),
        ),
        "trades": (
            Param("product_id", "symbol", str, required=True),
            Param("limit", "limit", int, required=True),
            Param("start", "start", int, time="s"),
            Param("end", "end", int, time="s"),
        ),
        "candles": (
            Param("product_id", "symbol", str, required=True),
            Param("start", "start", int, required=True, time="s"),
            Param("end", "end", int, required=True, time="s"),
            Param("granularity", "granularity", str, required=True),
            Param("limit", "limit", int),
        ),
        "create": (
            Param("client_order_id", "client_order_id", str, required=True),
            Param("product_id", "symbol", str, required=True),
            Param("side", "side", str, required=True),
            Param("leverage", "leverage", Decimal),
            Param("margin_type", "margin_type", str),
            Param("preview_id", "preview_id", str),
            Param("sor_preference", "sor_preference", str),
            Param("configuration", "configuration", str, required=True),
            Param("order_configuration.{configuration}.quote_size", "quote_size", Decimal),
            Param("order_configuration.{configuration}.base_size", "base_size", Decimal),
            Param("order_configuration.{configuration}.limit_price", "limit_price", Decimal),
            Param("order_configuration.{configuration}.stop_price", "stop_price", Decimal),
            Param("order_configuration.{configuration}.stop_trigger_price", "stop_trigger_price", Decimal),
            Param("order_configuration.{configuration}.stop_direction", "stop_direction", str),
            Param("order_configuration.{configuration}.end_time", "end_time", int, time="iso"),
            Param("order_configuration.{configuration}.post_only", "post_only", bool),
        ),
        "preview": (
            Param("product_id", "symbol", str, required=True),
            Param("side", "side", str, required=True),
            Param("leverage", "leverage", Decimal),
            Param("margin_type", "margin_type", str),
            Param("configuration", "configuration", str, required=True),
            Param("order_configuration.{configuration}.quote_size", "quote_size", Decimal),
            Param("order_configuration.{configuration}.base_size", "base_size", Decimal),
            Param("order_configuration.{configuration}.limit_price", "limit_price", Decimal),
            Param("order_configuration.{configuration}.stop_price", "stop_price", Decimal),
            Param("order_configuration.{configuration}.stop_trigger_price", "stop_trigger_price", Decimal),
            Param("order_configuration.{configuration}.stop_direction", "stop_direction", str),
            Param("order_configuration.{configuration}.end_time", "end_time", int, time="iso"),
            Param("order_configuration.{configuration}.post_only", "post_only", bool),
        ),
        "edit": (
            Param("order_id", "order_id", str, required=True),
            Param("price", "price", Decimal, required=True),
            Param("size", "size", Decimal, required=True),
            Param("stop_price", "stop_price", Decimal),
            Param("cancel_attached_order", "cancel_attached_order", bool),
        ),
        "preview_edit": (
            Param("order_id", "order_id", str, required=True),
            Param("price", "price", Decimal, required=True),
            Param("size", "size", Decimal, required=True),
            Param("stop_price", "stop_price", Decimal),
        ),
        "cancel": (Param("order_ids", "order_ids", list[str], required=True),),
        "order": (Param("order_id", "order_id", str, required=True),),
        "orders": (
            Param("order_ids", "order_ids", str),
            Param("product_ids", "symbol", str),
            Param("product_type", "kind", str),
            Param("order_status", "state", str),
            Param("order_side", "side", str),
            Param("start_date", "start", int, time="iso"),
            Param("end_date", "end", int, time="iso"),
            Param("limit", "limit", int),
            Param("cursor", "cursor", str),
        ),
        "fills": (
            Param("order_ids", "order_ids", str),
            Param("trade_ids", "trade_ids", str),
            Param("product_ids", "symbol", str),
            Param("start_sequence_timestamp", "start", int, time="iso"),
            Param("end_sequence_timestamp", "end", int, time="iso"),
            Param("limit", "limit", int),
            Param("cursor", "cursor", str),
        ),
        "accounts": (Param("limit", "limit", int), Param("cursor", "cursor", str)),
        "positions": (),
        "position": (Param("product_id", "symbol", str, required=True),),
    }
    costs: ClassVar[Mapping[str, Any]] = {
        "time": {"public": 1},
        "products": {"public": 1},
        "product": {"public": 1},
        "book": {"public": 1},
        "trades": {"public": 1},
        "candles": {"public": 1},
        "create": {"private": 1},
        "preview": {"private": 1},
        "edit": {"private": 1},
        "preview_edit": {"private": 1},
        "cancel": {"private": 1},
        "order": {"private": 1},
        "orders": {"private": 1},
        "fills": {"private": 1},
        "accounts": {"private": 1},
        "positions": {"private": 1},
        "position": {"private": 1},
    }
    refusals = (
        Refusal(InsufficientFunds, "INSUFFICIENT_FUND", "Insufficient balance in source account", 200, ("create",)),
        Refusal(OrderError, "UNKNOWN_PREVIEW_FAILURE_REASON", "The order configuration was invalid", 200, ("create",)),
        Refusal(OrderNotFound, "ORDER_NOT_FOUND", "no text", 200, ("edit",)),
        Refusal(OrderNotFound, "unknown", "order with this orderID was not found", 404, ("order",)),
        Refusal(VenueResponseError, "unknown", ""),
        Refusal(PermissionDenied, "PERMISSION_DENIED", ""),
        Refusal(InvalidOrder, "INVALID_ARGUMENT", ""),
        Refusal(DuplicateOrderId, "DUPLICATE_CLIENT_ORDER_ID", ""),
        Refusal(PostOnlyRejected, "INVALID_LIMIT_PRICE_POST_ONLY", ""),
        Refusal(MarketClosed, "ORDER_ENTRY_DISABLED", ""),
        Refusal(CancelRejected, "UNKNOWN_CANCEL_FAILURE_REASON", ""),
    )
    statuses: ClassVar[Mapping[type[VenueError], int]] = {
        AuthenticationError: 401,
        PermissionDenied: 403,
        RateLimitExceeded: 429,
        VenueUnavailable: 500,
    }
    error_place = ErrorPlace({"success": False}, "error", "message")
    shown_instruments = INSTRUMENTS
    refused_status = 200
    signed_fields = frozenset()
    used_headers: ClassVar[Mapping[str, tuple[str, bool]]] = {
        "public": ("x-ratelimit-remaining", True),
        "private": ("x-ratelimit-remaining", True),
    }
    channels: Sequence[str] = ("heartbeats", "level2", "trades", "ticker", "candles", "user_heartbeats", "user")
    buckets: Sequence[SimBucket] = (
        SimBucket("public", 10, 1000000000, per="ip", window="sliding"),
        SimBucket("private", 30, 1000000000, per="account", window="sliding"),
    )
    enum_fields: Mapping[str, Sequence[FieldPath]] = {
        "level2": (("events", "*", "updates", "*", "side"),),
        "trades": (("events", "*", "trades", "*", "side"),),
        "user": (
            ("events", "*", "orders", "*", "order_side"),
            ("events", "*", "orders", "*", "status"),
            ("events", "*", "orders", "*", "time_in_force"),
        ),
    }

    def __init__(self) -> None:
        super().__init__(load_examples(__file__))
        self.routes = (
            SimRoute("GET", "/api/v3/brokerage/time", "time", self.time, cost=self.cost),
            SimRoute("GET", "/api/v3/brokerage/market/products", "products", self.products, cost=self.cost),
            SimRoute(
                "GET",
                "/api/v3/brokerage/market/products/{product_id}",
                "product",
                self.documented("product"),
                cost=self.cost,
            ),
            SimRoute("GET", "/api/v3/brokerage/market/product_book", "book", self.book, cost=self.cost),
            SimRoute(
                "GET", "/api/v3/brokerage/market/products/{product_id}/ticker", "trades", self.trades, cost=self.cost
            ),
            SimRoute(
                "GET", "/api/v3/brokerage/market/products/{product_id}/candles", "candles", self.candles, cost=self.cost
            ),
            SimRoute("POST", "/api/v3/brokerage/orders", "create", self.create, "signed", command=True, cost=self.cost),
            SimRoute(
                "POST",
                "/api/v3/brokerage/orders/preview",
                "preview",
                self.documented("preview"),
                "signed",
                cost=self.cost,
            ),
            SimRoute(
                "POST", "/api/v3/brokerage/orders/edit", "edit", self.edit, "signed", command=True, cost=self.cost
            ),
            SimRoute(
                "POST",
                "/api/v3/brokerage/orders/edit_preview",
                "preview_edit",
                self.documented("preview_edit"),
                "signed",
                cost=self.cost,
            ),
            SimRoute(
                "POST",
                "/api/v3/brokerage/orders/batch_cancel",
                "cancel",
                self.cancel,
                "signed",
                command=True,
                cost=self.cost,
            ),
            SimRoute(
                "GET", "/api/v3/brokerage/orders/historical/{order_id}", "order", self.order, "signed", cost=self.cost
            ),
            SimRoute(
                "GET", "/api/v3/brokerage/orders/historical/batch", "orders", self.orders, "signed", cost=self.cost
            ),
            SimRoute("GET", "/api/v3/brokerage/orders/historical/fills", "fills", self.fills, "signed", cost=self.cost),
            SimRoute("GET", "/api/v3/brokerage/accounts", "accounts", self.accounts, "signed", cost=self.cost),
            SimRoute("GET", "/api/v3/brokerage/cfm/positions", "positions", self.positions, "signed", cost=self.cost),
            SimRoute(
                "GET",
                "/api/v3/brokerage/cfm/positions/{product_id}",
                "position",
                self.documented("position"),
                "signed",
                cost=self.cost,
            ),
        )
        self.sockets = (
            SimSocketRoute(
                "market",
                "/",
                lambda connection: SharedSocket((MarketSocket(connection, self), UserSocket(connection, self))),
                message_limit=8,
                message_window_ns=1000000000,
                also=("user",),
            ),
        )

    def verify(self, call: SimCall) -> str:
        """See `SimDialect`."""
        if call.auth == "signed":
            return self._verify_signed(call)
        if call.auth == "stream":
            return self._verify_stream(call)
        raise AuthenticationError(f"no such scheme: {call.auth}")

    def _verify_signed(self, call: SimCall) -> str:
        seen = Seen(call)
        (part_1_0,) = seen.parts("header", "Authorization", "Bearer\\ (.+?)")
        token = Token.read(part_1_0)
        now = sent_time(token.get("claims", "nbf"), "s")
        account, credentials = self.account_of(call, "api_key", token.get("header", "kid"))
        self.check_same(credentials.reveal("api_key"), token.get("claims", "sub"))
        self.check_token(
            credentials,
            token,
            (
                SignedBy(
                    "private_key",
                    "by-key",
                    "text",
                    ("pem_ec_p256", "pem_ed25519", "ed25519_raw64_base64", "ed25519_seed_base64"),
                ),
            ),
            {"kid": credentials.reveal("api_key"), "nonce": token.get("header", "nonce"), "typ": "JWT"},
            {
                "sub": credentials.reveal("api_key"),
                "iss": "cdp",
                "nbf": now // 1_000_000_000,
                "exp": now // 1_000_000_000 + 120,
                "uri": seen.method + " " + ("api.coinbase.com") + seen.path,
            },
        )
        self.check_time(call, now, 5_000_000_000)
        return account

    def _verify_stream(self, call: SimCall) -> str:
        seen = Seen(call)
        token = Token.read(seen.get("msg", "jwt"))
        now = sent_time(token.get("claims", "nbf"), "s")
        account, credentials = self.account_of(call, "api_key", token.get("header", "kid"))
        self.check_same(credentials.reveal("api_key"), token.get("claims", "sub"))
        self.check_token(
            credentials,
            token,
            (
                SignedBy(
                    "private_key",
                    "by-key",
                    "text",
                    ("pem_ec_p256", "pem_ed25519", "ed25519_raw64_base64", "ed25519_seed_base64"),
                ),
            ),
            {"kid": credentials.reveal("api_key"), "nonce": token.get("header", "nonce"), "typ": "JWT"},
            {
                "sub": credentials.reveal("api_key"),
                "iss": "cdp",
                "nbf": now // 1_000_000_000,
                "exp": now // 1_000_000_000 + 120,
            },
        )
        self.check_time(call, now, 5_000_000_000)
        return account

    def products(self, call: SimCall) -> object:
        """`load_instruments` of the contract."""
        self.read(call)
        exchange = call.exchange
        values = list(exchange.instruments.values())
        answer = self.example("products.spot")
        row = first_row(answer, ("products",))
        return put(answer, ("products",), [_write_instrument(row, v) for v in values])

    def time(self, call: SimCall) -> object:
        """`fetch_time` of the contract."""
        self.read(call)
        return filled(self.example("time"), {"epochMillis": str(ms_from_ns(call.now_ns))})

    def trades(self, call: SimCall) -> object:
        """`fetch_ticker` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol)
        exchange = call.exchange
        v = ticker_of(exchange, i.symbol)
        return _write_ticker(self.example("trades"), v, exchange.instrument(v.symbol))

    def book(self, call: SimCall) -> object:
        """`fetch_order_book` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol)
        exchange = call.exchange
        book = exchange.book(i.symbol, p.limit)
        return filled(
            self.example("book"),
            {
                ("pricebook", "bids"): [
                    {"price": decimal_text(level.price), "size": decimal_text(level.quantity)} for level in book.bids
                ],
                ("pricebook", "asks"): [
                    {"price": decimal_text(level.price), "size": decimal_text(level.quantity)} for level in book.asks
                ],
            },
        )

    def candles(self, call: SimCall) -> object:
        """`fetch_candles` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol)
        exchange = call.exchange
        interval = interval_ns(
            {
                "ONE_MINUTE": "1m",
                "FIVE_MINUTE": "5m",
                "FIFTEEN_MINUTE": "15m",
                "THIRTY_MINUTE": "30m",
                "ONE_HOUR": "1h",
                "TWO_HOUR": "2h",
                "SIX_HOUR": "6h",
                "ONE_DAY": "1d",
            }.get(p.granularity, p.granularity)
        )
        tape = exchange.tape(i.symbol)
        values = tape.candles(interval, call.now_ns, since=p.start, limit=p.limit)
        values = values[::-1]
        answer = self.example("candles")
        row = first_row(answer, ("candles",))
        return put(answer, ("candles",), [_write_candle(row, v, i) for v in values])

    def create(self, call: SimCall) -> object:
        """`create_order` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol)
        exchange = call.exchange
        style = read_style(_STYLES, {"configuration": p.configuration, "post_only": p.post_only})
        request = OrderRequest(
            symbol=i.symbol,
            type=(
                OrderType.MARKET
                if p.configuration.startswith("market")
                else (
                    OrderType.LIMIT
                    if not p.configuration.startswith("stop")
                    else (
                        OrderType.STOP_LIMIT
                        if (p.side == "BUY") == (p.stop_direction == "STOP_DIRECTION_STOP_UP")
                        else OrderType.TAKE_PROFIT_LIMIT
                    )
                )
            ),
            client_order_id=p.client_order_id,
            side=required(SIDE_IN.get(p.side), "side"),
            quote_quantity=p.quote_size,
            quantity=p.base_size,
            price=p.limit_price,
            trigger_price=p.stop_price,
            expire_time=p.end_time,
            margin_mode=MARGIN_TYPE_IN.get(p.margin_type) if p.margin_type is not None else None,
            post_only=style.get("post_only", False),
            time_in_force=style.get("time_in_force"),
        )
        v = exchange.create_order(call.account, request).order
        return _write_create_order_ack(self.example("create"), v, exchange.instrument(v.symbol))

    def edit(self, call: SimCall) -> object:
        """`edit_order` of the contract."""
        p = self.read(call)
        i = self.instrument_of(call, venue_order_id=p.order_id, client_order_id=None)
        exchange = call.exchange
        exchange.edit_order(
            call.account, i.symbol, venue_order_id=p.order_id, client_order_id=None, quantity=p.size, price=p.price
        )
        return self.example("edit")

    def cancel(self, call: SimCall) -> object:
        """`cancel_order` of the contract."""
        p = self.read(call)
        answer = self.example("cancel")
        return put(
            answer,
            ("results",),
            self.canceled_alone(
                call,
                p.order_ids,
                first_row(answer, ("results",)),
                {"success": False},
                (("failure_reason",), ("failure_reason",)),
                (),
            ),
        )

    def order(self, call: SimCall) -> object:
        """`fetch_order` of the contract."""
        p = self.read(call)
        i = self.instrument_of(call, venue_order_id=p.order_id, client_order_id=None)
        exchange = call.exchange
        v = exchange.order(call.account, i.symbol, venue_order_id=p.order_id, client_order_id=None).order
        return put(
            self.example("order"),
            ("order",),
            _write_order(get(self.example("order"), ("order",)), v, exchange.instrument(v.symbol)),
        )

    def orders(self, call: SimCall) -> object:
        """`fetch_open_orders` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol) if p.symbol is not None else None
        exchange = call.exchange
        values = [
            each.order
            for each in (exchange.open_orders if p.state is not None else exchange.all_orders)(
                call.account, i.symbol if i is not None else None
            )
        ]
        values = values[::-1]
        answer = self.example("orders")
        answer = put(answer, ("has_next",), False)
        row = first_row(answer, ("orders",))
        return put(answer, ("orders",), [_write_order(row, v, exchange.instrument(v.symbol)) for v in values])

    def fills(self, call: SimCall) -> object:
        """`fetch_my_trades` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol) if p.symbol is not None else None
        exchange = call.exchange
        values = fills_of(exchange, call.account, i.symbol if i is not None else None, p.start, p.limit)
        values = values[::-1]
        answer = self.example("fills")
        answer = put(answer, ("cursor",), "")
        row = first_row(answer, ("fills",))
        return put(answer, ("fills",), [_write_fill(row, v, exchange.instrument(v.symbol)) for v in values])

    def accounts(self, call: SimCall) -> object:
        """`fetch_balances` of the contract."""
        self.read(call)
        exchange = call.exchange
        values = list(exchange.balances(call.account).values())
        answer = self.example("accounts")
        answer = put(answer, ("has_next",), False)
        row = first_row(answer, ("accounts",))
        return put(answer, ("accounts",), [_write_balance(row, v) for v in values])

    def positions(self, call: SimCall) -> object:
        """`fetch_positions` of the contract."""
        self.read(call)
        exchange = call.exchange
        values = exchange.positions(call.account)
        answer = self.example("positions")
        row = first_row(answer, ("positions",))
        return put(answer, ("positions",), [_write_position(row, v, exchange.instrument(v.symbol)) for v in values])
