from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal as D

import msgspec
import pytest
from venue_runtime import wire
from venue_runtime.errors import ConfigurationError, DecodeError


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (D("1E-8"), "0.00000001"),
        (D("1E+3"), "1000"),
        (D("0.10"), "0.10"),
        (D("-0.5"), "-0.5"),
        (D("123456789012345678901234567890.123456789"), "123456789012345678901234567890.123456789"),
        (D("0E-10"), "0.0000000000"),
        (D(0), "0"),
    ],
)
def test_decimal_text_is_plain_and_keeps_digits(value: D, text: str) -> None:
    assert wire.decimal_text(value) == text


@pytest.mark.parametrize("value", [D("NaN"), D("Infinity"), D("-Infinity"), D("sNaN")])
def test_decimal_text_refuses_what_is_no_number(value: D) -> None:
    with pytest.raises(ConfigurationError, match="not a finite number"):
        wire.decimal_text(value)


def test_exact_takes_decimals_ints_and_text() -> None:
    assert wire.exact("0.1") == D("0.1")
    assert wire.exact(3) == D(3)
    for bad, match in (
        (0.1, "quantity is a float"),
        (True, "must be a Decimal"),
        (None, "must be a Decimal"),
        ("1,5", "not a number: '1,5'"),
        ("NaN", "not a finite number"),
        (D("Infinity"), "not a finite number"),
    ):
        with pytest.raises(ConfigurationError, match=match):
            wire.exact(bad, "quantity")


def test_quote() -> None:
    assert wire.quote("AAABBB-1_2.3~") == "AAABBB-1_2.3~"
    assert wire.quote("a b&c=d/e+é%") == "a%20b%26c%3Dd%2Fe%2B%C3%A9%25"
    assert wire.quote("１") == "%EF%BC%91"
    assert wire.quote("a\n") == "a%0A"
    assert wire.quote("") == ""
    assert wire.pairs({"b": "2", "a": "1"}) == "b=2&a=1"
    assert wire.pairs([("b", "2"), ("a", "1")], "", "") == "b2a1"


def test_a_json_value_as_text_to_its_bottom() -> None:
    """The parameters of a published example of a signature, in the order in which its program walks through them."""
    orders = [
        {"instrument_name": "ONE_USDT", "side": "BUY", "type": "LIMIT", "price": "0.24", "quantity": "1.0"},
        {"type": "STOP_LIMIT", "instrument_name": "ONE_USDT", "trigger_price": "0.26", "price": "0.27"},
    ]
    assert wire.flat({"order_list": orders, "contingency_type": "LIST", "exec_inst": ["POST_ONLY"]}) == (
        "contingency_typeLISTexec_instPOST_ONLYorder_list"
        "instrument_nameONE_USDTprice0.24quantity1.0sideBUYtypeLIMIT"
        "instrument_nameONE_USDTprice0.27trigger_price0.26typeSTOP_LIMIT"
    )
    assert wire.flat({}) == ""
    assert wire.flat({"limit": 20, "all": True, "none": None}) == "alltruelimit20nonenull"


def test_flags_and_numbers() -> None:
    assert (wire.bool_text(True), wire.bool_01(False)) == ("true", "0")
    assert wire.parse_bool_text("TRUE") is True
    assert wire.parse_bool_01("0") is False
    assert wire.int_text("-12") == -12
    bad: list[tuple[Callable[[str], object], str]] = [
        (wire.parse_bool_text, "yes"),
        (wire.parse_bool_01, "2"),
        (wire.int_text, "1.0"),
        (wire.int_text, "1_0"),
        (wire.int_text, ""),
    ]
    for read, text in bad:
        with pytest.raises(ValueError, match=r"not an integer|neither"):
            read(text)
    assert wire.parse_csv("") == []
    assert wire.parse_csv(wire.csv(["a", "b"])) == ["a", "b"]
    assert (wire.blank(""), wire.blank("0", ("", "0")), wire.blank("0")) == (None, None, "0")


def test_times() -> None:
    assert wire.ns_from_iso("2020-12-08T09:08:57.715Z") == 1_607_418_537_715_000_000
    assert wire.ns_from_iso("2020-12-08T09:08:57.715123456Z") == 1_607_418_537_715_123_456
    assert wire.ns_from_iso("2020-12-08 10:38:57+01:30") == 1_607_418_537_000_000_000
    assert wire.ns_from_iso("1969-12-31T23:59:59.5Z") == -500_000_000
    assert wire.iso_from_ns(1_607_418_537_715_999_999) == "2020-12-08T09:08:57.715Z"
    assert wire.iso_from_ns(1_607_418_537_715_999_999, 0) == "2020-12-08T09:08:57Z"
    assert wire.ns_from_s("1607418537.000000001") == 1_607_418_537_000_000_001
    assert wire.ns_from_s(2) == 2_000_000_000
    assert wire.ns_from_ms("1499827319559") == 1_499_827_319_559_000_000
    assert wire.ms_from_ns(wire.ns_from_us(1_499_827_319_559_001)) == 1_499_827_319_559
    for bad in ("", "yesterday", "2020-13-01T00:00:00Z", "2020-12-08"):
        with pytest.raises(ValueError, match=r"ISO|month"):
            wire.ns_from_iso(bad)


class Inner(msgspec.Struct):
    p: int


class Outer(msgspec.Struct):
    rows: list[Inner]


@pytest.mark.parametrize(
    ("data", "path", "expected", "got"),
    [
        (b'{"rows": [{"p": 1}, {"p": "x"}]}', "$.rows[1].p", "int", "str"),
        (b"[]", "$", "object", "array"),
        (b'{"rows": [{}]}', "$.rows[0]", "", ""),
        (b"<html>", "$", "valid JSON", ""),
        (b"", "$", "valid JSON", ""),
    ],
)
def test_decode_errors_say_where_and_what(data: bytes, path: str, expected: str, got: str) -> None:
    with pytest.raises(msgspec.MsgspecError) as caught:
        msgspec.json.decode(data, type=Outer)
    with pytest.raises(DecodeError) as raised:
        wire.raise_decode_error(caught.value, "example", "depth")
    error = raised.value
    assert (error.path, error.expected, error.got) == (path, expected, got)
    assert str(error).startswith("example depth: ")
    assert error.__cause__ is caught.value


def test_a_query_of_fields_keeps_their_order_and_leaves_out_what_is_not_given() -> None:
    fields = {"symbol": "AAA/BBB", "limit": 5, "all": True, "none": None, "ids": ["a b", "c"], "price": "0.10"}
    assert wire.query_text(fields) == "symbol=AAA%2FBBB&limit=5&all=true&ids=%5B%22a%20b%22%2C%22c%22%5D&price=0.10"
    assert wire.query_text({"none": None}) == ""


@pytest.mark.parametrize("value", [0.1, float("nan"), D("NaN"), D("Infinity"), "abc", True])
def test_no_text_is_made_of_what_is_no_exact_number(value: object) -> None:
    with pytest.raises(ConfigurationError):
        wire.decimal_text(value)  # type: ignore[arg-type]


def test_a_number_is_not_quoted_as_text() -> None:
    with pytest.raises(ConfigurationError, match="a text is needed"):
        wire.quote(5)  # type: ignore[arg-type]
