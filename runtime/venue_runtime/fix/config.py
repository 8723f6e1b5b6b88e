"""What two sides of a FIX session have agreed on, and what their version of the protocol allows."""

from __future__ import annotations

from enum import Enum
from typing import Literal

from msgspec import Struct

from .message import SOH

__all__ = ["Role", "SessionConfig", "SessionKey"]

_FIXT = "FIXT.1.1"
_INFINITY_BEFORE_4_2 = "999999"  # EndSeqNo of "all that follow" in FIX 4.0 and 4.1; 0 since
_LAST_REASON_OF_4_2 = 11  # SessionRejectReason ends with INVALID_MSG_TYPE there

#: BeginString, SenderCompID and TargetCompID, seen from our side: what a session is known by.
SessionKey = tuple[str, str, str]


class Role(Enum):
    """Who sends the first Logon."""

    INITIATOR = "initiator"
    ACCEPTOR = "acceptor"


class SessionConfig(Struct, frozen=True, kw_only=True):
    """One session, seen from our side. Spans of time are in seconds."""

    begin_string: str
    """`FIX.4.0` to `FIX.4.4`, or `FIXT.1.1` for FIX 5.0 and its service packs."""
    sender_comp_id: str
    target_comp_id: str
    default_appl_ver_id: str = ""
    """DefaultApplVerID (1137) of our Logon: `7` FIX 5.0, `8` SP1, `9` SP2. With FIXT.1.1 only, and needed there; an
    acceptor without one answers with its counterparty's."""
    heartbeat: int = 30
    """HeartBtInt (108). The initiator's rules; an acceptor takes what it is told. 0: no heartbeats."""
    reset: Literal["every_logon", "never"] = "never"
    """`every_logon`: both numbers start at 1 with every Logon (an initiator says so with ResetSeqNumFlag). `never`:
    they go on, until the counterparty asks for a reset."""
    reset_at: int | None = None
    """Numbers that began before the last time the UTC day was so many seconds old are started over before a Logon."""
    resend: bool = True
    """Whether missed messages are asked for and sent again. False: a gap ends the connection, and what the counterparty
    asks for is gap-filled."""
    resend_chunk: int = 0
    """Ask for so many missed messages at a time. 0: for all of them at once."""
    max_queued: int = 10_000
    """So many messages beyond a gap are held until it is filled; further ones will be sent again anyway."""
    require_orig_sending_time: bool = True
    """Reject a PossDup message without OrigSendingTime (122), as the protocol wants it."""
    sending_time_digits: int = 3
    """Fraction of a second in the times that we send: 0, 3, 6 or 9 digits."""
    check_latency: bool = True
    max_latency: float = 120.0
    """A SendingTime further from our clock than this is refused, unless `check_latency` is off."""
    logon_timeout: float = 10.0
    logout_timeout: float = 2.0
    """How long the answer to our Logout is waited for."""
    wraps_at: int = 0
    """The sequence number after `wraps_at - 1` is 0: 4294967296 where a venue counts in 32 bits. 0: never."""
    header: tuple[tuple[int, str], ...] = ()
    """Header fields (tag, text) of every application message that we send."""
    next_expected: bool = False
    """Tell in the Logon what we expect next (789), and send again what the counterparty's says it misses: instead of
    ResendRequests at logon."""
    last_processed: bool = False
    """Tell in every message what we have processed last (369)."""
    refusals_tell_version: bool = False
    """Tell DefaultApplVerID (1137) in every BusinessMessageReject. No dictionary has it there; QuickFIX does so, and
    its acceptance definitions want it."""

    def __post_init__(self) -> None:
        if not self.begin_string.startswith("FIX") or not self.sender_comp_id or not self.target_comp_id:
            raise ValueError(
                "a FIX session needs a BeginString that begins with FIX, a SenderCompID and a TargetCompID"
            )
        for text in (self.begin_string, self.sender_comp_id, self.target_comp_id, *(text for _, text in self.header)):
            if SOH in text or not text:
                raise ValueError(f"no text for a FIX field: {text!r}")
        if self.sending_time_digits not in (0, 3, 6, 9):
            raise ValueError("a SendingTime has 0, 3, 6 or 9 digits after the second")

    @property
    def key(self) -> SessionKey:
        return self.begin_string, self.sender_comp_id, self.target_comp_id

    @property
    def is_fixt(self) -> bool:
        return self.begin_string == _FIXT

    @property
    def level(self) -> int:
        """40 to 44; 50 for FIXT. What does not look like a version counts as the newest."""
        major, _, minor = self.begin_string.removeprefix("FIX.").partition(".")
        return int(major + minor) if (major + minor).isdigit() and not self.is_fixt else 50

    @property
    def infinity(self) -> str:
        """EndSeqNo (16) of a ResendRequest for everything."""
        return "0" if self.level >= 42 else _INFINITY_BEFORE_4_2

    @property
    def digits(self) -> int:
        """Digits of a fraction that the version allows: none before FIX 4.2."""
        return self.sending_time_digits if self.level >= 42 else 0

    def tells_reason(self, reason: int) -> bool:
        """Whether a Reject of this version may hold a SessionRejectReason (373)."""
        return self.level > 42 or (self.level == 42 and reason <= _LAST_REASON_OF_4_2)
