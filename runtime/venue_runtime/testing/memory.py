"""A simulated venue in the client's own process, on a clock that moves by itself: hours pass in milliseconds, and the
same test takes the same course each time, however busy the machine is.

    clock = DrivenClock(…)
    venue = SimulatedVenue(dialect, exchange, clock=clock, port=None)
    async with clock.running(), venue, Example(http=MemoryHttp(venue), websocket=MemorySockets(venue), clock=clock): …

Nothing touches a network, so the loop is never idle for long: when everybody waits for the clock, it goes on to the
next moment at which somebody wakes.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TypeAlias
from urllib.parse import urlsplit

from venue_runtime.clock import NS_PER_S, ManualClock
from venue_runtime.http import AnswerLost, Request, Response
from venue_runtime.testing.dialect import SimRequest, SimResponse
from venue_runtime.testing.server import SimulatedVenue, Unanswered
from venue_runtime.websocket import HandshakeRefused, SocketClosed, StreamEndpoint

__all__ = ["DrivenClock", "MemoryFix", "MemoryHttp", "MemorySocket", "MemorySockets"]

Frame: TypeAlias = str | bytes

_TURNS = 40
"""Turns of the loop after which everything that can go on without the clock has gone on."""


class DrivenClock(ManualClock):
    """A clock that goes on to the next deadline once everything else had its turns, while it is `running`."""

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Move for as long as the block lasts."""
        driver = asyncio.get_running_loop().create_task(self._drive())
        try:
            yield
        finally:
            driver.cancel()
            await asyncio.gather(driver, return_exceptions=True)

    async def _drive(self) -> None:
        while True:
            await self._settle(_TURNS)
            if (deadline := self.next_deadline()) is not None:
                await self.advance((deadline - self.monotonic_ns()) / NS_PER_S, turns=1)


class MemoryHttp:
    """An `HttpTransport` whose venue is in this process."""

    def __init__(self, venue: SimulatedVenue) -> None:
        self._venue = venue

    async def send(self, request: Request, timeout: float) -> Response:
        """See `HttpTransport`."""
        venue = self._venue
        where = urlsplit(request.url)
        headers = {name.lower(): value for name, value in request.headers.items()}
        seen = SimRequest(
            method=request.method,
            path=where.path,
            query=where.query,
            headers={"host": where.netloc, **headers},
            body=request.body,
            received_ns=venue.now_ns(),
        )
        await asyncio.sleep(0)
        try:
            response, late = venue.respond(seen)
        except Unanswered as silence:
            await venue.clock.sleep(0 if silence.cut else timeout)
            raise AnswerLost("disconnected" if silence.cut else f"no answer within {timeout:g} s") from None
        await venue.clock.sleep(min(late, timeout))
        if late > timeout:
            raise AnswerLost(f"no answer within {timeout:g} s")
        given = {name.lower(): value for name, value in response.headers.items()}
        return Response(response.status, {"content-type": response.content_type, **given}, response.body)

    async def close(self) -> None:
        """See `HttpTransport`."""


class MemorySocket:
    """The client's end of a connection: a `WebSocket`."""

    def __init__(self) -> None:
        self.on_control: Callable[[], None] | None = None
        self.to_client: asyncio.Queue[Frame | SocketClosed] = asyncio.Queue()
        self.to_venue: asyncio.Queue[Frame | None] = asyncio.Queue()
        self._closed: SocketClosed | None = None

    async def receive(self) -> Frame:
        """See `WebSocket`."""
        item = await self.to_client.get()
        if isinstance(item, SocketClosed):
            self._closed = item
            raise item
        return item

    async def send(self, frame: Frame) -> None:
        """See `WebSocket`."""
        if self._closed is not None:
            raise SocketClosed("the stream is closed", code=self._closed.code, sent=False)
        self.to_venue.put_nowait(frame)
        await asyncio.sleep(0)

    async def ping(self) -> None:
        """See `WebSocket`: the venue answers at once."""
        if self.on_control is not None:
            self.on_control()

    async def close(self) -> None:
        """See `WebSocket`."""
        self._closed = self._closed or SocketClosed("closed by the client")
        self.to_venue.put_nowait(None)


