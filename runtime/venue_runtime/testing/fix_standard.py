"""What FIX itself says about reports and refusals: values by the standard's field names, before a venue has its say.

Sources: FIX 4.4 volume 4 (order handling: ExecutionReport, OrderCancelReject, "Order State Change Matrices") and the
field definitions of FIX 4.0 to 5.0 SP2. A message gets those that its dictionary has a field for.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from venue_runtime.model import Fill, Instrument, Liquidity, Order, OrderStatus, OrderType, Side, TimeInForce
from venue_runtime.testing.events import Execution, OrderReport

__all__ = ["report_values", "refusal_values"]

SIDES = {Side.BUY: "1", Side.SELL: "2"}
TYPES = {
    OrderType.MARKET: "1",
    OrderType.LIMIT: "2",
    OrderType.STOP: "3",
    OrderType.STOP_LIMIT: "4",
    OrderType.TAKE_PROFIT: "3",
    OrderType.TAKE_PROFIT_LIMIT: "4",
    OrderType.TRAILING_STOP: "P",
}
TIMES = {TimeInForce.DAY: "0", TimeInForce.GTC: "1", TimeInForce.IOC: "3", TimeInForce.FOK: "4", TimeInForce.GTD: "6"}
STATES = {
    OrderStatus.PENDING_NEW: "A",
    OrderStatus.NEW: "0",
    OrderStatus.TRIGGERED: "0",
    OrderStatus.PARTIALLY_FILLED: "1",
    OrderStatus.FILLED: "2",
    OrderStatus.CANCELED: "4",
    OrderStatus.PENDING_CANCEL: "6",
    OrderStatus.REJECTED: "8",
    OrderStatus.EXPIRED: "C",
    OrderStatus.PENDING_REPLACE: "E",
}
EXECUTIONS = {
    Execution.NEW: "0",
    Execution.CANCELED: "4",
    Execution.REPLACED: "5",
    Execution.REJECTED: "8",
    Execution.EXPIRED: "C",
    Execution.TRADE: "F",
    Execution.STATUS: "I",
    Execution.TRIGGERED: "L",
}
_COMMISSION = "4"  # MiscFeeType: exchange fees
_ZERO = Decimal(0)
_REFUSED = (
    1_000_000_000  # added to the number of what was refused: no report has such an ExecID, and some want a number
)


def exec_type(report: OrderReport, begin_string: str) -> str:
    """ExecType (150). A trade has a word of its own since FIX 4.3; before, it is the state that it leads to."""
    if report.execution is Execution.TRADE and begin_string in ("FIX.4.0", "FIX.4.1", "FIX.4.2"):
        return "2" if report.order.status is OrderStatus.FILLED else "1"
    if report.execution is Execution.TRIGGERED and begin_string.startswith("FIX.4"):
        return EXECUTIONS[Execution.NEW] if begin_string != "FIX.4.4" else EXECUTIONS[Execution.TRIGGERED]
    return EXECUTIONS[report.execution]


def report_values(report: OrderReport, instrument: Instrument, begin_string: str) -> dict[str, Any]:
    """An ExecutionReport."""
    order = report.order
    traded = report.fill if report.execution is Execution.TRADE else None
    values: dict[str, Any] = {
        "exec_id": report.report_id,
        "exec_type": exec_type(report, begin_string),
        "exec_trans_type": "0",
        "transact_time": report.updated_ns,
        "text": report.reason,
        **order_values(order, instrument),
        **id_values(order, report.command_id),
        **fill_values(traded),
    }
    return values


def id_values(order: Order, command_id: str | None) -> dict[str, Any]:
    """ClOrdID is the request's that is answered; where that is not the order's, OrigClOrdID is."""
    ours = order.client_order_id
    if command_id is None or command_id == ours:
        return {"cl_ord_id": ours, "orig_cl_ord_id": None}
    return {"cl_ord_id": command_id, "orig_cl_ord_id": ours}


def order_values(order: Order, instrument: Instrument) -> dict[str, Any]:
    """How an order is now."""
    return {
        "order_id": order.venue_order_id,
        "ord_status": STATES.get(order.status, "0"),
        "symbol": instrument.venue_symbol,
        "side": SIDES[order.side] if order.side is not None else None,
        "ord_type": TYPES[order.type] if order.type is not None else None,
        "order_qty": order.quantity,
        "cash_order_qty": order.quote_quantity,
        "price": order.price,
        "stop_px": order.trigger_price,
        "time_in_force": TIMES[order.time_in_force] if order.time_in_force is not None else None,
        "exec_inst": "6" if order.post_only else None,
        "expire_time": order.expire_time,
        "cum_qty": order.filled_quantity or _ZERO,
        "leaves_qty": order.leaves_quantity or _ZERO,
        "avg_px": order.average_price or _ZERO,
        "working_indicator": not order.status.is_final,
    }


def fill_values(fill: Fill | None) -> dict[str, Any]:
    """What traded; nothing did: a quantity of zero."""
    if fill is None:
        return {"last_qty": _ZERO, "last_shares": _ZERO}
    taker = fill.liquidity is Liquidity.TAKER
    fee: dict[str, Any] = {}
    if fill.fee is not None:
        entry = {"misc_fee_amt": fill.fee, "misc_fee_curr": fill.fee_currency, "misc_fee_type": _COMMISSION}
        fee = {"no_misc_fees": [entry], "commission": fill.fee, "comm_currency": fill.fee_currency, "comm_type": "3"}
    return {
        "last_px": fill.price,
        "last_qty": fill.quantity,
        "last_shares": fill.quantity,
        "trade_id": fill.trade_id,
        "aggressor_indicator": taker,
        "last_liquidity_ind": "2" if taker else "1",
        **fee,
    }


_RESPONDS_TO = {"F": "1", "G": "2"}
"""MsgType of a request → CxlRejResponseTo (434)."""


def refusal_values(
    sent: Mapping[str, Any], msg_type: str, number: int, code: str, text: str, now_ns: int
) -> dict[str, Any]:
    """What says that a request (of this MsgSeqNum) was refused: its own fields, and that nothing came of it."""
    values = {name: value for name, value in sent.items() if not isinstance(value, list)}
    return values | {
        "exec_id": _REFUSED + number,
        "exec_type": EXECUTIONS[Execution.REJECTED],
        "ord_status": STATES[OrderStatus.REJECTED],
        "exec_trans_type": "0",
        "order_id": values.get("order_id"),
        "cum_qty": _ZERO,
        "leaves_qty": _ZERO,
        "avg_px": _ZERO,
        "last_qty": _ZERO,
        "last_shares": _ZERO,
        "transact_time": now_ns,
        "ord_rej_reason": "99",
        "cxl_rej_reason": "99",
        "cxl_rej_response_to": _RESPONDS_TO.get(msg_type, "1"),
        "mass_cancel_response": "0",
        "mass_cancel_reject_reason": "99",
        "md_req_rej_reason": "0",
        "ref_seq_num": number,
        "ref_msg_type": msg_type,
        "business_reject_reason": "0",
        "business_reject_ref_id": values.get("cl_ord_id"),
        "error_code": code,
        "text": text,
    }
