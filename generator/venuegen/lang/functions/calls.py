"""What a function of the language is, and one call of it."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..convert import TEXTS
from ..errors import LangError, did_you_mean
from ..types import BYTES, DECIMAL, INT, NONE, EnumType, StructType, Type
from ..values import Ex, Facts

if TYPE_CHECKING:
    from ..compiler import Compiler


NUMBERS = (INT, DECIMAL)


@dataclass
class Call:
    """One call: its arguments are compiled as a function asks for them."""

    compiler: Compiler
    function: Function
    node: ast.Call
    facts: Facts
    expected: Type | None
    at: tuple[int, int]

    def arg(self, at: int, *, missing: bool = False) -> Ex:
        """Argument `at`, refused when it may be missing (unless `missing`: the result is missing with it)."""
        ex = self.compiler.compile(self.node.args[at], self.facts)
        if ex.type == NONE:
            raise LangError(f"`{self.function.name}` of None", *ex.span)
        return ex if missing else self.compiler.certain(ex, f"`{self.function.name}`")

    def args(self, start: int = 0) -> list[Ex]:
        return [self.arg(at) for at in range(start, len(self.node.args))]

    def literal(self, at: int, kind: type[str] | type[int], what: str) -> str | int:
        node = self.node.args[at]
        ex = self.compiler.compile(node, self.facts)
        if not isinstance(ex.literal, kind) or isinstance(ex.literal, bool):
            raise LangError(f"`{self.function.name}` needs {what} here", *ex.span, expected=what)
        return ex.literal

    def refuse(self, ex: Ex, expected: str, hint: str = "") -> LangError:
        text = self.compiler.source(ex.span)
        return LangError(
            f"`{self.function.name}` of {text}, which is {ex.type}", *ex.span, expected=expected, hint=hint
        )

    def text(self, ex: Ex) -> Ex:
        """`ex`, which must be text (words of the wire are)."""
        if ex.type in TEXTS or (isinstance(ex.type, EnumType) and ex.type.wire == "str"):
            return ex
        raise self.refuse(ex, "a text", f"write `text({self.compiler.text_of(ex.span)})`")

    def bytes(self, ex: Ex) -> Ex:
        """`ex`, which must be bytes or text, as bytes."""
        if ex.type == BYTES:
            return ex
        return self.method(self.text(ex), "encode", BYTES)

    def method(self, ex: Ex, method: str, type: Type, *args: ast.expr) -> Ex:
        return self.made(ex, ast.Call(ast.Attribute(ex.core, method, ast.Load()), list(args), []), type)

    def made(self, ex: Ex, core: ast.expr, type: Type) -> Ex:
        """A result that is missing when `ex` is."""
        return replace(ex, core=core, type=type, span=self.at, literal=None)

    def new(self, core: ast.expr, type: Type) -> Ex:
        return Ex(core, type, (), self.at)


@dataclass(frozen=True)
class Function:
    """A function of the language. `signature`, `meaning` and `example` are its line in the reference."""

    name: str
    signature: str
    meaning: str
    example: str
    body: Callable[[Call], Ex]
    least: int
    most: int | None
    keywords: bool = False

    def compile(self, compiler: Compiler, node: ast.Call, facts: Facts, expected: Type | None) -> Ex:
        at = (node.col_offset, node.end_col_offset or node.col_offset + 1)
        if node.keywords and not self.keywords:
            raise LangError(f"`{self.name}` takes no named arguments", *at, expected=f"`{self.signature}`")
        if len(node.args) < self.least or (self.most is not None and len(node.args) > self.most):
            raise LangError(f"`{self.name}` with {len(node.args)} arguments", *at, expected=f"`{self.signature}`")
        return self.body(Call(compiler, self, node, facts, expected, at))


FUNCTIONS: dict[str, Function] = {}


def function(
    signature: str, meaning: str, example: str, least: int = 1, most: int | None = 1, keywords: bool = False
) -> Callable[[Callable[[Call], Ex]], Callable[[Call], Ex]]:
    """Register a function under the name in its signature."""

    def register(body: Callable[[Call], Ex]) -> Callable[[Call], Ex]:
        id = signature.partition("(")[0]
        FUNCTIONS[id] = Function(id, signature, meaning, example, body, least, most, keywords)
        return body

    return register


def row_field(call: Call, row: Ex, field: str, node: ast.expr, *, name_of: bool = False) -> Ex:
    table = call.compiler.scope.types
    at = (node.col_offset, node.end_col_offset or node.col_offset + 1)
    declared = table.structs.get(row.type.name) if isinstance(row.type, StructType) else None
    if declared is None:
        raise LangError(f"the rows are {row.type}: they have no fields", *at)
    found = declared.field(field)
    if found is None:
        known = [field.name for field in declared.fields]
        start = at[0] - len(field) - 1 if name_of else at[0]
        hint = did_you_mean(field, known)
        raise LangError(
            f"`{declared.name}` has no field `{field}`", max(start, 0), at[1], expected="a field", hint=hint
        )
    if table.is_tuple(declared.name):
        index = ast.Constant(declared.fields.index(found))
        return call.compiler.read(found.type, ast.Subscript(row.core, index, ast.Load()), at)
    return call.compiler.read(found.type, ast.Attribute(row.core, found.name, ast.Load()), at)
