"""Hyperliquid: signatures of the official SDK, numbers of assets, prices of five figures, orders inside a success."""

from __future__ import annotations

import json
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from venue_runtime import Credentials, OrderType, Side, TimeInForce
from venue_runtime.books import BookState
from venue_runtime.clock import ManualClock
from venue_runtime.errors import (
    AuthenticationError,
    InsufficientFunds,
    InvalidOrder,
    OrderNotFound,
    PostOnlyRejected,
    VenueError,
    VenueResponseError,
)
from venue_runtime.http import Request, Response
from venue_runtime.model import Instrument, Order, OrderRequest
from venue_runtime.secp256k1 import Secp256k1Key
from venue_runtime.testing.plugin import CountedNonces
from venue_runtime.testing.scripted import ScriptedHttp, ScriptedSockets
from venues.hyperliquid import Hyperliquid, HyperliquidConfig, hook_functions
from venues.hyperliquid import types as wire

#: hyperliquid-dex/hyperliquid-python-sdk@7ee976d tests/signing_test.py
KEY = "0x0123456789012345678901234567890123456789012345678901234567890123"
#: Of that key, by any wallet.
ADDRESS = "0x14791697260e4c9a71f18484c9f997b308e59325"
VAULT = "0x1719884eb866cb12b2287399b15f7db5e7d775ea"
CLOID = "0x00000000000000000000000000000001"
NOW = 1_759_291_847_000_000_000
META = {
    "universe": [
        {"name": "BTC", "szDecimals": 5, "maxLeverage": 50},
        {"name": "ETH", "szDecimals": 4, "maxLeverage": 50},
        {"name": "LOOM", "szDecimals": 1, "maxLeverage": 3, "isDelisted": True},
        {"name": "DOGE", "szDecimals": 0, "maxLeverage": 10},
        {"name": "SOL", "szDecimals": 2, "maxLeverage": 20},
    ]
}
SPOT = {
    "universe": [
        {"name": "PURR/USDC", "tokens": [1, 0], "index": 0, "isCanonical": True},
        {"name": "@107", "tokens": [150, 0], "index": 107, "isCanonical": False},
    ],
    "tokens": [
        {"name": "USDC", "szDecimals": 8, "weiDecimals": 8, "index": 0, "tokenId": "0x6d"},
        {"name": "PURR", "szDecimals": 0, "weiDecimals": 5, "index": 1, "tokenId": "0xc1"},
        {"name": "HYPE", "szDecimals": 2, "weiDecimals": 8, "index": 150, "tokenId": "0x0d"},
    ],
}


def D(text: str) -> Decimal:
    return Decimal(text)


class Venue:
    """One address for what is asked and one for what is done: `answers` by `type`, in the body or in the action."""

    def __init__(self) -> None:
        self.answers: dict[str, Any] = {"meta": META, "spotMeta": SPOT}
        self.sent: list[dict[str, Any]] = []
        self.http = ScriptedHttp().on(self.answer, times=None)
        self.sockets = ScriptedSockets(self.frames)
        self.frames_sent: list[dict[str, Any]] = []

    def answer(self, request: Request) -> Response:
        body = json.loads(request.body or b"")
        assert request.url.endswith("/exchange" if "action" in body else "/info")
        self.sent.append(body)
        said = self.answers[body["action"]["type"] if "action" in body else body["type"]]
        return Response(200, {"content-type": "application/json"}, json.dumps(said).encode())

    def frames(self, frame: str | bytes) -> list[str]:
        data = json.loads(frame)
        self.frames_sent.append(data)
        if data["method"] == "ping":
            return ['{"channel":"pong"}']
        return [json.dumps({"channel": "subscriptionResponse", "data": data})]

    def client(self, *, first: int = 0, **options: Any) -> Hyperliquid:
        options.setdefault("credentials", Credentials(private_key=KEY))
        options.setdefault("clock", ManualClock(NOW))
        options.setdefault("nonces", CountedNonces(first))
        return Hyperliquid(http=self.http, websocket=self.sockets, **options)

    @property
    def done(self) -> dict[str, Any]:
        """The last thing that was to be done."""
        return [each for each in self.sent if "action" in each][-1]


@pytest.fixture
def venue() -> Venue:
    return Venue()


