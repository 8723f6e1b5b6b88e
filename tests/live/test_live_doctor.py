"""Each verdict of the doctor, from what was counted."""

from __future__ import annotations

from typing import Any

import pytest
from venuegen.live.diagnosis import Traffic, book_verdict

GOOD: dict[str, Any] = {"connected": True, "frames": 9, "messages": 8, "live": True, "wrong": ""}


@pytest.mark.parametrize(
    ("changed", "verdict"),
    [
        ({"connected": False, "frames": 0, "messages": 0, "live": False}, "never connected"),
        ({"frames": 0, "messages": 0, "live": False}, "connected, no frames"),
        ({"messages": 0, "live": False}, "frames, but nothing decoded"),
        ({"live": False}, "decoded, but never live"),
        ({"wrong": "crossed 3 times"}, "diverged"),
        ({}, "good"),
    ],
)
def test_verdicts(changed: dict[str, Any], verdict: str) -> None:
    finding = book_verdict(**{**GOOD, **changed})
    assert finding.verdict == verdict
    assert finding.good == (verdict == "good")
    assert bool(finding.advice) == (verdict != "good")


def test_traffic_is_counted_by_kind() -> None:
    traffic = Traffic()
    for kind in ("open", "sent", "recv", "recv"):
        traffic.frame(kind, "wss://x", "{}")
    assert (traffic.opened, traffic.received) == (1, 2)
