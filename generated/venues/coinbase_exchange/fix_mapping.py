"""Coinbase Exchange: from the wire to the contract, and back for orders."""

from __future__ import annotations

from typing import NamedTuple

from venue_runtime.arguments import describe_order, refuse_given, require_given, require_one_given
from venue_runtime.errors import NotSupported
from venue_runtime.exprs import item
from venue_runtime.model import (
    Fill,
    Instrument,
    Liquidity,
    Order,
    OrderRequest,
    OrderStatus,
    OrderType,
    SelfTradePrevention,
    Side,
    TimeInForce,
)
from venue_runtime.wire_enum import OpenWordsIn, WordsIn, WordsOut

from . import fix_oe

OE_SIDE_IN = WordsIn[str, Side]({"1": Side.BUY, "2": Side.SELL})

OE_SIDE_OUT = WordsOut[Side, str]({Side.BUY: "1", Side.SELL: "2"})

OE_TIME_IN_FORCE_IN = WordsIn[str, TimeInForce](
    {"1": TimeInForce.GTC, "3": TimeInForce.IOC, "4": TimeInForce.FOK, "6": TimeInForce.GTD}
)

OE_TIME_IN_FORCE_OUT = WordsOut[TimeInForce, str](
    {TimeInForce.GTC: "1", TimeInForce.IOC: "3", TimeInForce.FOK: "4", TimeInForce.GTD: "6"}
)

OE_SELF_TRADE_TYPE_IN = WordsIn[str, SelfTradePrevention](
    {
        "D": SelfTradePrevention.DECREMENT,
        "O": SelfTradePrevention.CANCEL_MAKER,
        "N": SelfTradePrevention.CANCEL_TAKER,
        "B": SelfTradePrevention.CANCEL_BOTH,
    }
)

OE_SELF_TRADE_TYPE_OUT = WordsOut[SelfTradePrevention, str](
    {
        SelfTradePrevention.DECREMENT: "D",
        SelfTradePrevention.CANCEL_MAKER: "O",
        SelfTradePrevention.CANCEL_TAKER: "N",
        SelfTradePrevention.CANCEL_BOTH: "B",
    }
)

OE_ORD_STATUS_IN = OpenWordsIn[str, OrderStatus](
    {
        "0": OrderStatus.NEW,
        "1": OrderStatus.PARTIALLY_FILLED,
        "2": OrderStatus.FILLED,
        "4": OrderStatus.CANCELED,
        "5": OrderStatus.NEW,
        "8": OrderStatus.REJECTED,
        "C": OrderStatus.EXPIRED,
    },
    OrderStatus.PENDING_NEW,
)

OE_ORD_STATUS_OUT = WordsOut[OrderStatus, str](
    {
        OrderStatus.NEW: "0",
        OrderStatus.PARTIALLY_FILLED: "1",
        OrderStatus.FILLED: "2",
        OrderStatus.CANCELED: "4",
        OrderStatus.REJECTED: "8",
        OrderStatus.EXPIRED: "C",
    }
)


class OrderStyle(NamedTuple):
    """How the venue says what kind of order it is."""

    side: str
    ord_type: str
    exec_inst: str | None
    time_in_force: str
    expire_time: int | None = None
    trigger_price_direction: str | None = None


def order_style(request: OrderRequest) -> OrderStyle:
    """The venue's words for an order. Raises NotSupported for what it cannot express."""
    refuse_given(request, "trigger_by", "trailing_offset", "reduce_only", "margin_mode", "position_side")
    if request.type is OrderType.LIMIT and request.post_only:
        refuse_given(request, "quote_quantity", "trigger_price")
        require_given(request, "quantity", "price")
        return OrderStyle(
            OE_SIDE_OUT[request.side],
            "2",
            "A",
            OE_TIME_IN_FORCE_OUT[request.time_in_force or TimeInForce.GTC],
            request.expire_time,
        )
    if request.type is OrderType.LIMIT:
        refuse_given(request, "quote_quantity", "trigger_price", "post_only")
        require_given(request, "quantity", "price")
        return OrderStyle(
            OE_SIDE_OUT[request.side],
            "2",
            None,
            OE_TIME_IN_FORCE_OUT[request.time_in_force or TimeInForce.GTC],
            request.expire_time,
        )
    if request.type is OrderType.MARKET:
        refuse_given(request, "price", "trigger_price", "expire_time", "post_only", "display_quantity")
        require_one_given(request, "quantity", "quote_quantity")
        return OrderStyle(
            OE_SIDE_OUT[request.side], "1", None, OE_TIME_IN_FORCE_OUT[request.time_in_force or TimeInForce.IOC]
        )
    if request.type is OrderType.STOP_LIMIT and request.side is Side.BUY:
        refuse_given(request, "quote_quantity", "post_only", "display_quantity")
        require_given(request, "quantity", "price", "trigger_price")
        return OrderStyle(
            "1", "4", None, OE_TIME_IN_FORCE_OUT[request.time_in_force or TimeInForce.GTC], request.expire_time, "U"
        )
    if request.type is OrderType.STOP_LIMIT and request.side is Side.SELL:
        refuse_given(request, "quote_quantity", "post_only", "display_quantity")
        require_given(request, "quantity", "price", "trigger_price")
        return OrderStyle(
            "2", "4", None, OE_TIME_IN_FORCE_OUT[request.time_in_force or TimeInForce.GTC], request.expire_time, "D"
        )
    if request.type is OrderType.TAKE_PROFIT_LIMIT and request.side is Side.BUY:
        refuse_given(request, "quote_quantity", "post_only", "display_quantity")
        require_given(request, "quantity", "price", "trigger_price")
        return OrderStyle(
            "1", "4", None, OE_TIME_IN_FORCE_OUT[request.time_in_force or TimeInForce.GTC], request.expire_time, "D"
        )
    if request.type is OrderType.TAKE_PROFIT_LIMIT and request.side is Side.SELL:
        refuse_given(request, "quote_quantity", "post_only", "display_quantity")
        require_given(request, "quantity", "price", "trigger_price")
        return OrderStyle(
            "2", "4", None, OE_TIME_IN_FORCE_OUT[request.time_in_force or TimeInForce.GTC], request.expire_time, "U"
        )
    raise NotSupported(f"no order of this kind: {describe_order(request)}", operation="create_order")


