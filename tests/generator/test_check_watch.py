"""`venuegen check --watch`: what is checked again, and how it ends. Time passes when the test says so."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from venuegen.check.watch import PAUSE
from venuegen.cli import main
from venuegen.cli.check import watching
from venuegen.report import Reporter
from venuegen.spec.venues import venues

SPEC = """spec: 1
venue: {venue}
title: Example
doc: https://example.org
checked: 2026-01-01
environments: {{production: {{urls: {{rest: https://api.example.org}}}}}}
endpoints: {{time: {{call: GET /time, result: ms}}}}
operations: {{fetch_time: {{call: time, result: =r}}}}
"""


class Steps:
    """Stands for the passing of time: each look at the files is preceded by the next step; then the user leaves."""

    def __init__(self, *steps: Callable[[], object]) -> None:
        self.steps = list(steps)
        self.waited: list[float] = []

    def __call__(self, seconds: float) -> None:
        self.waited.append(seconds)
        if not self.steps:
            raise KeyboardInterrupt
        self.steps.pop(0)()


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def specs(tmp_path: Path) -> Path:
    for venue in ("example", "other"):
        (tmp_path / venue).mkdir()
        (tmp_path / venue / "venue.yaml").write_text(SPEC.format(venue=venue))
    return tmp_path


def edit(specs: Path, venue: str, old: str, new: str) -> Callable[[], object]:
    def change() -> None:
        file = specs / venue / "venue.yaml"
        text = file.read_text()
        assert old in text
        file.write_text(text.replace(old, new))

    return change


def watched(specs: Path, *steps: Callable[[], object], out: io.StringIO | None = None) -> list[str]:
    """What was said, a text for each time that something was."""
    out = out or io.StringIO()
    report = Reporter(out=out, err=io.StringIO(), base=specs)
    assert watching(report, lambda: venues(specs), specs, wait=Steps(*steps), clock=lambda: "12:00:00") == 0
    return out.getvalue().split("12:00:00\n")[1:]


def test_checked_at_once_and_again_after_a_change_only(specs: Path) -> None:
    nothing = lambda: None  # noqa: E731
    said = watched(
        specs, nothing, edit(specs, "example", "title:", "titel:"), nothing, edit(specs, "example", "titel:", "title:")
    )
    assert len(said) == 3
    assert said[0] == said[2] == "example: ok\nother: ok\n2 specs: 0 errors, 0 warnings\n"
    assert "example/venue.yaml:3:1: error[VG101]: the spec has no key 'titel'\n" in said[1]
    assert said[1].endswith("other: ok\n2 specs: 2 errors, 0 warnings\n")


def test_a_venue_is_checked_again_for_its_own_files_and_for_shared_ones(
    specs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from venuegen.check import watch

    checked: list[str] = []
    real = watch.check_venue
    monkeypatch.setattr(
        watch, "check_venue", lambda venue, folder: (checked.append(str(venue)), real(venue, folder))[1]
    )
    (specs / "_shared").mkdir()
    watched(
        specs,
        lambda: (specs / "other" / "example.json").write_text("{}"),
        lambda: (specs / "_shared" / "base.yaml").write_text("title: x"),
        lambda: (specs / "other" / "notes.txt").write_text("nobody reads this"),
        lambda: (specs / "other" / "example.json").unlink(),
    )
    assert checked == ["example", "other", "other", "example", "other", "other"]


def test_a_new_spec_is_seen_and_a_removed_one_forgotten(specs: Path) -> None:
    def begin() -> None:
        (specs / "third").mkdir()
        (specs / "third" / "venue.yaml").write_text(SPEC.format(venue="third"))

    said = watched(specs, begin, lambda: (specs / "other" / "venue.yaml").unlink())
    assert said[1:] == [
        "example: ok\nother: ok\nthird: ok\n3 specs: 0 errors, 0 warnings\n",
        "example: ok\nthird: ok\n2 specs: 0 errors, 0 warnings\n",
    ]


def test_a_terminal_is_cleared_each_time_and_nothing_else_is(specs: Path) -> None:
    out = Terminal()
    watched(specs, edit(specs, "example", "Example", "Sample"), out=out)
    assert out.getvalue().count("\x1b[2J\x1b[3J\x1b[H") == 2
    assert "\x1b" not in "".join(watched(specs))


def test_the_files_are_looked_at_several_times_a_second() -> None:
    assert 0.1 <= PAUSE <= 0.5


def test_ctrl_c_ends_quietly_with_0(
    specs: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(seconds: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("time.sleep", interrupted)
    monkeypatch.setitem(watching.__kwdefaults__, "wait", interrupted)
    assert main(["check", "example", "--watch", "--specs", str(specs)]) == 0
    said = capsys.readouterr()
    assert said.out.splitlines()[1:] == ["example: ok"]
    assert said.err.strip() == ""


def test_usage(specs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--watch", "--json", "--specs", str(specs)]) == 2
    assert "--watch is for people" in capsys.readouterr().err
    assert main(["check", "exmaple", "--watch", "--specs", str(specs)]) == 2
