"""Each verdict of the doctor, from what was counted."""

from __future__ import annotations

import asyncio
import contextlib
import io
import json
import time
from collections.abc import AsyncIterator, Sequence
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast
from unittest import mock

import pytest
from venue_runtime import Credentials
from venue_runtime.books import BookState
from venue_runtime.clock import ManualClock
from venue_runtime.model import Capability
from venue_runtime.testing.scripted import ScriptedHttp, ScriptedSockets
from venuegen.cli import main
from venuegen.live import diagnosis
from venuegen.live.diagnosis import Traffic, book_verdict, diagnose
from venuegen.live.divergence import BookWatch, divergence
from venuegen.live.simulation import Simulation
from venuegen.live.venues import load_venue
from venuegen.report import Reporter

SPECS = Path(__file__).parents[2] / "venue_specs"
GOOD: dict[str, Any] = {"connected": True, "frames": 9, "messages": 8, "live": True, "wrong": ""}


@pytest.mark.parametrize(
    ("changed", "verdict"),
    [
        ({"connected": False, "frames": 0, "messages": 0, "live": False}, "never connected"),
        ({"frames": 0, "messages": 0, "live": False}, "connected, no frames"),
        ({"messages": 0, "live": False}, "frames, but nothing decoded"),
        ({"live": False}, "decoded, but never live"),
        ({"wrong": "crossed 3 times"}, "diverged"),
        ({}, "good"),
    ],
)
def test_verdicts(changed: dict[str, Any], verdict: str) -> None:
    finding = book_verdict(**{**GOOD, **changed})
    assert finding.verdict == verdict
    assert finding.good == (verdict == "good")
    assert bool(finding.advice) == (verdict != "good")


def test_traffic_is_counted_by_kind() -> None:
    traffic = Traffic()
    for kind in ("open", "sent", "recv", "recv"):
        traffic.frame(kind, "wss://x", "{}")
    assert (traffic.opened, traffic.received) == (1, 2)


async def told_of(monkeypatch: pytest.MonkeyPatch, venue: str, *faults: str, code: int = 1, **options: Any) -> Any:
    """What the doctor finds at the simulated venue, by part; the client has these options."""
    if options:

        @contextlib.asynccontextmanager
        async def other(venue: Any, _: Any, __: Any, traffic: Traffic, faults: Any) -> AsyncIterator[Any]:
            async with (
                Simulation(venue, faults=faults) as simulation,
                simulation.connect(recorder=traffic, **options) as client,
            ):
                yield client

        monkeypatch.setattr(diagnosis, "_client", other)
    out = io.StringIO()
    report = Reporter(as_json=True, out=out, err=io.StringIO())
    trade = "credentials" in options
    assert await diagnose(report, venue, None, seconds=1.5, faults=faults, trade=trade) == code
    return {each["part"]: each for each in json.loads(out.getvalue())["findings"]}


@pytest.mark.asyncio
async def test_each_client_is_well_beside_a_real_clock() -> None:
    """Produced tests share one clock between both ends; here the venue reads when a request says it was made."""

    async def ill(venue: str) -> dict[str, str]:
        out = io.StringIO()
        await diagnose(Reporter(as_json=True, out=out, err=io.StringIO()), venue, None, seconds=1.5, trade=True)
        told = [each for each in json.loads(out.getvalue())["findings"] if each["part"] != "book"]
        return {each["part"]: each["verdict"] for each in told if not each["good"]}

    venues = sorted(path.parent.name for path in SPECS.glob("*/venue.yaml"))
    found = await asyncio.gather(*map(ill, venues))
    assert {venue: each for venue, each in zip(venues, found, strict=True) if each} == {}


