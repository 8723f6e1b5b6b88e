"""`venuegen book`: one live order book in the terminal."""

from __future__ import annotations

from typing import Annotated

import typer

from venuegen.cli import _completion
from venuegen.cli._arguments import Duration, Environment, Faults, Generated, Live, Venue
from venuegen.report import Reporter


def command(
    venue: Venue,
    symbol: Annotated[
        str,
        typer.Argument(
            metavar="SYMBOL", help="Unified symbol, for example BTC/USDT.", autocompletion=_completion.symbols
        ),
    ],
    live: Live = False,
    environment: Environment = None,
    levels: Annotated[int, typer.Option("--levels", min=1, max=100, help="Levels a side.")] = 10,
    duration: Duration = None,
    faults: Faults = None,
    seed: Annotated[int, typer.Option("--seed", help="Of the simulated market.")] = 1,
    out: Generated = None,
    as_json: Annotated[bool, typer.Option("--json", help="Machine readable: the end state, after --duration.")] = False,
) -> int:
    """Show a live order book: depth, state, spread, sequence, rate, latency, and what was recovered from.

    Against a simulated venue of its own unless --live or --environment asks for the network. One line a second where
    the output is no terminal.
    """
    from venuegen.live.running import run
    from venuegen.live.watching import watch_book

    report = Reporter(as_json=as_json)
    named = environment or ("production" if live else None)
    if named is not None and faults:
        report.problem("--fault is for the simulated venue", "leave out --live and --environment")
        return 2
    work = watch_book(
        report,
        venue,
        symbol,
        environment=named,
        out=out,
        levels=levels,
        duration=duration,
        seed=seed,
        faults=tuple(faults or ()),
    )
    return run(work, report)
