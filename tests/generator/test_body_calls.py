"""A venue whose requests are calls in a body (`{id, method, params}`), and whose streams take the same calls."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from feature_support import checked, connected, generated
from venue_runtime.clock import ManualClock
from venue_runtime.errors import AuthenticationError, SubscriptionRejected
from venue_runtime.testing.scripted import ScriptedHttp, ScriptedSockets

KEYS = {"api_key": "key", "api_secret": "secret"}
TIME = 1_700_000_000_123
CALLS = """
credentials: {api_key: {}, api_secret: {}}
auth:
  signed:
    steps:
      - let: {ts: =clock.ms_text, call: "=cut(path, 1)"}
      - sign:
          to: sig
          data: =concat(call, ts, cred.api_key, flat(params), ts)
          using: {api_secret: {alg: hmac-sha256, out: hex}}
      - set: {body.id: =ts, body.method: =call, body.params: =params}
      - set: {body.api_key: =cred.api_key, body.sig: =sig}
    vectors:
      - id: computed
        source: computed with Python's hmac module
        given:
          credentials: {api_key: key, api_secret: secret}
          clock_ms: 1700000000123
          request: {method: POST, path: /private/place, params: {symbol: AAA-BBB, flags: [A, B], amount: "1.5"}}
        expect:
          body.sig: SIGNATURE
          body.encoded: >-
            {"id":"1700000000123","method":"private/place","params":{"symbol":"AAA-BBB","flags":["A","B"],"amount":"1.5"},"api_key":"key","sig":"SIGNATURE"}
  login:
    steps:
      - sign:
          to: sig
          data: =concat('public/auth', cred.api_key, clock.ms_text)
          using: {api_secret: {alg: hmac-sha256, out: hex}}
      - message: {id: 0, method: public/auth, api_key: =cred.api_key, nonce: =clock.ms_text, sig: =sig}
    no_vectors: made up
  session: {steps: [], no_vectors: nothing is signed}
types:
  Done: {id: json, method: str, code: int, message: opt<str>}
  Frame: {id: opt<int>, method: opt<str>, code: opt<int>, message: opt<str>, result: opt<raw>}
  Head: {channel: str}
  Feed: {channel: str, data: list<json>}
endpoints:
  place:
    call: POST /private/place
    auth: signed
    in: none
    params: {symbol: venue_symbol, amount: decimal, flags: opt<list<str>>}
    result: Done
    over: {connection: user, method: private/place}
  balance: {call: POST /private/balance, kind: read, auth: signed, in: none, result: Done}
errors:
  at:
    rest: {type: Done, when: =m.code != 0, code: =text(m.code), text: =m.message or ''}
    user: {type: Frame, when: =(m.code or 0) != 0, code: =text(m.code or 0), text: =m.message or ''}
  codes: {"401": AuthenticationError}
ws:
  user:
    url: "{env.ws}"
    frame: Frame
    receive:
      - push: {when: =f.method == 'subscribe' and f.result is not None, head: Head, key: =h.channel,
               payload: =f.result, ack: =f.id}
      - ack: {when: =f.id is not None, id: =f.id, error: =(f.code or 0) != 0, code: =f.code, text: =f.message}
      - reply: {when: =f.id is not None, id: =f.id, payload: =f}
    login: {frame: login, id: 0}
    rpc: {send: {id: =req.id, method: =req.method, params: =params}, auth: {signed: session}}
    subscribe: {send: {id: =req.id, method: subscribe, params: {channels: =topics}}}
    quiet: 1s
    channels:
      orders: {type: Feed, topic: user.order, private: true}
      fills: {type: Feed, topic: user.fill, private: true}
