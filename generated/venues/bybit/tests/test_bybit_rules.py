"""Rules of order books of Bybit that no method watches: where they join, what they drop, what is a gap."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import Any

import msgspec
from venue_runtime.books import BookState
from venue_runtime.booksync import BookAction, BookSync
from venue_runtime.testing.book_script import BookMessage, Rows
from venue_runtime.testing.filling import filled
from venue_runtime.testing.generated import load_examples
from venues.bybit import types as wire
from venues.bybit.books import ByRestBookRule

CLOCK_NS = 1700000000000000000
BIDS, ASKS = [("100.00", "1"), ("99.00", "2")], [("101.00", "3"), ("102.00", "4")]
EXAMPLES = load_examples(str(importlib.import_module("venues.bybit").__file__))


def example(name: str) -> Any:
    return EXAMPLES[name].payload


def message(first: int, last: int, bids: Sequence[tuple[str, str]], asks: Sequence[tuple[str, str]]) -> BookMessage:
    return BookMessage(venue_symbol="BTCUSDT", first=first, last=last, bids=bids, asks=asks, ts_event=CLOCK_NS)


def by_rest_update(first: int, last: int, *bids: tuple[str, str]) -> Any:
    """A documented update with these ids and levels."""
    m = message(first, last, bids, ())
    return msgspec.json.decode(
        msgspec.json.encode(
            filled(
                example("stream_orderbook.delta"),
                {
                    ("data", "u"): m.last,
                    "cts": m.ts_event // 1_000_000,
                    ("data", "b"): Rows(like=["30247.20", "30.028"], price=(0,), quantity=(1,)).of(m.bids, "bids"),
                    ("data", "a"): Rows(like=["30247.20", "30.028"], price=(0,), quantity=(1,)).of(m.asks, "asks"),
                },
            )
        ),
        type=wire.BookMessage,
    )


def by_rest_live() -> BookSync[Any, Any]:
    """A book as of id 100, out of a documented snapshot."""
    m = message(100, 100, BIDS, ASKS)
    snapshot = msgspec.json.decode(
        msgspec.json.encode(
            filled(
                example("orderbook"),
                {
                    ("result", "b"): Rows(like=["65485.47", "47.081829"], price=(0,), quantity=(1,)).of(m.bids, "bids"),
                    ("result", "a"): Rows(like=["65485.47", "47.081829"], price=(0,), quantity=(1,)).of(m.asks, "asks"),
                    ("result", "u"): m.last,
                },
            )
        ),
        type=wire.Depth,
    )
    sync = BookSync("BTC/USDT", ByRestBookRule)
    sync.subscribing()
    sync.subscribed()
    sync.snapshot(snapshot, CLOCK_NS)
    assert sync.book.state is BookState.LIVE
    assert sync.book.sequence == 100
    return sync


def test_updates_of_by_rest_follow_one_another() -> None:
    sync = by_rest_live()
    sync.update(by_rest_update(101, 101, ("100.50", "1")), CLOCK_NS)
    assert [f"{each.price:f}" for each in sync.book.bids(3)] == ["100.50", "100.00", "99.00"]
    sync.update(by_rest_update(102, 102, ("100.50", "0")), CLOCK_NS)
    assert [f"{each.price:f}" for each in sync.book.bids(3)] == ["100.00", "99.00"]
    assert (sync.book.sequence, sync.applied) == (102, 2)
    assert sync.book.ts_event == CLOCK_NS


def test_a_gap_of_by_rest_is_never_ignored() -> None:
    sync = by_rest_live()
    sync.update(by_rest_update(101, 101), CLOCK_NS)
    assert sync.update(by_rest_update(103, 103), CLOCK_NS) is BookAction.LOST
    assert (sync.gaps, sync.book.state) == (1, BookState.STALE)
