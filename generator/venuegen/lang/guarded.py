"""Expressions that are computed only where a condition holds, and may rest on what it says."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import TYPE_CHECKING

from .errors import LangError
from .expr import compile_expr
from .types import base_of

if TYPE_CHECKING:
    from .expr import Compiled
    from .scopes import Scope

__all__ = ["compile_guarded"]


def compile_guarded(text: str, condition: str, scope: Scope) -> Compiled:
    """`text` where `condition` (both begin with `=`) holds. Raises LangError about `text` by itself."""
    try:
        both = compile_expr(f"=({text[1:]}) if ({condition[1:]}) else None", scope)
    except LangError:
        return compile_expr(text, scope)  # what it says then stands where the author wrote it
    node = ast.parse(both.code, mode="eval").body
    if not isinstance(node, ast.IfExp):
        return compile_expr(text, scope)
    return replace(both, code=ast.unparse(node.body), type=base_of(both.type))
