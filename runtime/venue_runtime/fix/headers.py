"""What the header of every received message must say: who sent it to whom, and when."""

from __future__ import annotations

from ..clock import NS_PER_S, Clock
from .config import SessionConfig
from .message import FieldError, Message, RejectReason
from .times import TimeReader

__all__ = ["Headers"]


class Headers:
    """Checks headers of one session's messages."""

    def __init__(self, config: SessionConfig, clock: Clock) -> None:
        self._config = config
        self._now = clock.time_ns
        self._times = TimeReader()
        self._latency = round(config.max_latency * NS_PER_S) if config.check_latency else None

    def problem(self, message: Message) -> FieldError | None:
        """What is wrong with CompIDs or SendingTime, to be rejected; None: nothing."""
        fields = message.fields
        if fields.get("49") != self._config.target_comp_id or fields.get("56") != self._config.sender_comp_id:
            for tag in ("49", "56"):
                if not fields.get(tag):
                    return _missing(message, tag)
            return FieldError(RejectReason.COMP_ID_PROBLEM, None)
        text = fields.get("52", "")
        if not text:
            return _missing(message, "52")
        sent = self._times.read(text)
        if sent is None:
            return FieldError(RejectReason.INCORRECT_DATA_FORMAT_FOR_VALUE, 52)
        if self._latency is not None and abs(self._now() - sent) > self._latency:
            return FieldError(RejectReason.SENDING_TIME_ACCURACY_PROBLEM, None)
        return None

    def check_poss_dup(self, message: Message) -> None:
        """That a message says when it was sent first, if it was sent before. Raises FieldError."""
        text = message.fields.get("122")
        if text is None:
            if self._config.require_orig_sending_time and message.msg_type != "4":
                raise FieldError(RejectReason.REQUIRED_TAG_MISSING, 122)
            return
        first = self._times.read(text)
        sent = self._times.read(message.fields["52"])
        if first is None or sent is None:
            raise FieldError(RejectReason.INCORRECT_DATA_FORMAT_FOR_VALUE, 122)
        if first > sent:
            raise FieldError(RejectReason.SENDING_TIME_ACCURACY_PROBLEM, None)


def _missing(message: Message, tag: str) -> FieldError:
    empty = tag in message.fields
    reason = RejectReason.TAG_SPECIFIED_WITHOUT_A_VALUE if empty else RejectReason.REQUIRED_TAG_MISSING
    return FieldError(reason, int(tag))
