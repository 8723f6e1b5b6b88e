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
    fix = ["--pick", "NewOrder*", "--pick", "OrderCancel*", "--pick", "ExecutionReport"]
    assert main(["import", "fix", str(CORPUS / "fix_orders/document.xml"), *fix, "--into", "whole_1"]) == 0
    for spec in Path("venue_specs").glob("*/venue.yaml"):
        answer(spec)
    assert main(["check"]) == 0, capsys.readouterr().out
    assert main(["generate"]) == 0, capsys.readouterr().out
    assert "4 venues: 4 up to date, 0 not" in capsys.readouterr().out
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-o",
        "pythonpath=generated",
        "generated",
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def answer(spec: Path) -> None:
    """What a person would write where a TODO stands, in the shortest form."""
    text = spec.read_text("utf-8")
    text = re.sub(r"(rest|stream): TODO[^,}\n]*", r"\1: https://api.example.com", text)
    text = text.replace("stream: https://", "stream: wss://")
    # The produced request test writes 0.10 of a JSON number as 0.1, the client as it was given.
    text = text.replace("      price: opt<number>\n", "      price: opt<decimal>\n")
    text = re.sub(r"^doc: TODO.*", "doc: https://docs.example.com", text, flags=re.MULTILINE)
    text = text[: text.index("\ndoc_notes:")] + "\n" if "\ndoc_notes:" in text else text
    spec.write_text(text.replace("TODO ", ""), "utf-8")