def accepted(*statuses: Any, kind: str = "order") -> dict[str, Any]:
    return {"status": "ok", "response": {"type": kind, "data": {"statuses": list(statuses)}}}


DEFAULT = {"status": "ok", "response": {"type": "default"}}
RESTING = accepted({"resting": {"oid": 77738308}})


# ------------------------------------------------------------------------------------------------ signatures

VECTORS: dict[str, tuple[str, dict[str, Any], str, str, int]] = {
    "order": (
        "testnet",
        {},
        "0x82b2ba28e76b3d761093aaded1b1cdad4960b3af30212b343fb2e6cdfa4e3d54",
        "0x6b53878fc99d26047f4d7e8c90eb98955a109f44209163f52d8dc4278cbbd9f5",
        27,
    ),
    "order_with_client_id": (
        "testnet",
        {"client_id": CLOID},
        "0xeba0664bed2676fc4e5a743bf89e5c7501aa6d870bdb9446e122c9466c5cd16d",
        "0x7f3e74825c9114bc59086f1eebea2928c190fdfbfde144827cb02b85bbe90988",
        28,
    ),
    "trigger": (
        "testnet",
        {"tif": None, "is_market": True, "trigger_price": D("103"), "tpsl": "sl"},
        "0x971c554d917c44e0e1b6cc45d8f9404f32172a9d3b3566262347d0302896a2e4",
        "0x206257b104788f80450f8e786c329daa589aa0b32ba96948201ae556d5637eac",
        28,
    ),
    "order_mainnet": (
        "production",
        {},
        "0xd65369825a9df5d80099e513cce430311d7d26ddf477f5b3a33d2806b100d78e",
        "0x2b54116ff64054968aa237c20ca9ff68000f977c93289157748a3162b6ea940e",
        28,
    ),
    "order_with_client_id_mainnet": (
        "production",
        {"client_id": CLOID},
        "0x41ae18e8239a56cacbc5dad94d45d0b747e5da11ad564077fcac71277a946e3",
        "0x3c61f667e747404fe7eea8f90ab0e76cc12ce60270438b2058324681a00116da",
        27,
    ),
    "trigger_mainnet": (
        "production",
        {"tif": None, "is_market": True, "trigger_price": D("103.0"), "tpsl": "sl"},
        "0x98343f2b5ae8e26bb2587daad3863bc70d8792b09af1841b6fdd530a2065a3f9",
        "0x6b5bb6bb0633b710aa22b721dd9dee6d083646a5f8e581a20b545be6c1feb405",
        27,
    ),
}
CANCELS: dict[str, tuple[str, int | None, str, str, int]] = {
    "mainnet": (
        "production",
        None,
        "0x6cdfb286702f5917e76cd9b3b8bf678fcc49aec194c02a73e6d4f16891195df9",
        "0x6557ac307fa05d25b8d61f21fb8a938e703b3d9bf575f6717ba21ec61261b2a0",
        27,
    ),
    "testnet": (
        "testnet",
        None,
        "0xc75bb195c3f6a4e06b7d395acc20bbb224f6d23ccff7c6a26d327304e6efaeed",
        "0x342f8ede109a29f2c0723bd5efb9e9100e3bbb493f8fb5164ee3d385908233df",
        28,
    ),
    "with_time_mainnet": (
        "production",
        123456789,
        "0x609cb20c737945d070716dcc696ba030e9976fcf5edad87afa7d877493109d55",
        "0x16c685d63b5c7a04512d73f183b3d7a00da5406ff1f8aad33f8ae2163bab758b",
        28,
    ),
    "with_time_testnet": (
        "testnet",
        123456789,
        "0x4e4f2dbd4107c69783e251b7e1057d9f2b9d11cee213441ccfa2be63516dc5bc",
        "0x706c656b23428c8ba356d68db207e11139ede1670481a9e01ae2dfcdb0e1a678",
        27,
    ),
}


def signed(body: dict[str, Any]) -> tuple[int, int, int]:
    """The signature as numbers: the SDK writes them without leading zeros."""
    signature = body["signature"]
    return int(signature["r"], 16), int(signature["s"], 16), signature["v"]


