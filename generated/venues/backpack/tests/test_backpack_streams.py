"""The public streams of Backpack Exchange over its simulated venue: the client's picture is the exchange's own."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from venue_runtime.books import BookState, OrderBook
from venue_runtime.model import OrderRequest, OrderType, Side
from venue_runtime.testing.exchange import SimulatedExchange
from venue_runtime.testing.memory import DrivenClock
from venue_runtime.testing.server import SimulatedVenue

SYMBOL = "SOL/USDC"
Wait = Callable[[Callable[[], Any]], Any]


def quote(exchange: SimulatedExchange, side: Side, price: str, quantity: str) -> None:
    """Somebody's order rests in the book."""
    limit = OrderType.LIMIT
    exchange.create_order(
        "other", OrderRequest(symbol=SYMBOL, side=side, type=limit, price=Decimal(price), quantity=Decimal(quantity))
    )


def quote_both(exchange: SimulatedExchange) -> None:
    """Two levels a side."""
    quote(exchange, Side.BUY, "100", "2")
    quote(exchange, Side.BUY, "99", "1")
    quote(exchange, Side.SELL, "101", "1.5")
    quote(exchange, Side.SELL, "102", "1")


def take(exchange: SimulatedExchange, side: Side, quantity: str) -> None:
    """Somebody trades against what rests."""
    exchange.create_order(
        "other", OrderRequest(symbol=SYMBOL, side=side, type=OrderType.MARKET, quantity=Decimal(quantity))
    )


def levels(book: OrderBook) -> tuple[list[tuple[Decimal, Decimal]], list[tuple[Decimal, Decimal]]]:
    return (
        [(each.price, each.quantity) for each in book.bids(5)],
        [(each.price, each.quantity) for each in book.asks(5)],
    )


@pytest.mark.asyncio
async def test_the_book_is_the_one_of_the_exchange(
    trader: Any, exchange: SimulatedExchange, clock: DrivenClock, eventually: Wait
) -> None:
    """From the start, and after an order came, one changed and one went."""
    quote_both(exchange)
    books: list[OrderBook] = []
    await trader.on_order_book(SYMBOL, books.append)
    await eventually(lambda: books and books[-1].state is BookState.LIVE)
    assert levels(books[-1]) == (
        [(Decimal("100"), Decimal("2")), (Decimal("99"), Decimal("1"))],
        [(Decimal("101"), Decimal("1.5")), (Decimal("102"), Decimal("1"))],
    )
    quote(exchange, Side.BUY, "98", "3")
    take(exchange, Side.SELL, "0.5")
    take(exchange, Side.BUY, "1.5")
    await eventually(lambda: books[-1].best_ask is not None and books[-1].best_ask.price == Decimal("102"))
    await clock.sleep(1)
    assert levels(books[-1]) == (
        [(Decimal("100"), Decimal("1.5")), (Decimal("99"), Decimal("1")), (Decimal("98"), Decimal("3"))],
        [(Decimal("102"), Decimal("1"))],
    )


@pytest.mark.asyncio
async def test_a_lost_update_of_the_book_is_noticed_and_made_good(
    trader: Any, venue: SimulatedVenue, exchange: SimulatedExchange, clock: DrivenClock, eventually: Wait
) -> None:
    """Nobody is shown a best price until every update is known to be applied again."""
    quote_both(exchange)
    told: list[tuple[str, Decimal | None]] = []

    def on_book(book: OrderBook) -> None:
        told.append((book.state.value, book.best_bid.price if book.best_bid is not None else None))

    await trader.on_order_book(SYMBOL, on_book)
    await eventually(lambda: told and told[-1] == ("live", Decimal("100")))
    venue.inject("gap:depth")
    take(exchange, Side.SELL, "2")  # this one is lost: the best bid is gone
    await clock.sleep(1)
    quote(exchange, Side.BUY, "98", "3")
    await eventually(lambda: told[-1] == ("live", Decimal("99")))
    assert ("stale", None) in told
    assert all((state == "live") == (bid is not None) for state, bid in told)


@pytest.mark.asyncio
async def test_trades_with_the_side_that_took(trader: Any, exchange: SimulatedExchange, eventually: Wait) -> None:
    quote_both(exchange)
    trades: list[Any] = []
    await trader.on_trades(SYMBOL, trades.append)
    take(exchange, Side.SELL, "0.5")
    take(exchange, Side.BUY, "1")
    await eventually(lambda: trades and trades[-1].price == Decimal("101"))
    assert [(each.symbol, each.side, each.price, each.quantity) for each in trades[-2:]] == [
        (SYMBOL, Side.SELL, Decimal("100"), Decimal("0.5")),
        (SYMBOL, Side.BUY, Decimal("101"), Decimal("1")),
    ]


@pytest.mark.asyncio
async def test_what_nobody_follows_any_more_is_unsubscribed(
    trader: Any, venue: SimulatedVenue, clock: DrivenClock, eventually: Wait
) -> None:
    """The venue sends no more of it."""

    def subscribed() -> bool:
        there = [each.channel for connection in venue.connections for each in connection.subscriptions.values()]
        return "trades" in there

    subscription = trader.on_trades(SYMBOL, lambda trade: None)
    await subscription
    await eventually(subscribed)
    await subscription.close()
    await clock.sleep(5)
    assert not subscribed()


@pytest.mark.asyncio
async def test_the_ticker_follows_the_market(trader: Any, exchange: SimulatedExchange, eventually: Wait) -> None:
    quote_both(exchange)
    tickers: list[Any] = []
    await trader.on_ticker(SYMBOL, tickers.append)
    take(exchange, Side.SELL, "0.5")
    quote(exchange, Side.SELL, "100.5", "1")
    await eventually(lambda: tickers and tickers[-1].ask == Decimal("100.5"))
    assert (tickers[-1].symbol, tickers[-1].bid) == (SYMBOL, Decimal("100"))


@pytest.mark.asyncio
async def test_candles_build_up(trader: Any, exchange: SimulatedExchange, eventually: Wait) -> None:
    quote_both(exchange)
    candles: list[Any] = []
    await trader.on_candles(SYMBOL, "1m", candles.append)
    take(exchange, Side.SELL, "0.5")
    take(exchange, Side.BUY, "1")
    await eventually(lambda: candles and candles[-1].close == Decimal("101"))
    last = candles[-1]
    assert (last.symbol, last.open, last.high, last.low) == (SYMBOL, Decimal("100"), Decimal("101"), Decimal("100"))
    assert (last.volume, last.closed) == (Decimal("1.5"), False)
