"""Words of connections and books that no golden venue uses: one small venue per manner, generated and driven."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import hmac
import json
from pathlib import Path
from typing import Any

import pytest
from feature_support import checked, connected, generated
from venue_runtime import VenueClient
from venue_runtime.books import BookState
from venue_runtime.clock import ManualClock
from venue_runtime.testing.scripted import ScriptedHttp, ScriptedSockets

# A token gives the address and the interval of pings; the venue greets; the book's snapshot needs a key, and its rows
# have numbers of their own.
TOKENS = """
credentials: {api_key: {secret: false}, api_secret: {}}
auth:
  signed:
    steps:
      - sign: {to: signature, data: =path, using: {api_secret: {alg: hmac-sha256, out: hex}}}
      - set: {header.X-SIGN: =signature, header.X-KEY: =cred.api_key}
    no_vectors: made up
leases:
  bullet:
    call: bullet
    hold: {url: "=r.servers[0].endpoint", token: =r.token, every: "=r.servers[0].ping_interval"}
    lifetime: 24h
types:
  Server: {endpoint: str, pingInterval: int}
  Bullet: {token: str, servers: list<Server>}
  Frame: {type: str, id: opt<str>, topic: opt<str>, data: opt<raw>, code: opt<int>}
  Row: [price digits, size digits, seq int_text]
  Changes: {asks: list<Row>, bids: list<Row>}
  Update: {sequenceStart: int, sequenceEnd: int, changes: Changes}
  PlainRow: [price digits, size digits]
  Snapshot: {sequence: int_text, bids: list<PlainRow>, asks: list<PlainRow>}
endpoints:
  bullet: {call: POST /bullet, result: Bullet, kind: read}
  level2: {call: GET /level2, auth: signed, params: {symbol: venue_symbol}, result: Snapshot}
ws:
  public:
    url: "{lease.bullet.url}?token={lease.bullet.token}"
    frame: Frame
    receive:
      - ready: {when: "=f.type == 'welcome'"}
      - pong: {when: "=f.type == 'pong'"}
      - ack: {when: "=f.type == 'ack' or f.type == 'error'", id: =f.id, error: "=f.type == 'error'", code: =f.code}
      - push: {when: "=f.topic is not None and f.data is not None", key: =f.topic, payload: =f.data}
    request_ids: str
    subscribe: {send: {id: =req.id, type: subscribe, topic: =topic}, batch: 1}
    unsubscribe: {send: {id: =req.id, type: unsubscribe, topic: =topic}, batch: 1}
    ping: {by: client, send: {id: =req.id, type: ping}, every: =lease.bullet.every / 1000, timeout: 10s}
    channels:
      book: {type: Update, topic: "/level2:{i.venue_symbol}"}
books:
  level2:
    channel: public.book
    snapshot: {from: rest, call: level2, with: {symbol: =i.venue_symbol}, sequence: =s.sequence}
    sequence: =u.sequence_end
    bids: =u.changes.bids
    asks: =u.changes.asks
    drop_if: =u.sequence_end <= sequence
    first_if: =u.sequence_start <= sequence + 1
    next_if: =u.sequence_start == sequence + 1
    level: {price: =l.price, quantity: =l.size, skip_if: =l.price == 0 or l.seq <= sequence}
operations:
  watch_order_book: {channel: public.book, book: level2}
"""

# Subscriptions are signed, frames of a connection are counted, the payload alone says which market it is of.
SIGNED = """
credentials: {api_key: {secret: false}, api_secret: {}}
auth:
  frames:
    steps:
      - let: {at: =clock.s_text}
      - sign:
          to: signature
          data: "=concat(at, text(msg['channel']) or '')"
          using: {api_secret: {alg: hmac-sha256, out: hex}}
      - set: {msg.auth.key: =cred.api_key, msg.auth.sign: =signature, msg.timestamp: =at}
    vectors:
      - id: frame
        source: made up; computed with Python's hmac module
        given:
          credentials: {api_key: k, api_secret: s}
          clock_ms: 1700000000123
          request: {msg: {type: subscribe, channel: level2, auth: {}}}
        expect: {msg.auth.sign: 46f6171ed22053345252db3659c2019ebcdad11fcd365e4bbc64da7d6d1bc7f3}
