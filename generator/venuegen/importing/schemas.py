"""JSON Schema, as OpenAPI 3.0, 3.1, Swagger 2 and AsyncAPI write it, to shapes.

A reference that leads out of the document is not followed: what it is of stays unknown, until an example shows it. A
schema that is met twice is one shape, so that schemas which refer to themselves end.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from venuegen.importing.document import Document, Where, pointer_path
from venuegen.importing.model import FieldShape, Kind, Shape
from venuegen.importing.observe import joined

MOST_SHAPES = 100_000
_DEEPEST = 60
_MOST_HOPS = 50
_KINDS: dict[str, Kind] = {
    "string": "string",
    "integer": "integer",
    "number": "number",
    "boolean": "boolean",
    "object": "object",
    "array": "array",
    "null": "null",
    "long": "integer",
    "int": "integer",
    "float": "number",
    "double": "number",
    "decimal": "number",
    "bool": "boolean",
}
#: By which a description says that a field is not always there.
_OMITTED = re.compile(
    r"\b(omitted|optional|absent|may be missing|not (present|included|returned)"
    r"|(present|returned) (only|for|in|when|if)|only (when|if|present|for|in)|if (any|set|specified|present|the))\b",
    re.IGNORECASE,
)
#: Words that say something of a value; a part of `allOf` without any of them only describes.
_STRUCTURE = ("$ref", "type", "properties", "items", "allOf", "oneOf", "anyOf", "enum", "additionalProperties")


class Schemas:
    """Shapes of the schemas of one document, each made once."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._known: dict[str, Shape] = {}
        self._count = 0
        self._elsewhere: dict[str, set[str]] = {}
        """Other documents → what this one refers to in them."""

    @property
    def notes(self) -> list[str]:
        """What was not followed, for people."""
        return [
            f"`{name}` is another document, which is not followed: {len(refs)} things in it are what the examples here "
            "show of them, or json (bundle both into one document to have them)"
            for name, refs in self._elsewhere.items()
        ]

    def resolve(self, node: Any, where: Where) -> tuple[Any, Where]:
        """A node with its references followed, and where it stands; empty for what another document has. Raises
        Refused."""
        seen: list[str] = []
        while isinstance(node, Mapping) and isinstance(node.get("$ref"), str):
            ref = node["$ref"]
            if not ref.startswith("#"):
                self._elsewhere.setdefault(_printed(ref.partition("#")[0]), set()).add(ref)
                return {}, where
            if ref in seen or len(seen) > _MOST_HOPS:
                raise self.document.refuse((*where, "$ref"), f"`{ref[:80]}` refers to itself")
            seen.append(ref)
            try:
                node = self.document.find(ref)
            except LookupError:
                raise self.document.refuse((*where, "$ref"), f"`{ref[:80]}` leads nowhere") from None
            where = tuple(pointer_path(ref))
        return node, where

    def shape(self, schema: Any, where: Where, depth: int = 0) -> Shape:
        """The shape of a schema. What has no meaning here is `any`, and so is what another document has: without a
        name, so that examples tell what it is. Raises Refused for a reference that leads nowhere."""
        if depth > _DEEPEST:
            return Shape("any", doc="nested too deeply")
        named = isinstance(schema, Mapping) and "$ref" in schema
        node, at = self.resolve(schema, where)
        if named and node == {}:
            return Shape("any")
        key = "/".join(map(str, at))
        if named and key in self._known:
            return self._known[key]
        self._count += 1
        if self._count > MOST_SHAPES:
            raise self.document.refuse(where, f"holds more than {MOST_SHAPES} schemas")
        shape = Shape("any")
        if named:
            shape.name = str(at[-1]) if at else ""
            self._known[key] = shape
        if isinstance(node, Mapping):
            self._fill(shape, node, at, depth)
            title = node.get("title")
            if not shape.name and isinstance(title, str) and title.replace("_", "").isalnum() and len(title) < 60:
                shape.name = title
        return shape

    def composed(self, schema: Any, where: Where, depth: int = 0) -> Any:
        """A payload made of the examples that the fields of a schema have, without those that it says may be left out;
        None where they make none."""
        node, at = self.resolve(schema, where)
        if not isinstance(node, Mapping) or depth > _DEEPEST:
            return None
        if node.get("example") is not None:
            return node["example"]
        if isinstance(node.get("allOf"), list):
            parts = [self.composed(each, (*at, "allOf", n), depth + 1) for n, each in enumerate(node["allOf"])]
            return {key: each for part in parts if isinstance(part, Mapping) for key, each in part.items()} or None
        if isinstance(node.get("items"), Mapping):
            item = self.composed(node["items"], (*at, "items"), depth + 1)
            return None if item is None else [item]
        rows = map_of(node.get("properties"))
        made: dict[str, Any] = {}
        for wire, part in rows.items():
            own, _ = self.resolve(part, (*at, "properties", str(wire)))
            if _OMITTED.search(text_of(map_of(own).get("description"))):
                continue
            value = self.composed(part, (*at, "properties", str(wire)), depth + 1)
            if value is None and str(wire) in list_of(node.get("required")):
                return None
            if value is not None:
                made[str(wire)] = value
        return made if 2 * len(made) > len(rows) else None

    def _fill(self, shape: Shape, node: Mapping[str, Any], where: Where, depth: int) -> None:
        shape.doc = text_of(node.get("description"))
        shape.format = str(node.get("format") or "").lower()
        shape.nullable = node.get("nullable") is True or node.get("x-nullable") is True
        for word in ("minimum", "maximum"):
            if isinstance(node.get(word), int) and not isinstance(node.get(word), bool):
                setattr(shape, word, node[word])
        low, high = node.get("minItems", node.get("minLength")), node.get("maxItems", node.get("maxLength"))
        shape.const = node["const"] if isinstance(node.get("const"), str | int | bool) else None
        self._samples(shape, node)
        kinds = node.get("type")
        if isinstance(kinds, list):
            shape.nullable = shape.nullable or "null" in kinds
            kinds = [each for each in kinds if each != "null"]
            if len(kinds) > 1:
                shape.kind = "union"
                shape.options = [Shape(_KINDS.get(str(each), "any")) for each in kinds]
                return
            kinds = kinds[0] if kinds else None
        kind: Kind | None = _KINDS.get(str(kinds).lower()) if kinds is not None else None
        if isinstance(node.get("enum"), list):
            self._words(shape, node["enum"], kind)
            return
        if isinstance(node.get("allOf"), list):
            self._all_of(shape, node, where, depth)
            return
        for word in ("oneOf", "anyOf"):
            if isinstance(node.get(word), list) and not isinstance(node.get("properties"), Mapping):
                self._one_of(shape, node[word], (*where, word), depth)
                return
        if isinstance(node.get("properties"), Mapping) or kind == "object":
            self._object(shape, node, where, depth)
        elif kind == "array" or "items" in node or "prefixItems" in node:
            self._array(shape, node, where, depth)
            if isinstance(low, int) and low == high:
                shape.length = low
        elif kind is not None:
            shape.kind = kind

    def _samples(self, shape: Shape, node: Mapping[str, Any]) -> None:
        shown = [node[word] for word in ("example", "default") if node.get(word) is not None]
        several = node.get("examples")
        shown += several if isinstance(several, list) else list(several.values()) if isinstance(several, dict) else []
        for each in shown:
            for value in each if isinstance(each, list) and node.get("type") != "array" else [each]:
                if not isinstance(value, dict | list):
                    shape.sample(value)

    def _words(self, shape: Shape, words: list[Any], kind: Kind | None) -> None:
        shape.nullable = shape.nullable or None in words
        kept = [each for each in words if isinstance(each, str | int) and not isinstance(each, bool)]
        shape.kind = kind if kind in ("string", "integer") else "integer" if _ints(kept) else "string"
        if kind == "boolean" or not kept or any(isinstance(each, bool) for each in words):
            shape.kind = "boolean" if kind == "boolean" or not kept else "any"
            return
        shape.words = list(dict.fromkeys(each if shape.kind == "integer" else str(each) for each in kept))
        if shape.kind == "integer" and not _ints(shape.words):
            shape.kind, shape.words = "string", [str(each) for each in shape.words]

    def _all_of(self, shape: Shape, node: Mapping[str, Any], where: Where, depth: int) -> None:
        parts = [
            (part, (*where, "allOf", at))
            for at, part in enumerate(node["allOf"])
            if isinstance(part, Mapping) and any(word in part for word in _STRUCTURE)
        ]
        if len(parts) == 1 and not isinstance(node.get("properties"), Mapping):
            self._copy(shape, self.shape(*parts[0], depth + 1))
            return
        shape.kind = "object"
        own = {key: value for key, value in node.items() if key in ("properties", "required", "type")}
        for part, at in [*parts, (own, where)] if "properties" in own else parts:
            found = self.shape(part, at, depth + 1)
            if found is not shape:
                for wire, field in found.fields.items():
                    shape.fields[wire] = field
                if found.kind == "union":
                    shape.fields |= {
                        wire: FieldShape(field.shape, field.required, field.doc)
                        for wire, field in joined(found.options).fields.items()
                    }
        # One part may require what another one declares.
        listed = [each for each in (node.get("required"), *(self._required(*part) for part in parts)) if each]
        for wire in dict.fromkeys(str(wire) for each in listed if isinstance(each, list) for wire in each):
            if wire in shape.fields:
                was = shape.fields[wire]
                shape.fields[wire] = FieldShape(was.shape, True, was.doc)

    def _required(self, part: Any, where: Where) -> Any:
        node, _ = self.resolve(part, where)
        return node.get("required") if isinstance(node, Mapping) else None

    def _copy(self, shape: Shape, found: Shape) -> None:
        """What only adds a description to another schema is that one."""
        for word in (
            "kind",
            "format",
            "words",
            "fields",
            "items",
            "places",
            "labels",
            "options",
            "minimum",
            "maximum",
            "const",
        ):
            setattr(shape, word, getattr(found, word))
        shape.name = found.name or shape.name
        shape.nullable = shape.nullable or found.nullable
        shape.samples = found.samples

    def _one_of(self, shape: Shape, options: list[Any], where: Where, depth: int) -> None:
        made = [self.shape(option, (*where, at), depth + 1) for at, option in enumerate(options)]
        present = [each for each in made if each.kind != "null"]
        shape.nullable = shape.nullable or len(present) < len(made) or any(each.nullable for each in present)
        if len(present) == 1:
            self._copy(shape, present[0])
            return
        words = [word for each in present for word in each.words]
        if present and all(each.words for each in present) and len({each.kind for each in present}) == 1:
            shape.kind, shape.words = present[0].kind, list(dict.fromkeys(words))
            return
        shape.kind, shape.options = "union", present

    def _object(self, shape: Shape, node: Mapping[str, Any], where: Where, depth: int) -> None:
        properties = node.get("properties")
        extra = node.get("additionalProperties")
        if not isinstance(properties, Mapping) or not properties:
            if isinstance(extra, Mapping) and extra:
                shape.kind = "map"
                shape.items = self.shape(extra, (*where, "additionalProperties"), depth + 1)
            elif not isinstance(extra, Mapping):
                shape.kind = "object"
            return
        shape.kind = "object"
        listed = node.get("required")
        required = set(map(str, listed)) if isinstance(listed, list) else None
        for wire, part in properties.items():
            found = self.shape(part, (*where, "properties", str(wire)), depth + 1)
            doc = text_of(part.get("description")) if isinstance(part, Mapping) else ""
            needed = None if required is None else str(wire) in required
            if isinstance(part, Mapping) and part.get("required") is True:
                needed = True  # the habit of old documents
            field = FieldShape(found, needed, doc or found.doc)
            if isinstance(part, Mapping) and part.get("nullable") is True:
                field.nulls = 1
            shape.fields[str(wire)] = field

    def _array(self, shape: Shape, node: Mapping[str, Any], where: Where, depth: int) -> None:
        places = node.get("prefixItems", node.get("items"))
        if isinstance(places, list):
            shape.kind = "row"
            word = "prefixItems" if "prefixItems" in node else "items"
            shape.places = [self.shape(each, (*where, word, at), depth + 1) for at, each in enumerate(places)]
            said = numbered(shape.doc)
            shape.labels = [
                _label(each, place, said.get(at, ""))
                for at, (each, place) in enumerate(zip(places, shape.places, strict=True))
            ]
            return
        shape.kind = "array"
        shape.items = self.shape(node.get("items") or {}, (*where, "items"), depth + 1)


