"""`venuegen import`: a draft of a spec from a document that the venue published."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from venuegen.cli import _completion
from venuegen.cli._arguments import Specs
from venuegen.report import Reporter, counted, relative
from venuegen.spec.venues import id_problem

if TYPE_CHECKING:
    from venuegen.importing.document import Refused
    from venuegen.importing.draft import Draft
    from venuegen.importing.model import Listed
    from venuegen.importing.run import Outcome


class Kind(StrEnum):
    """Formats that are read."""

    openapi = "openapi"
    postman = "postman"
    asyncapi = "asyncapi"
    fix = "fix"


def command(
    kind: Annotated[
        Kind, typer.Argument(metavar="KIND", help="What FILE is: openapi (also Swagger 2), postman, asyncapi or fix.")
    ],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The document: YAML, JSON, or a FIX dictionary in XML.")],
    pick: Annotated[
        list[str] | None,
        typer.Option(
            "--pick",
            metavar="GLOB",
            help="What to take: 'POST /api/v3/order', '/api/v3/ticker*', 'tag:Trade', NewOrderSingle; repeat it.",
        ),
    ] = None,
    into: Annotated[
        str | None,
        typer.Option(
            "--into",
            metavar="VENUE",
            help="Venue id: begin its spec, or add to it. None: print the draft.",
            autocompletion=_completion.specs,
        ),
    ] = None,
    show: Annotated[bool, typer.Option("--list", help="Show what can be picked, and write nothing.")] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="Entries that are there already give way; else they are kept.")
    ] = False,
    source: Annotated[
        str, typer.Option("--source", metavar="URL", help="Where the venue publishes it: `moved` looks there again.")
    ] = "",
    specs: Specs = None,
    as_json: Annotated[bool, typer.Option("--json", help="Machine readable output.")] = False,
) -> int:
    """Draft types, endpoints, parameters, enums and examples from a document that the venue published.

    The document is copied beside the spec (import/) and its hash recorded; importing a newer one says what is
    different. What documents seldom say (signing, weights, error codes, books, the mapping to the contract) is left as
    TODOs, each a diagnostic of `venuegen check`.
    """
    from venuegen.importing.document import Refused

    report = Reporter(as_json=as_json)
    if into is not None and (problem := id_problem(into)):
        report.problem(f"'{into}' is no venue id", problem)
        return 2
    if source and not source.startswith("https://"):
        report.problem("--source takes an address that begins with https://", "it is kept under `imports`")
        return 2
    try:
        return _import(report, kind.value, file, pick or [], into, show, replace, source, specs)
    except Refused as refused:
        _complain(report, refused)
        return 1


def _import(
    report: Reporter, kind: str, file: Path, picks: list[str], into: str | None, show: bool, replace: bool,
    source: str, specs: Path | None,
) -> int:  # fmt: skip
    from venuegen import resources
    from venuegen.importing import run
    from venuegen.spec.venues import spec_file

    base, settings = resources.settings()
    folder = specs or (base / str(settings.get("specs", "venue_specs")))
    if kind == "fix":
        return _fix(report, file, picks, into, show, replace, source, folder)
    report.progress(f"reading {relative(file)}")
    document = run.read(file, source)
    report.progress("")
    if show:
        return _list(report, run.READERS[kind].listed(document), picks)
    if not picks:
        count = len(run.READERS[kind].listed(document))
        report.problem(
            f"nothing is picked of {count} in {relative(file)}",
            "--list shows them; --pick 'POST /api/v3/order' takes one, --pick '*' all",
        )
        return 2
    if into is None:
        return _print(report, run.drafted(document, kind, picks))
    if spec_file(into, folder).is_file():
        outcome = run.write_into(folder, into, document, kind, picks, replace=replace)
    else:
        outcome = run.write_new(folder / into, into, document, kind, picks)
    return _tell(report, outcome, into)


def _fix(
    report: Reporter,
    file: Path,
    picks: list[str],
    into: str | None,
    show: bool,
    replace: bool,
    source: str,
    folder: Path,
) -> int:
    from venuegen.importing import fixing
    from venuegen.spec.venues import spec_file

    if show:
        return _list(report, fixing.listed(file), picks)
    if not picks:
        report.problem(
            f"nothing is picked of {len(fixing.listed(file))} in {relative(file)}",
            "--list shows them; orders need --pick NewOrderSingle --pick OrderCancelRequest --pick ExecutionReport",
        )
        return 2
    if into is None:
        return _print(report, fixing.drafted(file, picks))
    if spec_file(into, folder).is_file():
        outcome = fixing.write_into(folder, into, file, picks, replace=replace, source=source)
    else:
        outcome = fixing.write_new(folder / into, into, file, picks, source=source)
    return _tell(report, outcome, into)


def _print(report: Reporter, made: Draft) -> int:
    """The draft, and nothing written."""
    from venuegen.importing.merging import new_file

    report.line(new_file([], made.sections).rstrip("\n"))
    report.data({"sections": made.sections, "notes": made.notes, "todos": made.todos})
    for note in made.notes:
        report.note(f"note: {note}")
    for todo in made.todos:
        report.note(f"to do: {todo}")
    report.note("next: --into VENUE writes this, with the document and its examples beside it")
    return 0


def _list(report: Reporter, found: list[Listed], picks: list[str]) -> int:
    from venuegen.importing import run

    rows = [each for each in found if not picks or any(run.matches(each, pick) for pick in picks)]
    width = min(max((len(each.call) for each in rows), default=0), 60)
    for each in rows:
        tags = f"  [{', '.join(each.tags)}]" if each.tags else ""
        summary = each.summary if each.summary.strip("/") not in each.call else ""
        report.line(f"{each.call:<{width}}  {summary[:80]}{tags}".rstrip())
    report.line(counted(len(rows), "message" if rows and " /" not in rows[0].call else "operation"))
    report.data([{"call": each.call, "summary": each.summary, "tags": list(each.tags)} for each in rows])
    return 0


def _tell(report: Reporter, outcome: Outcome, venue: str) -> int:
    for path in outcome.files:
        report.line(f"wrote {relative(path)}")
    for word, names in (("added", outcome.added), ("replaced", outcome.replaced)):
        sections: dict[str, list[str]] = {}
        for each in names:
            section, _, name = each.partition(".")
            sections.setdefault(section, []).append(name)
        for section, found in sections.items():
            report.line(f"{word} to {section}: {', '.join(found)}" if word == "added" else
                        f"{word} in {section}: {', '.join(found)}")  # fmt: skip
    if outcome.kept:
        report.line(f"kept as they are (--replace takes the new ones): {', '.join(outcome.kept)}")
    if outcome.changes:
        report.line("the document is another one than before:")
        for change in outcome.changes:
            report.line(f"  {change}")
    for note in outcome.notes:
        report.line(f"note: {note}")
    report.line(f"next: venuegen check {venue} shows each TODO in its place; docs/importing.md says in which order")
    report.data(
        {
            "files": [relative(path) for path in outcome.files],
            "added": outcome.added,
            "replaced": outcome.replaced,
            "kept": outcome.kept,
            "changes": outcome.changes,
            "notes": outcome.notes,
            "todos": outcome.todos,
        }
    )
    return 0


def _complain(report: Reporter, refused: Refused) -> None:
    place = relative(refused.file) if refused.file is not None else ""
    if refused.line:
        place += f":{refused.line}:{refused.col}"
    report.problem(f"{place}: {refused.text}" if place else refused.text, refused.hint)
