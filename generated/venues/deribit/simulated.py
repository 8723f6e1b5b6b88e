"""Deribit, simulated: its routes, words, signatures and frames over the venue-neutral exchange.

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
from venue_runtime.exprs import json_number
from venue_runtime.model import (
    Balance,
    Candle,
    Fill,
    FundingRate,
    Instrument,
    InstrumentKind,
    InstrumentStatus,
    Liquidity,
    OptionType,
    Order,
    OrderRequest,
    OrderStatus,
    OrderType,
    Position,
    PositionSide,
    PriceBand,
    QuantityUnit,
    Side,
    Ticker,
    TimeInForce,
    Trade,
    TriggerBy,
)
from venue_runtime.testing.dialect import FieldPath, SimBucket, SimCall, SimRoute, SimSocketRoute, Subscription
from venue_runtime.testing.filling import filled, get, put, with_columns
from venue_runtime.testing.generated import ErrorPlace, GeneratedDialect, Param, Refusal, load_examples
from venue_runtime.testing.generated_socket import Envelope, GeneratedSocket, Hole, Login, SharedSocket, TopicRule
from venue_runtime.testing.market_views import (
    candle_of,
    fills_of,
    first_row,
    funding_of,
    interval_ns,
    read_style,
    ticker_of,
    trades_of,
    write_style,
)
from venue_runtime.testing.verifying import Seen, SignedBy, sent_time
from venue_runtime.wire import decimal_text

from .simulated_fix import SimulatedDeribitFix

SIDE_OUT = {Side.BUY: "buy", Side.SELL: "sell"}

STATE_OUT = {
    InstrumentStatus.TRADING: "open",
    InstrumentStatus.HALTED: "settlement",
    InstrumentStatus.CLOSED: "delivered",
}

OPTION_SIDE_OUT = {OptionType.CALL: "call", OptionType.PUT: "put"}

ORDER_TYPE_OUT = {
    OrderType.LIMIT: "limit",
    OrderType.MARKET: "market",
    OrderType.STOP_LIMIT: "stop_limit",
    OrderType.STOP: "stop_market",
    OrderType.TAKE_PROFIT_LIMIT: "take_limit",
    OrderType.TAKE_PROFIT: "take_market",
    OrderType.TRAILING_STOP: "trailing_stop",
}

LIFE_IN = {
    "good_til_cancelled": TimeInForce.GTC,
    "good_til_day": TimeInForce.DAY,
    "fill_or_kill": TimeInForce.FOK,
    "immediate_or_cancel": TimeInForce.IOC,
}

LIFE_OUT = {
    TimeInForce.GTC: "good_til_cancelled",
    TimeInForce.DAY: "good_til_day",
    TimeInForce.FOK: "fill_or_kill",
    TimeInForce.IOC: "immediate_or_cancel",
}

TRIGGER_IN = {"last_price": TriggerBy.LAST, "mark_price": TriggerBy.MARK, "index_price": TriggerBy.INDEX}

ORDER_STATE_OUT = {
    OrderStatus.NEW: "open",
    OrderStatus.FILLED: "filled",
    OrderStatus.REJECTED: "rejected",
    OrderStatus.CANCELED: "cancelled",
    OrderStatus.TRIGGERED: "triggered",
    OrderStatus.PARTIALLY_FILLED: "open",
    OrderStatus.EXPIRED: "cancelled",
}

ROLE_OUT = {Liquidity.MAKER: "M", Liquidity.TAKER: "T"}

INSTRUMENTS: tuple[Instrument, ...] = (
    Instrument(
        symbol="BTC/USD:BTC",
        venue_symbol="BTC-PERPETUAL",
        kind=InstrumentKind.PERPETUAL,
        base="BTC",
        quote="USD",
        settle="BTC",
        price_increment=Decimal("0.5"),
        quantity_increment=Decimal("10"),
        min_quantity=Decimal("10"),
        quantity_unit=QuantityUnit.QUOTE,
        contract_size=Decimal("10"),
        inverse=True,
    ),  # documented: instruments
    Instrument(
        symbol="ETH/USD:ETH",
        venue_symbol="ETH-PERPETUAL",
        kind=InstrumentKind.PERPETUAL,
        base="ETH",
        quote="USD",
        settle="ETH",
        price_increment=Decimal("0.01"),
        quantity_increment=Decimal("0.01"),
    ),
    Instrument(
        symbol="BTC/USD:BTC-230929",
        venue_symbol="BTC-29SEP23",
        kind=InstrumentKind.FUTURE,
        base="BTC",
        quote="USD",
        settle="BTC",
        price_increment=Decimal("2.5"),
        quantity_increment=Decimal("10"),
        min_quantity=Decimal("10"),
        quantity_unit=QuantityUnit.QUOTE,
        contract_size=Decimal("10"),
        inverse=True,
        expiry=1695974400000000000,
    ),  # documented: instruments
    Instrument(
        symbol="BTC/USD:BTC-200925",
        venue_symbol="BTC-25SEP20",
        kind=InstrumentKind.FUTURE,
        base="BTC",
        quote="USD",
        settle="BTC",
        price_increment=Decimal("0.01"),
        quantity_increment=Decimal("0.01"),
    ),
    Instrument(
        symbol="BTC/USD:BTC-200626",
        venue_symbol="BTC-26JUN20",
        kind=InstrumentKind.FUTURE,
        base="BTC",
        quote="USD",
        settle="BTC",
        price_increment=Decimal("0.01"),
        quantity_increment=Decimal("0.01"),
    ),
    Instrument(
        symbol="BTC/USD:BTC-200527-8750-C",
        venue_symbol="BTC-27MAY20-8750-C",
        kind=InstrumentKind.OPTION,
        base="BTC",
        quote="USD",
        settle="BTC",
        price_increment=Decimal("0.01"),
        quantity_increment=Decimal("0.01"),
    ),
    Instrument(
        symbol="BTC/USD:BTC-190215-3250-P",
        venue_symbol="BTC-15FEB19-3250-P",
        kind=InstrumentKind.OPTION,
        base="BTC",
        quote="USD",
        settle="BTC",
        price_increment=Decimal("0.01"),
        quantity_increment=Decimal("0.01"),
    ),
    Instrument(
        symbol="BTC/USD:BTC-230113-16000-P",
        venue_symbol="BTC-13JAN23-16000-P",
        kind=InstrumentKind.OPTION,
        base="BTC",
        quote="USD",
        settle="BTC",
        price_increment=Decimal("0.0005"),
        quantity_increment=Decimal("0.1"),
        min_quantity=Decimal("0.1"),
        inverse=True,
        expiry=1673596800000000000,
        strike=Decimal("16000"),
        option_type=OptionType.PUT,
        price_bands=(PriceBand(Decimal("120"), Decimal("0.001")), PriceBand(Decimal("200"), Decimal("0.003"))),
    ),  # documented: instruments.option
    Instrument(
        symbol="BTC/USD:BTC-260424-72000-C",
        venue_symbol="BTC-24APR26-72000-C",
        kind=InstrumentKind.OPTION,
        base="BTC",
        quote="USD",
        settle="BTC",
        price_increment=Decimal("0.01"),
        quantity_increment=Decimal("0.01"),
    ),
)
"""What is traded where nobody says otherwise."""

_STYLES: Sequence[tuple[Mapping[str, tuple[Any, ...]], Mapping[str, Any]]] = (
    (
        {"type": (OrderType.LIMIT,), "post_only": (True,), "time_in_force": (TimeInForce.GTC,)},
        {"kind": "limit", "life": "good_til_cancelled", "post_only": True, "reject_post_only": True},
    ),
    (
        {"type": (OrderType.LIMIT,), "post_only": (True,)},
        {"kind": "limit", "life": "good_til_cancelled", "post_only": True, "reject_post_only": True},
    ),
    ({"type": (OrderType.LIMIT,)}, {"kind": "limit", "post_only": False}),
    ({"type": (OrderType.MARKET,)}, {"kind": "market"}),
    ({"type": (OrderType.STOP,)}, {"kind": "stop_market"}),
    ({"type": (OrderType.STOP_LIMIT,)}, {"kind": "stop_limit", "post_only": False}),
    ({"type": (OrderType.TAKE_PROFIT,)}, {"kind": "take_market"}),
    ({"type": (OrderType.TAKE_PROFIT_LIMIT,)}, {"kind": "take_limit", "post_only": False}),
    ({"type": (OrderType.TRAILING_STOP,)}, {"kind": "trailing_stop"}),
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
            "kind": (
                "future"
                if v.kind in (InstrumentKind.PERPETUAL, InstrumentKind.FUTURE)
                else "option" if v.kind == InstrumentKind.OPTION else "spot"
            ),
            "settlement_period": "perpetual" if v.kind == InstrumentKind.PERPETUAL else "month",
            "counter_currency": v.quote,
            "settlement_currency": v.settle,
            "state": (
                "open"
                if v.status == InstrumentStatus.TRADING
                else "halted" if v.status == InstrumentStatus.HALTED else "inactive"
            ),
            "is_active": v.status == InstrumentStatus.TRADING,
            "instrument_type": None if v.kind == InstrumentKind.SPOT else "reversed" if v.inverse else "linear",
            "future_type": None,
            "expiration_timestamp": v.expiry // 1000000 if v.expiry is not None else None,
            "instrument_name": v.venue_symbol,
            "base_currency": v.base,
            "tick_size": json_number(v.price_increment) if v.price_increment is not None else None,
            "tick_size_steps": [
                {"above_price": json_number(band.above), "tick_size": json_number(band.increment)}
                for band in v.price_bands
            ],
            "min_trade_amount": json_number(v.quantity_increment) if v.quantity_increment is not None else None,
            "contract_size": json_number(v.contract_size),
            "strike": json_number(v.strike) if v.strike is not None else None,
            "option_type": OPTION_SIDE_OUT[v.option_type] if v.option_type is not None else None,
        },
        {"settlement_currency", "instrument_type", "strike", "option_type"},
    )


def _write_ticker(example: Any, v: Ticker, i: Instrument) -> Any:
    """Ticker as `Ticker`."""
    return filled(
        example,
        {
            "instrument_name": i.venue_symbol,
            "best_bid_price": json_number(v.bid) if v.bid is not None else None,
            "best_bid_amount": json_number(v.bid_quantity) if v.bid_quantity is not None else None,
            "best_ask_price": json_number(v.ask) if v.ask is not None else None,
            "best_ask_amount": json_number(v.ask_quantity) if v.ask_quantity is not None else None,
            "last_price": json_number(v.last) if v.last is not None else None,
            "timestamp": v.ts_event // 1_000_000 if v.ts_event is not None else None,
        },
    )


def _write_funding(example: Any, v: FundingRate, i: Instrument) -> Any:
    """FundingRate as `Ticker`."""
    return filled(
        example,
        {
            "instrument_name": i.venue_symbol,
            "funding_8h": json_number(v.rate),
            "mark_price": json_number(v.mark_price) if v.mark_price is not None else None,
            "index_price": json_number(v.index_price) if v.index_price is not None else None,
        },
    )


def _write_trade(example: Any, v: Trade, i: Instrument) -> Any:
    """Trade as `Trade`."""
    return filled(
        example,
        {
            "trade_id": v.trade_id,
            "instrument_name": i.venue_symbol,
            "direction": SIDE_OUT[v.side] if v.side is not None else None,
            "price": json_number(v.price),
            "amount": json_number(v.quantity),
            "timestamp": v.ts_event // 1_000_000 if v.ts_event is not None else None,
        },
    )


def _write_candle(example: Any, v: Candle, i: Instrument) -> Any:
    """Candle as `Bar`."""
    return filled(
        example,
        {
            "0": v.ts_open // 1_000_000,
            "1": json_number(v.open),
            "2": json_number(v.high),
            "3": json_number(v.low),
            "4": json_number(v.close),
            "5": json_number(v.volume),
        },
    )


def _write_order(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `Order`."""
    return filled(
        example,
        {
            "order_state": ORDER_STATE_OUT[v.status],
            "average_price": json_number(v.average_price or Decimal(0)),
            "instrument_name": i.venue_symbol,
            "order_id": v.venue_order_id,
            "label": v.client_order_id if v.client_order_id is not None else "",
            "direction": SIDE_OUT[v.side] if v.side is not None else None,
            "order_type": ORDER_TYPE_OUT[v.type] if v.type is not None else None,
            "time_in_force": LIFE_OUT[v.time_in_force] if v.time_in_force is not None else None,
            "post_only": v.post_only,
            "reduce_only": v.reduce_only,
            "price": json_number(v.price) if v.price is not None else "",
            "trigger_price": json_number(v.trigger_price) if v.trigger_price is not None else None,
            "amount": json_number(v.quantity) if v.quantity is not None else None,
            "filled_amount": json_number(v.filled_quantity) if v.filled_quantity is not None else None,
            "cancel_reason": v.reason,
            "last_update_timestamp": v.ts_event // 1_000_000 if v.ts_event is not None else None,
        },
        {"reduce_only", "trigger_price", "amount", "filled_amount", "cancel_reason"},
    )


