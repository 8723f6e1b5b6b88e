"""Messages of one session as bytes: the header that all of them have, and the bodies of the session's own messages."""

from __future__ import annotations

from ..clock import Clock
from .config import SessionConfig
from .message import SOH, Message, RejectReason, frame, read_message
from .times import TimeWriter

__all__ = ["REASON_TEXTS", "Writer", "reject_body", "text_field"]

#: Text (58) of a Reject: the names that the protocol gives the values of SessionRejectReason (373).
REASON_TEXTS = {
    RejectReason.INVALID_TAG_NUMBER: "Invalid tag number",
    RejectReason.REQUIRED_TAG_MISSING: "Required tag missing",
    RejectReason.TAG_NOT_DEFINED_FOR_THIS_MESSAGE_TYPE: "Tag not defined for this message type",
    RejectReason.UNDEFINED_TAG: "Undefined Tag",
    RejectReason.TAG_SPECIFIED_WITHOUT_A_VALUE: "Tag specified without a value",
    RejectReason.VALUE_IS_INCORRECT: "Value is incorrect (out of range) for this tag",
    RejectReason.INCORRECT_DATA_FORMAT_FOR_VALUE: "Incorrect data format for value",
    RejectReason.DECRYPTION_PROBLEM: "Decryption problem",
    RejectReason.SIGNATURE_PROBLEM: "Signature problem",
    RejectReason.COMP_ID_PROBLEM: "CompID problem",
    RejectReason.SENDING_TIME_ACCURACY_PROBLEM: "SendingTime accuracy problem",
    RejectReason.INVALID_MSG_TYPE: "Invalid MsgType",
    RejectReason.XML_VALIDATION_ERROR: "XML validation error",
    RejectReason.TAG_APPEARS_MORE_THAN_ONCE: "Tag appears more than once",
    RejectReason.TAG_SPECIFIED_OUT_OF_REQUIRED_ORDER: "Tag specified out of required order",
    RejectReason.REPEATING_GROUP_FIELDS_OUT_OF_ORDER: "Repeating group fields out of order",
    RejectReason.INCORRECT_NUM_IN_GROUP_COUNT: "Incorrect NumInGroup count for repeating group",
    RejectReason.NON_DATA_VALUE_INCLUDES_FIELD_DELIMITER: "Non-data value includes field delimiter",
    RejectReason.OTHER: "Other",
}

# Tag that a routing field of a message has in the answer to it: on behalf of whom ↔ deliver to whom.
_REVERSED = (("115", "128"), ("116", "129"), ("128", "115"), ("129", "116"), ("144", "145"), ("145", "144"))


def text_field(text: str, tag: int = 58) -> str:
    """A field with a text of somebody's, which must not end it; nothing for no text."""
    return f"{tag}={text.replace(SOH, ' ')}{SOH}" if text else ""


class Writer:
    """Frames messages of one session. Header fields stand in the order of their tags after MsgType."""

    def __init__(self, config: SessionConfig, clock: Clock) -> None:
        self._begin = config.begin_string
        self._sender = config.sender_comp_id
        self._target = config.target_comp_id
        self._time = TimeWriter(config.digits)
        self._now = clock.time_ns
        self._last_processed = config.last_processed
        #: What every application message has in its header besides.
        self.application_header = "".join(f"{tag}={text}{SOH}" for tag, text in config.header)

    def stamp(self) -> str:
        """The text of a SendingTime now."""
        return self._time.write(self._now())

    def logon_header(self, number: int, stamp: str) -> dict[str, str]:
        """The fields that venues have signed, by tag."""
        return {"35": "A", "49": self._sender, "56": self._target, "34": str(number), "52": stamp}

    def new(self, msg_type: str, number: int, rest: str, next_in: int, stamp: str = "") -> bytes:
        """A message sent for the first time. `rest` follows the standard header."""
        if self._last_processed:
            rest = f"369={max(next_in - 1, 0)}{SOH}{rest}"
        return frame(
            self._begin,
            f"35={msg_type}{SOH}34={number}{SOH}49={self._sender}{SOH}"
            f"52={stamp or self._time.write(self._now())}{SOH}56={self._target}{SOH}{rest}",
        )

    def gap_fill(self, number: int, next_number: int) -> bytes:
        """A SequenceReset that stands for the messages from `number` up to and without `next_number`."""
        return self._again("4", number, self.stamp(), f"36={next_number}{SOH}123=Y{SOH}")

    def again(self, raw: bytes) -> bytes:
        """A message of ours, sent once more: PossDup, its first SendingTime, a new one, the same number."""
        message = read_message(raw)
        text = raw.decode("utf-8", "surrogateescape")
        before = f"{SOH}56={self._target}{SOH}"
        rest = text[text.index(before) + len(before) : text.rindex(f"{SOH}10=") + 1]
        return self._again(message.msg_type, int(message.fields["34"]), message.fields["52"], rest)

    def _again(self, msg_type: str, number: int, first_sent: str, rest: str) -> bytes:
        return frame(
            self._begin,
            f"35={msg_type}{SOH}34={number}{SOH}43=Y{SOH}49={self._sender}{SOH}52={self.stamp()}{SOH}"
            f"56={self._target}{SOH}122={first_sent}{SOH}{rest}",
        )


def _reversed_route(message: Message, level: int) -> str:
    """Routing fields of an answer to a message that was sent on somebody's behalf; empty ones are left out."""
    fields = message.fields
    pairs = _REVERSED if level > 40 else _REVERSED[:-2]  # FIX 4.0 has no locations
    return "".join(f"{answer}={fields[tag]}{SOH}" for answer, tag in pairs if fields.get(tag))


def reject_body(config: SessionConfig, message: Message, reason: RejectReason, tag: int | None) -> str:
    """The fields of a session's Reject of a message, as far as the version has them."""
    text = REASON_TEXTS[reason]
    if tag is not None and config.level < 42:
        text += f" ({tag})"
    number = message.fields.get("34", "")
    body = f"45={number}{SOH}" if number else ""
    body += f"58={text}{SOH}"
    if config.level >= 42:
        if tag is not None:
            body += f"371={tag}{SOH}"
        if message.msg_type:
            body += f"372={message.msg_type}{SOH}"
        if config.tells_reason(reason):
            body += f"373={int(reason)}{SOH}"
    return _reversed_route(message, config.level) + body
