"""Streams that stay up: connections that reconnect, replay subscriptions exactly, and are replaced before they end.

What a connection is told about its venue is a dialect, see `dialects`.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Coroutine, Hashable
from functools import partial
from typing import Any

from .clock import NS_PER_S, Clock, SystemClock
from .dialects import (
    HOPELESS,
    Backoff,
    CallDialect,
    ConnectionCounters,
    ConnectionSettings,
    Consumer,
    Dialect,
    StreamSubscription,
    SubscriptionState,
    batches,
)
from .errors import AuthenticationError, FeedError, SubscriptionRejected, TransportError, VenueError, VenueResponseError
from .ids import Random, SystemRandom, random_fraction
from .links import Frame, Link, Outgoing, Pace, Ping, within
from .subscribing import Subscribing
from .websocket import HandshakeRefused, StreamEndpoint, WebSocketConnector

__all__ = [
    "HOPELESS",
    "Backoff",
    "CallDialect",
    "Connection",
    "ConnectionCounters",
    "ConnectionPool",
    "ConnectionSettings",
    "Consumer",
    "Dialect",
    "StreamEndpoint",
    "Link",
    "Outgoing",
    "Pace",
    "Ping",
    "StreamSubscription",
    "SubscriptionState",
    "batches",
]

log = logging.getLogger("venue_runtime.streams")


class Connection(Subscribing):
    """A stream connection that lives until closed, over as many sockets as that takes.

    It connects with the first subscription (or `start`). `connected` listeners are called with True when a socket took
    over without a break, False when messages may have been missed; `disconnected` listeners with the error.
    """

    def __init__(
        self,
        dialect: Dialect,
        connector: WebSocketConnector,
        *,
        clock: Clock | None = None,
        random: Random | None = None,
        connects: Pace | None = None,
        venue: str = "",
        recorder: Callable[[str, str, Frame], None] | None = None,
    ) -> None:
        """`connects` is shared by all connections to a venue; `recorder(kind, url, frame)` sees all traffic."""
        super().__init__(dialect, venue, clock or SystemClock())
        self._connector = connector
        self._random = random or SystemRandom()
        self._connects = connects
        self._messages = self._settings.messages
        self._recorder = recorder
        self._queue: list[StreamSubscription] = []
        self._link: Link | None = None
        self._up = asyncio.Event()
        self._error: VenueError | None = None
        self._closed = False
        self._runner: asyncio.Task[None] | None = None
        self._tasks: set[asyncio.Task[Any]] = set()

    # ------------------------------------------------------------------ use

    @property
    def topics(self) -> int:
        """Subscriptions held, confirmed or not."""
        return len(self._subscriptions)

    def holds(self, key: Hashable, topic: Any = ...) -> bool:
        """Whether there is a subscription with this route key (and this topic)."""
        found = self._subscriptions.get(key)
        return found is not None and (topic is ... or found.topic == topic)

    @property
    def is_up(self) -> bool:
        """Whether a socket is open and logged in."""
        return self._link is not None

    async def start(self) -> None:
        """Connect without a subscription and wait until logged in. Raises when that is hopeless or was given up."""
        self._run()
        while not self._up.is_set():
            if self._error is not None:
                raise self._error
            await self._up.wait()

    async def ready(self, timeout: float) -> Link:
        """The open, logged in socket; connects if need be and waits `timeout` seconds at most.

        Raises what makes connecting hopeless (a refused login), else TransportError with `sent` False.
        """
        if self._link is None:
            starting = asyncio.ensure_future(self.start())
            try:
                if not await within(self._clock, timeout, starting):
                    raise TransportError(f"not connected within {timeout:g} s", venue=self._venue, sent=False)
                await starting
            except HOPELESS:
                raise
            except VenueError as error:
                raise TransportError(error.message, venue=self._venue, sent=False) from error
            finally:
                starting.cancel()
        if self._link is None:
            raise TransportError("the stream broke as soon as it was open", venue=self._venue, sent=False)
        return self._link

    async def subscribe(self, topic: Any, consumer: Consumer, *, key: Hashable | None = None) -> StreamSubscription:
        """Deliver messages with this route key (None: the topic itself) to `consumer`, across all reconnects.

        Returns when the venue confirmed. Raises SubscriptionRejected when it refused, or what made connecting hopeless.
        """
        route = topic if key is None else key
        subscription = self._subscriptions.get(route)
        if subscription is None:
            subscription = StreamSubscription(self, topic, route)
            self._subscriptions[route] = subscription
            subscription.consumers.append(consumer)
            self._queue.append(subscription)
            if len(self._queue) == 1 and self._link is not None:
                self._spawn(self._flush_queue())
        else:
            subscription.consumers.append(consumer)
            if subscription.state is SubscriptionState.CONFIRMED:
                consumer.on_subscribing()
                consumer.on_subscribed()
        self._run()
        try:
            await subscription.settled.wait()
        except asyncio.CancelledError:
            self._spawn(self.unsubscribe(subscription, consumer))
            raise
        if subscription.error is not None:
            raise subscription.error
        return subscription

    async def unsubscribe(self, subscription: StreamSubscription, consumer: Consumer) -> None:
        """Remove a consumer; after the last one the venue is told. Never raises on a broken connection."""
        if consumer in subscription.consumers:
            subscription.consumers.remove(consumer)
        if subscription.consumers or self._subscriptions.get(subscription.key) is not subscription:
            return
        del self._subscriptions[subscription.key]
        was = subscription.state
        subscription.state = SubscriptionState.CLOSED
        if subscription in self._queue:
            self._queue.remove(subscription)
        link = self._link
        if link is not None and subscription.topic is not None and was is not SubscriptionState.REJECTED:
            with contextlib.suppress(VenueError):  # the socket broke: the subscription died with it
                await self._send(link, [subscription], self.dialect.unsubscribe_frames, _ignore)

    async def renew(self, subscription: StreamSubscription) -> None:
        """See `StreamSubscription.renew`. While the connection is down there is nothing to do: it replays anyway."""
        await asyncio.shield(self._spawn(self._renew(subscription)))  # half a renewal would leave it unsubscribed

    async def _renew(self, subscription: StreamSubscription) -> None:
        link = self._link
        if link is None or subscription.state is not SubscriptionState.CONFIRMED or subscription.topic is None:
            return
        subscription.state = SubscriptionState.PENDING
        with contextlib.suppress(VenueError):  # the socket broke: the replay renews it
            await self._send(link, [subscription], self.dialect.unsubscribe_frames, _ignore)
            await self._subscribe(link, [subscription])

    async def request(self, request_id: Hashable, frame: Frame, *, timeout: float | None = None) -> Any:
        """Ask on the open socket. TransportError with `sent` False when none is open; otherwise as `Link.request`."""
        link = self._link
        if link is None:
            raise TransportError("the stream is not connected", venue=self._venue, sent=False)
        return await link.request(request_id, frame, timeout=timeout)

    @property
    def link(self) -> Link | None:
        """The open socket, for request ids and direct sends; None while there is none."""
        return self._link

    async def reconnect(self, reason: str) -> None:
        """Give the socket up and start over."""
        if self._link is not None:
            self._link.fail(TransportError(reason, venue=self._venue))

    async def close(self) -> None:
        """End everything; waiting subscribers get TransportError."""
        if self._closed:
            return
        self._closed = True
        tasks = [
            task for task in (self._runner, *self._tasks) if task is not None and task is not asyncio.current_task()
        ]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        link, self._link = self._link, None
        self._up.clear()
        if link is not None:
            await link.close()
        error = TransportError("the connection was closed", venue=self._venue, operation=self.dialect.name, sent=False)
        for subscription in list(self._subscriptions.values()):
            if not subscription.settled.is_set():
                subscription.error = error
                subscription.settled.set()
        self._subscriptions.clear()
        self._queue.clear()

    # ------------------------------------------------------------------ the life of a connection

    def _run(self) -> None:
        if self._closed:
            raise TransportError("the connection was closed", venue=self._venue, sent=False)
        if self._runner is None or self._runner.done():
            self._error = None
            self._runner = asyncio.get_running_loop().create_task(self._live())

    async def _live(self) -> None:
        attempt = refused = 0
        while True:
            try:
                link = await self._open(hold=None)
            except asyncio.CancelledError:
                raise
            except Exception as error:
                self.counters.failures += 1
                wrapped = self._wrap(error)
                log.warning("%s %s: cannot connect: %s", self._venue, self.dialect.name, wrapped)
                attempt += 1
                refused = refused + 1 if _is_refusal(error) else 0
                hopeless = isinstance(error, HOPELESS) or refused == self._settings.refusals
                if hopeless or attempt == self._settings.attempts:
                    self._give_up(wrapped)
                    return
                await self._pause(attempt, at_least=getattr(error, "retry_after", None) or 0.0)
                continue
            refused = 0
            opened = self._clock.monotonic_ns()
            self._adopt(link)
            self._spawn(self._replay(link, resumed=False))
            reason = await self._serve(link)
            # a socket that dies young counts as a failed attempt, or a venue that hangs up at once would be hammered
            young = self._clock.monotonic_ns() - opened < self._settings.backoff.longest * NS_PER_S
            attempt = attempt + 1 if young else 0
            if young:
                link.forget_leases()
            self._interrupt(reason)
            await self._pause(attempt)

    async def _serve(self, link: Link) -> VenueError:
        """Until a socket ends without a successor. Returns why."""
        while True:
            try:
                replaceable = await self._until_due(link)
                if not replaceable:
                    return link.ended.result()
                successor = await self._replace(link)
                if successor is not None:
                    link = successor
            finally:
                if link.ended.done():
                    if self._link is link:
                        self._link = None
                        self._up.clear()
                    await link.close()

    async def _until_due(self, link: Link) -> bool:
        """True when the socket is to be replaced, False when it ended."""
        waits: list[asyncio.Future[Any]] = [asyncio.ensure_future(link.draining.wait())]
        if self._settings.lifetime is not None:
            span = max(self._settings.lifetime - self._settings.margin, self._settings.lifetime / 2)
            passed = (self._clock.monotonic_ns() - link.opened) / NS_PER_S
            waits.append(asyncio.ensure_future(self._clock.sleep(span - passed)))
        try:
            await asyncio.wait([link.ended, *waits], return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
        return not link.ended.done()

    async def _replace(self, old: Link) -> Link | None:
        """Make before break: open, log in, subscribe, then swap. None when that failed and `old` has to do for now."""
        opening = asyncio.ensure_future(self._open_subscribed())
        try:
            either: list[asyncio.Future[Any]] = [opening, old.ended]
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
            if not opening.done():  # the old socket died first: its messages are missing until the new one is ready
                self._interrupt(old.ended.result())
            fresh = await opening
        except asyncio.CancelledError:
            opening.cancel()
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await (await opening).close()
            raise
        except Exception as error:
            self.counters.failures += 1
            log.warning("%s %s: cannot replace the socket: %s", self._venue, self.dialect.name, self._wrap(error))
            await self._pause(3)
            return None
        broken = old.ended.done()
        old.mute()
        self._adopt(fresh)
        moved = [one for one in self._wanted() if one.key in fresh.confirmed]
        for one in moved:
            one.state = SubscriptionState.CONFIRMED
            self._call(one, lambda consumer: consumer.on_subscribing())
        fresh.release()
        for one in moved:
            self._call(one, lambda consumer: consumer.on_subscribed())
        self.counters.replacements += 1
        self._announce(resumed=not broken)
        self._spawn(self._retire(old))
        self._queue = [one for one in self._wanted() if one not in moved]  # asked for since, or lost
        self._spawn(self._flush_queue())
        return fresh

    async def _open_subscribed(self) -> Link:
        link = await self._open(hold=self._settings.hold)
        try:
            await self._subscribe(link, self._wanted(), quiet=True)
            if link.ended.done():
                raise link.ended.result()
        except BaseException:
            await link.close()
            raise
        return link

    async def _retire(self, old: Link) -> None:
        """Close a replaced socket once the answers it owes arrived, or have had their time."""
        waited = 0.0
        try:
            while old.busy and not old.ended.done() and waited < self._settings.request_timeout:
                await self._clock.sleep(0.1)
                waited += 0.1
        finally:
            await old.close()

    async def _open(self, *, hold: int | None) -> Link:
        settings = self._settings
        if self._connects is not None and (wait := self._connects.reserve(self._clock.monotonic_ns())) > 0:
            await self._clock.sleep(wait)
        endpoint = await self.dialect.endpoint()
        try:
            socket = await self._connector.connect(endpoint, timeout=settings.open_timeout)
        except HandshakeRefused as refusal:
            for lease in endpoint.leases:
                lease.forget()
            if endpoint.headers and refusal.status in _SIGNATURE_REFUSED:
                raise self._signature_refused(refusal) from None
            raise
        record = self._record(endpoint)
        link = Link(
            socket,
            self,
            self.dialect.receive,
            self._clock,
            name=self.dialect.name,
            ping=settings.ping,
            silence=settings.silence,
            pace=None if self._messages is None else Pace(*self._messages),
            request_timeout=settings.request_timeout,
            hold=hold,
            recorder=record,
            leases=endpoint.leases,
        )
        if record is not None:
            record("open", "")
        link.start()
        greeting = asyncio.ensure_future(self._greet(link))
        try:
            if not await within(self._clock, settings.open_timeout, greeting, link.ended):
                raise TransportError(f"not ready within {settings.open_timeout:g} s", sent=True)
            if not greeting.done():
                raise link.ended.result()
            await greeting
        except BaseException:
            greeting.cancel()
            await asyncio.gather(greeting, return_exceptions=True)
            link.forget_leases()
            await link.close()
            raise
        self.counters.connects += 1
        return link

    async def _greet(self, link: Link) -> None:
        """What comes before all subscriptions of ours: greeting, login, and what keeps the socket open."""
        if self._settings.quiet:
            await self._clock.sleep(self._settings.quiet)
        await self.dialect.on_open(link)
        always = [StreamSubscription(self, topic, key) for topic, key in self._settings.always]
        if always:
            frames = self.dialect.subscribe_frames(always, link)
            await link.keep_subscribed(frames, acknowledged=self._settings.acknowledged)

    def _adopt(self, link: Link) -> None:
        self._link = link
        self._up.set()

    async def _replay(self, link: Link, *, resumed: bool) -> None:
        """Subscribe to all that is wanted, on a socket that was just opened."""
        self._queue.clear()
        with contextlib.suppress(TransportError):  # the socket broke again; whoever serves it knows
            await self._subscribe(link, self._wanted())
            if self._link is link and not link.ended.done():
                self._announce(resumed=resumed)

    async def _flush_queue(self) -> None:
        await asyncio.sleep(0)  # everything asked for in one turn of the loop goes out in one batch
        link, batch = self._link, self._queue
        if link is None or not batch:
            return
        self._queue = []
        with contextlib.suppress(TransportError):  # replayed after the reconnect
            await self._subscribe(link, batch)

    def _wanted(self) -> list[StreamSubscription]:
        return [one for one in self._subscriptions.values() if one.state is not SubscriptionState.CLOSED]

    # ------------------------------------------------------------------ telling

    def _interrupt(self, error: VenueError) -> None:
        if self._closed:
            return
        self.counters.interruptions += 1
        log.info("%s %s: interrupted: %s", self._venue, self.dialect.name, error)
        for subscription in self._subscriptions.values():
            if subscription.state is SubscriptionState.CONFIRMED:
                subscription.state = SubscriptionState.PENDING
        told = error if isinstance(error, FeedError) else FeedError(error.message, venue=self._venue)
        self._tell(lambda consumer: consumer.on_interrupted(told))
        for listener in self.disconnected:
            self._guard(partial(listener, error))

    def _give_up(self, error: VenueError) -> None:
        self._error = error
        self._queue.clear()
        for subscription in list(self._subscriptions.values()):
            self._end(subscription, error)
        for listener in self.disconnected:
            self._guard(partial(listener, error))
        self._up.set()  # wake `start`
        self._up.clear()

    def _signature_refused(self, refusal: HandshakeRefused) -> VenueError:
        """Only 401 is about credentials for certain: 400 may be a nonce, 403 whoever stands before the venue."""
        if refusal.status == 401:
            return AuthenticationError(refusal.message, code="401", http_status=401)
        return SubscriptionRejected(refusal.message, code=str(refusal.status))

    # ------------------------------------------------------------------ small things

    async def _pause(self, attempt: int, *, at_least: float = 0.0) -> None:
        await self._clock.sleep(max(at_least, self._settings.backoff.delay(attempt, random_fraction(self._random))))

    def _wrap(self, error: Exception) -> VenueError:
        if isinstance(error, VenueError):
            error.venue = error.venue or self._venue
            error.operation = error.operation or self.dialect.name
            return error
        return TransportError(f"{type(error).__name__}: {error}", venue=self._venue, operation=self.dialect.name)

    def _record(self, endpoint: StreamEndpoint) -> Callable[[str, Frame], None] | None:
        recorder = self._recorder
        if recorder is None:
            return None
        return lambda kind, frame: recorder(kind, endpoint.url, frame)

    def _spawn(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)
        return task

    def _done(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            self.counters.handler_errors += 1
            log.error("%s %s: internal task failed", self._venue, self.dialect.name, exc_info=error)
            if self._link is not None:
                self._link.fail(self._wrap(error) if isinstance(error, Exception) else TransportError(str(error)))


_SIGNATURE_REFUSED = (400, 401, 403)
"""HTTP statuses that say no to a signed request for a connection; another one may be accepted yet."""


def _is_refusal(error: Exception) -> bool:
    """The venue itself said no, and not that another attempt may help."""
    if isinstance(error, VenueResponseError):
        return not error.retryable
    return isinstance(error, SubscriptionRejected)


def _ignore(subscription: StreamSubscription, error: VenueError | None) -> None:
    """An unsubscription was answered: either way nothing more is expected of it."""


class ConnectionPool:
    """As many connections of one kind as the venue's limit of subscriptions per socket asks for."""

    def __init__(self, connect: Callable[[], Connection]) -> None:
        self._connect = connect
        self.connections: list[Connection] = []

    async def subscribe(self, topic: Any, consumer: Consumer, *, key: Hashable | None = None) -> StreamSubscription:
        """As `Connection.subscribe`, on the first connection that has the topic already, or has room."""
        return await self.connection_for(topic if key is None else key, topic).subscribe(topic, consumer, key=key)

    def first(self) -> Connection:
        """The connection that takes calls: the one that streams opened, or a new one."""
        if not self.connections:
            self.connections.append(self._connect())
        return self.connections[0]

    def connection_for(self, key: Hashable, topic: Any) -> Connection:
        """Two topics with one key (the same messages in two depths) are kept on two connections."""
        for connection in self.connections:
            if connection.holds(key, topic):
                return connection
        for connection in self.connections:
            most = connection.dialect.settings.topics
            if not connection.holds(key) and (most is None or connection.topics < most):
                return connection
        connection = self._connect()
        self.connections.append(connection)
        return connection

    async def close(self) -> None:
        connections, self.connections = self.connections, []
        await asyncio.gather(*(connection.close() for connection in connections))
