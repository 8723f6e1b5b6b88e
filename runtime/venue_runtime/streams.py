"""Streams that stay up: connections that reconnect, replay subscriptions exactly, and are replaced before they end.

What the generator writes per connection of a venue is a dialect: plain functions that say what frames mean.

    class MarketDialect:
        name = "market"
        settings = ConnectionSettings(
            ping=Ping(every=20.0, frame=lambda link: f'{{"op":"ping","req_id":{link.next_id()}}}', timeout=10.0),
            silence=60.0, lifetime=86_400.0, messages=(5, 1.0), topics=1024,
        )

        def __init__(self, client: Example) -> None: ...

        async def endpoint(self) -> StreamEndpoint:                  # may call REST for a token or a lease
            return StreamEndpoint(url=self._urls["market"])

        async def on_open(self, link: Link) -> None:           # greeting and login, in order, before any subscription
            await link.signalled("welcome")
            await link.request("login", self._login_frame())

        def subscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
            for batch in batches(subscriptions, 100):
                number = link.next_id()
                yield Outgoing(encode({"method": "SUBSCRIBE", "params": [one.topic for one in batch], "id": number}),
                               batch, number)

        def unsubscribe_frames(self, ...) -> Iterable[Outgoing]: ...

        def receive(self, frame: str | bytes, link: Link) -> None:   # runs in the read loop: decode, route, return
            message = self._decode(frame)
            if message.stream is not UNSET:
                link.push(message.stream, message.data)
            elif message.id is not None:
                link.acknowledge(message.id, self._refusal(message))

A frame that `receive` cannot read (it raises) is counted, logged and told to the subscriptions of the connection; the
connection lives on. A consumer that raises is counted, logged and told; the others get their messages.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Coroutine, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import partial
from typing import Any, Protocol, runtime_checkable

from .clock import NS_PER_S, Clock, SystemClock
from .errors import (
    AuthenticationError,
    ConfigurationError,
    FeedError,
    NotSupported,
    PermissionDenied,
    StaleFeed,
    SubscriptionRejected,
    TransportError,
    VenueError,
    VenueResponseError,
)
from .ids import Random, SystemRandom, random_fraction
from .links import Frame, Link, Outgoing, Pace, Pending, Ping, within
from .websocket import HandshakeRefused, StreamEndpoint, WebSocketConnector

__all__ = [
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

HOPELESS = (AuthenticationError, PermissionDenied, ConfigurationError, NotSupported)
"""What another attempt to connect cannot mend."""


@dataclass(frozen=True, slots=True)
class Backoff:
    """Seconds between attempts: a random part ("full jitter") of a span that doubles up to `longest`."""

    first: float = 0.5
    longest: float = 30.0

    def delay(self, attempt: int, fraction: float) -> float:
        """Before attempt 0, 1, 2 …; `fraction` is a random number in [0, 1)."""
        return fraction * min(self.longest, self.first * 2.0 ** min(attempt, 32))


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionSettings:
    """What a venue's documentation says about one of its connections. Times in seconds."""

    ping: Ping | None = None
    silence: float | None = 60.0
    """Reconnect when nothing at all arrived for so long. None: never."""
    lifetime: float | None = None
    """The venue closes the socket after so long: it is replaced `margin` earlier."""
    margin: float = 60.0
    messages: tuple[int, float] | None = None
    """At most so many frames sent in so many seconds."""
    topics: int | None = None
    """At most so many subscriptions on one socket: pools open another."""
    acknowledged: bool = True
    """Whether the venue answers subscriptions."""
    in_flight: int | None = None
    """So many subscriptions wait for their answers at most; 1 for answers that do not say what they answer."""
    ack_timeout: float = 10.0
    ack_attempts: int = 3
    open_timeout: float = 10.0
    """For the socket, and again for `on_open`."""
    request_timeout: float = 10.0
    attempts: int | None = None
    """Give up after so many failed attempts to connect in a row. None: never."""
    refusals: int | None = 3
    """Give up when the venue said no so many times in a row (a login refused with a code that nobody declared)."""
    backoff: Backoff = Backoff()
    hold: int = 100_000
    """Messages held back while a socket is replaced."""


class Consumer(Protocol):
    """Who takes the messages of a subscription. Called in the read loop: plain functions that do not block."""

    def on_message(self, payload: Any, ts_recv: int) -> None:
        """`ts_recv`: nanoseconds UTC at which the frame was read."""
        ...

    def on_subscribing(self) -> None:
        """A subscription is about to be sent, the first time or again, or its socket was replaced without a break."""
        ...

    def on_subscribed(self) -> None:
        """The venue confirmed."""
        ...

    def on_interrupted(self, error: FeedError) -> None:
        """Messages may be missing from here on; the subscription is renewed by the connection."""
        ...

    def on_skipped(self, error: FeedError) -> None:
        """A message may be lost to this consumer: a frame could not be read, or `on_message` raised."""
        ...

    def on_failed(self, error: VenueError) -> None:
        """The end: refused by the venue, or recovery gave up."""
        ...


