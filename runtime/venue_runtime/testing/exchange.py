"""`SimulatedExchange`: price-time-priority matching with accounts, in contract terms.

Every command runs to its end before it returns: matching, settlement, triggered orders, then the events, in order. The
same commands at the same times give the same ids, trades and events.
"""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from decimal import ROUND_FLOOR, Decimal, localcontext

from msgspec import Struct
from msgspec.structs import replace

from venue_runtime.clock import Clock
from venue_runtime.errors import (
    CancelRejected,
    ConfigurationError,
    DuplicateOrderId,
    OrderNotFound,
    PostOnlyRejected,
    VenueError,
)
from venue_runtime.model import (
    Balance,
    BookLevel,
    Fill,
    Instrument,
    InstrumentKind,
    InstrumentStatus,
    Liquidity,
    OrderRequest,
    OrderStatus,
    OrderType,
    Position,
    SelfTradePrevention,
    Side,
    TimeInForce,
    Trade,
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
    TradeEvent,
)
from venue_runtime.testing.limit_book import LimitBook
from venue_runtime.testing.reasons import Reason
from venue_runtime.testing.rules import EXACT, refuse
from venue_runtime.testing.tape import Tape
from venue_runtime.testing.working import ZERO, WorkingOrder

__all__ = ["BookView", "SimulatedExchange"]

_DAY_NS = 86_400_000_000_000


class BookView(Struct, frozen=True, kw_only=True):
    """Visible levels at one moment, best first; `last_id` is the update id of the last change in it."""

    symbol: str
    last_id: int
    bids: tuple[BookLevel, ...]
    asks: tuple[BookLevel, ...]
    ts_event: int


class _Market:
    """Everything of one symbol."""

    __slots__ = ("book", "instrument", "quoted", "tape", "waiting")

    def __init__(self, instrument: Instrument, first_update_id: int, first_trade_id: int) -> None:
        self.instrument = instrument
        self.book = LimitBook(instrument.symbol, first_update_id)
        self.tape = Tape(first_trade_id)
        self.waiting: dict[int, WorkingOrder] = {}
        self.quoted: tuple[BookLevel | None, BookLevel | None] = (None, None)


