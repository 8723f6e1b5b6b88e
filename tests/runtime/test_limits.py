from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest
from venue_runtime.buckets import BucketSpec, bucket_of
from venue_runtime.clock import ManualClock
from venue_runtime.errors import ConfigurationError, RateLimitExceeded
from venue_runtime.limits import Cost, LocalLimiter, Permit, Usage

S = 1_000_000_000
MINUTE = BucketSpec(id="weight", per="ip", budget=10, shape="fixed", window_ns=60 * S)
SLIDING = BucketSpec(id="orders", per="account", budget=3, shape="sliding", window_ns=10 * S)
START = 1_700_000_040 * S  # the start of a minute


def test_sliding_window() -> None:
    bucket = bucket_of(SLIDING)
    for second in (0, 1, 2):
        assert bucket.wait_ns(second * S, 1) == 0
        bucket.take(second * S, 1)
    assert bucket.wait_ns(2 * S, 1) == 8 * S
    assert bucket.wait_ns(2 * S, 2) == 9 * S
    assert bucket.wait_ns(10 * S - 1, 1) == 1
    assert bucket.wait_ns(10 * S, 1) == 0
    assert bucket.used(11 * S) == 1


def test_fixed_window_is_aligned_to_the_clock() -> None:
    bucket = bucket_of(MINUTE)
    bucket.take(START + 50 * S, 10)
    assert bucket.wait_ns(START + 50 * S, 1) == 10 * S
    assert bucket.wait_ns(START + 60 * S, 10) == 0
    bucket.take(START + 60 * S, 4)
    assert bucket.used(START + 59 * S) == 4  # set back: still the later window


def test_token_bucket_refills_exactly() -> None:
    bucket = bucket_of(BucketSpec(id="t", per="key", budget=3, shape="token", window_ns=3 * S, refill=1))
    bucket.take(0, 3)
    assert bucket.wait_ns(0, 1) == 3 * S
    assert bucket.wait_ns(S, 2) == 5 * S
    assert bucket.wait_ns(6 * S, 2) == 0
    assert bucket.used(6 * S) == 1
    assert bucket.used(100 * S) == 0


def test_decay_counter() -> None:
    bucket = bucket_of(BucketSpec(id="d", per="key", budget=15, shape="decay", window_ns=S, refill=2))
    bucket.take(0, 15)
    assert bucket.wait_ns(0, 1) == S // 2
    assert bucket.used(S) == 13


def test_in_flight_cap() -> None:
    bucket = bucket_of(BucketSpec(id="f", per="connection", budget=2, shape="in_flight"))
    bucket.take(0, 2)
    assert bucket.wait_ns(0, 1) is None
    bucket.release(1)
    assert bucket.wait_ns(0, 1) == 0


def test_the_venues_count_raises_ours_but_an_older_windows_does_not() -> None:
    bucket = bucket_of(MINUTE)
    bucket.take(START, 1)
    bucket.correct(START + S, START, 9)
    assert bucket.used(START + S) == 9
    bucket.correct(START + 2 * S, START, 2)
    assert bucket.used(START + 2 * S) == 9
    bucket.correct(START + 61 * S, START + 59 * S, 10)
    assert bucket.used(START + 61 * S) == 0


@pytest.mark.parametrize(
    "spec",
    [
        BucketSpec(id="x", per="ip", budget=0, window_ns=S),
        BucketSpec(id="x", per="ip", budget=1),
        BucketSpec(id="x", per="ip", budget=1, shape="token", window_ns=S),
    ],
)
def test_impossible_buckets_are_refused(spec: BucketSpec) -> None:
    with pytest.raises(ConfigurationError, match="bucket x"):
        LocalLimiter([spec])


# ---------------------------------------------------------------- the limiter
async def started(work: Coroutine[Any, Any, Permit]) -> asyncio.Task[Permit]:
    task = asyncio.create_task(work)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    return task


def limiter(*specs: BucketSpec, **options: Any) -> tuple[LocalLimiter, ManualClock]:
    clock = ManualClock(START)
    return LocalLimiter(specs or (MINUTE, SLIDING), clock, **options), clock


@pytest.mark.asyncio
async def test_waits_until_the_window_opens() -> None:
    limit, clock = limiter()
    for _ in range(3):
        await limit.acquire([("weight", 1), ("orders", 1)], {})
    fourth = await started(limit.acquire([("weight", 1), Cost("orders", 1)], {}))
    await clock.advance(9.999)
    assert not fourth.done()
    await clock.advance(0.001)
    assert (await fourth).waited_ns == 10 * S
    assert limit.usage() == {"weight": (4, 10), "orders": (1, 3)}


@pytest.mark.asyncio
async def test_first_come_first_served_per_bucket_and_others_pass() -> None:
    limit, clock = limiter()
    await limit.acquire([("weight", 8)], {})
    served: list[str] = []

    async def ask(name: str, *costs: tuple[str, int]) -> None:
        await limit.acquire(costs, {})
        served.append(name)

    async with asyncio.TaskGroup() as group:
        group.create_task(ask("big", ("weight", 5)))
        await asyncio.sleep(0)
        group.create_task(ask("small", ("weight", 1)))  # would fit now, but came later
        await asyncio.sleep(0)
        group.create_task(ask("other", ("orders", 1)))
        await asyncio.sleep(0)
        assert served == ["other"]
        await clock.advance(60)
    assert served == ["other", "big", "small"]


