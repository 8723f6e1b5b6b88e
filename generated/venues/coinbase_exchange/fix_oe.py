"""Coinbase Exchange, FIX: messages of FIX.5.0SP2 as types. A field's tag stands beside it."""

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


class CancelOrdersOnDisconnect(OpenEnum):
    """CancelOrdersOnDisconnect (8013)."""

    SESSION = "S"
    PROFILE = "Y"


class CxlRejReason(OpenEnum):
    """CxlRejReason (102)."""

    UNKNOWN_ORDER = "1"
    BROKER = "2"


class CxlRejResponseTo(OpenEnum):
    """CxlRejResponseTo (434)."""

    ORDER_CANCEL_REQUEST = "1"
    ORDER_CANCEL_REPLACE_REQUEST = "2"


class DefaultApplVerID(OpenEnum):
    """DefaultApplVerID (1137)."""

    FIX50SP2 = "9"


class DefaultSelfTradePreventionStrategy(OpenEnum):
    """DefaultSelfTradePreventionStrategy (8001)."""

    CANCEL_AGGRESSING = "N"
    CANCEL_BOTH = "Q"


class EncryptMethod(OpenEnum):
    """EncryptMethod (98)."""

    NONE = "0"


class ExecInst(OpenEnum):
    """ExecInst (18)."""

    ADD_LIQUIDITY_ONLY = "A"


class ExecRestatementReason(OpenEnum):
    """ExecRestatementReason (378)."""

    PARTIAL_DECLINE_OF_ORDER_QTY = "5"


class ExecType(OpenEnum):
    """ExecType (150)."""

    NEW = "0"
    CANCELED = "4"
    REPLACED = "5"
    REJECTED = "8"
    EXPIRED = "C"
    RESTATED = "D"
    TRADE = "F"
    ORDER_STATUS = "I"


class MiscFeeBasis(OpenEnum):
    """MiscFeeBasis (891)."""

    ABSOLUTE = "0"
    PERCENTAGE = "2"


class MiscFeeType(OpenEnum):
    """MiscFeeType (139)."""

    EXCHANGE_FEES = "4"


class OrdRejReason(OpenEnum):
    """OrdRejReason (103)."""

    BROKER = "0"
    UNKNOWN_SYMBOL = "1"
    UNKNOWN_ORDER = "5"


class OrdStatus(OpenEnum):
    """OrdStatus (39)."""

    NEW = "0"
    PARTIALLY_FILLED = "1"
    FILLED = "2"
    CANCELED = "4"
    REPLACED = "5"
    REJECTED = "8"
    EXPIRED = "C"


class OrdType(OpenEnum):
    """OrdType (40)."""

    MARKET = "1"
    LIMIT = "2"
    STOP_LIMIT = "4"
    TAKE_PROFIT_STOP_LOSS = "O"


class SelfTradeType(OpenEnum):
    """SelfTradeType (7928)."""

    DECREMENT_AND_CANCEL = "D"
    CANCEL_OLDEST = "O"
    CANCEL_NEWEST = "N"
    CANCEL_BOTH = "B"


class Side(OpenEnum):
    """Side (54)."""

    BUY = "1"
    SELL = "2"


class TimeInForce(OpenEnum):
    """TimeInForce (59)."""

    GOOD_TILL_CANCEL = "1"
    IMMEDIATE_OR_CANCEL = "3"
    FILL_OR_KILL = "4"
    GOOD_TILL_DATE = "6"


class TriggerPriceDirection(OpenEnum):
    """TriggerPriceDirection (1109)."""

    UP = "U"
    DOWN = "D"


class MiscFeesEntry(FixEntry, frozen=True, kw_only=True, gc=False):
    """An entry of NoMiscFees (136)."""

    misc_fee_amt: Decimal = field(name="137")
    misc_fee_curr: str | None = field(default=None, name="138")
    misc_fee_type: MiscFeeType | None = field(default=None, name="139")
    misc_fee_basis: MiscFeeBasis | None = field(default=None, name="891")

    def body(self) -> str:
        text = f"137={decimal_text(self.misc_fee_amt)}\x01"
        fields = 1
        if self.misc_fee_curr:
            text += f"138={self.misc_fee_curr}\x01"
            fields += 1
        if self.misc_fee_type is not None:
            text += f"139={self.misc_fee_type!s}\x01"
            fields += 1
        if self.misc_fee_basis is not None:
            text += f"891={self.misc_fee_basis!s}\x01"
            fields += 1
        if text.count("\x01") != fields:
            raise smuggled()
        return text


