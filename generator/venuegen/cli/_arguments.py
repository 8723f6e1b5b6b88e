"""Arguments that several commands take: the same words, the same help."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Venue = Annotated[str, typer.Argument(metavar="VENUE", help="Venue id; `venuegen list` shows them.")]
Generated = Annotated[Path | None, typer.Option("--out", metavar="DIR", help="Folder that venues were generated to.")]
Specs = Annotated[Path | None, typer.Option("--specs", metavar="DIR", help="Folder of the specs.")]
Live = Annotated[bool, typer.Option("--live", help="The real venue, over the network (public data only).")]
Duration = Annotated[
    float | None, typer.Option("--duration", min=0.0, metavar="SECONDS", help="End by itself; default: Ctrl-C.")
]
Faults = Annotated[
    list[str] | None,
    typer.Option("--fault", metavar="TEXT", help="What goes wrong at the simulated venue, as in simulate."),
]
