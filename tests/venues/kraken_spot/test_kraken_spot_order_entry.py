"""Kraken Spot: orders over the authenticated connection, with the token of the streams, and batches by REST."""

from __future__ import annotations

from collections.abc import AsyncIterator
from decimal import Decimal
from typing import Any

import msgspec
import pytest
import pytest_asyncio
from venue_runtime import Credentials, OrderStatus, OrderType, OutcomeUnknown, Side, TimeInForce
from venue_runtime.errors import InsufficientFunds, NotSupported, OrderNotFound
from venue_runtime.model import CancelRequest, Instrument, InstrumentKind, InstrumentStatus, OrderRequest
from venue_runtime.testing.exchange import SimulatedExchange
from venue_runtime.testing.memory import MemoryHttp, MemorySockets
from venue_runtime.testing.patience import DrivenClock
from venue_runtime.testing.server import SimulatedVenue
from venues.kraken_spot import KrakenSpot, KrakenSpotOrderOptions
from venues.kraken_spot.simulated import SimulatedKrakenSpot

SYMBOL = "BTC/USD"
KEYS = Credentials(api_key="key", api_secret="c2VjcmV0")
BTC_USD = Instrument(
    symbol=SYMBOL,
    venue_symbol=SYMBOL,
    aliases=("XXBTZUSD", "XBTUSD"),
    kind=InstrumentKind.SPOT,
    base="BTC",
    quote="USD",
    status=InstrumentStatus.TRADING,
    price_increment=Decimal("0.1"),
    quantity_increment=Decimal("0.00000001"),
    min_quantity=Decimal("0.0001"),
)


@pytest_asyncio.fixture
async def venue() -> AsyncIterator[SimulatedVenue]:
    clock = DrivenClock(1_700_000_000_000_000_000)
    async with clock.running():
        exchange = SimulatedExchange(clock, [BTC_USD])
        exchange.add_account("trader", {"BTC": Decimal(1), "USD": Decimal(100_000)})
        dialect = SimulatedKrakenSpot()
        async with SimulatedVenue(dialect, exchange, accounts={"trader": KEYS}, clock=clock, port=None) as venue:
            yield venue
            assert venue.failures == []


def client_of(venue: SimulatedVenue, transport: str) -> KrakenSpot:
    return KrakenSpot(
        credentials=KEYS,
        endpoints=venue.url,
        clock=venue.clock,
        http=MemoryHttp(venue),
        websocket=MemorySockets(venue),
        order_transport=transport,
    )


def calls(venue: SimulatedVenue) -> list[dict[str, Any]]:
    """What was called over connections, without the numbers of the requests; the token is one of the venue's."""
    found = []
    for sent in venue.frames:
        frame = msgspec.json.decode(sent.frame) if sent.direction == "in" else {}
        if frame.get("method") not in (None, "subscribe", "ping"):
            assert frame.pop("req_id") > 0
            assert len(frame["params"].pop("token")) > 0
            found.append(frame)
    return found


@pytest.mark.asyncio
async def test_orders_go_over_the_authenticated_connection(venue: SimulatedVenue) -> None:
    async with client_of(venue, "private") as client:
        await client.start_trading()
        order = await client.create_order(
            SYMBOL,
            side=Side.BUY,
            type=OrderType.LIMIT,
            quantity=Decimal("0.5"),
            price=Decimal("20000.5"),
            time_in_force=TimeInForce.GTC,
            post_only=True,
            client_order_id="arb-20240509-00010",
        )
        await client.edit_order(SYMBOL, venue_order_id=order.venue_order_id, price=Decimal(20001))
        canceled = await client.cancel_order(SYMBOL, venue_order_id=order.venue_order_id)
        await client.cancel_all_orders_after(60)
        await client.cancel_all_orders()
        assert canceled.status in (OrderStatus.PENDING_CANCEL, OrderStatus.CANCELED)
    assert calls(venue) == [
        {
            "method": "add_order",
            "params": {
                "order_type": "limit",
                "side": "buy",
                "order_qty": 0.5,
                "symbol": "BTC/USD",
                "limit_price": 20000.5,
                "time_in_force": "gtc",
                "post_only": True,
                "cl_ord_id": "arb-20240509-00010",
            },
        },
        {"method": "amend_order", "params": {"order_id": order.venue_order_id, "limit_price": 20001}},
        {"method": "cancel_order", "params": {"order_id": [order.venue_order_id]}},
        {"method": "cancel_all_orders_after", "params": {"timeout": 60}},
        {"method": "cancel_all", "params": {}},
    ]
    commands = ("AddOrder", "AmendOrder", "CancelOrder", "CancelAll", "CancelAllOrdersAfter")
    assert not [each.endpoint_id for each in venue.requests if each.request.path.endswith(commands)]


@pytest.mark.asyncio
async def test_a_stop_names_its_trigger_in_an_object_of_its_own(venue: SimulatedVenue) -> None:
    async with client_of(venue, "private") as client:
        await client.create_order(
            SYMBOL,
            side=Side.SELL,
            type=OrderType.STOP_LIMIT,
            quantity=Decimal("0.5"),
            price=Decimal(18000),
            trigger_price=Decimal(18500),
            client_order_id="stop",
        )
    assert calls(venue)[0]["params"] == {
        "order_type": "stop-loss-limit",
        "side": "sell",
        "order_qty": 0.5,
        "symbol": "BTC/USD",
        "limit_price": 18000,
        "cl_ord_id": "stop",
        "triggers": {"price": 18500},
    }


