"""The life of orders at Backpack Exchange, against the simulated venue: every end an order can have, and every doubt."""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from venue_runtime.credentials import Credentials
from venue_runtime.errors import (
    AuthenticationError,
    ConfigurationError,
    InsufficientFunds,
    OrderDenied,
    OrderError,
    OrderNotFound,
    OutcomeUnknown,
    PermissionDenied,
    RateLimitExceeded,
    SubscriptionRejected,
    VenueError,
)
from venue_runtime.model import OrderRequest, OrderType, Side
from venue_runtime.testing.exchange import SimulatedExchange
from venue_runtime.testing.memory import DrivenClock
from venue_runtime.testing.server import SimulatedVenue

SYMBOL = "SOL/USDC"
CREDENTIALS = Credentials(api_key="test-api-key", private_key="dGVzdHRlc3R0ZXN0dGVzdHRlc3R0ZXN0dGVzdHRlc3Q=")
#: The same key with another secret.
WRONG = Credentials(
    **{
        **{name: CREDENTIALS.reveal(name) for name in CREDENTIALS},
        "private_key": "ZWxzZWVsc2VlbHNlZWxzZWVsc2VlbHNlZWxzZWVsc2U=",
    }
)
Wait = Callable[[Callable[[], Any]], Any]


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
    arguments = {"side": Side.BUY, "type": OrderType.LIMIT, "quantity": Decimal("2"), "price": Decimal("100")}
    return await client.create_order(SYMBOL, **(arguments | changes))


class Seen:
    """What the streams told, in order."""

    def __init__(self) -> None:
        self.orders: list[Any] = []
        self.fills: list[Any] = []

    async def follow(self, client: Any) -> Seen:
        await client.start_trading()
        client.on_orders(self.orders.append)
        client.on_fills(self.fills.append)
        return self

    @property
    def statuses(self) -> list[str]:
        """Without repetition."""
        words = [each.status.value for each in self.orders]
        return [word for at, word in enumerate(words) if at == 0 or words[at - 1] != word]


@pytest.mark.asyncio
async def test_created_partially_filled_filled(trader: Any, exchange: SimulatedExchange, eventually: Wait) -> None:
    seen = await Seen().follow(trader)
    order = await buy(trader)
    assert (order.status.value, order.side, order.type) == ("new", Side.BUY, OrderType.LIMIT)
    assert (order.price, order.quantity, order.filled_quantity) == (Decimal("100"), Decimal("2"), Decimal("0"))
    take(exchange, Side.SELL, "0.5")
    take(exchange, Side.SELL, "1.5")
    await eventually(lambda: len(seen.fills) == 2 and seen.statuses[-1] == "filled")
    assert seen.statuses[-2:] == ["partially_filled", "filled"]
    assert [(each.price, each.quantity, each.side, each.liquidity.value) for each in seen.fills] == [
        (Decimal("100"), Decimal("0.5"), Side.BUY, "maker"),
        (Decimal("100"), Decimal("1.5"), Side.BUY, "maker"),
    ]
    last = seen.orders[-1]
    assert (last.filled_quantity, last.leaves_quantity, last.average_price) == (
        Decimal("2"),
        Decimal("0"),
        Decimal("100"),
    )


@pytest.mark.asyncio
async def test_a_fee_that_is_paid_is_positive(trader: Any, exchange: SimulatedExchange, eventually: Wait) -> None:
    seen = await Seen().follow(trader)
    rest(exchange, Side.SELL, "101", "1")
    await buy(trader, price=Decimal("101"), quantity=Decimal("1"))
    fill = await eventually(lambda: seen.fills and seen.fills[0])
    assert fill.liquidity.value == "taker"
    assert fill.fee > 0
    assert (fill.fee, fill.fee_currency) == (Decimal("0.001"), "SOL")
    asked = await trader.fetch_my_trades(SYMBOL)
    assert [(each.trade_id, each.side, each.liquidity.value) for each in asked] == [(fill.trade_id, Side.BUY, "taker")]
    assert asked[0].fee == fill.fee


@pytest.mark.asyncio
async def test_a_fill_counts_once_whoever_reports_it(
    trader: Any, venue: SimulatedVenue, exchange: SimulatedExchange, clock: DrivenClock, eventually: Wait
) -> None:
    """Sent twice by the stream and asked for again: one fill."""
    seen = await Seen().follow(trader)
    venue.inject("duplicate:orders*all")
    rest(exchange, Side.SELL, "101", "1")
    await buy(trader, price=Decimal("101"), quantity=Decimal("1"))
    await eventually(lambda: seen.fills)
    await trader.fetch_my_trades(SYMBOL)
    await clock.sleep(1)
    assert len(seen.fills) == 1
    assert seen.fills[0].quantity == Decimal("1")


