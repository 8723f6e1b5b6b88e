"""What only WhiteBIT is like: links between depth updates and whole books in between, streams that replace each other,
an authorization by token, an address for each type of order, texts that say what a code does not."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest
from venue_runtime import Credentials, OrderStatus, OrderType, Side
from venue_runtime.books import BookState
from venue_runtime.booksync import BookAction, BookSync
from venue_runtime.clock import ManualClock
from venue_runtime.errors import (
    AuthenticationError,
    ClockSkew,
    DuplicateOrderId,
    InsufficientFunds,
    InvalidNonce,
    InvalidOrder,
    OrderNotFound,
    PermissionDenied,
    RateLimitExceeded,
    SubscriptionRejected,
    VenueError,
    VenueResponseError,
)
from venue_runtime.testing.scripted import ScriptedHttp, ScriptedSockets
from venues.whitebit import Whitebit, WhitebitConfig
from venues.whitebit import types as wire
from venues.whitebit.books import DepthBookRule
from venues.whitebit.venue import ERRORS

EXAMPLES = Path(__file__).parents[3] / "venue_specs" / "whitebit" / "examples"
KEYS = Credentials(api_key="key", api_secret="secret")
NOW = 1_594_297_865_000
"""The nonce of the documented request, in ms."""


def example(name: str, of: str = "response") -> Any:
    return json.loads((EXAMPLES / f"{name}.json").read_text(encoding="utf-8"))[of]


def success(frame: Any) -> list[str]:
    """The documented answer to every subscription."""
    return [json.dumps({"id": json.loads(frame)["id"], "result": {"status": "success"}, "error": None})]


def venue(respond: Any = success, **options: Any) -> tuple[Whitebit, ScriptedHttp, ScriptedSockets]:
    (market,) = example("markets")
    names = [("BTC", "USDT"), ("ETH", "BTC"), ("SHIB", "PERP")]
    rows = [{**market, "name": f"{base}_{quote}", "stock": base, "money": quote} for base, quote in names]
    http, sockets = ScriptedHttp(), ScriptedSockets()
    http.answer(rows, path="/api/v4/public/markets", times=None)
    sockets.respond = respond
    options.setdefault("clock", ManualClock(NOW * 1_000_000))
    return Whitebit(credentials=KEYS, http=http, websocket=sockets, **options), http, sockets


# ------------------------------------------------------------------------------------------------ books


def depth(name: str, **changes: Any) -> wire.DepthUpdate:
    """A documented message, with some of its fields changed."""
    full, data, market = example(f"stream_depth.{name}", "message")["params"]
    return msgspec.json.decode(json.dumps([full, {**data, **changes}, market]), type=wire.DepthUpdate)


def test_updates_name_the_one_before_them() -> None:
    """`past_update_id` 214399, `update_id` 214403: as documented."""
    sync = BookSync("ETH/BTC", DepthBookRule)
    assert sync.subscribed() is BookAction.NONE
    assert sync.update(depth("snapshot", update_id=214399), 1) is BookAction.LIVE
    assert sync.update(depth("update"), 2) is BookAction.APPLIED
    assert (sync.book.state, sync.book.sequence, sync.gaps) == (BookState.LIVE, 214403, 0)
    # "Finished orders shown as [price, "0"]": 0.020861 was never there, 0.020800 neither.
    assert f"{sync.book.best_bid.price:f}" == "0.020844"  # type: ignore[union-attr]
    assert [f"{each.price:f} {each.quantity:f}" for each in sync.book.asks(4)][-1] == "0.020900 2.5"


def test_an_update_that_names_another_one_is_a_gap() -> None:
    sync = BookSync("ETH/BTC", DepthBookRule)
    sync.subscribed()
    sync.update(depth("snapshot"), 1)
    assert sync.book.sequence == 214403
    assert sync.update(depth("update"), 2) is BookAction.LOST
    assert (sync.book.state, sync.gaps, sync.book.best_bid) == (BookState.STALE, 1, None)


def test_the_whole_book_that_keeps_a_silent_subscription_alive_replaces_ours() -> None:
    """Its number may be ahead of the last update's; what follows names it."""
    sync = BookSync("ETH/BTC", DepthBookRule)
    sync.subscribed()
    sync.update(depth("snapshot", update_id=7), 1)
    assert sync.update(depth("snapshot", update_id=12, bids=[["0.02", "1"]]), 2) is BookAction.APPLIED
    assert [f"{each.price:f}" for each in sync.book.bids(5)] == ["0.02"]
    assert sync.update(depth("update", past_update_id=12, update_id=13, asks=[], bids=[]), 3) is BookAction.APPLIED
    assert (sync.book.state, sync.book.sequence, sync.gaps) == (BookState.LIVE, 13, 0)


