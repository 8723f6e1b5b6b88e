"""What `venuegen doctor` does: one question after the other, each with a verdict and what to do about a bad one."""

from __future__ import annotations

import asyncio
import contextlib
import datetime
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from venuegen.live.asking import ask_account, ask_market
from venuegen.live.certification import certify
from venuegen.live.divergence import BookWatch, divergence
from venuegen.live.finding import Finding
from venuegen.live.meter import counters
from venuegen.live.running import opened
from venuegen.live.simulation import Simulation
from venuegen.live.venues import Venue, load_venue, usual
from venuegen.report import Reporter, relative

if TYPE_CHECKING:
    from venue_runtime.client import VenueClient
    from venue_runtime.http import Request, Response
    from venue_runtime.model import Capability

__all__ = ["Finding", "Traffic", "book_verdict", "diagnose"]

_MS = 1_000_000


class Traffic:
    """A recorder that keeps nothing but counts."""

    def __init__(self) -> None:
        self.opened = self.received = self.answers = self.unanswered = 0

    def frame(self, kind: str, url: str, frame: str | bytes) -> None:
        """A frame, or a socket opened."""
        self.opened += kind == "open"
        self.received += kind == "recv"

    def http(self, request: Request, response: Response | None, ts_ns: int) -> None:
        """A request, answered or not."""
        if response is None:
            self.unanswered += 1
        else:
            self.answers += 1


def book_verdict(
    *, connected: bool, frames: int, messages: int, live: bool, wrong: str, detail: str = "", error: str = ""
) -> Finding:
    """The verdict on one book, from what was counted."""
    if not connected:
        return Finding(
            "book", "never connected", error, "is the address right, and reachable from here (proxy, firewall)?"
        )
    if not frames:
        return Finding(
            "book", "connected, no frames", error, "the venue ignores the subscription: does it know the symbol?"
        )
    if not messages:
        return Finding(
            "book",
            "frames, but nothing decoded",
            f"{frames} frames",
            "the frames fit no route of the spec: record them and look",
        )
    if not live:
        return Finding(
            "book", "decoded, but never live", error or f"{messages} messages", "is the snapshot request answered?"
        )
    if wrong:
        return Finding(
            "book", "diverged", wrong, "record it and replay the recording: venuegen record, venuegen replay"
        )
    return Finding("book", "good", detail)


async def diagnose(
    report: Reporter,
    venue_id: str,
    symbol: str | None,
    *,
    environment: str | None = None,
    seconds: float = 5.0,
    out: Path | None = None,
    faults: tuple[str, ...] = (),
    trade: bool = False,
    record: Path | None = None,
) -> int:
    """Ask everything, print a line each. Returns 1 when something is not good. Raises LiveError.

    `trade`: place orders too, the smallest there are and far from the touch. `record`: file or folder for a dated
    record of the verdicts.
    """
    venue = load_venue(venue_id, out)
    traffic = Traffic()
    findings: list[Finding] = []

    def found(finding: Finding) -> None:
        findings.append(finding)
        mark = "ok " if finding.good else "BAD"
        report.line(f"{mark} {finding.part}: {finding.verdict}" + (f" ({finding.detail})" if finding.detail else ""))
        if not finding.good and finding.advice:
            report.line(f"      {finding.advice}")
        report.out.flush()

    async with _client(venue, symbol, environment, traffic, faults) as client:
        report.line(f"{venue.id}, {environment or 'simulated'}")
        report.progress("asking over REST")
        reached = await _rest(client, found)
        report.progress("reading the instruments")
        symbols = await _instruments(client, found) if reached else []
        wanted = symbol or (usual(symbols) if symbols else "")
        if symbols:
            report.progress(f"watching the book of {wanted} for {seconds:g} s")
            await ask_market(client, wanted, found, simulated=environment is None)
            await _book(client, wanted, seconds, traffic, found)
        else:
            await _sockets(client, seconds, found)
        if reached:
            report.progress("listening to the private stream")
            await _private(client, wanted if symbols else None, found)
        if trade:
            report.progress("ordering: placing, finding, editing, canceling")
            await _trading(client, wanted if symbols else None, found)
        report.progress("")
        now = client.clock.time_ns()
    good = all(finding.good for finding in findings)
    result = {
        "venue": venue.id,
        "environment": environment or "simulated",
        "trade": trade,
        "seconds": seconds,
        "ok": good,
        "findings": [{"part": f.part, "verdict": f.verdict, "detail": f.detail, "good": f.good} for f in findings],
    }
    if record is not None:
        report.note(f"wrote {relative(write_record(record, now, result))}")
    report.data(result)
    return 0 if good else 1


