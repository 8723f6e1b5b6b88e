"""Binance Spot, FIX: messages of FIX.4.4 as types. A field's tag stands beside it."""

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

#: UTC timestamps as they are sent: ns since the epoch in, 6 digits after the second out.
time_text = TimeWriter(6).write


class CancelRestrictions(OpenEnum):
    """CancelRestrictions (25002)."""

    ONLY_NEW = "1"
    ONLY_PARTIALLY_FILLED = "2"


class ContingencyType(OpenEnum):
    """ContingencyType (1385)."""

    ONE_CANCELS_THE_OTHER = "1"
    ONE_TRIGGERS_THE_OTHER = "2"


class CxlRejResponseTo(OpenEnum):
    """CxlRejResponseTo (434)."""

    ORDER_CANCEL_REQUEST = "1"


class EncryptMethod(OpenEnum):
    """EncryptMethod (98)."""

    NONE = "0"


class ExecInst(OpenEnum):
    """ExecInst (18)."""

    PARTICIPATE_DONT_INITIATE = "6"


class ExecType(OpenEnum):
    """ExecType (150)."""

    NEW = "0"
    CANCELED = "4"
    REPLACED = "5"
    REJECTED = "8"
    TRADE = "F"
    EXPIRED = "C"


class ExecutionReportType(OpenEnum):
    """ExecutionReportType (25045)."""

    FULL = "1"
    MINI = "2"


class ExpiryReason(OpenEnum):
    """ExpiryReason (25056)."""

    REJECTED = "1"
    EXCHANGE_CANCELED = "2"
    OCO_TRIGGER = "3"
    OTO_PHASE_ONE_EXPIRED = "4"
    UNFILLED_IOC_QUANTITY_EXPIRED = "5"
    UNFILLED_FOK_ORDER_EXPIRED = "6"
    INSUFFICIENT_LIQUIDITY = "7"
    EXECUTION_RULE_PRICE_RANGE_EXCEEDED = "8"


class LimitResetIntervalResolution(OpenEnum):
    """LimitResetIntervalResolution (25008)."""

    SECOND = "s"
    MINUTE = "m"
    HOUR = "h"
    DAY = "d"


class LimitType(OpenEnum):
    """LimitType (25004)."""

    ORDER_LIMIT = "1"
    MESSAGE_LIMIT = "2"


class ListOrderStatus(OpenEnum):
    """ListOrderStatus (431)."""

    EXECUTING = "3"
    ALL_DONE = "6"
    REJECT = "7"


class ListRejectReason(OpenEnum):
    """ListRejectReason (1386)."""

    OTHER = "99"


class ListStatusType(OpenEnum):
    """ListStatusType (429)."""

    RESPONSE = "2"
    EXEC_STARTED = "4"
    ALL_DONE = "5"
    UPDATED = "100"


class ListTriggerAction(OpenEnum):
    """ListTriggerAction (25013)."""

    RELEASE = "1"
    CANCEL = "2"


class ListTriggerType(OpenEnum):
    """ListTriggerType (25011)."""

    ACTIVATED = "1"
    PARTIALLY_FILLED = "2"
    FILLED = "3"


class MassCancelRejectReason(OpenEnum):
    """MassCancelRejectReason (532)."""

    OTHER = "99"


class MassCancelRequestType(OpenEnum):
    """MassCancelRequestType (530)."""

    CANCEL_SYMBOL_ORDERS = "1"


class MassCancelResponse(OpenEnum):
    """MassCancelResponse (531)."""

    CANCEL_REQUEST_REJECTED = "0"
    CANCEL_SYMBOL_ORDERS = "1"


class MatchType(OpenEnum):
    """MatchType (574)."""

    ONE_PARTY_TRADE_REPORT = "1"
    AUTO_MATCH = "4"


class MessageHandling(OpenEnum):
    """MessageHandling (25035)."""

    UNORDERED = "1"
    SEQUENTIAL = "2"


class MiscFeeType(OpenEnum):
    """MiscFeeType (139)."""

    EXCHANGE_FEES = "4"


class OrdRejReason(OpenEnum):
    """OrdRejReason (103)."""

    OTHER = "99"


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


class OrdType(OpenEnum):
    """OrdType (40)."""

    MARKET = "1"
    LIMIT = "2"
    STOP = "3"
    STOP_LIMIT = "4"
    PEGGED = "P"


class OrderCancelRequestAndNewOrderSingleMode(OpenEnum):
    """OrderCancelRequestAndNewOrderSingleMode (25033)."""

    STOP_ON_FAILURE = "1"
    ALLOW_FAILURE = "2"


class OrderRateLimitExceededMode(OpenEnum):
    """OrderRateLimitExceededMode (25038)."""

    DO_NOTHING = "1"
    CANCEL_ONLY = "2"


class PegMoveType(OpenEnum):
    """PegMoveType (835)."""

    FIXED = "1"


class PegOffsetType(OpenEnum):
    """PegOffsetType (836)."""

    PRICE_TIER = "3"


class PegPriceType(OpenEnum):
    """PegPriceType (1094)."""

    MARKET_PEG = "4"
    PRIMARY_PEG = "5"


class ResponseMode(OpenEnum):
    """ResponseMode (25036)."""

    EVERYTHING = "1"
    ONLY_ACKS = "2"


class SelfTradePreventionMode(OpenEnum):
    """SelfTradePreventionMode (25001)."""

    NONE = "1"
    EXPIRE_TAKER = "2"
    EXPIRE_MAKER = "3"
    EXPIRE_BOTH = "4"
    DECREMENT = "5"
    TRANSFER = "6"


class SessionRejectReason(OpenEnum):
    """SessionRejectReason (373)."""

    INVALID_TAG_NUMBER = "0"
    REQUIRED_TAG_MISSING = "1"
    TAG_NOT_DEFINED_FOR_THIS_MESSAGE_TYPE = "2"
    UNDEFINED_TAG = "3"
    VALUE_IS_INCORRECT = "5"
    INCORRECT_DATA_FORMAT_FOR_VALUE = "6"
    SIGNATURE_PROBLEM = "8"
    SENDINGTIME_ACCURACY_PROBLEM = "10"
    TAG_APPEARS_MORE_THAN_ONCE = "13"
    TAG_SPECIFIED_OUT_OF_REQUIRED_ORDER = "14"
    REPEATING_GROUP_FIELDS_OUT_OF_ORDER = "15"
    INCORRECT_NUMINGROUP_COUNT_FOR_REPEATING_GROUP = "16"
    OTHER = "99"


