"""Every difference between two trees, once, at the smallest place that differs.

Maps with an author's keys are matched by key, and a key that went while another one came with the very same body was
renamed. Lists are matched by what their items are, so that an item put in front of others is one addition.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from venuegen.diff.renames import renamed
from venuegen.diff.tree import Path, Record, canonical, short

Kind = Literal["added", "removed", "changed", "renamed", "moved"]


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `path` is the new side's and `old_path` the old one's, where the value stands or stood.

    `owners` says for each part of the path which class of the language it is a field of; empty for an author's key.
    """

    kind: Kind
    path: Path
    old_path: Path
    owners: tuple[str, ...]
    before: Any
    after: Any


#: Maps whose order means something: what is sent, and where the first that fits wins.
ORDERED = {
    ("Endpoint", "params"),
    ("Step", "set"),
    ("Step", "message"),
    ("SignStep", "using"),
    ("JwtStep", "header"),
    ("JwtStep", "claims"),
    ("ErrorRow", "texts"),
    ("FrameTemplate", "send"),
    ("AnswerRule", "send"),
    ("Rpc", "send"),
    ("Connection", "on_open"),
    ("Batch", "item"),
    ("Spec", "types"),
}
#: Lists of words that are sets: their order says nothing.
SETS = {
    ("Environment", "lacks"),
    ("Endpoint", "examples"),
    ("Channel", "examples"),
    ("Operation", "options"),
    ("Operation", "needs"),
    ("Operation", "listen"),
    ("Operation", "done_codes"),
    ("Choice", "codes"),
    ("ConfigField", "values"),
    ("CredentialField", "format"),
    ("WireDefaults", "none"),
    ("Lease", "lost_codes"),
    ("Checksum", "none"),
    ("StyleRow", "takes"),
    ("StyleRow", "needs"),
}
#: What follows from another field: only what is now otherwise is a change of its own.
DERIVED = {("Enum", "outward")}


def changes(old: Record, new: Record) -> Iterator[Change]:
    """Every difference of two trees."""
    yield from _Walk((), (), ()).record(old, new)


@dataclass(frozen=True, slots=True)
class _Walk:
    path: Path
    old_path: Path
    owners: tuple[str, ...]

    def at(self, part: str | int, owner: str = "", old_part: str | int | None = None) -> _Walk:
        old = part if old_part is None else old_part
        return _Walk((*self.path, part), (*self.old_path, old), (*self.owners, owner))

    def change(self, kind: Kind, before: Any, after: Any) -> Change:
        return Change(kind, self.path, self.old_path, self.owners, before, after)

    def value(self, old: Any, new: Any) -> Iterator[Change]:
        if isinstance(old, Record) and isinstance(new, Record) and old.cls == new.cls:
            yield from self.record(old, new)
        elif _plain_map(old) and _plain_map(new):
            yield from self.map(old, new)
        elif isinstance(old, list) and isinstance(new, list):
            yield from self.list(old, new)
        elif old != new or type(old) is not type(new):
            if old is None and isinstance(new, dict | list):
                yield self.change("added", None, new)
            elif new is None and isinstance(old, dict | list):
                yield self.change("removed", old, None)
            else:
                yield self.change("changed", old, new)

    def record(self, old: Record, new: Record) -> Iterator[Change]:
        for name in new:
            found = self.at(name, new.cls).value(old.get(name), new[name])
            yield from (each for each in found if each.kind == "changed" or (new.cls, name) not in DERIVED)
        for name in old:
            if name not in new:
                yield from self.at(name, new.cls).value(old[name], None)

    def map(self, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Change]:
        gone = [key for key in old if key not in new]
        names = renamed(old, new)
        for key in new:
            if key in names:
                yield self.at(key, "", names[key]).change("renamed", names[key], key)
            elif key in old:
                yield from self.at(key).value(old[key], new[key])
            else:
                yield self.at(key).change("added", None, new[key])
        for key in gone:
            if key not in names.values():
                yield self.at(key).change("removed", old[key], None)
        if self._is_ordered():
            back = {before: after for after, before in names.items()}
            was = [back.get(key, key) for key in old if key not in gone or key in back]
            now = [key for key in new if key in was]
            if was != now:
                yield self.change("moved", was, now)

    def _field(self) -> tuple[str, str]:
        """The field of a class of the language that this place is in, or is."""
        for owner, part in zip(reversed(self.owners), reversed(self.path), strict=True):
            if owner:
                return owner, str(part)
        return "", ""

    def _is_ordered(self) -> bool:
        field = self._field()
        return field in ORDERED and not (field == ("Spec", "types") and len(self.path) != 2)

    def list(self, old: Sequence[Any], new: Sequence[Any]) -> Iterator[Change]:
        if self._field() == ("Row", "order"):
            if _places_moved(old, new):
                yield self.change("moved", [*old], [*new])
            return
        pairs, gone, came, moved = _aligned(old, new)
        for before, after in pairs:
            yield from self.at(after, "", before).value(old[before], new[after])
        for after in came:
            yield self.at(after).change("added", None, new[after])
        for before in gone:
            yield self.at(before).change("removed", old[before], None)
        if moved and self._field() not in SETS:
            yield self.change(
                "moved",
                [_label(each, at) for at, each in enumerate(old)],
                [_label(each, at) for at, each in enumerate(new)],
            )


