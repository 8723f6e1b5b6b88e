"""Kraken Spot: from the wire to the contract, and back for orders."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from msgspec import UNSET
from venue_runtime.arguments import describe_order, refuse_given, require_given, require_one_given
from venue_runtime.errors import NotSupported
from venue_runtime.exprs import item, part
from venue_runtime.instruments import format_symbol
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
from venue_runtime.wire import ns_from_iso, ns_from_s, parse_csv
from venue_runtime.wire_enum import OpenWordsIn, WordsIn, WordsOut

from . import types as wire

SIDE_IN = WordsIn[str, Side]({"buy": Side.BUY, "sell": Side.SELL})

SIDE_OUT = WordsOut[Side, str]({Side.BUY: "buy", Side.SELL: "sell"})

SHORT_SIDE_IN = WordsIn[str, Side]({"b": Side.BUY, "s": Side.SELL})

SHORT_SIDE_OUT = WordsOut[Side, str]({Side.BUY: "b", Side.SELL: "s"})

PAIR_STATUS_IN = OpenWordsIn[str, InstrumentStatus](
    {
        "online": InstrumentStatus.TRADING,
        "cancel_only": InstrumentStatus.HALTED,
        "post_only": InstrumentStatus.TRADING,
        "limit_only": InstrumentStatus.TRADING,
        "reduce_only": InstrumentStatus.HALTED,
        "delisted": InstrumentStatus.CLOSED,
        "maintenance": InstrumentStatus.HALTED,
        "work_in_progress": InstrumentStatus.HALTED,
    },
    InstrumentStatus.UNKNOWN,
)

PAIR_STATUS_OUT = WordsOut[InstrumentStatus, str](
    {InstrumentStatus.TRADING: "online", InstrumentStatus.HALTED: "cancel_only", InstrumentStatus.CLOSED: "delisted"}
)

ORDER_TYPE_IN = WordsIn[str, OrderType](
    {
        "limit": OrderType.LIMIT,
        "market": OrderType.MARKET,
        "iceberg": OrderType.LIMIT,
        "stop-loss": OrderType.STOP,
        "stop-loss-limit": OrderType.STOP_LIMIT,
        "take-profit": OrderType.TAKE_PROFIT,
        "take-profit-limit": OrderType.TAKE_PROFIT_LIMIT,
        "trailing-stop": OrderType.TRAILING_STOP,
    }
)

ORDER_TYPE_OUT = WordsOut[OrderType, str](
    {
        OrderType.LIMIT: "limit",
        OrderType.MARKET: "market",
        OrderType.STOP: "stop-loss",
        OrderType.STOP_LIMIT: "stop-loss-limit",
        OrderType.TAKE_PROFIT: "take-profit",
        OrderType.TAKE_PROFIT_LIMIT: "take-profit-limit",
        OrderType.TRAILING_STOP: "trailing-stop",
    }
)

TIME_IN_FORCE_IN = WordsIn[str, TimeInForce](
    {"GTC": TimeInForce.GTC, "IOC": TimeInForce.IOC, "GTD": TimeInForce.GTD, "FOK": TimeInForce.FOK}
)

TIME_IN_FORCE_OUT = WordsOut[TimeInForce, str](
    {TimeInForce.GTC: "GTC", TimeInForce.IOC: "IOC", TimeInForce.GTD: "GTD", TimeInForce.FOK: "FOK"}
)

TRIGGER_IN = WordsIn[str, TriggerBy]({"last": TriggerBy.LAST, "index": TriggerBy.INDEX})

TRIGGER_OUT = WordsOut[TriggerBy, str]({TriggerBy.LAST: "last", TriggerBy.INDEX: "index"})

PREVENTION_IN = WordsIn[str, SelfTradePrevention](
    {
        "cancel-newest": SelfTradePrevention.CANCEL_TAKER,
        "cancel-oldest": SelfTradePrevention.CANCEL_MAKER,
        "cancel-both": SelfTradePrevention.CANCEL_BOTH,
    }
)

PREVENTION_OUT = WordsOut[SelfTradePrevention, str](
    {
        SelfTradePrevention.CANCEL_TAKER: "cancel-newest",
        SelfTradePrevention.CANCEL_MAKER: "cancel-oldest",
        SelfTradePrevention.CANCEL_BOTH: "cancel-both",
    }
)

STREAM_TIME_IN_FORCE_IN = WordsIn[str, TimeInForce](
    {"gtc": TimeInForce.GTC, "ioc": TimeInForce.IOC, "gtd": TimeInForce.GTD, "fok": TimeInForce.FOK}
)

STREAM_TIME_IN_FORCE_OUT = WordsOut[TimeInForce, str](
    {TimeInForce.GTC: "gtc", TimeInForce.IOC: "ioc", TimeInForce.GTD: "gtd", TimeInForce.FOK: "fok"}
)

STREAM_PREVENTION_IN = WordsIn[str, SelfTradePrevention](
    {
        "cancel_newest": SelfTradePrevention.CANCEL_TAKER,
        "cancel_oldest": SelfTradePrevention.CANCEL_MAKER,
        "cancel_both": SelfTradePrevention.CANCEL_BOTH,
    }
)

STREAM_PREVENTION_OUT = WordsOut[SelfTradePrevention, str](
    {
        SelfTradePrevention.CANCEL_TAKER: "cancel_newest",
        SelfTradePrevention.CANCEL_MAKER: "cancel_oldest",
        SelfTradePrevention.CANCEL_BOTH: "cancel_both",
    }
)

ORDER_STATE_IN = OpenWordsIn[str, OrderStatus](
    {
        "pending": OrderStatus.PENDING_NEW,
        "open": OrderStatus.NEW,
        "closed": OrderStatus.FILLED,
        "canceled": OrderStatus.CANCELED,
        "expired": OrderStatus.EXPIRED,
    },
    OrderStatus.PENDING_NEW,
)

ORDER_STATE_OUT = WordsOut[OrderStatus, str](
    {
        OrderStatus.PENDING_NEW: "pending",
        OrderStatus.NEW: "open",
        OrderStatus.FILLED: "closed",
        OrderStatus.CANCELED: "canceled",
        OrderStatus.EXPIRED: "expired",
    }
)

EXECUTION_STATUS_IN = OpenWordsIn[str, OrderStatus](
    {
        "pending_new": OrderStatus.PENDING_NEW,
        "new": OrderStatus.NEW,
        "partially_filled": OrderStatus.PARTIALLY_FILLED,
        "filled": OrderStatus.FILLED,
        "canceled": OrderStatus.CANCELED,
        "expired": OrderStatus.EXPIRED,
    },
    OrderStatus.PENDING_NEW,
)

EXECUTION_STATUS_OUT = WordsOut[OrderStatus, str](
    {
        OrderStatus.PENDING_NEW: "pending_new",
        OrderStatus.NEW: "new",
        OrderStatus.PARTIALLY_FILLED: "partially_filled",
        OrderStatus.FILLED: "filled",
        OrderStatus.CANCELED: "canceled",
        OrderStatus.EXPIRED: "expired",
    }
)

ROLE_IN = WordsIn[str, Liquidity]({"m": Liquidity.MAKER, "t": Liquidity.TAKER})

ROLE_OUT = WordsOut[Liquidity, str]({Liquidity.MAKER: "m", Liquidity.TAKER: "t"})

INTERVALS = WordsOut[str, str](
    {
        "1m": "1",
        "5m": "5",
        "15m": "15",
        "30m": "30",
        "1h": "60",
        "4h": "240",
        "1d": "1440",
        "1w": "10080",
        "15d": "21600",
    }
)


class OrderStyle(NamedTuple):
    """How the venue says what kind of order it is."""

    kind: str
    flags: str | None = None
    time_in_force: str | None = None
    expire_time: int | None = None


def order_style(request: OrderRequest) -> OrderStyle:
    """The venue's words for an order. Raises NotSupported for what it cannot express."""
    refuse_given(request, "trailing_offset", "display_quantity", "margin_mode", "position_side")
    if request.type is OrderType.LIMIT and request.post_only:
        refuse_given(request, "quote_quantity", "trigger_price", "trigger_by")
        require_given(request, "quantity", "price")
        return OrderStyle(
            "limit",
            "post",
            TIME_IN_FORCE_OUT[request.time_in_force] if request.time_in_force is not None else None,
            request.expire_time,
        )
    if request.type is OrderType.LIMIT:
        refuse_given(request, "quote_quantity", "trigger_price", "trigger_by", "post_only")
        require_given(request, "quantity", "price")
        return OrderStyle(
            "limit",
            None,
            TIME_IN_FORCE_OUT[request.time_in_force] if request.time_in_force is not None else None,
            request.expire_time,
        )
    if request.type is OrderType.MARKET and request.side is Side.BUY:
        refuse_given(request, "price", "trigger_price", "trigger_by", "time_in_force", "expire_time", "post_only")
        require_one_given(request, "quantity", "quote_quantity")
        return OrderStyle("market", "viqc" if request.quote_quantity is not None else None)
    if request.type is OrderType.MARKET:
        refuse_given(
            request,
            "quote_quantity",
            "price",
            "trigger_price",
            "trigger_by",
            "time_in_force",
            "expire_time",
            "post_only",
        )
        require_given(request, "quantity")
        return OrderStyle("market")
    if request.type is OrderType.STOP:
        refuse_given(request, "quote_quantity", "price", "time_in_force", "expire_time", "post_only")
        require_given(request, "quantity", "trigger_price")
        return OrderStyle("stop-loss")
    if request.type is OrderType.TAKE_PROFIT:
        refuse_given(request, "quote_quantity", "price", "time_in_force", "expire_time", "post_only")
        require_given(request, "quantity", "trigger_price")
        return OrderStyle("take-profit")
    if request.type is OrderType.STOP_LIMIT:
        refuse_given(request, "quote_quantity", "post_only")
        require_given(request, "quantity", "trigger_price", "price")
        return OrderStyle(
            "stop-loss-limit",
            None,
            TIME_IN_FORCE_OUT[request.time_in_force] if request.time_in_force is not None else None,
            request.expire_time,
        )
    if request.type is OrderType.TAKE_PROFIT_LIMIT:
        refuse_given(request, "quote_quantity", "post_only")
        require_given(request, "quantity", "trigger_price", "price")
        return OrderStyle(
            "take-profit-limit",
            None,
            TIME_IN_FORCE_OUT[request.time_in_force] if request.time_in_force is not None else None,
            request.expire_time,
        )
    raise NotSupported(f"no order of this kind: {describe_order(request)}", operation="create_order")