types:
  Row: {side: RowSide, price: digits, quantity: digits}
  Update: {type: str, product_id: venue_symbol, updates: list<Row>}
  Head: {product_id: str}
  Frame: {channel: str, sequence_num: int, event: opt<raw>, error: opt<str>}
enums:
  RowSide: {contract: Side, values: {bid: buy, offer: sell}}
ws:
  market:
    url: "{env.ws}"
    frame: Frame
    sequence: =f.sequence_num
    receive:
      - ack: {when: "=f.channel == 'subscriptions'", error: =f.error is not None, text: =f.error}
      - ignore: {when: "=f.channel == 'heartbeats'"}
      - push: {when: "=f.channel == 'status' and f.event is not None", key: =f.channel, payload: =f.event}
      - push:
          when: "=f.channel == 'l2_data' and f.event is not None"
          payload: =f.event
          head: Head
          key: =h.product_id
    subscribe: {send: {type: subscribe, channel: level2, product_ids: =topics}, auth: frames}
    unsubscribe: {send: {type: unsubscribe, channel: level2, product_ids: =topics}, auth: frames}
    in_flight: 1
    channels:
      status: {type: json, topic: status, always: true}
      book: {type: Update, topic: "{i.venue_symbol}", stale_after: 30s}
books:
  level2:
    channel: market.book
    snapshot: {from: stream, when: "=u.type == 'snapshot'", bids: =s.updates, asks: =s.updates}
    bids: =u.updates
    asks: =u.updates
    level: {price: =l.price, quantity: =l.quantity, side: =l.side}
operations:
  watch_order_book: {channel: market.book, book: level2}
"""

# Objects and arrays, of which the arrays are counted; the answer to a subscription gives it a number; both sides are in
# one list, told by the sign; rows come one by one or in a list, and the checksum in a frame of its own.
NUMBERS = """
types:
  Event: {event: str, chanId: opt<int>, subId: opt<str>, msg: opt<str>, code: opt<int>}
  Row: [price decimal, count int, amount decimal]
  Frame: [chan int, body raw, third opt<raw>, fourth opt<int>, ...]
unions:
  Message: {of: {rows: list<Row>, checksum: int}}
ws:
  market:
    url: "{env.ws}"
    frame: Event
    receive:
      - ready: {when: "=f.event == 'info'"}
      - ack: {when: "=f.event == 'unsubscribed' and f.chan_id is not None", accepted: "=[f.chan_id or 0]"}
      - ack:
          when: "=f.event == 'subscribed' or f.event == 'error'"
          id: =f.sub_id
          learn: =f.chan_id
          error: "=f.event == 'error'"
          code: =f.code
          text: =f.msg
    arrays:
      frame: Frame
      sequence: "=f.fourth or decoded(f.third, 'int')"
      receive:
        - push:
            when: "=kind(f.body) == 'text' and decoded(f.body, 'str') == 'cs' and f.third is not None"
            key: =f.chan
            payload: =f.third
        - ignore: {when: "=kind(f.body) == 'text'"}
        - push: {when: =True, key: =f.chan, payload: =listed(f.body)}
    request_ids: str
    subscribe: {send: {event: subscribe, channel: book, symbol: =topic, subId: =req.id}}
    unsubscribe: {send: {event: unsubscribe, chanId: =learned}}
    channels:
      book: {type: Message, topic: "t{i.venue_symbol}"}
