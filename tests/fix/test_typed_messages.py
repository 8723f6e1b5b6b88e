"""Generated messages: what they hold, what they write, and what they say is wrong with what they get."""

from __future__ import annotations

import importlib.util
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from venue_runtime.errors import ConfigurationError
from venue_runtime.fix.checks import DictionaryCodec
from venue_runtime.fix.decoding import TOLERANT
from venue_runtime.fix.dictionary import Dictionary
from venue_runtime.fix.message import FieldError, Message, RejectReason, frame, read_message

_FOLDER = Path(__file__).parents[1] / "golden" / "fix"


def _load() -> Any:
    spec = importlib.util.spec_from_file_location("made_up_messages", _FOLDER / "made_up_messages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


M = _load()
CODEC = DictionaryCodec(Dictionary.load(_FOLDER / "made_up.xml"))
_TOLERANT_CODEC = DictionaryCodec(Dictionary.load(_FOLDER / "made_up.xml"), policy=TOLERANT)
HEADER = "34=2|49=A|52=20240612-08:52:21.613|56=B|"
ORDER = "11=c1|55=BTC|54=1|38=0.50|5001=Y|126=20240613-00:00:00|5002=A A|"
REPORT = "37=7|11=c1|55=BTC|54=1|38=0.50|60=20240612-08:52:21.613001002|136=2|137=0.1|138=BNB|137=-0.2|58=a=b|"
BOOK = "5003=3|5004=0|55=BTC|44=10.5|136=1|137=1|5004=1|44=11|5004=1|"


def message(msg_type: str, body: str, header: str = HEADER) -> Message:
    return read_message(frame("FIX.4.4", f"35={msg_type}|{header}{body}".replace("|", "\x01")))


def test_an_order() -> None:
    order = M.NewOrderSingle(
        cl_ord_id="c1",
        symbol="BTC",
        side=M.Side.BUY,
        order_qty=Decimal("0.50"),
        post_only=True,
        expire_time=1718236800_000000000,
        strategies="A A",
    )
    assert order.body().replace("\x01", "|") == "11=c1|55=BTC|54=1|38=0.50|5001=Y|126=20240613-00:00:00.000|5002=A A|"
    assert M.NewOrderSingle.decode(message("D", ORDER)) == order


def test_a_report_with_a_group() -> None:
    report = M.ExecutionReport.decode(message("8", REPORT))
    assert report == M.ExecutionReport(
        order_id=7,
        cl_ord_id="c1",
        symbol="BTC",
        side=M.Side.BUY,
        order_qty=Decimal("0.50"),
        transact_time=1718182341_613001002,
        no_misc_fees=(
            M.MiscFeesEntry(misc_fee_amt=Decimal("0.1"), misc_fee_curr="BNB"),
            M.MiscFeesEntry(misc_fee_amt=Decimal("-0.2")),
        ),
        text="a=b",
    )
    assert str(report.order_qty) == "0.50"


def test_entries_that_inherit_and_groups_inside_of_groups() -> None:
    entries = M.MarketData.decode(message("XMD", BOOK)).no_entries
    assert [(each.entry_type, each.symbol, each.price) for each in entries] == [
        (M.EntryType.BID, "BTC", Decimal("10.5")),
        (M.EntryType.OFFER, None, Decimal(11)),
        (M.EntryType.OFFER, None, None),
    ]
    assert [len(each.no_misc_fees) for each in entries] == [1, 0, 0]
    assert M.MarketData.decode(message("XMD", "5003=0|")).no_entries == ()
    assert M.MarketData(no_entries=()).body() == "5003=0\x01"
    assert M.MarketData(no_entries=entries).body().replace("\x01", "|") == BOOK


def test_fields_of_entries_in_another_order() -> None:
    entries = M.MarketData.decode(message("XMD", "5003=2|5004=0|44=10.5|55=BTC|5004=1|55=ETH|44=1|")).no_entries
    assert [(each.symbol, each.price) for each in entries] == [("BTC", Decimal("10.5")), ("ETH", Decimal(1))]


def test_entries_that_begin_with_another_field() -> None:
    """As the venue's own samples do, against its own dictionary."""
    report = M.ExecutionReport.decode(message("8", "37=1|38=1|136=2|138=BNB|137=1|138=BTC|137=2|58=x|"))
    assert [(fee.misc_fee_curr, fee.misc_fee_amt) for fee in report.no_misc_fees] == [("BNB", 1), ("BTC", 2)]


def test_data_with_anything_inside() -> None:
    logon = M.Logon(heart_bt_int=30, raw_data="a=\x0154=1\x0110=000\x01é")
    assert logon.body() == "108=30\x0195=17\x0196=a=\x0154=1\x0110=000\x01é\x01"
    assert M.Logon.decode(message("A", logon.body())) == logon


def test_no_secret_is_shown() -> None:
    assert repr(M.Logon(heart_bt_int=30, raw_data="signature")) == "Logon(heart_bt_int=30, raw_data=***)"
    order = M.NewOrderSingle(cl_ord_id="c1", symbol="BTC", side=M.Side.BUY)
    assert repr(order) == "NewOrderSingle(cl_ord_id='c1', symbol='BTC', side=<Side.BUY: '1'>)"


def test_words_that_nobody_declared_are_values_like_others() -> None:
    report = M.ExecutionReport.decode(message("8", REPORT.replace("54=1", "54=9")))
    assert report.side == "9"
    assert not report.side.is_known


def test_tags_that_nobody_declared_are_left_out() -> None:
    plain = M.ExecutionReport.decode(message("8", REPORT))
    for extra in ("9999=x|", "20001=x|20001=y|"):
        for body in (extra + REPORT, REPORT.replace("137=-", f"{extra}137=-"), REPORT + extra):
            assert M.ExecutionReport.decode(message("8", body)) == plain
        assert M.ExecutionReport.decode(message("8", REPORT, extra + HEADER)) == plain


BROKEN = [
    ("D", "55=BTC|54=1|", RejectReason.REQUIRED_TAG_MISSING, 11),
    ("D", "54=1|", RejectReason.REQUIRED_TAG_MISSING, 11),
    ("D", "11=|55=BTC|54=1|", RejectReason.TAG_SPECIFIED_WITHOUT_A_VALUE, 11),
    ("D", "11=c|55=BTC|54=1|38=+200|", RejectReason.INCORRECT_DATA_FORMAT_FOR_VALUE, 38),
    ("D", "11=c|55=BTC|54=1|38=2e3|", RejectReason.INCORRECT_DATA_FORMAT_FOR_VALUE, 38),
    ("D", "11=c|55=BTC|54=1|38=NaN|", RejectReason.INCORRECT_DATA_FORMAT_FOR_VALUE, 38),
    ("D", "11=c|55=BTC|54=1|38= 2|", RejectReason.INCORRECT_DATA_FORMAT_FOR_VALUE, 38),
    ("D", "11=c|55=BTC|54=1|38=1_0|", RejectReason.INCORRECT_DATA_FORMAT_FOR_VALUE, 38),
    ("D", "11=c|55=BTC|54=1|38=٣|", RejectReason.INCORRECT_DATA_FORMAT_FOR_VALUE, 38),
    ("D", "11=c|55=BTC|54=1|38=null|", RejectReason.INCORRECT_DATA_FORMAT_FOR_VALUE, 38),
    ("D", "11=c|55=BTC|54=1|38=1.2.3|", RejectReason.INCORRECT_DATA_FORMAT_FOR_VALUE, 38),
    ("D", "11=c|55=BTC|54=1|38=.|", RejectReason.INCORRECT_DATA_FORMAT_FOR_VALUE, 38),
    ("D", "11=c|55=BTC|54=12|", RejectReason.INCORRECT_DATA_FORMAT_FOR_VALUE, 54),
    ("D", "11=c|55=BTC|54=1|5001=1|", RejectReason.INCORRECT_DATA_FORMAT_FOR_VALUE, 5001),
    ("D", "11=c|55=BTC|54=1|126=20240613|", RejectReason.INCORRECT_DATA_FORMAT_FOR_VALUE, 126),
    ("D", "11=c|55=BTC|54=1|126=20240613-25:00:00|", RejectReason.INCORRECT_DATA_FORMAT_FOR_VALUE, 126),
    ("D", "11=c|55=BTC|54=1|55=ETH|", RejectReason.TAG_APPEARS_MORE_THAN_ONCE, 55),
    ("D", "11=c|55=BTC|54=1|34=3|", RejectReason.TAG_SPECIFIED_OUT_OF_REQUIRED_ORDER, 34),
    ("8", "37=1_0|38=1|", RejectReason.INCORRECT_DATA_FORMAT_FOR_VALUE, 37),
    ("8", "37=1e3|38=1|", RejectReason.INCORRECT_DATA_FORMAT_FOR_VALUE, 37),
    ("8", "37=1.0|38=1|", RejectReason.INCORRECT_DATA_FORMAT_FOR_VALUE, 37),
    ("8", "37=1|38=1|136=3|137=1|137=2|", RejectReason.INCORRECT_NUM_IN_GROUP_COUNT, 136),
    ("8", "37=1|38=1|136=1|137=1|137=2|", RejectReason.INCORRECT_NUM_IN_GROUP_COUNT, 136),
    ("8", "37=1|38=1|136=x|137=1|", RejectReason.INCORRECT_DATA_FORMAT_FOR_VALUE, 136),
    ("8", "37=1|38=1|136=1|137=1|138=BNB|138=BNB|", RejectReason.TAG_APPEARS_MORE_THAN_ONCE, 138),
    ("8", "37=1|38=1|137=1|", RejectReason.TAG_NOT_DEFINED_FOR_THIS_MESSAGE_TYPE, 137),
    ("8", "37=1|38=1|136=1|137=x|", RejectReason.INCORRECT_DATA_FORMAT_FOR_VALUE, 137),
    ("XMD", "5003=1|5004=0|55=B|136=2|137=1|", RejectReason.INCORRECT_NUM_IN_GROUP_COUNT, 136),
    ("XMD", "", RejectReason.REQUIRED_TAG_MISSING, 5003),
    ("U9", "", RejectReason.INVALID_MSG_TYPE, None),
]


@pytest.mark.parametrize(("msg_type", "body", "reason", "tag"), BROKEN)
def test_what_breaks_the_dictionary(msg_type: str, body: str, reason: RejectReason, tag: int | None) -> None:
    """Both codecs say the same."""
    for codec in (M.CODEC, CODEC):
        with pytest.raises(FieldError) as caught:
            codec.check(message(msg_type, body))
        assert (caught.value.reason, caught.value.ref_tag) == (reason, tag)


@pytest.mark.parametrize(
    ("msg_type", "body", "reason", "tag"),
    [
        ("D", ORDER + "58=x|", RejectReason.TAG_NOT_DEFINED_FOR_THIS_MESSAGE_TYPE, 58),
        ("D", ORDER + "9999=x|", RejectReason.INVALID_TAG_NUMBER, 9999),
        ("8", "37=1|38=1|136=1|138=BNB|137=1|", RejectReason.REPEATING_GROUP_FIELDS_OUT_OF_ORDER, 138),
        ("D", ORDER + "-1=x|", RejectReason.INVALID_TAG_NUMBER, -1),
        ("D", ORDER.replace("54=1", "54=9"), RejectReason.VALUE_IS_INCORRECT, 54),
        ("D", ORDER.replace("A A", "A B"), RejectReason.VALUE_IS_INCORRECT, 5002),
    ],
)
def test_what_only_a_strict_codec_minds(msg_type: str, body: str, reason: RejectReason, tag: int) -> None:
    M.CODEC.check(message(msg_type, body))
    with pytest.raises(FieldError) as caught:
        CODEC.check(message(msg_type, body))
    assert (caught.value.reason, caught.value.ref_tag) == (reason, tag)


def test_a_message_of_the_dictionary_that_was_not_generated_passes() -> None:
    M.CODEC.check(message("U1", "whatever=1|".replace("whatever", "1")))
    with pytest.raises(FieldError):
        M.CODEC.decode(message("U1", "58=x|"))


def test_leading_zeros_are_digits_too() -> None:
    report = M.ExecutionReport.decode(message("8", "37=007|38=002000.00|136=01|137=1|"))
    assert (report.order_id, report.order_qty, len(report.no_misc_fees)) == (7, Decimal("2000.00"), 1)


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        ("cl_ord_id", "a\x0154=2", "separator"),
        ("strategies", "A\x01", "separator"),
        ("cl_ord_id", "", "ClOrdID and Symbol must not be empty"),
        ("order_qty", Decimal("NaN"), "finite"),
        ("order_qty", 0.1, "float"),
    ],
)
def test_what_cannot_be_sent(field: str, value: Any, problem: str) -> None:
    given_ = {"cl_ord_id": "c", "symbol": "BTC", "side": M.Side.BUY, field: value}
    with pytest.raises(ConfigurationError, match=problem):
        M.NewOrderSingle(**given_).body()


