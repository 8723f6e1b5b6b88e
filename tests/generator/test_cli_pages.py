"""What people see of the command line before and while it works: help, completion, progress, and Ctrl-C."""

from __future__ import annotations

import io
import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import typer
from venuegen.cli import main
from venuegen.cli._app import _application, command_names
from venuegen.cli._help import HELP
from venuegen.report import Reporter

ROOT = Path(__file__).parents[2]
CLI: Any = typer.main.get_command(_application())


def test_every_command_has_a_page_and_no_page_is_left_over() -> None:
    assert sorted(HELP) == sorted(command_names())


@pytest.mark.parametrize("name", command_names())
def test_help_says_what_an_example_exit_codes_and_what_comes_next(
    name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert main([name, "--help"]) == 0
    page = capsys.readouterr().out
    assert all(
        part in page for part in ("Usage: venuegen", "Examples:\n", "Exit codes:\n    0 ", "    2 usage", "Next: ")
    )
    assert len(HELP[name].line) <= 57, "a narrow terminal cuts it in the list of commands"
    assert HELP[name].line in _listed(capsys)


def _listed(capsys: pytest.CaptureFixture[str]) -> str:
    assert main(["--help"]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("example", [line for each in HELP.values() for line, _ in each.examples])
def test_examples_are_commands_that_are_understood(example: str) -> None:
    words = shlex.split(example.partition(" > ")[0])
    command = CLI.get_command(None, words[0])
    command.make_context(words[0], words[1:]).close()  # raises for an option or a value that there is not


# ------------------------------------------------------------------------------------------------ completion

SPEC = """\
spec: 1
venue: lantern
title: Lantern
doc: https://docs.lantern.example
checked: 2026-01-01
environments: {production: {urls: {rest: "https://a.example"}}, paper: {urls: {rest: "https://b.example"}}}
endpoints: {time: {call: GET /time, result: ms}, trades: {call: GET /trades, result: json}}
test_symbols: {AAA-BBB: AAA/BBB, CCC-BBB: [CCC/BBB, CCC/BBB:BBB]}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("lantern", "ladder"):
        (tmp_path / "venue_specs" / name).mkdir(parents=True)
        (tmp_path / "venue_specs" / name / "venue.yaml").write_text(SPEC.replace("venue: lantern", f"venue: {name}"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def offered(line: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What Tab offers at the end of a line, asked as bash asks."""
    monkeypatch.setenv("_VENUEGEN_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", line)
    monkeypatch.setenv("COMP_CWORD", str(line.count(" ")))
    capsys.readouterr()
    assert main([]) == 0
    return capsys.readouterr().out.split()


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("venuegen ch", ["check"]),
        ("venuegen check la", ["ladder", "lantern"]),
        ("venuegen check lantern la", ["ladder"]),
        ("venuegen generate lan", ["lantern"]),
        ("venuegen book lantern A", ["AAA/BBB"]),
        ("venuegen record lantern AAA/BBB C", ["CCC/BBB", "CCC/BBB:BBB"]),
        ("venuegen doctor lantern --environment p", ["production", "paper"]),
        ("venuegen simulate lantern --symbol A", ["AAA/BBB"]),
        ("venuegen explain lantern end", ["endpoints"]),
        ("venuegen explain lantern endpoints.t", ["endpoints.time", "endpoints.trades"]),
        ("venuegen explain VG30", ["VG301", "VG302"]),
        ("venuegen learn x.jsonl --venue lan", ["lantern"]),
        ("venuegen import op", ["openapi"]),
        ("venuegen diff --fail-on d", ["danger"]),
    ],
)
def test_tab_offers_what_there_is(
    line: str, expected: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert offered(line, monkeypatch, capsys) == expected


def test_tab_offers_revisions_and_venues_to_diff(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    for arguments in (["init", "-q", "-b", "lamp"], ["commit", "-q", "--allow-empty", "-m", "x"], ["tag", "v1"]):
        subprocess.run(["git", *who, *arguments], cwd=folder, check=True)
    assert offered("venuegen diff la", monkeypatch, capsys) == ["lamp", "ladder", "lantern"]
    assert offered("venuegen diff v", monkeypatch, capsys) == ["v1"]


def test_a_spec_that_is_half_written_offers_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "venue_specs" / "lantern" / "venue.yaml").write_text("spec: 1\nvenue: {")
    assert offered("venuegen book lantern A", monkeypatch, capsys) == []


# ------------------------------------------------------------------------------------------------ progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_one_line_that_is_gone_before_anything_else_is_said() -> None:
    err = Terminal()
    report = Reporter(out=err, err=err)
    report.progress("checking 1 of 2: a\x1b[31m")
    report.progress("checking 2 of 2: b")
    report.line("a: ok")
    report.progress("")
    assert err.getvalue() == ("\r\x1b[2Kchecking 1 of 2: a\ufffd[31m\r\x1b[2Kchecking 2 of 2: b\r\x1b[2Ka: ok\n")


@pytest.mark.parametrize("report", [Reporter(err=io.StringIO()), Reporter(as_json=True, err=Terminal())])
def test_nothing_of_it_is_written_where_no_person_looks(report: Reporter) -> None:
    report.progress("checking 1 of 2: a")
    report.progress("")
    assert isinstance(report.err, io.StringIO)
    assert report.err.getvalue() == ""


# ------------------------------------------------------------------------------------------------ Ctrl-C


@pytest.mark.skipif(sys.platform == "win32", reason="signals of a terminal")
@pytest.mark.parametrize("command", [["check"], ["generate", "--out", "out"], ["diff", "HEAD~20"]])
def test_ctrl_c_ends_a_command_at_once_without_a_traceback(command: list[str], tmp_path: Path) -> None:
    if command[0] == "generate":
        command = [*command[:-1], str(tmp_path)]
    run = subprocess.Popen(
        [sys.executable, "-m", "venuegen", *command],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    time.sleep(2.0)  # it works on venues by now
    os.killpg(run.pid, signal.SIGINT)  # as a terminal does: to every process of the command
    try:
        out, err = run.communicate(timeout=20)
    finally:
        if run.poll() is None:
            os.killpg(run.pid, signal.SIGKILL)
    assert "Traceback" not in out + err
    assert run.returncode in (130, 0, 1, -signal.SIGINT), "interrupted; or done by then"
    with pytest.raises(ProcessLookupError):
        os.killpg(run.pid, 0)
