"""Coinbase Exchange over FIX, simulated: its sessions, messages, words and signatures over the venue-neutral exchange.

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
)
from venue_runtime.testing.dialect import SimCall
from venue_runtime.testing.fix_dialect import FixCall, FixRoute
from venue_runtime.testing.fix_generated import FixRefusal, GeneratedFix
from venue_runtime.testing.fix_wire import FieldRow, Layout
from venue_runtime.testing.generated import GeneratedDialect
from venue_runtime.testing.market_views import read_style, required, write_style
from venue_runtime.testing.verifying import Seen, SignedBy
from venue_runtime.wire import decimal_text

OE_MESSAGES: Mapping[str, Layout] = {
    "A": Layout(
        "Logon",
        "A",
        (
            FieldRow("encrypt_method", "98", "int"),
            FieldRow("heart_bt_int", "108", "int"),
            FieldRow("reset_seq_num_flag", "141", "bool"),
            FieldRow("username", "553"),
            FieldRow("password", "554"),
            FieldRow("raw_data", "96", "data", length="95"),
            FieldRow("default_appl_ver_id", "1137", required=True),
            FieldRow("default_self_trade_prevention_strategy", "8001"),
            FieldRow("cancel_orders_on_disconnect", "8013"),
            FieldRow("drop_copy_flag", "9406", "bool"),
        ),
    ),
    "D": Layout(
        "NewOrderSingle",
        "D",
        (
            FieldRow("cl_ord_id", "11", required=True),
            FieldRow("exec_inst", "18"),
            FieldRow("order_qty", "38", "decimal"),
            FieldRow("ord_type", "40", required=True),
            FieldRow("price", "44", "decimal"),
            FieldRow("side", "54", required=True),
            FieldRow("symbol", "55", required=True),
            FieldRow("time_in_force", "59", required=True),
            FieldRow("stop_px", "99", "decimal"),
            FieldRow("expire_time", "126", "utc"),
            FieldRow("cash_order_qty", "152", "decimal"),
            FieldRow("trigger_price_direction", "1109"),
            FieldRow("display_qty", "1138", "decimal"),
            FieldRow("self_trade_type", "7928"),
        ),
    ),
    "F": Layout(
        "OrderCancelRequest",
        "F",
        (
            FieldRow("cl_ord_id", "11", required=True),
            FieldRow("order_id", "37"),
            FieldRow("orig_cl_ord_id", "41"),
            FieldRow("symbol", "55", required=True),
        ),
    ),
    "G": Layout(
        "OrderCancelReplaceRequest",
        "G",
        (
            FieldRow("cl_ord_id", "11", required=True),
            FieldRow("order_id", "37", required=True),
            FieldRow("order_qty", "38", "decimal", required=True),
            FieldRow("ord_type", "40", required=True),
            FieldRow("orig_cl_ord_id", "41", required=True),
            FieldRow("price", "44", "decimal", required=True),
            FieldRow("symbol", "55", required=True),
        ),
    ),
    "8": Layout(
        "ExecutionReport",
        "8",
        (
            FieldRow("avg_px", "6", "decimal"),
            FieldRow("cl_ord_id", "11", required=True),
            FieldRow("cum_qty", "14", "decimal"),
            FieldRow("exec_id", "17", required=True),
            FieldRow("exec_inst", "18"),
            FieldRow("last_px", "31", "decimal"),
            FieldRow("last_qty", "32", "decimal"),
            FieldRow("order_id", "37", required=True),
            FieldRow("order_qty", "38", "decimal"),
            FieldRow("ord_status", "39", required=True),
            FieldRow("ord_type", "40"),
            FieldRow("orig_cl_ord_id", "41"),
            FieldRow("price", "44", "decimal"),
            FieldRow("side", "54"),
            FieldRow("symbol", "55", required=True),
            FieldRow("text", "58"),
            FieldRow("time_in_force", "59"),
            FieldRow("transact_time", "60", "utc", required=True),
            FieldRow("stop_px", "99", "decimal"),
            FieldRow("ord_rej_reason", "103", "int"),
            FieldRow("expire_time", "126", "utc"),
            FieldRow(
                "no_misc_fees",
                "136",
                "group",
                (
                    FieldRow("misc_fee_amt", "137", "decimal"),
                    FieldRow("misc_fee_curr", "138"),
                    FieldRow("misc_fee_type", "139"),
                    FieldRow("misc_fee_basis", "891", "int"),
                ),
            ),
            FieldRow("exec_type", "150", required=True),
            FieldRow("leaves_qty", "151", "decimal"),
            FieldRow("cash_order_qty", "152", "decimal"),
            FieldRow("secondary_order_id", "198"),
            FieldRow("exec_restatement_reason", "378", "int"),
            FieldRow("trade_id", "1003"),
            FieldRow("aggressor_indicator", "1057", "bool"),
            FieldRow("trigger_price_direction", "1109"),
            FieldRow("display_qty", "1138", "decimal"),
            FieldRow("self_trade_type", "7928"),
        ),
    ),
    "9": Layout(
        "OrderCancelReject",
        "9",
        (
            FieldRow("cl_ord_id", "11", required=True),
            FieldRow("order_id", "37"),
            FieldRow("ord_status", "39", required=True),
            FieldRow("orig_cl_ord_id", "41", required=True),
            FieldRow("text", "58"),
            FieldRow("cxl_rej_reason", "102", "int"),
            FieldRow("cxl_rej_response_to", "434", required=True),
        ),
    ),
}

OE_SIDE_IN = {"1": Side.BUY, "2": Side.SELL}

OE_SIDE_OUT = {Side.BUY: "1", Side.SELL: "2"}

OE_TIME_IN_FORCE_IN = {"1": TimeInForce.GTC, "3": TimeInForce.IOC, "4": TimeInForce.FOK, "6": TimeInForce.GTD}

OE_TIME_IN_FORCE_OUT = {TimeInForce.GTC: "1", TimeInForce.IOC: "3", TimeInForce.FOK: "4", TimeInForce.GTD: "6"}

OE_SELF_TRADE_TYPE_IN = {
    "D": SelfTradePrevention.DECREMENT,
    "O": SelfTradePrevention.CANCEL_MAKER,
    "N": SelfTradePrevention.CANCEL_TAKER,
    "B": SelfTradePrevention.CANCEL_BOTH,
}

OE_ORD_STATUS_OUT = {
    OrderStatus.NEW: "0",
    OrderStatus.PARTIALLY_FILLED: "1",
    OrderStatus.FILLED: "2",
    OrderStatus.CANCELED: "4",
    OrderStatus.REJECTED: "8",
    OrderStatus.EXPIRED: "C",
}

_STYLES: Sequence[tuple[Mapping[str, tuple[Any, ...]], Mapping[str, Any]]] = (
    ({"type": (OrderType.LIMIT,), "post_only": (True,)}, {"ord_type": "2", "exec_inst": "A"}),
    ({"type": (OrderType.LIMIT,)}, {"ord_type": "2"}),
    ({"type": (OrderType.MARKET,)}, {"ord_type": "1"}),
    (
        {"type": (OrderType.STOP_LIMIT,), "side": (Side.BUY,)},
        {"side": "1", "ord_type": "4", "trigger_price_direction": "U"},
    ),
    (
        {"type": (OrderType.STOP_LIMIT,), "side": (Side.SELL,)},
        {"side": "2", "ord_type": "4", "trigger_price_direction": "D"},
    ),
    (
        {"type": (OrderType.TAKE_PROFIT_LIMIT,), "side": (Side.BUY,)},
        {"side": "1", "ord_type": "4", "trigger_price_direction": "D"},
    ),
    (
        {"type": (OrderType.TAKE_PROFIT_LIMIT,), "side": (Side.SELL,)},
        {"side": "2", "ord_type": "4", "trigger_price_direction": "U"},
    ),
)
"""What an order is → how the venue says it."""


def _write_fix_order(v: Order, i: Instrument) -> Mapping[str, Any]:
    """Order in fields of `oe.ExecutionReport`."""
    style = write_style(_STYLES, v)
    return {
        "symbol": i.venue_symbol,
        "order_id": v.venue_order_id,
        "cl_ord_id": v.client_order_id,
        "side": OE_SIDE_OUT[v.side] if v.side is not None else None,
        "time_in_force": OE_TIME_IN_FORCE_OUT[v.time_in_force] if v.time_in_force is not None else None,
        "ord_status": OE_ORD_STATUS_OUT[v.status],
        "price": decimal_text(v.price) if v.price is not None else None,
        "stop_px": decimal_text(v.trigger_price) if v.trigger_price is not None else None,
        "order_qty": decimal_text(v.quantity) if v.quantity is not None else None,
        "cash_order_qty": decimal_text(v.quote_quantity) if v.quote_quantity is not None else None,
        "cum_qty": decimal_text(v.filled_quantity) if v.filled_quantity is not None else None,
        "leaves_qty": decimal_text(v.leaves_quantity) if v.leaves_quantity is not None else None,
        "avg_px": decimal_text(v.average_price) if v.average_price is not None else None,
        "text": v.reason,
        "transact_time": v.ts_event,
        "ord_type": style.get("ord_type"),
        "exec_inst": style.get("exec_inst"),
        "trigger_price_direction": style.get("trigger_price_direction"),
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


class SimulatedCoinbaseExchangeFix(GeneratedFix):
    """Implements `FixDialect`."""

    needs = frozenset(["api_key", "api_secret", "passphrase"])

    refusals: ClassVar[Mapping[str, FixRefusal]] = {
        "D": FixRefusal(name="ExecutionReport", text="text", said={"exec_type": "8"}),
        "G": FixRefusal(name="OrderCancelReject", text="text"),
        "F": FixRefusal(name="OrderCancelReject", text="text"),
    }

    report = "ExecutionReport"

    def __init__(self, venue: GeneratedDialect) -> None:
        super().__init__(venue)
        self.routes = (
            FixRoute(
                id="order_entry",
                begin_string="FIXT.1.1",
                appl_ver_id="9",
                comp_id="Coinbase",
                sender_credential="api_key",
                auth="fix_logon",
                cancels=("8013", "S"),
                heartbeat_max=30,
                reset="every_logon",
                resend=False,
                digits=3,
                header=("83", "1128"),
                message_limit=100,
                message_window_ns=1_000_000_000,
                dictionary="fix/oe.xml",
                layouts=OE_MESSAGES,
                handlers={
                    "D": self.new_order_single,
                    "G": self.order_cancel_replace_request,
                    "F": self.order_cancel_request,
                },
                reports=True,
            ),
            FixRoute(
                id="drop_copy",
                begin_string="FIXT.1.1",
                appl_ver_id="9",
                comp_id="Coinbase",
                sender_credential="api_key",
                auth="fix_drop_copy_logon",
                fixed={"9406": "Y"},
                heartbeat_max=30,
                reset="every_logon",
                resend=False,
                digits=3,
                header=("83", "1128"),
                message_limit=100,
                message_window_ns=1_000_000_000,
                dictionary="fix/oe.xml",
                layouts=OE_MESSAGES,
                handlers={},
                reports=True,
            ),
        )

    def verify_logon(self, call: SimCall, h: Mapping[str, str]) -> str:
        """See `GeneratedFix`."""
        if call.auth == "fix_logon":
            return self._verify_fix_logon(call, h)
        if call.auth == "fix_drop_copy_logon":
            return self._verify_fix_drop_copy_logon(call, h)
        raise AuthenticationError(f"no such scheme: {call.auth}")

    def _verify_fix_logon(self, call: SimCall, h: Mapping[str, str]) -> str:
        seen = Seen(call)
        signature = seen.get("logon", "raw_data")
        account, credentials = self.venue.account_of(call, "api_key", seen.get("logon", "username"))
        self.venue.check_same(credentials.reveal("passphrase"), seen.get("logon", "password"))
        self.venue.check_signature(
            credentials,
            "\x01".join((h["52"], h["35"], h["34"], h["49"], h["56"], credentials.reveal("passphrase"))),
            signature,
            (SignedBy("api_secret", "hmac-sha256", "base64"),),
        )
        return account

    def _verify_fix_drop_copy_logon(self, call: SimCall, h: Mapping[str, str]) -> str:
        seen = Seen(call)
        signature = seen.get("logon", "raw_data")
        account, credentials = self.venue.account_of(call, "api_key", seen.get("logon", "username"))
        self.venue.check_same(credentials.reveal("passphrase"), seen.get("logon", "password"))
        self.venue.check_signature(
            credentials,
            "\x01".join((h["52"], h["35"], h["34"], h["49"], h["56"], credentials.reveal("passphrase"))),
            signature,
            (SignedBy("api_secret", "hmac-sha256", "base64"),),
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
            {
                "side": p.side,
                "ord_type": p.ord_type,
                "trigger_price_direction": p.trigger_price_direction,
                "exec_inst": p.exec_inst,
            },
        )
        request = OrderRequest(
            symbol=i.symbol,
            client_order_id=p.cl_ord_id,
            quantity=p.order_qty,
            quote_quantity=p.cash_order_qty,
            price=p.price,
            trigger_price=p.stop_px,
            display_quantity=p.display_qty,
            self_trade_prevention=(
                OE_SELF_TRADE_TYPE_IN.get(p.self_trade_type) if p.self_trade_type is not None else None
            ),
            type=style["type"],
            post_only=style.get("post_only", False),
            time_in_force=(OE_TIME_IN_FORCE_IN.get(p.time_in_force)),
            expire_time=p.expire_time,
            side=required((OE_SIDE_IN.get(p.side)), "side"),
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
            call.account, i.symbol, venue_order_id=venue_order_id, client_order_id=client_order_id
        )
