"""The side that listens: any number of sessions behind one port, found by their identity."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import ssl
from collections.abc import Callable, Iterable
from typing import cast

from msgspec import Struct

from ..clock import Clock, SystemClock
from ..links import within
from .config import Role, SessionConfig, SessionKey
from .connection import FixConnection, TapFactory
from .framing import Framer
from .interfaces import Application, Codec, NotLoggedOn
from .message import Message, OutgoingMessage
from .session import Session
from .store import Store

__all__ = ["AcceptedSession", "FixAcceptor"]

log = logging.getLogger("venue_runtime.fix")

_LONGEST_LOGON = 64 * 1024  # bytes; nobody unknown gets more of our memory


class AcceptedSession(Struct, frozen=True, kw_only=True):
    """A session that may log on: `config` from our side, so that `sender_comp_id` is our name."""

    config: SessionConfig
    application: Application
    codec: Codec
    store: Store


#: A session for a Logon from nobody known, or None.
Dynamic = Callable[[SessionKey, Message], AcceptedSession | None]


class FixAcceptor:
    """Listens, finds the session that a Logon is for, and keeps one connection a session.

    Whoever does not begin with a Logon for a session that is there and not connected yet is disconnected unanswered.
    """

    def __init__(
        self,
        sessions: Iterable[AcceptedSession] = (),
        *,
        dynamic: Dynamic | None = None,
        logon_timeout: float = 10.0,
        clock: Clock | None = None,
        tap: TapFactory | None = None,
    ) -> None:
        """`dynamic` is asked for sessions that are not listed, and what it gives is kept."""
        self._clock = clock or SystemClock()
        self._dynamic = dynamic
        self._logon_timeout = logon_timeout
        self._tap = tap
        self._servers: list[asyncio.Server] = []
        self._entries: dict[SessionKey, _Entry] = {}
        self._greetings: set[_Greeting] = set()
        for accepted in sessions:
            if accepted.config.key in self._entries:
                raise ValueError(f"two FIX sessions with the same identity: {accepted.config.key}")
            self.add(accepted)

    def add(self, accepted: AcceptedSession) -> None:
        """One more session that may log on."""
        self._entries[accepted.config.key] = _Entry(accepted, self._clock, self._tap)

    @property
    def ports(self) -> list[int]:
        """Where it listens."""
        return [int(sock.getsockname()[1]) for server in self._servers for sock in server.sockets]

    @property
    def sessions(self) -> list[Session]:
        return [entry.session for entry in self._entries.values()]

    async def serve(self, host: str = "127.0.0.1", port: int = 0, *, tls: ssl.SSLContext | None = None) -> int:
        """Start to listen; returns the port (of 0, the system's choice). Raises OSError."""
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: _Greeting(self), host, port, ssl=tls)
        self._servers.append(server)
        return int(server.sockets[0].getsockname()[1])

    async def disconnect(self) -> None:
        """Cut every connection, as a venue that falls over does; it goes on listening."""
        for entry in self._entries.values():
            if entry.connection is not None:
                entry.connection.abort()
        await asyncio.sleep(0)

    async def close(self, text: str = "") -> None:
        """Stop listening, log everybody out, close."""
        for server in self._servers:
            server.close()
        for greeting in list(self._greetings):
            greeting.abort()
        connections = [entry.connection for entry in self._entries.values() if entry.connection is not None]
        for connection in connections:
            with contextlib.suppress(NotLoggedOn):
                connection.logout(text)
        for connection in connections:
            if not await within(self._clock, connection.session.config.logout_timeout + 1, connection.lost):
                connection.abort()
        for entry in self._entries.values():
            entry.session.store.close()
        self._servers.clear()

    # ------------------------------------------------------------------ what greetings ask

    def find(self, message: Message) -> _Entry | None:
        """The session that a first message is for; None: nobody's, or somebody is on it."""
        key = (message.get("8"), message.get("56"), message.get("49"))
        entry = self._entries.get(key)
        if entry is None and self._dynamic is not None and message.msg_type == "A" and all(key):
            accepted = self._dynamic(key, message)
            if accepted is not None:
                self.add(accepted)
                entry = self._entries[accepted.config.key]
        if entry is None:
            log.warning("a first message for no session: %r", "/".join(key))
            return None
        if entry.connection is not None:
            log.warning("%r: a second Logon is dropped", entry.session)
            return None
        return entry


class _Entry:
    """A session and the connection it has, if it has one."""

    def __init__(self, accepted: AcceptedSession, clock: Clock, tap: TapFactory | None) -> None:
        self.connection: FixConnection | None = None
        self.session = Session(
            accepted.config,
            role=Role.ACCEPTOR,
            store=accepted.store,
            codec=accepted.codec,
            application=accepted.application,
            clock=clock,
        )
        self._clock = clock
        self._tap = tap
        accepted.application.attach(self)

    def send(self, message: OutgoingMessage, /) -> int:
        if self.connection is None:
            raise NotLoggedOn
        return self.connection.send(message)

    def logout(self, text: str = "", /) -> None:
        if self.connection is not None:
            self.connection.logout(text)

    def take(self, transport: asyncio.Transport, data: bytes) -> None:
        """Go on with a connection whose first bytes are `data`."""
        connection = self.connection = FixConnection(
            self.session, self._clock, self._tap(self.session.config) if self._tap is not None else None
        )
        connection.lost.add_done_callback(self._lost)
        transport.set_protocol(connection)
        connection.connection_made(transport)
        connection.data_received(data)

    def _lost(self, _: object) -> None:
        self.connection = None


class _Greeting(asyncio.Protocol):
    """A connection until its first message."""

    def __init__(self, acceptor: FixAcceptor) -> None:
        self._acceptor = acceptor
        self._framer = Framer(max_length=_LONGEST_LOGON)
        self._received = b""
        self._transport: asyncio.Transport | None = None
        self._timer: asyncio.Task[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._acceptor._greetings.add(self)
        self._timer = asyncio.get_running_loop().create_task(self._time_out())

    def data_received(self, data: bytes) -> None:
        self._received += data
        messages = self._framer.feed(data)
        if self._framer.garbled or (not messages and len(self._received) > _LONGEST_LOGON):
            self.abort()
        elif messages:
            entry = self._acceptor.find(messages[0])
            if entry is None or self._transport is None:
                self.abort()
                return
            self._done()
            entry.take(self._transport, self._received)

    def connection_lost(self, error: Exception | None) -> None:
        self._done()

    def abort(self) -> None:
        if self._transport is not None:
            self._transport.abort()

    def _done(self) -> None:
        self._acceptor._greetings.discard(self)
        if self._timer is not None:
            self._timer.cancel()

    async def _time_out(self) -> None:
        await self._acceptor._clock.sleep(self._acceptor._logon_timeout)
        log.warning("a connection is closed that sent no Logon")
        self.abort()
