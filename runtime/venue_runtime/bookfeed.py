"""The shell around `BookSync`: takes a subscription's messages, gets snapshots, tells callbacks and iterators."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from functools import partial
from typing import Any, Generic, TypeVar

from .books import BookState, OrderBook
from .booksync import BookAction, BookRule, BookSync
from .clock import Clock
from .errors import FeedError, StaleFeed, VenueError
from .feeds import LatestFeed
from .ids import Random, random_fraction
from .reading import Reading
from .streams import HOPELESS, Backoff, StreamSubscription

__all__ = ["BookFeed"]

log = logging.getLogger("venue_runtime.books")

_APPLIED, _NONE = BookAction.APPLIED, BookAction.NONE  # an enum's members are slow to look up

_LOOKS = 4
"""How often silence is looked at while it lasts: noticed at most this part of it too late, at no cost per message."""

S = TypeVar("S")
U = TypeVar("U")
Callback = Callable[[OrderBook], None]


class BookFeed(Generic[S, U]):
    """One symbol's book on one subscription, shared by all who watch it. It is the subscription's `Consumer`.

    Set `subscription` once subscribed: books whose snapshots come by stream are renewed through it. `read` decodes a
    payload into updates; `fetch` gets a snapshot for rules that need one.
    """

    def __init__(
        self,
        symbol: str,
        rule: type[BookRule[S, U]],
        *,
        read: Callable[[Any], Iterable[U]],
        fetch: Callable[[], Awaitable[S]] | None = None,
        clock: Clock,
        random: Random,
        depth: int | None = None,
        backoff: Backoff = Backoff(0.2, 10.0),  # noqa: B008 (frozen)
        attempts: int | None = None,
        snapshot_timeout: float = 10.0,
        silence: float | None = None,
        venue: str = "",
    ) -> None:
        """`attempts`: give up after so many failed snapshots in a row (None: never). `snapshot_timeout`: seconds that a
        snapshot by stream may take. `silence`: seconds without a message after which the book is stale and renewed."""
        self.sync: BookSync[S, U] = BookSync(symbol, rule, depth=depth, venue=venue)
        self.book = self.sync.book
        self.subscription: StreamSubscription | None = None
        self.messages = self.callback_errors = self.fetches = self.failures = 0
        self.failed: list[Callable[[VenueError], None]] = []
        self._read = read
        self._fetch = fetch
        self._clock = clock
        self._random = random
        self._backoff = backoff
        self._attempts = attempts
        self._snapshot_timeout = snapshot_timeout
        self._silence = silence
        self._venue = venue
        self._callbacks: list[Callback] = []
        self._feeds: list[LatestFeed[OrderBook]] = []
        self._recovery: asyncio.Task[None] | None = None
        self._watchdog: asyncio.Task[None] | None = None

    # ------------------------------------------------------------------ who is told

    def add_callback(self, callback: Callback) -> Callable[[], None]:
        """Called synchronously after each message and each change of state. Returns how to remove it again."""
        self._callbacks.append(callback)
        if self.book.state is BookState.LIVE:
            self._call(callback)
        return partial(self._callbacks.remove, callback)

    def add_feed(self, feed: LatestFeed[OrderBook]) -> Callable[[], None]:
        """Conflated updates and every change of state go to this feed. Returns how to remove it again."""
        self._feeds.append(feed)
        self.failed.append(feed.fail)
        if self.book.state is BookState.LIVE:
            feed.put(self.book.symbol, self.book)
        return partial(self._remove_feed, feed)

    @property
    def watched(self) -> bool:
        return bool(self._callbacks or self._feeds)

    async def close(self) -> None:
        """End the tasks. The book is stale afterwards; the subscription is the caller's to end."""
        tasks = [task for task in (self._recovery, self._watchdog) if task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._act(self.sync.lose(self._stale("closed")), recover=False)

    # ------------------------------------------------------------------ Consumer

    def on_message(self, payload: Any, ts_recv: int) -> None:
        self.messages += 1
        update = self.sync.update
        for one in self._read(payload):
            action = update(one, ts_recv)
            if action is _APPLIED:
                book = self.book
                for callback in self._callbacks:
                    try:
                        callback(book)
                    except Exception:
                        self._callback_failed()
                for feed in self._feeds:
                    feed.put(book.symbol, book)
            elif action is not _NONE:
                self._act(action)

    def on_subscribing(self) -> None:
        self.sync.subscribing()

    def on_subscribed(self) -> None:
        self._act(self.sync.subscribed())
        if self._fetch is None and self.book.state is not BookState.LIVE and not self._recovering:
            self._recover(self._await_snapshot())
        if self._silence is not None and self._watchdog is None:
            self._watchdog = asyncio.get_running_loop().create_task(self._watch(self._silence))

    def on_interrupted(self, error: FeedError) -> None:
        self._stop_recovery()
        self._act(self.sync.lose(error), recover=False)

    def on_skipped(self, error: FeedError) -> None:
        self._act(self.sync.undecodable(error))

    def on_failed(self, error: VenueError) -> None:
        self._stop_recovery()
        self._act(self.sync.lose(self._stale(str(error))), recover=False)
        for failed in list(self.failed):
            failed(error)

    # ------------------------------------------------------------------ acting

    def _act(self, action: BookAction, *, recover: bool = True) -> None:
        if action is BookAction.LIVE:
            self._stop_recovery()
        if action in (BookAction.LIVE, BookAction.LOST):
            self._tell_state()
        if not recover:
            return
        if action is BookAction.LOST:
            log.warning("%s %s: %s: resyncing", self._venue, self.book.symbol, self.sync.error)
            self._recover(self._renew() if self._fetch is None else self._fetch_until_live(self._fetch))
        elif action is BookAction.FETCH and self._fetch is not None and not self._recovering:
            self._recover(self._fetch_until_live(self._fetch))

    def _tell_state(self) -> None:
        """A state is told to iterators as it was, even if it has changed again by the time it is read."""
        book, state = self.book, self.book.state
        for callback in list(self._callbacks):
            self._call(callback)
        if self._feeds:
            frozen = book.copy()
            for feed in self._feeds:
                feed.put_ahead(book.symbol, lambda: book if book.state is state else frozen)

    @property
    def _recovering(self) -> bool:
        return self._recovery is not None and not self._recovery.done()

    def _recover(self, work: Coroutine[Any, Any, None]) -> None:
        self._stop_recovery()
        self._recovery = asyncio.get_running_loop().create_task(work)
        self._recovery.add_done_callback(self._recovered)

    def _stop_recovery(self) -> None:
        recovery, self._recovery = self._recovery, None
        if recovery is not None and recovery is not asyncio.current_task():
            recovery.cancel()

    def _recovered(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("%s %s: resync failed", self._venue, self.book.symbol, exc_info=error)
            self._give_up(error if isinstance(error, VenueError) else self._stale(f"resync failed: {error!r}"))

    async def _fetch_until_live(self, fetch: Callable[[], Awaitable[S]]) -> None:
        attempt = 0
        while True:
            self.fetches += 1
            error: VenueError | None
            try:
                with Reading(self._venue, "order book"):
                    snapshot = await fetch()
            except HOPELESS:
                raise
            except VenueError as failure:
                self.failures += 1
                error = failure
            else:
                action = self.sync.snapshot(snapshot, self._clock.time_ns())
                if action is not BookAction.FETCH:
                    self._act(action)
                    return
                error = self.sync.error
            attempt += 1
            if attempt == self._attempts:
                raise error or self._stale(f"no usable snapshot in {attempt} attempts")
            await self._clock.sleep(self._backoff.delay(attempt - 1, random_fraction(self._random)))

    async def _renew(self) -> None:
        """Subscribe again and wait for the snapshot that comes with it; more slowly while none makes it live."""
        attempt = 0
        while self.book.state is not BookState.LIVE:
            if attempt:
                await self._clock.sleep(self._backoff.delay(attempt, random_fraction(self._random)))
            attempt += 1
            if self._attempts is not None and attempt > self._attempts:
                raise self.sync.error or self._stale(f"no usable snapshot in {self._attempts} attempts")
            if self.subscription is None:
                continue
            self.fetches += 1
            if self.sync.rule.reconnects:
                await self.subscription.reconnect("a book needs a fresh snapshot")
                return  # the replay brings it
            await self.subscription.renew()
            await self._clock.sleep(self._snapshot_timeout)

    async def _await_snapshot(self) -> None:
        await self._clock.sleep(self._snapshot_timeout)
        if self.book.state is not BookState.LIVE:
            await self._renew()

    async def _watch(self, silence: float) -> None:
        quiet = 0
        while True:
            seen = self.messages
            await self._clock.sleep(silence / _LOOKS)
            quiet = quiet + 1 if seen == self.messages else 0
            if quiet >= _LOOKS and self.book.state is BookState.LIVE:
                self._act(self.sync.lose(self._stale(f"no message for {silence:g} s")))

    def _give_up(self, error: VenueError) -> None:
        for failed in list(self.failed):
            failed(error)

    def _stale(self, why: str) -> FeedError:
        return StaleFeed(why, venue=self._venue, operation="order book", symbol=self.book.symbol)

    def _call(self, callback: Callback) -> None:
        try:
            callback(self.book)
        except Exception:
            self._callback_failed()

    def _callback_failed(self) -> None:
        self.callback_errors += 1
        log.exception("%s %s: a callback failed", self._venue, self.book.symbol)

    def _remove_feed(self, feed: LatestFeed[OrderBook]) -> None:
        self._feeds.remove(feed)
        self.failed.remove(feed.fail)