@pytest.mark.asyncio
@pytest.mark.parametrize("name", VECTORS)
async def test_orders_are_signed_as_the_official_sdk_signs_them(venue: Venue, name: str) -> None:
    environment, changes, r, s, v = VECTORS[name]
    venue.answers["order"] = RESTING
    asked = {"asset": 1, "is_buy": True, "price": D("100.0"), "size": D("100.00"), "reduce_only": False, "tif": "Gtc"}
    async with venue.client(environment=environment) as client:
        await client.raw.place(**{**asked, **changes})
    assert signed(venue.done) == (int(r, 16), int(s, 16), v)
    assert (venue.done["nonce"], "vaultAddress" in venue.done, "expiresAfter" in venue.done) == (0, False, False)


ACTIONS: list[tuple[dict[str, Any], str, str, str, int]] = [
    (
        {"type": "dummy", "num": 100000000000},
        "a",
        "0x53749d5b30552aeb2fca34b530185976545bb22d0b3ce6f62e31be961a59298",
        "0x755c40ba9bf05223521753995abb2f73ab3229be8ec921f350cb447e384d8ed8",
        27,
    ),
    (
        {"type": "dummy", "num": 100000000000},
        "b",
        "0x542af61ef1f429707e3c76c5293c80d01f74ef853e34b76efffcb57e574f9510",
        "0x17b8b32f086e8cdede991f1e2c529f5dd5297cbe8128500e00cbaf766204a613",
        28,
    ),
    (
        {"type": "createSubAccount", "name": "example"},
        "a",
        "0x51096fe3239421d16b671e192f574ae24ae14329099b6db28e479b86cdd6caa7",
        "0xb71f7d293af92d3772572afb8b102d167a7cef7473388286bc01f52a5c5b423",
        27,
    ),
    (
        {
            "type": "subAccountTransfer",
            "subAccountUser": "0x1d9470d4b963f552e6f671a81619d395877bf409",
            "isDeposit": True,
            "usd": 10,
        },
        "b",
        "0xe26574013395ad55ee2f4e0575310f003c5bb3351b5425482e2969fa51543927",
        "0xefb08999196366871f919fd0e138b3a7f30ee33e678df7cfaf203e25f0a4278",
        28,
    ),
]


@pytest.mark.parametrize(("action", "source", "r", "s", "v"), ACTIONS)
def test_any_action_is_signed_as_the_official_sdk_signs_it(
    action: dict[str, Any], source: str, r: str, s: str, v: int
) -> None:
    connection = hook_functions.connection_id({"action": action}, 0, None, None)
    signature = Secp256k1Key(KEY).rsv(hook_functions.digest(source, connection))
    assert signed({"signature": signature}) == (int(r, 16), int(s, 16), v)


@pytest.mark.asyncio
@pytest.mark.parametrize("name", CANCELS)
async def test_scheduled_cancels_are_signed_as_the_official_sdk_signs_them(venue: Venue, name: str) -> None:
    environment, time, r, s, v = CANCELS[name]
    venue.answers["scheduleCancel"] = DEFAULT
    async with venue.client(environment=environment) as client:
        await client.raw.schedule_cancel(**({} if time is None else {"time": time}))
    assert signed(venue.done) == (int(r, 16), int(s, 16), v)


@pytest.mark.asyncio
async def test_a_vault_is_signed_for_and_named_in_small_letters(venue: Venue) -> None:
    """The SDK lowers addresses before it hashes them; the answer would be that some other account is unknown."""
    venue.answers["scheduleCancel"] = DEFAULT
    found = []
    for vault in (VAULT, VAULT.upper().replace("0X", "0x")):
        async with venue.client(credentials=Credentials(private_key=KEY, vault=vault)) as client:
            await client.raw.schedule_cancel()
        assert venue.done["vaultAddress"] == VAULT
        found.append(signed(venue.done))
    async with venue.client() as client:
        await client.raw.schedule_cancel()
    assert found[0] == found[1] != signed(venue.done)


@pytest.mark.asyncio
async def test_an_action_that_expires_says_until_when(venue: Venue) -> None:
    venue.answers["scheduleCancel"] = DEFAULT
    config = HyperliquidConfig(expires_after=timedelta(seconds=5))
    async with venue.client(first=1_759_291_847_123, config=config) as client:
        await client.raw.schedule_cancel()
    assert (venue.done["nonce"], venue.done["expiresAfter"]) == (1_759_291_847_123, 1_759_291_852_123)
    with_deadline = signed(venue.done)
    async with venue.client(first=1_759_291_847_123) as client:
        await client.raw.schedule_cancel()
    assert signed(venue.done) != with_deadline


