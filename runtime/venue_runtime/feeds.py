"""Delivery to users: callbacks in the read loop, and async iterators that say what they do when the reader is slow.

`LatestFeed` keeps the newest value per key (order books, tickers); `QueueFeed` keeps everything up to a bound and
raises BufferOverflow beyond it (trades, orders, fills): nothing is ever dropped without a word.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Hashable, Iterable
from typing import Any, Generic, TypeVar
from weakref import finalize

from .errors import BufferOverflow, FeedError, VenueError

__all__ = ["Feed", "FeedSubscription", "HeldFeed", "ItemConsumer", "LatestFeed", "QueueFeed"]

log = logging.getLogger("venue_runtime.feeds")

T = TypeVar("T")
Closer = Callable[[], Awaitable[None]]


class FeedSubscription:
    """What `on_*` methods return: `await close()` ends the delivery. Also an async context manager."""

    def __init__(self, close: Closer) -> None:
        self._close: Closer | None = close

    async def close(self) -> None:
        """End it; further calls do nothing."""
        close, self._close = self._close, None
        if close is not None:
            await close()

    async def __aenter__(self) -> FeedSubscription:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()


class Feed(AsyncIterator[T], Generic[T]):
    """Base of the iterators of `watch_*` methods. Ends when closed; raises what made the stream fail, once."""

    def __init__(self, close: Closer | None = None) -> None:
        self._on_close = close
        self._waiters: list[asyncio.Future[None]] = []
        self._error: VenueError | None = None
        self._ended = False

    def fail(self, error: VenueError) -> None:
        """The stream cannot go on: what is buffered is still read, then `error` is raised."""
        if not self._ended:
            self._error = error
            self._ended = True
            self._wake()

    def stop(self) -> None:
        """Waiting readers end, and nothing more is delivered. `close` also gives the subscription back."""
        self._ended = True
        self._discard()
        self._wake()

    async def close(self) -> None:
        """Stop: waiting readers end, the subscription is given back. Further calls do nothing."""
        self.stop()
        close, self._on_close = self._on_close, None
        if close is not None:
            await close()

    async def __aenter__(self) -> Feed[T]:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    def __aiter__(self) -> Feed[T]:
        return self

    async def aclose(self) -> None:
        """As `close`: for `contextlib.aclosing`."""
        await self.close()

    def __anext__(self) -> Coroutine[Any, Any, T]:
        return self._next(self)

    async def _next(self, holder: object) -> T:
        """`holder` is what the reader holds: it must live as long as somebody waits."""
        while not self._has():
            if self._ended:
                error, self._error = self._error, None
                if error is None:
                    raise StopAsyncIteration
                await self.close()
                raise error
            waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._waiters.append(waiter)
            try:
                await waiter
            except asyncio.CancelledError:
                if waiter in self._waiters:
                    self._waiters.remove(waiter)
                raise
        return self._take()

    def _wake(self) -> None:
        """There is something to read, or nothing will come any more."""
        waiters, self._waiters = self._waiters, []
        for waiter in waiters:
            if not waiter.done():
                waiter.set_result(None)

    def _has(self) -> bool:
        raise NotImplementedError

    def _take(self) -> T:
        raise NotImplementedError

    def _discard(self) -> None:
        raise NotImplementedError


class HeldFeed(Feed[T]):
    """What a user holds of a feed that its subscription fills.

    The subscription keeps the feed, so that alone would never be collected. This is: when nobody holds it any more (the
    `async for` was left by `break`), `abandoned` is told, in whatever thread collects.
    """

    def __init__(self, feed: Feed[T], abandoned: Callable[[], None]) -> None:
        super().__init__()
        self._feed = feed
        self._abandoned = finalize(self, abandoned)
        self._abandoned.atexit = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self.__dict__["_feed"], name)

    def __anext__(self) -> Coroutine[Any, Any, T]:
        return self._feed._next(self)

    def fail(self, error: VenueError) -> None:
        self._feed.fail(error)

    async def close(self) -> None:
        self._abandoned.detach()
        await self._feed.close()


class LatestFeed(Feed[T]):
    """The newest value of each key, in the order in which keys first waited; what is put `ahead` is never conflated."""

    def __init__(self, close: Closer | None = None) -> None:
        super().__init__(close)
        self._ahead: deque[Callable[[], T]] = deque()
        self._latest: dict[Hashable, T] = {}
        self.conflated = 0
        """How many values were replaced before they were read."""

    def put(self, key: Hashable, value: T) -> None:
        if self._ended:
            return
        if key in self._latest:
            self.conflated += 1
        self._latest[key] = value
        if self._waiters:
            self._wake()

    def put_ahead(self, key: Hashable, value: Callable[[], T]) -> None:
        """Deliver before all conflated values, each of these. `value` is called when it is read.

        The key's waiting value is out of date and goes.
        """
        if self._ended:
            return
        self._latest.pop(key, None)
        self._ahead.append(value)
        self._wake()

    def _has(self) -> bool:
        return bool(self._ahead or self._latest)

    def _take(self) -> T:
        if self._ahead:
            return self._ahead.popleft()()
        return self._latest.pop(next(iter(self._latest)))

    def _discard(self) -> None:
        self._ahead.clear()
        self._latest.clear()


class QueueFeed(Feed[T]):
    """Everything, in order, up to `size` unread values; one more fails the feed with BufferOverflow."""

    def __init__(self, close: Closer | None = None, *, size: int = 10_000) -> None:
        super().__init__(close)
        self._items: deque[T] = deque()
        self._size = size

    def put(self, item: T) -> None:
        if self._ended:
            return
        if len(self._items) >= self._size:
            self.fail(BufferOverflow(f"{self._size} messages wait unread: read faster, or make the buffer larger"))
            return
        self._items.append(item)
        if self._waiters:
            self._wake()

    def _has(self) -> bool:
        return bool(self._items)

    def _take(self) -> T:
        return self._items.popleft()

    def _discard(self) -> None:
        self._items.clear()


class ItemConsumer(Generic[T]):
    """Consumer of a subscription whose messages stand for themselves (trades, tickers, candles, private events).

    `read(payload, ts_recv)` maps a payload to contract objects, `deliver` gets each. A `deliver` that raises (a user's
    callback) is counted and logged, and the next item is delivered; a payload
    that `read` refuses is for the connection to report.
    """

    def __init__(
        self,
        read: Callable[[Any, int], Iterable[T]],
        deliver: Callable[[T], None],
        *,
        failed: Callable[[VenueError], None] | None = None,
        interrupted: Callable[[FeedError], None] | None = None,
    ) -> None:
        self.messages = self.skipped = self.interruptions = self.callback_errors = 0
        self._read = read
        self._deliver = deliver
        self._failed = failed
        self._interrupted = interrupted

    def on_message(self, payload: Any, ts_recv: int) -> None:
        self.messages += 1
        deliver = self._deliver
        for item in self._read(payload, ts_recv):
            try:
                deliver(item)
            except Exception:
                self.callback_errors += 1
                log.exception("a callback failed")

    def on_subscribing(self) -> None:
        """Nothing is kept between messages."""

    def on_subscribed(self) -> None:
        """Nothing to fetch."""

    def on_interrupted(self, error: FeedError) -> None:
        self.interruptions += 1
        if self._interrupted is not None:
            self._interrupted(error)

    def on_skipped(self, error: FeedError) -> None:
        self.skipped += 1

    def on_failed(self, error: VenueError) -> None:
        if self._failed is not None:
            self._failed(error)
