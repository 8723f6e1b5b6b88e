"""From shapes to entries of `types` and `enums`: named well, each shape once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from venuegen.importing import naming, words
from venuegen.importing.kinds import disputed_unit, scalar, time_unit
from venuegen.importing.model import FieldShape, Shape
from venuegen.importing.observe import joined, kind_of
from venuegen.lang.scalars import BLANK_READS_AS
from venuegen.lang.wire_types import python_name

#: The fields beside the payload of an envelope.
_ENVELOPE = {
    "code", "msg", "message", "success", "status", "jsonrpc", "id", "method", "ts", "time", "timestamp", "result",
    "data", "error", "errors", "usin", "usout", "usdiff", "testnet", "requesttime", "rettype", "retcode", "retmsg",
    "retextinfo", "original", "reqid", "requestid", "ok",
}  # fmt: skip
_PAYLOADS = ("result", "data")
_MEMBERS = {"bids": "Level", "asks": "Level", "b": "Level", "a": "Level"}
_SCALARS = ("string", "integer", "number", "boolean", "union", "any")
#: Field names too general to call a type after.
_GENERAL = {"data", "result", "items", "item", "list", "rows", "payload", "params", "value", "values", "info", "type",
            "kind", "status", "state", "mode", "detail", "details"}  # fmt: skip
#: What the letters of a candle mean, where it has the first four.
_CANDLE = {"o": "open", "h": "high", "l": "low", "c": "close", "v": "volume", "t": "time"}
_CANDLE_SURE = {"o", "h", "l", "c"}
MOST_WORDS = 60
_EMPTY = re.compile(r"\bempty (string|text)\b", re.IGNORECASE)
"""By which a description says that a text is empty where there is no value."""
_TAKEN = {"Any", "Decimal", "Raw", "Struct", "UnsetType", "UNSET", "None", "True", "False"}


@dataclass(slots=True)
class Known:
    """What a spec declares already: names, and shapes to use again."""

    names: set[str] = field(default_factory=set)
    structs: dict[str, dict[str, str]] = field(default_factory=dict)
    """Name → wire name → type, without our names."""
    enums: dict[str, tuple[str | int, ...]] = field(default_factory=dict)
    rows: dict[str, list[str]] = field(default_factory=dict)
    """Name of a positional type → its places."""
    frames: dict[str, dict[str, str]] = field(default_factory=dict)
    """Types of frames, as they are declared."""
    connections: dict[str, Any] = field(default_factory=dict)
    """Name → the frame that subscribes."""
    buckets: dict[tuple[int, str], str] = field(default_factory=dict)
    """Budget and window → bucket of the limiter."""
    numbers: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Those of `enums` that are numbers on the wire, as they are declared."""
    replaceable: bool = False
    """Entries of the same name give way."""


