"""Durations as specs write them: `250ms`, `5s`, `1m`, `24h`, `7d`."""

from __future__ import annotations

import re

__all__ = ["is_duration", "nanoseconds", "timedelta_code"]

_DURATION = re.compile(r"(\d+)(ns|us|ms|s|m|h|d)")
_NANOSECONDS = {
    "ns": 1,
    "us": 1_000,
    "ms": 1_000_000,
    "s": 1_000_000_000,
    "m": 60_000_000_000,
    "h": 3_600_000_000_000,
    "d": 86_400_000_000_000,
}
_WORDS = {"us": "microseconds", "ms": "milliseconds", "s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


def is_duration(text: str) -> bool:
    """Whether it is one."""
    return _DURATION.fullmatch(text) is not None


def nanoseconds(duration: str) -> int:
    """`10s` → 10_000_000_000. Raises ValueError for any other text."""
    match = _DURATION.fullmatch(duration)
    if match is None:
        raise ValueError(f"not a duration: {duration!r}")
    return int(match[1]) * _NANOSECONDS[match[2]]


def timedelta_code(duration: str) -> str:
    """Python of a duration, in the author's unit: `timedelta(seconds=10)`. Raises ValueError as `nanoseconds`."""
    match = _DURATION.fullmatch(duration)
    if match is None:
        raise ValueError(f"not a duration: {duration!r}")
    if match[2] == "ns":
        return f"timedelta(microseconds={int(match[1]) // 1_000})"
    return f"timedelta({_WORDS[match[2]]}={int(match[1])})"
