"""What this venue alone does, in the words and numbers of its pages: numbered frames, heartbeats, cancels by lists."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from venue_runtime import Credentials, OrderType, Side
from venue_runtime.books import BookState
from venue_runtime.clock import ManualClock
from venue_runtime.errors import CancelRejected, InsufficientFunds, OrderNotFound, SubscriptionRejected
from venue_runtime.model import CancelRequest, OrderStatus, TimeInForce
from venue_runtime.testing.generated import load_examples
from venue_runtime.testing.keys import dummy_key
from venue_runtime.testing.scripted import ScriptedHttp, ScriptedSockets
from venues import coinbase_advanced
from venues.coinbase_advanced import CoinbaseAdvanced

EXAMPLES = load_examples(str(coinbase_advanced.__file__))
API = "/api/v3/brokerage"
ORDER = EXAMPLES["order"].response["order"]
# docs.cdp.coinbase.com/coinbase-app/advanced-trade-apis/websocket/websocket-channels, Level2 Channel
BIDS = [("bid", "21921.73", "0.06317902"), ("bid", "21921.3", "0.02")]


def scripted() -> ScriptedHttp:
    http = ScriptedHttp()
    http.on(lambda request: products(request.url), path=f"{API}/market/products", times=None)  # type: ignore[arg-type]
    return http


def products(url: str) -> Any:
    from venue_runtime.http import Response

    name = "products.spot" if "SPOT" in url else "products.future"
    return Response(200, {"content-type": "application/json"}, json.dumps(EXAMPLES[name].response).encode())


def client(http: ScriptedHttp, sockets: ScriptedSockets | None = None, clock: ManualClock | None = None) -> Any:
    return CoinbaseAdvanced(
        credentials=Credentials(api_key="organizations/o/apiKeys/k", private_key=dummy_key(["pem_ec_p256"])),
        clock=clock or ManualClock(1_700_000_000_123_000_000),
        http=http,
        websocket=sockets or ScriptedSockets(),
    )


def asked(http: ScriptedHttp) -> list[tuple[str, str, Any]]:
    found = []
    for request in http.requests:
        url = urlsplit(request.url)
        if not url.path.endswith("/market/products"):
            body = json.loads(request.body) if request.body else dict(parse_qsl(url.query))
            found.append((request.method, url.path.removeprefix(API), body))
    return found


def canceled(*rows: tuple[str, bool, str]) -> dict[str, Any]:
    return {"results": [{"success": done, "failure_reason": why, "order_id": id} for id, done, why in rows]}


class Feed:
    """The venue's end: everything on one connection is numbered from 0."""

    def __init__(self) -> None:
        self.numbers = iter(range(10_000))
        self.sockets = ScriptedSockets(self.answers)

    def frame(self, channel: str, *events: Any) -> dict[str, Any]:
        told = {"channel": channel, "client_id": "", "timestamp": "2023-02-09T20:32:50.714964855Z"}
        return {**told, "sequence_num": next(self.numbers), "events": list(events)}

    def level2(self, kind: str, *rows: tuple[str, str, str], product: str = "BTC-USD") -> dict[str, Any]:
        keys = ("side", "price_level", "new_quantity")
        updates = [dict(zip(keys, row, strict=True)) | {"event_time": "1970-01-01T00:00:00Z"} for row in rows]
        return self.frame("l2_data", {"type": kind, "product_id": product, "updates": updates})

    def beat(self) -> dict[str, Any]:
        return self.frame("heartbeats", {"current_time": "2023-06-23 20:31:56 +0000 UTC", "heartbeat_counter": "3049"})

    def answers(self, frame: Any) -> list[Any]:
        asked = json.loads(frame)
        if asked["type"] == "unsubscribe":
            return [json.dumps(self.frame("subscriptions", {"subscriptions": {}}))]
        said = [self.frame("subscriptions", {"subscriptions": {asked["channel"]: asked["product_ids"]}})]
        if asked["channel"] == "level2":  # the book comes ahead of the answer
            said.insert(0, self.level2("snapshot", *BIDS, ("offer", "21922", "1")))
            said[0]["sequence_num"], said[1]["sequence_num"] = said[1]["sequence_num"], said[0]["sequence_num"]
        return [json.dumps(each) for each in said]


