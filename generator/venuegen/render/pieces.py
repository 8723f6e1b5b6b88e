"""A module cut where black's choices on one side cannot depend on the other: at definitions and at assignments.

Black takes as long for a module with one changed line as for a new one. Cut into pieces, what did not change need not
be formatted again, two processes can share the rest, and black repeats its second pass only for pieces that its first
one changed. The pieces put together are what black makes of the whole module: cuts are made only where the number of
blank lines between the two sides is fixed or stands in the source, and a test compares with black itself.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass

#: Shorter pieces stay with their neighbour: black has a price for each call.
LEAST = 500
_CLASS = "class _:\n"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some lines of a module. `before`: the blank lines in front of it; `member`: it begins inside a class."""

    text: str
    before: int = 0
    member: bool = False

    @property
    def source(self) -> str:
        """What black is to format."""
        return _CLASS + self.text if self.member else self.text


def split(source: str) -> list[Piece]:
    """The pieces of a module, in order. Raises SyntaxError for text that is no Python."""
    lines = source.split("\n")
    pieces: list[Piece] = []
    start, before, member = 0, 0, False
    for cut in _cuts(ast.parse(source).body, lines):
        if sum(map(len, lines[start : cut.line])) < LEAST:
            continue
        pieces.append(Piece("\n".join(lines[start : cut.line]) + "\n", before, member))
        start, before, member = cut.line, cut.before, cut.member
    return [*pieces, Piece("\n".join(lines[start:]), before, member)]


def join(pieces: Iterable[Piece], formatted: Iterable[str]) -> str:
    """The module again, from what black made of each piece's `source`."""
    parts = []
    for piece, text in zip(pieces, formatted, strict=True):
        parts += ["\n" * piece.before, text.removeprefix(_CLASS) if piece.member else text]
    return "".join(parts)


@dataclass(frozen=True, slots=True)
class _Cut:
    line: int
    """Index of the first line after it."""
    before: int
    member: bool = False


def _cuts(body: list[ast.stmt], lines: list[str]) -> Iterable[_Cut]:
    for index, node in enumerate(body):
        if index and not (index == 1 and _is_text(body[0])) and (found := _between(body[index - 1], node, lines)):
            yield found
        if isinstance(node, ast.ClassDef):
            for one, two in zip(node.body, node.body[1:], strict=False):
                if _is_definition(two) and not _is_text(one) and _gap(one, two, lines) is not None:
                    yield _Cut(_start(two), 1, member=True)


def _between(one: ast.stmt, two: ast.stmt, lines: list[str]) -> _Cut | None:
    gap = _gap(one, two, lines)
    if gap is None:
        return None
    if _is_definition(two) or (_is_definition(one) and isinstance(two, (ast.Assign, ast.AnnAssign))):
        return _Cut(_start(two), 2)
    if isinstance(one, (ast.Assign, ast.AnnAssign)) and isinstance(two, (ast.Assign, ast.AnnAssign)):
        return _Cut(_start(two), min(gap, 2))
    return None


def _gap(one: ast.stmt, two: ast.stmt, lines: list[str]) -> int | None:
    """Blank lines between two statements; None where more than that stands between them, or black would not see it."""
    end, start = one.end_lineno or 0, _start(two)
    between = lines[end:start]
    if start < end or any(line.strip() for line in between):
        return None
    # Definitions without a body may stand close together.
    return len(between) if between or not lines[end - 1].endswith("...") else None


def _start(node: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(each.lineno for each in decorators)]) - 1


def _is_definition(node: ast.stmt) -> bool:
    return isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
