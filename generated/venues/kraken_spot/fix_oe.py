"""Kraken Spot, FIX: messages of FIX.4.4 as types. A field's tag stands beside it."""

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

#: UTC timestamps as they are sent: ns since the epoch in, 3 digits after the second out.
time_text = TimeWriter(3).write


class BusinessRejectReason(OpenEnum):
    """BusinessRejectReason (380)."""

    OTHER = "0"
    UNKNOWN_ID = "1"
    UNKNOWN_INSTRUMENT = "2"
    UNSUPPORTED_MESSAGE_TYPE = "3"
    APPLICATION_NOT_AVAILABLE = "4"
    CONDITIONALLY_REQUIRED_FIELD_MISSING = "5"
    NOT_AUTHORIZED = "6"
    UNKNOWN_ORDER = "101"
    ORDER_TOO_OLD = "104"


class CancelOrdersOnDisconnect(OpenEnum):
    """CancelOrdersOnDisconnect (8674)."""

    CANCEL = "0"
    KEEP = "1"


class DiscretionInst(OpenEnum):
    """DiscretionInst (388)."""

    INDEX_PRICE = "1"
    LAST_TRADE_PRICE = "5"


class EncryptMethod(OpenEnum):
    """EncryptMethod (98)."""

    NONE = "0"


class ExecInst(OpenEnum):
    """ExecInst (18)."""

    POST_ONLY = "P"
    REDUCE_ONLY = "E"
    QUOTE_QUANTITY = "v"
    FEE_IN_BASE = "f"
    FEE_IN_QUOTE = "q"
    SINGLE_FEE = "s"


class ExecType(OpenEnum):
    """ExecType (150)."""

    NEW = "0"
    CANCELED = "4"
    REPLACED = "5"
    PENDING_NEW = "A"
    EXPIRED = "C"
    RESTATED = "D"
    TRADE = "F"
    ORDER_STATUS = "I"


class Leverage(OpenEnum):
    """Leverage (5001)."""

    NO_MARGIN = "0"
    MARGIN = "1"


class MassCancelRequestType(OpenEnum):
    """MassCancelRequestType (530)."""

    SYMBOL = "1"
    SESSION = "6"
    SENDER = "7"


class OrdStatus(OpenEnum):
    """OrdStatus (39)."""

    NEW = "0"
    PARTIALLY_FILLED = "1"
    FILLED = "2"
    CANCELED = "4"
    REPLACED = "5"
    PENDING_NEW = "A"
    EXPIRED = "C"
    PENDING_REPLACE = "E"


class OrdType(OpenEnum):
    """OrdType (40)."""

    MARKET = "1"
    LIMIT = "2"
    STOP_LOSS = "3"
    STOP_LOSS_LIMIT = "4"
    TAKE_PROFIT = "R"
    TAKE_PROFIT_LIMIT = "T"
    TRAILING_STOP = "U"
    TRAILING_STOP_LIMIT = "V"


class SelfTradePrevention(OpenEnum):
    """SelfTradePrevention (7928)."""

    CANCEL_BOTH = "0"
    CANCEL_NEWEST = "1"
    CANCEL_OLDEST = "2"


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


