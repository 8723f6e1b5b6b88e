"""A fake venue for stream tests: sockets fed by hand, a JSON dialect, a consumer that writes down what it is told."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Any

from venue_runtime.clock import ManualClock
from venue_runtime.errors import FeedError, TransportError, VenueError
from venue_runtime.ids import SeededRandom
from venue_runtime.links import Frame, Link, Outgoing
from venue_runtime.streams import Connection, ConnectionSettings, StreamSubscription, batches
from venue_runtime.websocket import SocketClosed, StreamEndpoint


class FakeSocket:
    def __init__(self) -> None:
        self.on_control: Callable[[], None] | None = None
        self.sent: list[Any] = []
        self.pings = 0
        self.closed = False
        self._frames: deque[Frame | Exception] = deque()
        self._ready = asyncio.Event()

    def feed(self, *messages: Any) -> None:
        self._frames.extend(
            json.dumps(message) if isinstance(message, (dict, list)) else message for message in messages
        )
        self._ready.set()

    def hang_up(self) -> None:
        self._frames.append(SocketClosed("the venue closed the stream", code=1006))
        self._ready.set()

    async def receive(self) -> Frame:
        while not self._frames:
            if self.closed:
                raise SocketClosed("closed")
            self._ready.clear()
            await self._ready.wait()
        frame = self._frames.popleft()
        if isinstance(frame, Exception):
            raise frame
        return frame

    async def send(self, frame: Frame) -> None:
        if self.closed:
            raise SocketClosed("closed", sent=False)
        self.sent.append(json.loads(frame))
        await asyncio.sleep(0)

    async def ping(self) -> None:
        self.pings += 1

    async def close(self) -> None:
        self.closed = True
        self._ready.set()


class FakeConnector:
    """`refuse` holds errors for the next connects; `connect` gives a fresh socket otherwise."""

    def __init__(self) -> None:
        self.sockets: list[FakeSocket] = []
        self.urls: list[str] = []
        self.refuse: deque[VenueError] = deque()

    @property
    def last(self) -> FakeSocket:
        return self.sockets[-1]

    async def connect(self, endpoint: StreamEndpoint, *, timeout: float) -> FakeSocket:
        self.urls.append(endpoint.url)
        if self.refuse:
            raise self.refuse.popleft()
        self.sockets.append(FakeSocket())
        return self.sockets[-1]

    async def close(self) -> None: ...


class FakeLease:
    """What a link asks of a lease."""

    def __init__(self) -> None:
        self.listeners: list[Callable[[], None]] = []
        self.forgotten = 0

    def when_lost(self, listener: Callable[[], None]) -> Callable[[], None]:
        self.listeners.append(listener)
        return lambda: self.listeners.remove(listener)

    def lose(self) -> None:
        for listener in tuple(self.listeners):
            listener()

    def forget(self) -> None:
        self.forgotten += 1


class FakeDialect:
    """{"id", "error"} acknowledges, {"topic", "data"} pushes, {"ping"} wants an echo, {"control"} orders about."""

    name = "market"

    def __init__(
        self,
        *,
        batch: int = 10,
        ids: bool = True,
        greet: Callable[[Link], Awaitable[None]] | None = None,
        leases: tuple[Any, ...] = (),
        headers: Mapping[str, str] | None = None,
        **given: Any,
    ) -> None:
        self._leases = leases
        self._headers = headers or {}
        self.settings = ConnectionSettings(**{"silence": None, **given})
        self._batch = batch
        self._ids = ids
        self._greet = greet

    async def endpoint(self) -> StreamEndpoint:
        return StreamEndpoint(url="wss://stream.example/ws?token=abc", headers=self._headers, leases=self._leases)

    async def on_open(self, link: Link) -> None:
        if self._greet is not None:
            await self._greet(link)

    def subscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        return self._frames("sub", subscriptions, link)

    def unsubscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        return self._frames("unsub", subscriptions, link)

    def _frames(self, op: str, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, self._batch):
            number = link.next_id()
            frame = json.dumps({"op": op, "topics": [one.topic for one in batch], "id": number})
            yield Outgoing(frame, batch, number if self._ids else None)

    def receive(self, frame: Frame, link: Link) -> None:
        message = json.loads(frame)
        if "topic" in message:
            link.push(message["topic"], message["data"])
        elif "ping" in message:
            link.answer(json.dumps({"pong": message["ping"]}))
        elif "pong" in message:
            link.pong()
        elif "reply" in message:
            link.reply(message["reply"], message.get("data"))
        elif "control" in message:
            if message["control"] == "welcome":
                link.signal("welcome")
            elif message["control"] == "drain":
                link.drain()
            else:
                link.fail(TransportError(message["control"]))
        else:
            refused = VenueError(message["error"]) if "error" in message else None
            link.acknowledge(message.get("id"), refused, keys=message.get("keys"))


class Notes:
    """A consumer: `events` in order, messages as they are, everything else as a word."""

    def __init__(self) -> None:
        self.events: list[Any] = []
        self.errors: list[VenueError] = []
        self.fail_on: Any = None

    def on_message(self, payload: Any, ts_recv: int) -> None:
        if payload == self.fail_on:
            raise RuntimeError("a bug of the user's")
        self.events.append(payload)

    def on_subscribing(self) -> None:
        self.events.append("subscribing")

    def on_subscribed(self) -> None:
        self.events.append("subscribed")

    def on_interrupted(self, error: FeedError) -> None:
        self.events.append("interrupted")
        self.errors.append(error)

    def on_skipped(self, error: FeedError) -> None:
        self.events.append("skipped")

    def on_failed(self, error: VenueError) -> None:
        self.events.append("failed")
        self.errors.append(error)


class Stage:
    """A connection with everything under it in the test's hands."""

    def __init__(self, dialect: FakeDialect) -> None:
        self.clock = ManualClock()
        self.connector = FakeConnector()
        self.connection = Connection(dialect, self.connector, clock=self.clock, random=SeededRandom(1), venue="example")
        self.tasks: list[asyncio.Task[Any]] = []

    @property
    def socket(self) -> FakeSocket:
        return self.connector.last

    def subscribe(self, topic: str, consumer: Notes) -> asyncio.Task[StreamSubscription]:
        task = asyncio.ensure_future(self.connection.subscribe(topic, consumer))
        self.tasks.append(task)
        return task

    async def turns(self, turns: int = 30) -> None:
        for _ in range(turns):
            await asyncio.sleep(0)

    async def subscribed(self, topic: str, consumer: Notes) -> StreamSubscription:
        task = self.subscribe(topic, consumer)
        await self.turns()
        self.socket.feed({"id": self.socket.sent[-1]["id"]})
        await self.turns()
        return task.result()
