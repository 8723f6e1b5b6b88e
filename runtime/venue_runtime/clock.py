"""Time as a dependency: the system's, a test's, and the venue's as we estimate it."""

from __future__ import annotations

import asyncio
import heapq
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from itertools import count
from typing import Protocol

from msgspec import Struct

__all__ = ["Clock", "ClockSample", "ClockSync", "ManualClock", "SystemClock", "VenueClock", "before", "synchronize"]

NS_PER_S = 1_000_000_000


class Clock(Protocol):
    """Where a client takes time from."""

    def time_ns(self) -> int:
        """Nanoseconds since the epoch, UTC."""
        ...

    def monotonic_ns(self) -> int:
        """Nanoseconds that never go back, from an arbitrary start."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Return after `seconds`; 0 or less yields to the loop once."""
        ...


def before(clock: Clock, day: str) -> bool:
    """Whether a clock shows a time before a day (`2023-01-31`, UTC)."""
    begins = datetime.fromisoformat(day).replace(tzinfo=UTC)
    return clock.time_ns() < int(begins.timestamp()) * NS_PER_S


class SystemClock:
    """The machine's clock."""

    time_ns = staticmethod(time.time_ns)
    monotonic_ns = staticmethod(time.monotonic_ns)

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(max(seconds, 0))


class ManualClock:
    """A clock that stands still until told otherwise.

    `await advance(seconds)` wakes every sleeper in order of its deadline.

    Between two wake-ups the event loop runs several times, so that a task that sleeps again inside the span is woken
    again inside it.
    """

    def __init__(self, time_ns: int = 1_700_000_000 * NS_PER_S, monotonic_ns: int = 0) -> None:
        self._time_ns = time_ns
        self._monotonic_ns = monotonic_ns
        self._sleepers: list[tuple[int, int, asyncio.Future[None]]] = []
        self._order = count()

    def time_ns(self) -> int:
        return self._time_ns

    def monotonic_ns(self) -> int:
        return self._monotonic_ns

    @property
    def sleepers(self) -> int:
        """How many tasks sleep on this clock."""
        return sum(not future.done() for _, _, future in self._sleepers)

    async def sleep(self, seconds: float) -> None:
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        deadline = self._monotonic_ns + round(seconds * NS_PER_S)
        heapq.heappush(self._sleepers, (deadline, next(self._order), future))
        await future

    def next_deadline(self) -> int | None:
        """When the next sleeper wakes, in monotonic nanoseconds; None when nobody sleeps."""
        while self._sleepers and self._sleepers[0][2].done():
            heapq.heappop(self._sleepers)
        return self._sleepers[0][0] if self._sleepers else None

    def step(self, ns: int) -> None:
        """Change the wall clock only, as an operator or NTP would."""
        self._time_ns += ns

    async def advance(self, seconds: float, *, turns: int = 20) -> None:
        """Let `seconds` pass. `turns` is how often the loop runs after each wake-up."""
        end = self._monotonic_ns + round(seconds * NS_PER_S)
        await self._settle(turns)
        while self._sleepers and self._sleepers[0][0] <= end:
            deadline, _, future = heapq.heappop(self._sleepers)
            if future.done():
                continue
            self._move_to(deadline)
            future.set_result(None)
            await self._settle(turns)
        self._move_to(end)

    def _move_to(self, monotonic_ns: int) -> None:
        passed = max(monotonic_ns - self._monotonic_ns, 0)
        self._monotonic_ns += passed
        self._time_ns += passed

    @staticmethod
    async def _settle(turns: int) -> None:
        for _ in range(turns):
            await asyncio.sleep(0)


class ClockSample(Struct, frozen=True, gc=False):
    """One exchange of time with the venue: local clock before and after, the venue's between (ns since the epoch)."""

    before: int
    server: int
    after: int

    @property
    def round_trip(self) -> int:
        return self.after - self.before

    @property
    def offset(self) -> int:
        """Venue clock minus local clock, assuming that both directions took equally long."""
        return self.server - (self.before + self.after) // 2


class ClockSync:
    """Estimates the venue's clock from samples; pure arithmetic, no I/O.

    The offset is the median over the quickest half of the last samples: a slow round trip says little, and a median
    ignores the one sample that a garbage collection or a retransmission spoilt.
    """

    def __init__(self, *, keep: int = 9) -> None:
        self._keep = keep
        self._samples: list[ClockSample] = []
        self._first: tuple[int, int] | None = None
        self.offset_ns = 0
        """Add this to the local clock to get the venue's; 0 until the first sample."""

    @property
    def synced(self) -> bool:
        return bool(self._samples)

    @property
    def uncertainty_ns(self) -> int | None:
        """Half of the best round trip: the offset cannot be known better than this. None before the first sample."""
        return min(sample.round_trip for sample in self._samples) // 2 if self._samples else None

    @property
    def drift_ppm(self) -> float:
        """How fast the two clocks part, in parts per million, since the first estimate; 0.0 until it can be told."""
        if self._first is None or not self._samples:
            return 0.0
        at, offset = self._first
        elapsed = self._samples[-1].after - at
        return (self.offset_ns - offset) / elapsed * 1e6 if elapsed > 0 else 0.0

    def add(self, before: int, server: int, after: int) -> None:
        """One sample. Raises ValueError when the local clock went back while it was taken."""
        if after < before:
            raise ValueError("the local clock went back while the venue's time was asked for")
        self._samples = [*self._samples, ClockSample(before, server, after)][-self._keep :]
        quickest = sorted(self._samples, key=lambda sample: sample.round_trip)[: (len(self._samples) + 1) // 2]
        offsets = sorted(sample.offset for sample in quickest)
        middle = len(offsets) // 2
        self.offset_ns = offsets[middle] if len(offsets) % 2 else (offsets[middle - 1] + offsets[middle]) // 2
        if self._first is None:
            self._first = (after, self.offset_ns)

    def reset(self) -> None:
        """Forget the samples, keep the offset until new ones arrive: after a clock error of the venue."""
        self._samples = []


class VenueClock:
    """The venue's time of day on top of a local clock: what signatures are stamped with."""

    def __init__(self, clock: Clock, sync: ClockSync) -> None:
        self._local_ns = clock.time_ns
        self.sync = sync
        self.monotonic_ns = clock.monotonic_ns
        self.sleep = clock.sleep

    def time_ns(self) -> int:
        return self._local_ns() + self.sync.offset_ns


async def synchronize(
    sync: ClockSync, clock: Clock, fetch_time: Callable[[], Awaitable[int]], *, samples: int = 5
) -> None:
    """Measure the venue's clock anew with `samples` calls of `fetch_time` (ns since the epoch), one after the other.

    The old offset holds until the first answer. Raises what `fetch_time` raises when not one sample could be had.
    """
    sync.reset()
    failure: Exception | None = None
    for _ in range(samples):
        before = clock.time_ns()
        try:
            server = await fetch_time()
        except Exception as error:
            failure = error
            continue
        after = clock.time_ns()
        if after >= before:  # else our own clock was stepped meanwhile: the sample says nothing
            sync.add(before, server, after)
    if failure is not None and not sync.synced:
        raise failure
