"""Bitvavo over FIX, against the simulated venue: what becomes of orders, and of sessions in trouble."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from decimal import Decimal
from typing import Any

import pytest
import pytest_asyncio
from venue_runtime.credentials import Credentials
from venue_runtime.errors import InsufficientFunds, OrderError, OutcomeUnknown, VenueError
from venue_runtime.fix.client import FixSettings
from venue_runtime.fix.store import memory_store
from venue_runtime.ids import SeededRandom
from venue_runtime.model import OrderRequest, OrderType, Side
from venue_runtime.testing.exchange import SimulatedExchange
from venue_runtime.testing.fix_gateway import FixGateway
from venue_runtime.testing.memory import DrivenClock, MemoryFix, MemoryHttp, MemorySockets
from venue_runtime.testing.server import SimulatedVenue
from venues.bitvavo.client import Bitvavo
from venues.bitvavo.simulated import SimulatedBitvavo
from venues.bitvavo.venue import BitvavoConfig

SYMBOL = "BTC/EUR"
CREDENTIALS = Credentials(api_key="test-api-key", api_secret="test-api-secret")
#: The same account with another secret.
WRONG = Credentials(**{**{name: CREDENTIALS.reveal(name) for name in CREDENTIALS}, "api_secret": "d3Jvbmc="})
Wait = Callable[[Callable[[], Any]], Any]


def connect(venue: SimulatedVenue, credentials: Credentials = CREDENTIALS, **settings: Any) -> Bitvavo:
    """A client of the simulated venue, without a network."""
    client = Bitvavo(
        credentials=credentials,
        endpoints=venue.url,
        clock=venue.clock,
        random=SeededRandom(1),
        http=MemoryHttp(venue),
        websocket=MemorySockets(venue),
        config=BitvavoConfig(account_id="TESTER"),
    )
    client.fix.settings = FixSettings(connect=MemoryFix(venue).connecting, store=memory_store, **settings)
    return client


@pytest_asyncio.fixture
async def venue(exchange: SimulatedExchange) -> AsyncIterator[SimulatedVenue]:
    """The venue in this process; a test fails when the simulator itself did."""
    dialect, accounts = SimulatedBitvavo(), {"trader": CREDENTIALS}
    async with SimulatedVenue(dialect, exchange, accounts=accounts, clock=exchange.clock, port=None) as venue:
        yield venue
    assert venue.failures == []


@pytest.fixture
def gateway(venue: SimulatedVenue) -> FixGateway:
    """Its FIX side."""
    assert venue.fix is not None
    return venue.fix


@pytest_asyncio.fixture
async def trader(venue: SimulatedVenue) -> AsyncIterator[Bitvavo]:
    """A client that is logged on where orders go over, and hears their reports."""
    async with connect(venue) as client:
        await client.fix.start_trading()
        yield client


def said(gateway: FixGateway, direction: str, msg_type: str) -> list[str]:
    """Messages of a type that the venue received (`in`) or sent (`out`), with `|` for SOH."""
    mark = f"|35={msg_type}|"
    return [each.text for each in gateway.messages if each.direction == direction and mark in each.text]


def rest(exchange: SimulatedExchange, side: Side, price: str, quantity: str) -> None:
    """Somebody else's order in the book."""
    exchange.create_order(
        "other",
        OrderRequest(symbol=SYMBOL, side=side, type=OrderType.LIMIT, price=Decimal(price), quantity=Decimal(quantity)),
    )


def take(exchange: SimulatedExchange, side: Side, quantity: str) -> None:
    """Somebody else trades against what rests."""
    exchange.create_order(
        "other", OrderRequest(symbol=SYMBOL, side=side, type=OrderType.MARKET, quantity=Decimal(quantity))
    )


async def buy(client: Any, **changes: Any) -> Any:
    """A limit order; `client` is what offers the contract's methods: the client itself, or its `fix`."""
    arguments = {"side": Side.BUY, "type": OrderType.LIMIT, "quantity": Decimal("2"), "price": Decimal("100")}
    return await client.create_order(SYMBOL, **(arguments | changes))