@pytest.mark.asyncio
async def test_a_number_that_is_missing_ends_the_connection_and_its_books_begin_afresh() -> None:
    feed, clock = Feed(), ManualClock(1_700_000_000_123_000_000)
    async with client(scripted(), feed.sockets, clock) as ours:
        states: list[tuple[BookState, str]] = []
        await ours.on_order_book("BTC/USD", lambda book: states.append((book.state, str(book.best_bid))))
        socket = await feed.sockets.opened()
        await socket.drained()
        assert socket.url == "wss://advanced-trade-ws.coinbase.com"
        assert socket.sent_json() == [
            {"type": "subscribe", "product_ids": [], "channel": "heartbeats"},
            {"type": "subscribe", "product_ids": ["BTC-USD"], "channel": "level2"},
        ]
        assert states[-1][0] is BookState.LIVE
        socket.push(feed.beat(), feed.level2("update", ("bid", "21921.9", "2"), ("bid", "21921.3", "0")))
        await socket.drained()
        assert (states[-1][0], "21921.9" in states[-1][1]) == (BookState.LIVE, True)

        next(feed.numbers)  # a frame of another channel is lost: whose it was, nobody knows
        socket.push(feed.level2("update", ("bid", "21921.95", "1")))
        await socket.drained()
        assert states[-1] == (BookState.STALE, "None")
        assert socket.closed
        feed.numbers = iter(range(10_000))
        await clock.advance(2)
        again = await feed.sockets.opened(2)
        await again.drained()
        assert [each["channel"] for each in again.sent_json()] == ["heartbeats", "level2"]
        assert (states[-1][0], "21921.73" in states[-1][1]) == (BookState.LIVE, True)


@pytest.mark.asyncio
async def test_heartbeats_keep_a_quiet_book_alive_and_their_absence_ends_it() -> None:
    feed, clock = Feed(), ManualClock(1_700_000_000_123_000_000)
    async with client(scripted(), feed.sockets, clock) as ours:
        states: list[BookState] = []
        await ours.on_order_book("BTC/USD", lambda book: states.append(book.state))
        socket = await feed.sockets.opened()
        await socket.drained()
        for _ in range(100):  # the venue closes most channels after 60 to 90 seconds without updates
            await clock.advance(1)
            socket.push(feed.beat())
            await socket.drained()
        assert states == [BookState.LIVE]
        await clock.advance(11)
        assert states[1] is BookState.STALE


@pytest.mark.asyncio
async def test_a_usdc_product_is_told_under_the_name_of_its_usd_product() -> None:
    feed = Feed()
    async with client(scripted(), feed.sockets) as ours:
        prices: dict[str, str] = {}
        for symbol in ("BTC/USDC", "BTC/USD"):
            await ours.on_order_book(symbol, lambda book: prices.update({book.symbol: str(book.best_bid.price)}))
        sockets = feed.sockets.sockets
        assert [each.sent_json()[1]["product_ids"] for each in sockets] == [["BTC-USDC"], ["BTC-USD"]]
        assert prices == {"BTC/USDC": "21921.73", "BTC/USD": "21921.73"}


@pytest.mark.asyncio
async def test_every_event_of_a_frame_counts_and_the_side_is_who_took() -> None:
    feed = Feed()
    async with client(scripted(), feed.sockets) as ours:
        trades: list[Any] = []
        await ours.on_trades("BTC/USD", trades.append)
        socket = await feed.sockets.opened()
        row = {"product_id": "BTC-USD", "price": "1260.01", "size": "0.3", "time": "2019-08-14T20:42:27.265Z"}
        sides = (("1", "BUY"), ("2", "SELL"))
        events = [{"type": "update", "trades": [{**row, "trade_id": id, "side": side}]} for id, side in sides]
        socket.push(feed.frame("market_trades", *events))
        await socket.drained()
    assert [(each.trade_id, each.side) for each in trades] == [("1", Side.SELL), ("2", Side.BUY)]


@pytest.mark.asyncio
async def test_a_refused_subscription_is_told_in_the_venues_words() -> None:
    refusal = json.dumps({"type": "error", "message": "authentication failure"})
    feed = Feed()
    sockets = ScriptedSockets(lambda frame: feed.answers(frame) if "heartbeats" in str(frame) else [refusal])
    async with client(scripted(), sockets) as ours:
        with pytest.raises(SubscriptionRejected, match="authentication failure"):
            await ours.on_trades("BTC/USD", lambda trade: None)


@pytest.mark.asyncio
async def test_a_cancel_by_our_own_id_asks_for_the_venues_first() -> None:
    http = scripted()
    http.answer({"orders": [ORDER], "has_next": False, "cursor": ""}, path=f"{API}/orders/historical/batch")
    http.answer({"orders": [], "has_next": False, "cursor": ""}, path=f"{API}/orders/historical/batch", times=None)
    http.answer(canceled((ORDER["order_id"], True, "UNKNOWN_CANCEL_FAILURE_REASON")), path=f"{API}/orders/batch_cancel")
    async with client(http) as ours:
        order = await ours.cancel_order("BTC/USD", client_order_id="11111-000000-000000")
        assert (order.status, order.venue_order_id) == (OrderStatus.PENDING_CANCEL, "0000-000000-000000")
        with pytest.raises(OrderNotFound, match="never-seen"):
            await ours.cancel_order("BTC/USD", client_order_id="never-seen")
    said = asked(http)
    assert said[0] == ("GET", "/orders/historical/batch", {"product_ids": "BTC-USD", "order_status": "OPEN"})
    assert [each for each in said if each[0] == "POST"] == [
        ("POST", "/orders/batch_cancel", {"order_ids": ["0000-000000-000000"]})
    ]


