"""How a client finds out what became of a command: the questions behind `reconcile.settle`, and the tasks that ask
them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import TypedDict

from .bindings import Answer
from .client_core import ClientCore
from .errors import (
    ConfigurationError,
    NotSupported,
    OrderNotFound,
    OutcomeUnknown,
    TransportError,
    VenueError,
    VenueResponseError,
)
from .ids import random_fraction
from .model import CancelRequest, Capability, EditRequest, Fill, Instrument, Order, OrderStatus
from .orders import Source
from .reconcile import Command, Reconciliation, settle
from .sending import failed_before_sending

__all__ = ["ClientReconcile", "is_definite"]

PENDING_BY_COMMAND = {Command.CANCEL: OrderStatus.PENDING_CANCEL, Command.EDIT: OrderStatus.PENDING_REPLACE}


class Ids(TypedDict):
    venue_order_id: str | None
    client_order_id: str | None


def ids_of(order: Order | CancelRequest | EditRequest) -> Ids:
    return {"venue_order_id": order.venue_order_id, "client_order_id": order.client_order_id}


def is_definite(error: BaseException) -> bool:
    """Whether a command that ended in `error` certainly did nothing: nothing was written, or the venue refused it."""
    if isinstance(error, TransportError):
        return not error.sent
    if isinstance(error, VenueResponseError):
        return error.definitive
    return isinstance(error, ConfigurationError | NotSupported) or failed_before_sending(error)


class ClientReconcile(ClientCore):
    """Reconciliation tasks, and the one door through which orders and fills enter the tracker."""

    def _init_streams(self) -> None:
        super()._init_streams()
        self._checking: set[tuple[str, str | None, str | None]] = set()

    def _take(self, answer: Order | Answer, source: Source = Source.ANSWER) -> Order:
        """Enter what an answer tells into the order machine; the order as it is known then."""
        if isinstance(answer, Order):
            return self.orders.apply(answer, source=source)
        order = self.orders.apply(answer.order, source=source)
        for other in answer.others:
            self.orders.apply(other, source=source)
        for fill in answer.fills:
            self.orders.apply_fill(fill)
        return self.orders.get(order.symbol, **ids_of(order)) or order

    async def _list_open_orders(self, instrument: Instrument | None) -> list[Order]:
        """The venue's open orders. Where it must be told of which symbol: those of the symbols with orders of ours."""
        if instrument is not None or not self.lists_by_symbol:
            return list(await self._fetch_open_orders(instrument))
        listed: list[Order] = []
        for symbol in dict.fromkeys(order.symbol for order in self.orders.open()):
            listed += await self._fetch_open_orders(await self._instrument(symbol, "fetch_open_orders"))
        return listed

    async def _venue_order_id(
        self, method: Capability, instrument: Instrument, venue_order_id: str | None, client_order_id: str | None
    ) -> str | None:
        """The venue's id of an order of ours, where `method` needs it and only the client's is given: as it is known,
        or as the venue tells it when asked.

        Raises:
            OrderNotFound: neither knows it.
        """
        asked = self.resolves.get(method)
        if venue_order_id is not None or client_order_id is None or asked is None:
            return venue_order_id
        known = self.orders.get(instrument.symbol, client_order_id=client_order_id)
        if known is None or known.venue_order_id is None:
            if asked is Capability.FETCH_ORDER:
                self._take(await self._fetch_order(instrument, None, client_order_id), Source.QUERY)
            else:
                for report in await self._fetch_open_orders(instrument):
                    self._take(report, Source.QUERY)
            known = self.orders.get(instrument.symbol, client_order_id=client_order_id)
        if known is None or known.venue_order_id is None:
            raise OrderNotFound(
                f"the venue knows no order with the client order id {client_order_id!r}",
                venue=self.venue,
                operation=method,
            )
        return known.venue_order_id

    def _unknown(self, error: BaseException, command: Command, request: Order, sent_ns: int) -> BaseException:
        """What to raise for a command that ended in `error` without a definite outcome; starts finding out."""
        task = None if self._closed else self._start_reconciliation(command, request, sent_ns)
        if not isinstance(error, Exception):
            return error  # cancelled while the answer was out: the order may be live all the same
        if not isinstance(error, OutcomeUnknown):
            cause = error if isinstance(error, VenueError) else None
            unknown = OutcomeUnknown(
                str(error) or type(error).__name__,
                venue=self.venue,
                operation=f"{command.value}_order",
                cause=cause,
            )
            unknown.__cause__ = error
            error = unknown
        elif error.reconciliation is not None:  # of another order of the same batch: each has its own
            unknown = OutcomeUnknown(error.message, venue=error.venue, operation=error.operation, cause=error.cause)
            unknown.__cause__ = error.__cause__
            error = unknown
        error.client_order_id = error.client_order_id or request.client_order_id
        error.reconciliation = task
        return error

    def _start_reconciliation(self, command: Command, order: Order, sent_ns: int) -> asyncio.Task[Order]:
        """Find out what became of `command` on `order` (its ids count), sent at monotonic `sent_ns`."""
        name = f"reconcile {command.value} {order.client_order_id or order.venue_order_id}"
        self.log.warning("outcome unknown, reconciling", command=command.value, client_order_id=order.client_order_id)
        self.metrics.counter("reconciliations", command=command.value).add()
        return self._spawn(self._reconcile(command, order, sent_ns), name)

    def _check(self, order: Order) -> None:
        """Ask what became of an order that we hold for open and that the venue spoke of as if it were not."""
        ways = (Capability.FETCH_ORDER, Capability.FETCH_OPEN_ORDERS)
        key = (order.symbol, order.venue_order_id, order.client_order_id)
        if self._closed or key in self._checking or not self.capabilities.intersection(ways):
            return
        self._checking.add(key)
        task = self._start_reconciliation(Command.CHECK, order, self.clock.monotonic_ns())
        task.add_done_callback(lambda _: self._checking.discard(key))

    async def _reconcile(self, command: Command, order: Order, sent_ns: int) -> Order:
        instrument = await self._instrument(order.symbol, "reconcile")
        questions = _Questions(self, command, order, instrument, self.clock.time_ns())
        machine = Reconciliation(
            self.reconcile_plan,
            command,
            sent_ns=sent_ns,
            can_query=Capability.FETCH_ORDER in self.capabilities,
            jitter=random_fraction(self.random),
        )
        with _Wake(self, order) as wake:
            verdict = await settle(machine, questions, self.clock, wait=wake.wait, on_error=questions.failed)
        if verdict is None:
            await questions.last_fills()
            known = self.orders.get(order.symbol, **ids_of(order))
            if command is not Command.CREATE or not self._told(order):
                known = self.orders.settle_absent(order.symbol, **ids_of(order))
        elif command in (Command.CREATE, Command.CHECK):
            known = self.orders.get(order.symbol, **ids_of(order))
        else:
            known = self.orders.finish(PENDING_BY_COMMAND[command], order.symbol, **ids_of(order))
        if known is None:
            # Not ours to begin with (a cancel after a restart): all there is to say is what the venue said.
            known = verdict if verdict is not None else order
        self.log.warning(
            "reconciled", command=command.value, client_order_id=known.client_order_id, status=known.status.value
        )
        return known

    def _told(self, order: Order) -> bool:
        return order.client_order_id is not None and self.orders.told(order.symbol, order.client_order_id)


