"""The session's own messages and header fields, for dictionaries of venues that leave them out.

Facts: FIX 4.4 volume 2 (session messages); the fields are optional unless every version requires them. Dictionaries of
FIX 5.0 and its service packs have none of it: theirs is FIXT 1.1, whose Logon says the version of what is meant.
"""

from __future__ import annotations

from collections.abc import Set
from typing import TYPE_CHECKING

from .dictionary_xml import Element, read_xml

if TYPE_CHECKING:
    from .dictionary import Dictionary

__all__ = ["missing"]

_FIELDS = """
  7 BeginSeqNo SEQNUM | 8 BeginString STRING | 9 BodyLength LENGTH
  10 CheckSum STRING | 16 EndSeqNo SEQNUM | 34 MsgSeqNum SEQNUM
  35 MsgType STRING | 36 NewSeqNo SEQNUM | 43 PossDupFlag BOOLEAN
  45 RefSeqNum SEQNUM | 49 SenderCompID STRING | 50 SenderSubID STRING
  52 SendingTime UTCTIMESTAMP | 56 TargetCompID STRING | 57 TargetSubID STRING
  58 Text STRING | 95 RawDataLength LENGTH | 96 RawData DATA
  97 PossResend BOOLEAN | 98 EncryptMethod INT | 108 HeartBtInt INT
  112 TestReqID STRING | 115 OnBehalfOfCompID STRING | 122 OrigSendingTime UTCTIMESTAMP
  123 GapFillFlag BOOLEAN | 128 DeliverToCompID STRING | 141 ResetSeqNumFlag BOOLEAN
  369 LastMsgSeqNumProcessed SEQNUM | 371 RefTagID INT | 372 RefMsgType STRING
  373 SessionRejectReason INT | 379 BusinessRejectRefID STRING | 380 BusinessRejectReason INT
  553 Username STRING | 554 Password STRING | 789 NextExpectedMsgSeqNum SEQNUM
  1128 ApplVerID STRING | 1137 DefaultApplVerID STRING
"""
_HEADER = (
    "BeginString! BodyLength! MsgType! SenderCompID! TargetCompID! MsgSeqNum! SendingTime! SenderSubID TargetSubID "
    "OnBehalfOfCompID DeliverToCompID PossDupFlag PossResend OrigSendingTime LastMsgSeqNumProcessed"
)
_TRAILER = "CheckSum!"
_MESSAGES = {
    "0": ("Heartbeat", "TestReqID"),
    "1": ("TestRequest", "TestReqID!"),
    "2": ("ResendRequest", "BeginSeqNo! EndSeqNo!"),
    "3": ("Reject", "RefSeqNum! RefTagID RefMsgType SessionRejectReason Text"),
    "4": ("SequenceReset", "GapFillFlag NewSeqNo!"),
    "5": ("Logout", "Text"),
    "A": (
        "Logon",
        "EncryptMethod! HeartBtInt! RawDataLength RawData ResetSeqNumFlag NextExpectedMsgSeqNum Username Password",
    ),
    "j": ("BusinessMessageReject", "RefSeqNum RefMsgType! BusinessRejectRefID BusinessRejectReason! Text"),
}


_FIXT_HEADER = " ApplVerID"
_FIXT_LOGON = " DefaultApplVerID!"


def missing(dictionary: Dictionary) -> Element:
    """What a dictionary lacks, as the root of one that adds it. Fields that it names otherwise keep its names."""
    names: dict[str, str] = {}
    fields: list[str] = []
    for tag, name, type_ in (row.split() for row in _FIELDS.replace("\n", "|").split("|") if row.strip()):
        known = dictionary.fields.get(tag)
        names[name] = known.name if known else name if name not in dictionary.names else f"{name}{tag}"
        if known is None:
            fields.append(f"<field number='{tag}' name='{names[name]}' type='{type_}'/>")
    fixt = dictionary.version.startswith(("FIXT", "FIX.5"))
    present = {name: {m.field.name for m in getattr(dictionary, name)} for name in ("header", "trailer")}
    taken = {message.name for message in dictionary.messages.values()}

    def members(text: str, without: Set[str] = frozenset()) -> str:
        return "".join(
            f"<field name='{names[word.rstrip('!')]}' required='{'Y' if word.endswith('!') else 'N'}'/>"
            for word in text.split()
            if names[word.rstrip("!")] not in without
        )

    messages = "".join(
        f"<message msgtype='{msg_type}' name='{name}' msgcat='{'app' if msg_type == 'j' else 'admin'}'>"
        f"{members(text + _FIXT_LOGON if fixt and msg_type == 'A' else text)}</message>"
        for msg_type, (name, text) in _MESSAGES.items()
        if msg_type not in dictionary.messages and name not in taken
        if not (msg_type == "j" and dictionary.version in ("FIX.4.0", "FIX.4.1"))
    )
    header = _HEADER + _FIXT_HEADER if fixt else _HEADER
    return read_xml(
        f"<fix><fields>{''.join(fields)}</fields><header>{members(header, present['header'])}</header>"
        f"<trailer>{members(_TRAILER, present['trailer'])}</trailer><messages>{messages}</messages></fix>".encode(),
        "the session's own messages",
    )
