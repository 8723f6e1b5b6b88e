"""From our values to the text a venue takes and back: decimals, percent-encoding, times, flags. Pure and exact."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, NoReturn
from urllib.parse import quote as _quote

import msgspec

from .errors import ConfigurationError, DecodeError

__all__ = [
    "UNREADABLE",
    "blank",
    "bool_01",
    "bool_text",
    "csv",
    "day_from_ns",
    "decimal_text",
    "decode_error",
    "exact",
    "flat",
    "int_text",
    "iso_from_ns",
    "ms_from_ns",
    "ns_from_day",
    "ns_from_iso",
    "ns_from_ms",
    "ns_from_s",
    "ns_from_us",
    "pairs",
    "parse_bool_01",
    "parse_bool_text",
    "parse_csv",
    "query_text",
    "quote",
    "quote_path",
    "raise_decode_error",
    "s_from_ns",
    "trimmed_text",
    "us_from_ns",
]

PATH_SAFE = "!$&'()*+,;=:@"
"""What stands unencoded in a segment of a path, besides unreserved characters."""
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]*").fullmatch


# ---------------------------------------------------------------- numbers
def exact(value: Any, name: str = "value") -> Decimal:
    """`value` (Decimal, int, or plain text) as a finite Decimal.

    Raises ConfigurationError for anything else, floats above all: 0.1 + 0.2 must not become an order.
    """
    if type(value) is Decimal:
        number = value
    elif isinstance(value, float):
        raise ConfigurationError(f"{name} is a float ({value!r}); give a Decimal or text, such as Decimal('{value!r}')")
    elif isinstance(value, bool) or not isinstance(value, int | str | Decimal):
        raise ConfigurationError(f"{name} must be a Decimal, int or text, not {type(value).__name__}")
    else:
        try:
            number = Decimal(value)
        except InvalidOperation:
            raise ConfigurationError(f"{name} is not a number: {value!r}") from None
    if not number.is_finite():
        raise ConfigurationError(f"{name} is not a finite number: {value}")
    return number


def decimal_text(value: Decimal) -> str:
    """Plain notation with the digits of `value`, never an exponent. Raises ConfigurationError for NaN and infinity."""
    if type(value) is not Decimal:
        value = exact(value)  # a float is refused: 0.1 + 0.2 must not become an order
    if not value.is_finite():
        raise ConfigurationError(f"not a finite number: {value}")
    text = str(value)
    return text if "E" not in text else f"{value:f}"


def trimmed_text(value: Decimal) -> str:
    """As `decimal_text`, without zeros at the end of a fraction: 1.50 is `1.5`, 100.0 is `100`."""
    text = decimal_text(value)
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def int_text(text: str) -> int:
    """The integer that `text` spells; raises ValueError for anything but optional minus and digits."""
    if not text.removeprefix("-").isdecimal():
        raise ValueError(f"not an integer: {text!r}")
    return int(text)


# ---------------------------------------------------------------- flags, lists, absence
def bool_text(value: bool) -> str:
    return "true" if value else "false"


def bool_01(value: bool) -> str:
    return "1" if value else "0"


def parse_bool_text(text: str) -> bool:
    """`true` or `false` in any case; raises ValueError for other words."""
    match text.lower():
        case "true":
            return True
        case "false":
            return False
    raise ValueError(f"neither true nor false: {text!r}")


def parse_bool_01(value: str | int) -> bool:
    """1 or 0, as number or text; raises ValueError for other values."""
    match value:
        case 1 | "1":
            return True
        case 0 | "0":
            return False
    raise ValueError(f"neither 0 nor 1: {value!r}")


def csv(values: Iterable[str]) -> str:
    return ",".join(values)


def parse_csv(text: str) -> list[str]:
    """The words of a comma-separated text; none for an empty one."""
    return text.split(",") if text else []


def blank(text: str | None, none: tuple[str, ...] = ("",)) -> str | None:
    """None where the venue writes one of the words `none` for "nothing"."""
    return None if text is None or text in none else text


# ---------------------------------------------------------------- URLs
def quote(text: str) -> str:
    """Percent-encode UTF-8, upper-case hex, only unreserved characters left alone; a space is `%20`.

    Raises ConfigurationError for what is no text.
    """
    # Nearly every value of an order is unreserved already; the general function costs ten times these checks.
    try:
        if (text.isalnum() and text.isascii()) or _UNRESERVED(text):
            return text
    except AttributeError:
        raise ConfigurationError(f"{text!r} is a {type(text).__name__}, a text is needed") from None
    return _quote(text, safe="")


def quote_path(text: str) -> str:
    """Percent-encode a segment of a path: what RFC 3986 lets stand there, colons above all, stands as it is."""
    return text if text.isalnum() and text.isascii() else _quote(text, safe=PATH_SAFE)


def query_text(fields: Mapping[str, object]) -> str:
    """`a=1&b=true`, in the given order, values percent-encoded; lists and objects as JSON, None left out.

    Names stand as they are.
    """
    return "&".join([f"{name}={_encoded(value)}" for name, value in fields.items() if value is not None])


def _encoded(value: object) -> str | int:
    if isinstance(value, str):
        return quote(value)
    if isinstance(value, bool):
        return bool_text(value)
    if isinstance(value, int):
        return value
    return quote(msgspec.json.encode(value).decode())


def pairs(items: Mapping[str, str] | Iterable[tuple[str, str]], between: str = "=", joiner: str = "&") -> str:
    """`a=1&b=true`, in the given order, nothing encoded."""
    entries: Iterable[tuple[Any, Any]] = items.items() if isinstance(items, Mapping) else items
    return joiner.join([f"{name}{between}{_word(value)}" for name, value in entries])


def flat(value: object) -> str:
    """`{"b": ["x", {"c": "2"}], "a": "1"}` as `a1bxc2`: keys in their order, each before its value; null is `null`."""
    if isinstance(value, Mapping):
        return "".join([f"{key}{flat(value[key])}" for key in sorted(value)])
    if isinstance(value, list | tuple):
        return "".join([flat(each) for each in value])
    return "null" if value is None else str(_word(value))


def _word(value: object) -> object:
    return ("false", "true")[value] if isinstance(value, bool) else value


# ---------------------------------------------------------------- times: ours are always int ns since the epoch, UTC
def ns_from_s(seconds: int | str | Decimal) -> int:
    """Whole or fractional seconds, exactly."""
    return seconds * 1_000_000_000 if isinstance(seconds, int) else int(Decimal(seconds).scaleb(9))


def ns_from_ms(ms: int | str) -> int:
    """Milliseconds; a text may have a fraction, which is kept exactly."""
    if isinstance(ms, str) and "." in ms:
        return int(Decimal(ms).scaleb(6))
    return int(ms) * 1_000_000


def ns_from_us(us: int | str) -> int:
    return int(us) * 1_000


def s_from_ns(ns: int) -> int:
    return ns // 1_000_000_000


def ms_from_ns(ns: int) -> int:
    return ns // 1_000_000


def us_from_ns(ns: int) -> int:
    return ns // 1_000


_ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9})\d*)?\s*(Z|z|UTC|[+-]\d\d:?\d\d)?"
).fullmatch


def ns_from_iso(text: str) -> int:
    """ISO 8601 with up to nine digits of fraction kept; without a zone it is UTC. Raises ValueError when it is none."""
    match = _ISO(text)
    if match is None:
        raise ValueError(f"not an ISO 8601 time: {text!r}")
    *date, fraction, zone = match.groups()
    moment = datetime(*(int(part) for part in date), tzinfo=UTC)  # type: ignore[arg-type,misc]
    seconds = round((moment - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds())
    if zone and zone[0] in "+-":
        minutes = int(zone[1:3]) * 60 + int(zone[-2:])
        seconds -= (1 if zone[0] == "+" else -1) * minutes * 60
    return seconds * 1_000_000_000 + int((fraction or "").ljust(9, "0"))


def iso_from_ns(ns: int, digits: int = 3) -> str:
    """`2020-12-08T09:08:57.715Z`, cut (not rounded) to `digits` of fraction."""
    seconds, rest = divmod(ns, 1_000_000_000)
    text = datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S")
    return f"{text}.{f'{rest:09d}'[:digits]}Z" if digits else f"{text}Z"


def ns_from_day(text: str) -> int:
    """The first moment (UTC) of a day written `2020-12-08`. Raises ValueError when it is none."""
    return ns_from_iso(f"{text}T00:00:00")


def day_from_ns(ns: int) -> str:
    """The day (UTC) of a moment: `2020-12-08`."""
    return iso_from_ns(ns, 0)[:10]


# ---------------------------------------------------------------- decoding errors
UNREADABLE = (msgspec.MsgspecError, DecodeError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError)
"""What code that reads raises over something that is not what was declared."""

_MISMATCH = re.compile(r"Expected (?P<expected>.+?), got (?P<got>.+)")
_CONVERTED = re.compile(r"(?:not |invalid literal for )(?P<expected>.+?): (?P<got>['\"].*)", re.DOTALL)
_AT = re.compile(r"(?P<what>.*?)(?: - at `(?:key in )?(?P<path>[^`]*)`)?", re.DOTALL)


def decode_error(error: Exception, venue: str = "", operation: str = "", path: str = "$", got: str = "") -> DecodeError:
    """An error of `UNREADABLE` as a DecodeError with path, expectation and what came instead, as far as it tells;
    `path` and `got` are for what it does not tell. A DecodeError is itself, with where it happened filled in.
    """
    if isinstance(error, DecodeError):
        error.venue, error.operation = error.venue or venue, error.operation or operation
        return error
    if isinstance(error, KeyError):
        text = f"no {error}"
    elif isinstance(error, InvalidOperation):
        text = "not a number"  # its own words name classes of the module
    else:
        text = str(error) or type(error).__name__
    at = _AT.fullmatch(text)
    what, path = (at["what"], at["path"] or path) if at else (text, path)
    mismatch = _MISMATCH.fullmatch(what) or _CONVERTED.fullmatch(what)
    if mismatch:
        expected, got = mismatch["expected"].strip("`"), mismatch["got"].strip("`")
    elif isinstance(error, InvalidOperation):
        expected = "a number"
    else:
        malformed = isinstance(error, msgspec.DecodeError) and not isinstance(error, msgspec.ValidationError)
        expected = "valid JSON" if malformed else ""
    return DecodeError(f"{what} at {path}", venue=venue, operation=operation, path=path, expected=expected, got=got)


def raise_decode_error(error: Exception, venue: str = "", operation: str = "") -> NoReturn:
    """Raise `error` as a DecodeError, keeping it as the cause."""
    raise decode_error(error, venue, operation) from error