class Side(OpenEnum):
    """Side (54)."""

    BUY = "1"
    SELL = "2"


class TimeInForce(OpenEnum):
    """TimeInForce (59)."""

    GOOD_TILL_CANCEL = "1"
    IMMEDIATE_OR_CANCEL = "3"
    FILL_OR_KILL = "4"


class TriggerAction(OpenEnum):
    """TriggerAction (1101)."""

    ACTIVATE = "1"


class TriggerPriceDirection(OpenEnum):
    """TriggerPriceDirection (1109)."""

    UP = "U"
    DOWN = "D"


class TriggerPriceType(OpenEnum):
    """TriggerPriceType (1107)."""

    LAST_TRADE = "2"


class TriggerType(OpenEnum):
    """TriggerType (1100)."""

    PRICE_MOVEMENT = "4"


class WorkingFloor(OpenEnum):
    """WorkingFloor (25021)."""

    EXCHANGE = "1"
    BROKER = "2"
    SOR = "3"


class MiscFeesEntry(FixEntry, frozen=True, kw_only=True, gc=False):
    """An entry of NoMiscFees (136)."""

    misc_fee_amt: Decimal = field(name="137")
    misc_fee_curr: str = field(name="138")
    misc_fee_type: MiscFeeType = field(name="139")

    def body(self) -> str:
        if not self.misc_fee_curr:
            raise no_value("MiscFeeCurr")
        text = f"137={decimal_text(self.misc_fee_amt)}\x01138={self.misc_fee_curr}\x01139={self.misc_fee_type!s}\x01"
        if text.count("\x01") != 3:
            raise smuggled()
        return text


class ListTriggeringInstructionsEntry(FixEntry, frozen=True, kw_only=True, gc=False):
    """An entry of NoListTriggeringInstructions (25010)."""

    list_trigger_type: ListTriggerType = field(name="25011")
    list_trigger_trigger_index: int = field(name="25012")
    list_trigger_action: ListTriggerAction = field(name="25013")

    def body(self) -> str:
        text = f"25011={self.list_trigger_type!s}\x0125012={self.list_trigger_trigger_index}\x0125013={self.list_trigger_action!s}\x01"
        if text.count("\x01") != 3:
            raise smuggled()
        return text


class OrdersEntry(FixEntry, frozen=True, kw_only=True, gc=False):
    """An entry of NoOrders (73)."""

    cl_ord_id: str = field(name="11")
    exec_inst: ExecInst | None = field(default=None, name="18")
    order_qty: Decimal | None = field(default=None, name="38")
    ord_type: OrdType = field(name="40")
    price: Decimal | None = field(default=None, name="44")
    side: Side = field(name="54")
    symbol: str = field(name="55")
    time_in_force: TimeInForce | None = field(default=None, name="59")
    max_floor: Decimal | None = field(default=None, name="111")
    cash_order_qty: Decimal | None = field(default=None, name="152")
    peg_offset_value: Decimal | None = field(default=None, name="211")
    peg_move_type: PegMoveType | None = field(default=None, name="835")
    peg_offset_type: PegOffsetType | None = field(default=None, name="836")
    peg_price_type: PegPriceType | None = field(default=None, name="1094")
    target_strategy: int | None = field(default=None, name="847")
    trigger_type: TriggerType | None = field(default=None, name="1100")
    trigger_action: TriggerAction | None = field(default=None, name="1101")
    trigger_price: Decimal | None = field(default=None, name="1102")
    trigger_price_type: TriggerPriceType | None = field(default=None, name="1107")
    trigger_price_direction: TriggerPriceDirection | None = field(default=None, name="1109")
    trigger_trailing_delta_bips: int | None = field(default=None, name="25009")
    strategy_id: int | None = field(default=None, name="7940")
    self_trade_prevention_mode: SelfTradePreventionMode | None = field(default=None, name="25001")
    no_list_triggering_instructions: tuple[ListTriggeringInstructionsEntry, ...] = field(default=(), name="25010")

    def body(self) -> str:
        if not (self.cl_ord_id and self.symbol):
            raise no_value("ClOrdID", "Symbol")
        text = f"11={self.cl_ord_id}\x01"
        fields = 4
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
        if self.max_floor is not None:
            text += f"111={decimal_text(self.max_floor)}\x01"
            fields += 1
        if self.cash_order_qty is not None:
            text += f"152={decimal_text(self.cash_order_qty)}\x01"
            fields += 1
        if self.peg_offset_value is not None:
            text += f"211={decimal_text(self.peg_offset_value)}\x01"
            fields += 1
        if self.peg_move_type is not None:
            text += f"835={self.peg_move_type!s}\x01"
            fields += 1
        if self.peg_offset_type is not None:
            text += f"836={self.peg_offset_type!s}\x01"
            fields += 1
        if self.peg_price_type is not None:
            text += f"1094={self.peg_price_type!s}\x01"
            fields += 1
        if self.target_strategy is not None:
            text += f"847={self.target_strategy}\x01"
            fields += 1
        if self.trigger_type is not None:
            text += f"1100={self.trigger_type!s}\x01"
            fields += 1
        if self.trigger_action is not None:
            text += f"1101={self.trigger_action!s}\x01"
            fields += 1
        if self.trigger_price is not None:
            text += f"1102={decimal_text(self.trigger_price)}\x01"
            fields += 1
        if self.trigger_price_type is not None:
            text += f"1107={self.trigger_price_type!s}\x01"
            fields += 1
        if self.trigger_price_direction is not None:
            text += f"1109={self.trigger_price_direction!s}\x01"
            fields += 1
        if self.trigger_trailing_delta_bips is not None:
            text += f"25009={self.trigger_trailing_delta_bips}\x01"
            fields += 1
        if self.strategy_id is not None:
            text += f"7940={self.strategy_id}\x01"
            fields += 1
        if self.self_trade_prevention_mode is not None:
            text += f"25001={self.self_trade_prevention_mode!s}\x01"
            fields += 1
        if self.no_list_triggering_instructions:
            entries = "".join([entry.body() for entry in self.no_list_triggering_instructions])
            text += f"25010={len(self.no_list_triggering_instructions)}\x01{entries}"
            fields += 1 + entries.count("\x01")
        if text.count("\x01") != fields:
            raise smuggled()
        return text