books:
  p0:
    channel: market.book
    snapshot: {from: first, bids: "=s.rows or []", asks: "=s.rows or []"}
    bids: "=u.rows or []"
    asks: "=u.rows or []"
    level:
      price: =l.price
      quantity: =abs(l.amount)
      side: "='buy' if l.amount > 0 else 'sell'"
      remove_if: =l.count == 0
    checksum: {value: =u.checksum, signed: true, sides: [bids, asks], interleave: true, levels: 25, join: ":",
               negative: asks, render: js}
operations:
  watch_order_book: {channel: market.book, book: p0}
"""

# Request and response, subscriptions among them: the answer lists what was accepted. The venue asks whether we live.
CALLS = """
types:
  Params: {type: opt<str>, channel: opt<str>, data: opt<raw>}
  Frame: {id: opt<int>, method: opt<str>, params: opt<Params>, result: opt<json>}
  Update: {type: str, change_id: int, prev_change_id: opt<int>, bids: list<Row>, asks: list<Row>}
  Row: [action str, price decimal, amount decimal]
ws:
  main:
    url: "{env.ws}"
    frame: Frame
    receive:
      - push:
          when: "=f.method == 'subscription' and f.params is not None and f.params.channel is not None and
            f.params.data is not None"
          key: =f.params.channel
          payload: =f.params.data
      - answer:
          when: "=f.method == 'heartbeat' and f.params is not None and f.params.type == 'test_request'"
          send: {id: =req.id, method: public/test, at: =clock.ms}
      - ignore: {when: "=f.method == 'heartbeat'"}
      - ack: {when: "=f.id is not None and f.result is not None", id: =f.id, accepted: =f.result}
      - reply: {when: "=f.id is not None and f.result is not None", id: =f.id, payload: =f.result}
    rpc: {send: {id: =req.id, method: =req.method, params: =params}}
    on_open:
      - {id: =req.id, method: public/set_heartbeat, params: {interval: 30}}
    subscribe: {send: {id: =req.id, method: public/subscribe, params: {channels: =topics}}}
    unsubscribe: {send: {id: =req.id, method: public/unsubscribe, params: {channels: =topics}}}
    channels:
      book: {type: Update, topic: "book.{i.venue_symbol}.raw"}
books:
  raw:
    channel: main.book
    snapshot: {from: stream, when: "=u.type == 'snapshot'", sequence: =s.change_id}
    sequence: =u.change_id
    next_if: =u.prev_change_id == sequence
    level: {price: =l.price, quantity: =l.amount, remove_if: "=l.action == 'delete'"}
operations:
  watch_order_book: {channel: main.book, book: raw}
"""

# One address per kind of instrument, compressed frames, pings of the venue, depths that are asked for.
KINDS = """
types:
  Frame: {ping: opt<int>, ch: opt<str>, tick: opt<raw>, subbed: opt<str>}
  Row: [price digits, size digits]
  Book: {kind: str, u: int, bids: list<Row>, asks: list<Row>}
ws:
  public:
    url: "{env.ws}/{per}"
    per: =text(i.kind)
    compression: gzip
    frame: Frame
    receive:
      - answer: {when: =f.ping is not None, send: {pong: =f.ping}}
      - ack: {when: =f.subbed is not None}
      - push: {when: "=f.ch is not None and f.tick is not None", key: =f.ch, payload: =f.tick}
    subscribe: {send: {sub: =topic}}
    unsubscribe: {send: {unsub: =topic}}
    channels:
      book: {type: Book, topic: "book.{depth}.{i.venue_symbol}", key: "book.{i.venue_symbol}", params: {depth: int}}
books:
  depths:
    channel: public.book
    snapshot: {from: stream, when: "=u.kind == 'snapshot' or u.u == 1", sequence: =s.u, renew: connection}
    sequence: =u.u
    drop_if: =u.u <= sequence
    next_if: =u.u == sequence + 1
    level: {price: =l.price, quantity: =l.size}
    depth: "=2 if depth is not None and depth <= 2 else 50"
