"""The pages that say what speaks for each spec."""

from __future__ import annotations

from pathlib import Path

import pytest
from venuegen.cli import main
from venuegen.evidence.judges import Difference, Judge, judges_of
from venuegen.evidence.page import _document
from venuegen.evidence.pages import _cell

ROOT = Path(__file__).parent.parent.parent
PAGES = ROOT / "docs" / "venues"


def test_the_committed_pages_are_current(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert main(["evidence", "--check"]) == 0


def test_a_stale_page_is_told_and_written_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    (tmp_path / "gone.md").write_text("# a venue that there is no more\n")
    (tmp_path / "index.md").write_text("# old\n")
    assert main(["evidence", "--out", str(tmp_path), "--check"]) == 1
    told = capsys.readouterr().err
    assert f"out of date: {tmp_path / 'gone.md'}" in told
    assert f"out of date: {tmp_path / 'index.md'}" in told
    assert main(["evidence", "--out", str(tmp_path)]) == 0
    assert sorted(each.name for each in tmp_path.iterdir()) == sorted(each.name for each in PAGES.iterdir())
    assert main(["evidence", "--out", str(tmp_path), "--check"]) == 0


def test_what_a_page_says_of_a_known_venue() -> None:
    lines = (PAGES / "binance_spot.md").read_text("utf-8").splitlines()
    assert "| `create_order` | `POST /api/v3/order`, or `order.place` over `ws_api` | `new_order` |" in lines
    assert any(line.startswith("Not offered: `fetch_status`, ") and "`fetch_positions`" in line for line in lines)
    assert "| `BINANCE_SPOT_API_SECRET` | may be left out | Secret of an HMAC key. |" in lines
    hosts = "`testnet.binance.vision`, `stream.testnet.binance.vision`, `ws-api.testnet.binance.vision`"
    assert f"| `testnet` | {hosts} | Orders and balances are wiped about once a month; keys are kept. |" in lines
    window = "Milliseconds after which the venue refuses a request as too old."
    assert f"| `recv_window` | int; default `5000` | {window} |" in lines
    assert "| clock | `-1021` | ClockSkew |" in lines
    assert "| nonce | undocumented |  |" in lines
    assert "| unknown outcome | `-1006`, `-1007`, `5xx` | VenueUnavailable, outcome unknown |" in lines
    assert "No hook: the spec says everything." in lines
    assert any("docs_new_order_hmac" in line and "rest-api.md" in line for line in lines)


def test_what_a_page_says_of_fix() -> None:
    lines = (PAGES / "binance_spot.md").read_text("utf-8").splitlines()
    assert "FIX.4.4; dictionaries: fix/oe.xml, fix/md.xml." in lines
    assert any(
        line.startswith("- **`order_entry`** at tcp+tls://fix-oe.binance.com:9000, Logon signed by `fix_logon`.")
        for line in lines
    )
    assert "    - Sequence numbers begin anew with each Logon; missed messages are not sent again." in lines
    limits = "10000/10s messages, 15/30s connections"
    assert f"    - Heartbeat 30s, at least 5s, at most 60s; limits: {limits}." in lines
    assert "| `watch_trades` | `MarketDataRequest` over `market_data` |  |" in lines
    assert "| `TimeInForce` | GOOD_TILL_CANCEL is gtc, IMMEDIATE_OR_CANCEL is ioc, FILL_OR_KILL is fok |" in lines
    index = (PAGES / "index.md").read_text("utf-8")
    said = "`create_order`, `cancel_order`, `cancel_all_orders`, `watch_orders`, `watch_fills`"
    assert f"- [Bitvavo](bitvavo.md): FIX.4.4; {said}" in index.splitlines()
    assert "Over FIX" not in (PAGES / "okx.md").read_text("utf-8")


def test_judges_are_read_and_not_run(tmp_path: Path) -> None:
    (tmp_path / "test_aaa_other.py").write_text(
        '"""Orders beside another program\'s.\n\nMore."""\n'
        "raise SystemExit\n"
        'WHY = "the other one rounds"\n'
        'DIFFERENCES = {"price": (Difference("a", WHY, "docs, prices"), Difference("reason", "source"))}\n'
    )
    (tmp_path / "test_aaa_bbb_other.py").write_text('"""Of a venue whose id is longer."""\n')
    (judge,) = judges_of("aaa", tmp_path, ["aaa", "aaa_bbb"])
    assert judge.says == "Orders beside another program's."
    assert judge.reasons == [
        ("`price`", "the other one rounds", "docs, prices"),
        ("`price`", "reason", "source"),
    ]
    assert judge.differences == (
        Difference("price", "the other one rounds", "docs, prices"),
        Difference("price", "reason", "source"),
    )


def test_differences_of_one_reason_are_told_together() -> None:
    same = [Difference(of, "why", "docs") for of in ("a", "?", "b", "a")]
    assert Judge("test_x.py", "", tuple(same)).reasons == [("`a`, `b`", "why", "docs")]


@pytest.mark.parametrize(
    ("source", "document"),
    [
        ("docs.example.com/a#b", "docs.example.com/a"),
        ("docs.example.com/a, Orders", "docs.example.com/a"),
        ("docs.example.com/a (one page, Orders), more", "docs.example.com/a (one page, Orders)"),
    ],
)
def test_the_document_of_a_source(source: str, document: str) -> None:
    assert _document(source) == document


def test_text_of_a_spec_is_no_markup() -> None:
    assert _cell("a | b\n<script> [x](y)") == "a \\| b &lt;script> \\[x\\](y)"