class Logon(FixMessage, frozen=True, kw_only=True, gc=False):
    """Logon (A)."""

    msg_type: ClassVar[str] = "A"
    layout: ClassVar[str] = "98e! 108i! 109t 141b 553t 554t 5025t 5030b 8674e"

    encrypt_method: EncryptMethod = field(name="98")
    heart_bt_int: int = field(name="108")
    client_id: str | None = field(default=None, name="109")
    reset_seq_num_flag: bool | None = field(default=None, name="141")
    username: str | None = field(default=None, name="553")
    password: str | None = field(default=None, name="554")
    nonce: str | None = field(default=None, name="5025")
    force_reset_cl_ord_id: bool | None = field(default=None, name="5030")
    cancel_orders_on_disconnect: CancelOrdersOnDisconnect | None = field(default=None, name="8674")

    def body(self) -> str:
        text = f"98={self.encrypt_method!s}\x01108={self.heart_bt_int}\x01"
        fields = 2
        if self.client_id:
            text += f"109={self.client_id}\x01"
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
        if self.nonce:
            text += f"5025={self.nonce}\x01"
            fields += 1
        if self.force_reset_cl_ord_id is not None:
            text += f"5030={'Y' if self.force_reset_cl_ord_id else 'N'}\x01"
            fields += 1
        if self.cancel_orders_on_disconnect is not None:
            text += f"8674={self.cancel_orders_on_disconnect!s}\x01"
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
    layout: ClassVar[str] = "11t! 18t 38d! 40c! 44d 54c! 55t! 59c! 60u! 62u 99d 126u 168u 388c 1138d 5001e 7928e"

    cl_ord_id: str = field(name="11")
    exec_inst: ExecInst | None = field(default=None, name="18")
    order_qty: Decimal = field(name="38")
    ord_type: OrdType = field(name="40")
    price: Decimal | None = field(default=None, name="44")
    side: Side = field(name="54")
    symbol: str = field(name="55")
    time_in_force: TimeInForce = field(name="59")
    transact_time: int = field(name="60")  # ns since the epoch
    valid_until_time: int | None = field(default=None, name="62")  # ns since the epoch
    stop_px: Decimal | None = field(default=None, name="99")
    expire_time: int | None = field(default=None, name="126")  # ns since the epoch
    effective_time: int | None = field(default=None, name="168")  # ns since the epoch
    discretion_inst: DiscretionInst | None = field(default=None, name="388")
    display_qty: Decimal | None = field(default=None, name="1138")
    leverage: Leverage | None = field(default=None, name="5001")
    self_trade_prevention: SelfTradePrevention | None = field(default=None, name="7928")

    def body(self) -> str:
        if not (self.cl_ord_id and self.symbol):
            raise no_value("ClOrdID", "Symbol")
        text = f"11={self.cl_ord_id}\x01"
        fields = 7
        if self.exec_inst is not None:
            text += f"18={self.exec_inst!s}\x01"
            fields += 1
        text += f"38={decimal_text(self.order_qty)}\x0140={self.ord_type!s}\x01"
        if self.price is not None:
            text += f"44={decimal_text(self.price)}\x01"
            fields += 1
        text += f"54={self.side!s}\x0155={self.symbol}\x0159={self.time_in_force!s}\x0160={time_text(self.transact_time)}\x01"
        if self.valid_until_time is not None:
            text += f"62={time_text(self.valid_until_time)}\x01"
            fields += 1
        if self.stop_px is not None:
            text += f"99={decimal_text(self.stop_px)}\x01"
            fields += 1
        if self.expire_time is not None:
            text += f"126={time_text(self.expire_time)}\x01"
            fields += 1
        if self.effective_time is not None:
            text += f"168={time_text(self.effective_time)}\x01"
            fields += 1
        if self.discretion_inst is not None:
            text += f"388={self.discretion_inst!s}\x01"
            fields += 1
        if self.display_qty is not None:
            text += f"1138={decimal_text(self.display_qty)}\x01"
            fields += 1
        if self.leverage is not None:
            text += f"5001={self.leverage!s}\x01"
            fields += 1
        if self.self_trade_prevention is not None:
            text += f"7928={self.self_trade_prevention!s}\x01"
            fields += 1
        if text.count("\x01") != fields:
            raise smuggled()
        return text