def test_an_update_ahead_of_the_whole_book_makes_none() -> None:
    sync = BookSync("ETH/BTC", DepthBookRule)
    sync.subscribed()
    sync.update(depth("update"), 1)
    assert sync.book.state is not BookState.LIVE


# ------------------------------------------------------------------------------------------------ streams


@pytest.mark.asyncio
async def test_books_share_a_connection_and_other_streams_have_one_each() -> None:
    """Only the last parameter of the book's request adds to what is subscribed; elsewhere a request replaces it."""
    client, _, sockets = venue()
    async with client:
        for symbol in ("BTC/USDT", "ETH/BTC"):
            await client.on_order_book(symbol, lambda _: None)
            await client.on_trades(symbol, lambda _: None)
        await client.on_candles("BTC/USDT", "1m", lambda _: None)
        await client.on_candles("BTC/USDT", "1h", lambda _: None)
        said = [[(each["method"], each["params"]) for each in socket.sent_json()] for socket in sockets.sockets]
    assert sorted(said) == sorted(
        [
            [
                ("depth_subscribe", ["BTC_USDT", 100, "0", True]),
                ("depth_subscribe", ["ETH_BTC", 100, "0", True]),
            ],
            [("trades_subscribe", ["BTC_USDT"])],
            [("trades_subscribe", ["ETH_BTC"])],
            [("candles_subscribe", ["BTC_USDT", 60])],
            [("candles_subscribe", ["BTC_USDT", 3600])],
        ]
    )


@pytest.mark.asyncio
async def test_the_private_stream_is_authorized_by_a_token_that_a_signed_request_grants() -> None:
    client, http, sockets = venue(config=WhitebitConfig(markets="BTC_USDT,ETH_BTC"))
    http.answer({"websocket_token": "your_current_token"}, path="/api/v4/profile/websocket_token", times=None)
    http.answer({}, path="/api/v4/trade-account/balance", times=None)
    http.answer([], path="/api/v4/orders", times=None)
    async with client:
        await client.on_orders(lambda _: None)
        sent = sockets.sockets[0].sent_json()
    assert sent[0] == {"id": 0, "method": "authorize", "params": ["your_current_token", "public"]}
    assert {each["method"]: each["params"] for each in sent[1:]} == {
        "ordersPending_subscribe": ["BTC_USDT", "ETH_BTC"],
        "deals_subscribe": [["BTC_USDT", "ETH_BTC"]],
        "balanceSpot_subscribe": [],
    }
    asked = next(each for each in http.requests if each.url.endswith("/profile/websocket_token"))
    assert asked.method == "POST"
    body = json.loads(asked.body or b"")
    assert (body["request"], body["nonceWindow"]) == ("/api/v4/profile/websocket_token", False)


