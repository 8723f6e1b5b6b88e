from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from venue_runtime.model import Instrument, InstrumentKind, OrderRequest, OrderType, Side
from venue_runtime.pretrade import PretradeLimits

D = Decimal
INSTRUMENT = Instrument(symbol="AAA/BBB", venue_symbol="AAABBB", kind=InstrumentKind.SPOT, base="AAA", quote="BBB")


def request(side: Side = Side.BUY, **more: Any) -> OrderRequest:
    fields: dict[str, Any] = {"type": OrderType.LIMIT, "quantity": D(1), "price": D(100), **more}
    return OrderRequest(symbol="AAA/BBB", side=side, **fields)


@pytest.mark.parametrize(
    ("limits", "order", "reference", "problems"),
    [
        (PretradeLimits(), request(), None, ()),
        (PretradeLimits(max_quantity=D(1)), request(), None, ()),
        (
            PretradeLimits(max_quantity=D("0.5")),
            request(),
            None,
            ("quantity 1 is above our limit of 0.5",),
        ),
        (
            PretradeLimits(max_notional=D(99)),
            request(),
            None,
            ("notional 100 is above our limit of 99 BBB",),
        ),
        (
            PretradeLimits(max_notional=D(99)),
            request(type=OrderType.MARKET, price=None),
            D("99.5"),
            ("notional 99.5 is above our limit of 99 BBB",),
        ),
        (
            PretradeLimits(max_notional=D(99)),
            request(type=OrderType.MARKET, price=None),
            None,
            ("no reference price to check the limits against",),
        ),
        (PretradeLimits(price_band=D("0.05")), request(price=D(105)), D(100), ()),
        (
            PretradeLimits(price_band=D("0.05")),
            request(price=D("105.01")),
            D(100),
            ("price 105.01 is more than 5% worse than 100",),
        ),
        (PretradeLimits(price_band=D("0.05")), request(price=D(50)), D(100), ()),
        (
            PretradeLimits(price_band=D("0.05")),
            request(Side.SELL, price=D("94.99")),
            D(100),
            ("price 94.99 is more than 5% worse than 100",),
        ),
        (
            PretradeLimits(max_quantity=D(1)),
            request(type=OrderType.MARKET, price=None, quantity=None, quote_quantity=D(250)),
            D(100),
            ("quantity 2.5 is above our limit of 1",),
        ),
    ],
)
def test_limits(
    limits: PretradeLimits, order: OrderRequest, reference: Decimal | None, problems: tuple[str, ...]
) -> None:
    assert limits.check(order, INSTRUMENT, reference) == problems


def test_limits_of_one_symbol_replace_the_general_ones() -> None:
    limits = PretradeLimits(max_quantity=D(10), by_symbol={"AAA/BBB": PretradeLimits(max_notional=D(50))})
    assert limits.check(request(quantity=D(20), price=D(1)), INSTRUMENT) == ()
    assert limits.check(request(), INSTRUMENT) == ("notional 100 is above our limit of 50 BBB",)