class Style(NamedTuple):
    """What the venue's words for an order mean; None where they are unknown or do not tell."""

    type: OrderType | None = None
    post_only: bool | None = None
    side: Side | None = None


_STYLES: dict[tuple[str | None, str | None, str | None, str | None], Style] = {
    ("1", "2", "A", None): Style(OrderType.LIMIT, True, None),
    ("2", "2", "A", None): Style(OrderType.LIMIT, True, None),
    ("1", "2", None, None): Style(OrderType.LIMIT, False, None),
    ("2", "2", None, None): Style(OrderType.LIMIT, False, None),
    ("1", "1", None, None): Style(OrderType.MARKET, False, None),
    ("2", "1", None, None): Style(OrderType.MARKET, False, None),
    ("1", "4", None, "U"): Style(OrderType.STOP_LIMIT, False, Side.BUY),
    ("2", "4", None, "D"): Style(OrderType.STOP_LIMIT, False, Side.SELL),
    ("1", "4", None, "D"): Style(OrderType.TAKE_PROFIT_LIMIT, False, Side.BUY),
    ("2", "4", None, "U"): Style(OrderType.TAKE_PROFIT_LIMIT, False, Side.SELL),
}
_UNKNOWN_STYLE = Style()


def read_style(
    side: str | None, ord_type: str | None, exec_inst: str | None, trigger_price_direction: str | None
) -> Style:
    """What an order of the venue is, by the words that `order_style` chooses."""
    return _STYLES.get((side, ord_type, exec_inst, trigger_price_direction), _UNKNOWN_STYLE)


def fix_order(m: fix_oe.ExecutionReport, instrument: Instrument, recv: int) -> Order:
    """`oe.ExecutionReport` as Order."""
    style = read_style(m.side, m.ord_type, m.exec_inst, m.trigger_price_direction)
    return Order(
        symbol=instrument.symbol,
        venue_order_id=m.order_id,
        client_order_id=m.cl_ord_id,
        side=OE_SIDE_IN.get(m.side) if m.side is not None else None,
        type=style.type,
        time_in_force=OE_TIME_IN_FORCE_IN.get(m.time_in_force) if m.time_in_force is not None else None,
        status=OE_ORD_STATUS_IN[m.ord_status],
        price=m.price,
        trigger_price=m.stop_px,
        quantity=m.order_qty,
        quote_quantity=m.cash_order_qty,
        filled_quantity=m.cum_qty,
        leaves_quantity=m.leaves_qty,
        average_price=m.avg_px or None,
        post_only=style.post_only,
        reduce_only=False,
        reason=m.text,
        ts_event=m.transact_time,
        ts_recv=recv,
        raw=m,
    )


def fix_fill(m: fix_oe.ExecutionReport, instrument: Instrument, recv: int) -> Fill | None:
    """`oe.ExecutionReport` as Fill."""
    if not (m.exec_type == "F" and m.last_px is not None and (m.last_qty is not None) and (m.side is not None)):
        return None
    return Fill(
        trade_id=m.trade_id,
        venue_order_id=m.order_id,
        client_order_id=m.cl_ord_id,
        symbol=instrument.symbol,
        side=OE_SIDE_IN[m.side],
        price=m.last_px,
        quantity=m.last_qty,
        fee=(
            (_1.misc_fee_amt if (_1 := item(m.no_misc_fees, 0)) is not None else None)
            if (_1.misc_fee_basis if (_1 := item(m.no_misc_fees, 0)) is not None else None) != "2"
            else None
        ),
        fee_currency=_2.misc_fee_curr if (_2 := item(m.no_misc_fees, 0)) is not None else None,
        liquidity=(
            Liquidity.TAKER if m.aggressor_indicator else Liquidity.MAKER if m.aggressor_indicator == False else None
        ),
        ts_event=m.transact_time,
        ts_recv=recv,
        raw=m,
    )
