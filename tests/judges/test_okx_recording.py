"""Real traffic of May 2022 through the generated client of that time: every checksum, no crossed book.

Then the books had checksums and no sequence ids. The dialect of that time is the spec with its book rule
changed; the rule of today is tested in test_okx_sequence.py.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from venuegen.cli import main

SPEC = Path(__file__).parents[2] / "venue_specs" / "okx"

DIALECT = """
spec: 1
venue: okx_2022
extends: [now.yaml]
types:
  BookUpdate: {$remove: [prevSeqId, seqId]}
ws: {public: {channels: {books: {examples: []}}}}
books:
  books:
    $remove: [sequence, next_if]
    snapshot: {$remove: [when, sequence], from: first}
"""


@pytest.fixture
def dialect(tmp_path: Path) -> Path:
    """The spec as it would have been; the folder that holds `specs` and `generated`."""
    folder = tmp_path / "specs" / "okx_2022"
    shutil.copytree(SPEC, folder)
    (folder / "venue.yaml").rename(folder / "now.yaml")
    (folder / "venue.yaml").write_text(DIALECT, "utf-8")
    return tmp_path


def test_every_checksum_of_the_recording_holds(
    dialect: Path, capsys: pytest.CaptureFixture[str], recordings: Path
) -> None:
    out = ["--out", str(dialect / "generated")]
    assert main(["generate", "okx_2022", "--specs", str(dialect / "specs"), *out]) == 0, capsys.readouterr().out
    capsys.readouterr()
    status = main(["replay", "okx_2022", str(recordings / "okx.jsonl.gz"), *out, "--json"])
    told = json.loads(capsys.readouterr().out)
    assert status == 0, told
    books = told["symbols"]
    assert set(books) == {"BTC/USDT", "UNI/USD:UNI", "BTC/USD:BTC-220527"}
    assert {book["state"] for book in books.values()} == {"live"}
    assert sum(book["checksums"]["good"] for book in books.values()) == 290
    assert [book["checksums"]["bad"] for book in books.values()] == [0, 0, 0]
    for name in ("gaps", "crossed", "resyncs"):
        assert [book[name] for book in books.values()] == [0, 0, 0]
