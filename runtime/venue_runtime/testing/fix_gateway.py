"""The FIX side of a simulated venue: connections over sockets or in memory, and who is logged on.

A `SimulatedVenue` whose dialect has FIX sessions makes one (`venue.fix`). Order entry, market data and drop copy share
the venue's port; `listen` opens further ports for one kind of session each.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct

from venue_runtime.fix.config import SessionConfig
from venue_runtime.fix.log import WireTap
from venue_runtime.fix.message import Message
from venue_runtime.fix.store import MemoryStore, Store
from venue_runtime.testing.fix_connection import ADMIN_NAMES, FixConnection, Pipe
from venue_runtime.testing.fix_dialect import FixDialect, FixRoute

if TYPE_CHECKING:
    from venue_runtime.testing.events import ExchangeEvent
    from venue_runtime.testing.faults import FaultPlan
    from venue_runtime.testing.server import SimulatedVenue

__all__ = ["FixGateway", "LoggedFix"]

_CHUNK = 1 << 16


class LoggedFix(Struct, frozen=True, kw_only=True):
    """A message that the venue received or sent (also one that a fault has lost), exactly as it is."""

    connection: int
    direction: Literal["in", "out"]
    raw: bytes

    @property
    def text(self) -> str:
        """With `|` for SOH."""
        return self.raw.decode("utf-8", "replace").replace("\x01", "|")


class FixGateway:
    """Serves FIX connections. `messages` holds what was said, `connections` who is there.

    `on_message` is called with each message as it is logged; `tapping`, given a connection, makes what sees its bytes.
    """

    def __init__(self, venue: SimulatedVenue, dialect: FixDialect) -> None:
        self.context = venue
        self.dialect = dialect
        self.messages: list[LoggedFix] = []
        self.connections: list[FixConnection] = []
        self.failures: list[str] = venue.failures
        self.faults: FaultPlan = venue.faults
        self.clock = _VenueTime(venue)
        self.on_message: Callable[[LoggedFix], None] | None = None
        self.tapping: Callable[[FixConnection], WireTap] | None = None
        self._venue = venue
        self._count = 0
        self._entered: dict[tuple[Any, ...], FixConnection] = {}
        self._stores: dict[tuple[Any, ...], Store] = {}
        self._servers: list[asyncio.Server] = []

    # ------------------------------------------------------------ life

    @property
    def names(self) -> set[str]:
        """What faults may name: kinds of sessions, and messages."""
        found = set(ADMIN_NAMES.values())
        for route in self.dialect.routes:
            found |= {route.id, *(layout.name for layout in route.layouts.values())}
        return found

    @property
    def sender_settings(self) -> set[str]:
        """Settings of a client that say what its SenderCompID is."""
        return {route.sender_setting for route in self.dialect.routes if route.sender_setting}

    def route(self, id: str) -> FixRoute:
        """A kind of session by its name. Raises KeyError."""
        for route in self.dialect.routes:
            if route.id == id:
                return route
        raise KeyError(id)

    async def listen(self, host: str, port: int, *ids: str) -> int:
        """Open a port (0: any free one) for these kinds of sessions, none: for all; returns its number."""
        routes = [self.route(id) for id in ids] or list(self.dialect.routes)

        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await self.serve(_Socket(reader, writer), routes)

        server = await asyncio.start_server(serve, host, port)
        self._servers.append(server)
        number: int = server.sockets[0].getsockname()[1]
        return number

    async def serve_streams(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """A connection of a port that all kinds of sessions share."""
        await self.serve(_Socket(reader, writer))

    async def serve(self, pipe: Pipe, routes: Sequence[FixRoute] = ()) -> None:
        """Serve a client until either side hangs up."""
        self._count += 1
        connection = FixConnection(self, self._count, pipe, routes or self.dialect.routes)
        self.connections.append(connection)
        try:
            await connection.serve()
        finally:
            self.connections.remove(connection)
            self.leave(connection)

    async def close(self) -> None:
        """Cut every connection and stop listening."""
        for connection in tuple(self.connections):
            connection.cut()
        servers, self._servers = self._servers, []
        for server in servers:
            server.close()
        for server in servers:
            await server.wait_closed()

    # ------------------------------------------------------------ sessions

    def routes_for(self, logon: Message, routes: Sequence[FixRoute]) -> tuple[FixRoute, ...]:
        """The kinds of sessions that a Logon may be for: where several fit equally, what is sent later tells."""
        fitting = [
            route
            for route in routes
            if route.begin_string == logon.fields["8"]
            and route.comp_id == logon.get("56")
            and route.sender in ("", logon.get("49"))
            and all(logon.get(tag) == text for tag, text in route.fixed.items())
        ]
        most = max((len(route.fixed) for route in fitting), default=0)
        best = [route for route in fitting if len(route.fixed) == most]
        # What a venue asks of the Logon, and is not in it, is a refusal in words.
        return tuple(best or [route for route in routes if route.comp_id == logon.get("56")][:1])

    def enter(self, key: tuple[Any, ...], connection: FixConnection) -> bool:
        """Whether nobody has this session already: a second Logon of one identity is not answered."""
        if key in self._entered:
            return False
        self._entered[key] = connection
        return True

    def leave(self, connection: FixConnection) -> None:
        """Its session is over."""
        for key in [key for key, each in self._entered.items() if each is connection]:
            del self._entered[key]

    def store(self, key: tuple[Any, ...], config: SessionConfig) -> Store:
        """Numbers of a session go on at its next connection, unless each Logon resets them."""
        return self._stores.setdefault(key, MemoryStore(self.clock.time_ns()))

    def session(self, id: str) -> FixConnection:
        """The newest session of a kind that is logged on. Raises LookupError: there is none."""
        for connection in reversed(self.connections):
            if connection.logged_on and any(route.id == id for route in connection.routes):
                return connection
        raise LookupError(f"nobody is logged on to {id}")

    def deliver(self, event: ExchangeEvent) -> None:
        """Tell every session."""
        for connection in tuple(self.connections):
            connection.deliver(event)

    def log(self, connection: FixConnection, direction: Literal["in", "out"], raw: bytes) -> None:
        """Keep a message."""
        logged = LoggedFix(connection=connection.id, direction=direction, raw=raw)
        self.messages.append(logged)
        if len(self.messages) > self._venue.log_limit:
            del self.messages[: self._venue.log_limit // 2]
        if self.on_message is not None:
            self.on_message(logged)


class _VenueTime:
    """The venue's clock with its skew."""

    def __init__(self, venue: SimulatedVenue) -> None:
        self._venue = venue

    def time_ns(self) -> int:
        return self._venue.now_ns()

    def monotonic_ns(self) -> int:
        return self._venue.clock.monotonic_ns()

    async def sleep(self, seconds: float) -> None:
        await self._venue.clock.sleep(seconds)


class _Socket:
    """A `Pipe` over the network."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    async def read(self) -> bytes:
        try:
            return await self._reader.read(_CHUNK)
        except ConnectionError:
            return b""

    def write(self, data: bytes) -> None:
        self._writer.write(data)

    def close(self, *, cut: bool) -> None:
        if cut:
            self._writer.transport.abort()
        else:
            self._writer.close()
