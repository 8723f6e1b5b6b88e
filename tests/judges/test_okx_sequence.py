"""The sequence rule of the order book channel by scripts from the official text, through the generated rule.

docs-v5, WS / Order book channel, Sequence ID: a snapshot has prevSeqId -1; each message names the one before; without
changes prevSeqId equals seqId; after maintenance seqId may be smaller than prevSeqId. The venue's own example is the
first script. Gaps must be refused before anything of them is applied (published clients apply first, or never compare).
"""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from venue_runtime.booksync import BookAction, BookSync
from venues.okx.books import BooksBookRule
from venues.okx.streams import decode_books

APPLIED, LIVE, LOST = BookAction.APPLIED, BookAction.LIVE, BookAction.LOST


def message(
    previous: int,
    sequence: int,
    bids: list[list[str]] | None = None,
    asks: list[list[str]] | None = None,
    checksum: int = 0,
) -> bytes:
    row = {"asks": asks or [], "bids": bids or [], "ts": "1597026383085", "checksum": checksum}
    return json.dumps([{**row, "prevSeqId": previous, "seqId": sequence}]).encode()


class Script:
    """A book, and what becomes of it with each message."""

    def __init__(self) -> None:
        self.book = BookSync("BTC/USDT", BooksBookRule)
        self.book.subscribing()

    def says(self, *told: bytes) -> list[BookAction]:
        return [self.book.update(update, 0) for each in told for update in decode_books(each)]

    @property
    def best(self) -> tuple[str, str] | None:
        bid, ask = self.book.book.best_bid, self.book.book.best_ask
        return (f"{bid.price:f}", f"{ask.price:f}") if bid is not None and ask is not None else None


SNAPSHOT = message(-1, 10, [["100.5", "2", "0", "4"]], [["101.5", "3", "0", "1"]])


def test_the_venues_own_example() -> None:
    script = Script()
    told = script.says(
        SNAPSHOT,
        message(10, 15, [["100.6", "1", "0", "1"]]),  # normal update
        message(15, 15),  # no update
        message(15, 3, asks=[["101.4", "1", "0", "1"]]),  # sequence reset
        message(3, 5, [["100.6", "0", "0", "0"]]),  # normal update
    )
    assert told == [LIVE, APPLIED, APPLIED, APPLIED, APPLIED]
    assert script.best == ("100.5", "101.4")
    assert script.book.gaps == 0


@pytest.mark.parametrize(
    "missed",
    [
        message(15, 17, [["100.9", "1", "0", "1"]]),  # one message is missing
        message(9, 12, [["100.9", "1", "0", "1"]]),  # of an older chain
        message(3, 5, [["100.9", "1", "0", "1"]]),  # after a reset that never came
        message(12, 12),  # idle, after something that never came
    ],
)
def test_a_gap_is_seen_before_it_is_applied(missed: bytes) -> None:
    script = Script()
    assert script.says(SNAPSHOT, missed) == [LIVE, LOST]
    assert script.best is None  # nothing is shown on a stale book
    assert [f"{each.price:f}" for each in script.book.book.last_known().bids] == ["100.5"]
    assert script.book.gaps == 1
    script.book.subscribing()
    assert script.says(message(-1, 40, [["100.8", "1", "0", "1"]], [["101", "1", "0", "1"]])) == [LIVE]
    assert script.best == ("100.8", "101")


def test_nothing_is_shown_before_the_snapshot() -> None:
    script = Script()
    assert LIVE not in script.says(message(10, 15, [["100.6", "1", "0", "1"]]))
    assert script.best is None


#: The check strings are the venue's ("Calculate Checksum"); their CRC-32 was computed apart from our code.
BIDS = [["3366.1", "7", "0", "3"], ["3366", "6", "3", "4"]]
ASKS = [["3366.8", "9", "10", "3"], ["3368", "8", "3", "4"]]


def test_a_checksum_that_is_there_is_compared() -> None:
    script = Script()
    assert script.says(message(-1, 10, BIDS, ASKS, -1881014294)) == [LIVE]
    script = Script()
    assert script.says(message(-1, 10, BIDS[:1], [*ASKS, ["3372", "8", "3", "4"]], 831078360)) == [LIVE]
    script = Script()
    script.says(message(-1, 10, BIDS, ASKS, -1881014294))
    assert script.says(message(10, 11, [["3365", "1", "0", "1"]], checksum=-1881014294)) == [LOST]
    assert script.best is None


def test_zero_means_no_checksum() -> None:
    script = Script()
    assert script.says(message(-1, 10, BIDS, ASKS, 0), message(10, 11, [["3365", "1", "0", "1"]])) == [LIVE, APPLIED]
    assert script.book.book.bids(1)[0].quantity == Decimal(7)
