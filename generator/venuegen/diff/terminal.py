"""Events for the terminal: grouped by venue, the worst first, in colour where there is one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from venuegen.diff.events import Event, VenueDiff, alike, counts
from venuegen.diff.rule import LEVELS, Level
from venuegen.report import Reporter, counted

if TYPE_CHECKING:
    from rich.text import Text

_STYLES: dict[Level, str] = {"error": "bold red", "danger": "bold magenta", "warning": "bold yellow", "note": "cyan"}
_WORDS: dict[Level, str] = {"error": "error", "danger": "danger", "warning": "warning", "note": "note"}
_LONG = 160


def show(diffs: Sequence[VenueDiff], base: str, report: Reporter, *, quiet: bool = False) -> None:
    """Print them. Nothing is wrapped or coloured where the output is no terminal."""
    from rich.console import Console

    console = Console(file=report.out, highlight=False, soft_wrap=True, markup=False, emoji=False)
    for each in diffs:
        for line in venue_lines(each, quiet=quiet):
            console.print(line)
        console.print()
    console.print(_summary(diffs, base))


def _summary(diffs: Sequence[VenueDiff], base: str) -> Text:
    from rich.text import Text

    if not diffs:
        return Text(f"no spec means anything else than at {base}")
    total = tally(counts(event for each in diffs for event in each.events))
    accepted = sum(bool(event.accepted) for each in diffs for event in each.events)
    more = f", {accepted} accepted" if accepted else ""
    return Text(f"{counted(len(diffs), 'venue')} since {base}: {total or 'nothing'}{more}")


def tally(found: dict[Level, int]) -> str:
    """`1 error, 2 dangers`."""
    return ", ".join(counted(found[level], _WORDS[level]) for level in LEVELS if found[level])


def venue_lines(diff: VenueDiff, *, quiet: bool = False) -> list[Text]:
    """All about one venue."""
    from rich.text import Text

    lines = [Text.assemble((diff.venue, "bold"), f": {tally(diff.counts()) or 'nothing that is not accepted'}")]
    if diff.refused_after or diff.refused_before:
        lines.append(Text(f"  {refusals(diff)}", "yellow"))
    for found in diff.diagnostics:
        lines.append(Text(f"  {found.file}:{found.line}:{found.col}: {found.id}: {_clean(found.message)}", "red"))
    for event, *others in alike(diff.events):
        if not (quiet and (event.level == "note" or event.accepted)):
            lines += _event_lines(event, others)
    return lines


def refusals(diff: VenueDiff) -> str:
    """What `check` thinks of both sides, where it refuses one."""
    sides = [f"the work tree ({counted(diff.refused_after, 'error')})"] if diff.refused_after else []
    sides += [f"the base ({counted(diff.refused_before, 'error')})"] if diff.refused_before else []
    return f"`venuegen check` refuses {' and '.join(sides)}: what is said here may not be all"


def _event_lines(event: Event, others: Sequence[Event]) -> list[Text]:
    from rich.text import Text

    dim = "dim" if event.accepted else ""
    head = Text.assemble(
        "  ",
        (f"{event.level.upper():<7}", dim or _STYLES[event.level]),
        f" {event.rule}  ",
        (_clean(event.path), dim or "bold"),
        (f"  {_clean(event.place)}", "dim"),
    )
    lines = [head]
    lines += [Text(f"          {_clean(each.path)}  {_clean(each.place)}", "dim") for each in others]
    if event.change:
        lines.append(Text(f"          {cut(_clean(event.change))}", dim))
    lines.append(Text(f"          {_clean(event.says)}", "dim"))
    if event.wanted and not event.accepted:
        lines.append(Text(f"          An error until something proves it: {_clean(event.wanted)}.", "dim"))
    if event.proof:
        lines.append(Text(f"          Changed with it: {_clean(event.proven_by)}.", "dim"))
    if event.accepted:
        lines.append(Text(f"          accepted: {_clean(event.accepted)}", "dim"))
    return lines


def cut(text: str, limit: int = _LONG) -> str:
    """A long value, shortened in its middle: both ends tell."""
    half = limit // 2 - 2
    return text if len(text) <= limit else f"{text[:half]} … {text[-half:]}"


def _clean(text: str) -> str:
    """Text of a spec must not be able to drive the terminal."""
    return "".join(char if char.isprintable() else "\ufffd" for char in text)
