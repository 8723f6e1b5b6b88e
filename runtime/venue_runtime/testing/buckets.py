"""The simulated venue's side of rate limits: what a caller has used, and the refusal when it is too much."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable, Mapping

from venue_runtime.errors import RateLimitExceeded
from venue_runtime.testing.dialect import SimBucket, Used
from venue_runtime.testing.reasons import Reason


class _Meter:
    """Usage of one bucket by one caller. Pure: time comes as an argument."""

    def __init__(self, bucket: SimBucket) -> None:
        self._bucket = bucket
        self._window = 0
        self._level = 0.0
        self._at = 0
        self._charges: deque[tuple[int, int]] = deque()

    def charge(self, cost: int, now_ns: int) -> Used:
        """Count a cost (0 to read); refused calls count too, as venues do."""
        length = self._bucket.window_ns
        if self._bucket.window == "fixed":
            if now_ns // length != self._window:
                self._window, self._level = now_ns // length, 0.0
            self._level += cost
            return Used(self._bucket, int(self._level), (self._window + 1) * length)
        if self._bucket.window == "decay":
            leaked = (now_ns - self._at) * self._bucket.budget / length
            self._level, self._at = max(self._level - leaked, 0.0) + cost, now_ns
            over = max(self._level - self._bucket.budget, 0.0)
            return Used(self._bucket, math.ceil(self._level), now_ns + math.ceil(over * length / self._bucket.budget))
        while self._charges and self._charges[0][0] <= now_ns - length:
            self._charges.popleft()
        if cost:
            self._charges.append((now_ns, cost))
        used = sum(spent for _, spent in self._charges)
        return Used(self._bucket, used, (self._charges[0][0] if self._charges else now_ns) + length)


class Buckets:
    """All buckets of a venue, metered per caller."""

    def __init__(self, buckets: Iterable[SimBucket]) -> None:
        self._buckets = {bucket.name: bucket for bucket in buckets}
        self._meters: dict[tuple[str, str], _Meter] = {}

    def charge(self, cost: Mapping[str, int], callers: Mapping[str, str], now_ns: int) -> list[Used]:
        """Charge the buckets that `cost` names and whose kind of caller (`ip`, `account`, `connection`) is given.

        Raises:
            KeyError: a cost names no bucket, a mistake in the dialect.
        """
        charged = []
        for name, amount in cost.items():
            bucket = self._buckets[name]
            caller = callers.get(bucket.per)
            if caller is not None:
                meter = self._meters.setdefault((name, caller), _Meter(bucket))
                charged.append(meter.charge(amount, now_ns))
        return charged


def refuse_over(used: Iterable[Used], now_ns: int) -> None:
    """Refuse when a charged bucket is over its budget.

    Raises:
        RateLimitExceeded: `retry_after` is whole seconds until the fullest bucket makes room.
    """
    over = [one for one in used if one.used > one.bucket.budget]
    if over:
        wait = max(max(one.reset_ns - now_ns, 0) for one in over)
        raise RateLimitExceeded(
            f"too much of {', '.join(one.bucket.name for one in over)}",
            code=Reason.RATE_LIMIT.value,
            http_status=429,
            retry_after=float(max(math.ceil(wait / 1_000_000_000), 1)),
        )
