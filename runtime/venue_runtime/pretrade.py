"""Limits of our own that an order must keep before it is sent: the last line against a fat finger or a runaway
strategy.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from msgspec import Struct

from .model import Instrument, OrderRequest, Side

__all__ = ["PretradeLimits"]


class PretradeLimits(Struct, frozen=True, kw_only=True):
    """What every order has to keep; None: no limit. `by_symbol` replaces the limits as a whole for one symbol.

    An order that a limit needs a reference price for is refused when there is none: a limit that silently does not
    apply is worse than none.
    """

    max_quantity: Decimal | None = None
    """In the instrument's `quantity_unit`."""
    max_notional: Decimal | None = None
    """In quote currency."""
    price_band: Decimal | None = None
    """Fraction of the reference price that a price may be worse than it: buying above, selling below (0.05 is 5 %)."""
    by_symbol: Mapping[str, PretradeLimits] = {}

    def of(self, symbol: str) -> PretradeLimits:
        return self.by_symbol.get(symbol, self)

    def needs_reference(self, request: OrderRequest) -> bool:
        """Whether `check` will want a reference price for this order."""
        mine = self.of(request.symbol)
        by_quote = request.quote_quantity is not None
        if mine.max_notional is not None and request.price is None and not by_quote:
            return True
        if mine.max_quantity is not None and request.quantity is None and by_quote:
            return True
        return mine.price_band is not None and (request.price is not None or request.trigger_price is not None)

    def check(self, request: OrderRequest, instrument: Instrument, reference: Decimal | None = None) -> tuple[str, ...]:
        """Every limit that `request` breaks, as sentences. `reference` is a current price of the instrument."""
        mine = self.of(request.symbol)
        problems: list[str] = []
        if reference is None and self.needs_reference(request):
            problems.append("no reference price to check the limits against")
        price = request.price if request.price is not None else reference
        if mine.max_quantity is not None:
            quantity = request.quantity
            if quantity is None and request.quote_quantity is not None and price:
                quantity = request.quote_quantity / price
            if quantity is not None and quantity > mine.max_quantity:
                problems.append(f"quantity {quantity:f} is above our limit of {mine.max_quantity:f}")
        if mine.max_notional is not None:
            notional = request.quote_quantity
            if notional is None and request.quantity is not None and price is not None:
                notional = instrument.notional(request.quantity, price)
            if notional is not None and notional > mine.max_notional:
                problems.append(f"notional {notional:f} is above our limit of {mine.max_notional:f} {instrument.quote}")
        if mine.price_band is not None and reference is not None:
            for name, value in (("price", request.price), ("trigger_price", request.trigger_price)):
                if value is not None and _outside(value, reference, mine.price_band, request.side):
                    problems.append(f"{name} {value:f} is more than {mine.price_band:%} worse than {reference:f}")
        return tuple(problems)


def _outside(price: Decimal, reference: Decimal, band: Decimal, side: Side) -> bool:
    return price > reference * (1 + band) if side is Side.BUY else price < reference * (1 - band)