class ListStatusOrdersEntry(FixEntry, frozen=True, kw_only=True, gc=False):
    """An entry of NoOrders (73)."""

    cl_ord_id: str = field(name="11")
    order_id: int | None = field(default=None, name="37")
    symbol: str = field(name="55")
    text: str | None = field(default=None, name="58")
    ord_rej_reason: OrdRejReason | None = field(default=None, name="103")
    no_list_triggering_instructions: tuple[ListTriggeringInstructionsEntry, ...] = field(default=(), name="25010")
    error_code: int | None = field(default=None, name="25016")

    def body(self) -> str:
        if not (self.cl_ord_id and self.symbol):
            raise no_value("ClOrdID", "Symbol")
        text = f"11={self.cl_ord_id}\x01"
        fields = 2
        if self.order_id is not None:
            text += f"37={self.order_id}\x01"
            fields += 1
        text += f"55={self.symbol}\x01"
        if self.text:
            text += f"58={self.text}\x01"
            fields += 1
        if self.ord_rej_reason is not None:
            text += f"103={self.ord_rej_reason!s}\x01"
            fields += 1
        if self.no_list_triggering_instructions:
            entries = "".join([entry.body() for entry in self.no_list_triggering_instructions])
            text += f"25010={len(self.no_list_triggering_instructions)}\x01{entries}"
            fields += 1 + entries.count("\x01")
        if self.error_code is not None:
            text += f"25016={self.error_code}\x01"
            fields += 1
        if text.count("\x01") != fields:
            raise smuggled()
        return text


class LimitIndicatorsEntry(FixEntry, frozen=True, kw_only=True, gc=False):
    """An entry of NoLimitIndicators (25003)."""

    limit_type: LimitType = field(name="25004")
    limit_count: int = field(name="25005")
    limit_max: int = field(name="25006")
    limit_reset_interval: int | None = field(default=None, name="25007")
    limit_reset_interval_resolution: LimitResetIntervalResolution | None = field(default=None, name="25008")

    def body(self) -> str:
        text = f"25004={self.limit_type!s}\x0125005={self.limit_count}\x0125006={self.limit_max}\x01"
        fields = 3
        if self.limit_reset_interval is not None:
            text += f"25007={self.limit_reset_interval}\x01"
            fields += 1
        if self.limit_reset_interval_resolution is not None:
            text += f"25008={self.limit_reset_interval_resolution!s}\x01"
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


class Reject(FixMessage, frozen=True, kw_only=True, gc=False):
    """Reject (3)."""

    msg_type: ClassVar[str] = "3"
    layout: ClassVar[str] = "45i 58t 371i 372t 373e 25016i"

    ref_seq_num: int | None = field(default=None, name="45")
    text: str | None = field(default=None, name="58")
    ref_tag_id: int | None = field(default=None, name="371")
    ref_msg_type: str | None = field(default=None, name="372")
    session_reject_reason: SessionRejectReason | None = field(default=None, name="373")
    error_code: int | None = field(default=None, name="25016")

    def body(self) -> str:
        text = ""
        fields = 0
        if self.ref_seq_num is not None:
            text += f"45={self.ref_seq_num}\x01"
            fields += 1
        if self.text:
            text += f"58={self.text}\x01"
            fields += 1
        if self.ref_tag_id is not None:
            text += f"371={self.ref_tag_id}\x01"
            fields += 1
        if self.ref_msg_type:
            text += f"372={self.ref_msg_type}\x01"
            fields += 1
        if self.session_reject_reason is not None:
            text += f"373={self.session_reject_reason!s}\x01"
            fields += 1
        if self.error_code is not None:
            text += f"25016={self.error_code}\x01"
            fields += 1
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


class Logon(FixMessage, frozen=True, kw_only=True, gc=False):
    """Logon (A)."""

    msg_type: ClassVar[str] = "A"
    layout: ClassVar[str] = "95i 96r 98e 108i! 141b 553t 9406b 25035e 25036e 25037t 25045e 25050i 25051i"

    raw_data: str | None = field(default=None, name="96")
    encrypt_method: EncryptMethod | None = field(default=None, name="98")
    heart_bt_int: int = field(name="108")
    reset_seq_num_flag: bool | None = field(default=None, name="141")
    username: str | None = field(default=None, name="553")
    drop_copy_flag: bool | None = field(default=None, name="9406")
    message_handling: MessageHandling | None = field(default=None, name="25035")
    response_mode: ResponseMode | None = field(default=None, name="25036")
    uuid: str | None = field(default=None, name="25037")
    execution_report_type: ExecutionReportType | None = field(default=None, name="25045")
    sbe_schema_id: int | None = field(default=None, name="25050")
    sbe_schema_version: int | None = field(default=None, name="25051")

    def body(self) -> str:
        text = ""
        fields = 1
        if self.raw_data:
            text += data_field("95", "96", self.raw_data)
            fields += 2 + self.raw_data.count("\x01")
        if self.encrypt_method is not None:
            text += f"98={self.encrypt_method!s}\x01"
            fields += 1
        text += f"108={self.heart_bt_int}\x01"
        if self.reset_seq_num_flag is not None:
            text += f"141={'Y' if self.reset_seq_num_flag else 'N'}\x01"
            fields += 1
        if self.username:
            text += f"553={self.username}\x01"
            fields += 1
        if self.drop_copy_flag is not None:
            text += f"9406={'Y' if self.drop_copy_flag else 'N'}\x01"
            fields += 1
        if self.message_handling is not None:
            text += f"25035={self.message_handling!s}\x01"
            fields += 1
        if self.response_mode is not None:
            text += f"25036={self.response_mode!s}\x01"
            fields += 1
        if self.uuid:
            text += f"25037={self.uuid}\x01"
            fields += 1
        if self.execution_report_type is not None:
            text += f"25045={self.execution_report_type!s}\x01"
            fields += 1
        if self.sbe_schema_id is not None:
            text += f"25050={self.sbe_schema_id}\x01"
            fields += 1
        if self.sbe_schema_version is not None:
            text += f"25051={self.sbe_schema_version}\x01"
            fields += 1
        if text.count("\x01") != fields:
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


