"""Expressions of a spec, computed for what produced tests expect, apart from the compiler: the two are compared.

Only texts that `check` accepted come here: they are of the language's own small grammar, and are given no builtins.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any
from urllib.parse import quote, unquote

__all__ = ["evaluate"]


def evaluate(value: Any, names: Mapping[str, Any]) -> Any:
    """The value of an expression (`=…`) over these names; anything else is what it says itself.

    Raises NameError for a name or function that is not known here, and what its operations raise.
    """
    if not isinstance(value, str) or not value.startswith("="):
        return value
    code = compile(ast.parse(" ".join(value[1:].split()), mode="eval"), "<spec>", "eval")
    return eval(code, {**_FUNCTIONS, **names, "__builtins__": {}})


def _kept(function: Callable[..., Any]) -> Callable[..., Any]:
    """Nothing made of nothing."""
    return lambda value, *rest: None if value is None else function(value, *rest)


def _part(text: str, separator: str, at: int) -> str:
    return text.split(separator)[at]


def _select(word: Any, **answers: Any) -> Any:
    return answers.get(str(word), answers.get("other"))


def _every(rows: Iterable[Any], field: str) -> list[Any]:
    return [each for row in rows for each in getattr(row, field) or ()]


_FUNCTIONS: dict[str, Any] = {
    "abs": _kept(abs),
    "every": _kept(_every),
    "ceil": math.ceil,
    "concat": lambda *parts: "".join(parts),
    "contains": lambda whole, part: part in whole,
    "decimal": _kept(Decimal),
    "ends": str.endswith,
    "first": lambda rows: next(iter(rows), None),
    "int": _kept(int),
    "join": lambda separator, *parts: separator.join(parts[0] if isinstance(parts[0], list) else parts),
    "last": lambda rows: rows[-1] if rows else None,
    "len": _kept(len),
    "lookup": lambda table, key: table.get(key),
    "lower": _kept(str.lower),
    "max": max,
    "min": min,
    "part": _part,
    "quote": lambda text: quote(text, safe=""),
    "select": _select,
    "split": str.split,
    "starts": str.startswith,
    "text": _kept(str),
    "unquote": _kept(unquote),
    "upper": _kept(str.upper),
}
