"""Commands about many orders at once: batches, cancel everything, and the dead-man switch."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Hashable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from .bindings import Answer, BatchEntry
from .client_orders import OrderMethods
from .client_reconcile import ids_of, is_definite
from .errors import ConfigurationError, DecodeError, OrderNotFound, OutcomeUnknown, VenueError, VenueResponseError
from .model import CancelRequest, Capability, Instrument, Order, OrderRequest, OrderStatus
from .order_rules import checked_cancel
from .orders import Source
from .reconcile import Command
from .sending import begin_command

__all__ = ["ManyOrderMethods"]

R = TypeVar("R", OrderRequest, CancelRequest)
_PENDING = OrderStatus.PENDING_CANCEL
Cancel = Callable[[Sequence[CancelRequest]], Awaitable[list[Order | VenueError]]]


class ManyOrderMethods(OrderMethods):
    """`create_orders`, `cancel_orders`, `cancel_all_orders` and the dead-man switch."""

    async def create_orders(self, requests: Sequence[OrderRequest]) -> list[Order | VenueError]:
        """Send several orders in one request (in as many as the venue's limits need, one after the other).

        Outcomes in the order of `requests`, each its own: an Order, or what went wrong with that one. What the venue
        did not state is OutcomeUnknown, with its own reconciliation. Not atomic.
        """
        self._require(Capability.CREATE_ORDERS)
        outcomes: list[Order | VenueError | None] = [None] * len(requests)
        ready: list[tuple[int, BatchEntry[OrderRequest, Any]]] = []
        taken: set[tuple[str, str | None]] = set()
        for at, request in enumerate(requests):
            try:
                checked, instrument = await self._prepare(request)
                if (key := (checked.symbol, checked.client_order_id)) in taken:
                    raise ConfigurationError(
                        f"client order id {checked.client_order_id!r} twice in one batch",
                        venue=self.venue,
                        operation="create_orders",
                    )
                entry = self._create_orders_entry(checked, instrument)
            except VenueError as error:
                outcomes[at] = error
            else:
                taken.add(key)
                ready.append((at, entry))
        for chunk in self._chunks(Capability.CREATE_ORDERS, ready):
            for _, entry in chunk:
                self.orders.submit(entry.request, now=self.clock.time_ns())
            sent_ns = self.clock.monotonic_ns()
            entries = [entry for _, entry in chunk]
            results = await self._batch(
                self._create_orders(entries)
                if len(entries) >= self.batch_least.get(Capability.CREATE_ORDERS, 1)
                else _each(self._create_order(entry.request, entry.instrument) for entry in entries),
                [entry.request for _, entry in chunk],
                lambda request, answer: self._take(answer),
                lambda request, error, sent_ns=sent_ns: self._create_failed(request, error, sent_ns),  # type: ignore[misc]
            )
            for (at, _), result in zip(chunk, results, strict=True):
                outcomes[at] = result
        return [outcome for outcome in outcomes if outcome is not None]

    async def cancel_orders(self, requests: Sequence[CancelRequest]) -> list[Order | VenueError]:
        """Cancel several orders in one request (or as few as the venue's limits allow). Outcomes in the order of
        `requests`, each its own. Not atomic.
        """
        self._require(Capability.CANCEL_ORDERS)
        outcomes: list[Order | VenueError | None] = [None] * len(requests)
        ready: list[tuple[int, BatchEntry[CancelRequest, Any]]] = []
        for at, request in enumerate(requests):
            try:
                instrument = await self._instrument(checked_cancel(request).symbol, "cancel_orders")
                request = await self._resolved(Capability.CANCEL_ORDERS, request, instrument)
                known = self.orders.get(request.symbol, **ids_of(request))
                entry = self._cancel_orders_entry(request, instrument, known)
            except VenueError as error:
                outcomes[at] = error
            else:
                ready.append((at, entry))
        for chunk in self._chunks(Capability.CANCEL_ORDERS, ready):
            for _, entry in chunk:
                self.orders.begin(_PENDING, entry.request.symbol, **ids_of(entry.request))
            sent_ns = self.clock.monotonic_ns()
            entries = [entry for _, entry in chunk]
            results = await self._batch(
                self._cancel_orders(entries)
                if len(entries) >= self.batch_least.get(Capability.CANCEL_ORDERS, 1)
                else _each(self._cancel_order(entry.request, entry.instrument, entry.known) for entry in entries),
                [entry.request for _, entry in chunk],
                lambda request, answer: self._conclude(Command.CANCEL, request, answer),
                lambda request, error, sent_ns=sent_ns: self._command_failed(  # type: ignore[misc]
                    Command.CANCEL, request, error, sent_ns
                ),
            )
            for (at, _), result in zip(chunk, results, strict=True):
                outcomes[at] = result
        return [outcome for outcome in outcomes if outcome is not None]

    async def cancel_all_orders(self, symbol: str | None = None) -> list[Order]:
        """Cancel every open order (of `symbol`), those of other sessions too.

        Returns those that the venue names in its answer; where it names none, the orders that we know to be open, in
        PENDING_CANCEL until the stream, or a query, says more. One that we hold for open and a venue that does name
        them leaves out is asked for. After OutcomeUnknown each order that we know to be open is reconciled by itself
        (`reconciliations`), and the venue's list of open orders is read for those that we do not know.
        """
        self._require(Capability.CANCEL_ALL_ORDERS)
        instrument = None if symbol is None else await self._instrument(symbol, "cancel_all_orders")
        if instrument is None:
            await self.load_instruments()
        # A create that is still on its way is not there yet to be cancelled: its own answer tells.
        meant = [order for order in self.orders.open(symbol) if order.venue_order_id is not None or self._told(order)]
        for order in meant:
            self.orders.begin(_PENDING, order.symbol, **ids_of(order))
        sent_ns = self.clock.monotonic_ns()
        begin_command()
        try:
            answers = await self._cancel_all_orders(instrument)
        except BaseException as error:
            if is_definite(error):
                for order in meant:
                    self.orders.finish(_PENDING, order.symbol, **ids_of(order))
                raise
            raise self._all_unknown(error, meant, instrument, sent_ns) from error.__cause__
        if answers is None:
            return [self.orders.finish(_PENDING, order.symbol, **ids_of(order), done=False) or order for order in meant]
        named = [self._take(order) for order in answers]
        for order in meant:
            left = self.orders.finish(_PENDING, order.symbol, **ids_of(order))
            if left is not None and not left.status.is_final:
                self._check(left)
        return named

    async def _cancel_listed(self, symbol: str | None, cancel: Cancel) -> list[Order]:
        """`cancel_all_orders` at a venue that has no one request for it: what is open is listed, then canceled.

        Not atomic: what is placed meanwhile stays. An order that ended by itself meanwhile is no error. The first
        other error is raised after everything was tried, OutcomeUnknown (with all `reconciliations`) ahead of others.
        """
        self._require(Capability.CANCEL_ALL_ORDERS)
        listed = await self.fetch_open_orders(symbol)
        outcomes = await cancel([_cancel_of(order) for order in listed])
        wrong = [each for each in outcomes if isinstance(each, VenueError) and not isinstance(each, OrderNotFound)]
        canceled = [each for each in outcomes if isinstance(each, Order)]
        if not wrong:
            return canceled
        unknown = [each for each in wrong if isinstance(each, OutcomeUnknown)]
        error = unknown[0] if unknown else wrong[0]
        if isinstance(error, OutcomeUnknown):
            error.reconciliations = tuple(each.reconciliation for each in unknown if each.reconciliation is not None)
        error.add_note(f"{len(canceled)} of {len(listed)} open orders were canceled, {len(wrong)} were not for certain")
        raise error

    async def _one_by_one(self, requests: Sequence[CancelRequest]) -> list[Order | VenueError]:
        """Each in a request of its own, one after the other."""
        outcomes: list[Order | VenueError] = []
        for request in requests:
            try:
                outcomes.append(await self.cancel_order(request.symbol, **ids_of(request)))
            except VenueError as error:
                outcomes.append(error)
        return outcomes

    async def cancel_all_orders_after(self, seconds: float, symbol: str | None = None) -> None:
        """Dead-man switch: the venue cancels all our orders in `seconds` unless told again; 0 disarms.

        Some venues have one switch for all orders, some one for each `symbol`: what a venue lacks is refused before
        anything is sent (NotSupported, or ConfigurationError where the symbol is missing). States a target: after
        TransportError or OutcomeUnknown it may be sent again. `dead_man_switch` renews it.
        """
        self._require(Capability.CANCEL_ALL_ORDERS_AFTER)
        if seconds < 0:
            raise ConfigurationError(
                "seconds must not be negative", venue=self.venue, operation="cancel_all_orders_after"
            )
        instrument = None if symbol is None else await self._instrument(symbol, "cancel_all_orders_after")
        await self._cancel_all_orders_after(seconds, instrument)

    async def dead_man_switch(self, seconds: float, symbol: str | None = None) -> None:
        """Arm the venue's dead-man switch and renew it every third of `seconds`, until cancelled.

        Run it as a task of your own, beside what it guards: when that task ends, the switch is left armed and the venue
        cancels our orders in time; `cancel_all_orders_after(0, symbol)` disarms it.

        Raises the last error when no renewal got through for `seconds`: the switch may have fired.
        """
        if seconds <= 0:
            raise ConfigurationError("seconds must be positive", venue=self.venue, operation="dead_man_switch")
        armed_ns: int | None = None
        while True:
            begun_ns = self.clock.monotonic_ns()
            try:
                await self.cancel_all_orders_after(seconds, symbol)
            except (OutcomeUnknown, VenueError) as error:
                final = isinstance(error, VenueResponseError) and not error.retryable
                if armed_ns is None or final or begun_ns - armed_ns >= seconds * 1e9:
                    raise
                self.log.warning("dead-man switch not renewed, trying again", error=error)
                await self.clock.sleep(seconds / 10)
            else:
                armed_ns = begun_ns
                await self.clock.sleep(seconds / 3)

    # ------------------------------------------------------------------ inside

    def _chunks(
        self, capability: Capability, ready: Sequence[tuple[int, BatchEntry[R, Any]]]
    ) -> Iterator[list[tuple[int, BatchEntry[R, Any]]]]:
        """What goes in one request: entries of one group, so many at most."""
        groups: dict[Hashable, list[tuple[int, BatchEntry[R, Any]]]] = {}
        for each in ready:
            groups.setdefault(each[1].group, []).append(each)
        size = self.batch_sizes.get(capability) or max(len(ready), 1)
        for group in groups.values():
            for start in range(0, len(group), size):
                yield group[start : start + size]

    async def _batch(
        self,
        work: Awaitable[Sequence[Order | Answer | VenueError]],
        requests: Sequence[R],
        taken: Callable[[R, Order | Answer], Order],
        failed: Callable[[R, BaseException], BaseException],
    ) -> list[Order | VenueError]:
        """One outcome per request. What hits the batch as a whole hits each of its requests."""
        begin_command()
        try:
            answers = await work
            if len(answers) != len(requests):
                raise DecodeError(
                    "a batch answer of another length than its request",
                    venue=self.venue,
                    expected=str(len(requests)),
                    got=str(len(answers)),
                )
        except Exception as error:
            # Each is brought to its state before an error that is none of ours is let through.
            hit = [failed(request, error) for request in requests]
            return [_venue_error(each) for each in hit]
        except BaseException as error:
            for request in requests:
                failed(request, error)
            raise
        outcomes: list[Order | VenueError] = []
        for request, answer in zip(requests, answers, strict=True):
            if isinstance(answer, VenueError):
                answer.venue = answer.venue or self.venue
                outcomes.append(_venue_error(failed(request, answer)))
            else:
                outcomes.append(taken(request, answer))
        return outcomes

    def _all_unknown(
        self, error: BaseException, meant: Sequence[Order], instrument: Instrument | None, sent_ns: int
    ) -> BaseException:
        """What to raise for a cancel of everything that ended without a definite outcome; starts finding out."""
        tasks = () if self._closed else [self._start_reconciliation(Command.CANCEL, each, sent_ns) for each in meant]
        if not self._closed and Capability.FETCH_OPEN_ORDERS in self.capabilities:
            self._spawn(self._read_open_orders(instrument), "open orders after an unknown cancel of all")
        if not isinstance(error, Exception):
            return error
        if not isinstance(error, OutcomeUnknown):
            unknown = OutcomeUnknown(
                str(error) or type(error).__name__,
                venue=self.venue,
                operation="cancel_all_orders",
                cause=error if isinstance(error, VenueError) else None,
            )
            unknown.__cause__ = error
            error = unknown
        error.reconciliations = tuple(tasks)
        error.reconciliation = tasks[-1] if tasks else None
        return error

    async def _read_open_orders(self, instrument: Instrument | None) -> None:
        """Orders that we did not know of may be among those that were to be cancelled: enter what is left of them."""
        await self.clock.sleep(self.reconcile_plan.protection)
        try:
            for order in await self._list_open_orders(instrument):
                self._take(order, Source.QUERY)
        except VenueError as error:
            self.log.warning("open orders could not be listed", error=error)


def _cancel_of(order: Order) -> CancelRequest:
    if order.venue_order_id is not None:
        return CancelRequest(symbol=order.symbol, venue_order_id=order.venue_order_id)
    return CancelRequest(symbol=order.symbol, client_order_id=order.client_order_id)


async def _each(calls: Iterable[Awaitable[Order | Answer]]) -> list[Order | Answer | VenueError]:
    """Too few for one request: one after the other, each with its own outcome."""
    outcomes: list[Order | Answer | VenueError] = []
    for call in calls:
        try:
            outcomes.append(await call)
        except VenueError as error:
            outcomes.append(error)
    return outcomes


def _venue_error(error: BaseException) -> VenueError:
    if isinstance(error, VenueError):
        return error
    raise error