_WORDS = st.text(st.characters(min_codepoint=1, exclude_characters="\x01", exclude_categories=["Cs"]), min_size=1)
_DECIMALS = st.decimals(allow_nan=False, allow_infinity=False, places=8)
_TIMES = st.integers(0, 4102444800_000).map(lambda ms: ms * 1_000_000)
_FEES = st.builds(M.MiscFeesEntry, misc_fee_amt=_DECIMALS, misc_fee_curr=st.none() | _WORDS)
_REPORTS = st.builds(
    M.ExecutionReport,
    order_id=st.integers(-(10**18), 10**18),
    cl_ord_id=st.none() | _WORDS,
    symbol=st.none() | _WORDS,
    currency=st.none() | _WORDS,
    side=st.none() | st.sampled_from(M.Side),
    order_qty=_DECIMALS,
    transact_time=st.none() | _TIMES,
    no_misc_fees=st.lists(_FEES, max_size=4).map(tuple),
    text=st.none() | _WORDS,
)
_NESTED = st.builds(M.MarketDataEntriesMiscFeesEntry, misc_fee_amt=_DECIMALS)
_BOOKS = st.builds(
    M.MarketData,
    no_entries=st.lists(
        st.builds(
            M.EntriesEntry,
            entry_type=st.sampled_from(M.EntryType),
            symbol=_WORDS,  # who knows the dictionary alone wants it
            price=st.none() | _DECIMALS,
            no_misc_fees=st.lists(_NESTED, max_size=3).map(tuple),
        ),
        max_size=5,
    ).map(tuple),
)
_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
_LOGONS = st.builds(M.Logon, heart_bt_int=st.integers(0, 10**6), raw_data=st.none() | _TEXTS)


