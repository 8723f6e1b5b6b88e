"""Deribit: heartbeats, tokens, the chain of change ids, orders by label, and what an order's own answer carries."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from venue_runtime import Credentials, OrderType, Side
from venue_runtime.books import BookState, OrderBook
from venue_runtime.clock import ManualClock
from venue_runtime.errors import DecodeError, OrderNotFound
from venue_runtime.http import Request, Response
from venue_runtime.testing.exchange import SimulatedExchange
from venue_runtime.testing.scripted import ScriptedHttp, ScriptedSocket, ScriptedSockets
from venue_runtime.testing.server import SimulatedVenue
from venues.deribit import Deribit
from venues.deribit.simulated import INSTRUMENTS, SimulatedDeribit

EXAMPLES = Path(__file__).parents[3] / "venue_specs" / "deribit" / "examples"
KEYS = Credentials(client_id="test-client-id", client_secret="test-client-secret")
BTC, ETH = "BTC/USD:BTC", "ETH/USD:ETH"
OPTION = "BTC/USD:BTC-230113-16000-P"
API = "/api/v2"


def example(name: str, key: str = "response") -> Any:
    """A payload of the venue's documentation."""
    return json.loads((EXAMPLES / f"{name}.json").read_text())[key]


class Venue:
    """The venue's end: REST by path, and sockets that acknowledge what is subscribed."""

    def __init__(self) -> None:
        self.http = ScriptedHttp()
        self.sockets = ScriptedSockets(self.respond)
        self.said: list[dict[str, Any]] = []
        rows = example("instruments")["result"] + example("instruments.option")["result"]
        perpetual = next(each for each in rows if each["instrument_name"] == "BTC-PERPETUAL")
        rows += [
            {**perpetual, "instrument_name": "ETH-PERPETUAL", "base_currency": "ETH", "settlement_currency": "ETH"}
        ]
        self.answer("public/get_instruments", {"jsonrpc": "2.0", "result": rows})

    def answer(self, method: str, payload: Any, *, status: int = 200, times: int | None = None) -> None:
        self.http.answer(payload, path=f"{API}/{method}", status=status, times=times)

    def respond(self, frame: str | bytes) -> list[str]:
        said = json.loads(frame)
        self.said.append(said)
        result = said["params"]["channels"] if said["method"].endswith("subscribe") else "ok"
        return [json.dumps({"jsonrpc": "2.0", "id": said["id"], "result": result})]

    def client(self, **options: Any) -> Deribit:
        return Deribit(http=self.http, websocket=self.sockets, clock=ManualClock(1_700_000_000_000_000_000), **options)

    def methods(self) -> list[str]:
        return [each["method"] for each in self.said]


async def until(holds: Callable[[], Any]) -> Any:
    for _ in range(2000):
        if found := holds():
            return found
        await asyncio.sleep(0)
    raise AssertionError("it never came true")


# ------------------------------------------------------------------------------------------------ heartbeats


@pytest.mark.asyncio
async def test_a_test_request_is_answered_at_once() -> None:
    """docs.deribit.com, public/set_heartbeat: the venue sends `test_request`, and closes unless public/test comes."""
    venue = Venue()
    async with venue.client() as client:
        await client.on_trades(BTC, lambda trade: None)
        socket = venue.sockets.sockets[0]
        assert venue.said[0]["method"] == "public/set_heartbeat"
        assert venue.said[0]["params"] == {"interval": 30}
        before = len(venue.said)
        socket.push({"jsonrpc": "2.0", "method": "heartbeat", "params": {"type": "heartbeat"}})
        socket.push({"jsonrpc": "2.0", "method": "heartbeat", "params": {"type": "test_request"}})
        await until(lambda: len(venue.said) > before)
        assert venue.methods()[before:] == ["public/test"]


# ------------------------------------------------------------------------------------------------ books


async def book_of(client: Deribit, venue: Venue) -> tuple[ScriptedSocket, list[OrderBook]]:
    books: list[OrderBook] = []
    await client.on_order_book(BTC, books.append)
    socket = venue.sockets.sockets[0]
    socket.push(example("stream_book.snapshot", "message"))
    await until(lambda: books and books[-1].state is BookState.LIVE)
    return socket, books


