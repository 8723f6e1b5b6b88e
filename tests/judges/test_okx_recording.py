"""Real traffic of May 2022 through the generated client, by the dialect of that time: every checksum, no crossed book.

Then the books had checksums and no sequence ids. The rule of today is tested in test_okx_sequence.py.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from venuegen.cli import main


def test_every_checksum_of_the_recording_holds(recordings: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["replay", "okx", str(recordings / "okx.jsonl.gz"), "--json"])
    told = json.loads(capsys.readouterr().out)
    assert status == 0, told
    books = told["symbols"]
    assert set(books) == {"BTC/USDT", "UNI/USD:UNI", "BTC/USD:BTC-220527"}
    assert {book["state"] for book in books.values()} == {"live"}
    assert sum(book["checksums"]["good"] for book in books.values()) == 290
    assert [book["checksums"]["bad"] for book in books.values()] == [0, 0, 0]
    for name in ("gaps", "crossed", "resyncs", "links_checked"):  # no ids, so no links
        assert [book[name] for book in books.values()] == [0, 0, 0]
