"""Tables of a simulated venue's words: what an enumeration of the wire means in the contract, and back."""

from __future__ import annotations

from ...lang.wire_types import EnumDecl
from ...render.names import literal

__all__ = ["enum_tables"]

_LIKE = {"OrderStatus": {"partially_filled": "new", "expired": "canceled", "rejected": "canceled"}}
"""What a venue without a word of its own says instead."""

Table = tuple[str, tuple[tuple[str, str], ...]]
"""Name, and rows of Python: key and value."""


def enum_tables(enum: EnumDecl, code: str) -> list[Table]:
    """The tables of an enumeration that some code reads."""
    if enum.contract is None:
        return []
    found = []
    if enum.table_in in code:
        rows = tuple((literal(word), f"{enum.contract}.{value.upper()}") for word, value in enum.inward.items())
        found.append((enum.table_in, rows))
    if enum.table_out in code:
        words = dict(enum.outward)
        for value, like in _LIKE.get(enum.contract, {}).items():
            if value not in words and like in words:
                words[value] = words[like]
        rows = tuple((f"{enum.contract}.{value.upper()}", literal(word)) for value, word in words.items())
        found.append((enum.table_out, rows))
    return found