class Logon(FixMessage, frozen=True, kw_only=True, gc=False):
    """Logon (A)."""

    msg_type: ClassVar[str] = "A"
    layout: ClassVar[str] = "98e 108i 141b 553t 554t 95i 96r 1137t! 8001c 8013c 9406b"

    encrypt_method: EncryptMethod | None = field(default=None, name="98")
    heart_bt_int: int | None = field(default=None, name="108")
    reset_seq_num_flag: bool | None = field(default=None, name="141")
    username: str | None = field(default=None, name="553")
    password: str | None = field(default=None, name="554")
    raw_data: str | None = field(default=None, name="96")
    default_appl_ver_id: DefaultApplVerID = field(name="1137")
    default_self_trade_prevention_strategy: DefaultSelfTradePreventionStrategy | None = field(default=None, name="8001")
    cancel_orders_on_disconnect: CancelOrdersOnDisconnect | None = field(default=None, name="8013")
    drop_copy_flag: bool | None = field(default=None, name="9406")

    def body(self) -> str:
        text = ""
        fields = 1
        if self.encrypt_method is not None:
            text += f"98={self.encrypt_method!s}\x01"
            fields += 1
        if self.heart_bt_int is not None:
            text += f"108={self.heart_bt_int}\x01"
            fields += 1
        if self.reset_seq_num_flag is not None:
            text += f"141={'Y' if self.reset_seq_num_flag else 'N'}\x01"
            fields += 1
        if self.username:
            text += f"553={self.username}\x01"
            fields += 1
        if self.password:
            text += f"554={self.password}\x01"
            fields += 1
        if self.raw_data:
            text += data_field("95", "96", self.raw_data)
            fields += 2 + self.raw_data.count("\x01")
        text += f"1137={self.default_appl_ver_id!s}\x01"
        if self.default_self_trade_prevention_strategy is not None:
            text += f"8001={self.default_self_trade_prevention_strategy!s}\x01"
            fields += 1
        if self.cancel_orders_on_disconnect is not None:
            text += f"8013={self.cancel_orders_on_disconnect!s}\x01"
            fields += 1
        if self.drop_copy_flag is not None:
            text += f"9406={'Y' if self.drop_copy_flag else 'N'}\x01"
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
    layout: ClassVar[str] = "11t! 18c 38d 40c! 44d 54c! 55t! 59c! 99d 126u 152d 1109c 1138d 7928c"

    cl_ord_id: str = field(name="11")
    exec_inst: ExecInst | None = field(default=None, name="18")
    order_qty: Decimal | None = field(default=None, name="38")
    ord_type: OrdType = field(name="40")
    price: Decimal | None = field(default=None, name="44")
    side: Side = field(name="54")
    symbol: str = field(name="55")
    time_in_force: TimeInForce = field(name="59")
    stop_px: Decimal | None = field(default=None, name="99")
    expire_time: int | None = field(default=None, name="126")  # ns since the epoch
    cash_order_qty: Decimal | None = field(default=None, name="152")
    trigger_price_direction: TriggerPriceDirection | None = field(default=None, name="1109")
    display_qty: Decimal | None = field(default=None, name="1138")
    self_trade_type: SelfTradeType | None = field(default=None, name="7928")

    def body(self) -> str:
        if not (self.cl_ord_id and self.symbol):
            raise no_value("ClOrdID", "Symbol")
        text = f"11={self.cl_ord_id}\x01"
        fields = 5
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
        text += f"54={self.side!s}\x0155={self.symbol}\x0159={self.time_in_force!s}\x01"
        if self.stop_px is not None:
            text += f"99={decimal_text(self.stop_px)}\x01"
            fields += 1
        if self.expire_time is not None:
            text += f"126={time_text(self.expire_time)}\x01"
            fields += 1
        if self.cash_order_qty is not None:
            text += f"152={decimal_text(self.cash_order_qty)}\x01"
            fields += 1
        if self.trigger_price_direction is not None:
            text += f"1109={self.trigger_price_direction!s}\x01"
            fields += 1
        if self.display_qty is not None:
            text += f"1138={decimal_text(self.display_qty)}\x01"
            fields += 1
        if self.self_trade_type is not None:
            text += f"7928={self.self_trade_type!s}\x01"
            fields += 1
        if text.count("\x01") != fields:
            raise smuggled()
        return text


