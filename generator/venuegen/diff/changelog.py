"""Changelog fragments from events: what users of a venue's client have to know, in the words of the rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from venuegen.diff.events import Event, VenueDiff
from venuegen.diff.markdown import _code, _text
from venuegen.diff.registry import RULES
from venuegen.diff.terminal import cut
from venuegen.generate.write import write_atomically

_SECTIONS = ("Breaking", "Behaviour", "Added")
_WITHOUT = {"docs-changed", "simulated-changed", "part-added", "type-added", "inner-name-changed"}
"""What users of a client need not know."""


def fragment(diff: VenueDiff) -> str:
    """The fragment of a venue, with a final newline; empty when there is nothing that its users need to know."""
    found: dict[str, list[str]] = {name: [] for name in _SECTIONS}
    for event in diff.events:
        section = _section(event)
        if section:
            found[section].append(_entry(event))
    lines = [f"### {diff.venue}"]
    for name in _SECTIONS:
        if found[name]:
            lines += ["", f"**{name}**", "", *found[name]]
    return "\n".join(lines) + "\n" if len(lines) > 1 else ""


def _section(event: Event) -> str | None:
    rule = RULES[event.rule]
    if event.rule in _WITHOUT or event.rule.startswith(("vector-", "example-", "acceptance-", "base-", "spec-")):
        return None
    if rule.level == "error":
        return "Breaking"
    return "Added" if rule.level == "note" and event.kind in ("added", "file added") else "Behaviour"


def _entry(event: Event) -> str:
    reason = f" ({_text(event.accepted)})" if event.accepted else ""
    change = _code(cut(event.change, 100))
    return f"- {_text(RULES[event.rule].title)}: {_code(event.path)}, {change}. {_text(event.says)}{reason}"


def write_fragments(diffs: Sequence[VenueDiff], folder: Path) -> list[Path]:
    """Write `<venue>.md` for each venue with something to tell, over what was there; the files written."""
    return list(_written(diffs, folder))


def _written(diffs: Sequence[VenueDiff], folder: Path) -> Iterator[Path]:
    for diff in diffs:
        text = fragment(diff)
        if text:
            folder.mkdir(parents=True, exist_ok=True)
            path = folder / f"{diff.venue}.md"
            write_atomically(path, text)
            yield path
