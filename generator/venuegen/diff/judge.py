"""Which rule a change falls under: the first whose pattern and condition fit."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from venuegen.diff.conditions import Facts, holds
from venuegen.diff.registry import RULES
from venuegen.diff.rule import Rule
from venuegen.diff.tree import shown
from venuegen.diff.walk import Change

_KINDS = {"+": "added", "-": "removed", "~": "changed", ">": "moved", "=": "renamed"}


@dataclass(frozen=True, slots=True)
class Pattern:
    """One pattern of a rule, parsed."""

    kinds: frozenset[str]
    cls: str
    """Class of the language; empty for a pattern that fits any place."""
    field: str
    rest: tuple[str, ...]
    condition: str

    def fits(self, change: Change) -> bool:
        """Whether kind and place fit."""
        if change.kind not in self.kinds:
            return False
        if not self.cls:
            return True
        for at, owner in enumerate(change.owners):
            if not owner or self.cls not in ("*", owner) or self.field not in ("*", str(change.path[at])):
                continue
            if self._rest_fits([str(part) for part in change.path[at + 1 :]]):
                return True
        return False

    def _rest_fits(self, parts: list[str]) -> bool:
        rest = self.rest
        if rest and rest[-1] == "**":
            rest = rest[:-1]
            parts = parts[: len(rest)] if len(parts) >= len(rest) else parts
        if len(rest) != len(parts):
            return False
        pairs = zip(rest, parts, strict=True)
        return all(not part.startswith("$") if word == "*" else word == part for word, part in pairs)


def parse_pattern(text: str, otherwise: str = "") -> Pattern:
    """`+- Endpoint.params.* if sent`; `otherwise` is the condition of a pattern without one."""
    kinds, _, place = text.partition(" ")
    place, _, condition = place.partition(" if ")
    allowed = frozenset(_KINDS.values()) if kinds == "*" else frozenset(_KINDS[kind] for kind in kinds)
    if place == "**":
        return Pattern(allowed, "", "", (), condition or otherwise)
    cls, field, *rest = place.split(".")
    if field == "**":
        field, rest = "*", ["**"]
    return Pattern(allowed, cls, field, tuple(rest), condition or otherwise)


@functools.cache
def _patterns() -> tuple[tuple[Rule, Pattern], ...]:
    return tuple((rule, parse_pattern(text, rule.when)) for rule in RULES.values() for text in rule.at)


def rule_of(change: Change, facts: Facts) -> Rule:
    """The rule of a change; there always is one."""
    return next(
        rule for rule, pattern in _patterns() if pattern.fits(change) and holds(pattern.condition, change, facts)
    )


def sentence(rule: Rule, change: Change) -> str:
    """What the rule says about this change."""
    named = [str(part) for part, owner in zip(change.path, change.owners, strict=True) if not owner]
    name = named[-1] if named else str(change.path[-1])
    where = named[-2] if len(named) > 1 else name
    return rule.says.format(name=name, where=where, before=_text(change.before), after=_text(change.after))


def _text(value: object, limit: int = 60) -> str:
    text = shown(value)
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
