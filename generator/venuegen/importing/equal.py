"""Types that have the same fields become one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any


def merge_equal(declared: dict[str, Any], known: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Types that have the same fields become one: removes the others, and returns old name → the one that is kept.

    The name that is kept is the shortest. What the spec declares already is used as it is.
    """
    renamed: dict[str, str] = {}
    for _ in range(len(declared) + 1):
        found = _next_equal(declared, known)
        if found is None:
            return renamed
        gone, kept = found
        declared.pop(gone)
        for old, new in renamed.items():
            renamed[old] = kept if new == gone else new
        renamed[gone] = kept
        for name, value in list(declared.items()):
            declared[name] = rename(value, {gone: kept})
    return renamed


def _next_equal(declared: Mapping[str, Any], known: Mapping[str, Mapping[str, str]]) -> tuple[str, str] | None:
    seen: dict[str, str] = {}
    bare = {str(sorted(value.items())): name for name, value in known.items()}
    for name, value in declared.items():
        if "<" in name:
            continue
        if isinstance(value, dict):
            plain = str(sorted((wire, _without_name(text)) for wire, text in value.items()))
            if plain in bare and bare[plain] != name:
                return name, bare[plain]
        key = str(sorted(value.items())) if isinstance(value, dict) else str(value)
        if key in seen:
            return (name, seen[key]) if len(seen[key]) <= len(name) else (seen[key], name)
        seen[key] = name
    return None


def _without_name(text: str) -> str:
    return text.split(" ", 1)[1] if re.match(r"[a-z][a-z0-9_]* ", text) else text


def rename(value: Any, names: Mapping[str, str]) -> Any:
    """An entry with type names replaced."""
    if isinstance(value, str):
        return re.sub(r"\b[A-Z][A-Za-z0-9]*\b", lambda match: names.get(match[0], match[0]), value)
    if isinstance(value, list):
        return [rename(each, names) for each in value]
    if isinstance(value, dict):
        return {key: rename(each, names) for key, each in value.items()}
    return value


def prune(types: dict[str, Any], enums: dict[str, Any], *rest: Any) -> None:
    """Take away the types and enumerations that nothing of `rest` needs, by itself or through other types."""
    needed: set[str] = set()
    fresh = _names(rest)
    while fresh:
        needed |= fresh
        declared = [value for name, value in types.items() if name.partition("<")[0] in fresh]
        fresh = _names(declared) - needed
    for name in [each for each in types if each.partition("<")[0] not in needed]:
        types.pop(name)
    for name in [each for each in enums if each not in needed]:
        enums.pop(name)


def _names(value: Any) -> set[str]:
    """Every CamelCase word of a value's texts."""
    if isinstance(value, str):
        return set(re.findall(r"\b[A-Z][A-Za-z0-9]*\b", value))
    if isinstance(value, dict):
        return set().union(*(_names(each) for each in value.values())) if value else set()
    if isinstance(value, list | tuple):
        return set().union(*(_names(each) for each in value)) if value else set()
    return set()
