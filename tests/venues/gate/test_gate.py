"""What only Gate is like: two kinds of books, subscriptions signed one by one, calls that are answered twice."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest
from venue_runtime import Credentials, OrderType, Side
from venue_runtime.books import BookState
from venue_runtime.booksync import BookAction, BookSync
from venue_runtime.clock import ManualClock
from venue_runtime.errors import (
    AuthenticationError,
    OutcomeUnknown,
    PostOnlyRejected,
    RateLimitExceeded,
    SubscriptionRejected,
)
from venue_runtime.testing.scripted import ScriptedHttp, ScriptedSockets
from venues.gate import Gate
from venues.gate import types as wire
from venues.gate.books import DepthBookRule, IncrementsBookRule

EXAMPLES = Path(__file__).parents[3] / "venue_specs" / "gate" / "examples"
KEY = "ea83fad2604399da16bf97e6eea772a6"
KEYS = Credentials(api_key=KEY, api_secret="secret")
NOW = 1_681_984_544
"""The time of the documented login, in s."""


def example(name: str, of: str = "response") -> Any:
    return json.loads((EXAMPLES / f"{name}.json").read_text(encoding="utf-8"))[of]


def sha512(text: str, secret: str = "secret") -> str:
    return hmac.new(secret.encode(), text.encode(), hashlib.sha512).hexdigest()


def venue(respond: Any = None, **options: Any) -> tuple[Gate, ScriptedHttp, ScriptedSockets]:
    (pair,) = example("pairs")
    pairs = [{**pair, "id": f"{base}_USDT", "base": base} for base in ("BTC", "GT")]
    http, sockets = ScriptedHttp(), ScriptedSockets()
    http.answer(pairs, path="/api/v4/spot/currency_pairs", times=None)
    sockets.respond = respond
    clock = ManualClock(NOW * 1_000_000_000)
    return Gate(credentials=KEYS, clock=clock, http=http, websocket=sockets, **options), http, sockets


# ------------------------------------------------------------------------------------------------ books


def snapshot(id: int) -> wire.Depth:
    rows = {
        "id": id,
        "current": 1623898993123,
        "update": 1623898993121,
        "asks": [["1.52", "1"]],
        "bids": [["1.17", "2"]],
    }
    return msgspec.json.decode(json.dumps(rows), type=wire.Depth)


def update(first: int, last: int, *bids: list[str]) -> wire.BookUpdate:
    row = {**example("stream_order_book_update", "message")["result"], "U": first, "u": last, "b": list(bids), "a": []}
    return msgspec.json.decode(json.dumps(row), type=wire.BookUpdate)


@pytest.mark.parametrize(
    ("first", "last", "joins"),
    [(90, 100, False), (95, 101, True), (101, 101, True), (101, 110, True)],
    ids=["old", "overlaps", "next_alone", "next"],
)
def test_the_first_update_after_the_rest_book_has_the_next_id_in_it(first: int, last: int, joins: bool) -> None:
    """Dropped while u < id + 1; the first has U <= id + 1 and u >= id + 1."""
    sync = BookSync("BTC/USDT", IncrementsBookRule)
    assert sync.subscribed() is BookAction.FETCH
    sync.update(update(first, last, ["1.18", "5"]), 1)
    sync.snapshot(snapshot(100), 2)
    assert sync.book.state is BookState.LIVE
    assert sync.book.sequence == (last if joins else 100)
    assert (sync.dropped, sync.applied) == ((0, 1) if joins else (1, 0))


def test_a_rest_book_older_than_the_stream_is_asked_for_again() -> None:
    sync = BookSync("BTC/USDT", IncrementsBookRule)
    sync.update(update(105, 110), 1)
    assert sync.snapshot(snapshot(100), 2) is BookAction.FETCH
    assert sync.book.state is not BookState.LIVE
    sync.snapshot(snapshot(104), 3)
    assert sync.book.sequence == 110


def test_an_id_that_is_missing_is_a_gap() -> None:
    sync = BookSync("BTC/USDT", IncrementsBookRule)
    sync.snapshot(snapshot(100), 1)
    sync.update(update(101, 103), 2)
    assert sync.update(update(105, 106), 3) is BookAction.LOST
    assert sync.book.state is BookState.STALE
    assert sync.gaps == 1


def depth(**changes: Any) -> wire.DepthUpdate:
    row = {"t": 1747054611573, "s": "ob.BTC_USDT.400", "b": [["104024.5", "1"]], "a": [["104026", "2"]], **changes}
    return msgspec.json.decode(json.dumps(row), type=wire.DepthUpdate)


def test_a_full_book_replaces_ours_at_any_time_and_updates_follow_by_one() -> None:
    sync = BookSync("BTC/USDT", DepthBookRule)
    assert sync.subscribed() is BookAction.NONE
    assert sync.update(depth(U=7, u=8), 1) is BookAction.NONE
    assert sync.book.state is not BookState.LIVE
    sync.update(depth(full=True, u=100), 2)
    sync.update(depth(U=101, u=105, b=[["104024.5", "0"], ["104023", "4"]]), 3)
    assert [f"{each.price:f}" for each in sync.book.bids(5)] == ["104023"]
    sync.update(depth(full=True, u=300, b=[["104020", "9"]]), 4)
    assert (sync.book.sequence, f"{sync.book.best_bid.price:f}") == (300, "104020")  # type: ignore[union-attr]
    assert sync.update(depth(U=302, u=303), 5) is BookAction.LOST
    assert sync.book.state is BookState.STALE


def test_an_update_may_leave_a_side_out() -> None:
    sync = BookSync("BTC/USDT", DepthBookRule)
    sync.update(depth(full=True, u=1), 1)
    row = {"t": 1747054611573, "s": "ob.BTC_USDT.400", "U": 2, "u": 2, "a": [["104026", "0"], ["104027", "1"]]}
    sync.update(msgspec.json.decode(json.dumps(row), type=wire.DepthUpdate), 2)
    assert (f"{sync.book.best_bid.price:f}", f"{sync.book.best_ask.price:f}") == ("104024.5", "104027")  # type: ignore[union-attr]


@pytest.mark.asyncio
@pytest.mark.parametrize(("depth", "levels"), [(None, 400), (50, 50), (20, 50), (51, 400)])
async def test_the_levels_that_there_are(depth: int | None, levels: int) -> None:
    def respond(frame: Any) -> list[str]:
        asked = json.loads(frame)
        said = {"time": 1, "channel": asked["channel"], "event": asked["event"], "id": asked["id"], "error": None}
        return [json.dumps({**said, "result": {"status": "success"}})]

    client, _, sockets = venue(respond)
    async with client:
        await client.on_order_book("BTC/USDT", lambda _: None, depth)
        (frame,) = sockets.sockets[0].sent_json()
    assert frame == {
        "time": NOW,
        "id": 1,
        "channel": "spot.obu",
        "event": "subscribe",
        "payload": [f"ob.BTC_USDT.{levels}"],
    }


@pytest.mark.asyncio
async def test_the_documented_refusal_of_a_subscription() -> None:
    refused = {
        "time": 1747391482,
        "time_ms": 1747391482960,
        "id": 1,
        "channel": "spot.obu",
        "event": "subscribe",
        "error": {"code": 2, "message": "Alert sub ob.BTC_USDT.400"},
        "result": {"status": "fail"},
    }
    client, _, _ = venue(lambda frame: [json.dumps(refused)])
    async with client:
        with pytest.raises(SubscriptionRejected, match=r"Alert sub ob\.BTC_USDT\.400"):
            await client.on_order_book("BTC/USDT", lambda _: None)


# ------------------------------------------------------------------------------------------------ signatures


@pytest.mark.asyncio
async def test_each_private_subscription_is_signed_with_its_own_channel() -> None:
    def respond(frame: Any) -> list[str]:
        asked = json.loads(frame)
        return [
            json.dumps({"time": 1, "id": asked["id"], "channel": asked["channel"], "event": "subscribe", "error": None})
        ]

    client, http, sockets = venue(respond)
    for path in ("accounts", "open_orders"):
        http.answer([], path=f"/api/v4/spot/{path}", times=None)
    async with client:
        await client.on_fills(lambda _: None)
        sent = {frame["channel"]: frame for frame in sockets.sockets[0].sent_json()}
    for channel, payload in (("spot.orders_v2", ["!all"]), ("spot.usertrades", ["!all"])):
        auth = {"method": "api_key", "KEY": KEY, "SIGN": sha512(f"channel={channel}&event=subscribe&time={NOW}")}
        assert sent[channel] == {
            "time": NOW,
            "id": sent[channel]["id"],
            "channel": channel,
            "event": "subscribe",
            "payload": payload,
            "auth": auth,
        }


@pytest.mark.asyncio
async def test_the_hash_of_the_body_is_signed_of_nothing_too() -> None:
    client, http, _ = venue()
    http.answer(example("countdown"), path="/api/v4/spot/countdown_cancel_all")
    http.answer([], path="/api/v4/spot/accounts")
    async with client:
        await client.cancel_all_orders_after(30)
        await client.fetch_balances()
    timer, accounts = http.requests
    assert timer.body == b'{"timeout":30}'
    for request, path, body in (
        (timer, "POST\n/api/v4/spot/countdown_cancel_all", '{"timeout":30}'),
        (accounts, "GET\n/api/v4/spot/accounts", ""),
    ):
        headers = {name.lower(): value for name, value in request.headers.items()}
        digest = hashlib.sha512(body.encode()).hexdigest()
        assert headers["sign"] == sha512(f"{path}\n\n{digest}\n{NOW}")
        assert headers["timestamp"] == str(NOW)


@pytest.mark.asyncio
async def test_ids_that_are_minted_have_the_prefix() -> None:
    """`t-`, and no longer than 28 bytes without it."""
    client, http, _ = venue()
    http.answer(example("place"), path="/api/v4/spot/orders", times=None)
    async with client:
        for _ in range(3):
            await client.create_order(
                "GT/USDT", side=Side.BUY, type=OrderType.LIMIT, quantity=Decimal(1), price=Decimal(1)
            )
    made = [json.loads(each.body)["text"] for each in http.requests if each.method == "POST"]
    assert len(set(made)) == 3
    assert all(re.fullmatch(r"t-[0-9A-Za-z_.-]{1,28}", each) for each in made)


# ------------------------------------------------------------------------------------------------ calls


def header(channel: str, status: str = "200", **more: Any) -> dict[str, Any]:
    return {"response_time": "1681985856666", "status": status, "channel": channel, "event": "api", **more}


LOGGED_IN = {
    "request_id": "login",
    "header": header("spot.login", conn_id="5e74253e9c793974"),
    "data": {"result": {"api_key": KEY, "uid": "110284739"}},
}


def answering(*answers: Any) -> Any:
    """A venue that takes the login, and answers a call with these, whatever the call's id."""

    def respond(frame: Any) -> list[str]:
        asked = json.loads(frame)
        if asked["channel"] == "spot.login":
            return [json.dumps(LOGGED_IN)]
        return [json.dumps({"request_id": asked["payload"]["req_id"], **answer}) for answer in answers]

    return respond


