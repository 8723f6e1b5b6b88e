"""What cannot be read in an answer is the venue's doing, and is told as such, whatever Python calls it.

A map is plain Python over what a venue sent: a word that is no number ends in ValueError, a missing part in IndexError.
Here, and nowhere else, that becomes DecodeError; where a command had been sent, OutcomeUnknown. A value of the caller's
that the venue cannot be told (an id that is no number) is ConfigurationError; any other error before there is an answer
is a defect, and passes untouched.
"""

from __future__ import annotations

import linecache
import re
from collections.abc import AsyncGenerator, Awaitable, Callable
from functools import wraps
from inspect import isasyncgenfunction, iscoroutinefunction
from types import TracebackType
from typing import Any, TypeVar

from .errors import ConfigurationError, DecodeError, OutcomeUnknown
from .sending import Note, begin_note, end_note
from .wire import UNREADABLE, decode_error

__all__ = ["Reading", "reading_hook", "unreadable"]

T = TypeVar("T")

_NAMED = re.compile(r"\b(?!self\b)([a-z_]\w*)((?:\.[a-z_]\w*)+)\b(?!\()")


class Reading:
    """`with` it, a request is made and its answer is read; `operation` is what for."""

    __slots__ = ("_note", "_operation", "_venue")

    def __init__(self, venue: str, operation: str) -> None:
        self._venue = venue
        self._operation = operation

    def __enter__(self) -> None:
        self._note: Note = begin_note()

    def __exit__(self, kind: object, error: BaseException | None, trace: TracebackType | None) -> None:
        note = self._note
        end_note(note)
        if not isinstance(error, UNREADABLE):
            return
        if not isinstance(error, DecodeError) and not note.answered:
            if isinstance(error, ValueError) and not note.sent:
                raise ConfigurationError(str(error), venue=self._venue, operation=self._operation) from error
            return
        told = unreadable(error, self._venue, self._operation)
        if told is not error:
            told.__cause__ = error
        if note.sent:
            raise OutcomeUnknown(told.message, venue=self._venue, operation=self._operation, cause=told) from told
        if told is not error:
            raise told from error


def reading_hook(hook: Callable[..., Any]) -> Callable[..., Any]:
    """A hook of a client of which every call, or every item of the async iterator that it returns, is a `Reading`."""
    if iscoroutinefunction(hook):
        return _whole(hook)
    return _by_item(hook) if isasyncgenfunction(hook) else _at_once(hook)


def _whole(hook: Callable[..., Awaitable[T]]) -> Callable[..., Awaitable[T]]:
    operation = _operation(hook)

    @wraps(hook)
    async def read(client: Any, *arguments: Any, **named: Any) -> T:
        with Reading(client.venue, operation):
            return await hook(client, *arguments, **named)

    return read


def _at_once(hook: Callable[..., T]) -> Callable[..., T]:
    operation = _operation(hook)

    @wraps(hook)
    def read(client: Any, *arguments: Any, **named: Any) -> T:
        with Reading(client.venue, operation):
            return hook(client, *arguments, **named)

    return read


def _by_item(hook: Callable[..., AsyncGenerator[T, None]]) -> Callable[..., AsyncGenerator[T, None]]:
    operation = _operation(hook)

    @wraps(hook)
    async def read(client: Any, *arguments: Any, **named: Any) -> AsyncGenerator[T, None]:
        items = hook(client, *arguments, **named)
        try:
            while True:
                with Reading(client.venue, operation):
                    try:
                        item = await anext(items)
                    except StopAsyncIteration:
                        return
                yield item
        finally:
            await items.aclose()

    return read


def _operation(hook: Callable[..., Any]) -> str:
    return hook.__name__.lstrip("_")


def unreadable(error: Exception, venue: str, operation: str) -> DecodeError:
    """An error of `UNREADABLE` as a DecodeError. Where it does not say itself what could not be read, the innermost
    line of the venue's own code does: `$.order.size`, and what that held.
    """
    path, got, trace = "$", "", error.__traceback__
    while trace is not None:
        frame, at = trace.tb_frame, trace.tb_lasti
        if not frame.f_globals.get("__name__", "").startswith("venue_runtime"):
            line, last, start, end = list(frame.f_code.co_positions())[at // 2]
            if line is not None and line == last:
                text = linecache.getline(frame.f_code.co_filename, line).encode()[start:end].decode()
                if (name := _NAMED.search(text)) is not None and name[1] in frame.f_locals:
                    path, got = f"${name[2]}", _held(frame.f_locals[name[1]], name[2])
        trace = trace.tb_next
    return decode_error(error, venue, operation, path=path, got=got)


def _held(value: Any, names: str) -> str:
    for name in names.split(".")[1:]:
        value = getattr(value, name, None)
    return repr(value)[:200]
