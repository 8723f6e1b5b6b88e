"""FIX messages as the simulated venue reads and writes them: by tables of fields, with none of the client's code.

A table (`Layout`) says what a message of a dictionary has, in its order. What is read are python names with values
(`Decimal`, `int`, nanoseconds, text); what is written are the fields that a value was given for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from decimal import Decimal
from types import SimpleNamespace
from typing import Any, Literal, TypeAlias, cast

from msgspec import Struct

from venue_runtime.fix.message import SOH, FieldError, Message, OutgoingMessage, RejectReason
from venue_runtime.wire import decimal_text

__all__ = ["FieldRow", "Layout", "Layouts", "Written", "read", "utc_text", "write_complete", "write_message"]

Kind: TypeAlias = Literal["text", "int", "decimal", "bool", "utc", "data", "group"]


class FieldRow(Struct, frozen=True):
    """One field of a message: its python name, its tag, what its text means, and (of a group) what an entry has."""

    name: str
    tag: str
    kind: Kind = "text"
    rows: tuple[FieldRow, ...] = ()
    length: str = ""
    """Of data: the tag of its length, which comes before it."""
    required: bool = False


class Layout(Struct, frozen=True):
    """One message of a dictionary, by its MsgType."""

    name: str
    msg_type: str
    rows: tuple[FieldRow, ...]

    def row(self, name: str) -> FieldRow | None:
        """The field of a python name."""
        return next((row for row in self.rows if row.name == name), None)


Layouts: TypeAlias = Mapping[str, Layout]
"""Messages of a dictionary by name."""


class Written:
    """A message to be sent."""

    def __init__(self, layout: Layout, body: str) -> None:
        self.name = layout.name
        self.msg_type = layout.msg_type
        self._body = body

    def body(self) -> str:
        """See `OutgoingMessage`."""
        return self._body

    def outgoing(self) -> OutgoingMessage:
        """What a session sends."""
        return cast(OutgoingMessage, self)

    def __repr__(self) -> str:
        return f"<Written {self.name}>"


# ---------------------------------------------------------------------- reading


_AROUND = frozenset({"8", "9", "10", "34", "35", "43", "49", "50", "52", "56", "57", "97", "115", "122", "128"})
"""Fields of the standard header and trailer."""


def read(message: Message, layout: Layout, header: Collection[str] = ()) -> SimpleNamespace:
    """The fields of a message by python name; None where one is not there; of a group a list, None without it.

    `header`: tags that a venue has in its header besides.

    Raises:
        FieldError: a field is missing, unknown or empty, a value is not what its field holds, or a group is broken.
    """
    pairs = list(zip(message.tokens[::2], message.tokens[1::2], strict=True))
    known = _tags(layout.rows) | _AROUND | set(header)
    for tag, text in pairs:
        if tag not in known:
            raise FieldError(RejectReason.TAG_NOT_DEFINED_FOR_THIS_MESSAGE_TYPE, int(tag))
        if not text:
            raise FieldError(RejectReason.TAG_SPECIFIED_WITHOUT_A_VALUE, int(tag))
    found = _read(pairs, layout.rows)[0]
    for row in layout.rows:
        if row.required and getattr(found, row.name) is None:
            raise FieldError(RejectReason.REQUIRED_TAG_MISSING, int(row.tag))
    return found


def _read(pairs: Sequence[tuple[str, str]], rows: Sequence[FieldRow]) -> tuple[SimpleNamespace, int]:
    """The first entry of these fields, and how many fields it has: it ends where its first tag comes again."""
    known = {row.tag: row for row in rows}
    found = SimpleNamespace(**{row.name: None for row in rows})
    at = 0
    while at < len(pairs):
        tag, text = pairs[at]
        row = known.get(tag)
        at += 1
        if row is None or getattr(found, row.name) is not None:
            continue
        if row.kind != "group":
            setattr(found, row.name, _value(row, text))
            continue
        entries, used = _read_group(pairs[at:], row, _number(row, text))
        setattr(found, row.name, entries)
        at += used
    return found, at


def _read_group(pairs: Sequence[tuple[str, str]], group: FieldRow, count: int) -> tuple[list[SimpleNamespace], int]:
    inside = _tags(group.rows)
    entries: list[SimpleNamespace] = []
    at = 0
    if count:
        first = pairs[0][0] if pairs else ""
        if first not in inside:
            raise FieldError(RejectReason.INCORRECT_NUM_IN_GROUP_COUNT, int(group.tag))
        starts = [0]
        end = 0
        while end < len(pairs) and pairs[end][0] in inside:
            if end and pairs[end][0] == first:
                starts.append(end)
            end += 1
        at = end
        for start, stop in zip(starts, [*starts[1:], end], strict=True):
            entries.append(_read(pairs[start:stop], group.rows)[0])
    if len(entries) != count:
        raise FieldError(RejectReason.INCORRECT_NUM_IN_GROUP_COUNT, int(group.tag))
    return entries, at


def _tags(rows: Sequence[FieldRow]) -> set[str]:
    tags: set[str] = set()
    for row in rows:
        tags |= {row.tag, *_tags(row.rows)} | ({row.length} if row.length else set())
    return tags


def _number(row: FieldRow, text: str) -> int:
    if not (text.isascii() and text.removeprefix("-").isdecimal()):
        raise FieldError(RejectReason.INCORRECT_DATA_FORMAT_FOR_VALUE, int(row.tag))
    return int(text)


_DECIMAL = re.compile(r"-?(?:\d+(?:\.\d*)?|\.\d+)", re.ASCII)
_UTC = re.compile(r"(\d{4})(\d\d)(\d\d)-(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?", re.ASCII)


def _value(row: FieldRow, text: str) -> Any:
    if row.kind == "int":
        return _number(row, text)
    if row.kind == "decimal" and _DECIMAL.fullmatch(text):
        return Decimal(text)
    if row.kind == "bool" and text in ("Y", "N"):
        return text == "Y"
    if row.kind == "utc" and _UTC.fullmatch(text):
        return utc_ns(text)
    if row.kind in ("text", "data"):
        return text
    raise FieldError(RejectReason.INCORRECT_DATA_FORMAT_FOR_VALUE, int(row.tag))


def utc_ns(text: str) -> int:
    """A UTCTimestamp as nanoseconds since the epoch. Raises ValueError where it is none."""
    from datetime import UTC, datetime

    match = _UTC.fullmatch(text)
    if match is None:
        raise ValueError(f"no UTCTimestamp: {text!r}")
    moment = datetime(*(int(match[at]) for at in range(1, 7)), tzinfo=UTC)  # type: ignore[arg-type, misc]
    return int(moment.timestamp()) * 1_000_000_000 + int((match[7] or "0").ljust(9, "0"))


def utc_text(ts_ns: int, digits: int) -> str:
    """Nanoseconds since the epoch as a UTCTimestamp with so many digits after the second; what is finer is cut off."""
    from datetime import UTC, datetime

    seconds, rest = divmod(ts_ns, 1_000_000_000)
    text = datetime.fromtimestamp(seconds, UTC).strftime("%Y%m%d-%H:%M:%S")
    return f"{text}.{rest:09d}"[: len(text) + 1 + digits] if digits else text


# ---------------------------------------------------------------------- writing


def write_message(layout: Layout, values: Mapping[str, Any], digits: int = 3) -> Written:
    """A message of the values that the layout has a field for; None is left out. `digits`: of times, after the second.

    Entries of a group are mappings.
    """
    return Written(layout, _written(layout.rows, values, digits))


def write_complete(layout: Layout, values: Mapping[str, Any], digits: int = 3) -> Written:
    """As `write_message`, with what is required and nobody knows: the OrderID of an order that never was."""
    unknown = {
        row.name: "NONE" if row.kind in ("text", "data") else 0
        for row in layout.rows
        if row.required and values.get(row.name) is None and row.kind != "group"
    }
    return write_message(layout, {**values, **unknown}, digits)


def _written(rows: Sequence[FieldRow], values: Mapping[str, Any], digits: int) -> str:
    parts: list[str] = []
    for row in rows:
        value = values.get(row.name)
        if value is None:
            continue
        if row.kind == "group":
            parts.append(f"{row.tag}={len(value)}{SOH}")
            parts += [_written(row.rows, entry, digits) for entry in value]
            continue
        text = _text(row, value, digits)
        if not text:
            continue
        if row.length:
            parts.append(f"{row.length}={len(text.encode('utf-8', 'surrogateescape'))}{SOH}")
        parts.append(f"{row.tag}={text}{SOH}")
    return "".join(parts)


_TEXTS: dict[str, Callable[[Any], str]] = {"decimal": lambda value: decimal_text(Decimal(value)), "int": str}


def _text(row: FieldRow, value: Any, digits: int) -> str:
    if row.kind == "bool" and isinstance(value, bool):
        return "Y" if value else "N"
    if row.kind == "utc" and isinstance(value, int):
        return utc_text(value, digits)
    if isinstance(value, Decimal):
        return decimal_text(value)
    return str(value)
