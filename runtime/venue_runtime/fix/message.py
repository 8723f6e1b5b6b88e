"""One FIX message: received (framed, checked, split into fields once) and to be sent (its body, before the header).

Text is UTF-8 with undecodable bytes as surrogates (`surrogateescape`), so that every byte survives the round trip;
FIX itself is ASCII, and only fields that a venue fills with user text ever hold more.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from operator import itemgetter
from typing import Any, ClassVar, Protocol
from zlib import adler32

__all__ = [
    "EXACT",
    "LONG",
    "SOH",
    "FieldError",
    "FieldReader",
    "Message",
    "OutgoingMessage",
    "RejectReason",
    "Shape",
    "checksum",
    "frame",
    "read_message",
]

SOH = "\x01"
#: So many bytes of ASCII have a sum that adler32 tells: its low half is 1 + the sum, modulo 65521, and 512 * 127 is
#: less. Of any bytes half as many do.
EXACT = 512
_TRAILERS = [f"10={number:03d}{SOH}".encode() for number in range(256)]

#: Fields from which on messages seldom have the same tags as another.
LONG = 100
_MAX_SHAPES = 2000  # a venue has some dozens
_LONGEST_KEY = 10 * LONG  # with tags of any length, shapes would fill the memory

#: Tag of a length → tag of the data that follows it (FIX 4.0 to 5.0 SP2). A dictionary may add its own.
DATA_LENGTHS: Mapping[str, str] = {
    "90": "91",
    "93": "89",
    "95": "96",
    "212": "213",
    "348": "349",
    "350": "351",
    "352": "353",
    "354": "355",
    "356": "357",
    "358": "359",
    "360": "361",
    "362": "363",
    "364": "365",
    "445": "446",
    "618": "619",
    "621": "622",
}


class RejectReason(IntEnum):
    """SessionRejectReason (373)."""

    INVALID_TAG_NUMBER = 0
    REQUIRED_TAG_MISSING = 1
    TAG_NOT_DEFINED_FOR_THIS_MESSAGE_TYPE = 2
    UNDEFINED_TAG = 3
    TAG_SPECIFIED_WITHOUT_A_VALUE = 4
    VALUE_IS_INCORRECT = 5
    INCORRECT_DATA_FORMAT_FOR_VALUE = 6
    DECRYPTION_PROBLEM = 7
    SIGNATURE_PROBLEM = 8
    COMP_ID_PROBLEM = 9
    SENDING_TIME_ACCURACY_PROBLEM = 10
    INVALID_MSG_TYPE = 11
    XML_VALIDATION_ERROR = 12
    TAG_APPEARS_MORE_THAN_ONCE = 13
    TAG_SPECIFIED_OUT_OF_REQUIRED_ORDER = 14
    REPEATING_GROUP_FIELDS_OUT_OF_ORDER = 15
    INCORRECT_NUM_IN_GROUP_COUNT = 16
    NON_DATA_VALUE_INCLUDES_FIELD_DELIMITER = 17
    OTHER = 99


class FieldError(Exception):
    """A field of a received message breaks the dictionary: answered by a session Reject (35=3)."""

    def __init__(self, reason: RejectReason, ref_tag: int | None, text: str = "") -> None:
        super().__init__(text or reason.name.replace("_", " ").capitalize())
        self.reason = reason
        self.ref_tag = ref_tag


class Message:
    """A received message whose BodyLength and CheckSum are right and that begins with 8, 9, 35.

    `tags` and `values` are its fields in the order of the wire. `shape` stands for the tags: messages that have the
    same tags mostly have the same one. `decoded` is for whoever has decoded it.
    """

    __slots__ = ("decoded", "fields", "msg_type", "raw", "shape", "tags", "values")

    fields: dict[str, str]
    """The first value of each tag, which is all there is to know outside of repeating groups."""

    def __init__(self, raw: bytes, shape: Shape, values: list[str]) -> None:
        self.raw = raw
        self.shape = shape
        self.tags = shape.tags
        self.values = values
        self.msg_type = values[shape.msg_type]
        self.decoded: object = None

    def __getattr__(self, name: str) -> Any:
        if name != "fields":
            raise AttributeError(name)
        self.fields = self.shape.fields(self.values)  # made when first asked for: who decodes by shape never asks
        return self.fields

    @property
    def tokens(self) -> list[str]:
        """Tag and value by turns."""
        return [text for field in zip(self.tags, self.values, strict=True) for text in field]

    @property
    def seq_num(self) -> int | None:
        """MsgSeqNum (34); None when it is missing or no number."""
        text = self.fields.get("34", "")
        return int(text) if text.isascii() and text.isdigit() else None

    def get(self, tag: str, default: str = "") -> str:
        return self.fields.get(tag, default)

    def __repr__(self) -> str:
        return f"<Message {self.msg_type} {self.fields.get('34', '?')}>"  # never the fields: a Logon has secrets


class OutgoingMessage(Protocol):
    """What a session sends: every generated message is one."""

    msg_type: ClassVar[str]

    def body(self) -> str:
        """The fields after the header and before CheckSum: `tag=value` with a SOH after each."""
        ...


def checksum(data: bytes | bytearray) -> int:
    """CheckSum (10) of everything before `10=`: the sum of the bytes, modulo 256."""
    if len(data) <= EXACT and data.isascii():
        return ((adler32(data) & 0xFFFF) - 1) & 0xFF
    total = 0
    for start in range(0, len(data), EXACT // 2):
        total += (adler32(data[start : start + EXACT // 2]) & 0xFFFF) - 1
    return total & 0xFF


def frame(begin_string: str, content: str) -> bytes:
    """A whole message of what stands between BodyLength and CheckSum (`35=…` to the last body field and its SOH)."""
    try:
        data = f"8={begin_string}\x019={len(content)}\x01{content}".encode("ascii")
    except UnicodeEncodeError:
        encoded = content.encode("utf-8", "surrogateescape")
        data = f"8={begin_string}{SOH}9={len(encoded)}{SOH}".encode() + encoded
        return data + _TRAILERS[checksum(data)]
    if len(data) > EXACT:
        return data + _TRAILERS[checksum(data)]
    return data + _TRAILERS[((adler32(data) & 0xFFFF) - 1) & 0xFF]


class Shape:
    """The tags of messages that have the same ones in the same order."""

    __slots__ = ("_firsts", "_pick", "ends_once", "key", "msg_type", "tags")

    def __init__(self, key: str, tags: tuple[str, ...]) -> None:
        """`key`: the tags in one text. Raises ValueError where MsgType is missing."""
        self.key = key
        self.tags = tags
        self.msg_type = tags.index("35")
        places: dict[str, int] = {}
        for place, tag in enumerate(tags):
            places.setdefault(tag, place)
        self._firsts = tuple(places)
        #: Whether CheckSum stands at the end alone.
        self.ends_once = places.get("10") == len(tags) - 1
        self._pick = None if len(places) == len(tags) else itemgetter(*places.values())

    def fields(self, values: list[str]) -> dict[str, str]:
        """The first value of each tag."""
        return dict(zip(self._firsts, values if self._pick is None else self._pick(values), strict=True))


class FieldReader:
    """Splits whole messages into fields. What was seen of the tags of one holds for others that have the same."""

    __slots__ = ("_data_lengths", "plain")

    def __init__(self, data_lengths: Mapping[str, str]) -> None:
        self._data_lengths = data_lengths
        #: Shapes by key, of messages without data fields and without odd tags.
        self.plain: dict[str, Shape] = {}

    def read(self, raw: bytes) -> Message:
        """Raises ValueError where it is not a row of `tag=value` and SOH."""
        text = raw.decode("utf-8", "surrogateescape")
        tokens = text.replace("=", SOH).split(SOH)
        shape = self.plain.get(SOH.join(tokens[:-1:2]))
        # As many `=` as SOH, and tags where tags must be: the values have neither.
        if shape is not None and text.count(SOH) * 2 == len(tokens) - 1:
            return Message(raw, shape, tokens[1::2])
        return self._first(raw, text, tokens)

    def _first(self, raw: bytes, text: str, tokens: list[str]) -> Message:
        """The first message of its kind, or one with something odd."""
        tags, values = tuple(tokens[:-1:2]), tokens[1::2]
        plain = text.count(SOH) * 2 == len(tokens) - 1 and all(
            tag.isascii() and tag.isdecimal() and tag not in self._data_lengths for tag in set(tags)
        )
        if not plain:  # a value with `=`, data that may hold SOH, an odd tag
            tags, values = _slow_fields(raw, self._data_lengths)
        shape = Shape(SOH.join(tags), tags)
        if plain and len(shape.key) <= _LONGEST_KEY and len(tags) <= LONG and len(self.plain) < _MAX_SHAPES:
            self.plain[shape.key] = shape
        return Message(raw, shape, values)


def read_message(raw: bytes, data_lengths: Mapping[str, str] = DATA_LENGTHS) -> Message:
    """The fields of one whole framed message. Raises ValueError where it is not a row of `tag=value` and SOH."""
    return (_STANDARD if data_lengths is DATA_LENGTHS else FieldReader(data_lengths)).read(raw)


_STANDARD = FieldReader(DATA_LENGTHS)


def _slow_fields(raw: bytes, data_lengths: Mapping[str, str]) -> tuple[tuple[str, ...], list[str]]:
    """Fields one by one: values may hold `=`, and data fields any byte. Tags may be negative: those are rejected."""
    tags: list[str] = []
    values: list[str] = []
    at, size, data_tag = 0, 0, ""
    while at < len(raw):
        equals = raw.index(b"=", at)
        tag = raw[at:equals].decode("latin-1")
        if not (tag.isascii() and tag.removeprefix("-").isdecimal()):
            raise ValueError(f"no tag at byte {at}")
        end = equals + 1 + size if tag == data_tag else raw.index(b"\x01", equals)
        if raw[end : end + 1] != b"\x01":
            raise ValueError(f"no end of field {tag}")
        value = raw[equals + 1 : end].decode("utf-8", "surrogateescape")
        tags.append(tag)
        values.append(value)
        data_tag = data_lengths.get(tag, "")
        size = int(value) if data_tag and len(value) < 10 and value.isascii() and value.isdecimal() else -1
        if size < 0:
            data_tag = ""
        at = end + 1
    return tuple(tags), values
