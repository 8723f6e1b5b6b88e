"""The meaning of the spec language: types of the wire, scopes, and expressions compiled to plain Python.

Nothing in here imports the runtime or generated code: it reads text and specs and writes Python source.
"""

from .errors import LangError
from .expr import (
    Compiled,
    Need,
    compile_condition,
    compile_expr,
    compile_frame,
    compile_template,
    compile_value,
)
from .scopes import Scope
from .wire_types import TypeTable, WireType, parse_declaration, parse_type

__all__ = [
    "Compiled",
    "LangError",
    "Need",
    "Scope",
    "TypeTable",
    "WireType",
    "compile_condition",
    "compile_expr",
    "compile_frame",
    "compile_template",
    "compile_value",
    "parse_declaration",
    "parse_type",
]
