"""FIX messages made at random from a dictionary of QuickFIX's, right ones and broken ones."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache

from quickfix_process import DICTIONARIES
from venue_runtime.fix.dictionary import Dictionary, Kind, Member, MessageType
from venue_runtime.fix.message import frame

FILES = {"FIX.4.2": "FIX42.xml", "FIX.4.4": "FIX44.xml", "FIXT.1.1": "FIX50SP2.xml"}
HEADER = "34=2|49=A|52=20261129-12:00:00|56=B|"

VALUES: dict[Kind, list[str]] = {
    Kind.TEXT: ["abc", "a b", "a=b", "-"],
    Kind.CHAR: ["a", "7"],
    Kind.INT: ["0", "7", "-3", "0012"],
    Kind.DECIMAL: ["0", "1.5", "-0.25", "007", "12.", ".5"],
    Kind.BOOLEAN: ["Y", "N"],
    Kind.TIMESTAMP: ["20261129-12:00:00", "20240229-23:59:59.123"],
    Kind.TIME: ["12:00:00", "23:59:59.999"],
    Kind.DATE: ["20261129", "20240229"],
    Kind.MONTH_YEAR: ["202612"],
    Kind.WORDS: ["a", "b c"],
    Kind.DATA: ["x"],
}
BROKEN: dict[Kind, list[str]] = {
    Kind.CHAR: ["ab"],
    Kind.INT: ["x", "1.5", "+1", " 1", "1_0", "--1", "1-"],
    Kind.DECIMAL: ["x", "+1", "1e5", "NaN", " 1", "1.2.3", "-", "1,5"],
    Kind.BOOLEAN: ["X", "YES", "y"],
    Kind.TIMESTAMP: [
        "x",
        "20261129",
        "20261329-12:00:00",
        "20261129-24:00:00",
        "20261129T12:00:00",
    ],
    Kind.TIME: ["x", "24:00:00", "1:00:00"],
    Kind.DATE: ["x", "20261301", "2026-11-29", "20261132"],
    Kind.COUNT: ["x", "1.0"],
}


@dataclass
class Made:
    tag: str
    text: str
    member: Member
    depth: int


#: Types whose format QuickFIX hardly checks.
LAX = {"LOCALMKTDATE", "DAYOFMONTH"}


class Maker:
    """Messages of a dictionary, as lists of fields."""

    def __init__(self, dictionary: Dictionary, seed: int) -> None:
        self._lengths = dictionary.data_lengths  # left out, with the data: the corpus has one
        self._random = random.Random(seed)

    def body(self, message: MessageType) -> list[Made]:
        return self._members(message.members, depth=0)

    def _members(self, members: tuple[Member, ...], depth: int) -> list[Made]:
        fields = []
        chance = min(1.0, 6 / max(len(members), 1)) / (depth + 1)
        for at, member in enumerate(members):
            tag = member.field.tag
            delimiter = depth > 0 and at == 0
            if (
                member.field.kind is Kind.DATA
                or tag in self._lengths
                or not (member.required or delimiter or self._random.random() < chance)
            ):
                continue
            if member.group is None:
                choices = list(member.field.values) or VALUES[member.field.kind]
                if member.field.type == "SEQNUM":
                    choices = ["1", "12"]
                fields.append(Made(tag, self._random.choice(choices), member, depth))
            elif depth <= 2 or member.required:
                count = self._random.choice([int(each) for each in member.field.values] or [1, 2, 3])
                fields.append(Made(tag, str(count), member, depth))
                for _ in range(count):
                    fields += self._members(member.group.members, depth + 1)
        return fields

    def break_one(self, fields: list[Made]) -> tuple[str, int]:
        """Break one field: what was done, and how deep it stands in groups."""
        pick = self._random
        at = pick.randrange(len(fields))
        made = fields[at]
        values, kind, is_count = made.member.field.values, made.member.field.kind, made.member.group is not None
        way = pick.choice(["format", "format", "unlisted", "empty", "repeat", "drop", "unknown", "header", "count"])
        if way == "format" and kind in BROKEN and not values and made.member.field.type not in LAX:
            made.text = pick.choice(BROKEN[kind])
        elif way == "unlisted" and values:
            made.text = "~" if kind in (Kind.CHAR, Kind.TEXT, Kind.WORDS) else "77" if kind is Kind.INT else "x"
        elif way == "empty":
            made.text = ""
        elif way == "repeat" and not is_count:
            fields.insert(at + 1, made)
        elif way == "drop" and not is_count:
            del fields[at]
        elif way == "unknown":
            fields.insert(at, Made("9999", "x", made.member, made.depth))
        elif way == "header":
            fields.insert(at, Made("34", "2", made.member, made.depth))
        elif way == "count" and is_count:
            made.text = str(int(made.text) + pick.choice([-1, 1]))
        else:
            way = "nothing"
        return f"{way} {made.tag}={made.text} ({made.member.field.type})", made.depth


@cache
def transport_of(version: str) -> Dictionary | None:
    return Dictionary.load(DICTIONARIES / "FIXT11.xml") if version == "FIXT.1.1" else None


@cache
def dictionary_of(version: str) -> Dictionary:
    return Dictionary.load(DICTIONARIES / FILES[version])


def framed(version: str, msg_type: str, body: str, header: str = HEADER) -> bytes:
    return frame(version, f"35={msg_type}|{header}{body}".replace("|", "\x01"))


def text_of(fields: list[Made]) -> str:
    return "".join(f"{made.tag}={made.text}|" for made in fields)
