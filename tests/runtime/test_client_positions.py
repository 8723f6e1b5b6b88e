"""Positions of the account: asked for, told by the stream, and gone while nobody listened."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import ClassVar

import pytest
from client_support import KEYS, Connector, Example, turns
from test_client import SYMBOL, clock_of
from venue_runtime.clock import ManualClock
from venue_runtime.credentials import Credentials
from venue_runtime.ids import SeededRandom
from venue_runtime.model import Capability, Instrument, Position, PositionSide

D = Decimal


class WithPositions(Example):
    offers: ClassVar[dict[Capability, tuple[frozenset[str], ...]]] = {
        **Example.offers,
        Capability.FETCH_POSITIONS: KEYS,
        Capability.WATCH_POSITIONS: KEYS,
    }

    async def _fetch_positions(self, instruments: Sequence[Instrument] | None) -> list[Position]:
        return list(await self._answer("positions", instruments, default=()))


def client() -> WithPositions:
    return WithPositions(
        Credentials(api_key="key", api_secret="hush"),
        clock=ManualClock(),
        random=SeededRandom(1),
        websocket=Connector(),
        strict_orders=True,
    )


def held(quantity: str, symbol: str = SYMBOL) -> Position:
    return Position(symbol=symbol, side=PositionSide.LONG, quantity=D(quantity), unrealized_pnl=D(1))


@pytest.mark.asyncio
async def test_only_open_positions_of_the_symbols_asked_for() -> None:
    async with client() as venue:
        venue.script("positions", *[[held("3"), held("0", "CCC/BBB"), held("2", "DDD/BBB")]] * 2)
        assert [each.symbol for each in await venue.fetch_positions()] == [SYMBOL, "DDD/BBB"]
        assert [each.symbol for each in await venue.fetch_positions([SYMBOL, "CCC/BBB"])] == [SYMBOL]


@pytest.mark.asyncio
async def test_a_position_that_was_closed_while_the_stream_was_down_is_told_as_closed() -> None:
    async with client() as venue:
        venue.script("positions", [held("3")], [])
        seen: list[tuple[Decimal, Decimal | None]] = []
        await venue.on_positions(lambda position: seen.append((position.quantity, position.unrealized_pnl)))
        assert seen == [(D(3), D(1))]
        assert isinstance(venue.websocket, Connector)
        venue.websocket.sockets[0].hang_up()
        for _ in range(6):
            await turns()
            await clock_of(venue).advance(2)
        assert seen == [(D(3), D(1)), (D(0), None)]


@pytest.mark.parametrize("net", [True, False])
@pytest.mark.asyncio
async def test_where_the_account_nets_a_position_that_changes_its_side_ends_the_other_leg(net: bool) -> None:
    async with client() as venue:
        venue.script("positions", [held("3")])
        seen: list[tuple[str, Decimal]] = []
        await venue.on_positions(lambda position: seen.append((position.side.value, position.quantity)))
        venue._private_event(Position(symbol=SYMBOL, side=PositionSide.SHORT, quantity=D(2), net=net))
        over = [("long", D(0))] if net else []
        assert seen == [("long", D(3)), *over, ("short", D(2))]
