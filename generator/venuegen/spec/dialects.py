"""What streams were in earlier times, as operations: today's with what its dialect says in place."""

from __future__ import annotations

import datetime

from msgspec import structs

from venuegen.spec.model import Dialect, Operation, Spec

__all__ = ["at_all_times", "channel_of", "day", "of_that_time", "outdated"]


def of_that_time(operation: Operation, dialect: Dialect) -> Operation:
    """The operation as it was until the dialect's day."""
    names = ("channel", "book", "each", "map")
    said = {name: value for name in names if (value := getattr(dialect, name)) is not None}
    return structs.replace(operation, dialects=[], **said)


def at_all_times(operation: Operation) -> list[Operation]:
    """The operation as it was, oldest first, and as it is."""
    return [*(of_that_time(operation, each) for each in operation.dialects), operation]


def channel_of(spec: Spec, operation: Operation) -> str | None:
    """The channel of a stream: its own, or its book's."""
    book = spec.books.get(operation.book or "")
    return operation.channel or (book.channel if book is not None and operation.call is None else None)


def outdated(spec: Spec) -> set[str]:
    """Channels (`<connection>.<channel>`) that recordings hold and the venue sends no more."""
    operations = spec.operations.values()
    then = {channel_of(spec, of_that_time(each, dialect)) for each in operations for dialect in each.dialects}
    return {each for each in then - {channel_of(spec, each) for each in operations} if each is not None}


def day(dialect: Dialect) -> datetime.date | None:
    """The day on which a dialect ended; None when the calendar has no such day."""
    try:
        return datetime.date.fromisoformat(dialect.until)
    except ValueError:
        return None