class OrderCancelRequest(FixMessage, frozen=True, kw_only=True, gc=False):
    """OrderCancelRequest (F)."""

    msg_type: ClassVar[str] = "F"
    layout: ClassVar[str] = "11t! 37t 41t 54c! 55t! 60u!"

    cl_ord_id: str = field(name="11")
    order_id: str | None = field(default=None, name="37")
    orig_cl_ord_id: str | None = field(default=None, name="41")
    side: Side = field(name="54")
    symbol: str = field(name="55")
    transact_time: int = field(name="60")  # ns since the epoch

    def body(self) -> str:
        if not (self.cl_ord_id and self.symbol):
            raise no_value("ClOrdID", "Symbol")
        text = f"11={self.cl_ord_id}\x01"
        fields = 4
        if self.order_id:
            text += f"37={self.order_id}\x01"
            fields += 1
        if self.orig_cl_ord_id:
            text += f"41={self.orig_cl_ord_id}\x01"
            fields += 1
        text += f"54={self.side!s}\x0155={self.symbol}\x0160={time_text(self.transact_time)}\x01"
        if text.count("\x01") != fields:
            raise smuggled()
        return text


class OrderCancelReplaceRequest(FixMessage, frozen=True, kw_only=True, gc=False):
    """OrderCancelReplaceRequest (G)."""

    msg_type: ClassVar[str] = "G"
    layout: ClassVar[str] = "11t! 18t 37t! 38d! 40c! 41t! 44d 54c! 55t! 59c! 60u! 62u 99d 1138d"

    cl_ord_id: str = field(name="11")
    exec_inst: ExecInst | None = field(default=None, name="18")
    order_id: str = field(name="37")
    order_qty: Decimal = field(name="38")
    ord_type: OrdType = field(name="40")
    orig_cl_ord_id: str = field(name="41")
    price: Decimal | None = field(default=None, name="44")
    side: Side = field(name="54")
    symbol: str = field(name="55")
    time_in_force: TimeInForce = field(name="59")
    transact_time: int = field(name="60")  # ns since the epoch
    valid_until_time: int | None = field(default=None, name="62")  # ns since the epoch
    stop_px: Decimal | None = field(default=None, name="99")
    display_qty: Decimal | None = field(default=None, name="1138")

    def body(self) -> str:
        if not (self.cl_ord_id and self.order_id and self.orig_cl_ord_id and self.symbol):
            raise no_value("ClOrdID", "OrderID", "OrigClOrdID", "Symbol")
        text = f"11={self.cl_ord_id}\x01"
        fields = 9
        if self.exec_inst is not None:
            text += f"18={self.exec_inst!s}\x01"
            fields += 1
        text += f"37={self.order_id}\x0138={decimal_text(self.order_qty)}\x0140={self.ord_type!s}\x0141={self.orig_cl_ord_id}\x01"
        if self.price is not None:
            text += f"44={decimal_text(self.price)}\x01"
            fields += 1
        text += f"54={self.side!s}\x0155={self.symbol}\x0159={self.time_in_force!s}\x0160={time_text(self.transact_time)}\x01"
        if self.valid_until_time is not None:
            text += f"62={time_text(self.valid_until_time)}\x01"
            fields += 1
        if self.stop_px is not None:
            text += f"99={decimal_text(self.stop_px)}\x01"
            fields += 1
        if self.display_qty is not None:
            text += f"1138={decimal_text(self.display_qty)}\x01"
            fields += 1
        if text.count("\x01") != fields:
            raise smuggled()
        return text


class OrderMassCancelRequest(FixMessage, frozen=True, kw_only=True, gc=False):
    """OrderMassCancelRequest (q)."""

    msg_type: ClassVar[str] = "q"
    layout: ClassVar[str] = "11t! 55t 60u! 530c!"

    cl_ord_id: str = field(name="11")
    symbol: str | None = field(default=None, name="55")
    transact_time: int = field(name="60")  # ns since the epoch
    mass_cancel_request_type: MassCancelRequestType = field(name="530")

    def body(self) -> str:
        if not self.cl_ord_id:
            raise no_value("ClOrdID")
        text = f"11={self.cl_ord_id}\x01"
        fields = 3
        if self.symbol:
            text += f"55={self.symbol}\x01"
            fields += 1
        text += f"60={time_text(self.transact_time)}\x01530={self.mass_cancel_request_type!s}\x01"
        if text.count("\x01") != fields:
            raise smuggled()
        return text


