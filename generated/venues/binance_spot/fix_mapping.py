"""Binance Spot: from the wire to the contract, and back for orders."""

from __future__ import annotations

from typing import NamedTuple

from venue_runtime.arguments import describe_order, refuse_given, require_given, require_one_given
from venue_runtime.errors import NotSupported
from venue_runtime.exprs import divided, item
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
    Trade,
)
from venue_runtime.wire_enum import OpenWordsIn, WordsIn, WordsOut

from . import fix_md, fix_oe

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
    }
)

OE_SIDE_IN = WordsIn[str, Side]({"1": Side.BUY, "2": Side.SELL})

OE_SIDE_OUT = WordsOut[Side, str]({Side.BUY: "1", Side.SELL: "2"})

OE_TIME_IN_FORCE_IN = WordsIn[str, TimeInForce]({"1": TimeInForce.GTC, "3": TimeInForce.IOC, "4": TimeInForce.FOK})

OE_TIME_IN_FORCE_OUT = WordsOut[TimeInForce, str]({TimeInForce.GTC: "1", TimeInForce.IOC: "3", TimeInForce.FOK: "4"})

OE_SELF_TRADE_PREVENTION_MODE_IN = WordsIn[str, SelfTradePrevention](
    {
        "1": SelfTradePrevention.NONE,
        "2": SelfTradePrevention.CANCEL_TAKER,
        "3": SelfTradePrevention.CANCEL_MAKER,
        "4": SelfTradePrevention.CANCEL_BOTH,
    }
)

OE_SELF_TRADE_PREVENTION_MODE_OUT = WordsOut[SelfTradePrevention, str](
    {
        SelfTradePrevention.NONE: "1",
        SelfTradePrevention.CANCEL_TAKER: "2",
        SelfTradePrevention.CANCEL_MAKER: "3",
        SelfTradePrevention.CANCEL_BOTH: "4",
    }
)

MD_AGGRESSOR_SIDE_IN = WordsIn[str, Side]({"1": Side.BUY, "2": Side.SELL})

MD_AGGRESSOR_SIDE_OUT = WordsOut[Side, str]({Side.BUY: "1", Side.SELL: "2"})


class OrderStyle(NamedTuple):
    """How the venue says what kind of order it is."""

    side: str
    ord_type: str
    exec_inst: str | None = None
    time_in_force: str | None = None
    trigger_type: str | None = None
    trigger_action: str | None = None
    trigger_price_type: str | None = None
    trigger_price_direction: str | None = None


