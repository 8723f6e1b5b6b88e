"""Private streams: from instruments to ready, and back to ready after every interruption."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from typing import Any, Generic, TypeVar

from msgspec.structs import replace

from .bindings import PrivateBinding, PrivateEvent
from .client_reconcile import ClientReconcile
from .client_streams import StreamMethods, Subscription, Undo
from .clock import NS_PER_S
from .errors import DecodeError, FeedError, NotSupported, VenueError
from .feeds import Feed, QueueFeed
from .ids import random_fraction
from .model import Balance, Capability, Fill, Instrument, Order, Position, symbols_of
from .orders import Source
from .reconcile import Command
from .streams import HOPELESS, Backoff

__all__ = ["PrivateMethods"]

T = TypeVar("T")
_MINUTE = 60_000_000_000
_BETWEEN_RESYNCS = 5.0
_PRIVATE = (
    Capability.WATCH_ORDERS,
    Capability.WATCH_FILLS,
    Capability.WATCH_BALANCES,
    Capability.WATCH_POSITIONS,
)


class _Topic(Generic[T]):
    """Who wants one kind of private event. A callback that raises is logged; the others get theirs."""

    def __init__(self, client: PrivateMethods, key: Callable[[T], str] | None = None) -> None:
        """With a `key` the latest of each is kept, for those who come later."""
        self._client = client
        self._key = key
        self.latest: dict[str, T] = {}
        self.deliver: list[Callable[[T], None]] = []
        self.failed: list[Callable[[VenueError], None]] = []

    def put(self, item: T) -> None:
        if self._key is not None:
            self.latest[self._key(item)] = item
        for deliver in tuple(self.deliver):
            self.hand(deliver, item)

    def hand(self, deliver: Callable[[T], None], item: T) -> None:
        try:
            deliver(item)
        except Exception as error:
            self._client.metrics.counter("callback_errors").add()
            self._client.log.error("a callback failed", error=repr(error))

    def fail(self, error: VenueError) -> None:
        for failed in tuple(self.failed):
            failed(error)


class _PrivateConsumer:
    """Consumer of one private channel: what it reads enters the client; what it may have missed starts a
    reconciliation.
    """

    def __init__(self, client: PrivateMethods, binding: PrivateBinding) -> None:
        self._client = client
        self._binding = binding

    def on_message(self, payload: Any, ts_recv: int) -> None:
        for event in self._binding.read(payload, ts_recv):
            self._client._private_event(event)

    def on_subscribing(self) -> None:
        """Nothing is kept between messages."""

    def on_subscribed(self) -> None:
        self._client._private_up(self)

    def on_interrupted(self, error: FeedError) -> None:
        self._client._private_down(self, error)

    def on_skipped(self, error: FeedError) -> None:
        # One message less than there was: whatever it said is found out by asking.
        self._client._private_missed(error)

    def on_failed(self, error: VenueError) -> None:
        self._client._private_failed(error)


class PrivateMethods(StreamMethods, ClientReconcile):
    """`start_trading`, and the streams of orders, fills, balances and positions.

    `ready` is set while the private streams are up and everything that may have been missed was asked for.
    """

    def _init_streams(self) -> None:
        super()._init_streams()
        self.ready = asyncio.Event()
        self._settled = asyncio.Event()  # ready, or given up for `_private_error`
        self._private_error: VenueError | None = None
        self._missed = False
        self._may_ask_ns = 0  # not before, for messages that could not be read
        self._fill_queries: dict[str, bool] = {}
        self._starting: asyncio.Task[None] | None = None
        self._resyncing: asyncio.Task[None] | None = None
        self._down: set[object] = set()
        self._interrupted_ns: int | None = None
        self._touched: set[str] | None = None
        self._order_topic: _Topic[Order] = _Topic(self)
        self._fill_topic: _Topic[Fill] = _Topic(self)
        self._balance_topic: _Topic[Balance] = _Topic(self, lambda balance: balance.currency)
        self._position_topic: _Topic[Position] = _Topic(self, _leg)
        self.orders.listen(orders=self._order_topic.put, fills=self._fill_topic.put)

    async def start_trading(self) -> None:
        """Instruments → private stream → login → subscribe → account snapshot → open orders → ready. Done once;
        callers share.

        Events that arrive meanwhile are applied. Raises NotSupported where the venue has no private stream, and what
        kept it from getting ready; may then be called again.
        """
        if not self.capabilities.intersection(_PRIVATE):
            offered = [capability for capability in _PRIVATE if capability in self.offers]
            if not offered:
                raise NotSupported(f"{self.venue} has no private stream", venue=self.venue, operation="start_trading")
            self._require(offered[0])
        if self._starting is None or (
            self._starting.done() and (self._starting.cancelled() or self._starting.exception() is not None)
        ):
            self._starting = self._spawn(self._start_trading(), "start trading")
        await asyncio.shield(self._starting)

    # ------------------------------------------------------------------ streams

    def watch_orders(self, symbols: str | Sequence[str] | None = None) -> Feed[Order]:
        """Every change of every order (of `symbols`); none is dropped silently. Starts trading."""
        self._require(Capability.WATCH_ORDERS)
        return self._private_feed(self._order_topic, _wanted(symbols))

    def on_orders(self, callback: Callable[[Order], None], symbols: str | Sequence[str] | None = None) -> Subscription:
        """`callback(order)` for every change of every order (of `symbols`). Starts trading."""
        self._require(Capability.WATCH_ORDERS)
        return self._private_callback(self._order_topic, callback, _wanted(symbols))

    def watch_fills(self, symbols: str | Sequence[str] | None = None) -> Feed[Fill]:
        """Every fill (of `symbols`), each once; none is dropped silently. Starts trading."""
        self._require(Capability.WATCH_FILLS)
        return self._private_feed(self._fill_topic, _wanted(symbols))

    def on_fills(self, callback: Callable[[Fill], None], symbols: str | Sequence[str] | None = None) -> Subscription:
        """`callback(fill)` for every fill (of `symbols`), each once. Starts trading."""
        self._require(Capability.WATCH_FILLS)
        return self._private_callback(self._fill_topic, callback, _wanted(symbols))

    def watch_balances(self) -> Feed[Balance]:
        """The balances, then every change. Starts trading."""
        self._require(Capability.WATCH_BALANCES)
        return self._private_feed(self._balance_topic, None)

    def on_balances(self, callback: Callable[[Balance], None]) -> Subscription:
        """`callback(balance)` for each balance, then every change. Starts trading."""
        self._require(Capability.WATCH_BALANCES)
        return self._private_callback(self._balance_topic, callback, None)

    def watch_positions(self) -> Feed[Position]:
        """The positions, then every change. Starts trading."""
        self._require(Capability.WATCH_POSITIONS)
        return self._private_feed(self._position_topic, None)

    def on_positions(self, callback: Callable[[Position], None]) -> Subscription:
        """`callback(position)` for each position, then every change. Starts trading."""
        self._require(Capability.WATCH_POSITIONS)
        return self._private_callback(self._position_topic, callback, None)

    def _private_feed(self, topic: _Topic[T], wanted: frozenset[str] | None) -> Feed[T]:
        feed: QueueFeed[T] = QueueFeed(size=self.buffer)
        return self._feeding(feed, partial(self._open_private, topic, feed.put, feed.fail, wanted))

    def _private_callback(
        self, topic: _Topic[T], callback: Callable[[T], None], wanted: frozenset[str] | None
    ) -> Subscription:
        return self._calling(self._open_private(topic, callback, self._log_failed, wanted))

    async def _open_private(
        self,
        topic: _Topic[T],
        deliver: Callable[[T], None],
        failed: Callable[[VenueError], None],
        wanted: frozenset[str] | None,
    ) -> Undo:
        def put(item: T) -> None:
            if wanted is None or getattr(item, "symbol", None) in wanted:
                deliver(item)

        for item in topic.latest.values():
            topic.hand(put, item)
        topic.deliver.append(put)
        topic.failed.append(failed)

        async def close() -> None:
            topic.deliver.remove(put)
            topic.failed.remove(failed)

        try:
            for symbol in wanted or ():
                await self._instrument(symbol, "watch")
            await self.start_trading()
        except BaseException:
            await close()
            raise
        return close

    # ------------------------------------------------------------------ what the channels tell

    def _instrument_known(self, venue_symbol: str | None, venue_order_id: str, partition: str = "") -> Instrument:
        """The instrument that a report names, or that of the order it is about. Raises DecodeError where neither is
        known.
        """
        if venue_symbol is not None:
            return self.instruments.at_venue(venue_symbol, partition)
        symbol = self.orders.symbol_of(venue_order_id)
        if symbol is None:
            raise DecodeError(
                "a report without symbol, of an order that is not known",
                venue=self.venue,
                expected="an order that was told of before",
                got=repr(venue_order_id),
            )
        return self.instruments[symbol]

    def _private_event(self, event: PrivateEvent) -> None:
        if isinstance(event, Order):
            self.orders.apply(event)
        elif isinstance(event, Fill):
            if event.trade_id is not None:
                self.orders.apply_fill(event)
            elif Capability.FETCH_MY_TRADES in self.capabilities:
                self._query_fills(event.symbol)
            else:
                self.orders.pass_on(event)
        elif isinstance(event, Balance):
            if self._touched is not None:
                self._touched.add(event.currency)
            self._balance_topic.put(event)
        else:
            self._position(event)

    def _position(self, told: Position) -> None:
        """A position as the stream tells it. Where the account nets, one that changed its side ended the other leg."""
        over = [
            replace(held, quantity=Decimal(0), unrealized_pnl=None, ts_event=told.ts_event, ts_recv=told.ts_recv)
            for held in self._position_topic.latest.values()
            if told.net and held.symbol == told.symbol and held.side is not told.side and held.quantity
        ]
        for each in (*over, told):
            if self._touched is not None:
                self._touched.add(_leg(each))
            self._position_topic.put(each)

    def _query_fills(self, symbol: str) -> None:
        """The stream says that there was a fill, but not which: ask. What comes meanwhile makes it ask once more."""
        asking = symbol in self._fill_queries
        self._fill_queries[symbol] = asking
        if not asking:
            self._spawn(self._fetch_fills(symbol, self.clock.time_ns() - _MINUTE), f"fills of {symbol}")

    async def _fetch_fills(self, symbol: str, since: int) -> None:
        instrument = await self._instrument(symbol, "fills")
        again = True
        try:
            while again:
                self._fill_queries[symbol] = False
                for fill in await self._recent_fills(instrument, since):
                    self.orders.apply_fill(fill)
                again = self._fill_queries[symbol]
        except VenueError as error:
            self._private_missed(FeedError(f"fills of {symbol} could not be asked for: {error}", venue=self.venue))
        finally:
            del self._fill_queries[symbol]

    def _private_up(self, consumer: object) -> None:
        if consumer in self._down:
            self._down.discard(consumer)
            if not self._down:
                self._resync_soon()

    def _private_down(self, consumer: object, error: FeedError) -> None:
        self._unready()
        if not self._down:
            self._interrupted_ns = self.clock.time_ns()
            self.log.warning("private stream interrupted", error=error)
        self._down.add(consumer)

    def _private_missed(self, error: FeedError) -> None:
        self.log.warning("private message lost, reconciling", error=error)
        if self._interrupted_ns is None:
            self._interrupted_ns = self.clock.time_ns()
        self._missed = True
        if self._starting is not None and self._starting.done() and not self._down:
            self._unready()
            if self._resyncing is None or self._resyncing.done():
                # A stream that we cannot read must not become a storm of questions.
                now = self.clock.monotonic_ns()
                self._resync_soon(max(self._may_ask_ns - now, 0) / NS_PER_S)
                self._may_ask_ns = max(self._may_ask_ns, now) + round(_BETWEEN_RESYNCS * NS_PER_S)

    def _unready(self) -> None:
        self.ready.clear()
        self._settled.clear()

    def _private_failed(self, error: VenueError) -> None:
        self.ready.clear()
        self._private_error = error
        self._settled.set()
        self._starting = None  # a later start_trading may try again
        for topic in (self._order_topic, self._fill_topic, self._balance_topic, self._position_topic):
            topic.fail(error)

    # ------------------------------------------------------------------ getting ready

    async def _start_trading(self) -> None:
        await self.load_instruments()
        self._private_error = None
        self._settled.clear()
        consumers: list[Undo] = []
        try:
            for binding in self._bind_private():
                consumer = _PrivateConsumer(self, binding)
                pool = self._pool(binding.connection)
                subscription = await pool.subscribe(binding.topic, consumer, key=binding.key)
                consumers.append(partial(subscription.remove, consumer))
            if not consumers:
                raise NotSupported(f"{self.venue} has no private stream", venue=self.venue, operation="start_trading")
            await self._resync()
            await self._settled.wait()  # an interruption meanwhile has its own reconciliation
            if self._private_error is not None:
                raise self._private_error
        except BaseException:
            for remove in consumers:
                await remove()
            raise

    def _resync_soon(self, delay: float = 0.0) -> None:
        if self._resyncing is not None and not self._resyncing.done():
            self._resyncing.cancel()  # it began before the last interruption: what it learnt may be out of date
        self._resyncing = self._spawn(self._resync_until_done(delay), "reconcile after interruption")

    async def _resync_until_done(self, delay: float) -> None:
        if delay > 0:
            await self.clock.sleep(delay)
        backoff = Backoff()
        attempt = 0
        while True:
            try:
                await self._resync()
            except HOPELESS as error:
                self._private_failed(error)
                return
            except VenueError as error:
                self.log.warning("reconciliation failed, trying again", error=error)
                await self.clock.sleep(max(backoff.delay(attempt, random_fraction(self.random)), 0.1))
                attempt += 1
            else:
                if not self._missed:
                    return
                # More was lost meanwhile: once again, in a while.
                await self.clock.sleep(_BETWEEN_RESYNCS)

    async def _resync(self) -> None:
        """Ask for everything that the stream may not have told, then be ready."""
        since = self._interrupted_ns
        self._missed = False
        if self.cancel_on_disconnect:
            await self._cancel_on_disconnect()
        await self._account_snapshot()
        before = [order for order in self.orders.open() if not self._in_flight(order)]
        missing = await self._list_orders(before)
        if since is not None and Capability.FETCH_MY_TRADES in self.capabilities:
            for symbol in dict.fromkeys(order.symbol for order in before):
                instrument = await self._instrument(symbol, "reconcile")
                # A margin, as the last messages before an interruption may be lost before anybody notices it.
                for fill in await self._recent_fills(instrument, since - _MINUTE):
                    self.orders.apply_fill(fill)
        now = self.clock.monotonic_ns()
        for order in missing:
            current = self.orders.get(order.symbol, venue_order_id=order.venue_order_id)
            if current is None or not current.status.is_final:
                await self._reconcile(Command.CHECK, order, now)
        if not self._down:
            self._interrupted_ns = None
            if not self._missed:
                self.ready.set()
            self._settled.set()

    async def _list_orders(self, before: Sequence[Order]) -> list[Order]:
        """Enter the venue's open orders; those of `before` that it does not list."""
        if Capability.FETCH_OPEN_ORDERS not in self.capabilities:
            return list(before)
        listed = await self._list_open_orders(None)
        for report in listed:
            self.orders.apply(report, source=Source.QUERY)
        missing = {
            (order.symbol, order.venue_order_id, order.client_order_id) for order in self.orders.unlisted(listed)
        }
        return [o for o in before if (o.symbol, o.venue_order_id, o.client_order_id) in missing]

    def _in_flight(self, order: Order) -> bool:
        """Whether a command on this order is still out: its own answer, or reconciliation, tells its end."""
        ids = {"venue_order_id": order.venue_order_id, "client_order_id": order.client_order_id}
        untold = order.venue_order_id is None and not self._told(order)
        return untold or bool(self.orders.in_flight(order.symbol, **ids))

    async def _account_snapshot(self) -> None:
        """Balances and positions. What the stream tells while the answer is out is newer than the answer."""
        touched: set[str] = set()
        self._touched = touched
        try:
            if Capability.FETCH_BALANCES in self.capabilities:
                for balance in await self._fetch_balances(None):
                    if balance.currency not in touched:
                        self._balance_topic.put(balance)
            # Where no stream tells of positions, one answer would be old at once; and spot accounts may be refused it.
            if {Capability.FETCH_POSITIONS, Capability.WATCH_POSITIONS} <= self.capabilities:
                found = {_leg(position): position for position in await self._fetch_positions(None)}
                for leg, held in self._position_topic.latest.items():
                    if leg not in found and held.quantity:  # closed while nobody listened
                        found[leg] = replace(held, quantity=Decimal(0), unrealized_pnl=None)
                for leg, position in found.items():
                    if leg not in touched:
                        self._position_topic.put(position)
        finally:
            self._touched = None


def _leg(position: Position) -> str:
    return f"{position.symbol} {position.side}"


def _wanted(symbols: str | Sequence[str] | None) -> frozenset[str] | None:
    return None if symbols is None else frozenset(symbols_of(symbols))
