"""Mutations of example payloads, for tests that a reader tolerates what venues add and change.

Pure functions over JSON data (dicts, lists, texts, numbers); the input is never modified. Paths are tuples of names and
positions from the root; `"*"` stands for every item of a list or every value of an object.
"""

from __future__ import annotations

import copy
import itertools
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import msgspec

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


def plain(value: Any) -> Any:
    """A decoded message as JSON data again: without what is missing, an array up to the first item that is."""
    if isinstance(value, msgspec.Struct):
        fields = msgspec.structs.fields(value)
        given = [(each.encode_name, getattr(value, each.name)) for each in fields]
        if value.__struct_config__.array_like:
            return [plain(each) for _, each in itertools.takewhile(lambda pair: pair[1] is not msgspec.UNSET, given)]
        tag = value.__struct_config__.tag
        tagged = {} if tag is None else {value.__struct_config__.tag_field or "type": tag}
        return tagged | {name: plain(each) for name, each in given if each is not msgspec.UNSET}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    return msgspec.json.decode(msgspec.json.encode(value))


def add_extra_field(
    data: Any, name: str = EXTRA_FIELD, value: Any = None, maps: Sequence[Path] = (), free: Sequence[Path] = ()
) -> Any:
    """A copy with an undeclared field in every object, nested ones included.

    Not in those at `maps`, whose keys are data (what is inside of them is extended), nor anywhere inside `free`, which
    is whatever the venue says it is.
    """
    result = copy.deepcopy(data)
    open_ = {path for each in maps for path in expand(data, each)}
    closed = {path for each in free for path in expand(data, each)}
    for path, node in list(walk(result)):
        inside = any(path[:length] in closed for length in range(len(path) + 1))
        if isinstance(node, dict) and path not in open_ and not inside:
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
