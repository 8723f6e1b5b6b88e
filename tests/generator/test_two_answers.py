"""Calls that are answered twice, a login whose answer names its request, and topics that are several fields."""

from __future__ import annotations

import asyncio
import json
from decimal import Decimal
from typing import Any

import pytest
from feature_support import checked, connected, generated
from venue_runtime import VenueClient
from venue_runtime.errors import InvalidOrder, OutcomeUnknown
from venue_runtime.testing.scripted import ScriptedHttp, ScriptedSockets

SPEC = """
credentials: {api_key: {secret: false}, api_secret: {}}
auth:
  signed: {steps: [{set: {header.X-KEY: =cred.api_key}}], no_vectors: made up}
  login: {steps: [{message: {id: login, op: login, key: =cred.api_key}}], no_vectors: made up}
  session: {steps: [], no_vectors: made up}
errors:
  at: {calls: {type: Frame, when: =m.refused is not None, code: =m.refused, text: =m.refused}}
  codes: {TOO_SMALL: InvalidOrder}
enums:
  Side: {contract: Side, values: [buy, sell]}
types:
  Frame: {id: opt<str>, arrived: opt<bool>, refused: opt<str>, kind: opt<str>, ch: opt<str>, data: opt<raw>}
  Order: {id: str, market: venue_symbol}
  PairOrders: {market: venue_symbol, orders: list<Order>}
  Trade: {id: str, price: decimal, size: decimal, side: Side, at: ms}
endpoints:
  place: {call: POST /orders, auth: signed, params: {market: venue_symbol}, result: Order,
          over: {connection: calls, method: place}}
  orders: {call: GET /orders, auth: signed, params: {market: venue_symbol}, result: list<Order>, kind: read,
           examples: [orders.json]}
  all_orders: {call: GET /all_orders, auth: signed, result: list<PairOrders>, kind: read, examples: [all.json]}
ws:
  calls:
    url: "{env.ws}"
    frame: Frame
    receive:
      - reply: {when: =f.id is not None, id: =f.id, payload: =f.data, final: =not f.arrived}
    login: {frame: login}
    request_ids: str
    rpc: {send: {id: =req.id, op: =req.method, params: =params}, auth: {signed: session}}
  public:
    url: "{env.ws}"
    frame: Frame
    receive:
      - ack: {when: =f.kind == 'ack', id: =f.id}
      - push: {when: =f.ch is not None and f.data is not None, key: =f.ch, payload: =f.data}
    request_ids: str
    subscribe: {send: {id: =req.id, channel: "=topic['channel']", payload: "=topic['payload']"}, batch: 1}
    unsubscribe: {send: {id: =req.id, left: "=topic['channel']", payload: "=topic['payload']"}, batch: 1}
    channels:
      trades:
        type: Trade
        topic: {channel: deals, payload: ["{i.venue_symbol}", 100ms]}
        key: "deals:{i.venue_symbol}"
        examples: [trade.json]
maps:
  order: {to: Order, from: Order, set: {symbol: =m.market, venue_order_id: =m.id, client_order_id: null, side: buy,
          type: limit, status: new, quantity: "=decimal('1')", filled_quantity: "=decimal('0')"}}
  trade: {to: Trade, from: Trade, set: {trade_id: =m.id, symbol: =i.symbol, side: =m.side, price: =m.price,
          quantity: =m.size, ts_event: =m.at}}
operations:
  fetch_open_orders:
    call: all_orders
    each: "=every(r, 'orders')"
    choose: [{when: =i is not None, call: orders, with: {market: =i.venue_symbol}, each: =r}]
    map: order
  watch_trades: {channel: public.trades, map: trade}
"""
FIRST, SECOND = {"id": "1", "market": "AAA-BBB"}, {"id": "2", "market": "CCC-BBB"}
TRADE = {"id": "5", "price": "2", "size": "3", "side": "buy", "at": 1}
ROWS = [{"market": "AAA-BBB", "orders": [FIRST]}, {"market": "CCC-BBB", "orders": [SECOND]}]
EXPECTED = [{"venue_order_id": "1"}, {"venue_order_id": "2"}]
FILES = {
    "orders.json": {"source": "made up", "response": [FIRST, SECOND], "expect": {"order": EXPECTED}},
    "all.json": {"source": "made up", "response": ROWS, "expect": {"order": EXPECTED}},
    "trade.json": {"source": "made up", "message": TRADE, "expect": {"trade": {"trade_id": "5"}}},
}
KEYS = {"api_key": "k", "api_secret": "s"}


