"""`venuegen record`: raw public traffic into a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from venuegen.cli import _completion
from venuegen.cli._arguments import Duration, Environment, Generated, Live, Venue
from venuegen.report import Reporter


def command(
    venue: Venue,
    symbols: Annotated[
        list[str], typer.Argument(metavar="SYMBOL…", help="Unified symbols.", autocompletion=_completion.symbols)
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="Ends in .jsonl, .jsonl.gz or .jsonl.zst.")
    ],
    channels: Annotated[
        str, typer.Option("--channels", metavar="NAMES", help="Of: book, trades, ticker, and channel ids of the spec.")
    ] = "book,trades",
    live: Live = False,
    environment: Environment = None,
    duration: Duration = None,
    seed: Annotated[int, typer.Option("--seed", help="Of the simulated market.")] = 1,
    out: Generated = None,
    as_json: Annotated[bool, typer.Option("--json", help="Machine readable result.")] = False,
) -> int:
    """Record raw traffic (every frame and HTTP body, secrets scrubbed), for replay, tests and benchmarks.

    From a simulated venue of its own unless --live or --environment asks for the network.
    """
    from venuegen.live.recording import record
    from venuegen.live.running import run

    report = Reporter(as_json=as_json)
    names = [name.strip() for name in channels.split(",") if name.strip()]
    if not names:
        report.problem("--channels names no channel", "for example --channels book,trades")
        return 2
    work = record(
        report,
        venue,
        symbols,
        output,
        channels=names,
        environment=environment or ("production" if live else None),
        duration=duration,
        out=out,
        seed=seed,
    )
    return run(work, report)
