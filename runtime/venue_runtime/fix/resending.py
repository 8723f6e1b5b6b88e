"""Missed messages: those that we wait for, and those that we send again."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from .config import SessionConfig
from .interfaces import Application
from .message import Message
from .store import Store
from .writing import Writer

__all__ = ["Gaps", "Resends"]

_AT_ONCE = 256  # messages sent again between two looks at the connection
_AT_A_TIME = 16  # requests whose answers are not complete yet; nobody who means it has more


class Gaps:
    """What arrived too early, and what was asked for.

    A gap is asked for once, all of it or in chunks; while it is open, what comes after it is held, and not asked for
    again by every message that arrives.
    """

    def __init__(self, config: SessionConfig) -> None:
        #: Messages beyond the gap by number. None: handled already, only its number is still to be taken.
        self.held: dict[int, Message | None] = {}
        #: Last number of what was asked for; None while nothing is.
        self.requested: int | None = None
        self._config = config
        self._last = 0  # of the whole gap
        self._since = 0  # when it was last asked for or seen to get smaller, monotonic ns
        self._expected = 0  # what was expected next at that time

    def clear(self) -> None:
        self.held.clear()
        self.requested = None

    def watch(self, expected: int, now: int) -> None:
        """It was asked for just now."""
        self._expected, self._since = expected, now

    def look_at(self, patience: int) -> int | None:
        """When `stuck` is worth asking: `patience` ns after the last look; None without a gap."""
        return None if self.requested is None else self._since + patience

    def stuck(self, expected: int, now: int, patience: int) -> bool:
        """Whether nothing of what was asked for came for `patience` ns: the request or its answer arrived garbled."""
        if self.requested is None or now < self._since + patience:
            return False
        moved = expected != self._expected
        self.watch(expected, now)
        return not moved

    def hold(self, number: int, message: Message | None) -> None:
        if len(self.held) < self._config.max_queued:
            self.held[number] = message

    def ask(self, expected: int, received: int) -> tuple[int, str]:
        """BeginSeqNo and EndSeqNo of the request for what is missing before `received`."""
        self._last = (received or self._config.wraps_at) - 1
        return self._chunk(expected)

    def ask_again(self, expected: int) -> tuple[int, str]:
        """The same for what of it is still missing."""
        return self._chunk(expected)

    def taken(self, number: int) -> tuple[int, str] | None:
        """Everything up to `number` is here. What to ask for now, if that was only a part of the gap."""
        if self.requested is None or number < self.requested:
            return None
        if number >= self._last:
            self.requested = None
            return None
        return self._chunk(number + 1)

    def _chunk(self, first: int) -> tuple[int, str]:
        size = self._config.resend_chunk
        if size and first + size - 1 < self._last:
            self.requested = first + size - 1
            return first, str(self.requested)
        self.requested = self._last
        return first, str(self._last) if size else self._config.infinity


class Resends:
    """Answers to ResendRequests, a piece at a time: a million messages must not stand in memory at once."""

    def __init__(self, config: SessionConfig, writer: Writer, application: Application) -> None:
        self._config = config
        self._writer = writer
        self._application = application
        self._answers: list[Iterator[bytes]] = []

    def clear(self) -> None:
        self._answers.clear()

    @property
    def pending(self) -> bool:
        return bool(self._answers)

    def start(self, store: Store, first: int, last: int) -> None:
        """`first` to `last`, both included; around the highest number where `last` is the smaller."""
        if len(self._answers) == _AT_A_TIME:
            return
        self._answers.append(self._again(store, first, last))

    def take(self) -> list[bytes]:
        """The next piece."""
        while self._answers:
            piece = list(islice(self._answers[0], _AT_ONCE))
            if piece:
                return piece
            del self._answers[0]
        return []

    def _again(self, store: Store, first: int, last: int) -> Iterator[bytes]:
        unsaid = first  # the lowest number not accounted for
        for number, raw in self._kept(store, first, last):
            if not self._application.resend(_msg_type(raw), number):
                continue
            if number != unsaid:
                yield self._writer.gap_fill(unsaid, number)
            yield self._writer.again(raw)
            unsaid = self._after(number)
        if unsaid != self._after(last):
            yield self._writer.gap_fill(unsaid, self._after(last))

    def _kept(self, store: Store, first: int, last: int) -> Iterator[tuple[int, bytes]]:
        if first <= last:
            yield from store.messages(first, last)
        else:
            yield from store.messages(first, self._config.wraps_at - 1)
            yield from store.messages(0, last)

    def _after(self, number: int) -> int:
        return 0 if number + 1 == self._config.wraps_at else number + 1


def _msg_type(raw: bytes) -> str:
    start = raw.index(b"\x0135=") + 4
    return raw[start : raw.index(b"\x01", start)].decode("utf-8", "surrogateescape")
