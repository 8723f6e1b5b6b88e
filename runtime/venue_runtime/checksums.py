"""Checksums of order books: CRC-32 over levels written the way a venue writes them.

A generated rule composes them in one expression:

    @staticmethod
    def compute(book: OrderBook) -> int:
        return crc32(concatenated(book.ask_texts(10), digits) + concatenated(book.bid_texts(10), digits))

    @staticmethod
    def compute(book: OrderBook) -> int:
        return signed(crc32(interleaved(book.bid_texts(25), book.ask_texts(25))))
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

__all__ = ["absent_if", "concatenated", "crc32", "digits", "interleaved", "js_number", "negated", "signed", "wire"]

Render = Callable[[str], str]


def crc32(text: str) -> int:
    """CRC-32 (IEEE) of ASCII text, unsigned."""
    return zlib.crc32(text.encode("ascii"))


def signed(value: int) -> int:
    """The same 32 bits read as a signed integer."""
    return value - 0x1_0000_0000 if value >= 0x8000_0000 else value


def absent_if(value: int | None, *absent: int) -> int | None:
    """None for the values by which a venue says that it sends no checksum (0, at some)."""
    return None if value in absent else value


def wire(number: str) -> str:
    """The digits as received."""
    return number


def digits(number: str) -> str:
    """Without point and leading zeros: "0.00100000" gives "100000"."""
    return number.replace(".", "").lstrip("0")


def js_number(number: str) -> str:
    """A number as a decimal without exponent and trailing zeros: "1.7e-8" gives "0.000000017", "2.50" gives "2.5"."""
    text = format(Decimal(number), "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("", "-0") else text


def negated(rows: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """The same levels with negative quantities, for venues that tell the sides apart by sign."""
    return [(price, f"-{quantity}") for price, quantity in rows]


def concatenated(rows: Iterable[tuple[str, str]], render: Render = wire, *, join: str = "") -> str:
    """Price and quantity of each level after one another, all parted by `join`."""
    return join.join([render(number) for row in rows for number in row])


def interleaved(
    first: Sequence[tuple[str, str]], second: Sequence[tuple[str, str]], render: Render = wire, *, join: str = ":"
) -> str:
    """Levels of the two sides in turn; where one side is shorter, the rest of the other follows."""
    rows: list[tuple[str, str]] = []
    for at in range(max(len(first), len(second))):
        rows.extend(first[at : at + 1])
        rows.extend(second[at : at + 1])
    return concatenated(rows, render, join=join)
