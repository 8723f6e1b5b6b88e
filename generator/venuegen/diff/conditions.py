"""What a rule may ask about a change beyond the place where it is: small questions with yes or no."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from venuegen.diff.tree import Path, Record
from venuegen.diff.usage import Usage, base_name
from venuegen.diff.walk import Change
from venuegen.spec.durations import is_duration, nanoseconds


@dataclass(frozen=True, slots=True)
class Facts:
    """Both sides of a change, and where their types are used."""

    old: Record
    new: Record
    old_usage: Usage
    new_usage: Usage

    @classmethod
    def of(cls, old: Record, new: Record) -> Facts:
        return cls(old, new, Usage(old), Usage(new))

    def sent(self, name: str) -> bool:
        """Whether a type is part of anything that is sent, before or after."""
        return name in self.old_usage.sent or name in self.new_usage.sent

    def read(self, name: str) -> bool:
        return name in self.old_usage.read or name in self.new_usage.read


Condition = Callable[[Change, Facts], bool]


def holds(name: str, change: Change, facts: Facts) -> bool:
    """Whether a condition holds; the empty name always does."""
    return not name or CONDITIONS[name](change, facts)


def at(root: Any, path: Path) -> Any:
    """What stands at a path of a tree; None where nothing does."""
    for part in path:
        try:
            root = root[part]
        except (KeyError, IndexError, TypeError):
            return None
    return root


# ------------------------------------------------------------------------------------------------ what is sent


def _sent(change: Change, facts: Facts) -> bool:
    if change.path[0] in ("types", "enums", "unions", "flags"):
        name = base_name(str(change.path[1]))
        return facts.sent(name)
    return True


def _not_sent(change: Change, facts: Facts) -> bool:
    return not _sent(change, facts)


def _sent_only(change: Change, facts: Facts) -> bool:
    name = base_name(str(change.path[1]))
    return facts.sent(name) and not facts.read(name)


def _is_opt(text: Any) -> bool:
    return isinstance(text, str) and text.startswith("opt<")


def _is_required(value: Any) -> bool:
    """Whether a parameter, field or credential has to be given."""
    if isinstance(value, str):
        return not _is_opt(value)
    if not isinstance(value, Record):
        return True
    if value.cls == "CredentialField":
        return not value["optional"] and value["default"] is None
    return not _is_opt(value["type"]) and value.get("default") is None and value.get("const") is None


def _required(change: Change, facts: Facts) -> bool:
    """What is added has to be given, or what could be left out has to be given now."""
    if change.kind == "added":
        return _is_required(change.after)
    owner = at(facts.new, change.path[:-1])
    field = change.path[-1]
    if field == "type" or (isinstance(owner, dict) and not isinstance(owner, Record)):
        before, after = change.before, change.after
        if not (_is_opt(before) and before == f"opt<{after}>"):
            return False
        return not isinstance(owner, Record) or _is_required(owner)
    if field in ("default", "const"):
        return change.after is None and _is_required(owner)
    return field == "optional" and change.after is False and _is_required(owner)


def _required_sent(change: Change, facts: Facts) -> bool:
    return _sent(change, facts) and _required(change, facts)


def _optional_sent(change: Change, facts: Facts) -> bool:
    return _sent(change, facts) and change.after == f"opt<{change.before}>"


def _constant(change: Change, facts: Facts) -> bool:
    if change.kind == "changed":
        return change.before is not None and change.after is not None
    if change.kind == "renamed":
        param = at(facts.new, change.path)
    else:
        param = change.after if change.kind == "added" else change.before
    return isinstance(param, Record) and param["const"] is not None


def _freed(change: Change, facts: Facts) -> bool:
    return change.after is None


def _fixed(change: Change, facts: Facts) -> bool:
    return change.before is None


def _required_member(change: Change, facts: Facts) -> bool:
    """A field of a FIX message that has to be there."""
    if change.kind == "changed":
        return change.after is True
    return isinstance(change.after, Record) and change.after.get("required") is True


def _mapped(change: Change, facts: Facts) -> bool:
    """The word had a counterpart in the contract."""
    return change.before is not None


# ------------------------------------------------------------------------------------------------ amounts


_RATE = re.compile(r"(\d+)/(\d+(?:ns|us|ms|s|m|h|d))")


def _amount(value: Any) -> float | None:
    """A number, the length of a duration, or a rate per nanosecond; None for what cannot be compared."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, str):
        if is_duration(value):
            return nanoseconds(value)
        if (rate := _RATE.fullmatch(value)) is not None and nanoseconds(rate[2]):
            return int(rate[1]) / nanoseconds(rate[2])
    return None


_LESS_IS_MORE = ("window", "cost", "default_cost")
_UNBOUNDED = ("topics", "subscriptions", "messages", "connects", "in_flight", "batch", "max_size", "size")


def _allowed(change: Change) -> int:
    """1 when more may be sent than before, -1 when less, 0 when that cannot be told."""
    names = {part for part, owner in zip(change.path, change.owners, strict=True) if owner}
    if change.kind in ("added", "removed"):
        return -1 if change.kind == "added" else 1
    before, after = _amount(change.before), _amount(change.after)
    if names & set(_UNBOUNDED):
        before = math.inf if change.before is None else before
        after = math.inf if change.after is None else after
    if before is None or after is None or before == after:
        return 0
    return (1 if after > before else -1) * (-1 if names & set(_LESS_IS_MORE) else 1)


def _allows_more(change: Change, facts: Facts) -> bool:
    return _allowed(change) > 0


def _allows_less(change: Change, facts: Facts) -> bool:
    return _allowed(change) < 0


def _narrowed(change: Change, facts: Facts) -> bool:
    if change.after is None or change.before is None:
        return change.before is None
    return bool(change.after > change.before) == (change.path[-1] == "min")


CONDITIONS: dict[str, Condition] = {
    "sent": _sent,
    "not_sent": _not_sent,
    "sent_only": _sent_only,
    "becomes_required": _required,
    "required_sent": _required_sent,
    "optional_sent": _optional_sent,
    "constant": _constant,
    "freed": _freed,
    "fixed": _fixed,
    "required_member": _required_member,
    "mapped": _mapped,
    "allows_more": _allows_more,
    "allows_less": _allows_less,
    "narrowed": _narrowed,
}
