"""State of the simulated exchange: markets, accounts, orders; what enters, what ends, and what listeners are told."""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Iterable
from decimal import Decimal

from venue_runtime.clock import Clock
from venue_runtime.errors import (
    CancelRejected,
    DuplicateOrderId,
    OrderNotFound,
    PostOnlyRejected,
)
from venue_runtime.model import (
    BookLevel,
    Fill,
    Instrument,
    InstrumentKind,
    OrderRequest,
    OrderStatus,
    OrderType,
    Side,
    TimeInForce,
)
from venue_runtime.testing import rules
from venue_runtime.testing.accounts import Account, Fees
from venue_runtime.testing.events import (
    BalanceEvent,
    BookEvent,
    ExchangeEvent,
    Execution,
    Listener,
    OrderReport,
    QuoteEvent,
)
from venue_runtime.testing.limit_book import LimitBook
from venue_runtime.testing.reasons import Reason
from venue_runtime.testing.rules import refuse
from venue_runtime.testing.tape import Tape
from venue_runtime.testing.working import ZERO, WorkingOrder

_DAY_NS = 86_400_000_000_000


class Market:
    """Everything of one symbol."""

    __slots__ = ("book", "instrument", "quoted", "tape", "waiting")

    def __init__(self, instrument: Instrument, first_update_id: int, first_trade_id: int) -> None:
        self.instrument = instrument
        self.book = LimitBook(instrument.symbol, first_update_id)
        self.tape = Tape(instrument.symbol, first_trade_id)
        self.waiting: dict[int, WorkingOrder] = {}
        self.quoted: tuple[BookLevel | None, BookLevel | None] = (None, None)


