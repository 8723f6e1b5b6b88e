"""What `venuegen demo --fix` does: the same venue over FIX, told in words and messages a person can follow.

A session is logged on; an order fills over FIX; an order over REST is told over FIX; a connection is cut while an order
is out; maintenance is announced. Nothing here knows a venue.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Any

from venuegen.live.demo import MEANS, PATIENCE, Story, until
from venuegen.live.fix import gateway_of
from venuegen.live.screen import number
from venuegen.live.simulation import Simulation
from venuegen.live.venues import LiveError, load_venue
from venuegen.report import Reporter

if TYPE_CHECKING:
    from venue_runtime.client import VenueClient
    from venue_runtime.model import Fill, Order
    from venue_runtime.testing.fix_dialect import FixRoute
    from venue_runtime.testing.fix_gateway import FixGateway, LoggedFix

__all__ = ["tell"]

_AROUND = ("8=", "9=", "10=", "34=", "49=", "52=", "56=")
"""Fields of each message that are not shown: header and trailer."""
_SHOWN = ("A", "5", "B", "D", "F", "8", "9")


class _FixStory(Story):
    """The chapters."""

    def __init__(self, report: Reporter, simulation: Simulation, symbol: str, client: VenueClient) -> None:
        super().__init__(report, simulation, symbol, 0)
        self.client = client
        self.gateway: FixGateway = gateway_of(simulation)
        self.gateway.on_message = self._show
        self.route = _ordering(self.gateway)
        from venue_runtime.fix.client import FixSettings
        from venue_runtime.fix.store import memory_store

        self.fix: Any = getattr(client, "fix", None)
        if self.fix is None:
            raise LiveError("the client has no FIX", f"generate it again: venuegen generate {simulation.venue.id}")
        self.fix.settings = FixSettings(store=memory_store)  # numbers that go on do so for as long as the story

    def _show(self, logged: LoggedFix) -> None:
        """A message as it crosses the wire: `→` to the venue, `←` from it."""
        from venue_runtime.fix.log import FixScrubber

        kind = logged.text.partition("|35=")[2].partition("|")[0]
        if kind not in _SHOWN:
            return
        clean = FixScrubber(tags=["553"]).message(logged.raw).decode("utf-8", "replace")
        fields = (field for field in clean.split("\x01") if field and not field.startswith(_AROUND))
        self.say(f"    {'→' if logged.direction == 'in' else '←'} {'|'.join(fields)}")

    async def sessions(self) -> None:
        """Log on."""
        self.chapter("a session")
        names = ", ".join(f"{route.id} ({route.begin_string})" for route in self.gateway.dialect.routes)
        self.say(f"{self.simulation.venue.id} has FIX sessions {names}, at the same port as its REST and WebSocket")
        self.say("the Logon is signed as the spec says, and verified by the simulated venue; secrets are masked here:")
        await self.client.load_instruments()
        try:
            await asyncio.wait_for(self.fix.start_trading(), PATIENCE)
        except TimeoutError:
            states = ", ".join(f"{name} is {state}" for name, state in self.fix.state.items())
            hint = (
                'the url of a session must be one of `environments`, "{env.fix}": only those lead to a simulated venue'
            )
            raise LiveError(f"no session was ready within {PATIENCE:g} s: {states}", hint) from None
        state = self.fix.state[self.route.id]
        self.say(f"{self.route.id} is {state}; the venue wants a heartbeat every {self._heartbeat()} s, or it asks")

    def _heartbeat(self) -> str:
        logon = next(each.text for each in self.gateway.messages if "|35=A|" in each.text)
        return logon.partition("|108=")[2].partition("|")[0]

    async def orders(self) -> None:
        """An order over FIX, filled; then one over REST, told over FIX."""
        from venue_runtime.model import OrderType, Side

        self.chapter("one order's life, over FIX")
        self.instrument = (await self.client.load_instruments())[self.symbol]
        seen: list[Order] = []
        subscriptions = [
            self.fix.on_orders(lambda order: self._on_order(order, seen)),
            self.fix.on_fills(self._on_fill),
        ]
        for subscription in subscriptions:
            await subscription
        self.simulation.pause()
        price, quantity = self._away_from_touch()
        self.say(f"we buy {number(quantity)} at {number(price)}, below the market; then somebody sells to us")
        arguments: dict[str, Any] = {"side": Side.BUY, "type": OrderType.LIMIT, "quantity": quantity, "price": price}
        await self.fix.create_order(self.symbol, **arguments)
        await until(lambda: bool(seen) and seen[-1].status.value == "new", "the order to rest")
        self._fall_to(price)
        self._sell(quantity)
        await until(lambda: seen[-1].status.value == "filled", "the order to be filled")
        if self.offers("create_order"):
            await self._over_rest(seen, arguments)
        for subscription in subscriptions:
            await subscription.close()

    def offers(self, *methods: str) -> bool:
        """Whether the client has one of these methods."""
        return any(each in {str(found) for found in self.client.capabilities} for each in methods)

    async def _over_rest(self, seen: list[Order], arguments: dict[str, Any]) -> None:
        self.chapter("an order over REST, told over FIX")
        self.say("the same client, the same account, the same book:")
        seen.clear()
        price, quantity = self._away_from_touch()
        placed = await self.client.create_order(self.symbol, **(arguments | {"price": price, "quantity": quantity}))
        self.say(f"  REST answered {placed.status.name} for {placed.client_order_id}")
        self._fall_to(price)
        self._sell(quantity)
        await until(lambda: bool(seen) and seen[-1].status.value == "filled", "the order to be filled")

    def _on_order(self, order: Order, seen: list[Order]) -> None:
        if not (seen and (seen[-1].status, seen[-1].filled_quantity) == (order.status, order.filled_quantity)):
            seen.append(order)
            self.say(f"  {order.status.name:<17} {MEANS.get(order.status.value, '')}")

    def _on_fill(self, fill: Fill) -> None:
        self.say(f"  fill {fill.trade_id:<12} {number(fill.quantity)} @ {number(fill.price)}")

    async def cut(self) -> None:
        """The connection goes while an order is out."""
        from venue_runtime.errors import OutcomeUnknown
        from venue_runtime.model import OrderType, Side

        self.chapter("a connection that is cut")
        self.say("the venue takes the next order, and the connection is cut before it says so")
        self.simulation.server.inject(f"disconnect:{self.route.layouts['D'].name}")
        price, quantity = self._away_from_touch()
        try:
            await self.fix.create_order(
                self.symbol, side=Side.BUY, type=OrderType.LIMIT, quantity=quantity, price=price
            )
        except OutcomeUnknown as unknown:
            self.say(f"  OutcomeUnknown    not failed, and not sent again: {unknown.client_order_id} is looked for")
            if unknown.reconciliation is None:
                raise LiveError("the client does not reconcile") from None
            found = await asyncio.wait_for(unknown.reconciliation, PATIENCE)
            self.say(f"  {found.status.name:<17} {MEANS.get(found.status.value, '')}")
        else:
            raise LiveError("the order was answered, though the connection was to be cut")
        await until(lambda: self.fix.state[self.route.id] == "logged on", "another session")

    async def maintenance(self) -> None:
        """The venue says that it will go."""
        if self.route.notice is None:
            return
        self.chapter("maintenance")
        self.say("the venue announces it; the client logs on anew before it leaves the old session:")
        old = self.gateway.session(self.route.id)
        old.announce(30)
        await until(lambda: not old.logged_on and self.fix.state[self.route.id] == "logged on", "the hand-over")


def _ordering(gateway: FixGateway) -> FixRoute:
    for route in gateway.dialect.routes:
        if "D" in route.handlers:
            return route
    raise LiveError("no session of this venue takes orders")


async def tell(
    report: Reporter, venue_id: str, *, symbol: str | None = None, out: Path | None = None, seed: int = 1
) -> int:
    """Tell the story. Raises LiveError, VenueError."""
    venue = load_venue(venue_id, out)
    async with Simulation(venue, [symbol] if symbol else [], seed=seed) as simulation:
        async with simulation.connect(timeout=5.0) as client:
            story = _FixStory(report, simulation, simulation.symbols[0], client)
            await story.sessions()
            await story.orders()
            if story.offers("fetch_order", "fetch_open_orders"):
                await story.cut()
            await story.maintenance()
            story.gateway.on_message = None
        if simulation.server.failures:
            raise LiveError("the simulator failed to answer: " + simulation.server.failures[0].rsplit("\n", 1)[-1])
        story.chapter("that was it")
        story.say(f"a FIX client of your own against it:  venuegen simulate {venue.id} --fix --log")
        story.say(f"the spec behind all of this:          venuegen explain {venue.id} fix")
    return 0
