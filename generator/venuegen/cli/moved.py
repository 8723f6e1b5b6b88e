"""`venuegen moved`: whether venues still are what their specs say."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from venuegen.cli import _completion
from venuegen.cli._arguments import Environment, Generated, Live, Specs, no_such_spec
from venuegen.report import Reporter


def command(
    venues: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[VENUE]…", help="Venue ids; none: every spec that is not closed.", autocompletion=_completion.specs
        ),
    ] = None,
    live: Live = False,
    environment: Environment = None,
    seconds: Annotated[
        float, typer.Option("--seconds", min=1.0, help="How long each venue's traffic is recorded.")
    ] = 20.0,
    document: Annotated[
        list[Path] | None,
        typer.Option(
            "--document", metavar="FILE", help="A newer version of an imported document, under the name of its copy."
        ),
    ] = None,
    specs: Specs = None,
    out: Generated = None,
    as_json: Annotated[bool, typer.Option("--json", help="Machine readable result.")] = False,
) -> int:
    """Find out whether venues still are what their specs say: by the documents they publish, and by what they send.

    Documents that a spec was drafted from (`imports`) are fetched from their `source` and laid beside the copies in
    import/. Books, trades and tickers of one market are recorded and laid beside the spec's types. Public data only:
    no key is read, nothing is ordered, nothing is written. Without --live or --environment the simulated venue is
    recorded and nothing is fetched.
    """
    from venuegen import resources
    from venuegen.live.moving import moved
    from venuegen.live.running import run
    from venuegen.spec.load import load_spec
    from venuegen.spec.venues import venues as venues_in

    report = Reporter(as_json=as_json)
    folder = resources.specs_dir(specs)
    known = venues_in(folder)
    chosen = []
    for name in venues or known:
        if name not in known:
            return no_such_spec(report, name, folder)
        loaded, problems = load_spec(name, folder)
        if loaded is None:
            report.diagnostics(problems)
            report.problem(f"{name} does not load", "venuegen check shows all that is wrong")
            return 1
        if venues or loaded.spec.status != "closed":
            chosen.append(loaded)
    work = moved(
        report,
        chosen,
        environment=environment or ("production" if live else None),
        seconds=seconds,
        documents=document or (),
        out=out,
    )
    return run(work, report)