operations:
  watch_order_book:
    channel: public.book
    book: depths
    with: {depth: "=2 if depth is not None and depth <= 2 else 50"}
"""

# The request that opens the connection is signed; a topic is a map.
HANDSHAKE = """
credentials: {api_key: {secret: false}, api_secret: {}}
auth:
  opening:
    steps:
      - sign: {to: signature, data: "=concat(method, path, query.encoded)",
               using: {api_secret: {alg: hmac-sha384, out: hex}}}
      - set: {header.X-KEY: =cred.api_key, header.X-SIGN: =signature}
    no_vectors: made up
types:
  Update: {id: str}
  Frame: {channel: opt<str>, symbol: opt<str>, data: opt<raw>, id: opt<int>}
ws:
  events:
    url: "{env.ws}/v1/events?heartbeat=true"
    handshake: opening
    frame: Frame
    receive:
      - ack: {when: =f.id is not None, id: =f.id}
      - push:
          when: "=f.channel is not None and f.symbol is not None and f.data is not None"
          key: "=concat(f.channel, ':', f.symbol)"
          payload: =f.data
    subscribe: {send: {id: =req.id, channel: "=topic['channel']", symbols: ["=topic['symbol']"]}}
    channels:
      trades: {type: Update, topic: {channel: trades, symbol: "{i.venue_symbol}"}, key: "trades:{i.venue_symbol}"}
