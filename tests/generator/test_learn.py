"""`venuegen learn`: types proposed from payloads of our own writing, and a spec laid beside what was seen."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from venuegen.cli import main
from venuegen.importing.learning import kind_of_frame, plain_call

FRAMES: list[Any] = [
    {"topic": "trades.AAA-BBB", "data": {"id": 1, "price": "1.50", "side": "buy", "ts": 1700000000000, "note": None}},
    {"topic": "trades.AAA-BBB", "data": {"id": 2, "price": "2", "side": "sell", "ts": 1700000000001}},
    {"topic": "trades.CCC-BBB", "data": {"id": 3, "price": "0.1", "side": "sell", "ts": 1700000000002, "block": "x"}},
    {"topic": "depth.AAA-BBB", "data": {"bids": [["1.4", "2"]], "asks": [["1.5", "1"], ["1.6", "3"]], "seq": 7}},
]


def recording(path: Path, frames: list[Any]) -> Path:
    lines = [{"t": 1.0, "kind": "open", "url": "wss://stream.example.com", "text": ""}]
    lines += [
        {"t": 2.0, "kind": "recv", "url": "wss://stream.example.com", "text": json.dumps(each)} for each in frames
    ]
    lines += [{"t": 3.0, "kind": "recv", "url": "wss://stream.example.com", "text": "pong"}]
    lines += [
        {"t": 4.0, "kind": "http", "url": "https://api.example.com/api/time?x=1", "text": '{"time": 1700000000000}'}
    ]
    with gzip.open(path, "wt") as file:
        file.write("".join(json.dumps(line) + "\n" for line in lines))
    return path


def test_types_are_proposed_with_what_was_missing_or_null(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = recording(tmp_path / "seen.jsonl.gz", FRAMES)
    assert main(["learn", str(file)]) == 0
    out = capsys.readouterr().out.replace(str(tmp_path), "")
    assert out == (
        "# topic=trades.*: 3 payloads, the first in /seen.jsonl.gz:2\n"
        "#   data.note: missing in 2 of 3\n"
        "#   data.note: null in 1 of 1\n"
        "#   data.block: missing in 2 of 3\n"
        "# topic=depth.*: 1 payload, the first in /seen.jsonl.gz:5\n"
        "#   data.bids[]: a row of 2\n"
        "#   data.asks[]: a row of 2\n"
        "# GET /api/time: 1 payload, the first in /seen.jsonl.gz:7\n"
        "\n"
        "enums:\n"
        "  Side: {contract: Side, values: [buy, sell]}\n"
        "\n"
        "types:\n"
        "  Trades: {topic: str, data: TradesData}\n"
        "  TradesData: {id: int, price: decimal, side: Side, ts: ms, note: opt<json>, block: opt<str>}\n"
        "  Depth: {topic: str, data: DepthData}\n"
        "  DepthData: {bids: list<Level>, asks: list<Level>, seq: int}\n"
        "  Level: [price digits, quantity digits]\n"
        "  Time: {time: ms}\n"
    )


SPEC = """\
spec: 1
venue: seen
title: Seen
doc: https://example.com/docs
checked: 2026-11-22
environments: {production: {urls: {rest: https://api.example.com, stream: wss://stream.example.com}}}
enums:
  Side: [buy]
types:
  Time: {time: ms}
  Trade: {id: int, price: decimal, side: Side, ts: ms, block: str}
  Level: [price digits, quantity digits]
  Depth: {bids: list<Level>, asks: list<Level>, seq: str}
  Frame: {topic: opt<str>, data: opt<raw>}
endpoints:
  time: {call: GET /api/time, result: Time}
ws:
  public:
    url: "{env.stream}"
    frame: Frame
    receive:
      - push: {when: =f.data is not None, key: =f.topic or '', payload: =f.data}
    channels:
      trades: {type: Trade, topic: "trades.{i.venue_symbol}"}
      depth: {type: Depth, topic: "depth.{i.venue_symbol}"}
"""


def test_a_spec_is_laid_beside_what_was_seen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "seen").mkdir()
    (tmp_path / "seen" / "venue.yaml").write_text(SPEC)
    file = recording(tmp_path / "seen.jsonl.gz", FRAMES)
    assert main(["learn", str(file), "--venue", "seen", "--specs", str(tmp_path)]) == 1
    assert capsys.readouterr().out.replace(str(tmp_path), "").splitlines() == [
        "ws.public: 4 payloads",
        "ws.public.trades: 3 payloads",
        "ws.public.depth: 1 payload",
        "endpoints.time: 1 payload",
        "enums.Side does not list 'sell' (first in /seen.jsonl.gz:3)",
        "ws.public.trades (Trade) at $.block: expected str, got nothing (2 times, first in /seen.jsonl.gz:2)",
        "ws.public.depth (Depth) at $.seq: expected str, got 7 (once, first in /seen.jsonl.gz:5)",
        "2 disagreements",
    ]


def test_a_spec_that_fits_agrees(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "seen").mkdir()
    text = SPEC.replace("block: str", "block: opt<str>").replace("seq: str", "seq: int").replace("[buy]", "[buy, sell]")
    (tmp_path / "seen" / "venue.yaml").write_text(text)
    file = recording(tmp_path / "seen.jsonl.gz", FRAMES)
    assert main(["learn", str(file), "--venue", "seen", "--specs", str(tmp_path), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["disagreements"] == []
    assert found["compared"] == {"ws.public": 4, "ws.public.trades": 3, "ws.public.depth": 1, "endpoints.time": 1}


def test_json_files_are_payloads_or_examples(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "order.json").write_text('{"source": "docs", "response": {"id": "7", "qty": 1.50, "status": "NEW"}}')
    (tmp_path / "order.2.json").write_text('{"id": "8", "qty": 2, "status": "FILLED", "left": null}')
    assert main(["learn", str(tmp_path / "order.json"), str(tmp_path / "order.2.json"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "seen": {"order": 2},
        "sections": {
            "enums": {"Status": {"contract": "OrderStatus", "values": {"FILLED": "filled", "NEW": "new"}}},
            "types": {"Order": {"id": "str", "qty": "quantity number", "status": "Status", "left": "opt<json>"}},
        },
    }


@pytest.mark.parametrize(
    ("content", "told"),
    [("{", "is no JSON"), ("", "is no JSON"), ("[" * 100_000, "is no JSON")],
)
def test_what_cannot_be_read_is_told(
    tmp_path: Path, content: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "bad.json"
    file.write_text(content)
    assert main(["learn", str(file)]) == 1
    assert told in capsys.readouterr().err


def test_a_broken_recording_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "bad.jsonl.gz"
    file.write_bytes(b"no gzip")
    assert main(["learn", str(file)]) == 1
    assert "cannot be read as a recording" in capsys.readouterr().err


def test_kinds_of_payloads_are_told_apart_without_instruments() -> None:
    assert kind_of_frame({"e": "trade", "s": "AAABBB"}) == "e=trade"
    assert (
        kind_of_frame({"stream": "aaausdt@depth@100ms", "data": {"e": "depthUpdate"}})
        == "stream=*@depth@100ms e=depthUpdate"
    )
    assert kind_of_frame({"arg": {"channel": "books", "instId": "AAA-BBB"}, "data": []}) == "channel=books"
    assert kind_of_frame([42, [[1, 2]], "book-10", "AAA/BBB"]) == "array of 4 book-*"
    assert kind_of_frame({"b": 1, "a": 2}) == "keys a,b"
    assert plain_call("GET /api/v1/orders/5c52e11203aa677f") == "GET /api/v1/orders/*"


LOOSE = SPEC.replace("  Frame: {topic", "  Loose: {id: opt<int>, name: opt<str>}\n  Frame: {topic").replace(
    "      trades: {type", "      loose: {type: Loose, topic: loose}\n      trades: {type"
)


def test_a_type_that_would_take_anything_is_not_the_nearest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A type of optional fields alone fits every object: what a payload is of is told by the fields that are known."""
    (tmp_path / "seen").mkdir()
    (tmp_path / "seen" / "venue.yaml").write_text(LOOSE)
    file = recording(tmp_path / "seen.jsonl.gz", FRAMES)
    assert main(["learn", str(file), "--venue", "seen", "--specs", str(tmp_path), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["compared"] == {"ws.public": 4, "ws.public.trades": 3, "ws.public.depth": 1, "endpoints.time": 1}
    assert [each["path"] for each in found["disagreements"]] == ["$.block", "$.seq"]
