"""One venue, two sides: loaded, resolved, walked, judged."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from venuegen.diff.accepted import accept
from venuegen.diff.conditions import Facts
from venuegen.diff.dictionaries import contents, dictionary_place
from venuegen.diff.events import Event, VenueDiff, ordered
from venuegen.diff.evidence import Evidence, evidence
from venuegen.diff.files import file_events, files_of, owners_of
from venuegen.diff.judge import rule_of, sentence
from venuegen.diff.proof import file_proof, proof_of
from venuegen.diff.registry import RULES
from venuegen.diff.renames import follow
from venuegen.diff.resolved import resolved
from venuegen.diff.rule import Level
from venuegen.diff.tree import Record, short
from venuegen.diff.usage import base_name, users
from venuegen.diff.walk import Change, changes
from venuegen.report import counted
from venuegen.spec.diagnostics import Diagnostic, Problems
from venuegen.spec.load import LoadedSpec, load_spec
from venuegen.spec.model import Spec

_NOT_COMPARED = ("accepted", "extends")
"""Acceptances are about events, not part of them; `extends` is gone once files are joined."""


@dataclass(frozen=True, slots=True)
class Side:
    """A folder of specs, and how its files are called in messages."""

    specs_dir: Path
    shown: str
    """What stands before a path inside the folder: `venue_specs/`."""

    def name(self, file: str | Path) -> str:
        """A file of this side, for people."""
        path = Path(file)
        try:
            path = path.resolve().relative_to(self.specs_dir.resolve()) if path.is_absolute() else path
        except ValueError:
            return str(file)
        return f"{self.shown}{path.as_posix()}"


def compare(venue: str, before: Side | None, after: Side | None, *, today: datetime.date | None = None) -> VenueDiff:
    """What changed about a venue; a side is None where it has no such spec. Never raises for what stands in files."""
    old, old_problems = _load(venue, before)
    new, new_problems = _load(venue, after)
    if after is None:
        return VenueDiff(venue, "removed", (_whole("venue-removed", venue, file=_file(venue, before), side="before"),))
    if new is None:
        broken = _whole("spec-unreadable", venue, file=_file(venue, after))
        return VenueDiff(venue, "unreadable", (broken,), diagnostics=_named(new_problems, after))
    refused = _refused(new, new_problems, today)
    if before is None:
        return VenueDiff(venue, "added", tuple(accept([_added(venue, new, after)], None, new)), refused_after=refused)
    if old is None:
        broken = _whole("base-unreadable", venue, file=_file(venue, before), side="before")
        return VenueDiff(
            venue, "unreadable", (broken,), refused_after=refused, diagnostics=_named(old_problems, before)
        )
    events = tuple(_placed(each, before, after) for each in accept(_events(old, new), old, new))
    return VenueDiff(
        venue,
        "changed" if events else "unchanged",
        ordered(events),
        refused_before=_refused(old, old_problems, today) if events else 0,
        refused_after=refused,
    )


def _load(venue: str, side: Side | None) -> tuple[LoadedSpec | None, Problems]:
    return load_spec(venue, side.specs_dir) if side is not None else (None, Problems())


def _refused(loaded: LoadedSpec, problems: Problems, today: datetime.date | None) -> int:
    """Errors that `check` finds in a spec that loads."""
    from venuegen.check.meaning import check_meaning

    check_meaning(loaded, problems, today or datetime.datetime.now(datetime.UTC).date())
    return sum(each.severity == "error" for each in problems)


def _file(venue: str, side: Side | None) -> str:
    return f"{side.shown}{venue}/venue.yaml" if side is not None else ""


def _named(problems: Problems, side: Side) -> tuple[Diagnostic, ...]:
    return tuple(replace(each, file=side.name(each.file)) for each in problems)


def _whole(rule: str, venue: str, *, file: str, side: str = "after", after: str | None = None) -> Event:
    word = {"venue-added": "added", "venue-removed": "removed"}.get(rule, "unreadable")
    says = RULES[rule].says.format(name=venue, where=venue, before="", after=after)
    return Event(rule, RULES[rule].level, venue, word, says, venue, after or venue, file=file, line=1, side=side)


def _added(venue: str, loaded: LoadedSpec, side: Side) -> Event:
    spec = loaded.spec
    channels = sum(len(each.channels) for each in spec.ws.values())
    parts = ((len(spec.operations), "method"), (len(spec.endpoints), "endpoint"), (channels, "channel"))
    offers = ", ".join(counted(number, word) for number, word in parts)
    return _whole("venue-added", venue, file=_file(venue, side), after=f"{spec.title}: {offers}")


# ------------------------------------------------------------------------------------------------ events


def spec_changes(
    old: Spec,
    new: Spec,
    old_dictionaries: Mapping[str, Record] | None = None,
    new_dictionaries: Mapping[str, Record] | None = None,
) -> tuple[list[Change], Facts]:
    """Every difference of two specs in what they mean, and the sides that they are differences of."""
    were, are = old_dictionaries or {}, new_dictionaries or {}
    both = were.keys() & are.keys()  # one that cannot be read, or is new, is told as a whole
    before = resolved(old, {name: were[name] for name in both})
    after = resolved(new, {name: are[name] for name in both})
    for name in _NOT_COMPARED:
        before.pop(name, None)
        after.pop(name, None)
    follow(before, after)
    return list(changes(before, after)), Facts.of(before, after)


def _events(old: LoadedSpec, new: LoadedSpec) -> Iterator[Event]:
    found, facts = spec_changes(old.spec, new.spec, contents(old), contents(new))
    were, are = files_of(old), files_of(new)
    known = evidence(found, facts.new, were, are, owners_of(new))
    named: set[tuple[str, str]] = set()
    for change in found:
        event = _event(change, facts, old, new)
        named.add((event.rule, Path(str(event.after or event.before)).name))
        yield _judged(event, change, facts, known)
    for event in file_events(were, are):
        if (event.rule, Path(event.path).name) not in named:  # that it is listed tells that it is there
            yield _judged(event, None, facts, known)


def _event(change: Change, facts: Facts, old: LoadedSpec, new: LoadedSpec) -> Event:
    rule = rule_of(change, facts)
    gone = change.kind == "removed"
    path = change.old_path if gone else change.path
    file, line = _place(old if gone else new, path)
    used = _users(change, facts)
    return Event(
        rule.id,
        rule.level,
        _path(path, change),
        change.kind,
        sentence(rule, change) + (f" Used by {used}." if used else ""),
        path[-1] if gone and not short(change.before) else change.before,
        path[-1] if change.kind == "added" and not short(change.after) else change.after,
        file=file,
        line=line,
        side="before" if gone else "after",
    )


def _place(loaded: LoadedSpec, path: tuple[str | int, ...]) -> tuple[str, int]:
    found = dictionary_place(loaded, path)
    if found is None:
        position = loaded.key_position(*path)
        found = str(position.source.path), position.line
    return found


def _path(path: tuple[str | int, ...], change: Change) -> str:
    """The path for people, and for acceptances: a word of a list is called by itself, not by its number."""
    item = change.before if change.kind == "removed" else change.after
    if isinstance(path[-1], int) and isinstance(item, str | int):
        path = (*path[:-1], item)
    if path[:2] == ("fix", "dictionaries"):
        path = tuple(part for at, part in enumerate(path) if (at, part) != (3, "content"))
    return ".".join(map(str, path))


def _users(change: Change, facts: Facts, limit: int = 3) -> str:
    """Who has a type that changed: the reader of a diff wants to know which methods it reaches."""
    if change.path[0] not in ("types", "enums", "unions", "flags") or (change.kind == "added" and len(change.path) < 3):
        return ""
    name = base_name(str(change.path[1]))
    found = users(facts.new, name) or users(facts.old, name)
    return ", ".join(found[:limit]) + (f" and {len(found) - limit} more" if len(found) > limit else "")


def _judged(event: Event, change: Change | None, facts: Facts, known: Evidence) -> Event:
    """A change that moves money, and that nothing published speaks for, is an error. `change`: none for a file."""
    if event.level != "danger":
        return event
    if change is not None:
        kind, proof = proof_of(change, facts, known)
    else:
        kind, proof = file_proof(event.rule, facts, known)
    level: Level = "danger" if proof.found else "error"
    return replace(event, level=level, needs=kind.id, proof=proof.found, wanted="" if proof.found else proof.wanted)


def _placed(event: Event, before: Side, after: Side) -> Event:
    side = before if event.side == "before" else after
    return replace(event, file=side.name(event.file)) if event.file else event
