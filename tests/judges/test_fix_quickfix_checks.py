"""What our codec takes and rejects, and with which reason and tag, is what QuickFIX says of the same bytes.

Both read QuickFIX's own dictionaries. Messages are made at random from a dictionary, for every type of message, and
then broken in one place.

Where the two differ, and why: QuickFIX does not look at values inside of repeating groups, nor into a LocalMktDate or
DayOfMonth, and takes a time that ends with its point; we do not. A count that stands there twice, or is negative, is to
QuickFIX a repeated field and a wrong count, to us a wrong count and no count. A negative SeqNum passes our codec: our
sessions refuse it.
"""

from __future__ import annotations

from functools import cache

import pytest
from fix_made import FILES, Maker, dictionary_of, framed, text_of, transport_of
from venue_runtime.fix.checks import DictionaryCodec
from venue_runtime.fix.dictionary import MessageType
from venue_runtime.fix.message import FieldError, read_message

pytest.importorskip("quickfix", reason="QuickFIX is not installed (extra judges)")
from quickfix_verdict import Verdict, theirs

EVERY = pytest.mark.parametrize("version", list(FILES))

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


@cache
def codec_of(version: str) -> DictionaryCodec:
    return DictionaryCodec(dictionary_of(version), transport_of(version))


def ours(version: str, raw: bytes) -> Verdict:
    codec = codec_of(version)
    try:
        codec.check(read_message(raw, codec.data_lengths))
    except FieldError as error:
        return int(error.reason), error.ref_tag
    return None


@pytest.mark.parametrize("version", ["FIX.4.4"])
@pytest.mark.parametrize(
    ("msg_type", "body", "expected"), CORPUS, ids=[f"{kind}-{at}" for at, (kind, _, _) in enumerate(CORPUS)]
)
def test_the_corpus(version: str, msg_type: str, body: str, expected: Verdict) -> None:
    raw = framed(version, msg_type, body)
    assert (theirs(version, raw), ours(version, raw)) == (expected, expected)


# ---------------------------------------------------------------------- messages at random


def messages_of(version: str) -> list[MessageType]:
    session = transport_of(version)
    types = dict(dictionary_of(version).messages)
    if session is not None:
        types |= {key: each for key, each in session.messages.items() if each.is_admin}
    return [types[key] for key in sorted(types)]


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
