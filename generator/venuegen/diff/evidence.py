"""What was published and changed together with a spec: without it, a change that moves money is only a claim."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from venuegen.diff.files import File, example
from venuegen.diff.walk import Change


@dataclass(frozen=True, slots=True)
class Evidence:
    """Schemes with a vector that is new or another one, and names that changed examples expect something of."""

    schemes: frozenset[str]
    expected: frozenset[str]

    @property
    def any(self) -> bool:
        return bool(self.schemes or self.expected)

    def near(self, path: tuple[str | int, ...]) -> bool:
        """Whether anything speaks for a change at this path: a vector of the scheme, an example of the map, an example
        of an error; anything at all where no kind of evidence belongs to the place.
        """
        section = path[0] if path else ""
        name = str(path[1]) if len(path) > 1 else ""
        if section == "auth":
            return name in self.schemes
        if section == "maps":
            return name in self.expected
        if section == "errors":
            return "error" in self.expected
        return self.any


def evidence(changes: Iterable[Change], old: Mapping[str, File], new: Mapping[str, File]) -> Evidence:
    """What is new or another one, of what both sides have as evidence."""
    schemes = {str(change.path[1]) for change in changes if _of_vector(change)}
    expected: set[str] = set()
    for path, file in new.items():
        if file.kind != "example":
            continue
        before = old.get(path)
        if not path.endswith(".json"):  # a message as it is on the wire
            expected |= {"*"} if before is None or before.data != file.data else set()
            continue
        now, was = _facts(file), _facts(before) if before is not None else None
        if now is not None and now != was:
            expected |= {*now.get("expect", {}), "*"}
    return Evidence(frozenset(schemes), frozenset(expected))


def _of_vector(change: Change) -> bool:
    """A vector that is new, or whose inputs or outputs are."""
    if ("AuthScheme", "vectors") not in zip(change.owners, change.path, strict=True) or change.kind == "removed":
        return False
    fields = [part for owner, part in zip(change.owners, change.path, strict=True) if owner == "Vector"]
    return not fields or fields[0] in ("given", "expect")


def _facts(file: File) -> dict[str, Any] | None:
    """An example without what is only about it."""
    found = example(file.data)
    if found is None:
        return None
    kept = {key: value for key, value in found.items() if key not in ("source", "note")}
    kept["expect"] = kept.get("expect") if isinstance(kept.get("expect"), dict) else {}
    return kept