@pytest.mark.asyncio
async def test_a_token_that_ran_out_is_fetched_anew() -> None:
    """The documented refusal of an `authorize`: the next connection has another token."""

    def refuse(frame: Any) -> list[str]:
        asked = json.loads(frame)
        if asked["params"] != ["stale", "public"]:
            return success(frame)
        error = {"code": 1, "message": "invalid argument"}
        return [json.dumps({"id": asked["id"], "result": None, "error": error})]

    clock = ManualClock(NOW * 1_000_000)
    client, http, sockets = venue(refuse, config=WhitebitConfig(markets="BTC_USDT"), clock=clock)
    http.answer({"websocket_token": "stale"}, path="/api/v4/profile/websocket_token")
    http.answer({"websocket_token": "fresh"}, path="/api/v4/profile/websocket_token", times=None)
    http.answer({}, path="/api/v4/trade-account/balance", times=None)
    http.answer([], path="/api/v4/orders", times=None)
    async with client:
        waiting = asyncio.ensure_future(client.on_orders(lambda _: None))
        for _ in range(20):
            await clock.advance(1)
        await asyncio.wait_for(waiting, 5)
        first, second = (each.sent_json() for each in sockets.sockets[:2])
    assert [each["method"] for each in first] == ["authorize"]
    assert (second[0]["params"][0], second[1]["method"]) == ("fresh", "ordersPending_subscribe")


@pytest.mark.parametrize(
    ("code", "message", "error"),
    [
        (3, "service unavailable", VenueResponseError),
        (5, "service timeout", VenueResponseError),
        (6, "require authentication", AuthenticationError),
        (7, "too many requests", RateLimitExceeded),
    ],
)
def test_codes_of_streams_are_not_those_of_requests(code: int, message: str, error: type[Exception]) -> None:
    assert type(ERRORS.error(str(code), message)) is error


@pytest.mark.asyncio
async def test_the_documented_refusal_of_a_subscription() -> None:
    def refuse(frame: Any) -> list[str]:
        error = {"code": 7, "message": "too many requests"}
        return [json.dumps({"error": error, "result": None, "id": json.loads(frame)["id"]})]

    client, _, _ = venue(refuse)
    async with client:
        with pytest.raises(SubscriptionRejected, match="too many requests"):
            await client.on_order_book("BTC/USDT", lambda _: None)


# ------------------------------------------------------------------------------------------------ requests


@pytest.mark.asyncio
async def test_a_request_is_its_body_signed_as_base64() -> None:
    client, http, _ = venue(config=WhitebitConfig(nonce_window=True))
    http.answer(example("balances"), path="/api/v4/trade-account/balance")
    async with client:
        await client.raw.balances(ticker="BTC")
    request = http.requests[-1]
    body = json.loads(request.body or b"")
    nonce = body.pop("nonce")
    assert body == {"ticker": "BTC", "request": "/api/v4/trade-account/balance", "nonceWindow": True}
    assert nonce >= NOW
    assert b" " not in (request.body or b""), "the venue refuses a body with spaces"
    headers = {name.lower(): value for name, value in request.headers.items()}
    payload = base64.b64encode(request.body or b"").decode()
    assert headers["x-txc-payload"] == payload
    assert headers["x-txc-signature"] == hmac.new(b"secret", payload.encode(), hashlib.sha512).hexdigest()
    assert headers["x-txc-apikey"] == "key"


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("order", "path", "said"),
    [
        ({"type": OrderType.LIMIT, "quantity": Decimal("0.01"), "price": Decimal(40000)}, "new",
         {"amount": "0.01", "price": "40000"}),
        ({"type": OrderType.MARKET, "quote_quantity": Decimal(50)}, "market", {"amount": "50"}),
        ({"type": OrderType.MARKET, "quantity": Decimal("0.001")}, "stock_market", {"amount": "0.001"}),
        ({"type": OrderType.STOP_LIMIT, "quantity": Decimal("0.001"), "price": Decimal(40000),
          "trigger_price": Decimal(40000)}, "stop_limit",
         {"amount": "0.001", "price": "40000", "activation_price": "40000"}),
        ({"type": OrderType.STOP, "quote_quantity": Decimal(50), "trigger_price": Decimal(40000)}, "stop_market",
         {"amount": "50", "activation_price": "40000"}),
    ],
    ids=["limit", "market_by_cost", "market", "stop_limit", "stop_by_cost"],
)  # fmt: skip
async def test_each_type_of_order_has_an_address(order: dict[str, Any], path: str, said: dict[str, str]) -> None:
    """The bodies are those that the documentation shows."""
    client, http, _ = venue()
    http.answer(example("new_limit"), path=f"/api/v4/order/{path}", times=None)
    async with client:
        await client.create_order("BTC/USDT", side=Side.BUY, client_order_id="order1987111", **order)
    request = http.requests[-1]
    assert request.url.endswith(f"/api/v4/order/{path}")
    body = json.loads(request.body or b"")
    for name in ("request", "nonce", "nonceWindow"):
        body.pop(name)
    assert body == {"market": "BTC_USDT", "side": "buy", "clientOrderId": "order1987111", **said}


