"""Keeping one book equal to the venue's: an engine without I/O, driven by the rule that a venue's spec declares.

What the generator writes per book is a rule: plain functions over the decoded wire types.

    class SpotBookRule(BookRule[DepthSnapshot, DepthUpdate]):
        source = SnapshotSource.REST

        @staticmethod
        def sequence_of_snapshot(snapshot: DepthSnapshot) -> int:
            return snapshot.last_update_id

        @staticmethod
        def sequence_of(update: DepthUpdate) -> int:
            return update.final_id

        @staticmethod
        def is_old(update: DepthUpdate, sequence: int) -> bool:
            return update.final_id <= sequence

        @staticmethod
        def follows_snapshot(update: DepthUpdate, sequence: int) -> bool:
            return update.first_id <= sequence + 1 <= update.final_id

        @staticmethod
        def follows(update: DepthUpdate, sequence: int) -> bool:
            return update.first_id == sequence + 1

        @staticmethod
        def apply_snapshot(snapshot: DepthSnapshot, book: OrderBook) -> None:
            book.load(snapshot.bids, snapshot.asks)

        @staticmethod
        def apply(update: DepthUpdate, book: OrderBook) -> None:
            book.apply_bids(update.bids)
            book.apply_asks(update.asks)

        @staticmethod
        def ts_event(update: DepthUpdate) -> int | None:
            return update.event_ms * 1_000_000

The engine tells its shell what to do by its return value (`BookAction`): it never waits, sleeps or sends. It assumes no
order of sequence numbers beyond what the rule says (some venues restart theirs), holds updates back while a snapshot is
under way, and shows a book as live only while every update since the snapshot is known to have been applied.
"""

from __future__ import annotations

from collections import deque
from enum import Enum
from typing import ClassVar, Generic, TypeVar

from .books import BookFault, BookState, OrderBook
from .errors import ChecksumMismatch, DecodeError, FeedError, SequenceGap

__all__ = ["BookAction", "BookRule", "BookSync", "SnapshotSource", "snapshot_book"]

S = TypeVar("S")
U = TypeVar("U")


class SnapshotSource(Enum):
    """Where a fresh book comes from."""

    REST = "rest"  # asked for beside the stream; updates are held back meanwhile
    REQUEST = "request"  # the same, asked for on the stream's own socket
    STREAM = "stream"  # a message of the subscription that `is_snapshot`
    FIRST = "first"  # the first message of each subscription; nothing in it says so
    EVERY = "every"  # each message is a whole book


class BookAction(Enum):
    """What the shell has to do after a call."""

    NONE = "none"  # nothing changed: dropped or held back
    APPLIED = "applied"  # the live book changed: deliver it
    LIVE = "live"  # the book became live, or is live afresh after a snapshot: deliver ahead of everything
    FETCH = "fetch"  # ask for a snapshot; nothing to deliver
    LOST = "lost"  # the book went stale: deliver ahead of everything, then ask for a snapshot or subscribe again


_APPLIED = BookAction.APPLIED  # an enum's members are slow to look up, and this one is for every message


class BookRule(Generic[S, U]):
    """A venue's rule for one kind of book. All functions are static; defaults suit streams without sequence numbers."""

    source: ClassVar[SnapshotSource] = SnapshotSource.STREAM
    after_update: ClassVar[bool] = False
    """REST and REQUEST: ask for the snapshot only when an update is held back, so that the two surely overlap."""
    ordered: ClassVar[bool] = True
    """Whether a lost message shows (sequence or checksum). Where not, an undecodable frame makes the book stale."""
    reconnects: ClassVar[bool] = False
    """STREAM and FIRST: only a new connection brings a fresh snapshot, another subscription does not."""
    crossed_is_gap: ClassVar[bool] = True
    checked: ClassVar[bool] = False
    """Whether `checksum` and `compute` are there."""
    depth: ClassVar[int | None] = None
    """Levels that the venue maintains per side; deeper ones are cut after each update."""

    @staticmethod
    def sequence_of_snapshot(snapshot: S, /) -> int | None:
        return None

    @staticmethod
    def sequence_of(update: U, /) -> int | None:
        return None

    @staticmethod
    def ts_event_of_snapshot(snapshot: S, /) -> int | None:
        """Nanoseconds UTC."""
        return None

    @staticmethod
    def ts_event(update: U, /) -> int | None:
        """Nanoseconds UTC."""
        return None

    @staticmethod
    def is_snapshot(update: U, /) -> bool:
        """STREAM: whether this message is a whole book. It then goes through the snapshot functions."""
        return False

    @staticmethod
    def is_old(update: U, sequence: int, /) -> bool:
        """Whether the book already contains it, `sequence` being the last applied (0 where the venue has none)."""
        return False

    @staticmethod
    def follows_snapshot(update: U, sequence: int, /) -> bool:
        """Whether it may be the first after a snapshot of `sequence`."""
        return True

    @staticmethod
    def follows(update: U, sequence: int, /) -> bool:
        """Whether nothing is missing between `sequence`, the last applied, and this."""
        return True

    @staticmethod
    def apply_snapshot(snapshot: S, book: OrderBook, /) -> None:
        raise NotImplementedError

    @staticmethod
    def apply(update: U, book: OrderBook, /) -> None:
        """Write the update. `book.sequence` still is the one before. Raise BookFault where it cannot be true."""
        raise NotImplementedError

    @staticmethod
    def checksum(update: U, /) -> int | None:
        """The venue's checksum of the book after this update (or snapshot); None where this message has none."""
        return None

    @staticmethod
    def compute(book: OrderBook, /) -> int:
        """Our checksum of the same."""
        raise NotImplementedError