@pytest.mark.asyncio
async def test_a_fill_may_come_before_the_acknowledgement(
    trader: Any, venue: SimulatedVenue, exchange: SimulatedExchange, eventually: Wait
) -> None:
    seen = await Seen().follow(trader)
    rest(exchange, Side.SELL, "101", "2")
    venue.inject("delay=2:place")
    creating = asyncio.ensure_future(buy(trader, price=Decimal("101")))
    await eventually(lambda: seen.fills)
    order = await creating
    assert order.status.value == "filled"
    assert len(seen.fills) == 1
    assert seen.statuses[-1] == "filled"


@pytest.mark.asyncio
async def test_cancel(trader: Any, exchange: SimulatedExchange) -> None:
    order = await buy(trader)
    canceled = await trader.cancel_order(SYMBOL, venue_order_id=order.venue_order_id)
    assert (canceled.status.value, canceled.venue_order_id) == ("canceled", order.venue_order_id)
    assert canceled.client_order_id == order.client_order_id
    assert exchange.open_orders("trader") == []
    asked = await trader.fetch_order(SYMBOL, venue_order_id=order.venue_order_id)
    assert asked.status.value == "canceled"


@pytest.mark.asyncio
async def test_what_only_the_stream_tells(
    trader: Any, exchange: SimulatedExchange, clock: DrivenClock, eventually: Wait
) -> None:
    """An order that was canceled elsewhere: nobody asked, the private stream says so, at once."""
    seen = await Seen().follow(trader)
    order = await buy(trader)
    await eventually(lambda: trader.orders.get(SYMBOL, client_order_id=order.client_order_id).status.value == "new")
    exchange.cancel_order("trader", SYMBOL, venue_order_id=order.venue_order_id)
    await clock.sleep(0.25)
    assert seen.statuses[-1] == "canceled"
    assert trader.orders.get(SYMBOL, client_order_id=order.client_order_id).status.value == "canceled"


@pytest.mark.asyncio
async def test_a_cancel_that_comes_too_late(trader: Any, exchange: SimulatedExchange, eventually: Wait) -> None:
    """The order filled first: the cancel is refused, and the order stays filled."""
    seen = await Seen().follow(trader)
    order = await buy(trader)
    take(exchange, Side.SELL, "2")
    with pytest.raises(OrderError):
        await trader.cancel_order(SYMBOL, venue_order_id=order.venue_order_id)
    await eventually(lambda: seen.statuses and seen.statuses[-1] == "filled")
    assert trader.orders.get(SYMBOL, client_order_id=order.client_order_id).status.value == "filled"


@pytest.mark.asyncio
async def test_every_side_and_flag_arrives(trader: Any, exchange: SimulatedExchange) -> None:
    """What the exchange understood is what was meant."""
    await buy(trader, side=Side.SELL, price=Decimal("105"), quantity=Decimal("1.5"))
    await buy(trader, post_only=True, client_order_id="123")
    asks, bids = exchange.open_orders("trader")
    assert (asks.request.side, asks.request.price, asks.request.quantity) == (Side.SELL, Decimal("105"), Decimal("1.5"))
    assert (bids.request.side, bids.request.post_only, bids.request.client_order_id) == (Side.BUY, True, "123")


@pytest.mark.asyncio
async def test_open_orders_and_balances(trader: Any) -> None:
    first = await buy(trader)
    second = await buy(trader, price=Decimal("99"))
    found = await trader.fetch_open_orders(SYMBOL)
    assert [each.venue_order_id for each in found] == [first.venue_order_id, second.venue_order_id]
    assert [each.price for each in found] == [Decimal("100"), Decimal("99")]
    money = (await trader.fetch_balances())["USDC"]
    assert (money.total, money.free, money.locked) == (Decimal("100000"), Decimal("99602"), Decimal("398"))
    assert first.client_order_id != second.client_order_id
    found_by_its_own_id = await trader.fetch_order(SYMBOL, client_order_id=second.client_order_id)
    assert found_by_its_own_id.venue_order_id == second.venue_order_id