@pytest.mark.parametrize(
    ("venue", "fault", "verdict", "detail"),
    [
        ("binance_spot", "drop:depth_updates*all", "connected, no frames", ""),
        ("binance_spot", "malformed:depth_updates*all", "frames, but nothing decoded", "frames"),
        ("binance_spot", "503:depth*all", "decoded, but never live", "messages"),
        ("kraken_spot", "bad_checksum:book@3", "diverged", "1 bad checksums"),
    ],
)
@pytest.mark.asyncio
async def test_each_verdict_on_a_book_has_its_fault(
    monkeypatch: pytest.MonkeyPatch, venue: str, fault: str, verdict: str, detail: str
) -> None:
    found = await told_of(monkeypatch, venue, fault)
    assert found["book"]["verdict"] == verdict
    assert detail in found["book"]["detail"]
    assert found["instruments"]["verdict"] == "good"


class Told:
    """A venue whose book is told by hand: `ours` by the stream, `theirs` by the snapshots, one after the other."""

    capabilities = frozenset({Capability.FETCH_ORDER_BOOK})

    def __init__(self, theirs: Sequence[tuple[int, int, int | None]]) -> None:
        self.clock = ManualClock(1_700_000_000_000_000_000)
        self.theirs = list(theirs)
        self.watch = BookWatch(cast(Any, self))

    def ours(self, bid: int, ask: int, sequence: int | None = None) -> None:
        self.watch(cast(Any, book(bid, ask, sequence)))

    async def fetch_order_book(self, _: str) -> Any:
        bid, ask, sequence = self.theirs.pop(0) if len(self.theirs) > 1 else self.theirs[0]
        return book(bid, ask, sequence)


def book(bid: int, ask: int, sequence: int | None) -> Any:
    best_bid, best_ask = (SimpleNamespace(price=Decimal(price)) for price in (bid, ask))
    return SimpleNamespace(
        best_bid=best_bid, best_ask=best_ask, sequence=sequence, state=BookState.LIVE, ts_recv=None, ts_event=None
    )


@pytest.mark.parametrize(
    ("ours", "theirs", "wrong", "compared"),
    [
        ([(10, 11, 7)], [(10, 11, 7)], "", "equal to a snapshot at update 7"),
        ([(10, 11, 7)], [(10, 12, 7)], "at update 7: ours 10/11, theirs 10/12", ""),
        ([(10, 11, None)], [(10, 11, None)], "", "best prices equal to a snapshot's"),
        ([(10, 11, None)], [(12, 13, None), (10, 11, None)], "", "best prices equal to a snapshot's"),
        ([(10, 11, None)], [(12, 13, None)], "ours stands still at 10/11, theirs is at 12/13", ""),
        ([(10, 11, None), (14, 15, None)], [(12, 13, None)], "", "no snapshot that the stream showed"),
        ([(11, 10, None)], [(10, 11, None)], "crossed 1 times", ""),
        ([], [(10, 11, None)], "", "compared with nothing"),
    ],
)
@pytest.mark.asyncio
async def test_a_book_is_compared_with_snapshots(
    ours: list[tuple[int, int, int | None]], theirs: list[tuple[int, int, int | None]], wrong: str, compared: str
) -> None:
    venue = Told(theirs)
    for each in ours:
        venue.ours(*each)
    found = asyncio.create_task(divergence(cast(Any, venue), "AAA/BBB", venue.watch, None))
    await venue.clock.advance(2.0)
    assert found.result() == (wrong, compared)


@pytest.mark.asyncio
async def test_a_book_is_never_connected_where_rest_is_and_streams_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    sockets = ScriptedSockets()
    sockets.refuse(99)
    found = await told_of(monkeypatch, "binance_spot", websocket=sockets)
    assert found["book"]["verdict"] == "never connected"
    for host in stream_hosts():
        assert (found[host]["verdict"], found[host]["detail"]) == ("never connected", "connection refused")


@pytest.mark.asyncio
async def test_without_keys_orders_that_were_asked_for_are_not_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    found = await told_of(monkeypatch, "binance_spot", credentials=Credentials())
    keys = "BINANCE_SPOT_API_KEY, BINANCE_SPOT_API_SECRET or BINANCE_SPOT_API_KEY, BINANCE_SPOT_PRIVATE_KEY"
    assert found["book"]["verdict"] == "good"
    assert (found["account"]["verdict"], found["account"]["good"]) == ("not tried", True)
    assert (found["trading"]["verdict"], found["trading"]["good"]) == ("not begun", False)
    assert found["account"]["detail"] == found["trading"]["detail"] == f"no credentials: {keys}"