class Types:
    """Declares what is asked for; `declared` and `enums` are the entries that the spec needs."""

    def __init__(self, known: Known | None = None) -> None:
        self.known = known or Known()
        self.declared: dict[str, Any] = {}
        self.enums: dict[str, Any] = {}
        self.notes: list[str] = []
        self.todos: list[str] = []
        self.none_words: list[str] = []
        """Words that stand where otherwise a number does."""
        self._names: dict[int, str] = {}
        self._kept: list[Shape] = []
        """Shapes made here: names are kept by identity, so none of them may go while this lives."""
        self._open: set[int] = set()
        self._words: dict[str, tuple[list[str | int], bool]] = {}
        self._fields: dict[str, set[str]] = {}
        """Field name → enumerations that fields of this name have."""
        self._shown = words.Shown()
        self._of_contract: dict[str, str] = {}
        """The contract's enumeration → ours of the words that are only shown."""

    # -- types

    def text(self, shape: Shape, wire: str, hints: Sequence[str], samples: Sequence[Any] = (), doc: str = "") -> str:
        """The type of a value in the language; `wire` is what it is called there, `hints` names for a new type."""
        found = self._present(shape, wire, hints, samples, doc)
        return f"null<{found}>" if shape.nullable and found not in ("json", "raw") else found

    def _present(self, shape: Shape, wire: str, hints: Sequence[str], samples: Sequence[Any], doc: str) -> str:
        if shape.words and shape.kind in ("string", "integer"):
            return self._enum(shape, wire, hints, doc or shape.doc)
        if shape.kind == "object":
            return self._object(shape, wire, hints)
        if shape.kind == "map" and shape.items is not None:
            return f"map<{self.text(shape.items, wire, self._of_items(wire, hints))}>"
        if shape.kind == "array":
            inner = shape.items or Shape("any")
            if inner.kind == "any" and not inner.name and wire in self._shown.lists:
                inner = Shape("string")  # as a list of this name shows elsewhere
            return f"list<{self.text(inner, _one(wire), self._of_items(wire, hints), (), doc)}>"
        if shape.kind == "row":
            return self._row(shape, wire, hints)
        if shape.kind == "union" and any(each.kind not in _SCALARS for each in shape.options):
            return self._union(shape, wire, hints)
        return self._scalar(shape, wire, samples, doc)

    def _of_items(self, wire: str, hints: Sequence[str]) -> list[str]:
        return [naming.singular(each) for each in hints]

    def _scalar(self, shape: Shape, wire: str, samples: Sequence[Any], doc: str) -> str:
        shown = [*samples, *shape.samples]
        texts = [each for each in shown if isinstance(each, str)]
        if shape.kind == "string" and _EMPTY.search(doc or shape.doc):
            found = scalar(wire, shape, [each for each in shown if each != ""], doc)
            return f"blank<{found}>" if found == "str" or found in BLANK_READS_AS else found
        if shape.kind == "string" and "" in texts:
            found = scalar(wire, shape, [each for each in samples if each != ""], doc)
            filled = Shape("string", format=shape.format, samples=[each for each in texts if each != ""])
            found = (
                scalar(wire, filled, [each for each in samples if each != ""], doc) if len(set(texts)) > 1 else found
            )
            return f"blank<{found}>" if found != "str" and found in BLANK_READS_AS else found
        found = scalar(wire, shape, samples, doc)
        spoken = [each for each in texts if each and not re.fullmatch(r"[-+]?[0-9.]+", each)]
        if found == "json" and spoken and {each.kind for each in shape.options} <= {"number", "integer", "string"}:
            self.none_words += [each for each in spoken if each not in self.none_words]
            return "blank<number>"
        if found == "str":
            return self._enum_of_samples(wire, texts) or self._enum_of_contract(wire, texts) or found
        if found == "json" and shape.kind == "union":
            self.notes.append(f"`{wire}` is of several kinds: it is left as json")
        return found

    def _object(self, shape: Shape, wire: str, hints: Sequence[str]) -> str:
        if id(shape) in self._names:
            if id(shape) in self._open:
                self.notes.append(
                    f"`{wire}` holds a {self._names[id(shape)]}, which holds `{wire}`: it is left as json"
                )
                return "json"
            return self._names[id(shape)]
        if not shape.fields:
            return "json"
        name = self._name(shape.name, wire, hints)
        self._names[id(shape)] = name
        self._open.add(id(shape))
        self.declared[name] = {}
        declaration = self.declaration(shape, name)
        self._open.discard(id(shape))
        self.declared[name] = declaration
        return name

    def declaration(self, shape: Shape, name: str) -> dict[str, str]:
        """The fields of an object, in the order of the document."""
        made: dict[str, str] = {}
        taken: set[str] = set()
        letters = _CANDLE if set(shape.fields) >= _CANDLE_SURE else {}
        for wire, each in shape.fields.items():
            if wire.startswith("$") or not wire.strip() or not wire.isprintable() or '"' in wire or "\\" in wire:
                self.notes.append(f"{name} has a field `{wire}`, which the language cannot name: it is left out")
                continue
            text = self.field(each, wire, name)
            made[wire] = with_name(wire, text, taken, each.doc or letters.get(wire, ""))
        return made

    def field(self, each: FieldShape, wire: str, owner: str) -> str:
        """The type of a field, with what the examples say of its presence."""
        hints = [naming.camel(wire), f"{owner}{naming.camel(wire)}"]
        if wire.lower() in _GENERAL:
            hints.reverse()
            one = naming.singular(owner)
            hints = [one, *hints] if one != owner and each.shape.kind == "array" else hints
        samples = [value for value in each.samples if not isinstance(value, dict | list)]
        if said := disputed_unit(wire, [*samples, *each.shape.samples], each.doc):
            self.todos.append(
                f"decide the unit of {owner}.{wire}: its description says {said}, its example looks like another one"
            )
        called = wire
        if len(wire) == 1 and 0 < len(naming.tokens(each.doc)) <= 4:
            called = "_".join(naming.tokens(each.doc))  # its name says nothing, its description does
            hints = [naming.camel(called), *hints]
        text = self.text(_as_shown(each.shape, samples), called, hints, samples, each.doc)
        if each.nulls and not text.startswith("null<") and text != "json":
            text = f"null<{text}>"
        return text if needed(each) else f"opt<{text}>"

    def _row(self, shape: Shape, wire: str, hints: Sequence[str]) -> str:
        if id(shape) in self._names:
            return self._names[id(shape)]
        last = wire.lower()
        sides = {"buy", "sell", "bid", "ask"}
        sided = bool(shape.places) and {*shape.places[0].samples} <= sides and bool(shape.places[0].samples)
        level = len(shape.places) >= 2 and (last in ("bid", "ask", "b", "a") or (last == "change" and sided))
        names = row_names(shape, level)
        items: list[str] = []
        taken: set[str] = set()
        for at, place in enumerate(shape.places):
            label = names[at] if at < len(names) else f"field_{at}"
            if not names and (moment := _moment_of(place)):
                items.append(f"{naming.distinct('time', taken)} {moment}")
                taken.add(items[-1].partition(" ")[0])
                continue
            text = self.text(place, label, [naming.camel(label)], (), place.doc)
            if level and label in ("price", "quantity") and text in ("str", "decimal"):
                text = (
                    "digits"
                    if any(isinstance(each, str) for each in place.samples) or place.kind == "string"
                    else "number"
                )
            label = naming.distinct(label, taken)
            taken.add(label)
            items.append(f"{label} {text}")
        same = [key for key, value in {**self.known.rows, **self.declared}.items() if value == items]
        name = same[0] if same else self._name("", "Level" if level else wire, ["Level"] if level else hints)
        self._names[id(shape)] = name
        self.declared[name] = items
        if not names:
            self.todos.append(f"name the {len(items)} places of {name}, and say their types")
        return name

    def _union(self, shape: Shape, wire: str, hints: Sequence[str]) -> str:
        options = [each for each in shape.options if each.kind != "null"]
        if all(each.kind == "object" and each.fields for each in options):
            made = self._names.get(id(shape))
            if made is None:
                one = self._joined(options)
                one.name = shape.name or next((each.name for each in options if each.name), "")
                for each in one.fields.values():
                    each.required = each.required if each.required is not None else False
                made = self._object(one, wire, hints)
                self._names[id(shape)] = made
                self.notes.append(f"{made} is one of {len(options)} objects: it has the fields of all of them")
            return made
        objects = [each for each in options if each.kind == "object" and each.fields]
        arrays = [each for each in options if each.kind == "array"]
        if len(options) == 2 and len(objects) == 1 and len(arrays) == 1:
            inner = arrays[0].items
            if inner is not None and inner.kind == "object":
                one = self._joined([objects[0], inner]) if inner is not objects[0] else inner
                one.name = objects[0].name or inner.name
                return f"one_or_many<{self._object(one, wire, hints)}>"
        self.notes.append(f"`{wire}` is of several kinds: it is left as json")
        return "json"

    def _joined(self, shapes: Sequence[Shape]) -> Shape:
        self._kept.append(joined(shapes))
        return self._kept[-1]

    # -- of frames

    def frame(self, fields: dict[str, str], *, grow: bool = True) -> tuple[str, dict[str, str]]:
        """The type of frames with these fields (which may all be missing): one that is there and agrees grows."""
        for name in ("Frame", "PrivateFrame", "StreamFrame", "OtherFrame"):
            there = self.declared.get(name) or self.known.frames.get(name)
            if (there is None and not self._is_free(name)) or (there and there != fields and not grow):
                continue
            if there is None or all(_loosest(there.get(wire), text) for wire, text in fields.items()):
                was = dict(there or {})
                self.declared[name] = {**was, **{k: _loosest(was.get(k), text) or text for k, text in fields.items()}}
                return name, self.declared[name]
        name = self._free(["StreamFrame"], "StreamFrame")
        self.declared[name] = fields
        return name, fields

    def frame_with(self, wire: str) -> dict[str, str]:
        """The fields of the frames that have this one; none where there are no such frames."""
        every = [*self.known.frames.values(), *(self.declared.get(name) for name in ("Frame", "PrivateFrame"))]
        return next((each for each in every if each and wire in each), {})

    def struct(self, name: str, declared: dict[str, str]) -> str:
        """A small type of our own."""
        chosen = name if self.declared.get(name) == declared else self._free([name], name)
        self.declared[chosen] = declared
        return chosen

    def struct_of(self, name: str) -> dict[str, str]:
        """The fields of a type that is declared."""
        found: dict[str, str] = self.declared[name]
        return found

    def row(self, name: str, places: list[str]) -> str:
        """A small positional type of our own: one that is there already, where it has the same places."""
        same = [key for key, value in {**self.known.rows, **self.declared}.items() if value == places]
        if same:
            return same[0]
        chosen = self._free([name], name)
        self.declared[chosen] = places
        return chosen

    # -- envelopes

    def is_acknowledgement(self, shape: Shape) -> bool:
        """An envelope around nothing: it only says that it worked."""
        fields = {re.sub(r"[^a-z]", "", each.lower()) for each in shape.fields}
        return bool(fields & {"code", "retcode", "jsonrpc", "success"}) and fields <= _ENVELOPE

    def envelope(self, shape: Shape) -> str:
        """The field that carries the payload, where a shape is an envelope; else empty."""
        if shape.kind != "object":
            return ""
        for payload in _PAYLOADS:
            others = {re.sub(r"[^a-z]", "", each.lower()) for each in shape.fields if each != payload}
            if payload in shape.fields and others and others <= _ENVELOPE:
                return payload
        return ""

    def enveloped(self, shape: Shape, payload: str, hints: Sequence[str], called: str) -> str:
        """The type of an envelope: one generic type for all that have the same payload field. `called`: what a payload
        without parts is, by the name of its endpoint."""
        inner = shape.fields[payload]
        whole = inner.shape.kind in ("integer", "number") and all(isinstance(each, int) for each in inner.samples)
        if whole and inner.samples:
            text = scalar(called, Shape("integer", samples=inner.samples), (), inner.doc)
            text = "int" if text == "number" else text
        else:
            text = self.text(inner.shape, payload, hints, inner.samples, inner.doc)
        name = "Result" if payload == "result" else "Envelope"
        fields = {wire: self.field(each, wire, name) for wire, each in shape.fields.items() if wire != payload}
        key = f"{name}<T>"
        known: dict[str, str] = self.declared.get(key, {})
        made: dict[str, str] = {}
        for wire in [*known, *(each for each in (*fields, payload) if each not in known)]:
            if wire == payload:
                made[wire] = "T"
            elif known and (wire not in fields or wire not in known):
                made[wire] = _optional(known.get(wire) or fields[wire])
            else:
                made[wire] = _looser(known.get(wire, fields.get(wire, "json")), fields.get(wire, "json"))
        self.declared[key] = made
        return f"{name}<{text}>"

    # -- enumerations

    def _enum(self, shape: Shape, wire: str, hints: Sequence[str], doc: str) -> str:
        integer = shape.kind == "integer"
        listed = shape.words
        last = naming.tokens(wire)[-1:]
        if (len(listed) == 1 or len(listed) > MOST_WORDS) and not integer:
            return "str"  # what is so long changes every week
        numbers = integer or all(str(each).isdecimal() for each in listed)
        if numbers and last and last[0] in ("depth", "limit", "size", "count", "levels"):
            return "int" if integer else "int_text"
        if last and last[0] in ("currency", "coin", "asset", "ccy", "token", "network", "chain") and not integer:
            return "str"
        entry = words.declaration(listed, wire, integer, doc)
        found = self._same_numbers(listed, entry, hints) if integer else self._same_words(listed)
        if found is not None:
            self._fields.setdefault(wire, set()).add(found)
            return found
        wanted = self._contract_names(listed, wire, entry, integer)
        for name in () if integer else wanted:  # one enumeration for what means the same, with all their words
            if name in self._words and not self._words[name][1]:
                self._words[name] = (list(dict.fromkeys([*self._words[name][0], *listed])), False)
                self.enums[name] = words.declaration(self._words[name][0], name, False)
                self._fields.setdefault(wire, set()).add(name)
                return name
        own = [naming.type_name(shape.name)] if shape.name else []
        claimed = words.counterpart(listed, wire) if not integer else None
        if claimed and naming.camel(wire).endswith(claimed[0]):
            own.append(claimed[0])  # `stopLossTriggerBy` is a TriggerBy, and other fields will have it too
        general = wire.lower() in _GENERAL
        name = self._free([*wanted, *own, *(reversed(hints) if general else hints), naming.camel(wire)], "Words")
        self._words[name] = (list(listed), integer)
        self.enums[name] = entry if integer else words.declaration(listed, name, False)
        self._fields.setdefault(wire, set()).add(name)
        return name

    def _contract_names(self, listed: Sequence[str | int], wire: str, entry: object, integer: bool) -> list[str]:
        """Names for an enumeration that is one of the contract's."""
        if integer:
            said = entry.get("contract", "") if isinstance(entry, dict) else ""
            return [said, f"{said}Number"] if said else []
        claimed = words.counterpart(listed, wire)
        return [claimed[0]] if claimed and claimed[0] in ("Side", "TimeInForce", "OrderType", "Liquidity") else []

    def _same_numbers(self, listed: Sequence[str | int], entry: object, hints: Sequence[str]) -> str | None:
        """An enumeration of the same numbers that mean the same; where nobody says what, of the same name."""
        said = isinstance(entry, dict) and ("contract" in entry or "names" in entry)
        every = {**self.known.numbers, **{name: self.enums[name] for name, (_, own) in self._words.items() if own}}
        for name, other in every.items():
            if other == entry and (said or name in hints):
                return name
            if not said and name in hints and list(listed) == [*map(int, other.get("values", ()))]:
                return name
        return None

    def _same_words(self, listed: Sequence[str | int]) -> str | None:
        for name, (own, is_integer) in self._words.items():
            if not is_integer and set(own) == set(listed):
                return name
        for name, own_words in self.known.enums.items():
            if len(listed) > 1 and set(listed) <= set(own_words):
                return name
        return None

    def _enum_of_samples(self, wire: str, texts: Sequence[str]) -> str:
        """A plain text whose shown values are words of an enumeration that a field of this name has elsewhere."""
        names = self._fields.get(wire, set())
        if len(names) != 1 or not texts:
            return ""
        name = next(iter(names))
        listed = self._words[name][0] if name in self._words else self.known.enums.get(name, ())
        return name if all(each in listed for each in texts) else ""

    def survey(self, shapes: Iterable[tuple[str, Shape, Sequence[Any]]]) -> None:
        """Remember the words that texts show anywhere, before the first type is declared."""
        for wire, shape, samples in shapes:
            self._shown.add(wire, shape, samples)

    def _enum_of_contract(self, wire: str, texts: Sequence[str]) -> str:
        """A plain text that shows words which mean something to the contract alone: the enumeration of all that are
        shown anywhere."""
        found = self._shown.enumeration(wire, texts)
        if found is None:
            return ""
        contract, listed = found
        if contract in self._of_contract:
            return self._of_contract[contract]
        name = self._of_contract[contract] = self._free([contract], contract)
        self._words[name] = (list(listed), False)
        declared = words.declaration(listed, wire, False)
        doc = "TODO examples show these words: add those that the documentation lists."
        self.enums[name] = {**declared, "doc": doc} if isinstance(declared, dict) else declared
        return name

    # -- names

    def _name(self, own: str, wire: str, hints: Sequence[str]) -> str:
        cleaned = naming.type_name(own)
        if len(naming.tokens(cleaned)) > 3 and any(len(naming.tokens(each)) <= 2 and each for each in hints):
            cleaned = ""
        general = {naming.camel(each) for each in _GENERAL}
        ordered = [cleaned] if cleaned and cleaned not in general else []
        ordered += [each for each in (naming.type_name(each) for each in hints) if each and each not in general]
        ordered += [each for each in hints if each]
        return self._free([*ordered, naming.camel(wire)], "Value")

    def _free(self, candidates: Sequence[str], last: str) -> str:
        usable = [each for each in candidates if re.fullmatch(r"[A-Z][A-Za-z0-9]*", each) and each not in _TAKEN]
        for each in usable:
            if self._is_free(each):
                return each
        base = usable[0] if usable else last
        for suffix in ("", "Detail", "Info", "Row", "Entry", "Part", "Content", "Extra", "Variant"):
            if self._is_free(f"{base}{suffix}"):
                return f"{base}{suffix}"
        longest = "".join(dict.fromkeys(usable)) or last
        return next(f"{longest}{n}" for n in range(2, 100_000) if self._is_free(f"{longest}{n}"))

    def _is_free(self, name: str) -> bool:
        if name in self.declared or name in self.enums or f"{name}<T>" in self.declared:
            return False
        if name.startswith(("Envelope", "Result")) and name in ("Envelope", "Result"):
            return False
        return self.known.replaceable or name not in self.known.names


