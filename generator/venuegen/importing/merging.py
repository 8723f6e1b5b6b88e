"""New entries into the files of a spec, as text: whatever a person wrote stays as it is, comments too.

Entries are appended to their section, in the file of the spec that has it. An entry that is there already is kept,
unless it is to be replaced.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from venuegen.importing.document import Refused
from venuegen.importing.writing import block, section
from venuegen.spec.diagnostics import Problems
from venuegen.spec.model import Spec
from venuegen.spec.yamlnodes import Entry, Map, Node, Scalar, Seq, parse_yaml

ORDER = tuple(Spec.__struct_fields__)
"""Sections in the order of the model."""


@dataclass(slots=True)
class Merged:
    """A file's new text, and what became of each entry (`types.Order`)."""

    text: str
    added: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


def new_file(head: Sequence[str], sections: Mapping[str, Any]) -> str:
    """The text of a new spec: its first lines, then the sections, a blank line between them."""
    ordered = sorted(sections, key=lambda key: ORDER.index(key) if key in ORDER else len(ORDER))
    parts = ["\n".join(head)] + ["\n".join(section(key, sections[key])) for key in ordered]
    return "\n\n".join(part for part in parts if part) + "\n"


def merge(text: str, path: Path, sections: Mapping[str, Any], *, replace: bool = False) -> Merged:
    """`text` with the entries of `sections`. Raises Refused where a section is written in a way that cannot grow."""
    merged = Merged(text)
    for key, value in sections.items():
        root = _root(merged.text, path)
        if isinstance(value, Mapping):
            _map(merged, root, path, key, value, replace)
        elif isinstance(value, Sequence) and not isinstance(value, str):
            _list(merged, root, path, key, value)
        elif key not in root.entries:
            merged.text = _new_section(merged.text, root, key, value)
            merged.added.append(key)
    return merged


def merge_inside(text: str, path: Path, key: str, value: Mapping[str, Any], *, replace: bool = False) -> Merged:
    """As `merge`, one level deeper: entries for the maps inside of a section that is there (`fix.sessions.<name>`).

    What stands there and is no map is kept, unless it is to be replaced. Raises Refused.
    """
    root = _root(text, path)
    entry = root.entries.get(key)
    if entry is None or not isinstance(entry.value, Map) or not entry.value.entries:
        return merge(text, path, {key: value}, replace=replace)
    if entry.value.position.line == entry.key.position.line:
        line, col = entry.key.position.line, entry.key.position.col
        raise Refused(f"`{key}` stands on one line", file=path, line=line, col=col, hint="write its entries as a block")
    merged = Merged(text)
    for name, each in value.items():
        root = _root(merged.text, path)
        outer = root.entries[key]
        here = outer.value
        known = here.entries.get(name) if isinstance(here, Map) else None
        if isinstance(here, Map) and known is not None and isinstance(known.value, Map) and isinstance(each, Mapping):
            inner = Merged(merged.text)
            _, limit = _span(merged.text.split("\n"), root, outer)
            if known.value.entries and known.value.position.line == known.key.position.line:
                _on_one_line(inner, here, known, name, each, replace, limit)
            else:
                _map(inner, here, path, name, each, replace, limit)
            merged.added += [f"{key}.{one}" for one in inner.added]
            merged.replaced += [f"{key}.{one}" for one in inner.replaced]
            merged.kept += [f"{key}.{one}" for one in inner.kept]
        else:
            inner = Merged(merged.text, merged.added, merged.replaced, merged.kept)
            _map(inner, root, path, key, {name: each}, replace)
        merged.text = inner.text
    return merged


def add_urls(text: str, path: Path, urls: Mapping[str, str]) -> str:
    """`text` with these addresses in every environment that stands in it; those that are there stay. Raises Refused."""
    root = _root(text, path)
    found = root.entries.get("environments")
    for name in list(found.value.entries) if found is not None and isinstance(found.value, Map) else ():
        root = _root(text, path)
        outer = root.entries["environments"]
        if not isinstance(outer.value, Map):
            break
        here = outer.value.entries[name]
        if not isinstance(here.value, Map) or outer.value.position.line == outer.key.position.line:
            continue
        lines = text.split("\n")
        _, limit = _span(lines, root, outer)
        _, within = _span(lines, outer.value, here, limit)
        inner = here.value.entries.get("urls")
        if inner is not None and inner.value.position.line != inner.key.position.line:
            merged = Merged(text)
            _map(merged, here.value, path, "urls", urls, False, within)
            text = merged.text
            continue
        is_block = here.value.position.line != here.key.position.line and inner is not None
        parent, entry = (here.value, inner) if is_block and inner is not None else (outer.value, here)
        value = _plain(entry.value)
        known = value if is_block else value.setdefault("urls", {})
        known |= {key: url for key, url in urls.items() if key not in known}
        start, end = _span(lines, parent, entry, within)
        lines[start:end] = block(str(entry.key.value), value, entry.key.position.col - 1)
        text = "\n".join(lines)
    return text


