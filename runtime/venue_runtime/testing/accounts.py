"""Accounts of the simulated exchange: balances, what open orders lock, positions, and fees."""

from __future__ import annotations

from decimal import ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from typing import Literal, TypeAlias

from msgspec import Struct

from venue_runtime.errors import InsufficientFunds
from venue_runtime.model import Balance, Instrument, InstrumentKind, Position, PositionSide, Side
from venue_runtime.testing.reasons import Reason
from venue_runtime.testing.working import ZERO, WorkingOrder

FeeSide: TypeAlias = Literal["received", "quote"]


class Fees(Struct, frozen=True, kw_only=True):
    """Fee rates as fractions of the amount (0.001 = 10 basis points); a negative maker rate is a rebate.

    `side` says what a spot fee is taken from: the currency received, or always the quote currency. Amounts are rounded
    down to `decimals`, so that what a buy has locked always covers its fee.
    """

    maker: Decimal = Decimal("0.001")
    taker: Decimal = Decimal("0.001")
    side: FeeSide = "received"
    decimals: int = 8

    def of(self, amount: Decimal, maker: bool) -> Decimal:
        """The fee on an amount, rounded."""
        fee = amount * (self.maker if maker else self.taker)
        return fee.quantize(Decimal(1).scaleb(-self.decimals), rounding=ROUND_FLOOR)

    @property
    def reserve(self) -> Decimal:
        """Rate by which a buy's lock must exceed its cost."""
        return max(self.maker, self.taker, ZERO) if self.side == "quote" else ZERO


class _Leg:
    """A net position: `quantity` is signed."""

    __slots__ = ("entry", "quantity")

    def __init__(self) -> None:
        self.quantity = ZERO
        self.entry = ZERO


class Account:
    """One customer. Spot balances never go negative; losses of a derivative may exceed them: nothing liquidates."""

    def __init__(self, name: str, fees: Fees) -> None:
        self.name = name
        self.fees = fees
        self._free: dict[str, Decimal] = {}
        self._locked: dict[str, Decimal] = {}
        self._legs: dict[str, _Leg] = {}
        self._touched: dict[str, None] = {}

    # ------------------------------------------------------------ balances

    def free(self, currency: str) -> Decimal:
        """What can be spent."""
        return self._free.get(currency, ZERO)

    def credit(self, currency: str, amount: Decimal) -> None:
        """Add to (negative: take from) the free balance."""
        self._free[currency] = self._free.get(currency, ZERO) + amount
        self._locked.setdefault(currency, ZERO)
        self._touched[currency] = None

    def require(self, currency: str, amount: Decimal) -> None:
        """Refuse what the free balance does not cover.

        Raises:
            InsufficientFunds: with the amounts.
        """
        if amount > self.free(currency):
            raise InsufficientFunds(
                f"{amount:f} {currency} needed, {self.free(currency):f} free", code=Reason.INSUFFICIENT_FUNDS.value
            )

    def relock(self, order: WorkingOrder, currency: str, amount: Decimal) -> None:
        """Make `amount` the sum that an order holds, moving the difference from or to the free balance."""
        if order.locked == amount:
            return
        difference = amount - order.locked
        if difference > 0:
            self.require(currency, difference)
        self._locked[currency] = self._locked.get(currency, ZERO) + difference
        order.locked, order.locked_currency = amount, currency
        self.credit(currency, -difference)

    def release(self, order: WorkingOrder) -> None:
        """Give back all that an order holds."""
        if order.locked:
            self.relock(order, order.locked_currency, ZERO)

    def balance(self, currency: str) -> Balance:
        """One currency as the contract says it."""
        free, locked = self.free(currency), self._locked.get(currency, ZERO)
        return Balance(currency=currency, total=free + locked, free=free, locked=locked)

    def balances(self) -> dict[str, Balance]:
        """Every currency that the account ever held."""
        return {currency: self.balance(currency) for currency in self._free}

    def take_touched(self) -> tuple[Balance, ...]:
        """Balances changed since the last call."""
        touched = tuple(self.balance(currency) for currency in self._touched)
        self._touched.clear()
        return touched

    # ------------------------------------------------------------ orders

    def cost_to_lock(self, instrument: Instrument, order: WorkingOrder) -> tuple[str, Decimal]:
        """Currency and amount that an order must hold while it is open."""
        if instrument.kind is not InstrumentKind.SPOT:
            return instrument.settle or instrument.quote, ZERO
        if order.side is Side.SELL:
            return instrument.base, order.leaves
        if order.quantity is None:
            return instrument.quote, order.quote_left
        price = order.price if order.price is not None else order.trigger_price
        cost = ZERO if price is None else instrument.notional(order.leaves, price)
        return instrument.quote, cost * (1 + self.fees.reserve)

    def settle(
        self, instrument: Instrument, side: Side, price: Decimal, quantity: Decimal, maker: bool
    ) -> tuple[Decimal, str]:
        """Move money for one fill; returns the fee and its currency."""
        if instrument.kind is not InstrumentKind.SPOT:
            return self._settle_position(instrument, side, price, quantity, maker)
        cost = instrument.notional(quantity, price)
        if side is Side.BUY:
            self.credit(instrument.quote, -cost)
            self.credit(instrument.base, quantity)
        else:
            self.credit(instrument.base, -quantity)
            self.credit(instrument.quote, cost)
        in_base = side is Side.BUY and self.fees.side == "received"
        fee, currency = (
            self.fees.of(quantity if in_base else cost, maker),
            (instrument.base if in_base else instrument.quote),
        )
        self.credit(currency, -fee)
        return fee, currency

    # ------------------------------------------------------------ positions

    def position(self, symbol: str) -> Decimal:
        """Net position, negative when short."""
        leg = self._legs.get(symbol)
        return leg.quantity if leg else ZERO

    def positions(self) -> list[Position]:
        """Open net positions."""
        return [
            Position(
                symbol=symbol,
                side=PositionSide.LONG if leg.quantity > 0 else PositionSide.SHORT,
                quantity=abs(leg.quantity),
                entry_price=leg.entry,
            )
            for symbol, leg in self._legs.items()
            if leg.quantity
        ]

    def _settle_position(
        self, instrument: Instrument, side: Side, price: Decimal, quantity: Decimal, maker: bool
    ) -> tuple[Decimal, str]:
        currency = instrument.settle or instrument.quote
        leg = self._legs.setdefault(instrument.symbol, _Leg())
        signed = quantity if side is Side.BUY else -quantity
        if leg.quantity * signed >= 0:
            held, total = abs(leg.quantity), abs(leg.quantity) + quantity
            leg.entry = (leg.entry * held + price * quantity) / total
        else:
            closed = min(abs(leg.quantity), quantity)
            direction = 1 if leg.quantity > 0 else -1
            self.credit(currency, direction * self._gain(instrument, leg.entry, price, closed))
            if quantity > abs(leg.quantity):
                leg.entry = price
        leg.quantity += signed
        notional = instrument.notional(quantity, price)
        fee = self.fees.of(notional / price if instrument.inverse else notional, maker)
        self.credit(currency, -fee)
        return fee, currency

    def _gain(self, instrument: Instrument, entry: Decimal, price: Decimal, closed: Decimal) -> Decimal:
        size = closed * instrument.contract_size
        gain = size * (1 / entry - 1 / price) if instrument.inverse else size * (price - entry)
        return gain.quantize(Decimal(1).scaleb(-self.fees.decimals), rounding=ROUND_HALF_EVEN)
