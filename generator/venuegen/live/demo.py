"""What `venuegen demo` does: the whole story against a simulated venue, told in words a person can follow.

A live book; one order from PENDING_NEW to FILLED; an order whose answer is lost, and how its true state is found; a
gap in the book, and how it heals. Nothing here knows a venue; everything follows from the seed, but for the times.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any

from venuegen.live.meter import BookMeter
from venuegen.live.running import opened
from venuegen.live.screen import book_line, book_screen, number
from venuegen.live.simulation import ACCOUNT, Simulation, worth
from venuegen.live.venues import LiveError, load_venue
from venuegen.report import Reporter

if TYPE_CHECKING:
    from venue_runtime.books import OrderBook
    from venue_runtime.client import VenueClient
    from venue_runtime.http import Request, Response
    from venue_runtime.model import Balance, Fill, Order

__all__ = ["MEANS", "PATIENCE", "Story", "tell", "until"]

MEANS = {
    "pending_new": "tracked before a byte is sent; the venue has not answered yet",
    "new": "the venue accepted it: it rests in the book and nothing is traded yet",
    "partially_filled": "part of it is traded, the rest still rests",
    "filled": "all of it is traded; this is final",
    "canceled": "it no longer rests; this is final",
}
PATIENCE = 10.0
"""Seconds that anything of the story may take."""


class _Traffic:
    """A recorder that remembers what was heard last, to tell where an event came from."""

    def __init__(self) -> None:
        self.last = ""

    def frame(self, kind: str, url: str, frame: str | bytes) -> None:
        """A frame arrived: what follows from it follows from the stream."""
        if kind == "recv":
            self.last = "user stream"

    def http(self, request: Request, response: Response | None, ts_ns: int) -> None:
        """An answer arrived."""
        self.last = "REST answer"


class Story:
    """The pieces that every chapter needs."""

    def __init__(self, report: Reporter, simulation: Simulation, symbol: str, seconds: float) -> None:
        self.report = report
        self.simulation = simulation
        self.symbol = symbol
        self.seconds = seconds
        self.terminal = report.out.isatty()
        instrument = simulation.exchange.instrument(symbol)
        self.instrument = instrument
        self.currencies = (instrument.base, instrument.quote)

    # ------------------------------------------------------------------ saying

    def chapter(self, title: str) -> None:
        text = f"── {title} "
        self.say()
        self.report.heading(f"{text:─<96}")
        self.report.out.flush()

    def say(self, text: str = "") -> None:
        self.report.line(text)
        self.report.out.flush()

    def balances(self, balances: dict[str, Balance]) -> str:
        return "  ".join(
            f"{currency} {number(balances[currency].total)}" + _locked(balances[currency])
            for currency in self.currencies
            if currency in balances
        )

    # ------------------------------------------------------------------ chapters

    async def book(self, client: VenueClient, meter: BookMeter) -> None:
        """A few seconds of the live book."""
        self.chapter(f"{self.symbol}, live")
        await until(lambda: meter.book is not None and meter.book.state.value == "live", "the book to become live")
        title = f"{self.simulation.venue.id} · simulated"

        def screen() -> Any:
            return book_screen(
                self.symbol,
                meter.book,
                meter,
                client.book_feeds.get(self.symbol),
                levels=8,
                title=title,
                width=get_terminal_size().columns,
            )

        loop = asyncio.get_running_loop()
        end = loop.time() + self.seconds
        if self.terminal:
            from rich.live import Live

            with Live(screen(), auto_refresh=False) as live:
                while loop.time() < end:
                    await asyncio.sleep(0.1)
                    live.update(screen(), refresh=True)
            return
        feed = client.book_feeds[self.symbol]
        begun = "REST snapshot first" if feed.sync.rule.source.value == "rest" else "a snapshot in the stream first"
        checked = (
            ", then every update checked against the one before" if _counted(client, self.symbol) else ", then updates"
        )
        self.say(f"{begun}{checked}:")
        while loop.time() < end:
            await asyncio.sleep(min(1.0, max(end - loop.time(), 0)))
            self.say(f"  {book_line(self.symbol, meter.book, meter, client.book_feeds.get(self.symbol))}")

    async def order(self, client: VenueClient, traffic: _Traffic) -> str:
        """From PENDING_NEW to FILLED. Returns the endpoint that takes orders."""
        from venue_runtime.model import OrderType, Side

        self.chapter("one order's life")
        # The client's own: it knows how prices are rounded where they are large.
        self.instrument = (await client.load_instruments())[self.symbol]
        await asyncio.wait_for(client.start_trading(), PATIENCE)
        before = await client.fetch_balances()
        self.say(f"user stream is up; balances   {self.balances(before)}")
        seen: list[Order] = []

        def on_order(order: Order) -> None:
            if seen and seen[-1].status is order.status and seen[-1].filled_quantity == order.filled_quantity:
                return
            seen.append(order)
            source = traffic.last if order.status.value != "pending_new" else "our own record"
            wire = type(order.raw).__name__ if order.raw is not None else ""
            told = f"{source}, {wire}" if wire and order.status.value != "pending_new" else source
            filled = f"{number(order.filled_quantity)} of {number(order.quantity)}"
            self.say(f"  {order.status.name:<17} filled {filled:<22} {MEANS.get(order.status.value, '')}  [{told}]")

        def on_fill(fill: Fill) -> None:
            currency = "" if fill.fee_currency is None else f" {fill.fee_currency}"
            fee = "fee not told yet" if fill.fee is None else f"fee {number(fill.fee)}{currency}"
            role = "" if fill.liquidity is None else f" as {fill.liquidity.value}"
            self.say(f"    fill {fill.trade_id}: {number(fill.quantity)} @ {number(fill.price)}{role}, {fee}")

        subscriptions = [client.on_orders(on_order), client.on_fills(on_fill)]
        for subscription in subscriptions:
            await subscription
        self.simulation.pause()
        price, quantity = self._away_from_touch()
        self.say(
            f"the market is held still; we buy {number(quantity)} at {number(price)}, below the best bid "
            f"{number(self.simulation.exchange.book(self.symbol).bids[0].price)}"
        )
        at = len(self.simulation.server.requests)
        order = await client.create_order(
            self.symbol, side=Side.BUY, type=OrderType.LIMIT, quantity=quantity, price=price
        )
        endpoint = self._command_since(at)
        await until(lambda: bool(seen) and seen[-1].status.value == "new", "the order to rest")
        first = quantity * 2 / 5
        self.say("  the market falls to our price, and somebody sells:")
        self._fall_to(price)
        self._sell(first)
        await until(lambda: seen[-1].filled_quantity == first, "the first fill")
        self.say("  … and sells again:")
        self._sell(quantity - first)
        await until(lambda: seen[-1].status.value == "filled", "the order to be filled")
        self.simulation.resume()
        known = client.orders.get(self.symbol, client_order_id=order.client_order_id)
        average = known.average_price if known is not None else None
        after = await client.fetch_balances()
        self.say(f"average price {number(average)}; balances   {self.balances(after)}")
        for subscription in subscriptions:
            await subscription.close()
        return endpoint

    async def plain_order(self, client: VenueClient, lacking: list[str]) -> None:
        """An order of a spec that has no more yet: placed, filled, asked for. Raises LiveError without that much."""
        from venue_runtime.model import Capability, OrderType, Side

        later = f"the rest of the demo needs {', '.join(lacking)}: declare them, and it is shown"
        if Capability.CREATE_ORDER not in client.capabilities:
            raise LiveError("the spec offers no create_order yet, so there is no order to show", later)
        self.chapter("one order's life, by request and answer alone")
        self.instrument = (await client.load_instruments())[self.symbol]
        self.simulation.pause()
        price, quantity = self._away_from_touch()
        self.say(f"we buy {number(quantity)} at {number(price)}, below the market")
        order = await client.create_order(
            self.symbol, side=Side.BUY, type=OrderType.LIMIT, quantity=quantity, price=price
        )
        self.say(f"  {order.status.name:<17} {MEANS.get(order.status.value, '')}  [answer of create_order]")
        self._fall_to(price)
        self._sell(quantity)
        ids = {"venue_order_id": order.venue_order_id, "client_order_id": order.client_order_id}
        if Capability.FETCH_ORDER in client.capabilities:
            known = await client.fetch_order(self.symbol, **ids)
            self.say("  the market falls to our price, and somebody sells; we ask:")
            self.say(f"  {known.status.name:<17} {MEANS.get(known.status.value, '')}  [answer of fetch_order]")
        elif Capability.FETCH_OPEN_ORDERS in client.capabilities:
            left = await client.fetch_open_orders(self.symbol)
            self.say(f"  the market falls to our price, and somebody sells; orders still open: {len(left)}")
        self.say(later)

    async def lost_answer(self, endpoint: str) -> None:
        """An order whose answer never comes, seen by a program that has no user stream."""
        from venue_runtime.errors import OutcomeUnknown
        from venue_runtime.model import OrderType, Side

        self.chapter("an answer that never comes")
        self.say(
            "another program of ours, without a user stream, sends an order; the venue executes it and says nothing"
        )
        self.simulation.server.inject(f"timeout_after_accept:{endpoint}")
        loop = asyncio.get_running_loop()
        async with self.simulation.connect(timeout=1.0) as client:
            price, quantity = self._away_from_touch()
            begun = loop.time()
            try:
                await client.create_order(
                    self.symbol, side=Side.BUY, type=OrderType.LIMIT, quantity=quantity, price=price
                )
            except OutcomeUnknown as unknown:
                known = client.orders.get(self.symbol, client_order_id=unknown.client_order_id)
                status = "?" if known is None else known.status.name
                self.say(f"  after {loop.time() - begun:.1f} s: OutcomeUnknown for {unknown.client_order_id}")
                self.say(f"  {status:<17} the order stays where it was: not failed, not sent again; the client asks")
                at = len(self.simulation.server.requests)
                if unknown.reconciliation is None:
                    raise LiveError("the client does not reconcile") from None
                found = await asyncio.wait_for(unknown.reconciliation, PATIENCE)
                asked = [one.endpoint_id or "?" for one in self.simulation.server.requests[at:]]
                self.say(f"  {found.status.name:<17} {MEANS.get(found.status.value, '')}  [asked: {', '.join(asked)}]")
                canceled = await client.cancel_order(
                    self.symbol, venue_order_id=found.venue_order_id, client_order_id=found.client_order_id
                )
                self.say(f"  {canceled.status.name:<17} {MEANS.get(canceled.status.value, '')}  [REST answer]")
            else:
                raise LiveError("the order was answered, though its answer was to be lost")

    async def gap(self, client: VenueClient, meter: BookMeter) -> None:
        """A book update is lost on the way."""
        self.chapter("an update that is lost")
        if not _counted(client, self.symbol):
            self.say("messages of this book carry neither a number nor a checksum: a lost one shows in no other way")
            self.say("than that the book crosses, which is watched; where each is a whole book, the next one heals it")
            return
        self.say("the next book update is left out; one cannot see that in the prices, only in the sequence")
        seen: list[tuple[str, str, int]] = []

        def on_book(book: OrderBook) -> None:
            state = book.state.value
            if not seen or seen[-1][0] != state:
                best = f"best bid {number(book.best_bid.price)}" if book.best_bid is not None else "no best bid shown"
                seen.append((state, best, client.clock.monotonic_ns()))

        subscription = client.on_order_book(self.symbol, on_book)
        await subscription
        await until(lambda: bool(seen) and seen[-1][0] == "live", "a live book")
        self.simulation.server.inject("gap:*")
        await until(lambda: len(seen) >= 3 and seen[-1][0] == "live", "the book to heal")
        feed = client.book_feeds[self.symbol]
        (_, before, _), (_, during, lost), (_, after, healed) = seen[0], seen[1], seen[-1]
        self.say(f"  LIVE              {before}")
        self.say(f"  STALE             {during}: {feed.sync.error}")
        self.say(f"  LIVE              {after}: a new snapshot joined the stream after {(healed - lost) / 1e6:.0f} ms")
        self.say(f"gaps {feed.sync.gaps}, resyncs {feed.sync.resyncs}, of this symbol only; other books are untouched")
        await subscription.close()

    # ------------------------------------------------------------------ moving the market

    def _away_from_touch(self) -> tuple[Decimal, Decimal]:
        """A price some levels below the best bid, and a quantity worth about 1,200 units of quote currency."""
        bids = self.simulation.exchange.book(self.symbol).bids
        lowest = bids[min(5, len(bids) - 1)].price
        increment = self.instrument.increment_at(lowest) or Decimal("0.01")
        below = self.instrument.round_price(lowest - increment, "down")
        taken = {level.price for level in bids}
        while below in taken:
            below -= increment
        return below, worth(self.instrument, Decimal(1200), below)

    def _fall_to(self, price: Decimal) -> None:
        """Every bid at or above the price is pulled, but for ours."""
        from venue_runtime.model import Side

        exchange = self.simulation.exchange
        for account in exchange.accounts:
            if account == ACCOUNT:
                continue
            for report in exchange.open_orders(account, self.symbol):
                order = report.order
                if order.side is not Side.BUY or order.price is None or order.price < price:
                    continue
                exchange.cancel_order(account, self.symbol, venue_order_id=order.venue_order_id)

    def _sell(self, quantity: Decimal) -> None:
        from venue_runtime.model import OrderRequest, OrderType, Side

        maker = self.simulation.makers[self.symbol]
        self.simulation.exchange.create_order(
            maker.TAKER,
            OrderRequest(symbol=self.symbol, side=Side.SELL, type=OrderType.MARKET, quantity=quantity),
        )

    def _command_since(self, at: int) -> str:
        """The endpoint of the last request that changes state: what takes orders, under the venue's own name."""
        commands = {route.endpoint_id for route in self.simulation.server.dialect.routes if route.command}
        sent = [one.endpoint_id for one in self.simulation.server.requests[at:] if one.endpoint_id in commands]
        return sent[-1] if sent and sent[-1] is not None else "*"


