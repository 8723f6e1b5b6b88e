"""Acceptances: events that an author means, each with a reason, in the spec that changed.

    accepted:
      result-field-removed:
        types.Order.oldField: The venue stopped to send it on 2026-11-02 (changelog of that day).

An acceptance speaks for the change that it comes with. What the base says already accepts nothing: otherwise a limit
that was raised once with a reason could be raised again without one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from venuegen.diff.events import Event
from venuegen.diff.registry import RULES
from venuegen.spec.load import LoadedSpec


def accept(events: Iterable[Event], old: LoadedSpec | None, new: LoadedSpec) -> Iterator[Event]:
    """The events, those that the new side accepts with its reason; then what its acceptances have to be told."""
    before = old.spec.accepted if old is not None else {}
    fresh: dict[tuple[str, str], str] = {}
    spent: list[tuple[str, str]] = []
    for rule, rows in new.spec.accepted.items():
        for path, reason in rows.items():
            if before.get(rule, {}).get(path) == reason:
                if _is_ours(new, rule, path):
                    spent.append((rule, path))
            else:
                fresh[rule, path] = reason
    used: set[tuple[str, str]] = set()
    for event in events:
        key = next((key for key in fresh if key[0] == event.rule and covers(key[1], event.path)), None)
        if key is not None:
            used.add(key)
            event = replace(event, accepted=fresh[key])
        yield event
    for key, reason in fresh.items():
        if key not in used:
            yield _about("acceptance-unused", key, reason, new)
    for key in spent:
        yield _about("acceptance-spent", key, before[key[0]][key[1]], new)


def _is_ours(loaded: LoadedSpec, rule: str, path: str) -> bool:
    """Whether it stands in this folder of specs: what comes from elsewhere cannot be deleted here."""
    file = loaded.key_position("accepted", rule, path).source.path
    return file.resolve().is_relative_to(loaded.specs_dir.resolve())


def covers(accepted: str, path: str) -> bool:
    """Whether an accepted path is this one: itself, or with `.*` at its end whatever is below."""
    if accepted.endswith(".*"):
        return path.startswith(accepted[:-1])
    return accepted == path


def _about(rule: str, key: tuple[str, str], reason: str, loaded: LoadedSpec) -> Event:
    place = loaded.key_position("accepted", *key)
    return Event(
        rule,
        RULES[rule].level,
        f"accepted.{key[0]}.{key[1]}",
        "changed",
        RULES[rule].says,
        before=None,
        after=reason,
        file=str(place.source.path),
        line=place.line,
    )
