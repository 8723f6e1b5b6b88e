"""A session on a line that a test holds the other end of: texts in, texts out, and a clock that stands still.

Texts are messages with `|` for SOH and without BeginString, BodyLength and CheckSum, which are put around what goes in
and checked on what comes out. The time is 20231114-22:13:20 until a test waits.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from venue_runtime.clock import NS_PER_S, ManualClock
from venue_runtime.fix.config import Role, SessionConfig
from venue_runtime.fix.framing import Framer
from venue_runtime.fix.interfaces import Application, BaseApplication, Codec, PlainCodec, Unsupported
from venue_runtime.fix.message import FieldError, Message, frame
from venue_runtime.fix.session import Session
from venue_runtime.fix.store import MemoryStore, Store

NOW = "20231114-22:13:20"
#: SenderCompID, SendingTime and TargetCompID of what the other side sends.
HEAD = f"49=THEM|52={NOW}|56=US|"


def wire(text: str, begin: str = "FIX.4.4") -> bytes:
    """A whole message."""
    return frame(begin, text.replace("|", "\x01"))


def shown(raw: bytes) -> str:
    return raw.replace(b"\x01", b"|").decode()


class Text:
    """An application message to be sent."""

    def __init__(self, msg_type: str, body: str) -> None:
        self.msg_type = msg_type
        self._body = body

    def body(self) -> str:
        return self._body.replace("|", "\x01")


class Remembering(BaseApplication):
    """Remembers what it was told. Refuses what a test says it should."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.fails: Mapping[str, Exception] = {}
        self.stale: set[int] = set()
        self.logon_fields = ""
        self.header: Mapping[str, str] = {}

    def logon_body(self, header: Mapping[str, str], /) -> str:
        self.header = header
        return self.logon_fields.replace("|", "\x01")

    def check_logon(self, message: Message, /) -> None:
        if "A" in self.fails:
            raise self.fails["A"]

    def on_logon(self, message: Message, /) -> None:
        self.told.append("logon")

    def on_message(self, message: Message, ts_recv: int, /) -> None:
        if message.msg_type in self.fails:
            raise self.fails[message.msg_type]
        self.told.append(f"{message.msg_type} {message.get('34')}{' again' if message.get('43') == 'Y' else ''}")

    def on_reject(self, message: Message, /) -> None:
        self.told.append(f"rejected {message.get('45')}: {message.get('58')}")

    def on_logout(self, text: str, /) -> None:
        self.told.append(f"logout: {text}")

    def on_disconnected(self) -> None:
        self.told.append("disconnected")

    def resend(self, msg_type: str, seq_num: int, /) -> bool:
        return seq_num not in self.stale


class Wrong:
    """A dictionary that objects to messages of some types."""

    data_lengths = PlainCodec().data_lengths

    def __init__(self, problems: Mapping[str, FieldError]) -> None:
        self._problems = problems

    def check(self, message: Message, /) -> None:
        if message.msg_type in self._problems:
            raise self._problems[message.msg_type]


class Line:
    """`role` is the session's; the other side is the test."""

    def __init__(
        self,
        role: Role = Role.ACCEPTOR,
        *,
        begin: str = "FIX.4.4",
        application: Application | None = None,
        codec: Codec | None = None,
        store: Store | None = None,
        clock: ManualClock | None = None,
        **config: object,
    ) -> None:
        self.clock = clock or ManualClock()
        self.application = application or Remembering()
        self.store = store or MemoryStore(self.clock.time_ns())
        self.session = Session(
            SessionConfig(begin_string=begin, sender_comp_id="US", target_comp_id="THEM", **config),  # type: ignore[arg-type]
            role=role,
            store=self.store,
            codec=codec or PlainCodec(),
            application=self.application,
            clock=self.clock,
        )
        self._begin = begin
        self._framer = Framer()

    @property
    def told(self) -> list[str]:
        """What the application was told since the last look."""
        assert isinstance(self.application, Remembering)
        told, self.application.told = self.application.told, []
        return told

    def connect(self) -> list[str]:
        self.session.connected()
        return self.said()

    def logged_on(self) -> Line:
        """With both Logons exchanged, numbered 1."""
        said = self.connect()
        self.get(f"35=A|34=1|{HEAD}98=0|108=30|")
        assert self.session.logged_on, said
        return self

    def get(self, *texts: str) -> list[str]:
        """Messages arrive; what is said to them."""
        return self.get_bytes(b"".join(wire(text, self._begin) for text in texts))

    def get_bytes(self, data: bytes) -> list[str]:
        self.session.receive(data)
        return self.said()

    def send(self, msg_type: str, body: str) -> list[str]:
        self.session.send(Text(msg_type, body))
        return self.said()

    def said(self) -> list[str]:
        """What the session has written since the last look."""
        said = []
        while data := self.session.outgoing():
            for message in self._framer.feed(data):
                text = shown(message.raw)
                assert text.startswith(f"8={self._begin}|9=")
                said.append(text[text.index("|35=") + 1 : text.rindex("10=")])
        assert not self._framer.garbled
        return said

    def wait(self, seconds: float) -> list[str]:
        """Time passes; what is said meanwhile."""
        said = []
        end = self.clock.monotonic_ns() + round(seconds * NS_PER_S)
        while (deadline := self.session.next_deadline()) is not None and deadline <= end:
            asyncio.run(self.clock.advance((deadline - self.clock.monotonic_ns()) / NS_PER_S))
            self.session.tick()
            said += self.said()
        asyncio.run(self.clock.advance((end - self.clock.monotonic_ns()) / NS_PER_S))
        return said


__all__ = ["HEAD", "NOW", "Line", "Remembering", "Text", "Unsupported", "Wrong", "shown", "wire"]