class OrderCancelRequest(FixMessage, frozen=True, kw_only=True, gc=False):
    """OrderCancelRequest (F)."""

    msg_type: ClassVar[str] = "F"
    layout: ClassVar[str] = "11t! 37t 41t 55t!"

    cl_ord_id: str = field(name="11")
    order_id: str | None = field(default=None, name="37")
    orig_cl_ord_id: str | None = field(default=None, name="41")
    symbol: str = field(name="55")

    def body(self) -> str:
        if not (self.cl_ord_id and self.symbol):
            raise no_value("ClOrdID", "Symbol")
        text = f"11={self.cl_ord_id}\x01"
        fields = 2
        if self.order_id:
            text += f"37={self.order_id}\x01"
            fields += 1
        if self.orig_cl_ord_id:
            text += f"41={self.orig_cl_ord_id}\x01"
            fields += 1
        text += f"55={self.symbol}\x01"
        if text.count("\x01") != fields:
            raise smuggled()
        return text


class OrderCancelReplaceRequest(FixMessage, frozen=True, kw_only=True, gc=False):
    """OrderCancelReplaceRequest (G)."""

    msg_type: ClassVar[str] = "G"
    layout: ClassVar[str] = "11t! 37t! 38d! 40c! 41t! 44d! 55t!"

    cl_ord_id: str = field(name="11")
    order_id: str = field(name="37")
    order_qty: Decimal = field(name="38")
    ord_type: OrdType = field(name="40")
    orig_cl_ord_id: str = field(name="41")
    price: Decimal = field(name="44")
    symbol: str = field(name="55")

    def body(self) -> str:
        if not (self.cl_ord_id and self.order_id and self.orig_cl_ord_id and self.symbol):
            raise no_value("ClOrdID", "OrderID", "OrigClOrdID", "Symbol")
        text = f"11={self.cl_ord_id}\x0137={self.order_id}\x0138={decimal_text(self.order_qty)}\x0140={self.ord_type!s}\x0141={self.orig_cl_ord_id}\x0144={decimal_text(self.price)}\x0155={self.symbol}\x01"
        if text.count("\x01") != 7:
            raise smuggled()
        return text


