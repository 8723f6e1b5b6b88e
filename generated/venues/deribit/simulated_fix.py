"""Deribit over FIX, simulated: its sessions, messages, words and signatures over the venue-neutral exchange.

Made from the spec and its dictionaries, and from nothing of the client.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from venue_runtime.errors import AuthenticationError
from venue_runtime.exprs import divided
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
)
from venue_runtime.signing import sha256
from venue_runtime.testing.dialect import SimCall
from venue_runtime.testing.fix_dialect import FixCall, FixRoute
from venue_runtime.testing.fix_generated import FixRefusal, GeneratedFix
from venue_runtime.testing.fix_wire import FieldRow, Layout
from venue_runtime.testing.generated import GeneratedDialect
from venue_runtime.testing.market_views import read_style, required
from venue_runtime.testing.verifying import Seen
from venue_runtime.wire import decimal_text

OE_MESSAGES: Mapping[str, Layout] = {
    "A": Layout(
        "Logon",
        "A",
        (
            FieldRow("heart_bt_int", "108", "int", required=True),
            FieldRow("raw_data", "96", "data", length="95"),
            FieldRow("username", "553"),
            FieldRow("password", "554"),
            FieldRow("cancel_on_disconnect", "9001", "bool"),
            FieldRow("use_wordsafe_tags", "9002", "bool"),
            FieldRow("deribit_sequential", "9007", "bool"),
            FieldRow("unsubscribe_execution_reports", "9009", "bool"),
            FieldRow("connection_only_execution_reports", "9010", "bool"),
            FieldRow("report_fills_as_exec_reports", "9015", "bool"),
        ),
    ),
    "D": Layout(
        "NewOrderSingle",
        "D",
        (
            FieldRow("cl_ord_id", "11", required=True),
            FieldRow("exec_inst", "18"),
            FieldRow("order_qty", "38", "decimal", required=True),
            FieldRow("ord_type", "40"),
            FieldRow("price", "44", "decimal"),
            FieldRow("side", "54", required=True),
            FieldRow("symbol", "55", required=True),
            FieldRow("time_in_force", "59"),
            FieldRow("valid_until_time", "62", "utc"),
            FieldRow("stop_px", "99", "decimal"),
            FieldRow("qty_type", "854", "int"),
            FieldRow("display_qty", "1138", "decimal"),
            FieldRow("condition_trigger_method", "5127", "int"),
            FieldRow("deribit_label", "100010"),
        ),
    ),
    "F": Layout(
        "OrderCancelRequest",
        "F",
        (
            FieldRow("cl_ord_id", "11"),
            FieldRow("currency", "15"),
            FieldRow("orig_cl_ord_id", "41"),
            FieldRow("symbol", "55"),
            FieldRow("deribit_label", "100010"),
        ),
    ),
    "G": Layout(
        "OrderCancelReplaceRequest",
        "G",
        (
            FieldRow("cl_ord_id", "11"),
            FieldRow("currency", "15"),
            FieldRow("exec_inst", "18"),
            FieldRow("order_qty", "38", "decimal", required=True),
            FieldRow("ord_type", "40"),
            FieldRow("orig_cl_ord_id", "41"),
            FieldRow("price", "44", "decimal"),
            FieldRow("side", "54", required=True),
            FieldRow("symbol", "55", required=True),
            FieldRow("valid_until_time", "62", "utc"),
            FieldRow("qty_type", "854", "int"),
            FieldRow("display_qty", "1138", "decimal"),
            FieldRow("deribit_label", "100010"),
        ),
    ),
    "q": Layout(
        "OrderMassCancelRequest",
        "q",
        (
            FieldRow("cl_ord_id", "11", required=True),
            FieldRow("currency", "15"),
            FieldRow("symbol", "55"),
            FieldRow("security_type", "167"),
            FieldRow("mass_cancel_request_type", "530", "int", required=True),
            FieldRow("deribit_label", "100010"),
        ),
    ),
    "r": Layout(
        "OrderMassCancelReport",
        "r",
        (
            FieldRow("cl_ord_id", "11"),
            FieldRow("order_id", "37"),
            FieldRow("text", "58"),
            FieldRow("mass_cancel_request_type", "530", "int", required=True),
            FieldRow("mass_cancel_response", "531", "int"),
            FieldRow("mass_cancel_reject_reason", "532"),
            FieldRow("total_affected_orders", "533", "int"),
            FieldRow("no_affected_orders", "534", "group", (FieldRow("orig_cl_ord_id", "41"),)),
        ),
    ),
    "8": Layout(
        "ExecutionReport",
        "8",
        (
            FieldRow("avg_px", "6", "decimal"),
            FieldRow("cl_ord_id", "11"),
            FieldRow("commission", "12", "decimal"),
            FieldRow("cum_qty", "14", "decimal"),
            FieldRow("exec_inst", "18"),
            FieldRow("last_px", "31", "decimal"),
            FieldRow("last_qty", "32", "decimal"),
            FieldRow("order_id", "37"),
            FieldRow("order_qty", "38", "decimal"),
            FieldRow("ord_status", "39", required=True),
            FieldRow("ord_type", "40"),
            FieldRow("orig_cl_ord_id", "41"),
            FieldRow("price", "44", "decimal"),
            FieldRow("side", "54"),
            FieldRow("symbol", "55"),
            FieldRow("text", "58"),
            FieldRow("transact_time", "60", "utc"),
            FieldRow("stop_px", "99", "decimal"),
            FieldRow("ord_rej_reason", "103", "int"),
            FieldRow("exec_type", "150"),
            FieldRow("leaves_qty", "151", "decimal"),
            FieldRow("security_exchange", "207"),
            FieldRow("max_show", "210", "decimal"),
            FieldRow("contract_multiplier", "231", "decimal"),
            FieldRow("secondary_exec_id", "527"),
            FieldRow("qty_type", "854", "int"),
            FieldRow("display_qty", "1138", "decimal"),
            FieldRow(
                "no_fills",
                "1362",
                "group",
                (
                    FieldRow("fill_exec_id", "1363"),
                    FieldRow("fill_px", "1364", "decimal"),
                    FieldRow("fill_qty", "1365", "decimal"),
                    FieldRow("fill_liquidity_ind", "1443", "int"),
                ),
            ),
            FieldRow("condition_trigger_method", "5127", "int"),
            FieldRow("deribit_label", "100010"),
        ),
    ),
    "9": Layout(
        "OrderCancelReject",
        "9",
        (
            FieldRow("cl_ord_id", "11"),
            FieldRow("ord_status", "39"),
            FieldRow("orig_cl_ord_id", "41"),
            FieldRow("text", "58"),
            FieldRow("deribit_label", "100010"),
        ),
    ),
}

OE_SIDE_IN = {"1": Side.BUY, "2": Side.SELL}

OE_SIDE_OUT = {Side.BUY: "1", Side.SELL: "2"}

OE_TIME_IN_FORCE_IN = {"0": TimeInForce.DAY, "1": TimeInForce.GTC, "3": TimeInForce.IOC, "4": TimeInForce.FOK}

OE_ORD_STATUS_OUT = {
    OrderStatus.NEW: "0",
    OrderStatus.PARTIALLY_FILLED: "1",
    OrderStatus.FILLED: "2",
    OrderStatus.CANCELED: "4",
    OrderStatus.PENDING_CANCEL: "6",
    OrderStatus.REJECTED: "8",
    OrderStatus.EXPIRED: "4",
}

OE_FILL_LIQUIDITY_IND_OUT = {Liquidity.MAKER: "1", Liquidity.TAKER: "2"}

_STYLES: Sequence[tuple[Mapping[str, tuple[Any, ...]], Mapping[str, Any]]] = (
    ({"type": (OrderType.LIMIT,), "post_only": (True,)}, {"ord_type": "2", "exec_inst": "6A"}),
    ({"type": (OrderType.LIMIT,)}, {"ord_type": "2"}),
    ({"type": (OrderType.MARKET,)}, {"ord_type": "1"}),
)
"""What an order is → how the venue says it."""


def _write_fix_order(v: Order, i: Instrument) -> Mapping[str, Any]:
    """Order in fields of `oe.ExecutionReport`."""
    return {
        "order_qty": (
            decimal_text(_1)
            if (_1 := (divided(v.quantity, i.contract_size) if v.quantity is not None else None)) is not None
            else None
        ),
        "cum_qty": (
            decimal_text(_1)
            if (_1 := (divided(v.filled_quantity, i.contract_size) if v.filled_quantity is not None else None))
            is not None
            else None
        ),
        "leaves_qty": (
            decimal_text(_1)
            if (_1 := (divided(v.leaves_quantity, i.contract_size) if v.leaves_quantity is not None else None))
            is not None
            else None
        ),
        "contract_multiplier": decimal_text(i.contract_size),
        "deribit_label": v.client_order_id,
        "cl_ord_id": v.venue_order_id,
        "ord_type": (
            "1"
            if v.type == OrderType.MARKET
            else "4" if v.type == OrderType.STOP_LIMIT else "S" if v.type == OrderType.STOP else "2"
        ),
        "exec_inst": "6A" if v.post_only else "E" if v.reduce_only else None,
        "symbol": i.venue_symbol,
        "order_id": v.venue_order_id,
        "side": OE_SIDE_OUT[v.side] if v.side is not None else None,
        "ord_status": OE_ORD_STATUS_OUT[v.status],
        "price": decimal_text(v.price) if v.price is not None else None,
        "stop_px": decimal_text(v.trigger_price) if v.trigger_price is not None else None,
        "avg_px": decimal_text(v.average_price) if v.average_price is not None else None,
        "text": v.reason,
        "transact_time": v.ts_event,
    }


def _write_fix_fills(v: Fill, i: Instrument) -> Mapping[str, Any]:
    """Fill in fields of `oe.ExecutionReport`."""
    entry = {
        "fill_qty": decimal_text(divided(v.quantity, i.contract_size)),
        "fill_px": decimal_text(v.price),
        "fill_exec_id": v.trade_id,
        "fill_liquidity_ind": OE_FILL_LIQUIDITY_IND_OUT[v.liquidity] if v.liquidity is not None else None,
    }
    return {"no_fills": [entry]}


class SimulatedDeribitFix(GeneratedFix):
    """Implements `FixDialect`."""

    needs = frozenset(["client_id", "client_secret"])

    refusals: ClassVar[Mapping[str, FixRefusal]] = {
        "D": FixRefusal(name="ExecutionReport", code="text", text="text", said={"ord_status": "8"}),
        "G": FixRefusal(name="OrderCancelReject", code="text", text="text"),
        "F": FixRefusal(name="OrderCancelReject", code="text", text="text"),
        "q": FixRefusal(name="OrderMassCancelReport", code="text", text="text"),
    }

    report = "ExecutionReport"

    answers = "orig_cl_ord_id"

    unasked: ClassVar[Mapping[str, Any]] = {"text": "notification"}

    def __init__(self, venue: GeneratedDialect) -> None:
        super().__init__(venue)
        self.routes = (
            FixRoute(
                id="orders",
                begin_string="FIX.4.4",
                comp_id="DERIBITSERVER",
                auth="fix_logon",
                cancels=("9001", "Y"),
                reset="every_logon",
                resend=False,
                digits=3,
                dictionary="fix/oe.xml",
                layouts=OE_MESSAGES,
                handlers={
                    "D": self.new_order_single,
                    "G": self.order_cancel_replace_request,
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
        seen = Seen(call, "/api/v2")
        raw = seen.get("logon", "raw_data")
        account, credentials = self.venue.account_of(call, "client_id", seen.get("logon", "username"))
        password = sha256.base64(raw + credentials.reveal("client_secret"))
        self.venue.check_same(password, seen.get("logon", "password"))
        return account

    def write_order(self, v: Order, i: Instrument) -> Mapping[str, Any]:
        """See `GeneratedFix`."""
        return _write_fix_order(v, i)

    def write_fill(self, v: Fill, i: Instrument) -> Mapping[str, Any]:
        """See `GeneratedFix`."""
        return _write_fix_fills(v, i)

    def new_order_single(self, call: FixCall) -> None:
        """`create_order` of the contract."""
        p = call.message
        i = self.instrument(call, p.symbol)
        style = read_style(_STYLES, {"ord_type": p.ord_type, "exec_inst": p.exec_inst}, OE_SIDE_IN.get(p.side))
        request = OrderRequest(
            symbol=i.symbol,
            client_order_id=p.cl_ord_id,
            side=required(OE_SIDE_IN.get(p.side), "side"),
            quantity=p.order_qty,
            price=p.price,
            display_quantity=p.display_qty,
            type=style["type"],
            post_only=style.get("post_only", False),
            time_in_force=(OE_TIME_IN_FORCE_IN.get(p.time_in_force)),
        )
        call.exchange.create_order(call.account, request)

    def order_cancel_replace_request(self, call: FixCall) -> None:
        """`edit_order` of the contract."""
        p = call.message
        venue_order_id = None
        client_order_id = p.orig_cl_ord_id
        if venue_order_id is None and client_order_id is None:
            client_order_id = p.cl_ord_id
        i = (
            self.instrument(call, p.symbol)
            if p.symbol is not None
            else self.instrument_of(call, venue_order_id, client_order_id)
        )
        call.exchange.edit_order(
            call.account,
            i.symbol,
            venue_order_id=venue_order_id,
            client_order_id=client_order_id,
            command_id=p.cl_ord_id,
            quantity=p.order_qty,
            price=p.price,
        )

    def order_cancel_request(self, call: FixCall) -> None:
        """`cancel_order` of the contract."""
        p = call.message
        venue_order_id = None
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