def _as_shown(shape: Shape, samples: Sequence[Any]) -> Shape:
    """A scalar as payloads show it, where all of them show another kind than is declared: the example is the fact."""
    kinds = {kind_of(each) for each in samples}
    if shape.kind not in ("string", "integer", "number", "boolean") or len(kinds) != 1 or shape.kind in kinds:
        return shape
    kind = kinds.pop()
    if {kind, shape.kind} == {"integer", "number"}:
        return shape
    return Shape(kind, doc=shape.doc, nullable=shape.nullable)


def needed(each: FieldShape) -> bool:
    """Whether a field is always there: what the document requires, unless its examples lack it."""
    if each.absent:
        return False
    return each.required is True or (each.required is None and each.present > 0)


def with_name(wire: str, text: str, taken: set[str], doc: str = "") -> str:
    """`[python_name] type`, with a python name where the usual one is not good or not free."""
    chosen = naming.python(wire, doc)
    usual = chosen
    if not chosen:
        usual = python_name(wire)
    free = naming.distinct(usual, taken)
    taken.add(free)
    return f"{free} {text}" if chosen or free != usual else text


def row_names(shape: Shape, level: bool) -> list[str]:
    """What the places of a row are called; empty where nobody says."""
    if level:
        return level_names(shape)
    said = shape.labels or [each.doc for each in shape.places]
    names = [naming.place(each) or _of_shape(place) for each, place in zip(said, shape.places, strict=True)]
    if all(names) and len(set(names)) == len(names):
        return names
    return []


