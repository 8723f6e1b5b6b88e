"""What a generated client says of its venue's FIX sessions: the sessions themselves, what messages mean, what is asked
for.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar

from msgspec import Struct

from ..wire_enum import OpenEnum
from .message import OutgoingMessage

if TYPE_CHECKING:
    from ..bindings import PrivateEvent
    from .decoding import FixMessage, MessageCodec

__all__ = ["FixFeed", "FixLevel", "FixReport", "FixTopic", "FixUpdate", "LinePlan", "RefusedWith", "coded", "inherited"]

E = TypeVar("E", bound=OpenEnum)
RefusedWith = tuple[str | int | None, str | None]
"""The venue's code and message, as the error table reads them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinePlan:
    """One kind of session of a venue. Spans of time are in seconds."""

    codec: MessageCodec
    begin_string: str
    default_appl_ver_id: str = ""
    """DefaultApplVerID (1137), with FIXT.1.1."""
    heartbeat: int = 30
    heartbeat_min: int = 0
    heartbeat_max: int = 0
    """What the venue takes; 0: no bound."""
    reset: Literal["every_logon", "never"] = "every_logon"
    reset_at: int | None = None
    """Second of the UTC day at which the venue starts the numbers over."""
    resend: bool = True
    digits: int = 3
    wraps_at: int = 0
    messages: tuple[int, float] | None = None
    """At most so many messages sent in so many seconds."""
    connects: tuple[int, float] | None = None
    subscriptions: int | None = None
    """At most so many on one session."""
    hand_over: Callable[[Any], bool] | None = None
    """Whether a message announces that the venue will end the session."""
    feeds: tuple[FixFeed, ...] = ()
    """Messages of market data that come over it."""


@dataclass(frozen=True, slots=True)
class FixFeed:
    """A message that belongs to subscriptions of a channel."""

    message: type[FixMessage]
    channel: str
    id: Callable[[Any], str]
    """Id of the request that subscribed."""
    complete: Callable[[Any], Any] | None = None
    """The message with what its entries left out."""
    refused: Callable[[Any], RefusedWith | None] | None = None
    """How it says that the subscription was refused."""


class FixReport(Struct, frozen=True, kw_only=True):
    """What a received message means for orders."""

    message: Any
    answers: str | None = None
    """Id of the request that it answers."""
    refused: RefusedWith | None = None
    """How it says that the request was refused."""
    events: tuple[PrivateEvent, ...] = ()
    """The fills and orders that it tells, in this order."""


@dataclass(frozen=True, slots=True)
class FixTopic:
    """What a subscription is: its channel, which instrument at which depth, and how to say so with an id of ours."""

    channel: str
    key: Hashable
    subscribe: Callable[[str], OutgoingMessage] = field(compare=False, repr=False)
    unsubscribe: Callable[[str], OutgoingMessage] | None = field(default=None, compare=False, repr=False)


class FixLevel(NamedTuple):
    """A row of a book."""

    price: Decimal
    quantity: Decimal
    """Zero where the level is gone."""


class FixUpdate(Struct, frozen=True, kw_only=True, gc=False):
    """A message of market data as an update of a book."""

    snapshot: bool = False
    first: int = 0
    last: int = 0
    """Numbers of the changes in it, where the venue numbers them."""
    bids: Sequence[FixLevel] = ()
    asks: Sequence[FixLevel] = ()
    ts_event: int | None = None
    """ns since the epoch."""


def coded(kind: type[E], word: str | None) -> E | None:
    """A value of an enumeration of the dictionary, where there is one."""
    return None if word is None else kind(word)


def inherited(message: Any, group: str, *fields: str) -> Any:
    """The message whose entries have what they left out from the entry before, as venues shorten long messages."""
    import msgspec

    entries = getattr(message, group)
    if len(entries) < 2:
        return message
    before = entries[0]
    made = [before]
    for entry in entries[1:]:
        missing = {name: getattr(before, name) for name in fields if getattr(entry, name) is None}
        before = msgspec.structs.replace(entry, **missing) if missing else entry
        made.append(before)
    return msgspec.structs.replace(message, **{group: tuple(made)})
