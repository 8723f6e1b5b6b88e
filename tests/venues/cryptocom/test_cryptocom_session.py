"""Crypto.com Exchange: heartbeats, the quiet second, the login, answers that are messages, the chain of books, calls
over the user connection, and what signed bodies look like."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from venue_runtime import Credentials, OrderType, Side
from venue_runtime.books import BookState, OrderBook
from venue_runtime.clock import ManualClock
from venue_runtime.errors import AuthenticationError, InsufficientFunds, NotSupported, OutcomeUnknown
from venue_runtime.testing.scripted import ScriptedHttp, ScriptedSocket, ScriptedSockets
from venues.cryptocom import Cryptocom, CryptocomConfig

EXAMPLES = Path(__file__).parents[3] / "venue_specs" / "cryptocom" / "examples"
KEYS = Credentials(api_key="token", api_secret="secretKey")
BTC = "BTC/USD:USD"
API = "/exchange/v1"
START = 1_700_000_000_000


def example(name: str, key: str = "response") -> Any:
    """A payload of the venue's documentation."""
    return json.loads((EXAMPLES / f"{name}.json").read_text())[key]


class Venue:
    """The venue's end: REST by path, and sockets that acknowledge what is asked."""

    def __init__(self) -> None:
        self.http = ScriptedHttp()
        self.sockets = ScriptedSockets(self.respond)
        self.clock = ManualClock(START * 1_000_000)
        self.said: list[dict[str, Any]] = []
        self.refuse: dict[str, tuple[int, str]] = {}
        self.silent: set[str] = set()
        self.answer("public/get-instruments", example("instruments"))

    def answer(self, method: str, payload: Any, *, status: int = 200) -> None:
        self.http.answer(payload, path=f"{API}/{method}", status=status, times=None)

    def respond(self, frame: str | bytes) -> list[str]:
        said = json.loads(frame)
        self.said.append(said)
        method = said["method"]
        if method == "public/respond-heartbeat" or method in self.silent:
            return []
        code, message = self.refuse.get(method, (0, ""))
        answer = {"id": said["id"], "method": method, "code": code, **({"message": message} if message else {})}
        if method == "private/create-order" and code == 0:
            answer["result"] = {"client_oid": said["params"].get("client_oid"), "order_id": "18342311"}
        return [json.dumps(answer)]

    def client(self, **options: Any) -> Cryptocom:
        return Cryptocom(http=self.http, websocket=self.sockets, clock=self.clock, **options)

    async def socket(self, number: int = 1) -> ScriptedSocket:
        """The socket, once its quiet second is over."""
        socket = await self.sockets.opened(number)
        await self.clock.advance(1.1)
        return socket

    def methods(self) -> list[str]:
        return [each["method"] for each in self.said]


async def until(holds: Callable[[], Any]) -> Any:
    for _ in range(2000):
        if found := holds():
            return found
        await asyncio.sleep(0)
    raise AssertionError("it never came true")


def signed(text: str) -> str:
    return hmac.new(b"secretKey", text.encode(), hashlib.sha256).hexdigest()


# ------------------------------------------------------------------------------------------------ the connection


@pytest.mark.asyncio
async def test_nothing_is_sent_in_the_first_second_after_connecting() -> None:
    """Common Issues: adding a 1-second sleep after establishing the connection, before requests are sent."""
    venue = Venue()
    async with venue.client() as client:
        feed = client.raw.trade(symbol="BTCUSD-PERP")
        socket = await venue.sockets.opened()
        await venue.clock.advance(0.99)
        assert socket.sent == []
        await venue.clock.advance(0.02)
        await socket.sent_count(1)
        assert socket.url == "wss://stream.crypto.com/exchange/v1/market"
        assert socket.sent_json() == [
            {
                "id": 1,
                "method": "subscribe",
                "params": {
                    "channels": ["trade.BTCUSD-PERP"],
                    "book_subscription_type": "SNAPSHOT_AND_UPDATE",
                    "book_update_frequency": 10,
                },
                "nonce": str(START + 1000),
            }
        ]
        await feed.close()


@pytest.mark.asyncio
async def test_a_heartbeat_is_answered_with_its_own_id_on_either_connection() -> None:
    """public/heartbeat: sent every 30 s; public/respond-heartbeat within 5 seconds, with the same id."""
    venue = Venue()
    async with venue.client(credentials=KEYS) as client:
        trades, orders = client.raw.trade(symbol="BTCUSD-PERP"), client.raw.orders()
        await venue.sockets.opened(2)
        await venue.clock.advance(1.1)
        for number, socket in enumerate(venue.sockets.sockets):
            await socket.drained()
            beat = 1587523073344 + number
            socket.push({"id": beat, "method": "public/heartbeat", "code": 0})
            await socket.drained()
            assert socket.sent_json()[-1] == {"id": beat, "method": "public/respond-heartbeat"}
        await trades.close()
        await orders.close()


