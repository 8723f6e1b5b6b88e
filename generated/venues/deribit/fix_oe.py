"""Deribit, FIX: messages of FIX.4.4 as types. A field's tag stands beside it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar

from msgspec import field
from venue_runtime.fix.decoding import FixEntry, FixMessage, MessageCodec
from venue_runtime.fix.encoding import data_field, no_value, smuggled
from venue_runtime.fix.times import TimeWriter
from venue_runtime.wire import decimal_text
from venue_runtime.wire_enum import OpenEnum

#: UTC timestamps as they are sent: ns since the epoch in, 3 digits after the second out.
time_text = TimeWriter(3).write


class ConditionTriggerMethod(OpenEnum):
    """ConditionTriggerMethod (5127)."""

    MARK = "1"
    LAST = "2"
    INDEX = "3"


class ExecInst(OpenEnum):
    """ExecInst (18)."""

    POST_ONLY = "6"
    REJECT_POST_ONLY = "6A"
    REDUCE_ONLY = "E"


class ExecType(OpenEnum):
    """ExecType (150)."""

    NEW = "0"
    DONE_FOR_DAY = "3"
    CANCELED = "4"
    PENDING_CANCEL = "6"
    STOPPED = "7"
    REJECTED = "8"
    EXPIRED = "C"
    TRADE = "F"
    ORDER_STATUS = "I"


class FillLiquidityInd(OpenEnum):
    """FillLiquidityInd (1443)."""

    MAKER = "1"
    TAKER = "2"


class MassCancelRejectReason(OpenEnum):
    """MassCancelRejectReason (532)."""

    UNKNOWN_SECURITY = "1"
    UNKNOWN_SECURITY_TYPE = "5"


class MassCancelRequestType(OpenEnum):
    """MassCancelRequestType (530)."""

    SYMBOL = "1"
    SECURITY_TYPE = "5"
    ALL = "7"
    LABEL = "10"
    QUOTES = "11"


class OrdStatus(OpenEnum):
    """OrdStatus (39)."""

    NEW = "0"
    PARTIALLY_FILLED = "1"
    FILLED = "2"
    CANCELED = "4"
    PENDING_CANCEL = "6"
    REJECTED = "8"


class OrdType(OpenEnum):
    """OrdType (40)."""

    MARKET = "1"
    LIMIT = "2"
    STOP_LIMIT = "4"
    MARKET_IF_TOUCHED = "J"
    MARKET_LIMIT = "K"
    STOP_MARKET = "S"


class QtyType(OpenEnum):
    """QtyType (854)."""

    UNITS = "0"
    CONTRACTS = "1"


class SecurityType(OpenEnum):
    """SecurityType (167)."""

    FUTURE = "FUT"
    OPTION = "OPT"
    FUTURE_COMBO = "FUTCO"
    OPTION_COMBO = "OPTCO"


class Side(OpenEnum):
    """Side (54)."""

    BUY = "1"
    SELL = "2"


class TimeInForce(OpenEnum):
    """TimeInForce (59)."""

    DAY = "0"
    GOOD_TILL_CANCEL = "1"
    IMMEDIATE_OR_CANCEL = "3"
    FILL_OR_KILL = "4"


class AffectedOrdersEntry(FixEntry, frozen=True, kw_only=True, gc=False):
    """An entry of NoAffectedOrders (534)."""

    orig_cl_ord_id: str = field(name="41")

    def body(self) -> str:
        if not self.orig_cl_ord_id:
            raise no_value("OrigClOrdID")
        text = f"41={self.orig_cl_ord_id}\x01"
        if text.count("\x01") != 1:
            raise smuggled()
        return text


class FillsEntry(FixEntry, frozen=True, kw_only=True, gc=False):
    """An entry of NoFills (1362)."""

    fill_exec_id: str = field(name="1363")
    fill_px: Decimal | None = field(default=None, name="1364")
    fill_qty: Decimal | None = field(default=None, name="1365")
    fill_liquidity_ind: FillLiquidityInd | None = field(default=None, name="1443")

    def body(self) -> str:
        if not self.fill_exec_id:
            raise no_value("FillExecID")
        text = f"1363={self.fill_exec_id}\x01"
        fields = 1
        if self.fill_px is not None:
            text += f"1364={decimal_text(self.fill_px)}\x01"
            fields += 1
        if self.fill_qty is not None:
            text += f"1365={decimal_text(self.fill_qty)}\x01"
            fields += 1
        if self.fill_liquidity_ind is not None:
            text += f"1443={self.fill_liquidity_ind!s}\x01"
            fields += 1
        if text.count("\x01") != fields:
            raise smuggled()
        return text


class Logon(FixMessage, frozen=True, kw_only=True, gc=False):
    """Logon (A)."""

    msg_type: ClassVar[str] = "A"
    layout: ClassVar[str] = "108i! 95i 96r 553t 554t 9001b 9002b 9007b 9009b 9010b 9015b"

    heart_bt_int: int = field(name="108")
    raw_data: str | None = field(default=None, name="96")
    username: str | None = field(default=None, name="553")
    password: str | None = field(default=None, name="554")
    cancel_on_disconnect: bool | None = field(default=None, name="9001")
    use_wordsafe_tags: bool | None = field(default=None, name="9002")
    deribit_sequential: bool | None = field(default=None, name="9007")
    unsubscribe_execution_reports: bool | None = field(default=None, name="9009")
    connection_only_execution_reports: bool | None = field(default=None, name="9010")
    report_fills_as_exec_reports: bool | None = field(default=None, name="9015")

    def body(self) -> str:
        text = f"108={self.heart_bt_int}\x01"
        fields = 1
        if self.raw_data:
            text += data_field("95", "96", self.raw_data)
            fields += 2 + self.raw_data.count("\x01")
        if self.username:
            text += f"553={self.username}\x01"
            fields += 1
        if self.password:
            text += f"554={self.password}\x01"
            fields += 1
        if self.cancel_on_disconnect is not None:
            text += f"9001={'Y' if self.cancel_on_disconnect else 'N'}\x01"
            fields += 1
        if self.use_wordsafe_tags is not None:
            text += f"9002={'Y' if self.use_wordsafe_tags else 'N'}\x01"
            fields += 1
        if self.deribit_sequential is not None:
            text += f"9007={'Y' if self.deribit_sequential else 'N'}\x01"
            fields += 1
        if self.unsubscribe_execution_reports is not None:
            text += f"9009={'Y' if self.unsubscribe_execution_reports else 'N'}\x01"
            fields += 1
        if self.connection_only_execution_reports is not None:
            text += f"9010={'Y' if self.connection_only_execution_reports else 'N'}\x01"
            fields += 1
        if self.report_fills_as_exec_reports is not None:
            text += f"9015={'Y' if self.report_fills_as_exec_reports else 'N'}\x01"
            fields += 1
        if text.count("\x01") != fields:
            raise smuggled()
        return text


class Heartbeat(FixMessage, frozen=True, kw_only=True, gc=False):
    """Heartbeat (0)."""

    msg_type: ClassVar[str] = "0"
    layout: ClassVar[str] = "112t"

    test_req_id: str | None = field(default=None, name="112")

    def body(self) -> str:
        text = ""
        fields = 0
        if self.test_req_id:
            text += f"112={self.test_req_id}\x01"
            fields += 1
        if text.count("\x01") != fields:
            raise smuggled()
        return text


class TestRequest(FixMessage, frozen=True, kw_only=True, gc=False):
    """TestRequest (1)."""

    msg_type: ClassVar[str] = "1"
    layout: ClassVar[str] = "112t!"

    test_req_id: str = field(name="112")

    def body(self) -> str:
        if not self.test_req_id:
            raise no_value("TestReqID")
        text = f"112={self.test_req_id}\x01"
        if text.count("\x01") != 1:
            raise smuggled()
        return text


class ResendRequest(FixMessage, frozen=True, kw_only=True, gc=False):
    """ResendRequest (2)."""

    msg_type: ClassVar[str] = "2"
    layout: ClassVar[str] = "7i! 16i!"

    begin_seq_no: int = field(name="7")
    end_seq_no: int = field(name="16")

    def body(self) -> str:
        text = f"7={self.begin_seq_no}\x0116={self.end_seq_no}\x01"
        if text.count("\x01") != 2:
            raise smuggled()
        return text


class Reject(FixMessage, frozen=True, kw_only=True, gc=False):
    """Reject (3)."""

    msg_type: ClassVar[str] = "3"
    layout: ClassVar[str] = "45i! 371i 372t 373i 58t"

    ref_seq_num: int = field(name="45")
    ref_tag_id: int | None = field(default=None, name="371")
    ref_msg_type: str | None = field(default=None, name="372")
    session_reject_reason: int | None = field(default=None, name="373")
    text: str | None = field(default=None, name="58")

    def body(self) -> str:
        text = f"45={self.ref_seq_num}\x01"
        fields = 1
        if self.ref_tag_id is not None:
            text += f"371={self.ref_tag_id}\x01"
            fields += 1
        if self.ref_msg_type:
            text += f"372={self.ref_msg_type}\x01"
            fields += 1
        if self.session_reject_reason is not None:
            text += f"373={self.session_reject_reason}\x01"
            fields += 1
        if self.text:
            text += f"58={self.text}\x01"
            fields += 1
        if text.count("\x01") != fields:
            raise smuggled()
        return text


class SequenceReset(FixMessage, frozen=True, kw_only=True, gc=False):
    """SequenceReset (4)."""

    msg_type: ClassVar[str] = "4"
    layout: ClassVar[str] = "123b 36i!"

    gap_fill_flag: bool | None = field(default=None, name="123")
    new_seq_no: int = field(name="36")

    def body(self) -> str:
        text = ""
        fields = 1
        if self.gap_fill_flag is not None:
            text += f"123={'Y' if self.gap_fill_flag else 'N'}\x01"
            fields += 1
        text += f"36={self.new_seq_no}\x01"
        if text.count("\x01") != fields:
            raise smuggled()
        return text


class Logout(FixMessage, frozen=True, kw_only=True, gc=False):
    """Logout (5)."""

    msg_type: ClassVar[str] = "5"
    layout: ClassVar[str] = "58t"

    text: str | None = field(default=None, name="58")

    def body(self) -> str:
        text = ""
        fields = 0
        if self.text:
            text += f"58={self.text}\x01"
            fields += 1
        if text.count("\x01") != fields:
            raise smuggled()
        return text


class NewOrderSingle(FixMessage, frozen=True, kw_only=True, gc=False):
    """NewOrderSingle (D)."""

    msg_type: ClassVar[str] = "D"
    layout: ClassVar[str] = "11t! 18t 38d! 40c 44d 54c! 55t! 59c 62u 99d 854e 1138d 5127e 100010t"

    cl_ord_id: str = field(name="11")
    exec_inst: ExecInst | None = field(default=None, name="18")
    order_qty: Decimal = field(name="38")
    ord_type: OrdType | None = field(default=None, name="40")
    price: Decimal | None = field(default=None, name="44")
    side: Side = field(name="54")
    symbol: str = field(name="55")
    time_in_force: TimeInForce | None = field(default=None, name="59")
    valid_until_time: int | None = field(default=None, name="62")  # ns since the epoch
    stop_px: Decimal | None = field(default=None, name="99")
    qty_type: QtyType | None = field(default=None, name="854")
    display_qty: Decimal | None = field(default=None, name="1138")
    condition_trigger_method: ConditionTriggerMethod | None = field(default=None, name="5127")
    deribit_label: str | None = field(default=None, name="100010")

    def body(self) -> str:
        if not (self.cl_ord_id and self.symbol):
            raise no_value("ClOrdID", "Symbol")
        text = f"11={self.cl_ord_id}\x01"
        fields = 4
        if self.exec_inst is not None:
            text += f"18={self.exec_inst!s}\x01"
            fields += 1
        text += f"38={decimal_text(self.order_qty)}\x01"
        if self.ord_type is not None:
            text += f"40={self.ord_type!s}\x01"
            fields += 1
        if self.price is not None:
            text += f"44={decimal_text(self.price)}\x01"
            fields += 1
        text += f"54={self.side!s}\x0155={self.symbol}\x01"
        if self.time_in_force is not None:
            text += f"59={self.time_in_force!s}\x01"
            fields += 1
        if self.valid_until_time is not None:
            text += f"62={time_text(self.valid_until_time)}\x01"
            fields += 1
        if self.stop_px is not None:
            text += f"99={decimal_text(self.stop_px)}\x01"
            fields += 1
        if self.qty_type is not None:
            text += f"854={self.qty_type!s}\x01"
            fields += 1
        if self.display_qty is not None:
            text += f"1138={decimal_text(self.display_qty)}\x01"
            fields += 1
        if self.condition_trigger_method is not None:
            text += f"5127={self.condition_trigger_method!s}\x01"
            fields += 1
        if self.deribit_label:
            text += f"100010={self.deribit_label}\x01"
            fields += 1
        if text.count("\x01") != fields:
            raise smuggled()
        return text


class OrderCancelRequest(FixMessage, frozen=True, kw_only=True, gc=False):
    """OrderCancelRequest (F)."""

    msg_type: ClassVar[str] = "F"
    layout: ClassVar[str] = "11t 15t 41t 55t 100010t"

    cl_ord_id: str | None = field(default=None, name="11")
    currency: str | None = field(default=None, name="15")
    orig_cl_ord_id: str | None = field(default=None, name="41")
    symbol: str | None = field(default=None, name="55")
    deribit_label: str | None = field(default=None, name="100010")

    def body(self) -> str:
        text = ""
        fields = 0
        if self.cl_ord_id:
            text += f"11={self.cl_ord_id}\x01"
            fields += 1
        if self.currency:
            text += f"15={self.currency}\x01"
            fields += 1
        if self.orig_cl_ord_id:
            text += f"41={self.orig_cl_ord_id}\x01"
            fields += 1
        if self.symbol:
            text += f"55={self.symbol}\x01"
            fields += 1
        if self.deribit_label:
            text += f"100010={self.deribit_label}\x01"
            fields += 1
        if text.count("\x01") != fields:
            raise smuggled()
        return text


class OrderCancelReplaceRequest(FixMessage, frozen=True, kw_only=True, gc=False):
    """OrderCancelReplaceRequest (G)."""

    msg_type: ClassVar[str] = "G"
    layout: ClassVar[str] = "11t 15t 18t 38d! 40c 41t 44d 54c! 55t! 62u 854e 1138d 100010t"

    cl_ord_id: str | None = field(default=None, name="11")
    currency: str | None = field(default=None, name="15")
    exec_inst: ExecInst | None = field(default=None, name="18")
    order_qty: Decimal = field(name="38")
    ord_type: OrdType | None = field(default=None, name="40")
    orig_cl_ord_id: str | None = field(default=None, name="41")
    price: Decimal | None = field(default=None, name="44")
    side: Side = field(name="54")
    symbol: str = field(name="55")
    valid_until_time: int | None = field(default=None, name="62")  # ns since the epoch
    qty_type: QtyType | None = field(default=None, name="854")
    display_qty: Decimal | None = field(default=None, name="1138")
    deribit_label: str | None = field(default=None, name="100010")

    def body(self) -> str:
        if not self.symbol:
            raise no_value("Symbol")
        text = ""
        fields = 3
        if self.cl_ord_id:
            text += f"11={self.cl_ord_id}\x01"
            fields += 1
        if self.currency:
            text += f"15={self.currency}\x01"
            fields += 1
        if self.exec_inst is not None:
            text += f"18={self.exec_inst!s}\x01"
            fields += 1
        text += f"38={decimal_text(self.order_qty)}\x01"
        if self.ord_type is not None:
            text += f"40={self.ord_type!s}\x01"
            fields += 1
        if self.orig_cl_ord_id:
            text += f"41={self.orig_cl_ord_id}\x01"
            fields += 1
        if self.price is not None:
            text += f"44={decimal_text(self.price)}\x01"
            fields += 1
        text += f"54={self.side!s}\x0155={self.symbol}\x01"
        if self.valid_until_time is not None:
            text += f"62={time_text(self.valid_until_time)}\x01"
            fields += 1
        if self.qty_type is not None:
            text += f"854={self.qty_type!s}\x01"
            fields += 1
        if self.display_qty is not None:
            text += f"1138={decimal_text(self.display_qty)}\x01"
            fields += 1
        if self.deribit_label:
            text += f"100010={self.deribit_label}\x01"
            fields += 1
        if text.count("\x01") != fields:
            raise smuggled()
        return text


class OrderMassCancelRequest(FixMessage, frozen=True, kw_only=True, gc=False):
    """OrderMassCancelRequest (q)."""

    msg_type: ClassVar[str] = "q"
    layout: ClassVar[str] = "11t! 15t 55t 167t 530e! 100010t"

    cl_ord_id: str = field(name="11")
    currency: str | None = field(default=None, name="15")
    symbol: str | None = field(default=None, name="55")
    security_type: SecurityType | None = field(default=None, name="167")
    mass_cancel_request_type: MassCancelRequestType = field(name="530")
    deribit_label: str | None = field(default=None, name="100010")

    def body(self) -> str:
        if not self.cl_ord_id:
            raise no_value("ClOrdID")
        text = f"11={self.cl_ord_id}\x01"
        fields = 2
        if self.currency:
            text += f"15={self.currency}\x01"
            fields += 1
        if self.symbol:
            text += f"55={self.symbol}\x01"
            fields += 1
        if self.security_type is not None:
            text += f"167={self.security_type!s}\x01"
            fields += 1
        text += f"530={self.mass_cancel_request_type!s}\x01"
        if self.deribit_label:
            text += f"100010={self.deribit_label}\x01"
            fields += 1
        if text.count("\x01") != fields:
            raise smuggled()
        return text


class OrderMassCancelReport(FixMessage, frozen=True, kw_only=True, gc=False):
    """OrderMassCancelReport (r)."""

    msg_type: ClassVar[str] = "r"
    layout: ClassVar[str] = "11t 37t 58t 530e! 531i 532t 533i 534n(41t!)"

    cl_ord_id: str | None = field(default=None, name="11")
    order_id: str | None = field(default=None, name="37")
    text: str | None = field(default=None, name="58")
    mass_cancel_request_type: MassCancelRequestType = field(name="530")
    mass_cancel_response: int | None = field(default=None, name="531")
    mass_cancel_reject_reason: MassCancelRejectReason | None = field(default=None, name="532")
    total_affected_orders: int | None = field(default=None, name="533")
    no_affected_orders: tuple[AffectedOrdersEntry, ...] = field(default=(), name="534")

    def body(self) -> str:
        text = ""
        fields = 1
        if self.cl_ord_id:
            text += f"11={self.cl_ord_id}\x01"
            fields += 1
        if self.order_id:
            text += f"37={self.order_id}\x01"
            fields += 1
        if self.text:
            text += f"58={self.text}\x01"
            fields += 1
        text += f"530={self.mass_cancel_request_type!s}\x01"
        if self.mass_cancel_response is not None:
            text += f"531={self.mass_cancel_response}\x01"
            fields += 1
        if self.mass_cancel_reject_reason is not None:
            text += f"532={self.mass_cancel_reject_reason!s}\x01"
            fields += 1
        if self.total_affected_orders is not None:
            text += f"533={self.total_affected_orders}\x01"
            fields += 1
        if self.no_affected_orders:
            entries = "".join([entry.body() for entry in self.no_affected_orders])
            text += f"534={len(self.no_affected_orders)}\x01{entries}"
            fields += 1 + entries.count("\x01")
        if text.count("\x01") != fields:
            raise smuggled()
        return text


class ExecutionReport(FixMessage, frozen=True, kw_only=True, gc=False):
    """ExecutionReport (8)."""

    msg_type: ClassVar[str] = "8"
    layout: ClassVar[str] = (
        "6d 11t 12d 14d 18t 31d 32d 37t 38d 39c! 40c 41t 44d 54c 55t 58t 60u 99d 103i 150c 151d 207t 210d 231d 527t 854e 1138d 1362n(1363t! 1364d 1365d 1443e) 5127e 100010t"
    )

    avg_px: Decimal | None = field(default=None, name="6")
    cl_ord_id: str | None = field(default=None, name="11")
    commission: Decimal | None = field(default=None, name="12")
    cum_qty: Decimal | None = field(default=None, name="14")
    exec_inst: ExecInst | None = field(default=None, name="18")
    last_px: Decimal | None = field(default=None, name="31")
    last_qty: Decimal | None = field(default=None, name="32")
    order_id: str | None = field(default=None, name="37")
    order_qty: Decimal | None = field(default=None, name="38")
    ord_status: OrdStatus = field(name="39")
    ord_type: OrdType | None = field(default=None, name="40")
    orig_cl_ord_id: str | None = field(default=None, name="41")
    price: Decimal | None = field(default=None, name="44")
    side: Side | None = field(default=None, name="54")
    symbol: str | None = field(default=None, name="55")
    text: str | None = field(default=None, name="58")
    transact_time: int | None = field(default=None, name="60")  # ns since the epoch
    stop_px: Decimal | None = field(default=None, name="99")
    ord_rej_reason: int | None = field(default=None, name="103")
    exec_type: ExecType | None = field(default=None, name="150")
    leaves_qty: Decimal | None = field(default=None, name="151")
    security_exchange: str | None = field(default=None, name="207")
    max_show: Decimal | None = field(default=None, name="210")
    contract_multiplier: Decimal | None = field(default=None, name="231")
    secondary_exec_id: str | None = field(default=None, name="527")
    qty_type: QtyType | None = field(default=None, name="854")
    display_qty: Decimal | None = field(default=None, name="1138")
    no_fills: tuple[FillsEntry, ...] = field(default=(), name="1362")
    condition_trigger_method: ConditionTriggerMethod | None = field(default=None, name="5127")
    deribit_label: str | None = field(default=None, name="100010")

    def body(self) -> str:
        text = ""
        fields = 1
        if self.avg_px is not None:
            text += f"6={decimal_text(self.avg_px)}\x01"
            fields += 1
        if self.cl_ord_id:
            text += f"11={self.cl_ord_id}\x01"
            fields += 1
        if self.commission is not None:
            text += f"12={decimal_text(self.commission)}\x01"
            fields += 1
        if self.cum_qty is not None:
            text += f"14={decimal_text(self.cum_qty)}\x01"
            fields += 1
        if self.exec_inst is not None:
            text += f"18={self.exec_inst!s}\x01"
            fields += 1
        if self.last_px is not None:
            text += f"31={decimal_text(self.last_px)}\x01"
            fields += 1
        if self.last_qty is not None:
            text += f"32={decimal_text(self.last_qty)}\x01"
            fields += 1
        if self.order_id:
            text += f"37={self.order_id}\x01"
            fields += 1
        if self.order_qty is not None:
            text += f"38={decimal_text(self.order_qty)}\x01"
            fields += 1
        text += f"39={self.ord_status!s}\x01"
        if self.ord_type is not None:
            text += f"40={self.ord_type!s}\x01"
            fields += 1
        if self.orig_cl_ord_id:
            text += f"41={self.orig_cl_ord_id}\x01"
            fields += 1
        if self.price is not None:
            text += f"44={decimal_text(self.price)}\x01"
            fields += 1
        if self.side is not None:
            text += f"54={self.side!s}\x01"
            fields += 1
        if self.symbol:
            text += f"55={self.symbol}\x01"
            fields += 1
        if self.text:
            text += f"58={self.text}\x01"
            fields += 1
        if self.transact_time is not None:
            text += f"60={time_text(self.transact_time)}\x01"
            fields += 1
        if self.stop_px is not None:
            text += f"99={decimal_text(self.stop_px)}\x01"
            fields += 1
        if self.ord_rej_reason is not None:
            text += f"103={self.ord_rej_reason}\x01"
            fields += 1
        if self.exec_type is not None:
            text += f"150={self.exec_type!s}\x01"
            fields += 1
        if self.leaves_qty is not None:
            text += f"151={decimal_text(self.leaves_qty)}\x01"
            fields += 1
        if self.security_exchange:
            text += f"207={self.security_exchange}\x01"
            fields += 1
        if self.max_show is not None:
            text += f"210={decimal_text(self.max_show)}\x01"
            fields += 1
        if self.contract_multiplier is not None:
            text += f"231={decimal_text(self.contract_multiplier)}\x01"
            fields += 1
        if self.secondary_exec_id:
            text += f"527={self.secondary_exec_id}\x01"
            fields += 1
        if self.qty_type is not None:
            text += f"854={self.qty_type!s}\x01"
            fields += 1
        if self.display_qty is not None:
            text += f"1138={decimal_text(self.display_qty)}\x01"
            fields += 1
        if self.no_fills:
            entries = "".join([entry.body() for entry in self.no_fills])
            text += f"1362={len(self.no_fills)}\x01{entries}"
            fields += 1 + entries.count("\x01")
        if self.condition_trigger_method is not None:
            text += f"5127={self.condition_trigger_method!s}\x01"
            fields += 1
        if self.deribit_label:
            text += f"100010={self.deribit_label}\x01"
            fields += 1
        if text.count("\x01") != fields:
            raise smuggled()
        return text


class OrderCancelReject(FixMessage, frozen=True, kw_only=True, gc=False):
    """OrderCancelReject (9)."""

    msg_type: ClassVar[str] = "9"
    layout: ClassVar[str] = "11t 39c 41t 58t 100010t"

    cl_ord_id: str | None = field(default=None, name="11")
    ord_status: OrdStatus | None = field(default=None, name="39")
    orig_cl_ord_id: str | None = field(default=None, name="41")
    text: str | None = field(default=None, name="58")
    deribit_label: str | None = field(default=None, name="100010")

    def body(self) -> str:
        text = ""
        fields = 0
        if self.cl_ord_id:
            text += f"11={self.cl_ord_id}\x01"
            fields += 1
        if self.ord_status is not None:
            text += f"39={self.ord_status!s}\x01"
            fields += 1
        if self.orig_cl_ord_id:
            text += f"41={self.orig_cl_ord_id}\x01"
            fields += 1
        if self.text:
            text += f"58={self.text}\x01"
            fields += 1
        if self.deribit_label:
            text += f"100010={self.deribit_label}\x01"
            fields += 1
        if text.count("\x01") != fields:
            raise smuggled()
        return text


class BusinessMessageReject(FixMessage, frozen=True, kw_only=True, gc=False):
    """BusinessMessageReject (j)."""

    msg_type: ClassVar[str] = "j"
    layout: ClassVar[str] = "45i 372t! 379t 380i! 58t"

    ref_seq_num: int | None = field(default=None, name="45")
    ref_msg_type: str = field(name="372")
    business_reject_ref_id: str | None = field(default=None, name="379")
    business_reject_reason: int = field(name="380")
    text: str | None = field(default=None, name="58")

    def body(self) -> str:
        if not self.ref_msg_type:
            raise no_value("RefMsgType")
        text = ""
        fields = 2
        if self.ref_seq_num is not None:
            text += f"45={self.ref_seq_num}\x01"
            fields += 1
        text += f"372={self.ref_msg_type}\x01"
        if self.business_reject_ref_id:
            text += f"379={self.business_reject_ref_id}\x01"
            fields += 1
        text += f"380={self.business_reject_reason}\x01"
        if self.text:
            text += f"58={self.text}\x01"
            fields += 1
        if text.count("\x01") != fields:
            raise smuggled()
        return text


#: Every type of message that this module has, by MsgType.
MESSAGES: Mapping[str, type[FixMessage]] = {
    "A": Logon,
    "0": Heartbeat,
    "1": TestRequest,
    "2": ResendRequest,
    "3": Reject,
    "4": SequenceReset,
    "5": Logout,
    "D": NewOrderSingle,
    "F": OrderCancelRequest,
    "G": OrderCancelReplaceRequest,
    "q": OrderMassCancelRequest,
    "r": OrderMassCancelReport,
    "8": ExecutionReport,
    "9": OrderCancelReject,
    "j": BusinessMessageReject,
}

CODEC = MessageCodec(
    MESSAGES,
    header="8t! 9i! 35t! 49t! 56t! 34i! 52u 50t 57t 115t 128t 43b 97b 122u 369i",
    trailer="10t!",
    others=frozenset({}),
    data_lengths={
        "90": "91",
        "93": "89",
        "95": "96",
        "212": "213",
        "348": "349",
        "350": "351",
        "352": "353",
        "354": "355",
        "356": "357",
        "358": "359",
        "360": "361",
        "362": "363",
        "364": "365",
        "445": "446",
        "618": "619",
        "621": "622",
    },
)
