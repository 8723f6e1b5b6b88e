"""What a proof is, and what every kind of it looks at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from venuegen.diff.conditions import Facts, at
from venuegen.diff.evidence import Evidence, FixSample, Owner, Sample
from venuegen.diff.standing import text
from venuegen.diff.tree import Record
from venuegen.diff.walk import Change


@dataclass(frozen=True, slots=True)
class Proof:
    """What speaks for a change, and what would."""

    found: tuple[str, ...]
    wanted: str


@dataclass(frozen=True, slots=True)
class Case:
    """A change with all that may speak for it."""

    change: Change
    facts: Facts
    evidence: Evidence

    @property
    def root(self) -> Record:
        return self.facts.new

    @property
    def path(self) -> tuple[str, ...]:
        return tuple(map(str, self.change.path))


def words(case: Case) -> Iterator[str]:
    """Parts around the change of which people are told something else, or that came with words of their own."""
    path = case.change.path
    for part in sorted(case.evidence.words, key=str):
        if path[: len(part)] == part:
            yield ".".join(map(str, part))
    new = case.change.after
    if case.change.kind == "added" and isinstance(new, Record) and (new.get("doc") or new.get("source")):
        yield ".".join(case.path)


def says(wire: dict[str, Any]) -> str:
    """What a style always sends, for people."""
    said = ", ".join(f"{name}: {text(value)}" for name, value in wire.items() if literal(value))
    return f"`{said}`" if said else "an order of that kind"


def literal(value: Any) -> bool:
    """Whether a value of a style is sent as it stands."""
    return not (isinstance(value, str) and (value.startswith("=") or "{" in value)) and not isinstance(value, dict)


def either(names: Iterable[str]) -> str:
    """Names, of which one is enough."""
    return " or ".join(f"`{each}`" for each in names) or "it"


def fix_messages(case: Case, dictionary: str, *names: str) -> Iterator[FixSample]:
    """New examples of messages of a dictionary; any one where the dictionary does not tell their types."""
    known = at(case.root, ("fix", "dictionaries", dictionary, "content", "messages"))
    types = {known[name]["type"] for name in names if name in known} if isinstance(known, dict) else None
    return (each for each in case.evidence.messages if types is None or each.type in types)


def answered(case: Case, *owners: Owner) -> list[str]:
    """New examples of endpoints or channels, of what comes from the venue."""
    return [each.file for each in case.evidence.samples if each.owners & {*owners} and is_answer(each)]


def is_answer(sample: Sample) -> bool:
    """Whether something is new of what comes from the venue, or of what is expected of it."""
    return sample.answer is not None or bool(sample.expected)
