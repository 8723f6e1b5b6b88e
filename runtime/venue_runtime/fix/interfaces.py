"""What a session asks of others: an application, a dictionary, somebody who watches."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from ..errors import TransportError
from .message import DATA_LENGTHS, Message, OutgoingMessage

__all__ = [
    "Application",
    "BaseApplication",
    "Codec",
    "LogonRefused",
    "NotLoggedOn",
    "PlainCodec",
    "Sender",
    "Unsupported",
]


class NotLoggedOn(TransportError):
    """The message was not sent: there is no session at the moment."""

    def __init__(self, message: str = "the FIX session is not logged on") -> None:
        super().__init__(message, sent=False)


class Unsupported(Exception):
    """An application message that the application does not do: BusinessMessageReject, or Reject in FIX 4.0 and 4.1."""

    def __init__(self, text: str = "", *, reason: int = 3, ref_id: str = "") -> None:
        """`reason`: BusinessRejectReason (380), 3 is unsupported message type. `ref_id`: the id it is about (379)."""
        super().__init__(text or "Unsupported Message Type")
        self.reason = reason
        self.ref_id = ref_id


class LogonRefused(Exception):
    """The counterparty's Logon is not accepted: it gets a Logout with this text, and the connection ends."""


class Sender(Protocol):
    """What an application sends with."""

    def send(self, message: OutgoingMessage, /) -> int:
        """Send, and return the MsgSeqNum. Raises NotLoggedOn, and then nothing was sent nor stored.

        From within `on_message` it is sent as soon as that returns, stored together with the fact that the message was
        taken: a process that is killed does both or neither.
        """
        ...

    def logout(self, text: str = "", /) -> None:
        """Say goodbye; the connection ends with the answer."""
        ...


class Application(Protocol):
    """Whoever a session is for. Called in the order of the messages, from the loop's thread, never concurrently.

    An exception other than those named is logged; the message counts as taken, or it would come again for ever.
    """

    def attach(self, sender: Sender, /) -> None:
        """Called once, before anything else."""
        ...

    def logon_body(self, header: Mapping[str, str], /) -> str:
        """Fields of our Logon besides the standard ones: `tag=value`, each with its SOH.

        `header` holds the texts of 35, 49, 56, 34 and 52 as they will be sent: what venues have signed.
        """
        ...

    def check_logon(self, message: Message, /) -> None:
        """The counterparty's Logon, before it counts. Raises LogonRefused, or FieldError."""
        ...

    def on_logon(self, message: Message, /) -> None:
        """Logged on: messages can be sent. Also after a reset of the numbers in a running session."""
        ...

    def on_message(self, message: Message, ts_recv: int, /) -> None:
        """An application message, in order; `ts_recv` in ns since the epoch. Raises FieldError or Unsupported.

        PossDup (43) is Y where it was sent before, but never for one that was taken already.
        """
        ...

    def on_reject(self, message: Message, /) -> None:
        """A session's Reject (3) or a BusinessMessageReject (j) of something that we sent."""
        ...

    def on_logout(self, text: str, /) -> None:
        """The counterparty's Logout, or its answer to ours; also as the answer to a Logon."""
        ...

    def on_disconnected(self) -> None:
        """The connection is gone, however it ended. Another may follow."""
        ...

    def resend(self, msg_type: str, seq_num: int, /) -> bool:
        """Whether a message is sent again when the counterparty asks. False: gap-filled, as fits stale orders."""
        ...


class BaseApplication:
    """An application that does nothing: subclasses say what they are interested in."""

    sender: Sender

    def attach(self, sender: Sender, /) -> None:
        self.sender = sender

    def logon_body(self, header: Mapping[str, str], /) -> str:
        return ""

    def check_logon(self, message: Message, /) -> None: ...

    def on_logon(self, message: Message, /) -> None: ...

    def on_message(self, message: Message, ts_recv: int, /) -> None:
        raise Unsupported

    def on_reject(self, message: Message, /) -> None: ...

    def on_logout(self, text: str, /) -> None: ...

    def on_disconnected(self) -> None: ...

    def resend(self, msg_type: str, seq_num: int, /) -> bool:
        return True


class Codec(Protocol):
    """What a session asks of a dictionary."""

    @property
    def data_lengths(self) -> Mapping[str, str]:
        """Tag of a length → tag of the data that follows it."""
        ...

    def check(self, message: Message, /) -> None:
        """Raises FieldError for what breaks the dictionary.

        Only messages of the session itself need it where the application's own decoding checks the others.
        """
        ...


class PlainCodec:
    """No dictionary: everything goes."""

    @property
    def data_lengths(self) -> Mapping[str, str]:
        return DATA_LENGTHS

    def check(self, message: Message, /) -> None: ...
