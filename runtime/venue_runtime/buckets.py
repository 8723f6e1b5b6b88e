"""Request budgets as a venue meters them. Pure arithmetic: time is an argument, in ns of `spec.clock`."""

from __future__ import annotations

from collections import deque
from typing import Literal

from msgspec import Struct

from .errors import ConfigurationError

__all__ = ["Bucket", "BucketSpec", "Scope", "Shape", "bucket_of"]

Scope = Literal["ip", "key", "account", "connection", "symbol"]
Shape = Literal["sliding", "fixed", "token", "decay", "in_flight"]


class BucketSpec(Struct, frozen=True, kw_only=True):
    """One budget of a venue.

    - `sliding`: at most `budget` units in any span of `window_ns`;
    - `fixed`: at most `budget` units in each window of the clock (at multiples of `window_ns` since the epoch);
    - `token`: a store of `budget` units that refills by `refill` units every `window_ns`;
    - `decay`: a counter that may reach `budget` and falls by `refill` every `window_ns`: the same, seen from above;
    - `in_flight`: at most `budget` units unanswered at any time.
    """

    id: str
    per: Scope
    budget: int
    shape: Shape = "sliding"
    window_ns: int = 0
    refill: int = 0


class Bucket:
    """The state of one budget for one holder."""

    wall = False
    """True: `now` is time of day (windows of the clock); False: monotonic."""

    def __init__(self, spec: BucketSpec) -> None:
        self.spec = spec
        self.budget = spec.budget
        self.blocked_until = 0
        """Monotonic ns; set when the venue refused although we thought there was room."""

    def wait_ns(self, now: int, cost: int) -> int | None:
        """How long until `cost` units are free: 0 now, None not before something is answered."""
        raise NotImplementedError

    def take(self, now: int, cost: int) -> None:
        """Spend `cost` units; the caller has seen `wait_ns` answer 0."""
        raise NotImplementedError

    def release(self, cost: int) -> None:
        """A request that cost this much was answered."""

    def used(self, now: int) -> int:
        """Units spent that still count, rounded up."""
        raise NotImplementedError

    def correct(self, now: int, sent: int, used: int) -> None:
        """The answer to a request sent at `sent` says that `used` units are spent.

        Only ever raises our figure: the venue does not yet count our requests that are on their way.
        """
        missing = used - self.used(now)
        if missing > 0:
            self.take(now, missing)


class _Sliding(Bucket):
    def __init__(self, spec: BucketSpec) -> None:
        super().__init__(spec)
        self._spent: deque[tuple[int, int]] = deque()
        self._sum = 0

    def _expire(self, now: int) -> None:
        spent, start = self._spent, now - self.spec.window_ns
        while spent and spent[0][0] <= start:
            self._sum -= spent.popleft()[1]

    def wait_ns(self, now: int, cost: int) -> int | None:
        self._expire(now)
        over = self._sum + cost - self.budget
        if over <= 0:
            return 0
        for at, units in self._spent:
            over -= units
            if over <= 0:
                return at + self.spec.window_ns - now
        return self.spec.window_ns

    def take(self, now: int, cost: int) -> None:
        self._expire(now)
        self._spent.append((now, cost))
        self._sum += cost

    def used(self, now: int) -> int:
        self._expire(now)
        return self._sum


class _Fixed(Bucket):
    wall = True

    def __init__(self, spec: BucketSpec) -> None:
        super().__init__(spec)
        self._window = 0
        self._sum = 0

    def _roll(self, now: int) -> None:
        window = now // self.spec.window_ns
        if window > self._window:  # a clock that was set back stays in its window
            self._window, self._sum = window, 0

    # `_roll` stands inline in the next two: every order passes here.
    def wait_ns(self, now: int, cost: int) -> int | None:
        window = now // self.spec.window_ns
        if window > self._window:
            self._window, self._sum = window, 0
        if self._sum + cost <= self.budget:
            return 0
        return (self._window + 1) * self.spec.window_ns - now

    def take(self, now: int, cost: int) -> None:
        window = now // self.spec.window_ns
        if window > self._window:
            self._window, self._sum = window, 0
        self._sum += cost

    def used(self, now: int) -> int:
        self._roll(now)
        return self._sum

    def correct(self, now: int, sent: int, used: int) -> None:
        # The figure may belong to the window before: taking it would block the whole new one.
        if sent // self.spec.window_ns == now // self.spec.window_ns:
            super().correct(now, sent, used)


class _Refilling(Bucket):
    """Token and decay: what is spent comes back at a steady rate. Kept in units times `window_ns`: exact."""

    def __init__(self, spec: BucketSpec) -> None:
        super().__init__(spec)
        self._level = 0
        self._at = 0

    def _decay(self, now: int) -> None:
        if now > self._at:
            self._level = max(self._level - (now - self._at) * self.spec.refill, 0)
            self._at = now

    def wait_ns(self, now: int, cost: int) -> int | None:
        self._decay(now)
        over = self._level + (cost - self.budget) * self.spec.window_ns
        return 0 if over <= 0 else -(-over // self.spec.refill)

    def take(self, now: int, cost: int) -> None:
        self._decay(now)
        self._level += cost * self.spec.window_ns

    def used(self, now: int) -> int:
        self._decay(now)
        return -(-self._level // self.spec.window_ns)


class _InFlight(Bucket):
    def __init__(self, spec: BucketSpec) -> None:
        super().__init__(spec)
        self._sum = 0

    def wait_ns(self, now: int, cost: int) -> int | None:
        return 0 if self._sum + cost <= self.budget else None

    def take(self, now: int, cost: int) -> None:
        self._sum += cost

    def release(self, cost: int) -> None:
        self._sum = max(self._sum - cost, 0)

    def used(self, now: int) -> int:
        return self._sum

    def correct(self, now: int, sent: int, used: int) -> None:
        """What is in flight is ours to know."""


_SHAPES: dict[str, type[Bucket]] = {
    "sliding": _Sliding,
    "fixed": _Fixed,
    "token": _Refilling,
    "decay": _Refilling,
    "in_flight": _InFlight,
}


def bucket_of(spec: BucketSpec) -> Bucket:
    """An empty bucket. Raises ConfigurationError for a spec that could never let anything through."""
    if spec.budget < 1:
        raise ConfigurationError(f"bucket {spec.id}: the budget must be at least 1")
    if spec.shape != "in_flight" and spec.window_ns < 1:
        raise ConfigurationError(f"bucket {spec.id}: a {spec.shape} bucket needs a window")
    if spec.shape in ("token", "decay") and spec.refill < 1:
        raise ConfigurationError(f"bucket {spec.id}: a {spec.shape} bucket needs a refill")
    return _SHAPES[spec.shape](spec)