PLACED = {
    "text": "t-my-custom-id",
    "currency_pair": "GT_USDT",
    "type": "limit",
    "account": "spot",
    "side": "buy",
    "amount": "1",
    "price": "1",
}
ARRIVED = {
    "ack": True,
    "header": header("spot.order_place", x_gate_ratelimit_requests_remain=9, x_gate_ratelimit_limit=10),
    "data": {
        "result": {
            "req_id": "2",
            "req_header": None,
            "req_param": PLACED,
            "api_key": "",
            "timestamp": "",
            "signature": "",
        }
    },
}
DONE = {"header": header("spot.order_place"), "data": {"result": {**example("place"), "currency_pair": "GT_USDT"}}}


async def place(client: Gate) -> Any:
    return await client.create_order(
        "GT/USDT",
        side=Side.BUY,
        type=OrderType.LIMIT,
        quantity=Decimal(1),
        price=Decimal(1),
        client_order_id="t-my-custom-id",
    )


@pytest.mark.asyncio
async def test_an_order_over_a_connection_logs_in_and_waits_for_the_second_answer() -> None:
    client, _, sockets = venue(answering(ARRIVED, DONE), order_transport="calls")
    async with client:
        order = await place(client)
        login, call = sockets.sockets[0].sent_json()
    assert order.venue_order_id == example("place")["id"]
    assert login == {
        "time": NOW,
        "channel": "spot.login",
        "event": "api",
        "payload": {
            "api_key": KEY,
            "signature": sha512(f"api\nspot.login\n\n{NOW}"),
            "timestamp": str(NOW),
            "req_id": "login",
        },
    }
    assert call == {
        "time": NOW,
        "channel": "spot.order_place",
        "event": "api",
        "payload": {"req_id": "1", "req_param": PLACED},
    }


