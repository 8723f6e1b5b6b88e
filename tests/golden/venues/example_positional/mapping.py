"""Example Positional: from the wire to the contract, and back for orders."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from msgspec import UNSET
from venue_runtime.arguments import describe_order, refuse_given, require_given
from venue_runtime.errors import NotSupported
from venue_runtime.instruments import format_symbol
from venue_runtime.model import (
    Balance,
    Fill,
    Instrument,
    InstrumentKind,
    InstrumentStatus,
    Liquidity,
    Order,
    OrderRequest,
    OrderStatus,
    OrderType,
    Side,
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

KIND_IN = WordsIn[str, OrderType]({"limit": OrderType.LIMIT, "market": OrderType.MARKET})

KIND_OUT = WordsOut[OrderType, str]({OrderType.LIMIT: "limit", OrderType.MARKET: "market"})

KIND_NUMBER_IN = WordsIn[int, OrderType]({1: OrderType.LIMIT, 2: OrderType.MARKET})

KIND_NUMBER_OUT = WordsOut[OrderType, int]({OrderType.LIMIT: 1, OrderType.MARKET: 2})

ROLE_IN = WordsIn[int, Liquidity]({1: Liquidity.MAKER, 2: Liquidity.TAKER})

ROLE_OUT = WordsOut[Liquidity, int]({Liquidity.MAKER: 1, Liquidity.TAKER: 2})

STATUS_IN = OpenWordsIn[str, OrderStatus](
    {
        "OPEN": OrderStatus.NEW,
        "PART": OrderStatus.PARTIALLY_FILLED,
        "FILLED": OrderStatus.FILLED,
        "CANCELED": OrderStatus.CANCELED,
    },
    OrderStatus.PENDING_NEW,
)

STATUS_OUT = WordsOut[OrderStatus, str](
    {
        OrderStatus.NEW: "OPEN",
        OrderStatus.PARTIALLY_FILLED: "PART",
        OrderStatus.FILLED: "FILLED",
        OrderStatus.CANCELED: "CANCELED",
    }
)


class OrderStyle(NamedTuple):
    """How the venue says what kind of order it is."""

    post_only: bool | None = None
    ioc: bool | None = None


def order_style(request: OrderRequest) -> OrderStyle:
    """The venue's words for an order. Raises NotSupported for what it cannot express."""
    refuse_given(
        request,
        "quote_quantity",
        "trigger_price",
        "trigger_by",
        "trailing_offset",
        "expire_time",
        "reduce_only",
        "display_quantity",
        "margin_mode",
        "position_side",
        "self_trade_prevention",
    )
    if request.type is OrderType.LIMIT and request.post_only and request.time_in_force is TimeInForce.GTC:
        require_given(request, "quantity", "price")
        return OrderStyle(True)
    if request.type is OrderType.LIMIT and request.post_only:
        refuse_given(request, "time_in_force")
        require_given(request, "quantity", "price")
        return OrderStyle(True)
    if request.type is OrderType.LIMIT and request.time_in_force is TimeInForce.IOC:
        refuse_given(request, "post_only")
        require_given(request, "quantity", "price")
        return OrderStyle(None, True)
    if request.type is OrderType.LIMIT and request.time_in_force is TimeInForce.GTC:
        refuse_given(request, "post_only")
        require_given(request, "quantity", "price")
        return OrderStyle()
    if request.type is OrderType.LIMIT:
        refuse_given(request, "time_in_force", "post_only")
        require_given(request, "quantity", "price")
        return OrderStyle()
    if request.type is OrderType.MARKET:
        refuse_given(request, "price", "time_in_force", "post_only")
        require_given(request, "quantity")
        return OrderStyle()
    raise NotSupported(f"no order of this kind: {describe_order(request)}", operation="create_order")


class Style(NamedTuple):
    """What the venue's words for an order mean; None where they are unknown or do not tell."""

    type: OrderType | None = None
    time_in_force: TimeInForce | None = None
    post_only: bool | None = None