class BookSync(Generic[S, U]):
    """One book and what is needed to keep it right. Calls are cheap, never block, and say what to do next.

    The shell calls `subscribing` before it sends a subscription, `subscribed` when that is confirmed, `update` per
    message, `snapshot` with the answer to FETCH, and `lose` when the stream broke. It drops the answer of a snapshot
    that was asked for before the last `lose`: that one may be older than the first update held back since.
    """

    def __init__(
        self, symbol: str, rule: type[BookRule[S, U]], *, depth: int | None = None, hold: int = 10_000, venue: str = ""
    ) -> None:
        """`depth` overrides the rule's; `hold` bounds the updates held back (the oldest go first, and a snapshot must
        then be newer)."""
        self.book = OrderBook(symbol)
        self.rule = rule
        self.error: FeedError | None = None
        """Why the book was last lost."""
        self.applied = self.dropped = self.held = 0
        self.gaps = self.faults = self.crossed = 0
        self.checksums_good = self.checksums_bad = 0
        self.snapshots = self.snapshots_too_old = self.resyncs = 0
        self._venue = venue
        self._depth = rule.depth if depth is None else depth
        self._never_crossed = rule.crossed_is_gap
        self._checked = rule.checked
        # Looked up once: these run for every message. `_expects` is the rule for the next update.
        self._expects = rule.follows_snapshot
        self._is_old, self._follows, self._apply_update = rule.is_old, rule.follows, rule.apply
        self._sequence_of, self._ts_event = rule.sequence_of, rule.ts_event
        self._streamed = rule.source in (SnapshotSource.STREAM, SnapshotSource.FIRST, SnapshotSource.EVERY)
        self._fetched = not self._streamed
        self._every = rule.source is SnapshotSource.EVERY
        self._held: deque[tuple[U, int]] = deque(maxlen=hold)
        self._sequence = 0
        self._synced = False
        self._fresh = False  # no update applied since the snapshot
        self._awaits_first = False
        self._was_live = False

    # ------------------------------------------------------------------ events

    def subscribing(self) -> None:
        """A subscription is about to be sent, the first or another one."""
        self._awaits_first = self.rule.source is SnapshotSource.FIRST
        if self.book.state is BookState.EMPTY:
            self.book.set_state(BookState.SYNCING)

    def subscribed(self) -> BookAction:
        """The subscription is confirmed. A live book stays live: its connection was replaced without a break."""
        if self._synced or self._streamed or (self.rule.after_update and not self._held):
            return BookAction.NONE
        return BookAction.FETCH

    def update(self, update: U, ts_recv: int) -> BookAction:
        """One message of the stream."""
        if not self._synced:
            return self._before_live(update, ts_recv)
        sequence = self._sequence
        # A whole book may start a new count, so it is never older than what it replaces; among nothing but whole books
        # an older one can only be out of order.
        if self._streamed and not self._every and (self._awaits_first or self.rule.is_snapshot(update)):
            return self._replace(update, ts_recv)
        if self._is_old(update, sequence):
            self.dropped += 1
            return BookAction.NONE
        if self._every:
            return self._replace(update, ts_recv)
        if not self._expects(update, sequence):
            self.gaps += 1
            return self._lost(self._gap(update), update, ts_recv)
        error = self._apply(update, ts_recv)
        if error is not None:
            return self._lost(error, update, ts_recv)
        return _APPLIED

    def snapshot(self, snapshot: S, ts_recv: int) -> BookAction:
        """The answer to FETCH. FETCH again: it was older than the updates held back, or did not fit them."""
        if self._synced:
            return BookAction.NONE
        rule, held = self.rule, self._held
        sequence = rule.sequence_of_snapshot(snapshot) or 0
        while held and rule.is_old(held[0][0], sequence):
            held.popleft()
            self.dropped += 1
        if held and not rule.follows_snapshot(held[0][0], sequence):
            self.snapshots_too_old += 1
            return BookAction.FETCH
        error = self._load(snapshot, ts_recv)
        while held and error is None:
            update, at = held[0]
            if not self._fresh and rule.is_old(update, self._sequence):
                self.dropped += 1
            elif not self._fresh and not rule.follows(update, self._sequence):
                self.gaps += 1
                error = self._gap(update)
                break  # this update and what came after it may still follow the next snapshot
            else:
                error = self._apply(update, at)
            held.popleft()
        if error is not None:
            self.error = error
            return BookAction.FETCH
        return self._live()

    def lose(self, error: FeedError) -> BookAction:
        """The stream broke, fell silent or can no longer be trusted. LOST when the book was live."""
        self._held.clear()
        self._awaits_first = False
        self.error = error
        if not self._synced:
            return BookAction.NONE
        self._synced = False
        self.book.set_state(BookState.STALE)
        return BookAction.LOST

    def undecodable(self, error: FeedError) -> BookAction:
        """A frame of the stream could not be read; it may have been ours."""
        return BookAction.NONE if self.rule.ordered else self.lose(error)

    # ------------------------------------------------------------------ steps

    def _before_live(self, update: U, ts_recv: int) -> BookAction:
        if self._streamed:
            if self._every or self._awaits_first or self.rule.is_snapshot(update):
                return self._replace(update, ts_recv)
            self.dropped += 1
            return BookAction.NONE
        first = not self._held
        self._held.append((update, ts_recv))
        self.held += 1
        return BookAction.FETCH if first and self.rule.after_update else BookAction.NONE

    def _replace(self, update: U, ts_recv: int) -> BookAction:
        """A whole book out of the stream: here U and S are the same type, by the rule's own declaration."""
        self._awaits_first = False
        error = self._load(update, ts_recv)  # type: ignore[arg-type]
        if error is None and self.rule.checked:
            error = self._verify(update)
        if error is not None:
            return self._lost(error, None, ts_recv)
        return BookAction.APPLIED if self._synced else self._live()

    def _load(self, snapshot: S, ts_recv: int) -> FeedError | None:
        rule, book = self.rule, self.book
        self.snapshots += 1
        try:
            rule.apply_snapshot(snapshot, book)
            book.sequence = rule.sequence_of_snapshot(snapshot)
            self._sequence = book.sequence or 0
            book.ts_event = rule.ts_event_of_snapshot(snapshot)
            book.ts_recv = ts_recv
            self._fresh = True
            self._expects = rule.follows_snapshot
            if self._depth is not None:
                book.truncate(self._depth)
            return self._crossed() if self._never_crossed and book.crossed else None
        except (ValueError, ArithmeticError, LookupError, BookFault) as fault:
            self.faults += 1
            return self._error(FeedError, f"snapshot cannot be applied: {fault}")

    def _apply(self, update: U, ts_recv: int) -> FeedError | None:
        book = self.book
        try:
            self._apply_update(update, book)
            sequence = book.sequence = self._sequence_of(update)
            self._sequence = sequence or 0
            book.ts_event = self._ts_event(update)
            book.ts_recv = ts_recv
            if self._fresh:
                self._fresh = False
                self._expects = self._follows
            self.applied += 1
            if self._depth is not None:
                book.truncate(self._depth)
            if self._checked and (error := self._verify(update)) is not None:
                return error
            return self._crossed() if self._never_crossed and book.is_crossed() else None
        except (ValueError, ArithmeticError, LookupError, BookFault) as fault:
            self.faults += 1
            return self._error(FeedError, f"update cannot be applied: {fault}")

    def _verify(self, update: U) -> FeedError | None:
        theirs = self.rule.checksum(update)
        if theirs is None:
            return None
        ours = self.rule.compute(self.book)
        if ours == theirs:
            self.checksums_good += 1
            return None
        self.checksums_bad += 1
        return self._error(ChecksumMismatch, f"checksum of the venue {theirs}, ours {ours}")

    def _crossed(self) -> FeedError:
        self.crossed += 1
        top = self.book.last_known(1)
        return self._error(FeedError, f"crossed: best bid {top.bids[0].price}, best ask {top.asks[0].price}")

    def _live(self) -> BookAction:
        self._synced = True
        self.resyncs += self._was_live
        self._was_live = True
        self.book.set_state(BookState.LIVE)
        return BookAction.LIVE

    def _lost(self, error: FeedError, update: U | None, ts_recv: int) -> BookAction:
        was_live = self._synced
        self.lose(error)
        if update is not None and self._fetched:
            self._held.append((update, ts_recv))  # the next snapshot has to reach up to it
        return BookAction.LOST if was_live or self._streamed else BookAction.FETCH

    def _gap(self, update: U) -> FeedError:
        return self._error(SequenceGap, f"update {self.rule.sequence_of(update)} does not follow {self._sequence}")

    def _error(self, kind: type[FeedError], message: str) -> FeedError:
        return kind(message, venue=self._venue, operation="order book", symbol=self.book.symbol)


def snapshot_book(symbol: str, rule: type[BookRule[S, U]], snapshot: S, ts_recv: int) -> OrderBook:
    """A book as of one snapshot, that nothing updates. Raises DecodeError for a snapshot that makes no book."""
    book = OrderBook(symbol)
    try:
        rule.apply_snapshot(snapshot, book)
    except (ValueError, ArithmeticError, LookupError, BookFault) as fault:
        raise DecodeError(f"the snapshot makes no book: {fault}", operation="fetch_order_book") from fault
    book.sequence = rule.sequence_of_snapshot(snapshot)
    book.ts_event = rule.ts_event_of_snapshot(snapshot)
    book.ts_recv = ts_recv
    book.set_state(BookState.LIVE)
    return book
