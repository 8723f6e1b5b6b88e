"""Deribit: from the wire to the contract, and back for orders."""

from __future__ import annotations

from typing import NamedTuple

from venue_runtime.arguments import describe_order, refuse_given, require_given
from venue_runtime.errors import NotSupported
from venue_runtime.model import (
    Fill,
    Instrument,
    Liquidity,
    Order,
    OrderRequest,
    OrderStatus,
    OrderType,
    Side,
    TimeInForce,
    TriggerBy,
)
from venue_runtime.wire_enum import OpenWordsIn, WordsIn, WordsOut

from . import fix_oe

OE_SIDE_IN = WordsIn[str, Side]({"1": Side.BUY, "2": Side.SELL})

OE_SIDE_OUT = WordsOut[Side, str]({Side.BUY: "1", Side.SELL: "2"})

OE_TIME_IN_FORCE_IN = WordsIn[str, TimeInForce](
    {"0": TimeInForce.DAY, "1": TimeInForce.GTC, "3": TimeInForce.IOC, "4": TimeInForce.FOK}
)

OE_TIME_IN_FORCE_OUT = WordsOut[TimeInForce, str](
    {TimeInForce.DAY: "0", TimeInForce.GTC: "1", TimeInForce.IOC: "3", TimeInForce.FOK: "4"}
)

OE_CONDITION_TRIGGER_METHOD_IN = WordsIn[str, TriggerBy](
    {"1": TriggerBy.MARK, "2": TriggerBy.LAST, "3": TriggerBy.INDEX}
)

OE_CONDITION_TRIGGER_METHOD_OUT = WordsOut[TriggerBy, str](
    {TriggerBy.MARK: "1", TriggerBy.LAST: "2", TriggerBy.INDEX: "3"}
)

OE_ORD_STATUS_IN = OpenWordsIn[str, OrderStatus](
    {
        "0": OrderStatus.NEW,
        "1": OrderStatus.PARTIALLY_FILLED,
        "2": OrderStatus.FILLED,
        "4": OrderStatus.CANCELED,
        "6": OrderStatus.PENDING_CANCEL,
        "8": OrderStatus.REJECTED,
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
    }
)

OE_FILL_LIQUIDITY_IND_IN = WordsIn[str, Liquidity]({"1": Liquidity.MAKER, "2": Liquidity.TAKER})

OE_FILL_LIQUIDITY_IND_OUT = WordsOut[Liquidity, str]({Liquidity.MAKER: "1", Liquidity.TAKER: "2"})


class OrderStyle(NamedTuple):
    """How the venue says what kind of order it is."""

    ord_type: str | None = None
    exec_inst: str | None = None
    time_in_force: str | None = None


def order_style(request: OrderRequest) -> OrderStyle:
    """The venue's words for an order. Raises NotSupported for what it cannot express."""
    refuse_given(
        request,
        "quote_quantity",
        "trigger_price",
        "trigger_by",
        "trailing_offset",
        "expire_time",
        "margin_mode",
        "position_side",
        "self_trade_prevention",
    )
    if request.type is OrderType.LIMIT and request.post_only:
        refuse_given(request, "reduce_only")
        require_given(request, "quantity", "price")
        return OrderStyle("2", "6A", OE_TIME_IN_FORCE_OUT[request.time_in_force or TimeInForce.GTC])
    if request.type is OrderType.LIMIT:
        refuse_given(request, "post_only")
        require_given(request, "quantity", "price")
        return OrderStyle(
            "2", "E" if request.reduce_only else None, OE_TIME_IN_FORCE_OUT[request.time_in_force or TimeInForce.GTC]
        )
    if request.type is OrderType.MARKET:
        refuse_given(request, "price", "time_in_force", "post_only", "display_quantity")
        require_given(request, "quantity")
        return OrderStyle("1", "E" if request.reduce_only else None)
    raise NotSupported(f"no order of this kind: {describe_order(request)}", operation="create_order")


class Style(NamedTuple):
    """What the venue's words for an order mean; None where they are unknown or do not tell."""

    type: OrderType | None = None
    post_only: bool | None = None


_STYLES: dict[tuple[str | None, str | None], Style] = {
    ("2", "6A"): Style(OrderType.LIMIT, True),
    ("2", None): Style(OrderType.LIMIT, False),
    ("1", None): Style(OrderType.MARKET, False),
}
_UNKNOWN_STYLE = Style()


def read_style(ord_type: str | None, exec_inst: str | None) -> Style:
    """What an order of the venue is, by the words that `order_style` chooses."""
    return _STYLES.get((ord_type, exec_inst), _UNKNOWN_STYLE)


def fix_order(m: fix_oe.ExecutionReport, instrument: Instrument, recv: int) -> Order | None:
    """Quantities of reports are contracts, whatever the order was sent in; the report has the multiplier."""
    if not (m.symbol is not None):
        return None
    return Order(
        symbol=instrument.symbol,
        venue_order_id=m.order_id or m.cl_ord_id,
        client_order_id=m.deribit_label or m.orig_cl_ord_id,
        side=OE_SIDE_IN.get(m.side) if m.side is not None else None,
        type=(
            OrderType.MARKET
            if m.ord_type == "1"
            else OrderType.STOP_LIMIT if m.ord_type == "4" else OrderType.STOP if m.ord_type == "S" else OrderType.LIMIT
        ),
        status=OE_ORD_STATUS_IN[m.ord_status],
        price=m.price,
        trigger_price=m.stop_px,
        quantity=m.order_qty * (m.contract_multiplier or instrument.contract_size) if m.order_qty is not None else None,
        filled_quantity=(
            m.cum_qty * (m.contract_multiplier or instrument.contract_size) if m.cum_qty is not None else None
        ),
        leaves_quantity=(
            m.leaves_qty * (m.contract_multiplier or instrument.contract_size) if m.leaves_qty is not None else None
        ),
        average_price=m.avg_px or None,
        post_only="6" in (m.exec_inst or ""),
        reduce_only="E" in (m.exec_inst or ""),
        reason=m.text,
        ts_event=m.transact_time,
        ts_recv=recv,
        raw=m,
    )


def fix_fills(whole: fix_oe.ExecutionReport, instrument: Instrument, recv: int) -> list[Fill]:
    """Fees are not told."""
    found: list[Fill] = []
    for m in whole.no_fills:
        if not (m.fill_px is not None and m.fill_qty is not None and (whole.side is not None)):
            continue
        found.append(
            Fill(
                trade_id=m.fill_exec_id,
                venue_order_id=whole.order_id or whole.cl_ord_id,
                client_order_id=whole.deribit_label or whole.orig_cl_ord_id,
                symbol=instrument.symbol,
                side=OE_SIDE_IN[whole.side],
                price=m.fill_px,
                quantity=m.fill_qty * (whole.contract_multiplier or instrument.contract_size),
                liquidity=(
                    OE_FILL_LIQUIDITY_IND_IN.get(m.fill_liquidity_ind) if m.fill_liquidity_ind is not None else None
                ),
                ts_event=whole.transact_time,
                ts_recv=recv,
                raw=m,
            )
        )
    return found
