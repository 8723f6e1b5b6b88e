"""Whether a venue is still what its spec says: a newer document, other payloads, an address that does not answer."""

from __future__ import annotations

import asyncio
import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from venuegen.cli import main
from venuegen.live.moving import download, moved
from venuegen.report import Reporter
from venuegen.spec.load import load_spec

SPECS = Path(__file__).parent.parent.parent / "venue_specs"
VENUE = "okx"


def document(parameters: list[dict[str, Any]], further: dict[str, Any] | None = None) -> bytes:
    answer = {
        "content": {"application/json": {"schema": {"type": "object", "properties": {"code": {"type": "string"}}}}}
    }
    call = {"operationId": "time", "parameters": parameters, "responses": {"200": {"description": "", **answer}}}
    paths = {"/api/v5/public/time": {"get": call}, **(further or {})}
    return json.dumps({"openapi": "3.0.0", "info": {"title": "A", "version": "1"}, "paths": paths}).encode()


OLD = document([])
NEW = document(
    [{"name": "zone", "in": "query", "schema": {"type": "string"}}],
    {"/api/v5/public/amend": {"post": {"operationId": "amend", "responses": {"200": {"description": ""}}}}},
)


@pytest.fixture
def specs(tmp_path: Path) -> Path:
    """A copy of a shipped spec that was drafted, as it says, from a document."""
    folder = tmp_path / "specs" / VENUE
    shutil.copytree(SPECS / VENUE, folder)
    (folder / "import").mkdir()
    (folder / "import" / "api.json").write_bytes(OLD)
    entry = {"file": "import/api.json", "kind": "openapi", "sha256": hashlib.sha256(OLD).hexdigest(),
             "source": "https://example.com/api.json"}  # fmt: skip
    spec = folder / "venue.yaml"
    spec.write_text(spec.read_text("utf-8") + f"\nimports: [{json.dumps(entry)}]\n", "utf-8")
    return tmp_path / "specs"


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def test_a_venue_that_is_as_its_spec_says(specs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    same = specs.parent / "api.json"
    same.write_bytes(OLD)
    assert main(["moved", VENUE, "--specs", str(specs), "--seconds", "1", "--document", str(same)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "okx: import/api.json is published as it was"
    assert lines[1].endswith(" payloads of BTC/USDT laid beside the types")
    assert lines[2:] == ["okx is as its spec says"]


@pytest.mark.parametrize("venue", sorted(each.parent.name for each in SPECS.glob("[a-z]*/venue.yaml")))
def test_no_shipped_venue_has_moved_where_its_simulated_venue_speaks(
    venue: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["moved", venue, "--specs", str(SPECS), "--seconds", "1"])
    out = capsys.readouterr().out
    assert (code, out.splitlines()[-1]) == (0, f"{venue} is as its spec says"), out


def test_a_newer_document_and_payloads_that_changed(specs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    replace(specs / VENUE / "types.yaml", "values: {live: trading, suspend", "values: {suspend")
    replace(specs / VENUE / "types.yaml", "tradeId: id str, px", "tradeId: id int, px")
    newer = specs.parent / "api.json"
    newer.write_bytes(NEW)
    assert main(["moved", VENUE, "--specs", str(specs), "--seconds", "2", "--document", str(newer)]) == 1
    out = capsys.readouterr().out
    assert "okx: MOVED: import/api.json: GET /api/v5/public/time: parameter zone is new (opt<str>)\n" in out
    assert "okx: MOVED: enums.InstState does not list 'live'\n" in out
    assert "okx: MOVED: ws.public.trades (" in out
    assert "okx: new: import/api.json: POST /api/v5/public/amend\n" in out
    assert out.endswith("okx has moved: 3 differences\n")


def test_a_field_is_news_where_neither_type_nor_examples_know_it(
    specs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    replace(specs / VENUE / "types.yaml", "    askSz: ask_size blank<decimal>\n", "")
    arguments = ["moved", VENUE, "--specs", str(specs), "--seconds", "1"]
    assert main(arguments) == 0
    assert "does not declare" not in capsys.readouterr().out
    for file in (specs / VENUE / "examples").glob("*.json"):
        file.write_text(file.read_text("utf-8").replace('"askSz"', '"askQty"'), "utf-8")
    assert main(arguments) == 0
    assert "okx: new: types.Ticker does not declare 'askSz'\n" in capsys.readouterr().out


def test_documents_are_fetched_from_where_they_are_published(specs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = []

    async def fetch(url: str) -> bytes:
        asked.append(url)
        return NEW

    loaded, _ = load_spec(VENUE, specs)
    assert loaded is not None
    # There is no such environment: what can be looked at is told, and what cannot.
    code = asyncio.run(moved(Reporter(), [loaded], environment="nowhere", seconds=1, fetch=fetch))
    out = capsys.readouterr().out
    assert asked == ["https://example.com/api.json"]
    assert code == 1
    assert "parameter zone is new (opt<str>)" in out
    assert "okx: not looked at: its traffic: " in out
    assert out.endswith("okx has moved: 1 difference\n")


def test_a_document_that_cannot_be_fetched_is_no_difference(specs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    async def fetch(url: str) -> bytes:
        raise OSError(f"{url} answers with HTTP 404")

    loaded, _ = load_spec(VENUE, specs)
    assert loaded is not None
    assert asyncio.run(moved(Reporter(), [loaded], environment="nowhere", seconds=1, fetch=fetch)) == 1
    out = capsys.readouterr().out
    assert "okx: not looked at: import/api.json: https://example.com/api.json answers with HTTP 404\n" in out
    assert out.endswith("okx could not be looked at\n")


def test_what_is_no_document_any_more_has_moved(specs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = specs.parent / "api.json"
    page.write_text("<html>moved</html>", "utf-8")
    assert main(["moved", VENUE, "--specs", str(specs), "--seconds", "1", "--document", str(page)]) == 1
    assert "okx: MOVED: import/api.json: what is published there now holds no map of keys\n" in capsys.readouterr().out


def test_an_unknown_venue_is_named(specs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["moved", "okk", "--specs", str(specs)]) == 2
    assert "there is no spec 'okk'" in capsys.readouterr().err


def test_a_document_that_comes_in_pieces_is_whole_and_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    pieces = [bytes([65 + at]) * 50_000 for at in range(6)]

    async def answer(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        for piece in pieces:
            await response.write(piece)
            await asyncio.sleep(0.01)
        return response

    async def ask() -> bytes:
        app = web.Application()
        app.router.add_get("/api.yaml", answer)
        async with TestServer(app) as server:
            return await download(str(server.make_url("/api.yaml")))

    assert asyncio.run(ask()) == b"".join(pieces)
    monkeypatch.setattr("venuegen.importing.document.MAX_BYTES", 200_000)
    with pytest.raises(OSError, match="is larger than 200000 bytes"):
        asyncio.run(ask())
