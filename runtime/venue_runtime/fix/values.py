"""Texts of fields as values: what each type of FIX takes, and nothing that Python would take besides.

`Decimal` reads `+200`, `2e3`, `NaN` and ` 2`, and `int` reads `1_0`: none of them is a number of FIX.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final

from .dictionary import Kind
from .times import TimeReader

__all__ = ["BOOLEANS", "READERS", "TIMES", "Times"]

_INT = re.compile(r"-?[0-9]+", re.ASCII).fullmatch
_DECIMAL = re.compile(r"-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)", re.ASCII).fullmatch
_TIME = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:(?:[0-5][0-9]|60)(?:\.[0-9]+)?", re.ASCII).fullmatch
_DATE = re.compile(r"[0-9]{4}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])", re.ASCII).fullmatch
_MONTH_YEAR = re.compile(r"[0-9]{4}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]|w[1-5])?", re.ASCII).fullmatch
_MAX_TIMES = 4096
_LONGEST_TIME = len("YYYYMMDD-HH:MM:SS.123456789012")  # with picoseconds; longer ones are not worth their place

BOOLEANS: Final[Mapping[str, bool]] = {"Y": True, "N": False}


class Times(dict[str, int]):
    """UTCTimestamp → ns since the epoch. The last thousands are remembered: a message often has one more than once."""

    def __init__(self) -> None:
        super().__init__()
        self._read = TimeReader().read

    def __missing__(self, text: str) -> int:
        ns = self._read(text)
        if ns is None:
            raise ValueError("no UTC timestamp")
        if len(text) <= _LONGEST_TIME:
            if len(self) >= _MAX_TIMES:
                self.clear()
            self[text] = ns
        return ns


TIMES: Final = Times()


def _fits(matches: Callable[[str], object]) -> Callable[[str], str]:
    def read(text: str) -> str:
        if not matches(text):
            raise ValueError("not of its type")
        return text

    return read


def _int(text: str) -> int:
    if not _INT(text):
        raise ValueError("no integer")
    return int(text)


def _decimal(text: str) -> Decimal:
    if not _DECIMAL(text):
        raise ValueError("no decimal number")
    return Decimal(text)


#: A function for each kind: the text's value; ValueError or KeyError where it is none.
READERS: Final[Mapping[Kind, Callable[[str], Any]]] = {
    Kind.TEXT: str,
    Kind.CHAR: _fits(lambda text: len(text) == 1),
    Kind.INT: _int,
    Kind.CODE: _fits(_INT),
    Kind.COUNT: _fits(lambda text: len(text) < 10 and text.isascii() and text.isdecimal()),
    Kind.DECIMAL: _decimal,
    Kind.BOOLEAN: BOOLEANS.__getitem__,
    Kind.TIMESTAMP: TIMES.__getitem__,
    Kind.TIME: _fits(_TIME),
    Kind.DATE: _fits(_DATE),
    Kind.MONTH_YEAR: _fits(_MONTH_YEAR),
    Kind.WORDS: str,
    Kind.DATA: str,
}
