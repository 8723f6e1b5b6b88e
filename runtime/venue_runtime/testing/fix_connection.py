"""One FIX connection of the simulated venue: the engine's session, the dialect behind it, faults on what is written."""

from __future__ import annotations

import asyncio
import contextlib
import traceback
from collections import deque
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from venue_runtime.errors import (
    RateLimitExceeded,
    VenueError,
)
from venue_runtime.fix.config import Role, SessionConfig
from venue_runtime.fix.framing import Framer
from venue_runtime.fix.interfaces import BaseApplication, LogonRefused, NotLoggedOn, PlainCodec, Unsupported
from venue_runtime.fix.message import DATA_LENGTHS, SOH, FieldError, Message, frame
from venue_runtime.fix.session import Session
from venue_runtime.testing.events import BookEvent, Execution, OrderReport
from venue_runtime.testing.fix_dialect import FixCall, FixRoute
from venue_runtime.testing.fix_terms import LOGON_WINDOW_MS, check_age, check_sender, check_terms, refuse_by_fault
from venue_runtime.testing.fix_wire import Layout, Written, read, utc_text
from venue_runtime.testing.reasons import Reason

if TYPE_CHECKING:
    from venue_runtime.testing.dialect import SimContext
    from venue_runtime.testing.events import ExchangeEvent
    from venue_runtime.testing.faults import Fault
    from venue_runtime.testing.fix_gateway import FixGateway

__all__ = ["ADMIN_NAMES", "FixConnection", "Pipe"]

ADMIN_NAMES: Mapping[str, str] = {
    "0": "Heartbeat",
    "1": "TestRequest",
    "2": "ResendRequest",
    "3": "Reject",
    "4": "SequenceReset",
    "5": "Logout",
    "A": "Logon",
    "j": "BusinessMessageReject",
}
"""What the engine sends by itself, in every dictionary."""
_STREAM_FAULTS = (
    *("drop", "delay", "duplicate", "reorder", "malformed", "disconnect", "planned_disconnect"),
    *("silence", "logout", "resend_request", "sequence_reset"),
)
_BEFORE = ("timeout_before_accept", "disconnect_before_accept", "expired_token")
_AFTER = ("timeout_after_accept", "disconnect")
_TICK_SECONDS = 0.25
_LOGON_SECONDS = 10.0


class Pipe(Protocol):
    """The other end of a connection."""

    async def read(self) -> bytes:
        """What the client sends; empty when it is gone."""
        ...

    def write(self, data: bytes) -> None: ...

    def close(self, *, cut: bool) -> None:
        """Hang up: after what was written, or (`cut`) at once."""
        ...


