"""Fields of a FIX Logon as the method of its auth scheme writes them: text for the engine to put behind its own."""

from __future__ import annotations

from ..lang import Compiled
from ..lang.types import BOOL, is_optional
from ..render.names import fstring_part
from ..spec.fix_logon import LogonField

__all__ = ["field_line"]

_SOH = "\\x01"


def field_line(field: LogonField, made: Compiled, literal: str | None) -> str:
    """Python of one field, a text of its own in a list of them. `literal`: the text, where it is known now."""
    if literal is not None:
        length = f"{field.length}={len(literal.encode())}{_SOH}" if field.length else ""
        return f'"{length}{field.tag}={fstring_part(literal).replace("{{", "{").replace("}}", "}")}{_SOH}"'
    code = f"'Y' if {made.code} else 'N'" if made.type == BOOL else made.code
    if is_optional(made.type):
        text = _field(field, "given")
        return f'({text} if (given := {code}) is not None else "")'
    return _field(field, code)


def _field(field: LogonField, code: str) -> str:
    inner = code.replace('"', "'")
    length = f"{field.length}={{len({inner}.encode())}}{_SOH}" if field.length else ""
    return f'f"{length}{field.tag}={{{inner}}}{_SOH}"'
