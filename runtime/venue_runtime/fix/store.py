"""Where a session's numbers and sent messages outlive it: the interface, and the store that outlives nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from .config import SessionConfig

__all__ = ["FIRST", "MemoryStore", "Store", "StoreFactory", "memory_store"]

#: The sequence number that sessions start with.
FIRST = 1


class Store(Protocol):
    """The state of one session. Whatever raises OSError here ends the connection before anything was written to it."""

    @property
    def next_out(self) -> int:
        """MsgSeqNum of the next message that we send."""
        ...

    @property
    def next_in(self) -> int:
        """MsgSeqNum that is expected next."""
        ...

    @property
    def created_ns(self) -> int:
        """When the numbers started at 1, in ns since the epoch."""
        ...

    def commit(self, messages: Sequence[tuple[int, bytes]], next_out: int, next_in: int, /) -> None:
        """Keep messages that are about to be written (number, bytes) and both numbers: all of it or nothing."""
        ...

    def messages(self, first: int, last: int, /) -> Iterator[tuple[int, bytes]]:
        """The kept messages with these numbers, both included, in order; numbers that were not kept are left out."""
        ...

    def reset(self, created_ns: int, /) -> None:
        """Start over: both numbers at 1, no messages."""
        ...

    def close(self) -> None: ...


#: A session's store: sessions that replace each other have one each.
StoreFactory = Callable[[SessionConfig], Store]


class MemoryStore:
    """For sessions that start over with every Logon, and for tests. Nothing survives the process.

    The last `keep` messages can be sent again, older ones are gap-filled.
    """

    def __init__(self, created_ns: int = 0, *, keep: int = 100_000) -> None:
        self.next_out = FIRST
        self.next_in = FIRST
        self.created_ns = created_ns
        self._keep = keep
        self._messages: dict[int, bytes] = {}

    def commit(self, messages: Sequence[tuple[int, bytes]], next_out: int, next_in: int, /) -> None:
        kept = self._messages
        for number, raw in messages:
            kept[number] = raw
        while len(kept) > self._keep:
            del kept[next(iter(kept))]
        self.next_out = next_out
        self.next_in = next_in

    def messages(self, first: int, last: int, /) -> Iterator[tuple[int, bytes]]:
        kept = self._messages
        numbers = range(first, last + 1) if last - first < len(kept) else sorted(n for n in kept if first <= n <= last)
        for number in numbers:
            if number in kept:
                yield number, kept[number]

    def reset(self, created_ns: int, /) -> None:
        self._messages.clear()
        self.next_out = self.next_in = FIRST
        self.created_ns = created_ns

    def close(self) -> None: ...


def memory_store(config: SessionConfig) -> Store:
    """A MemoryStore that keeps messages only where they may be asked for."""
    return MemoryStore(keep=100_000 if config.resend else 0)
