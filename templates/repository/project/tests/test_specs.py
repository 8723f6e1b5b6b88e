"""What holds for every venue of this repository. Tests of one venue, written by hand, go beside this file."""

from pathlib import Path

from venuegen.cli import main

ROOT = Path(__file__).parents[1]


def test_specs_are_valid_and_clients_are_up_to_date() -> None:
    folders = ["--specs", str(ROOT / "venue_specs"), "--out", str(ROOT / "generated")]
    if any((ROOT / "venue_specs").glob("*/venue.yaml")):
        assert main(["check", *folders[:2]]) == 0
        assert main(["generate", "--check", *folders]) == 0