class ExecutionReport(FixMessage, frozen=True, kw_only=True, gc=False):
    """ExecutionReport (8)."""

    msg_type: ClassVar[str] = "8"
    layout: ClassVar[str] = (
        "6d 11t! 14d 17t! 18c 31d 32d 37t! 38d 39c! 40c 41t 44d 54c 55t! 58t 59c 60u! 99d 103e 126u 136n(137d! 138t 139t 891e) 150c! 151d 152d 198t 378e 1003t 1057b 1109c 1138d 7928c"
    )

    avg_px: Decimal | None = field(default=None, name="6")
    cl_ord_id: str = field(name="11")
    cum_qty: Decimal | None = field(default=None, name="14")
    exec_id: str = field(name="17")
    exec_inst: ExecInst | None = field(default=None, name="18")
    last_px: Decimal | None = field(default=None, name="31")
    last_qty: Decimal | None = field(default=None, name="32")
    order_id: str = field(name="37")
    order_qty: Decimal | None = field(default=None, name="38")
    ord_status: OrdStatus = field(name="39")
    ord_type: OrdType | None = field(default=None, name="40")
    orig_cl_ord_id: str | None = field(default=None, name="41")
    price: Decimal | None = field(default=None, name="44")
    side: Side | None = field(default=None, name="54")
    symbol: str = field(name="55")
    text: str | None = field(default=None, name="58")
    time_in_force: TimeInForce | None = field(default=None, name="59")
    transact_time: int = field(name="60")  # ns since the epoch
    stop_px: Decimal | None = field(default=None, name="99")
    ord_rej_reason: OrdRejReason | None = field(default=None, name="103")
    expire_time: int | None = field(default=None, name="126")  # ns since the epoch
    no_misc_fees: tuple[MiscFeesEntry, ...] = field(default=(), name="136")
    exec_type: ExecType = field(name="150")
    leaves_qty: Decimal | None = field(default=None, name="151")
    cash_order_qty: Decimal | None = field(default=None, name="152")
    secondary_order_id: str | None = field(default=None, name="198")
    exec_restatement_reason: ExecRestatementReason | None = field(default=None, name="378")
    trade_id: str | None = field(default=None, name="1003")
    aggressor_indicator: bool | None = field(default=None, name="1057")
    trigger_price_direction: TriggerPriceDirection | None = field(default=None, name="1109")
    display_qty: Decimal | None = field(default=None, name="1138")
    self_trade_type: SelfTradeType | None = field(default=None, name="7928")

    def body(self) -> str:
        if not (self.cl_ord_id and self.exec_id and self.order_id and self.symbol):
            raise no_value("ClOrdID", "ExecID", "OrderID", "Symbol")
        text = ""
        fields = 7
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
        text += f"37={self.order_id}\x01"
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
        text += f"55={self.symbol}\x01"
        if self.text:
            text += f"58={self.text}\x01"
            fields += 1
        if self.time_in_force is not None:
            text += f"59={self.time_in_force!s}\x01"
            fields += 1
        text += f"60={time_text(self.transact_time)}\x01"
        if self.stop_px is not None:
            text += f"99={decimal_text(self.stop_px)}\x01"
            fields += 1
        if self.ord_rej_reason is not None:
            text += f"103={self.ord_rej_reason!s}\x01"
            fields += 1
        if self.expire_time is not None:
            text += f"126={time_text(self.expire_time)}\x01"
            fields += 1
        if self.no_misc_fees:
            entries = "".join([entry.body() for entry in self.no_misc_fees])
            text += f"136={len(self.no_misc_fees)}\x01{entries}"
            fields += 1 + entries.count("\x01")
        text += f"150={self.exec_type!s}\x01"
        if self.leaves_qty is not None:
            text += f"151={decimal_text(self.leaves_qty)}\x01"
            fields += 1
        if self.cash_order_qty is not None:
            text += f"152={decimal_text(self.cash_order_qty)}\x01"
            fields += 1
        if self.secondary_order_id:
            text += f"198={self.secondary_order_id}\x01"
            fields += 1
        if self.exec_restatement_reason is not None:
            text += f"378={self.exec_restatement_reason!s}\x01"
            fields += 1
        if self.trade_id:
            text += f"1003={self.trade_id}\x01"
            fields += 1
        if self.aggressor_indicator is not None:
            text += f"1057={'Y' if self.aggressor_indicator else 'N'}\x01"
            fields += 1
        if self.trigger_price_direction is not None:
            text += f"1109={self.trigger_price_direction!s}\x01"
            fields += 1
        if self.display_qty is not None:
            text += f"1138={decimal_text(self.display_qty)}\x01"
            fields += 1
        if self.self_trade_type is not None:
            text += f"7928={self.self_trade_type!s}\x01"
            fields += 1
        if text.count("\x01") != fields:
            raise smuggled()
        return text


class OrderCancelReject(FixMessage, frozen=True, kw_only=True, gc=False):
    """OrderCancelReject (9)."""

    msg_type: ClassVar[str] = "9"
    layout: ClassVar[str] = "11t! 37t 39c! 41t! 58t 102e 434c!"

    cl_ord_id: str = field(name="11")
    order_id: str | None = field(default=None, name="37")
    ord_status: OrdStatus = field(name="39")
    orig_cl_ord_id: str = field(name="41")
    text: str | None = field(default=None, name="58")
    cxl_rej_reason: CxlRejReason | None = field(default=None, name="102")
    cxl_rej_response_to: CxlRejResponseTo = field(name="434")

    def body(self) -> str:
        if not (self.cl_ord_id and self.orig_cl_ord_id):
            raise no_value("ClOrdID", "OrigClOrdID")
        text = f"11={self.cl_ord_id}\x01"
        fields = 4
        if self.order_id:
            text += f"37={self.order_id}\x01"
            fields += 1
        text += f"39={self.ord_status!s}\x0141={self.orig_cl_ord_id}\x01"
        if self.text:
            text += f"58={self.text}\x01"
            fields += 1
        if self.cxl_rej_reason is not None:
            text += f"102={self.cxl_rej_reason!s}\x01"
            fields += 1
        text += f"434={self.cxl_rej_response_to!s}\x01"
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
    "8": ExecutionReport,
    "9": OrderCancelReject,
    "j": BusinessMessageReject,
}

CODEC = MessageCodec(
    MESSAGES,
    header="8t! 9i! 35t! 49t! 56t! 34i! 43b 52u! 83i 50t 57t 115t 128t 97b 122u 369i 1128t",
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