class Seen:
    """What the streams told, in order."""

    def __init__(self, client: Any) -> None:
        self.orders: list[Any] = []
        self.fills: list[Any] = []
        client.fix.on_orders(self.orders.append)
        client.fix.on_fills(self.fills.append)

    @property
    def statuses(self) -> list[str]:
        """Without repetition."""
        words = [each.status.value for each in self.orders]
        return [word for at, word in enumerate(words) if at == 0 or words[at - 1] != word]


# ---------------------------------------------------------------------- Logons


@pytest.mark.asyncio
async def test_a_logon_is_signed_and_answered(trader: Any, gateway: FixGateway) -> None:
    logon, *_ = said(gateway, "in", "A")
    assert "|56=VAVO|" in logon
    assert "|108=30|" in logon
    assert gateway.session("trading").account == "trader"
    assert trader.fix.state["trading"] == "logged on"


@pytest.mark.asyncio
async def test_a_wrong_secret_is_refused(venue: SimulatedVenue) -> None:
    async with connect(venue, WRONG) as client:
        with pytest.raises(VenueError) as refused:
            await client.fix.start()
        assert client.fix.state["trading"] == "connecting"
        assert WRONG.reveal("api_secret") not in str(refused.value)
        with pytest.raises(VenueError):
            await buy(client.fix)
    assert venue.exchange.all_orders("trader") == []


# ---------------------------------------------------------------------- orders


@pytest.mark.asyncio
async def test_created_partially_filled_filled(trader: Any, exchange: SimulatedExchange, eventually: Wait) -> None:
    seen = Seen(trader)
    order = await buy(trader.fix)
    assert (order.status.value, order.side, order.type) == ("new", Side.BUY, OrderType.LIMIT)
    assert (order.price, order.quantity, order.filled_quantity) == (Decimal("100"), Decimal("2"), Decimal("0"))
    take(exchange, Side.SELL, "0.5")
    take(exchange, Side.SELL, "1.5")
    await eventually(lambda: len(seen.fills) == 2 and seen.statuses[-1] == "filled")
    assert seen.statuses[-2:] == ["partially_filled", "filled"]
    assert [(each.price, each.quantity, each.side) for each in seen.fills] == [
        (Decimal("100"), Decimal("0.5"), Side.BUY),
        (Decimal("100"), Decimal("1.5"), Side.BUY),
    ]
    last = seen.orders[-1]
    assert (last.filled_quantity, last.leaves_quantity) == (Decimal("2"), Decimal("0"))
    assert last.client_order_id == order.client_order_id


@pytest.mark.asyncio
async def test_a_fill_has_the_price_it_was_made_at(trader: Any, exchange: SimulatedExchange, eventually: Wait) -> None:
    seen = Seen(trader)
    rest(exchange, Side.SELL, "101", "1")
    await buy(trader.fix, price=Decimal("102"), quantity=Decimal("1"))
    fill = await eventually(lambda: seen.fills and seen.fills[0])
    assert (fill.price, fill.quantity) == (Decimal("101"), Decimal("1"))


@pytest.mark.asyncio
async def test_what_the_exchange_understood(trader: Any, exchange: SimulatedExchange) -> None:
    await buy(trader.fix, side=Side.SELL, price=Decimal("105"), quantity=Decimal("1.5"))
    await buy(trader.fix, client_order_id="12345678-9abc-4def-8123-456789abcdef")
    asks, bids = exchange.open_orders("trader")
    assert (asks.request.side, asks.request.price, asks.request.quantity) == (Side.SELL, Decimal("105"), Decimal("1.5"))
    assert (bids.request.side, bids.request.type) == (Side.BUY, OrderType.LIMIT)
    assert bids.request.client_order_id == "12345678-9abc-4def-8123-456789abcdef"


