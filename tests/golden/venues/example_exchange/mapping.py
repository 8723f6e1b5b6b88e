"""Example Exchange: from the wire to the contract, and back for orders."""

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
)
from venue_runtime.wire import ns_from_iso, parse_bool_01
from venue_runtime.wire_enum import OpenWordsIn, WordsIn, WordsOut

from . import types as wire

SIDE_IN = WordsIn[str, Side]({"buy": Side.BUY, "sell": Side.SELL})

SIDE_OUT = WordsOut[Side, str]({Side.BUY: "buy", Side.SELL: "sell"})

KIND_IN = WordsIn[str, OrderType]({"limit": OrderType.LIMIT, "market": OrderType.MARKET})

KIND_OUT = WordsOut[OrderType, str]({OrderType.LIMIT: "limit", OrderType.MARKET: "market"})

STATE_IN = OpenWordsIn[int, OrderStatus](
    {1: OrderStatus.NEW, 2: OrderStatus.PARTIALLY_FILLED, 3: OrderStatus.FILLED, 4: OrderStatus.CANCELED},
    OrderStatus.PENDING_NEW,
)

STATE_OUT = WordsOut[OrderStatus, int](
    {OrderStatus.NEW: 1, OrderStatus.PARTIALLY_FILLED: 2, OrderStatus.FILLED: 3, OrderStatus.CANCELED: 4}
)

ROLE_IN = WordsIn[str, Liquidity]({"M": Liquidity.MAKER, "T": Liquidity.TAKER})

ROLE_OUT = WordsOut[Liquidity, str]({Liquidity.MAKER: "M", Liquidity.TAKER: "T"})


class OrderStyle(NamedTuple):
    """How the venue says what kind of order it is."""

    kind: str
    post_only: bool | None = None


def order_style(request: OrderRequest) -> OrderStyle:
    """The venue's words for an order. Raises NotSupported for what it cannot express."""
    refuse_given(
        request,
        "quote_quantity",
        "trigger_price",
        "trigger_by",
        "trailing_offset",
        "time_in_force",
        "expire_time",
        "reduce_only",
        "display_quantity",
        "margin_mode",
        "position_side",
        "self_trade_prevention",
    )
    if request.type is OrderType.LIMIT and request.post_only:
        require_given(request, "quantity", "price")
        return OrderStyle("limit", True)
    if request.type is OrderType.LIMIT:
        refuse_given(request, "post_only")
        require_given(request, "quantity", "price")
        return OrderStyle("limit")
    if request.type is OrderType.MARKET:
        refuse_given(request, "price", "post_only")
        require_given(request, "quantity")
        return OrderStyle("market")
    raise NotSupported(f"no order of this kind: {describe_order(request)}", operation="create_order")


class Style(NamedTuple):
    """What the venue's words for an order mean; None where they are unknown or do not tell."""

    type: OrderType | None = None
    post_only: bool | None = None


_STYLES: dict[tuple[str, bool | None], Style] = {
    ("limit", True): Style(OrderType.LIMIT, True),
    ("limit", None): Style(OrderType.LIMIT, False),
    ("market", None): Style(OrderType.MARKET, False),
}
_UNKNOWN_STYLE = Style()


def read_style(kind: str, post_only: bool | None) -> Style:
    """What an order of the venue is, by the words that `order_style` chooses."""
    return _STYLES.get((kind, post_only), _UNKNOWN_STYLE)


def market(m: wire.Market) -> Instrument:
    """`Market` as Instrument."""
    return Instrument(
        symbol=format_symbol(m.base, m.quote),
        venue_symbol=m.id,
        kind=InstrumentKind.SPOT,
        base=m.base,
        quote=m.quote,
        status=InstrumentStatus.TRADING if parse_bool_01(m.open) else InstrumentStatus.HALTED,
        price_increment=m.tick,
        quantity_increment=m.step,
        min_quantity=Decimal(m.min_size) if m.min_size not in ("", "-") else None,
        raw=m,
    )


def order(m: wire.Order, instrument: Instrument, recv: int) -> Order:
    """`Order` as Order."""
    return Order(
        symbol=instrument.symbol,
        venue_order_id=str(int(m.id)),
        client_order_id=m.client_id if m.client_id not in ("", "-") else None,
        side=SIDE_IN.get(m.side),
        type=KIND_IN.get(m.kind),
        status=STATE_IN[m.state],
        price=Decimal(m.price) if m.price not in ("", "-") else None,
        quantity=m.size,
        filled_quantity=m.filled,
        average_price=Decimal(m.average) if m.average not in ("", "-") else None,
        ts_event=int(m.updated),
        ts_recv=recv,
        raw=m,
    )


def fill(m: wire.Fill, instrument: Instrument, recv: int) -> Fill:
    """`Fill` as Fill."""
    return Fill(
        trade_id=m.id,
        venue_order_id=str(int(m.order_id)),
        symbol=instrument.symbol,
        side=SIDE_IN[m.side],
        price=m.price,
        quantity=m.size,
        fee=Decimal(m.fee) if m.fee not in ("", "-") else None,
        fee_currency=m.fee_asset if m.fee_asset not in ("", "-") else None,
        liquidity=ROLE_IN.get(m.role),
        ts_event=ns_from_iso(m.time),
        ts_recv=recv,
        raw=m,
    )


def funds(m: wire.Funds) -> Balance:
    """`Funds` as Balance."""
    return Balance(currency=m.asset, total=m.total, free=m.total - m.held, locked=m.held)
