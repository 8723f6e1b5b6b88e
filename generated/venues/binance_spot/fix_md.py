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


class AggressorSide(OpenEnum):
    """AggressorSide (2446)."""

    BUY = "1"
    SELL = "2"


class EncryptMethod(OpenEnum):
    """EncryptMethod (98)."""

    NONE = "0"


class InstrumentListRequestType(OpenEnum):
    """InstrumentListRequestType (559)."""

    SINGLE_INSTRUMENT = "0"
    ALL_INSTRUMENTS = "4"


class LimitResetIntervalResolution(OpenEnum):
    """LimitResetIntervalResolution (25008)."""

    SECOND = "s"
    MINUTE = "m"
    HOUR = "h"
    DAY = "d"


class LimitType(OpenEnum):
    """LimitType (25004)."""

    MESSAGE_LIMIT = "2"
    SUBSCRIPTION_LIMIT = "3"


class MDEntryType(OpenEnum):
    """MDEntryType (269)."""

    BID = "0"
    OFFER = "1"
    TRADE = "2"


class MDReqRejReason(OpenEnum):
    """MDReqRejReason (281)."""

    DUPLICATE_MDREQID = "1"
    TOO_MANY_SUBSCRIPTIONS = "2"


class MDUpdateAction(OpenEnum):
    """MDUpdateAction (279)."""

    NEW = "0"
    CHANGE = "1"
    DELETE = "2"


class MessageHandling(OpenEnum):
    """MessageHandling (25035)."""

    UNORDERED = "1"
    SEQUENTIAL = "2"


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


class SubscriptionRequestType(OpenEnum):
    """SubscriptionRequestType (263)."""

    SUBSCRIBE = "1"
    UNSUBSCRIBE = "2"


class RelatedSymEntry(FixEntry, frozen=True, kw_only=True, gc=False):
    """An entry of NoRelatedSym (146)."""

    symbol: str = field(name="55")

    def body(self) -> str:
        if not self.symbol:
            raise no_value("Symbol")
        text = f"55={self.symbol}\x01"
        if text.count("\x01") != 1:
            raise smuggled()
        return text


class MDEntryTypesEntry(FixEntry, frozen=True, kw_only=True, gc=False):
    """An entry of NoMDEntryTypes (267)."""

    md_entry_type: MDEntryType = field(name="269")

    def body(self) -> str:
        text = f"269={self.md_entry_type!s}\x01"
        if text.count("\x01") != 1:
            raise smuggled()
        return text


class MDEntriesEntry(FixEntry, frozen=True, kw_only=True, gc=False):
    """An entry of NoMDEntries (268)."""

    md_entry_type: MDEntryType = field(name="269")
    md_entry_px: Decimal = field(name="270")
    md_entry_size: Decimal = field(name="271")

    def body(self) -> str:
        text = f"269={self.md_entry_type!s}\x01270={decimal_text(self.md_entry_px)}\x01271={decimal_text(self.md_entry_size)}\x01"
        if text.count("\x01") != 3:
            raise smuggled()
        return text


class MarketDataIncrementalRefreshMDEntriesEntry(FixEntry, frozen=True, kw_only=True, gc=False):
    """An entry of NoMDEntries (268)."""

    md_update_action: MDUpdateAction = field(name="279")
    symbol: str | None = field(default=None, name="55")
    transact_time: int | None = field(default=None, name="60")  # ns since the epoch
    md_entry_type: MDEntryType = field(name="269")
    md_entry_px: Decimal = field(name="270")
    md_entry_size: Decimal | None = field(default=None, name="271")
    trade_id: int | None = field(default=None, name="1003")
    aggressor_side: AggressorSide | None = field(default=None, name="2446")
    first_book_update_id: int | None = field(default=None, name="25043")
    last_book_update_id: int | None = field(default=None, name="25044")

    def body(self) -> str:
        text = f"279={self.md_update_action!s}\x01"
        fields = 3
        if self.symbol:
            text += f"55={self.symbol}\x01"
            fields += 1
        if self.transact_time is not None:
            text += f"60={time_text(self.transact_time)}\x01"
            fields += 1
        text += f"269={self.md_entry_type!s}\x01270={decimal_text(self.md_entry_px)}\x01"
        if self.md_entry_size is not None:
            text += f"271={decimal_text(self.md_entry_size)}\x01"
            fields += 1
        if self.trade_id is not None:
            text += f"1003={self.trade_id}\x01"
            fields += 1
        if self.aggressor_side is not None:
            text += f"2446={self.aggressor_side!s}\x01"
            fields += 1
        if self.first_book_update_id is not None:
            text += f"25043={self.first_book_update_id}\x01"
            fields += 1
        if self.last_book_update_id is not None:
            text += f"25044={self.last_book_update_id}\x01"
            fields += 1
        if text.count("\x01") != fields:
            raise smuggled()
        return text


