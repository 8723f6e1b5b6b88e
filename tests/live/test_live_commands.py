"""The commands against the simulated venue, as a user runs them."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from venuegen.cli import main
from venuegen.live.demo import tell
from venuegen.live.recording import record
from venuegen.live.replaying import replay_file
from venuegen.live.watching import watch_book
from venuegen.report import Reporter

VENUE, SYMBOL = "binance_spot", "BTC/USDT"


def reporter(as_json: bool = False) -> tuple[Reporter, io.StringIO]:
    out = io.StringIO()
    return Reporter(as_json=as_json, out=out, err=io.StringIO()), out


@pytest.mark.asyncio
async def test_the_demo_tells_the_whole_story() -> None:
    report, out = reporter()
    assert await tell(report, VENUE, seconds=0) == 0
    story = out.getvalue()
    chapters = ["PENDING_NEW", "PARTIALLY_FILLED", "FILLED ", "OutcomeUnknown", "CANCELED", "STALE", "a new snapshot"]
    places = [story.index(text) for text in chapters]
    assert places == sorted(places)
    assert "filled 0.05 of 0.05" in story
    assert "BTC 10.04995000" in story, "bought 0.05, fee of a tenth of a percent taken from it"
    assert "USDT 97,0" in story
    assert "[asked: query_order]" in story
    assert "gaps 1, resyncs 1" in story


@pytest.mark.asyncio
async def test_a_book_with_a_gap_heals_and_says_so() -> None:
    report, out = reporter(as_json=True)
    assert await watch_book(report, VENUE, SYMBOL, duration=1.5, faults=("gap:depth_updates@4",)) == 0
    told = json.loads(out.getvalue())
    assert told["states"] == ["live", "stale", "live"]
    assert (told["counters"]["gaps"], told["counters"]["resyncs"]) == (1, 1)


@pytest.mark.asyncio
async def test_what_is_recorded_replays_without_a_gap(tmp_path: Path) -> None:
    file = tmp_path / "session.jsonl.gz"
    report, _ = reporter()
    assert await record(report, VENUE, [SYMBOL, "ETH/USDT"], file, duration=1.5) == 0
    report, out = reporter(as_json=True)
    assert await replay_file(report, VENUE, file) == 0
    told = json.loads(out.getvalue())
    assert sorted(told["symbols"]) == ["BTC/USDT", "ETH/USDT"]
    for book in told["symbols"].values():
        assert book["state"] == "live"
        assert (book["gaps"], book["crossed"], book["resyncs"]) == (0, 0, 0)
        assert book["links_checked"] > 3


@pytest.mark.asyncio
async def test_a_lost_frame_in_a_recording_is_a_gap(tmp_path: Path) -> None:
    whole, cut = tmp_path / "whole.jsonl", tmp_path / "cut.jsonl"
    report, _ = reporter()
    await record(report, VENUE, [SYMBOL], whole, channels=["book"], duration=1.5)
    lines = whole.read_text().splitlines(keepends=True)
    updates = [at for at, line in enumerate(lines) if '"kind":"recv"' in line and "depthUpdate" in line]
    cut.write_text("".join(line for at, line in enumerate(lines) if at != updates[len(updates) // 2]))
    report, out = reporter(as_json=True)
    assert await replay_file(report, VENUE, cut) == 1
    book = json.loads(out.getvalue())["symbols"][SYMBOL]
    assert book["gaps"] == 1
    assert "does not follow" in book["errors"][0]


@pytest.mark.parametrize(
    ("arguments", "code", "text"),
    [
        (["simulate", "nowhere"], 2, "there is no venue 'nowhere'"),
        (["simulate", VENUE, "--fault", "gapp:x"], 2, "did you mean 'gap'?"),
        (["simulate", VENUE, "--fault", "gap:depth_update"], 2, "did you mean 'depth_updates'?"),
        (["simulate", VENUE, "--symbol", "BTCUSDT"], 2, "'BTCUSDT' is no symbol"),
        (["book", VENUE, "BTCUSDT"], 2, "'BTCUSDT' is no symbol"),
        (["book", VENUE, SYMBOL, "--live", "--fault", "gap:*"], 2, "--fault is for the simulated venue"),
        (["book", VENUE, SYMBOL, "--environment", "tesnet"], 2, "did you mean testnet?"),
        (["record", VENUE, SYMBOL, "--output", "x.csv"], 2, "the name says the format"),
        (["record", VENUE, SYMBOL, "--output", "/nowhere/x.jsonl"], 2, "cannot write /nowhere/x.jsonl"),
        (["record", VENUE, SYMBOL, "--output", "x.jsonl", "--channels", "bok"], 2, "did you mean book?"),
        (["replay", VENUE, "missing.jsonl"], 1, "missing.jsonl cannot be read"),
    ],
)
def test_bad_input_is_one_clear_line(
    arguments: list[str],
    code: int,
    text: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == code
    captured = capsys.readouterr()
    assert text in captured.err
    assert "Traceback" not in captured.err


@pytest.mark.parametrize("text", ["", "{", "[1]\n", '{"t": 1}\n', "\x00\xff"])
def test_a_file_that_is_no_recording_is_refused(text: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "broken.jsonl"
    file.write_text(text)
    assert main(["replay", VENUE, str(file)]) == 1
    assert "broken.jsonl" in capsys.readouterr().err


@pytest.mark.parametrize("suffix", [".jsonl.gz", ".jsonl.zst"])
def test_a_file_that_is_not_compressed_as_it_says_is_refused(
    suffix: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / f"broken{suffix}"
    file.write_text("not compressed at all")
    assert main(["replay", VENUE, str(file)]) == 1
    assert "cannot be read" in capsys.readouterr().err


def test_the_list_of_faults_names_every_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["simulate", VENUE, "--fault", "list"]) == 0
    listed = capsys.readouterr().out
    assert listed.count("\n") == 21
    assert all(name in listed for name in ("gap", "timeout_after_accept", "planned_disconnect", "clock_skew", "429"))
