"""Wire types as types of a decoder in C that takes only what certainly fits them, every word of it listed.

What it does not take may still fit, or may not: `venuegen.check.decode` says which, and what is wrong. So a comparison
that asks this first comes to the same result, and asks the slow one about few payloads.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Annotated, Any, Literal

import msgspec

from venuegen.lang.errors import LangError
from venuegen.lang.wire_types import StructDecl, TypeTable, WireType

_WHOLE = r"[-+]?[0-9]+"
_DECIMAL = r"[-+]?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]{1,3})?"
_PATTERNS = {
    "int_text": _WHOLE, "ns_text": _WHOLE, "digits": _DECIMAL, "s_text": _DECIMAL, "ms_text": _DECIMAL,
    "us_text": _DECIMAL, "bool_text": "true|false", "day": r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
    "iso": r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?(?:Z|[+-]00:?00)?",
    "decimal": _DECIMAL, "number": _DECIMAL, "trimmed": _DECIMAL, "any_ms": _WHOLE,
}  # fmt: skip
_PLAIN: dict[str, Any] = {
    "json": Any, "raw": Any, "none": Any, "bool": bool, "str": str, "venue_symbol": str, "int": int, "ms": int,
    "us": int, "ns": int, "s": int, "bool_01": Literal[0, 1], "s_number": int | float,
}  # fmt: skip
_NUMBERS: dict[str, Any] = {"decimal": int | float, "number": int | float, "trimmed": int | float, "any_ms": int}
_DEEPEST = 40


class _NoType(Exception):
    """The decoder has no type for this."""


def _text(pattern: str) -> Any:
    return Annotated[str, msgspec.Meta(pattern=rf"\A(?:{pattern})\Z")]


class Fitting:
    """Tells of values whether they certainly fit. Types are made once."""

    def __init__(self, table: TypeTable) -> None:
        self._table = table
        self._types: dict[str, Any] = {}
        self._structs: dict[tuple[str, bool], Any] = {}
        self._open: set[str] = set()

    def fits(self, value: Any, text: str) -> bool:
        """Whether a decoded value (fractions as floats) certainly is of a type, without a word that is not listed."""
        if text not in self._types:
            try:
                self._types[text] = self._type(self._table.parse(text), 0)
            except (_NoType, LangError, TypeError, ValueError):
                self._types[text] = None
        type = self._types[text]
        if type is None:
            return False
        try:
            msgspec.convert(value, type)
        except (ValueError, RecursionError):
            return False
        return True

    def _type(self, type: WireType, depth: int) -> Any:
        if depth > _DEEPEST:
            raise _NoType
        type = self._table.expand(type)
        match type.kind:
            case "scalar":
                return self._scalar(type.name)
            case "opt":
                return self._type(type.item, depth + 1)
            case "null":
                return self._type(type.item, depth + 1) | None
            case "list":
                return list[self._type(type.item, depth + 1)]  # type: ignore[misc]
            case "map":
                return dict[str, self._type(type.item, depth + 1)]  # type: ignore[misc]
            case "tuple":
                return tuple[tuple(self._type(each, depth + 1) for each in type.args)]  # type: ignore[misc]
            case "blank":
                return self._blank(type)
            case "ref":
                return self._named(type.name, depth)
        raise _NoType

    def _scalar(self, name: str) -> Any:
        if name in _PLAIN:
            return _PLAIN[name]
        if name in _NUMBERS:
            return _NUMBERS[name] | _text(_PATTERNS[name])
        if name in _PATTERNS:
            return _text(_PATTERNS[name])
        raise _NoType

    def _blank(self, type: WireType) -> Any:
        """Text that is a word for nothing, or is read as something."""
        words = "|".join(re.escape(each) for each in self._table.none_words)
        inner = self._table.as_text(type.item)
        enum = self._table.enums.get(inner.name)
        if enum is not None and enum.wire == "str" and not enum.prefix:
            return Literal[(*enum.words, *(each for each in self._table.none_words if not each))]
        if self._table.is_number_or_word(type):
            return _text(words) | int | float
        if inner.kind != "scalar" or inner.name not in (*_PATTERNS, "str", "venue_symbol"):
            raise _NoType
        return _text(f"{words}|{_PATTERNS[inner.name]}") if inner.name in _PATTERNS else str

    def _named(self, name: str, depth: int) -> Any:
        table = self._table
        if name in table.enums:
            enum = table.enums[name]
            return str if enum.prefix and enum.wire == "str" else Literal[tuple(enum.words)]
        if name in table.structs:
            return self._struct(table.structs[name], depth)
        union = table.unions.get(name)
        if union is None or union.named or not set(union.members) <= set(table.structs):
            raise _NoType
        members = [table.structs[each] for each in union.members]
        tags = {each.tag[0] for each in members if each.tag is not None}
        if len(tags) != 1 or any(each.tag is None or each.array for each in members):
            raise _NoType
        made: Any = self._struct(members[0], depth, tagged=True)
        for each in members[1:]:
            made |= self._struct(each, depth, tagged=True)
        return made

    def _struct(self, struct: StructDecl, depth: int, tagged: bool = False) -> Any:
        key = (struct.name, tagged)
        if key in self._structs:
            return self._structs[key]
        if struct.name in self._open:
            raise _NoType  # it holds itself
        self._open.add(struct.name)
        try:
            made = self._structs[key] = self._defined(struct, depth, tagged)
        finally:
            self._open.discard(struct.name)
        return made

    def _defined(self, struct: StructDecl, depth: int, tagged: bool) -> Any:
        fields: list[Any] = []
        wires: dict[str, str] = {}
        tag = None if struct.tag is None else struct.tag[0]
        for at, each in enumerate(struct.fields):
            if each.wire == tag:
                if each.type.name != "str":
                    raise _NoType
                continue
            type = self._type(each.type, depth + 1)
            wires[f"f{at}"] = each.wire
            fields.append((f"f{at}", type | msgspec.UnsetType, msgspec.UNSET) if each.type.is_opt else (f"f{at}", type))
        if struct.array:
            if any(len(one) > len(other) for one, other in pairwise(fields)):
                raise _NoType  # something that must be there after something that may be missing
            return msgspec.defstruct("Row", fields, array_like=True, forbid_unknown_fields=not struct.open_tail)
        if struct.tag is not None and tagged:
            return msgspec.defstruct(struct.name, fields, rename=wires, kw_only=True, tag_field=tag, tag=struct.tag[1])
        if struct.tag is not None:
            fields.append(("tag", Literal[(struct.tag[1],)]))
            wires["tag"] = struct.tag[0]
        return msgspec.defstruct("Object", fields, rename=wires, kw_only=True)
