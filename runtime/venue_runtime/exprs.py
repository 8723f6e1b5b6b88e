"""Functions that expressions of a spec compile to, where plain Python has no word for them. Pure and exact.

They raise ValueError for what a venue sent and cannot be read; whoever maps a message makes a DecodeError of it.
"""

from __future__ import annotations

import base64
import binascii
import calendar
import hashlib
import time
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypeVar, cast

import msgspec

from .errors import DecodeError
from .model import PriceBand
from .wire import decimal_text, trimmed_text

__all__ = [
    "base64_bytes",
    "base64_text",
    "covers",
    "cut",
    "divided",
    "fix_ms",
    "floored",
    "item",
    "json_as",
    "json_at",
    "json_number",
    "json_text",
    "sent",
    "kind",
    "listed",
    "many",
    "only",
    "part",
    "price_bands",
    "random_text",
    "raw_at",
    "raw_text",
    "remainder",
    "seconds_until",
    "sha256_bytes",
    "sha512_bytes",
    "significant",
    "sorted_map",
    "split",
    "word_of",
    "without",
]

V = TypeVar("V")
T = TypeVar("T")


# ---------------------------------------------------------------- lists, maps, text
def item(rows: Sequence[T], at: int) -> T | None:
    """`rows[at]`, None when there are not so many."""
    return rows[at] if -len(rows) <= at < len(rows) else None


def only(rows: Sequence[T]) -> Sequence[T]:
    """`rows`, of which there is one at most; raises ValueError for several."""
    if len(rows) > 1:
        raise ValueError(f"one was meant, and there are {len(rows)}")
    return rows


def price_bands(pairs: Iterable[tuple[Decimal, Decimal]] | None) -> tuple[PriceBand, ...]:
    """Bands from pairs of a price and the increment that holds from there on; lowest first."""
    return tuple(PriceBand(above, increment) for above, increment in sorted(pairs or ()))


def significant(figures: int, decimals: int) -> tuple[PriceBand, ...]:
    """Increments of prices with at most so many significant figures and decimals, where any whole number goes."""
    bands = [PriceBand(above=Decimal(0), increment=Decimal(1).scaleb(-max(decimals, 0)))]
    for places in range(max(decimals, 0) - 1, -1, -1):
        # From here on a price has one digit more in front of the point, and one less behind it.
        bands.append(PriceBand(above=Decimal(1).scaleb(figures - 1 - places), increment=Decimal(1).scaleb(-places)))
    return tuple(bands)


def part(text: str, separator: str, at: int) -> str:
    """Part `at` of `text` split at `separator`; raises ValueError when there are not so many."""
    parts = text.split(separator)
    if not -len(parts) <= at < len(parts):
        raise ValueError(f"{text!r} has no part {at} between {separator!r}")
    return parts[at]


def cut(text: str, start: int, end: int | None = None) -> str:
    """The characters of `text` from `start` to `end` (None: its own); raises ValueError when there are not so many."""
    last = start if end is None else end
    if len(text) < last:
        raise ValueError(f"{text!r} has no {last} characters")
    return text[start:end]


def split(text: str, separator: str) -> list[str]:
    """The parts of `text` between separators; an empty text has none."""
    return text.split(separator) if text else []


_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz"


def random_text(drawn: bytes) -> str:
    """A lower-case letter or a digit for each of some random bytes."""
    return "".join(_LETTERS[byte % len(_LETTERS)] for byte in drawn)


def sorted_map(items: Mapping[str, V]) -> dict[str, V]:
    """`items` in the order of their keys."""
    return dict(sorted(items.items()))


def json_at(value: Any, key: str | int) -> Any:
    """An entry or item of a JSON value; None when it is not there."""
    if isinstance(value, dict):
        return value.get(key)
    if isinstance(value, list) and isinstance(key, int):
        return item(value, key)
    return None


def listed(value: msgspec.Raw) -> msgspec.Raw:
    """Rows: an array of arrays (or an empty one) as it is; anything else as the only item of a list."""
    text = bytes(value)
    if text[:2] in (b"[[", b"[]") or (text[:1] == b"[" and text[1:].lstrip()[:1] in (b"[", b"]")):
        return value
    return msgspec.Raw(b"[" + text + b"]")


_OBJECT = msgspec.json.Decoder(dict[str, msgspec.Raw])


def raw_at(value: msgspec.Raw, key: str) -> Any:
    """An entry of a JSON object that is not decoded yet; None when it is no object or has no such entry."""
    try:
        found = _OBJECT.decode(value).get(key)
    except msgspec.DecodeError:
        return None
    return None if found is None else msgspec.json.decode(found)


def raw_text(value: msgspec.Raw) -> str:
    """A text that is not decoded yet, or a number as it is written."""
    written = bytes(value)
    return str(msgspec.json.decode(written)) if written.startswith(b'"') else written.decode()


def covers(big: Any, small: Any) -> bool:
    """Whether `big` has every key of `small` with a value that covers it; lists must be equally long."""
    if isinstance(small, Mapping):
        return isinstance(big, Mapping) and all(key in big and covers(big[key], value) for key, value in small.items())
    if isinstance(small, list):
        return isinstance(big, list) and len(big) == len(small) and all(map(covers, big, small))
    return bool(big == small)


