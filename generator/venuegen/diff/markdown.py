"""Events as the body of a pull request: what matters in a table, the rest folded away."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from venuegen.diff.events import Event, VenueDiff, alike, counts
from venuegen.diff.terminal import cut, refusals, tally
from venuegen.report import counted

MARKER = "<!-- venuegen diff -->"
"""First line of the text: who updates a comment finds it again by this."""
_LIMIT = 60_000
"""Characters: a comment may have some more than that, and no page is read beyond it."""


_ROWS = 50
"""Rows of a table: nobody reads more, and the rest must still fit."""
_ALIKE = 4
"""Places that are named beside the first, where one thing is said of several."""


def page(diffs: Sequence[VenueDiff], base: str) -> str:
    """The whole text, with a final newline."""
    total = tally(counts(event for each in diffs for event in each.events))
    accepted = sum(bool(event.accepted) for each in diffs for event in each.events)
    more = f", {accepted} accepted" if accepted else ""
    head = [MARKER, f"## What changed in meaning: {total or 'nothing'}{more}", ""]
    if not diffs:
        return "\n".join([*head, f"No spec means anything else than at {_code(base)}.", ""])
    head += [f"Specs against {_code(base)}.", ""]
    parts = ["\n".join(_venue(each)) for each in diffs]
    text = "\n".join(head) + "\n"
    for at, part in enumerate(parts):
        if len(text) + len(part) > _LIMIT:
            left = counted(len(parts) - at, "more venue")
            text += f"\n*{left} would be too much for a comment: `venuegen diff` shows all of it.*\n"
            break
        text += part + "\n"
    return text


def _venue(diff: VenueDiff) -> list[str]:
    lines = [f"### {diff.venue}: {tally(diff.counts()) or 'nothing that is not accepted'}", ""]
    if diff.refused_after or diff.refused_before:
        lines += [f"> {refusals(diff)}", ""]
    for found in diff.diagnostics:
        lines.append(f"- {_code(f'{found.file}:{found.line}')} {found.id}: {_text(found.message)}")
    loud = [each for each in diff.events if not each.accepted and each.level != "note"]
    notes = [each for each in diff.events if not each.accepted and each.level == "note"]
    accepted = [each for each in diff.events if each.accepted]
    if loud:
        lines += [*_table(loud), ""]
    lines += _folded(f"{len(notes)} notes" if len(notes) != 1 else "1 note", notes)
    lines += _folded(f"{len(accepted)} accepted", accepted)
    return lines


def _folded(title: str, events: Sequence[Event]) -> list[str]:
    if not events:
        return []
    return ["<details>", f"<summary>{title}</summary>", "", *_table(events), "", "</details>", ""]


def _table(events: Iterable[Event]) -> list[str]:
    rows = [_row(*each) for each in alike(events)]
    if len(rows) > _ROWS:
        rows = [*rows[:_ROWS], f"| | | | {len(rows) - _ROWS} more: `venuegen diff` shows all |"]
    return ["| | rule | where | change |", "| --- | --- | --- | --- |", *rows]


def _row(event: Event, *others: Event) -> str:
    says = _text(event.says)
    if event.wanted and not event.accepted:
        says += f" An error until something proves it: {_text(event.wanted)}."
    if event.proof:
        says += f" Changed with it: {_text(event.proven_by)}."
    if event.accepted:
        says = f"Accepted: {_text(event.accepted)}"
    where = f"{_code(event.path)}<br>{_code(event.place)}" if event.place else _code(event.path)
    where += "".join(f"<br>{_code(each.path)}" for each in others[:_ALIKE])
    where += f"<br>and {len(others) - _ALIKE} more" if len(others) > _ALIKE else ""
    change = f"{_code(cut(event.change))}<br>" if event.change else ""
    return f"| {event.level.upper()} | `{event.rule}` | {where} | {change}{says} |"


def _code(text: str) -> str:
    """Text in a code span of a table: no mark-up, mention, link or column of a spec's own."""
    text = " ".join("".join(char if char.isprintable() else " " for char in text).split()).replace("|", "\\|")
    ticks = "`" * (max((len(each) for each in re.findall("`+", text)), default=0) + 1)
    pad = " " if text.startswith("`") or text.endswith("`") or not text else ""
    return f"{ticks}{pad}{text}{pad}{ticks}"


def _text(text: str) -> str:
    """Text outside of code spans, mark-up taken away; code that a rule quotes stays code."""
    pieces = re.split(r"(`[^`]*`)", " ".join(text.split()))
    return "".join(_code(each[1:-1]) if at % 2 else _plain(each) for at, each in enumerate(pieces))


def _plain(text: str) -> str:
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("@", "@\u200b")
    return re.sub(r"([\\*_\[\]|#~!`])", r"\\\1", text)
