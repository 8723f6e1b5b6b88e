"""The side that connects: one session that stays logged on until it is closed."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from typing import Any

from ..clock import NS_PER_S, Clock, SystemClock
from ..dialects import Backoff
from ..errors import TransportError
from ..ids import Random, SystemRandom, random_fraction
from ..links import Pace, within
from .config import Role, SessionConfig
from .connection import Connect, FixConnection, TapFactory
from .interfaces import Application, Codec, NotLoggedOn, PlainCodec, Sender
from .message import Message, OutgoingMessage
from .session import Session, State
from .store import Store, StoreFactory, memory_store

__all__ = ["FixInitiator", "LogonFailed"]

log = logging.getLogger("venue_runtime.fix")

_CLOSE = 1.0  # seconds beyond the Logout's time until a connection is cut


class LogonFailed(TransportError):
    """The counterparty refused our Logon: by a Logout or a Reject, with this text."""


class FixInitiator:
    """A session that connects, reconnects with growing pauses, and can be handed over to a new connection.

    Every connection of the session goes on with the numbers of the last, as `config.reset` says. An application sends
    with `send`, or with `await paced(…)` where the venue limits messages.
    """

    def __init__(
        self,
        config: SessionConfig,
        *,
        application: Application,
        connect: Connect,
        codec: Codec | None = None,
        store: StoreFactory = memory_store,
        clock: Clock | None = None,
        random: Random | None = None,
        backoff: Backoff | None = None,
        connects: Pace | None = None,
        messages: Pace | None = None,
        successor: Callable[[SessionConfig], SessionConfig] | None = None,
        tap: TapFactory | None = None,
    ) -> None:
        """`connects` is shared by all sessions to a venue; `messages` is what `paced` keeps to.

        `successor` makes the next connection's configuration of the last one's. With another SenderCompID `hand_over`
        logs it on while the last one still is (a venue takes an identity once at a time), and after a loss nobody waits
        until the venue has forgotten the lost one. Without it, or with the same identity, a hand-over is a reconnect.
        """
        self._clock = clock or SystemClock()
        self._application = application
        self._connect = connect
        self._codec = codec or PlainCodec()
        self._make_store = store
        self._random = random or SystemRandom()
        self._backoff = backoff or Backoff()
        self._connects = connects
        self._messages = messages
        self._successor = successor
        self._tap = tap
        self._stores: list[Store] = []
        self._current = self._make(config)
        self._connection: FixConnection | None = None
        self._opening: FixConnection | None = None
        self._up = asyncio.Event()
        self._taken_over = asyncio.Event()
        self._failure: Exception | None = None
        self._failed = asyncio.Event()
        self._used = False  # the current session had a connection
        self._runner: asyncio.Task[None] | None = None
        self._handing_over: asyncio.Future[FixConnection] | None = None
        self._retiring: set[asyncio.Task[None]] = set()
        self._closed = False
        application.attach(self)

    # ------------------------------------------------------------------ use

    @property
    def session(self) -> Session:
        """The session that `send` sends on."""
        return self._current

    @property
    def logged_on(self) -> bool:
        return self._connection is not None and self._connection.session.logged_on

    def start(self) -> None:
        """Connect, now and again, until `close`."""
        if self._runner is None and not self._closed:
            self._runner = asyncio.get_running_loop().create_task(self._live())

    async def ready(self, timeout: float) -> None:
        """Return when logged on.

        Raises TransportError after `timeout` seconds; LogonFailed as soon as a Logon is refused; what the application
        raised instead of making one.
        """
        self.start()
        self._failed.clear()
        up, failed = asyncio.ensure_future(self._up.wait()), asyncio.ensure_future(self._failed.wait())
        try:
            if not await within(self._clock, timeout, up, failed):
                raise TransportError(f"no FIX session within {timeout:g} s", sent=False)
        finally:
            up.cancel()
            failed.cancel()
        if not self._up.is_set() and self._failure is not None:
            raise self._failure

    def send(self, message: OutgoingMessage, /) -> int:
        """Send now; returns the MsgSeqNum. Raises NotLoggedOn, and then nothing was sent nor stored."""
        if self._connection is None:
            raise NotLoggedOn
        return self._connection.send(message)

    async def paced(self, message: OutgoingMessage, /) -> int:
        """Send when the limit of messages allows it. Raises as `send` does, once the wait is over."""
        if self._messages is not None and (wait := self._messages.reserve(self._clock.monotonic_ns())) > 0:
            await self._clock.sleep(wait)
        return self.send(message)

    def logout(self, text: str = "", /) -> None:
        """End the connection in good order; another follows unless `close` was called."""
        if self._connection is not None:
            self._connection.logout(text)

    def reset(self) -> None:
        """Start the sequence numbers over in the running session. Raises NotLoggedOn."""
        if self._connection is None:
            raise NotLoggedOn
        self._connection.reset()

    async def hand_over(
        self, *, timeout: float = 30.0, drain: float = 10.0, settled: Callable[[], bool] | None = None
    ) -> None:
        """Replace the connection before the venue ends it: the new one is logged on before the old one is closed.

        `send` sends on the new one from then on. The old one is read for `drain` seconds, or until `settled` says that
        no answer is missing, and logged out. Raises TransportError when the new one was not logged on in `timeout`
        seconds; the old one goes on then.
        """
        old = self._connection
        config = self._current.config if self._successor is None else self._successor(self._current.config)
        if old is None or config.key == self._current.config.key:
            if old is not None:
                await self._end(old)
            await self.ready(timeout)
            return
        if self._handing_over is not None:
            await asyncio.shield(self._handing_over)
            return
        session = self._make(config)
        self._handing_over = asyncio.ensure_future(self._open(session, timeout))
        try:
            await self._handing_over
        except BaseException:
            self._forget(session)
            raise
        finally:
            self._handing_over = None
        retiring = asyncio.get_running_loop().create_task(self._retire(old, drain, settled))
        self._retiring.add(retiring)
        retiring.add_done_callback(self._retiring.discard)

    async def close(self) -> None:
        """Log out, wait for the answer, close; idempotent."""
        self._closed = True
        if self._runner is not None:
            self._runner.cancel()
        for task in self._retiring:
            task.cancel()
        connection, self._connection = self._connection, None
        if connection is not None:
            await self._end(connection)
        await asyncio.gather(*self._retiring, *([self._runner] if self._runner else []), return_exceptions=True)
        for store in self._stores:
            store.close()
        self._stores.clear()

    # ------------------------------------------------------------------ the life of the session

    def _make(self, config: SessionConfig) -> Session:
        store = self._make_store(config)
        self._stores.append(store)
        relay = _Relay(self, self._application)
        session = Session(
            config,
            role=Role.INITIATOR,
            store=store,
            codec=self._codec,
            application=relay,
            clock=self._clock,
        )
        relay.session = session
        return session

    async def _live(self) -> None:
        attempt = 0
        while True:
            opened = self._clock.monotonic_ns()
            try:
                if self._used:
                    self._renew()
                await self._open(self._current, self._current.config.logon_timeout)
            except (OSError, TransportError) as error:
                log.warning("%r: cannot log on: %s", self._current, error)
            except Exception as error:
                log.exception("%r: cannot make a Logon", self._current)
                self._fail(error)
            else:
                await self._until_lost()
            # a connection that dies young counts as a failed attempt, or a venue that hangs up would be hammered
            young = self._clock.monotonic_ns() - opened < self._backoff.longest * NS_PER_S
            await self._clock.sleep(self._backoff.delay(attempt, random_fraction(self._random)))
            attempt = attempt + 1 if young else 0

    def _renew(self) -> None:
        """Another identity for the next connection, where there are several."""
        if self._successor is None:
            return
        old = self._current
        config = self._successor(old.config)
        if config.key != old.config.key:
            self._current = self._make(config)
            self._used = False
            self._forget(old)

    async def _until_lost(self) -> None:
        """Until the current connection is gone and none is about to take over."""
        while (connection := self._connection) is not None:
            self._taken_over.clear()
            taken_over = asyncio.ensure_future(self._taken_over.wait())
            try:
                either: list[asyncio.Future[Any]] = [connection.lost, taken_over]
                await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
            finally:
                taken_over.cancel()
            if self._handing_over is not None:
                with contextlib.suppress(OSError, TransportError):
                    await asyncio.shield(self._handing_over)
            if self._connection is connection and connection.lost.done():
                self._connection = None

    async def _open(self, session: Session, timeout: float) -> FixConnection:
        """Connect and log on. Raises OSError or TransportError."""
        if self._connects is not None and (wait := self._connects.reserve(self._clock.monotonic_ns())) > 0:
            await self._clock.sleep(wait)
        connection = FixConnection(session, self._clock, self._tap(session.config) if self._tap is not None else None)
        self._opening = connection
        connecting = asyncio.ensure_future(self._connect(lambda: connection))
        try:
            if not await within(self._clock, timeout, connecting):
                raise TransportError(f"not connected within {timeout:g} s", sent=False)
            await connecting
            self._used = True
            await within(self._clock, timeout, connection.logged_on, connection.lost)
            if connection.failure is not None:
                raise connection.failure
            if connection.lost.done() or not connection.logged_on.done():
                raise TransportError("the Logon was not answered by a Logon", sent=False)
        except BaseException:
            connecting.cancel()
            if connection.abort():  # the session must not be told of this end during its next connection
                await within(self._clock, _CLOSE, connection.lost)
            if self._connection is connection:
                self._connection = None
            raise
        finally:
            self._opening = None
        return connection

    async def _retire(self, old: FixConnection, drain: float, settled: Callable[[], bool] | None) -> None:
        waited, step = 0.0, 0.1
        try:
            while waited < drain and not old.lost.done() and not (settled is not None and settled()):
                await self._clock.sleep(step)
                waited += step
        finally:
            await self._end(old)
            self._forget(old.session)

    def _forget(self, session: Session) -> None:
        session.store.close()
        self._stores.remove(session.store)

    async def _end(self, connection: FixConnection) -> None:
        with contextlib.suppress(TransportError):
            connection.logout()
        if not await within(self._clock, connection.session.config.logout_timeout + _CLOSE, connection.lost):
            connection.abort()
            await asyncio.shield(connection.lost)

    # ------------------------------------------------------------------ what relays tell

    def _logged_on(self, session: Session) -> None:
        """Before the application is told: it may send at once."""
        if self._opening is not None and self._opening.session is session:
            self._connection = self._opening
            self._taken_over.set()
        self._current = session
        self._used = True
        self._up.set()

    def _down(self, session: Session) -> bool:
        """Whether the connection that ended is the one that the application knows."""
        if session is not self._current:
            return False
        self._up.clear()
        return True

    def _logon_refused(self, text: str) -> None:
        self._fail(LogonFailed(f"the FIX Logon was refused: {text or 'no reason told'}", sent=False))

    def _fail(self, error: Exception) -> None:
        self._failure = error
        self._failed.set()


class _Relay:
    """Between a session and the application: of sessions that replace each other it sees one."""

    session: Session

    def __init__(self, initiator: FixInitiator, application: Application) -> None:
        self._initiator = initiator
        self._application = application
        self.logon_body = application.logon_body
        self.check_logon = application.check_logon
        self.on_message = application.on_message  # also of the old session: answers that were still missing
        self.resend = application.resend

    def attach(self, sender: Sender, /) -> None: ...

    def on_logon(self, message: Message, /) -> None:
        self._initiator._logged_on(self.session)
        self._application.on_logon(message)

    def on_reject(self, message: Message, /) -> None:
        if not self.session.logged_on and message.msg_type == "3":
            self._initiator._logon_refused(message.get("58"))
        self._application.on_reject(message)

    def on_logout(self, text: str, /) -> None:
        if self.session.state is State.LOGON_SENT:
            self._initiator._logon_refused(text)
        if self.session is self._initiator.session:
            self._application.on_logout(text)

    def on_disconnected(self) -> None:
        if self._initiator._down(self.session):
            self._application.on_disconnected()
