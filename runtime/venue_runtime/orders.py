"""The order machine: one record per order, fed by answers, streams and queries in whatever order they come.

`OrderTracker` is pure bookkeeping: no I/O, no clock (times come with the reports). It is fed through

* `submit`, `deny`, `refuse`, `begin`, `finish`, `settle_absent`: what we do ourselves, and how the command ended;
* `apply`: an order as the venue tells it, from any source;
* `apply_fill`: an execution, from any source.

The rules are those of `order_states`, plus: the filled quantity never goes down; a field that a report leaves out
keeps its last value; an older report (by `ts_event`) only fills in what is unknown; a fill counts once, however often
and in however many pieces it is told.
"""

from __future__ import annotations

import logging
from collections import Counter, OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from decimal import Decimal

import msgspec

from .errors import VenueError
from .model import Fill, Order, OrderRequest, OrderStatus
from .order_fills import StrayFills, enriched, fill_key, place_of
from .order_made import ORDER_FIELDS, order_from_cache, order_from_request
from .order_record import PENDING, Record, Source, cumulative, differs, overrules, settled
from .order_states import Move, move

__all__ = ["ImpossibleTransition", "OrderTracker", "Source", "fill_key", "order_from_cache", "order_from_request"]

log = logging.getLogger(__name__)

_ZERO = Decimal(0)


class ImpossibleTransition(VenueError):
    """A report that no order of events explains. Raised only by a strict tracker; else it is logged and counted."""


