"""Book rules as specs say them, over real traffic: every link of the sequence, every checksum, no crossed book.

The specs here hold only what the books need; the venues' own tests come with their specs.
"""

from __future__ import annotations

import gzip
import importlib
import json
import sys
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
from venue_runtime.booksync import BookAction, BookSync

sys.path.append(str(Path(__file__).parent.parent / "generator"))

from feature_support import generated

_WS = """
ws:
  public:
    url: "{env.ws}"
    frame: Frame
    receive:
      - push: {when: "=f.data is not None", key: =f.topic, payload: =f.data}
    subscribe: {send: {topic: =topic}}
    channels: {book: {type: Book, topic: "book.{i.venue_symbol}"}}
operations:
  watch_order_book: {channel: public.book, book: any}
types:
  Frame: {topic: str, data: opt<raw>}
"""

CHECKSUMMED = """
  Row: [price digits, size digits, ...]
  Book: {action: str, data: list<One>}
  One: {bids: list<Row>, asks: list<Row>, checksum: int, ts: ms_text}
books:
  any:
    channel: public.book
    snapshot: {from: stream, when: "=u.action == 'snapshot'", bids: "=s.data[0].bids", asks: "=s.data[0].asks"}
    bids: =u.data[0].bids
    asks: =u.data[0].asks
    level: {price: =l.price, quantity: =l.size}
    checksum: {value: "=u.data[0].checksum", none: [0], signed: true, sides: [bids, asks], interleave: true, levels: 25,
               join: ":"}
"""

CHAINED = """
  Row: [action str, price decimal, amount decimal]
  Book: {type: str, timestamp: ms, change_id: int, prev_change_id: opt<int>, bids: list<Row>, asks: list<Row>}
books:
  any:
    channel: public.book
    snapshot: {from: stream, when: "=u.type == 'snapshot'", sequence: =s.change_id}
    sequence: =u.change_id
    next_if: =u.prev_change_id == sequence
    ts_event: =u.timestamp
    level: {price: =l.price, quantity: =l.amount, remove_if: "=l.action == 'delete'"}
"""

NUMBERED_ROWS = """
  Row: [price digits, size digits, seq int_text]
  Changes: {asks: list<Row>, bids: list<Row>}
  Book: {sequenceStart: int, sequenceEnd: int, changes: Changes}
  PlainRow: [price digits, size digits]
  Snapshot: {sequence: int_text, bids: list<PlainRow>, asks: list<PlainRow>}
endpoints:
  level2: {call: GET /level2, params: {symbol: venue_symbol}, result: Snapshot}
books:
  any:
    channel: public.book
    snapshot: {from: rest, call: level2, with: {symbol: =i.venue_symbol}, sequence: =s.sequence}
    sequence: =u.sequence_end
    bids: =u.changes.bids
    asks: =u.changes.asks
    drop_if: =u.sequence_end <= sequence
    first_if: =u.sequence_start <= sequence + 1
    next_if: =u.sequence_start == sequence + 1
    level: {price: =l.price, quantity: =l.size, skip_if: =l.price == 0 or l.seq <= sequence}
"""

UNNUMBERED = """
  Change: [side Way, price digits, size digits]
  Row: [price digits, size digits]
  Book: {type: str, bids: opt<list<Row>>, asks: opt<list<Row>>, changes: opt<list<Change>>}
enums: {Way: {contract: Side, values: [buy, sell]}}
books:
  any:
    channel: public.book
    snapshot: {from: stream, when: "=u.type == 'snapshot'", bids: "=s.bids or []", asks: "=s.asks or []"}
    bids: "=u.changes or []"
    asks: "=u.changes or []"
    level: {price: =l.price, quantity: =l.size, side: =l.side}
"""


def frames(recordings: Path, name: str) -> Iterator[tuple[str, str, Any]]:
    """Kind, URL and decoded text of each record."""
    with gzip.open(recordings / f"{name}.jsonl.gz", "rt") as lines:
        for line in lines:
            record = json.loads(line)
            if record["kind"] in ("recv", "http") and record["text"][:1] in "{[":
                yield record["kind"], record["url"], json.loads(record["text"], parse_float=Decimal)


