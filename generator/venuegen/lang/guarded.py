"""Expressions that are computed only where a condition holds, and may rest on what it says."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import TYPE_CHECKING

from .errors import LangError
from .expr import compile_expr
from .types import base_of, is_optional, optional

if TYPE_CHECKING:
    from .expr import Compiled
    from .scopes import Scope

__all__ = ["compile_guarded"]


def compile_guarded(text: str, condition: str, scope: Scope) -> Compiled:
    """`text` where `condition` (both begin with `=`) holds; its type is optional where it may be missing even then.

    Raises LangError about `text` by itself.
    """
    try:
        both = compile_expr(f"=({text[1:]}) if ({condition[1:]}) else None", scope)
    except LangError:
        return compile_expr(text, scope)  # what it says then stands where the author wrote it
    node = ast.parse(both.code, mode="eval").body
    if not isinstance(node, ast.IfExp):
        return compile_expr(text, scope)
    body = node.body
    found = {part.target.id for part in ast.walk(node.test) if isinstance(part, ast.NamedExpr)}
    rests = any(isinstance(part, ast.Name) and part.id in found for part in ast.walk(body))
    if isinstance(body, ast.IfExp) and isinstance(body.orelse, ast.Constant) and body.orelse.value is None:
        missing = True
    else:
        # What the condition named was found: such a value is there. Nothing else knows of the names.
        missing = not rests and is_optional(compile_expr(text, scope, given=(condition,)).type)
    kind = base_of(both.type)
    return replace(both, code=ast.unparse(body), type=optional(kind) if missing else kind)
