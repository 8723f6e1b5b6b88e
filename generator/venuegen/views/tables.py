"""Tables of literals, laid out for the eye: a formatter would give every item of an entry a line of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TypeVar

from ..render.names import literal

WIDTH = 116
_TOKEN = re.compile(r"""[rbf]*"(?:[^"\\]|\\.)*"|[rbf]*'(?:[^'\\]|\\.)*'|, |.""", re.DOTALL)


Row = TypeVar("Row")


def in_order(codes: Mapping[str, Row]) -> list[tuple[str, Row]]:
    """Codes as a reader looks them up, since a spec may group them by meaning: numbers by size, words as they come."""
    if all(re.fullmatch(r"[-+]?\d+", code) for code in codes):
        return sorted(codes.items(), key=lambda row: (abs(int(row[0])), row[0]))
    return list(codes.items())


def entry(lines: Iterable[Iterable[str]], indent: str = "    ") -> tuple[str, ...]:
    """The lines of one entry. Each of `lines` is a list of pieces that may be torn apart between lines, and are after
    one that ends in a line feed; an entry begins at `indent`, what follows its first line one column further.
    """
    made: list[str] = []
    for pieces in lines:
        line = ""
        for piece in pieces:
            if line and (line.endswith("\n") or len(line) + len(piece.rstrip()) > WIDTH):
                made.append(line.rstrip())
                line = ""
            line += piece if line else f"{indent}{' ' if made else ''}{piece.lstrip()}"
        made.append(line.rstrip())
    return tuple(made)


def code(text: str) -> list[str]:
    """Pieces of an expression: it may be torn after a comma, unless that stands inside a text or a list."""
    pieces, depth = [""], 0
    for token in _TOKEN.findall(text):
        depth += (token == "[") - (token == "]")
        pieces[-1] += token
        if token == ", " and not depth:
            pieces.append("")
    return [piece for piece in pieces if piece]


def address(text: str) -> list[str]:
    """Pieces of a literal text: a long one is torn before the `&` of its parameters."""
    parts = [""]
    for part in re.split(r"(?=&)", text):
        # Parameters stay together as far as they fit: a line each would be a page each.
        if parts[-1] and len(parts[-1]) + len(part) > WIDTH - 10:
            parts.append("")
        parts[-1] += part
    if len(parts) == 1:
        return [literal(text)]
    return [f"({literal(parts[0])}\n", *(f"{literal(part)}\n" for part in parts[1:-1]), f"{literal(parts[-1])})"]
