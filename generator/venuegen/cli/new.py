"""`venuegen new`: a spec to begin with, from the few answers that matter."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Annotated

import typer

from venuegen.cli._arguments import Specs
from venuegen.report import Reporter, relative
from venuegen.spec.venues import id_problem


def command(
    venue: Annotated[str, typer.Argument(metavar="VENUE", help="Id of the venue, such as example_spot.")],
    specs: Specs = None,
    defaults: Annotated[
        bool, typer.Option("--defaults", "--yes", "-y", help="Ask nothing; take the default of every question.")
    ] = False,
    data: Annotated[
        list[str] | None,
        typer.Option("--data", metavar="KEY=VALUE", help="An answer: title, rest, signing, websocket, stream."),
    ] = None,
) -> int:
    """Begin a spec: it passes `venuegen check` except for its TODOs, each of which is a diagnostic."""
    from venuegen import resources

    report = Reporter()
    if problem := id_problem(venue):
        report.problem(f"'{venue}' is no venue id", problem)
        return 2
    answers: dict[str, object] = {}
    for each in data or ():
        key, equals, value = each.partition("=")
        if not equals or key not in _QUESTIONS:
            report.problem(f"'{each}' is no answer", f"write KEY=VALUE with one of {', '.join(_QUESTIONS)}")
            return 2
        if key == "websocket" and value.lower() not in _YES_OR_NO:
            report.problem(f"'{each}' is no answer", f"write websocket= with one of {', '.join(_YES_OR_NO)}")
            return 2
        answers[key] = value if key != "websocket" else _YES_OR_NO[value.lower()]
    base, _ = resources.settings()
    folder = specs or (base / str(resources.settings()[1].get("specs", "venue_specs")))
    target = folder / venue
    if target.exists():
        report.problem(f"{relative(target)} is there already", "choose another id, or edit the spec that you have")
        return 1
    return _copy(report, target, {**answers, "venue": venue, **_hidden(target)}, defaults)


_YES_OR_NO = {"yes": True, "no": False, "true": True, "false": False}
_QUESTIONS = ("title", "rest", "signing", "websocket", "stream")


def _hidden(target: Path) -> dict[str, object]:
    from venuegen import resources

    return {
        "today": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "schema": resources.schema_from(target),
    }


def _copy(report: Reporter, target: Path, answers: dict[str, object], defaults: bool) -> int:
    from copier import run_copy
    from copier.errors import CopierError

    from venuegen import resources

    try:
        run_copy(
            str(resources.templates_dir() / "new_venue"),
            target,
            data=answers,
            defaults=defaults,
            quiet=True,
            unsafe=False,
            vcs_ref=None,
        )
    except KeyboardInterrupt:
        return 130
    except (CopierError, ValueError, OSError) as error:
        report.problem(f"no spec was written: {error}")
        return 2
    for file in sorted(target.rglob("*")):
        if file.is_file():
            report.line(f"wrote {relative(file)}")
    report.line(f"next: venuegen check {answers['venue']} tells what is still to do")
    return 0
