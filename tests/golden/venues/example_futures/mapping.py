"""Example Futures: from the wire to the contract, and back for orders."""

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
    FundingRate,
    Instrument,
    InstrumentKind,
    InstrumentStatus,
    Liquidity,
    MarginMode,
    OptionType,
    Order,
    OrderRequest,
    OrderStatus,
    OrderType,
    Position,
    PositionSide,
    QuantityUnit,
    Side,
)
from venue_runtime.wire_enum import OpenWordsIn, WordsIn, WordsOut

from . import types as wire

SIDE_IN = WordsIn[str, Side]({"buy": Side.BUY, "sell": Side.SELL})

SIDE_OUT = WordsOut[Side, str]({Side.BUY: "buy", Side.SELL: "sell"})

KIND_IN = WordsIn[str, InstrumentKind](
    {
        "cash": InstrumentKind.SPOT,
        "swap": InstrumentKind.PERPETUAL,
        "dated": InstrumentKind.FUTURE,
        "choice": InstrumentKind.OPTION,
    }
)

KIND_OUT = WordsOut[InstrumentKind, str](
    {
        InstrumentKind.SPOT: "cash",
        InstrumentKind.PERPETUAL: "swap",
        InstrumentKind.FUTURE: "dated",
        InstrumentKind.OPTION: "choice",
    }
)

RIGHT_IN = WordsIn[str, OptionType]({"C": OptionType.CALL, "P": OptionType.PUT})

RIGHT_OUT = WordsOut[OptionType, str]({OptionType.CALL: "C", OptionType.PUT: "P"})

ORDER_KIND_IN = WordsIn[str, OrderType](
    {"limit": OrderType.LIMIT, "maker": OrderType.LIMIT, "market": OrderType.MARKET}
)

ORDER_KIND_OUT = WordsOut[OrderType, str]({OrderType.LIMIT: "limit", OrderType.MARKET: "market"})

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

MARGIN_IN = WordsIn[str, MarginMode]({"cross": MarginMode.CROSS, "fixed": MarginMode.ISOLATED})

MARGIN_OUT = WordsOut[MarginMode, str]({MarginMode.CROSS: "cross", MarginMode.ISOLATED: "fixed"})


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
        "time_in_force",
        "expire_time",
        "display_quantity",
        "margin_mode",
        "position_side",
        "self_trade_prevention",
    )
    if request.type is OrderType.LIMIT and request.post_only:
        require_given(request, "quantity", "price")
        return OrderStyle("maker")
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


_STYLES: dict[str, Style] = {
    "maker": Style(OrderType.LIMIT, True),
    "limit": Style(OrderType.LIMIT, False),
    "market": Style(OrderType.MARKET, False),
}
_UNKNOWN_STYLE = Style()


def read_style(kind: str) -> Style:
    """What an order of the venue is, by the words that `order_style` chooses."""
    return _STYLES.get(kind, _UNKNOWN_STYLE)


def market(m: wire.Market) -> Instrument:
    """`Market` as Instrument."""
    return Instrument(
        symbol=format_symbol(
            m.base,
            m.quote,
            m.settle if m.settle else None,
            expiry=m.expiry * 1_000_000 if m.expiry is not UNSET else None,
            strike=m.strike if m.strike is not UNSET else None,
            option_type=RIGHT_IN.get(m.right) if m.right is not UNSET else None,
        ),
        venue_symbol=m.id,
        kind=KIND_IN[m.kind],
        base=m.base,
        quote=m.quote,
        settle=m.settle if m.settle else None,
        status=InstrumentStatus.TRADING,
        price_increment=m.tick,
        quantity_increment=m.lot,
        quantity_unit=QuantityUnit.BASE if m.kind == "cash" else QuantityUnit.CONTRACTS,
        contract_size=m.size,
        inverse=m.inverse,
        expiry=m.expiry * 1_000_000 if m.expiry is not UNSET else None,
        strike=m.strike if m.strike is not UNSET else None,
        option_type=RIGHT_IN.get(m.right) if m.right is not UNSET else None,
        raw=m,
    )


def order(m: wire.Order, instrument: Instrument, recv: int) -> Order:
    """`Order` as Order."""
    return Order(
        symbol=instrument.symbol,
        venue_order_id=str(int(m.id)),
        client_order_id=m.client_id if m.client_id else None,
        side=SIDE_IN.get(m.side),
        type=ORDER_KIND_IN.get(m.kind),
        status=STATE_IN[m.state],
        price=Decimal(m.price) if m.price else None,
        quantity=m.size,
        filled_quantity=m.filled,
        ts_event=m.time * 1_000_000,
        ts_recv=recv,
        raw=m,
    )


def fill(m: wire.Fill, instrument: Instrument, recv: int) -> Fill:
    """`Fill` as Fill."""
    return Fill(
        trade_id=str(m.id) if m.id >= 0 else None,
        venue_order_id=str(int(m.order_id)),
        symbol=instrument.symbol,
        side=SIDE_IN[m.side],
        price=m.price,
        quantity=m.size,
        fee=m.fee,
        fee_currency=m.asset,
        liquidity=Liquidity.MAKER if m.maker else Liquidity.TAKER,
        ts_event=m.time * 1_000_000,
        ts_recv=recv,
        raw=m,
    )


def funds(m: wire.Funds) -> Balance:
    """`Funds` as Balance."""
    return Balance(currency=m.asset, total=m.total, free=m.free, locked=m.total - m.free)


def position(m: wire.Position, instrument: Instrument, recv: int) -> Position:
    """`Position` as Position."""
    return Position(
        symbol=instrument.symbol,
        side=PositionSide.LONG if m.size >= 0 else PositionSide.SHORT,
        quantity=abs(m.size),
        entry_price=m.entry,
        mark_price=m.mark,
        unrealized_pnl=m.pnl,
        leverage=m.leverage,
        liquidation_price=Decimal(m.liq) if m.liq else None,
        net=True,
        ts_recv=recv,
        raw=m,
    )


def funding(m: wire.Funding, instrument: Instrument) -> FundingRate:
    """`Funding` as FundingRate."""
    return FundingRate(
        symbol=instrument.symbol,
        rate=m.rate,
        ts_funding=m.next_time * 1_000_000,
        mark_price=m.mark,
        index_price=m.index,
    )
