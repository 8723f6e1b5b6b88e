"""Messages that name only what changed: completed by what the last one of the same instrument said."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar

from msgspec import UNSET, Struct
from msgspec.structs import replace

__all__ = ["Deltas"]

M = TypeVar("M", bound=Struct)
S = TypeVar("S", bound=Struct)


class Deltas(Generic[M]):
    """The last message of each instrument of a channel, with all that is known.

    Everyone who follows an instrument shares it: a venue tells the whole once for each subscription, and who comes
    later to the same subscription would hear changes of what he was never told.
    """

    def __init__(self, decode: Callable[[Any], M], *, when: Callable[[M], bool], part: str | None = None) -> None:
        """
        Args:
            decode: makes a message of a payload.
            when: whether a message names only what changed.
            part: the field of a message that may lack fields; None: the message itself.
        """
        self._decode = decode
        self._when = when
        self._part = part
        self._last: dict[Hashable, M] = {}

    def read(self, payload: Any, key: Hashable) -> M | None:
        """The whole message; None for a change of something that was never told whole."""
        message = self._decode(payload)
        if self._when(message):
            last = self._last.get(key)
            if last is None:
                return None
            message = self._completed(message, last)
        self._last[key] = message
        return message

    def forget(self, key: Hashable) -> None:
        """Messages may be missing: what was known of this instrument may not hold any more."""
        self._last.pop(key, None)

    def _completed(self, message: M, last: M) -> M:
        if self._part is None:
            return _filled(message, last)
        part = _filled(getattr(message, self._part), getattr(last, self._part))
        return replace(message, **{self._part: part})


def _filled(change: S, known: S) -> S:
    """`change` with the fields that it leaves out as `known` has them; what it says to be empty is empty."""
    names = [name for name in change.__struct_fields__ if getattr(change, name) is UNSET]
    return replace(change, **{name: getattr(known, name) for name in names})
