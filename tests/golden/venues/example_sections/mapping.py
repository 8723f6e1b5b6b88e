"""Example Sections: from the wire to the contract, and back for orders."""

from __future__ import annotations

from msgspec import UNSET
from venue_runtime.exprs import split
from venue_runtime.instruments import format_symbol
from venue_runtime.model import Instrument, InstrumentKind, InstrumentStatus, Order, OrderStatus, OrderType, Side
from venue_runtime.wire_enum import OpenWordsIn, WordsIn, WordsOut

from . import types as wire

SIDE_IN = WordsIn[str, Side]({"buy": Side.BUY, "sell": Side.SELL})

SIDE_OUT = WordsOut[Side, str]({Side.BUY: "buy", Side.SELL: "sell"})

STATE_IN = OpenWordsIn[str, OrderStatus](
    {
        "live": OrderStatus.NEW,
        "part": OrderStatus.PARTIALLY_FILLED,
        "done": OrderStatus.FILLED,
        "gone": OrderStatus.CANCELED,
    },
    OrderStatus.PENDING_NEW,
)

STATE_OUT = WordsOut[OrderStatus, str](
    {
        OrderStatus.NEW: "live",
        OrderStatus.PARTIALLY_FILLED: "part",
        OrderStatus.FILLED: "done",
        OrderStatus.CANCELED: "gone",
    }
)


def market(m: wire.Market) -> Instrument:
    """`Market` as Instrument."""
    return Instrument(
        symbol=format_symbol(m.base, m.quote, m.quote if m.section == "swap" else None),
        venue_symbol=m.name,
        kind=InstrumentKind.PERPETUAL if m.section == "swap" else InstrumentKind.SPOT,
        base=m.base,
        quote=m.quote,
        settle=m.quote if m.section == "swap" else None,
        status=InstrumentStatus.TRADING,
        price_increment=m.tick,
        quantity_increment=m.lot,
        partition=m.section,
        aliases=split(m.names, " "),
        raw=m,
    )


def order(m: wire.Order, instrument: Instrument, recv: int) -> Order:
    """`Order` as Order."""
    return Order(
        symbol=instrument.symbol,
        venue_order_id=str(m.id),
        client_order_id=m.client_id if m.client_id is not UNSET else None,
        side=SIDE_IN.get(m.side),
        type=OrderType.LIMIT,
        status=STATE_IN[m.state],
        price=m.price,
        quantity=m.size,
        filled_quantity=m.filled,
        ts_event=m.time * 1_000_000,
        ts_recv=recv,
        raw=m,
    )


def update(m: wire.Update, instrument: Instrument, recv: int) -> Order:
    """`Update` as Order."""
    return Order(
        symbol=instrument.symbol,
        venue_order_id=str(m.id),
        client_order_id=m.client_id if m.client_id is not UNSET else None,
        side=SIDE_IN.get(m.side) if m.side is not UNSET else None,
        type=OrderType.LIMIT,
        status=STATE_IN[m.state],
        price=m.price if m.price is not UNSET else None,
        quantity=m.size if m.size is not UNSET else None,
        filled_quantity=m.filled,
        ts_event=m.time * 1_000_000,
        ts_recv=recv,
        raw=m,
    )