"""

KEYS = {"api_key": "k", "api_secret": "s"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("features")


@pytest.fixture(scope="module")
def tokens(folder: Path) -> type[VenueClient]:
    return generated(folder, "token_stream", TOKENS)


@pytest.fixture(scope="module")
def signed(folder: Path) -> type[VenueClient]:
    return generated(folder, "signed_stream", SIGNED)


@pytest.fixture(scope="module")
def numbers(folder: Path) -> type[VenueClient]:
    return generated(folder, "number_stream", NUMBERS)


@pytest.fixture(scope="module")
def calls(folder: Path) -> type[VenueClient]:
    return generated(folder, "call_stream", CALLS)


@pytest.fixture(scope="module")
def kinds(folder: Path) -> type[VenueClient]:
    return generated(folder, "kind_stream", KINDS)


def top(book: Any) -> tuple[str, str]:
    return str(book.best_bid.price), str(book.best_ask.price)


@pytest.mark.asyncio
async def test_a_token_gives_address_and_pings_and_rows_move_only_what_they_say(tokens: type[VenueClient]) -> None:
    clock = ManualClock(1_700_000_000_123_000_000)
    servers = [{"endpoint": "wss://eu.example.com/endpoint", "pingInterval": 18000}]
    http = ScriptedHttp().answer({"token": "tok-1", "servers": servers}, path="/bullet")
    snapshot = {"sequence": "10", "bids": [["99", "1"], ["98", "2"]], "asks": [["101", "1"]]}
    http.answer(snapshot, path="/level2")

    def answer(frame: Any) -> list[Any]:
        sent = json.loads(frame)
        return [json.dumps({"type": "pong" if sent["type"] == "ping" else "ack", "id": sent["id"]})]

    sockets = ScriptedSockets(answer)
    async with connected(tokens, sockets, http, clock=clock, credentials=KEYS) as client:
        books = client.watch_order_book("AAA/BBB")
        socket = await sockets.opened()
        assert socket.url == "wss://eu.example.com/endpoint?token=tok-1"
        await socket.drained()
        assert socket.sent == []
        socket.push({"type": "welcome"})
        await socket.sent_count(1)
        assert socket.sent_json() == [{"id": "1", "type": "subscribe", "topic": "/level2:AAA-BBB"}]
        book = await asyncio.wait_for(anext(books), 5)
        assert (book.state, top(book), http.requests[-1].headers["X-KEY"]) == (BookState.LIVE, ("99", "101"), "k")
        changes = {"bids": [["100", "3", "11"], ["0", "0", "12"]], "asks": []}
        socket.push(
            {
                "type": "message",
                "topic": "/level2:AAA-BBB",
                "data": {"sequenceStart": 11, "sequenceEnd": 12, "changes": changes},
            }
        )
        await socket.drained()
        assert (top(book), len(book.bids()), book.sequence) == (("100", "101"), 3, 12)
        await clock.advance(18)
        assert socket.sent_json()[1:] == [{"id": "2", "type": "ping"}]
        await books.close()


@pytest.mark.asyncio
async def test_the_venue_refuses_the_token_in_the_address_and_another_one_is_fetched(
    tokens: type[VenueClient],
) -> None:
    clock = ManualClock(1_700_000_000_123_000_000)
    http = ScriptedHttp()
    for token in ("tok-1", "tok-2"):
        servers = [{"endpoint": "wss://eu.example.com/endpoint", "pingInterval": 18000}]
        http.answer({"token": token, "servers": servers}, path="/bullet")
    sockets = ScriptedSockets()
    sockets.refuse(status=401)
    async with connected(tokens, sockets, http, clock=clock, credentials=KEYS) as client:
        feed = client.raw.book(symbol="AAA-BBB")
        for _ in range(50):
            await asyncio.sleep(0)
        await clock.advance(2)
        await sockets.opened()
        assert [url.partition("token=")[2] for url in sockets.attempts] == ["tok-1", "tok-2"]
        await feed.close()


def test_a_book_whose_snapshot_needs_a_key_is_offered_with_a_key_only(tokens: type[VenueClient]) -> None:
    without = {str(each) for each in connected(tokens, ScriptedSockets()).capabilities}
    having = {str(each) for each in connected(tokens, ScriptedSockets(), credentials=KEYS).capabilities}
    assert having - without == {"watch_order_book"}


@pytest.mark.asyncio
async def test_subscriptions_are_signed_and_a_frame_that_is_missing_starts_over(signed: type[VenueClient]) -> None:
    clock = ManualClock(1_700_000_000_123_000_000)
    numbers = iter(range(1000))

    def answer(frame: Any) -> list[Any]:
        return [json.dumps({"channel": "subscriptions", "sequence_num": next(numbers)})]

    def l2(kind: str, **row: str) -> dict[str, Any]:
        event = {"type": kind, "product_id": "AAA-BBB", "updates": [row]}
        return {"channel": "l2_data", "sequence_num": next(numbers), "event": event}

    sockets = ScriptedSockets(answer)
    async with connected(signed, sockets, clock=clock, credentials=KEYS) as client:
        states: list[Any] = []
        client.on_order_book("AAA/BBB", lambda book: states.append((book.state, len(book.bids()), len(book.asks()))))
        socket = await sockets.opened()
        await socket.sent_count(2)
        sign = "46f6171ed22053345252db3659c2019ebcdad11fcd365e4bbc64da7d6d1bc7f3"
        assert [each["product_ids"] for each in socket.sent_json()] == [["status"], ["AAA-BBB"]]  # `always` first
        assert socket.sent_json()[1:] == [
            {
                "type": "subscribe",
                "channel": "level2",
                "product_ids": ["AAA-BBB"],
                "auth": {"key": "k", "sign": sign},
                "timestamp": "1700000000",
            }
        ]
        socket.push(l2("snapshot", side="bid", price="9", quantity="1"))
        socket.push(l2("update", side="offer", price="10", quantity="1"))
        socket.push({"channel": "heartbeats", "sequence_num": next(numbers)})
        await socket.drained()
        assert states == [(BookState.LIVE, 1, 0), (BookState.LIVE, 1, 1)]
        next(numbers)
        socket.push(l2("update", side="offer", price="8", quantity="1"))
        await socket.drained()
        assert states[2:] == [(BookState.STALE, 0, 0)]
        numbers = iter(range(1000))
        await clock.advance(2)
        again = await sockets.opened(2)
        again.push(l2("snapshot", side="bid", price="9", quantity="1"))
        await again.drained()
        assert states[3:] == [(BookState.LIVE, 1, 0)]
        await clock.advance(38)
        assert states[4:] == [(BookState.STALE, 0, 0)]  # `stale_after`: its own silence, heartbeats or not


async def numbered(client: VenueClient, sockets: ScriptedSockets, seen: list[Any]) -> tuple[Any, Any]:
    """Subscribe to a book, and the socket it is on."""
    opening = client.on_order_book("AAA/BBB", lambda book: seen.append((book.state, book.best_bid and top(book))))
    socket = await sockets.opened()
    await opening
    return opening, socket


def gives_numbers(frame: Any) -> list[Any]:
    """The venue's answer: to a subscription with its id, to the end of one with its number alone."""
    sent = json.loads(frame)
    if sent["event"] == "subscribe":
        return [json.dumps({"event": "subscribed", "subId": sent["subId"], "chanId": 4711})]
    return [json.dumps({"event": "unsubscribed", "status": "OK", "chanId": sent["chanId"]})]


