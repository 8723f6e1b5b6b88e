"""What is subscribed for nobody, on every socket before anything else, because it keeps the socket open."""

from __future__ import annotations

import asyncio

import pytest
from stream_support import FakeDialect, Notes, Stage

BEATS = {"op": "sub", "topics": ["beats:"], "id": 1}


async def stage_of(**given: object) -> tuple[Stage, Notes]:
    """A connection that keeps `beats:` subscribed, and a consumer of `a` that waits for its socket."""
    stage, notes = Stage(FakeDialect(always=(("beats:", "beats"),), **given)), Notes()
    stage.subscribe("a", notes)
    await stage.turns()
    return stage, notes


async def end(stage: Stage) -> None:
    await stage.connection.close()
    await asyncio.gather(*stage.tasks, return_exceptions=True)


@pytest.mark.asyncio
async def test_it_comes_first_on_each_socket_and_its_messages_are_for_nobody() -> None:
    stage, notes = await stage_of()
    assert stage.socket.sent == [BEATS], "nothing else before its answer"
    stage.socket.feed({"id": 1})
    await stage.turns()
    assert stage.socket.sent[1:] == [{"op": "sub", "topics": ["a"], "id": 2}]
    stage.socket.feed({"id": 2}, {"topic": "beats", "data": 1}, {"topic": "a", "data": 2})
    await stage.turns()
    assert notes.events == ["subscribing", "subscribed", 2]
    assert stage.connection.counters.unrouted == 0, "it was asked for"
    assert stage.connection.topics == 1, "it takes no place of a subscription"

    stage.socket.hang_up()
    await stage.turns()
    await stage.clock.advance(5)
    await stage.turns()
    assert stage.connector.sockets[1].sent == [BEATS], "the next socket has it too"
    await end(stage)


@pytest.mark.asyncio
@pytest.mark.parametrize("answer", [{"id": 1, "error": "no such channel"}, None])
async def test_a_socket_without_it_is_given_up(answer: dict[str, object] | None) -> None:
    stage, notes = await stage_of()
    if answer is not None:
        stage.socket.feed(answer)
    else:
        await stage.clock.advance(30)
    await stage.turns()
    assert stage.connector.sockets[0].closed
    assert notes.events.count("subscribed") == 0
    await end(stage)


@pytest.mark.asyncio
async def test_a_venue_that_answers_no_subscription_is_not_waited_for() -> None:
    stage, notes = await stage_of(acknowledged=False)
    assert [each["topics"] for each in stage.socket.sent] == [["beats:"], ["a"]]
    assert notes.events == ["subscribing", "subscribed"]
    await end(stage)
