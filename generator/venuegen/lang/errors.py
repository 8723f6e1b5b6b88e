"""What is wrong with a text of the language: the one exception of this package."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

__all__ = ["LangError", "did_you_mean"]


class LangError(Exception):
    """A text that is not of the language. `start` and `end` are columns inside the text that was compiled.

    `message` is one sentence without the position, `expected` what would have been right (or empty), `hint` how to get
    there (or empty). `path` tells which part of a nested value is meant (`("params", 0)`), empty for a plain text.
    """

    def __init__(
        self,
        message: str,
        start: int = 0,
        end: int | None = None,
        *,
        expected: str = "",
        hint: str = "",
        path: tuple[str | int, ...] = (),
    ) -> None:
        super().__init__(message)
        self.message = message
        self.start = start
        self.end = start + 1 if end is None else end
        self.expected = expected
        self.hint = hint
        self.path = path

    def __str__(self) -> str:
        text = f"{self.message} (at {self.start})"
        return f"{text}; {self.hint}" if self.hint else text

    def shifted(self, by: int) -> LangError:
        """The same error inside a longer text in which this one starts at column `by`."""
        return LangError(
            self.message, self.start + by, self.end + by, expected=self.expected, hint=self.hint, path=self.path
        )

    def inside(self, *path: str | int) -> LangError:
        """The same error inside a nested value."""
        return LangError(
            self.message, self.start, self.end, expected=self.expected, hint=self.hint, path=(*path, *self.path)
        )


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint: the likeliest of `known`, or all of them when they are few."""
    names = list(dict.fromkeys(known))
    folded = {name.lower(): name for name in names}
    close = get_close_matches(word.lower(), list(folded), 1, cutoff=0.6)
    if close:
        return f"did you mean `{folded[close[0]]}`?"
    if 0 < len(names) <= 12:
        return "known: " + ", ".join(f"`{name}`" for name in names)
    return ""