@pytest.mark.asyncio
async def test_wrong_keys_are_refused_and_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = Credentials(api_key="simulated-api-key", api_secret="of-somebody-else")
    found = await told_of(monkeypatch, "binance_spot", credentials=wrong)
    assert found["account"]["verdict"] == "refused"
    assert "Signature for this request is not valid" in found["account"]["detail"]
    assert "of-somebody-else" not in json.dumps(found)
    assert found["trading"]["good"] is False


@pytest.mark.asyncio
async def test_what_the_spec_has_not_got_is_not_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    found = await told_of(monkeypatch, "bitvavo", code=0)
    assert found["book"]["detail"] == "the spec has no book"
    assert found["account"]["detail"] == "the spec has no balances"


def test_without_a_network_it_says_so_at_once(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    record = tmp_path / "record.json"
    begun = time.monotonic()
    with mock.patch("socket.getaddrinfo", side_effect=OSError("no network")):
        assert main(["doctor", "binance_spot", "--environment", "testnet", "--trade", "--record", str(record)]) == 1
    assert time.monotonic() - begun < 10
    told = capsys.readouterr().out
    assert "BAD rest: never connected (binance_spot server_time: " in told
    assert "BAD stream host stream: never connected (" in told
    assert "BAD trading: not begun (no credentials: BINANCE_SPOT_API_KEY" in told
    written = json.loads(record.read_text())
    assert (written["environment"], written["ok"], written["trade"]) == ("testnet", False, True)


async def diagnosed(monkeypatch: pytest.MonkeyPatch, http: ScriptedHttp, sockets: ScriptedSockets) -> dict[str, Any]:
    """What the doctor finds where these answer for the venue."""

    @contextlib.asynccontextmanager
    async def scripted(venue: Any, *_: Any) -> AsyncIterator[Any]:
        async with venue.client(http=http, websocket=sockets) as client:
            yield client

    monkeypatch.setattr(diagnosis, "_client", scripted)
    out = io.StringIO()
    report = Reporter(as_json=True, out=out, err=io.StringIO())
    assert await diagnose(report, "binance_spot", "BTC/USDT", seconds=1.0) == 1
    return {each["part"]: each for each in json.loads(out.getvalue())["findings"]}


def stream_hosts() -> list[str]:
    client = load_venue("binance_spot").client()
    return [f"stream host {name}" for name, url in client.endpoints.items() if url.startswith("ws")]


@pytest.mark.asyncio
async def test_the_streams_are_tried_where_rest_cannot_be_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    http = ScriptedHttp().answer("<html>not from here</html>", status=403, times=None)
    found = await diagnosed(monkeypatch, http, ScriptedSockets())
    assert found["rest"]["verdict"] == "answered, but not the question"
    assert list(found) == ["rest", *stream_hosts()]
    assert {found[host]["verdict"] for host in stream_hosts()} == {"good"}


@pytest.mark.parametrize(
    ("status", "verdict", "detail"),
    [
        (None, "never connected", "connection refused"),
        (451, "refused", "HTTP 451"),
        (404, "good", "answers with HTTP 404"),
    ],
)
@pytest.mark.asyncio
async def test_a_stream_host_that_does_not_let_us_in(
    monkeypatch: pytest.MonkeyPatch, status: int | None, verdict: str, detail: str
) -> None:
    http, sockets = ScriptedHttp().answer("no", status=403, times=None), ScriptedSockets()
    sockets.refuse(9, status=status)
    found = await diagnosed(monkeypatch, http, sockets)
    for host in stream_hosts():
        assert found[host]["verdict"] == verdict
        assert detail in found[host]["detail"]
