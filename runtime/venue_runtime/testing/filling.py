"""Documented examples as skeletons: copied, and filled with live values at the places that a spec's maps read."""

from __future__ import annotations

import copy
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from typing import Any, TypeAlias

Step: TypeAlias = "str | int | tuple[str, object]"
"""A name, a position (also as text), or the row of a list where a field has a value: `("filterType", "LOT_SIZE")`;
`{}` is the only key that an object has, whichever that is.
"""
Path: TypeAlias = "str | tuple[Step, ...]"


def steps(path: Path) -> tuple[Step, ...]:
    """A path in its long form; text is one name."""
    return (path,) if isinstance(path, str) else path


def get(data: Any, path: Path) -> Any:
    """What stands at a path; None where nothing does."""
    for step in steps(path):
        if isinstance(step, tuple):
            data = _row(data, step)
        elif isinstance(data, list):
            at = int(step)
            data = data[at] if at < len(data) else None
        elif isinstance(data, dict):
            data = data.get(_named(data, step))
        else:
            return None
    return data


def _named(data: Mapping[str, Any], step: object) -> str:
    return next(iter(data), "") if step == "{}" else str(step)


def put(data: Any, path: Path, value: Any) -> Any:
    """Set what stands at a path, making the objects on the way; returns `data` (or `value`, for the empty path)."""
    way = steps(path)
    if not way:
        return value
    here = data
    for step, after in pairwise(way):
        there = get(here, (step,))
        if not isinstance(there, (dict, list)):
            there = [] if isinstance(after, tuple) else {}
            _set(here, step, there)
            there = get(here, (step,))
        here = there
    _set(here, way[-1], value)
    return data


def drop(data: Any, path: Path) -> None:
    """Remove what stands at a path, if anything does."""
    *way, last = steps(path)
    here = get(data, tuple(way)) if way else data
    if isinstance(here, dict) and not isinstance(last, tuple):
        here.pop(str(last), None)


def filled(
    example: Any,
    values: Mapping[Path, Any],
    optional: Collection[Path] = (),
    either: Sequence[Sequence[Path]] = (),
) -> Any:
    """A copy of an example with values put in. None leaves an optional field out, and the example's value in others.

    Each of `either` are objects of which a message has one: nothing is put into those that the example lacks.
    """
    data = copy.deepcopy(example)
    there = [[path for path in paths if get(data, path) is not None] or paths[:1] for paths in either]
    absent = {steps(path) for paths, kept in zip(either, there, strict=True) for path in paths if path not in kept}
    for path, value in values.items():
        if any(steps(path)[: len(each)] == each for each in absent):
            continue
        if value is not None:
            data = put(data, path, value)
        elif path in optional:
            drop(data, path)
    return data


def with_columns(example: Any, columns: Sequence[Path], rows: Sequence[Sequence[Any]]) -> Any:
    """A copy of an example whose lists at these places are the columns of a table."""
    data = copy.deepcopy(example)
    for at, path in enumerate(columns):
        data = put(data, path, [row[at] for row in rows])
    return data


def _row(data: Any, step: tuple[str, object]) -> Any:
    rows: Sequence[Any] = data if isinstance(data, list) else ()
    return next((row for row in rows if isinstance(row, dict) and row.get(step[0]) == step[1]), None)


def _set(here: Any, step: Step, value: Any) -> None:
    if isinstance(step, tuple):
        row = _row(here, step)
        if row is None:
            here.append({step[0]: step[1], **value} if isinstance(value, dict) else value)
        else:
            row.update(value)
    elif isinstance(here, list):
        at = int(step)
        here.extend([None] * (at + 1 - len(here)))
        here[at] = value
    else:
        here[_named(here, step)] = value
