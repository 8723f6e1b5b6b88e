"""`venuegen replay`: a recording through the generated client."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from venuegen.report import Reporter


def command(
    venue: Annotated[str, typer.Argument(metavar="VENUE", help="Venue id; `venuegen list` shows them.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Recording: .jsonl, .jsonl.gz or .jsonl.zst.")],
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Folder that venues were generated to.")
    ] = None,
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
