"""Where types are used: in what we send, or in what we read. The same change means other things there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from venuegen.diff.resolved import TYPE_TEXTS
from venuegen.diff.tree import Record, records

_NAME = re.compile(r"[A-Z][A-Za-z0-9]*")
_READ = TYPE_TEXTS - {("HookFunction", "returns")}
"""What comes from the venue; a hook's result is our own."""


def base_name(name: str) -> str:
    """`Reply` of `Reply<T>`."""
    return name.partition("<")[0].strip()


class Usage:
    """Names of types, enums, unions and flags that are sent, and that are read, through any other type."""

    def __init__(self, root: Record) -> None:
        self._names = _references(root)
        found = records(root)
        texts = [param["type"] for param in found.get("Param", ())]
        texts += [text for channel in found.get("Channel", ()) for text in channel["params"].values()]
        self.sent = self._closure(texts)
        self.read = self._closure([each[field] for cls, field in _READ for each in found.get(cls, ())])

    def reach(self, texts: Iterable[str], name: str) -> bool:
        """Whether a type stands in any of these, itself or inside of another one."""
        return name in self._closure(texts)

    def _closure(self, texts: Iterable[Any]) -> frozenset[str]:
        pending = [name for text in texts if isinstance(text, str) for name in _NAME.findall(text)]
        found: set[str] = set()
        while pending:
            name = pending.pop()
            if name not in found and name in self._names:
                found.add(name)
                pending += self._names[name]
        return frozenset(found)


def _references(root: Record) -> dict[str, list[str]]:
    """Name of a type → the names in its declaration."""
    found: dict[str, list[str]] = {}
    for section in ("types", "unions", "enums", "flags"):
        for name, declaration in root[section].items():
            nested = declaration if section in ("types", "unions") else ()
            found[base_name(name)] = [each for text in _texts(nested) for each in _NAME.findall(text)]
    return found


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    return [text for item in items for text in _texts(item)]


def users(root: Record, name: str) -> list[str]:
    """Endpoints and channels that send or read a type, as far as they name it themselves."""
    found = []
    for endpoint, each in root["endpoints"].items():
        texts = [each["result"], *(param["type"] for param in each["params"].values())]
        if any(name in _NAME.findall(text) for text in texts):
            found.append(f"endpoints.{endpoint}")
    for connection, socket in root["ws"].items():
        for channel, each in socket["channels"].items():
            if name in _NAME.findall(each["type"]):
                found.append(f"ws.{connection}.channels.{channel}")
    return found