@pytest.mark.asyncio
async def test_cancel_everything(trader: Any, exchange: SimulatedExchange, eventually: Wait) -> None:
    """What the client placed, and what another program of the account did."""
    await buy(trader)
    await buy(trader, price=Decimal("99"))
    exchange.create_order(
        "trader",
        OrderRequest(symbol=SYMBOL, side=Side.BUY, type=OrderType.LIMIT, price=Decimal("98"), quantity=Decimal("1")),
    )
    await trader.cancel_all_orders(SYMBOL)
    assert exchange.open_orders("trader") == []
    assert [order for order in trader.orders.open() if order.status.value == "new"] == []


@pytest.mark.asyncio
async def test_refused_by_the_venue(trader: Any, exchange: SimulatedExchange) -> None:
    """Definite refusals, each by its own name; nothing stays behind."""
    rest(exchange, Side.SELL, "101", "1")
    with pytest.raises(VenueError):  # the venue has no code for it
        await buy(trader, price=Decimal("102"), post_only=True)
    with pytest.raises(InsufficientFunds):
        await buy(trader, quantity=Decimal("50000"))
    await buy(trader, client_order_id="124")
    with pytest.raises(VenueError):
        await buy(trader, client_order_id="124")
    with pytest.raises(OrderNotFound):
        await trader.fetch_order(SYMBOL, venue_order_id="987654")
    assert len(exchange.open_orders("trader")) == 1


@pytest.mark.asyncio
async def test_denied_here_is_never_sent(trader: Any, venue: SimulatedVenue) -> None:
    await trader.load_instruments()
    sent = len(venue.requests)
    with pytest.raises(VenueError) as denied:
        await buy(trader, price=Decimal("100.001234567891"))
    assert isinstance(denied.value, (OrderDenied, ConfigurationError))
    assert len(venue.requests) == sent


@pytest.mark.asyncio
@pytest.mark.parametrize("fault", ["timeout_after_accept", "disconnect"])
async def test_an_unanswered_order_that_was_accepted(
    trader: Any, venue: SimulatedVenue, exchange: SimulatedExchange, eventually: Wait, fault: str
) -> None:
    """No answer is no refusal: the outcome is unknown, then found, and nothing was sent twice."""
    await trader.start_trading()
    venue.inject(f"{fault}:place")
    with pytest.raises(OutcomeUnknown) as unknown:
        await buy(trader)
    order_id = unknown.value.client_order_id
    assert order_id is not None
    await eventually(lambda: trader.orders.get(SYMBOL, client_order_id=order_id).status.value == "new")
    assert [each.order.client_order_id for each in exchange.open_orders("trader")] == [order_id]


@pytest.mark.asyncio
async def test_an_unanswered_order_that_never_arrived(
    trader: Any, venue: SimulatedVenue, exchange: SimulatedExchange, eventually: Wait
) -> None:
    """Absence counts only after the protection time; then the order is over, and it was not sent again."""
    await trader.start_trading()
    venue.inject("timeout_before_accept:place")
    with pytest.raises(OutcomeUnknown) as unknown:
        await buy(trader)
    order_id = unknown.value.client_order_id
    assert order_id is not None
    assert not trader.orders.get(SYMBOL, client_order_id=order_id).status.is_final
    await eventually(lambda: trader.orders.get(SYMBOL, client_order_id=order_id).status.is_final)
    assert exchange.all_orders("trader") == []
    assert sum(each.endpoint_id == "place" for each in venue.requests) == 1


@pytest.mark.asyncio
@pytest.mark.parametrize(("fault", "end"), [("timeout_after_accept", "canceled"), ("timeout_before_accept", "new")])
async def test_an_unanswered_cancel(
    trader: Any, venue: SimulatedVenue, eventually: Wait, clock: DrivenClock, fault: str, end: str
) -> None:
    """The order is neither gone nor still there until the venue was asked; the cancel is not repeated blindly."""
    await trader.start_trading()
    order = await buy(trader)
    await eventually(lambda: trader.orders.get(SYMBOL, client_order_id=order.client_order_id).status.value == "new")
    venue.inject(f"{fault}:cancel")
    with pytest.raises(OutcomeUnknown):
        await trader.cancel_order(SYMBOL, venue_order_id=order.venue_order_id)
    await eventually(lambda: trader.orders.get(SYMBOL, client_order_id=order.client_order_id).status.value == end)
    await clock.sleep(30)
    assert trader.orders.get(SYMBOL, client_order_id=order.client_order_id).status.value == end
    assert sum(each.endpoint_id == "cancel" for each in venue.requests) == 1