class _Pause:
    """In the outbox: what follows is late by this many seconds."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds


class _End:
    """In the outbox: hang up."""

    def __init__(self, cut: bool) -> None:
        self.cut = cut


_Item: TypeAlias = bytes | _Pause | _End


class FixConnection(BaseApplication):
    """Serves one client until either side ends it. Implements `FixConnectionState`, and is the session's application.

    Where several kinds of sessions have one address, `routes` are all that the Logon may be for.
    """

    def __init__(self, gateway: FixGateway, number: int, pipe: Pipe, routes: Sequence[FixRoute]) -> None:
        self.id = number
        self.account = ""
        self.routes: tuple[FixRoute, ...] = tuple(routes)
        self.answering = False
        self.state: dict[str, Any] = {}
        self.session: Session | None = None
        self.context: SimContext = gateway.context
        self.tap = gateway.tapping(self) if gateway.tapping is not None else None
        self._gateway = gateway
        self._pipe = pipe
        self._outbox: asyncio.Queue[_Item] = asyncio.Queue()
        self._tasks: set[asyncio.Task[None]] = set()
        self._held: list[bytes] = []
        self._last = b""
        self._received: deque[int] = deque()
        self._seen = Framer(data_lengths=DATA_LENGTHS)
        self._written = Framer(data_lengths=DATA_LENGTHS)
        self._silent = self._muted = self._ended = self._cancels = False
        self._placed: list[tuple[str, str]] = []

    # ------------------------------------------------------------ life

    @property
    def logged_on(self) -> bool:
        """Whether the session is up."""
        return self.session is not None and self.session.logged_on

    async def serve(self) -> None:
        """Until the client or we hang up."""
        loop = asyncio.get_running_loop()
        if self.tap is not None:
            self.tap.opened(f"client {self.id}")
        writing = loop.create_task(self._write())
        self._tasks.add(writing)
        try:
            begun = await self._first()
            if begun is None:
                return
            self._tasks.add(loop.create_task(self._tick()))
            session = self.session
            assert session is not None
            session.connected()
            self._receive(session, begun)
            while not session.closing and (data := await self._pipe.read()):
                self._receive(session, data)
            if session.closing:
                await self._outbox.join()
        except Exception:  # a defect of the dialect must be seen
            self._gateway.failures.append(traceback.format_exc())
        finally:
            self._ended = True
            if self.session is not None:
                self.session.disconnected()
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)
            self._pipe.close(cut=False)
            if self.tap is not None:
                self.tap.closed("")

    def _receive(self, session: Session, data: bytes) -> None:
        if self.tap is not None:
            self.tap.received(data)
        for message in self._seen.feed(data):
            self._gateway.log(self, "in", message.raw)
        session.receive(data)
        self._flush()

    async def _first(self) -> bytes | None:
        """Read until the first message is there, and make the session that it is for; None: it is for none."""
        framer = Framer(data_lengths=DATA_LENGTHS)
        begun = b""
        asking = asyncio.get_running_loop().create_task(self._read_first(framer))
        patience = asyncio.get_running_loop().create_task(self.context.clock.sleep(_LOGON_SECONDS))
        await asyncio.wait({asking, patience}, return_when=asyncio.FIRST_COMPLETED)
        patience.cancel()
        if not asking.done():
            asking.cancel()
            await asyncio.gather(asking, patience, return_exceptions=True)
            return None
        await asyncio.gather(patience, return_exceptions=True)
        begun, message = asking.result()
        if message is None or message.msg_type != "A":
            return None
        self.routes = self._gateway.routes_for(message, self.routes)
        if not self.routes:
            return None
        key = (message.fields["8"], message.get("49"), message.get("56"), tuple(route.id for route in self.routes))
        if not self._gateway.enter(key, self):
            return None
        self.session = self._session(message, key)
        return begun

    async def _read_first(self, framer: Framer) -> tuple[bytes, Message | None]:
        begun = b""
        while data := await self._pipe.read():
            begun += data
            for message in framer.feed(data):
                return begun, message
            if framer.garbled:
                break
        return begun, None

    def _session(self, logon: Message, key: tuple[Any, ...]) -> Session:
        route = self.routes[0]
        config = SessionConfig(
            begin_string=route.begin_string,
            sender_comp_id=logon.get("56"),
            target_comp_id=logon.get("49"),
            default_appl_ver_id=route.appl_ver_id,
            reset="every_logon" if route.reset == "every_logon" else "never",
            resend=route.resend,
            sending_time_digits=route.digits,
        )
        return Session(
            config,
            role=Role.ACCEPTOR,
            store=self._gateway.store(key, config),
            codec=PlainCodec(),
            application=self,
            clock=self._gateway.clock,
        )

    async def _tick(self) -> None:
        while self.session is not None and not self._ended:
            await self.context.clock.sleep(_TICK_SECONDS)
            self.session.tick()
            self._flush()

    # ------------------------------------------------------------ the session's application

    def check_logon(self, message: Message) -> None:
        """See `Application`."""
        try:
            for route in self.routes:
                check_terms(route, message)
            self.account = self._gateway.dialect.verify(self.routes[0], message, self.context)
            check_sender(self.routes[0], message, self.context.accounts.get(self.account))
            check_age(self.routes[0], message, self.context.now_ns(), LOGON_WINDOW_MS)
            asked = self.routes[0].cancels
            self._cancels = asked is not None and message.get(asked[0]) == asked[1]
        except VenueError as error:
            raise LogonRefused(self._gateway.dialect.text_of(error)) from None

    def on_message(self, message: Message, ts_recv: int) -> None:
        """See `Application`."""
        route = next((route for route in self.routes if message.msg_type in route.handlers), None)
        layout = route.layouts.get(message.msg_type) if route is not None else None
        if route is None or layout is None:
            raise Unsupported
        fields = read(message, layout, route.header)
        call = FixCall(layout=layout, message=fields, raw=message, connection=self, route=route)
        try:
            check_age(route, message, self.context.now_ns(), None)
            self._limit(route)
            self._handle(call)
        except VenueError as error:
            self.send(self._gateway.dialect.refuse(call, error))
        except (FieldError, Unsupported):
            raise
        except Exception:
            self._gateway.failures.append(traceback.format_exc())
            raise Unsupported("simulator failure", reason=0) from None

    def _handle(self, call: FixCall) -> None:
        name, faults = call.layout.name, self._gateway.faults
        before = faults.strike((*faults.statuses(), *_BEFORE), "session", name)
        if before is not None:
            refuse_by_fault(before)
            if before.name == "disconnect_before_accept":
                self.cut()
            return
        after = faults.strike(_AFTER, "session", name)
        self._muted = after is not None
        self.answering = True
        try:
            call.route.handlers[call.layout.msg_type](call)
        except VenueError:
            if after is None:
                raise
        finally:
            self._muted = self.answering = False
        if after is not None and after.name == "disconnect":
            self.cut()

    def _limit(self, route: FixRoute) -> None:
        if not route.message_limit:
            return
        now = self.context.clock.monotonic_ns()
        while self._received and self._received[0] <= now - route.message_window_ns:
            self._received.popleft()
        self._received.append(now)
        if len(self._received) > route.message_limit:
            raise RateLimitExceeded("too many messages", code=Reason.RATE_LIMIT.value)

    def on_disconnected(self) -> None:
        """See `Application`."""
        self._gateway.leave(self)
        for symbol, order_id in self._placed if self._cancels else ():
            with contextlib.suppress(VenueError):  # it is over
                self.context.exchange.cancel_order(self.account, symbol, venue_order_id=order_id)

    def resend(self, msg_type: str, seq_num: int) -> bool:
        """See `Application`."""
        return True

    # ------------------------------------------------------------ out

    def deliver(self, event: ExchangeEvent) -> None:
        """Tell an event, if it is one for this session."""
        if not self.logged_on or self._ended:
            return
        if self._cancels and self.answering and isinstance(event, OrderReport) and event.execution is Execution.NEW:
            self._placed.append((event.symbol, event.order.venue_order_id or ""))
        try:
            for message in self._gateway.dialect.tell(self, event):
                # Left out before it has a number of the session: only the book's own numbers tell.
                if not isinstance(event, BookEvent) or not self._strike(("gap",), message.name):
                    self.send(message)
        except Exception:
            self._gateway.failures.append(traceback.format_exc())
            self.cut()

    def send(self, message: Written) -> None:
        """See `FixConnectionState`."""
        if self.session is None or self._muted:
            return
        try:
            self.session.send(message.outgoing())
        except NotLoggedOn:
            return
        self._flush()

    def _flush(self) -> None:
        if self.session is None or self._ended:
            return
        while data := self.session.outgoing():
            for message in self._written.feed(data):
                self._put(message.raw)
        if self.session.closing:
            self._outbox.put_nowait(_End(cut=False))

    def _put(self, raw: bytes) -> None:
        """One message, as faults leave it."""
        name = self._name_of(raw)
        fault = self._strike(_STREAM_FAULTS, name)
        self._gateway.log(self, "out", raw)
        struck = fault.name if fault is not None else ""
        if struck == "silence":
            self._silent = True
        if self._silent or struck == "drop":
            return
        if struck == "reorder":
            self._held.append(raw)
            return
        if fault is not None and struck == "delay":
            self._outbox.put_nowait(_Pause(fault.seconds))
        self._outbox.put_nowait(_corrupted(raw) if struck == "malformed" else raw)
        if struck == "duplicate":
            self._outbox.put_nowait(raw)
        held, self._held = self._held, []
        for each in held:
            self._outbox.put_nowait(each)
        self._last = raw
        if fault is not None:
            self._after(fault)

    def _strike(self, faults: Collection[str], name: str) -> Fault | None:
        return self._gateway.faults.strike(faults, "session", name, *(route.id for route in self.routes))

    def _after(self, fault: Fault) -> None:
        """Of what happens after a message, not to it."""
        if fault.name == "disconnect":
            self.cut()
        elif fault.name == "planned_disconnect":
            self.announce(fault.seconds)
        elif fault.name == "logout":
            self.logout()
        elif fault.name == "resend_request":
            self.ask_again()
        elif fault.name == "sequence_reset":
            self.jump(int(fault.value or 1))

    def _name_of(self, raw: bytes) -> str:
        at = raw.find(b"\x0135=") + 4
        msg_type = raw[at : raw.find(b"\x01", at)].decode("ascii", "replace")
        named = (route.layouts[msg_type].name for route in self.routes if msg_type in route.layouts)
        return next(named, ADMIN_NAMES.get(msg_type, msg_type))

    async def _write(self) -> None:
        while True:
            item = await self._outbox.get()
            try:
                if isinstance(item, _Pause):
                    await self.context.clock.sleep(item.seconds)
                elif isinstance(item, _End):
                    self._ended = True
                    self._pipe.close(cut=item.cut)
                else:
                    if self.tap is not None:
                        self.tap.sent(item)
                    self._pipe.write(item)
            except (ConnectionError, RuntimeError):
                return  # the client is gone; the reader notices too and ends the connection
            finally:
                self._outbox.task_done()

    # ------------------------------------------------------------ for tests

    def cut(self) -> None:
        """Hang up without a Logout. What was not written yet never is."""
        while not self._outbox.empty():
            self._outbox.get_nowait()
            self._outbox.task_done()
        self._ended = True
        self._outbox.put_nowait(_End(cut=True))

    def silence(self) -> None:
        """Say nothing more, not even a Heartbeat; the connection stays."""
        self._silent = True

    def logout(self, text: str = "") -> None:
        """Log the client out."""
        if self.session is not None:
            self.session.logout(text)
            self._flush()

    def announce(self, seconds: float = 0.0) -> None:
        """Maintenance: the venue's notice now and every ten seconds, and after `seconds` a Logout."""
        task = asyncio.get_running_loop().create_task(self._maintain(seconds))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _maintain(self, seconds: float) -> None:
        left = seconds
        while True:
            notice = next((route.notice for route in self.routes if route.notice is not None), None)
            if notice is not None:
                self.send(notice)
            if left <= 0:
                break
            await self.context.clock.sleep(min(left, 10.0))
            left -= 10.0
        self.logout("maintenance")

    def ask_again(self, first: int = 1, last: int = 0) -> None:
        """Ask for messages again (`last` 0: all that follow)."""
        self.send(Written(_RESEND_REQUEST, f"7={first}{SOH}16={last}{SOH}"))

    def jump(self, numbers: int = 1) -> None:
        """Leave out so many numbers, and say so: SequenceReset in its Reset mode."""
        session = self.session
        if session is None or not session.logged_on:
            return
        number = session.next_out + numbers
        self._raw("4", session.next_out, f"36={number}{SOH}")
        session._next_out = number  # no part of the protocol: a counterparty that loses messages
        session._dirty = True
        self._flush()

    def say_again(self) -> None:
        """Send the last message once more, as if it were a new one: its number is too low."""
        self._outbox.put_nowait(self._last)

    def _raw(self, msg_type: str, number: int, body: str) -> None:
        """A message beside the session."""
        route, session = self.routes[0], self.session
        assert session is not None
        now = utc_text(self.context.now_ns(), route.digits)
        head = f"35={msg_type}{SOH}34={number}{SOH}49={session.config.sender_comp_id}{SOH}"
        raw = frame(route.begin_string, f"{head}52={now}{SOH}56={session.config.target_comp_id}{SOH}{body}")
        self._gateway.log(self, "out", raw)
        self._outbox.put_nowait(raw)


_RESEND_REQUEST = Layout("ResendRequest", "2", ())


def _corrupted(raw: bytes) -> bytes:
    """One byte in the middle is another: the CheckSum says so."""
    at = len(raw) // 2
    return raw[:at] + (b"x" if raw[at : at + 1] != b"x" else b"y") + raw[at + 1 :]