@pytest.mark.asyncio
async def test_the_venue_gives_a_subscription_a_number_and_its_frames_too(numbers: type[VenueClient]) -> None:
    sockets = ScriptedSockets(gives_numbers, greet=lambda url: ['{"event":"info"}'])
    async with connected(numbers, sockets) as client:
        seen: list[Any] = []
        opening, socket = await numbered(client, sockets, seen)
        rows = "[[100,1,2.5],[101,1,-1.7e-8],[99,2,1]]"
        socket.push(f"[4711,{rows},1]", '[4711,"hb",2]', "[4711,[100,0,1],3]", "[9,[102,1,1],4]")
        await socket.drained()
        assert seen == [(BookState.LIVE, ("100", "101")), (BookState.LIVE, ("99", "101"))]
        counters = client.stream_connections[0].counters
        assert (counters.unrouted, counters.undecodable) == (1, 0)
        await opening.close()
        assert socket.sent_json()[-1] == {"event": "unsubscribe", "chanId": 4711}


@pytest.mark.asyncio
async def test_a_frame_that_is_missing_ends_the_socket(numbers: type[VenueClient]) -> None:
    clock = ManualClock(1_700_000_000_123_000_000)
    sockets = ScriptedSockets(gives_numbers, greet=lambda url: ['{"event":"info"}'])
    async with connected(numbers, sockets, clock=clock) as client:
        seen: list[Any] = []
        _, socket = await numbered(client, sockets, seen)
        socket.push("[4711,[[100,1,2.5],[101,1,-1]],1]", '[4711,"hb",3]')
        await socket.drained()
        assert [state for state, _ in seen] == [BookState.LIVE, BookState.STALE]
        assert client.stream_connections[0].counters.interruptions == 1


@pytest.mark.asyncio
@pytest.mark.parametrize(("value", "state"), [(1756193398, BookState.LIVE), (1756193399, BookState.STALE)])
async def test_the_checksum_comes_in_a_frame_of_its_own(
    numbers: type[VenueClient], value: int, state: BookState
) -> None:
    """The text is 6000:1:6100:-3:5900:2:6200:-4; quantities of asks have their minus."""
    sockets = ScriptedSockets(gives_numbers, greet=lambda url: ['{"event":"info"}'])
    async with connected(numbers, sockets) as client:
        seen: list[Any] = []
        _, socket = await numbered(client, sockets, seen)
        socket.push("[4711,[[6000,1,1],[6100,1,-3.0],[6200,1,-4]],1]", "[4711,[5900,1,2],2]")
        await socket.drained()
        assert seen[-1][0] is BookState.LIVE
        socket.push(f'[4711,"cs",{value},3]')
        await socket.drained()
        assert seen[-1][0] is state


