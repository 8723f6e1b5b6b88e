"""The files of a spec that are no YAML: examples, hooks, dictionaries, and what else lies in its folder."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from venuegen.diff.dictionaries import contents
from venuegen.diff.events import Event
from venuegen.diff.registry import RULES
from venuegen.diff.tree import canonical
from venuegen.spec.fix_files import dictionary_file, dictionary_path
from venuegen.spec.load import LoadedSpec

_PASSED_OVER = (".pyc", ".new")


@dataclass(frozen=True, slots=True)
class File:
    """One file: what it is for, and what it holds."""

    kind: str
    """example, hook, dictionary, file."""
    data: bytes
    meaning: str = ""
    """Of a dictionary that the spec names: what it declares, which the spec's own events tell."""


def files_of(loaded: LoadedSpec) -> dict[str, File]:
    """Path inside the specs folder → file, of everything beside the YAML that the spec was read from."""
    base = loaded.specs_dir.resolve()
    found: dict[str, File] = {}
    spec_files = {each.resolve() for each in loaded.files}
    named = dict(_named(loaded))
    meanings = _dictionaries(loaded)
    folder = loaded.path.resolve().parent
    beside = [path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink()]
    for path in [*named, *beside]:
        inside = _inside(path, base)
        hidden = inside is not None and any(part.startswith((".", "__pycache__")) for part in Path(inside).parts)
        if inside is None or hidden or path.suffix in _PASSED_OVER or path in spec_files:
            continue
        data = _read(path)
        if data is not None:
            kind = named.get(path) or ("dictionary" if path.suffix == ".xml" else "file")
            if kind == "file" and path.parent.name == "examples":
                kind = "example"
            found.setdefault(inside, File(kind, data, meanings.get(path, "")))
    return found


def _dictionaries(loaded: LoadedSpec) -> dict[Path, str]:
    """File of a dictionary → what it declares."""
    found = {}
    for name, content in contents(loaded).items():
        assert loaded.spec.fix is not None
        declared = loaded.spec.fix.dictionaries[name]
        file = loaded.beside(dictionary_file(declared), *dictionary_path(name, declared))
        found[file.resolve()] = canonical(content)
    return found


def _named(loaded: LoadedSpec) -> Iterator[tuple[Path, str]]:
    """Files that the spec names, wherever they are."""
    spec = loaded.spec
    if spec.hooks is not None:
        yield loaded.beside(spec.hooks.file, "hooks", "file").resolve(), "hook"
    for path, _ in _examples(loaded):
        yield path, "example"


def owners_of(loaded: LoadedSpec) -> dict[str, frozenset[tuple[str, ...]]]:
    """Path inside the specs folder of each example that the spec names → the endpoints and channels that name it."""
    base = loaded.specs_dir.resolve()
    found: dict[str, frozenset[tuple[str, ...]]] = {}
    for path, owner in _examples(loaded):
        inside = _inside(path, base)
        if inside is not None:
            found[inside] = found.get(inside, frozenset()) | {owner}
    return found


def _examples(loaded: LoadedSpec) -> Iterator[tuple[Path, tuple[str, ...]]]:
    spec = loaded.spec
    places: list[tuple[list[str], tuple[str, ...]]] = [
        (endpoint.examples, ("endpoints", name)) for name, endpoint in spec.endpoints.items()
    ]
    for connection, socket in spec.ws.items():
        for name, channel in socket.channels.items():
            places.append((channel.examples, ("ws", connection, "channels", name)))
    for examples, owner in places:
        for at, text in enumerate(examples):
            if "\0" not in text:
                yield loaded.beside(text, *owner, "examples", at).resolve(), owner


def _inside(path: Path, base: Path) -> str | None:
    try:
        return path.relative_to(base).as_posix()
    except ValueError:
        return None


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes() if path.is_file() else None
    except OSError:
        return None


def file_events(old: Mapping[str, File], new: Mapping[str, File]) -> Iterator[Event]:
    """An event for each file that is another one."""
    for path in sorted({**old, **new}):
        before, after = old.get(path), new.get(path)
        file = after or before
        assert file is not None
        if before is not None and after is not None:
            told = before.meaning and after.meaning and before.meaning != after.meaning
            if before.data != after.data and not told:
                yield from _changed(path, before, after)
            continue
        word = "added" if before is None else "removed"
        rule = f"{file.kind}-{word}" if f"{file.kind}-{word}" in RULES else f"{file.kind}-changed"
        yield Event(
            rule,
            RULES[rule].level,
            path,
            f"file {word}",
            RULES[rule].says.format(name=path, where=path, before="", after=""),
            before=None if before is None else Path(path).name,
            after=None if after is None else Path(path).name,
            file=path,
            line=1,
            side="before" if after is None else "after",
        )


def _changed(path: str, before: File, after: File) -> Iterator[Event]:
    rule, old, new = f"{after.kind}-changed", _size(before), _size(after)
    if after.kind == "example" and path.endswith(".json"):
        was, now = example(before.data), example(after.data)
        if was == now and was is not None:
            return  # white space
        old, new = _said(was), _said(now)
    elif _is_alike(before, after):
        rule = "docs-changed"
    yield Event(
        rule,
        RULES[rule].level,
        path,
        "file changed",
        RULES[rule].says.format(name=path, where=path, before=old, after=new),
        before=old,
        after=new,
        file=path,
        line=_first_difference(before.data, after.data),
    )


def example(data: bytes) -> dict[str, Any] | None:
    """An example file as data, numbers as they are written; None where it is none."""
    try:
        found = json.loads(data, parse_float=str, parse_int=str)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _said(found: dict[str, Any] | None) -> Any:
    """What an example expects, where it says so: the payload is for the file."""
    return found.get("expect", "no `expect`") if found is not None else "not readable"


def _size(file: File) -> str:
    lines = file.data.count(b"\n") + (not file.data.endswith(b"\n") and bool(file.data))
    return f"{lines} lines" if lines != 1 else "1 line"


def _first_difference(old: bytes, new: bytes) -> int:
    """The first line of the new text that is not the old one's."""
    were, are = old.split(b"\n"), new.split(b"\n")
    same = next((at for at, (a, b) in enumerate(zip(were, are, strict=False)) if a != b), min(len(were), len(are)))
    return min(same + 1, len(are))


def _is_alike(before: File, after: File) -> bool:
    """Whether only people see a difference."""
    if after.kind == "hook":
        return _code(before.data) == _code(after.data) is not None
    return bool(after.meaning) and before.meaning == after.meaning


def _code(data: bytes) -> str | None:
    """What a module does, without its comments and docstrings; None where it is no Python."""
    try:
        module = ast.parse(data)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    for node in ast.walk(module):
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
            first = node.body[0] if node.body else None
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                node.body = node.body[1:]
    return ast.dump(module)
