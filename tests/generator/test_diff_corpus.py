"""Each rule of `venuegen diff`: two specs and exactly what is said of them, one folder a case.

`pytest tests/generator/test_diff_corpus.py --update-goldens` writes what comes out now; read the diff.
"""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from venuegen.diff.compare import Side, compare
from venuegen.diff.events import VenueDiff
from venuegen.diff.proof import PROOFS
from venuegen.diff.registry import RULES
from venuegen.diff.terminal import venue_lines
from venuegen.spec.venues import venues

CORPUS = Path(__file__).parent.parent / "corpus" / "diff"
CASES = sorted(f"{each.parent.name}/{each.name}" for each in CORPUS.glob("*/*") if each.is_dir())
TODAY = datetime.date(2026, 11, 22)
#: A word that no rule knows can only be made up: `test_diff_complete.py` does.
MADE_UP = {"other-added", "other-changed"}
#: What speaks for a change: with one of these beside it, a danger that is not proven shows that not just anything does.
EVIDENCE = {"vector-added", "vector-changed", "example-added", "example-changed", "docs-changed"}


def of(case: Path) -> VenueDiff:
    sides = {name: Side(case / name, "") if venues(case / name) else None for name in ("before", "after")}
    return compare("example", sides["before"], sides["after"], today=TODAY)


def said(case: Path) -> str:
    lines = [line.plain for line in venue_lines(of(case)) if not line.plain.startswith("  `venuegen check` refuses")]
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


def test_every_kind_of_proof_is_shown_to_prove_and_not_to_be_proven_by_somebody_elses() -> None:
    """A danger with a proof of its kind, and one beside evidence that speaks of another part."""
    proven: set[str] = set()
    refuted: set[str] = set()
    for case in CASES:
        events = of(CORPUS / case).events
        beside = any(each.rule in EVIDENCE for each in events)
        proven |= {each.needs for each in events if each.proof}
        refuted |= {each.needs for each in events if each.wanted and beside}
        assert all(bool(each.needs) == (RULES[each.rule].level == "danger") for each in events), case
        assert all(bool(each.proof) != bool(each.wanted) for each in events if each.needs), case
        limits = {each.needs for each in events if each.rule in ("limit-raised", "limit-changed")}
        assert limits <= {"stated"}, "no payload shows what a venue allows"
    kinds = {each.id for each in PROOFS}
    assert (sorted(kinds - proven), sorted(kinds - refuted)) == ([], [])
