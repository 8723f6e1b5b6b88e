"""From a document to green tests: what is drafted, its TODOs answered, generates a client whose own tests pass."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from venuegen.cli import main

CORPUS = Path(__file__).parent.parent / "corpus" / "import"
DOCUMENTS = [
    ("openapi", "openapi_orders/document.yaml"),
    ("openapi", "openapi_parts/document.yaml"),
    ("openapi", "swagger_market/document.json"),
    ("postman", "postman_orders/document.json"),
    ("asyncapi", "asyncapi_streams/document.yaml"),
    ("asyncapi", "asyncapi_calls/document.yaml"),
    ("asyncapi", "asyncapi_calls/account.yaml"),
]


def test_drafts_generate_once_their_todos_are_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VENUEGEN_TRACEBACK", "1")
    for number, (kind, file) in enumerate(DOCUMENTS):
        # Streams alone make no client: they go into a spec that has calls.
        venue = "whole_0" if kind == "asyncapi" else f"whole_{number}"
        assert main(["import", kind, str(CORPUS / file), "--pick", "*", "--into", venue]) == 0
    assert "left out" not in capsys.readouterr().out, "documents share a frame, and each keeps its examples"
    fix = ["--pick", "NewOrder*", "--pick", "OrderCancel*", "--pick", "ExecutionReport"]
    assert main(["import", "fix", str(CORPUS / "fix_orders/document.xml"), *fix, "--into", "whole_1"]) == 0
    for spec in Path("venue_specs").glob("*/venue.yaml"):
        answer(spec)
    assert main(["check"]) == 0, capsys.readouterr().out
    assert main(["generate"]) == 0, capsys.readouterr().out
    assert "4 venues: 4 up to date, 0 not" in capsys.readouterr().out
    run("pytest", "-q", "-p", "no:cacheprovider", "-o", "pythonpath=generated", "generated")


def run(*command: str) -> str:
    """A module's command in a process of its own; what it says."""
    done = subprocess.run([sys.executable, "-m", *command], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


OPEN_ORDERS = {
    "\ntypes:\n": """
enums:
  Side: {contract: Side, values: [buy, sell]}

types:
  OpenOrder: {symbol: venue_symbol, id: str, client_id: str, side: Side, price: decimal, quantity: decimal,
              left: decimal}
  OpenOrders: {orders: list<OpenOrder>}
""",
    "\nendpoints:\n": """
endpoints:
  open_orders: {call: GET /api/orders, auth: signed, result: OpenOrders, examples: [open_orders]}
""",
    "\nmaps:\n": """
maps:
  order:
    to: Order
    from: OpenOrder
    set: {symbol: =m.symbol, venue_order_id: =m.id, client_order_id: =m.client_id, side: =m.side, type: limit,
          status: new, price: =m.price, quantity: =m.quantity, filled_quantity: =m.quantity - m.left,
          leaves_quantity: =m.left}
""",
    "\noperations:\n": """
operations:
  fetch_open_orders: {call: open_orders, each: =r.orders, map: order}
""",
}
OPEN_ORDER = """\
{"source": "made up", "response": {"orders": [{"symbol": "AAABBB", "id": "1", "client_id": "c", "side": "buy",
 "price": "1.5", "quantity": "2", "left": "2"}]},
 "expect": {"order": [{"symbol": "AAA/BBB", "venue_order_id": "1", "side": "buy", "price": "1.5"}]}}
"""


def test_a_dictionary_leads_to_an_order_that_is_filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`new`, two dictionaries, TODOs answered, open orders declared: the simulated venue fills an order over FIX."""
    monkeypatch.chdir(tmp_path)
    assert main(["new", "acorn", "--defaults"]) == 0
    orders = ["--pick", "NewOrderSingle", "--pick", "OrderCancelRequest"]
    assert main(["import", "fix", str(CORPUS / "fix_orders/document.xml"), *orders, "--into", "acorn"]) == 0
    market = tmp_path / "market.xml"
    market.write_bytes((CORPUS / "fix_market/document.xml").read_bytes())
    assert main(["import", "fix", str(market), "--pick", "MarketDataRequest", "--into", "acorn"]) == 0
    spec = tmp_path / "venue_specs" / "acorn" / "venue.yaml"
    answer(spec)
    text = spec.read_text().replace("tcp+tls://host:port", "tcp+tls://fix.example.com:1")
    text = text.replace(
        "logon: fix_market_logon\n      target: TargetCompID", "logon: fix_market_logon\n      target: MD"
    )
    for head, entries in OPEN_ORDERS.items():
        text = text.replace(head, entries, 1)
    spec.write_text(text)
    (spec.parent / "examples" / "open_orders.json").write_text(OPEN_ORDER)
    assert main(["check"]) == 0
    assert main(["generate"]) == 0
    told = run("venuegen", "demo", "acorn", "--fix")
    assert "FILLED            all of it is traded; this is final" in told, told
    run("pytest", "-q", "-p", "no:cacheprovider", "-o", "pythonpath=generated", "generated")
    assert (tmp_path / "generated" / "venues" / "acorn" / "tests" / "test_acorn_fix.py").is_file()


def answer(spec: Path) -> None:
    """What a person would write where a TODO stands, in the shortest form."""
    text = spec.read_text("utf-8")
    text = re.sub(r"(rest|stream): TODO[^,}\n]*", r"\1: https://api.example.com", text)
    text = text.replace("stream: https://", "stream: wss://").replace("//host:port", "//fix.example.com:1")
    text = re.sub(r"^doc: TODO.*", "doc: https://docs.example.com", text, flags=re.MULTILINE)
    text = text[: text.index("\ndoc_notes:")] + "\n" if "\ndoc_notes:" in text else text
    spec.write_text(text.replace("TODO ", ""), "utf-8")
