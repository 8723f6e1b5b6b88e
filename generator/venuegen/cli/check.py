"""`venuegen check`: everything that is wrong with specs, at once."""

from __future__ import annotations

from typing import Annotated

import typer

from venuegen.cli._arguments import Specs
from venuegen.report import Reporter, counted, relative


def command(
    venues: Annotated[
        list[str] | None, typer.Argument(metavar="[VENUE…]", help="Venue ids, or paths of specs; default: all.")
    ] = None,
    specs: Specs = None,
    as_json: Annotated[bool, typer.Option("--json", help="Machine readable output.")] = False,
) -> int:
    """Find every problem of the specs: names, types, expressions, signatures, examples, mappings."""
    from venuegen import resources
    from venuegen.check import check_venue
    from venuegen.spec.diagnostics import did_you_mean
    from venuegen.spec.venues import spec_file
    from venuegen.spec.venues import venues as venues_in

    report = Reporter(as_json=as_json)
    folder = resources.specs_dir(specs)
    known = venues_in(folder)
    if not venues and not known:
        what = "holds no spec" if folder.is_dir() else "is no folder"
        report.problem(f"{relative(folder)} {what}", "name a folder of specs with --specs, or begin one: venuegen new")
        return 2
    results = []
    for venue in venues or known:
        if not spec_file(venue, folder).is_file():
            report.problem(f"there is no spec '{venue}' in {relative(folder)}", did_you_mean(venue, known))
            return 2
        results.append((venue, check_venue(venue, folder)))
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
    report.data({"ok": errors == 0, "errors": errors, "warnings": warnings, "specs": rows})
    return 1 if errors else 0
