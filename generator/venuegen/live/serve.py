"""What `venuegen simulate` does: serve, say where, and tell every request as it is answered."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from venuegen.live.fix import describe, facts, open_ports, read_ports, show_messages
from venuegen.live.running import stopped, until_stopped
from venuegen.live.simulation import Simulation
from venuegen.live.venues import load_venue
from venuegen.report import Reporter, counted

if TYPE_CHECKING:
    from venue_runtime.testing.wire_log import LoggedRequest

__all__ = ["fault_list", "serve"]


def fault_list() -> list[str]:
    """One line a fault."""
    from venue_runtime.testing.faults import describe_faults

    return describe_faults()


async def serve(
    report: Reporter,
    venue_id: str,
    symbols: Sequence[str],
    *,
    out: Path | None = None,
    port: int = 0,
    faults: Sequence[str] = (),
    seed: int = 1,
    interval: float = 0.1,
    duration: float | None = None,
    fix: bool = False,
    fix_ports: Sequence[str] = (),
    log: bool = False,
    names: bool = False,
) -> int:
    """Serve until Ctrl-C or the end of `duration`; with `fix` also a port for each kind of FIX session.

    `log` shows each FIX message, `names` with what its tags are called. Raises LiveError.
    """
    venue = load_venue(venue_id, out)
    stop = stopped()
    async with Simulation(venue, symbols, seed=seed, port=port, faults=faults, interval=interval) as simulation:
        server, credentials = simulation.server, simulation.credentials
        ports = await open_ports(simulation, read_ports(fix_ports)) if fix or fix_ports else None
        if log or names:
            show_messages(report, simulation, names=names)
        # These are not secrets: they open the simulator, and nothing else anywhere.
        dummies = {name: credentials.reveal(name) for name in credentials}
        if report.as_json:
            told = {"venue": venue.id, "url": server.url, "symbols": simulation.symbols, "credentials": dummies}
            report.raw(json.dumps(told | ({} if ports is None else {"fix": facts(simulation, ports)})) + "\n")
            report.out.flush()
        report.line(f"{venue.id} is simulated at {server.url} (WebSocket: {server.ws_url})")
        report.line(f"  markets      {', '.join(simulation.symbols)}, seed {seed}")
        for name, value in dummies.items():
            first, *rest = value.strip().split("\n")
            report.line(f"  {name:<12} {first}")
            for line in rest:
                report.line(f"  {'':<12} {line}")
        for fault in server.faults.faults:
            report.line(f"  fault        {fault.name} at {fault.target}")
        report.line(f"  use it       {venue.client.__name__}(endpoints={server.url!r}, credentials=…)")
        for line in describe(simulation, ports) if ports is not None else ():
            report.line(line)
        report.line("  Ctrl-C ends it" if duration is None else f"  ends after {duration:g} s")
        report.out.flush()
        server.on_request = lambda request: _tell(report, request)
        await until_stopped(stop, duration)
        failures = list(server.failures)
        struck = len(server.faults.struck)
        requests = len(server.requests)
    report.line(f"{counted(requests, 'request')} served" + (f", {counted(struck, 'fault')} struck" if struck else ""))
    for failure in failures:
        report.problem("the simulator failed to answer", failure.strip().rsplit("\n", 1)[-1])
    return 1 if failures else 0


def _tell(report: Reporter, logged: LoggedRequest) -> None:
    answer = "no answer" if logged.status is None else str(logged.status)
    report.line(f"{answer:>9}  {logged.request.method:<6} {logged.request.path}  {logged.endpoint_id or 'unknown'}")
    report.out.flush()
