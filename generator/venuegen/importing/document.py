"""Reading a document of somebody else: YAML or JSON, bounded, with numbers as they are written.

A spec is read strictly (`spec.yamlnodes`), because its author can correct it. A document is read leniently, since
nobody here can: anchors are followed, tags ignored, the last of two equal keys wins.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import yaml

from venuegen.spec.yamlnodes import events_of

MAX_BYTES = 16_000_000
MAX_DEPTH = 100
MAX_VALUES = 2_000_000

Where = tuple[str | int, ...]


class Refused(Exception):
    """A document (or what is asked of it) cannot be imported. `where` leads the user to the place, as far as known."""

    def __init__(self, text: str, *, file: Path | None = None, line: int = 0, col: int = 0, hint: str = "") -> None:
        super().__init__(text)
        self.text, self.file, self.line, self.col, self.hint = text, file, line, col, hint


@dataclass(frozen=True, slots=True)
class Document:
    """A document that was read. Fractions are Decimal, so that the digits of an example stay as published."""

    path: Path
    data: bytes = field(repr=False)
    root: dict[str, Any] = field(repr=False)
    name: str = ""
    """What it is called beside a spec, where that is not the name of its file."""
    source: str = ""
    """Where the venue publishes it, as far as the user said so."""

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()

    def refuse(self, where: Where, text: str, hint: str = "") -> Refused:
        """The complaint about the value at a path, with line and column where these can be told."""
        line, col = position(self.data, where)
        return Refused(text, file=self.path, line=line, col=col, hint=hint)

    def find(self, pointer: str) -> Any:
        """The value at a JSON pointer (`#/components/schemas/Order`). Raises LookupError."""
        value: Any = self.root
        for part in pointer_path(pointer):
            if isinstance(value, list):
                value = value[int(part)] if part.isdecimal() and int(part) < len(value) else None
            elif isinstance(value, dict) and part in value:
                value = value[part]
            else:
                raise LookupError(pointer)
        return value


def pointer_path(pointer: str) -> list[str]:
    """The keys of a JSON pointer within a document."""
    from urllib.parse import unquote

    parts = pointer.removeprefix("#").split("/")[1:]
    return [unquote(part).replace("~1", "/").replace("~0", "~") for part in parts]


def read_document(path: Path) -> Document:
    """Read a file. Raises Refused: not there, too large or deep, no YAML or JSON, no map at its top."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise Refused(f"cannot be read: {reason}", file=path) from None
    return parse_document(data, path)


def parse_document(data: bytes, path: Path) -> Document:
    """Like `read_document`, of bytes already read."""
    if len(data) > MAX_BYTES:
        raise Refused(f"is larger than {MAX_BYTES} bytes", file=path)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise Refused("is not UTF-8", file=path, line=line, col=1, hint="save it as UTF-8") from None
    root = _json(text, path) if text.lstrip()[:1] in ("{", "[") else _yaml(text, path)
    if not isinstance(root, dict):
        raise Refused("holds no map of keys", file=path, line=1, col=1)
    _measure(root, path)
    return Document(path, data, root)


def _json(text: str, path: Path) -> Any:
    try:
        return json.loads(text, parse_float=fraction, parse_constant=str)
    except json.JSONDecodeError as error:
        try:  # YAML in braces
            return _yaml(text, path)
        except Refused:
            raise Refused(f"no JSON: {error.msg}", file=path, line=error.lineno, col=error.colno) from None
    except RecursionError:
        raise Refused(f"is nested more than {MAX_DEPTH} levels deep", file=path) from None
    except ValueError as error:
        raise Refused(f"no JSON: {error}", file=path) from None


def fraction(text: str) -> Decimal | str:
    try:
        return Decimal(text)
    except InvalidOperation:
        return text


def _measure(root: Any, path: Path) -> None:
    """Refuse what is too deep or too large; values that YAML aliases share count once."""
    pending: list[tuple[Any, int]] = [(root, 1)]
    seen: set[int] = set()
    count = 0
    while pending:
        value, depth = pending.pop()
        count += 1
        if depth > MAX_DEPTH:
            raise Refused(f"is nested more than {MAX_DEPTH} levels deep", file=path)
        if count > MAX_VALUES:
            raise Refused(f"holds more than {MAX_VALUES} values", file=path)
        if isinstance(value, dict | list):
            if id(value) in seen:
                continue
            seen.add(id(value))
            inner = value.values() if isinstance(value, dict) else value
            pending.extend((each, depth + 1) for each in inner)