@pytest.mark.asyncio
async def test_who_is_asked_about(venue: Venue) -> None:
    """The key's own address, the vault's, or the account that an agent trades for."""
    venue.answers["spotClearinghouseState"] = {"balances": []}
    agent = Credentials(private_key=KEY, account="0x5e9ee1089755c3435139848e47e6635505d5a13a")
    for credentials in (Credentials(private_key=KEY), Credentials(private_key=KEY, vault=VAULT), agent):
        async with venue.client(credentials=credentials) as client:
            await client.fetch_balances()
    users = [each["user"].lower() for each in venue.sent if each.get("type") == "spotClearinghouseState"]
    assert users == [ADDRESS, VAULT, "0x5e9ee1089755c3435139848e47e6635505d5a13a"]


@pytest.mark.asyncio
async def test_nothing_is_signed_without_a_key_and_books_need_none(venue: Venue) -> None:
    venue.answers["l2Book"] = {"coin": "BTC", "time": 1754450974231, "levels": [[], []]}
    async with venue.client(credentials=None) as client:
        assert (await client.fetch_order_book("BTC/USDC:USDC")).bids() == []
        with pytest.raises(VenueError):
            await client.raw.schedule_cancel()
    assert [each["type"] for each in venue.sent] == ["meta", "spotMeta", "l2Book"]


# ------------------------------------------------------------------------------------------------ instruments


@pytest.mark.asyncio
async def test_the_number_of_an_asset(venue: Venue) -> None:
    """…/api/asset-ids: the place in `meta`; of spot 10000 and the index, which is not the place in the list."""
    venue.answers["order"] = RESTING
    async with venue.client() as client:
        found = await client.load_instruments()
        for symbol in ("BTC/USDC:USDC", "SOL/USDC:USDC", "PURR/USDC", "HYPE/USDC"):
            await client.create_order(symbol, side=Side.BUY, type=OrderType.LIMIT, quantity=D("20"), price=D("20"))
    assert found["HYPE/USDC"].venue_symbol == "@107"
    assert [each["action"]["orders"][0]["a"] for each in venue.sent if "action" in each] == [0, 4, 10000, 10107]


@pytest.mark.asyncio
async def test_what_is_delisted_keeps_its_number(venue: Venue) -> None:
    async with venue.client() as client:
        await client.load_instruments()
        assert client.instruments["LOOM/USDC:USDC"].status.value == "closed"
        assert client.instruments["DOGE/USDC:USDC"].ref.asset == 3


#: …/api/tick-and-lot-size, examples: decimals of the size, whether of spot, price, whether it is valid.
PRICES = [
    (0, False, "1234.5", True),
    (0, False, "1234.56", False),
    (0, False, "0.001234", True),
    (0, False, "0.0012345", False),
    (1, False, "0.01234", True),
    (1, False, "0.012345", False),
    (0, True, "0.0001234", True),
    (1, True, "0.0001234", True),
    (2, True, "0.0001234", False),
    # "Integer prices are always allowed": 123456 is valid, though it has six figures.
    (0, False, "123456", True),
    (0, False, "12345.6", False),
]


async def listed(venue: Venue, decimals: int, is_spot: bool) -> Instrument:
    venue.answers["meta"] = {"universe": [{"name": "TEST", "szDecimals": decimals, "maxLeverage": 3}]}
    venue.answers["spotMeta"] = {
        "universe": [{"name": "@0", "tokens": [1, 0], "index": 0, "isCanonical": False}],
        "tokens": [SPOT["tokens"][0], {**SPOT["tokens"][1], "name": "TEST", "szDecimals": decimals}],
    }
    async with venue.client() as client:
        await client.load_instruments()
        return client.instruments["TEST/USDC" if is_spot else "TEST/USDC:USDC"]


