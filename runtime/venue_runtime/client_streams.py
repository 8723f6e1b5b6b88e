"""Public streams: `watch_*` iterators and `on_*` callbacks over pooled connections, one shared book per instrument."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Generator, Hashable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakSet

from .bindings import BookBinding, ChannelBinding
from .client_core import ClientCore
from .errors import ConfigurationError, FeedError, NotSupported, VenueError
from .feeds import Feed, FeedSubscription, HeldFeed, ItemConsumer, LatestFeed, QueueFeed
from .model import Candle, Capability, Instrument, Ticker, Trade, symbols_of

if TYPE_CHECKING:
    from .bookfeed import BookFeed
    from .books import OrderBook
    from .rest import SocketCall
    from .streams import Connection, ConnectionPool, Consumer

__all__ = ["StreamMethods", "Subscription"]

T = TypeVar("T")
Symbols = str | Sequence[str]
Undo = Callable[[], Awaitable[None]]


class Subscription(FeedSubscription):
    """What `on_*` return. `await subscription` waits until the venue confirmed, and raises what kept it from that."""

    def __init__(self, opening: asyncio.Task[Undo]) -> None:
        super().__init__(partial(_undo, opening))
        self._opening = opening

    def __await__(self) -> Generator[Any, None, Subscription]:
        yield from asyncio.shield(self._opening).__await__()
        return self


async def _undo(opening: asyncio.Task[Undo]) -> None:
    """Take back what an opening task did, or is doing."""
    if not opening.done():
        opening.cancel()
        await asyncio.gather(opening, return_exceptions=True)
    elif not opening.cancelled() and opening.exception() is None:
        await opening.result()()


class _SharedBook:
    """The book of one channel and all who watch it."""

    def __init__(self, feed: BookFeed[Any, Any]) -> None:
        self.feed = feed
        self.opening: asyncio.Task[None] | None = None

    @property
    def dead(self) -> bool:
        """Recovery gave up: whoever watches from now on needs a new one."""
        return self.feed.subscription is not None and self.feed.subscription.error is not None


class StreamMethods(ClientCore):
    """`watch_*` return an async iterator (also an async context manager, `async with client.watch_trades(…) as
    trades`), which unsubscribes when it is closed or nobody holds it any more; `on_*` call back synchronously in the
    read loop and return a subscription to close, and to await if you like.

    Errors of the arguments that need no instruments are raised at once; unknown symbols and refusals by the venue at
    the first item, or by awaiting the subscription.
    """

    buffer: int = 10_000
    """Unread items that an iterator of trades, candles, orders or fills keeps before it raises BufferOverflow."""

    def _init_streams(self) -> None:
        super()._init_streams()
        self._pools: dict[tuple[str, str | None], ConnectionPool] = {}
        self._books: dict[Hashable, _SharedBook] = {}
        self._feeds: WeakSet[Feed[Any]] = WeakSet()
        self._on_close(self._close_streams)

    # ------------------------------------------------------------------ how the streams are doing

    @property
    def book_feeds(self) -> dict[str, BookFeed[Any, Any]]:
        """What keeps each watched book right, by symbol: its counters tell messages, gaps, resyncs, checksums."""
        return {shared.feed.book.symbol: shared.feed for shared in self._books.values()}

    @property
    def stream_connections(self) -> list[Connection]:
        """Every stream connection there is: their counters tell connects, interruptions, frames nobody could read."""
        return [connection for pool in self._pools.values() for connection in pool.connections]

    # ------------------------------------------------------------------ order books

    def watch_order_book(self, symbols: Symbols, depth: int | None = None) -> Feed[OrderBook]:
        """Live books, conflated to the latest; each change of `state` is delivered, ahead of conflated updates.

        `depth`: the books show so many levels of each side at most, whatever the venue sends.
        """
        self._require(Capability.WATCH_ORDER_BOOK)
        _check_depth(depth)
        feed: LatestFeed[OrderBook] = LatestFeed() if depth is None else _ShallowFeed(depth)
        return self._feeding(
            feed, lambda: self._open_books(symbols, depth, lambda book: book.add_feed(feed), feed.fail)
        )

    def on_order_book(
        self, symbols: Symbols, callback: Callable[[OrderBook], None], depth: int | None = None
    ) -> Subscription:
        """`callback(book)` after each message that changed a book and after each change of its state. `depth` as in
        `watch_order_book`."""
        self._require(Capability.WATCH_ORDER_BOOK)
        _check_depth(depth)
        told = callback if depth is None else _shallow(callback, depth)
        return self._calling(self._open_books(symbols, depth, lambda book: book.add_callback(told), self._log_failed))

    # ------------------------------------------------------------------ trades, tickers, candles

    def watch_trades(self, symbols: Symbols) -> Feed[Trade]:
        """Every public trade; none is dropped silently."""
        self._require(Capability.WATCH_TRADES)
        return self._queue(symbols, self._bind_trades())

    def on_trades(self, symbols: Symbols, callback: Callable[[Trade], None]) -> Subscription:
        """`callback(trade)` for every public trade."""
        self._require(Capability.WATCH_TRADES)
        return self._calling(self._open_channel(symbols, self._bind_trades(), callback, self._log_failed))

    def watch_ticker(self, symbols: Symbols) -> Feed[Ticker]:
        """The latest ticker of each symbol; older unread ones are replaced."""
        self._require(Capability.WATCH_TICKER)
        feed: LatestFeed[Ticker] = LatestFeed()
        binding = self._bind_ticker()
        return self._feeding(
            feed,
            lambda: self._open_channel(symbols, binding, lambda ticker: feed.put(ticker.symbol, ticker), feed.fail),
        )

    def on_ticker(self, symbols: Symbols, callback: Callable[[Ticker], None]) -> Subscription:
        """`callback(ticker)` for every change."""
        self._require(Capability.WATCH_TICKER)
        return self._calling(self._open_channel(symbols, self._bind_ticker(), callback, self._log_failed))

    def watch_candles(self, symbols: Symbols, interval: str) -> Feed[Candle]:
        """Candles as they build; `closed` tells the last word on each."""
        self._require(Capability.WATCH_CANDLES)
        return self._queue(symbols, self._bind_candles(interval))

    def on_candles(self, symbols: Symbols, interval: str, callback: Callable[[Candle], None]) -> Subscription:
        """`callback(candle)` for every change of the building candle, and its close."""
        self._require(Capability.WATCH_CANDLES)
        return self._calling(self._open_channel(symbols, self._bind_candles(interval), callback, self._log_failed))

    # ------------------------------------------------------------------ inside

    def _queue(self, symbols: Symbols, binding: ChannelBinding[T]) -> Feed[T]:
        feed: QueueFeed[T] = QueueFeed(size=self.buffer)
        return self._feeding(feed, lambda: self._open_channel(symbols, binding, feed.put, feed.fail))

    def _feeding(self, feed: Feed[T], work: Callable[[], Coroutine[Any, Any, Undo]]) -> Feed[T]:
        """`feed`, with its subscriptions opening in the background; what fails is raised by the iterator.

        An iterator that nobody holds any more gives its subscriptions back.
        """
        opening = self._own(work())
        self._feeds.add(feed)
        feed._on_close = partial(_undo, opening)
        opening.add_done_callback(partial(_tell, feed.fail))
        return HeldFeed(feed, partial(self._abandoned, asyncio.get_running_loop(), feed))

    def _abandoned(self, loop: asyncio.AbstractEventLoop, feed: Feed[Any]) -> None:
        """Runs wherever garbage is collected."""
        if not loop.is_closed():
            loop.call_soon_threadsafe(self._give_back, feed)

    def _give_back(self, feed: Feed[Any]) -> None:
        task = asyncio.get_running_loop().create_task(feed.close())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _calling(self, work: Coroutine[Any, Any, Undo]) -> Subscription:
        opening = self._own(work)
        opening.add_done_callback(partial(_tell, self._log_failed))
        return Subscription(opening)

    def _own(self, work: Coroutine[Any, Any, Undo]) -> asyncio.Task[Undo]:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def _log_failed(self, error: VenueError) -> None:
        self.log.error("subscription failed", error=error)

    def _raw_channel(
        self,
        connection: str,
        topic: Any,
        decode: Callable[[Any], T],
        *,
        key: Hashable | None = None,
        partition: str | None = None,
    ) -> Feed[T]:
        """Wire messages of one channel, as `decode` makes them of payloads: what `client.raw.<channel>(…)` returns."""
        self._check_open()
        feed: QueueFeed[T] = QueueFeed(size=self.buffer)

        async def work() -> Undo:
            consumer: Consumer = ItemConsumer(lambda payload, recv: (decode(payload),), feed.put, failed=feed.fail)
            subscription = await self._pool(connection, partition).subscribe(topic, consumer, key=key)
            return partial(subscription.remove, consumer)

        return self._feeding(feed, work)

    async def _open_channel(
        self,
        symbols: Symbols,
        binding: ChannelBinding[T],
        deliver: Callable[[T], None],
        failed: Callable[[VenueError], None],
    ) -> Undo:
        instruments = await self._named(symbols)

        async def open_one(instrument: Instrument) -> Undo:
            def read(payload: Any, ts_recv: int) -> Any:
                return binding.read(payload, instrument, ts_recv)

            def read_whole(payload: Any, ts_recv: int) -> Any:
                assert deltas is not None
                message = deltas.read(payload, instrument.symbol)
                return () if message is None else binding.read(message, instrument, ts_recv)

            def interrupted(error: FeedError) -> None:
                if deltas is not None:
                    deltas.forget(instrument.symbol)

            deltas = binding.deltas
            partition = None if binding.partition is None else binding.partition(instrument)
            key = None if binding.key is None else binding.key(instrument)
            reading = read if deltas is None else read_whole
            consumer: Consumer = binding.consumer(reading, deliver, failed=failed, interrupted=interrupted)
            pool = self._pool(binding.connection, partition)
            subscription = await pool.subscribe(binding.topic(instrument), consumer, key=key)
            return partial(subscription.remove, consumer)

        return await _all([open_one(instrument) for instrument in instruments])

    async def _open_books(
        self,
        symbols: Symbols,
        depth: int | None,
        attach: Callable[[BookFeed[Any, Any]], Callable[[], None]],
        failed: Callable[[VenueError], None],
    ) -> Undo:
        instruments = await self._named(symbols)
        return await _all(
            [self._open_book(one, self._bind_order_book(one, depth), attach, failed) for one in instruments]
        )

    async def _open_book(
        self,
        instrument: Instrument,
        binding: BookBinding,
        attach: Callable[[BookFeed[Any, Any]], Callable[[], None]],
        failed: Callable[[VenueError], None],
    ) -> Undo:
        # By topic: the same pushes may be asked for at several depths.
        key = (binding.connection, binding.partition, str(binding.topic), binding.key)
        shared = self._books.get(key)
        if shared is None or shared.dead:
            shared = self._books[key] = self._new_book(instrument, binding)
        book = shared.feed
        detach = attach(book)
        if failed not in book.failed:
            book.failed.append(failed)

        async def close() -> None:
            detach()
            if failed in book.failed:
                book.failed.remove(failed)
            if book.watched:
                return
            if self._books.get(key) is shared:
                del self._books[key]
            if shared.opening is not None and not shared.opening.done():
                shared.opening.cancel()
                await asyncio.gather(shared.opening, return_exceptions=True)
            if book.subscription is not None:
                await book.subscription.remove(book)
            await book.close()

        try:
            if shared.opening is None:
                shared.opening = self._spawn(self._subscribe_book(shared, binding), f"book {instrument.symbol}")
            # One watcher that gives up must not take the others' subscription with it.
            await asyncio.shield(shared.opening)
        except BaseException:
            await close()
            raise
        return close

    def _new_book(self, instrument: Instrument, binding: BookBinding) -> _SharedBook:
        from .bookfeed import BookFeed

        return _SharedBook(
            BookFeed(
                instrument.symbol,
                binding.rule,
                read=binding.read,
                fetch=binding.snapshot,
                clock=self.clock,
                random=self.random,
                depth=binding.depth,
                silence=binding.silence,
                venue=self.venue,
            )
        )

    async def _subscribe_book(self, shared: _SharedBook, binding: BookBinding) -> None:
        pool = self._pool(binding.connection, binding.partition)
        shared.feed.subscription = await pool.subscribe(binding.topic, shared.feed, key=binding.key)

    async def _named(self, symbols: Symbols) -> list[Instrument]:
        return [await self._instrument(symbol, "watch") for symbol in symbols_of(symbols)]

    def _pool(self, connection: str, partition: str | None = None) -> ConnectionPool:
        pool = self._pools.get((connection, partition))
        if pool is None:
            from .streams import Connection, ConnectionPool

            pool = self._pools[connection, partition] = ConnectionPool(
                lambda: Connection(
                    self._dialect(connection, partition),
                    self.websocket,
                    clock=self.clock,
                    random=self.random,
                    connects=self._connects,
                    venue=self.venue,
                    recorder=None if self.recorder is None else self.recorder.frame,
                )
            )
        return pool

    async def _ask(self, call: SocketCall) -> Any:
        """One call over its connection, which it shares with the streams. See `SocketCall`."""
        from .streams import CallDialect

        connection = self._pool(call.over.connection).first()
        dialect = connection.dialect
        if not isinstance(dialect, CallDialect):
            raise NotSupported(f"{call.over.connection} takes no calls", venue=self.venue, operation=call.operation)
        link = await connection.ready(call.timeout)
        request_id, frame = dialect.call(link, call.over.method, call.params())
        call.started()
        return await link.request(
            request_id, frame, timeout=call.timeout, operation=call.operation, observe=call.observe
        )

    async def _close_streams(self) -> None:
        books, self._books = list(self._books.values()), {}
        pools, self._pools = list(self._pools.values()), {}
        feeds = list(self._feeds)
        for feed in feeds:
            feed.stop()
        # Connections first: what dies with its socket need not be unsubscribed.
        await asyncio.gather(*(pool.close() for pool in pools))
        await asyncio.gather(*(feed.close() for feed in feeds))
        await asyncio.gather(*(shared.feed.close() for shared in books))


class _ShallowFeed(LatestFeed["OrderBook"]):
    """Books of at most so many levels."""

    def __init__(self, depth: int) -> None:
        super().__init__()
        self._depth = depth

    def _take(self) -> OrderBook:
        return super()._take().top(self._depth)


def _shallow(callback: Callable[[OrderBook], None], depth: int) -> Callable[[OrderBook], None]:
    return lambda book: callback(book.top(depth))


def _check_depth(depth: int | None) -> None:
    if depth is not None and depth < 1:
        raise ConfigurationError(f"depth is {depth}; a book has at least one level", operation="order book")


async def _all(works: Sequence[Coroutine[Any, Any, Undo]]) -> Undo:
    """Open all or none. Returns how to close all."""
    tasks = [asyncio.ensure_future(work) for work in works]
    try:
        undos = await asyncio.gather(*tasks)
    except BaseException:
        for task in tasks:
            task.cancel()
        for result in await asyncio.gather(*tasks, return_exceptions=True):
            if not isinstance(result, BaseException):
                await result()
        raise

    async def undo() -> None:
        await asyncio.gather(*(one() for one in undos))

    return undo


def _tell(failed: Callable[[VenueError], None], opening: asyncio.Task[Undo]) -> None:
    if opening.cancelled():
        return
    error = opening.exception()
    if isinstance(error, VenueError):
        failed(error)
    elif error is not None:
        told = VenueError(f"subscription failed: {error!r}")
        told.__cause__ = error
        failed(told)