class Style(NamedTuple):
    """What the venue's words for an order mean; None where they are unknown or do not tell."""

    type: OrderType | None = None
    post_only: bool | None = None
    side: Side | None = None


_STYLES: dict[tuple[str, str | None], Style] = {
    ("limit", "post"): Style(OrderType.LIMIT, True, None),
    ("limit", None): Style(OrderType.LIMIT, False, None),
    ("market", None): Style(OrderType.MARKET, False, Side.BUY),
    ("stop-loss", None): Style(OrderType.STOP, False, None),
    ("take-profit", None): Style(OrderType.TAKE_PROFIT, False, None),
    ("stop-loss-limit", None): Style(OrderType.STOP_LIMIT, False, None),
    ("take-profit-limit", None): Style(OrderType.TAKE_PROFIT_LIMIT, False, None),
}
_UNKNOWN_STYLE = Style()


def read_style(kind: str, flags: str | None) -> Style:
    """What an order of the venue is, by the words that `order_style` chooses."""
    return _STYLES.get((kind, flags), _UNKNOWN_STYLE)


def instrument(m: wire.PairEntry) -> Instrument | None:
    """The streams' name (BTC/USD) is the symbol; REST's id (XXBTZUSD) and short name (XBTUSD) are aliases."""
    if not ("/" in (_1 if (_1 := m[1].wsname) is not UNSET and _1 else "")):
        return None
    return Instrument(
        symbol=format_symbol(
            {"XBT": "BTC", "XDG": "DOGE"}.get(part(_2 if (_2 := m[1].wsname) is not UNSET and _2 else "", "/", 0))
            or part(_2 if (_2 := m[1].wsname) is not UNSET and _2 else "", "/", 0),
            {"XBT": "BTC", "XDG": "DOGE"}.get(part(_3 if (_3 := m[1].wsname) is not UNSET and _3 else "", "/", 1))
            or part(_3 if (_3 := m[1].wsname) is not UNSET and _3 else "", "/", 1),
        ),
        venue_symbol=(
            {"XBT": "BTC", "XDG": "DOGE"}.get(part(_1 if (_1 := m[1].wsname) is not UNSET and _1 else "", "/", 0))
            or part(_1 if (_1 := m[1].wsname) is not UNSET and _1 else "", "/", 0)
        )
        + "/"
        + (
            {"XBT": "BTC", "XDG": "DOGE"}.get(part(_1 if (_1 := m[1].wsname) is not UNSET and _1 else "", "/", 1))
            or part(_1 if (_1 := m[1].wsname) is not UNSET and _1 else "", "/", 1)
        ),
        kind=InstrumentKind.SPOT,
        base={"XBT": "BTC", "XDG": "DOGE"}.get(part(_2 if (_2 := m[1].wsname) is not UNSET and _2 else "", "/", 0))
        or part(_2 if (_2 := m[1].wsname) is not UNSET and _2 else "", "/", 0),
        quote={"XBT": "BTC", "XDG": "DOGE"}.get(part(_3 if (_3 := m[1].wsname) is not UNSET and _3 else "", "/", 1))
        or part(_3 if (_3 := m[1].wsname) is not UNSET and _3 else "", "/", 1),
        status=(
            _5
            if (_4 := m[1].status) is not UNSET and (_5 := PAIR_STATUS_IN.get(_4)) is not None
            else InstrumentStatus.UNKNOWN
        ),
        price_increment=_6 if (_6 := m[1].tick_size) is not UNSET else None,
        quantity_increment=Decimal("1e-" + str(m[1].lot_decimals)),
        min_quantity=_7 if (_7 := m[1].min_quantity) is not UNSET else None,
        min_notional=_8 if (_8 := m[1].min_cost) is not UNSET else None,
        aliases=[m[0], m[1].altname],
        raw=m,
    )


