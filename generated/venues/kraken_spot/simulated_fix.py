"""Kraken Spot over FIX, simulated: its sessions, messages, words and signatures over the venue-neutral exchange.

Made from the spec and its dictionaries, and from nothing of the client.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from venue_runtime.errors import AuthenticationError
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
from venue_runtime.signing import sha256
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
            FieldRow("client_id", "109"),
            FieldRow("reset_seq_num_flag", "141", "bool"),
            FieldRow("username", "553"),
            FieldRow("password", "554"),
            FieldRow("nonce", "5025"),
            FieldRow("force_reset_cl_ord_id", "5030", "bool"),
            FieldRow("cancel_orders_on_disconnect", "8674", "int"),
        ),
    ),
    "D": Layout(
        "NewOrderSingle",
        "D",
        (
            FieldRow("cl_ord_id", "11", required=True),
            FieldRow("exec_inst", "18"),
            FieldRow("order_qty", "38", "decimal", required=True),
            FieldRow("ord_type", "40", required=True),
            FieldRow("price", "44", "decimal"),
            FieldRow("side", "54", required=True),
            FieldRow("symbol", "55", required=True),
            FieldRow("time_in_force", "59", required=True),
            FieldRow("transact_time", "60", "utc", required=True),
            FieldRow("valid_until_time", "62", "utc"),
            FieldRow("stop_px", "99", "decimal"),
            FieldRow("expire_time", "126", "utc"),
            FieldRow("effective_time", "168", "utc"),
            FieldRow("discretion_inst", "388"),
            FieldRow("display_qty", "1138", "decimal"),
            FieldRow("leverage", "5001", "int"),
            FieldRow("self_trade_prevention", "7928", "int"),
        ),
    ),
    "F": Layout(
        "OrderCancelRequest",
        "F",
        (
            FieldRow("cl_ord_id", "11", required=True),
            FieldRow("order_id", "37"),
            FieldRow("orig_cl_ord_id", "41"),
            FieldRow("side", "54", required=True),
            FieldRow("symbol", "55", required=True),
            FieldRow("transact_time", "60", "utc", required=True),
        ),
    ),
    "G": Layout(
        "OrderCancelReplaceRequest",
        "G",
        (
            FieldRow("cl_ord_id", "11", required=True),
            FieldRow("exec_inst", "18"),
            FieldRow("order_id", "37", required=True),
            FieldRow("order_qty", "38", "decimal", required=True),
            FieldRow("ord_type", "40", required=True),
            FieldRow("orig_cl_ord_id", "41", required=True),
            FieldRow("price", "44", "decimal"),
            FieldRow("side", "54", required=True),
            FieldRow("symbol", "55", required=True),
            FieldRow("time_in_force", "59", required=True),
            FieldRow("transact_time", "60", "utc", required=True),
            FieldRow("valid_until_time", "62", "utc"),
            FieldRow("stop_px", "99", "decimal"),
            FieldRow("display_qty", "1138", "decimal"),
        ),
    ),
    "8": Layout(
        "ExecutionReport",
        "8",
        (
            FieldRow("avg_px", "6", "decimal"),
            FieldRow("cl_ord_id", "11", required=True),
            FieldRow("cum_qty", "14", "decimal", required=True),
            FieldRow("exec_id", "17", required=True),
            FieldRow("last_px", "31", "decimal"),
            FieldRow("last_qty", "32", "decimal"),
            FieldRow("order_id", "37", required=True),
            FieldRow("order_qty", "38", "decimal"),
            FieldRow("ord_status", "39", required=True),
            FieldRow("ord_type", "40", required=True),
            FieldRow("orig_cl_ord_id", "41"),
            FieldRow("price", "44", "decimal"),
            FieldRow("side", "54", required=True),
            FieldRow("symbol", "55", required=True),
            FieldRow("text", "58"),
            FieldRow("time_in_force", "59"),
            FieldRow("transact_time", "60", "utc"),
            FieldRow("stop_px", "99", "decimal"),
            FieldRow("exec_type", "150", required=True),
            FieldRow("leaves_qty", "151", "decimal"),
            FieldRow("gross_trade_amt", "381", "decimal"),
            FieldRow("secondary_exec_id", "527"),
            FieldRow("display_qty", "1138", "decimal"),
        ),
    ),
    "j": Layout(
        "BusinessMessageReject",
        "j",
        (
            FieldRow("ref_seq_num", "45", "int", required=True),
            FieldRow("text", "58"),
            FieldRow("ref_msg_type", "372", required=True),
            FieldRow("business_reject_ref_id", "379", required=True),
            FieldRow("business_reject_reason", "380", "int", required=True),
        ),
    ),
}

OE_ORD_TYPE_OUT = {
    OrderType.MARKET: "1",
    OrderType.LIMIT: "2",
    OrderType.STOP: "3",
    OrderType.STOP_LIMIT: "4",
    OrderType.TAKE_PROFIT: "R",
    OrderType.TAKE_PROFIT_LIMIT: "T",
    OrderType.TRAILING_STOP: "U",
}

OE_SIDE_IN = {"1": Side.BUY, "2": Side.SELL}

OE_SIDE_OUT = {Side.BUY: "1", Side.SELL: "2"}

OE_TIME_IN_FORCE_IN = {"1": TimeInForce.GTC, "3": TimeInForce.IOC, "4": TimeInForce.FOK, "6": TimeInForce.GTD}

OE_TIME_IN_FORCE_OUT = {TimeInForce.GTC: "1", TimeInForce.IOC: "3", TimeInForce.FOK: "4", TimeInForce.GTD: "6"}

OE_DISCRETION_INST_IN = {"1": TriggerBy.INDEX, "5": TriggerBy.LAST}

OE_SELF_TRADE_PREVENTION_IN = {
    "0": SelfTradePrevention.CANCEL_BOTH,
    "1": SelfTradePrevention.CANCEL_TAKER,
    "2": SelfTradePrevention.CANCEL_MAKER,
}

OE_ORD_STATUS_OUT = {
    OrderStatus.NEW: "0",
    OrderStatus.PARTIALLY_FILLED: "1",
    OrderStatus.FILLED: "2",
    OrderStatus.CANCELED: "4",
    OrderStatus.PENDING_NEW: "A",
    OrderStatus.EXPIRED: "C",
    OrderStatus.PENDING_REPLACE: "E",
    OrderStatus.REJECTED: "4",
}

_STYLES: Sequence[tuple[Mapping[str, tuple[Any, ...]], Mapping[str, Any]]] = (
    ({"type": (OrderType.LIMIT,), "post_only": (True,)}, {"ord_type": "2", "exec_inst": "P"}),
    ({"type": (OrderType.LIMIT,)}, {"ord_type": "2"}),
    ({"type": (OrderType.MARKET,)}, {"ord_type": "1"}),
    ({"type": (OrderType.STOP,)}, {"ord_type": "3"}),
    ({"type": (OrderType.STOP_LIMIT,)}, {"ord_type": "4"}),
    ({"type": (OrderType.TAKE_PROFIT,)}, {"ord_type": "R"}),
    ({"type": (OrderType.TAKE_PROFIT_LIMIT,)}, {"ord_type": "T"}),
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
        "cum_qty": decimal_text(v.filled_quantity) if v.filled_quantity is not None else None,
        "leaves_qty": decimal_text(v.leaves_quantity) if v.leaves_quantity is not None else None,
        "avg_px": decimal_text(v.average_price) if v.average_price is not None else None,
        "text": v.reason,
        "transact_time": v.ts_event,
    }


def _write_fix_fill(v: Fill, i: Instrument) -> Mapping[str, Any]:
    """Fill in fields of `oe.ExecutionReport`."""
    return {
        "secondary_exec_id": v.trade_id,
        "order_id": v.venue_order_id,
        "cl_ord_id": v.client_order_id,
        "symbol": i.venue_symbol,
        "side": OE_SIDE_OUT[v.side],
        "last_px": decimal_text(v.price),
        "last_qty": decimal_text(v.quantity),
        "transact_time": v.ts_event,
    }


class SimulatedKrakenSpotFix(GeneratedFix):
    """Implements `FixDialect`."""

    needs = frozenset(["api_key", "api_secret"])

    refusals: ClassVar[Mapping[str, FixRefusal]] = {
        "D": FixRefusal(name="BusinessMessageReject", text="text", code="text", between=" : "),
        "G": FixRefusal(name="BusinessMessageReject", text="text", code="text", between=" : "),
        "F": FixRefusal(name="BusinessMessageReject", text="text", code="text", between=" : "),
    }

    report = "ExecutionReport"

    def __init__(self, venue: GeneratedDialect) -> None:
        super().__init__(venue)
        self.routes = (
            FixRoute(
                id="trading",
                begin_string="FIX.4.4",
                comp_id="KRAKEN-TRD",
                sender_setting="fix_sender",
                auth="fix_logon",
                cancels=("8674", "0"),
                reset="never",
                resend=True,
                digits=3,
                dictionary="fix/oe.xml",
                layouts=OE_MESSAGES,
                handlers={
                    "D": self.new_order_single,
                    "G": self.order_cancel_replace_request,
                    "F": self.order_cancel_request,
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
        seen = Seen(call)
        password = seen.get("logon", "password")
        stamp = seen.get("logon", "nonce")
        nonce_fix_logon = int(stamp)
        account, credentials = self.venue.account_of(call, "api_key", seen.get("logon", "username"))
        digest = sha256.raw(
            "35="
            + h["35"]
            + "\x01"
            + "34="
            + h["34"]
            + "\x01"
            + "49="
            + h["49"]
            + "\x01"
            + "56="
            + h["56"]
            + "\x01"
            + "553="
            + credentials.reveal("api_key")
            + "\x01"
            + stamp
        )
        self.venue.check_signature(credentials, digest, password, (SignedBy("api_secret", "hmac-sha512", "base64"),))
        self.venue.check_nonce(call, account, nonce_fix_logon)
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
        style = read_style(_STYLES, {"ord_type": p.ord_type, "exec_inst": p.exec_inst}, OE_SIDE_IN.get(p.side))
        request = OrderRequest(
            symbol=i.symbol,
            client_order_id=p.cl_ord_id,
            side=required(OE_SIDE_IN.get(p.side), "side"),
            quantity=p.order_qty,
            price=p.price,
            trigger_price=p.stop_px,
            trigger_by=OE_DISCRETION_INST_IN.get(p.discretion_inst) if p.discretion_inst is not None else None,
            display_quantity=p.display_qty,
            self_trade_prevention=(
                OE_SELF_TRADE_PREVENTION_IN.get(p.self_trade_prevention)
                if p.self_trade_prevention is not None
                else None
            ),
            type=style["type"],
            post_only=style.get("post_only", False),
            time_in_force=(OE_TIME_IN_FORCE_IN.get(p.time_in_force)),
            expire_time=p.expire_time,
        )
        call.exchange.create_order(call.account, request)

    def order_cancel_replace_request(self, call: FixCall) -> None:
        """`edit_order` of the contract."""
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