@pytest.mark.asyncio
async def test_a_cancelled_waiter_leaves_the_queue() -> None:
    limit, clock = limiter()
    await limit.acquire([("weight", 8)], {})
    big = await started(limit.acquire([("weight", 5)], {}))
    small = await started(limit.acquire([("weight", 1)], {}))
    big.cancel()
    await asyncio.gather(big, return_exceptions=True)
    assert (await small).waited_ns == 0
    assert limit.usage()["weight"] == (9, 10)
    assert clock.sleepers == 0


@pytest.mark.asyncio
async def test_too_long_a_wait_is_refused_before_anything_is_sent() -> None:
    limit, _ = limiter(venue="example")
    await limit.acquire([("weight", 10)], {})
    with pytest.raises(RateLimitExceeded, match="example new_order: not sent: our own count") as caught:
        await limit.acquire([("weight", 1)], {}, max_wait=5, operation="new_order")
    assert (caught.value.retry_after, caught.value.definitive) == (60.0, True)


@pytest.mark.asyncio
async def test_who_waits_behind_a_long_wait_is_refused_at_once() -> None:
    limit, clock = limiter()
    await limit.acquire([("weight", 8)], {})
    patient = await started(limit.acquire([("weight", 5)], {}))
    with pytest.raises(RateLimitExceeded):
        await limit.acquire([("weight", 1)], {}, max_wait=5)
    await clock.advance(60)
    await patient


@pytest.mark.asyncio
async def test_headers_correct_the_count_and_the_budget() -> None:
    limit, _ = limiter()
    permit = await limit.acquire([("weight", 1)], {})
    limit.observe(permit, [Usage(bucket="weight", used=7)])
    assert limit.usage()["weight"] == (7, 10)
    limit.observe(permit, [Usage(bucket="weight", remaining=5, limit=20)])
    assert limit.usage()["weight"] == (15, 20)


@pytest.mark.asyncio
async def test_retry_after_blocks_the_buckets_of_the_request_only() -> None:
    limit, clock = limiter()
    permit = await limit.acquire([("orders", 1)], {})
    limit.penalize(permit, 7.5)
    await limit.acquire([("weight", 1)], {})
    blocked = await started(limit.acquire([("orders", 1)], {}))
    await clock.advance(7.4)
    assert not blocked.done()
    await clock.advance(0.1)
    await blocked


@pytest.mark.asyncio
async def test_a_ban_stops_everything_from_that_address_at_once() -> None:
    limit, clock = limiter()
    permit = await limit.acquire([("weight", 1)], {"ip": "10.0.0.1"})
    limit.penalize(permit, 120, ban=True)
    assert limit.banned_for({"ip": "10.0.0.1"}) == 120.0
    with pytest.raises(RateLimitExceeded, match="not sent: banned by the venue") as caught:
        await limit.acquire([("orders", 1)], {"ip": "10.0.0.1"})
    assert caught.value.retry_after == 120.0
    await limit.acquire([("orders", 1)], {"ip": "10.0.0.2"})
    await clock.advance(120)
    await limit.acquire([("orders", 1)], {"ip": "10.0.0.1"})


@pytest.mark.asyncio
async def test_clients_share_what_the_venue_shares() -> None:
    limit, _ = limiter()
    await limit.acquire([("weight", 2), ("orders", 2)], {"ip": "a", "account": "one"})
    await limit.acquire([("weight", 2), ("orders", 2)], {"ip": "a", "account": "two"})
    assert limit.usage() == {"weight:a": (4, 10), "orders:one": (2, 3), "orders:two": (2, 3)}


@pytest.mark.asyncio
async def test_in_flight_is_released_once_however_often_it_is_handed_back() -> None:
    limit, _ = limiter(BucketSpec(id="f", per="key", budget=1, shape="in_flight"))
    first = await limit.acquire([("f", 1)], {})
    second = await started(limit.acquire([("f", 1)], {}))
    third = await started(limit.acquire([("f", 1)], {}))
    limit.release(first)
    limit.release(first)
    await second
    await asyncio.sleep(0)
    assert not third.done()
    limit.release(second.result())
    await third


@pytest.mark.asyncio
async def test_what_can_never_be_served_is_refused() -> None:
    limit, _ = limiter()
    with pytest.raises(ConfigurationError, match="a cost of 11 never fits into bucket weight of 10"):
        await limit.acquire([("weight", 11)], {})
    with pytest.raises(ConfigurationError, match="unknown rate limit bucket wait"):
        await limit.acquire([("wait", 1)], {})


@pytest.mark.asyncio
async def test_a_place_that_several_buckets_share_is_about_the_one_charged() -> None:
    pools = [BucketSpec(id=each, per="key", budget=10, shape="sliding", window_ns=60 * S) for each in ("one", "other")]
    limit, _ = limiter(*pools)
    permit = await limit.acquire([("one", 1)], {})
    limit.observe(permit, [Usage(bucket=each, remaining=4, shared=True) for each in ("one", "other")])
    assert (limit.usage()["one"], limit.usage().get("other", (0, 10))) == ((6, 10), (0, 10))
