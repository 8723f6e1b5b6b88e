"""Example Chain: from the wire to the contract, and back for orders."""

from __future__ import annotations

from decimal import Decimal

from venue_runtime.instruments import format_symbol
from venue_runtime.model import Balance, Instrument, InstrumentKind, InstrumentStatus

from . import types as wire


def market(m: wire.Market) -> Instrument:
    """`Market` as Instrument."""
    return Instrument(
        symbol=format_symbol(m.base, m.quote),
        venue_symbol=m.name,
        kind=InstrumentKind.SPOT,
        base=m.base,
        quote=m.quote,
        status=InstrumentStatus.TRADING,
        price_increment=Decimal("0.1"),
        quantity_increment=Decimal("0.1"),
        raw=m,
    )


def balance(m: wire.Balance) -> Balance:
    """`Balance` as Balance."""
    return Balance(currency=m.coin, total=m.total, free=m.total)