def synced(folder: Path, name: str, spec: str) -> Callable[[dict[str, BookSync[Any, Any]], str, Any], BookAction]:
    """Hands a payload to the book of a symbol, by the generated rule."""
    client = generated(folder, name, f"{_WS}{spec}")
    package = client.__module__.rpartition(".")[0]
    rule = importlib.import_module(f"{package}.books").AnyBookRule
    decode = importlib.import_module(f"{package}.streams").decode_book

    def hand(books: dict[str, BookSync[Any, Any]], symbol: str, payload: Any) -> BookAction:
        if symbol not in books:
            books[symbol] = BookSync(symbol, rule)
            books[symbol].subscribing()
        return books[symbol].update(decode(msgspec.json.encode(payload)), 0)

    return hand


def test_every_checksum_is_ours(recordings: Path, tmp_path: Path) -> None:
    hand = synced(tmp_path, "recorded_checksums", CHECKSUMMED)
    books: dict[str, BookSync[Any, Any]] = {}
    for kind, _, frame in frames(recordings, "okx"):
        if kind == "recv" and frame.get("arg", {}).get("channel") == "books" and "data" in frame:
            hand(books, frame["arg"]["instId"], frame)
    assert sum(book.checksums_good for book in books.values()) == 290
    assert [(book.checksums_bad, book.crossed, book.faults) for book in books.values()] == [(0, 0, 0)] * 3


def test_every_link_of_a_chain_holds(recordings: Path, tmp_path: Path) -> None:
    hand = synced(tmp_path, "recorded_chain", CHAINED)
    books: dict[str, BookSync[Any, Any]] = {}
    for kind, _, frame in frames(recordings, "deribit"):
        channel = (frame.get("params") or {}).get("channel", "") if kind == "recv" else ""
        if channel.startswith("book."):
            hand(books, channel, frame["params"]["data"])
    assert sum(book.applied + book.snapshots for book in books.values()) == 46
    assert {(book.gaps, book.crossed, book.faults) for book in books.values()} == {(0, 0, 0)}


def test_rows_with_numbers_of_their_own_join_a_snapshot_by_rest(recordings: Path, tmp_path: Path) -> None:
    hand = synced(tmp_path, "recorded_rows", NUMBERED_ROWS)
    wire = importlib.import_module("venues.recorded_rows.types")
    books: dict[str, BookSync[Any, Any]] = {}
    equal = different = 0
    for kind, url, frame in frames(recordings, "kucoin"):
        if kind == "http" and "orderbook/level2" in url:
            symbol = url.rpartition("=")[2]
            snapshot = msgspec.json.decode(msgspec.json.encode(frame["data"]), type=wire.Snapshot)
            if symbol in books:
                assert books[symbol].snapshot(snapshot, 0) is BookAction.LIVE
        elif kind == "recv" and frame.get("topic", "").startswith("/market/level2:"):
            hand(books, frame["data"]["symbol"], frame["data"])
        elif kind == "recv" and frame.get("topic", "").startswith("/market/ticker:"):
            data, symbol = frame["data"], frame["topic"].rpartition(":")[2]
            book = books[symbol].book if symbol in books else None
            if book is not None and book.sequence == int(data["sequence"]) and book.best_bid and book.best_ask:
                theirs = (Decimal(data["bestBid"]), Decimal(data["bestAsk"]))
                same = (book.best_bid.price, book.best_ask.price) == theirs
                equal, different = equal + same, different + (not same)
    assert sum(book.applied for book in books.values()) > 3000
    assert {(book.gaps, book.crossed, book.faults) for book in books.values()} == {(0, 0, 0)}
    assert (equal > 300, different) == (True, 0)


def test_changes_without_numbers_never_cross_the_book(recordings: Path, tmp_path: Path) -> None:
    hand = synced(tmp_path, "recorded_changes", UNNUMBERED)
    books: dict[str, BookSync[Any, Any]] = {}
    for kind, _, frame in frames(recordings, "coinbase_exchange"):
        if kind == "recv" and frame["type"] in ("snapshot", "l2update"):
            hand(books, frame["product_id"], frame)
    assert sum(book.applied for book in books.values()) == 9719
    assert {(book.gaps, book.crossed, book.faults) for book in books.values()} == {(0, 0, 0)}
