"""Whether anything of a command has left: what tells a command that failed from one whose outcome is unknown.

An exception alone cannot say it. A TypeError while a request is made means that nothing was sent, the same error while
an answer is read means that the venue has the order. The executor notes the moment before the first byte; a mutable
note, because tasks begun meanwhile share it, while what they set in their own context would stay there.
"""

from __future__ import annotations

from contextvars import ContextVar

from .errors import VenueError

__all__ = ["begin_command", "failed_before_sending", "note_sent"]


class _Note:
    __slots__ = ("sent",)

    def __init__(self) -> None:
        self.sent = False


_note: ContextVar[_Note | None] = ContextVar("command", default=None)


def begin_command() -> None:
    """A command starts here: nothing of it has been sent."""
    _note.set(_Note())


def note_sent() -> None:
    """A request of the command that this task works on is about to be written. Whoever writes commands calls this."""
    note = _note.get()
    if note is not None:
        note.sent = True


def failed_before_sending(error: BaseException) -> bool:
    """Whether `error` ended the command that this task began before a byte of it was written.

    Only of errors that do not say so themselves, as those of ours do; and never of a cancellation.
    """
    note = _note.get()
    return isinstance(error, Exception) and not isinstance(error, VenueError) and note is not None and not note.sent
