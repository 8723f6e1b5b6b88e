"""Lists of which one odd entry must not spoil the rest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, TypeVar

import msgspec

from .wire import UNREADABLE

__all__ = ["Skipped", "decode_leniently"]

T = TypeVar("T")


class Skipped(NamedTuple):
    """An entry that was left out: its position and why."""

    position: int
    reason: str


def decode_leniently(body: bytes, decode: Callable[[bytes], T], path: Sequence[str]) -> tuple[T, list[Skipped]] | None:
    """`decode` without those entries of the list at `path` (names from the root; empty: the body is the list) that do
    not fit.

    For bodies that `decode` refused as a whole. Each entry is tried in a copy of the body that holds nothing else, so
    numbers keep the digits that the venue wrote. None when the trouble is elsewhere, or no entry fits.
    """
    try:
        outer, items = _open(body, path)
        decode(_closed(outer, path, []))
    except UNREADABLE:
        return None
    good: list[msgspec.Raw] = []
    skipped: list[Skipped] = []
    for index, item in enumerate(items):
        try:
            decode(_closed(outer, path, [item]))
        except UNREADABLE as failure:
            skipped.append(Skipped(index, str(failure)))
        else:
            good.append(item)
    if not good:
        return None
    return decode(_closed(outer, path, good)), skipped


def _open(body: bytes | msgspec.Raw, path: Sequence[str]) -> tuple[list[dict[str, Any]], list[msgspec.Raw]]:
    """The objects that lead to the list, and its entries, undecoded."""
    outer: list[dict[str, Any]] = []
    for name in path:
        outer.append(msgspec.json.decode(body, type=dict[str, msgspec.Raw]))
        if name not in outer[-1]:
            raise ValueError(f"no {name!r}")
        body = outer[-1][name]
    return outer, msgspec.json.decode(body, type=list[msgspec.Raw])


def _closed(outer: Sequence[dict[str, Any]], path: Sequence[str], items: list[msgspec.Raw]) -> bytes:
    value: Any = items
    for fields, name in zip(reversed(outer), reversed(path), strict=True):
        value = {**fields, name: value}
    return msgspec.json.encode(value)
