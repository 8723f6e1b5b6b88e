"""The made-up derivatives exchange, simulated: batches matched order by order, the dead-man switch, positions."""

from __future__ import annotations

from collections.abc import AsyncIterator
from decimal import Decimal

import pytest
import pytest_asyncio
from venue_runtime import Credentials, OrderStatus, OrderType, Side
from venue_runtime.errors import CancelRejected, InvalidOrder, OrderNotFound, VenueResponseError
from venue_runtime.ids import SeededRandom
from venue_runtime.model import (
    CancelRequest,
    Instrument,
    InstrumentKind,
    Order,
    OrderRequest,
    PositionSide,
    QuantityUnit,
)
from venue_runtime.testing.exchange import SimulatedExchange
from venue_runtime.testing.memory import DrivenClock, MemoryHttp, MemorySockets
from venue_runtime.testing.server import SimulatedVenue
from venues.example_futures import ExampleFutures
from venues.example_futures.simulated import SimulatedExampleFutures

D = Decimal
SYMBOL = "BTC/USD:BTC"
KEYS = Credentials(api_key="key-1", api_secret="hush")
PERPETUAL = Instrument(
    symbol=SYMBOL,
    venue_symbol="BTCUSD",
    kind=InstrumentKind.PERPETUAL,
    base="BTC",
    quote="USD",
    settle="BTC",
    price_increment=D("0.1"),
    quantity_increment=D("0.1"),
    quantity_unit=QuantityUnit.CONTRACTS,
    contract_size=D(100),
    inverse=True,
)


@pytest_asyncio.fixture
async def clock() -> AsyncIterator[DrivenClock]:
    clock = DrivenClock(1_700_000_000_000_000_000)
    async with clock.running():
        yield clock


@pytest.fixture
def exchange(clock: DrivenClock) -> SimulatedExchange:
    exchange = SimulatedExchange(clock, [PERPETUAL])
    for account in ("trader", "other"):
        exchange.add_account(account, {"BTC": D(100), "USD": D(100_000)})
    return exchange


@pytest_asyncio.fixture
async def client(exchange: SimulatedExchange, clock: DrivenClock) -> AsyncIterator[ExampleFutures]:
    dialect = SimulatedExampleFutures()
    async with (
        SimulatedVenue(dialect, exchange, accounts={"trader": KEYS}, clock=clock, port=None) as venue,
        ExampleFutures(
            KEYS,
            endpoints=venue.url,
            clock=clock,
            random=SeededRandom(1),
            http=MemoryHttp(venue),
            websocket=MemorySockets(venue),
        ) as client,
    ):
        yield client
    assert venue.failures == []


def limit(client_order_id: str, price: str, quantity: str = "1") -> OrderRequest:
    return OrderRequest(
        symbol=SYMBOL,
        side=Side.BUY,
        type=OrderType.LIMIT,
        price=D(price),
        quantity=D(quantity),
        client_order_id=client_order_id,
    )


@pytest.mark.asyncio
async def test_a_batch_is_matched_order_by_order(client: ExampleFutures, exchange: SimulatedExchange) -> None:
    exchange.create_order("trader", limit("taken", "90"))
    outcomes = await client.create_orders([limit("c1", "99"), limit("taken", "98"), limit("c3", "97", "2")])
    assert [type(each) for each in outcomes][::2] == [Order, Order]
    assert isinstance(outcomes[1], VenueResponseError)
    open_orders = [(each.order.client_order_id, each.order.quantity) for each in exchange.open_orders("trader")]
    assert open_orders == [("taken", D(1)), ("c1", D(1)), ("c3", D(2))]
    first, _, third = outcomes
    assert isinstance(first, Order)
    assert isinstance(third, Order)
    assert first.venue_order_id != third.venue_order_id
    asked = await client.fetch_order(SYMBOL, venue_order_id=third.venue_order_id)
    assert (asked.client_order_id, asked.status, asked.price) == ("c3", OrderStatus.NEW, D(97))


@pytest.mark.asyncio
async def test_a_batch_of_cancels_ends_those_that_are_there(
    client: ExampleFutures, exchange: SimulatedExchange
) -> None:
    await client.create_orders([limit("c1", "99"), limit("c2", "98")])
    outcomes = await client.cancel_orders(
        [CancelRequest(symbol=SYMBOL, client_order_id=each) for each in ("c2", "nobody")]
    )
    assert isinstance(outcomes[0], Order)
    assert isinstance(outcomes[1], OrderNotFound | CancelRejected | InvalidOrder)
    assert [each.order.client_order_id for each in exchange.open_orders("trader")] == ["c1"]


@pytest.mark.asyncio
async def test_a_switch_that_is_not_renewed_cancels_everything(
    client: ExampleFutures, exchange: SimulatedExchange, clock: DrivenClock
) -> None:
    await client.create_orders([limit("c1", "99")])
    await client.cancel_all_orders_after(30)
    await clock.sleep(29)
    await client.cancel_all_orders_after(30)
    await clock.sleep(29)
    assert len(exchange.open_orders("trader")) == 1
    await clock.sleep(2)
    assert exchange.open_orders("trader") == []


@pytest.mark.asyncio
async def test_a_position_follows_the_fills(client: ExampleFutures, exchange: SimulatedExchange) -> None:
    exchange.create_order("other", limit("o1", "100", "3"))
    await client.create_order(SYMBOL, side=Side.SELL, type=OrderType.MARKET, quantity=D(2))
    (position,) = await client.fetch_positions()
    assert (position.symbol, position.side, position.quantity) == (SYMBOL, PositionSide.SHORT, D(2))
    assert position.entry_price == D(100)
