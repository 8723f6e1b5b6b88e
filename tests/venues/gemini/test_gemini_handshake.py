"""Gemini, simulated: the request for a private connection is signed, and refused by HTTP when it is not right."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import AsyncIterator

import aiohttp
import pytest
import pytest_asyncio
from venue_runtime import Credentials
from venue_runtime.clock import ManualClock
from venue_runtime.errors import SubscriptionRejected
from venue_runtime.testing.exchange import SimulatedExchange
from venue_runtime.testing.memory import DrivenClock, MemoryHttp, MemorySockets
from venue_runtime.testing.server import SimulatedVenue
from venues.gemini import Gemini
from venues.gemini.simulated import INSTRUMENTS, SimulatedGemini

NOW = 1_700_000_000_000_000_000
KEYS = Credentials(api_key="account-key", api_secret="secret")


@pytest_asyncio.fixture
async def venue() -> AsyncIterator[SimulatedVenue]:
    clock = ManualClock(NOW)
    exchange = SimulatedExchange(clock, INSTRUMENTS)
    exchange.add_account("trader", {})
    async with SimulatedVenue(SimulatedGemini(), exchange, accounts={"trader": KEYS}, clock=clock) as venue:
        yield venue
        assert venue.failures == []


def headers(nonce: str, *, secret: bytes = b"secret", said: str | None = None) -> dict[str, str]:
    """`said`: the nonce in the header, where it is another than the signed one."""
    payload = base64.b64encode(nonce.encode())
    return {
        "X-GEMINI-APIKEY": "account-key",
        "X-GEMINI-NONCE": nonce if said is None else said,
        "X-GEMINI-PAYLOAD": payload.decode(),
        "X-GEMINI-SIGNATURE": hmac.new(secret, payload, hashlib.sha384).hexdigest(),
    }


async def answered(venue: SimulatedVenue, given: dict[str, str], topic: str) -> int:
    """Status of the answer to a subscription; HTTP status where the connection was refused."""
    async with aiohttp.ClientSession() as session:
        try:
            async with session.ws_connect(f"{venue.ws_url}/", headers=given) as socket:
                await socket.send_json({"id": "1", "method": "subscribe", "params": [topic]})
                status: int = (await socket.receive_json())["status"]
                return status
        except aiohttp.WSServerHandshakeError as refusal:
            return -refusal.status


@pytest.mark.asyncio
async def test_public_streams_need_no_signature_and_private_ones_do(venue: SimulatedVenue) -> None:
    assert await answered(venue, {}, "btcusd@depth@100ms") == 200
    assert await answered(venue, {}, "orders@account") == 400
    assert await answered(venue, headers("1700000000"), "orders@account") == 200


@pytest.mark.asyncio
async def test_every_connection_has_a_nonce_of_its_own(venue: SimulatedVenue) -> None:
    assert await answered(venue, headers("1700000000"), "orders@account") == 200
    assert await answered(venue, headers("1700000000"), "orders@account") == -400
    assert await answered(venue, headers("1700000001"), "orders@account") == 200


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "given",
    [
        headers("1700000000", secret=b"another"),
        headers("1700000000", said="1700000001"),
        {**headers("1700000000"), "X-GEMINI-APIKEY": "nobody"},
    ],
)
async def test_what_is_signed_otherwise_is_refused_before_the_connection_opens(
    venue: SimulatedVenue, given: dict[str, str]
) -> None:
    assert await answered(venue, given, "orders@account") == -400


@pytest_asyncio.fixture
async def nearby() -> AsyncIterator[SimulatedVenue]:
    """The venue in this process, on a clock that goes on by itself."""
    clock = DrivenClock(NOW)
    async with clock.running():
        exchange = SimulatedExchange(clock, INSTRUMENTS)
        exchange.add_account("trader", {})
        dialect, accounts = SimulatedGemini(), {"trader": KEYS}
        async with SimulatedVenue(dialect, exchange, accounts=accounts, clock=clock, port=None) as venue:
            yield venue
            assert venue.failures == []


def client_of(venue: SimulatedVenue, credentials: Credentials = KEYS) -> Gemini:
    return Gemini(
        credentials=credentials,
        endpoints=venue.url,
        clock=venue.clock,
        http=MemoryHttp(venue),
        websocket=MemorySockets(venue),
    )


@pytest.mark.asyncio
async def test_the_client_signs_anew_for_each_connection(nearby: SimulatedVenue) -> None:
    async with client_of(nearby) as client:
        await client.start_trading()
        (first,) = nearby.connections
        nearby.disconnect()
        await nearby.clock.sleep(0.01)
        while not nearby.connections or nearby.connections[0] is first:
            await nearby.clock.sleep(0.5)
        (second,) = nearby.connections
        assert (first.account, second.account) == ("trader", "trader")
        assert int(second.headers["x-gemini-nonce"]) > int(first.headers["x-gemini-nonce"])


@pytest.mark.asyncio
async def test_a_wrong_secret_is_told_and_not_tried_for_ever(nearby: SimulatedVenue) -> None:
    async with client_of(nearby, Credentials(api_key="account-key", api_secret="another")) as client:
        with pytest.raises(SubscriptionRejected, match="HTTP 400"):
            await client.start_trading()
    assert nearby.connections == []
