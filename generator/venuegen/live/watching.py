"""What `venuegen book` does: one live book, from the simulated venue or from the real one."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING

from venuegen.live.meter import BookMeter, counters
from venuegen.live.running import stopped, until_stopped
from venuegen.live.screen import book_line, book_screen
from venuegen.live.simulation import Simulation
from venuegen.live.venues import LiveError, Venue, load_venue
from venuegen.report import Reporter

if TYPE_CHECKING:
    from rich.console import RenderableType
    from venue_runtime.client import VenueClient

__all__ = ["connected", "watch_book"]


@asynccontextmanager
async def connected(
    venue: Venue, symbols: list[str], environment: str | None, *, seed: int = 1, faults: tuple[str, ...] = ()
) -> AsyncIterator[tuple[VenueClient, str]]:
    """A client, and where it is connected: the real network when an environment is named, else a simulator."""
    if environment is not None:
        async with venue.client(environment=environment) as client:
            yield client, environment
        return
    async with Simulation(venue, symbols, seed=seed, faults=faults) as simulation, simulation.connect() as client:
        yield client, "simulated"


async def watch_book(
    report: Reporter,
    venue_id: str,
    symbol: str,
    *,
    environment: str | None = None,
    out: Path | None = None,
    levels: int = 10,
    duration: float | None = None,
    seed: int = 1,
    faults: tuple[str, ...] = (),
) -> int:
    """Show a book until Ctrl-C or the end of `duration`. Returns 1 when it never became live. Raises LiveError,
    VenueError.
    """
    venue = load_venue(venue_id, out)
    terminal = report.out.isatty() and not report.as_json
    stop = stopped()
    if duration is None and not sys.stdin.isatty() and not terminal:
        duration = 10.0  # nobody is there to press Ctrl-C
    async with connected(venue, [symbol], environment, seed=seed, faults=faults) as (client, where):
        meter = BookMeter(client.clock)
        subscription = client.on_order_book(symbol, meter)
        failed: list[str] = []

        async def follow() -> None:
            try:
                await subscription
            except Exception as error:
                failed.append(str(error))
                stop.set()

        following = asyncio.create_task(follow())
        title = f"{venue.id} · {where}"

        def screen() -> RenderableType:
            feed = client.book_feeds.get(symbol)
            return book_screen(
                symbol, meter.book, meter, feed, levels=levels, title=title, width=get_terminal_size().columns
            )

        try:
            if terminal:
                await _on_terminal(screen, stop, duration)
            else:
                await _in_lines(
                    report,
                    lambda: book_line(symbol, meter.book, meter, client.book_feeds.get(symbol)),
                    stop,
                    duration,
                )
        finally:
            following.cancel()
            await asyncio.gather(following, return_exceptions=True)
        if failed:
            raise LiveError(failed[0])
        live = any(state == "live" for _, state in meter.states)
        report.data(
            {
                "venue": venue.id,
                "where": where,
                "symbol": symbol,
                "states": [state for _, state in meter.states],
                "line": book_line(symbol, meter.book, meter, client.book_feeds.get(symbol)),
                "counters": counters(client.book_feeds.get(symbol)),
            }
        )
        await subscription.close()
        if not live:
            report.problem(f"{symbol} never became live", f"ask why: venuegen doctor {venue.id}")
        return 0 if live else 1


async def _on_terminal(screen: Callable[[], RenderableType], stop: asyncio.Event, duration: float | None) -> None:
    from rich.live import Live

    loop = asyncio.get_running_loop()
    end = None if duration is None else loop.time() + duration
    with Live(screen(), refresh_per_second=10, auto_refresh=False, transient=False) as live:
        while not stop.is_set() and (end is None or loop.time() < end):
            await until_stopped(stop, 0.1)
            live.update(screen(), refresh=True)


async def _in_lines(
    report: Reporter, line: Callable[[], str], stop: asyncio.Event, duration: float | None, every: float = 1.0
) -> None:
    loop = asyncio.get_running_loop()
    end = None if duration is None else loop.time() + duration
    while not stop.is_set() and (end is None or loop.time() < end):
        left = every if end is None else min(every, max(end - loop.time(), 0.0))
        await until_stopped(stop, left)
        report.line(line())
        report.out.flush()
