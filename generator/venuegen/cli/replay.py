"""`venuegen replay`: a recording through the generated client."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from venuegen.cli._arguments import Generated, Venue
from venuegen.report import Reporter


def command(
    venue: Venue,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Recording: .jsonl, .jsonl.gz or .jsonl.zst.")],
    out: Generated = None,
    as_json: Annotated[bool, typer.Option("--json", help="Machine readable result.")] = False,
) -> int:
    """Replay recorded traffic through the generated client's own decode, routing and book code, offline.

    Per symbol: frames, sequence links checked, gaps, checksums, crossed books, comparisons with the venue's own best
    prices, final best bid and ask. Exit code 1 when a book is not live at the end, or was wrong on the way.
    """
    from venuegen.live.replaying import replay_file
    from venuegen.live.running import run

    report = Reporter(as_json=as_json)
    return run(replay_file(report, venue, file, out=out), report)
