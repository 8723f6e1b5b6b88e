"""Bitvavo over FIX, simulated: its sessions, messages, words and signatures over the venue-neutral exchange.

Made from the spec and its dictionaries, and from nothing of the client.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from venue_runtime.errors import AuthenticationError
from venue_runtime.exprs import fix_ms
from venue_runtime.model import Fill, Instrument, Order, OrderRequest, OrderStatus, OrderType, Side, TimeInForce
from venue_runtime.testing.dialect import SimCall
from venue_runtime.testing.fix_dialect import FixCall, FixRoute
from venue_runtime.testing.fix_generated import FixRefusal, GeneratedFix
from venue_runtime.testing.fix_wire import FieldRow, Layout
from venue_runtime.testing.generated import GeneratedDialect
from venue_runtime.testing.market_views import read_style, required
from venue_runtime.testing.verifying import Seen, SignedBy
from venue_runtime.wire import decimal_text

OE_MESSAGES: Mapping[str, Layout] = {
    "A": Layout(
        "Logon",
        "A",
        (
            FieldRow("encrypt_method", "98", "int", required=True),
            FieldRow("heart_bt_int", "108", "int", required=True),
            FieldRow("reset_seq_num_flag", "141", "bool"),
            FieldRow("username", "553"),
            FieldRow("password", "554"),
            FieldRow("enable_cod", "5001", "bool"),
        ),
    ),
    "D": Layout(
        "NewOrderSingle",
        "D",
        (
            FieldRow("account", "1"),
            FieldRow("cl_ord_id", "11", required=True),
            FieldRow("exec_inst", "18"),
            FieldRow("order_qty", "38", "decimal"),
            FieldRow("ord_type", "40", required=True),
            FieldRow("price", "44", "decimal"),
            FieldRow("side", "54", required=True),
            FieldRow("symbol", "55", required=True),
            FieldRow("time_in_force", "59"),
            FieldRow("transact_time", "60", "utc", required=True),
            FieldRow("stop_px", "99", "decimal"),
            FieldRow("cash_order_qty", "152", "decimal"),
            FieldRow("trigger_price_type", "1107"),
            FieldRow("order_request_id", "2422", "int"),
            FieldRow("operator_id", "5002", "int", required=True),
        ),
    ),
    "F": Layout(
        "OrderCancelRequest",
        "F",
        (
            FieldRow("account", "1"),
            FieldRow("cl_ord_id", "11", required=True),
            FieldRow("order_id", "37"),
            FieldRow("orig_cl_ord_id", "41"),
            FieldRow("side", "54", required=True),
            FieldRow("symbol", "55", required=True),
            FieldRow("transact_time", "60", "utc", required=True),
            FieldRow("order_request_id", "2422", "int", required=True),
            FieldRow("operator_id", "5002", "int", required=True),
        ),
    ),
    "q": Layout(
        "OrderMassCancelRequest",
        "q",
        (
            FieldRow("account", "1"),
            FieldRow("cl_ord_id", "11", required=True),
            FieldRow("symbol", "55"),
            FieldRow("transact_time", "60", "utc", required=True),
            FieldRow("mass_cancel_request_type", "530", required=True),
            FieldRow("operator_id", "5002", "int", required=True),
        ),
    ),
    "r": Layout(
        "OrderMassCancelReport",
        "r",
        (
            FieldRow("account", "1"),
            FieldRow("cl_ord_id", "11"),
            FieldRow("symbol", "55"),
            FieldRow("text", "58"),
            FieldRow("transact_time", "60", "utc"),
            FieldRow("mass_cancel_request_type", "530", required=True),
            FieldRow("mass_cancel_response", "531", required=True),
            FieldRow("total_affected_orders", "533", "int"),
            FieldRow("mass_action_report_id", "1369", required=True),
        ),
    ),
    "8": Layout(
        "ExecutionReport",
        "8",
        (
            FieldRow("account", "1"),
            FieldRow("avg_px", "6", "decimal"),
            FieldRow("cl_ord_id", "11", required=True),
            FieldRow("cum_qty", "14", "decimal"),
            FieldRow("exec_id", "17", required=True),
            FieldRow("exec_inst", "18"),
            FieldRow("last_px", "31", "decimal"),
            FieldRow("last_qty", "32", "decimal"),
            FieldRow("order_id", "37"),
            FieldRow("order_qty", "38", "decimal"),
            FieldRow("ord_status", "39", required=True),
            FieldRow("ord_type", "40"),
            FieldRow("orig_cl_ord_id", "41"),
            FieldRow("price", "44", "decimal"),
            FieldRow("side", "54", required=True),
            FieldRow("symbol", "55", required=True),
            FieldRow("text", "58"),
            FieldRow("time_in_force", "59"),
            FieldRow("transact_time", "60", "utc"),
            FieldRow("stop_px", "99", "decimal"),
            FieldRow("ord_rej_reason", "103", "int"),
            FieldRow("exec_type", "150", required=True),
            FieldRow("leaves_qty", "151", "decimal"),
            FieldRow("cash_order_qty", "152", "decimal"),
            FieldRow("mass_status_req_id", "584"),
            FieldRow("ord_status_req_id", "790"),
            FieldRow("trade_id", "1003"),
            FieldRow("reject_text", "1328"),
            FieldRow("order_request_id", "2422", "int"),
            FieldRow("operator_id", "5002", "int"),
        ),
    ),
    "9": Layout(
        "OrderCancelReject",
        "9",
        (
            FieldRow("account", "1"),
            FieldRow("cl_ord_id", "11", required=True),
            FieldRow("exec_id", "17"),
            FieldRow("order_id", "37", required=True),
            FieldRow("ord_status", "39", required=True),
            FieldRow("orig_cl_ord_id", "41"),
            FieldRow("transact_time", "60", "utc"),
            FieldRow("cxl_rej_reason", "102", "int"),
            FieldRow("cxl_rej_response_to", "434", required=True),
            FieldRow("reject_text", "1328"),
            FieldRow("order_request_id", "2422", "int"),
            FieldRow("operator_id", "5002", "int"),
        ),
    ),
}

OE_ORD_TYPE_OUT = {OrderType.MARKET: "1", OrderType.LIMIT: "2", OrderType.STOP: "3", OrderType.STOP_LIMIT: "4"}

OE_SIDE_IN = {"1": Side.BUY, "2": Side.SELL}

OE_SIDE_OUT = {Side.BUY: "1", Side.SELL: "2"}

OE_TIME_IN_FORCE_IN = {"1": TimeInForce.GTC, "3": TimeInForce.IOC, "4": TimeInForce.FOK}

OE_TIME_IN_FORCE_OUT = {TimeInForce.GTC: "1", TimeInForce.IOC: "3", TimeInForce.FOK: "4"}

OE_ORD_STATUS_OUT = {
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

_STYLES: Sequence[tuple[Mapping[str, tuple[Any, ...]], Mapping[str, Any]]] = (
    ({"type": (OrderType.LIMIT,), "post_only": (True,)}, {"ord_type": "2", "exec_inst": "6"}),
    ({"type": (OrderType.LIMIT,)}, {"ord_type": "2"}),
    ({"type": (OrderType.MARKET,)}, {"ord_type": "1"}),
    ({"type": (OrderType.STOP,)}, {"ord_type": "3", "trigger_price_type": "2"}),
    ({"type": (OrderType.STOP_LIMIT,)}, {"ord_type": "4", "trigger_price_type": "2"}),
)
"""What an order is → how the venue says it."""


def _write_fix_order(v: Order, i: Instrument) -> Mapping[str, Any]:
    """Order in fields of `oe.ExecutionReport`."""
    return {
        "symbol": i.venue_symbol,
        "order_id": v.venue_order_id,
        "side": OE_SIDE_OUT[v.side] if v.side is not None else None,
        "ord_type": OE_ORD_TYPE_OUT[v.type] if v.type is not None else None,
        "time_in_force": OE_TIME_IN_FORCE_OUT[v.time_in_force] if v.time_in_force is not None else None,
        "ord_status": OE_ORD_STATUS_OUT[v.status],
        "price": decimal_text(v.price) if v.price is not None else None,
        "stop_px": decimal_text(v.trigger_price) if v.trigger_price is not None else None,
        "order_qty": decimal_text(v.quantity) if v.quantity is not None else None,
        "cash_order_qty": decimal_text(v.quote_quantity) if v.quote_quantity is not None else None,
        "cum_qty": decimal_text(v.filled_quantity) if v.filled_quantity is not None else None,
        "leaves_qty": decimal_text(v.leaves_quantity) if v.leaves_quantity is not None else None,
        "avg_px": decimal_text(v.average_price) if v.average_price is not None else None,
        "reject_text": v.reason,
        "transact_time": v.ts_event,
    }


def _write_fix_fill(v: Fill, i: Instrument) -> Mapping[str, Any]:
    """Fill in fields of `oe.ExecutionReport`."""
    return {
        "trade_id": v.trade_id,
        "order_id": v.venue_order_id,
        "cl_ord_id": v.client_order_id,
        "symbol": i.venue_symbol,
        "side": OE_SIDE_OUT[v.side],
        "last_px": decimal_text(v.price),
        "last_qty": decimal_text(v.quantity),
        "transact_time": v.ts_event,
    }


class SimulatedBitvavoFix(GeneratedFix):
    """Implements `FixDialect`."""

    needs = frozenset(["api_key", "api_secret"])

    refusals: ClassVar[Mapping[str, FixRefusal]] = {
        "D": FixRefusal(name="ExecutionReport", code="ord_rej_reason", text="reject_text", said={"exec_type": "8"}),
        "F": FixRefusal(name="OrderCancelReject", text="reject_text", code="cxl_rej_reason", before="cancel "),
        "q": FixRefusal(name="OrderMassCancelReport", text="text", said={"mass_cancel_response": "0"}),
    }

    report = "ExecutionReport"

    def __init__(self, venue: GeneratedDialect) -> None:
        super().__init__(venue)
        self.routes = (
            FixRoute(
                id="trading",
                begin_string="FIX.4.4",
                comp_id="VAVO",
                sender_setting="account_id",
                auth="fix_logon",
                cancels=("5001", "Y"),
                reset="every_logon",
                resend=False,
                digits=9,
                dictionary="fix/oe.xml",
                layouts=OE_MESSAGES,
                handlers={
                    "D": self.new_order_single,
                    "F": self.order_cancel_request,
                    "q": self.order_mass_cancel_request,
                },
                reports=True,
            ),
        )

    def verify_logon(self, call: SimCall, h: Mapping[str, str]) -> str:
        """See `GeneratedFix`."""
        if call.auth == "fix_logon":
            return self._verify_fix_logon(call, h)
        raise AuthenticationError(f"no such scheme: {call.auth}")

    def _verify_fix_logon(self, call: SimCall, h: Mapping[str, str]) -> str:
        seen = Seen(call, "/v2")
        password = seen.get("logon", "password")
        account, credentials = self.venue.account_of(call, "api_key", seen.get("logon", "username"))
        self.venue.check_signature(
            credentials,
            credentials.reveal("api_key") + h["49"] + h["34"] + fix_ms(h["52"]),
            password,
            (SignedBy("api_secret", "hmac-sha256"),),
        )
        return account

    def write_order(self, v: Order, i: Instrument) -> Mapping[str, Any]:
        """See `GeneratedFix`."""
        return _write_fix_order(v, i)

    def write_fill(self, v: Fill, i: Instrument) -> Mapping[str, Any]:
        """See `GeneratedFix`."""
        return _write_fix_fill(v, i)

    def new_order_single(self, call: FixCall) -> None:
        """`create_order` of the contract."""
        p = call.message
        i = self.instrument(call, p.symbol)
        style = read_style(
            _STYLES,
            {"ord_type": p.ord_type, "exec_inst": p.exec_inst, "trigger_price_type": p.trigger_price_type},
            OE_SIDE_IN.get(p.side),
        )
        request = OrderRequest(
            symbol=i.symbol,
            client_order_id=p.cl_ord_id,
            side=required(OE_SIDE_IN.get(p.side), "side"),
            quantity=p.order_qty,
            quote_quantity=p.cash_order_qty,
            price=p.price,
            trigger_price=p.stop_px,
            type=style["type"],
            post_only=style.get("post_only", False),
            time_in_force=(OE_TIME_IN_FORCE_IN.get(p.time_in_force)),
        )
        call.exchange.create_order(call.account, request)

    def order_cancel_request(self, call: FixCall) -> None:
        """`cancel_order` of the contract."""
        p = call.message
        venue_order_id = str(p.order_id) if p.order_id is not None else None
        client_order_id = p.orig_cl_ord_id
        if venue_order_id is None and client_order_id is None:
            client_order_id = p.cl_ord_id
        i = (
            self.instrument(call, p.symbol)
            if p.symbol is not None
            else self.instrument_of(call, venue_order_id, client_order_id)
        )
        call.exchange.cancel_order(
            call.account,
            i.symbol,
            venue_order_id=venue_order_id,
            client_order_id=client_order_id,
            command_id=p.cl_ord_id,
        )

    def order_mass_cancel_request(self, call: FixCall) -> None:
        """`cancel_all_orders` of the contract."""
        p = call.message
        done = call.exchange.cancel_all_orders(
            call.account, self.instrument(call, p.symbol).symbol if p.symbol is not None else None
        )
        self.answer(
            call,
            "OrderMassCancelReport",
            mass_cancel_response=p.mass_cancel_request_type,
            total_affected_orders=len(done),
        )
