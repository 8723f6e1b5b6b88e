"""Payloads beside the types that a spec declares for them: where the two disagree, and how often.

An answer is of the endpoint whose method and path fit; a frame is of its connection's frame type, and its payload of
the channel whose type it fits best. Nothing of the spec is run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import msgspec

from venuegen.check.decode import Misfit, misfits
from venuegen.importing.fitting import Fitting
from venuegen.importing.payload import Payload
from venuegen.lang.errors import LangError
from venuegen.lang.wire_types import TypeTable, WireType
from venuegen.spec.model import Connection, Spec

MOST_MISFITS = 12
"""A payload that fits a type worse than that is of something else."""
WRONG = 2
"""A value that does not fit says more against a type than a field that the type leaves out, which it may on purpose."""
MOST_KINDS = 2_000
"""Different disagreements that are kept."""


@dataclass(slots=True)
class Disagreement:
    """One place of one type at which payloads were something else."""

    of: str
    """`endpoints.depth`, `ws.market.trades`."""
    type: str
    path: str
    expected: str
    got: str
    count: int = 0
    first: str = ""

    def __str__(self) -> str:
        times = "once" if self.count == 1 else f"{self.count} times"
        what = f"expected {self.expected}, got {self.got}"
        return f"{self.of} ({self.type}) at {self.path}: {what} ({times}, first in {self.first})"


@dataclass(slots=True)
class Agreement:
    """What came of a comparison."""

    counts: dict[str, int] = field(default_factory=dict)
    """What payloads were of → how many."""
    unknown: dict[str, int] = field(default_factory=dict)
    """Payloads that nothing of the spec is about."""
    found: dict[tuple[str, str, str, str], Disagreement] = field(default_factory=dict)
    words: dict[tuple[str, str], str] = field(default_factory=dict)
    """Enumeration, word that it does not list → where it was first seen."""
    fields: dict[tuple[str, str], str] = field(default_factory=dict)
    """Type, field that it does not declare → where it was first seen; kept where it is asked for."""


class _Seen:
    """A payload, or a part of one: `quick` with fractions as floats, `exact` with their digits, made when asked for."""

    __slots__ = ("_exact", "_payload", "_way", "quick")

    def __init__(self, quick: Any, payload: Payload, way: tuple[tuple[str, bool], ...] = ()) -> None:
        self.quick = quick
        self._payload = payload
        self._way = way
        self._exact: Any = None

    @classmethod
    def of(cls, payload: Payload) -> _Seen | None:
        if payload.inside is None:
            try:
                quick = msgspec.json.decode(payload.text)
                return None if quick is None else cls(quick, payload)
            except (ValueError, RecursionError):
                pass
        value = payload.value
        return None if value is None else cls(value, payload)

    @property
    def place(self) -> str:
        return self._payload.place

    @property
    def exact(self) -> Any:
        if self._exact is None:
            self._exact = _walked(self._payload.value, self._way)
        return self._exact

    def inside(self, way: tuple[tuple[str, bool], ...]) -> _Seen | None:
        """What stands there; None where nothing does."""
        found = _walked(self.quick, way)
        return None if found is None else _Seen(found, self._payload, way)


def _walked(value: Any, way: tuple[tuple[str, bool], ...]) -> Any:
    for wire, in_array in way:
        if in_array and isinstance(value, list) and int(wire) < len(value):
            value = value[int(wire)]
        elif not in_array and isinstance(value, dict) and wire in value:
            value = value[wire]
        else:
            return None
    return value


class Comparison:
    """Payloads beside one spec. `undeclared`: keep the fields that types leave out too, which takes its time."""

    def __init__(self, spec: Spec, *, undeclared: bool = False) -> None:
        self.spec = spec
        self._undeclared = undeclared
        self.table = TypeTable.build(spec)
        self.result = Agreement()
        self._fitting = Fitting(self.table)
        self._types: dict[str, WireType | None] = {}
        self._names: dict[str, tuple[frozenset[str], ...]] = {}
        self._ways: dict[tuple[str, str], tuple[tuple[str, bool], ...] | None] = {}
        self._hosts: dict[str, list[tuple[str, Connection]]] = {}
        self._paths = [
            (re.compile(_pattern(each.path)), each.method, name, each.result, len(re.sub(r"\{[^{}]*\}", "", each.path)))
            for name, each in spec.endpoints.items()
            if each.call is not None and each.result != "none"
        ]

    def take(self, payload: Payload) -> None:
        """Lay a payload beside what it is of; what is no JSON is passed over."""
        seen = _Seen.of(payload)
        if seen is None:
            return
        if payload.kind == "frame":
            self._frame(payload.url, seen)
        elif payload.kind == "answer":
            self._answer(payload.call, payload.status, seen)
        else:
            self._anything(payload.status, payload.message, seen)

    def _answer(self, call: str, status: int, seen: _Seen) -> None:
        """An answer to `GET /api/v3/depth`; paths of base URLs are left out by the end of the path."""
        method, _, path = call.partition(" ")
        fitting = [row for row in self._paths if row[1] == method and row[0].search(path)]
        if not fitting:
            self.result.unknown[call] = self.result.unknown.get(call, 0) + 1
            return
        if status >= 400:
            errors = self.spec.errors.at.get("rest") if self.spec.errors else None
            if errors is not None:
                self._beside("errors.rest", errors.type, seen)
            return
        most = max(row[4] for row in fitting)  # what is written out is meant rather than what a placeholder takes
        self._best([(f"endpoints.{name}", result) for _, _, name, result, length in fitting if length == most], seen)

    def _frame(self, url: str, seen: _Seen) -> None:
        """A frame that came over a socket at this address."""
        connections = self._connections(url)
        if not connections:
            self.result.unknown[url] = self.result.unknown.get(url, 0) + 1
            return
        frames: list[tuple[str, str]] = []
        pushed: list[tuple[str, str, _Seen]] = []
        for name, connection in connections:
            arrays = connection.arrays if isinstance(seen.quick, list) else None
            kind = arrays.frame if arrays else connection.frame
            frames.append((f"ws.{name}", kind))
            for rule in arrays.receive if arrays else connection.receive:
                payload = None if rule.push is None else self._carried(kind, rule.push.payload, seen)
                if payload is not None:
                    pushed += [
                        (f"ws.{name}.{channel}", each.type, payload) for channel, each in connection.channels.items()
                    ]
        self._best(frames, seen)
        if not pushed:
            return
        of, text, payload = pushed[self._nearest([(text, payload) for _, text, payload in pushed])]
        if not self._fits(text, payload):
            wrong, unknown = len(self._misfits(text, payload)), self._unknown(text, payload)
            if payload is seen and isinstance(payload.quick, dict):
                # A frame that is pushed whole may as well be an acknowledgement: it is of a channel only where more of
                # its fields are known there than not, and more than there are wrong.
                known = len(payload.quick) - unknown
                if unknown >= known or wrong >= known:
                    return
            if wrong > MOST_MISFITS:
                self.result.unknown["a frame"] = self.result.unknown.get("a frame", 0) + 1
                return
        self._beside(of, text, payload)

    def _anything(self, status: int, message: bool | None, seen: _Seen) -> None:
        """A payload of which nobody says what it is of: the type that fits it best."""
        rows: list[tuple[str, str]] = []
        if status >= 400:
            errors = self.spec.errors.at if self.spec.errors else {}
            rows = [(f"errors.{name}", each.type) for name, each in errors.items()]
        elif message is not True:
            endpoints = self.spec.endpoints.items()
            rows += [(f"endpoints.{name}", each.result) for name, each in endpoints if each.result != "none"]
        if message is not False and status < 400:
            for name, connection in self.spec.ws.items():
                rows += [(f"ws.{name}.{channel}", each.type) for channel, each in connection.channels.items()]
                rows.append((f"ws.{name}", connection.frame))
        self._best(rows, seen)

    # -- which

    def _connections(self, url: str) -> list[tuple[str, Connection]]:
        host = urlsplit(url).netloc
        if host not in self._hosts:
            self._hosts[host] = self._connected(host)
        return self._hosts[host]

    def _connected(self, host: str) -> list[tuple[str, Connection]]:
        found = []
        for name, connection in self.spec.ws.items():
            used = set(re.findall(r"env\.([a-z][a-z0-9_]*)", connection.url))
            hosts = {urlsplit(text).netloc for each in self.spec.environments.values()
                     for key, text in each.urls.items() if key in used}  # fmt: skip
            if host in hosts or not used:
                found.append((name, connection))
        return found or list(self.spec.ws.items())

    def _carried(self, frame: str, payload: str, seen: _Seen) -> _Seen | None:
        """What a push rule's `payload` (`=f.params.data`) takes out of a frame; None where it is not there."""
        if (frame, payload) not in self._ways:
            self._ways[frame, payload] = self._way(frame, payload)
        way = self._ways[frame, payload]
        return None if way is None else seen if not way else seen.inside(way)

    def _way(self, frame: str, payload: str) -> tuple[tuple[str, bool], ...] | None:
        """The steps from a frame to a payload: names on the wire, and whether each is a place in an array."""
        type = self._parsed(frame)
        names = payload.removeprefix("=").strip().split(".")
        if names[0] != "f" or not all(re.fullmatch(r"[a-z][a-z0-9_]*", each) for each in names):
            return None
        steps: list[tuple[str, bool]] = []
        for name in names[1:]:
            type = self.table.expand(type.present) if type is not None else None
            while type is not None and type.kind in ("null", "opt"):
                type = self.table.expand(type.item)
            struct = self.table.structs.get(type.name) if type is not None and type.kind == "ref" else None
            field_ = struct.field(name) if struct is not None else None
            if struct is None or field_ is None:
                return None
            steps.append((field_.wire, struct.array))
            type = field_.type
        return tuple(steps)

    # -- what is wrong

    def _parsed(self, text: str) -> WireType | None:
        if text not in self._types:
            try:
                self._types[text] = self.table.parse(text)
            except LangError:
                self._types[text] = None
        return self._types[text]

    def _fits(self, text: str, seen: _Seen) -> bool:
        """Nothing is wrong, whether or not there are words that no enumeration lists."""
        if self._fitting.fits(seen.quick, text):
            return True
        type = self._parsed(text)
        return type is None or next(misfits(seen.exact, type, self.table), None) is None

    def _misfits(self, text: str, seen: _Seen) -> list[Misfit]:
        type = self._parsed(text)
        return [] if type is None else list(misfits(seen.exact, type, self.table))

    def _best(self, rows: list[tuple[str, str]], seen: _Seen) -> None:
        """Beside the type that it is nearest to."""
        if rows:
            at = self._nearest([(text, seen) for _, text in rows]) if len(rows) > 1 else 0
            self._beside(*rows[at], seen)

    def _nearest(self, rows: list[tuple[str, _Seen]]) -> int:
        """Where fewest is wrong and fewest fields are unknown: a type of optional fields alone fits anything."""
        unknown = [self._unknown(text, seen) for text, seen in rows]
        least, found = -1, 0
        for at in sorted(range(len(rows)), key=lambda one: unknown[one]):
            if 0 <= least <= unknown[at]:
                break
            text, seen = rows[at]
            wrong = unknown[at] + (0 if self._fits(text, seen) else WRONG * len(self._misfits(text, seen)))
            if least < 0 or wrong < least:
                least, found = wrong, at
        return found

    def _unknown(self, text: str, seen: _Seen) -> int:
        """How many fields of an object a type does not know."""
        if not isinstance(seen.quick, dict):
            return 0
        if text not in self._names:
            type = self._parsed(text)
            self._names[text] = () if type is None else tuple(self._known(type))
        return min((len(seen.quick.keys() - each) for each in self._names[text]), default=0)

    def _known(self, type: WireType) -> Iterator[frozenset[str]]:
        """The names of the fields of a type; of a union, of each that it may be. Nothing for one that takes any."""
        type = self.table.expand(type)
        if type.kind in ("opt", "null", "one_or_many"):
            yield from self._known(type.item)
        elif type.kind in ("scalar", "list", "tuple"):
            yield frozenset()
        elif type.name in self.table.structs and not self.table.structs[type.name].array:
            struct = self.table.structs[type.name]
            yield frozenset([*(each.wire for each in struct.fields), *((struct.tag or ())[:1])])
        elif type.name in self.table.unions:
            union = self.table.unions[type.name]
            for each in union.named.values():
                yield from self._known(each)
            for name in union.members:
                if name in self.table.structs:
                    yield from self._known(self.table.parse(name))

    def _beside(self, of: str, text: str, seen: _Seen) -> None:
        self.result.counts[of] = self.result.counts.get(of, 0) + 1
        if self._fitting.fits(seen.quick, text) and not self._undeclared:
            return
        for each in self._misfits(text, seen):
            path = re.sub(r"\[\d+\]", "[]", each.path)
            got = "text" if each.got.startswith("the text") else re.sub(r"^-?[0-9.]+$", "a number", each.got)
            got = re.sub(r"a list of \d+", "a list", got)
            key = (of, path, each.expected, got)
            if key not in self.result.found and len(self.result.found) >= MOST_KINDS:
                continue
            known = self.result.found.setdefault(
                key, Disagreement(of, text, path, each.expected, each.got, first=seen.place)
            )
            known.count += 1
        type = self._parsed(text)
        if type is not None:
            self._listed(type, seen.exact, seen.place)

    def _listed(self, type: WireType, value: Any, place: str, depth: int = 0) -> None:
        """Words that an enumeration does not list, and fields that a type does not declare."""
        type = self.table.expand(type)
        if depth > 40 or value is None:
            return
        if type.kind in ("opt", "null", "blank"):
            self._listed(type.item, value, place, depth + 1)
        elif type.kind in ("list", "one_or_many") and isinstance(value, list):
            for item in value:
                self._listed(type.item, item, place, depth + 1)
        elif type.kind == "map" and isinstance(value, dict):
            for item in value.values():
                self._listed(type.item, item, place, depth + 1)
        elif type.kind == "ref" and type.name in self.table.enums:
            enum = self.table.enums[type.name]
            if isinstance(value, str | int) and value not in enum.words and not enum.prefix and value != "":
                self.result.words.setdefault((type.name, str(value)[:60]), place)
        elif type.kind == "ref" and type.name in self.table.structs:
            struct = self.table.structs[type.name]
            if self._undeclared and isinstance(value, dict):
                declared = {each.wire for each in struct.fields}
                for wire in (each for each in value if each not in declared):
                    self.result.fields.setdefault((type.name, str(wire)[:60]), place)
            for each in struct.fields:
                if isinstance(value, dict) and not struct.array and each.wire in value:
                    self._listed(each.type, value[each.wire], place, depth + 1)
                elif isinstance(value, list) and struct.array and int(each.wire) < len(value):
                    self._listed(each.type, value[int(each.wire)], place, depth + 1)


def _pattern(path: str) -> str:
    """The end of a path, with anything in its placeholders."""
    parts = re.split(r"\{[^{}]*\}", path)
    return "[^/]+".join(re.escape(part) for part in parts) + "/?$"


def lines(result: Agreement) -> Iterator[str]:
    """What was compared and what disagrees, for people."""
    for of, count in result.counts.items():
        yield f"{of}: {count} payload{'s' if count != 1 else ''}"
    for of, count in result.unknown.items():
        yield f"{of}: {count} that nothing of the spec is about"
    for (enum, word), place in result.words.items():
        yield f"enums.{enum} does not list {word!r} (first in {place})"
    for each in sorted(result.found.values(), key=lambda one: -one.count):
        yield str(each)


def as_data(result: Agreement) -> Mapping[str, Any]:
    """The same for machines."""
    return {
        "compared": result.counts,
        "unknown": result.unknown,
        "words": [{"enum": enum, "word": word, "first": place} for (enum, word), place in result.words.items()],
        "disagreements": [
            {"of": each.of, "type": each.type, "path": each.path, "expected": each.expected, "got": each.got,
             "count": each.count, "first": each.first}
            for each in result.found.values()
        ],
    }  # fmt: skip