@pytest.mark.asyncio
async def test_cancel_and_a_cancel_that_comes_too_late(
    trader: Any, exchange: SimulatedExchange, eventually: Wait
) -> None:
    order = await buy(trader.fix)
    canceled = await trader.fix.cancel_order(
        SYMBOL, venue_order_id=order.venue_order_id, client_order_id=order.client_order_id
    )
    assert (canceled.status.value, canceled.venue_order_id) == ("canceled", order.venue_order_id)
    assert canceled.client_order_id == order.client_order_id
    assert exchange.open_orders("trader") == []
    late = await buy(trader.fix)
    take(exchange, Side.SELL, "2")
    with pytest.raises(OrderError):
        await trader.fix.cancel_order(SYMBOL, venue_order_id=late.venue_order_id, client_order_id=late.client_order_id)
    await eventually(lambda: trader.orders.get(SYMBOL, client_order_id=late.client_order_id).status.value == "filled")


@pytest.mark.asyncio
async def test_cancel_everything(trader: Any, exchange: SimulatedExchange, eventually: Wait) -> None:
    await buy(trader.fix)
    await buy(trader.fix, price=Decimal("99"))
    await trader.fix.cancel_all_orders(SYMBOL)
    assert exchange.open_orders("trader") == []
    await eventually(lambda: not [each for each in trader.orders.open() if each.status.value == "new"])


@pytest.mark.asyncio
async def test_refused_by_the_venue(trader: Any, exchange: SimulatedExchange) -> None:
    """A definite refusal, by its name and with the venue's code; nothing stays behind."""
    with pytest.raises(InsufficientFunds) as refused:
        await buy(trader.fix, quantity=Decimal("50000"))
    assert refused.value.definitive
    assert exchange.open_orders("trader") == []


@pytest.mark.asyncio
@pytest.mark.parametrize("fault", ["timeout_after_accept", "disconnect"])
async def test_an_unanswered_order_that_was_accepted(
    trader: Any, venue: SimulatedVenue, exchange: SimulatedExchange, eventually: Wait, clock: DrivenClock, fault: str
) -> None:
    """No answer is no refusal: the outcome is unknown (at once, where the session ended), then found, and nothing was
    sent twice.
    """
    venue.inject(f"{fault}:NewOrderSingle")
    started = clock.time_ns()
    with pytest.raises(OutcomeUnknown) as unknown:
        await buy(trader.fix)
    assert (clock.time_ns() - started < 1_000_000_000) is (fault == "disconnect")
    order_id = unknown.value.client_order_id
    assert order_id is not None
    await eventually(lambda: trader.orders.get(SYMBOL, client_order_id=order_id).status.value == "new")
    assert [each.order.client_order_id for each in exchange.open_orders("trader")] == [order_id]


@pytest.mark.asyncio
@pytest.mark.parametrize("fault", ["timeout_before_accept", "disconnect_before_accept"])
async def test_an_unanswered_order_that_never_arrived(
    trader: Any, venue: SimulatedVenue, exchange: SimulatedExchange, gateway: FixGateway, eventually: Wait, fault: str
) -> None:
    """Absence counts only after the protection time; then the order is over, and it was not sent again."""
    venue.inject(f"{fault}:NewOrderSingle")
    with pytest.raises(OutcomeUnknown) as unknown:
        await buy(trader.fix)
    order_id = unknown.value.client_order_id
    assert order_id is not None
    await eventually(lambda: trader.orders.get(SYMBOL, client_order_id=order_id).status.is_final)
    assert exchange.all_orders("trader") == []
    assert len(said(gateway, "in", "D")) == 1


@pytest.mark.asyncio
@pytest.mark.parametrize(("asked", "end"), [(True, "canceled"), (False, "new")])
async def test_orders_go_with_the_session_where_that_was_asked_for(
    venue: SimulatedVenue, gateway: FixGateway, eventually: Wait, clock: DrivenClock, asked: bool, end: str
) -> None:
    async with connect(venue, cancel_on_disconnect=asked) as client:
        await client.fix.start_trading()
        order = await buy(client.fix)
        gateway.session("trading").cut()
        await eventually(lambda: len(said(gateway, "in", "A")) == 2)
        await clock.sleep(5)
        await eventually(
            lambda: client.orders.get(SYMBOL, client_order_id=order.client_order_id).status.value == end  # type: ignore[union-attr]
        )
        assert len(venue.exchange.open_orders("trader")) == (0 if asked else 1)


