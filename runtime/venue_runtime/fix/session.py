"""One FIX session without I/O: bytes and time go in, bytes to be written come out.

Rules: FIX session protocol (FIX 4.4 volume 2; FIX Session Layer 1.x and its test cases). Messages are handled one after
the other; what they lead to is kept in the store before `outgoing` hands any of it out, together with the number of the
last message that was taken. So a process that is killed at any moment has either not seen a message (its counterparty
sends it again) or has both seen and answered it.
"""

from __future__ import annotations

from ..clock import NS_PER_S
from .config import Role
from .framing import Framer
from .interfaces import LogonRefused, Unsupported
from .message import SOH, FieldError, Message, RejectReason
from .session_state import SessionState, State, log
from .store import FIRST
from .writing import reject_body, text_field

__all__ = ["Session", "State"]

_TEST_ID = "TEST"


class Session(SessionState):
    """One side of a session, over any number of connections."""

    # ------------------------------------------------------------------ the connection

    def connected(self) -> None:
        """A connection is there. An initiator's Logon is in `outgoing` now."""
        self._framer = Framer(data_lengths=self._codec.data_lengths)
        self._next_out, self._next_in = self.store.next_out, self.store.next_in
        self._out.clear()
        self._kept.clear()
        self._gaps.clear()
        self._resends.clear()
        self.closing = self._dirty = self._tested = self._reset_sent = False
        self._heartbeat = self.config.heartbeat * NS_PER_S
        now = self._last_sent = self._last_received = self._monotonic()
        self._deadline = now + round(self.config.logon_timeout * NS_PER_S)
        self._reset_on_schedule()
        if self.role is Role.ACCEPTOR:
            self.state = State.LOGON_EXPECTED
            return
        self.state = State.LOGON_SENT
        if self.config.reset == "every_logon":
            self._start_over()
            self._reset_sent = self.config.level > 40  # FIX 4.0 has no ResetSeqNumFlag
        self._send_logon(reset=self._reset_sent, expected=self._next_in)

    def receive(self, data: bytes) -> None:
        """What the connection has received. Never raises on input."""
        self._receiving = True
        try:
            self._receive(data)
        finally:
            self._receiving = False

    def _receive(self, data: bytes) -> None:
        ts_recv = self._wall()
        garbled = self._framer.garbled
        for message in self._framer.feed(data):
            if self.closing:
                return
            self._last_received = self._monotonic()
            self._tested = False
            if self.state is State.ACTIVE or self.state is State.LOGOUT_SENT:
                self._running(message, ts_recv)
            else:
                self._logging_on(message)
        if self._framer.garbled > garbled:
            self._event("garbled input was skipped")
            if self.state in (State.LOGON_EXPECTED, State.LOGON_SENT):
                self._close("no Logon came first")

    def tick(self) -> None:
        """Time has passed: see `next_deadline`."""
        now = self._monotonic()
        if self.closing or self.state is State.DISCONNECTED:
            return
        if self.state is not State.ACTIVE:
            if now >= self._deadline:
                what = "Logout" if self.state is State.LOGOUT_SENT else "Logon"
                self._close(f"timed out waiting for a {what}")
            return
        if self._gaps.stuck(self._next_in, now, self._patience):
            self._event("nothing came of what was asked for")
            self._request(*self._gaps.ask_again(self._next_in))
        if not self._heartbeat:
            return
        silence = now - self._last_received
        if silence >= self._dead:
            self._close("timed out waiting for any message")
        elif silence >= self._silence and not self._tested:
            self._tested = True
            self._put("1", f"112={_TEST_ID}{SOH}")
        elif now - self._last_sent >= self._heartbeat and not self._tested:
            self._put("0", "")

    def next_deadline(self) -> int | None:
        """When `tick` has something to do, in monotonic ns; None: nothing is waited for."""
        if self.closing or self.state is State.DISCONNECTED:
            return None
        if self.state is not State.ACTIVE:
            return self._deadline
        times = []
        if self._heartbeat and self._tested:
            times.append(self._last_received + self._dead)
        elif self._heartbeat:
            times += self._last_sent + self._heartbeat, self._last_received + self._silence
        if (look := self._gaps.look_at(self._patience)) is not None:
            times.append(look)
        return min(times, default=None)

    @property
    def _silence(self) -> int:
        """How long, in ns, nothing may come until we ask whether anybody is there."""
        return self._heartbeat * 6 // 5

    @property
    def _dead(self) -> int:
        """And until the connection is given up."""
        return self._heartbeat * 12 // 5

    @property
    def _patience(self) -> int:
        """How long, in ns, the counterparty may take to begin with an answer to a ResendRequest."""
        return self._heartbeat or round(self.config.logon_timeout * NS_PER_S)

    def disconnected(self) -> None:
        """The connection is gone."""
        if self.state is State.DISCONNECTED:
            return
        try:
            if self._dirty:
                self._commit()
        finally:
            self.state = State.DISCONNECTED
            self._out.clear()
            self._gaps.clear()
            self._resends.clear()
            self._tell(self._application.on_disconnected)

    # ------------------------------------------------------------------ logging on

    def _logging_on(self, message: Message) -> None:
        """The first message of a connection."""
        if message.msg_type != "A" or message.fields["8"] != self.config.begin_string:
            self._not_a_logon(message)
            return
        problem = self._headers.problem(message)
        number = message.seq_num
        if problem is not None or number is None:
            self._close(f"the Logon is refused: {problem or 'it has no MsgSeqNum'}")
            return
        try:
            self._codec.check(message)
            heartbeat = int(message.get("108"))
            if self.config.is_fixt and not message.get("1137"):
                raise FieldError(RejectReason.REQUIRED_TAG_MISSING, 1137)
            self._application.check_logon(message)
        except LogonRefused as error:
            self._put("5", text_field(str(error)))
            self._close("the Logon was refused by the application")
            return
        except (FieldError, ValueError) as error:
            self._close(f"the Logon is refused: {error}")
            return
        self._heartbeat = max(heartbeat, 0) * NS_PER_S
        reset = message.get("141") == "Y"
        if self.role is Role.ACCEPTOR:
            if reset or self.config.reset == "every_logon":
                self._start_over()
            self._appl_ver_id = self._appl_ver_id or message.get("1137")
        elif reset and not self._reset_sent:
            self._start_over()
            self._next_out = self._after(FIRST)  # the counterparty counted our Logon as the first
        self._logged_on(message, number, reset=reset)

    def _logged_on(self, message: Message, number: int, *, reset: bool) -> None:
        ahead = self._ahead(number)
        if ahead < 0:
            self._too_low(number)
            return
        missed = message.get("789") if self.config.next_expected else ""
        if missed and (not missed.isdigit() or int(missed) > self._next_out):
            self._put("5", f"58=NextExpectedMsgSeqNum too high, expecting {self._next_out} but received {missed}{SOH}")
            self._close("the counterparty expects messages that were never sent")
            return
        last_before = self._next_out - 1
        if self.role is Role.ACCEPTOR:
            expected = self._next_in if ahead else self._after(number)
            self._send_logon(reset=reset, expected=expected)
        else:
            last_before -= 1  # our own Logon is not missed
        self._reset_sent = False
        self.state = State.ACTIVE
        self._event("logged on")
        if ahead:
            self._gaps.hold(number, None)
            if self.config.next_expected:  # our Logon has told; if nothing comes of it, it is asked for later
                self._gaps.ask(self._next_in, number)
                self._gaps.watch(self._next_in, self._monotonic())
            else:
                self._request_missing(number)
        else:
            self._take(number)
        self._tell(self._application.on_logon, message)
        if missed and int(missed) <= last_before:
            self._resend(int(missed), last_before)
        self._drain(self._wall())

    def _not_a_logon(self, message: Message) -> None:
        number = message.seq_num
        awaited = self.state is State.LOGON_SENT and message.msg_type in ("3", "5")
        if awaited and number == self._next_in and self._headers.problem(message) is None:
            self._take(number)
        if self.state is State.LOGON_SENT and message.msg_type == "5":
            text = message.get("58")
            self._tell(self._application.on_logout, text)
            self._put("5", "")
            self._close("the Logon was answered by a Logout")
        elif self.state is State.LOGON_SENT and message.msg_type == "3":
            self._tell(self._application.on_reject, message)
            self._close("the Logon was rejected")
        else:
            self._close("no Logon came first")

    # ------------------------------------------------------------------ a running session

    def _running(self, message: Message, ts_recv: int) -> None:
        fields = message.fields
        msg_type = message.msg_type
        number = message.seq_num
        if number is None:
            self.logout("MsgSeqNum missing")
            self.closing = True
            return
        if fields["8"] != self.config.begin_string and msg_type != "5":
            self.logout("Incorrect BeginString")
            if number == self._next_in:
                self._take(number)
            return
        problem = self._headers.problem(message)
        if problem is not None:
            self._reject_header(message, number, problem)
            return
        if msg_type == "4" and fields.get("123") != "Y":
            self._sequence_reset(message)
            return
        if msg_type == "A":
            self._logon_again(message)
            return
        if msg_type == "5":
            self._logout_received(message, number)
            return
        if number != self._next_in:
            ahead = self._ahead(number)
            if ahead > 0:
                self._too_high(message, number)
                return
            if ahead < 0:
                self._seen_before(message, number)
                return
        self._in_order(message, number, ts_recv)
        if self._gaps.held:
            self._drain(ts_recv)

    def _reject_header(self, message: Message, number: int, problem: FieldError) -> None:
        self._reject(message, problem)
        if number == self._next_in:
            self._take(number)
        if problem.reason in (RejectReason.COMP_ID_PROBLEM, RejectReason.SENDING_TIME_ACCURACY_PROBLEM):
            self.logout()

    def _in_order(self, message: Message, number: int, ts_recv: int) -> None:
        """A message with the expected number: whatever it is, the number is used up."""
        try:
            if message.fields.get("43") == "Y":
                self._headers.check_poss_dup(message)
            self._codec.check(message)
            self._dispatch(message, ts_recv)
        except FieldError as error:
            self._reject(message, error)
            if error.reason is RejectReason.SENDING_TIME_ACCURACY_PROBLEM:
                self.logout()
        except Unsupported as error:
            self._unsupported(message, error)
        except Exception:  # the application's bug is not the session's end
            log.exception("%r: the application failed on message %s (%s)", self, number, message.msg_type)
        if number == self._next_in:  # else a gap fill or a reset has moved it
            self._take(number)

    def _dispatch(self, message: Message, ts_recv: int) -> None:
        match message.msg_type:
            case "0":
                pass
            case "1":
                test_id = message.fields.get("112")
                self._put("0", "" if test_id is None else f"112={test_id}{SOH}")
            case "2":
                self._resend_request(message)
            case "3" | "j":
                self._application.on_reject(message)
            case "4":
                self._gap_fill(message)
            case _:
                self._application.on_message(message, ts_recv)

    def _take(self, number: int) -> None:
        self._next_in = self._after(number)
        self._dirty = True
        following = self._gaps.taken(number)
        if following is not None:
            self._request(*following)

    def _drain(self, ts_recv: int) -> None:
        """Messages that were held until the gap before them was filled; then the next gap, if there is one."""
        gaps = self._gaps
        while not self.closing and self._next_in in gaps.held:
            number = self._next_in
            message = gaps.held.pop(number)
            if message is None:
                self._take(number)
            else:
                self._in_order(message, number, ts_recv)
        if gaps.held and gaps.requested is None:
            self._request_missing(min(gaps.held, key=self._ahead))

    # ------------------------------------------------------------------ numbers out of order

    def _too_high(self, message: Message, number: int) -> None:
        if not self.config.resend:
            self.logout(f"MsgSeqNum too high, expecting {self._next_in} but received {number}")
            self.closing = True
            return
        if message.msg_type == "2":  # answered at once, or two sides that both miss something wait for each other
            self._gaps.hold(number, None)
            self._answer_now(message)
        else:
            self._gaps.hold(number, message)
        if self._gaps.requested is None:
            self._request_missing(number)

    def _answer_now(self, message: Message) -> None:
        try:
            self._codec.check(message)
            self._resend_request(message)
        except FieldError as error:
            self._reject(message, error)

    def _request_missing(self, received: int) -> None:
        """Ask for everything before a number that came too early."""
        self._event(f"MsgSeqNum too high, expecting {self._next_in} but received {received}")
        self._request(*self._gaps.ask(self._next_in, received))

    def _request(self, first: int, last: str) -> None:
        self._put("2", f"7={first}{SOH}16={last}{SOH}")
        self._gaps.watch(self._next_in, self._monotonic())

    def _too_low(self, number: int) -> None:
        text = f"MsgSeqNum too low, expecting {self._next_in} but received {number}"
        self._put("5", f"58={text}{SOH}")
        self._close(text)

    def _seen_before(self, message: Message, number: int) -> None:
        if message.fields.get("43") == "Y":
            try:
                self._headers.check_poss_dup(message)
            except FieldError as error:
                self._reject(message, error)
                if error.reason is RejectReason.SENDING_TIME_ACCURACY_PROBLEM:
                    self.logout()
        elif message.msg_type == "2":
            self._answer_now(message)
        else:
            self._too_low(number)

    def _gap_fill(self, message: Message) -> None:
        number = _number(message, "36")
        if self._ahead(number) <= 0:
            raise FieldError(RejectReason.VALUE_IS_INCORRECT, 36)
        self._move_to(number)

    def _sequence_reset(self, message: Message) -> None:
        """SequenceReset-Reset: its own number means nothing, and a refused one uses none up."""
        try:
            self._codec.check(message)
            number = _number(message, "36")
        except FieldError as error:
            self._reject(message, error)
            return
        ahead = self._ahead(number)
        if ahead < 0:
            self._reject(message, FieldError(RejectReason.VALUE_IS_INCORRECT, None))
        elif ahead > 0:
            self._move_to(number)
            self._drain(self._wall())

    def _move_to(self, number: int) -> None:
        self._event(f"the counterparty goes on with number {number} instead of {self._next_in}")
        self._next_in = number
        self._dirty = True
        for held in [held for held in self._gaps.held if self._ahead(held) < 0]:
            del self._gaps.held[held]
        following = self._gaps.taken(number - 1)
        if following is not None:
            self._request(*following)

    # ------------------------------------------------------------------ answers

    def _resend_request(self, message: Message) -> None:
        first, last = _number(message, "7"), message.get("16")
        newest = self._next_out - 1 if self._next_out else self.config.wraps_at - 1
        if last == "0" or last == self.config.infinity or not last.isdigit() or int(last) > newest:
            end = newest
        else:
            end = int(last)
        if not self.config.wraps_at and (first < FIRST or first > end):
            if first < FIRST or first > self._next_out:
                raise FieldError(RejectReason.VALUE_IS_INCORRECT, 7)
            return
        self._resend(first, end)

    def _resend(self, first: int, last: int) -> None:
        self._commit()  # what was sent a moment ago may be asked for
        self._event(f"sending messages {first} to {last} again")
        self._resends.start(self.store, first, last)
        self._out.extend(self._resends.take())
        self._last_sent = self._monotonic()

    def _reject(self, message: Message, error: FieldError) -> None:
        self._event(f"rejected message {message.get('34')}: {error} ({error.ref_tag})")
        body = reject_body(self.config, message, error.reason, error.ref_tag)
        self._put("3", body, keep=True)

    def _unsupported(self, message: Message, error: Unsupported) -> None:
        number = message.get("34")
        if self.config.level < 42:
            self._put("3", f"45={number}{SOH}58=Unsupported message type{SOH}", keep=True)
            return
        ref_id = text_field(error.ref_id, 379)
        text = text_field(str(error))
        body = f"45={number}{SOH}{text}372={message.msg_type}{SOH}{ref_id}380={error.reason}{SOH}"
        if self.config.refusals_tell_version:
            body += f"1137={self._appl_ver_id}{SOH}"
        self._put("j", body, keep=True)

    # ------------------------------------------------------------------ Logon and Logout in a running session

    def _logon_again(self, message: Message) -> None:
        number = message.seq_num
        if message.get("141") != "Y" or number != FIRST:
            self.logout("Logon in a running session")
            self.closing = True
            return
        try:
            self._codec.check(message)
            self._application.check_logon(message)
        except (FieldError, LogonRefused) as error:
            self.logout(str(error))
            self.closing = True
            return
        if self._reset_sent:  # the answer to ours
            self._reset_sent = False
            self._take(FIRST)
        else:
            self._start_over()
            self._take(FIRST)
            self._send_logon(reset=True, expected=self._next_in)
        self._tell(self._application.on_logon, message)

    def _logout_received(self, message: Message, number: int) -> None:
        """Answered whatever its number is: a gap is found at the next Logon, as the number is not taken then."""
        answered = self.state is State.LOGOUT_SENT
        if number == self._next_in:
            self._take(number)
        if not answered:
            self._put("5", "")
        self._tell(self._application.on_logout, message.get("58"))
        self._close("logged out" if answered else "the counterparty logged out")


def _number(message: Message, tag: str) -> int:
    text = message.fields.get(tag)
    if text is None:
        raise FieldError(RejectReason.REQUIRED_TAG_MISSING, int(tag))
    if not (text.isascii() and text.isdigit()):
        raise FieldError(RejectReason.INCORRECT_DATA_FORMAT_FOR_VALUE, int(tag))
    return int(text)
