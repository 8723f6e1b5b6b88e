"""Small helpers that write Python statements."""

from __future__ import annotations

import re
from collections.abc import Iterable


class Lines:
    """Statements of a function's body, indented relative to it."""

    def __init__(self) -> None:
        self._lines: list[str] = []

    def add(self, *statements: str, indent: int = 0) -> None:
        """Append statements, one per line."""
        self._lines.extend("    " * indent + statement for statement in statements)

    def when(self, condition: str, *statements: str, indent: int = 0) -> None:
        """Append statements under a condition."""
        self.add(f"if {condition}:", indent=indent)
        self.add(*statements, indent=indent + 1)

    def text(self) -> tuple[str, ...]:
        """The lines so far."""
        return tuple(self._lines)


def qualify(annotation: str, names: Iterable[str], module: str) -> str:
    """`list[Order]` → `list[wire.Order]`, for modules in which the venue's and the contract's types meet."""
    own = set(names)
    return re.sub(r"[A-Za-z_][A-Za-z0-9_]*", lambda m: f"{module}.{m[0]}" if m[0] in own else m[0], annotation)
