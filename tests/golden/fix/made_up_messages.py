"""Made up: messages of FIX.4.4 as types. A field's tag stands beside it."""

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


class EntryType(OpenEnum):
    """EntryType (5004)."""

    BID = "0"
    OFFER = "1"


class Side(OpenEnum):
    """Side (54)."""

    BUY = "1"
    SELL = "2"
    SELL_5 = "5"


class MiscFeesEntry(FixEntry, frozen=True, kw_only=True, gc=False):
    """An entry of NoMiscFees (136)."""

    misc_fee_amt: Decimal = field(name="137")
    misc_fee_curr: str | None = field(default=None, name="138")

    def body(self) -> str:
        text = f"137={decimal_text(self.misc_fee_amt)}\x01"
        fields = 1
        if self.misc_fee_curr:
            text += f"138={self.misc_fee_curr}\x01"
            fields += 1
        if text.count("\x01") != fields:
            raise smuggled()
        return text


class MarketDataEntriesMiscFeesEntry(FixEntry, frozen=True, kw_only=True, gc=False):
    """An entry of NoMiscFees (136)."""

    misc_fee_amt: Decimal = field(name="137")

    def body(self) -> str:
        text = f"137={decimal_text(self.misc_fee_amt)}\x01"
        if text.count("\x01") != 1:
            raise smuggled()
        return text


class EntriesEntry(FixEntry, frozen=True, kw_only=True, gc=False):
    """An entry of NoEntries (5003)."""

    entry_type: EntryType = field(name="5004")
    symbol: str | None = field(default=None, name="55")
    price: Decimal | None = field(default=None, name="44")
    no_misc_fees: tuple[MarketDataEntriesMiscFeesEntry, ...] = field(default=(), name="136")

    def body(self) -> str:
        text = f"5004={self.entry_type!s}\x01"
        fields = 1
        if self.symbol:
            text += f"55={self.symbol}\x01"
            fields += 1
        if self.price is not None:
            text += f"44={decimal_text(self.price)}\x01"
            fields += 1
        if self.no_misc_fees:
            entries = "".join([entry.body() for entry in self.no_misc_fees])
            text += f"136={len(self.no_misc_fees)}\x01{entries}"
            fields += 1 + entries.count("\x01")
        if text.count("\x01") != fields:
            raise smuggled()
        return text


class Logon(FixMessage, frozen=True, kw_only=True, gc=False):
    """Logon (A)."""

    msg_type: ClassVar[str] = "A"
    layout: ClassVar[str] = "108i! 95i 96r"

    heart_bt_int: int = field(name="108")
    raw_data: str | None = field(default=None, name="96")

    def body(self) -> str:
        text = f"108={self.heart_bt_int}\x01"
        fields = 1
        if self.raw_data:
            text += data_field("95", "96", self.raw_data)
            fields += 2 + self.raw_data.count("\x01")
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
    layout: ClassVar[str] = "11t! 55t! 15t 54c! 38d 5001b 126u 5002w"

    cl_ord_id: str = field(name="11")
    symbol: str = field(name="55")
    currency: str | None = field(default=None, name="15")
    side: Side = field(name="54")
    order_qty: Decimal | None = field(default=None, name="38")
    post_only: bool | None = field(default=None, name="5001")
    expire_time: int | None = field(default=None, name="126")  # ns since the epoch
    strategies: str | None = field(default=None, name="5002")

    def body(self) -> str:
        if not (self.cl_ord_id and self.symbol):
            raise no_value("ClOrdID", "Symbol")
        text = f"11={self.cl_ord_id}\x0155={self.symbol}\x01"
        fields = 3
        if self.currency:
            text += f"15={self.currency}\x01"
            fields += 1
        text += f"54={self.side!s}\x01"
        if self.order_qty is not None:
            text += f"38={decimal_text(self.order_qty)}\x01"
            fields += 1
        if self.post_only is not None:
            text += f"5001={'Y' if self.post_only else 'N'}\x01"
            fields += 1
        if self.expire_time is not None:
            text += f"126={time_text(self.expire_time)}\x01"
            fields += 1
        if self.strategies:
            text += f"5002={self.strategies}\x01"
            fields += 1
        if text.count("\x01") != fields:
            raise smuggled()
        return text


class ExecutionReport(FixMessage, frozen=True, kw_only=True, gc=False):
    """ExecutionReport (8)."""

    msg_type: ClassVar[str] = "8"
    layout: ClassVar[str] = "37i! 11t 55t 15t 54c 38d! 60u 136n(137d! 138t) 58t"

    order_id: int = field(name="37")
    cl_ord_id: str | None = field(default=None, name="11")
    symbol: str | None = field(default=None, name="55")
    currency: str | None = field(default=None, name="15")
    side: Side | None = field(default=None, name="54")
    order_qty: Decimal = field(name="38")
    transact_time: int | None = field(default=None, name="60")  # ns since the epoch
    no_misc_fees: tuple[MiscFeesEntry, ...] = field(default=(), name="136")
    text: str | None = field(default=None, name="58")

    def body(self) -> str:
        text = f"37={self.order_id}\x01"
        fields = 2
        if self.cl_ord_id:
            text += f"11={self.cl_ord_id}\x01"
            fields += 1
        if self.symbol:
            text += f"55={self.symbol}\x01"
            fields += 1
        if self.currency:
            text += f"15={self.currency}\x01"
            fields += 1
        if self.side is not None:
            text += f"54={self.side!s}\x01"
            fields += 1
        text += f"38={decimal_text(self.order_qty)}\x01"
        if self.transact_time is not None:
            text += f"60={time_text(self.transact_time)}\x01"
            fields += 1
        if self.no_misc_fees:
            entries = "".join([entry.body() for entry in self.no_misc_fees])
            text += f"136={len(self.no_misc_fees)}\x01{entries}"
            fields += 1 + entries.count("\x01")
        if self.text:
            text += f"58={self.text}\x01"
            fields += 1
        if text.count("\x01") != fields:
            raise smuggled()
        return text


class MarketData(FixMessage, frozen=True, kw_only=True, gc=False):
    """MarketData (XMD)."""

    msg_type: ClassVar[str] = "XMD"
    layout: ClassVar[str] = "5003n!(5004c! 55t 44d 136n(137d!))"

    no_entries: tuple[EntriesEntry, ...] = field(name="5003")

    def body(self) -> str:
        text = ""
        fields = 0
        entries = "".join([entry.body() for entry in self.no_entries])
        text += f"5003={len(self.no_entries)}\x01{entries}"
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
    "A": Logon,
    "0": Heartbeat,
    "1": TestRequest,
    "2": ResendRequest,
    "3": Reject,
    "4": SequenceReset,
    "5": Logout,
    "D": NewOrderSingle,
    "8": ExecutionReport,
    "XMD": MarketData,
    "j": BusinessMessageReject,
}

CODEC = MessageCodec(
    MESSAGES,
    header="8t! 9i! 35t! 49t! 56t! 34i! 52u! 50t 57t 115t 128t 43b 97b 122u 369i",
    trailer="10t!",
    others=frozenset({"U1"}),
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
