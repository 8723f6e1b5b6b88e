"""WhiteBIT: from the wire to the contract, and back for orders."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from msgspec import UNSET
from venue_runtime.arguments import describe_order, refuse_given, require_given, require_one_given
from venue_runtime.errors import NotSupported
from venue_runtime.exprs import divided
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
)
from venue_runtime.wire import ns_from_s
from venue_runtime.wire_enum import OpenWordsIn, WordsIn, WordsOut

from . import types as wire

SIDE_IN = WordsIn[str, Side]({"buy": Side.BUY, "sell": Side.SELL})

SIDE_OUT = WordsOut[Side, str]({Side.BUY: "buy", Side.SELL: "sell"})

SIDE_NUMBER_IN = WordsIn[int, Side]({1: Side.SELL, 2: Side.BUY})

SIDE_NUMBER_OUT = WordsOut[Side, int]({Side.SELL: 1, Side.BUY: 2})

ROLE_IN = WordsIn[int, Liquidity]({1: Liquidity.MAKER, 2: Liquidity.TAKER})

ROLE_OUT = WordsOut[Liquidity, int]({Liquidity.MAKER: 1, Liquidity.TAKER: 2})

KIND_IN = WordsIn[str, OrderType](
    {
        "limit": OrderType.LIMIT,
        "market": OrderType.MARKET,
        "stock market": OrderType.MARKET,
        "stop limit": OrderType.STOP_LIMIT,
        "stop market": OrderType.STOP,
    }
)

KIND_OUT = WordsOut[OrderType, str](
    {
        OrderType.LIMIT: "limit",
        OrderType.MARKET: "market",
        OrderType.STOP_LIMIT: "stop limit",
        OrderType.STOP: "stop market",
    }
)

KIND_NUMBER_IN = WordsIn[int, OrderType](
    {
        1: OrderType.LIMIT,
        2: OrderType.MARKET,
        202: OrderType.MARKET,
        3: OrderType.STOP_LIMIT,
        4: OrderType.STOP,
        7: OrderType.LIMIT,
        8: OrderType.MARKET,
        9: OrderType.STOP_LIMIT,
        10: OrderType.STOP,
    }
)

KIND_NUMBER_OUT = WordsOut[OrderType, int](
    {OrderType.LIMIT: 1, OrderType.MARKET: 2, OrderType.STOP_LIMIT: 3, OrderType.STOP: 4}
)

STATUS_IN = OpenWordsIn[str, OrderStatus](
    {
        "OPEN": OrderStatus.NEW,
        "PARTIALLY_FILLED": OrderStatus.PARTIALLY_FILLED,
        "FILLED": OrderStatus.FILLED,
        "CANCELED": OrderStatus.CANCELED,
        "AUTO_CANCELED_USER_MARGIN": OrderStatus.CANCELED,
        "AUTO_CANCELED_LIQUIDATION": OrderStatus.CANCELED,
        "AUTO_CANCELED_REDUCE_ONLY": OrderStatus.CANCELED,
        "CANCELED_STP": OrderStatus.CANCELED,
        "CANCELED_POSITION_SIDE_NOT_MATCH": OrderStatus.CANCELED,
    },
    OrderStatus.PENDING_NEW,
)

STATUS_OUT = WordsOut[OrderStatus, str](
    {
        OrderStatus.NEW: "OPEN",
        OrderStatus.PARTIALLY_FILLED: "PARTIALLY_FILLED",
        OrderStatus.FILLED: "FILLED",
        OrderStatus.CANCELED: "CANCELED",
    }
)

STP_IN = WordsIn[str, SelfTradePrevention](
    {
        "no": SelfTradePrevention.NONE,
        "cb": SelfTradePrevention.CANCEL_BOTH,
        "cn": SelfTradePrevention.CANCEL_TAKER,
        "co": SelfTradePrevention.CANCEL_MAKER,
    }
)

STP_OUT = WordsOut[SelfTradePrevention, str](
    {
        SelfTradePrevention.NONE: "no",
        SelfTradePrevention.CANCEL_BOTH: "cb",
        SelfTradePrevention.CANCEL_TAKER: "cn",
        SelfTradePrevention.CANCEL_MAKER: "co",
    }
)

FETCH_CANDLES_INTERVALS = WordsOut[str, str](
    {
        "1s": "1s",
        "10s": "10s",
        "30s": "30s",
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
    }
)

WATCH_CANDLES_INTERVALS = WordsOut[str, str](
    {"1m": "60", "3m": "180", "5m": "300", "15m": "900", "30m": "1800", "1h": "3600", "4h": "14400", "1d": "86400"}
)


class OrderStyle(NamedTuple):
    """How the venue says what kind of order it is."""

    post_only: bool | None = None
    ioc: bool | None = None


def order_style(request: OrderRequest) -> OrderStyle:
    """The venue's words for an order. Raises NotSupported for what it cannot express."""
    refuse_given(
        request,
        "trigger_by",
        "trailing_offset",
        "expire_time",
        "reduce_only",
        "display_quantity",
        "margin_mode",
        "position_side",
    )
    if request.type is OrderType.LIMIT and request.post_only and request.time_in_force is TimeInForce.GTC:
        refuse_given(request, "quote_quantity", "trigger_price")
        require_given(request, "quantity", "price")
        return OrderStyle(True)
    if request.type is OrderType.LIMIT and request.post_only:
        refuse_given(request, "quote_quantity", "trigger_price", "time_in_force")
        require_given(request, "quantity", "price")
        return OrderStyle(True)
    if request.type is OrderType.LIMIT and request.time_in_force is TimeInForce.IOC:
        refuse_given(request, "quote_quantity", "trigger_price", "post_only")
        require_given(request, "quantity", "price")
        return OrderStyle(None, True)
    if request.type is OrderType.LIMIT and request.time_in_force is TimeInForce.GTC:
        refuse_given(request, "quote_quantity", "trigger_price", "post_only")
        require_given(request, "quantity", "price")
        return OrderStyle()
    if request.type is OrderType.LIMIT:
        refuse_given(request, "quote_quantity", "trigger_price", "time_in_force", "post_only")
        require_given(request, "quantity", "price")
        return OrderStyle()
    if request.type is OrderType.MARKET and request.side is Side.BUY:
        refuse_given(request, "price", "trigger_price", "time_in_force", "post_only")
        require_one_given(request, "quantity", "quote_quantity")
        return OrderStyle()
    if request.type is OrderType.MARKET:
        refuse_given(request, "quote_quantity", "price", "trigger_price", "time_in_force", "post_only")
        require_given(request, "quantity")
        return OrderStyle()
    if request.type is OrderType.STOP_LIMIT and request.time_in_force is TimeInForce.GTC:
        refuse_given(request, "quote_quantity", "post_only")
        require_given(request, "quantity", "price", "trigger_price")
        return OrderStyle()
    if request.type is OrderType.STOP_LIMIT:
        refuse_given(request, "quote_quantity", "time_in_force", "post_only")
        require_given(request, "quantity", "price", "trigger_price")
        return OrderStyle()
    if request.type is OrderType.STOP and request.side is Side.BUY:
        refuse_given(request, "quantity", "price", "time_in_force", "post_only")
        require_given(request, "quote_quantity", "trigger_price")
        return OrderStyle()
    if request.type is OrderType.STOP:
        refuse_given(request, "quote_quantity", "price", "time_in_force", "post_only")
        require_given(request, "quantity", "trigger_price")
        return OrderStyle()
    raise NotSupported(f"no order of this kind: {describe_order(request)}", operation="create_order")


