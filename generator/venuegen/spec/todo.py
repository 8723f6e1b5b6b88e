"""Open work: values that say TODO. Each one is a diagnostic, and stands in for what else would be wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from venuegen.spec.diagnostics import Problems
from venuegen.spec.yamlnodes import Map, Node, Scalar, Seq

SpecPath = tuple[str | int, ...]

TODO = re.compile(r"\bTODO\b")


def scalars(node: Node, path: SpecPath = ()) -> Iterator[tuple[SpecPath, Scalar]]:
    """Every scalar value of a tree with its path."""
    if isinstance(node, Scalar):
        yield path, node
    elif isinstance(node, Seq):
        for at, item in enumerate(node.items):
            yield from scalars(item, (*path, at))
    elif isinstance(node, Map):
        for key, entry in node.entries.items():
            yield from scalars(entry.value, (*path, key))


def find_todos(root: Node, problems: Problems) -> None:
    """A diagnostic for every value that says TODO."""
    for path, node in scalars(root):
        if isinstance(node.value, str) and TODO.search(node.value) and not str(path[0]).startswith("x-"):
            problems.add("VG901", node, f"`{'.'.join(map(str, path))}` is still to be done")
