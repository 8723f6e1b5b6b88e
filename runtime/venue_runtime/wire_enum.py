"""Open enumerations of the wire: a word that nobody declared decodes, keeps its text and says that it is unknown.

A venue adds order types and statuses without notice. A closed enumeration would turn the first such message into a
decoding error and the stream into silence; here it becomes a value like any other, equal to its text:

    class Status(OpenEnum):
        NEW = "NEW"

    Status("NEW").is_known              # True
    Status("PARTLY_NEW").is_known       # False
    Status("PARTLY_NEW") == "PARTLY_NEW"  # True
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from enum import IntEnum, StrEnum
from typing import Any, Self, TypeVar

from .errors import DecodeError, NotSupported

__all__ = ["BeginningsIn", "OpenBeginningsIn", "OpenEnum", "OpenIntEnum", "OpenWordsIn", "WordsIn", "WordsOut"]

log = logging.getLogger(__name__)

K = TypeVar("K")
V = TypeVar("V")


class OpenEnum(StrEnum):
    """Words. Unknown ones are not kept, so that a hostile venue cannot fill the memory: compare them by value."""

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        member = str.__new__(cls, value)
        member._name_ = value
        member._value_ = value
        return member

    @property
    def is_known(self) -> bool:
        """False for a word that the spec does not declare."""
        return self._value_ in type(self)._value2member_map_


class OpenIntEnum(IntEnum):
    """Numbers with names; see `OpenEnum`."""

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, int) or isinstance(value, bool):
            return None
        member = int.__new__(cls, value)
        member._name_ = str(value)
        member._value_ = value
        return member

    @property
    def is_known(self) -> bool:
        """False for a number that the spec does not declare."""
        return self._value_ in type(self)._value2member_map_


class WordsIn(dict[K, V]):
    """The venue's words → members of the contract. `[word]` of an unknown one raises DecodeError, `.get` gives None."""

    def __missing__(self, word: K) -> V:
        raise DecodeError(f"unknown word {word!r}", expected=f"one of {', '.join(map(str, self))}", got=repr(word))


class OpenWordsIn(WordsIn[K, V]):
    """`WordsIn` where the contract has a member for what is not known: a word that nobody declared means `unknown`, and
    is logged the first time."""

    def __init__(self, words: Mapping[K, V], unknown: V) -> None:
        super().__init__(words)
        self.unknown = unknown
        self._seen: set[K] = set()

    def __missing__(self, word: K) -> V:
        if word not in self._seen and len(self._seen) < 100:
            self._seen.add(word)
            log.warning("unknown word %.40r taken for %s", word, self.unknown)
        return self.unknown


class BeginningsIn(WordsIn[str, V]):
    """`WordsIn` where the venue sends sentences: the longest word that a sentence begins with decides."""

    def __getitem__(self, sentence: str) -> V:
        found = self.get(sentence)
        return self.__missing__(sentence) if found is None else found

    def get(self, sentence: str, default: Any = None) -> Any:
        """What the sentence means; `default` where it begins with no word that is known."""
        if sentence in self:
            return super().__getitem__(sentence)
        return super().get(max(filter(sentence.startswith, self), key=len, default=""), default)


class OpenBeginningsIn(BeginningsIn[V], OpenWordsIn[str, V]):
    """Both: a sentence that begins with no known word means `unknown`."""


class WordsOut(dict[K, V]):
    """Members of the contract → the venue's words. What the venue cannot say raises NotSupported."""

    def __missing__(self, member: K) -> V:
        raise NotSupported(f"the venue has no word for {member!r}; it has {', '.join(map(str, self))}")
