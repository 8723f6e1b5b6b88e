"""Composition: `extends` joins files, `$like` copies another entry, `$remove` takes inherited keys away.

Maps merge, lists and scalars replace. An overridden key keeps its inherited place and new keys follow, because the
order of parameters is part of the contract. `$like` is resolved after `extends`, so that a copy follows what an
extending file changed. It names an entry of the same map, or, with dots, one anywhere in the spec
(`endpoints.place.params`): what is said of a request need not be said again of an order in a batch.
A key of a table of error codes may name several codes. Each node keeps the position of the file it came from: that is
the provenance `explain` prints.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from pathlib import Path

from venuegen.resources import shipped_specs_dir
from venuegen.spec.diagnostics import Problems, did_you_mean, listing
from venuegen.spec.venues import SPEC_FILE, venues
from venuegen.spec.yamlnodes import Entry, Map, Node, Scalar, Seq, read_yaml

LIKE, REMOVE = "$like", "$remove"
SHIPPED = "shipped:"
"""Before the id of a venue whose spec comes with venuegen: what a firm's own spec may extend."""
_PLAIN_NAME = re.compile(r"[\w.-]+(?<!\.json)")
MAX_COPIES = 200_000
"""Nodes that `$like` may add in all: copies of copies grow like powers of two."""


def compose(path: Path, specs_dir: Path, problems: Problems) -> tuple[Map | None, list[Path]]:
    """The composed tree of a spec file, and every file that was read for it (the spec's own first)."""
    files: list[Path] = []
    root = _with_bases(path, specs_dir, (), files, problems)
    if root is None:
        return None, files
    resolved = _Likes(root, problems).map(root)
    return resolved, files


def inside(path: Path, base: Path, specs_dir: Path) -> bool:
    """Whether a path stays in the folder `base`, or in a folder of the specs that is meant to be shared (`_…`)."""
    resolved, base, specs_dir = path.resolve(), base.resolve(), specs_dir.resolve()
    if resolved.is_relative_to(base):
        return True
    if not resolved.is_relative_to(specs_dir):
        return False
    parts = resolved.relative_to(specs_dir).parts
    return len(parts) > 1 and parts[0].startswith("_")


def _with_bases(
    path: Path, specs_dir: Path, chain: tuple[Path, ...], files: list[Path], problems: Problems
) -> Map | None:
    root = read_yaml(path, problems)
    files.append(path)
    if root is None:
        return None
    _spread_codes(root, problems)
    _name_examples(root)
    extends = root.entries.pop("extends", None)
    if extends is None:
        return root
    items = extends.value.items if isinstance(extends.value, Seq) else [extends.value]
    merged: Map | None = None
    chain = (*chain, path.resolve())
    for item in items:
        if not isinstance(item, Scalar) or not isinstance(item.value, str):
            problems.add("VG103", item, "`extends` is a list of paths", expected="[../_shared/base.yaml]")
            continue
        shipped = item.value.startswith(SHIPPED)
        target = (_shipped_path if shipped else _base_path)(item, path, specs_dir, chain, problems)
        home = shipped_specs_dir() if shipped else specs_dir
        base = None if target is None else _with_bases(target, home, chain, files, problems)
        if base is not None:
            merged = base if merged is None else merge(merged, base, problems)
    return root if merged is None else merge(merged, root, problems)


def _name_examples(root: Map) -> None:
    """`examples: [depth]` is the file `examples/depth.json`."""
    found = [*_each(root, "endpoints")]
    for connection in _each(root, "ws"):
        found += _each(connection, "channels")
    for owner in found:
        entry = owner.entries.get("examples")
        for at, item in enumerate(entry.value.items if entry is not None and isinstance(entry.value, Seq) else ()):
            if isinstance(item, Scalar) and isinstance(item.value, str) and _PLAIN_NAME.fullmatch(item.value):
                path = f"examples/{item.value}.json"
                entry.value.items[at] = Scalar(item.position, path, path, False)  # type: ignore[union-attr]


def _each(root: Map, section: str) -> Iterator[Map]:
    """The maps of a section."""
    found = root.entries.get(section)
    for entry in found.value.entries.values() if found is not None and isinstance(found.value, Map) else ():
        if isinstance(entry.value, Map):
            yield entry.value


def _spread_codes(root: Map, problems: Problems) -> None:
    """`110003, 110017: InvalidOrder` in a table of error codes: a row for each, before anything is merged."""
    errors = root.entries.get("errors")
    if errors is None or not isinstance(errors.value, Map):
        return
    found = errors.value.entries
    own = found["by_operation"].value if "by_operation" in found else None
    tables = [found[name].value for name in ("codes", "statuses") if name in found]
    tables += [each.value for each in own.entries.values()] if isinstance(own, Map) else []
    for table in tables:
        if isinstance(table, Map):
            table.entries = dict(_rows(table, problems))


