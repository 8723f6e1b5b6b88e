"""Where an answer of the simulated venue carries its error."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ...render.names import literal
from ..wirepaths import find_path, syntax

if TYPE_CHECKING:
    from ..context import VenueContext

FIELD = re.compile(r"\bm(?:\.\w+)+")
"""A field of the message `m` in an expression."""


def error_place(context: VenueContext, name: str, body: Mapping[str, object] | None = None) -> str:
    """Where an answer carries code and text; empty where the spec has no such place."""
    place = context.spec.errors.at.get(name) if context.spec.errors else None
    if place is None:
        return ""
    kind = context.table.parse(place.type)
    code = find_path(place.code, "m", kind, context.table)
    texts = (find_path(each, "m", kind, context.table) for each in _branches(syntax(place.text)))
    text = next((found for found in texts if found is not None), None)
    listed = re.search(r"\bfirst\(m\.(\w+)\)", place.code)
    rows = find_path(f"=m.{listed[1]}", "m", kind, context.table) if listed and code is None else None
    if rows is not None:
        # A list of texts, of which the first one begins with the code.
        return f"ErrorPlace({{**{literal(dict(body or {}))}, {rows.code}: []}}, ({rows.code}, 0), None)"
    if code is None and text is not None and set(FIELD.findall(place.code)) == set(FIELD.findall(place.text)):
        # One text, which begins with the code.
        return f"ErrorPlace({literal(dict(body or {}))}, {text.code}, None)"
    if code is None or text is None:
        return ""
    number = ", True" if context.table.annotation(code.type).startswith("int") else ""
    return f"ErrorPlace({literal(dict(body or {}))}, {code.code}, {text.code}{number})"


def _branches(node: ast.expr | None) -> Iterator[str]:
    """The values that an expression chooses from."""
    if isinstance(node, ast.IfExp):
        yield from (*_branches(node.body), *_branches(node.orelse))
    elif node is not None:
        yield f"={ast.unparse(node)}"
