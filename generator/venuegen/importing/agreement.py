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

from venuegen.check.decode import misfits
from venuegen.lang.errors import LangError
from venuegen.lang.wire_types import TypeTable, WireType
from venuegen.spec.model import Connection, Spec

MOST_MISFITS = 12
"""A payload that fits a type worse than that is of something else."""
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


class Comparison:
    """Payloads beside one spec."""

    def __init__(self, spec: Spec) -> None:
        self.spec = spec
        self.table = TypeTable.build(spec)
        self.result = Agreement()
        self._paths = [
            (re.compile(_pattern(each.path)), each.method, name, each.result)
            for name, each in spec.endpoints.items()
            if each.call is not None and each.result != "none"
        ]

    def answer(self, call: str, value: Any, status: int, place: str) -> None:
        """An answer to `GET /api/v3/depth`; paths of base URLs are left out by the end of the path."""
        method, _, path = call.partition(" ")
        fitting = [row for row in self._paths if row[1] == method and row[0].search(path)]
        if not fitting:
            self.result.unknown[call] = self.result.unknown.get(call, 0) + 1
            return
        if status >= 400:
            errors = self.spec.errors.at.get("rest") if self.spec.errors else None
            if errors is not None:
                self._beside("errors.rest", errors.type, value, place)
            return
        longest = max(len(row[0].pattern) for row in fitting)
        self._best([(f"endpoints.{name}", result) for pattern, _, name, result in fitting
                    if len(pattern.pattern) == longest], value, place)  # fmt: skip

    def frame(self, url: str, value: Any, place: str) -> None:
        """A frame that came over a socket at this address."""
        connections = self._connections(url)
        if not connections:
            self.result.unknown[url] = self.result.unknown.get(url, 0) + 1
            return
        frames: list[tuple[str, str]] = []
        pushed: list[tuple[str, str, Any]] = []
        for name, connection in connections:
            arrays = connection.arrays if isinstance(value, list) else None
            kind = arrays.frame if arrays else connection.frame
            frames.append((f"ws.{name}", kind))
            for rule in arrays.receive if arrays else connection.receive:
                if rule.push is None:
                    continue
                payload = self._carried(kind, rule.push.payload, value)
                pushed += [
                    (f"ws.{name}.{channel}", each.type, payload)
                    for channel, each in connection.channels.items()
                    if payload is not None
                ]
        self._best(frames, value, place)
        # A frame that is pushed whole may as well be an acknowledgement: it is of a channel only where it fits one.
        sure = [each for each in pushed if each[2] is not value or not self._misfits(each[1], value)]
        if sure:
            scored = [(len(self._misfits(text, payload)), at) for at, (_, text, payload) in enumerate(sure)]
            fewest, at = min(scored)
            of, text, payload = sure[at]
            if fewest > MOST_MISFITS:
                self.result.unknown["a frame"] = self.result.unknown.get("a frame", 0) + 1
            else:
                self._beside(of, text, payload, place)

    def anything(self, value: Any, status: int, place: str, *, message: bool | None = None) -> None:
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
        self._best(rows, value, place)

    # -- which

    def _connections(self, url: str) -> list[tuple[str, Connection]]:
        host = urlsplit(url).netloc
        found = []
        for name, connection in self.spec.ws.items():
            used = set(re.findall(r"env\.([a-z][a-z0-9_]*)", connection.url))
            hosts = {urlsplit(text).netloc for each in self.spec.environments.values()
                     for key, text in each.urls.items() if key in used}  # fmt: skip
            if host in hosts or not used:
                found.append((name, connection))
        return found or list(self.spec.ws.items())

    def _carried(self, frame: str, payload: str, value: Any) -> Any:
        """What a push rule's `payload` (`=f.params.data`) takes out of a frame; None where it is not there."""
        type = self._parsed(frame)
        names = payload.removeprefix("=").strip().split(".")
        if names[0] != "f" or not all(re.fullmatch(r"[a-z][a-z0-9_]*", each) for each in names):
            return None
        for name in names[1:]:
            type = self.table.expand(type.present) if type is not None else None
            while type is not None and type.kind in ("null", "opt"):
                type = self.table.expand(type.item)
            struct = self.table.structs.get(type.name) if type is not None and type.kind == "ref" else None
            field_ = struct.field(name) if struct is not None else None
            if struct is None or field_ is None:
                return None
            if struct.array and isinstance(value, list) and int(field_.wire) < len(value):
                value = value[int(field_.wire)]
            elif not struct.array and isinstance(value, dict) and field_.wire in value:
                value = value[field_.wire]
            else:
                return None
            type = field_.type
        return value

    # -- what is wrong

    def _parsed(self, text: str) -> WireType | None:
        try:
            return self.table.parse(text)
        except LangError:
            return None

    def _misfits(self, text: str, value: Any) -> list[Any]:
        type = self._parsed(text)
        return [] if type is None else list(misfits(value, type, self.table))

    def _best(self, rows: list[tuple[str, str]], value: Any, place: str) -> None:
        """Beside the type that fits best."""
        if not rows:
            return
        scored = [(len(self._misfits(text, value)), at) for at, (_, text) in enumerate(rows)]
        _, at = min(scored)
        self._beside(*rows[at], value, place)

    def _beside(self, of: str, text: str, value: Any, place: str) -> None:
        self.result.counts[of] = self.result.counts.get(of, 0) + 1
        for each in self._misfits(text, value):
            path = re.sub(r"\[\d+\]", "[]", each.path)
            got = "text" if each.got.startswith("the text") else re.sub(r"^-?[0-9.]+$", "a number", each.got)
            got = re.sub(r"a list of \d+", "a list", got)
            key = (of, path, each.expected, got)
            if key not in self.result.found and len(self.result.found) >= MOST_KINDS:
                continue
            known = self.result.found.setdefault(
                key, Disagreement(of, text, path, each.expected, each.got, first=place)
            )
            known.count += 1
        type = self._parsed(text)
        if type is not None:
            self._listed(type, value, place)

    def _listed(self, type: WireType, value: Any, place: str, depth: int = 0) -> None:
        """Words that an enumeration does not list."""
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