class InstrumentListRelatedSymEntry(FixEntry, frozen=True, kw_only=True, gc=False):
    """An entry of NoRelatedSym (146)."""

    symbol: str = field(name="55")
    currency: str = field(name="15")
    min_trade_vol: Decimal | None = field(default=None, name="562")
    min_price_increment: Decimal | None = field(default=None, name="969")
    max_trade_vol: Decimal | None = field(default=None, name="1140")
    start_price_range: Decimal | None = field(default=None, name="2551")
    end_price_range: Decimal | None = field(default=None, name="2552")
    min_qty_increment: Decimal | None = field(default=None, name="25039")
    market_min_trade_vol: Decimal | None = field(default=None, name="25040")
    market_max_trade_vol: Decimal | None = field(default=None, name="25041")
    market_min_qty_increment: Decimal | None = field(default=None, name="25042")

    def body(self) -> str:
        if not (self.symbol and self.currency):
            raise no_value("Symbol", "Currency")
        text = f"55={self.symbol}\x0115={self.currency}\x01"
        fields = 2
        if self.min_trade_vol is not None:
            text += f"562={decimal_text(self.min_trade_vol)}\x01"
            fields += 1
        if self.min_price_increment is not None:
            text += f"969={decimal_text(self.min_price_increment)}\x01"
            fields += 1
        if self.max_trade_vol is not None:
            text += f"1140={decimal_text(self.max_trade_vol)}\x01"
            fields += 1
        if self.start_price_range is not None:
            text += f"2551={decimal_text(self.start_price_range)}\x01"
            fields += 1
        if self.end_price_range is not None:
            text += f"2552={decimal_text(self.end_price_range)}\x01"
            fields += 1
        if self.min_qty_increment is not None:
            text += f"25039={decimal_text(self.min_qty_increment)}\x01"
            fields += 1
        if self.market_min_trade_vol is not None:
            text += f"25040={decimal_text(self.market_min_trade_vol)}\x01"
            fields += 1
        if self.market_max_trade_vol is not None:
            text += f"25041={decimal_text(self.market_max_trade_vol)}\x01"
            fields += 1
        if self.market_min_qty_increment is not None:
            text += f"25042={decimal_text(self.market_min_qty_increment)}\x01"
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
    layout: ClassVar[str] = "95i 96r 98e 108i! 141b 553t 25035e 25037t 25050i 25051i"

    raw_data: str | None = field(default=None, name="96")
    encrypt_method: EncryptMethod | None = field(default=None, name="98")
    heart_bt_int: int = field(name="108")
    reset_seq_num_flag: bool | None = field(default=None, name="141")
    username: str | None = field(default=None, name="553")
    message_handling: MessageHandling | None = field(default=None, name="25035")
    uuid: str | None = field(default=None, name="25037")
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
        if self.message_handling is not None:
            text += f"25035={self.message_handling!s}\x01"
            fields += 1
        if self.uuid:
            text += f"25037={self.uuid}\x01"
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


class MarketDataRequest(FixMessage, frozen=True, kw_only=True, gc=False):
    """MarketDataRequest (V)."""

    msg_type: ClassVar[str] = "V"
    layout: ClassVar[str] = "262t! 263c! 264i 266b 146n(55t!) 267n(269c!)"

    md_req_id: str = field(name="262")
    subscription_request_type: SubscriptionRequestType = field(name="263")
    market_depth: int | None = field(default=None, name="264")
    aggregated_book: bool | None = field(default=None, name="266")
    no_related_sym: tuple[RelatedSymEntry, ...] = field(default=(), name="146")
    no_md_entry_types: tuple[MDEntryTypesEntry, ...] = field(default=(), name="267")

    def body(self) -> str:
        if not self.md_req_id:
            raise no_value("MDReqID")
        text = f"262={self.md_req_id}\x01263={self.subscription_request_type!s}\x01"
        fields = 2
        if self.market_depth is not None:
            text += f"264={self.market_depth}\x01"
            fields += 1
        if self.aggregated_book is not None:
            text += f"266={'Y' if self.aggregated_book else 'N'}\x01"
            fields += 1
        if self.no_related_sym:
            entries = "".join([entry.body() for entry in self.no_related_sym])
            text += f"146={len(self.no_related_sym)}\x01{entries}"
            fields += 1 + entries.count("\x01")
        if self.no_md_entry_types:
            entries = "".join([entry.body() for entry in self.no_md_entry_types])
            text += f"267={len(self.no_md_entry_types)}\x01{entries}"
            fields += 1 + entries.count("\x01")
        if text.count("\x01") != fields:
            raise smuggled()
        return text


