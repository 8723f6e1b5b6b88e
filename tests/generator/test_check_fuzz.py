"""Whatever stands in a spec's files, only diagnostics come out."""

from __future__ import annotations

import datetime
import random
import shutil
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from venuegen.check import check_venue
from venuegen.report import Reporter
from venuegen.spec.registry import RULES

SPECS = Path(__file__).parent.parent.parent / "venue_specs"
VENUE = next(each for each in sorted(SPECS.iterdir()) if (each / "venue.yaml").is_file())
TEXT = (VENUE / "venue.yaml").read_text("utf-8")
TODAY = datetime.date(2999, 1, 1)
SPLICES = [
    *"{}[]:,&*!|>'\"%@`#-?=\\\t\n \0\x85\u2028",
    "\n---\n", "=f(a, b)", "{name}", "<<: *a", "$like: ", "$remove: [", "null", "~", "1e9999", "0x", "-", "yes", "TODO",
    "\n<<<<<<< a\n", "\ud7ff", "💥", "=" + "(" * 400, "=" + "-" * 900 + "1", "=" + "a." * 500 + "b", "list<" * 60,
    "=9**9**9", "='a' * 10 ** 12", "=1 << 10 ** 12", "{" * 70, "[" * 70, "\r", "\ufeff", "=not " * 300 + "1",
]  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("specs") / VENUE.name
    shutil.copytree(VENUE, target)
    return target


def mutated(seed: int, changes: int) -> str:
    """A repeatable mutation: lines deleted, doubled, moved or swapped, characters flipped, hostile text put in."""
    chance = random.Random(seed)
    lines = TEXT.split("\n")
    for _ in range(changes):
        at = chance.randrange(len(lines))
        kind = chance.randrange(7)
        if kind == 0 and len(lines) > 1:
            del lines[at]
        elif kind == 1:
            lines.insert(at, lines[chance.randrange(len(lines))])
        elif kind == 2:
            lines[at] = (" " * chance.randrange(8)) + lines[at].strip()
        elif kind == 3 and lines[at]:
            place = chance.randrange(len(lines[at]))
            lines[at] = lines[at][:place] + chr(chance.randrange(32, 0x250)) + lines[at][place + 1 :]
        elif kind == 4:
            place = chance.randrange(len(lines[at]) + 1)
            lines[at] = lines[at][:place] + chance.choice(SPLICES) + lines[at][place:]
        elif kind == 5:
            head, colon, tail = lines[at].partition(": ")
            lines[at] = head + colon + chance.choice([*SPLICES, tail[::-1], "[]", "{}", '""', "7", "=m", "=style.type"])
        else:
            words = lines[at].split(" ")
            chance.shuffle(words)
            lines[at] = " ".join(words)
    return "\n".join(lines)


def check_text(folder: Path, data: bytes) -> None:
    (folder / "venue.yaml").write_bytes(data)
    problems = check_venue(folder.name, folder.parent, today=TODAY)
    reporter = Reporter(base=folder)
    for each in problems:
        assert each.id in RULES
        assert each.message
        assert "Traceback" not in reporter.diagnostic_text(each)


@given(seed=st.integers(0, 2**32), changes=st.integers(1, 6))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_mutations_of_a_real_spec(folder: Path, seed: int, changes: int) -> None:
    check_text(folder, mutated(seed, changes).encode("utf-8", "surrogatepass"))


@given(data=st.binary(max_size=400))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_bytes(folder: Path, data: bytes) -> None:
    check_text(folder, data)


@given(seed=st.integers(0, 2**32), cut=st.integers(0, len(TEXT)))
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_spec_cut_in_the_middle(folder: Path, seed: int, cut: int) -> None:
    check_text(folder, TEXT[:cut].encode())


def test_nesting_does_not_exhaust_the_stack(folder: Path) -> None:
    for opening in ("[", "{a: ", "- ", "? "):
        check_text(folder, (opening * 20_000).encode())
        assert sys.getrecursionlimit() <= 10_000