class OrderTracker:
    """Every order of one account: our own, and those of other sessions once the venue mentions them.

    Closed orders are kept, the last `max_closed` of them, so that late fills and late reports find them. `strict`
    raises ImpossibleTransition; otherwise such reports are logged, counted and left out. `key` overrides what tells
    fills of one order apart. `counts` has how often what was ignored: duplicate, stale, impossible, late_fill,
    resurrected, fill_duplicate, fill_enriched, fill_id_shared (one id, another price or quantity: another fill),
    fill_without_id, fill_without_order. `reports` has how many reports came from each source: a private stream that
    is silent shows there, since answers make the same changes.
    """

    def __init__(
        self,
        *,
        venue: str = "",
        account: str = "",
        strict: bool = False,
        max_closed: int = 10_000,
        key: Callable[[Fill], Hashable | None] = fill_key,
    ) -> None:
        self.venue = venue
        self.account = account
        self.counts: Counter[str] = Counter()
        self.reports: Counter[Source] = Counter()
        self._strict = strict
        self._max_closed = max_closed
        self._key = key
        # Ids are unique per symbol at some venues, so the symbol is part of every index.
        self._by_venue_id: dict[tuple[str, str], Record] = {}
        self._by_client_id: dict[tuple[str, str], Record] = {}
        self._symbols: dict[str, str] = {}
        self._open: dict[int, Record] = {}
        self._closed: OrderedDict[int, Record] = OrderedDict()
        self._strays = StrayFills(max_closed)
        self._order_listeners: list[Callable[[Order], None]] = []
        self._fill_listeners: list[Callable[[Fill], None]] = []

    # ------------------------------------------------------------------ reading

    def get(
        self, symbol: str, *, venue_order_id: str | None = None, client_order_id: str | None = None
    ) -> Order | None:
        """The order as far as it is known; None for one never heard of (or long closed)."""
        record = self._find(symbol, venue_order_id, client_order_id)
        return None if record is None else record.order

    def symbol_of(self, venue_order_id: str) -> str | None:
        """The symbol of an order that we know, for venues whose reports may leave it out; there ids are unique."""
        return self._symbols.get(venue_order_id)

    def open(self, symbol: str | None = None) -> list[Order]:
        """Orders that are not in a final state, those in flight included, oldest first."""
        return [r.order for r in self._open.values() if symbol is None or r.order.symbol == symbol]

    def fills(
        self, symbol: str, *, venue_order_id: str | None = None, client_order_id: str | None = None
    ) -> list[Fill]:
        """The fills of one order, each once, with everything that was told of it."""
        record = self._find(symbol, venue_order_id, client_order_id)
        return [] if record is None else list(record.fills.values())

    def told(self, symbol: str, client_order_id: str) -> bool:
        """Whether the venue has said anything about this order of ours."""
        record = self._by_client_id.get((symbol, client_order_id))
        return record is not None and record.told

    def in_flight(
        self, symbol: str, *, venue_order_id: str | None = None, client_order_id: str | None = None
    ) -> frozenset[OrderStatus]:
        """Commands on this order whose outcome is still open: PENDING_CANCEL, PENDING_REPLACE."""
        record = self._find(symbol, venue_order_id, client_order_id)
        return frozenset() if record is None else frozenset(record.in_flight)

    def __iter__(self) -> Iterator[Order]:
        yield from (record.order for record in self._open.values())
        yield from (record.order for record in self._closed.values())

    def __len__(self) -> int:
        return len(self._open) + len(self._closed)

    def listen(
        self, *, orders: Callable[[Order], None] | None = None, fills: Callable[[Fill], None] | None = None
    ) -> Callable[[], None]:
        """Call back on each change of an order, and on each fill once. Returns what ends it."""
        if orders is not None:
            self._order_listeners.append(orders)
        if fills is not None:
            self._fill_listeners.append(fills)

        def stop() -> None:
            if orders is not None and orders in self._order_listeners:
                self._order_listeners.remove(orders)
            if fills is not None and fills in self._fill_listeners:
                self._fill_listeners.remove(fills)

        return stop

    # ------------------------------------------------------------------ our own commands

    def submit(self, request: OrderRequest, *, now: int | None = None) -> Order:
        """Track a new order, before a byte of it is sent. `request` carries its client order id."""
        order = order_from_request(request, ts_recv=now)
        record = Record(order, OrderStatus.PENDING_NEW)
        self._add(record)
        record.shown = order  # nothing is known yet that `_refresh` could add
        for listener in tuple(self._order_listeners):
            listener(order)
        return order

    def deny(self, symbol: str, client_order_id: str, reason: str) -> Order | None:
        """The order was never sent, by our own decision."""
        return self._close(symbol, client_order_id, OrderStatus.DENIED, reason, inferred=False)

    def refuse(self, symbol: str, client_order_id: str, reason: str) -> Order | None:
        """The submit was definitively refused."""
        record = self._by_client_id.get((symbol, client_order_id))
        if record is not None and record.told:
            # The refusal was of a command that the venue's own reports show to have worked: a resend of the
            # transport, say.
            self._problem(record.order, OrderStatus.REJECTED)
            return record.order
        return self._close(symbol, client_order_id, OrderStatus.REJECTED, reason, inferred=True)

    def settle_absent(
        self, symbol: str, *, venue_order_id: str | None = None, client_order_id: str | None = None
    ) -> Order | None:
        """The venue has no such order. One that it never mentioned was never accepted (REJECTED); one that it had is
        CANCELED.
        """
        record = self._find(symbol, venue_order_id, client_order_id)
        if record is None:
            return None
        self._end_commands(record)
        if not record.order.status.is_final:
            record.inferred = True
            record.stated = OrderStatus.CANCELED if record.told else OrderStatus.REJECTED
            reason = "no longer known to the venue" if record.told else "never accepted by the venue"
            record.order = msgspec.structs.replace(record.order, reason=reason)
        self._refresh(record)
        return record.order

    def begin(
        self,
        command: OrderStatus,
        symbol: str,
        *,
        venue_order_id: str | None = None,
        client_order_id: str | None = None,
    ) -> Order | None:
        """A cancel (PENDING_CANCEL) or an edit (PENDING_REPLACE) is about to be sent. None: the order is not known."""
        record = self._find(symbol, venue_order_id, client_order_id)
        if record is None:
            return None
        if not record.order.status.is_final:
            record.pending[command] = record.order.ts_event
            record.in_flight.add(command)
            self._refresh(record)
        return record.order

    def finish(
        self,
        command: OrderStatus,
        symbol: str,
        *,
        venue_order_id: str | None = None,
        client_order_id: str | None = None,
        done: bool = True,
    ) -> Order | None:
        """The command was answered. `done` False: only accepted, so that the pending state stays until the venue says
        more.
        """
        record = self._find(symbol, venue_order_id, client_order_id)
        if record is None:
            return None
        record.in_flight.discard(command)
        if done:
            record.pending.pop(command, None)
        self._refresh(record)
        return record.order

    # ------------------------------------------------------------------ what the venue says

    def apply(self, report: Order, *, source: Source = Source.STREAM) -> Order:
        """Merge what the venue tells about an order, and return the order as it is known then.

        Raises ImpossibleTransition in a strict tracker.
        """
        self.reports[source] += 1
        record = self._find(report.symbol, report.venue_order_id, report.client_order_id)
        if record is None:
            record = Record(report, settled(report.status))
            record.told = True
            record.reported = cumulative(report, report.quantity)
            if report.status in PENDING:
                record.pending[report.status] = report.ts_event
            self._add(record)
            self._supersede(record)
            self._refresh(record)
            return record.order
        if record.inferred and overrules(report, record, source):
            self._reopen(record, live=not report.status.is_final)
        what = move(record.status(), report.status)
        if what is Move.IMPOSSIBLE:
            self._problem(record.order, report.status)
            return record.order
        self._merge(record, report, what, source)
        changed = self._refresh(record)
        if what is Move.STALE:
            self.counts["stale"] += 1
        elif not changed:
            self.counts["duplicate"] += 1
        return record.order

    def apply_fill(self, fill: Fill) -> bool:
        """Count one execution. True when it is new; a repetition enriches what is known of it and returns False."""
        key = self._key(fill)
        if key is None:
            self.counts["fill_without_id"] += 1
            return False
        record = self._find(fill.symbol, fill.venue_order_id, fill.client_order_id)
        if record is None:
            return self._orphan(fill, key)
        if fill.venue_order_id is not None and record.order.venue_order_id is None:
            record = self._bind(record, fill.venue_order_id)
        key = self._place(fill, key, record.fills)
        known = record.fills.get(key)
        if known is not None:
            self._count_repeat(known, merged := enriched(known, fill))
            record.fills[key] = merged
            return False
        order = record.order
        fill = msgspec.structs.replace(
            fill,
            venue_order_id=fill.venue_order_id or order.venue_order_id,
            client_order_id=fill.client_order_id or order.client_order_id,
        )
        if record.inferred and not record.told:
            self._reopen(record, live=True)
        elif record.stated in (OrderStatus.DENIED, OrderStatus.REJECTED):
            self._problem(order, OrderStatus.PARTIALLY_FILLED)
        elif record.stated in (OrderStatus.CANCELED, OrderStatus.EXPIRED) and order.status is not OrderStatus.FILLED:
            self.counts["late_fill"] += 1
        record.told = True
        record.fills[key] = fill
        self._tell_fill(fill)
        self._refresh(record)
        return True

    def pass_on(self, fill: Fill) -> None:
        """A fill that nothing tells from others, from its only source: listeners get it as it is, and how much of the
        order is filled follows from the reports of the order.
        """
        self.counts["fill_without_id"] += 1
        self._tell_fill(fill)

    def unlisted(self, listed: Iterable[Order], symbol: str | None = None) -> list[Order]:
        """Orders that we hold for open and that a list of open orders does not show. That is a question, not an
        answer.
        """
        shown = set()
        for order in listed:
            record = self._find(order.symbol, order.venue_order_id, order.client_order_id)
            shown.add(id(record))
        return [
            record.order
            for number, record in self._open.items()
            if number not in shown and (symbol is None or record.order.symbol == symbol)
        ]

    # ------------------------------------------------------------------ inside

    def _find(self, symbol: str, venue_id: str | None, client_id: str | None) -> Record | None:
        record = self._by_venue_id.get((symbol, venue_id)) if venue_id is not None else None
        if client_id is None:
            return record
        ours = self._by_client_id.get((symbol, client_id))
        if record is None:
            if ours is None or venue_id is None or ours.order.venue_order_id in (None, venue_id):
                return ours
            return None  # the client id was used again, or an edit made a new order under it
        if ours is not None and ours is not record and ours.order.venue_order_id is None:
            # Told by venue id before our own answer came: both are the same order.
            return self._absorb(ours, record)
        return record

    def _add(self, record: Record) -> None:
        order = record.order
        self._open[id(record)] = record
        if order.client_order_id is not None:
            self._by_client_id[order.symbol, order.client_order_id] = record
        if order.venue_order_id is not None:
            self._by_venue_id[order.symbol, order.venue_order_id] = record
            self._symbols[order.venue_order_id] = order.symbol
            self._adopt(record)

    def _bind(self, record: Record, venue_id: str) -> Record:
        """`record`, ours by client id, turns out to be the venue's `venue_id`."""
        other = self._by_venue_id.get((record.order.symbol, venue_id))
        if other is not None and other is not record:
            return self._absorb(record, other)
        record.order = msgspec.structs.replace(record.order, venue_order_id=venue_id)
        self._by_venue_id[record.order.symbol, venue_id] = record
        self._symbols[venue_id] = record.order.symbol
        self._adopt(record)
        return record

    def _absorb(self, ours: Record, other: Record) -> Record:
        for index in (self._open, self._closed):
            index.pop(id(other), None)
        order = other.order
        ours.order = msgspec.structs.replace(ours.order, venue_order_id=order.venue_order_id)
        if order.venue_order_id is not None:
            self._by_venue_id[order.symbol, order.venue_order_id] = ours
        ours.fills.update(other.fills)
        ours.pending = other.pending | ours.pending
        self._merge(ours, msgspec.structs.replace(order, status=other.stated), Move.MOVE, Source.STREAM)
        self._refresh(ours)
        return ours

    def _adopt(self, record: Record) -> None:
        """Take the fills that came before we knew whose they were. They were delivered then."""
        venue_id = record.order.venue_order_id
        if venue_id is None:
            return
        for stray, fill in self._strays.take(record.order.symbol, venue_id).items():
            record.told = True
            key = place_of(fill, stray, record.fills)
            known = record.fills.get(key)
            record.fills[key] = fill if known is None else enriched(known, fill)

    def _orphan(self, fill: Fill, key: Hashable) -> bool:
        order_id = fill.venue_order_id or fill.client_order_id
        if order_id is None:
            self.counts["fill_without_order"] += 1
            return False
        if self._strays.is_gone(fill.symbol, order_id, key):
            self.counts["fill_duplicate"] += 1
            return False
        waiting = self._strays.of(fill.symbol, order_id)
        key = self._place(fill, key, waiting)
        known = waiting.get(key)
        if known is not None:
            self._count_repeat(known, merged := enriched(known, fill))
            waiting[key] = merged
            return False
        waiting[key] = fill
        self._strays.trim()
        self._tell_fill(fill)
        return True

    def _place(self, fill: Fill, key: Hashable, known: Mapping[Hashable, Fill]) -> Hashable:
        place = place_of(fill, key, known)
        if place != key and place not in known:
            self.counts["fill_id_shared"] += 1
        return place

    def _merge(self, record: Record, report: Order, what: Move, source: Source) -> None:
        old = record.order
        told_ts, known_ts = report.ts_event, old.ts_event
        told_filled = cumulative(report, report.quantity or old.quantity)
        if told_ts is not None and known_ts is not None and told_ts != known_ts:
            newer = told_ts > known_ts
        else:
            newer = what is not Move.STALE and (report.filled_quantity is None or told_filled >= record.reported)
        record.told = True
        changes: dict[str, object] = {}
        for name in ORDER_FIELDS:
            value = getattr(report, name)
            if value is not None and (newer or getattr(old, name) is None):
                changes[name] = value
        if report.filled_quantity is not None and old.filled_quantity is None:
            changes["filled_quantity"] = report.filled_quantity
        if report.average_price is not None and told_filled >= record.filled():
            changes["average_price"] = report.average_price
        if told_ts is not None and (known_ts is None or told_ts > known_ts):
            changes["ts_event"] = told_ts
        if newer:
            changes["raw"] = report.raw
        if report.ts_recv is not None:
            changes["ts_recv"] = report.ts_recv
        record.reported = max(record.reported, told_filled)
        record.order = msgspec.structs.replace(old, **changes)
        if report.client_order_id is not None and old.client_order_id is None:
            record.order = msgspec.structs.replace(record.order, client_order_id=report.client_order_id)
            self._by_client_id[old.symbol, report.client_order_id] = record
        if report.venue_order_id is not None and old.venue_order_id is None:
            self._bind(record, report.venue_order_id)
        if report.replaces is not None and old.replaces is None:
            self._supersede(record)
        status = report.status
        if status in PENDING:
            if what is not Move.STALE:
                record.pending.setdefault(status, report.ts_event)
            return
        if not status.is_final:
            self._maybe_end_commands(record, status, source, told_ts)
        if move(record.stated, status) is Move.MOVE:
            record.stated = status

    def _maybe_end_commands(self, record: Record, status: OrderStatus, source: Source, ts_event: int | None) -> None:
        """An open state told after an acknowledged cancel or edit: refused after all, or (an edit) done."""
        for command, since in list(record.pending.items()):
            if command in record.in_flight:
                continue
            later = ts_event is not None and (since is None or ts_event > since)
            # A fill that is newer than the cancel's start says nothing about the cancel; back to NEW does.
            speaks = command is OrderStatus.PENDING_REPLACE or status is not OrderStatus.PARTIALLY_FILLED
            if source is Source.QUERY or (later and speaks):
                del record.pending[command]

    @staticmethod
    def _end_commands(record: Record) -> None:
        record.pending.clear()
        record.in_flight.clear()

    def _supersede(self, record: Record) -> None:
        """`record` took the place of another order: that one will not trade any more."""
        replaced = record.order.replaces
        if replaced is None:
            return
        symbol = record.order.symbol
        old = self._by_venue_id.get((symbol, replaced)) or self._by_client_id.get((symbol, replaced))
        if old is None or old is record:
            return
        self._end_commands(old)
        if not old.stated.is_final:
            old.stated = OrderStatus.CANCELED
            old.order = msgspec.structs.replace(old.order, reason="replaced")
        self._refresh(old)

    def _close(
        self, symbol: str, client_order_id: str, status: OrderStatus, reason: str, *, inferred: bool
    ) -> Order | None:
        record = self._by_client_id.get((symbol, client_order_id))
        if record is None:
            return None
        if move(record.stated, status) is Move.IMPOSSIBLE:
            self._problem(record.order, status)
            return record.order
        record.stated, record.inferred = status, inferred
        record.order = msgspec.structs.replace(record.order, reason=reason)
        self._refresh(record)
        return record.order

    def _reopen(self, record: Record, *, live: bool) -> None:
        """The venue contradicts our conclusion that an order was gone: money is at stake, believe the venue."""
        record.reopen()
        if live:
            self.counts["resurrected"] += 1
            order = record.order
            log.warning("%s order %s lives after all", self.venue, order.client_order_id or order.venue_order_id)

    def _refresh(self, record: Record) -> bool:
        """Compute what is shown from what is known; tell the listeners, and return True, when it changed."""
        old = record.order
        filled: Decimal | None = record.filled()
        status = record.status()
        if status.is_final:
            self._end_commands(record)
        if not filled and old.filled_quantity is None:
            filled = None
        leaves = _ZERO if status.is_final else None if old.quantity is None or filled is None else old.quantity - filled
        record.order = msgspec.structs.replace(
            old,
            status=status,
            filled_quantity=filled,
            leaves_quantity=leaves,
            average_price=self._average(record),
        )
        self._file(record, status)
        if record.shown is not None and not differs(record.shown, record.order):
            return False
        record.shown = record.order
        for listener in tuple(self._order_listeners):
            listener(record.order)
        return True

    def _file(self, record: Record, status: OrderStatus) -> None:
        number = id(record)
        if not status.is_final:
            if self._closed.pop(number, None) is not None:
                self._open[number] = record
            return
        self._open.pop(number, None)
        if number not in self._closed:
            self._closed[number] = record
            while len(self._closed) > self._max_closed:
                self._forget(self._closed.popitem(last=False)[1])

    @staticmethod
    def _average(record: Record) -> Decimal | None:
        """The venue's average, unless our fills are ahead of it."""
        fills = record.fills.values()
        filled = sum((fill.quantity for fill in fills), _ZERO)
        if filled and (filled > record.reported or (filled == record.reported and record.order.average_price is None)):
            return sum((fill.price * fill.quantity for fill in fills), _ZERO) / filled
        return record.order.average_price

    def _forget(self, record: Record) -> None:
        order = record.order
        for index, order_id in ((self._by_venue_id, order.venue_order_id), (self._by_client_id, order.client_order_id)):
            if order_id is not None and index.get((order.symbol, order_id)) is record:
                del index[order.symbol, order_id]
        if order.venue_order_id is not None:
            self._symbols.pop(order.venue_order_id, None)
            self._strays.forget(order.symbol, order.venue_order_id, record.fills)

    def _count_repeat(self, known: Fill, merged: Fill) -> None:
        self.counts["fill_duplicate" if merged == known else "fill_enriched"] += 1

    def _problem(self, order: Order, reported: OrderStatus) -> None:
        text = f"order {order.client_order_id or order.venue_order_id}: {reported} reported while {order.status}"
        self.counts["impossible"] += 1
        if self._strict:
            raise ImpossibleTransition(text, venue=self.venue)
        log.error("%s %s: not applied", self.venue, text)

    def _tell_fill(self, fill: Fill) -> None:
        for listener in tuple(self._fill_listeners):
            listener(fill)