@pytest.mark.asyncio
async def test_refusals_over_the_connection_are_those_of_the_table(venue: SimulatedVenue) -> None:
    async with client_of(venue, "private") as client:
        with pytest.raises(InsufficientFunds, match="EOrder:Insufficient funds"):
            await client.create_order(
                SYMBOL, side=Side.BUY, type=OrderType.LIMIT, quantity=Decimal(100), price=Decimal(20000)
            )
        with pytest.raises(OrderNotFound, match="EOrder:Unknown order"):
            await client.cancel_order(SYMBOL, venue_order_id="OM5CRX-N2HAL-GFGWE9")


@pytest.mark.asyncio
async def test_what_the_connection_has_no_word_for_is_refused_before_anything_is_sent(venue: SimulatedVenue) -> None:
    async with client_of(venue, "private") as client:
        with pytest.raises(NotSupported, match="leverage"):
            await client.create_order(
                SYMBOL,
                side=Side.BUY,
                type=OrderType.LIMIT,
                quantity=Decimal("0.5"),
                price=Decimal(20000),
                venue=KrakenSpotOrderOptions(leverage="5:1"),
            )
    assert calls(venue) == []


def bid(price: int, quantity: str = "0.1", **more: Any) -> OrderRequest:
    return OrderRequest(
        symbol=SYMBOL,
        side=Side.BUY,
        type=OrderType.LIMIT,
        quantity=Decimal(quantity),
        price=Decimal(price),
        **more,
    )


def asked(venue: SimulatedVenue) -> list[tuple[str, int]]:
    """Command and number of its orders of each request by REST."""
    commands = ("AddOrder", "AddOrderBatch", "CancelOrder", "CancelOrderBatch")
    named = [(each.request.path.rpartition("/")[2], each.request.body) for each in venue.requests]
    return [
        (name, len(msgspec.json.decode(body)["orders"]) if name.endswith("Batch") else 1)
        for name, body in named
        if name in commands
    ]


@pytest.mark.asyncio
async def test_sixteen_orders_are_a_batch_of_fifteen_and_one_alone(venue: SimulatedVenue) -> None:
    """A batch has two orders at least and fifteen at most."""
    async with client_of(venue, "rest") as client:
        made = await client.create_orders([bid(20000 + at) for at in range(16)])
        assert asked(venue) == [("AddOrderBatch", 15), ("AddOrder", 1)]
        ids = [each.venue_order_id for each in made if not isinstance(each, Exception)]
        assert len(set(ids)) == 16
        canceled = await client.cancel_orders([CancelRequest(symbol=SYMBOL, venue_order_id=each) for each in ids])
        assert [getattr(each, "status", each) for each in canceled] == [OrderStatus.PENDING_CANCEL] * 16
        assert asked(venue)[2:] == [("CancelOrderBatch", 15), ("CancelOrderBatch", 1)]
        assert await client.fetch_open_orders(SYMBOL) == []


@pytest.mark.asyncio
async def test_each_order_of_a_batch_is_refused_by_itself(venue: SimulatedVenue) -> None:
    async with client_of(venue, "rest") as client:
        made = await client.create_orders([bid(20000), bid(20000, "100"), bid(20001)])
        assert [type(each).__name__ for each in made] == ["Order", "InsufficientFunds", "Order"]


@pytest.mark.asyncio
async def test_a_batch_canceled_in_part_leaves_the_outcome_of_each_unknown(venue: SimulatedVenue) -> None:
    """The venue says to how many it was done, and not to which: nothing is made up, each is asked for."""
    async with client_of(venue, "rest") as client:
        order = await client.create_order(
            SYMBOL, side=Side.BUY, type=OrderType.LIMIT, quantity=Decimal("0.1"), price=Decimal(20000)
        )
        known = CancelRequest(symbol=SYMBOL, venue_order_id=order.venue_order_id)
        outcomes = await client.cancel_orders([known, CancelRequest(symbol=SYMBOL, venue_order_id="OM5CRX")])
        assert [type(each) for each in outcomes] == [OutcomeUnknown, OutcomeUnknown]
        unknown = outcomes[0]
        assert isinstance(unknown, OutcomeUnknown)
        assert "done to 1 of 2 orders" in str(unknown)
        assert unknown.reconciliation is not None
        assert (await unknown.reconciliation).status is OrderStatus.CANCELED


@pytest.mark.asyncio
async def test_an_order_of_a_batch_is_not_sent_without_the_options_it_asks_for(venue: SimulatedVenue) -> None:
    """Without its `leverage` a margin order would be one of another kind."""
    async with client_of(venue, "rest") as client:
        leveraged = msgspec.structs.replace(bid(20000), venue=KrakenSpotOrderOptions(leverage="5:1"))
        made = await client.create_orders([leveraged, bid(20001), bid(20002)])
        assert [type(each).__name__ for each in made] == ["NotSupported", "Order", "Order"]
        assert asked(venue) == [("AddOrderBatch", 2)]