def trade(m: wire.TradeRow, instrument: Instrument, recv: int) -> Trade:
    """`TradeRow` as Trade."""
    return Trade(
        trade_id=str(m.trade_id) if m.trade_id is not UNSET else None,
        symbol=instrument.symbol,
        side=SHORT_SIDE_IN.get(m.side),
        price=m.price,
        quantity=m.quantity,
        ts_event=ns_from_s(m.time),
        ts_recv=recv,
    )


def trade_event(m: wire.TradeEvent, instrument: Instrument, recv: int) -> Trade:
    """`TradeEvent` as Trade."""
    return Trade(
        trade_id=str(m.trade_id),
        symbol=instrument.symbol,
        side=SIDE_IN.get(m.side),
        price=m.price,
        quantity=m.quantity,
        ts_event=ns_from_iso(m.time),
        ts_recv=recv,
    )


def ticker(m: wire.TickerInfo, instrument: Instrument, recv: int) -> Ticker:
    """`TickerInfo` as Ticker."""
    return Ticker(
        symbol=instrument.symbol,
        bid=m.bid[0],
        bid_quantity=m.bid[2],
        ask=m.ask[0],
        ask_quantity=m.ask[2],
        last=m.last[0],
        ts_recv=recv,
    )


def ticker_event(m: wire.TickerEvent, instrument: Instrument, recv: int) -> Ticker:
    """`TickerEvent` as Ticker."""
    return Ticker(
        symbol=instrument.symbol,
        bid=m.bid,
        bid_quantity=m.bid_quantity,
        ask=m.ask,
        ask_quantity=m.ask_quantity,
        last=m.last,
        ts_event=ns_from_iso(m.time) if m.time is not UNSET else None,
        ts_recv=recv,
    )