def _rows(table: Map, problems: Problems) -> Iterator[tuple[str, Entry]]:
    seen: dict[str, Scalar] = {}
    for entry in table.entries.values():
        key, start = entry.key, 0
        for part in key.text.split(", "):
            one = key
            if part != key.text:
                place = key.position.inside(key.offset + start, len(part))
                one = Scalar(place, part, part, key.plain)
                start += len(part) + 2
            if part in seen:
                text = f"the key '{part}' was already given in line {seen[part].position.line}"
                problems.add("VG006", one, text, hint="keep one of them")
                continue
            seen[part] = one
            yield part, Entry(one, entry.value)


def _base_path(item: Scalar, path: Path, specs_dir: Path, chain: tuple[Path, ...], problems: Problems) -> Path | None:
    text = str(item.value)
    if "\0" in text:
        problems.add("VG110", item, "a path cannot hold a NUL character")
        return None
    target = path.parent / text
    try:
        outside = Path(text).is_absolute() or not inside(target, path.parent, specs_dir)
        missing = not target.is_file()
    except (OSError, RuntimeError) as error:
        problems.add("VG110", item, f"cannot be read: {type(error).__name__}")
        return None
    if outside:
        problems.add(
            "VG112",
            item,
            f"'{text}' leaves the folder of the spec",
            expected="a file of this folder, or of a folder of the specs whose name begins with _",
        )
        return None
    if missing:
        problems.add("VG110", item, f"there is no file '{text}'", hint="the path is relative to this file")
        return None
    if target.resolve() in chain:
        circle = " → ".join(each.name for each in (*chain[chain.index(target.resolve()) :], target))
        problems.add("VG111", item, f"`extends` goes in a circle: {circle}")
        return None
    return target


def not_shipped(venue: str) -> str:
    """What could be meant, where no venue of this id comes with venuegen; empty where one does."""
    known = venues(shipped_specs_dir())
    return "" if venue in known else did_you_mean(venue, known) or f"there are {listing(known)}"


def _shipped_path(
    item: Scalar, path: Path, specs_dir: Path, chain: tuple[Path, ...], problems: Problems
) -> Path | None:
    """`shipped:<venue>`: the spec of a venue that comes with venuegen, wherever that is installed."""
    text = str(item.value)
    venue = text.removeprefix(SHIPPED)
    hint = not_shipped(venue)
    if hint:
        problems.add("VG110", item, f"no venue '{venue}' comes with venuegen", hint=hint)
        return None
    target = shipped_specs_dir() / venue / SPEC_FILE
    if target.resolve() in chain:
        problems.add("VG111", item, f"`extends` goes in a circle: {path.name} is what {text} extends")
        return None
    return target


def merge(base: Map, over: Map, problems: Problems) -> Map:
    """`over` on top of `base`; neither is used afterwards."""
    entries = dict(base.entries)
    removals = over.entries.pop(REMOVE, None)
    if removals is not None:
        _remove(entries, removals.value, problems)
    for key, entry in over.entries.items():
        below, above = entries[key].value if key in entries else None, entry.value
        if isinstance(below, Map) and isinstance(above, Map) and LIKE not in above.entries:
            entries[key] = Entry(entry.key, merge(below, above, problems))
        else:
            entries[key] = entry
    return Map(over.position, entries)


def _remove(entries: dict[str, Entry], names: Node, problems: Problems) -> None:
    if not isinstance(names, Seq):
        problems.add("VG103", names, "`$remove` is a list of keys", expected="[key, …]")
        return
    inherited = list(entries)
    for name in names.items:
        if not isinstance(name, Scalar):
            problems.add("VG103", name, "`$remove` is a list of keys", expected="[key, …]")
        elif entries.pop(name.text, None) is None:
            problems.add(
                "VG115",
                name,
                f"'{name.text}' is not inherited here",
                expected=listing(inherited),
                hint=did_you_mean(name.text, inherited),
            )


