"""Bitfinex: rows without names, counted frames, checksums in frames of their own, and the account's channel."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from decimal import Decimal
from typing import Any

import pytest
import pytest_asyncio
from venue_runtime import Credentials, OrderType, Side
from venue_runtime.books import BookState
from venue_runtime.clock import ManualClock
from venue_runtime.model import Fill, Order, Trade
from venue_runtime.testing.scripted import ScriptedHttp, ScriptedSocket, ScriptedSockets
from venues.bitfinex import Bitfinex

NOW = 1_700_000_000_123_000_000
KEYS = Credentials(api_key="key", api_secret="secret")
PAIRS = [[["BTCUSD", [None, None, None, "0.00004", "2000.0"]], ["ETHUST", [None, None, None, "0.0008", "2000.0"]]]]
BTC, ETH = 17082, 17083
#: bfx-api-node-models, test/lib/order_book.js: 6000:1:6100:-3:5900:2:6200:-4, whose CRC-32 is 1756193398.
LEVELS = [[6000, 1, 1], [5900, 1, 2], [6100, 1, -3], [6200, 1, -4]]
CHECKSUM = 1756193398
#: 6000:1:6100:-3:6200:-4
WITHOUT_5900 = 1905628975


class Venue:
    """The venue's end: says hello, gives channels their numbers, and counts the frames of the books' connection."""

    def __init__(self) -> None:
        self.sockets = ScriptedSockets(self.answers, lambda _: ['{"event":"info","version":2,"serverId":"x"}'])
        self.http = ScriptedHttp().answer(PAIRS, path="/v2/conf/pub:info:pair", times=None)
        self.http.answer([[]], path="/v2/conf/pub:info:pair:futures", times=None)
        for path in ("wallets", "orders", "positions"):
            self.http.answer([], path=f"/v2/auth/r/{path}", times=None)
        self.said: list[dict[str, Any]] = []
        self.first = {"tBTCUSD": [[BTC, LEVELS, 1], [BTC, "cs", CHECKSUM, 2]]}

    def answers(self, frame: str | bytes) -> list[str]:
        data = json.loads(frame)
        self.said.append(data)
        match data:
            case {"event": "auth"}:
                return ['{"event":"auth","status":"OK","chanId":0,"userId":1,"caps":{}}']
            case {"event": "unsubscribe", "chanId": number}:
                return [json.dumps({"event": "unsubscribed", "status": "OK", "chanId": number})]
            case {"event": "subscribe", "symbol": symbol}:
                number = BTC if symbol == "tBTCUSD" else ETH
                ack = {**data, "event": "subscribed", "chanId": number, "pair": symbol[1:]}
                return [json.dumps(each) for each in (ack, *self.first.get(symbol, []))]
        return []

    async def says(self, socket: ScriptedSocket, *frames: Any) -> None:
        socket.push(*(json.dumps(frame) for frame in frames))
        await socket.drained()
        for _ in range(50):
            await asyncio.sleep(0)


@pytest.fixture
def venue() -> Venue:
    return Venue()


@pytest_asyncio.fixture
async def client(venue: Venue) -> AsyncIterator[Bitfinex]:
    async with Bitfinex(credentials=KEYS, clock=ManualClock(NOW), http=venue.http, websocket=venue.sockets) as client:
        yield client


async def watched(client: Bitfinex, venue: Venue) -> tuple[Any, ScriptedSocket, list[str]]:
    """The book of BTC/USD, its socket, and the states that were told."""
    books: list[Any] = []
    states: list[str] = []

    def see(book: Any) -> None:
        books.append(book)
        states.append(book.state.value)

    await client.on_order_book("BTC/USD", see)
    socket = venue.sockets.sockets[-1]
    await venue.says(socket)
    return books[-1], socket, states


@pytest.mark.asyncio
async def test_the_book_of_the_sdks_own_test_and_its_checksum(client: Bitfinex, venue: Venue) -> None:
    book, _, _ = await watched(client, venue)
    assert venue.said[0] == {"event": "conf", "flags": 65536 | 131072}
    assert venue.said[1] == {
        "event": "subscribe",
        "channel": "book",
        "symbol": "tBTCUSD",
        "prec": "P0",
        "freq": "F0",
        "len": "25",
        "subId": "1",
    }
    assert [(each.price, each.quantity) for each in book.bids()] == [(6000, 1), (5900, 2)]
    assert [(each.price, each.quantity) for each in book.asks()] == [(6100, 3), (6200, 4)]
    assert client.book_feeds["BTC/USD"].sync.checksums_good == 1


@pytest.mark.asyncio
async def test_a_level_goes_with_a_count_of_zero_whatever_its_amount(client: Bitfinex, venue: Venue) -> None:
    book, socket, _ = await watched(client, venue)
    await venue.says(socket, [BTC, [5900, 0, 1], 3], [BTC, "cs", WITHOUT_5900, 4])
    assert [each.price for each in book.bids()] == [6000]
    assert client.book_feeds["BTC/USD"].sync.checksums_good == 2


@pytest.mark.asyncio
async def test_numbers_of_a_checksum_have_no_exponents(client: Bitfinex, venue: Venue) -> None:
    """JSON says 1.7e-8, the string is 0.000000017:2.5:6100:-3 (bfx-api-node-models, the same file)."""
    venue.first["tBTCUSD"] = [[BTC, [[1.7e-8, 1, 2.50], [6100, 1, -3]], 1], [BTC, "cs", 1443868404, 2]]
    book, _, _ = await watched(client, venue)
    assert (book.state, client.book_feeds["BTC/USD"].sync.checksums_good) == (BookState.LIVE, 1)


@pytest.mark.asyncio
async def test_a_wrong_checksum_leaves_the_channel_by_its_number_and_asks_again(client: Bitfinex, venue: Venue) -> None:
    book, socket, states = await watched(client, venue)
    venue.first["tBTCUSD"] = [[BTC, [[5000, 1, 1], [6100, 1, -3]], 5]]
    await venue.says(socket, [BTC, [6001, 1, 1], 3], [BTC, "cs", 12345, 4])
    assert "stale" in states
    assert venue.said[2] == {"event": "unsubscribe", "chanId": BTC}
    assert (book.state, book.best_bid.price) == (BookState.LIVE, 5000)
    assert not socket.closed


@pytest.mark.asyncio
async def test_heartbeats_and_checksums_are_counted_and_a_missing_frame_ends_the_connection(
    client: Bitfinex, venue: Venue
) -> None:
    book, socket, states = await watched(client, venue)
    await venue.says(socket, [BTC, "hb", 3], [BTC, "cs", CHECKSUM, 4], [BTC, [6000.5, 1, 1], 5])
    assert (book.state, book.best_bid.price) == (BookState.LIVE, Decimal("6000.5"))
    await venue.says(socket, [BTC, [6000.75, 1, 1], 7])
    assert states[-1] == "stale"
    assert socket.closed
    await client.clock.advance(2)  # type: ignore[attr-defined]
    again = await venue.sockets.opened(2)
    await venue.says(again)
    assert (book.state, book.best_bid.price) == (BookState.LIVE, 6000)


@pytest.mark.asyncio
@pytest.mark.parametrize("code", [20051, 20060, 20061])
async def test_a_server_that_stops_is_left(client: Bitfinex, venue: Venue, code: int) -> None:
    """docs.bitfinex.com/docs/ws-general: 20051 restart, 20060 maintenance begins, 20061 it ended."""
    _, socket, states = await watched(client, venue)
    await venue.says(socket, {"event": "info", "code": code, "msg": "Stopping. Please try to reconnect"})
    assert (states[-1], socket.closed) == ("stale", True)


@pytest.mark.asyncio
async def test_channels_are_told_apart_by_the_numbers_of_their_acknowledgements(client: Bitfinex, venue: Venue) -> None:
    seen: list[tuple[str, Trade]] = []
    await client.on_trades("BTC/USD", lambda trade: seen.append(("BTC/USD", trade)))
    await client.on_trades("ETH/USDT", lambda trade: seen.append(("ETH/USDT", trade)))
    socket = venue.sockets.sockets[-1]
    await venue.says(
        socket,
        [BTC, [[401597393, 1574694475039, 0.01, 7244.9]]],
        [ETH, "te", [401597395, 1574694478808, -0.5, 150.25]],
        [BTC, "te", [401597396, 1574694478809, 0.005, 7245.3]],
        [BTC, "tu", [401597396, 1574694478809, 0.005, 7245.3]],
        [BTC, "hb"],
    )
    assert [(symbol, each.symbol, each.trade_id, each.side, each.quantity) for symbol, each in seen] == [
        ("ETH/USDT", "ETH/USDT", "401597395", Side.SELL, Decimal("0.5")),
        ("BTC/USD", "BTC/USD", "401597396", Side.BUY, Decimal("0.005")),
    ]


def row(state: str, *, left: str = "0.25", flags: Any = 0, id: int = 1700000000123) -> list[Any]:
    """An order of the account; its amounts keep their digits as texts."""
    return [id, None, id, "tBTCUSD", 1700000000000, 1700000001000, left, "1", "EXCHANGE LIMIT", None, None, None,
            flags, state, None, None, 6000, 5990.5, 0, 0, None, None, None, 0, 0, None, None, None, "API>BFX", None,
            None, None, "a field that was appended"]  # fmt: skip


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("PARTIALLY FILLED @ 5990.5(0.75)", "partially_filled"),
        ("EXECUTED @ 5990.5(1.0): was PARTIALLY FILLED @ 5990.5(0.75)", "filled"),
        ("CANCELED was: PARTIALLY FILLED @ 5990.5(0.75)", "canceled"),
        ("IOC CANCELED", "canceled"),
        ("FILLORKILL CANCELED", "canceled"),
        ("POSTONLY CANCELED", "rejected"),
        ("INSUFFICIENT MARGIN was: ACTIVE", "canceled"),
        ("RSN_DUST (amount is less than 0.00000001)", "rejected"),
    ],
)
async def test_a_status_is_a_sentence(client: Bitfinex, venue: Venue, sentence: str, status: str) -> None:
    """docs.bitfinex.com/docs/abbreviations-glossary, order status."""
    orders: list[Order] = []
    await client.start_trading()
    client.on_orders(orders.append)
    await venue.says(venue.sockets.sockets[-1], [0, "ou", row(sentence)])
    assert [(each.status.value, each.reason, each.filled_quantity) for each in orders] == [
        (status, sentence, Decimal("0.75"))
    ]


@pytest.mark.asyncio
async def test_a_new_sentence_is_no_end_of_the_stream(client: Bitfinex, venue: Venue) -> None:
    orders: list[Order] = []
    await client.start_trading()
    client.on_orders(orders.append)
    await venue.says(
        venue.sockets.sockets[-1], [0, "ou", row("BEWITCHED by 3")], [0, "oc", row("EXECUTED @ 6000.0(1.0)", left="0")]
    )
    assert orders[-1].status.value == "filled"


@pytest.mark.asyncio
async def test_flags_are_bits_written_as_a_number_or_as_a_text(client: Bitfinex, venue: Venue) -> None:
    """4096 post-only, 1024 reduce-only, 64 hidden (docs.bitfinex.com/docs/flag-values)."""
    orders: list[Order] = []
    await client.start_trading()
    client.on_orders(orders.append)
    socket = venue.sockets.sockets[-1]
    for id, flags in enumerate((4096 | 64, "1024", 0), 1):
        await venue.says(socket, [0, "on", row("ACTIVE", flags=flags, id=id)])
    assert [(each.post_only, each.reduce_only) for each in orders] == [(True, False), (False, True), (False, False)]


@pytest.mark.asyncio
async def test_a_fill_that_is_told_twice_counts_once_and_keeps_its_fee(client: Bitfinex, venue: Venue) -> None:
    """`te` comes first, without a fee; `tu` has it. A maker's rebate is a fee below zero."""
    fills: list[Fill] = []
    await client.start_trading()
    client.on_fills(fills.append)
    trade = [402088407, "tETHUST", 1574963975602, 34938060782, -0.2, 153.57, "LIMIT", 0, 1]
    socket = venue.sockets.sockets[-1]
    await venue.says(socket, [0, "te", [*trade, None, None, 0]], [0, "tu", [*trade, 0.061668, "UST", 0]])
    last = fills[-1]
    assert {each.trade_id for each in fills} == {"402088407"}
    assert (last.side, last.quantity, last.liquidity.value if last.liquidity else "") == (
        Side.SELL,
        Decimal("0.2"),
        "maker",
    )


