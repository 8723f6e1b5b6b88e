"""`venuegen demo`: generate a venue, simulate it, trade on it, and say what happens."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from venuegen.cli import _completion
from venuegen.cli._arguments import Specs, Venue
from venuegen.report import Reporter


def command(
    venue: Venue,
    symbol: Annotated[
        str | None,
        typer.Option(
            "--symbol",
            metavar="BASE/QUOTE",
            help="The market; default: the spec's first.",
            autocompletion=_completion.symbols,
        ),
    ] = None,
    seed: Annotated[int, typer.Option("--seed", help="Same seed, same market.")] = 1,
    seconds: Annotated[float, typer.Option("--seconds", min=0.0, help="How long the live book is shown.")] = 4.0,
    fix: Annotated[bool, typer.Option("--fix", help="The same venue over FIX.")] = False,
    specs: Specs = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Folder that the venue is generated to.")
    ] = None,
) -> int:
    """The whole of venuegen in half a minute, without a network: check and generate a venue, start its simulator,
    connect the generated client, show the live book and the life of an order, lose an answer, lose an update. With
    --fix: log on, fill orders over FIX, cut the connection while one is out, hand over when maintenance is announced.
    """
    from venuegen import resources
    from venuegen.cli.generate import command as generate
    from venuegen.live.demo import tell
    from venuegen.live.running import run

    report = Reporter()
    folder = resources.out_dir(out)
    code = generate([venue], specs=specs, out=folder)
    if code:
        return code
    if fix:
        from venuegen.live.fix_demo import tell as tell_fix

        return run(tell_fix(report, venue, symbol=symbol, out=folder, seed=seed), report)
    return run(tell(report, venue, symbol=symbol, out=folder, seed=seed, seconds=seconds), report)