class _Likes:
    """Replaces each `{$like: name, …}` by the named entry of the same map with the rest merged over it."""

    def __init__(self, root: Map, problems: Problems) -> None:
        self.root = root
        self.problems = problems
        self.copies = 0
        self.under_way: list[str] = []
        """Paths that are being copied: one that is met again goes in a circle."""
        self.circular: set[str] = set()

    def map(self, node: Map) -> Map:
        done: dict[str, Node] = {}
        for key in list(node.entries):
            self._entry(node, key, done, ())
        leftover = node.entries.get(REMOVE)
        if leftover is not None:
            self.problems.add("VG115", leftover.key, "nothing is inherited here that `$remove` could take away")
        kept = {key: Entry(entry.key, done[key]) for key, entry in node.entries.items() if key != REMOVE}
        return Map(node.position, kept)

    def _node(self, node: Node) -> Node:
        if isinstance(node, Map):
            return self.map(node)
        if isinstance(node, Seq):
            return Seq(node.position, [self._node(item) for item in node.items])
        return node

    def _entry(self, parent: Map, key: str, done: dict[str, Node], chain: tuple[str, ...]) -> Node:
        if key in done:
            return done[key]
        value = parent.entries[key].value
        like = value.entries.get(LIKE) if isinstance(value, Map) else None
        if like is None or not isinstance(value, Map):
            done[key] = self._node(value)
            return done[key]
        own = Map(value.position, {name: entry for name, entry in value.entries.items() if name != LIKE})
        base = self._base(parent, key, like, done, (*chain, key))
        if base is None:  # reported; with `$like` left in place nothing else is missed in this entry
            done[key] = value
        else:
            done[key] = self.map(merge(base, own, self.problems))
        return done[key]

    def _base(self, parent: Map, key: str, like: Entry, done: dict[str, Node], chain: tuple[str, ...]) -> Map | None:
        name = like.value.text if isinstance(like.value, Scalar) else ""
        base: Node | None
        if name not in parent.entries and "." in name:
            base = self._elsewhere(name, like.value)
        else:
            base = self._beside(parent, name, key, like, done, chain)
        if base is None:
            return None
        if not isinstance(base, Map):
            self.problems.add("VG113", like.value, f"'{name}' is not a map, so nothing can be like it")
            return None
        self.copies += _size(base)
        if self.copies > MAX_COPIES:
            self.problems.add("VG014", like.value, f"`$like` copies more than {MAX_COPIES} values in all")
            return None
        return _clone(base)

    def _beside(
        self, parent: Map, name: str, key: str, like: Entry, done: dict[str, Node], chain: tuple[str, ...]
    ) -> Node | None:
        others = [other for other in parent.entries if other != key]
        if name not in parent.entries or name.startswith("$"):
            self._unknown(like.value, f"there is no '{name}' beside this entry", name, others)
            return None
        if name in chain:
            self._circle(like.value, (*chain, name))
            return None
        return self._entry(parent, name, done, chain)

    def _elsewhere(self, path: str, at: Node) -> Node | None:
        """The entry at a path from the root, resolved as far as it must be; items of a list go by number."""
        if path in self.circular:
            return None
        if path in self.under_way:
            self.circular.update(self.under_way)
            self._circle(at, (*self.under_way, path))
            return None
        self.under_way.append(path)
        try:
            node: Node = self.root
            for name in path.split("."):
                if isinstance(node, Seq) and name.isdecimal() and int(name) < len(node.items):
                    node = node.items[int(name)]
                    continue
                if not isinstance(node, Map) or name not in node.entries or name.startswith("$"):
                    known = list(node.entries) if isinstance(node, Map) else []
                    self._unknown(at, f"there is no '{name}' on the way to '{path}'", name, known)
                    return None
                found = node.entries[name].value
                copied = isinstance(found, Map) and LIKE in found.entries
                node = self._entry(node, name, {}, ()) if copied else found
            return self._node(node)
        finally:
            self.under_way.pop()

    def _unknown(self, at: Node, text: str, name: str, known: list[str]) -> None:
        self.problems.add("VG113", at, text, expected=listing(known), hint=did_you_mean(name, known))

    def _circle(self, at: Node, names: tuple[str, ...]) -> None:
        self.problems.add("VG114", at, f"`$like` goes in a circle: {' → '.join(names)}")


def _size(node: Node) -> int:
    if isinstance(node, Map):
        return 1 + sum(_size(entry.value) for entry in node.entries.values())
    if isinstance(node, Seq):
        return 1 + sum(_size(item) for item in node.items)
    return 1


def _clone(node: Map) -> Map:
    """A copy whose maps may be changed; scalars and lists are shared, since nothing changes them."""
    entries = {
        key: Entry(entry.key, _clone(entry.value) if isinstance(entry.value, Map) else copy.copy(entry.value))
        for key, entry in node.entries.items()
    }
    return Map(node.position, entries)