def candle(m: wire.CandleRow, instrument: Instrument) -> Candle:
    """`CandleRow` as Candle."""
    return Candle(
        symbol=instrument.symbol, ts_open=m[0] * 1_000_000_000, open=m[1], high=m[2], low=m[3], close=m[4], volume=m[6]
    )


def candle_event(m: wire.CandleEvent, instrument: Instrument) -> Candle:
    """`CandleEvent` as Candle."""
    return Candle(
        symbol=instrument.symbol,
        ts_open=ns_from_iso(m.begin),
        open=m.open,
        high=m.high,
        low=m.low,
        close=m.close,
        volume=m.volume,
    )


def order(m: wire.OrderEntry, instrument: Instrument, recv: int) -> Order:
    """`OrderEntry` as Order."""
    return Order(
        symbol=instrument.symbol,
        venue_order_id=m[0],
        client_order_id=_1 if (_1 := m[1].client_order_id) is not UNSET else None,
        side=SIDE_IN.get(m[1].terms.side),
        type=ORDER_TYPE_IN.get(m[1].terms.kind),
        time_in_force=TIME_IN_FORCE_IN.get(_2) if (_2 := m[1].time_in_force) is not UNSET else None,
        status=(
            OrderStatus.PARTIALLY_FILLED if m[1].status == "open" and m[1].filled > 0 else ORDER_STATE_IN[m[1].status]
        ),
        price=(
            Decimal(m[1].terms.second_price)
            if m[1].terms.kind in ("stop-loss-limit", "take-profit-limit")
            else Decimal(m[1].terms.price) if m[1].terms.kind in ("limit", "iceberg") else None
        ),
        trigger_price=(
            Decimal(m[1].terms.price)
            if m[1].terms.kind in ("stop-loss", "stop-loss-limit", "take-profit", "take-profit-limit")
            else None
        ),
        quantity=m[1].volume if "viqc" not in parse_csv(m[1].flags) else None,
        quote_quantity=m[1].volume if "viqc" in parse_csv(m[1].flags) else None,
        filled_quantity=m[1].filled,
        average_price=m[1].average or None,
        post_only="post" in parse_csv(m[1].flags),
        reason=_3 if (_3 := m[1].reason) is not UNSET else None,
        ts_event=ns_from_s(_4) if (_4 := m[1].closed) is not UNSET and ns_from_s(_4) else ns_from_s(m[1].opened),
        ts_recv=recv,
        raw=m,
    )


