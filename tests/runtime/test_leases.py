from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, NamedTuple

import pytest
from venue_runtime.clock import NS_PER_S, ManualClock
from venue_runtime.errors import AuthenticationError, ConfigurationError, TransportError, VenueResponseError
from venue_runtime.leases import Lease, LeaseTerms, LeaseTimer
from venue_runtime.log import EventLogger


class Held(NamedTuple):
    token: str


def spawn(work: Coroutine[Any, Any, Any], name: str) -> asyncio.Task[Any]:
    return asyncio.get_running_loop().create_task(work, name=name)


class Venue:
    def __init__(self, clock: ManualClock, *, keeps: bool = True, **terms: Any) -> None:
        self.granted = self.kept = self.released = 0
        self.failure: Exception | None = None
        self.lease: Lease[Held] = Lease(
            "stream",
            self.grant,
            terms=LeaseTerms(**terms),
            clock=clock,
            spawn=spawn,
            log=EventLogger("example"),
            keep=self.keep if keeps else None,
            release=self.release,
        )

    async def grant(self) -> tuple[Held, float | None]:
        await asyncio.sleep(0)
        self.granted += 1
        return Held(f"token-{self.granted}"), None

    async def keep(self, held: Held) -> None:
        self.kept += 1
        if self.failure is not None:
            raise self.failure

    async def release(self, held: Held) -> None:
        self.released += 1


def test_a_timer_is_due_after_each_keep_and_over_after_its_life() -> None:
    timer = LeaseTimer(10, 30, 0)
    assert (timer.keep_at, timer.ends) == (10 * NS_PER_S, 30 * NS_PER_S)
    timer.kept(12 * NS_PER_S)
    assert (timer.keep_at, timer.ends) == (22 * NS_PER_S, 42 * NS_PER_S)
    timer.not_kept(22 * NS_PER_S)
    assert timer.keep_at == 23 * NS_PER_S
    assert not timer.over(42 * NS_PER_S - 1)
    assert timer.over(42 * NS_PER_S)


@pytest.mark.asyncio
async def test_users_share_one_request_and_an_expired_lease_is_fetched_again() -> None:
    clock = ManualClock()
    venue = Venue(clock, lifetime=30.0, keeps=False)
    with pytest.raises(ConfigurationError, match="not held"):
        _ = venue.lease.held
    first, second = await asyncio.gather(venue.lease.get(), venue.lease.get())
    assert (first, second, venue.granted) == (Held("token-1"), Held("token-1"), 1)
    await clock.advance(30)
    assert await venue.lease.get() == Held("token-2")


@pytest.mark.asyncio
async def test_it_is_kept_alive_through_a_failure_until_it_is_given_back() -> None:
    clock = ManualClock()
    venue = Venue(clock, lifetime=30.0, keep_every=10.0)
    await venue.lease.get()
    venue.failure = TransportError("no answer", sent=True)
    await clock.advance(10)
    venue.failure = None
    await clock.advance(1)
    assert venue.kept == 2
    await clock.advance(29)
    assert (await venue.lease.get(), venue.granted) == (Held("token-1"), 1)
    await venue.lease.close()
    kept = venue.kept
    await clock.advance(60)
    assert (venue.kept, venue.released) == (kept, 1)


@pytest.mark.asyncio
async def test_without_a_time_it_is_kept_after_half_of_its_life() -> None:
    clock = ManualClock()
    venue = Venue(clock, lifetime=30.0)
    await venue.lease.get()
    await clock.advance(14)
    assert venue.kept == 0
    await clock.advance(16)
    assert (venue.kept, await venue.lease.get()) == (2, Held("token-1"))


@pytest.mark.asyncio
async def test_what_was_made_with_it_is_told_when_it_is_gone_and_not_when_it_is_over() -> None:
    clock = ManualClock()
    venue = Venue(clock, lifetime=30.0, keeps=False, lost_codes=frozenset({"4010"}))
    told: list[int] = []
    await venue.lease.get()
    forget = venue.lease.when_lost(lambda: told.append(venue.granted))
    await clock.advance(30)
    await venue.lease.get()
    assert told == []
    assert venue.lease.is_lost_by(AuthenticationError("gone", code="4010"))
    assert told == [2]
    forget()
    venue.lease.lose()
    assert told == [2]


@pytest.mark.asyncio
async def test_a_call_refused_because_the_lease_is_gone_is_made_once_more_with_another() -> None:
    venue = Venue(ManualClock(), lost_codes=frozenset({"4010"}))
    used: list[str] = []

    async def call() -> str:
        used.append(venue.lease.held.token)
        if len(used) == 1:
            raise AuthenticationError("gone", code="4010")
        return "done"

    assert await venue.lease.using(call) == "done"
    assert used == ["token-1", "token-2"]

    async def refused() -> str:
        raise VenueResponseError("no", code="1")

    with pytest.raises(VenueResponseError, match="no"):
        await venue.lease.using(refused)
    assert venue.granted == 2


@pytest.mark.asyncio
async def test_what_is_held_brings_the_next_one_before_it_ends_and_a_refusal_begins_anew() -> None:
    clock = ManualClock()
    renewed: list[str] = []
    failure: list[Exception] = []

    async def grant() -> tuple[Held, float | None]:
        return Held("granted"), 30.0

    async def renew(held: Held) -> tuple[Held, float | None]:
        renewed.append(held.token)
        if failure:
            raise failure[-1]
        return Held(f"renewed-{len(renewed)}"), 30.0

    lease: Lease[Held] = Lease(
        "session", grant, terms=LeaseTerms(), clock=clock, spawn=spawn, log=EventLogger("example"), renew=renew
    )
    assert await lease.get() == Held("granted")
    await clock.advance(14)
    assert renewed == []
    await clock.advance(16)
    assert renewed == ["granted", "renewed-1"]
    assert lease.held == Held("renewed-2")
    failure.append(TransportError("no answer", sent=False))  # asked again soon, and what is held stays in use
    await clock.advance(15)
    assert (renewed[2:], lease.held) == (["renewed-2"], Held("renewed-2"))
    failure.append(VenueResponseError("no such token", code="1", definitive=True))
    await clock.advance(2)
    assert renewed[2:] == ["renewed-2", "renewed-2"]
    assert await lease.get() == Held("granted")
    await lease.close()
