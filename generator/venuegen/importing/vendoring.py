"""The document that a spec was drafted from, kept beside it with its hash; and what a later one says differently."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from venuegen.importing.document import Document, Refused, parse_document
from venuegen.importing.draft import Draft

FOLDER = "import"


def vendored_name(document: Document) -> str:
    """The file's name beside the spec: letters, digits, dots and dashes of its own."""
    if document.name:
        return document.name
    path = document.path
    name = re.sub(r"[^A-Za-z0-9._-]+", "_", path.name).lstrip(".") or "document"
    return name[-100:]


def name_for(document: Document, kind: str, folder: Path, kinds: Mapping[str, str]) -> str:
    """What a document is called beside a spec. A file of that name that is another document (of another kind, or with
    another title) keeps its name; a newer version of the same document takes its place. `kinds`: recorded path → kind.
    """
    usual = vendored_name(document)
    there = folder / FOLDER / usual
    if not there.is_file():
        return usual
    title = _title(document.root)
    try:
        before = _title(parse_document(there.read_bytes(), there).root)
    except Refused:
        before = ""
    if kinds.get(f"{FOLDER}/{usual}", kind) == kind and before == title:
        return usual
    slug = re.sub(r"[^A-Za-z0-9]+", "_", title).strip("_").lower()[:40] or kind
    return f"{slug}.{usual}" if slug != kind else f"{kind}.{usual}"


def _title(root: Mapping[str, Any]) -> str:
    info = root.get("info")
    title = (info.get("title") or info.get("name")) if isinstance(info, Mapping) else ""
    return title if isinstance(title, str) else ""


def differences(old: Draft, new: Draft) -> Iterator[str]:
    """What is drafted differently from two versions of a document, in lines for people."""
    before, after = _by_call(old), _by_call(new)
    for call in before:
        if call not in after:
            yield f"{call}: is gone"
    for call, entry in after.items():
        if call not in before:
            yield f"{call}: is new"
            continue
        was = before[call]
        yield from _fields(f"{call}: parameter", was.get("params", {}), entry.get("params", {}))
        for word in ("result", "kind", "auth", "in"):
            if was.get(word) != entry.get(word):
                yield f"{call}: {word} was {was.get(word) or 'none'}, is {entry.get(word) or 'none'}"
    types = (old.sections.get("types", {}), new.sections.get("types", {}))
    for name in dict.fromkeys([*types[0], *types[1]]):
        was, now = types[0].get(name), types[1].get(name)
        if isinstance(was, Mapping) and isinstance(now, Mapping):
            yield from _fields(f"{name}:", was, now)
        elif was != now:
            yield f"{name}: is {'new' if was is None else 'gone' if now is None else 'another type'}"
    enums = (old.sections.get("enums", {}), new.sections.get("enums", {}))
    for name in dict.fromkeys([*enums[0], *enums[1]]):
        old_words, new_words = (set(map(str, _words(each.get(name)))) for each in enums)
        if old_words and new_words:
            yield from (f"{name}: the word {word} is new" for word in sorted(new_words - old_words))
            yield from (f"{name}: the word {word} is gone" for word in sorted(old_words - new_words))


def _by_call(draft: Draft) -> dict[str, Mapping[str, Any]]:
    return {entry["call"]: entry for entry in draft.sections.get("endpoints", {}).values()}


def _fields(what: str, was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    for wire in dict.fromkeys([*was, *now]):
        if wire not in was:
            yield f"{what} {wire} is new ({_type(now[wire])})"
        elif wire not in now:
            yield f"{what} {wire} is gone"
        elif was[wire] != now[wire]:
            yield f"{what} {wire} was {_type(was[wire])}, is {_type(now[wire])}"


def _type(value: Any) -> str:
    return str(value.get("type")) if isinstance(value, Mapping) else str(value)


def _words(value: Any) -> list[Any]:
    if isinstance(value, Mapping):
        return list(value.get("values", ()))
    return value if isinstance(value, list) else []
