"""Mutations, scripted transports, the market maker, the log check."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import pytest
from sim_support import SYMBOL, make_exchange
from venue_runtime.credentials import Credentials
from venue_runtime.errors import TransportError
from venue_runtime.http import AnswerLost, Request
from venue_runtime.ids import SeededRandom
from venue_runtime.testing import mutate
from venue_runtime.testing.events import BookEvent, TradeEvent
from venue_runtime.testing.market_maker import MarketMaker
from venue_runtime.testing.plugin import CountedIds, CountedNonces, secret_leaks
from venue_runtime.testing.scripted import ScriptedHttp, ScriptedSockets, Unscripted
from venue_runtime.websocket import SocketClosed, StreamEndpoint

DATA: dict[str, Any] = {"status": "NEW", "rows": [{"side": "BUY", "n": 1}, {"side": "SELL"}], "note": None}


def test_mutations_leave_the_input_alone() -> None:
    before = repr(DATA)
    assert mutate.unknown_word(DATA, ("rows", "*", "side"))["rows"] == [
        {"side": "NEVER_DECLARED", "n": 1},
        {"side": "NEVER_DECLARED"},
    ]
    assert mutate.unknown_word(DATA, ("rows", 0, "n"))["rows"][0]["n"] == -987654321
    extra = mutate.add_extra_field(DATA, value=1)
    assert (extra["x_never_declared"], extra["rows"][1]) == (1, {"side": "SELL", "x_never_declared": 1})
    assert mutate.remove(DATA, ("rows", "*", "n"))["rows"] == [{"side": "BUY"}, {"side": "SELL"}]
    assert [path for path, _ in mutate.optional_removed(DATA, [("note",), ("absent",), ("rows", "*", "n")])] == [
        ("note",),
        ("rows", "*", "n"),
        (),
    ]
    assert repr(DATA) == before


@pytest.mark.asyncio
async def test_scripted_http_answers_in_order_and_keeps_the_requests() -> None:
    http = ScriptedHttp().answer({"a": 1}, path="/x").answer("text", status=418, headers={"Retry-After": "3"})
    http.fail(AnswerLost("no answer"), method="POST")
    first, second = Request("GET", "http://h/x?q=1"), Request("GET", "http://h/y")
    answer = await http.send(first, 1)
    assert (answer.status, answer.body) == (200, b'{"a":1}')
    answer = await http.send(second, 1)
    assert (answer.status, answer.body, answer.headers["retry-after"]) == (418, b"text", "3")
    with pytest.raises(AnswerLost):
        await http.send(Request("POST", "http://h/z", {}, b"body"), 1)
    with pytest.raises(Unscripted, match="no answer scripted for GET /y"):
        await http.send(second, 1)
    assert [request.url for request in http.requests] == ["http://h/x?q=1", "http://h/y", "http://h/z", "http://h/y"]
    assert http.unused == 0


@pytest.mark.asyncio
async def test_scripted_sockets_push_respond_refuse_and_hang_up() -> None:
    sockets = ScriptedSockets(respond=lambda frame: [f"re:{frame!s}"], greet=lambda url: ["welcome"])
    sockets.refuse()
    with pytest.raises(TransportError, match="connection refused"):
        await sockets.connect(StreamEndpoint(url="ws://h/"), timeout=1)
    opening = asyncio.ensure_future(sockets.opened())
    socket = await sockets.connect(StreamEndpoint(url="ws://h/"), timeout=1)
    assert await opening is socket
    await socket.send("ask")
    socket.push({"a": 1}, b"\x01")
    socket.disconnect(1012)
    assert [await socket.receive() for _ in range(4)] == ["welcome", "re:ask", '{"a":1}', b"\x01"]
    with pytest.raises(SocketClosed) as caught:
        await socket.receive()
    assert caught.value.code == 1012
    with pytest.raises(SocketClosed) as late:
        await socket.send("more")
    assert (late.value.sent, socket.sent, sockets.attempts) == (False, ["ask"], ["ws://h/", "ws://h/"])


def _lively(seed: int) -> tuple[list[object], Any]:
    exchange = make_exchange()
    events: list[object] = []
    exchange.subscribe(lambda event: events.append(event) if isinstance(event, (BookEvent, TradeEvent)) else None)
    maker = MarketMaker(exchange, SYMBOL, SeededRandom(seed), mid=exchange.instrument(SYMBOL).price_increment * 10_000)  # type: ignore[operator]
    maker.fill_book()
    for _ in range(500):
        maker.step()
    return events, exchange


def test_the_market_maker_is_lively_bounded_and_repeatable() -> None:
    events, exchange = _lively(7)
    book = exchange.book(SYMBOL)
    assert len(book.bids) >= 5
    assert len(book.asks) >= 5
    assert len(exchange.open_orders(MarketMaker.MAKER)) <= 81
    assert sum(isinstance(event, TradeEvent) for event in events) > 50
    assert sum(isinstance(event, BookEvent) for event in events) > 300
    assert _lively(7)[0] == events
    assert _lively(8)[0] != events


def test_fixed_ids_and_nonces_count() -> None:
    ids, nonces = CountedIds("t"), CountedNonces(5)
    assert [ids.next("a"), ids.next("b")] == ["t1", "t2"]
    assert [nonces.next("k"), nonces.next("k"), nonces.next("other")] == [5, 6, 5]


@pytest.mark.parametrize(
    ("message", "arguments", "leaked"),
    [
        ("sent %s", ("header s3cret-value",), ["api_secret"]),
        ("sent %s", ("***",), []),
        ("s3cret-value", (), ["api_secret"]),
    ],
)
def test_a_logged_secret_is_found(message: str, arguments: tuple[str, ...], leaked: list[str]) -> None:
    record = logging.LogRecord("x", logging.INFO, "f", 1, message, arguments, None)
    assert secret_leaks([record], Credentials(api_key="k3y-value", api_secret="s3cret-value")) == leaked