class Style(NamedTuple):
    """What the venue's words for an order mean; None where they are unknown or do not tell."""

    type: OrderType | None = None
    time_in_force: TimeInForce | None = None
    post_only: bool | None = None
    side: Side | None = None


_STYLES: dict[tuple[bool | None, bool | None], Style] = {
    (True, None): Style(OrderType.LIMIT, TimeInForce.GTC, True, None),
    (None, True): Style(OrderType.LIMIT, TimeInForce.IOC, False, None),
    (None, None): Style(OrderType.LIMIT, TimeInForce.GTC, False, None),
}
_UNKNOWN_STYLE = Style()


def read_style(post_only: bool | None, ioc: bool | None) -> Style:
    """What an order of the venue is, by the words that `order_style` chooses."""
    return _STYLES.get((post_only, ioc), _UNKNOWN_STYLE)


def instrument(m: wire.Market) -> Instrument | None:
    """`Market` as Instrument."""
    if m.type != "spot":
        return None
    return Instrument(
        symbol=format_symbol(m.stock, m.money),
        venue_symbol=m.name,
        kind=InstrumentKind.SPOT,
        base=m.stock,
        quote=m.money,
        status=InstrumentStatus.TRADING if m.trades_enabled else InstrumentStatus.HALTED,
        price_increment=Decimal("1e-" + str(int(m.money_prec))),
        quantity_increment=Decimal("1e-" + str(int(m.stock_prec))),
        min_quantity=m.min_amount,
        min_notional=m.min_total,
        raw=m,
    )


