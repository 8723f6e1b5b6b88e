"""Judges are programs and recordings that are not ours. Where one is absent its tests skip; CI forbids that."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--no-skips", action="store_true", help="a skipped test is a failure")


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):  # type: ignore[no-untyped-def]
    outcome = yield
    report = outcome.get_result()
    if report.skipped and item.config.getoption("--no-skips"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        report.outcome = "failed"
        report.longrepr = f"skipped where nothing may be skipped: {reason}"


@pytest.fixture(scope="session")
def recordings() -> Path:
    """Folder with recorded exchange traffic; not part of the repository."""
    folder = Path(os.environ.get("VENUEGEN_RECORDINGS", REPOSITORY.parent / "shared" / "recordings"))
    if not folder.is_dir():
        pytest.skip(f"no recordings at {folder} (set VENUEGEN_RECORDINGS)")
    return folder