class ExecutionReport(FixMessage, frozen=True, kw_only=True, gc=False):
    """ExecutionReport (8)."""

    msg_type: ClassVar[str] = "8"
    layout: ClassVar[str] = (
        "11t 14d! 17i 18c 31d 32d! 37i 38d 39c! 40c! 41t 44d 54c! 55t! 58t 59c 60u 66i 70i 103e 111d 136n(137d! 138t! 139e!) 150c! 151d 152d 211d 835e 836c 1094c 574t 636b 839d 847i 1003i 1057b 1100c 1101c 1102d 1107c 1109c 25009i 7940i 25001c 25016i 25017d 25018u 25021e 25022u 25023u 25024i 25025d 25026d 25027i 25028t 25029i 25030d 25031d 25032b 25056e"
    )

    cl_ord_id: str | None = field(default=None, name="11")
    cum_qty: Decimal = field(name="14")
    exec_id: int | None = field(default=None, name="17")
    exec_inst: ExecInst | None = field(default=None, name="18")
    last_px: Decimal | None = field(default=None, name="31")
    last_qty: Decimal = field(name="32")
    order_id: int | None = field(default=None, name="37")
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
    list_id: int | None = field(default=None, name="66")
    alloc_id: int | None = field(default=None, name="70")
    ord_rej_reason: OrdRejReason | None = field(default=None, name="103")
    max_floor: Decimal | None = field(default=None, name="111")
    no_misc_fees: tuple[MiscFeesEntry, ...] = field(default=(), name="136")
    exec_type: ExecType = field(name="150")
    leaves_qty: Decimal | None = field(default=None, name="151")
    cash_order_qty: Decimal | None = field(default=None, name="152")
    peg_offset_value: Decimal | None = field(default=None, name="211")
    peg_move_type: PegMoveType | None = field(default=None, name="835")
    peg_offset_type: PegOffsetType | None = field(default=None, name="836")
    peg_price_type: PegPriceType | None = field(default=None, name="1094")
    match_type: MatchType | None = field(default=None, name="574")
    working_indicator: bool | None = field(default=None, name="636")
    pegged_price: Decimal | None = field(default=None, name="839")
    target_strategy: int | None = field(default=None, name="847")
    trade_id: int | None = field(default=None, name="1003")
    aggressor_indicator: bool | None = field(default=None, name="1057")
    trigger_type: TriggerType | None = field(default=None, name="1100")
    trigger_action: TriggerAction | None = field(default=None, name="1101")
    trigger_price: Decimal | None = field(default=None, name="1102")
    trigger_price_type: TriggerPriceType | None = field(default=None, name="1107")
    trigger_price_direction: TriggerPriceDirection | None = field(default=None, name="1109")
    trigger_trailing_delta_bips: int | None = field(default=None, name="25009")
    strategy_id: int | None = field(default=None, name="7940")
    self_trade_prevention_mode: SelfTradePreventionMode | None = field(default=None, name="25001")
    error_code: int | None = field(default=None, name="25016")
    cum_quote_qty: Decimal | None = field(default=None, name="25017")
    order_creation_time: int | None = field(default=None, name="25018")  # ns since the epoch
    working_floor: WorkingFloor | None = field(default=None, name="25021")
    trailing_time: int | None = field(default=None, name="25022")  # ns since the epoch
    working_time: int | None = field(default=None, name="25023")  # ns since the epoch
    prevented_match_id: int | None = field(default=None, name="25024")
    prevented_execution_price: Decimal | None = field(default=None, name="25025")
    prevented_execution_qty: Decimal | None = field(default=None, name="25026")
    trade_group_id: int | None = field(default=None, name="25027")
    counter_symbol: str | None = field(default=None, name="25028")
    counter_order_id: int | None = field(default=None, name="25029")
    prevented_qty: Decimal | None = field(default=None, name="25030")
    last_prevented_qty: Decimal | None = field(default=None, name="25031")
    sor: bool | None = field(default=None, name="25032")
    expiry_reason: ExpiryReason | None = field(default=None, name="25056")

    def body(self) -> str:
        if not self.symbol:
            raise no_value("Symbol")
        text = ""
        fields = 7
        if self.cl_ord_id:
            text += f"11={self.cl_ord_id}\x01"
            fields += 1
        text += f"14={decimal_text(self.cum_qty)}\x01"
        if self.exec_id is not None:
            text += f"17={self.exec_id}\x01"
            fields += 1
        if self.exec_inst is not None:
            text += f"18={self.exec_inst!s}\x01"
            fields += 1
        if self.last_px is not None:
            text += f"31={decimal_text(self.last_px)}\x01"
            fields += 1
        text += f"32={decimal_text(self.last_qty)}\x01"
        if self.order_id is not None:
            text += f"37={self.order_id}\x01"
            fields += 1
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
        if self.list_id is not None:
            text += f"66={self.list_id}\x01"
            fields += 1
        if self.alloc_id is not None:
            text += f"70={self.alloc_id}\x01"
            fields += 1
        if self.ord_rej_reason is not None:
            text += f"103={self.ord_rej_reason!s}\x01"
            fields += 1
        if self.max_floor is not None:
            text += f"111={decimal_text(self.max_floor)}\x01"
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
        if self.peg_offset_value is not None:
            text += f"211={decimal_text(self.peg_offset_value)}\x01"
            fields += 1
        if self.peg_move_type is not None:
            text += f"835={self.peg_move_type!s}\x01"
            fields += 1
        if self.peg_offset_type is not None:
            text += f"836={self.peg_offset_type!s}\x01"
            fields += 1
        if self.peg_price_type is not None:
            text += f"1094={self.peg_price_type!s}\x01"
            fields += 1
        if self.match_type is not None:
            text += f"574={self.match_type!s}\x01"
            fields += 1
        if self.working_indicator is not None:
            text += f"636={'Y' if self.working_indicator else 'N'}\x01"
            fields += 1
        if self.pegged_price is not None:
            text += f"839={decimal_text(self.pegged_price)}\x01"
            fields += 1
        if self.target_strategy is not None:
            text += f"847={self.target_strategy}\x01"
            fields += 1
        if self.trade_id is not None:
            text += f"1003={self.trade_id}\x01"
            fields += 1
        if self.aggressor_indicator is not None:
            text += f"1057={'Y' if self.aggressor_indicator else 'N'}\x01"
            fields += 1
        if self.trigger_type is not None:
            text += f"1100={self.trigger_type!s}\x01"
            fields += 1
        if self.trigger_action is not None:
            text += f"1101={self.trigger_action!s}\x01"
            fields += 1
        if self.trigger_price is not None:
            text += f"1102={decimal_text(self.trigger_price)}\x01"
            fields += 1
        if self.trigger_price_type is not None:
            text += f"1107={self.trigger_price_type!s}\x01"
            fields += 1
        if self.trigger_price_direction is not None:
            text += f"1109={self.trigger_price_direction!s}\x01"
            fields += 1
        if self.trigger_trailing_delta_bips is not None:
            text += f"25009={self.trigger_trailing_delta_bips}\x01"
            fields += 1
        if self.strategy_id is not None:
            text += f"7940={self.strategy_id}\x01"
            fields += 1
        if self.self_trade_prevention_mode is not None:
            text += f"25001={self.self_trade_prevention_mode!s}\x01"
            fields += 1
        if self.error_code is not None:
            text += f"25016={self.error_code}\x01"
            fields += 1
        if self.cum_quote_qty is not None:
            text += f"25017={decimal_text(self.cum_quote_qty)}\x01"
            fields += 1
        if self.order_creation_time is not None:
            text += f"25018={time_text(self.order_creation_time)}\x01"
            fields += 1
        if self.working_floor is not None:
            text += f"25021={self.working_floor!s}\x01"
            fields += 1
        if self.trailing_time is not None:
            text += f"25022={time_text(self.trailing_time)}\x01"
            fields += 1
        if self.working_time is not None:
            text += f"25023={time_text(self.working_time)}\x01"
            fields += 1
        if self.prevented_match_id is not None:
            text += f"25024={self.prevented_match_id}\x01"
            fields += 1
        if self.prevented_execution_price is not None:
            text += f"25025={decimal_text(self.prevented_execution_price)}\x01"
            fields += 1
        if self.prevented_execution_qty is not None:
            text += f"25026={decimal_text(self.prevented_execution_qty)}\x01"
            fields += 1
        if self.trade_group_id is not None:
            text += f"25027={self.trade_group_id}\x01"
            fields += 1
        if self.counter_symbol:
            text += f"25028={self.counter_symbol}\x01"
            fields += 1
        if self.counter_order_id is not None:
            text += f"25029={self.counter_order_id}\x01"
            fields += 1
        if self.prevented_qty is not None:
            text += f"25030={decimal_text(self.prevented_qty)}\x01"
            fields += 1
        if self.last_prevented_qty is not None:
            text += f"25031={decimal_text(self.last_prevented_qty)}\x01"
            fields += 1
        if self.sor is not None:
            text += f"25032={'Y' if self.sor else 'N'}\x01"
            fields += 1
        if self.expiry_reason is not None:
            text += f"25056={self.expiry_reason!s}\x01"
            fields += 1
        if text.count("\x01") != fields:
            raise smuggled()
        return text


