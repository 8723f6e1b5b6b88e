"""Expressions, templates and frames of a spec, compiled to plain Python source.

`=expr` is a restricted Python expression, `"text {name}"` a template, anything else a literal. What comes out is
the same expression with names rewritten and conversions written out: no engine at run time.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from .compiler import Compiler, parse
from .convert import TEXTS, convert
from .errors import LangError, did_you_mean
from .scalars import WIRE_FUNCTIONS
from .types import BOOL, DECIMAL, INT, JSON, NONE, STR, EnumType, Optional, Time, Type, optional
from .values import Ex, Facts

if TYPE_CHECKING:
    from .scopes import Scope

__all__ = [
    "Compiled",
    "Need",
    "compile_condition",
    "compile_expr",
    "compile_frame",
    "compile_template",
    "compile_value",
    "finished",
    "is_template",
]


@dataclass(frozen=True, order=True)
class Need:
    """A name that generated code uses and its module must import or define.

    `wire`, `exprs`: a function of that module of `venue_runtime`; `contract`: an enumeration of `venue_runtime`; `std`:
    `Decimal` or `UNSET`; `table`: a generated table of an enum (`SIDE_IN`, `SIDE_OUT`); `hook`: a function of the hooks
    module (`hooks.<name>`).
    """

    kind: Literal["wire", "exprs", "contract", "std", "table", "hook"]
    name: str


@dataclass(frozen=True)
class Compiled:
    """Python source of one value. `code` is one expression that can stand anywhere an argument can (no bare comma)."""

    code: str
    type: Type
    names: frozenset[str] = frozenset()
    """Names of the scope that it reads (`m`, `i`, `o`)."""
    needs: frozenset[Need] = frozenset()
    secret: bool = False
    """It carries a secret credential."""

    @property
    def constant(self) -> bool:
        """It reads nothing."""
        return not self.names and not any(need.kind == "hook" for need in self.needs)


def compile_expr(text: str, scope: Scope, expected: Type | None = None, given: Sequence[str] = ()) -> Compiled:
    """Compile `text`, an expression (a leading `=` is allowed and counts in columns).

    With `expected` the result is converted to that type (time units, enums, symbols, decimals) or refused. `given` are
    conditions of the same scope that hold wherever this is evaluated (the `when` of its rule): what they prove to
    be there needs no guard. Raises LangError.
    """
    facts = _known(given, scope)

    def expression(compiler: Compiler, node: ast.expr) -> Ex:
        ex = compiler.compile(node, facts, expected)
        return ex if expected is None else convert(compiler, ex, expected)

    return _compile(text, scope, expression)


def _known(given: Sequence[str], scope: Scope) -> Facts:
    facts: Facts = frozenset()
    for text in given:
        try:
            node, source = parse(text)
            compiler = Compiler(scope, source)
            # What a call found is bound inside its own expression only.
            facts |= {fact for fact in compiler.condition(node, facts)[1] if "(" not in fact[1] and fact[1][:1] != "_"}
        except LangError:
            continue  # reported where the condition stands
    return facts


def compile_condition(text: str, scope: Scope) -> Compiled:
    """Compile `text` as a test: a missing value counts as false, and so does an empty or zero one. Raises LangError."""

    def condition(compiler: Compiler, node: ast.expr) -> Ex:
        return Ex(compiler.condition(node)[0], BOOL)

    return _compile(text, scope, condition)


def _compile(text: str, scope: Scope, body: Any) -> Compiled:
    node, source = parse(text)
    compiler = Compiler(scope, source)
    try:
        ex: Ex = body(compiler, node)
        code = finished(compiler, ex.value())
    except RecursionError:
        raise LangError("the expression is nested too deeply", 0, len(text), hint="use a function in hooks") from None
    kind = ex.type if not ex.missing else optional(ex.type)
    return Compiled(code, kind, frozenset(compiler.names), frozenset(compiler.needs), compiler.secret)


def finished(compiler: Compiler, node: ast.expr) -> str:
    """Source of a compiled value."""
    parts = list(ast.walk(node))
    if any(isinstance(part, ast.NamedExpr) for part in parts):
        node = _without_unread(node)
        parts = list(ast.walk(node))
    for part in parts:
        if isinstance(part, ast.Name) and part.id in WIRE_FUNCTIONS:
            compiler.need("wire", part.id)
    return ast.unparse(node)


def _without_unread(node: ast.expr) -> ast.expr:
    """`node` without the names that nothing reads."""
    read = {part.id for part in ast.walk(node) if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Load)}

    class Unname(ast.NodeTransformer):
        def visit_NamedExpr(self, node: ast.NamedExpr) -> ast.expr:
            self.generic_visit(node)
            return node if node.target.id in read else node.value

    found: ast.expr = Unname().visit(node)
    return found


def compile_value(
    value: str | int | bool | None, scope: Scope, expected: Type | None = None, given: Sequence[str] = ()
) -> Compiled:
    """Compile what a `Value` of the spec means: `=expr`, or a literal, converted to `expected`. Raises LangError.

    `given` is as for `compile_expr`.
    """
    if isinstance(value, str) and value.startswith("="):
        return compile_expr(value, scope, expected, given)
    compiler = Compiler(scope, str(value))
    kind: Type = NONE if value is None else BOOL if isinstance(value, bool) else INT if isinstance(value, int) else STR
    literal = value if isinstance(value, str | int) and not isinstance(value, bool) else None
    ex = Ex(ast.Constant(value), kind, (), (0, len(str(value))), literal)
    if isinstance(value, str):
        _refuse_half_characters(value)
    if expected is not None:
        ex = convert(compiler, ex, expected)
    return Compiled(ast.unparse(ex.value()), ex.type, frozenset(), frozenset(compiler.needs))


def _refuse_half_characters(text: str) -> None:
    for at, char in enumerate(text):
        if "\ud800" <= char <= "\udfff":
            raise LangError("a text with half a character", at)


# ------------------------------------------------------------------------------------------------ templates

_HOLE = re.compile(r"\{\{|\}\}|\{|\}")
_FORMATS = ("lower", "upper")


def is_template(text: str) -> bool:
    """Whether a text has a part to fill in."""
    return not text.startswith("=") and "{" in text


def compile_template(text: str, scope: Scope) -> Compiled:
    """Compile `"text {name:lower}"` to an f-string (or a plain literal). `{{` and `}}` are braces. Raises LangError."""
    _refuse_half_characters(text)
    parts: list[str | Compiled] = []
    for piece, start in _pieces(text):
        if start is None:
            parts.append(piece)
        else:
            try:
                parts.append(_hole(piece, scope))
            except LangError as error:
                raise error.shifted(start) from None
    holes = [part for part in parts if isinstance(part, Compiled)]
    names = frozenset[str]().union(*(hole.names for hole in holes))
    needs = frozenset[Need]().union(*(hole.needs for hole in holes))
    return Compiled(_joined(parts), STR, names, needs, any(hole.secret for hole in holes))


def _pieces(text: str) -> list[tuple[str, int | None]]:
    """Literal texts (with None) and holes (with the column of their expression)."""
    pieces: list[tuple[str, int | None]] = []
    literal = ""
    at = 0
    while True:
        match = _HOLE.search(text, at)
        literal += text[at : match.start() if match else len(text)]
        if match is None:
            break
        at = match.end()
        if match[0] in ("{{", "}}"):
            literal += match[0][0]
        elif match[0] == "}":
            raise LangError("`}` without `{`", match.start(), expected="`}}` for a brace", hint="write `}}`")
        else:
            close = text.find("}", at)
            if close < 0:
                raise LangError("`{` is not closed", match.start(), expected="`}`, or `{{` for a brace")
            if literal:
                pieces.append((literal, None))
            literal = ""
            pieces.append((text[at:close], at))
            at = close + 1
    if literal:
        pieces.append((literal, None))
    return pieces


def _hole(text: str, scope: Scope) -> Compiled:
    expression, colon, form = text.rpartition(":")
    if not colon:
        expression, form = form, ""
    elif form.strip() not in _FORMATS:
        start = len(expression) + 1
        raise LangError(
            f"unknown format `{form}`",
            start,
            len(text),
            expected="`lower` or `upper`",
            hint=did_you_mean(form, _FORMATS),
        )
    if expression.lstrip().startswith("="):
        raise LangError("`=` inside braces", 0, 1, hint="write the name alone: `{i.venue_symbol}`")

    def filled(compiler: Compiler, node: ast.expr) -> Ex:
        ex = compiler.certain(compiler.compile(node), "a template")
        core = ex.core
        if ex.type == DECIMAL:
            core = compiler.runtime("decimal_text", core)
        elif not (ex.type in (*TEXTS, INT) or isinstance(ex.type, Time | EnumType)):
            raise LangError(
                f"{compiler.source(ex.span)} is {ex.type}: it has no text", *ex.span, expected="a text or a number"
            )
        if form:
            if ex.type == INT or ex.type == DECIMAL or isinstance(ex.type, Time):
                raise LangError(f"`{form.strip()}` of a number", *ex.span)
            core = ast.Call(ast.Attribute(core, form.strip(), ast.Load()), [], [])
        return Ex(core, STR if ex.type in TEXTS or form else ex.type, (), ex.span)

    return _compile(expression, scope, filled)


def _joined(parts: list[str | Compiled]) -> str:
    if len(parts) == 1 and isinstance(parts[0], Compiled) and parts[0].type == STR:
        return parts[0].code
    if all(isinstance(part, str) for part in parts):
        return repr("".join(str(part) for part in parts))
    if any(isinstance(part, Compiled) and re.search(r"[\"'\\\n#{}!:]", part.code) for part in parts):
        # Python 3.11 allows neither quotes of the same kind nor backslashes inside the braces of an f-string.
        return " + ".join(repr(part) if isinstance(part, str) else _as_text(part) for part in parts)
    body = "".join(_escaped(part) if isinstance(part, str) else f"{{{part.code}}}" for part in parts)
    return f"f'{body}'"


def _as_text(part: Compiled) -> str:
    if part.type != STR:
        return f"str({part.code})"
    plain = isinstance(ast.parse(part.code, mode="eval").body, ast.Name | ast.Attribute | ast.Call | ast.Subscript)
    return part.code if plain else f"({part.code})"


def _escaped(text: str) -> str:
    quoted = repr("\"'" + text)[1:-1]  # both quotes inside: repr chooses single ones, and escapes them
    return quoted[len("\"\\'") :].replace("{", "{{").replace("}", "}}")


# ------------------------------------------------------------------------------------------------ frames


def compile_frame(value: Any, scope: Scope) -> Compiled:
    """Compile nested maps and lists with expressions and templates inside to Python that builds them in order. The key
    `*` stands for the entries of a map.

    The result is of type JSON: decimals as their plain text. Raises LangError whose `path` leads to the part.
    """
    if isinstance(value, Mapping):
        parts = {str(key): _inside(entry, scope, str(key)) for key, entry in value.items()}
        code = "{" + ", ".join(f"{_entry(key)}{part.code}" for key, part in parts.items()) + "}"
        return _frame(code, list(parts.values()))
    if isinstance(value, list):
        items = [_inside(item, scope, at) for at, item in enumerate(value)]
        return _frame("[" + ", ".join(item.code for item in items) + "]", items)
    if isinstance(value, str) and value.startswith("="):
        return compile_expr(value, scope, Optional(JSON))
    if isinstance(value, str) and is_template(value):
        return compile_template(value, scope)
    if isinstance(value, float):
        raise LangError(f"`{value}` would be a float, which is not exact", hint="write it as text")
    if value is not None and not isinstance(value, str | int | bool):
        raise LangError(f"{type(value).__name__} in a frame", expected="text, a number, true, false, null")
    return compile_value(value, scope)


def _entry(key: str) -> str:
    return "**" if key == "*" else f"{key!r}: "


def _inside(value: Any, scope: Scope, key: str | int) -> Compiled:
    if isinstance(key, str):
        _refuse_half_characters(key)
    try:
        return compile_frame(value, scope)
    except LangError as error:
        raise error.inside(key) from None


def _frame(code: str, parts: list[Compiled]) -> Compiled:
    return Compiled(
        code,
        JSON,
        frozenset[str]().union(*(part.names for part in parts)),
        frozenset[Need]().union(*(part.needs for part in parts)),
        any(part.secret for part in parts),
    )
