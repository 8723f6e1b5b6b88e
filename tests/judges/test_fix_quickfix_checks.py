"""What our codec takes and rejects, and with which reason and tag, is what QuickFIX says of the same bytes.

Both read QuickFIX's own dictionaries. Messages are made at random from a dictionary, for every type of message, and
then broken in one place.

Where the two differ, and why: QuickFIX does not look at values inside of repeating groups, nor into a LocalMktDate or
DayOfMonth, and takes a time that ends with its point; we do not. A count that stands there twice, or is negative, is to
QuickFIX a repeated field and a wrong count, to us a wrong count and no count. A negative SeqNum passes our codec: our
sessions refuse it.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
from quickfix_process import DICTIONARIES
from venue_runtime.fix.checks import DictionaryCodec
from venue_runtime.fix.dictionary import Dictionary, Kind, Member, MessageType
from venue_runtime.fix.message import FieldError, RejectReason, frame, read_message

quickfix = pytest.importorskip("quickfix", reason="QuickFIX is not installed (extra judges)")

Verdict = tuple[int, int | None] | None
FILES = {"FIX.4.2": "FIX42.xml", "FIX.4.4": "FIX44.xml", "FIXT.1.1": "FIX50SP2.xml"}
SESSION_MESSAGES = frozenset("012345An")
EVERY = pytest.mark.parametrize("version", list(FILES))

HEADER = "34=2|49=A|52=20261129-12:00:00|56=B|"
ORDER = "11=a|21=1|55=X|54=1|38=1|40=2|44=5|60=20261129-12:00:00|"
PARTIES = "453=2|448=a|447=D|452=1|448=b|447=D|452=3|"

#: Body after a header, with what both say of it: SessionRejectReason and tag.
CORPUS: list[tuple[str, str, Verdict]] = [
    ("D", ORDER, None),
    ("D", ORDER + PARTIES, None),
    ("D", ORDER + "453=0|", None),
    ("D", ORDER.replace("11=a|", ""), (1, 11)),
    ("D", ORDER + "9999=1|", (0, 9999)),
    ("D", ORDER + "999=1|", (0, 999)),
    ("D", ORDER + "269=1|", (2, 269)),
    ("D", ORDER + "58=|", (4, 58)),
    ("D", ORDER.replace("40=2", "40=w"), (5, 40)),
    ("D", ORDER.replace("54=1", "54="), (4, 54)),
    ("D", ORDER.replace("38=1", "38=+1"), (6, 38)),
    ("D", ORDER.replace("38=1", "38=1e3"), (6, 38)),
    ("D", ORDER.replace("38=1", "38=1,5"), (6, 38)),
    ("D", ORDER.replace("38=1", "38=.5"), None),
    ("D", ORDER.replace("38=1", "38=5."), None),
    ("D", ORDER.replace("38=1", "38=-0.50"), None),
    ("D", ORDER.replace("38=1", "38=."), (6, 38)),
    ("D", ORDER.replace("38=1", "38=-"), (6, 38)),
    ("D", ORDER.replace("60=20261129-12:00:00", "60=20261129-12:00"), (6, 60)),
    ("D", ORDER.replace("60=20261129-12:00:00", "60=20261329-12:00:00"), (6, 60)),
    ("D", ORDER.replace("60=20261129-12:00:00", "60=20261129 12:00:00"), (6, 60)),
    ("D", ORDER.replace("60=20261129-12:00:00", "60=20261129-12:00:00.123456"), None),
    ("D", ORDER + "40=2|", (13, 40)),
    ("D", ORDER + "34=2|", (14, 34)),
    ("D", ORDER + "114=X|", (6, 114)),
    ("D", ORDER + PARTIES.replace("453=2", "453=3"), (16, 453)),
    ("D", ORDER + PARTIES.replace("453=2", "453=1"), (16, 453)),
    ("D", ORDER + PARTIES.replace("453=2", "453=x"), (6, 453)),
    ("D", ORDER + "354=3|355=a\x01b|", None),
    ("ZZ", ORDER, (11, None)),
    ("0", "", None),
    ("0", "112=x|", None),
    ("1", "", (1, 112)),
    ("2", "7=1|16=x|", (6, 16)),
    ("4", "36=5|123=w|", (6, 123)),
]

#: What QuickFIX throws → SessionRejectReason.
REASONS: dict[str, RejectReason] = {
    "InvalidTagNumber": RejectReason.INVALID_TAG_NUMBER,
    "RequiredTagMissing": RejectReason.REQUIRED_TAG_MISSING,
    "TagNotDefinedForMessage": RejectReason.TAG_NOT_DEFINED_FOR_THIS_MESSAGE_TYPE,
    "NoTagValue": RejectReason.TAG_SPECIFIED_WITHOUT_A_VALUE,
    "IncorrectTagValue": RejectReason.VALUE_IS_INCORRECT,
    "IncorrectDataFormat": RejectReason.INCORRECT_DATA_FORMAT_FOR_VALUE,
    "InvalidMessageType": RejectReason.INVALID_MSG_TYPE,
    "RepeatedTag": RejectReason.TAG_APPEARS_MORE_THAN_ONCE,
    "TagOutOfOrder": RejectReason.TAG_SPECIFIED_OUT_OF_REQUIRED_ORDER,
    "RepeatingGroupCountMismatch": RejectReason.INCORRECT_NUM_IN_GROUP_COUNT,
}


@cache
def transport_of(version: str) -> Dictionary | None:
    return Dictionary.load(DICTIONARIES / "FIXT11.xml") if version == "FIXT.1.1" else None


@cache
def dictionary_of(version: str) -> Dictionary:
    return Dictionary.load(DICTIONARIES / FILES[version])


@cache
def codec_of(version: str) -> DictionaryCodec:
    return DictionaryCodec(dictionary_of(version), transport_of(version))


@cache
def quickfix_dictionaries(version: str) -> tuple[Any, ...]:
    names = ["FIXT11.xml"] if version == "FIXT.1.1" else []
    return tuple(quickfix.DataDictionary(str(DICTIONARIES / name)) for name in [*names, FILES[version]])


def theirs(version: str, raw: bytes) -> Verdict:
    dictionaries = quickfix_dictionaries(version)
    try:
        message = quickfix.Message(raw.decode("latin-1"), *dictionaries, True)
        if len(dictionaries) == 1:
            dictionaries[0].validate(message)
        else:
            admin = message.getHeader().getField(35) in SESSION_MESSAGES
            quickfix.DataDictionary.validate(message, dictionaries[0], dictionaries[0 if admin else 1])
    except quickfix.FIXException as error:
        return int(REASONS[type(error).__name__]), getattr(error, "field", None)
    return None


def ours(version: str, raw: bytes) -> Verdict:
    codec = codec_of(version)
    try:
        codec.check(read_message(raw, codec.data_lengths))
    except FieldError as error:
        return int(error.reason), error.ref_tag
    return None


def framed(version: str, msg_type: str, body: str, header: str = HEADER) -> bytes:
    return frame(version, f"35={msg_type}|{header}{body}".replace("|", "\x01"))


@pytest.mark.parametrize("version", ["FIX.4.4"])
@pytest.mark.parametrize(
    ("msg_type", "body", "expected"), CORPUS, ids=[f"{kind}-{at}" for at, (kind, _, _) in enumerate(CORPUS)]
)
def test_the_corpus(version: str, msg_type: str, body: str, expected: Verdict) -> None:
    raw = framed(version, msg_type, body)
    assert (theirs(version, raw), ours(version, raw)) == (expected, expected)


# ---------------------------------------------------------------------- messages at random

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


def messages_of(version: str) -> list[MessageType]:
    session = transport_of(version)
    types = dict(dictionary_of(version).messages)
    if session is not None:
        types |= {key: each for key, each in session.messages.items() if each.is_admin}
    return [types[key] for key in sorted(types)]


def text_of(fields: list[Made]) -> str:
    return "".join(f"{made.tag}={made.text}|" for made in fields)


@EVERY
def test_right_messages_of_every_type(version: str) -> None:
    differ = []
    for seed in range(3):
        for message in messages_of(version):
            body = text_of(Maker(dictionary_of(version), seed).body(message))
            raw = framed(version, message.msg_type, body)
            verdicts = theirs(version, raw), ours(version, raw)
            if verdicts != (None, None):
                differ.append((message.msg_type, body, verdicts))
    assert differ == []


@EVERY
def test_messages_broken_in_one_place(version: str) -> None:
    differ, broken, inside = [], 0, 0
    for seed in range(30):
        for message in messages_of(version):
            maker = Maker(dictionary_of(version), seed)
            fields = maker.body(message)
            if not fields:
                continue
            what, depth = maker.break_one(fields)
            raw = framed(version, message.msg_type, text_of(fields))
            their, our = theirs(version, raw), ours(version, raw)
            broken += our is not None
            inside += depth > 0
            if depth == 0 and their != our:
                differ.append((message.msg_type, what, (their, our), text_of(fields)))
            if depth > 0 and their is not None and our is None:
                differ.append((message.msg_type, what, (their, our), text_of(fields)))
    assert differ == []
    assert broken > 300
    assert inside > 50