@pytest.mark.asyncio
@pytest.mark.parametrize(("decimals", "is_spot", "price", "valid"), PRICES)
async def test_the_documented_prices(venue: Venue, decimals: int, is_spot: bool, price: str, valid: bool) -> None:
    instrument = await listed(venue, decimals, is_spot)
    request = OrderRequest(
        symbol=instrument.symbol, side=Side.BUY, type=OrderType.LIMIT, quantity=D("100000"), price=D(price)
    )
    assert (instrument.check(request) == ()) is valid


@pytest.mark.asyncio
async def test_the_documented_sizes(venue: Venue) -> None:
    """`szDecimals` 3: 1.001 is valid, 1.0001 is not."""
    instrument = await listed(venue, 3, False)
    for quantity, valid in (("1.001", True), ("1.0001", False)):
        request = OrderRequest(
            symbol=instrument.symbol, side=Side.BUY, type=OrderType.LIMIT, quantity=D(quantity), price=D("100")
        )
        assert (instrument.check(request) == ()) is valid


@pytest.mark.asyncio
async def test_numbers_are_sent_without_zeros_that_say_nothing(venue: Venue) -> None:
    """…/api/signing: "trailing zeros" make another hash than the venue's, which is answered with another address."""
    venue.answers["order"] = accepted({"resting": {"oid": 1}}, {"resting": {"oid": 2}})
    rows = [
        OrderRequest(
            symbol="SOL/USDC:USDC",
            side=Side.SELL,
            type=OrderType.STOP_LIMIT,
            quantity=D("100.00"),
            price=D("200.00"),
            trigger_price=D("210.50"),
        )
    ] * 2
    async with venue.client() as client:
        await client.create_orders(rows)
    first, _ = venue.done["action"]["orders"]
    assert (first["p"], first["s"]) == ("200", "100")
    assert first["t"] == {"trigger": {"isMarket": False, "triggerPx": "210.5", "tpsl": "sl"}}
    assert list(first)[:6] == ["a", "b", "p", "s", "r", "t"]


# ------------------------------------------------------------------------------------------------ orders


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("arguments", "kind"),
    [
        ({}, {"limit": {"tif": "Gtc"}}),
        ({"time_in_force": TimeInForce.GTC}, {"limit": {"tif": "Gtc"}}),
        ({"time_in_force": TimeInForce.IOC}, {"limit": {"tif": "Ioc"}}),
        ({"post_only": True}, {"limit": {"tif": "Alo"}}),
        (
            {"type": OrderType.STOP_LIMIT, "trigger_price": D("90")},
            {"trigger": {"isMarket": False, "triggerPx": "90", "tpsl": "sl"}},
        ),
        (
            {"type": OrderType.TAKE_PROFIT_LIMIT, "trigger_price": D("90")},
            {"trigger": {"isMarket": False, "triggerPx": "90", "tpsl": "tp"}},
        ),
    ],
)
async def test_the_kinds_of_orders(venue: Venue, arguments: dict[str, Any], kind: dict[str, Any]) -> None:
    venue.answers["order"] = RESTING
    asked = {"side": Side.BUY, "type": OrderType.LIMIT, "quantity": D("1"), "price": D("100"), **arguments}
    async with venue.client() as client:
        await client.create_order("ETH/USDC:USDC", client_order_id=CLOID, **asked)
    (row,) = venue.done["action"]["orders"]
    assert row == {"a": 1, "b": True, "p": "100", "s": "1", "r": False, "t": kind, "c": CLOID}
    assert venue.done["action"]["grouping"] == "na"


async def place(client: Hyperliquid) -> Order:
    return await client.create_order(
        "ETH/USDC:USDC", side=Side.BUY, type=OrderType.LIMIT, quantity=D("0.02"), price=D("1891.4")
    )


@pytest.mark.asyncio
async def test_what_became_of_an_order_stands_inside_a_success(venue: Venue) -> None:
    """…/api/exchange-endpoint, the answers to an order."""
    async with venue.client() as client:
        venue.answers["order"] = RESTING
        order = await place(client)
        assert (order.status.value, order.venue_order_id, order.filled_quantity) == ("new", "77738308", D("0"))
        assert len(order.client_order_id or "") == 34
        venue.answers["order"] = accepted({"filled": {"totalSz": "0.02", "avgPx": "1891.4", "oid": 77747314}})
        order = await place(client)
        assert (order.status.value, order.venue_order_id) == ("filled", "77747314")
        assert (order.filled_quantity, order.average_price, order.leaves_quantity) == (D("0.02"), D("1891.4"), D("0"))
        venue.answers["order"] = accepted({"filled": {"totalSz": "0.01", "avgPx": "1891.4", "oid": 77747315}})
        assert (await place(client)).status.value == "partially_filled"


