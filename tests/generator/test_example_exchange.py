"""The made-up venue of the golden tests: every construct it shows passes `check`, and its vectors compute."""

import datetime
from pathlib import Path

from venuegen.check.meaning import check_meaning
from venuegen.spec.load import load_spec
from venuegen.spec.model import JwtStep

SPECS = Path(__file__).parent.parent / "golden" / "specs"


def test_the_made_up_venue_has_no_problem() -> None:
    loaded, problems = load_spec("example_exchange", SPECS)
    assert loaded is not None
    check_meaning(loaded, problems, datetime.date(2026, 11, 22))
    assert [str(each) for each in problems] == []


def test_a_token_is_signed_by_its_algorithm() -> None:
    assert JwtStep(to="t", key="k", alg="HS512", claims={}).signs_using.alg == "hmac-sha512"
    assert JwtStep(to="t", key="k", alg="ES256", claims={}).signs_using.alg == "by-key"
