"""Delivery: conflation, bounded queues, states ahead of updates; and the shell that keeps one book in sync."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Any

import pytest
from stream_support import FakeDialect, Stage
from venue_runtime.bookfeed import BookFeed
from venue_runtime.books import BookState, OrderBook
from venue_runtime.booksync import BookRule, SnapshotSource
from venue_runtime.clock import ManualClock
from venue_runtime.errors import AuthenticationError, BufferOverflow, FeedError, StaleFeed, TransportError
from venue_runtime.feeds import FeedSubscription, ItemConsumer, LatestFeed, QueueFeed
from venue_runtime.ids import SeededRandom


async def ready(feed: LatestFeed[Any] | QueueFeed[Any]) -> Any:
    return await asyncio.wait_for(anext(feed), 1)


@pytest.mark.asyncio
async def test_latest_keeps_the_newest_of_each_key_in_order_of_waiting() -> None:
    feed: LatestFeed[str] = LatestFeed()
    feed.put("a", "a1")
    feed.put("b", "b1")
    feed.put("a", "a2")
    assert [await ready(feed), await ready(feed)] == ["a2", "b1"]
    assert feed.conflated == 1


@pytest.mark.asyncio
async def test_what_is_ahead_is_never_conflated() -> None:
    feed: LatestFeed[str] = LatestFeed()
    feed.put("a", "a1")
    feed.put("b", "b1")
    feed.put_ahead("a", lambda: "stale")
    feed.put_ahead("a", lambda: "live")
    feed.put("a", "a2")
    assert [await ready(feed) for _ in range(4)] == ["stale", "live", "b1", "a2"]


@pytest.mark.asyncio
async def test_a_waiting_reader_is_woken() -> None:
    feed: LatestFeed[int] = LatestFeed()
    reader = asyncio.ensure_future(anext(feed))
    await asyncio.sleep(0)
    feed.put("a", 1)
    assert await asyncio.wait_for(reader, 1) == 1


@pytest.mark.asyncio
async def test_a_full_queue_raises_after_what_it_holds_and_gives_the_subscription_back() -> None:
    closed: list[bool] = []

    async def close() -> None:
        closed.append(True)

    feed: QueueFeed[int] = QueueFeed(close, size=2)
    for number in (1, 2, 3, 4):
        feed.put(number)
    assert [await ready(feed), await ready(feed)] == [1, 2]
    with pytest.raises(BufferOverflow, match="2 messages wait unread"):
        await ready(feed)
    assert closed == [True]
    with pytest.raises(StopAsyncIteration):
        await ready(feed)


@pytest.mark.asyncio
async def test_a_failed_feed_raises_its_error_to_the_waiting_reader() -> None:
    feed: LatestFeed[int] = LatestFeed()
    reader = asyncio.ensure_future(anext(feed))
    await asyncio.sleep(0)
    feed.fail(StaleFeed("gave up"))
    with pytest.raises(StaleFeed, match="gave up"):
        await asyncio.wait_for(reader, 1)


@pytest.mark.asyncio
async def test_closing_ends_the_loop_and_is_done_once() -> None:
    closed: list[bool] = []

    async def close() -> None:
        closed.append(True)

    async with QueueFeed[int](close) as feed:
        feed.put(1)
        seen = []
        async for item in feed:
            seen.append(item)
            await feed.close()
    assert seen == [1]
    assert closed == [True]


@pytest.mark.asyncio
async def test_a_subscription_handle_closes_once() -> None:
    closed: list[bool] = []

    async def close() -> None:
        closed.append(True)

    handle = FeedSubscription(close)
    async with handle:
        pass
    await handle.close()
    assert closed == [True]


def test_items_reach_the_callback_and_its_errors_stay_there() -> None:
    seen: list[int] = []

    def callback(item: int) -> None:
        if item == 2:
            raise RuntimeError("a bug of the user's")
        seen.append(item)

    consumer = ItemConsumer(lambda payload, ts_recv: (item + ts_recv for item in payload), callback)
    consumer.on_message([1, 2, 3], 0)
    assert seen == [1, 3]
    assert consumer.callback_errors == 1


# ---------------------------------------------------------------------- one book

Message = dict[str, Any]


class Rest(BookRule[Message, Message]):
    """Messages {"n": number, "bids": rows}, each one more than the last."""

    source = SnapshotSource.REST

    @staticmethod
    def sequence_of_snapshot(snapshot: Message, /) -> int:
        return int(snapshot["n"])

    @staticmethod
    def sequence_of(update: Message, /) -> int:
        return int(update["n"])

    @staticmethod
    def is_old(update: Message, sequence: int, /) -> bool:
        return int(update["n"]) <= sequence

    @staticmethod
    def follows(update: Message, sequence: int, /) -> bool:
        return int(update["n"]) == sequence + 1

    follows_snapshot = follows

    @staticmethod
    def apply_snapshot(snapshot: Message, book: OrderBook, /) -> None:
        book.load([tuple(row) for row in snapshot["bids"]], [])

    @staticmethod
    def apply(update: Message, book: OrderBook, /) -> None:
        book.apply_bids([tuple(row) for row in update["bids"]])


class Streamed(Rest):
    source = SnapshotSource.STREAM

    @staticmethod
    def is_old(update: Message, sequence: int, /) -> bool:
        return False

    @staticmethod
    def is_snapshot(update: Message, /) -> bool:
        return "snapshot" in update


class Desk:
    """A BookFeed with its fetches answered by hand, and what a callback saw of it."""

    def __init__(self, rule: type[BookRule[Message, Message]] = Rest, **given: Any) -> None:
        self.clock = ManualClock()
        self.asked: list[asyncio.Future[Message]] = []
        fetch = self._fetch if rule.source is SnapshotSource.REST else None
        self.feed: BookFeed[Message, Message] = BookFeed(
            "AAA/BBB", rule, read=self._read, fetch=fetch, clock=self.clock, random=SeededRandom(1), **given
        )
        self.seen: list[tuple[str, int | None, str | None]] = []
        self.feed.add_callback(self._see)

    async def _fetch(self) -> Message:
        self.asked.append(asyncio.get_running_loop().create_future())
        return await self.asked[-1]

    @staticmethod
    def _read(payload: Message) -> Iterable[Message]:
        return (payload,)

    def _see(self, book: OrderBook) -> None:
        best = book.best_bid
        self.seen.append((book.state.value, book.sequence, None if best is None else str(best.price)))

    def up(self) -> None:
        self.feed.on_subscribing()
        self.feed.on_subscribed()

    async def answer(self, message: Message) -> None:
        await asyncio.sleep(0)
        self.asked[-1].set_result(message)
        for _ in range(5):
            await asyncio.sleep(0)


def update(number: int, price: str = "1", quantity: str = "1") -> Message:
    return {"n": number, "bids": [[price, quantity]]}


@pytest.mark.asyncio
async def test_a_book_by_rest_goes_live_and_recovers_from_a_gap_by_itself() -> None:
    desk = Desk()
    desk.up()
    desk.feed.on_message(update(11, "2"), 1)
    await desk.answer({"n": 10, "bids": [["1", "1"]]})
    desk.feed.on_message(update(12, "3"), 2)
    assert desk.seen == [("live", 11, "2"), ("live", 12, "3")]

    desk.feed.on_message(update(14, "4"), 3)
    assert desk.seen[2:] == [("stale", 12, None)]
    await desk.answer({"n": 13, "bids": [["1", "1"]]})
    assert desk.seen[3:] == [("live", 14, "4")]
    assert desk.feed.sync.gaps == 1
    await desk.feed.close()


@pytest.mark.asyncio
async def test_failed_and_too_old_snapshots_are_asked_for_again() -> None:
    desk = Desk()
    desk.up()
    await asyncio.sleep(0)
    desk.asked[-1].set_exception(TransportError("timeout"))
    await desk.clock.advance(1)
    desk.feed.on_message(update(11), 1)
    await desk.answer({"n": 5, "bids": []})
    await desk.clock.advance(2)
    await desk.answer({"n": 10, "bids": []})
    assert desk.seen == [("live", 11, "1")]
    assert (desk.feed.fetches, desk.feed.failures, desk.feed.sync.snapshots_too_old) == (3, 1, 1)
    await desk.feed.close()


@pytest.mark.asyncio
async def test_an_answer_from_before_a_disconnect_is_not_used() -> None:
    desk = Desk()
    desk.up()
    await asyncio.sleep(0)
    before = desk.asked[-1]
    desk.feed.on_interrupted(FeedError("down"))
    await asyncio.sleep(0)
    assert before.cancelled()
    desk.up()
    await desk.answer({"n": 20, "bids": [["7", "1"]]})
    assert desk.seen == [("live", 20, "7")]
    await desk.feed.close()


@pytest.mark.asyncio
async def test_a_hopeless_snapshot_fails_the_feed() -> None:
    desk = Desk()
    feed: LatestFeed[OrderBook] = LatestFeed()
    desk.feed.add_feed(feed)
    desk.up()
    await asyncio.sleep(0)
    desk.asked[-1].set_exception(AuthenticationError("the full book needs a key"))
    with pytest.raises(AuthenticationError, match="needs a key"):
        await ready(feed)
    await desk.feed.close()


@pytest.mark.asyncio
async def test_iterators_get_each_state_as_it_was() -> None:
    desk = Desk()
    feed: LatestFeed[OrderBook] = LatestFeed()
    remove = desk.feed.add_feed(feed)
    desk.up()
    await desk.answer({"n": 10, "bids": [["1", "1"]]})
    desk.feed.on_message(update(11, "2"), 1)
    desk.feed.on_message(update(13, "9"), 1)
    await desk.answer({"n": 13, "bids": [["5", "1"]]})
    desk.feed.on_message(update(14, "6"), 1)

    states = [await ready(feed) for _ in range(4)]
    assert [book.state for book in states] == [BookState.LIVE, BookState.STALE, BookState.LIVE, BookState.LIVE]
    assert states[1].best_bid is None
    assert [str(row.price) for row in states[1].last_known().bids] == ["2", "1"]
    assert states[3] is desk.feed.book
    remove()
    assert desk.feed.failed == []
    await desk.feed.close()


@pytest.mark.asyncio
async def test_a_failing_callback_does_not_hurt_the_book() -> None:
    desk = Desk()

    def bad(book: OrderBook) -> None:
        raise RuntimeError("a bug of the user's")

    desk.feed.add_callback(bad)
    desk.up()
    await desk.answer({"n": 10, "bids": []})
    desk.feed.on_message(update(11), 1)
    assert desk.feed.book.state is BookState.LIVE
    assert desk.feed.callback_errors == 2
    await desk.feed.close()


@pytest.mark.asyncio
async def test_a_silent_book_goes_stale_and_is_fetched_again() -> None:
    desk = Desk(silence=5.0)
    desk.up()
    await desk.answer({"n": 10, "bids": []})
    await desk.clock.advance(4)
    desk.feed.on_message(update(11), 1)
    await desk.clock.advance(5)
    assert desk.feed.book.state is BookState.LIVE
    await desk.clock.advance(5)
    assert desk.feed.book.state is BookState.STALE
    await desk.answer({"n": 11, "bids": []})
    assert desk.feed.book.state is BookState.LIVE
    await desk.feed.close()


@pytest.mark.asyncio
async def test_a_streamed_book_is_renewed_alone_after_a_gap() -> None:
    stage = Stage(FakeDialect())
    desk = Desk(Streamed)
    task = asyncio.ensure_future(stage.connection.subscribe("a", desk.feed))
    await stage.turns()
    stage.socket.feed({"id": 1}, {"topic": "a", "data": {"n": 3, "bids": [["1", "1"]], "snapshot": True}})
    await stage.turns()
    desk.feed.subscription = await task
    stage.socket.feed({"topic": "a", "data": update(4, "2")}, {"topic": "a", "data": update(6, "3")})
    await stage.turns()

    assert [frame["op"] for frame in stage.socket.sent] == ["sub", "unsub"]
    stage.socket.feed({"id": 2})
    await stage.turns()
    assert [frame["op"] for frame in stage.socket.sent] == ["sub", "unsub", "sub"]
    stage.socket.feed({"id": 3}, {"topic": "a", "data": {"n": 9, "bids": [["4", "1"]], "snapshot": True}})
    await stage.turns()
    assert desk.seen == [("live", 3, "1"), ("live", 4, "2"), ("stale", 4, None), ("live", 9, "4")]
    assert len(stage.connector.sockets) == 1
    await desk.feed.close()
    await stage.connection.close()


@pytest.mark.asyncio
async def test_a_snapshot_that_does_not_come_is_asked_for_by_renewing() -> None:
    stage = Stage(FakeDialect())
    desk = Desk(Streamed, snapshot_timeout=10.0)
    task = asyncio.ensure_future(stage.connection.subscribe("a", desk.feed))
    await stage.turns()
    stage.socket.feed({"id": 1})
    desk.feed.subscription = await task
    await desk.clock.advance(10)
    await stage.turns()
    assert stage.socket.sent[-1]["op"] == "unsub"
    await desk.feed.close()
    await stage.connection.close()
