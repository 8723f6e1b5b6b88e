"""One session of a client: requests and their answers, and what happens to those whose answer never comes."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Mapping
from typing import ClassVar, Protocol

from ..bindings import PrivateEvent
from ..clock import Clock
from ..errors import OutcomeUnknown, TransportError, VenueError
from ..ids import Random
from ..links import Pace, within
from ..log import EventLogger
from ..sending import note_answered, note_sent
from .config import SessionConfig
from .connection import Connect, TapFactory
from .decoding import FixMessage
from .initiator import FixInitiator
from .interfaces import BaseApplication
from .market import FixMarket, SentAs
from .meaning import FixReport, LinePlan, RefusedWith
from .message import Message, OutgoingMessage
from .store import StoreFactory

__all__ = ["FixLine", "LineOwner"]


class LineOwner(Protocol):
    """The client behind a line. Called in the read loop: nothing may block."""

    venue: ClassVar[str]
    clock: Clock
    log: EventLogger

    def _logon(self, line: str, header: Mapping[str, str]) -> str:
        """Fields of the Logon besides the engine's."""
        ...

    def _line_read(self, line: FixLine, message: FixMessage, ts_recv: int) -> FixReport | None:
        """What a message means for orders; None: nothing."""
        ...

    def _line_told(self, event: PrivateEvent) -> None:
        """Enter a fill or an order into the order machine."""
        ...

    def _line_up(self, line: FixLine) -> None: ...

    def _line_down(self, line: FixLine) -> None: ...

    def _refusal(self, refused: RefusedWith, operation: str) -> VenueError:
        """The error that a code means."""
        ...


class _Pending:
    """A request whose answer is out."""

    __slots__ = ("future", "operation")

    def __init__(self, operation: str) -> None:
        self.future: asyncio.Future[FixReport] = asyncio.get_running_loop().create_future()
        self.operation = operation

    def settle(self, report: FixReport) -> None:
        if not self.future.done():
            self.future.set_result(report)

    def fail(self, error: VenueError) -> None:
        if not self.future.done():
            self.future.set_exception(error)
            self.future.exception()  # whoever waited may have given up


