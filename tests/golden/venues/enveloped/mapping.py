"""Enveloped: from the wire to the contract, and back for orders."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

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
from venue_runtime.wire import ns_from_ms
from venue_runtime.wire_enum import OpenWordsIn, WordsIn, WordsOut

from . import types as wire

SIDE_IN = WordsIn[str, Side]({"buy": Side.BUY, "sell": Side.SELL})

SIDE_OUT = WordsOut[Side, str]({Side.BUY: "buy", Side.SELL: "sell"})

KIND_IN = WordsIn[str, OrderType](
    {
        "limit": OrderType.LIMIT,
        "market": OrderType.MARKET,
        "post_only": OrderType.LIMIT,
        "fok": OrderType.LIMIT,
        "ioc": OrderType.LIMIT,
    }
)

KIND_OUT = WordsOut[OrderType, str]({OrderType.LIMIT: "limit", OrderType.MARKET: "market"})

STATE_IN = OpenWordsIn[str, OrderStatus](
    {
        "live": OrderStatus.NEW,
        "partial": OrderStatus.PARTIALLY_FILLED,
        "filled": OrderStatus.FILLED,
        "canceled": OrderStatus.CANCELED,
    },
    OrderStatus.PENDING_NEW,
)

STATE_OUT = WordsOut[OrderStatus, str](
    {
        OrderStatus.NEW: "live",
        OrderStatus.PARTIALLY_FILLED: "partial",
        OrderStatus.FILLED: "filled",
        OrderStatus.CANCELED: "canceled",
    }
)


class OrderStyle(NamedTuple):
    """How the venue says what kind of order it is."""

    kind: str


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
    if request.type is OrderType.LIMIT and request.post_only:
        refuse_given(request, "time_in_force")
        require_given(request, "quantity", "price")
        return OrderStyle("post_only")
    if request.type is OrderType.LIMIT and request.time_in_force is TimeInForce.FOK:
        refuse_given(request, "post_only")
        require_given(request, "quantity", "price")
        return OrderStyle("fok")
    if request.type is OrderType.LIMIT and request.time_in_force is TimeInForce.IOC:
        refuse_given(request, "post_only")
        require_given(request, "quantity", "price")
        return OrderStyle("ioc")
    if request.type is OrderType.LIMIT:
        refuse_given(request, "time_in_force", "post_only")
        require_given(request, "quantity", "price")
        return OrderStyle("limit")
    if request.type is OrderType.MARKET:
        refuse_given(request, "price", "time_in_force", "post_only")
        require_given(request, "quantity")
        return OrderStyle("market")
    raise NotSupported(f"no order of this kind: {describe_order(request)}", operation="create_order")


class Style(NamedTuple):
    """What the venue's words for an order mean; None where they are unknown or do not tell."""

    type: OrderType | None = None
    time_in_force: TimeInForce | None = None
    post_only: bool | None = None


_STYLES: dict[str, Style] = {
    "post_only": Style(OrderType.LIMIT, None, True),
    "fok": Style(OrderType.LIMIT, TimeInForce.FOK, False),
    "ioc": Style(OrderType.LIMIT, TimeInForce.IOC, False),
    "limit": Style(OrderType.LIMIT, None, False),
    "market": Style(OrderType.MARKET, None, False),
}
_UNKNOWN_STYLE = Style()


def read_style(kind: str) -> Style:
    """What an order of the venue is, by the words that `order_style` chooses."""
    return _STYLES.get(kind, _UNKNOWN_STYLE)


def market(m: wire.Market) -> Instrument:
    """`Market` as Instrument."""
    return Instrument(
        symbol=format_symbol(m.base, m.quote),
        venue_symbol=m.inst,
        kind=InstrumentKind.SPOT,
        base=m.base,
        quote=m.quote,
        status=InstrumentStatus.TRADING if m.state == "live" else InstrumentStatus.HALTED,
        price_increment=m.tick,
        quantity_increment=m.lot,
        min_quantity=m.min_size,
        raw=m,
    )


def order(m: wire.Order, instrument: Instrument, recv: int) -> Order:
    """`Order` as Order."""
    style = read_style(m.kind)
    return Order(
        symbol=instrument.symbol,
        venue_order_id=m.id,
        client_order_id=m.client_id if m.client_id else None,
        side=SIDE_IN.get(m.side),
        type=style.type,
        time_in_force=style.time_in_force,
        status=STATE_IN[m.state],
        price=Decimal(m.price) if m.price else None,
        quantity=m.size,
        filled_quantity=m.filled,
        average_price=Decimal(m.average) if m.average else None,
        post_only=style.post_only,
        ts_event=ns_from_ms(m.updated),
        ts_recv=recv,
        raw=m,
    )


def fill(m: wire.Order, instrument: Instrument, recv: int) -> Fill | None:
    """`Order` as Fill."""
    if not (m.trade_id):
        return None
    return Fill(
        trade_id=m.trade_id,
        venue_order_id=m.id,
        client_order_id=m.client_id if m.client_id else None,
        symbol=instrument.symbol,
        side=SIDE_IN[m.side],
        price=Decimal(m.fill_price) if m.fill_price and Decimal(m.fill_price) else Decimal(0),
        quantity=Decimal(m.fill_size) if m.fill_size and Decimal(m.fill_size) else Decimal(0),
        fee=-Decimal(m.fee) if m.fee else None,
        fee_currency=m.fee_asset if m.fee_asset else None,
        liquidity=Liquidity.MAKER if m.role == "M" else Liquidity.TAKER,
        ts_event=ns_from_ms(m.fill_time),
        ts_recv=recv,
        raw=m,
    )


def detail(m: wire.Detail) -> Balance:
    """`Detail` as Balance."""
    return Balance(currency=m.asset, total=m.total, free=m.total - m.held, locked=m.held)


def trade(m: wire.Trade, instrument: Instrument, recv: int) -> Trade:
    """`Trade` as Trade."""
    return Trade(
        trade_id=m.id,
        symbol=instrument.symbol,
        side=SIDE_IN.get(m.side),
        price=m.price,
        quantity=m.size,
        ts_event=ns_from_ms(m.ts),
        ts_recv=recv,
    )
