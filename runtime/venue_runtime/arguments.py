"""Checks of arguments before anything is sent: what generated methods call."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from operator import attrgetter
from typing import Any, NoReturn, TypeVar

from .bindings import Answer
from .errors import (
    ConfigurationError,
    DecodeError,
    NotSupported,
    OrderNotFound,
    OutcomeUnknown,
    VenueResponseError,
)
from .model import Fill, Order, OrderRequest, OrderType, Side

__all__ = [
    "tolerating",
    "answer_about",
    "describe_order",
    "expected",
    "first_of",
    "given",
    "joined",
    "missing_credentials",
    "need",
    "order_options",
    "paired",
    "present",
    "refuse_arguments",
    "refuse_given",
    "require_any",
    "require_any_given",
    "require_given",
    "require_one",
    "require_one_given",
    "require_range",
    "whole",
]

T = TypeVar("T")
E = TypeVar("E")


def joined(items: list[T]) -> list[T]:
    """Items of several answers as those of one: each once (fills by their trade, orders by their id), oldest first."""
    found: dict[Any, T] = {}
    for item in items:
        key = [getattr(item, name, None) for name in ("symbol", "side", "venue_order_id", "trade_id", "ts_open")]
        # What has no id of its own is never taken for another.
        found.setdefault(tuple(key) if any(each is not None for each in key[2:]) else len(found), item)
    times = ("ts_open", "ts_event")

    def at(item: T) -> int:
        return next((time for name in times if (time := getattr(item, name, None)) is not None), 0)

    return sorted(found.values(), key=at)


def require_one(operation: str, **given: Any) -> None:
    """Raise ConfigurationError unless exactly one of the arguments is given (not None)."""
    present = [name for name, value in given.items() if value is not None]
    if len(present) != 1:
        what = f"got {' and '.join(present)}" if present else "got none"
        raise ConfigurationError(f"give exactly one of {', '.join(given)}: {what}", operation=operation)


def require_any(operation: str, **given: Any) -> None:
    """Raise ConfigurationError when none of the arguments is given (not None)."""
    if all(value is None for value in given.values()):
        raise ConfigurationError(f"give {' or '.join(given)}", operation=operation)


def require_range(operation: str, name: str, value: Any, low: int | None, high: int | None) -> None:
    """Raise ConfigurationError for a value outside `low` … `high`, and for one that is no number; None, an argument
    left out, passes.
    """
    if value is None:
        return
    try:
        if low is not None and value < low:
            raise ConfigurationError(f"{name} is {value}, it must be at least {low}", operation=operation)
        if high is not None and value > high:
            raise ConfigurationError(f"{name} is {value}, it must be at most {high}", operation=operation)
    except TypeError:
        raise ConfigurationError(f"{name} is {value!r}, not a number", operation=operation) from None


def given(fields: Mapping[str, object]) -> dict[str, Any]:
    """The fields that are given: those that are not None."""
    return {name: value for name, value in fields.items() if value is not None}


def missing_credentials(venue: str, *names: str) -> Callable[..., NoReturn]:
    """What stands in for a signature while none of the credentials that could make it is given."""

    def refuse(*data: Any) -> NoReturn:
        raise ConfigurationError(f"missing credentials: {' or '.join(names)}", venue=venue)

    return refuse


def refuse_given(request: OrderRequest, *names: str) -> None:
    """Raise NotSupported when the order asks for one of these, which the venue cannot express for its kind of order."""
    read, absent, options = _reader(names)
    if read(request) == absent and not (options and request.venue is not None):
        return  # nearly every order
    for name in _given_of(request, names):
        raise NotSupported(f"{name} cannot be given with {describe_order(request)}", operation="create_order")


def require_given(request: OrderRequest, *names: str) -> None:
    """Raise ConfigurationError when the order lacks one of these."""
    if len(names) == 1 and getattr(request, names[0], None):
        return  # nearly every order
    found = _given_of(request, names)
    if len(found) != len(names):
        missing = [name for name in names if name not in found]
        raise ConfigurationError(f"{describe_order(request)} needs {' and '.join(missing)}", operation="create_order")


def require_any_given(request: OrderRequest, *names: str) -> None:
    """Raise ConfigurationError when the order has none of these."""
    if getattr(request, names[0], None):
        return  # nearly every order
    if not _given_of(request, names):
        raise ConfigurationError(f"{describe_order(request)} needs {' or '.join(names)}", operation="create_order")


def require_one_given(request: OrderRequest, *names: str) -> None:
    """Raise ConfigurationError unless the order has exactly one of these."""
    found = _given_of(request, names)
    if len(found) != 1:
        text = f"{describe_order(request)} needs exactly one of {' and '.join(names)}"
        raise ConfigurationError(f"{text}: it has {' and '.join(found) or 'neither'}", operation="create_order")


def _given_of(request: OrderRequest, names: tuple[str, ...]) -> list[str]:
    """Those of `names` that the order has: fields, or `venue.<option>`: one of the venue's own options."""
    found = []
    for name in names:
        value = getattr(request.venue, name[6:], None) if name.startswith("venue.") else getattr(request, name)
        if value is not None and value is not False:
            found.append(name)
    return found