@settings(deadline=None, max_examples=200)
@given(_REPORTS | _BOOKS | _LOGONS)
def test_every_message_decodes_to_itself(original: Any) -> None:
    header = HEADER.replace("|", "\x01")
    received = read_message(frame("FIX.4.4", f"35={original.msg_type}\x01{header}{original.body()}"))
    assert type(original).decode(received) == original
    M.CODEC.check(received)
    assert M.CODEC.decode(received) == original
    _TOLERANT_CODEC.check(received)


def found_by(codec: Any, received: Message) -> tuple[RejectReason, int | None] | None:
    try:
        codec.check(received)
    except FieldError as error:
        return error.reason, error.ref_tag
    return None


@settings(deadline=None, max_examples=200)
@given(
    st.lists(
        st.sampled_from([*REPORT.split("|")[:-1], "136=0", "136=3", "38=x", "9999=1", "34=3", "58=", "10=1"]),
        max_size=14,
    )
)
def test_both_codecs_find_the_same_in_what_is_mixed_up(fields: list[str]) -> None:
    """The fast way of the generated decoder never takes what the walk over the fields refuses, nor the reverse."""
    body = "".join(f"{each}|" for each in fields)
    assert found_by(M.CODEC, message("8", body)) == found_by(_TOLERANT_CODEC, message("8", body))


