"""The simulated venue in memory: time that moves by itself, answers that are late or lost, sockets that are cut."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import msgspec
import pytest
import pytest_asyncio
from sim_support import START, make_exchange, request
from sim_toy import ToyVenue
from venue_runtime.errors import TransportError
from venue_runtime.http import AnswerLost, Request
from venue_runtime.testing.memory import DrivenClock, MemoryHttp, MemorySockets
from venue_runtime.testing.server import SimulatedVenue
from venue_runtime.websocket import SocketClosed, StreamEndpoint

DEPTH = Request("GET", "http://127.0.0.1/depth/AAABBB")


@pytest_asyncio.fixture
async def venue() -> AsyncIterator[SimulatedVenue]:
    clock = DrivenClock(START)
    async with clock.running(), SimulatedVenue(ToyVenue(), make_exchange(clock=clock), clock=clock, port=None) as venue:
        yield venue


@pytest.mark.asyncio
async def test_hours_pass_while_everybody_waits() -> None:
    clock = DrivenClock(START)
    async with clock.running():
        woken: list[str] = []

        async def sleeper(name: str, seconds: float) -> None:
            await clock.sleep(seconds)
            woken.append(name)

        await asyncio.gather(sleeper("day", 86_400), sleeper("hour", 3_600), sleeper("second", 1))
    assert woken == ["second", "hour", "day"]
    assert clock.time_ns() == START + 86_400 * 1_000_000_000


@pytest.mark.asyncio
async def test_an_answer_without_a_network(venue: SimulatedVenue) -> None:
    assert venue.url == "http://127.0.0.1"
    venue.exchange.create_order("ann", request("buy", "1", "10"))
    answer = await MemoryHttp(venue).send(DEPTH, 1.0)
    assert (answer.status, answer.headers["content-type"]) == (200, "application/json")
    assert b'"10"' in answer.body
    assert [each.status for each in venue.requests] == [200]


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("fault", "passed", "words"),
    [
        ("timeout_after_accept:depth", 5.0, "no answer within 5 s"),
        ("delay=9:depth", 5.0, "no answer within 5 s"),
        ("disconnect:depth", 0.0, "disconnected"),
    ],
)
async def test_an_answer_that_never_comes(venue: SimulatedVenue, fault: str, passed: float, words: str) -> None:
    venue.inject(fault)
    start = venue.clock.monotonic_ns()
    with pytest.raises(AnswerLost, match=words):
        await MemoryHttp(venue).send(DEPTH, 5.0)
    assert (venue.clock.monotonic_ns() - start) / 1e9 == pytest.approx(passed, abs=0.1)


@pytest.mark.asyncio
async def test_a_late_answer_is_an_answer(venue: SimulatedVenue) -> None:
    venue.inject("delay=2:depth")
    start = venue.clock.monotonic_ns()
    assert (await MemoryHttp(venue).send(DEPTH, 5.0)).status == 200
    assert venue.clock.monotonic_ns() - start == 2_000_000_000


@pytest.mark.asyncio
async def test_a_socket_talks_and_is_cut(venue: SimulatedVenue) -> None:
    sockets = MemorySockets(venue)
    socket = await sockets.connect(StreamEndpoint(url="ws://127.0.0.1/ws"), timeout=1.0)
    assert "hello" in msgspec.json.decode(await socket.receive())
    await socket.send('{"do":"sub","ch":"book@AAABBB"}')
    assert await socket.receive()
    assert len(venue.connections) == 1
    venue.disconnect()
    with pytest.raises(SocketClosed):
        await socket.receive()
    with pytest.raises(SocketClosed) as late:
        await socket.send("{}")
    assert late.value.sent is False
    await venue.clock.sleep(0.1)
    assert venue.connections == []
    await sockets.close()


@pytest.mark.asyncio
async def test_where_no_socket_listens(venue: SimulatedVenue) -> None:
    with pytest.raises(TransportError, match="404"):
        await MemorySockets(venue).connect(StreamEndpoint(url="ws://127.0.0.1/nowhere"), timeout=1.0)