#: What an order has that gives nothing.
_BLANK = OrderRequest(symbol="", side=Side.BUY, type=OrderType.LIMIT)


@cache
def _reader(names: tuple[str, ...]) -> tuple[Callable[[OrderRequest], object], object, bool]:
    """How to read the fields among `names` in one call, what that yields when none is given, and whether options of
    the venue's own are among them. Worked out once for each place that asks.
    """
    fields = [name for name in names if not name.startswith("venue.")]
    if not fields:
        return lambda request: None, None, True
    read = attrgetter(*fields)
    return read, read(_BLANK), len(fields) < len(names)


def describe_order(request: OrderRequest) -> str:
    """The kind of an order in words: `a post-only limit order (ioc)`."""
    words = [*(["post-only"] if request.post_only else []), *(["reduce-only"] if request.reduce_only else [])]
    force = f" ({request.time_in_force})" if request.time_in_force is not None else ""
    return f"a {' '.join([*words, request.type])} order{force}"


def refuse_arguments(operation: str, **given: Any) -> None:
    """Raise NotSupported for an argument that the venue has no way to take."""
    for name, value in given.items():
        if value is not None:
            raise NotSupported(f"{name} cannot be given here", operation=operation)


def need(operation: str, name: str, value: T | None) -> T:
    """`value`; raises ConfigurationError when it is None: this venue requires what the contract leaves open."""
    if value is None:
        raise ConfigurationError(f"this venue needs {name}", operation=operation)
    return value


def whole(operation: str, name: str, value: float) -> int:
    """`value` as the whole number that this venue takes; raises ConfigurationError for a fraction."""
    if value != int(value):
        raise ConfigurationError(f"{name} is {value}, this venue takes whole numbers", operation=operation)
    return int(value)


def paired(operation: str, entries: Sequence[E], items: Sequence[T]) -> Iterator[tuple[E, T]]:
    """Each order of a batch with its item of the answer, which come in the same order.

    Raises:
        DecodeError: not as many items as orders; nobody knows which is whose.
    """
    if len(entries) != len(items):
        raise DecodeError(
            "a batch answer of another length than its request",
            operation=operation,
            expected=str(len(entries)),
            got=str(len(items)),
        )
    return zip(entries, items, strict=True)


def counted(operation: str, entries: Sequence[E], done: int) -> Sequence[E]:
    """The orders of a batch, where the answer says no more than to how many it was done.

    Raises:
        OutcomeUnknown: not to all of them; nobody knows to which.
    """
    if done != len(entries):
        raise OutcomeUnknown(
            f"done to {done} of {len(entries)} orders, the venue does not say to which", operation=operation
        )
    return entries


def present(*items: T | None) -> list[T]:
    """The items that are there."""
    return [item for item in items if item is not None]


def expected(operation: str, item: T | None) -> T:
    """`item`; raises DecodeError when the answer means no such thing, OrderNotFound when it lists no such order."""
    if item is None and operation == "fetch_order":
        raise OrderNotFound("the answer lists no such order", operation=operation)
    if item is None:
        raise DecodeError("the answer is not about what was asked for", operation=operation)
    return item


def first_of(operation: str, items: Sequence[T]) -> T:
    """The first item of an answer that lists what was asked for; raises OrderNotFound when it lists nothing."""
    if not items:
        raise OrderNotFound("the answer is empty", operation=operation)
    return items[0]


@contextmanager
def tolerating(*codes: str) -> Iterator[None]:
    """A refusal with one of these codes is no error: what was asked for is so already, or is asked for elsewhere."""
    try:
        yield
    except VenueResponseError as error:
        if str(error.code) not in codes:
            raise


def answer_about(
    operation: str,
    orders: Sequence[Order],
    venue_order_id: str | None,
    client_order_id: str | None,
    fills: Sequence[Fill] = (),
) -> Answer:
    """The order asked about among those that an answer tells of, with the others.

    Raises:
        DecodeError: none of them is the order asked about.
    """
    for order in orders:
        known = order.venue_order_id == venue_order_id if venue_order_id else order.client_order_id == client_order_id
        if known or len(orders) == 1:
            others = tuple(other for other in orders if other is not order)
            return Answer(order=order, others=others, fills=tuple(fills))
    raise DecodeError("the answer is not about what was asked for", operation=operation)


def order_options(request: OrderRequest, kind: type[T], absent: T) -> T:
    """The venue's own options of an order; raises ConfigurationError for another venue's."""
    if request.venue is None:
        return absent
    if not isinstance(request.venue, kind):
        raise ConfigurationError(f"venue must be a {kind.__name__}, not {type(request.venue).__name__}")
    return request.venue