def ticker(m: wire.Ticker, instrument: Instrument, recv: int) -> Ticker:
    """`Ticker` as Ticker."""
    return Ticker(symbol=instrument.symbol, bid=m.bid, ask=m.ask, last=m.last, ts_recv=recv)


def best(m: wire.BestUpdate, instrument: Instrument, recv: int) -> Ticker:
    """`BestUpdate` as Ticker."""
    return Ticker(
        symbol=instrument.symbol,
        bid=m[4],
        bid_quantity=m[5],
        ask=m[6],
        ask_quantity=m[7],
        ts_event=ns_from_s(m[0]),
        ts_recv=recv,
    )


def trade(m: wire.Trade, instrument: Instrument, recv: int) -> Trade:
    """The venue calls the base currency's volume that of the quote currency."""
    return Trade(
        trade_id=str(m.trade_id),
        symbol=instrument.symbol,
        side=SIDE_IN.get(m.side),
        price=m.price,
        quantity=m.quote_volume,
        ts_event=m.trade_timestamp * 1_000_000_000,
        ts_recv=recv,
    )


def trade_update(m: wire.TradeUpdate, instrument: Instrument, recv: int) -> Trade:
    """`TradeUpdate` as Trade."""
    return Trade(
        trade_id=str(m.id),
        symbol=instrument.symbol,
        side=SIDE_IN.get(m.side),
        price=m.price,
        quantity=m.amount,
        ts_event=ns_from_s(m.time),
        ts_recv=recv,
    )


def candle(m: wire.Candle, instrument: Instrument) -> Candle:
    """`Candle` as Candle."""
    return Candle(
        symbol=instrument.symbol, ts_open=m[0] * 1_000_000_000, open=m[1], high=m[3], low=m[4], close=m[2], volume=m[5]
    )


def candle_update(m: wire.CandleUpdate, instrument: Instrument) -> Candle:
    """`CandleUpdate` as Candle."""
    return Candle(
        symbol=instrument.symbol, ts_open=m[0] * 1_000_000_000, open=m[1], high=m[3], low=m[4], close=m[2], volume=m[5]
    )


def order(m: wire.Order, instrument: Instrument, recv: int) -> Order:
    """`Order` as Order."""
    return Order(
        symbol=instrument.symbol,
        venue_order_id=str(m.order_id),
        client_order_id=m.client_order_id if m.client_order_id else None,
        side=SIDE_IN.get(m.side),
        type=KIND_IN.get(m.kind),
        time_in_force=(
            TimeInForce.IOC
            if m.ioc == True
            else TimeInForce.GTC if m.kind == "limit" or m.kind == "stop limit" else None
        ),
        status=STATUS_IN[m.status],
        price=m.price if m.price is not UNSET and m.price else None,
        trigger_price=m.activation_price if m.activation_price is not UNSET else None,
        quantity=None if m.side == "buy" and m.kind in ("market", "stop market") else m.amount,
        quote_quantity=m.amount if m.side == "buy" and m.kind in ("market", "stop market") else None,
        filled_quantity=m.deal_stock,
        leaves_quantity=None if m.side == "buy" and m.kind in ("market", "stop market") else m.left,
        average_price=divided(m.deal_money, m.deal_stock) if m.deal_stock > 0 else None,
        post_only=m.post_only if m.post_only is not UNSET else None,
        ts_event=ns_from_s(m.timestamp),
        ts_recv=recv,
        raw=m,
    )


