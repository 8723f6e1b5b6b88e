"""Options and fixtures of the project's own tests."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-goldens", action="store_true", help="Write what comes out as what is expected from now on."
    )
    parser.addoption("--every", action="store_true", help="Each venue, where some of them stand for all otherwise.")


@pytest.fixture
def update_goldens(request: pytest.FixtureRequest) -> bool:
    """Whether expected outputs are to be written instead of compared."""
    return bool(request.config.getoption("--update-goldens"))
