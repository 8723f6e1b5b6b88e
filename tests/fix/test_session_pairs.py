"""Two of our sessions joined by a pipe that cuts, loses and tears: every message arrives once, in order.

Whatever happens is what may happen to a process and a connection: bytes arrive in pieces, a message is lost or garbled
on the way, the connection ends with messages under way, a process is killed between keeping a message and writing it,
or between taking one and noting that. Both sides keep their numbers and messages on disk.
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from venue_runtime.clock import NS_PER_S
from venue_runtime.fix.config import Role, SessionConfig
from venue_runtime.fix.filestore import FileStore
from venue_runtime.fix.interfaces import BaseApplication, PlainCodec
from venue_runtime.fix.message import Message
from venue_runtime.fix.session import Session

HEARTBEAT = 30


class Clock:
    """Stands still until told otherwise."""

    def __init__(self) -> None:
        self.now = 1_700_000_000 * NS_PER_S

    def time_ns(self) -> int:
        return self.now

    def monotonic_ns(self) -> int:
        return self.now

    async def sleep(self, seconds: float) -> None:
        raise NotImplementedError


@dataclass(frozen=True)
class Note:
    """News with an id."""

    text: str
    msg_type: ClassVar[str] = "B"

    def body(self) -> str:
        return f"148={self.text}\x01"


class Notebook(BaseApplication):
    """Writes down what it gets and, where it answers, answers everything: with its own hand, so that both last."""

    def __init__(self, end: End) -> None:
        self._end = end

    def on_message(self, message: Message, ts_recv: int) -> None:
        text = message.get("148")
        if self._end.answers:
            self.sender.send(Note(f"re {text}"))
        if message.get("43") == "Y" and text in self._end.received:
            return
        self._end.received.append(text)


@dataclass
class End:
    """One side: what of it outlives its process, and the process."""

    role: Role
    folder: Path
    clock: Clock
    answers: bool
    wraps_at: int = 0
    received: list[str] = field(default_factory=list)
    wire: list[bytes] = field(default_factory=list)  # what it wrote and the other side has not read
    torn: int = 0  # bytes of the first of them that were read

    def start(self) -> None:
        names = ("A", "B") if self.role is Role.INITIATOR else ("B", "A")
        config = SessionConfig(
            begin_string="FIX.4.4",
            sender_comp_id=names[0],
            target_comp_id=names[1],
            heartbeat=HEARTBEAT,
            check_latency=False,
            wraps_at=self.wraps_at,
        )
        self.store = FileStore(self.folder, clock=self.clock)
        application = Notebook(self)
        self.session = Session(
            config,
            role=self.role,
            store=self.store,
            codec=PlainCodec(),
            application=application,
            clock=self.clock,
        )
        application.attach(self.session)

    def kill(self) -> None:
        """As a process ends that is not asked: nothing more is said or kept."""
        self.store.close()
        self.start()

    def write(self) -> None:
        while data := self.session.outgoing():
            self.wire += [b"8=FIX" + part for part in data.split(b"8=FIX")[1:]]

    def read(self, size: int) -> bytes:
        data = b"".join(self.wire)[self.torn :][:size]
        self.torn += len(data)
        while self.wire and self.torn >= len(self.wire[0]):
            self.torn -= len(self.wire.pop(0))
        return data


class Pair(RuleBasedStateMachine):
    """`A` calls `B`; `B` answers every message."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp(prefix="fix-pair-"))
        self.clock = Clock()
        self.a = End(Role.INITIATOR, self.root / "a", self.clock, answers=False)
        self.b = End(Role.ACCEPTOR, self.root / "b", self.clock, answers=True)
        self.connected = False
        self.sent: list[str] = []

    @initialize(wraps_at=st.sampled_from([0, 64]))
    def begin(self, wraps_at: int) -> None:
        """At 1, or near the end of numbers that go around."""
        for end in (self.a, self.b):
            end.wraps_at = wraps_at
            end.start()
            if wraps_at:
                end.store.commit([], wraps_at - 8, wraps_at - 8)

    def other(self, end: End) -> End:
        return self.b if end is self.a else self.a

    def end(self, name: bool) -> End:
        return self.a if name else self.b

    # what the two shells would do

    def write(self) -> None:
        for end in (self.a, self.b):
            end.write()
        for end in (self.a, self.b):
            if self.connected and end.session.closing:
                self.other(end).session.receive(end.read(1 << 30))
                self.other(end).session.outgoing()
                self.disconnect()

    def disconnect(self) -> None:
        self.connected = False
        for end in (self.a, self.b):
            end.session.disconnected()
            end.wire.clear()
            end.torn = 0

    def transfer(self, end: End, size: int) -> None:
        data = end.read(size)
        if data:
            self.other(end).session.receive(data)
        self.write()

    # what happens

    @precondition(lambda self: not self.connected)
    @rule()
    def connect(self) -> None:
        self.connected = True
        self.a.session.connected()
        self.b.session.connected()
        self.write()

    @precondition(lambda self: self.a.session.logged_on)
    @rule(written=st.booleans())
    def send(self, written: bool) -> None:
        """Kept, and then written, or killed before that."""
        text = f"n{len(self.sent)}"
        self.a.session.send(Note(text))
        data = self.a.session.outgoing()
        assert data.count(b"8=FIX") == 1
        self.sent.append(text)
        if written:
            self.a.wire.append(data)
        else:
            self.a.kill()
            self.disconnect()

    @precondition(lambda self: self.connected)
    @rule(name=st.booleans(), size=st.sampled_from([1, 7, 60, 140, 500, 1 << 20]))
    def some_arrives(self, name: bool, size: int) -> None:
        self.transfer(self.end(name), size)

    @precondition(lambda self: self.connected)
    @rule()
    def all_arrives(self) -> None:
        for _ in range(4):
            for end in (self.a, self.b):
                self.transfer(end, 1 << 30)

    @precondition(lambda self: self.connected)
    @rule(name=st.booleans(), position=st.integers(0, 5))
    def one_is_lost(self, name: bool, position: int) -> None:
        end = self.end(name)
        position += bool(end.torn)
        if position < len(end.wire):
            del end.wire[position]

    @precondition(lambda self: self.connected)
    @rule(name=st.booleans(), position=st.integers(0, 5), at=st.integers(0, 200), byte=st.integers(1, 255))
    def one_is_garbled(self, name: bool, position: int, at: int, byte: int) -> None:
        end = self.end(name)
        if position < len(end.wire):
            raw = bytearray(end.wire[position])
            raw[at % len(raw)] ^= byte
            end.wire[position] = bytes(raw)

    @precondition(lambda self: self.connected)
    @rule(to_a=st.integers(0, 300), to_b=st.integers(0, 300))
    def cut(self, to_a: int, to_b: int) -> None:
        self.transfer(self.b, to_a)
        if self.connected:
            self.transfer(self.a, to_b)
        if self.connected:
            self.disconnect()

    @precondition(lambda self: self.connected)
    @rule(name=st.booleans(), size=st.integers(0, 600), kept=st.booleans())
    def killed(self, name: bool, size: int, kept: bool) -> None:
        """In the middle of what it received: before that is kept with the answers, or before these are written."""
        end = self.end(name)
        end.session.receive(self.other(end).read(size))
        if kept:
            end.session.outgoing()
        end.kill()
        self.disconnect()

    @rule(name=st.booleans())
    def killed_while_idle(self, name: bool) -> None:
        if not self.connected:
            self.end(name).kill()

    @rule(seconds=st.sampled_from([1, 12, HEARTBEAT + 1, 2 * HEARTBEAT]))
    def time_passes(self, seconds: int) -> None:
        self.clock.now += seconds * NS_PER_S
        for end in (self.a, self.b):
            end.session.tick()
        self.write()

    @property
    def agreed(self) -> bool:
        a, b = self.a.session, self.b.session
        return a.logged_on and b.logged_on and (a.next_out, b.next_out) == (b.next_in, a.next_in)

    def teardown(self) -> None:
        """Left alone, the two come to agree."""
        try:
            for _ in range(12):
                if not self.connected:
                    self.connect()
                self.all_arrives()
                if self.agreed:
                    break
                self.time_passes(HEARTBEAT + 1)
            assert self.agreed
            assert self.b.received == self.sent
            assert self.a.received == [f"re {text}" for text in self.sent]
        finally:
            for end in (self.a, self.b):
                end.store.close()
            shutil.rmtree(self.root)


TestPair = Pair.TestCase
TestPair.settings = settings(
    max_examples=150, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)


def test_what_was_asked_for_and_never_came_is_asked_for_again(tmp_path: Path) -> None:
    clock = Clock()
    a = End(Role.INITIATOR, tmp_path / "a", clock, answers=False)
    b = End(Role.ACCEPTOR, tmp_path / "b", clock, answers=False)
    for end in (a, b):
        end.start()
        end.session.connected()
    for writer, reader in ((a, b), (b, a)):  # the Logons
        writer.write()
        reader.session.receive(writer.read(1 << 20))
    a.session.send(Note("lost"))
    a.session.outgoing()
    a.session.send(Note("too high"))
    a.write()
    b.session.receive(a.read(1 << 20))
    request = b.session.outgoing()
    assert b"\x0135=2\x01" in request
    assert b"\x017=2\x0116=0\x01" in request  # and this is lost as well

    clock.now += HEARTBEAT * NS_PER_S
    assert b.session.next_deadline() == clock.now
    b.session.tick()
    b.write()
    a.session.receive(b.read(1 << 20))
    a.write()
    b.session.receive(a.read(1 << 20))
    assert b.received == ["lost", "too high"]
