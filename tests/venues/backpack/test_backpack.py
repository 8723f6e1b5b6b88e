"""Backpack: what is signed, the book of recorded frames, cancels that are only taken, orders that rest no longer.

Recorded frames: c9s/bbgo@d9712d0 pkg/exchange/backpack/backpackapi/testdata/backpack_ws_raw.jsonl (September 2026).
"""

from __future__ import annotations

import base64
import json
from collections.abc import AsyncIterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from venue_runtime import Credentials, OrderRequest, OrderStatus, OrderType, OutcomeUnknown, Side
from venue_runtime.books import BookState
from venue_runtime.clock import ManualClock
from venue_runtime.errors import AuthenticationError, OrderNotFound, VenueResponseError
from venue_runtime.http import Request, Response
from venue_runtime.model import Balance, Ticker
from venue_runtime.testing.scripted import ScriptedHttp, ScriptedSocket, ScriptedSockets, until
from venues.backpack import Backpack

EXAMPLES = Path(__file__).parents[3] / "venue_specs" / "backpack" / "examples"
NOW = 1_750_793_021_519_000_000
PUBLIC_KEY = "iojj3XQJ8ZX9UtstPLpdcspnCb8dlBIb83SIAbQPb1w="
KEYS = Credentials(api_key=PUBLIC_KEY, private_key=base64.b64encode(bytes([1]) * 32).decode())
ORDER = {"symbol": "SOL_USDC", "side": Side.BUY, "type": OrderType.LIMIT}


def example(name: str) -> Any:
    return json.loads((EXAMPLES / f"{name}.json").read_text(encoding="utf-8"))["response"]


def verified(headers: dict[str, str], text: str) -> None:
    signed = base64.b64decode(headers["X-Signature"])
    Ed25519PublicKey.from_public_bytes(base64.b64decode(PUBLIC_KEY)).verify(signed, text.encode())


# What is signed


@pytest.mark.parametrize(
    ("method", "path", "query", "body", "text"),
    [
        ("GET", "/api/v1/capital", "", None, "instruction=balanceQuery"),
        ("GET", "/api/v1/position", "", None, "instruction=positionQuery"),
        ("GET", "/api/v1/orders", "symbol=SOL_USDC", None, "instruction=orderQueryAll&symbol=SOL_USDC"),
        ("GET", "/api/v1/order", "symbol=A_B&orderId=7", None, "instruction=orderQuery&orderId=7&symbol=A_B"),
        ("GET", "/wapi/v1/history/fills", "limit=5", None, "instruction=fillHistoryQueryAll&limit=5"),
        ("GET", "/wapi/v1/history/orders", "", None, "instruction=orderHistoryQueryAll"),
        (
            "DELETE",
            "/api/v1/order",
            "",
            {"symbol": "A_B", "orderId": "7"},
            "instruction=orderCancel&orderId=7&symbol=A_B",
        ),
        ("DELETE", "/api/v1/orders", "", {"symbol": "A_B"}, "instruction=orderCancelAll&symbol=A_B"),
        (
            "POST",
            "/api/v1/order",
            "",
            {"symbol": "A_B", "postOnly": True, "clientId": 9, "price": Decimal("10.50")},
            "instruction=orderExecute&clientId=9&postOnly=true&price=10.50&symbol=A_B",
        ),
    ],
)
def test_each_request_is_signed_with_its_own_instruction(
    method: str, path: str, query: str, body: Any, text: str
) -> None:
    """As each operation of the documentation has it: `**Instruction:**`."""
    signing = Backpack(credentials=KEYS, clock=ManualClock(NOW)).signing
    headers = dict(signing.signed(method, "rest", path, query, body).headers or {})
    verified(headers, f"{text}&timestamp=1750793021519&window=5000")
    assert (headers["X-API-Key"], headers["X-Timestamp"], headers["X-Window"]) == (PUBLIC_KEY, "1750793021519", "5000")


def test_what_is_signed_of_several_orders() -> None:
    """The documentation's own example, "Batch command order execution"."""
    one = {"symbol": "SOL_USDC_PERP", "side": "Bid", "orderType": "Limit", "price": "141", "quantity": "12"}
    two = {**one, "price": "140", "quantity": "11"}
    signing = Backpack(credentials=KEYS, clock=ManualClock(NOW)).signing
    headers = dict(signing.signed_batch("POST", "rest", "/api/v1/orders", "", [one, two]).headers or {})
    verified(
        headers,
        "instruction=orderExecute&orderType=Limit&price=141&quantity=12&side=Bid&symbol=SOL_USDC_PERP"
        "&instruction=orderExecute&orderType=Limit&price=140&quantity=11&side=Bid&symbol=SOL_USDC_PERP"
        "&timestamp=1750793021519&window=5000",
    )


# Orders


@pytest.fixture
def http() -> ScriptedHttp:
    return ScriptedHttp().answer(example("markets"), path="/api/v1/markets", times=None)


