"""Whatever stands in a spec, comparing it ends in words: wrong specs on either side, lines that are cut or swapped."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
from venuegen.diff.compare import Side, compare
from venuegen.diff.events import Event, VenueDiff
from venuegen.diff.markdown import page
from venuegen.diff.terminal import venue_lines

TESTS = Path(__file__).parents[1]
WRONG = TESTS / "corpus" / "errors"
WHOLE = TESTS / "golden" / "specs"
CASES = sorted(each.name for each in WRONG.iterdir() if (each / "venue.yaml").is_file())


def say(before: Side | None, after: Side | None, venue: str) -> str:
    diff = compare(venue, before, after)
    assert all(each.says and each.rule for each in diff.events)
    lines = "\n".join(each.plain for each in venue_lines(diff))
    assert "\x1b" not in lines
    return lines + page([diff], "base")


@pytest.mark.parametrize("case", CASES)
def test_a_wrong_spec_on_either_side(case: str, tmp_path: Path) -> None:
    for name, source in {"wrong": WRONG / case, "right": WHOLE / "example_chain"}.items():
        shutil.copytree(source, tmp_path / name / "venue")
    wrong, right = Side(tmp_path / "wrong", ""), Side(tmp_path / "right", "")
    assert say(right, wrong, "venue")
    assert say(wrong, right, "venue")


@pytest.mark.parametrize("seed", range(25))
def test_lines_that_are_cut_swapped_or_doubled(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    venue = chance.choice(["example_exchange", "example_futures", "rpc"])
    shutil.copytree(WHOLE / venue, tmp_path / venue)
    file = tmp_path / venue / "venue.yaml"
    lines = file.read_text("utf-8").splitlines()
    for _ in range(chance.randint(1, 3)):
        at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        match chance.randrange(4):
            case 0:
                del lines[at]
            case 1:
                lines[at], lines[other] = lines[other], lines[at]
            case 2:
                lines[at] = lines[at][: chance.randint(0, len(lines[at]))]
            case _:
                lines.insert(at, lines[other])
    file.write_text("\n".join(lines), "utf-8")
    assert say(Side(WHOLE, ""), Side(tmp_path, ""), venue)
    assert say(Side(tmp_path, ""), Side(WHOLE, ""), venue)


def test_text_of_a_spec_drives_no_terminal_and_no_page(tmp_path: Path) -> None:
    for name, text in {"old": "plain", "new": "\\e[31m</td><script>x</script>|`a` @b ![x](y)\\u202e"}.items():
        shutil.copytree(WHOLE / "rpc", tmp_path / name / "rpc")
        file = tmp_path / name / "rpc" / "venue.yaml"
        lines = [line for line in file.read_text("utf-8").splitlines() if not line.startswith("title:")]
        file.write_text("\n".join([*lines, f'title: "{text}"', f'doc_notes: ["{text}"]']), "utf-8")
    said = say(Side(tmp_path / "old", ""), Side(tmp_path / "new", ""), "rpc")
    assert "\x1b" not in said
    assert "\u202e" not in said
    rows = [line for line in said.splitlines() if line.startswith("| NOTE")]
    assert len(rows) == 3
    assert all(row.count(" | ") == 3 for row in rows), "no column of a spec's own"


def test_a_page_stays_short_enough_for_a_comment() -> None:
    events = tuple(
        Event("limit-raised", "error", f"limits.buckets.b{at}.budget", "changed", "More.", at, "9" * 300, "a.yaml", at)
        for at in range(400)
    )
    one = page([VenueDiff("example", "changed", events)], "base")
    assert "| | | | 350 more: `venuegen diff` shows all |" in one
    many = page([VenueDiff(f"example{at}", "changed", events) for at in range(40)], "base")
    assert len(one) < len(many) < 61_000
    assert many.rstrip().endswith("`venuegen diff` shows all of it.*")