class _VenueEnd:
    """The venue's end of the same: a `Peer`."""

    def __init__(self, client: MemorySocket) -> None:
        self._client = client

    async def frames(self) -> AsyncIterator[Frame]:
        while (frame := await self._client.to_venue.get()) is not None:
            yield frame

    async def send(self, frame: Frame) -> None:
        self._client.to_client.put_nowait(frame)

    async def ping(self) -> None:
        await self._client.ping()

    async def end(self, code: int | None, reason: str) -> None:
        said = f"the venue closed the stream (code {code}) {reason}".rstrip()
        self._client.to_client.put_nowait(SocketClosed(said, code=code))
        self._client.to_venue.put_nowait(None)


class MemorySockets:
    """A `WebSocketConnector` whose venue is in this process."""

    def __init__(self, venue: SimulatedVenue) -> None:
        self._venue = venue
        self._served: set[asyncio.Task[None]] = set()

    async def connect(self, endpoint: StreamEndpoint, *, timeout: float) -> MemorySocket:
        """See `WebSocketConnector`."""
        where = urlsplit(endpoint.url)
        headers = {name.lower(): value for name, value in endpoint.headers.items()}
        connection = self._venue.join(where.path or "/", where.query, headers)
        if isinstance(connection, SimResponse):
            raise HandshakeRefused(connection.status)
        socket = MemorySocket()

        async def serve() -> None:
            try:
                await connection.talk(_VenueEnd(socket))
            finally:
                self._venue.connections.remove(connection)

        task = asyncio.get_running_loop().create_task(serve())
        self._served.add(task)
        task.add_done_callback(self._served.discard)
        await asyncio.sleep(0)
        return socket

    async def close(self) -> None:
        """See `WebSocketConnector`."""
        tasks = list(self._served)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


class MemoryFix:
    """FIX connections to a venue in this process: `connect` is what a `FixInitiator` takes.

    `ids` are the kinds of sessions that are at this address; none: all.
    """

    def __init__(self, venue: SimulatedVenue, *ids: str) -> None:
        self._venue = venue
        self._ids = ids
        self._served: set[asyncio.Task[None]] = set()

    def connecting(self, address: str) -> Callable[[Callable[[], asyncio.Protocol]], Awaitable[None]]:
        """What `FixSettings.connect` takes: whatever the address, the venue is the one in this process."""
        return self.connect

    async def connect(self, factory: Callable[[], asyncio.Protocol]) -> None:
        """See `fix.connection.Connect`."""
        gateway = self._venue.fix
        if gateway is None:
            raise OSError("this venue has no FIX")
        client = factory()
        pipe = _FixPipe(client)
        task = asyncio.get_running_loop().create_task(gateway.serve(pipe, [gateway.route(id) for id in self._ids]))
        self._served.add(task)
        task.add_done_callback(self._served.discard)
        await asyncio.sleep(0)
        client.connection_made(_FixTransport(pipe))

    async def close(self) -> None:
        """End what is served still."""
        tasks = list(self._served)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


class _FixPipe:
    """The venue's end of a FIX connection: a `Pipe`."""

    def __init__(self, client: asyncio.Protocol) -> None:
        self.open = True
        self._client = client
        self._to_venue: asyncio.Queue[bytes] = asyncio.Queue()
        self._loop = asyncio.get_running_loop()

    def received(self, data: bytes) -> None:
        """From the client; nothing: it is gone."""
        self._to_venue.put_nowait(data)

    async def read(self) -> bytes:
        return await self._to_venue.get() if self.open or not self._to_venue.empty() else b""

    def write(self, data: bytes) -> None:
        if self.open:
            self._loop.call_soon(self._deliver, data)

    def _deliver(self, data: bytes) -> None:
        if self.open:
            self._client.data_received(data)

    def close(self, *, cut: bool = False) -> None:
        # After what was written before: callbacks of the loop keep their order.
        self._loop.call_soon(self._end)
        if cut:
            self._end()

    def _end(self) -> None:
        if self.open:
            self.open = False
            self._to_venue.put_nowait(b"")
            self._loop.call_soon(self._client.connection_lost, None)


class _FixTransport(asyncio.Transport):
    """The client's end of it."""

    def __init__(self, pipe: _FixPipe) -> None:
        super().__init__()
        self._pipe = pipe

    def write(self, data: bytes | bytearray | memoryview) -> None:
        if self._pipe.open:
            self._pipe.received(bytes(data))

    def close(self) -> None:
        self._pipe.close()

    def abort(self) -> None:
        self._pipe.close(cut=True)

    def is_closing(self) -> bool:
        return not self._pipe.open
