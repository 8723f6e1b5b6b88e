"""Bitfinex, simulated: its routes, words, signatures and frames over the venue-neutral exchange.

Made from the spec, and from nothing of the client. Answers are the documented examples, filled with live values; an
endpoint that no method of the contract uses is answered with its documented example as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from venue_runtime.checksums import crc32, interleaved, js_number, negated, signed
from venue_runtime.errors import (
    AuthenticationError,
    InsufficientFunds,
    InvalidNonce,
    InvalidOrder,
    OrderError,
    OrderNotFound,
    PermissionDenied,
    RateLimitExceeded,
    VenueError,
    VenueResponseError,
    VenueUnavailable,
)
from venue_runtime.exprs import item, part
from venue_runtime.model import (
    Balance,
    Candle,
    Fill,
    FundingRate,
    Instrument,
    InstrumentKind,
    Liquidity,
    Order,
    OrderRequest,
    OrderStatus,
    OrderType,
    Position,
    PositionSide,
    Side,
    Ticker,
    TimeInForce,
    Trade,
)
from venue_runtime.testing.dialect import FieldPath, SimBucket, SimCall, SimRoute, SimSocketRoute, Subscription
from venue_runtime.testing.filling import filled, get, put
from venue_runtime.testing.generated import ErrorPlace, GeneratedDialect, Param, Refusal, load_examples
from venue_runtime.testing.generated_socket import (
    Checked,
    Envelope,
    GeneratedSocket,
    Hole,
    Login,
    SharedSocket,
    TopicRule,
)
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
from venue_runtime.testing.verifying import Seen, SignedBy
from venue_runtime.wire import decimal_text

CURRENCY_CODES = {
    "DATA": "DAT",
    "AMPL": "AMP",
    "EURS": "EUS",
    "XCHF": "XCH",
    "VSYS": "VSY",
    "RBTC": "RBT",
    "SNGLS": "SNG",
    "MANA": "MNA",
    "STORJ": "STJ",
    "ALGO": "ALG",
    "ATOM": "ATO",
    "QTUM": "QTM",
    "IOTA": "IOT",
    "DASH": "DSH",
    "TUSD": "TSD",
    "EURT": "EUT",
    "USDC": "UDC",
    "USDT": "UST",
}

ORDER_KIND_OUT = {
    OrderType.LIMIT: "EXCHANGE LIMIT",
    OrderType.MARKET: "EXCHANGE MARKET",
    OrderType.STOP: "EXCHANGE STOP",
    OrderType.STOP_LIMIT: "EXCHANGE STOP LIMIT",
    OrderType.TRAILING_STOP: "EXCHANGE TRAILING STOP",
}

ORDER_STATE_OUT = {
    OrderStatus.NEW: "ACTIVE",
    OrderStatus.PARTIALLY_FILLED: "PARTIALLY FILLED",
    OrderStatus.FILLED: "EXECUTED",
    OrderStatus.CANCELED: "CANCELED",
    OrderStatus.REJECTED: "POSTONLY CANCELED",
    OrderStatus.EXPIRED: "CANCELED",
}

INSTRUMENTS: tuple[Instrument, ...] = (
    Instrument(
        symbol="BTC/USD",
        venue_symbol="tBTCUSD",
        kind=InstrumentKind.SPOT,
        base="BTC",
        quote="USD",
        price_increment=Decimal("0.00000001"),
        quantity_increment=Decimal("0.00000001"),
        min_quantity=Decimal("0.00004"),
        max_quantity=Decimal("2000"),
    ),  # documented: pairs
    Instrument(
        symbol="ETH/USD",
        venue_symbol="tETHUSD",
        kind=InstrumentKind.SPOT,
        base="ETH",
        quote="USD",
        price_increment=Decimal("0.01"),
        quantity_increment=Decimal("0.01"),
    ),
    Instrument(
        symbol="BTC/USDT:USDT",
        venue_symbol="tBTCF0:USTF0",
        kind=InstrumentKind.PERPETUAL,
        base="BTC",
        quote="USDT",
        settle="USDT",
        price_increment=Decimal("0.01"),
        quantity_increment=Decimal("0.01"),
    ),
    Instrument(
        symbol="ETH/USDT",
        venue_symbol="tETHUST",
        kind=InstrumentKind.SPOT,
        base="ETH",
        quote="USDT",
        price_increment=Decimal("0.01"),
        quantity_increment=Decimal("0.01"),
    ),
)
"""What is traded where nobody says otherwise."""

_STYLES: Sequence[tuple[Mapping[str, tuple[Any, ...]], Mapping[str, Any]]] = (
    ({"type": (OrderType.LIMIT,), "time_in_force": (TimeInForce.IOC,)}, {"kind": "EXCHANGE IOC"}),
    ({"type": (OrderType.LIMIT,), "time_in_force": (TimeInForce.FOK,)}, {"kind": "EXCHANGE FOK"}),
    ({"type": (OrderType.LIMIT,), "time_in_force": (TimeInForce.GTC,)}, {"kind": "EXCHANGE LIMIT"}),
    ({"type": (OrderType.LIMIT,)}, {"kind": "EXCHANGE LIMIT"}),
    ({"type": (OrderType.MARKET,)}, {"kind": "EXCHANGE MARKET"}),
    ({"type": (OrderType.STOP,)}, {"kind": "EXCHANGE STOP"}),
    ({"type": (OrderType.STOP_LIMIT,)}, {"kind": "EXCHANGE STOP LIMIT"}),
    ({"type": (OrderType.TRAILING_STOP,)}, {"kind": "EXCHANGE TRAILING STOP"}),
    ({"type": (OrderType.LIMIT,), "time_in_force": (TimeInForce.IOC,)}, {"kind": "IOC"}),
    ({"type": (OrderType.LIMIT,), "time_in_force": (TimeInForce.FOK,)}, {"kind": "FOK"}),
    ({"type": (OrderType.LIMIT,), "time_in_force": (TimeInForce.GTC,)}, {"kind": "LIMIT"}),
    ({"type": (OrderType.LIMIT,)}, {"kind": "LIMIT"}),
    ({"type": (OrderType.MARKET,)}, {"kind": "MARKET"}),
    ({"type": (OrderType.STOP,)}, {"kind": "STOP"}),
    ({"type": (OrderType.STOP_LIMIT,)}, {"kind": "STOP LIMIT"}),
    ({"type": (OrderType.TRAILING_STOP,)}, {"kind": "TRAILING STOP"}),
)
"""What an order is → how the venue says it."""


def _style(v: Order) -> Mapping[str, Any]:
    """How the venue says what kind of order this is."""
    return write_style(_STYLES, v)


def _write_pair(example: Any, v: Instrument) -> Any:
    """Instrument as `Pair`."""
    return filled(
        example,
        {
            "0": part(v.venue_symbol, "t", 1),
            ("1", "3"): decimal_text(v.min_quantity) if v.min_quantity is not None else None,
            ("1", "4"): decimal_text(v.max_quantity) if v.max_quantity is not None else None,
        },
    )


def _write_ticker(example: Any, v: Ticker, i: Instrument) -> Any:
    """Ticker as `Ticker`."""
    return filled(
        example,
        {
            "0": decimal_text(v.bid) if v.bid is not None else None,
            "2": decimal_text(v.ask) if v.ask is not None else None,
            "6": decimal_text(v.last) if v.last is not None else None,
        },
    )


def _write_trade(example: Any, v: Trade, i: Instrument) -> Any:
    """Trade as `Trade`."""
    return filled(
        example,
        {
            "2": decimal_text(v.quantity if v.side == Side.BUY else -v.quantity),
            "0": int(v.trade_id) if v.trade_id is not None else None,
            "3": decimal_text(v.price),
            "1": v.ts_event // 1_000_000 if v.ts_event is not None else None,
        },
    )


def _write_candle(example: Any, v: Candle, i: Instrument) -> Any:
    """Candle as `Candle`."""
    return filled(
        example,
        {
            "0": v.ts_open // 1_000_000,
            "1": decimal_text(v.open),
            "3": decimal_text(v.high),
            "4": decimal_text(v.low),
            "2": decimal_text(v.close),
            "5": decimal_text(v.volume),
        },
    )


def _write_funding(example: Any, v: FundingRate, i: Instrument) -> Any:
    """FundingRate as `DerivativeStatus`."""
    return filled(
        example,
        {
            "0": i.venue_symbol,
            "12": decimal_text(v.rate),
            "8": v.ts_funding // 1_000_000 if v.ts_funding is not None else None,
            "15": decimal_text(v.mark_price) if v.mark_price is not None else None,
            "4": decimal_text(v.index_price) if v.index_price is not None else None,
        },
    )


def _write_order(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `Order`."""
    return filled(
        example,
        {
            "7": (
                decimal_text(_1)
                if (_1 := (v.quantity if v.side == Side.BUY else -v.quantity if v.quantity is not None else None))
                is not None
                else None
            ),
            "6": decimal_text(
                (v.quantity or Decimal(0)) - (v.filled_quantity or Decimal(0))
                if v.side == Side.BUY
                else (v.filled_quantity or Decimal(0)) - (v.quantity or Decimal(0))
            ),
            "16": decimal_text(v.trigger_price or v.price or Decimal(0)),
            "19": decimal_text(_1) if (_1 := (v.price if v.trigger_price is not None else None)) is not None else None,
            "17": decimal_text(v.average_price or Decimal(0)),
            "13": ORDER_STATE_OUT[v.status],
            "3": i.venue_symbol,
            "0": int(v.venue_order_id) if v.venue_order_id is not None else None,
            "2": int(v.client_order_id) if v.client_order_id is not None else None,
            "8": ORDER_KIND_OUT[v.type] if v.type is not None else None,
            "12": (4096 if v.post_only else 0) | (1024 if v.reduce_only else 0),
            "5": v.ts_event // 1_000_000 if v.ts_event is not None else None,
        },
    )


