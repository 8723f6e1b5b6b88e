"""Diagnostics as values: what is wrong, where, what was expected and how to get out of it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol

from venuegen.spec.registry import RULES

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Source:
    """A text file that was read, kept for quoting its lines."""

    path: Path
    lines: tuple[str, ...] = ()

    def line(self, number: int) -> str:
        """Text of a 1-based line; empty outside of the file."""
        return self.lines[number - 1] if 1 <= number <= len(self.lines) else ""


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a file. Lines and columns count from 1 in characters; `end_col` is exclusive, on the same line."""

    source: Source
    line: int
    col: int
    end_col: int

    def inside(self, offset: int, length: int = 1) -> Position:
        """The place `offset` characters into this one."""
        start = self.col + offset
        return Position(self.source, self.line, start, max(start + 1, start + length))

    def __str__(self) -> str:
        return f"{self.source.path}:{self.line}"


class Placed(Protocol):
    """Anything with a position: a node of a spec, or the key of one."""

    @property
    def position(self) -> Position: ...


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem. `id` is stable and registered in `venuegen.spec.registry`; `line` 0 means the file as a whole."""

    id: str
    severity: Severity
    file: str
    line: int
    col: int
    end_col: int
    message: str
    expected: str = ""
    hint: str = ""
    source_line: str = ""

    def as_dict(self) -> dict[str, str | int]:
        """For `--json`: every field by its name, plus the rule's title."""
        return {
            "id": self.id,
            "severity": self.severity,
            "title": RULES[self.id].title,
            "file": self.file,
            "line": self.line,
            "col": self.col,
            "end_col": self.end_col,
            "message": self.message,
            "expected": self.expected,
            "hint": self.hint,
            "source_line": self.source_line,
        }


@dataclass(slots=True)
class Problems:
    """Collects diagnostics; the same problem at the same place is kept once."""

    found: list[Diagnostic] = field(default_factory=list)
    _seen: set[tuple[str, str, int, int, str]] = field(default_factory=set)

    def add(
        self,
        rule: str,
        at: Placed | Position | Path,
        message: str,
        *,
        expected: str = "",
        hint: str = "",
    ) -> None:
        """Record a problem. `at` is a node, a position, or a path for a problem of a whole file."""
        severity = RULES[rule].severity
        if isinstance(at, Path):
            made = Diagnostic(rule, severity, str(at), 0, 0, 0, message, expected, hint)
        else:
            place = at if isinstance(at, Position) else at.position
            made = Diagnostic(
                rule,
                severity,
                str(place.source.path),
                place.line,
                place.col,
                place.end_col,
                message,
                expected,
                hint,
                place.source.line(place.line),
            )
        key = (made.id, made.file, made.line, made.col, made.message)
        if key not in self._seen:
            self._seen.add(key)
            self.found.append(made)

    @property
    def failed(self) -> bool:
        """Whether any of them is an error."""
        return any(each.severity == "error" for each in self.found)

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(sorted(self.found, key=lambda each: (each.file, each.line, each.col, each.id)))

    def __len__(self) -> int:
        return len(self.found)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`did you mean 'x'?` for the nearest known word, or nothing."""
    known = list(known)
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    if not near:
        by_case = {each.lower(): each for each in known}
        near = [by_case[each] for each in difflib.get_close_matches(word.lower(), list(by_case), n=1, cutoff=0.6)]
    return f"did you mean '{near[0]}'?" if near else ""


def listing(words: Iterable[str], limit: int = 12) -> str:
    """Words for a message, sorted, shortened when there are many."""
    ordered = sorted(words)
    if not ordered:
        return "none is declared"
    shown = ", ".join(ordered[:limit])
    return shown if len(ordered) <= limit else f"{shown}, … ({len(ordered)} in all)"