def _on_one_line(merged: Merged, parent: Map, entry: Entry, name: str, value: Mapping[str, Any], replace: bool,
                 limit: int) -> None:  # fmt: skip
    """A small map in braces gets its new entries, and is written anew."""
    was = _plain(entry.value)
    for each in value:
        there = each in was
        (merged.added if not there else merged.replaced if replace else merged.kept).append(f"{name}.{each}")
    made = {**was, **value} if replace else {**value, **was}
    made = {each: made[each] for each in (*was, *(one for one in value if one not in was))}
    lines = merged.text.split("\n")
    start, end = _span(lines, parent, entry, limit)
    lines[start:end] = block(name, made, entry.key.position.col - 1)
    merged.text = "\n".join(lines)


def _plain(node: Node) -> Any:
    if isinstance(node, Map):
        return {key: _plain(each.value) for key, each in node.entries.items()}
    if isinstance(node, Seq):
        return [_plain(each) for each in node.items]
    return node.value if isinstance(node, Scalar) else None


def _root(text: str, path: Path) -> Map:
    problems = Problems()
    root = parse_yaml(text.encode(), path, problems)
    if root is None:
        first = next(iter(problems))
        raise Refused(first.message, file=path, line=first.line, col=first.col)
    return root


def _map(merged: Merged, root: Map, path: Path, key: str, value: Mapping[str, Any], replace: bool,
         limit: int | None = None) -> None:  # fmt: skip
    """Entries for the map under `key` of `root`, which ends before the line `limit`."""
    entry = root.entries.get(key)
    if entry is None:
        merged.text = _new_section(merged.text, root, key, value)
        merged.added += [f"{key}.{name}" for name in value]
        return
    here = entry.value
    if not isinstance(here, Map) or (here.entries and here.position.line == entry.key.position.line):
        line, col = entry.key.position.line, entry.key.position.col
        raise Refused(f"`{key}` stands on one line", file=path, line=line, col=col, hint="write its entries as a block")
    lines = merged.text.split("\n")
    start, end = _span(lines, root, entry, limit)
    if not here.entries:  # `types: {}`
        column = entry.key.position.col - 1
        lines[start:end] = block(key, value, column) if column else section(key, value)
        merged.text = "\n".join(lines)
        merged.added += [f"{key}.{name}" for name in value]
        return
    indent = next(iter(here.entries.values())).key.position.col - 1
    for name in [each for each in here.entries if each in value]:
        if not replace:
            merged.kept.append(f"{key}.{name}")
            continue
        # From the end, so that the lines of the others stay where they are.
    if replace:
        for name in reversed([each for each in here.entries if each in value]):
            first, last = _span(lines, here, here.entries[name], end)
            made = block(name, value[name], indent)
            if lines[first:last] != made:
                lines[first:last] = made
                end += len(made) - (last - first)
                merged.replaced.append(f"{key}.{name}")
            else:
                merged.kept.append(f"{key}.{name}")
    fresh = [name for name in value if name not in here.entries]
    lines[end:end] = [line for name in fresh for line in block(name, value[name], indent)]
    merged.added += [f"{key}.{name}" for name in fresh]
    merged.text = "\n".join(lines)


def _list(merged: Merged, root: Map, path: Path, key: str, value: Sequence[Any]) -> None:
    entry = root.entries.get(key)
    if entry is None or not isinstance(entry.value, Seq):
        merged.text = _new_section(merged.text, root, key, value)
        merged.added.append(key)
        return
    if entry.value.position.line == entry.key.position.line:
        line, col = entry.key.position.line, entry.key.position.col
        raise Refused(f"`{key}` stands on one line", file=path, line=line, col=col, hint="write its items as a block")
    lines = merged.text.split("\n")
    _, end = _span(lines, root, entry)
    indent = entry.value.position.col - 1
    there = [plain(each) for each in entry.value.items]
    lines[end:end] = [line for each in value if each not in there for line in _item(each, indent)]
    merged.text = "\n".join(lines)


def deepen(text: str, path: Path, at: tuple[str, ...], value: Mapping[str, Any], *, replace: bool = False) -> Merged:
    """`text` with what `value` has more than the map at `at`, at any depth: entries of maps, items of lists. What is
    there stays as it is, but for channels that are to be replaced. Raises Refused."""
    if _at(_root(text, path), at) is None:  # it stands in a spec that this one extends
        return merge(text, path, {at[0]: {at[1]: value} if len(at) > 1 else value})
    merged = Merged(text)
    channels = at[-1] == "channels"
    for key, each in value.items():
        here = _at(_root(merged.text, path), (*at, key))
        name = ".".join((*at, key))
        if here is None:
            merged.text = _put(merged.text, path, at, key, each)
            merged.added.append(name)
        elif channels and plain(here) != each and replace:
            merged.text = _rewrite(merged.text, path, (*at, key), each)
            merged.replaced.append(name)
        elif channels:
            merged.kept.append(name)
        elif isinstance(here, Map) and isinstance(each, Mapping):
            deeper = deepen(merged.text, path, (*at, key), each, replace=replace)
            merged.text = deeper.text
            for word in ("added", "replaced", "kept"):
                getattr(merged, word).extend(getattr(deeper, word))
        elif isinstance(here, Seq) and isinstance(each, list):
            there = [plain(one) for one in here.items]
            fresh = [one for one in each if one not in there]
            merged.text = _extend(merged.text, path, (*at, key), fresh) if fresh else merged.text
    return merged