def _plain_map(value: Any) -> bool:
    return isinstance(value, dict) and not isinstance(value, Record)


# ------------------------------------------------------------------------------------------------ lists


def _aligned(old: Sequence[Any], new: Sequence[Any]) -> tuple[list[tuple[int, int]], list[int], list[int], bool]:
    """Which item became which (places in old and new), which are gone, which came, and whether equal ones moved."""
    was, now = [canonical(each) for each in old], [canonical(each) for each in new]
    gone: list[int] = []
    came: list[int] = []
    for word, i1, i2, j1, j2 in difflib.SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if word != "equal":
            gone += range(i1, i2)
            came += range(j1, j2)
    moved = False
    for before in list(gone):
        same = next((after for after in came if now[after] == was[before]), None)
        if same is not None:
            moved = True
            gone.remove(before)
            came.remove(same)
    pairs: list[tuple[int, int]] = []
    for identify in (_name, _place):
        names: dict[str, list[int]] = {}
        for after in came:
            names.setdefault(identify(new[after], after), []).append(after)
        for before in list(gone):
            same_name = names.get(identify(old[before], before), [])
            if same_name and isinstance(old[before], dict):
                after = same_name.pop(0)
                pairs.append((before, after))
                gone.remove(before)
                came.remove(after)
    return pairs, gone, came, moved


def _places_moved(old: Sequence[str], new: Sequence[str]) -> bool:
    """Whether a place of an array is another one's now: that it got longer or shorter at its end is told by name."""
    same = {name for name in old if name in new}
    return old.count("_") != new.count("_") or any(old.index(name) != new.index(name) for name in same)


def _label(item: Any, at: int) -> Any:
    """An item of a list in few words, where only its place is another one."""
    if isinstance(item, Record) and item.cls == "StyleRow":
        return item["of"]
    name = _name(item, at) if isinstance(item, dict) else item
    return short(item) if isinstance(name, str) and name.startswith("#") else name


def _name(item: Any, at: int) -> str:
    """What an item of a list is called: its id, what it is about, or the only key that it has."""
    if not isinstance(item, dict):
        return f"#{at}"
    if isinstance(item, Record):
        if "id" in item:
            return str(item["id"])
        if item.cls == "StyleRow":
            return canonical(item["of"])
        if "call" in item:
            return f"{item['call']} {item.get('when')}"
    said = [key for key, value in item.items() if value is not None]
    return said[0] if len(said) == 1 else f"#{at}"


def _place(item: Any, at: int) -> str:
    if isinstance(item, Record) and item.cls in ("Vector", "StyleRow"):
        return f"{item.cls} {canonical(item)}"  # another name is another one
    return f"{at} {getattr(item, 'cls', type(item).__name__)}"