def _write_own_trade(example: Any, v: Fill, i: Instrument) -> Any:
    """Fill as `OwnTrade`."""
    return filled(
        example,
        {
            "4": decimal_text(v.quantity if v.side == Side.BUY else -v.quantity),
            "8": 1 if v.liquidity == Liquidity.MAKER else -1,
            "1": i.venue_symbol,
            "0": int(v.trade_id) if v.trade_id is not None else None,
            "3": int(v.venue_order_id) if v.venue_order_id is not None else None,
            "11": int(v.client_order_id) if v.client_order_id is not None else None,
            "5": decimal_text(v.price),
            "9": decimal_text(-v.fee) if v.fee is not None else None,
            "10": CURRENCY_CODES.get(v.fee_currency, v.fee_currency) if v.fee_currency is not None else None,
            "2": v.ts_event // 1_000_000 if v.ts_event is not None else None,
        },
        {"11"},
    )


def _write_wallet(example: Any, v: Balance) -> Any:
    """Balance as `Wallet`."""
    return filled(
        example,
        {
            "0": "exchange",
            "2": decimal_text(v.total or Decimal(0)),
            "4": decimal_text(v.free) if v.free is not None else None,
            "1": CURRENCY_CODES.get(v.currency, v.currency),
        },
    )


def _write_position(example: Any, v: Position, i: Instrument) -> Any:
    """Position as `Position`."""
    return filled(
        example,
        {
            "2": decimal_text(v.quantity if v.side == PositionSide.LONG else -v.quantity),
            "3": decimal_text(v.entry_price or Decimal(0)),
            "0": i.venue_symbol,
            "6": decimal_text(v.unrealized_pnl) if v.unrealized_pnl is not None else None,
            "9": decimal_text(v.leverage) if v.leverage is not None else None,
            "8": decimal_text(v.liquidation_price) if v.liquidation_price is not None else None,
            "13": v.ts_event // 1_000_000 if v.ts_event is not None else None,
        },
    )