@pytest.mark.asyncio
async def test_the_first_message_answers_the_subscription_and_is_not_lost() -> None:
    """user.order.{instrument_name}: the initial response with the same id contains what there is; then id is -1."""
    venue = Venue()
    venue.silent.add("subscribe")
    async with venue.client() as client:
        feed = client.raw.trade(symbol="BTCUSD-PERP")
        socket = await venue.socket()
        await socket.sent_count(1)
        first = example("stream_trade", "message")
        assert first["id"] == 1
        socket.push(first, {**first, "id": -1, "result": {**first["result"], "data": []}})
        found = await asyncio.wait_for(anext(feed), 5)
        assert [(each.id, each.price, each.side) for each in found.data] == [
            ("2030407068", Decimal("51327.500000"), "SELL")
        ]
        assert (await asyncio.wait_for(anext(feed), 5)).data == []
        await venue.clock.advance(30)
        assert venue.methods().count("subscribe") == 1, "it was answered, so nobody asks again"


# ------------------------------------------------------------------------------------------------ the book


async def watched(venue: Venue, client: Cryptocom, depth: int | None = None) -> tuple[ScriptedSocket, OrderBook]:
    found: list[OrderBook] = []
    client.on_order_book(BTC, found.append, depth=depth)
    socket = await venue.socket()
    await socket.sent_count(1)
    socket.push(example("stream_book.snapshot", "message"))
    await socket.drained()
    return socket, await until(lambda: found and found[-1])


def message(topic: str, *rows: dict[str, Any], channel: str = "book.update") -> dict[str, Any]:
    result = {"instrument_name": "BTCUSD-PERP", "subscription": topic, "channel": channel, "depth": 10, "data": [*rows]}
    return {"id": -1, "method": "subscribe", "code": 0, "result": result}


def change(u: int, pu: int, bids: Any = (), asks: Any = ()) -> dict[str, Any]:
    return {"update": {"bids": [*bids], "asks": [*asks]}, "t": 1654780033800, "tt": 1654780033800, "u": u, "pu": pu}


@pytest.mark.asyncio
async def test_updates_follow_by_pu_and_an_empty_one_repeats_the_sequence() -> None:
    """The documented snapshot (u 542048017824); ids are no count, and a quiet book sends an empty update, u = pu."""
    venue = Venue()
    topic = "book.BTCUSD-PERP.10"
    async with venue.client() as client:
        socket, book = await watched(venue, client, 10)
        assert socket.sent_json()[0]["params"]["channels"] == [topic]
        assert (book.state, book.sequence) == (BookState.LIVE, 542048017824)
        assert (book.bids(1)[0].price, book.asks(1)[0].price) == (Decimal("30079.0"), Decimal("30082.5"))
        socket.push(message(topic, change(542048019000, 542048017824, bids=[["30079.0", "0", "0"]])))
        await socket.drained()
        assert (book.sequence, book.bids(1)[0].price) == (542048019000, Decimal("30077.5"))
        socket.push(message(topic, change(542048019000, 542048019000)))
        await socket.drained()
        assert (book.state, book.sequence) == (BookState.LIVE, 542048019000)
        socket.push(message(topic, change(542048019007, 542048019000, asks=[["30082.5", "0.2", "3"]])))
        await socket.drained()
        assert (book.state, book.asks(1)[0].quantity) == (BookState.LIVE, Decimal("0.2"))


@pytest.mark.asyncio
async def test_a_pu_that_is_not_the_last_u_is_a_gap_and_the_topic_is_subscribed_again() -> None:
    venue = Venue()
    topic = "book.BTCUSD-PERP.10"
    async with venue.client() as client:
        socket, book = await watched(venue, client, 10)
        socket.push(message(topic, change(542048019000, 542048017825, bids=[["30079.0", "9", "1"]])))
        await socket.drained()
        assert (book.state, book.best_bid) == (BookState.STALE, None)
        await venue.clock.advance(5)
        await until(lambda: "unsubscribe" in venue.methods() and venue.methods()[-1] == "subscribe")
        socket.push(message(topic, example("stream_book.snapshot", "message")["result"]["data"][0], channel="book"))
        await socket.drained()
        assert book.state is BookState.LIVE
        assert book.bids(1)[0].quantity == Decimal("0.0505"), "nothing of the update that did not follow"


@pytest.mark.asyncio
async def test_levels_beyond_what_was_subscribed_are_not_kept() -> None:
    venue = Venue()
    topic = "book.BTCUSD-PERP.10"
    async with venue.client(config=CryptocomConfig(book_interval="100")) as client:
        socket, book = await watched(venue, client, 10)
        assert socket.sent_json()[0]["params"]["book_update_frequency"] == 100
        socket.push(message(topic, change(542048017900, 542048017824, bids=[["30080.0", "1", "1"]])))
        await socket.drained()
        assert [len(book.bids(50)), len(book.asks(50))] == [10, 10]
        assert book.bids(50)[-1].price == Decimal("30072.0")


# ------------------------------------------------------------------------------------------------ keys