def _lacking(client: VenueClient) -> list[str]:
    """What the whole story needs and the spec does not offer."""
    from venue_runtime.model import Capability

    needed = (Capability.WATCH_ORDER_BOOK, Capability.CREATE_ORDER, Capability.CANCEL_ORDER, Capability.WATCH_ORDERS,
              Capability.WATCH_FILLS, Capability.FETCH_BALANCES)  # fmt: skip
    return [each.value for each in needed if each not in client.capabilities]


def _counted(client: VenueClient, symbol: str) -> bool:
    """Whether a lost update shows: by its book's numbers or checksum, or since the venue counts all of its frames."""
    links = (connection.link for connection in client.stream_connections)
    return client.book_feeds[symbol].sync.rule.ordered or any(link is not None and link.numbered for link in links)


def _locked(balance: Balance) -> str:
    return f" ({number(balance.locked)} locked)" if balance.locked else ""


async def until(holds: Callable[[], bool], what: str) -> None:
    """Wait for something that events bring about. Raises LiveError when it takes too long."""
    loop = asyncio.get_running_loop()
    end = loop.time() + PATIENCE
    while not holds():
        if loop.time() > end:
            raise LiveError(
                f"waited {PATIENCE:g} s in vain for {what}", "this is a defect of the demo or of the client"
            )
        await asyncio.sleep(0.01)


