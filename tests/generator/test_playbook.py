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


def record(environment: str, date: str, *bad: str, **more: Any) -> dict[str, Any]:
    good = ("order placed", "order canceled", "cleaned up") if more.get("trade") else ()
    findings = [{"part": part, "verdict": "refused", "detail": "", "good": False} for part in bad]
    findings += [{"part": part, "verdict": "good", "detail": "", "good": True} for part in good if part not in bad]
    return {"date": date, "venue": "gemini", "environment": environment, "ok": not bad, "findings": findings} | more


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
    assert found["Soak"]["a book was watched for a day at the real venue"]["done"] is False
    assert {text: each["done"] for text, each in found["Definition of done"].items()} == {
        "`venuegen check` says nothing": True,
        "what the methods use has an official example": True,
        "reviewed by a second person against the playbook's list": None,
    }


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
        "orders certified on a testnet": (
            False,
            "`venuegen doctor gemini --environment sandbox --trade --record records/`",
        ),
    }


def test_orders_and_a_soak_are_certified_by_records_of_their_own(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    written = [
        record("testnet", "2026-11-01T00:00:00+00:00", trade=True, seconds=5.0),
        record("testnet", "2026-11-02T00:00:00+00:00", trade=False, seconds=86_400.0),
        record("simulated", "2026-11-03T00:00:00+00:00", "order canceled", trade=True, seconds=90_000.0),
    ]
    for number, each in enumerate(written):
        (tmp_path / f"{number}.json").write_text(json.dumps(each))
    found = steps(capsys, "gemini", "--records", str(tmp_path))
    assert {text: (each["done"], each["detail"][:10]) for text, each in found["Certification"].items()} == {
        "certified: simulated": (False, "2026-11-03"),
        "certified: testnet": (True, "2026-11-02"),
        "orders certified: simulated": (False, "2026-11-03"),
        "orders certified: testnet": (True, "2026-11-01"),
    }
    (soak,) = found["Soak"].values()
    assert (soak["done"], soak["detail"]) == (True, "2026-11-02T00:00:00+00:00")


def test_a_record_that_placed_nothing_certifies_no_orders(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    bare = {**record("testnet", "2026-11-01T00:00:00+00:00"), "trade": True}
    (tmp_path / "1.json").write_text(json.dumps(bare))
    found = steps(capsys, "gemini", "--records", str(tmp_path))["Certification"]
    assert found["certified: testnet"]["done"] is True
    assert found["orders certified: testnet"]["done"] is False


def test_orders_over_fix_alone_are_offered(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    found = steps(capsys, "bitvavo", "--records", str(tmp_path))
    assert found["Execution"]["`create_order`"]["done"] is True
    assert found["Execution"]["`create_order`"]["detail"].startswith("FIX: `NewOrderSingle`")
    assert found["Market data"]["`watch_order_book`"]["done"] is False


def test_it_is_written_as_a_page(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    page = tmp_path / "playbook" / "gemini.md"
    assert main(["playbook", "gemini", "--specs", str(ROOT / "venue_specs"), "--write", str(page)]) == 0
    text = page.read_text("utf-8")
    assert text.startswith("# gemini: how far it is\n")
    assert "- [ ] reviewed by a second person against the playbook's list (a person's word)\n" in text


def test_an_unknown_venue(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["playbook", "gemin", "--specs", str(ROOT / "venue_specs")]) == 2
    assert "did you mean 'gemini'?" in capsys.readouterr().err
