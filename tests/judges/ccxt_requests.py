"""The same wish said to ours and to ccxt's client: which parameters either sent, and where they may differ."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from example_server import Recorded

EXCLUDED = {
    "timestamp": "the time of sending",
    "recvWindow": "a setting of either client: 5000 ms here (the venue's default), 10000 ms in ccxt",
    "signature": "over the bytes of its own request; verified by itself",
    "newClientOrderId": "minted where the caller gives none, in ccxt with its broker's tag; compared where given",
    "clientAlgoId": "as newClientOrderId",
    "newOrderRespType": "how much the answer says, not what is asked for",
}
"""Parameters that say nothing about the business asked for."""


@dataclass(frozen=True)
class Case:
    """The same wish, said to both clients. `given` names otherwise excluded parameters that are compared here."""

    ours: Callable[[Any], Awaitable[Any]]
    theirs: Callable[[Any], Awaitable[Any]]
    given: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Difference:
    """Parameters that only one side sends (or that differ, or another path), and why that is right."""

    reason: str
    official: str
    ours: dict[str, str] = field(default_factory=dict)
    theirs: dict[str, str] = field(default_factory=dict)
    paths: tuple[str, str] | None = None
    """Ours and theirs, where another endpoint is asked."""


def business(request: Recorded, given: frozenset[str] = frozenset()) -> dict[str, Decimal | str]:
    """Parameters by name, numbers as numbers."""
    return {
        name: as_number(value) for name, value in request.parameters.items() if name not in EXCLUDED or name in given
    }


def as_number(text: str) -> Decimal | str:
    try:
        return Decimal(text)
    except InvalidOperation:
        return text


def assert_same(ours: Recorded, theirs: Recorded, given: frozenset[str], difference: Difference | None) -> None:
    """The same method, path and business parameters, but for the listed difference, which must still be there."""
    mine, other = business(ours, given), business(theirs, given)
    if difference is not None:
        for which, parameters in ((difference.ours, mine), (difference.theirs, other)):
            for parameter, value in which.items():
                assert parameters.pop(parameter) == as_number(value), f"{parameter}: the listed difference is gone"
    if difference is not None and difference.paths is not None:
        assert (ours.path, theirs.path) == difference.paths, "the listed difference is gone"
    else:
        assert ours.path == theirs.path
    assert ours.method == theirs.method
    assert mine == other