def my_trade(m: wire.TradeInfoEntry, instrument: Instrument, recv: int) -> Fill:
    """A fee may be in either currency, and the venue does not say here in which."""
    return Fill(
        trade_id=m[0],
        venue_order_id=m[1].order_id,
        symbol=instrument.symbol,
        side=SIDE_IN[m[1].side],
        price=m[1].price,
        quantity=m[1].quantity,
        fee=m[1].fee,
        liquidity=(
            Liquidity.MAKER
            if (_1 if (_1 := m[1].maker) is not UNSET else None) == True
            else Liquidity.TAKER if (_1 if (_1 := m[1].maker) is not UNSET else None) == False else None
        ),
        ts_event=ns_from_s(m[1].time),
        ts_recv=recv,
        raw=m,
    )


def balance(m: wire.BalanceEntry) -> Balance:
    """`BalanceEntry` as Balance."""
    return Balance(
        currency={
            "XXBT": "BTC",
            "XETH": "ETH",
            "XLTC": "LTC",
            "XXRP": "XRP",
            "XXLM": "XLM",
            "XETC": "ETC",
            "XXMR": "XMR",
            "XZEC": "ZEC",
            "XREP": "REP",
            "XMLN": "MLN",
            "XXDG": "DOGE",
            "ZUSD": "USD",
            "ZEUR": "EUR",
            "ZGBP": "GBP",
            "ZCAD": "CAD",
            "ZJPY": "JPY",
            "ZAUD": "AUD",
        }.get(m[0])
        or m[0],
        total=m[1].balance,
        free=m[1].balance
        + (_1 if (_1 := m[1].credit) is not UNSET and _1 else Decimal(0))
        - (_2 if (_2 := m[1].credit_used) is not UNSET and _2 else Decimal(0))
        - m[1].held,
        locked=m[1].held,
    )


