"""The way back of each map: a documented example, filled with a value of the contract."""

from __future__ import annotations

import ast
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ...lang.contract import CONTRACT_TYPES
from ...lang.invert import invert_map
from ...lang.types import ContractEnum, EnumType, base_of
from ...render.names import identifier, literal
from ...spec.model import Map, StyleRow
from ..mapping import styles_keys
from ..wirepaths import find_path, plain_type, syntax

if TYPE_CHECKING:
    from ...lang import WireType
    from ...lang.invert import Emitted
    from ..context import VenueContext
    from ..examples import Example, Examples

_NONE_TYPES = frozenset({"Instrument", "Balance"})


@dataclass(frozen=True, slots=True)
class WriterView:
    """One function from the contract to the wire."""

    name: str
    signature: str
    body: tuple[str, ...]
    doc: str


class Maps:
    """Writers of the maps that somebody asked for."""

    def __init__(self, context: VenueContext, examples: Examples) -> None:
        self.context = context
        self.examples = examples
        self.style_keys = styles_keys(context)
        self._asked: dict[str, WriterView] = {}
        self._acks: dict[str, tuple[str, tuple[tuple[str, Any], ...]]] = {}

    def writer(self, name: str) -> str:
        """The function that writes a map's message; asking makes it part of the module."""
        if name not in self._asked:
            self._asked[name] = self._write(name, self.context.spec.maps[name])
        return self._asked[name].name

    def writers(self) -> tuple[WriterView, ...]:
        """What was asked for."""
        return tuple(self._asked.values())

    def call(self, name: str, example: str, value: str, instrument: str) -> str:
        """Python of a call."""
        arguments = [example, value] + ([instrument] if self.context.spec.maps[name].to not in _NONE_TYPES else [])
        return f"{self.writer(name)}({', '.join(arguments)})"

    def ack_writer(self, operation: str, source: str, fields: dict[str, Any]) -> str:
        """A writer of an acknowledgement that carries only some fields of an order."""
        renamed: dict[str, Any] = {
            key: str(value).replace("=r.", "=m.").replace("(r.", "(m.") for key, value in fields.items()
        }
        said = (source, tuple(renamed.items()))
        # Several endpoints of an operation may acknowledge in several ways.
        names = [f"{operation}_ack", *(f"{operation}_ack_{at}" for at in range(2, 2 + len(self._acks)))]
        name = next(each for each in names if self._acks.get(each, said) == said)
        if name not in self._acks:
            self._acks[name] = said
            self._asked[name] = self._write(name, Map(to="Order", source=source, fields=renamed))
        return self._asked[name].name

    def ref_rows(self) -> tuple[str, ...]:
        """What `Instrument.ref` says, by the map that lists such instruments: their kind, and the values by place."""
        rows = []
        for name, spec in self.context.spec.maps.items():
            if spec.to == "Instrument" and self.context.spec.ref:
                solved = invert_map(self.context.spec, self.context.table, spec, name).values
                known = ", ".join(
                    f"{literal(each)}: {solved[f'ref.{each}'].code}"
                    for each in self.context.spec.ref
                    if f"ref.{each}" in solved
                )
                rows.append(f"({self.kind_of(name) or 'None'}, lambda v, place: {{{known}}})")
        return tuple(rows)

    def kind_of(self, name: str) -> str:
        """Kind of all instruments that a map tells of, where it says so itself."""
        said = syntax(self.context.spec.maps[name].fields.get("kind"))
        return f"InstrumentKind.{str(said.value).upper()}" if isinstance(said, ast.Constant) else ""

    def found_writers(self, name: str) -> list[tuple[tuple[str, ...], str]]:
        """Of a map with `lookup`: where the rows are that it looks among, and the function that writes one."""
        spec, table = self.context.spec.maps[name], self.context.table
        inversion = invert_map(self.context.spec, table, spec, name)
        made: list[tuple[tuple[str, ...], str]] = []
        for root, text in spec.lookup.items():
            node = syntax(text)
            path = None
            if isinstance(node, ast.Call) and node.args:
                path = find_path("=" + ast.unparse(node.args[0]), "whole", table.parse(spec.source), table)
            if path is None:
                continue
            solved = [each for key, each in inversion.values.items() if key.partition(".")[0] == root]
            rows = ", ".join(f"{_code(each.path)}: {each.code}" for each in solved)
            writer = WriterView(
                identifier(f"_write_{name}_{root}"),
                f"example: Any, v: {spec.to}, place: int",
                (f"return filled(example, {{{rows}}})",),
                f"What `{name}` of a {spec.to} finds as `{root}`.",
            )
            self._asked[writer.name] = writer
            made.append((path.steps, writer.name))
        return made

    def source_of(self, spec: Map) -> WireType:
        """What a map reads: the message, or each item of it."""
        table = self.context.table
        source = table.parse(spec.source)
        items = find_path(spec.each, "whole", source, table) if spec.each is not None else None
        return source if items is None else plain_type(items.type, table).item

    def _write(self, name: str, spec: Map) -> WriterView:
        table = self.context.table
        inversion = invert_map(self.context.spec, table, spec, name)
        source = self.source_of(spec)
        values: dict[str, str] = {}
        optional: list[str] = []
        for key, emitted in inversion.values.items():
            if key.startswith("ref.") or key.partition(".")[0] in spec.lookup:
                continue
            path = _code(emitted.path)
            values[path] = emitted.code
            if emitted.optional and emitted.may_miss:
                optional.append(path)
        struct = table.structs.get(plain_type(source, table).name)
        uses_style = inversion.styled and struct is not None
        if uses_style and struct is not None:
            for key in self.style_keys:
                field = struct.field(key)
                if field is not None:
                    values.setdefault(_code((field.wire,)), f"style[{literal(key)}]")
        for key, text in spec.fields.items():
            values.update(self._picked(key, text, source))
        solved = [each.path for each in inversion.values.values()]
        dropped = [path for path in self._unsolved(spec, solved) if path not in values]
        for path in dropped:
            values[path] = "None"
            optional.append(path)
        body = ["style = _style(v)"] if uses_style else []
        rows = ", ".join(f"{path}: {code}" for path, code in values.items())
        marks = f", {{{', '.join(optional)}}}" if optional else ""
        if either := _either(inversion.values):
            marks += f", either={literal(either)}"
        body.append(f"return filled(example, {{{rows}}}{marks})")
        arguments = ["example: Any", f"v: {spec.to}"]
        arguments += ["i: Instrument"] if spec.to not in _NONE_TYPES else []
        arguments += ["place: int"] if spec.each is not None and spec.to == "Instrument" else []
        return WriterView(
            identifier(f"_write_{name}"), ", ".join(arguments), tuple(body), f"{spec.to} as `{spec.source}`."
        )

    def _picked(self, key: str, text: object, source: Any) -> dict[str, str]:
        """`pick(m.rows, kind='X').field or …`: the field of that row, made where it is not there."""
        node = syntax(text)
        if isinstance(node, ast.BoolOp):
            node = node.values[0]
        if not (isinstance(node, ast.Attribute) and isinstance(node.value, ast.Call)):
            return {}
        call, table = node.value, self.context.table
        if not (isinstance(call.func, ast.Name) and call.func.id == "pick" and len(call.keywords) == 1):
            return {}
        rows = find_path("=" + ast.unparse(call.args[0]), "m", source, table)
        said = call.keywords[0]
        if rows is None or not isinstance(said.value, ast.Constant):
            return {}
        struct = table.structs.get(plain_type(plain_type(rows.type, table).args[0], table).name)
        by, field = (struct.field(said.arg or ""), struct.field(node.attr)) if struct else (None, None)
        if by is None or field is None:
            return {}
        path = f"({literal(rows.steps[0])}, ({literal(by.wire)}, {literal(said.value.value)}), {literal(field.wire)})"
        return {path: f'decimal_text(v.{key} or Decimal("0"))'}

    def _unsolved(self, spec: Map, solved: Collection[tuple[str, ...]]) -> list[str]:
        """Optional fields that the map reads and nothing gives: the example's value would say something untrue."""
        source, found = self.source_of(spec), []
        for text in spec.fields.values():
            node = syntax(text)
            for part in ast.walk(node) if node is not None else ():
                if isinstance(part, ast.Attribute):
                    path = find_path("=" + ast.unparse(part), "m", source, self.context.table)
                    if path is None or any(each[: len(path.steps)] == path.steps for each in solved):
                        continue
                    if path.type.kind == "opt":
                        kind = plain_type(path.type, self.context.table).kind
                        if kind not in ("list", "map"):
                            found.append(_code(path.steps))
        return list(dict.fromkeys(found))

    # ------------------------------------------------------------ examples

    def example(self, owner: str, type: Any, map: str | None = None) -> Example | None:
        """The barest documented success of an endpoint or channel."""
        fitting = self.examples.fitting(owner, type, self.context.table)
        if map is not None:
            fitting = [each for each in fitting if each.expect.get(map)] or fitting
        return min(fitting, key=_lists) if fitting else None

    def tagged(self, kind: Any, instrument: str) -> str:
        """The instrument of a payload, where its type has a field for it that the map does not read."""
        struct = self.context.table.structs.get(plain_type(kind, self.context.table).name)
        for at, field in enumerate(struct.fields if struct else ()):
            if field.type.kind == "scalar" and field.type.name == "venue_symbol":
                place = str(at) if struct is not None and struct.array else field.wire
                return f"{literal(place)}: {instrument}.venue_symbol"
        return ""

    # ------------------------------------------------------------ styles

    def style_rows(self) -> tuple[str, ...]:
        """Rows of the styles table as the simulated venue needs them: what an order is → the venue's words."""
        orders = self.context.spec.orders
        return tuple(style_row(row, self.style_keys) for row in (orders.styles if orders else []))

    def enum_paths(self, source: str, deepest: int = 1) -> tuple[tuple[str, ...], ...]:
        """Enumerations of a type, where the fault `unknown_enum` strikes: those at its top, else the next below."""
        table = self.context.table
        level: list[tuple[tuple[str, ...], WireType]] = [((), table.parse(source))]
        for _ in range(deepest):
            found: list[tuple[str, ...]] = []
            below: list[tuple[tuple[str, ...], WireType]] = []
            for path, type in level:
                kind = plain_type(type, table)
                while kind.kind == "list":
                    path, kind = (*path, "*"), plain_type(kind.args[0], table)
                struct = table.structs.get(kind.name)
                for field in struct.fields if struct is not None and not struct.array else ():
                    if isinstance(base_of(table.value_type(field.type)), EnumType):
                        found.append((*path, field.wire))
                    else:
                        below.append(((*path, field.wire), field.type))
            if found:
                return tuple(found)
            level = below
        return ()