def order_style(request: OrderRequest) -> OrderStyle:
    """The venue's words for an order. Raises NotSupported for what it cannot express."""
    refuse_given(request, "trigger_by", "trailing_offset", "expire_time", "reduce_only", "margin_mode", "position_side")
    if request.type is OrderType.LIMIT and request.post_only and request.time_in_force is TimeInForce.GTC:
        refuse_given(request, "quote_quantity", "trigger_price")
        require_given(request, "quantity", "price")
        return OrderStyle(OE_SIDE_OUT[request.side], "2", "6")
    if request.type is OrderType.LIMIT and request.post_only:
        refuse_given(request, "quote_quantity", "trigger_price", "time_in_force")
        require_given(request, "quantity", "price")
        return OrderStyle(OE_SIDE_OUT[request.side], "2", "6")
    if request.type is OrderType.LIMIT and request.time_in_force in (TimeInForce.IOC, TimeInForce.FOK):
        refuse_given(request, "quote_quantity", "trigger_price", "post_only", "display_quantity")
        require_given(request, "quantity", "price")
        return OrderStyle(
            OE_SIDE_OUT[request.side],
            "2",
            None,
            OE_TIME_IN_FORCE_OUT[request.time_in_force] if request.time_in_force is not None else None,
        )
    if request.type is OrderType.LIMIT:
        refuse_given(request, "quote_quantity", "trigger_price", "post_only")
        require_given(request, "quantity", "price")
        return OrderStyle(
            OE_SIDE_OUT[request.side], "2", None, OE_TIME_IN_FORCE_OUT[request.time_in_force or TimeInForce.GTC]
        )
    if request.type is OrderType.MARKET:
        refuse_given(request, "price", "trigger_price", "time_in_force", "post_only", "display_quantity")
        require_one_given(request, "quantity", "quote_quantity")
        return OrderStyle(OE_SIDE_OUT[request.side], "1")
    if request.type is OrderType.STOP and request.side is Side.BUY:
        refuse_given(request, "quote_quantity", "price", "time_in_force", "post_only", "display_quantity")
        require_given(request, "quantity", "trigger_price")
        return OrderStyle("1", "3", None, None, "4", "1", "2", "U")
    if request.type is OrderType.STOP and request.side is Side.SELL:
        refuse_given(request, "quote_quantity", "price", "time_in_force", "post_only", "display_quantity")
        require_given(request, "quantity", "trigger_price")
        return OrderStyle("2", "3", None, None, "4", "1", "2", "D")
    if request.type is OrderType.STOP_LIMIT and request.side is Side.BUY:
        refuse_given(request, "quote_quantity", "post_only")
        require_given(request, "quantity", "price", "trigger_price")
        return OrderStyle(
            "1", "4", None, OE_TIME_IN_FORCE_OUT[request.time_in_force or TimeInForce.GTC], "4", "1", "2", "U"
        )
    if request.type is OrderType.STOP_LIMIT and request.side is Side.SELL:
        refuse_given(request, "quote_quantity", "post_only")
        require_given(request, "quantity", "price", "trigger_price")
        return OrderStyle(
            "2", "4", None, OE_TIME_IN_FORCE_OUT[request.time_in_force or TimeInForce.GTC], "4", "1", "2", "D"
        )
    if request.type is OrderType.TAKE_PROFIT and request.side is Side.BUY:
        refuse_given(request, "quote_quantity", "price", "time_in_force", "post_only", "display_quantity")
        require_given(request, "quantity", "trigger_price")
        return OrderStyle("1", "3", None, None, "4", "1", "2", "D")
    if request.type is OrderType.TAKE_PROFIT and request.side is Side.SELL:
        refuse_given(request, "quote_quantity", "price", "time_in_force", "post_only", "display_quantity")
        require_given(request, "quantity", "trigger_price")
        return OrderStyle("2", "3", None, None, "4", "1", "2", "U")
    if request.type is OrderType.TAKE_PROFIT_LIMIT and request.side is Side.BUY:
        refuse_given(request, "quote_quantity", "post_only")
        require_given(request, "quantity", "price", "trigger_price")
        return OrderStyle(
            "1", "4", None, OE_TIME_IN_FORCE_OUT[request.time_in_force or TimeInForce.GTC], "4", "1", "2", "D"
        )
    if request.type is OrderType.TAKE_PROFIT_LIMIT and request.side is Side.SELL:
        refuse_given(request, "quote_quantity", "post_only")
        require_given(request, "quantity", "price", "trigger_price")
        return OrderStyle(
            "2", "4", None, OE_TIME_IN_FORCE_OUT[request.time_in_force or TimeInForce.GTC], "4", "1", "2", "U"
        )
    raise NotSupported(f"no order of this kind: {describe_order(request)}", operation="create_order")


class Style(NamedTuple):
    """What the venue's words for an order mean; None where they are unknown or do not tell."""

    type: OrderType | None = None
    time_in_force: TimeInForce | None = None
    post_only: bool | None = None
    side: Side | None = None


_STYLES: dict[tuple[str, str, str | None, str | None, str | None, str | None, str | None], Style] = {
    ("1", "2", "6", None, None, None, None): Style(OrderType.LIMIT, TimeInForce.GTC, True, None),
    ("2", "2", "6", None, None, None, None): Style(OrderType.LIMIT, TimeInForce.GTC, True, None),
    ("1", "2", None, None, None, None, None): Style(OrderType.LIMIT, None, False, None),
    ("2", "2", None, None, None, None, None): Style(OrderType.LIMIT, None, False, None),
    ("1", "1", None, None, None, None, None): Style(OrderType.MARKET, None, False, None),
    ("2", "1", None, None, None, None, None): Style(OrderType.MARKET, None, False, None),
    ("1", "3", None, "4", "1", "2", "U"): Style(OrderType.STOP, None, False, Side.BUY),
    ("2", "3", None, "4", "1", "2", "D"): Style(OrderType.STOP, None, False, Side.SELL),
    ("1", "4", None, "4", "1", "2", "U"): Style(OrderType.STOP_LIMIT, None, False, Side.BUY),
    ("2", "4", None, "4", "1", "2", "D"): Style(OrderType.STOP_LIMIT, None, False, Side.SELL),
    ("1", "3", None, "4", "1", "2", "D"): Style(OrderType.TAKE_PROFIT, None, False, Side.BUY),
    ("2", "3", None, "4", "1", "2", "U"): Style(OrderType.TAKE_PROFIT, None, False, Side.SELL),
    ("1", "4", None, "4", "1", "2", "D"): Style(OrderType.TAKE_PROFIT_LIMIT, None, False, Side.BUY),
    ("2", "4", None, "4", "1", "2", "U"): Style(OrderType.TAKE_PROFIT_LIMIT, None, False, Side.SELL),
}
_UNKNOWN_STYLE = Style()


