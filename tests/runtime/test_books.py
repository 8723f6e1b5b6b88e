"""The book: exact levels in order; and the engine that must never show a wrong book as live."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from venue_runtime.books import BookFault, BookState, OrderBook, OrderLevels
from venue_runtime.booksync import BookAction, BookRule, BookSync, SnapshotSource
from venue_runtime.checksums import concatenated, crc32
from venue_runtime.errors import ChecksumMismatch, SequenceGap, StaleFeed
from venue_runtime.model import BookLevel, Side

Rows = list[tuple[str, str]]


def level(price: str, quantity: str) -> BookLevel:
    return BookLevel(Decimal(price), Decimal(quantity))


def live_book(bids: Rows, asks: Rows) -> OrderBook:
    book = OrderBook("AAA/BBB")
    book.load(bids, asks)
    book.set_state(BookState.LIVE)
    return book


# ---------------------------------------------------------------------- levels


def test_best_levels_first_whatever_the_order_of_rows() -> None:
    book = live_book([("9.5", "1"), ("10.25", "2"), ("10", "3")], [("11", "4"), ("10.5", "5")])

    assert book.best_bid == level("10.25", "2")
    assert book.best_ask == level("10.5", "5")
    assert book.bids() == [level("10.25", "2"), level("10", "3"), level("9.5", "1")]
    assert book.asks(1) == [level("10.5", "5")]
    assert book.mid == Decimal("10.375")
    assert book.spread == Decimal("0.25")


def test_updates_set_insert_and_remove() -> None:
    book = live_book([("10", "1"), ("9", "2")], [("11", "1")])

    book.apply_bids([("10", "0.00000000"), ("9", "7"), ("9.5", "3"), ("1", "0")])
    book.apply_asks([("10.9", "2")])

    assert book.bids() == [level("9.5", "3"), level("9", "7")]
    assert book.asks() == [level("10.9", "2"), level("11", "1")]


def test_digits_are_kept() -> None:
    book = live_book([("0.10", "1.500")], [])

    assert str(book.bids()[0].price) == "0.10"
    assert book.bid_texts(5) == [("0.10", "1.500")]


def test_one_decimal_written_two_ways_is_one_level() -> None:
    book = live_book([("1.5", "1")], [])

    book.apply_bids([("1.50", "2")])
    assert book.bids() == [level("1.5", "2")]

    book.apply_bids([("1.500", "0")])
    assert book.bids() == []


def test_two_decimals_with_one_float_are_two_levels() -> None:
    low, high = "0.10000000000000000001", "0.10000000000000000002"
    assert float(low) == float(high)
    book = live_book([(low, "1")], [(high, "3"), (low, "4")])

    book.apply_bids([(high, "2")])
    assert book.bids() == [level(high, "2"), level(low, "1")]
    assert book.asks() == [level(low, "4"), level(high, "3")]

    book.apply_bids([(low, "0")])
    assert book.bids() == [level(high, "2")]


def test_rows_may_be_wide_or_decimal() -> None:
    book = live_book([("10", "1", "0", "4"), ("9", "1", "0", "1")], [])  # type: ignore[list-item]
    book.apply_asks([(Decimal("1E-8"), Decimal("2.50"))])
    book.set_level(Side.BUY, Decimal("9"), "0")

    assert book.bid_texts(5) == [("10", "1")]
    assert book.ask_texts(5) == [("0.00000001", "2.50")]


@pytest.mark.parametrize("row", [("abc", "1"), ("nan", "1"), ("inf", "1"), ("1", "abc"), ("1", "")])
def test_what_is_no_number_is_refused(row: tuple[str, str]) -> None:
    book = OrderBook("AAA/BBB")
    with pytest.raises(ValueError, match=r"."):
        book.apply_bids([row])


def test_removal_tells_whether_the_level_was_there() -> None:
    book = live_book([("1", "1")], [])

    assert book.remove_level(Side.BUY, "1.0") is True
    assert book.remove_level(Side.BUY, "1.0") is False


def test_truncate_forgets_the_deepest() -> None:
    book = live_book([("1", "1"), ("2", "1"), ("3", "1")], [("4", "1"), ("5", "1"), ("6", "1")])

    book.truncate(2)
    book.apply_bids([("1", "9")])

    assert book.bid_texts(9) == [("3", "1"), ("2", "1"), ("1", "9")]
    assert book.ask_texts(9) == [("4", "1"), ("5", "1")]


@pytest.mark.parametrize("state", [BookState.EMPTY, BookState.SYNCING, BookState.STALE])
def test_nothing_shows_while_not_live(state: BookState) -> None:
    book = live_book([("1", "1")], [("2", "1")])
    book.set_state(state)

    assert book.best_bid is None
    assert book.best_ask is None
    assert book.mid is None
    assert book.spread is None
    assert book.bids() == []
    assert book.asks(5) == []
    known = book.last_known()
    assert (known.best_bid, known.best_ask, known.state) == (level("1", "1"), level("2", "1"), state)


def test_copy_is_frozen() -> None:
    book = live_book([("1", "1")], [("2", "1")])
    twin = book.copy()

    book.apply_bids([("1", "5"), ("1.5", "1")])
    book.set_state(BookState.STALE)

    assert twin.state is BookState.LIVE
    assert twin.bids() == [level("1", "1")]


def test_best_is_read_afresh_after_every_change() -> None:
    book = live_book([("1", "1")], [])
    assert book.best_bid == level("1", "1")
    book.apply_bids([("1", "2")])
    assert book.best_bid == level("1", "2")
    book.apply_bids([("1", "0")])
    assert book.best_bid is None


def test_a_shallow_view_is_live_and_shows_no_more_than_asked_for() -> None:
    book = live_book([("10", "1"), ("9", "2"), ("8", "3")], [("11", "1"), ("12", "2")])
    view = book.top(2)
    assert (view.bids(), view.asks(1), len(view.bids(5))) == (book.bids(2), book.asks(1), 2)
    assert (view.symbol, view.state, view.best_bid, view.spread) == ("AAA/BBB", BookState.LIVE, level("10", "1"), 1)
    assert (len(view.last_known().bids), len(view.copy().bids())) == (2, 2)
    book.apply_bids([("10.5", "4")])
    assert view.best_bid == level("10.5", "4")
    book.set_state(BookState.STALE)
    assert (view.state, view.bids(), view.best_ask) == (BookState.STALE, [], None)


def test_order_levels_show_sums_and_keep_orders() -> None:
    book = live_book([], [])
    orders = OrderLevels(book)
    orders.set("b", Side.BUY, "10", "0.1")
    orders.set("a", Side.BUY, "10.0", "0.2")
    orders.set("c", Side.BUY, "11", "1")
    assert book.bids() == [level("11", "1"), level("10", "0.3")]
    assert [row.order_id for row in orders.orders(Side.BUY, 5)] == ["c", "a", "b"]

    orders.set("c", Side.BUY, "9", "1")
    assert orders.remove("b") is True
    assert orders.remove("b") is False
    assert book.bids() == [level("10", "0.2"), level("9", "1")]


finite = st.decimals(min_value="0.01", max_value="99", places=2)


@given(st.lists(st.tuples(finite, st.integers(0, 3), st.booleans()), max_size=60))
def test_a_book_equals_a_sorted_dict(changes: list[tuple[Decimal, int, bool]]) -> None:
    book = live_book([], [])
    bids: dict[Decimal, int] = {}
    asks: dict[Decimal, int] = {}
    for price, quantity, is_bid in changes:
        side = bids if is_bid else asks
        (book.apply_bids if is_bid else book.apply_asks)([(str(price), str(quantity))])
        if quantity:
            side[price] = quantity
        else:
            side.pop(price, None)

    assert [(one.price, one.quantity) for one in book.bids()] == sorted(bids.items(), reverse=True)
    assert [(one.price, one.quantity) for one in book.asks()] == sorted(asks.items())
    assert book.crossed == bool(bids and asks and max(bids) >= min(asks))


batch = st.lists(st.tuples(st.integers(1, 40), st.integers(0, 2)), min_size=1, max_size=12)


@given(st.lists(batch, max_size=20), st.sampled_from([None, 5]))
def test_batches_equal_a_sorted_dict_cut_to_its_depth(batches: list[list[tuple[int, int]]], depth: int | None) -> None:
    book = live_book([], [])
    asks: dict[int, int] = {}
    for rows in batches:
        book.apply_asks([(str(price), f"{quantity}.0") for price, quantity in rows])
        for price, quantity in rows:
            asks[price] = quantity
        asks = dict([row for row in sorted(asks.items()) if row[1]][:depth])
        if depth is not None:
            book.truncate(depth)
        assert [(one.price, one.quantity) for one in book.asks()] == list(asks.items())
        assert book.best_ask == (book.asks(1)[0] if asks else None)


def test_removed_levels_do_not_pile_up() -> None:
    book = live_book([("999999", "1")], [])
    for price in range(20_000):
        book.apply_bids([(str(price), "1")])
        book.apply_bids([(str(price), "0")])

    assert len(book._bids.keys) < 3_000
    assert len(book._bids.quantities) == len(book._bids.prices) == len(book._bids.keys)
    assert book.bids() == [level("999999", "1")]


def test_a_refused_row_leaves_the_side_in_order() -> None:
    book = live_book([("5", "1")], [])
    with pytest.raises(ValueError, match="could not convert"):
        book.apply_bids([("7", "1"), ("abc", "1"), ("6", "1")])

    book.apply_bids([("8", "1")])
    assert book.best_bid == level("8", "1")
    assert len(book._bids.quantities) == len(book._bids.keys)


# ---------------------------------------------------------------------- engine


@dataclass
class Snap:
    sequence: int
    bids: Rows = field(default_factory=list)
    asks: Rows = field(default_factory=list)


@dataclass
class Update:
    first: int
    last: int
    bids: Rows = field(default_factory=list)
    asks: Rows = field(default_factory=list)
    checksum: int | None = None
    snapshot: bool = False
    only: Rows = field(default_factory=list)


class RangeRule(BookRule[Snap, Update]):
    """Updates cover [first, last]; the snapshot comes by REST."""

    source = SnapshotSource.REST

    @staticmethod
    def sequence_of_snapshot(snapshot: Snap, /) -> int:
        return snapshot.sequence

    @staticmethod
    def sequence_of(update: Update, /) -> int:
        return update.last

    @staticmethod
    def is_old(update: Update, sequence: int, /) -> bool:
        return update.last <= sequence

    @staticmethod
    def follows_snapshot(update: Update, sequence: int, /) -> bool:
        return update.first <= sequence + 1 <= update.last

    @staticmethod
    def follows(update: Update, sequence: int, /) -> bool:
        return update.first == sequence + 1

    @staticmethod
    def apply_snapshot(snapshot: Snap, book: OrderBook, /) -> None:
        book.load(snapshot.bids, snapshot.asks)

    @staticmethod
    def apply(update: Update, book: OrderBook, /) -> None:
        book.apply_bids(update.bids)
        book.apply_asks(update.asks)


class ChainRule(BookRule[Update, Update]):
    """Snapshot by stream; `first` names the update before, and numbers may go down."""

    checked = True

    @staticmethod
    def is_snapshot(update: Update, /) -> bool:
        return update.snapshot

    @staticmethod
    def sequence_of_snapshot(snapshot: Update, /) -> int:
        return snapshot.last

    @staticmethod
    def sequence_of(update: Update, /) -> int:
        return update.last

    @staticmethod
    def follows(update: Update, sequence: int, /) -> bool:
        return update.first == sequence

    follows_snapshot = follows

    @staticmethod
    def apply_snapshot(snapshot: Update, book: OrderBook, /) -> None:
        book.load(snapshot.bids, snapshot.asks)

    @staticmethod
    def apply(update: Update, book: OrderBook, /) -> None:
        book.apply_bids(update.bids)
        book.apply_asks(update.asks)
        for price, _ in update.only:
            if not book.remove_level(Side.BUY, price):
                raise BookFault(f"no level {price}")

    @staticmethod
    def checksum(update: Update, /) -> int | None:
        return update.checksum

    @staticmethod
    def compute(book: OrderBook, /) -> int:
        return crc32(concatenated(book.bid_texts(2)))


def live_range() -> BookSync[Snap, Update]:
    sync = BookSync("AAA/BBB", RangeRule)
    sync.subscribing()
    assert sync.subscribed() is BookAction.FETCH
    assert sync.snapshot(Snap(100, [("10", "1")], [("11", "1")]), 1) is BookAction.LIVE
    return sync


def test_updates_are_held_until_the_snapshot_and_old_ones_dropped() -> None:
    sync = BookSync("AAA/BBB", RangeRule)
    assert sync.book.state is BookState.EMPTY
    sync.subscribing()
    assert sync.subscribed() is BookAction.FETCH
    assert sync.book.state is BookState.SYNCING
    assert sync.update(Update(95, 98, [("9", "5")]), 1) is BookAction.NONE
    assert sync.update(Update(99, 101, [("10", "2")]), 2) is BookAction.NONE
    assert sync.update(Update(102, 103, [], [("11", "0"), ("12", "4")]), 3) is BookAction.NONE

    assert sync.snapshot(Snap(100, [("10", "1")], [("11", "1")]), 4) is BookAction.LIVE

    assert sync.book.bids() == [level("10", "2")]
    assert sync.book.asks() == [level("12", "4")]
    assert (sync.book.sequence, sync.dropped, sync.applied) == (103, 1, 2)


def test_a_snapshot_older_than_what_is_held_is_asked_for_again() -> None:
    sync = BookSync("AAA/BBB", RangeRule)
    sync.subscribing()
    sync.subscribed()
    sync.update(Update(105, 106, [("10", "2")]), 1)

    assert sync.snapshot(Snap(100, [("10", "1")]), 2) is BookAction.FETCH
    assert sync.book.state is BookState.SYNCING
    assert sync.snapshots_too_old == 1
    assert sync.snapshot(Snap(104, [("10", "1")]), 3) is BookAction.LIVE
    assert sync.book.bids() == [level("10", "2")]


def test_a_gap_among_held_updates_needs_a_newer_snapshot() -> None:
    sync = BookSync("AAA/BBB", RangeRule)
    sync.subscribing()
    sync.subscribed()
    sync.update(Update(101, 102), 1)
    sync.update(Update(105, 106), 1)

    assert sync.snapshot(Snap(100), 2) is BookAction.FETCH
    assert sync.book.state is BookState.SYNCING
    assert sync.snapshot(Snap(104), 3) is BookAction.LIVE
    assert sync.book.sequence == 106


@pytest.mark.parametrize(("first", "last"), [(101, 104), (100, 101), (99, 102)])
def test_the_first_update_may_overlap_the_snapshot(first: int, last: int) -> None:
    sync = live_range()
    assert sync.update(Update(first, last), 2) is BookAction.APPLIED
    assert sync.book.sequence == last


def test_only_the_first_update_may_overlap() -> None:
    sync = live_range()
    sync.update(Update(101, 102), 2)
    assert sync.update(Update(102, 104), 2) is BookAction.LOST


def test_a_gap_makes_the_book_stale_at_once_and_is_resynced() -> None:
    sync = live_range()

    assert sync.update(Update(102, 103, [("10", "9")]), 2) is BookAction.LOST

    assert sync.book.state is BookState.STALE
    assert sync.book.best_bid is None
    assert sync.book.last_known().best_bid == level("10", "1")
    assert isinstance(sync.error, SequenceGap)
    assert sync.snapshot(Snap(101, [("10", "3")]), 3) is BookAction.LIVE
    assert sync.book.bids() == [level("10", "9")]
    assert (sync.gaps, sync.resyncs) == (1, 1)


def test_duplicates_are_dropped() -> None:
    sync = live_range()
    sync.update(Update(101, 102, [("10", "2")]), 2)
    assert sync.update(Update(101, 102, [("10", "2")]), 2) is BookAction.NONE
    assert sync.dropped == 1


def test_a_crossed_book_is_a_gap() -> None:
    sync = live_range()
    assert sync.update(Update(101, 101, [("11", "1")]), 2) is BookAction.LOST
    assert sync.crossed == 1
    assert sync.book.best_bid is None


def test_a_disconnect_makes_it_stale_and_the_held_updates_void() -> None:
    sync = live_range()
    assert sync.lose(StaleFeed("down")) is BookAction.LOST
    assert sync.book.state is BookState.STALE
    sync.subscribing()
    assert sync.subscribed() is BookAction.FETCH
    assert sync.snapshot(Snap(200, [("1", "1")]), 3) is BookAction.LIVE


def test_a_live_book_stays_live_when_its_socket_was_replaced() -> None:
    sync = live_range()
    sync.subscribing()
    assert sync.subscribed() is BookAction.NONE
    assert sync.update(Update(101, 101), 2) is BookAction.APPLIED


def test_held_updates_are_bounded() -> None:
    sync = BookSync("AAA/BBB", RangeRule, hold=2)
    sync.subscribing()
    sync.subscribed()
    for number in (101, 102, 103):
        sync.update(Update(number, number), 1)

    assert sync.snapshot(Snap(100), 2) is BookAction.FETCH
    assert sync.snapshot(Snap(101), 2) is BookAction.LIVE


def test_snapshot_asked_for_after_the_first_update() -> None:
    class Later(RangeRule):
        after_update = True

    sync = BookSync("AAA/BBB", Later)
    sync.subscribing()
    assert sync.subscribed() is BookAction.NONE
    assert sync.update(Update(101, 101), 1) is BookAction.FETCH
    assert sync.update(Update(102, 102), 1) is BookAction.NONE
    assert sync.snapshot(Snap(100), 2) is BookAction.LIVE


def chain() -> BookSync[Update, Update]:
    sync = BookSync("AAA/BBB", ChainRule)
    sync.subscribing()
    assert sync.subscribed() is BookAction.NONE
    assert sync.update(Update(0, 9, [("1", "1")]), 1) is BookAction.NONE  # before the snapshot: nothing to add it to
    assert sync.update(Update(-1, 10, [("10", "1")], snapshot=True), 1) is BookAction.LIVE
    return sync


def test_numbers_may_go_down_and_stand_still() -> None:
    sync = chain()
    assert sync.update(Update(10, 10), 2) is BookAction.APPLIED
    assert sync.update(Update(10, 15), 2) is BookAction.APPLIED
    assert sync.update(Update(15, 3), 2) is BookAction.APPLIED
    assert sync.update(Update(3, 5), 2) is BookAction.APPLIED
    assert sync.update(Update(4, 6), 2) is BookAction.LOST
    assert sync.update(Update(6, 7), 2) is BookAction.NONE
    assert sync.book.state is BookState.STALE
    assert sync.update(Update(-1, 50, [("20", "1")], snapshot=True), 2) is BookAction.LIVE


def test_checksums_are_checked_where_they_come() -> None:
    sync = chain()
    good = crc32("102" + "91")
    assert sync.update(Update(10, 11, [("10", "2"), ("9", "1")], checksum=good), 2) is BookAction.APPLIED
    assert sync.update(Update(11, 12, [("8", "1")]), 2) is BookAction.APPLIED
    assert sync.update(Update(12, 13, [("10", "3")], checksum=good), 2) is BookAction.LOST
    assert isinstance(sync.error, ChecksumMismatch)
    assert (sync.checksums_good, sync.checksums_bad) == (1, 1)
    assert sync.book.best_bid is None


def test_an_impossible_update_is_a_fault() -> None:
    sync = chain()
    assert sync.update(Update(10, 11, only=[("7", "0")]), 2) is BookAction.LOST
    assert sync.faults == 1
    assert sync.book.state is BookState.STALE


def test_bad_digits_are_a_fault_not_a_crash() -> None:
    sync = chain()
    assert sync.update(Update(10, 11, [("9", "many")]), 2) is BookAction.LOST
    assert sync.faults == 1


def test_first_message_of_a_subscription_is_the_snapshot() -> None:
    class First(ChainRule):
        source = SnapshotSource.FIRST

        @staticmethod
        def is_snapshot(update: Update, /) -> bool:
            return False

    sync = BookSync("AAA/BBB", First)
    assert sync.update(Update(1, 2), 1) is BookAction.NONE
    sync.subscribing()
    assert sync.update(Update(0, 5, [("1", "1")]), 1) is BookAction.LIVE
    assert sync.update(Update(5, 6, [("2", "1")]), 1) is BookAction.APPLIED
    assert sync.book.bid_texts(5) == [("2", "1"), ("1", "1")]


def test_every_message_a_snapshot_and_older_ones_dropped() -> None:
    class Every(ChainRule):
        source = SnapshotSource.EVERY

        @staticmethod
        def is_old(update: Update, sequence: int, /) -> bool:
            return update.last < sequence

    sync = BookSync("AAA/BBB", Every)
    sync.subscribing()
    assert sync.update(Update(0, 5, [("1", "1")]), 1) is BookAction.LIVE
    assert sync.update(Update(0, 4, [("9", "1")]), 1) is BookAction.NONE
    assert sync.update(Update(0, 9, [("2", "1")]), 1) is BookAction.APPLIED
    assert sync.book.bid_texts(5) == [("2", "1")]


def test_a_whole_book_in_the_stream_may_start_a_new_count() -> None:
    class Restarting(ChainRule):
        @staticmethod
        def is_old(update: Update, sequence: int) -> bool:
            return update.last <= sequence

    engine = BookSync("AAA/BBB", Restarting)
    first = Update(first=0, last=900, bids=[("10", "1")], asks=[("11", "1")], snapshot=True)
    again = Update(first=0, last=1, bids=[("8", "1")], asks=[("9", "1")], snapshot=True)
    engine.subscribing()
    assert engine.update(first, 1) is BookAction.LIVE
    assert engine.update(again, 2) is BookAction.APPLIED
    assert (engine.book.sequence, engine.book.best_bid) == (1, level("8", "1"))


def test_depth_is_cut_after_each_update() -> None:
    sync = BookSync("AAA/BBB", ChainRule, depth=2)
    sync.subscribing()
    sync.update(Update(-1, 10, [("3", "1"), ("2", "1"), ("1", "1")], snapshot=True), 1)
    assert sync.book.bid_texts(9) == [("3", "1"), ("2", "1")]
    sync.update(Update(10, 11, [("4", "1")]), 1)
    assert sync.book.bid_texts(9) == [("4", "1"), ("3", "1")]


def test_unreadable_frames_hurt_only_books_without_proof_of_order() -> None:
    class Blind(ChainRule):
        ordered = False

    sync = chain()
    assert sync.undecodable(StaleFeed("?")) is BookAction.NONE
    blind = BookSync("AAA/BBB", Blind)
    blind.subscribing()
    blind.update(Update(-1, 10, snapshot=True), 1)
    assert blind.undecodable(StaleFeed("?")) is BookAction.LOST


# ---------------------------------------------------------------------- property

steps = st.lists(
    st.one_of(
        st.tuples(st.just("change"), st.integers(1, 9), st.integers(0, 3)),
        st.tuples(st.just("lose"), st.integers(1, 2), st.just(0)),
        st.tuples(st.just("repeat"), st.integers(1, 4), st.just(0)),
        st.tuples(st.just("swap"), st.just(0), st.just(0)),
        st.tuples(st.just("answer"), st.integers(0, 3), st.just(0)),
        st.tuples(st.just("down"), st.just(0), st.just(0)),
    ),
    max_size=60,
)


@settings(max_examples=300, deadline=None)
@given(steps)
def test_a_live_book_is_always_the_true_book(script: list[tuple[str, int, int]]) -> None:
    """Lost, repeated, reordered updates, late and old snapshots: what is live is the venue's book of that number."""
    true: dict[int, dict[str, str]] = {0: {}}
    sent: list[Update] = []
    wire: list[Update] = []
    sync = BookSync("AAA/BBB", RangeRule)
    sync.subscribing()
    wants = sync.subscribed() is BookAction.FETCH
    now = 0

    def check() -> None:
        book = sync.book
        if book.state is BookState.LIVE:
            assert book.sequence is not None
            assert dict(book.bid_texts(99)) == true[book.sequence]
        else:
            assert book.best_bid is None
            assert book.bids() == []

    for kind, a, b in script:
        if kind == "change":
            now += 1
            state = dict(true[now - 1])
            if b:
                state[str(a)] = str(b)
            else:
                state.pop(str(a), None)
            true[now] = state
            update = Update(now, now, [(str(a), str(b))])
            sent.append(update)
            wire.append(update)
        elif kind == "lose":
            del wire[:a]
        elif kind == "repeat":
            wire.extend(sent[-a:])
        elif kind == "swap" and len(wire) > 1:
            wire[0], wire[1] = wire[1], wire[0]
        elif kind == "answer" and wants:
            number = max(now - a, 0)  # possibly a stale answer
            action = sync.snapshot(Snap(number, list(true[number].items())), 1)
            wants = action is BookAction.FETCH
            check()
        elif kind == "down":
            sync.lose(StaleFeed("down"))
            wire.clear()
            sync.subscribing()
            wants = sync.subscribed() is BookAction.FETCH
        if len(wire) > 2:
            action = sync.update(wire.pop(0), 1)
            if action in (BookAction.FETCH, BookAction.LOST):
                wants = True
        check()