def style_row(row: StyleRow, keys: tuple[str, ...]) -> str:
    """A row of the styles table as the simulated venue needs it: what an order is → the venue's words."""
    said: dict[str, str] = {}
    for name, value in row.of.items():
        if name == "kind":
            continue  # of the instrument: an order that is written back has the words that its type has
        kind = base_of(CONTRACT_TYPES["OrderRequest"].fields[name].type)
        words = value if isinstance(value, list) else [value]
        if isinstance(kind, ContractEnum):
            said[name] = "(" + ", ".join(f"{kind.name}.{str(word).upper()}" for word in words) + ",)"
        else:
            said[name] = f"({bool(value)!r},)"
    said_by = {key: row.wire[key] for key in keys if key in row.wire and not str(row.wire[key]).startswith("=")}
    of = ", ".join(f"{literal(name)}: {code}" for name, code in said.items())
    return f"({{{of}}}, {literal(said_by)})"


def _either(values: Mapping[str, Emitted]) -> list[tuple[tuple[str, ...], ...]]:
    """Objects of which a message has one: those that the places of one thing are in."""
    found = []
    for key, one in values.items():
        paths = [one.path, *(each.path for each in values.values() if each.instead == key)]
        if len(paths) > 1:
            same = next(at for at in range(len(one.path)) if len({path[at] for path in paths}) > 1)
            found.append(tuple(path[: same + 1] for path in paths))
    return found


def _code(path: tuple[str, ...]) -> str:
    return literal(path[0]) if len(path) == 1 else literal(path)


def _lists(example: Example) -> int:
    payload = example.payload
    return sum(1 for value in payload.values() if isinstance(value, list) and value) if isinstance(payload, dict) else 0
