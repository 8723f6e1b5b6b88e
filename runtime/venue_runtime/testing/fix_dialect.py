"""The seam between the simulator's FIX gateway and a venue's generated `simulated_fix.py`.

The gateway owns connections, sessions and their faults; the dialect owns what has the venue's face: who may log on and
how that is signed, what messages mean, and how reports and refusals are written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias

from msgspec import Struct, field

from venue_runtime.fix.message import Message
from venue_runtime.testing.fix_wire import Layout, Written

if TYPE_CHECKING:
    from venue_runtime.errors import VenueError
    from venue_runtime.testing.dialect import SimContext
    from venue_runtime.testing.events import ExchangeEvent
    from venue_runtime.testing.exchange import SimulatedExchange

__all__ = ["FixCall", "FixConnectionState", "FixDialect", "FixHandler", "FixRoute"]


class FixConnectionState(Protocol):
    """One logged-on session, as a dialect sees it. Implemented by the gateway."""

    context: SimContext
    account: str
    routes: tuple[FixRoute, ...]
    answering: bool
    """What happens now is done for a message of this session."""
    state: dict[str, Any]
    """Room for the dialect's own: subscriptions by request id, the last numbers that were told."""

    def send(self, message: Written) -> None:
        """Send a message, unless the session has ended."""
        ...


class FixCall(Struct, kw_only=True):
    """An application message that a client sent: `message` has its fields by python name."""

    layout: Layout
    message: SimpleNamespace
    raw: Message
    connection: FixConnectionState
    route: FixRoute

    @property
    def context(self) -> SimContext:
        """What the simulator lends."""
        return self.connection.context

    @property
    def account(self) -> str:
        """Whose session it is."""
        return self.connection.account

    @property
    def exchange(self) -> SimulatedExchange:
        """The exchange behind the venue."""
        return self.connection.context.exchange

    @property
    def now_ns(self) -> int:
        """The venue's wall clock, nanoseconds UTC."""
        return self.connection.context.now_ns()


FixHandler: TypeAlias = Callable[[FixCall], None]
"""Does to the exchange what a message asks for; its reports come as events. Raises the contract's errors."""


class FixRoute(Struct, frozen=True, kw_only=True):
    """One kind of session of the spec, seen from the venue."""

    id: str
    begin_string: str
    appl_ver_id: str = ""
    """DefaultApplVerID of the Logon, with FIXT.1.1."""
    comp_id: str
    """What clients call us: their TargetCompID."""
    sender: str = ""
    """The SenderCompID that clients must have; empty: whichever they like."""
    sender_credential: str = ""
    """The credential that is the SenderCompID."""
    sender_setting: str = ""
    """The client's setting that is."""
    auth: str = ""
    """Scheme of the Logon; empty: CompIDs are all there is."""
    fixed: Mapping[str, str] = field(default_factory=dict)
    """Tags of the Logon that have the same text always: what tells sessions at one address apart."""
    demanded: tuple[str, ...] = ()
    """Tags of the Logon that must be there, whatever they say."""
    cancels: tuple[str, str] | None = None
    """Tag and text of the Logon by which a client asks that its orders go when the session does."""
    heartbeat_min: int = 0
    heartbeat_max: int = 0
    """Seconds; 0: no bound."""
    reset: Literal["every_logon", "on_request", "never"] = "every_logon"
    resend: bool = False
    digits: int = 3
    """Of the times that we write, after the second."""
    window: str = ""
    """Tag of the header that says how old (milliseconds) a message may be when it arrives."""
    header: tuple[str, ...] = ()
    """Tags of the header besides the standard's."""
    message_limit: int = 0
    message_window_ns: int = 1_000_000_000
    dictionary: str = ""
    """Its file, beside the spec."""
    layouts: Mapping[str, Layout] = field(default_factory=dict)
    """Messages of its dictionary by MsgType."""
    handlers: Mapping[str, FixHandler] = field(default_factory=dict)
    """MsgType → what it does."""
    reports: bool = False
    """It tells what becomes of the account's orders."""
    notice: Written | None = None
    """What announces maintenance."""

    def layout(self, name: str) -> Layout | None:
        """A message by its name."""
        return next((layout for layout in self.layouts.values() if layout.name == name), None)


class FixDialect(Protocol):
    """The venue's face over the gateway; implemented by the generated `simulated_fix.py`."""

    @property
    def routes(self) -> Sequence[FixRoute]: ...

    @property
    def needs(self) -> frozenset[str]:
        """Credentials that its Logons take."""
        ...

    def verify(self, route: FixRoute, message: Message, context: SimContext) -> str:
        """The account that a Logon is signed for.

        Raises:
            AuthenticationError: unknown key or wrong signature.
        """
        ...

    def refuse(self, call: FixCall, error: VenueError) -> Written:
        """A refusal in the venue's words."""
        ...

    def text_of(self, error: VenueError) -> str:
        """What a Logout says, that is the answer to a Logon which is not accepted."""
        ...

    def tell(self, connection: FixConnectionState, event: ExchangeEvent) -> Sequence[Written]:
        """What a session is told of an event."""
        ...
