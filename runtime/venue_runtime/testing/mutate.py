"""Mutations of example payloads, for tests that a reader tolerates what venues add and change.

Pure functions over JSON data (dicts, lists, texts, numbers); the input is never modified. Paths are tuples of names and
positions from the root; `"*"` stands for every item of a list or every value of an object.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

EXTRA_FIELD = "x_never_declared"
UNKNOWN_WORD = "NEVER_DECLARED"

Path = tuple[str | int, ...]


def walk(data: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every node with its concrete path, parents before children."""
    yield path, data
    if isinstance(data, dict):
        for name, value in data.items():
            yield from walk(value, (*path, name))
    elif isinstance(data, list):
        for position, value in enumerate(data):
            yield from walk(value, (*path, position))


def expand(data: Any, path: Path) -> list[Path]:
    """The concrete paths that a path with `"*"` reaches in this data; parts that are absent reach nothing."""
    found: list[tuple[Path, Any]] = [((), data)]
    for part in path:
        deeper: list[tuple[Path, Any]] = []
        for here, node in found:
            if isinstance(node, dict):
                names = list(node) if part == "*" else [part] if part in node else []
                deeper.extend(((*here, name), node[name]) for name in names)
            elif isinstance(node, list):
                positions = range(len(node)) if part == "*" else [part] if isinstance(part, int) else []
                deeper.extend(((*here, i), node[i]) for i in positions if -len(node) <= i < len(node))
        found = deeper
    return [here for here, _ in found]


def get(data: Any, path: Path) -> Any:
    """The value at a concrete path.

    Raises:
        KeyError, IndexError: nothing is there.
    """
    for part in path:
        data = data[part]
    return data


def replace(data: Any, path: Path, value: Any) -> Any:
    """A copy with the value at every match of `path` replaced; a callable gets the old value."""

    def change(parent: Any, part: str | int) -> None:
        parent[part] = value(parent[part]) if callable(value) else value

    return _at(data, path, change)


def remove(data: Any, path: Path) -> Any:
    """A copy without the object members at every match of `path` (list items stay: their position has meaning)."""

    def change(parent: Any, part: str | int) -> None:
        if isinstance(parent, dict):
            del parent[part]

    return _at(data, path, change)


def add_extra_field(data: Any, name: str = EXTRA_FIELD, value: Any = None) -> Any:
    """A copy with an undeclared field in every object, nested ones included."""
    result = copy.deepcopy(data)
    for _, node in list(walk(result)):
        if isinstance(node, dict):
            node[name] = {"nested": [1, "two", None]} if value is None else value
    return result


def unknown_word(data: Any, path: Path, word: str = UNKNOWN_WORD) -> Any:
    """A copy in which the enumeration at `path` has a value that nobody declared (a number stays a number)."""

    def other(old: Any) -> Any:
        return old if isinstance(old, (dict, list, bool)) else -987654321 if isinstance(old, int) else word

    return replace(data, path, other)


def optional_removed(data: Any, paths: list[Path]) -> Iterator[tuple[Path, Any]]:
    """One copy for each optional field that is present, without it; then one without all of them (path `()`)."""
    present = [path for path in paths if expand(data, path)]
    for path in present:
        yield path, remove(data, path)
    if len(present) > 1:
        bare = data
        for path in present:
            bare = remove(bare, path)
        yield (), bare


def _at(data: Any, path: Path, change: Callable[[Any, str | int], None]) -> Any:
    if not path:
        raise ValueError("the root itself cannot be replaced or removed")
    result = copy.deepcopy(data)
    for concrete in expand(result, path):
        parent = get(result, concrete[:-1])
        change(parent, concrete[-1])
    return result