@pytest.mark.asyncio
async def test_subscriptions_are_calls_and_what_the_answer_does_not_list_was_refused(
    calls: type[VenueClient],
) -> None:
    sockets = ScriptedSockets()
    async with connected(calls, sockets) as client:
        seen: list[str] = []
        good = client.on_order_book("AAA/BBB", lambda book: seen.append(str(book.state)))
        bad = client.on_order_book("CCC/BBB", lambda book: seen.append("never"))
        socket = await sockets.opened()
        await socket.sent_count(2)
        assert socket.sent_json() == [
            {"id": 1, "method": "public/set_heartbeat", "params": {"interval": 30}},
            {
                "id": 2,
                "method": "public/subscribe",
                "params": {"channels": ["book.AAA-BBB.raw", "book.CCC-BBB.raw"]},
            },
        ]
        socket.push({"id": 1, "result": "ok"}, {"id": 2, "result": ["book.AAA-BBB.raw"]})
        await good
        with pytest.raises(Exception, match="not among the accepted topics"):
            await bad
        socket.push({"method": "heartbeat", "params": {"type": "test_request"}})
        await socket.sent_count(3)
        assert socket.sent_json()[2] == {"id": 3, "method": "public/test", "at": 1_700_000_000_123}
        snapshot = {"type": "snapshot", "change_id": 5, "bids": [["new", 9, 1]], "asks": [["new", 10, 1]]}
        change = {"type": "change", "change_id": 8, "prev_change_id": 5, "bids": [["delete", 9, 0]], "asks": []}
        gap = {**change, "change_id": 12, "prev_change_id": 9}
        for data in (snapshot, change, gap):
            params = {"channel": "book.AAA-BBB.raw", "data": data}
            socket.push({"method": "subscription", "params": params})
        await socket.drained()
        assert seen == ["live", "live", "stale"]
        assert client.book_feeds["AAA/BBB"].sync.gaps == 1


@pytest.mark.asyncio
async def test_connections_per_kind_compressed_frames_and_depths(kinds: type[VenueClient]) -> None:
    def packed(message: dict[str, Any]) -> bytes:
        return gzip.compress(json.dumps(message).encode())

    def answer(frame: Any) -> list[Any]:
        sent = json.loads(frame)
        return [packed({"subbed": sent["sub"]})] if "sub" in sent else []

    bids = [[str(price), "1"] for price in (99, 98, 97)]
    sockets = ScriptedSockets(answer)
    async with connected(kinds, sockets) as client:
        shallow = client.watch_order_book("AAA/BBB", depth=1)
        deep = client.watch_order_book("AAA/BBB")
        swap = client.watch_order_book("AAA/BBB:BBB")
        await sockets.opened(3)
        for socket in sockets.sockets:
            await socket.sent_count(1)
        sent = sorted((socket.url, socket.sent_json()[0]["sub"]) for socket in sockets.sockets)
        assert sent == [
            ("wss://ws.example.com/perpetual", "book.50.AAABBB"),
            ("wss://ws.example.com/spot", "book.2.AAA-BBB"),
            ("wss://ws.example.com/spot", "book.50.AAA-BBB"),
        ]
        for socket in sockets.sockets:
            symbol = socket.sent_json()[0]["sub"].rpartition(".")[2]
            tick = {"kind": "snapshot", "u": 7, "bids": bids, "asks": [["100", "1"]]}
            socket.push(packed({"ch": f"book.{symbol}", "tick": tick}), packed({"ping": 17}))
            await socket.drained()
            assert socket.sent_json()[-1] == {"pong": 17}
        one, all_of_it, other = [await asyncio.wait_for(anext(feed), 5) for feed in (shallow, deep, swap)]
        assert [str(level.price) for level in one.bids()] == ["99"]
        assert [len(book.bids()) for book in (one, all_of_it, other)] == [1, 3, 3]
        # A whole book may start a new count: it is not older than what it replaces.
        socket = next(each for each in sockets.sockets if "book.50.AAA-BBB" in each.sent[0])
        again = {"kind": "delta", "u": 1, "bids": [["90", "1"]], "asks": [["91", "1"]]}
        socket.push(packed({"ch": "book.AAA-BBB", "tick": again}))
        await socket.drained()
        assert (top(all_of_it), all_of_it.sequence) == (("90", "91"), 1)
        # Only another connection brings another snapshot.
        socket.push(packed({"ch": "book.AAA-BBB", "tick": {**again, "u": 3}}))
        await socket.drained()
        assert (socket.closed, all_of_it.state) == (True, BookState.STALE)


