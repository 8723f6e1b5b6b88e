"""Names of a spec's own parts that changed while their bodies did not: every use of them follows, and is no change."""

from __future__ import annotations

import re
from typing import Any

from venuegen.diff.resolved import TYPE_TEXTS
from venuegen.diff.tree import Record, canonical
from venuegen.diff.usage import base_name

_TYPES = ("types", "enums", "unions", "flags")
#: Field of a class → section that it names an entry of.
_NAMES = {
    ("Endpoint", "auth"): "auth",
    ("Connection", "handshake"): "auth",
    ("Login", "auth"): "auth",
    ("Login", "frame"): "auth",
    ("FrameTemplate", "auth"): "auth",
    ("Operation", "map"): "maps",
    ("Further", "map"): "maps",
    ("Dialect", "map"): "maps",
    ("Operation", "book"): "books",
    ("Dialect", "book"): "books",
    ("Operation", "call"): "endpoints",
    ("Choice", "call"): "endpoints",
    ("Further", "call"): "endpoints",
    ("BookSnapshot", "call"): "endpoints",
    ("Lease", "call"): "endpoints",
    ("Lease", "keep"): "endpoints",
    ("Lease", "renew"): "endpoints",
    ("Lease", "release"): "endpoints",
}
#: Fields with the text of a type, also of what is declared.
_TEXTS = TYPE_TEXTS | {("Field", "type"), ("Param", "type")}
_NAME = re.compile(r"[A-Z][A-Za-z0-9]*")
_CERTAIN = {"Endpoint", "Channel", "Connection", "Map", "Book", "AuthScheme", "Field", "Param", "Enum", "Union"}


def is_telling(body: Any) -> bool:
    """Whether a body says so much that the same one under another name is the same thing."""
    if isinstance(body, Record):
        return body.cls in _CERTAIN or body.cls == "Row"
    return isinstance(body, dict) and any(isinstance(each, Record) for each in body.values())


def renamed(old: dict[str, Any], new: dict[str, Any]) -> dict[str, str]:
    """New key → old key, where a telling body went once and came once: anything less would be a guess."""
    were: dict[str, list[str]] = {}
    are: dict[str, list[str]] = {}
    for key, body in old.items():
        if key not in new and is_telling(body):
            were.setdefault(canonical(body), []).append(key)
    for key, body in new.items():
        if key not in old and is_telling(body):
            are.setdefault(canonical(body), []).append(key)
    return {keys[0]: were[body][0] for body, keys in are.items() if len(keys) == 1 and len(were.get(body, ())) == 1}


def follow(old: Record, new: Record) -> None:
    """Write the new names into the old tree, wherever it uses what was renamed. Twice: what has a renamed part is the
    same body only then.
    """
    for _ in range(2):
        sections = {
            section: {before: after for after, before in renamed(old[section], new[section]).items()}
            for section in ("auth", "maps", "books", "endpoints", *_TYPES)
        }
        types = {base_name(before): base_name(after) for each in _TYPES for before, after in sections[each].items()}
        if not types and not any(sections.values()):
            return
        _rewrite(old, sections, types)


def _rewrite(value: Any, sections: dict[str, dict[str, str]], types: dict[str, str]) -> None:
    if isinstance(value, Record):
        for field, text in value.items():
            if isinstance(text, str):
                value[field] = _rewritten((value.cls, field), text, sections, types)
        if value.cls in ("Union", "Operation"):
            _listed(value, sections, types)
    for item in value.values() if isinstance(value, dict) else value:
        if isinstance(item, dict | list):
            _rewrite(item, sections, types)


def _rewritten(field: tuple[str, str], text: str, sections: dict[str, dict[str, str]], types: dict[str, str]) -> str:
    if field in _TEXTS:
        return _NAME.sub(lambda match: types.get(match[0], match[0]), text)
    return sections[_NAMES[field]].get(text, text) if field in _NAMES else text


def _listed(record: Record, sections: dict[str, dict[str, str]], types: dict[str, str]) -> None:
    """Names that stand in lists: members of a union, and what else an operation maps."""
    field, names = ("of", types) if record.cls == "Union" else ("also", sections["maps"])
    found = record[field]
    if isinstance(found, list):
        record[field] = [names.get(name, name) for name in found]
    elif isinstance(found, dict):
        record[field] = {names.get(key, key) if field == "also" else key: item for key, item in found.items()}