@pytest.mark.asyncio
@pytest.mark.parametrize("status", [500, 503])
async def test_a_server_error_leaves_the_outcome_open(trader: Any, venue: SimulatedVenue, status: int) -> None:
    venue.inject(f"{status}:place")
    with pytest.raises(OutcomeUnknown):
        await buy(trader)


@pytest.mark.asyncio
async def test_refused_for_rate_is_definite(trader: Any, venue: SimulatedVenue, exchange: SimulatedExchange) -> None:
    venue.inject("429=1:place")
    with pytest.raises(RateLimitExceeded) as refused:
        await buy(trader)
    assert refused.value.definitive
    assert exchange.all_orders("trader") == []


@pytest.mark.asyncio
async def test_what_happened_while_the_private_stream_was_away(
    trader: Any, venue: SimulatedVenue, exchange: SimulatedExchange, eventually: Wait
) -> None:
    """After the reconnect the client asks: the fill it did not hear of is told, once."""
    seen = await Seen().follow(trader)
    order = await buy(trader)
    venue.disconnect()
    take(exchange, Side.SELL, "2")
    await eventually(lambda: trader.orders.get(SYMBOL, client_order_id=order.client_order_id).status.value == "filled")
    await eventually(lambda: seen.fills)
    assert sum(each.quantity for each in seen.fills) == Decimal("2")


@pytest.mark.asyncio
async def test_a_new_word_on_the_private_stream_does_not_end_it(
    trader: Any, venue: SimulatedVenue, exchange: SimulatedExchange, eventually: Wait
) -> None:
    seen = await Seen().follow(trader)
    venue.inject("unknown_enum:orders@1")
    venue.inject("extra_field:orders@2")
    await buy(trader)
    await buy(trader, price=Decimal("99"))
    take(exchange, Side.SELL, "2")
    await eventually(lambda: seen.fills)


@pytest.mark.asyncio
async def test_a_wrong_secret(venue: SimulatedVenue, connect: Callable[..., Any]) -> None:
    async with connect(WRONG) as client:
        with pytest.raises(AuthenticationError):
            await client.fetch_order(SYMBOL, venue_order_id="1")


@pytest.mark.asyncio
async def test_a_refused_login_is_told_and_not_repeated(
    venue: SimulatedVenue, connect: Callable[..., Any], clock: DrivenClock
) -> None:
    """Wrong credentials stay wrong: no storm of logins, and whoever waits for the stream hears of it."""
    async with connect(WRONG) as client:
        with pytest.raises((AuthenticationError, PermissionDenied, SubscriptionRejected)):
            await client.start_trading()
        tried = len(venue.requests) + sum(each.direction == "in" for each in venue.frames)
        await clock.sleep(10)  # before any ping
        assert len(venue.requests) + sum(each.direction == "in" for each in venue.frames) == tried


@pytest.mark.asyncio
async def test_a_private_stream_that_is_to_end_loses_nothing(
    trader: Any, venue: SimulatedVenue, exchange: SimulatedExchange, clock: DrivenClock, eventually: Wait
) -> None:
    """The venue says that it will close, and does: the fill in between is told, once, and trading goes on."""
    seen = await Seen().follow(trader)
    order = await buy(trader)
    venue.planned_disconnect(2)
    await clock.sleep(1)
    take(exchange, Side.SELL, "0.5")
    await clock.sleep(5)
    take(exchange, Side.SELL, "1.5")
    await eventually(lambda: trader.orders.get(SYMBOL, client_order_id=order.client_order_id).status.value == "filled")
    await eventually(lambda: len(seen.fills) == 2)
    assert [each.quantity for each in seen.fills] == [Decimal("0.5"), Decimal("1.5")]


@pytest.mark.asyncio
async def test_no_secret_in_logs_errors_or_frames_kept(
    trader: Any,
    venue: SimulatedVenue,
    clock: DrivenClock,
    no_secret_logged: Callable[[Credentials], None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    no_secret_logged(CREDENTIALS)
    await trader.start_trading()
    texts: list[str] = [repr(trader), repr(vars(trader))]
    for fault in ("500", "malformed", "timeout_after_accept"):
        venue.inject(f"{fault}:place")
        try:
            await buy(trader)
        except VenueError as error:
            texts += [repr(error), str(error), *traceback.format_exception(error)]
    venue.disconnect()
    await clock.sleep(1)
    for secret in ("test-api-key", "dGVzdHRlc3R0ZXN0dGVzdHRlc3R0ZXN0dGVzdHRlc3Q="):
        assert all(secret not in text for text in [*texts, caplog.text])
