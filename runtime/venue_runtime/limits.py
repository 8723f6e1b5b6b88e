"""The rate limiter: waits before sending, corrected by what the venue says, shared by as many clients as want to.

Fair: per bucket, first come, first served. It owns no task; whoever waits, waits in its own, and may be cancelled.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

from msgspec import Struct

from .buckets import Bucket, BucketSpec, bucket_of
from .clock import Clock, SystemClock
from .errors import ConfigurationError, RateLimitExceeded

__all__ = ["BucketSpec", "Cost", "Limiter", "LocalLimiter", "Permit", "Usage"]

NS_PER_S = 1_000_000_000
_PLANS = 1_000


class Cost(NamedTuple):
    """What a request takes from a bucket; a plain tuple will do. `key` picks a bucket kept per symbol or connection."""

    bucket: str
    units: int
    key: str = ""


Costs = Sequence[tuple[str, int] | tuple[str, int, str]]


class Usage(Struct, frozen=True, kw_only=True):
    """What an answer says about a bucket: units `used` or `remaining`, and its `limit` where that may vary."""

    bucket: str
    used: int | None = None
    remaining: int | None = None
    limit: int | None = None
    key: str = ""
    shared: bool = False
    """Other buckets are told of in the same place: it is about those that the request was charged to."""


class Permit(Struct):
    """Leave to send one request: hand it back with `release`, whatever came of it."""

    taken: list[tuple[Bucket, int]]
    holder: str
    scopes: Mapping[str, str]
    wall_ns: int
    monotonic_ns: int
    waited_ns: int = 0
    released: bool = False


class Limiter(Protocol):
    """What the executor needs of a limiter; a backend shared between processes implements the same."""

    async def acquire(
        self, costs: Costs, scopes: Mapping[str, str], *, max_wait: float | None = None, operation: str = ""
    ) -> Permit:
        """Wait until the request may be sent, and count it. `scopes`: whose budgets, such as {"key": …, "ip": …}.

        Raises RateLimitExceeded, before anything is sent, when that would take longer than `max_wait` seconds.
        """
        ...

    def release(self, permit: Permit) -> None:
        """The request was answered, or never will be."""
        ...

    def observe(self, permit: Permit, usages: Iterable[Usage]) -> None:
        """Take over what the venue says about its buckets."""
        ...

    def penalize(self, permit: Permit, retry_after: float | None, *, ban: bool = False) -> None:
        """The venue refused for rate: send nothing on these buckets (`ban`: nothing at all) for that many seconds."""
        ...


class _Waiter:
    __slots__ = ("buckets", "wake")

    def __init__(self, buckets: list[tuple[Bucket, int]]) -> None:
        self.buckets = buckets
        self.wake: asyncio.Future[None] | None = None


class LocalLimiter:
    """A limiter for one process and one venue, shared by every client that is given it.

    `clock` should be the venue's time (`VenueClock`): windows of the clock are those of the venue's. `max_wait` is the
    longest wait in seconds before RateLimitExceeded, where a call names none; None waits for ever.
    """

    def __init__(
        self,
        specs: Iterable[BucketSpec] = (),
        clock: Clock | None = None,
        *,
        venue: str = "",
        max_wait: float | None = 60.0,
        default_penalty: float = 1.0,
    ) -> None:
        self._clock: Clock = clock or SystemClock()
        self._specs: dict[str, BucketSpec] = {}
        for spec in specs:
            bucket_of(spec)  # refuses nonsense here, not at the first request
            self._specs[spec.id] = spec
        self._venue = venue
        self._max_wait = max_wait
        self._default_penalty = default_penalty
        self._buckets: dict[tuple[str, str], Bucket] = {}
        self._bans: dict[str, int] = {}
        # Endpoints have their costs as constants, a client its scopes: the buckets of such a pair are found once. Known
        # by identity, which the reference kept here makes safe.
        self._plans: dict[int, tuple[Costs, Mapping[str, str], list[tuple[Bucket, int]]]] = {}
        self._queue: list[_Waiter] = []

    async def acquire(
        self, costs: Costs, scopes: Mapping[str, str], *, max_wait: float | None = None, operation: str = ""
    ) -> Permit:
        start = self._clock.monotonic_ns()
        plan = self._plans.get(id(costs))
        if plan is not None and plan[0] is costs and plan[1] is scopes:
            buckets = plan[2]
        else:
            buckets = [self._priced(cost, scopes) for cost in costs]
            if len(self._plans) >= _PLANS:  # costs that are computed come but once
                self._plans.clear()
            self._plans[id(costs)] = (costs, scopes, buckets)
        holder = scopes.get("ip", "")
        if not self._queue and not self._bans:
            # Nothing waits: the common case, in which every order passes here on its way out.
            wall = self._clock.time_ns()
            for bucket, units in buckets:
                if bucket.blocked_until > start or bucket.wait_ns(wall if bucket.wall else start, units) != 0:
                    break
            else:
                for bucket, units in buckets:
                    bucket.take(wall if bucket.wall else start, units)
                return Permit(buckets, holder, scopes, wall, start)
        buckets = [self._priced(cost, scopes) for cost in costs]  # the venue may have lowered a budget below a cost
        limit = self._max_wait if max_wait is None else max_wait
        deadline = None if limit is None else start + round(limit * NS_PER_S)
        waiter = _Waiter(buckets)
        self._queue.append(waiter)
        try:
            while wait := self._wait(waiter, holder, deadline, operation):
                await self._pause(waiter, wait)
            return self._grant(buckets, holder, scopes, start)
        finally:
            self._queue.remove(waiter)
            self._wake_others()

    def release(self, permit: Permit) -> None:
        if permit.released:
            return
        permit.released = True
        for bucket, cost in permit.taken:
            bucket.release(cost)
        if self._queue:
            self._wake_others()

    def observe(self, permit: Permit, usages: Iterable[Usage]) -> None:
        for usage in usages:
            bucket = self._bucket(usage.bucket, usage.key, permit.scopes)
            if usage.shared and not any(taken is bucket for taken, _ in permit.taken):
                continue
            if usage.limit is not None and usage.limit > 0:
                bucket.budget = usage.limit
            used = usage.used
            if used is None and usage.remaining is not None:
                used = bucket.budget - usage.remaining
            if used is not None:
                sent = permit.wall_ns if bucket.wall else permit.monotonic_ns
                bucket.correct(self._now(bucket), sent, used)

    def penalize(self, permit: Permit, retry_after: float | None, *, ban: bool = False) -> None:
        seconds = self._default_penalty if retry_after is None else retry_after
        until = self._clock.monotonic_ns() + round(seconds * NS_PER_S)
        if ban or not permit.taken:
            self._bans[permit.holder] = max(self._bans.get(permit.holder, 0), until)
        for bucket, _ in permit.taken:
            bucket.blocked_until = max(bucket.blocked_until, until)

    def banned_for(self, scopes: Mapping[str, str] | None = None) -> float:
        """Seconds for which nothing may be sent; 0.0 when not banned."""
        until = self._bans.get((scopes or {}).get("ip", ""), 0)
        return max(until - self._clock.monotonic_ns(), 0) / NS_PER_S

    def usage(self) -> dict[str, tuple[int, int]]:
        """(used, budget) per bucket, as we count; buckets of several holders are told apart by `id:holder`."""
        return {
            f"{bucket_id}:{key}" if key else bucket_id: (bucket.used(self._now(bucket)), bucket.budget)
            for (bucket_id, key), bucket in self._buckets.items()
        }

    # ------------------------------------------------------------ inside
    def _now(self, bucket: Bucket) -> int:
        return self._clock.time_ns() if bucket.wall else self._clock.monotonic_ns()

    def _priced(self, cost: tuple[str, int] | tuple[str, int, str], scopes: Mapping[str, str]) -> tuple[Bucket, int]:
        bucket = self._bucket(cost[0], cost[2] if len(cost) > 2 else "", scopes)
        units = cost[1]
        if units > bucket.budget:
            raise ConfigurationError(
                f"a cost of {units} never fits into bucket {cost[0]} of {bucket.budget}", venue=self._venue
            )
        return bucket, units

    def _bucket(self, bucket_id: str, key: str, scopes: Mapping[str, str]) -> Bucket:
        spec = self._specs.get(bucket_id)
        if spec is None:
            raise ConfigurationError(f"unknown rate limit bucket {bucket_id}", venue=self._venue)
        scope = scopes.get(spec.per, "")
        holder = (bucket_id, scope + key if key else scope)
        bucket = self._buckets.get(holder)
        if bucket is None:
            bucket = self._buckets[holder] = bucket_of(spec)
        return bucket

    def _free_in(self, buckets: list[tuple[Bucket, int]], holder: str, now: int) -> int | None:
        """ns until these buckets have room, None when only an answer can make some."""
        wait = self._bans[holder] - now if self._bans and holder in self._bans else 0
        wall = self._clock.time_ns()
        for bucket, cost in buckets:
            room = bucket.wait_ns(wall if bucket.wall else now, cost)
            if room is None:
                return None
            wait = max(wait, room, bucket.blocked_until - now)
        return wait if wait > 0 else 0

    def _wait(self, waiter: _Waiter, holder: str, deadline: int | None, operation: str) -> float:
        """Seconds to sleep; 0 go; -1 wait to be woken."""
        now = self._clock.monotonic_ns()
        wait = self._free_in(waiter.buckets, holder, now)
        ahead = False
        mine = {id(bucket) for bucket, _ in waiter.buckets}
        for other in self._queue:
            if other is waiter:
                break
            if any(id(bucket) in mine for bucket, _ in other.buckets):
                ahead = True
                before = self._free_in(other.buckets, holder, now)
                wait = None if wait is None or before is None else max(wait, before)
        if deadline is not None and now + (wait or 0) > deadline:
            seconds = (wait or 0) / NS_PER_S
            banned = self._bans.get(holder, 0) > now
            why = "banned by the venue" if banned else "our own count says that the budget is spent"
            raise RateLimitExceeded(
                f"not sent: {why}", venue=self._venue, operation=operation, retry_after=seconds, definitive=True
            )
        if wait is None or ahead:
            return -1
        return wait / NS_PER_S

    async def _pause(self, waiter: _Waiter, seconds: float) -> None:
        if seconds > 0:
            await self._clock.sleep(seconds)
            return
        waiter.wake = asyncio.get_running_loop().create_future()
        try:
            await waiter.wake
        finally:
            waiter.wake = None

    def _wake_others(self) -> None:
        for waiter in self._queue:
            if waiter.wake is not None and not waiter.wake.done():
                waiter.wake.set_result(None)

    def _grant(self, buckets: list[tuple[Bucket, int]], holder: str, scopes: Mapping[str, str], start: int) -> Permit:
        wall, monotonic = self._clock.time_ns(), self._clock.monotonic_ns()
        for bucket, cost in buckets:
            bucket.take(wall if bucket.wall else monotonic, cost)
        return Permit(buckets, holder, scopes, wall, monotonic, monotonic - start)
