"""The table: what, goal, median with min..max of the rounds, met or not."""

from __future__ import annotations

from collections.abc import Sequence

from .measure import Note, Row


def _number(value: float, unit: str) -> str:
    digits = 1 if unit in ("×", " µs", " ms") and value < 100 else 0
    if value < 10:
        digits = 2
    return f"{value:.{digits}f}{unit}"


def lines(title: str, results: Sequence[Row | Note]) -> list[str]:
    rows = [one for one in results if isinstance(one, Row)]
    table = [("what", "goal", "measured", "min..max", "")]
    for row in rows:
        spread = f"{_number(min(row.values), '')}..{_number(max(row.values), '')}" if len(row.values) > 1 else ""
        verdict = "" if row.met is None else "met" if row.met else "NOT MET"
        goal = "" if row.goal is None else str(row.goal)
        table.append((row.what, goal, _number(row.value, row.unit), spread, f"{verdict}  {row.note}".strip()))
    widths = [max(len(line[column]) for line in table) for column in range(4)]
    text = [f"== {title}"]
    for line in table:
        cells = [
            cell.ljust(width) if column == 0 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(line[:4], widths, strict=True))
        ]
        text.append("  ".join([*cells, line[4]]).rstrip())
    text += [f"   {one.text}" for one in results if isinstance(one, Note)]
    return text