@pytest_asyncio.fixture
async def client(http: ScriptedHttp) -> AsyncIterator[Backpack]:
    async with Backpack(credentials=KEYS, clock=ManualClock(NOW), http=http) as client:
        yield client


def sent(request: Request) -> Any:
    return json.loads(request.body or b"null")


@pytest.mark.asyncio
async def test_client_order_ids_are_whole_numbers_of_32_bits(client: Backpack, http: ScriptedHttp) -> None:
    http.answer(example("place"), method="POST", path="/api/v1/order", times=None)
    http.answer(example("place_many"), method="POST", path="/api/v1/orders")
    limit: dict[str, Any] = {"quantity": Decimal("5"), "price": Decimal("101.2")}
    for _ in range(3):
        await client.create_order("SOL/USDC", side=Side.BUY, type=OrderType.LIMIT, **limit)
    both = [OrderRequest(symbol="SOL/USDC", side=Side.BUY, type=OrderType.LIMIT, **limit) for _ in range(2)]
    placed, refused = await client.create_orders(both)
    assert not isinstance(placed, Exception)
    assert isinstance(refused, VenueResponseError)
    said = [sent(each) for each in http.requests[1:]]
    minted = [each["clientId"] for each in [*said[:3], *said[3]]]
    assert all(isinstance(each, int) and 0 < each < 2**32 for each in minted)
    assert len(set(minted)) == 5


@pytest.mark.asyncio
async def test_a_cancel_that_is_only_taken_is_asked_for(client: Backpack, http: ScriptedHttp) -> None:
    """HTTP 202, "the request has been accepted but may not yet have been executed", has no body."""
    http.on(lambda _: Response(202, {}, b""), method="DELETE", path="/api/v1/order")
    http.answer(example("cancel"), method="GET", path="/api/v1/order")
    with pytest.raises(OutcomeUnknown) as unknown:
        await client.cancel_order("SOL/USDC", venue_order_id="59669287267")
    assert unknown.value.cause is not None
    order = await client.fetch_order("SOL/USDC", venue_order_id="59669287267")
    assert order.status is OrderStatus.CANCELED


@pytest.mark.asyncio
async def test_an_order_that_rests_no_longer_is_read_from_the_history(client: Backpack, http: ScriptedHttp) -> None:
    missing = {"code": "RESOURCE_NOT_FOUND", "message": "Order not found."}
    http.answer(missing, status=404, path="/api/v1/order", times=None)
    http.answer(example("order_history"), path="/wapi/v1/history/orders", times=None)
    order = await client.fetch_order("SOL/USDC", venue_order_id="59669039887")
    assert (order.venue_order_id, order.status) == ("59669039887", OrderStatus.CANCELED)
    with pytest.raises(OrderNotFound):
        await client.fetch_order("SOL/USDC", venue_order_id="1")


@pytest.mark.asyncio
async def test_another_refusal_asks_no_history(client: Backpack, http: ScriptedHttp) -> None:
    refused = {"code": "INVALID_CLIENT_REQUEST", "message": "Invalid signature"}
    http.answer(refused, status=400, path="/api/v1/order")
    with pytest.raises(AuthenticationError):
        await client.fetch_order("SOL/USDC", venue_order_id="1")
    assert len(http.requests) == 2


# Streams


def depth(first: int, last: int, bids: list[list[str]], asks: list[list[str]]) -> dict[str, Any]:
    data = {
        "E": 1788367430247494,
        "T": 1788367430246081,
        "U": first,
        "a": asks,
        "b": bids,
        "e": "depth",
        "s": "SOL_USDC",
    }
    return {"data": {**data, "u": last}, "stream": "depth.SOL_USDC"}


def snapshot(last: int, **levels: list[list[str]]) -> dict[str, Any]:
    return {"bids": [], "asks": [], **levels, "lastUpdateId": str(last), "timestamp": 1788367430247494}


