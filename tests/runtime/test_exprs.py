"""Functions that compiled expressions call."""

from __future__ import annotations

from decimal import Decimal

import msgspec
import pytest
from venue_runtime.exprs import (
    base64_bytes,
    covers,
    fix_ms,
    item,
    json_at,
    json_number,
    json_text,
    kind,
    only,
    part,
    price_bands,
    random_text,
    raw_text,
    seconds_until,
    sent,
    sorted_map,
    split,
)
from venue_runtime.model import PriceBand


def test_the_single_item_is_never_guessed_among_several() -> None:
    assert only(["a"]) == ["a"]
    assert only([]) == []
    with pytest.raises(ValueError, match="one was meant, and there are 2"):
        only(["a", "b"])


def test_price_bands_are_lowest_first_and_no_rows_are_no_bands() -> None:
    rows = [(Decimal("10"), Decimal("0.5")), (Decimal("2"), Decimal("0.1"))]
    assert price_bands(rows) == (PriceBand(Decimal("2"), Decimal("0.1")), PriceBand(Decimal("10"), Decimal("0.5")))
    assert price_bands(None) == ()


def test_random_text_is_of_small_letters_and_digits() -> None:
    assert random_text(bytes([0, 9, 10, 35, 36, 255])) == "09az03"


def test_a_number_or_a_word_keeps_its_digits() -> None:
    assert raw_text(msgspec.Raw(b"0.10")) == "0.10"
    assert raw_text(msgspec.Raw(b'"market_price"')) == "market_price"


def test_items_and_parts() -> None:
    assert (item([1, 2], -1), item([], 0), item([1], 1)) == (2, None, None)
    assert (part("A-B", "-", 1), part("A-B", "-", -2)) == ("B", "A")
    assert (split("A-B", "-"), split("AB", "-"), split("", "-")) == (["A", "B"], ["AB"], [])
    with pytest.raises(ValueError, match="no part 2"):
        part("A-B", "-", 2)
    assert list(sorted_map({"b": 1, "a": 2})) == ["a", "b"]
    assert json_at({"a": [1]}, "a") == [1]
    assert (json_at([1], 5), json_at("x", "a")) == (None, None)


def test_decimals_are_written_plainly() -> None:
    assert json_text({"b": [Decimal("1E-8")], "a": None}) == '{"b":["0.00000001"],"a":null}'
    assert msgspec.json.encode({"x": json_number(Decimal("1E-8"))}) == b'{"x":0.00000001}'


def test_covers() -> None:
    assert covers({"a": {"b": 1, "c": 2}, "d": 3}, {"a": {"b": 1}})
    assert not covers({"a": 1}, {"b": 1})
    assert not covers([1, 2], [1])


def test_kind() -> None:
    assert [kind(v) for v in ({}, [], "x", 1, True, None, msgspec.Raw(b" [1]"), msgspec.Raw(b"-1"))] == [
        "object", "array", "text", "number", "bool", "null", "array", "number",
    ]  # fmt: skip


def test_a_time_of_fix_in_milliseconds() -> None:
    assert fix_ms("20231114-12:13:20.123") == "1699964000123"
    assert fix_ms("20260115-10:05:54.794327000") == "1768471554794"
    assert fix_ms("20260115-10:05:54") == "1768471554000"
    with pytest.raises(ValueError, match="does not match"):
        fix_ms("2026-01-15T10:05:54Z")


def test_seconds_until_is_never_negative() -> None:
    assert seconds_until(2_500_000_000, 1_000_000_000) == Decimal("1.5")
    assert seconds_until(1, 2) == 0


def test_base64_that_is_none() -> None:
    with pytest.raises(ValueError, match="not base64"):
        base64_bytes("!")


class _Line(msgspec.Struct, rename={"kind": "type"}):
    side: str
    size: Decimal
    kind: str | msgspec.UnsetType = msgspec.UNSET
    price: Decimal | msgspec.UnsetType = msgspec.UNSET
    legs: list[Decimal] = []


def test_a_struct_is_sent_under_the_names_of_the_wire_in_its_order_and_with_plain_numbers() -> None:
    line = _Line("buy", Decimal("3E+2"), kind="limit", legs=[Decimal("1E-8")])
    assert list(sent(line).items()) == [
        ("side", "buy"),
        ("size", "300"),
        ("type", "limit"),
        ("legs", ["0.00000001"]),
    ]
    order = ("type", "side", "price", "size")
    assert msgspec.json.encode(sent(line, order=order, numbers=("size",))) == (
        b'{"type":"limit","side":"buy","size":300}'
    )
