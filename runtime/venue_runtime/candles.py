"""When a candle is closed, where the venue does not say it: by the clock in answers, by its successor in streams."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from msgspec.structs import replace

from .errors import ConfigurationError, FeedError, VenueError
from .feeds import ItemConsumer
from .model import Candle

__all__ = ["ClosingCandles", "candle_end", "closed_by_time", "candle_length"]

_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 7 * 86_400}


@lru_cache(maxsize=64)
def _parsed(interval: str) -> tuple[int, str]:
    match = re.fullmatch(r"([1-9]\d*)([smhdwM])", interval)
    if match is None:
        raise ConfigurationError(f"no interval of candles: {interval!r}")
    return int(match[1]), match[2]


def candle_length(interval: str) -> int:
    """How long a candle is; a month has 31 days.

    Raises:
        ConfigurationError: `interval` is not one.
    """
    count, unit = _parsed(interval)
    return count * (31 * 86_400 if unit == "M" else _SECONDS[unit]) * 1_000_000_000


def candle_end(ts_open: int, interval: str) -> int:
    """When a candle that opened at `ts_open` ends, both in ns; months are those of the calendar.

    Raises:
        ConfigurationError: `interval` is not one, such as `1m`, `4h`, `1d`, `1w`, `1M`.
    """
    count, unit = _parsed(interval)
    if unit != "M":
        return ts_open + candle_length(interval)
    end = ts_open
    for _ in range(count):
        opened = datetime.fromtimestamp(end // 1_000_000_000, UTC)
        end += monthrange(opened.year, opened.month)[1] * 86_400 * 1_000_000_000
    return end


def closed_by_time(candle: Candle, interval: str, now_ns: int) -> Candle:
    """`candle`, closed if it has ended at `now_ns`: for answers that do not tell."""
    return replace(candle, closed=True) if candle_end(candle.ts_open, interval) <= now_ns else candle


class ClosingCandles(ItemConsumer[Candle]):
    """Consumer of a stream whose messages do not tell when a candle is closed: it is when the next one begins.

    Then the last that was told of it is delivered once more, closed. What was told before an interruption is not:
    more may have been traded meanwhile.
    """

    def __init__(
        self,
        read: Callable[[Any, int], Iterable[Candle]],
        deliver: Callable[[Candle], None],
        *,
        failed: Callable[[VenueError], None] | None = None,
        interrupted: Callable[[FeedError], None] | None = None,
    ) -> None:
        super().__init__(self._followed, deliver, failed=failed, interrupted=interrupted)
        self._read_building = read
        self._building: Candle | None = None

    def _followed(self, payload: Any, ts_recv: int) -> Iterable[Candle]:
        for candle in self._read_building(payload, ts_recv):
            last = self._building
            if last is not None and candle.ts_open > last.ts_open:
                yield replace(last, closed=True)
            if last is not None and candle.ts_open < last.ts_open:
                yield replace(candle, closed=True)  # a late word on one that is over
            else:
                self._building = candle
                yield candle

    def on_interrupted(self, error: FeedError) -> None:
        self._building = None
        super().on_interrupted(error)

    def on_skipped(self, error: FeedError) -> None:
        """A message that could not be read may have been the last word on the candle."""
        self._building = None
        super().on_skipped(error)
