"""`venuegen playbook`: how far a venue is, step by step."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from venuegen.cli._arguments import Specs, Venue, no_such_spec
from venuegen.report import Reporter, relative


def command(
    venue: Venue,
    specs: Specs = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="DIR", help="Folder of the clients.")] = None,
    judges: Annotated[
        Path, typer.Option("--judges", metavar="DIR", help="Folder of the tests that judge venues by other programs.")
    ] = Path("tests/judges"),
    records: Annotated[
        Path, typer.Option("--records", metavar="DIR", help="Folder of what `venuegen doctor --record` wrote.")
    ] = Path("records"),
    write: Annotated[
        Path | None, typer.Option("--write", metavar="FILE", help="Write the checklist as a Markdown page.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Machine readable output.")] = False,
) -> int:
    """Show the playbook's steps for a venue, with what the tools can see of each: vectors, examples, tests, records.

    A box is ticked by something that exists. What only a person can know is never ticked.
    """
    from venuegen import resources
    from venuegen.check import check_venue
    from venuegen.evidence.judges import judges_of
    from venuegen.evidence.playbook import checklist, newest_records, to_markdown
    from venuegen.spec.load import load_spec
    from venuegen.spec.venues import venues as venues_in

    report = Reporter(as_json=as_json)
    folder = resources.specs_dir(specs)
    known = venues_in(folder)
    if venue not in known:
        return no_such_spec(report, venue, folder)
    loaded, problems = load_spec(venue, folder)
    if loaded is None:
        report.diagnostics(problems)
        return 1
    tests = (resources.out_dir(out) / "venues" / venue / "tests").glob("test_*.py")
    steps = checklist(
        loaded,
        judges_of(venue, judges, known),
        [file.name for file in tests],
        newest_records(records, venue),
        list(check_venue(venue, folder)),
    )
    text = to_markdown(venue, steps)
    if write is not None:
        write.parent.mkdir(parents=True, exist_ok=True)
        write.write_text(text, "utf-8")
        report.line(f"wrote {relative(write)}")
    else:
        report.line(text.rstrip("\n"))
    report.data(
        {
            "venue": venue,
            "steps": [
                {
                    "step": step.title,
                    "items": [{"text": each.text, "done": each.done, "detail": each.detail} for each in step.items],
                }
                for step in steps
            ],
        }
    )
    return 0