_KINDS = {"{": "object", "[": "array", '"': "text", "t": "bool", "f": "bool", "n": "null"}


def kind(value: Any) -> str:
    """`object`, `array`, `text`, `number`, `bool` or `null`, of a decoded JSON value or of raw JSON."""
    if isinstance(value, msgspec.Raw | bytes | memoryview):
        return _KINDS.get(bytes(value).lstrip()[:1].decode("ascii", "replace"), "number")
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, str):
        return "text"
    if isinstance(value, Mapping):
        return "object"
    return "array" if isinstance(value, list | tuple) else "number"


def many(value: T | list[T]) -> list[T]:
    """What a venue writes as a list, and alone when there is one."""
    return value if isinstance(value, list) else [value]


def without(items: Mapping[str, V], *keys: str) -> dict[str, V]:
    """`items` without `keys`."""
    return {key: value for key, value in items.items() if key not in keys}


@lru_cache(256)
def _decoder(kind: Any) -> Callable[[msgspec.Raw], Any]:
    decode: Callable[[msgspec.Raw], Any] = msgspec.json.Decoder(kind).decode
    return decode


def json_as(value: msgspec.Raw, kind: type[T]) -> T:
    """Raw JSON read as a type. Raises ValueError (msgspec's) where it is not of it."""
    found: T = _decoder(cast("Hashable", kind))(value)
    return found


# ---------------------------------------------------------------- numbers
def _by_zero(one: Decimal | int) -> DecodeError:
    return DecodeError(f"{one} is divided by zero", expected="a number that is not zero", got="0")


def divided(one: Decimal | int, other: Decimal | int) -> Decimal:
    """`one / other`, exact numbers. Raises DecodeError for a division by zero."""
    if not other:
        raise _by_zero(one)
    return Decimal(one) / other


def floored(one: int, other: int) -> int:
    """`one // other`. Raises DecodeError for a division by zero."""
    if not other:
        raise _by_zero(one)
    return one // other


def remainder(one: int, other: int) -> int:
    """`one % other`. Raises DecodeError for a division by zero."""
    if not other:
        raise _by_zero(one)
    return one % other


# ---------------------------------------------------------------- encodings, hashes
def _without_exponents(value: Any) -> Any:
    # The encoder writes `1E-8` for small decimals, and calls no hook for types that it knows.
    if isinstance(value, Decimal):
        return decimal_text(value)
    if isinstance(value, Mapping):
        return {key: _without_exponents(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_without_exponents(entry) for entry in value]
    return value


def json_text(value: Any) -> str:
    """JSON text without spaces, keys in their order; decimals as text in plain notation."""
    return msgspec.json.encode(_without_exponents(value)).decode()


def word_of(value: Any) -> str:
    """A JSON value inside other text: a text as it is, anything else as JSON."""
    return value if isinstance(value, str) else json_text(value)


def sent(value: Any, *, order: Sequence[str] = (), numbers: Sequence[str] = (), trimmed: Sequence[str] = ()) -> Any:
    """A struct of the wire as what the JSON encoder writes: names of the wire (in this `order`), absent fields left
    out, exact numbers in plain notation, as text (fields named in `numbers`: as JSON numbers; in `trimmed`: without
    trailing zeros)."""
    made = _plain(msgspec.to_builtins(value, builtin_types=(Decimal,)), numbers, trimmed)
    return {name: made[name] for name in order if name in made} if order else made


def _plain(value: Any, numbers: Sequence[str], trimmed: Sequence[str], field: str = "") -> Any:
    if isinstance(value, Decimal):
        if field in numbers:
            return json_number(value)
        return trimmed_text(value) if field in trimmed else decimal_text(value)
    if isinstance(value, dict):
        return {name: _plain(each, numbers, trimmed, name) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each, numbers, trimmed, field) for each in value]
    return value


def json_number(value: Decimal) -> msgspec.Raw:
    """`value` as a JSON number in plain notation, for the JSON encoder."""
    return msgspec.Raw(decimal_text(value).encode())


def base64_text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def base64_bytes(text: str) -> bytes:
    """Raises ValueError for text that is no base64."""
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError(f"not base64: {error}") from None


def sha256_bytes(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def sha512_bytes(data: bytes) -> bytes:
    return hashlib.sha512(data).digest()


# ---------------------------------------------------------------- time
def fix_ms(text: str) -> str:
    """Milliseconds since the epoch of a time as FIX writes it (`20231114-12:13:20.123`). Raises ValueError."""
    second = calendar.timegm(time.strptime(text[:17], "%Y%m%d-%H:%M:%S"))
    return f"{second * 1000 + int(text[18:21].ljust(3, '0'))}"


def seconds_until(time_ns: int, now_ns: int) -> Decimal:
    """Seconds from now until a time, 0 when it has passed."""
    return max(Decimal(0), Decimal(time_ns - now_ns).scaleb(-9))
