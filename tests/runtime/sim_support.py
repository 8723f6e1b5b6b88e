"""A small exchange for the simulator's tests: AAA/BBB, price step 0.01, quantity step 0.001."""

from __future__ import annotations

from decimal import Decimal as D
from typing import Any

from venue_runtime.clock import ManualClock
from venue_runtime.model import Instrument, InstrumentKind, OrderRequest, OrderType, Side
from venue_runtime.testing.accounts import Fees
from venue_runtime.testing.events import ExchangeEvent
from venue_runtime.testing.exchange import SimulatedExchange

SYMBOL = "AAA/BBB"
START = 1_700_000_000_000_000_000

INSTRUMENT = Instrument(
    symbol=SYMBOL,
    venue_symbol="AAABBB",
    kind=InstrumentKind.SPOT,
    base="AAA",
    quote="BBB",
    price_increment=D("0.01"),
    quantity_increment=D("0.001"),
    min_quantity=D("0.001"),
    max_quantity=D("1000"),
    min_notional=D("1"),
)
PERPETUAL = Instrument(
    symbol="AAA/BBB:BBB",
    venue_symbol="AAABBB-P",
    kind=InstrumentKind.PERPETUAL,
    base="AAA",
    quote="BBB",
    settle="BBB",
    price_increment=D("0.01"),
    quantity_increment=D("0.001"),
)
NO_FEES = Fees(maker=D(0), taker=D(0))


def make_exchange(fees: Fees = NO_FEES, clock: ManualClock | None = None) -> SimulatedExchange:
    """Two rich accounts, `ann` and `bob`, and a poor one, `cid` (10 BBB)."""
    exchange = SimulatedExchange(clock or ManualClock(START), [INSTRUMENT, PERPETUAL], fees=fees)
    for name in ("ann", "bob"):
        exchange.add_account(name, {"AAA": D(1000), "BBB": D(100_000)})
    exchange.add_account("cid", {"BBB": D(10)})
    return exchange


def request(side: str, quantity: str | None, price: str | None = None, **more: Any) -> OrderRequest:
    """A limit order when a price is given, else a market order."""
    kind = more.pop("type", OrderType.LIMIT if price is not None else OrderType.MARKET)
    return OrderRequest(
        symbol=more.pop("symbol", SYMBOL),
        side=Side(side),
        type=kind,
        quantity=None if quantity is None else D(quantity),
        price=None if price is None else D(price),
        **more,
    )


def record(exchange: SimulatedExchange) -> list[ExchangeEvent]:
    """Every event from now on."""
    events: list[ExchangeEvent] = []
    exchange.subscribe(events.append)
    return events


def levels(exchange: SimulatedExchange, symbol: str = SYMBOL) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Bids and asks as text, best first."""
    book = exchange.book(symbol)
    bids, asks = ([(str(level.price), str(level.quantity)) for level in side] for side in (book.bids, book.asks))
    return bids, asks