_STYLES: dict[tuple[bool | None, bool | None], Style] = {
    (True, None): Style(OrderType.LIMIT, TimeInForce.GTC, True),
    (None, True): Style(OrderType.LIMIT, TimeInForce.IOC, False),
    (None, None): Style(OrderType.LIMIT, TimeInForce.GTC, False),
}
_UNKNOWN_STYLE = Style()


def read_style(post_only: bool | None, ioc: bool | None) -> Style:
    """What an order of the venue is, by the words that `order_style` chooses."""
    return _STYLES.get((post_only, ioc), _UNKNOWN_STYLE)


def market(m: wire.Market) -> Instrument:
    """`Market` as Instrument."""
    return Instrument(
        symbol=format_symbol(m.stock, m.money),
        venue_symbol=m.name,
        kind=InstrumentKind.SPOT,
        base=m.stock,
        quote=m.money,
        status=InstrumentStatus.TRADING,
        price_increment=Decimal("0.01"),
        quantity_increment=Decimal("0.01"),
        raw=m,
    )


def balance(m: wire.Holding) -> Balance:
    """`Holding` as Balance."""
    return Balance(currency=m[0], total=m[1].available + m[1].freeze, free=m[1].available, locked=m[1].freeze)


def order(m: wire.Order, instrument: Instrument, recv: int) -> Order:
    """`Order` as Order."""
    return Order(
        symbol=instrument.symbol,
        venue_order_id=str(m.order_id),
        client_order_id=m.client_order_id if m.client_order_id else None,
        side=SIDE_IN.get(m.side),
        type=KIND_IN.get(m.kind),
        time_in_force=TimeInForce.IOC if m.ioc == True else TimeInForce.GTC if m.kind == "limit" else None,
        status=STATUS_IN[m.status],
        price=m.price if m.price is not UNSET else None,
        quantity=m.amount,
        filled_quantity=m.deal_stock,
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
        time_in_force=TimeInForce.IOC if m.ioc == True else TimeInForce.GTC if m.kind == "limit" else None,
        status=STATUS_IN[m.status],
        price=m.price if m.price is not UNSET else None,
        quantity=m.amount,
        filled_quantity=m.deal_stock,
        post_only=m.post_only if m.post_only is not UNSET else None,
        ts_event=ns_from_s(m.timestamp),
        ts_recv=recv,
        raw=m,
    )


def stream_trade(m: wire.StreamTrade, instrument: Instrument, recv: int) -> Trade:
    """`StreamTrade` as Trade."""
    return Trade(
        trade_id=str(m.id),
        symbol=instrument.symbol,
        side=SIDE_IN.get(m.side),
        price=m.price,
        quantity=m.amount,
        ts_event=ns_from_s(m.time),
        ts_recv=recv,
    )


def order_event(m: wire.OrderEvent, instrument: Instrument, recv: int) -> Order:
    """`OrderEvent` as Order."""
    return Order(
        symbol=instrument.symbol,
        venue_order_id=str(m[1].id),
        client_order_id=_1 if (_1 := m[1].client_order_id) else None,
        side=SIDE_NUMBER_IN.get(m[1].side),
        type=KIND_NUMBER_IN.get(m[1].kind),
        status=STATUS_IN[m[1].status],
        price=m[1].price or None,
        quantity=m[1].amount,
        filled_quantity=m[1].deal_stock,
        ts_event=ns_from_s(m[1].mtime),
        ts_recv=recv,
        raw=m,
    )


def deal(m: wire.Deal, instrument: Instrument, recv: int) -> Fill:
    """`Deal` as Fill."""
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


def my_trade(m: wire.MyDeal, instrument: Instrument, recv: int) -> Fill:
    """`MyDeal` as Fill."""
    return Fill(
        trade_id=str(m.id),
        venue_order_id=str(m.order_id),
        client_order_id=m.client_order_id if m.client_order_id else None,
        symbol=instrument.symbol,
        side=SIDE_IN[m.side],
        price=m.price,
        quantity=m.amount,
        fee=m.fee,
        fee_currency=m.fee_currency,
        liquidity=ROLE_IN.get(m.role),
        ts_event=ns_from_s(m.time),
        ts_recv=recv,
        raw=m,
    )
