"""Expressions, templates and frames of a spec, compiled to plain Python source.

`=expr` is a restricted Python expression, `"text {name}"` a template, anything else a literal. What comes out is the same
expression with names rewritten and conversions written out: no engine at run time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from .types import Type

if TYPE_CHECKING:
    from .scopes import Scope

__all__ = ["Compiled", "Need", "compile_expr", "compile_frame", "compile_template", "compile_value"]


@dataclass(frozen=True, order=True)
class Need:
    """A name that generated code uses and its module must import or define.

    `exprs`: a function of `venue_runtime.exprs`; `contract`: an enumeration of `venue_runtime`; `std`: `Decimal` or `UNSET`;
    `table`: a generated table of an enum (`SIDE_IN`, `SIDE_OUT`); `hook`: a function of the hooks module (`hooks.<name>`).
    """

    kind: Literal["exprs", "contract", "std", "table", "hook"]
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
    constant: bool = False
    """It reads nothing."""


def compile_expr(text: str, scope: Scope, expected: Type | None = None) -> Compiled:
    """Compile `text`, an expression (a leading `=` is allowed and counts in columns).

    With `expected` the result is converted to that type (time units, enums, symbols, decimals) or refused. Raises LangError.
    """
    raise NotImplementedError


def compile_template(text: str, scope: Scope) -> Compiled:
    """Compile `"text {name:lower}"` to an f-string (or a plain literal). `{{` and `}}` are braces. Raises LangError."""
    raise NotImplementedError


def compile_value(value: str | int | bool | None, scope: Scope, expected: Type | None = None) -> Compiled:
    """Compile what a `Value` of the spec means: `=expr`, or a literal, converted to `expected`. Raises LangError."""
    raise NotImplementedError


def compile_frame(value: Any, scope: Scope) -> Compiled:
    """Compile nested maps and lists with expressions and templates inside to Python that builds them in order.

    The result is of type JSON: decimals as their plain text. Raises LangError whose `path` leads to the part.
    """
    raise NotImplementedError
