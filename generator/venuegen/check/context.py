"""What every check works with: the loaded spec, its types, and ways to report at the right place."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from venuegen.lang.errors import LangError
from venuegen.lang.invert import map_structs
from venuegen.lang.scopes import batch_item
from venuegen.lang.wire_types import StructDecl, TypeTable, WireType
from venuegen.spec.diagnostics import Position, Problems, did_you_mean, listing
from venuegen.spec.load import LoadedSpec
from venuegen.spec.model import Endpoint, Map, Operation, Param, Spec
from venuegen.spec.yamlnodes import Scalar

if TYPE_CHECKING:
    from venue_runtime.fix.dictionary import Dictionary


@dataclass(slots=True)
class Check:
    """One run of `check` over one spec."""

    loaded: LoadedSpec
    problems: Problems
    table: TypeTable
    today: datetime.date
    used_types: set[str] = field(default_factory=set)
    dictionaries: Mapping[str, Dictionary] = field(default_factory=dict)

    @property
    def spec(self) -> Spec:
        return self.loaded.spec

    def at(self, *path: str | int) -> Position:
        """Where the value at `path` stands."""
        return self.loaded.position(*path)

    def key(self, *path: str | int) -> Position:
        """Where the key of the value at `path` stands."""
        return self.loaded.key_position(*path)

    def unknown(self, rule: str, at: Position, what: str, name: str, known: Iterable[str]) -> None:
        """`name` is none of the known things of a kind."""
        known = list(known)
        self.problems.add(
            rule, at, f"there is no {what} '{name}'", expected=listing(known), hint=did_you_mean(name, known)
        )

    def lang(self, error: LangError, *path: str | int, key: bool = False) -> None:
        """Report an error of the language inside the text at `path` (or its key), at the right column."""
        path = (*path, *error.path)
        at = self.key(*path) if key else self.inside(error.start, error.end, *path)
        self.problems.add(_rule(error, path), at, error.message, expected=error.expected, hint=error.hint)

    def inside(self, start: int, end: int, *path: str | int) -> Position:
        """Columns `start` to `end` of the text at `path`; the whole value where columns cannot be told."""
        node = self.loaded.node(*path)
        place = self.at(*path)
        if not isinstance(node, Scalar) or not isinstance(node.value, str):
            return place
        line = place.source.line(place.line)
        first = place.col - 1 + node.offset
        if line[first : first + len(node.text)] != node.text:  # several lines, or escapes in quotes
            return place
        return place.inside(node.offset + start, max(1, end - start))

    def type(self, text: str, *path: str | int) -> WireType | None:
        """Parse a type used at `path`; None (and a diagnostic) when it is wrong."""
        try:
            return self.table.parse(text)
        except LangError as error:
            self.lang(error, *path)
            return None

    def params(self, endpoint: Endpoint) -> dict[str, WireType]:
        """Parameters of an endpoint by python name; those with a wrong declaration are missing."""
        found: dict[str, WireType] = {}
        for wire, param in endpoint.params.items():
            try:
                declared = self.declared(wire, param)
            except LangError:
                continue
            found[declared[0]] = declared[1]
        return found

    def batch_item(self, operation: Operation) -> WireType | None:
        """What one order of a batch is on the wire; None where its parameter is no list."""
        return batch_item(self.spec, self.table, operation)

    def wire_field(self, source: str, dotted: str) -> WireType | str:
        """Type of a field (`a`, or `a.b` inside another) of the wire type `source`, by python names.

        The text is the name of the struct that has no such field.
        """
        type = WireType("ref", source)
        for name in dotted.split("."):
            struct = self._struct(type)
            if struct is None:
                return WireType("scalar", "json")
            found = struct.field(name)
            if found is None:
                return struct.name
            type = found.type
        return type

    def emitted(self, mapping: Map, name: str, dotted: str) -> WireType | str:
        """Type of what an `emit` names: a field of the message or item, or of what `lookup` found beside it."""
        structs = map_structs(self.spec, self.table, mapping, name)
        root, _, rest = dotted.partition(".")
        if root in mapping.lookup:
            return self.wire_field(structs[root].name, rest) if root in structs else WireType("scalar", "json")
        return self.wire_field(structs["m"].name if "m" in structs else mapping.source, dotted)

    def _struct(self, type: WireType) -> StructDecl | None:
        type = self.table.expand(type)
        while type.kind in ("opt", "null", "list"):
            type = self.table.expand(type.item)
        return self.table.structs.get(type.name)

    def declared(self, wire: str, param: str | Param) -> tuple[str, WireType]:
        """Python name and type of a parameter. Raises LangError."""
        if isinstance(param, Param):
            short = param.type if param.name is None else f"{param.name} {param.type}"
            declaration = self.table.declaration(wire, short)
        else:
            declaration = self.table.declaration(wire, param)
        return declaration.name, declaration.type


def _rule(error: LangError, path: tuple[str | int, ...]) -> str:
    if error.message.startswith("unknown type"):
        return "VG204"
    if path[:1] == ("enums",):
        return "VG705" if "values" in path else "VG302"
    if "are both called" in error.message or "declared twice" in error.message:
        return "VG215"
    declares = path[:1] in (("types",), ("unions",), ("flags",)) or path[-1:] == ("type",)
    return "VG302" if declares or (path[:1] == ("endpoints",) and path[-1:] == ("result",)) else "VG301"