@pytest.mark.asyncio
async def test_the_request_that_opens_a_connection_is_signed(folder: Path) -> None:
    kind = generated(folder, "signed_opening", HANDSHAKE)
    sockets = ScriptedSockets(lambda frame: [json.dumps({"id": json.loads(frame)["id"]})])
    async with connected(kind, sockets, credentials=KEYS) as client:
        feed = client.raw.trades(symbol="AAA-BBB")
        socket = await sockets.opened()
        await socket.sent_count(1)
        sign = hmac.new(b"s", b"GET/v1/eventsheartbeat=true", hashlib.sha384).hexdigest()
        assert socket.url == "wss://ws.example.com/v1/events?heartbeat=true"
        assert dict(socket.headers) == {"X-KEY": "k", "X-SIGN": sign}
        assert socket.sent_json() == [{"id": 1, "channel": "trades", "symbols": ["AAA-BBB"]}]
        socket.push({"channel": "trades", "symbol": "AAA-BBB", "data": {"id": "7"}})
        assert (await asyncio.wait_for(anext(feed), 5)).id == "7"


@pytest.mark.parametrize(
    ("name", "spec", "said"),
    [
        (
            "kept_how",
            TOKENS.replace("    lifetime: 24h\n", "    keep: bullet\n"),
            "VG601 nothing says how often the lease 'bullet' is to be kept",
        ),
        (
            "first_when",
            NUMBERS.replace("{from: first,", "{from: first, when: =True,"),
            "VG602 a snapshot from first has no condition",
        ),
        (
            "per_private",
            KINDS.replace("params: {depth: int}}", "params: {depth: int}, private: true}").replace(
                "{i.venue_symbol}", "x"
            ),
            "VG601 a private channel is of no instrument: its connection has no `per`",
        ),
        (
            "other_ids",
            TOKENS.replace("id: opt<str>", "id: opt<int_text>"),
            "VG601 this is int, and `req.id` is str: no answer would be matched",
        ),
        (
            "stale_alone",
            SIGNED.replace(
                "      book: {type: Update,",
                "      all: {type: Update, topic: all, stale_after: 5s}\n      book: {type: Update,",
            ),
            "VG601 only a book can be stale by itself; others share the `stale_after` of their connection",
        ),
        (
            "sides_unsaid",
            SIGNED.replace(", side: =l.side}", "}"),
            "VG602 bids and asks are the same rows, and nothing says which side a row is of",
        ),
        (
            "map_without_key",
            HANDSHAKE.replace(', key: "trades:{i.venue_symbol}"', ""),
            "VG601 a topic that is no text cannot be looked up by what pushes carry",
        ),
        (
            "opening_where",
            HANDSHAKE.replace('"{env.ws}/v1/events?heartbeat=true"', "wss://x.example.com"),
            "VG601 a signed handshake needs to know what of this is host, path and query",
        ),
        ("no_scheme", SIGNED.replace("auth: frames}", "auth: frame}"), "VG202 there is no auth scheme 'frame'"),
        (
            "no_length",
            KINDS.replace("=u.u == sequence + 1", "=u.nothing == sequence"),
            "VG301 `u` (Book) has no field `nothing`",
        ),
    ],
)
def test_what_makes_no_sense_is_refused(folder: Path, name: str, spec: str, said: str) -> None:
    assert said in checked(folder, name, spec)[1]