class SimulatedExchange:
    """A venue's matching engine.

    Args:
        clock: gives every time; `tick()` must be called (the simulated venue does) for expiries while nothing else happens.
        instruments: what trades here, with the rules that orders must keep.
        fees: rates of accounts that were added without their own.
        leverage: notional that a derivative order may have per unit of free settlement currency.
        keep: how many closed orders, fills per account and trades per symbol stay queryable.
    """

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
        self._markets = {i.symbol: _Market(i, first_update_id, first_trade_id) for i in instruments}
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

    # ------------------------------------------------------------ setting up

    def add_account(
        self, name: str, balances: Mapping[str, Decimal] | None = None, fees: Fees | None = None
    ) -> Account:
        """Open an account with free balances.

        Raises:
            ConfigurationError: the name is taken.
        """
        if name in self._accounts:
            raise ConfigurationError(f"account {name!r} exists")
        account = self._accounts[name] = Account(name, fees or self.fees)
        self._open[name] = {}
        self._fills[name] = deque(maxlen=self._keep)
        for currency, amount in (balances or {}).items():
            account.credit(currency, amount)
        account.take_touched()
        return account

    def deposit(self, account: str, currency: str, amount: Decimal) -> None:
        """Credit (negative: debit) a free balance and tell the listeners."""
        self._account(account).credit(currency, amount)
        self._publish()

    def set_status(self, symbol: str, status: InstrumentStatus) -> None:
        """Halt or reopen trading; resting orders stay."""
        market = self._market(symbol)
        market.instrument = replace(market.instrument, status=status)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` with every event, synchronously, in order; the answer ends it. Listeners may send commands."""
        self._listeners.append(listener)

        def unsubscribe() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return unsubscribe

    # ------------------------------------------------------------ commands

    def create_order(self, account: str, request: OrderRequest) -> OrderReport:
        """Accept an order and match it; the report's `fills` are those it made at once.

        Raises:
            InvalidOrder: `code` is a `Reason` value. MarketClosed, InsufficientFunds, DuplicateOrderId, PostOnlyRejected.
        """
        with localcontext(EXACT):
            self.tick()
            order = self._accept(account, request)
            fills = self._activate(order) if not order.waiting else ()
            self._run_triggers(order.symbol)
            report = self._report(order, Execution.TRADE if fills else Execution.STATUS, fills, publish=False)
        self._publish()
        return report

    def check_order(self, account: str, request: OrderRequest) -> None:
        """Everything that `create_order` checks, with no effect (a venue's test endpoint). Raises like it."""
        with localcontext(EXACT):
            self.tick()
            order = self._checked(account, request)
            self._check_funds(order, self._market(request.symbol))

    def edit_order(
        self,
        account: str,
        symbol: str,
        *,
        venue_order_id: str | None = None,
        client_order_id: str | None = None,
        quantity: Decimal | None = None,
        price: Decimal | None = None,
        new_client_order_id: str | None = None,
    ) -> OrderReport:
        """Change a resting order in place. A smaller quantity alone keeps its priority; anything else loses it and may trade.

        Raises:
            OrderNotFound, CancelRejected (no longer open), InvalidOrder, InsufficientFunds, PostOnlyRejected.
        """
        with localcontext(EXACT):
            self.tick()
            order = self._find_open(account, symbol, venue_order_id, client_order_id)
            fills = self._edit(order, quantity, price, new_client_order_id)
            self._run_triggers(symbol)
            report = self._report(order, Execution.TRADE if fills else Execution.REPLACED, fills, publish=False)
        self._publish()
        return report

    def cancel_order(
        self,
        account: str,
        symbol: str,
        *,
        venue_order_id: str | None = None,
        client_order_id: str | None = None,
        command_id: str | None = None,
    ) -> OrderReport:
        """Cancel an open order; `command_id` is an id that the cancel itself carries at some venues.

        Raises:
            OrderNotFound: no such order. CancelRejected: it is no longer open.
        """
        with localcontext(EXACT):
            self.tick()
            order = self._find_open(account, symbol, venue_order_id, client_order_id)
            report = self._close(order, OrderStatus.CANCELED, Execution.CANCELED, command_id=command_id)
        self._publish()
        return report

    def cancel_all_orders(self, account: str, symbol: str | None = None) -> list[OrderReport]:
        """Cancel every open order of an account, oldest first."""
        with localcontext(EXACT):
            self.tick()
            chosen = [o for o in self._open[self._account(account).name].values() if symbol in (None, o.symbol)]
            reports = [self._close(order, OrderStatus.CANCELED, Execution.CANCELED) for order in chosen]
        self._publish()
        return reports

    def cancel_all_orders_after(self, account: str, seconds: float, symbol: str | None = None) -> int | None:
        """Dead-man switch: cancel everything at the returned time (ns) unless called again; 0 disarms and returns None."""
        self.tick()
        key = (self._account(account).name, symbol)
        if seconds <= 0:
            self._dead_man.pop(key, None)
            return None
        self._dead_man[key] = self.clock.time_ns() + round(seconds * 1_000_000_000)
        return self._dead_man[key]

    def tick(self) -> None:
        """Do what time demands: expire orders, fire dead-man switches. Called by every command too."""
        now = self.clock.time_ns()
        while self._expiries and self._expiries[0][0] <= now:
            _, order_id = heapq.heappop(self._expiries)
            order = self._orders.get(order_id)
            if order is not None and order.is_open and order.expire_ns is not None and order.expire_ns <= now:
                self._close(order, OrderStatus.EXPIRED, Execution.EXPIRED)
        for (account, symbol), due in [item for item in self._dead_man.items() if item[1] <= now]:
            del self._dead_man[account, symbol]
            for order in [o for o in self._open[account].values() if symbol in (None, o.symbol)]:
                self._close(order, OrderStatus.CANCELED, Execution.CANCELED, "dead-man switch")
            assert due <= now
        self._publish()

    # ------------------------------------------------------------ queries

    @property
    def instruments(self) -> dict[str, Instrument]:
        """By symbol."""
        return {symbol: market.instrument for symbol, market in self._markets.items()}

    def instrument(self, symbol: str) -> Instrument:
        """One instrument.

        Raises:
            InvalidOrder: `unknown_symbol`.
        """
        return self._market(symbol).instrument

    def by_venue_symbol(self, venue_symbol: str) -> Instrument:
        """The instrument that the venue calls so.

        Raises:
            InvalidOrder: `unknown_symbol`.
        """
        for market in self._markets.values():
            if market.instrument.venue_symbol == venue_symbol:
                return market.instrument
        raise refuse(Reason.UNKNOWN_SYMBOL, f"unknown symbol {venue_symbol!r}")

    def book(self, symbol: str, depth: int | None = None) -> BookView:
        """Visible levels."""
        book = self._market(symbol).book
        return BookView(
            symbol=symbol,
            last_id=book.last_id,
            bids=book.levels(Side.BUY, depth),
            asks=book.levels(Side.SELL, depth),
            ts_event=self.clock.time_ns(),
        )

    def tape(self, symbol: str) -> Tape:
        """Trades, candles and statistics of a symbol."""
        return self._market(symbol).tape

    def order(
        self, account: str, symbol: str, *, venue_order_id: str | None = None, client_order_id: str | None = None
    ) -> OrderReport:
        """One order, open or closed.

        Raises:
            OrderNotFound: unknown, of another account, or closed so long ago that it was forgotten.
        """
        self.tick()
        return self._status(self._find(account, symbol, venue_order_id, client_order_id))

    def open_orders(self, account: str, symbol: str | None = None) -> list[OrderReport]:
        """Open orders, oldest first."""
        self.tick()
        return [self._status(o) for o in self._open[self._account(account).name].values() if symbol in (None, o.symbol)]

    def all_orders(self, account: str, symbol: str | None = None) -> list[OrderReport]:
        """Open and remembered closed orders, oldest first."""
        self.tick()
        name = self._account(account).name
        return [self._status(o) for o in self._orders.values() if o.account == name and symbol in (None, o.symbol)]

    def fills(self, account: str, symbol: str | None = None) -> list[Fill]:
        """Fills of an account, oldest first."""
        return [fill for fill in self._fills[self._account(account).name] if symbol in (None, fill.symbol)]

    def balances(self, account: str) -> dict[str, Balance]:
        """Balances of an account."""
        return self._account(account).balances()

    def positions(self, account: str) -> list[Position]:
        """Open positions of an account."""
        return self._account(account).positions()

    # ------------------------------------------------------------ accepting

    def _market(self, symbol: str) -> _Market:
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

    def _check_funds(self, order: WorkingOrder, market: _Market) -> None:
        """Refuse what the free balance cannot carry. An open order then holds its lock; a market order pays as it trades."""
        owner, instrument = self._accounts[order.account], market.instrument
        if instrument.kind is not InstrumentKind.SPOT:
            price = order.price or order.trigger_price or market.tape.last or market.book.best(order.side.opposite)
            if price is not None and not order.request.reduce_only:
                notional = instrument.notional(order.leaves, price)
                worth = notional / price if instrument.inverse else notional
                owner.require(instrument.settle or instrument.quote, worth / self._leverage)
            return
        currency, amount = owner.cost_to_lock(instrument, order)
        if order.price is None and not order.waiting and order.side is Side.BUY and order.quantity is not None:
            amount = self._market_cost(order, market) * (1 + owner.fees.reserve)
        owner.require(currency, amount)

    def _market_cost(self, order: WorkingOrder, market: _Market) -> Decimal:
        """What a market buy will cost, as the book stands: own orders that prevention would cancel cost nothing."""
        cost, left = ZERO, order.leaves
        for maker in market.book.orders(Side.SELL):
            if left <= 0:
                break
            if maker.account == order.account and order.request.self_trade_prevention not in (
                None,
                SelfTradePrevention.NONE,
            ):
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

    # ------------------------------------------------------------ matching

    def _activate(self, order: WorkingOrder) -> tuple[Fill, ...]:
        """Match an active order; rest or expire what is left."""
        market = self._market(order.symbol)
        if order.time_in_force is TimeInForce.FOK and not self._fillable(order, market):
            self._close(order, OrderStatus.EXPIRED, Execution.EXPIRED, "fill or kill")
            return ()
        fills = self._match(order, market)
        if order.is_open:
            if order.price is not None and order.time_in_force not in (TimeInForce.IOC, TimeInForce.FOK):
                market.book.add(order)
            elif order.quantity is None and fills:
                self._finish(order)
            else:
                self._close(order, OrderStatus.EXPIRED, Execution.EXPIRED, order.reason or "nothing left to trade with")
        return fills

    def _finish(self, order: WorkingOrder) -> None:
        """An order by quote amount ends filled when what is left buys no further increment."""
        order.quantity = order.filled
        self._close(order, OrderStatus.FILLED, None)

    def _fillable(self, order: WorkingOrder, market: _Market) -> bool:
        left = order.leaves
        for maker in market.book.orders(order.side.opposite):
            assert maker.price is not None
            if left <= 0 or (order.price is not None and not _reaches(order.side, order.price, maker.price)):
                break
            if maker.account != order.account or order.request.self_trade_prevention in (
                None,
                SelfTradePrevention.NONE,
            ):
                left -= maker.leaves
        return left <= 0

    def _match(self, order: WorkingOrder, market: _Market) -> tuple[Fill, ...]:
        fills: list[Fill] = []
        while order.is_open and market.book.crosses(order.side, order.price):
            maker = market.book.head(order.side.opposite)
            assert maker is not None
            if maker.account == order.account and self._prevented(order, maker, market):
                continue
            quantity = self._matchable(order, maker, market)
            if quantity <= 0:
                break
            fills.append(self._trade(order, maker, quantity, market))
        return tuple(fills)

    def _matchable(self, order: WorkingOrder, maker: WorkingOrder, market: _Market) -> Decimal:
        assert maker.price is not None
        instrument = market.instrument
        wanted = order.leaves
        if order.quantity is None:
            increment = instrument.quantity_increment or Decimal(1).scaleb(-8)
            with localcontext(EXACT) as context:
                context.rounding = ROUND_FLOOR
                reserve = self._accounts[order.account].fees.reserve if order.side is Side.BUY else ZERO
                wanted = (order.quote_left / (maker.price * (1 + reserve)) // increment) * increment
            if order.side is Side.SELL:
                wanted = min(wanted, _floor(self._accounts[order.account].free(instrument.base), increment))
        if order.request.reduce_only:
            wanted = min(wanted, abs(self._accounts[order.account].position(order.symbol)))
        return min(wanted, maker.shown)

    def _trade(self, taker: WorkingOrder, maker: WorkingOrder, quantity: Decimal, market: _Market) -> Fill:
        assert maker.price is not None
        now, price = self.clock.time_ns(), maker.price
        trade_id = market.tape.add(price, quantity, taker.side, now)
        buyer, seller = (taker, maker) if taker.side is Side.BUY else (maker, taker)
        taken = self._apply(taker, price, quantity, trade_id, market, maker=False)
        made = self._apply(maker, price, quantity, trade_id, market, maker=True)
        market.book.fill(maker, quantity)
        trade = Trade(
            trade_id=trade_id, symbol=taker.symbol, side=taker.side, price=price, quantity=quantity, ts_event=now
        )
        self._events.append(
            TradeEvent(
                symbol=taker.symbol,
                trade=trade,
                buyer_order_id=str(buyer.id),
                seller_order_id=str(seller.id),
                ts_event=now,
            )
        )
        for order, fill in ((maker, made), (taker, taken)):
            order.status = (
                OrderStatus.FILLED if order.quantity is not None and order.leaves <= 0 else OrderStatus.PARTIALLY_FILLED
            )
            if not order.is_open:
                self._forget(order)
            self._report(order, Execution.TRADE, (fill,))
        return taken

    def _apply(
        self, order: WorkingOrder, price: Decimal, quantity: Decimal, trade_id: str, market: _Market, *, maker: bool
    ) -> Fill:
        owner, now = self._accounts[order.account], self.clock.time_ns()
        holds = bool(order.locked)
        owner.release(order)
        fee, currency = owner.settle(market.instrument, order.side, price, quantity, maker)
        order.filled += quantity
        order.quote_filled += market.instrument.notional(quantity, price)
        order.updated_ns = now
        if holds:
            owner.relock(order, *owner.cost_to_lock(market.instrument, order))
        fill = Fill(
            trade_id=trade_id,
            venue_order_id=str(order.id),
            client_order_id=order.request.client_order_id,
            symbol=order.symbol,
            side=order.side,
            price=price,
            quantity=quantity,
            fee=fee,
            fee_currency=currency,
            liquidity=Liquidity.MAKER if maker else Liquidity.TAKER,
            ts_event=now,
        )
        self._fills[order.account].append(fill)
        return fill

    def _prevented(self, taker: WorkingOrder, maker: WorkingOrder, market: _Market) -> bool:
        """Keep two orders of one account from trading with each other, as the taker's mode says."""
        mode = taker.request.self_trade_prevention
        if mode is None or mode is SelfTradePrevention.NONE:
            return False
        why = Reason.SELF_TRADE.value
        if mode is SelfTradePrevention.DECREMENT and taker.quantity is not None and maker.quantity is not None:
            overlap = min(taker.leaves, maker.leaves)
            taker.quantity -= overlap
            maker.quantity -= overlap
            ended = [order for order in (maker, taker) if order.leaves <= 0]
            if maker not in ended:
                market.book.touch(maker)
                self._relock(maker, market)
                self._report(maker, Execution.REPLACED)
        else:
            ended = {
                SelfTradePrevention.CANCEL_TAKER: [taker],
                SelfTradePrevention.CANCEL_MAKER: [maker],
            }.get(mode, [maker, taker])
        for order in ended:
            self._close(order, OrderStatus.EXPIRED, Execution.EXPIRED, why)
        return True

    # ------------------------------------------------------------ editing, triggers, ends

    def _edit(
        self, order: WorkingOrder, quantity: Decimal | None, price: Decimal | None, client_id: str | None
    ) -> tuple[Fill, ...]:
        market = self._market(order.symbol)
        quantity = order.quantity if quantity is None else quantity
        price = order.price if price is None else price
        if (quantity, price) == (order.quantity, order.price):
            raise refuse(Reason.UNCHANGED, "the edit changes nothing")
        if quantity is None or price is None or order.price is None:
            raise refuse(Reason.UNSUPPORTED, "only orders with a quantity and a price can be edited")
        if client_id is not None:
            self._check_client_id(order.account, client_id)
        wanted = replace(
            order.request, quantity=quantity, price=price, client_order_id=client_id or order.request.client_order_id
        )
        rules.check_sizes(wanted, market.instrument, None)
        if quantity <= order.filled:
            raise refuse(Reason.FILLED_QUANTITY, f"{order.filled:f} is filled already")
        keeps_place = price == order.price and order.quantity is not None and quantity < order.quantity
        crosses = not order.waiting and market.book.crosses(order.side, price)
        if crosses and order.request.post_only:
            raise refuse(Reason.WOULD_CROSS, "the edited post-only order would trade at once", PostOnlyRejected)
        former = (order.quantity, order.price)
        resting = not order.waiting
        owner = self._accounts[order.account]
        order.quantity, order.price = quantity, price
        currency, amount = owner.cost_to_lock(market.instrument, order)
        order.quantity, order.price = former
        owner.require(currency, amount - order.locked)
        if resting and not keeps_place:
            market.book.remove(order)
        order.quantity, order.price, order.request = quantity, price, wanted
        order.updated_ns = self.clock.time_ns()
        owner.relock(order, currency, amount)
        if client_id is not None:
            self._by_client_id[order.account, client_id] = order
        self._report(order, Execution.REPLACED)
        if not resting:
            return ()
        if keeps_place:
            market.book.touch(order)
            return ()
        return self._activate(order)

    def _run_triggers(self, symbol: str) -> None:
        """Fire what the last price triggers, oldest first, until nothing more fires: a fired order may move the price."""
        market = self._market(symbol)
        while market.waiting:
            prices = market.tape.take_new_prices()
            for price in prices:
                for order in market.waiting.values():
                    _trail(order, price)
            due = [
                order
                for order in market.waiting.values()
                if order.trigger_price is not None
                and any(rules.fires(order.request.type, order.side, order.trigger_price, price) for price in prices)
            ]
            if not due:
                return
            for order in due:
                if order.is_open and market.waiting.pop(order.id, None) is not None:
                    self._fire(order, market)
        market.tape.take_new_prices()

    def _fire(self, order: WorkingOrder, market: _Market) -> None:
        order.waiting = False
        order.status = OrderStatus.TRIGGERED
        order.updated_ns = self.clock.time_ns()
        self._report(order, Execution.TRIGGERED)
        owner = self._accounts[order.account]
        try:
            if order.request.post_only and market.book.crosses(order.side, order.price):
                raise refuse(Reason.WOULD_CROSS, "post-only order would trade at once", PostOnlyRejected)
            if order.price is None:
                owner.release(order)
                self._check_funds(order, market)
        except VenueError as error:
            self._close(order, OrderStatus.EXPIRED, Execution.EXPIRED, error.message)
            return
        self._activate(order)

    def _relock(self, order: WorkingOrder, market: _Market) -> None:
        owner = self._accounts[order.account]
        owner.relock(order, *owner.cost_to_lock(market.instrument, order))

    def _close(
        self,
        order: WorkingOrder,
        status: OrderStatus,
        execution: Execution | None,
        reason: str | None = None,
        command_id: str | None = None,
    ) -> OrderReport:
        """End an open order: take it out of the book, free its money, tell."""
        market = self._market(order.symbol)
        if market.waiting.pop(order.id, None) is None and order.shown > 0:
            market.book.remove(order)
        order.status, order.reason, order.updated_ns = status, reason, self.clock.time_ns()
        self._forget(order)
        if execution is None:
            return self._status(order)
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


def _reaches(side: Side, limit: Decimal, price: Decimal) -> bool:
    return limit >= price if side is Side.BUY else limit <= price


def _floor(value: Decimal, increment: Decimal) -> Decimal:
    return (value // increment) * increment


def _trail(order: WorkingOrder, price: Decimal) -> None:
    """Move a trailing stop's trigger with the best price seen since it began to trail."""
    offset = order.request.trailing_offset
    if order.request.type is not OrderType.TRAILING_STOP or offset is None:
        return
    best = max if order.side is Side.SELL else min
    if order.peak is None:
        start = order.request.trigger_price
        if start is not None and (price < start if order.side is Side.SELL else price > start):
            return
    order.peak = price if order.peak is None else best(order.peak, price)
    order.trigger_price = order.peak - offset if order.side is Side.SELL else order.peak + offset