# ---------------------------------------------------------------------- sessions in trouble


@pytest.mark.asyncio
@pytest.mark.parametrize(("fault", "told"), [("drop", "too high"), ("malformed", "too high"), ("duplicate", "too low")])
async def test_a_gap_ends_the_session_and_the_next_one_knows(
    trader: Any,
    venue: SimulatedVenue,
    gateway: FixGateway,
    exchange: SimulatedExchange,
    eventually: Wait,
    fault: str,
    told: str,
) -> None:
    """Nothing is sent again here: another session, and the account's orders are asked for."""
    order = await buy(trader.fix)
    venue.inject(f"{fault}:ExecutionReport")
    exchange.cancel_order("trader", SYMBOL, venue_order_id=order.venue_order_id)
    exchange.create_order(
        "trader",
        OrderRequest(symbol=SYMBOL, side=Side.BUY, type=OrderType.LIMIT, price=Decimal("98"), quantity=Decimal("1")),
    )
    await eventually(lambda: len(said(gateway, "in", "A")) == 2)
    assert any(f"MsgSeqNum {told}" in each for each in said(gateway, "in", "5"))
    await eventually(
        lambda: trader.orders.get(SYMBOL, client_order_id=order.client_order_id).status.value == "canceled"
    )
    assert (await buy(trader.fix)).status.value == "new"


@pytest.mark.asyncio
async def test_numbers_that_the_venue_leaves_out(trader: Any, venue: SimulatedVenue, gateway: FixGateway) -> None:
    """A SequenceReset says so: the session goes on."""
    venue.inject("sequence_reset=5:ExecutionReport")
    await buy(trader.fix)
    assert (await buy(trader.fix, price=Decimal("99"))).status.value == "new"
    assert len(said(gateway, "out", "4")) == 1
    assert len(said(gateway, "in", "A")) == 1


@pytest.mark.asyncio
async def test_what_the_venue_asks_for_again_is_not_ordered_twice(
    trader: Any, venue: SimulatedVenue, gateway: FixGateway, exchange: SimulatedExchange, eventually: Wait
) -> None:
    venue.inject("resend_request:ExecutionReport")
    await buy(trader.fix)
    await eventually(lambda: any("|123=Y|" in each for each in said(gateway, "in", "4")))
    assert len(said(gateway, "in", "D")) == 1
    assert len(exchange.open_orders("trader")) == 1


@pytest.mark.asyncio
async def test_a_venue_that_goes_silent_is_left(
    trader: Any, gateway: FixGateway, clock: DrivenClock, eventually: Wait
) -> None:
    """A TestRequest that nobody answers, then another session."""
    gateway.session("trading").silence()
    await clock.sleep(30 * 2.5)
    await eventually(lambda: len(said(gateway, "in", "A")) == 2)
    assert len(said(gateway, "in", "1")) == 1
    assert (await buy(trader.fix)).status.value == "new"


@pytest.mark.asyncio
async def test_heartbeats_keep_a_session_that_has_nothing_to_say(
    trader: Any, gateway: FixGateway, clock: DrivenClock
) -> None:
    await clock.sleep(30 * 5)
    assert len(said(gateway, "in", "A")) == 1
    assert len(said(gateway, "in", "0")) >= 3


@pytest.mark.asyncio
async def test_the_venue_logs_out(trader: Any, gateway: FixGateway, eventually: Wait) -> None:
    gateway.session("trading").logout("closing")
    await eventually(lambda: len(said(gateway, "in", "A")) == 2)
    assert len(said(gateway, "in", "5")) == 1
    assert (await buy(trader.fix)).status.value == "new"
