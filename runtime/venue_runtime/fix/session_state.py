"""What both directions of a session share: its numbers and state, what it says, and how that is kept and handed out."""

from __future__ import annotations

import logging
from collections.abc import Callable
from enum import Enum, auto

from ..clock import NS_PER_S, Clock
from .config import Role, SessionConfig
from .framing import Framer
from .headers import Headers
from .interfaces import Application, Codec, NotLoggedOn
from .message import SOH, OutgoingMessage
from .resending import Gaps, Resends
from .store import FIRST, Store
from .writing import Writer, text_field

__all__ = ["SessionState", "State", "log"]

log = logging.getLogger("venue_runtime.fix")

_DAY = 86_400 * NS_PER_S


class State(Enum):
    DISCONNECTED = auto()
    LOGON_EXPECTED = auto()
    LOGON_SENT = auto()
    ACTIVE = auto()
    LOGOUT_SENT = auto()


class SessionState:
    """A session as far as it does not depend on what is received: see `Session`."""

    def __init__(
        self,
        config: SessionConfig,
        *,
        role: Role,
        store: Store,
        codec: Codec,
        application: Application,
        clock: Clock,
    ) -> None:
        """Raises ValueError for a configuration that an initiator cannot log on with."""
        if role is Role.INITIATOR and config.is_fixt and not config.default_appl_ver_id:
            raise ValueError("with FIXT.1.1 a Logon needs a DefaultApplVerID: 7, 8 or 9")
        self.config = config
        self.role = role
        self.store = store
        self.state = State.DISCONNECTED
        #: Write what `outgoing` still has, then close the connection.
        self.closing = False
        self._codec = codec
        self._application = application
        self._monotonic = clock.monotonic_ns
        self._wall = clock.time_ns
        self._writer = Writer(config, clock)
        self._headers = Headers(config, clock)
        self._framer = Framer(data_lengths=codec.data_lengths)
        self._next_out = store.next_out
        self._next_in = store.next_in
        self._out: list[bytes] = []
        self._kept: list[tuple[int, bytes]] = []  # sent but not in the store yet
        self._dirty = False
        self._gaps = Gaps(config)
        self._resends = Resends(config, self._writer, application)
        self._heartbeat = config.heartbeat * NS_PER_S
        self._last_sent = self._last_received = self._deadline = 0
        self._tested = False  # we asked whether anybody is there
        self._reset_sent = self._receiving = False
        self._appl_ver_id = config.default_appl_ver_id

    def __repr__(self) -> str:
        return f"<Session {self.config.sender_comp_id}->{self.config.target_comp_id} {self.state.name.lower()}>"

    @property
    def next_out(self) -> int:
        """MsgSeqNum of the next message that we send."""
        return self._next_out

    @property
    def next_in(self) -> int:
        """MsgSeqNum that is expected next."""
        return self._next_in

    @property
    def logged_on(self) -> bool:
        return self.state is State.ACTIVE

    @property
    def garbled(self) -> int:
        """Stretches of this connection's input that were no messages."""
        return self._framer.garbled

    def outgoing(self) -> bytes:
        """What is to be written now; in the store already. Raises OSError when it could not be kept: write nothing."""
        if self._dirty:
            self._commit()
        out = self._out
        if self._resends.pending:
            out.extend(self._resends.take())
        if not out:
            return b""
        data = out[0] if len(out) == 1 else b"".join(out)
        out.clear()
        return data

    @property
    def pending(self) -> bool:
        """Whether `outgoing` will have more to write when this was written: a long answer to a ResendRequest."""
        return bool(self._resends.pending or self._out)

    # ------------------------------------------------------------------ sending

    def send(self, message: OutgoingMessage) -> int:
        """Send an application message; returns its MsgSeqNum. Raises NotLoggedOn, and then nothing has happened."""
        answering = self.state is State.LOGOUT_SENT and self._receiving  # to what still comes after our Logout
        if (self.state is not State.ACTIVE and not answering) or self.closing:
            raise NotLoggedOn
        return self._put(message.msg_type, self._writer.application_header + message.body(), keep=True)

    def logout(self, text: str = "") -> None:
        """Say goodbye. The answer, or its time being up, sets `closing`."""
        if self.state is State.ACTIVE:
            self._put("5", text_field(text))
            self.state = State.LOGOUT_SENT
            self._deadline = self._monotonic() + round(self.config.logout_timeout * NS_PER_S)
        elif self.state is not State.LOGOUT_SENT:
            self._close("logged out")

    def reset(self) -> None:
        """Start over in a running session: a Logon with ResetSeqNumFlag, both numbers at 1. Raises NotLoggedOn."""
        if self.state is not State.ACTIVE or self.config.level < 41:
            raise NotLoggedOn("only a session that is logged on can be reset, and not in FIX 4.0")
        self._start_over()
        self._reset_sent = True
        self._send_logon(reset=True, expected=FIRST)

    def _put(self, msg_type: str, rest: str, *, keep: bool = False, stamp: str = "") -> int:
        number = self._next_out
        raw = self._writer.new(msg_type, number, rest, self._next_in, stamp)
        self._out.append(raw)
        if keep and self.config.resend:
            self._kept.append((number, raw))
        self._next_out = self._after(number)
        self._dirty = True
        self._last_sent = self._monotonic()
        return number

    def _send_logon(self, *, reset: bool, expected: int) -> None:
        stamp = self._writer.stamp()
        body = f"98=0{SOH}108={self._heartbeat // NS_PER_S}{SOH}"
        if reset:
            body += f"141=Y{SOH}"
        if self.config.next_expected:
            body += f"789={expected}{SOH}"
        if self.config.is_fixt:
            body += f"1137={self._appl_ver_id}{SOH}"
        body += self._application.logon_body(self._writer.logon_header(self._next_out, stamp))
        self._put("A", body, stamp=stamp)

    def _after(self, number: int) -> int:
        number += 1
        return 0 if number == self.config.wraps_at else number

    def _ahead(self, number: int) -> int:
        """How far a received number is ahead of the expected one; negative: it was used already."""
        wraps = self.config.wraps_at
        ahead = number - self._next_in
        return (ahead + wraps // 2) % wraps - wraps // 2 if wraps else ahead

    def _commit(self) -> None:
        """Raises OSError when the store fails: then nothing of it has ever happened, and the connection is to end."""
        try:
            self.store.commit(self._kept, self._next_out, self._next_in)
        except OSError:
            self._out.clear()
            self._next_out, self._next_in = self.store.next_out, self.store.next_in
            self.closing = True
            raise
        finally:
            self._kept.clear()
            self._dirty = False

    def _start_over(self) -> None:
        self.store.reset(self._wall())
        self._next_out = self._next_in = FIRST
        self._kept.clear()
        self._gaps.clear()
        self._resends.clear()
        self._event("sequence numbers start over")

    def _reset_on_schedule(self) -> None:
        at = self.config.reset_at
        if at is None:
            return
        now = self._wall()
        last = now - (now - at * NS_PER_S) % _DAY
        if self.store.created_ns < last:
            self._start_over()

    # ------------------------------------------------------------------ small things

    def _close(self, why: str) -> None:
        self._event(why)
        self.closing = True

    def _event(self, text: str) -> None:
        log.info("%r: %s", self, text)

    def _tell(self, callback: Callable[..., None], *arguments: object) -> None:
        try:
            callback(*arguments)
        except Exception:
            log.exception("%r: the application failed in %s", self, callback.__name__)
