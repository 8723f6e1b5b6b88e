from __future__ import annotations

import asyncio
import time

import pytest
from venue_runtime.clock import ClockSync, ManualClock, SystemClock, VenueClock, synchronize

MS = 1_000_000
S = 1_000 * MS


@pytest.mark.asyncio
async def test_manual_clock_wakes_in_order_of_deadlines_and_again_inside_the_span() -> None:
    clock = ManualClock(time_ns=100 * S)
    woken: list[tuple[str, int]] = []

    async def every(name: str, seconds: float, times: int) -> None:
        for _ in range(times):
            await clock.sleep(seconds)
            woken.append((name, clock.monotonic_ns() // S))

    async with asyncio.TaskGroup() as group:
        group.create_task(every("a", 3, 2))
        group.create_task(every("b", 2, 3))
        await clock.advance(5)
        assert woken == [("b", 2), ("a", 3), ("b", 4)]
        assert clock.time_ns() == 105 * S
        await clock.advance(1)
    assert sorted(woken[3:]) == [("a", 6), ("b", 6)]
    assert clock.sleepers == 0


@pytest.mark.asyncio
async def test_manual_clock_survives_cancelled_sleepers_and_steps() -> None:
    clock = ManualClock(time_ns=0)
    task = asyncio.create_task(clock.sleep(1))
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await clock.advance(2)
    clock.step(-5 * S)
    assert (clock.time_ns(), clock.monotonic_ns()) == (-3 * S, 2 * S)


@pytest.mark.asyncio
async def test_system_clock() -> None:
    clock = SystemClock()
    assert abs(clock.time_ns() - time.time_ns()) < S
    start = clock.monotonic_ns()
    await clock.sleep(-1)
    assert clock.monotonic_ns() >= start


def test_offset_is_the_median_of_the_quickest_samples() -> None:
    sync = ClockSync()
    assert (sync.offset_ns, sync.synced, sync.uncertainty_ns) == (0, False, None)
    sync.add(0, 260 * MS, 20 * MS)
    assert sync.offset_ns == 250 * MS
    for before, offset, round_trip in ((100, 251, 20), (200, 252, 22), (300, 900, 1400), (400, -500, 1200)):
        sync.add(before * MS, (before + offset) * MS + round_trip * MS // 2, (before + round_trip) * MS)
    assert sync.offset_ns == 251 * MS
    assert sync.uncertainty_ns == 10 * MS


def test_samples_across_a_step_of_our_clock_are_refused() -> None:
    with pytest.raises(ValueError, match="went back"):
        ClockSync().add(10, 5, 9)


def test_drift_in_parts_per_million() -> None:
    sync = ClockSync(keep=1)
    sync.add(0, 0, 0)
    sync.add(1_000 * S, 1_000 * S + 20 * MS, 1_000 * S)
    assert sync.drift_ppm == pytest.approx(20.0)


def test_venue_clock_adds_the_offset() -> None:
    clock, sync = ManualClock(time_ns=100 * S), ClockSync()
    venue = VenueClock(clock, sync)
    assert venue.time_ns() == 100 * S
    sync.add(100 * S, 101 * S, 100 * S)
    assert venue.time_ns() == 101 * S
    assert venue.monotonic_ns() == clock.monotonic_ns()


@pytest.mark.asyncio
async def test_synchronize_takes_several_samples_and_forgives_failures() -> None:
    clock, sync = ManualClock(time_ns=100 * S), ClockSync()
    sync.add(0, 77 * S, 0)
    calls = 0

    async def fetch_time() -> int:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise OSError("lost")
        if calls == 3:
            clock.step(-S)  # our own clock is set back meanwhile
        return clock.time_ns() + 3 * S

    await synchronize(sync, clock, fetch_time, samples=5)
    assert (calls, sync.offset_ns) == (5, 3 * S)

    async def fails() -> int:
        raise OSError("down")

    with pytest.raises(OSError, match="down"):
        await synchronize(sync, clock, fails, samples=2)
    assert sync.offset_ns == 3 * S
