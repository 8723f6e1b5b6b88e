"""Candles of venues that do not say when one is closed."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import pytest
from venue_runtime.candles import ClosingCandles, candle_end, candle_length, closed_by_time
from venue_runtime.errors import ConfigurationError, FeedError
from venue_runtime.model import Candle

SECOND = 1_000_000_000
MINUTE, DAY = 60 * SECOND, 86_400 * SECOND
JANUARY_2024 = 1_704_067_200 * SECOND


def bar(opened: int, close: str = "1") -> Candle:
    one = Decimal(1)
    return Candle(symbol="BTC/USD", ts_open=opened, open=one, high=one, low=one, close=Decimal(close), volume=one)


@pytest.mark.parametrize(
    ("interval", "length"),
    [
        ("1s", SECOND),
        ("1m", MINUTE),
        ("4h", 14_400 * SECOND),
        ("1d", DAY),
        ("1w", 7 * DAY),
        ("1M", 31 * DAY),  # January
        ("3M", (31 + 29 + 31) * DAY),  # of a leap year
    ],
)
def test_the_end_of_a_candle(interval: str, length: int) -> None:
    assert candle_end(JANUARY_2024, interval) == JANUARY_2024 + length


def test_the_length_of_a_candle() -> None:
    assert (candle_length("4h"), candle_length("1M")) == (14_400 * SECOND, 31 * DAY)


@pytest.mark.parametrize("interval", ["", "1", "m", "0m", "1x", "-1m", "1.5h"])
def test_what_is_no_interval(interval: str) -> None:
    with pytest.raises(ConfigurationError, match="no interval of candles"):
        candle_end(0, interval)


def test_an_answer_is_closed_by_the_clock() -> None:
    assert closed_by_time(bar(0), "1m", MINUTE - 1).closed is False
    assert closed_by_time(bar(0), "1m", MINUTE).closed is True


class Watched:
    """What a consumer delivers: when each opened, its close, whether it is closed."""

    def __init__(self) -> None:
        self.seen: list[tuple[int, str, bool]] = []
        self.consumer = ClosingCandles(self._read, self._deliver)

    def _read(self, payload: Any, ts_recv: int) -> Iterable[Candle]:
        return [bar(opened, close) for opened, close in payload]

    def _deliver(self, candle: Candle) -> None:
        self.seen.append((candle.ts_open, str(candle.close), candle.closed))

    def tell(self, *bars: tuple[int, str]) -> list[tuple[int, str, bool]]:
        """What is delivered for one message."""
        self.seen.clear()
        self.consumer.on_message(bars, 0)
        return list(self.seen)


def test_a_candle_of_a_stream_is_closed_when_the_next_begins() -> None:
    watched = Watched()
    assert watched.tell((0, "1")) == [(0, "1", False)]
    assert watched.tell((0, "2")) == [(0, "2", False)]
    assert watched.tell((60, "3")) == [(0, "2", True), (60, "3", False)]


def test_a_first_message_with_history_closes_all_but_the_last() -> None:
    assert Watched().tell((0, "1"), (60, "2"), (120, "3")) == [
        (0, "1", False),
        (0, "1", True),
        (60, "2", False),
        (60, "2", True),
        (120, "3", False),
    ]


def test_a_late_word_on_an_old_candle_is_closed() -> None:
    watched = Watched()
    watched.tell((60, "1"))
    assert watched.tell((0, "9")) == [(0, "9", True)]
    assert watched.tell((120, "2")) == [(60, "1", True), (120, "2", False)]


def test_after_an_interruption_nothing_is_called_closed_that_was_not_seen_to_the_end() -> None:
    watched = Watched()
    watched.tell((0, "1"))
    watched.consumer.on_interrupted(FeedError("lost"))
    assert watched.consumer.interruptions == 1
    assert watched.tell((60, "2")) == [(60, "2", False)]
    watched.consumer.on_skipped(FeedError("unreadable"))
    assert watched.consumer.skipped == 1
    assert watched.tell((120, "3")) == [(120, "3", False)]