class Dialect(Protocol):
    """What frames of one kind of connection mean. One object serves all sockets of a connection, also two at a time."""

    @property
    def name(self) -> str: ...

    @property
    def settings(self) -> ConnectionSettings: ...

    async def endpoint(self) -> StreamEndpoint:
        """Where to connect, asked before each connect. Raises VenueError."""
        ...

    async def on_open(self, link: Link) -> None:
        """Greeting, login, settings of the socket, in order. Raises VenueError when refused."""
        ...

    def subscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]: ...

    def unsubscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]: ...

    def receive(self, frame: Frame, link: Link) -> None: ...


@runtime_checkable
class CallDialect(Protocol):
    """A dialect whose connection takes calls."""

    def call(self, link: Link, method: str, params: dict[str, Any]) -> tuple[Hashable, Frame]:
        """The id of a request and its frame; `params` are signed already."""
        ...


class SubscriptionState(Enum):
    PENDING = "pending"  # not sent, or sent and not answered
    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    CLOSED = "closed"


class StreamSubscription:
    """One topic on a connection, and its consumers. `topic` is what subscribe frames carry, `key` what pushes carry.

    `topic` None: the messages come without being asked for (with the login), so nothing is sent.
    """

    __slots__ = ("_connection", "consumers", "error", "key", "settled", "state", "topic")

    def __init__(self, connection: Connection, topic: Any, key: Hashable) -> None:
        self._connection = connection
        self.topic = topic
        self.key = key
        self.consumers: list[Consumer] = []
        self.state = SubscriptionState.PENDING
        self.error: VenueError | None = None
        self.settled = asyncio.Event()

    async def renew(self) -> None:
        """Unsubscribe and subscribe again, this topic only: a fresh snapshot from venues that send one first."""
        await self._connection.renew(self)

    async def reconnect(self, reason: str) -> None:
        """Give up the socket under this subscription, with all that is on it."""
        await self._connection.reconnect(reason)

    async def remove(self, consumer: Consumer) -> None:
        """Stop delivery to this consumer; the last one to go unsubscribes."""
        await self._connection.unsubscribe(self, consumer)


@dataclass(slots=True)
class ConnectionCounters:
    """What happened on a connection since it was made."""

    connects: int = 0
    failures: int = 0
    interruptions: int = 0
    replacements: int = 0
    unrouted: int = 0
    undecodable: int = 0
    handler_errors: int = 0
    refused: int = 0
    acks_lost: int = 0


def batches(subscriptions: Sequence[StreamSubscription], most: int) -> Iterator[tuple[StreamSubscription, ...]]:
    """The same in order, at most so many at a time."""
    for at in range(0, len(subscriptions), most):
        yield tuple(subscriptions[at : at + most])


