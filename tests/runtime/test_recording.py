"""Recordings: what is written, what is kept secret, and a client driven by one."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from stream_support import FakeDialect
from test_books import RangeRule, Snap, Update
from venue_runtime.bookfeed import BookFeed
from venue_runtime.clock import ManualClock
from venue_runtime.http import NotSent, Request, Response
from venue_runtime.ids import SeededRandom
from venue_runtime.recording import Record, Recorder, read_recording
from venue_runtime.redaction import Redactor
from venue_runtime.replay import Replay, ReplayHttp, for_replay, same_question
from venue_runtime.streams import Connection

URL = "wss://stream.example/ws"


@pytest.mark.parametrize("suffix", [".jsonl", ".jsonl.gz", ".jsonl.zst"])
def test_what_is_written_is_read_back(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"one{suffix}"
    clock = ManualClock(time_ns=1_633_998_511_132_921_000)
    with Recorder(path, Redactor(), clock=clock) as recorder:
        recorder.frame("open", URL, "")
        recorder.frame("recv", URL, '{"a": 1}')
        recorder.frame("recv", URL, b"\x00\xff")
        recorder.http(Request("GET", "https://api.example/depth?limit=5"), Response(200, {}, b"{}"), 1_000_000_000)
        recorder.http(Request("POST", "https://api.example/order", {}, b"side=buy"), None, 2_500_000_000)
        assert recorder.lines == 5

    records = list(read_recording(path))
    assert records[0] == Record(1633998511.132921, "open", URL, "")
    assert [record.frame for record in records[1:3]] == ['{"a": 1}', b"\x00\xff"]
    assert records[3] == Record(1.0, "http", "https://api.example/depth?limit=5", "{}")
    assert (records[4].t, records[4].method, records[4].status, records[4].request) == (2.5, "POST", 0, "side=buy")
    assert records[0].ts_ns == 1_633_998_511_132_921_000


def test_lines_have_the_documented_fields(tmp_path: Path) -> None:
    path = tmp_path / "one.jsonl"
    with Recorder(path, Redactor(), clock=ManualClock(time_ns=0)) as recorder:
        recorder.frame("sent", URL, "hello")
    assert json.loads(path.read_text()) == {"t": 0.0, "kind": "sent", "url": URL, "text": "hello"}


def test_secrets_do_not_reach_the_file(tmp_path: Path) -> None:
    path = tmp_path / "one.jsonl"
    with Recorder(path, Redactor(["hunter2hunter2"])) as recorder:
        recorder.frame("sent", f"{URL}?token=abcdef", '{"op": "login", "key": "hunter2hunter2"}')
        recorder.frame("recv", URL, b"hunter2hunter2")
        recorder.http(Request("GET", "https://x.example/?signature=feed", {}, b"hunter2hunter2"), None, 0)
    text = path.read_text()
    assert "hunter2" not in text
    assert "abcdef" not in text
    assert "feed" not in text
    assert "aHVudGVyMmh1bnRlcjI" not in text


def test_rotation_starts_new_files(tmp_path: Path) -> None:
    path = tmp_path / "one.jsonl.gz"
    with Recorder(path, Redactor(), rotate=100) as recorder:
        for number in range(3):
            recorder.frame("recv", URL, f"{number}" * 40)
    names = sorted(file.name for file in tmp_path.iterdir())
    assert names == ["one.1.jsonl.gz", "one.2.jsonl.gz", "one.jsonl.gz"]
    assert [len(list(read_recording(tmp_path / name))) for name in names] == [1, 1, 1]


def test_a_closed_recorder_says_so(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path / "one.jsonl", Redactor())
    recorder.close()
    with pytest.raises(ValueError, match="closed"):
        recorder.frame("recv", URL, "x")


def test_a_bad_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "one.jsonl"
    path.write_text('{"t": 1, "kind": "open", "url": "u", "text": ""}\n\n{"t": "x"}\n')
    with pytest.raises(ValueError, match=r"one\.jsonl:3: "):
        list(read_recording(path))


@pytest.mark.parametrize(
    ("asked", "recorded", "same"),
    [
        ("http://127.0.0.1/v3/depth?symbol=AB&limit=5000", "https://api.example/v3/depth?symbol=AB&limit=1000", True),
        ("http://h/v3/depth?symbol=AB", "http://h/v3/depth?symbol=CD", False),
        ("http://h/v3/depth?symbol=AB", "http://h/v1/depth?symbol=AB", False),
        ("http://h/v3/info", "http://h/v3/info?type=spot", True),
    ],
)
def test_same_question(asked: str, recorded: str, same: bool) -> None:
    assert same_question(asked, recorded) is same


@pytest.mark.asyncio
async def test_a_replay_drives_connection_and_book_in_the_order_of_the_recording() -> None:
    def push(t: float, n: int, price: str) -> Record:
        text = json.dumps({"topic": "a", "data": [n, [[price, "1"]]]})
        return Record(t, "recv", URL, text)

    def depth(t: float, n: int) -> Record:
        return Record(t, "http", "https://api.example/depth?symbol=AB&limit=100", json.dumps([n, [["1", "1"]]]))

    records = [
        Record(0.5, "http", "https://api.example/info", '"info"'),
        Record(1.0, "open", URL, ""),
        push(1.1, 11, "2"),
        depth(1.2, 9),
        push(1.3, 12, "3"),
        depth(9.0, 11),
        push(9.1, 13, "4"),
    ]
    replay = Replay(records)
    info = await replay.http.send(Request("GET", "http://localhost/info"), 1.0)
    assert info.body == b'"info"'
    connection = Connection(for_replay(FakeDialect(silence=1.0)), replay.sockets, clock=replay.clock)

    async def fetch() -> Snap:
        answer = await replay.http.send(Request("GET", "http://localhost/depth?symbol=AB&limit=5"), 1.0)
        number, bids = json.loads(answer.body)
        return Snap(number, [(price, quantity) for price, quantity in bids])

    def read(payload: Any) -> Iterable[Update]:
        return (Update(payload[0], payload[0], [(price, quantity) for price, quantity in payload[1]]),)

    feed = BookFeed("AAA/BBB", RangeRule, read=read, fetch=fetch, clock=replay.clock, random=SeededRandom(1))
    states: list[tuple[str, int | None, int]] = []
    feed.add_callback(lambda book: states.append((book.state.value, book.sequence, replay.clock.time_ns())))
    await connection.subscribe("a", feed)

    assert await replay.run() == 3
    assert states == [("live", 12, 9_000_000_000), ("live", 13, 9_100_000_000)]
    assert feed.sync.snapshots_too_old == 1
    assert feed.sync.gaps == 0
    with pytest.raises(NotSent, match="not in the recording"):
        await replay.http.send(Request("GET", "http://localhost/other"), 1.0)
    await feed.close()
    await connection.close()


@pytest.mark.asyncio
async def test_what_is_asked_at_once_today_and_was_asked_in_parts_is_answered_by_all_of_them() -> None:
    url = "https://api.example.com/instruments?currency="
    answers = [("AAA", b'{"id":1,"result":[{"name":"A"}]}'), ("BBB", b'{"id":2,"result":[{"name":"B"},{"name":"C"}]}')]
    http = ReplayHttp(
        Record(t=float(at), kind="http", url=f"{url}{name}", text=body.decode())
        for at, (name, body) in enumerate(answers)
    )
    one = await http.send(Request("GET", f"{url}BBB"), 1.0)
    assert one.body == answers[1][1]
    every = await http.send(Request("GET", f"{url}any"), 1.0)
    assert every.body == b'{"id":1,"result":[{"name":"A"},{"name":"B"},{"name":"C"}]}'
    with pytest.raises(NotSent, match="not in the recording: GET /other"):
        await http.send(Request("GET", "https://api.example.com/other"), 1.0)
