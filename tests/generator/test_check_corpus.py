"""Each diagnostic: a bad spec and its exact output, one folder a case.

`pytest tests/generator/test_check_corpus.py --update-goldens` writes what comes out now; read the diff.
"""

from __future__ import annotations

import datetime
import io
from pathlib import Path

import pytest
from venuegen.check import check_venue
from venuegen.report import Reporter
from venuegen.spec.registry import RULES

CORPUS = Path(__file__).parent.parent / "corpus" / "errors"
CASES = sorted(each.name for each in CORPUS.iterdir() if each.is_dir())
TODAY = datetime.date(2026, 11, 22)


def output(case: Path) -> str:
    nested = [each.name for each in case.iterdir() if each.is_dir() and (each / "venue.yaml").is_file()]
    problems = check_venue(nested[0] if nested else case / "venue.yaml", case, today=TODAY)
    text = io.StringIO()
    Reporter(out=text, base=case).diagnostics(problems)
    return text.getvalue()


@pytest.mark.parametrize("case", CASES)
def test_case(case: str, update_goldens: bool) -> None:
    found = output(CORPUS / case)
    expected = CORPUS / case / "expected.txt"
    if update_goldens:
        expected.write_text(found, "utf-8")
    assert found == expected.read_text("utf-8")
    assert f"[{case[:5].upper()}]" in found, "a case is named after the diagnostic that it shows"


def test_every_diagnostic_has_a_case() -> None:
    assert sorted(RULES) == sorted({case[:5].upper() for case in CASES})


def test_hostile_text_where_text_is_allowed_is_only_text() -> None:
    """Quotes, braces, newlines, templates and code in names, docs, URLs and examples: fine, and never run."""
    problems = check_venue(CORPUS.parent / "hostile", CORPUS.parent, today=TODAY)
    assert [each.message for each in problems] == []
