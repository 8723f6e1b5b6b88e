"""Bitvavo: from the wire to the contract, and back for orders."""

from __future__ import annotations

from decimal import Decimal

from venue_runtime.exprs import word_of
from venue_runtime.instruments import format_symbol
from venue_runtime.model import Instrument, InstrumentKind, InstrumentStatus

from . import types as wire


def instrument(m: wire.Market) -> Instrument:
    """`Market` as Instrument."""
    return Instrument(
        symbol=format_symbol(m.base, m.quote),
        venue_symbol=m.market,
        kind=InstrumentKind.SPOT,
        base=m.base,
        quote=m.quote,
        status=InstrumentStatus.TRADING if m.status == "trading" else InstrumentStatus.HALTED,
        price_increment=m.tick_size,
        quantity_increment=Decimal("1e-" + word_of(m.quantity_decimals)),
        min_quantity=m.min_base,
        max_quantity=m.max_base,
        min_notional=m.min_quote,
        raw=m,
    )
