"""What the documentation shows of `venuegen diff` is what it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from test_diff_git import repository  # noqa: F401
from venuegen.cli import main
from venuegen.diff.registry import RULES

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "reviewing.md").read_text("utf-8")


def test_the_output_shown_is_that_of_a_case() -> None:
    case = ROOT / "tests" / "corpus" / "diff" / "signing-changed" / "what_is_signed" / "expected.txt"
    assert f"```text\n{case.read_text('utf-8')}```" in PAGE


@pytest.mark.usefixtures("repository")
def test_the_commands_shown_run() -> None:
    from test_diff_git import git

    git(Path.cwd(), "tag", "v1.2")
    block = PAGE.split("```sh\n")[1].partition("```")[0]
    commands = [line.partition("#")[0].split()[1:] for line in block.splitlines()]
    assert len(commands) == 6
    for command in commands:
        assert main(["example" if word == "my_exchange" else word for word in command]) == 0


def test_the_rules_named_are_rules() -> None:
    named = re.findall(r"^  ([a-z]+(?:-[a-z]+)+):$", PAGE, re.MULTILINE)
    assert named == ["limit-raised", "parameter-removed"]
    assert set(named) <= set(RULES)
