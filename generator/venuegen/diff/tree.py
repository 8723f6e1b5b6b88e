"""A spec as a tree that can be compared: every field of every map, defaults included, and the class it belongs to."""

from __future__ import annotations

import json
from typing import Any

import msgspec

Path = tuple[str | int, ...]


class Record(dict[str, Any]):
    """A map of the language: the keys are its fields, as the YAML spells them. A plain `dict` has an author's keys."""

    __slots__ = ("cls",)

    def __init__(self, cls: str, fields: dict[str, Any]) -> None:
        super().__init__(fields)
        self.cls = cls


def tree(value: Any) -> Any:
    """A value of the language as records, dicts, lists and scalars. Knows no class by name: new words need nothing."""
    if isinstance(value, msgspec.Struct):
        cls = type(value)
        names = zip(cls.__struct_encode_fields__, cls.__struct_fields__, strict=True)
        return Record(cls.__name__, {word: tree(getattr(value, name)) for word, name in names})
    if isinstance(value, dict):
        return {str(key): tree(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [tree(item) for item in value]
    return value


def records(root: Any) -> dict[str, list[Record]]:
    """Class → every record of it in a tree."""
    found: dict[str, list[Record]] = {}
    pending = [root]
    while pending:
        value = pending.pop()
        if isinstance(value, Record):
            found.setdefault(value.cls, []).append(value)
        items = value.values() if isinstance(value, dict) else value
        pending += [each for each in items if isinstance(each, dict | list)]
    return found


def canonical(value: Any) -> str:
    """One text for equal trees whose keys are in the same order."""
    return json.dumps(value, ensure_ascii=False, default=str)


def short(value: Any) -> Any:
    """A value without what says nothing: fields that are absent, empty or false."""
    if isinstance(value, dict):
        kept = {key: short(item) for key, item in value.items()}
        bare = isinstance(value, Record)
        return {key: item for key, item in kept.items() if not (bare and item in (None, "", [], {}, False))}
    if isinstance(value, list):
        return [short(item) for item in value]
    return value


def shown(value: Any) -> str:
    """A value in one line, for people: as YAML would say it."""
    value = short(value)
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False) if value != value.strip() or not value else " ".join(value.split())
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {shown(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(shown(item) for item in value) + "]"
    return str(value)