_NO_TIMES = ("20240612-08:52:61", "20240612-8:52:21", "20240612 08:52:21", "20241301-00:00:00")
_NUMBERS = ("1", "-1", "+1", "1e3", "1.0", ".5", "5.", "-", ".", "1-2", " 1", "1_0", "٣", "02", "1" * 200, "1" * 5000)
_ODD = st.sampled_from(("", "x", "NaN", "Infinity", "null", "YY", "Y", "20240612-08:52:21", *_NO_TIMES, *_NUMBERS))


@settings(deadline=None, max_examples=400)
@given(st.data())
def test_the_fast_way_takes_what_the_walk_takes(data: st.DataObject) -> None:
    """The tags are those of a message seen before; only values differ."""
    for msg_type, body in (("8", REPORT), ("D", ORDER)):
        M.CODEC.check(message(msg_type, body))
        fields = body.split("|")[:-1]
        for _ in range(data.draw(st.integers(1, 2))):
            place = data.draw(st.integers(0, len(fields) - 1))
            fields[place] = f"{fields[place].partition('=')[0]}={data.draw(_ODD)}"
        changed = "".join(f"{each}|" for each in fields)
        assert found_by(M.CODEC, message(msg_type, changed)) == found_by(_TOLERANT_CODEC, message(msg_type, changed))


_ENTRIES = st.sampled_from(["137=1.5|", "137=1.5|138=BNB|", "137=-2|", "137=3|138=USDT|"])


@settings(deadline=None, max_examples=100)
@given(st.lists(_ENTRIES, min_size=100, max_size=160), st.sampled_from(["", "58=x|", "9999=x|"]))
def test_long_groups(entries: list[str], after: str) -> None:
    """Read column by column, with the same outcome."""
    body = f"37=1|38=1|136={len(entries)}|{''.join(entries)}{after}"
    fees = M.ExecutionReport.decode(message("8", body)).no_misc_fees
    assert "".join(fee.body() for fee in fees) == "".join(entries).replace("|", "\x01")


@settings(deadline=None, max_examples=100)
@given(
    st.lists(_ENTRIES, min_size=100, max_size=110),
    st.sampled_from(["137=x|", "137=|", "138=BNB|", "137=1|138=|", "137=1|137=NaN|", "9999=1|", "34=2|"]),
    st.integers(0, 99),
    st.integers(99, 111),
)
def test_what_is_wrong_in_long_groups(entries: list[str], wrong: str, place: int, count: int) -> None:
    entries[place] = wrong
    body = f"37=1|38=1|136={count}|{''.join(entries)}"
    assert found_by(M.CODEC, message("8", body)) == found_by(_TOLERANT_CODEC, message("8", body))
