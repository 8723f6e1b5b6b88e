"""Each rule of `venuegen diff`: two specs and exactly what is said of them, one folder a case.

`pytest tests/generator/test_diff_corpus.py --update-goldens` writes what comes out now; read the diff.
"""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from venuegen.diff.compare import Side, compare
from venuegen.diff.registry import RULES
from venuegen.diff.terminal import venue_lines
from venuegen.spec.venues import venues

CORPUS = Path(__file__).parent.parent / "corpus" / "diff"
CASES = sorted(f"{each.parent.name}/{each.name}" for each in CORPUS.glob("*/*") if each.is_dir())
TODAY = datetime.date(2026, 11, 22)
#: A word that no rule knows can only be made up: `test_diff_complete.py` does.
MADE_UP = {"other-added", "other-changed"}


def said(case: Path) -> str:
    sides = {name: Side(case / name, "") if venues(case / name) else None for name in ("before", "after")}
    diff = compare("example", sides["before"], sides["after"], today=TODAY)
    lines = [line.plain for line in venue_lines(diff) if not line.plain.startswith("  `venuegen check` refuses")]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("case", CASES)
def test_case(case: str, update_goldens: bool) -> None:
    found = said(CORPUS / case)
    expected = CORPUS / case / "expected.txt"
    if update_goldens:
        expected.write_text(found, "utf-8")
    assert found == expected.read_text("utf-8")
    assert f" {case.partition('/')[0]}  " in found, "a case lies in the folder of the rule that it shows"


def test_every_rule_has_a_case() -> None:
    assert sorted(set(RULES) - MADE_UP) == sorted({case.partition("/")[0] for case in CASES})