class ExecutionReport(FixMessage, frozen=True, kw_only=True, gc=False):
    """ExecutionReport (8)."""

    msg_type: ClassVar[str] = "8"
    layout: ClassVar[str] = (
        "6d 11t! 14d! 17t! 31d 32d 37t! 38d 39c! 40c! 41t 44d 54c! 55t! 58t 59c 60u 99d 150c! 151d 381d 527t 1138d"
    )

    avg_px: Decimal | None = field(default=None, name="6")
    cl_ord_id: str = field(name="11")
    cum_qty: Decimal = field(name="14")
    exec_id: str = field(name="17")
    last_px: Decimal | None = field(default=None, name="31")
    last_qty: Decimal | None = field(default=None, name="32")
    order_id: str = field(name="37")
    order_qty: Decimal | None = field(default=None, name="38")
    ord_status: OrdStatus = field(name="39")
    ord_type: OrdType = field(name="40")
    orig_cl_ord_id: str | None = field(default=None, name="41")
    price: Decimal | None = field(default=None, name="44")
    side: Side = field(name="54")
    symbol: str = field(name="55")
    text: str | None = field(default=None, name="58")
    time_in_force: TimeInForce | None = field(default=None, name="59")
    transact_time: int | None = field(default=None, name="60")  # ns since the epoch
    stop_px: Decimal | None = field(default=None, name="99")
    exec_type: ExecType = field(name="150")
    leaves_qty: Decimal | None = field(default=None, name="151")
    gross_trade_amt: Decimal | None = field(default=None, name="381")
    secondary_exec_id: str | None = field(default=None, name="527")
    display_qty: Decimal | None = field(default=None, name="1138")

    def body(self) -> str:
        if not (self.cl_ord_id and self.exec_id and self.order_id and self.symbol):
            raise no_value("ClOrdID", "ExecID", "OrderID", "Symbol")
        text = ""
        fields = 9
        if self.avg_px is not None:
            text += f"6={decimal_text(self.avg_px)}\x01"
            fields += 1
        text += f"11={self.cl_ord_id}\x0114={decimal_text(self.cum_qty)}\x0117={self.exec_id}\x01"
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
        text += f"39={self.ord_status!s}\x0140={self.ord_type!s}\x01"
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
        text += f"150={self.exec_type!s}\x01"
        if self.leaves_qty is not None:
            text += f"151={decimal_text(self.leaves_qty)}\x01"
            fields += 1
        if self.gross_trade_amt is not None:
            text += f"381={decimal_text(self.gross_trade_amt)}\x01"
            fields += 1
        if self.secondary_exec_id:
            text += f"527={self.secondary_exec_id}\x01"
            fields += 1
        if self.display_qty is not None:
            text += f"1138={decimal_text(self.display_qty)}\x01"
            fields += 1
        if text.count("\x01") != fields:
            raise smuggled()
        return text


class BusinessMessageReject(FixMessage, frozen=True, kw_only=True, gc=False):
    """BusinessMessageReject (j)."""

    msg_type: ClassVar[str] = "j"
    layout: ClassVar[str] = "45i! 58t 372t! 379t! 380e!"

    ref_seq_num: int = field(name="45")
    text: str | None = field(default=None, name="58")
    ref_msg_type: str = field(name="372")
    business_reject_ref_id: str = field(name="379")
    business_reject_reason: BusinessRejectReason = field(name="380")

    def body(self) -> str:
        if not (self.ref_msg_type and self.business_reject_ref_id):
            raise no_value("RefMsgType", "BusinessRejectRefID")
        text = f"45={self.ref_seq_num}\x01"
        fields = 4
        if self.text:
            text += f"58={self.text}\x01"
            fields += 1
        text += (
            f"372={self.ref_msg_type}\x01379={self.business_reject_ref_id}\x01380={self.business_reject_reason!s}\x01"
        )
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
    "8": ExecutionReport,
    "j": BusinessMessageReject,
}

CODEC = MessageCodec(
    MESSAGES,
    header="8t! 9i! 35t! 34i! 43b 49t! 52u! 56t! 122u 50t 57t 115t 128t 97b 369i",
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