"""


def signature(text: str) -> str:
    return hmac.new(b"secret", text.encode(), hashlib.sha256).hexdigest()


FLAT = "amount1.5flagsABsymbolAAA-BBB"
SIGNED = CALLS.replace("SIGNATURE", signature(f"private/place{TIME}key{FLAT}{TIME}"))


def test_the_vector_holds_and_another_one_does_not(tmp_path: Path) -> None:
    assert checked(tmp_path, "calls_right", SIGNED)[1] == []
    (wrong,) = checked(tmp_path, "calls_wrong", SIGNED.replace('"1.5"},"api_key"', '"1.6"},"api_key"'))[1]
    assert "body.encoded" in wrong


@pytest.mark.asyncio
async def test_the_scheme_makes_the_body_of_the_parameters(tmp_path: Path) -> None:
    kind = generated(tmp_path, "calls_body", SIGNED)
    http = ScriptedHttp()
    http.answer({"id": 1, "method": "private/place", "code": 0}, path="/private/place", times=None)
    http.answer({"id": 1, "method": "private/balance", "code": 0}, path="/private/balance", times=None)
    async with connected(kind, ScriptedSockets(), http, credentials=KEYS) as one:
        await one.raw.place(symbol="AAA-BBB", amount=Decimal("1.5"), flags=["A", "B"])
        await one.raw.balance()
    placed, asked = http.requests
    assert placed.headers == {"Content-Type": "application/json"}
    assert placed.body.decode() == (
        f'{{"id":"{TIME}","method":"private/place",'
        '"params":{"symbol":"AAA-BBB","amount":"1.5","flags":["A","B"]},'
        f'"api_key":"key","sig":"{signature(f"private/place{TIME}key{FLAT}{TIME}")}"}}'
    )
    assert json.loads(asked.body)["params"] == {}, "what has no parameters says so"


def answers(frame: Any, *, refused: bool = False) -> list[str]:
    asked = json.loads(frame)
    if asked["method"] == "public/auth":
        return [json.dumps({"id": 0, "method": "public/auth", "code": 401 if refused else 0, "message": "no"})]
    if asked["method"] == "private/place":
        return [json.dumps({"id": asked["id"], "method": "private/place", "code": 0})]
    return []


async def logged_in(sockets: ScriptedSockets, clock: ManualClock) -> Any:
    socket = await sockets.opened()
    await clock.advance(0.9)
    assert socket.sent == [], "nothing in the first second"
    await clock.advance(0.2)
    await socket.sent_count(1)
    return socket


@pytest.mark.asyncio
async def test_a_login_with_a_number_and_a_first_message_that_answers(tmp_path: Path) -> None:
    kind = generated(tmp_path, "calls_stream", SIGNED)
    sockets, clock = ScriptedSockets(answers), ManualClock(TIME * 1_000_000)
    async with connected(kind, sockets, credentials=KEYS, clock=clock) as client:
        orders, fills = client.raw.orders(), client.raw.fills()
        socket = await logged_in(sockets, clock)
        await socket.sent_count(2)
        login, subscribed = socket.sent_json()
        at = str(TIME + 1000)
        assert login == {"id": 0, "method": "public/auth", "api_key": "key", "nonce": at,
                         "sig": signature(f"public/authkey{at}")}  # fmt: skip
        assert subscribed == {"id": 1, "method": "subscribe", "params": {"channels": ["user.order", "user.fill"]}}
        # The first message of a channel is its answer, and a message.
        first = {"id": 1, "method": "subscribe", "code": 0, "result": {"channel": "user.order", "data": [7]}}
        later = {"id": -1, "method": "subscribe", "code": 0, "result": {"channel": "user.order", "data": [8]}}
        socket.push(first, later)
        assert (await asyncio.wait_for(anext(orders), 5)).data == [7]
        assert (await asyncio.wait_for(anext(orders), 5)).data == [8]
        # Of the other channel it was none: that one is still open, and refused.
        socket.push({"id": 1, "method": "subscribe", "code": 40003, "message": "no such channel"})
        with pytest.raises(SubscriptionRejected, match="no such channel"):
            await asyncio.wait_for(anext(fills), 5)
        answer = await client.raw.place(symbol="AAA-BBB", amount=Decimal("1.5"), over="user")
        assert (answer.method, answer.code) == ("private/place", 0)
        assert socket.sent_json()[-1] == {
            "id": 2, "method": "private/place", "params": {"symbol": "AAA-BBB", "amount": "1.5"}
        }  # fmt: skip


@pytest.mark.asyncio
async def test_a_login_that_is_refused_by_its_number(tmp_path: Path) -> None:
    kind = generated(tmp_path, "calls_refused", SIGNED)
    sockets = ScriptedSockets(lambda frame: answers(frame, refused=True))
    clock = ManualClock(TIME * 1_000_000)
    async with connected(kind, sockets, credentials=KEYS, clock=clock) as client:
        orders = client.raw.orders()
        await logged_in(sockets, clock)
        with pytest.raises(AuthenticationError, match="no"):
            await asyncio.wait_for(anext(orders), 5)


def test_the_message_of_a_login_has_the_id_that_it_is_answered_by(tmp_path: Path) -> None:
    spec = SIGNED.replace("{frame: login, id: 0}", "{frame: login, id: 5}")
    spec = spec.replace("      - ack: {when: =f.id is not None, id: =f.id, error: =(f.code or 0) != 0, code: =f.code, "
                        "text: =f.message}\n", "")  # fmt: skip
    assert checked(tmp_path, "calls_other_id", spec)[1] == ["VG601 no `ack` rule receives the answer to the login"]