def _write_fill(example: Any, v: Fill, i: Instrument) -> Any:
    """Fill as `Fill`."""
    return filled(
        example,
        {
            "trade_id": v.trade_id,
            "order_id": v.venue_order_id,
            "label": v.client_order_id,
            "instrument_name": i.venue_symbol,
            "direction": SIDE_OUT[v.side],
            "price": json_number(v.price),
            "amount": json_number(v.quantity),
            "fee": json_number(v.fee) if v.fee is not None else None,
            "fee_currency": v.fee_currency,
            "liquidity": ROLE_OUT[v.liquidity] if v.liquidity is not None else None,
            "timestamp": v.ts_event // 1_000_000 if v.ts_event is not None else None,
        },
        {"label", "liquidity"},
    )


def _write_balance(example: Any, v: Balance) -> Any:
    """Balance as `Summary`."""
    return filled(
        example,
        {
            "equity": json_number(v.total or Decimal(0)),
            "available_funds": json_number(v.free or Decimal(0)),
            "currency": v.currency,
        },
    )


def _write_position(example: Any, v: Position, i: Instrument) -> Any:
    """Position as `Position`."""
    return filled(
        example,
        {
            "kind": "option" if i.kind == InstrumentKind.OPTION else "future",
            "direction": "zero" if v.quantity == 0 else "sell" if v.side == PositionSide.SHORT else "buy",
            "size": json_number(v.quantity if v.side == PositionSide.LONG else -v.quantity),
            "instrument_name": i.venue_symbol,
            "average_price": json_number(v.entry_price) if v.entry_price is not None else None,
            "mark_price": json_number(v.mark_price) if v.mark_price is not None else None,
            "floating_profit_loss": json_number(v.unrealized_pnl) if v.unrealized_pnl is not None else None,
            "leverage": json_number(v.leverage) if v.leverage is not None else None,
            "estimated_liquidation_price": (
                json_number(v.liquidation_price) if v.liquidation_price is not None else None
            ),
        },
        {"leverage", "estimated_liquidation_price"},
    )