# ------------------------------------------------------------------------------------------------ YAML

_INT = re.compile(r"[-+]?[0-9]+")
_NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NULL = {"", "~", "null", "Null", "NULL"}
_BOOL = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}


def _yaml(text: str, path: Path) -> Any:
    builder = _Builder(path)
    try:
        for event in events_of(text):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, col = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        what = " ".join((error.problem or str(error)).split())
        raise Refused(f"no YAML: {what}", file=path, line=line, col=col) from None
    except yaml.YAMLError as error:
        raise Refused(f"no YAML: {' '.join(str(error).split())}", file=path) from None
    return builder.root


class _Builder:
    """Values from events. An alias is the value itself, so a document cannot grow by them."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.root: Any = None
        self._stack: list[tuple[Any, list[Any]]] = []
        """Containers under way; of a map also the key that waits for its value."""
        self._anchors: dict[str, Any] = {}
        self._documents = 0

    def take(self, event: Any) -> None:
        mark: Any = getattr(event, "start_mark", None)
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise Refused("a second document begins here", file=self.path, line=mark.line + 1, col=1)
        elif isinstance(event, yaml.AliasEvent):
            self._add(self._anchors.get(str(event.anchor)))
        elif isinstance(event, yaml.ScalarEvent):
            value = self._scalar(event)
            if event.anchor:
                self._anchors[str(event.anchor)] = value
            self._add(value, event.value)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            made: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
            self._add(made)
            self._stack.append((made, []))
            if len(self._stack) > MAX_DEPTH:
                text = f"is nested more than {MAX_DEPTH} levels deep"
                raise Refused(text, file=self.path, line=mark.line + 1, col=mark.column + 1)
            if event.anchor:
                self._stack[-1][1].append(("anchor", str(event.anchor)))
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            made, state = self._stack.pop()
            for word, name in state:
                if word == "anchor":  # only what is complete can be referred to: no value holds itself
                    self._anchors[name] = made

    def _scalar(self, event: Any) -> Any:
        text: str = event.value
        if event.style not in ("", None):
            return text
        if text in _NULL:
            return None
        if text in _BOOL:
            return _BOOL[text]
        if _INT.fullmatch(text) and len(text) < 40 and not re.fullmatch(r"[-+]?0[0-9]+", text):
            return int(text)
        return fraction(text) if _NUMBER.fullmatch(text) and not re.fullmatch(r"[-+]?0[0-9]+", text) else text

    def _add(self, value: Any, text: str = "") -> None:
        if not self._stack:
            self.root = value
            return
        made, state = self._stack[-1]
        if isinstance(made, list):
            made.append(value)
            return
        waiting = next((each for each in state if each[0] == "key"), None)
        if waiting is None:
            state.append(("key", text if text or not isinstance(value, dict | list) else "?"))
            return
        state.remove(waiting)
        if waiting[1] == "<<" and isinstance(value, dict):
            for key, item in value.items():
                made.setdefault(key, item)
        else:
            made[str(waiting[1])] = value


def position(data: bytes, where: Where) -> tuple[int, int]:
    """Line and column (from 1) of the value at a path, of the nearest enclosing one, or (0, 0)."""
    try:
        text = data.decode("utf-8-sig", "replace")
        found = (1, 1)
        # Each open container: its path, whether a map, the next index or the waiting key.
        stack: list[list[Any]] = []
        for event in events_of(text):
            if isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                stack.pop()
                continue
            if not isinstance(event, yaml.ScalarEvent | yaml.AliasEvent | yaml.CollectionStartEvent):
                continue
            path = _step(stack, event)
            if path is not None and path == where[: len(path)]:
                mark: Any = event.start_mark
                found = (mark.line + 1, mark.column + 1)
                if path == where:
                    return found
            if isinstance(event, yaml.CollectionStartEvent):
                stack.append([path, isinstance(event, yaml.MappingStartEvent), 0, None])
        return found
    except yaml.YAMLError:
        return (0, 0)


def _step(stack: list[list[Any]], event: Any) -> Where | None:
    """The path of the value that begins with this event; None for a key."""
    if not stack:
        return ()
    top = stack[-1]
    base: Where | None = top[0]
    if not top[1]:
        top[2] += 1
        return None if base is None else (*base, top[2] - 1)
    if top[3] is None:
        top[3] = getattr(event, "value", "")
        return None
    key, top[3] = top[3], None
    return None if base is None else (*base, key)
