"""Plain paths in expressions: `=f.data`, `=r.symbols`, `=u.final_update_id` as the wire's own names."""

from __future__ import annotations

import ast
import re
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from venue_runtime.testing.filling import get

from ..lang.compiler import parse
from ..lang.errors import LangError
from ..lang.types import BOOL, Time, base_of

if TYPE_CHECKING:
    from ..lang import TypeTable, WireType

_UNITS = {"ns": "{}", "us": "{} // 1_000", "ms": "{} // 1_000_000", "s": "{} // 1_000_000_000"}


@dataclass(frozen=True)
class WirePath:
    """A field of the wire: the names that lead to it, and its type."""

    steps: tuple[str, ...]
    type: WireType

    @property
    def code(self) -> str:
        """As the runtime's `Path`: a text where it is one name."""
        return repr(self.steps[0]) if len(self.steps) == 1 else repr(self.steps)


def path_of(node: ast.expr | None, root: str, type: WireType, table: TypeTable) -> WirePath | None:
    """The path of `root.a.b['c']`, from a value of `type`; None for anything else."""
    steps: list[str | int] = []
    while isinstance(node, (ast.Attribute, ast.Subscript, ast.Call)):
        if isinstance(node, ast.Call):
            called = node.func.id if isinstance(node.func, ast.Name) else ""
            if called == "every" and isinstance(node.args[-1], ast.Constant):
                steps.insert(0, str(node.args[-1].value))
            elif called != "first" or len(node.args) != 1:
                return None
            steps.insert(0, 0)
            node = node.args[0]
            continue
        if isinstance(node, ast.Attribute):
            steps.insert(0, node.attr)
        elif isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, (str, int)):
            steps.insert(0, f"'{node.slice.value}" if isinstance(node.slice.value, str) else node.slice.value)
        else:
            return None
        node = node.value
    if not isinstance(node, ast.Name) or node.id != root:
        return None
    wires: list[str] = []
    for step in steps:
        type = _plain(type, table)
        if isinstance(step, int) or step.startswith("'"):
            wires.append(str(step).removeprefix("'"))
            if type.kind == "tuple":
                type = type.args[step] if isinstance(step, int) and step < len(type.args) else type
            elif type.kind in ("list", "map"):
                type = type.args[0]
            continue
        union = table.unions.get(type.name)
        if union is not None and step in union.named:  # the value itself, where it is that member
            type = union.named[step]
            continue
        members = (type.name,) if union is None else union.members
        structs = [table.structs[each] for each in members if each in table.structs]
        struct = next((each for each in structs if each.field(step) is not None), None)
        found = struct.field(step) if struct else None
        if found is None:
            return None
        wires.append(str(struct.fields.index(found)) if struct is not None and struct.array else found.wire)
        type = found.type
    return WirePath(tuple(wires), type)


def _plain(type: WireType, table: TypeTable) -> WireType:
    type = table.expand(type)
    while type.kind in ("opt", "null"):
        type = table.expand(type.args[0])
    return type


def plain_type(type: WireType, table: TypeTable) -> WireType:
    """A type without `opt`, `null` and aliases."""
    return _plain(type, table)


def template_parts(text: str) -> list[str]:
    """`Bearer {token}` → texts and expressions in turn, beginning and ending with a text; `{{` is a brace."""
    parts = [""]
    for plain, hole in re.findall(r"(\{\{|\}\}|[^{}]+)|\{([^{}]+)\}", text):
        if hole:
            parts += [hole, ""]
        else:
            parts[-1] += plain[0] if plain in ("{{", "}}") else plain
    return parts


def syntax(text: object) -> ast.expr | None:
    """The syntax of an expression; None for a literal."""
    if not isinstance(text, str) or not text.startswith("="):
        return None
    try:
        return parse(text)[0]
    except LangError:
        return None


def find_path(text: object, root: str, type: WireType, table: TypeTable) -> WirePath | None:
    """The path that an expression is, or begins with: `=f.code if … else f.error.code`, `=m.x or …`."""
    node = syntax(text)
    while node is not None:
        if isinstance(node, ast.IfExp):
            node = node.body
        elif isinstance(node, ast.BoolOp):
            node = node.values[0]
        elif (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id not in ("first", "every")
            and (len(node.args) == 1 or node.func.id == "decoded")
        ):
            node = node.args[0]
        elif isinstance(node, ast.UnaryOp):
            node = node.operand
        else:
            return path_of(node, root, type, table)
    return None


