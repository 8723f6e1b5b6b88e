"""pytest fixtures for tests of generated clients: fixed time, ids and randomness, and a check that no secret is logged.

Use it with `pytest_plugins = ["venue_runtime.testing.plugin"]` in the top `conftest.py`. Only this module imports
pytest.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator

import pytest

from venue_runtime.clock import ManualClock
from venue_runtime.credentials import Credentials
from venue_runtime.ids import SeededRandom
from venue_runtime.testing.scripted import ScriptedHttp, ScriptedSockets

__all__ = ["CountedIds", "CountedNonces", "FixedRandom", "secret_leaks"]


class FixedRandom:
    """The same bytes, given as hex, whenever any are drawn: for signatures that were published with their nonce."""

    def __init__(self, drawn: str) -> None:
        self._drawn = bytes.fromhex(drawn)

    def bytes(self, n: int, /) -> bytes:
        return self._drawn


class CountedNonces:
    """Nonces from `first` upwards, one counter a key."""

    def __init__(self, first: int = 1_700_000_000_000_000) -> None:
        self._first = first
        self._last: dict[str, int] = {}

    def next(self, key: str, /) -> int:
        """The next nonce of a key."""
        self._last[key] = self._last.get(key, self._first - 1) + 1
        return self._last[key]


class CountedIds:
    """Client order ids `<prefix>1`, `<prefix>2`, …"""

    def __init__(self, prefix: str = "test") -> None:
        self._prefix = prefix
        self._count = 0

    def next(self, symbol: str, /) -> str:
        """The next id; the symbol does not matter."""
        self._count += 1
        return f"{self._prefix}{self._count}"


def secret_leaks(records: list[logging.LogRecord], credentials: Credentials) -> list[str]:
    """Names of credentials whose value shows in a log record: in its text, its arguments or its exception."""
    formatter = logging.Formatter("%(message)s")
    texts = [formatter.format(record) + repr(record.__dict__) for record in records]
    secrets = {name: credentials.reveal(name) for name in credentials}
    return [name for name, value in secrets.items() if value and any(value in text for text in texts)]


@pytest.fixture
def manual_clock() -> ManualClock:
    """A clock that stands still at 2023-11-14 22:13:20 UTC until it is advanced."""
    return ManualClock()


@pytest.fixture
def fixed_nonces() -> CountedNonces:
    """Nonces that count up from a fixed number."""
    return CountedNonces()


@pytest.fixture
def fixed_ids() -> CountedIds:
    """Client order ids that count up."""
    return CountedIds()


@pytest.fixture
def fixed_random() -> SeededRandom:
    """Randomness from seed 0."""
    return SeededRandom(0)


@pytest.fixture
def scripted_http() -> ScriptedHttp:
    """An HTTP transport in memory."""
    return ScriptedHttp()


@pytest.fixture
def scripted_sockets() -> ScriptedSockets:
    """A WebSocket connector in memory."""
    return ScriptedSockets()


@pytest.fixture
def no_secret_logged(caplog: pytest.LogCaptureFixture) -> Iterator[Callable[[Credentials], None]]:
    """Logs everything at DEBUG; call it with the credentials used: the test fails at its end when one was logged."""
    caplog.set_level(logging.DEBUG)
    watched: list[Credentials] = []
    yield watched.append
    for credentials in watched:
        leaked = secret_leaks(caplog.get_records("call"), credentials)
        assert not leaked, f"logged in clear: {', '.join(leaked)}"
