"""How committed files differ from what their spec says, in a few lines."""

from __future__ import annotations

from collections.abc import Mapping

from .manifest import NAME

HUNK = 12
"""Lines of the first difference that are shown."""


def drift_lines(diffs: Mapping[str, str]) -> list[str]:
    """A line per file (lines that would come and go, or `missing`, `stale`), then the first difference.

    `diffs` maps files to a unified diff from what is there to what the spec says, or to a word for the whole file (see
    `Plan.diffs`).
    """
    width = max(map(len, diffs), default=0)
    # The manifest differs whenever anything does: it comes last.
    paths = sorted(diffs, key=lambda path: path == NAME)
    lines = [f"  {path:<{width}}  {_measure(diffs[path])}" for path in paths]
    first = next((path for path in paths if "\n" in diffs[path]), None)
    if first is None:
        return lines
    hunk = _first_hunk(diffs[first].split("\n"))
    shown = [*hunk[:HUNK], *([f"… {len(hunk) - HUNK} more lines"] if len(hunk) > HUNK else [])]
    return [*lines, f"  {first}, first difference (- there, + from the spec):", *(f"    {line}" for line in shown)]


def _measure(diff: str) -> str:
    lines = diff.split("\n")
    if len(lines) == 1:
        return diff.partition(":")[0]
    more, less = (sum(line.startswith(sign) for line in lines[2:]) for sign in "+-")
    return f"+{more} -{less}"


def _first_hunk(lines: list[str]) -> list[str]:
    starts = [index for index, line in enumerate(lines) if line.startswith("@@")]
    return lines[starts[0] : starts[1] if len(starts) > 1 else None] if starts else []
