"""Kraken Spot: from the wire to the contract, and back for orders."""

from __future__ import annotations

from typing import NamedTuple

from venue_runtime.arguments import describe_order, refuse_given, require_given
from venue_runtime.errors import NotSupported
from venue_runtime.model import (
    Fill,
    Instrument,
    Order,
    OrderRequest,
    OrderStatus,
    OrderType,
    SelfTradePrevention,
    Side,
    TimeInForce,
    TriggerBy,
)
from venue_runtime.wire_enum import OpenWordsIn, WordsIn, WordsOut

from . import fix_oe

OE_ORD_TYPE_IN = WordsIn[str, OrderType](
    {
        "1": OrderType.MARKET,
        "2": OrderType.LIMIT,
        "3": OrderType.STOP,
        "4": OrderType.STOP_LIMIT,
        "R": OrderType.TAKE_PROFIT,
        "T": OrderType.TAKE_PROFIT_LIMIT,
        "U": OrderType.TRAILING_STOP,
        "V": OrderType.TRAILING_STOP,
    }
)

OE_ORD_TYPE_OUT = WordsOut[OrderType, str](
    {
        OrderType.MARKET: "1",
        OrderType.LIMIT: "2",
        OrderType.STOP: "3",
        OrderType.STOP_LIMIT: "4",
        OrderType.TAKE_PROFIT: "R",
        OrderType.TAKE_PROFIT_LIMIT: "T",
        OrderType.TRAILING_STOP: "U",
    }
)

OE_SIDE_IN = WordsIn[str, Side]({"1": Side.BUY, "2": Side.SELL})

OE_SIDE_OUT = WordsOut[Side, str]({Side.BUY: "1", Side.SELL: "2"})

OE_TIME_IN_FORCE_IN = WordsIn[str, TimeInForce](
    {"1": TimeInForce.GTC, "3": TimeInForce.IOC, "4": TimeInForce.FOK, "6": TimeInForce.GTD}
)

OE_TIME_IN_FORCE_OUT = WordsOut[TimeInForce, str](
    {TimeInForce.GTC: "1", TimeInForce.IOC: "3", TimeInForce.FOK: "4", TimeInForce.GTD: "6"}
)

OE_DISCRETION_INST_IN = WordsIn[str, TriggerBy]({"1": TriggerBy.INDEX, "5": TriggerBy.LAST})

OE_DISCRETION_INST_OUT = WordsOut[TriggerBy, str]({TriggerBy.INDEX: "1", TriggerBy.LAST: "5"})

OE_SELF_TRADE_PREVENTION_IN = WordsIn[str, SelfTradePrevention](
    {"0": SelfTradePrevention.CANCEL_BOTH, "1": SelfTradePrevention.CANCEL_TAKER, "2": SelfTradePrevention.CANCEL_MAKER}
)

OE_SELF_TRADE_PREVENTION_OUT = WordsOut[SelfTradePrevention, str](
    {SelfTradePrevention.CANCEL_BOTH: "0", SelfTradePrevention.CANCEL_TAKER: "1", SelfTradePrevention.CANCEL_MAKER: "2"}
)

OE_ORD_STATUS_IN = OpenWordsIn[str, OrderStatus](
    {
        "0": OrderStatus.NEW,
        "1": OrderStatus.PARTIALLY_FILLED,
        "2": OrderStatus.FILLED,
        "4": OrderStatus.CANCELED,
        "5": OrderStatus.NEW,
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
        OrderStatus.PENDING_NEW: "A",
        OrderStatus.EXPIRED: "C",
        OrderStatus.PENDING_REPLACE: "E",
    }
)


class OrderStyle(NamedTuple):
    """How the venue says what kind of order it is."""

    ord_type: str
    exec_inst: str | None
    time_in_force: str
    expire_time: int | None = None


