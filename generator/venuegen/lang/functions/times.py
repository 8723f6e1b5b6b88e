"""Functions over times."""

from __future__ import annotations

import ast

from ..convert import time_node
from ..types import DECIMAL, TIME_NS, Time
from ..values import Ex, name
from .calls import Call, function


@function("seconds_until(t)", "Seconds from now to a time, at least 0, as a decimal.", "=seconds_until(m.retry_at)")
def _seconds_until(call: Call) -> Ex:
    ex = call.arg(0, missing=True)
    if not isinstance(ex.type, Time):
        raise call.refuse(ex, "a time")
    clock = call.compiler.compile(ast.Attribute(_at(name("clock"), call.at), "ns", ast.Load(), **_where(call.at)))
    node = call.compiler.runtime("seconds_until", time_node(ex.core, ex.type, TIME_NS), clock.core)
    return call.made(ex, node, DECIMAL)


def _where(at: tuple[int, int]) -> dict[str, int]:
    return {"lineno": 1, "end_lineno": 1, "col_offset": at[0], "end_col_offset": at[1]}


def _at(node: ast.Name, at: tuple[int, int]) -> ast.Name:
    node.col_offset, node.end_col_offset = at
    return node
