"""What a simulated venue asks of a Logon and of the age of a message, and how faults refuse what is right."""

from __future__ import annotations

from venue_runtime.credentials import Credentials
from venue_runtime.errors import (
    AuthenticationError,
    ClockSkew,
    PermissionDenied,
    RateLimitExceeded,
    VenueResponseError,
    VenueUnavailable,
)
from venue_runtime.fix.message import FieldError, Message, RejectReason
from venue_runtime.testing.faults import Fault
from venue_runtime.testing.fix_dialect import FixRoute
from venue_runtime.testing.fix_wire import utc_ns
from venue_runtime.testing.reasons import Reason

__all__ = ["LOGON_WINDOW_MS", "check_age", "check_sender", "check_terms", "refuse_by_fault"]

LOGON_WINDOW_MS = 5_000.0
"""For how long a Logon is good that does not say it, at venues where messages can say it."""
_AHEAD_NS = 1_000_000_000
"""How far the clock of a client may be ahead of ours there."""


def check_terms(route: FixRoute, message: Message) -> None:
    """What the venue asks of every Logon.

    Raises:
        VenueResponseError: a field that must be there is not, or is another; FieldError: HeartBtInt is no number.
    """
    layout = route.layouts.get("A")
    names = {row.tag: row.name for row in layout.rows} if layout is not None else {}
    for tag, text in route.fixed.items():
        if message.get(tag) != text:
            raise VenueResponseError(f"{names.get(tag, tag)} ({tag}) must be {text}", code=Reason.MISSING_FIELD.value)
    for tag in route.demanded:
        if not message.get(tag):
            raise VenueResponseError(f"{names.get(tag, tag)} ({tag}) is missing", code=Reason.MISSING_FIELD.value)
    try:
        beat = int(message.get("108"))
    except ValueError:
        raise FieldError(RejectReason.REQUIRED_TAG_MISSING, 108) from None
    low, high = route.heartbeat_min, route.heartbeat_max
    if (low and beat < low) or (high and beat > high):
        raise VenueResponseError(f"HeartBtInt must be {low} to {high}", code=Reason.UNEXPECTED_FIELD.value)
    resets = message.get("141") == "Y"
    if route.reset == "every_logon" and not resets and message.seq_num != 1:
        raise VenueResponseError("each Logon starts the numbers anew", code=Reason.MISSING_FIELD.value)
    if route.reset == "never" and resets:
        raise VenueResponseError("ResetSeqNumFlag is not allowed", code=Reason.UNEXPECTED_FIELD.value)


def check_sender(route: FixRoute, message: Message, owner: Credentials | None) -> None:
    """Where the SenderCompID is a credential, whether it is the one of who signed.

    Raises:
        AuthenticationError: it is not.
    """
    name = route.sender_credential
    if name and (owner is None or name not in owner or owner.reveal(name) != message.get("49")):
        raise AuthenticationError("SenderCompID is another's", code="unknown_key")


def check_age(route: FixRoute, message: Message, now_ns: int, otherwise: float | None) -> None:
    """Whether a message that says for how long it is good is so still; `otherwise` (ms) of one that does not say it.

    Raises:
        ClockSkew: it is not.
    """
    given = message.get(route.window) if route.window else ""
    window = float(given) if given.replace(".", "", 1).isdecimal() else otherwise
    if not route.window or window is None:
        return
    sent = utc_ns(message.get("52"))
    if sent > now_ns + _AHEAD_NS or now_ns - sent > window * 1_000_000:
        raise ClockSkew(f"SendingTime differs by {(now_ns - sent) // 1_000_000} ms", code="clock_skew")


def refuse_by_fault(fault: Fault) -> None:
    """Raise the refusal that a fault asks for, if it does."""
    if fault.name == "expired_token":
        raise AuthenticationError("the token has expired", code=Reason.EXPIRED_TOKEN.value)
    status = fault.status
    if status in (418, 429):
        raise RateLimitExceeded("too many requests", code=Reason.RATE_LIMIT.value, http_status=status)
    if status is not None:
        kind = VenueUnavailable if status >= 500 else PermissionDenied if status == 403 else VenueResponseError
        raise kind("injected", code=Reason.UNAVAILABLE.value, http_status=status)
