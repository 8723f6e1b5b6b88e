"""The same wish said to ours and to ccxt's client: which parameters either sent, and where they may differ."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
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


def business(said: Any, given: frozenset[str] = frozenset(), excluded: Collection[str] = EXCLUDED) -> Any:
    """Parameters by name, numbers as numbers; of a batch, those of each item."""
    if isinstance(said, list):
        return [business(each, given, excluded) for each in said]
    return {name: as_number(value) for name, value in said.items() if name not in excluded or name in given}


def as_number(value: Any) -> Any:
    """A number, also one that is written as a text; anything else as it is."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return value
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return value


def assert_same(ours: Recorded, theirs: Recorded, given: frozenset[str], difference: Difference | None) -> None:
    """The same method, path and business parameters, but for the listed difference, which must still be there."""
    mine, other = business(ours.parameters, given), business(theirs.parameters, given)
    assert_alike((ours, mine), (theirs, other), difference)


def assert_alike(ours: tuple[Recorded, Any], theirs: tuple[Recorded, Any], difference: Difference | None) -> None:
    """As `assert_same`, where the venue says otherwise which parameters are business."""
    (asked, mine), (other_asked, other) = ours, theirs
    if difference is not None:
        for which, parameters in ((difference.ours, mine), (difference.theirs, other)):
            for parameter, value in which.items():
                assert parameters.pop(parameter) == as_number(value), f"{parameter}: the listed difference is gone"
    if difference is not None and difference.paths is not None:
        assert (asked.path, other_asked.path) == difference.paths, "the listed difference is gone"
    else:
        assert asked.path == other_asked.path
    assert asked.method == other_asked.method
    assert mine == other