@pytest.fixture(scope="module")
def kind(tmp_path_factory: pytest.TempPathFactory) -> type[VenueClient]:
    return generated(tmp_path_factory.mktemp("twice"), "twice", SPEC, FILES)


def answering(*answers: dict[str, Any]) -> ScriptedSockets:
    """A venue that takes logins, and answers a call with these."""
    sockets = ScriptedSockets()

    def respond(frame: Any) -> list[str]:
        data = json.loads(frame)
        if data.get("op") == "login":
            return [json.dumps({"id": "login", "data": {"uid": "1"}})]
        return [json.dumps({"id": data["id"], **answer}) for answer in answers]

    sockets.respond = respond
    return sockets


ARRIVED = {"arrived": True, "data": {"market": "AAA-BBB"}}


@pytest.mark.asyncio
async def test_the_second_answer_is_the_outcome(kind: type[VenueClient]) -> None:
    sockets = answering(ARRIVED, {"data": {"id": "7", "market": "AAA-BBB"}})
    async with connected(kind, sockets, credentials=KEYS) as client:
        order = await client.raw.place(market="AAA-BBB", over="calls")
    assert order.id == "7"
    assert sockets.sockets[0].sent_json() == [
        {"id": "login", "op": "login", "key": "k"},
        {"id": "1", "op": "place", "params": {"market": "AAA-BBB"}},
    ]


@pytest.mark.asyncio
@pytest.mark.parametrize("answers", [(ARRIVED, {"refused": "TOO_SMALL"}), ({"arrived": True, "refused": "TOO_SMALL"},)])
async def test_a_refusal_is_the_outcome_in_whichever_answer(kind: type[VenueClient], answers: Any) -> None:
    async with connected(kind, answering(*answers), credentials=KEYS) as client:
        with pytest.raises(InvalidOrder):
            await client.raw.place(market="AAA-BBB", over="calls")


@pytest.mark.asyncio
async def test_an_arrival_alone_leaves_the_outcome_open(kind: type[VenueClient]) -> None:
    sockets = answering(ARRIVED)
    async with connected(kind, sockets, credentials=KEYS) as client:
        placing = asyncio.ensure_future(client.raw.place(market="AAA-BBB", over="calls"))
        socket = await sockets.opened()
        await socket.sent_count(2)
        await socket.drained()
        assert not placing.done()
        socket.disconnect()
        with pytest.raises(OutcomeUnknown):
            await placing


@pytest.mark.asyncio
async def test_orders_within_rows_and_rows_that_are_orders(kind: type[VenueClient]) -> None:
    http = ScriptedHttp()
    http.answer(ROWS, path="/all_orders")
    http.answer([SECOND], path="/orders")
    async with connected(kind, ScriptedSockets(), http, credentials=KEYS) as client:
        assert [each.venue_order_id for each in await client.fetch_open_orders()] == ["1", "2"]
        assert [each.venue_order_id for each in await client.fetch_open_orders("CCC/BBB")] == ["2"]


@pytest.mark.asyncio
async def test_a_topic_may_stand_in_several_fields(kind: type[VenueClient]) -> None:
    sockets = ScriptedSockets()
    sockets.respond = lambda frame: [json.dumps({"kind": "ack", "id": json.loads(frame)["id"]})]
    async with connected(kind, sockets) as client:
        seen: list[Any] = []
        await client.on_trades("AAA/BBB", seen.append)
        assert sockets.sockets[0].sent_json()[0] == {"id": "1", "channel": "deals", "payload": ["AAA-BBB", "100ms"]}
        sockets.sockets[0].push(json.dumps({"ch": "deals:AAA-BBB", "data": TRADE}))
        await sockets.sockets[0].drained()
    assert [(each.trade_id, each.quantity) for each in seen] == [("5", Decimal(3))]


def test_a_login_that_nothing_answers_is_refused(tmp_path: Any) -> None:
    spec = SPEC.replace("{id: login, op: login", "{id: other, op: login")
    _, errors = checked(tmp_path, "unanswered", spec, FILES)
    assert errors == ["VG601 no `ack` rule receives the answer to the login"]
