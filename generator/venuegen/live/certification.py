"""The trading part of the doctor: does this key trade here, as the contract says?

Every order is the smallest that the venue takes, and rests far from the touch. Whatever happens, what was placed is
canceled at the end, and the venue is asked whether anything of ours is left.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from decimal import ROUND_CEILING, Decimal
from typing import TYPE_CHECKING, Any

from venuegen.live.finding import Finding
from venuegen.live.running import opened

if TYPE_CHECKING:
    from venue_runtime.client import VenueClient
    from venue_runtime.errors import OutcomeUnknown
    from venue_runtime.model import Instrument, Order, OrderStatus

__all__ = ["certify", "smallest_order"]

Found = Callable[[Finding], None]
_AWAY = Decimal("0.1")
"""How far from the best price orders rest, as a part of it."""
_PATIENCE = 10.0
"""Seconds that the private stream may take to tell of something."""
_CLEANINGS = 3
_PAUSE = 1.0
"""Seconds between two looks at what is left."""
_SILENT = "answers come and reports do not: is the private stream subscribed to orders?"


def smallest_order(instrument: Instrument, price: Decimal) -> Decimal:
    """The smallest quantity, in the instrument's unit, that the venue's rules allow at `price`."""
    step = instrument.quantity_increment or Decimal("0.00000001")
    least = max(instrument.min_quantity or step, step)
    if instrument.min_notional:
        unit = instrument.notional(Decimal(1), price)
        # A little more than the least: venues value by prices of their own.
        least = max(least, instrument.min_notional * Decimal("1.1") / unit)
    return (least / step).to_integral_value(ROUND_CEILING) * step


async def certify(client: VenueClient, symbol: str, found: Found) -> None:
    """Place, find, edit, cancel; a verdict each. What the venue does not offer is `not tried`."""
    matrix = _Matrix(client, symbol, found)
    try:
        await matrix.run()
    finally:
        await matrix.clean_up()


class _Failed(Exception):
    """The matrix cannot go on."""


class _Matrix:
    def __init__(self, client: VenueClient, symbol: str, found: Found) -> None:
        self.client = client
        self.symbol = symbol
        self.found = found
        self.placed: list[str] = []
        """Client order ids of everything that was sent."""
        self.states: dict[str, list[OrderStatus]] = {}
        """What became of our orders, by client order id, whoever told."""

    async def run(self) -> None:
        from venue_runtime.errors import VenueError

        try:
            self.instrument = self.client.instruments.require(self.symbol, "doctor")
            subscription = self.client.on_orders(self._hear)
            await asyncio.wait_for(opened(subscription), _PATIENCE)
        except (VenueError, TimeoutError) as error:
            self.found(Finding("trading", "not begun", str(error), "the private stream has to be up first"))
            return
        try:
            price = await self._far()
            order = await self._place("order placed", price)
            await self._found_again(order)
            order = await self._edited(order)
            await self._canceled(order)
            await self._unknown()
            await self._denied(price)
            await self._all_canceled(price)
        except _Failed:
            return
        finally:
            await subscription.close()

    # ------------------------------------------------------------------ the rows

    async def _place(self, part: str, price: Decimal) -> Order:
        from venue_runtime.errors import OutcomeUnknown, VenueError
        from venue_runtime.model import OrderStatus, OrderType, Side

        quantity = smallest_order(self.instrument, price)
        client_order_id = self.client.client_order_ids.next(self.symbol)
        self.placed.append(client_order_id)
        before = self._reports()
        what = f"buy {quantity:f} at {price:f}"
        try:
            order = await self.client.create_order(
                self.symbol,
                side=Side.BUY,
                type=OrderType.LIMIT,
                quantity=quantity,
                price=price,
                client_order_id=client_order_id,
            )
        except OutcomeUnknown as unknown:
            became = await self._became(unknown)
            advice = "the venue did not answer: is it slow?"
            self.found(Finding(part, "outcome unknown", f"{unknown}; asked afterwards: {became}", advice))
            raise _Failed from None
        except VenueError as error:
            self.found(Finding(part, "refused", f"{what}: {error}", "balance, permissions of the key, or its rules?"))
            raise _Failed from None
        if await self._hears(before, client_order_id, OrderStatus.NEW, OrderStatus.PARTIALLY_FILLED):
            self.found(Finding(part, "good", f"{what}; the private stream told"))
        else:
            self.found(Finding(part, "never told", f"{what}: no report in {_PATIENCE:g} s", _SILENT))
        return order

    async def _found_again(self, order: Order) -> None:
        from venue_runtime.errors import VenueError
        from venue_runtime.model import Capability

        if Capability.FETCH_ORDER in self.client.capabilities:
            await self._try(
                "order asked for",
                self._same(order, self._by_id(self.client.fetch_order, order)),
            )
        if Capability.FETCH_OPEN_ORDERS in self.client.capabilities:
            try:
                listed = [each.client_order_id for each in await self.client.fetch_open_orders(self.symbol)]
            except VenueError as error:
                self.found(Finding("open orders", "refused", str(error)))
                return
            ours = order.client_order_id in listed
            self.found(Finding("open orders", "good" if ours else "ours is missing", f"{len(listed)} listed"))

    async def _same(self, order: Order, asked: Awaitable[Order]) -> str:
        found = await asked
        if (found.price, found.quantity, found.side) != (order.price, order.quantity, order.side):
            raise _Different(f"asked for {order.quantity} at {order.price}, told {found.quantity} at {found.price}")
        return found.status.name

    async def _edited(self, order: Order) -> Order:
        from venue_runtime.errors import ConfigurationError, NotSupported, VenueError
        from venue_runtime.model import Capability

        if Capability.EDIT_ORDER not in self.client.capabilities:
            self.found(Finding("order edited", "not tried", "the venue does not offer it"))
            return order
        # One step further away: nobody is hurt by it.
        step = self.instrument.increment_at(order.price or Decimal(0)) or Decimal(0)
        price = self.instrument.round_price((order.price or Decimal(0)) - step, "down")
        edited: Order | None = None
        for changes in ({"price": price}, {"price": price, "quantity": order.quantity}):
            try:
                edited = await self._by_id(self.client.edit_order, order, **changes)
                break
            except (ConfigurationError, NotSupported) as error:
                why = str(error)
            except VenueError as error:
                self.found(Finding("order edited", "refused", str(error)))
                return order
        if edited is None:
            self.found(Finding("order edited", "not tried", why))
            return order
        if edited.client_order_id is not None and edited.client_order_id not in self.placed:
            self.placed.append(edited.client_order_id)
        self.found(Finding("order edited", "good", f"to {price:f}: {edited.status.name}"))
        return edited

    async def _canceled(self, order: Order) -> None:
        from venue_runtime.errors import VenueError

        client_order_id = order.client_order_id or self.placed[-1]
        before = self._reports()
        try:
            await self._by_id(self.client.cancel_order, order)
        except VenueError as error:
            self.found(Finding("order canceled", "refused", str(error)))
            return
        self.found(await self._end("order canceled", before, client_order_id))

    async def _unknown(self) -> None:
        from venue_runtime.errors import CancelRejected, OrderNotFound, VenueError

        nobody = self.client.client_order_ids.next(self.symbol)
        try:
            await self.client.cancel_order(self.symbol, client_order_id=nobody)
        except (OrderNotFound, CancelRejected) as error:
            self.found(Finding("cancel of no order", "good", type(error).__name__))
        except VenueError as error:
            advice = "a code of the venue that `errors` of the spec gives another meaning"
            self.found(Finding("cancel of no order", "another error", f"{type(error).__name__}: {error}", advice))
        else:
            self.found(Finding("cancel of no order", "accepted", "", "the venue accepts a cancel of nothing"))

    async def _denied(self, price: Decimal) -> None:
        from venue_runtime.errors import OrderDenied, VenueError
        from venue_runtime.model import OrderType, Side

        if not self.instrument.quantity_increment:
            return
        try:
            await self.client.create_order(
                self.symbol,
                side=Side.BUY,
                type=OrderType.LIMIT,
                quantity=smallest_order(self.instrument, price) + self.instrument.quantity_increment / 2,
                price=price,
            )
        except OrderDenied:
            self.found(Finding("order off the grid", "good", "denied before anything was sent"))
        except VenueError as error:
            self.found(Finding("order off the grid", "was sent", str(error), "does the instrument have increments?"))

    async def _all_canceled(self, price: Decimal) -> None:
        from venue_runtime.errors import ConfigurationError, NotSupported, VenueError
        from venue_runtime.model import Capability

        if Capability.CANCEL_ALL_ORDERS not in self.client.capabilities:
            self.found(Finding("all canceled", "not tried", "the venue does not offer it"))
            return
        order = await self._place("another order placed", price)
        before = self._reports()
        try:
            await self.client.cancel_all_orders(self.symbol)
        except (ConfigurationError, NotSupported) as error:  # of all markets alone: orders there may not be ours
            self.found(Finding("all canceled", "not tried", str(error)))
            return
        except VenueError as error:
            self.found(Finding("all canceled", "refused", str(error)))
            return
        self.found(await self._end("all canceled", before, order.client_order_id or self.placed[-1]))

    # ------------------------------------------------------------------ what the rows need

    async def clean_up(self) -> None:
        """Cancel what was placed and may rest, and ask whether anything of ours is left; once more where something
        is, or where a request was cut off and may arrive after the question.
        """
        from venue_runtime.errors import VenueError
        from venue_runtime.model import Capability

        listable = Capability.FETCH_OPEN_ORDERS in self.client.capabilities
        left: list[Order] = []
        for attempt in range(_CLEANINGS if self.placed else 0):
            if attempt:
                await asyncio.sleep(_PAUSE)
            doubt = await self._cancel_placed(left)
            if not listable:
                continue
            try:
                listed = await self.client.fetch_open_orders(self.symbol)
            except VenueError as error:
                self.found(
                    Finding("cleaned up", "not known", str(error), "look at the venue's own page for open orders")
                )
                return
            left = [each for each in listed if each.client_order_id in self.placed]
            if not left and not doubt:
                break
        if self.placed and listable:
            advice = f"cancel by hand: {', '.join(sorted(each.client_order_id or '' for each in left))}"
            self.found(Finding("cleaned up", "orders are left", "", advice) if left else Finding("cleaned up", "good"))

    async def _cancel_placed(self, left: list[Order]) -> bool:
        """Cancel everything that may rest: all that was placed, and what the venue listed. Whether one of them was
        never heard of, so that it may still be on its way.
        """
        from venue_runtime.errors import VenueError

        doubt = False
        listed = {each.client_order_id: each.venue_order_id for each in left}
        for client_order_id in self.placed:
            known = self.client.orders.get(self.symbol, client_order_id=client_order_id)
            if known is not None and known.status.is_final and client_order_id not in listed:
                continue
            doubt = doubt or not self.client.orders.told(self.symbol, client_order_id)
            venue_order_id = listed.get(client_order_id) or (known.venue_order_id if known is not None else None)
            ids = {"venue_order_id": venue_order_id} if venue_order_id else {"client_order_id": client_order_id}
            try:
                await self.client.cancel_order(self.symbol, **ids)
            except VenueError:
                continue  # gone, or the list shows it
        return doubt

    async def _became(self, unknown: OutcomeUnknown) -> str:
        """What the client's own questions about a lost answer ended in."""
        if unknown.reconciliation is None:
            return "nothing"
        try:
            order = await asyncio.wait_for(asyncio.shield(unknown.reconciliation), _PATIENCE)
        except TimeoutError:
            return f"nothing in {_PATIENCE:g} s"
        except Exception as error:  # whatever ended it: the finding tells, the next question is asked all the same
            return f"{type(error).__name__}: {error}"
        return order.status.name

    async def _by_id(self, method: Callable[..., Awaitable[Order]], order: Order, **arguments: Any) -> Order:
        """Call a method for an order by our own id; by the venue's, where that is the only one it takes."""
        from venue_runtime.errors import ConfigurationError

        try:
            return await method(self.symbol, client_order_id=order.client_order_id, **arguments)
        except ConfigurationError:
            if order.venue_order_id is None:
                raise
            return await method(self.symbol, venue_order_id=order.venue_order_id, **arguments)

    async def _far(self) -> Decimal:
        """A price far from the touch, on the grid. Reports and raises _Failed where there is no market to go by."""
        from venue_runtime.errors import VenueError

        try:
            book = await self.client.fetch_order_book(self.symbol)
            best = book.best_bid or book.best_ask
        except VenueError as error:
            self.found(Finding("order placed", "not tried", f"no price to go by: {error}"))
            raise _Failed from None
        if best is None:
            self.found(Finding("order placed", "not tried", "no price to go by: the book is empty"))
            raise _Failed
        return self.instrument.round_price(best.price * (1 - _AWAY), "down")

    async def _try(self, part: str, work: Awaitable[str]) -> None:
        from venue_runtime.errors import VenueError

        try:
            self.found(Finding(part, "good", await work))
        except _Different as different:
            self.found(Finding(part, "different", str(different), "is the map of that answer right?"))
        except VenueError as error:
            self.found(Finding(part, "refused", str(error)))

    def _hear(self, order: Order) -> None:
        if order.client_order_id is not None:
            self.states.setdefault(order.client_order_id, []).append(order.status)

    def _reports(self) -> int:
        """Reports of orders that the private stream has brought; answers do not count."""
        from venue_runtime.orders import Source

        return self.client.orders.reports[Source.STREAM]

    async def _hears(self, before: int, client_order_id: str, *wanted: OrderStatus) -> bool:
        """Whether the private stream has said something since `before`, and the order has one of these states."""
        loop = asyncio.get_running_loop()
        end = loop.time() + _PATIENCE
        while self._reports() == before or not set(self.states.get(client_order_id, ())).intersection(wanted):
            if loop.time() > end:
                return False
            await asyncio.sleep(0.01)
        return True

    async def _end(self, part: str, before: int, client_order_id: str) -> Finding:
        """The verdict on a cancel that was answered."""
        from venue_runtime.model import OrderStatus

        if await self._hears(before, client_order_id, OrderStatus.CANCELED):
            return Finding(part, "good", "the private stream told")
        known = self.client.orders.get(self.symbol, client_order_id=client_order_id)
        if known is not None and known.status is OrderStatus.CANCELED:
            return Finding(part, "never told", f"CANCELED by the answer; no report in {_PATIENCE:g} s", _SILENT)
        return Finding(part, "never told", "answered, but the order is not CANCELED")


class _Different(Exception):
    """An answer is not what was asked for."""
