"""What a person sees of a book."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from rich.console import Console
from venue_runtime.books import BookState, OrderBook
from venue_runtime.clock import ManualClock
from venuegen.live.meter import BookMeter
from venuegen.live.screen import book_line, book_screen, duration, number

SECOND = 1_000_000_000


def book(state: BookState = BookState.LIVE) -> OrderBook:
    made = OrderBook("AAA/BBB")
    made.load([("99.50", "2"), ("99.40", "1")], [("100.00", "4"), ("100.10", "1")])
    made.sequence = 42
    made.set_state(state)
    return made


def shown(made: OrderBook | None, meter: BookMeter) -> str:
    console = Console(file=io.StringIO(), width=120, no_color=True)
    console.print(book_screen("AAA/BBB", made, meter, None, levels=3, title="example · simulated"))
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_a_live_book_is_one_line() -> None:
    meter = BookMeter(ManualClock())
    meter(book())
    assert book_line("AAA/BBB", book(), meter, None) == (
        "AAA/BBB live    bid 2 @ 99.50  ask 4 @ 100.00  spread 0.50  sequence 42  0.0/s  messages 0  gaps 0  resyncs 0"
    )


def test_a_stale_book_shows_no_prices() -> None:
    meter = BookMeter(ManualClock())
    assert book_line("AAA/BBB", book(BookState.STALE), meter, None).startswith("AAA/BBB stale   no prices shown")
    screen = shown(book(BookState.STALE), meter)
    assert "not quotable" in screen
    assert "stale  an update is missing; resyncing, no prices shown" in screen


def test_the_screen_has_depth_asks_above_bids_and_the_state() -> None:
    meter = BookMeter(ManualClock())
    screen = shown(book(), meter)
    places = [screen.index(text) for text in ("100.10", "100.00", "spread", "99.50", "99.40")]
    assert places == sorted(places)
    assert "0.50  mid 99.75" in screen
    assert "live  every update since the snapshot is applied" in screen


def test_an_empty_screen_is_drawn_too() -> None:
    assert "empty  nothing received yet" in shown(None, BookMeter(ManualClock()))


@pytest.mark.asyncio
async def test_the_meter_counts_rates_states_and_latencies() -> None:
    clock = ManualClock(time_ns=100 * SECOND)
    meter = BookMeter(clock)
    made = book()
    for _ in range(5):
        made.ts_event, made.ts_recv = clock.time_ns() - 3_000_000, clock.time_ns() - 1_000
        meter(made)
        await clock.advance(0.5)
    made.set_state(BookState.STALE)
    meter(made)
    assert meter.updates == 6
    assert meter.rate == 2.0
    assert [state for _, state in meter.states] == ["live", "stale"]
    assert meter.handled.min == 1_000
    assert 2_900_000 < meter.behind.quantile(0.5) < 3_100_000 * 1.125


@pytest.mark.parametrize(
    ("ns", "text"),
    [(850, "850 ns"), (1_500, "1.5 µs"), (42_000, "42 µs"), (3_100_000, "3.1 ms"), (2_000_000_000, "2.0 s")],
)
def test_durations_are_read_by_people(ns: int, text: str) -> None:
    assert duration(ns) == text


def test_numbers_keep_their_digits() -> None:
    assert number(Decimal("60000.10")) == "60,000.10"
    assert number(Decimal("1E-8")) == "0.00000001"
    assert number(None) == "–"