def found_order(m: wire.FoundOrder, instrument: Instrument, recv: int) -> Order:
    """`FoundOrder` as Order."""
    return Order(
        symbol=instrument.symbol,
        venue_order_id=(
            str(_1)
            if (_1 := (m.order_id if m.order_id is not UNSET and m.order_id else m.id if m.id is not UNSET else None))
            is not None
            else None
        ),
        client_order_id=m.client_order_id if m.client_order_id else None,
        side=SIDE_IN.get(m.side),
        type=KIND_IN.get(m.kind),
        time_in_force=(
            TimeInForce.IOC
            if m.ioc == True
            else TimeInForce.GTC if m.kind == "limit" or m.kind == "stop limit" else None
        ),
        status=STATUS_IN[m.status],
        price=m.price if m.price is not UNSET and m.price else None,
        trigger_price=m.activation_price if m.activation_price is not UNSET else None,
        quantity=None if m.side == "buy" and m.kind in ("market", "stop market") else m.amount,
        quote_quantity=m.amount if m.side == "buy" and m.kind in ("market", "stop market") else None,
        filled_quantity=m.deal_stock,
        leaves_quantity=None if m.side == "buy" and m.kind in ("market", "stop market") else m.amount - m.deal_stock,
        average_price=divided(m.deal_money, m.deal_stock) if m.deal_stock > 0 else None,
        post_only=m.post_only if m.post_only is not UNSET else None,
        ts_event=(
            ns_from_s(m.finished)
            if m.finished is not UNSET and ns_from_s(m.finished)
            else (
                ns_from_s(m.timestamp)
                if m.timestamp is not UNSET and ns_from_s(m.timestamp)
                else ns_from_s(m.created) if m.created is not UNSET else None
            )
        ),
        ts_recv=recv,
        raw=m,
    )


def order_update(m: wire.OrderUpdate, instrument: Instrument, recv: int) -> Order:
    """`OrderUpdate` as Order."""
    return Order(
        symbol=instrument.symbol,
        venue_order_id=str(m[1].id),
        client_order_id=_1 if (_1 := m[1].client_order_id) else None,
        side=SIDE_NUMBER_IN.get(m[1].side),
        type=KIND_NUMBER_IN.get(m[1].kind),
        time_in_force=TimeInForce.IOC if m[1].ioc else TimeInForce.GTC if m[1].kind == 1 or m[1].kind == 3 else None,
        status=STATUS_IN[m[1].status],
        price=m[1].price or None,
        quantity=None if m[1].side == 2 and (m[1].kind == 2 or m[1].kind == 4) else m[1].amount,
        quote_quantity=m[1].amount if m[1].side == 2 and (m[1].kind == 2 or m[1].kind == 4) else None,
        filled_quantity=m[1].deal_stock,
        average_price=divided(m[1].deal_money, m[1].deal_stock) if m[1].deal_stock > 0 else None,
        post_only=m[1].post_only,
        ts_event=ns_from_s(m[1].mtime),
        ts_recv=recv,
        raw=m,
    )


def fill(m: wire.Deal, instrument: Instrument, recv: int) -> Fill:
    """`Deal` as Fill."""
    return Fill(
        trade_id=str(m.id),
        venue_order_id=str(m.order_id),
        client_order_id=m.client_order_id if m.client_order_id else None,
        symbol=instrument.symbol,
        side=SIDE_IN[m.side],
        price=m.price,
        quantity=m.amount,
        fee=m.fee,
        fee_currency=m.fee_asset,
        liquidity=ROLE_IN.get(m.role),
        ts_event=ns_from_s(m.time),
        ts_recv=recv,
        raw=m,
    )


def deal(m: wire.DealUpdate, instrument: Instrument, recv: int) -> Fill:
    """`DealUpdate` as Fill."""
    return Fill(
        trade_id=str(m[0]),
        venue_order_id=str(m[3]),
        client_order_id=_1 if (_1 := m[7]) else None,
        symbol=instrument.symbol,
        side=SIDE_NUMBER_IN[m[8]],
        price=m[4],
        quantity=m[5],
        fee=m[6],
        fee_currency=m[10],
        liquidity=ROLE_IN.get(m[9]),
        ts_event=ns_from_s(m[1]),
        ts_recv=recv,
        raw=m,
    )


def balance(m: wire.Holding) -> Balance:
    """`Holding` as Balance."""
    return Balance(currency=m[0], total=m[1].available + m[1].freeze, free=m[1].available, locked=m[1].freeze)
