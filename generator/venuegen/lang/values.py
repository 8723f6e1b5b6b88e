"""Compiled values on their way: a piece of Python syntax, its type, and what must hold for it to be there."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from .types import Type

__all__ = ["Ex", "Facts", "Guard", "both", "call", "grouped", "is_stable", "name", "parse_code", "shown", "substitute"]

Key: TypeAlias = tuple[str, str]
Facts: TypeAlias = frozenset[Key]
"""Guards that are known to hold at a place."""


_BUILTIN = frozenset({"bool", "dict", "Decimal", "int", "list", "str", "tuple"})


@dataclass(frozen=True)
class Guard:
    """What must hold for a value to be there: not UNSET, not null, not an empty text, of one type of a union.

    A subject that would be computed twice (a call) is bound to a name in the first test.
    """

    kind: Literal["unset", "null", "blank", "is"]
    subject: ast.expr
    bind: str | None = None
    words: tuple[str, ...] = ("",)
    """Of `blank`: the empty texts; of `is`: the types (of `wire`, or of Python) of which the subject is one."""

    @property
    def key(self) -> Key:
        return f"is {' '.join(self.words)}" if self.kind == "is" else self.kind, shown(self.subject)

    def _left(self) -> ast.expr:
        if self.bind is None:
            return self.subject
        return ast.NamedExpr(ast.Name(self.bind, ast.Store()), self.subject)

    def test(self, holds: bool = True) -> ast.expr:
        """The test that this guard holds (or does not)."""
        left = self._left()
        if self.kind == "is":
            types: list[ast.expr] = [
                name(word) if word in _BUILTIN else ast.Attribute(name("wire"), word, ast.Load()) for word in self.words
            ]
            test = call("isinstance", left, types[0] if len(types) == 1 else ast.Tuple(types, ast.Load()))
            return test if holds else ast.UnaryOp(ast.Not(), test)
        if self.kind == "blank":
            if self.words == ("",):
                return left if holds else ast.UnaryOp(ast.Not(), left)
            words = ast.Tuple([ast.Constant(word) for word in self.words], ast.Load())
            return ast.Compare(left, [ast.NotIn() if holds else ast.In()], [words])
        nothing: ast.expr = name("UNSET") if self.kind == "unset" else ast.Constant(None)
        return ast.Compare(left, [ast.IsNot() if holds else ast.Is()], [nothing])

    def is_value(self, core: ast.expr) -> bool:
        """The guarded subject is the value itself, as it is: None already says that it is missing."""
        return self.kind == "null" and shown(core) == (self.bind or shown(self.subject))


@dataclass(frozen=True)
class Ex:
    """A compiled expression: `core` is valid Python of type `type` wherever all `guards` hold."""

    core: ast.expr
    type: Type
    guards: tuple[Guard, ...] = ()
    span: tuple[int, int] = (0, 0)
    literal: str | int | None = None
    """The text or number that the author wrote, when it is one."""

    @property
    def missing(self) -> bool:
        """It may be missing."""
        return bool(self.guards)

    def given(self, core: ast.expr, type: Type) -> Ex:
        """Another value made of this one, missing when this one is."""
        return replace(self, core=core, type=type, literal=None)

    def value(self) -> ast.expr:
        """Python of the value, None when it is missing."""
        guards = list(self.guards)
        core = self.core
        if guards and guards[-1].is_value(core):
            core = guards.pop().subject
        if not guards:
            return core
        return ast.IfExp(both(guard.test() for guard in guards), core, ast.Constant(None))

    def truth(self) -> ast.expr:
        """Python of the test "is there and is truthy"."""
        guards = list(self.guards)
        core = self.core
        if guards:
            last = guards[-1]
            if last.is_value(core) or (
                last.kind == "blank" and last.words == ("",) and shown(core) == shown(last.subject)
            ):
                guards.pop()
                core = last._left()
        return both([*(guard.test() for guard in guards), core])

    def presence(self) -> ast.expr:
        return both(guard.test() for guard in self.guards)

    def absence(self) -> ast.expr:
        tests = [guard.test(holds=False) for guard in self.guards]
        return tests[0] if len(tests) == 1 else ast.BoolOp(ast.Or(), tests)

    def keys(self) -> Facts:
        return frozenset(guard.key for guard in self.guards)

    def is_plain(self) -> bool:
        """What is guarded is the value itself, unconverted."""
        return all(shown(guard.subject) == shown(self.core) for guard in self.guards)


def both(tests: Iterable[ast.expr]) -> ast.expr:
    """All of the tests, flat."""
    flat: list[ast.expr] = []
    for test in tests:
        flat += test.values if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And) else [test]
    return flat[0] if len(flat) == 1 else ast.BoolOp(ast.And(), flat)


def name(id: str) -> ast.Name:
    return ast.Name(id, ast.Load())


def call(function: str, *args: ast.expr) -> ast.Call:
    return ast.Call(name(function), list(args), [])


def shown(node: ast.expr) -> str:
    return ast.unparse(node)


def is_stable(node: ast.expr) -> bool:
    """It can stand twice in the output: a name or a path of attributes."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return isinstance(node, ast.Name)


def parse_code(code: str) -> ast.expr:
    """Syntax of a piece of Python of our own."""
    found: ast.expr = _Group().visit(ast.parse(code, mode="eval").body)
    return found


def grouped(number: int) -> ast.expr:
    """A number whose digits stay grouped in the output: a name is printed as it is."""
    return name(f"{number:_}")


class _Group(ast.NodeTransformer):
    def visit_Constant(self, node: ast.Constant) -> ast.expr:
        return grouped(node.value) if type(node.value) is int and node.value >= 1000 else node


class _Replace(ast.NodeTransformer):
    def __init__(self, nodes: Mapping[str, ast.expr]) -> None:
        self.nodes = nodes

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return self.nodes.get(node.id, node)


def substitute(template: str, *nodes: ast.expr) -> ast.expr:
    """A template of our own with `{}` (or `{0}`, `{1}`, …) replaced by syntax."""
    code = template.replace("{}", "_arg0")
    for at in range(len(nodes)):
        code = code.replace(f"{{{at}}}", f"_arg{at}")
    found: ast.expr = _Replace({f"_arg{at}": node for at, node in enumerate(nodes)}).visit(parse_code(code))
    return found