def write_record(record: Path, now_ns: int, result: dict[str, Any]) -> Path:
    """Write a dated record of verdicts; a name of its own where `record` is a folder. Returns the file."""
    when = datetime.datetime.fromtimestamp(now_ns // 1_000_000_000, datetime.UTC)
    file = record
    if record.is_dir() or not record.suffix:
        record.mkdir(parents=True, exist_ok=True)
        file = record / f"{result['venue']}-{result['environment']}-{when:%Y-%m-%dT%H%M%SZ}.json"
    dated = {"date": when.isoformat(timespec="seconds"), **result}
    file.write_text(json.dumps(dated, indent=2, ensure_ascii=False) + "\n", "utf-8")
    return file


@contextlib.asynccontextmanager
async def _client(
    venue: Venue, symbol: str | None, environment: str | None, traffic: Traffic, faults: tuple[str, ...]
) -> AsyncIterator[VenueClient]:
    if environment is not None:
        async with venue.client.from_env(environment=environment, recorder=traffic) as client:
            yield client
        return
    async with (
        Simulation(venue, [symbol] if symbol else [], faults=faults) as simulation,
        simulation.connect(recorder=traffic) as client,
    ):
        yield client


async def _rest(client: VenueClient, found: Any) -> bool:
    from venue_runtime.errors import TransportError, VenueError
    from venue_runtime.model import Capability

    if Capability.FETCH_TIME not in client.capabilities:
        return True
    try:
        before = client.clock.time_ns()
        theirs = await client.fetch_time()
        after = client.clock.time_ns()
    except TransportError as error:
        found(Finding("rest", "never connected", str(error), "is the address right, and reachable from here?"))
        return False
    except VenueError as error:
        advice = "does the venue let this address in, and is its API where the spec says?"
        found(Finding("rest", "answered, but not the question", str(error), advice))
        return False
    found(Finding("rest", "good", f"answered in {(after - before) / _MS:.1f} ms"))
    off = (theirs - (before + after) // 2) / _MS
    bound = (after - before) / 2 / _MS + 1_000
    found(
        Finding("clock", "good", f"venue minus ours {off:+.1f} ms")
        if abs(off) <= bound
        else Finding("clock", "off", f"venue minus ours {off:+.1f} ms", "set this machine's clock (NTP)")
    )
    return True


async def _instruments(client: VenueClient, found: Any) -> list[str]:
    from venue_runtime.errors import VenueError

    try:
        instruments = await client.load_instruments()
    except VenueError as error:
        found(Finding("instruments", "not loaded", str(error)))
        return []
    found(Finding("instruments", "good" if instruments else "none listed", f"{len(instruments)}"))
    return list(instruments)


async def _sockets(client: VenueClient, seconds: float, found: Any) -> None:
    """Whether stream hosts can be reached: all that can be told of streams that no book comes from."""
    from venue_runtime.errors import VenueError
    from venue_runtime.websocket import HandshakeRefused, StreamEndpoint

    for name, url in client.endpoints.items():
        if not url.startswith(("ws://", "wss://")):
            continue
        part, before = f"stream host {name}", client.clock.monotonic_ns()
        try:
            socket = await client.websocket.connect(StreamEndpoint(url=url), timeout=seconds)
        except HandshakeRefused as refused:
            if refused.status in (401, 403, 451):
                advice = "the venue refuses this address or this country: ask it why"
                found(Finding(part, "refused", f"HTTP {refused.status}", advice))
            else:  # the channel's own path is missing here, and the host is there to say so
                found(Finding(part, "good", f"reached: it answers with HTTP {refused.status}"))
        except (VenueError, TimeoutError) as error:
            advice = "is the address right, and reachable from here (proxy, firewall)?"
            found(Finding(part, "never connected", str(error) or f"no answer in {seconds:g} s", advice))
        else:
            took = (client.clock.monotonic_ns() - before) / _MS
            await socket.close()
            found(Finding(part, "good", f"connected in {took:.1f} ms"))


async def _book(client: VenueClient, symbol: str, seconds: float, traffic: Traffic, found: Any) -> None:
    from venue_runtime.errors import VenueError
    from venue_runtime.model import Capability

    if Capability.WATCH_ORDER_BOOK not in client.capabilities:
        found(Finding("book", "not tried", _why_not(client, Capability.WATCH_ORDER_BOOK, "no book")))
        return
    watch = BookWatch(client)
    before = traffic.received
    subscription = client.on_order_book(symbol, watch)
    error = ""
    try:
        await asyncio.wait_for(opened(subscription), seconds)
        await client.clock.sleep(seconds)
    except TimeoutError:
        error = "the subscription was not confirmed in time"
    except VenueError as failure:
        error = str(failure)
    feed = client.book_feeds.get(symbol)
    wrong, compared = await divergence(client, symbol, watch, feed)
    meter = watch.meter
    live = any(state == "live" for _, state in meter.states)
    counts = counters(feed)
    messages = feed.messages if feed is not None else meter.updates
    # An acknowledgement is no sign of life of the stream: count what was, or should have been, a message of it.
    strays = sum(one.counters.unrouted + one.counters.undecodable for one in client.stream_connections)
    frames = messages + strays if traffic.received > before else 0
    connected = traffic.opened > 0
    found(
        book_verdict(
            connected=connected,
            frames=frames,
            messages=messages,
            live=live,
            wrong=wrong,
            error=error or (str(feed.sync.error) if feed is not None and feed.sync.error is not None else ""),
            detail=f"{symbol}: {counts.get('messages', 0)} messages, {counts.get('gaps', 0)} gaps, "
            f"{counts.get('resyncs', 0)} resyncs, {compared}",
        )
    )
    await subscription.close()
    if not connected:
        await _sockets(client, seconds, found)


async def _private(client: VenueClient, symbol: str | None, found: Any) -> None:
    """The account and the private stream."""
    from venue_runtime.errors import NotSupported, VenueError
    from venue_runtime.model import Capability

    if Capability.FETCH_BALANCES not in client.capabilities:
        found(Finding("account", "not tried", _why_not(client, Capability.FETCH_BALANCES, "no balances")))
        return
    try:
        balances = await client.fetch_balances()
    except VenueError as error:
        found(Finding("account", "refused", str(error), "are the key, its permissions and its address list right?"))
        return
    found(Finding("account", "good", f"{len(balances)} balances"))
    if symbol is not None:
        await ask_account(client, symbol, found)
    try:
        await asyncio.wait_for(client.start_trading(), 10)
    except NotSupported:
        found(Finding("private stream", "not tried", "the venue's spec has none"))
    except (VenueError, TimeoutError) as error:
        found(Finding("private stream", "never ready", str(error) or "no answer in 10 s"))
    else:
        found(Finding("private stream", "good", "logged in, balances and open orders loaded"))


async def _trading(client: VenueClient, symbol: str | None, found: Any) -> None:
    """Orders, as far as the venue, the keys and what was found before allow. What was asked for and cannot be done is
    not good: a record without it certifies nothing.
    """
    from venue_runtime.model import Capability

    needed = {
        Capability.CREATE_ORDER: "no orders over REST or WebSocket",
        Capability.WATCH_ORDERS: "no private stream that tells of orders",
    }
    for capability, none in needed.items():
        if capability not in client.capabilities:
            verdict = "not begun" if capability in client.offers else "not tried"
            advice = "give the keys in the environment, or leave out --trade"
            found(Finding("trading", verdict, _why_not(client, capability, none), advice))
            return
    if symbol is None:
        found(Finding("trading", "not begun", "no instrument to trade", "what is said of REST and instruments first"))
    else:
        await certify(client, symbol, found)


def _why_not(client: VenueClient, capability: Capability, none: str) -> str:
    """Why this client has not got a capability: its spec has `none`, or keys are missing; then which."""
    sets = client.offers.get(capability)
    if sets is None:
        return f"the spec has {none}"
    given = frozenset(name for name in client.credentials if client.credentials.get(name) is not None)
    missing = [sorted(each - given) for each in sorted(sets, key=sorted)]
    prefix = client.venue.upper()
    ways = " or ".join(", ".join(f"{prefix}_{name.upper()}" for name in names) for names in missing if names)
    return f"no credentials: {ways}" if ways else "not in this environment"
