"""`venuegen generate`: clients, tests and simulated venues from specs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from venuegen.cli import _completion
from venuegen.cli._arguments import NO_SPECS, Specs, no_such_spec
from venuegen.report import Reporter, counted, relative

if TYPE_CHECKING:
    from venuegen.generate.run import Outcome

_NAMED = 10
"""Files written that are named one by one; more are a new package, or a change that shows in all of it."""


def command(
    venues: Annotated[
        list[str] | None,
        typer.Argument(metavar="[VENUE…]", help="Venue ids; default: all.", autocompletion=_completion.specs),
    ] = None,
    specs: Specs = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="DIR", help="Folder for the clients.")] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; tell how the output differs (exit 1).")
    ] = False,
    diff: Annotated[bool, typer.Option("--diff", help="With --check: every difference, line by line.")] = False,
    all_messages: Annotated[
        bool, typer.Option("--all-messages", help="Types for all FIX messages, not only for those that a spec uses.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Machine readable output.")] = False,
) -> int:
    """Write the client, the tests and the simulated venue of each spec; only what changed is rendered."""
    from venuegen import resources
    from venuegen.generate.run import Settings, generate_all
    from venuegen.spec.venues import venues as venues_in

    report = Reporter(as_json=as_json)
    folder = resources.specs_dir(specs)
    known = venues_in(folder)
    if not known:
        report.problem(f"{relative(folder)} holds no spec", NO_SPECS)
        return 2
    for venue in venues or ():
        if venue not in known:
            return no_such_spec(report, venue, folder)
    settings = Settings(folder, resources.out_dir(out), _override(report), all_messages)
    outcomes: list[Outcome] = []
    wanted = venues or known
    doing = "rendering, to compare," if check else "generating"
    report.progress(f"{doing} 1 of {len(wanted)}: {wanted[0]}")
    for outcome in generate_all(wanted, settings, check=check):
        outcomes.append(outcome)
        _tell(report, outcome, whole=diff)
        report.out.flush()
        if len(outcomes) < len(wanted):
            report.progress(f"{doing} {len(outcomes) + 1} of {len(wanted)}: {wanted[len(outcomes)]}")
    if len(outcomes) > 1:
        good = sum(outcome.ok for outcome in outcomes)
        report.line(f"{counted(len(outcomes), 'venue')}: {good} up to date, {len(outcomes) - good} not")
    report.data({"ok": all(each.ok for each in outcomes), "venues": [_data(outcome) for outcome in outcomes]})
    return 0 if all(outcome.ok for outcome in outcomes) else 1


def _override(report: Reporter) -> Path | None:
    """The folder of the user's own templates: `[tool.venuegen] templates` of the nearest pyproject.toml."""
    from venuegen import resources

    base, settings = resources.settings()
    named = settings.get("templates")
    if not isinstance(named, str):
        return None
    folder = base / named
    if not folder.is_dir():
        report.note(f"templates: {relative(folder)} is no folder; the shipped templates are used")
        return None
    return folder


def _tell(report: Reporter, outcome: Outcome, *, whole: bool) -> None:
    summary, seconds = outcome.summary, outcome.seconds
    what = ", ".join(
        counted(summary[key], word)
        for key, word in (("endpoints", "endpoint"), ("channels", "channel"), ("tests", "test"), ("hooks", "hook"))
        if summary.get(key)
    )
    if summary.get("capabilities"):
        what += f", {summary['capabilities']} of the contract's methods"
    if summary.get("not_written"):
        what += f", {counted(summary['not_written'], 'kind')} of tests not written (tests/conftest.py says why)"
    if outcome.status == "invalid":
        report.diagnostics(outcome.diagnostics)
        errors = sum(each.severity == "error" for each in outcome.diagnostics)
        report.line(f"{outcome.venue}: not generated, {counted(errors, 'error')} in its spec")
    elif outcome.status == "refused":
        _refusal(report, outcome)
    elif outcome.status == "drift":
        _drift(report, outcome, whole)
    elif outcome.status == "unchanged":
        report.line(f"{outcome.venue}: up to date, {counted(outcome.unchanged, 'file')} ({what}) in {seconds:.1f} s")
    else:
        for path in outcome.written if len(outcome.written) <= _NAMED else ():
            report.note(f"  wrote   {relative(outcome.folder / path)}")
        for path in outcome.removed:
            report.note(f"  removed {relative(outcome.folder / path)}")
        report.line(
            f"{outcome.venue}: {counted(len(outcome.written), 'file')} written, {outcome.unchanged} unchanged"
            f"{f', {len(outcome.removed)} removed' if outcome.removed else ''} ({what}) in {seconds:.1f} s"
        )


def _drift(report: Reporter, outcome: Outcome, whole: bool) -> None:
    from venuegen.generate.drift import drift_lines

    changed = counted(len(outcome.diffs), "file")
    report.line(f"{outcome.venue}: {changed} not as the spec says; run: venuegen generate {outcome.venue}")
    for line in outcome.diffs.values() if whole else drift_lines(outcome.diffs):
        report.line(line)
    if not whole:
        report.note(f"  all of it: venuegen generate --check --diff {outcome.venue}")


def _refusal(report: Reporter, outcome: Outcome) -> None:
    for path in outcome.edited:
        report.problem(f"{relative(outcome.folder / path)} was edited by hand")
    for path in outcome.foreign:
        report.problem(f"{relative(outcome.folder / path)} is in the way: venuegen did not write it")
    report.line(f"{outcome.venue}: nothing written")
    if outcome.edited:
        report.note(
            "  Generated files are written anew each time. Take the edit back (git checkout -- FILE, or delete it), and"
            " say it in the spec, in a function of the spec's hooks.py, or in a template of your own:"
            " [tool.venuegen] templates = DIR."
        )


def _data(outcome: Outcome) -> dict[str, Any]:
    return {
        "venue": outcome.venue,
        "status": outcome.status,
        "ok": outcome.ok,
        "folder": relative(outcome.folder),
        "summary": dict(outcome.summary),
        "written": list(outcome.written),
        "unchanged": outcome.unchanged,
        "removed": list(outcome.removed),
        "edited": list(outcome.edited),
        "foreign": list(outcome.foreign),
        "diffs": dict(outcome.diffs),
        "diagnostics": [{**each.as_dict(), "file": relative(each.file)} for each in outcome.diagnostics],
    }