class _Wake:
    """Waits for time to pass or for news of one order, whichever comes first."""

    def __init__(self, client: ClientReconcile, order: Order) -> None:
        self._clock = client.clock
        self._orders = client.orders
        self._order = order
        self._news = asyncio.Event()

    def __enter__(self) -> _Wake:
        self._stop = self._orders.listen(orders=self._heard)
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def _heard(self, order: Order) -> None:
        mine = self._order
        if order.symbol == mine.symbol and (
            (mine.client_order_id is not None and order.client_order_id == mine.client_order_id)
            or (mine.venue_order_id is not None and order.venue_order_id == mine.venue_order_id)
        ):
            self._news.set()

    async def wait(self, seconds: float) -> None:
        self._news.clear()
        sleep = asyncio.ensure_future(self._clock.sleep(seconds))
        news = asyncio.ensure_future(self._news.wait())
        try:
            await asyncio.wait({sleep, news}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            sleep.cancel()
            news.cancel()


class _Questions:
    """The venue's answers about one order. Everything they tell enters the order machine on the way."""

    def __init__(
        self, client: ClientReconcile, command: Command, order: Order, instrument: Instrument, now: int
    ) -> None:
        self._client = client
        self._command = command
        self._order = order
        self._instrument = instrument
        self._since = now - 60_000_000_000

    def settled(self) -> Order | None:
        known = self._client.orders.get(self._order.symbol, **ids_of(self._order))
        if known is None:
            return None
        if self._command is Command.CREATE:
            return known if self._client._told(self._order) else None
        return known if known.status.is_final else None

    async def query(self) -> Order:
        known = self._client.orders.get(self._order.symbol, **ids_of(self._order)) or self._order
        venue_order_id = await self._client._venue_order_id(
            Capability.FETCH_ORDER, self._instrument, known.venue_order_id, known.client_order_id
        )
        answer = await self._client._fetch_order(self._instrument, venue_order_id, known.client_order_id)
        self._client._take(answer, Source.QUERY)
        return answer if isinstance(answer, Order) else answer.order

    async def list_and_match(self) -> Order | None:
        listed = await self._client._fetch_open_orders(self._instrument)
        for report in listed:
            self._client._take(report, Source.QUERY)
        for report in listed:
            if self._is_mine(report):
                return report
        if Capability.FETCH_MY_TRADES not in self._client.capabilities:
            return None
        fills = await self._client._recent_fills(self._instrument, self._since)
        if not self._enter(fills):
            return None
        return self._client.orders.get(self._order.symbol, **ids_of(self._order))

    async def last_fills(self) -> None:
        """An order that the venue no longer lists may have been filled: ask for its fills before calling it gone."""
        if Capability.FETCH_MY_TRADES not in self._client.capabilities:
            return
        try:
            self._enter(await self._client._recent_fills(self._instrument, self._since))
        except VenueError as error:
            self.failed(error)

    def failed(self, error: VenueError) -> None:
        self._client.log.info("reconciliation goes on", error=error)

    def _enter(self, fills: Iterable[Fill]) -> bool:
        mine = False
        for fill in fills:
            self._client.orders.apply_fill(fill)
            mine = mine or self._is_mine(fill)
        return mine

    def _is_mine(self, item: Order | Fill) -> bool:
        known = self._client.orders.get(self._order.symbol, **ids_of(self._order)) or self._order
        by_client = item.client_order_id is not None and item.client_order_id == known.client_order_id
        by_venue = item.venue_order_id is not None and item.venue_order_id == known.venue_order_id
        return by_client or by_venue
