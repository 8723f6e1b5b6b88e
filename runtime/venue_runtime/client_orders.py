"""Order commands: checked, tracked before they are sent, and never left without a known end."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from decimal import Decimal
from typing import Any, TypeVar

import msgspec

from .bindings import Answer
from .client_reconcile import PENDING_BY_COMMAND, ClientReconcile, ids_of, is_definite
from .errors import CancelRejected, ConfigurationError, NotSupported, OrderDenied, OrderNotFound
from .model import (
    CancelRequest,
    Capability,
    EditRequest,
    Fill,
    Instrument,
    MarginMode,
    Order,
    OrderRequest,
    OrderStatus,
    OrderType,
    PositionSide,
    SelfTradePrevention,
    Side,
    TimeInForce,
    TriggerBy,
)
from .order_rules import checked_cancel, checked_edit, checked_order, edited_order
from .orders import Source, order_from_request
from .pages import limited
from .reconcile import Command
from .sending import begin_command, failed_before_sending

__all__ = ["OrderMethods"]

C = TypeVar("C", CancelRequest, EditRequest)


class OrderMethods(ClientReconcile):
    """`create_order` and its family. All raise ConfigurationError or NotSupported before anything is sent,
    OutcomeUnknown (with the task that finds out) when the venue did not say what became of a command, and the venue's
    refusals as VenueResponseError."""

    async def create_order(
        self,
        symbol: str,
        *,
        side: Side,
        type: OrderType,
        quantity: Decimal | None = None,
        price: Decimal | None = None,
        quote_quantity: Decimal | None = None,
        trigger_price: Decimal | None = None,
        trigger_by: TriggerBy | None = None,
        trailing_offset: Decimal | None = None,
        time_in_force: TimeInForce | None = None,
        expire_time: int | None = None,
        post_only: bool = False,
        reduce_only: bool = False,
        display_quantity: Decimal | None = None,
        margin_mode: MarginMode | None = None,
        position_side: PositionSide | None = None,
        self_trade_prevention: SelfTradePrevention | None = None,
        client_order_id: str | None = None,
        venue: Any = None,
    ) -> Order:
        """Send one order and return it as the venue acknowledged it.

        Args:
            symbol: unified symbol.
            quantity: in the instrument's `quantity_unit`.
            quote_quantity: market orders by amount of quote currency, instead of `quantity`.
            price: limit price.
            trigger_price, trigger_by: of stop and take-profit orders; which price triggers (last, mark, index).
            trailing_offset: of a trailing stop.
            expire_time: ns since the epoch, with `TimeInForce.GTD`.
            display_quantity: visible part of an iceberg order.
            position_side: leg in hedge mode.
            client_order_id: your own; minted where absent.
            venue: the venue's own options struct.

        Raises:
            OrderDenied: the instrument's rules or our own limits refuse it; nothing was sent.
            OutcomeUnknown: it may or may not be live; `reconciliation` finds out. Do not send it again.
            OrderError: the venue refused it.
        """
        request = OrderRequest(
            symbol=symbol,
            side=side,
            type=type,
            quantity=quantity,
            quote_quantity=quote_quantity,
            price=price,
            trigger_price=trigger_price,
            trigger_by=trigger_by,
            trailing_offset=trailing_offset,
            time_in_force=time_in_force,
            expire_time=expire_time,
            post_only=post_only,
            reduce_only=reduce_only,
            display_quantity=display_quantity,
            margin_mode=margin_mode,
            position_side=position_side,
            self_trade_prevention=self_trade_prevention,
            client_order_id=client_order_id,
            venue=venue,
        )
        self._require(Capability.CREATE_ORDER)
        request, instrument = await self._prepare(request)
        sent_ns = self.clock.monotonic_ns()
        self.orders.submit(request, now=self.clock.time_ns())
        begin_command()
        try:
            answer = await self._create_order(request, instrument)
        except BaseException as error:
            raise self._create_failed(request, error, sent_ns) from error.__cause__
        return self._take(answer)

    async def edit_order(
        self,
        symbol: str,
        *,
        venue_order_id: str | None = None,
        client_order_id: str | None = None,
        quantity: Decimal | None = None,
        price: Decimal | None = None,
    ) -> Order:
        """Change an order's total quantity, its price, or both. Where the venue makes a new order, `replaces` names
        the old.
        """
        self._require(Capability.EDIT_ORDER)
        request = checked_edit(
            EditRequest(
                symbol=symbol,
                venue_order_id=venue_order_id,
                client_order_id=client_order_id,
                quantity=quantity,
                price=price,
            )
        )
        instrument = await self._instrument(symbol, "edit_order")
        request = await self._resolved(Capability.EDIT_ORDER, request, instrument)
        known = self.orders.get(symbol, **ids_of(request))
        wanted = edited_order(request, known)
        problems = await self._problems(wanted, instrument)
        if problems:
            raise self._denied(wanted, problems, "edit_order")
        return await self._command(
            Command.EDIT, request, known, lambda known: self._edit_order(request, instrument, known)
        )

    async def cancel_order(
        self, symbol: str, *, venue_order_id: str | None = None, client_order_id: str | None = None
    ) -> Order:
        """Cancel one order. PENDING_CANCEL where the venue only acknowledges: the stream, or `fetch_order`, says
        more.
        """
        self._require(Capability.CANCEL_ORDER)
        request = checked_cancel(
            CancelRequest(symbol=symbol, venue_order_id=venue_order_id, client_order_id=client_order_id)
        )
        instrument = await self._instrument(symbol, "cancel_order")
        request = await self._resolved(Capability.CANCEL_ORDER, request, instrument)
        known = self.orders.get(symbol, **ids_of(request))
        return await self._command(
            Command.CANCEL, request, known, lambda known: self._cancel_order(request, instrument, known)
        )

    async def fetch_order(
        self, symbol: str, *, venue_order_id: str | None = None, client_order_id: str | None = None
    ) -> Order:
        """One order as the venue tells it now, merged with what is known. Raises OrderNotFound."""
        self._require(Capability.FETCH_ORDER)
        checked_cancel(CancelRequest(symbol=symbol, venue_order_id=venue_order_id, client_order_id=client_order_id))
        instrument = await self._instrument(symbol, "fetch_order")
        method = Capability.FETCH_ORDER
        venue_order_id = await self._venue_order_id(method, instrument, venue_order_id, client_order_id)
        return self._take(await self._fetch_order(instrument, venue_order_id, client_order_id), Source.QUERY)

    async def fetch_open_orders(self, symbol: str | None = None) -> list[Order]:
        """Every open order (of `symbol`), those of other sessions too."""
        self._require(Capability.FETCH_OPEN_ORDERS)
        instrument = None if symbol is None else await self._instrument(symbol, "fetch_open_orders")
        if instrument is None:
            await self.load_instruments()
        orders = [self._take(order, Source.QUERY) for order in await self._fetch_open_orders(instrument)]
        # The list may be older than what a stream told meanwhile; some venues list all symbols, whichever was asked.
        return [order for order in orders if not order.status.is_final and order.symbol == (symbol or order.symbol)]

    async def fetch_my_trades(
        self, symbol: str | None = None, since: int | None = None, limit: int | None = None
    ) -> list[Fill]:
        """Fills, oldest first: one page of the venue's, from `since` (ns) on, at most `limit`."""
        self._require(Capability.FETCH_MY_TRADES)
        instrument = None if symbol is None else await self._instrument(symbol, "fetch_my_trades")
        if instrument is None:
            await self.load_instruments()
        fills = await self._fetch_my_trades(instrument, since, limit)
        for fill in fills:
            self.orders.apply_fill(fill)
        # Some venues list all symbols, whichever was asked for.
        return [fill for fill in fills if fill.symbol == (symbol or fill.symbol)]

    async def iter_my_trades(
        self, symbol: str | None = None, since: int | None = None, limit: int | None = None
    ) -> AsyncIterator[Fill]:
        """All fills from `since` (ns) on, oldest first, page after page, each once; at most `limit`."""
        self._require(Capability.FETCH_MY_TRADES)
        instrument = None if symbol is None else await self._instrument(symbol, "iter_my_trades")
        if instrument is None:
            await self.load_instruments()
        async for fill in limited(_once(self._fills_of(instrument, since)), limit):
            yield fill

    async def _fills_of(self, instrument: Instrument | None, since: int | None) -> AsyncIterator[Fill]:
        async for fill in self._iter_my_trades(instrument, since):
            self.orders.apply_fill(fill)
            if instrument is None or fill.symbol == instrument.symbol:
                yield fill

    async def _iter_my_trades(self, instrument: Instrument | None, since: int | None) -> AsyncIterator[Fill]:
        """Page after page, oldest first; repeats are allowed. By time, where the venue has no better way."""
        while True:
            fills = await self._fetch_my_trades(instrument, since, None)
            for fill in fills:
                yield fill
            times = [fill.ts_event for fill in fills if fill.ts_event is not None]
            if not times or since == max(times):
                return
            since = max(times)

    # ------------------------------------------------------------------ preparing

    async def _prepare(self, request: OrderRequest) -> tuple[OrderRequest, Instrument]:
        """A complete, checked request. Raises ConfigurationError, OrderDenied, NotSupported."""
        request = checked_order(request)
        instrument = await self._instrument(request.symbol, "create_order")
        if request.client_order_id is None:
            request = msgspec.structs.replace(request, client_order_id=self.client_order_ids.next(request.symbol))
        assert request.client_order_id is not None
        problem = self.client_order_id_form.problem(request.client_order_id)
        held = self.orders.get(request.symbol, client_order_id=request.client_order_id)
        if problem is None and held is not None and not held.status.is_final:
            problem = f"client order id {request.client_order_id!r} is that of an open order"
        if problem is not None:
            raise ConfigurationError(problem, venue=self.venue, operation="create_order")
        problems = await self._problems(request, instrument)
        if problems:
            raise self._denied(request, problems, "create_order")
        return request, instrument

    async def _problems(self, request: OrderRequest, instrument: Instrument) -> tuple[str, ...]:
        problems = instrument.check(request)
        if self.pretrade is None:
            return problems
        reference = None
        if self.pretrade.needs_reference(request):
            reference = await self._reference_price(instrument)
        return problems + self.pretrade.check(request, instrument, reference)

    async def _reference_price(self, instrument: Instrument) -> Decimal | None:
        """Middle of the market, else the last price; None where the venue shows neither."""
        if Capability.FETCH_TICKER not in self.capabilities:
            return None
        ticker = await self._fetch_ticker(instrument)
        if ticker.bid is not None and ticker.ask is not None:
            return (ticker.bid + ticker.ask) / 2
        return ticker.last

    def _denied(self, request: OrderRequest, problems: tuple[str, ...], operation: str) -> OrderDenied:
        text = "; ".join(problems)
        order = order_from_request(request, status=OrderStatus.DENIED, ts_recv=self.clock.time_ns(), reason=text)
        return OrderDenied(text, order=order, problems=problems, venue=self.venue, operation=operation)

    async def _resolved(self, method: Capability, request: C, instrument: Instrument) -> C:
        """With the venue's order id, where it must have it."""
        found = await self._venue_order_id(method, instrument, request.venue_order_id, request.client_order_id)
        if found == request.venue_order_id:
            return request
        return msgspec.structs.replace(request, venue_order_id=found)

    # ------------------------------------------------------------------ sending, and what comes of it

    async def _command(
        self,
        command: Command,
        request: CancelRequest | EditRequest,
        known: Order | None,
        send: Callable[[Order | None], Awaitable[Order | Answer]],
    ) -> Order:
        sent_ns = self.clock.monotonic_ns()
        self.orders.begin(PENDING_BY_COMMAND[command], request.symbol, **ids_of(request))
        begin_command()
        try:
            answer = await send(known)
        except BaseException as error:
            raise self._command_failed(command, request, error, sent_ns) from error.__cause__
        return self._conclude(command, request, answer)

    def _conclude(self, command: Command, request: CancelRequest | EditRequest, answer: Order | Answer) -> Order:
        """A cancel or an edit was answered: PENDING_… in the answer means that it was only accepted."""
        told = answer if isinstance(answer, Order) else answer.order
        pending = PENDING_BY_COMMAND[command]
        order = self._take(answer)
        finished = self.orders.finish(pending, request.symbol, **ids_of(request), done=told.status is not pending)
        return order if finished is None or told.replaces is not None else finished

    def _create_failed(self, request: OrderRequest, error: BaseException, sent_ns: int) -> BaseException:
        """Bring the order to the state that `error` proves; what to raise."""
        assert request.client_order_id is not None
        if isinstance(error, ConfigurationError | NotSupported) or failed_before_sending(error):
            self.orders.deny(request.symbol, request.client_order_id, str(error))
        elif is_definite(error):
            self.orders.refuse(request.symbol, request.client_order_id, str(error))
        else:
            return self._unknown(error, Command.CREATE, order_from_request(request), sent_ns)
        return error

    def _command_failed(
        self, command: Command, request: CancelRequest | EditRequest, error: BaseException, sent_ns: int
    ) -> BaseException:
        if is_definite(error):
            order = self.orders.finish(PENDING_BY_COMMAND[command], request.symbol, **ids_of(request))
            if isinstance(error, OrderNotFound | CancelRejected) and order is not None and not order.status.is_final:
                self._check(order)  # too late, perhaps: it may have been filled
            return error
        return self._unknown(error, command, Order(symbol=request.symbol, **ids_of(request)), sent_ns)


async def _once(fills: AsyncIterator[Fill]) -> AsyncIterator[Fill]:
    """Without those that a page before had, too."""
    seen: set[tuple[str, str | None, str | None]] = set()
    async for fill in fills:
        key = (fill.symbol, fill.venue_order_id, fill.trade_id)
        if key not in seen:
            seen.add(key)
            yield fill