@pytest.mark.asyncio
async def test_the_login_is_signed_over_its_number_and_comes_before_anything_else() -> None:
    """public/auth once per session; then user calls need no signature."""
    venue = Venue()
    async with venue.client(credentials=KEYS) as client:
        orders = client.raw.orders()
        socket = await venue.socket()
        await socket.sent_count(2)
        login, subscribed = socket.sent_json()
        at = str(START + 1000)
        assert socket.url == "wss://stream.crypto.com/exchange/v1/user"
        assert login == {"id": 0, "method": "public/auth", "api_key": "token", "nonce": at,
                         "sig": signed(f"public/auth0token{at}")}  # fmt: skip
        assert (subscribed["method"], subscribed["params"]) == ("subscribe", {"channels": ["user.order"]})
        await orders.close()


@pytest.mark.asyncio
async def test_a_login_that_is_refused_ends_the_stream() -> None:
    venue = Venue()
    venue.refuse["public/auth"] = (40101, "UNAUTHORIZED")
    async with venue.client(credentials=KEYS) as client:
        orders = client.raw.orders()
        await venue.socket()
        with pytest.raises(AuthenticationError, match="UNAUTHORIZED") as refused:
            await asyncio.wait_for(anext(orders), 5)
        assert refused.value.code == "40101"


@pytest.mark.asyncio
async def test_parameters_are_signed_to_their_bottom_in_the_order_of_their_names() -> None:
    """Digital Signature: method + id + api_key + parameter string + nonce; lists go item by item."""
    venue = Venue()
    venue.answer("private/create-order", example("place"))
    async with venue.client(credentials=KEYS) as client:
        await client.create_order(BTC, side=Side.SELL, type=OrderType.LIMIT, quantity=Decimal("1"),
                                  price=Decimal("50000.5"), post_only=True, client_order_id="c5f682ed")  # fmt: skip
    body = json.loads(venue.http.requests[-1].body)
    flat = (
        "client_oidc5f682edexec_instPOST_ONLYinstrument_nameBTCUSD-PERPprice50000.5quantity1sideSELL"
        "time_in_forceGOOD_TILL_CANCELtypeLIMIT"
    )
    assert body == {
        "id": str(START),
        "method": "private/create-order",
        "api_key": "token",
        "params": {
            "instrument_name": "BTCUSD-PERP",
            "side": "SELL",
            "type": "LIMIT",
            "price": "50000.5",
            "quantity": "1",
            "client_oid": "c5f682ed",
            "exec_inst": ["POST_ONLY"],
            "time_in_force": "GOOD_TILL_CANCEL",
        },
        "nonce": str(START),
        "sig": signed(f"private/create-order{START}token{flat}{START}"),
    }


@pytest.mark.asyncio
async def test_a_call_without_parameters_sends_an_empty_object() -> None:
    """Request Format: use {} when a method has no parameters."""
    venue = Venue()
    venue.answer("private/user-balance", example("balance"))
    async with venue.client(credentials=KEYS) as client:
        await client.fetch_balances()
    body = json.loads(venue.http.requests[-1].body)
    assert (body["method"], body["params"]) == ("private/user-balance", {})
    assert body["sig"] == signed(f"private/user-balance{START}token{START}")


# ------------------------------------------------------------------------------------------------ calls


@pytest.mark.asyncio
async def test_an_order_over_the_user_connection_and_its_refusal() -> None:
    venue = Venue()
    async with venue.client(credentials=KEYS, order_transport="user") as client:
        wish = {"side": Side.BUY, "type": OrderType.LIMIT, "quantity": Decimal("0.01"), "price": Decimal("50000")}
        placing = asyncio.ensure_future(client.create_order(BTC, **wish, client_order_id="a1"))  # type: ignore[arg-type]
        await venue.socket()
        order = await asyncio.wait_for(placing, 5)
        assert (order.venue_order_id, order.client_order_id) == ("18342311", "a1")
        sent = next(each for each in venue.said if each["method"] == "private/create-order")
        assert set(sent) == {"id", "method", "params", "nonce"}, "the session is signed, not the call"
        venue.refuse["private/create-order"] = (306, "INSUFFICIENT_AVAILABLE_BALANCE")
        with pytest.raises(InsufficientFunds) as refused:
            await client.create_order(BTC, **wish)  # type: ignore[arg-type]
        assert refused.value.code == "306"
        venue.refuse["private/create-order"] = (40801, "REQUEST_TIMEOUT")
        with pytest.raises(OutcomeUnknown):
            await client.create_order(BTC, **wish)  # type: ignore[arg-type]


@pytest.mark.asyncio
async def test_trigger_orders_are_refused_before_anything_is_sent() -> None:
    venue = Venue()
    async with venue.client(credentials=KEYS) as client:
        with pytest.raises(NotSupported):
            await client.create_order(BTC, side=Side.BUY, type=OrderType.STOP, quantity=Decimal("1"),
                                      trigger_price=Decimal("50000"))  # fmt: skip
    assert [each.url.rsplit("/", 1)[-1] for each in venue.http.requests] in ([], ["get-instruments"])