def _write_candle_event(example: Any, v: Candle, i: Instrument) -> Any:
    """Candle as `BarEvent`."""
    return filled(
        example,
        {
            "tick": v.ts_open // 1_000_000,
            "open": json_number(v.open),
            "high": json_number(v.high),
            "low": json_number(v.low),
            "close": json_number(v.close),
            "volume": json_number(v.volume),
        },
    )


class PublicSocket(GeneratedSocket):
    """Connection `public`."""

    subscribe: ClassVar[Any] = {
        "jsonrpc": "2.0",
        "id": Hole("id"),
        "method": "public/subscribe",
        "params": {"channels": Hole("topics")},
    }

    unsubscribe: ClassVar[Any] = {
        "jsonrpc": "2.0",
        "id": Hole("id"),
        "method": "public/unsubscribe",
        "params": {"channels": Hole("topics")},
    }

    topics = (
        TopicRule(
            channel="book",
            pattern="book\\.(?P<symbol>[^@]+?)\\.(?P<interval>[^@{}]+)",
            events=frozenset(["book"]),
            writer="book",
            start="book_start",
        ),
        TopicRule(
            channel="trades",
            pattern="trades\\.(?P<symbol>[^@]+?)\\.(?P<interval>[^@{}]+)",
            events=frozenset(["trade"]),
            writer="trades",
        ),
        TopicRule(
            channel="ticker",
            pattern="ticker\\.(?P<symbol>[^@]+?)\\.(?P<interval>[^@{}]+)",
            events=frozenset(["quote", "trade"]),
            writer="ticker",
        ),
        TopicRule(
            channel="candles",
            pattern="chart\\.trades\\.(?P<symbol>[^@]+?)\\.(?P<resolution>[^@{}]+)",
            events=frozenset(["trade"]),
            writer="candles",
        ),
    )

    ack = Envelope(body={"id": {}}, id="id", accepted="result")

    refused = ErrorPlace({"id": {}}, ("error", "code"), ("error", "message"), True)

    push = Envelope(
        body={"method": "subscription", "params": {"data": {}}}, key=("params", "channel"), payload=("params", "data")
    )

    accepted = (
        {"jsonrpc": "2.0", "id": Hole("id"), "method": "public/set_heartbeat", "params": {"interval": 30}},
        {"jsonrpc": "2.0", "id": Hole("id"), "method": "public/test", "params": {}},
    )

    def book_start(self, subscription: Subscription) -> Any:
        """What a subscription to the channel begins with."""
        u = self.start_book(subscription)
        return filled(
            self.dialect.example("stream_book.snapshot"),
            {
                "instrument_name": self.instrument(u.symbol).venue_symbol,
                "change_id": u.last_id,
                "prev_change_id": u.previous_id,
                "type": "snapshot",
                "timestamp": u.ts_event // 1_000_000,
                "bids": [
                    filled(
                        ["new", "5042.34", 30],
                        {
                            "1": json_number(level.price),
                            "2": json_number(level.quantity),
                            "0": "new" if level.quantity else "delete",
                        },
                    )
                    for level in u.bids
                ],
                "asks": [
                    filled(
                        ["new", "5042.34", 30],
                        {
                            "1": json_number(level.price),
                            "2": json_number(level.quantity),
                            "0": "new" if level.quantity else "delete",
                        },
                    )
                    for level in u.asks
                ],
            },
        )

    def book(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `book`; None where it does not report the event."""
        u = self.next_book(subscription, event)
        if u is None:
            return None
        return filled(
            self.dialect.example("stream_book.change"),
            {
                "instrument_name": self.instrument(u.symbol).venue_symbol,
                "change_id": u.last_id,
                "prev_change_id": u.previous_id,
                "timestamp": u.ts_event // 1_000_000,
                "bids": [
                    filled(
                        ["new", "5042.34", 30],
                        {
                            "1": json_number(level.price),
                            "2": json_number(level.quantity),
                            "0": "new" if level.quantity else "delete",
                        },
                    )
                    for level in u.bids
                ],
                "asks": [
                    filled(
                        ["new", "5042.34", 30],
                        {
                            "1": json_number(level.price),
                            "2": json_number(level.quantity),
                            "0": "new" if level.quantity else "delete",
                        },
                    )
                    for level in u.asks
                ],
            },
        )

    def trades(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `trades`; None where it does not report the event."""
        exchange = self.connection.context.exchange
        i = exchange.instrument(event.symbol)
        v = event.trade
        return [
            filled(
                _write_trade(first_row(self.dialect.example("stream_trades"), ()), v, i),
                {"instrument_name": i.venue_symbol},
            )
        ]

    def ticker(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `ticker`; None where it does not report the event."""
        exchange = self.connection.context.exchange
        i = exchange.instrument(event.symbol)
        v = ticker_of(exchange, event.symbol)
        return filled(_write_ticker(self.dialect.example("stream_ticker"), v, i), {"instrument_name": i.venue_symbol})

    def candles(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `candles`; None where it does not report the event."""
        interval = interval_ns(
            {
                "1": "1m",
                "3": "3m",
                "5": "5m",
                "10": "10m",
                "15": "15m",
                "30": "30m",
                "60": "1h",
                "120": "2h",
                "180": "3h",
                "360": "6h",
                "720": "12h",
                "1D": "1d",
            }[subscription.data[1]["resolution"]]
        )
        exchange = self.connection.context.exchange
        i = exchange.instrument(event.symbol)
        v = candle_of(exchange, event.symbol, interval)
        return _write_candle_event(self.dialect.example("stream_candles"), v, i)


class PrivateSocket(GeneratedSocket):
    """Connection `private`."""

    subscribe: ClassVar[Any] = {
        "jsonrpc": "2.0",
        "id": Hole("id"),
        "method": "private/subscribe",
        "params": {"channels": Hole("topics")},
    }

    unsubscribe: ClassVar[Any] = {
        "jsonrpc": "2.0",
        "id": Hole("id"),
        "method": "private/unsubscribe",
        "params": {"channels": Hole("topics")},
    }

    rpc: ClassVar[Any] = {"jsonrpc": "2.0", "id": Hole("id"), "method": Hole("method"), "params": Hole("params")}

    rpc_auth: ClassVar[Any] = {"bearer": "session"}

    methods: ClassVar[Any] = {
        "private/buy": ("buy",),
        "private/sell": ("sell",),
        "private/edit": ("edit",),
        "private/cancel": ("cancel",),
        "private/cancel_by_label": ("cancel_by_label",),
        "private/cancel_all": ("cancel_all",),
        "private/cancel_all_by_instrument": ("cancel_all_by_instrument",),
        "private/enable_cancel_on_disconnect": ("cancel_on_disconnect",),
        "private/get_order_state": ("order",),
        "private/get_order_state_by_label": ("orders_by_label",),
    }

    topics = (
        TopicRule(
            channel="orders",
            pattern="user\\.orders\\.any\\.any\\.raw",
            private=True,
            events=frozenset(["order"]),
            writer="orders",
        ),
        TopicRule(
            channel="fills",
            pattern="user\\.trades\\.any\\.any\\.raw",
            private=True,
            events=frozenset(["order"]),
            writer="fills",
        ),
        TopicRule(
            channel="changes", pattern="user\\.changes\\.any\\.any\\.raw", private=True, example="stream_changes"
        ),
        TopicRule(
            channel="portfolio",
            pattern="user\\.portfolio\\.any",
            private=True,
            events=frozenset(["balance"]),
            writer="portfolio",
        ),
    )

    ack = Envelope(body={"id": {}}, id="id", accepted="result")

    refused = ErrorPlace({"id": {}}, ("error", "code"), ("error", "message"), True)

    push = Envelope(
        body={"method": "subscription", "params": {"data": {}}}, key=("params", "channel"), payload=("params", "data")
    )

    reply = Envelope(id="id", payload=())

    errors = ErrorPlace({}, ("error", "code"), ("error", "message"), True)

    login = Login(method="public/auth", auth="login", channels=())

    accepted = (
        {"jsonrpc": "2.0", "id": Hole("id"), "method": "public/set_heartbeat", "params": {"interval": 30}},
        {"jsonrpc": "2.0", "id": Hole("id"), "method": "public/test", "params": {}},
    )

    def orders(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `orders`; None where it does not report the event."""
        i = self.instrument(event.symbol)
        names = {"new": "stream_orders"}
        answer = self.dialect.example(names.get(event.order.status.value) or next(iter(names.values())))
        return _write_order(answer, event.order, i)

    def fills(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `fills`; None where it does not report the event."""
        i = self.instrument(event.symbol)
        if event.fill is None:
            return None
        answer = self.dialect.example("stream_fills")
        return [_write_fill(first_row(answer, ()), event.fill, i)]

    def portfolio(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `portfolio`; None where it does not report the event."""
        return _write_balance(self.dialect.example("stream_portfolio"), event.balances[-1])


class SimulatedDeribit(GeneratedDialect):
    """Implements `SimDialect`."""

    venue = "deribit"
    params: ClassVar[Mapping[str, Sequence[Param]]] = {
        "auth": (Param("grant_type", "grant_type", str, const="client_signature"), Param("scope", "scope", str)),
        "auth_by_secret": (
            Param("grant_type", "grant_type", str, const="client_credentials"),
            Param("scope", "scope", str),
        ),
        "refresh": (
            Param("grant_type", "grant_type", str, const="refresh_token"),
            Param("refresh_token", "refresh_token", str, required=True),
        ),
        "time": (),
        "status": (),
        "test": (),
        "instruments": (
            Param("currency", "currency", str, default="any"),
            Param("kind", "kind", str),
            Param("expired", "expired", bool),
        ),
        "instrument": (Param("instrument_name", "name", str, required=True),),
        "ticker": (Param("instrument_name", "name", str, required=True),),
        "order_book": (Param("instrument_name", "name", str, required=True), Param("depth", "depth", int)),
        "trades": (
            Param("instrument_name", "name", str, required=True),
            Param("count", "limit", int),
            Param("sorting", "sorting", str),
        ),
        "trades_since": (
            Param("instrument_name", "name", str, required=True),
            Param("start_timestamp", "start", int, required=True),
            Param("end_timestamp", "end", int, required=True),
            Param("count", "limit", int),
            Param("sorting", "sorting", str),
        ),
        "candles": (
            Param("instrument_name", "name", str, required=True),
            Param("start_timestamp", "start", int, required=True),
            Param("end_timestamp", "end", int, required=True),
            Param("resolution", "resolution", str, required=True),
        ),
        "buy": (
            Param("instrument_name", "name", str, required=True),
            Param("amount", "amount", Decimal, required=True),
            Param("type", "kind", str, required=True),
            Param("label", "label", str),
            Param("price", "price", Decimal),
            Param("time_in_force", "life", str),
            Param("display_amount", "display_amount", Decimal),
            Param("post_only", "post_only", bool),
            Param("reject_post_only", "reject_post_only", bool),
            Param("reduce_only", "reduce_only", bool),
            Param("trigger_price", "trigger_price", Decimal),
            Param("trigger_offset", "trigger_offset", Decimal),
            Param("trigger", "trigger", str),
            Param("advanced", "advanced", str),
            Param("mmp", "mmp", bool),
            Param("valid_until", "valid_until", int),
        ),
        "sell": (
            Param("instrument_name", "name", str, required=True),
            Param("amount", "amount", Decimal, required=True),
            Param("type", "kind", str, required=True),
            Param("label", "label", str),
            Param("price", "price", Decimal),
            Param("time_in_force", "life", str),
            Param("display_amount", "display_amount", Decimal),
            Param("post_only", "post_only", bool),
            Param("reject_post_only", "reject_post_only", bool),
            Param("reduce_only", "reduce_only", bool),
            Param("trigger_price", "trigger_price", Decimal),
            Param("trigger_offset", "trigger_offset", Decimal),
            Param("trigger", "trigger", str),
            Param("advanced", "advanced", str),
            Param("mmp", "mmp", bool),
            Param("valid_until", "valid_until", int),
        ),
        "edit": (
            Param("order_id", "id", str, required=True),
            Param("amount", "amount", Decimal, required=True),
            Param("price", "price", Decimal),
            Param("post_only", "post_only", bool),
            Param("reject_post_only", "reject_post_only", bool),
            Param("trigger_price", "trigger_price", Decimal),
            Param("trigger_offset", "trigger_offset", Decimal),
            Param("advanced", "advanced", str),
            Param("valid_until", "valid_until", int),
        ),
        "cancel": (Param("order_id", "id", str, required=True),),
        "cancel_by_label": (Param("label", "label", str, required=True), Param("currency", "currency", str)),
        "cancel_all": (),
        "cancel_all_by_instrument": (Param("instrument_name", "name", str, required=True),),
        "cancel_on_disconnect": (Param("scope", "scope", str, const="connection"),),
        "order": (Param("order_id", "id", str, required=True),),
        "orders_by_label": (
            Param("currency", "currency", str, required=True),
            Param("label", "label", str, required=True),
        ),
        "open_orders": (),
        "open_orders_by_instrument": (Param("instrument_name", "name", str, required=True),),
        "fills": (
            Param("currency", "currency", str, required=True),
            Param("count", "limit", int),
            Param("start_timestamp", "start", int),
            Param("sorting", "sorting", str),
            Param("historical", "historical", bool),
        ),
        "fills_by_instrument": (
            Param("instrument_name", "name", str, required=True),
            Param("count", "limit", int),
            Param("start_timestamp", "start", int),
            Param("sorting", "sorting", str),
            Param("historical", "historical", bool),
        ),
        "summaries": (),
        "positions": (Param("currency", "currency", str), Param("kind", "kind", str)),
    }
    costs: ClassVar[Mapping[str, Any]] = {
        "auth": {"credits": 500},
        "auth_by_secret": {"credits": 500},
        "refresh": {"credits": 500},
        "time": {"credits": 500},
        "status": {"credits": 500},
        "test": {"credits": 500},
        "instruments": {"credits": 500, "instruments": 1},
        "instrument": {"credits": 500},
        "ticker": {"credits": 500},
        "order_book": {"credits": 500},
        "trades": {"credits": 500},
        "trades_since": {"credits": 500},
        "candles": {"credits": 500},
        "buy": {"matching": 1},
        "sell": {"matching": 1},
        "edit": {"matching": 1},
        "cancel": {"matching": 1},
        "cancel_by_label": {"matching": 1},
        "cancel_all": {"matching": 1},
        "cancel_all_by_instrument": {"matching": 1},
        "cancel_on_disconnect": {"credits": 500},
        "order": {"credits": 500},
        "orders_by_label": {"credits": 500},
        "open_orders": {"credits": 500},
        "open_orders_by_instrument": {"credits": 500},
        "fills": {"credits": 500},
        "fills_by_instrument": {"credits": 500},
        "summaries": {"credits": 500},
        "positions": {"credits": 500},
    }
    refusals = (
        Refusal(AuthenticationError, "13004", "invalid_credentials", 400, ("auth",)),
        Refusal(VenueResponseError, "-32602", "Invalid params", 400, ("instruments",)),
        Refusal(VenueResponseError, "10001", "error", 400, ("buy",)),
        Refusal(InvalidOrder, "10002", "qty_too_low", 400, ("buy",)),
        Refusal(InvalidOrder, "10007", "price_too_high 43666.4288", 400, ("buy",)),
        Refusal(InsufficientFunds, "10009", "not_enough_funds", 400, ("buy",)),
        Refusal(MarketClosed, "10012", "book_closed", 400, ("buy",)),
        Refusal(RateLimitExceeded, "10028", "too_many_requests", 400, ("buy",)),
        Refusal(PostOnlyRejected, "11054", "post_only_reject", 400, ("buy",)),
        Refusal(VenueUnavailable, "11094", "internal_server_error", 400, ("buy",)),
        Refusal(CancelRejected, "11044", "not_open_order", 400, ("cancel",)),
        Refusal(OrderNotFound, "10004", "order_not_found", 400, ("order",)),
        Refusal(VenueUnavailable, "11051", "system_maintenance", 400, ("summaries",)),
        Refusal(AuthenticationError, "13009", "invalid_token", 400, ("summaries",), gone=True),
        Refusal(OrderError, "10013", ""),
        Refusal(PermissionDenied, "10072", ""),
    )
    statuses: ClassVar[Mapping[type[VenueError], int]] = {RateLimitExceeded: 429, VenueUnavailable: 500}
    error_place = ErrorPlace({}, ("error", "code"), ("error", "message"), True)
    shown_instruments = INSTRUMENTS
    signed_fields = frozenset(["client_id", "client_secret", "data", "nonce", "signature", "timestamp"])
    used_headers: ClassVar[Mapping[str, tuple[str, bool]]] = {}
    channels: Sequence[str] = ("book", "trades", "ticker", "candles", "orders", "fills", "changes", "portfolio")
    buckets: Sequence[SimBucket] = (
        SimBucket("credits", 50000, 1000000000, per="account", window="decay"),
        SimBucket("matching", 20, 1000000000, per="account", window="decay"),
        SimBucket("instruments", 1, 1000000000, per="ip", window="sliding"),
    )
    enum_fields: Mapping[str, Sequence[FieldPath]] = {
        "trades": (("params", "data", "*", "direction"),),
        "ticker": (("params", "data", "state"),),
        "fills": (("params", "data", "*", "direction"), ("params", "data", "*", "liquidity")),
        "changes": (
            ("params", "data", "orders", "*", "direction"),
            ("params", "data", "orders", "*", "order_type"),
            ("params", "data", "orders", "*", "order_state"),
            ("params", "data", "orders", "*", "time_in_force"),
            ("params", "data", "orders", "*", "trigger"),
            ("params", "data", "trades", "*", "direction"),
            ("params", "data", "trades", "*", "liquidity"),
            ("params", "data", "positions", "*", "kind"),
            ("params", "data", "positions", "*", "direction"),
        ),
    }

    def __init__(self) -> None:
        super().__init__(load_examples(__file__))
        self.routes = (
            SimRoute("GET", "/api/v2/public/auth", "auth", self.auth, "granted", cost=self.cost),
            SimRoute("GET", "/api/v2/public/auth", "auth_by_secret", self.documented(""), "secret", cost=self.cost),
            SimRoute("GET", "/api/v2/public/auth", "refresh", self.documented("auth"), cost=self.cost),
            SimRoute("GET", "/api/v2/public/get_time", "time", self.time, cost=self.cost),
            SimRoute("GET", "/api/v2/public/status", "status", self.documented(""), cost=self.cost),
            SimRoute("GET", "/api/v2/public/test", "test", self.documented("test"), cost=self.cost),
            SimRoute("GET", "/api/v2/public/get_instruments", "instruments", self.instruments, cost=self.cost),
            SimRoute(
                "GET", "/api/v2/public/get_instrument", "instrument", self.documented("instrument"), cost=self.cost
            ),
            SimRoute("GET", "/api/v2/public/ticker", "ticker", self.ticker, cost=self.cost),
            SimRoute("GET", "/api/v2/public/get_order_book", "order_book", self.order_book, cost=self.cost),
            SimRoute("GET", "/api/v2/public/get_last_trades_by_instrument", "trades", self.trades, cost=self.cost),
            SimRoute(
                "GET",
                "/api/v2/public/get_last_trades_by_instrument_and_time",
                "trades_since",
                self.trades_since,
                cost=self.cost,
            ),
            SimRoute("GET", "/api/v2/public/get_tradingview_chart_data", "candles", self.candles, cost=self.cost),
            SimRoute("GET", "/api/v2/private/buy", "buy", self.buy, "bearer", command=True, cost=self.cost),
            SimRoute("GET", "/api/v2/private/sell", "sell", self.sell, "bearer", command=True, cost=self.cost),
            SimRoute("GET", "/api/v2/private/edit", "edit", self.edit, "bearer", command=True, cost=self.cost),
            SimRoute("GET", "/api/v2/private/cancel", "cancel", self.cancel, "bearer", command=True, cost=self.cost),
            SimRoute(
                "GET",
                "/api/v2/private/cancel_by_label",
                "cancel_by_label",
                self.documented("cancel_all"),
                "bearer",
                command=True,
                cost=self.cost,
            ),
            SimRoute(
                "GET",
                "/api/v2/private/cancel_all",
                "cancel_all",
                self.cancel_all,
                "bearer",
                command=True,
                cost=self.cost,
            ),
            SimRoute(
                "GET",
                "/api/v2/private/cancel_all_by_instrument",
                "cancel_all_by_instrument",
                self.cancel_all_by_instrument,
                "bearer",
                command=True,
                cost=self.cost,
            ),
            SimRoute(
                "GET",
                "/api/v2/private/enable_cancel_on_disconnect",
                "cancel_on_disconnect",
                self.documented("cancel_on_disconnect"),
                "bearer",
                command=True,
                cost=self.cost,
            ),
            SimRoute("GET", "/api/v2/private/get_order_state", "order", self.order, "bearer", cost=self.cost),
            SimRoute(
                "GET",
                "/api/v2/private/get_order_state_by_label",
                "orders_by_label",
                self.orders_by_label,
                "bearer",
                cost=self.cost,
            ),
            SimRoute(
                "GET", "/api/v2/private/get_open_orders", "open_orders", self.open_orders, "bearer", cost=self.cost
            ),
            SimRoute(
                "GET",
                "/api/v2/private/get_open_orders_by_instrument",
                "open_orders_by_instrument",
                self.open_orders_by_instrument,
                "bearer",
                cost=self.cost,
            ),
            SimRoute(
                "GET", "/api/v2/private/get_user_trades_by_currency", "fills", self.fills, "bearer", cost=self.cost
            ),
            SimRoute(
                "GET",
                "/api/v2/private/get_user_trades_by_instrument",
                "fills_by_instrument",
                self.fills_by_instrument,
                "bearer",
                cost=self.cost,
            ),
            SimRoute(
                "GET", "/api/v2/private/get_account_summaries", "summaries", self.summaries, "bearer", cost=self.cost
            ),
            SimRoute("GET", "/api/v2/private/get_positions", "positions", self.positions, "bearer", cost=self.cost),
        )
        self.sockets = (
            SimSocketRoute(
                "public",
                "/ws/api/v2",
                lambda connection: SharedSocket((PublicSocket(connection, self), PrivateSocket(connection, self))),
                also=("private",),
            ),
        )
        self.fix = SimulatedDeribitFix(self)

    def verify(self, call: SimCall) -> str:
        """See `SimDialect`."""
        if call.auth == "granted":
            return self._verify_granted(call)
        if call.auth == "login":
            return self._verify_login(call)
        if call.auth == "secret":
            return self._verify_secret(call)
        if call.auth == "bearer":
            return self._verify_bearer(call)
        if call.auth == "session":
            return self._verify_session(call)
        raise AuthenticationError(f"no such scheme: {call.auth}")

    def _verify_granted(self, call: SimCall) -> str:
        seen = Seen(call, "/api/v2")
        ts = seen.get("query", "timestamp")
        now = sent_time(ts, "ms")
        word = seen.get("query", "nonce")
        signature = seen.get("query", "signature")
        account, credentials = self.account_of(call, "client_id", seen.get("query", "client_id"))
        self.check_signature(
            credentials, "\n".join((ts, word, "")), signature, (SignedBy("client_secret", "hmac-sha256"),)
        )
        self.check_time(call, now, 5_000_000_000)
        return account

    def _verify_login(self, call: SimCall) -> str:
        seen = Seen(call, "/api/v2")
        ts = seen.get("params", "timestamp")
        now = sent_time(ts, "ms")
        word = seen.get("params", "nonce")
        signature = seen.get("params", "signature")
        account, credentials = self.account_of(call, "client_id", seen.get("params", "client_id"))
        self.check_signature(
            credentials, "\n".join((str(ts), word, "")), signature, (SignedBy("client_secret", "hmac-sha256"),)
        )
        self.check_time(call, now, 5_000_000_000)
        return account

    def _verify_secret(self, call: SimCall) -> str:
        seen = Seen(call, "/api/v2")
        account, credentials = self.account_of(call, "client_id", seen.get("query", "client_id"))
        self.check_same(credentials.reveal("client_secret"), seen.get("query", "client_secret"))
        return account

    def _verify_bearer(self, call: SimCall) -> str:
        seen = Seen(call, "/api/v2")
        (part_1_0,) = seen.parts("header", "Authorization", "Bearer\\ (.+?)")
        account = self.holder_of(call, "session", part_1_0)
        credentials = call.context.accounts[account]
        return account

    def _verify_session(self, call: SimCall) -> str:
        return self.session_of(call)

    def instruments(self, call: SimCall) -> object:
        """`load_instruments` of the contract."""
        self.read(call)
        exchange = call.exchange
        values = list(exchange.instruments.values())
        answer = self.example("instruments")
        row = first_row(answer, ("result",))
        return put(answer, ("result",), [_write_instrument(row, v) for v in values])

    def time(self, call: SimCall) -> object:
        """`fetch_time` of the contract."""
        self.read(call)
        return filled(self.example("time"), {"result": call.now_ns // 1_000_000})

    def ticker(self, call: SimCall) -> object:
        """`fetch_ticker` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.name)
        exchange = call.exchange
        v = ticker_of(exchange, i.symbol)
        return put(
            self.example("ticker"),
            ("result",),
            _write_funding(
                _write_ticker(get(self.example("ticker"), ("result",)), v, exchange.instrument(v.symbol)),
                funding_of(exchange, i.symbol),
                i,
            ),
        )

    def order_book(self, call: SimCall) -> object:
        """`fetch_order_book` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.name)
        exchange = call.exchange
        book = exchange.book(i.symbol, p.depth)
        return filled(
            self.example("order_book"),
            {
                ("result", "bids"): [[decimal_text(level.price), decimal_text(level.quantity)] for level in book.bids],
                ("result", "asks"): [[decimal_text(level.price), decimal_text(level.quantity)] for level in book.asks],
                ("result", "change_id"): book.last_id,
            },
        )

    def trades(self, call: SimCall) -> object:
        """`fetch_trades` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.name)
        exchange = call.exchange
        values = trades_of(exchange, i.symbol, None, p.limit)
        values = values[::-1]
        answer = self.example("trades")
        row = first_row(answer, ("result", "trades"))
        return put(answer, ("result", "trades"), [_write_trade(row, v, exchange.instrument(v.symbol)) for v in values])

    def trades_since(self, call: SimCall) -> object:
        """`fetch_trades` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.name)
        exchange = call.exchange
        values = trades_of(exchange, i.symbol, p.start * 1_000_000, p.limit)
        answer = self.example("trades")
        row = first_row(answer, ("result", "trades"))
        return put(answer, ("result", "trades"), [_write_trade(row, v, exchange.instrument(v.symbol)) for v in values])

    def candles(self, call: SimCall) -> object:
        """`fetch_candles` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.name)
        exchange = call.exchange
        interval = interval_ns(
            {
                "1": "1m",
                "3": "3m",
                "5": "5m",
                "10": "10m",
                "15": "15m",
                "30": "30m",
                "60": "1h",
                "120": "2h",
                "180": "3h",
                "360": "6h",
                "720": "12h",
                "1D": "1d",
            }.get(p.resolution, p.resolution)
        )
        tape = exchange.tape(i.symbol)
        values = tape.candles(interval, call.now_ns, since=p.start * 1_000_000, limit=None)
        rows = [_write_candle([], v, i) for v in values]
        return with_columns(
            self.example("candles"),
            (
                ("result", "ticks"),
                ("result", "open"),
                ("result", "high"),
                ("result", "low"),
                ("result", "close"),
                ("result", "volume"),
            ),
            rows,
        )

    def buy(self, call: SimCall) -> object:
        """`create_order` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.name)
        exchange = call.exchange
        style = read_style(
            _STYLES, {"kind": p.kind, "life": p.life, "post_only": p.post_only, "reject_post_only": p.reject_post_only}
        )
        request = OrderRequest(
            symbol=i.symbol,
            side=Side.BUY,
            quantity=p.amount,
            client_order_id=p.label,
            price=p.price,
            display_quantity=p.display_amount,
            trigger_price=p.trigger_price,
            trailing_offset=p.trigger_offset,
            trigger_by=TRIGGER_IN.get(p.trigger) if p.trigger is not None else None,
            type=style["type"],
            post_only=style.get("post_only", False),
            time_in_force=(LIFE_IN.get(p.life)),
        )
        report = exchange.create_order(call.account, request)
        v = report.order
        answer = self.example("buy")
        answer = put(
            answer,
            ("result", "order"),
            _write_order(get(answer, ("result", "order")), v, exchange.instrument(v.symbol)),
        )
        row = first_row(answer, ("result", "trades"))
        return put(
            answer,
            ("result", "trades"),
            [_write_fill(row, fill, exchange.instrument(v.symbol)) for fill in report.fills],
        )

    def sell(self, call: SimCall) -> object:
        """`create_order` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.name)
        exchange = call.exchange
        style = read_style(
            _STYLES, {"kind": p.kind, "life": p.life, "post_only": p.post_only, "reject_post_only": p.reject_post_only}
        )
        request = OrderRequest(
            symbol=i.symbol,
            side=Side.SELL,
            quantity=p.amount,
            client_order_id=p.label,
            price=p.price,
            display_quantity=p.display_amount,
            trigger_price=p.trigger_price,
            trailing_offset=p.trigger_offset,
            trigger_by=TRIGGER_IN.get(p.trigger) if p.trigger is not None else None,
            type=style["type"],
            post_only=style.get("post_only", False),
            time_in_force=(LIFE_IN.get(p.life)),
        )
        report = exchange.create_order(call.account, request)
        v = report.order
        answer = self.example("buy")
        answer = put(
            answer,
            ("result", "order"),
            _write_order(get(answer, ("result", "order")), v, exchange.instrument(v.symbol)),
        )
        row = first_row(answer, ("result", "trades"))
        return put(
            answer,
            ("result", "trades"),
            [_write_fill(row, fill, exchange.instrument(v.symbol)) for fill in report.fills],
        )

    def edit(self, call: SimCall) -> object:
        """`edit_order` of the contract."""
        p = self.read(call)
        i = self.instrument_of(call, venue_order_id=p.id, client_order_id=None)
        exchange = call.exchange
        report = exchange.edit_order(
            call.account, i.symbol, venue_order_id=p.id, client_order_id=None, quantity=p.amount, price=p.price
        )
        v = report.order
        answer = self.example("edit")
        answer = put(
            answer,
            ("result", "order"),
            _write_order(get(answer, ("result", "order")), v, exchange.instrument(v.symbol)),
        )
        row = first_row(answer, ("result", "trades"))
        return put(
            answer,
            ("result", "trades"),
            [_write_fill(row, fill, exchange.instrument(v.symbol)) for fill in report.fills],
        )

    def cancel(self, call: SimCall) -> object:
        """`cancel_order` of the contract."""
        p = self.read(call)
        i = self.instrument_of(call, venue_order_id=p.id, client_order_id=None)
        exchange = call.exchange
        v = exchange.cancel_order(call.account, i.symbol, venue_order_id=p.id, client_order_id=None).order
        return put(
            self.example("cancel"),
            ("result",),
            _write_order(get(self.example("cancel"), ("result",)), v, exchange.instrument(v.symbol)),
        )

    def cancel_all(self, call: SimCall) -> object:
        """`cancel_all_orders` of the contract."""
        self.read(call)
        exchange = call.exchange
        exchange.cancel_all_orders(call.account, None)
        return self.example("cancel_all")

    def cancel_all_by_instrument(self, call: SimCall) -> object:
        """`cancel_all_orders` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.name)
        exchange = call.exchange
        exchange.cancel_all_orders(call.account, i.symbol)
        return self.example("cancel_all")

    def order(self, call: SimCall) -> object:
        """`fetch_order` of the contract."""
        p = self.read(call)
        i = self.instrument_of(call, venue_order_id=p.id, client_order_id=None)
        exchange = call.exchange
        v = exchange.order(call.account, i.symbol, venue_order_id=p.id, client_order_id=None).order
        return put(
            self.example("order"),
            ("result",),
            _write_order(get(self.example("order"), ("result",)), v, exchange.instrument(v.symbol)),
        )

    def orders_by_label(self, call: SimCall) -> object:
        """`fetch_order` of the contract."""
        p = self.read(call)
        i = self.instrument_of(call, venue_order_id=None, client_order_id=p.label)
        exchange = call.exchange
        v = exchange.order(call.account, i.symbol, venue_order_id=None, client_order_id=p.label).order
        answer = self.example("orders_by_label")
        row = first_row(answer, ("result",))
        return put(answer, ("result",), [_write_order(row, v, exchange.instrument(v.symbol))])

    def open_orders(self, call: SimCall) -> object:
        """`fetch_open_orders` of the contract."""
        self.read(call)
        exchange = call.exchange
        values = [each.order for each in exchange.open_orders(call.account, None)]
        answer = self.example("open_orders")
        row = first_row(answer, ("result",))
        return put(answer, ("result",), [_write_order(row, v, exchange.instrument(v.symbol)) for v in values])

    def open_orders_by_instrument(self, call: SimCall) -> object:
        """`fetch_open_orders` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.name)
        exchange = call.exchange
        values = [each.order for each in exchange.open_orders(call.account, i.symbol)]
        answer = self.example("open_orders")
        row = first_row(answer, ("result",))
        return put(answer, ("result",), [_write_order(row, v, exchange.instrument(v.symbol)) for v in values])

    def fills(self, call: SimCall) -> object:
        """`fetch_my_trades` of the contract."""
        p = self.read(call)
        exchange = call.exchange
        values = fills_of(exchange, call.account, None, p.start * 1_000_000 if p.start is not None else None, p.limit)
        answer = self.example("fills")
        row = first_row(answer, ("result", "trades"))
        return put(answer, ("result", "trades"), [_write_fill(row, v, exchange.instrument(v.symbol)) for v in values])

    def fills_by_instrument(self, call: SimCall) -> object:
        """`fetch_my_trades` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.name)
        exchange = call.exchange
        values = fills_of(
            exchange, call.account, i.symbol, p.start * 1_000_000 if p.start is not None else None, p.limit
        )
        answer = self.example("fills")
        row = first_row(answer, ("result", "trades"))
        return put(answer, ("result", "trades"), [_write_fill(row, v, exchange.instrument(v.symbol)) for v in values])

    def summaries(self, call: SimCall) -> object:
        """`fetch_balances` of the contract."""
        self.read(call)
        exchange = call.exchange
        values = list(exchange.balances(call.account).values())
        answer = self.example("summaries")
        row = first_row(answer, ("result", "summaries"))
        return put(answer, ("result", "summaries"), [_write_balance(row, v) for v in values])

    def positions(self, call: SimCall) -> object:
        """`fetch_positions` of the contract."""
        self.read(call)
        exchange = call.exchange
        values = exchange.positions(call.account)
        answer = self.example("positions")
        row = first_row(answer, ("result",))
        return put(answer, ("result",), [_write_position(row, v, exchange.instrument(v.symbol)) for v in values])

    def auth(self, call: SimCall) -> object:
        """Grants the lease `session`."""
        self.read(call)
        return self.grant(
            call, "session", self.example("auth"), (("result", "access_token"), ("result", "refresh_token"))
        )