def execution(m: wire.Execution, instrument: Instrument, recv: int) -> Order:
    """What changed, and the ids; the symbol is told at the beginning of an order, in fills, and in the snapshot."""
    return Order(
        symbol=instrument.symbol,
        venue_order_id=m.order_id,
        client_order_id=m.client_order_id if m.client_order_id is not UNSET else None,
        side=SIDE_IN.get(m.side) if m.side is not UNSET else None,
        type=ORDER_TYPE_IN.get(m.kind) if m.kind is not UNSET else None,
        time_in_force=TIME_IN_FORCE_IN.get(m.time_in_force) if m.time_in_force is not UNSET else None,
        status=EXECUTION_STATUS_IN[m.status],
        price=m.limit_price if m.limit_price is not UNSET else None,
        trigger_price=(
            m.triggers.actual_price
            if m.triggers is not UNSET and m.triggers.actual_price is not UNSET and m.triggers.actual_price
            else m.triggers.price if m.triggers is not UNSET and m.triggers.price is not UNSET else None
        ),
        quantity=m.quantity if m.quantity is not UNSET else None,
        quote_quantity=m.quote_quantity if m.quote_quantity is not UNSET else None,
        filled_quantity=m.filled if m.filled is not UNSET else None,
        average_price=m.average if m.average is not UNSET and m.average else None,
        post_only=m.post_only if m.post_only is not UNSET else None,
        reduce_only=m.reduce_only if m.reduce_only is not UNSET else None,
        reason=m.reason if m.reason is not UNSET else None,
        ts_event=ns_from_iso(m.time),
        ts_recv=recv,
        raw=m,
    )


def execution_fill(m: wire.Execution, instrument: Instrument, recv: int) -> Fill | None:
    """A fee in two currencies is told by its first part."""
    if not (
        m.exec_type == "trade"
        and (m.last_price if m.last_price is not UNSET and m.last_price else Decimal(0)) > 0
        and (len(m.side if m.side is not UNSET and m.side else "") > 0)
    ):
        return None
    return Fill(
        trade_id=m.exec_id if m.exec_id is not UNSET else None,
        venue_order_id=m.order_id,
        client_order_id=m.client_order_id if m.client_order_id is not UNSET else None,
        symbol=instrument.symbol,
        side=_1 if m.side is not UNSET and (_1 := SIDE_IN.get(m.side)) is not None else Side.BUY,
        price=m.last_price if m.last_price is not UNSET and m.last_price else Decimal(0),
        quantity=m.last_quantity if m.last_quantity is not UNSET and m.last_quantity else Decimal(0),
        fee=_2.quantity if m.fees is not UNSET and (_2 := item(m.fees, 0)) is not None else None,
        fee_currency=_3.asset if m.fees is not UNSET and (_3 := item(m.fees, 0)) is not None else None,
        liquidity=ROLE_IN.get(m.role) if m.role is not UNSET else None,
        ts_event=ns_from_iso(m.time),
        ts_recv=recv,
        raw=m,
    )


def balance_event(m: wire.BalanceChange) -> Balance:
    """`BalanceChange` as Balance."""
    return Balance(currency=m.asset, total=m.balance)