def order_style(request: OrderRequest) -> OrderStyle:
    """The venue's words for an order. Raises NotSupported for what it cannot express."""
    refuse_given(request, "quote_quantity", "trailing_offset", "reduce_only", "margin_mode", "position_side")
    if request.type is OrderType.LIMIT and request.post_only:
        refuse_given(request, "trigger_price", "trigger_by")
        require_given(request, "quantity", "price")
        return OrderStyle("2", "P", OE_TIME_IN_FORCE_OUT[request.time_in_force or TimeInForce.GTC], request.expire_time)
    if request.type is OrderType.LIMIT:
        refuse_given(request, "trigger_price", "trigger_by", "post_only")
        require_given(request, "quantity", "price")
        return OrderStyle(
            "2", None, OE_TIME_IN_FORCE_OUT[request.time_in_force or TimeInForce.GTC], request.expire_time
        )
    if request.type is OrderType.MARKET:
        refuse_given(request, "price", "trigger_price", "trigger_by", "expire_time", "post_only", "display_quantity")
        require_given(request, "quantity")
        return OrderStyle("1", None, OE_TIME_IN_FORCE_OUT[request.time_in_force or TimeInForce.GTC])
    if request.type is OrderType.STOP:
        refuse_given(request, "price", "expire_time", "post_only", "display_quantity")
        require_given(request, "quantity", "trigger_price")
        return OrderStyle("3", None, OE_TIME_IN_FORCE_OUT[request.time_in_force or TimeInForce.GTC])
    if request.type is OrderType.STOP_LIMIT:
        refuse_given(request, "expire_time", "post_only", "display_quantity")
        require_given(request, "quantity", "price", "trigger_price")
        return OrderStyle("4", None, OE_TIME_IN_FORCE_OUT[request.time_in_force or TimeInForce.GTC])
    if request.type is OrderType.TAKE_PROFIT:
        refuse_given(request, "price", "expire_time", "post_only", "display_quantity")
        require_given(request, "quantity", "trigger_price")
        return OrderStyle("R", None, OE_TIME_IN_FORCE_OUT[request.time_in_force or TimeInForce.GTC])
    if request.type is OrderType.TAKE_PROFIT_LIMIT:
        refuse_given(request, "expire_time", "post_only", "display_quantity")
        require_given(request, "quantity", "price", "trigger_price")
        return OrderStyle("T", None, OE_TIME_IN_FORCE_OUT[request.time_in_force or TimeInForce.GTC])
    raise NotSupported(f"no order of this kind: {describe_order(request)}", operation="create_order")


class Style(NamedTuple):
    """What the venue's words for an order mean; None where they are unknown or do not tell."""

    type: OrderType | None = None
    post_only: bool | None = None


_STYLES: dict[tuple[str, str | None], Style] = {
    ("2", "P"): Style(OrderType.LIMIT, True),
    ("2", None): Style(OrderType.LIMIT, False),
    ("1", None): Style(OrderType.MARKET, False),
    ("3", None): Style(OrderType.STOP, False),
    ("4", None): Style(OrderType.STOP_LIMIT, False),
    ("R", None): Style(OrderType.TAKE_PROFIT, False),
    ("T", None): Style(OrderType.TAKE_PROFIT_LIMIT, False),
}
_UNKNOWN_STYLE = Style()


def read_style(ord_type: str, exec_inst: str | None) -> Style:
    """What an order of the venue is, by the words that `order_style` chooses."""
    return _STYLES.get((ord_type, exec_inst), _UNKNOWN_STYLE)


def fix_order(m: fix_oe.ExecutionReport, instrument: Instrument, recv: int) -> Order:
    """A triggered order tells from then on the type that it has become."""
    return Order(
        symbol=instrument.symbol,
        venue_order_id=m.order_id,
        client_order_id=m.orig_cl_ord_id if m.exec_type == "4" and m.orig_cl_ord_id is not None else m.cl_ord_id,
        side=OE_SIDE_IN.get(m.side),
        type=OE_ORD_TYPE_IN.get(m.ord_type),
        time_in_force=OE_TIME_IN_FORCE_IN.get(m.time_in_force) if m.time_in_force is not None else None,
        status=OE_ORD_STATUS_IN[m.ord_status],
        price=m.price,
        trigger_price=m.stop_px,
        quantity=m.order_qty,
        filled_quantity=m.cum_qty,
        leaves_quantity=m.leaves_qty,
        average_price=m.avg_px or None,
        reduce_only=False,
        reason=m.text,
        ts_event=m.transact_time,
        ts_recv=recv,
        raw=m,
    )


def fix_fill(m: fix_oe.ExecutionReport, instrument: Instrument, recv: int) -> Fill | None:
    """The number of the trade on its pair, which REST and the streams do not have as the id of a fill."""
    if not (m.exec_type == "F" and m.last_px is not None and (m.last_qty is not None)):
        return None
    return Fill(
        trade_id=m.secondary_exec_id,
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