_NUMBERED = re.compile(r"\[(\d+)\]:?\s+([^\[\]]*?)(?=\s*-?\s*(?:\w+)?\[\d+\]|$)")


def numbered(text: str) -> dict[int, str]:
    """What a description says of the places of an array: `[0] Market name - [1] Price`."""
    return {int(at): said for at, said in _NUMBERED.findall(text)}


def name_places(shape: Shape, text: str, depth: int = 0) -> None:
    """Name the places of rows that nobody else names, where a text numbers as many."""
    said = numbered(text)
    if not said or depth > _DEEPEST:
        return
    if shape.kind == "row" and sorted(said) == [*range(len(shape.places))]:
        known = shape.labels or [""] * len(said)
        shape.labels = [each or said[at] for at, each in enumerate(known)]
        return
    inside = [*(each.shape for each in shape.fields.values()), *shape.places]
    for each in [*inside, shape.items] if shape.items is not None else inside:
        name_places(each, text, depth + 1)


def _label(node: Any, place: Shape, said: str) -> str:
    """What a place of a row is called: by an extension for it, its description, or that of the row."""
    own = map_of(node)
    for word in ("x-field-name", "x-name", "title"):
        if isinstance(own.get(word), str) and own[word].strip():
            return text_of(own[word])
    doc = text_of(own.get("description"))
    return doc if 0 < len(doc) <= 60 else said or doc or place.doc


def _ints(words: list[Any]) -> bool:
    return bool(words) and all(isinstance(each, int) for each in words)


def _printed(name: str) -> str:
    return "".join(each for each in name if each.isprintable() and each != "`")[:80]


def text_of(value: Any) -> str:
    """A description as one line of plain text."""
    if not isinstance(value, str):
        return ""
    return " ".join(value.split())


def list_of(value: Any) -> list[Any]:
    """A list, or nothing where something else stands."""
    return value if isinstance(value, list) else []


def map_of(value: Any) -> Mapping[str, Any]:
    """A map, or nothing where something else stands."""
    return value if isinstance(value, Mapping) else {}