async def tell(
    report: Reporter,
    venue_id: str,
    *,
    symbol: str | None = None,
    out: Path | None = None,
    seed: int = 1,
    seconds: float = 4.0,
) -> int:
    """Tell the story. Raises LiveError, VenueError."""
    venue = load_venue(venue_id, out)
    traffic = _Traffic()
    async with Simulation(venue, [symbol] if symbol else [], seed=seed) as simulation:
        (symbol,) = simulation.symbols
        story = Story(report, simulation, symbol, seconds)
        story.chapter("the simulated venue")
        story.say(
            f"{venue.id} listens at {simulation.server.url}: it checks every signature, and matches orders for real"
        )
        story.say(f"the client is venues.{venue.id}.{venue.client.__name__}, as generated from the spec")
        async with simulation.connect(recorder=traffic, timeout=5.0) as client:
            if lacking := _lacking(client):
                await story.plain_order(client, lacking)
                return 0
            meter = BookMeter(client.clock)
            subscription = client.on_order_book(symbol, meter)
            await asyncio.wait_for(opened(subscription), PATIENCE)
            await story.book(client, meter)
            endpoint = await story.order(client, traffic)
            await story.lost_answer(endpoint)
            await story.gap(client, meter)
            await subscription.close()
        failures = simulation.server.failures
        if failures:
            raise LiveError("the simulator failed to answer: " + failures[0].strip().rsplit("\n", 1)[-1])
        story.chapter("that was it")
        story.say(f"the book again, until Ctrl-C:  venuegen book {venue.id} {symbol}")
        story.say(f"your own program against it:   venuegen simulate {venue.id}")
        story.say(f"the spec behind all of this:   venuegen explain {venue.id} endpoints")
    return 0