class Ledger:
    """The part of the exchange under the matching: see `SimulatedExchange` for the arguments."""

    def __init__(
        self,
        clock: Clock,
        instruments: Iterable[Instrument],
        *,
        fees: Fees | None = None,
        leverage: Decimal = Decimal(10),
        first_order_id: int = 1,
        first_trade_id: int = 1,
        first_update_id: int = 1,
        keep: int = 10_000,
    ) -> None:
        self.clock = clock
        self.fees = fees or Fees()
        self._leverage = leverage
        self._markets = {i.symbol: Market(i, first_update_id, first_trade_id) for i in instruments}
        self._accounts: dict[str, Account] = {}
        self._orders: dict[int, WorkingOrder] = {}
        self._open: dict[str, dict[int, WorkingOrder]] = {}
        self._by_client_id: dict[tuple[str, str], WorkingOrder] = {}
        self._closed: deque[WorkingOrder] = deque()
        self._fills: dict[str, deque[Fill]] = {}
        self._keep = keep
        self._next_order_id = first_order_id
        self._next_report_id = 1
        self._expiries: list[tuple[int, int]] = []
        self._dead_man: dict[tuple[str, str | None], int] = {}
        self._listeners: list[Listener] = []
        self._events: deque[ExchangeEvent] = deque()
        self._publishing = False

    # ------------------------------------------------------------ accepting

    def _market(self, symbol: str) -> Market:
        market = self._markets.get(symbol)
        if market is None:
            raise refuse(Reason.UNKNOWN_SYMBOL, f"unknown symbol {symbol!r}")
        return market

    def _account(self, name: str) -> Account:
        account = self._accounts.get(name)
        if account is None:
            raise refuse(Reason.UNKNOWN_ACCOUNT, f"unknown account {name!r}")
        return account

    def _find(self, account: str, symbol: str, venue_order_id: str | None, client_order_id: str | None) -> WorkingOrder:
        name = self._account(account).name
        order: WorkingOrder | None = None
        if venue_order_id is not None:
            order = self._orders.get(int(venue_order_id)) if venue_order_id.isdecimal() else None
        elif client_order_id is not None:
            order = self._by_client_id.get((name, client_order_id))
        if order is None or order.account != name or order.symbol != symbol:
            raise refuse(Reason.ORDER_NOT_FOUND, f"no order {venue_order_id or client_order_id!r}", OrderNotFound)
        if client_order_id is not None and order.request.client_order_id != client_order_id:
            raise refuse(Reason.ORDER_NOT_FOUND, "the two order ids name different orders", OrderNotFound)
        return order

    def _find_open(self, account: str, symbol: str, venue_id: str | None, client_id: str | None) -> WorkingOrder:
        order = self._find(account, symbol, venue_id, client_id)
        if not order.is_open:
            raise refuse(Reason.ORDER_CLOSED, f"order {order.id} is {order.status.value}", CancelRejected)
        return order

    def _check_client_id(self, account: str, client_order_id: str | None) -> None:
        if client_order_id is not None:
            known = self._by_client_id.get((account, client_order_id))
            if known is not None and known.is_open:
                message = f"client order id {client_order_id!r} is in use"
                raise refuse(Reason.DUPLICATE_ORDER_ID, message, DuplicateOrderId)

    def _checked(self, account: str, request: OrderRequest) -> WorkingOrder:
        market, now = self._market(request.symbol), self.clock.time_ns()
        owner = self._account(account)
        rules.check_form(request, market.instrument, now)
        rules.check_sizes(request, market.instrument, market.tape.last)
        self._check_client_id(owner.name, request.client_order_id)
        expire = request.expire_time if request.time_in_force is TimeInForce.GTD else None
        if request.time_in_force is TimeInForce.DAY:
            expire = (now // _DAY_NS + 1) * _DAY_NS
        order = WorkingOrder(account, request, self._next_order_id, now, expire)
        last = market.tape.last
        if order.waiting:
            if order.trigger_price is not None and last is not None:
                trailing = request.type is OrderType.TRAILING_STOP
                if not trailing and rules.fires(request.type, order.side, order.trigger_price, last):
                    raise refuse(Reason.TRIGGER_IMMEDIATELY, f"{request.type.value} would trigger at once")
        elif request.post_only and market.book.crosses(order.side, order.price):
            raise refuse(Reason.WOULD_CROSS, "post-only order would trade at once", PostOnlyRejected)
        if request.reduce_only:
            self._check_reduces(owner, order)
        return order

    def _check_reduces(self, owner: Account, order: WorkingOrder) -> None:
        held = owner.position(order.symbol)
        if held == 0 or (held > 0) == (order.side is Side.BUY):
            raise refuse(Reason.REDUCE_ONLY, "there is no position to reduce")

    def _check_funds(self, order: WorkingOrder, market: Market) -> None:
        """Refuse what the free balance cannot carry; a market order pays as it trades."""
        owner, instrument = self._accounts[order.account], market.instrument
        if instrument.kind is not InstrumentKind.SPOT:
            price = order.price or order.trigger_price or market.tape.last or market.book.best(order.side.opposite)
            if price is not None and not order.request.reduce_only:
                notional = instrument.notional(order.leaves, price)
                worth = notional / price if instrument.inverse else notional
                owner.require(instrument.settle or instrument.quote, worth / self._leverage)
            return
        currency, amount = owner.cost_to_lock(instrument, order)
        if order.quantity is None and order.side is Side.SELL:
            best = market.book.best(Side.BUY)
            amount = order.quote_left / best if best else ZERO
        if order.price is None and not order.waiting and order.side is Side.BUY and order.quantity is not None:
            amount = self._market_cost(order, market) * (1 + owner.fees.reserve)
        owner.require(currency, amount)

    def _market_cost(self, order: WorkingOrder, market: Market) -> Decimal:
        """What a market buy will cost, as the book stands: own orders that prevention would cancel cost nothing."""
        cost, left = ZERO, order.leaves
        for maker in market.book.orders(Side.SELL):
            if left <= 0:
                break
            if maker.account == order.account and order.prevents_self_trade:
                continue
            taken = min(left, maker.leaves)
            cost += market.instrument.notional(taken, maker.price or ZERO)
            left -= taken
        return cost

    def _accept(self, account: str, request: OrderRequest) -> WorkingOrder:
        order = self._checked(account, request)
        market = self._market(request.symbol)
        self._check_funds(order, market)
        if order.price is not None or order.waiting:
            owner = self._accounts[account]
            owner.relock(order, *owner.cost_to_lock(market.instrument, order))
        self._next_order_id += 1
        self._orders[order.id] = order
        self._open[account][order.id] = order
        if request.client_order_id is not None:
            self._by_client_id[account, request.client_order_id] = order
        if order.expire_ns is not None:
            heapq.heappush(self._expiries, (order.expire_ns, order.id))
        if order.waiting:
            market.waiting[order.id] = order
        self._report(order, Execution.NEW)
        return order

    def _relock(self, order: WorkingOrder, market: Market) -> None:
        owner = self._accounts[order.account]
        owner.relock(order, *owner.cost_to_lock(market.instrument, order))

    def _close(
        self,
        order: WorkingOrder,
        status: OrderStatus,
        execution: Execution,
        reason: str | None = None,
        command_id: str | None = None,
    ) -> OrderReport:
        """End an open order: take it out of the book, free its money, tell."""
        market = self._market(order.symbol)
        if market.waiting.pop(order.id, None) is None and order.shown > 0:
            market.book.remove(order)
        order.status, order.reason, order.updated_ns = status, reason, self.clock.time_ns()
        self._forget(order)
        return self._report(order, execution, command_id=command_id)

    def _forget(self, order: WorkingOrder) -> None:
        """A closed order leaves the open ones, and in the end memory."""
        order.shown = ZERO
        self._accounts[order.account].release(order)
        self._open[order.account].pop(order.id, None)
        self._closed.append(order)
        while len(self._closed) > self._keep:
            old = self._closed.popleft()
            self._orders.pop(old.id, None)
            key = (old.account, old.request.client_order_id or "")
            if self._by_client_id.get(key) is old:
                del self._by_client_id[key]

    # ------------------------------------------------------------ telling

    def _report(
        self,
        order: WorkingOrder,
        execution: Execution,
        fills: tuple[Fill, ...] = (),
        *,
        command_id: str | None = None,
        publish: bool = True,
    ) -> OrderReport:
        report = order.report(execution, self._next_report_id, fills, command_id)
        if publish:
            self._next_report_id += 1
            self._events.append(report)
        return report

    def _status(self, order: WorkingOrder) -> OrderReport:
        return order.report(Execution.STATUS, self._next_report_id - 1)

    def _publish(self) -> None:
        """Deliver what happened: orders and trades as they came, then books, quotes and balances as they now are."""
        now = self.clock.time_ns()
        for symbol, market in self._markets.items():
            first = market.book.last_id + 1
            changes = market.book.take_changes()
            if not changes:
                continue
            last = market.book.last_id
            self._events.append(BookEvent(symbol=symbol, first_id=first, last_id=last, changes=changes, ts_event=now))
            bids, asks = market.book.levels(Side.BUY, 1), market.book.levels(Side.SELL, 1)
            bid, ask = bids[0] if bids else None, asks[0] if asks else None
            if (bid, ask) != market.quoted:
                market.quoted = (bid, ask)
                self._events.append(
                    QuoteEvent(
                        symbol=symbol,
                        update_id=last,
                        bid=bid.price if bid else None,
                        bid_quantity=bid.quantity if bid else None,
                        ask=ask.price if ask else None,
                        ask_quantity=ask.quantity if ask else None,
                        ts_event=now,
                    )
                )
        for account in self._accounts.values():
            balances = account.take_touched()
            if balances:
                self._events.append(BalanceEvent(account=account.name, balances=balances, ts_event=now))
        if self._publishing:
            return
        self._publishing = True
        try:
            while self._events:
                event = self._events.popleft()
                for listener in tuple(self._listeners):
                    listener(event)
        finally:
            self._publishing = False
