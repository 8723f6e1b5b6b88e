"""Each verdict of the doctor, from what was counted."""

from __future__ import annotations

import contextlib
import io
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from venue_runtime.testing.scripted import ScriptedHttp, ScriptedSockets
from venuegen.live import diagnosis
from venuegen.live.diagnosis import Traffic, book_verdict, diagnose
from venuegen.live.venues import load_venue
from venuegen.report import Reporter

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
