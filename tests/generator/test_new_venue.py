"""`venuegen new`: every variant passes `check` but for its TODOs; once they are done a working package comes of it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest
from venuegen.cli import main

SIGNING = ("query_hmac", "header_hmac", "body_hmac", "query_key", "other", "none")
VARIANTS = [(signing, websocket) for signing, websocket in product(SIGNING, ("yes", "no"))]


def begin(signing: str, websocket: str) -> Path:
    """A new spec in the working directory."""
    answers = [f"--data={key}={value}" for key, value in (("signing", signing), ("websocket", websocket))]
    name = f"new_{signing}_{websocket}"
    assert main(["new", name, "--defaults", *answers]) == 0
    return Path("venue_specs", name, "venue.yaml")


def finish(spec: Path) -> None:
    """Do what the TODOs say."""
    text = spec.read_text()
    text = re.sub(r"^doc: TODO.*", "doc: https://docs.example.com", text, flags=re.MULTILINE)
    text = re.sub(r"doc: TODO write the steps.*", "doc: The path is signed.", text)
    text = re.sub(r"no_vectors: TODO.*", "no_vectors: the documentation prints none", text)
    spec.write_text(text[: text.index("\ndoc_notes:")] + "\n")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VENUEGEN_TRACEBACK", "1")


@pytest.mark.parametrize(("signing", "websocket"), VARIANTS)
def test_only_what_is_marked_is_still_to_do(signing: str, websocket: str, capsys: pytest.CaptureFixture[str]) -> None:
    spec = begin(signing, websocket)
    capsys.readouterr()
    assert main(["check", "--json"]) == 1
    found = json.loads(capsys.readouterr().out)["specs"][0]["diagnostics"]
    marked = [number for number, line in enumerate(spec.read_text().splitlines(), 1) if "TODO" in line]
    assert [(each["id"], each["line"]) for each in found] == [("VG901", number) for number in marked]
    assert len(marked) == {"none": 2, "other": 4}.get(signing, 3)
    finish(spec)
    assert main(["check", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["errors"], data["warnings"]) == (0, 0)


@pytest.mark.parametrize(("signing", "websocket"), VARIANTS)
def test_the_file_reads_as_if_written_by_hand(signing: str, websocket: str) -> None:
    text = begin(signing, websocket).read_text()
    assert "\n\n\n" not in text
    assert re.search(r"[ \t]\n", text) is None
    assert re.search(r":\n\n", text) is None
    assert not re.search(r"\[[%\[#]|[%\]#]\]", text)
    assert ("\nws:\n" in text) is (websocket == "yes")
    assert ("\nauth:\n" in text) is (signing != "none")


def test_what_is_generated_passes_its_own_tests(capsys: pytest.CaptureFixture[str]) -> None:
    variants = [
        ("query_hmac", "yes"),
        ("header_hmac", "no"),
        ("body_hmac", "yes"),
        ("query_key", "no"),
        ("none", "yes"),
    ]
    for signing, websocket in variants:
        finish(begin(signing, websocket))
    assert main(["generate"]) == 0, capsys.readouterr().out
    assert "5 venues: 5 up to date, 0 not" in capsys.readouterr().out
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-o", "pythonpath=generated"]
    done = subprocess.run([*command, "generated"], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    passed = re.search(r"(\d+) passed", done.stdout)
    assert passed is not None
    assert int(passed[1]) > 80


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["new", "Upper"], 2, "'Upper' is no venue id"),
        (["new", "fine", "--data", "signing"], 2, "'signing' is no answer"),
        (["new", "fine", "--data", "colour=red"], 2, "write KEY=VALUE with one of title, rest, signing"),
        (["new", "fine", "--defaults", "--data", "rest=nowhere"], 2, "an address such as https://api.example.com"),
        (["new", "../fine"], 2, "'../fine' is no venue id"),
        (["new", "class", "--yes"], 2, "a word of Python, and so of no package"),
        (["new", "fine", "--data", "websocket=maybe"], 2, "write websocket= with one of yes, no, true, false"),
        (["new", "fine", "--yes", "--specs", "/proc/none"], 2, "no spec was written: "),
    ],
)
def test_answers_that_cannot_be(arguments: list[str], code: int, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == code
    assert said in capsys.readouterr().err
    assert not Path("venue_specs/fine/venue.yaml").exists()


def test_a_spec_that_is_there_is_not_overwritten(capsys: pytest.CaptureFixture[str]) -> None:
    spec = begin("none", "no")
    spec.write_text("mine")
    assert main(["new", spec.parent.name, "--defaults"]) == 1
    assert "is there already" in capsys.readouterr().err
    assert spec.read_text() == "mine"
