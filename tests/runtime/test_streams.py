"""Connections: subscribing, replay, pings, silence, planned replacement, requests. No wall clock, no network."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from stream_support import FakeConnector, FakeDialect, FakeLease, Notes, Stage
from venue_runtime.errors import (
    AuthenticationError,
    RateLimitExceeded,
    SequenceGap,
    SubscriptionRejected,
    TransportError,
    VenueResponseError,
)
from venue_runtime.links import Link, Pace, Ping
from venue_runtime.streams import Backoff, Connection, ConnectionPool
from venue_runtime.websocket import HandshakeRefused


@asynccontextmanager
async def staged(**given: Any) -> AsyncIterator[Stage]:
    stage = Stage(FakeDialect(**given))
    try:
        yield stage
    finally:
        await stage.connection.close()
        for task in stage.tasks:
            task.cancel()
        await asyncio.gather(*stage.tasks, return_exceptions=True)
        assert all(socket.closed for socket in stage.connector.sockets)
        await stage.turns()
        assert asyncio.all_tasks() == {asyncio.current_task()}


@pytest.mark.asyncio
async def test_subscriptions_of_one_turn_go_in_batches_and_wait_for_their_own_answer() -> None:
    async with staged(batch=2) as stage:
        notes = [Notes() for _ in range(3)]
        tasks = [stage.subscribe(topic, note) for topic, note in zip("abc", notes, strict=True)]
        await stage.turns()

        assert stage.socket.sent == [
            {"op": "sub", "topics": ["a", "b"], "id": 1},
            {"op": "sub", "topics": ["c"], "id": 2},
        ]
        stage.socket.feed({"id": 2}, {"topic": "c", "data": 7}, {"topic": "z", "data": 8})
        await stage.turns()
        assert [task.done() for task in tasks] == [False, False, True]
        stage.socket.feed({"id": 1})
        await stage.turns()
        assert all(task.done() for task in tasks)
        assert notes[2].events == ["subscribing", "subscribed", 7]
        assert stage.connection.counters.unrouted == 1


@pytest.mark.asyncio
async def test_nothing_is_sent_for_a_while_after_connecting() -> None:
    async with staged(quiet=1.0) as stage:
        stage.subscribe("a", Notes())
        await stage.turns()
        await stage.clock.advance(0.9)
        assert stage.socket.sent == []
        await stage.clock.advance(0.2)
        await stage.turns()
        assert stage.socket.sent == [{"op": "sub", "topics": ["a"], "id": 1}]


@pytest.mark.asyncio
async def test_a_refusal_reaches_only_its_own_consumer() -> None:
    async with staged() as stage:
        good, bad = Notes(), Notes()
        tasks = [stage.subscribe("good", good), stage.subscribe("bad", bad)]
        await stage.turns()
        stage.socket.feed({"id": 1, "keys": ["bad"], "error": "no such market"}, {"id": 1})
        await stage.turns()

        assert tasks[0].result().key == "good"
        with pytest.raises(SubscriptionRejected, match="no such market"):
            tasks[1].result()
        assert bad.events == ["subscribing", "failed"]
        assert good.events == ["subscribing", "subscribed"]
        assert stage.connection.topics == 1


@pytest.mark.asyncio
async def test_answers_without_ids_one_request_at_a_time() -> None:
    async with staged(batch=1, ids=False, in_flight=1) as stage:
        first, second = stage.subscribe("a", Notes()), stage.subscribe("b", Notes())
        await stage.turns()
        assert [frame["topics"] for frame in stage.socket.sent] == [["a"]]

        stage.socket.feed({"error": "refused"})
        await stage.turns()
        assert isinstance(first.exception(), SubscriptionRejected)
        assert [frame["topics"] for frame in stage.socket.sent] == [["a"], ["b"]]
        stage.socket.feed({"keys": ["b"]})
        await stage.turns()
        assert second.result().key == "b"


@pytest.mark.asyncio
async def test_an_unanswered_subscription_is_repeated_then_given_up() -> None:
    async with staged(ack_timeout=5.0, ack_attempts=2) as stage:
        notes = Notes()
        task = stage.subscribe("a", notes)
        await stage.turns()
        await stage.clock.advance(5)
        assert [frame["id"] for frame in stage.socket.sent] == [1, 2]
        await stage.clock.advance(5)
        with pytest.raises(Exception, match="not answered in 2 attempts"):
            task.result()
        assert stage.connection.is_up
        assert stage.connection.counters.acks_lost == 2


@pytest.mark.asyncio
async def test_everything_is_replayed_after_a_disconnect() -> None:
    async with staged() as stage:
        notes = Notes()
        ups: list[bool] = []
        downs: list[str] = []
        stage.connection.connected.append(ups.append)
        stage.connection.disconnected.append(lambda error: downs.append(error.message))
        await stage.subscribed("a", notes)
        closed = await stage.subscribed("b", Notes())
        removal = asyncio.ensure_future(closed.remove(closed.consumers[0]))
        await stage.turns()
        assert stage.socket.sent[-1] == {"op": "unsub", "topics": ["b"], "id": 3}
        stage.socket.feed({"id": 3})
        await removal

        stage.socket.hang_up()
        await stage.turns()
        assert notes.events[-1] == "interrupted"
        assert not stage.connection.is_up
        await stage.clock.advance(1)
        assert stage.socket.sent == [{"op": "sub", "topics": ["a"], "id": 1}]
        stage.socket.feed({"id": 1}, {"topic": "a", "data": 2})
        await stage.turns()

        assert notes.events == ["subscribing", "subscribed", "interrupted", "subscribing", "subscribed", 2]
        assert ups == [False, False]
        assert downs == ["the venue closed the stream"]


@pytest.mark.asyncio
async def test_failed_connects_back_off_and_hopeless_ones_give_up() -> None:
    async with staged(backoff=Backoff(1.0, 4.0)) as stage:
        stage.connector.refuse.extend([TransportError("down"), TransportError("down"), AuthenticationError("bad key")])
        notes = Notes()
        task = stage.subscribe("a", notes)
        await stage.turns()
        assert len(stage.connector.urls) == 1
        await stage.clock.advance(2)
        await stage.clock.advance(4)
        assert len(stage.connector.urls) == 3
        with pytest.raises(AuthenticationError, match="bad key"):
            task.result()
        assert notes.events == ["failed"]


@pytest.mark.asyncio
async def test_a_login_refused_for_a_reason_that_nobody_declared_is_told_after_three_attempts() -> None:
    async def refused(link: Link) -> None:
        raise VenueResponseError("not today", code="777", definitive=False)

    async with staged(greet=refused) as stage:
        waiting = stage.subscribe("a", Notes())
        await stage.turns()
        await stage.clock.advance(1)
        assert (stage.connection.counters.failures, waiting.done()) == (2, False)
        await stage.clock.advance(3)
        assert stage.connection.counters.failures == 3
        with pytest.raises(VenueResponseError, match="not today"):
            waiting.result()
        await stage.clock.advance(600)
        assert len(stage.connector.sockets) == 3


@pytest.mark.asyncio
async def test_a_login_refused_for_now_is_tried_again_when_the_venue_says() -> None:
    async def busy(link: Link) -> None:
        raise RateLimitExceeded("slow down", retry_after=40.0)

    async with staged(greet=busy) as stage:
        waiting = stage.subscribe("a", Notes())
        await stage.turns()
        await stage.clock.advance(39)
        assert len(stage.connector.sockets) == 1
        await stage.clock.advance(1)
        assert len(stage.connector.sockets) == 2
        await stage.clock.advance(600)
        assert not waiting.done()


@pytest.mark.asyncio
async def test_so_many_subscriptions_wait_for_their_answers_at_most() -> None:
    async with staged(batch=1, in_flight=2) as stage:
        for topic in "abc":
            stage.subscribe(topic, Notes())
        await stage.turns()
        assert [frame["topics"] for frame in stage.socket.sent] == [["a"], ["b"]]
        stage.socket.feed({"id": 1})
        await stage.turns()
        assert [frame["topics"] for frame in stage.socket.sent] == [["a"], ["b"], ["c"]]
        stage.socket.feed({"id": 2}, {"id": 3})
        await stage.turns()
        assert all(task.done() for task in stage.tasks)


@pytest.mark.asyncio
async def test_a_frame_that_is_missing_ends_the_socket() -> None:
    async with staged() as stage:
        await stage.subscribed("a", Notes())
        link = stage.connection.link
        assert link is not None
        assert [link.in_sequence(number) for number in (7, 8, 10)] == [True, True, False]
        await stage.turns()
        assert stage.socket.closed
        assert isinstance(link.ended.result(), SequenceGap)


@pytest.mark.asyncio
async def test_a_name_that_the_venue_gives_a_subscription() -> None:
    async with staged() as stage:
        stage.subscribe("a", Notes())
        await stage.turns()
        link = stage.connection.link
        assert link is not None
        link.learn(4711, 1)
        assert (link.key_of(4711), link.key_of(1), link.alias_of("a"), link.alias_of("b")) == ("a", 1, 4711, None)


@pytest.mark.asyncio
async def test_pings_at_an_interval_that_is_known_once_open() -> None:
    async def greet(link: Link) -> None:
        link.ping_as(Ping(every=3.0, frame=lambda link: '{"op": "ping"}'))

    async with staged(greet=greet) as stage:
        await stage.subscribed("a", Notes())
        await stage.clock.advance(7)
        assert stage.socket.sent[1:] == [{"op": "ping"}, {"op": "ping"}]


@pytest.mark.asyncio
async def test_a_lease_that_is_gone_takes_its_socket_with_it_and_one_in_doubt_is_not_used_again() -> None:
    lease = FakeLease()
    async with staged(leases=(lease,)) as stage:
        await stage.subscribed("a", Notes())
        lease.lose()
        await stage.turns()
        assert stage.socket.closed
        assert (lease.forgotten, len(lease.listeners)) == (1, 0)
        stage.connector.refuse.append(HandshakeRefused(403))
        await stage.clock.advance(1)
        assert lease.forgotten == 2


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("status", "attempts", "error"),
    [(401, 1, AuthenticationError), (400, 3, SubscriptionRejected), (403, 3, SubscriptionRejected)],
)
async def test_a_signed_handshake_that_is_refused_is_not_tried_for_ever(
    status: int, attempts: int, error: type[Exception]
) -> None:
    """401 is about the key; 400 may be a nonce and 403 whoever stands before the venue, so those are tried again."""
    async with staged(headers={"X-SIGNATURE": "s"}) as stage:
        refusals = [HandshakeRefused(status) for _ in range(9)]
        stage.connector.refuse.extend(refusals)
        task = stage.subscribe("a", Notes())
        for _ in range(9):
            await stage.clock.advance(60)
        with pytest.raises(error, match=f"HTTP {status}"):
            task.result()
        assert 9 - len(stage.connector.refuse) == attempts


@pytest.mark.asyncio
async def test_an_unsigned_handshake_that_is_refused_is_tried_again() -> None:
    async with staged() as stage:
        stage.connector.refuse.extend(HandshakeRefused(403) for _ in range(9))
        task = stage.subscribe("a", Notes())
        while stage.connector.refuse:
            await stage.clock.advance(30)
        assert not task.done()


def test_backoff_doubles_to_a_bound() -> None:
    backoff = Backoff(0.5, 30.0)
    assert [backoff.delay(attempt, 1.0) for attempt in range(8)] == [0.5, 1, 2, 4, 8, 16, 30, 30]
    assert backoff.delay(3, 0.25) == 1.0
    assert backoff.delay(5000, 1.0) == 30.0


@pytest.mark.asyncio
async def test_silence_reconnects() -> None:
    async with staged(silence=30.0) as stage:
        notes = Notes()
        await stage.subscribed("a", notes)
        await stage.clock.advance(20)
        stage.socket.feed({"topic": "a", "data": 1})
        await stage.turns()
        await stage.clock.advance(29)
        assert notes.events[-1] == 1
        await stage.clock.advance(1)
        assert notes.events[-1] == "interrupted"
        assert "nothing arrived for 30 s" in str(notes.errors[0])


@pytest.mark.asyncio
async def test_pings_of_the_application_and_their_answers() -> None:
    ping = Ping(every=10.0, frame=lambda link: '{"op": "ping"}', timeout=5.0)
    async with staged(ping=ping) as stage:
        notes = Notes()
        await stage.subscribed("a", notes)
        await stage.clock.advance(10)
        assert stage.socket.sent[-1] == {"op": "ping"}
        stage.socket.feed({"pong": 1})
        await stage.turns()
        await stage.clock.advance(10)
        await stage.clock.advance(4)
        assert notes.events[-1] == "subscribed"
        await stage.clock.advance(1)
        assert notes.events[-1] == "interrupted"
        assert "ping was not answered" in str(notes.errors[0])


@pytest.mark.asyncio
async def test_idle_pings_wait_for_silence() -> None:
    async with staged(ping=Ping(every=10.0, idle=True)) as stage:
        await stage.subscribed("a", Notes())
        await stage.clock.advance(8)
        stage.socket.feed({"topic": "a", "data": 1})
        await stage.turns()
        await stage.clock.advance(9)
        assert stage.socket.pings == 0
        await stage.clock.advance(1)
        assert stage.socket.pings == 1


@pytest.mark.asyncio
async def test_protocol_pongs_count_as_answers() -> None:
    async with staged(ping=Ping(every=10.0, timeout=5.0)) as stage:
        await stage.subscribed("a", Notes())
        await stage.clock.advance(10)
        assert stage.socket.on_control is not None
        stage.socket.on_control()
        await stage.clock.advance(9)
        assert stage.connection.is_up


@pytest.mark.asyncio
async def test_the_venues_own_pings_are_answered_at_once() -> None:
    async with staged(messages=(1, 60.0)) as stage:
        await stage.subscribed("a", Notes())
        stage.socket.feed({"ping": 42})
        await stage.turns()
        assert stage.socket.sent[-1] == {"pong": 42}


@pytest.mark.asyncio
async def test_the_message_limit_delays_but_loses_nothing() -> None:
    async with staged(batch=1, messages=(2, 10.0)) as stage:
        for topic in "abc":
            stage.subscribe(topic, Notes())
        await stage.turns()
        assert len(stage.socket.sent) == 2
        await stage.clock.advance(10)
        assert [frame["topics"] for frame in stage.socket.sent] == [["a"], ["b"], ["c"]]


def test_pace() -> None:
    pace = Pace(2, 1.0)
    assert [pace.reserve(now) for now in (0, 0, 0, 500_000_000)] == [0.0, 0.0, 1.0, 0.5]


@pytest.mark.asyncio
async def test_planned_replacement_makes_before_it_breaks() -> None:
    async with staged(lifetime=100.0, margin=10.0) as stage:
        notes = Notes()
        ups: list[bool] = []
        await stage.subscribed("a", notes)
        stage.connection.connected.append(ups.append)
        old = stage.socket
        await stage.clock.advance(90)
        fresh = stage.socket
        assert fresh is not old
        assert fresh.sent == [{"op": "sub", "topics": ["a"], "id": 1}]

        fresh.feed({"topic": "a", "data": "n1"})
        old.feed({"topic": "a", "data": "o1"})
        await stage.turns()
        assert notes.events[2:] == ["o1"]
        fresh.feed({"id": 1}, {"topic": "a", "data": "n2"})
        await stage.turns()

        assert notes.events[2:] == ["o1", "subscribing", "n1", "n2", "subscribed"]
        assert old.closed
        assert ups == [True]
        assert stage.connection.counters.interruptions == 0


@pytest.mark.asyncio
async def test_an_announced_disconnect_replaces_the_socket_and_late_subscriptions_move() -> None:
    async with staged() as stage:
        notes, late = Notes(), Notes()
        await stage.subscribed("a", notes)
        old = stage.socket
        old.feed({"control": "drain"})
        await stage.turns()
        fresh = stage.socket
        task = stage.subscribe("b", late)
        await stage.turns()
        assert old.sent[-1]["topics"] == ["b"]
        fresh.feed({"id": 1})
        await stage.turns()
        assert fresh.sent[-1]["topics"] == ["b"]
        fresh.feed({"id": 2})
        await stage.turns()
        assert task.result().key == "b"
        assert old.closed


@pytest.mark.asyncio
async def test_the_old_socket_may_die_while_it_is_replaced() -> None:
    async with staged() as stage:
        notes = Notes()
        ups: list[bool] = []
        await stage.subscribed("a", notes)
        stage.connection.connected.append(ups.append)
        old = stage.socket
        old.feed({"control": "drain"})
        await stage.turns()
        old.hang_up()
        await stage.turns()
        assert notes.events[-1] == "interrupted"
        stage.socket.feed({"id": 1}, {"topic": "a", "data": 5})
        await stage.turns()
        assert 5 in notes.events
        assert notes.events[-1] in (5, "subscribed")
        assert ups == [False]


@pytest.mark.asyncio
async def test_a_failed_replacement_leaves_the_old_socket_in_use() -> None:
    async with staged() as stage:
        notes = Notes()
        await stage.subscribed("a", notes)
        stage.connector.refuse.append(TransportError("down"))
        stage.socket.feed({"control": "drain"}, {"topic": "a", "data": 1})
        await stage.turns()
        stage.socket.feed({"topic": "a", "data": 2})
        await stage.turns()
        assert notes.events[2:] == [1, 2]
        await stage.clock.advance(5)
        assert len(stage.connector.sockets) == 2


@pytest.mark.asyncio
async def test_greeting_comes_before_anything_is_sent() -> None:
    async def greet(link: Link) -> None:
        await link.signalled("welcome")
        await link.request("login", '{"op": "login"}')

    async with staged(greet=greet) as stage:
        task = stage.subscribe("a", Notes())
        await stage.turns()
        assert stage.socket.sent == []
        stage.socket.feed({"control": "welcome"})
        await stage.turns()
        assert stage.socket.sent == [{"op": "login"}]
        stage.socket.feed({"reply": "login"})
        await stage.turns()
        assert stage.socket.sent[-1]["op"] == "sub"
        stage.socket.feed({"id": stage.socket.sent[-1]["id"]})
        await stage.turns()
        assert task.done()


@pytest.mark.asyncio
async def test_a_greeting_that_never_comes_is_tried_again() -> None:
    async def greet(link: Link) -> None:
        await link.signalled("welcome")

    async with staged(greet=greet, open_timeout=5.0) as stage:
        stage.subscribe("a", Notes())
        await stage.turns()
        await stage.clock.advance(5)
        assert stage.socket.closed
        await stage.clock.advance(2)
        assert len(stage.connector.sockets) == 2


@pytest.mark.asyncio
async def test_requests_are_answered_or_said_to_be_lost() -> None:
    async with staged() as stage:
        with pytest.raises(TransportError) as unsent:
            await stage.connection.request(1, "{}")
        assert unsent.value.sent is False

        await stage.connection.start()
        asked = asyncio.ensure_future(stage.connection.request(7, '{"op": "order"}'))
        late = asyncio.ensure_future(stage.connection.request(8, '{"op": "order"}', timeout=3.0))
        await stage.turns()
        stage.socket.feed({"reply": 7, "data": "done"}, {"reply": 99, "data": "nobody asked"})
        assert await asked == "done"
        await stage.clock.advance(3)
        with pytest.raises(TransportError, match="no answer within 3 s") as lost:
            await late
        assert lost.value.sent is True

        cut = asyncio.ensure_future(stage.connection.request(9, '{"op": "order"}'))
        await stage.turns()
        stage.socket.hang_up()
        with pytest.raises(TransportError, match="answer lost") as gone:
            await cut
        assert gone.value.sent is True


@pytest.mark.asyncio
async def test_a_failing_handler_harms_nobody_else() -> None:
    async with staged() as stage:
        bad, good = Notes(), Notes()
        bad.fail_on = 1
        await stage.subscribed("a", bad)
        await stage.connection.subscribe("a", good)
        stage.socket.feed({"topic": "a", "data": 1}, {"topic": "a", "data": 2})
        await stage.turns()
        assert bad.events == ["subscribing", "subscribed", "skipped", 2]
        assert good.events == ["subscribing", "subscribed", 1, 2]
        assert stage.connection.counters.handler_errors == 1


@pytest.mark.asyncio
async def test_an_unreadable_frame_is_counted_and_told() -> None:
    async with staged() as stage:
        notes = Notes()
        await stage.subscribed("a", notes)
        stage.socket.feed("{not json", {"topic": "a", "data": 2})
        await stage.turns()
        assert notes.events == ["subscribing", "subscribed", "skipped", 2]
        assert stage.connection.counters.undecodable == 1


@pytest.mark.asyncio
async def test_a_dialect_may_give_the_socket_up() -> None:
    async with staged() as stage:
        notes = Notes()
        await stage.subscribed("a", notes)
        stage.socket.feed({"control": "gap in the connection's numbers"})
        await stage.turns()
        assert notes.events[-1] == "interrupted"
        await stage.clock.advance(1)
        assert len(stage.connector.sockets) == 2


@pytest.mark.asyncio
async def test_renewal_of_one_topic() -> None:
    async with staged() as stage:
        notes, other = Notes(), Notes()
        subscription = await stage.subscribed("a", notes)
        await stage.subscribed("b", other)
        renewal = asyncio.ensure_future(subscription.renew())
        await stage.turns()
        assert stage.socket.sent[-1] == {"op": "unsub", "topics": ["a"], "id": 3}
        stage.socket.feed({"id": 3})
        await stage.turns()
        assert stage.socket.sent[-1] == {"op": "sub", "topics": ["a"], "id": 4}
        stage.socket.feed({"id": 4})
        await renewal
        assert notes.events == ["subscribing", "subscribed", "subscribing", "subscribed"]
        assert other.events == ["subscribing", "subscribed"]


@pytest.mark.asyncio
async def test_a_cancelled_subscribe_leaves_nothing_behind() -> None:
    async with staged() as stage:
        task = stage.subscribe("a", Notes())
        await stage.turns()
        task.cancel()
        await stage.turns()
        assert stage.connection.topics == 0
        assert stage.socket.sent[-1]["op"] == "unsub"


@pytest.mark.asyncio
async def test_closing_ends_waiting_subscribers() -> None:
    async with staged() as stage:
        task = stage.subscribe("a", Notes())
        await stage.turns()
        await stage.connection.close()
        with pytest.raises(TransportError, match="closed"):
            await task
        with pytest.raises(TransportError, match="closed"):
            await stage.connection.subscribe("b", Notes())


@pytest.mark.asyncio
async def test_a_pool_opens_another_connection_when_one_is_full() -> None:
    connector = FakeConnector()
    pool = ConnectionPool(lambda: Connection(FakeDialect(topics=2, acknowledged=False), connector))
    for topic in "abcba":
        await pool.subscribe(topic, Notes())
    assert [connection.topics for connection in pool.connections] == [2, 1]
    await pool.close()
    assert all(socket.closed for socket in connector.sockets)
