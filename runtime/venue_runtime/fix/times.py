"""UTC timestamps of FIX (`20251129-20:42:05.123`), written and read a message at a time: the second is remembered."""

from __future__ import annotations

import calendar
import time

from ..clock import NS_PER_S

__all__ = ["TimeReader", "TimeWriter"]

_SECOND = len("YYYYMMDD-HH:MM:SS")


class TimeWriter:
    """Nanoseconds since the epoch → text with 0, 3, 6 or 9 digits after the second."""

    __slots__ = ("_digits", "_divisor", "_second", "_text")

    def __init__(self, digits: int) -> None:
        self._digits = digits
        self._divisor = 10 ** (9 - digits)
        self._second = -1
        self._text = ""

    def write(self, ns: int) -> str:
        second, rest = divmod(ns, NS_PER_S)
        if second != self._second:
            self._second = second
            self._text = time.strftime("%Y%m%d-%H:%M:%S", time.gmtime(second))
            if self._digits:
                self._text += "."
        return f"{self._text}{rest // self._divisor:0{self._digits}d}" if self._digits else self._text


class TimeReader:
    """Text → nanoseconds since the epoch; None for what is no timestamp. Digits beyond nanoseconds are dropped."""

    __slots__ = ("_second", "_text")

    def __init__(self) -> None:
        self._text = ""
        self._second = 0

    def read(self, text: str) -> int | None:
        whole = text[:_SECOND]
        if whole != self._text:
            second = _second(whole)
            if second is None:
                return None
            self._text, self._second = whole, second
        fraction = text[_SECOND:]
        if not fraction:
            return self._second * NS_PER_S
        digits = fraction[1:]
        if fraction[0] != "." or not digits.isdigit() or not digits.isascii():
            return None
        return self._second * NS_PER_S + int(digits[:9].ljust(9, "0"))


def _second(text: str) -> int | None:
    digits = text[:8] + text[9:11] + text[12:14] + text[15:17]
    if len(text) != _SECOND or text[8] != "-" or text[11] != ":" or text[14] != ":":
        return None
    if not digits.isdigit() or not digits.isascii():
        return None
    year, month, day = int(text[:4]), int(text[4:6]), int(text[6:8])
    hour, minute, second = int(text[9:11]), int(text[12:14]), int(text[15:17])
    leap_second = 60
    if hour > 23 or minute > 59 or second > leap_second or not 1 <= month <= 12 or year < 1:
        return None
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return calendar.timegm((year, month, day, hour, minute, second))
