"""The reference pages of names, functions and scalars, written from the tables that the compiler itself reads."""

from __future__ import annotations

from .functions import FUNCTIONS
from .scalars import SCALARS
from .scopes import TABLE

__all__ = ["functions_page", "scopes_page"]


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def scopes_page() -> str:
    """Which names an expression sees, per place."""
    lines = [
        "# Names in scope",
        "",
        "Written from `generator/venuegen/lang/scopes`. A name that is not in this table at a place",
        "is an error there.",
        "Secret credentials are read only where the table says so, and never by a `let` step.",
        "",
        _row("place", "names", "secrets"),
        _row("---", "---", "---"),
    ]
    for place in TABLE:
        names = "; ".join(f"`{name}` {meaning}" if name != "…" else meaning for name, meaning in place.names.items())
        lines.append(_row(place.keys, names, "yes" if place.secrets else ""))
    return "\n".join(lines) + "\n"


def functions_page() -> str:
    """Functions and scalars."""
    lines = [
        "# Functions and scalars",
        "",
        "Written from `generator/venuegen/lang/functions` and `scalars.py`. There are no other functions;",
        "what they cannot say is a typed function in the venue's hooks (`hooks.<name>(…)`).",
        "",
        _row("function", "meaning", "example"),
        _row("---", "---", "---"),
        *(_row(f"`{each.signature}`", each.meaning, f"`{each.example}`") for each in FUNCTIONS.values()),
        "",
        _row("scalar", "field of the wire struct", "value in expressions", "meaning"),
        _row("---", "---", "---", "---"),
        *(_row(f"`{name}`", f"`{each.annotation}`", str(each.value), each.doc) for name, each in SCALARS.items()),
    ]
    return "\n".join(lines) + "\n"
