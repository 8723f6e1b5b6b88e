"""Whether anything of a command has left: what tells a command that failed from one whose outcome is unknown.

An exception alone cannot say it. A TypeError while a request is made means that nothing was sent, the same error while
an answer is read means that the venue has the order. The executor notes the moment before the first byte; a mutable
note, because tasks begun meanwhile share it, while what they set in their own context would stay there.
"""

from __future__ import annotations

from contextvars import ContextVar

from .errors import DecodeError, VenueError

__all__ = ["Note", "begin_command", "begin_note", "end_note", "failed_before_sending", "note_answered", "note_sent"]


class Note:
    """`sent`: a request of a command was about to be written. `answered`: an answer was there to be read."""

    __slots__ = ("answered", "outer", "sent")

    def __init__(self, outer: Note | None = None) -> None:
        self.outer = outer
        self.sent = self.answered = False


_note: ContextVar[Note | None] = ContextVar("command", default=None)


def begin_command() -> None:
    """A command starts here: nothing of it has been sent."""
    _note.set(Note())


def begin_note() -> Note:
    """A part of what this task works on starts here; it ends with `end_note`. What is sent in it counts for both."""
    note = Note(_note.get())
    _note.set(note)
    return note


def end_note(note: Note) -> None:
    _note.set(note.outer)


def note_sent() -> None:
    """A request of the command that this task works on is about to be written. Whoever writes commands calls this."""
    note = _note.get()
    while note is not None:
        note.sent = True
        note = note.outer


def note_answered() -> None:
    """A request of this task was answered: what fails from here on fails while the answer is read."""
    note = _note.get()
    if note is not None:
        note.answered = True


def failed_before_sending(error: BaseException) -> bool:
    """Whether `error` ended the command that this task began before a byte of it was written.

    Only of errors that do not say so themselves, as most of ours do; and never of a cancellation.
    """
    note = _note.get()
    says = isinstance(error, VenueError) and not isinstance(error, DecodeError)
    return isinstance(error, Exception) and not says and note is not None and not note.sent