def read_style(
    side: str,
    ord_type: str,
    exec_inst: str | None,
    trigger_type: str | None,
    trigger_action: str | None,
    trigger_price_type: str | None,
    trigger_price_direction: str | None,
) -> Style:
    """What an order of the venue is, by the words that `order_style` chooses."""
    return _STYLES.get(
        (side, ord_type, exec_inst, trigger_type, trigger_action, trigger_price_type, trigger_price_direction),
        _UNKNOWN_STYLE,
    )


def fix_order(m: fix_oe.ExecutionReport, instrument: Instrument, recv: int) -> Order:
    """The report of a canceled order has the id of the cancel in ClOrdID, and the order's in OrigClOrdID."""
    style = read_style(
        m.side,
        m.ord_type,
        m.exec_inst,
        m.trigger_type,
        m.trigger_action,
        m.trigger_price_type,
        m.trigger_price_direction,
    )
    return Order(
        symbol=instrument.symbol,
        venue_order_id=str(m.order_id) if m.order_id is not None else None,
        client_order_id=m.orig_cl_ord_id if m.exec_type == "4" and m.orig_cl_ord_id is not None else m.cl_ord_id,
        side=OE_SIDE_IN.get(m.side),
        type=style.type,
        time_in_force=OE_TIME_IN_FORCE_IN.get(m.time_in_force) if m.time_in_force is not None else None,
        status=OE_ORD_STATUS_IN[m.ord_status],
        price=m.price,
        trigger_price=m.trigger_price,
        quantity=m.order_qty,
        quote_quantity=m.cash_order_qty,
        filled_quantity=m.cum_qty,
        leaves_quantity=m.leaves_qty,
        average_price=divided(m.cum_quote_qty, m.cum_qty) if m.cum_quote_qty is not None and m.cum_qty > 0 else None,
        post_only=style.post_only,
        reduce_only=False,
        reason=m.text,
        ts_event=m.transact_time,
        ts_recv=recv,
        raw=m,
    )


def fix_fill(m: fix_oe.ExecutionReport, instrument: Instrument, recv: int) -> Fill | None:
    """`oe.ExecutionReport` as Fill."""
    if not (m.exec_type == "F" and m.last_px is not None):
        return None
    return Fill(
        trade_id=str(m.trade_id) if m.trade_id is not None else None,
        venue_order_id=str(m.order_id) if m.order_id is not None else None,
        client_order_id=m.cl_ord_id,
        symbol=instrument.symbol,
        side=OE_SIDE_IN[m.side],
        price=m.last_px,
        quantity=m.last_qty,
        fee=_1.misc_fee_amt if (_1 := item(m.no_misc_fees, 0)) is not None else None,
        fee_currency=_2.misc_fee_curr if (_2 := item(m.no_misc_fees, 0)) is not None else None,
        liquidity=Liquidity.TAKER if m.aggressor_indicator else Liquidity.MAKER,
        ts_event=m.transact_time,
        ts_recv=recv,
        raw=m,
    )


def fix_trade(whole: fix_md.MarketDataIncrementalRefresh, instrument: Instrument, recv: int) -> list[Trade]:
    """`md.MarketDataIncrementalRefresh` as Trade."""
    found: list[Trade] = []
    for m in whole.no_md_entries:
        if not (m.md_entry_type == "2" and m.md_entry_size is not None):
            continue
        found.append(
            Trade(
                trade_id=str(m.trade_id) if m.trade_id is not None else None,
                symbol=instrument.symbol,
                side=MD_AGGRESSOR_SIDE_IN.get(m.aggressor_side) if m.aggressor_side is not None else None,
                price=m.md_entry_px,
                quantity=m.md_entry_size,
                ts_event=m.transact_time,
                ts_recv=recv,
            )
        )
    return found