def from_ns(path: WirePath, code: str, table: TypeTable) -> str:
    """Python that writes a time in ns to a field."""
    kind = base_of(table.value_type(path.type))
    if isinstance(kind, Time):
        code = _UNITS[kind.unit].format(code)
    return table.write(plain_type(path.type, table), code)


def frames_of(text: str | None, root: str, type: WireType, table: TypeTable) -> list[dict[str, object]]:
    """The smallest frames for which equalities and flags hold: one for each side of an `or`, each item of an `in`."""
    return _frames(syntax(text), root, type, table)


def _frames(node: ast.expr | None, root: str, type: WireType, table: TypeTable) -> list[dict[str, object]]:
    if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or):
        return [frame for value in node.values for frame in _frames(value, root, type, table)]
    frames: list[dict[str, object]] = [{}]
    for test in node.values if isinstance(node, ast.BoolOp) else [node]:
        if isinstance(test, ast.BoolOp):
            inner = _frames(test, root, type, table)
            frames = [merged(frame, each) for frame in frames for each in inner]
            continue
        denied = isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not)
        flag = path_of(test.operand if isinstance(test, ast.UnaryOp) else test, root, type, table)
        if flag is not None and flag.steps and base_of(table.value_type(flag.type)) == BOOL:
            frames = [_with(frame, flag.steps, not denied) for frame in frames]
            continue
        if not (isinstance(test, ast.Compare) and len(test.ops) == 1):
            continue
        left, said = test.left, test.comparators[0]
        if isinstance(left, ast.Call) and isinstance(left.func, ast.Name) and left.func.id == "decoded":
            left = left.args[0]  # a raw value that is read is what it says
        path = path_of(left, root, type, table)
        if path is None or not path.steps:
            continue
        values: list[object] = []
        if isinstance(test.ops[0], ast.Eq) and isinstance(said, ast.Constant | ast.UnaryOp):
            values = [ast.literal_eval(said)]
        elif isinstance(test.ops[0], ast.In) and isinstance(said, ast.List | ast.Tuple):
            values = [getattr(each, "value", None) for each in said.elts]
        elif isinstance(test.ops[0], ast.IsNot):
            values = [{}]
        if values:
            frames = [_with(frame, path.steps, value) for frame in frames for value in values]
    return frames


def absences_of(text: str | None, root: str, type: WireType, table: TypeTable) -> list[WirePath]:
    """The fields that must not be there for a condition to hold: `=u.update is None`."""
    node = syntax(text)
    found: list[WirePath] = []
    for test in node.values if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.And) else [node]:
        if not (isinstance(test, ast.Compare) and isinstance(test.ops[0], ast.Is)):
            continue
        path = path_of(test.left, root, type, table)
        if path is not None and path.steps and getattr(test.comparators[0], "value", ...) is None:
            found.append(path)
    return found


def steps_of(code: str) -> tuple[str, ...]:
    """The names in a `Path` of the runtime (`WirePath.code`)."""
    read = ast.literal_eval(code)
    return (read,) if isinstance(read, str) else tuple(read)


def is_there(data: object, steps: tuple[str, ...]) -> bool:
    """Whether a payload has a field."""
    for step in steps:
        if not isinstance(data, dict) or step not in data:
            return False
        data = data[step]
    return True


def merged(one: dict[str, object], other: dict[str, object]) -> dict[str, object]:
    """Both frames in one, neither changed."""
    both = dict(one)
    for key, value in other.items():
        there = both.get(key)
        both[key] = merged(there, value) if isinstance(there, dict) and isinstance(value, dict) else value
    return both


def frame_of(text: str | None, root: str, type: WireType, table: TypeTable) -> object:
    """The smallest frame for which equalities hold: `=f.event["e"] == 'bye'` → `{"event": {"e": "bye"}}`."""
    return frames_of(text, root, type, table)[0]


def may_hold(text: str | None, root: str, type: WireType, table: TypeTable, data: object) -> bool:
    """Whether a condition may hold of data, as far as its comparisons of fields with words tell."""
    return any(_says(data, frame) for frame in frames_of(text, root, type, table))


def _says(data: object, frame: object) -> bool:
    if isinstance(frame, dict):
        return all(_says(get(data, key), value) for key, value in frame.items())
    return bool(data == frame)


def _with(frame: dict[str, object], steps: tuple[str, ...], value: object) -> dict[str, object]:
    """The frame with a value in its place, where it has none there yet."""
    made = deepcopy(frame)
    here = made
    for step in steps[:-1]:
        inner = here.setdefault(step, {})
        assert isinstance(inner, dict)
        here = inner
    if here.get(steps[-1], {}) == {}:  # that something is there says less than what it is
        here[steps[-1]] = deepcopy(value)
    return made