@pytest.mark.asyncio
async def test_an_arrival_is_no_outcome() -> None:
    """The connection ends between the two answers: nobody knows."""
    client, _, sockets = venue(answering(ARRIVED))
    async with client:
        placing = asyncio.ensure_future(
            client.raw.place(
                client_order_id="t-my-custom-id",
                currency_pair="GT_USDT",
                type=wire.OrderType.LIMIT,
                account="spot",
                side=wire.Side.BUY,
                amount=Decimal(1),
                price=Decimal(1),
                over="calls",
            )
        )
        socket = await sockets.opened()
        await socket.sent_count(2)
        await socket.drained()
        assert not placing.done()
        socket.disconnect()
        with pytest.raises(OutcomeUnknown):
            await placing


@pytest.mark.asyncio
@pytest.mark.parametrize("first", [(), (ARRIVED,)], ids=["at_once", "after_arrival"])
async def test_a_refusal_ends_the_call_wherever_it_comes(first: tuple[Any, ...]) -> None:
    refused = {
        "header": header("spot.order_place", "400"),
        "data": {"errs": {"label": "POC_FILL_IMMEDIATELY", "message": "said by the venue"}},
    }
    client, _, _ = venue(answering(*first, refused), order_transport="calls")
    async with client:
        with pytest.raises(PostOnlyRejected):
            await place(client)


