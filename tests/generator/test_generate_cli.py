"""`venuegen generate` as it is typed: what it says, several venues at once, templates of the user's own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from venuegen.cli import main
from venuegen.generate.drift import drift_lines

SPEC = """spec: 1
venue: {venue}
title: Example
doc: https://example.org
checked: 2026-01-01
environments: {{production: {{urls: {{rest: https://api.example.org}}}}}}
types: {{Time: {{serverTime: ms}}}}
endpoints: {{time: {{call: GET /time, result: Time, examples: [time.json]}}}}
operations: {{fetch_time: {{call: time, result: =r.server_time}}}}
"""
EXAMPLE = {"source": "made up", "response": {"serverTime": 1}, "expect": {"fetch_time": 1_000_000}}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VENUEGEN_TRACEBACK", "1")
    _write(tmp_path, "example")
    return tmp_path


def _write(folder: Path, venue: str) -> None:
    home = folder / "venue_specs" / venue
    home.mkdir(parents=True)
    (home / "venue.yaml").write_text(SPEC.format(venue=venue))
    (home / "time.json").write_text(json.dumps(EXAMPLE))


def test_a_new_package_and_then_nothing_to_do(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["generate"]) == 0
    first = capsys.readouterr()
    assert first.out.startswith("example: ")
    assert " files written, 0 unchanged (1 endpoint, " in first.out
    assert main(["generate"]) == 0
    assert capsys.readouterr().out.startswith("example: up to date, ")


def test_a_changed_line_writes_the_files_that_show_it_and_names_them(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["generate"])
    spec = folder / "venue_specs" / "example" / "venue.yaml"
    spec.write_text(spec.read_text().replace("call: GET /time", "call: GET /times"))
    capsys.readouterr()
    assert main(["generate"]) == 0
    named = [line.split("/")[-1] for line in capsys.readouterr().err.splitlines()]
    assert "rest.py" in named
    assert "manifest.json" in named
    assert "types.py" not in named
    assert '"/times"' in (folder / "generated/venues/example/rest.py").read_text()


def test_several_venues_at_once_are_told_in_order_and_written_like_one(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for venue in ("another", "third"):
        _write(folder, venue)
    assert main(["generate", "third", "example", "another"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.partition(":")[0] for line in lines] == ["third", "example", "another", "3 venues"]
    assert lines[-1] == "3 venues: 3 up to date, 0 not"
    together = (folder / "generated/venues/example/rest.py").read_text()
    assert main(["generate", "example", "--out", "alone"]) == 0
    assert (folder / "alone/venues/example/rest.py").read_text() == together


def test_one_bad_spec_among_several_stops_no_other(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _write(folder, "worse")
    spec = folder / "venue_specs" / "worse" / "venue.yaml"
    spec.write_text(spec.read_text().replace("result: Time", "result: Tim"))
    assert main(["generate"]) == 1
    out = capsys.readouterr().out
    assert "venue_specs/worse/venue.yaml:8:" in out
    assert "worse: not generated, " in out
    assert (folder / "generated/venues/example/rest.py").is_file()
    assert not (folder / "generated/venues/worse").exists()


def test_check_sums_up_and_diff_tells_everything(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["generate"])
    client = folder / "generated/venues/example/client.py"
    client.write_text(
        client.read_text().replace("class Example(", "class Sample(").replace("class ExampleRaw(", "class S(")
    )
    (folder / "generated/venues/example/types.py").unlink()
    capsys.readouterr()
    assert main(["generate", "--check"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "example: 2 files not as the spec says; run: venuegen generate example"
    assert lines[1:3] == ["  client.py  +2 -2", "  types.py   missing"]
    assert lines[3] == "  client.py, first difference (- there, + from the spec):"
    assert "    -class Sample(VenueClient):" in lines
    assert "    -class S(ExampleEndpoints):" not in lines
    assert main(["generate", "--check", "--diff"]) == 1
    everything = capsys.readouterr().out.splitlines()
    assert "-class Sample(VenueClient):" in everything
    assert "-class S(ExampleEndpoints):" in everything
    assert "missing: types.py" in everything


def test_a_long_first_difference_is_cut() -> None:
    diff = "\n".join(
        ["--- a", "+++ b", "@@ -1,20 +0,0 @@", *(f"-{number}" for number in range(20)), "@@ -50 +30 @@", "+x"]
    )
    lines = drift_lines({"manifest.json": "--- a\n+++ b\n@@ -1 +1 @@\n-1\n+2", "a.py": diff, "old.py": "stale: old.py"})
    assert lines[:3] == ["  a.py           +1 -20", "  old.py         stale", "  manifest.json  +1 -1"]
    assert lines[4:6] == ["    @@ -1,20 +0,0 @@", "    -0"]
    assert lines[-1] == "    … 9 more lines"


def _templates(folder: Path, **files: str) -> None:
    (folder / "pyproject.toml").write_text('[tool.venuegen]\ntemplates = "our_templates"\n')
    for name, text in files.items():
        path = folder / "our_templates" / "client" / f"{name}.py.jinja"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


METHOD = """{% extends "builtin/client/client.py.jinja" %}
{% block methods %}

    def desk(self) -> str:
        \"\"\"Which desk trades on {{ view.title }}.\"\"\"
        return "{{ venue.spec.venue }} at desk 7"
{% endblock %}
"""


def test_a_block_of_a_template_is_overridden_in_the_users_repository(folder: Path) -> None:
    assert main(["generate"]) == 0
    shipped = (folder / "generated/venues/example/client.py").read_text()
    _templates(folder, client=METHOD)
    assert main(["generate"]) == 0  # the templates changed: not "up to date"
    ours = (folder / "generated/venues/example/client.py").read_text()
    added = """
    def desk(self) -> str:
        \"\"\"Which desk trades on Example.\"\"\"
        return "example at desk 7"
"""
    assert ours.replace(added, "", 1) == shipped
    assert main(["generate", "--check"]) == 0
    (folder / "our_templates" / "client" / "client.py.jinja").unlink()
    assert main(["generate"]) == 0
    assert (folder / "generated/venues/example/client.py").read_text() == shipped


def test_code_at_the_end_of_a_module_brings_its_own_imports(folder: Path) -> None:
    text = (
        '{% extends "builtin/client/mapping.py.jinja" %}\n{% block end %}\n\n\ndef half(value: Decimal) -> Decimal:\n'
    )
    _templates(folder, mapping=text + '    """Half of it."""\n    return value / 2\n{% endblock %}\n')
    assert main(["generate"]) == 0
    module = (folder / "generated/venues/example/mapping.py").read_text()
    assert "from decimal import Decimal" in module
    assert module.endswith('def half(value: Decimal) -> Decimal:\n    """Half of it."""\n    return value / 2\n')


def test_a_whole_template_is_replaced(folder: Path) -> None:
    _templates(folder, mapping='"""Ours, for {{ view.title }}."""\n')
    assert main(["generate"]) == 0
    assert (folder / "generated/venues/example/mapping.py").read_text().strip() == '"""Ours, for Example."""'


def test_a_folder_of_templates_that_is_missing_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "pyproject.toml").write_text('[tool.venuegen]\ntemplates = "our_templates"\n')
    assert main(["generate"]) == 0
    assert "templates: our_templates is no folder; the shipped templates are used" in capsys.readouterr().err