class OrderCancelReject(FixMessage, frozen=True, kw_only=True, gc=False):
    """OrderCancelReject (9)."""

    msg_type: ClassVar[str] = "9"
    layout: ClassVar[str] = "11t! 37i 41t 55t! 58t! 66i 434c! 25002e 25015t 25016i!"

    cl_ord_id: str = field(name="11")
    order_id: int | None = field(default=None, name="37")
    orig_cl_ord_id: str | None = field(default=None, name="41")
    symbol: str = field(name="55")
    text: str = field(name="58")
    list_id: int | None = field(default=None, name="66")
    cxl_rej_response_to: CxlRejResponseTo = field(name="434")
    cancel_restrictions: CancelRestrictions | None = field(default=None, name="25002")
    orig_cl_list_id: str | None = field(default=None, name="25015")
    error_code: int = field(name="25016")

    def body(self) -> str:
        if not (self.cl_ord_id and self.symbol and self.text):
            raise no_value("ClOrdID", "Symbol", "Text")
        text = f"11={self.cl_ord_id}\x01"
        fields = 5
        if self.order_id is not None:
            text += f"37={self.order_id}\x01"
            fields += 1
        if self.orig_cl_ord_id:
            text += f"41={self.orig_cl_ord_id}\x01"
            fields += 1
        text += f"55={self.symbol}\x0158={self.text}\x01"
        if self.list_id is not None:
            text += f"66={self.list_id}\x01"
            fields += 1
        text += f"434={self.cxl_rej_response_to!s}\x01"
        if self.cancel_restrictions is not None:
            text += f"25002={self.cancel_restrictions!s}\x01"
            fields += 1
        if self.orig_cl_list_id:
            text += f"25015={self.orig_cl_list_id}\x01"
            fields += 1
        text += f"25016={self.error_code}\x01"
        if text.count("\x01") != fields:
            raise smuggled()
        return text


class News(FixMessage, frozen=True, kw_only=True, gc=False):
    """News (B)."""

    msg_type: ClassVar[str] = "B"
    layout: ClassVar[str] = "148t!"

    headline: str = field(name="148")

    def body(self) -> str:
        if not self.headline:
            raise no_value("Headline")
        text = f"148={self.headline}\x01"
        if text.count("\x01") != 1:
            raise smuggled()
        return text