@pytest.mark.asyncio
async def test_a_book_is_chained_by_change_ids() -> None:
    """The documentation's own snapshot and change: 297217, then 297218 after it."""
    venue = Venue()
    async with venue.client() as client:
        socket, books = await book_of(client, venue)
        assert [(str(each.price), str(each.quantity)) for each in books[-1].bids()] == [
            ("5042.34", "30"),
            ("5041.94", "20"),
        ]
        socket.push(example("stream_book.change", "message"))
        await until(lambda: books[-1].sequence == 297218)
        assert list(books[-1].bids()) == []  # the change deletes both
        assert books[-1].best_ask is not None
        assert str(books[-1].best_ask.price) == "5042.64"


@pytest.mark.asyncio
async def test_a_change_after_one_that_never_came_is_a_gap() -> None:
    """Nothing is shown as live until another snapshot came, for which the book is subscribed anew."""
    venue = Venue()
    async with venue.client() as client:
        socket, books = await book_of(client, venue)
        late = example("stream_book.change", "message")
        late["params"]["data"] |= {"prev_change_id": 297218, "change_id": 297219}
        socket.push(late)
        await until(lambda: books[-1].state is BookState.STALE)
        await client.clock.advance(1)  # type: ignore[attr-defined]
        await until(lambda: venue.methods().count("public/subscribe") == 2)
        assert venue.methods()[-2:] == ["public/unsubscribe", "public/subscribe"]
        fresh = example("stream_book.snapshot", "message")
        fresh["params"]["data"]["change_id"] = 297300
        socket.push(fresh)
        await until(lambda: books[-1].state is BookState.LIVE)
        assert books[-1].sequence == 297300


# ------------------------------------------------------------------------------------------------ tokens


@pytest.mark.asyncio
async def test_a_token_that_is_gone_is_fetched_again_and_the_call_made_once_more() -> None:
    """13009, `unauthorized`: the request never reached anything, so it is safe to send again."""
    venue = Venue()
    tokens = iter(["first", "second"])

    def grant(request: Request) -> Response:
        granted = example("auth")
        granted["result"]["access_token"] = next(tokens)
        return Response(200, {"content-type": "application/json"}, json.dumps(granted).encode())

    venue.http.on(grant, path=f"{API}/public/auth", times=None)
    venue.answer("private/get_account_summaries", example("error.13009"), status=400, times=1)
    venue.answer("private/get_account_summaries", example("summaries"))
    async with venue.client(credentials=KEYS) as client:
        balances = await client.fetch_balances()
    assert balances
    asked = [(urlsplit(each.url).path.removeprefix(f"{API}/"), each) for each in venue.http.requests]
    assert [name for name, _ in asked] == [
        "public/auth",
        "private/get_account_summaries",
        "public/auth",
        "private/get_account_summaries",
    ]
    shown = [each.headers["Authorization"] for name, each in asked if name.startswith("private/")]
    assert shown == ["Bearer first", "Bearer second"]


@pytest.mark.asyncio
async def test_a_refresh_token_brings_the_next_one() -> None:
    """Half of its life after it was granted: grant_type=refresh_token, which needs no signature."""
    venue = Venue()
    granted = example("auth")
    granted["result"] |= {"expires_in": 900, "refresh_token": "refresh-me"}
    venue.answer("public/auth", granted)
    venue.answer("private/get_account_summaries", example("summaries"))
    async with venue.client(credentials=KEYS) as client:
        await client.fetch_balances()
        await client.clock.advance(449)  # type: ignore[attr-defined]
        assert len(venue.http.requests) == 2
        await client.clock.advance(1)  # type: ignore[attr-defined]
    renewal = dict(parse_qsl(urlsplit(venue.http.requests[-1].url).query))
    assert renewal == {"grant_type": "refresh_token", "refresh_token": "refresh-me"}


# ------------------------------------------------------------------------------------------------ orders


@pytest.mark.asyncio
async def test_labels_may_repeat_and_then_no_order_is_guessed() -> None:
    venue = Venue()
    venue.answer("public/auth", example("auth"))
    one = example("orders_by_label")
    venue.answer("private/get_order_state_by_label", one, times=1)
    (row,) = one["result"]
    two = {**one, "result": [row, {**row, "order_id": "ETH-2"}]}
    venue.answer("private/get_order_state_by_label", two, times=1)
    venue.answer("private/get_order_state_by_label", {**one, "result": []}, times=1)
    async with venue.client(credentials=KEYS) as client:
        found = await client.fetch_order(ETH, client_order_id=row["label"])
        assert found.venue_order_id == row["order_id"]
        asked = dict(parse_qsl(urlsplit(venue.http.requests[-1].url).query))
        assert asked == {"currency": "ETH", "label": row["label"]}
        with pytest.raises(DecodeError, match="one was meant, and there are 2"):
            await client.fetch_order(ETH, client_order_id=row["label"])
        with pytest.raises(OrderNotFound):
            await client.fetch_order(ETH, client_order_id=row["label"])


