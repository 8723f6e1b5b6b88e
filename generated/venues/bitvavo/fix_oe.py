"""Bitvavo, FIX: messages of FIX.4.4 as types. A field's tag stands beside it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar

from msgspec import field
from venue_runtime.fix.decoding import FixMessage, MessageCodec
from venue_runtime.fix.encoding import no_value, smuggled
from venue_runtime.fix.times import TimeWriter
from venue_runtime.wire import decimal_text
from venue_runtime.wire_enum import OpenEnum

#: UTC timestamps as they are sent: ns since the epoch in, 9 digits after the second out.
time_text = TimeWriter(9).write


class CxlRejReason(OpenEnum):
    """CxlRejReason (102)."""

    UNKNOWN_ORDER = "1"
    PRICE_EXCEEDS_PRICE_BAND = "8"
    INVALID_PRICE_INCREMENT = "18"
    OTHER = "99"
    INVALID_SELF_TRADE_PREVENTION = "101"
    INVALID_TIME_IN_FORCE = "102"


class CxlRejResponseTo(OpenEnum):
    """CxlRejResponseTo (434)."""

    ORDER_CANCEL_REQUEST = "1"
    ORDER_CANCEL_REPLACE_REQUEST = "2"


class EncryptMethod(OpenEnum):
    """EncryptMethod (98)."""

    NONE = "0"


class ExecInst(OpenEnum):
    """ExecInst (18)."""

    POST_ONLY = "6"


class ExecType(OpenEnum):
    """ExecType (150)."""

    NEW = "0"
    CANCELED = "4"
    REPLACED = "5"
    REJECTED = "8"
    EXPIRED = "C"
    TRADE = "F"
    ORDER_STATUS = "I"


class MassCancelRequestType(OpenEnum):
    """MassCancelRequestType (530)."""

    SYMBOL = "1"
    ACCOUNT = "7"


class MassCancelResponse(OpenEnum):
    """MassCancelResponse (531)."""

    REJECTED = "0"
    SYMBOL = "1"
    ACCOUNT = "7"


class OrdStatus(OpenEnum):
    """OrdStatus (39)."""

    NEW = "0"
    PARTIALLY_FILLED = "1"
    FILLED = "2"
    CANCELED = "4"
    PENDING_CANCEL = "6"
    REJECTED = "8"
    PENDING_NEW = "A"
    EXPIRED = "C"
    PENDING_REPLACE = "E"


class OrdType(OpenEnum):
    """OrdType (40)."""

    MARKET = "1"
    LIMIT = "2"
    STOP = "3"
    STOP_LIMIT = "4"


class Side(OpenEnum):
    """Side (54)."""

    BUY = "1"
    SELL = "2"
    UNDISCLOSED = "7"


class TimeInForce(OpenEnum):
    """TimeInForce (59)."""

    GOOD_TILL_CANCEL = "1"
    IMMEDIATE_OR_CANCEL = "3"
    FILL_OR_KILL = "4"


class TriggerPriceType(OpenEnum):
    """TriggerPriceType (1107)."""

    BEST_OFFER = "1"
    LAST_TRADE = "2"
    BEST_BID = "3"
    BEST_MID = "6"


class Logon(FixMessage, frozen=True, kw_only=True, gc=False):
    """Logon (A)."""

    msg_type: ClassVar[str] = "A"
    layout: ClassVar[str] = "98e! 108i! 141b 553t 554t 5001b"

    encrypt_method: EncryptMethod = field(name="98")
    heart_bt_int: int = field(name="108")
    reset_seq_num_flag: bool | None = field(default=None, name="141")
    username: str | None = field(default=None, name="553")
    password: str | None = field(default=None, name="554")
    enable_cod: bool | None = field(default=None, name="5001")

    def body(self) -> str:
        text = f"98={self.encrypt_method!s}\x01108={self.heart_bt_int}\x01"
        fields = 2
        if self.reset_seq_num_flag is not None:
            text += f"141={'Y' if self.reset_seq_num_flag else 'N'}\x01"
            fields += 1
        if self.username:
            text += f"553={self.username}\x01"
            fields += 1
        if self.password:
            text += f"554={self.password}\x01"
            fields += 1
        if self.enable_cod is not None:
            text += f"5001={'Y' if self.enable_cod else 'N'}\x01"
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
    layout: ClassVar[str] = "1t 11t! 18t 38d 40c! 44d 54c! 55t! 59c 60u! 99d 152d 1107c 2422i 5002i!"

    account: str | None = field(default=None, name="1")
    cl_ord_id: str = field(name="11")
    exec_inst: ExecInst | None = field(default=None, name="18")
    order_qty: Decimal | None = field(default=None, name="38")
    ord_type: OrdType = field(name="40")
    price: Decimal | None = field(default=None, name="44")
    side: Side = field(name="54")
    symbol: str = field(name="55")
    time_in_force: TimeInForce | None = field(default=None, name="59")
    transact_time: int = field(name="60")  # ns since the epoch
    stop_px: Decimal | None = field(default=None, name="99")
    cash_order_qty: Decimal | None = field(default=None, name="152")
    trigger_price_type: TriggerPriceType | None = field(default=None, name="1107")
    order_request_id: int | None = field(default=None, name="2422")
    operator_id: int = field(name="5002")

    def body(self) -> str:
        if not (self.cl_ord_id and self.symbol):
            raise no_value("ClOrdID", "Symbol")
        text = ""
        fields = 6
        if self.account:
            text += f"1={self.account}\x01"
            fields += 1
        text += f"11={self.cl_ord_id}\x01"
        if self.exec_inst is not None:
            text += f"18={self.exec_inst!s}\x01"
            fields += 1
        if self.order_qty is not None:
            text += f"38={decimal_text(self.order_qty)}\x01"
            fields += 1
        text += f"40={self.ord_type!s}\x01"
        if self.price is not None:
            text += f"44={decimal_text(self.price)}\x01"
            fields += 1
        text += f"54={self.side!s}\x0155={self.symbol}\x01"
        if self.time_in_force is not None:
            text += f"59={self.time_in_force!s}\x01"
            fields += 1
        text += f"60={time_text(self.transact_time)}\x01"
        if self.stop_px is not None:
            text += f"99={decimal_text(self.stop_px)}\x01"
            fields += 1
        if self.cash_order_qty is not None:
            text += f"152={decimal_text(self.cash_order_qty)}\x01"
            fields += 1
        if self.trigger_price_type is not None:
            text += f"1107={self.trigger_price_type!s}\x01"
            fields += 1
        if self.order_request_id is not None:
            text += f"2422={self.order_request_id}\x01"
            fields += 1
        text += f"5002={self.operator_id}\x01"
        if text.count("\x01") != fields:
            raise smuggled()
        return text


class OrderCancelRequest(FixMessage, frozen=True, kw_only=True, gc=False):
    """OrderCancelRequest (F)."""

    msg_type: ClassVar[str] = "F"
    layout: ClassVar[str] = "1t 11t! 37t 41t 54c! 55t! 60u! 2422i! 5002i!"

    account: str | None = field(default=None, name="1")
    cl_ord_id: str = field(name="11")
    order_id: str | None = field(default=None, name="37")
    orig_cl_ord_id: str | None = field(default=None, name="41")
    side: Side = field(name="54")
    symbol: str = field(name="55")
    transact_time: int = field(name="60")  # ns since the epoch
    order_request_id: int = field(name="2422")
    operator_id: int = field(name="5002")

    def body(self) -> str:
        if not (self.cl_ord_id and self.symbol):
            raise no_value("ClOrdID", "Symbol")
        text = ""
        fields = 6
        if self.account:
            text += f"1={self.account}\x01"
            fields += 1
        text += f"11={self.cl_ord_id}\x01"
        if self.order_id:
            text += f"37={self.order_id}\x01"
            fields += 1
        if self.orig_cl_ord_id:
            text += f"41={self.orig_cl_ord_id}\x01"
            fields += 1
        text += f"54={self.side!s}\x0155={self.symbol}\x0160={time_text(self.transact_time)}\x012422={self.order_request_id}\x015002={self.operator_id}\x01"
        if text.count("\x01") != fields:
            raise smuggled()
        return text


class OrderMassCancelRequest(FixMessage, frozen=True, kw_only=True, gc=False):
    """OrderMassCancelRequest (q)."""

    msg_type: ClassVar[str] = "q"
    layout: ClassVar[str] = "1t 11t! 55t 60u! 530c! 5002i!"

    account: str | None = field(default=None, name="1")
    cl_ord_id: str = field(name="11")
    symbol: str | None = field(default=None, name="55")
    transact_time: int = field(name="60")  # ns since the epoch
    mass_cancel_request_type: MassCancelRequestType = field(name="530")
    operator_id: int = field(name="5002")

    def body(self) -> str:
        if not self.cl_ord_id:
            raise no_value("ClOrdID")
        text = ""
        fields = 4
        if self.account:
            text += f"1={self.account}\x01"
            fields += 1
        text += f"11={self.cl_ord_id}\x01"
        if self.symbol:
            text += f"55={self.symbol}\x01"
            fields += 1
        text += f"60={time_text(self.transact_time)}\x01530={self.mass_cancel_request_type!s}\x015002={self.operator_id}\x01"
        if text.count("\x01") != fields:
            raise smuggled()
        return text


class OrderMassCancelReport(FixMessage, frozen=True, kw_only=True, gc=False):
    """OrderMassCancelReport (r)."""

    msg_type: ClassVar[str] = "r"
    layout: ClassVar[str] = "1t 11t 55t 58t 60u 530c! 531c! 533i 1369t!"

    account: str | None = field(default=None, name="1")
    cl_ord_id: str | None = field(default=None, name="11")
    symbol: str | None = field(default=None, name="55")
    text: str | None = field(default=None, name="58")
    transact_time: int | None = field(default=None, name="60")  # ns since the epoch
    mass_cancel_request_type: MassCancelRequestType = field(name="530")
    mass_cancel_response: MassCancelResponse = field(name="531")
    total_affected_orders: int | None = field(default=None, name="533")
    mass_action_report_id: str = field(name="1369")

    def body(self) -> str:
        if not self.mass_action_report_id:
            raise no_value("MassActionReportID")
        text = ""
        fields = 3
        if self.account:
            text += f"1={self.account}\x01"
            fields += 1
        if self.cl_ord_id:
            text += f"11={self.cl_ord_id}\x01"
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
        text += f"530={self.mass_cancel_request_type!s}\x01531={self.mass_cancel_response!s}\x01"
        if self.total_affected_orders is not None:
            text += f"533={self.total_affected_orders}\x01"
            fields += 1
        text += f"1369={self.mass_action_report_id}\x01"
        if text.count("\x01") != fields:
            raise smuggled()
        return text


class ExecutionReport(FixMessage, frozen=True, kw_only=True, gc=False):
    """ExecutionReport (8)."""

    msg_type: ClassVar[str] = "8"
    layout: ClassVar[str] = (
        "1t 6d 11t! 14d 17t! 18t 31d 32d 37t 38d 39c! 40c 41t 44d 54c! 55t! 58t 59c 60u 99d 103i 150c! 151d 152d 584t 790t 1003t 1328t 2422i 5002i"
    )

    account: str | None = field(default=None, name="1")
    avg_px: Decimal | None = field(default=None, name="6")
    cl_ord_id: str = field(name="11")
    cum_qty: Decimal | None = field(default=None, name="14")
    exec_id: str = field(name="17")
    exec_inst: ExecInst | None = field(default=None, name="18")
    last_px: Decimal | None = field(default=None, name="31")
    last_qty: Decimal | None = field(default=None, name="32")
    order_id: str | None = field(default=None, name="37")
    order_qty: Decimal | None = field(default=None, name="38")
    ord_status: OrdStatus = field(name="39")
    ord_type: OrdType | None = field(default=None, name="40")
    orig_cl_ord_id: str | None = field(default=None, name="41")
    price: Decimal | None = field(default=None, name="44")
    side: Side = field(name="54")
    symbol: str = field(name="55")
    text: str | None = field(default=None, name="58")
    time_in_force: TimeInForce | None = field(default=None, name="59")
    transact_time: int | None = field(default=None, name="60")  # ns since the epoch
    stop_px: Decimal | None = field(default=None, name="99")
    ord_rej_reason: int | None = field(default=None, name="103")
    exec_type: ExecType = field(name="150")
    leaves_qty: Decimal | None = field(default=None, name="151")
    cash_order_qty: Decimal | None = field(default=None, name="152")
    mass_status_req_id: str | None = field(default=None, name="584")
    ord_status_req_id: str | None = field(default=None, name="790")
    trade_id: str | None = field(default=None, name="1003")
    reject_text: str | None = field(default=None, name="1328")
    order_request_id: int | None = field(default=None, name="2422")
    operator_id: int | None = field(default=None, name="5002")

    def body(self) -> str:
        if not (self.cl_ord_id and self.exec_id and self.symbol):
            raise no_value("ClOrdID", "ExecID", "Symbol")
        text = ""
        fields = 6
        if self.account:
            text += f"1={self.account}\x01"
            fields += 1
        if self.avg_px is not None:
            text += f"6={decimal_text(self.avg_px)}\x01"
            fields += 1
        text += f"11={self.cl_ord_id}\x01"
        if self.cum_qty is not None:
            text += f"14={decimal_text(self.cum_qty)}\x01"
            fields += 1
        text += f"17={self.exec_id}\x01"
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
        text += f"54={self.side!s}\x0155={self.symbol}\x01"
        if self.text:
            text += f"58={self.text}\x01"
            fields += 1
        if self.time_in_force is not None:
            text += f"59={self.time_in_force!s}\x01"
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
        text += f"150={self.exec_type!s}\x01"
        if self.leaves_qty is not None:
            text += f"151={decimal_text(self.leaves_qty)}\x01"
            fields += 1
        if self.cash_order_qty is not None:
            text += f"152={decimal_text(self.cash_order_qty)}\x01"
            fields += 1
        if self.mass_status_req_id:
            text += f"584={self.mass_status_req_id}\x01"
            fields += 1
        if self.ord_status_req_id:
            text += f"790={self.ord_status_req_id}\x01"
            fields += 1
        if self.trade_id:
            text += f"1003={self.trade_id}\x01"
            fields += 1
        if self.reject_text:
            text += f"1328={self.reject_text}\x01"
            fields += 1
        if self.order_request_id is not None:
            text += f"2422={self.order_request_id}\x01"
            fields += 1
        if self.operator_id is not None:
            text += f"5002={self.operator_id}\x01"
            fields += 1
        if text.count("\x01") != fields:
            raise smuggled()
        return text


class OrderCancelReject(FixMessage, frozen=True, kw_only=True, gc=False):
    """OrderCancelReject (9)."""

    msg_type: ClassVar[str] = "9"
    layout: ClassVar[str] = "1t 11t! 17t 37t! 39c! 41t 60u 102e 434c! 1328t 2422i 5002i"

    account: str | None = field(default=None, name="1")
    cl_ord_id: str = field(name="11")
    exec_id: str | None = field(default=None, name="17")
    order_id: str = field(name="37")
    ord_status: OrdStatus = field(name="39")
    orig_cl_ord_id: str | None = field(default=None, name="41")
    transact_time: int | None = field(default=None, name="60")  # ns since the epoch
    cxl_rej_reason: CxlRejReason | None = field(default=None, name="102")
    cxl_rej_response_to: CxlRejResponseTo = field(name="434")
    reject_text: str | None = field(default=None, name="1328")
    order_request_id: int | None = field(default=None, name="2422")
    operator_id: int | None = field(default=None, name="5002")

    def body(self) -> str:
        if not (self.cl_ord_id and self.order_id):
            raise no_value("ClOrdID", "OrderID")
        text = ""
        fields = 4
        if self.account:
            text += f"1={self.account}\x01"
            fields += 1
        text += f"11={self.cl_ord_id}\x01"
        if self.exec_id:
            text += f"17={self.exec_id}\x01"
            fields += 1
        text += f"37={self.order_id}\x0139={self.ord_status!s}\x01"
        if self.orig_cl_ord_id:
            text += f"41={self.orig_cl_ord_id}\x01"
            fields += 1
        if self.transact_time is not None:
            text += f"60={time_text(self.transact_time)}\x01"
            fields += 1
        if self.cxl_rej_reason is not None:
            text += f"102={self.cxl_rej_reason!s}\x01"
            fields += 1
        text += f"434={self.cxl_rej_response_to!s}\x01"
        if self.reject_text:
            text += f"1328={self.reject_text}\x01"
            fields += 1
        if self.order_request_id is not None:
            text += f"2422={self.order_request_id}\x01"
            fields += 1
        if self.operator_id is not None:
            text += f"5002={self.operator_id}\x01"
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
    "q": OrderMassCancelRequest,
    "r": OrderMassCancelReport,
    "8": ExecutionReport,
    "9": OrderCancelReject,
    "j": BusinessMessageReject,
}

CODEC = MessageCodec(
    MESSAGES,
    header="8t! 9i! 35t! 49t! 56t! 34i! 52u! 50t 57t 115t 128t 43b 97b 122u 369i",
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