class FixLine(BaseApplication):
    """A session that a client opens when it is first needed, and keeps until it is closed."""

    def __init__(
        self,
        owner: LineOwner,
        name: str,
        plan: LinePlan,
        *,
        config: SessionConfig,
        connect: Connect,
        store: StoreFactory,
        connects: Pace | None,
        successor: Callable[[SessionConfig], SessionConfig] | None,
        tap: TapFactory | None,
        random: Random,
        timeout: float,
    ) -> None:
        self.name = name
        self.timeout = timeout
        """Seconds that a logon may take."""
        self.plan = plan
        self.unread = 0
        """Messages of types that the spec does not use."""
        self.heard: list[Callable[[FixMessage], None]] = []
        self._owner = owner
        self._clock = owner.clock
        self._requests: dict[str, _Pending] = {}
        self._numbers: dict[SentAs, _Pending] = {}
        self._handing_over: asyncio.Task[None] | None = None
        self._closed = False
        self.initiator = FixInitiator(
            config,
            application=self,
            connect=connect,
            codec=plan.codec,
            store=store,
            clock=owner.clock,
            random=random,
            connects=connects,
            messages=None if plan.messages is None else Pace(*plan.messages),
            successor=successor,
            tap=tap,
        )
        self.market = FixMarket(self, owner.venue)

    # ------------------------------------------------------------------ use

    @property
    def state(self) -> str:
        """`logged on`, `connecting`, or `closed`."""
        return "closed" if self._closed else "logged on" if self.initiator.logged_on else "connecting"

    @property
    def logged_on(self) -> bool:
        return self.initiator.logged_on

    async def ready(self, timeout: float) -> None:
        """Logged on. Raises TransportError with `sent` False."""
        if not self.initiator.logged_on:
            await self.initiator.ready(timeout)

    async def send(self, message: OutgoingMessage) -> SentAs:
        """Send when the venue's limit of messages allows it. Raises NotLoggedOn."""
        number = await self.initiator.paced(message)
        return self.initiator.session.config.sender_comp_id, number

    async def request(self, message: OutgoingMessage, request_id: str, operation: str, timeout: float) -> FixReport:
        """Send a command and wait for the report that answers it.

        Raises TransportError with `sent` False when nothing was written, OutcomeUnknown when the session ended or
        nothing came for `timeout` seconds, and the venue's refusal.
        """
        await self.ready(timeout)
        pending = self._requests[request_id] = _Pending(operation)
        sent_as: SentAs | None = None
        try:
            note_sent()
            sent_as = await self.send(message)
            self._numbers[sent_as] = pending
            if not await within(self._clock, timeout, pending.future):
                raise OutcomeUnknown(
                    f"not answered within {timeout:g} s", venue=self._owner.venue, operation=operation, cause=None
                )
            report = pending.future.result()
        finally:
            self._requests.pop(request_id, None)
            if sent_as is not None and self._numbers.get(sent_as) is pending:
                del self._numbers[sent_as]
        note_answered()
        if report.refused is not None:
            raise self._owner._refusal(report.refused, operation)
        return report

    def awaits(self, request_id: str) -> bool:
        """Whether the answer to a request with this id is out."""
        return request_id in self._requests

    async def close(self) -> None:
        """Log out and close. What is still out has an unknown outcome."""
        if self._closed:
            return
        self._closed = True
        if self._handing_over is not None:
            self._handing_over.cancel()
        await self.initiator.close()
        self._lose("the FIX session was closed")
        self.market.close()

    # ------------------------------------------------------------------ the session's side

    def logon_body(self, header: Mapping[str, str], /) -> str:
        return self._owner._logon(self.name, {"8": self.plan.begin_string, **header})

    def on_logon(self, message: Message, /) -> None:
        self._owner._line_up(self)
        self.market.up()

    def on_message(self, message: Message, ts_recv: int, /) -> None:
        codec = self.plan.codec
        if message.msg_type not in codec.messages:
            self.unread += 1
            return
        told = codec.decode(message)
        for heard in tuple(self.heard):
            try:
                heard(told)
            except Exception as error:
                self._owner.log.error("a callback failed", error=repr(error))
        # A session that is being left goes on announcing its end.
        own = message.get("56") == self.initiator.session.config.sender_comp_id
        if own and self.plan.hand_over is not None and self.plan.hand_over(told):
            self._hand_over()
        if self.market.take(told, ts_recv):
            return
        report = self._owner._line_read(self, told, ts_recv)
        if report is None:
            return
        pending = None if report.answers is None else self._requests.get(report.answers)
        if pending is None or report.refused is None:  # else whoever asked says what became of it
            for event in report.events:
                self._owner._line_told(event)
        if pending is not None:
            pending.settle(report)

    def on_reject(self, message: Message, /) -> None:
        number = message.get("45")
        # Of two sessions at a hand-over both count from 1: TargetCompID says which one it was.
        sent_as = (message.get("56"), int(number) if number.isdigit() else 0)
        pending = self._numbers.get(sent_as)
        if pending is None:
            pending = self._requests.get(message.get("379"))  # BusinessRejectRefID
        refused = self._refused(message)
        if pending is not None:
            pending.settle(FixReport(message=message, refused=refused))
        elif not self.market.refused(sent_as, refused):
            self._owner.log.warning("a message was rejected", line=self.name, code=refused[0], text=refused[1])

    def _refused(self, message: Message) -> RefusedWith:
        """What the spec says of rejects, else the reason that FIX has."""
        with contextlib.suppress(Exception):
            report = self._owner._line_read(self, self.plan.codec.decode(message), self._clock.time_ns())
            if report is not None and report.refused is not None and report.refused[0] is not None:
                return report.refused
        reason = message.get("373") if message.msg_type == "3" else message.get("380")
        return f"{message.msg_type}:{reason}", message.get("58") or "rejected"

    def on_logout(self, text: str, /) -> None:
        if text:
            self._owner.log.info("logged out by the venue", line=self.name, text=text)

    def on_disconnected(self) -> None:
        self._lose("the FIX session ended before the answer")
        self.market.down()
        self._owner._line_down(self)

    def resend(self, msg_type: str, seq_num: int, /) -> bool:
        """Nothing is sent a second time: by now an order may be unwanted, and its outcome is asked for."""
        return False

    def _lose(self, why: str) -> None:
        error = TransportError(why, venue=self._owner.venue)
        for pending in list(self._requests.values()):
            pending.fail(error)

    def _hand_over(self) -> None:
        if self._handing_over is None or self._handing_over.done():
            self._owner.log.info("the venue announced maintenance, changing over", line=self.name)
            self._handing_over = asyncio.get_running_loop().create_task(self._change_over())

    async def _change_over(self) -> None:
        try:
            await self.initiator.hand_over(settled=lambda: not self._requests)
        except (OSError, VenueError) as error:
            self._owner.log.warning("no session to change over to", line=self.name, error=error)
