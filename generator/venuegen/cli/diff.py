"""`venuegen diff`: what a change of specs means."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from venuegen.cli import _completion
from venuegen.cli._arguments import Specs
from venuegen.report import Reporter, counted, relative

if TYPE_CHECKING:
    from venuegen.diff.events import VenueDiff
    from venuegen.diff.run import Comparison


def command(
    what: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[BASE] [VENUE…]",
            help="A revision to compare with, then venues; default: where this branch left the main one, all venues.",
            autocompletion=_completion.revisions,
        ),
    ] = None,
    base: Annotated[
        str | None,
        typer.Option(
            "--base",
            metavar="REV",
            help="The revision, where its name could also be a venue's.",
            autocompletion=_completion.revisions,
        ),
    ] = None,
    specs: Specs = None,
    form: Annotated[
        Literal["text", "markdown"],
        typer.Option("--format", help="Of the output: for the terminal, or for the body of a pull request."),
    ] = "text",
    fail_on: Annotated[
        Literal["error", "danger", "warning", "never"],
        typer.Option("--fail-on", help="Exit with 1 when an event of this level, or worse, is not accepted."),
    ] = "error",
    changelog: Annotated[
        Path | None,
        typer.Option("--changelog", metavar="DIR", help="Write a changelog fragment for each venue: DIR/VENUE.md."),
    ] = None,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Only what is an ERROR, DANGER or WARNING; notes are counted.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Machine readable output.")] = False,
) -> int:
    """Say what changed in the MEANING of specs, between a revision and the work tree.

    Both sides are read with everything that they extend and every default, so that a spec that is only written in
    another way shows no difference, and one line of a shared file shows in each venue that builds on it.

    ERROR: the generated client breaks its callers (a method, parameter, field, option, credential or environment is
    gone or needs more). DANGER: what moves money behaves in another way (signatures, book rules, maps, order styles,
    limits, retries, errors, addresses); an ERROR, too, until a vector or example of the same part changes with it.
    WARNING: worth a look. NOTE: additions and words.
    """
    from venuegen import resources
    from venuegen.diff.git import GitError
    from venuegen.diff.run import Comparison

    report = Reporter(as_json=as_json)
    folder = resources.specs_dir(specs)
    try:
        revision, venues = _sorted_out(list(what or ()), base, folder)
        with Comparison(folder, revision) as comparison:
            return _tell(report, comparison, venues, form, fail_on, changelog, quiet)
    except GitError as error:
        report.problem(error.message, error.hint)
        return 2


def _sorted_out(words: list[str], base: str | None, folder: Path) -> tuple[str | None, list[str]]:
    """Revision and venues: the first word is a revision unless it is a venue's id. Raises GitError."""
    from venuegen.spec.venues import venues

    if base is not None or not words or words[0] in venues(folder):
        return base, words
    return words[0], words[1:]


def _tell(
    report: Reporter,
    comparison: Comparison,
    venues: list[str],
    form: str,
    fail_on: str,
    changelog: Path | None,
    quiet: bool,
) -> int:
    from venuegen.diff import markdown, terminal
    from venuegen.diff.changelog import write_fragments
    from venuegen.diff.events import counts, fails
    from venuegen.spec.diagnostics import did_you_mean

    for venue in venues:
        if venue not in comparison.venues:
            hint = did_you_mean(venue, comparison.venues)
            report.problem(f"there is no spec '{venue}' in {relative(comparison.specs_dir)}, now or then", hint)
            return 2
    diffs = comparison.of(venues or comparison.venues, begun=report.progress)
    report.progress("")
    failed = fails(diffs, fail_on)
    if report.as_json:
        total = counts(event for each in diffs for event in each.events)
        report.data(
            {
                "base": comparison.base.commit,
                "ok": not failed,
                "counts": total,
                "venues": [
                    {
                        "venue": each.venue,
                        "status": each.status,
                        "counts": each.counts(),
                        "check_errors": {"before": each.refused_before, "after": each.refused_after},
                        "events": [event.as_dict() for event in each.events],
                        "diagnostics": [found.as_dict() for found in each.diagnostics],
                    }
                    for each in diffs
                ],
            }
        )
    elif form == "markdown":
        report.raw(markdown.page(diffs, comparison.base.shown))
    else:
        terminal.show(diffs, comparison.base.shown, report, quiet=quiet)
        if failed:
            report.note(_way_out(diffs))
    if changelog is not None:
        written = write_fragments(diffs, changelog)
        report.note(f"{relative(changelog)}: {counted(len(written), 'fragment')} written")
    return 1 if failed else 0


def _way_out(diffs: Sequence[VenueDiff]) -> str:
    """How to accept what is meant, by an event that nobody accepted."""
    from venuegen.diff.rule import LEVELS

    open_events = (event for each in diffs for event in each.events if not event.accepted)
    event = min(open_events, key=lambda each: LEVELS.index(each.level))
    return f"what is meant is accepted in the spec, with the reason: accepted: {{{event.rule}: {{{event.path}: why}}}}"
