"""One connection of a session: the asyncio side, the same for both roles."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import ssl
from collections.abc import Awaitable, Callable
from typing import cast
from urllib.parse import urlsplit

from ..clock import NS_PER_S, Clock
from .config import SessionConfig
from .interfaces import NotLoggedOn
from .log import WireTap
from .message import OutgoingMessage
from .session import Session

__all__ = ["Connect", "FixConnection", "TapFactory", "connect_to"]

log = logging.getLogger("venue_runtime.fix")

_LOOK = 0.5  # seconds between two looks at a session's deadlines, at most
_MOST_UNREAD = 64 * 1024 * 1024  # bytes that a counterparty may leave unread
_FLUSH = 2.0  # seconds that what is written last may take until the connection is cut

#: Opens a connection and gives it to the protocol that the factory makes. Raises OSError.
Connect = Callable[[Callable[[], asyncio.Protocol]], Awaitable[None]]

#: Makes whoever sees the bytes of a session's connection, for each connection anew.
TapFactory = Callable[[SessionConfig], WireTap]


def connect_to(url: str, *, tls: ssl.SSLContext | None = None, server_name: str | None = None) -> Connect:
    """Connections to `tcp://host:port` or, encrypted and with the server's name told (SNI), `tcp+tls://host:port`.

    `tls` replaces the context that checks certificates against the machine's authorities; `server_name` the host as the
    name to ask for and to check. Raises ValueError for another kind of address.
    """
    parts = urlsplit(url)
    host, port = parts.hostname, parts.port
    if parts.scheme not in ("tcp", "tcp+tls") or not host or port is None:
        raise ValueError(f"no address of a FIX session: {url!r} (expected tcp://host:port or tcp+tls://host:port)")
    context = (tls or ssl.create_default_context()) if parts.scheme == "tcp+tls" else None
    name = (server_name or host) if context is not None else None

    async def connect(factory: Callable[[], asyncio.Protocol]) -> None:
        loop = asyncio.get_running_loop()
        await loop.create_connection(factory, host, port, ssl=context, server_hostname=name)

    return connect


class FixConnection(asyncio.Protocol):
    """Carries bytes between a socket and a session, and time to the session."""

    def __init__(self, session: Session, clock: Clock, tap: WireTap | None = None) -> None:
        loop = asyncio.get_running_loop()
        self.session = session
        #: Set when the session is logged on; done with an exception never.
        self.logged_on: asyncio.Future[None] = loop.create_future()
        #: Set when the connection is gone.
        self.lost: asyncio.Future[None] = loop.create_future()
        #: Why no Logon could be sent, if the application failed to make one.
        self.failure: Exception | None = None
        self._clock = clock
        self._tap = tap
        self._loop = loop
        self._transport: asyncio.Transport | None = None
        self._reading = self._paused = self._scheduled = False
        self._unread = 0  # bytes written although the socket takes no more
        self._timer: asyncio.Task[None] | None = None

    # ------------------------------------------------------------------ asyncio's side

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        if self._tap is not None:
            peer = transport.get_extra_info("peername")
            self._tap.opened("{}:{}".format(*peer[:2]) if isinstance(peer, tuple) else str(peer))
        self._timer = self._loop.create_task(self._keep_time())
        try:
            self.session.connected()
        except OSError as error:
            self._store_failed(error)
        except Exception as error:  # no Logon could be made: whoever opened the connection is told
            self.failure = error
            self.abort()
            return
        self._flush()

    def data_received(self, data: bytes) -> None:
        if self._tap is not None:
            self._watched(self._tap.received, data)
        self._reading = True
        try:
            self.session.receive(data)
        except OSError as error:  # an answer needed the store
            self._store_failed(error)
        finally:
            self._reading = False
        self._flush()
        if not self.logged_on.done() and self.session.logged_on:
            self.logged_on.set_result(None)

    def pause_writing(self) -> None:
        self._paused = True

    def resume_writing(self) -> None:
        self._paused = False
        self._unread = 0
        self._write_on()

    def connection_lost(self, error: Exception | None) -> None:
        if error is not None:
            log.info("%r: connection lost: %s", self.session, error)
        if self._timer is not None:
            self._timer.cancel()
        with contextlib.suppress(OSError):  # the store is at fault, which was told when it was needed
            self.session.disconnected()
        if self._tap is not None:
            self._tap.closed("" if error is None else str(error))
        if not self.lost.done():
            self.lost.set_result(None)

    # ------------------------------------------------------------------ our side

    def send(self, message: OutgoingMessage) -> int:
        """See `Sender.send`."""
        number = self.session.send(message)
        if not self._reading:
            self.flush()
        return number

    def logout(self, text: str = "") -> None:
        self.session.logout(text)
        if not self._reading:
            self.flush()

    def reset(self) -> None:
        """Start the numbers over in a running session: see `Session.reset`."""
        self.session.reset()
        if not self._reading:
            self.flush()

    def flush(self) -> None:
        """Write what the session has to say. Raises NotLoggedOn when it could not be kept: nothing is written then."""
        transport = self._transport
        if transport is None:
            return
        try:
            data = self.session.outgoing()
        except OSError as error:
            self._store_failed(error)
            raise NotLoggedOn(f"the FIX session's store fails: {error}") from error
        if data:
            if self._tap is not None:
                self._watched(self._tap.sent, data)
            transport.write(data)
            if self._paused:
                self._unread += len(data)
                if self._unread > _MOST_UNREAD:
                    log.warning("%r: the counterparty does not read, the connection is cut", self.session)
                    transport.abort()
        if self.session.closing:
            transport.close()
        elif self.session.pending:
            self._write_on()

    def _flush(self) -> None:
        with contextlib.suppress(NotLoggedOn):  # logged, and the connection is cut
            self.flush()

    def _store_failed(self, error: OSError) -> None:
        log.critical("%r: the store fails, the connection is cut: %s", self.session, error)
        self.abort()

    def abort(self) -> bool:
        """Cut the connection: what is not written yet is not written any more. False when there is none."""
        if self._transport is None or self.lost.done():
            return False
        self._transport.abort()
        return True

    def _write_on(self) -> None:
        """The rest of a long answer, when the socket has room for it."""
        if not self._paused and not self._scheduled and self.session.pending:
            self._scheduled = True
            self._loop.call_soon(self._continue)

    def _continue(self) -> None:
        self._scheduled = False
        if not self._paused:
            self._flush()

    def _watched(self, told: Callable[[bytes], None], data: bytes) -> None:
        try:
            told(data)
        except Exception:  # who watches must not break what is watched
            log.exception("%r: a tap failed", self.session)

    async def _keep_time(self) -> None:
        session, clock = self.session, self._clock
        while True:
            deadline = session.next_deadline()
            wait = _LOOK if deadline is None else min((deadline - clock.monotonic_ns()) / NS_PER_S, _LOOK)
            await clock.sleep(wait)
            session.tick()
            self._flush()
            if session.closing:
                await clock.sleep(_FLUSH)
                self.abort()
                return
