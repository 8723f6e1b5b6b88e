"""The golden client over scripted HTTP: literal bytes of signed requests, nonces, tokens and leases."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from venue_runtime import Credentials, OrderStatus, OrderType, Side
from venue_runtime.clock import ManualClock
from venue_runtime.errors import AuthenticationError, ConfigurationError, InsufficientFunds
from venue_runtime.testing.scripted import ScriptedHttp, ScriptedSockets
from venues.example_exchange import ExampleExchange

MARKETS = {
    "code": "0",
    "data": [
        {"id": "AAA-BBB", "base": "AAA", "quote": "BBB", "tick": "0.1", "step": "0.001", "min_size": "-", "open": 1}
    ],
}
SECRET = "ZXhhbXBsZSBleGNoYW5nZSBzZWNyZXQgMzIgYnl0ZXM="


class Nonces:
    """Published numbers, and for whom they were asked."""

    def __init__(self) -> None:
        self.keys: list[str] = []

    def next(self, key: str, /) -> int:
        self.keys.append(key)
        return 1700000000123456 + len(self.keys) - 1


def make(http: ScriptedHttp, sockets: ScriptedSockets | None = None, **options: Any) -> ExampleExchange:
    fields: dict[str, Any] = {"api_key": "key-1", "api_secret": SECRET, "passphrase": "open sesame"}
    return ExampleExchange(
        credentials=Credentials(**fields, jwt_secret="your-256-bit-secret"),
        clock=options.pop("clock", None) or ManualClock(1_700_000_000_123_000_000),
        http=http,
        websocket=sockets or ScriptedSockets(),
        **options,
    )


@pytest.mark.asyncio
async def test_an_order_is_signed_over_the_bytes_that_are_sent() -> None:
    http = ScriptedHttp().answer(MARKETS).answer({"code": "0", "data": {"id": "71", "client_id": "x-1"}})
    async with make(http) as client:
        order = await client.create_order(
            "AAA/BBB",
            side=Side.BUY,
            type=OrderType.LIMIT,
            quantity=Decimal(2),
            price=Decimal("10.5"),
            client_order_id="x-1",
        )
    sent = http.requests[1]
    assert (sent.method, sent.url) == ("POST", "https://api.example.com/v1/orders")
    assert sent.body == (
        b'{"market":"AAA-BBB","side":"buy","kind":"limit","size":"2","price":"10.5",'
        b'"options":{"account":"main","client_id":"x-1"}}'
    )
    assert dict(sent.headers) == {
        "X-Client": "python",
        "X-KEY": "key-1",
        "X-SIGN": "q+txMi23DL/sqhfKr3TRepN/vTgxRZxOplan2M8rmZM=",
        "X-TIME": "1700000000123",
        "X-PASS": "qKhjV6/71KI9bzJxAz2CTWdAFhLsRM/0/Nzpn1IXs90=",
        "Content-Type": "application/json",
    }
    assert (order.venue_order_id, order.status, order.quantity) == ("71", OrderStatus.PENDING_NEW, Decimal(2))


@pytest.mark.asyncio
async def test_a_cancel_that_answers_with_ids_leaves_the_order_pending() -> None:
    http = ScriptedHttp().answer(MARKETS).answer({"code": "0", "data": {"id": "71", "client_id": "x-1"}})
    async with make(http) as client:
        order = await client.cancel_order("AAA/BBB", venue_order_id="71")
    assert (http.requests[1].method, http.requests[1].url) == ("DELETE", "https://api.example.com/v1/orders/71")
    assert http.requests[1].body == b""
    assert "Content-Type" not in http.requests[1].headers
    assert order.status is OrderStatus.PENDING_CANCEL


@pytest.mark.asyncio
async def test_a_refusal_is_the_error_of_its_code() -> None:
    http = ScriptedHttp().answer(MARKETS).answer({"code": "1002", "msg": "not enough"}, status=400)
    async with make(http) as client:
        with pytest.raises(InsufficientFunds, match="not enough"):
            await client.create_order("AAA/BBB", side=Side.BUY, type=OrderType.MARKET, quantity=Decimal(1))


@pytest.mark.asyncio
async def test_a_nonce_ends_the_form_and_its_series_is_that_of_the_key() -> None:
    nonces = Nonces()
    http = ScriptedHttp().answer({"code": "0", "data": {"token": "tok-1"}})
    async with make(http, nonces=nonces) as client:
        result = await client.raw.stream_token()
    assert result.data.token == "tok-1"
    assert nonces.keys == ["key-1"]
    assert http.requests[0].body == b"nonce=1700000000123456"
    assert http.requests[0].headers["Content-Type"] == "application/x-www-form-urlencoded"
    # hmac-sha512 over the path and the sha256 of nonce and form, by Python's hmac and hashlib.
    assert http.requests[0].headers["X-SIGN"] == (
        "z0yfTncfE2E5FbmKs3pkpanA1/uE0f31IypdJ1gJAd0079prFI0Gf+Bb4168iy/C8fbWri6J09VQGL8bavS7aw=="
    )


@pytest.mark.asyncio
async def test_a_token_is_made_for_each_request_and_pages_follow_the_cursor() -> None:
    fill = {"id": "f-9", "order_id": "71", "market": "AAA-BBB", "side": "buy", "price": "10.4", "size": "0.5"}
    fill |= {"fee": "-", "fee_asset": "", "role": "T", "at": "2023-11-14T22:13:20.5Z"}
    http = ScriptedHttp()
    http.answer({"code": "0", "data": {"items": [fill], "cursor": "c2"}})
    http.answer({"code": "0", "data": {"items": [{**fill, "id": "f-10"}], "cursor": ""}})
    async with make(http, clock=ManualClock(1516239022 * 1_000_000_000)) as client:
        found = [each.id async for each in client.raw.iter_fills(market="AAA-BBB")]
    assert found == ["f-9", "f-10"]
    assert [each.url for each in http.requests] == [
        "https://api.example.com/v1/fills?market=AAA-BBB&limit=100",
        "https://api.example.com/v1/fills?market=AAA-BBB&cursor=c2&limit=100",
    ]
    scheme, _, token = http.requests[0].headers["Authorization"].partition(" ")
    assert scheme == "Bearer"
    assert token == (
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9."
        "eyJzdWIiOiJrZXktMSIsIm5hbWUiOiJKb2huIERvZSIsImlhdCI6MTUxNjIzOTAyMn0."
        "BqMXFzKHjddlHg0yqhD-o8T-5XU9slWX0TnldEZTFdA"
    )


@pytest.mark.asyncio
async def test_what_is_public_needs_no_credentials_and_what_is_not_says_so_before_anything_is_sent() -> None:
    http = ScriptedHttp().answer(MARKETS)
    async with ExampleExchange(http=http, websocket=ScriptedSockets()) as client:
        assert list(await client.load_instruments()) == ["AAA/BBB"]
        with pytest.raises(ConfigurationError):
            await client.cancel_order("AAA/BBB", venue_order_id="71")
    assert len(http.requests) == 1


@pytest.mark.asyncio
async def test_a_lease_is_fetched_once_kept_and_fetched_again_when_the_venue_says_that_it_is_gone() -> None:
    clock = ManualClock(1_700_000_000_123_000_000)
    http = ScriptedHttp()
    http.answer({"code": "0", "data": {"token": "tok-1"}}, path="/v1/private/stream_token")
    http.answer({"code": "0", "data": {"token": "tok-1"}}, path="/v1/private/keep_stream_token")
    http.answer({"code": "4010", "msg": "no such token"}, status=401, path="/v1/private/keep_stream_token")
    http.answer({"code": "0", "data": {"token": "tok-2"}}, path="/v1/private/stream_token")
    async with make(http, clock=clock) as client:
        assert (await client.leases.stream.get()).token == "tok-1"
        assert (await client.leases.stream.get()).token == "tok-1"
        assert len(http.requests) == 1
        await clock.advance(901)
        assert len(http.requests) == 2
        assert client.leases.stream.held.token == "tok-1"
        await clock.advance(901)
        assert len(http.requests) == 3
        with pytest.raises(ConfigurationError, match="not held"):
            _ = client.leases.stream.held
        assert (await client.leases.stream.get()).token == "tok-2"


@pytest.mark.asyncio
async def test_a_lease_that_is_refused_raises_what_the_venue_said() -> None:
    http = ScriptedHttp().answer({"code": "4010", "msg": "who are you"}, status=401)
    async with make(http) as client:
        with pytest.raises(AuthenticationError, match="who are you"):
            await client.leases.stream.get()