class NewOrderSingle(FixMessage, frozen=True, kw_only=True, gc=False):
    """NewOrderSingle (D)."""

    msg_type: ClassVar[str] = "D"
    layout: ClassVar[str] = (
        "11t! 18c 38d 40c! 44d 54c! 55t! 59c 111d 152d 211d 835e 836c 1094c 847i 1100c 1101c 1102d 1107c 1109c 25009i 7940i 25001c 25032b"
    )

    cl_ord_id: str = field(name="11")
    exec_inst: ExecInst | None = field(default=None, name="18")
    order_qty: Decimal | None = field(default=None, name="38")
    ord_type: OrdType = field(name="40")
    price: Decimal | None = field(default=None, name="44")
    side: Side = field(name="54")
    symbol: str = field(name="55")
    time_in_force: TimeInForce | None = field(default=None, name="59")
    max_floor: Decimal | None = field(default=None, name="111")
    cash_order_qty: Decimal | None = field(default=None, name="152")
    peg_offset_value: Decimal | None = field(default=None, name="211")
    peg_move_type: PegMoveType | None = field(default=None, name="835")
    peg_offset_type: PegOffsetType | None = field(default=None, name="836")
    peg_price_type: PegPriceType | None = field(default=None, name="1094")
    target_strategy: int | None = field(default=None, name="847")
    trigger_type: TriggerType | None = field(default=None, name="1100")
    trigger_action: TriggerAction | None = field(default=None, name="1101")
    trigger_price: Decimal | None = field(default=None, name="1102")
    trigger_price_type: TriggerPriceType | None = field(default=None, name="1107")
    trigger_price_direction: TriggerPriceDirection | None = field(default=None, name="1109")
    trigger_trailing_delta_bips: int | None = field(default=None, name="25009")
    strategy_id: int | None = field(default=None, name="7940")
    self_trade_prevention_mode: SelfTradePreventionMode | None = field(default=None, name="25001")
    sor: bool | None = field(default=None, name="25032")

    def body(self) -> str:
        if not (self.cl_ord_id and self.symbol):
            raise no_value("ClOrdID", "Symbol")
        text = f"11={self.cl_ord_id}\x01"
        fields = 4
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
        if self.max_floor is not None:
            text += f"111={decimal_text(self.max_floor)}\x01"
            fields += 1
        if self.cash_order_qty is not None:
            text += f"152={decimal_text(self.cash_order_qty)}\x01"
            fields += 1
        if self.peg_offset_value is not None:
            text += f"211={decimal_text(self.peg_offset_value)}\x01"
            fields += 1
        if self.peg_move_type is not None:
            text += f"835={self.peg_move_type!s}\x01"
            fields += 1
        if self.peg_offset_type is not None:
            text += f"836={self.peg_offset_type!s}\x01"
            fields += 1
        if self.peg_price_type is not None:
            text += f"1094={self.peg_price_type!s}\x01"
            fields += 1
        if self.target_strategy is not None:
            text += f"847={self.target_strategy}\x01"
            fields += 1
        if self.trigger_type is not None:
            text += f"1100={self.trigger_type!s}\x01"
            fields += 1
        if self.trigger_action is not None:
            text += f"1101={self.trigger_action!s}\x01"
            fields += 1
        if self.trigger_price is not None:
            text += f"1102={decimal_text(self.trigger_price)}\x01"
            fields += 1
        if self.trigger_price_type is not None:
            text += f"1107={self.trigger_price_type!s}\x01"
            fields += 1
        if self.trigger_price_direction is not None:
            text += f"1109={self.trigger_price_direction!s}\x01"
            fields += 1
        if self.trigger_trailing_delta_bips is not None:
            text += f"25009={self.trigger_trailing_delta_bips}\x01"
            fields += 1
        if self.strategy_id is not None:
            text += f"7940={self.strategy_id}\x01"
            fields += 1
        if self.self_trade_prevention_mode is not None:
            text += f"25001={self.self_trade_prevention_mode!s}\x01"
            fields += 1
        if self.sor is not None:
            text += f"25032={'Y' if self.sor else 'N'}\x01"
            fields += 1
        if text.count("\x01") != fields:
            raise smuggled()
        return text


class NewOrderList(FixMessage, frozen=True, kw_only=True, gc=False):
    """NewOrderList (E)."""

    msg_type: ClassVar[str] = "E"
    layout: ClassVar[str] = (
        "73n(11t! 18c 38d 40c! 44d 54c! 55t! 59c 111d 152d 211d 835e 836c 1094c 847i 1100c 1101c 1102d 1107c 1109c 25009i 7940i 25001c 25010n(25011c! 25012i! 25013c!)) 1385e! 25014t! 25046b"
    )

    no_orders: tuple[OrdersEntry, ...] = field(default=(), name="73")
    contingency_type: ContingencyType = field(name="1385")
    cl_list_id: str = field(name="25014")
    opo: bool | None = field(default=None, name="25046")

    def body(self) -> str:
        if not self.cl_list_id:
            raise no_value("ClListID")
        text = ""
        fields = 2
        if self.no_orders:
            entries = "".join([entry.body() for entry in self.no_orders])
            text += f"73={len(self.no_orders)}\x01{entries}"
            fields += 1 + entries.count("\x01")
        text += f"1385={self.contingency_type!s}\x0125014={self.cl_list_id}\x01"
        if self.opo is not None:
            text += f"25046={'Y' if self.opo else 'N'}\x01"
            fields += 1
        if text.count("\x01") != fields:
            raise smuggled()
        return text


class OrderCancelRequest(FixMessage, frozen=True, kw_only=True, gc=False):
    """OrderCancelRequest (F)."""

    msg_type: ClassVar[str] = "F"
    layout: ClassVar[str] = "11t! 37i 41t 55t! 66i 25002e 25015t"

    cl_ord_id: str = field(name="11")
    order_id: int | None = field(default=None, name="37")
    orig_cl_ord_id: str | None = field(default=None, name="41")
    symbol: str = field(name="55")
    list_id: int | None = field(default=None, name="66")
    cancel_restrictions: CancelRestrictions | None = field(default=None, name="25002")
    orig_cl_list_id: str | None = field(default=None, name="25015")

    def body(self) -> str:
        if not (self.cl_ord_id and self.symbol):
            raise no_value("ClOrdID", "Symbol")
        text = f"11={self.cl_ord_id}\x01"
        fields = 2
        if self.order_id is not None:
            text += f"37={self.order_id}\x01"
            fields += 1
        if self.orig_cl_ord_id:
            text += f"41={self.orig_cl_ord_id}\x01"
            fields += 1
        text += f"55={self.symbol}\x01"
        if self.list_id is not None:
            text += f"66={self.list_id}\x01"
            fields += 1
        if self.cancel_restrictions is not None:
            text += f"25002={self.cancel_restrictions!s}\x01"
            fields += 1
        if self.orig_cl_list_id:
            text += f"25015={self.orig_cl_list_id}\x01"
            fields += 1
        if text.count("\x01") != fields:
            raise smuggled()
        return text


class ListStatus(FixMessage, frozen=True, kw_only=True, gc=False):
    """ListStatus (N)."""

    msg_type: ClassVar[str] = "N"
    layout: ClassVar[str] = (
        "55t 60u 66i 73n(11t! 37i 55t! 58t 103e 25010n(25011c! 25012i! 25013c!) 25016i) 429e! 431e! 1385e 1386e 25014t 25015t"
    )

    symbol: str | None = field(default=None, name="55")
    transact_time: int | None = field(default=None, name="60")  # ns since the epoch
    list_id: int | None = field(default=None, name="66")
    no_orders: tuple[ListStatusOrdersEntry, ...] = field(default=(), name="73")
    list_status_type: ListStatusType = field(name="429")
    list_order_status: ListOrderStatus = field(name="431")
    contingency_type: ContingencyType | None = field(default=None, name="1385")
    list_reject_reason: ListRejectReason | None = field(default=None, name="1386")
    cl_list_id: str | None = field(default=None, name="25014")
    orig_cl_list_id: str | None = field(default=None, name="25015")

    def body(self) -> str:
        text = ""
        fields = 2
        if self.symbol:
            text += f"55={self.symbol}\x01"
            fields += 1
        if self.transact_time is not None:
            text += f"60={time_text(self.transact_time)}\x01"
            fields += 1
        if self.list_id is not None:
            text += f"66={self.list_id}\x01"
            fields += 1
        if self.no_orders:
            entries = "".join([entry.body() for entry in self.no_orders])
            text += f"73={len(self.no_orders)}\x01{entries}"
            fields += 1 + entries.count("\x01")
        text += f"429={self.list_status_type!s}\x01431={self.list_order_status!s}\x01"
        if self.contingency_type is not None:
            text += f"1385={self.contingency_type!s}\x01"
            fields += 1
        if self.list_reject_reason is not None:
            text += f"1386={self.list_reject_reason!s}\x01"
            fields += 1
        if self.cl_list_id:
            text += f"25014={self.cl_list_id}\x01"
            fields += 1
        if self.orig_cl_list_id:
            text += f"25015={self.orig_cl_list_id}\x01"
            fields += 1
        if text.count("\x01") != fields:
            raise smuggled()
        return text


