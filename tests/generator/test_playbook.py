"""`venuegen playbook`: boxes are ticked by what exists, and by nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from venuegen.cli import main

ROOT = Path(__file__).parents[2]


def steps(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, dict[str, dict[str, Any]]]:
    """Step → text of an item → the item."""
    folders = ["--specs", str(ROOT / "venue_specs"), "--out", str(ROOT / "generated")]
    judges = ["--judges", str(ROOT / "tests" / "judges")]
    assert main(["playbook", *arguments, *folders, *judges, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    return {each["step"]: {item["text"]: item for item in each["items"]} for each in found["steps"]}


def record(environment: str, date: str, *bad: str) -> dict[str, Any]:
    findings = [{"part": part, "verdict": "refused", "detail": "", "good": False} for part in bad]
    return {"date": date, "venue": "gemini", "environment": environment, "ok": not bad, "findings": findings}


def test_what_exists_is_ticked(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    found = steps(capsys, "gemini", "--records", str(tmp_path))
    assert list(found) == [
        "Feasibility",
        "Transport",
        "Instruments",
        "Market data",
        "Execution",
        "Private streams",
        "FIX",
        "Limits",
        "Tests and evidence",
        "Certification",
        "Soak",
        "Definition of done",
    ]
    assert found["Execution"]["`create_order`"]["done"] is True
    assert found["FIX"]["sessions, where the venue has FIX"]["done"] is None
    assert found["Certification"]["certified on a testnet"]["done"] is False
    assert {each["done"] for step in ("Soak", "Definition of done") for each in found[step].values()} == {None}


def test_the_newest_record_of_an_environment_counts(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    written = [
        record("testnet", "2026-11-01T00:00:00+00:00"),
        record("testnet", "2026-11-02T00:00:00+00:00", "order canceled"),
        record("simulated", "2026-11-03T00:00:00+00:00"),
        {**record("testnet", "2026-11-09T00:00:00+00:00"), "venue": "okx"},
    ]
    for number, each in enumerate(written):
        (tmp_path / f"{number}.json").write_text(json.dumps(each))
    (tmp_path / "odd.json").write_text("[]")
    (tmp_path / "broken.json").write_text("{")
    found = steps(capsys, "gemini", "--records", str(tmp_path))["Certification"]
    assert {text: (each["done"], each["detail"]) for text, each in found.items()} == {
        "certified: simulated": (True, "2026-11-03T00:00:00+00:00"),
        "certified: testnet": (False, "2026-11-02T00:00:00+00:00; not good: order canceled"),
    }


def test_it_is_written_as_a_page(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    page = tmp_path / "playbook" / "gemini.md"
    assert main(["playbook", "gemini", "--specs", str(ROOT / "venue_specs"), "--write", str(page)]) == 0
    text = page.read_text("utf-8")
    assert text.startswith("# gemini: how far it is\n")
    assert "- [ ] a day without a surprise, recorded (a person's word)\n" in text


def test_an_unknown_venue(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["playbook", "gemin", "--specs", str(ROOT / "venue_specs")]) == 2
    assert "did you mean 'gemini'?" in capsys.readouterr().err
