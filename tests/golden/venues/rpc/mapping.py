"""Rpc: from the wire to the contract, and back for orders."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from msgspec import UNSET
from venue_runtime.arguments import describe_order, refuse_given, require_given
from venue_runtime.errors import NotSupported
from venue_runtime.exprs import price_bands, raw_text
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
    Side,
    TimeInForce,
)
from venue_runtime.wire_enum import OpenWordsIn, WordsIn, WordsOut

from . import types as wire

SIDE_IN = WordsIn[str, Side]({"buy": Side.BUY, "sell": Side.SELL})

SIDE_OUT = WordsOut[Side, str]({Side.BUY: "buy", Side.SELL: "sell"})

KIND_IN = WordsIn[str, OrderType]({"limit": OrderType.LIMIT, "market": OrderType.MARKET})

KIND_OUT = WordsOut[OrderType, str]({OrderType.LIMIT: "limit", OrderType.MARKET: "market"})

LIFE_IN = WordsIn[str, TimeInForce](
    {"good_til_cancelled": TimeInForce.GTC, "immediate_or_cancel": TimeInForce.IOC, "fill_or_kill": TimeInForce.FOK}
)

LIFE_OUT = WordsOut[TimeInForce, str](
    {TimeInForce.GTC: "good_til_cancelled", TimeInForce.IOC: "immediate_or_cancel", TimeInForce.FOK: "fill_or_kill"}
)

STATE_IN = OpenWordsIn[str, OrderStatus](
    {
        "open": OrderStatus.NEW,
        "filled": OrderStatus.FILLED,
        "cancelled": OrderStatus.CANCELED,
        "rejected": OrderStatus.REJECTED,
    },
    OrderStatus.PENDING_NEW,
)

STATE_OUT = WordsOut[OrderStatus, str](
    {
        OrderStatus.NEW: "open",
        OrderStatus.FILLED: "filled",
        OrderStatus.CANCELED: "cancelled",
        OrderStatus.REJECTED: "rejected",
    }
)

ROLE_IN = WordsIn[str, Liquidity]({"M": Liquidity.MAKER, "T": Liquidity.TAKER})

ROLE_OUT = WordsOut[Liquidity, str]({Liquidity.MAKER: "M", Liquidity.TAKER: "T"})

INTERVALS = WordsOut[str, str]({"1m": "1", "1h": "60"})


class OrderStyle(NamedTuple):
    """How the venue says what kind of order it is."""

    kind: str
    post_only: bool | None = None
    life: str | None = None


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
        return OrderStyle("limit", True, "good_til_cancelled")
    if request.type is OrderType.LIMIT and request.time_in_force is TimeInForce.IOC:
        refuse_given(request, "post_only")
        require_given(request, "quantity", "price")
        return OrderStyle("limit", None, "immediate_or_cancel")
    if request.type is OrderType.LIMIT and request.time_in_force is TimeInForce.FOK:
        refuse_given(request, "post_only")
        require_given(request, "quantity", "price")
        return OrderStyle("limit", None, "fill_or_kill")
    if request.type is OrderType.LIMIT:
        refuse_given(request, "time_in_force", "post_only")
        require_given(request, "quantity", "price")
        return OrderStyle("limit", None, "good_til_cancelled")
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


_STYLES: dict[tuple[str, bool | None, str | None], Style] = {
    ("limit", True, "good_til_cancelled"): Style(OrderType.LIMIT, None, True),
    ("limit", None, "immediate_or_cancel"): Style(OrderType.LIMIT, TimeInForce.IOC, False),
    ("limit", None, "fill_or_kill"): Style(OrderType.LIMIT, TimeInForce.FOK, False),
    ("limit", None, "good_til_cancelled"): Style(OrderType.LIMIT, None, False),
    ("market", None, None): Style(OrderType.MARKET, None, False),
}
_UNKNOWN_STYLE = Style()


def read_style(kind: str, post_only: bool | None, life: str | None) -> Style:
    """What an order of the venue is, by the words that `order_style` chooses."""
    return _STYLES.get((kind, post_only, life), _UNKNOWN_STYLE)


def market(m: wire.Market) -> Instrument:
    """`Market` as Instrument."""
    return Instrument(
        symbol=format_symbol(m.base, m.quote),
        venue_symbol=m.name,
        kind=InstrumentKind.SPOT,
        base=m.base,
        quote=m.quote,
        status=InstrumentStatus.TRADING if m.active else InstrumentStatus.HALTED,
        price_increment=m.tick,
        quantity_increment=m.lot,
        min_quantity=m.lot,
        price_bands=price_bands([(row.above, row.tick) for row in m.steps] if m.steps is not UNSET else None),
        raw=m,
    )


def candle(m: wire.Candle, instrument: Instrument) -> Candle:
    """`Candle` as Candle."""
    return Candle(
        symbol=instrument.symbol,
        ts_open=m[0] * 1_000_000,
        open=m[1],
        high=m[2],
        low=m[3],
        close=m[4],
        volume=m[5],
        closed=False,
    )


def order(m: wire.Order, instrument: Instrument, recv: int) -> Order:
    """`Order` as Order."""
    return Order(
        symbol=instrument.symbol,
        venue_order_id=m.id,
        client_order_id=m.label if m.label else None,
        side=SIDE_IN.get(m.side),
        type=KIND_IN.get(m.kind),
        time_in_force=LIFE_IN.get(m.life),
        status=OrderStatus.PARTIALLY_FILLED if m.state == "open" and m.filled > 0 else STATE_IN[m.state],
        price=Decimal(_1) if m.price is not UNSET and (_1 := raw_text(m.price)) not in ("", "market_price") else None,
        quantity=m.size,
        filled_quantity=m.filled,
        average_price=m.average if m.average is not UNSET else None,
        post_only=m.post_only,
        ts_event=m.updated * 1_000_000,
        ts_recv=recv,
        raw=m,
    )


def fill(m: wire.Fill, instrument: Instrument, recv: int) -> Fill:
    """`Fill` as Fill."""
    return Fill(
        trade_id=m.id,
        venue_order_id=m.order_id,
        client_order_id=m.label if m.label else None,
        symbol=instrument.symbol,
        side=SIDE_IN[m.side],
        price=m.price,
        quantity=m.size,
        fee=m.fee,
        fee_currency=m.fee_asset,
        liquidity=ROLE_IN.get(m.role),
        ts_event=m.at * 1_000_000,
        ts_recv=recv,
        raw=m,
    )


def summary(m: wire.Summary) -> Balance:
    """`Summary` as Balance."""
    return Balance(currency=m.currency, total=m.equity, free=m.equity - m.locked, locked=m.locked)
