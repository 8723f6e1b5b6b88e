"""Binance Spot over FIX, simulated: its sessions, messages, words and signatures over the venue-neutral exchange.

Made from the spec and its dictionaries, and from nothing of the client.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from venue_runtime.errors import AuthenticationError
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
from venue_runtime.testing.dialect import SimCall
from venue_runtime.testing.fix_dialect import FixCall, FixRoute
from venue_runtime.testing.fix_generated import FixRefusal, GeneratedFix
from venue_runtime.testing.fix_market import FeedRule
from venue_runtime.testing.fix_wire import FieldRow, Layout, write_message
from venue_runtime.testing.generated import GeneratedDialect
from venue_runtime.testing.market_views import read_style, required, write_style
from venue_runtime.testing.verifying import Seen, SignedBy
from venue_runtime.wire import decimal_text

OE_MESSAGES: Mapping[str, Layout] = {
    "3": Layout(
        "Reject",
        "3",
        (
            FieldRow("ref_seq_num", "45", "int"),
            FieldRow("text", "58"),
            FieldRow("ref_tag_id", "371", "int"),
            FieldRow("ref_msg_type", "372"),
            FieldRow("session_reject_reason", "373", "int"),
            FieldRow("error_code", "25016", "int"),
        ),
    ),
    "A": Layout(
        "Logon",
        "A",
        (
            FieldRow("raw_data", "96", "data", length="95"),
            FieldRow("encrypt_method", "98", "int"),
            FieldRow("heart_bt_int", "108", "int", required=True),
            FieldRow("reset_seq_num_flag", "141", "bool"),
            FieldRow("username", "553"),
            FieldRow("drop_copy_flag", "9406", "bool"),
            FieldRow("message_handling", "25035", "int"),
            FieldRow("response_mode", "25036", "int"),
            FieldRow("uuid", "25037"),
            FieldRow("execution_report_type", "25045", "int"),
            FieldRow("sbe_schema_id", "25050", "int"),
            FieldRow("sbe_schema_version", "25051", "int"),
        ),
    ),
    "8": Layout(
        "ExecutionReport",
        "8",
        (
            FieldRow("cl_ord_id", "11"),
            FieldRow("cum_qty", "14", "decimal", required=True),
            FieldRow("exec_id", "17", "int"),
            FieldRow("exec_inst", "18"),
            FieldRow("last_px", "31", "decimal"),
            FieldRow("last_qty", "32", "decimal", required=True),
            FieldRow("order_id", "37", "int"),
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
            FieldRow("list_id", "66", "int"),
            FieldRow("alloc_id", "70", "int"),
            FieldRow("ord_rej_reason", "103", "int"),
            FieldRow("max_floor", "111", "decimal"),
            FieldRow(
                "no_misc_fees",
                "136",
                "group",
                (
                    FieldRow("misc_fee_amt", "137", "decimal", required=True),
                    FieldRow("misc_fee_curr", "138", required=True),
                    FieldRow("misc_fee_type", "139", "int", required=True),
                ),
            ),
            FieldRow("exec_type", "150", required=True),
            FieldRow("leaves_qty", "151", "decimal"),
            FieldRow("cash_order_qty", "152", "decimal"),
            FieldRow("peg_offset_value", "211", "decimal"),
            FieldRow("peg_move_type", "835", "int"),
            FieldRow("peg_offset_type", "836"),
            FieldRow("peg_price_type", "1094"),
            FieldRow("match_type", "574"),
            FieldRow("working_indicator", "636", "bool"),
            FieldRow("pegged_price", "839", "decimal"),
            FieldRow("target_strategy", "847", "int"),
            FieldRow("trade_id", "1003", "int"),
            FieldRow("aggressor_indicator", "1057", "bool"),
            FieldRow("trigger_type", "1100"),
            FieldRow("trigger_action", "1101"),
            FieldRow("trigger_price", "1102", "decimal"),
            FieldRow("trigger_price_type", "1107"),
            FieldRow("trigger_price_direction", "1109"),
            FieldRow("trigger_trailing_delta_bips", "25009", "int"),
            FieldRow("strategy_id", "7940", "int"),
            FieldRow("self_trade_prevention_mode", "25001"),
            FieldRow("error_code", "25016", "int"),
            FieldRow("cum_quote_qty", "25017", "decimal"),
            FieldRow("order_creation_time", "25018", "utc"),
            FieldRow("working_floor", "25021", "int"),
            FieldRow("trailing_time", "25022", "utc"),
            FieldRow("working_time", "25023", "utc"),
            FieldRow("prevented_match_id", "25024", "int"),
            FieldRow("prevented_execution_price", "25025", "decimal"),
            FieldRow("prevented_execution_qty", "25026", "decimal"),
            FieldRow("trade_group_id", "25027", "int"),
            FieldRow("counter_symbol", "25028"),
            FieldRow("counter_order_id", "25029", "int"),
            FieldRow("prevented_qty", "25030", "decimal"),
            FieldRow("last_prevented_qty", "25031", "decimal"),
            FieldRow("sor", "25032", "bool"),
            FieldRow("expiry_reason", "25056", "int"),
        ),
    ),
    "9": Layout(
        "OrderCancelReject",
        "9",
        (
            FieldRow("cl_ord_id", "11", required=True),
            FieldRow("order_id", "37", "int"),
            FieldRow("orig_cl_ord_id", "41"),
            FieldRow("symbol", "55", required=True),
            FieldRow("text", "58", required=True),
            FieldRow("list_id", "66", "int"),
            FieldRow("cxl_rej_response_to", "434", required=True),
            FieldRow("cancel_restrictions", "25002", "int"),
            FieldRow("orig_cl_list_id", "25015"),
            FieldRow("error_code", "25016", "int", required=True),
        ),
    ),
    "B": Layout("News", "B", (FieldRow("headline", "148", required=True),)),
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
            FieldRow("time_in_force", "59"),
            FieldRow("max_floor", "111", "decimal"),
            FieldRow("cash_order_qty", "152", "decimal"),
            FieldRow("peg_offset_value", "211", "decimal"),
            FieldRow("peg_move_type", "835", "int"),
            FieldRow("peg_offset_type", "836"),
            FieldRow("peg_price_type", "1094"),
            FieldRow("target_strategy", "847", "int"),
            FieldRow("trigger_type", "1100"),
            FieldRow("trigger_action", "1101"),
            FieldRow("trigger_price", "1102", "decimal"),
            FieldRow("trigger_price_type", "1107"),
            FieldRow("trigger_price_direction", "1109"),
            FieldRow("trigger_trailing_delta_bips", "25009", "int"),
            FieldRow("strategy_id", "7940", "int"),
            FieldRow("self_trade_prevention_mode", "25001"),
            FieldRow("sor", "25032", "bool"),
        ),
    ),
    "F": Layout(
        "OrderCancelRequest",
        "F",
        (
            FieldRow("cl_ord_id", "11", required=True),
            FieldRow("order_id", "37", "int"),
            FieldRow("orig_cl_ord_id", "41"),
            FieldRow("symbol", "55", required=True),
            FieldRow("list_id", "66", "int"),
            FieldRow("cancel_restrictions", "25002", "int"),
            FieldRow("orig_cl_list_id", "25015"),
        ),
    ),
    "q": Layout(
        "OrderMassCancelRequest",
        "q",
        (
            FieldRow("cl_ord_id", "11", required=True),
            FieldRow("symbol", "55", required=True),
            FieldRow("mass_cancel_request_type", "530", required=True),
        ),
    ),
    "r": Layout(
        "OrderMassCancelReport",
        "r",
        (
            FieldRow("cl_ord_id", "11", required=True),
            FieldRow("symbol", "55", required=True),
            FieldRow("text", "58"),
            FieldRow("mass_cancel_request_type", "530", required=True),
            FieldRow("mass_cancel_response", "531", required=True),
            FieldRow("mass_cancel_reject_reason", "532", "int"),
            FieldRow("total_affected_orders", "533", "int"),
            FieldRow("error_code", "25016", "int"),
        ),
    ),
    "XAK": Layout(
        "OrderAmendKeepPriorityRequest",
        "XAK",
        (
            FieldRow("cl_ord_id", "11", required=True),
            FieldRow("order_id", "37", "int"),
            FieldRow("order_qty", "38", "decimal", required=True),
            FieldRow("orig_cl_ord_id", "41"),
            FieldRow("symbol", "55", required=True),
        ),
    ),
    "XAR": Layout(
        "OrderAmendReject",
        "XAR",
        (
            FieldRow("cl_ord_id", "11", required=True),
            FieldRow("order_id", "37", "int"),
            FieldRow("order_qty", "38", "decimal", required=True),
            FieldRow("orig_cl_ord_id", "41"),
            FieldRow("symbol", "55", required=True),
            FieldRow("text", "58", required=True),
            FieldRow("error_code", "25016", "int", required=True),
        ),
    ),
}

MD_MESSAGES: Mapping[str, Layout] = {
    "A": Layout(
        "Logon",
        "A",
        (
            FieldRow("raw_data", "96", "data", length="95"),
            FieldRow("encrypt_method", "98", "int"),
            FieldRow("heart_bt_int", "108", "int", required=True),
            FieldRow("reset_seq_num_flag", "141", "bool"),
            FieldRow("username", "553"),
            FieldRow("message_handling", "25035", "int"),
            FieldRow("uuid", "25037"),
            FieldRow("sbe_schema_id", "25050", "int"),
            FieldRow("sbe_schema_version", "25051", "int"),
        ),
    ),
    "B": Layout("News", "B", (FieldRow("headline", "148", required=True),)),
    "V": Layout(
        "MarketDataRequest",
        "V",
        (
            FieldRow("md_req_id", "262", required=True),
            FieldRow("subscription_request_type", "263", required=True),
            FieldRow("market_depth", "264", "int"),
            FieldRow("aggregated_book", "266", "bool"),
            FieldRow("no_related_sym", "146", "group", (FieldRow("symbol", "55", required=True),)),
            FieldRow("no_md_entry_types", "267", "group", (FieldRow("md_entry_type", "269", required=True),)),
        ),
    ),
    "W": Layout(
        "MarketDataSnapshot",
        "W",
        (
            FieldRow("symbol", "55", required=True),
            FieldRow("md_req_id", "262", required=True),
            FieldRow(
                "no_md_entries",
                "268",
                "group",
                (
                    FieldRow("md_entry_type", "269", required=True),
                    FieldRow("md_entry_px", "270", "decimal", required=True),
                    FieldRow("md_entry_size", "271", "decimal", required=True),
                ),
                required=True,
            ),
            FieldRow("last_book_update_id", "25044", "int"),
        ),
    ),
    "X": Layout(
        "MarketDataIncrementalRefresh",
        "X",
        (
            FieldRow("md_req_id", "262", required=True),
            FieldRow(
                "no_md_entries",
                "268",
                "group",
                (
                    FieldRow("md_update_action", "279", required=True),
                    FieldRow("symbol", "55"),
                    FieldRow("transact_time", "60", "utc"),
                    FieldRow("md_entry_type", "269", required=True),
                    FieldRow("md_entry_px", "270", "decimal", required=True),
                    FieldRow("md_entry_size", "271", "decimal"),
                    FieldRow("trade_id", "1003", "int"),
                    FieldRow("aggressor_side", "2446"),
                    FieldRow("first_book_update_id", "25043", "int"),
                    FieldRow("last_book_update_id", "25044", "int"),
                ),
                required=True,
            ),
            FieldRow("last_fragment", "893", "bool"),
        ),
    ),
    "Y": Layout(
        "MarketDataRequestReject",
        "Y",
        (
            FieldRow("text", "58"),
            FieldRow("md_req_id", "262", required=True),
            FieldRow("md_req_rej_reason", "281"),
            FieldRow("error_code", "25016", "int"),
        ),
    ),
}

OE_ORD_STATUS_OUT = {
    OrderStatus.NEW: "0",
    OrderStatus.PARTIALLY_FILLED: "1",
    OrderStatus.FILLED: "2",
    OrderStatus.CANCELED: "4",
    OrderStatus.PENDING_CANCEL: "6",
    OrderStatus.REJECTED: "8",
    OrderStatus.PENDING_NEW: "A",
    OrderStatus.EXPIRED: "C",
}

OE_SIDE_IN = {"1": Side.BUY, "2": Side.SELL}

OE_SIDE_OUT = {Side.BUY: "1", Side.SELL: "2"}

OE_TIME_IN_FORCE_IN = {"1": TimeInForce.GTC, "3": TimeInForce.IOC, "4": TimeInForce.FOK}

OE_TIME_IN_FORCE_OUT = {TimeInForce.GTC: "1", TimeInForce.IOC: "3", TimeInForce.FOK: "4"}

OE_SELF_TRADE_PREVENTION_MODE_IN = {
    "1": SelfTradePrevention.NONE,
    "2": SelfTradePrevention.CANCEL_TAKER,
    "3": SelfTradePrevention.CANCEL_MAKER,
    "4": SelfTradePrevention.CANCEL_BOTH,
}

MD_AGGRESSOR_SIDE_OUT = {Side.BUY: "1", Side.SELL: "2"}

_STYLES: Sequence[tuple[Mapping[str, tuple[Any, ...]], Mapping[str, Any]]] = (
    (
        {"type": (OrderType.LIMIT,), "post_only": (True,), "time_in_force": (TimeInForce.GTC,)},
        {"ord_type": "2", "exec_inst": "6"},
    ),
    ({"type": (OrderType.LIMIT,), "post_only": (True,)}, {"ord_type": "2", "exec_inst": "6"}),
    ({"type": (OrderType.LIMIT,), "time_in_force": (TimeInForce.IOC, TimeInForce.FOK)}, {"ord_type": "2"}),
    ({"type": (OrderType.LIMIT,)}, {"ord_type": "2"}),
    ({"type": (OrderType.MARKET,)}, {"ord_type": "1"}),
    (
        {"type": (OrderType.STOP,), "side": (Side.BUY,)},
        {
            "side": "1",
            "ord_type": "3",
            "trigger_type": "4",
            "trigger_action": "1",
            "trigger_price_type": "2",
            "trigger_price_direction": "U",
        },
    ),
    (
        {"type": (OrderType.STOP,), "side": (Side.SELL,)},
        {
            "side": "2",
            "ord_type": "3",
            "trigger_type": "4",
            "trigger_action": "1",
            "trigger_price_type": "2",
            "trigger_price_direction": "D",
        },
    ),
    (
        {"type": (OrderType.STOP_LIMIT,), "side": (Side.BUY,)},
        {
            "side": "1",
            "ord_type": "4",
            "trigger_type": "4",
            "trigger_action": "1",
            "trigger_price_type": "2",
            "trigger_price_direction": "U",
        },
    ),
    (
        {"type": (OrderType.STOP_LIMIT,), "side": (Side.SELL,)},
        {
            "side": "2",
            "ord_type": "4",
            "trigger_type": "4",
            "trigger_action": "1",
            "trigger_price_type": "2",
            "trigger_price_direction": "D",
        },
    ),
    (
        {"type": (OrderType.TAKE_PROFIT,), "side": (Side.BUY,)},
        {
            "side": "1",
            "ord_type": "3",
            "trigger_type": "4",
            "trigger_action": "1",
            "trigger_price_type": "2",
            "trigger_price_direction": "D",
        },
    ),
    (
        {"type": (OrderType.TAKE_PROFIT,), "side": (Side.SELL,)},
        {
            "side": "2",
            "ord_type": "3",
            "trigger_type": "4",
            "trigger_action": "1",
            "trigger_price_type": "2",
            "trigger_price_direction": "U",
        },
    ),
    (
        {"type": (OrderType.TAKE_PROFIT_LIMIT,), "side": (Side.BUY,)},
        {
            "side": "1",
            "ord_type": "4",
            "trigger_type": "4",
            "trigger_action": "1",
            "trigger_price_type": "2",
            "trigger_price_direction": "D",
        },
    ),
    (
        {"type": (OrderType.TAKE_PROFIT_LIMIT,), "side": (Side.SELL,)},
        {
            "side": "2",
            "ord_type": "4",
            "trigger_type": "4",
            "trigger_action": "1",
            "trigger_price_type": "2",
            "trigger_price_direction": "U",
        },
    ),
)
"""What an order is → how the venue says it."""


def _write_fix_order(v: Order, i: Instrument) -> Mapping[str, Any]:
    """Order in fields of `oe.ExecutionReport`."""
    style = write_style(_STYLES, v)
    return {
        "symbol": i.venue_symbol,
        "order_id": int(v.venue_order_id) if v.venue_order_id is not None else None,
        "side": OE_SIDE_OUT[v.side] if v.side is not None else None,
        "time_in_force": OE_TIME_IN_FORCE_OUT[v.time_in_force] if v.time_in_force is not None else None,
        "ord_status": OE_ORD_STATUS_OUT[v.status],
        "price": decimal_text(v.price) if v.price is not None else None,
        "trigger_price": decimal_text(v.trigger_price) if v.trigger_price is not None else None,
        "order_qty": decimal_text(v.quantity) if v.quantity is not None else None,
        "cash_order_qty": decimal_text(v.quote_quantity) if v.quote_quantity is not None else None,
        "cum_qty": decimal_text(v.filled_quantity) if v.filled_quantity is not None else None,
        "leaves_qty": decimal_text(v.leaves_quantity) if v.leaves_quantity is not None else None,
        "text": v.reason,
        "transact_time": v.ts_event,
        "ord_type": style.get("ord_type"),
        "exec_inst": style.get("exec_inst"),
        "trigger_type": style.get("trigger_type"),
        "trigger_action": style.get("trigger_action"),
        "trigger_price_type": style.get("trigger_price_type"),
        "trigger_price_direction": style.get("trigger_price_direction"),
    }


def _write_fix_fill(v: Fill, i: Instrument) -> Mapping[str, Any]:
    """Fill in fields of `oe.ExecutionReport`."""
    return {
        "trade_id": int(v.trade_id) if v.trade_id is not None else None,
        "order_id": int(v.venue_order_id) if v.venue_order_id is not None else None,
        "cl_ord_id": v.client_order_id,
        "symbol": i.venue_symbol,
        "side": OE_SIDE_OUT[v.side],
        "last_px": decimal_text(v.price),
        "last_qty": decimal_text(v.quantity),
        "aggressor_indicator": v.liquidity == Liquidity.TAKER,
        "transact_time": v.ts_event,
    }


def _write_fix_trade(v: Trade, i: Instrument) -> Mapping[str, Any]:
    """Trade in fields of `md.MarketDataIncrementalRefresh`."""
    return {
        "trade_id": int(v.trade_id) if v.trade_id is not None else None,
        "aggressor_side": MD_AGGRESSOR_SIDE_OUT[v.side] if v.side is not None else None,
        "md_entry_px": decimal_text(v.price),
        "md_entry_size": decimal_text(v.quantity),
        "transact_time": v.ts_event,
    }


class SimulatedBinanceSpotFix(GeneratedFix):
    """Implements `FixDialect`."""

    needs = frozenset(["api_key", "private_key"])

    refusals: ClassVar[Mapping[str, FixRefusal]] = {
        "D": FixRefusal(name="ExecutionReport", code="error_code", text="text", said={"exec_type": "8"}),
        "XAK": FixRefusal(name="OrderAmendReject", code="error_code", text="text"),
        "F": FixRefusal(name="OrderCancelReject", code="error_code", text="text"),
        "q": FixRefusal(
            name="OrderMassCancelReport", code="error_code", text="text", said={"mass_cancel_response": "0"}
        ),
        "V": FixRefusal(name="MarketDataRequestReject", code="error_code", text="text"),
    }

    session_refusal = FixRefusal(name="Reject", code="error_code", text="text")

    report = "ExecutionReport"

    feeds = (
        FeedRule(
            channel="depth",
            route="market_data",
            kind="book",
            entry_types=frozenset(["0", "1"]),
            snapshot="MarketDataSnapshot",
            snapshot_last="last_book_update_id",
            update="MarketDataIncrementalRefresh",
            first="e.first_book_update_id",
            last="e.last_book_update_id",
            inherit=("symbol", "first_book_update_id", "last_book_update_id"),
        ),
        FeedRule(
            channel="trades",
            route="market_data",
            kind="trade",
            entry_types=frozenset(["2"]),
            update="MarketDataIncrementalRefresh",
            inherit=("symbol", "transact_time"),
            write=_write_fix_trade,
        ),
    )

    def __init__(self, venue: GeneratedDialect) -> None:
        super().__init__(venue)
        self.routes = (
            FixRoute(
                id="order_entry",
                begin_string="FIX.4.4",
                comp_id="SPOT",
                auth="fix_logon",
                demanded=("25035",),
                heartbeat_min=5,
                heartbeat_max=60,
                reset="every_logon",
                resend=False,
                digits=6,
                window="25000",
                header=("25000",),
                message_limit=10000,
                message_window_ns=10_000_000_000,
                dictionary="fix/oe.xml",
                layouts=OE_MESSAGES,
                handlers={
                    "D": self.new_order_single,
                    "XAK": self.order_amend_keep_priority_request,
                    "F": self.order_cancel_request,
                    "q": self.order_mass_cancel_request,
                },
                reports=True,
                notice=write_message(OE_MESSAGES["B"], {"headline": "maintenance", "text": "maintenance"}),
            ),
            FixRoute(
                id="drop_copy",
                begin_string="FIX.4.4",
                comp_id="SPOT",
                auth="fix_drop_copy_logon",
                fixed={"9406": "Y"},
                demanded=("25035",),
                heartbeat_min=5,
                heartbeat_max=60,
                reset="every_logon",
                resend=False,
                digits=6,
                window="25000",
                header=("25000",),
                message_limit=60,
                message_window_ns=60_000_000_000,
                dictionary="fix/oe.xml",
                layouts=OE_MESSAGES,
                handlers={},
                reports=True,
                notice=write_message(OE_MESSAGES["B"], {"headline": "maintenance", "text": "maintenance"}),
            ),
            FixRoute(
                id="market_data",
                begin_string="FIX.4.4",
                comp_id="SPOT",
                auth="fix_market_data_logon",
                demanded=("25035",),
                heartbeat_min=5,
                heartbeat_max=60,
                reset="every_logon",
                resend=False,
                digits=6,
                window="25000",
                header=("25000",),
                message_limit=2000,
                message_window_ns=60_000_000_000,
                dictionary="fix/md.xml",
                layouts=MD_MESSAGES,
                handlers={"V": self.market_data_request},
                notice=write_message(MD_MESSAGES["B"], {"headline": "maintenance", "text": "maintenance"}),
            ),
        )

    def verify_logon(self, call: SimCall, h: Mapping[str, str]) -> str:
        """See `GeneratedFix`."""
        if call.auth == "fix_logon":
            return self._verify_fix_logon(call, h)
        if call.auth == "fix_drop_copy_logon":
            return self._verify_fix_drop_copy_logon(call, h)
        if call.auth == "fix_market_data_logon":
            return self._verify_fix_market_data_logon(call, h)
        raise AuthenticationError(f"no such scheme: {call.auth}")

    def _verify_fix_logon(self, call: SimCall, h: Mapping[str, str]) -> str:
        seen = Seen(call)
        signature = seen.get("logon", "raw_data")
        account, credentials = self.venue.account_of(call, "api_key", seen.get("logon", "username"))
        self.venue.check_signature(
            credentials,
            "\x01".join((h["35"], h["49"], h["56"], h["34"], h["52"])),
            signature,
            (SignedBy("private_key", "ed25519", "text", ("pem",)),),
        )
        return account

    def _verify_fix_drop_copy_logon(self, call: SimCall, h: Mapping[str, str]) -> str:
        seen = Seen(call)
        signature = seen.get("logon", "raw_data")
        account, credentials = self.venue.account_of(call, "api_key", seen.get("logon", "username"))
        self.venue.check_signature(
            credentials,
            "\x01".join((h["35"], h["49"], h["56"], h["34"], h["52"])),
            signature,
            (SignedBy("private_key", "ed25519", "text", ("pem",)),),
        )
        return account

    def _verify_fix_market_data_logon(self, call: SimCall, h: Mapping[str, str]) -> str:
        seen = Seen(call)
        signature = seen.get("logon", "raw_data")
        account, credentials = self.venue.account_of(call, "api_key", seen.get("logon", "username"))
        self.venue.check_signature(
            credentials,
            "\x01".join((h["35"], h["49"], h["56"], h["34"], h["52"])),
            signature,
            (SignedBy("private_key", "ed25519", "text", ("pem",)),),
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
                "trigger_type": p.trigger_type,
                "trigger_action": p.trigger_action,
                "trigger_price_type": p.trigger_price_type,
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
            trigger_price=p.trigger_price,
            display_quantity=p.max_floor,
            self_trade_prevention=(
                OE_SELF_TRADE_PREVENTION_MODE_IN.get(p.self_trade_prevention_mode)
                if p.self_trade_prevention_mode is not None
                else None
            ),
            type=style["type"],
            post_only=style.get("post_only", False),
            time_in_force=(OE_TIME_IN_FORCE_IN.get(p.time_in_force)),
            side=required((OE_SIDE_IN.get(p.side)), "side"),
        )
        call.exchange.create_order(call.account, request)

    def order_amend_keep_priority_request(self, call: FixCall) -> None:
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
