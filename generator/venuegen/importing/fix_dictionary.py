"""A FIX dictionary reduced to the messages that are picked, written anew: fields, groups and the names of values.

The names and numbers are facts; the text of the file is ours. Components are written out where they are used.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from xml.sax.saxutils import quoteattr

from venue_runtime.fix.dictionary import Dictionary, DictionaryError, Member, MessageType

from venuegen.importing.document import MAX_BYTES, Refused
from venuegen.importing.model import Listed

MOST_BYTES = 8_000_000
SESSION = ("Heartbeat", "TestRequest", "ResendRequest", "Reject", "SequenceReset", "Logout", "Logon")
"""Messages of a session, which are taken over where the dictionary has them."""


def read_dictionary(data: bytes, path: Path) -> Dictionary:
    """The dictionary as it is, nothing supplied. Raises Refused, with the place where the reader tells it."""
    if len(data) > MAX_BYTES:
        raise Refused(f"is larger than {MAX_BYTES} bytes", file=path)
    try:
        return Dictionary(data, str(path), supply=False)
    except DictionaryError as error:
        text = str(error).removeprefix(str(path)).lstrip(":")
        found = re.match(r"(\d+):(?:(\d+):)?\s*", text)
        line, col = (int(found[1]), int(found[2] or 1)) if found else (0, 0)
        raise Refused(text[found.end() :] if found else text.strip(), file=path, line=line, col=col) from None


def listed(dictionary: Dictionary) -> list[Listed]:
    """Every message of applications, in the order of the dictionary."""
    return [Listed(f"{each.msg_type} {each.name}") for each in dictionary.messages.values() if not each.is_admin]


MOST_WHOLE = 500_000
"""A dictionary that is larger is that of the standard, not of a venue: it loses the groups that nobody reads."""
_READ = frozenset({"NoMDEntries", "NoMDEntryTypes", "NoRelatedSym", "NoMiscFees", "NoFills"})


def reduced(dictionary: Dictionary, picked: Iterable[str]) -> tuple[str, int]:
    """XML of a dictionary with these messages, those of the session, and the fields that they use; and how many
    optional groups were left out, which no draft reads, because there would be too much of it. Raises Refused."""
    picked = list(picked)
    text = _text(dictionary, picked, _whole)
    if len(text) <= MOST_WHOLE:
        return text, 0
    dropped: list[Member] = []

    def lean(members: Sequence[Member]) -> list[Member]:
        kept = [each for each in members if each.group is None or each.required or each.field.name in _READ]
        dropped.extend(each for each in members if each not in kept)
        return kept

    return _text(dictionary, picked, lean), len({each.field.tag for each in dropped})


_Keep = Callable[[Sequence[Member]], Sequence[Member]]


def _whole(members: Sequence[Member]) -> Sequence[Member]:
    return members


def _text(dictionary: Dictionary, picked: Sequence[str], keep: _Keep) -> str:
    names = {*picked}
    kept = [each for each in dictionary.messages.values()
            if each.name in names or (each.is_admin and each.name in SESSION)]  # fmt: skip
    version = re.match(r"(FIXT?)\.(\d+)\.(\d+)(?:SP(\d+))?", dictionary.version)
    kind, major, minor, pack = version.groups() if version else ("FIX", "4", "4", None)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<fix type="{kind}" major="{major}" minor="{minor}" servicepack="{pack or 0}">',
        *_section("header", dictionary.header),
        *_section("trailer", dictionary.trailer),
        "  <components/>",
        "  <messages>",
    ]
    for each in sorted(kept, key=lambda one: not one.is_admin):
        lines.append(f"    <message {_attributes(each)}>")
        lines += _members(keep(each.members), 6, keep)
        lines.append("    </message>")
    lines += ["  </messages>", "  <fields>"]
    used: dict[str, Member] = {}
    for members in (dictionary.header, dictionary.trailer, *(each.members for each in kept)):
        _collect(members, used, keep)
    for member in sorted(used.values(), key=lambda one: int(one.field.tag)):
        field = member.field
        head = f'    <field number="{field.tag}" name="{field.name}" type="{field.type}"'
        if not field.values:
            lines.append(f"{head}/>")
            continue
        lines.append(f"{head}>")
        for value, name in field.values.items():
            lines.append(f"      <value enum={quoteattr(value)} description={quoteattr(name)}/>")
        lines.append("    </field>")
    text = "\n".join([*lines, "  </fields>", "</fix>"]) + "\n"
    if len(text) > MOST_BYTES:
        raise Refused(
            f"what is picked of it makes a dictionary of {len(text)} bytes",
            file=Path(dictionary.file),
            hint="pick fewer messages: the groups of large ones are written out",
        )
    return text


def _attributes(message: MessageType) -> str:
    category = "admin" if message.is_admin else "app"
    return f'msgtype={quoteattr(message.msg_type)} name="{message.name}" msgcat="{category}"'


def _section(name: str, members: Sequence[Member]) -> list[str]:
    return [f"  <{name}>", *_members(members, 4), f"  </{name}>"] if members else [f"  <{name}/>"]


def _members(members: Sequence[Member], indent: int, keep: _Keep = _whole) -> list[str]:
    pad = " " * indent
    lines: list[str] = []
    for each in members:
        required = "Y" if each.required else "N"
        if each.group is None:
            lines.append(f'{pad}<field name="{each.field.name}" required="{required}"/>')
            continue
        lines.append(f'{pad}<group name="{each.field.name}" required="{required}">')
        lines += _members(keep(each.group.members), indent + 2, keep)
        lines.append(f"{pad}</group>")
    return lines


def _collect(members: Sequence[Member], used: dict[str, Member], keep: _Keep) -> None:
    for each in keep(members):
        used.setdefault(each.field.tag, each)
        if each.group is not None:
            _collect(each.group.members, used, keep)
