"""Bitvavo: from the wire to the contract, and back for orders."""

from __future__ import annotations

from typing import NamedTuple

from venue_runtime.arguments import describe_order, refuse_given, require_given, require_one_given
from venue_runtime.errors import NotSupported
from venue_runtime.model import Fill, Instrument, Order, OrderRequest, OrderStatus, OrderType, Side, TimeInForce
from venue_runtime.wire_enum import OpenWordsIn, WordsIn, WordsOut

from . import fix_oe

OE_ORD_TYPE_IN = WordsIn[str, OrderType](
    {"1": OrderType.MARKET, "2": OrderType.LIMIT, "3": OrderType.STOP, "4": OrderType.STOP_LIMIT}
)

OE_ORD_TYPE_OUT = WordsOut[OrderType, str](
    {OrderType.MARKET: "1", OrderType.LIMIT: "2", OrderType.STOP: "3", OrderType.STOP_LIMIT: "4"}
)

OE_SIDE_IN = WordsIn[str, Side]({"1": Side.BUY, "2": Side.SELL})

OE_SIDE_OUT = WordsOut[Side, str]({Side.BUY: "1", Side.SELL: "2"})

OE_TIME_IN_FORCE_IN = WordsIn[str, TimeInForce]({"1": TimeInForce.GTC, "3": TimeInForce.IOC, "4": TimeInForce.FOK})

OE_TIME_IN_FORCE_OUT = WordsOut[TimeInForce, str]({TimeInForce.GTC: "1", TimeInForce.IOC: "3", TimeInForce.FOK: "4"})

OE_ORD_STATUS_IN = OpenWordsIn[str, OrderStatus](
    {
        "0": OrderStatus.NEW,
        "1": OrderStatus.PARTIALLY_FILLED,
        "2": OrderStatus.FILLED,
        "4": OrderStatus.CANCELED,
        "6": OrderStatus.PENDING_CANCEL,
        "8": OrderStatus.REJECTED,
        "A": OrderStatus.PENDING_NEW,
        "C": OrderStatus.EXPIRED,
        "E": OrderStatus.PENDING_REPLACE,
    },
    OrderStatus.PENDING_NEW,
)

OE_ORD_STATUS_OUT = WordsOut[OrderStatus, str](
    {
        OrderStatus.NEW: "0",
        OrderStatus.PARTIALLY_FILLED: "1",
        OrderStatus.FILLED: "2",
        OrderStatus.CANCELED: "4",
        OrderStatus.PENDING_CANCEL: "6",
        OrderStatus.REJECTED: "8",
        OrderStatus.PENDING_NEW: "A",
        OrderStatus.EXPIRED: "C",
        OrderStatus.PENDING_REPLACE: "E",
    }
)


class OrderStyle(NamedTuple):
    """How the venue says what kind of order it is."""

    ord_type: str
    exec_inst: str | None = None
    time_in_force: str | None = None
    trigger_price_type: str | None = None


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
        "self_trade_prevention",
    )
    if request.type is OrderType.LIMIT and request.post_only:
        refuse_given(request, "quote_quantity", "trigger_price", "time_in_force")
        require_given(request, "quantity", "price")
        return OrderStyle("2", "6")
    if request.type is OrderType.LIMIT:
        refuse_given(request, "quote_quantity", "trigger_price", "post_only")
        require_given(request, "quantity", "price")
        return OrderStyle("2", None, OE_TIME_IN_FORCE_OUT[request.time_in_force or TimeInForce.GTC])
    if request.type is OrderType.MARKET:
        refuse_given(request, "price", "trigger_price", "time_in_force", "post_only")
        require_one_given(request, "quantity", "quote_quantity")
        return OrderStyle("1")
    if request.type is OrderType.STOP:
        refuse_given(request, "price", "time_in_force", "post_only")
        require_given(request, "trigger_price")
        require_one_given(request, "quantity", "quote_quantity")
        return OrderStyle("3", None, None, "2")
    if request.type is OrderType.STOP_LIMIT:
        refuse_given(request, "quote_quantity", "post_only")
        require_given(request, "quantity", "price", "trigger_price")
        return OrderStyle("4", None, OE_TIME_IN_FORCE_OUT[request.time_in_force or TimeInForce.GTC], "2")
    raise NotSupported(f"no order of this kind: {describe_order(request)}", operation="create_order")


class Style(NamedTuple):
    """What the venue's words for an order mean; None where they are unknown or do not tell."""

    type: OrderType | None = None
    post_only: bool | None = None


_STYLES: dict[tuple[str | None, str | None, str | None], Style] = {
    ("2", "6", None): Style(OrderType.LIMIT, True),
    ("2", None, None): Style(OrderType.LIMIT, False),
    ("1", None, None): Style(OrderType.MARKET, False),
    ("3", None, "2"): Style(OrderType.STOP, False),
    ("4", None, "2"): Style(OrderType.STOP_LIMIT, False),
}
_UNKNOWN_STYLE = Style()


def read_style(ord_type: str | None, exec_inst: str | None, trigger_price_type: str | None) -> Style:
    """What an order of the venue is, by the words that `order_style` chooses."""
    return _STYLES.get((ord_type, exec_inst, trigger_price_type), _UNKNOWN_STYLE)


def fix_order(m: fix_oe.ExecutionReport, instrument: Instrument, recv: int) -> Order:
    """`oe.ExecutionReport` as Order."""
    return Order(
        symbol=instrument.symbol,
        venue_order_id=m.order_id,
        client_order_id=m.orig_cl_ord_id if m.exec_type == "4" and m.orig_cl_ord_id is not None else m.cl_ord_id,
        side=OE_SIDE_IN.get(m.side),
        type=OE_ORD_TYPE_IN.get(m.ord_type) if m.ord_type is not None else None,
        time_in_force=OE_TIME_IN_FORCE_IN.get(m.time_in_force) if m.time_in_force is not None else None,
        status=OE_ORD_STATUS_IN[m.ord_status],
        price=m.price,
        trigger_price=m.stop_px,
        quantity=m.order_qty,
        quote_quantity=m.cash_order_qty,
        filled_quantity=m.cum_qty,
        leaves_quantity=m.leaves_qty,
        average_price=m.avg_px or None,
        post_only=m.exec_inst == "6",
        reduce_only=False,
        reason=m.reject_text or m.text,
        ts_event=m.transact_time,
        ts_recv=recv,
        raw=m,
    )


def fix_fill(m: fix_oe.ExecutionReport, instrument: Instrument, recv: int) -> Fill | None:
    """What the report tells of fees is not among the texts at hand."""
    if not (m.exec_type == "F" and m.last_px is not None and (m.last_qty is not None)):
        return None
    return Fill(
        trade_id=m.trade_id,
        venue_order_id=m.order_id,
        client_order_id=m.cl_ord_id,
        symbol=instrument.symbol,
        side=OE_SIDE_IN[m.side],
        price=m.last_px,
        quantity=m.last_qty,
        ts_event=m.transact_time,
        ts_recv=recv,
        raw=m,
    )