@pytest.mark.asyncio
async def test_client_ids_are_numbers_and_are_found_by_their_day(client: Bitfinex, venue: Venue) -> None:
    answer = [1678987199, "on-req", None, None, [row("ACTIVE", left="1")], None, "SUCCESS", "Submitting."]
    venue.http.answer(answer, path="/v2/auth/w/order/submit", times=None)
    canceled = [1678987199, "oc-req", None, None, row("ACTIVE", left="1"), None, "SUCCESS", "Submitted."]
    venue.http.answer(canceled, path="/v2/auth/w/order/cancel", times=None)
    order = await client.create_order(
        "BTC/USD", side=Side.SELL, type=OrderType.LIMIT, quantity=Decimal("1"), price=Decimal("6000"), post_only=True
    )
    assert order.client_order_id == "1700000000123"  # milliseconds of the clock
    await client.cancel_order("BTC/USD", client_order_id="1700000000123")
    create, cancel = (json.loads(each.body) for each in venue.http.requests[-2:])
    assert create == {
        "type": "EXCHANGE LIMIT",
        "symbol": "tBTCUSD",
        "amount": "-1",
        "price": "6000",
        "flags": 4096,
        "cid": 1700000000123,
    }
    assert cancel == {"cid": 1700000000123, "cid_date": "2023-11-14"}


@pytest.mark.asyncio
async def test_a_notice_may_refuse_what_http_accepted(client: Bitfinex, venue: Venue) -> None:
    from venue_runtime.errors import InsufficientFunds

    text = "Invalid order: not enough exchange balance for 1.0 BTCUSD at 6000.0"
    refused = [1678987199, "on-req", None, None, None, 10001, "ERROR", text]
    venue.http.answer(refused, path="/v2/auth/w/order/submit", times=None)
    with pytest.raises(InsufficientFunds, match="not enough exchange balance") as told:
        await client.create_order(
            "BTC/USD", side=Side.BUY, type=OrderType.LIMIT, quantity=Decimal("1"), price=Decimal("6000")
        )
    assert (told.value.code, told.value.definitive) == ("10001", True)