@pytest.mark.asyncio
async def test_each_order_of_a_cancel_has_its_own_outcome() -> None:
    http = scripted()
    http.answer(canceled(("a", False, "UNKNOWN_CANCEL_ORDER")), path=f"{API}/orders/batch_cancel")
    http.answer(canceled(("a", False, "ORDER_IS_FULLY_FILLED")), path=f"{API}/orders/batch_cancel")
    http.answer(canceled(("a", False, "DUPLICATE_CANCEL_REQUEST")), path=f"{API}/orders/batch_cancel")
    many = [("a", True, ""), ("b", False, "DUPLICATE_CANCEL_REQUEST"), ("c", False, "NOT_ALLOWED_TO_CANCEL")]
    http.answer(canceled(*many), path=f"{API}/orders/batch_cancel")
    async with client(http) as ours:
        with pytest.raises(OrderNotFound) as unknown:
            await ours.cancel_order("BTC/USD", venue_order_id="a")
        assert unknown.value.code == "UNKNOWN_CANCEL_ORDER"
        with pytest.raises(CancelRejected, match="ORDER_IS_FULLY_FILLED"):
            await ours.cancel_order("BTC/USD", venue_order_id="a")
        again = await ours.cancel_order("BTC/USD", venue_order_id="a")  # it is being canceled: no error
        assert again.status is OrderStatus.PENDING_CANCEL
        outcomes = await ours.cancel_orders([CancelRequest(symbol="BTC/USD", venue_order_id=id) for id in "abc"])
    assert [getattr(each, "status", None) for each in outcomes[:2]] == [OrderStatus.PENDING_CANCEL] * 2
    assert isinstance(outcomes[2], CancelRejected)
    assert asked(http)[3] == ("POST", "/orders/batch_cancel", {"order_ids": ["a", "b", "c"]})


@pytest.mark.asyncio
async def test_an_order_is_one_form_with_one_key_and_refused_with_status_200() -> None:
    http = scripted()
    http.answer(EXAMPLES["create"].response, path=f"{API}/orders")
    http.answer(EXAMPLES["create"].response, path=f"{API}/orders")
    http.answer(EXAMPLES["error.INSUFFICIENT_FUND"].response, path=f"{API}/orders")
    async with client(http) as ours:
        wish = {"side": Side.SELL, "quantity": Decimal("0.5"), "price": Decimal("20000"), "client_order_id": "mine-1"}
        until = {"time_in_force": TimeInForce.GTD, "expire_time": 1_700_003_600_000_000_000}
        stop = {"type": OrderType.STOP_LIMIT, "trigger_price": Decimal("20100")}
        placed = await ours.create_order("BTC/USD", **wish, **stop, **until)
        assert (placed.venue_order_id, placed.status) == ("11111-00000-000000", OrderStatus.PENDING_NEW)
        await ours.create_order(
            "BTC/USD", side=Side.BUY, type=OrderType.MARKET, quote_quantity=Decimal("10.00"), client_order_id="mine-2"
        )
        with pytest.raises(InsufficientFunds) as refused:
            await ours.create_order("BTC/USD", **wish | {"client_order_id": "mine-3"}, type=OrderType.LIMIT)
    assert (refused.value.code, refused.value.definitive) == ("INSUFFICIENT_FUND", True)
    body = {"client_order_id": "mine-1", "product_id": "BTC-USD", "side": "SELL"}
    terms = {
        "base_size": "0.5",
        "limit_price": "20000",
        "stop_price": "20100",
        "stop_direction": "STOP_DIRECTION_STOP_DOWN",
        "end_time": "2023-11-14T23:13:20.000Z",
    }
    assert asked(http)[0] == ("POST", "/orders", {**body, "order_configuration": {"stop_limit_stop_limit_gtd": terms}})
    assert asked(http)[1][2]["order_configuration"] == {"market_market_ioc": {"quote_size": "10.00"}}
    limit = {"base_size": "0.5", "limit_price": "20000", "post_only": False}
    assert asked(http)[2][2]["order_configuration"] == {"limit_limit_gtc": limit}


@pytest.mark.asyncio
async def test_an_edit_says_both_size_and_price_and_is_refused_by_a_list_of_reasons() -> None:
    http = scripted()
    http.answer(EXAMPLES["edit"].response, path=f"{API}/orders/edit")
    http.answer(EXAMPLES["error.ORDER_NOT_FOUND"].response, path=f"{API}/orders/edit")
    change = {"venue_order_id": "v1", "quantity": Decimal("0.001"), "price": Decimal("19000.00")}
    async with client(http) as ours:
        await ours.edit_order("BTC/USD", **change)
        with pytest.raises(OrderNotFound):
            await ours.edit_order("BTC/USD", **change)
    assert asked(http)[0] == ("POST", "/orders/edit", {"order_id": "v1", "price": "19000.00", "size": "0.001"})
