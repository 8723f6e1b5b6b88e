"""What was published and changed together with a spec: without it, a change that moves money is only a claim.

Only what is new counts. An example that got another name, or that only says something else about its source, shows
nothing that was not there before.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from venuegen.diff.files import File, example
from venuegen.diff.tree import Path, Record, canonical
from venuegen.diff.walk import Change

Owner = tuple[str, ...]
"""Who names an example: `("endpoints", name)` or `("ws", connection, "channels", name)`."""
_WORDS = ("doc", "source", "evidence", "no_vectors")
"""Fields that tell people where something comes from."""


@dataclass(frozen=True, slots=True)
class Sample:
    """An example that is new or another one. What is not new about it is left out."""

    file: str
    owners: frozenset[Owner]
    request: Any
    answer: Any
    expected: Mapping[str, frozenset[str]]
    """Key of `expect` → the fields of it that are new; empty for a value that has none."""
    error: bool
    """The venue refuses something in it."""
    code: str | None
    status: str


@dataclass(frozen=True, slots=True)
class FixSample:
    """A FIX message that is new or another one."""

    file: str
    fields: tuple[tuple[str, str], ...]
    """Tag and value, in order."""

    @property
    def type(self) -> str:
        return next((value for tag, value in self.fields if tag == "35"), "")


@dataclass(frozen=True, slots=True)
class KnownAnswer:
    """A vector that is new, or whose inputs or outputs are."""

    scheme: str
    vector: Record


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything that is new of what both sides have as evidence."""

    samples: tuple[Sample, ...] = ()
    messages: tuple[FixSample, ...] = ()
    answers: tuple[KnownAnswer, ...] = ()
    words: frozenset[Path] = frozenset()
    """Parts about which other words are said than before."""
    checked: str = ""
    """The day of a later comparison with the venue's documents; empty where there was none."""
    hooks: frozenset[str] = field(default_factory=frozenset)
    """Functions of `hooks.py` that do something else; `*` for what is not inside of one."""


def evidence(
    changes: Iterable[Change],
    root: Record,
    old: Mapping[str, File],
    new: Mapping[str, File],
    owners: Mapping[str, frozenset[Owner]],
) -> Evidence:
    """`root`: the new side. `owners`: path of an example → who names it, on the new side."""
    answers: dict[tuple[str, str], KnownAnswer] = {}
    words: set[Path] = set()
    checked = ""
    for change in changes:
        if change.path == ("checked",):
            checked = str(change.after) if str(change.after) > str(change.before) else ""
        elif change.path[-1] in _WORDS and change.owners[-1] and len(change.path) > 1 and change.after:
            words.add(change.path[:-1])
        for found in _answers(change, root):
            answers[found.scheme, found.vector["id"]] = found
    return Evidence(
        tuple(_samples(old, new, owners)),
        tuple(_messages(old, new)),
        tuple(answers.values()),
        frozenset(words),
        checked,
        frozenset(_hooks(old, new)),
    )


def _answers(change: Change, root: Record) -> Iterator[KnownAnswer]:
    if ("AuthScheme", "vectors") not in zip(change.owners, change.path, strict=True):
        return
    if change.kind in ("removed", "moved"):  # in another order they are the same ones
        return
    fields = [part for owner, part in zip(change.owners, change.path, strict=True) if owner == "Vector"]
    if fields and fields[0] not in ("given", "expect"):
        return
    yield KnownAnswer(str(change.path[1]), root["auth"][change.path[1]]["vectors"][change.path[3]])


# ------------------------------------------------------------------------------------------------ examples


def _samples(
    old: Mapping[str, File], new: Mapping[str, File], owners: Mapping[str, frozenset[Owner]]
) -> Iterator[Sample]:
    moved = {
        canonical(facts): facts for path, file in old.items() if path not in new and (facts := _facts(file)) is not None
    }  # an example with another name is the same one
    for path, file in new.items():
        now = _facts(file)
        if now is None or path not in owners:
            continue
        was = _facts(old[path]) if path in old else moved.get(canonical(now))
        if now != was:
            yield _sample(path, owners[path], was or {}, now)


def _sample(path: str, owners: frozenset[Owner], was: dict[str, Any], now: dict[str, Any]) -> Sample:
    payload = next((each for each in ("response", "message") if each in now), "response")
    fresh = (was.get(payload), was.get("status")) != (now.get(payload), now.get("status"))
    before = {} if fresh else was.get("expect", {})
    expected = {
        key: _fields(before.get(key), value) for key, value in now["expect"].items() if before.get(key) != value
    }
    code = now["expect"].get("code")
    return Sample(
        path,
        owners,
        now.get("request") if now.get("request") != was.get("request") else None,
        now.get(payload) if fresh else None,
        expected,
        error=bool(expected.keys() & {"error", "code", "definitive"}),
        code=None if code is None else str(code),
        status=str(now.get("status", "200")),
    )


def _fields(before: Any, after: Any) -> frozenset[str]:
    """Fields of the contract of which something else is expected than before."""
    were, are = ([each for each in _rows(value) if isinstance(each, dict)] for value in (before, after))
    names = {name for row in are for name in row}
    return frozenset(name for name in names if [each.get(name) for each in were] != [each.get(name) for each in are])


def _rows(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _facts(file: File) -> dict[str, Any] | None:
    """An example without what is only about it; None for what is none."""
    found = example(file.data) if file.kind == "example" else None
    if found is None:
        return None
    kept = {key: value for key, value in found.items() if key not in ("source", "note")}
    kept["expect"] = kept.get("expect") if isinstance(kept.get("expect"), dict) else {}
    return kept


def _messages(old: Mapping[str, File], new: Mapping[str, File]) -> Iterator[FixSample]:
    """Messages as they are on the wire; `|` may stand for the separator."""
    known = {_pairs(file.data) for path, file in old.items() if _is_fix(path, file)}
    for path, file in new.items():
        if _is_fix(path, file) and (found := _pairs(file.data)) not in known:
            yield FixSample(path, found)


def _is_fix(path: str, file: File) -> bool:
    return file.kind == "example" and path.endswith(".fix")


def _pairs(data: bytes) -> tuple[tuple[str, str], ...]:
    text = data.decode("utf-8", "replace").strip()
    parts = [each.partition("=") for each in text.replace("\x01", "|").split("|")]
    return tuple((tag.strip(), value) for tag, equals, value in parts if equals)


# ------------------------------------------------------------------------------------------------ hooks


def _hooks(old: Mapping[str, File], new: Mapping[str, File]) -> Iterator[str]:
    for path, file in new.items():
        if file.kind == "hook" and path in old and old[path].data != file.data:
            were, are = _functions(old[path].data), _functions(file.data)
            yield from (name for name in were | are if were.get(name) != are.get(name))


def _functions(data: bytes) -> dict[str, str]:
    """Function → what it does; the rest of the module under `*`."""
    try:
        module = ast.parse(data)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return {"*": repr(data)}
    found: dict[str, str] = {"*": ""}
    for node in module.body:
        if isinstance(node, ast.FunctionDef):
            found[node.name] = ast.dump(node)
        elif not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            found["*"] += ast.dump(node)
    return found
