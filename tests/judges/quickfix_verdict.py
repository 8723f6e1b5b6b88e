"""What QuickFIX says of a message by its dictionaries."""

from __future__ import annotations

from functools import cache
from typing import Any

import quickfix
from fix_made import FILES
from quickfix_process import DICTIONARIES
from venue_runtime.fix.message import RejectReason

Verdict = tuple[int, int | None] | None
"""SessionRejectReason and tag; None: it is right."""
SESSION_MESSAGES = frozenset("012345An")

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
