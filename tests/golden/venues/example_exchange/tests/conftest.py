"""What the tests of Example Exchange share: fixed time, ids and randomness, scripted and simulated venues."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from venue_runtime.clock import ManualClock
from venue_runtime.credentials import Credentials
from venue_runtime.ids import SeededRandom
from venue_runtime.model import Instrument, InstrumentKind, InstrumentStatus
from venue_runtime.testing.exchange import SimulatedExchange
from venue_runtime.testing.patience import bound_tests
from venue_runtime.testing.plugin import CountedIds, CountedNonces
from venue_runtime.testing.scripted import ScriptedHttp, ScriptedSockets
from venue_runtime.testing.server import SimulatedVenue
from venues.example_exchange.client import ExampleExchange
from venues.example_exchange.simulated import SimulatedExampleExchange

CREDENTIALS = Credentials(
    api_key="test-api-key",
    api_secret="dGVzdC1hcGktc2VjcmV0",
    passphrase="test-passphrase",
    jwt_secret="test-jwt-secret",
)
INSTRUMENTS = [
    Instrument(
        symbol="AAA/BBB",
        venue_symbol="AAA-BBB",
        kind=InstrumentKind.SPOT,
        base="AAA",
        quote="BBB",
        price_increment=Decimal("0.01"),
        quantity_increment=Decimal("0.01"),
        status=InstrumentStatus.TRADING,
    )
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """No test here waits forever."""
    bound_tests(items, Path(__file__).parent)


class QuickClock:
    """Real time, twenty times as fast: windows of seconds pass in milliseconds, and nothing else changes."""

    def __init__(self) -> None:
        self._start = time.monotonic_ns()

    def monotonic_ns(self) -> int:
        return (time.monotonic_ns() - self._start) * 20

    def time_ns(self) -> int:
        return 1700000000000000000 + self.monotonic_ns()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds / 20)


@pytest.fixture
def instruments() -> dict[str, Instrument]:
    """The instruments of the tests, by unified symbol."""
    return {each.symbol: each for each in INSTRUMENTS}


@pytest.fixture
def make_client(
    scripted_http: ScriptedHttp, scripted_sockets: ScriptedSockets, fixed_nonces: CountedNonces, fixed_ids: CountedIds
) -> Callable[..., ExampleExchange]:
    """A client whose every source is fixed; it knows the instruments of the tests without asking."""

    def make(**options: Any) -> ExampleExchange:
        options.setdefault("credentials", CREDENTIALS)
        options.setdefault("clock", ManualClock(1700000000000000000))
        client = ExampleExchange(
            nonces=fixed_nonces,
            client_order_ids=fixed_ids,
            random=SeededRandom(0),
            http=scripted_http,
            websocket=scripted_sockets,
            **options,
        )

        async def load() -> list[Instrument]:
            return INSTRUMENTS

        client._load_instruments = load  # type: ignore[method-assign]
        return client

    return make


@pytest.fixture
def exchange() -> SimulatedExchange:
    """The matching engine of the simulated venue: two accounts with money, quick time."""
    exchange = SimulatedExchange(QuickClock(), INSTRUMENTS)
    for account in ("trader", "other"):
        exchange.add_account(account, {"AAA": Decimal(100), "BBB": Decimal(100_000)})
    return exchange


@pytest_asyncio.fixture
async def venue(exchange: SimulatedExchange) -> AsyncIterator[SimulatedVenue]:
    """Example Exchange on loopback; a test fails when the simulator itself did."""
    dialect = SimulatedExampleExchange()
    async with SimulatedVenue(dialect, exchange, accounts={"trader": CREDENTIALS}, clock=exchange.clock) as venue:
        yield venue
    assert venue.failures == []


@pytest_asyncio.fixture
async def trader(venue: SimulatedVenue) -> AsyncIterator[ExampleExchange]:
    """A client of the simulated venue, on the venue's clock."""
    client = ExampleExchange(
        credentials=CREDENTIALS, endpoints=venue.url, clock=venue.clock, random=SeededRandom(1), timeout=0.25
    )
    async with client:
        yield client


@pytest.fixture
def eventually() -> Callable[[Callable[[], Any]], Any]:
    """Wait until something holds, for at most half a minute of the quick clock: no watchdog comes to the rescue."""

    async def wait(holds: Callable[[], Any]) -> Any:
        for _ in range(300):
            if found := holds():
                return found
            await asyncio.sleep(0.005)
        raise AssertionError("it never came true")

    return wait
