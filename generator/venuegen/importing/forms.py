"""Payloads of a form that was seen before are only counted: a decoder in C says whether one is.

A form is exact: the same fields, each of the same kind, each text of few words among those seen, no evidence wanted
any more. So a payload that a form takes would have changed nothing but counts, and what is learned is the same with
forms and without. What no form takes is looked at field by field, as are the first payloads of every kind.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Annotated, Any, Literal

import msgspec

from venuegen.importing.model import MOST_SAMPLES, FieldShape, Shape

MOST_FORMS = 8
"""Forms of one kind of payload that are kept; the one that is used least gives way."""
MOST_BUILT = 40
"""Forms that are tried of one kind of payload: one that never stays the same is not worth more."""
_DEEPEST = 40
_SCALARS: dict[str, Any] = {"integer": int, "number": float, "boolean": bool}
_Words = Callable[[FieldShape], frozenset[str] | None]
"""Of a field of text: the words that it had so far; None once they are too many to be told apart."""


class _Unfit(Exception):
    """There is no form of this: evidence is still wanted, or it is of several kinds."""


@dataclass(slots=True)
class _Rows:
    """A list of objects inside a payload: how to reach it, and the lists inside of its items."""

    at: Callable[[Any], Sequence[Any]]
    counter: int
    inner: list[_Rows] = field(default_factory=list)

    def count(self, of: Any, totals: list[int]) -> None:
        rows = self.at(of)
        totals[self.counter] += len(rows)
        for each in self.inner:
            for row in rows:
                each.count(row, totals)


class Form:
    """One form: decodes what is of it, and counts."""

    __slots__ = ("_decoder", "_fields", "_rows", "_totals", "hits")

    def __init__(self, shape: Shape, value: Any, words: _Words) -> None:
        self._fields: list[tuple[FieldShape, int, str]] = []
        self._rows: list[_Rows] = []
        self._totals = [0]
        self.hits = 0
        self._decoder = msgspec.json.Decoder(self._type(shape, value, words, "", 0, self._rows, 0))

    def decoded(self, text: str) -> Any:
        """A payload of this form; None for one that is not."""
        try:
            return self._decoder.decode(text)
        except (ValueError, RecursionError):
            return None

    def takes(self, text: str) -> bool:
        """Whether a payload is of this form; if so, it is counted."""
        made = self.decoded(text)
        if made is None:
            return False
        self._totals[0] += 1
        self.hits += 1
        for each in self._rows:
            each.count(made, self._totals)
        return True

    def flush(self) -> None:
        """Add what was counted to the evidence."""
        if not self._totals[0]:
            return
        for each, counter, what in self._fields:
            number = self._totals[counter]
            if what == "absent":
                each.absent += number
            else:
                each.present += number
                each.nulls += number if what == "null" else 0
        self._totals = [0] * len(self._totals)

    # -- the type of a form

    def _type(self, shape: Shape, value: Any, words: _Words, path: str, counter: int, rows: list[_Rows],
              depth: int) -> Any:  # fmt: skip
        if depth > _DEEPEST or shape.name or shape.words:
            raise _Unfit
        if shape.kind == "object" and isinstance(value, dict):
            return self._object(shape, value, words, path, counter, rows, depth)
        if shape.kind == "array" and isinstance(value, list) and shape.items is not None:
            return self._array(shape, value, words, path, rows, depth)
        if shape.kind not in ("string", *_SCALARS) or isinstance(value, dict | list) or value is None:
            raise _Unfit
        _full(shape)
        return str if shape.kind == "string" else _SCALARS[shape.kind]

    def _object(self, shape: Shape, value: Mapping[str, Any], words: _Words, path: str, counter: int,
                rows: list[_Rows], depth: int) -> Any:  # fmt: skip
        made: list[tuple[str, Any]] = []
        wires: dict[str, str] = {}
        for at, (wire, item) in enumerate(value.items()):
            each, name = shape.fields[wire], f"f{at}"
            wires[name] = wire
            if item is None:
                self._fields.append((each, counter, "null"))
                made.append((name, None))
                continue
            self._fields.append((each, counter, "present"))
            inner = f"{path}.{name}" if path else name
            listed = words(each) if each.shape.kind == "string" and isinstance(item, str) else None
            if listed is not None and not each.shape.odd and listed <= set(each.samples):
                made.append((name, Literal[tuple(sorted(listed))]))  # a text said before is no news
                continue
            if not isinstance(item, dict | list) and len(each.samples) < MOST_SAMPLES:
                raise _Unfit
            type = self._type(each.shape, item, words, inner, counter, rows, depth + 1)
            made.append((name, type if listed is None else Literal[tuple(sorted(listed))]))
        self._fields += [(each, counter, "absent") for wire, each in shape.fields.items() if wire not in value]
        return msgspec.defstruct("Form", made, rename=wires, forbid_unknown_fields=True)

    def _array(self, shape: Shape, value: Sequence[Any], words: _Words, path: str, rows: list[_Rows],
               depth: int) -> Any:  # fmt: skip
        _full(shape)
        inner = shape.items
        if inner is None or inner.odd:
            raise _Unfit
        if inner.kind == "any":
            return Annotated[list, msgspec.Meta(max_length=0)]
        if inner.kind == "object":
            first = next((each for each in value if isinstance(each, dict)), None)
            if first is None:
                return Annotated[list, msgspec.Meta(max_length=0)]
            self._totals.append(0)
            counter, nested = len(self._totals) - 1, list[_Rows]()
            item = self._type(inner, first, words, "", counter, nested, depth + 1)
            rows.append(_Rows(attrgetter(path) if path else _itself, counter, nested))
            return _list(item)
        if inner.kind == "array":
            before = len(rows)
            item = self._type(inner, next((each for each in value if isinstance(each, list)), []), words, "", 0, rows,
                              depth + 1)  # fmt: skip
            if len(rows) > before:
                raise _Unfit
            return _list(item)
        if inner.kind not in ("string", *_SCALARS):
            raise _Unfit
        _full(inner)
        # Whatever stands in a list of scalars counts as one of them: only a first fraction, or a first null, is news.
        kinds: Any = str | bool | int if inner.kind == "integer" else str | bool | float
        return _list(kinds | None if inner.nullable else kinds)


def _list(item: Any) -> Any:
    return list[item]


def _itself(value: Any) -> Any:
    return value


def _full(shape: Shape) -> None:
    """Raises _Unfit while the values of this are still kept as evidence."""
    if len(shape.samples) < MOST_SAMPLES or shape.odd:
        raise _Unfit


@dataclass(slots=True)
class Forms:
    """The forms of one kind of payload."""

    made: list[Form] = field(default_factory=list)
    built: int = 0

    def take(self, text: str) -> bool:
        """Whether a payload is of one of them; if so, it is counted."""
        for at, each in enumerate(self.made):
            if each.takes(text):
                if at:
                    self.made.insert(0, self.made.pop(at))
                return True
        return False

    def flush(self) -> None:
        """Add what was counted to the evidence, before anything else is added to it."""
        for each in self.made:
            each.flush()

    def offer(self, shape: Shape, value: Any, text: str, words: _Words) -> None:
        """A payload that none of them took, and that has just been learned: what is like it is taken from now on."""
        if self.built >= MOST_BUILT:
            return
        try:
            made = Form(shape, value, words)
        except (_Unfit, TypeError, ValueError):
            return
        self.built += 1
        if made.decoded(text) is not None:  # rows that are not all alike are of no form
            self.made.insert(0, made)
            del self.made[MOST_FORMS:]
