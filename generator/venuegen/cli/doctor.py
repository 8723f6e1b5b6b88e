"""`venuegen doctor`: what works between here and a venue, and what does not."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from venuegen.cli import _completion
from venuegen.cli._arguments import Environment, Faults, Generated, Venue
from venuegen.report import Reporter


def command(
    venue: Venue,
    symbol: Annotated[
        str | None,
        typer.Argument(
            metavar="[SYMBOL]",
            help="The book to look at; default: of bitcoin, else any.",
            autocompletion=_completion.symbols,
        ),
    ] = None,
    live: Annotated[bool, typer.Option("--live", help="The real venue, over the network.")] = False,
    environment: Environment = None,
    seconds: Annotated[float, typer.Option("--seconds", min=1.0, help="How long the book is watched.")] = 5.0,
    trade: Annotated[
        bool,
        typer.Option(
            "--trade",
            help="Order too at a real venue: the smallest orders, 10 % below the market, canceled afterwards.",
        ),
    ] = False,
    record: Annotated[
        Path | None,
        typer.Option("--record", metavar="PATH", help="Write a dated record of the verdicts to this file or folder."),
    ] = None,
    faults: Faults = None,
    out: Generated = None,
    as_json: Annotated[bool, typer.Option("--json", help="Machine readable result.")] = False,
) -> int:
    """Find out what works: REST, the clock, market data, a live book; with keys the account and the private stream.

    Each part gets a verdict. Of a book: never connected; connected, no frames; frames, but nothing decoded; decoded,
    but never live; diverged; good. Keys are taken from the process environment (<VENUE>_API_KEY …) with --live or
    --environment; nothing is ordered or changed without --trade. With it, and always on the simulated venue, orders are
    placed, found again, edited and canceled: the certification of a testnet.
    """
    from venuegen.live.diagnosis import diagnose
    from venuegen.live.running import run

    report = Reporter(as_json=as_json)
    named = environment or ("production" if live else None)
    if named is not None and faults:
        report.problem("--fault is for the simulated venue", "leave out --live and --environment")
        return 2
    work = diagnose(
        report,
        venue,
        symbol,
        environment=named,
        seconds=seconds,
        out=out,
        faults=tuple(faults or ()),
        trade=trade or named is None,
        record=record,
    )
    return run(work, report)
