"""What `venuegen diff` says: one event for each difference, as values."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from venuegen.diff.registry import RULES
from venuegen.diff.rule import LEVELS, Level
from venuegen.diff.tree import short, shown
from venuegen.spec.diagnostics import Diagnostic

_SHOWN = 3
"""Proofs that are named; one is enough to begin to read."""


@dataclass(frozen=True, slots=True)
class Event:
    """One difference in meaning. `level` may be more than its rule's: a DANGER that nothing proves is an ERROR."""

    rule: str
    level: Level
    path: str
    """Keys joined by points, or the name of a file of the spec's folder."""
    kind: str
    says: str
    before: Any = None
    after: Any = None
    file: str = ""
    line: int = 0
    """Of the new side; of the old one (`side`) for what is gone."""
    side: str = "after"
    needs: str = ""
    """Of a DANGER, and of what would be one: the kind of proof that it needs (`venuegen.diff.proof`)."""
    proof: tuple[str, ...] = ()
    """What was published, or stated, and changed with it."""
    wanted: str = ""
    """What would prove it; empty where something does."""
    accepted: str = ""
    """Why the author accepts it."""

    @property
    def unproven(self) -> bool:
        """It moves money, and nothing that speaks of the same part changed with it."""
        return bool(self.wanted)

    @property
    def proven_by(self) -> str:
        """What speaks for it, in a few words."""
        more = f" and {len(self.proof) - _SHOWN} more" if len(self.proof) > _SHOWN else ""
        return f"{', '.join(self.proof[:_SHOWN])}{more}"

    @property
    def change(self) -> str:
        """`before → after` in one line; empty where nothing can be compared."""
        if self.kind == "unreadable":
            return ""
        if self.kind in ("added", "file added"):
            return f"+ {shown(self.after)}"
        if self.kind in ("removed", "file removed"):
            return f"- {shown(self.before)}"
        before, after = shown(self.before), shown(self.after)
        if before == after and type(self.before) is not type(self.after):  # a number and its text
            before, after = (json.dumps(short(each), ensure_ascii=False) for each in (self.before, self.after))
        return f"{before} → {after}"

    @property
    def place(self) -> str:
        """`file:line`, and whose."""
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where} (base)" if self.side == "before" and where else where

    def as_dict(self) -> dict[str, Any]:
        """For machines."""
        return {
            "rule": self.rule,
            "level": self.level,
            "direction": RULES[self.rule].direction,
            "title": RULES[self.rule].title,
            "path": self.path,
            "kind": self.kind,
            "says": self.says,
            "before": short(self.before),
            "after": short(self.after),
            "file": self.file,
            "line": self.line,
            "side": self.side,
            "unproven": self.unproven,
            "needs": self.needs,
            "proof": list(self.proof),
            "wanted": self.wanted,
            "accepted": self.accepted,
        }


@dataclass(frozen=True, slots=True)
class VenueDiff:
    """What changed about one venue."""

    venue: str
    status: str
    """changed, added, removed, unreadable."""
    events: tuple[Event, ...] = ()
    refused_before: int = 0
    """Errors that `check` finds in the base."""
    refused_after: int = 0
    diagnostics: tuple[Diagnostic, ...] = field(default=())
    """Why a side does not load."""

    def counts(self) -> dict[Level, int]:
        return counts(self.events)


def counts(events: Iterable[Event]) -> dict[Level, int]:
    """Events of each level that nobody accepted."""
    found = Counter(each.level for each in events if not each.accepted)
    return {level: found[level] for level in LEVELS}


def ordered(events: Iterable[Event]) -> tuple[Event, ...]:
    """The worst first; among equals as the spec has them."""
    rank = {level: at for at, level in enumerate(LEVELS)}
    return tuple(sorted(events, key=lambda each: (bool(each.accepted), rank[each.level])))


def alike(events: Iterable[Event]) -> list[list[Event]]:
    """Events that say the same of several places, together: copies of one line say one thing."""
    found: dict[tuple[object, ...], list[Event]] = {}
    for event in events:
        key = (event.rule, event.level, event.change, event.says, event.wanted, event.proof, event.accepted)
        found.setdefault(key, []).append(event)
    return list(found.values())


def fails(diffs: Sequence[VenueDiff], threshold: str) -> bool:
    """Whether any event that nobody accepted is at or above a level; `never` is above all."""
    if threshold == "never":
        return False
    worst = LEVELS[: LEVELS.index(threshold) + 1]
    return any(each.counts()[level] for each in diffs for level in worst)