class Venue:
    """The venue's end: a subscription is not answered."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.sockets = ScriptedSockets(self.hears)
        self.http = ScriptedHttp().answer(example("markets"), path="/api/v1/markets", times=None)

    def hears(self, frame: str | bytes) -> list[str]:
        self.asked.append(json.loads(frame))
        return []

    @property
    def socket(self) -> ScriptedSocket:
        return self.sockets.sockets[-1]


@pytest.fixture
def venue() -> Venue:
    return Venue()


@pytest_asyncio.fixture
async def streaming(venue: Venue) -> AsyncIterator[Backpack]:
    clock = ManualClock(NOW)
    async with Backpack(credentials=KEYS, clock=clock, http=venue.http, websocket=venue.sockets) as client:
        yield client


async def at(books: list[Any], sequence: int) -> None:
    await until(lambda: bool(books) and books[-1].sequence == sequence, f"the book is at {sequence}")


@pytest.mark.asyncio
async def test_the_book_of_recorded_frames(streaming: Backpack, venue: Venue) -> None:
    """Its touch is what the stream of the best prices says at the same id; REST drops zeros that the stream keeps."""
    bids, asks = [["98.96", "288.77"]], [["98.97", "1"], ["99", "1.5"]]
    venue.http.answer(snapshot(4330360994, bids=bids, asks=asks), path="/api/v1/depth")
    books: list[Any] = []
    tickers: list[Ticker] = []
    await streaming.on_ticker("SOL/USDC", tickers.append)
    await streaming.on_order_book("SOL/USDC", books.append)
    assert venue.asked[-1] == {"method": "SUBSCRIBE", "params": ["depth.SOL_USDC"]}
    # Of what came ahead of the snapshot only the newer is used.
    venue.socket.push(depth(4330360994, 4330360994, [], [["98.97", "7"]]))
    ticks = {"A": "22.39", "B": "288.77", "E": 1788367430247487, "T": 1788367430246081, "a": "98.97", "b": "98.96"}
    recorded: list[tuple[dict[str, Any], str]] = [
        (depth(4330360995, 4330360995, [], [["98.97", "22.39"]]), "22.39"),
        (depth(4330360996, 4330360996, [], [["99.00", "225.81"]]), "22.39"),
        (depth(4330360997, 4330360997, [], [["99.00", "215.53"]]), "22.39"),
        (depth(4330360998, 4330360998, [], [["98.97", "32.66"]]), "32.66"),
        (depth(4330360999, 4330360999, [], [["98.98", "16.16"]]), "32.66"),
        (depth(4330361000, 4330361000, [], [["98.97", "39.70"]]), "39.70"),
    ]
    for frame, offered in recorded:
        told = {**ticks, "A": offered, "e": "bookTicker", "s": "SOL_USDC", "u": frame["data"]["u"]}
        venue.socket.push({"data": told, "stream": "bookTicker.SOL_USDC"}, frame)
        await at(books, frame["data"]["u"])
        book = books[-1]
        assert (book.state, book.best_ask.quantity) == (BookState.LIVE, tickers[-1].ask_quantity)
        assert (book.best_bid.price, book.best_bid.quantity) == (tickers[-1].bid, tickers[-1].bid_quantity)
    assert [(each.price, each.quantity) for each in books[-1].asks()][-1] == (Decimal(99), Decimal("215.53"))
    assert len(books[-1].asks()) == 3
    # "0.00" takes a level away.
    venue.socket.push(depth(4330361001, 4330361001, [], [["99.00", "0.00"]]))
    await at(books, 4330361001)
    assert len(books[-1].asks()) == 2


@pytest.mark.asyncio
async def test_a_missing_update_asks_rest_again(streaming: Backpack, venue: Venue) -> None:
    """U is always u + 1 of the message before; "if that is not the case", REST is asked again."""
    venue.http.answer(snapshot(10, bids=[["1", "1"]], asks=[["2", "1"]]), path="/api/v1/depth")
    venue.http.answer(snapshot(13, bids=[["1", "5"]], asks=[["2", "5"]]), path="/api/v1/depth")
    states: list[tuple[BookState, int | None]] = []
    await streaming.on_order_book("SOL/USDC", lambda book: states.append((book.state, book.sequence)))
    venue.socket.push(depth(11, 11, [["1", "2"]], []))
    await until(lambda: (BookState.LIVE, 11) in states, "the book is live")
    venue.socket.push(depth(13, 13, [["1", "9"]], []), depth(14, 14, [["1", "6"]], []))
    await until(lambda: (BookState.LIVE, 14) in states, "the book is live")
    assert BookState.STALE in [state for state, _ in states]
    assert [each["method"] for each in venue.asked] == ["SUBSCRIBE"]


@pytest.mark.asyncio
async def test_a_private_subscription_is_signed_and_balances_come_by_a_stream_that_is_not_documented(
    streaming: Backpack, venue: Venue
) -> None:
    told: list[Balance] = []
    venue.http.answer({}, path="/api/v1/capital", times=None).answer([], path="/api/v1/orders", times=None)
    venue.http.answer([], path="/api/v1/position", times=None)
    await streaming.start_trading()
    streaming.on_balances(told.append)
    assert {each for message in venue.asked for each in message["params"]} == {
        "account.orderUpdate",
        "account.balanceUpdate",
        "account.positionUpdate",
    }
    for message in venue.asked:
        key, signature, moment, window = message["signature"]
        assert (key, moment, window) == (PUBLIC_KEY, "1750793021519", "5000")
        verified({"X-Signature": signature}, "instruction=subscribe&timestamp=1750793021519&window=5000")
    data = {
        "A": "10",
        "E": 1788368290063168,
        "L": "20",
        "S": "0",
        "T": 1788368290062981,
        "a": "USDT",
        "e": "balanceUpdate",
    }
    venue.socket.push({"data": data, "stream": "account.balanceUpdate"})
    await until(lambda: bool(told), "a balance is told")
    assert [(each.currency, each.free, each.locked) for each in told] == [("USDT", Decimal(10), Decimal(20))]
