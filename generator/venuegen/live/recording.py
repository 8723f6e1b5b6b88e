"""What `venuegen record` does: a client's raw public traffic into a file that `venuegen replay` reads."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from venuegen.live.running import stopped, until_stopped
from venuegen.live.simulation import Simulation
from venuegen.live.venues import LiveError, Venue, load_venue, usual
from venuegen.report import Reporter, counted

if TYPE_CHECKING:
    from venue_runtime.client import VenueClient

__all__ = ["CHANNELS", "Recorded", "record", "recorded"]

CHANNELS: dict[str, str] = {"book": "watch_order_book", "trades": "watch_trades", "ticker": "watch_ticker"}


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a recording became. `failure`: why a feed ended before its time."""

    symbols: tuple[str, ...]
    lines: int
    failure: Exception | None


async def record(
    report: Reporter,
    venue_id: str,
    symbols: Sequence[str],
    output: Path,
    *,
    channels: Sequence[str] = ("book", "trades"),
    environment: str | None = None,
    duration: float | None = None,
    out: Path | None = None,
    seed: int = 1,
) -> int:
    """Record until Ctrl-C or the end of `duration`. Raises LiveError, VenueError, OSError."""
    venue = load_venue(venue_id, out)
    _check_name(output)
    made = await recorded(
        venue,
        symbols,
        output,
        channels=channels,
        environment=environment,
        duration=duration,
        stop=stopped(),
        begun=lambda: report.note(f"recording {', '.join(symbols)} to {output}; Ctrl-C ends it"),
        seed=seed,
    )
    report.data({"venue": venue.id, "file": str(output), "lines": made.lines, "ok": made.failure is None})
    report.line(f"{output}: {counted(made.lines, 'line')}")
    if made.failure is not None:
        raise made.failure
    return 0


async def recorded(
    venue: Venue,
    symbols: Sequence[str],
    output: Path,
    *,
    channels: Sequence[str],
    environment: str | None,
    duration: float | None,
    stop: asyncio.Event | None = None,
    begun: Callable[[], None] = lambda: None,
    seed: int = 1,
) -> Recorded:
    """Record until `stop` or the end of `duration`. No symbols: the usual one of those that the venue lists. `begun` is
    called when the feeds are asked for.

    Raises LiveError, VenueError, OSError.
    """
    from venue_runtime.recording import Recorder
    from venue_runtime.redaction import Redactor

    try:
        recorder = Recorder(output, Redactor([]))
    except OSError as error:
        raise LiveError(f"cannot write {output}: {error.strerror or error}", usage=True) from None
    with recorder:
        async with _client(venue, list(symbols), environment, recorder, seed) as client:
            listed = list(await client.load_instruments())  # the first thing on the record, whatever else is
            if not symbols:
                symbols = [usual(listed)]
            feeds = [_open(client, channel, symbol) for symbol in symbols for channel in channels]
            readers = [asyncio.create_task(_read(feed)) for feed in feeds]
            begun()
            ended = asyncio.create_task(until_stopped(stop or asyncio.Event(), duration))
            await asyncio.wait([ended, *readers], return_when=asyncio.FIRST_COMPLETED)
            for task in (ended, *readers):
                task.cancel()
            outcomes = await asyncio.gather(*readers, return_exceptions=True)
    failure = next((one for one in outcomes if isinstance(one, Exception)), None)
    return Recorded(tuple(symbols), recorder.lines, failure)


def _check_name(output: Path) -> None:
    if not output.name.endswith((".jsonl", ".jsonl.gz", ".jsonl.zst")):
        raise LiveError(f"{output}: the name says the format", "end it in .jsonl, .jsonl.gz or .jsonl.zst", usage=True)


@contextlib.asynccontextmanager
async def _client(
    venue: Venue, symbols: list[str], environment: str | None, recorder: Any, seed: int
) -> AsyncIterator[VenueClient]:
    if environment is not None:
        async with venue.client(environment=environment, recorder=recorder) as client:
            yield client
        return
    async with (
        Simulation(venue, symbols, seed=seed) as simulation,
        simulation.connect(recorder=recorder) as client,
    ):
        yield client


def _open(client: VenueClient, channel: str, symbol: str) -> Any:
    """A feed of one channel: of the contract, or by its id in the venue's own layer."""
    if channel in CHANNELS:
        return getattr(client, CHANNELS[channel])(symbol)
    raw: Callable[..., Any] | None = getattr(getattr(client, "raw", None), channel, None)
    if raw is None or channel.startswith("_"):
        names = [*CHANNELS, *(name for name in dir(getattr(client, "raw", None)) if not name.startswith("_"))]
        near = get_close_matches(channel, names, 1)
        hint = f"did you mean {near[0]}?" if near else f"{', '.join(CHANNELS)}, or a channel of the spec"
        raise LiveError(f"there is no channel '{channel}'", hint, usage=True)
    return _raw_feed(client, raw, symbol)


async def _raw_feed(client: VenueClient, raw: Callable[..., Any], symbol: str) -> Any:
    instruments = await client.load_instruments()
    if symbol not in instruments:
        raise LiveError(f"there is no symbol '{symbol}'", usage=True)
    try:
        return raw(symbol=instruments[symbol].venue_symbol)
    except TypeError as error:
        raise LiveError(f"this channel needs more than a symbol: {error}", usage=True) from None


async def _read(feed: Any) -> None:
    if asyncio.iscoroutine(feed):
        feed = await feed
    async for _ in feed:
        pass