def level_names(shape: Shape) -> list[str]:
    """What the places of a book's level are called: no number before the price is the side, or what is done."""
    head: list[str] = []
    if any(isinstance(each, str) and not re.fullmatch(r"[-+.0-9eE]+", each) for each in shape.places[0].samples):
        told = {str(each).lower() for each in shape.places[0].samples}
        head = ["side" if told <= {"buy", "sell", "bid", "ask"} else "action"]
    rest = len(shape.places) - len(head) - 2
    shown = [str(each) for each in shape.places[-1].samples]
    counts = rest == 1 and any(re.fullmatch(r"[0-9]{6,}", each) for each in shown)
    more = {1: ["sequence" if counts else "orders"], 2: ["liquidated", "orders"]}.get(rest, [])
    return [*head, "price", "quantity", *more][: len(shape.places)]


def _of_shape(place: Shape) -> str:
    """What a place is called by the document's name of what stands there."""
    inner = place.items if place.kind == "array" and place.items is not None else place
    name = "_".join(naming.tokens(naming.type_name(inner.name)))
    return name if inner is place or not name or name.endswith("s") else f"{name}s"


def _moment_of(place: Shape) -> str:
    """The type of an unnamed place of a row whose values are moments."""
    texts = [each for each in place.samples if isinstance(each, str)]
    whole = bool(texts) and all(re.fullmatch(r"1[2-9][0-9]{8}([0-9]{3}){0,3}", each) for each in texts)
    if whole and len(texts) == len(place.samples):
        unit = time_unit("time", [int(each) for each in texts])
        return f"{unit}_text" if unit else ""
    return time_unit("place", place.samples) if place.samples else ""


def _one(wire: str) -> str:
    return naming.singular(wire)


def _loosest(first: str | None, second: str) -> str:
    """The type of a field of a frame that has both; empty where they disagree."""
    if first is None or first == second:
        return second
    bare = [re.sub(r"(opt|null)<|>", "", each) for each in (first, second)]
    if bare[0] == bare[1]:
        return max(first, second, key=len)
    return "opt<json>" if "json" in bare and "raw" not in bare else ""


def _optional(text: str) -> str:
    return text if text.startswith("opt<") else f"opt<{text}>"


def _looser(first: str, second: str) -> str:
    """The type that takes what both take."""
    if first == second:
        return first
    bare = [re.sub(r"^opt<(.*)>$", r"\1", each) for each in (first, second)]
    if bare[0] == bare[1]:
        return f"opt<{bare[0]}>"
    return "json"