#: …/api/error-responses; the refusal of an order stands in an answer of status 200 that says `ok`.
REFUSALS = [
    ("Order must have minimum value of $10.", InvalidOrder),
    ("Price must be divisible by tick size. asset=1", InvalidOrder),
    ("Insufficient margin to place order. asset=1", InsufficientFunds),
    ("Post only order would have immediately matched, bbo was 1891.4@1891.5. asset=1", PostOnlyRejected),
    ("Order has insufficient spot balance to trade", InsufficientFunds),
    ("Something that nobody has listed", VenueError),
]


@pytest.mark.asyncio
@pytest.mark.parametrize(("text", "error"), REFUSALS)
async def test_refusals_inside_a_success(venue: Venue, text: str, error: type[VenueError]) -> None:
    venue.answers["order"] = accepted({"error": text})
    async with venue.client() as client:
        with pytest.raises(error) as refused:
            await place(client)
    assert isinstance(refused.value, VenueResponseError)
    assert refused.value.definitive
    assert text in str(refused.value)


@pytest.mark.asyncio
async def test_a_refusal_of_the_whole_action(venue: Venue) -> None:
    """What is signed by nobody that the venue knows: the address in the text changes with every byte."""
    venue.answers["order"] = {
        "status": "err",
        "response": "User or API Wallet 0x0123456789abcdef0123456789abcdef01234567 does not exist.",
    }
    async with venue.client() as client:
        with pytest.raises(AuthenticationError):
            await place(client)


@pytest.mark.asyncio
async def test_each_order_of_a_batch_has_its_own_end(venue: Venue) -> None:
    venue.answers["order"] = accepted(
        {"resting": {"oid": 77738308}},
        {"error": "Order must have minimum value of $10."},
        {"filled": {"totalSz": "1", "avgPx": "100.5", "oid": 77747314}},
    )
    row = OrderRequest(symbol="ETH/USDC:USDC", side=Side.BUY, type=OrderType.LIMIT, quantity=D("1"), price=D("100.5"))
    async with venue.client() as client:
        first, second, third = await client.create_orders([row, row, row])
    assert isinstance(first, Order)
    assert (first.status.value, first.venue_order_id) == ("new", "77738308")
    assert isinstance(second, InvalidOrder)
    assert isinstance(third, Order)
    assert (third.status.value, third.average_price) == ("filled", D("100.5"))


@pytest.mark.asyncio
async def test_cancels_by_either_id(venue: Venue) -> None:
    venue.answers["cancel"] = venue.answers["cancelByCloid"] = accepted("success", kind="cancel")
    async with venue.client() as client:
        await client.cancel_order("ETH/USDC:USDC", venue_order_id="91490942")
        assert venue.done["action"] == {"type": "cancel", "cancels": [{"a": 1, "o": 91490942}]}
        await client.cancel_order("ETH/USDC:USDC", client_order_id=CLOID)
        assert venue.done["action"] == {"type": "cancelByCloid", "cancels": [{"asset": 1, "cloid": CLOID}]}
        text = "Order was never placed, already canceled, or filled."
        venue.answers["cancel"] = accepted({"error": text}, kind="cancel")
        with pytest.raises(OrderNotFound):
            await client.cancel_order("ETH/USDC:USDC", venue_order_id="91490942")


@pytest.mark.asyncio
async def test_the_switch_of_a_dead_man(venue: Venue) -> None:
    venue.answers["scheduleCancel"] = DEFAULT
    async with venue.client() as client:
        await client.cancel_all_orders_after(30)
        assert venue.done["action"] == {"type": "scheduleCancel", "time": 1_759_291_877_000}
        await client.cancel_all_orders_after(0)
        assert venue.done["action"] == {"type": "scheduleCancel"}


