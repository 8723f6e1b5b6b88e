"""Frames of a connection: what they have in common, and by what a channel's are known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from venuegen.importing import naming
from venuegen.importing.kinds import is_symbol
from venuegen.importing.model import Api, Channel, FieldShape, Shape
from venuegen.importing.requests import is_protocol
from venuegen.importing.types import row_names, with_name
from venuegen.lang.wire_types import parse_declaration

if TYPE_CHECKING:
    from venuegen.importing.types import Types

_PAYLOADS = ("data", "params", "result", "payload")
_STRUCTURED = ("object", "array", "row", "map", "any", "union")
KEYS = ("topic", "channel", "stream", "subject", "method", "event", "type", "e")
_IDS = ("id", "req_id", "reqid", "request_id", "reqId", "requestId")
_TEXTS = {"string": "str", "integer": "int", "boolean": "bool"}


@dataclass(frozen=True, slots=True)
class Route:
    """How a channel's frames are known: the rule, and the channel's key where that is not its topic."""

    rule: dict[str, Any]
    key: str = ""


def python_of(declared: Mapping[str, str], wire: str) -> str:
    """What expressions call a field of a frame."""
    return parse_declaration(wire, declared[wire]).name


class Frames:
    """The type of the frames of some channels; it is declared once for all connections that it fits."""

    def __init__(self, types: Types, channels: Sequence[Channel], api: Api) -> None:
        self.types, self.channels = types, channels
        self.payload = _payload(channels)
        self.inner = _inner(channels, self.payload)
        self.answers = [each.answer for each in channels if each.answer is not None]
        self.name, self.declared = types.frame(self._fields(api), grow=bool(self.payload))

    def carried(self, channel: Channel) -> Shape:
        """What a channel carries, without its frame."""
        field = channel.payload.fields.get(self.payload) if self.payload else FieldShape(channel.payload)
        shape = field.shape if field is not None else Shape("any")
        if self.inner and (deeper := shape.fields.get(self.inner[1])) is not None:
            return deeper.shape
        if self.payload and channel.payload.name and not shape.name and shape.kind == "object":
            shape.name = channel.payload.name
        return shape

    def _fields(self, api: Api) -> dict[str, str]:
        fields: dict[str, str] = {}
        everywhere = [each.payload for each in self.channels]
        for shape in [*everywhere, *self.answers, *api.pongs]:
            own = shape in everywhere
            for wire, each in shape.fields.items():
                if wire.startswith("$") or '"' in wire or "\\" in wire or not wire.strip() or not wire.isprintable():
                    continue
                if wire == self.payload or (own and not self.payload and not _common(everywhere, wire)):
                    continue
                text = _TEXTS.get(each.shape.kind, "")
                if wire in _IDS and not text:
                    text = "int"
                if text:
                    fields.setdefault(wire, text)
                    if each.nulls or each.shape.nullable or each.shape.kind == "null" or wire == "id":
                        fields[wire] = f"null<{fields[wire].removeprefix('null<').removesuffix('>')}>"
                elif not own:
                    fields.setdefault(wire, "json")
        if self.payload:
            fields[self.payload] = self._push(*self.inner) if self.inner is not None else "raw"
        if not any(each in fields for each in _IDS):
            fields["id"] = "null<int>"
        if "success" not in fields:
            fields.setdefault("error", "json")
        made: dict[str, str] = {}
        taken: set[str] = set()
        for wire, text in fields.items():
            made[wire] = with_name(wire, f"opt<{text}>", taken)
        return made

    def _push(self, key: str, payload: str) -> str:
        taken: set[str] = set()
        declared = {key: with_name(key, "str", taken), payload: with_name(payload, "raw", taken)}
        return self.types.struct("Push", declared)

    # -- rules

    def _f(self, wire: str) -> str:
        return f"f.{python_of(self.declared, wire)}"

    def ack(self) -> dict[str, Any]:
        """What answers a subscription."""
        own = [each for shape in self.answers for each in _IDS if each in shape.fields]
        id = self._f(own[0] if own else next(each for each in _IDS if each in self.declared))
        error = f"={self._f('error')} is not None" if "error" in self.declared else f"={self._f('success')} == False"
        if "success" in self.declared:
            error = f"={self._f('success')} == False"
        return {"ack": {"when": f"={id} is not None", "id": f"={id}", "error": error}}

    @staticmethod
    def pong(types: Types, api: Api) -> dict[str, Any] | None:
        """What answers a ping, where the document says by which word it is known."""
        for shape in api.pongs:
            for wire, each in shape.fields.items():
                words = [each.shape.const, *each.shape.words[:1]]
                if "pong" not in [str(word).lower() for word in words]:
                    continue
                declared = types.frame_with(wire)
                if not declared:
                    return None
                place = f"f.{python_of(declared, wire)}"
                said = f"text({place})" if "json" in declared[wire] else place
                return {"pong": {"when": f"={said} == '{next(str(word) for word in words if word)}'"}}
        return None

    def route(self, channel: Channel, name: str, by_symbol: bool, topic: Any) -> Route:
        """How frames of a channel are known."""
        payload = f"={self._f(self.payload)}" if self.payload else "=f"
        there = f"{self._f(self.payload)} is not None" if self.payload else "True"
        if self.inner:
            place = f"{self._f(self.payload)}"
            key, data = (parse_declaration(wire, text).name for wire, text in self.types.struct_of("Push").items())
            const = _only(channel.payload.fields[self.payload].shape.fields[self.inner[0]].shape)
            rule = {"when": f"={there}", "key": f"={place}.{key}", "payload": f"={place}.{data}"}
            return Route({"push": rule}, const if const and const != topic and "{" not in const else "")
        fixed = next(((wire, word) for wire in self.declared if (word := _fixed(channel.payload, wire))), None)
        if fixed is None or fixed[1] == topic:
            key = next((each for each in KEYS if "str" in self.declared.get(each, "")), "")
            said = {"key": f"={self._f(key)} or ''"} if key else {}
            return Route({"push": {"when": f"={there}", **said, "payload": payload}})
        wire, word = fixed
        when = f"={self._f(wire)} == '{word}'" + (f" and {there}" if self.payload else "")
        head = self._head(self.carried(channel), naming.camel(name)) if by_symbol and self.payload else None
        if head is None:
            return Route({"push": {"when": when, "key": f"='{word}'", "payload": payload}}, word)
        text, place = head
        place = f"{place} or ''" if "[" in place else place
        key = f"=concat('{word}:', {place})"
        return Route(
            {"push": {"when": when, "head": text, "key": key, "payload": payload}}, f"{word}:{{i.venue_symbol}}"
        )

    def _head(self, shape: Shape, called: str) -> tuple[str, str] | None:
        """The small type that tells the instrument of a payload, and the expression that reads it."""
        if shape.kind == "array" and shape.items is not None:
            inner = self._head(shape.items, called)
            return (f"list<{inner[0]}>", f"h[0]{inner[1].removeprefix('h')}") if inner is not None else None
        if shape.kind == "row":
            names = row_names(shape, False)
            for at, (label, place) in enumerate(zip(names, shape.places, strict=False)):
                if _is_instrument(label, place):
                    more = [] if at + 1 == len(names) else ["..."]
                    declared = [*["_"] * at, f"{label} str", *more]
                    return self.types.row(f"{called}Head", declared), f"h.{label}"
        if shape.kind == "object":
            for wire, field in shape.fields.items():
                if _is_instrument(wire, field.shape, field.samples):
                    declared_ = {wire: with_name(wire, "str", set())}
                    return self.types.struct(f"{called}Head", declared_), f"h.{python_of(declared_, wire)}"
        return None


def _is_instrument(wire: str, shape: Shape, samples: Sequence[Any] = ()) -> bool:
    return shape.kind == "string" and is_symbol(wire, [*shape.samples, *samples])


def _common(shapes: Sequence[Shape], wire: str) -> bool:
    return all(wire in each.fields for each in shapes)


def _only(shape: Shape) -> str:
    """The only text that a value can be."""
    if isinstance(shape.const, str):
        return shape.const
    return shape.words[0] if len(shape.words) == 1 and isinstance(shape.words[0], str) else ""


def _fixed(shape: Shape, wire: str) -> str:
    """The word by which a frame says what it is; empty where that is the protocol's own."""
    field = shape.fields.get(wire)
    word = _only(field.shape) if field is not None else ""
    if field is not None and not word and wire in KEYS and field.shape.kind == "string":
        shown = {each for each in field.samples if isinstance(each, str)}
        word = next(iter(shown)) if len(shown) == 1 and len(naming.tokens(next(iter(shown)))) > 1 else ""
        word = "" if any(char in word for char in ".:@/") else word
    return "" if not word or is_protocol(word) or not word.isprintable() or "'" in word or "\\" in word else word


def _payload(channels: Sequence[Channel]) -> str:
    """The field of all messages that carries what a channel is about; empty where a message is that itself."""
    for name in _PAYLOADS:
        found = [each.payload.fields.get(name) for each in channels]
        if all(each is not None and each.shape.kind in _STRUCTURED for each in found):
            return name
    return ""


def _inner(channels: Sequence[Channel], payload: str) -> tuple[str, str] | None:
    """A payload that has the topic and the data inside: their fields."""
    if not payload:
        return None
    inside = [each.payload.fields[payload].shape for each in channels]
    for key in KEYS[:4]:
        for name in _PAYLOADS[:1]:
            if all(key in each.fields and name in each.fields for each in inside) and inside:
                return key, name
    return None