@pytest.mark.asyncio
async def test_the_documented_refusal_for_the_rate_says_when_the_next_window_is() -> None:
    refused = {
        "header": header(
            "spot.order_place",
            "429",
            x_gate_ratelimit_limit=10,
            x_gate_ratelimit_reset_timestamp=NOW * 1000 + 1500,
        ),
        "data": {
            "errs": {"label": "TOO_MANY_REQUESTS", "message": "Request Rate limit Exceeded (211)"},
        },
    }
    client, _, _ = venue(answering(refused), order_transport="calls")
    async with client:
        with pytest.raises(RateLimitExceeded) as told:
            await place(client)
    assert told.value.retry_after == 1.5


@pytest.mark.asyncio
async def test_a_refused_login_is_an_authentication_error() -> None:
    refused = {
        "request_id": "login",
        "header": header("spot.login", "401"),
        "data": {"errs": {"label": "INVALID_KEY", "message": "Invalid key provided"}},
    }
    client, _, sockets = venue(lambda frame: [json.dumps(refused)], order_transport="calls")
    async with client:
        with pytest.raises(AuthenticationError, match="Invalid key provided"):
            await place(client)
    assert len(sockets.sockets) == 1


# ------------------------------------------------------------------------------------------------ limits


@pytest.mark.asyncio
@pytest.mark.parametrize("reset", [str(NOW + 3), str((NOW + 3) * 1000)], ids=["seconds", "milliseconds"])
async def test_the_header_of_the_next_window_is_read_in_either_unit(reset: str) -> None:
    client, http, _ = venue()
    headers = {"X-Gate-RateLimit-Reset-Timestamp": reset, "X-Gate-RateLimit-Requests-Remain": "0"}
    http.answer({"label": "TOO_MANY_REQUESTS", "message": "x"}, status=429, headers=headers, times=None)
    async with client:
        with pytest.raises(RateLimitExceeded) as told:
            await client.raw.countdown(timeout=30)
    assert told.value.retry_after == 3


# ------------------------------------------------------------------------------------------------ what is paid


@pytest.mark.asyncio
async def test_a_fee_that_was_paid_in_the_venues_own_currency_is_told() -> None:
    """`gt_fee` is what was paid in GT; the other fee is nothing then."""
    client, http, _ = venue()
    (row,) = example("fills")
    http.answer([{**row, "id": "2", "fee": "0", "gt_fee": "0.7"}, row], path="/api/v4/spot/my_trades")
    async with client:
        first, second = await client.fetch_my_trades("BTC/USDT")
    assert (first.fee, first.fee_currency) == (Decimal("0.0005"), "ETH")
    assert (second.fee, second.fee_currency) == (Decimal("0.7"), "GT")


@pytest.mark.asyncio
async def test_all_open_orders_are_asked_for_page_after_page() -> None:
    client, http, _ = venue()
    (row,) = example("orders")
    for page in (100, 3):
        orders = [
            {**row, "id": f"{page}{at}", "status": "open", "finish_as": "open", "left": "0.001"} for at in range(page)
        ]
        http.answer(orders, path="/api/v4/spot/orders")
    async with client:
        assert len(await client.fetch_open_orders("BTC/USDT")) == 103
    asked = [each.url.partition("?")[2] for each in http.requests[1:]]
    assert asked == [
        "currency_pair=BTC_USDT&status=open&limit=100&account=spot",
        "currency_pair=BTC_USDT&status=open&page=2&limit=100&account=spot",
    ]
