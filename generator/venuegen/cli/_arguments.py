"""Arguments that several commands take: the same words, the same help."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from venuegen.cli import _completion
from venuegen.report import Reporter, relative

NO_SPECS = "begin one: venuegen new, or venuegen import; or name another folder with --specs"
"""What to do where there is no spec."""


def no_such_spec(report: Reporter, venue: str, folder: Path) -> int:
    """Say that there is no such spec, and what may have been meant. The exit code: usage."""
    from venuegen.spec.diagnostics import did_you_mean
    from venuegen.spec.venues import venues

    report.problem(f"there is no spec '{venue}' in {relative(folder)}", did_you_mean(venue, venues(folder)))
    return 2


Venue = Annotated[
    str, typer.Argument(metavar="VENUE", help="Venue id; `venuegen list` shows them.", autocompletion=_completion.specs)
]
Generated = Annotated[Path | None, typer.Option("--out", metavar="DIR", help="Folder that venues were generated to.")]
Specs = Annotated[Path | None, typer.Option("--specs", metavar="DIR", help="Folder of the specs.")]
Live = Annotated[bool, typer.Option("--live", help="The real venue, over the network (public data only).")]
Environment = Annotated[
    str | None,
    typer.Option(
        "--environment",
        metavar="NAME",
        help="The real venue, in this environment of the spec.",
        autocompletion=_completion.environments,
    ),
]
Duration = Annotated[
    float | None, typer.Option("--duration", min=0.0, metavar="SECONDS", help="End by itself; default: Ctrl-C.")
]
Faults = Annotated[
    list[str] | None,
    typer.Option("--fault", metavar="TEXT", help="What goes wrong at the simulated venue, as in simulate."),
]