class MarketDataSnapshot(FixMessage, frozen=True, kw_only=True, gc=False):
    """MarketDataSnapshot (W)."""

    msg_type: ClassVar[str] = "W"
    layout: ClassVar[str] = "55t! 262t! 268n!(269c! 270d! 271d!) 25044i"

    symbol: str = field(name="55")
    md_req_id: str = field(name="262")
    no_md_entries: tuple[MDEntriesEntry, ...] = field(name="268")
    last_book_update_id: int | None = field(default=None, name="25044")

    def body(self) -> str:
        if not (self.symbol and self.md_req_id):
            raise no_value("Symbol", "MDReqID")
        text = f"55={self.symbol}\x01262={self.md_req_id}\x01"
        fields = 2
        entries = "".join([entry.body() for entry in self.no_md_entries])
        text += f"268={len(self.no_md_entries)}\x01{entries}"
        fields += 1 + entries.count("\x01")
        if self.last_book_update_id is not None:
            text += f"25044={self.last_book_update_id}\x01"
            fields += 1
        if text.count("\x01") != fields:
            raise smuggled()
        return text


class MarketDataIncrementalRefresh(FixMessage, frozen=True, kw_only=True, gc=False):
    """MarketDataIncrementalRefresh (X)."""

    msg_type: ClassVar[str] = "X"
    layout: ClassVar[str] = "262t! 268n!(279c! 55t 60u 269c! 270d! 271d 1003i 2446c 25043i 25044i) 893b"

    md_req_id: str = field(name="262")
    no_md_entries: tuple[MarketDataIncrementalRefreshMDEntriesEntry, ...] = field(name="268")
    last_fragment: bool | None = field(default=None, name="893")

    def body(self) -> str:
        if not self.md_req_id:
            raise no_value("MDReqID")
        text = f"262={self.md_req_id}\x01"
        fields = 1
        entries = "".join([entry.body() for entry in self.no_md_entries])
        text += f"268={len(self.no_md_entries)}\x01{entries}"
        fields += 1 + entries.count("\x01")
        if self.last_fragment is not None:
            text += f"893={'Y' if self.last_fragment else 'N'}\x01"
            fields += 1
        if text.count("\x01") != fields:
            raise smuggled()
        return text


class MarketDataRequestReject(FixMessage, frozen=True, kw_only=True, gc=False):
    """MarketDataRequestReject (Y)."""

    msg_type: ClassVar[str] = "Y"
    layout: ClassVar[str] = "58t 262t! 281c 25016i"

    text: str | None = field(default=None, name="58")
    md_req_id: str = field(name="262")
    md_req_rej_reason: MDReqRejReason | None = field(default=None, name="281")
    error_code: int | None = field(default=None, name="25016")

    def body(self) -> str:
        if not self.md_req_id:
            raise no_value("MDReqID")
        text = ""
        fields = 1
        if self.text:
            text += f"58={self.text}\x01"
            fields += 1
        text += f"262={self.md_req_id}\x01"
        if self.md_req_rej_reason is not None:
            text += f"281={self.md_req_rej_reason!s}\x01"
            fields += 1
        if self.error_code is not None:
            text += f"25016={self.error_code}\x01"
            fields += 1
        if text.count("\x01") != fields:
            raise smuggled()
        return text


class InstrumentListRequest(FixMessage, frozen=True, kw_only=True, gc=False):
    """InstrumentListRequest (x)."""

    msg_type: ClassVar[str] = "x"
    layout: ClassVar[str] = "55t 320t! 559e!"

    symbol: str | None = field(default=None, name="55")
    instrument_req_id: str = field(name="320")
    instrument_list_request_type: InstrumentListRequestType = field(name="559")

    def body(self) -> str:
        if not self.instrument_req_id:
            raise no_value("InstrumentReqID")
        text = ""
        fields = 2
        if self.symbol:
            text += f"55={self.symbol}\x01"
            fields += 1
        text += f"320={self.instrument_req_id}\x01559={self.instrument_list_request_type!s}\x01"
        if text.count("\x01") != fields:
            raise smuggled()
        return text


class InstrumentList(FixMessage, frozen=True, kw_only=True, gc=False):
    """InstrumentList (y)."""

    msg_type: ClassVar[str] = "y"
    layout: ClassVar[str] = "146n!(55t! 15t! 562d 969d 1140d 2551d 2552d 25039d 25040d 25041d 25042d) 320t!"

    no_related_sym: tuple[InstrumentListRelatedSymEntry, ...] = field(name="146")
    instrument_req_id: str = field(name="320")

    def body(self) -> str:
        if not self.instrument_req_id:
            raise no_value("InstrumentReqID")
        text = ""
        fields = 1
        entries = "".join([entry.body() for entry in self.no_related_sym])
        text += f"146={len(self.no_related_sym)}\x01{entries}"
        fields += 1 + entries.count("\x01")
        text += f"320={self.instrument_req_id}\x01"
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
    "B": News,
    "V": MarketDataRequest,
    "W": MarketDataSnapshot,
    "X": MarketDataIncrementalRefresh,
    "Y": MarketDataRequestReject,
    "x": InstrumentListRequest,
    "y": InstrumentList,
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
