"""Values as evidence: what shown payloads say of the shapes of a document, and shapes of payloads alone.

A document's schema says what its author remembered; its examples are what the venue really sent. Where they disagree
about what may be missing or null, the example is the fact.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from venuegen.importing.model import FieldShape, Kind, Shape

_KINDS: tuple[tuple[type, Kind], ...] = (
    (bool, "boolean"),
    (int, "integer"),
    (Decimal, "number"),
    (float, "number"),
    (str, "string"),
    (dict, "object"),
    (list, "array"),
)
_BY_TYPE: dict[type, Kind] = dict(_KINDS)
MOST_KEYS = 60
"""An object with more keys than that, all of one kind, is a map."""
_DEEPEST = 60


def kind_of(value: Any) -> Kind:
    """The kind of one JSON value."""
    known = _BY_TYPE.get(type(value))
    if known is not None:
        return known
    return next((kind for type, kind in _KINDS if isinstance(value, type)), "null")


def learn(shape: Shape, value: Any, depth: int = 0) -> None:
    """Add a value to the evidence of a shape: what is present, absent, null; what was never described is added."""
    if depth > _DEEPEST or value is None:
        return
    kind = kind_of(value)
    if shape.kind == "any" and not shape.name:
        _become(shape, kind)
    if _structure(shape.kind) != _structure(kind) and shape.kind not in ("any", "union", "null"):
        shape.odd = [*shape.odd, value][:MOST_ODD]
        return
    shape.fitting += 1
    if shape.kind == "object" and kind == "object":
        _object(shape, value, depth)
    elif shape.kind == "map" and kind == "object" and shape.items is not None:
        for item in value.values():
            learn(shape.items, item, depth + 1)
    elif shape.kind == "array" and kind == "array":
        if shape.items is None:
            shape.items = Shape("any")
        for item in value:
            if item is None:
                shape.items.nullable = True
            learn(shape.items, item, depth + 1)
            if shape.items.kind == "union" and not isinstance(item, dict | list):
                shape.items.sample(item)  # in their order, as rows of several kinds need them
        shape.sample(len(value))
    elif shape.kind == "row" and kind == "array":
        for place, item in zip(shape.places, value, strict=False):
            learn(place, item, depth + 1)
        shape.sample(len(value))
    elif shape.kind == "union":
        option = _best(shape.options, kind, value)
        if option is not None:
            learn(option, value, depth + 1)
    elif kind in ("string", "integer", "number", "boolean"):
        _scalar(shape, kind, value)


MOST_ODD = 20


def _structure(kind: Kind) -> str:
    """What a decoder tells apart first: an object, an array, or neither."""
    return {"map": "object", "row": "array", "object": "object", "array": "array"}.get(kind, "scalar")


def _become(shape: Shape, kind: Kind) -> None:
    """Nothing was known of this shape; now something is."""
    shape.kind = kind
    if kind == "array":
        shape.items = Shape("any")


def _scalar(shape: Shape, kind: Kind, value: Any) -> None:
    shape.sample(value)
    if shape.kind == "integer" and kind == "number":
        shape.kind = "number"  # a document says integer, and shows a fraction


def _object(shape: Shape, value: dict[str, Any], depth: int) -> None:
    known = sum(each.present + each.absent for each in list(shape.fields.values())[:1])
    for wire, item in value.items():
        field = shape.fields.get(wire)
        if field is None:
            field = FieldShape(Shape("any"), required=None if known == 0 else False, absent=known)
            shape.fields[wire] = field
        field.present += 1
        if item is None:
            field.nulls += 1
        else:
            if type(item) is str and item in field.samples:
                field.shape.fitting += 1  # said before: it tells nothing new
                continue
            if not isinstance(item, dict | list):
                field.sample(item)
            learn(field.shape, item, depth + 1)
            _widen(field, item)
    for wire, field in shape.fields.items():
        if wire not in value:
            field.absent += 1


def _widen(field: FieldShape, item: Any) -> None:
    """A field that was made of examples alone takes what later ones show."""
    shape, kind = field.shape, kind_of(item)
    if shape.name or kind == shape.kind or shape.kind in ("any", "union", "map", "row"):
        return
    scalars = ("string", "integer", "number", "boolean")
    if field.doc or shape.doc or shape.words or shape.format:
        return  # the document describes it; the disagreement is found when the example is decoded
    if {kind, shape.kind} == {"integer", "number"}:
        shape.kind = "number"
    elif field.required is None and (kind in scalars) != (shape.kind in scalars):
        first = Shape(shape.kind, fields=shape.fields, items=shape.items, samples=shape.samples)
        second = Shape("any")
        learn(second, item)
        shape.kind, shape.fields, shape.items, shape.options = "union", {}, None, [first, second]
    elif field.required is None and kind in scalars and shape.kind in scalars:
        shape.kind, shape.options = "union", [Shape(shape.kind, samples=shape.samples), Shape(kind, samples=[item])]


def _best(options: Sequence[Shape], kind: Kind, value: Any) -> Shape | None:
    """The alternative that a value is of: for objects the one with the most of its keys."""
    fitting = [each for each in options if each.kind == kind or {each.kind, kind} == {"integer", "number"}]
    if kind == "object" and fitting:
        return max(fitting, key=lambda each: len(set(each.fields) & set(value)) - len(set(value) - set(each.fields)))
    return fitting[0] if fitting else None


def infer(values: Sequence[Any]) -> Shape:
    """The shape of values of which only they are known."""
    shape = Shape("any")
    for value in values:
        if value is None:
            shape.nullable = True
        else:
            learn(shape, value)
    settle(shape)
    return shape


def settle(shape: Shape, seen: set[int] | None = None) -> None:
    """Once all evidence is in: objects with keys that are data become maps, arrays of fixed rows become rows."""
    seen = set() if seen is None else seen
    if id(shape) in seen:
        return
    seen.add(id(shape))
    if shape.odd and not shape.fitting:  # the document describes one thing and shows another
        found = infer(shape.odd)
        shape.kind, shape.fields, shape.items, shape.places = found.kind, found.fields, found.items, found.places
        shape.options, shape.odd, shape.words, shape.samples = found.options, [], [], found.samples
    for field in shape.fields.values():
        settle(field.shape, seen)
    for inner in (shape.items, *shape.places, *shape.options):
        if inner is not None:
            settle(inner, seen)
    if shape.kind == "object" and (not shape.name or len(shape.fields) > 1) and _is_map(shape):
        kinds = {each.shape.kind for each in shape.fields.values()}
        inner = next(iter(shape.fields.values())).shape
        if kinds == {"object"}:
            inner = joined([each.shape for each in shape.fields.values()])
        shape.kind, shape.items, shape.fields = "map", inner, {}
    if shape.kind == "array" and shape.items is not None and shape.items.kind == "array":
        _row(shape.items)


def doubt(shape: Shape, seen: set[int] | None = None) -> int:
    """Optional fields that no example tells of may be missing or null: whether a server leaves out what it has not is
    not said by a document without nulls. Returns how many there are."""
    seen = set() if seen is None else seen
    if id(shape) in seen:
        return 0
    seen.add(id(shape))
    open_ = [each for each in shape.fields.values() if each.required is False and not each.absent]
    for each in open_:
        each.nulls = each.nulls or 1
    inner = [each.shape for each in shape.fields.values()] + [shape.items, *shape.places, *shape.options]
    return len(open_) + sum(doubt(each, seen) for each in inner if each is not None)


_WORD = re.compile(r"[a-z][a-zA-Z0-9]*([_-][a-zA-Z0-9]+)*$|[a-zA-Z]$")


def _is_map(shape: Shape) -> bool:
    """Keys that are data: currencies, symbols, numbers."""
    fields = shape.fields
    if fields and all(_is_data(key) and each.shape.kind in ("object", "map") for key, each in fields.items()):
        return True
    if len(fields) < 2 and not any(_is_data(key) for key in fields):
        return False
    if len({each.shape.kind for each in fields.values()}) != 1 or any(each.required for each in fields.values()):
        return False
    if any(each.doc for each in fields.values()):
        return False
    return all(_is_data(key) for key in fields) or len(fields) > MOST_KEYS


def _is_data(key: str) -> bool:
    return bool(re.fullmatch(r"[A-Z0-9]{2,12}([-_/][A-Z0-9]{2,12})*|[0-9]+", key)) and key != "ID"


def _row(shape: Shape) -> None:
    """An array of scalars that always has the same small number of items is a row."""
    inner = shape.items
    lengths = {each for each in shape.samples if isinstance(each, int)}
    if shape.length is not None:
        lengths = {shape.length} | lengths
    if inner is None or len(lengths) != 1 or not 2 <= min(lengths) <= 20:
        return
    scalar = inner.kind in ("string", "integer", "number", "boolean")
    mixed = inner.kind in ("any", "union") and all(
        each.kind in ("string", "integer", "number", "boolean") for each in inner.options
    )
    if not scalar and not mixed:
        return
    count = min(lengths)
    # Samples came row by row, so every `count`th is of one place.
    samples = inner.samples if scalar or len(inner.samples) % count == 0 else []
    shape.places = [_placed(inner, samples[at::count]) for at in range(count)]
    shape.labels = listed_names(shape.doc, count)
    shape.kind, shape.items = "row", None


def listed_names(text: str, count: int) -> list[str]:
    """What a description calls the places of a row, where it lists as many: `[Time, Open, Close]`."""
    for found in re.findall(r"\[([^\[\]]*,[^\[\]]*)\]", text):
        names = [each.strip(" `\"'") for each in found.split(",")]
        if len(names) == count and all(re.match(r"[A-Za-z]", each) for each in names):
            return names
    return []


def _placed(inner: Shape, samples: list[Any]) -> Shape:
    """One place of a row: of the kind that its own values have, whatever stands beside them."""
    kinds = list(dict.fromkeys(kind_of(each) for each in samples if each is not None))
    if set(kinds) == {"integer", "number"}:
        kinds = ["number"]
    usual: Kind = "any" if inner.kind in ("any", "union") else inner.kind
    made = Shape(kinds[0] if len(kinds) == 1 else usual, format=inner.format, doc=inner.doc, samples=samples)
    if len(kinds) > 1:
        made.kind, made.options = "union", [Shape(each) for each in kinds]
    return made


def joined(shapes: Sequence[Shape]) -> Shape:
    """One object with the fields of several: what is not in all of them may be missing."""
    made = Shape("object", name=next((each.name for each in shapes if each.name), ""))
    for at, shape in enumerate(shapes):
        for wire, field in shape.fields.items():
            known = made.fields.get(wire)
            if known is None:
                required = False if at else field.required
                made.fields[wire] = FieldShape(
                    field.shape, required, field.doc, field.present, field.absent, field.nulls, list(field.samples)
                )
            else:
                known.shape = _either(known.shape, field.shape)
                known.present += field.present
                known.nulls += field.nulls
                known.samples += field.samples
                known.required = (
                    None
                    if known.required is None and field.required is None
                    else bool(known.required and field.required)
                )
        for wire, field in made.fields.items():
            if wire not in shape.fields:
                field.required, field.absent = False, field.absent + 1
    return made


def _either(first: Shape, second: Shape) -> Shape:
    """A field of two objects: the words of both, where each of them lists its own."""
    if first is second or not first.words or not second.words or first.kind != second.kind:
        return first
    words = list(dict.fromkeys([*first.words, *second.words]))
    if words == first.words:
        return first
    return Shape(first.kind, doc=first.doc or second.doc, words=words, nullable=first.nullable or second.nullable)
