"""The command line: exit codes, streams, machine readable output."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from venuegen.cli import main
from venuegen.spec.registry import RULES

GOOD = """spec: 1
venue: example
title: Example
doc: https://example.org
checked: 2026-01-01
environments: {production: {urls: {rest: https://api.example.org}}}
endpoints: {time: {call: GET /time, result: ms}}
operations: {fetch_time: {call: time, result: =r}}
"""


@pytest.fixture
def specs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VENUEGEN_TRACEBACK", "1")
    for venue, text in {"example": GOOD, "other": GOOD.replace("venue: example", "venue: other\ntitel: x")}.items():
        (tmp_path / "venue_specs" / venue).mkdir(parents=True)
        (tmp_path / "venue_specs" / venue / "venue.yaml").write_text(text)
    return tmp_path / "venue_specs"


def test_a_good_spec_is_exit_code_0(specs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "example"]) == 0
    assert capsys.readouterr().out == "example: ok\n"


def test_a_bad_spec_is_exit_code_1_and_all_are_checked(specs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 1
    out = capsys.readouterr().out
    assert out.startswith("example: ok\nvenue_specs/other/venue.yaml:3:1: error[VG101]: the spec has no key 'titel'\n")
    assert out.endswith("other: 1 error\n2 specs: 1 error, 0 warnings\n")
    assert "\x1b" not in out


def test_usage_is_exit_code_2(specs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "exmaple"]) == 2
    assert capsys.readouterr().err == ("error: there is no spec 'exmaple' in venue_specs\n  did you mean 'example'?\n")
    assert main(["check", "--specs", "nowhere"]) == 2
    assert main(["check", "--nope"]) == 2
    assert main(["nope"]) == 2


def test_json(specs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "other", "--json"]) == 1
    data = json.loads(capsys.readouterr().out)
    assert (data["ok"], data["errors"], data["warnings"]) == (False, 1, 0)
    (found,) = data["specs"][0]["diagnostics"]
    assert found["id"] == "VG101"
    assert (found["file"], found["line"], found["col"], found["end_col"]) == ("venue_specs/other/venue.yaml", 3, 1, 6)
    assert found["hint"] == "did you mean 'title'?"


def test_folders_come_from_pyproject(specs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (specs.parent / "pyproject.toml").write_text("[tool.venuegen]\nspecs = 'mine'\n")
    (specs.parent / "mine" / "third").mkdir(parents=True)
    (specs.parent / "mine" / "third" / "venue.yaml").write_text(GOOD.replace("venue: example", "venue: third"))
    assert main(["check"]) == 0
    assert capsys.readouterr().out == "third: ok\n"


def test_the_schema_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "venuegen spec, version 1"


def test_text_of_a_spec_cannot_drive_the_terminal(specs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = GOOD + 'config: {a: {type: "\\e[2Jx"}}\n'
    (specs / "example" / "venue.yaml").write_text(text)
    assert main(["check", "example"]) == 1
    assert "\x1b" not in capsys.readouterr().out
    (specs / "example" / "venue.yaml").write_text(GOOD.replace("title: Example", 'title: "\\e[2Jx"'))
    for arguments in (["explain", "example"], ["explain", "example", "title"], ["list"], ["check"]):
        main(arguments)
        assert "\x1b" not in capsys.readouterr().out, arguments


def test_a_diagnostic_is_explained(specs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 1
    assert capsys.readouterr().err.endswith("what a diagnostic means: venuegen explain VG101\n")
    assert main(["explain", "vg101"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("VG101 (error): an unknown key\n")
    assert out.endswith("page: docs/reference/diagnostics.md#vg101-an-unknown-key\n")
    assert main(["explain", "VG999"]) == 2
    assert "there is no diagnostic VG999" in capsys.readouterr().err


def test_every_diagnostic_has_its_place_in_the_reference() -> None:
    page = (Path(__file__).parents[2] / "docs" / "reference" / "diagnostics.md").read_text("utf-8")
    headings = [line.removeprefix("### ") for line in page.splitlines() if line.startswith("### ")]
    assert headings == [rule.heading for rule in RULES.values()]
    assert len({rule.page for rule in RULES.values()}) == len(RULES)


def test_a_spec_is_explained_section_by_section(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "venue_specs" / "lantern"
    folder.mkdir(parents=True)
    (folder / "venue.yaml").write_text(
        "spec: 1\nvenue: lantern\ntitle: Lantern\ndoc: https://docs.lantern.example\nchecked: 2026-01-01\n"
        'environments: {production: {urls: {rest: "https://a.example"}, const: {version: "2"}}}\n'
        "endpoints: {time: {call: GET /time, result: ms, params: {v: {type: str, const: true}}}}\n"
    )
    monkeypatch.chdir(tmp_path)
    assert main(["explain", "lantern"]) == 0
    out, err = capsys.readouterr()
    assert [line.split("  ")[0] for line in out.splitlines()] == [
        "spec: 1", "venue: lantern", "title: Lantern", "doc: https://docs.lantern.example", "checked: 2026-01-01",
        "environments", "endpoints",
    ]  # fmt: skip
    assert out.splitlines()[-1].split() == ["endpoints", "1", "part", "venue_specs/lantern/venue.yaml:7"]
    assert err == "next: venuegen explain lantern SECTION; all of it: venuegen explain lantern .\n"
    assert main(["explain", "lantern", "environments.production.const"]) == 0
    assert capsys.readouterr().out == 'environments.production.const.version: "2"  venue_specs/lantern/venue.yaml:6\n'
    assert main(["explain", "lantern", "."]) == 0
    assert "endpoints.time.params.v.const: true  " in capsys.readouterr().out
