"""What the tests of Backpack Exchange share: fixed time, ids and randomness, scripted and simulated venues.

Not written:
* the round trip of the map position_event, because the simulated venue does not write it
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from venue_runtime.clock import ManualClock
from venue_runtime.credentials import Credentials
from venue_runtime.ids import SeededRandom
from venue_runtime.model import Instrument
from venue_runtime.testing.exchange import SimulatedExchange
from venue_runtime.testing.memory import DrivenClock, MemoryHttp, MemorySockets
from venue_runtime.testing.patience import bound_tests
from venue_runtime.testing.plugin import CountedIds, CountedNonces
from venue_runtime.testing.scripted import ScriptedHttp, ScriptedSockets
from venue_runtime.testing.server import SimulatedVenue
from venues.backpack.client import Backpack
from venues.backpack.simulated import INSTRUMENTS, SimulatedBackpack

CREDENTIALS = Credentials(api_key="test-api-key", private_key="dGVzdHRlc3R0ZXN0dGVzdHRlc3R0ZXN0dGVzdHRlc3Q=")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """No test here waits forever."""
    bound_tests(items, Path(__file__).parent)


@pytest.fixture
def instruments() -> dict[str, Instrument]:
    """The instruments of the tests, by unified symbol."""
    return {each.symbol: each for each in INSTRUMENTS}


@pytest.fixture
def make_client(
    scripted_http: ScriptedHttp, scripted_sockets: ScriptedSockets, fixed_nonces: CountedNonces, fixed_ids: CountedIds
) -> Callable[..., Backpack]:
    """A client whose every source is fixed; it knows the instruments of the tests without asking."""

    def make(**options: Any) -> Backpack:
        options.setdefault("credentials", CREDENTIALS)
        options.setdefault("nonces", fixed_nonces)
        options.setdefault("random", SeededRandom(0))
        options.setdefault("clock", ManualClock(1700000000000000000))
        client = Backpack(client_order_ids=fixed_ids, http=scripted_http, websocket=scripted_sockets, **options)

        async def load() -> Sequence[Instrument]:
            return INSTRUMENTS

        client._load_instruments = load  # type: ignore[method-assign]
        return client

    return make


@pytest_asyncio.fixture
async def clock() -> AsyncIterator[DrivenClock]:
    """Time of the simulated venue and of its client: it goes on by itself when everybody waits for it."""
    clock = DrivenClock(1700000000000000000)
    async with clock.running():
        yield clock


@pytest.fixture
def exchange(clock: DrivenClock) -> SimulatedExchange:
    """The matching engine of the simulated venue: two accounts with money."""
    exchange = SimulatedExchange(clock, INSTRUMENTS)
    for account in ("trader", "other"):
        exchange.add_account(account, {"SOL": Decimal(100), "USDC": Decimal(100_000)})
    return exchange


@pytest_asyncio.fixture
async def venue(exchange: SimulatedExchange) -> AsyncIterator[SimulatedVenue]:
    """Backpack Exchange in this process; a test fails when the simulator itself did."""
    dialect = SimulatedBackpack()
    accounts = {"trader": CREDENTIALS}
    async with SimulatedVenue(dialect, exchange, accounts=accounts, clock=exchange.clock, port=None) as venue:
        yield venue
    assert venue.failures == []


@pytest.fixture
def connect(venue: SimulatedVenue) -> Callable[..., Backpack]:
    """Clients of the simulated venue, on the venue's clock."""

    def make(credentials: Credentials = CREDENTIALS, **options: Any) -> Backpack:
        return Backpack(
            credentials=credentials,
            endpoints=venue.url,
            clock=venue.clock,
            random=SeededRandom(1),
            http=MemoryHttp(venue),
            websocket=MemorySockets(venue),
            **options,
        )

    return make


@pytest_asyncio.fixture
async def trader(connect: Callable[..., Backpack]) -> AsyncIterator[Backpack]:
    """A client of the simulated venue."""
    async with connect() as client:
        yield client


@pytest.fixture
def eventually(clock: DrivenClock) -> Callable[[Callable[[], Any]], Any]:
    """Wait until something holds, for at most half a minute of the clock: no watchdog comes to the rescue."""

    async def wait(holds: Callable[[], Any]) -> Any:
        for _ in range(600):
            if found := holds():
                return found
            await clock.sleep(0.05)
        raise AssertionError("it never came true")

    return wait