@pytest.mark.asyncio
async def test_an_order_is_looked_for_among_the_open_ones_and_then_among_the_others() -> None:
    client, http, _ = venue()
    http.answer([], path="/api/v4/orders")
    http.answer(example("order_history"), path="/api/v4/trade-account/order/history")
    async with client:
        order = await client.fetch_order("BTC/USDT", venue_order_id="4986126152")
    # The page prints CANCELED for an order of which nothing is left; the amounts decide.
    assert (order.status, order.filled_quantity) == (OrderStatus.FILLED, Decimal("0.0009"))
    assert order.average_price == Decimal("45842.52")
    assert order.symbol == "BTC/USDT", "the history names the market outside of the order"


@pytest.mark.asyncio
async def test_a_modified_order_is_another_one() -> None:
    client, http, _ = venue()
    http.answer(example("new_limit"), path="/api/v4/order/new")
    http.answer(example("modify"), path="/api/v4/order/modify")
    async with client:
        await client.create_order("BTC/USDT", side=Side.BUY, type=OrderType.LIMIT, quantity=Decimal("0.01"),
                                  price=Decimal(40000), client_order_id="order1987111")  # fmt: skip
        order = await client.edit_order("BTC/USDT", venue_order_id="4180284841", price=Decimal(38635))
    assert (order.venue_order_id, order.replaces) == ("2590468939", "4180284841")


# ------------------------------------------------------------------------------------------------ errors

TEXTS: list[tuple[int, str | None, str, type[VenueError]]] = [
    (0, None, "Too many requests.", InvalidNonce),
    (0, None, "Nonce not provided.", InvalidNonce),
    (0, None, "Your nonce is more than 5 seconds lesser than the current nonce", ClockSkew),
    (0, None, "Unauthorized request.", AuthenticationError),
    (0, None, "This action is unauthorized. Enable your key in API settings", PermissionDenied),
    (0, None, "You don't have permission to use this endpoint.", PermissionDenied),
    (9, None, "Invalid payload.", AuthenticationError),
    (2, "orderId", "Unexecuted order was not found.", OrderNotFound),
    (10, "amount", "Not enough balance.", InsufficientFunds),
    (32, "amount", "Not enough balance.", InsufficientFunds),
    (32, "amount", "Min amount step = 0.01", InvalidOrder),
    (30, "orderHistory", "OrderHistory was not found.", OrderNotFound),
    (36, "clientOrderId", "This client order id is already used by the current account.", DuplicateOrderId),
    (36, "clientOrderId", "ClientOrderId field should be a string.", InvalidOrder),
]


@pytest.mark.asyncio
@pytest.mark.parametrize(("code", "field", "text", "error"), TEXTS, ids=lambda each: str(each)[:30])
async def test_the_text_says_what_the_code_does_not(
    code: int, field: str | None, text: str, error: type[VenueError]
) -> None:
    """Messages of data/error-codes.yaml and of the endpoints' pages."""
    body: dict[str, Any] = {"code": code, "message": text if field is None else "Validation failed"}
    if field is not None:
        body["errors"] = {field: [text]}
    client, http, _ = venue()
    http.answer(body, path="/api/v4/order/cancel", status=422, times=None)
    http.answer({"time": NOW // 1000}, path="/api/v4/public/time", times=None)
    async with client:
        with pytest.raises(error) as refused:
            await client.cancel_order("BTC/USDT", venue_order_id="1")
    assert (refused.value.message, refused.value.definitive) == (text, True)
    await asyncio.sleep(0)