def _at(node: Node | None, keys: tuple[str, ...]) -> Node | None:
    for key in keys:
        entry = node.entries.get(key) if isinstance(node, Map) else None
        node = entry.value if entry is not None else None
    return node


def _put(text: str, path: Path, at: tuple[str, ...], key: str, value: Any) -> str:
    """A new entry at the end of a map."""
    here = _at(_root(text, path), at)
    assert isinstance(here, Map)
    if not here.entries or _is_flow(text, here):
        return _rewrite(text, path, at, {**plain(here), key: value})
    lines = text.split("\n")
    last = list(here.entries.values())[-1]
    end = _end(text, path, at)
    indent = last.key.position.col - 1
    lines[end:end] = block(key, value, indent)
    return "\n".join(lines)


def _extend(text: str, path: Path, at: tuple[str, ...], items: list[Any]) -> str:
    """More items in a list: what other rules would take for theirs goes first."""
    here = _at(_root(text, path), at)
    assert isinstance(here, Seq)
    if _is_flow(text, here):
        return _rewrite(text, path, at, [*plain(here), *items])
    lines = text.split("\n")
    indent = here.position.col - 1
    first = [each for each in items if isinstance(each, dict) and "pong" in each]
    start, end = here.position.line - 1, _end(text, path, at)
    lines[end:end] = [line for each in items if each not in first for line in _item(each, indent)]
    lines[start:start] = [line for each in first for line in _item(each, indent)]
    return "\n".join(lines)


def _is_flow(text: str, node: Node) -> bool:
    """Whether a value is written in braces or brackets."""
    line = text.split("\n")[node.position.line - 1]
    return line[node.position.col - 1 : node.position.col] in ("{", "[")


def _end(text: str, path: Path, at: tuple[str, ...]) -> int:
    """The line (from 0) after a value's last one, without loose lines behind it."""
    root = _root(text, path)
    lines = text.split("\n")
    limit: int | None = None
    node: Node | None = root
    for depth, key in enumerate(at):
        assert isinstance(node, Map)
        _, limit = _span(lines, node, node.entries[key], limit)
        node = _at(root, at[: depth + 1])
    return len(lines) if limit is None else limit


def _rewrite(text: str, path: Path, at: tuple[str, ...], value: Any) -> str:
    """A value that stands on one line, written anew: the nearest entry around it that is in no braces itself."""
    root = _root(text, path)
    outer = at
    while len(outer) > 1 and isinstance(parent := _at(root, outer[:-1]), Map) and _is_flow(text, parent):
        value = {**plain(parent), outer[-1]: value}
        outer = outer[:-1]
    parent = _at(root, outer[:-1]) if len(outer) > 1 else root
    assert isinstance(parent, Map)
    lines = text.split("\n")
    entry = parent.entries[outer[-1]]
    start, end = _span(lines, parent, entry, _end(text, path, outer[:-1]) if len(outer) > 1 else None)
    lines[start:end] = block(outer[-1], value, entry.key.position.col - 1)
    return "\n".join(lines)


def _item(value: Any, indent: int) -> list[str]:
    from venuegen.importing.writing import block_lines

    return block_lines([value], indent)


def _new_section(text: str, root: Map, key: str, value: Any) -> str:
    """The section ahead of the first one that comes later in the model, else at the end."""
    lines = text.rstrip("\n").split("\n")
    made = section(key, value)
    place = ORDER.index(key) if key in ORDER else len(ORDER)
    later = [each for name, each in root.entries.items() if name in ORDER and ORDER.index(name) > place]
    if later:
        at = min(each.key.position.line for each in later) - 1
        while at > 0 and lines[at - 1].startswith("#"):
            at -= 1
        lines[at:at] = [*made, ""]
        return "\n".join(lines) + "\n"
    return "\n".join([*lines, "", *made]) + "\n"


def _span(lines: list[str], parent: Map, entry: Entry, limit: int | None = None) -> tuple[int, int]:
    """The lines of an entry (from, to), without blank lines and comments that belong to what follows."""
    start = entry.key.position.line - 1
    after = [each.key.position.line - 1 for each in parent.entries.values() if each.key.position.line - 1 > start]
    end = min([*after, len(lines) if limit is None else limit])
    column = entry.key.position.col - 1
    while end > start + 1 and _is_loose(lines[end - 1], column):
        end -= 1
    return start, end


def _is_loose(line: str, column: int) -> bool:
    return not line.strip() or (line.lstrip().startswith("#") and len(line) - len(line.lstrip()) <= column)


def plain(node: Node) -> Any:
    """A node as plain data."""
    if isinstance(node, Map):
        return {key: plain(entry.value) for key, entry in node.entries.items()}
    if isinstance(node, Seq):
        return [plain(each) for each in node.items]
    return node.value if isinstance(node, Scalar) else None


def entries_of(node: Node | None) -> dict[str, Entry]:
    """The entries of a map, or none."""
    return node.entries if isinstance(node, Map) else {}
