"""What a stream connection is told about its venue, and what it tells its consumers.

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
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Protocol, runtime_checkable

from .errors import AuthenticationError, ConfigurationError, FeedError, NotSupported, PermissionDenied, VenueError
from .links import Frame, Link, Outgoing, Ping
from .websocket import StreamEndpoint

__all__ = [
    "HOPELESS",
    "Backoff",
    "CallDialect",
    "ConnectionCounters",
    "ConnectionSettings",
    "Consumer",
    "Dialect",
    "StreamSubscription",
    "SubscriptionState",
    "batches",
]

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
    quiet: float = 0.0
    """Send nothing for so long after connecting."""
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
    always: tuple[tuple[Any, Hashable], ...] = ()
    """Topic and route key of what is subscribed on every socket before anything else, for nobody: it keeps it open."""
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


class Carrier(Protocol):
    """What subscriptions are on: a connection, or a session."""

    async def renew(self, subscription: StreamSubscription) -> None: ...

    async def reconnect(self, reason: str) -> None: ...

    async def unsubscribe(self, subscription: StreamSubscription, consumer: Consumer) -> None: ...


class StreamSubscription:
    """One topic on a connection, and its consumers. `topic` is what subscribe frames carry, `key` what pushes carry.

    `topic` None: the messages come without being asked for (with the login), so nothing is sent.
    """

    __slots__ = ("_connection", "consumers", "error", "key", "settled", "state", "topic")

    def __init__(self, connection: Carrier, topic: Any, key: Hashable) -> None:
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
