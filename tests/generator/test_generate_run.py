"""`venuegen generate` on a made-up venue: incremental, careful with edits, clean behind itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from venuegen.generate.run import Settings, generate
from venuegen.generate.write import apply, plan
from views_support import write_spec


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    write_spec(tmp_path / "specs", orders=None, maps={}, operations=_TIME, enums={}, types=_TYPES, endpoints=_ENDPOINTS)
    return Settings(tmp_path / "specs", tmp_path / "out")


_TYPES = {"Time": {"serverTime": "ms"}}
_ENDPOINTS = {
    "server_time": {"call": "GET /time", "result": "Time", "examples": ["time.json"]},
    "private_time": {"call": "GET /private", "auth": "signed", "result": "Time"},
}
_TIME = {"fetch_time": {"call": "server_time", "result": "=r.server_time"}}


@pytest.fixture(autouse=True)
def example(tmp_path: Path, settings: Settings) -> None:
    text = json.dumps({"source": "x", "response": {"serverTime": 1}, "expect": {"fetch_time": 1_000_000}})
    (tmp_path / "specs" / "example_spot" / "time.json").write_text(text)


def test_a_second_run_renders_nothing(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    first = generate("example_spot", settings)
    assert [each.message for each in first.diagnostics] == []
    assert first.status == "written"
    monkeypatch.setattr("venuegen.generate.run._render", None)
    assert generate("example_spot", settings).status == "unchanged"


def test_a_spec_edited_during_a_run_is_generated_by_the_next(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    from venuegen.check import meaning

    file = settings.specs / "example_spot" / "venue.yaml"
    checked = meaning.check_meaning

    def edit(*args: object) -> None:
        file.write_text(file.read_text().replace("/private", "/personal"))
        checked(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(meaning, "check_meaning", edit)
    generate("example_spot", settings)
    assert '"/private"' in (settings.folder("example_spot") / "rest.py").read_text()
    monkeypatch.setattr(meaning, "check_meaning", checked)
    assert generate("example_spot", settings).status == "written"
    assert '"/personal"' in (settings.folder("example_spot") / "rest.py").read_text()


def test_a_hand_edit_is_refused_and_survives(settings: Settings) -> None:
    generate("example_spot", settings)
    edited = settings.folder("example_spot") / "rest.py"
    edited.write_text(edited.read_text() + "# mine\n")
    outcome = generate("example_spot", settings)
    assert (outcome.status, outcome.edited) == ("refused", ("rest.py",))
    assert edited.read_text().endswith("# mine\n")


def test_check_tells_the_difference_and_writes_nothing_even_when_the_manifest_agrees(settings: Settings) -> None:
    from venuegen.generate.manifest import digest

    generate("example_spot", settings)
    folder = settings.folder("example_spot")
    text = (folder / "rest.py").read_text().replace("Example", "Sample")
    (folder / "rest.py").write_text(text)
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps({**manifest, "rest.py": digest(text)}))
    outcome = generate("example_spot", settings, check=True)
    assert outcome.status == "drift"
    assert "+class ExampleSpotEndpoints:" in outcome.diffs["rest.py"]
    assert (folder / "rest.py").read_text() == text


def test_an_invalid_spec_changes_nothing(settings: Settings) -> None:
    generate("example_spot", settings)
    file = settings.specs / "example_spot" / "venue.yaml"
    file.write_text(file.read_text().replace("result: Time", "result: Tim"))
    outcome = generate("example_spot", settings)
    assert outcome.status == "invalid"
    assert (settings.folder("example_spot") / "rest.py").exists()


def test_output_is_the_same_in_every_run(settings: Settings, tmp_path: Path) -> None:
    generate("example_spot", settings)
    again = Settings(settings.specs, tmp_path / "again")
    generate("example_spot", again)
    folder = settings.folder("example_spot")
    for path in folder.rglob("*"):
        if path.is_file():
            assert path.read_bytes() == (again.folder("example_spot") / path.relative_to(folder)).read_bytes()


def test_stale_files_go_and_foreign_ones_stay(tmp_path: Path) -> None:
    folder = tmp_path / "venue"
    apply(plan(folder, {"a.py": "1\n", "tests/b.py": "2\n"}))
    (folder / "mine.py").write_text("mine")
    apply(plan(folder, {"a.py": "1\n"}))
    assert sorted(path.name for path in folder.rglob("*")) == ["a.py", "manifest.json", "mine.py"]


def test_a_file_that_no_manifest_claims_is_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("mine")
    assert plan(tmp_path, {"a.py": "1\n"}).foreign == ("a.py",)


def test_a_manifest_cannot_make_us_delete_outside_its_folder(tmp_path: Path) -> None:
    outside = tmp_path / "outside.py"
    outside.write_text("x")
    folder = tmp_path / "venue"
    folder.mkdir()
    (folder / "manifest.json").write_text(json.dumps({"../outside.py": "0", "/etc/passwd": "0"}))
    assert plan(folder, {"a.py": "1\n"}).stale == ()
