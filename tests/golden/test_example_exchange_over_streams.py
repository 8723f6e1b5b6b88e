"""The golden client over scripted sockets: login by frame, leases in addresses, acks in order, pings, the book."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from test_example_exchange_calls import MARKETS, make
from venue_runtime.books import BookState
from venue_runtime.clock import ManualClock
from venue_runtime.testing.scripted import ScriptedHttp, ScriptedSockets

SNAPSHOT = {"kind": "snapshot", "market": "AAA-BBB", "seq": 10, "prev": 9, "crc": 2394728083, "at": 1700000000123}
SNAPSHOT |= {"bids": [["10.4", "3", "1"], ["10.3", "2", "1"]], "asks": [["10.5", "1", "1"], ["10.6", "4", "2"]]}
UPDATE = {"kind": "update", "market": "AAA-BBB", "seq": 11, "prev": 10, "crc": 4232969235, "at": 1700000000223}
UPDATE |= {"bids": [["10.4", "5", "2"]], "asks": []}


def book(data: dict[str, Any]) -> dict[str, Any]:
    return {"topic": "book.AAA-BBB", "data": data}


def ack(frame: str | bytes) -> list[str]:
    text = frame if isinstance(frame, str) else frame.decode()
    for op in ("unsubscribe", "subscribe", "login"):
        if f'"op":"{op}"' in text:
            return [f'{{"op":"{op}","ok":true}}']
    return ["pong"] if text == "ping" else []


@pytest.mark.asyncio
async def test_a_book_is_live_from_the_snapshot_and_made_afresh_after_a_bad_checksum() -> None:
    sockets = ScriptedSockets(ack)
    async with make(ScriptedHttp().answer(MARKETS), sockets) as client:
        seen: list[tuple[BookState, str]] = []
        opening = client.on_order_book(
            "AAA/BBB", lambda book: seen.append((book.state, str(book.best_bid.quantity) if book.best_bid else ""))
        )
        socket = await sockets.opened()
        await opening
        assert socket.url == "wss://ws.example.com/public"
        assert socket.sent == ['{"op":"subscribe","topic":"book.AAA-BBB"}']
        socket.push(book(SNAPSHOT), book(UPDATE))
        await socket.drained()
        assert seen[-2:] == [(BookState.LIVE, "3"), (BookState.LIVE, "5")]
        socket.push(book({**UPDATE, "seq": 12, "prev": 11, "crc": 1}))
        await socket.drained()
        assert seen[-1] == (BookState.STALE, "")
        feed = client.book_feeds["AAA/BBB"]
        assert feed.sync.checksums_bad == 1


@pytest.mark.asyncio
async def test_one_subscription_is_under_way_at_a_time() -> None:
    sockets = ScriptedSockets()
    async with make(ScriptedHttp(), sockets) as client:
        first = client.raw.book(symbol="AAA-BBB")
        second = client.raw.book(symbol="CCC-BBB")
        socket = await sockets.opened()
        await socket.sent_count(1)
        await socket.drained()
        assert socket.sent == ['{"op":"subscribe","topic":"book.AAA-BBB"}']
        socket.push({"op": "subscribe", "ok": True})
        await socket.sent_count(2)
        assert socket.sent[1] == '{"op":"subscribe","topic":"book.CCC-BBB"}'
        socket.push({"op": "subscribe", "ok": True})
        await socket.drained()
        sockets.respond = ack  # what closing unsubscribes is answered
        await first.close()
        await second.close()


@pytest.mark.asyncio
async def test_a_ping_of_text_keeps_the_connection_and_silence_ends_it() -> None:
    clock = ManualClock(1_700_000_000_123_000_000)
    sockets = ScriptedSockets(ack)
    async with make(ScriptedHttp(), sockets, clock=clock) as client:
        feed = client.raw.book(symbol="AAA-BBB")
        socket = await sockets.opened()
        await socket.drained()
        await clock.advance(15)
        assert socket.sent[-1] == "ping"
        assert not socket.closed
        sockets.respond = None
        await clock.advance(20)
        assert socket.closed
        sockets.respond = ack
        await clock.advance(2)
        await feed.close()


@pytest.mark.asyncio
async def test_the_private_stream_has_the_lease_in_its_address_logs_in_and_renews_both_when_the_lease_is_gone() -> None:
    clock = ManualClock(1_700_000_000_123_000_000)
    http = ScriptedHttp()
    http.answer({"code": "0", "data": {"token": "tok-1"}}, path="/v1/private/stream_token")
    http.answer({"code": "0", "data": {"token": "tok-2"}}, path="/v1/private/stream_token")
    sockets = ScriptedSockets(ack)
    async with make(http, sockets, clock=clock) as client:
        feed = client.raw.orders()
        socket = await sockets.opened()
        await socket.drained()
        assert socket.url == "wss://ws.example.com/private?token=tok-1"
        assert socket.sent == [
            '{"op":"login","args":["key-1","open sesame","1700000000","NZ2vY2ENXoa68atli+ATkPdPpmwMx8oA8U6me8Vedu8="]}'
        ]
        event = {"id": "71", "client_id": "", "market": "AAA-BBB", "side": "buy", "kind": "market", "size": "2"}
        event |= {"filled": "0", "price": "-", "average": "-", "state": 1, "updated": "1700000000123456789"}
        socket.push({"topic": "orders", "data": event})
        assert int((await asyncio.wait_for(anext(feed), 5)).id) == 71
        socket.push({"type": "token_expired"})
        await socket.drained()
        await clock.advance(2)
        again = await asyncio.wait_for(sockets.opened(2), 5)
        assert again.url == "wss://ws.example.com/private?token=tok-2"
        await feed.close()


@pytest.mark.asyncio
async def test_a_login_that_is_refused_for_its_lease_is_tried_with_another_one() -> None:
    clock = ManualClock(1_700_000_000_123_000_000)
    http = ScriptedHttp()
    http.answer({"code": "0", "data": {"token": "tok-1"}}, path="/v1/private/stream_token")
    http.answer({"code": "0", "data": {"token": "tok-2"}}, path="/v1/private/stream_token")
    refusals = ['{"op":"login","ok":false,"code":"4010","msg":"no such token"}']
    sockets = ScriptedSockets(lambda frame: [refusals.pop()] if refusals else ack(frame))
    async with make(http, sockets, clock=clock) as client:
        feed = client.raw.orders()
        await (await sockets.opened()).drained()
        await clock.advance(2)
        again = await asyncio.wait_for(sockets.opened(2), 5)
        assert again.url == "wss://ws.example.com/private?token=tok-2"
        await feed.close()
