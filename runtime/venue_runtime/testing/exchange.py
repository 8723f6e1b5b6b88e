"""`SimulatedExchange`: price-time-priority matching with accounts, in contract terms.

Every command runs to its end before it returns: matching, settlement, triggered orders, then the events, in order. The
same commands at the same times give the same ids, trades and events.
"""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Callable, Mapping
from decimal import Decimal, localcontext

from msgspec import Struct
from msgspec.structs import replace

from venue_runtime.errors import (
    ConfigurationError,
)
from venue_runtime.model import (
    Balance,
    BookLevel,
    Fill,
    Instrument,
    InstrumentStatus,
    OrderRequest,
    OrderStatus,
    Position,
    Side,
)
from venue_runtime.testing.accounts import Account, Fees
from venue_runtime.testing.engine import Engine
from venue_runtime.testing.events import (
    Execution,
    Listener,
    OrderReport,
)
from venue_runtime.testing.reasons import Reason
from venue_runtime.testing.rules import EXACT, refuse
from venue_runtime.testing.tape import Tape

__all__ = ["BookView", "SimulatedExchange"]


class BookView(Struct, frozen=True, kw_only=True):
    """Visible levels at one moment, best first; `last_id` is the update id of the last change in it."""

    symbol: str
    last_id: int
    bids: tuple[BookLevel, ...]
    asks: tuple[BookLevel, ...]
    ts_event: int


class SimulatedExchange(Engine):
    """A venue's matching engine.

    Args:
        clock: gives every time; `tick()` must be called (the simulated venue does) while nothing else happens.
        instruments: what trades here, with the rules that orders must keep.
        fees: rates of accounts that were added without their own.
        leverage: notional that a derivative order may have per unit of free settlement currency.
        keep: how many closed orders, fills per account and trades per symbol stay queryable.
    """

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
        """Call `listener` with every event, synchronously, in order; the answer ends it. It may send commands."""
        self._listeners.append(listener)

        def unsubscribe() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return unsubscribe

    # ------------------------------------------------------------ commands

    def create_order(self, account: str, request: OrderRequest) -> OrderReport:
        """Accept an order and match it; the report's `fills` are those it made at once.

        Raises:
            InvalidOrder: `code` is a `Reason` value.
            MarketClosed, InsufficientFunds, DuplicateOrderId, PostOnlyRejected.
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
        command_id: str | None = None,
    ) -> OrderReport:
        """Change an order in place. A smaller quantity alone keeps its priority; anything else loses it and may trade.

        `command_id` is an id that the edit itself carries at some venues.

        Raises:
            OrderNotFound, CancelRejected (no longer open), InvalidOrder, InsufficientFunds, PostOnlyRejected.
        """
        with localcontext(EXACT):
            self.tick()
            order = self._find_open(account, symbol, venue_order_id, client_order_id)
            fills = self._edit(order, quantity, price, new_client_order_id, command_id)
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
        """Dead-man switch: cancel everything at the returned time (ns) unless called again; 0 disarms."""
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

    @property
    def accounts(self) -> tuple[str, ...]:
        """Names of all accounts."""
        return tuple(self._accounts)

    def instrument(self, symbol: str) -> Instrument:
        """One instrument.

        Raises:
            InvalidOrder: `unknown_symbol`.
        """
        return self._market(symbol).instrument

    def by_venue_symbol(self, venue_symbol: str, partition: str | None = None) -> Instrument:
        """The instrument that the venue calls so (in this partition, if one is given).

        Raises:
            InvalidOrder: `unknown_symbol`.
        """
        for market in self._markets.values():
            one = market.instrument
            if venue_symbol in (one.venue_symbol, *one.aliases) and partition in (None, one.partition):
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
