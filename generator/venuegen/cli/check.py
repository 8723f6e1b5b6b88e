"""`venuegen check`: everything that is wrong with specs, at once."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from venuegen.cli import _completion
from venuegen.cli._arguments import NO_SPECS, Specs, no_such_spec
from venuegen.report import Reporter, counted, relative

if TYPE_CHECKING:
    from venuegen.spec.diagnostics import Problems


def command(
    venues: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[VENUE…]", help="Venue ids, or paths of specs; default: all.", autocompletion=_completion.specs
        ),
    ] = None,
    specs: Specs = None,
    watch: Annotated[bool, typer.Option("--watch", help="Check again after each change, until Ctrl-C.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Machine readable output.")] = False,
) -> int:
    """Find every problem of the specs: names, types, expressions, signatures, examples, mappings."""
    from venuegen import resources
    from venuegen.check import check_venue
    from venuegen.spec.venues import spec_file
    from venuegen.spec.venues import venues as venues_in

    report = Reporter(as_json=as_json)
    folder = resources.specs_dir(specs)
    known = venues_in(folder)
    if watch and as_json:
        report.problem("--watch is for people, --json for machines", "use one of them")
        return 2
    if not venues and not known:
        what = "holds no spec" if folder.is_dir() else "is no folder"
        report.problem(f"{relative(folder)} {what}", NO_SPECS)
        return 2
    for venue in venues or ():
        if not spec_file(venue, folder).is_file():
            return no_such_spec(report, venue, folder)
    if watch:
        return watching(report, (lambda: venues) if venues else (lambda: venues_in(folder)), folder)
    results = []
    for at, venue in enumerate(wanted := venues or known, 1):
        report.progress(f"checking {at} of {len(wanted)}: {venue}")
        results.append((venue, check_venue(venue, folder)))
    report.progress("")
    return _tell(report, results, folder)


def watching(
    report: Reporter,
    venues: Callable[[], Sequence[str]],
    folder: Path,
    *,
    wait: Callable[[float], None] = time.sleep,
    clock: Callable[[], str] = lambda: time.strftime("%H:%M:%S"),
) -> int:
    """Check after each change, on an empty screen where there is one, until interrupted. Returns 0."""
    from venuegen.check.watch import watch

    try:
        for results in watch(venues, folder, wait):
            if report.out.isatty():
                report.raw("\x1b[2J\x1b[3J\x1b[H")
            report.line(clock())
            _tell(report, results, folder)
            report.out.flush()
    except KeyboardInterrupt:
        report.note("")
    return 0


def _tell(report: Reporter, results: Sequence[tuple[str, Problems]], folder: Path) -> int:
    from venuegen.spec.venues import spec_file

    errors = warnings = 0
    rows = []
    for venue, problems in results:
        found = list(problems)
        bad = sum(each.severity == "error" for each in found)
        warned = sum(each.severity == "warning" for each in found)
        errors, warnings = errors + bad, warnings + warned
        report.diagnostics(found)
        verdict = "ok" if not bad else counted(bad, "error")
        report.line(f"{venue}: {verdict}" + (f", {counted(warned, 'warning')}" if warned else ""))
        rows.append(
            {
                "venue": venue,
                "file": relative(spec_file(venue, folder)),
                "ok": bad == 0,
                "diagnostics": [{**each.as_dict(), "file": relative(each.file)} for each in found],
            }
        )
    if len(results) > 1:
        report.line(f"{counted(len(results), 'spec')}: {counted(errors, 'error')}, {counted(warnings, 'warning')}")
    if shown := next((each["id"] for row in rows for each in row["diagnostics"]), None):  # type: ignore[attr-defined]
        report.note(f"what a diagnostic means: venuegen explain {shown}")
    report.data({"ok": errors == 0, "errors": errors, "warnings": warnings, "specs": rows})
    return 1 if errors else 0
