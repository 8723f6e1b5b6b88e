"""The fields of a FIX Logon: those that an auth scheme may set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from venuegen.lang.fix_types import python_field

if TYPE_CHECKING:
    from venue_runtime.fix.dictionary import Dictionary

    from venuegen.spec.model import Spec

__all__ = ["LogonField", "dictionaries_of", "logon_fields"]


@dataclass(frozen=True, slots=True)
class LogonField:
    """A field of a dictionary's Logon. `length`: tag of the length that stands before data."""

    tag: str
    length: str | None = None


def dictionaries_of(spec: Spec, scheme: str) -> list[str]:
    """Dictionaries of the sessions whose Logon an auth scheme makes."""
    sessions = spec.fix.sessions.values() if spec.fix is not None else ()
    return list(dict.fromkeys(each.dictionary for each in sessions if each.logon == scheme))


def logon_fields(dictionary: Dictionary) -> dict[str, LogonField]:
    """Fields that a Logon can have, by our names of them."""
    message = next((each for each in dictionary.messages.values() if each.msg_type == "A"), None)
    members = message.members if message is not None else ()
    present = {member.field.tag for member in members}
    lengths = {data: length for length, data in dictionary.data_lengths.items() if length in present}
    return {
        python_field(member.field.name): LogonField(member.field.tag, lengths.get(member.field.tag))
        for member in members
        if member.group is None
    }
