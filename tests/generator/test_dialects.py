"""Streams that were another thing in earlier times: the clock decides, which in a replay is the recording's."""

from __future__ import annotations

import json
import sys
from decimal import Decimal
from typing import Any

import pytest
from feature_support import connected, generated
from venue_runtime.clock import ManualClock
from venue_runtime.testing.scripted import ScriptedSockets

SPEC = """
types:
  Frame: {ch: str, data: raw}
  Level: [price digits, quantity digits]
  Old: {bids: list<Level>, asks: list<Level>}
  Book: {id: int, before: int, bids: list<Level>, asks: list<Level>}
  OldTrade: {id: int, price: decimal, amount: decimal, ts: s}
  Trade: {id: int, price: decimal, size: decimal, ts: ms}
ws:
  market:
    url: "{env.ws}"
    frame: Frame
    receive: [{push: {when: "=True", key: =f.ch, payload: =f.data}}]
    subscribe: {send: {sub: =topics}}
    channels:
      book_old: {type: Old, topic: "book.{i.venue_symbol}"}
      book: {type: Book, topic: "book.{i.venue_symbol}"}
      trades_older: {type: "list<OldTrade>", topic: "deals.{i.venue_symbol}", examples: [older.json]}
      trades_old: {type: OldTrade, topic: "trades.{i.venue_symbol}", examples: [old.json]}
      trades: {type: Trade, topic: "trades.{i.venue_symbol}", examples: [trade.json]}
books:
  book_old: {channel: market.book_old, snapshot: {from: first}}
  book: {channel: market.book, snapshot: {from: stream, when: =u.before == 0}, sequence: =u.id,
         next_if: =u.before == sequence}
maps:
  trade_old:
    to: Trade
    from: OldTrade
    set: {trade_id: =text(m.id), symbol: =i.symbol, side: buy, price: =m.price, quantity: =m.amount, ts_event: =m.ts}
  trade:
    to: Trade
    from: Trade
    set: {trade_id: =text(m.id), symbol: =i.symbol, side: buy, price: =m.price, quantity: =m.size, ts_event: =m.ts}
operations:
  watch_order_book:
    channel: market.book
    book: book
    dialects: [{until: 2022-05-14, channel: market.book_old, book: book_old}]
  watch_trades:
    channel: market.trades
    map: trade
    dialects:
      - {until: 2021-01-01, channel: market.trades_older, map: trade_old, each: =m}
      - {until: 2022-05-14, channel: market.trades_old, map: trade_old}
"""
OLD = {"id": 1, "price": 5, "amount": 2, "ts": 1600000000}
NEW = {"id": 1, "price": 5, "size": 2, "ts": 1600000000000}
FILES = {
    "older.json": {"source": "made up", "message": [OLD], "expect": {"trade_old": [{"trade_id": "1"}]}},
    "old.json": {"source": "made up", "message": OLD, "expect": {"trade_old": {"trade_id": "1", "quantity": "2"}}},
    "trade.json": {"source": "made up", "message": NEW, "expect": {"trade": {"trade_id": "1", "quantity": "2"}}},
}
DAY = 86_400 * 10**9
BEGINS = 1652486400 * 10**9
"""2022-05-14 00:00 UTC."""


@pytest.fixture(scope="module")
def kind(tmp_path_factory: pytest.TempPathFactory) -> type:
    return generated(tmp_path_factory.mktemp("dated"), "dated", SPEC, FILES)


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("now", "book", "topic", "payload"),
    [
        (BEGINS - 1000 * DAY, "BookOldBookRule", "deals.AAA-BBB", [OLD]),
        (BEGINS - 1, "BookOldBookRule", "trades.AAA-BBB", OLD),
        (BEGINS, "BookBookRule", "trades.AAA-BBB", NEW),
    ],
    ids=["oldest", "the_last_moment", "the_first_moment"],
)
async def test_the_clock_says_which_dialect_is_spoken(
    kind: type, now: int, book: str, topic: str, payload: Any
) -> None:
    async with connected(kind, ScriptedSockets(), clock=ManualClock(now)) as client:
        instrument = (await client.load_instruments())["AAA/BBB"]
        assert client._bind_order_book(instrument, None).rule.__name__ == book
        trades = client._bind_trades()
        assert trades.topic(instrument) == topic
        (trade,) = trades.read(json.dumps(payload).encode(), instrument, now)
        assert (trade.trade_id, trade.quantity, trade.ts_event) == ("1", Decimal(2), 1_600_000_000 * 10**9)


def test_the_raw_layer_offers_what_there_is_today(kind: type) -> None:
    module = sys.modules[kind.__module__]
    offered = {name for name in dir(module.DatedRaw) if not name.startswith("_")}
    assert {"book", "trades"} <= offered
    assert not offered & {"book_old", "trades_old", "trades_older"}