def simulated() -> tuple[SimulatedExchange, SimulatedVenue]:
    exchange = SimulatedExchange(ManualClock(), INSTRUMENTS)
    for name in ("trader", "other"):
        exchange.add_account(name, {"BTC": Decimal(1000), "ETH": Decimal(1000), "USD": Decimal(10_000_000)})
    return exchange, SimulatedVenue(SimulatedDeribit(), exchange, accounts={"trader": KEYS}, clock=exchange.clock)


@pytest.mark.asyncio
async def test_fills_in_the_orders_own_answer_are_counted_once() -> None:
    """The answer of private/buy has `trades`; user.trades tells the same ones again."""
    from venue_runtime.model import OrderRequest

    exchange, served = simulated()
    async with (
        served as venue,
        Deribit(endpoints=venue.url, credentials=KEYS, clock=exchange.clock) as client,
    ):
        await client.start_trading()
        fills: list[Any] = []
        client.on_fills(fills.append)
        rest = OrderRequest(
            symbol=BTC, side=Side.SELL, type=OrderType.LIMIT, quantity=Decimal(40), price=Decimal(100),
            client_order_id="other",
        )  # fmt: skip
        exchange.create_order("other", rest)
        order = await client.create_order(
            BTC, side=Side.BUY, type=OrderType.LIMIT, quantity=Decimal(20), price=Decimal(100)
        )
        assert (order.status.value, order.filled_quantity) == ("filled", Decimal(20))
        for _ in range(20):
            await asyncio.sleep(0.01)
        assert [(each.price, each.quantity, each.side.value) for each in fills] == [(Decimal(100), Decimal(20), "buy")]
        assert [each.counters.undecodable for each in client.stream_connections] == [0]


@pytest.mark.asyncio
@pytest.mark.parametrize("protected", [True, False])
async def test_cancel_on_disconnect_is_asked_for_over_the_connection_that_it_is_about(protected: bool) -> None:
    exchange, served = simulated()
    async with (
        served as venue,
        Deribit(endpoints=venue.url, credentials=KEYS, clock=exchange.clock, cancel_on_disconnect=protected) as client,
    ):
        await client.start_trading()
        frames = [json.loads(each.frame) for each in venue.frames if each.direction == "in"]
    methods = [frame["method"] for frame in frames]
    assert ("private/enable_cancel_on_disconnect" in methods) is protected
    login = next(frame["params"] for frame in frames if frame["method"] == "public/auth")
    assert login["grant_type"] == "client_signature"
    assert "client_secret" not in login
    assert methods.index("public/auth") < methods.index("private/subscribe")


# ------------------------------------------------------------------------------------------------ instruments, candles


@pytest.mark.asyncio
async def test_an_options_price_bands_are_those_of_its_steps() -> None:
    """tick_size 0.0005, from 120 on 0.001, from 200 on 0.003 (the documentation's example)."""
    async with Venue().client() as client:
        option = (await client.load_instruments())[OPTION]
    assert (str(option.kind), option.strike, str(option.option_type)) == ("option", Decimal(16000), "put")
    assert option.expiry == 1_673_596_800_000_000_000
    for price, rounded in (("0.0123", "0.0125"), ("150.0004", "150"), ("300.004", "300.003")):
        assert option.round_price(Decimal(price)) == Decimal(rounded)


@pytest.mark.asyncio
async def test_columns_of_candles_are_read_row_by_row_and_never_shifted() -> None:
    venue = Venue()
    answer = example("candles")
    venue.answer("public/get_tradingview_chart_data", answer, times=1)
    shorter = {**answer, "result": {**answer["result"], "close": answer["result"]["close"][:-1]}}
    venue.answer("public/get_tradingview_chart_data", shorter, times=1)
    async with venue.client() as client:
        first, second = await client.fetch_candles(BTC, "30m")
        assert (first.open, first.close, first.volume) == (
            Decimal("4963.42"),
            Decimal("5052.95"),
            Decimal("19.007942601"),
        )
        assert second.ts_open == 1_554_375_600_000_000_000
        with pytest.raises(DecodeError):
            await client.fetch_candles(BTC, "30m")
