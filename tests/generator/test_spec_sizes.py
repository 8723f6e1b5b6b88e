"""A spec is short: what is long in it is a word that the language lacks."""

from __future__ import annotations

from pathlib import Path

import pytest

SPECS = Path(__file__).parents[2] / "venue_specs"
VENUES = sorted(path.parent.name for path in SPECS.glob("*/venue.yaml"))
WHOLE_API = {"binance_spot"}
"""Specs of all that a venue offers, not only of what the contract asks for."""
FIX = "fix.yaml"
"""A second protocol with its own logon, sessions and messages; the dictionaries stand beside it."""


@pytest.mark.parametrize("venue", VENUES)
def test_no_line_is_longer_than_a_screen(venue: str) -> None:
    files = sorted((SPECS / venue).glob("*.yaml"))
    long = [
        f"{file.name}:{number}"
        for file in files
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        if len(line) > 120
    ]
    assert long == []


@pytest.mark.parametrize("venue", [each for each in VENUES if each not in WHOLE_API])
def test_a_thousand_lines_and_forty_five_kilobytes_are_enough(venue: str) -> None:
    texts = [file.read_text("utf-8") for file in sorted((SPECS / venue).glob("*.yaml")) if file.name != FIX]
    assert sum(text.count("\n") for text in texts) <= 1_000
    assert sum(len(text.encode()) for text in texts) <= 45_000


@pytest.mark.parametrize("venue", [each for each in VENUES if (SPECS / each / FIX).exists()])
def test_four_hundred_lines_and_eighteen_kilobytes_are_enough_for_fix(venue: str) -> None:
    text = (SPECS / venue / FIX).read_text("utf-8")
    assert text.count("\n") <= 400
    assert len(text.encode()) <= 18_000
