"""What a rule of `venuegen diff` is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "danger", "warning", "note"]
LEVELS: tuple[Level, ...] = ("error", "danger", "warning", "note")
Direction = Literal["client", "request", "response", "none"]
"""Whom a change reaches: code that calls the client, the venue (what we send), us (what we read), or nobody."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One meaning of a change.

    `at`: patterns `kinds place`, kinds being some of `+` (added), `-` (removed), `~` (changed), `>` (order), `=`
    (renamed), or `*`; a place is `Class.field` of the language and what follows in the path (`*` one part, `**` any
    number of parts, also none); ` if name` adds a condition of `venuegen.diff.conditions`, `when` one for all patterns
    without their own. `says`: a sentence; `{name}` is the last part of the path that an author named, `{where}` what it
    belongs to, `{before}` and `{after}` the values.
    """

    id: str
    level: Level
    direction: Direction
    title: str
    says: str
    at: tuple[str, ...] = ()
    when: str = ""
