"""`venuegen learn`: types out of what was really seen, and where a spec's types disagree with it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from venuegen.cli import _completion
from venuegen.cli._arguments import Specs, no_such_spec
from venuegen.report import Progress, Reporter, relative


def command(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE…", help="Recordings (.jsonl, .gz, .zst), or JSON: payloads, examples of a spec."),
    ],
    venue: Annotated[
        str | None,
        typer.Option(
            "--venue",
            metavar="VENUE",
            help="Lay them beside this spec; none: propose types.",
            autocompletion=_completion.specs,
        ),
    ] = None,
    of: Annotated[
        list[str] | None,
        typer.Option("--of", metavar="GLOB", help="Only these kinds of payloads, as the command names them."),
    ] = None,
    specs: Specs = None,
    as_json: Annotated[bool, typer.Option("--json", help="Machine readable output.")] = False,
) -> int:
    """Learn types from recorded payloads: optional, nullable, words of enumerations, decimals, rows.

    Without a venue: proposes `types` and `enums`, as YAML, for each kind of payload, and says what was missing or null
    how often. With one: says where the spec's types disagree with what was seen, and which words its enumerations lack;
    exit code 1 if they disagree. Recordings are read line by line, whatever their length.
    """
    from venuegen.importing.document import Refused

    report = Reporter(as_json=as_json)
    try:
        return _compare(report, files, venue, specs) if venue is not None else _propose(report, files, of or [])
    except Refused as refused:
        place = relative(refused.file) if refused.file is not None else ""
        report.problem(f"{place}: {refused.text}" if place else refused.text, refused.hint)
        return 1


def _propose(report: Reporter, files: list[Path], patterns: list[str]) -> int:
    from venuegen.importing.learning import Learner, kind_of_text, only, plain_call
    from venuegen.importing.merging import new_file
    from venuegen.live.payloads import payloads

    learner = Learner()
    progress = Progress(report)
    for path in files:
        for each in progress.of(payloads(path), relative(path)):
            if each.status >= 400:
                continue
            group = plain_call(each.call) if each.call else kind_of_text(each.text)
            if each.kind == "file":
                group = path.stem.partition(".")[0]
            if group and only([group], patterns):
                learner.take(group, each)
    if not learner.groups:
        report.problem("no payload was found", "a recording holds lines of kind `recv` or `http`; --of takes fewer")
        return 1
    made = learner.proposals()
    for line in learner.told():
        report.line(f"# {line}")
    if learner.left_out:
        report.note(f"{learner.left_out} payloads of further kinds were left out: --of chooses")
    report.line()
    report.line(new_file([], made).rstrip("\n"))
    report.data({"seen": {each.name: each.count for each in learner.groups.values()}, "sections": made})
    return 0


def _compare(report: Reporter, files: list[Path], venue: str, specs: Path | None) -> int:
    from venuegen import resources
    from venuegen.importing import known
    from venuegen.importing.agreement import Comparison, as_data, lines
    from venuegen.live.payloads import payloads
    from venuegen.spec.venues import spec_file

    folder = resources.specs_dir(specs)
    path = spec_file(venue, folder)
    if not path.is_file():
        return no_such_spec(report, venue, folder)
    comparison = Comparison(known.load(path, folder).spec)
    progress = Progress(report)
    for file in files:
        for each in progress.of(payloads(file), relative(file)):
            comparison.take(each)
    for line in lines(comparison.result):
        report.line(line)
    report.line("they agree" if not comparison.result.found else f"{len(comparison.result.found)} disagreements")
    report.data(as_data(comparison.result))
    return 1 if comparison.result.found else 0