class OrderMassCancelRequest(FixMessage, frozen=True, kw_only=True, gc=False):
    """OrderMassCancelRequest (q)."""

    msg_type: ClassVar[str] = "q"
    layout: ClassVar[str] = "11t! 55t! 530c!"

    cl_ord_id: str = field(name="11")
    symbol: str = field(name="55")
    mass_cancel_request_type: MassCancelRequestType = field(name="530")

    def body(self) -> str:
        if not (self.cl_ord_id and self.symbol):
            raise no_value("ClOrdID", "Symbol")
        text = f"11={self.cl_ord_id}\x0155={self.symbol}\x01530={self.mass_cancel_request_type!s}\x01"
        if text.count("\x01") != 3:
            raise smuggled()
        return text


class OrderMassCancelReport(FixMessage, frozen=True, kw_only=True, gc=False):
    """OrderMassCancelReport (r)."""

    msg_type: ClassVar[str] = "r"
    layout: ClassVar[str] = "11t! 55t! 58t 530c! 531c! 532e 533i 25016i"

    cl_ord_id: str = field(name="11")
    symbol: str = field(name="55")
    text: str | None = field(default=None, name="58")
    mass_cancel_request_type: MassCancelRequestType = field(name="530")
    mass_cancel_response: MassCancelResponse = field(name="531")
    mass_cancel_reject_reason: MassCancelRejectReason | None = field(default=None, name="532")
    total_affected_orders: int | None = field(default=None, name="533")
    error_code: int | None = field(default=None, name="25016")

    def body(self) -> str:
        if not (self.cl_ord_id and self.symbol):
            raise no_value("ClOrdID", "Symbol")
        text = f"11={self.cl_ord_id}\x0155={self.symbol}\x01"
        fields = 4
        if self.text:
            text += f"58={self.text}\x01"
            fields += 1
        text += f"530={self.mass_cancel_request_type!s}\x01531={self.mass_cancel_response!s}\x01"
        if self.mass_cancel_reject_reason is not None:
            text += f"532={self.mass_cancel_reject_reason!s}\x01"
            fields += 1
        if self.total_affected_orders is not None:
            text += f"533={self.total_affected_orders}\x01"
            fields += 1
        if self.error_code is not None:
            text += f"25016={self.error_code}\x01"
            fields += 1
        if text.count("\x01") != fields:
            raise smuggled()
        return text


class OrderAmendKeepPriorityRequest(FixMessage, frozen=True, kw_only=True, gc=False):
    """OrderAmendKeepPriorityRequest (XAK)."""

    msg_type: ClassVar[str] = "XAK"
    layout: ClassVar[str] = "11t! 37i 38d! 41t 55t!"

    cl_ord_id: str = field(name="11")
    order_id: int | None = field(default=None, name="37")
    order_qty: Decimal = field(name="38")
    orig_cl_ord_id: str | None = field(default=None, name="41")
    symbol: str = field(name="55")

    def body(self) -> str:
        if not (self.cl_ord_id and self.symbol):
            raise no_value("ClOrdID", "Symbol")
        text = f"11={self.cl_ord_id}\x01"
        fields = 3
        if self.order_id is not None:
            text += f"37={self.order_id}\x01"
            fields += 1
        text += f"38={decimal_text(self.order_qty)}\x01"
        if self.orig_cl_ord_id:
            text += f"41={self.orig_cl_ord_id}\x01"
            fields += 1
        text += f"55={self.symbol}\x01"
        if text.count("\x01") != fields:
            raise smuggled()
        return text


class OrderAmendReject(FixMessage, frozen=True, kw_only=True, gc=False):
    """OrderAmendReject (XAR)."""

    msg_type: ClassVar[str] = "XAR"
    layout: ClassVar[str] = "11t! 37i 38d! 41t 55t! 58t! 25016i!"

    cl_ord_id: str = field(name="11")
    order_id: int | None = field(default=None, name="37")
    order_qty: Decimal = field(name="38")
    orig_cl_ord_id: str | None = field(default=None, name="41")
    symbol: str = field(name="55")
    text: str = field(name="58")
    error_code: int = field(name="25016")

    def body(self) -> str:
        if not (self.cl_ord_id and self.symbol and self.text):
            raise no_value("ClOrdID", "Symbol", "Text")
        text = f"11={self.cl_ord_id}\x01"
        fields = 5
        if self.order_id is not None:
            text += f"37={self.order_id}\x01"
            fields += 1
        text += f"38={decimal_text(self.order_qty)}\x01"
        if self.orig_cl_ord_id:
            text += f"41={self.orig_cl_ord_id}\x01"
            fields += 1
        text += f"55={self.symbol}\x0158={self.text}\x0125016={self.error_code}\x01"
        if text.count("\x01") != fields:
            raise smuggled()
        return text


