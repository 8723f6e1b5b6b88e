"""The made-up exchange whose accounts are keys: published signatures through its hooks, and its simulated venue."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from venue_runtime import Credentials
from venue_runtime.bindings import with_defaults
from venue_runtime.clock import ManualClock
from venue_runtime.errors import AuthenticationError, ConfigurationError, NotSupported, OutcomeUnknown, VenueError
from venue_runtime.model import Capability, Instrument, InstrumentKind
from venue_runtime.secp256k1 import Secp256k1Key
from venue_runtime.testing.exchange import SimulatedExchange
from venue_runtime.testing.memory import DrivenClock, MemoryHttp, MemorySockets
from venue_runtime.testing.plugin import CountedNonces
from venue_runtime.testing.scripted import ScriptedHttp, ScriptedSockets
from venue_runtime.testing.server import SimulatedVenue
from venues.example_chain import ExampleChain
from venues.example_chain.simulated import SimulatedExampleChain

#: The key of the signing tests of the official SDK for Python of the venue that made this scheme.
KEY = "0x0123456789012345678901234567890123456789012345678901234567890123"
OTHER = "0x" + "22" * 32
VAULT = "0x1719884eb866cb12b2287399b15f7db5e7d775ea"
ADDRESS = "0x14791697260e4c9a71f18484c9f997b308e59325"


def client(http: ScriptedHttp | None = None, environment: str = "production", **credentials: str) -> ExampleChain:
    return ExampleChain(
        credentials=Credentials(**credentials),
        environment=environment,
        nonces=CountedNonces(0),
        clock=ManualClock(0),
        http=http or ScriptedHttp(),
        websocket=ScriptedSockets(),
    )


@pytest.mark.parametrize(
    ("environment", "vault", "r", "s", "v"),
    [
        (
            "production",
            None,
            "0x53749d5b30552aeb2fca34b530185976545bb22d0b3ce6f62e31be961a59298",
            "0x755c40ba9bf05223521753995abb2f73ab3229be8ec921f350cb447e384d8ed8",
            27,
        ),
        (
            "testnet",
            None,
            "0x542af61ef1f429707e3c76c5293c80d01f74ef853e34b76efffcb57e574f9510",
            "0x17b8b32f086e8cdede991f1e2c529f5dd5297cbe8128500e00cbaf766204a613",
            28,
        ),
        (
            "production",
            VAULT,
            "0x3c548db75e479f8012acf3000ca3a6b05606bc2ec0c29c50c515066a326239",
            "0x4d402be7396ce74fbba3795769cda45aec00dc3125a984f2a9f23177b190da2c",
            28,
        ),
    ],
)
def test_published_signatures(environment: str, vault: str | None, r: str, s: str, v: int) -> None:
    credentials = {"private_key": KEY} if vault is None else {"private_key": KEY, "vault": vault}
    signing = client(environment=environment, **credentials).signing
    request = signing.action("POST", "rest", "/exchange", json={"action": {"type": "dummy", "num": 100000000000}})
    body = json.loads(request.body or b"")
    assert body["signature"] == {"r": r, "s": s, "v": v}
    # What is missing is not sent.
    assert body.get("vaultAddress", "none") == (vault or "none")


def test_an_account_is_made_of_its_key() -> None:
    assert Secp256k1Key(KEY).address == ADDRESS
    assert client(private_key=KEY).credentials.find("account") == ADDRESS
    assert client(private_key=KEY, account="0xabc").credentials.find("account") == "0xabc"
    assert client().credentials.find("account") is None
    with pytest.raises(ConfigurationError, match="no secp256k1 key"):
        client(private_key="not a key")


def test_the_account_alone_reads(scripted_http: ScriptedHttp) -> None:
    assert Capability.FETCH_BALANCES in client(account=ADDRESS).capabilities
    assert Capability.FETCH_BALANCES not in client().capabilities


@pytest.mark.asyncio
async def test_nothing_is_sent_without_an_account(scripted_http: ScriptedHttp) -> None:
    async with client(scripted_http) as venue:
        with pytest.raises((NotSupported, ConfigurationError)):
            await venue.fetch_balances()
    assert scripted_http.requests == []


@pytest.mark.asyncio
async def test_the_simulated_venue_verifies_through_the_hooks() -> None:
    instrument = Instrument(
        symbol="AAA/BBB", venue_symbol="AAA-BBB", kind=InstrumentKind.SPOT, base="AAA", quote="BBB",
        price_increment=Decimal("0.1"), quantity_increment=Decimal("0.1"),
    )  # fmt: skip
    known = with_defaults(Credentials(private_key=KEY), ExampleChain.credential_fields)
    clock = DrivenClock(1_700_000_000_000_000_000)
    async with clock.running():
        exchange = SimulatedExchange(clock, [instrument])
        exchange.add_account("trader", {"AAA": Decimal(100)})
        dialect = SimulatedExampleChain()
        async with SimulatedVenue(dialect, exchange, accounts={"trader": known}, clock=clock, port=None) as venue:
            for key, welcome in ((KEY, True), (OTHER, False)):
                trader = ExampleChain(
                    credentials=Credentials(private_key=key), endpoints=venue.url, clock=clock, http=MemoryHttp(venue),
                    websocket=MemorySockets(venue),
                )  # fmt: skip
                async with trader:
                    if welcome:
                        assert (await trader.raw.cancel_all(market="AAA-BBB")).status == "ok"
                        assert (await trader.fetch_balances())["AAA"].total == Decimal(100)
                        continue
                    with pytest.raises((AuthenticationError, OutcomeUnknown, VenueError)):
                        await trader.raw.cancel_all(market="AAA-BBB")
