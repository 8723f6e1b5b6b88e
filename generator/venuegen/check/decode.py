"""Does a JSON value fit a wire type? The same answer as the generated decoder, with every misfit at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from venuegen.lang.wire_types import StructDecl, TypeTable, WireType

_WHOLE = re.compile(r"[-+]?\d+")
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]00:?00)?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_TEXTS = {"str", "venue_symbol"}
_INTS = {"int", "ms", "us", "ns", "s", "bool_01"}
_INT_TEXTS = {"int_text", "ns_text"}
_DECIMAL_TEXTS = {"digits", "s_text", "ms_text", "us_text"}


@dataclass(frozen=True, slots=True)
class Misfit:
    """One place where a value is not of its type; `path` as in `$.bids[0].price`."""

    path: str
    expected: str
    got: str


def misfits(value: Any, type: WireType, table: TypeTable, path: str = "$") -> Iterator[Misfit]:
    """Every misfit of a decoded JSON value (fractions as Decimal). Extra keys of an object are no misfit."""
    type = table.expand(type)
    if type.kind == "opt":
        yield from misfits(value, type.item, table, path)
    elif type.kind == "null":
        if value is not None:
            yield from misfits(value, type.item, table, path)
    elif table.is_number_or_word(type):
        if isinstance(value, str) and value not in table.none_words:
            yield _misfit(path, "a number, or a word of `wire.none`", value)
        elif not isinstance(value, str):
            yield from misfits(value, type.item, table, path)
    elif type.kind == "blank":
        if not isinstance(value, str):
            yield _misfit(path, str(type), value)
        elif value not in table.none_words:
            yield from _text(value, type.item, table, path)
    elif type.kind == "csv":
        if not isinstance(value, str):
            yield _misfit(path, str(type), value)
        else:
            for part in value.split(",") if value else []:
                yield from _text(part, type.item, table, path)
    elif type.kind == "one_or_many":
        for at, item in enumerate(value) if isinstance(value, list) else [(None, value)]:
            yield from misfits(item, type.item, table, path if at is None else f"{path}[{at}]")
    elif type.kind in ("list", "map", "tuple"):
        yield from _container(value, type, table, path)
    elif type.kind == "scalar":
        if not _fits(value, type.name):
            yield _misfit(path, type.name, value)
    else:
        yield from _named(value, type.name, table, path)


def _misfit(path: str, expected: str, value: Any) -> Misfit:
    return Misfit(path, expected, describe(value))


def describe(value: Any) -> str:
    """A JSON value in a few words."""
    if value is None:
        return "null"
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    if isinstance(value, str):
        return f"the text {value[:40]!r}"
    return f"{str(value).lower() if isinstance(value, bool) else value}"


def _text(value: str, type: WireType, table: TypeTable, path: str) -> Iterator[Misfit]:
    """A value inside `blank` or `csv`: everything is text there."""
    type = table.as_text(type)
    yield from misfits(value, type, table, path)


def _fits(value: Any, name: str) -> bool:
    if name in ("json", "raw", "none"):
        return True
    if name == "bool":
        return isinstance(value, bool)
    if isinstance(value, bool):
        return False
    if name in _TEXTS:
        return isinstance(value, str)
    if name in _INTS:
        return isinstance(value, int) and (name != "bool_01" or value in (0, 1))
    if name in ("decimal", "number", "trimmed"):
        return isinstance(value, int | Decimal) or (isinstance(value, str) and _is_decimal(value))
    if name == "s_number":
        return isinstance(value, int | Decimal)
    if name == "any_ms":
        return isinstance(value, int) or (isinstance(value, str) and _WHOLE.fullmatch(value) is not None)
    if not isinstance(value, str):
        return False
    if name in _INT_TEXTS:
        return _WHOLE.fullmatch(value) is not None
    if name in _DECIMAL_TEXTS:
        return _is_decimal(value)
    if name == "bool_text":
        return value in ("true", "false")
    if name == "day":
        return _DAY.fullmatch(value) is not None
    return _TIME.fullmatch(value) is not None if name == "iso" else True


def _is_decimal(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False


def _container(value: Any, type: WireType, table: TypeTable, path: str) -> Iterator[Misfit]:
    if type.kind == "map":
        if not isinstance(value, dict):
            yield _misfit(path, str(type), value)
            return
        for key, item in value.items():
            yield from misfits(item, type.item, table, f"{path}.{key}")
        return
    if not isinstance(value, list):
        yield _misfit(path, str(type), value)
        return
    if type.kind == "tuple":
        if len(value) != len(type.args):
            yield _misfit(path, f"a list of {len(type.args)}", value)
        for at, (item, part) in enumerate(zip(value, type.args, strict=False)):
            yield from misfits(item, part, table, f"{path}[{at}]")
        return
    for at, item in enumerate(value):
        yield from misfits(item, type.item, table, f"{path}[{at}]")


def _named(value: Any, name: str, table: TypeTable, path: str) -> Iterator[Misfit]:
    if name in table.enums:
        wanted = int if table.enums[name].wire == "int" else str
        if not isinstance(value, wanted) or isinstance(value, bool):
            yield _misfit(path, f"{name} ({'a number' if wanted is int else 'text'})", value)
    elif name in table.flags:
        is_number = isinstance(value, int) or (isinstance(value, str) and value.isdecimal())
        if not is_number or isinstance(value, bool):
            yield _misfit(path, f"{name} (a number)", value)
    elif name in table.structs:
        yield from _struct(value, table.structs[name], table, path)
    elif name in table.unions:
        yield from _union(value, name, table, path)


def _struct(value: Any, struct: StructDecl, table: TypeTable, path: str) -> Iterator[Misfit]:
    if struct.array:
        yield from _array(value, struct, table, path)
        return
    if not isinstance(value, dict):
        yield _misfit(path, struct.name, value)
        return
    if struct.tag is not None and value.get(struct.tag[0]) != struct.tag[1]:
        yield _misfit(f"{path}.{struct.tag[0]}", repr(struct.tag[1]), value.get(struct.tag[0]))
    for field in struct.fields:
        if field.wire in value:
            yield from misfits(value[field.wire], field.type, table, f"{path}.{field.wire}")
        elif not field.type.is_opt:
            yield Misfit(f"{path}.{field.wire}", str(field.type), "nothing")


def _array(value: Any, struct: StructDecl, table: TypeTable, path: str) -> Iterator[Misfit]:
    required = sum(not field.type.is_opt for field in struct.fields)
    if not isinstance(value, list):
        yield _misfit(path, struct.name, value)
        return
    if len(value) < required or (len(value) > len(struct.fields) and not struct.open_tail):
        most = "or more" if struct.open_tail else ""
        yield _misfit(path, f"{struct.name}: a list of {len(struct.fields)} {most}".rstrip(), value)
    for at, (item, field) in enumerate(zip(value, struct.fields, strict=False)):
        yield from misfits(item, field.type, table, f"{path}[{at}]")


def _union(value: Any, name: str, table: TypeTable, path: str) -> Iterator[Misfit]:
    named = table.unions[name].named
    if named:
        if not any(not list(misfits(value, each, table, path)) for each in named.values()):
            yield _misfit(path, f"{name}: one of {', '.join(map(str, named.values()))}", value)
        return
    if isinstance(value, str) and "str" in table.unions[name].members:
        return
    members = [table.structs[member] for member in table.unions[name].members if member in table.structs]
    if any(not list(_struct(value, member, table, path)) for member in members):
        return
    tagged = [
        each for each in members if each.tag and isinstance(value, dict) and value.get(each.tag[0]) == each.tag[1]
    ]
    tagged = tagged or [each for each in members if each.tag is None and each.array == isinstance(value, list)]
    if len(tagged) == 1:
        yield from _struct(value, tagged[0], table, path)
    else:
        yield _misfit(path, f"{name}: one of {', '.join(member.name for member in members)}", value)