class Connection:
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
        self.dialect = dialect
        self.counters = ConnectionCounters()
        self.connected: list[Callable[[bool], None]] = []
        self.disconnected: list[Callable[[VenueError], None]] = []
        self._settings = dialect.settings
        self._connector = connector
        self._clock = clock or SystemClock()
        self._random = random or SystemRandom()
        self._connects = connects
        self._messages = self._settings.messages
        self._venue = venue
        self._recorder = recorder
        self._subscriptions: dict[Hashable, StreamSubscription] = {}
        self._queue: list[StreamSubscription] = []
        self._gate = asyncio.Lock()
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

    # ------------------------------------------------------------------ what links call

    def deliver(self, key: Hashable, payload: Any, ts_recv: int) -> None:
        subscription = self._subscriptions.get(key)
        if subscription is None:
            self.counters.unrouted += 1
            return
        for consumer in subscription.consumers:
            try:
                consumer.on_message(payload, ts_recv)
            except Exception as error:
                self._handler_failed(subscription, error)
                self._guard(partial(consumer.on_skipped, FeedError(f"a message was lost to an error: {error}")))

    def undecodable(self, error: Exception, frame: Frame) -> None:
        self.counters.undecodable += 1
        log.warning("%s %s: unreadable frame of %d characters: %s", self._venue, self.dialect.name, len(frame), error)
        told = FeedError(f"unreadable frame: {error}", venue=self._venue, operation=self.dialect.name)
        self._tell(lambda consumer: consumer.on_skipped(told))

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
        except HandshakeRefused:
            for lease in endpoint.leases:
                lease.forget()
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
        greeting = asyncio.ensure_future(self.dialect.on_open(link))
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

    # ------------------------------------------------------------------ subscribing

    async def _subscribe(self, link: Link, subscriptions: list[StreamSubscription], *, quiet: bool = False) -> None:
        """`quiet`: for a socket that is not yet in use, so that consumers hear of it later."""
        missing = {one.key: one for one in subscriptions}

        def settle(subscription: StreamSubscription, error: VenueError | None) -> None:
            missing.pop(subscription.key, None)
            if error is None:
                link.confirmed.add(subscription.key)
            if error is not None:
                self._reject(subscription, error)
            elif subscription.state is not SubscriptionState.CLOSED:
                self._confirm(subscription, quiet=quiet)

        if not quiet:
            for one in subscriptions:
                self._call(one, lambda consumer: consumer.on_subscribing())
        for one in subscriptions:
            if one.topic is None:
                settle(one, None)
        for _ in range(self._settings.ack_attempts):
            asked = [one for one in missing.values() if one.state is not SubscriptionState.CLOSED]
            if not asked or link.ended.done():
                return
            await self._send(link, asked, self.dialect.subscribe_frames, settle)
        for one in list(missing.values()):
            if one.state is not SubscriptionState.CLOSED and not link.ended.done():
                self._reject(one, StaleFeed(f"subscription not answered in {self._settings.ack_attempts} attempts"))

    async def _send(
        self,
        link: Link,
        subscriptions: list[StreamSubscription],
        frames: Callable[[Sequence[StreamSubscription], Link], Iterable[Outgoing]],
        settle: Callable[[StreamSubscription, VenueError | None], None],
    ) -> None:
        """Send, and wait until all is answered, the time is up or the socket ended."""
        waiting: list[Pending] = []
        most = self._settings.in_flight
        try:
            async with self._gate if most is not None else contextlib.nullcontext():
                for outgoing in frames(subscriptions, link):
                    if not self._settings.acknowledged:
                        await link.send(outgoing.frame)
                        for one in outgoing.subscriptions:
                            settle(one, None)
                        continue
                    if most is not None and len(waiting) >= most:
                        await self._answered(link, waiting[-most])
                    pending = link.expect(outgoing, settle)
                    waiting.append(pending)
                    await link.send(outgoing.frame)
                for pending in waiting:
                    await self._answered(link, pending)
        finally:
            for pending in waiting:
                link.forget(pending)

    async def _answered(self, link: Link, pending: Pending) -> None:
        if not await within(self._clock, self._settings.ack_timeout, pending.done):
            self.counters.acks_lost += 1
        link.forget(pending)

    def _confirm(self, subscription: StreamSubscription, *, quiet: bool) -> None:
        subscription.state = SubscriptionState.CONFIRMED
        subscription.settled.set()
        if not quiet:
            self._call(subscription, lambda consumer: consumer.on_subscribed())

    def _reject(self, subscription: StreamSubscription, error: VenueError) -> None:
        self.counters.refused += 1
        rejected = (
            error
            if isinstance(error, FeedError)
            else SubscriptionRejected(
                f"subscription refused: {error.message}",
                venue=self._venue,
                operation=self.dialect.name,
                code=getattr(error, "code", None),
            )
        )
        rejected.venue = rejected.venue or self._venue
        self._end(subscription, rejected)

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

    def _announce(self, *, resumed: bool) -> None:
        for listener in self.connected:
            self._guard(partial(listener, resumed))

    def _give_up(self, error: VenueError) -> None:
        self._error = error
        self._queue.clear()
        for subscription in list(self._subscriptions.values()):
            self._end(subscription, error)
        for listener in self.disconnected:
            self._guard(partial(listener, error))
        self._up.set()  # wake `start`
        self._up.clear()

    def _end(self, subscription: StreamSubscription, error: VenueError) -> None:
        self._subscriptions.pop(subscription.key, None)
        subscription.state = SubscriptionState.REJECTED
        subscription.error = error
        subscription.settled.set()
        self._call(subscription, lambda consumer: consumer.on_failed(error))

    def _tell(self, event: Callable[[Consumer], None]) -> None:
        for subscription in list(self._subscriptions.values()):
            self._call(subscription, event)

    def _call(self, subscription: StreamSubscription, event: Callable[[Consumer], None]) -> None:
        for consumer in list(subscription.consumers):
            try:
                event(consumer)
            except Exception as error:
                self._handler_failed(subscription, error)

    def _guard(self, call: Callable[[], None]) -> None:
        try:
            call()
        except Exception:
            self.counters.handler_errors += 1
            log.exception("%s %s: a listener failed", self._venue, self.dialect.name)

    def _handler_failed(self, subscription: StreamSubscription, error: Exception) -> None:
        self.counters.handler_errors += 1
        log.error("%s %s: a handler of %s failed", self._venue, self.dialect.name, subscription.key, exc_info=error)

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