class BooksSocket(GeneratedSocket):
    """Connection `books`."""

    subscribe: ClassVar[Any] = {"event": "subscribe", "*": Hole("topic"), "subId": Hole("id")}

    unsubscribe: ClassVar[Any] = {"event": "unsubscribe", "chanId": Hole("learned")}

    topics = (
        TopicRule(
            channel="book",
            pattern={
                "channel": "book",
                "symbol": "(?P<symbol>[^@]+?)",
                "prec": "P0",
                "freq": "F0",
                "len": "(?P<levels>[^@{}]+)",
            },
            key="book:{symbol}",
            events=frozenset(["book"]),
            writer="book",
            start="book_start",
        ),
    )

    ack = Envelope(body={"event": "subscribed"}, id="subId", learned="chanId")

    left = Envelope(body={"event": "unsubscribed"}, learned="chanId")

    refused = ErrorPlace({"event": "error"}, "code", "msg", True)

    ready: ClassVar[Any] = {"event": "info", "version": 2}

    lost: ClassVar[Any] = {"event": "info", "code": 20051}

    push = Envelope(body=[], key="0", payload="1", number="2")

    checks = Envelope(body=[None, "cs", {}], key="0", payload="2", number="3")

    accepted = ({"event": "conf", "flags": 196608},)

    def book_start(self, subscription: Subscription) -> Any:
        """What a subscription to the channel begins with."""
        u = self.start_book(subscription)
        return Checked(
            [
                filled(
                    ["7254.7", 3, "3.3"],
                    {
                        "0": decimal_text(level.price),
                        "2": decimal_text(Decimal(level.quantity or 1)),
                        "1": 3 if level.quantity else 0,
                    },
                )
                for level in u.bids
            ]
            + [
                filled(
                    ["7254.7", 3, "3.3"],
                    {
                        "0": decimal_text(level.price),
                        "2": decimal_text(Decimal(-level.quantity or -1)),
                        "1": 3 if level.quantity else 0,
                    },
                )
                for level in u.asks
            ],
            signed(crc32(interleaved(u.bid_texts(25), negated(u.ask_texts(25)), js_number, join=":"))),
        )

    def book(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `book`; None where it does not report the event."""
        u = self.next_book(subscription, event)
        if u is None:
            return None
        return Checked(
            [
                filled(
                    ["7254.7", 3, "3.3"],
                    {
                        "0": decimal_text(level.price),
                        "2": decimal_text(Decimal(level.quantity or 1)),
                        "1": 3 if level.quantity else 0,
                    },
                )
                for level in u.bids
            ]
            + [
                filled(
                    ["7254.7", 3, "3.3"],
                    {
                        "0": decimal_text(level.price),
                        "2": decimal_text(Decimal(-level.quantity or -1)),
                        "1": 3 if level.quantity else 0,
                    },
                )
                for level in u.asks
            ],
            signed(crc32(interleaved(u.bid_texts(25), negated(u.ask_texts(25)), js_number, join=":"))),
        )


class TradesSocket(GeneratedSocket):
    """Connection `trades`."""

    subscribe: ClassVar[Any] = {"event": "subscribe", "*": Hole("topic"), "subId": Hole("id")}

    unsubscribe: ClassVar[Any] = {"event": "unsubscribe", "chanId": Hole("learned")}

    topics = (
        TopicRule(
            channel="trades",
            pattern={"channel": "trades", "symbol": "(?P<symbol>[^@]+?)"},
            key="trades:{symbol}",
            events=frozenset(["trade"]),
            writer="trades",
        ),
    )

    ack = Envelope(body={"event": "subscribed"}, id="subId", learned="chanId")

    left = Envelope(body={"event": "unsubscribed"}, learned="chanId")

    refused = ErrorPlace({"event": "error"}, "code", "msg", True)

    ready: ClassVar[Any] = {"event": "info", "version": 2}

    lost: ClassVar[Any] = {"event": "info", "code": 20051}

    push = Envelope(body=[None, "te", {}], key="0", payload="2")

    def trades(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `trades`; None where it does not report the event."""
        exchange = self.connection.context.exchange
        i = exchange.instrument(event.symbol)
        v = event.trade
        return _write_trade(self.dialect.example("stream_trade"), v, i)


class MarketSocket(GeneratedSocket):
    """Connection `market`."""

    subscribe: ClassVar[Any] = {"event": "subscribe", "*": Hole("topic"), "subId": Hole("id")}

    unsubscribe: ClassVar[Any] = {"event": "unsubscribe", "chanId": Hole("learned")}

    topics = (
        TopicRule(
            channel="ticker",
            pattern={"channel": "ticker", "symbol": "(?P<symbol>[^@]+?)"},
            key="ticker:{symbol}",
            events=frozenset(["quote", "trade"]),
            writer="ticker",
        ),
        TopicRule(
            channel="candles",
            pattern={"channel": "candles", "key": "trade:(?P<interval>[^@{}]+):(?P<symbol>[^@]+?)"},
            key="candles:{interval}:{symbol}",
            events=frozenset(["trade"]),
            writer="candles",
        ),
    )

    ack = Envelope(body={"event": "subscribed"}, id="subId", learned="chanId")

    left = Envelope(body={"event": "unsubscribed"}, learned="chanId")

    refused = ErrorPlace({"event": "error"}, "code", "msg", True)

    ready: ClassVar[Any] = {"event": "info", "version": 2}

    lost: ClassVar[Any] = {"event": "info", "code": 20051}

    push = Envelope(body=[], key="0", payload="1")

    def ticker(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `ticker`; None where it does not report the event."""
        exchange = self.connection.context.exchange
        i = exchange.instrument(event.symbol)
        v = ticker_of(exchange, event.symbol)
        return [_write_ticker(first_row(self.dialect.example("stream_ticker"), ()), v, i)]

    def candles(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `candles`; None where it does not report the event."""
        interval = interval_ns(
            {
                "1m": "1m",
                "5m": "5m",
                "15m": "15m",
                "30m": "30m",
                "1h": "1h",
                "3h": "3h",
                "6h": "6h",
                "12h": "12h",
                "1D": "1d",
                "1W": "1w",
                "14D": "2w",
                "1M": "1M",
            }[subscription.data[1]["interval"]]
        )
        exchange = self.connection.context.exchange
        i = exchange.instrument(event.symbol)
        v = candle_of(exchange, event.symbol, interval)
        return [_write_candle(first_row(self.dialect.example("stream_candle"), ()), v, i)]


class AccountSocket(GeneratedSocket):
    """Connection `account`."""

    ack = Envelope(body={"event": "auth", "status": "OK"})

    refused = ErrorPlace({"event": "auth"}, "code", "msg", True)

    ready: ClassVar[Any] = {"event": "info", "version": 2}

    lost: ClassVar[Any] = {"event": "info", "code": 20051}

    pushes: ClassVar[Any] = {
        "orders": Envelope(body=[0, "os", {}], payload="2"),
        "fills": Envelope(body=[0, "te", {}], payload="2"),
        "wallets": Envelope(body=[0, "ws", {}], payload="2"),
        "positions": Envelope(body=[0, "ps", {}], payload="2"),
    }

    login = Login(
        frame={
            "event": "auth",
            "apiKey": Hole(""),
            "authSig": Hole("signature"),
            "authNonce": Hole("stamp"),
            "authPayload": Hole(""),
        },
        auth="login",
        reply=Envelope(body={"event": "auth", "status": "OK"}),
        refused=ErrorPlace({"event": "auth"}, "code", "msg", True),
        channels=(
            TopicRule(channel="orders", key="orders", private=True, events=frozenset(["order"]), writer="orders"),
            TopicRule(channel="fills", key="fills", private=True, events=frozenset(["order"]), writer="fills"),
            TopicRule(channel="wallets", key="wallets", private=True, events=frozenset(["balance"]), writer="wallets"),
            TopicRule(channel="positions", key="positions", private=True, example="stream_position"),
        ),
    )

    def orders(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `orders`; None where it does not report the event."""
        i = self.instrument(event.symbol)
        names = {"new": "stream_orders.new", "canceled": "stream_orders.canceled", "filled": "stream_orders.executed"}
        answer = self.dialect.example(names.get(event.order.status.value) or next(iter(names.values())))
        return [_write_order(first_row(answer, ()), event.order, i)]

    def fills(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `fills`; None where it does not report the event."""
        i = self.instrument(event.symbol)
        if event.fill is None:
            return None
        answer = self.dialect.example("stream_fill")
        return [_write_own_trade(first_row(answer, ()), event.fill, i)]

    def wallets(self, subscription: Subscription, event: Any) -> Any:
        """A message of channel `wallets`; None where it does not report the event."""
        answer = self.dialect.example("stream_wallet")
        row = first_row(answer, ())
        return put(answer, (), [_write_wallet(row, v) for v in event.balances])


class SimulatedBitfinex(GeneratedDialect):
    """Implements `SimDialect`."""

    venue = "bitfinex"
    params: ClassVar[Mapping[str, Sequence[Param]]] = {
        "status": (),
        "pairs": (Param("list", "which", str, required=True),),
        "ticker": (Param("symbol", "symbol", str, required=True),),
        "book": (
            Param("symbol", "symbol", str, required=True),
            Param("precision", "precision", str, required=True),
            Param("len", "levels", int),
        ),
        "trades": (
            Param("symbol", "symbol", str, required=True),
            Param("limit", "limit", int),
            Param("start", "start", int),
            Param("end", "end", int),
            Param("sort", "sort", int),
        ),
        "candles": (
            Param("timeframe", "interval", str, required=True),
            Param("symbol", "symbol", str, required=True),
            Param("limit", "limit", int),
            Param("start", "start", int),
            Param("end", "end", int),
            Param("sort", "sort", int),
        ),
        "derivative_status": (Param("keys", "symbols", str, required=True),),
        "submit_order": (
            Param("type", "kind", str, required=True),
            Param("symbol", "symbol", str, required=True),
            Param("amount", "amount", Decimal, required=True),
            Param("price", "price", Decimal),
            Param("price_trailing", "price_trailing", Decimal),
            Param("price_aux_limit", "price_aux_limit", Decimal),
            Param("price_oco_stop", "price_oco_stop", Decimal),
            Param("flags", "flags", int),
            Param("cid", "client_id", int),
            Param("gid", "group", int),
            Param("lev", "leverage", int),
            Param("tif", "expires", str),
            Param("meta", "meta", Any),
        ),
        "update_order": (
            Param("id", "id", int),
            Param("cid", "client_id", int),
            Param("cid_date", "client_id_day", int, time="day"),
            Param("amount", "amount", Decimal),
            Param("price", "price", Decimal),
            Param("price_trailing", "price_trailing", Decimal),
            Param("price_aux_limit", "price_aux_limit", Decimal),
            Param("delta", "delta", Decimal),
            Param("flags", "flags", int),
            Param("lev", "leverage", int),
            Param("tif", "expires", str),
        ),
        "cancel_order": (
            Param("id", "id", int),
            Param("cid", "client_id", int),
            Param("cid_date", "client_id_day", int, time="day"),
        ),
        "cancel_orders": (Param("id", "ids", list[int], required=True),),
        "cancel_all": (Param("all", "all", int, const=1),),
        "orders": (Param("id", "ids", list[int], required=True),),
        "open_orders": (),
        "open_orders_of": (Param("symbol", "symbol", str, required=True),),
        "order_history": (
            Param("id", "ids", list[int]),
            Param("start", "start", int),
            Param("end", "end", int),
            Param("limit", "limit", int),
        ),
        "own_trades": (
            Param("start", "start", int),
            Param("end", "end", int),
            Param("limit", "limit", int),
            Param("sort", "sort", int),
        ),
        "own_trades_of": (
            Param("start", "start", int),
            Param("end", "end", int),
            Param("limit", "limit", int),
            Param("sort", "sort", int),
            Param("symbol", "symbol", str, required=True),
        ),
        "wallets": (),
        "positions": (),
    }
    costs: ClassVar[Mapping[str, Any]] = {
        "status": {"status": 1},
        "pairs": {"public": 1},
        "ticker": {"public": 1},
        "book": {"book": 1},
        "trades": {"trades": 1},
        "candles": {"candles": 1},
        "derivative_status": {"public": 1},
        "submit_order": {"account": 1},
        "update_order": {"account": 1},
        "cancel_order": {"account": 1},
        "cancel_orders": {"account": 1},
        "cancel_all": {"account": 1},
        "orders": {"account": 1},
        "open_orders": {"account": 1},
        "open_orders_of": {"account": 1},
        "order_history": {"account": 1},
        "own_trades": {"account": 1},
        "own_trades_of": {"account": 1},
        "wallets": {"account": 1},
        "positions": {"account": 1},
    }
    refusals = (
        Refusal(InvalidOrder, "10001", "Invalid order: minimum size for BTC/USD is 0.0006", 500, ("submit_order",)),
        Refusal(
            InsufficientFunds,
            "10001",
            "Invalid order: not enough exchange balance for 1.0 BTCUSD at 10000.0",
            500,
            ("submit_order",),
        ),
        Refusal(AuthenticationError, "10100", "apikey: invalid", 500, ("submit_order",)),
        Refusal(InvalidNonce, "10114", "nonce: small", 500, ("submit_order",)),
        Refusal(RateLimitExceeded, "ERR_RATE_LIMIT", "no text", 429, ("submit_order",)),
        Refusal(OrderNotFound, "10001", "Order not found.", 500, ("cancel_order",)),
        Refusal(VenueResponseError, "10000", ""),
        Refusal(PermissionDenied, "10001", "api_key: permission invalid"),
        Refusal(OrderError, "10001", ""),
        Refusal(VenueUnavailable, "10008", ""),
        Refusal(RateLimitExceeded, "10305", ""),
        Refusal(VenueUnavailable, "temporarily_unavailable", ""),
    )
    statuses: ClassVar[Mapping[type[VenueError], int]] = {RateLimitExceeded: 429, VenueUnavailable: 500}
    error_place = ErrorPlace({"6": "ERROR"}, "error", "message")
    shown_instruments = INSTRUMENTS
    signed_fields = frozenset()
    used_headers: ClassVar[Mapping[str, tuple[str, bool]]] = {}
    channels: Sequence[str] = ("book", "trades", "ticker", "candles", "orders", "fills", "wallets", "positions")
    buckets: Sequence[SimBucket] = (
        SimBucket("status", 30, 60000000000, per="ip", window="sliding"),
        SimBucket("public", 90, 60000000000, per="ip", window="sliding"),
        SimBucket("book", 240, 60000000000, per="ip", window="sliding"),
        SimBucket("trades", 15, 60000000000, per="ip", window="sliding"),
        SimBucket("candles", 30, 60000000000, per="ip", window="sliding"),
        SimBucket("account", 90, 60000000000, per="account", window="sliding"),
    )
    enum_fields: Mapping[str, Sequence[FieldPath]] = {}
    checksum_fields: Mapping[str, Sequence[FieldPath]] = {"book": (("2",),)}

    def __init__(self) -> None:
        super().__init__(load_examples(__file__))
        self.routes = (
            SimRoute("GET", "/v2/platform/status", "status", self.documented("status"), cost=self.cost),
            SimRoute("GET", "/v2/conf/{list}", "pairs", self.pairs, cost=self.cost),
            SimRoute("GET", "/v2/ticker/{symbol}", "ticker", self.ticker, cost=self.cost),
            SimRoute("GET", "/v2/book/{symbol}/{precision}", "book", self.book, cost=self.cost),
            SimRoute("GET", "/v2/trades/{symbol}/hist", "trades", self.trades, cost=self.cost),
            SimRoute("GET", "/v2/candles/trade:{timeframe}:{symbol}/hist", "candles", self.candles, cost=self.cost),
            SimRoute("GET", "/v2/status/deriv", "derivative_status", self.derivative_status, cost=self.cost),
            SimRoute(
                "POST",
                "/v2/auth/w/order/submit",
                "submit_order",
                self.submit_order,
                "signed",
                command=True,
                cost=self.cost,
            ),
            SimRoute(
                "POST",
                "/v2/auth/w/order/update",
                "update_order",
                self.update_order,
                "signed",
                command=True,
                cost=self.cost,
            ),
            SimRoute(
                "POST",
                "/v2/auth/w/order/cancel",
                "cancel_order",
                self.cancel_order,
                "signed",
                command=True,
                cost=self.cost,
            ),
            SimRoute(
                "POST",
                "/v2/auth/w/order/cancel/multi",
                "cancel_orders",
                self.documented("cancel_orders"),
                "signed",
                command=True,
                cost=self.cost,
            ),
            SimRoute(
                "POST",
                "/v2/auth/w/order/cancel/multi",
                "cancel_all",
                self.cancel_all,
                "signed",
                command=True,
                cost=self.cost,
            ),
            SimRoute("POST", "/v2/auth/r/orders", "orders", self.orders, "signed", cost=self.cost),
            SimRoute("POST", "/v2/auth/r/orders", "open_orders", self.open_orders, "signed", cost=self.cost),
            SimRoute(
                "POST", "/v2/auth/r/orders/{symbol}", "open_orders_of", self.open_orders_of, "signed", cost=self.cost
            ),
            SimRoute("POST", "/v2/auth/r/orders/hist", "order_history", self.order_history, "signed", cost=self.cost),
            SimRoute("POST", "/v2/auth/r/trades/hist", "own_trades", self.own_trades, "signed", cost=self.cost),
            SimRoute(
                "POST", "/v2/auth/r/trades/{symbol}/hist", "own_trades_of", self.own_trades_of, "signed", cost=self.cost
            ),
            SimRoute("POST", "/v2/auth/r/wallets", "wallets", self.wallets, "signed", cost=self.cost),
            SimRoute("POST", "/v2/auth/r/positions", "positions", self.positions, "signed", cost=self.cost),
        )
        self.sockets = (
            SimSocketRoute(
                "books",
                "/ws/2",
                lambda connection: SharedSocket(
                    (
                        BooksSocket(connection, self),
                        TradesSocket(connection, self),
                        MarketSocket(connection, self),
                        AccountSocket(connection, self),
                    )
                ),
                also=("trades", "market", "account"),
            ),
        )

    def verify(self, call: SimCall) -> str:
        """See `SimDialect`."""
        if call.auth == "signed":
            return self._verify_signed(call)
        if call.auth == "login":
            return self._verify_login(call)
        raise AuthenticationError(f"no such scheme: {call.auth}")

    def _verify_signed(self, call: SimCall) -> str:
        seen = Seen(call)
        stamp = seen.get("header", "bfx-nonce")
        nonce_calls = int(stamp)
        signature = seen.get("header", "bfx-signature")
        account, credentials = self.account_of(call, "api_key", seen.get("header", "bfx-apikey"))
        self.check_signature(
            credentials, "/api" + seen.path + stamp + seen.body, signature, (SignedBy("api_secret", "hmac-sha384"),)
        )
        self.check_nonce(call, account, nonce_calls)
        return account

    def _verify_login(self, call: SimCall) -> str:
        seen = Seen(call)
        signature = seen.get("msg", "authSig")
        stamp = seen.get("msg", "authNonce")
        nonce_calls = int(stamp)
        account, credentials = self.account_of(call, "api_key", seen.get("msg", "apiKey"))
        self.check_signature(credentials, "AUTH" + stamp, signature, (SignedBy("api_secret", "hmac-sha384"),))
        self.check_same("AUTH" + stamp, seen.get("msg", "authPayload"))
        self.check_nonce(call, account, nonce_calls)
        return account

    def pairs(self, call: SimCall) -> object:
        """`load_instruments` of the contract."""
        self.read(call)
        exchange = call.exchange
        values = list(exchange.instruments.values())
        answer = self.example("pairs")
        row = first_row(answer, ("0",))
        return put(answer, ("0",), [_write_pair(row, v) for v in values])

    def ticker(self, call: SimCall) -> object:
        """`fetch_ticker` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol)
        exchange = call.exchange
        v = ticker_of(exchange, i.symbol)
        return _write_ticker(self.example("ticker"), v, exchange.instrument(v.symbol))

    def book(self, call: SimCall) -> object:
        """`fetch_order_book` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol)
        exchange = call.exchange
        book = exchange.book(i.symbol, p.levels)
        return [
            filled(["8744.9", 2, "0.45603413"], {"0": decimal_text(level.price), "2": decimal_text(level.quantity)})
            for level in book.bids
        ] + [
            filled(["8744.9", 2, "0.45603413"], {"0": decimal_text(level.price), "2": decimal_text(-level.quantity)})
            for level in book.asks
        ]

    def trades(self, call: SimCall) -> object:
        """`fetch_trades` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol)
        exchange = call.exchange
        values = trades_of(exchange, i.symbol, p.start * 1_000_000 if p.start is not None else None, p.limit)
        values = values[::-1]
        row = first_row(self.example("trades"), ())
        return [_write_trade(row, v, exchange.instrument(v.symbol)) for v in values]

    def candles(self, call: SimCall) -> object:
        """`fetch_candles` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol)
        exchange = call.exchange
        interval = interval_ns(
            {
                "1m": "1m",
                "5m": "5m",
                "15m": "15m",
                "30m": "30m",
                "1h": "1h",
                "3h": "3h",
                "6h": "6h",
                "12h": "12h",
                "1D": "1d",
                "1W": "1w",
                "14D": "2w",
                "1M": "1M",
            }.get(p.interval, p.interval)
        )
        tape = exchange.tape(i.symbol)
        values = tape.candles(
            interval, call.now_ns, since=p.start * 1_000_000 if p.start is not None else None, limit=p.limit
        )
        values = values[::-1]
        row = first_row(self.example("candles"), ())
        return [_write_candle(row, v, i) for v in values]

    def derivative_status(self, call: SimCall) -> object:
        """`fetch_funding_rate` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbols)
        exchange = call.exchange
        v = funding_of(exchange, i.symbol)
        return put(
            self.example("derivative_status"),
            ("0",),
            _write_funding(get(self.example("derivative_status"), ("0",)), v, exchange.instrument(v.symbol)),
        )

    def submit_order(self, call: SimCall) -> object:
        """`create_order` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol)
        exchange = call.exchange
        style = read_style(_STYLES, {"kind": p.kind})
        request = OrderRequest(
            symbol=i.symbol,
            side=Side.BUY if p.amount > 0 else Side.SELL,
            quantity=abs(p.amount),
            price=p.price_aux_limit or p.price,
            trigger_price=p.price if p.kind in ("EXCHANGE STOP", "STOP", "EXCHANGE STOP LIMIT", "STOP LIMIT") else None,
            trailing_offset=p.price_trailing,
            post_only=bool((p.flags or 0) & 4096),
            reduce_only=bool((p.flags or 0) & 1024),
            client_order_id=str(p.client_id) if p.client_id is not None else None,
            type=style["type"],
            time_in_force=style.get("time_in_force"),
        )
        v = exchange.create_order(call.account, request).order
        return put(
            self.example("submit_order"),
            ("4", "0"),
            _write_order(get(self.example("submit_order"), ("4", "0")), v, exchange.instrument(v.symbol)),
        )

    def update_order(self, call: SimCall) -> object:
        """`edit_order` of the contract."""
        p = self.read(call)
        i = self.instrument_of(
            call,
            venue_order_id=str(p.id) if p.id is not None else None,
            client_order_id=str(p.client_id) if p.client_id is not None else None,
        )
        exchange = call.exchange
        v = exchange.edit_order(
            call.account,
            i.symbol,
            venue_order_id=str(p.id) if p.id is not None else None,
            client_order_id=str(p.client_id) if p.client_id is not None else None,
            quantity=abs(p.amount) if p.amount is not None else None,
            price=p.price,
        ).order
        return put(
            self.example("update_order"),
            ("4",),
            _write_order(get(self.example("update_order"), ("4",)), v, exchange.instrument(v.symbol)),
        )

    def cancel_order(self, call: SimCall) -> object:
        """`cancel_order` of the contract."""
        p = self.read(call)
        i = self.instrument_of(
            call,
            venue_order_id=str(p.id) if p.id is not None else None,
            client_order_id=str(p.client_id) if p.client_id is not None else None,
        )
        exchange = call.exchange
        exchange.cancel_order(
            call.account,
            i.symbol,
            venue_order_id=str(p.id) if p.id is not None else None,
            client_order_id=str(p.client_id) if p.client_id is not None else None,
        )
        return self.example("cancel_order")

    def cancel_all(self, call: SimCall) -> object:
        """`cancel_all_orders` of the contract."""
        self.read(call)
        exchange = call.exchange
        values = [each.order for each in exchange.cancel_all_orders(call.account, None)]
        answer = self.example("cancel_all")
        row = first_row(answer, ("4",))
        return put(answer, ("4",), [_write_order(row, v, exchange.instrument(v.symbol)) for v in values])

    def orders(self, call: SimCall) -> object:
        """`fetch_order` of the contract."""
        p = self.read(call)
        i = self.instrument_of(
            call, venue_order_id=str(_1) if (_1 := item(p.ids, 0)) is not None else None, client_order_id=None
        )
        exchange = call.exchange
        v = exchange.order(
            call.account,
            i.symbol,
            venue_order_id=str(_1) if (_1 := item(p.ids, 0)) is not None else None,
            client_order_id=None,
        ).order
        return put(
            self.example("orders"),
            ("0",),
            _write_order(get(self.example("orders"), ("0",)), v, exchange.instrument(v.symbol)),
        )

    def order_history(self, call: SimCall) -> object:
        """`fetch_order` of the contract."""
        p = self.read(call)
        i = self.instrument_of(
            call,
            venue_order_id=str(_1) if p.ids is not None and (_1 := item(p.ids, 0)) is not None else None,
            client_order_id=None,
        )
        exchange = call.exchange
        v = exchange.order(
            call.account,
            i.symbol,
            venue_order_id=str(_1) if p.ids is not None and (_1 := item(p.ids, 0)) is not None else None,
            client_order_id=None,
        ).order
        return put(
            self.example("order_history"),
            ("0",),
            _write_order(get(self.example("order_history"), ("0",)), v, exchange.instrument(v.symbol)),
        )

    def open_orders(self, call: SimCall) -> object:
        """`fetch_open_orders` of the contract."""
        self.read(call)
        exchange = call.exchange
        values = [each.order for each in exchange.open_orders(call.account, None)]
        values = values[::-1]
        row = first_row(self.example("orders"), ())
        return [_write_order(row, v, exchange.instrument(v.symbol)) for v in values]

    def open_orders_of(self, call: SimCall) -> object:
        """`fetch_open_orders` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol)
        exchange = call.exchange
        values = [each.order for each in exchange.open_orders(call.account, i.symbol)]
        values = values[::-1]
        row = first_row(self.example("orders"), ())
        return [_write_order(row, v, exchange.instrument(v.symbol)) for v in values]

    def own_trades(self, call: SimCall) -> object:
        """`fetch_my_trades` of the contract."""
        p = self.read(call)
        exchange = call.exchange
        values = fills_of(exchange, call.account, None, p.start * 1_000_000 if p.start is not None else None, p.limit)
        values = values[::-1]
        row = first_row(self.example("own_trades"), ())
        return [_write_own_trade(row, v, exchange.instrument(v.symbol)) for v in values]

    def own_trades_of(self, call: SimCall) -> object:
        """`fetch_my_trades` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.symbol)
        exchange = call.exchange
        values = fills_of(
            exchange, call.account, i.symbol, p.start * 1_000_000 if p.start is not None else None, p.limit
        )
        values = values[::-1]
        row = first_row(self.example("own_trades"), ())
        return [_write_own_trade(row, v, exchange.instrument(v.symbol)) for v in values]

    def wallets(self, call: SimCall) -> object:
        """`fetch_balances` of the contract."""
        self.read(call)
        exchange = call.exchange
        values = list(exchange.balances(call.account).values())
        row = first_row(self.example("wallets"), ())
        return [_write_wallet(row, v) for v in values]

    def positions(self, call: SimCall) -> object:
        """`fetch_positions` of the contract."""
        self.read(call)
        exchange = call.exchange
        values = exchange.positions(call.account)
        row = first_row(self.example("positions"), ())
        return [_write_position(row, v, exchange.instrument(v.symbol)) for v in values]
