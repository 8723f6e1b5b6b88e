"""Loading: files → one composed tree → checked against the language → `Spec`, with the origin of every value."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
from msgspec import inspect as mi

from venuegen.spec.compose import compose
from venuegen.spec.diagnostics import Position, Problems
from venuegen.spec.model import Spec
from venuegen.spec.structure import check_structure
from venuegen.spec.venues import spec_file
from venuegen.spec.yamlnodes import Map, Node, Scalar, Seq

Path_ = tuple[str | int, ...]


@dataclass(slots=True)
class LoadedSpec:
    """A spec that has the form of the language, and where each of its values stands."""

    spec: Spec
    path: Path
    """The spec's own file; its folder holds `examples/`, `hooks.py` and so on."""
    root: Map
    """The composed tree: every node keeps the position of the file it came from."""
    files: list[Path]
    """Every spec file that was read, the spec's own first."""
    specs_dir: Path
    problems: Problems = field(default_factory=Problems)

    @property
    def folders(self) -> tuple[Path, ...]:
        """Where its files stand: its own folder first, then those of the specs that it extends."""
        return tuple(dict.fromkeys(file.parent for file in self.files))

    def node(self, *path: str | int) -> Node | None:
        """The node at a path of keys and list indexes, such as `("endpoints", "depth", "params", 0)`."""
        return find(self.root, path)

    def position(self, *path: str | int) -> Position:
        """Where a value stands; of the nearest enclosing value when the path itself is a default."""
        for length in range(len(path), -1, -1):
            node = find(self.root, path[:length])
            if node is not None:
                return node.position
        return self.root.position

    def key_position(self, *path: str | int) -> Position:
        """Where the key of a value stands; of the value in a list, or when there is no such key."""
        parent = find(self.root, path[:-1])
        if isinstance(parent, Map) and path and path[-1] in parent.entries:
            return parent.entries[str(path[-1])].key.position
        return self.position(*path)

    def origin(self, *path: str | int) -> str:
        """`file:line` of a value, for people."""
        return str(self.key_position(*path))

    def beside(self, text: str, *path: str | int) -> Path:
        """A file named by the value at `path`: relative to the spec file in which that value stands."""
        return self.position(*path).source.path.parent / text


def find(root: Node, path: Path_) -> Node | None:
    """The node at a path of keys and indexes, or None."""
    node: Node | None = root
    for part in path:
        if isinstance(node, Map):
            entry = node.entries.get(str(part))
            node = entry.value if entry is not None else None
        elif isinstance(node, Seq) and isinstance(part, int) and 0 <= part < len(node.items):
            node = node.items[part]
        else:
            return None
    return node


def load_spec(venue: str | Path, specs_dir: Path) -> tuple[LoadedSpec | None, Problems]:
    """Load a spec: `(loaded, problems)`; `loaded` is None when a problem other than open work (VG901) is an error.

    `venue` is a venue id (a folder of `specs_dir`), the path of a spec's folder, or of the file itself. Reads files,
    never raises for what stands in them.
    """
    problems = Problems()
    path = spec_file(venue, specs_dir)
    root, files = compose(path, specs_dir, problems)
    if root is None:
        return None, problems
    composed = not problems.failed
    if not check_structure(root, problems) or not composed:
        return None, problems
    try:
        spec = msgspec.convert(plain(root, _SPEC), Spec, strict=True)
    except msgspec.ValidationError as error:  # the schema is made from the same classes, so this is a gap between them
        problems.add("VG103", root, f"the spec does not fit the language: {error}")
        return None, problems
    return LoadedSpec(spec, path, root, files, specs_dir, problems), problems


_SPEC = mi.type_info(Spec)


def plain(node: Node, info: mi.Type | None = None) -> Any:
    """The value of a tree as dicts, lists and scalars; in maps of the language without the author's `x-` keys."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Seq):
        item = _option(info, mi.ListType)
        return [plain(each, item.item_type if item else None) for each in node.items]
    assert isinstance(node, Map)
    struct = _option(info, mi.StructType)
    if struct is not None:
        types = {each.encode_name: each.type for each in struct.fields}
        return {
            key: plain(entry.value, types.get(key)) for key, entry in node.entries.items() if not key.startswith("x-")
        }
    values = _option(info, mi.DictType)
    return {key: plain(entry.value, values.value_type if values else None) for key, entry in node.entries.items()}


def _option(info: mi.Type | None, kind: type[Any]) -> Any:
    """The alternative of a type that is of this kind."""
    if isinstance(info, mi.Metadata):
        return _option(info.type, kind)
    if isinstance(info, mi.UnionType):
        return next((found for found in (_option(each, kind) for each in info.types) if found is not None), None)
    return info if isinstance(info, kind) else None
