"""FIX dictionaries as part of the tree that is compared: messages and fields, whatever their XML looks like."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from venuegen.diff.tree import Path, Record
from venuegen.spec.fix_files import dictionary_file, dictionary_path, read_dictionary
from venuegen.spec.load import LoadedSpec

if TYPE_CHECKING:
    from venue_runtime.fix.dictionary import Dictionary, Member


def contents(loaded: LoadedSpec) -> dict[str, Record]:
    """Name of a dictionary → what it declares; those that cannot be read are left out, for `check` to complain."""
    if loaded.spec.fix is None:
        return {}
    from venue_runtime.fix.dictionary import DictionaryError

    found: dict[str, Record] = {}
    for name, declared in loaded.spec.fix.dictionaries.items():
        text = dictionary_file(declared)
        try:
            found[name] = _content(read_dictionary(loaded.beside(text, *dictionary_path(name, declared)), text))
        except (DictionaryError, OSError, ValueError):
            continue
    return found


def _content(dictionary: Dictionary) -> Record:
    fields = {
        name: Record("DictionaryField", {"tag": each.tag, "type": each.type, "values": dict(each.values)})
        for name, each in dictionary.names.items()
    }
    messages = {
        each.name: Record("Message", {"type": each.msg_type, "fields": _members(each.members)})
        for each in dictionary.messages.values()
    }
    parts = {"header": _members(dictionary.header), "trailer": _members(dictionary.trailer)}
    return Record("Dictionary", {"version": dictionary.version, **parts, "messages": messages, "fields": fields})


def _members(members: Iterable[Member]) -> dict[str, Record]:
    return {
        each.field.name: Record(
            "Member",
            {
                "required": each.required,
                "group": None if each.group is None else Record("Group", {"fields": _members(each.group.members)}),
            },
        )
        for each in members
    }


def dictionary_place(loaded: LoadedSpec, path: Path) -> tuple[str, int] | None:
    """File and line of a part of a dictionary's content; None for any other path."""
    fix = loaded.spec.fix
    if fix is None or path[:2] != ("fix", "dictionaries") or "content" not in path or path[2] not in fix.dictionaries:
        return None
    name = str(path[2])
    declared = fix.dictionaries[name]
    file = loaded.beside(dictionary_file(declared), *dictionary_path(name, declared))
    try:
        text = file.read_text("utf-8", "replace")
    except OSError:
        return None
    parts = path[path.index("content") + 1 :]
    at = max(text.find("<fields"), 0) if parts[:1] == ("fields",) else 0
    for part in parts:
        found = re.compile(rf"<(?:message|field|group)\b[^>]*\bname=[\"']{re.escape(str(part))}[\"']").search(text, at)
        at = found.start() if found is not None else at
    return str(file), text.count("\n", 0, at) + 1