class OrderCancelRequestAndNewOrderSingle(FixMessage, frozen=True, kw_only=True, gc=False):
    """OrderCancelRequestAndNewOrderSingle (XCN)."""

    msg_type: ClassVar[str] = "XCN"
    layout: ClassVar[str] = (
        "11t! 18c 38d 40c! 44d 54c! 55t! 59c 111d 152d 211d 835e 836c 1094c 847i 1100c 1101c 1102d 1107c 1109c 25009i 7940i 25001c 37i 41t 25002e 25033e! 25034t 25038e"
    )

    cl_ord_id: str = field(name="11")
    exec_inst: ExecInst | None = field(default=None, name="18")
    order_qty: Decimal | None = field(default=None, name="38")
    ord_type: OrdType = field(name="40")
    price: Decimal | None = field(default=None, name="44")
    side: Side = field(name="54")
    symbol: str = field(name="55")
    time_in_force: TimeInForce | None = field(default=None, name="59")
    max_floor: Decimal | None = field(default=None, name="111")
    cash_order_qty: Decimal | None = field(default=None, name="152")
    peg_offset_value: Decimal | None = field(default=None, name="211")
    peg_move_type: PegMoveType | None = field(default=None, name="835")
    peg_offset_type: PegOffsetType | None = field(default=None, name="836")
    peg_price_type: PegPriceType | None = field(default=None, name="1094")
    target_strategy: int | None = field(default=None, name="847")
    trigger_type: TriggerType | None = field(default=None, name="1100")
    trigger_action: TriggerAction | None = field(default=None, name="1101")
    trigger_price: Decimal | None = field(default=None, name="1102")
    trigger_price_type: TriggerPriceType | None = field(default=None, name="1107")
    trigger_price_direction: TriggerPriceDirection | None = field(default=None, name="1109")
    trigger_trailing_delta_bips: int | None = field(default=None, name="25009")
    strategy_id: int | None = field(default=None, name="7940")
    self_trade_prevention_mode: SelfTradePreventionMode | None = field(default=None, name="25001")
    order_id: int | None = field(default=None, name="37")
    orig_cl_ord_id: str | None = field(default=None, name="41")
    cancel_restrictions: CancelRestrictions | None = field(default=None, name="25002")
    order_cancel_request_and_new_order_single_mode: OrderCancelRequestAndNewOrderSingleMode = field(name="25033")
    cancel_cl_ord_id: str | None = field(default=None, name="25034")
    order_rate_limit_exceeded_mode: OrderRateLimitExceededMode | None = field(default=None, name="25038")

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
        text += f"54={self.side!s}\x0155={self.symbol}\x01"
        if self.time_in_force is not None:
            text += f"59={self.time_in_force!s}\x01"
            fields += 1
        if self.max_floor is not None:
            text += f"111={decimal_text(self.max_floor)}\x01"
            fields += 1
        if self.cash_order_qty is not None:
            text += f"152={decimal_text(self.cash_order_qty)}\x01"
            fields += 1
        if self.peg_offset_value is not None:
            text += f"211={decimal_text(self.peg_offset_value)}\x01"
            fields += 1
        if self.peg_move_type is not None:
            text += f"835={self.peg_move_type!s}\x01"
            fields += 1
        if self.peg_offset_type is not None:
            text += f"836={self.peg_offset_type!s}\x01"
            fields += 1
        if self.peg_price_type is not None:
            text += f"1094={self.peg_price_type!s}\x01"
            fields += 1
        if self.target_strategy is not None:
            text += f"847={self.target_strategy}\x01"
            fields += 1
        if self.trigger_type is not None:
            text += f"1100={self.trigger_type!s}\x01"
            fields += 1
        if self.trigger_action is not None:
            text += f"1101={self.trigger_action!s}\x01"
            fields += 1
        if self.trigger_price is not None:
            text += f"1102={decimal_text(self.trigger_price)}\x01"
            fields += 1
        if self.trigger_price_type is not None:
            text += f"1107={self.trigger_price_type!s}\x01"
            fields += 1
        if self.trigger_price_direction is not None:
            text += f"1109={self.trigger_price_direction!s}\x01"
            fields += 1
        if self.trigger_trailing_delta_bips is not None:
            text += f"25009={self.trigger_trailing_delta_bips}\x01"
            fields += 1
        if self.strategy_id is not None:
            text += f"7940={self.strategy_id}\x01"
            fields += 1
        if self.self_trade_prevention_mode is not None:
            text += f"25001={self.self_trade_prevention_mode!s}\x01"
            fields += 1
        if self.order_id is not None:
            text += f"37={self.order_id}\x01"
            fields += 1
        if self.orig_cl_ord_id:
            text += f"41={self.orig_cl_ord_id}\x01"
            fields += 1
        if self.cancel_restrictions is not None:
            text += f"25002={self.cancel_restrictions!s}\x01"
            fields += 1
        text += f"25033={self.order_cancel_request_and_new_order_single_mode!s}\x01"
        if self.cancel_cl_ord_id:
            text += f"25034={self.cancel_cl_ord_id}\x01"
            fields += 1
        if self.order_rate_limit_exceeded_mode is not None:
            text += f"25038={self.order_rate_limit_exceeded_mode!s}\x01"
            fields += 1
        if text.count("\x01") != fields:
            raise smuggled()
        return text


class LimitQuery(FixMessage, frozen=True, kw_only=True, gc=False):
    """LimitQuery (XLQ)."""

    msg_type: ClassVar[str] = "XLQ"
    layout: ClassVar[str] = "6136t!"

    req_id: str = field(name="6136")

    def body(self) -> str:
        if not self.req_id:
            raise no_value("ReqID")
        text = f"6136={self.req_id}\x01"
        if text.count("\x01") != 1:
            raise smuggled()
        return text


class LimitResponse(FixMessage, frozen=True, kw_only=True, gc=False):
    """LimitResponse (XLR)."""

    msg_type: ClassVar[str] = "XLR"
    layout: ClassVar[str] = "6136t! 25003n!(25004c! 25005i! 25006i! 25007i 25008c)"

    req_id: str = field(name="6136")
    no_limit_indicators: tuple[LimitIndicatorsEntry, ...] = field(name="25003")

    def body(self) -> str:
        if not self.req_id:
            raise no_value("ReqID")
        text = f"6136={self.req_id}\x01"
        fields = 1
        entries = "".join([entry.body() for entry in self.no_limit_indicators])
        text += f"25003={len(self.no_limit_indicators)}\x01{entries}"
        fields += 1 + entries.count("\x01")
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
    "0": Heartbeat,
    "1": TestRequest,
    "3": Reject,
    "5": Logout,
    "A": Logon,
    "2": ResendRequest,
    "4": SequenceReset,
    "8": ExecutionReport,
    "9": OrderCancelReject,
    "B": News,
    "D": NewOrderSingle,
    "E": NewOrderList,
    "F": OrderCancelRequest,
    "N": ListStatus,
    "q": OrderMassCancelRequest,
    "r": OrderMassCancelReport,
    "XAK": OrderAmendKeepPriorityRequest,
    "XAR": OrderAmendReject,
    "XCN": OrderCancelRequestAndNewOrderSingle,
    "XLQ": LimitQuery,
    "XLR": LimitResponse,
    "j": BusinessMessageReject,
}

CODEC = MessageCodec(
    MESSAGES,
    header="8t! 9i! 35t! 49t! 56t! 34i! 52u! 25000d 50t 57t 115t 128t 43b 97b 122u 369i",
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