@pytest.mark.asyncio
async def test_an_order_is_found_by_either_id_and_its_absence_is_a_word(venue: Venue) -> None:
    venue.answers["orderStatus"] = {"status": "unknownOid"}
    async with venue.client() as client:
        with pytest.raises(OrderNotFound):
            await client.fetch_order("ETH/USDC:USDC", venue_order_id="1")
        with pytest.raises(OrderNotFound):
            await client.fetch_order("ETH/USDC:USDC", client_order_id=CLOID)
    asked = [each["oid"] for each in venue.sent if each.get("type") == "orderStatus"]
    assert asked == [1, CLOID]


@pytest.mark.asyncio
async def test_weights(venue: Venue) -> None:
    """…/api/rate-limits-and-user-limits: one and a fortieth of the batch; 2 for books, orders and states, else 20."""
    order = wire.NewOrder(
        asset=1,
        is_buy=True,
        price=D("1"),
        size=D("1"),
        reduce_only=False,
        kind=wire.NewKind(limit=wire.NewLimit(tif=wire.Tif("Gtc"))),
    )
    venue.answers["order"] = RESTING
    venue.answers["l2Book"] = {"coin": "BTC", "time": 1754450974231, "levels": [[], []]}
    async with venue.client() as client:
        spent: list[dict[str, int]] = []
        acquire = client.rest.limiter.acquire

        async def counted(asked: Any, *arguments: Any, **options: Any) -> Any:
            spent.append({name: units for name, units, *_ in asked})
            return await acquire(asked, *arguments, **options)

        client.rest.limiter.acquire = counted  # type: ignore[assignment, method-assign]
        await client.raw.place_many(orders=[order] * 39)
        await client.raw.place_many(orders=[order] * 40)
        await client.raw.place_many(orders=[order] * 79)
        await client.raw.book(coin="BTC")
        await client.raw.meta()
    assert spent == [{"weight": 1}, {"weight": 2}, {"weight": 2}, {"weight": 2}, {"weight": 20}]


# ------------------------------------------------------------------------------------------------ streams

BOOK = {
    "channel": "l2Book",
    "data": {
        "coin": "BTC",
        "time": 1754450974231,
        "levels": [[{"px": "113377.0", "sz": "7.6699", "n": 17}], [{"px": "113397.0", "sz": "0.11543", "n": 3}]],
    },
}


@pytest.mark.asyncio
async def test_each_message_is_the_whole_book(venue: Venue) -> None:
    books: list[Any] = []
    async with venue.client(credentials=None) as client:
        await client.on_order_book("BTC/USDC:USDC", books.append)
        socket = venue.sockets.sockets[-1]
        assert venue.frames_sent == [{"method": "subscribe", "subscription": {"type": "l2Book", "coin": "BTC"}}]
        socket.push(BOOK)
        await socket.drained()
        book = books[-1]
        assert (book.state, book.best_bid.price, book.best_ask.quantity) == (BookState.LIVE, D("113377"), D("0.11543"))
        after = [[{"px": "113378.0", "sz": "1", "n": 1}], [{"px": "113380.0", "sz": "2", "n": 1}]]
        socket.push({"channel": "l2Book", "data": {**BOOK["data"], "time": 1754450974732, "levels": after}})  # type: ignore[dict-item]
        await socket.drained()
        assert [(each.price, each.quantity) for each in book.bids()] == [(D("113378"), D("1"))]
        assert [(each.price, each.quantity) for each in book.asks()] == [(D("113380"), D("2"))]


@pytest.mark.asyncio
async def test_the_streams_of_an_account_are_asked_for_by_its_address_and_nobody_logs_in(venue: Venue) -> None:
    for name in ("frontendOpenOrders", "userFillsByTime", "userFills"):
        venue.answers[name] = []
    venue.answers["spotClearinghouseState"] = {"balances": []}
    venue.answers["clearinghouseState"] = {
        "assetPositions": [],
        "marginSummary": {"accountValue": "0", "totalNtlPos": "0", "totalRawUsd": "0", "totalMarginUsed": "0"},
        "withdrawable": "0",
    }
    async with venue.client() as client:
        await client.start_trading()
    asked = [each["subscription"] for each in venue.frames_sent if each["method"] == "subscribe"]
    assert {each["type"] for each in asked} >= {"orderUpdates", "userFills"}
    assert {each["user"].lower() for each in asked} == {ADDRESS}
    assert not any("signature" in each for each in venue.frames_sent)
