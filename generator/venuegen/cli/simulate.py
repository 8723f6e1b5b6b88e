"""`venuegen simulate`: a venue on loopback, in the venue's own dialect."""

from __future__ import annotations

from typing import Annotated

import typer

from venuegen.cli import _completion
from venuegen.cli._arguments import Duration, Generated, Venue
from venuegen.report import Reporter


def command(
    venue: Venue,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Port on 127.0.0.1; 0: any free one.")] = 0,
    symbols: Annotated[
        list[str] | None,
        typer.Option(
            "--symbol",
            metavar="BASE/QUOTE",
            help="A market, by default the spec's first; repeat for more.",
            autocompletion=_completion.symbols,
        ),
    ] = None,
    faults: Annotated[
        list[str] | None,
        typer.Option("--fault", metavar="TEXT", help="What goes wrong, repeat for more; 'list' says what there is."),
    ] = None,
    seed: Annotated[int, typer.Option("--seed", help="Same seed, same market.")] = 1,
    interval: Annotated[
        float, typer.Option("--interval", min=0.0, help="Seconds between the market maker's steps; 0: nothing moves.")
    ] = 0.1,
    fix: Annotated[
        bool, typer.Option("--fix", help="For a FIX client of your own: a port for each session, and what to send.")
    ] = False,
    fix_ports: Annotated[
        list[str] | None,
        typer.Option("--fix-port", metavar="SESSION=PORT", help="Port of a FIX session; the others get a free one."),
    ] = None,
    log: Annotated[bool, typer.Option("--log", help="Show FIX messages, with | for SOH and without secrets.")] = False,
    names: Annotated[bool, typer.Option("--names", help="Show them with the names of tags and values.")] = False,
    duration: Duration = None,
    out: Generated = None,
    as_json: Annotated[bool, typer.Option("--json", help="Machine readable: one line with the addresses.")] = False,
) -> int:
    """Serve a simulated venue: it checks signatures, matches orders, pushes its streams, and fails on request.

    Where the spec has FIX, all of its sessions are served at the same port; see --fix.

    Faults read name[=value][:target][@n][*count][%probability]; the target is an endpoint or channel of the spec, a FIX
    session or message, or *.
    For example: --fault gap:depth_updates@20 --fault 429=2:new_order --fault timeout_after_accept:new_order%10
    """
    from venuegen.live.running import run
    from venuegen.live.serve import fault_list, serve

    report = Reporter(as_json=as_json)
    if faults and "list" in faults:
        for line in fault_list():
            report.raw(line + "\n")
        return 0
    return run(
        serve(
            report,
            venue,
            symbols or [],
            out=out,
            port=port,
            faults=faults or [],
            seed=seed,
            interval=interval,
            duration=duration,
            fix=fix,
            fix_ports=fix_ports or [],
            log=log,
            names=names,
        ),
        report,
    )
