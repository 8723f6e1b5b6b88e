"""Checksums against published strings and values."""

from __future__ import annotations

import pytest
from venue_runtime.books import OrderBook
from venue_runtime.checksums import (
    absent_if,
    concatenated,
    crc32,
    digits,
    interleaved,
    js_number,
    negated,
    signed,
    wire,
)

# The example of a venue's checksum guide (levels and value as published there).
BIDS = [
    ("45283.5", "0.10000000"),
    ("45283.4", "1.54582015"),
    ("45282.1", "0.10000000"),
    ("45281.0", "0.10000000"),
    ("45280.3", "1.54592586"),
    ("45279.0", "0.07990000"),
    ("45277.6", "0.03310103"),
    ("45277.5", "0.30000000"),
    ("45277.3", "1.54602737"),
    ("45276.6", "0.15445238"),
]
ASKS = [
    ("45285.2", "0.00100000"),
    ("45286.4", "1.54571953"),
    ("45286.6", "1.54571109"),
    ("45289.6", "1.54560911"),
    ("45290.2", "0.15890660"),
    ("45291.8", "1.54553491"),
    ("45294.7", "0.04454749"),
    ("45296.1", "0.35380000"),
    ("45297.5", "0.09945542"),
    ("45299.5", "0.18772827"),
]


def test_concatenated_digits_of_both_sides() -> None:
    book = OrderBook("AAA/BBB")
    book.load(BIDS, ASKS)

    text = concatenated(book.ask_texts(10), digits) + concatenated(book.bid_texts(10), digits)

    assert text.startswith("45285210000045286415457195345286615457110945289615456091145290215890660")
    assert crc32(text) == 3310070434


def test_digits_survive_updates_and_deeper_levels() -> None:
    book = OrderBook("AAA/BBB")
    book.load([*BIDS, ("45000.0", "9")], [*ASKS[1:], ("45285.20", "7")])
    book.apply_asks([("45285.2", "0.00100000"), ("45300.0", "1")])

    assert crc32(concatenated(book.ask_texts(10), digits) + concatenated(book.bid_texts(10), digits)) == 3310070434


def test_interleaved_signed_sides() -> None:
    bids = [("6000", "1"), ("5900", "2")]
    asks = [("6100", "3"), ("6200", "4")]

    text = interleaved(bids, negated(asks), js_number)

    assert text == "6000:1:6100:-3:5900:2:6200:-4"
    assert signed(crc32(text)) == 1756193398


def test_interleaved_with_order_ids_instead_of_prices() -> None:
    text = interleaved([("100", "1"), ("101", "2")], [("102", "-3"), ("103", "-4")])

    assert text == "100:1:102:-3:101:2:103:-4"
    assert signed(crc32(text)) == 1841538801


@pytest.mark.parametrize(
    ("bids", "asks", "text", "value"),
    [
        (
            [("3366.1", "7"), ("3366", "6")],
            [("3366.8", "9"), ("3368", "8")],
            "3366.1:7:3366.8:9:3366:6:3368:8",
            -1881014294,
        ),
        (
            [("3366.1", "7")],
            [("3366.8", "9"), ("3368", "8"), ("3372", "8")],
            "3366.1:7:3366.8:9:3368:8:3372:8",
            831078360,
        ),
    ],
)
def test_interleaved_wire_text_of_uneven_sides(
    bids: list[tuple[str, str]], asks: list[tuple[str, str]], text: str, value: int
) -> None:
    assert interleaved(bids, asks, wire) == text
    assert signed(crc32(text)) == value


@pytest.mark.parametrize(
    ("number", "text"),
    [("1.7e-8", "0.000000017"), ("2.50", "2.5"), ("100", "100"), ("1E+3", "1000"), ("-0.0", "0"), ("-3.10", "-3.1")],
)
def test_js_number(number: str, text: str) -> None:
    assert js_number(number) == text


@pytest.mark.parametrize(("number", "text"), [("0.00100000", "100000"), ("45285.2", "452852"), ("0.0", "")])
def test_digits(number: str, text: str) -> None:
    assert digits(number) == text


def test_absent_if() -> None:
    assert absent_if(0, 0) is None
    assert absent_if(7, 0) == 7
    assert absent_if(None, 0) is None
